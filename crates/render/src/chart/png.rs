//! PNG from the SVG: the same picture, with fonts that come with the program.

use super::{Canvas, Chart};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use std::path::Path;
use std::sync::Arc;

/// Fonts to draw PNGs with.
#[derive(Debug)]
pub struct Fonts {
    options: usvg::Options<'static>,
    /// Whether Chinese characters can be drawn.
    pub cjk: bool,
}

/// Families that hold Chinese characters, as systems name them.
const CJK: [&str; 8] = [
    "Noto Sans CJK TC",
    "Noto Sans CJK SC",
    "Noto Sans TC",
    "Source Han Sans TC",
    "PingFang TC",
    "Microsoft JhengHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
];

impl Fonts {
    /// The fonts of the program alone: enough for everything but Chinese.
    pub fn built_in() -> Self {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(dejavu::sans::regular().to_vec());
        fonts.load_font_data(dejavu::sans::bold().to_vec());
        Self::of(fonts, false)
    }

    /// Also a font from a file, for Chinese.
    pub fn with_file(path: &Path) -> std::io::Result<Self> {
        let bytes = std::fs::read(path)?;
        let mut own = Self::built_in();
        let fonts = Arc::make_mut(&mut own.options.fontdb);
        let before = fonts.len();
        fonts.load_font_data(bytes);
        if fonts.len() == before {
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "it holds no font"));
        }
        own.cjk = true;
        Ok(own)
    }

    /// Also the system's fonts, if one of them holds Chinese characters.
    pub fn with_system() -> Self {
        let mut own = Self::built_in();
        let mut system = fontdb::Database::new();
        system.load_system_fonts();
        let families = CJK.map(fontdb::Family::Name);
        let query = fontdb::Query { families: &families, ..fontdb::Query::default() };
        let Some(id) = system.query(&query) else { return own };
        let bytes = system.with_face_data(id, |data, _| data.to_vec());
        if let Some(bytes) = bytes {
            Arc::make_mut(&mut own.options.fontdb).load_font_data(bytes);
            own.cjk = true;
        }
        own
    }

    fn of(fonts: fontdb::Database, cjk: bool) -> Self {
        let options = usvg::Options {
            fontdb: Arc::new(fonts),
            font_family: "DejaVu Sans".to_owned(),
            ..usvg::Options::default()
        };
        Fonts { options, cjk }
    }
}

/// Whether a chart holds characters that only a Chinese font has.
pub fn needs_cjk(canvas: &Canvas) -> bool {
    canvas
        .labels()
        .any(|l| l.text.chars().any(|c| matches!(c as u32, 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF)))
}

/// The chart as PNG, as many pixels as drawing units.
pub fn png(chart: &Chart, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let tree = usvg::Tree::from_str(&chart.svg(), &fonts.options).map_err(|e| not_drawn(&e))?;
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or_else(|| not_drawn(&"the chart has no size"))?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    Ok(pixels.encode_png().map_err(|e| not_drawn(&e))?)
}

fn not_drawn(why: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(Code::Write, format!("cannot draw the chart: {why}"))
}
