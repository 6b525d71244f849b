//! Numbers as data files write them, and the ways to write that there is none.

use super::layout::Forms;
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::is_no_value;

/// Signs of money that a number may carry.
const CURRENCIES: [char; 7] = ['$', '€', '£', '¥', '￥', '₩', '₹'];

/// Spaces that never end a line: between digits they only group them.
const SPACES: [char; 3] = ['\u{a0}', '\u{202f}', '\u{2009}'];

/// How the numbers of a table are written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Numbers {
    decimal: char,
    thousands: Option<char>,
    /// Codes, and the numbers that they are, if they are.
    missing: Vec<(String, Option<f64>)>,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cell {
    Missing,
    /// A number, and the sign of percentages or money that it carries.
    Number(f64, Option<char>),
    /// Something else.
    Word,
}

impl Default for Numbers {
    fn default() -> Self {
        Numbers::with('.', None)
    }
}

impl Numbers {
    pub(crate) fn new(forms: &Forms) -> Result<Self, Diagnostic> {
        let decimal = forms.decimal.unwrap_or('.');
        let wrong = |message: String| Err(Diagnostic::error(Code::Data, message));
        for (what, sign) in [("decimals", Some(decimal)), ("thousands", forms.thousands)] {
            if let Some(sign) = sign.filter(|c| c.is_alphanumeric() || matches!(c, '-' | '+' | '(' | ')' | '%')) {
                return wrong(format!("`{sign}` cannot stand before {what}: it means something in a number"));
            }
        }
        if forms.thousands == Some(decimal) {
            return wrong(format!("`{decimal}` cannot stand both before decimals and between thousands"));
        }
        let mut numbers = Numbers::with(decimal, forms.thousands);
        // A code is a number with a point too, whatever stands before decimals in the table.
        let code = |code: &String| match numbers.read(code) {
            Cell::Number(x, _) => (code.trim().to_owned(), Some(x)),
            _ => (code.trim().to_owned(), code.trim().parse().ok()),
        };
        numbers.missing = forms.missing.iter().map(code).collect();
        Ok(numbers)
    }

    fn with(decimal: char, thousands: Option<char>) -> Self {
        Numbers { decimal, thousands, missing: Vec::new() }
    }

    /// Whether a text is a number, written so.
    fn reads(decimal: char, thousands: Option<char>, text: &str) -> bool {
        matches!(Numbers::with(decimal, thousands).read(text), Cell::Number(..))
    }

    /// Whether a number stands for no value.
    pub(crate) fn is_missing(&self, x: f64) -> bool {
        self.has_codes() && self.missing.iter().any(|(_, code)| *code == Some(x))
    }

    /// Whether there are codes, some of which may be numbers, that stand for no value.
    pub(crate) fn has_codes(&self) -> bool {
        !self.missing.is_empty()
    }

    /// Whether a word stands for no value.
    pub(crate) fn is_missing_word(&self, text: &str) -> bool {
        is_no_value(text) || self.missing.iter().any(|(code, _)| code == text)
    }

    /// What a cell holds. Infinities and NaN are numbers here.
    pub(crate) fn read(&self, text: &str) -> Cell {
        if text.is_empty() {
            return Cell::Missing;
        }
        // Most cells are plain numbers.
        let plain = |text: &str| if self.decimal == '.' { text.parse().ok() } else { None };
        if let Some(x) = plain(text).or_else(|| plain(text.trim())) {
            return if self.is_missing(x) { Cell::Missing } else { Cell::Number(x, None) };
        }
        let text = text.trim();
        if self.is_missing_word(text) {
            return Cell::Missing;
        }
        match self.written(text) {
            Some((x, _)) if self.is_missing(x) => Cell::Missing,
            Some((x, sign)) => Cell::Number(x, sign),
            None => Cell::Word,
        }
    }

