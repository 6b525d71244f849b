//! What users of `COINr` ask for: models of few lines, tables under their own names, screening, references over everything.

use crate::support::{close, froth, model, plain, rooted, try_model};
use froth::diag::SourceFile;
use froth::model::{Direction, resolved};
use std::fmt::Write;
use std::fs;

const DOCS: &str = include_str!("../../docs/from-coinr.md");

/// The first block of a language in the page.
fn block(language: &str) -> &'static str {
    let start = DOCS.find(&format!("```{language}\n")).expect("a block") + language.len() + 4;
    &DOCS[start..start + DOCS[start..].find("```").expect("its end")]
}

/// Twelve regions; one of them has hardly any data.
fn regions() -> String {
    let mut table = "year,region,income,Population,Rail,Ports,Carbon,Schooling\n".to_owned();
    for i in 0..12u32 {
        let rail = if i == 3 { String::new() } else { (100 + 37 * i % 90).to_string() };
        let line = if i == 7 {
            "2018,R07,low,5,,,3,".to_owned()
        } else {
            format!(
                "2018,R{i:02},{},{},{rail},{},{},{}",
                ["low", "high"][i as usize % 2],
                5 + i % 4,
                3 + i * i % 17,
                2 + i * 5 % 11,
                40 + i * 7 % 23
            )
        };
        let _ = writeln!(table, "{line}");
    }
    table
}

struct Run {
    said: String,
    rows: Vec<Vec<String>>,
    chart: String,
    printed: String,
}

impl Run {
    fn column(&self, name: &str) -> Vec<&str> {
        let place = self.rows[0].iter().position(|c| c == name).unwrap_or_else(|| panic!("no column {name}"));
        self.rows[1..].iter().map(|r| r[place].as_str()).collect()
    }

    fn numbers(&self, name: &str) -> Vec<Option<f64>> {
        self.column(name).into_iter().map(|x| x.parse().ok()).collect()
    }
}

/// Scores a table with an audit and a chart; what it says instead where it fails.
fn run(text: &str, data: &str, more: &[&str]) -> Result<Run, String> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("m.toml"), text).expect("written");
    fs::write(folder.path().join("data.csv"), data).expect("written");
    let run = froth()
        .current_dir(folder.path())
        .args(["panel", "data.csv", "-m", "m.toml", "-o", "out.csv", "--audit", "--chart", "c.svg"])
        .args(more)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    if !run.status.success() {
        return Err(said);
    }
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("written");
    Ok(Run {
        said,
        rows: read("out.csv").lines().map(|l| l.split(',').map(str::to_owned).collect()).collect(),
        chart: read("c.svg"),
        printed: String::from_utf8_lossy(&run.stdout).into_owned(),
    })
}

const AS: [&str; 4] = ["--date-column", "year", "--entity-column", "region"];

#[test]
fn the_small_index_of_the_docs_does_what_they_say() {
    let done = run(block("toml"), &regions(), &AS).expect("it runs");
    let scores = done.numbers("score");
    let out = done.column("entity").iter().position(|e| *e == "R07").expect("there");
    assert!(scores.iter().enumerate().all(|(i, x)| x.is_some() == (i != out)), "{scores:?}");
    assert!(
        done.said.contains("left for want of data, 1 row: R07 (2018-12-31): 25 % of its data, 66 % is needed"),
        "{}",
        done.said
    );
    // Names in another case are read, and that is said.
    assert!(
        done.said.contains("names match but for capitals: read ") && done.said.contains("`rail` from `Rail`"),
        "{}",
        done.said
    );
    // Between 1 and 100; who has left is no reference: `Carbon` is 3 there, and no region has less than 2.
    let carbon: Vec<f64> = done.numbers("normalised_carbon").into_iter().flatten().collect();
    assert_eq!(carbon.len(), 11);
    close(carbon.iter().fold(f64::MAX, |a, b| a.min(*b)), 1.0);
    close(carbon.iter().fold(0.0, |a: f64, b| a.max(*b)), 100.0);
    let imputed = done.column("imputed_rail");
    assert_eq!(imputed.iter().filter(|x| **x == "mean").count(), 1, "{imputed:?}");
    // One date: bars with names, the best of them not painted red.
    assert!(done.chart.contains("R00") && done.chart.contains("high is good"), "{}", &done.chart[..400]);
}

