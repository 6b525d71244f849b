//! How tables write that there is no value.

/// FRED's dot, Eurostat's colon, those of spreadsheets and statistics programs, in small letters.
const NO_VALUE: [&str; 24] = [
    "", ".", "..", "...", "…", ":", "-", "--", "–", "—", "na", "n/a", "n.a.", "<na>", "nan", "null", "#n/a",
    "#n/a n/a", "#na", "#null!", "#div/0!", "#value!", "#ref!", "#num!",
];

/// Whether a text, without blanks around it, is a way to write that there is no value: no word of a rule can be one.
///
/// ```
/// use froth_core::model::is_no_value;
/// assert!(is_no_value("n.a.") && is_no_value("#N/A") && !is_no_value("none"));
/// ```
pub fn is_no_value(text: &str) -> bool {
    NO_VALUE.iter().any(|code| text.eq_ignore_ascii_case(code))
}
