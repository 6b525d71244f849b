//! What an audit finds: facts, without words of any language.

#[cfg(feature = "polars")]
use super::PairAudit;
use super::{Beyond, Compensated, ConstantEnd, Idle, Unmoved};
use froth_core::diag::{Code, Location, Severity, SourceFile};
use jiff::civil::Date;
use std::ops::Range;
use std::sync::Arc;

/// A fact about a model, a scenario or a table, and where to look.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// What was found.
    pub fact: Fact,
    /// The place in a file that it is about.
    pub location: Option<Location>,
}

impl Finding {
    /// A fact about a place in a file.
    pub(super) fn at(fact: Fact, source: &Arc<SourceFile>, span: Range<usize>) -> Self {
        Finding { fact, location: Some(Location::new(source, span)) }
    }

    /// The stable name of its kind.
    pub fn code(&self) -> Code {
        self.fact.code()
    }

    /// Audits warn: a model that is odd can be used.
    pub fn severity(&self) -> Severity {
        Severity::Warning
    }
}

/// An end of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Where the score is lowest.
    Calm,
    /// Where it is highest.
    Worst,
}

/// Which of its children a dimension takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// The smallest.
    Smallest,
    /// The largest.
    Largest,
    /// The median.
    Median,
}

/// What is found. Ids are those of the model; scores lie in [0, 100]; shares and weights in [0, 1].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Fact {
    /// Rules that do not say where both of their ends come from.
    NoBasis {
        /// Their indicators.
        indicators: Vec<String>,
    },
    /// An end of a rule names a year after the freeze.
    LateYear {
        /// The indicator.
        indicator: String,
        /// The end.
        end: End,
        /// The year.
        year: i16,
        /// The freeze.
        frozen: Date,
    },
    /// An era that begins after the freeze set the worst end.
    LateEra {
        /// The indicator.
        indicator: String,
        /// The era.
        era: String,
        /// Its first day.
        begins: Date,
        /// The freeze.
        frozen: Date,
    },
    /// A value after the freeze is an end of the rule.
    LateValue {
        /// The indicator.
        indicator: String,
        /// The value and end.
        end: f64,
        /// The value's date.
        date: Date,
        /// Its scenario.
        scenario: String,
        /// The freeze.
        frozen: Date,
    },
    /// Values beyond the worst end of a rule.
    BeyondWorst(Beyond),
    /// Indicators with values beyond the calm end.
    BeyondCalm {
        /// The indicators.
        indicators: Vec<String>,
    },
    /// Figures a year old or older that are used.
    OldUsed {
        /// The scenario.
        scenario: String,
        /// Its date.
        as_of: Date,
        /// Ids and dates.
        figures: Vec<(String, Date)>,
    },
    /// Figures too old to be used.
    TooOld {
        /// The scenario.
        scenario: String,
        /// Its date.
        as_of: Date,
        /// Ids and dates.
        figures: Vec<(String, Date)>,
    },
    /// Figures whose next one should be out.
    Due {
        /// The scenario.
        scenario: String,
        /// Its date.
        as_of: Date,
        /// Ids, each with the day since when.
        figures: Vec<(String, Date)>,
    },
    /// Much of a score rests on figures of low or no stated confidence.
    LowConfidence {
        /// The scenario.
        scenario: String,
        /// The share of its score's weight.
        weight: f64,
        /// The score.
        score: Option<f64>,
        /// The indicators.
        indicators: Vec<String>,
        /// The score without them.
        without: Option<f64>,
    },
    /// Edges of a network without an address at which their source can be read.
    EdgesWithoutAddress {
        /// The network.
        network: String,
        /// The edges.
        edges: Vec<String>,
        /// All edges.
        of: usize,
    },
    /// Edges of a network without a date.
    EdgesWithoutDate {
        /// The network.
        network: String,
        /// The edges.
        edges: Vec<String>,
        /// All edges.
        of: usize,
    },
    /// Much of what counts in a network rests on edges of low or no stated confidence.
    UnsureAmounts {
        /// The network.
        network: String,
        /// The share of the amounts that count.
        share: f64,
    },
    /// Edges of a network a year old or older.
    OldEdges {
        /// The network.
        network: String,
        /// Its day.
        as_of: Date,
        /// Edges and dates.
        edges: Vec<(String, Date)>,
    },
    /// A dimension of several indicators rests on one in a scenario.
    OneIndicatorHere {
        /// The scenario.
        scenario: String,
        /// The dimension.
        dimension: String,
        /// The indicator.
        indicator: String,
        /// The dimension's weight.
        weight: f64,
        /// Whether that is a weight of an overlay.
        overlay: bool,
    },
    /// All figures of a dimension have one source.
    OneSourceHere {
        /// The scenario.
        scenario: String,
        /// The dimension.
        dimension: String,
        /// The source.
        source: String,
    },
    /// A calm child hides an alarmed one.
    CalmHides {
        /// The scenario.
        scenario: String,
        /// Where, and by how much.
        found: Compensated,
    },
    /// An indicator that cannot move the score.
    CannotMove {
        /// The indicator.
        indicator: String,
        /// Whether it stands under an overlay.
        overlay: bool,
        /// Why.
        why: Idle,
    },
    /// Weights that count for nothing.
    IgnoredWeights {
        /// The dimension above them.
        dimension: String,
        /// What it takes of its children.
        takes: Takes,
    },
    /// By the model, a dimension rests on one indicator.
    OneIndicator {
        /// The dimension.
        dimension: String,
        /// The indicator.
        indicator: String,
        /// The dimension's weight.
        weight: f64,
        /// Whether that is a weight of an overlay.
        overlay: bool,
    },
    /// By the model, the indicators of a dimension have one source.
    OneSource {
        /// The dimension.
        dimension: String,
        /// How many indicators.
        indicators: usize,
        /// The source.
        source: String,
        /// The dimension's weight.
        weight: f64,
        /// Whether that is a weight of an overlay.
        overlay: bool,
    },
    /// No row of a table has a score.
    NoScores {
        /// The rows.
        rows: u64,
    },
    /// The score is the same in all rows.
    ConstantScore {
        /// The score.
        score: Option<f64>,
        /// The rows that have one.
        rows: u64,
    },
    /// Entities without any value.
    EntitiesWithoutValues {
        /// Them.
        entities: Vec<String>,
        /// All entities.
        of: usize,
    },
    /// Entities that have values, and no indicator's score in any row.
    EntitiesWithoutScores {
        /// Them.
        entities: Vec<String>,
        /// All entities.
        of: usize,
    },
    /// Runs of one value at an end of a column that varies elsewhere: of zeros, or of other values.
    ConstantEnds {
        /// The column.
        column: String,
        /// Whether the value is 0 in each of them.
        zeros: bool,
        /// The runs.
        runs: Vec<ConstantEnd>,
    },
    /// An indicator that does not move the score on these rows.
    DoesNotMove {
        /// The indicator.
        indicator: String,
        /// Whether it stands under an overlay.
        overlay: bool,
        /// Why.
        why: Unmoved,
    },
    /// An indicator that falls when the score rises.
    FallsAgainst {
        /// The indicator.
        indicator: String,
        /// Whether it stands under an overlay.
        overlay: bool,
        /// Pearson's correlation.
        correlation: f64,
    },
    /// Nominal and effective weight far from each other.
    Influence {
        /// The indicator or dimension.
        id: String,
        /// By the model.
        nominal: f64,
        /// By the rows.
        effective: f64,
        /// Effective by nominal.
        ratio: f64,
        /// Whether both are weights among the children of one dimension, and not at the top.
        among_siblings: bool,
    },
    /// Many rows at 100.
    OftenAt100 {
        /// The indicator.
        indicator: String,
        /// Share of the rows that have its score.
        rows: f64,
    },
    /// Most rows at 0.
    MostlyAt0 {
        /// The indicator.
        indicator: String,
        /// Whether it stands under an overlay.
        overlay: bool,
        /// Share of the rows that have its score.
        rows: f64,
    },
    /// An indicator without a score in most rows.
    MostlyMissing {
        /// The indicator.
        indicator: String,
        /// Share of the rows.
        rows: f64,
    },
    /// An indicator that goes with something that indicators are divided by.
    WithSize {
        /// The indicator.
        indicator: String,
        /// What indicators are divided by.
        denominator: String,
        /// Pearson's correlation of the value that is scored with it.
        correlation: f64,
        /// Whether the indicator is divided by it.
        divided: bool,
    },
    /// Children of a dimension that work against each other.
    Opposed {
        /// The dimension.
        dimension: String,
        /// Children that fall when the sum of the others rises.
        against: Vec<String>,
        /// Two children and their correlation, below 0.
        pairs: Vec<(String, String, f64)>,
    },
    /// Children of a dimension that say the same.
    Redundant {
        /// The dimension.
        dimension: String,
        /// Two children and their correlation.
        pairs: Vec<(String, String, f64)>,
    },
    /// A child of a dimension that follows exactly from others.
    Singular {
        /// The dimension.
        dimension: String,
    },
    /// Many rows in which a calm child is averaged with an alarmed one.
    CalmBesideAlarmed {
        /// The dimension.
        dimension: String,
        /// Share of the rows with two children or more.
        rows: f64,
    },
    /// Children of a dimension with little in common.
    Inconsistent {
        /// The dimension.
        dimension: String,
        /// Cronbach's alpha.
        alpha: f64,
        /// Rows in which all children have a score.
        rows: u64,
    },
}

