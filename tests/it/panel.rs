//! Panels: the same scores as single scenarios, whatever the layout and format, and slips answered with their row.

use crate::support::{card, froth, model, observed, plain, rooted};
use polars::prelude::{Column, DataFrame, DataType};
use polars_io::prelude::{ParquetReader, ParquetWriter, SerReader};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const MODEL: &str = include_str!("../panel.toml");

/// A number for a row and column, missing now and then.
fn value(row: usize, column: usize) -> Option<f64> {
    let x = (row * 7919 + column * 104_729) % 1000;
    (!x.is_multiple_of(11)).then_some(x as f64 / 10.0)
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        fs::write(self.path(name), text).expect("written");
        self.path(name)
    }

    /// Runs `froth panel` and gives the rows of the CSV that it wrote.
    fn scored(&self, data: &Path, more: &[&str]) -> Vec<BTreeMap<String, String>> {
        let out = self.path("out.csv");
        let output = self.run(data, &out, more);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        rows(&fs::read_to_string(&out).expect("written"))
    }

    fn run(&self, data: &Path, out: &Path, more: &[&str]) -> std::process::Output {
        let model = self.path("m.toml");
        froth().arg("panel").arg(data).arg("-m").arg(model).arg("-o").arg(out).args(more).output().expect("it runs")
    }

    fn fails(&self, data: &Path, more: &[&str], parts: &[&str]) {
        let kept = self.write("kept.csv", "mine");
        let output = self.run(data, &kept, more);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}");
        for part in parts {
            assert!(said.contains(part), "no `{part}` in {said}");
        }
        assert_eq!(fs::read_to_string(kept).expect("there"), "mine", "what was there is kept");
        let staged = fs::read_dir(self.0.path()).expect("a folder").filter_map(Result::ok);
        let staged = staged.filter(|e| e.file_name().to_string_lossy().starts_with(".froth"));
        assert_eq!(staged.count(), 0, "nothing half-written is left");
    }
}

fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = csv.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    lines.map(|l| header.iter().map(|h| (*h).to_owned()).zip(l.split(',').map(str::to_owned)).collect()).collect()
}

fn number(text: &str) -> Option<f64> {
    (!text.is_empty()).then(|| text.parse().expect("a number"))
}

const COLUMNS: [&str; 4] = ["x", "y", "p", "q"];

fn wide(count: usize) -> String {
    let mut text = "# a comment of the provider\ndate,entity,x,y,p,q,w\n".to_owned();
    for row in 0..count {
        let cells: Vec<String> = (0..4).map(|c| value(row, c).map_or(".".to_owned(), |v| v.to_string())).collect();
        let word = if row % 3 == 0 { "calm" } else { "tense" };
        let (month, entity) = (row / 2, if row % 2 == 0 { "one" } else { "two" });
        let _ = writeln!(text, "{}-{:02},{entity},{},{word}", 1900 + month / 12, month % 12 + 1, cells.join(","));
    }
    text
}

#[test]
fn a_panel_scores_as_single_scenarios_do_to_the_last_bit() {
    let folder = Folder::new();
    folder.write("m.toml", MODEL);
    let data = folder.write("data.csv", &wide(400));
    let scored = folder.scored(&data, &["--contributions"]);
    assert_eq!(scored.len(), 400);
    let model = model(MODEL);
    for (row, found) in scored.iter().enumerate().step_by(7) {
        let mut lines: String =
            COLUMNS.iter().enumerate().filter_map(|(c, id)| Some(format!("{id} = {:?}\n", value(row, c)?))).collect();
        let _ = writeln!(lines, "w = '{}'", if row % 3 == 0 { "calm" } else { "tense" });
        let single = card(&model, &observed("s", &lines));
        assert_eq!(number(&found["score"]), single.score, "row {row}");
        assert_eq!(number(&found["coverage"]), Some(single.coverage));
        assert_eq!(found["band"], single.band.unwrap_or_default());
        for dimension in single.dimensions.iter().filter(|d| d.parent.is_some()) {
            assert_eq!(number(&found[&format!("score_{}", dimension.id)]), dimension.score);
        }
        for indicator in &single.indicators {
            assert_eq!(number(&found[&format!("contribution_{}", indicator.id)]), indicator.contribution);
        }
    }
}

