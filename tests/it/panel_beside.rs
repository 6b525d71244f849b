//! What a panel tells beside its scores: values that were filled in or treated, a workbook, two models side by side, a profile.

use crate::support::{froth, plain, rooted};
use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Runs `froth panel data.csv` in a folder of its own with these models.
fn panel(models: &[(&str, &str)], data: &str, more: &[&str]) -> (tempfile::TempDir, std::process::Output) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in models {
        fs::write(folder.path().join(name), text).expect("written");
    }
    fs::write(folder.path().join("data.csv"), data).expect("written");
    let output = froth().current_dir(folder.path()).args(["panel", "data.csv"]).args(more).output().expect("it runs");
    (folder, output)
}

fn done(models: &[(&str, &str)], data: &str, more: &[&str]) -> (tempfile::TempDir, String) {
    let (folder, output) = panel(models, data, more);
    assert!(output.status.success(), "{more:?}: {}", String::from_utf8_lossy(&output.stderr));
    (folder, String::from_utf8(output.stdout).expect("UTF-8"))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

fn close(a: &Value, b: f64) {
    let a = a.as_f64().unwrap_or_else(|| panic!("{a} is no number"));
    assert!((a - b).abs() < 1e-9, "{a} is not {b}");
}

fn rows(folder: &Path, name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(folder.join(name)).expect("written");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect()).collect()
}

const TREATED: &str = "schema = 1
id = 'm'
title = 'M'
[dimension.root]
[indicator.held]
dimension = 'root'
impute = 'last'
rule.linear = { from = 0, to = 100 }
[indicator.middle]
dimension = 'root'
impute = 'linear'
rule.linear = { from = 0, to = 100 }
[indicator.grouped]
dimension = 'root'
impute = { median = { by = 'region' } }
rule.linear = { from = 0, to = 100 }
[indicator.spread]
dimension = 'root'
outliers = { over = 'panel' }
rule.minmax = { over = 'panel' }
[indicator.skewed]
dimension = 'root'
outliers = { over = 'panel', winsorise = 0 }
rule.minmax = { over = 'panel' }
";

/// Six entities at two dates: one value far off, one missing for each way to fill in.
fn treated() -> String {
    let mut text = "date,entity,region,held,middle,grouped,spread,skewed\n".to_owned();
    for (e, region) in ["n", "n", "n", "s", "s", "s"].iter().enumerate() {
        for year in 2000..2003 {
            let at = |skip: bool, x: usize| if skip { String::new() } else { x.to_string() };
            let held = at(e == 0 && year == 2001, 10 + year % 100);
            let between = at(e == 1 && year == 2001, 20 + 2 * (year % 100));
            let grouped = at(e == 3 && year == 2002, 30 + 10 * e);
            let far = if e == 5 && year == 2002 { 1000 } else { 10 + 3 * e + year % 100 };
            let _ = writeln!(text, "{year},E{e},{region},{held},{between},{grouped},{far},{far}");
        }
    }
    text
}

