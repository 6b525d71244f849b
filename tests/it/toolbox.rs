//! The steps of composite indicators: each does what its source says, shows what it did, and says what it cannot do.

use crate::support::{card, close, froth, model, observed, plain, rooted};
use froth::composite::{Ciss, Method, Sample, expanding_cdf};
use froth::score::{Settings, scorecard};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

type Row = BTreeMap<String, String>;

/// Runs `froth panel --audit` on a table; the rows written, or what it said instead, and standard error.
fn panel(model: &str, data: &str, more: &[&str]) -> (Result<Vec<Row>, String>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("m.toml"), model).expect("written");
    fs::write(folder.path().join("data.csv"), data).expect("written");
    let out = folder.path().join("out.csv");
    let run = froth()
        .current_dir(folder.path())
        .args(["panel", "data.csv", "-m", "m.toml", "-o", "out.csv", "--audit", "--contributions"])
        .args(more)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    if !run.status.success() {
        assert_eq!(run.status.code(), Some(1), "{said}");
        assert!(!out.exists(), "nothing is half-written");
        return (Err(said.clone()), said);
    }
    let text = fs::read_to_string(out).expect("written");
    assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let row = |line: &str| header.iter().map(|h| (*h).to_owned()).zip(line.split(',').map(str::to_owned)).collect();
    (Ok(lines.map(row).collect()), said)
}

fn scored(model: &str, data: &str) -> Vec<Row> {
    panel(model, data, &[]).0.unwrap_or_else(|e| panic!("{e}"))
}

fn number(row: &Row, column: &str) -> Option<f64> {
    let cell = row.get(column).unwrap_or_else(|| panic!("no column {column}"));
    (!cell.is_empty()).then(|| cell.parse().expect("a number"))
}

fn column(rows: &[Row], name: &str) -> Vec<Option<f64>> {
    rows.iter().map(|r| number(r, name)).collect()
}

fn words<'a>(rows: &'a [Row], name: &str) -> Vec<&'a str> {
    rows.iter().map(|r| r[name].as_str()).collect()
}

/// Contributions sum to the score, weights to 1.
fn adds_up(rows: &[Row]) {
    for row in rows {
        let Some(score) = number(row, "score") else { continue };
        let sum = |kind: &str| row.keys().filter(|k| k.starts_with(kind)).filter_map(|k| number(row, k)).sum::<f64>();
        assert!((sum("contribution_") - score).abs() < 1e-9, "{row:?}");
        assert!((sum("weight_") - 1.0).abs() < 1e-9, "{row:?}");
    }
}

/// The 23 countries of the Technology Achievement Index at one date.
fn countries() -> String {
    let text = fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/crates/panel/verify/technology-achievement-index.csv"
    ));
    let text = text.expect("there");
    let mut table = String::new();
    for (i, line) in text.lines().enumerate() {
        let date = if i == 0 { "date" } else { "2000" };
        let _ = writeln!(table, "{date},{}", line.replacen("country", "entity", 1));
    }
    table
}

const TAI: [&str; 8] =
    ["patents", "royalties", "internet", "exports", "telephones_log", "electricity_log", "schooling", "university"];

fn index(dimension: &str, rule: &str) -> String {
    let indicators = TAI.map(|id| format!("[indicator.{id}]\ndimension = 'root'\n{rule}\n"));
    rooted(&format!("{dimension}\n{}", indicators.concat()))
}

