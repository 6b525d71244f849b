//! Counts in bins of 0.001 points: memory that does not grow with the draws, quantiles exact to 0.001.

/// Bins a point.
const PER_POINT: f64 = 1000.0;

/// Bins a page; pages that nothing falls into take no memory.
const PAGE: usize = 1024;

/// Up to so many draws are listed: few draws of many things take little memory.
const LISTED: usize = 2048;

/// How often each score, or each difference of two scores, was drawn.
#[derive(Debug, Clone)]
pub struct Histogram {
    lowest: f64,
    bins: usize,
    /// The bin of each draw, in any order, while there are few.
    listed: Vec<u32>,
    /// Counts by bin, once there are more; empty before.
    pages: Vec<Option<Box<[u32]>>>,
    count: u64,
    /// Sums in units of 2^-40 and 2^-20, so that no order of summing changes a digit.
    sum: i128,
    squares: i128,
    above: u64,
    level: u64,
}

impl PartialEq for Histogram {
    fn eq(&self, other: &Self) -> bool {
        let sums = |h: &Self| (h.lowest, h.count, h.sum, h.squares, h.above, h.level);
        sums(self) == sums(other) && self.counts() == other.counts()
    }
}

impl Histogram {
    /// For scores in [0, 100].
    pub fn of_scores() -> Self {
        Self::new(0.0, 100.0)
    }

    /// For differences in [-100, 100].
    pub fn of_gaps() -> Self {
        Self::new(-100.0, 100.0)
    }

    fn new(lowest: f64, highest: f64) -> Self {
        let bins = ((highest - lowest) * PER_POINT) as usize + 1;
        let (listed, pages) = (Vec::new(), Vec::new());
        Histogram { lowest, bins, listed, pages, count: 0, sum: 0, squares: 0, above: 0, level: 0 }
    }

    /// Counts one draw; what is not a number is passed over.
    #[inline]
    pub fn add(&mut self, x: f64) {
        if x.is_nan() {
            return;
        }
        // Down to a whole bin, so that bands, whose ends are whole bins, are counted exactly.
        let bin = (((x + crate::model::TIE - self.lowest) * PER_POINT) as usize).min(self.bins - 1);
        if self.pages.is_empty() && self.listed.len() < LISTED {
            self.listed.push(bin as u32);
        } else {
            self.turn_pages();
            count(&mut self.pages, bin, 1);
        }
        self.count += 1;
        self.sum += i128::from((x * (1u64 << 40) as f64).round() as i64);
        self.squares += i128::from((x * x * (1u64 << 20) as f64).round() as i64);
        self.above += u64::from(x > crate::model::TIE);
        self.level += u64::from(x.abs() <= crate::model::TIE);
    }

    /// From a list to counts by bin.
    #[inline]
    fn turn_pages(&mut self) {
        if self.pages.is_empty() {
            self.pages = vec![None; self.bins.div_ceil(PAGE)];
            for bin in std::mem::take(&mut self.listed) {
                count(&mut self.pages, bin as usize, 1);
            }
        }
    }

    /// Adds what another one counted.
    pub fn merge(&mut self, other: &Histogram) {
        if self.pages.is_empty() && other.pages.is_empty() && self.listed.len() + other.listed.len() <= LISTED {
            self.listed.extend(&other.listed);
        } else {
            self.turn_pages();
            for (bin, n) in other.counts() {
                count(&mut self.pages, bin, n as u32);
            }
        }
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
        self.above += other.above;
        self.level += other.level;
    }

