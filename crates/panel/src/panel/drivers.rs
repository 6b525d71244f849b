//! What drives the ranks of a date: Sobol indices, intervals, removals, ranks of parts.

use super::at_date::{AtDate, part_ranks};
use super::ranked::Ranked;
use super::rows;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic, did_you_mean};
use froth_core::sensitivity::{
    DriverTarget, Drivers, Mover, PartRanks, RankPair, RankTarget, Removal, Removed, Sampling, rank_sensitivity,
};
use froth_core::uncertainty::{RankOptions, ranked, ranks};
use froth_series::watch::Watch;
use jiff::civil::Date;
use rayon::prelude::*;

/// What is asked about the ranks of a date.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct DriverOptions {
    /// The date; the last one where none is named.
    pub at: Option<Date>,
    /// What is explained.
    pub target: DriverTarget,
    /// How indices are estimated.
    pub sampling: Sampling,
    /// How ranks are drawn.
    pub ranks: RankOptions,
}

impl DriverOptions {
    /// At this date.
    #[must_use]
    pub fn at(mut self, date: Option<Date>) -> Self {
        self.at = date;
        self
    }

    /// Explains this.
    #[must_use]
    pub fn target(mut self, target: DriverTarget) -> Self {
        self.target = target;
        self
    }

    /// Estimates indices so.
    #[must_use]
    pub fn sampling(mut self, sampling: Sampling) -> Self {
        self.sampling = sampling;
        self
    }

    /// Draws ranks so.
    #[must_use]
    pub fn ranks(mut self, ranks: RankOptions) -> Self {
        self.ranks = ranks;
        self
    }
}

/// Everything about the ranks of the entities that have a row at the date.
pub(super) fn drivers(of: &AtDate<'_>, how: &DriverOptions, watch: &dyn Watch) -> Result<Drivers, Error> {
    let names = of.names();
    let own = ranked(&of.dimension(of.whole.model.root));
    let target = target(&how.target, &names, &own)?;
    let (sensitivity, drawn) = of.with_draws(watch, |entities| {
        let sensitivity = rank_sensitivity(of.whole.model, entities, target, &how.sampling, watch)?;
        Ok((sensitivity, ranks(of.whole.model, entities, how.ranks, watch)?))
    })?;
    let (sources, shift) = (drawn.sources.clone(), drawn.shift);
    let drawn = Ranked { date: of.date(), entities: names.clone(), ranks: drawn, dimensions: part_ranks(of) };
    Ok(Drivers {
        date: of.date(),
        entities: own.iter().filter(|rank| !rank.is_nan()).count(),
        target: how.target.to_string(),
        sensitivity,
        draws: how.ranks.draws,
        top: how.ranks.top,
        sources,
        shift,
        ranks: drawn.by_rank(),
        removals: removals(of, &names, &own)?,
        dimensions: parts(of, &own),
        pairs: pairs(of),
    })
}

/// The target with its entity by place.
fn target(of: &DriverTarget, names: &[String], own: &[f64]) -> Result<RankTarget, Error> {
    let unit = |name: &str| {
        let help = || did_you_mean(name, "entities", names.iter().map(String::as_str));
        let found = names.iter().position(|known| known == name).ok_or_else(|| {
            Diagnostic::error(Code::UnknownId, format!("no entity is called `{name}` at this date")).help(help())
        })?;
        if own[found].is_nan() {
            let message = format!("`{name}` has no score at this date: there is nothing to explain");
            return Err(Diagnostic::error(Code::Data, message).help("choose an entity with enough data"));
        }
        Ok(found)
    };
    Ok(match of {
        DriverTarget::Changes(top) => RankTarget::Changes(*top),
        DriverTarget::Member(top, name) => RankTarget::Member(*top, unit(name)?),
        DriverTarget::Score(name) => RankTarget::Score(unit(name)?),
        DriverTarget::Rank(name) => RankTarget::Rank(unit(name)?),
        _ => RankTarget::Shift,
    })
}

