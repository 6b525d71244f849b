//! Rows from step to step, some at a time: each step takes them as they come, with all that belong together, or, where they come
//! in another order, sorted on disk.

use super::job::{Job, Sink};
use super::read::batch::{BATCH, Entities};
use super::rows;
use super::scored::Scored;
use super::spill::{Flat, Key, Packing, Room, Sorter};
use super::table::{Table, Turn};
use froth_core::Error;
use froth_series::watch::Stopped;

/// What is done with rows that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Scores.
    Score,
    /// Raw values and scores of indicators, as far as other entities do not matter.
    Along,
    /// Scores of indicators that are compared with others of their dates, and what follows from them.
    Across,
    /// Scores linked over an entity's rows.
    Chain,
    /// Rows in the order of the file.
    Write,
}

/// The steps of a model, with what they need together; none where that is all rows.
fn steps(job: &Job<'_, '_>) -> Option<Vec<(Step, Key)>> {
    let options = job.options;
    if options.keep
        || options.keep_steps
        || options.ranks.is_some()
        || options.drivers.is_some()
        || matches!(job.sink, Sink::Nowhere)
    {
        return None;
    }
    let chained = options.table.chained;
    let mut steps = match rows::turn(job.model) {
        _ if job.by_row.is_some() && !chained => vec![(Step::Score, Key::Rows)],
        Some(turn) => vec![(Step::Score, Key::from(turn))],
        None if rows::is_along_then_across(job.model) => {
            vec![(Step::Along, Key::Entities), (Step::Across, Key::Dates)]
        }
        None => return None,
    };
    if chained {
        steps.push((Step::Chain, Key::Entities));
    }
    steps.push((Step::Write, Key::Rows));
    Some(steps)
}

/// How the rows that come to a step become those that it takes.
enum Gather {
    /// Any rows will do, or all that belong together come together.
    AsTheyCome,
    /// Those that belong together stand together: these may not be all of theirs.
    InTurn(Turn, Table),
    /// They are sorted; made with the first rows.
    Sorted(Key, Option<(Packing, Sorter)>),
}

struct Stage {
    step: Step,
    gather: Gather,
    /// How scores stand behind the columns of rows that come in, where they had to be put there.
    flat: Option<Flat>,
}

/// A model's steps over a table.
pub(super) struct Flow<'a, 'b> {
    pub(super) job: Job<'a, 'b>,
    room: Room,
    /// Words that a row takes in memory with all that scoring makes of it.
    words: usize,
    steps: Option<Vec<(Step, Key)>>,
    stages: Vec<Stage>,
}

impl<'a, 'b> Flow<'a, 'b> {
    pub(super) fn new(job: Job<'a, 'b>, room: Room) -> Self {
        let (columns, indicators, wants) = (job.plan.columns().len(), job.plan.indicators(), job.wants);
        let of_each =
            5 + usize::from(wants.contributions) + 2 * usize::from(wants.audit) + 3 * usize::from(wants.steps);
        let steps = steps(&job);
        Flow { job, room, words: 6 + columns + of_each * indicators, steps, stages: Vec::new() }
    }

    /// Whether rows can be scored some at a time.
    pub(super) fn is_possible(&self) -> bool {
        self.steps.is_some()
    }

    /// What the first rows that are looked at together have in common; none where each is looked at alone.
    pub(super) fn first_turn(&self) -> Option<Turn> {
        self.steps.iter().flatten().find_map(|(_, key)| key.turn())
    }

    /// Whether any step looks at rows that have this in common.
    pub(super) fn needs(&self, turn: Turn) -> bool {
        self.steps.iter().flatten().any(|(_, key)| key.turn() == Some(turn))
    }

    /// Whether so many rows are too many for memory.
    pub(super) fn is_too_much(&self, rows: usize) -> bool {
        (rows * self.words * size_of::<u64>()) as u64 > self.room.bytes
    }

    pub(super) fn sorter(&self, packing: &Packing) -> Sorter {
        packing.sorter(&self.room, self.words)
    }

    pub(super) fn room(&self) -> &Room {
        &self.room
    }

