//! Indicators by scenario: the score as colour and number, grey where there is no data.

use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::measure::first_lines;
use super::palette::{FAINT, NO_DATA, heat, on};
use super::{Chart, Kind, View};
use crate::page::score;
use froth_core::score::IndicatorScore;

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
                let value = card.indicator(&indicator.id).and_then(|i| i.score);
                let colour = value.map_or(NO_DATA, heat);
                let left = MARGIN + names + width * c as f64;
                frame.canvas.bar([left + 2.0, y + 2.0, left + width - 2.0, y + height - 2.0], colour);
                if let Some(value) = value {
                    let label = Label::new(score(value), left + width / 2.0, y + height / 2.0, BODY);
                    frame.canvas.text(label.anchored(Anchor::Middle).coloured(on(colour)));
                }
                data.push(row(&[&indicator.id, &card.scenario, &number(value)]));
            }
            y += height;
        }
        y += 6.0;
    }
    frame.finish(view, y, data)
}
