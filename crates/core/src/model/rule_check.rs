//! From a rule as it stands in the file to one whose numbers make sense.

use super::distribution::distribution;
use super::no_value::is_no_value;
use super::rule::moments;
use super::rule_file::{Between, Distance, Ends, OverFile, RuleFile, Sample, Standing, TiesFile, Zscore};
use super::{Moments, Over, Posts, Reference, Rule, Ties};
use crate::format::Number;

impl Rule {
    /// Checks a rule as it stands in the file; what is wrong with its numbers comes back as text.
    pub(super) fn check(file: RuleFile) -> Result<Rule, String> {
        match file {
            RuleFile::Linear(ends) => different(&ends).map(|(from, to)| Rule::Linear { from, to }),
            RuleFile::Log(ends) => {
                let (from, to) = different(&ends)?;
                if from <= 0.0 || to <= 0.0 {
                    return Err("both ends of a log rule must be above 0".to_owned());
                }
                if from.ln() == to.ln() {
                    return Err("the ends of a log rule are too close together".to_owned());
                }
                Ok(Rule::Log { from, to })
            }
            RuleFile::Piecewise(points) => {
                let points: Vec<(f64, f64)> = points.into_iter().map(|(x, s)| (x.0, s.0)).collect();
                if points.len() < 2 {
                    return Err("a piecewise rule needs two points or more, such as [[0, 0], [50, 100]]".to_owned());
                }
                rising(points.iter().map(|p| p.0), "the raw values of a piecewise rule")?;
                scores_in_range(points.iter().map(|p| p.1))?;
                Ok(Rule::Piecewise(points))
            }
            RuleFile::Step(step) => {
                let edges = plain(step.edges);
                let scores = plain(step.scores);
                rising(edges.iter().copied(), "the edges of a step rule")?;
                if edges.is_empty() || scores.len() != edges.len() + 1 {
                    return Err(format!(
                        "a step rule needs one score more than edges, this has {} and {}",
                        scores.len(),
                        edges.len()
                    ));
                }
                scores_in_range(scores.iter().copied())?;
                Ok(Rule::Step { edges, scores })
            }
            RuleFile::Logistic(l) => {
                if l.scale.0 == 0.0 {
                    return Err("the scale of a logistic rule must not be 0".to_owned());
                }
                Ok(Rule::Logistic { midpoint: l.midpoint.0, scale: l.scale.0 })
            }
            RuleFile::Distribution(file) => distribution(&file),
            RuleFile::Percentile(sample) => {
                let (reference, inverse) = reference(sample, 1)?;
                Ok(Rule::Percentile { reference, inverse })
            }
            RuleFile::Minmax(Between { reference: numbers, over, inverse, from_zero, percentiles, range }) => {
                let (reference, inverse) = reference(Sample { reference: numbers, over, inverse }, 1)?;
                let rule = match posts(from_zero, percentiles)? {
                    None => Rule::Minmax { reference, inverse },
                    Some(posts) => Rule::Goalposts { reference, posts, inverse },
                };
                let (low, high) = part_of_scale(range)?;
                Ok(rule.within(low, high))
            }
            RuleFile::Zscore(file) => zscore(file),
            RuleFile::Rank(standing) => {
                let (reference, ties, inverse) = among_rows(standing.get_ref())?;
                Ok(Rule::Rank { reference, ties, inverse })
            }
            RuleFile::Borda(standing) => {
                let (reference, ties, inverse) = among_rows(standing.get_ref())?;
                Ok(Rule::Borda { reference, ties, inverse })
            }
            RuleFile::DistanceToTarget(Distance { target, entity, cap, over, inverse }) => {
                let over = over.map(Over::from);
                let cap = cap.map_or(1.0, |cap| cap.0);
                if cap <= 0.0 {
                    return Err("the cap of a distance must be above 0: 2 scores 100 at twice the way".to_owned());
                }
                let target = match (target, entity) {
                    (Some(target), None) => target.0,
                    (None, Some(entity)) if over == Some(Over::CrossSection) => {
                        return Ok(Rule::DistanceToEntity { entity, cap, inverse });
                    }
                    (None, Some(_)) => {
                        return Err(
                            "the distance to an entity is one at a date: write `over = \"cross_section\"`".to_owned()
                        );
                    }
                    _ => {
                        return Err(
                            "a distance needs `target = NUMBER`, or `entity = \"NAME\"`: one of them".to_owned()
                        );
                    }
                };
                match over {
                    None if target == 0.0 => {
                        Err("a target of 0 has no share: give it `over`, or use `linear`".to_owned())
                    }
                    None if inverse => {
                        Err("where lower is riskier the distance needs a start: give it `over`, or use `linear`"
                            .to_owned())
                    }
                    over => {
                        let reference = over.map(Reference::Over);
                        Ok(Rule::DistanceToTarget { target, reference, cap, inverse })
                    }
                }
            }
            RuleFile::Category(words) => {
                if words.0.is_empty() {
                    return Err("a category rule needs at least one word with its score".to_owned());
                }
                scores_in_range(words.0.iter().map(|w| w.1))?;
                words.0.iter().try_for_each(|(word, _)| in_a_table(word))?;
                Ok(Rule::Category(words.0))
            }
        }
    }
}

