//! Monitors: the series above, then each detector's statistic against its boundary, alarms marked.

use super::axis::{Scale, grid, years};
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::measure::{first_lines, width_of};
use super::palette::{AI, DOTCOM, INK, NO_DATA};
use super::words::{Words, words};
use super::{Chart, Kind};
use crate::locale::Language;
use crate::page::{detector_name, first_alarm, raw, short_date};
use froth_panel::exuberance::monitor::{Monitored, Seen, Series};
use jiff::civil::Date;

/// The most series on one page.
const MOST: usize = 3;

/// The fewest rows of training that are drawn.
const FEWEST: usize = 24;

/// Heights of the panel of a series and of a detector.
const LEVEL: f64 = 260.0;
const TEST: f64 = 150.0;

/// Draws monitors; `file` is what the foot names as their source.
pub fn monitor(of: &Monitored, file: &str, language: Language) -> Chart {
    let words = words(language);
    let mut subtitle = words.monitor_subtitle(of.method.from, raw(100.0 - of.method.level));
    if of.series.len() > MOST {
        subtitle.push_str(&words.exuberance_first(MOST, of.series.len()));
    }
    let mut frame = Frame::new(Kind::Monitor, title(of, words), &subtitle);
    frame.legend(&[
        (words.monitor_statistic().to_owned(), AI),
        (words.monitor_boundary().to_owned(), DOTCOM),
        (words.monitor_training().to_owned(), NO_DATA),
    ]);
    let mut data = vec![row(&["series", "date", "value", "detector", "statistic", "boundary", "alarm"])];
    let mut bottom = frame.top;
    let shown = &of.series[..of.series.len().min(MOST)];
    let name = |one: &Series| if one.log { words.logarithm(&one.name) } else { one.name.clone() };
    let names: Vec<String> = shown.iter().map(name).collect();
    for (one, heading) in shown.iter().zip(labels(&names, Room::line(BODY, true, INNER))) {
        bottom = panels(&mut frame, one, of.method.from, &heading.concat(), bottom + 30.0, words);
    }
    of.series.iter().for_each(|one| rows(one, &mut data));
    let foot = words.monitor_of(file, raw(of.method.replications as f64), of.method.seed);
    let lines = first_lines(&foot, SMALL, false, INNER, 4);
    frame.foot(lines, bottom, data).typeset(language)
}

fn title(of: &Monitored, words: Words) -> String {
    let [one] = of.series.as_slice() else {
        let fired = of.series.iter().filter(|one| first_alarm(one).is_some()).count();
        return words.monitor_some(fired, of.series.len());
    };
    let fired = one.detectors.iter().filter(|seen| seen.alarm.is_some()).count();
    match first_alarm(one).and_then(|seen| Some((seen, seen.alarm?))) {
        Some((seen, date)) => words.monitor_fired(
            &one.name,
            short_date(date, &one.all_dates),
            detector_name(seen.detector),
            fired,
            one.detectors.len(),
        ),
        None => words.monitor_quiet(&one.name, one.horizon - one.left),
    }
}

