//! Scored rows as a data frame, and as CSV or Parquet, beside the target first: what was there stays until everything is
//! written.

use super::read::batch::Entities;
use super::read::dates;
use super::scored::{ExtraCells, Scored};
use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::shown;
use froth_core::staged::{Staged, cannot_write, tidy_beside};
use polars::prelude::{
    ChunkTake, Column, DataFrame, DataType, Float64Chunked, IdxCa, IntoColumn, NamedFrom, PolarsError, StringChunked,
};
use polars_core::utils::arrow::bitmap::Bitmap;
use polars_io::parquet::write::{KeyValueMetadata, ParquetWriter};
use rayon::prelude::*;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{Builder, JoinHandle};

/// Rows of a CSV file that a thread makes into text at a time.
const LINES: usize = 8192;

/// What the rows belong to.
pub(super) struct Rows<'a> {
    pub(super) dates: &'a [i32],
    /// Empty where there are none.
    pub(super) entities: &'a [u32],
    pub(super) names: &'a Entities,
}

/// A file in the making.
pub(super) struct Output {
    target: PathBuf,
    stage: Staged,
    format: Format,
    /// What the system said when writing Parquet failed.
    failure: Arc<Mutex<Option<i32>>>,
}

enum Format {
    Csv(BufWriter<File>),
    /// Made with the first rows, whose columns it needs to know; what the file says of itself.
    Parquet(Option<ParquetFile>, Option<KeyValueMetadata>),
}

/// A Parquet file that a thread of its own encodes, compresses and writes, while the next rows are read and scored.
struct ParquetFile {
    /// Rows to be written; none once there are no more. Closed before that: the file is given up.
    give: SyncSender<Option<DataFrame>>,
    thread: JoinHandle<Result<(), PolarsError>>,
}

impl ParquetFile {
    fn new(file: Noting, first: &DataFrame, said: Option<KeyValueMetadata>) -> Result<Self, PolarsError> {
        let mut writer = ParquetWriter::new(file).with_key_value_metadata(said).batched(first.schema())?;
        let (give, rows) = sync_channel::<Option<DataFrame>>(1);
        let write = move || {
            while let Ok(next) = rows.recv() {
                match next {
                    Some(frame) => writer.write_batch(&frame)?,
                    None => return writer.finish().map(drop),
                }
            }
            Ok(())
        };
        Ok(ParquetFile { give, thread: Builder::new().name("write".to_owned()).spawn(write)? })
    }

    /// Hands rows over, or says that there are no more; whether the thread still takes them.
    fn push(&self, frame: Option<DataFrame>) -> bool {
        self.give.send(frame).is_ok()
    }

    /// Waits for the thread.
    fn join(self) -> Result<(), PolarsError> {
        drop(self.give);
        let gave_up = |_| Err(PolarsError::IO { error: Arc::new(std::io::Error::other("polars gave up")), msg: None });
        self.thread.join().unwrap_or_else(gave_up)
    }
}

/// Where a Parquet file says what it was made from.
const METADATA: &str = "froth";

/// A file that notes what the system said when a write failed: of that Parquet errors only keep a text.
struct Noting {
    file: File,
    failure: Arc<Mutex<Option<i32>>>,
}

impl Noting {
    fn noted<T>(&self, done: std::io::Result<T>) -> std::io::Result<T> {
        done.inspect_err(|e| {
            if let Ok(mut failure) = self.failure.lock() {
                *failure = e.raw_os_error().or(*failure);
            }
        })
    }
}

impl Write for Noting {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let done = self.file.write(bytes);
        self.noted(done)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let done = self.file.flush();
        self.noted(done)
    }
}

/// The system's own words where it had some.
fn cannot_parquet(target: &Path, failure: &Mutex<Option<i32>>, e: &PolarsError) -> Diagnostic {
    let said = failure.lock().ok().and_then(|failure| *failure);
    let e = said.map_or_else(|| std::io::Error::other(e.to_string()), std::io::Error::from_raw_os_error);
    cannot_write(target, &e)
}

