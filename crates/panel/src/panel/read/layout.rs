//! What a file does not say about itself, for the user to say.

use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::MadeFrom;

/// Which part of a file is its table, and how its bytes are text.
///
/// ```
/// use froth_panel::panel::Layout;
///
/// let layout = Layout { skip_rows: 4, separator: Some(';'), ..Layout::default() };
/// assert_eq!(layout.header_rows, None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// How bytes are letters, by the name that the web gives it (`windows-1252`, `big5`). UTF-8, or what a byte-order mark
    /// says, where none is named.
    pub encoding: Option<String>,
    /// What stands between fields; found out where none is given.
    pub separator: Option<char>,
    /// Lines, or rows of a sheet, before the header.
    pub skip_rows: usize,
    /// Rows of the header: 1 where none is given. Without a header, 0, columns are called 1, 2, 3.
    pub header_rows: Option<usize>,
    /// Rows at the end that are notes.
    pub skip_footer: usize,
    /// The sheet of a workbook; may be left out where there is one that holds something.
    pub sheet: Option<String>,
}

impl Layout {
    /// Says it in what a result is made from.
    pub fn stated(&self, made: MadeFrom) -> MadeFrom {
        let some = |rows: usize| (rows > 0).then_some(rows);
        made.flag("encoding", &self.encoding)
            .flag("separator", self.separator.map(String::from))
            .flag("skip_rows", some(self.skip_rows))
            .flag("header_rows", self.header_rows)
            .flag("skip_footer", some(self.skip_footer))
            .flag("sheet", &self.sheet)
    }

    /// The options that only text has, and whether each is given.
    pub(crate) fn of_text(&self) -> [(&'static str, bool); 6] {
        [
            ("encoding", self.encoding.is_some()),
            ("separator", self.separator.is_some()),
            ("skip_rows", self.skip_rows > 0),
            ("header_rows", self.header_rows.is_some()),
            ("skip_footer", self.skip_footer > 0),
            ("sheet", self.sheet.is_some()),
        ]
    }

    /// Options that mean nothing for a kind of file are refused: whoever gives them means another file.
    pub(crate) fn refuse(given: &[(&str, bool)], what: &str) -> Result<(), Diagnostic> {
        let Some((option, _)) = given.iter().find(|(_, given)| *given) else { return Ok(()) };
        let message = format!("{what}: `options.{option}` means nothing there");
        Err(Diagnostic::error(Code::Data, message).help(format!("leave out `options.{option}`")))
    }
}

/// How dates and numbers are written, where that is text.
///
/// ```
/// use froth_panel::panel::Forms;
///
/// let german = Forms { decimal: Some(','), date_format: Some("%d.%m.%Y".to_owned()), ..Forms::default() };
/// assert_eq!(german.thousands, None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forms {
    /// What stands before the decimals: a point, where none is given.
    pub decimal: Option<char>,
    /// What stands between groups of three digits. Non-breaking and thin spaces always may.
    pub thousands: Option<char>,
    /// Further ways to write that there is no value, such as `-99.99`.
    pub missing: Vec<String>,
    /// How dates are written, as for `strptime` (`%d/%m/%Y`), or `excel` for days of a spreadsheet, `shiller` where `2020.1`
    /// is October, `quarters` where it is the first quarter, `months` where it is January.
    pub date_format: Option<String>,
}

impl Forms {
    /// Says them in what a result is made from.
    pub fn stated(&self, made: MadeFrom) -> MadeFrom {
        made.flag("date_format", &self.date_format)
            .flag("decimal", self.decimal.map(String::from))
            .flag("thousands", self.thousands.map(String::from))
            .flag("missing", &self.missing)
    }
}
