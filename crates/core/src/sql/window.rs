//! What rules over many rows need to know of them, as columns of a step.

use super::term::{Kind, Steps, Term};
use super::{Dialect, ROW_DATE, ROW_ENTITY};
use crate::model::Over;

/// Names of columns; those that were not asked for are empty.
#[derive(Debug, Default)]
pub(super) struct Window {
    /// How many are smaller.
    pub(super) below: String,
    /// How many are equal, the row itself among them.
    pub(super) equal: String,
    pub(super) n: String,
    pub(super) mean: String,
    pub(super) sd: String,
    pub(super) low: String,
    pub(super) high: String,
}

/// The rows around an indicator's value.
pub(super) struct Windows<'a> {
    pub(super) steps: &'a mut Steps,
    /// The indicator.
    pub(super) of: &'a str,
    /// Its value, a column.
    pub(super) value: Term,
    /// The same where it takes part in its date, or in the panel, a column.
    pub(super) counted: Term,
    pub(super) series: Series,
}

/// The rows of an entity in order of time; without entities, all rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Series {
    pub(super) dialect: Dialect,
    pub(super) has_entities: bool,
}

impl Series {
    /// Rows of one entity that agree in these columns too.
    pub(super) fn partition(self, columns: &[&str]) -> String {
        let entity = self.has_entities.then(|| self.dialect.name(ROW_ENTITY));
        partition(entity.iter().map(String::as_str).chain(columns.iter().copied()))
    }

    /// The rows of a partition in order of time.
    pub(super) fn ordered(self, partition: &str) -> String {
        format!("{partition} ORDER BY {} ASC NULLS LAST", self.dialect.name(ROW_DATE)).trim_start().to_owned()
    }

    pub(super) fn in_order(self) -> String {
        self.ordered(&self.partition(&[]))
    }

    /// The rows up to this one: so many, or all there are.
    pub(super) fn until(self, rows: Option<usize>) -> String {
        let from = rows.map_or("UNBOUNDED".to_owned(), |rows| rows.saturating_sub(1).to_string());
        format!("{} ROWS BETWEEN {from} PRECEDING AND CURRENT ROW", self.in_order())
    }
}

/// Rows that agree in these columns; without any, all rows.
fn partition<'a>(columns: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<&str> = columns.collect();
    if all.is_empty() { String::new() } else { format!("PARTITION BY {}", all.join(", ")) }
}

/// Aggregates of a window's rows, as columns.
pub(super) fn aggregates<const N: usize>(
    steps: &mut Steps,
    of: &str,
    value: &Term,
    rows: &str,
    functions: [&str; N],
) -> [Term; N] {
    functions.map(|function| {
        let text = format!("{function}({}) OVER ({rows})", value.text);
        steps.short(of, Term::of(text, Kind::Number, &[value]))
    })
}

/// Smallest and largest, mean and standard deviation (n - 1).
pub(super) const MOMENTS: [&str; 4] = ["MIN", "MAX", "AVG", "STDDEV_SAMP"];

/// Among the values up to each row: how many are below its own, how many equal (the row itself among them), how many there are.
///
/// No engine ranks within a growing window, so the values are listed: memory and time grow with the square of an entity's rows.
pub(super) fn places_so_far(steps: &mut Steps, of: &str, series: Series, value: &Term) -> [Term; 3] {
    let (dialect, x) = (steps.dialect, value.text.clone());
    let so_far = series.until(None);
    let list = format!("{} OVER ({so_far})", dialect.list(&x));
    let list = steps.short(of, Term::of(list, Kind::Number, &[value]));
    let mut count = |text: String| {
        let text = format!("CAST({text} AS {})", dialect.double());
        steps.short(of, Term::of(text, Kind::Number, &[&list]))
    };
    [
        count(dialect.count_in(&list.text, "<", &x)),
        count(dialect.count_in(&list.text, "=", &x)),
        count(format!("COUNT({x}) OVER ({so_far})")),
    ]
}

impl Windows<'_> {
    /// Where a value stands among the others.
    pub(super) fn places(&mut self, over: Over) -> Window {
        if over == Over::History {
            let [below, equal, n] = places_so_far(self.steps, self.of, self.series, &self.value).map(|term| term.text);
            return Window { below, equal, n, ..Window::default() };
        }
        let (x, double) = (self.term(over).text.clone(), self.steps.dialect.double());
        let (within, same) = (self.partition(over, &[]), self.partition(over, &[&x]));
        let ordered = format!("{within} ORDER BY {x} ASC NULLS LAST");
        let below = format!("CAST(RANK() OVER ({}) - 1 AS {double})", ordered.trim_start());
        let equal = format!("CAST(COUNT(*) OVER ({same}) AS {double})");
        let n = format!("CAST(COUNT({x}) OVER ({within}) AS {double})");
        let [below, equal, n] = [below, equal, n].map(|text| self.bind(over, text));
        Window { below, equal, n, ..Window::default() }
    }

    /// Mean and standard deviation (n - 1), smallest and largest.
    pub(super) fn moments(&mut self, over: Over) -> Window {
        let [low, high, mean, sd] = self.aggregates(over, MOMENTS);
        Window { mean, sd, low, high, ..Window::default() }
    }

    /// Smallest and largest.
    pub(super) fn ends(&mut self, over: Over) -> Window {
        let [low, high] = self.aggregates(over, ["MIN", "MAX"]);
        Window { low, high, ..Window::default() }
    }

    fn aggregates<const N: usize>(&mut self, over: Over, functions: [&str; N]) -> [String; N] {
        let (value, rows) = (self.term(over).clone(), self.frame(over));
        aggregates(self.steps, self.of, &value, &rows, functions).map(|term| term.text)
    }

    fn term(&self, over: Over) -> &Term {
        if over.pools_entities() { &self.counted } else { &self.value }
    }

    fn bind(&mut self, over: Over, text: String) -> String {
        let term = Term::of(text, Kind::Number, &[self.term(over)]);
        self.steps.short(self.of, term).text
    }

    /// Rows that are compared with each other, and agree in these columns too.
    fn partition(&self, over: Over, columns: &[&str]) -> String {
        match over {
            Over::CrossSection => {
                let date = self.steps.dialect.name(ROW_DATE);
                partition([date.as_str()].into_iter().chain(columns.iter().copied()))
            }
            Over::Panel => partition(columns.iter().copied()),
            Over::History | Over::FullHistory => self.series.partition(columns),
        }
    }

    fn frame(&self, over: Over) -> String {
        if over == Over::History { self.series.until(None) } else { self.partition(over, &[]) }
    }
}