impl Output {
    /// Makes room beside the target; nothing there is touched.
    pub(super) fn new(target: &Path, made_from: Option<&MadeFrom>) -> Result<Self, Diagnostic> {
        let ending = target.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).unwrap_or_default();
        if !["csv", "parquet"].contains(&ending.as_str()) {
            let message = format!("{} ends in neither .csv nor .parquet", target.display());
            return Err(Diagnostic::error(Code::Write, message).help("the ending chooses the format"));
        }
        if target.is_dir() {
            return Err(Diagnostic::error(Code::Write, format!("{} is a folder", target.display())));
        }
        tidy_beside(target);
        let stage = Staged::new(target).map_err(|e| cannot_write(target, &e))?;
        let format = if ending == "csv" {
            let file = stage.file().try_clone().map_err(|e| cannot_write(target, &e))?;
            Format::Csv(BufWriter::with_capacity(1 << 20, file))
        } else {
            // Texts and numbers only: this cannot fail.
            let said = made_from.map(|made| serde_json::to_string(made).unwrap_or_default());
            Format::Parquet(None, said.map(|said| KeyValueMetadata::from_static(vec![(METADATA.to_owned(), said)])))
        };
        Ok(Output { target: target.to_owned(), stage, format, failure: Arc::default() })
    }

    /// Adds rows; the first call writes the header.
    pub(super) fn push(
        &mut self,
        model: &Model,
        rows: &Rows<'_>,
        scored: &Scored,
        first: bool,
    ) -> Result<(), Diagnostic> {
        let columns = columns(model, rows, scored);
        match &mut self.format {
            Format::Csv(file) => {
                let header: Vec<String> =
                    columns.iter().filter(|_| first).map(|(name, _)| quoted(name).into_owned()).collect();
                let columns: Vec<Texts<'_>> = columns.into_iter().map(|(_, cells)| Texts::of(cells)).collect();
                let starts: Vec<usize> = (0..rows.dates.len()).step_by(LINES).collect();
                let lines = |start: &usize| lines(&columns, *start..(start + LINES).min(rows.dates.len()));
                let texts: Vec<String> = starts.par_iter().map(lines).collect();
                let write = |file: &mut BufWriter<File>| {
                    if first {
                        writeln!(file, "{}", header.join(","))?;
                    }
                    texts.iter().try_for_each(|text| file.write_all(text.as_bytes()))
                };
                write(file).map_err(|e| cannot_write(&self.target, &e))
            }
            Format::Parquet(writer, said) => {
                let failed = |e: &PolarsError| cannot_parquet(&self.target, &self.failure, e);
                let frame = framed(rows.dates.len(), &columns).map_err(|e| failed(&e))?;
                let file = if let Some(file) = writer.take() {
                    file
                } else {
                    let file = self.stage.file().try_clone().map_err(|e| cannot_write(&self.target, &e))?;
                    let file = Noting { file, failure: Arc::clone(&self.failure) };
                    ParquetFile::new(file, &frame, said.take()).map_err(|e| failed(&e))?
                };
                if file.push(Some(frame)) {
                    *writer = Some(file);
                    return Ok(());
                }
                file.join().map_err(|e| failed(&e))
            }
        }
    }

    /// Puts the file in its place.
    pub(super) fn finish(self) -> Result<(), Diagnostic> {
        let target = &self.target;
        match self.format {
            Format::Csv(mut file) => file.flush().map_err(|e| cannot_write(target, &e))?,
            Format::Parquet(Some(file), _) => {
                file.push(None);
                file.join().map_err(|e| cannot_parquet(target, &self.failure, &e))?;
            }
            Format::Parquet(None, _) => {}
        }
        self.stage.place().map_err(|e| cannot_write(target, &e))
    }
}

