//! Where scores, or the gap between two, lie over the draws: a bar for each with its bounds, nine draws of ten, half of them, and
//! the number that is printed.

use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::palette::{Colour, FAINT, GRID, INK, PAPER};
use super::{Chart, Kind, View};
use crate::page::{gap, points, raw, score, share_of_draws};
use froth_core::uncertainty::{PairDraws, Quantiles};

/// What lies somewhere.
struct Strip {
    name: String,
    colour: Colour,
    quantiles: Quantiles,
    /// The number that is printed for it.
    point: Option<f64>,
    /// Where it lies whatever the missing figures are.
    bounds: Option<[f64; 2]>,
    id: String,
}

/// Scores of the scenarios.
pub(super) fn scores(view: &View<'_>) -> Chart {
    let words = view.words();
    let Some(of) = view.robustness().map(|r| &r.uncertainty) else { return absent(view, Kind::Distribution) };
    let nine = |s: &froth_core::uncertainty::ScenarioDraws| {
        let name = view.series[of.scenarios.iter().position(|x| x.scenario == s.scenario)?].name;
        Some(words.scores_between(name, score(s.score.p05?), score(s.score.p95?)))
    };
    let told: Vec<String> = of.scenarios.iter().filter_map(nine).take(2).collect();
    let title =
        if told.is_empty() { words.no_score().to_owned() } else { words.distribution_title(told.join(words.comma())) };
    let subtitle = words.distribution(raw(of.draws as f64), of.seed);
    let strips: Vec<Strip> = of
        .scenarios
        .iter()
        .zip(&view.series)
        .zip(view.cards())
        .map(|((s, series), card)| Strip {
            name: series.name.to_owned(),
            colour: series.style.colour,
            quantiles: s.score,
            point: card.score,
            bounds: card.score.map(|_| card.bounds),
            id: s.scenario.clone(),
        })
        .collect();
    strip(view, Kind::Distribution, (title, &subtitle), &strips, (0.0, 100.0), &score)
}

/// The first scenario less each of the others, like for like where they have indicators in common.
pub(super) fn gaps(view: &View<'_>) -> Chart {
    let words = view.words();
    let Some(of) = view.robustness().map(|r| &r.uncertainty) else { return absent(view, Kind::Gap) };
    let like = of.like_for_like.as_ref().filter(|l| l.pairs.iter().any(|p| p.share_a_higher.is_some()));
    let pairs: &[PairDraws] = like.map_or(&of.pairs, |l| &l.pairs);
    let reading = if like.is_some() { words.like_for_like() } else { words.all_data() };
    let own: Vec<(&PairDraws, usize)> = pairs
        .iter()
        .filter(|p| of.scenarios.first().is_some_and(|s| s.scenario == p.a))
        .filter_map(|p| Some((p, of.scenarios.iter().position(|s| s.scenario == p.b)?)))
        .collect();
    let told = |share: f64| share_of_draws(share, of.draws, view.locale.language);
    let title = match own.iter().find_map(|(p, b)| Some((p.share_a_higher?, *b))) {
        Some((share, b)) => words.gap_title(view.series[0].name, view.series[b].name, told(share)),
        None => words.no_gap().to_owned(),
    };
    let subtitle = words.gap(reading, raw(of.draws as f64), of.seed);
    let printed = |place: usize| match like {
        Some(_) => view.comparison.like_for_like.scorecards.get(place)?.score,
        None => view.cards().get(place)?.score,
    };
    let strips: Vec<Strip> = own
        .iter()
        .map(|(p, b)| Strip {
            name: words.less(view.series[0].name, view.series[*b].name),
            colour: view.series[*b].style.colour,
            quantiles: p.gap,
            point: printed(0).zip(printed(*b)).map(|(first, other)| gap(first, other)),
            bounds: None,
            id: format!("{} less {}", p.a, p.b),
        })
        .collect();
    let (low, high) = own
        .iter()
        .filter_map(|(p, _)| p.histogram.quantiles([0.0, 1.0]))
        .fold((0.0f64, 0.0f64), |(low, high), [l, h]| (low.min(l), high.max(h)));
    let tens = |x: f64, up: bool| if up { (x / 10.0).ceil() * 10.0 + 10.0 } else { (x / 10.0).floor() * 10.0 - 10.0 };
    let ends = (tens(low, false).max(-100.0), tens(high, true).min(100.0));
    strip(view, Kind::Gap, (title, &subtitle), &strips, ends, &points)
}

