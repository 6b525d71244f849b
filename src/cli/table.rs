//! A table scored under a model: what commands on tables have in common.

use super::args::TableArgs;
use super::output::Output;
use super::progress::Progress;
use crate::panel::{Options, Summary};
use crate::score::Settings;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// How a table is read and scored; nothing beside the scores is asked for.
pub(super) fn options(table: &TableArgs, point_in_time: bool, min_coverage: Option<f64>) -> Options {
    Options {
        date_column: table.date_column.clone(),
        entity_column: table.entity_column.clone(),
        long: table.long,
        map: table.map.clone(),
        zero_is_missing: table.zero_is_missing.clone(),
        allow_missing: table.allow_missing,
        point_in_time,
        scoring: Settings { min_coverage },
        ..Options::default()
    }
}

/// Does something with a file while telling how much of it has been read.
pub(super) fn watched<T>(
    data: &Path,
    output: &Output,
    work: impl FnOnce(&(dyn Fn(u64, u64) -> bool + Sync)) -> T,
) -> T {
    let size = data.metadata().map_or(0, |m| m.len());
    let progress = Progress::new("scoring", size, output.is_quiet());
    // Told in parts of the file's own size: bytes of a CSV file, rows of a Parquet file.
    let done = AtomicU64::new(0);
    work(&|read, total| {
        let now = if total > 0 { (read as f64 / total as f64 * size as f64) as u64 } else { 0 };
        let step = now.saturating_sub(done.fetch_max(now, Ordering::Relaxed));
        progress.advance(step as usize)
    })
}

/// Says what was taken as missing, and what is worth knowing about the scores.
pub(super) fn missing(summary: &Summary, output: &Output) {
    if summary.not_finite > 0 {
        output.remark(&format!("{} numbers were NaN or infinite: taken as missing", summary.not_finite));
    }
    if !summary.absent.is_empty() {
        output.remark(&format!("without a column, missing in every row: {}", summary.absent.join(", ")));
    }
    for note in &summary.notes {
        output.remark(note);
    }
}
