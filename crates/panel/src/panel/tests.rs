//! Files of many batches: what is read ahead, on all cores and entity after entity, is what row after row gives.

use super::polars::prelude::*;
use super::read::dates;
use super::*;
use froth_core::diag::SourceFile;
use std::fmt::Write as _;

fn model(rule: &str) -> Model {
    let text = format!(
        "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.x]\ndimension = 'root'\n{rule}\n[indicator.y]\n\
         dimension = 'root'\nrule.linear = {{ from = 0, to = 100 }}\n"
    );
    Model::parse(&SourceFile::new("m.toml", text)).unwrap().0
}

/// Firms and dates, by firm or by date.
fn keys(firms: usize, dates: usize, by_date: bool) -> Vec<(usize, usize)> {
    if by_date {
        (0..dates).flat_map(|d| (0..firms).map(move |f| (f, d))).collect()
    } else {
        (0..firms).flat_map(|f| (0..dates).map(move |d| (f, d))).collect()
    }
}

fn number(firm: usize, date: usize) -> f64 {
    ((firm * 7919 + date * 104_729) % 10_007) as f64 / 100.0
}

fn day(date: usize) -> String {
    let day = jiff::civil::Date::constant(1990, 1, 1)
        .checked_add(jiff::Span::new().days(i64::try_from(date).unwrap()))
        .unwrap();
    day.to_string()
}

fn csv(keys: &[(usize, usize)]) -> String {
    let mut text = "date,entity,x,y\n".to_owned();
    for (firm, date) in keys {
        let x = number(*firm, *date);
        let y = if (firm + date) % 11 == 0 { String::new() } else { format!("{}", 100.0 - x) };
        writeln!(text, "{},\"Firm {firm}, Ltd\",{x},{y}", day(*date)).unwrap();
    }
    text
}

fn frame(keys: &[(usize, usize)]) -> DataFrame {
    let of = |f: &dyn Fn(usize, usize) -> Option<f64>| keys.iter().map(|(a, b)| f(*a, *b)).collect::<Vec<_>>();
    let dates: Vec<String> = keys.iter().map(|(_, date)| day(*date)).collect();
    let firms: Vec<String> = keys.iter().map(|(firm, _)| format!("Firm {firm}, Ltd")).collect();
    let columns = vec![
        Column::new("date".into(), dates),
        Column::new("entity".into(), firms),
        Column::new("x".into(), of(&|f, d| Some(number(f, d)))),
        Column::new("y".into(), of(&|f, d| ((f + d) % 11 != 0).then(|| 100.0 - number(f, d)))),
    ];
    DataFrame::new(keys.len(), columns).unwrap()
}

fn written(text: &str, model: &Model, ending: &str) -> Result<(String, Vec<u8>), String> {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("data.csv"), folder.path().join(format!("out.{ending}")));
    std::fs::write(&data, text).unwrap();
    score_panel(model, &data, &out, &PanelOptions::default(), &()).map_err(|e| e.to_string())?;
    let bytes = std::fs::read(&out).unwrap();
    Ok((String::from_utf8_lossy(&bytes).into_owned(), bytes))
}

