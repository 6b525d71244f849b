//! What the score is made of: points by dimension, one bar a scenario.

use super::axis;
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, number, row};
use super::labels::{Room, labels};
use super::measure::width_of;
use super::palette::{on, part};
use super::{Chart, Kind, View};
use crate::page::score;

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let cards = view.cards();
    let children = view.children();
    let points = |card: usize, d: usize| {
        cards[card].dimensions.iter().find(|x| x.id == view.model.dimensions[d].id).and_then(|x| x.contribution)
    };
    let last = cards.len() - 1;
    let most = children.iter().filter_map(|d| Some((*d, points(last, *d)?))).max_by(|a, b| a.1.total_cmp(&b.1));
    let title = match (cards[last].score, most) {
        (Some(total), Some((d, most))) => {
            let name = view.name(&view.model.dimensions[d].id);
            words.contributions_title(&name, view.series[last].name, score(most), score(total))
        }
        _ => words.no_score().to_owned(),
    };
    let mut frame = Frame::new(Kind::Contributions, title, words.contributions());
    let entries: Vec<_> =
        children.iter().enumerate().map(|(n, d)| (view.name(&view.model.dimensions[*d].id), part(n))).collect();
    frame.legend(&entries);
    let mut data = vec![row(&["scenario", "dimension", "points"])];

    let left = MARGIN + INNER * 0.22;
    let right = MARGIN + INNER - 90.0;
    let x = |points: f64| left + (right - left) * points / 100.0;
    let (height, gap) = (64.0, 26.0);
    let top = frame.top + 40.0;
    let bottom = top + (height + gap) * cards.len() as f64;
    axis::scores_across(&mut frame, &x, (top, bottom));
    let names = labels(&view.names(), Room { size: BODY, bold: false, width: INNER * 0.22 - 24.0, lines: 2 });
    for (c, card) in cards.iter().enumerate() {
        let y = top + gap / 2.0 + (height + gap) * c as f64;
        frame.block(names[c].clone(), &Label::new("", MARGIN, y + height / 2.0, BODY));
        let mut at = 0.0;
        for (n, d) in children.iter().enumerate() {
            let own = points(c, *d);
            data.push(row(&[&card.scenario, &view.model.dimensions[*d].id, &number(own)]));
            let Some(own) = own else { continue };
            frame.canvas.bar([x(at), y, x(at + own), y + height], part(n));
            let text = score(own);
            if x(at + own) - x(at) > width_of(&text, BODY, false) + 12.0 {
                let label = Label::new(text, x(at + own / 2.0), y + height / 2.0, BODY).anchored(Anchor::Middle);
                frame.canvas.text(label.coloured(on(part(n))));
            }
            at += own;
        }
        let total = card.score.map_or_else(|| "–".to_owned(), score);
        frame.canvas.text(Label::new(total, x(at) + 14.0, y + height / 2.0, BODY).bold());
    }
    frame.finish(view, bottom, data)
}
