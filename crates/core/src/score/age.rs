//! How old the figures are that a score rests on.

use super::{Evaluation, IndicatorScore, Plan};
use crate::model::Model;
use crate::scenario::a_year_before;
use jiff::civil::Date;
use serde::Serialize;

/// A market figure is recent for so many days.
const MARKET: i64 = 92;

/// And a quarterly one for so many.
const QUARTERLY: i64 = 184;

/// The points of a headline by the age of what they rest on; together they are the headline. The age of a formula's result is that
/// of the oldest figure it uses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Ages {
    /// All of them.
    pub points: f64,
    /// On figures of at most 92 days.
    pub points_up_to_92_days: f64,
    /// On older ones of at most 184 days.
    pub points_up_to_184_days: f64,
    /// On older ones of at most a year: not before the same day of the year before.
    pub points_up_to_a_year: f64,
    /// On older ones.
    pub points_older_than_a_year: f64,
    /// On what has no date: values that a shock sets.
    pub points_undated: f64,
}

impl Ages {
    /// Shares out the points of the indicators that make a headline.
    pub(super) fn of<'a>(indicators: impl Iterator<Item = &'a IndicatorScore>, as_of: Date) -> Self {
        let mut ages = Ages::default();
        let year = age(a_year_before(as_of), as_of);
        for indicator in indicators {
            let points = indicator.contribution.unwrap_or(0.0);
            let share = match indicator.age {
                None => &mut ages.points_undated,
                Some(days) if days <= MARKET => &mut ages.points_up_to_92_days,
                Some(days) if days <= QUARTERLY => &mut ages.points_up_to_184_days,
                Some(days) if days <= year => &mut ages.points_up_to_a_year,
                Some(_) => &mut ages.points_older_than_a_year,
            };
            *share += points;
            ages.points += points;
        }
        ages
    }
}

/// Days from a figure's date to the day that is scored.
pub(super) fn age(date: Date, as_of: Date) -> i64 {
    i64::from((as_of - date).get_days())
}

impl Evaluation<'_> {
    /// The date of an indicator's figure; of a computed one, that of the oldest figure that its formula uses.
    pub(super) fn oldest(&self, model: &Model, plan: &Plan, indicator: usize) -> Option<Date> {
        let of = &model.indicators[indicator];
        if !self.is_computed(indicator, of) {
            return self.figures[indicator].as_ref().map(|f| f.observed.date);
        }
        let mut oldest: Option<Date> = None;
        if let Some(formula) = &of.formula {
            formula.expr.names(&mut |name, _| {
                let Some(column) = plan.column_in(indicator, name).filter(|c| self.value(*c).is_some()) else { return };
                let date = match &self.figures[column] {
                    Some(figure) => Some(figure.observed.date),
                    // Formulas name each other in no circle.
                    None if column < plan.indicators() => self.oldest(model, plan, column),
                    None => None,
                };
                oldest = oldest.into_iter().chain(date).min();
            });
        }
        oldest
    }
}
