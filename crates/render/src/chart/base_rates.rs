//! Base rates as charts: shares by threshold, and the prices around each run-up.

use super::axis::{Scale, grid};
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, as_title, number, row};
use super::measure::lines_of;
use super::palette::{AI, Colour, DOTCOM, FAINT, GRID, INK, NO_DATA, PAPER};
use super::words::{Words, words};
use super::{Chart, Kind};
use crate::locale::Locale;
use crate::page::{base_rate_said, base_rates_rows, periods, raw};
use froth_core::number::share;
use froth_panel::base_rates::{BaseRate, BaseRates, Ends, Episode};
use froth_series::composite::median;

/// Height of a panel.
const TALL: f64 = 420.0;
/// The most rises with a panel of paths.
const MOST_PANELS: usize = 4;
/// More paths than these are a cloud.
const MANY: usize = 40;

/// Draws the share that fell by rise, its intervals, and the share of all rows.
pub fn base_rates(of: &BaseRates, file: &str, locale: &Locale) -> Chart {
    let words = words(locale.language);
    let mut frame = Frame::new(Kind::BaseRates, title(of, locale), words.base_rates());
    frame.legend(&[(words.fell_after().to_owned(), DOTCOM), (words.fell_anyway().to_owned(), AI)]);
    let (left, right) = (MARGIN + 96.0, MARGIN + INNER - 12.0);
    let (top, bottom) = (frame.top + 20.0, frame.top + 20.0 + TALL);
    let highest =
        of.rates.iter().flat_map(|rate| [widest(rate).map(|e| 100.0 * e.high), rate.unconditional.map(|x| 100.0 * x)]);
    let high = Scale::around(highest.flatten().chain([0.0, 20.0]), 5.0).high.min(100.0);
    let scale = Scale { low: 0.0, high, step: if high > 50.0 { 20.0 } else { 10.0 } };
    grid(&mut frame, &scale, (top, bottom), (left, right));
    let y = |x: f64| bottom - (bottom - top) * scale.share(100.0 * x);
    let wide = (right - left) / of.rates.len().max(1) as f64;
    for (k, rate) in of.rates.iter().enumerate() {
        let middle = left + wide * (k as f64 + 0.5);
        if let Some(x) = rate.unconditional {
            let half = (0.42 * wide).min(120.0);
            frame.canvas.line(vec![(middle - half, y(x)), (middle + half, y(x))], AI, 5.0);
        }
        if let Some(ends) = widest(rate) {
            frame.canvas.line(vec![(middle, y(ends.low)), (middle, y(ends.high))], DOTCOM, 3.0);
        }
        if let (Some(low), Some(high)) = (rate.low, rate.high) {
            frame.canvas.line(vec![(middle, y(low)), (middle, y(high))], DOTCOM, 9.0);
        }
        if let Some(x) = rate.share {
            frame.canvas.dot(middle, y(x), 13.0, DOTCOM);
            // Beside the dot, but clear of the line of all rows.
            let line = rate.unconditional.map_or(f64::NEG_INFINITY, y);
            let near = (y(x) - line).abs() < BODY;
            let at = if near { line.min(y(x)) - BODY } else { y(x) };
            frame.canvas.text(Label::new(share(x), middle + 22.0, at, BODY).bold());
        }
        let rise = words.rise_in(raw(rate.rise), periods(rate.within, of.step, locale).trim());
        let below = Label::new(rise, middle, bottom + 26.0, BODY);
        frame.canvas.text(below.anchored(Anchor::Middle));
        let cases = words.cases(rate.falls, rate.finished());
        let below = Label::new(cases, middle, bottom + 54.0, SMALL);
        frame.canvas.text(below.anchored(Anchor::Middle).coloured(FAINT));
    }
    frame.foot(foot(of, file, words), bottom + 70.0, base_rates_rows(of))
}

/// The widest interval there is: of entities, or of dates.
fn widest(rate: &BaseRate) -> Option<Ends> {
    let wilson = rate.low.zip(rate.high).map(|(low, high)| Ends { low, high });
    let all = [wilson, rate.by_entity, rate.by_date].into_iter().flatten();
    all.max_by(|a, b| (a.high - a.low).total_cmp(&(b.high - b.low)))
}

fn title(of: &BaseRates, locale: &Locale) -> String {
    // The rise with the most to say: the largest with a share.
    let told = of.rates.iter().rev().find(|rate| rate.finished() > 1).or(of.rates.first());
    let text = told
        .map(|rate| base_rate_said(&BaseRate { open: 0, runups: rate.finished(), ..rate.clone() }, of.step, locale));
    as_title(&text.unwrap_or_default())
}

fn foot(of: &BaseRates, file: &str, words: Words) -> Vec<String> {
    let b = &of.bootstrap;
    let text =
        words.base_rates_foot(file, of.from, of.to, of.entities, raw(b.replications as f64), raw(b.block), b.seed);
    lines_of(&text, SMALL, false, INNER)
}

