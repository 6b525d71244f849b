//! Then and now: each indicator's score in each scenario, on one line.

use super::axis;
use super::canvas::{Anchor, Label};
use super::frame::{Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::measure::{first_lines, width_of};
use super::palette::{FAINT, INK};
use super::{Chart, Kind, View};
use crate::page::bare;
use froth_core::scenario::Value;
use froth_core::score::{Difference, IndicatorScore};

/// The most scenarios whose raw values stand beside the scale.
const MOST_VALUES: usize = 6;

/// The indicators that are drawn: where the last scenario stands farthest above the first comes first; what has no gap, last.
pub(super) fn sorted<'a>(view: &'a View<'_>) -> Vec<&'a str> {
    let cards = view.cards();
    let last = cards.len() - 1;
    let find = |card: usize, id: &str| -> Option<&IndicatorScore> { cards[card].indicator(id) };
    let mut ids: Vec<&str> = cards[0]
        .indicators
        .iter()
        .map(|i| i.id.as_str())
        .filter(|id| (0..cards.len()).any(|c| find(c, id).is_some_and(|i| i.score.is_some())))
        .collect();
    let apart = |id: &str| find(last, id)?.score.zip(find(0, id)?.score).map(|(now, before)| now - before);
    if last > 0 {
        ids.sort_by(|a, b| {
            let gaps = [apart(a), apart(b)].map(|gap| gap.unwrap_or(f64::NEG_INFINITY));
            gaps[1].total_cmp(&gaps[0])
        });
    }
    ids
}

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let cards = view.cards();
    let last = cards.len() - 1;
    let find = |card: usize, id: &str| -> Option<&IndicatorScore> { cards[card].indicator(id) };
    let ids = sorted(view);
    // Counted as like for like is: overlays and what has no weight make no score.
    let ends = |d: &&Difference| d.a == cards[0].scenario && d.b == cards[last].scenario;
    let difference = view.comparison.differences.iter().find(ends);
    let counted: Vec<&String> = match difference {
        Some(difference) => difference.indicators.iter().map(|points| &points.id).collect(),
        None => view.comparison.like_for_like.counted.iter().collect(),
    };
    let pairs: Vec<(f64, f64)> =
        counted.iter().filter_map(|id| find(0, id)?.score.zip(find(last, id)?.score)).collect();
    let higher = pairs.iter().filter(|(first, second)| first > second).count();
    let names = [view.series[0].name, view.series[last].name];
    let title = words.dumbbell_title(higher, pairs.len(), names[0], names[1]);
    // A column narrower than a number is none.
    let with_values = cards.len() <= MOST_VALUES;
    let subtitle = if with_values { words.dumbbell() } else { words.dumbbell_plain() };
    let mut frame = Frame::new(Kind::Dumbbell, title, subtitle);
    frame.series(&view.styled());
    let mut data = vec![row(&["indicator", "scenario", "value", "unit", "score"])];

    // Names, the scale, then a column of raw values for each scenario.
    let values = if with_values { (cards.len() as f64 * 150.0).min(INNER * 0.4) } else { 0.0 };
    let column = values / cards.len() as f64;
    let left = MARGIN + INNER * 0.34;
    let right = MARGIN + INNER - values - 120.0;
    let x = |score: f64| left + (right - left) * score / 100.0;
    let height = 50.0;
    let top = frame.top + 40.0;
    let bottom = top + height * ids.len() as f64;
    axis::scores_across(&mut frame, &x, (top, bottom));
    for (c, series) in view.series.iter().enumerate().filter(|_| with_values) {
        let at = right + 120.0 + column * (c as f64 + 1.0);
        frame.canvas.bar([at - 60.0, top - 20.0, at, top - 12.0], series.style.colour);
    }
    let called = |id: &&str| {
        let unit = cards.iter().enumerate().find_map(|(c, _)| Some(find(c, id)?.unit.as_str())).unwrap_or_default();
        match unit {
            "" | "count" | "index" => view.name(id),
            unit => words.with_unit(view.name(id), view.locale.unit(unit)),
        }
    };
    let called: Vec<String> = ids.iter().map(called).collect();
    let called = labels(&called, Room { size: SMALL, bold: false, width: INNER * 0.34 - 30.0, lines: 2 });
    for (i, (id, name)) in ids.iter().zip(called).enumerate() {
        let y = top + height * (i as f64 + 0.5);
        frame.block(name, &Label::new("", MARGIN, y, SMALL));
        let dots: Vec<(usize, f64)> = (0..cards.len()).filter_map(|c| Some((c, find(c, id)?.score?))).collect();
        let lowest = dots.iter().map(|d| d.1).fold(f64::INFINITY, f64::min);
        let highest = dots.iter().map(|d| d.1).fold(f64::NEG_INFINITY, f64::max);
        if dots.len() > 1 {
            frame.canvas.line(vec![(x(lowest), y), (x(highest), y)], FAINT, 3.0);
        }
        for (n, (c, score)) in dots.iter().enumerate() {
            // Dots in one place become rings around each other.
            let above = dots[n + 1..].iter().filter(|(_, later)| (x(*later) - x(*score)).abs() < 8.0).count();
            frame.canvas.mark(x(*score), y, (9.0 + 5.0 * above as f64).min(22.0), view.series[*c].style);
        }
        // What lies beyond the scale, in the order drawn.
        let mut edge = x(100.0) + 18.0;
        for (c, beyond) in (0..cards.len()).filter_map(|c| Some((c, find(c, id)?.unclamped.filter(|u| *u > 100.5)?))) {
            let text = format!("▸{beyond:.0}");
            let width = width_of(&text, SMALL, true);
            if edge + width < right + 120.0 {
                let label = Label::new(text, edge, y, SMALL).bold();
                frame.canvas.text(label.coloured(super::palette::mix(view.series[c].style.colour, INK, 0.45)));
                edge += width + 6.0;
            }
        }
        for (c, card) in cards.iter().enumerate() {
            let Some(indicator) = find(c, id) else { continue };
            if let Some(value @ Value::Number(_)) = indicator.value.as_ref().filter(|_| with_values) {
                let text = bare(value, &indicator.unit, view.locale);
                let text = first_lines(&text, SMALL, false, column - 8.0, 1).concat();
                let at = right + 120.0 + column * (c as f64 + 1.0);
                let label = Label::new(text, at, y, SMALL).anchored(Anchor::End);
                frame.canvas.text(label.coloured(super::palette::mix(view.series[c].style.colour, INK, 0.45)));
            }
            let value = match &indicator.value {
                Some(Value::Number(x)) => x.to_string(),
                Some(Value::Word(word)) => word.clone(),
                None => String::new(),
            };
            data.push(row(&[id, &card.scenario, &value, &indicator.unit, &number(indicator.score)]));
        }
    }
    frame.finish(view, bottom, data)
}
