//! Sobol indices of ranks against every combination of choices, and laws of ranks under draws.

use super::super::polars::prelude::*;
use super::super::{FrameOptions, PanelOptions, rank_drivers, score_source};
use super::*;
use froth_core::model::Model;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;

const ENTITIES: usize = 9;

/// Two dimensions of two indicators.
fn text(head: &str, each: &str, aggregates: [&str; 3], without: Option<&str>) -> String {
    let mut text = format!("schema = 1\nid = 'm'\ntitle = 'M'\n[missing]\nmin_coverage = 0\n{head}\n");
    for (id, parent, aggregate) in [
        ("root", "", aggregates[0]),
        ("left", "parent = 'root'", aggregates[1]),
        ("right", "parent = 'root'", aggregates[2]),
    ] {
        let _ = writeln!(text, "[dimension.{id}]\n{parent}\naggregate = '{aggregate}'");
    }
    for (id, dimension) in [("a", "left"), ("b", "left"), ("c", "right"), ("d", "right")] {
        if without != Some(id) {
            let _ = writeln!(text, "[indicator.{id}]\ndimension = '{dimension}'\n{each}");
        }
    }
    text
}

fn model(text: &str) -> Model {
    Model::parse(&froth_core::diag::SourceFile::new("m.toml", text)).unwrap().0
}

/// Numbers without order, a gap, and one that stands out.
fn number(entity: usize, column: usize) -> Option<f64> {
    if (entity, column) == (4, 1) {
        return None;
    }
    let x = ((entity * 37 + column * 53 + entity * entity * 11) % 97) as f64 + 1.0;
    Some(if (entity, column) == (2, 2) { 40.0 * x } else { x })
}

fn frame(order: &[usize], number: &dyn Fn(usize, usize) -> Option<f64>) -> DataFrame {
    let names: Vec<String> = order.iter().map(|e| format!("E{e}")).collect();
    let mut columns =
        vec![Column::new("date".into(), vec!["2018-12-31"; order.len()]), Column::new("entity".into(), names)];
    for (place, id) in ["a", "b", "c", "d"].into_iter().enumerate() {
        let column: Vec<Option<f64>> = order.iter().map(|e| number(*e, place)).collect();
        columns.push(Column::new(id.into(), column));
    }
    DataFrame::new(order.len(), columns).unwrap()
}

fn whole() -> Vec<usize> {
    (0..ENTITIES).collect()
}

fn how(target: &str, samples: usize) -> DriverOptions {
    DriverOptions::default()
        .target(target.parse().unwrap())
        .sampling(Sampling { samples, precision: 0.0, ..Sampling::default() })
        .ranks(RankOptions { draws: 64, ..RankOptions::default() })
}

fn found(text: &str, table: &DataFrame, how: &DriverOptions) -> Drivers {
    rank_drivers(&model(text), table, &PanelOptions::default(), how, &()).unwrap().0
}

/// Scores under a model as it stands.
fn scores(text: &str, table: &DataFrame) -> Vec<f64> {
    let options = PanelOptions::of(FrameOptions::default().allow_missing(true));
    let scored = score_source(table, &model(text), &options, &()).unwrap().0;
    scored.column("score").unwrap().f64().unwrap().iter().map(|x| x.unwrap_or(f64::NAN)).collect()
}

/// Ranks found by counting who stands above.
fn counted(scores: &[f64]) -> Vec<f64> {
    let rank = |x: &f64| {
        let above = scores.iter().filter(|y| **y > x + 1e-9).count() as f64;
        let equal = scores.iter().filter(|y| (**y - x).abs() <= 1e-9).count() as f64;
        above + f64::midpoint(equal, 1.0)
    };
    scores.iter().map(rank).collect()
}

