//! Tests for explosive growth as a page: what was found, the statistics, the dates.

use super::content::{Cell, Page, Part, Span, Table};
use super::raw;
use crate::locale::Locale;
use froth_panel::exuberance::{Critical, Episode, Exuberance, LagChoice, Levels, PanelExuberance, Tested, Way};
use froth_series::psy::Level;
use jiff::civil::Date;

/// Sentences first, then statistics with their critical values, then episodes, then conventions.
pub fn exuberant(of: &Exuberance, file: &str, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    page.parts.push(Part::Title(words.exuberance_title(file)));
    let sentences = all_said(of, locale).into_iter().chain(of.panel.iter().map(|p| panel(p, locale)));
    page.parts.push(Part::Lines(sentences.map(|s| vec![Span::plain(s)]).collect()));
    page.parts.push(Part::Lines(vec![vec![Span::faint(method(of, locale))]]));
    page.section(words.statistics(), statistics(of, locale));
    page.section(words.episodes(), episodes(of, false, locale));
    page.section(words.episodes_first(), episodes(of, true, locale));
    let mut notes = vec![vec![Span::faint(words.exuberance_windows())]];
    let line = match of.method.critical_values {
        Critical::None => None,
        Critical::MonteCarlo => Some(words.line_running()),
        Critical::Bootstrap => Some(words.line_gsadf()),
    };
    if let Some(line) = line {
        notes.push(vec![Span::faint(words.exuberance_line(level(of), line))]);
        if of.panel.is_some() {
            notes.push(vec![Span::faint(words.line_panel())]);
        }
        notes.push(vec![Span::faint(words.exuberance_no_forecast())]);
    }
    page.parts.push(Part::Lines(notes));
    page
}

/// A date as short as it can be: the month where every date is in a month of its own.
pub(crate) fn short(date: Date, dates: &[Date]) -> String {
    let month = |d: &Date| (d.year(), d.month());
    let monthly = dates.windows(2).all(|pair| month(&pair[0]) != month(&pair[1]));
    if monthly { format!("{:04}-{:02}", date.year(), date.month()) } else { date.to_string() }
}

/// A p-value: never 0.
pub(crate) fn p_value(p: f64) -> String {
    if p < 0.001 { "<0.001".to_owned() } else { format!("{p:.3}") }
}

/// A statistic: two decimals.
pub(crate) fn statistic(x: f64) -> String {
    format!("{x:.2}")
}

/// Of more series than these only those above their critical value have sentences of their own.
const MOST_SAID: usize = 12;

fn all_said(of: &Exuberance, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let say = |one: &Tested| said(one, of.method.control, locale);
    if of.series.len() <= MOST_SAID {
        return of.series.iter().flat_map(say).collect();
    }
    let found: Vec<&Tested> = of.series.iter().filter(|one| one.is_explosive() == Some(true)).collect();
    let mut sentences = Vec::new();
    if of.method.line.is_some() {
        sentences.push(words.exuberance_others(found.len(), of.series.len(), level(of)));
    }
    sentences.extend(found.iter().take(MOST_SAID).flat_map(|one| say(one)));
    if found.len() > MOST_SAID {
        sentences.push(words.exuberance_more(found.len() - MOST_SAID));
    }
    sentences
}

/// The level that decides and dates, in percent.
pub(crate) fn level(of: &Exuberance) -> u8 {
    of.method.level.unwrap_or(95)
}

/// Two statistics with as many decimals as it takes to tell them apart.
pub(crate) fn told_apart(a: f64, b: f64) -> [String; 2] {
    let with = |decimals: usize| [a, b].map(|x| format!("{x:.decimals$}"));
    (2..12).map(with).find(|[a, b]| a != b).unwrap_or_else(|| with(2))
}

