//! The model of many countries, year by year, on a table made here: places among a country's own years, by brute force.

use crate::support::{close, froth};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const YEARS: usize = 40;
/// The years in which the second country has neither share prices nor credit.
const WAR: std::ops::Range<usize> = 18..21;

/// Up and down, and never twice the same: places have no ties.
fn wave(speed: f64, c: usize, t: usize) -> f64 {
    (speed * t as f64 + 0.3 * (t * t) as f64 + c as f64).sin()
}

fn gain(c: usize, t: usize) -> f64 {
    0.05 + 0.2 * wave(1.7, c, t)
}

fn dividend_yield(c: usize, t: usize) -> f64 {
    0.04 + 0.02 * wave(2.3, c, t)
}

fn cpi(t: usize) -> f64 {
    100.0 * 1.02f64.powf(t as f64) + (t % 3) as f64
}

fn gdp(c: usize, t: usize) -> f64 {
    (50.0 + 10.0 * c as f64) * 1.05f64.powf(t as f64) + (t % 4) as f64
}

fn loans(c: usize, t: usize) -> f64 {
    gdp(c, t) * (0.4 + 0.1 * wave(0.9, c, t))
}

fn has(c: usize, t: usize) -> bool {
    c == 0 || !WAR.contains(&t)
}

fn table(years: usize) -> String {
    let mut text = "From a made-up database\nyear,iso,gdp,tloans,cpi,eq_capgain,eq_dp\n".to_owned();
    for c in 0..2 {
        for t in 0..years {
            let _ = write!(text, "{},{},{},", 1900 + t, ["AAA", "BBB"][c], gdp(c, t));
            if has(c, t) {
                let _ = writeln!(text, "{},{},{},{}", loans(c, t), cpi(t), gain(c, t), dividend_yield(c, t));
            } else {
                let _ = writeln!(text, ",{},,", cpi(t));
            }
        }
    }
    text
}

type Rows = Vec<BTreeMap<String, String>>;

fn scored(folder: &Path, years: usize) -> Rows {
    fs::write(folder.join("countries.csv"), table(years)).expect("written");
    let arguments = "panel countries.csv -m country-equities -o scored.csv --skip-rows 1 --date-column year --entity-column iso \
                     --map capital_gain=eq_capgain --map dividend_yield=eq_dp --map loans=tloans --allow-missing";
    let run = froth().current_dir(folder).args(arguments.split_whitespace()).output().expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let text = fs::read_to_string(folder.join("scored.csv")).expect("there");
    let mut lines = text.lines();
    let header: Vec<String> = lines.next().expect("a header").split(',').map(str::to_owned).collect();
    lines.map(|l| header.iter().cloned().zip(l.split(',').map(str::to_owned)).collect()).collect()
}

fn number(rows: &Rows, row: usize, column: &str) -> Option<f64> {
    rows[row][column].parse().ok()
}

/// The place of the last of these among all of them that are there, where it is there itself.
fn place(values: &[Option<f64>]) -> Option<f64> {
    let last = (*values.last()?)?;
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let below = known.iter().filter(|x| **x < last).count() as f64;
    let equal = known.iter().filter(|x| (**x - last).abs() < 1e-12).count() as f64;
    Some(100.0 * (below + equal / 2.0) / known.len() as f64)
}

#[test]
fn scores_are_places_among_the_years_so_far() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = scored(folder.path(), YEARS);
    assert_eq!(rows.len(), 2 * YEARS);
    for c in 0..2 {
        let prices = |t: usize| {
            let window = t.checked_sub(2)?..=t;
            window.map(|s| has(c, s).then(|| 100.0 * (1.0 + gain(c, s)).ln())).sum::<Option<f64>>()
        };
        let change = |f: &dyn Fn(usize) -> f64, t: usize| Some(100.0 * (f(t) / f(t.checked_sub(3)?)).ln());
        let yields = |s: usize| dividend_yield(c, s);
        let not_earned = |t: usize| {
            let both = has(c, t) && t >= 3 && has(c, t - 3);
            let real = prices(t)? - change(&cpi, t)?;
            both.then(|| real.min(-change(&yields, t).unwrap_or_default()))
        };
        let beyond_output = |t: usize| Some(prices(t)? - change(&|s| gdp(c, s), t)?);
        let ratio = |t: usize| 100.0 * loans(c, t) / gdp(c, t);
        let credit = |t: usize| (t >= 2 && has(c, t) && has(c, t - 2)).then(|| ratio(t) - ratio(t - 2));
        // The mean of ten years, a war's bridged with the year before it.
        let bridged = |t: usize| if has(c, t) { ratio(t) } else { ratio(WAR.start - 1) };
        let gap = |t: usize| (t >= 9 && has(c, t)).then(|| ratio(t) - (t - 9..=t).map(bridged).sum::<f64>() / 10.0);
        let price = |t: usize| has(c, t).then(|| 1.0 / dividend_yield(c, t));
        let so_far = |f: &dyn Fn(usize) -> Option<f64>, t: usize| place(&(0..=t).map(f).collect::<Vec<_>>());
        let mean = |of: [Option<f64>; 2]| {
            let known: Vec<f64> = of.into_iter().flatten().collect();
            (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
        };
        for t in 0..YEARS {
            let row = c * YEARS + t;
            if t < 9 {
                assert_eq!(rows[row]["score"], "", "year {t} has too short a past");
                continue;
            }
            let known = (t.saturating_sub(14)..=t).filter(|s| has(c, *s)).count();
            let wanted = [
                ("earnings_base", mean([so_far(&not_earned, t), so_far(&beyond_output, t)])),
                ("valuation", so_far(&price, t).filter(|_| t >= 14 && known >= 10)),
                ("breadth", None),
                ("leverage", mean([so_far(&credit, t), so_far(&gap, t)])),
            ];
            for (id, wanted) in wanted {
                let found = number(&rows, row, &format!("score_{id}"));
                match (found, wanted) {
                    (Some(found), Some(wanted)) => {
                        assert!((found - wanted).abs() < 1e-9, "{id} of {c} in year {t}: {found} for {wanted}");
                    }
                    _ => assert_eq!(found, wanted, "{id} of {c} in year {t}"),
                }
            }
            if let Some(score) = number(&rows, row, "score") {
                let dimensions: Vec<f64> = wanted.iter().filter_map(|(_, score)| *score).collect();
                close(score, dimensions.iter().sum::<f64>() / dimensions.len() as f64);
            }
        }
    }
    assert!(rows.iter().filter(|row| !row["score"].is_empty()).count() > YEARS);
}

/// What came later changes nothing.
#[test]
fn no_row_knows_a_later_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let (whole, cut) = (scored(folder.path(), YEARS), scored(folder.path(), YEARS - 12));
    for c in 0..2 {
        for t in 0..YEARS - 12 {
            assert_eq!(whole[c * YEARS + t], cut[c * (YEARS - 12) + t]);
        }
    }
}

/// docs/evidence.md says of every column that the model reads what it holds.
#[test]
fn the_docs_name_every_column_that_the_model_reads() {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/evidence.md")).expect("there");
    let source = froth::catalog::builtin(froth::catalog::Kind::Model, "country-equities").expect("built in").source();
    let (model, _) = froth::model::Model::parse(&source).unwrap_or_else(|e| panic!("{e}"));
    let plan = froth::score::Compiled::new(&model, froth::score::Settings::default());
    for input in plan.columns().iter().skip(model.indicators.len()) {
        assert!(text.contains(&format!("`{input}`")), "docs/evidence.md does not say what {input} is");
    }
}
