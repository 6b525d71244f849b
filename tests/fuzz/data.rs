//! Tables of data, CSV and Parquet: scores are on the scale or missing, and a refused table leaves no file behind.

use crate::{Outcome, corpus, fuzz};
use froth::diag::SourceFile;
use froth::exuberance::{self, Columns};
use froth::model::Model;
use froth::panel::{Forms, FrameOptions, Layout, PanelOptions, Period, Shape, Vintage, score_panel};
use jiff::civil::date;
use std::fmt::Write;
use std::io::Write as _;
use std::path::Path;

const WORDS: [&str; 62] = [
    "date",
    "entity",
    "indicator",
    "value",
    "x",
    "y",
    "p",
    "q",
    "w",
    "region",
    "observation_date",
    "series_id",
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "\"a,b\"",
    "\"a\nb\"",
    "#",
    "# comment\n",
    "\u{feff}",
    "NA",
    "n/a",
    ".",
    "..",
    "#N/A",
    "null",
    "-",
    "NaN",
    "inf",
    "-inf",
    "calm",
    "tense",
    "2000-03-31",
    "2000-03",
    "1871.1",
    "2000",
    "20000331",
    "31/03/2000",
    "1e400",
    "0x10",
    "PAR1",
    "1,5",
    "sep=;\n",
    "|",
    "vintage",
    "realtime_start",
    "2020",
    "2021 [YR2021]",
    "2020-Q1",
    "2020.1",
    "2020.2",
    "2020.10",
    "2020-W05",
    "Jan 2020",
    "43861",
    "30%",
    "$5",
    "(5)",
    "1\u{a0}000",
    "\r",
];

/// How a file is said to be laid out and written, by the input's number: mostly as it comes.
fn said(k: u64) -> (Shape, Layout) {
    let pick = |of: u64, at: u64| k / 64 % of == at;
    let shape = Shape {
        years_as_columns: pick(7, 1),
        vintage: match k / 64 % 9 {
            1 => Some(Vintage::Latest),
            2 => Some(Vintage::First),
            3 => Some(Vintage::At(date(2020, 6, 30))),
            _ => None,
        },
        every: match k / 64 % 8 {
            3 => Some(Period::Month),
            4 => Some(Period::Quarter),
            5 => Some(Period::Year),
            _ => None,
        },
        forms: Forms {
            decimal: pick(5, 2).then_some(','),
            thousands: pick(5, 2).then_some('.').or(pick(5, 3).then_some(',')),
            missing: if pick(6, 1) { vec!["calm".to_owned(), "1".to_owned()] } else { Vec::new() },
            date_format: match k / 64 % 13 {
                1 => Some("excel".to_owned()),
                2 => Some("quarters".to_owned()),
                3 => Some("shiller".to_owned()),
                4 => Some("%d/%m/%Y".to_owned()),
                _ => None,
            },
        },
        ..Shape::default()
    };
    let layout = Layout {
        encoding: match k / 64 % 11 {
            1 => Some("windows-1252".to_owned()),
            2 => Some("utf-16le".to_owned()),
            3 => Some("big5".to_owned()),
            _ => None,
        },
        separator: pick(10, 4).then_some(';'),
        skip_rows: usize::from(pick(6, 2)),
        header_rows: [None, None, None, Some(0), Some(2)][(k / 64 % 5) as usize],
        skip_footer: usize::from(pick(6, 4)),
        sheet: pick(17, 3).then(|| "Data".to_owned()),
    };
    (shape, layout)
}

/// Every kind of step a panel knows, in small.
const MODEL: &str = include_str!("../panel.toml");

/// Rules over rows: an entity's history, a date's entities.
const OVER: &str = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[missing]\nmin_coverage = 0.0\n\
    [indicator.x]\ndimension = 'root'\nrule.zscore = { over = 'history' }\n\
    [indicator.y]\ndimension = 'root'\nrule.percentile = { over = 'cross_section' }\n\
    [indicator.p]\ndimension = 'root'\nrule.minmax = { over = 'full_history' }\n\
    [indicator.q]\ndimension = 'root'\nrule.rank = { over = 'cross_section' }\n";

fn model(text: &str) -> Model {
    Model::parse(&SourceFile::new("m.toml", text)).unwrap_or_else(|e| panic!("{e}")).0
}

