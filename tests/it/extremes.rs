//! Numbers at the edge of what they may be: flags and keys at their extremes, weights, ends of rules. Nothing panics, takes memory by
//! a flag alone, or works for ever; what cannot be done is said.

use crate::support::{card, froth, model, observed, plain, rooted};
use froth::panel::polars::prelude::*;
use froth::panel::{FrameOptions, score_frame};
use std::fmt::Write;
use std::fs;
use std::time::Duration;

/// A walk of so many months, a column that says yes now and then, and a second walk.
fn walk(rows: usize) -> String {
    let mut text = "date,price,crisis,x\n".to_owned();
    let (mut price, mut seed) = (100.0, 7u64);
    for row in 0..rows {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        price += ((seed >> 33) % 200) as f64 / 100.0 - 1.0;
        let crisis = u8::from(row % 12 == 9);
        let _ = writeln!(text, "{}-{:02},{price},{crisis},{}", 1950 + row / 12, row % 12 + 1, row % 7);
    }
    text
}

fn entities(count: usize) -> String {
    let rows = (0..count).map(|n| format!("2000-01,e{n},{},{}\n", (n * 37) % 101, (n * 53) % 97));
    "date,entity,a,b\n".to_owned() + &rows.collect::<String>()
}

const INDEX: &str = "schema = 1\nid = 'm'\ntitle = 'M'\n[uncertainty]\nweights = { spread = 0.25 }\n[dimension.root]\n\
    [indicator.a]\ndimension = 'root'\nrule.linear = { from = 0, to = 100 }\n\
    [indicator.b]\ndimension = 'root'\nrule.linear = { from = 0, to = 100 }\n";

#[test]
fn every_number_flag_takes_its_extremes() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("walk.csv"), walk(120)).expect("written");
    fs::write(folder.path().join("few.csv"), entities(5)).expect("written");
    fs::write(folder.path().join("m.toml"), INDEX).expect("written");
    fs::write(
        folder.path().join("x.toml"),
        rooted("[indicator.x]\ndimension = 'root'\nrule.linear = { from = 0, to = 7 }\n"),
    )
    .expect("written");
    let panel = "panel few.csv -m m.toml -o o.csv --ranks r.csv --draws 8";
    let explosive = "exuberance walk.csv --column price --no-cache --replications 2";
    let bootstrap = "exuberance walk.csv --column price --no-cache --replications 2 --critical-values bootstrap";
    let backtest = "backtest walk.csv -m x.toml --event crisis --horizon 1..3 --replications 100";
    let falls = "backtest walk.csv -m x.toml --replications 100 --horizon 1..3";
    let most = u64::MAX.to_string();
    let numbers = [
        "0",
        "1",
        "-1",
        "1e300",
        "5e-324",
        "1000000",
        "4294967296",
        "9223372036854775807",
        &most,
        "99999999999999999999",
        "nan",
    ];
    let flags = [
        (panel, "--top"),
        (panel, "--seed"),
        (panel, "--skip-rows"),
        (panel, "--skip-footer"),
        (panel, "--header-rows"),
        (panel, "--min-coverage"),
        ("panel few.csv -m m.toml -o o.csv --ranks r.csv", "--draws"),
        (explosive, "--lag"),
        (explosive, "--min-window"),
        (explosive, "--min-duration"),
        (explosive, "--seed"),
        (bootstrap, "--control"),
        (bootstrap, "--min-window"),
        (backtest, "--aftermath"),
        (backtest, "--block"),
        (backtest, "--threshold"),
        (backtest, "--preference"),
        (backtest, "--seed"),
        (falls, "--event=fall:price:5:"),
        ("backtest walk.csv -m x.toml --event crisis --replications 100", "--horizon=0.."),
        ("score ai-2026q3", "--fail-at"),
        ("score ai-2026q3", "--min-coverage"),
        ("stress ai-2026q3", "--target"),
        ("uncertainty ai-2026q3 --draws 8", "--seed"),
        ("sensitivity ai-2026q3 --samples 2", "--seed"),
    ];
    for (command, flag) in flags {
        for number in numbers {
            let (mut arguments, flag) = (command.split(' ').collect::<Vec<_>>(), flag.to_owned());
            let joined = flag.clone() + number;
            if flag.contains('=') {
                arguments.push(&joined);
            } else {
                arguments.extend([flag.as_str(), number]);
            }
            let run = froth().current_dir(folder.path()).timeout(Duration::from_secs(60)).args(&arguments).output();
            let run = run.unwrap_or_else(|e| panic!("{arguments:?}: {e}"));
            let said = String::from_utf8_lossy(&run.stderr);
            let code = run.status.code().unwrap_or_else(|| panic!("{arguments:?} was killed: {said}"));
            assert!([0, 1, 2, 3].contains(&code), "{arguments:?} exits with {code}: {said}");
            assert!(code == 0 || !said.trim().is_empty() || code == 3, "{arguments:?} says nothing");
        }
    }
    let said = |arguments: &str| {
        let run = froth().current_dir(folder.path()).args(arguments.split(' ')).output().expect("it runs");
        (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned())
    };
    let (code, why) = said(&format!("{bootstrap} --control 100000000"));
    assert!(code == Some(1) && why.contains("a control window of 100000000 rows is too long"), "{why}");
    assert_eq!(said(&format!("{backtest} --aftermath {most}")), said(&format!("{backtest} --aftermath 120")));
}

