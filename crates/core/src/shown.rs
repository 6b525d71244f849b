//! Foreign text as it is shown: the one place where what comes from files, tables, paths and the command line becomes text
//! that people read.
//!
//! A terminal obeys control characters, and marks of direction turn text round: with either, a title can forge a result.
//! [`text`] shows them as what they are. [`cell`] does so for a table that a spreadsheet opens, and keeps a text from
//! being read as a formula.
//!
//! ```
//! use froth_core::shown;
//! assert_eq!(shown::text("CR\rScore 0 of 100"), r"CR\u{d}Score 0 of 100");
//! assert_eq!(shown::text("plain"), "plain");
//! assert_eq!(shown::cell("=1+1"), "'=1+1");
//! assert_eq!(shown::cell("-1.5"), "-1.5");
//! ```

use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

/// Whether a character does something instead of being seen: control characters (line ends and tabs are some), separators
/// of lines and paragraphs, marks that override or isolate the direction of text, and what is no character at all.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// A text on one line: hidden characters as `\u{1b}`.
pub fn text(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

/// A text of several lines, whose line ends and tabs stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    let text = if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
    let hidden = |c| is_hidden(c) && c != '\n' && c != '\t';
    match text {
        Cow::Borrowed(text) => escaped(text, hidden),
        Cow::Owned(text) => Cow::Owned(escaped(&text, hidden).into_owned()),
    }
}

/// A text of several lines as running text: line ends and tabs become blanks.
pub fn running(text: &str) -> Cow<'_, str> {
    let shown = lines(text);
    if shown.contains(['\n', '\t']) { Cow::Owned(shown.replace(['\n', '\t'], " ")) } else { shown }
}

/// Names with commas between them, the first so many where there are more.
///
/// ```
/// use froth_core::shown::first;
/// assert_eq!(first(&["a", "b", "c"], 2), "a, b and 1 more");
/// ```
pub fn first<S: AsRef<str>>(names: &[S], most: usize) -> String {
    let named: Vec<&str> = names.iter().take(most).map(AsRef::as_ref).collect();
    let more = names.len() - named.len();
    if more > 0 { format!("{} and {more} more", named.join(", ")) } else { named.join(", ") }
}

/// A path on one line.
pub fn path(path: &Path) -> String {
    text(&path.to_string_lossy()).into_owned()
}

/// A cell of a table that a spreadsheet may open. What would be read as a formula gets an apostrophe in front; a number stays
/// one.
pub fn cell(of: &str) -> Cow<'_, str> {
    // Most cells of a large table are plain.
    if of.bytes().all(|b| matches!(b, b' ' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'.')) {
        return Cow::Borrowed(of);
    }
    let shown = lines(of);
    let formula = of.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let number = || of.parse().is_ok_and(f64::is_finite);
    if formula && !number() { Cow::Owned(format!("'{shown}")) } else { shown }
}

/// A result as indented JSON: hidden characters as `\u001b`, which means the same.
pub fn json<T: Serialize + ?Sized>(result: &T) -> Result<String, serde_json::Error> {
    let plain = serde_json::to_string_pretty(result)?;
    let hidden = |c| is_hidden(c) && c != '\n';
    if !plain.contains(hidden) {
        return Ok(plain);
    }
    // Outside of texts JSON has none but line ends.
    let mut out = String::with_capacity(plain.len() + 64);
    for c in plain.chars() {
        if hidden(c) {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Ok(out)
}

fn escaped(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    // Most texts have none, and plain bytes are quickly looked through.
    let plain = |b: &u8| (0x20..0x7f).contains(b);
    if text.as_bytes().iter().all(plain) || !text.contains(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hidden_characters_are_shown_and_the_rest_stays() {
        assert_eq!(text("a\u{1b}]0;x\u{7}\u{9b}\u{202e}b\n"), r"a\u{1b}]0;x\u{7}\u{9b}\u{202e}b\u{a}");
        assert_eq!(lines("a\r\nb\tc\rd"), "a\nb\tc\\u{d}d");
        assert!(matches!(text("Brésil 巴西 👩‍💻 \u{200f}"), Cow::Borrowed(_)));
        assert_eq!(json(&["\u{9b}\u{1b}é"]).unwrap(), "[\n  \"\\u009b\\u001bé\"\n]");
    }

    #[test]
    fn no_text_is_a_formula() {
        for formula in ["=cmd|' /C calc'!A0", "+a1", "-1+1", "-inf", "-", "@sum(a)", "\t=1", "\r=1"] {
            assert!(cell(formula).starts_with('\''), "{formula}");
        }
        assert!(["-1.5", "+2", "-1e-7", "0"].iter().all(|number| cell(number) == *number));
        assert_eq!((cell("a=1").as_ref(), cell("").as_ref(), cell("'x").as_ref()), ("a=1", "", "'x"));
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left(any in "\\PC*|[\\x00-\\x1f\\x7f-\\x9f a\u{202e}\u{2066}\u{2028}]*") {
            prop_assert!(!text(&any).contains(is_hidden));
            prop_assert!(!lines(&any).contains(|c| is_hidden(c) && c != '\n' && c != '\t'));
            let read: Vec<String> = serde_json::from_str(&json(&[&any]).unwrap()).unwrap();
            prop_assert_eq!(read, vec![any]);
        }
    }
}