#[test]
fn every_value_that_is_filled_in_or_treated_says_from_what() {
    let (folder, printed) = done(
        &[("m.toml", TREATED)],
        &treated(),
        &["-m", "m.toml", "-o", "out.csv", "--cells", "cells.csv", "--audit", "--format", "json"],
    );
    let found = json(&printed);
    let cells = found["cells"].as_array().expect("a list");
    let of = |id: &str| cells.iter().filter(|c| c["indicator"] == id).collect::<Vec<_>>();
    let [held] = of("held")[..] else { panic!("{cells:?}") };
    assert_eq!((&held["entity"], &held["step"], &held["rule"]), (&"E0".into(), &"imputed".into(), &"last".into()));
    assert!(held["before"].is_null() && held["from"] == "2000-12-31" && held["date"] == "2001-12-31", "{held}");
    close(&held["after"], 10.0);
    let [between] = of("middle")[..] else { panic!("{cells:?}") };
    close(&between["after"], 22.0);
    assert_eq!((&between["from"], &between["to"]), (&"2000-12-31".into(), &"2002-12-31".into()));
    let [grouped] = of("grouped")[..] else { panic!("{cells:?}") };
    // The median of E4 and E5, the others of the south.
    close(&grouped["after"], 75.0);
    assert_eq!((&grouped["by"], &grouped["group"], &grouped["values"]), (&"region".into(), &"s".into(), &2.into()));
    assert_eq!(grouped["how"], "median of 2 at the date, region = s");
    let [spread] = of("spread")[..] else { panic!("{cells:?}") };
    assert_eq!(
        (&spread["step"], &spread["entity"], &spread["over"]),
        (&"winsorised".into(), &"E5".into(), &"panel".into())
    );
    close(&spread["before"], 1000.0);
    close(&spread["after"], 26.0);
    // On a logarithmic scale with all its rows: ln(x - min + a), a the hundredth part of the range.
    let skewed = of("skewed");
    assert_eq!(skewed.len(), 18);
    for cell in &skewed {
        let x = cell["before"].as_f64().expect("a number");
        close(&cell["after"], (x - 10.0 + 9.9).ln());
        assert_eq!(cell["step"], "log");
        assert!(cell["how"].as_str().expect("text").ends_with("ln(x - 0.1)"), "{cell}");
    }
    // The file has the same, a row each; a run without an audit gives it too.
    let table = rows(folder.path(), "cells.csv");
    assert_eq!(table.len(), 1 + cells.len());
    assert_eq!(table[0][..6], ["entity", "date", "indicator", "step", "before", "after"]);
    assert_eq!(table[1][..6], ["E0", "2001-12-31", "held", "imputed", "", "10"]);
    let (alone, _) =
        done(&[("m.toml", TREATED)], &treated(), &["-m", "m.toml", "-o", "out.csv", "--cells", "cells.csv"]);
    assert_eq!(rows(alone.path(), "cells.csv"), table);
    // The page counts them, in both languages.
    let (_, page) = done(&[("m.toml", TREATED)], &treated(), &["-m", "m.toml", "-o", "o.csv", "--audit"]);
    assert!(page.contains("Filled in and treated"), "{page}");
    let chinese = ["-m", "m.toml", "-o", "o.csv", "--audit", "--lang", "zh-Hant"];
    assert!(done(&[("m.toml", TREATED)], &treated(), &chinese).1.contains("插補與離群值處理"));
}

#[test]
fn what_is_written_stays_the_same_beside_cells() {
    let written = |more: &[&str]| {
        let all = [&["-m", "m.toml", "-o", "out.csv"], more].concat();
        let (folder, _) = done(&[("m.toml", TREATED)], &treated(), &all);
        fs::read_to_string(folder.path().join("out.csv")).expect("written")
    };
    assert_eq!(written(&[]), written(&["--cells", "cells.csv"]));
}

#[test]
fn a_workbook_has_every_step_of_a_panel() {
    let (folder, _) = done(&[("m.toml", TREATED)], &treated(), &["-m", "m.toml", "-o", "out.xlsx"]);
    let mut book: Xlsx<_> = calamine::open_workbook(folder.path().join("out.xlsx")).expect("a workbook");
    let names = book.sheet_names();
    let wanted = [
        "summary",
        "scores",
        "ranks",
        "given",
        "imputed",
        "treated",
        "normalised",
        "weights",
        "points",
        "cells",
        "audit",
        "audit_indicators",
        "sources",
        "made_from",
    ];
    assert_eq!(names, wanted, "no indicator is divided or transformed");
    let mut sheet = |name: &str| -> Vec<Vec<Data>> {
        book.worksheet_range(name).expect("there").rows().map(<[Data]>::to_vec).collect()
    };
    let given = sheet("given");
    assert_eq!(given[0][..3], ["Date", "Entity", "held"].map(|s| Data::String(s.to_owned())));
    assert_eq!(given.len(), 19);
    // E0 in 2001: missing as given, 10 once it is filled in.
    assert_eq!(given[2][2], Data::Empty);
    assert_eq!(sheet("imputed")[2][2], Data::Float(10.0));
    let without = sheet("treated");
    let spread = without[0].iter().position(|c| *c == Data::String("spread".to_owned())).expect("there");
    assert_eq!(without[18][spread], Data::Float(26.0));
    let ranks = sheet("ranks");
    let first: Vec<&Vec<Data>> = ranks[1..].iter().filter(|r| r[2] == Data::Float(1.0)).collect();
    assert_eq!(first.len(), 3, "one a date: {ranks:?}");
    assert!(first.iter().all(|r| r[1] == Data::String("E5".to_owned()) && r[3] == Data::Float(6.0)), "{first:?}");
    assert_eq!(sheet("cells").len(), 1 + 3 + 1 + 18);
    let summary = sheet("summary");
    assert!(summary[0][0].to_string().starts_with("2002-12-31: E5 scores "), "{:?}", summary[0]);
    // The same table gives the same bytes.
    let (again, _) = done(&[("m.toml", TREATED)], &treated(), &["-m", "m.toml", "-o", "out.xlsx"]);
    let bytes = |folder: &Path| fs::read(folder.join("out.xlsx")).expect("written");
    assert_eq!(bytes(folder.path()), bytes(again.path()));
}

