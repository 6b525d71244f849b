//! A table being scored and written.

use super::at_date::{AtDate, Whole};
use super::cells::Cells;
use super::read::Data;
use super::read::batch::Entities;
use super::reasons::Reasons;
use super::scored::{self, Scored, Wants};
use super::screen::{self, Screened};
use super::summary::Summary;
use super::table::{Table, evenly_spaced};
use super::write::{self, Output, Rows};
use super::{IN_ROWS, PanelOptions, RowsScored, chain, drivers, ranked, rows};
use crate::kept::{Kept, KeptSteps};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::Model;
use froth_core::number::counted;
use froth_core::score::{Compiled, Plan};
use froth_series::watch::Watch;
use polars::prelude::DataFrame;
use std::path::Path;

/// Where scores go.
pub(super) enum Sink<'a> {
    /// They are only kept.
    Nowhere,
    /// The file is made with the first rows: what cannot be read never makes one.
    File(&'a Path, Option<Box<Output>>),
    Frame(Option<DataFrame>),
}

impl Sink<'_> {
    /// The file that is going to be written.
    pub(super) fn target(&self) -> Option<&Path> {
        match self {
            Sink::File(path, _) => Some(path),
            Sink::Nowhere | Sink::Frame(_) => None,
        }
    }
}

/// A panel being scored and written.
pub(super) struct Job<'a, 'b> {
    pub(super) model: &'a Model,
    pub(super) plan: &'a Compiled,
    /// None: the model needs many rows.
    pub(super) by_row: Option<&'a Plan>,
    pub(super) wants: Wants,
    pub(super) options: &'a PanelOptions,
    pub(super) data: &'a Data<'a>,
    pub(super) sink: &'a mut Sink<'b>,
    /// Shown all rows once they are scored.
    pub(super) see: &'a mut dyn FnMut(&RowsScored<'_>),
    /// Asked while what is in memory is scored.
    pub(super) watch: &'a dyn Watch,
    pub(super) summary: Summary,
    pub(super) reasons: Reasons<'a>,
    /// Values that were filled in or treated.
    pub(super) cells: Cells,
    /// Rows that left for want of data, by their places in the file.
    pub(super) screened: Vec<(usize, Screened)>,
    /// What is said of weights that were fitted.
    pub(super) fitted: Vec<String>,
}