impl Fact {
    /// The indicator or dimension that it is about, where that is one alone.
    pub fn subject(&self) -> Option<&str> {
        match self {
            Fact::LateYear { indicator: id, .. }
            | Fact::LateEra { indicator: id, .. }
            | Fact::LateValue { indicator: id, .. }
            | Fact::BeyondWorst(Beyond { indicator: id, .. })
            | Fact::OneIndicatorHere { dimension: id, .. }
            | Fact::OneSourceHere { dimension: id, .. }
            | Fact::CannotMove { indicator: id, .. }
            | Fact::IgnoredWeights { dimension: id, .. }
            | Fact::OneIndicator { dimension: id, .. }
            | Fact::OneSource { dimension: id, .. }
            | Fact::ConstantEnds { column: id, .. }
            | Fact::DoesNotMove { indicator: id, .. }
            | Fact::FallsAgainst { indicator: id, .. }
            | Fact::Influence { id, .. }
            | Fact::OftenAt100 { indicator: id, .. }
            | Fact::MostlyAt0 { indicator: id, .. }
            | Fact::MostlyMissing { indicator: id, .. }
            | Fact::WithSize { indicator: id, .. }
            | Fact::Opposed { dimension: id, .. }
            | Fact::Redundant { dimension: id, .. }
            | Fact::Singular { dimension: id }
            | Fact::CalmBesideAlarmed { dimension: id, .. }
            | Fact::Inconsistent { dimension: id, .. } => Some(id),
            _ => None,
        }
    }

