//! Scenarios: series and their window, heirs, unset, shocks, alerts along a path.

use crate::support::{card, close, model, plain, rooted, scenario, try_scenario};
use froth::diag::SourceFile;
use froth::scenario::Scenario;
use froth::score::{Settings, scorecard};
use std::fs;

fn one() -> froth::model::Model {
    model(&rooted(&plain("a", "root", 1.0)))
}

fn dated(as_of: &str, lines: &str) -> Scenario {
    scenario(&format!("schema = 1\nid = 's'\ntitle = 'T'\nas_of = {as_of}\n{lines}\n"))
}

fn score_at(as_of: &str, lines: &str) -> Option<f64> {
    card(&one(), &dated(as_of, lines)).score
}

#[test]
fn a_series_gives_its_latest_point_within_a_year() {
    let series = "[series.a]\npoints = [[2024-12-31, 10], [2025-06-30, 20]]";
    assert_eq!(score_at("2025-12-31", series), Some(20.0));
    assert_eq!(score_at("2026-06-29", series), Some(20.0));
    // Dated after the same day of the year before: exactly a year is too old.
    assert_eq!(score_at("2026-06-30", series), None);
    assert_eq!(score_at("2025-12-31", &format!("{series}\nmax_age = 92")), None);
    assert_eq!(score_at("2025-09-30", &format!("{series}\nmax_age = 92")), Some(20.0));
    assert_eq!(score_at("2026-06-30", &format!("{series}\nmax_age = 366")), Some(20.0));
    assert_eq!(score_at("2026-07-02", &format!("{series}\nmax_age = 366")), None);
}

#[test]
fn a_value_goes_before_a_series_and_has_no_age() {
    let lines = "[values.a]\nvalue = 70\ndate = 2020-01-01\n[series.a]\npoints = [[2025-06-30, 20]]";
    assert_eq!(score_at("2025-12-31", lines), Some(70.0));
}

#[test]
fn a_series_that_is_too_old_is_named_in_the_reason() {
    let card = card(&one(), &dated("2025-12-31", "[series.a]\npoints = [[2023-06-30, 20]]"));
    assert_eq!(
        card.indicators[0].reason.as_ref().map(ToString::to_string).as_deref(),
        Some("no figure for 2025-12-31; the latest figure is of 2023-06-30")
    );
}

/// Files in a folder of their own; the last one is loaded.
fn chain(files: &[(&str, &str)]) -> Result<Scenario, froth::diag::Diagnostics> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(
            folder.path().join(format!("{name}.toml")),
            format!("schema = 1\nid = '{name}'\ntitle = '{name}'\n{text}\n"),
        )
        .expect("written");
    }
    let (last, _) = files.last().expect("a file");
    let source = froth::format::read_file(&folder.path().join(format!("{last}.toml"))).expect("read");
    Scenario::load(&source, &froth::catalog::open).map(|(scenario, _)| scenario).map_err(froth::Error::into_findings)
}

const ERA: (&str, &str) = (
    "era",
    "as_of = 2026-09-30\nera = 'ai'\nspark = 2022-11-30\npath = [2023-12-31, 2024-12-31, 2025-12-31]\n\
     [sources.x]\ntitle = 'The X'\nconfidence = 'high'\n\
     [values]\nb = 1\n[values.c]\nvalue = 5\ndate = 2025-03-31\nsource = 'x'\n\
     [series.a]\nsource = 'x'\npoints = [[2023-12-31, 1], [2024-12-31, 2], [2025-12-31, 3]]",
);

