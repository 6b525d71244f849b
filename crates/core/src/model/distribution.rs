//! The distributions of statistics textbooks that a rule may name.

use super::Rule;
use super::rule::{distance, place};
use super::rule_file::DistributionFile;
use statrs::distribution::{Beta, ContinuousCDF, Exp, Gamma, Normal, StudentsT, Uniform};
use statrs::function::erf::erfc;
use statrs::statistics::Distribution as _;
use std::f64::consts::{PI, SQRT_2};

/// The distributions of statistics textbooks that a rule may name.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum Distribution {
    Normal(Normal),
    /// Of ln x; x <= 0 has F(x) = 0.
    Lognormal(Normal),
    StudentT(StudentsT),
    Gamma(Gamma),
    Beta(Beta),
    Exponential(Exp),
    Uniform(Uniform),
}

impl Distribution {
    /// Quantiles from 1e-9 to 1 - 1e-9.
    pub(super) fn grid(&self) -> Vec<f64> {
        let tails = (1..=9).map(|k| 10f64.powi(-k));
        let shares = tails.clone().chain(tails.map(|t| 1.0 - t)).chain((2..=8).map(|k| f64::from(k) / 10.0));
        let quantile = |p: f64| match self {
            Distribution::Normal(d) => d.inverse_cdf(p),
            Distribution::Lognormal(d) => d.inverse_cdf(p).exp(),
            Distribution::StudentT(d) if d.freedom() < NEARLY_NORMAL => d.inverse_cdf(p),
            Distribution::StudentT(d) => d.location() + d.scale() * nearly_normal_quantile(p, d.freedom()),
            Distribution::Gamma(d) => d.inverse_cdf(p),
            Distribution::Beta(d) => d.inverse_cdf(p),
            Distribution::Exponential(d) => d.inverse_cdf(p),
            Distribution::Uniform(d) => d.min() * (1.0 - p) + d.max() * p,
        };
        shares.map(quantile).filter(|x| x.is_finite()).collect()
    }

    pub(super) fn cdf(&self, x: f64) -> f64 {
        match self {
            Distribution::Normal(d) => normal(d, x),
            Distribution::Lognormal(d) => {
                if x > 0.0 {
                    normal(d, x.ln())
                } else {
                    0.0
                }
            }
            Distribution::StudentT(d) => student_t(d, x),
            // Where the number times the rate is nothing, or more than a number can be, statrs panics.
            Distribution::Gamma(d) => match x.max(0.0) * d.rate() {
                0.0 => 0.0,
                f64::INFINITY => 1.0,
                _ => d.cdf(x),
            },
            Distribution::Beta(d) => d.cdf(x.clamp(0.0, 1.0)),
            Distribution::Exponential(d) => d.cdf(x.max(0.0)),
            Distribution::Uniform(d) => place(x, d.min(), d.max()).clamp(0.0, 1.0),
        }
    }
}

fn normal(of: &Normal, x: f64) -> f64 {
    let (mean, sd) = (of.mean().unwrap_or_default(), of.std_dev().unwrap_or(1.0));
    if (x - mean).is_finite() && (sd * SQRT_2).is_finite() {
        return of.cdf(x);
    }
    let z = distance(x, mean, sd);
    0.5 * erfc(-z / SQRT_2)
}

/// From so many degrees of freedom on, the expansions below are exact to the last digits of a score. The incomplete beta
/// function, which serves below, loses its digits there, and its inverse never ends from about 15 million on.
const NEARLY_NORMAL: f64 = 1e5;

fn student_t(of: &StudentsT, x: f64) -> f64 {
    let t = distance(x, of.location(), of.scale());
    if of.freedom() >= NEARLY_NORMAL {
        return nearly_normal(t, of.freedom());
    }
    let standard = (x - of.location()).is_finite();
    if standard { of.cdf(x) } else { StudentsT::new(0.0, 1.0, of.freedom()).map_or(f64::NAN, |of| of.cdf(t)) }
}

