//! Tests side by side: the series above, below a strip a test, filled where its statistic is above its critical value.

use super::axis::{Scale, grid, years};
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::labels::{Room, labels};
use super::measure::{first_lines, width_of};
use super::palette::{AI, DOTCOM, FAINT, GRID, INK, NO_DATA};
use super::words::{Words, words};
use super::{Chart, Kind};
use crate::locale::Language;
use crate::page::{p_value, raw, test_of, told_apart};
use froth_panel::exuberance::compare::{Compared, Run, Series};
use jiff::civil::Date;

/// The most series on one page.
const MOST: usize = 4;

/// Heights of the panel of a series and of a strip.
const LEVEL: f64 = 300.0;
const STRIP: f64 = 26.0;
/// Room between strips, for the name of the one below.
const BETWEEN: f64 = 34.0;

/// Draws tests side by side; `file` is what the foot names as their source.
pub fn compared_tests(of: &Compared, file: &str, language: Language) -> Chart {
    let words = words(language);
    let mut subtitle = words.tests_subtitle(of.level);
    if of.series.len() > MOST {
        subtitle.push_str(&words.exuberance_first(MOST, of.series.len()));
    }
    let mut frame = Frame::new(Kind::Tests, title(of, words), &subtitle);
    frame.legend(&[(words.tests_above().to_owned(), AI), (words.tests_all().to_owned(), DOTCOM)]);
    let mut data = vec![row(&["series", "test", "date", "value", &format!("critical_{}", of.level), "above"])];
    let mut bottom = frame.top;
    let shown = &of.series[..of.series.len().min(MOST)];
    let name = |one: &Series| if one.log { words.logarithm(&one.name) } else { one.name.clone() };
    let names: Vec<String> = shown.iter().map(name).collect();
    for (one, heading) in shown.iter().zip(labels(&names, Room::line(BODY, true, INNER))) {
        bottom = panels(&mut frame, one, &heading.concat(), bottom + 30.0, (language, words));
    }
    of.series.iter().for_each(|one| rows(one, &mut data));
    let foot = words.tests_of(file, &of.lag, raw(of.replications as f64), of.seed);
    let lines = first_lines(&foot, SMALL, false, INNER, 4);
    frame.foot(lines, bottom, data).typeset(language)
}

fn title(of: &Compared, words: Words) -> String {
    let rejects = |one: &Series| one.tests.iter().filter(|test| test.rejects).count();
    match of.series.as_slice() {
        [one] => words.tests_title(&one.name, rejects(one), one.tests.len()),
        all => {
            let agree = all.iter().filter(|one| [0, one.tests.len()].contains(&rejects(one))).count();
            words.tests_some(agree, all.len())
        }
    }
}

/// The panels of a series; gives where they end.
fn panels(frame: &mut Frame, one: &Series, heading: &str, top: f64, (language, words): (Language, Words)) -> f64 {
    let (left, right) = (MARGIN + 96.0, MARGIN + INNER - 12.0);
    let (Some(first), Some(last)) = (one.all_dates.first(), one.all_dates.last()) else { return top };
    let day = |date: Date| f64::from((date - *first).get_days());
    let whole = day(*last).max(1.0);
    let x = |date: Date| left + (right - left) * (day(date) / whole).clamp(0.0, 1.0);
    frame.canvas.text(Label::new(heading, MARGIN, top + BODY / 2.0, BODY).bold());
    let level = (top + BODY + 26.0, top + BODY + 26.0 + LEVEL);
    let scale = Scale::around(one.values.iter().copied(), 4.0);
    let span = |run: &Run| (x(run.start), x(run.end).max(x(run.start) + 2.0).min(MARGIN + INNER));
    for run in &one.all_above {
        let (from, to) = span(run);
        frame.canvas.area(vec![(from, level.0), (to, level.0), (to, level.1), (from, level.1)], DOTCOM, 0.18);
    }
    grid(frame, &scale, level, (left, right));
    let place = |value: f64| level.1 - (level.1 - level.0) * scale.share(value);
    let points = one.all_dates.iter().zip(&one.values).map(|(d, v)| (x(*d), place(*v)));
    frame.canvas.line(points.collect(), INK, 3.0);
    let mut bottom = level.1;
    for test in &one.tests {
        let name = test_of(test.test, language);
        let y = bottom + BETWEEN / 2.0 + 4.0;
        frame.canvas.text(Label::new(name, left, y, SMALL).bold());
        let [value, line] = told_apart(test.statistic, *test.critical_values.at(one.level));
        let told = words.tests_told(value, line, p_value(test.p_value));
        if width_of(name, SMALL, true) + width_of(&told, SMALL, false) + 40.0 < right - left {
            let colour = if test.rejects { INK } else { FAINT };
            frame.canvas.text(Label::new(told, right, y, SMALL).anchored(Anchor::End).coloured(colour));
        }
        let strip = (bottom + BETWEEN + 4.0, bottom + BETWEEN + 4.0 + STRIP);
        frame.canvas.bar([left, strip.0, right, strip.1], GRID);
        if let Some(begin) = one.dates.first().map(|date| x(*date)).filter(|begin| *begin > left) {
            frame.canvas.bar([left, strip.0, begin, strip.1], NO_DATA);
        }
        for run in &test.above {
            let (from, to) = span(run);
            frame.canvas.bar([from, strip.0, to, strip.1], AI);
        }
        bottom = strip.1;
    }
    years(frame, &one.all_dates, &x, bottom);
    bottom + 34.0
}

/// The numbers behind the picture: a row a test and date.
fn rows(one: &Series, data: &mut Vec<Vec<String>>) {
    for test in &one.tests {
        let critical = *test.critical_values.at(one.level);
        let line = number(Some(critical));
        for (date, x) in one.dates.iter().zip(&test.sequence) {
            let above = if x.is_some_and(|x| x > critical) { "1" } else { "0" };
            data.push(row(&[&one.name, test.test.as_str(), &date.to_string(), &number(*x), &line, above]));
        }
    }
}