#[test]
fn every_count_of_a_model_takes_its_extremes() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("walk.csv"), walk(60)).expect("written");
    let ends = "rule.linear = { from = 0, to = 7 }";
    for n in ["0", "1", "64", "65", "9223372036854775807"] {
        let transforms = [
            format!("lag = {{ periods = {n} }}"),
            format!("change = {{ periods = {n} }}"),
            format!("growth = {{ periods = {n} }}"),
            format!("carry = {{ periods = {n} }}"),
            format!("sum = {{ periods = {n} }}"),
            format!("mean = {{ periods = {n} }}"),
            format!("zscore = {{ window = {n} }}"),
            format!("hamilton = {{ h = {n}, p = 1 }}"),
            format!("hamilton = {{ h = 1, p = {n} }}"),
            format!("bsadf = {{ min_window = {n}, replications = 20 }}"),
            format!("bsadf = {{ min_window = 12, replications = {n} }}"),
            format!("hp = {{ lambda = {n} }}"),
        ];
        let steps = transforms.map(|t| format!("{ends}\ntransform = [{{ {t} }}]\ncontested = 'c'\n"));
        let more = [
            format!("{ends}\nimpute = {{ last = {{ periods = {n} }} }}\n"),
            format!("{ends}\nimpute = {{ linear = {{ periods = {n} }} }}\n"),
            format!("rule.minmax = {{ over = 'panel' }}\noutliers = {{ over = 'panel', winsorise = {n} }}\n"),
        ];
        let indicators =
            steps.into_iter().chain(more).map(|lines| rooted(&format!("[indicator.x]\ndimension = 'root'\n{lines}")));
        let two = format!("[indicator.x]\ndimension = 'root'\n{ends}\n[indicator.price]\ndimension = 'root'\n{ends}\n");
        let dimensions = [
            format!("quorum = {n}\n"),
            format!("aggregate = {{ ciss = {{ start = {n} }} }}\n"),
            format!("aggregate = {{ power = {n} }}\n"),
            format!("weights = {{ pca = {{ factors = {n} }} }}\n"),
        ];
        for text in indicators.chain(dimensions.map(|lines| rooted(&(lines + &two)))) {
            fs::write(folder.path().join("m.toml"), &text).expect("written");
            let run = froth()
                .current_dir(folder.path())
                .timeout(Duration::from_secs(60))
                .args(["panel", "walk.csv", "-m", "m.toml", "-o", "o.csv"])
                .output()
                .unwrap_or_else(|e| panic!("{e}\n{text}"));
            let said = String::from_utf8_lossy(&run.stderr);
            assert!(matches!(run.status.code(), Some(0 | 1)), "{:?} {said}\n{text}", run.status);
        }
    }
}

