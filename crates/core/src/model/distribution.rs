//! The distributions of statistics textbooks that a rule may name.

use super::Rule;
use super::rule_file::DistributionFile;
use statrs::distribution::{Beta, ContinuousCDF, Exp, Gamma, Normal, StudentsT, Uniform};

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
            Distribution::StudentT(d) => d.inverse_cdf(p),
            Distribution::Gamma(d) => d.inverse_cdf(p),
            Distribution::Beta(d) => d.inverse_cdf(p),
            Distribution::Exponential(d) => d.inverse_cdf(p),
            Distribution::Uniform(d) => d.inverse_cdf(p),
        };
        shares.map(quantile).filter(|x| x.is_finite()).collect()
    }

    pub(super) fn cdf(&self, x: f64) -> f64 {
        match self {
            Distribution::Normal(d) => d.cdf(x),
            Distribution::Lognormal(d) => {
                if x > 0.0 {
                    d.cdf(x.ln())
                } else {
                    0.0
                }
            }
            Distribution::StudentT(d) => d.cdf(x),
            // Where the number times the rate is nothing, or more than a number can be, statrs panics.
            Distribution::Gamma(d) => match x.max(0.0) * d.rate() {
                0.0 => 0.0,
                f64::INFINITY => 1.0,
                _ => d.cdf(x),
            },
            Distribution::Beta(d) => d.cdf(x.clamp(0.0, 1.0)),
            Distribution::Exponential(d) => d.cdf(x.max(0.0)),
            Distribution::Uniform(d) => d.cdf(x),
        }
    }
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
        // Many degrees of freedom are the normal distribution, and computed as such.
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
