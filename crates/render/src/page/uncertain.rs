//! A run of draws as a page: intervals, shares of draws, what figures and method do, dimensions.

use super::content::{Cell, Column, Page, Part, Span, Table};
use super::{points, score, share_of_draws};
use crate::locale::Locale;
use froth_core::made_from::MadeFrom;
use froth_core::uncertainty::{GradeCalibration, MethodTable, PairDraws, Quantiles, ScenarioDraws, Uncertain};
use serde::Serialize;

/// Sentences first, then the intervals, the pairs, what lies behind them, and the method table.
pub fn uncertain(of: &Uncertain, methods: &MethodTable, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    let names: Vec<&str> = of.scenarios.iter().map(|s| locale.scenario(&s.scenario)).collect();
    page.parts.push(Part::Title(words.sure_title(locale.listed(&names))));
    let mut sentences = how_sure(of, locale);
    sentences.extend(methods_agree(methods, locale));
    page.parts.push(Part::Lines(sentences.into_iter().map(|s| vec![Span::plain(s)]).collect()));
    page.parts.push(Part::Lines(vec![vec![Span::faint(what_was_drawn(of, locale))]]));
    page.section(words.intervals(), intervals(&of.scenarios, locale));
    page.section(words.shares_by_band(), bands(of, locale));
    if let Some(like) = &of.like_for_like {
        page.section(words.intervals_like(), intervals(&like.scenarios, locale));
    }
    page.section(words.pairs(), pairs(of, locale));
    page.section(words.apart(), apart(of, locale));
    page.section(words.dimensions_all(), dimensions(of, &of.scenarios, &of.pairs, locale));
    if let Some(like) = &of.like_for_like {
        page.section(words.dimensions_like_draws(), dimensions(of, &like.scenarios, &like.pairs, locale));
    }
    page.section(words.methods(), method_rows(methods, locale));
    page.section(words.calibration(), calibration(of, locale));
    page.parts.extend(calibrated(&of.calibration, locale).map(|said| Part::Lines(vec![vec![Span::faint(said)]])));
    page
}

/// What the ranges by grade were held against, how many figures lay inside, and what that says nothing about.
pub(crate) fn calibrated(of: &[GradeCalibration], locale: &Locale) -> Option<String> {
    let words = locale.words();
    let grade = |g: &GradeCalibration| {
        let half = super::share(g.half_width);
        words.grade_held(locale.confidence(Some(g.confidence)), half, g.inside, g.pairs)
    };
    let quantities: usize = of.iter().map(|g| g.quantities).sum();
    let grades: Vec<String> = of.iter().map(grade).collect();
    (!of.is_empty()).then(|| words.calibrated(quantities, locale.listed(&grades)))
}

/// What a run says in plain sentences: each scenario's interval, and each pair's share of draws, like for like where that can
/// be had.
pub fn how_sure(of: &Uncertain, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let mut sentences = Vec::new();
    for scenario in &of.scenarios {
        let name = locale.scenario(&scenario.scenario);
        sentences.push(match (scenario.score.p05, scenario.score.p95, scenario.score.median) {
            (Some(low), Some(high), Some(median)) => words.nine_of_ten(name, score(low), score(high), score(median)),
            _ => words.never_scored(name),
        });
        if scenario.scored > 0.0 && scenario.scored < 1.0 {
            let share = share_of_draws(scenario.scored, of.draws, locale.language);
            sentences.push(words.sometimes_scored(name, &share));
        }
    }
    for (i, pair) in of.pairs.iter().enumerate() {
        let (a, b) = (locale.scenario(&pair.a), locale.scenario(&pair.b));
        let like = of.like_for_like.as_ref().and_then(|l| l.pairs.get(i)?.share_a_higher);
        let told = |share: f64| share_of_draws(share, of.draws, locale.language);
        match (pair.share_a_higher, like) {
            (Some(all), Some(like)) if told(all) == told(like) => sentences.push(words.share_same(a, b, told(all))),
            (Some(all), Some(like)) => sentences.push(words.share_both(a, b, told(all), told(like))),
            (None, Some(like)) => sentences.push(words.share_like(a, b, told(like))),
            (Some(all), None) => sentences.push(words.share_all(a, b, told(all))),
            (None, None) => {}
        }
    }
    sentences.push(words.no_probability().to_owned());
    sentences
}

