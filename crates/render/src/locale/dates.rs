//! Months as a language writes them in sentences; tables and data have days as they are in files.

use super::{Language, Locale};
use jiff::civil::Date;

impl Locale {
    /// "September 2026", 2026年9月.
    pub(crate) fn month(&self, date: Date) -> String {
        match self.language {
            Language::English => date.strftime("%B %Y").to_string(),
            Language::TraditionalChinese => date.strftime("%Y年%-m月").to_string(),
        }
    }
}