    /// The number of draws.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The mean; none without draws.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum as f64 / (1u64 << 40) as f64 / self.count as f64)
    }

    /// The standard deviation; none without draws.
    pub fn sd(&self) -> Option<f64> {
        let mean = self.mean()?;
        let squares = self.squares as f64 / (1u64 << 20) as f64 / self.count as f64;
        Some((squares - mean * mean).max(0.0).sqrt())
    }

    /// Share of draws above 0; ties count half. None without draws.
    pub fn share_above_zero(&self) -> Option<f64> {
        (self.count > 0).then(|| (self.above as f64 + 0.5 * self.level as f64) / self.count as f64)
    }

    /// For each share p, rising, the smallest drawn value with at least p of the draws at or below it (Hyndman and Fan 1996,
    /// type 1), to 0.001. None without draws.
    pub fn quantiles<const N: usize>(&self, shares: [f64; N]) -> Option<[f64; N]> {
        let mut found = [0.0; N];
        let mut counts = self.counts().into_iter();
        let (mut bin, mut n) = counts.next()?;
        let mut below = n;
        for (p, found) in shares.into_iter().zip(&mut found) {
            let wanted = ((p * self.count as f64 - 1e-9).ceil() as u64).clamp(1, self.count);
            while below < wanted {
                (bin, n) = counts.next()?;
                below += n;
            }
            *found = self.value(bin);
        }
        Some(found)
    }

    /// Share of the draws in [from, to); with `to` none, of those from `from` on. 0 without draws.
    pub fn share(&self, from: f64, to: Option<f64>) -> f64 {
        let tie = crate::model::TIE;
        let inside = |x: f64| x >= from - tie && to.is_none_or(|to| x < to - tie);
        let n: u64 = self.counts().into_iter().filter(|(bin, _)| inside(self.value(*bin))).map(|(_, n)| n).sum();
        if self.count > 0 { n as f64 / self.count as f64 } else { 0.0 }
    }

    /// Draws in equal intervals of [from, to): their shares.
    pub fn coarse(&self, from: f64, to: f64, intervals: usize) -> Vec<f64> {
        let mut shares = vec![0.0; intervals];
        for (bin, n) in self.counts() {
            let place = (self.value(bin) - from) / (to - from) * intervals as f64;
            if let Some(share) = shares.get_mut(place.clamp(0.0, intervals as f64 - 1.0) as usize) {
                *share += n as f64 / self.count as f64;
            }
        }
        shares
    }

    fn value(&self, bin: usize) -> f64 {
        // Counted in whole thousandths, so that 85.649 is not 85.64900000000001.
        (self.lowest * PER_POINT + bin as f64) / PER_POINT
    }

    /// The bins that something fell into, rising, and how often.
    fn counts(&self) -> Vec<(usize, u64)> {
        if self.pages.is_empty() {
            let mut sorted = self.listed.clone();
            sorted.sort_unstable();
            return sorted.chunk_by(|a, b| a == b).map(|same| (same[0] as usize, same.len() as u64)).collect();
        }
        let pages = self.pages.iter().enumerate().filter_map(|(p, page)| Some((p, page.as_ref()?)));
        let bins = pages.flat_map(|(p, page)| page.iter().enumerate().map(move |(b, n)| (p * PAGE + b, u64::from(*n))));
        bins.filter(|(_, n)| *n > 0).collect()
    }
}

fn count(pages: &mut [Option<Box<[u32]>>], bin: usize, n: u32) {
    if let Some(page) = pages.get_mut(bin / PAGE) {
        page.get_or_insert_with(|| vec![0; PAGE].into_boxed_slice())[bin % PAGE] += n;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_sorted_draws() {
        let mut histogram = Histogram::of_scores();
        let mut draws: Vec<f64> = (0..1000).map(|i| f64::from(i * 7919 % 1000) * 0.1).collect();
        for x in &draws {
            histogram.add(*x);
        }
        draws.sort_by(f64::total_cmp);
        let shares = [0.05, 0.25, 0.5, 0.75, 0.95, 1.0];
        for (p, found) in shares.into_iter().zip(histogram.quantiles(shares).unwrap()) {
            let exact = draws[(p * 1000.0) as usize - 1];
            assert!((found - exact).abs() <= 0.001 + 1e-9, "{p}");
        }
        assert!((histogram.mean().unwrap() - 49.95).abs() < 1e-9);
        assert_eq!(histogram.share(0.0, Some(25.0)) + histogram.share(25.0, None), 1.0);
    }

    #[test]
    fn merging_in_any_order_is_counting_at_once() {
        let (mut a, mut b, mut whole) = (Histogram::of_gaps(), Histogram::of_gaps(), Histogram::of_gaps());
        for i in 0..5000 {
            let x = f64::from(i % 2500) * 0.077 - 77.0;
            if i % 3 == 0 {
                a.add(x);
            } else {
                b.add(x);
            }
            whole.add(x);
        }
        let (mut ab, mut ba) = (a.clone(), b.clone());
        ab.merge(&b);
        ba.merge(&a);
        assert_eq!(ab, whole);
        assert_eq!(ba, whole);
    }

    #[test]
    fn nothing_drawn_is_nothing_known_and_ties_count_half() {
        let mut histogram = Histogram::of_gaps();
        assert_eq!((histogram.quantiles([0.5]), histogram.mean(), histogram.share_above_zero()), (None, None, None));
        for x in [0.0, 0.0, 1.0, -1.0] {
            histogram.add(x);
        }
        assert_eq!(histogram.share_above_zero(), Some(0.5));
        histogram.add(f64::NAN);
        assert_eq!(histogram.count(), 4);
    }
}
