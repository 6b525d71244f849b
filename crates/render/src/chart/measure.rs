//! How wide text is, by the metrics of the font it is drawn with, and how it is broken into lines.

use super::typeface;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::LazyLock;
use unicode_width::UnicodeWidthChar;

/// Advance widths of the characters of a font in units of its size, up to the end of the Latin and Greek blocks.
struct Advances(Vec<f64>);

static REGULAR: LazyLock<Advances> = LazyLock::new(|| Advances::of(typeface::regular()));
static BOLD: LazyLock<Advances> = LazyLock::new(|| Advances::of(typeface::bold()));

/// Characters beyond are measured as if one em wide where they are wide, and as an `n` where they are not.
const MEASURED: u32 = 0x2100;

impl Advances {
    fn of(bytes: &[u8]) -> Self {
        let Ok(font) = FontRef::new(bytes) else { return Advances(Vec::new()) };
        let (map, metrics) = (font.charmap(), font.glyph_metrics(Size::new(1.0), LocationRef::default()));
        let width = |code: u32| char::from_u32(code).and_then(|c| map.map(c)).and_then(|g| metrics.advance_width(g));
        Advances((0..MEASURED).map(|code| width(code).map_or(0.6, f64::from)).collect())
    }
}

/// The width of a text in the font of that height.
pub(super) fn width_of(text: &str, size: f64, bold: bool) -> f64 {
    let advances = if bold { &BOLD.0 } else { &REGULAR.0 };
    let one = |c: char| match advances.get(c as usize) {
        Some(width) => *width,
        None => c.width().unwrap_or(0) as f64 * if c.width() == Some(2) { 0.5 } else { 0.65 },
    };
    size * text.chars().map(one).sum::<f64>()
}

/// Breaks a text into lines of at most `room`: between words, and within a word only where it alone is too wide
/// (or where it is Chinese, which breaks anywhere).
pub(super) fn lines_of(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(' ') {
        if width_of(&line, size, bold) + width_of(word.trim_end(), size, bold) <= room {
            line.push_str(word);
            continue;
        }
        if !line.trim().is_empty() && width_of(word.trim_end(), size, bold) <= room {
            lines.push(std::mem::take(&mut line));
            line.push_str(word);
            continue;
        }
        for unit in units(word) {
            let fits =
                |line: &str, more: &str| width_of(line, size, bold) + width_of(more.trim_end(), size, bold) <= room;
            if fits(&line, &unit) {
                line.push_str(&unit);
                continue;
            }
            if !line.is_empty() && fits("", &unit) {
                lines.push(std::mem::take(&mut line));
                line.push_str(&unit);
                continue;
            }
            for c in unit.chars() {
                if !line.is_empty() && width_of(&line, size, bold) + width_of(&c.to_string(), size, bold) > room {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
    }
    lines.push(line);
    lines.iter().map(|l| l.trim_end().to_owned()).filter(|l| !l.is_empty()).collect()
}

/// What of a word stays together: Latin letters and digits, and marks with what they close or open.
fn units(word: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    for c in word.chars() {
        let joins = units.last().and_then(|unit| unit.chars().last()).is_some_and(|before| {
            (before.is_ascii() && c.is_ascii()) || "，。；：？！）」』、～ ".contains(c) || "（「『".contains(before)
        });
        match units.last_mut().filter(|_| joins) {
            Some(unit) => unit.push(c),
            None => units.push(c.to_string()),
        }
    }
    units
}

/// The first lines of a text, the last one with dots where more would follow.
pub(super) fn first_lines(text: &str, size: f64, bold: bool, room: f64, most: usize) -> Vec<String> {
    let mut lines = lines_of(text, size, bold, room);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while width_of(last, size, bold) + width_of("…", size, bold) > room && !last.is_empty() {
                last.pop();
            }
            let kept = last.trim_end().len();
            last.truncate(kept);
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_lose_nothing() {
        let text = "Net borrowing of nonfinancial corporations in a year 券商融資餘額年增率券商融資餘額年增率 / GDP";
        for room in [60.0, 120.0, 300.0, 2000.0] {
            let lines = lines_of(text, 20.0, false, room);
            assert!(lines.iter().all(|l| width_of(l, 20.0, false) <= room + 1e-9), "{room}: {lines:?}");
            let joined: String = lines.concat().split_whitespace().collect();
            assert_eq!(joined, text.split_whitespace().collect::<String>());
        }
    }

    #[test]
    fn chinese_breaks_around_latin_words_and_marks() {
        let name = "Vantage園區（供甲骨文與OpenAI）";
        for room in 100..260 {
            let lines = lines_of(name, 19.0, true, f64::from(room));
            assert!(lines.iter().any(|line| line.contains("OpenAI）")), "{room}: {lines:?}");
            assert!(lines.iter().all(|line| !line.ends_with('（') && !line.starts_with('）')), "{room}: {lines:?}");
        }
    }

    #[test]
    fn widths_are_those_of_the_font() {
        // DejaVu Sans: advance of `M` is 1767 of 2048 units.
        assert!((width_of("M", 2048.0, false) - 1767.0).abs() < 1.0);
        assert!(width_of("M", 20.0, true) > width_of("M", 20.0, false));
    }
}
