//! Where the ends of rules come from: said at all, and from no day after the freeze.

use super::ends::figures;
use super::observed::Read;
use super::{End, Fact, Finding, Freeze};
use froth_core::model::{Indicator, Model, Rule};
use froth_core::scenario::Scenario;
use jiff::civil::Date;

/// Gives back what was looked at for the freeze, where the model has one.
pub(super) fn basis(
    model: &Model,
    scored: &[Read<'_>],
    beside: &[&Scenario],
    findings: &mut Vec<Finding>,
) -> Option<Freeze> {
    let rules = || model.indicators.iter().filter(|i| i.rule.is_some() && i.weight > 0.0);
    let silent: Vec<String> = rules().filter(|i| i.calm.is_none() || i.worst.is_none()).map(|i| i.id.clone()).collect();
    if !silent.is_empty() {
        findings.push(Finding::at(Fact::NoBasis { indicators: silent }, &model.source, 0..0));
    }
    let frozen = model.scale.frozen?;
    let eras = eras(scored, beside);
    let texts = || rules().flat_map(|i| [&i.calm, &i.worst]).flatten().map(|text| years(text));
    let freeze = Freeze {
        date: frozen,
        ends: 2 * rules().count(),
        dated: texts().filter(|years| !years.is_empty()).count(),
        latest: texts().flatten().max(),
    };
    for (i, indicator) in model.indicators.iter().enumerate().filter(|(_, x)| x.rule.is_some() && x.weight > 0.0) {
        let mut say = |fact: Fact| findings.push(Finding::at(fact, &model.source, indicator.span.clone()));
        for (end, text) in [(End::Calm, &indicator.calm), (End::Worst, &indicator.worst)] {
            let late = text.as_deref().map(years).unwrap_or_default().into_iter().max();
            if let Some(year) = late.filter(|y| *y > frozen.year()) {
                say(Fact::LateYear { indicator: indicator.id.clone(), end, year, frozen });
            }
        }
        if let Some((era, spark)) =
            eras.iter().find(|(era, spark)| indicator.worst_era.as_ref() == Some(era) && *spark >= frozen)
        {
            let (indicator, era) = (indicator.id.clone(), era.clone());
            say(Fact::LateEra { indicator, era, begins: *spark, frozen });
        }
        if let Some((end, date, scenario)) = set_after(indicator, i, scored, frozen) {
            say(Fact::LateValue { indicator: indicator.id.clone(), end, date, scenario, frozen });
        }
    }
    Some(freeze)
}

/// The first days of eras: of the scenarios at hand and of those beside them.
fn eras(scored: &[Read<'_>], beside: &[&Scenario]) -> Vec<(String, Date)> {
    let all = scored.iter().map(|r| r.scenario).chain(beside.iter().copied());
    all.filter_map(|s| Some((s.era.clone()?, s.spark?))).collect()
}

/// Values after the freeze that equal an end; 0, 1 and 100 are natural points.
fn set_after(of: &Indicator, place: usize, scored: &[Read<'_>], frozen: Date) -> Option<(f64, Date, String)> {
    let ends: Vec<f64> = match of.rule.as_ref()? {
        Rule::Linear { from, to } | Rule::Log { from, to } => vec![*from, *to],
        Rule::Piecewise(points) => vec![points.first()?.0, points.last()?.0],
        _ => return None,
    };
    let natural = |x: &f64| [0.0, 1.0, 100.0].contains(x);
    let same = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    // What a shock sets is no observation.
    scored.iter().filter(|read| read.scenario.shocks.is_empty()).find_map(|read| {
        let mut late = figures(place, &of.id, read).into_iter().filter(|(date, _)| *date > frozen);
        late.find_map(|(date, x)| {
            let end = ends.iter().find(|end| !natural(end) && same(**end, x))?;
            Some((*end, date, read.card.scenario.clone()))
        })
    })
}

/// Years that a text names: four digits from 1800 to 2099 that are no part of a longer number.
fn years(text: &str) -> Vec<i16> {
    let bytes = text.as_bytes();
    let part = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    // 1,476 and 2.131 are numbers: a comma or dot with a digit on its other side.
    let number = |at: Option<usize>, beyond: Option<usize>| {
        let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        at.and_then(|at| bytes.get(at)).is_some_and(|b| matches!(b, b',' | b'.')) && digit(beyond)
    };
    (0..bytes.len().saturating_sub(3))
        .filter(|at| bytes[*at..at + 4].iter().all(u8::is_ascii_digit))
        .filter(|at| !part(at.checked_sub(1)) && !part(Some(at + 4)))
        .filter(|at| !number(at.checked_sub(1), at.checked_sub(2)) && !number(Some(at + 4), Some(at + 5)))
        .filter_map(|at| std::str::from_utf8(&bytes[at..at + 4]).ok()?.parse().ok())
        .filter(|year| (1800..2100).contains(year))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::years;

    #[test]
    fn years_are_no_other_numbers() {
        assert_eq!(years("C1 median of 1,476 months 1884-2022 outside booms"), [1884, 2022]);
        assert_eq!(years("W1 record, Q4 2021"), [2021]);
        assert_eq!(years("52.0 over 24.4, 2.1950, 20251, A1950, Zahl ２０２５; in 2025."), [2025]);
        assert_eq!(years("carriers, 2003-04"), [2003]);
    }
}