/// How many ways of building the index agree, and which two disagree most.
pub fn methods_agree(of: &MethodTable, locale: &Locale) -> Option<String> {
    let words = locale.words();
    of.share_agreeing?;
    let agreeing = of.rows.iter().filter(|r| r.agrees).count();
    let ways = of.rows.len();
    let several = of.scenarios.len() > 1;
    let mut sentence = if several { words.ways_agree(agreeing, ways) } else { words.ways_agree_band(agreeing, ways) };
    let [low, high] = of.extremes?;
    let described = |row: usize| {
        let row = &of.rows[row];
        let measured = match row.like_for_like.as_slice() {
            [Some(a), Some(b), ..] => higher(of, *a, *b, locale),
            _ => row.scores.first().copied().flatten().map(score).unwrap_or_default(),
        };
        (way(row, locale), measured)
    };
    let ((lowest, x), (highest, y)) = (described(low), described(high));
    sentence += &if several {
        words.ways_extremes(lowest, x, highest, y)
    } else {
        words.ways_extremes_score(lowest, x, highest, y)
    };
    Some(sentence)
}

/// Which of the first two scenarios is higher, and by how much.
fn higher(of: &MethodTable, a: f64, b: f64, locale: &Locale) -> String {
    let (gap, place) = (super::gap(a, b), usize::from(a < b));
    match (score(gap.abs()), of.scenarios.get(place)) {
        (points, Some(scenario)) if points != "0.0" => locale.words().way_higher(locale.scenario(scenario), points),
        _ => locale.words().way_level().to_owned(),
    }
}

fn what_was_drawn(of: &Uncertain, locale: &Locale) -> String {
    let words = locale.words();
    let named = |sources: &[froth_core::uncertainty::Source]| {
        let names: Vec<&str> = sources.iter().map(|s| source(*s, locale)).collect();
        locale.listed(&names)
    };
    let drawn = if of.sources.is_empty() { words.nothing_drawn().to_owned() } else { named(&of.sources) };
    let mut text = words.what_was_drawn(super::raw(of.draws as f64), of.seed, of.coordinates, &drawn);
    if !of.without.is_empty() {
        text.push_str(&words.switched_off(named(&of.without)));
    }
    text
}

pub(super) fn source(source: froth_core::uncertainty::Source, locale: &Locale) -> &'static str {
    use froth_core::uncertainty::Source;
    let words = locale.words();
    match source {
        Source::Values => words.source_values(),
        Source::Weights => words.source_weights(),
        Source::Ends => words.source_ends(),
        Source::Rules => words.source_rules(),
        Source::Aggregation => words.source_aggregation(),
        Source::Drop => words.source_drop(),
        Source::Missing => words.source_missing(),
        Source::Normalisation => words.source_normalisation(),
        Source::Outliers => words.source_outliers(),
        Source::Imputation => words.source_imputation(),
    }
}

/// Mean and quantiles of each scenario, with the largest standard error.
pub(crate) fn intervals(of: &[ScenarioDraws], locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.scenario(), false),
        (words.mean(), true),
        (words.median(), true),
        ("5 %", true),
        ("25 %", true),
        ("75 %", true),
        ("95 %", true),
        (words.standard_error(), true),
    ]);
    for scenario in of {
        let q = &scenario.score;
        let mut row = vec![Cell::plain(locale.scenario(&scenario.scenario))];
        row.extend([q.mean, q.median, q.p05, q.p25, q.p75, q.p95].map(|x| Cell::Text(Span::score(x))));
        row.push(Cell::plain(scenario.errors.map_or_else(|| "-".to_owned(), |e| largest(&e))));
        table.push(row);
    }
    table
}

/// The largest of some standard errors, in points.
fn largest(errors: &Quantiles) -> String {
    let all = [errors.mean, errors.median, errors.p05, errors.p95];
    let error = all.into_iter().flatten().fold(0.0, f64::max);
    if error < 0.0005 { "<0.001".to_owned() } else { format!("{error:.3}") }
}

fn bands(of: &Uncertain, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[(words.band(), false)]);
    let column = |s: &ScenarioDraws| Column { title: locale.scenario(&s.scenario).to_owned(), numbers: true };
    table.columns.extend(of.scenarios.iter().map(column));
    let Some(first) = of.scenarios.iter().find(|s| !s.bands.0.is_empty()) else { return table };
    for (place, (label, _)) in first.bands.0.iter().enumerate() {
        let mut row = vec![Cell::plain(locale.band(label))];
        row.extend(of.scenarios.iter().map(|s| match s.bands.0.get(place) {
            Some((_, share)) => Cell::plain(share_of_draws(*share, of.draws, locale.language)),
            None => Cell::plain("-"),
        }));
        table.push(row);
    }
    table
}

