//! Raw values with their units, as people say them.

use super::raw;
use crate::locale::Locale;
use froth_core::scenario::Value;

/// The unit of what is counted: firms and offerings are whole, and their title says what they are.
const COUNT: &str = "count";

/// A raw value without its unit: what is counted is whole, a word is the model's in the reader's language.
pub(crate) fn bare(value: &Value, unit: &str, locale: &Locale) -> String {
    match value {
        Value::Number(x) if unit == COUNT && x.abs() >= 1.0 => raw(x.round()),
        Value::Number(x) => raw(*x),
        Value::Word(word) => locale.text(word).to_owned(),
    }
}

/// A raw value with its unit.
pub(crate) fn amount(value: &Value, unit: &str, locale: &Locale) -> String {
    let shown = bare(value, unit, locale);
    match (value, locale.measure(unit)) {
        (Value::Word(_), _) | (_, "") => shown,
        (_, unit) => locale.words().value_unit(shown, unit),
    }
}

/// The same with the range that it lies in.
pub(crate) fn amount_in(value: &Value, range: Option<(f64, f64)>, unit: &str, locale: &Locale) -> String {
    let shown = amount(value, unit, locale);
    match range {
        Some(range) => {
            let [low, high] = [range.0, range.1].map(|x| bare(&Value::Number(x), unit, locale));
            let words = locale.words();
            words.value_range(shown, words.to(low, high))
        }
        None => shown,
    }
}

impl Locale {
    /// What stands behind a number: nothing for an index, and in English nothing for what is counted.
    fn measure<'a>(&'a self, unit: &'a str) -> &'a str {
        match (unit, self.unit(unit)) {
            ("index", _) => "",
            (COUNT, own) if own == COUNT => "",
            (_, unit) => unit,
        }
    }
}
