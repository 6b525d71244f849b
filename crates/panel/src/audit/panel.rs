//! A model on a table: what it is meant to do against what it does.

use super::collect::{Collected, Group, Has};
use super::consistency::together;
use super::finding::pairs;
use super::moments::Pair;
use super::{
    ChildAudit, Column, ConstantEnd, DimensionAudit, Effective, Fact, Finding, IndicatorAudit, LEAST_ROWS, NoStatistic,
    PairAudit, PanelAudit, Statistic, Unmoved, by_severity,
};
use crate::panel::polars::prelude::DataFrame;
use crate::panel::{PanelOptions, RowsScored, Source, Summary, score_panel_seen, score_source_seen};
use froth_core::Error;
use froth_core::model::{Model, Rule, Weighting};
use froth_core::score::{Child, Compiled};
use froth_series::watch::Watch;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

/// Correlations above this are redundant.
const REDUNDANT: f64 = 0.9;
/// An effective weight so many times the nominal one, or less than one by this, is worth a sentence.
const SURPRISE: f64 = 2.0;
/// Values that go with a denominator by more than this, either way, may measure size.
const WITH_SIZE: f64 = 0.7;
/// Nominal weights below this are too small for one.
const SMALL: f64 = 0.01;
/// Cronbach's alpha below this is low, as is usual since Nunnally (1978).
const LOW_ALPHA: f64 = 0.7;
/// Shares of rows from which it is said that a rule is clamped at 100, that it is at 0, and that a calm child hides another.
const MANY: f64 = 0.1;
const MOST: f64 = 0.75;
/// A share of rows without a score from which that is said.
const HALF: f64 = 0.5;

/// Scores a table into `output`, if there is one, as [`score_panel`](crate::panel::score_panel) does, and audits the model on its
/// rows. The audit holds every value that was filled in or treated.
///
/// # Errors
///
/// What cannot be read, scored or written.
pub fn panel(
    model: &Model,
    data: &Path,
    output: Option<&Path>,
    options: &PanelOptions,
    watch: &dyn Watch,
) -> Result<(PanelAudit, Summary), Error> {
    let score = |options: &PanelOptions, see: See<'_>| {
        score_panel_seen(model, data, output, options, see, watch).map(|summary| ((), summary))
    };
    let (audit, (), summary) = audited(model, options, score)?;
    Ok((audit, summary))
}

/// Scores a file or a data frame into a data frame as [`score_source`](crate::panel::score_source) does, and audits the model on
/// its rows.
///
/// # Errors
///
/// What cannot be read or scored.
pub fn frame<'a>(
    model: &Model,
    data: impl Into<Source<'a>>,
    options: &PanelOptions,
    watch: &dyn Watch,
) -> Result<(PanelAudit, DataFrame, Summary), Error> {
    let data = data.into();
    audited(model, options, |options, see| score_source_seen(model, data, options, see, watch))
}

