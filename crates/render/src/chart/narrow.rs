//! Charts for a page as narrow as a phone: text as large beside them as that of the page, names above their rows.

use super::axis::Scale;
use super::canvas::{Anchor, Canvas, Label};
use super::measure::{lines_of, width_of};
use super::palette::{FAINT, GRID, INK, mix};
use super::view::{Series, View};
use super::{Kind, dumbbell, multiples, range, rows};
use crate::locale::Locale;
use crate::page::{gap, points, raw, score};
use froth_core::analysis::Analysis;
use froth_core::score::{Drawn, PathPoint};

/// Twice the width of a phone's page.
const WIDTH: f64 = 720.0;
const EDGE: f64 = 26.0;
const TEXT: f64 = 27.0;
const TICK: f64 = 23.0;

/// The chart for a narrow page; none where the numbers in a table serve better there.
pub fn narrow(kind: Kind, of: &Analysis<'_>, locale: &Locale) -> Option<Canvas> {
    let view = View::new(of, locale);
    match kind {
        Kind::Rows => Some(score_rows(&view)),
        Kind::Path => path(&view),
        Kind::Dumbbell => Some(dumbbell(&view)),
        Kind::Range => Some(ranged(&view)),
        Kind::Distribution => strips(&view),
        Kind::Multiples => panels(&view),
        _ => None,
    }
}

fn start() -> Canvas {
    let mut canvas = Canvas::new();
    canvas.width = WIDTH;
    canvas
}

/// Names under each other, as the series are drawn; gives the height below them.
fn legend(canvas: &mut Canvas, view: &View<'_>, top: f64) -> f64 {
    let mut y = top + TEXT * 0.8;
    for series in &view.series {
        canvas.key(EDGE, y, series.whole());
        for line in lines_of(series.name, TEXT, false, WIDTH - 2.0 * EDGE - 70.0) {
            canvas.text(Label::new(line, EDGE + 70.0, y, TEXT));
            y += TEXT * 1.45;
        }
    }
    y
}

/// Rows on the scale of scores, their names above them; gives the picture's end.
fn on_scale<S: AsRef<str>>(
    canvas: &mut Canvas,
    names: &[S],
    top: f64,
    mut drawn: impl FnMut(&mut Canvas, usize, f64, &dyn Fn(f64) -> f64),
) {
    let x = |points: f64| EDGE + (WIDTH - 2.0 * EDGE) * points / 100.0;
    let names: Vec<Vec<String>> =
        names.iter().map(|name| lines_of(name.as_ref(), TEXT, true, WIDTH - 2.0 * EDGE)).collect();
    let heights: Vec<f64> = names.iter().map(|lines| 104.0 + TEXT * 1.25 * lines.len() as f64).collect();
    let bottom = top + heights.iter().sum::<f64>() + 14.0;
    for tick in [0.0, 25.0, 50.0, 75.0, 100.0] {
        canvas.line(vec![(x(tick), top), (x(tick), bottom)], GRID, 2.0);
        let anchor = match tick {
            0.0 => Anchor::Start,
            100.0 => Anchor::End,
            _ => Anchor::Middle,
        };
        canvas.text(Label::new(raw(tick), x(tick), bottom + TICK, TICK).anchored(anchor).coloured(FAINT));
    }
    let mut y = top;
    for (n, lines) in names.into_iter().enumerate() {
        let down = lines.len() as f64;
        for (i, line) in lines.into_iter().enumerate() {
            canvas.text(Label::new(line, EDGE, y + TEXT * (0.7 + 1.25 * i as f64), TEXT).bold());
        }
        drawn(canvas, n, y + TEXT * 1.25 * down + 62.0, &x);
        y += heights[n];
    }
    canvas.height = bottom + TICK * 2.0;
}

fn score_rows(view: &View<'_>) -> Canvas {
    let mut canvas = start();
    let top = legend(&mut canvas, view, 0.0) + 10.0;
    let rows = rows::rows(view);
    let names: Vec<&str> = rows.iter().map(|(name, _)| name.as_str()).collect();
    on_scale(&mut canvas, &names, top, |canvas, n, y, x| row(canvas, view, x, (n == 0, y, &rows[n].1)));
    canvas
}

/// Every indicator with a dot a scenario; raw values stand in the table.
fn dumbbell(view: &View<'_>) -> Canvas {
    let mut canvas = start();
    let top = legend(&mut canvas, view, 0.0) + 10.0;
    let ids = dumbbell::sorted(view);
    let names: Vec<String> = ids.iter().map(|id| view.name(id)).collect();
    on_scale(&mut canvas, &names, top, |canvas, n, y, x| {
        let scores: Vec<Option<f64>> = view.cards().iter().map(|c| c.indicator(ids[n])?.score).collect();
        row(canvas, view, x, (false, y, &scores));
    });
    canvas
}

