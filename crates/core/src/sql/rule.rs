//! Rules: from a raw value to a score from 0 to 100, clamped where the value is and not where the score is.

use super::Dialect;
use super::term::{LARGEST, Term, case, divide, literal};
use super::window::{Window, Windows};
use crate::model::{Distribution, Moments, Reference, Rule, Ties};

/// Beyond this many scales from its middle a logistic score is 0 or 100 to 1e-15.
const LOGISTIC_ENDS: f64 = 40.0;

/// The score of a value; what SQL cannot say comes back as text. `x` is a column.
pub(super) fn score(
    dialect: Dialect,
    rule: &Rule,
    x: &str,
    windows: &mut Windows<'_>,
) -> Result<String, (String, String)> {
    let literals = |text: String| format!("CAST({text} AS {})", dialect.double());
    let far = |x: f64| x.abs() > FAR;
    if matches!(rule, Rule::Logistic { midpoint, scale } if far(*midpoint) || far(*scale))
        || matches!(rule, Rule::Zscore { reference: Moments::Known(Some((mean, sd))), cap, .. } if far(*mean) || far(cap * sd))
    {
        let help = "write the values, and the rule's numbers, in a larger unit, or score the table with froth";
        return Err(("SQL cannot compute with numbers this far from 0".to_owned(), help.to_owned()));
    }
    Ok(match rule {
        Rule::Linear { from, to } => line(x, *from, *to),
        Rule::Log { from, to } => {
            let (low, high) = (from.ln(), to.ln());
            let middle = format!("1e2 * ((LN({x}) - {}) / {})", literal(low), literal(high - low));
            let (first, last) = outside(x, *from, *to);
            case(&[(format!("{x} <= 0e0"), "NULL".to_owned()), first, last], Some(&middle))
        }
        Rule::Piecewise(points) => piecewise(x, points),
        Rule::Step { edges, scores } => {
            let mut branches: Vec<(String, String)> =
                edges.iter().zip(scores).map(|(e, s)| (format!("{x} < {}", literal(*e)), literal(*s))).collect();
            branches.extend(scores.last().map(|s| (format!("{x} IS NOT NULL"), literal(*s))));
            literals(case(&branches, None))
        }
        Rule::Logistic { midpoint, scale } => {
            let (low, high) = (midpoint - LOGISTIC_ENDS * scale, midpoint + LOGISTIC_ENDS * scale);
            let (first, last) = outside(x, low, high);
            let power = format!("EXP(({} - {x}) / {})", literal(*midpoint), literal(*scale));
            case(&[first, last], Some(&format!("1e2 / (1e0 + {power})")))
        }
        Rule::Distribution { of: Distribution::Uniform(d), inverse } => {
            let (low, high) = (d.min(), d.max());
            if *inverse { line(x, high, low) } else { line(x, low, high) }
        }
        Rule::Distribution { of: Distribution::Exponential(d), inverse } => {
            let below = (format!("{x} <= 0e0"), if *inverse { "1e2" } else { "0e0" }.to_owned());
            // exp(-40) is a score of 4e-16.
            let above =
                (format!("{x} >= {}", literal(40.0 / d.rate())), if *inverse { "0e0" } else { "1e2" }.to_owned());
            let power = format!("EXP(-{x} * {})", literal(d.rate()));
            let score = if *inverse { format!("1e2 * {power}") } else { format!("1e2 * (1e0 - {power})") };
            case(&[below, above], Some(&score))
        }
        Rule::Distribution { of, .. } => {
            let name = match of {
                Distribution::Normal(_) => "a normal",
                Distribution::Lognormal(_) => "a lognormal",
                Distribution::StudentT(_) => "a Student t",
                Distribution::Gamma(_) => "a gamma",
                _ => "a beta",
            };
            return Err((
                format!("SQL has no distribution function of {name} distribution"),
                "write `rule.piecewise` through some of its points, or score the table with froth".to_owned(),
            ));
        }
        Rule::Percentile { reference: Reference::Given(sorted), .. }
        | Rule::Rank { reference: Reference::Given(sorted), .. }
        | Rule::Borda { reference: Reference::Given(sorted), .. } => literals(among(x, sorted, rule)),
        Rule::Percentile { reference: Reference::Over(over), inverse } => {
            let Window { below, equal, n, .. } = windows.places(*over);
            turned(&format!("1e2 * ({below} + 5e-1 * {equal}) / {n}"), *inverse, &format!("{x} IS NOT NULL"))
        }
        Rule::Rank { reference: Reference::Over(over), ties, inverse } => {
            let Window { below, equal, n, .. } = windows.places(*over);
            let place = match if *inverse { ties.turned() } else { *ties } {
                Ties::Mean => format!("({below} + ({equal} + 1e0) / 2e0)"),
                Ties::Min => format!("({below} + 1e0)"),
                Ties::Max => format!("({below} + {equal})"),
            };
            let place = if *inverse { format!("({n} + 1e0 - {place})") } else { place };
            case(&[(format!("{x} IS NOT NULL AND {n} > 1e0"), format!("1e2 * {place} / {n}"))], None)
        }
        Rule::Borda { reference: Reference::Over(over), ties, inverse } => {
            let Window { below, equal, n, .. } = windows.places(*over);
            let below = match if *inverse { ties.turned() } else { *ties } {
                Ties::Mean => format!("({below} + ({equal} - 1e0) / 2e0)"),
                Ties::Min => below,
                Ties::Max => format!("({below} + {equal} - 1e0)"),
            };
            let points = format!("1e2 * {below} / ({n} - 1e0)");
            turned(&points, *inverse, &format!("{x} IS NOT NULL AND {n} > 1e0"))
        }
        Rule::Zscore { reference: Moments::Known(None), .. } => Term::null(dialect).text,
        Rule::Zscore { reference: Moments::Known(Some((mean, sd))), cap, inverse } => {
            let (width, way) = (cap * sd, if *inverse { -1.0 } else { 1.0 });
            let (first, last) = outside(x, mean - way * width, mean + way * width);
            let z = format!("({x} - {}) / {}", literal(*mean), literal(way * width));
            case(&[first, last], Some(&format!("5e1 + 5e1 * ({z})")))
        }
        Rule::Zscore { reference: Moments::Over(over), cap, inverse } => {
            let Window { mean, sd, low, high, .. } = windows.moments(*over);
            let sign = if *inverse { "-" } else { "+" };
            let z = divide(&format!("({x} - {mean})"), &sd);
            let score = format!("5e1 {sign} 5e1 * ({z}) / {}", literal(*cap));
            // Where all are equal, rounding could leave a standard deviation that is not 0.
            case(&[(format!("{x} IS NOT NULL AND {low} < {high}"), clamped(&score))], None)
        }
        Rule::Minmax { reference: Reference::Given(sorted), inverse } => match (sorted.first(), sorted.last()) {
            (Some(low), Some(high)) if low < high => {
                if *inverse {
                    line(x, *high, *low)
                } else {
                    line(x, *low, *high)
                }
            }
            _ => Term::null(dialect).text,
        },
        Rule::Minmax { reference: Reference::Over(over), inverse } => {
            let Window { low, high, .. } = windows.ends(*over);
            let share = divide(&format!("({x} - {low})"), &format!("{high} - {low}"));
            turned(&format!("1e2 * ({share})"), *inverse, &format!("{x} IS NOT NULL AND {low} < {high}"))
        }
        Rule::Goalposts { .. } => {
            return Err((
                "SQL is not written for ends at 0 or at percentiles of the rows".to_owned(),
                "leave out `from_zero` and `percentiles`, or score the table with froth".to_owned(),
            ));
        }
        Rule::DistanceToEntity { .. } => {
            return Err((
                "SQL is not written for the distance to an entity".to_owned(),
                "write `target = NUMBER`, or score the table with froth".to_owned(),
            ));
        }
        Rule::DistanceToTarget { target, reference: None, cap, .. } => line(x, 0.0, target * cap),
        Rule::DistanceToTarget { target, reference: Some(reference), cap, inverse } => {
            let target = literal(*target);
            let (end, beyond) = match reference {
                Reference::Given(sorted) => {
                    let end = if *inverse { sorted.last() } else { sorted.first() };
                    let Some(end) = end else { return Ok(Term::null(dialect).text) };
                    (literal(*end), if *inverse { ">" } else { "<" })
                }
                Reference::Over(over) => {
                    let Window { low, high, .. } = windows.ends(*over);
                    if *inverse { (high, ">") } else { (low, "<") }
                }
            };
            let score = format!("1e2 * ({})", divide(&format!("({x} - {end})"), &format!("{target} - {end}")));
            let score = if *cap == 1.0 { score } else { format!("{score} / {}", literal(*cap)) };
            case(&[(format!("{x} IS NOT NULL AND {end} {beyond} {target}"), clamped(&score))], None)
        }
        Rule::Within { rule, low, high } => {
            format!("{} + {} * ({}) / 1e2", literal(*low), literal(high - low), score(dialect, rule, x, windows)?)
        }
        Rule::Turned(rule) => format!("1e2 - ({})", score(dialect, rule, x, windows)?),
        Rule::Category(words) => {
            let branches: Vec<(String, String)> =
                words.iter().map(|(word, s)| (format!("{x} = {}", dialect.text(word)), literal(*s))).collect();
            literals(case(&branches, None))
        }
    })
}

