//! Ranks under two models: a line an entity, from its rank under the first to that under the second.

use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, as_title, number, row};
use super::labels::{Room, labels};
use super::measure::lines_of;
use super::palette::{FAINT, INK, heat, merit, mix};
use super::words::words;
use super::{Chart, Kind};
use crate::locale::Locale;
use crate::page::{raw, versus_found, versus_named};
use froth_panel::versus::{EntityMove, Versus};

/// The most entities that are named.
const NAMED: usize = 16;
/// Room of a name.
const STEP: f64 = 30.0;
/// The height of the scale of ranks.
const HEIGHT: f64 = 900.0;

/// One of both ranks of an entity.
type Rank<'a> = &'a dyn Fn(&EntityMove) -> f64;

/// Draws the largest movers, the others faint behind them.
pub fn slope(of: &Versus, file: &str, locale: &Locale) -> Chart {
    let words = words(locale.language);
    let title = locale.paragraph(&versus_found(of, locale)[..1]);
    let mut frame = Frame::new(Kind::Slope, as_title(&title), words.slope());
    let (left, right) = (MARGIN + INNER * 0.32, MARGIN + INNER * 0.68);
    let top = frame.top + 50.0;
    let last = of.entities.iter().flat_map(|e| [e.rank_a, e.rank_b]).fold(1.0, f64::max);
    let height = HEIGHT.min(STEP * of.entities.len().max(2) as f64);
    let y = |rank: f64| top + height * (rank - 1.0) / (last - 1.0).max(1.0);
    for (first, x, anchor) in [(true, left, Anchor::End), (false, right, Anchor::Start)] {
        let name = labels(&[versus_named(of, first)], Room::line(BODY, true, INNER * 0.4)).into_iter().flatten();
        frame.canvas.text(Label::new(name.collect::<String>(), x, top - 36.0, BODY).bold().anchored(anchor));
    }
    let movers: Vec<&EntityMove> = of.entities.iter().filter(|e| e.places != 0.0).take(NAMED).collect();
    for e in of.entities.iter().skip(movers.len()) {
        frame.canvas.line(vec![(left, y(e.rank_a)), (right, y(e.rank_b))], mix(FAINT, super::palette::PAPER, 0.6), 1.5);
    }
    for e in &movers {
        // Who climbs is told from who falls.
        let colour = if e.places > 0.0 { merit(90.0) } else { heat(90.0) };
        frame.canvas.line(vec![(left, y(e.rank_a)), (right, y(e.rank_b))], colour, 3.0);
        frame.canvas.dot(left, y(e.rank_a), 5.0, colour);
        frame.canvas.dot(right, y(e.rank_b), 5.0, colour);
    }
    let mut bottom = top + height;
    let sides: [(f64, Anchor, Rank<'_>); 2] =
        [(left - 14.0, Anchor::End, &|e| e.rank_a), (right + 14.0, Anchor::Start, &|e| e.rank_b)];
    for (x, anchor, rank) in sides {
        let mut sorted = movers.clone();
        sorted.sort_by(|a, b| rank(a).total_cmp(&rank(b)).then_with(|| a.entity.cmp(&b.entity)));
        let names: Vec<&str> = sorted.iter().map(|e| e.entity.as_str()).collect();
        let names = labels(&names, Room::line(SMALL, false, INNER * 0.32 - 80.0));
        let wanted: Vec<f64> = sorted.iter().map(|e| y(rank(e))).collect();
        for ((e, name), at) in sorted.iter().zip(names).zip(apart(&wanted, STEP * 0.8)) {
            let (name, rank) = (name.concat(), raw(rank(e)));
            let text = if anchor == Anchor::End { format!("{name}  {rank}") } else { format!("{rank}  {name}") };
            frame.canvas.text(Label::new(text, x, at, SMALL).anchored(anchor).coloured(INK));
            bottom = bottom.max(at);
        }
    }
    let mut data = vec![row(&["entity", "rank_a", "rank_b", "places", "score_a", "score_b"])];
    for e in &of.entities {
        let numbers = [e.rank_a, e.rank_b, e.places, e.score_a, e.score_b].map(|x| number(Some(x)));
        data.push(std::iter::once(e.entity.clone()).chain(numbers).collect());
    }
    let foot = format!("froth{}", words.sources(file));
    frame.foot(lines_of(&foot, SMALL, false, INNER), bottom + 10.0, data).typeset(locale.language)
}

/// Rising places moved down until no two are nearer than `gap`.
fn apart(wanted: &[f64], gap: f64) -> Vec<f64> {
    let mut last = f64::NEG_INFINITY;
    let mut place = |y: &f64| {
        last = y.max(last + gap);
        last
    };
    wanted.iter().map(&mut place).collect()
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn names_do_not_overlap() {
        assert_eq!(apart(&[1.0, 2.0, 30.0], 10.0), [1.0, 11.0, 30.0]);
    }
}
