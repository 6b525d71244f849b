//! What the score rests on: shares of the model's weight by confidence, and what is missing.

use super::frame::{Frame, number, row};
use super::palette::{FADING, NO_DATA};
use super::stacked;
use super::{Chart, Kind, View};
use crate::page::share;
use froth_core::scenario::Confidence;
use froth_core::score::IndicatorScore;

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let cards = view.cards();
    let shares = |card: usize| {
        let mut shares = [0.0; 4];
        for indicator in cards[card].indicators.iter().filter(|i| !i.overlay) {
            // Weights of the whole model, whatever has data.
            shares[grade(indicator)] += view.weight(&indicator.id);
        }
        shares
    };
    let last = cards.len() - 1;
    let title = words.coverage_title(view.series[last].name, share(shares(last)[0]));
    let mut frame = Frame::new(Kind::Coverage, title, words.coverage());
    let [high, medium, low] = FADING;
    let grades = [(words.high(), high), (words.medium(), medium), (words.low(), low), (words.missing(), NO_DATA)];
    frame.legend(&grades.map(|(name, colour)| (name.to_owned(), colour)));
    let mut data = vec![row(&["scenario", "high", "medium", "low", "missing"])];
    for (c, card) in cards.iter().enumerate() {
        let mut cells = vec![card.scenario.clone()];
        cells.extend(shares(c).iter().map(|s| number(Some(*s))));
        data.push(cells);
    }
    let parts = |c: usize| shares(c).into_iter().zip(grades).map(|(own, (_, colour))| (own, colour)).collect();
    let bottom = stacked::shares(&mut frame, view, parts);
    frame.finish(view, bottom, data)
}

/// 0 high, 1 medium, 2 low or none, 3 missing; a formula is as good as its worst input.
fn grade(indicator: &IndicatorScore) -> usize {
    if indicator.missing {
        return 3;
    }
    let inputs = indicator.inputs.iter().flatten().filter(|i| i.value.is_some()).map(|i| i.confidence);
    let confidence = match &indicator.inputs {
        Some(_) => inputs.min().flatten(),
        None => indicator.confidence,
    };
    match confidence {
        Some(Confidence::High) => 0,
        Some(Confidence::Medium) => 1,
        _ => 2,
    }
}