fn said(one: &Tested, control: Option<usize>, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let [from, to] = [one.from, one.to].map(|date| short(date, &one.all_dates));
    let Some(critical) = &one.critical_values else {
        return vec![words.exuberance_plain(&one.name, from, to, statistic(one.gsadf))];
    };
    let level = one.level.percent();
    let explosive = one.is_explosive() == Some(true);
    let p = match (&one.p_values, control) {
        (Some(p), _) => words.exuberance_p(p_value(p.gsadf)),
        (None, Some(rows)) => words.exuberance_control(rows),
        (None, None) => String::new(),
    };
    let [gsadf, line] = told_apart(one.gsadf, *critical.gsadf.at(one.level));
    let mut sentences = vec![match (explosive, one.direction) {
        (true, Way::Growth) => words.exuberance_found(&one.name, from, to, gsadf, level, line, p),
        (true, Way::Decline) => words.exuberance_decline(&one.name, from, to, gsadf, level, line, p),
        (false, _) => words.exuberance_none(&one.name, from, to, gsadf, level, line, p),
    }];
    if one.is_thin() {
        sentences.push(words.exuberance_thin(&one.name, one.dates.len(), one.min_window));
    }
    if !explosive && !one.episodes.is_empty() {
        sentences.push(words.exuberance_chance().to_owned());
    }
    if let Some(episode) = one.longest() {
        let [start, peak, end] = [episode.start, episode.peak, episode.end].map(|d| short(d, &one.all_dates));
        sentences.push(match (episode.kind, episode.ongoing) {
            (Way::Growth, true) => words.longest_ongoing(start, end, episode.duration, peak),
            (Way::Growth, false) => words.longest(start, end, episode.duration, peak),
            (Way::Decline, true) => words.longest_decline_ongoing(start, end, episode.duration),
            (Way::Decline, false) => words.longest_decline(start, end, episode.duration),
        });
    }
    let (leading, trailing) = (one.trimmed.leading, one.trimmed.trailing);
    if leading + trailing > 0 {
        sentences.push(words.trimmed(&one.name, leading, trailing));
    }
    if one.trimmed.between > 0 {
        sentences.push(words.left_out(&one.name, one.trimmed.between));
    }
    sentences
}

fn panel(of: &PanelExuberance, locale: &Locale) -> String {
    let words = locale.words();
    let (count, level) = (of.series.len(), of.level.percent());
    let [from, to] = [of.from, of.to].map(|date| short(date, &of.dates));
    match (&of.critical_values, of.p_value) {
        (Some(critical), Some(p)) => {
            let critical = *critical.at(of.level);
            let [gsadf, line] = told_apart(of.gsadf, critical);
            match (of.gsadf > critical, of.direction) {
                (true, Some(Way::Decline)) => words.panel_decline(count, from, to, gsadf, level, line, p_value(p)),
                (true, _) => words.panel_found(count, from, to, gsadf, level, line, p_value(p)),
                (false, _) => words.panel_none(count, from, to, gsadf, level, line, p_value(p)),
            }
        }
        _ => words.panel_plain(count, from, to, statistic(of.gsadf)),
    }
}

/// The shortest windows of all series: "47", or "30-47".
pub(crate) fn windows(of: &Exuberance) -> String {
    range(of.series.iter().map(|one| one.min_window))
}

/// The lags of all series, in the same way.
pub(crate) fn lags(of: &Exuberance) -> String {
    range(of.series.iter().map(|one| one.lag))
}

fn range(windows: impl Iterator<Item = usize> + Clone) -> String {
    match (windows.clone().min(), windows.max()) {
        (Some(low), Some(high)) if low < high => format!("{low}-{high}"),
        (_, high) => high.unwrap_or_default().to_string(),
    }
}

