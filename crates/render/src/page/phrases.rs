//! Short phrases that pages have in common.

use super::words::{Words, words};
use crate::locale::Locale;
use froth_core::scenario::Confidence;

impl Locale {
    pub(super) fn words(&self) -> Words {
        words(self.language)
    }

    /// Items in a row.
    pub(crate) fn listed<S: AsRef<str>>(&self, items: &[S]) -> String {
        items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(self.words().comma())
    }

    /// Sentences one after the other.
    pub fn paragraph<S: AsRef<str>>(&self, sentences: &[S]) -> String {
        sentences.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(self.words().between_sentences())
    }

    /// ` since DATE`, or nothing.
    pub(crate) fn since(&self, date: Option<jiff::civil::Date>) -> String {
        date.map(|d| self.words().since(self.day_in_words(d))).unwrap_or_default()
    }

    /// A confidence grade, or nothing.
    pub(crate) fn confidence(&self, grade: Option<Confidence>) -> &'static str {
        match grade {
            Some(Confidence::High) => self.words().high(),
            Some(Confidence::Medium) => self.words().medium(),
            Some(Confidence::Low) => self.words().low(),
            None => "",
        }
    }
}
