//! Data frames: scored as `froth panel` scores a file of the same table, to the last bit.

use crate::support::{froth, model, plain, rooted};
use froth::panel::polars::prelude::*;
use froth::panel::{FrameOptions, score_frame};
use polars_io::prelude::{ParquetReader, ParquetWriter, SerReader};
use std::fs::File;
use std::path::PathBuf;

const MODEL: &str = include_str!("../panel.toml");

/// What `froth panel` writes for a file.
fn written(folder: &tempfile::TempDir, text: &str, data: &PathBuf, flags: &[&str]) -> DataFrame {
    let (model, out) = (folder.path().join("m.toml"), folder.path().join("out.parquet"));
    std::fs::write(&model, text).expect("written");
    let mut command = froth();
    let output = command.arg("panel").arg(data).arg("-m").arg(model).arg("-o").arg(&out).args(flags).output();
    let output = output.expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    ParquetReader::new(File::open(out).expect("there")).finish().expect("read")
}

/// The frame as text, missing cells empty.
fn csv(frame: &DataFrame) -> String {
    let columns: Vec<Column> = frame.columns().iter().map(|c| c.cast(&DataType::String).expect("text")).collect();
    let names: Vec<&str> = columns.iter().map(|c| c.name().as_str()).collect();
    let mut text = names.join(",") + "\n";
    for row in 0..frame.height() {
        let cell = |c: &Column| c.str().expect("text").get(row).unwrap_or_default().to_owned();
        text += &(columns.iter().map(cell).collect::<Vec<_>>().join(",") + "\n");
    }
    text
}

/// Scores the frame, and files of it with the same flags; all must agree. Gives the scores back.
fn alike(frame: &DataFrame, text: &str, options: &FrameOptions, flags: &[&str]) -> DataFrame {
    let scored = score_frame(frame, &model(text), options).unwrap_or_else(|e| panic!("{e:?}"));
    let folder = tempfile::tempdir().expect("a folder");
    let (parquet, flat) = (folder.path().join("data.parquet"), folder.path().join("data.csv"));
    ParquetWriter::new(File::create(&parquet).expect("made")).finish(&mut frame.clone()).expect("written");
    std::fs::write(&flat, csv(frame)).expect("written");
    for file in [parquet, flat] {
        let wanted = written(&folder, text, &file, flags);
        assert_eq!(scored.schema(), wanted.schema(), "{}", file.display());
        assert!(scored.equals_missing(&wanted), "{}: {scored:?}\n{wanted:?}", file.display());
        for (a, b) in scored.columns().iter().zip(wanted.columns()).filter(|(a, _)| a.dtype().is_float()) {
            let bits = |c: &Column| c.f64().expect("numbers").iter().map(|x| x.map(f64::to_bits)).collect::<Vec<_>>();
            assert_eq!(bits(a), bits(b), "{}", a.name());
        }
    }
    scored
}

fn column<T, Phantom: ?Sized>(name: &str, values: T) -> Column
where
    Series: NamedFrom<T, Phantom>,
{
    Column::new(name.into(), values)
}

fn frame(columns: Vec<Column>) -> DataFrame {
    DataFrame::new(columns[0].len(), columns).expect("a frame")
}

/// Numbers for the rows, missing, NaN and infinite now and then.
fn numbers(rows: usize, seed: usize) -> Vec<Option<f64>> {
    let number = |row: usize| match (row * 7919 + seed * 104_729) % 1009 {
        x if x.is_multiple_of(11) => None,
        x if x.is_multiple_of(23) => Some(f64::NAN),
        x if x.is_multiple_of(41) => Some(f64::INFINITY),
        x => Some(x as f64 / 10.0),
    };
    (0..rows).map(number).collect()
}

/// Two entities by the month, with words.
fn table(rows: usize) -> DataFrame {
    let days = (0..).take(rows).map(|row: i32| 31 * (row / 2)).collect::<Vec<i32>>();
    let entity = (0..rows).map(|row| if row % 2 == 0 { "one" } else { "two" }).collect::<Vec<_>>();
    let words = (0..rows).map(|row| [Some("calm"), Some("tense"), None][row % 3]).collect::<Vec<_>>();
    let mut columns = vec![column("date", days).cast(&DataType::Date).expect("dates"), column("entity", entity)];
    columns.extend(["x", "y", "p", "q"].into_iter().zip(0..).map(|(id, seed)| column(id, numbers(rows, seed))));
    columns.push(column("w", words));
    frame(columns)
}

