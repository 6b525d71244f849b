//! A backtest as a page: what it says and how sure that is, what warns, episodes, warnings at the threshold.

use super::content::{Cell, Page, Part, Row, Span, Table};
use super::exuberant::{short, statistic};
use super::words::Words;
use super::{raw, score, share};
use crate::locale::Locale;
use froth_panel::backtest::{
    Backtest, ByPeriod, Judged, Kind, LEAST_EPISODES, LeaveOneOut, Rate, Resample, Rival, ThresholdFrom,
};
use froth_series::composite::median;
use jiff::civil::Date;

/// Sentences first, then what warns, episodes, warnings at the threshold, method.
pub fn backtested(of: &Backtest, file: &str, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    page.parts.push(Part::Title(words.backtest_title(file)));
    page.parts.push(Part::Lines(said(of, locale).into_iter().map(|s| vec![Span::plain(s)]).collect()));
    page.parts.push(Part::Lines(vec![vec![Span::faint(method(of, locale))]]));
    page.section(words.what_warns(), measures(of, locale));
    page.section(words.rivals(), rivals(of, words));
    page.section(words.entity_by_entity(), by_entity(of, words));
    page.section(words.backtest_episodes(), episodes(of, locale));
    page.section(words.warnings_counted(), warnings(of, words));
    page.section(words.each_at_its_best(), each_at_its_best(of, locale));
    let mut notes = vec![vec![Span::faint(words.backtest_columns())]];
    if of.by_period.is_some() {
        notes.push(vec![Span::faint(words.backtest_counts())]);
    }
    notes.push(vec![Span::faint(words.backtest_kind())]);
    page.parts.push(Part::Lines(notes));
    page
}

/// The dates that tell how short dates may be.
fn dates(of: &Backtest) -> Vec<Date> {
    of.shown.lines.first().map(|line| line.rows.iter().map(|row| row.date).collect()).unwrap_or_default()
}

fn day(date: Date, dates: &[Date]) -> String {
    if dates.is_empty() { date.to_string() } else { short(date, dates) }
}

/// Two ends, or nothing.
fn ends(low: Option<f64>, high: Option<f64>, words: Words, number: fn(f64) -> String) -> Option<String> {
    Some(words.to(number(low?), number(high?)))
}

/// What can be concluded: in the first sentence that nothing can, where that is so.
fn said(of: &Backtest, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let mut sentences = Vec::new();
    if of.inconclusive {
        sentences.push(match of.episodes {
            1 => words.one_episode(LEAST_EPISODES),
            few => words.few_episodes(few, LEAST_EPISODES),
        });
    }
    sentences.push(higher(of, words));
    let missing = of.episodes_in_data - of.episodes;
    if missing > 0 {
        sentences.push(words.not_judged(missing, of.episodes_in_data));
    }
    sentences.extend(at_threshold(of, words));
    if of.threshold.is_none() && !of.inconclusive {
        sentences.push(words.nothing_useful().to_owned());
    }
    if let Some(walked) = &of.walk_forward {
        let from = walked.thresholds.first().map(|t| day(t.date, &dates(of))).unwrap_or_default();
        let found = &walked.warnings;
        let useful = found.usefulness.map_or_else(|| "-".to_owned(), statistic);
        sentences.push(match found.episodes {
            0 => words.walked_in_vain(from, LEAST_EPISODES, found.false_alarms),
            _ => words.walked_forward(from, found.hits, found.episodes, found.false_alarms, useful),
        });
    }
    if let Some(LeaveOneOut { warnings: found, .. }) = &of.leave_one_out {
        let useful = found.usefulness.map_or_else(|| "-".to_owned(), statistic);
        sentences.push(words.left_one_out(found.hits, found.episodes, found.false_alarms, useful));
    }
    sentences.extend(of.rivals.iter().filter_map(|rival| against(rival, words)));
    if !of.entities_without_score.is_empty() {
        sentences.push(words.entities_without_score(locale.listed(&of.entities_without_score)));
    }
    if !of.looks_ahead.is_empty() {
        sentences.push(words.backtest_looks_ahead(locale.listed(&of.looks_ahead)));
    }
    sentences
}

