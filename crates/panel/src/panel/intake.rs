//! A table from its first row to its scores: as it comes, held in memory, or sorted on disk.

use super::cells::Cells;
use super::flow::Flow;
use super::job::{Job, Sink};
use super::read::Data;
use super::read::batch::{BATCH, Entities};
use super::reasons::Reasons;
use super::scored::Wants;
use super::spill::{Key, Packing, Room, Sorter};
use super::summary::Summary;
use super::table::{Order, Table, Turn, none_known, stand_together};
use super::{Further, PanelOptions, RowsScored, Shape, columns, long, names, rows};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::Model;
use froth_core::score::{Compiled, Plan};
use froth_series::watch::{Stopped, Watch};

pub(super) fn run(
    model: &Model,
    data: &Data<'_>,
    sink: &mut Sink<'_>,
    options: &PanelOptions,
    further: &[Further],
    see: &mut dyn FnMut(&RowsScored<'_>),
    watch: &dyn Watch,
) -> Result<Summary, Error> {
    let table = &options.table;
    let looks_ahead = rows::looking_ahead(model);
    if table.point_in_time && !looks_ahead.is_empty() {
        let message = format!("the model looks ahead: {}", looks_ahead.join(", "));
        let help = "use one-sided filters and `over = \"history\"`, or score without `options.point_in_time`";
        return Err(Diagnostic::error(Code::NeedsRows, message).at(&model.source, 0..0).help(help).into());
    }
    if table.chained && !rows::has_plain_dimensions(model) {
        let message = "scores are chained over two rows at a time, and the model's weights or orders rest on many";
        return Err(Diagnostic::error(Code::NeedsRows, message).help("score without `options.chained`").into());
    }
    names::written_twice(model, table.chained)?;
    let plan = Compiled::new(model, table.scoring());
    let by_row = Plan::new(model, table.scoring()).ok();
    let (all, ranked) = (options.keep_steps, options.ranks.is_some() || options.drivers.is_some());
    let whole = table.chained || options.keep || all || ranked;
    let wants = Wants {
        contributions: table.contributions || all,
        audit: table.audit || whole,
        steps: table.audit || all,
        cells: options.cells,
        between: all,
    };
    // What becomes a frame is in memory anyway.
    let most = if sink.target().is_some() { PanelOptions::MEMORY } else { u64::MAX };
    let room = Room::new(options.memory.unwrap_or(most), sink.target());
    let job = Job {
        model,
        plan: &plan,
        by_row: by_row.as_ref(),
        wants,
        options,
        data,
        sink,
        see,
        watch,
        summary: Summary { looks_ahead, ..Summary::default() },
        reasons: Reasons::new(model, &plan),
        cells: Cells::default(),
        screened: Vec::new(),
        fitted: Vec::new(),
    };
    let mut reading = Progress { of: data, told: 0, watch };
    let mut intake = Intake::new(Flow::new(job, room), &table.shape);
    let entities = if table.shape.is_long() {
        long::read(model, &plan, (data, table), further, &mut reading, &mut intake)?
    } else {
        wide(model, &plan, (data, options), further, &mut reading, &mut intake)?
    };
    intake.end(&entities)
}

/// A table with a row a date and entity.
fn wide(
    model: &Model,
    plan: &Compiled,
    (data, options): (&Data<'_>, &PanelOptions),
    further: &[Further],
    reading: &mut Progress<'_>,
    intake: &mut Intake<'_, '_, '_>,
) -> Result<Entities, Error> {
    let shape = &options.table.shape;
    let found = columns::find(model, plan, data, &options.table, further)?;
    let summary = intake.summary();
    summary.absent = found.absent;
    summary.notes = found.notes;
    let watch = reading.watch;
    let standing = |turn| data.is_worth_reading_twice() && stand_together(data, &found.selection, turn, watch);
    intake.start(&standing);
    let groups = rows::groups(model);
    let (mut order, mut entities, mut count) = (Order::default(), Entities::default(), 0);
    let mut next = data.rows(&found.selection)?;
    while let Some(batch) = next(&mut entities) {
        let batch = batch?;
        reading.reached(batch.read)?;
        intake.summary().not_finite += batch.not_finite;
        if shape.vintage.is_none() {
            order.check(batch.first, &batch.dates, &batch.entities, &entities)?;
        }
        let table = Table::of(batch, count, &groups);
        count += table.dates.len();
        intake.take(table, &entities, &standing)?;
    }
    drop(next);
    Ok(entities)
}

/// A table being read under a watch.
pub(super) struct Progress<'a> {
    of: &'a Data<'a>,
    /// What the watch was told of so far.
    told: u64,
    watch: &'a dyn Watch,
}

impl Progress<'_> {
    /// So much has been read, in the units of the table's size.
    pub(super) fn reached(&mut self, place: u64) -> Result<(), Stopped> {
        let bytes = (place as f64 / self.of.size.max(1) as f64 * self.of.bytes as f64) as u64;
        let more = bytes.saturating_sub(self.told);
        self.told += more;
        self.watch.step(more as usize)
    }
}

/// Where rows that were read are.
enum Place {
    /// With the steps of the model.
    Flowing,
    /// In memory.
    Held(Table),
    /// On disk, by entity and date, before one row of several is chosen.
    Sorted(Packing, Sorter),
}