#[test]
fn a_frame_scores_as_its_file_does_to_the_last_bit() {
    let all = FrameOptions::default().contributions(true).audit(true).chained(true).min_coverage(0.3);
    let flags = ["--contributions", "--audit", "--chained", "--min-coverage", "0.3"];
    let scored = alike(&table(300), MODEL, &all, &flags);
    assert_eq!(scored.height(), 300);
    assert!(scored.column("contribution_x").is_ok() && scored.column("score_chained").is_ok());
    alike(&table(300), MODEL, &FrameOptions::default(), &[]);
    // A model that looks along rows.
    let text = rooted("[indicator.x]\ndimension = 'root'\nrule.percentile = { over = 'history' }\n");
    alike(&table(100), &text, &FrameOptions::default(), &[]);
}

#[test]
fn chunks_and_batches_make_no_difference() {
    let whole = table(3000);
    let mut chunked = whole.slice(0, 7);
    for (start, length) in [(7, 1), (8, 1500), (1508, 1492)] {
        chunked.vstack_mut(&whole.slice(start, length)).expect("of one kind");
    }
    assert_eq!(chunked.column("x").expect("there").n_chunks(), 4);
    let score = |frame: &DataFrame| score_frame(frame, &model(MODEL), &FrameOptions::default()).expect("scored");
    assert!(score(&chunked).equals_missing(&score(&whole)));
    // More rows than are read at once.
    let rows = 600_000;
    let long = frame(vec![
        column("date", (0..rows).collect::<Vec<i32>>()).cast(&DataType::Date).expect("dates"),
        column("x", numbers(rows as usize, 1)),
    ]);
    let model = model(&rooted(&plain("x", "root", 1.0)));
    let score = |frame: &DataFrame| score_frame(frame, &model, &FrameOptions::default()).expect("scored");
    let mut parts = score(&long.slice(0, 300_000));
    parts.vstack_mut(&score(&long.slice(300_000, 300_000))).expect("of one kind");
    assert!(score(&long).equals_missing(&parts));
}

/// Scores of a model whose score is its value, by date.
fn values(frame: &DataFrame) -> Vec<(String, Option<f64>)> {
    let scored = alike(frame, &rooted(&plain("x", "root", 1.0)), &FrameOptions::default(), &[]);
    let dates = scored.column("date").expect("there").cast(&DataType::String).expect("text");
    let scores = scored.column("score").expect("there").f64().expect("numbers").clone();
    dates.str().expect("text").iter().map(|d| d.expect("a date").to_owned()).zip(scores.iter()).collect()
}

fn dated(dates: Column, x: Column) -> Vec<(String, Option<f64>)> {
    values(&frame(vec![dates, x]))
}

#[test]
fn dates_are_local_days() {
    let expected = [("2000-03-31".to_owned(), Some(10.0)), ("2000-04-02".to_owned(), Some(20.0))];
    let x = || column("x", [10.0, 20.0]);
    let at = |text: &str| text.parse::<jiff::Timestamp>().expect("a moment").as_millisecond();
    // Half an hour before midnight, and half an hour after.
    let naive = [at("2000-03-31T23:30:00Z"), at("2000-04-02T00:30:00Z")];
    for unit in [TimeUnit::Milliseconds, TimeUnit::Microseconds, TimeUnit::Nanoseconds] {
        let moments = |moments: [i64; 2], zone: Option<&'static str>| {
            let zone = TimeZone::opt_try_new(zone).expect("a zone");
            let milli = column("date", moments).cast(&DataType::Datetime(TimeUnit::Milliseconds, zone.clone()));
            milli.and_then(|m| m.cast(&DataType::Datetime(unit, zone))).expect("moments")
        };
        assert_eq!(dated(moments(naive, None), x()), expected);
        // Where the clock shows the same, it is another day in Greenwich: before summer time, and in it.
        let new_york = [at("2000-03-31T23:30:00-05:00"), at("2000-04-02T00:30:00-05:00")];
        assert_eq!(dated(moments(new_york, Some("America/New_York")), x()), expected);
        let taipei = [at("2000-03-31T23:30:00+08:00"), at("2000-04-02T00:30:00+08:00")];
        assert_eq!(dated(moments(taipei, Some("Asia/Taipei")), x()), expected);
    }
    assert_eq!(dated(column("date", ["2000-03-31T23:30", "2000-04-02"]), x()), expected);
    let months = [("2000-02-29".to_owned(), Some(10.0)), ("2000-12-31".to_owned(), Some(20.0))];
    assert_eq!(dated(column("date", ["2000-02", "2000"]), x()), months);
    let categories = column("date", ["2000-02", "2000"]).cast(&DataType::from_categories(Categories::global()));
    assert_eq!(dated(categories.expect("categories"), x()), months);
}

