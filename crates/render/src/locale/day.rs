//! Days as people write them.

use super::{Language, Locale};
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Locale {
    /// A day in a table.
    ///
    /// ```
    /// use froth_render::locale::{Language, Locale};
    /// let day = jiff::civil::date(2026, 9, 30);
    /// assert_eq!(Locale::new(Language::English).day(day), "2026-09-30");
    /// assert_eq!(Locale::new(Language::TraditionalChinese).day(day), "2026/9/30");
    /// ```
    pub fn day(&self, date: Date) -> String {
        match self.language {
            Language::English => date.to_string(),
            Language::TraditionalChinese => format!("{}/{}/{}", date.year(), date.month(), date.day()),
        }
    }

    /// A title with the day that it is of.
    pub(super) fn on_day(&self, title: &str, date: Date) -> String {
        let day = self.day_in_words(date);
        match self.language {
            Language::English => format!("{title}, {day}"),
            Language::TraditionalChinese => match title.strip_suffix('）') {
                Some(open) => format!("{open}，{day}）"),
                None => format!("{title}（{day}）"),
            },
        }
    }

    /// A day in a sentence of a chart.
    ///
    /// ```
    /// use froth_render::locale::{Language, Locale};
    /// let day = jiff::civil::date(2026, 9, 30);
    /// assert_eq!(Locale::new(Language::English).day_in_words(day), "30 September 2026");
    /// assert_eq!(Locale::new(Language::TraditionalChinese).day_in_words(day), "2026年9月30日");
    /// ```
    pub fn day_in_words(&self, date: Date) -> String {
        match self.language {
            Language::English => {
                let month = usize::try_from(date.month()).ok().and_then(|m| MONTHS.get(m.wrapping_sub(1)));
                format!("{} {} {}", date.day(), month.unwrap_or(&""), date.year())
            }
            Language::TraditionalChinese => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        }
    }
}
