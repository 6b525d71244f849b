//! Values that were filled in or treated: how often on a page, each in a table.

use super::content::{Cell as PageCell, Span, Table};
use super::words::words;
use super::{csv_rows, raw};
use crate::locale::Language;
use froth_core::model::Over;
use froth_core::number::data;
use froth_panel::{Cell, Done};

/// The step in a language.
pub(crate) fn cell_step(of: &Done, language: Language) -> &'static str {
    let words = words(language);
    match of {
        Done::Winsorised { .. } => words.cell_winsorised(),
        Done::Logarithm { .. } => words.cell_log(),
        _ => words.cell_imputed(),
    }
}

/// What was done to a value, and by which rule, in a language.
pub(crate) fn cell_how(of: &Done, language: Language) -> String {
    let words = words(language);
    match of {
        Done::Last { from } => words.cell_last(from),
        Done::Linear { from, to } => words.cell_linear(from, to),
        Done::Centre { median, over, group, values } => {
            let what = match (median, *over == Over::Panel) {
                (false, false) => words.cell_mean(values),
                (true, false) => words.cell_median(values),
                (false, true) => words.cell_mean_all(values),
                (true, true) => words.cell_median_all(values),
            };
            match group {
                Some((by, word)) => words.cell_group(what, by, word),
                None => what,
            }
        }
        Done::Winsorised { over, limits: [skewness, kurtosis] } => {
            words.cell_took(over.as_str(), raw(*skewness), raw(*kurtosis))
        }
        Done::Logarithm { over, limits: [skewness, kurtosis], from, above } => {
            let from = raw(*from);
            let formula = if *above { format!("ln(x - {from})") } else { format!("-ln({from} - x)") };
            words.cell_logged(over.as_str(), raw(*skewness), raw(*kurtosis), formula)
        }
    }
}

/// How many values of each indicator were filled in or treated.
pub(super) fn counted(cells: &[Cell], language: Language) -> Table {
    let words = words(language);
    let mut table = Table::new(&[
        (words.indicator(), false),
        (words.cells_imputed(), true),
        (words.cells_winsorised(), true),
        (words.cells_log(), true),
        (words.cells_rule(), false),
    ]);
    // Cells come by indicator.
    for of in cells.chunk_by(|a, b| a.indicator == b.indicator) {
        let count = |step: &str| match of.iter().filter(|cell| cell.done.step() == step).count() {
            0 => PageCell::from(Span::faint("-")),
            n => PageCell::plain(n.to_string()),
        };
        let mut rules: Vec<&str> = of.iter().map(|cell| cell.done.rule()).collect();
        rules.sort_unstable();
        rules.dedup();
        table.push(vec![
            PageCell::plain(&*of[0].indicator),
            count("imputed"),
            count("winsorised"),
            count("log"),
            PageCell::plain(rules.join(words.comma())),
        ]);
    }
    table
}

/// A row a value that was filled in or treated.
pub fn cells_csv(cells: &[Cell]) -> String {
    const COLUMNS: [&str; 14] = [
        "entity",
        "date",
        "indicator",
        "step",
        "before",
        "after",
        "rule",
        "over",
        "by",
        "group",
        "values",
        "from",
        "to",
        "how",
    ];
    let row = |cell: &Cell| {
        let (done, group, dates) = (&cell.done, cell.done.group(), cell.done.dates());
        [
            cell.entity.as_deref().unwrap_or_default().to_owned(),
            cell.date.to_string(),
            cell.indicator.to_string(),
            done.step().to_owned(),
            data(cell.before),
            data(cell.after),
            done.rule().to_owned(),
            done.over().map_or("", Over::as_str).to_owned(),
            group.map_or("", |(by, _)| by).to_owned(),
            group.map_or("", |(_, word)| word).to_owned(),
            done.values().map(|n| n.to_string()).unwrap_or_default(),
            dates.map(|(from, _)| from.to_string()).unwrap_or_default(),
            dates.map(|(_, to)| to.to_string()).unwrap_or_default(),
            done.to_string(),
        ]
    };
    csv_rows(std::iter::once(COLUMNS.map(str::to_owned)).chain(cells.iter().map(row)))
}
