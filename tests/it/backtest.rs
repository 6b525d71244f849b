//! Scores held against events: the statistic, its interval, thresholds that know no future, and data that say nothing.

use crate::charts::check;
use crate::support::{close, froth, plain, rooted};
use froth::ErrorKind;
use froth::backtest::{Backtest, Entity, Event, Horizon, Input, Kind, Measure, Options, auroc, backtest};
use froth::chart::{BacktestOf, Language, roc, signal};
use froth::locale::Locale;
use froth::page::{self, terminal};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::sync::atomic::AtomicBool;
use tempfile::TempDir;

/// Uniform on (0, 1), the same on every machine.
fn noise(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (state ^ (state >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }
}

#[allow(clippy::cast_possible_wrap)] // some decades
fn month(t: usize) -> Date {
    date(1900 + (t / 12) as i16, 1 + (t % 12) as i8, 1).last_of_month()
}

fn measure(kind: Kind, id: &str, values: Vec<Vec<Option<f64>>>) -> Measure {
    Measure::new(kind, id, id, values)
}

/// One entity with a score.
fn input(column: Vec<f64>, score: Vec<f64>) -> Input {
    let known = |xs: Vec<f64>| xs.into_iter().map(|x| Some(x).filter(|x| x.is_finite())).collect::<Vec<_>>();
    let dates = (0..column.len()).map(month).collect();
    Input {
        entities: vec![Entity::new("", dates, known(column))],
        measures: vec![measure(Kind::Score, "score", vec![known(score)])],
        looks_ahead: Vec::new(),
        rivals: Vec::new(),
    }
}

fn options(event: &str, horizon: &str) -> Options {
    let horizon = Some(Horizon::parse(horizon).expect("a horizon"));
    Options { horizon, replications: 500, ..Options::new(Event::parse(event).expect("an event")) }
}

fn judge(input: &Input, options: &Options) -> Backtest {
    backtest(input, options, &()).unwrap_or_else(|e| panic!("{e:?}"))
}

fn refused(input: &Input, options: &Options) -> String {
    match backtest(input, options, &()) {
        Err(error) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

/// An event in `length` months of every `every`.
fn events(months: usize, every: usize, length: usize) -> Vec<f64> {
    (0..months).map(|t| if t % every >= every - length { 1.0 } else { 0.0 }).collect()
}

/// Higher towards the end of every spell of so many months, with noise.
fn rising(months: usize, every: usize, seed: u64) -> Vec<f64> {
    let mut random = noise(seed);
    (0..months).map(|t| 60.0 * (t % every) as f64 / every as f64 + 40.0 * random()).collect()
}

/// Ratings of 58 normal and 51 abnormal images: Hanley and `McNeil` (1982, table I) print W = 0.893.
#[test]
fn auroc_is_the_published_one() {
    let ratings = |counts: [usize; 5]| -> Vec<f64> {
        counts.iter().zip(1..).flat_map(|(count, rating)| vec![f64::from(rating); *count]).collect()
    };
    let area = auroc(&ratings([3, 2, 2, 11, 33]), &ratings([33, 6, 6, 11, 2])).expect("pairs");
    assert!((area - 0.893).abs() < 5e-4, "{area}");
}

/// U by looking at every pair.
fn mann_whitney(wanted: &[f64], calm: &[f64]) -> f64 {
    let pair = |a: f64, b: f64| {
        if a > b {
            1.0
        } else if a == b {
            0.5
        } else {
            0.0
        }
    };
    wanted.iter().flat_map(|a| calm.iter().map(move |b| pair(*a, *b))).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Few values, so that there are many ties.
    #[test]
    fn auroc_is_mann_whitney_and_obeys_its_laws(
        wanted in prop::collection::vec(-6i32..6, 1..40),
        calm in prop::collection::vec(-6i32..6, 1..40),
    ) {
        let side = |xs: &[i32], f: fn(f64) -> f64| xs.iter().map(|x| f(f64::from(*x))).collect::<Vec<f64>>();
        let area = |f: fn(f64) -> f64| auroc(&side(&wanted, f), &side(&calm, f)).expect("pairs");
        let plain = area(|x| x);
        let pairs = (wanted.len() * calm.len()) as f64;
        prop_assert_eq!(plain, mann_whitney(&side(&wanted, |x| x), &side(&calm, |x| x)) / pairs);
        prop_assert_eq!(plain, area(f64::exp));
        prop_assert_eq!(plain, area(|x| x.powi(3) / 7.0 - 2.0));
        prop_assert!((area(|x| -x) - (1.0 - plain)).abs() < 1e-15);
    }

    /// Whatever comes later changes no threshold of before, and all counts add up.
    #[test]
    fn a_walk_forward_threshold_never_sees_its_own_future(seed in 0u64..1000, cut in 320usize..470, fall in any::<bool>()) {
        let (months, event) = (480, if fall { "fall:price:15:9" } else { "crisis" });
        let column = |seed: u64| -> Vec<f64> {
            let mut random = noise(seed);
            let mut price = 100.0;
            (0..months).map(|t| {
                price *= if t % 20 > 14 { 0.93 + 0.05 * random() } else { 1.0 + 0.05 * random() };
                if fall { price } else if random() < 0.06 { 1.0 } else { 0.0 }
            }).collect()
        };
        let score = |seed: u64| rising(months, 20, seed);
        let other = |before: Vec<f64>, after: Vec<f64>| [&before[..cut], &after[cut..]].concat();
        let options = Options { replications: 0, ..options(event, "1..4") };
        let found = judge(&input(column(seed), score(seed)), &options);
        let changed = judge(
            &input(other(column(seed), column(seed + 7)), other(score(seed), score(seed + 7))),
            &options,
        );
        let shorter = judge(&input(column(seed)[..cut].to_vec(), score(seed)[..cut].to_vec()), &options);
        let thresholds = |of: &Backtest| -> Vec<Option<f64>> {
            of.shown.lines[0].rows.iter().take(cut).map(|row| row.walk_forward).collect()
        };
        // With too few warnings before the cut there is none yet.
        prop_assume!(thresholds(&found).iter().any(Option::is_some));
        prop_assert_eq!(thresholds(&found), thresholds(&changed));
        if shorter.walk_forward.is_some() {
            prop_assert_eq!(thresholds(&found), thresholds(&shorter));
        }
        adds_up(&found);
        adds_up(&changed);
    }
}

fn adds_up(of: &Backtest) {
    let (Some(hits), Some(misses), Some(by)) = (of.hits, of.misses, &of.by_period) else {
        assert!(of.threshold.is_none() && of.lead_times.is_none() && of.noise_to_signal.is_none());
        return;
    };
    assert_eq!(hits + misses, of.episodes);
    assert_eq!(of.lead_times.as_ref().map(Vec::len), Some(hits));
    assert_eq!(of.episode_list.iter().filter(|e| e.warned == Some(true)).count(), hits);
    assert_eq!(of.episode_list.iter().filter(|e| e.warned == Some(false)).count(), misses);
    assert_eq!(by.periods.right + by.periods.missed, of.wanted_periods);
    assert_eq!(by.periods.false_alarms + by.periods.quiet, of.calm_periods);
    if let Some(walked) = &of.walk_forward {
        assert_eq!(walked.warnings.hits + walked.warnings.misses, walked.warnings.episodes);
        assert!(walked.warnings.episodes <= of.episodes);
    }
    assert!(of.auroc_low.zip(of.auroc_high).is_none_or(|(low, high)| low <= high));
}

/// Independent scores: 0.5 lies within the 95 % interval about as often as it should, and the mean is 0.5.
#[test]
fn random_scores_have_an_auroc_of_one_half_within_its_interval() {
    let (mut held, mut sum) = (0, 0.0);
    for seed in 0..40 {
        let mut random = noise(seed);
        let score = (0..720).map(|_| 100.0 * random()).collect();
        let found = judge(&input(events(720, 60, 6), score), &options("crisis", "1..12"));
        let (low, high) = found.auroc_low.zip(found.auroc_high).expect("an interval");
        held += usize::from(low <= 0.5 && 0.5 <= high);
        sum += found.auroc.expect("pairs");
    }
    assert!((34..40).contains(&held), "{held} of 40");
    assert!((sum / 40.0 - 0.5).abs() < 0.015, "{}", sum / 40.0);
}

#[test]
fn the_interval_depends_on_the_seed_and_not_on_threads() {
    let input = input(events(600, 50, 5), rising(600, 50, 3));
    let options = options("crisis", "1..12");
    let on = |threads: usize| {
        let pool = rayon_pool(threads);
        pool.install(|| judge(&input, &options))
    };
    let found = on(1);
    assert_eq!(found, on(2));
    assert_eq!(found, on(7));
    let other = judge(&input, &Options { seed: 2, ..options.clone() });
    assert_eq!(found.auroc, other.auroc);
    assert_ne!(found.auroc_low, other.auroc_low);
    // Rows that move together in time are fewer than they look.
    let wide = |block: f64| {
        let found = judge(&input, &Options { block: Some(block), ..options.clone() });
        found.auroc_high.expect("an end") - found.auroc_low.expect("an end")
    };
    assert!(wide(1.0) > 0.0 && wide(30.0) > 0.0);
}

fn rayon_pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads")
}

#[test]
fn warnings_of_a_score_that_knows_come_in_time() {
    // Two months of every thirty; the score is 80 from five months before.
    let score = (0..450).map(|t| if (23..30).contains(&(t % 30)) { 80.0 } else { 20.0 }).collect();
    let found = judge(&input(events(450, 30, 2), score), &options("crisis", "1..6"));
    assert_eq!((found.episodes, found.hits, found.misses, found.false_alarms), (15, Some(15), Some(0), Some(0)));
    assert_eq!(found.threshold, Some(80.0));
    assert_eq!(found.lead_times, Some(vec![5; 15]));
    // Five of six months before each, and none of the calm ones.
    close(found.auroc.expect("pairs"), (5.0 + 0.5) / 6.0);
    close(found.usefulness.expect("useful"), 0.5 - 0.5 / 6.0);
    close(found.noise_to_signal.expect("a ratio"), 0.0);
    // Ten episodes were over when the month after the tenth window began.
    let walked = found.walk_forward.as_ref().expect("ten and more episodes");
    assert_eq!((walked.warnings.hits, walked.warnings.misses, walked.warnings.false_alarms), (5, 0, 0));
    assert_eq!(walked.thresholds[0].threshold, Some(80.0));
    adds_up(&found);

    // The event's own months: in both of them the score is 80.
    let score = (0..450).map(|t| if t % 30 >= 28 { 80.0 } else { 20.0 }).collect();
    let within = judge(&input(events(450, 30, 2), score), &options("crisis", "0..0"));
    assert_eq!((within.auroc, within.wanted_periods, within.hits), (Some(1.0), 30, Some(15)));
    assert_eq!(within.lead_times, Some(vec![0; 15]));
}

#[test]
fn a_lower_score_before_episodes_is_said_plainly() {
    let score: Vec<f64> = rising(600, 40, 5).into_iter().map(|x| 100.0 - x).collect();
    let found = judge(&input(events(600, 40, 3), score), &options("crisis", "1..6"));
    assert!(found.auroc_high.expect("an end") < 0.5);
    let text = shown(&found);
    assert!(text.contains("The score was lower before the episodes than otherwise."), "{text}");
}

#[test]
fn below_ten_episodes_nothing_is_concluded_and_no_threshold_offered() {
    let input = input(events(270, 30, 2), rising(270, 30, 9));
    let found = judge(&input, &options("crisis", "1..6"));
    assert_eq!((found.episodes, found.threshold, found.hits, found.usefulness), (9, None, None, None));
    assert!(found.inconclusive && found.walk_forward.is_none() && found.measures[0].threshold.is_none());
    let text = shown(&found);
    assert!(text.contains("Nothing can be concluded from 9 episodes"), "{text}");
    assert!(!text.contains("better than chance"));
    // One that is given is judged all the same.
    let given = judge(&input, &Options { threshold: Some(70.0), ..options("crisis", "1..6") });
    assert_eq!((given.threshold, given.threshold_from), (Some(70.0), Some(froth::backtest::ThresholdFrom::Given)));
    assert!(given.hits.is_some() && given.inconclusive);
    adds_up(&given);
}

#[test]
fn one_episode_and_a_constant_score_are_stated() {
    let mut column = vec![0.0; 120];
    column[60] = 1.0;
    let found = judge(&input(column, rising(120, 30, 1)), &options("crisis", "1..12"));
    assert_eq!((found.episodes, found.auroc_low, found.auroc_high), (1, None, None));
    assert!(found.auroc.is_some());
    assert!(shown(&found).contains("Nothing can be concluded from one episode"));

    let found = judge(&input(events(600, 40, 3), vec![50.0; 600]), &options("crisis", "1..6"));
    assert_eq!((found.auroc, found.auroc_low, found.auroc_high), (Some(0.5), Some(0.5), Some(0.5)));
    assert_eq!((found.threshold, found.hits), (None, None));
    assert!(found.reason.is_some());
    assert!(shown(&found).contains("The score never changes"));
}

#[test]
fn what_cannot_be_judged_is_an_error() {
    let score = || rising(120, 30, 1);
    let say = |column: Vec<f64>, score: Vec<f64>, event: &str| refused(&input(column, score), &options(event, "1..12"));
    let none = say(vec![0.0; 120], score(), "crisis");
    assert!(none.contains("there is no event: `crisis` is 1 in no row, 1900-01-31 to 1909-12-31"), "{none}");
    let none = say(vec![100.0; 120], score(), "fall:price:30:12");
    assert!(none.contains("`price` never falls by 30 % within 12 rows"), "{none}");
    let only = say(vec![1.0; 120], score(), "crisis");
    assert!(only.contains("there are only events"), "{only}");
    let mut early = vec![0.0; 120];
    early[20] = 1.0;
    let late: Vec<f64> = (0..120).map(|t| if t < 40 { f64::NAN } else { 50.0 }).collect();
    let outside = say(early.clone(), late, "crisis");
    assert!(
        outside.contains("no episode can be judged: none of 1 has a score in the rows 1..12 before it"),
        "{outside}"
    );
    assert!(outside.contains("scores are there from 1903-05-31 to 1909-12-31"), "{outside}");
    let empty = say(early.clone(), vec![f64::NAN; 120], "crisis");
    assert!(empty.contains("no row has a score"), "{empty}");
    let busy: Vec<f64> = (0..120).map(|t| if (8..20).contains(&t) { 50.0 } else { f64::NAN }).collect();
    let calm = say(early, busy, "crisis");
    assert!(calm.contains("no calm period has a score"), "{calm}");
    let stopped = backtest(&input(events(120, 30, 2), score()), &options("crisis", "1..12"), &AtomicBool::new(true));
    assert!(stopped.is_err_and(|e| e.kind() == ErrorKind::Stopped));
}

/// Entities share dates, not episodes; one without any score is named and left out.
#[test]
fn entities_have_episodes_of_their_own() {
    let known = |xs: Vec<f64>| xs.into_iter().map(|x| Some(x).filter(|x| x.is_finite())).collect::<Vec<_>>();
    let entity = |name: &str, column: Vec<f64>| Entity::new(name, (0..240).map(month).collect(), known(column));
    let score = |seed| known(rising(240, 40, seed));
    let input = Input {
        entities: vec![
            entity("a", events(240, 40, 3)),
            entity("b", events(240, 40, 3)),
            entity("c", events(240, 60, 3)),
        ],
        measures: vec![
            measure(Kind::Score, "score", vec![score(1), score(2), vec![None; 240]]),
            measure(Kind::Dimension, "d", vec![score(4), vec![None; 240], vec![None; 240]]),
        ],
        looks_ahead: Vec::new(),
        rivals: Vec::new(),
    };
    let found = judge(&input, &options("crisis", "1..6"));
    assert_eq!((found.episodes, found.episodes_in_data, found.entities), (12, 16, 3));
    assert_eq!(found.entities_without_score, ["c"]);
    assert_eq!(found.measures[1].episodes, 6);
    // Alone, and on the rows that both have: those of `a`.
    assert_eq!(found.common_periods, found.measures[1].wanted_periods + found.measures[1].calm_periods);
    assert_eq!(found.measures[1].auroc, found.measures[1].common_auroc);
    assert_eq!(found.measures[0].common_auroc, found.measures[1].score_auroc);
    assert!(found.threshold.is_some() && found.shown.lines.is_empty());
    assert!(shown(&found).contains("Without a score in any row, and not judged: c."));
    adds_up(&found);
    check(&roc(&found, &of(), &Locale::default()), "entities");
}

fn of() -> BacktestOf {
    BacktestOf { model: "A model 1.0.0".to_owned(), source: "data.csv".to_owned() }
}

fn shown(of: &Backtest) -> String {
    let page = page::backtested(of, "data.csv", &Locale::default());
    terminal(&page, 110, false).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn charts_of_every_case_are_whole() {
    let long = "Net borrowing of nonfinancial corporations over four quarters, in per cent of gross domestic product";
    let several = |months: usize, every: usize| {
        let mut input = input(events(months, every, 2), rising(months, every, 4));
        for k in 0..9 {
            let values = rising(months, every, 50 + k).into_iter().map(Some).collect();
            let kind = if k < 7 { Kind::Dimension } else { Kind::Indicator };
            input.measures.push(Measure::new(kind, "d", &format!("{long} {k}"), vec![values]));
        }
        input
    };
    let cases = [
        ("many", several(1500, 30), options("crisis", "1..6")),
        ("few", several(120, 30), options("crisis", "1..6")),
        ("given", several(120, 30), Options { threshold: Some(140.0), ..options("crisis", "0..0") }),
        ("constant", input(events(600, 40, 3), vec![50.0; 600]), options("crisis", "1..6")),
        ("short", input(events(24, 12, 1), rising(24, 12, 1)), options("crisis", "1..3")),
    ];
    for (case, input, options) in cases {
        let found = judge(&input, &options);
        for language in [Language::English, Language::TraditionalChinese] {
            check(&roc(&found, &of(), &Locale::new(language)), case);
            let drawn = signal(&found, &of(), &Locale::new(language));
            check(&drawn, case);
            assert_eq!(drawn.data.len(), input.entities[0].dates.len() + 1);
        }
    }
}

struct Folder(TempDir);

impl Folder {
    /// A model of two dimensions whose scores are their values, and a table.
    fn new(table: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let dimensions =
            "[dimension.d]\nparent = 'root'\ntitle = 'Prices'\n[dimension.e]\nparent = 'root'\ntitle = 'Debt'\n";
        let model = rooted("title = 'Risk'\n") + dimensions + &plain("x", "d", 1.0) + &plain("y", "e", 1.0);
        fs::write(folder.path().join("m.toml"), model).expect("written");
        fs::write(folder.path().join("data.csv"), table).expect("written");
        Folder(folder)
    }

    fn run(&self, arguments: &[&str]) -> (bool, String, String) {
        let all = [&["backtest", "data.csv", "-m", "./m.toml"][..], arguments].concat();
        let output = froth().current_dir(self.0.path()).args(all).output().expect("it runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.success(), text(output.stdout), text(output.stderr))
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let (success, out, err) = self.run(&[arguments, &["--format", "json"]].concat());
        assert!(success, "{err}");
        assert!(!out.contains("NaN"));
        serde_json::from_str(&out).expect("JSON")
    }
}

/// Months with x, y, a price that falls by half every four years, and the months of that fall as a column.
fn table() -> String {
    let (mut text, mut random) = ("date,x,y,price,crash,flag\n".to_owned(), noise(11));
    for t in 0..600 {
        let phase = t % 48;
        let price = if phase < 40 { 100.0 + phase as f64 } else { 139.0 - 9.0 * (phase - 39) as f64 };
        let crash = i32::from((39..48).contains(&phase));
        let x = 1.5 * phase as f64 + 20.0 * random();
        let flag = if crash == 1 { "True" } else { "False" };
        let _ = writeln!(text, "{},{x:.3},{:.3},{price},{crash},{flag}", month(t), 100.0 * random());
    }
    text
}

#[test]
fn a_rule_and_a_column_say_the_same() {
    let folder = Folder::new(&table());
    let rule = folder.json(&["--event", "fall:price:30:12", "--horizon", "1..12"]);
    let column = folder.json(&["--event", "crash", "--horizon", "1..12"]);
    let flag = folder.json(&["--event", "flag", "--horizon", "1..12"]);
    assert_eq!(rule["schema"], 1);
    for field in [
        "auroc",
        "auroc_low",
        "auroc_high",
        "episodes",
        "hits",
        "misses",
        "false_alarms",
        "noise_to_signal",
        "usefulness",
        "threshold",
        "lead_times",
    ] {
        assert!(rule.get(field).is_some_and(|v| !v.is_null()), "{field}");
        assert_eq!(column[field], flag[field], "{field}");
    }
    assert_eq!(rule["episodes"], 12);
    assert_eq!(rule["episode_list"][0]["start"], "1903-04-30");
    assert_eq!(rule["episode_list"][0]["end"], "1903-12-31");
    assert_eq!(column["episode_list"][0]["start"], rule["episode_list"][0]["start"]);
    // The last row may be a peak for all that prices tell, so that one row more is unknown.
    assert_eq!(column["calm_periods"].as_u64(), rule["calm_periods"].as_u64().map(|n| n + 1));
    assert_eq!(column["lead_times"], rule["lead_times"]);
    let measures: Vec<&str> =
        rule["measures"].as_array().expect("a list").iter().filter_map(|m| m["id"].as_str()).collect();
    assert_eq!(measures, ["score", "d", "e", "x", "y"]);
    // Prices warn, debt is noise.
    assert!(rule["measures"][1]["auroc"].as_f64() > Some(0.9));
    assert!(
        rule["measures"][2]["auroc_low"].as_f64() < Some(0.5) && rule["measures"][2]["auroc_high"].as_f64() > Some(0.5)
    );
}

#[test]
fn results_come_in_four_formats_and_two_charts() {
    let folder = Folder::new(&table());
    let event = ["--event", "fall:price:30:12", "--horizon", "1..12", "--replications", "400"];
    let run = |more: &[&str]| {
        let (success, out, err) = folder.run(&[&event[..], more].concat());
        assert!(success, "{err}");
        out
    };
    insta::assert_snapshot!("backtest", run(&[]));
    assert_eq!(run(&["--format", "csv"]).lines().count(), 6);
    assert!(run(&["--format", "markdown"]).starts_with("# Backtest: data.csv"));
    run(&["--chart", "roc=roc.svg", "--chart", "signal=signal.csv", "--lang", "zh-Hant"]);
    let read = |name: &str| fs::read_to_string(folder.0.path().join(name)).expect("written");
    assert!(read("roc.svg").contains("應示警"));
    assert!(read("signal.csv").starts_with("date,score,label,episode,warned,threshold"));
    for wrong in [["--chart", "x.svg"], ["--horizon", "9..3"], ["--preference", "1"], ["--block", "0"]] {
        assert!(!folder.run(&[&event[..2], &wrong].concat()).0, "{wrong:?}");
    }
}

#[test]
fn columns_that_are_no_events_are_answered() {
    let folder = Folder::new("date,x,y,price,crash\n2000-01,1,2,10,0\n2000-02,1,2,0,2\n2000-03,1,2,10,0\n");
    let says = |event: &str, more: &[&str]| {
        let (success, out, err) = folder.run(&[&["--event", event][..], more].concat());
        assert!(!success && out.is_empty(), "{out}");
        err.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(says("prise", &[]).contains("no column `prise`"));
    assert!(says("prise", &[]).contains("did you mean `price`?"));
    assert!(says("crash", &[]).contains("\"2\" is none of the words known here"));
    let zero = says("fall:price:30:2", &[]);
    assert!(zero.contains("`price` holds 0 at 2000-02-29") && zero.contains("--zero-is-missing"), "{zero}");
    assert!(says("fall:price:300:2", &[]).contains("PERCENT is not a number between 0 and 100"));
    let gap = Folder::new("date,x,y,crash\n2000-01,1,2,0\n2000-02,1,2,1\n2000-04,1,2,0\n");
    let (success, _, err) = gap.run(&["--event", "crash"]);
    assert!(!success && err.contains("periods are counted in rows"), "{err}");
}

/// A long table has the event among its rows.
#[test]
fn long_tables_are_judged_too() {
    let wide = Folder::new(&table());
    let mut long = "date,indicator,value\n".to_owned();
    for line in table().lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        for (id, cell) in ["x", "y", "price", "crash"].iter().zip(&cells[1..]) {
            let _ = writeln!(long, "{},{id},{cell}", cells[0]);
        }
    }
    let long = Folder::new(&long);
    for event in ["fall:price:30:12", "crash"] {
        let arguments = ["--event", event, "--replications", "200"];
        let (mut of_wide, mut of_long) = (wide.json(&arguments), long.json(&[&arguments[..], &["--long"]].concat()));
        // They are made from different files.
        assert!(of_wide["made_from"].take() != of_long["made_from"].take());
        assert_eq!(of_wide, of_long);
    }
    let (success, _, err) = long.run(&["--event", "crsh", "--long"]);
    assert!(!success && err.contains("no row of") && err.contains("did you mean `crash`?"), "{err}");
}

/// Two countries by the year, with gaps between years, a score and a rival that knows less.
fn crises(rows: usize) -> (String, Vec<[f64; 3]>) {
    let (mut text, mut all) = ("year,iso,crisis,score,rival\n".to_owned(), Vec::new());
    for (c, country) in ["AAA", "BBB"].iter().enumerate() {
        for t in 0..rows {
            // Years that are not there, as in panels of crises.
            if t % 11 == 10 {
                continue;
            }
            let crisis = (t + 3 * c) % 7 == 2;
            let mixed = |salt: usize| ((t * 7919 + c * 104_729 + salt * 1_299_709) % 1000) as f64 / 1000.0;
            let score = mixed(1) + if crisis { 0.4 } else { 0.0 };
            let rival = mixed(2) + if crisis { 0.1 } else { 0.0 };
            let _ = writeln!(text, "{},{country},{},{score},{rival}", 1900 + t, u8::from(crisis));
            all.push([f64::from(u8::from(crisis)), score, rival]);
        }
    }
    (text, all)
}

#[test]
fn a_column_is_a_score_and_a_rival_is_beaten_by_as_much_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("crises.csv");
    let (text, rows) = crises(100);
    fs::write(&file, text).expect("written");
    let run = |more: &[&str]| {
        let out = froth()
            .args(["backtest", &file.to_string_lossy(), "--score", "score", "--rival", "rival", "--event", "crisis"])
            .args(["--horizon", "0..0", "--entity-column", "iso", "--date-column", "year", "--format", "json"])
            .args(["--replications", "500"])
            .args(more)
            .assert()
            .success();
        serde_json::from_slice::<Value>(&out.get_output().stdout).expect("JSON")
    };
    let of = |column: usize| {
        let pick = |crisis: f64| rows.iter().filter(|r| r[0] == crisis).map(|r| r[column]).collect::<Vec<_>>();
        auroc(&pick(1.0), &pick(0.0)).expect("both kinds")
    };
    for resample in ["time", "entity", "both"] {
        let found = run(&["--resample", resample]);
        assert_eq!(found["auroc"], of(1));
        let rival = &found["rivals"][0];
        assert_eq!([&rival["column"], &rival["auroc"]], [&serde_json::json!("rival"), &serde_json::json!(of(2))]);
        assert_eq!(rival["difference"], of(1) - of(2));
        let [low, high] = ["low", "high"].map(|end| rival[end].as_f64().expect("an end"));
        assert!(low <= of(1) - of(2) && of(1) - of(2) <= high, "{resample}: {low} {high}");
        assert_eq!(found["bootstrap"]["resample"], resample);
        assert_eq!(found["by_entity"].as_array().map(Vec::len), Some(2));
    }
    // Of two entities a sample has one twice or both: three values at most.
    let found = run(&["--resample", "entity"]);
    let own: Vec<&Value> = found["by_entity"].as_array().expect("a list").iter().map(|e| &e["auroc"]).collect();
    assert!(own.contains(&&found["auroc_low"]) && own.contains(&&found["auroc_high"]), "{own:?}");
}

#[test]
fn each_entity_is_judged_at_the_threshold_of_the_others() {
    // Of both the score is 1 in the year before each crisis and 0 else; the second one's is twice as large.
    let n = 120usize;
    let dates: Vec<Date> = (1800..).take(n).map(|y| date(y, 12, 31)).collect();
    let event = |shift: usize| (0..n).map(|t| Some(f64::from(u8::from((t + shift) % 6 == 5)))).collect::<Vec<_>>();
    let score = |shift: usize, by: f64| {
        (0..n).map(|t| Some(by * f64::from(u8::from((t + shift) % 6 == 4)))).collect::<Vec<_>>()
    };
    let input = Input {
        entities: vec![Entity::new("a", dates.clone(), event(0)), Entity::new("b", dates, event(1))],
        measures: vec![Measure::new(Kind::Score, "score", "Score", vec![score(0, 1.0), score(1, 2.0)])],
        ..Input::default()
    };
    let options = Options {
        horizon: Some(Horizon { from: 1, to: 1 }),
        replications: 100,
        ..Options::new(Event::Column("crisis".to_owned()))
    };
    let found = backtest(&input, &options, &()).expect("judged");
    let others = found.leave_one_out.expect("two entities");
    let thresholds: Vec<(&str, Option<f64>)> =
        others.thresholds.iter().map(|t| (t.entity.as_str(), t.threshold)).collect();
    assert_eq!(thresholds, [("a", Some(2.0)), ("b", Some(1.0))]);
    // At 2 nothing warns of a's crises; at 1 all of b's are warned of.
    let episodes = found.by_entity.iter().map(|e| e.episodes).collect::<Vec<_>>();
    assert_eq!((others.warnings.misses, others.warnings.hits), (episodes[0], episodes[1]));
    assert_eq!(others.warnings.false_alarms, 0);
}

#[test]
fn gaps_between_dates_are_refused_where_rows_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("crises.csv");
    fs::write(&file, crises(100).0).expect("written");
    let run = |horizon: &str, more: &[&str]| {
        froth()
            .args(["backtest", &file.to_string_lossy(), "--score", "score", "--event", "crisis", "--horizon", horizon])
            .args(["--entity-column", "iso", "--date-column", "year", "--replications", "100"])
            .args(more)
            .assert()
    };
    run("0..0", &[]).success();
    let refused = run("1..1", &[]).code(1);
    let said = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(said.contains("1911-12-31 does not follow 1909-12-31") && said.contains("--allow-gaps"), "{said}");
    run("1..1", &["--allow-gaps"]).success();
    // A score is a model's or a column.
    run("0..0", &["-m", "us-equities"]).code(2);
}
