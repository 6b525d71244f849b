//! Bars whose parts are laid end to end, one a scenario.

use super::View;
use super::axis;
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN};
use super::labels::{Room, labels};
use super::measure::width_of;
use super::palette::{Colour, on};
use crate::page::score;

/// Where bars begin; their names stand left of it.
const LEFT: f64 = MARGIN + INNER * 0.22;
const HEIGHT: f64 = 64.0;
const GAP: f64 = 26.0;

/// Draws each scenario's points on a scale of 0 to 100, and its score behind them. Gives the lower end.
pub(super) fn points(frame: &mut Frame, view: &View<'_>, parts: impl Fn(usize) -> Vec<(f64, Colour)>) -> f64 {
    let cards = view.cards();
    let right = MARGIN + INNER - 90.0;
    let x = |points: f64| LEFT + (right - LEFT) * points / 100.0;
    let top = frame.top + 40.0;
    let bottom = top + (HEIGHT + GAP) * cards.len() as f64;
    axis::scores_across(frame, &x, (top, bottom));
    bars(
        frame,
        view,
        top + GAP / 2.0,
        &x,
        score,
        |frame, c, (end, y)| {
            let total = cards[c].score.map_or_else(|| "–".to_owned(), score);
            frame.canvas.text(Label::new(total, end + 14.0, y, BODY).bold());
        },
        parts,
    );
    bottom
}

/// Draws each scenario's shares of a whole, which is as wide as there is room. Gives the lower end.
pub(super) fn shares(frame: &mut Frame, view: &View<'_>, parts: impl Fn(usize) -> Vec<(f64, Colour)>) -> f64 {
    let x = |share| LEFT + INNER * 0.78 * share;
    let top = frame.top + 10.0;
    bars(frame, view, top, &x, crate::page::share, |_, _, _| {}, parts);
    top + (HEIGHT + GAP) * view.cards().len() as f64 - GAP
}

/// Draws bars below each other; `after` is told where each ends: how far right, and its middle from above.
fn bars(
    frame: &mut Frame,
    view: &View<'_>,
    top: f64,
    x: &dyn Fn(f64) -> f64,
    text: fn(f64) -> String,
    after: impl Fn(&mut Frame, usize, (f64, f64)),
    parts: impl Fn(usize) -> Vec<(f64, Colour)>,
) {
    let names = labels(&view.names(), Room { size: BODY, bold: false, width: INNER * 0.22 - 24.0, lines: 2 });
    for (c, name) in names.into_iter().enumerate() {
        let y = top + (HEIGHT + GAP) * c as f64;
        frame.block(name, &Label::new("", MARGIN, y + HEIGHT / 2.0, BODY));
        let mut at = 0.0;
        for (own, colour) in parts(c) {
            let (from, to) = (x(at), x(at + own));
            frame.canvas.bar([from, y, to, y + HEIGHT], colour);
            let text = text(own);
            if to - from > width_of(&text, BODY, false) + 12.0 {
                let label = Label::new(text, from.midpoint(to), y + HEIGHT / 2.0, BODY).anchored(Anchor::Middle);
                frame.canvas.text(label.coloured(on(colour)));
            }
            at += own;
        }
        after(frame, c, (x(at), y + HEIGHT / 2.0));
    }
}