/// What rows that were read go into.
pub(super) struct Intake<'s, 'a, 'b> {
    flow: Flow<'a, 'b>,
    shape: &'s Shape,
    place: Place,
    /// Rows that were handed on of a table that was put into another shape.
    shaped: usize,
}

/// Whether rows of the file that have this in common stand together, for one more look at it.
type Standing<'l> = &'l dyn Fn(Turn) -> bool;

impl<'s, 'a, 'b> Intake<'s, 'a, 'b> {
    fn new(flow: Flow<'a, 'b>, shape: &'s Shape) -> Self {
        Intake { flow, shape, place: Place::Held(Table::default()), shaped: 0 }
    }

    pub(super) fn summary(&mut self) -> &mut Summary {
        &mut self.flow.job.summary
    }

    pub(super) fn room(&self) -> &Room {
        self.flow.room()
    }

    /// Makes ready for the rows of a wide table, in the order of the file.
    fn start(&mut self, standing: Standing<'_>) {
        let is_chosen = self.shape.vintage.is_some() || self.shape.every.is_some();
        let turn = self.flow.first_turn();
        if self.flow.is_possible() && !is_chosen && turn.is_none_or(standing) {
            self.flow.start(turn);
            self.place = Place::Flowing;
        }
    }

    /// Makes ready for rows that come by entity and date, wherever they stand in the file.
    pub(super) fn start_shaped(&mut self) {
        if self.flow.is_possible() {
            self.flow.start(Some(Turn::Entities));
            self.place = Place::Flowing;
        }
    }

    /// Takes rows in the order of the file.
    fn take(&mut self, table: Table, entities: &Entities, standing: Standing<'_>) -> Result<(), Error> {
        match &mut self.place {
            Place::Flowing => self.flow.take(table, entities),
            Place::Sorted(packing, sorter) => Ok(packing.pack(&table, sorter)?),
            Place::Held(all) => {
                all.append(table);
                if !self.flow.is_possible() || !self.flow.is_too_much(all.dates.len()) {
                    return Ok(());
                }
                let all = std::mem::take(all);
                if self.shape.vintage.is_some() || self.shape.every.is_some() {
                    let packing = Packing::of(&all, Key::Days);
                    let mut sorter = self.flow.sorter(&packing);
                    packing.pack(&all, &mut sorter)?;
                    self.place = Place::Sorted(packing, sorter);
                    return Ok(());
                }
                // By the first turn they do not stand together.
                let other = match self.flow.first_turn() {
                    Some(Turn::Entities) => Turn::Dates,
                    _ => Turn::Entities,
                };
                self.flow.start(Some(other).filter(|turn| self.flow.needs(*turn) && standing(*turn)));
                self.place = Place::Flowing;
                self.flow.take(all, entities)
            }
        }
    }

    /// Takes all rows of some entities, by entity and date.
    pub(super) fn take_shaped(&mut self, mut table: Table, entities: &Entities) -> Result<(), Error> {
        if let Some(every) = self.shape.every {
            table.every(every);
        }
        (table.before, table.numbers) = (self.shaped, Vec::new());
        self.shaped += table.dates.len();
        match &mut self.place {
            Place::Held(all) => {
                all.append(table);
                Ok(())
            }
            Place::Flowing | Place::Sorted(..) => self.flow.take(table, entities),
        }
    }

    /// There are no more rows.
    fn end(mut self, entities: &Entities) -> Result<Summary, Error> {
        match std::mem::replace(&mut self.place, Place::Flowing) {
            Place::Flowing => {}
            Place::Held(mut all) => {
                if let Some(vintage) = self.shape.vintage.filter(|_| !self.shape.is_long()) {
                    all.chosen(vintage)?;
                }
                if let Some(every) = self.shape.every.filter(|_| !self.shape.is_long()) {
                    all.every(every);
                }
                if !all.dates.is_empty() {
                    self.flow.job.whole(all, entities)?;
                }
            }
            Place::Sorted(packing, sorter) => self.choose(&packing, sorter, entities)?,
        }
        self.flow.end(entities)?;
        self.flow.job.finish(entities)
    }

    /// Hands on one row of several, and the last of each period.
    fn choose(&mut self, packing: &Packing, sorter: Sorter, entities: &Entities) -> Result<(), Error> {
        let shelved = sorter.finish()?;
        if let Some(vintage) = self.shape.vintage {
            // What is wrong is said of the first row in which it is, before anything is scored.
            let (mut sorted, mut twice, mut any) = (shelved.sorted()?, None::<(usize, Diagnostic)>, false);
            while let Some(mut table) = packing.take(&mut sorted, BATCH)? {
                match table.choose(vintage) {
                    Ok(()) => any |= !table.dates.is_empty(),
                    Err(wrong) if twice.as_ref().is_none_or(|(row, _)| wrong.0 < *row) => twice = Some(wrong),
                    Err(_) => {}
                }
                self.flow.job.watch.step(0)?;
            }
            if let Some((_, wrong)) = twice {
                return Err(wrong.into());
            }
            if !any {
                none_known(vintage)?;
            }
        }
        self.flow.start(Some(Turn::Entities));
        let mut sorted = shelved.sorted()?;
        while let Some(mut table) = packing.take(&mut sorted, BATCH)? {
            if let Some(vintage) = self.shape.vintage {
                table.choose(vintage).map_err(|(_, wrong)| wrong)?;
            }
            if !table.dates.is_empty() {
                self.take_shaped(table, entities)?;
            }
        }
        Ok(())
    }
}