fn strip(
    view: &View<'_>,
    kind: Kind,
    (title, subtitle): (String, &str),
    strips: &[Strip],
    (from, to): (f64, f64),
    told: &dyn Fn(f64) -> String,
) -> Chart {
    let mut frame = Frame::new(kind, title, subtitle);
    let mut data = vec![row(&["of", "mean", "median", "p05", "p25", "p75", "p95", "point", "least", "most"])];
    let left = MARGIN + INNER * 0.26;
    let right = MARGIN + INNER - 20.0;
    let x = |value: f64| left + (right - left) * ((value - from) / (to - from)).clamp(0.0, 1.0);
    let height = 92.0;
    let top = frame.top + 36.0;
    let bottom = top + height * strips.len() as f64;
    let step = if to - from > 60.0 { 25.0 } else { 10.0 };
    let first = (from / step).ceil() as i32;
    let last = (to / step).floor() as i32;
    for tick in (first..=last).map(|k| f64::from(k) * step) {
        let zero = kind == Kind::Gap && tick == 0.0;
        let (colour, width) = if zero { (INK, 3.0) } else { (GRID, 2.0) };
        frame.canvas.line(vec![(x(tick), top), (x(tick), bottom)], colour, width);
        frame.canvas.text(Label::new(raw(tick), x(tick), top - 18.0, SMALL).anchored(Anchor::Middle).coloured(FAINT));
    }
    let names: Vec<&str> = strips.iter().map(|s| s.name.as_str()).collect();
    let mut names = labels(&names, Room { size: BODY, bold: false, width: INNER * 0.26 - 24.0, lines: 3 }).into_iter();
    for (n, strip) in strips.iter().enumerate() {
        let y = top + height * (n as f64 + 0.42);
        frame.block(names.next().unwrap_or_default(), &Label::new("", MARGIN, y, BODY));
        let q = &strip.quantiles;
        let mut cells = vec![strip.id.clone()];
        let [least, most] = strip.bounds.map_or([None; 2], |bounds| bounds.map(Some));
        cells.extend([q.mean, q.median, q.p05, q.p25, q.p75, q.p95, strip.point, least, most].map(number));
        data.push(cells);
        if let Some([least, most]) = strip.bounds {
            frame.canvas.bar([x(least), y - 16.0, x(most), y + 16.0], GRID);
        }
        let (Some(p05), Some(p25), Some(p75), Some(p95), Some(median)) = (q.p05, q.p25, q.p75, q.p95, q.median) else {
            frame.canvas.text(Label::new(view.words().no_score_short(), left, y, SMALL).coloured(FAINT));
            continue;
        };
        frame.canvas.bar([x(p05), y - 3.0, x(p95), y + 3.0], strip.colour);
        frame.canvas.bar([x(p25), y - 9.0, x(p75), y + 9.0], strip.colour);
        frame.canvas.line(vec![(x(median), y - 9.0), (x(median), y + 9.0)], PAPER, 3.0);
        if let Some(point) = strip.point {
            frame.canvas.dot(x(point), y, 10.0, INK);
        }
        let text = view.words().median_and_range(told(strip.point.unwrap_or(median)), told(p05), told(p95));
        let half = super::measure::width_of(&text, SMALL, true) / 2.0;
        let middle = f64::midpoint(x(p05), x(p95));
        let at = middle.clamp(left + half, (right + 20.0 - half).max(left + half));
        frame.canvas.text(Label::new(text, at, y + 32.0, SMALL).anchored(Anchor::Middle).bold());
    }
    frame.finish(view, bottom, data)
}

/// A chart of an analysis that was not done.
pub(super) fn absent(view: &View<'_>, kind: Kind) -> Chart {
    let frame = Frame::new(kind, view.words().not_done().to_owned(), "");
    let top = frame.top;
    frame.finish(view, top, vec![row(&["of"])])
}