const MEANS: [&str; 2] = ["arithmetic", "geometric"];
const RULES: [&str; 3] = ["minmax = { range = [1, 100] }", "zscore = { cap = 4 }", "rank = {}"];
const OUTLIERS: [&str; 2] = ["outliers = { log = false }", ""];
const IMPUTE: [&str; 3] = ["impute = 'mean'", "", "impute = 'median'"];
const DROPPED: [Option<&str>; 5] = [None, Some("a"), Some("b"), Some("c"), Some("d")];
/// How many choices there are: three aggregations, rule, outliers, imputation, what is left out.
const COUNTS: [usize; 7] = [2, 2, 2, 3, 2, 3, 5];

const UNCERTAIN: &str = "[uncertainty]\nweights = { spread = 0 }\naggregate = ['as_given', 'geometric']
normalise = ['as_given', { zscore = { cap = 4 } }, 'rank']\noutliers = ['as_given', 'none']
impute = ['as_given', 'none', 'median']\ndrop_one = true";

fn each(rule: usize, outliers: usize, impute: usize) -> String {
    let (rule, over) = (RULES[rule], "over = 'cross_section'");
    let rule = rule.replace("{ ", &format!("{{ {over}, ")).replace("{}", &format!("{{ {over} }}"));
    let outliers = OUTLIERS[outliers].replace("{ ", &format!("{{ {over}, "));
    format!("rule.{rule}\n{outliers}\n{}", IMPUTE[impute])
}

/// A variance in parts: S1 and ST of some of the coordinates, over all combinations.
fn exact(values: &[f64], group: &[usize]) -> (f64, f64) {
    let total = values.len() as f64;
    let mean = values.iter().sum::<f64>() / total;
    let variance = values.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / total;
    let digits = |mut place: usize| {
        COUNTS.map(|count| {
            let digit = place % count;
            place /= count;
            digit
        })
    };
    // The variance of means over what is held.
    let of_means = |held: &dyn Fn(usize) -> bool| {
        let mut cells: BTreeMap<Vec<usize>, (f64, f64)> = BTreeMap::new();
        for (place, y) in values.iter().enumerate() {
            let key = digits(place).into_iter().enumerate().filter(|(c, _)| held(*c)).map(|(_, digit)| digit).collect();
            let cell = cells.entry(key).or_default();
            *cell = (cell.0 + y, cell.1 + 1.0);
        }
        let square = |(sum, n): &(f64, f64)| n * (sum / n - mean).powi(2);
        cells.values().map(square).sum::<f64>() / total
    };
    let inside = of_means(&|c| group.contains(&c));
    let outside = of_means(&|c| !group.contains(&c));
    (inside / variance, 1.0 - outside / variance)
}

#[test]
fn sobol_on_ranks_agrees_with_every_combination() {
    let table = frame(&whole(), &number);
    let all: usize = COUNTS.iter().product();
    let mut drawn = Vec::with_capacity(all);
    for place in 0..all {
        let mut left = place;
        let [root, l, r, rule, outliers, impute, dropped] = COUNTS.map(|count| {
            let digit = left % count;
            left /= count;
            digit
        });
        let each = each(rule, outliers, impute);
        drawn.push(scores(&text("", &each, [MEANS[root], MEANS[l], MEANS[r]], DROPPED[dropped]), &table));
    }
    let ranks: Vec<Vec<f64>> = drawn.iter().map(|scores| counted(scores)).collect();
    let shift = |ranks: &Vec<f64>| {
        ranks.iter().zip(&ranks_of_own(&drawn)).map(|(a, b)| (a - b).abs()).sum::<f64>() / ENTITIES as f64
    };
    let own = ranks_of_own(&drawn);
    let changes = |ranks: &Vec<f64>| ranks.iter().zip(&own).filter(|(a, b)| **b <= 3.0 && **a > 3.0).count() as f64;
    let member = |ranks: &Vec<f64>| f64::from(u8::from(ranks[5] <= 3.0));
    let targets: [(&str, Vec<f64>); 5] = [
        ("rank-shift", ranks.iter().map(shift).collect()),
        ("top:3", ranks.iter().map(changes).collect()),
        ("top:3:E5", ranks.iter().map(member).collect()),
        ("rank:E5", ranks.iter().map(|r| r[5]).collect()),
        ("score:E5", drawn.iter().map(|s| s[5]).collect()),
    ];
    let sources = [
        ("aggregation", vec![0, 1, 2]),
        ("normalisation", vec![3]),
        ("outliers", vec![4]),
        ("imputation", vec![5]),
        ("drop", vec![6]),
    ];
    let given = text(UNCERTAIN, &each(0, 0, 0), ["arithmetic"; 3], None);
    for (target, values) in targets {
        let found = found(&given, &table, &how(target, 1 << 13)).sensitivity;
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        assert!((found.mean.unwrap() - mean).abs() < 0.02 * (1.0 + mean.abs()), "{target}: {:?} {mean}", found.mean);
        assert_eq!(found.indices.len(), sources.len());
        for (source, group) in &sources {
            let index = found.indices.iter().find(|i| i.source == *source).unwrap().index;
            let (s1, st) = exact(&values, group);
            assert!((index.s1 - s1).abs() < 0.03, "{target}, {source}: S1 {} for {s1}", index.s1);
            assert!((index.st - st).abs() < 0.03, "{target}, {source}: ST {} for {st}", index.st);
        }
    }
}