/// What happens without each indicator that counts, and each dimension.
fn removals(of: &AtDate<'_>, names: &[String], own: &[f64]) -> Result<Vec<Removal>, Error> {
    let (model, tree) = (of.whole.model, of.whole.plan.tree());
    let rooted = tree.rooted();
    let indicators = (0..model.indicators.len()).filter(|i| rooted[*i]).map(|i| (Removed::Indicator, i));
    let dimensions = of.parts().into_iter().map(|(d, _)| (Removed::Dimension, d));
    let all: Vec<(Removed, usize)> = indicators.chain(dimensions).collect();
    // Plain dimensions need the rows of the date alone, fitted weights may need all.
    let alone = rows::has_plain_dimensions(model);
    let at: Vec<usize> = if alone { (0..of.rows.len()).collect() } else { of.rows.clone() };
    let table = if alone { of.whole.table.only(&of.rows) } else { of.whole.table.clone() };
    let column =
        |column: &Vec<f64>| if alone { of.rows.iter().map(|row| column[*row]).collect() } else { column.clone() };
    let scores: Vec<Vec<f64>> = of.whole.scored.normalised.iter().map(column).collect();
    let under = |indicator: usize, dimension: usize| {
        let own = model.indicators[indicator].dimension;
        std::iter::successors(Some(own), |d| model.dimensions[*d].parent).any(|d| d == dimension)
    };
    let removal = |(kind, what): &(Removed, usize)| -> Result<Removal, Error> {
        let keeps = |i: usize| match kind {
            Removed::Indicator => i != *what,
            Removed::Dimension => !under(i, *what),
        };
        let id = match kind {
            Removed::Indicator => &model.indicators[*what].id,
            Removed::Dimension => &model.dimensions[*what].id,
        };
        let narrow = tree.narrowed(model, &keeps, Some(tree.min_coverage()));
        let found: Vec<f64> = if narrow.has(model.root) {
            let block = rows::narrowed(model, &narrow, &table, &scores)?;
            let column = block.column_of_dimension(model.root);
            at.iter().map(|row| column[*row]).collect()
        } else {
            vec![f64::NAN; own.len()]
        };
        let found = ranked(&found);
        let mut order: Vec<usize> = (0..own.len()).filter(|u| !own[*u].is_nan() && !found[*u].is_nan()).collect();
        order.sort_by(|a, b| own[*a].total_cmp(&own[*b]).then_with(|| names[*a].cmp(&names[*b])));
        let moved = |u: usize| (found[u] - own[u]).abs();
        let most = order.iter().copied().reduce(|a, b| if moved(b) > moved(a) { b } else { a });
        Ok(Removal {
            kind: *kind,
            id: id.clone(),
            shift: mean(order.iter().map(|u| moved(*u))),
            mover: most.filter(|u| moved(*u) > 0.0).map(|u| Mover {
                entity: names[u].clone(),
                from: own[u],
                to: found[u],
            }),
            lost: own.iter().zip(&found).filter(|(own, found)| !own.is_nan() && found.is_nan()).count(),
        })
    };
    let mut found: Vec<Removal> = all.par_iter().map(removal).collect::<Result<_, Error>>()?;
    let shift = |r: &Removal| r.shift.unwrap_or(-1.0);
    found.sort_by(|a, b| shift(b).total_cmp(&shift(a)));
    Ok(found)
}

/// The ranks of each dimension that counts, beside those of the whole.
fn parts(of: &AtDate<'_>, own: &[f64]) -> Vec<PartRanks> {
    let id = |d: usize| of.whole.model.dimensions[d].id.clone();
    let top = of.dimension(of.whole.model.root);
    of.parts()
        .into_iter()
        .map(|(d, parent)| {
            let scores = of.dimension(d);
            let apart = ranked(&scores).into_iter().zip(own).map(|(a, b)| (a - b).abs()).filter(|x| !x.is_nan());
            PartRanks {
                id: id(d),
                parent: Some(id(parent)),
                entities: scores.iter().filter(|x| !x.is_nan()).count(),
                correlation: spearman(&scores, &top),
                shift: mean(apart),
            }
        })
        .collect()
}

/// Dimensions under the same one, two by two.
fn pairs(of: &AtDate<'_>) -> Vec<RankPair> {
    let parts = of.parts();
    let id = |d: usize| of.whole.model.dimensions[d].id.clone();
    let mut found = Vec::new();
    for (place, (a, parent)) in parts.iter().enumerate() {
        for (b, _) in parts[place + 1..].iter().filter(|(_, other)| other == parent) {
            found.push(RankPair { a: id(*a), b: id(*b), correlation: spearman(&of.dimension(*a), &of.dimension(*b)) });
        }
    }
    found
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = numbers.fold((0.0, 0usize), |(sum, count), x| (sum + x, count + 1));
    (count > 0).then(|| sum / count as f64)
}

/// Spearman's rank correlation, over what both have; none for fewer than three or where one does not vary.
fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    let (a, b): (Vec<f64>, Vec<f64>) =
        a.iter().zip(b).filter(|(x, y)| !x.is_nan() && !y.is_nan()).map(|(x, y)| (*x, *y)).unzip();
    if a.len() < 3 {
        return None;
    }
    froth_series::spearman(&ranked(&a), &ranked(&b))
}

#[cfg(test)]
mod tests;