/// What others come to: a line from where each begins to where it ends, with both numbers in words.
fn ranged(view: &View<'_>) -> Canvas {
    let mut canvas = start();
    let others = range::others(view);
    let names: Vec<&str> = others.iter().map(|other| other.name).collect();
    let (_, base) = range::base(view);
    on_scale(&mut canvas, &names, 0.0, |canvas, n, y, x| {
        let (other, style) = (&others[n], others[n].style);
        if let Some(base) = base {
            canvas.line(vec![(x(base), y - 24.0), (x(base), y + 24.0)], INK, 3.0);
        }
        if let Some(before) = other.before {
            canvas.line(vec![(x(before), y), (x(other.after), y)], style.colour, 5.0);
        }
        canvas.mark(x(other.after), y, 12.0, style);
        let change = other.before.map(|before| points(gap(other.after, before)));
        let said =
            change.map_or_else(|| score(other.after), |change| view.words().moved_to(score(other.after), change));
        told_over(canvas, said, x(other.after), y - 34.0);
    });
    canvas
}

/// Words over a place, within the picture.
fn told_over(canvas: &mut Canvas, said: String, x: f64, y: f64) {
    let half = width_of(&said, TEXT, true) / 2.0;
    let at = x.clamp(EDGE + half, WIDTH - EDGE - half);
    canvas.text(Label::new(said, at, y, TEXT).bold().anchored(Anchor::Middle));
}

/// Where each score lies over the draws.
fn strips(view: &View<'_>) -> Option<Canvas> {
    let of = &view.robustness()?.uncertainty;
    let mut canvas = start();
    on_scale(&mut canvas, &view.names(), 0.0, |canvas, n, y, x| {
        let (card, colour) = (&view.cards()[n], view.series[n].style.colour);
        let Some(q) = of.scenarios.get(n).map(|s| &s.score) else { return };
        let (Some(p05), Some(p25), Some(p75), Some(p95), Some(point)) = (q.p05, q.p25, q.p75, q.p95, card.score) else {
            canvas.text(Label::new(view.words().no_score_short(), EDGE, y, TICK).coloured(FAINT));
            return;
        };
        let [least, most] = card.bounds;
        canvas.bar([x(least), y - 16.0, x(most), y + 16.0], GRID);
        canvas.bar([x(p05), y - 3.0, x(p95), y + 3.0], colour);
        canvas.bar([x(p25), y - 9.0, x(p75), y + 9.0], colour);
        canvas.dot(x(point), y, 10.0, INK);
        let said = view.words().median_and_range(score(point), score(p05), score(p95));
        told_over(canvas, said, x(point), y - 36.0);
    });
    Some(canvas)
}

/// Figures in their own units, a panel under the other.
fn panels(view: &View<'_>) -> Option<Canvas> {
    let chosen = multiples::chosen(view);
    let years = view.series.iter().flat_map(|s| s.path).filter_map(|p| p.years_since_spark);
    let (first, last) = years.fold((0.0f64, 1.0f64), |(low, high), y| (low.min(y), high.max(y)));
    let (first, last) = (first.floor(), last.ceil());
    let mut canvas = start();
    let mut top = legend(&mut canvas, view, 0.0) + 24.0;
    for indicator in chosen.iter().copied() {
        let name = multiples::heading(view, indicator);
        for line in lines_of(&name, TEXT, true, WIDTH - 2.0 * EDGE) {
            canvas.text(Label::new(line, EDGE, top, TEXT).bold());
            top += TEXT * 1.25;
        }
        let (left, right, bottom) = (EDGE + 90.0, WIDTH - EDGE - 20.0, top + 240.0);
        let values = view.series.iter().flat_map(|s| s.path).filter_map(|p| p.values[indicator]);
        let scale = Scale::around(values.chain([0.0]), 4.0);
        let x = |years: f64| left + (right - left) * (years - first) / (last - first);
        let y = |value: f64| bottom - (bottom - top) * scale.share(value);
        for tick in scale.ticks() {
            canvas.line(vec![(left, y(tick)), (right, y(tick))], GRID, 2.0);
            canvas.text(Label::new(raw(tick), left - 12.0, y(tick), TICK).anchored(Anchor::End).coloured(FAINT));
        }
        years_below(&mut canvas, (first, last), &x, bottom);
        for series in &view.series {
            let place = |p: &PathPoint| p.years_since_spark.zip(p.values[indicator]).map(|(t, v)| (x(t), y(v)));
            for pair in series.path.windows(2) {
                if let Some((from, to)) = place(&pair[0]).zip(place(&pair[1])) {
                    canvas.trace(vec![from, to], series.whole(), 5.0);
                }
            }
            if let Some(at) = series.path.last().and_then(place) {
                canvas.mark(at.0, at.1, 11.0, series.style);
            }
        }
        top = bottom + 84.0;
    }
    canvas.text(Label::new(view.words().years(), EDGE + 90.0, top - 30.0, TICK).coloured(FAINT));
    canvas.height = top + 8.0;
    (!chosen.is_empty()).then_some(canvas)
}