#[test]
fn a_full_coverage_is_one() {
    // Shares of these weights add up to less than 1.
    for weights in
        [vec![0.1; 10], vec![1.0 / 3.0, 0.3, 0.7], vec![3.0, 7.0, 11.0, 13.0, 17.0], vec![0.7, 0.1, 0.1, 0.1]]
    {
        for (rule, dimension) in [
            ("rule.linear = { from = 0, to = 100 }", ""),
            ("rule.minmax = { over = 'cross_section' }", ""),
            ("rule.minmax = { over = 'panel' }", "weights = { critic = { over = 'panel' } }\n"),
        ] {
            let mut text = rooted(&format!("[dimension.inner]\nparent = 'root'\nweight = 0.3\n{dimension}"));
            let mut lines = String::new();
            for (n, weight) in weights.iter().enumerate() {
                for (of, dimension) in [("r", "root"), ("i", "inner")] {
                    let _ =
                        writeln!(text, "[indicator.{of}{n}]\ndimension = '{dimension}'\nweight = {weight:?}\n{rule}");
                    let _ = writeln!(lines, "{of}{n} = {n}.5");
                }
            }
            let model = model(&text);
            if rule.contains("linear") {
                assert_eq!(card(&model, &observed("s", &lines)).coverage.to_bits(), 1f64.to_bits(), "{weights:?}");
            }
            let mut columns = vec![
                Column::new("date".into(), ["2000"; 40]),
                Column::new("entity".into(), (0..40).map(|e| format!("e{e}")).collect::<Vec<_>>()),
            ];
            for (n, _) in weights.iter().enumerate() {
                for (c, of) in ["r", "i"].into_iter().enumerate() {
                    let values =
                        (0..40u32).map(|row| f64::from((row * (7 + n as u32) * (3 + c as u32) + row * row) % 41));
                    columns.push(Column::new(format!("{of}{n}").into(), values.collect::<Vec<_>>()));
                }
            }
            let frame = DataFrame::new(40, columns).expect("a frame");
            let scored =
                score_frame(&frame, &model, &FrameOptions::default()).unwrap_or_else(|e| panic!("{e}\n{text}"));
            let coverage: Vec<Option<f64>> =
                scored.column("coverage").expect("one").f64().expect("numbers").iter().collect();
            assert_eq!(coverage, [Some(1.0); 40], "{weights:?} {rule}");
        }
    }
}

#[test]
fn a_reason_is_the_true_one() {
    for (reference, says) in
        [("[1e200, -1e200]", None), ("[3, 3]", Some("fewer than two numbers, or they are all equal"))]
    {
        let text = rooted(&format!("[indicator.x]\ndimension = 'root'\nrule.zscore = {{ reference = {reference} }}\n"));
        let found = card(&model(&text), &observed("s", "x = 5"));
        assert_eq!(found.score.is_some(), says.is_none(), "{reference}");
        let reason = found.indicators[0].reason.as_ref().map(ToString::to_string).unwrap_or_default();
        assert!(reason.contains(says.unwrap_or_default()), "{reason}");
    }
}

/// 4,000 entities over 2,000 draws would have been 128 MB and more; what is asked to stop does.
#[cfg(unix)]
#[test]
fn ranks_stop_when_asked_and_leave_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("many.csv"), entities(4000)).expect("written");
    fs::write(folder.path().join("m.toml"), INDEX).expect("written");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_froth"));
    command
        .current_dir(folder.path())
        .args("panel many.csv -m m.toml -o o.csv --ranks r.csv --draws 100000".split(' '));
    let begun = std::time::Instant::now();
    let (status, _, said) = crate::support::interrupted(command, 3);
    assert_eq!(status.code(), Some(130), "{said}");
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    let left: Vec<_> =
        fs::read_dir(folder.path()).expect("a folder").filter_map(|e| Some(e.ok()?.file_name())).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn weights_of_absurd_sizes_are_refused() {
    for (a, b) in [(1e308, 1e-308), (5e-324, 1.0), (1e90, 1e-9)] {
        let found = crate::support::try_model(&rooted(&(plain("a", "root", a) + &plain("b", "root", b))));
        assert!(found.is_err(), "{a} {b}");
    }
}

#[test]
fn a_range_that_is_too_wide_for_a_number_is_refused() {
    let text =
        "schema = 1\nid = 's'\ntitle = 'T'\nas_of = 2025-12-31\n[values.x]\nvalue = 0\nlow = -1e308\nhigh = 1e308\n";
    let said = crate::support::try_scenario(text).expect_err("too wide").to_string();
    assert!(said.contains("-1e308 and 1e308 are too far apart"), "{said}");
}