/// What looks at rows as they are scored.
type See<'a> = &'a mut dyn FnMut(&RowsScored<'_>);

fn audited<T>(
    model: &Model,
    options: &PanelOptions,
    score: impl FnOnce(&PanelOptions, See<'_>) -> Result<(T, Summary), Error>,
) -> Result<(PanelAudit, T, Summary), Error> {
    let plan = Compiled::new(model, options.table.scoring());
    let mut collected = Collected::new(model, &plan);
    let table = options.table.clone().audit(true);
    let options = PanelOptions { table, cells: true, allow_gaps: true, ..options.clone() };
    let (scored, mut summary) = score(&options, &mut |rows| collected.push(model, &plan, rows))?;
    let mut audit = audit(model, &plan, &collected, (&summary, &options.table.map));
    audit.cells = std::mem::take(&mut summary.cells);
    Ok((audit, scored, summary))
}

/// `map`: ids of values and the columns that they were read from, where these have another name.
fn audit(
    model: &Model,
    plan: &Compiled,
    of: &Collected,
    (summary, map): (&Summary, &[(String, String)]),
) -> PanelAudit {
    let why = |id: &str| summary.unscored.iter().find(|(known, _)| known == id).map(|(_, why)| *why);
    let tree = plan.tree();
    let weights = tree.nominal_weights();
    let mean = of.root.mean().map_or_else(|| Statistic::none(NoStatistic::NoHeadline), Statistic::of);
    let sd = of.root.sd().map_or_else(|| Statistic::none(NoStatistic::OneHeadline), Statistic::of);
    let mut effective = vec![Effective::default(); model.indicators.len()];
    for top in (0..model.dimensions.len()).filter(|d| model.dimensions[*d].parent.is_none()) {
        let below: Vec<usize> = (0..weights.len())
            .filter(|i| weights[*i] > 0.0 && tree.top(model.indicators[*i].dimension) == top)
            .collect();
        let weighed: Vec<(f64, Pair)> =
            below.iter().map(|i| (weights[*i], of.indicators[*i].with_top.clone())).collect();
        for (i, found) in below.iter().zip(weigh(&weighed)) {
            effective[*i] = found;
        }
    }
    let indicators = model.indicators.iter().enumerate().filter(|(_, x)| x.rule.is_some());
    let indicators: Vec<IndicatorAudit> = indicators
        .map(|(i, indicator)| {
            let counted = &of.indicators[i];
            let at = |n: u64| match counted.scored {
                0 => Statistic::none(NoStatistic::NoScore),
                rows => Statistic::of(n as f64 / rows as f64),
            };
            let mut weight = effective[i].clone();
            if weights[i] == 0.0 {
                weight = unweighed(counted.with_top.rows());
            } else if is_fitted(model, indicator.dimension) {
                weight.ratio = fitted();
            }
            IndicatorAudit {
                id: indicator.id.clone(),
                title: indicator.title.clone(),
                dimension: model.dimensions[indicator.dimension].id.clone(),
                overlay: indicator.overlay,
                weight,
                missing: if of.rows == 0 { 0.0 } else { (of.rows - counted.scored) as f64 / of.rows as f64 },
                at_0: at(counted.at_0),
                at_100: at(counted.at_100),
                cannot_move: match counted.range {
                    _ if weights[i] == 0.0 => Some(Unmoved::NoWeight),
                    None => Some(Unmoved::NoScore(why(&indicator.id))),
                    Some((low, high)) if high - low <= froth_core::model::TIE => Some(Unmoved::OneScore(low)),
                    _ => None,
                },
            }
        })
        .collect();
    let dimensions: Vec<DimensionAudit> = of.groups.iter().map(|group| dimension(model, plan, of, group)).collect();
    let named = |wanted: &dyn Fn(&Has) -> bool| -> Vec<String> {
        of.names.iter().zip(&of.entities).filter(|(_, has)| wanted(has)).map(|(name, _)| name.clone()).collect()
    };
    let mut found = PanelAudit {
        model: model.id.clone(),
        title: model.title.clone(),
        version: model.version.clone(),
        rows: of.rows,
        scored: of.root.rows(),
        mean,
        sd,
        findings: Vec::new(),
        indicators,
        dimensions,
        entities: summary.entities,
        entities_without_values: named(&|has| !has.value),
        entities_without_scores: named(&|has| has.value && !has.score),
        constant_ends: constant_ends(plan, of, map),
        denominators: of.beside.with_denominators(model, &|i| weights[i] > 0.0),
        cells: Vec::new(),
    };
    found.findings = by_severity(findings(model, of, &found));
    found
}

/// Runs that stand out, under the names that their columns have in the data.
fn constant_ends(plan: &Compiled, of: &Collected, map: &[(String, String)]) -> Vec<ConstantEnd> {
    let mut found = Vec::new();
    let mut looked_at = BTreeSet::new();
    for (c, series) in &of.runs {
        let id = &plan.columns()[*c];
        let column = map.iter().find(|(mapped, _)| mapped == id).map_or(id, |(_, column)| column);
        if !looked_at.insert(column) {
            continue;
        }
        for (place, runs) in series.iter().enumerate() {
            found.extend(runs.standing_out(column, of.names.get(place).map(String::as_str)));
        }
    }
    found
}

/// A correlation, or why there is none: of the reasons given, the first for a first column that is constant.
fn correlation(of: &Pair, constant: impl Fn() -> [NoStatistic; 2]) -> Statistic {
    let [first, second] = constant();
    match (of.correlation(), of.flat()) {
        (Some(r), _) => Statistic::of(r),
        _ if of.rows() < LEAST_ROWS => Statistic::none(NoStatistic::FewOfBoth { rows: of.rows(), needed: LEAST_ROWS }),
        (_, (true, _)) => Statistic::none(first),
        _ => Statistic::none(second),
    }
}

fn unweighed(rows: u64) -> Effective {
    let none = || Statistic::none(NoStatistic::NoPart);
    Effective { nominal: 0.0, rows, correlation: none(), effective: none(), ratio: none() }
}

/// Paruolo, Saisana and Saltelli (2013): the squared correlation as the linear main effect of each, normalised to sum 1 over
/// those that have one.
fn weigh(of: &[(f64, Pair)]) -> Vec<Effective> {
    let squared: f64 = of.iter().filter_map(|(_, pair)| pair.correlation()).map(|r| r * r).sum();
    of.iter()
        .map(|(nominal, pair)| {
            let correlation = correlation(pair, || {
                [NoStatistic::ConstantOfBoth(Column::Own), NoStatistic::ConstantOfBoth(Column::Score)]
            });
            let effective = match correlation.value {
                None => Statistic { value: None, reason: correlation.reason.clone() },
                Some(_) if squared <= f64::EPSILON => Statistic::none(NoStatistic::NothingMoves),
                Some(r) => Statistic::of(r * r / squared),
            };
            let ratio = match effective.value {
                Some(x) if *nominal > 0.0 => Statistic::of(x / nominal),
                Some(_) => Statistic::none(NoStatistic::NoWeight),
                None => effective.clone(),
            };
            Effective { nominal: *nominal, rows: pair.rows(), correlation, effective, ratio }
        })
        .collect()
}

fn dimension(model: &Model, plan: &Compiled, of: &Collected, group: &Group) -> DimensionAudit {
    let own = &model.dimensions[group.dimension];
    let names: Vec<&str> = group
        .children
        .iter()
        .map(|child| match child {
            Child::Indicator(i) => model.indicators[*i].id.as_str(),
            Child::Dimension(d) => model.dimensions[*d].id.as_str(),
        })
        .collect();
    let together = together(&group.all, &names);
    let children = names.iter().zip(together.items).map(|(id, item)| ChildAudit {
        id: (*id).to_owned(),
        item_rest: item.rest,
        alpha_without: item.alpha_without,
        explained: item.explained,
    });
    // Every pair of columns is ordered for itself.
    let pairs = group.pairs.par_iter().map(|(i, j, pair)| {
        let constant = || [*i, *j].map(|at| NoStatistic::ConstantOfBoth(Column::Child(names[at].to_owned())));
        let correlation = correlation(pair, constant);
        let [spearman, kendall] = of.beside.of_ranks(group.children[*i], group.children[*j], &correlation);
        let (a, b) = (names[*i].to_owned(), names[*j].to_owned());
        PairAudit { a, b, rows: pair.rows(), correlation, spearman, kendall }
    });
    DimensionAudit {
        id: own.id.clone(),
        title: own.title.clone(),
        parent: own.parent.map(|p| model.dimensions[p].id.clone()),
        overlay: own.overlay,
        weight: among_siblings(model, plan, of, group.dimension),
        correlation_with_top: with_top(model, of, group.dimension),
        complete_rows: group.all.rows() as u64,
        alpha: together.alpha,
        alpha_standardised: together.standardised,
        children: children.collect(),
        pairs: pairs.collect(),
        compensated: match group.beside {
            0 => Statistic::none(NoStatistic::NothingToAverage),
            rows => Statistic::of(group.compensated as f64 / rows as f64),
        },
    }
}

/// Whether weights from here up come from the rows and not from the file.
fn is_fitted(model: &Model, dimension: usize) -> bool {
    let mut up = std::iter::successors(Some(dimension), |d| model.dimensions[*d].parent);
    up.any(|d| {
        matches!(model.dimensions[d].weighting, Weighting::Fitted { .. }) || model.dimensions[d].over_rows.is_some()
    })
}

fn fitted() -> Statistic {
    Statistic::none(NoStatistic::FittedWeight)
}

/// A dimension's weight among the children of its parent, and what it has of the influence on that parent; none at the top.
fn among_siblings(model: &Model, plan: &Compiled, of: &Collected, dimension: usize) -> Option<Effective> {
    let parent = model.dimensions[dimension].parent?;
    let (_, _, edges) = plan.tree().groups().find(|(d, _, _)| *d == parent)?;
    let group = of.groups.iter().find(|g| g.dimension == parent)?;
    let total: f64 = edges.iter().map(|e| e.weight).sum();
    let weight = |child: &Child| edges.iter().find(|e| e.child == *child).map_or(0.0, |e| e.weight / total);
    match group.children.iter().position(|child| *child == Child::Dimension(dimension)) {
        Some(place) => {
            let weighed: Vec<(f64, Pair)> =
                group.children.iter().zip(&group.with_own).map(|(child, pair)| (weight(child), pair.clone())).collect();
            let found = weigh(&weighed).into_iter().nth(place)?;
            Some(if is_fitted(model, parent) { Effective { ratio: fitted(), ..found } } else { found })
        }
        None => Some(unweighed(of.dimensions[dimension].rows())),
    }
}

/// Correlation of a dimension with the top of its tree; none at the top.
fn with_top(model: &Model, of: &Collected, dimension: usize) -> Option<Statistic> {
    model.dimensions[dimension].parent?;
    let constant = || [NoStatistic::ConstantOfBoth(Column::Own), NoStatistic::ConstantOfBoth(Column::Score)];
    Some(correlation(&of.dimensions[dimension], constant))
}

fn findings(model: &Model, of: &Collected, found: &PanelAudit) -> Vec<Finding> {
    let mut all = Vec::new();
    let root = model.dimensions[model.root].span.clone();
    let mut say = |span: &Range<usize>, fact: Fact| all.push(Finding::at(fact, &model.source, span.clone()));
    if found.scored == 0 {
        say(&root, Fact::NoScores { rows: found.rows });
    } else if of.root.flat().0 && found.scored > 1 {
        say(&root, Fact::ConstantScore { score: found.mean.value, rows: found.scored });
    }
    if !found.entities_without_values.is_empty() {
        let entities = found.entities_without_values.clone();
        let of = found.entities.unwrap_or(entities.len());
        say(&root, Fact::EntitiesWithoutValues { entities, of });
    }
    if !found.entities_without_scores.is_empty() {
        let entities = found.entities_without_scores.clone();
        let of = found.entities.unwrap_or(entities.len());
        say(&root, Fact::EntitiesWithoutScores { entities, of });
    }
    let mut columns: Vec<&str> = found.constant_ends.iter().map(|end| end.column.as_str()).collect();
    columns.dedup();
    for column in columns {
        for zeros in [true, false] {
            let own = found.constant_ends.iter().filter(|end| end.column == column && (end.value == 0.0) == zeros);
            let runs: Vec<ConstantEnd> = own.cloned().collect();
            if !runs.is_empty() {
                say(&root, Fact::ConstantEnds { column: column.to_owned(), zeros, runs });
            }
        }
    }
    for indicator in &found.indicators {
        let span = model.indicator(&indicator.id).map_or(0..0, |i| model.indicators[i].span.clone());
        // What is scored between the smallest and the largest of its rows lies beyond neither.
        let inside = model
            .indicator(&indicator.id)
            .and_then(|i| model.indicators[i].rule.as_ref())
            .is_some_and(Rule::takes_both_ends_from_rows);
        one_indicator(indicator, inside, &mut |fact| say(&span, fact));
    }
    for size in found.denominators.iter().filter(|d| d.value.value.is_some_and(|r| r.abs() > WITH_SIZE)) {
        let span = model.indicator(&size.indicator).map_or(0..0, |i| model.indicators[i].span.clone());
        let (indicator, denominator) = (size.indicator.clone(), size.denominator.clone());
        let correlation = size.value.value.unwrap_or_default();
        say(&span, Fact::WithSize { indicator, denominator, correlation, divided: size.divides });
    }
    for dimension in &found.dimensions {
        let span = model.dimension(&dimension.id).map_or(0..0, |d| model.dimensions[d].span.clone());
        one_dimension(dimension, &mut |fact| say(&span, fact));
    }
    all
}

fn one_indicator(of: &IndicatorAudit, inside: bool, say: &mut dyn FnMut(Fact)) {
    let (indicator, overlay) = (of.id.clone(), of.overlay);
    if let Some(why) = &of.cannot_move {
        say(Fact::DoesNotMove { indicator, overlay, why: why.clone() });
        return;
    }
    if let Some(correlation) = of.weight.correlation.value.filter(|r| *r < 0.0) {
        say(Fact::FallsAgainst { indicator: indicator.clone(), overlay, correlation });
    }
    surprise(&of.id, &of.weight, false, say);
    if let Some(rows) = of.at_100.value.filter(|x| !inside && *x > MANY) {
        say(Fact::OftenAt100 { indicator: indicator.clone(), rows });
    }
    if let Some(rows) = of.at_0.value.filter(|x| !inside && *x > MOST) {
        say(Fact::MostlyAt0 { indicator: indicator.clone(), overlay, rows });
    }
    if of.missing > HALF {
        say(Fact::MostlyMissing { indicator, rows: of.missing });
    }
}

/// Nominal and effective weight far from each other.
fn surprise(id: &str, weight: &Effective, among_siblings: bool, say: &mut dyn FnMut(Fact)) {
    let (Some(effective), Some(ratio)) = (weight.effective.value, weight.ratio.value) else { return };
    if weight.nominal >= SMALL && !(1.0 / SURPRISE..=SURPRISE).contains(&ratio) {
        say(Fact::Influence { id: id.to_owned(), nominal: weight.nominal, effective, ratio, among_siblings });
    }
}

fn one_dimension(of: &DimensionAudit, say: &mut dyn FnMut(Fact)) {
    let dimension = || of.id.clone();
    if let Some(weight) = &of.weight {
        surprise(&of.id, weight, true, say);
    }
    let against = of.children.iter().filter(|c| c.item_rest.value.is_some_and(|r| r < 0.0));
    let against: Vec<String> = against.map(|c| c.id.clone()).collect();
    let opposed = pairs(&of.pairs, |r| r < 0.0);
    if !against.is_empty() || !opposed.is_empty() {
        say(Fact::Opposed { dimension: dimension(), against, pairs: opposed });
    }
    let same = pairs(&of.pairs, |r| r > REDUNDANT);
    if !same.is_empty() {
        say(Fact::Redundant { dimension: dimension(), pairs: same });
    }
    if of.pairs.len() > 1 && of.children.iter().any(|c| c.explained.reason == Some(NoStatistic::Singular)) {
        say(Fact::Singular { dimension: dimension() });
    }
    if let Some(rows) = of.compensated.value.filter(|x| *x > MANY) {
        say(Fact::CalmBesideAlarmed { dimension: dimension(), rows });
    }
    if let Some(alpha) = of.alpha.value.filter(|a| *a < LOW_ALPHA) {
        say(Fact::Inconsistent { dimension: dimension(), alpha, rows: of.complete_rows });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pair(a: &[f64], b: &[f64]) -> Pair {
        let mut pair = Pair::default();
        pair.push(a, b);
        pair
    }

    #[test]
    fn independent_columns_of_one_variance_weigh_their_squared_weights() {
        // A full grid of three columns: independent, of one variance. r_i^2 = w_i^2 / sum w^2.
        let weights = [0.5, 0.3, 0.2];
        let rows: Vec<[f64; 3]> = (0..125).map(|n| [n % 5, n / 5 % 5, n / 25].map(f64::from)).collect();
        let score: Vec<f64> = rows.iter().map(|r| r.iter().zip(weights).map(|(x, w)| w * x).sum()).collect();
        let column = |c: usize| rows.iter().map(|r| r[c]).collect::<Vec<_>>();
        let of: Vec<(f64, Pair)> = (0..3).map(|c| (weights[c], pair(&column(c), &score))).collect();
        let squares: f64 = weights.iter().map(|w| w * w).sum();
        for (found, w) in weigh(&of).iter().zip(weights) {
            assert!((found.effective.value.unwrap() - w * w / squares).abs() < 1e-12, "{found:?}");
            assert!((found.ratio.value.unwrap() - w / squares).abs() < 1e-12);
        }
    }

    #[test]
    fn a_constant_score_weighs_nothing_and_says_why() {
        let found = weigh(&[(1.0, pair(&[1.0, 2.0, 3.0], &[7.0; 3]))]);
        assert_eq!(found[0].effective.reason, Some(NoStatistic::ConstantOfBoth(Column::Score)));
        let few = weigh(&[(1.0, pair(&[1.0, 2.0], &[1.0, 2.0]))]);
        assert_eq!(few[0].correlation.reason, Some(NoStatistic::FewOfBoth { rows: 2, needed: LEAST_ROWS }));
    }

    proptest! {
        #[test]
        fn effective_weights_sum_to_one(rows in prop::collection::vec(prop::array::uniform4(0.0f64..100.0), 3..60)) {
            let column = |c: usize| rows.iter().map(|r| r[c]).collect::<Vec<_>>();
            let score = column(3);
            let of: Vec<(f64, Pair)> = (0..3).map(|c| (1.0 / 3.0, pair(&column(c), &score))).collect();
            let shares: Vec<f64> = weigh(&of).iter().filter_map(|e| e.effective.value).collect();
            prop_assert!(shares.is_empty() || (shares.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{shares:?}");
            prop_assert!(shares.iter().all(|s| (0.0..=1.0 + 1e-12).contains(s)));
        }
    }
}
