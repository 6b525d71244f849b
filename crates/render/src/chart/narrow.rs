//! Charts for a page as narrow as a phone: text as large beside them as that of the page, names above their rows.

use super::Kind;
use super::canvas::{Anchor, Canvas, Label};
use super::measure::lines_of;
use super::palette::{FAINT, GRID, INK, mix};
use super::rows;
use super::view::{Series, View};
use crate::locale::Locale;
use crate::page::{raw, score};
use froth_core::analysis::Analysis;
use froth_core::score::Drawn;

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

fn score_rows(view: &View<'_>) -> Canvas {
    let mut canvas = start();
    let top = legend(&mut canvas, view, 0.0) + 10.0;
    let x = |points: f64| EDGE + (WIDTH - 2.0 * EDGE) * points / 100.0;
    let rows = rows::rows(view);
    let names: Vec<Vec<String>> = rows.iter().map(|(name, _)| lines_of(name, TEXT, true, WIDTH - 2.0 * EDGE)).collect();
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
    for (n, ((_, scores), lines)) in rows.iter().zip(names).enumerate() {
        let down = lines.len() as f64;
        for (i, line) in lines.into_iter().enumerate() {
            canvas.text(Label::new(line, EDGE, y + TEXT * (0.7 + 1.25 * i as f64), TEXT).bold());
        }
        let middle = y + TEXT * 1.25 * down + 62.0;
        row(&mut canvas, view, &x, (n == 0, middle, scores));
        y += heights[n];
    }
    canvas.height = bottom + TICK * 2.0;
    canvas
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
    let mut tick = first;
    while tick <= last {
        canvas.text(Label::new(raw(tick), x(tick), bottom + 24.0, TICK).anchored(Anchor::Middle).coloured(FAINT));
        tick += 1.0;
    }
    canvas.text(Label::new(view.words().years(), left, bottom + 58.0, TICK).coloured(FAINT));
    let mut order: Vec<&Series<'_>> = view.series.iter().collect();
    order.sort_by_key(|s| std::cmp::Reverse(s.path.len()));
    let place = |p: &froth_core::score::PathPoint| p.years_since_spark.zip(p.score).map(|(t, s)| (x(t), y(s)));
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
