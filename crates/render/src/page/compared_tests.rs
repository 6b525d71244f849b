//! Tests side by side as a page: what each says, where they agree, why they may not.

use super::content::{Cell, Page, Part, Span, Table};
use super::exuberant::{p_value, short, told_apart};
use super::raw;
use super::words::Words;
use crate::locale::{Language, Locale};
use froth_panel::exuberance::compare::{Compared, Kind, Run, Series};
use jiff::civil::Date;

/// Sentences first, then a row a test, then dates by regimes, then what each test is blind to.
pub fn compared_tests(of: &Compared, file: &str, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    page.parts.push(Part::Title(words.tests_title(file)));
    let sentences = of.series.iter().flat_map(|one| said(one, locale));
    page.parts.push(Part::Lines(sentences.map(|s| vec![Span::plain(s)]).collect()));
    let method = words.tests_method(&of.lag, raw(of.replications as f64), of.seed);
    page.parts.push(Part::Lines(vec![vec![Span::faint(method)]]));
    page.section(words.tests_heading(), tests(of, locale));
    page.section(words.tests_why(), why(of, words));
    page.section(words.regimes_heading(), regimes(of, locale));
    let notes = [words.tests_no_verdict().to_owned(), words.tests_row(of.level), words.regimes_note().to_owned()];
    page.parts.push(Part::Lines(notes.into_iter().map(|note| vec![Span::faint(note)]).collect()));
    page
}

fn said(one: &Series, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let rejects = one.tests.iter().filter(|test| test.rejects).count();
    let mut sentences = vec![words.tests_count(&one.name, rejects, one.tests.len())];
    sentences.push(match one.all_above.iter().max_by_key(|run| run.rows) {
        Some(run) => {
            let rows: usize = one.all_above.iter().map(|run| run.rows).sum();
            words.tests_agree(rows, short(run.start, &one.all_dates), short(run.end, &one.all_dates), one.rows_apart)
        }
        None => words.tests_never_agree(one.rows_apart),
    });
    sentences
}

/// A test as it is called in a language.
pub(crate) fn test_of(of: Kind, language: Language) -> &'static str {
    test_name(of, super::words::words(language))
}

fn test_name(of: Kind, words: Words) -> &'static str {
    match of {
        Kind::PsySimulated => words.test_simulated(),
        Kind::PsyBootstrap => words.test_bootstrap(),
        Kind::PsyInPlace => words.test_in_place(),
        Kind::Sign => words.test_sign(),
        Kind::Union => words.test_union(),
        Kind::Residual => words.test_residual(),
    }
}

/// Where it rejects without anything being explosive.
fn blind(of: Kind, words: Words) -> &'static str {
    match of {
        Kind::PsySimulated | Kind::PsyBootstrap => words.blind_volatility(),
        Kind::PsyInPlace => words.blind_fundamental(),
        Kind::Sign | Kind::Union => words.blind_drift(),
        Kind::Residual => words.blind_wrong(),
    }
}

fn longest(runs: &[Run], dates: &[Date], words: Words) -> String {
    match runs.iter().max_by_key(|run| run.rows) {
        Some(run) => words.to(short(run.start, dates), short(run.end, dates)),
        None => "-".to_owned(),
    }
}

fn tests(of: &Compared, locale: &Locale) -> Table {
    let words = locale.words();
    let level = format!("{} %", of.level);
    let mut table = Table::new(&[
        (words.series(), false),
        (words.tests_test(), false),
        (words.statistic(), true),
        (level.as_str(), true),
        ("p", true),
        (words.tests_rows(), true),
        (words.tests_longest(), false),
    ]);
    for one in &of.series {
        for (place, test) in one.tests.iter().enumerate() {
            let [value, line] = told_apart(test.statistic, *test.critical_values.at(one.level));
            let rows: usize = test.above.iter().map(|run| run.rows).sum();
            table.push(vec![
                Cell::plain(if place == 0 { one.name.as_str() } else { "" }),
                Cell::plain(test_name(test.test, words)),
                if test.rejects { Span::strong(value).into() } else { Cell::plain(value) },
                Cell::plain(line),
                Cell::plain(p_value(test.p_value)),
                Cell::plain(rows.to_string()),
                Cell::plain(longest(&test.above, &one.all_dates, words)),
            ]);
        }
    }
    table
}

/// A row a test: what else it rejects for.
fn why(of: &Compared, words: Words) -> Table {
    let mut table = Table::new(&[(words.tests_test(), false), (words.tests_blind(), false)]);
    for test in of.series.first().iter().flat_map(|one| &one.tests) {
        table.push(vec![Cell::plain(test_name(test.test, words)), Cell::plain(blind(test.test, words))]);
    }
    table
}

fn regimes(of: &Compared, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.series(), false),
        (words.regimes_shape(), false),
        (words.regimes_start(), false),
        (words.episode_peak(), false),
        (words.regimes_recovery(), false),
        (words.regimes_gain(), true),
    ]);
    for one in &of.series {
        let Some(found) = &one.regimes else { continue };
        let day = |date: Option<Date>| date.map_or_else(|| "-".to_owned(), |date| short(date, &one.all_dates));
        let shape = match found.shape {
            "growing" => words.shape_growing(),
            "ended" => words.shape_ended(),
            "collapsed" => words.shape_collapsed(),
            _ => words.shape_recovered(),
        };
        let all = [found.bic.growing, found.bic.ended, found.bic.collapsed, found.bic.recovered];
        let least = all.into_iter().flatten().fold(f64::INFINITY, f64::min);
        table.push(vec![
            Cell::plain(one.name.as_str()),
            Cell::plain(shape),
            Cell::plain(day(Some(found.start))),
            Cell::plain(day(found.peak)),
            Cell::plain(day(found.recovery)),
            Cell::plain(format!("{:.1}", found.bic.walk - least)),
        ]);
    }
    table
}

/// A row a test, a row a test and date, and the dates by regimes.
pub fn compared_tests_csv(of: &Compared) -> String {
    let header =
        ["series", "kind", "test", "date", "value", "critical_90", "critical_95", "critical_99", "p_value", "above"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for one in &of.series {
        for test in &one.tests {
            let name = test.test.as_str();
            let critical = &test.critical_values;
            let levels = [critical.p90, critical.p95, critical.p99].map(|x| x.to_string());
            let [low, middle, high] = &levels;
            // A row is held against the level that decides.
            let mut lines = ["", "", ""];
            lines[one.level.place()] = &levels[one.level.place()];
            let above = |yes: bool| if yes { "1" } else { "0" };
            let (value, p) = (test.statistic.to_string(), test.p_value.to_string());
            let cells = [&one.name, "test", name, "", &value, low, middle, high, &p, above(test.rejects)];
            rows.push(cells.map(str::to_owned).to_vec());
            for (date, x) in one.dates.iter().zip(&test.sequence) {
                let value = x.map(|x| x.to_string()).unwrap_or_default();
                let above = above(x.is_some_and(|x| x > *critical.at(one.level)));
                let cells =
                    [&one.name, "row", name, &date.to_string(), &value, lines[0], lines[1], lines[2], "", above];
                rows.push(cells.map(str::to_owned).to_vec());
            }
        }
        if let Some(found) = &one.regimes {
            for (id, date) in [("start", Some(found.start)), ("peak", found.peak), ("recovery", found.recovery)] {
                let day = date.map(|date| date.to_string()).unwrap_or_default();
                let cells = [&one.name, "regimes", id, &day, "", "", "", "", "", ""];
                rows.push(cells.map(str::to_owned).to_vec());
            }
        }
    }
    super::data::csv_rows(rows)
}