/// A word must be one in a table too, for every reader of it.
fn in_a_table(word: &str) -> Result<(), String> {
    let plain = word.trim();
    if is_no_value(plain) {
        return Err(format!("the word {word:?} is how tables write that there is no value: call it by another name"));
    }
    if plain.len() < word.len() {
        return Err(format!("the word {word:?} begins or ends with a space, which tables do not keep"));
    }
    Ok(())
}

/// A part of the scale, all of it where none is given.
pub(super) fn part_of_scale(range: Option<(Number, Number)>) -> Result<(f64, f64), String> {
    match range.map_or((0.0, 100.0), |(low, high)| (low.0, high.0)) {
        (low, high) if 0.0 <= low && low < high && high <= 100.0 => Ok((low, high)),
        (low, high) => Err(format!("a range rises within 0 to 100, such as [1, 100]: this is [{low}, {high}]")),
    }
}

/// Where the scale of a min-max rule begins and ends, where that is not at the smallest and the largest.
fn posts(from_zero: bool, percentiles: Option<(Number, Number)>) -> Result<Option<Posts>, String> {
    match (from_zero, percentiles.map(|(low, high)| (low.0, high.0))) {
        (false, None) => Ok(None),
        (true, None) => Ok(Some(Posts::FromZero)),
        (false, Some((low, high))) if 0.0 <= low && low < high && high <= 100.0 => {
            Ok(Some(Posts::Percentiles(low, high)))
        }
        (false, Some((low, high))) => {
            Err(format!("percentiles rise within 0 to 100, such as [5, 95]: these are [{low}, {high}]"))
        }
        (true, Some(_)) => Err("a scale begins at 0 or at a percentile: write `from_zero` or `percentiles`".to_owned()),
    }
}

fn zscore(file: Zscore) -> Result<Rule, String> {
    let cap = file.cap.map_or(3.0, |c| c.0);
    if cap <= 0.0 {
        return Err("the cap of a z-score must be above 0".to_owned());
    }
    let reference = match (file.mean, file.sd, file.reference, file.over) {
        (Some(mean), Some(sd), None, None) => {
            if sd.0 <= 0.0 {
                return Err("the standard deviation must be above 0".to_owned());
            }
            Moments::Known(Some((mean.0, sd.0)))
        }
        (None, None, Some(reference), None) => {
            let reference = plain(reference);
            let known = moments(&reference);
            if known.is_none() && reference.iter().any(|x| *x != reference[0]) {
                return Err("the numbers of the reference are too far apart for a standard deviation".to_owned());
            }
            Moments::Known(known)
        }
        (None, None, None, Some(over)) => Moments::Over(over.into()),
        _ => return Err("a z-score needs mean and sd, or reference, or over: exactly one of the three".to_owned()),
    };
    Ok(Rule::Zscore { reference, cap, inverse: file.inverse })
}

fn reference(sample: Sample, least: usize) -> Result<(Reference, bool), String> {
    let reference = match (sample.reference, sample.over) {
        (Some(numbers), None) => {
            let mut numbers = plain(numbers);
            if numbers.len() < least {
                return Err("the reference is empty".to_owned());
            }
            numbers.sort_by(f64::total_cmp);
            Reference::Given(numbers)
        }
        (None, Some(over)) => Reference::Over(over.into()),
        _ => return Err("give either `reference = [numbers]` or `over = \"history\"`, not both".to_owned()),
    };
    Ok((reference, sample.inverse))
}

/// What a rule by places stands among, and where equal numbers stand.
fn among_rows(of: &Standing) -> Result<(Reference, Ties, bool), String> {
    let over = of.over.map(Over::from).ok_or("a rule by places says among which rows: `over = \"cross_section\"`")?;
    let ties = of.ties.map_or(Ties::Mean, Ties::from);
    Ok((Reference::Over(over), ties, of.inverse))
}

impl From<TiesFile> for Ties {
    fn from(file: TiesFile) -> Self {
        match file {
            TiesFile::Mean => Ties::Mean,
            TiesFile::Min => Ties::Min,
            TiesFile::Max => Ties::Max,
        }
    }
}

impl From<OverFile> for Over {
    fn from(file: OverFile) -> Self {
        match file {
            OverFile::CrossSection => Over::CrossSection,
            OverFile::History => Over::History,
            OverFile::FullHistory => Over::FullHistory,
            OverFile::Panel => Over::Panel,
        }
    }
}

fn plain(numbers: Vec<Number>) -> Vec<f64> {
    numbers.into_iter().map(|n| n.0).collect()
}

fn different(ends: &Ends) -> Result<(f64, f64), String> {
    let (from, to) = (ends.from.0, ends.to.0);
    if from == to {
        return Err(format!("from and to are both {from}: nothing lies between score 0 and score 100"));
    }
    if !(to - from).is_finite() {
        return Err("from and to are too far apart".to_owned());
    }
    Ok((from, to))
}

fn rising(xs: impl Iterator<Item = f64>, what: &str) -> Result<(), String> {
    let xs: Vec<f64> = xs.collect();
    match xs.windows(2).find(|w| w[0] >= w[1]) {
        Some(w) => Err(format!("{what} must rise strictly: {} is followed by {}", w[0], w[1])),
        None => Ok(()),
    }
}

fn scores_in_range(mut scores: impl Iterator<Item = f64>) -> Result<(), String> {
    match scores.find(|s| !(0.0..=100.0).contains(s)) {
        Some(s) => Err(format!("scores lie between 0 and 100, {s} does not")),
        None => Ok(()),
    }
}