#[test]
fn a_dated_scenario_is_a_cut_through_its_era() {
    let cut = chain(&[ERA, ("cut", "extends = 'era.toml'\nas_of = 2025-06-30")]).expect("loaded");
    assert_eq!((cut.id.as_str(), cut.title.as_str()), ("cut", "cut"));
    assert_eq!(cut.era.as_deref(), Some("ai"));
    assert_eq!(cut.spark.map(|d| d.to_string()).as_deref(), Some("2022-11-30"));
    assert_eq!(cut.path.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2023-12-31", "2024-12-31"]);
    assert_eq!(cut.series["a"].points.len(), 2);
    assert_eq!(cut.values["c"].provenance.source.as_deref(), Some("The X"));
    // A value without a date keeps the as_of of the file it stands in: 2026-09-30 is after 2025-06-30.
    assert!(!cut.values.contains_key("b"));
    let later = chain(&[ERA, ("later", "extends = 'era.toml'\nas_of = 2026-12-31")]).expect("loaded");
    assert_eq!(later.values["b"].date.to_string(), "2026-09-30");
}

#[test]
fn values_are_replaced_whole_and_unset_drops() {
    let heir =
        chain(&[ERA, ("heir", "extends = 'era.toml'\nunset = ['b', 'a']\n[values.c]\nvalue = 9")]).expect("loaded");
    assert_eq!(heir.values["c"].value.number(), Some(9.0));
    assert_eq!(heir.values["c"].provenance.source, None);
    assert_eq!(heir.values["c"].date.to_string(), "2026-09-30");
    assert!(!heir.values.contains_key("b") && !heir.series.contains_key("a"));
}

#[test]
fn sources_of_the_base_can_be_cited() {
    let heir = chain(&[ERA, ("heir", "extends = 'era.toml'\n[values.d]\nvalue = 9\nsource = 'x'")]).expect("loaded");
    assert_eq!(heir.values["d"].provenance.source.as_deref(), Some("The X"));
}

#[test]
fn an_unset_of_nothing_is_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "schema = 1\nid = 's'\ntitle = 'T'\nas_of = 2025-12-31\nunset = ['nothing']\n";
    fs::write(folder.path().join("s.toml"), text).expect("written");
    let source = froth::format::read_file(&folder.path().join("s.toml")).expect("read");
    let (_, warnings) = Scenario::load(&source, &froth::catalog::open).expect("loaded");
    assert!(warnings.to_string().contains("there is nothing to unset"), "{warnings}");
}

fn shocked(base: &str, shock: &str) -> Result<froth::score::Scorecard, String> {
    let m = model(&rooted(
        &(plain("a", "root", 1.0)
            + "[indicator.ratio]\ndimension = 'root'\nformula = 'x / y'\nrule.linear = { from = 0, to = 100 }\n\
               [indicator.twice]\ndimension = 'root'\nformula = '2 * ratio'\nrule.linear = { from = 0, to = 100 }\nrequires = 'ratio > 10'\n"),
    ));
    let s = chain(&[
        ("base", &format!("as_of = 2025-12-31\n{base}")),
        ("heir", &format!("extends = 'base.toml'\n[shock]\n{shock}")),
    ])
    .map_err(|e| e.to_string())?;
    scorecard(&m, &s, Settings::default()).map_err(|e| e.to_string())
}

#[test]
fn shocks_work_on_values_inputs_and_results() {
    let base = "[values]\nx = 40\ny = 2\n[values.a]\nvalue = 50\nlow = 40\nhigh = 70\n";
    let card = shocked(base, "a = { multiply = -1 }\nx = { add = 20 }").expect("scored");
    let a = &card.indicators[0];
    assert_eq!((a.low, a.high, a.score, a.unclamped), (Some(-70.0), Some(-40.0), Some(0.0), Some(-50.0)));
    assert_eq!(card.indicators[1].score, Some(30.0));
    assert_eq!(card.indicators[2].score, Some(60.0));
    // On a formula's result, other formulas and `requires` see the shocked value.
    let card = shocked(base, "ratio = { multiply = 0.4 }").expect("scored");
    assert_eq!(card.indicators[1].score, Some(8.0));
    assert_eq!(
        card.indicators[2].reason.as_ref().map(ToString::to_string).as_deref(),
        Some("requires ratio > 10, but ratio is 8")
    );
    let shock = card.indicators[1].shock.as_ref().expect("a shock");
    assert_eq!(
        (shock.kind.as_str(), serde_json::to_value(&shock.base_value).expect("json")),
        ("multiply", serde_json::json!(20.0))
    );
    // set gives a value without a range, also where there was none.
    let card = shocked("[values]\nx = 40\n", "a = { set = 30 }\nratio = { set = 11 }").expect("scored");
    assert_eq!((card.indicators[0].score, card.indicators[0].low), (Some(30.0), None));
    assert_eq!(card.indicators[2].score, Some(22.0));
}

