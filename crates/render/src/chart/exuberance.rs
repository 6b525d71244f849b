//! Series above, BSADF and what it is held against below, episodes shaded.

use super::axis::{Scale, grid, years};
use super::canvas::Label;
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::measure::first_lines;
use super::palette::{AI, Colour, DOTCOM, INK, NO_DATA};
use super::words::{Words, words};
use super::{Chart, Kind};
use crate::locale::Language;
use crate::page::{lags, level, p_value, raw, short_date, statistic, windows};
use froth_panel::exuberance::{Critical, Episode, Exuberance, LagChoice, Tested, Way};
use jiff::civil::Date;

/// The most series on one page.
pub const MOST_SERIES: usize = 8;

/// Heights of the two panels of a series.
const LEVEL: f64 = 330.0;
const TEST: f64 = 230.0;

/// Draws tests for explosive growth; `file` is what the foot names as their source.
pub fn exuberance(of: &Exuberance, file: &str, language: Language) -> Chart {
    let words = words(language);
    let mut frame = Frame::new(Kind::Exuberance, title(of, words), &subtitle(of, words));
    frame.legend(&legend(of, words));
    let mut data = vec![row(&["series", "date", "value", "bsadf", &format!("critical_{}", level(of)), "episode"])];
    let mut bottom = frame.top;
    let shown = &of.series[..of.series.len().min(MOST_SERIES)];
    let name = |one: &Tested| if one.log { words.logarithm(&one.name) } else { one.name.clone() };
    let names: Vec<String> = shown.iter().map(name).collect();
    for (one, heading) in shown.iter().zip(labels(&names, Room::line(BODY, true, INNER))) {
        bottom = panels(&mut frame, one, &heading.concat(), bottom + 30.0);
    }
    of.series.iter().for_each(|one| rows(one, &mut data));
    let lag = of.series.first().map_or_else(String::new, |one| match one.lag_choice {
        LagChoice::Bic => words.lag_bic(one.lag),
        LagChoice::Aic => words.lag_aic(one.lag),
        LagChoice::BicOnce => words.lag_once("BIC", lags(of)),
        LagChoice::AicOnce => words.lag_once("AIC", lags(of)),
        _ => words.lag_fixed(one.lag),
    });
    let foot = words.test_of(file, &lag, windows(of));
    let lines = first_lines(&foot, SMALL, false, INNER, 4);
    frame.foot(lines, bottom, data).typeset(language)
}

fn title(of: &Exuberance, words: Words) -> String {
    let [one] = of.series.as_slice() else {
        let count = of.series.len();
        if of.method.line.is_none() {
            return words.some_plain(count);
        }
        let of_way = |way| of.series.iter().filter(|one| one.direction == way && one.longest().is_some()).count();
        return match (of_way(Way::Growth), of_way(Way::Decline)) {
            (up, 0) => words.some_explosive(up, count),
            (up, down) => words.some_declining(up, down, count),
        };
    };
    let gsadf = statistic(one.gsadf);
    if one.critical_values.is_none() {
        return words.gsadf_only(&one.name, &gsadf);
    }
    let p = one.p_values.as_ref().map(|p| words.p_of(p_value(p.gsadf))).unwrap_or_default();
    match one.longest() {
        Some(episode) => {
            let [start, end] = [episode.start, episode.end].map(|d| short_date(d, &one.all_dates));
            match (episode.kind, episode.ongoing) {
                (Way::Growth, true) => words.explosive_still(&one.name, start, end, gsadf, p),
                (Way::Growth, false) => words.explosive(&one.name, start, end, gsadf, p),
                (Way::Decline, true) => words.declining_still(&one.name, start, end, gsadf, p),
                (Way::Decline, false) => words.declining(&one.name, start, end, gsadf, p),
            }
        }
        None if one.is_explosive() == Some(true) => match one.direction {
            Way::Growth => words.not_for_long(&one.name, &gsadf, &p),
            Way::Decline => words.declining_briefly(&one.name, &gsadf, &p),
        },
        None => words.not_explosive(&one.name, &gsadf, &p),
    }
}

fn subtitle(of: &Exuberance, words: Words) -> String {
    let drawn = [of.method.replications.map(|r| raw(r as f64)), of.method.seed.map(|s| s.to_string())];
    let [replications, seed] = drawn.map(Option::unwrap_or_default);
    let shortest = of.series.iter().map(|one| one.min_duration).min().unwrap_or_default();
    let mut text = match of.method.critical_values {
        Critical::None => words.exuberance_plain().to_owned(),
        Critical::MonteCarlo => words.exuberance(level(of), words.simulated(&replications, &seed), shortest),
        Critical::Bootstrap => {
            let in_place = of.method.residuals == Some("in-place");
            let samples = if in_place {
                words.bootstrapped_in_place(replications, seed)
            } else {
                words.bootstrapped(replications, seed)
            };
            words.exuberance(level(of), samples, shortest)
        }
    };
    if of.series.len() > MOST_SERIES {
        text.push_str(&words.exuberance_first(MOST_SERIES, of.series.len()));
    }
    text
}

