//! PNGs, and the fonts that they are drawn with.

use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::shown::first;
use froth_render::chart::{self, Chart, Fonts, characters, is_chinese};
use froth_render::locale::Language;
use std::collections::BTreeSet;
use std::path::Path;

/// The fonts for PNGs: those that are built in and of a file, and those of the system for what these lack.
///
/// # Errors
///
/// A file that is no font.
pub fn fonts(file: Option<&Path>, wanted: &BTreeSet<char>) -> Result<Fonts, Diagnostic> {
    let fonts = match file {
        Some(file) => Fonts::with_file(file)
            .map_err(|e| Diagnostic::error(Code::Unreadable, format!("cannot use the font {}: {e}", file.display())))?,
        None => Fonts::built_in(),
    };
    Ok(fonts.with_system(wanted))
}

/// What is drawn in a language as PNG, in English where there is no font for Chinese; with what is to be said of the fonts.
///
/// # Errors
///
/// A file that is no font, what cannot be drawn.
pub fn png(
    language: Language,
    font: Option<&Path>,
    drawn: impl Fn(Language) -> Result<Chart, Error>,
) -> Result<(Vec<u8>, Vec<String>), Error> {
    let mut chart = drawn(language)?;
    let wanted = characters(&chart.canvas);
    let fonts = fonts(font, &wanted)?;
    let mut lacking = fonts.lacking(&wanted);
    let mut remarks = Vec::new();
    if language != Language::English && lacking.iter().any(|c| is_chinese(*c)) {
        remarks.push(in_english("the chart is"));
        chart = drawn(Language::English)?;
        lacking = fonts.lacking(&characters(&chart.canvas));
    }
    remarks.extend(boxes(&lacking));
    Ok((chart::png(&chart, &fonts)?, remarks))
}

/// Says that pictures are in English as there is no font for Chinese.
pub fn in_english(which: &str) -> String {
    format!("no font with Chinese characters was found: {which} in English (give one with --font FILE)")
}

/// Says which characters are boxes in a PNG, as no font has them.
pub fn boxes(lacking: &BTreeSet<char>) -> Option<String> {
    const MOST: usize = 8;
    if lacking.is_empty() {
        return None;
    }
    let named: Vec<String> = lacking.iter().map(|c| format!("{c} (U+{:04X})", *c as u32)).collect();
    Some(format!(
        "warning: no font has these characters, which are boxes in the PNG: {}: give a font that has them with --font FILE",
        first(&named, MOST)
    ))
}
