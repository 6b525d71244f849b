//! Other ways to treat a panel's columns: what takes the place of rules over rows, treatments of outliers and imputation in draws.

use super::kind::Kind;
use super::rule_check::part_of_scale;
use super::rule_file::TiesFile;
use super::steps::{Gap, Group, ImputeFile, LimitsFile, imputation, treated};
use super::{Imputation, Indicator, Model, Moments, Reference, Rule, Ties};
use crate::format::Number;
use froth_series::composite::Limits;
use schemars::JsonSchema;
use serde::Deserialize;

/// What takes the place of rules that compare a value with rows, all of them at once.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum NormaliseChoice {
    AsGiven,
    /// On a part of the scale.
    Minmax {
        low: f64,
        high: f64,
    },
    Zscore {
        cap: f64,
    },
    Rank(Ties),
    Borda(Ties),
    Percentile,
}

/// What takes the place of treatments of outliers, all of them at once.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum OutliersChoice {
    AsGiven,
    /// Values stay as they are.
    None,
    Treat(Limits),
}

/// What takes the place of imputations, all of them at once.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum ImputeChoice {
    AsGiven,
    /// What is missing stays missing.
    None,
    By(Imputation),
}

/// How a column may be treated otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternatives {
    /// Equally likely, for rules over rows.
    pub normalise: Vec<NormaliseChoice>,
    /// Equally likely, for indicators with a treatment of outliers.
    pub outliers: Vec<OutliersChoice>,
    /// Equally likely, for indicators that are imputed.
    pub impute: Vec<ImputeChoice>,
}

/// Without options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Plain {}

/// An alternative for rules over rows.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum NormaliseFile {
    /// The indicator's own.
    AsGiven(Plain),
    /// Linear between the smallest and the largest.
    Minmax(Part),
    /// 50 + 50 z / cap.
    Zscore(Cap),
    /// 100 r / n.
    Rank(Tied),
    /// 100 (r - 1) / (n - 1).
    Borda(Tied),
    /// The share below, half of the equal ones added.
    Percentile(Plain),
}

/// A part of the scale.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    /// The scores of the smallest and the largest number, rising, within 0 to 100. Default [0, 100].
    #[schemars(extend("default" = [0, 100]))]
    range: Option<(Number, Number)>,
}

/// Where a z-score ends.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Cap {
    /// The z that scores 100, above 0. Default 3.
    #[schemars(extend("exclusiveMinimum" = 0, "default" = 3))]
    cap: Option<Number>,
}

/// Where equal numbers stand.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Tied {
    /// At the mean, the lowest or the highest of their places. Default mean.
    #[schemars(extend("default" = "mean"))]
    ties: Option<TiesFile>,
}

/// An alternative for treatments of outliers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum OutliersChoiceFile {
    /// The indicator's own.
    AsGiven(Plain),
    /// Values stay as they are.
    None(Plain),
    /// With these limits, over the indicator's own rows.
    Treat(LimitsFile),
}

/// An alternative for imputations.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ImputeChoiceFile {
    /// The indicator's own.
    AsGiven(Plain),
    /// What is missing stays missing.
    None(Plain),
    /// The entity's last value.
    Last(Gap),
    /// On the straight line between the values around the gap, which looks ahead.
    Linear(Gap),
    /// The mean of the entities of the date.
    Mean(Group),
    /// The median of the entities of the date.
    Median(Group),
}

/// Lists as they stand in the file.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) normalise: Option<Vec<Kind<NormaliseFile>>>,
    pub(super) outliers: Option<Vec<Kind<OutliersChoiceFile>>>,
    pub(super) impute: Option<Vec<Kind<ImputeChoiceFile>>>,
}

/// The ways of these lists in all, at most.
const MOST_WAYS: usize = 100;

impl Default for Alternatives {
    fn default() -> Self {
        Alternatives {
            normalise: vec![NormaliseChoice::AsGiven],
            outliers: vec![OutliersChoice::AsGiven],
            impute: vec![ImputeChoice::AsGiven],
        }
    }
}