/// Whole years under a picture.
fn years_below(canvas: &mut Canvas, (first, last): (f64, f64), x: &dyn Fn(f64) -> f64, bottom: f64) {
    let mut tick = first;
    while tick <= last {
        canvas.text(Label::new(raw(tick), x(tick), bottom + 24.0, TICK).anchored(Anchor::Middle).coloured(FAINT));
        tick += 1.0;
    }
}

/// The marks of a row: bounds and interval for the headline, a dot a scenario, each with its number.
fn row(canvas: &mut Canvas, view: &View<'_>, x: &dyn Fn(f64) -> f64, (first, y, scores): (bool, f64, &[Option<f64>])) {
    for (c, card) in view.cards().iter().enumerate().filter(|_| first) {
        let [least, most] = card.bounds;
        if card.score.is_some() && most > least {
            canvas.bar([x(least), y - 11.0, x(most), y + 11.0], GRID);
        }
        if let Drawn::Interval(i) = card.interval {
            canvas.line(vec![(x(i.low), y), (x(i.high), y)], view.series[c].style.colour, 5.0);
        }
    }
    let mut dots: Vec<(f64, usize)> = scores.iter().enumerate().filter_map(|(c, s)| Some(((*s)?, c))).collect();
    dots.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut taken = 0.0_f64;
    for (points, c) in &dots {
        canvas.mark(x(*points), y, 12.0, view.series[*c].style);
        // A number that has no room beside the one before moves to the right of it.
        let half = 32.0;
        let at = x(*points).clamp(EDGE + half, WIDTH - EDGE - half).max(taken + half);
        if at + half > WIDTH {
            continue;
        }
        taken = at + half;
        let colour = mix(view.series[*c].style.colour, INK, 0.45);
        let label = Label::new(score(*points), at, y - 32.0, TEXT).bold();
        canvas.text(label.anchored(Anchor::Middle).coloured(colour));
    }
    if dots.is_empty() {
        canvas.text(Label::new(view.words().no_score(), EDGE, y, TICK).coloured(FAINT));
    }
}

/// The headline over years since each era's first day; the dimensions stand in the table.
fn path(view: &View<'_>) -> Option<Canvas> {
    let points = || view.series.iter().flat_map(|s| s.path);
    let years: Vec<f64> = points().filter_map(|p| p.years_since_spark).collect();
    let (first, last) =
        (years.iter().copied().fold(0.0, f64::min).floor(), years.iter().copied().fold(1.0, f64::max).ceil());
    if years.is_empty() {
        return None;
    }
    let mut canvas = start();
    let top = legend(&mut canvas, view, 0.0) + 20.0;
    let (left, right, bottom) = (EDGE + 48.0, WIDTH - EDGE - 60.0, top + 420.0);
    let x = |years: f64| left + (right - left) * (years - first) / (last - first);
    let y = |points: f64| bottom - (bottom - top) * points / 100.0;
    for tick in [0.0, 25.0, 50.0, 75.0, 100.0] {
        canvas.line(vec![(left, y(tick)), (right, y(tick))], GRID, 2.0);
        canvas.text(Label::new(raw(tick), left - 12.0, y(tick), TICK).anchored(Anchor::End).coloured(FAINT));
    }
    years_below(&mut canvas, (first, last), &x, bottom);
    canvas.text(Label::new(view.words().years(), left, bottom + 58.0, TICK).coloured(FAINT));
    let mut order: Vec<&Series<'_>> = view.series.iter().collect();
    order.sort_by_key(|s| std::cmp::Reverse(s.path.len()));
    let place = |p: &PathPoint| p.years_since_spark.zip(p.score).map(|(t, s)| (x(t), y(s)));
    for series in order {
        for (n, pair) in series.path.windows(2).enumerate() {
            if let Some((from, to)) = place(&pair[0]).zip(place(&pair[1])) {
                canvas.trace(vec![from, to], view.step(series, n + 1), 5.0);
            }
        }
        if let Some(at) = series.path.last().and_then(place) {
            canvas.mark(at.0, at.1, 12.0, series.style);
            let said = series.path.last().and_then(|p| p.score).map(score).unwrap_or_default();
            canvas.text(Label::new(said, at.0 + 18.0, at.1, TEXT).bold().coloured(mix(series.style.colour, INK, 0.45)));
        }
    }
    canvas.height = bottom + 84.0;
    Some(canvas)
}
