//! Where scores, or the gap between two, lie over the draws: a hill for each, its middle and nine draws of ten.

use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::palette::{Colour, FAINT, GRID, INK};
use super::{Chart, Kind, View};
use crate::page::{points, raw, score, share_of_draws};
use froth_core::sampling::Histogram;
use froth_core::uncertainty::{PairDraws, Quantiles};

/// Intervals that the scale is cut into.
const INTERVALS: usize = 500;

/// A hill.
struct Hill<'a> {
    name: String,
    /// Said at its right end, below the name.
    note: String,
    colour: Colour,
    draws: &'a Histogram,
    quantiles: Quantiles,
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
    let told: Vec<String> = of.scenarios.iter().filter_map(nine).take(3).collect();
    let title =
        if told.is_empty() { words.no_score().to_owned() } else { words.distribution_title(told.join(words.comma())) };
    let subtitle = words.distribution(raw(of.draws as f64), of.seed);
    let hills: Vec<Hill<'_>> = of
        .scenarios
        .iter()
        .zip(&view.series)
        .map(|(s, series)| Hill {
            name: series.name.to_owned(),
            note: s.score.median.map_or_else(|| words.no_score_short().to_owned(), score),
            colour: series.style.colour,
            draws: &s.histogram,
            quantiles: s.score,
            id: s.scenario.clone(),
        })
        .collect();
    hilly(view, Kind::Distribution, (title, &subtitle), &hills, (0.0, 100.0), &score)
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
    let hills: Vec<Hill<'_>> = own
        .iter()
        .map(|(p, b)| Hill {
            name: words.less(view.series[0].name, view.series[*b].name),
            note: p.gap.median.map_or_else(|| words.no_score_short().to_owned(), points),
            colour: view.series[*b].style.colour,
            draws: &p.histogram,
            quantiles: p.gap,
            id: format!("{} less {}", p.a, p.b),
        })
        .collect();
    let (low, high) = hills
        .iter()
        .filter_map(|h| h.draws.quantiles([0.0, 1.0]))
        .fold((0.0f64, 0.0f64), |(low, high), [l, h]| (low.min(l), high.max(h)));
    let tens = |x: f64, up: bool| if up { (x / 10.0).ceil() * 10.0 + 10.0 } else { (x / 10.0).floor() * 10.0 - 10.0 };
    let ends = (tens(low, false).max(-100.0), tens(high, true).min(100.0));
    hilly(view, Kind::Gap, (title, &subtitle), &hills, ends, &points)
}

fn hilly(
    view: &View<'_>,
    kind: Kind,
    (title, subtitle): (String, &str),
    hills: &[Hill<'_>],
    (from, to): (f64, f64),
    told: &dyn Fn(f64) -> String,
) -> Chart {
    let mut frame = Frame::new(kind, title, subtitle);
    let mut data = vec![row(&["of", "mean", "median", "p05", "p25", "p75", "p95"])];
    let left = MARGIN + INNER * 0.26;
    let right = MARGIN + INNER - 20.0;
    let x = |value: f64| left + (right - left) * ((value - from) / (to - from)).clamp(0.0, 1.0);
    let (height, foot, gap) = (110.0, 44.0, 30.0);
    let top = frame.top + 36.0;
    let bottom = top + (height + foot + gap) * hills.len() as f64;
    let step = if to - from > 60.0 { 25.0 } else { 10.0 };
    let first = (from / step).ceil() as i32;
    let last = (to / step).floor() as i32;
    for tick in (first..=last).map(|k| f64::from(k) * step) {
        let zero = kind == Kind::Gap && tick == 0.0;
        let (colour, width) = if zero { (INK, 3.0) } else { (GRID, 2.0) };
        frame.canvas.line(vec![(x(tick), top), (x(tick), bottom)], colour, width);
        frame.canvas.text(Label::new(raw(tick), x(tick), top - 18.0, SMALL).anchored(Anchor::Middle).coloured(FAINT));
    }
    let names: Vec<&str> = hills.iter().map(|h| h.name.as_str()).collect();
    let mut names = labels(&names, Room { size: BODY, bold: false, width: INNER * 0.26 - 24.0, lines: 3 }).into_iter();
    for (n, hill) in hills.iter().enumerate() {
        let base = top + (height + foot + gap) * n as f64 + height;
        frame.block(names.next().unwrap_or_default(), &Label::new("", MARGIN, base - height / 2.0, BODY));
        let shares = hill.draws.coarse(from, to, INTERVALS);
        let most = shares.iter().copied().fold(0.0, f64::max);
        let q = &hill.quantiles;
        let mut cells = vec![hill.id.clone()];
        cells.extend([q.mean, q.median, q.p05, q.p25, q.p75, q.p95].map(number));
        data.push(cells);
        if most > 0.0 {
            let width = (right - left) / INTERVALS as f64;
            let mut outline = vec![(left, base)];
            for (i, share) in shares.iter().enumerate() {
                outline.push((left + width * (i as f64 + 0.5), base - height * share / most));
            }
            outline.push((right, base));
            frame.canvas.area(outline.clone(), hill.colour, 0.35);
            frame.canvas.line(outline, hill.colour, 3.0);
        }
        if let (Some(p05), Some(p25), Some(p75), Some(p95), Some(median)) = (q.p05, q.p25, q.p75, q.p95, q.median) {
            let y = base + 12.0;
            frame.canvas.bar([x(p05), y - 2.0, x(p95), y + 2.0], hill.colour);
            frame.canvas.bar([x(p25), y - 8.0, x(p75), y + 8.0], hill.colour);
            frame.canvas.dot(x(median), y, 6.0, INK);
            let text = view.words().median_and_range(&hill.note, told(p05), told(p95));
            let half = super::measure::width_of(&text, SMALL, true) / 2.0;
            let at = x(median).clamp(left + half, (right + 20.0 - half).max(left + half));
            frame.canvas.text(Label::new(text, at, y + 24.0, SMALL).anchored(Anchor::Middle).bold());
        } else {
            frame.canvas.text(Label::new(hill.note.clone(), left, base + 24.0, SMALL).coloured(FAINT));
        }
    }
    frame.finish(view, bottom, data)
}

/// A chart of an analysis that was not done.
pub(super) fn absent(view: &View<'_>, kind: Kind) -> Chart {
    let frame = Frame::new(kind, view.words().not_done().to_owned(), "");
    let top = frame.top;
    frame.finish(view, top, vec![row(&["of"])])
}