#[test]
fn layouts_formats_and_threads_make_no_difference() {
    let folder = Folder::new();
    let numbers = MODEL.split("[indicator.w]").next().expect("text").to_owned();
    folder.write("m.toml", &numbers);
    let data = folder.write("data.csv", &wide(300));
    let first = folder.scored(&data, &[]);
    // Long: a row a date, entity and value, in another order.
    let mut long = "date,entity,indicator,value\n".to_owned();
    for column in (0..4).rev() {
        for row in 0..300 {
            let month = row / 2;
            let entity = if row % 2 == 0 { "one" } else { "two" };
            let cell = value(row, column).map_or("NA".to_owned(), |v| v.to_string());
            let _ =
                writeln!(long, "{}-{:02}-15,{entity},{},{cell}", 1900 + month / 12, month % 12 + 1, COLUMNS[column]);
        }
    }
    let long = folder.write("long.csv", &long);
    let mut found = folder.scored(&long, &["--long"]);
    let mut wanted = first.clone();
    let key = |r: &BTreeMap<String, String>| (r["entity"].clone(), r["date"][..7].to_owned());
    found.sort_by_key(key);
    wanted.sort_by_key(key);
    for (a, b) in found.iter_mut().zip(&mut wanted) {
        a.remove("date");
        b.remove("date");
        assert_eq!(a, b);
    }
    assert_eq!(found.len(), 300);
    // Parquet in: the same table; Parquet out: the same scores.
    let days: Vec<i32> = first
        .iter()
        .map(|r| (r["date"].parse::<jiff::civil::Date>().expect("a date") - jiff::civil::date(1970, 1, 1)).get_days())
        .collect();
    let mut columns = vec![Column::new("date".into(), days).cast(&DataType::Date).expect("dates")];
    columns.push(Column::new("entity".into(), first.iter().map(|r| r["entity"].clone()).collect::<Vec<String>>()));
    for (c, id) in COLUMNS.iter().enumerate() {
        columns.push(Column::new((*id).into(), (0..300).map(|row| value(row, c)).collect::<Vec<Option<f64>>>()));
    }
    let mut frame = DataFrame::new(300, columns).expect("a frame");
    let parquet = folder.path("data.parquet");
    ParquetWriter::new(fs::File::create(&parquet).expect("made")).finish(&mut frame).expect("written");
    assert_eq!(folder.scored(&parquet, &[]), first);
    let out = folder.path("out.parquet");
    assert!(folder.run(&parquet, &out, &[]).status.success());
    let frame = ParquetReader::new(fs::File::open(&out).expect("there")).finish().expect("read");
    let scores = frame.column("score").expect("a column").f64().expect("numbers").clone();
    let again: Vec<Option<f64>> = scores.iter().collect();
    assert_eq!(again, first.iter().map(|r| number(&r["score"])).collect::<Vec<_>>());
    // One thread or many.
    for threads in ["1", "7"] {
        let out = folder.path("threads.csv");
        let model = folder.path("m.toml");
        let mut command = froth();
        command.env("RAYON_NUM_THREADS", threads).arg("panel").arg(&data).arg("-m").arg(model).arg("-o").arg(&out);
        assert!(command.output().expect("it runs").status.success());
        assert_eq!(rows(&fs::read_to_string(&out).expect("written")), first);
    }
}