/// Draws the prices around every run-up, 100 at its date, a panel a rise.
pub fn runups(of: &BaseRates, file: &str, locale: &Locale) -> Chart {
    let words = words(locale.language);
    let mut frame = Frame::new(Kind::Runups, title(of, locale), &words.runups(MANY));
    frame.legend(&[
        (words.path_fell().to_owned(), DOTCOM),
        (words.path_stood().to_owned(), AI),
        (words.path_open().to_owned(), NO_DATA),
    ]);
    let mut data = vec![row(&["entity", "date", "rise", "within", "fell", "open", "row", "price"])];
    let mut bottom = frame.top;
    for rate in of.rates.iter().filter(|rate| rate.runups > 0).take(MOST_PANELS) {
        let shown: Vec<&Episode> =
            of.episodes.iter().filter(|e| e.threshold == rate.rise && e.within == rate.within).collect();
        let heading = words.rise_in(raw(rate.rise), periods(rate.within, of.step, locale).trim());
        let heading = words.panel_of(heading, words.cases(rate.falls, rate.finished()));
        frame.canvas.text(Label::new(heading, MARGIN, bottom + 24.0, BODY).bold());
        bottom = paths(&mut frame, rate, &shown, bottom + 52.0);
        for episode in shown {
            let date = episode.date.to_string();
            let same = [
                data_of(episode.threshold),
                rate.within.to_string(),
                episode.fell.to_string(),
                episode.open.to_string(),
            ];
            for (k, price) in episode.path.iter().enumerate() {
                let at = number(Some(k as f64 - rate.within as f64));
                data.push(row(&[
                    &episode.entity,
                    &date,
                    &same[0],
                    &same[1],
                    &same[2],
                    &same[3],
                    &at,
                    &number(price.map(|x| 100.0 * x)),
                ]));
            }
        }
    }
    frame.foot(foot(of, file, words), bottom + 20.0, data)
}

fn data_of(x: f64) -> String {
    number(Some(x))
}

/// The paths of a rise on a scale of doublings; gives where they end.
fn paths(frame: &mut Frame, rate: &BaseRate, episodes: &[&Episode], top: f64) -> f64 {
    let (left, right, bottom) = (MARGIN + 96.0, MARGIN + INNER - 12.0, top + TALL);
    let doublings = episodes.iter().flat_map(|e| e.path.iter().flatten()).map(|x| x.log2());
    let (low, high) = doublings.fold((-1.0f64, 1.0f64), |(low, high), x| (low.min(x.floor()), high.max(x.ceil())));
    // What doubles more than eight times would hide the rest.
    let (low, high) = (low.max(-8.0), high.min(8.0));
    let scale = Scale { low, high, step: 1.0 };
    let y = |x: f64| bottom - (bottom - top) * scale.share(x.log2());
    for tick in scale.ticks() {
        let at = y(tick.exp2());
        frame.canvas.line(vec![(left, at), (right, at)], if tick == 0.0 { NO_DATA } else { GRID }, 2.0);
        let text = raw(100.0 * tick.exp2());
        frame.canvas.text(Label::new(text, left - 10.0, at, SMALL).anchored(Anchor::End).coloured(FAINT));
    }
    let whole = (rate.within + rate.horizon).max(1) as f64;
    let x = |k: usize| left + (right - left) * k as f64 / whole;
    frame.canvas.line(vec![(x(rate.within), top), (x(rate.within), bottom)], INK, 2.0);
    for (k, text) in [
        (0, format!("\u{2212}{}", rate.within)),
        (rate.within, "0".to_owned()),
        (rate.within + rate.horizon, format!("+{}", rate.horizon)),
    ] {
        frame.canvas.text(Label::new(text, x(k), bottom + 22.0, SMALL).anchored(Anchor::Middle).coloured(FAINT));
    }
    // Many paths are a cloud: thin, in the order of the list, so that no colour hides the other, with the medians over them.
    let many = episodes.len() > MANY;
    let mut sorted: Vec<&Episode> = episodes.to_vec();
    if !many {
        sorted.sort_by_key(|e| (e.fell && !e.open, !e.open));
    }
    let at = |k: usize, price: f64| (x(k), y(price));
    for episode in sorted {
        for points in unbroken(&episode.path, &at) {
            frame.canvas.line(points, colour(episode), if many { 0.8 } else { 3.0 });
        }
    }
    if many {
        for fell in [false, true] {
            let group: Vec<&Episode> = episodes.iter().filter(|e| !e.open && e.fell == fell).copied().collect();
            let middle: Vec<Option<f64>> = (0..=rate.within + rate.horizon)
                .map(|k| median(&mut group.iter().filter_map(|e| *e.path.get(k)?).collect::<Vec<_>>()))
                .collect();
            for points in unbroken(&middle, &at) {
                frame.canvas.line(points.clone(), PAPER, 10.0);
                frame.canvas.line(points, if fell { DOTCOM } else { AI }, 6.0);
            }
        }
    }
    bottom + 40.0
}

/// A path as lines, broken where a price is missing.
fn unbroken(path: &[Option<f64>], at: &dyn Fn(usize, f64) -> (f64, f64)) -> Vec<Vec<(f64, f64)>> {
    let mut lines: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (k, price) in path.iter().enumerate() {
        match (price, lines.last_mut()) {
            (Some(price), Some(line)) => line.push(at(k, *price)),
            _ => lines.push(Vec::new()),
        }
    }
    lines.retain(|line| line.len() > 1);
    lines
}

fn colour(episode: &Episode) -> Colour {
    match (episode.open, episode.fell) {
        (true, _) => NO_DATA,
        (false, true) => DOTCOM,
        (false, false) => AI,
    }
}
