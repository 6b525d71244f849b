//! The model of American shares, month by month, on a table made here: transforms, coverage and scores by hand.

use crate::support::{close, froth};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

const MONTHS: usize = 180;
/// The first month with IPOs and quarterly figures.
const LATER: usize = 144;

fn cape(t: usize) -> f64 {
    18.0 + (t * t % 23) as f64
}

fn cpi(t: usize) -> f64 {
    100.0 * 1.002f64.powf(t as f64) + (t % 5) as f64
}

fn ipos(t: usize) -> f64 {
    (t % 4 * 7) as f64
}

fn first_day(t: usize) -> f64 {
    10.0 + (t % 11) as f64
}

fn margin(t: usize) -> f64 {
    90_000.0 * 1.01f64.powf(t as f64)
}

fn linear(x: f64, from: f64, to: f64) -> f64 {
    (100.0 * (x - from) / (to - from)).clamp(0.0, 100.0)
}

/// A row a month end from 1980; a quarter's figures in its last month, 0 for a missing CAPE.
fn table() -> String {
    let mut text = "date,cape,cpi,gs10,n,r,GDP,EQ,ML,IT\n".to_owned();
    for t in 0..MONTHS {
        let first: jiff::civil::Date = format!("{}-{:02}-01", 1980 + t / 12, t % 12 + 1).parse().expect("a date");
        let _ = write!(text, "{},{},{},5", first.last_of_month(), if t == 100 { 0.0 } else { cape(t) }, cpi(t));
        if t < LATER {
            text += ",,,,,,";
        } else {
            let day = if ipos(t) > 0.0 { first_day(t).to_string() } else { ".".to_owned() };
            let _ = write!(text, ",{},{day}", ipos(t));
            if t % 3 == 2 {
                let _ = write!(text, ",8000,12000000,{},320", margin(t));
            } else {
                text += ",,,,";
            }
        }
        text.push('\n');
    }
    text
}

#[test]
fn scores_and_coverage_are_those_of_a_computation_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("us.csv"), table()).expect("written");
    let names = "shiller_cape=cape treasury_10y_yield=gs10 ipo_count=n ipo_first_day_return=r gdp_usd_bn=GDP \
                 equities_usd_mn=EQ margin_loans_usd_mn=ML it_investment_usd_bn=IT";
    let maps = names.split_whitespace().flat_map(|pair| ["--map", pair]);
    let arguments = ["panel", "us.csv", "-m", "us-equities", "-o", "scored.csv", "--zero-is-missing", "cape"];
    let run = froth().current_dir(folder.path()).args(arguments).args(maps).output().expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let scored = fs::read_to_string(folder.path().join("scored.csv")).expect("there");
    let mut lines = scored.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let rows: Vec<BTreeMap<&str, Option<f64>>> =
        lines.map(|l| header.iter().copied().zip(l.split(',').map(|x| x.parse().ok())).collect()).collect();
    assert_eq!(rows.len(), MONTHS);

    let earnings = |t: usize| linear(100.0 * (cape(t) / cape(t - 36)).ln(), 1.805, 97.49);
    let valuation = |t: usize| {
        let inflation = 100.0 * ((cpi(t) / cpi(t - 120)).powf(0.1) - 1.0);
        [linear(cape(t), 15.52, 44.2), linear(100.0 / cape(t) - (5.0 - inflation), 3.927, -2.575)]
    };
    // Ten years for inflation, three for the rise; then two dimensions, one of them two thirds full.
    for t in (0..MONTHS).filter(|t| ![100, 136].contains(t)) {
        if t < LATER {
            // A third of valuation is too little for a score of it, and counts as nothing.
            let wanted = match t {
                ..36 => 0.0,
                36..120 => 1.0 / 4.0,
                _ => 5.0 / 12.0,
            };
            close(rows[t]["coverage"].expect("coverage"), wanted);
            assert_eq!(rows[t]["score"].is_some(), t >= 120, "month {t}");
        }
    }
    let t = 130;
    let [level, excess] = valuation(t);
    close(rows[t]["score_valuation"].expect("a score"), f64::midpoint(level, excess));
    close(rows[t]["score"].expect("a score"), f64::midpoint(earnings(t), f64::midpoint(level, excess)));
    assert!(rows[t]["score_breadth"].is_none() && rows[t]["score_leverage"].is_none());
    // A zero that means missing, and what needs it three years later.
    assert!(rows[100]["score_earnings_base"].is_none() && rows[136]["score_earnings_base"].is_none());

    // Everything: sums of twelve months, a quarter's figures carried, growth on a year.
    let t = MONTHS - 3;
    let window = t - 11..=t;
    let count: f64 = window.clone().map(ipos).sum();
    let mean = window.map(|t| ipos(t) * first_day(t)).sum::<f64>() / count;
    let listings = [linear(count, 111.0, 711.0), linear(mean, 14.05, 76.53)];
    let quarter = t - (t + 1) % 3;
    let loans = margin(quarter);
    let leverage = [
        linear(100.0 * loans / 1000.0 / 8000.0, 0.8006, 2.645),
        linear(100.0 * (loans / margin(quarter - 12) - 1.0), 5.887, 75.52),
    ];
    let [level, excess] = valuation(t);
    let dimensions = [
        earnings(t),
        (level + excess + linear(150.0, 103.9, 218.7)) / 3.0,
        f64::midpoint(listings[0], listings[1]),
        f64::midpoint(leverage[0], leverage[1]),
    ];
    assert!(t % 3 != 2, "a month that carries");
    for (id, wanted) in ["earnings_base", "valuation", "breadth", "leverage"].into_iter().zip(dimensions) {
        let found = rows[t][format!("score_{id}").as_str()].expect("a score");
        assert!((found - wanted).abs() < 1e-9, "{id}: {found} for {wanted}");
    }
    close(rows[t]["score"].expect("a score"), dimensions.iter().sum::<f64>() / 4.0);
    close(rows[t]["coverage"].expect("coverage"), 1.0);
    close(rows[t]["score_build_out"].expect("a score"), linear(4.0, 3.64, 4.461));
    // Eleven months of IPOs are no twelve.
    assert!(rows[LATER + 10]["score_breadth"].is_none() && rows[LATER + 11]["score_breadth"].is_some());
}

#[test]
fn one_scenario_is_no_history() {
    let output = froth().args(["score", "ai-2025q4", "-m", "us-equities"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("needs-rows"));
}

/// The recipe of docs/panels.md names what the model reads.
#[test]
fn the_recipe_maps_every_column_that_the_model_reads() {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/panels.md")).expect("there");
    let source = froth::catalog::builtin(froth::catalog::Kind::Model, "us-equities").expect("built in").source();
    let (model, _) = froth::model::Model::parse(&source).unwrap_or_else(|e| panic!("{e}"));
    let plan = froth::score::Compiled::new(&model, froth::score::Settings::default());
    for input in plan.columns().iter().skip(model.indicators.len()).chain(["shiller_cape".to_owned()].iter()) {
        let same_name = text.contains(&format!("\"{input}\""));
        assert!(same_name || text.contains(&format!("--map {input}=")), "docs/panels.md does not map {input}");
    }
}