/// Each pair: share of draws with the first higher, and the gap; on all data and like for like.
pub(crate) fn pairs(of: &Uncertain, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.pair(), false),
        (words.reading(), false),
        (words.first_higher(), true),
        (words.gap_median(), true),
        (words.gap_range(), true),
    ]);
    let like = of.like_for_like.as_ref();
    for (i, pair) in of.pairs.iter().enumerate() {
        let name = words.less(locale.scenario(&pair.a), locale.scenario(&pair.b));
        let mut add = |reading: &str, pair: &PairDraws| {
            let share = pair.share_a_higher.map(|s| share_of_draws(s, of.draws, locale.language));
            table.push(vec![
                Cell::plain(name.clone()),
                Cell::plain(reading),
                Cell::plain(share.unwrap_or_else(|| "-".to_owned())),
                Cell::plain(pair.gap.median.map_or_else(|| "-".to_owned(), points)),
                Cell::plain(range(&pair.gap, locale, points)),
            ]);
        };
        add(words.all_data_short(), pair);
        if let Some(pair) = like.and_then(|l| l.pairs.get(i)) {
            add(words.like_for_like(), pair);
        }
    }
    table
}

/// 5 % to 95 %.
fn range(of: &Quantiles, locale: &Locale, shown: impl Fn(f64) -> String) -> String {
    match of.p05.zip(of.p95) {
        Some((low, high)) => locale.words().to(shown(low), shown(high)),
        None => "-".to_owned(),
    }
}

/// What the figures do alone, and what the method does alone.
pub(crate) fn apart(of: &Uncertain, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.scenario(), false),
        (words.figures_alone(), true),
        (words.method_alone(), true),
        (words.both_together(), true),
    ]);
    for scenario in of.scenarios.iter().filter(|s| s.data.is_some() || s.method.is_some()) {
        let spread = |s: &Option<froth_core::uncertainty::Spread>| {
            let quantiles = s.map(|s| Quantiles { p05: s.p05, p95: s.p95, ..Quantiles::default() });
            Cell::plain(range(&quantiles.unwrap_or_default(), locale, score))
        };
        table.push(vec![
            Cell::plain(locale.scenario(&scenario.scenario)),
            spread(&scenario.data),
            spread(&scenario.method),
            Cell::plain(range(&scenario.score, locale, score)),
        ]);
    }
    table
}

/// Each dimension's median and interval, and with two scenarios the share of draws in which the first is higher.
fn dimensions(of: &Uncertain, scenarios: &[ScenarioDraws], pairs: &[PairDraws], locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[(words.dimension(), false)]);
    for scenario in scenarios {
        table.columns.push(Column { title: locale.scenario(&scenario.scenario).to_owned(), numbers: true });
    }
    let pair = pairs.first().filter(|_| pairs.len() == 1);
    if pair.is_some() {
        table.columns.push(Column { title: words.first_higher().to_owned(), numbers: true });
    }
    let Some(first) = scenarios.first() else { return table };
    for (place, dimension) in first.dimensions.iter().enumerate() {
        let mut row = vec![Cell::plain(locale.dimension(&dimension.id))];
        for scenario in scenarios {
            let q = &scenario.dimensions[place].score;
            row.push(Cell::plain(match q.median {
                Some(median) => format!("{} [{}]", score(median), range(q, locale, score)),
                None => "-".to_owned(),
            }));
        }
        if let Some(pair) = pair {
            let share = pair.dimensions[place].share_a_higher;
            let told = share.map(|s| share_of_draws(s, of.draws, locale.language));
            row.push(Cell::plain(told.unwrap_or_else(|| "-".to_owned())));
        }
        table.push(row);
    }
    table
}