/// Where critical values come from.
pub(crate) fn method(of: &Exuberance, locale: &Locale) -> String {
    let words = locale.words();
    let mut parts: Vec<String> = Vec::new();
    if let Some(one) = of.series.first() {
        parts.push(match one.lag_choice {
            LagChoice::Bic => words.lag_bic(one.lag),
            LagChoice::Aic => words.lag_aic(one.lag),
            LagChoice::BicOnce => words.lag_once("BIC", lags(of)),
            LagChoice::AicOnce => words.lag_once("AIC", lags(of)),
            _ => words.lag_fixed(one.lag),
        });
        parts.push(words.window(windows(of)));
        if one.log {
            parts.push(words.in_logs().to_owned());
        }
    }
    let drawn = [of.method.replications.map(|r| raw(r as f64)), of.method.seed.map(|s| s.to_string())];
    let [replications, seed] = drawn.map(Option::unwrap_or_default);
    parts.push(match (of.method.critical_values, of.method.control) {
        (Critical::None, _) => words.critical_none().to_owned(),
        (Critical::MonteCarlo, _) => words.critical_simulated(replications, seed),
        (Critical::Bootstrap, None) => words.critical_bootstrap(replications, seed),
        (Critical::Bootstrap, Some(rows)) => words.critical_control(replications, seed, rows),
    });
    if of.method.residuals == Some("in-place") {
        parts.push(words.in_place().to_owned());
    }
    if of.panel.is_some() && of.method.line.is_some() {
        let [replications, seed] =
            [of.method.replications.map(|r| raw(r as f64)), of.method.seed.map(|s| s.to_string())]
                .map(Option::unwrap_or_default);
        parts.push(words.critical_panel(replications, seed));
    }
    parts.join(words.comma())
}

fn statistics(of: &Exuberance, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.series(), false),
        (words.statistic(), false),
        (words.value(), true),
        ("90 %", true),
        ("95 %", true),
        ("99 %", true),
        ("p", true),
    ]);
    let decides = of.series.first().map(|one| one.level).unwrap_or_default();
    let mut push = |name: &str, what: &str, value: Option<f64>, levels: Option<&Levels<f64>>, p: Option<f64>| {
        let shown = |x: Option<f64>| x.map_or_else(|| "-".to_owned(), statistic);
        let beyond = value.zip(levels).is_some_and(|(x, levels)| x > *levels.at(decides));
        let mut critical = Level::ALL.map(|level| shown(levels.map(|levels| *levels.at(level))));
        let value = match value.zip(levels) {
            // The one that decides is told apart from the statistic.
            Some((x, levels)) => {
                let [value, line] = told_apart(x, *levels.at(decides));
                critical[decides.place()] = line;
                value
            }
            None => shown(value),
        };
        let value: Cell = if beyond { Span::strong(value).into() } else { Cell::plain(value) };
        let mut row = vec![Cell::plain(name), Cell::plain(what), value];
        row.extend(critical.map(Cell::plain));
        row.push(Cell::plain(p.map_or_else(|| "-".to_owned(), p_value)));
        table.push(row);
    };
    for one in &of.series {
        let (critical, p) = (one.critical_values.as_ref(), one.p_values.as_ref());
        push(&one.name, "ADF", one.adf, critical.map(|c| &c.adf), p.and_then(|p| p.adf));
        push("", "SADF", one.sadf, critical.map(|c| &c.sadf), p.and_then(|p| p.sadf));
        push("", "GSADF", Some(one.gsadf), critical.map(|c| &c.gsadf), p.map(|p| p.gsadf));
    }
    if let Some(panel) = &of.panel {
        push(words.panel(), "GSADF", Some(panel.gsadf), panel.critical_values.as_ref(), panel.p_value);
    }
    table
}

/// By BSADF, or by BADF.
fn episodes(of: &Exuberance, first: bool, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.series(), false),
        (words.episode_start(), false),
        (words.episode_peak(), false),
        (words.episode_end(), false),
        (words.episode_rows(), true),
        (words.episode_kind(), false),
        (words.doubling(), true),
    ]);
    let mut push = |name: &str, episode: &Episode, dates: &[Date]| {
        let kind = match (episode.collapse, episode.ongoing) {
            (true, false) => words.kind_collapse().to_owned(),
            (false, false) => words.kind_boom().to_owned(),
            (collapse, true) => words.kind_ongoing(if collapse { words.kind_collapse() } else { words.kind_boom() }),
        };
        let doubling = episode.doubling_time.as_ref().map(|d| {
            let end = |x: Option<f64>| x.map_or_else(|| "∞".to_owned(), raw);
            format!("{} [{}]", raw(d.rows), words.to(end(d.low), end(d.high)))
        });
        let mut row = vec![Cell::plain(name)];
        row.extend([episode.start, episode.peak, episode.end].map(|d| Cell::plain(short(d, dates))));
        row.push(Cell::plain(episode.duration.to_string()));
        row.push(Cell::plain(kind));
        row.push(Cell::plain(doubling.unwrap_or_else(|| "-".to_owned())));
        table.push(row);
    };
    for one in &of.series {
        let list = if first { &one.sadf_episodes } else { &one.episodes };
        for episode in list {
            push(&one.name, episode, &one.all_dates);
        }
    }
    if let Some(panel) = of.panel.as_ref().filter(|_| !first) {
        panel.episodes.iter().for_each(|episode| push(words.panel(), episode, &panel.dates));
    }
    table
}

