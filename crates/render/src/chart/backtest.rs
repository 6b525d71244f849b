//! A backtest as charts: the ROC curve, and the score over time with episodes and warnings.

use super::axis::{Scale, grid, years};
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::measure::{first_lines, lines_of};
use super::palette::{AI, Colour, EPISODE, FAINT, GRID, INK, NO_DATA, RIGHT, WALKED, WINDOW, WRONG, part};
use super::words::{Words, words};
use super::{Chart, Kind};
use crate::locale::Locale;
use crate::page::{measure_title, raw, short_date, statistic};
use froth_panel::backtest::{Backtest, Judged, Kind as Measured, Label as RowLabel, RocPoint, ShownRow};
use jiff::civil::Date;

/// The most dimensions beside the score in a ROC chart.
const DIMENSIONS: usize = 6;

/// The model and the file that a chart of a backtest names at its foot.
#[derive(Debug, Clone, PartialEq)]
pub struct BacktestOf {
    /// Name and version of the model.
    pub model: String,
    /// Where the data come from.
    pub source: String,
}

/// Draws the ROC curves of the score and of its dimensions.
pub fn roc(of: &Backtest, from: &BacktestOf, locale: &Locale) -> Chart {
    let words = words(locale.language);
    let [nearest, farthest] = of.horizon;
    let subtitle = words.roc(nearest, farthest, &of.event);
    let mut frame = Frame::new(Kind::Roc, roc_title(of, words), &subtitle);
    let mut data = vec![row(&["measure", "threshold", "false_alarm_rate", "hit_rate"])];
    for (m, curve) in &of.shown.curves {
        for point in curve {
            let numbers = [point.threshold, point.false_alarms, point.hits].map(|x| number(Some(x)));
            data.push(row(&[&of.measures[*m].id, &numbers[0], &numbers[1], &numbers[2]]));
        }
    }
    let size = 740.0;
    let (left, top) = (MARGIN + 180.0, frame.top + 10.0);
    let (right, bottom) = (left + size, top + size);
    let at = |false_alarms: f64, hits: f64| (left + size * false_alarms, bottom - size * hits);
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        frame.canvas.line(vec![at(0.0, tick), at(1.0, tick)], GRID, 2.0);
        frame.canvas.line(vec![at(tick, 0.0), at(tick, 1.0)], GRID, 2.0);
        let text = format!("{:.0} %", 100.0 * tick);
        let side = Label::new(text.clone(), left - 10.0, at(0.0, tick).1, SMALL);
        frame.canvas.text(side.anchored(Anchor::End).coloured(FAINT));
        let below = Label::new(text, at(tick, 0.0).0, bottom + 20.0, SMALL);
        frame.canvas.text(below.anchored(Anchor::Middle).coloured(FAINT));
    }
    let across = Label::new(words.calm_warned(), left + size / 2.0, bottom + 52.0, BODY);
    frame.canvas.text(across.anchored(Anchor::Middle).coloured(FAINT));
    let up = lines_of(words.wanted_warned(), SMALL, false, 100.0);
    frame.block(up, &Label::new("", MARGIN, top + size * 0.375, SMALL).coloured(FAINT));
    frame.canvas.line(vec![at(0.0, 0.0), at(1.0, 1.0)], NO_DATA, 3.0);

    let drawn =
        of.shown.curves.iter().filter(|(m, _)| of.measures[*m].kind != Measured::Indicator).take(DIMENSIONS + 1);
    let drawn: Vec<(&Judged, &[RocPoint])> = drawn.map(|(m, c)| (&of.measures[*m], c.as_slice())).collect();
    // The score last, on top of the others.
    for (k, (measure, curve)) in drawn.iter().enumerate().rev() {
        let mut points = vec![at(0.0, 0.0)];
        points.extend(curve.iter().map(|p| at(p.false_alarms, p.hits)));
        frame.canvas.line(points, colour(measure, k), if measure.kind == Measured::Score { 5.0 } else { 2.0 });
    }
    let point = of.by_period.as_ref().and_then(|by| by.false_alarm_rate.share.zip(by.hit_rate.share));
    if let (Some(_), Some((false_alarms, hits))) = (of.threshold, point) {
        let (x, y) = at(false_alarms, hits);
        frame.canvas.dot(x, y, 9.0, INK);
    }
    let (x, room) = (right + 50.0, MARGIN + INNER - right - 50.0);
    let mut y = top + 10.0;
    let names: Vec<&str> = drawn
        .iter()
        .map(|(m, _)| if m.kind == Measured::Score { words.score() } else { measure_title(m, locale) })
        .collect();
    let names = labels(&names, Room { size: BODY, bold: true, width: room - 40.0, lines: 2 });
    for ((k, (measure, _)), lines) in drawn.iter().enumerate().zip(names) {
        let is_score = measure.kind == Measured::Score;
        frame.canvas.bar([x, y - 10.0, x + 28.0, y + 10.0], colour(measure, k));
        let count = lines.len();
        for (l, line) in lines.into_iter().enumerate() {
            let label = Label::new(line, x + 38.0, y + BODY * 1.2 * l as f64, BODY);
            frame.canvas.text(if is_score { label.bold() } else { label });
        }
        y += BODY * 1.2 * count as f64;
        for line in lines_of(&told(measure, words), SMALL, false, room - 40.0) {
            frame.canvas.text(Label::new(line, x + 38.0, y, SMALL).coloured(FAINT));
            y += SMALL * 1.3;
        }
        if let Some(threshold) = of.threshold.filter(|_| is_score && point.is_some()) {
            frame.canvas.dot(x + 46.0, y + 4.0, 7.0, INK);
            let text = words.at_threshold(raw(threshold));
            frame.canvas.text(Label::new(text, x + 62.0, y + 4.0, SMALL).coloured(FAINT));
            y += SMALL * 1.5;
        }
        y += 20.0;
    }
    foot(frame, from, of, words, (bottom + 64.0).max(y), data).typeset(locale.language)
}