/// Whether the score tells better than a rival.
fn against(rival: &Rival, words: Words) -> Option<String> {
    let (own, other) = (statistic(rival.score_auroc?), statistic(rival.auroc?));
    let ends = ends(rival.low, rival.high, words, signed);
    let interval = ends.map(|ends| words.auroc_interval(ends)).unwrap_or_default();
    let kind = match (rival.low, rival.high) {
        (Some(low), _) if low > 0.0 => words.rival_beaten(),
        (_, Some(high)) if high < 0.0 => words.rival_better(),
        _ => words.rival_alike(),
    };
    Some(words.against_rival(&rival.column, own, other, signed(rival.difference?), interval, kind))
}

fn higher(of: &Backtest, words: Words) -> String {
    let Some(auroc) = of.auroc else { return words.no_auroc().to_owned() };
    if of.measures.first().is_some_and(|m| m.constant) {
        return words.constant_score().to_owned();
    }
    let interval = match ends(of.auroc_low, of.auroc_high, words, statistic) {
        Some(ends) => words.auroc_interval(ends),
        None => words.auroc_no_interval().to_owned(),
    };
    let pairs = format!("{:.0}", 100.0 * auroc);
    let mut text = match of.horizon {
        [0, 0] => words.auroc_within(pairs, statistic(auroc), interval),
        [nearest, farthest] => words.auroc_before(pairs, statistic(auroc), interval, nearest, farthest),
    };
    if auroc < 0.5 {
        text.push_str(if of.horizon == [0, 0] { words.auroc_lower_within() } else { words.auroc_lower() });
    }
    if !of.inconclusive {
        text.push_str(match (of.auroc_low, of.auroc_high) {
            (Some(low), _) if low > 0.5 => words.auroc_better(),
            (_, Some(high)) if high < 0.5 => words.auroc_worse(),
            _ => words.auroc_chance(),
        });
    }
    text
}

fn at_threshold(of: &Backtest, words: Words) -> Option<String> {
    let (threshold, hit_rate, precision) = (of.threshold?, of.hit_rate?, of.precision?);
    let kind =
        if of.threshold_from == Some(ThresholdFrom::Given) { words.threshold_given() } else { words.threshold_best() };
    let interval = ends(hit_rate.low, hit_rate.high, words, share).unwrap_or_else(|| "-".to_owned());
    let false_runs = precision.of - precision.count;
    let mut text =
        words.warned_of(raw(threshold), kind, hit_rate.count, hit_rate.of, interval, false_runs, precision.of);
    if let Some(median) = of
        .lead_times
        .as_deref()
        .and_then(|leads| median(&mut leads.iter().map(|lead| *lead as f64).collect::<Vec<_>>()))
    {
        text.push_str(&words.median_lead(raw(median)));
    }
    let shown = |x: Option<f64>| x.map_or_else(|| "-".to_owned(), statistic);
    let (noise, relative) = (shown(of.noise_to_signal), shown(of.relative_usefulness));
    text.push_str(&words.worth(noise, shown(of.usefulness), raw(of.preference), relative));
    Some(text)
}

fn method(of: &Backtest, locale: &Locale) -> String {
    let words = locale.words();
    let dates = dates(of);
    let mut parts = vec![
        words.to(day(of.from, &dates), day(of.to, &dates)),
        words.backtest_event(&of.event),
        words.backtest_horizon(of.horizon[0], of.horizon[1]),
    ];
    if of.aftermath > 0 {
        parts.push(words.backtest_aftermath(of.aftermath));
    }
    parts.push(words.backtest_periods(raw(of.wanted_periods as f64), raw(of.calm_periods as f64)));
    let b = &of.bootstrap;
    let (samples, block) = (raw(b.replications as f64), raw(b.block));
    parts.push(match b.resample {
        Resample::Time => words.backtest_bootstrap(samples, block, b.seed),
        Resample::Entity => words.backtest_by_entity(samples, b.seed),
        Resample::Both => words.backtest_by_both(samples, block, b.seed),
    });
    if b.used < b.replications {
        parts.push(words.backtest_used(raw(b.used as f64)));
    }
    parts.join(words.comma())
}

