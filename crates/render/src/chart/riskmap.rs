//! One dimension, or the root without it, against another: where each scenario stands, and how it came there.

use super::axis;
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, MARGIN, SMALL, number, row};
use super::labels::{Room, free_place, labels};
use super::measure::first_lines;
use super::palette::{FAINT, GRID, INK, mix};
use super::{Axes, Chart, Kind, View};
use crate::page::{raw, score};
use froth_core::score::PathPoint;

/// What is measured along an axis.
#[derive(Clone, Copy)]
enum Measure {
    Dimension(usize),
    /// The root without one of its children.
    Rest(usize),
}

pub(super) fn draw(view: &View<'_>, axes: Axes) -> Chart {
    let words = view.words();
    let children = view.children();
    let first = children.first().copied().unwrap_or(view.model.root);
    let apart = view.model.headline.as_ref().map_or_else(|| children.last().copied().unwrap_or(first), |h| h.apart);
    let (mx, my) = match (axes.x, axes.y) {
        (Some(x), Some(y)) => (Measure::Dimension(x), Measure::Dimension(y)),
        (Some(x), None) => (Measure::Dimension(x), Measure::Rest(x)),
        (None, Some(y)) => (Measure::Rest(y), Measure::Dimension(y)),
        (None, None) => (Measure::Rest(apart), Measure::Dimension(apart)),
    };
    let last = view.cards().len() - 1;
    let now = |m: Measure, c: usize| view.series[c].path.last().and_then(|p| value(m, p));
    let shown = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), score);
    let title = words.riskmap_title(
        view.series[last].name,
        name(view, mx),
        shown(now(mx, last)),
        name(view, my),
        shown(now(my, last)),
    );
    let mut subtitle = words.riskmap(name(view, mx), name(view, my));
    let not_placed: Vec<&str> =
        (0..=last).filter(|c| now(mx, *c).is_none() || now(my, *c).is_none()).map(|c| view.series[c].name).collect();
    if !not_placed.is_empty() {
        subtitle.push_str(&words.not_placed(not_placed.join(", ")));
    }
    let mut frame = Frame::new(Kind::Riskmap, title, &subtitle);
    let side = 820.0;
    let left = MARGIN + 120.0;
    let top = frame.top;
    let at = |x: f64, y: f64| (left + side * 1.4 * x / 100.0, top + side - side * y / 100.0);
    for tick in axis::Scale::SCORES.ticks() {
        frame.canvas.line(vec![at(tick, 0.0), at(tick, 100.0)], GRID, 2.0);
        frame.canvas.line(vec![at(0.0, tick), at(100.0, tick)], GRID, 2.0);
        let (x, y) = at(tick, 0.0);
        frame.canvas.text(Label::new(raw(tick), x, y + 22.0, SMALL).anchored(Anchor::Middle).coloured(FAINT));
        let (x, y) = at(0.0, tick);
        frame.canvas.text(Label::new(raw(tick), x - 14.0, y, SMALL).anchored(Anchor::End).coloured(FAINT));
    }
    let (x, y) = at(100.0, 0.0);
    let line = first_lines(&name(view, mx), BODY, true, side, 1).concat();
    frame.canvas.text(Label::new(line, x, y + 52.0, BODY).anchored(Anchor::End).bold());
    let lines = first_lines(&name(view, my), BODY, true, 500.0, 1);
    frame.block(lines, &Label::new("", left + 12.0, top + 18.0, BODY).bold());
    let mut taken: Vec<[f64; 4]> = frame.canvas.labels().map(Label::bounds).collect();
    let mut data = vec![row(&["scenario", "date", "x", "y"])];
    let mut dots: Vec<(usize, (f64, f64))> = Vec::new();
    let mut ways: Vec<Vec<(i16, (f64, f64))>> = Vec::new();
    for (c, series) in view.series.iter().enumerate() {
        let known: Vec<(f64, f64)> = series.path.iter().filter_map(|p| Some((value(mx, p)?, value(my, p)?))).collect();
        let mut years: Vec<(i16, (f64, f64))> = Vec::new();
        for point in series.path.iter().rev().skip(1) {
            if let Some((x, y)) = value(mx, point).zip(value(my, point)) {
                // The last of each year: where it stood at its end.
                if years.last().is_none_or(|(year, _)| *year != point.date.year()) {
                    years.push((point.date.year(), at(x, y)));
                }
            }
        }
        ways.push(years);
        for point in series.path {
            let (x, y) = (value(mx, point), value(my, point));
            data.push(row(&[&view.cards()[c].scenario, &point.date.to_string(), &number(x), &number(y)]));
        }
        frame.canvas.trace(known.iter().map(|p| at(p.0, p.1)).collect(), series.style, 3.0);
        for p in &known {
            let (x, y) = at(p.0, p.1);
            frame.canvas.mark(x, y, 6.0, series.style);
        }
        if let (Some(x), Some(y)) = (now(mx, c), now(my, c)) {
            dots.push((c, at(x, y)));
        }
    }
    taken.extend(dots.iter().map(|(_, (x, y))| [x - 16.0, y - 16.0, x + 16.0, y + 16.0]));
    taken.extend(ways.iter().flatten().map(|(_, (x, y))| [x - 8.0, y - 8.0, x + 8.0, y + 8.0]));
    let names = labels(&view.names(), Room::line(BODY, true, 420.0));
    for (c, (x, y)) in dots {
        frame.canvas.mark(x, y, 15.0, view.series[c].style);
        let label = free_place(&Label::new(names[c].concat(), x, y, BODY).bold(), left + side * 1.4, &taken);
        let label = label.unwrap_or_else(|label| label);
        taken.push(label.bounds());
        frame.canvas.text(label);
    }
    // The years on the way, where there is room.
    for (series, points) in view.series.iter().zip(&ways) {
        for (year, (x, y)) in points {
            let label = Label::new(year.to_string(), *x, *y, SMALL).coloured(mix(series.style.colour, INK, 0.45));
            if let Ok(label) = free_place(&label, left + side * 1.4, &taken) {
                taken.push(label.bounds());
                frame.canvas.text(label);
            }
        }
    }
    frame.finish(view, top + side + 80.0, data)
}

fn name(view: &View<'_>, measure: Measure) -> String {
    match measure {
        Measure::Dimension(d) => view.name(&view.model.dimensions[d].id),
        Measure::Rest(d) => match &view.model.headline {
            Some(headline) if headline.apart == d => view.locale.rest(&headline.rest).to_owned(),
            _ => view.words().without(view.name(&view.model.dimensions[d].id)),
        },
    }
}

/// The measure at a point of a path.
fn value(measure: Measure, point: &PathPoint) -> Option<f64> {
    match measure {
        Measure::Dimension(d) => point.dimensions[d],
        Measure::Rest(d) => point.without.get(&d).copied().flatten(),
    }
}
