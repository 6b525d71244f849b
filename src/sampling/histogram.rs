//! Counts in bins of 0.001 points: memory that does not grow with the draws, quantiles exact to 0.001.

/// Bins a point.
const PER_POINT: f64 = 1000.0;

/// Bins a page; pages that nothing falls into take no memory.
const PAGE: usize = 1024;

/// How often each score, or each difference of two scores, was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    lowest: f64,
    pages: Vec<Option<Box<[u32]>>>,
    count: u64,
    /// Sums in units of 2^-40 and 2^-20, so that no order of summing changes a digit.
    sum: i128,
    squares: i128,
    above: u64,
    level: u64,
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
        Histogram { lowest, pages: vec![None; bins.div_ceil(PAGE)], count: 0, sum: 0, squares: 0, above: 0, level: 0 }
    }

    /// Counts one draw; what is not a number is passed over.
    #[inline]
    pub fn add(&mut self, x: f64) {
        if x.is_nan() {
            return;
        }
        let bin = ((x - self.lowest) * PER_POINT + 0.5) as usize;
        let Some(page) = self.pages.get_mut(bin / PAGE) else { return };
        page.get_or_insert_with(|| vec![0; PAGE].into_boxed_slice())[bin % PAGE] += 1;
        self.count += 1;
        self.sum += i128::from((x * (1u64 << 40) as f64).round() as i64);
        self.squares += i128::from((x * x * (1u64 << 20) as f64).round() as i64);
        self.above += u64::from(x > crate::model::TIE);
        self.level += u64::from(x.abs() <= crate::model::TIE);
    }

    /// Adds what another one counted.
    pub fn merge(&mut self, other: &Histogram) {
        for (mine, theirs) in self.pages.iter_mut().zip(&other.pages) {
            match (mine.as_mut(), theirs) {
                (Some(mine), Some(theirs)) => mine.iter_mut().zip(theirs.iter()).for_each(|(m, t)| *m += t),
                (None, Some(_)) => mine.clone_from(theirs),
                _ => {}
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

    /// The smallest drawn value with at least a share `p` of the draws at or below it (Hyndman and Fan 1996, type 1), to
    /// 0.001. None without draws.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let wanted = ((p * self.count as f64 - 1e-9).ceil() as u64).clamp(1, self.count.max(1));
        let mut below = 0;
        for (bin, n) in self.bins() {
            below += n;
            if below >= wanted {
                return Some(self.value(bin));
            }
        }
        None
    }

    /// Share of the draws in [from, to); with `to` none, of those from `from` on. 0 without draws.
    pub fn share(&self, from: f64, to: Option<f64>) -> f64 {
        let tie = crate::model::TIE;
        let inside = |x: f64| x >= from - tie && to.is_none_or(|to| x < to - tie);
        let n: u64 = self.bins().filter(|(bin, _)| inside(self.value(*bin))).map(|(_, n)| n).sum();
        if self.count > 0 { n as f64 / self.count as f64 } else { 0.0 }
    }

    /// Draws in equal intervals of [from, to): their shares.
    pub fn coarse(&self, from: f64, to: f64, intervals: usize) -> Vec<f64> {
        let mut shares = vec![0.0; intervals];
        for (bin, n) in self.bins() {
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

    fn bins(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        let pages = self.pages.iter().enumerate().filter_map(|(p, page)| Some((p, page.as_ref()?)));
        pages
            .flat_map(|(p, page)| page.iter().enumerate().map(move |(b, n)| (p * PAGE + b, u64::from(*n))))
            .filter(|(_, n)| *n > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_sorted_draws() {
        let mut histogram = Histogram::of_scores();
        let mut draws: Vec<f64> = (0..1000).map(|i| f64::from(i * 7919 % 1000) * 0.1).collect();
        draws.iter().for_each(|x| histogram.add(*x));
        draws.sort_by(f64::total_cmp);
        for p in [0.05, 0.25, 0.5, 0.75, 0.95, 1.0] {
            let exact = draws[(p * 1000.0) as usize - 1];
            assert!((histogram.quantile(p).unwrap() - exact).abs() <= 0.0005 + 1e-12, "{p}");
        }
        assert!((histogram.mean().unwrap() - 49.95).abs() < 1e-9);
        assert_eq!(histogram.share(0.0, Some(25.0)) + histogram.share(25.0, None), 1.0);
    }

    #[test]
    fn merging_in_any_order_is_counting_at_once() {
        let (mut a, mut b, mut whole) = (Histogram::of_gaps(), Histogram::of_gaps(), Histogram::of_gaps());
        for i in 0..2000 {
            let x = f64::from(i) * 0.077 - 77.0;
            if i % 3 == 0 {
                a.add(x)
            } else {
                b.add(x)
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
        assert_eq!((histogram.quantile(0.5), histogram.mean(), histogram.share_above_zero()), (None, None, None));
        [0.0, 0.0, 1.0, -1.0].iter().for_each(|x| histogram.add(*x));
        assert_eq!(histogram.share_above_zero(), Some(0.5));
        histogram.add(f64::NAN);
        assert_eq!(histogram.count(), 4);
    }
}