/// One table in one way, chosen by the input's number.
fn attempt(models: &[Model], folder: &Path, k: u64, input: &[u8]) -> Outcome {
    let data = folder.join("data");
    let out = folder.join("out.csv");
    std::fs::write(&data, input).expect("written");
    // What an earlier input left.
    let _ = std::fs::remove_file(&out);
    if k % 5 == 4 {
        let (shape, layout) = said(k);
        let columns = Columns {
            allow_gaps: k.is_multiple_of(2),
            log: k.is_multiple_of(3),
            shape: Shape { long: k % 7 == 3, ..shape },
            layout,
            ..Columns::default()
        };
        return match exuberance::read(&data, &columns, &()) {
            Ok(taken) => {
                Outcome::accepted(format!("series {} {}", taken.inputs.len().min(5), taken.mixed.len().min(3)))
            }
            Err(error) => Outcome::refused(error.findings()),
        };
    }
    let model = &models[usize::from(k.is_multiple_of(3))];
    let (shape, layout) = said(k);
    let mut table = FrameOptions::default()
        .shape(shape)
        .long(k % 7 == 3)
        .allow_missing(k.is_multiple_of(2))
        .contributions(k % 4 == 2)
        .audit(k % 8 == 3)
        .chained(k % 9 == 5 && !k.is_multiple_of(3));
    if k % 4 == 1 {
        table = table.zero_is_missing("x");
    }
    let options = PanelOptions::of(table).layout(layout);
    match score_panel(model, &data, &out, &options, &()) {
        Ok(summary) => {
            let rows = written(&out, model.dimensions.len());
            assert_eq!(rows, summary.rows, "rows written and counted");
            Outcome::accepted(format!(
                "{} {} {:?} {} {}",
                summary.rows.min(3),
                summary.scored.min(2),
                summary.entities.map(|n| n.min(3)),
                summary.not_finite.min(1),
                summary.absent.len()
            ))
        }
        Err(error) => {
            assert!(!out.exists(), "half a file is left: {error}");
            Outcome::refused(error.findings())
        }
    }
}

/// Sees that what was written can be read, and that scores are on the scale; gives the rows.
fn written(out: &Path, dimensions: usize) -> u64 {
    let text = std::fs::read_to_string(out).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let scores: Vec<usize> =
        (0..header.len()).filter(|c| header[*c] == *"score" || header[*c].starts_with("score_")).collect();
    assert!(scores.len() >= dimensions.min(1));
    let mut rows = 0;
    for record in reader.records() {
        let record = record.expect("a row as long as the header");
        for column in &scores {
            let cell = &record[*column];
            assert!(
                cell.is_empty() || cell.parse().is_ok_and(|x: f64| (0.0..=100.0).contains(&x)),
                "a score of {cell}"
            );
        }
        rows += 1;
    }
    rows
}

#[test]
fn csv_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let models = [model(MODEL), model(OVER)];
    let seeds = corpus("csv").into_iter().map(|(_, text)| text).collect();
    fuzz("csv", 2, &WORDS, seeds, |k, input| attempt(&models, folder.path(), k, input));
}

#[test]
fn parquet_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let models = [model(MODEL), model(OVER)];
    // A table that the program itself writes from a CSV, in small and in larger.
    let mut seeds: Vec<Vec<u8>> = vec![b"PAR1".to_vec(), b"PAR1PAR1".to_vec(), b"PAR1\xff\xff\xff\xffPAR1".to_vec()];
    for rows in [1u32, 40, 400] {
        let mut text = String::from("date,entity,x,y,p,q,w\n");
        for row in 0..rows {
            let day = 1 + row % 28;
            let (year, entity, x, q) = (row / 28, row % 3, row % 41, row % 5);
            writeln!(text, "20{year:02}-01-{day:02},e{entity},{x},{},{row},{q},calm", row + 1).expect("written");
        }
        let (data, out) = (folder.path().join("seed.csv"), folder.path().join("seed.parquet"));
        std::fs::write(&data, text).expect("written");
        let options = PanelOptions::of(FrameOptions::default().audit(true));
        score_panel(&models[0], &data, &out, &options, &()).unwrap_or_else(|e| panic!("{e:?}"));
        seeds.push(std::fs::read(&out).expect("read"));
    }
    seeds.extend(corpus("parquet").into_iter().map(|(_, bytes)| bytes));
    fuzz("parquet", 4, &WORDS, seeds, |k, input| attempt(&models, folder.path(), k, input));
}

#[test]
fn packed_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let models = [model(MODEL), model(OVER)];
    let text = "date,entity,x,y,p,q,w\n2020-01,a,1,2,3,4,calm\n2020-01,b,2,3,4,5,tense\n2020-02,a,3,4,5,6,calm\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).expect("packed");
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("data.csv", zip::write::SimpleFileOptions::default()).expect("begun");
    archive.write_all(text.as_bytes()).expect("packed");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Data").expect("a sheet");
    for (row, line) in (0..).zip(text.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number),
                Err(_) => sheet.write(row, column, cell),
            }
            .expect("written");
        }
    }
    let mut seeds = vec![gzip.finish().expect("packed"), archive.finish().expect("packed").into_inner()];
    seeds.push(book.save_to_buffer().expect("written"));
    fuzz("packed", 4, &WORDS, seeds, |k, input| attempt(&models, folder.path(), k, input));
}