impl<'a> Job<'a, '_> {
    /// What rows are scored with.
    pub(super) fn making(&mut self) -> rows::Making<'a, '_> {
        let Job { model, plan, wants, reasons, watch, .. } = self;
        rows::Making { model, plan, wants: *wants, reasons, watch: *watch }
    }

    /// Takes the values of rows with too little data away, before anything looks at them.
    pub(super) fn screen(&mut self, table: &mut Table, entities: &Entities) {
        if let Some(screen) = &self.model.screen {
            self.screened.extend(screen::leave(screen, self.model, self.plan, table, entities));
        }
    }

    /// Scores rows that need no others.
    pub(super) fn scores(&mut self, table: &Table, entities: &Entities) -> Result<Scored, Error> {
        if let Some(plan) = self.by_row {
            let scored = scored::rows(plan, &table.columns, self.wants);
            self.reason(plan, &table.columns, &scored);
            return Ok(scored);
        }
        let mut notes = std::mem::take(&mut self.fitted);
        let scored = rows::score(&mut self.making(), (table, entities), &mut notes);
        self.fitted = notes;
        let mut scored = scored?;
        self.see_cells(&mut scored, table, entities);
        Ok(scored)
    }

    /// Keeps what was filled in or treated, told by entity and date.
    pub(super) fn see_cells(&mut self, scored: &mut Scored, table: &Table, entities: &Entities) {
        self.cells.extend(&std::mem::take(&mut scored.changes), self.model, table, entities);
    }

    /// Links the scores of each entity's rows.
    pub(super) fn chained(&self, table: &Table, scored: &Scored) -> chain::Chained {
        let root = &scored.dimensions[self.model.root];
        if rows::has_plain_dimensions(self.model) {
            chain::chain(self.model, self.plan, table, root, &scored.normalised)
        } else {
            chain::Chained::none(root.len())
        }
    }

    /// Scores and writes a panel that is in memory. Columns after those of the plan are the further ones.
    pub(super) fn whole(&mut self, mut table: Table, entities: &Entities) -> Result<(), Error> {
        let further = table.columns.split_off(self.plan.columns().len().min(table.columns.len()));
        if matches!(self.sink, Sink::Nowhere) && !self.options.allow_gaps {
            for rows in table.series() {
                evenly_spaced(&table, &rows, IN_ROWS)?;
            }
        }
        self.screen(&mut table, entities);
        let mut scored = self.scores(&table, entities)?;
        let keep = self.options.keep || self.options.keep_steps;
        if self.options.table.chained || keep {
            let chained = self.chained(&table, &scored);
            if keep {
                let mut kept = Kept::of(&table, &scored, &chained, further, entities);
                if self.options.keep_steps {
                    kept.steps = Some(KeptSteps::of(self.plan, &table, &mut scored, entities));
                }
                self.summary.kept = Some(kept);
            }
            if self.options.table.chained {
                scored.chained = chained.score;
            }
        }
        if self.options.ranks.is_some() || self.options.drivers.is_some() {
            let whole = Whole {
                model: self.model,
                plan: self.plan,
                by_row: self.by_row,
                settings: self.options.table.scoring(),
                table: &table,
                scored: &scored,
                entities,
            };
            if let Some(options) = self.options.ranks {
                self.summary.ranked = Some(ranked::ranked(
                    &AtDate::new(whole, None, "score without `options.ranks`")?,
                    options,
                    self.watch,
                )?);
            }
            if let Some(how) = &self.options.drivers {
                self.summary.drivers = Some(drivers::drivers(
                    &AtDate::new(whole, how.at, "take a table of several entities, whose dimensions are averages")?,
                    how,
                    self.watch,
                )?);
            }
        }
        self.write(&table, entities, scored)
    }

    /// Keeps why indicators have no score, for as long as nobody knows that it will not be asked: an audit asks, and a table
    /// without any headline.
    fn reason(&mut self, plan: &Plan, columns: &[Vec<f64>], scored: &Scored) {
        let headline = || scored.dimensions[self.model.root].iter().any(|x| !x.is_nan());
        if !self.options.table.audit && (self.summary.scored > 0 || headline()) {
            return;
        }
        if scored.normalised.is_empty() {
            let again = scored::rows(plan, columns, Wants { audit: true, ..Wants::default() });
            self.reasons.see(columns, &again.raw, &again.normalised);
        } else {
            self.reasons.see(columns, &scored.raw, &scored.normalised);
        }
    }

    /// Writes rows in the order of the file.
    pub(super) fn write(&mut self, table: &Table, names: &Entities, mut scored: Scored) -> Result<(), Error> {
        let Table { dates, entities, columns, .. } = table;
        if !self.options.table.audit {
            (scored.raw, scored.normalised) = (Vec::new(), Vec::new());
            (scored.given, scored.extra, scored.weights) = (Vec::new(), Vec::new(), Vec::new());
        }
        if !self.options.table.contributions {
            scored.contributions = Vec::new();
        }
        let (dimensions, indicators) = (&scored.dimensions, &scored.normalised);
        let (raw, given) = (&scored.raw, &scored.given);
        (self.see)(&RowsScored { entities, names: &names.names, dates, columns, dimensions, indicators, raw, given });
        if self.summary.scored == 0 {
            self.reasons.see_above(dimensions, &scored.coverage);
        }
        self.summary.rows += dates.len() as u64;
        self.summary.scored += dimensions[self.model.root].iter().filter(|x| !x.is_nan()).count() as u64;
        let rows = Rows { dates, entities, names };
        match self.sink {
            Sink::Nowhere => {}
            Sink::File(path, written) => {
                let first = written.is_none();
                let output = match written {
                    Some(output) => output,
                    none => none.insert(Box::new(Output::new(path, self.options.made_from.as_ref())?)),
                };
                output.push(self.model, &rows, scored, first)?;
            }
            Sink::Frame(all) => {
                let frame = write::frame(self.model, &rows, &scored)?;
                match all {
                    // The columns are the same, batch by batch.
                    Some(all) => drop(all.vstack_mut_owned(frame)),
                    none => *none = Some(frame),
                }
            }
        }
        Ok(())
    }

    /// All rows are written, but for those that a file waits with.
    pub(super) fn finish(mut self, entities: &Entities) -> Result<Summary, Error> {
        if self.summary.rows == 0 {
            let help = "a data file has a header line and a row for each date";
            return Err(Diagnostic::error(Code::Empty, format!("{} has no rows", self.data.name)).help(help).into());
        }
        if let Sink::File(_, Some(output)) = self.sink {
            output.end(self.model, entities)?;
        }
        let named = entities.names.len();
        self.summary.entities = (named > 0).then_some(named);
        if let Some(screen) = &self.model.screen {
            self.screened.sort_by_key(|(row, _)| *row);
            self.summary.screened = self.screened.into_iter().map(|(_, left)| left).collect();
            self.summary.notes.extend(said_of(&self.summary.screened, screen));
        }
        self.summary.notes.append(&mut self.fitted);
        self.summary.cells = self.cells.sorted();
        if self.options.table.audit || self.summary.scored == 0 {
            self.summary.unscored = self.reasons.found();
        }
        if self.summary.scored == 0 {
            self.summary.short = self.reasons.short(self.options.table.min_coverage);
        }
        Ok(self.summary)
    }
}

/// Who has left, and why: the first few.
fn said_of(left: &[Screened], screen: &froth_core::model::Screen) -> Option<String> {
    const MOST: usize = 12;
    let more = left.len().saturating_sub(MOST);
    let named: Vec<String> = left.iter().take(MOST).map(|s| s.text(screen)).collect();
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let rows = counted(left.len(), "row", "rows");
    (!left.is_empty()).then(|| format!("left for want of data, {rows}: {}{more}", named.join("; ")))
}
