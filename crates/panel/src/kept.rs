//! Scores that are given back beside a file: by row, and where asked for with every step on the way to them.

use froth_core::score::Fitted;
use jiff::civil::Date;

/// Scores of every row; missing where there is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// The entities; one without a name where the table has no column for them.
    pub entities: Vec<KeptEntity>,
    /// By row.
    pub dates: Vec<Date>,
    /// By dimension of the model; NaN is missing, here and below.
    pub(crate) dimensions: Vec<Vec<f64>>,
    /// Scores by indicator of the model.
    pub(crate) indicators: Vec<Vec<f64>>,
    /// The root's score, chained.
    pub(crate) chained: Vec<f64>,
    /// Coverage of the root.
    pub coverage: Vec<f64>,
    /// Whether the indicators are others than in the entity's row before.
    pub breaks: Vec<bool>,
    /// The further columns that were asked for.
    pub(crate) columns: Vec<Vec<f64>>,
    /// What every value was at every step, if that was asked for.
    pub steps: Option<KeptSteps>,
}

impl Kept {
    /// The last date.
    pub fn last(&self) -> Option<Date> {
        self.dates.iter().max().copied()
    }

    /// The entities that have a row at a date: each one's place among the entities, and that row.
    pub fn at(&self, date: Date) -> Vec<(usize, usize)> {
        let row = |of: &KeptEntity| {
            let at = of.rows.partition_point(|row| self.dates[*row] < date);
            of.rows.get(at).copied().filter(|row| self.dates[*row] == date)
        };
        self.entities.iter().enumerate().filter_map(|(place, of)| Some((place, row(of)?))).collect()
    }

    /// The scores of a dimension of the model, by row.
    pub fn dimension(&self, d: usize) -> Vec<Option<f64>> {
        known(&self.dimensions[d])
    }

    /// The scores of an indicator of the model, by row.
    pub fn indicator(&self, i: usize) -> Vec<Option<f64>> {
        known(&self.indicators[i])
    }

    /// The root's score, chained, by row.
    pub fn chained(&self) -> Vec<Option<f64>> {
        known(&self.chained)
    }
}

fn known(column: &[f64]) -> Vec<Option<f64>> {
    column.iter().map(|x| Some(*x).filter(|x| !x.is_nan())).collect()
}

/// An entity and its rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptEntity {
    /// Its name; empty without a column for entities.
    pub name: String,
    /// Its rows, by rising date.
    pub rows: Vec<usize>,
}

/// A step from what was read to what a rule scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// As it was read, or as its formula made it: of an indicator with a denominator the numerator.
    Given,
    /// Divided by its denominator.
    Divided,
    /// Filled in where it was missing.
    Imputed,
    /// Transformed over time: what other formulas see.
    Transformed,
    /// Without outliers: what the rule scores.
    Treated,
}

/// What an indicator's values were between reading and rule, by row; empty where that is what comes next.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Between {
    /// Divided, and not yet filled in.
    pub(crate) divided: Vec<f64>,
    /// Filled in, and not yet transformed.
    pub(crate) filled: Vec<f64>,
    /// Treated.
    pub(crate) treated: Vec<f64>,
}

/// What every value was at every step, by indicator of the model and row; NaN is missing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptSteps {
    /// By indicator; none where that is what was divided by nothing.
    pub(crate) given: Vec<Option<Vec<f64>>>,
    pub(crate) raw: Vec<Vec<f64>>,
    pub(crate) between: Vec<Between>,
    pub(crate) weights: Vec<Vec<f64>>,
    pub(crate) contributions: Vec<Vec<f64>>,
    /// Weights that rest on many rows.
    pub(crate) fitted: Option<Fitted>,
    /// Columns that group entities, by name.
    pub(crate) groups: Vec<(String, Vec<Option<String>>)>,
}

impl KeptSteps {
    /// The values of an indicator at a step.
    pub fn values(&self, step: Step, indicator: usize) -> Vec<Option<f64>> {
        known(self.column(step, indicator))
    }

    /// The same; NaN is missing.
    pub(crate) fn column(&self, step: Step, indicator: usize) -> &[f64] {
        let between = self.between.get(indicator);
        let raw = &self.raw[indicator];
        match step {
            Step::Given => match &self.given[indicator] {
                Some(column) => column,
                None => self.column(Step::Divided, indicator),
            },
            Step::Divided => between.map(|b| &b.divided).filter(|c| !c.is_empty()).unwrap_or(raw),
            Step::Imputed => between.map(|b| &b.filled).filter(|c| !c.is_empty()).unwrap_or(raw),
            Step::Transformed => raw,
            Step::Treated => between.map(|b| &b.treated).filter(|c| !c.is_empty()).unwrap_or(raw),
        }
    }

    /// The weights of an indicator in its tree, normalised over what has a score in the row.
    pub fn weight(&self, indicator: usize) -> Vec<Option<f64>> {
        known(&self.weights[indicator])
    }

    /// The points that an indicator gives to the score at the top of its tree.
    pub fn contribution(&self, indicator: usize) -> Vec<Option<f64>> {
        known(&self.contributions[indicator])
    }

    /// The columns of the data that group entities.
    pub fn groups(&self) -> impl Iterator<Item = (&str, &[Option<String>])> {
        self.groups.iter().map(|(name, column)| (name.as_str(), column.as_slice()))
    }
}