/// Two dimensions, three indicators on the scale from 0 to 100.
fn two(lines: &str) -> String {
    let dimensions = "[dimension.up]\nparent = 'root'\n[dimension.down]\nparent = 'root'\n";
    rooted(&format!("{dimensions}{lines}"))
}

const FOUR: &str =
    "date,entity,a,b,c,d\n2000,W,90,10,40,7\n2000,X,60,50,20,90\n2000,Y,30,80,70,50\n2000,Z,50,50,50,50\n";

#[test]
fn two_models_on_one_panel_differ_by_parts_that_sum() {
    let first = two(&[plain("a", "up", 1.0), plain("b", "down", 1.0), plain("c", "down", 1.0)].concat());
    // Another weight, another rule, one indicator less and one more, another mean.
    let second = two(&[plain("a", "up", 1.0), plain("b", "down", 3.0), plain("d", "down", 1.0)].concat())
        .replace("[dimension.root]", "[dimension.root]\naggregate = 'geometric'")
        .replacen("rule.linear = { from = 0, to = 100 }", "rule.linear = { from = 0, to = 80 }", 1)
        .replace("id = 'm'", "id = 'n'");
    let models = [("m.toml", first.as_str()), ("n.toml", second.as_str())];
    let (_, printed) = done(&models, FOUR, &["-m", "m.toml", "--versus", "n.toml", "--format", "json"]);
    let found = json(&printed);
    assert_eq!((&found["a"]["id"], &found["b"]["id"], &found["compared"]), (&"m".into(), &"n".into(), &4.into()));
    let steps: Vec<&str> =
        found["steps"].as_array().expect("a list").iter().map(|s| s["step"].as_str().expect("text")).collect();
    assert_eq!(steps, ["rules", "dropped", "weights", "aggregation", "added"]);
    let sum = |parts: &Value| {
        parts.as_array().expect("a list").iter().map(|p| p["points"].as_f64().expect("a number")).sum::<f64>()
    };
    for e in found["entities"].as_array().expect("a list") {
        let difference = e["score_b"].as_f64().expect("a score") - e["score_a"].as_f64().expect("a score");
        for parts in ["steps", "dimensions", "indicators"] {
            assert!((sum(&e[parts]) - difference).abs() < 1e-9, "{parts}: {e}");
        }
        for i in e["indicators"].as_array().expect("a list") {
            let three = ["by_score", "by_weight", "by_average"].map(|k| i[k].as_f64().expect("a number"));
            close(&i["points"], three.iter().sum());
        }
    }
    // W under the first: (90 + (10 + 40) / 2) / 2; under the second sqrt(100 * (3 * 10 + 7) / 4).
    let w = found["entities"].as_array().expect("a list").iter().find(|e| e["entity"] == "W").expect("there");
    close(&w["score_a"], 57.5);
    close(&w["score_b"], (100.0f64 * 9.25).sqrt());
}

