//! Outliers of a column, treated as the JRC does: winsorised one by one, or else on a logarithmic scale.
//!
//! Becker, Caperna, Del Sorbo, Norlén, Papadimitriou and Saisana (2022), `COINr`, Journal of Open Source Software 7(78), 4567; its
//! functions `Treat`, `winsorise`, `skew`, `kurt` and `log_CT`.

/// When a column is treated, and how far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The most numbers that are winsorised.
    pub winsorise: usize,
    /// A column is treated if |skewness| and kurtosis both reach their limits.
    pub skewness: f64,
    /// Excess kurtosis: 0 for a normal distribution.
    pub kurtosis: f64,
    /// Whether a column that so many winsorised numbers do not bring within the limits is put on a logarithmic scale instead.
    pub log: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { winsorise: 5, skewness: 2.0, kurtosis: 3.5, log: true }
    }
}

/// What was done to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// Nothing.
    None,
    /// Brought up or down to the next number that was not winsorised.
    Winsorised,
    /// Put on a logarithmic scale, with all the others of its column.
    Log,
}

impl Treatment {
    /// Its name in files; empty for none.
    pub fn as_str(self) -> &'static str {
        match self {
            Treatment::None => "",
            Treatment::Winsorised => "winsorised",
            Treatment::Log => "log",
        }
    }
}

/// A treated column.
#[derive(Debug, Clone, PartialEq)]
pub struct Treated {
    /// The numbers; missing where they were.
    pub values: Vec<Option<f64>>,
    /// What was done, by row.
    pub treatments: Vec<Treatment>,
    /// The logarithmic scale that all of them were put on, if they were.
    pub scale: Option<LogScale>,
}

/// A logarithmic scale: `ln(x - from)`, or `-ln(from - x)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogScale {
    /// A hundredth of the range below the smallest number, or above the largest.
    pub from: f64,
    /// Whether the numbers lie above it.
    pub above: bool,
}

/// Sample skewness: `sqrt(n (n - 1)) / (n - 2)` times `m3 / m2^(3/2)`, with `mk` the mean of `(x - mean)^k` (`G1` of Joanes and
/// Gill 1998, as in spreadsheets). None for fewer than three numbers, or equal ones.
pub fn skewness(x: &[f64]) -> Option<f64> {
    let n = x.len() as f64;
    let [m2, m3, _] = moments(x)?;
    Some((n * (n - 1.0)).sqrt() / (n - 2.0) * m3 / m2.powf(1.5)).filter(|g| x.len() > 2 && g.is_finite())
}

/// Sample excess kurtosis: `(n - 1) / ((n - 2) (n - 3))` times `(n + 1) (m4 / m2^2 - 3) + 6` (`G2` of Joanes and Gill 1998, as in
/// spreadsheets). None for fewer than four numbers, or equal ones.
pub fn kurtosis(x: &[f64]) -> Option<f64> {
    let n = x.len() as f64;
    let [m2, _, m4] = moments(x)?;
    let g = (n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * (m4 / (m2 * m2) - 3.0) + 6.0);
    Some(g).filter(|g| x.len() > 3 && g.is_finite())
}

/// Second to fourth central moments; none where nothing varies.
fn moments(x: &[f64]) -> Option<[f64; 3]> {
    let first = *x.first()?;
    if x.iter().all(|y| *y == first) {
        return None;
    }
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    // Skewness and kurtosis know no unit: in units of the largest deviation no power overflows.
    let scale = x.iter().fold(0.0f64, |m, y| m.max((y - mean).abs()));
    let mut sums = [0.0; 3];
    for y in x {
        let d = (y - mean) / scale;
        sums[0] += d * d;
        sums[1] += d * d * d;
        sums[2] += d * d * d * d;
    }
    Some(sums.map(|s| s / n)).filter(|m| m[0] > 0.0 && m[0].is_finite())
}

fn passes(x: &[f64], limits: &Limits) -> bool {
    match (skewness(x), kurtosis(x)) {
        (Some(skewness), Some(kurtosis)) => skewness.abs() < limits.skewness || kurtosis < limits.kurtosis,
        // Too few numbers to tell, or equal ones.
        _ => true,
    }
}

