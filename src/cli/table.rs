//! A table scored under a model: what commands on tables have in common.

use super::args::{Format, ReadingArgs, TableArgs};
use super::output::{Failure, Output};
use super::progress::Progress;
use super::stdin::is_spooled;
use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::MadeFrom;
use froth_core::number::share;
use froth_core::shown::first;
use froth_panel::Unscored;
use froth_panel::panel::{Forms, FrameOptions, Layout, Shape, Summary};
use froth_series::watch::Watch;
use std::path::Path;

/// How a table is read and scored; nothing beside the scores is asked for.
pub(super) fn options(
    table: &TableArgs,
    reading: &ReadingArgs,
    point_in_time: bool,
    min_coverage: Option<f64>,
) -> FrameOptions {
    let mut options = FrameOptions::default();
    options.shape = shape(reading, table.long);
    options.map.clone_from(&table.map);
    options.zero_is_missing.clone_from(&table.zero_is_missing);
    options.allow_missing = table.allow_missing;
    options.point_in_time = point_in_time;
    options.min_coverage = min_coverage;
    options
}

/// Which columns of a table are what, and how they are written.
pub(super) fn shape(reading: &ReadingArgs, long: bool) -> Shape {
    let named = reading.long_columns.clone();
    let is_long = long || named.is_some();
    let named = named.unwrap_or_default();
    Shape {
        date_column: named.date.or_else(|| reading.date_column.clone()),
        entity_column: named.entity.or_else(|| reading.entity_column.clone()),
        long: is_long,
        indicator_column: named.indicator,
        value_column: named.value,
        years_as_columns: reading.years_as_columns,
        vintage_column: named.vintage.or_else(|| reading.vintage_column.clone()),
        vintage: reading.vintage,
        every: reading.every,
        forms: Forms {
            decimal: reading.decimal,
            thousands: reading.thousands,
            missing: reading.missing.clone(),
            date_format: reading.date_format.clone(),
        },
    }
}

/// Which part of a file is its table.
pub(super) fn layout(reading: &ReadingArgs) -> Layout {
    Layout {
        encoding: reading.encoding.clone(),
        separator: reading.separator,
        skip_rows: reading.skip_rows,
        header_rows: reading.header_rows.map(usize::from),
        skip_footer: reading.skip_footer,
        sheet: reading.sheet.clone(),
    }
}

/// What results of a file are made from, as far as it is read in its own way.
pub(super) fn reading_from(made: MadeFrom, reading: &ReadingArgs) -> MadeFrom {
    let columns = reading.long_columns.as_ref().map(|named| {
        let all = [
            ("date", &named.date),
            ("entity", &named.entity),
            ("indicator", &named.indicator),
            ("value", &named.value),
            ("vintage", &named.vintage),
        ];
        let given = all.into_iter().filter_map(|(what, column)| Some(format!("{what}={}", column.as_ref()?)));
        given.collect::<Vec<_>>().join(",")
    });
    let made = made
        .flag("date_column", &reading.date_column)
        .flag("entity_column", &reading.entity_column)
        .flag("long_columns", columns)
        .flag("vintage_column", &reading.vintage_column);
    layout(reading).stated(shape(reading, false).stated(made))
}

/// What scores of a table are made from; the table itself comes with [`with_data`].
pub(super) fn made_from(
    made: MadeFrom,
    table: &TableArgs,
    reading: &ReadingArgs,
    min_coverage: Option<f64>,
) -> MadeFrom {
    reading_from(made, reading)
        .flag("long", table.long)
        .flag("map", table.map.iter().map(|(id, column)| format!("{id}={column}")).collect::<Vec<_>>())
        .flag("zero_is_missing", &table.zero_is_missing)
        .flag("allow_missing", table.allow_missing)
        .flag("min_coverage", min_coverage)
}

/// Made from a table too. It is read once more for its digest, so only for what carries one.
pub(super) fn with_data(made: MadeFrom, data: &Path) -> Result<MadeFrom, Diagnostic> {
    let mut made = made
        .data(data)
        .map_err(|e| Diagnostic::error(Code::Unreadable, format!("cannot read {}: {e}", data.display())))?;
    if let Some(table) = made.data.last_mut().filter(|_| is_spooled(data)) {
        "-".clone_into(&mut table.from);
    }
    Ok(made)
}

/// The same for what is printed: tables on a terminal and CSV carry no digests.
pub(super) fn printed(made: MadeFrom, data: &Path, format: Format) -> Result<MadeFrom, Failure> {
    match format {
        Format::Json | Format::Markdown => Ok(with_data(made, data)?),
        Format::Table | Format::Csv => Ok(made),
    }
}

/// Does something with a file while telling how much of it has been read.
pub(super) fn watched<T>(data: &Path, output: &Output, work: impl FnOnce(&dyn Watch) -> T) -> T {
    let size = data.metadata().map_or(0, |m| m.len());
    let progress = Progress::new("scoring", size, output.is_quiet());
    work(&progress)
}

/// Says why no row of a table has a score, reason by reason.
pub(super) fn unscored(summary: &Summary, output: &Output) {
    if summary.scored > 0 {
        return;
    }
    output.remark("no row has a score:");
    let mut reasons: Vec<Unscored> = summary.unscored.iter().map(|(_, why)| *why).collect();
    reasons.sort_unstable();
    reasons.dedup();
    for reason in reasons {
        let ids = summary.unscored.iter().filter(|(_, why)| *why == reason).map(|(id, _)| format!("`{id}`"));
        let ids: Vec<String> = ids.collect();
        output.remark(&format!("  {}: {reason}", first(&ids, MOST_IDS)));
    }
    for short in &summary.short {
        let most = short.most.map(|most| format!(", {} at most,", share(most))).unwrap_or_default();
        output.remark(&format!(
            "  `{}`: in no row has enough of its weight data{most} and {} is needed (`--min-coverage` asks for less)",
            short.dimension,
            share(short.needed)
        ));
    }
}

/// The most ids that are named.
const MOST_IDS: usize = 12;

/// Says how many numbers were none.
pub(super) fn not_finite(count: u64, output: &Output) {
    if count > 0 {
        output.remark(&format!("{count} numbers were NaN or infinite: taken as missing"));
    }
}

/// Says what was taken as missing, and what is worth knowing about the scores.
pub(super) fn missing(summary: &Summary, output: &Output) {
    not_finite(summary.not_finite, output);
    if !summary.absent.is_empty() {
        output.remark(&format!("without a column, missing in every row: {}", summary.absent.join(", ")));
    }
    for note in &summary.notes {
        output.remark(note);
    }
}