#[test]
fn a_shock_on_what_the_base_lacks_is_an_error() {
    let wrong = shocked("[values]\nx = 1\n", "a = { add = 1 }").expect_err("nothing to add to");
    assert!(wrong.contains("there is no value of `a` to add"), "{wrong}");
    let wrong = shocked("[values]\nx = 1\n", "ratio = { multiply = 2 }").expect_err("nothing to multiply");
    assert!(wrong.contains("there is no value of `ratio` to multiply"), "{wrong}");
}

#[test]
fn inherited_shocks_apply_base_first_to_the_value_the_chain_leaves() {
    let m = one();
    let base = ("base", "as_of = 2025-12-31\n[values]\na = 10");
    let middle = ("middle", "extends = 'base.toml'\n[shock]\na = { add = 5 }");
    let load = |text: &str| chain(&[base, middle, ("heir", text)]).expect("loaded");
    assert_eq!(card(&m, &load("extends = 'middle.toml'\n[shock]\na = { multiply = 2 }")).score, Some(30.0));
    assert_eq!(card(&m, &load("extends = 'middle.toml'\n[values]\na = 40")).score, Some(45.0));
    assert_eq!(card(&m, &load("extends = 'middle.toml'\nunset = ['a']\n[values]\na = 40")).score, Some(40.0));
}

#[test]
fn a_file_of_shocks_is_no_scenario() {
    let findings =
        try_scenario("schema = 1\nid = 's'\ntitle = 'T'\n[shock]\na = { add = 1 }\n").expect_err("only shocks");
    assert!(findings.to_string().contains("only holds shocks"), "{findings}");
    let (loaded, _) = froth::scenario::load(
        &SourceFile::new("s.toml", "schema = 1\nid = 's'\ntitle = 'T'\n[shock]\na = { add = 1 }\n"),
        &froth::catalog::open,
    )
    .expect("loaded");
    assert!(matches!(loaded, froth::scenario::Loaded::Shocks(file) if file.shocks.len() == 1));
}

#[test]
fn real_time_refuses_what_was_not_yet_published() {
    let s = dated("2025-12-31", "[values.a]\nvalue = 5\ndate = 2025-12-31\npublished = 2026-02-15");
    assert!(s.not_yet_published().to_string().contains("published on 2026-02-15, after 2025-12-31"));
    assert_eq!(card(&one(), &s).score, Some(5.0));
}

#[test]
fn units_must_be_the_indicators_own() {
    let text = rooted(&plain("a", "root", 1.0)).replace("[indicator.a]\n", "[indicator.a]\nunit = '%'\n");
    let m = model(&text);
    assert!(!froth::score::fit(&m, &dated("2025-12-31", "[values.a]\nvalue = 5\nunit = '%'")).has_errors());
    let findings = froth::score::fit(&m, &dated("2025-12-31", "[values.a]\nvalue = 5\nunit = 'USD bn'"));
    assert!(findings.to_string().contains("measured in \"%\", not in \"USD bn\""), "{findings}");
}

#[test]
fn unused_values_name_the_nearest() {
    let findings = froth::score::unused_values(
        &dated("2025-12-31", "[values]\naa = 5"),
        [&model(&rooted(&plain("aaa", "root", 1.0)))],
    );
    assert!(findings.to_string().contains("warning: no model uses `aa` (did you mean `aaa`?)"), "{findings}");
}

/// Two indicators along a path, with alerts on level, raw value and change.
fn alarmed() -> froth::model::Model {
    model(
        &(rooted("")
            + &plain("a", "root", 1.0)
            + &plain("b", "root", 1.0)
            + "[alert.high]\nwhen = 'root > 30'\n[alert.raw]\nwhen = 'value.a >= 50'\n[alert.rising]\nwhen = 'change.root > 10'\n"),
    )
}

const PATH: &str =
    "path = [2023-12-31, 2024-12-31]\n[series.a]\npoints = [[2023-12-31, 20], [2024-12-31, 40], [2025-12-31, 50]]\n";

