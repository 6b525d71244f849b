//! What the score rests on: shares of the model's weight by confidence, and what is missing.

use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, number, row};
use super::labels::{Room, labels};
use super::measure::width_of;
use super::palette::{Colour, NO_DATA, on};
use super::{Chart, Kind, View};
use crate::page::share;
use froth_core::scenario::Confidence;
use froth_core::score::IndicatorScore;

const HIGH: Colour = Colour(0, 68, 108);
const MEDIUM: Colour = Colour(80, 150, 190);
const LOW: Colour = Colour(190, 215, 230);

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
    let grades = [(words.high(), HIGH), (words.medium(), MEDIUM), (words.low(), LOW), (words.missing(), NO_DATA)];
    frame.legend(&grades.map(|(name, colour)| (name.to_owned(), colour)));
    let mut data = vec![row(&["scenario", "high", "medium", "low", "missing"])];
    let left = MARGIN + INNER * 0.22;
    let width = INNER * 0.78;
    let (height, gap) = (64.0, 26.0);
    let mut y = frame.top + 10.0;
    let names = labels(&view.names(), Room { size: BODY, bold: false, width: INNER * 0.22 - 24.0, lines: 2 });
    for (c, card) in cards.iter().enumerate() {
        frame.block(names[c].clone(), &Label::new("", MARGIN, y + height / 2.0, BODY));
        let shares = shares(c);
        let mut at = left;
        for (value, (_, colour)) in shares.iter().zip(grades) {
            let to = at + width * value;
            frame.canvas.bar([at, y, to, y + height], colour);
            let text = share(*value);
            if to - at > width_of(&text, BODY, false) + 12.0 {
                let label = Label::new(text, at.midpoint(to), y + height / 2.0, BODY).anchored(Anchor::Middle);
                frame.canvas.text(label.coloured(on(colour)));
            }
            at = to;
        }
        let mut cells = vec![card.scenario.clone()];
        cells.extend(shares.iter().map(|s| number(Some(*s))));
        data.push(cells);
        y += height + gap;
    }
    frame.finish(view, y - gap, data)
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
