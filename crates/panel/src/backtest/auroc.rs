//! AUROC as the Mann-Whitney statistic.

/// The chance that a score from `wanted` is higher than one from `calm`, ties counting half: the Mann-Whitney U statistic over
/// the number of pairs (Bamber 1975; Hanley and `McNeil` 1982). None without a finite number on either side; what is not finite
/// counts as missing.
///
/// ```
/// use froth_panel::backtest::auroc;
/// assert_eq!(auroc(&[3.0, 2.0], &[1.0, 2.0]), Some(0.875));
/// assert_eq!(auroc(&[3.0], &[]), None);
/// ```
pub fn auroc(wanted: &[f64], calm: &[f64]) -> Option<f64> {
    let rows = |side: &[f64], wanted: bool| -> Vec<(f64, bool)> {
        side.iter().filter(|x| x.is_finite()).map(|x| (*x, wanted)).collect()
    };
    let mut all = rows(wanted, true);
    all.extend(rows(calm, false));
    Ranked::new(all.iter().enumerate().map(|(row, (x, wanted))| (*x, row as u32, *wanted)).collect()).auroc()
}

/// Rows in the order of their scores.
#[derive(Debug, Clone, Default)]
pub(super) struct Ranked {
    /// Lowest score first: four times the row's place among those that samples draw, 2 more where a warning is wanted, 1 more on the last of equals.
    rows: Vec<u32>,
    /// How many different scores there are.
    scores: usize,
    pub(super) wanted: usize,
    pub(super) calm: usize,
}

impl Ranked {
    /// Takes scores (all finite) with their places and whether a warning is wanted.
    pub(super) fn new(mut rows: Vec<(f64, u32, bool)>) -> Self {
        rows.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let wanted = rows.iter().filter(|r| r.2).count();
        // Zeros of either sign are equal, which total_cmp does not say.
        let last = |k: usize| k + 1 == rows.len() || rows[k].0 != rows[k + 1].0;
        let packed = |(k, row): (usize, &(f64, u32, bool))| row.1 << 2 | u32::from(row.2) << 1 | u32::from(last(k));
        let packed: Vec<u32> = rows.iter().enumerate().map(packed).collect();
        Ranked {
            scores: packed.iter().filter(|row| **row & 1 == 1).count(),
            wanted,
            calm: rows.len() - wanted,
            rows: packed,
        }
    }

    /// Whether every score is the same.
    pub(super) fn is_constant(&self) -> bool {
        self.scores == 1
    }

    pub(super) fn auroc(&self) -> Option<f64> {
        self.weighted(&|_| 1)
    }

    /// AUROC with the rows of each place taken so many times. In whole numbers: no order of summing matters.
    pub(super) fn weighted(&self, times: &impl Fn(usize) -> u64) -> Option<f64> {
        let (mut below, mut wanted, mut twice) = (0u64, 0u64, 0u64);
        // Rows of the score at hand, by whether a warning is wanted.
        let (mut here, mut calm) = (0u64, 0u64);
        for row in &self.rows {
            let taken = times((row >> 2) as usize);
            let is_wanted = u64::from(row >> 1 & 1);
            here += taken * is_wanted;
            calm += taken * (1 - is_wanted);
            if row & 1 == 1 {
                twice += here * (2 * below + calm);
                wanted += here;
                below += calm;
                (here, calm) = (0, 0);
            }
        }
        let pairs = wanted * below;
        (pairs > 0).then(|| twice as f64 / (2.0 * pairs as f64))
    }
}
