//! "Did you mean".

use std::borrow::Cow;
use std::fmt;

/// Longer words, in bytes, are near to nothing.
const LONGEST: usize = 128;

/// At most so many candidates are compared; of a longer list, those with the same first letter.
const MOST: usize = 256;

/// The candidate nearest to `word`, if one is near enough to be what was meant.
///
/// ```
/// assert_eq!(froth_core::diag::nearest("weigth", ["title", "weight"]), Some("weight"));
/// assert_eq!(froth_core::diag::nearest("zzz", ["title", "weight"]), None);
/// assert_eq!(froth_core::diag::nearest("2", ["0", "x"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Comparing takes time by the product of lengths, and what is very long was hardly meant.
    if word.len() > LONGEST {
        return None;
    }
    let mut candidates: Vec<&str> = candidates.into_iter().filter(|c| c.len() <= LONGEST).collect();
    if candidates.len() > MOST {
        let first = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
        candidates.retain(|c| first(c) == first(word));
        candidates.truncate(MOST);
    }
    let lower = word.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let similarity = strsim::jaro_winkler(&lower, &candidate.to_lowercase());
        // One slip leaves a word much alike; of a very short one it may leave nothing.
        let short = lower.chars().count().max(candidate.chars().count());
        let near = short >= 3 && word.len().abs_diff(candidate.len()) <= 4 && (similarity >= 0.6 || word.len() < 6);
        let similarity = if near && strsim::damerau_levenshtein(word, candidate) <= 1 { 1.0 } else { similarity };
        if similarity >= 0.8 && best.is_none_or(|(s, _)| similarity > s) {
            best = Some((similarity, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A text that a message can hold: what is longer is cut.
///
/// ```
/// assert_eq!(froth_core::diag::shortened(&"x".repeat(500)).len(), 123);
/// ```
pub fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(120) {
        Some((end, _)) => Cow::Owned(format!("{}...", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// The longest list of candidates that a help sentence holds.
const SHOWN: usize = 24;

/// What may have been meant. `Display` is a help sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Suggestion {
    /// The candidate that is near enough.
    Near(String),
    /// The candidate that reads the same: an accent as a character of its own, a blank that cannot be seen.
    Alike(String),
    /// None is near.
    OneOf {
        /// What the candidates are.
        what: String,
        /// The first of them.
        known: Vec<String>,
        /// Whether there are more.
        more: bool,
    },
}

impl fmt::Display for Suggestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Suggestion::Near(near) => write!(f, "did you mean `{near}`?"),
            Suggestion::Alike(near) => {
                write!(f, "`{near}` looks the same and is written with other characters: copy it from there")
            }
            Suggestion::OneOf { what, known, .. } if known.is_empty() => write!(f, "there are no {what}"),
            Suggestion::OneOf { what, known, more } => {
                let known: Vec<String> = known.iter().map(|k| format!("`{k}`")).collect();
                write!(f, "known {what}: {}{}", known.join(", "), if *more { ", ..." } else { "" })
            }
        }
    }
}

impl From<Suggestion> for String {
    fn from(suggestion: Suggestion) -> Self {
        suggestion.to_string()
    }
}

/// The nearest candidate, else the list of all of them.
pub fn did_you_mean<'a>(word: &str, what: &str, candidates: impl IntoIterator<Item = &'a str>) -> Suggestion {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    if let Some(alike) = candidates.iter().find(|candidate| **candidate != word && looks_alike(word, candidate)) {
        return Suggestion::Alike((*alike).to_owned());
    }
    match nearest(word, candidates.iter().copied()) {
        Some(near) => Suggestion::Near(near.to_owned()),
        None => Suggestion::OneOf {
            what: what.to_owned(),
            known: candidates.iter().take(SHOWN).map(|c| shortened(c).into_owned()).collect(),
            more: candidates.len() > SHOWN,
        },
    }
}

/// Whether two texts read the same although they are not: compared by their plain letters and the places of accents.
fn looks_alike(a: &str, b: &str) -> bool {
    !(a.is_ascii() && b.is_ascii()) && a.len().max(b.len()) <= LONGEST && seen(a) == seen(b)
}

/// Plain letters as they are, a letter with an accent, however written, as `None`; what cannot be seen is left out.
fn seen(text: &str) -> Vec<Option<char>> {
    let mut seen = Vec::new();
    for c in text.chars() {
        match c {
            '\u{300}'..='\u{36f}' => {
                if let Some(last) = seen.last_mut() {
                    *last = None;
                }
            }
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '\u{a0}' | '\u{202f}' | '\u{3000}' => seen.push(Some(' ')),
            // Latin letters with accents; others than these are told apart by sight.
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => seen.push(None),
            c => seen.push(Some(c)),
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn what_looks_the_same_is_said_to_be_written_otherwise() {
        for (word, candidate) in [("cafe\u{301}", "caf\u{e9}"), ("gdp\u{200b}", "gdp"), ("a\u{a0}b", "a b")] {
            let said = did_you_mean(word, "columns", [candidate]).to_string();
            assert!(said.contains("looks the same"), "{said}");
        }
        for (word, candidate) in [("caf\u{e9}", "cafe"), ("gdp", "gpd"), ("\u{5df4}", "\u{897f}")] {
            assert!(!did_you_mean(word, "columns", [candidate]).to_string().contains("looks the same"));
        }
    }
}
