//! Figures in their own units by years since each era's first day, a small panel each.

use super::axis::{self, Scale};
use super::canvas::Label;
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::palette::FAINT;
use super::{Chart, Kind, View};
use crate::page::amount;
use froth_core::scenario::Value;

/// The most panels, and the fewest points of a line.
const PANELS: usize = 8;
const POINTS: usize = 4;

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let chosen = chosen(view);
    let title = chosen.first().and_then(|i| title(view, *i)).unwrap_or_else(|| words.multiples_none().to_owned());
    let mut frame = Frame::new(Kind::Multiples, title, words.multiples());
    frame.series(&view.styled());
    let mut data = vec![row(&["scenario", "date", "years_since_spark", "indicator", "unit", "value"])];
    let years = view.series.iter().flat_map(|s| s.path).filter_map(|p| p.years_since_spark);
    let (first, longest) = years.fold((0.0f64, 1.0f64), |(low, high), y| (low.min(y), high.max(y)));
    let (first, longest) = (first.floor(), longest.ceil());
    let (across, gap, height) = (2, 110.0, 260.0);
    let width = (INNER - gap - 90.0) / across as f64;
    let headings: Vec<String> = chosen.iter().map(|i| heading(view, *i)).collect();
    let headings = labels(&headings, Room { size: BODY, bold: true, width: width + 60.0, lines: 2 });
    let mut bottom = frame.top;
    for (n, (indicator, heading)) in chosen.iter().copied().zip(headings).enumerate() {
        let left = MARGIN + 90.0 + (width + gap) * (n % across) as f64;
        let top = frame.top + (height + 130.0) * (n / across) as f64 + 76.0;
        bottom = top + height + 44.0;
        frame.block(heading, &Label::new("", left - 80.0, top - 42.0, BODY).bold());
        let values = view.series.iter().flat_map(|s| s.path).filter_map(|p| p.values[indicator]);
        let scale = Scale::around(values.chain([0.0]), 4.0);
        axis::grid(&mut frame, &scale, (top, top + height), (left, left + width - 30.0));
        let x = |years: f64| left + (width - 30.0) * (years - first) / (longest - first);
        let y = |value: f64| top + height - height * scale.share(value);
        axis::years_since(&mut frame, (first, longest), &x, top + height);
        let of = &view.model.indicators[indicator];
        for (c, series) in view.series.iter().enumerate() {
            let mut run: Vec<(f64, f64)> = Vec::new();
            for (at, point) in series.path.iter().enumerate() {
                let (date, since) = (point.date.to_string(), number(point.years_since_spark));
                let value = number(point.values[indicator]);
                data.push(row(&[&view.cards()[c].scenario, &date, &since, &of.id, &of.unit, &value]));
                match point.years_since_spark.zip(point.values[indicator]) {
                    Some((years, value)) => {
                        run.push((x(years), y(value)));
                        if at + 1 == series.path.len() {
                            frame.canvas.mark(x(years), y(value), 9.0, series.style);
                        }
                    }
                    None => frame.canvas.trace(std::mem::take(&mut run), series.style, 4.0),
                }
            }
            frame.canvas.trace(run, series.style, 4.0);
        }
    }
    frame.canvas.text(Label::new(words.years(), MARGIN + 90.0, bottom + 4.0, SMALL).coloured(FAINT));
    frame.finish(view, bottom + 24.0, data)
}

/// The name of a panel, with the unit that is no part of it.
pub(super) fn heading(view: &View<'_>, indicator: usize) -> String {
    let indicator = &view.model.indicators[indicator];
    match indicator.unit.as_str() {
        "" | "count" | "index" => view.name(&indicator.id),
        unit => view.words().with_unit(view.name(&indicator.id), view.locale.unit(unit)),
    }
}

/// Indicators that every scenario with a path has at several of its points: of each dimension those with most weight, in the model's
/// order.
pub(super) fn chosen(view: &View<'_>) -> Vec<usize> {
    let with_spark: Vec<_> =
        view.series.iter().filter(|s| s.path.iter().any(|p| p.years_since_spark.is_some())).collect();
    let weight = |i: &usize| view.weight(&view.model.indicators[*i].id);
    let known = |i: &usize| {
        let points = |s: &&super::view::Series<'_>| s.path.iter().filter(|p| p.values[*i].is_some()).count();
        !with_spark.is_empty() && with_spark.iter().all(|s| points(s) >= POINTS)
    };
    let mut found: Vec<usize> = (0..view.model.indicators.len())
        .filter(|i| !view.model.indicators[*i].overlay && weight(i) > 0.0 && known(i))
        .collect();
    found.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    // A few of each dimension right under the root.
    let each = (PANELS / view.children().len().max(1)).max(1);
    let mut taken = std::collections::BTreeMap::<Option<usize>, usize>::new();
    found.retain(|i| {
        let of = taken.entry(view.top_child(view.model.indicators[*i].dimension)).or_default();
        *of += 1;
        *of <= each
    });
    found.truncate(PANELS);
    found.sort_unstable();
    found
}

/// Where the last scenario stands in the first panel, and where the first one did.
fn title(view: &View<'_>, indicator: usize) -> Option<String> {
    let of = &view.model.indicators[indicator];
    let last = |s: &super::view::Series<'_>| {
        let value = s.path.iter().rev().find_map(|p| p.values[indicator])?;
        Some(amount(&Value::Number(value), &of.unit, view.locale))
    };
    let (first, now) = (view.series.first()?, view.series.last()?);
    let words = view.words();
    Some(if view.series.len() > 1 {
        words.multiples_pair(view.name(&of.id), last(now)?, now.name, last(first)?, first.name)
    } else {
        words.multiples_one(view.name(&of.id), last(now)?, now.name)
    })
}