fn shown(x: Option<f64>, number: fn(f64) -> String) -> Cell {
    Cell::plain(x.map_or_else(|| "-".to_owned(), number))
}

/// What a measure is called: by the model, or where the locale knows none by itself.
pub(crate) fn measure_title<'a>(measure: &'a Judged, locale: &'a Locale) -> &'a str {
    let known = if measure.kind == Kind::Score { locale.root() } else { locale.known(&measure.id) };
    known.unwrap_or(&measure.title)
}

fn name(measure: &Judged, locale: &Locale) -> Cell {
    let title = measure_title(measure, locale);
    match measure.kind {
        Kind::Score => Span::strong(title).into(),
        Kind::Dimension | Kind::Indicator => Cell::plain(title),
    }
}

/// A name for dimensions, and one for indicators, above the first of each.
fn heading(table: &mut Table, before: Option<&Judged>, measure: &Judged, words: Words) {
    let heading = match measure.kind {
        Kind::Score => return,
        Kind::Dimension => words.dimensions_alone(),
        Kind::Indicator => words.indicators_alone(),
    };
    if before.map(|b| b.kind) != Some(measure.kind) {
        table.rows.push(Row::Heading(heading.to_owned()));
    }
}

fn measures(of: &Backtest, locale: &Locale) -> Table {
    let words = locale.words();
    let common = words.on_common(raw(of.common_periods as f64));
    let mut table = Table::new(&[
        (words.measure(), false),
        ("AUROC", true),
        (words.within_95(), true),
        (words.wanted_column(), true),
        (words.calm_column(), true),
        (words.backtest_episodes(), true),
        (words.score_there(), true),
        (&common, true),
    ]);
    let mut before = None;
    for measure in &of.measures {
        heading(&mut table, before.replace(measure), measure, words);
        let interval = ends(measure.auroc_low, measure.auroc_high, words, statistic);
        table.push(vec![
            name(measure, locale),
            shown(measure.auroc, statistic),
            Cell::plain(interval.unwrap_or_else(|| "-".to_owned())),
            Cell::plain(raw(measure.wanted_periods as f64)),
            Cell::plain(raw(measure.calm_periods as f64)),
            Cell::plain(measure.episodes.to_string()),
            shown(measure.score_auroc, statistic),
            shown(measure.common_auroc, statistic),
        ]);
    }
    table
}

fn rivals(of: &Backtest, words: Words) -> Table {
    let mut table = Table::new(&[
        (words.rival(), false),
        ("AUROC", true),
        (words.score_there(), true),
        (words.score_less_rival(), true),
        (words.within_95(), true),
        (words.wanted_column(), true),
        (words.calm_column(), true),
    ]);
    for rival in &of.rivals {
        let interval = ends(rival.low, rival.high, words, signed).unwrap_or_else(|| "-".to_owned());
        table.push(vec![
            Cell::plain(&rival.column),
            shown(rival.auroc, statistic),
            shown(rival.score_auroc, statistic),
            shown(rival.difference, signed),
            Cell::plain(interval),
            Cell::plain(raw(rival.wanted_periods as f64)),
            Cell::plain(raw(rival.calm_periods as f64)),
        ]);
    }
    table
}