/// The first combination is the model's own.
fn ranks_of_own(drawn: &[Vec<f64>]) -> Vec<f64> {
    counted(&drawn[0])
}

const MINMAX: &str = "rule.minmax = { over = 'cross_section' }\nimpute = 'mean'";

#[test]
fn what_leaves_leaves_ranks_as_a_model_without_it_has_them() {
    let table = frame(&whole(), &number);
    for weights in ["", "weights = 'critic'\n"] {
        let of =
            |without| text("", MINMAX, ["arithmetic"; 3], without).replace("aggregate", &format!("{weights}aggregate"));
        let given =
            of(None).replacen("[dimension.root]", "[uncertainty]\nweights = { spread = 0.2 }\n[dimension.root]", 1);
        let all = found(&given, &table, &how("rank-shift", 64));
        let own = counted(&scores(&of(None), &table));
        for id in ["a", "b", "c", "d"] {
            let without = counted(&scores(&of(Some(id)), &table));
            let apart: Vec<f64> = own.iter().zip(&without).map(|(a, b)| (a - b).abs()).collect();
            let removal = all.removals.iter().find(|r| r.id == id).unwrap();
            assert!((removal.shift.unwrap() - apart.iter().sum::<f64>() / ENTITIES as f64).abs() < 1e-12, "{id}");
            let most = apart.iter().copied().fold(0.0, f64::max);
            match &removal.mover {
                None => assert_eq!(most, 0.0),
                Some(mover) => {
                    let entity: usize = mover.entity[1..].parse().unwrap();
                    assert_eq!((mover.from, mover.to), (own[entity], without[entity]));
                    assert_eq!((mover.from - mover.to).abs(), most);
                }
            }
        }
        assert_eq!(all.removals.iter().filter(|r| r.kind == Removed::Dimension).count(), 2);
        assert!(all.removals.windows(2).all(|w| w[0].shift >= w[1].shift));
    }
}

#[test]
fn fitted_weights_are_those_of_the_way_that_is_drawn() {
    let table = frame(&whole(), &number);
    let of = |head: &str, rule: &str| {
        text(head, &format!("rule.{rule}\nimpute = 'mean'"), ["arithmetic"; 3], None)
            .replace("aggregate", "weights = { critic = { over = 'cross_section' } }\naggregate")
    };
    let (minmax, rank) = ("minmax = { over = 'cross_section' }", "rank = { over = 'cross_section' }");
    let [own, other] = [minmax, rank].map(|rule| counted(&scores(&of("", rule), &table)));
    let apart = own.iter().zip(&other).map(|(a, b)| (a - b).abs()).sum::<f64>() / ENTITIES as f64;
    assert!(apart > 0.0);
    let uncertain =
        |spread: f64| format!("[uncertainty]\nweights = {{ spread = {spread:?} }}\nnormalise = ['as_given', 'rank']");
    // Either way in half of the draws.
    let all = found(&of(&uncertain(0.0), minmax), &table, &how("rank-shift", 64));
    assert!((all.shift.unwrap() - apart / 2.0).abs() < 1e-12, "{:?} {apart}", all.shift);
    let all = found(&of(&uncertain(0.1), minmax), &table, &how("rank-shift", 64));
    let mut sources: Vec<&str> = all.sensitivity.indices.iter().map(|i| i.source.as_str()).collect();
    sources.sort_unstable();
    assert_eq!(sources, ["normalisation", "weights.level.1", "weights.level.2"]);
}

