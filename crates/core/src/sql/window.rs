//! What rules over many rows need to know of them, as columns of a step.

use super::term::{Kind, Steps, Term};
use super::{ROW_DATE, ROW_ENTITY};
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
    pub(super) has_entities: bool,
}

impl Windows<'_> {
    /// Where a value stands among the others.
    pub(super) fn places(&mut self, over: Over) -> Result<Window, (String, String)> {
        if over == Over::History {
            return Err((
                "SQL has no window in which a value finds its place among those up to it".to_owned(),
                "write `over = \"cross_section\"`, \"full_history\" or \"panel\", a z-score, or score the table with froth"
                    .to_owned(),
            ));
        }
        let (x, rows) = (self.column(over), self.partition(over));
        let double = self.steps.dialect.double();
        let within = if rows.is_empty() { String::new() } else { format!("PARTITION BY {} ", rows.join(", ")) };
        let same: Vec<String> = rows.iter().cloned().chain([x.clone()]).collect();
        let below = format!("CAST(RANK() OVER ({within}ORDER BY {x} ASC NULLS LAST) - 1 AS {double})");
        let equal = format!("CAST(COUNT(*) OVER (PARTITION BY {}) AS {double})", same.join(", "));
        let n = format!("CAST(COUNT({x}) OVER ({}) AS {double})", within.trim_end());
        Ok(Window {
            below: self.bind(over, below),
            equal: self.bind(over, equal),
            n: self.bind(over, n),
            ..Window::default()
        })
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
            _ if self.has_entities => vec![dialect.name(ROW_ENTITY)],
            _ => Vec::new(),
        }
    }

    fn frame(&self, over: Over) -> String {
        let rows = self.partition(over);
        let date = self.steps.dialect.name(ROW_DATE);
        let so_far = format!("ORDER BY {date} ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW");
        let rows = (!rows.is_empty()).then(|| format!("PARTITION BY {}", rows.join(", ")));
        rows.into_iter().chain((over == Over::History).then_some(so_far)).collect::<Vec<_>>().join(" ")
    }
}
