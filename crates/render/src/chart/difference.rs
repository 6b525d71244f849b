//! From one scenario's score to the other's, indicator by indicator: a waterfall.

use super::axis;
use super::canvas::Label;
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::palette::{Colour, FAINT};
use super::{Chart, Kind, View};
use crate::page::{gap, points, score};

/// Steps shown one by one; the rest is one step.
const STEPS: usize = 12;
const UP: Colour = Colour(178, 60, 20);
const DOWN: Colour = Colour(20, 100, 150);

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let Some(difference) = view.comparison.differences.first() else {
        let frame = Frame::new(Kind::Difference, words.no_gap().to_owned(), "");
        let bottom = frame.top;
        return frame.finish(view, bottom, Vec::new());
    };
    // From the second scenario to the first: a less b is how far it is up.
    let (from, to) = (1, 0);
    let names = [view.series[from].name, view.series[to].name];
    let mut steps: Vec<(String, f64)> = difference.indicators.iter().map(|p| (view.name(&p.id), p.points)).collect();
    steps.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let rest: f64 = steps.iter().skip(STEPS).fold(0.0, |sum, s| sum + s.1);
    let more = steps.len().saturating_sub(STEPS);
    let largest = steps.first().cloned();
    steps.truncate(STEPS);
    if more > 0 {
        steps.push((words.other_indicators(more), rest));
    }
    // Headlines where both have one, else the pair like for like, where nothing is left to coverage.
    let ends = view.cards()[from].score.zip(view.cards()[to].score);
    let (start, end) = if let (Some(ends), Some(coverage)) = (ends, difference.coverage) {
        if score(coverage.abs()) != "0.0" {
            steps.push((words.coverage_step().to_owned(), coverage));
        }
        ends
    } else {
        difference.like_for_like.map_or((0.0, 0.0), |pair| (pair.b, pair.a))
    };
    let title = match largest {
        Some((largest, change)) => {
            let (apart, change) = (gap(end, start), points(change));
            match score(apart.abs()) {
                none if none == "0.0" => words.difference_even(names[0], names[1], largest, change),
                points if apart > 0.0 => words.difference_higher(names[1], points, names[0], largest, change),
                points => words.difference_higher(names[0], points, names[1], largest, change),
            }
        }
        None => words.nothing_common(names[0], names[1]),
    };
    let mut frame = Frame::new(Kind::Difference, title, &words.difference(names[0], names[1]));

    let left = MARGIN + INNER * 0.4;
    let right = MARGIN + INNER - 110.0;
    let x = |points: f64| left + (right - left) * points.clamp(-5.0, 105.0) / 100.0;
    let height = 50.0;
    let top = frame.top + 40.0;
    let bottom = top + height * (steps.len() + 2) as f64;
    axis::scores_across(&mut frame, &x, (top, bottom));
    let mut data = vec![row(&["step", "points", "score_after"])];
    let mut y = top;
    let called: Vec<&str> =
        [names[0]].into_iter().chain(steps.iter().map(|s| s.0.as_str())).chain([names[1]]).collect();
    let room = Room { size: SMALL, bold: false, width: INNER * 0.4 - 30.0, lines: 2 };
    let mut called = labels(&called, room).into_iter();
    let mut name = |frame: &mut Frame, y: f64| {
        let lines = called.next().unwrap_or_default();
        frame.block(lines, &Label::new("", MARGIN, y + height / 2.0, SMALL));
    };
    let whole = |frame: &mut Frame, series: usize, value: f64, y: f64| {
        frame.canvas.bar([x(0.0), y + 7.0, x(value), y + height - 7.0], view.series[series].style.colour);
        frame.canvas.text(Label::new(score(value), x(value) + 12.0, y + height / 2.0, BODY).bold());
    };
    name(&mut frame, y);
    whole(&mut frame, from, start, y);
    data.push(row(&[names[0], "", &number(Some(start))]));
    y += height;
    let mut at = start;
    for (text, change) in &steps {
        let (low, high) = (at.min(at + change), at.max(at + change));
        name(&mut frame, y);
        let colour = if *change >= 0.0 { UP } else { DOWN };
        frame.canvas.bar([x(low), y + 9.0, x(high).max(x(low) + 2.0), y + height - 9.0], colour);
        frame.canvas.line(vec![(x(at), y - 7.0), (x(at), y + 9.0)], FAINT, 2.0);
        frame.canvas.text(Label::new(points(*change), x(high) + 12.0, y + height / 2.0, SMALL));
        at += change;
        data.push(row(&[text, &number(Some(*change)), &number(Some(at))]));
        y += height;
    }
    name(&mut frame, y);
    whole(&mut frame, to, end, y);
    data.push(row(&[names[1], "", &number(Some(end))]));
    frame.finish(view, bottom, data)
}
