//! Score and dimensions over years since each era's first day, eras laid over each other.

use super::axis;
use super::canvas::Label;
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, free_place, labels};
use super::palette::{INK, mix};
use super::view::{Series, View};
use super::{Chart, Kind};
use crate::locale::typeset;
use crate::page::score;
use froth_core::score::PathPoint;

/// More scenarios than this are named above.
const MOST_NAMED: usize = 4;
/// Room for their names right of the score.
const NAMES: f64 = 380.0;

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let last = view.series.last().and_then(|s| Some((s, s.path.last()?)));
    let title = match last {
        Some((series, PathPoint { years_since_spark: Some(years), score: Some(value), .. })) => {
            words.path_title(format!("{years:.1}"), series.name, score(*value))
        }
        _ => super::radar::headline(view),
    };
    let mut frame = Frame::new(Kind::Path, title, words.path());
    // A few are named where their lines end, more of them above.
    let named = view.series.len() <= MOST_NAMED;
    if !named {
        frame.series(&view.solid());
    }
    let mut data = vec![row(&["scenario", "date", "years_since_spark", "measure", "score"])];

    let panels: Vec<usize> = std::iter::once(view.model.root).chain(view.children()).collect();
    let years: Vec<f64> = view.series.iter().flat_map(|s| s.path).filter_map(|p| p.years_since_spark).collect();
    let first = years.iter().copied().fold(0.0, f64::min).floor();
    let longest = years.iter().copied().fold(1.0, f64::max).ceil();
    let across = if panels.len() <= 5 { 2 } else { 3 };
    let (gap, height) = (60.0, 330.0);
    let narrow = (INNER - gap * (across - 1) as f64) / across as f64;
    let headings: Vec<String> = panels.iter().map(|d| view.name(&view.model.dimensions[*d].id)).collect();
    let headings = labels(&headings, Room::line(BODY, true, narrow - 20.0));
    let mut bottom = frame.top;
    for (n, dimension) in panels.iter().copied().enumerate() {
        // The score across the page, its dimensions below.
        let (place, line, width) = match n {
            0 => (0, 0, INNER),
            _ => ((n - 1) % across, 1 + (n - 1) / across, narrow),
        };
        let left = MARGIN + (narrow + gap) * place as f64 + 40.0;
        let top = frame.top + (height + 110.0) * line as f64 + 46.0;
        let room = if n == 0 && named { NAMES } else { 20.0 };
        let plot = width - 40.0 - room;
        let right = left + plot;
        bottom = top + height + 44.0;
        let id = &view.model.dimensions[dimension].id;
        let heading = headings[n].concat();
        frame.canvas.text(Label::new(heading, left - 40.0, top - 30.0, BODY).bold());
        let x = |years: f64| left + plot * (years - first) / (longest - first);
        let y = |score: f64| top + height - height * score / 100.0;
        axis::grid(&mut frame, &axis::Scale::SCORES, (top, top + height), (left, right));
        axis::years_since(&mut frame, (first, longest), &x, top + height);
        for (c, series) in view.series.iter().enumerate() {
            for point in series.path {
                let (date, since) = (point.date.to_string(), number(point.years_since_spark));
                let value = number(point.dimensions[dimension]);
                data.push(row(&[&view.cards()[c].scenario, &date, &since, id, &value]));
            }
        }
        // Longest first: two scenarios of one era share the beginning.
        let mut order: Vec<&Series> = view.series.iter().collect();
        order.sort_by_key(|s| std::cmp::Reverse(s.path.len()));
        for series in order {
            let place = |p: &PathPoint| p.years_since_spark.zip(p.dimensions[dimension]).map(|(t, s)| (x(t), y(s)));
            for (at, ends) in series.path.windows(2).enumerate() {
                let Some((from, to)) = place(&ends[0]).zip(place(&ends[1])) else { continue };
                // What is known of steps is known of the headline.
                let style = if dimension == view.model.root { view.step(series, at + 1) } else { series.whole() };
                frame.canvas.trace(vec![from, to], style, 4.0);
            }
            for (at, point) in series.path.iter().enumerate() {
                if let (Some(years), Some(value)) = (point.years_since_spark, point.dimensions[dimension]) {
                    let radius = if at + 1 == series.path.len() { 11.0 } else { 6.0 };
                    frame.canvas.mark(x(years), y(value), radius, series.style);
                }
            }
        }
        if n == 0 && named {
            name_ends(&mut frame, view, (&x, &y), dimension);
        }
    }
    let label = Label::new(words.years(), MARGIN + 40.0, bottom + 4.0, SMALL);
    frame.canvas.text(label.coloured(INK));
    frame.finish(view, bottom + 24.0, data)
}

/// The scenarios' names and scores where their lines end, where no line runs.
fn name_ends(frame: &mut Frame, view: &View<'_>, (x, y): (&dyn Fn(f64) -> f64, &dyn Fn(f64) -> f64), dimension: usize) {
    let place = |p: &PathPoint| Some((x(p.years_since_spark?), y(p.dimensions[dimension]?)));
    let mut taken: Vec<[f64; 4]> = frame.canvas.labels().map(Label::bounds).collect();
    for ends in view.series.iter().flat_map(|s| s.path.windows(2)) {
        if let Some((from, to)) = place(&ends[0]).zip(place(&ends[1])) {
            let along = |n: i32| {
                let share = f64::from(n) / 12.0;
                let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
                [x - 7.0, y - 7.0, x + 7.0, y + 7.0]
            };
            taken.extend((0..=12).map(along));
        }
    }
    let names = labels(&view.names(), Room::line(SMALL, true, NAMES - 80.0));
    for (series, name) in view.series.iter().zip(names) {
        let last = series.path.iter().rev().find_map(|p| Some((place(p)?, p.dimensions[dimension]?)));
        if let Some(((x, y), value)) = last {
            let text = typeset(&format!("{} {}", name.concat(), score(value)), view.locale.language);
            let label = Label::new(text, x, y, SMALL).bold().coloured(mix(series.style.colour, INK, 0.45));
            let label = free_place(&label, MARGIN + INNER, &taken).unwrap_or_else(|label| label);
            taken.push(label.bounds());
            frame.canvas.text(label);
        }
    }
}
