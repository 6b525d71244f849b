//! Scenarios and the files they extend: what is accepted is dated, scored at every point of its path, and never looks ahead.

use crate::model::sound_card;
use crate::{Outcome, corpus, fuzz, sound};
use froth::catalog::{DEFAULT_MODEL, Kind, builtin, builtins};
use froth::diag::{Code, Diagnostic, SourceFile};
use froth::format::read_from;
use froth::model::Model;
use froth::scenario::{Loaded, load};
use froth::score::{Settings, path, scorecard};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

const WORDS: [&str; 60] = [
    "schema",
    "id",
    "title",
    "model",
    "era",
    "spark",
    "as_of",
    "extends",
    "path",
    "unset",
    "sources",
    "url",
    "confidence",
    "high",
    "medium",
    "low",
    "values",
    "value",
    "distribution",
    "pert",
    "triangular",
    "uniform",
    "normal",
    "lognormal",
    "unit",
    "source",
    "date",
    "published",
    "note",
    "series",
    "points",
    "max_age",
    "shock",
    "multiply",
    "add",
    "set",
    "text",
    "zh-Hant",
    "shiller_cape",
    "margin_loans_to_gdp",
    "capex_usd_bn",
    "operating_cash_flow_usd_bn",
    "ipo_proceeds_usd_bn",
    "ai-2025q4",
    "ai",
    "dotcom",
    "base.toml",
    "self.toml",
    "a.toml",
    "b.toml",
    "-",
    "../x.toml",
    "%",
    "x",
    "true",
    "[values]",
    "[shock]",
    "[[values]]",
    "unprofitable_ipo_share",
    "fuzz.toml",
];

#[test]
fn scenario() {
    let files: BTreeMap<String, Arc<SourceFile>> = corpus("scenario")
        .into_iter()
        .filter_map(|(path, text)| {
            let name = path.file_name()?.to_str()?.to_owned();
            Some((name.clone(), SourceFile::new(name, String::from_utf8(text).ok()?)))
        })
        .collect();
    let (model, _) = Model::parse(&builtin(Kind::Model, DEFAULT_MODEL).expect("built in").source()).expect("sound");
    let mut seeds: Vec<Vec<u8>> = corpus("scenario").into_iter().map(|(_, text)| text).collect();
    seeds.extend(builtins().iter().filter(|b| b.group == "what-if").map(|b| b.text.as_bytes().to_vec()));
    let open = |kind: Kind, name: &str, _: Option<&Path>| {
        files
            .get(name)
            .cloned()
            .or_else(|| builtin(kind, name).map(|b| b.source()))
            .ok_or_else(|| Diagnostic::error(Code::UnknownId, "there is no such file").into())
    };
    fuzz("scenario", 1, &WORDS, seeds, |_, input| {
        let source = match read_from(input, "fuzz.toml") {
            Ok(source) => source,
            Err(error) => return Outcome::refused(error.findings()),
        };
        let (scenario, warnings) = match load(&source, &open) {
            Ok((Loaded::Scenario(scenario), warnings)) => (scenario, warnings),
            Ok((Loaded::Shocks(file), warnings)) => {
                assert!(!file.shocks.is_empty());
                return Outcome::accepted(format!("shocks {}", sound(&warnings)));
            }
            Err(error) => return Outcome::refused(error.findings()),
        };
        let mut behaviour = sound(&warnings);
        let dates: Vec<_> = scenario.dates().collect();
        assert!(dates.windows(2).all(|d| d[0] < d[1]), "the path does not rise: {dates:?}");
        for value in scenario.values.values() {
            assert!(value.date <= scenario.as_of, "looks ahead");
        }
        for series in scenario.series.values() {
            assert!(series.points.windows(2).all(|p| p[0].date < p[1].date) && !series.points.is_empty());
            assert!(series.points.iter().all(|p| p.date <= scenario.as_of), "looks ahead");
        }
        let settings = Settings::default();
        match scorecard(&model, &scenario, settings) {
            Ok(card) => {
                sound_card(&card);
                let missing = card.indicators.iter().filter(|i| i.missing).count();
                let _ = write!(behaviour, " scored {} {missing}", card.score.is_some());
            }
            Err(error) => {
                let _ = write!(behaviour, " unfit {}", Outcome::refused(error.findings()).behaviour);
            }
        }
        if dates.len() <= 40
            && let Ok(points) = path(&model, &scenario, settings)
        {
            assert_eq!(points.len(), dates.len());
            let _ = write!(behaviour, " points {}", points.len());
        }
        Outcome::accepted(behaviour)
    });
}
