//! What others come to beside the first scenario: its what-ifs, or other days and booms, by how far they lie from it.

use super::axis;
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::palette::{FAINT, INK, PAPER, Style};
use super::{Chart, Kind, View};
use crate::page::{gap, points, score};
use froth_core::analysis::WhatIf;

/// One that is drawn: where it begins, where it ends.
pub(super) struct Other<'a> {
    pub(super) name: &'a str,
    id: &'a str,
    pub(super) style: Style,
    pub(super) before: Option<f64>,
    pub(super) after: f64,
}

/// What is drawn, the highest first: the what-ifs of an analysis that has some, else its other scenarios.
pub(super) fn others<'a>(view: &'a View<'_>) -> Vec<Other<'a>> {
    let mut others: Vec<Other<'a>> = if let ([_, ..], Some((newest, _))) = (view.what_ifs(), view.newest()) {
        let of = |w: &'a WhatIf| {
            let name = view.locale.scenario(&w.id);
            Some(Other { name, id: &w.id, style: newest.whole(), before: w.before, after: w.after? })
        };
        view.what_ifs().iter().filter_map(of).collect()
    } else {
        let cards = view.cards();
        let of = |c: usize| {
            let series = &view.series[c];
            let (id, before) = (cards[c].scenario.as_str(), cards[0].score);
            Some(Other { name: series.name, id, style: series.style, before, after: cards[c].score? })
        };
        (1..cards.len()).filter_map(of).collect()
    };
    others.sort_by(|a, b| b.after.total_cmp(&a.after));
    others
}

/// The scenario that all of them are held against.
pub(super) fn base<'a>(view: &'a View<'_>) -> (&'a str, Option<f64>) {
    match view.newest().filter(|_| !view.what_ifs().is_empty()) {
        Some((series, card)) => (series.name, card.score),
        None => (view.series[0].name, view.cards()[0].score),
    }
}

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let cards = view.cards();
    let what_ifs = !view.what_ifs().is_empty();
    let (name, base) = base(view);
    let others = others(view);
    let title = match (base, others.first(), others.last()) {
        (Some(base), Some(most), Some(least)) if what_ifs => {
            words.range_what_ifs_title(name, score(base), score(least.after), score(most.after))
        }
        (Some(base), Some(most), Some(least)) => {
            let [low, high] = [least.after.min(base), most.after.max(base)].map(score);
            words.range_title(name, score(base), low, high)
        }
        _ => words.no_score().to_owned(),
    };
    let subtitle = if what_ifs { words.range_what_ifs(name) } else { words.range(name) };
    let mut frame = Frame::new(Kind::Range, title, &subtitle);
    let mut data = vec![row(&["scenario", "score", "change"])];
    if !what_ifs {
        data.push(row(&[&cards[0].scenario, &number(base), ""]));
    }
    let (left, right, height) = (MARGIN + INNER * 0.36, MARGIN + INNER - 150.0, 70.0);
    let x = |points: f64| left + (right - left) * points / 100.0;
    let top = frame.top + 40.0;
    let bottom = top + height * others.len().max(1) as f64;
    axis::scores_across(&mut frame, &x, (top, bottom));
    if let Some(base) = base {
        frame.canvas.line(vec![(x(base), top), (x(base), bottom)], INK, 3.0);
    }
    let names: Vec<&str> = others.iter().map(|other| other.name).collect();
    let names = labels(&names, Room { size: BODY, bold: false, width: INNER * 0.36 - 30.0, lines: 2 });
    for (n, (other, name)) in others.iter().zip(names).enumerate() {
        let y = top + height * (n as f64 + 0.5);
        frame.block(name, &Label::new("", MARGIN, y, BODY));
        let value = other.after;
        if let Some(before) = other.before {
            frame.canvas.line(vec![(x(before), y), (x(value), y)], other.style.colour, 5.0);
            if what_ifs {
                frame.canvas.dot(x(before), y, 11.0, other.style.colour);
                frame.canvas.dot(x(before), y, 6.0, PAPER);
            }
        }
        frame.canvas.mark(x(value), y, 12.0, other.style);
        let change = other.before.map(|before| gap(value, before));
        let told = change.map_or_else(|| score(value), |change| words.moved_to(score(value), points(change)));
        let right_of = other.before.is_none_or(|before| value >= before) || x(value) < left + 160.0;
        let (at, anchor) = if right_of { (x(value) + 22.0, Anchor::Start) } else { (x(value) - 22.0, Anchor::End) };
        frame.canvas.text(Label::new(told, at, y, SMALL).bold().anchored(anchor));
        data.push(row(&[other.id, &number(Some(value)), &number(other.before.map(|before| value - before))]));
    }
    let without = cards.iter().skip(1).filter(|card| !what_ifs && card.score.is_none());
    data.extend(without.map(|card| row(&[&card.scenario, "", ""])));
    if others.is_empty() {
        frame.canvas.text(Label::new(words.no_score(), left, top + height / 2.0, SMALL).coloured(FAINT));
    }
    frame.finish(view, bottom, data)
}
