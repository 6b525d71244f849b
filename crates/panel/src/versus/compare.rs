//! Scores, ranks and parts of moves under two models.

use super::hybrid::{Hybrid, way};
use super::{EntityMove, IndicatorMove, Moves, Of, Part, Side, Versus};
use crate::audit::{LEAST_ROWS, NoStatistic, Statistic};
use crate::kept::{Kept, KeptSteps};
use crate::panel::{PanelOptions, Summary, score_kept};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::Model;
use froth_core::score::Compiled;
use froth_core::uncertainty::ranked;
use froth_series::watch::Watch;
use froth_series::{kendall, spearman};
use std::collections::BTreeMap;
use std::path::Path;

/// Scores a table under two models and says whose rank at its last date changes from the first to the second, and why. Gives back
/// also what scoring says, under each.
///
/// # Errors
///
/// What cannot be read or scored, and tables without entities that both models score.
pub fn versus(
    a: &Model,
    b: &Model,
    data: &Path,
    options: &PanelOptions,
    watch: &dyn Watch,
) -> Result<(Versus, [Summary; 2]), Error> {
    let plans = [a, b].map(|model| Compiled::new(model, options.table.scoring()));
    let score = |model: &Model, keep_steps: bool| -> Result<(Kept, Summary), Error> {
        let mut own = PanelOptions { keep: true, keep_steps, ..options.clone() };
        let plan = Compiled::new(model, own.table.scoring());
        // A value that only the other model knows is read for that one.
        own.table.map.retain(|(id, _)| plan.column(id).is_some() || plans.iter().all(|p| p.column(id).is_none()));
        let mut summary = score_kept(model, data, &own, watch)?;
        Ok((summary.kept.take().unwrap_or_default(), summary))
    };
    let (first, said_a) = score(a, true)?;
    let (last, said_b) = score(b, true)?;
    let Some(date) = first.last() else { return Err(nothing("the table has no rows")) };
    let (own_a, own_b) = (first.dimension(a.root), last.dimension(b.root));
    // Both read the same rows.
    let rows = first.at(date);
    let both: Vec<(usize, f64, f64)> =
        rows.iter().filter_map(|(_, row)| Some((*row, own_a[*row]?, own_b[*row]?))).collect();
    if both.len() < 2 {
        return Err(nothing(&format!("both models score {} of its entities at {date}", both.len())));
    }
    let name = |row: usize| {
        let place = rows.iter().find(|(_, r)| *r == row).map_or(0, |(place, _)| *place);
        first.entities[place].name.clone()
    };
    let (scores_a, scores_b): (Vec<f64>, Vec<f64>) = both.iter().map(|(_, a, b)| (*a, *b)).unzip();
    let (ranks_a, ranks_b) = (ranked(&scores_a), ranked(&scores_b));
    let mut steps: Vec<Moves> = Vec::new();
    let mut parts: Vec<Vec<Part>> = vec![Vec::new(); both.len()];
    let mut reached = scores_a.clone();
    let all = way(a, b);
    let count = all.len();
    for (place, Hybrid { step, ids, model }) in all.into_iter().enumerate() {
        let scores = if place + 1 == count { own_b.clone() } else { score(&model, false)?.0.dimension(model.root) };
        let mut sum = 0.0;
        for (u, (row, _, _)) in both.iter().enumerate() {
            // A place without a score is passed over: the next one that has a score books the step.
            let points = scores[*row].map_or(0.0, |x| x - std::mem::replace(&mut reached[u], x));
            sum += points.abs();
            parts[u].push(Part { id: step.as_str().to_owned(), points });
        }
        steps.push(Moves { step, ids, mean: sum / both.len() as f64 });
    }
    let sides = Sides { models: [a, b], kept: [&first, &last] };
    let mut entities: Vec<EntityMove> = both
        .iter()
        .zip(parts)
        .enumerate()
        .map(|(u, ((row, score_a, score_b), steps))| {
            let indicators = sides.indicators(*row);
            EntityMove {
                entity: name(*row),
                score_a: *score_a,
                score_b: *score_b,
                difference: score_b - score_a,
                rank_a: ranks_a[u],
                rank_b: ranks_b[u],
                places: ranks_a[u] - ranks_b[u],
                steps,
                dimensions: sides.dimensions(&indicators),
                indicators,
            }
        })
        .collect();
    entities.sort_by(|x, y| {
        let size = |e: &EntityMove| (e.places.abs(), e.difference.abs());
        size(y).partial_cmp(&size(x)).unwrap_or(std::cmp::Ordering::Equal).then_with(|| x.entity.cmp(&y.entity))
    });
    let alike = |r: Option<f64>| match r {
        _ if (both.len() as u64) < LEAST_ROWS => {
            Statistic::none(NoStatistic::FewOfBoth { rows: both.len() as u64, needed: LEAST_ROWS })
        }
        Some(r) => Statistic::of(r),
        None => Statistic::none(NoStatistic::Constant),
    };
    let only = |own: &[Option<f64>], other: &[Option<f64>]| -> Vec<String> {
        rows.iter().filter(|(_, r)| own[*r].is_some() && other[*r].is_none()).map(|(_, r)| name(*r)).collect()
    };
    let of = |model: &Model| Of { id: model.id.clone(), title: model.title.clone(), version: model.version.clone() };
    let shift: f64 = entities.iter().map(|e| e.places.abs()).sum();
    let found = Versus {
        a: of(a),
        b: of(b),
        date,
        spearman: alike(spearman(&scores_a, &scores_b)),
        kendall: alike(kendall(&scores_a, &scores_b)),
        compared: both.len(),
        moved: entities.iter().filter(|e| e.places != 0.0).count(),
        mean_shift: Some(shift / both.len() as f64),
        steps,
        only_a: only(&own_a, &own_b),
        only_b: only(&own_b, &own_a),
        entities,
    };
    Ok((found, [said_a, said_b]))
}