fn by_entity(of: &Backtest, words: Words) -> Table {
    let mut table = Table::new(&[
        (words.entity(), false),
        ("AUROC", true),
        (words.wanted_column(), true),
        (words.calm_column(), true),
        (words.backtest_episodes(), true),
    ]);
    for found in of.by_entity.iter().take(MOST_EPISODES) {
        table.push(vec![
            Cell::plain(&found.entity),
            shown(found.auroc, statistic),
            Cell::plain(raw(found.wanted_periods as f64)),
            Cell::plain(raw(found.calm_periods as f64)),
            Cell::plain(found.episodes.to_string()),
        ]);
    }
    table
}

/// The most episodes in a table, and the most entities; data has them all.
const MOST_EPISODES: usize = 50;

fn episodes(of: &Backtest, locale: &Locale) -> Table {
    let words = locale.words();
    let dates = dates(of);
    let with_entities = of.episode_list.iter().any(|e| e.entity.is_some());
    let falls = of.episode_list.iter().any(|e| e.fall.is_some());
    let mut columns = vec![(words.episode_start(), false), (words.episode_end(), false), (words.episode_rows(), true)];
    if with_entities {
        columns.insert(0, (words.entity(), false));
    }
    if falls {
        columns.push((words.fall(), true));
    }
    columns.extend([(words.scores_before(), true), (words.highest_before(), true)]);
    if of.threshold.is_some() {
        columns.extend([(words.warned(), false), (words.lead(), true)]);
    }
    let mut table = Table::new(&columns);
    for episode in of.episode_list.iter().take(MOST_EPISODES) {
        let mut row = Vec::new();
        if with_entities {
            row.push(Cell::plain(episode.entity.clone().unwrap_or_default()));
        }
        row.extend([episode.start, episode.end].map(|date| Cell::plain(day(date, &dates))));
        row.push(Cell::plain(episode.duration.to_string()));
        if falls {
            row.push(shown(episode.fall, |x| format!("{x:.0} %")));
        }
        row.push(Cell::plain(episode.periods.to_string()));
        row.push(Span::score(episode.highest_score).into());
        if of.threshold.is_some() {
            row.push(Cell::plain(match episode.warned {
                Some(true) => words.yes(),
                Some(false) => words.not_warned(),
                None => "-",
            }));
            row.push(shown(episode.lead_time.map(|l| l as f64), raw));
        }
        table.push(row);
    }
    table
}

fn warnings(of: &Backtest, words: Words) -> Table {
    let mut table = Table::new(&[
        (words.counted_how(), false),
        (words.threshold(), true),
        (words.warned_share(), true),
        (words.within_95(), true),
        (words.false_share(), true),
        (words.within_95(), true),
        (words.noise_to_signal(), true),
        (words.usefulness(), true),
        (words.relative_usefulness(), true),
    ]);
    let of_all = |rate: &Rate| words.of(rate.count, rate.of);
    let interval = |rate: &Rate| ends(rate.low, rate.high, words, share).unwrap_or_else(|| "-".to_owned());
    let mut push = |how: &str, threshold: String, rates: [Rate; 2], worth: [Option<f64>; 3]| {
        let mut row = vec![Cell::plain(how), Cell::plain(threshold)];
        for rate in rates {
            row.push(Cell::plain(of_all(&rate)));
            row.push(Cell::plain(interval(&rate)));
        }
        row.extend([shown(worth[0], statistic), shown(worth[1], signed), shown(worth[2], signed)]);
        table.push(row);
    };
    // Of runs of warnings the false ones.
    let wrong = |precision: Rate| Rate::new(precision.of - precision.count, precision.of);
    let rates = |by: &ByPeriod| [by.hit_rate, by.false_alarm_rate];
    if let (Some(threshold), Some(hits), Some(precision), Some(by)) =
        (of.threshold, of.hit_rate, of.precision, &of.by_period)
    {
        let given = of.threshold_from == Some(ThresholdFrom::Given);
        let how = if given { words.given_episodes() } else { words.in_sample_episodes() };
        push(how, raw(threshold), [hits, wrong(precision)], [None; 3]);
        let worth = [of.noise_to_signal, of.usefulness, of.relative_usefulness];
        push(words.by_period(), String::new(), rates(by), worth);
    }
    if let Some(walked) = &of.walk_forward {
        let found = &walked.warnings;
        let last = walked.thresholds.iter().rev().find_map(|t| t.threshold);
        let last = last.map_or_else(|| "-".to_owned(), |t| words.last_threshold(raw(t)));
        push(words.walk_episodes(), last, [found.hit_rate, wrong(found.precision)], [None; 3]);
        let worth = [found.noise_to_signal, found.usefulness, found.relative_usefulness];
        push(words.by_period(), String::new(), rates(&found.by_period), worth);
    }
    if let Some(others) = &of.leave_one_out {
        let found = &others.warnings;
        push(words.others_episodes(), String::new(), [found.hit_rate, wrong(found.precision)], [None; 3]);
        let worth = [found.noise_to_signal, found.usefulness, found.relative_usefulness];
        push(words.by_period(), String::new(), rates(&found.by_period), worth);
    }
    table
}

