//! How data files become series.

use super::{FEW, Folder, boom, examined, input, month, walk};
use crate::support::try_model;
use froth::exuberance::{Columns, Critical, Options, read};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

#[test]
fn a_stacked_table_gives_a_series_for_each_entity_and_column() {
    let folder = Folder::new();
    let (mut text, mut prices) = ("date,country,price,rent\n".to_owned(), Vec::new());
    for (country, seed) in [("US", 3), ("JP", 4)] {
        let (price, rent) = (boom(seed), walk(seed, 120));
        for row in 0..120 {
            let _ = writeln!(text, "{},{country},{},{}", month(row), price[row], rent[row]);
        }
        prices.push(price);
    }
    let file = folder.text("stacked.csv", &text);
    let plain = ["--critical-values", "none", "--entity-column", "country"];
    let of = |more: &[&str]| {
        let mut all = vec![file.as_str()];
        all.extend(plain);
        all.extend(more);
        folder.json(&all)["series"].clone()
    };
    let names = |series: &Value| {
        series
            .as_array()
            .expect("a list")
            .iter()
            .map(|s| s["name"].as_str().unwrap_or("").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&of(&[])), ["US price", "US rent", "JP price", "JP rent"]);
    let one = of(&["--column", "price"]);
    assert_eq!(names(&one), ["US", "JP"]);
    let alone = examined(&[input("x", &prices[1])], &Options { critical: Critical::None, ..FEW });
    assert_eq!(one[1]["gsadf"].as_f64(), Some(alone.series[0].gsadf));
    let (code, _, said) = folder.run(&[&file]);
    assert!(code == 1 && said.contains("--entity-column"), "{said}");
    let (code, _, said) =
        folder.run(&[&folder.text("twice.csv", &format!("{text}1980-01-31,US,1,2\n")), "--entity-column", "country"]);
    assert!(code == 1 && said.contains("there are two rows of US for 1980-01-31"), "{said}");
}

#[test]
fn ratios_and_logarithms_are_those_computed_by_hand() {
    let folder = Folder::new();
    let (price, dividend) = (boom(3), walk(9, 120));
    let quotient: Vec<f64> = price.iter().zip(&dividend).map(|(p, d)| p / d).collect();
    let logs: Vec<f64> = quotient.iter().map(|x| x.ln()).collect();
    let file = folder
        .table("d.csv", &[("price", &price), ("net/dividend", &dividend), ("quotient", &quotient), ("logs", &logs)]);
    let of = |arguments: &[&str]| {
        let mut all = vec![file.as_str(), "--critical-values", "none"];
        all.extend(arguments);
        folder.json(&all)["series"][0].clone()
    };
    let (ratio, plain) = (of(&["--ratio", "price/net/dividend"]), of(&["--column", "quotient"]));
    assert_eq!(ratio["name"], "price/net/dividend");
    assert_eq!(ratio["bsadf"], plain["bsadf"]);
    let (log, by_hand) = (of(&["--ratio", "price/net/dividend", "--log"]), of(&["--column", "logs"]));
    assert_eq!(log["gsadf"], by_hand["gsadf"]);
    assert_eq!((&log["log"], &by_hand["log"]), (&true.into(), &false.into()));
}

