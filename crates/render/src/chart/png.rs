//! PNG from the SVG: the same picture, with fonts that come with the program.

use super::{Canvas, Chart, typeface};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// Fonts to draw PNGs with.
#[derive(Debug)]
pub struct Fonts {
    options: usvg::Options<'static>,
}

/// Families that hold Chinese characters, as systems name them: taken before others that do.
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
    /// The fonts of the program alone: enough for Latin, Greek and Cyrillic.
    pub fn built_in() -> Self {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(typeface::regular().to_vec());
        fonts.load_font_data(typeface::bold().to_vec());
        let options = usvg::Options {
            fontdb: Arc::new(fonts),
            font_family: "DejaVu Sans".to_owned(),
            ..usvg::Options::default()
        };
        Fonts { options }
    }

    /// Also a font from a file.
    pub fn with_file(path: &Path) -> std::io::Result<Self> {
        let bytes = std::fs::read(path)?;
        let mut own = Self::built_in();
        let fonts = Arc::make_mut(&mut own.options.fontdb);
        let before = fonts.len();
        fonts.load_font_data(bytes);
        if fonts.len() == before {
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "it holds no font"));
        }
        Ok(own)
    }

    /// Also the system's fonts that have what is wanted and these lack. They are looked at only then.
    #[must_use]
    pub fn with_system(self, wanted: &BTreeSet<char>) -> Self {
        if self.lacking(wanted).is_empty() {
            return self;
        }
        let mut system = fontdb::Database::new();
        system.load_system_fonts();
        self.with_some_of(&system, wanted)
    }

    /// Also as few of those fonts as have what is wanted: known ones first, then whichever has most of what is left.
    fn with_some_of(mut self, others: &fontdb::Database, wanted: &BTreeSet<char>) -> Self {
        let mut lacking = self.lacking(wanted);
        let known = |face: &fontdb::FaceInfo| {
            let place = |name: &str| CJK.iter().position(|known| *known == name);
            face.families.iter().filter_map(|(name, _)| place(name)).min().unwrap_or(CJK.len())
        };
        let plain =
            |face: &fontdb::FaceInfo| face.style == fontdb::Style::Normal && face.stretch == fontdb::Stretch::Normal;
        let mut faces: Vec<&fontdb::FaceInfo> = others.faces().filter(|face| plain(face)).collect();
        faces.sort_by_key(|face| (known(face), face.weight.0.abs_diff(400), face.post_script_name.clone()));
        let mut having: Vec<(fontdb::ID, bool, BTreeSet<char>)> = faces
            .into_iter()
            .map(|face| (face.id, known(face) < CJK.len(), having(others, face.id, &lacking)))
            .filter(|(_, _, has)| !has.is_empty())
            .collect();
        while !lacking.is_empty() {
            // Of equally good ones the first.
            let best = having.iter().enumerate().rev().max_by_key(|(_, (_, known, has))| (*known, has.len()));
            let Some(place) = best.map(|(place, _)| place) else { break };
            let (id, _, has) = having.swap_remove(place);
            if let Some(bytes) = others.with_face_data(id, |data, _| data.to_vec()) {
                Arc::make_mut(&mut self.options.fontdb).load_font_data(bytes);
            }
            lacking.retain(|c| !has.contains(c));
            for (_, _, has) in &mut having {
                has.retain(|c| lacking.contains(c));
            }
            having.retain(|(_, _, has)| !has.is_empty());
        }
        self
    }

    /// What none of the fonts can draw: it would be a box.
    pub fn lacking(&self, wanted: &BTreeSet<char>) -> BTreeSet<char> {
        let mut lacking = wanted.clone();
        for face in self.options.fontdb.faces() {
            if lacking.is_empty() {
                break;
            }
            let has = having(&self.options.fontdb, face.id, &lacking);
            lacking.retain(|c| !has.contains(c));
        }
        lacking
    }
}

/// Those of the characters that a font has outlines of. Pictures, as some fonts of emoji have, are not drawn.
fn having(fonts: &fontdb::Database, id: fontdb::ID, wanted: &BTreeSet<char>) -> BTreeSet<char> {
    let looked_up = fonts.with_face_data(id, |data, index| {
        let font = FontRef::from_index(data, index).ok()?;
        let (map, outlines) = (font.charmap(), font.outline_glyphs());
        let has = |c: &char| map.map(*c).is_some_and(|glyph| outlines.get(glyph).is_some());
        Some(wanted.iter().copied().filter(has).collect())
    });
    looked_up.flatten().unwrap_or_default()
}

/// The characters of a chart that leave ink.
pub fn characters(canvas: &Canvas) -> BTreeSet<char> {
    let inkless = |c: char| {
        let joins = matches!(c as u32, 0xAD | 0x180E | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xE0000..=0xE0FFF);
        c.is_whitespace() || c.is_control() || joins
    };
    canvas.labels().flat_map(|l| l.text.chars()).filter(|c| !inkless(*c)).collect()
}

/// Whether a character is one of Chinese text.
pub fn is_chinese(c: char) -> bool {
    matches!(c as u32, 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> BTreeSet<char> {
        text.chars().collect()
    }

    #[test]
    fn what_no_font_has_is_known() {
        let fonts = Fonts::built_in();
        assert_eq!(fonts.lacking(&set("Aéβя–…−≥")), set(""));
        assert_eq!(fonts.lacking(&set("A泡沫🎈")), set("泡沫🎈"));
    }

    #[test]
    fn an_installed_font_is_taken_for_what_it_has() {
        // Without a font for Chinese nothing is taken, and the rest is lacking as before.
        let mut installed = fontdb::Database::new();
        installed.load_font_data(dejavu::sans_mono::regular().to_vec());
        let fonts = Fonts::built_in().with_some_of(&installed, &set("泡"));
        assert_eq!(fonts.options.fontdb.len(), 2);
        assert_eq!(fonts.lacking(&set("A泡")), set("泡"));
        // What a program without any font of its own lacks comes from the installed one.
        let none = Fonts { options: usvg::Options::default() };
        assert_eq!(none.lacking(&set("Aβ")), set("Aβ"));
        let fonts = none.with_some_of(&installed, &set("Aβ泡"));
        assert_eq!((fonts.options.fontdb.len(), fonts.lacking(&set("Aβ泡"))), (1, set("泡")));
    }

    #[test]
    fn what_leaves_no_ink_needs_no_font() {
        let mut canvas = Canvas::new();
        canvas.text(super::super::canvas::Label::new("A\u{200D}\u{FE0F}\u{A0} 泡", 0.0, 0.0, 20.0));
        assert_eq!(characters(&canvas), set("A泡"));
        assert!(is_chinese('泡') && !is_chinese('A') && !is_chinese('🎈'));
    }
}
