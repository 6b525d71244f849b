//! Rules as they stand in the file.

use crate::document::Number;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use std::fmt;

/// A rule: one key that names its kind.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RuleFile {
    Linear(Ends),
    Log(Ends),
    Piecewise(Vec<(Number, Number)>),
    Step(Step),
    Logistic(Logistic),
    Distribution(DistributionFile),
    Percentile(Sample),
    Zscore(Zscore),
    Minmax(Sample),
    Rank(Standing),
    Borda(Standing),
    DistanceToTarget(Distance),
    Category(Words),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ends {
    pub(super) from: Number,
    pub(super) to: Number,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) edges: Vec<Number>,
    pub(super) scores: Vec<Number>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Logistic {
    pub(super) midpoint: Number,
    pub(super) scale: Number,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DistributionFile {
    pub(super) normal: Option<Normal>,
    pub(super) lognormal: Option<Lognormal>,
    pub(super) student_t: Option<StudentT>,
    pub(super) gamma: Option<Gamma>,
    pub(super) beta: Option<Beta>,
    pub(super) exponential: Option<Exponential>,
    pub(super) uniform: Option<Uniform>,
    #[serde(default)]
    pub(super) inverse: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Normal {
    pub(super) mean: Number,
    pub(super) sd: Number,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lognormal {
    pub(super) mu: Number,
    pub(super) sigma: Number,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StudentT {
    pub(super) df: Number,
    pub(super) location: Number,
    pub(super) scale: Number,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gamma {
    pub(super) shape: Number,
    pub(super) rate: Number,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Beta {
    pub(super) alpha: Number,
    pub(super) beta: Number,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exponential {
    pub(super) rate: Number,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Uniform {
    pub(super) min: Number,
    pub(super) max: Number,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sample {
    pub(super) reference: Option<Vec<Number>>,
    pub(super) over: Option<OverFile>,
    #[serde(default)]
    pub(super) inverse: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Zscore {
    pub(super) mean: Option<Number>,
    pub(super) sd: Option<Number>,
    pub(super) reference: Option<Vec<Number>>,
    pub(super) over: Option<OverFile>,
    pub(super) cap: Option<Number>,
    #[serde(default)]
    pub(super) inverse: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Standing {
    pub(super) over: OverFile,
    #[serde(default)]
    pub(super) inverse: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Distance {
    pub(super) target: Number,
    pub(super) over: Option<OverFile>,
    #[serde(default)]
    pub(super) inverse: bool,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum OverFile {
    CrossSection,
    History,
    FullHistory,
}

/// Words with their scores, in file order.
#[derive(Debug)]
pub(super) struct Words(pub(super) Vec<(String, f64)>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordsVisitor;

        impl<'de> Visitor<'de> for WordsVisitor {
            type Value = Words;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of words and scores")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Words, A::Error> {
                let mut words = Vec::new();
                while let Some((word, Number(score))) = map.next_entry::<String, Number>()? {
                    words.push((word, score));
                }
                Ok(Words(words))
            }
        }

        deserializer.deserialize_map(WordsVisitor)
    }
}
