//! Monitors as a page: which gave an alarm and when, how close the others are, how it is to be read.

use super::content::{Cell, Page, Part, Span, Table};
use super::exuberant::{short, statistic, told_apart};
use super::raw;
use crate::locale::Locale;
use froth_panel::exuberance::monitor::{Detector, Monitored, Seen, Series};

/// From this t-ratio on a training is said to drift upwards: 1 in 20 does so by chance.
const DRIFTS: f64 = 1.645;

/// Sentences first, then a row a detector, then how the alarms are to be read.
pub fn monitored(of: &Monitored, file: &str, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    page.parts.push(Part::Title(words.monitor_title(file)));
    let sentences = of.series.iter().flat_map(|one| said(one, locale));
    page.parts.push(Part::Lines(sentences.map(|s| vec![Span::plain(s)]).collect()));
    page.parts.push(Part::Lines(vec![vec![Span::faint(method(of, locale))]]));
    page.section(words.monitor_detectors(), detectors(of, locale));
    let mut notes = vec![words.monitor_rate(raw(100.0 - of.method.level))];
    notes.push(words.monitor_alarm().to_owned());
    page.parts.push(Part::Lines(notes.into_iter().map(|note| vec![Span::faint(note)]).collect()));
    page
}

/// The name of a detector, as the literature has it.
pub(crate) fn detector_name(of: Detector) -> &'static str {
    match of {
        Detector::Psy => "Phillips-Shi BSADF",
        Detector::Fluc => "Homm-Breitung FLUC",
        Detector::Cusum => "Homm-Breitung CUSUM",
        Detector::Sadf => "Kurozumi SADF",
        Detector::Gsadf40 => "Kurozumi GSADF 0.4",
        Detector::Gsadf80 => "Kurozumi GSADF 0.8",
    }
}

/// The first alarm of a series, and who gave it.
pub(crate) fn first_alarm(one: &Series) -> Option<&Seen> {
    one.detectors.iter().filter(|seen| seen.alarm.is_some()).min_by_key(|seen| seen.alarm_row)
}

fn said(one: &Series, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let day = |date| short(date, &one.all_dates);
    let seen = one.horizon - one.left;
    let alarms = one.detectors.iter().filter(|seen| seen.alarm.is_some()).count();
    let mut sentences = vec![match first_alarm(one).and_then(|first| Some((first, first.alarm?, first.alarm_row?))) {
        Some((first, date, row)) => {
            words.monitor_fired(&one.name, alarms, one.detectors.len(), day(date), row, detector_name(first.detector))
        }
        None => words.monitor_quiet(&one.name, one.detectors.len(), seen),
    }];
    sentences.push(words.monitor_training(one.training, one.horizon, one.left));
    let takes_drift = |seen: &Seen| matches!(seen.detector, Detector::Fluc | Detector::Cusum);
    if let Some(t) = one.drift.filter(|t| *t > DRIFTS && one.detectors.iter().any(takes_drift)) {
        sentences.push(words.monitor_drift(statistic(t)));
    }
    if one.beyond > 0 && one.left == 0 {
        sentences.push(words.monitor_beyond(one.beyond));
    }
    sentences
}

fn method(of: &Monitored, locale: &Locale) -> String {
    let words = locale.words();
    let drawn =
        words.monitor_method(of.method.from, raw(of.method.level), raw(of.method.replications as f64), of.method.seed);
    if of.method.resumed { words.monitor_resumed(drawn) } else { drawn }
}

fn detectors(of: &Monitored, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.series(), false),
        (words.monitor_detector(), false),
        (words.monitor_last(), true),
        (words.monitor_boundary(), true),
        (words.monitor_alarm_day(), false),
        (words.monitor_after(), true),
    ]);
    let shown = |x: Option<f64>| x.map_or_else(|| "-".to_owned(), statistic);
    for one in &of.series {
        for (place, seen) in one.detectors.iter().enumerate() {
            let last = (seen.statistic.last().copied().flatten(), seen.boundary.last().copied());
            let [value, line] = match last {
                (Some(value), Some(line)) => told_apart(value, line),
                (value, line) => [shown(value), shown(line)],
            };
            let alarm = seen.alarm.map(|date| short(date, &one.all_dates));
            table.push(vec![
                Cell::plain(if place == 0 { one.name.as_str() } else { "" }),
                Cell::plain(detector_name(seen.detector)),
                Cell::plain(value),
                Cell::plain(line),
                alarm.map_or_else(|| Cell::plain("-"), |day| Span::strong(day).into()),
                Cell::plain(seen.alarm_row.map_or_else(|| "-".to_owned(), |row| row.to_string())),
            ]);
        }
    }
    table
}

/// A row a detector, and a row a detector and date.
pub fn monitored_csv(of: &Monitored) -> String {
    let header = ["series", "kind", "detector", "date", "statistic", "boundary", "above"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for one in &of.series {
        for seen in &one.detectors {
            let name = seen.detector.as_str();
            let day = seen.alarm.map(|date| date.to_string()).unwrap_or_default();
            let above = if seen.alarm.is_some() { "1" } else { "0" };
            rows.push([&one.name, "alarm", name, &day, "", "", above].map(str::to_owned).to_vec());
            for ((date, statistic), boundary) in one.dates.iter().zip(&seen.statistic).zip(&seen.boundary) {
                let above = if statistic.is_some_and(|x| x > *boundary) { "1" } else { "0" };
                let statistic = statistic.map(|x| x.to_string()).unwrap_or_default();
                let cells = [&one.name, "row", name, &date.to_string(), &statistic, &boundary.to_string(), above];
                rows.push(cells.map(str::to_owned).to_vec());
            }
        }
    }
    super::data::csv_rows(rows)
}