/// A row a statistic, date of a sequence, and end of an episode.
pub fn exuberant_csv(of: &Exuberance) -> String {
    let header = ["series", "kind", "id", "date", "value", "critical_90", "critical_95", "critical_99", "p_value"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let number = |x: Option<f64>| x.map(|x| x.to_string()).unwrap_or_default();
    let mut add = |place: [&str; 4], value: Option<f64>, levels: Option<[f64; 3]>, p: Option<f64>| {
        let mut row = place.map(str::to_owned).to_vec();
        row.push(number(value));
        row.extend((0..3).map(|level| number(levels.map(|l| l[level]))));
        row.push(number(p));
        rows.push(row);
    };
    let all = |l: &Levels<f64>| [l.p90, l.p95, l.p99];
    let at = |l: &Levels<Vec<f64>>, point: usize| [l.p90[point], l.p95[point], l.p99[point]];
    for one in &of.series {
        let (critical, p) = (one.critical_values.as_ref(), one.p_values.as_ref());
        let name = one.name.as_str();
        add([name, "statistic", "adf", ""], one.adf, critical.map(|c| all(&c.adf)), p.and_then(|p| p.adf));
        add([name, "statistic", "sadf", ""], one.sadf, critical.map(|c| all(&c.sadf)), p.and_then(|p| p.sadf));
        add([name, "statistic", "gsadf", ""], Some(one.gsadf), critical.map(|c| all(&c.gsadf)), p.map(|p| p.gsadf));
        for (date, value) in one.all_dates.iter().zip(&one.values) {
            add([name, "sequence", "value", &date.to_string()], Some(*value), None, None);
        }
        for (point, date) in one.dates.iter().enumerate() {
            let date = date.to_string();
            let levels = one.badf_critical.as_ref().map(|l| at(l, point));
            add([name, "sequence", "badf", &date], one.badf[point], levels, None);
            let levels = one.bsadf_critical.as_ref().map(|l| at(l, point));
            let p = one.bsadf_p_values.as_ref().and_then(|all| all[point]);
            add([name, "sequence", "bsadf", &date], one.bsadf[point], levels, p);
            if let Some(within) = &one.in_episode {
                add([name, "sequence", "in_episode", &date], Some(f64::from(within[point])), None, None);
            }
        }
        ends("episode", name, &one.episodes, &mut add);
        ends("sadf_episode", name, &one.sadf_episodes, &mut add);
    }
    if let Some(panel) = &of.panel {
        add(
            ["(panel)", "statistic", "gsadf", ""],
            Some(panel.gsadf),
            panel.critical_values.as_ref().map(all),
            panel.p_value,
        );
        for (point, date) in panel.dates.iter().enumerate() {
            let levels = panel.bsadf_critical.as_ref().map(|l| at(l, point));
            add(["(panel)", "sequence", "bsadf", &date.to_string()], panel.bsadf[point], levels, None);
        }
        ends("episode", "(panel)", &panel.episodes, &mut add);
    }
    super::data::csv_rows(rows)
}

/// Start, peak and end of each episode; the value is its number of rows.
fn ends(
    kind: &str,
    name: &str,
    episodes: &[Episode],
    add: &mut impl FnMut([&str; 4], Option<f64>, Option<[f64; 3]>, Option<f64>),
) {
    for episode in episodes {
        for (id, date) in [("start", episode.start), ("peak", episode.peak), ("end", episode.end)] {
            add([name, kind, id, &date.to_string()], Some(episode.duration as f64), None, None);
        }
    }
}
