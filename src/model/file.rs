//! A model as it stands in the file, before anything but its shape is checked.

use super::kind::Kind;
use super::rule_file::RuleFile;
use super::steps::{DenominatorFile, ImputeFile, OutliersFile};
use super::transform::TransformFile;
use super::uncertainty::UncertaintyFile;
use super::weighting::{CissFile, WeightsFile};
use super::{Market, Policy};
use crate::document::{Day, Number};
use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;

/// Everything but the tables of tables, which are taken out and read one by one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadFile {
    #[serde(rename = "schema")]
    _schema: IgnoredAny,
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) version: Option<String>,
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) references: Vec<String>,
    pub(super) scale: Option<Spanned<ScaleFile>>,
    pub(super) missing: Option<Spanned<MissingFile>>,
    pub(super) headline: Option<HeadlineFile>,
    pub(super) uncertainty: Option<Spanned<UncertaintyFile>>,
    #[serde(rename = "dimension")]
    _dimension: Option<IgnoredAny>,
    #[serde(rename = "indicator")]
    _indicator: Option<IgnoredAny>,
    #[serde(rename = "alert")]
    _alert: Option<IgnoredAny>,
    #[serde(rename = "episode")]
    _episode: Option<IgnoredAny>,
    #[serde(rename = "text")]
    _text: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScaleFile {
    pub(super) bands: Option<Spanned<Vec<Spanned<BandFile>>>>,
    pub(super) frozen: Option<Day>,
    pub(super) floor: Option<Spanned<Number>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BandFile {
    pub(super) below: Option<Number>,
    pub(super) label: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MissingFile {
    pub(super) policy: Option<Policy>,
    pub(super) min_coverage: Option<Spanned<Number>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadlineFile {
    pub(super) apart: Spanned<String>,
    pub(super) rest: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DimensionFile {
    pub(super) parent: Option<Spanned<String>>,
    pub(super) overlay: Option<Spanned<bool>>,
    pub(super) weight: Option<Spanned<Number>>,
    pub(super) title: Option<String>,
    pub(super) question: Option<String>,
    pub(super) aggregate: Option<Spanned<AggregateFile>>,
    pub(super) weights: Option<Spanned<Kind<WeightsFile>>>,
    pub(super) quorum: Option<Spanned<usize>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum AggregateFile {
    Arithmetic,
    Geometric,
    Harmonic,
    Median,
    Min,
    Max,
    Power(Number),
    Copeland,
    Kemeny,
    Ciss(CissFile),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorFile {
    pub(super) dimension: Spanned<String>,
    pub(super) title: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) market: Option<Market>,
    pub(super) weight: Option<Spanned<Number>>,
    pub(super) rule: Option<Spanned<RuleFile>>,
    pub(super) formula: Option<Spanned<String>>,
    pub(super) requires: Option<Spanned<String>>,
    pub(super) denominator: Option<Spanned<DenominatorFile>>,
    pub(super) impute: Option<Spanned<Kind<ImputeFile>>>,
    pub(super) transform: Option<Spanned<Vec<TransformFile>>>,
    pub(super) outliers: Option<Spanned<OutliersFile>>,
    pub(super) calm: Option<String>,
    pub(super) worst: Option<String>,
    pub(super) worst_era: Option<String>,
    pub(super) contested: Option<String>,
    pub(super) source: Option<String>,
    pub(super) note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AlertFile {
    pub(super) title: Option<String>,
    pub(super) when: Spanned<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EpisodeFile {
    pub(super) title: Option<String>,
    pub(super) from: Day,
    pub(super) to: Option<Day>,
}