fn colour(measure: &Judged, k: usize) -> Colour {
    if measure.kind == Measured::Score { AI } else { part(if k == 0 { 1 } else { k }) }
}

/// AUROC with its interval, and how much it rests on.
fn told(measure: &Judged, words: Words) -> String {
    let auroc = measure.auroc.map_or_else(|| "-".to_owned(), statistic);
    let interval = match (measure.auroc_low, measure.auroc_high) {
        (Some(low), Some(high)) => words.auroc_interval(statistic(low), statistic(high)),
        _ => String::new(),
    };
    words.auroc_of(&auroc, &interval, measure.episodes)
}

fn roc_title(of: &Backtest, words: Words) -> String {
    let Some(auroc) = of.auroc else { return words.no_auroc().to_owned() };
    let interval = match (of.auroc_low, of.auroc_high) {
        (Some(low), Some(high)) => words.auroc_interval(statistic(low), statistic(high)),
        _ => String::new(),
    };
    let auroc = statistic(auroc);
    match (of.inconclusive, of.auroc_low, of.auroc_high) {
        (true, ..) => words.roc_too_few(auroc, interval, of.episodes),
        (false, Some(low), _) if low > 0.5 => words.roc_better(auroc, interval, of.episodes),
        (false, _, Some(high)) if high < 0.5 => words.roc_worse(auroc, interval, of.episodes),
        _ => words.roc_chance(auroc, interval, of.episodes),
    }
}