/// One way to build the index, in words.
fn way(row: &froth_core::uncertainty::MethodRow, locale: &Locale) -> String {
    use froth_core::model::Aggregate;
    use froth_core::uncertainty::{Aggregation, Normalisation, Weighting};
    let words = locale.words();
    let normalisation = match row.normalisation {
        Normalisation::AsGiven => words.rules_as_given(),
        Normalisation::Linear => words.rules_linear(),
        Normalisation::Logistic => words.rules_logistic(),
    };
    let weighting = match row.weighting {
        Weighting::AsGiven => words.weights_as_given(),
        Weighting::Equal => words.weights_equal(),
    };
    let meaning = |aggregate| match aggregate {
        Aggregate::Arithmetic => words.on_average().to_owned(),
        Aggregate::Geometric => words.all_at_once().to_owned(),
        Aggregate::Max => words.any_one().to_owned(),
        Aggregate::Power(p) if p < 0.0 => words.calmest_pulls(super::raw(p)),
        Aggregate::Power(p) => words.worst_weighs_more(super::raw(p)),
        Aggregate::Harmonic => words.calmest_weighs_more().to_owned(),
        Aggregate::Median => words.middle_one().to_owned(),
        Aggregate::Min => words.only_all().to_owned(),
    };
    let aggregation = match row.aggregation {
        Aggregation::AsGiven => words.aggregation_as_given().to_owned(),
        Aggregation::Across(a) => words.across_dimensions(meaning(a)),
        Aggregation::Everywhere(a) => words.everywhere(meaning(a)),
    };
    locale.listed(&[normalisation, weighting, &aggregation])
}

/// Every way to build the index, what each scenario then scores, and whether the verdict is the same.
pub(crate) fn method_rows(of: &MethodTable, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[(words.way(), false)]);
    let like = of.rows.first().is_some_and(|r| !r.like_for_like.is_empty());
    if of.share_agreeing.is_none() {
        return table;
    }
    for scenario in &of.scenarios {
        table.columns.push(Column { title: locale.scenario(scenario).to_owned(), numbers: true });
    }
    table.columns.push(Column { title: words.agrees().to_owned(), numbers: false });
    for row in &of.rows {
        let mut cells = vec![Cell::plain(way(row, locale))];
        let scores = if like { &row.like_for_like } else { &row.scores };
        cells.extend(scores.iter().map(|x| Cell::Text(Span::score(*x))));
        cells.push(if row.agrees { Cell::plain(words.yes()) } else { Span::strong(words.no()).into() });
        table.push(cells);
    }
    table
}

/// The ranges by confidence against what sources disagree about.
pub(crate) fn calibration(of: &Uncertain, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.confidence_grade(), false),
        (words.half_width(), true),
        (words.quantities(), true),
        (words.pairs_inside(), true),
        (words.holds_all(), true),
    ]);
    for grade in &of.calibration {
        table.push(vec![
            Cell::plain(locale.confidence(Some(grade.confidence))),
            Cell::plain(super::share(grade.half_width)),
            Cell::plain(grade.quantities.to_string()),
            Cell::plain(words.of(grade.inside, grade.pairs)),
            Cell::plain(super::share(grade.holds_all)),
        ]);
    }
    table
}

/// Draws as JSON, the methods beside them.
pub fn uncertain_json(made_from: &MadeFrom, of: &Uncertain, methods: &MethodTable) -> String {
    #[derive(Serialize)]
    struct Data<'a> {
        #[serde(flatten)]
        drawn: &'a Uncertain,
        methods: &'a MethodTable,
    }
    super::json(made_from, Data { drawn: of, methods })
}

/// A row a scenario, dimension and pair.
pub fn uncertain_csv(of: &Uncertain) -> String {
    let header = ["reading", "kind", "a", "b", "id", "mean", "median", "p05", "p25", "p75", "p95", "share_a_higher"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let number = |x: Option<f64>| x.map(|x| x.to_string()).unwrap_or_default();
    let mut add = |place: [&str; 5], q: &Quantiles, share: Option<f64>| {
        let mut row: Vec<String> = place.iter().map(|p| (*p).to_owned()).collect();
        row.extend([q.mean, q.median, q.p05, q.p25, q.p75, q.p95, share].map(number));
        rows.push(row);
    };
    let like = of.like_for_like.as_ref();
    let readings =
        [("all", Some((&of.scenarios, &of.pairs))), ("like_for_like", like.map(|l| (&l.scenarios, &l.pairs)))];
    for (reading, scenarios, pairs) in readings.into_iter().filter_map(|(r, x)| x.map(|(s, p)| (r, s, p))) {
        for s in scenarios {
            add([reading, "score", &s.scenario, "", ""], &s.score, None);
            s.dimensions.iter().for_each(|d| add([reading, "dimension", &s.scenario, "", &d.id], &d.score, None));
        }
        for p in pairs {
            add([reading, "gap", &p.a, &p.b, ""], &p.gap, p.share_a_higher);
            for d in &p.dimensions {
                add([reading, "dimension_gap", &p.a, &p.b, &d.id], &d.gap, d.share_a_higher);
            }
        }
    }
    super::data::csv_rows(rows)
}
