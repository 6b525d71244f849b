//! What is to be warned of: rows that a column marks, or falls of a column. Runs of them are episodes.

use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use std::collections::VecDeque;
use std::fmt;

/// What counts as an event.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Rows in which a column holds 1; 0 elsewhere.
    Column(String),
    /// Falls of a column.
    Fall {
        /// The column: prices, or whatever else is above 0.
        column: String,
        /// How far it must fall from its peak, in percent: above 0, below 100.
        percent: f64,
        /// Within how many rows of the peak.
        periods: usize,
    },
}

/// What is wrong with a text that stands for an option.
pub(super) fn wrong(what: &str) -> Error {
    Diagnostic::error(Code::Data, what).into()
}

impl Event {
    /// Reads `COLUMN` or `fall:COLUMN:PERCENT:PERIODS`.
    ///
    /// ```
    /// use froth_panel::backtest::Event;
    /// let fall = Event::Fall { column: "price".to_owned(), percent: 30.0, periods: 36 };
    /// assert_eq!(Event::parse("fall:price:30:36").unwrap(), fall);
    /// assert_eq!(Event::parse("crisis").unwrap(), Event::Column("crisis".to_owned()));
    /// assert!(Event::parse("fall:price:130:36").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// Another form, or numbers out of their range.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let Some(rule) = text.strip_prefix("fall:") else {
            let name = text.trim();
            return if name.is_empty() {
                Err(wrong("not a column's name"))
            } else {
                Ok(Event::Column(name.to_owned()))
            };
        };
        // The column's own name may hold a colon.
        let mut parts = rule.rsplitn(3, ':');
        let (periods, percent, column) = (parts.next(), parts.next(), parts.next());
        let column = column.map(str::trim).filter(|c| !c.is_empty());
        let percent = percent.and_then(|p| p.trim().parse().ok()).filter(|p: &f64| *p > 0.0 && *p < 100.0);
        let periods = periods.and_then(|p| p.trim().parse().ok()).filter(|p: &usize| (1..=1_000_000).contains(p));
        match (column, percent, periods) {
            (None, ..) => Err(wrong("not of the form fall:COLUMN:PERCENT:PERIODS")),
            (_, None, _) => Err(wrong("PERCENT is not a number between 0 and 100")),
            (.., None) => Err(wrong("PERIODS is not a whole number from 1 on")),
            (Some(column), Some(percent), Some(periods)) => {
                Ok(Event::Fall { column: column.to_owned(), percent, periods })
            }
        }
    }

    /// The column that it is about.
    pub fn column(&self) -> &str {
        match self {
            Event::Column(column) | Event::Fall { column, .. } => column,
        }
    }

    /// What the rows of one entity say; missing numbers are NaN.
    pub(super) fn episodes(&self, column: &[f64]) -> Episodes {
        match self {
            Event::Column(_) => marked(column),
            Event::Fall { percent, periods, .. } => falls(column, *percent, *periods),
        }
    }
}

/// As it is written on a command line.
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Column(column) => write!(f, "{column}"),
            Event::Fall { column, percent, periods } => write!(f, "fall:{column}:{percent}:{periods}"),
        }
    }
}

/// First and last row of an episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Episodes, and what rows do not tell yet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Episodes {
    /// In order; they share no row.
    pub(super) spans: Vec<Span>,
    /// Rows at which an episode may begin for all that is known.
    pub(super) may_start: Vec<bool>,
    /// Rows outside the episodes that may turn out to be part of one.
    pub(super) may_belong: Vec<bool>,
}

/// Runs of rows that hold 1. Missing rows between two of them belong to the run: fewer episodes, not more.
fn marked(column: &[f64]) -> Episodes {
    let mut spans: Vec<Span> = Vec::new();
    let mut calm_since = true;
    for (row, x) in column.iter().enumerate() {
        if *x == 0.0 {
            calm_since = true;
        } else if !x.is_nan() {
            match spans.last_mut() {
                Some(last) if !calm_since => last.end = row,
                _ => spans.push(Span { start: row, end: row }),
            }
            calm_since = false;
        }
    }
    let unknown: Vec<bool> = column.iter().map(|x| x.is_nan()).collect();
    let mut may_belong = unknown.clone();
    for span in &spans {
        may_belong[span.start..=span.end].fill(false);
    }
    Episodes { may_start: may_belong.clone(), may_belong, spans }
}

