//! Parquet files, encoded and written by a thread of their own.

use froth_core::diag::Diagnostic;
use froth_core::staged::cannot_write;
use polars::prelude::{DataFrame, PolarsError};
use polars_io::parquet::write::{KeyValueMetadata, ParquetWriter};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{Builder, JoinHandle};

/// A Parquet file that a thread of its own encodes, compresses and writes, while the next rows are read and scored.
pub(super) struct ParquetFile {
    /// Rows to be written; none once there are no more. Closed before that: the file is given up.
    give: SyncSender<Option<DataFrame>>,
    thread: JoinHandle<Result<(), PolarsError>>,
}

impl ParquetFile {
    pub(super) fn new(file: Noting, first: &DataFrame, said: Option<KeyValueMetadata>) -> Result<Self, PolarsError> {
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
    pub(super) fn push(&self, frame: Option<DataFrame>) -> bool {
        self.give.send(frame).is_ok()
    }

    /// Waits for the thread.
    pub(super) fn join(self) -> Result<(), PolarsError> {
        drop(self.give);
        let gave_up = |_| Err(PolarsError::IO { error: Arc::new(std::io::Error::other("polars gave up")), msg: None });
        self.thread.join().unwrap_or_else(gave_up)
    }
}

/// Where a Parquet file says what it was made from.
pub(super) const METADATA: &str = "froth";

/// A file that notes what the system said when a write failed: of that Parquet errors only keep a text.
pub(super) struct Noting {
    pub(super) file: File,
    pub(super) failure: Arc<Mutex<Option<i32>>>,
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
pub(super) fn cannot_parquet(target: &Path, failure: &Mutex<Option<i32>>, e: &PolarsError) -> Diagnostic {
    let said = failure.lock().ok().and_then(|failure| *failure);
    let e = said.map_or_else(|| std::io::Error::other(e.to_string()), std::io::Error::from_raw_os_error);
    cannot_write(target, &e)
}