/// The lines that a frame's scores are in a file: made by another writer.
fn lines(scored: &DataFrame) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(scored.get_column_names()).unwrap();
    for row in 0..scored.height() {
        let cell = |column: &Column| match column.get(row).unwrap() {
            AnyValue::Null => String::new(),
            AnyValue::String(text) => text.to_owned(),
            AnyValue::Float64(x) => x.to_string(),
            AnyValue::Date(day) => dates::from_days(day).unwrap().to_string(),
            other => other.to_string(),
        };
        writer.write_record(scored.columns().iter().map(cell)).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn a_file_of_many_batches_gives_what_a_frame_gives() {
    let date_by_date = "outliers = { over = 'cross_section', skewness = 0.1, kurtosis = 0.1 }\nrule.zscore = { over = 'cross_section' }";
    for rule in ["rule.linear = { from = 0, to = 80 }", "rule.zscore = { over = 'history' }", date_by_date] {
        let model = model(rule);
        // More than one batch: by firm, by date, each of which is in turn for one of the rules and held for another.
        for by_date in [false, true] {
            let keys = keys(300, 250, by_date);
            let scored = score_frame(&frame(&keys), &model, &FrameOptions::default()).unwrap();
            let (found, _) = written(&csv(&keys), &model, "csv").unwrap();
            assert!(found == lines(&scored), "{rule}, by date: {by_date}");
        }
    }
}

#[test]
fn an_entity_that_comes_back_has_all_of_its_history() {
    let model = model("rule.zscore = { over = 'history' }");
    let mut keys = keys(300, 250, false);
    // The first firm's second half comes at the very end.
    let half: Vec<_> = keys.drain(125..250).collect();
    keys.extend(half);
    let scored = score_frame(&frame(&keys), &model, &FrameOptions::default()).unwrap();
    assert!(written(&csv(&keys), &model, "csv").unwrap().0 == lines(&scored));
}

#[test]
fn a_gap_far_down_is_named_by_its_row() {
    let model = model("transform = [{ change = { periods = 1 } }]\nrule.linear = { from = 0, to = 80 }");
    let mut keys = keys(300, 250, false);
    keys.drain(299 * 250 + 100..299 * 250 + 112);
    let said = written(&csv(&keys), &model, "csv").unwrap_err();
    // The row after the gap, which the frame names alike.
    let of_frame = score_frame(&frame(&keys), &model, &FrameOptions::default()).unwrap_err().to_string();
    assert_eq!(said, of_frame);
}

#[test]
fn of_several_wrong_rows_the_first_is_said() {
    let model = model("rule.linear = { from = 0, to = 80 }");
    let good = csv(&keys(100, 200, false));
    let with = |changes: &[(usize, &str)]| {
        let mut rows: Vec<String> = good.lines().map(str::to_owned).collect();
        for (line, row) in changes {
            rows[line - 1] = (*row).to_owned();
        }
        written(&(rows.join("\n") + "\n"), &model, "csv").map(drop)
    };
    let said = |changes: &[(usize, &str)]| with(changes).unwrap_err();
    let (word, percent) = ("1990-01-01,b,word,1", "1990-01-01,b,5%,1");
    assert!(said(&[(15_000, word), (9_000, word)]).contains("line 9000, column `x`: \"word\" is no number"));
    // A sign is wrong against the first number of the column but zero, many pieces before.
    let signs = said(&[(15_000, word), (9_000, percent)]);
    assert!(signs.contains("line 9000, column `x`: \"5%\" has `%`, and line 3 has no sign"), "{signs}");
    let short = said(&[(9_000, "1990-01-01,b,1"), (8_999, word)]);
    assert!(short.contains("line 8999, column `x`"), "{short}");
    let short = said(&[(9_000, "1990-01-01,b,1"), (9_001, word)]);
    assert!(short.contains("line 9000 has 3 fields"), "{short}");
    let nobody = said(&[(9_000, "1990-01-01, ,word,1")]);
    assert!(nobody.contains("line 9000, column `entity`: there is no entity"), "{nobody}");
    // Money among plain numbers of the same unit is none of it.
    assert_eq!(with(&[(3, "1990-01-02,\"Firm 0, Ltd\",$5,1")]), Ok(()));
}

#[test]
fn threads_change_no_byte() {
    let text = csv(&keys(300, 250, false));
    for rule in ["rule.linear = { from = 0, to = 80 }", "rule.zscore = { over = 'history' }"] {
        let model = model(rule);
        for ending in ["csv", "parquet"] {
            let of = |threads: usize| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| written(&text, &model, ending).unwrap().1)
            };
            assert!(of(1) == of(3), "{rule}, {ending}");
        }
    }
}
