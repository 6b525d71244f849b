//! A page as HTML: one file with everything in it.

use super::words::{Words, words};
use crate::chart::{heat_style, merit_style};
use crate::locale::Locale;
use crate::page::{Cell, Column, Page, Part, Row, Style, Table};
use askama::Template;

#[derive(Template)]
#[template(path = "report.html")]
struct Html<'a> {
    words: Words,
    title: &'a str,
    /// Place and name of each section.
    sections: Vec<(usize, &'a str)>,
    parts: &'a [Part],
    /// The colours of a score.
    colours: fn(f64) -> String,
}

impl Html<'_> {
    /// The class of a span.
    #[allow(clippy::trivially_copy_pass_by_ref, clippy::unused_self)] // templates call it so
    fn class(&self, style: &Style) -> &'static str {
        match style {
            Style::Plain => "",
            Style::Strong => "strong",
            Style::Faint => "faint",
            Style::Score(_) => "score",
        }
    }

    /// The colours of a score.
    fn heat(&self, style: &Style) -> Option<String> {
        match style {
            Style::Score(x) => Some((self.colours)(*x)),
            _ => None,
        }
    }

    /// The colours of a bar.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    fn ground(&self, score: &f64) -> String {
        (self.colours)(*score)
    }

    /// Whether the first section stands here.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    fn is_first(&self, place: &usize) -> bool {
        self.sections.first().is_some_and(|(first, _)| first == place)
    }

    /// How deep a cell's text is indented, in steps of two blanks.
    #[allow(clippy::unused_self)]
    fn depth(&self, cell: &Cell) -> usize {
        match cell {
            Cell::Text(span) => (span.text.len() - span.text.trim_start_matches(' ').len()) / 2,
            Cell::Bar(_) => 0,
        }
    }

    /// Whether a narrow page shows the rows one under the other: columns side by side need more room than it has.
    #[allow(clippy::unused_self)]
    fn stacks(&self, table: &Table) -> bool {
        let has_bar = |row: &Row| matches!(row, Row::Cells(cells) if cells.iter().any(|c| matches!(c, Cell::Bar(_))));
        table.columns.len() > 5 && !table.rows.iter().any(has_bar)
    }

    /// The title of a column.
    #[allow(clippy::trivially_copy_pass_by_ref, clippy::unused_self)]
    fn column<'t>(&self, columns: &'t [Column], index: &usize) -> &'t str {
        columns.get(*index).map_or("", |c| c.title.as_str())
    }

    /// Whether a column holds numbers.
    #[allow(clippy::trivially_copy_pass_by_ref, clippy::unused_self)]
    fn numbers(&self, columns: &[Column], index: &usize) -> bool {
        columns.get(*index).is_some_and(|c| c.numbers)
    }
}

/// The page as HTML.
pub(super) fn html(page: &Page, locale: &Locale) -> String {
    let section = |(i, part): (usize, &'_ Part)| match part {
        Part::Heading(name) | Part::Appendix(name) => Some((i, name.clone())),
        _ => None,
    };
    let sections: Vec<(usize, String)> = page.parts.iter().enumerate().filter_map(section).collect();
    let title = page.parts.iter().find_map(|p| if let Part::Title(title) = p { Some(title.as_str()) } else { None });
    let html = Html {
        words: words(locale.language),
        title: title.unwrap_or("froth"),
        sections: sections.iter().map(|(i, name)| (*i, name.as_str())).collect(),
        parts: &page.parts,
        colours: if locale.high_is_good() { merit_style } else { heat_style },
    };
    // Templates only fail where their values' Display does.
    html.render().unwrap_or_default()
}