#[test]
fn parts_have_ranks_of_their_own() {
    let table = frame(&whole(), &number);
    let given = text("[uncertainty]\nweights = { spread = 0.2 }", MINMAX, ["arithmetic"; 3], None);
    let all = found(&given, &table, &how("rank-shift", 64));
    assert_eq!(all.dimensions.iter().map(|d| d.id.as_str()).collect::<Vec<_>>(), ["left", "right"]);
    assert_eq!((all.pairs.len(), all.pairs[0].a.as_str(), all.pairs[0].b.as_str()), (1, "left", "right"));
    // Without ties Spearman's coefficient is 1 - 6 sum d^2 / (n (n^2 - 1)).
    let n = ENTITIES as f64;
    for (place, part) in all.dimensions.iter().enumerate() {
        let squares: f64 = all.ranks.iter().map(|e| (e.by_dimension[place].unwrap() - e.rank.unwrap()).powi(2)).sum();
        let spearman = 1.0 - 6.0 * squares / (n * (n * n - 1.0));
        assert!((part.correlation.unwrap() - spearman).abs() < 1e-12, "{part:?} {spearman}");
    }
}

#[test]
fn drawn_data_are_a_source_and_widen_the_intervals() {
    let table = frame(&whole(), &number);
    let of =
        |head: &str, each: &str| found(&text(head, each, ["arithmetic"; 3], None), &table, &how("rank-shift", 512));
    let known = "[uncertainty]\nweights = { spread = 0.05 }";
    let width = |all: &Drivers| all.ranks.iter().filter_map(|e| e.ranks).map(|r| r.p95 - r.p05).sum::<f64>();
    let (method, both) = (of(known, MINMAX), of(known, &format!("{MINMAX}\nconfidence = 'low'")));
    assert!(width(&both) > width(&method), "{} {}", width(&both), width(&method));
    assert_eq!(method.sources.iter().map(|s| s.as_str()).collect::<Vec<_>>(), ["weights"]);
    assert_eq!(both.sources.iter().map(|s| s.as_str()).collect::<Vec<_>>(), ["values", "weights"]);
    let alone = of("[uncertainty]\nweights = { spread = 0 }", &format!("{MINMAX}\nconfidence = 'low'"));
    let only = &alone.sensitivity.indices;
    assert_eq!(only.len(), 1);
    assert_eq!(only[0].source, "values");
    assert!((only[0].index.s1 - 1.0).abs() < 0.2 && (only[0].index.st - 1.0).abs() < 0.2, "{only:?}");
}

#[test]
fn an_entity_has_the_same_draws_whoever_else_is_there() {
    let rule = "rule.linear = { from = 0, to = 100 }";
    let given = text("[uncertainty]\nweights = { spread = 0.5 }\nends = 0.2", rule, ["arithmetic"; 3], None);
    let of = |entities: usize| {
        let plain = |entity: usize, column: usize| Some(((entity * 7 + column * 31 + 20) % 90) as f64);
        let order: Vec<usize> = (0..entities).collect();
        let how = how("rank-shift", 2).ranks(RankOptions { draws: 4096, ..RankOptions::default() });
        let all = found(&given, &frame(&order, &plain), &how);
        all.ranks.into_iter().find(|e| e.entity == "E0").unwrap().scores.unwrap()
    };
    // With so many the draws are made in shorter blocks.
    assert_eq!(of(3), of(2500));
}