#[test]
fn a_quorum_is_as_high_as_so_many_children() {
    let text = |quorum: usize| {
        rooted(&format!("quorum = {quorum}\n"))
            + &plain("a", "root", 1.0)
            + &plain("b", "root", 2.0)
            + &plain("c", "root", 1.0)
    };
    let lines = "a = 90\nb = 80\nc = 10";
    let scores: Vec<f64> = (1..=3).map(|q| card(&model(&text(q)), &observed("s", lines)).score.expect("one")).collect();
    assert_eq!(scores, [65.0, 65.0, 10.0]);
    let held = card(&model(&text(2)), &observed("s", "a = 90\nb = 20\nc = 10"));
    assert_eq!(held.score, Some(20.0), "the mean is 35");
    let points: Vec<f64> = held.indicators.iter().map(|i| i.contribution.expect("one")).collect();
    assert_eq!(points, [0.0, 20.0, 0.0]);
    assert_eq!(held.indicators[1].if_calm, Some(10.0), "then the second highest is 10");
    let few = card(&model(&text(3)), &observed("s", "a = 90\nb = 20"));
    assert_eq!(few.score, None);
    assert_eq!(
        few.reason.as_ref().map(ToString::to_string).as_deref(),
        Some("2 of its children have a score, and its quorum is 3")
    );
    // In draws too.
    let drawn = froth::uncertainty::uncertainty(
        &model(&text(3)),
        &[&observed("s", lines)],
        &froth::uncertainty::Options { draws: 512, ..froth::uncertainty::Options::default() },
        &(),
    )
    .expect("drawn");
    assert!(drawn.scenarios[0].score.mean.expect("a mean") < 15.0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn points_of_a_quorum_sum_to_its_score(
        values in prop::collection::vec(prop_oneof![0.0..100.0f64, Just(50.0), Just(0.0)], 5),
        quorum in 1usize..=3,
        aggregate in prop::sample::select(vec!["'arithmetic'", "'geometric'", "'harmonic'", "'median'", "'max'", "{ power = 2.0 }"]),
    ) {
        let text = rooted(&format!(
            "aggregate = {aggregate}\nquorum = {quorum}\n[dimension.inner]\nparent = 'root'\nquorum = 2\n"
        )) + &plain("a", "root", 1.0) + &plain("b", "root", 3.0)
            + &plain("c", "inner", 1.0) + &plain("d", "inner", 2.0) + &plain("e", "inner", 1.0);
        let mut lines = String::new();
        for (id, x) in ["a", "b", "c", "d", "e"].iter().zip(&values) {
            let _ = writeln!(lines, "{id} = {x:?}");
        }
        let card = card(&model(&text), &observed("s", &lines));
        let score = card.score.expect("a score");
        let sum: f64 = card.indicators.iter().map(|i| i.contribution.expect("one")).sum();
        prop_assert!((sum - score).abs() < 1e-9, "{sum} {score}");
        let inner = card.dimensions[1].score.expect("a score");
        let mut children = [values[0], values[1], inner];
        children.sort_by(|a, b| b.total_cmp(a));
        prop_assert!(score <= children[quorum - 1] + 1e-9);
    }
}

#[test]
fn equal_weights_leave_out_only_what_has_none() {
    let text =
        rooted("weights = 'equal'\n") + &plain("a", "root", 5.0) + &plain("b", "root", 1.0) + &plain("c", "root", 0.0);
    assert_eq!(card(&model(&text), &observed("s", "a = 10\nb = 50\nc = 90")).score, Some(30.0));
}

const DEBT: &str = "[indicator.debt]\ndimension = 'root'\nunit = '%'\ndenominator = { by = 'gdp', times = 100 }\n\
    rule.linear = { from = 0, to = 100 }\n[indicator.double]\ndimension = 'root'\nformula = '2 * debt'\n\
    rule.linear = { from = 0, to = 200 }\n";

#[test]
fn a_denominator_divides_what_is_given() {
    let m = model(&rooted(DEBT));
    let one = card(&m, &observed("s", "debt = 30\ngdp = 120"));
    let (debt, double) = (&one.indicators[0], &one.indicators[1]);
    assert_eq!((debt.score, double.score), (Some(25.0), Some(25.0)));
    assert_eq!(debt.formula.as_deref(), Some("100 * debt / gdp"));
    let inputs = debt.inputs.as_ref().expect("inputs");
    assert_eq!(
        inputs.iter().map(|i| (i.id.as_str(), i.value)).collect::<Vec<_>>(),
        [("debt", Some(30.0)), ("gdp", Some(120.0))]
    );
    let none = card(&m, &observed("s", "debt = 30\ngdp = 0"));
    assert_eq!(
        none.indicators[0].reason.as_ref().map(ToString::to_string).as_deref(),
        Some("division by zero: gdp is 0")
    );
    let none = card(&m, &observed("s", "gdp = 10"));
    assert!(none.indicators[0].reason.as_ref().expect("one").to_string().starts_with("debt has no value"));
    // Another unit is no slip.
    let lines = "gdp = 120\n[values.debt]\nvalue = 30\nunit = 'USD bn'\nlow = 24\nhigh = 36";
    let ranged = observed("s", lines);
    assert!(!froth::score::fit(&m, &ranged).has_errors());
    let draws = froth::uncertainty::Options { draws: 2048, ..froth::uncertainty::Options::default() };
    let drawn = froth::uncertainty::uncertainty(&m, &[&ranged], &draws, &()).expect("drawn");
    let spread = drawn.scenarios[0].score.p95.expect("one") - drawn.scenarios[0].score.p05.expect("one");
    assert!(spread > 2.0, "the range of the numerator passes through: {spread}");
    // With a formula for the numerator.
    let text = DEBT.replacen("denominator", "formula = 'bonds + loans'\ndenominator", 1);
    let m = model(&rooted(&text));
    assert_eq!(card(&m, &observed("s", "bonds = 20\nloans = 10\ngdp = 120")).score, Some(25.0));
    assert_eq!(card(&m, &observed("s", "debt = 60\nbonds = 20\nloans = 10\ngdp = 120")).score, Some(50.0));
    let data = "date,debt,bonds,loans,gdp\n2000,,20,10,120\n2001,60,1,1,120\n2002,1,1,1,0\n";
    let rows = scored(&rooted(&text), data);
    assert_eq!(column(&rows, "given_debt"), [Some(30.0), Some(60.0), Some(1.0)]);
    assert_eq!(column(&rows, "raw_debt"), [Some(25.0), Some(50.0), None]);
    assert_eq!(column(&rows, "raw_double"), [Some(50.0), Some(100.0), None]);
    adds_up(&rows);
}

#[test]
fn gaps_are_filled_and_flagged() {
    let text = rooted(
        "[indicator.last]\ndimension = 'root'\nimpute = { last = { periods = 1 } }\nrule.linear = { from = 0, to = 100 }\n\
         [indicator.line]\ndimension = 'root'\nimpute = 'linear'\nrule.linear = { from = 0, to = 100 }\n\
         [indicator.mean]\ndimension = 'root'\nimpute = 'mean'\nrule.linear = { from = 0, to = 100 }\n\
         [indicator.group]\ndimension = 'root'\nimpute = { median = { by = 'region' } }\nrule.linear = { from = 0, to = 100 }\n\
         [indicator.sum]\ndimension = 'root'\nformula = 'mean + group'\nrule.linear = { from = 0, to = 100 }\n",
    );
    let data = "date,entity,region,last,line,mean,group\n\
                2000-01,a,n,10,10,10,\n2000-01,b,n,20,20,,40\n2000-01,c,s,30,,60,90\n2000-01,d,,30,1,50,\n\
                2000-02,a,n,,,1,1\n2000-02,b,n,20,20,1,1\n2000-02,c,s,30,30,1,1\n2000-02,d,,30,1,1,1\n\
                2000-03,a,n,,30,1,1\n2000-03,b,n,20,20,1,1\n2000-03,c,s,30,30,1,1\n2000-03,d,,30,1,1,1\n";
    let rows = scored(&text, data);
    let of = |entity: &str, name: &str| -> Vec<Option<f64>> {
        rows.iter().filter(|r| r["entity"] == entity).map(|r| number(r, name)).collect()
    };
    assert_eq!(of("a", "raw_last"), [Some(10.0), Some(10.0), None]);
    assert_eq!(of("a", "raw_line"), [Some(10.0), Some(20.0), Some(30.0)]);
    assert_eq!(of("c", "raw_line"), [None, Some(30.0), Some(30.0)], "nothing stands before it");
    assert_eq!(of("b", "raw_mean")[0], Some(40.0));
    assert_eq!(of("a", "raw_group")[0], Some(40.0));
    assert_eq!(of("d", "raw_group")[0], None, "no region, no peers");
    assert_eq!(of("b", "raw_sum")[0], Some(80.0), "formulas see what was filled in");
    assert_eq!(words(&rows, "imputed_mean")[..5], ["", "mean", "", "", ""]);
    assert_eq!(words(&rows, "imputed_line")[4], "linear");
    adds_up(&rows);
    let (found, _) = panel(&text, data, &["--point-in-time"]);
    assert!(found.expect_err("it looks ahead").contains("looks ahead: line"));
    let (found, _) = panel(&text.replace("'region'", "'regoin'"), data, &[]);
    assert!(found.expect_err("no column").contains("did you mean `region`?"));
}

#[test]
fn outliers_are_treated_and_flagged() {
    let rule = "rule.minmax = { over = 'cross_section' }";
    let text = rooted(&format!("[indicator.x]\ndimension = 'root'\noutliers = {{ over = 'cross_section' }}\n{rule}\n"));
    let mut data = "date,entity,x\n".to_owned();
    for (i, x) in (1..=10).map(f64::from).chain([30.0, 100.0]).enumerate() {
        let _ = writeln!(data, "2000,e{i},{x}");
    }
    let rows = scored(&text, &data);
    assert_eq!(number(&rows[11], "raw_x"), Some(100.0));
    assert_eq!(number(&rows[11], "treated_x"), Some(30.0));
    assert_eq!(words(&rows, "treatment_x").iter().filter(|t| **t == "winsorised").count(), 1);
    assert_eq!(number(&rows[11], "score"), Some(100.0));
    close(number(&rows[1], "score").expect("one"), 100.0 / 29.0);
    let none = text.replace("outliers = { over", "outliers = { winsorise = 0, over");
    let rows = scored(&none, &data);
    assert!(words(&rows, "treatment_x").iter().all(|t| *t == "log"));
    close(number(&rows[0], "treated_x").expect("one"), 0.99f64.ln());
    close(number(&rows[11], "treated_x").expect("one"), 99.99f64.ln());
}

#[test]
fn ranks_points_and_distances_share_ties() {
    let rules = [
        ("rank", "rank = { over = 'cross_section' }"),
        ("knar", "rank = { over = 'cross_section', inverse = true }"),
        ("borda", "borda = { over = 'cross_section' }"),
        ("target", "distance_to_target = { target = 9, over = 'cross_section' }"),
        ("below", "distance_to_target = { target = -1, over = 'cross_section', inverse = true }"),
        ("ratio", "distance_to_target = { target = 8 }"),
        ("history", "borda = { over = 'history' }"),
        ("so_far", "rank = { over = 'history', inverse = true }"),
    ];
    let mut text = String::new();
    for (id, rule) in rules {
        let _ = write!(text, "[indicator.{id}]\ndimension = 'root'\nformula = 'v'\nrule.{rule}\n");
    }
    let data = "date,entity,v\n2000,a,1\n2000,b,4\n2000,c,4\n2000,d,7\n2001,a,3\n2001,b,4\n2002,a,2\n2003,a,2\n";
    let rows = scored(&rooted(&text), data);
    let of = |id: &str| column(&rows, &format!("normalised_{id}"));
    assert_eq!(of("rank")[..4], [Some(25.0), Some(62.5), Some(62.5), Some(100.0)]);
    assert_eq!(of("knar")[..4], [Some(100.0), Some(62.5), Some(62.5), Some(25.0)]);
    assert_eq!(of("borda")[..4], [Some(0.0), Some(50.0), Some(50.0), Some(100.0)]);
    assert_eq!(of("borda")[6], None, "one alone has no rank");
    assert_eq!(of("target")[..4], [Some(0.0), Some(37.5), Some(37.5), Some(75.0)]);
    assert_eq!(of("below")[..4], [Some(75.0), Some(37.5), Some(37.5), Some(0.0)]);
    assert_eq!(of("ratio")[..4], [Some(12.5), Some(50.0), Some(50.0), Some(87.5)]);
    // a: 1, 3, 2, 2: alone; above one; in the middle; shared with the one before.
    let a: Vec<Option<f64>> = [0, 4, 6, 7].iter().map(|r| of("history")[*r]).collect();
    assert_eq!(a, [None, Some(100.0), Some(50.0), Some(50.0)]);
    let a: Vec<Option<f64>> = [0, 4, 6, 7].iter().map(|r| of("so_far")[*r]).collect();
    assert_eq!(a, [None, Some(50.0), Some(200.0 / 3.0), Some(62.5)]);
    let one = card(
        &model(&rooted("[indicator.a]\ndimension = 'root'\nrule.distance_to_target = { target = 8 }\n")),
        &observed("s", "a = 2"),
    );
    assert_eq!(one.score, Some(25.0));
}

#[test]
fn weights_of_a_cross_section_are_those_of_its_scores() {
    let text = index("weights = { pca = { factors = 4 } }", "rule.minmax = { over = 'cross_section' }");
    let (rows, said) = panel(&text, &countries(), &[]);
    let rows = rows.expect("scored");
    adds_up(&rows);
    let mut sample = Sample::new(8);
    let mut order = TAI;
    order.sort_unstable();
    for row in &rows {
        sample.push(&order.map(|id| number(row, &format!("normalised_{id}")).expect("one")));
    }
    let weights = sample.weights(Method::Factors(4), &[1.0; 8]).expect("weights");
    for (id, weight) in order.iter().zip(&weights) {
        close(number(&rows[0], &format!("weight_{id}")).expect("one"), *weight);
    }
    assert!(said.contains("weights of root (pca, 2000-12-31): electricity_log 0."), "{said}");
    // Finland by hand.
    let by_hand: f64 =
        order.iter().zip(&weights).map(|(id, w)| w * number(&rows[0], &format!("normalised_{id}")).expect("one")).sum();
    close(number(&rows[0], "score").expect("one"), by_hand);
    // The first component alone would turn exports round: an error that says so, and no NaN.
    let (found, _) = panel(&index("weights = 'pca'", "rule.minmax = { over = 'cross_section' }"), &countries(), &[]);
    let said = found.expect_err("negative");
    assert!(said.contains("`exports` would get a negative weight") && said.contains("weights = \"equal\""), "{said}");
}

#[test]
fn weights_by_history_never_look_ahead() {
    let indicators = plain("a", "root", 1.0) + &plain("b", "root", 1.0) + &plain("c", "root", 1.0);
    let text = |method: &str| rooted(&format!("weights = {method}\n{indicators}"));
    let cell =
        |t: usize, k: usize| 50.0 + 40.0 * ((t * (k + 2)) as f64 * 0.37).sin() * 0.5 + 10.0 * (t as f64 * 0.1).sin();
    let table = |n: usize| {
        let mut data = "date,a,b,c\n".to_owned();
        for t in 0..n {
            let _ = writeln!(data, "{}-{:02},{},{},{}", 1990 + t / 12, t % 12 + 1, cell(t, 0), cell(t, 1), cell(t, 2));
        }
        data
    };
    for method in ["'entropy'", "'critic'", "{ correlation_balanced = { over = 'history' } }"] {
        let (long, said) = panel(&text(method), &table(60), &["--point-in-time"]);
        let (long, short) = (long.expect("scored"), scored(&text(method), &table(40)));
        assert_eq!(long[..40], short[..], "{method}");
        assert!(number(&long[0], "score").is_none() && number(&long[59], "score").is_some());
        let none = "of 60 dates, the first 1990-01-31: complete rows: 1, and it takes 4";
        assert!(said.contains("no weights of root, and no score, at") && said.contains(none), "{said}");
        adds_up(&long);
    }
    let (found, _) = panel(&text("{ critic = { over = 'full_history' } }"), &table(20), &["--point-in-time"]);
    assert!(found.expect_err("looks ahead").contains("looks ahead: root"));
}

#[test]
fn copeland_and_kemeny_order_countries() {
    let rule = "rule.minmax = { over = 'cross_section' }";
    let copeland = scored(&index("aggregate = 'copeland'", rule), &countries());
    let kemeny = scored(&index("aggregate = 'kemeny'", rule), &countries());
    let of = |rows: &[Row], country: &str| {
        rows.iter().find(|r| r["entity"] == country).and_then(|r| number(r, "score")).expect("a score")
    };
    // Majorities counted by an independent program: Sweden and the United States win 21 and lose 1 of 22 (or tie), Hungary
    // loses 21 more than it wins.
    close(of(&copeland, "Sweden"), 50.0 + 50.0 * 20.0 / 22.0);
    close(of(&copeland, "United States"), 50.0 + 50.0 * 20.0 / 22.0);
    close(of(&copeland, "Finland"), 50.0 + 50.0 * 19.0 / 22.0);
    close(of(&copeland, "Hungary"), 50.0 - 50.0 * 21.0 / 22.0);
    for rows in [&copeland, &kemeny] {
        adds_up(rows);
    }
    // The last five lose to all others, whatever goes round above them.
    for last in ["Spain", "Italy", "Czech Republic", "Slovenia", "Hungary"] {
        assert!(of(&kemeny, last) <= 100.0 * 4.0 / 22.0 + 1e-9, "{last}");
    }
    let places: f64 = kemeny.iter().map(|r| number(r, "score").expect("one")).sum();
    close(places, 23.0 * 50.0);
    let two = "date,entity,patents,royalties,internet,exports,telephones_log,electricity_log,schooling,university\n\
               2000,a,1,1,1,1,1,1,1,1\n2001,a,1,1,1,1,1,1,1,1\n2001,b,2,2,2,2,2,2,2,2\n";
    let rows = scored(&index("aggregate = 'kemeny'", "rule.linear = { from = 0, to = 4 }"), two);
    assert_eq!(column(&rows, "score"), [None, Some(0.0), Some(100.0)], "one alone has no place");
    // Equals beyond what can be searched.
    let mut many = two.lines().next().expect("a header").to_owned() + "\n";
    for i in 0..25 {
        let _ = writeln!(many, "2000,e{i},1,1,1,1,1,1,1,1");
    }
    let (found, _) = panel(&index("aggregate = 'kemeny'", "rule.linear = { from = 0, to = 4 }"), &many, &[]);
    let said = found.expect_err("too many");
    assert!(said.contains("2000-12-31 majorities go round among 25 entities") && said.contains("copeland"), "{said}");
}

#[test]
fn ciss_is_its_quadratic_form() {
    let text = rooted("aggregate = { ciss = { lambda = 0.9, start = 4 } }\n")
        + &plain("a", "root", 1.0)
        + &plain("b", "root", 3.0)
        + "[indicator.p]\ndimension = 'root'\nweight = 1\nrule.percentile = { over = 'history' }\n[missing]\nmin_coverage = 0\n";
    let cell = |t: usize, k: usize| (50.0 + 45.0 * ((t * (k + 1)) as f64 * 0.7 + k as f64).sin() * 1e6).round() / 1e6;
    let mut data = "date,entity,a,b,p\n".to_owned();
    for t in 0..30 {
        for entity in 0..2 {
            let x = |k: usize| (cell(t + 11 * entity, k) * 1e4).round() / 1e4;
            let b = if t == 20 { String::new() } else { x(1).to_string() };
            let _ = writeln!(data, "{}-{:02},e{entity},{},{b},{}", 1990 + t / 12, t % 12 + 1, x(0), x(2));
        }
    }
    let rows = scored(&text, &data);
    adds_up(&rows);
    for entity in ["e0", "e1"] {
        let own: Vec<&Row> = rows.iter().filter(|r| r["entity"] == entity).collect();
        let of =
            |id: &str| -> Vec<Option<f64>> { own.iter().map(|r| number(r, &format!("normalised_{id}"))).collect() };
        let p = of("p").into_iter().map(|x| x.map(|x| x / 100.0)).collect();
        let s = [expanding_cdf(&of("a")), expanding_cdf(&of("b")), p];
        let found = Ciss { lambda: 0.9, start: 4 }.run(&s, &|child, _| [1.0, 3.0, 1.0][child]);
        for (t, (row, found)) in own.iter().zip(found).enumerate() {
            assert_eq!(number(row, "score").is_some(), found.is_some() && t >= 3);
            if let (Some(score), Some(found)) = (number(row, "score"), found) {
                close(score, 100.0 * found.score);
                for (id, share) in ["a", "b", "p"].iter().zip(found.shares) {
                    let points = number(row, &format!("contribution_{id}"));
                    assert!(points.is_none_or(|x| (x - score * share).abs() < 1e-9));
                }
            }
        }
    }
}

#[test]
fn bad_data_gives_clear_statements() {
    let two = |weights: &str| {
        rooted(&format!("weights = '{weights}'\n{}{}", plain("a", "root", 1.0), plain("b", "root", 1.0)))
    };
    let table = |rows: &[(f64, f64)]| {
        let cells = rows.iter().enumerate().map(|(i, (a, b))| format!("2000,e{i},{a},{b}\n"));
        "date,entity,a,b\n".to_owned() + &cells.collect::<String>()
    };
    let flat = table(&[(1.0, 5.0), (2.0, 5.0), (3.0, 5.0), (4.0, 5.0)]);
    let twins = table(&[(1.0, 2.0), (2.0, 4.0), (3.0, 6.0), (9.0, 18.0)]);
    for method in ["pca", "entropy", "critic", "correlation_balanced"] {
        let said = panel(&two(method), &flat, &[]).0.expect_err("constant");
        assert!(said.contains("`b` does not vary") && said.contains(method), "{said}");
    }
    let said = panel(&two("correlation_balanced"), &twins, &[]).0.expect_err("singular");
    assert!(said.contains("singular: `a` and `b` determine each other"), "{said}");
    // An entity of which nothing is known, under everything that looks at entities.
    let unknown = "date,entity,a,b\n2000,x,,\n2000,y,10,20\n2000,z,20,90\n2000,w,30,10\n2000,v,50,70\n";
    for dimension in
        ["aggregate = 'copeland'", "aggregate = 'kemeny'", "weights = 'critic'", "aggregate = { ciss = { start = 2 } }"]
    {
        let text = rooted(&format!(
            "{dimension}\n[indicator.a]\ndimension = 'root'\noutliers = {{ over = 'cross_section' }}\nimpute = 'last'\n\
             rule.rank = {{ over = 'cross_section' }}\n{}",
            plain("b", "root", 1.0)
        ));
        let rows = scored(&text, unknown);
        assert_eq!(number(&rows[0], "score"), None, "{dimension}");
        assert_eq!(number(&rows[0], "coverage"), Some(0.0));
    }
    // A constant score.
    let text = rooted("[indicator.a]\ndimension = 'root'\nrule.borda = { over = 'cross_section' }\n");
    let rows = scored(&text, "date,entity,a\n2000,x,5\n2000,y,5\n2000,z,5\n");
    assert_eq!(column(&rows, "score"), [Some(50.0); 3]);
}

#[test]
fn steps_over_rows_belong_to_panels() {
    for (dimension, indicator) in [
        ("", "impute = 'last'\nrule.linear = { from = 0, to = 1 }"),
        ("", "outliers = { over = 'full_history', log = false }\nrule.linear = { from = 0, to = 1 }"),
        ("", "rule.rank = { over = 'history' }"),
        ("weights = 'pca'\n", "rule.linear = { from = 0, to = 1 }"),
        ("aggregate = 'kemeny'\n", "rule.linear = { from = 0, to = 1 }"),
        ("aggregate = { ciss = {} }\n", "rule.linear = { from = 0, to = 1 }"),
    ] {
        let m = model(&rooted(&format!("{dimension}[indicator.a]\ndimension = 'root'\n{indicator}\n")));
        let said = scorecard(&m, &observed("s", "a = 1"), Settings::default()).expect_err("many rows").to_string();
        assert!(said.contains("needs many rows") && said.contains("belongs to panels"), "{said}");
    }
    let chained = panel(
        &rooted(&format!("weights = 'critic'\n{}{}", plain("a", "root", 1.0), plain("b", "root", 1.0))),
        "date,a,b\n2000,1,2\n",
        &["--chained"],
    );
    assert!(chained.0.expect_err("chained").contains("score without --chained"));
}

#[test]
fn ranks_say_how_sure_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = index("", "rule.minmax = { over = 'cross_section' }");
    let ranked = |model: &str, more: &[&str]| -> (Vec<Row>, String) {
        fs::write(folder.path().join("m.toml"), model).expect("written");
        fs::write(folder.path().join("data.csv"), countries()).expect("written");
        let arguments = ["panel", "data.csv", "-m", "m.toml", "-o", "out.csv", "--ranks", "ranks.csv"];
        let run = froth().current_dir(folder.path()).args(arguments).args(more).output().expect("it runs");
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.success(), "{said}");
        let csv = fs::read_to_string(folder.path().join("ranks.csv")).expect("written");
        let mut lines = csv.lines();
        let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
        let row = |l: &str| header.iter().map(|h| (*h).to_owned()).zip(l.split(',').map(str::to_owned)).collect();
        (lines.map(row).collect(), said)
    };
    let (rows, said) = ranked(&text, &["--draws", "500", "--top", "3"]);
    assert_eq!(rows.len(), 23);
    // Between the smallest and the largest of the 23 rather than the index's own ends, so that Sweden comes second.
    assert_eq!(words(&rows[..3], "entity"), ["Finland", "Sweden", "United States"]);
    assert!(said.contains("ranks at 2000-12-31 over 500 draws of weights: they move by "), "{said}");
    for (place, row) in rows.iter().enumerate() {
        assert_eq!(number(row, "rank"), Some(place as f64 + 1.0));
        let (low, high) = (number(row, "rank_p05").expect("one"), number(row, "rank_p95").expect("one"));
        assert!(low <= place as f64 + 1.0 && high >= place as f64 + 1.0 && high <= 23.0, "{row:?}");
    }
    let tops: f64 = column(&rows, "share_top").into_iter().flatten().sum();
    close(tops, 3.0);
    // The same on one thread, and nothing moves where nothing is drawn but choices that change nothing.
    assert_eq!(ranked(&text, &["--draws", "500", "--top", "3"]).0, rows);
    let still = format!("{text}[uncertainty]\nweights = {{ spread = 0 }}\naggregate = ['as_given', 'arithmetic']\n");
    let (rows, said) = ranked(&still, &[]);
    assert!(said.contains("they move by 0.00 places"), "{said}");
    assert!(rows.iter().all(|r| r["score"] == r["score_p05"]
        || (number(r, "score").expect("one") - number(r, "score_p05").expect("one")).abs() < 1e-9));
    // Weights that were fitted are drawn around; orders are not.
    let fitted = index("weights = { pca = { factors = 4 } }", "rule.minmax = { over = 'cross_section' }");
    let (rows, _) = ranked(&fitted, &["--draws", "64"]);
    let alone = scored(&fitted, &countries());
    let own = alone.iter().find(|r| r["entity"] == rows[0]["entity"]).and_then(|r| number(r, "score"));
    close(number(&rows[0], "score").expect("one"), own.expect("one"));
    let (found, _) = panel(
        &index("aggregate = 'copeland'", "rule.minmax = { over = 'cross_section' }"),
        &countries(),
        &["--ranks", "r.csv"],
    );
    assert!(found.expect_err("orders").contains("score without --ranks"));
    let (found, _) = panel(&rooted(&plain("a", "root", 1.0)), "date,a\n2000,1\n", &["--ranks", "r.csv"]);
    assert!(found.expect_err("alone").contains("two entities or more"));
}

