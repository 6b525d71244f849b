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
use polars::prelude::{Column, DataFrame, DataType, PolarsError};
use polars_io::parquet::write::{BatchedWriter, KeyValueMetadata, ParquetWriter};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

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
    Csv(Box<csv::Writer<BufWriter<File>>>),
    /// Made with the first rows, whose columns it needs to know; what the file says of itself.
    Parquet(Option<Box<BatchedWriter<Noting>>>, Option<KeyValueMetadata>),
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
            Format::Csv(Box::new(csv::Writer::from_writer(BufWriter::with_capacity(1 << 20, file))))
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
            Format::Csv(writer) => {
                let write = |writer: &mut csv::Writer<BufWriter<File>>| -> Result<(), csv::Error> {
                    if first {
                        writer.write_record(columns.iter().map(|(name, _)| name))?;
                    }
                    let mut cell = String::new();
                    for row in 0..rows.dates.len() {
                        for (_, cells) in &columns {
                            cell.clear();
                            cells.write(model, row, &mut cell);
                            writer.write_field(&cell)?;
                        }
                        writer.write_record(None::<&[u8]>)?;
                    }
                    Ok(())
                };
                write(writer).map_err(|e| cannot_write(&self.target, &e.into()))
            }
            Format::Parquet(writer, said) => {
                let (stage, failure) = (&self.stage, &self.failure);
                let write = |writer: &mut Option<Box<BatchedWriter<Noting>>>| -> Result<(), PolarsError> {
                    let frame = framed(model, rows.dates.len(), &columns)?;
                    if writer.is_none() {
                        let file = stage.file().try_clone().map_err(PolarsError::from)?;
                        let file = Noting { file, failure: Arc::clone(failure) };
                        *writer = Some(Box::new(
                            ParquetWriter::new(file).with_key_value_metadata(said.clone()).batched(frame.schema())?,
                        ));
                    }
                    writer.as_mut().map_or(Ok(()), |writer| writer.write_batch(&frame))
                };
                write(writer).map_err(|e| cannot_parquet(&self.target, failure, &e))
            }
        }
    }

    /// Puts the file in its place.
    pub(super) fn finish(self) -> Result<(), Diagnostic> {
        let target = &self.target;
        match self.format {
            Format::Csv(mut writer) => writer.flush().map_err(|e| cannot_write(target, &e))?,
            Format::Parquet(Some(writer), _) => {
                writer.finish().map_err(|e| cannot_parquet(target, &self.failure, &e))?;
            }
            Format::Parquet(None, _) => {}
        }
        self.stage.place().map_err(|e| cannot_write(target, &e))
    }
}

/// A column to be written.
enum Cells<'a> {
    Days(&'a [i32]),
    Names(&'a [u32], &'a Entities),
    Numbers(&'a [f64]),
    Bands(&'a [f64]),
    Words(&'a [&'static str]),
}

/// The scores of some rows as a data frame.
pub(super) fn frame(model: &Model, rows: &Rows<'_>, scored: &Scored) -> Result<DataFrame, Diagnostic> {
    framed(model, rows.dates.len(), &columns(model, rows, scored))
        .map_err(|e| Diagnostic::error(Code::Data, format!("the scores cannot be put into a frame: {e}")))
}

fn framed(model: &Model, rows: usize, columns: &[(String, Cells<'_>)]) -> Result<DataFrame, PolarsError> {
    let columns: Result<Vec<Column>, PolarsError> =
        columns.iter().map(|(name, cells)| cells.column(name, model)).collect();
    DataFrame::new(rows, columns?)
}

/// date, entity if there is one, score, band, coverage, then each dimension but the root, then what else is wanted.
fn columns<'a>(model: &Model, rows: &Rows<'a>, scored: &'a Scored) -> Vec<(String, Cells<'a>)> {
    let mut columns = vec![("date".to_owned(), Cells::Days(rows.dates))];
    if !rows.entities.is_empty() {
        columns.push(("entity".to_owned(), Cells::Names(rows.entities, rows.names)));
    }
    let headline = &scored.dimensions[model.root];
    columns.push(("score".to_owned(), Cells::Numbers(headline)));
    columns.push(("band".to_owned(), Cells::Bands(headline)));
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
    fn write(&self, model: &Model, row: usize, out: &mut String) {
        // Writing to a String cannot fail.
        let _ = match self {
            Cells::Days(days) => match dates::from_days(days[row]) {
                Some(date) => write!(out, "{date}"),
                None => Ok(()),
            },
            Cells::Names(places, names) => {
                out.push_str(&shown::cell(&names.names[places[row] as usize]));
                Ok(())
            }
            Cells::Numbers(xs) if xs[row].is_nan() => Ok(()),
            Cells::Numbers(xs) => write!(out, "{}", xs[row]),
            Cells::Words(words) => {
                out.push_str(words[row]);
                Ok(())
            }
            Cells::Bands(xs) if xs[row].is_nan() => Ok(()),
            Cells::Bands(xs) => {
                out.push_str(&shown::cell(model.scale.band(xs[row])));
                Ok(())
            }
        };
    }

    fn column(&self, name: &str, model: &Model) -> Result<Column, PolarsError> {
        let present = |x: &f64| Some(*x).filter(|x| !x.is_nan());
        Ok(match self {
            Cells::Days(days) => Column::new(name.into(), *days).cast(&DataType::Date)?,
            Cells::Names(places, names) => {
                let names: Vec<&str> = places.iter().map(|p| names.names[*p as usize].as_str()).collect();
                Column::new(name.into(), names)
            }
            Cells::Numbers(xs) => Column::new(name.into(), xs.iter().map(present).collect::<Vec<Option<f64>>>()),
            Cells::Words(words) => {
                let words = words.iter().map(|w| Some(*w).filter(|w| !w.is_empty()));
                Column::new(name.into(), words.collect::<Vec<Option<&str>>>())
            }
            Cells::Bands(xs) => {
                let bands = xs.iter().map(|x| present(x).map(|x| model.scale.band(x)));
                Column::new(name.into(), bands.collect::<Vec<Option<&str>>>())
            }
        })
    }
}
