//! Columns as they are, kept beside the sums for what sums cannot tell: correlations of ranks, and of values with denominators.

use super::{DenominatorAudit, LEAST_ROWS, NoStatistic, Statistic};
use crate::panel::RowsScored;
use froth_core::model::Model;
use froth_core::score::{Child, Compiled};
use froth_series::{kendall, spearman};

/// Rows up to which columns are kept.
const MOST_RANKED: u64 = 50_000;

/// Columns of a table that is not too long; NaN is missing.
#[derive(Debug, Default)]
pub(super) struct Beside {
    rows: u64,
    indicators: Vec<Vec<f64>>,
    dimensions: Vec<Vec<f64>>,
    /// By indicator: the value before and after its denominator.
    given: Vec<Vec<f64>>,
    raw: Vec<Vec<f64>>,
    /// What indicators are divided by, each once, in the order of their ids.
    denominators: Vec<(String, Vec<f64>)>,
}

impl Beside {
    pub(super) fn new(model: &Model) -> Self {
        let mut names: Vec<&str> =
            model.indicators.iter().filter_map(|i| i.denominator.as_ref()).map(|d| d.by.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let divides = !names.is_empty();
        let values = vec![Vec::new(); if divides { model.indicators.len() } else { 0 }];
        Beside {
            rows: 0,
            indicators: vec![Vec::new(); model.indicators.len()],
            dimensions: vec![Vec::new(); model.dimensions.len()],
            given: values.clone(),
            raw: values,
            denominators: names.into_iter().map(|name| (name.to_owned(), Vec::new())).collect(),
        }
    }

    pub(super) fn push(&mut self, model: &Model, plan: &Compiled, rows: &RowsScored<'_>) {
        self.rows += rows.dates.len() as u64;
        if self.rows > MOST_RANKED {
            let all = [&mut self.indicators, &mut self.dimensions, &mut self.given, &mut self.raw];
            all.into_iter().flatten().for_each(|column| *column = Vec::new());
            self.denominators.iter_mut().for_each(|(_, column)| *column = Vec::new());
            return;
        }
        let add = |kept: &mut [Vec<f64>], columns: &[Vec<f64>]| {
            kept.iter_mut().zip(columns).for_each(|(kept, column)| kept.extend_from_slice(column));
        };
        add(&mut self.indicators, rows.indicators);
        add(&mut self.dimensions, rows.dimensions);
        add(&mut self.raw, rows.raw);
        for (i, kept) in self.given.iter_mut().enumerate() {
            let numerators = rows.given.iter().find(|(of, _)| *of == i).map(|(_, column)| column);
            kept.extend_from_slice(numerators.unwrap_or(&rows.raw[i]));
        }
        for (name, kept) in &mut self.denominators {
            // A denominator may be an indicator, or any other value.
            let column = match model.indicator(name) {
                Some(i) => rows.raw.get(i),
                None => plan.column(name).and_then(|c| rows.columns.get(c)),
            };
            kept.extend(column.into_iter().flatten());
        }
    }

    fn column(&self, of: Child) -> &[f64] {
        match of {
            Child::Indicator(i) => &self.indicators[i],
            Child::Dimension(d) => &self.dimensions[d],
        }
    }

    /// Spearman's rho and Kendall's tau-b of two children; without a number for the reason that Pearson's has none.
    pub(super) fn of_ranks(&self, a: Child, b: Child, pearson: &Statistic) -> [Statistic; 2] {
        if self.rows > MOST_RANKED {
            return [(); 2].map(|()| Statistic::none(NoStatistic::TooManyRows { most: MOST_RANKED }));
        }
        if let Some(reason) = &pearson.reason {
            return [(); 2].map(|()| Statistic::none(reason.clone()));
        }
        let (a, b) = (self.column(a), self.column(b));
        [spearman(a, b), kendall(a, b)].map(|r| r.map_or_else(|| Statistic::none(NoStatistic::Constant), Statistic::of))
    }

    /// Every indicator that counts with every denominator.
    pub(super) fn with_denominators(&self, model: &Model, counts: &dyn Fn(usize) -> bool) -> Vec<DenominatorAudit> {
        let mut found = Vec::new();
        for (i, indicator) in model.indicators.iter().enumerate().filter(|(i, _)| counts(*i)) {
            for (name, column) in self.denominators.iter().filter(|(name, _)| *name != indicator.id) {
                let of = |values: &[f64]| {
                    if self.rows > MOST_RANKED {
                        return Statistic::none(NoStatistic::TooManyRows { most: MOST_RANKED });
                    }
                    let rows = both(values, column).count() as u64;
                    if rows < LEAST_ROWS {
                        return Statistic::none(NoStatistic::FewOfBoth { rows, needed: LEAST_ROWS });
                    }
                    pearson(values, column).map_or_else(|| Statistic::none(NoStatistic::Constant), Statistic::of)
                };
                found.push(DenominatorAudit {
                    indicator: indicator.id.clone(),
                    denominator: name.clone(),
                    divides: indicator.denominator.as_ref().is_some_and(|d| d.by == *name),
                    given: of(&self.given[i]),
                    value: of(&self.raw[i]),
                });
            }
        }
        found
    }
}

fn both<'a>(a: &'a [f64], b: &'a [f64]) -> impl Iterator<Item = (f64, f64)> + Clone + 'a {
    a.iter().copied().zip(b.iter().copied()).filter(|(a, b)| a.is_finite() && b.is_finite())
}

/// Pearson's correlation of two columns in whatever units, over the rows that have both; none where one does not vary.
fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    let rows = both(a, b);
    let n = rows.clone().count() as f64;
    // In units of the largest number nothing overflows, and rounding is told from variation.
    let unit = rows.clone().fold((0.0f64, 0.0f64), |m, (a, b)| (m.0.max(a.abs()), m.1.max(b.abs())));
    let rows = rows.map(|(a, b)| (a / unit.0, b / unit.1));
    let mean = rows.clone().fold((0.0, 0.0), |m, (a, b)| (m.0 + a / n, m.1 + b / n));
    let (mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0);
    for (a, b) in rows {
        let (a, b) = (a - mean.0, b - mean.1);
        aa += a * a;
        bb += b * b;
        ab += a * b;
    }
    let varies = |squares: f64| squares > n * 1e-24;
    (varies(aa) && varies(bb)).then(|| (ab / (aa.sqrt() * bb.sqrt())).clamp(-1.0, 1.0)).filter(|r| r.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_play_no_part() {
        let (a, b) = ([1.0, 2.0, 4.0, f64::NAN, 7.0], [2.0, 1.0, 5.0, 3.0, 9.0]);
        let r = 27.5 / f64::sqrt(21.0 * 38.75);
        assert!((pearson(&a, &b).unwrap() - r).abs() < 1e-12);
        let tiny: Vec<f64> = a.iter().map(|x| x * 1e-200).collect();
        let large: Vec<f64> = b.iter().map(|x| x * 1e200).collect();
        assert!((pearson(&tiny, &large).unwrap() - r).abs() < 1e-12);
        assert_eq!(pearson(&[0.1; 5], &b), None);
        assert_eq!(pearson(&[0.0; 5], &b), None);
    }
}
