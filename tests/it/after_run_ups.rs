//! Today's run-up beside what publications print of earlier ones: in the report, as data, and where a model has no such figure.

use crate::support::froth;
use froth::analysis::Analysis;
use froth::catalog;
use froth::locale::Language;
use froth::report::Report;
use froth::score::Settings;

#[test]
fn every_published_share_stands_in_the_report_with_its_definition_and_its_source() {
    let published = catalog::published().expect("built in");
    let model = catalog::model("four-dimensions").expect("built in");
    for rate in &published.rates {
        assert!(rate.url.as_ref().is_some_and(|url| url.starts_with("https://")), "{} has no address", rate.id);
        let known = |id: &String| model.indicator(id).is_some();
        assert!(rate.figure.as_ref().is_none_or(known), "{} is of no indicator", rate.id);
    }
    let scenarios = ["dotcom-2000q1", "ai-2026q3"].map(|id| catalog::scenario(id).expect("built in"));
    let scenarios: Vec<_> = scenarios.iter().collect();
    let analysis = catalog::beside(Analysis::new(&model, &scenarios, Settings::default()).expect("scored"));
    let analysis = analysis.expect("scored");
    let today = &analysis.after_run_ups().expect("a run-up").figures[0];
    let card = &analysis.scorecards()[1];
    let indicator = card.indicator(&today.id).expect("an indicator");
    assert_eq!(
        (today.value, today.date),
        (indicator.value.as_ref().and_then(froth::scenario::Value::number), indicator.date)
    );
    for (language, heading) in
        [(Language::English, "## After readings like this"), (Language::TraditionalChinese, "## 類似讀數之後")]
    {
        let text = Report::new(&analysis, language).markdown();
        let section = text.split(heading).nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a section");
        assert!(section.contains(&format!("+{}", today.value.expect("known"))), "{section}");
        for rate in &published.rates {
            let what = language.tag().map_or(&rate.what, |tag| &published.texts[tag][&rate.id]);
            let row = section.lines().find(|line| line.contains(what.as_str())).unwrap_or_else(|| panic!("no {what}"));
            assert!(row.contains(&rate.share.to_string()) && section.contains(&rate.source), "{row}");
            for number in [rate.cases, rate.falls].into_iter().flatten() {
                assert!(row.contains(&number.to_string()), "{row}");
            }
        }
    }
}

/// A run-up that is as high says so, and a model without the figure says nothing.
#[test]
fn a_run_up_is_held_against_those_it_reaches() {
    let model = catalog::model("four-dimensions").expect("built in");
    let published = catalog::published().expect("built in");
    let reached = |id: &str| {
        let scenario = catalog::scenario(id).expect("built in");
        let analysis =
            Analysis::new(&model, &[&scenario], Settings::default()).expect("scored").with_published(&published);
        let after = analysis.after_run_ups().expect("a run-up").clone();
        after.rates.iter().filter(|rate| after.reaches(rate) == Some(true)).count()
    };
    assert_eq!((reached("dotcom-2000q1"), reached("ai-2026q3")), (2, 0));
    let (company, oracle) =
        (catalog::model("company").expect("built in"), catalog::scenario("oracle-2025q4").expect("built in"));
    let analysis = Analysis::new(&company, &[&oracle], Settings::default()).expect("scored").with_published(&published);
    assert!(analysis.after_run_ups().is_none());
    let folder = tempfile::tempdir().expect("a folder");
    froth().args(["report", "oracle-2025q4", "-m", "company", "-o"]).arg(folder.path().join("r")).assert().success();
    let data = std::fs::read_to_string(folder.path().join("r/beside.json")).expect("there");
    let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
    assert!(data["after_run_ups"].is_null());
}
