//! How old the figures are that a score rests on: points by age, one bar a scenario.

use super::axis;
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, number, row};
use super::labels::{Room, labels};
use super::measure::width_of;
use super::palette::{Colour, NO_DATA, on};
use super::{Chart, Kind, View};
use crate::page::score;
use froth_core::score::Ages;

/// From recent to old: dark to light, so that what is old fades.
const AGES: [Colour; 4] = [Colour(0, 68, 108), Colour(80, 150, 190), Colour(190, 215, 230), Colour(252, 141, 89)];

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let cards = view.cards();
    let last = cards.len() - 1;
    let title = match &cards[last].ages {
        Some(ages) => {
            let older = score(ages.points_older_than_a_year);
            words.ages_title(older, score(ages.points), view.series[last].name)
        }
        None => words.no_score().to_owned(),
    };
    let mut frame = Frame::new(Kind::Ages, title, words.ages());
    let bands = [
        (words.age_92(), AGES[0]),
        (words.age_184(), AGES[1]),
        (words.age_year(), AGES[2]),
        (words.age_older(), AGES[3]),
        (words.age_none(), NO_DATA),
    ];
    let undated = cards.iter().filter_map(|c| c.ages).any(|a| a.points_undated > 0.0);
    let shown = if undated { &bands[..] } else { &bands[..4] };
    let entries: Vec<_> = shown.iter().map(|(name, colour)| ((*name).to_owned(), *colour)).collect();
    frame.legend(&entries);
    let mut data = vec![row(&["scenario", "up_to_92_days", "up_to_184_days", "up_to_a_year", "older", "undated"])];

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
        let points = card.ages.as_ref().map(by_age);
        let mut at = 0.0;
        for (own, (_, colour)) in points.into_iter().flatten().zip(bands) {
            frame.canvas.bar([x(at), y, x(at + own), y + height], colour);
            let text = score(own);
            if x(at + own) - x(at) > width_of(&text, BODY, false) + 12.0 {
                let label = Label::new(text, x(at + own / 2.0), y + height / 2.0, BODY).anchored(Anchor::Middle);
                frame.canvas.text(label.coloured(on(colour)));
            }
            at += own;
        }
        let total = card.score.map_or_else(|| "–".to_owned(), score);
        frame.canvas.text(Label::new(total, x(at) + 14.0, y + height / 2.0, BODY).bold());
        let mut cells = vec![card.scenario.clone()];
        cells.extend((0..bands.len()).map(|n| number(points.map(|p| p[n]))));
        data.push(cells);
    }
    frame.finish(view, bottom, data)
}

fn by_age(ages: &Ages) -> [f64; 5] {
    [
        ages.points_up_to_92_days,
        ages.points_up_to_184_days,
        ages.points_up_to_a_year,
        ages.points_older_than_a_year,
        ages.points_undated,
    ]
}
