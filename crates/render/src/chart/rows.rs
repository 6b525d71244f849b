//! The finding as a picture: the score with its interval and what is missing, then a row a dimension, like for like.

use super::axis;
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::palette::{FAINT, GRID, INK, mix};
use super::{Chart, Kind, View};
use crate::page::{by_date, dimensions_apart, score};
use froth_core::score::Drawn;

const LEFT: f64 = MARGIN + INNER * 0.27;
const RIGHT: f64 = MARGIN + INNER - 24.0;
const HEIGHT: f64 = 78.0;
/// Numbers nearer than this to each other move apart.
const NEAR: f64 = 62.0;

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let mut frame = Frame::new(Kind::Rows, title(view), &words.rows(view.locale.low(), view.locale.high()));
    frame.series(&view.styled());
    let mut data = vec![row(&["row", "scenario", "score", "low", "high", "least", "most"])];
    let rows = rows(view);

    let x = |points: f64| LEFT + (RIGHT - LEFT) * points / 100.0;
    let top = frame.top + 40.0;
    let bottom = top + HEIGHT * rows.len() as f64;
    axis::scores_across(&mut frame, &x, (top, bottom));
    let titles: Vec<String> = rows.iter().map(|(title, _)| title.clone()).collect();
    let titles = labels(&titles, Room { size: BODY, bold: true, width: INNER * 0.27 - 30.0, lines: 2 });
    for (n, ((title, scores), shown)) in rows.iter().zip(titles).enumerate() {
        let y = top + HEIGHT * (n as f64 + 0.58);
        let label = Label::new("", MARGIN, y, BODY);
        frame.block(shown, &if n == 0 { label.bold() } else { label });
        for (c, card) in view.cards().iter().enumerate().filter(|_| n == 0) {
            let [least, most] = card.bounds;
            if card.score.is_some() && most > least {
                frame.canvas.bar([x(least), y - 11.0, x(most), y + 11.0], GRID);
            }
            if let Drawn::Interval(i) = card.interval {
                frame.canvas.line(vec![(x(i.low), y), (x(i.high), y)], view.series[c].style.colour, 5.0);
            }
        }
        let mut dots: Vec<(f64, usize)> = scores.iter().enumerate().filter_map(|(c, s)| Some(((*s)?, c))).collect();
        dots.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (n, (points, c)) in dots.iter().enumerate() {
            frame.canvas.mark(x(*points), y, 10.0, view.series[*c].style);
            let near = |other: Option<&(f64, usize)>| other.is_some_and(|o| (x(o.0) - x(*points)).abs() < NEAR);
            let (before, after) = (n > 0 && near(dots.get(n - 1)), near(dots.get(n + 1)));
            // Of dots in one place the numbers stand on either side.
            let aside = |other: Option<&(f64, usize)>| {
                if other.is_some_and(|o| (x(o.0) - x(*points)).abs() < 10.0) { 3.0 } else { -2.0 }
            };
            let (at, anchor) = match (before, after) {
                (false, false) => (x(*points), Anchor::Middle),
                (false, true) => (x(*points) - aside(dots.get(n + 1)), Anchor::End),
                (true, false) => (x(*points) + aside(dots.get(n.wrapping_sub(1))), Anchor::Start),
                // Between two others there is no room: the table beside the chart has it.
                (true, true) => continue,
            };
            let colour = mix(view.series[*c].style.colour, INK, 0.45);
            let label = Label::new(score(*points), at, y - 28.0, SMALL).bold().anchored(anchor);
            frame.canvas.text(label.coloured(colour));
        }
        if dots.is_empty() {
            frame.canvas.text(Label::new(words.no_score(), LEFT, y, SMALL).coloured(FAINT));
        }
        for (c, card) in view.cards().iter().enumerate() {
            let (interval, bounds) = match (n, card.interval) {
                (0, Drawn::Interval(i)) => ([Some(i.low), Some(i.high)], card.bounds.map(Some)),
                (0, _) => ([None; 2], card.bounds.map(Some)),
                _ => ([None; 2], [None; 2]),
            };
            let mut cells = vec![title.clone(), card.scenario.clone(), number(scores.get(c).copied().flatten())];
            cells.extend(interval.into_iter().chain(bounds).map(number));
            data.push(cells);
        }
    }
    frame.finish(view, bottom, data)
}

/// A name and a score a scenario: the headline, the same like for like, and the dimensions like for like where there is that.
pub(super) fn rows(view: &View<'_>) -> Vec<(String, Vec<Option<f64>>)> {
    let words = view.words();
    let root = view.locale.dimension(&view.model.dimensions[view.model.root].id).to_owned();
    let like = &view.comparison.like_for_like;
    let mut rows = vec![(words.rows_all(&root), view.cards().iter().map(|c| c.score).collect::<Vec<_>>())];
    if view.cards().len() > 1 && like.weight_left > 0.0 {
        let title = words.rows_like(&root, like.counted.len());
        rows.push((title, like.scorecards.iter().map(|c| c.score).collect()));
    }
    let cards = if rows.len() > 1 { &like.scorecards } else { &view.comparison.scorecards };
    for dimension in view.children() {
        let id = &view.model.dimensions[dimension].id;
        rows.push((view.name(id), cards.iter().map(|c| c.dimension(id)?.score).collect()));
    }
    rows
}

/// The finding in a line: where the later of two stands, what is closest and what farthest apart.
fn title(view: &View<'_>) -> String {
    let words = view.words();
    let cards = view.cards();
    let of = view.comparison;
    let said = |place: usize| Some((view.series[place].name, score(cards[place].score?)));
    if let Some([(before, x), (now, y)]) = by_date(of).and_then(|[b, n]| Some([said(b)?, said(n)?])) {
        return match dimensions_apart(of).as_slice() {
            [closest, .., farthest] => {
                let [closest, farthest] = [closest.id, farthest.id].map(|id| view.name(id));
                words.rows_apart(now, y, before, x, closest, farthest)
            }
            _ => words.rows_pair(now, y, before, x),
        };
    }
    let highest = (0..cards.len()).filter_map(|c| Some((cards[c].score?, c))).max_by(|a, b| a.0.total_cmp(&b.0));
    match highest {
        Some((points, c)) if cards.len() > 1 => words.rows_highest(view.series[c].name, score(points)),
        Some((points, c)) => words.rows_one(view.series[c].name, score(points)),
        None => words.no_score().to_owned(),
    }
}