/// Two decimals and a sign.
fn signed(x: f64) -> String {
    let text = statistic(x);
    if x > 0.0 && text != "0.00" { format!("+{text}") } else { text.replace("-0.00", "0.00") }
}

/// Best thresholds in hindsight of dimensions and indicators.
fn each_at_its_best(of: &Backtest, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.measure(), false),
        (words.threshold(), true),
        (words.warned_share(), true),
        (words.false_alarms(), true),
        (words.noise_to_signal(), true),
        (words.usefulness(), true),
        (words.relative_usefulness(), true),
    ]);
    let mut before = None;
    for measure in of.measures.iter().filter(|m| m.kind != Kind::Score) {
        let (Some(threshold), Some(hits)) = (measure.threshold, measure.hits) else { continue };
        heading(&mut table, before.replace(measure), measure, words);
        table.push(vec![
            name(measure, locale),
            Cell::plain(score(threshold)),
            Cell::plain(words.of(hits, measure.episodes)),
            Cell::plain(measure.false_alarms.unwrap_or_default().to_string()),
            shown(measure.noise_to_signal, statistic),
            shown(measure.usefulness, signed),
            shown(measure.relative_usefulness, signed),
        ]);
    }
    table
}

/// A row a measure.
pub fn backtested_csv(of: &Backtest) -> String {
    let header = [
        "kind",
        "id",
        "auroc",
        "auroc_low",
        "auroc_high",
        "wanted_periods",
        "calm_periods",
        "episodes",
        "score_auroc",
        "common_auroc",
        "common_periods",
        "threshold",
        "hits",
        "misses",
        "false_alarms",
        "noise_to_signal",
        "usefulness",
        "relative_usefulness",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let number = |x: Option<f64>| x.map(|x| x.to_string()).unwrap_or_default();
    let count = |x: Option<usize>| x.map(|x| x.to_string()).unwrap_or_default();
    for (k, m) in of.measures.iter().enumerate() {
        // The score at the threshold that is reported, which may be a given one.
        let (threshold, hits, misses, false_alarms) = match k {
            0 => (of.threshold, of.hits, of.misses, of.false_alarms),
            _ => (m.threshold, m.hits, m.misses, m.false_alarms),
        };
        let worth = match k {
            0 => [of.noise_to_signal, of.usefulness, of.relative_usefulness],
            _ => [m.noise_to_signal, m.usefulness, m.relative_usefulness],
        };
        let mut row = vec![m.kind.as_str().to_owned(), m.id.clone()];
        row.extend([m.auroc, m.auroc_low, m.auroc_high].map(number));
        row.extend([m.wanted_periods, m.calm_periods, m.episodes].map(|n| n.to_string()));
        row.extend([m.score_auroc, m.common_auroc].map(number));
        row.push(of.common_periods.to_string());
        row.push(number(threshold));
        row.extend([hits, misses, false_alarms].map(count));
        row.extend(worth.map(number));
        rows.push(row);
    }
    super::data::csv_rows(rows)
}