    /// The stable name of its kind.
    pub fn code(&self) -> Code {
        match self {
            Fact::NoBasis { .. } => Code::NoBasis,
            Fact::LateYear { .. } | Fact::LateEra { .. } | Fact::LateValue { .. } => Code::Frozen,
            Fact::BeyondWorst(_) | Fact::BeyondCalm { .. } | Fact::OftenAt100 { .. } | Fact::MostlyAt0 { .. } => {
                Code::Clamped
            }
            Fact::OldUsed { .. } | Fact::TooOld { .. } | Fact::OldEdges { .. } => Code::Stale,
            Fact::Due { .. } => Code::Due,
            Fact::LowConfidence { .. } | Fact::UnsureAmounts { .. } => Code::LowConfidence,
            Fact::EdgesWithoutAddress { .. } => Code::NoAddress,
            Fact::EdgesWithoutDate { .. } => Code::NoDate,
            Fact::OneIndicatorHere { .. } | Fact::OneIndicator { .. } => Code::OneIndicator,
            Fact::OneSourceHere { .. } | Fact::OneSource { .. } => Code::OneSource,
            Fact::CalmHides { .. } | Fact::CalmBesideAlarmed { .. } => Code::Compensation,
            Fact::CannotMove { .. } | Fact::DoesNotMove { .. } => Code::CannotMove,
            Fact::IgnoredWeights { .. } | Fact::Influence { .. } => Code::EffectiveWeight,
            Fact::NoScores { .. } | Fact::ConstantScore { .. } => Code::ConstantScore,
            Fact::EntitiesWithoutValues { .. } => Code::NoValues,
            Fact::EntitiesWithoutScores { .. } => Code::Unscored,
            Fact::ConstantEnds { .. } => Code::ConstantEnd,
            Fact::FallsAgainst { .. } | Fact::Opposed { .. } => Code::WorksAgainst,
            Fact::MostlyMissing { .. } => Code::MostlyMissing,
            Fact::WithSize { .. } => Code::WithSize,
            Fact::Redundant { .. } | Fact::Singular { .. } => Code::Redundant,
            Fact::Inconsistent { .. } => Code::Inconsistent,
        }
    }
}

/// Two children and their correlation, where there is one that `picked` takes.
#[cfg(feature = "polars")]
pub(super) fn pairs(of: &[PairAudit], picked: impl Fn(f64) -> bool) -> Vec<(String, String, f64)> {
    let there = of.iter().filter_map(|p| Some((p, p.correlation.value.filter(|r| picked(*r))?)));
    there.map(|(p, r)| (p.a.clone(), p.b.clone(), r)).collect()
}