#[test]
fn rules_over_rows_and_transforms_see_what_they_should() {
    let folder = Folder::new();
    let text = "schema = 1\nid = 'm'\ntitle = 'M'\n[missing]\nmin_coverage = 0\n[dimension.root]\n\
        [indicator.h]\ndimension = 'root'\nformula = 'v'\nrule.percentile = { over = 'history' }\n\
        [indicator.z]\ndimension = 'root'\nformula = 'v'\nrule.zscore = { over = 'history', cap = 2 }\n\
        [indicator.c]\ndimension = 'root'\nformula = 'v'\nrule.minmax = { over = 'cross_section' }\n\
        [indicator.f]\ndimension = 'root'\nformula = 'v'\nrule.percentile = { over = 'full_history', inverse = true }\n\
        [indicator.g]\ndimension = 'root'\nformula = 'v'\ntransform = [{ growth = { periods = 2 } }]\nrule.linear = { from = -50, to = 50 }\n";
    folder.write("m.toml", text);
    let mut data = "date,entity,v\n".to_owned();
    let at = |t: usize, e: usize| 10.0 + ((t * 37 + e * 17) % 23) as f64;
    for t in 0..24 {
        for e in 0..3 {
            let _ = writeln!(data, "{}-{:02},e{e},{}", 2000 + t / 12, t % 12 + 1, at(t, e));
        }
    }
    let data = folder.write("data.csv", &data);
    let scored = folder.scored(&data, &["--audit"]);
    for (row, found) in scored.iter().enumerate() {
        let (t, e) = (row / 3, row % 3);
        let score = |id: &str| number(&found[&format!("normalised_{id}")]);
        let close = |id: &str, wanted: Option<f64>| match (score(id), wanted) {
            (Some(a), Some(b)) => assert!((a - b).abs() < 1e-9, "{id} in row {row}: {a} for {b}"),
            (a, b) => assert_eq!(a, b, "{id} in row {row}"),
        };
        let history: Vec<f64> = (0..=t).map(|t| at(t, e)).collect();
        let x = at(t, e);
        let share = |reference: &[f64]| {
            let below = reference.iter().filter(|r| **r < x).count() as f64;
            let equal = reference.iter().filter(|r| **r == x).count() as f64;
            100.0 * (below + 0.5 * equal) / reference.len() as f64
        };
        close("h", Some(share(&history)));
        let n = history.len() as f64;
        let mean = history.iter().sum::<f64>() / n;
        let sd = (history.iter().map(|h| (h - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        let z = (n > 1.0 && sd > 0.0).then(|| (50.0 + 50.0 * ((x - mean) / sd) / 2.0).clamp(0.0, 100.0));
        close("z", z);
        let across: Vec<f64> = (0..3).map(|e| at(t, e)).collect();
        let (low, high) = across.iter().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(*v), h.max(*v)));
        close("c", (low < high).then(|| 100.0 * (x - low) / (high - low)));
        let all: Vec<f64> = (0..24).map(|t| at(t, e)).collect();
        close("f", Some(100.0 - share(&all)));
        let growth = (t >= 2).then(|| 100.0 * (x / at(t - 2, e) - 1.0));
        assert_eq!(number(&found["raw_g"]).is_some(), growth.is_some());
        close("g", growth.map(|g| (g + 50.0).clamp(0.0, 100.0)));
    }
    let output = folder.run(&data, &folder.path("o.csv"), &[]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("this model looks ahead, in f"));
    folder.fails(&data, &["--point-in-time"], &["looks ahead: f", "history"]);
}

#[test]
fn data_come_as_they_are() {
    let folder = Folder::new();
    folder.write("m.toml", "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.cape]\ndimension = 'root'\nrule.linear = { from = 0, to = 50 }\n");
    let scores = |text: &str, more: &[&str]| -> Vec<String> {
        let data = folder.write("data.csv", text);
        folder.scored(&data, more).into_iter().map(|r| r["score"].clone()).collect()
    };
    let map = ["--map", "cape=PE10"];
    // FRED: another name for the date, a dot for missing; Shiller: 1871.1 is October; zeros that are none.
    assert_eq!(scores("observation_date,PE10\n2000-01-01,25\n2000-02-01,.\n", &map), ["50", ""]);
    assert_eq!(scores("Date,PE10\n1871.09,10\n1871.1,20\n1871.11,0\n", &map), ["20", "40", "0"]);
    let zero = ["--map", "cape=PE10", "--zero-is-missing", "PE10"];
    assert_eq!(scores("Date,PE10\n1871.09,10\n1871.1,0\n", &zero), ["20", ""]);
    assert_eq!(scores("Date;PE10\n2000-01-31;25\n", &map), ["50"]);
    assert_eq!(scores("month,cape\n2000-01,25\n", &["--date-column", "month"]), ["50"]);
    assert_eq!(scores("date,cape\n2000-01,NaN\n2000-02,inf\n2000-03,50\n", &[]), ["", "", "100"]);
    let long = "series_id,date,value\nPE,2000-01-01,25\nOTHER,2000-01-01,3\nPE,2000-02-01,50\n";
    assert_eq!(scores(long, &["--long", "--map", "cape=PE"]), ["50", "100"]);
    assert_eq!(scores("date,other\n2000-01,1\n", &["--allow-missing"]), [""]);
}

#[test]
fn slips_are_answered_with_their_row_and_lose_nothing() {
    let folder = Folder::new();
    let growing = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.cape]\ndimension = 'root'\n\
                   transform = [{ growth = { periods = 1 } }]\nrule.linear = { from = 0, to = 50 }\n";
    let flat = growing.replace("transform = [{ growth = { periods = 1 } }]\n", "");
    let fails = |model: &str, text: &str, more: &[&str], parts: &[&str]| {
        folder.write("m.toml", model);
        let data = folder.write("data.csv", text);
        folder.fails(&data, more, parts);
    };
    fails(&flat, "date,cap\n2000-01,1\n", &[], &["no column for `cape`", "did you mean `cap`", "--allow-missing"]);
    fails(&flat, "month,cape\n2000-01,1\n", &[], &["no column `date`", "--date-column"]);
    fails(&flat, "date,cape\n2000-01,1\n2000-02,abc\n", &[], &["line 3", "column `cape`", "\"abc\" is no number"]);
    fails(&flat, "date,cape\n2000-01,1\nsoon,2\n", &[], &["line 3", "\"soon\" is no date"]);
    fails(&flat, "date,cape\n2000-01,1\n2000-01,2\n", &[], &["row 2", "two rows for 2000-01-31"]);
    fails(&flat, "date,cape\n2000-02,1\n2000-01,2\n", &[], &["row 2", "sort"]);
    fails(&flat, "date,cape\n2000-01,1,7\n", &[], &["line 2", "3 fields"]);
    fails(&flat, "", &[], &["is empty"]);
    fails(&flat, "date,cape\n", &[], &["no rows"]);
    fails(&flat, "date,cape\n2000-01,1\n", &["--map", "cpae=cape"], &["no value `cpae`", "cape"]);
    fails(&flat, "date,cape\n2000-01,1\n", &["--zero-is-missing", "cap"], &["no column `cap`"]);
    fails(growing, "date,cape\n2000-01,1\n2000-02,2\n2000-05,2\n", &[], &["row 3", "2000-05-31 does not follow"]);
    folder.write("m.toml", &flat);
    let gzip = folder.path("data.csv.gz.csv");
    fs::write(&gzip, [0x1f, 0x8b, 8, 0]).expect("written");
    folder.fails(&gzip, &[], &["cannot be unpacked", "download it again"]);
    let cut = folder.path("cut.parquet");
    fs::write(&cut, b"PAR1 and then nothing more of it").expect("written");
    folder.fails(&cut, &[], &["cannot be read as Parquet"]);
    folder.fails(&folder.path("none.csv"), &[], &["cannot read"]);
    // Onto the input, into nowhere, in an unknown format.
    let data = folder.write("data.csv", "date,cape\n2000-01,1\n");
    for (out, part) in
        [("data.csv", "is the input itself"), ("no/such/out.csv", "cannot write"), ("out.xls", ".parquet")]
    {
        let output = folder.run(&data, &folder.path(out), &[]);
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains(part), "{out}");
    }
    assert_eq!(fs::read_to_string(&data).expect("there"), "date,cape\n2000-01,1\n");
}

