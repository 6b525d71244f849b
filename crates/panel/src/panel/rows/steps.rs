//! What is done to a column of raw values before its rule: gaps filled in, transforms, outliers treated.

use super::over::{Group, groups};
use froth_core::model::{Imputation, Indicator, Outliers};
use froth_series::composite::{Centre, Treatment, centre, linear, treat};
use froth_series::watch::Watch;
use froth_series::{SeriesError, apply_all, carry};

fn present(column: &[f64], rows: &[usize]) -> Vec<Option<f64>> {
    rows.iter().map(|r| Some(column[*r]).filter(|x| x.is_finite())).collect()
}

fn put(column: &mut [f64], rows: &[usize], values: Vec<Option<f64>>) {
    rows.iter().zip(values).for_each(|(row, x)| column[*row] = x.unwrap_or(f64::NAN));
}

/// Fills missing values in and says which. `series` are the rows of each entity in order of time, `peers` those that are
/// averaged.
pub(super) fn impute(how: &Imputation, column: &mut [f64], series: &[Group], peers: &[Group]) -> Vec<bool> {
    let missing: Vec<bool> = column.iter().map(|x| x.is_nan()).collect();
    match how {
        Imputation::Last { periods } => {
            for rows in series {
                put(column, rows, carry(&present(column, rows), periods.unwrap_or(usize::MAX)));
            }
        }
        Imputation::Linear { periods } => {
            for rows in series {
                put(column, rows, linear(&present(column, rows), *periods));
            }
        }
        Imputation::Mean { .. } | Imputation::Median { .. } => {
            let of = if matches!(how, Imputation::Mean { .. }) { Centre::Mean } else { Centre::Median };
            for rows in peers {
                if let Some(x) = centre(&present(column, rows), of) {
                    rows.iter().filter(|row| missing[**row]).for_each(|row| column[*row] = x);
                }
            }
        }
    }
    missing.iter().zip(column.iter()).map(|(missing, x)| *missing && !x.is_nan()).collect()
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
}

/// Treats outliers among the rows of each date, of each entity, or of all.
pub(super) fn outliers(of: &Outliers, column: &[f64], series: &[Group], dates: &[Group]) -> Treated {
    let mut treated = Treated { values: column.to_vec(), treatments: vec![Treatment::None; column.len()] };
    for rows in groups(of.over, column.len(), series, dates).iter() {
        let found = treat(&present(column, rows), &of.limits);
        put(&mut treated.values, rows, found.values);
        rows.iter().zip(found.treatments).for_each(|(row, t)| treated.treatments[*row] = t);
    }
    treated
}