/// Every rule over rows.
const OVER: [&str; 7] = [
    "percentile = { OVER }",
    "zscore = { OVER, cap = 2 }",
    "minmax = { OVER, inverse = true }",
    "rank = { OVER }",
    "borda = { OVER }",
    "distance_to_target = { target = 50, OVER }",
    "distance_to_target = { target = -50, OVER, inverse = true }",
];

fn over_rows(over: &str, lines: &str) -> String {
    let mut text = rooted(lines);
    for (n, rule) in OVER.into_iter().enumerate() {
        let rule = rule.replace("OVER", &format!("over = '{over}'"));
        let _ = writeln!(text, "[indicator.i{n}]\ndimension = 'root'\nformula = 'x'\nrule.{rule}");
    }
    text + "[indicator.x]\ndimension = 'root'\nweight = 0\n"
}

/// Two entities over five dates, with gaps.
const PAIR: &str = "date,entity,x\n2000,a,1\n2000,b,12\n2001,a,9\n2001,b,\n2002,a,3\n2002,b,3\n2003,a,40\n2003,b,7\n2004,a,\n2004,b,2\n";

#[test]
fn the_panel_pools_all_entities_and_dates() {
    let pooled = scored(&over_rows("panel", ""), PAIR);
    // The same rows as one entity.
    let one: String = PAIR
        .lines()
        .enumerate()
        .map(|(n, line)| match (n, line.split(',').collect::<Vec<_>>().as_slice()) {
            (0, _) => "date,entity,x\n".to_owned(),
            (n, [_, _, x]) => format!("{},a,{x}\n", 1999 + n),
            (_, cells) => panic!("three cells: {cells:?}"),
        })
        .collect();
    let alone = scored(&over_rows("full_history", ""), &one);
    for (n, rule) in OVER.iter().enumerate() {
        let name = format!("normalised_i{n}");
        assert_eq!(column(&pooled, &name), column(&alone, &name), "{rule}");
    }
    adds_up(&pooled);
    // 1, 2, 3, 3, 7, 9, 12, 40: 3 has two below and itself twice.
    assert_eq!(number(&pooled[4], "normalised_i0"), Some(100.0 * 3.0 / 8.0));
    let (refused, _) = panel(&over_rows("panel", ""), PAIR, &["--point-in-time"]);
    assert!(refused.expect_err("it looks ahead").contains("the model looks ahead: i0, i1"));
    // Outliers of the panel are treated together, and a row that does not hold takes no part.
    let text = rooted(
        "[indicator.x]\ndimension = 'root'\nrule.minmax = { over = 'panel' }\noutliers = { over = 'panel', winsorise = 1, log = false }\n",
    );
    let treated = scored(&text, PAIR);
    assert_eq!(words(&treated, "treatment_x").iter().filter(|w| **w == "winsorised").count(), 1);
    assert_eq!(number(&treated[6], "treated_x"), Some(12.0));
    let text = rooted("[indicator.x]\ndimension = 'root'\nrule.minmax = { over = 'panel' }\nrequires = 'x < 20'\n");
    let found = column(&scored(&text, PAIR), "score");
    assert_eq!((found[0], found[1], found[6]), (Some(0.0), Some(100.0), None));
}