/// A column to be written.
enum Cells<'a> {
    Days(&'a [i32]),
    Coded(Coded<'a>),
    Numbers(&'a [f64]),
    Words(&'a [&'static str]),
}

/// Words that repeat: each once, and by row which of them it is.
struct Coded<'a> {
    words: Vec<&'a str>,
    /// [`NONE`] for no word.
    codes: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl<'a> Coded<'a> {
    /// Names of entities in the order in which these rows have them.
    fn names(places: &[u32], names: &'a Entities) -> Self {
        let mut known = vec![NONE; names.names.len()];
        let mut words = Vec::new();
        let code = |place: &u32| {
            let code = &mut known[*place as usize];
            if *code == NONE {
                *code = words.len() as u32;
                words.push(names.names[*place as usize].as_str());
            }
            *code
        };
        let codes = places.iter().map(code).collect();
        Coded { words, codes }
    }

    /// Bands of scores.
    fn bands(scores: &[f64], model: &'a Model) -> Self {
        let scale = &model.scale;
        let code = |x: &f64| if x.is_nan() { NONE } else { scale.band_place(*x) as u32 };
        Coded {
            words: scale.bands.iter().map(|b| b.label.as_str()).collect(),
            codes: scores.iter().map(code).collect(),
        }
    }
}

/// The scores of some rows as a data frame.
pub(super) fn frame(model: &Model, rows: &Rows<'_>, scored: &Scored) -> Result<DataFrame, Diagnostic> {
    framed(rows.dates.len(), &columns(model, rows, scored))
        .map_err(|e| Diagnostic::error(Code::Data, format!("the scores cannot be put into a frame: {e}")))
}

fn framed(rows: usize, columns: &[(String, Cells<'_>)]) -> Result<DataFrame, PolarsError> {
    let columns: Result<Vec<Column>, PolarsError> =
        columns.par_iter().map(|(name, cells)| cells.column(name)).collect();
    DataFrame::new(rows, columns?)
}

/// A column as it is written to a CSV file.
enum Texts<'a> {
    /// Each word once, as a cell, and by row which of them it is.
    Coded(Vec<String>, Vec<u32>),
    Plain(Cells<'a>),
}

impl<'a> Texts<'a> {
    fn of(cells: Cells<'a>) -> Self {
        match cells {
            Cells::Coded(Coded { words, codes }) => {
                Texts::Coded(words.into_iter().map(|word| quoted(&shown::cell(word)).into_owned()).collect(), codes)
            }
            cells => Texts::Plain(cells),
        }
    }

    fn write(&self, row: usize, out: &mut String) {
        // Writing to a String cannot fail.
        let _ = match self {
            Texts::Coded(words, codes) => {
                out.push_str(words.get(codes[row] as usize).map_or("", String::as_str));
                Ok(())
            }
            Texts::Plain(Cells::Days(days)) => match dates::from_days(days[row]) {
                Some(date) => write!(out, "{date}"),
                None => Ok(()),
            },
            Texts::Plain(Cells::Numbers(xs)) if xs[row].is_nan() => Ok(()),
            Texts::Plain(Cells::Numbers(xs)) => write!(out, "{}", xs[row]),
            Texts::Plain(Cells::Words(words)) => {
                out.push_str(&quoted(words[row]));
                Ok(())
            }
            Texts::Plain(Cells::Coded(_)) => Ok(()),
        };
    }
}

/// A cell of a CSV file: in quotation marks where what is in it would end it.
fn quoted(text: &str) -> Cow<'_, str> {
    if text.contains(['"', ',', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}

/// Some rows as lines of a CSV file.
fn lines(columns: &[Texts<'_>], rows: Range<usize>) -> String {
    let mut text = String::with_capacity(rows.len() * columns.len() * 16);
    for row in rows {
        for (place, column) in columns.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            column.write(row, &mut text);
        }
        text.push('\n');
    }
    text
}

/// date, entity if there is one, score, band, coverage, then each dimension but the root, then what else is wanted.
fn columns<'a>(model: &'a Model, rows: &Rows<'a>, scored: &'a Scored) -> Vec<(String, Cells<'a>)> {
    let mut columns = vec![("date".to_owned(), Cells::Days(rows.dates))];
    if !rows.entities.is_empty() {
        columns.push(("entity".to_owned(), Cells::Coded(Coded::names(rows.entities, rows.names))));
    }
    let headline = &scored.dimensions[model.root];
    columns.push(("score".to_owned(), Cells::Numbers(headline)));
    columns.push(("band".to_owned(), Cells::Coded(Coded::bands(headline, model))));
    columns.push(("coverage".to_owned(), Cells::Numbers(&scored.coverage)));
    for (dimension, column) in model.dimensions.iter().zip(&scored.dimensions) {
        if dimension.id != model.dimensions[model.root].id {
            columns.push((format!("score_{}", dimension.id), Cells::Numbers(column)));
        }
    }
    if !scored.chained.is_empty() {
        columns.push(("score_chained".to_owned(), Cells::Numbers(&scored.chained)));
    }
    let more = [("contribution", &scored.contributions), ("raw", &scored.raw), ("normalised", &scored.normalised)];
    for (kind, all) in more {
        for (indicator, column) in model.indicators.iter().zip(all) {
            columns.push((format!("{kind}_{}", indicator.id), Cells::Numbers(column)));
        }
    }
    for (i, column) in &scored.given {
        columns.push((format!("given_{}", model.indicators[*i].id), Cells::Numbers(column)));
    }
    for extra in &scored.extra {
        let cells = match &extra.cells {
            ExtraCells::Numbers(xs) => Cells::Numbers(xs),
            ExtraCells::Words(words) => Cells::Words(words),
        };
        columns.push((extra.name.clone(), cells));
    }
    for (indicator, column) in model.indicators.iter().zip(&scored.weights) {
        columns.push((format!("weight_{}", indicator.id), Cells::Numbers(column)));
    }
    columns
}

impl Cells<'_> {
    fn column(&self, name: &str) -> Result<Column, PolarsError> {
        Ok(match self {
            Cells::Days(days) => Column::new(name.into(), *days).cast(&DataType::Date)?,
            Cells::Coded(Coded { words, codes }) => {
                let words = StringChunked::new(name.into(), words);
                let known = |code: &u32| Some(*code).filter(|code| *code != NONE);
                let codes: IdxCa = if codes.contains(&NONE) {
                    codes.iter().map(known).collect()
                } else {
                    IdxCa::from_vec(name.into(), codes.clone())
                };
                words.take(&codes)?.with_name(name.into()).into_column()
            }
            Cells::Numbers(xs) if xs.iter().any(|x| x.is_nan()) => {
                let known: Bitmap = xs.iter().map(|x| !x.is_nan()).collect();
                let values = xs.iter().map(|x| if x.is_nan() { 0.0 } else { *x }).collect();
                Float64Chunked::from_vec_validity(name.into(), values, Some(known)).into_column()
            }
            Cells::Numbers(xs) => Float64Chunked::from_vec(name.into(), xs.to_vec()).into_column(),
            Cells::Words(words) => {
                let words = words.iter().map(|w| Some(*w).filter(|w| !w.is_empty()));
                Column::new(name.into(), words.collect::<Vec<Option<&str>>>())
            }
        })
    }
}