/// A disk that is full, as far as the program can tell: files may hold 4 KiB.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    let folder = Folder::new();
    folder.write("m.toml", MODEL);
    let data = folder.write("data.csv", &wide(2000));
    for ending in ["csv", "parquet"] {
        let kept = folder.write(&format!("kept.{ending}"), "mine");
        let command = format!(
            "trap '' XFSZ; ulimit -f 8; exec {} panel {} -m {} -o {}",
            env!("CARGO_BIN_EXE_froth"),
            data.display(),
            folder.path("m.toml").display(),
            kept.display()
        );
        let output = std::process::Command::new("sh").args(["-c", &command]).output().expect("it runs");
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write"));
        assert_eq!(fs::read_to_string(kept).expect("there"), "mine");
    }
    let staged = fs::read_dir(folder.0.path()).expect("a folder").filter_map(Result::ok);
    assert!(!staged.into_iter().any(|e| e.file_name().to_string_lossy().starts_with(".froth")));
}

/// Indicators that begin move no chained level, and the break is drawn.
#[test]
fn chained_scores_pass_over_breaks() {
    let folder = Folder::new();
    folder.write(
        "m.toml",
        "schema = 1\nid = 'm'\ntitle = 'M'\n[missing]\nmin_coverage = 0\n[dimension.root]\n\
         [indicator.x]\ndimension = 'root'\nrule.linear = { from = 0, to = 100 }\n\
         [indicator.y]\ndimension = 'root'\nrule.linear = { from = 0, to = 100 }\n\
         [episode.past]\nfrom = 1999-01-01\nto = 1999-12-31\n\
         [episode.boom]\ntitle = 'The boom'\nfrom = 2000-02-01\nto = 2000-03-15\n\
         [episode.now]\ntitle = 'Now'\nfrom = 2000-04-01\n\
         [text.zh-Hant]\nboom = '熱潮'\n",
    );
    // y begins in the third row, at 90: the score jumps, the chained level only follows x, and then both.
    let data = folder.write("data.csv", "date,x,y\n2000-01,10,\n2000-02,20,\n2000-03,30,90\n2000-04,40,90\n");
    let chart = folder.path("ribbon.svg");
    let scored = folder.scored(&data, &["--chained", "--chart", chart.to_str().expect("UTF-8")]);
    let column = |name: &str| scored.iter().map(|r| number(&r[name]).expect("a score")).collect::<Vec<f64>>();
    assert_eq!(column("score"), [10.0, 20.0, 60.0, 65.0]);
    assert_eq!(column("score_chained"), [40.0, 50.0, 60.0, 65.0]);
    let svg = fs::read_to_string(chart).expect("drawn");
    let document = roxmltree::Document::parse(&svg).expect("an SVG");
    let says = |text: &str| document.descendants().any(|n| n.text().is_some_and(|t| t.contains(text)));
    assert!(says("2000-04: 65.0"), "{svg}");
    // Episodes that the dates reach into are marked, ongoing ones to the end.
    assert!(says("The boom") && says("Now") && says("shaded") && !says("past"), "{svg}");
    let chinese = folder.path("chinese.svg");
    folder.scored(&data, &["--lang", "zh-Hant", "--chart", chinese.to_str().expect("UTF-8")]);
    assert!(fs::read_to_string(chinese).expect("drawn").contains("熱潮"));
}