/// Differences to numbers that are further from 0 may be more than a number can be.
const FAR: f64 = 1e300;

/// 0 at `from` and before it, 100 at `to` and beyond.
fn outside(x: &str, from: f64, to: f64) -> ((String, String), (String, String)) {
    let (before, beyond) = if from < to { ("<=", ">=") } else { (">=", "<=") };
    (
        (format!("{x} {before} {}", literal(from)), "0e0".to_owned()),
        (format!("{x} {beyond} {}", literal(to)), "1e2".to_owned()),
    )
}

fn line(x: &str, from: f64, to: f64) -> String {
    let (first, last) = outside(x, from, to);
    case(&[first, last], Some(&format!("1e2 * ({})", place(x, from, to))))
}

/// Where x lies between two numbers, from 0 to 1; in halves where their difference is more than a number can be.
fn place(x: &str, from: f64, to: f64) -> String {
    if (to - from).is_finite() {
        format!("({x} - {}) / {}", literal(from), literal(to - from))
    } else {
        format!("(5e-1 * {x} - {}) / {}", literal(0.5 * from), literal(0.5 * to - 0.5 * from))
    }
}

fn piecewise(x: &str, points: &[(f64, f64)]) -> String {
    let mut branches: Vec<(String, String)> =
        points.first().map(|(x0, s0)| (format!("{x} <= {}", literal(*x0)), literal(*s0))).into_iter().collect();
    for pair in points.windows(2) {
        let ((x0, s0), (x1, s1)) = (pair[0], pair[1]);
        let score = if s0 == s1 {
            literal(s0)
        } else {
            format!("{} + {} * ({})", literal(s0), literal(s1 - s0), place(x, x0, x1))
        };
        branches.push((format!("{x} < {}", literal(x1)), score));
    }
    branches.extend(points.last().map(|(_, s)| (format!("{x} IS NOT NULL"), literal(*s))));
    case(&branches, None)
}

