//! Content without a look: what a page says, in order.

use crate::locale::{Language, is_wide, typeset};

/// Titles, sentences and tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// In reading order.
    pub parts: Vec<Part>,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// The name of what follows, at the top level.
    Title(String),
    /// What stands right above a title.
    Kicker(String),
    /// The paragraph that people quote.
    Lead(String),
    /// The name of a section.
    Heading(String),
    /// The name of a section that begins what is looked up, not read.
    Appendix(String),
    /// The name of a part of a section.
    Subheading(String),
    /// A picture.
    Figure(Figure),
    /// Lines that belong together.
    Lines(Vec<Line>),
    /// Points in a list, numbered from 1 where said so.
    List {
        /// Whether the points are numbered.
        numbered: bool,
        /// The points.
        points: Vec<Line>,
    },
    /// A table.
    Table(Table),
    /// Short pieces beside each other, where there is room.
    Cards(Vec<Card>),
}

/// A short piece under a title of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// What it says, in a line.
    pub title: String,
    /// What is in it.
    pub parts: Vec<Part>,
}

/// A picture that stands in a file of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Where it lies, relative to the page.
    pub file: String,
    /// What it shows, for readers who cannot see it.
    pub title: String,
    /// The picture itself.
    pub svg: String,
    /// The same for a narrow page; none: the numbers stand in a table beside it.
    pub narrow: Option<String>,
}

/// A run of text in several styles.
pub type Line = Vec<Span>;

/// Text in one style.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// How it stands out.
    pub style: Style,
    /// Where it leads: an address on the web.
    pub link: Option<String>,
}

/// How text stands out, where it can.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Style {
    /// As everything else.
    #[default]
    Plain,
    /// More than the rest.
    Strong,
    /// Less than the rest.
    Faint,
    /// By the height of a score in [0, 100].
    Score(f64),
}

/// Rows of cells under column titles.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// Whether it holds numbers, which line up on the right.
    pub numbers: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// A cell a column.
    Cells(Vec<Cell>),
    /// The name of the rows below it, across all columns.
    Heading(String),
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text.
    Text(Span),
    /// A bar for a score in [0, 100].
    Bar(f64),
}

impl Part {
    fn typeset(&mut self, language: Language) {
        match self {
            Part::Title(text)
            | Part::Kicker(text)
            | Part::Lead(text)
            | Part::Heading(text)
            | Part::Appendix(text)
            | Part::Subheading(text) => *text = typeset(text, language),
            Part::Cards(cards) => cards.iter_mut().for_each(|card| {
                card.title = typeset(&card.title, language);
                card.parts.iter_mut().for_each(|part| part.typeset(language));
            }),
            Part::Figure(figure) => figure.title = typeset(&figure.title, language),
            Part::Lines(lines) | Part::List { points: lines, .. } => {
                for line in lines {
                    typeset_line(line, language);
                }
            }
            Part::Table(table) => {
                table.columns.iter_mut().for_each(|column| column.title = typeset(&column.title, language));
                for row in &mut table.rows {
                    match row {
                        Row::Heading(text) => *text = typeset(text, language),
                        Row::Cells(cells) => cells.iter_mut().for_each(|cell| {
                            if let Cell::Text(span) = cell {
                                span.text = typeset(&span.text, language);
                            }
                        }),
                    }
                }
            }
        }
    }
}

/// Runs of a line one by one, and no blank between two of them where Han stands.
fn typeset_line(line: &mut Line, language: Language) {
    for span in line.iter_mut() {
        span.text = typeset(&span.text, language);
    }
    for n in 1..line.len() {
        let (before, after) = (line[n - 1].text.trim_end(), line[n].text.trim_start());
        let (ends, starts) = (before.chars().next_back(), after.chars().next());
        if ends.is_some_and(is_wide) && starts != Some('·') || starts.is_some_and(is_wide) && ends != Some('·') {
            let (before, after) = (before.to_owned(), after.to_owned());
            (line[n - 1].text, line[n].text) = (before, after);
        }
    }
}

impl Span {
    /// Text in a style.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Span { text: text.into(), style, link: None }
    }

    /// Text like everything else.
    pub fn plain(text: impl Into<String>) -> Self {
        Span::new(text, Style::Plain)
    }

    /// Text that stands out.
    pub fn strong(text: impl Into<String>) -> Self {
        Span::new(text, Style::Strong)
    }

    /// Text that stands back.
    pub fn faint(text: impl Into<String>) -> Self {
        Span::new(text, Style::Faint)
    }

    /// The same, leading to an address if it is one on the web: files hold any text there, a script for one.
    #[must_use]
    pub fn linked(self, address: Option<&str>) -> Self {
        let web = |a: &&str| {
            let start = a.get(..8).unwrap_or(a).to_ascii_lowercase();
            start.starts_with("https://") || start.starts_with("http://")
        };
        Span { link: address.filter(web).map(str::to_owned), ..self }
    }

    /// A score, or a dash for none.
    pub fn score(score: Option<f64>) -> Self {
        match score {
            Some(x) => Span::new(super::score(x), Style::Score(x)),
            None => Span::faint("-"),
        }
    }
}

impl Cell {
    /// Text like everything else.
    pub fn plain(text: impl Into<String>) -> Self {
        Cell::Text(Span::plain(text))
    }

    /// An empty cell.
    pub fn empty() -> Self {
        Cell::plain("")
    }

    /// A bar, or nothing where there is no score.
    pub fn bar(score: Option<f64>) -> Self {
        score.map_or_else(Cell::empty, Cell::Bar)
    }

    /// The bar or text without any style.
    pub fn text(&self) -> String {
        match self {
            Cell::Text(span) => span.text.clone(),
            Cell::Bar(score) => bar(*score),
        }
    }
}

impl From<Span> for Cell {
    fn from(span: Span) -> Self {
        Cell::Text(span)
    }
}

impl Table {
    /// A table with text columns and number columns, in the order given.
    pub fn new(columns: &[(&str, bool)]) -> Self {
        let columns =
            columns.iter().map(|(title, numbers)| Column { title: (*title).to_owned(), numbers: *numbers }).collect();
        Table { columns, rows: Vec::new() }
    }

    /// Adds a row of cells.
    pub(super) fn push(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row::Cells(cells));
    }
}

impl Page {
    /// The page as its language sets it.
    #[must_use]
    pub fn typeset(mut self, language: Language) -> Self {
        if language != Language::English {
            self.parts.iter_mut().for_each(|part| part.typeset(language));
        }
        self
    }

    /// Adds a section with a table, unless the table is empty.
    pub(super) fn section(&mut self, heading: &str, table: Table) {
        if !table.rows.is_empty() {
            self.parts.push(Part::Heading(heading.to_owned()));
            self.parts.push(Part::Table(table));
        }
    }

    /// Adds a section with a list, unless the list is empty.
    pub(super) fn list(&mut self, heading: &str, numbered: bool, points: Vec<Line>) {
        if !points.is_empty() {
            self.parts.push(Part::Heading(heading.to_owned()));
            self.parts.push(Part::List { numbered, points });
        }
    }
}

/// The width of a full bar, in characters.
const BAR: usize = 20;

/// A bar of eighths of blocks on a dotted ground.
pub(super) fn bar(score: f64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (score.clamp(0.0, 100.0) / 100.0 * (BAR * 8) as f64).round() as usize;
    let (full, part) = (eighths / 8, EIGHTHS[eighths % 8]);
    let rest = BAR - full - usize::from(!part.is_empty());
    format!("{}{part}{}", "█".repeat(full), "·".repeat(rest))
}