/// Falls. A row is down if it is at least `percent` below the highest of the `periods` rows before it; that row is its peak (the
/// last one of equals). From peak to row is one fall; falls that share a row are one. An episode begins at its peak and ends
/// at its lowest row.
///
/// A row may still be a peak as long as no later one is as high, and fewer than `periods` rows have passed.
fn falls(column: &[f64], percent: f64, periods: usize) -> Episodes {
    let n = column.len();
    let factor = 1.0 - percent / 100.0;
    // Rows of the window that no later one is as high as: the first is the highest.
    let mut highest: VecDeque<usize> = VecDeque::new();
    // First and last row of each chain of falls.
    let mut chains: Vec<Span> = Vec::new();
    for (row, x) in column.iter().enumerate().filter(|(_, x)| !x.is_nan()) {
        while highest.front().is_some_and(|peak| peak + periods < row) {
            highest.pop_front();
        }
        if let Some(peak) = highest.front().copied().filter(|peak| at_most(*x, factor * column[*peak])) {
            match chains.last_mut() {
                Some(last) if peak <= last.end => last.end = row,
                _ => chains.push(Span { start: peak, end: row }),
            }
        }
        while highest.back().is_some_and(|last| column[*last] <= *x) {
            highest.pop_back();
        }
        highest.push_back(row);
    }
    let spans: Vec<Span> =
        chains.iter().map(|chain| Span { start: chain.start, end: trough(column, *chain) }).collect();
    let over = chains.last().map_or(0, |chain| chain.end + 1);
    let mut may_start: Vec<bool> = column.iter().map(|x| x.is_nan()).collect();
    // What is left of the window is what can still be a peak.
    let open = highest.iter().copied().filter(|peak| peak + periods >= n);
    open.clone().filter(|peak| *peak >= over).for_each(|peak| may_start[peak] = true);
    let mut may_belong: Vec<bool> = column.iter().map(|x| x.is_nan()).collect();
    if let Some(first) = open.min() {
        may_belong[first..].fill(true);
    }
    for span in &spans {
        may_start[span.start..=span.end].fill(false);
        may_belong[span.start..=span.end].fill(false);
    }
    Episodes { spans, may_start, may_belong }
}

/// Whether a number is at most another, up to rounding: 70 is 30 % below 100.
fn at_most(x: f64, bound: f64) -> bool {
    x <= bound * (1.0 + 1e-12)
}

/// The first of the lowest rows.
fn trough(column: &[f64], chain: Span) -> usize {
    let rows = (chain.start..=chain.end).filter(|row| !column[*row].is_nan());
    rows.min_by(|a, b| column[*a].total_cmp(&column[*b]).then(a.cmp(b))).unwrap_or(chain.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(found: &Episodes) -> Vec<(usize, usize)> {
        found.spans.iter().map(|s| (s.start, s.end)).collect()
    }

    #[test]
    fn a_run_of_ones_is_an_episode() {
        let nan = f64::NAN;
        let found = marked(&[0.0, 1.0, 1.0, 0.0, nan, 1.0, nan, 1.0, nan, 0.0, nan]);
        assert_eq!(spans(&found), [(1, 2), (5, 7)]);
        let unknown: Vec<usize> = (0..11).filter(|row| found.may_belong[*row]).collect();
        assert_eq!(unknown, [4, 8, 10]);
    }

    #[test]
    fn a_fall_goes_from_its_peak_to_its_lowest_row() {
        let found = falls(&[90.0, 100.0, 95.0, 70.0, 60.0, 65.0, 101.0, 102.0], 30.0, 3);
        assert_eq!(spans(&found), [(1, 4)]);
        // Too slow for two rows: from 95 and from 70 it is less than 30 %.
        assert_eq!(spans(&falls(&[90.0, 100.0, 95.0, 90.0, 70.0, 65.0], 30.0, 2)), []);
        // Two falls without a new high between them are one, two with one are two.
        assert_eq!(spans(&falls(&[100.0, 60.0, 90.0, 50.0, 80.0], 30.0, 9)), [(0, 3)]);
        assert_eq!(spans(&falls(&[100.0, 60.0, 110.0, 50.0, 80.0], 30.0, 9)), [(0, 1), (2, 3)]);
        // The last of equal peaks.
        assert_eq!(spans(&falls(&[100.0, 100.0, 60.0], 30.0, 9)), [(1, 2)]);
    }

    #[test]
    fn the_end_of_the_data_is_open() {
        let at = |flags: &[bool]| (0..flags.len()).filter(|row| flags[*row]).collect::<Vec<_>>();
        // 95 after 100: the fall from 100 may still come, for as long as three rows have not passed.
        let found = falls(&[80.0, 100.0, 90.0, 95.0], 30.0, 3);
        assert_eq!((at(&found.may_start), at(&found.may_belong)), (vec![1, 3], vec![1, 2, 3]));
        let found = falls(&[80.0, 100.0, 90.0, 95.0, 94.0], 30.0, 3);
        assert_eq!((at(&found.may_start), at(&found.may_belong)), (vec![3, 4], vec![3, 4]));
        // In a fall whose peak is in reach the lowest row may yet come.
        let found = falls(&[100.0, 60.0, 71.0], 30.0, 9);
        assert_eq!((at(&found.may_start), at(&found.may_belong)), (vec![2], vec![2]));
    }
}