/// Several entities: a row each, the highest last score first.
#[test]
fn entities_are_drawn_below_each_other() {
    let folder = Folder::new();
    folder.write("m.toml", &rooted(&plain("x", "root", 1.0)));
    let mut data = "date,entity,x\n".to_owned();
    for (month, scores) in [[10, 80, 30], [20, 70, 40], [95, 60, 50]].iter().enumerate() {
        for (entity, x) in ["Aland", "Borduria", "Carpania"].iter().zip(scores) {
            let _ = writeln!(data, "2000-{:02},{entity},{x}", month + 1);
        }
    }
    // One of them begins later than the others.
    data.push_str("2000-03,Dawn,1\n");
    let data = folder.write("data.csv", &data);
    let chart = folder.path("entities.svg");
    folder.scored(&data, &["--chart", chart.to_str().expect("UTF-8")]);
    let svg = fs::read_to_string(chart).expect("drawn");
    let document = roxmltree::Document::parse(&svg).expect("an SVG");
    let texts: Vec<String> = document
        .descendants()
        .filter(roxmltree::Node::is_text)
        .filter_map(|n| n.text())
        .map(|t| t.trim().to_owned())
        .collect();
    assert!(texts.iter().any(|t| t == "2000-03: Aland has the highest score, 95.0"), "{texts:?}");
    let names = ["Aland", "Borduria", "Carpania", "Dawn"];
    let found: Vec<&String> = texts.iter().filter(|t| names.contains(&t.as_str())).collect();
    assert_eq!(found, names);
    let numbers = folder.path("entities.csv");
    folder.scored(&data, &["--chart", numbers.to_str().expect("UTF-8")]);
    let numbers = fs::read_to_string(numbers).expect("written");
    assert!(numbers.contains("2000-01-31,Dawn,\n") && numbers.contains("2000-03-31,Dawn,1\n"), "{numbers}");
}

