//! What a warning in each row would have been: wanted, false, or neither.

use super::event::{Episodes, Event, wrong};
use froth_core::Error;
use std::fmt;

/// Which rows before an episode should warn, counted back from its first row; 0 is the episode itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// The last row that is still in time.
    pub from: usize,
    /// The first one that is not too early.
    pub to: usize,
}

impl Horizon {
    /// Reads `FROM..TO`.
    ///
    /// ```
    /// use froth_panel::backtest::Horizon;
    /// assert_eq!(Horizon::parse("6..24").unwrap(), Horizon { from: 6, to: 24 });
    /// assert!(Horizon::parse("24..6").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// Another form, or ends in the wrong order.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let ends = text.split_once("..").and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
        match ends {
            Some((from, to)) if from <= to && to <= 1_000_000 => Ok(Horizon { from, to }),
            Some(_) => Err(wrong("FROM is larger than TO, or TO too large")),
            None => Err(wrong("not of the form FROM..TO, two whole numbers")),
        }
    }

    /// Rows of a window.
    pub fn length(self) -> usize {
        self.to - self.from + 1
    }
}

impl fmt::Display for Horizon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.to)
    }
}

/// What a row is in the light of what came after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// A warning is wanted: of the episode with this number.
    Wanted(u32),
    /// A warning would be false.
    Calm,
    /// Part of an episode.
    Event,
    /// Shortly after one.
    After,
    /// Too close before one.
    Late,
    /// It is not known what comes.
    Unknown,
}

impl Label {
    /// Its name in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Label::Wanted(_) => "wanted",
            Label::Calm => "calm",
            Label::Event => "event",
            Label::After => "after",
            Label::Late => "late",
            Label::Unknown => "unknown",
        }
    }
}

/// How rows are labelled.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Windows {
    pub(super) event: Event,
    pub(super) horizon: Horizon,
    /// Rows after an episode that are left out.
    pub(super) aftermath: usize,
}

impl Windows {
    /// Labels the rows of one entity by nothing but these rows: what comes after the last one is unknown.
    pub(super) fn label(&self, column: &[f64]) -> (Episodes, Vec<Label>) {
        let found = self.event.episodes(column);
        let n = column.len();
        let Horizon { from, to } = self.horizon;
        let mut labels = vec![Label::Calm; n];
        // Rows from which it is not known what comes within the horizon.
        let mut ahead = usize::MAX;
        for row in (0..n).rev() {
            if row + 1 >= n || found.may_start[row + 1] {
                ahead = row + 1;
            }
            // Whatever starts from the row's own on is a matter of membership.
            if found.may_belong[row] || (to > 0 && ahead - row <= to) {
                labels[row] = Label::Unknown;
            }
        }
        for (number, span) in found.spans.iter().enumerate().rev() {
            let in_time = span.start.saturating_sub(to)..(span.start + 1).saturating_sub(from).min(span.start);
            labels[in_time.end..span.start].fill(Label::Late);
            labels[in_time].fill(Label::Wanted(number as u32));
        }
        for (number, span) in found.spans.iter().enumerate() {
            let after = (span.end + 1)..(span.end + 1).saturating_add(self.aftermath).min(n);
            labels[after].fill(Label::After);
            let own = if from == 0 { Label::Wanted(number as u32) } else { Label::Event };
            labels[span.start..=span.end].fill(own);
        }
        (found, labels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(column: &[f64], horizon: &str, aftermath: usize) -> String {
        let windows =
            Windows { event: Event::Column("x".to_owned()), horizon: Horizon::parse(horizon).unwrap(), aftermath };
        let letter = |label: &Label| match label {
            Label::Wanted(n) => char::from(b'0' + *n as u8),
            Label::Calm => '-',
            Label::Event => 'e',
            Label::After => 'a',
            Label::Late => 'l',
            Label::Unknown => '?',
        };
        windows.label(column).1.iter().map(letter).collect()
    }

    #[test]
    fn windows_lie_before_episodes() {
        let mut column = [0.0; 16];
        (column[8], column[9]) = (1.0, 1.0);
        assert_eq!(told(&column, "1..3", 0), "-----000ee---???");
        assert_eq!(told(&column, "2..4", 2), "----000leeaa????");
        assert_eq!(told(&column, "0..0", 0), "--------00------");
        assert_eq!(told(&column, "0..2", 0), "------0000----??");
        // The nearest episode counts, and one in progress goes before the next.
        column[12] = 1.0;
        assert_eq!(told(&column, "1..6", 0), "--000000ee11e???");
        column[14] = f64::NAN;
        assert_eq!(told(&column, "1..1", 0), "-------0ee-1e???");
        assert_eq!(told(&column, "0..0", 0), "--------00--1-?-");
    }
}
