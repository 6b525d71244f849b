//! Ids: what names dimensions, indicators, values and alerts, and what names files.

use crate::diag::{Code, Diagnostic, shortened};

/// The longest id of a dimension, indicator, value, series or alert.
pub const MAX_ID: usize = 48;

/// Words that mean something in formulas, and so cannot be ids.
pub const FORBIDDEN_IDS: &[&str] = &[
    "case", "when", "then", "else", "end", "and", "or", "not", "is", "null", "true", "false", "in", "between", "like",
    "exists", "interval", "value", "change", "score",
];

/// Checks the id of a dimension, indicator, value, series or alert: `[a-z][a-z0-9_]*`, at most 48 characters,
/// no expression word. The diagnostic has no place yet.
pub(crate) fn check_id(id: &str) -> Result<(), Diagnostic> {
    let invalid =
        |why: &str| Err(Diagnostic::error(Code::InvalidId, format!("`{}` cannot be an id: {why}", shortened(id))));
    if FORBIDDEN_IDS.contains(&id) {
        return invalid("it is a word of the formula language")
            .map_err(|d| d.help(format!("write `{id}_x` or another name")));
    }
    let mut chars = id.chars();
    let starts = chars.next().is_some_and(|c| c.is_ascii_lowercase());
    if !starts || !chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        return invalid("ids are a lower-case letter, then letters, digits and `_`").map_err(|d| {
            match suggestion(id) {
                Some(better) => d.help(format!("write `{better}`")),
                None => d,
            }
        });
    }
    if id.len() > MAX_ID {
        return invalid("it is longer than 48 characters");
    }
    Ok(())
}

/// Checks the id of a model or scenario: `[a-z0-9][a-z0-9-]*`. The diagnostic has no place yet.
pub(crate) fn check_file_id(id: &str) -> Result<(), Diagnostic> {
    let start = id.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    if start && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        return Ok(());
    }
    Err(Diagnostic::error(Code::InvalidId, format!("`{}` cannot be the id of a file", shortened(id)))
        .help("use lower-case letters, digits and `-`, such as `ai-2025q4`"))
}

fn suggestion(id: &str) -> Option<String> {
    let better: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).take(MAX_ID).collect();
    let sound = better.starts_with(|c: char| c.is_ascii_lowercase()) && !FORBIDDEN_IDS.contains(&better.as_str());
    sound.then_some(better)
}

#[cfg(test)]
mod tests {
    use super::check_id;

    #[test]
    fn ids_are_lower_case_and_no_word_of_formulas() {
        assert!(check_id("shiller_cape").is_ok());
        assert!(check_id("Shiller-CAPE").is_err());
        assert!(check_id("case").is_err());
    }
}