#[test]
fn zeros_that_mean_missing_can_be_said_to() {
    let folder = Folder::new();
    let mut dividend = walk(9, 120);
    dividend[118..].fill(0.0);
    let file = folder.table("d.csv", &[("price", &boom(3)), ("dividend", &dividend)]);
    let (code, out, said) = folder.run(&[&file, "--ratio", "price/dividend"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(said.contains("row 119 (1989-11-30)") && said.contains("--zero-is-missing dividend"), "{said}");
    let arguments = ["--ratio", "price/dividend", "--zero-is-missing", "dividend", "--critical-values", "none"];
    let mut all = vec![file.as_str()];
    all.extend(arguments);
    assert_eq!(folder.json(&all)["series"][0]["trimmed"]["trailing"], 2);
}

#[test]
fn bad_data_is_refused_with_its_row() {
    let folder = Folder::new();
    let rows = |change: &dyn Fn(usize, f64) -> String| {
        let mut text = "date,x\n".to_owned();
        for (row, x) in walk(2, 60).iter().enumerate() {
            let _ = writeln!(text, "{}", change(row, *x));
        }
        text
    };
    let plain = |row: usize, x: f64| format!("{},{x}", month(row));
    let hole = |row: usize, x: f64| if row == 30 { format!("{},", month(row)) } else { plain(row, x) };
    let nan = |row: usize, x: f64| if row == 31 { format!("{},NaN", month(row)) } else { plain(row, x) };
    let gap = |row: usize, x: f64| format!("{},{x}", month(if row >= 40 { row + 1 } else { row }));
    let twice = |row: usize, x: f64| format!("{},{x}", month(if row == 40 { 39 } else { row }));
    let order = |row: usize, x: f64| format!("{},{x}", month(if row == 40 { 30 } else { row }));
    let still = |row: usize, _: f64| format!("{},7", month(row));
    let negative = |row: usize, x: f64| if row == 12 { format!("{},-1", month(row)) } else { plain(row, x) };
    let word = |row: usize, x: f64| if row == 12 { format!("{},many", month(row)) } else { plain(row, x) };
    let no_date = |row: usize, x: f64| if row == 12 { format!("soon,{x}") } else { plain(row, x) };
    let cases: [(&str, String, &[&str], &str); 18] = [
        ("hole", rows(&hole), &[], "row 31 (1982-07-31) is missing"),
        ("nan", rows(&nan), &[], "row 32 (1982-08-31) is missing"),
        ("gap", rows(&gap), &[], "row 41: 1983-06-30 does not follow 1983-04-30"),
        ("twice", rows(&twice), &[], "row 41: there are two rows for 1983-04-30"),
        ("order", rows(&order), &[], "row 41: 1982-07-31 comes after 1983-04-30"),
        ("still", rows(&still), &[], "every row holds the same number"),
        ("negative", rows(&negative), &["--log"], "row 13 (1981-01-31) is -1, which has no logarithm"),
        ("word", rows(&word), &["--column", "x"], "line 14, column `x`: \"many\" is no number"),
        ("word", rows(&word), &[], "line 14, column `x`: \"many\" is no number"),
        ("control", rows(&plain), &["--critical-values", "bootstrap", "--control", "9"], "a control window of 9 rows"),
        ("in place", rows(&plain), &["--in-place"], "those of bootstrap samples"),
        ("control", rows(&plain), &["--control", "30"], "those of bootstrap samples"),
        ("date", rows(&no_date), &[], "line 14, column `date`: \"soon\" is no date"),
        ("short", rows(&plain), &["--min-window", "60"], "has 60 rows, and 61 are needed"),
        ("lags", rows(&plain), &["--lag", "24", "--min-window", "40"], "and 65 are needed"),
        ("window", rows(&plain), &["--lag", "3", "--min-window", "5"], "6 are needed"),
        ("column", rows(&plain), &["--column", "y"], "has no column `y`"),
        ("ratio", rows(&plain), &["--ratio", "x/z"], "has no column `z`"),
    ];
    for (name, text, arguments, part) in cases {
        let file = folder.text(&format!("{name}.csv"), &text);
        let mut all = vec![file.as_str(), "--replications", "20"];
        all.extend(arguments);
        let (code, out, said) = folder.run(&all);
        assert_eq!((code, out.as_str()), (1, ""), "{name}: {said}");
        assert!(said.contains(part), "{name}: no `{part}` in\n{said}");
        assert!(said.contains("help:"), "{name}: what to do?\n{said}");
    }
    let empty = folder.text("empty.csv", "date,x\n");
    assert!(folder.run(&[&empty, "--column", "x"]).2.contains("has no rows"));
    assert!(folder.run(&[&empty]).2.contains("has no rows"));
    let dates = folder.text("dates.csv", "date\n2000-01\n");
    assert!(folder.run(&[&dates]).2.contains("has no column beside its dates"));
    let mixed =
        folder.text("mixed.csv", &rows(&|row, x| format!("{},{x}", word(row, x))).replace("date,x", "date,w,x"));
    let (code, _, said) = folder.run(&[&mixed, "--critical-values", "none"]);
    assert!(code == 0 && said.contains("left out, for not all that they hold are numbers: w"), "{said}");
    let gap = folder.text("gap.csv", &rows(&gap));
    assert_eq!(folder.run(&[&gap, "--allow-gaps", "--critical-values", "none"]).0, 0);
    for arguments in
        [["--lag", "25"], ["--lag", "-1"], ["--lag", "bic:x"], ["--replications", "0"], ["--critical-values", "guess"]]
    {
        let mut all = vec![gap.as_str()];
        all.extend(arguments);
        assert_eq!(folder.run(&all).0, 2, "{arguments:?}");
    }
}

#[test]
fn parquet_gives_the_same_as_csv() {
    use froth::model::Model;
    let folder = Folder::new();
    let csv = folder.table("d.csv", &[("x", &boom(3))]);
    // A panel command writes the same numbers as Parquet: a score that is its value.
    let text = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.x]\ndimension = 'root'\nrule.linear = { from = 0, to = 100 }\n";
    let model: Model = try_model(text).expect("a model");
    let parquet = folder.path("d.parquet");
    let options = froth::panel::PanelOptions::of(froth::panel::FrameOptions::default().audit(true));
    froth::panel::score_panel(&model, Path::new(&csv), &parquet, &options, &()).expect("written");
    let tested = |path: &Path, column: &str| {
        let columns = Columns { columns: vec![column.to_owned()], ..Columns::default() };
        let inputs = read(path, &columns, &()).expect("read").inputs;
        let found = examined(&inputs, &Options { critical: Critical::None, ..FEW });
        (found.series[0].all_dates.clone(), found.series[0].bsadf.clone())
    };
    assert_eq!(tested(Path::new(&csv), "x"), tested(&parquet, "raw_x"));
    let every = read(&parquet, &Columns::default(), &()).expect("read").inputs;
    assert!(every.iter().any(|input| input.name() == "raw_x"), "columns of numbers are found");
    assert!(every.iter().all(|input| input.name() != "band" && input.name() != "date"));
}