/// Draws the score over time with episodes, the periods that should warn, and warnings: of a backtest of one entity, and without
/// any row of several.
pub fn signal(of: &Backtest, from: &BacktestOf, locale: &Locale) -> Chart {
    let rows = of.shown.lines.first().map_or(&[][..], |line| line.rows.as_slice());
    let words = words(locale.language);
    let [nearest, farthest] = of.horizon;
    let subtitle =
        if of.horizon == [0, 0] { words.signal_within(&of.event) } else { words.signal(&of.event, nearest, farthest) };
    let mut frame = Frame::new(Kind::Signal, signal_title(of, words), &subtitle);
    let walked = of.walk_forward.is_some();
    let mut entries = vec![(words.score().to_owned(), AI), (words.episode().to_owned(), EPISODE)];
    if of.horizon != [0, 0] {
        entries.push((words.should_warn().to_owned(), WINDOW));
    }
    if let Some(threshold) = of.threshold {
        entries.push((words.at_threshold(raw(threshold)), INK));
        entries.push((words.right_warning().to_owned(), RIGHT));
        entries.push((words.false_warning().to_owned(), WRONG));
        entries.push((words.other_warning().to_owned(), NO_DATA));
    }
    if walked {
        entries.push((words.walked().to_owned(), WALKED));
    }
    frame.legend(&entries);

    let (left, right) = (MARGIN + 96.0, MARGIN + INNER - 12.0);
    let (top, bottom) = (frame.top + 20.0, frame.top + 500.0);
    let dates: Vec<Date> = rows.iter().map(|r| r.date).collect();
    let first = dates.first().copied().unwrap_or_default();
    let day = |date: Date| f64::from((date - first).get_days());
    let whole = dates.last().map_or(1.0, |last| day(*last)).max(1.0);
    let x = |date: Date| left + (right - left) * (day(date) / whole).clamp(0.0, 1.0);
    // From a row to the one after it.
    let edges: Vec<f64> = dates.iter().map(|d| x(*d)).collect();
    let width = (right - left) / dates.len().max(1) as f64;
    let span = |from: usize, to: usize| {
        let ends = (edges[from] - width / 2.0, edges[to] + width / 2.0);
        (ends.0.max(left), ends.1.max(ends.0 + 2.0).min(right))
    };
    let shade = |frame: &mut Frame, colour: Colour, is: &dyn Fn(&ShownRow) -> bool, (top, bottom): (f64, f64)| {
        for (from, to) in runs(rows, is) {
            let (from, to) = span(from, to);
            frame.canvas.bar([from.min(to), top, to, bottom], colour);
        }
    };
    let panel = (top, bottom);
    shade(&mut frame, WINDOW, &|r| matches!(r.label, RowLabel::Wanted(_)) && !r.in_episode, panel);
    shade(&mut frame, EPISODE, &|r| r.in_episode, panel);
    let scale = Scale::around(rows.iter().filter_map(|r| r.score).chain([0.0, 100.0]), 5.0);
    grid(&mut frame, &scale, panel, (left, right));
    let level = |value: f64| bottom - (bottom - top) * scale.share(value);
    let draw = |frame: &mut Frame, value: &dyn Fn(&ShownRow) -> Option<f64>, colour: Colour, width: f64| {
        let mut run = Vec::new();
        for (row, x) in rows.iter().zip(&edges) {
            match value(row) {
                Some(value) => run.push((*x, level(value))),
                None => frame.canvas.line(std::mem::take(&mut run), colour, width),
            }
        }
        frame.canvas.line(run, colour, width);
    };
    if let Some(threshold) = of.threshold.filter(|t| (scale.low..=scale.high).contains(t)) {
        frame.canvas.line(vec![(left, level(threshold)), (right, level(threshold))], INK, 2.0);
    }
    draw(&mut frame, &|r| r.walk_forward.map(|t| t.clamp(scale.low, scale.high)), WALKED, 2.0);
    draw(&mut frame, &|r| r.score, AI, 3.0);
    let mut end = bottom;
    if of.threshold.is_some() {
        let strip = (bottom + 10.0, bottom + 36.0);
        let warned = |r: &ShownRow| r.warned == Some(true);
        shade(&mut frame, NO_DATA, &|r| warned(r) && !matches!(r.label, RowLabel::Calm | RowLabel::Wanted(_)), strip);
        shade(&mut frame, WRONG, &|r| warned(r) && r.label == RowLabel::Calm, strip);
        shade(&mut frame, RIGHT, &|r| warned(r) && matches!(r.label, RowLabel::Wanted(_)), strip);
        let label = Label::new(words.warnings(), left - 10.0, f64::midpoint(strip.0, strip.1), SMALL);
        frame.canvas.text(label.anchored(Anchor::End).coloured(FAINT));
        end = strip.1;
    }
    years(&mut frame, &dates, &x, end);
    let mut data = vec![row(&["date", "score", "label", "episode", "warned", "threshold", "walk_forward_threshold"])];
    for r in rows {
        let warned = r.warned.map(|w| w.to_string()).unwrap_or_default();
        let numbers = [number(r.score), number(of.threshold), number(r.walk_forward)];
        let episode = r.in_episode.to_string();
        data.push(row(&[
            &r.date.to_string(),
            &numbers[0],
            r.label.as_str(),
            &episode,
            &warned,
            &numbers[1],
            &numbers[2],
        ]));
    }
    foot(frame, from, of, words, end + 34.0, data).typeset(locale.language)
}

/// First and last places of runs of rows.
fn runs(rows: &[ShownRow], is: &dyn Fn(&ShownRow) -> bool) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (place, _) in rows.iter().enumerate().filter(|(_, r)| is(r)) {
        match found.last_mut() {
            Some(last) if last.1 + 1 == place => last.1 = place,
            _ => found.push((place, place)),
        }
    }
    found
}

fn signal_title(of: &Backtest, words: Words) -> String {
    match (of.hits, of.false_alarms) {
        (Some(hits), Some(false_alarms)) => words.signal_counted(hits, of.episodes, false_alarms),
        _ if of.inconclusive => {
            let auroc = of.auroc.map_or_else(|| "-".to_owned(), statistic);
            words.signal_too_few(of.episodes, auroc)
        }
        _ => words.signal_useless().to_owned(),
    }
}

fn foot(frame: Frame, from: &BacktestOf, of: &Backtest, words: Words, bottom: f64, data: Vec<Vec<String>>) -> Chart {
    let dates: Vec<Date> = of.shown.lines.iter().flat_map(|l| l.rows.iter().map(|r| r.date)).collect();
    let day = |date: Date| if dates.is_empty() { date.to_string() } else { short_date(date, &dates) };
    let b = &of.bootstrap;
    let sample = words.backtest_foot(day(of.from), day(of.to), raw(b.replications as f64), raw(b.block), b.seed);
    let sources = words.sources(&from.source);
    let text = format!("froth · {}{}{} · {sample}{sources}", words.model(), words.colon(), from.model);
    let lines = first_lines(&text, SMALL, false, INNER, 4);
    frame.foot(lines, bottom, data)
}