    /// Makes ready for rows in the order of the file, in which those that have `together` in common stand together.
    pub(super) fn start(&mut self, together: Option<Turn>) {
        let (mut in_order, mut order) = (true, None);
        for (step, key) in self.steps.iter().flatten().copied() {
            let gather = match key.turn() {
                None if in_order => Gather::AsTheyCome,
                None => Gather::Sorted(key, None),
                // They were put into that order for the step before.
                Some(turn) if order == Some(turn) => Gather::AsTheyCome,
                Some(turn) if in_order && together == Some(turn) => {
                    order = Some(turn);
                    Gather::InTurn(turn, Table::default())
                }
                Some(turn) => {
                    // Sorted by what the file is sorted by, they are in the order of the file.
                    (in_order, order) = (together == Some(turn), Some(turn));
                    Gather::Sorted(key, None)
                }
            };
            self.stages.push(Stage { step, gather, flat: None });
        }
    }

    /// Takes rows in the order of the file.
    pub(super) fn take(&mut self, table: Table, entities: &Entities) -> Result<(), Error> {
        self.give(0, table, None, entities)
    }

    /// There are no more rows.
    pub(super) fn end(&mut self, entities: &Entities) -> Result<(), Error> {
        for at in 0..self.stages.len() {
            match std::mem::replace(&mut self.stages[at].gather, Gather::AsTheyCome) {
                Gather::InTurn(_, rest) if !rest.dates.is_empty() => self.work(at, rest, None, entities)?,
                Gather::AsTheyCome | Gather::InTurn(..) | Gather::Sorted(_, None) => {}
                Gather::Sorted(_, Some((packing, sorter))) => {
                    let shelved = sorter.finish()?;
                    let mut sorted = shelved.sorted()?;
                    while let Some(table) = packing.take(&mut sorted, BATCH)? {
                        self.work(at, table, None, entities)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Hands rows to a step, with what was made of them.
    fn give(&mut self, at: usize, mut table: Table, scored: Option<Scored>, entities: &Entities) -> Result<(), Error> {
        let stage = &mut self.stages[at];
        if matches!(stage.gather, Gather::AsTheyCome) {
            return self.work(at, table, scored, entities);
        }
        if let Some(mut scored) = scored {
            stage.flat.get_or_insert_with(|| Flat::of(&mut scored)).add(&mut table, scored);
        }
        match &mut stage.gather {
            Gather::InTurn(turn, all) => {
                all.append(table);
                let complete = all.take_complete(*turn);
                if complete.dates.is_empty() { Ok(()) } else { self.work(at, complete, None, entities) }
            }
            Gather::Sorted(key, sorter) => {
                let (packing, sorter) = sorter.get_or_insert_with(|| {
                    let packing = Packing::of(&table, *key);
                    let sorter = packing.sorter(&self.room, self.words);
                    (packing, sorter)
                });
                Ok(packing.pack(&table, sorter)?)
            }
            Gather::AsTheyCome => Ok(()),
        }
    }

    fn work(&mut self, at: usize, mut table: Table, scored: Option<Scored>, entities: &Entities) -> Result<(), Error> {
        if self.job.watch.stopped() {
            return Err(Stopped.into());
        }
        let Stage { step, flat, .. } = &self.stages[at];
        let before = match (scored, flat) {
            (Some(scored), _) => scored,
            (None, Some(flat)) => flat.take(&mut table),
            (None, None) => Scored::default(),
        };
        // Every row comes to the first step once.
        if at == 0 {
            self.job.screen(&mut table, entities);
        }
        let scored = match step {
            Step::Score => self.job.scores(&table, entities)?,
            Step::Along => {
                let mut scored = rows::along(&mut self.job.making(), &table)?;
                self.job.see_cells(&mut scored, &table, entities);
                scored
            }
            Step::Across => {
                let mut scored = rows::across(&mut self.job.making(), &table, before)?;
                self.job.see_cells(&mut scored, &table, entities);
                scored
            }
            Step::Chain => {
                let chained = self.job.chained(&table, &before).score;
                Scored { chained, ..before }
            }
            Step::Write => return self.job.write(&table, entities, before),
        };
        let to_come = self.stages.get(at + 1).map(|stage| stage.step);
        // Only a first step looks at them, and peers, who have groups, are of one.
        (table.vintages, table.groups) = (Vec::new(), Vec::new());
        // Only an audit looks at columns again.
        if to_come != Some(Step::Across) && !self.job.options.table.audit {
            let columns = std::mem::take(&mut table.columns);
            if at == 0 && matches!(self.stages[0].gather, Gather::AsTheyCome) {
                self.job.data.give_back(columns);
            }
        }
        let mut scored = scored;
        if to_come == Some(Step::Write) && !self.job.options.table.audit {
            (scored.raw, scored.normalised) = (Vec::new(), Vec::new());
        }
        self.give(at + 1, table, Some(scored), entities)
    }
}