    /// A number with all that people write around its digits.
    fn written(&self, text: &str) -> Option<(f64, Option<char>)> {
        let (mut text, mut negative, mut sign) = (text, false, None);
        if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            (text, negative) = (inner.trim(), true);
        }
        // A minus may stand before or after a sign of money.
        for _ in 0..2 {
            if let Some(rest) = text.strip_prefix(['-', '\u{2212}']).filter(|_| !negative) {
                (text, negative) = (rest.trim_start(), true);
            }
            if let Some(rest) = text.strip_prefix(CURRENCIES).filter(|_| sign.is_none()) {
                sign = text.chars().next();
                text = rest.trim_start();
            }
        }
        if let Some(rest) = text.strip_suffix('%').or_else(|| text.strip_suffix(CURRENCIES)).filter(|_| sign.is_none())
        {
            sign = text.chars().next_back();
            text = rest.trim_end();
        }
        let digits = self.plain_digits(text)?;
        let x: f64 = digits.parse().ok()?;
        Some((if negative { -x } else { x }, sign))
    }

    /// The number as Rust writes it: no groups, a decimal point.
    fn plain_digits(&self, text: &str) -> Option<String> {
        let (mantissa, exponent) = text.split_at(text.find(['e', 'E']).unwrap_or(text.len()));
        let (whole, decimals) = mantissa.split_once(self.decimal).unwrap_or((mantissa, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let groups: Vec<&str> = whole.split(|c| Some(c) == self.thousands || SPACES.contains(&c)).collect();
        let grouped = |(place, group): (usize, &&str)| match place {
            0 => (1..=3).contains(&group.len()),
            _ => group.len() == 3,
        };
        if !groups.iter().all(|group| all_digits(group))
            || (groups.len() > 1 && !groups.iter().enumerate().all(grouped))
            || !all_digits(decimals)
            || (whole.is_empty() && decimals.is_empty())
        {
            return None;
        }
        Some(format!("{}.{decimals}{exponent}", groups.concat()))
    }

    /// Whether a cell that is no number would be one if decimals and thousands were written otherwise.
    pub(crate) fn almost(text: &str) -> bool {
        [(',', '.'), ('.', ','), ('.', '\'')].into_iter().any(|(d, t)| Numbers::reads(d, Some(t), text))
    }

    /// What to do about a cell that is no number.
    pub(crate) fn help(&self, text: &str) -> String {
        let text = text.trim();
        let point = Numbers::reads(',', Some('.'), text);
        let comma = Numbers::reads('.', Some(','), text);
        let comma_option =
            if text.contains('.') { "`options.decimal` , `options.thousands` ." } else { "`options.decimal` ," };
        match (point, comma) {
            (true, true) => {
                format!("a comma before decimals is {comma_option}; a comma between thousands is `options.thousands` ,")
            }
            (true, false) if self.decimal != ',' => {
                format!("if the comma stands before decimals, say so: {comma_option}")
            }
            (false, true) if self.decimal != ',' => {
                "if commas stand between thousands, say so: `options.thousands` ,".to_owned()
            }
            _ => match ['\'', '’', ' ', '_', '.'].into_iter().find(|c| Numbers::reads(self.decimal, Some(*c), text)) {
                Some(sign) => format!("if `{sign}` stands between thousands, say so: `options.thousands` \"{sign}\""),
                None => format!(
                    "numbers are written as 1234{}5; missing ones are empty, `.` or `NA`, and other codes are named with \
                     `options.missing`",
                    self.decimal
                ),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(x: f64) -> Cell {
        Cell::Number(x, None)
    }

    #[test]
    fn numbers_as_people_write_them() {
        let plain = Numbers::default();
        for (text, x) in [
            ("30.5", 30.5),
            (" -3 ", -3.0),
            ("+1e3", 1000.0),
            ("(5.2)", -5.2),
            ("\u{2212}7", -7.0),
            ("1\u{a0}031", 1031.0),
            ("1\u{202f}234\u{202f}567.25", 1_234_567.25),
        ] {
            assert_eq!(plain.read(text), number(x), "{text}");
        }
        assert_eq!(plain.read("30.5%"), Cell::Number(30.5, Some('%')));
        assert_eq!(plain.read("$31"), Cell::Number(31.0, Some('$')));
        assert_eq!(plain.read("-$31"), Cell::Number(-31.0, Some('$')));
        assert_eq!(plain.read("(€ 4)"), Cell::Number(-4.0, Some('€')));
        assert_eq!(plain.read("4 €"), Cell::Number(4.0, Some('€')));
        for text in ["", ".", "..", ":", "-", "NA", "n/a", "n.a.", "#N/A", "#DIV/0!", "NULL", "—"] {
            assert_eq!(plain.read(text), Cell::Missing, "{text}");
        }
        for text in [
            "30,5",
            "1,030.5",
            "1,030",
            "1 031",
            "1'031",
            "see note",
            "12.3 p",
            "(",
            "%",
            "$",
            "1e",
            "-(3",
            "(-9)",
            "--5",
            "($-5)",
            "-+5",
            "1\u{a0}03",
        ] {
            assert_eq!(plain.read(text), Cell::Word, "{text}");
        }
    }

    #[test]
    fn what_stands_between_digits_can_be_named() {
        let forms = |decimal, thousands| Numbers::new(&Forms { decimal, thousands, ..Forms::default() }).unwrap();
        let german = forms(Some(','), Some('.'));
        for (text, x) in [("30,5", 30.5), ("1.030,5", 1030.5), ("1.030", 1030.0), ("-2e3", -2000.0), ("1,5e3", 1500.0)]
        {
            assert_eq!(german.read(text), number(x), "{text}");
        }
        for text in ["1.03", "1,030,5", "10.30,5"] {
            assert_eq!(german.read(text), Cell::Word, "{text}");
        }
        // Without a sign for thousands a point among decimal commas is no number.
        assert_eq!(forms(Some(','), None).read("1.030"), Cell::Word);
        let english = forms(None, Some(','));
        assert_eq!(english.read("1,030.5"), number(1030.5));
        assert_eq!(english.read("12,345,678"), number(12_345_678.0));
        assert_eq!(english.read("30,5"), Cell::Word);
        assert_eq!(forms(None, Some('\'')).read("1'031.5"), number(1031.5));
        assert!(Numbers::new(&Forms { thousands: Some('.'), ..Forms::default() }).is_err());
        assert!(Numbers::new(&Forms { decimal: Some('5'), ..Forms::default() }).is_err());
    }

    #[test]
    fn missing_codes_are_texts_and_numbers() {
        let forms = Forms { missing: vec!["-99.99".to_owned(), "x".to_owned()], ..Forms::default() };
        let numbers = Numbers::new(&forms).unwrap();
        for text in ["-99.99", "-99.990", "x", "NA"] {
            assert_eq!(numbers.read(text), Cell::Missing, "{text}");
        }
        assert_eq!(numbers.read("-99.9"), number(-99.9));
        assert!(numbers.is_missing(-99.99));
    }

    #[test]
    fn help_names_the_option() {
        let help = |text| Numbers::default().help(text);
        assert!(help("30,5").contains("`options.decimal` ,"), "{}", help("30,5"));
        assert!(help("1.030,5").contains("`options.decimal` , `options.thousands` ."));
        assert!(help("1,030.5").contains("`options.thousands` ,"));
        assert!(help("1,030").contains("`options.decimal`") && help("1,030").contains("`options.thousands`"));
        assert!(help("1'030").contains("`options.thousands` \"'\""));
        assert!(help("see").contains("`options.missing`"));
    }
}
