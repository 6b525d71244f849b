//! Bars of points laid end to end, one a scenario, with the score behind each.

use super::View;
use super::axis;
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN};
use super::labels::{Room, labels};
use super::measure::width_of;
use super::palette::{Colour, on};
use crate::page::score;

/// Draws, for each scenario in turn, what its bar is made of: points and their colours. Gives the lower end.
pub(super) fn draw(frame: &mut Frame, view: &View<'_>, parts: impl Fn(usize) -> Vec<(f64, Colour)>) -> f64 {
    let cards = view.cards();
    let left = MARGIN + INNER * 0.22;
    let right = MARGIN + INNER - 90.0;
    let x = |points: f64| left + (right - left) * points / 100.0;
    let (height, gap) = (64.0, 26.0);
    let top = frame.top + 40.0;
    let bottom = top + (height + gap) * cards.len() as f64;
    axis::scores_across(frame, &x, (top, bottom));
    let names = labels(&view.names(), Room { size: BODY, bold: false, width: INNER * 0.22 - 24.0, lines: 2 });
    for (c, card) in cards.iter().enumerate() {
        let y = top + gap / 2.0 + (height + gap) * c as f64;
        frame.block(names[c].clone(), &Label::new("", MARGIN, y + height / 2.0, BODY));
        let mut at = 0.0;
        for (own, colour) in parts(c) {
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
    }
    bottom
}