/// Student's distribution function by Fisher's expansion in 1 / df (Abramowitz and Stegun 1964, 26.7).
fn nearly_normal(t: f64, df: f64) -> f64 {
    // Below that is nothing, and powers of it would be no numbers.
    let z = -t.abs().min(40.0);
    let (z2, n) = (z * z, df.recip());
    let first = z * (z2 + 1.0) / 4.0;
    let second = z * (((3.0 * z2 - 7.0) * z2 - 5.0) * z2 - 3.0) / 96.0;
    let third = z * (((((z2 - 11.0) * z2 + 14.0) * z2 + 6.0) * z2 - 3.0) * z2 - 15.0) / 384.0;
    let density = (-0.5 * z2).exp() / (2.0 * PI).sqrt();
    let below = 0.5 * erfc(-z / SQRT_2) - density * n * (first + n * (second + n * third));
    if t > 0.0 { 1.0 - below } else { below }
}

/// Its inverse, of Cornish and Fisher (Abramowitz and Stegun 1964, 26.7.5).
fn nearly_normal_quantile(p: f64, df: f64) -> f64 {
    let z = Normal::standard().inverse_cdf(p);
    let (z2, n) = (z * z, df.recip());
    let first = z * (z2 + 1.0) / 4.0;
    let second = z * ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0;
    let third = z * (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0;
    z + n * (first + n * (second + n * third))
}

/// Very large shapes make the incomplete beta and gamma functions fail to converge.
const MAX_SHAPE: f64 = 1e5;

/// Half of one that is much smaller is 0, for which nothing is defined.
const MIN_SHAPE: f64 = 1e-6;

/// A rule that is 100 times a distribution function.
pub(super) fn distribution(file: &DistributionFile) -> Result<Rule, String> {
    let given = [
        file.normal.is_some(),
        file.lognormal.is_some(),
        file.student_t.is_some(),
        file.gamma.is_some(),
        file.beta.is_some(),
        file.exponential.is_some(),
        file.uniform.is_some(),
    ];
    if given.iter().filter(|g| **g).count() != 1 {
        return Err(
            "name exactly one of normal, lognormal, student_t, gamma, beta, exponential, uniform, with its parameters"
                .to_owned(),
        );
    }
    let of = if let Some(p) = &file.normal {
        Normal::new(p.mean.0, p.sd.0).map(Distribution::Normal).map_err(|e| e.to_string())
    } else if let Some(p) = &file.lognormal {
        Normal::new(p.mu.0, p.sigma.0).map(Distribution::Lognormal).map_err(|e| e.to_string())
    } else if let Some(p) = &file.student_t {
        // Many degrees of freedom are nearly the normal distribution, and computed as such.
        bounded(&[p.df.0.min(MAX_SHAPE)])?;
        StudentsT::new(p.location.0, p.scale.0, p.df.0).map(Distribution::StudentT).map_err(|e| e.to_string())
    } else if let Some(p) = &file.gamma {
        bounded(&[p.shape.0])?;
        if p.rate.0 > 0.0 && !(1e-100..=1e100).contains(&p.rate.0) {
            return Err("rates below 1e-100 and above 1e100 are not supported".to_owned());
        }
        Gamma::new(p.shape.0, p.rate.0).map(Distribution::Gamma).map_err(|e| e.to_string())
    } else if let Some(p) = &file.beta {
        bounded(&[p.alpha.0, p.beta.0])?;
        Beta::new(p.alpha.0, p.beta.0).map(Distribution::Beta).map_err(|e| e.to_string())
    } else if let Some(p) = &file.exponential {
        Exp::new(p.rate.0).map(Distribution::Exponential).map_err(|e| e.to_string())
    } else if let Some(p) = &file.uniform {
        Uniform::new(p.min.0, p.max.0).map(Distribution::Uniform).map_err(|e| e.to_string())
    } else {
        Err("no distribution is named".to_owned())
    }?;
    Ok(Rule::Distribution { of, inverse: file.inverse })
}

fn bounded(shapes: &[f64]) -> Result<(), String> {
    if shapes.iter().any(|s| *s > MAX_SHAPE) {
        return Err("shapes above 100,000 are not supported; a normal distribution is as good there".to_owned());
    }
    if shapes.iter().any(|s| *s > 0.0 && *s < MIN_SHAPE) {
        return Err("shapes and degrees of freedom below 0.000001 are not supported".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Degrees of freedom, t, F(t).
    #[allow(clippy::unreadable_literal, clippy::excessive_precision)] // as computed with many digits
    const STUDENT: [(f64, f64, f64); 11] = [
        (3.0, 1.5, 0.88470806737758847),
        (30.0, -2.0, 0.027312522481491552),
        (10000.0, 1.0, 0.84133264783478544),
        (99999.0, 1.0, 0.8413435362058464),
        (100000.0, -3.0, 0.0013502304420323596),
        (100000.0, 1.0, 0.84134353621794499),
        (100000.0, 6.0, 0.99999999901003527),
        (1000000.0, -1.0, 0.15865537491678906),
        (20000000.0, 0.5, 0.69146245852350276),
        (20000000.0, 2.5, 0.9937903307029678),
        (1000000000000.0, 1.0, 0.84134474606842196),
    ];

    fn student(df: f64) -> Distribution {
        Distribution::StudentT(StudentsT::new(0.0, 1.0, df).unwrap())
    }

    #[test]
    fn students_t_has_its_published_values_and_the_normal_limit() {
        // Closed forms: df = 1 is Cauchy's, df = 2 is 1/2 + t / (2 sqrt(2 + t^2)).
        for t in [-30.0, -1.0, 0.0, 0.3, 2.0, 1e3] {
            assert!((student(1.0).cdf(t) - (0.5 + f64::atan(t) / PI)).abs() < 1e-13);
            assert!((student(2.0).cdf(t) - (0.5 + t / (2.0 * f64::sqrt(2.0 + t * t)))).abs() < 1e-13);
        }
        // By numerical integration to 40 digits.
        for (df, t, below) in STUDENT {
            assert!((student(df).cdf(t) - below).abs() < 1e-10, "{df} {t}: {}", student(df).cdf(t));
        }
        let normal = Distribution::Normal(Normal::standard());
        for df in [1e12, 1e15, 1e18, 1e300, f64::MAX] {
            for t in [-1e300, -9.0, -1.0, 0.0, 1.0, 1.96, 6.0, 1e10, f64::MAX] {
                assert!((student(df).cdf(t) - normal.cdf(t)).abs() < 1e-12, "{df} {t}");
            }
        }
    }

    #[test]
    fn every_allowed_distribution_has_its_grid_at_once() {
        let begun = std::time::Instant::now();
        for power in -6..=5 {
            let shape = 10f64.powi(power);
            student(shape).grid();
            Distribution::Gamma(Gamma::new(shape, 2.0).unwrap()).grid();
            for other in -6..=5 {
                Distribution::Beta(Beta::new(shape, 10f64.powi(other)).unwrap()).grid();
            }
        }
        for df in [1.5e7, 2e7, 1e12, 1e15, 1e300] {
            let grid = student(df).grid();
            assert_eq!(grid.len(), 25);
            for (x, p) in grid.iter().zip((1..=9).map(|k| 10f64.powi(-k))) {
                assert!((student(df).cdf(*x) - p).abs() < 1e-10, "{df}");
            }
        }
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }

    proptest! {
        #[test]
        fn quantiles_undo_the_distribution_function(df in 1e5f64..1e9, p in 1e-9f64..1.0) {
            prop_assume!(p < 1.0 - 1e-9);
            prop_assert!((nearly_normal(nearly_normal_quantile(p, df), df) - p).abs() < 1e-10);
        }
    }
}
