//! Models: what is accepted scores anything, and says the same in every form.

use crate::{Outcome, corpus, fuzz, sound};
use froth::catalog::{Kind, builtins};
use froth::diag::SourceFile;
use froth::format::read_from;
use froth::locale::Locale;
use froth::model::Model;
use froth::page;
use froth::scenario::Scenario;
use froth::score::{Scorecard, Settings, scorecard};
use froth::sql;
use froth::uncertainty::{Options, uncertainty};
use std::fmt::Write;

const WORDS: [&str; 99] = [
    "schema",
    "id",
    "title",
    "version",
    "description",
    "references",
    "scale",
    "bands",
    "below",
    "label",
    "frozen",
    "floor",
    "missing",
    "policy",
    "renormalise",
    "fail",
    "min_coverage",
    "dimension",
    "parent",
    "weight",
    "weights",
    "aggregate",
    "arithmetic",
    "geometric",
    "harmonic",
    "median",
    "min",
    "max",
    "power",
    "question",
    "overlay",
    "true",
    "false",
    "indicator",
    "unit",
    "market",
    "public",
    "private",
    "both",
    "rule",
    "linear",
    "log",
    "piecewise",
    "step",
    "logistic",
    "distribution",
    "percentile",
    "zscore",
    "minmax",
    "category",
    "from",
    "to",
    "edges",
    "scores",
    "midpoint",
    "normal",
    "lognormal",
    "student_t",
    "gamma",
    "beta",
    "exponential",
    "uniform",
    "mean",
    "sd",
    "inverse",
    "reference",
    "over",
    "history",
    "full_history",
    "panel",
    "cross_section",
    "cap",
    "calm",
    "worst",
    "worst_era",
    "requires",
    "contested",
    "source",
    "formula",
    "alert",
    "when",
    "lag",
    "change",
    "value",
    "uncertainty",
    "range",
    "high",
    "low",
    "spread",
    "dirichlet",
    "ends",
    "rules",
    "as_given",
    "drop_one",
    "yearly",
    "text",
    "headline",
    "quorum",
    "transform",
];

/// Values at which rules and formulas break.
pub(crate) const VALUES: [&str; 12] =
    ["0.0", "-0.0", "1.0", "50.0", "-50.0", "1e308", "-1e308", "5e-324", "1e-9", "99.99999999999999", "3.5", "1e6"];

#[test]
fn model() {
    let mut seeds: Vec<Vec<u8>> = corpus("model").into_iter().map(|(_, text)| text).collect();
    seeds.extend(builtins().iter().filter(|b| b.kind == Kind::Model).map(|b| b.text.as_bytes().to_vec()));
    fuzz("model", 1, &WORDS, seeds, attempt);
}

fn attempt(k: u64, input: &[u8]) -> Outcome {
    let source = match read_from(input, "model.toml") {
        Ok(source) => source,
        Err(error) => return Outcome::refused(error.findings()),
    };
    let (model, warnings) = match Model::parse(&source) {
        Ok(read) => read,
        Err(error) => return Outcome::refused(error.findings()),
    };
    let mut behaviour = sound(&warnings);
    for indicator in &model.indicators {
        let rule = format!("{:?}", indicator.rule);
        let kind: String = rule.chars().take_while(|c| c.is_alphanumeric()).collect();
        let _ = write!(behaviour, " {kind}{}", u8::from(indicator.formula.is_some()));
    }
    let scored: Vec<Option<f64>> = (0..3).map(|row| card(&model, k, row)).map(|c| c.and_then(|c| c.score)).collect();
    let _ = write!(behaviour, " {:?}", scored.iter().map(Option::is_some).collect::<Vec<_>>());
    // Ends of lines mean nothing, unless a text runs over several of them.
    let text = source.text();
    if !text.contains('\r') && !text.contains("\"\"\"") && !text.contains("'''") {
        let windows = SourceFile::new("model.toml", text.replace('\n', "\r\n"));
        let (other, _) = Model::parse(&windows).unwrap_or_else(|e| panic!("refused with other ends of lines: {e}"));
        let again: Vec<Option<f64>> = (0..3).map(|row| card(&other, k, row)).map(|c| c.and_then(|c| c.score)).collect();
        let bits = |scores: &[Option<f64>]| scores.iter().map(|x| x.map(f64::to_bits)).collect::<Vec<_>>();
        assert_eq!(bits(&scored), bits(&again), "other ends of lines, other scores");
    }
    if k.is_multiple_of(8) {
        drawn(&model, k);
    }
    let options = sql::Options { table: "panel".into(), date_column: "date".into(), ..Default::default() };
    match sql::query(&model, sql::Dialect::DuckDb, &options) {
        Ok(query) => assert!(!query.text.is_empty()),
        Err(error) => drop(Outcome::refused(error.findings())),
    }
    Outcome::accepted(behaviour)
}

