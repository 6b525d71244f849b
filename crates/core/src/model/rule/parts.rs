//! What rules are made of: where their numbers come from, where ties stand, and why there is no score.

use std::fmt;

/// The numbers of a reference that score 0 and 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Posts {
    /// 0, and the largest: the score is a share of the largest.
    FromZero,
    /// Two percentiles, 0 to 100, rising: on the line between the two numbers around it, as spreadsheets and R (type 7) do.
    Percentiles(f64, f64),
}

impl Posts {
    /// The two posts in sorted numbers; none without a number.
    pub(super) fn among(self, sorted: &[f64]) -> Option<(f64, f64)> {
        match self {
            Posts::FromZero => sorted.last().map(|largest| (0.0, *largest)),
            Posts::Percentiles(low, high) => quantile(sorted, low / 100.0).zip(quantile(sorted, high / 100.0)),
        }
    }
}

/// The quantile of sorted numbers at a share.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * sorted.len().checked_sub(1)? as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    let part = place.fract();
    // Half and half, so that no difference is more than a number can be.
    Some(if part == 0.0 { below } else { below * (1.0 - part) + above * part })
}

/// Where equal numbers stand in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ties {
    /// At the mean of the places that they take up.
    #[default]
    Mean,
    /// At the lowest of them.
    Min,
    /// At the highest of them.
    Max,
}

impl Ties {
    /// What this is in the opposite order.
    #[must_use]
    pub fn turned(self) -> Ties {
        match self {
            Ties::Mean => Ties::Mean,
            Ties::Min => Ties::Max,
            Ties::Max => Ties::Min,
        }
    }

    /// The same where places are counted from the largest, as it is in the order from the smallest.
    pub(super) fn rising(self, inverse: bool) -> Ties {
        if inverse { self.turned() } else { self }
    }

    /// By how much the place lies beyond the mean of those that so many equal numbers take up.
    pub(super) fn beyond_mean(self, equal: f64) -> f64 {
        match self {
            Ties::Mean => 0.0,
            Ties::Min => (1.0 - equal) / 2.0,
            Ties::Max => (equal - 1.0) / 2.0,
        }
    }
}

/// The numbers that a value is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Reference {
    /// Given in the model, sorted.
    Given(Vec<f64>),
    /// Taken from the rows of a panel.
    Over(Over),
}

/// Mean and standard deviation of a z-score.
#[derive(Debug, Clone, PartialEq)]
pub enum Moments {
    /// Known; none where the reference has fewer than two numbers or they are all equal.
    Known(Option<(f64, f64)>),
    /// Taken from the rows of a panel.
    Over(Over),
}

/// Which rows of a panel make a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// The entities at the same date.
    CrossSection,
    /// The entity's rows up to and including this one.
    History,
    /// All of the entity's rows: looks ahead.
    FullHistory,
    /// All rows of all entities: looks ahead.
    Panel,
}

impl Over {
    /// Its name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Over::CrossSection => "cross_section",
            Over::History => "history",
            Over::FullHistory => "full_history",
            Over::Panel => "panel",
        }
    }

    /// Whether a row's reference holds later rows.
    pub fn looks_ahead(self) -> bool {
        matches!(self, Over::FullHistory | Over::Panel)
    }

    /// Whether it holds rows of other entities.
    pub fn pools_entities(self) -> bool {
        matches!(self, Over::CrossSection | Over::Panel)
    }
}

/// Why a rule has no score for a value. `Display` says it in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoScore {
    /// A logarithmic rule, and a value that is not above 0.
    NotAboveZero,
    /// Fewer than two numbers in the reference, or all the same.
    ReferenceConstant,
    /// The reference's smallest and largest are equal.
    ReferenceEndsEqual,
    /// No number in the reference.
    ReferenceEmpty,
    /// Fewer than two numbers to rank.
    TooFewToRank,
    /// A target that does not lie beyond the reference.
    TargetNotBeyond,
    /// The value itself.
    ThisValue,
}

impl fmt::Display for NoScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoScore::NotAboveZero => "a logarithmic rule has no score for values that are not above 0",
            NoScore::ReferenceConstant => "the reference has fewer than two numbers, or they are all equal",
            NoScore::ReferenceEndsEqual => "the reference's smallest and largest are equal",
            NoScore::ReferenceEmpty => "the reference is empty",
            NoScore::TooFewToRank => "there are fewer than two numbers to rank",
            NoScore::TargetNotBeyond => "the target does not lie beyond the reference",
            NoScore::ThisValue => "the rule has no score for this value",
        })
    }
}