/// Where a score depends on which numbers of a sample a value lies between.
fn among(x: &str, sorted: &[f64], rule: &Rule) -> String {
    let mut numbers = sorted.to_vec();
    numbers.dedup();
    let mut branches = Vec::with_capacity(2 * numbers.len() + 1);
    let score = |at: f64| {
        let score = rule.score(at);
        if score.is_nan() { "NULL".to_owned() } else { literal(score) }
    };
    let mut before = -LARGEST;
    for number in &numbers {
        let between = if before == -LARGEST { before } else { f64::midpoint(before, *number) };
        branches.push((format!("{x} < {}", literal(*number)), score(between)));
        branches.push((format!("{x} = {}", literal(*number)), score(*number)));
        before = *number;
    }
    branches.push((format!("{x} IS NOT NULL"), score(LARGEST)));
    case(&branches, None)
}

/// The score, or 100 less it, where there is one.
fn turned(score: &str, inverse: bool, there: &str) -> String {
    let score = if inverse { format!("1e2 - {score}") } else { score.to_owned() };
    case(&[(there.to_owned(), clamped(&score))], None)
}

/// A score that is no null, within 0 and 100. (LEAST and GREATEST pass over nulls.)
fn clamped(score: &str) -> String {
    format!("LEAST(GREATEST({score}, 0e0), 1e2)")
}
