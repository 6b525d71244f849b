//! Values beyond the ends of rules: there a score is clamped and no longer moves.

use super::observed::Read;
use super::{Beyond, Fact, Finding, RuleEnd};
use froth_core::model::{Model, Moments, Reference, Rule};
use froth_core::number::raw;
use froth_core::scenario::Value;
use jiff::civil::Date;

/// Which end a raw value lies beyond, and where that end is: `(which, end)`.
fn beyond_end(rule: &Rule, x: f64) -> Option<(RuleEnd, f64)> {
    let knots = match rule {
        Rule::Linear { .. }
        | Rule::Log { .. }
        | Rule::Piecewise(_)
        | Rule::Zscore { reference: Moments::Known(Some(_)), .. }
        | Rule::Minmax { reference: Reference::Given(_), .. } => rule.knots(),
        // Steps, words and distributions know no end.
        _ => return None,
    };
    let (first, last) = (*knots.first()?, *knots.last()?);
    let end = if x < first {
        first
    } else if x > last {
        last
    } else {
        return None;
    };
    // Ends are written with few digits: what reads the same is the end itself.
    if raw(x) == raw(end) {
        return None;
    }
    let at = rule.score(end);
    // No score: a log rule below 0.
    (!at.is_nan() && !rule.unclamped(x).is_nan())
        .then_some((if at >= 50.0 { RuleEnd::Worst } else { RuleEnd::Calm }, end))
}

/// Distinct figures of an indicator: at dates of paths, and the points of its own series.
pub(super) fn figures(indicator: usize, id: &str, read: &Read<'_>) -> Vec<(Date, f64)> {
    let at_dates = read.readings.iter().filter(|(_, r)| !r.unclamped()[indicator].is_nan());
    let mut found: Vec<(Date, f64)> = at_dates.map(|(date, r)| (*date, r.raw()[indicator])).collect();
    let points = read.scenario.series.get(id).into_iter().flat_map(|s| &s.points);
    for point in points {
        if let Value::Number(x) = point.value
            && !found.iter().any(|(_, y)| *y == x)
        {
            found.push((point.date, x));
        }
    }
    found
}

pub(super) fn beyond(model: &Model, scored: &[Read<'_>], findings: &mut Vec<Finding>) -> Vec<Beyond> {
    let mut all: Vec<Beyond> = Vec::new();
    for (i, indicator) in model.indicators.iter().enumerate() {
        let Some(rule) = indicator.rule.as_ref().filter(|_| indicator.weight > 0.0) else { continue };
        // Scenarios of one era share its figures.
        let mut seen: Vec<(Date, f64, &str)> = Vec::new();
        for read in scored {
            for (date, x) in figures(i, &indicator.id, read) {
                if !seen.iter().any(|(d, y, _)| *d == date && *y == x) {
                    seen.push((date, x, &read.card.scenario));
                }
            }
        }
        for which in [RuleEnd::Worst, RuleEnd::Calm] {
            let here: Vec<(&(Date, f64, &str), f64)> = seen
                .iter()
                .filter_map(|f| beyond_end(rule, f.1).filter(|(w, _)| *w == which).map(|(_, end)| (f, end)))
                .collect();
            let far = here.iter().max_by(|a, b| (a.0.1 - a.1).abs().total_cmp(&(b.0.1 - b.1).abs()));
            if let Some(((date, x, scenario), end)) = far {
                all.push(Beyond {
                    indicator: indicator.id.clone(),
                    end: which,
                    at: *end,
                    values: here.len(),
                    of: seen.len(),
                    furthest: *x,
                    date: *date,
                    scenario: (*scenario).to_owned(),
                });
            }
        }
    }
    for b in all.iter().filter(|b| b.end == RuleEnd::Worst) {
        let span = model.indicator(&b.indicator).map_or(0..0, |i| model.indicators[i].span.clone());
        findings.push(Finding::at(Fact::BeyondWorst(b.clone()), &model.source, span));
    }
    let calm: Vec<String> = all.iter().filter(|b| b.end == RuleEnd::Calm).map(|b| b.indicator.clone()).collect();
    if !calm.is_empty() {
        findings.push(Finding::at(Fact::BeyondCalm { indicators: calm }, &model.source, 0..0));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_told_apart_whichever_way_a_rule_runs() {
        let up = Rule::Linear { from: 10.0, to: 20.0 };
        assert_eq!(beyond_end(&up, 21.0), Some((RuleEnd::Worst, 20.0)));
        assert_eq!(beyond_end(&up, 9.0), Some((RuleEnd::Calm, 10.0)));
        assert_eq!(beyond_end(&up, 20.0), None);
        assert_eq!(beyond_end(&up, 20.001), None, "it reads 20");
        let down = Rule::Linear { from: 4.0, to: -2.0 };
        assert_eq!(beyond_end(&down, -3.0), Some((RuleEnd::Worst, -2.0)));
        assert_eq!(beyond_end(&down, 5.0), Some((RuleEnd::Calm, 4.0)));
        let log = Rule::Log { from: 1.0, to: 100.0 };
        assert_eq!(beyond_end(&log, 200.0), Some((RuleEnd::Worst, 100.0)));
        assert_eq!(beyond_end(&log, -1.0), None, "no score, so nothing is clamped");
        let hump = Rule::Piecewise(vec![(0.0, 0.0), (5.0, 100.0), (10.0, 20.0)]);
        assert_eq!(beyond_end(&hump, 11.0), Some((RuleEnd::Calm, 10.0)));
        assert_eq!(beyond_end(&Rule::Step { edges: vec![1.0], scores: vec![0.0, 100.0] }, 9.0), None);
    }
}