/// What two things would be called is an error that names both, whichever way a table comes in or goes out.
#[test]
fn a_name_that_two_things_would_share_is_refused() {
    use froth::panel::polars::prelude::*;
    let text = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[dimension.chained]\nparent = 'root'\n\
        [indicator.x]\ndimension = 'chained'\nrule.linear = { from = 0, to = 100 }\n";
    let folder = Folder::new();
    folder.write("m.toml", text);
    folder.write("e.toml", &rooted(&plain("entity", "root", 1.0)));
    folder.write("d.toml", &rooted(&plain("date", "root", 1.0)));
    let data = folder.write("data.csv", "date,entity,x\n2000,a,1\n2001,a,2\n");
    let said = |model: &str, out: &str, more: &[&str]| {
        let run = froth()
            .arg("panel")
            .arg(&data)
            .arg("-m")
            .arg(folder.path(model))
            .arg("-o")
            .arg(folder.path(out))
            .args(more)
            .output();
        let run = run.expect("it runs");
        assert_eq!(run.status.code(), Some(1), "{model} {more:?}");
        assert!(!folder.path(out).exists());
        String::from_utf8_lossy(&run.stderr).into_owned()
    };
    for out in ["o.csv", "o.parquet"] {
        let why = said("m.toml", out, &["--chained"]);
        assert!(why.contains("`score_chained` would be written twice: the score of the dimension `chained`"), "{why}");
        for (model, id, what) in [("e.toml", "entity", "entities"), ("d.toml", "date", "dates")] {
            let why = said(model, out, &[]);
            let wanted = format!("the column `{id}` holds the {what}, and the model has a value `{id}`");
            assert!(why.contains(&wanted) && why.contains("--map"), "{why}");
        }
    }
    let frame = df!("date" => ["2000"], "entity" => ["a"], "x" => [1.0]).expect("a frame");
    let options = froth::panel::FrameOptions::default().chained(true);
    assert!(
        froth::panel::score_frame(&frame, &model(text), &options)
            .expect_err("twice")
            .to_string()
            .contains("written twice")
    );
    let entity = model(&rooted(&plain("entity", "root", 1.0)));
    let found = froth::panel::score_frame(&frame, &entity, &froth::panel::FrameOptions::default());
    assert!(found.expect_err("twice").to_string().contains("holds the entities"));
    let sql = |options: &froth::sql::Options| froth::sql::query(&entity, froth::sql::Dialect::DuckDb, options);
    assert!(sql(&froth::sql::Options::default()).expect_err("twice").to_string().contains("holds the entities"));
    // Without the other one, and where the value is read from elsewhere, nothing is in the way.
    assert_eq!(folder.scored(&data, &["--contributions"]).len(), 2);
    let other = froth::panel::FrameOptions::default().map("entity", "x");
    assert!(froth::panel::score_frame(&frame, &entity, &other).is_ok());
    let map = vec![("entity".to_owned(), "x".to_owned())];
    assert!(sql(&froth::sql::Options { map, ..froth::sql::Options::default() }).is_ok());
}