#[test]
fn ranks_under_two_models_are_held_against_each_other() {
    let first = two(&[plain("a", "up", 1.0), plain("b", "down", 1.0)].concat());
    let second = first.replacen("parent = 'root'", "parent = 'root'\nweight = 3", 1);
    let models = [("m.toml", first.as_str()), ("n.toml", second.as_str())];
    let data = "date,entity,a,b\n2000,W,90,10\n2000,X,60,50\n2000,Y,30,80\n2000,Z,50,51\n";
    let (folder, printed) =
        done(&models, data, &["-m", "m.toml", "--versus", "n.toml", "--format", "json", "--chart", "c.svg"]);
    let found = json(&printed);
    // 50, 55, 55, 50.5 become 70, 57.5, 42.5, 50.25: ranks 4, 1.5, 1.5, 3 become 1, 2, 4, 3.
    let order: Vec<&str> =
        found["entities"].as_array().expect("a list").iter().map(|e| e["entity"].as_str().expect("text")).collect();
    assert_eq!(order, ["W", "Y", "X", "Z"], "who moves most comes first");
    close(&found["entities"][0]["places"], 3.0);
    close(&found["entities"][1]["places"], -2.5);
    assert_eq!((&found["moved"], found["steps"].as_array().expect("a list").len()), (&3.into(), 1));
    assert_eq!(found["steps"][0]["step"], "weights");
    close(&found["mean_shift"], (3.0 + 2.5 + 0.5) / 4.0);
    // Deviations of rising places -1.5 1 1 -0.5 and 1.5 0.5 -1.5 -0.5; of five pairs untied in the first one agrees, four do not.
    close(&found["spearman"]["value"], (-2.25 + 0.5 - 1.5 + 0.25) / (4.5f64 * 5.0).sqrt());
    let tau = found["kendall"]["value"].as_f64().expect("a number");
    assert!((tau + 3.0 / 30f64.sqrt()).abs() < 1e-9, "{tau}");
    let chart = fs::read_to_string(folder.path().join("c.svg")).expect("drawn");
    assert!(["W", "X", "Y"].iter().all(|name| chart.contains(name)), "{}", &chart[..300]);
    // The page names models, movers and what moves them, in both languages; CSV has a row a part.
    let page = |more: &[&str]| done(&models, data, &[&["-m", "m.toml", "--versus", "n.toml"], more].concat()).1;
    let said = page(&[]).replace('\n', " ");
    assert!(said.contains("W climbs most, 3 places (4 to 1)") && said.contains("weights"), "{said}");
    assert!(page(&["--lang", "zh-Hant"]).contains("上升最多的是W"));
    let csv = page(&["--format", "csv"]);
    assert!(csv.lines().next().expect("a head").starts_with("entity,kind,id,points,"), "{csv}");
    assert_eq!(csv.lines().count(), 1 + 4 * (1 + 1 + 2 + 2), "{csv}");
    // A model against itself: nothing moves.
    let (_, same) = done(&models, data, &["-m", "m.toml", "--versus", "m.toml", "--format", "json"]);
    let same = json(&same);
    assert_eq!((&same["moved"], same["steps"].as_array().map(Vec::len)), (&0.into(), Some(0)));
}

