//! Rules whose ends come from rows: an entity's own, up to each of them or all, those of each date, or all.

use froth_core::model::{Over, Rule, unit};
use froth_series::expanding_percentile;
use std::borrow::Cow;
use std::collections::HashMap;

/// Places of rows that are looked at together: in order of time, or of one date.
pub(in crate::panel) type Group = Vec<usize>;

/// Applies a rule to a column: `series` are the rows of each entity in order of time, `dates` those of each date.
pub(super) fn apply(rule: &Rule, raw: &[f64], series: &[Group], dates: &[Group], unclamped: &mut [f64]) {
    let Some(over) = rule.over() else {
        return rule.fill(raw, unclamped);
    };
    for rows in groups(over, raw.len(), series, dates).iter() {
        let own: Vec<f64> = rows.iter().map(|r| raw[*r]).collect();
        let mut found = vec![f64::NAN; own.len()];
        if over == Over::History {
            up_to_each(rule, &own, &mut found);
        } else {
            within(rule, &own, &mut found);
        }
        rows.iter().zip(found).for_each(|(row, x)| unclamped[*row] = x);
    }
}

/// Applies a rule whose target is the value of the rows marked, each at its date. Where these have none, nothing has a score.
pub(super) fn to_entity(rule: &Rule, raw: &[f64], target: &[bool], dates: &[Group], unclamped: &mut [f64]) {
    unclamped.fill(f64::NAN);
    for rows in dates {
        let Some(value) = rows.iter().find(|r| target[**r]).map(|r| raw[*r]).filter(|x| !x.is_nan()) else { continue };
        let own: Vec<f64> = rows.iter().map(|r| raw[*r]).collect();
        let mut found = vec![f64::NAN; own.len()];
        within(&rule.with_target(value), &own, &mut found);
        rows.iter().zip(found).for_each(|(row, x)| unclamped[*row] = x);
    }
}

/// Rows that are looked at together.
pub(super) fn groups<'g>(over: Over, rows: usize, series: &'g [Group], dates: &'g [Group]) -> Cow<'g, [Group]> {
    match over {
        Over::CrossSection => dates.into(),
        Over::History | Over::FullHistory => series.into(),
        Over::Panel => vec![(0..rows).collect()].into(),
    }
}

/// A rule with all of the numbers as its reference.
fn within(rule: &Rule, raw: &[f64], unclamped: &mut [f64]) {
    let present: Vec<f64> = raw.iter().copied().filter(|x| !x.is_nan()).collect();
    rule.with_reference(present).fill(raw, unclamped);
}

/// A rule with the numbers up to each row as its reference.
fn up_to_each(rule: &Rule, raw: &[f64], unclamped: &mut [f64]) {
    if rule.of_percentile(50.0, 2.0, 1.0).is_some() {
        let column: Vec<Option<f64>> = raw.iter().map(|x| Some(*x).filter(|x| !x.is_nan())).collect();
        let mut n = 0.0;
        let mut seen: HashMap<u64, f64> = HashMap::new();
        for ((out, share), x) in unclamped.iter_mut().zip(expanding_percentile(&column)).zip(raw) {
            n += f64::from(u8::from(share.is_some()));
            // 0 and -0 are equal.
            let equal = seen.entry((x + 0.0).to_bits()).or_default();
            *equal += 1.0;
            *out = share.and_then(|s| rule.of_percentile(s, n, *equal)).unwrap_or(f64::NAN);
        }
        return;
    }
    if rule.needs_all_numbers() {
        let mut seen: Vec<f64> = Vec::new();
        for (out, x) in unclamped.iter_mut().zip(raw) {
            *out = f64::NAN;
            if !x.is_nan() {
                let place = seen.partition_point(|y| y < x);
                seen.insert(place, *x);
                *out = rule.with_reference(seen.clone()).unclamped(*x);
            }
        }
        return;
    }
    // Running moments and extremes: each row's reference is the one before with one number more.
    let unit = unit(&raw.iter().copied().filter(|x| !x.is_nan()).collect::<Vec<_>>());
    let (mut n, mut mean, mut squares) = (0.0, 0.0, 0.0);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for (out, x) in unclamped.iter_mut().zip(raw) {
        *out = f64::NAN;
        if x.is_nan() {
            continue;
        }
        n += 1.0;
        let own = x / unit;
        let delta = own - mean;
        mean += delta / n;
        squares += delta * (own - mean);
        (low, high) = (low.min(*x), high.max(*x));
        let sd = (squares / (n - 1.0)).max(0.0).sqrt();
        *out = rule.with_moments((mean * unit, sd * unit), (low, high)).unclamped(*x);
    }
}
