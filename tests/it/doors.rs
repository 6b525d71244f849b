//! A model that needs many rows gives an error through every door that scores a single scenario, and scores through those that
//! have many.

use froth::Error;
use froth::catalog;
use froth::diag::Code;
use froth::score::{Compiled, Plan, Settings, compare, parallel, path, scorecard};
use froth::sensitivity::{Sampling, sensitivity};
use froth::stress::{reverse, weight_shift};
use froth::uncertainty::{Options, method_table, uncertainty};

#[test]
fn what_needs_rows_is_scored_from_rows_or_not_at_all() {
    let model = catalog::model("us-equities").expect("built in");
    let then = catalog::scenario("dotcom-2000q1").expect("built in");
    let now = catalog::scenario("ai-2026q3").expect("built in");
    let both = [&then, &now];
    let settings = Settings::default();
    let draws = Options { draws: 16, ..Options::default() };
    let points = Sampling { samples: 16, ..Sampling::default() };
    let doors: Vec<(&str, Option<Error>)> = vec![
        ("Plan", Plan::new(&model, settings).err()),
        ("scorecard", scorecard(&model, &now, settings).err()),
        ("compare", compare(&model, &both, settings).err()),
        ("path", path(&model, &now, settings).err()),
        ("parallel", parallel(&model, &now, &then, settings).err()),
        ("track", froth::track::track(&model, &both, settings).err()),
        ("uncertainty", uncertainty(&model, &both, &draws, &()).err()),
        ("method table", method_table(&model, &both, settings).err()),
        ("sensitivity", sensitivity(&model, &both, settings, &points, &()).err()),
        ("reverse stress", reverse(&model, &now, 50.0, settings).err()),
        ("weights", weight_shift(&model, &then, &now, settings).err()),
        ("report", froth::analysis::Analysis::full(&model, &both, settings, &()).err()),
    ];
    for (door, error) in doors {
        let error = error.unwrap_or_else(|| panic!("{door} scores one row of a model that needs many"));
        assert!(error.findings().iter().any(|d| d.code == Code::NeedsRows), "{door}: {error}");
    }
    // What has many rows takes the compiled model; nothing in it scores one row alone.
    assert!(!Compiled::new(&model, settings).columns().is_empty());
    let audit = froth::audit::model(&model, &both, &[]);
    assert!(audit.scenarios.is_empty());
}

#[test]
fn sql_has_the_rows_or_says_what_it_cannot_say() {
    for id in ["us-equities", "four-dimensions"] {
        let model = catalog::model(id).expect("built in");
        for dialect in froth::sql::Dialect::ALL {
            match froth::sql::query(&model, *dialect, &froth::sql::Options::default()) {
                Ok(query) => assert!(query.text.contains("OVER") || model.needs_rows().is_empty(), "{id}"),
                Err(error) => assert!(error.findings().iter().all(|d| d.code == Code::Sql), "{id}: {error}"),
            }
        }
    }
}
