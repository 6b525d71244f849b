//! Rows of coefficients, most of which are 0.

/// A matrix of coefficients from 0 on, row by row.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
}

impl Rows {
    /// A matrix of these entries (row, column, coefficient), in any order. Those of one place are added in the order of their sizes.
    pub(crate) fn new(n: usize, mut entries: Vec<(u32, u32, f64)>) -> Rows {
        entries.retain(|entry| entry.2 != 0.0);
        entries.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        let mut rows = Rows { starts: vec![0; n + 1], columns: Vec::new(), values: Vec::new() };
        let mut last = None;
        for (row, column, value) in entries {
            match rows.values.last_mut() {
                Some(sum) if last == Some((row, column)) => *sum += value,
                _ => {
                    rows.columns.push(column);
                    rows.values.push(value);
                    rows.starts[row as usize + 1] += 1;
                }
            }
            last = Some((row, column));
        }
        for row in 0..n {
            rows.starts[row + 1] += rows.starts[row];
        }
        rows
    }

    /// The same with rows for columns.
    pub(crate) fn turned(&self) -> Rows {
        let n = self.len();
        let mut turned =
            Rows { starts: vec![0; n + 1], columns: vec![0; self.columns.len()], values: vec![0.0; self.values.len()] };
        for column in &self.columns {
            turned.starts[*column as usize + 1] += 1;
        }
        for row in 0..n {
            turned.starts[row + 1] += turned.starts[row];
        }
        let mut ends = turned.starts.clone();
        for row in 0..n {
            let (columns, values) = self.row(row);
            for (column, value) in columns.iter().zip(values) {
                let end = &mut ends[*column as usize];
                (turned.columns[*end], turned.values[*end]) = (row as u32, *value);
                *end += 1;
            }
        }
        turned
    }

    /// The number of rows.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The entries of a row: columns, which rise, with their coefficients.
    #[inline]
    pub(crate) fn row(&self, row: usize) -> (&[u32], &[f64]) {
        let range = self.starts[row]..self.starts[row + 1];
        (&self.columns[range.clone()], &self.values[range])
    }

    /// A row times a vector.
    #[inline]
    pub(crate) fn times(&self, row: usize, x: &[f64]) -> f64 {
        let (columns, values) = self.row(row);
        columns.iter().zip(values).map(|(column, value)| value * x[*column as usize]).sum()
    }
}
