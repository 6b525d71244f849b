//! What a backtest found, as it is printed: the JSON fields are these fields.

use super::label::Label;
use super::samples::Resample;
use super::signals::{Periods, Rate};
use froth_core::diag::Reason;
use jiff::civil::Date;
use serde::Serialize;
use std::fmt;

/// A score held against events. What does not exist is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Backtest {
    /// The event, as it is written on a command line.
    pub event: String,
    /// The first and the last row before an episode in which a warning is wanted, by their distance.
    pub horizon: [usize; 2],
    /// Rows after an episode that are left out.
    pub aftermath: usize,
    /// The preference for missing nothing, between 0 and 1.
    pub preference: f64,
    /// How intervals of AUROC are made.
    pub bootstrap: Bootstrap,
    /// The first date.
    pub from: Date,
    /// The last date.
    pub to: Date,
    /// Entities in the data.
    pub entities: usize,
    /// Those without a score in any row.
    pub entities_without_score: Vec<String>,
    /// Indicators whose score depends on later rows.
    pub looks_ahead: Vec<String>,
    /// The chance that the score of a row that should warn is higher than that of a calm one.
    pub auroc: Option<f64>,
    /// Lower end of its 95 % interval.
    pub auroc_low: Option<f64>,
    /// Upper end.
    pub auroc_high: Option<f64>,
    /// Rows with a score in which a warning is wanted.
    pub wanted_periods: usize,
    /// Rows with a score in which a warning would be false.
    pub calm_periods: usize,
    /// Episodes with a score in a row that should warn.
    pub episodes: usize,
    /// Episodes in the data, with or without such a score.
    pub episodes_in_data: usize,
    /// Whether there are too few episodes to conclude anything.
    pub inconclusive: bool,
    /// Why there is no threshold.
    #[serde(flatten, serialize_with = "froth_core::diag::with_code")]
    pub reason: Option<NoThreshold>,
    /// The score from which on it warns.
    pub threshold: Option<f64>,
    /// `given`, or `in_sample`: the best one in hindsight.
    pub threshold_from: Option<ThresholdFrom>,
    /// Episodes with a warning within the horizon.
    pub hits: Option<usize>,
    /// Episodes without.
    pub misses: Option<usize>,
    /// Runs of warnings that no episode followed within the horizon.
    pub false_alarms: Option<usize>,
    /// Share of episodes warned of.
    pub hit_rate: Option<Rate>,
    /// Share of runs of warnings that an episode followed.
    pub precision: Option<Rate>,
    /// The same by period.
    pub by_period: Option<ByPeriod>,
    /// Share of calm periods with a warning over share of wanted warnings given.
    pub noise_to_signal: Option<f64>,
    /// Alessi and Detken's usefulness at the preference.
    pub usefulness: Option<f64>,
    /// Sarlin's relative usefulness at the preference.
    pub relative_usefulness: Option<f64>,
    /// Rows from the first warning within the horizon to the episode, one a hit; negative: after it began.
    pub lead_times: Option<Vec<i64>>,
    /// Thresholds that were best at each date on what was known then.
    pub walk_forward: Option<WalkForward>,
    /// The same with thresholds from the other entities; null of one entity, or below ten episodes.
    pub leave_one_out: Option<LeaveOneOut>,
    /// Entity by entity; empty where there is but one.
    pub by_entity: Vec<EntityFound>,
    /// Other columns that the score is held against.
    pub rivals: Vec<Rival>,
    /// Rows in which everything that is judged has a score.
    pub common_periods: usize,
    /// The score, dimensions and indicators, each alone.
    pub measures: Vec<Judged>,
    /// Every episode.
    pub episode_list: Vec<EpisodeFound>,
    /// What the charts draw.
    #[serde(skip)]
    pub shown: Shown,
}

/// How intervals are made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bootstrap {
    /// Resamples.
    pub replications: usize,
    /// What they draw: blocks of dates, entities, or both.
    pub resample: Resample,
    /// Mean length of a block in dates.
    pub block: f64,
    /// What they start from.
    pub seed: u64,
    /// Resamples that had periods of both kinds.
    pub used: usize,
}

/// Counts by period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ByPeriod {
    /// The matrix.
    #[serde(flatten)]
    pub periods: Periods,
    /// Share of wanted warnings given.
    pub hit_rate: Rate,
    /// Share of calm periods with a warning.
    pub false_alarm_rate: Rate,
}

impl ByPeriod {
    pub(super) fn new(periods: Periods) -> Self {
        ByPeriod { periods, hit_rate: periods.hit_rate(), false_alarm_rate: periods.false_alarm_rate() }
    }
}

/// Warnings at thresholds of their time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WalkForward {
    /// From the first date with a threshold on.
    pub thresholds: Vec<DatedThreshold>,
    /// What they did.
    #[serde(flatten)]
    pub warnings: Warnings,
}

/// Warnings in each entity at the threshold that was best in all others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeaveOneOut {
    /// By entity; null where too few episodes are left, or none is useful.
    pub thresholds: Vec<EntityThreshold>,
    /// What they did.
    #[serde(flatten)]
    pub warnings: Warnings,
}

/// The threshold for an entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct EntityThreshold {
    pub entity: String,
    pub threshold: Option<f64>,
}