/// A scenario with a value for most of what the model asks for.
fn scenario(model: &Model, k: u64, row: u64) -> Option<Scenario> {
    let mut text =
        String::from("schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\npath = [2024-12-31]\n[values]\n");
    for (at, id) in model.value_ids().iter().enumerate() {
        let pick = (k.wrapping_mul(31) + row * 7 + at as u64 * 13) as usize % (VALUES.len() + 2);
        let word = model.indicators.iter().any(|i| i.id == *id && format!("{:?}", i.rule).starts_with("Category"));
        if let (Some(value), false) = (VALUES.get(pick), word) {
            let _ = writeln!(text, "{id} = {value}");
        }
    }
    Scenario::load(&SourceFile::new("s.toml", text), &froth::catalog::open).ok().map(|(scenario, _)| scenario)
}

fn card(model: &Model, k: u64, row: u64) -> Option<Scorecard> {
    match scorecard(model, &scenario(model, k, row)?, Settings::default()) {
        Ok(card) => {
            sound_card(&card);
            Some(card)
        }
        Err(error) => {
            drop(Outcome::refused(error.findings()));
            None
        }
    }
}

/// What every scorecard keeps to.
pub(crate) fn sound_card(card: &Scorecard) {
    let on_scale = |x: f64| assert!((0.0..=100.0).contains(&x), "a score of {x}");
    card.score.into_iter().for_each(on_scale);
    card.bounds.into_iter().for_each(on_scale);
    card.dimensions.iter().filter_map(|d| d.score).for_each(on_scale);
    assert!((0.0..=1.0 + 1e-9).contains(&card.coverage), "a coverage of {}", card.coverage);
    for indicator in &card.indicators {
        indicator.score.into_iter().for_each(on_scale);
        let numbers = [Some(indicator.weight), indicator.contribution, indicator.if_calm, indicator.unclamped];
        for number in numbers.into_iter().flatten() {
            assert!(number.is_finite(), "{}: {number}", indicator.id);
        }
    }
    if let Some(score) = card.score {
        let sum: f64 = card.indicators.iter().filter(|i| !i.overlay).filter_map(|i| i.contribution).sum();
        assert!((sum - score).abs() < 1e-9, "contributions sum to {sum}, the score is {score}");
    }
    let page = page::scorecard(card, &Locale::default());
    assert!(!page::terminal(&page, 80, false).is_empty() && !page::markdown(&page).is_empty());
    let json = serde_json::to_string(card).expect("JSON");
    assert!(!json.contains("NaN"));
}

/// A few draws of all that is uncertain.
fn drawn(model: &Model, k: u64) {
    let Some(scenario) = scenario(model, k, 0) else { return };
    let options = Options { draws: 32, seed: k, ..Options::default() };
    match uncertainty(model, &[&scenario], &options, &()) {
        Ok(found) => {
            for q in found.scenarios.iter().map(|s| &s.score) {
                let of = [q.mean, q.median, q.p05, q.p25, q.p75, q.p95];
                for x in of.into_iter().flatten() {
                    assert!((0.0..=100.0).contains(&x), "a drawn score of {x}");
                }
            }
        }
        Err(error) => drop(Outcome::refused(error.findings())),
    }
}
