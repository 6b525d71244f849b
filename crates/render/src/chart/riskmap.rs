//! One dimension, or the root without it, against another: where each scenario stands, and how it came there.

use super::axis;
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::measure::{first_lines, width_of};
use super::palette::{FAINT, GRID};
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
    for (c, series) in view.series.iter().enumerate() {
        let known: Vec<(f64, f64)> = series.path.iter().filter_map(|p| Some((value(mx, p)?, value(my, p)?))).collect();
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
    let names = labels(&view.names(), Room::line(BODY, true, 420.0));
    for (c, (x, y)) in dots {
        frame.canvas.mark(x, y, 15.0, view.series[c].style);
        let name = names[c].concat();
        let label = free_place(&name, (x, y), left + side * 1.4, &taken);
        taken.push(label.bounds());
        frame.canvas.text(label);
    }
    frame.finish(view, top + side + 80.0, data)
}

/// The first place around a dot where its name covers nothing and is not cut: inside the plot where there is one.
fn free_place(name: &str, (x, y): (f64, f64), plot_right: f64, taken: &[[f64; 4]]) -> Label {
    let place = |dx: f64, dy: f64| {
        let anchor = if dx < 0.0 { Anchor::End } else { Anchor::Start };
        Label::new(name, x + dx, y + dy, BODY).bold().anchored(anchor)
    };
    let free = |label: &Label, limit: f64| {
        let [left, top, right, bottom] = label.bounds();
        let inside = left > MARGIN && right < limit && top > 0.0;
        inside && taken.iter().all(|t| right < t[0] || left > t[2] || bottom < t[1] || top > t[3])
    };
    let places = || {
        let steps = (0..30).flat_map(|n| [f64::from(n) * 13.0, -f64::from(n) * 13.0]);
        steps.flat_map(|dy| [place(26.0, dy), place(-26.0, dy)])
    };
    places()
        .find(|label| free(label, plot_right))
        .or_else(|| places().find(|label| free(label, MARGIN + INNER)))
        .unwrap_or_else(|| place(if x > MARGIN + INNER - width_of(name, BODY, true) { -26.0 } else { 26.0 }, 0.0))
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