#[test]
fn defaults_are_the_model_in_which_they_are_written_out() {
    let text = block("toml");
    let written = resolved(&SourceFile::new("m.toml", text)).expect("resolved");
    assert!(!written.contains("defaults"), "{written}");
    let (short, long) = (model(text), model(&written));
    for (a, b) in short.indicators.iter().zip(&long.indicators) {
        assert_eq!(
            (&a.id, &a.rule, &a.impute, &a.outliers, a.market),
            (&b.id, &b.rule, &b.impute, &b.outliers, b.market)
        );
    }
    assert_eq!(short.indicators.len(), long.indicators.len());
    assert_eq!(short.scale, long.scale);
    assert_eq!(short.scale.direction, Direction::Good);
    let (a, b) = (run(text, &regions(), &AS).expect("runs"), run(&written, &regions(), &AS).expect("runs"));
    assert_eq!(a.rows, b.rows);
}

#[test]
fn every_built_in_model_is_what_it_resolves_to() {
    for builtin in froth::catalog::builtins().iter().filter(|b| b.text.contains("[indicator.")) {
        let source = SourceFile::new("m.toml", builtin.text);
        let Ok((own, _)) = froth::model::Model::parse(&source) else { continue };
        let written = model(&resolved(&source).expect("resolved"));
        let facts = |m: &froth::model::Model| {
            let each = m.indicators.iter().map(|i| {
                (i.id.clone(), i.rule.clone(), i.weight, i.note.clone(), i.formula.as_ref().map(|f| f.text.clone()))
            });
            (each.collect::<Vec<_>>(), m.texts.clone(), m.scale.clone(), m.description.clone())
        };
        assert_eq!(facts(&own), facts(&written), "{}", builtin.id);
    }
}

#[test]
fn the_nearest_default_counts() {
    let text = "schema = 1\nid = 'm'\ntitle = 'M'
[defaults.indicator]
market = 'public'
rule.linear = { from = 0, to = 1 }
[defaults.dimension.a]
rule.linear = { from = 0, to = 2 }
[defaults.dimension.b]
market = 'private'
[dimension.root]
[dimension.a]
parent = 'root'
[dimension.b]
parent = 'a'
[indicator]
x = { dimension = 'root' }
y = { dimension = 'b' }
z = { dimension = 'b', rule = { linear = { from = 0, to = 4 } }, inverse = true }";
    let model = model(text);
    let score =
        |id: &str| model.indicators[model.indicator(id).expect("there")].rule.as_ref().expect("a rule").score(1.0);
    assert_eq!(["x", "y", "z"].map(score), [100.0, 50.0, 75.0]);
    let market = |id: &str| format!("{:?}", model.indicators[model.indicator(id).expect("there")].market);
    assert_eq!(["x", "y"].map(market), ["Some(Public)", "Some(Private)"]);
}

#[test]
fn bad_defaults_are_said_once() {
    let indicators = (0..9).map(|i| format!("[indicator.i{i}]\ndimension = 'root'\n")).collect::<Vec<_>>().concat();
    let said = |defaults: &str| {
        let text = format!("{}{indicators}", rooted("").replacen("[dimension", &format!("{defaults}\n[dimension"), 1));
        let found = try_model(&text).expect_err("wrong");
        found.iter().map(|d| d.message.clone()).collect::<Vec<_>>()
    };
    let found = said("[defaults.indicator]\nrul = 1");
    assert!(found.len() == 1 && found[0].contains("rul"), "{found:?}");
    let found =
        said("[defaults.dimension.rot]\nmarket = 'both'\n[defaults.indicator]\nrule.linear = { from = 0, to = 1 }");
    assert!(found.len() == 1 && found[0].contains("no dimension `rot`"), "{found:?}");
    let twice = rooted(
        "[indicator.x]\ndimension = 'root'\ninverse = true\nrule.minmax = { over = 'history', inverse = true }\n",
    );
    assert!(try_model(&twice).expect_err("twice").iter().any(|d| d.message.contains("both say `inverse`")));
    let range = rooted("[indicator.x]\ndimension = 'root'\nrule.minmax = { over = 'history', range = [100, 1] }\n");
    assert!(try_model(&range).expect_err("falls").iter().any(|d| d.message.contains("a range rises")));
    let nowhere = rooted("[indicator.x]\ndimension = 'root'\nrule.rank = {}\n");
    assert!(try_model(&nowhere).expect_err("among whom").iter().any(|d| d.message.contains("among which rows")));
}