#[test]
fn numbers_of_every_type_are_read() {
    let dates = || column("date", ["2000", "2001", "2002"]);
    let scores = |x: Column| dated(dates(), x).into_iter().map(|(_, x)| x).collect::<Vec<_>>();
    let whole = [Some(25.0), None, Some(50.0)];
    assert_eq!(scores(column("x", [Some(25i32), None, Some(50)])), whole);
    assert_eq!(scores(column("x", [Some(25i64), None, Some(50)])), whole);
    assert_eq!(scores(column("x", [Some(25u32), None, Some(50)])), whole);
    assert_eq!(scores(column("x", [Some(25u64), None, Some(50)])), whole);
    assert_eq!(scores(column("x", [Some(25f32), None, Some(50.0)])), whole);
    assert_eq!(scores(Column::full_null("x".into(), 3, &DataType::Float64)), [None; 3]);
    // What no binary number holds, and more digits than one has.
    let decimals = column("x", [Some("7.1"), None, Some("42.12345678901234500000")]);
    let decimals = decimals.cast(&DataType::Decimal(38, 20)).expect("decimals");
    let nearest = column("x", [Some(7.1), None, Some(42.123_456_789_012_345)]);
    assert_eq!(scores(decimals), scores(nearest));
}

#[test]
fn entities_and_words_can_be_categories() {
    let plain = table(60);
    let texts = score_frame(&plain, &model(MODEL), &FrameOptions::default()).expect("scored");
    let entities = DataType::from_categories(Categories::global());
    let words = DataType::from_frozen_categories(FrozenCategories::new(["tense", "calm"]).expect("categories"));
    let mut coded = plain.clone();
    for (name, kind) in [("entity", &entities), ("w", &words)] {
        let column = coded.column(name).expect("there").cast(kind).expect("categories");
        coded.with_column(column).expect("of the same height");
    }
    assert!(alike(&coded, MODEL, &FrameOptions::default(), &[]).equals_missing(&texts));
}

#[test]
fn long_frames_and_names_of_columns() {
    let text = rooted(&[plain("x", "root", 1.0), plain("y", "root", 2.0)].concat());
    let long = frame(vec![
        column("when", ["2000", "2000", "2001", "2001"]),
        column("variable", ["x", "other", "x", "other"]),
        column("value", [Some(10.0), Some(0.0), None, Some(50.0)]),
    ]);
    let options = FrameOptions::default().long(true).date_column("when").map("y", "other").zero_is_missing("value");
    let flags = ["--long", "--date-column", "when", "--map", "y=other", "--zero-is-missing", "value"];
    alike(&long, &text, &options, &flags);
    let wide = frame(vec![column("date", ["2000"]), column("entity", ["of no meaning"]), column("x", [10.0])]);
    let options = FrameOptions::default().entity_column("none").allow_missing(true);
    let scored = alike(&wide, &text, &options, &["--entity-column", "none", "--allow-missing"]);
    assert!(scored.column("entity").is_err());
}