/// Treats a column whose |skewness| and kurtosis both reach their limits. The largest numbers (the smallest where skewness is
/// negative) take the value of the next one, one step at a time, until one of the two is below its limit. Where the most
/// numbers allowed do not do it, the column as it was becomes `ln(x - min + a)` with `a = (max - min) / 100`, and
/// `-ln(max - x + a)` where skewness is negative.
///
/// ```
/// use froth_series::composite::{Limits, Treatment, treat};
/// let column: Vec<Option<f64>> = (1..=10).map(f64::from).chain([30.0, 100.0]).map(Some).collect();
/// let treated = treat(&column, &Limits::default());
/// assert_eq!(treated.values[11], Some(30.0));
/// assert_eq!(treated.treatments[11], Treatment::Winsorised);
/// ```
pub fn treat(column: &[Option<f64>], limits: &Limits) -> Treated {
    let rows: Vec<usize> = (0..column.len()).filter(|r| column[*r].is_some_and(f64::is_finite)).collect();
    let original: Vec<f64> = rows.iter().filter_map(|r| column[*r]).collect();
    let mut x = original.clone();
    let mut done = vec![Treatment::None; x.len()];
    let mut scale = None;
    while !passes(&x, limits) {
        let high = skewness(&x).is_some_and(|g| g >= 0.0);
        let beyond = |a: f64, b: f64| if high { a > b } else { a < b };
        let end = x.iter().copied().fold(x[0], |m, y| if beyond(y, m) { y } else { m });
        let next = x.iter().copied().filter(|y| *y != end).reduce(|m, y| if beyond(y, m) { y } else { m });
        let at_end = x.iter().filter(|y| **y == end).count();
        let others = (0..x.len()).filter(|i| done[*i] == Treatment::Winsorised && x[*i] != end).count();
        let Some(next) = next.filter(|_| at_end + others <= limits.winsorise) else {
            (x, done) = if limits.log {
                let (x, found) = logarithms(&original, high);
                scale = Some(found);
                (x, vec![Treatment::Log; original.len()])
            } else {
                (original.clone(), vec![Treatment::None; original.len()])
            };
            break;
        };
        for (y, done) in x.iter_mut().zip(&mut done).filter(|(y, _)| **y == end) {
            (*y, *done) = (next, Treatment::Winsorised);
        }
    }
    let mut treated =
        Treated { values: vec![None; column.len()], treatments: vec![Treatment::None; column.len()], scale };
    for (place, row) in rows.iter().enumerate() {
        treated.values[*row] = Some(x[place]);
        treated.treatments[*row] = done[place];
    }
    treated
}

fn logarithms(x: &[f64], high: bool) -> (Vec<f64>, LogScale) {
    let (min, max) = x.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), y| (l.min(*y), h.max(*y)));
    let a = 0.01 * (max - min);
    let scale = LogScale { from: if high { min - a } else { max + a }, above: high };
    (x.iter().map(|y| if high { (y - min + a).ln() } else { -(max - y + a).ln() }).collect(), scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn given(x: &[f64]) -> Vec<Option<f64>> {
        x.iter().copied().map(Some).collect()
    }

    #[test]
    fn moments_are_those_of_spreadsheets() {
        // SKEW and KURT of 3, 4, 5, 2, 3, 4, 5, 6, 4, 7: the example of their documentation.
        let x = [3.0, 4.0, 5.0, 2.0, 3.0, 4.0, 5.0, 6.0, 4.0, 7.0];
        assert!((skewness(&x).unwrap() - 0.359_543_071).abs() < 1e-8);
        assert!((kurtosis(&x).unwrap() + 0.151_799_637).abs() < 1e-8);
        for none in [&[][..], &[1.0], &[1.0, 2.0], &[3.0; 9]] {
            assert_eq!((skewness(none), kurtosis(none)), (None, None), "{none:?}");
        }
    }

    #[test]
    fn as_many_are_winsorised_as_it_takes() {
        // Skewness 3.38 and kurtosis 11.6 become -0.19 and -1.36 as soon as the one outlier is where the next number is.
        let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 10.5, 100.0];
        let treated = treat(&given(&x), &Limits::default());
        assert_eq!(treated.values[11], Some(10.5));
        let low: Vec<f64> = x.iter().map(|y| -y).collect();
        assert_eq!(treat(&given(&low), &Limits::default()).values[11], Some(-10.5));
    }

    #[test]
    fn what_winsorising_cannot_do_a_logarithm_does() {
        let x: Vec<f64> = (0..30).map(|i| (f64::from(i) / 3.0).exp()).collect();
        let limits = Limits { winsorise: 1, ..Limits::default() };
        let treated = treat(&given(&x), &limits);
        assert!(treated.treatments.iter().all(|t| *t == Treatment::Log));
        let a = 0.01 * (x[29] - x[0]);
        assert_eq!(treated.scale, Some(LogScale { from: x[0] - a, above: true }));
        assert!((treated.values[3].unwrap() - (x[3] - x[0] + a).ln()).abs() < 1e-12);
        let kept = treat(&given(&x), &Limits { log: false, ..limits });
        assert_eq!(kept.values, given(&x), "nothing is half done");
        // Downwards: the order stays.
        let x: Vec<f64> = x.iter().map(|y| -y).collect();
        let treated = treat(&given(&x), &limits);
        assert!(treated.values.windows(2).all(|w| w[0] > w[1]));
    }

    proptest! {
        #[test]
        fn order_stays_and_few_are_touched(
            x in prop::collection::vec(prop::option::weighted(0.9, prop_oneof![-10.0..10.0f64, -1e6..1e6f64]), 0..40),
            winsorise in 0usize..6,
        ) {
            let limits = Limits { winsorise, ..Limits::default() };
            let treated = treat(&x, &limits);
            let touched = treated.treatments.iter().filter(|t| **t == Treatment::Winsorised).count();
            prop_assert!(touched <= winsorise);
            for (a, b) in x.iter().zip(&treated.values) {
                prop_assert_eq!(a.is_some(), b.is_some());
            }
            for i in 0..x.len() {
                for j in 0..x.len() {
                    if let (Some(a), Some(b), Some(c), Some(d)) = (x[i], x[j], treated.values[i], treated.values[j]) {
                        prop_assert!(a >= b || c <= d);
                    }
                }
            }
        }
    }
}
