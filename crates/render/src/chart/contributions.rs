//! What the score is made of: points by dimension, one bar a scenario.

use super::frame::{Frame, number, row};
use super::palette::neutral;
use super::stacked;
use super::{Chart, Kind, View};
use crate::page::score;

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let cards = view.cards();
    let children = view.children();
    let points = |card: usize, d: usize| cards[card].dimension(&view.model.dimensions[d].id)?.contribution;
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
    let entries: Vec<_> = children
        .iter()
        .enumerate()
        .map(|(n, d)| (view.name(&view.model.dimensions[*d].id), neutral(n, children.len())))
        .collect();
    frame.legend(&entries);
    let mut data = vec![row(&["scenario", "dimension", "points"])];

    for (c, card) in cards.iter().enumerate() {
        for d in &children {
            data.push(row(&[&card.scenario, &view.model.dimensions[*d].id, &number(points(c, *d))]));
        }
    }
    let parts = |c: usize| {
        children
            .iter()
            .enumerate()
            .filter_map(|(n, d)| Some((points(c, *d)?, neutral(n, children.len()))))
            .collect::<Vec<_>>()
    };
    let bottom = stacked::points(&mut frame, view, parts);
    frame.finish(view, bottom, data)
}