/// Warnings counted at thresholds that differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Warnings {
    pub episodes: usize,
    pub hits: usize,
    pub misses: usize,
    pub false_alarms: usize,
    pub hit_rate: Rate,
    pub precision: Rate,
    pub by_period: ByPeriod,
    pub noise_to_signal: Option<f64>,
    pub usefulness: Option<f64>,
    pub relative_usefulness: Option<f64>,
    pub lead_times: Vec<i64>,
}

/// The score held against another column, in the rows that have both.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rival {
    /// The column.
    pub column: String,
    /// Its AUROC.
    pub auroc: Option<f64>,
    /// That of the score in the same rows.
    pub score_auroc: Option<f64>,
    /// The score's less the rival's.
    pub difference: Option<f64>,
    /// Lower end of its 95 % interval, over samples of both together.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Rows with both in which a warning is wanted.
    pub wanted_periods: usize,
    /// Rows with both in which it would be false.
    pub calm_periods: usize,
}

/// The score in the rows of one entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct EntityFound {
    pub entity: String,
    pub auroc: Option<f64>,
    pub wanted_periods: usize,
    pub calm_periods: usize,
    /// Episodes with a score in a row that should warn.
    pub episodes: usize,
}

/// A threshold at a date; null where none was useful.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct DatedThreshold {
    pub date: Date,
    pub threshold: Option<f64>,
}

/// What is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The headline: everything together.
    Score,
    /// A dimension.
    Dimension,
    /// An indicator.
    Indicator,
}

impl Kind {
    /// Its name in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Score => "score",
            Kind::Dimension => "dimension",
            Kind::Indicator => "indicator",
        }
    }
}

/// A score, dimension or indicator judged alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Judged {
    pub kind: Kind,
    pub id: String,
    pub title: String,
    pub auroc: Option<f64>,
    pub auroc_low: Option<f64>,
    pub auroc_high: Option<f64>,
    pub wanted_periods: usize,
    pub calm_periods: usize,
    pub episodes: usize,
    /// Whether it is the same in every row that counts.
    pub constant: bool,
    /// AUROC of the score in the same rows.
    pub score_auroc: Option<f64>,
    /// AUROC in the rows that all have.
    pub common_auroc: Option<f64>,
    /// The best threshold in hindsight; null below ten episodes.
    pub threshold: Option<f64>,
    pub hits: Option<usize>,
    pub misses: Option<usize>,
    pub false_alarms: Option<usize>,
    pub noise_to_signal: Option<f64>,
    pub usefulness: Option<f64>,
    pub relative_usefulness: Option<f64>,
}

/// An episode.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EpisodeFound {
    /// Whose; null without a column for entities.
    pub entity: Option<String>,
    /// Its first row: the peak before a fall.
    pub start: Date,
    /// Its last row: the lowest of a fall.
    pub end: Date,
    /// Rows.
    pub duration: usize,
    /// How far it fell, in percent; null for a column of events.
    pub fall: Option<f64>,
    /// Rows with a score in which a warning is wanted.
    pub periods: usize,
    /// The highest score of these.
    pub highest_score: Option<f64>,
    /// Whether it was warned of at the threshold; null where that cannot be said.
    pub warned: Option<bool>,
    /// Rows from the first warning to its first row.
    pub lead_time: Option<i64>,
}

/// Rows of a chart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// Points of the ROC curve of each measure with an AUROC, by its place among the measures.
    pub curves: Vec<(usize, Vec<RocPoint>)>,
    /// Rows of each entity.
    pub lines: Vec<ShownEntity>,
}

/// A point of a ROC curve: shares of calm and of wanted periods with a score from `threshold` on.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct RocPoint {
    pub threshold: f64,
    pub false_alarms: f64,
    pub hits: f64,
}

/// The rows of an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownEntity {
    /// Its name; empty without a column for entities.
    pub name: String,
    /// Its rows, rising.
    pub rows: Vec<ShownRow>,
}

/// A row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShownRow {
    /// Its date.
    pub date: Date,
    /// Its score.
    pub score: Option<f64>,
    /// What a warning in it would be.
    pub label: Label,
    /// Whether it is part of an episode.
    pub in_episode: bool,
    /// Whether it warns; none without a threshold or a score.
    pub warned: Option<bool>,
    /// The threshold of its date, walking forward.
    pub walk_forward: Option<f64>,
}

/// Where a threshold comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ThresholdFrom {
    /// It was asked for.
    Given,
    /// The one that would have served best on the rows themselves.
    InSample,
}

/// Why there is no threshold. `Display` says it in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoThreshold {
    /// Too few episodes have a score.
    FewEpisodes {
        /// How many have.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// None is more useful than always or never warning.
    NoneUseful,
}

impl Reason for NoThreshold {
    fn code(&self) -> &'static str {
        match self {
            NoThreshold::FewEpisodes { .. } => "too_few_episodes",
            NoThreshold::NoneUseful => "none_useful",
        }
    }
}

impl fmt::Display for NoThreshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoThreshold::FewEpisodes { found, needed } => {
                write!(f, "{found} episodes with a score: a threshold takes {needed}")
            }
            NoThreshold::NoneUseful => {
                f.write_str("no threshold is more useful than always or never warning at this preference")
            }
        }
    }
}