/// The panels of a series; gives where they end.
fn panels(frame: &mut Frame, one: &Series, from: Date, heading: &str, top: f64, words: Words) -> f64 {
    let (left, right) = (MARGIN + 96.0, MARGIN + INNER - 12.0);
    // As much of the training as of the monitor, and nothing beyond the horizon.
    let trained = one.all_dates.partition_point(|date| *date <= from);
    let last = one.dates.last().map_or(trained, |last| one.all_dates.partition_point(|date| date <= last));
    let begin = trained.saturating_sub((last - trained).max(FEWEST));
    let (dates, values) = (&one.all_dates[begin..last], &one.values[begin..last]);
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return top };
    let day = |date: Date| f64::from((date - *first).get_days());
    let whole = day(*last).max(1.0);
    let x = |date: Date| left + (right - left) * (day(date) / whole).clamp(0.0, 1.0);
    frame.canvas.text(Label::new(heading, MARGIN, top + BODY / 2.0, BODY).bold());
    let level = (top + BODY + 26.0, top + BODY + 26.0 + LEVEL);
    let trained = x(from);
    let shade = |frame: &mut Frame, (top, bottom): (f64, f64)| {
        if trained > left {
            let corners = vec![(left, top), (trained, top), (trained, bottom), (left, bottom)];
            frame.canvas.area(corners, NO_DATA, 0.35);
        }
    };
    shade(frame, level);
    let scale = Scale::around(values.iter().copied(), 4.0);
    grid(frame, &scale, level, (left, right));
    let place = |scale: &Scale, (top, bottom): (f64, f64), value: f64| bottom - (bottom - top) * scale.share(value);
    let points = dates.iter().zip(values).map(|(d, v)| (x(*d), place(&scale, level, *v)));
    frame.canvas.line(points.collect(), INK, 3.0);
    let mut bottom = level.1;
    for seen in &one.detectors {
        let heading = bottom + 34.0;
        let panel = (heading + 24.0, heading + 24.0 + TEST);
        shade(frame, panel);
        let tests = Scale::around(seen.statistic.iter().flatten().chain(&seen.boundary).copied().chain([0.0]), 3.0);
        grid(frame, &tests, panel, (left, right));
        let at = |date: &Date, value: f64| (x(*date), place(&tests, panel, value));
        let line = one.dates.iter().zip(&seen.boundary).map(|(date, value)| at(date, *value)).collect();
        frame.canvas.line(line, DOTCOM, 3.0);
        let mut run = Vec::new();
        for (date, value) in one.dates.iter().zip(&seen.statistic) {
            match value {
                Some(value) => run.push(at(date, *value)),
                None => frame.canvas.line(std::mem::take(&mut run), AI, 3.0),
            }
        }
        if let [(x, y)] = run[..] {
            frame.canvas.dot(x, y, 6.0, AI);
        }
        frame.canvas.line(run, AI, 3.0);
        named(frame, one, seen, heading, (left, right), words);
        if let Some(date) = seen.alarm.filter(|date| date >= first) {
            let x = x(date);
            frame.canvas.line(vec![(x, panel.0), (x, panel.1)], INK, 2.0);
            if let Some(value) = one.dates.iter().position(|d| *d == date).and_then(|row| seen.statistic[row]) {
                frame.canvas.dot(x, place(&tests, panel, value), 9.0, DOTCOM);
            }
        }
        bottom = panel.1;
    }
    years(frame, dates, &x, bottom);
    bottom + 34.0
}

/// The name of a detector on the left of its panel's head, its alarm on the right.
fn named(frame: &mut Frame, one: &Series, seen: &Seen, y: f64, (left, right): (f64, f64), words: Words) {
    let name = detector_name(seen.detector);
    frame.canvas.text(Label::new(name, left, y, SMALL).bold());
    let told = match seen.alarm {
        Some(date) => words.monitor_alarm(short_date(date, &one.all_dates)),
        None => words.monitor_none().to_owned(),
    };
    if width_of(name, SMALL, true) + width_of(&told, SMALL, false) + 40.0 < right - left {
        frame.canvas.text(Label::new(told, right, y, SMALL).anchored(Anchor::End));
    }
}

/// The numbers behind the picture: a row a date of the series, and a row a detector and date.
fn rows(one: &Series, data: &mut Vec<Vec<String>>) {
    for (date, value) in one.all_dates.iter().zip(&one.values) {
        data.push(row(&[&one.name, &date.to_string(), &number(Some(*value)), "", "", "", ""]));
    }
    for seen in &one.detectors {
        for ((date, statistic), boundary) in one.dates.iter().zip(&seen.statistic).zip(&seen.boundary) {
            let alarm = if seen.alarm == Some(*date) { "1" } else { "" };
            let name = seen.detector.as_str();
            let cells = [&one.name, &date.to_string(), "", name, &number(*statistic), &number(Some(*boundary)), alarm];
            data.push(row(&cells));
        }
    }
}
