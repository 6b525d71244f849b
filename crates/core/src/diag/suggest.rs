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
        // One slip leaves a word much alike, unless it is very short.
        let near = word.len().abs_diff(candidate.len()) <= 4 && (similarity >= 0.6 || word.len() < 6);
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
    match nearest(word, candidates.iter().copied()) {
        Some(near) => Suggestion::Near(near.to_owned()),
        None => Suggestion::OneOf {
            what: what.to_owned(),
            known: candidates.iter().take(SHOWN).map(|c| shortened(c).into_owned()).collect(),
            more: candidates.len() > SHOWN,
        },
    }
}
