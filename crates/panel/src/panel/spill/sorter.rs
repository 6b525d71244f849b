//! Records of a fixed number of words, sorted by their first two: as much as memory may hold at a time, which is then put on
//! disk as a run; runs are merged as they are read.

use super::Room;
use froth_core::diag::Diagnostic;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;

/// Words that are put on disk at a time, and the most that are read of a run.
const STRETCH: usize = 1 << 17;
const BYTES: usize = size_of::<u64>();

/// Takes records in any order. No two have the same first two words.
#[derive(Debug)]
pub(in crate::panel) struct Sorter {
    room: Room,
    width: usize,
    /// Words that are held.
    most: usize,
    held: Vec<u64>,
    /// Words of the file.
    runs: Vec<Range<u64>>,
    file: Option<File>,
}

impl Sorter {
    /// Of records of so many words, two or more, of which memory holds so many bytes.
    pub(in crate::panel) fn new(room: Room, width: usize, bytes: u64) -> Self {
        let records = (bytes as usize / (width * BYTES)).clamp(1, u32::MAX as usize);
        Sorter { room, width, most: records * width, held: Vec::new(), runs: Vec::new(), file: None }
    }

    /// Takes one more record.
    pub(in crate::panel) fn push(&mut self, record: impl Iterator<Item = u64>) -> Result<(), Diagnostic> {
        if self.held.len() >= self.most {
            self.put()?;
        }
        self.held.extend(record);
        Ok(())
    }

    /// Places of the records that are held, in order; none where they are in order already.
    fn order(&self) -> Option<Vec<(u64, u64, u32)>> {
        let key = |(place, record): (usize, &[u64])| (record[0], record[1], place as u32);
        let records = || self.held.chunks_exact(self.width);
        if records().is_sorted_by(|a, b| a[..2] <= b[..2]) {
            return None;
        }
        let mut keys: Vec<(u64, u64, u32)> = records().enumerate().map(key).collect();
        keys.par_sort_unstable();
        Some(keys)
    }

    /// Puts what is held on disk.
    fn put(&mut self) -> Result<(), Diagnostic> {
        let order = self.order();
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(self.room.file()?),
        };
        let start = self.runs.last().map_or(0, |run| run.end);
        let mut bytes = Vec::with_capacity((STRETCH + self.width) * BYTES);
        for place in 0..self.held.len() / self.width {
            let place = order.as_ref().map_or(place, |order| order[place].2 as usize);
            let record = &self.held[place * self.width..][..self.width];
            bytes.extend(record.iter().flat_map(|word| word.to_le_bytes()));
            if bytes.len() >= STRETCH * BYTES {
                file.write_all(&bytes).map_err(|e| self.room.full(&e))?;
                bytes.clear();
            }
        }
        file.write_all(&bytes).map_err(|e| self.room.full(&e))?;
        self.runs.push(start..start + self.held.len() as u64);
        self.held.clear();
        Ok(())
    }

    /// All of them are there.
    pub(in crate::panel) fn finish(mut self) -> Result<Shelved, Diagnostic> {
        let mut order = None;
        if self.file.is_none() {
            order = self.order();
        } else if !self.held.is_empty() {
            self.put()?;
        }
        if self.file.is_some() {
            self.held = Vec::new();
        }
        Ok(Shelved { sorter: self, order })
    }
}

/// Records that can be taken in order, more than once.
#[derive(Debug)]
pub(in crate::panel) struct Shelved {
    sorter: Sorter,
    /// Of those in memory.
    order: Option<Vec<(u64, u64, u32)>>,
}

impl Shelved {
    /// From the first one on.
    pub(in crate::panel) fn sorted(&self) -> Result<Sorted<'_>, Diagnostic> {
        let of = &self.sorter;
        // As much memory as sorting took, over all runs.
        let stretch = (of.most / of.runs.len().max(1)).clamp(of.width, STRETCH) / of.width * of.width;
        let mut sorted = Sorted { of: self, next: 0, runs: Vec::new(), heap: BinaryHeap::new() };
        for (place, run) in of.runs.iter().enumerate() {
            let mut run = Run { left: run.clone(), stretch, words: Vec::new(), at: 0 };
            if run.fill(of)? {
                sorted.heap.push(Reverse((run.words[0], run.words[1], place)));
            }
            sorted.runs.push(run);
        }
        Ok(sorted)
    }
}