#[test]
fn one_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let table = frame(&whole(), &number);
    let given = text(UNCERTAIN, &format!("{}\nconfidence = 'medium'", each(0, 0, 0)), ["arithmetic"; 3], None);
    let run = || serde_json::to_string(&found(&given, &table, &how("rank-shift", 100))).unwrap();
    let all = [1, 2, 7].map(|n| rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap().install(run));
    assert_eq!(all[0], all[1]);
    assert_eq!(all[0], all[2]);
}

#[test]
fn what_cannot_be_explained_is_said() {
    let table = frame(&whole(), &number);
    let given = text("", MINMAX, ["arithmetic"; 3], None);
    let said = |text: &str, how: &DriverOptions| {
        let found = rank_drivers(&model(text), &table, &PanelOptions::default(), how, &());
        let findings = found.expect_err("refused").into_findings();
        findings
            .iter()
            .map(|d| format!("{} {}", d.message, d.help.clone().unwrap_or_default()))
            .collect::<Vec<_>>()
            .concat()
    };
    assert!(said(&given, &how("score:E55", 64)).contains("no entity is called `E55`"));
    let away = how("rank-shift", 64).at(Some(jiff::civil::date(2017, 12, 31)));
    assert!(said(&given, &away).contains("no row is dated 2017-12-31: dates run from 2018-12-31 to 2018-12-31"));
    let certain = given.replacen("[dimension", "[uncertainty]\nweights = { spread = 0 }\n[dimension", 1);
    assert!(said(&certain, &how("rank-shift", 64)).contains("nothing about the method is uncertain"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_only_source_explains_all(numbers in prop::collection::vec(0.0f64..100.0, 4 * ENTITIES), entity in 0..ENTITIES) {
        let table = frame(&whole(), &|e, column| Some(numbers[4 * e + column]));
        let given = text("[uncertainty]\nweights = { spread = 0.9 }", MINMAX, ["arithmetic"; 3], None)
            .replace("parent = 'root'\naggregate = 'arithmetic'", "parent = 'root'\naggregate = 'median'");
        // Weights play no part in medians: what is left are those of the root's children.
        for target in ["rank-shift".to_owned(), format!("rank:E{entity}"), format!("score:E{entity}"), "top:3".to_owned()] {
            let found = found(&given, &table, &how(&target, 1024)).sensitivity;
            if found.indices.is_empty() {
                prop_assert!(found.sd.unwrap() < 1e-6);
                continue;
            }
            prop_assert_eq!(found.indices.len(), 1);
            prop_assert_eq!(&found.indices[0].source, "weights.level.1");
            let index = found.indices[0].index;
            // A target that hardly ever moves is known to its sampling error only.
            let within = 0.1 + 2.0 * (index.s1_high - index.s1);
            prop_assert!((index.s1 - 1.0).abs() < within && (index.st - 1.0).abs() < within, "{:?}", index);
        }
    }

    #[test]
    fn the_order_of_rows_changes_no_rank(order in Just(whole()).prop_shuffle()) {
        let given = text(UNCERTAIN, &format!("{}\nconfidence = 'medium'", each(0, 0, 0)), ["arithmetic"; 3], None);
        // Means of numbers in another order differ in their last digit.
        let given = given.replace("'rank']", "'borda']").replace("{ zscore = { cap = 4 } }", "'percentile'");
        let given = given.replace("impute = 'mean'", "impute = 'median'");
        let by_name = |order: &[usize]| {
            let all = found(&given, &frame(order, &number), &how("rank-shift", 64));
            let ranks: BTreeMap<String, (Option<f64>, Option<froth_core::uncertainty::Range>)> =
                all.ranks.iter().map(|e| (e.entity.clone(), (e.rank, e.ranks))).collect();
            (ranks, all.sensitivity, all.removals.iter().map(|r| (r.id.clone(), r.shift)).collect::<BTreeMap<_, _>>())
        };
        prop_assert_eq!(by_name(&order), by_name(&whole()));
    }
}
