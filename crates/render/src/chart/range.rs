//! What others come to beside the first scenario: its what-ifs, or other days and booms, by how far they lie from it.

use super::axis;
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::palette::{FAINT, INK};
use super::{Chart, Kind, View};
use crate::page::{gap, points, score};

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let cards = view.cards();
    let base = cards[0].score;
    let mut others: Vec<(usize, f64)> = (1..cards.len()).filter_map(|c| Some((c, cards[c].score?))).collect();
    others.sort_by(|a, b| b.1.total_cmp(&a.1));
    let title = match (base, others.first(), others.last()) {
        (Some(base), Some(most), Some(least)) => {
            let [low, high] = [least.1.min(base), most.1.max(base)].map(score);
            words.range_title(view.series[0].name, score(base), low, high)
        }
        _ => words.no_score().to_owned(),
    };
    let mut frame = Frame::new(Kind::Range, title, &words.range(view.series[0].name));
    let mut data = vec![row(&["scenario", "score", "change"])];
    data.push(row(&[&cards[0].scenario, &number(base), ""]));
    let (left, right, height) = (MARGIN + INNER * 0.36, MARGIN + INNER - 150.0, 70.0);
    let x = |points: f64| left + (right - left) * points / 100.0;
    let top = frame.top + 40.0;
    let bottom = top + height * others.len().max(1) as f64;
    axis::scores_across(&mut frame, &x, (top, bottom));
    if let Some(base) = base {
        frame.canvas.line(vec![(x(base), top), (x(base), bottom)], INK, 3.0);
    }
    let names: Vec<&str> = others.iter().map(|(c, _)| view.series[*c].name).collect();
    let names = labels(&names, Room { size: BODY, bold: false, width: INNER * 0.36 - 30.0, lines: 2 });
    for (n, ((c, value), name)) in others.iter().zip(names).enumerate() {
        let y = top + height * (n as f64 + 0.5);
        frame.block(name, &Label::new("", MARGIN, y, BODY));
        let style = view.series[*c].style;
        if let Some(base) = base {
            frame.canvas.line(vec![(x(base), y), (x(*value), y)], style.colour, 5.0);
        }
        frame.canvas.mark(x(*value), y, 12.0, style);
        let change = base.map(|base| gap(*value, base));
        let told = change.map_or_else(|| score(*value), |change| words.moved_to(score(*value), points(change)));
        let right_of = base.is_none_or(|base| *value >= base) || x(*value) < left + 160.0;
        let (at, anchor) = if right_of { (x(*value) + 22.0, Anchor::Start) } else { (x(*value) - 22.0, Anchor::End) };
        frame.canvas.text(Label::new(told, at, y, SMALL).bold().anchored(anchor));
        data.push(row(&[&cards[*c].scenario, &number(Some(*value)), &number(base.map(|base| value - base))]));
    }
    let without = cards.iter().skip(1).filter(|card| card.score.is_none());
    data.extend(without.map(|card| row(&[&card.scenario, "", ""])));
    if others.is_empty() {
        frame.canvas.text(Label::new(words.no_score(), left, top + height / 2.0, SMALL).coloured(FAINT));
    }
    frame.finish(view, bottom, data)
}
