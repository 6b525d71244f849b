//! Rows of text, read ahead: while some are made into numbers, many at once, a thread splits the next ones into cells.

use super::batch::BATCH;
use super::text::{Body, TextTable};
use ::csv::StringRecord;
use froth_core::diag::{Code, Diagnostic};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread::Builder;

/// Rows that were read together: their cells one after the other.
#[derive(Debug, Default)]
pub(super) struct Sheaf {
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
    /// By row: its first cell, and the line that it begins on.
    rows: Vec<(usize, u64)>,
    /// What is wrong with the row after them.
    pub(super) wrong: Option<Diagnostic>,
    /// Whether there are no rows after them.
    pub(super) last: bool,
    /// How much of the table has been read, in units of its size.
    pub(super) reached: u64,
}

/// A row of a sheaf.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    text: &'a str,
    /// Where its first cell begins.
    start: usize,
    ends: &'a [usize],
    /// The line of the file that it begins on, from 1.
    pub(super) number: u64,
}

impl<'a> Line<'a> {
    /// The text of a column; empty where there is none.
    pub(super) fn cell(&self, column: usize) -> &'a str {
        let start = match column.checked_sub(1) {
            None => Some(&self.start),
            Some(before) => self.ends.get(before),
        };
        start.zip(self.ends.get(column)).and_then(|(from, to)| self.text.get(*from..*to)).unwrap_or_default()
    }
}

impl Sheaf {
    /// The same room without anything in it.
    fn emptied(mut self) -> Self {
        self.text.clear();
        self.ends.clear();
        self.rows.clear();
        Sheaf { text: self.text, ends: self.ends, rows: self.rows, ..Sheaf::default() }
    }

    /// The next rows of a table, up to a whole batch, in the room of an earlier one.
    fn read(body: &mut Body<'_>, row: &mut StringRecord, room: Sheaf) -> Self {
        let mut sheaf = room.emptied();
        while sheaf.len() < BATCH {
            match body.next(row) {
                Ok(Some(line)) => sheaf.push(row, line),
                Ok(None) => {
                    sheaf.last = true;
                    break;
                }
                Err(d) => {
                    sheaf.wrong = Some(d);
                    break;
                }
            }
        }
        sheaf.reached = body.reached();
        sheaf
    }

    fn push(&mut self, row: &StringRecord, line: u64) {
        let start = self.text.len();
        self.rows.push((self.ends.len(), line));
        self.text.push_str(row.as_slice());
        self.ends.extend((0..row.len()).filter_map(|cell| row.range(cell)).map(|range| start + range.end));
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// A row, from 0.
    pub(super) fn line(&self, row: usize) -> Line<'_> {
        let (first, number) = self.rows.get(row).copied().unwrap_or_default();
        let next = self.rows.get(row + 1).map_or(self.ends.len(), |(first, _)| *first);
        let start = first.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        Line { text: &self.text, start, ends: &self.ends[first..next], number }
    }
}

/// The sheaves of a table, one after the other.
pub(super) enum Sheaves<'a> {
    /// As they are taken.
    Here(Body<'a>, StringRecord),
    /// From a thread that is one ahead, and ends with whoever takes them.
    Ahead(Receiver<Sheaf>, Sender<Sheaf>),
}

impl<'a> Sheaves<'a> {
    /// Of a file, whose table is given with nothing borrowed, a thread reads them; of a sheet in memory nobody need.
    pub(super) fn of(table: &'a TextTable) -> Result<Self, Diagnostic> {
        let Some(own) = table.of_file() else {
            return Ok(Sheaves::Here(table.body()?, StringRecord::new()));
        };
        let (give, sheaves) = sync_channel(1);
        let (give_back, rooms) = channel();
        let read = move || {
            let mut row = StringRecord::new();
            let mut body = match own.body() {
                Ok(body) => body,
                Err(d) => return drop(give.send(Sheaf { wrong: Some(d), ..Sheaf::default() })),
            };
            loop {
                let sheaf = Sheaf::read(&mut body, &mut row, rooms.try_recv().unwrap_or_default());
                let last = sheaf.last || sheaf.wrong.is_some();
                if give.send(sheaf).is_err() || last {
                    return;
                }
            }
        };
        let thread = Builder::new().name("read".to_owned()).spawn(read);
        thread.map_err(|e| Diagnostic::error(Code::Unreadable, format!("cannot read {}: {e}", table.name)))?;
        Ok(Sheaves::Ahead(sheaves, give_back))
    }

    /// The next one. Whoever reads says which is the last before they end.
    pub(super) fn next(&mut self, name: &str) -> Sheaf {
        match self {
            Sheaves::Here(body, row) => Sheaf::read(body, row, Sheaf::default()),
            Sheaves::Ahead(sheaves, _) => sheaves.recv().unwrap_or_else(|_| {
                let broken = Diagnostic::error(Code::Unreadable, format!("cannot read {name}: reading broke off"));
                Sheaf { wrong: Some(broken), ..Sheaf::default() }
            }),
        }
    }

    /// Takes one that is not needed any more: the next rows are read into its room.
    pub(super) fn give_back(&self, sheaf: Sheaf) {
        if let Sheaves::Ahead(_, rooms) = self {
            // Nobody needs it after the last one.
            let _ = rooms.send(sheaf);
        }
    }
}