impl Alternatives {
    /// Lists whose numbers make sense; what is wrong with them comes back as text.
    pub(super) fn check(file: Listed) -> Result<Self, String> {
        let mut found = Alternatives::default();
        if let Some(listed) = file.normalise {
            found.normalise = listed.into_iter().map(|x| normalise(x.0)).collect::<Result<_, _>>()?;
        }
        if let Some(listed) = file.outliers {
            found.outliers = listed.into_iter().map(|x| outliers(&x.0)).collect::<Result<_, _>>()?;
        }
        if let Some(listed) = file.impute {
            found.impute = listed.into_iter().map(|x| impute(x.0)).collect::<Result<_, _>>()?;
        }
        let [normalise, outliers, impute] = found.choices();
        for (name, count) in [("normalise", normalise), ("outliers", outliers), ("impute", impute)] {
            if count == 0 {
                return Err(format!("{name} needs at least one alternative, such as [\"as_given\"]"));
            }
        }
        let all = normalise.saturating_mul(outliers).saturating_mul(impute);
        if all > MOST_WAYS {
            return Err(format!(
                "normalise, outliers and impute make {all} ways together, and at most {MOST_WAYS} are scored"
            ));
        }
        Ok(found)
    }

    /// What does not fit the indicators: a list of which nothing changes anything, a treatment that a rule cannot take.
    pub(super) fn fit(&self, indicators: &[Indicator]) -> Result<(), (String, String)> {
        let nothing = |message: &str, help: &str| Err((message.to_owned(), help.to_owned()));
        let relative = |i: &Indicator| i.rule.as_ref().is_some_and(Rule::is_relative);
        if self.normalise != [NormaliseChoice::AsGiven] && !indicators.iter().any(relative) {
            let help = "these take the place of minmax, zscore, rank, borda and percentile `over` rows; `rules` is for linear and log";
            return nothing("`normalise` has alternatives, and no indicator has a rule over rows", help);
        }
        if self.outliers != [OutliersChoice::AsGiven] && !indicators.iter().any(|i| i.outliers.is_some()) {
            let help = "give indicators `outliers`, or all of them in [defaults.indicator]";
            return nothing("`outliers` has alternatives, and no indicator has a treatment of outliers", help);
        }
        if self.impute != [ImputeChoice::AsGiven] && !indicators.iter().any(takes_another) {
            let help = "give indicators `impute`, or all of them in [defaults.indicator]";
            return nothing("`impute` has alternatives, and no indicator that takes numbers is imputed", help);
        }
        for choice in &self.outliers {
            let OutliersChoice::Treat(limits) = choice else { continue };
            for indicator in indicators {
                if let Some(own) = indicator.outliers {
                    treated(*limits, own.over, indicator.rule.as_ref())?;
                }
            }
        }
        Ok(())
    }

    /// How many alternatives the lists have: normalise, outliers, impute.
    pub fn choices(&self) -> [usize; 3] {
        [self.normalise.len(), self.outliers.len(), self.impute.len()]
    }

    /// Columns of the data that imputations group entities by.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.impute.iter().filter_map(|choice| match choice {
            ImputeChoice::By(how) => how.by(),
            _ => None,
        })
    }
}

/// Whether another imputation can take the place of an indicator's own: words are only carried.
fn takes_another(indicator: &Indicator) -> bool {
    indicator.impute.is_some() && indicator.rule.as_ref().is_none_or(|r| r.words().is_none())
}

