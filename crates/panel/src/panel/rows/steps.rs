//! What is done to a column of raw values before its rule: gaps filled in, transforms, outliers treated.

use super::over::{Group, groups};
use froth_core::model::{Imputation, Indicator, Outliers};
use froth_series::composite::{Centre, LogScale, Treatment, centre, linear, treat};
use froth_series::watch::Watch;
use froth_series::{SeriesError, apply_all, carry};

fn present(column: &[f64], rows: &[usize]) -> Vec<Option<f64>> {
    rows.iter().map(|r| Some(column[*r]).filter(|x| x.is_finite())).collect()
}

fn put(column: &mut [f64], rows: &[usize], values: Vec<Option<f64>>) {
    rows.iter().zip(values).for_each(|(row, x)| column[*row] = x.unwrap_or(f64::NAN));
}

/// What a value was filled in from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::panel) struct FilledFrom {
    /// How many values.
    pub(in crate::panel) values: usize,
    /// The first and the last of them, as places among the rows, where these are the entity's own.
    pub(in crate::panel) own: Option<(usize, usize)>,
}

/// Fills missing values in, and says from what where that `is_told`. `series` are the rows of each entity in order of time, `peers`
/// those that are averaged.
pub(super) fn impute(
    how: &Imputation,
    column: &mut [f64],
    series: &[Group],
    peers: &[Group],
    is_told: bool,
) -> Vec<Option<FilledFrom>> {
    let missing: Vec<bool> = column.iter().map(|x| x.is_nan()).collect();
    let mut from = vec![None; if is_told { column.len() } else { 0 }];
    match how {
        Imputation::Last { periods } => {
            for rows in series {
                if is_told {
                    around(&missing, rows, &mut |row, before, _| {
                        from[row] = before.map(|last| FilledFrom { values: 1, own: Some((last, last)) });
                    });
                }
                put(column, rows, carry(&present(column, rows), periods.unwrap_or(usize::MAX)));
            }
        }
        Imputation::Linear { periods } => {
            for rows in series {
                if is_told {
                    around(&missing, rows, &mut |row, before, after| {
                        from[row] = before.zip(after).map(|own| FilledFrom { values: 2, own: Some(own) });
                    });
                }
                put(column, rows, linear(&present(column, rows), *periods));
            }
        }
        Imputation::Mean { .. } | Imputation::Median { .. } => {
            let of = if matches!(how, Imputation::Mean { .. }) { Centre::Mean } else { Centre::Median };
            for rows in peers {
                if let Some(x) = centre(&present(column, rows), of) {
                    let values = rows.iter().filter(|row| !missing[**row]).count();
                    for row in rows.iter().copied().filter(|row| missing[*row]) {
                        column[row] = x;
                        if let Some(from) = from.get_mut(row) {
                            *from = Some(FilledFrom { values, own: None });
                        }
                    }
                }
            }
        }
    }
    let filled = from.into_iter().zip(&missing).zip(column.iter());
    filled.map(|((from, missing), x)| from.filter(|_| *missing && !x.is_nan())).collect()
}

/// Shows each missing row of an entity with the rows before and after it that have a value.
fn around(missing: &[bool], rows: &[usize], see: &mut dyn FnMut(usize, Option<usize>, Option<usize>)) {
    let mut after = vec![None; rows.len()];
    let mut next = None;
    for (place, row) in rows.iter().enumerate().rev() {
        after[place] = next;
        if !missing[*row] {
            next = Some(*row);
        }
    }
    let mut before = None;
    for (row, after) in rows.iter().zip(after) {
        if missing[*row] {
            see(*row, before, after);
        } else {
            before = Some(*row);
        }
    }
}

/// Transforms a column, entity by entity.
pub(super) fn transform(
    of: &Indicator,
    column: &mut [f64],
    series: &[Group],
    watch: &dyn Watch,
) -> Result<(), SeriesError> {
    for rows in series.iter().filter(|_| !of.transforms.is_empty()) {
        put(column, rows, apply_all(&of.transforms, &present(column, rows), watch)?);
    }
    Ok(())
}

/// A column without its outliers.
pub(super) struct Treated {
    pub(super) values: Vec<f64>,
    pub(super) treatments: Vec<Treatment>,
    /// By row, the logarithmic scale that it was put on.
    pub(super) scales: Vec<Option<LogScale>>,
}

/// Treats outliers among the rows of each date, of each entity, or of all.
pub(super) fn outliers(of: &Outliers, column: &[f64], series: &[Group], dates: &[Group]) -> Treated {
    let none = vec![Treatment::None; column.len()];
    let mut treated = Treated { values: column.to_vec(), treatments: none, scales: vec![None; column.len()] };
    for rows in groups(of.over, column.len(), series, dates).iter() {
        let found = treat(&present(column, rows), &of.limits);
        put(&mut treated.values, rows, found.values);
        for (row, treatment) in rows.iter().zip(found.treatments) {
            treated.treatments[*row] = treatment;
            treated.scales[*row] = found.scale;
        }
    }
    treated
}
