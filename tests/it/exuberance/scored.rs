//! An indicator of explosive growth in a model.

use super::{Folder, boom};
use crate::support::froth;
use crate::support::try_model;
use std::fs;

/// A model of one indicator, BSADF above its line.
pub(super) fn bsadf_model(settings: &str, contested: &str) -> String {
    format!(
        "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.price]\ndimension = 'root'\nweight = 0.25\n\
         transform = [{{ bsadf = {{ {settings} }} }}]\nrule.linear = {{ from = 0, to = 2 }}\n{contested}"
    )
}

#[test]
fn an_indicator_of_explosive_growth_scores_a_panel_and_is_asked_to_say_that_it_is_contested() {
    let folder = Folder::new();
    let model = |contested: &str| bsadf_model("min_window = 20, replications = 60", contested);
    let data = folder.table("d.csv", &[("price", &boom(3))]);
    let marked = folder.text("marked.toml", &model("contested = 'rejects where fundamentals are hump-shaped'\n"));
    let bare = folder.text("bare.toml", &model(""));
    let scored = folder.path("scored.csv");
    let panel = |model: &str| {
        let arguments = ["panel", &data, "-m", model, "-o", scored.to_str().expect("UTF-8"), "--point-in-time"];
        let output = froth().args(arguments).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(panel(&bare).contains("warning[contested]"));
    assert!(!panel(&marked).contains("warning"));
    let text = fs::read_to_string(&scored).expect("written");
    let score = |row: usize| text.lines().nth(row + 1).and_then(|l| l.split(',').nth(1)).map(str::to_owned);
    assert_eq!(score(10).as_deref(), Some(""), "before the end of the first window");
    assert_eq!(score(50).as_deref(), Some("0"));
    assert_eq!(score(84).as_deref(), Some("100"));
    for (wrong, part) in [
        ("min_window = 2", "3 rows or more"),
        ("min_window = 30, lag = 40", "24 lags at most"),
        ("min_window = 30, replications = 1", "20 to 100,000"),
        ("lag = 1", "min_window"),
        ("min_window = 30, seeed = 1", "seeed"),
    ] {
        let text = model("").replace("min_window = 20, replications = 60", wrong);
        let said = try_model(&text).expect_err(wrong).to_string();
        assert!(said.contains(part), "{wrong}: {said}");
    }
}