/// A run being read.
#[derive(Debug)]
struct Run {
    /// Words of the file that are still to be read.
    left: Range<u64>,
    stretch: usize,
    words: Vec<u64>,
    /// Where in these the next record is.
    at: usize,
}

impl Run {
    /// Reads more; whether there was more.
    fn fill(&mut self, of: &Sorter) -> Result<bool, Diagnostic> {
        let count = (self.left.end - self.left.start).min(self.stretch as u64);
        let Some(mut file) = of.file.as_ref().filter(|_| count > 0) else { return Ok(false) };
        let mut bytes = vec![0; count as usize * BYTES];
        let mut read = || -> io::Result<()> {
            file.seek(SeekFrom::Start(self.left.start * BYTES as u64))?;
            file.read_exact(&mut bytes)
        };
        read().map_err(|e| of.room.full(&e))?;
        self.left.start += count;
        self.words.clear();
        self.words.extend(bytes.as_chunks().0.iter().map(|word| u64::from_le_bytes(*word)));
        self.at = 0;
        Ok(true)
    }
}

/// Records in order.
#[derive(Debug)]
pub(in crate::panel) struct Sorted<'a> {
    of: &'a Shelved,
    /// Of those in memory, the next one.
    next: usize,
    runs: Vec<Run>,
    heap: BinaryHeap<Reverse<(u64, u64, usize)>>,
}

impl Sorted<'_> {
    fn held(&self) -> Option<&[u64]> {
        let place = match &self.of.order {
            Some(order) => order.get(self.next)?.2 as usize,
            None => self.next,
        };
        let width = self.of.sorter.width;
        self.of.sorter.held.get(place * width..(place + 1) * width)
    }

    /// The first word of the next record; none at the end.
    pub(in crate::panel) fn upcoming(&self) -> Option<u64> {
        match self.heap.peek() {
            Some(Reverse((first, ..))) => Some(*first),
            None => self.held().map(|record| record[0]),
        }
    }

    /// Takes the next record; whether there was one.
    pub(in crate::panel) fn take(&mut self, record: &mut Vec<u64>) -> Result<bool, Diagnostic> {
        record.clear();
        let Some(mut top) = self.heap.peek_mut() else {
            let Some(held) = self.held() else { return Ok(false) };
            record.extend_from_slice(held);
            self.next += 1;
            return Ok(true);
        };
        let width = self.of.sorter.width;
        let place = top.0.2;
        let run = &mut self.runs[place];
        record.extend_from_slice(&run.words[run.at..run.at + width]);
        run.at += width;
        if run.at < run.words.len() || run.fill(&self.of.sorter)? {
            *top = Reverse((run.words[run.at], run.words[run.at + 1], place));
        } else {
            PeekMut::pop(top);
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn taken(shelved: &Shelved) -> Vec<Vec<u64>> {
        let (mut sorted, mut record, mut all) = (shelved.sorted().unwrap(), Vec::new(), Vec::new());
        loop {
            let upcoming = sorted.upcoming();
            if !sorted.take(&mut record).unwrap() {
                assert_eq!(upcoming, None);
                return all;
            }
            assert_eq!(upcoming, Some(record[0]));
            all.push(record.clone());
        }
    }

    proptest! {
        #[test]
        fn what_is_put_on_disk_comes_back_in_order(
            keys in prop::collection::vec(0..20_u64, 0..300),
            width in 2..6_usize,
            bytes in 1..2000_u64,
        ) {
            let mut records: Vec<Vec<u64>> =
                keys.iter().zip(0..).map(|(key, row)| (0..width as u64).map(|w| [*key, row, w][w.min(2) as usize]).collect()).collect();
            let mut sorter = Sorter::new(Room::new(bytes, None), width, bytes);
            for record in &records {
                sorter.push(record.iter().copied()).unwrap();
            }
            let shelved = sorter.finish().unwrap();
            records.sort();
            prop_assert_eq!(taken(&shelved), records.clone());
            prop_assert_eq!(taken(&shelved), records);
        }
    }
}