#[test]
fn slips_are_named() {
    let says = |columns: Vec<Column>, options: &FrameOptions, parts: &[&str]| {
        let error = score_frame(&frame(columns), &model(MODEL), options).expect_err("a slip");
        let said = format!("{error:?}");
        for part in parts {
            assert!(said.contains(part), "no `{part}` in {said}");
        }
        assert!(!said.contains("--"), "a flag of the command line in {said}");
    };
    let plain = FrameOptions::default();
    let columns = |dates: Column| {
        let mut columns = table(2).columns().to_vec();
        columns[0] = dates;
        columns
    };
    let short = || vec![column("date", ["2000"]), column("x", [1.0]), column("yy", [1.0])];
    says(
        short(),
        &plain,
        &["the frame has no column for `y`", "did you mean `yy`", "`p`", "`options.allow_missing`", "`options.map`"],
    );
    says(vec![column("x", [1.0])], &plain, &["the frame has no column `date`", "`options.date_column`"]);
    says(columns(column("date", [1.5, 2.5])), &plain, &["row 1, column `date`", "\\\"1.5\\\" is no date"]);
    says(columns(column("date", [Some("2000"), None])), &plain, &["row 2, column `date`: there is no date"]);
    says(columns(column("date", ["2000", "soon"])), &plain, &["row 2, column `date`: \\\"soon\\\" is no date"]);
    let mut texts = columns(column("date", ["2000", "2001"]));
    texts[2] = column("x", ["1", "one"]);
    says(texts, &plain, &["the frame: row 2, column `x`: \\\"one\\\" is no number"]);
    let mut words = columns(column("date", ["2000", "2001"]));
    words[6] = column("w", ["calm", "nervous"]);
    says(words, &plain, &["row 2, column `w`: \\\"nervous\\\" is none of the words known here"]);
    let alone = plain.clone().entity_column("none");
    says(columns(column("date", ["2000", "2000"])), &alone, &["two rows for 2000-12-31", "`options.entity_column`"]);
    says(table(0).columns().to_vec(), &plain, &["the frame has no rows"]);
}

/// Everything that reads tables reads frames: a file of the same table gives the same.
#[test]
fn a_frame_is_tested_and_held_against_events_as_a_file_of_it() {
    use froth::panel::{Layout, PanelOptions, score_source};
    use froth::{backtest, base_rates, exuberance};

    let price = |row: usize| Some(100.0 + 30.0 * (row as f64 / 9.0).sin() + row as f64);
    let days = (0..120).map(|month| 30 * month).collect::<Vec<i32>>();
    let of = frame(vec![
        column("date", days).cast(&DataType::Date).expect("dates"),
        column("price", (0..120).map(price).collect::<Vec<_>>()),
        column("crash", (0..120).map(|row| i32::from(row % 29 > 26)).collect::<Vec<_>>()),
    ]);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("data.csv");
    std::fs::write(&file, csv(&of)).expect("written");

    let columns = exuberance::Columns { allow_gaps: true, ..exuberance::Columns::default() };
    let taken = exuberance::read(&of, &columns, &()).expect("read");
    assert_eq!(taken, exuberance::read(&file, &columns, &()).expect("read"));
    assert_eq!(taken.inputs.len(), 2);

    let wanted = base_rates::Columns { price: "price".to_owned(), ..base_rates::Columns::default() };
    let of_frame = base_rates::read(&of, &wanted, &()).expect("read");
    assert_eq!(format!("{of_frame:?}"), format!("{:?}", base_rates::read(&file, &wanted, &()).expect("read")));

    let scored_by = model(&rooted(&plain("price", "root", 1.0)));
    let event = backtest::Event::parse("crash").expect("an event");
    let asked = backtest::Asked { event: &event, rivals: &["price".to_owned()], allow_gaps: true };
    let options = PanelOptions::default();
    let of_frame = backtest::read(&scored_by, &of, &options, asked, &()).expect("read");
    let of_file = backtest::read(&scored_by, &file, &options, asked, &()).expect("read");
    assert_eq!(format!("{of_frame:?}"), format!("{of_file:?}"));
    let of_frame = backtest::read_column("price", &of, &options, asked, &()).expect("read");
    let of_file = backtest::read_column("price", &file, &options, asked, &()).expect("read");
    assert_eq!(format!("{of_frame:?}"), format!("{of_file:?}"));

    let (of_frame, summary) = score_source(&of, &scored_by, &options, &()).expect("scored");
    let (of_file, same) = score_source(&file, &scored_by, &options, &()).expect("scored");
    assert!(of_frame.equals_missing(&of_file) && summary == same && summary.scored == 120);

    // What only text has is refused.
    let layout = Layout { skip_rows: 2, ..Layout::default() };
    let said = score_source(&of, &scored_by, &options.layout(layout), &()).expect_err("refused").to_string();
    assert!(said.contains("data frame: `options.skip_rows` means nothing there"), "{said}");
}
