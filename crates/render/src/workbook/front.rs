//! The first sheet of a workbook: the finding, and the numbers that it rests on, on a page.

use super::Datum;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// What stands on it.
#[derive(Debug, Clone)]
pub(crate) struct Front {
    pub(crate) title: String,
    pub(crate) lead: String,
    /// Heads of the columns of numbers.
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Line>,
    pub(crate) foot: String,
}

/// A row: its name, and its numbers with how each is shown; without numbers the name of the rows below it.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) cells: Vec<(Datum, &'static str)>,
}

/// The sheet's name.
const NAME: &str = "summary";

/// Width of the column of names and of those of numbers, in characters.
const WIDTHS: [f64; 2] = [42.0, 24.0];

/// About so many characters fit a line of the paragraph.
const A_LINE: usize = 110;

impl Front {
    /// Adds the sheet.
    pub(super) fn write(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet().set_name(NAME)?;
        let last = u16::try_from(self.columns.len()).unwrap_or(u16::MAX);
        sheet.set_column_width(0, WIDTHS[0])?;
        for column in 1..=last {
            sheet.set_column_width(column, WIDTHS[1])?;
        }
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let title = wrapped.clone().set_bold().set_font_size(15);
        let characters = (A_LINE * (usize::from(last) + 1)).div_ceil(4);
        let lines = |text: &str, size: f64| {
            // Han characters are twice as wide.
            let width: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
            (width.div_ceil(characters.max(40)) + 1) as f64 * size * 1.35
        };
        sheet.merge_range(0, 0, 0, last, &self.title, &title)?.set_row_height(0, lines(&self.title, 17.0))?;
        sheet.merge_range(1, 0, 1, last, &self.lead, &wrapped)?.set_row_height(1, lines(&self.lead, 11.0))?;
        let head = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
        let number_head = head.clone().set_align(FormatAlign::Right).set_text_wrap();
        sheet.write_blank(3, 0, &head)?;
        for (column, name) in (1..).zip(&self.columns) {
            sheet.write_string_with_format(3, column, name, &number_head)?;
        }
        let right = Format::new().set_align(FormatAlign::Right);
        let mut at = 4;
        for line in &self.rows {
            if line.cells.is_empty() {
                sheet.write_string_with_format(at, 0, &line.name, &Format::new().set_bold())?;
            } else {
                sheet.write_string(at, 0, &line.name)?;
            }
            for (column, cell) in (1..).zip(&line.cells) {
                match cell {
                    // Under the head of its column.
                    (Datum::Text(text), _) => {
                        sheet.write_string_with_format(at, column, text, &right)?;
                    }
                    (cell, format) => cell.write(sheet, (at, column), format)?,
                }
            }
            at += 1;
        }
        sheet.merge_range(at + 1, 0, at + 1, last, &self.foot, &wrapped)?;
        sheet.set_row_height(at + 1, lines(&self.foot, 11.0))?;
        sheet.set_freeze_panes(4, 1)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 1).set_print_area(0, 0, at + 1, last)?;
        Ok(())
    }
}
