//! How old the figures are that a score rests on: points by age, one bar a scenario.

use super::frame::{Frame, number, row};
use super::palette::{Colour, FADING, NO_DATA};
use super::stacked;
use super::{Chart, Kind, View};
use crate::page::score;
use froth_core::score::Ages;

/// What is old stands out from what fades.
const OLD: Colour = Colour(252, 141, 89);

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
    let [recent, half, year] = FADING;
    let bands = [
        (words.age_92(), recent),
        (words.age_184(), half),
        (words.age_year(), year),
        (words.age_older(), OLD),
        (words.age_none(), NO_DATA),
    ];
    let undated = cards.iter().filter_map(|c| c.ages).any(|a| a.points_undated > 0.0);
    let shown = if undated { &bands[..] } else { &bands[..4] };
    let entries: Vec<_> = shown.iter().map(|(name, colour)| ((*name).to_owned(), *colour)).collect();
    frame.legend(&entries);
    let mut data = vec![row(&["scenario", "up_to_92_days", "up_to_184_days", "up_to_a_year", "older", "undated"])];

    let points: Vec<Option<[f64; 5]>> = cards.iter().map(|card| card.ages.as_ref().map(by_age)).collect();
    for (card, points) in cards.iter().zip(&points) {
        let mut cells = vec![card.scenario.clone()];
        cells.extend((0..bands.len()).map(|n| number(points.map(|p| p[n]))));
        data.push(cells);
    }
    let parts = |c: usize| points[c].into_iter().flatten().zip(bands).map(|(own, (_, colour))| (own, colour)).collect();
    let bottom = stacked::points(&mut frame, view, parts);
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
