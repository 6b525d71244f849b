//! Indicators by scenario: the score as colour and number; grey where the last figure is too old, hollow where there never was one.

use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::measure::{first_lines, width_of};
use super::palette::{Colour, FAINT, NO_DATA, heat, merit, on};
use super::words::Words;
use super::{Chart, Kind, View};
use crate::page::score;
use froth_core::score::{IndicatorScore, Missing};

/// Columns narrower than this have no names above them.
const NARROW: f64 = 110.0;

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let cards = view.cards();
    let last = cards.len() - 1;
    let scored = |card: usize| cards[card].indicators.iter().filter_map(|i| i.score);
    let high = scored(last).filter(|s| *s >= 75.0).count();
    let title = words.heatmap_title(scored(last).count(), high, view.series[last].name);
    let mut frame = Frame::new(Kind::Heatmap, title, words.heatmap());
    let mut data = vec![row(&["indicator", "scenario", "score"])];

    let colour = if view.locale.high_is_good() { merit } else { heat };
    key(&mut frame, words, colour);
    let columns = cards.len() as f64;
    let names = (INNER * 0.42).max(INNER - columns * 240.0);
    let width = (INNER - names) / columns;
    let mut heads = labels(&view.names(), Room { size: SMALL, bold: true, width: width - 12.0, lines: 2 });
    if width < NARROW {
        // Numbers, and what they stand for above: of a name nothing would be left.
        heads = (1..=cards.len()).map(|n| vec![n.to_string()]).collect();
        frame.numbered(&view.names());
    }
    for (c, lines) in heads.into_iter().enumerate() {
        let x = MARGIN + names + width * (c as f64 + 0.5);
        frame.block(lines, &Label::new("", x, frame.top + 16.0, SMALL).bold().anchored(Anchor::Middle));
    }
    let mut y = frame.top + 48.0;
    let rows: Vec<&IndicatorScore> = cards[0].indicators.iter().filter(|i| !i.watched).collect();
    let called: Vec<String> = rows.iter().map(|i| view.name(&i.id)).collect();
    let called = labels(&called, Room::line(BODY, false, names - 20.0));
    let height = 38.0;
    for (d, dimension) in view.model.dimensions.iter().enumerate() {
        let own: Vec<&IndicatorScore> =
            cards[0].indicators.iter().filter(|i| i.dimension == dimension.id && !i.watched).collect();
        if own.is_empty() {
            continue;
        }
        let group =
            view.top_child(d).filter(|c| *c != d).map(|c| format!("{}: ", view.name(&view.model.dimensions[c].id)));
        let heading = format!("{}{}", group.unwrap_or_default(), view.name(&dimension.id));
        let heading = first_lines(&heading, SMALL, true, INNER, 1).concat();
        frame.canvas.text(Label::new(heading, MARGIN, y + height / 2.0, SMALL).bold().coloured(FAINT));
        y += height;
        for indicator in own {
            let place = rows.iter().position(|i| i.id == indicator.id);
            let name = place.map(|place| called[place].concat()).unwrap_or_default();
            frame.canvas.text(Label::new(name, MARGIN, y + height / 2.0, BODY));
            for (c, card) in cards.iter().enumerate() {
                let found = card.indicator(&indicator.id);
                let value = found.and_then(|i| i.score);
                let stale = found.is_some_and(|i| is_stale(i.reason.as_ref()));
                let left = MARGIN + names + width * c as f64;
                let cell = [left + 2.0, y + 2.0, left + width - 2.0, y + height - 2.0];
                match value {
                    Some(value) => {
                        let colour = colour(value);
                        frame.canvas.bar(cell, colour);
                        let label = Label::new(score(value), left + width / 2.0, y + height / 2.0, BODY);
                        frame.canvas.text(label.anchored(Anchor::Middle).coloured(on(colour)));
                    }
                    None if stale => frame.canvas.bar(cell, NO_DATA),
                    None => hollow(&mut frame, cell),
                }
                data.push(row(&[&indicator.id, &card.scenario, &number(value)]));
            }
            y += height;
        }
        y += 6.0;
    }
    frame.finish(view, y, data)
}

/// Whether there was a figure, and it is too old.
fn is_stale(reason: Option<&Missing>) -> bool {
    matches!(reason, Some(Missing::Stale { .. } | Missing::InputMissing { latest: Some(_), .. }))
}

/// A cell that never held anything.
fn hollow(frame: &mut Frame, [left, top, right, bottom]: [f64; 4]) {
    let corners = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    frame.canvas.line(corners, NO_DATA, 2.0);
}

/// The colours from 0 to 100, and what grey and empty cells are.
fn key(frame: &mut Frame, words: Words, colour: fn(f64) -> Colour) {
    const WIDE: f64 = 240.0;
    const STEPS: usize = 24;
    let (y, step) = (frame.top, WIDE / STEPS as f64);
    let mut x = MARGIN;
    let say = |frame: &mut Frame, text: &str, x: &mut f64| {
        frame.canvas.text(Label::new(text, *x, y + 12.0, SMALL).coloured(FAINT));
        *x += width_of(text, SMALL, false) + 12.0;
    };
    say(frame, "0", &mut x);
    for n in 0..STEPS {
        let left = x + step * n as f64;
        frame.canvas.bar([left, y, left + step, y + 24.0], colour(100.0 * (n as f64 + 0.5) / STEPS as f64));
    }
    x += WIDE + 12.0;
    say(frame, "100", &mut x);
    x += 28.0;
    frame.canvas.bar([x, y, x + 44.0, y + 24.0], NO_DATA);
    x += 56.0;
    say(frame, words.stale(), &mut x);
    x += 28.0;
    hollow(frame, [x, y, x + 44.0, y + 24.0]);
    x += 56.0;
    say(frame, words.never_measured(), &mut x);
    frame.top += 52.0;
}