fn nothing(message: &str) -> Error {
    let help = "two models are compared on two entities or more: name their column with `options.entity_column`";
    Diagnostic::error(Code::Data, message.to_owned()).help(help).into()
}

struct Sides<'a> {
    models: [&'a Model; 2],
    kept: [&'a Kept; 2],
}

impl Sides<'_> {
    /// Parts of a row's move by indicator under the root, the largest first; empty where a model gives no points.
    fn indicators(&self, row: usize) -> Vec<IndicatorMove> {
        let mut found: BTreeMap<&str, [Option<Side>; 2]> = BTreeMap::new();
        for (side, (model, kept)) in self.models.iter().zip(self.kept).enumerate() {
            let Some(steps) = &kept.steps else { return Vec::new() };
            let mut total = 0.0;
            for (i, indicator) in model.indicators.iter().enumerate().filter(|(_, i)| !i.overlay && i.weight > 0.0) {
                let own = at(steps, kept, i, row);
                total += own.points;
                found.entry(&indicator.id).or_default()[side] = Some(own);
            }
            // Points that do not make the score explain no move.
            if (total - kept.dimensions[model.root][row]).abs() > 1e-6 {
                return Vec::new();
            }
        }
        let mut moves: Vec<IndicatorMove> = found
            .into_iter()
            .map(|(id, [a, b])| {
                let points = |side: Option<Side>| side.map_or(0.0, |s| s.points);
                let weighed = |side: Option<Side>| side.map_or((0.0, None), |s| (s.weight, s.score));
                let ((wa, sa), (wb, sb)) = (weighed(a), weighed(b));
                // What has no score on a side has no weight there either: all of its move is that of the weight.
                let (score_a, score_b) = (sa.or(sb).unwrap_or(0.0), sb.or(sa).unwrap_or(0.0));
                let points = points(b) - points(a);
                let by_score = f64::midpoint(wa, wb) * (score_b - score_a);
                let by_weight = f64::midpoint(score_a, score_b) * (wb - wa);
                IndicatorMove {
                    id: id.to_owned(),
                    points,
                    by_score,
                    by_weight,
                    by_average: points - by_score - by_weight,
                    a,
                    b,
                }
            })
            .collect();
        moves.sort_by(|x, y| y.points.abs().total_cmp(&x.points.abs()));
        moves
    }

    /// The same by child of the root, of either model.
    fn dimensions(&self, of: &[IndicatorMove]) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut add = |id: &str, points: f64| match parts.iter_mut().find(|p| p.id == id) {
            Some(part) => part.points += points,
            None => parts.push(Part { id: id.to_owned(), points }),
        };
        for moved in of {
            for (model, side, sign) in [(self.models[0], moved.a, -1.0), (self.models[1], moved.b, 1.0)] {
                if let (Some(side), Some(i)) = (side, model.indicator(&moved.id)) {
                    add(top(model, i), sign * side.points);
                }
            }
        }
        parts.sort_by(|x, y| y.points.abs().total_cmp(&x.points.abs()));
        parts
    }
}

fn at(steps: &KeptSteps, kept: &Kept, i: usize, row: usize) -> Side {
    let there = |x: f64| Some(x).filter(|x| !x.is_nan());
    Side {
        score: there(kept.indicators[i][row]),
        weight: there(steps.weights[i][row]).unwrap_or(0.0),
        points: there(steps.contributions[i][row]).unwrap_or(0.0),
    }
}

/// The child of the root above an indicator, or the indicator itself right below the root.
fn top(model: &Model, indicator: usize) -> &str {
    let mut at = model.indicators[indicator].dimension;
    if at == model.root {
        return &model.indicators[indicator].id;
    }
    while let Some(parent) = model.dimensions[at].parent.filter(|parent| *parent != model.root) {
        at = parent;
    }
    &model.dimensions[at].id
}
