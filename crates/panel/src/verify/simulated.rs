//! Numbers that froth estimates by simulation, held against known ones within the error of the simulation.

use super::{Check, Published, Reproduced};
use froth_core::Error;

use froth_core::sensitivity::{Function, Index, Sampling, sobol_indices};
use froth_series::psy::{Distribution, Draws, LEVELS, Settings, monte_carlo};
use froth_series::watch::Watch;

/// Points for the Sobol indices of a function.
pub const SAMPLES: usize = 1 << 14;

/// Samples for the critical values.
pub const REPLICATIONS: usize = 10_000;

/// Samples behind the published critical values.
const PUBLISHED: usize = 2000;

/// Standard errors that an estimate may be off.
const ERRORS: f64 = 3.0;

pub(super) fn tables(watch: &dyn Watch) -> Result<Vec<Reproduced>, Error> {
    Ok(vec![g_function(watch)?, ishigami(watch)?, critical_values(watch)?])
}

/// A function on the unit cube.
struct Known {
    inputs: usize,
    f: fn(&[f64]) -> f64,
}

impl Function for Known {
    type Work = Vec<f64>;

    fn inputs(&self) -> usize {
        self.inputs
    }

    fn work(&self) -> Vec<f64> {
        vec![0.0; self.inputs]
    }

    fn evaluate<'u>(&self, us: &dyn Fn(usize) -> &'u [f64], x: &mut Vec<f64>, out: &mut [f64]) {
        for (row, out) in out.iter_mut().enumerate() {
            x.iter_mut().enumerate().for_each(|(i, x)| *x = us(i)[row]);
            *out = (self.f)(x);
        }
    }
}

const A: [f64; 8] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];

/// Closed form: with `V_i = 1 / (3 (1 + a_i)^2)`, V = prod (1 + `V_i`) - 1, S = `V_i` / V and
/// T = `V_i` prod over the others (1 + `V_j`) / V.
fn g_function(watch: &dyn Watch) -> Result<Reproduced, Error> {
    let function =
        Known { inputs: 8, f: |x| x.iter().zip(A).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product() };
    let parts = A.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let product: f64 = parts.iter().map(|v| 1.0 + v).product();
    let known = parts.map(|v| (v / (product - 1.0), v * product / (1.0 + v) / (product - 1.0)));
    let source = "Saltelli et al. (2010), Computer Physics Communications 181(2), closed form of Sobol's g-function with \
                  a = (0, 1, 4.5, 9, 99, 99, 99, 99)";
    indices(Published::GFunction, source, &function, &known, watch)
}

/// Closed form with a = 7, b = 0.1.
fn ishigami(watch: &dyn Watch) -> Result<Reproduced, Error> {
    const PI: f64 = std::f64::consts::PI;
    let function = Known {
        inputs: 3,
        f: |u| {
            let x = |i: usize| PI * (2.0 * u[i] - 1.0);
            x(0).sin() + 7.0 * x(1).sin().powi(2) + 0.1 * x(2).powi(4) * x(0).sin()
        },
    };
    let (a, b) = (7.0, 0.1);
    let first = 0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2);
    let second = a * a / 8.0;
    let both = b * b * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
    let all = first + second + both;
    let known = [(first / all, (first + both) / all), (second / all, second / all), (0.0, both / all)];
    let source = "Ishigami and Homma (1990), ISUMA '90, closed form with a = 7, b = 0.1";
    indices(Published::Ishigami, source, &function, &known, watch)
}

fn indices(
    id: Published,
    source: &str,
    function: &Known,
    known: &[(f64, f64)],
    watch: &dyn Watch,
) -> Result<Reproduced, Error> {
    let sampling = Sampling { samples: SAMPLES, precision: 0.0, ..Sampling::default() };
    let each: Vec<Vec<usize>> = (0..function.inputs).map(|i| vec![i]).collect();
    let found = sobol_indices(function, &each, &sampling, watch)?;
    let mut checks = Vec::new();
    for (i, (s1, st)) in known.iter().enumerate() {
        let index = found.groups.get(i);
        // A 95 % interval is 2 times 1.96 standard errors wide; what the third decimal cannot show is no difference.
        let within = |low: fn(&Index) -> f64, high: fn(&Index) -> f64| {
            index.map_or(0.0, |x| ERRORS * (high(x) - low(x)) / 3.92).max(0.0005)
        };
        let (first, total) = (within(|x| x.s1_low, |x| x.s1_high), within(|x| x.st_low, |x| x.st_high));
        checks.push(Check::new(format!("S1 of x{}", i + 1), *s1, index.map(|x| x.s1), first));
        checks.push(Check::new(format!("ST of x{}", i + 1), *st, index.map(|x| x.st), total));
    }
    Ok(Reproduced::new(id, source.to_owned(), None, checks))
}

/// Both sides are quantiles of samples, of n and of m: the difference of their levels has a standard error of
/// sqrt(p (1 - p) (1 / n + 1 / m)), which the simulated distribution turns into units of the statistic.
fn critical_values(watch: &dyn Watch) -> Result<Reproduced, Error> {
    let draws = Draws { replications: REPLICATIONS, seed: 1, sequences: false };
    let null = monte_carlo(100, Settings::default(), draws, watch)?;
    let mut checks = Vec::new();
    for (name, distribution, published) in
        [("SADF", &null.sadf, [0.988, 1.29, 1.92]), ("GSADF", &null.gsadf, [1.71, 1.97, 2.57])]
    {
        for (level, published) in LEVELS.into_iter().zip(published) {
            let computed = distribution.quantile(level);
            let item = format!("{name}, {:.0} %", 100.0 * level);
            checks.push(Check::new(item, published, Some(computed), error(distribution, level)));
        }
    }
    let source = "exuber for R (Vasilopoulos, Pavlidis and Martinez-Garcia 2022, Journal of Statistical Software 103(10)), \
                  stored critical values (radf_crit) for n = 100, minimum window 19, 2,000 samples";
    Ok(Reproduced::new(Published::CriticalValues, source.to_owned(), None, checks))
}

/// Three standard errors of the difference of two quantiles at a level, in units of the statistic.
fn error(distribution: &Distribution, level: f64) -> f64 {
    let samples = 1.0 / REPLICATIONS as f64 + 1.0 / PUBLISHED as f64;
    let off = ERRORS * (level * (1.0 - level) * samples).sqrt();
    let at = distribution.quantile(level);
    (distribution.quantile(level + off) - at).max(at - distribution.quantile(level - off))
}
