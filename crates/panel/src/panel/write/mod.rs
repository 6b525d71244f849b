//! Scored rows as a data frame, and as CSV or Parquet, beside the target first: what was there stays until everything is
//! written.

mod cells;
mod parquet;

use super::read::batch::{BATCH, Entities};
use super::scored::Scored;
pub(super) use cells::frame;
use cells::{Texts, columns, framed, lines, quoted};
use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::staged::{Staged, cannot_write, tidy_beside};
use parquet::{METADATA, Noting, ParquetFile, cannot_parquet};
use polars_io::parquet::write::KeyValueMetadata;
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Rows of a CSV file that a thread makes into text at a time.
const LINES: usize = 8192;

/// Rows of a row group of a Parquet file: always so many, so that its bytes do not depend on how rows came.
const GROUP: usize = 4 * BATCH;

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
    /// Made with the first rows, whose columns it needs to know; what the file says of itself; the rows of the next group.
    Parquet(Option<ParquetFile>, Option<KeyValueMetadata>, Box<Waiting>),
}

/// Rows that are fewer than a group.
#[derive(Default)]
struct Waiting {
    dates: Vec<i32>,
    entities: Vec<u32>,
    scored: Scored,
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
            let said = said.map(|said| KeyValueMetadata::from_static(vec![(METADATA.to_owned(), said)]));
            Format::Parquet(None, said, Box::default())
        };
        Ok(Output { target: target.to_owned(), stage, format, failure: Arc::default() })
    }

    /// Adds rows; the first call writes the header.
    pub(super) fn push(
        &mut self,
        model: &Model,
        rows: &Rows<'_>,
        scored: Scored,
        first: bool,
    ) -> Result<(), Diagnostic> {
        match &mut self.format {
            Format::Csv(file) => {
                let columns = columns(model, rows, &scored);
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
            Format::Parquet(_, _, waiting) if waiting.dates.is_empty() && rows.dates.len() == GROUP => {
                self.group(model, rows, &scored)
            }
            Format::Parquet(_, _, waiting) => {
                waiting.dates.extend_from_slice(rows.dates);
                waiting.entities.extend_from_slice(rows.entities);
                waiting.scored.append(scored);
                self.groups(model, rows.names, GROUP)
            }
        }
    }

    /// Writes groups of rows as long as there are so many.
    fn groups(&mut self, model: &Model, names: &Entities, least: usize) -> Result<(), Diagnostic> {
        while let Format::Parquet(_, _, waiting) = &mut self.format
            && waiting.dates.len() >= least
        {
            let mut group = std::mem::take(&mut **waiting);
            let rows = GROUP.min(group.dates.len());
            **waiting = Waiting {
                dates: group.dates.split_off(rows),
                entities: group.entities.split_off(rows.min(group.entities.len())),
                scored: group.scored.split_off(rows),
            };
            let rows = Rows { dates: &group.dates, entities: &group.entities, names };
            self.group(model, &rows, &group.scored)?;
        }
        Ok(())
    }

    /// Hands a group of rows to the thread that writes a Parquet file.
    fn group(&mut self, model: &Model, rows: &Rows<'_>, scored: &Scored) -> Result<(), Diagnostic> {
        let Format::Parquet(writer, said, _) = &mut self.format else { return Ok(()) };
        let failed = |e| cannot_parquet(&self.target, &self.failure, &e);
        let frame = framed(rows.dates.len(), &columns(model, rows, scored)).map_err(failed)?;
        let file = if let Some(file) = writer.take() {
            file
        } else {
            let file = self.stage.file().try_clone().map_err(|e| cannot_write(&self.target, &e))?;
            let file = Noting { file, failure: Arc::clone(&self.failure) };
            ParquetFile::new(file, &frame, said.take()).map_err(failed)?
        };
        if file.push(Some(frame)) {
            *writer = Some(file);
            return Ok(());
        }
        file.join().map_err(failed)
    }

    /// There are no more rows.
    pub(super) fn end(&mut self, model: &Model, names: &Entities) -> Result<(), Diagnostic> {
        self.groups(model, names, 1)
    }

    /// Puts the file in its place.
    pub(super) fn finish(self) -> Result<(), Diagnostic> {
        let target = &self.target;
        match self.format {
            Format::Csv(mut file) => file.flush().map_err(|e| cannot_write(target, &e))?,
            Format::Parquet(Some(file), ..) => {
                file.push(None);
                file.join().map_err(|e| cannot_parquet(target, &self.failure, &e))?;
            }
            Format::Parquet(None, ..) => {}
        }
        self.stage.place().map_err(|e| cannot_write(target, &e))
    }
}
