//! The root's dimensions, one outline a scenario.

use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels, labels_in};
use super::palette::{FAINT, GRID, PAPER};
use super::{Chart, Kind, View};
use crate::page::{raw, score};
use std::f64::consts::TAU;

const RADIUS: f64 = 330.0;

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let frame_title = headline(view);
    let mut frame = Frame::new(Kind::Radar, frame_title, &words.radar(view.locale.low(), view.locale.high()));
    let children = view.children();
    let axes = children.len().max(3);
    let (cx, cy) = (MARGIN + INNER * 0.36, frame.top + RADIUS + 70.0);
    let legend = MARGIN + INNER * 0.74;
    let place = |axis: usize, value: f64| {
        let angle = TAU * axis as f64 / axes as f64;
        (cx + RADIUS * value / 100.0 * angle.sin(), cy - RADIUS * value / 100.0 * angle.cos())
    };
    for ring in [25.0, 50.0, 75.0, 100.0] {
        let points: Vec<_> = (0..=axes).map(|axis| place(axis % axes, ring)).collect();
        frame.canvas.line(points, GRID, 2.0);
    }
    let names: Vec<String> = children.iter().map(|d| view.name(&view.model.dimensions[*d].id)).collect();
    let room = |axis: usize| {
        let x = place(axis, 109.0).0;
        let width = match x - cx {
            dx if dx > 40.0 => legend - 24.0 - x,
            dx if dx < -40.0 => x - MARGIN,
            _ => 300.0,
        };
        Room { size: BODY, bold: true, width: width.min(300.0), lines: 2 }
    };
    let names = labels_in(&names, &room);
    for (axis, lines) in names.into_iter().enumerate() {
        frame.canvas.line(vec![(cx, cy), place(axis, 100.0)], GRID, 2.0);
        let (x, y) = place(axis, 109.0);
        let anchor = match x - cx {
            dx if dx > 40.0 => Anchor::Start,
            dx if dx < -40.0 => Anchor::End,
            _ => Anchor::Middle,
        };
        frame.block(lines, &Label::new("", x, y, BODY).bold().anchored(anchor));
    }
    let mut data = vec![row(&["scenario", "dimension", "score"])];
    for (c, series) in view.series.iter().enumerate() {
        let scores: Vec<Option<f64>> = children.iter().map(|d| view.score(c, *d)).collect();
        for (d, value) in children.iter().zip(&scores) {
            data.push(row(&[&view.cards()[c].scenario, &view.model.dimensions[*d].id, &number(*value)]));
        }
        let known: Vec<(f64, f64)> = scores.iter().enumerate().filter_map(|(a, s)| s.map(|s| place(a, s))).collect();
        if known.len() == scores.len() && scores.len() > 2 {
            let mut closed = known.clone();
            closed.extend(known.first());
            frame.canvas.area(known.clone(), series.style.colour, 0.10);
            frame.canvas.trace(closed, series.style, 5.0);
        } else {
            // An outline with a gap: only neighbours with data are joined.
            for axis in 0..scores.len() {
                let next = (axis + 1) % scores.len();
                if let (Some(a), Some(b)) = (scores[axis], scores[next]) {
                    frame.canvas.trace(vec![place(axis, a), place(next, b)], series.style, 5.0);
                }
            }
        }
        for (x, y) in known {
            frame.canvas.mark(x, y, 8.0, series.style);
        }
    }
    for ring in [25.0, 50.0, 75.0, 100.0] {
        // Between two axes, where no axis' name or dot can be.
        let angle = TAU * 0.5 / axes as f64;
        let r = RADIUS * ring / 100.0 * (TAU / 2.0 / axes as f64).cos();
        let label = Label::new(raw(ring), cx + r * angle.sin(), cy - r * angle.cos(), SMALL)
            .anchored(Anchor::Middle)
            .coloured(FAINT);
        let [left, top, right, bottom] = label.bounds();
        frame.canvas.bar([left - 3.0, top - 1.0, right + 3.0, bottom + 1.0], PAPER);
        frame.canvas.text(label);
    }
    let foot = cy + RADIUS + 70.0;
    let count = view.series.len() as f64;
    // Beside the middle of the picture, closer where there are many, and below its end where there are more.
    let step = ((foot - frame.top) / count).clamp(64.0, 92.0);
    let mut y = (cy - step * (count - 1.0) / 2.0).max(frame.top + 32.0);
    let indent = legend + 72.0;
    let room = Room::line(BODY, true, MARGIN + INNER - indent);
    for (c, name) in labels(&view.names(), room).into_iter().enumerate() {
        frame.canvas.key(legend, y - 14.0, view.series[c].style);
        frame.canvas.text(Label::new(name.concat(), indent, y - 14.0, BODY).bold());
        let value = view.cards()[c].score.map_or_else(|| "–".to_owned(), score);
        let text = format!("{} {value}", words.score());
        frame.canvas.text(Label::new(text, indent, y + 14.0, SMALL).coloured(FAINT));
        y += step;
    }
    frame.finish(view, foot.max(y - step + 32.0), data)
}

/// Who scores what, highest first.
pub(super) fn headline(view: &View<'_>) -> String {
    let words = view.words();
    let mut scored: Vec<(&str, f64)> =
        view.cards().iter().zip(&view.series).filter_map(|(c, s)| Some((s.name, c.score?))).collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1));
    match scored.as_slice() {
        [] => words.no_score().to_owned(),
        [(name, x)] => words.one_score(name, score(*x)),
        [first, rest @ ..] => {
            // The three highest; with more the title would be a table.
            let others: Vec<String> = rest.iter().take(2).map(|(name, x)| format!("{name} {}", score(*x))).collect();
            words.highest(first.0, score(first.1), others.join(words.comma()))
        }
    }
}