#[test]
fn a_profile_says_where_an_entity_stands_and_what_would_move_it() {
    let model = two(&[plain("a", "up", 1.0), plain("b", "down", 1.0), plain("c", "down", 1.0)].concat())
        .replace("title = 'M'", "title = 'M'\n[scale]\ndirection = 'good'");
    let models = [("m.toml", model.as_str())];
    let (folder, printed) =
        done(&models, FOUR, &["-m", "m.toml", "--profile", "Z", "--format", "json", "--chart", "c.svg"]);
    let found = json(&printed);
    // W 57.5, X 47.5, Y 52.5, Z 50.
    close(&found["score"], 50.0);
    close(&found["rank"], 3.0);
    assert_eq!(found["of"], 4);
    assert!(found["interval"]["rank"].is_array(), "{found}");
    let by = |list: &Value, id: &str| {
        list.as_array()
            .expect("a list")
            .iter()
            .find(|x| x["id"] == id)
            .unwrap_or_else(|| panic!("no {id} in {list}"))
            .clone()
    };
    let a = by(&found["indicators"], "a");
    // 90 60 50 30: third, the median 55, that of the three peers 60.
    close(&a["place"], 3.0);
    close(&a["median"], 55.0);
    close(&a["peers"], 60.0);
    let gain = by(&found["gains"], "a");
    // At 60 the score is 55, above Y: a place gained.
    close(&gain["to_median"]["score"], 55.0);
    close(&gain["to_median"]["places"], 1.0);
    assert_eq!(gain["to_next"]["entity"], "X");
    // Level with Y's 52.5: `a`, of half the weight, needs 5 points, `b` and `c` 10 each.
    assert_eq!((&found["smallest"]["id"], &found["smallest"]["overtakes"]), (&"a".into(), &"Y".into()));
    close(&found["smallest"]["to"], 55.0);
    let chart = fs::read_to_string(folder.path().join("c.svg")).expect("drawn");
    assert!(chart.contains("Weaknesses"), "{}", &chart[..300]);
    let page = |more: &[&str]| done(&models, FOUR, &[&["-m", "m.toml", "--profile", "Z"], more].concat()).1;
    let said = page(&[]);
    assert!(said.contains("Z scores 50.0") && said.contains("What would raise its rank"), "{said}");
    assert!(page(&["--lang", "zh-Hant"]).contains("如何提升名次"));
    assert!(page(&["--format", "markdown"]).contains("| "));
    assert_eq!(page(&["--format", "csv"]).lines().count(), 1 + 1 + 2 + 3 + 3);
    // Where high scores warn, better is lower: the next better is X at 47.5.
    let bad = model.replace("direction = 'good'", "direction = 'bad'");
    let (_, printed) = done(&[("m.toml", bad.as_str())], FOUR, &["-m", "m.toml", "--profile", "Z", "--format", "json"]);
    let found = json(&printed);
    assert_eq!(found["smallest"]["overtakes"], "X");
    close(&found["smallest"]["to"], 45.0);
    // Who is not there is asked for by name.
    let (_, output) = panel(&models, FOUR, &["-m", "m.toml", "--profile", "ZZ"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("no entity `ZZ`"), "{said}");
}

#[test]
fn audits_have_ranks_beside_correlations_and_denominators() {
    let model = rooted(
        "[indicator.total]\ndimension = 'root'\nrule.minmax = { over = 'panel' }
[indicator.each]\ndimension = 'root'\ndenominator = 'people'\nrule.minmax = { over = 'panel' }
[indicator.other]\ndimension = 'root'\nrule.minmax = { over = 'panel' }\n",
    );
    // `total` is a power of people, so that its ranks are theirs; `each` is divided by them.
    let mut data = "date,entity,total,each,other,people\n".to_owned();
    let others = [3, 1, 4, 1, 5, 9, 2, 6];
    for (n, other) in (1..9).zip(others) {
        let _ = writeln!(data, "2000,E{n},{},{},{other},{n}", n * n * n, n * other);
    }
    let (_, printed) =
        done(&[("m.toml", &model)], &data, &["-m", "m.toml", "-o", "o.csv", "--audit", "--format", "json"]);
    let found = json(&printed);
    let pairs = found["dimensions"][0]["pairs"].as_array().expect("a list");
    let pair = |a: &str, b: &str| pairs.iter().find(|p| p["a"] == a && p["b"] == b).expect("there");
    // `each` is `other` once it is divided: the same in every way.
    for kind in ["correlation", "spearman", "kendall"] {
        close(&pair("each", "other")[kind]["value"], 1.0);
    }
    // Against 1 to 8 by hand: places of the others 4 1.5 5 1.5 6 8 3 7.
    let places = [4.0, 1.5, 5.0, 1.5, 6.0, 8.0, 3.0, 7.0];
    let product: f64 = (1..9).zip(places).map(|(n, p)| (f64::from(n) - 4.5) * (p - 4.5)).sum();
    close(&pair("total", "other")["spearman"]["value"], product / (42.0f64 * 41.5).sqrt());
    // 28 pairs, one tied: 19 agree and 8 do not.
    close(&pair("total", "other")["kendall"]["value"], 11.0 / (28.0f64 * 27.0).sqrt());
    let sizes = found["denominators"].as_array().expect("a list");
    let total = sizes.iter().find(|d| d["indicator"] == "total").expect("there");
    assert!(total["denominator"] == "people" && total["divides"] == false, "{total}");
    assert!(total["value"]["value"].as_f64().expect("a number") > 0.7);
    let each = sizes.iter().find(|d| d["indicator"] == "each").expect("there");
    assert!(each["divides"] == true && each["given"] != each["value"], "{each}");
    let said =
        found["findings"].as_array().expect("a list").iter().filter(|f| f["code"] == "with-size").collect::<Vec<_>>();
    assert!(
        said.len() == 1 && said[0]["message"].as_str().expect("text").starts_with("`total` goes with `people`"),
        "{said:?}"
    );
}

#[test]
fn a_power_below_zero_is_a_generalised_mean() {
    let model = rooted(&[plain("a", "root", 1.0), plain("b", "root", 3.0)].concat())
        .replace("[dimension.root]", "[dimension.root]\naggregate = { power = -2 }");
    let data = "date,a,b\n2000,20,80\n";
    let (folder, _) = done(&[("m.toml", &model)], data, &["-m", "m.toml", "-o", "o.csv", "--contributions"]);
    let table = rows(folder.path(), "o.csv");
    let column = |name: &str| -> f64 {
        let place = table[0].iter().position(|c| c == name).expect("there");
        table[1][place].parse().expect("a number")
    };
    let score = (0.25 / 400.0 + 0.75 / 6400.0f64).powf(-0.5);
    assert!((column("score") - score).abs() < 1e-9);
    assert!((column("contribution_a") + column("contribution_b") - score).abs() < 1e-9);
    let (_, output) = panel(&[("m.toml", &model.replace("-2", "0"))], data, &["-m", "m.toml", "-o", "o.csv"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("\"geometric\""));
    let sql = froth()
        .current_dir(folder.path())
        .args(["sql", "-m", "./m.toml", "--dialect", "duckdb"])
        .output()
        .expect("it runs");
    assert!(String::from_utf8_lossy(&sql.stderr).contains("root"), "refused by name");
}

#[test]
fn an_entity_may_be_the_target_of_the_others() {
    let model = rooted(
        "[indicator.a]\ndimension = 'root'
rule.distance_to_target = { entity = 'R', over = 'cross_section', cap = 2 }\n",
    );
    // Sorted by date, and nobody called R at the first one: no score there.
    let data = "date,entity,a\n2000,X,1\n2000,Y,5\n2001,X,10\n2001,R,30\n2001,Y,70\n2002,X,0\n2002,Y,8\n2002,R,4\n";
    let (folder, _) = done(&[("m.toml", &model)], data, &["-m", "m.toml", "-o", "o.csv"]);
    let table = rows(folder.path(), "o.csv");
    let score = table[0].iter().position(|c| c == "score").expect("there");
    let scores: Vec<&str> = table[1..].iter().map(|r| r[score].as_str()).collect();
    // 100 (x - 10) / (30 - 10) / 2, and 100 (x - 0) / (4 - 0) / 2.
    assert_eq!(scores, ["", "", "0", "50", "100", "0", "100", "50"]);
    let (_, output) = panel(&[("m.toml", &model.replace("'R'", "'Q'"))], data, &["-m", "m.toml", "-o", "o.csv"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("the entity `Q`"), "{said}");
    for (key, needle) in [("over = 'cross_section', ", "cross_section"), ("entity = 'R', ", "one of them")] {
        let (_, output) = panel(&[("m.toml", &model.replace(key, ""))], data, &["-m", "m.toml", "-o", "o.csv"]);
        assert!(String::from_utf8_lossy(&output.stderr).contains(needle), "{key}");
    }
    // SQL refuses by name what it does not write.
    let posts = rooted("[indicator.a]\ndimension = 'root'\nrule.minmax = { over = 'panel', percentiles = [5, 95] }\n");
    for (text, what) in [(&model, "distance to an entity"), (&posts, "percentiles")] {
        let (folder, _) = panel(&[("m.toml", text)], data, &["-m", "m.toml", "-o", "o.csv"]);
        let sql = froth()
            .current_dir(folder.path())
            .args(["sql", "-m", "./m.toml", "--dialect", "duckdb"])
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&sql.stderr).into_owned();
        assert!(said.contains("`a`") && said.contains(what), "{said}");
    }
    // Shares of the largest, and percentiles so far as history grows.
    let share =
        rooted("[indicator.a]\ndimension = 'root'\nrule.minmax = { over = 'cross_section', from_zero = true }\n");
    let (folder, _) = done(&[("m.toml", &share)], data, &["-m", "m.toml", "-o", "o.csv"]);
    let scores: Vec<String> = rows(folder.path(), "o.csv")[1..].iter().map(|r| r[score].clone()).collect();
    assert_eq!(scores[..2], ["20", "100"]);
    let history = posts.replace("'panel'", "'history'").replace("[5, 95]", "[0, 50]");
    let (folder, _) =
        done(&[("m.toml", &history)], "date,a\n2000,1\n2001,3\n2002,2\n2003,2\n", &["-m", "m.toml", "-o", "o.csv"]);
    let scores: Vec<String> = rows(folder.path(), "o.csv")[1..].iter().map(|r| r[1].clone()).collect();
    // Medians so far: none that differs from the smallest, 2, 2, 2.
    assert_eq!(scores, ["", "100", "100", "100"]);
}
