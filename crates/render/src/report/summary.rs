//! The workbook's first sheet: the finding, the headline with its interval, the dimensions and the gaps, on a page.

use super::contents::Contents;
use super::workbook::{Datum, POINTS, SHARE, SIGNED};
use crate::page::{by_date, finding, finding_title, gap};
use froth_core::score::Scorecard;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// What stands on it.
#[derive(Debug, Clone)]
pub(super) struct Summary {
    title: String,
    lead: String,
    columns: Vec<String>,
    /// How many of the columns are scenarios; one more is the gap of two.
    scenarios: u16,
    rows: Vec<Line>,
    foot: String,
}

/// A row: its name, its numbers and how they are shown; without numbers the name of the rows below it.
#[derive(Debug, Clone)]
struct Line {
    name: String,
    cells: Vec<Datum>,
    format: &'static str,
}

/// The sheet's name.
pub(super) const NAME: &str = "summary";

/// Width of the column of names and of those of numbers, in characters.
const WIDTHS: [f64; 2] = [42.0, 24.0];

/// About so many characters fit a line of the paragraph.
const A_LINE: usize = 110;

pub(super) fn summary(contents: &Contents<'_>) -> Summary {
    let (words, locale, of) = (contents.words(), contents.locale, contents.comparison());
    let cards = contents.cards();
    let later = by_date(of);
    let mut columns: Vec<String> = cards.iter().map(|c| locale.scenario(&c.scenario).to_owned()).collect();
    columns.extend(later.map(|_| words.gap().to_owned()));
    let mut rows = Vec::new();
    let mut line = |name: &str, format: &'static str, cells: Vec<Datum>| {
        rows.push(Line { name: name.to_owned(), cells, format });
    };
    let each = |cell: &dyn Fn(&Scorecard) -> Datum| cards.iter().map(cell).collect::<Vec<_>>();
    let scores = |scores: Vec<Option<f64>>| -> Vec<Datum> {
        let between = later.map(|[before, now]| {
            let both = scores[now].zip(scores[before]);
            Datum::from(both.map(|(x, y)| gap(x, y)))
        });
        scores.iter().map(|x| Datum::from(*x)).chain(between).collect()
    };
    line(words.day(), "", each(&|c| c.as_of.into()));
    line(words.score(), POINTS, scores(cards.iter().map(|c| c.score).collect()));
    line(words.interval_low(), POINTS, each(&|c| c.interval.interval().map(|i| i.low).into()));
    line(words.interval_median(), POINTS, each(&|c| c.interval.interval().map(|i| i.median).into()));
    line(words.interval_high(), POINTS, each(&|c| c.interval.interval().map(|i| i.high).into()));
    line(words.bounds_low(), POINTS, each(&|c| c.bounds[0].into()));
    line(words.bounds_high(), POINTS, each(&|c| c.bounds[1].into()));
    line(words.level(), "", each(&|c| c.band.as_deref().map(|band| locale.band(band).to_owned()).into()));
    line(words.covered(), SHARE, each(&|c| c.coverage.into()));
    let like = &of.like_for_like;
    let several = cards.len() > 1 && like.weight_left > 0.0;
    let shown = if several { &like.scorecards[..] } else { cards };
    if several {
        line(&words.on_shared(like.counted.len()), "", Vec::new());
        line(words.score(), POINTS, scores(like.scorecards.iter().map(|c| c.score).collect()));
    } else {
        line(words.dimensions(), "", Vec::new());
    }
    for dimension in shown.first().into_iter().flat_map(Scorecard::tops) {
        let of_each = shown.iter().map(|c| c.dimension(&dimension.id).and_then(|d| d.score));
        line(locale.dimension(&dimension.id), POINTS, scores(of_each.collect()));
    }
    Summary {
        title: finding_title(of, locale),
        lead: locale.paragraph(&finding(of, locale)),
        columns,
        scenarios: u16::try_from(cards.len()).unwrap_or(u16::MAX),
        rows,
        foot: format!(
            "{} {} · {}",
            locale.model(&contents.model().id),
            contents.model().version,
            words.what_a_score_is(locale.low(), locale.high())
        ),
    }
}

impl Summary {
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
                    Datum::Text(text) => {
                        sheet.write_string_with_format(at, column, text, &right)?;
                    }
                    cell if column > self.scenarios => cell.write(sheet, (at, column), SIGNED)?,
                    cell => cell.write(sheet, (at, column), line.format)?,
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