fn boom() -> Colour {
    DOTCOM
}

fn series_colour() -> Colour {
    AI
}

fn legend(of: &Exuberance, words: Words) -> Vec<(String, Colour)> {
    let mut entries = vec![("BSADF".to_owned(), series_colour())];
    if of.method.line.is_some() {
        entries.push((words.critical_at(level(of)), boom()));
    }
    entries
}

/// Both panels of a series; gives where they end.
fn panels(frame: &mut Frame, one: &Tested, heading: &str, top: f64) -> f64 {
    let (left, right) = (MARGIN + 96.0, MARGIN + INNER - 12.0);
    let day = |date: Date| f64::from((date - one.from).get_days());
    let whole = day(one.to).max(1.0);
    let x = |date: Date| left + (right - left) * (day(date) / whole).clamp(0.0, 1.0);
    frame.canvas.text(Label::new(heading, MARGIN, top + BODY / 2.0, BODY).bold());

    let upper = (top + BODY + 26.0, top + BODY + 26.0 + LEVEL);
    let lower = (upper.1 + 34.0, upper.1 + 34.0 + TEST);
    for episode in &one.episodes {
        shade(frame, episode, &x, upper, lower);
    }
    let levels = Scale::around(one.values.iter().copied(), 5.0);
    let critical = one.bsadf_critical.iter().flat_map(|l| l.at(one.level)).copied();
    let tests = Scale::around(one.bsadf.iter().flatten().copied().chain(critical).chain([0.0]), 4.0);
    grid(frame, &levels, upper, (left, right));
    grid(frame, &tests, lower, (left, right));

    let place = |scale: &Scale, (top, bottom): (f64, f64), value: f64| bottom - (bottom - top) * scale.share(value);
    let points = one.all_dates.iter().zip(&one.values).map(|(d, v)| (x(*d), place(&levels, upper, *v)));
    frame.canvas.line(points.collect(), INK, 3.0);
    if let Some(critical) = &one.bsadf_critical {
        let points = one.dates.iter().zip(critical.at(one.level)).map(|(d, v)| (x(*d), place(&tests, lower, *v)));
        frame.canvas.line(points.collect(), boom(), 3.0);
    }
    let mut run = Vec::new();
    for (date, value) in one.dates.iter().zip(&one.bsadf) {
        match value {
            Some(value) => run.push((x(*date), place(&tests, lower, *value))),
            None => frame.canvas.line(std::mem::take(&mut run), series_colour(), 3.0),
        }
    }
    frame.canvas.line(run, series_colour(), 3.0);
    years(frame, &one.all_dates, &x, lower.1);
    lower.1 + 34.0
}

fn shade(frame: &mut Frame, episode: &Episode, x: &dyn Fn(Date) -> f64, upper: (f64, f64), lower: (f64, f64)) {
    let (colour, opacity) = if episode.collapse { (NO_DATA, 0.6) } else { (boom(), 0.18) };
    let (from, to) = (x(episode.start), x(episode.end).max(x(episode.start) + 2.0).min(MARGIN + INNER));
    for (top, bottom) in [upper, lower] {
        frame.canvas.area(vec![(from, top), (to, top), (to, bottom), (from, bottom)], colour, opacity);
    }
}

/// The numbers behind the picture: a row a date.
fn rows(one: &Tested, data: &mut Vec<Vec<String>>) {
    let first = one.values.len() - one.dates.len();
    for (place, (date, value)) in one.all_dates.iter().zip(&one.values).enumerate() {
        let point = place.checked_sub(first);
        let bsadf = point.and_then(|point| one.bsadf[point]);
        let critical = point.and_then(|point| one.bsadf_critical.as_ref().map(|l| l.at(one.level)[point]));
        let episode = one.episodes.iter().find(|e| (e.start..=e.end).contains(date));
        let kind = match episode {
            Some(Episode { collapse: true, .. }) => "collapse",
            Some(_) => "boom",
            None => "",
        };
        data.push(row(&[&one.name, &date.to_string(), &number(Some(*value)), &number(bsadf), &number(critical), kind]));
    }
}