impl Model {
    /// The model under a choice of each of the three lists, by their places.
    #[must_use]
    pub fn under(&self, [normalise, outliers, impute]: [usize; 3]) -> Model {
        let mut model = self.clone();
        let of = &self.uncertainty.alternatives;
        for indicator in &mut model.indicators {
            if let Some(choice) = of.normalise.get(normalise) {
                indicator.rule = indicator.rule.take().map(|rule| choice.instead_of(rule));
            }
            match of.outliers.get(outliers) {
                Some(OutliersChoice::None) => indicator.outliers = None,
                Some(OutliersChoice::Treat(limits)) => {
                    if let Some(own) = &mut indicator.outliers {
                        own.limits = *limits;
                    }
                }
                Some(OutliersChoice::AsGiven) | None => {}
            }
            if takes_another(indicator) {
                match of.impute.get(impute) {
                    Some(ImputeChoice::None) => indicator.impute = None,
                    Some(ImputeChoice::By(how)) => indicator.impute = Some(how.clone()),
                    Some(ImputeChoice::AsGiven) | None => {}
                }
            }
        }
        model
    }
}

impl NormaliseChoice {
    /// The rule that takes a rule's place: over the same rows, in the same direction.
    fn instead_of(self, own: Rule) -> Rule {
        let (Some(over), true) = (own.over(), own.is_relative()) else { return own };
        let (reference, inverse) = (Reference::Over(over), own.falls());
        match self {
            NormaliseChoice::AsGiven => own,
            NormaliseChoice::Minmax { low, high } => Rule::Minmax { reference, inverse }.within(low, high),
            NormaliseChoice::Zscore { cap } => Rule::Zscore { reference: Moments::Over(over), cap, inverse },
            NormaliseChoice::Rank(ties) => Rule::Rank { reference, ties, inverse },
            NormaliseChoice::Borda(ties) => Rule::Borda { reference, ties, inverse },
            NormaliseChoice::Percentile => Rule::Percentile { reference, inverse },
        }
    }
}

fn normalise(file: NormaliseFile) -> Result<NormaliseChoice, String> {
    let ties = |of: Tied| of.ties.map_or(Ties::Mean, Ties::from);
    Ok(match file {
        NormaliseFile::AsGiven(Plain {}) => NormaliseChoice::AsGiven,
        NormaliseFile::Minmax(Part { range }) => {
            let (low, high) = part_of_scale(range)?;
            NormaliseChoice::Minmax { low, high }
        }
        NormaliseFile::Zscore(Cap { cap }) => match cap.map_or(3.0, |c| c.0) {
            cap if cap > 0.0 => NormaliseChoice::Zscore { cap },
            _ => return Err("the cap of a z-score must be above 0".to_owned()),
        },
        NormaliseFile::Rank(of) => NormaliseChoice::Rank(ties(of)),
        NormaliseFile::Borda(of) => NormaliseChoice::Borda(ties(of)),
        NormaliseFile::Percentile(Plain {}) => NormaliseChoice::Percentile,
    })
}

fn outliers(file: &OutliersChoiceFile) -> Result<OutliersChoice, String> {
    Ok(match file {
        OutliersChoiceFile::AsGiven(Plain {}) => OutliersChoice::AsGiven,
        OutliersChoiceFile::None(Plain {}) => OutliersChoice::None,
        OutliersChoiceFile::Treat(limits) => {
            OutliersChoice::Treat(limits.limits().map_err(|(message, help)| format!("{message}: {help}"))?)
        }
    })
}

fn impute(file: ImputeChoiceFile) -> Result<ImputeChoice, String> {
    let by = |file| imputation(Kind(file)).map(ImputeChoice::By);
    match file {
        ImputeChoiceFile::AsGiven(Plain {}) => Ok(ImputeChoice::AsGiven),
        ImputeChoiceFile::None(Plain {}) => Ok(ImputeChoice::None),
        ImputeChoiceFile::Last(gap) => by(ImputeFile::Last(gap)),
        ImputeChoiceFile::Linear(gap) => by(ImputeFile::Linear(gap)),
        ImputeChoiceFile::Mean(group) => by(ImputeFile::Mean(group)),
        ImputeChoiceFile::Median(group) => by(ImputeFile::Median(group)),
    }
}