#[test]
fn an_inverse_dimension_turns_rules_over_rows_round() {
    for over in ["cross_section", "history", "full_history", "panel"] {
        let (plain, inverse) = (scored(&over_rows(over, ""), PAIR), scored(&over_rows(over, "inverse = true\n"), PAIR));
        adds_up(&inverse);
        for (n, rule) in OVER.iter().enumerate() {
            let name = format!("normalised_i{n}");
            for (a, b) in column(&plain, &name).into_iter().zip(column(&inverse, &name)) {
                match (a, b) {
                    (Some(a), Some(b)) => close(b, 100.0 - a),
                    (a, b) => assert_eq!(a, b, "{over} {rule}"),
                }
            }
        }
    }
}

#[test]
fn a_lag_is_the_number_of_so_many_rows_before() {
    let text = rooted(
        "[indicator.x]\ndimension = 'root'\ntransform = [{ lag = { periods = 2 } }]\nrule.linear = { from = 0, to = 100 }\n",
    );
    let rows = scored(&text, PAIR);
    let of = |entity: &str| {
        let own = rows.iter().filter(|r| r["entity"] == entity);
        own.map(|r| number(r, "raw_x")).collect::<Vec<_>>()
    };
    assert_eq!(of("a"), [None, None, Some(1.0), Some(9.0), Some(3.0)]);
    assert_eq!(of("b"), [None, None, Some(12.0), None, Some(3.0)]);
    let said = crate::support::try_model(&text.replace("periods = 2", "periods = 0")).expect_err("no rows").to_string();
    assert!(said.contains("a lag needs 1 period or more"), "{said}");
    let sql = froth::sql::query(&model(&text), froth::sql::Dialect::DuckDb, &froth::sql::Options::default());
    assert!(
        sql.expect("written").text.contains(r#"LAG("x given", 2) OVER (PARTITION BY "row entity" ORDER BY "row date""#)
    );
}