#[test]
fn alerts_know_since_when() {
    let card = card(&alarmed(), &dated("2025-12-31", PATH));
    let state = |id: &str| {
        card.alerts.iter().find(|a| a.id == id).map(|a| (a.fired, a.since.map(|d| d.to_string()))).expect("an alert")
    };
    assert_eq!(state("high"), (Some(true), Some("2024-12-31".to_owned())));
    assert_eq!(state("raw"), (Some(true), Some("2025-12-31".to_owned())));
    // 10 points in 365 of 365.25 days: 10.007 a year.
    assert_eq!(state("rising"), (Some(true), Some("2024-12-31".to_owned())));
}

#[test]
fn changes_are_like_for_like() {
    // b appears at the last point only: it is no news.
    let lines = format!("{PATH}[series.b]\npoints = [[2025-12-31, 100]]\n");
    let card = card(&alarmed(), &dated("2025-12-31", &lines));
    close(card.score.expect("a score"), 75.0);
    let m = model(
        &(rooted("")
            + &plain("a", "root", 1.0)
            + &plain("b", "root", 1.0)
            + "[alert.jump]\nwhen = 'change.root > 11'\n"),
    );
    assert_eq!(crate::support::card(&m, &dated("2025-12-31", &lines)).alerts[0].fired, Some(false));
}

#[test]
fn without_a_path_a_change_is_undecided() {
    let card = card(&alarmed(), &dated("2025-12-31", "[values]\na = 50\nb = 0"));
    let rising = &card.alerts[2];
    assert_eq!(
        (rising.fired, rising.reason.as_ref().map(ToString::to_string).as_deref()),
        (None, Some("change.root has no value"))
    );
}

#[test]
fn a_spark_after_the_day_described_is_refused_and_an_inherited_one_cut() {
    let late =
        chain(&[("s", "as_of = 2024-01-01\nspark = 9999-01-01\n[values]\nx = 5")]).expect_err("late").to_string();
    assert!(late.contains("the spark, 9999-01-01, is after as_of (2024-01-01)"), "{late}");
    let own = chain(&[ERA, ("heir", "extends = 'era.toml'\nspark = 2027-01-01")]).expect_err("late").to_string();
    assert!(own.contains("is after as_of (2026-09-30)"), "{own}");
    assert_eq!(chain(&[ERA, ("cut", "extends = 'era.toml'\nas_of = 2021-12-31")]).expect("loaded").spark, None);
    assert!(
        chain(&[("s", "as_of = 2024-01-01\nspark = 2024-01-01\n[values]\nx = 5")]).expect("loaded").spark.is_some()
    );
}

#[test]
fn an_inherited_shock_on_a_figure_of_the_heir_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let load = |heir: &str| {
        let base = "schema = 1\nid = 'b'\ntitle = 'T'\nas_of = 2025-12-31\n[values]\nx = 1\ny = 2\n[shock.x]\nset = 9\n[shock.y]\nmultiply = 2\n";
        // A base with shocks extends another file: alone it would be a file of shocks.
        let (first, shocks) = base.split_once("[shock.x]").expect("both");
        fs::write(folder.path().join("a.toml"), first).expect("written");
        let shocked = format!("schema = 1\nid = 'c'\ntitle = 'T'\nextends = 'a.toml'\n[shock.x]{shocks}");
        fs::write(folder.path().join("c.toml"), shocked).expect("written");
        fs::write(
            folder.path().join("h.toml"),
            format!("schema = 1\nid = 'h'\ntitle = 'T'\nextends = 'c.toml'\n{heir}"),
        )
        .expect("written");
        let source = froth::format::read_file(&folder.path().join("h.toml")).expect("read");
        Scenario::load(&source, &froth::catalog::open).expect("loaded").1.to_string()
    };
    let said = load("[values]\nx = 40\ny = 3\n");
    assert!(said.contains("`x` is given here, and has no effect: the inherited shock sets it"), "{said}");
    assert!(said.contains("`y` is given here, and the inherited shock multiplies it"), "{said}");
    assert_eq!(load("unset = ['x', 'y']\n[values]\nx = 40\ny = 3\n"), "");
    assert_eq!(load("[values]\nz = 40\n"), "");
}
