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
        let all: Vec<String> = entity.into_iter().chain(columns.iter().map(|c| (*c).to_owned())).collect();
        if all.is_empty() { String::new() } else { format!("PARTITION BY {}", all.join(", ")) }
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
        let (x, rows) = (self.column(over), self.partition(over));
        let double = self.steps.dialect.double();
        let within = if rows.is_empty() { String::new() } else { format!("PARTITION BY {} ", rows.join(", ")) };
        let same: Vec<String> = rows.iter().cloned().chain([x.clone()]).collect();
        let below = format!("CAST(RANK() OVER ({within}ORDER BY {x} ASC NULLS LAST) - 1 AS {double})");
        let equal = format!("CAST(COUNT(*) OVER (PARTITION BY {}) AS {double})", same.join(", "));
        let n = format!("CAST(COUNT({x}) OVER ({}) AS {double})", within.trim_end());
        let [below, equal, n] = [below, equal, n].map(|text| self.bind(over, text));
        Window { below, equal, n, ..Window::default() }
    }

    /// Mean and standard deviation (n - 1), smallest and largest.
    pub(super) fn moments(&mut self, over: Over) -> Window {
        let ends = self.ends(over);
        let (x, rows) = (self.column(over), self.frame(over));
        let mean = self.bind(over, format!("AVG({x}) OVER ({rows})"));
        let sd = self.bind(over, format!("STDDEV_SAMP({x}) OVER ({rows})"));
        Window { mean, sd, ..ends }
    }

    /// Smallest and largest.
    pub(super) fn ends(&mut self, over: Over) -> Window {
        let (x, rows) = (self.column(over), self.frame(over));
        let low = self.bind(over, format!("MIN({x}) OVER ({rows})"));
        let high = self.bind(over, format!("MAX({x}) OVER ({rows})"));
        Window { low, high, ..Window::default() }
    }

    fn term(&self, over: Over) -> &Term {
        if over.pools_entities() { &self.counted } else { &self.value }
    }

    fn column(&self, over: Over) -> String {
        self.term(over).text.clone()
    }

    fn bind(&mut self, over: Over, text: String) -> String {
        let term = Term::of(text, Kind::Number, &[self.term(over)]);
        self.steps.short(self.of, term).text
    }

    fn partition(&self, over: Over) -> Vec<String> {
        let dialect = self.steps.dialect;
        match over {
            Over::CrossSection => vec![dialect.name(ROW_DATE)],
            Over::Panel => Vec::new(),
            _ if self.series.has_entities => vec![dialect.name(ROW_ENTITY)],
            _ => Vec::new(),
        }
    }

    fn frame(&self, over: Over) -> String {
        let rows = self.partition(over);
        match over {
            Over::History => self.series.until(None),
            _ if rows.is_empty() => String::new(),
            _ => format!("PARTITION BY {}", rows.join(", ")),
        }
    }
}