#[test]
fn a_column_goes_by_the_name_that_the_model_gives() {
    let text = rooted(&plain("a", "root", 1.0).replace("weight", "column = 'Index 1 (LPI)'\nweight"));
    let done = run(&text, "date,entity,Index 1 (LPI)\n2000,x,10\n2000,y,30\n", &[]).expect("runs");
    assert_eq!(done.numbers("score"), [Some(10.0), Some(30.0)]);
    let done =
        run(&text, "date,entity,indicator,value\n2000,x,Index 1 (LPI),10\n2000,y,Index 1 (LPI),30\n", &["--long"]);
    assert_eq!(done.expect("runs").numbers("score"), [Some(10.0), Some(30.0)]);
    let two = rooted(&plain("a", "root", 1.0));
    let said = run(&two, "date,A,entity\n2000,1,x\n", &[]).expect("one is near enough").said;
    assert!(said.contains("read `a` from `A`"), "{said}");
    let said = run(&rooted(&plain("ab", "root", 1.0)), "date,AB,Ab,entity\n2000,1,2,x\n", &[]).err().expect("two");
    assert!(said.contains("`ab` may be `AB` or `Ab`"), "{said}");
}

#[test]
fn a_mean_over_the_panel_pools_all_dates() {
    let text = |over: &str| {
        rooted(
            &plain("a", "root", 1.0).replace("weight", &format!("impute = {{ mean = {{ over = '{over}' }} }}\nweight")),
        )
    };
    let data = "date,entity,a\n2000,x,10\n2001,x,40\n2000,y,20\n2001,y,\n";
    assert_eq!(run(&text("cross_section"), data, &[]).expect("runs").numbers("score")[3], Some(40.0));
    let pooled = run(&text("panel"), data, &[]).expect("runs");
    close(pooled.numbers("score")[3].expect("filled"), 70.0 / 3.0);
    assert!(pooled.said.contains("looks ahead"), "{}", pooled.said);
    assert!(run(&text("history"), data, &[]).err().expect("no").contains("over \"cross_section\" or \"panel\""));
}

#[test]
fn balance_that_is_not_reached_says_how_far_it_came() {
    // The third is the sum of two that are unrelated, and a little of its own.
    let mut table = "date,entity,a,b,c\n".to_owned();
    for (i, (a, b, more)) in [(10, 10, -5), (10, 30, 5), (30, 10, -5), (30, 30, 5), (20, 20, -4)].iter().enumerate() {
        let _ = writeln!(table, "2000,e{i},{a},{b},{}", a + b + more);
    }
    let children = plain("a", "root", 1.0) + &plain("b", "root", 1.0) + &plain("c", "root", 1.0);
    let text = rooted(&format!("weights = {{ correlation_balanced = {{ over = 'cross_section' }} }}\n{children}"));
    let said = run(&text, &table, &[]).expect("it no longer fails").said;
    assert!(said.contains("these get 0: `c`") && said.contains("% of 33.3 %"), "{said}");
    assert!(!said.contains("moves against"), "{said}");
}

#[test]
fn a_rule_between_its_own_rows_is_never_said_to_be_clamped() {
    let mut table = "date,entity,a,b\n".to_owned();
    (0..6).for_each(|i| {
        let _ = writeln!(table, "2000,e{i},{},{}", u32::from(i == 5), i);
    });
    let rule = "rule.minmax = { over = 'cross_section' }";
    let text =
        rooted(&format!("[indicator.a]\ndimension = 'root'\n{rule}\n[indicator.b]\ndimension = 'root'\n{rule}\n"));
    let printed = run(&text, &table, &["--format", "json"]).expect("runs").printed;
    let found: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    let findings = found["findings"].as_array().expect("a list");
    assert!(findings.iter().all(|f| f["code"] != "clamped"), "{findings:?}");
    assert!(findings.iter().all(|f| ["serious", "notable", "minor"].contains(&f["grade"].as_str().expect("a grade"))));
    assert!(found["first"].as_array().expect("places").len() <= 3);
}

#[test]
fn the_scale_has_the_words_of_its_model() {
    let text = format!("{}[scale]\nlow = 'the poorest showing'\nhigh = 'the best'\n", rooted(&plain("a", "root", 1.0)));
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("m.toml"), &text).expect("written");
    fs::write(
        folder.path().join("s.toml"),
        "schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2024-12-31\n[values]\na = 40\n",
    )
    .expect("written");
    let run = froth()
        .current_dir(folder.path())
        .args(["report", "s.toml", "-m", "m.toml", "-o", "r"])
        .output()
        .expect("runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let page = fs::read_to_string(folder.path().join("r/index.html")).expect("a page");
    assert!(page.contains("from the poorest showing (0) towards the best (100)"));
    assert!(!page.contains("typical calm year") && !page.contains("worst on record (100)"));
    let empty = format!("{}[scale]\nlow = ' '\n", rooted(&plain("a", "root", 1.0)));
    assert!(try_model(&empty).is_err());
}
