//! Where an entity stands among the others of the last date.

use super::gains::{Field, gains, smallest};
use super::{GroupPeers, Interval, Peer, Profile, Standing};
use crate::kept::{Kept, Step};
use crate::panel::{PanelOptions, RankOptions, Summary, score_kept};
use froth_core::diag::{Code, Diagnostic, did_you_mean};
use froth_core::model::{Direction, Model, TIE};
use froth_core::score::Compiled;
use froth_core::uncertainty::ranked;
use froth_core::{Error, ErrorKind};
use froth_series::composite::median;
use froth_series::watch::Watch;
use std::path::Path;

/// So many strengths, weaknesses and peers.
const SHOWN: usize = 5;

/// Scores a table and describes one of its entities at the last date; with draws of the method where the model says what is uncertain of
/// it. Gives back also what scoring says.
///
/// # Errors
///
/// What cannot be read or scored, and an entity that has no score there.
pub fn profile(
    model: &Model,
    data: &Path,
    entity: &str,
    options: &PanelOptions,
    draws: RankOptions,
    watch: &dyn Watch,
) -> Result<(Profile, Summary), Error> {
    let options = PanelOptions { keep_steps: true, ..options.clone() };
    let drawn = match score_kept(model, data, &options.clone().ranks(draws), watch) {
        Err(e) if e.kind() == ErrorKind::Stopped => return Err(e),
        other => other.ok(),
    };
    let (mut summary, is_drawn) = match drawn {
        Some(summary) => (summary, true),
        // Nothing is uncertain, or the scores are orders.
        None => (score_kept(model, data, &options, watch)?, false),
    };
    let kept = summary.kept.take().unwrap_or_default();
    let interval = summary.ranked.as_ref().filter(|_| is_drawn).and_then(|ranked| {
        let unit = ranked.ranks.units.get(ranked.entities.iter().position(|name| name == entity)?)?;
        let ends = |range: Option<froth_core::uncertainty::Range>| range.map(|r| [r.p05, r.p95]);
        Some(Interval { draws: draws.draws, score: ends(unit.scores), rank: ends(unit.ranks) })
    });
    let plan = Compiled::new(model, options.table.scoring());
    let found = describe(model, &plan, &kept, entity, interval)?;
    Ok((found, summary))
}

/// The entities of the last date that have a score.
struct Scored<'a> {
    kept: &'a Kept,
    /// Each one's place among the entities, and its row.
    units: Vec<(usize, usize)>,
    scores: Vec<f64>,
    ranks: Vec<f64>,
}

impl Scored<'_> {
    fn name(&self, u: usize) -> &str {
        &self.kept.entities[self.units[u].0].name
    }

    fn peer(&self, u: usize) -> Peer {
        Peer { entity: self.name(u).to_owned(), score: self.scores[u], rank: self.ranks[u] }
    }

    /// Those of some whose scores are nearest to one, the highest first.
    fn nearest(&self, to: usize, among: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut others: Vec<usize> = among.filter(|u| *u != to).collect();
        let far = |u: usize| (self.scores[u] - self.scores[to]).abs();
        others.sort_by(|a, b| far(*a).total_cmp(&far(*b)).then_with(|| self.name(*a).cmp(self.name(*b))));
        others.truncate(SHOWN);
        others.sort_by(|a, b| self.ranks[*a].total_cmp(&self.ranks[*b]).then_with(|| self.name(*a).cmp(self.name(*b))));
        others
    }
}

fn describe(
    model: &Model,
    plan: &Compiled,
    kept: &Kept,
    entity: &str,
    interval: Option<Interval>,
) -> Result<Profile, Error> {
    let wrong = |message: String, help: String| Err(Diagnostic::error(Code::Data, message).help(help).into());
    let Some(date) = kept.last() else { return wrong("the table has no rows".to_owned(), String::new()) };
    let root = kept.dimension(model.root);
    let units: Vec<(usize, usize)> = kept.at(date).into_iter().filter(|(_, row)| root[*row].is_some()).collect();
    let scores: Vec<f64> = units.iter().filter_map(|(_, row)| root[*row]).collect();
    let ranks = ranked(&scores);
    let of = Scored { kept, units, scores, ranks };
    let Some(own) = (0..of.units.len()).find(|u| of.name(*u) == entity) else {
        if kept.entities.iter().any(|e| e.name == entity) {
            let message = format!("`{entity}` has no score at {date}");
            return wrong(message, "choose an entity that has one at the last date of the table".to_owned());
        }
        let known = kept.entities.iter().map(|e| e.name.as_str()).filter(|name| !name.is_empty());
        let message = format!("the table has no entity `{entity}`");
        return Err(Diagnostic::error(Code::Data, message).help(did_you_mean(entity, "entities", known)).into());
    };
    let high_is_good = model.scale.direction == Direction::Good;
    let peers = of.nearest(own, 0..of.units.len());
    let standing = |id: &str, column: &[Option<f64>], value: Option<f64>| -> Option<Standing> {
        let rows: Vec<f64> = of.units.iter().map(|(_, row)| column[*row].unwrap_or(f64::NAN)).collect();
        let score = Some(rows[own]).filter(|x| !x.is_nan())?;
        let directed: Vec<f64> = rows.iter().map(|x| if high_is_good { *x } else { -x }).collect();
        let mut all: Vec<f64> = rows.iter().copied().filter(|x| !x.is_nan()).collect();
        let mut near: Vec<f64> = peers.iter().map(|u| rows[*u]).filter(|x| !x.is_nan()).collect();
        let (place, of, peers) = (ranked(&directed)[own], all.len(), median(&mut near));
        Some(Standing { id: id.to_owned(), value, score, place, of, median: median(&mut all)?, peers })
    };
    let tops = model.dimensions.iter().enumerate().filter(|(_, d)| d.parent == Some(model.root) && d.weight > 0.0);
    let dimensions = tops.filter_map(|(d, dimension)| standing(&dimension.id, &kept.dimension(d), None)).collect();
    let row = of.units[own].1;
    let counted = plan.tree().rooted();
    let (mut indicators, mut missing) = (Vec::new(), Vec::new());
    for (i, indicator) in model.indicators.iter().enumerate().filter(|(i, _)| counted[*i]) {
        let value = kept.steps.as_ref().and_then(|steps| steps.values(Step::Treated, i)[row]);
        match standing(&indicator.id, &kept.indicator(i), value) {
            Some(found) => indicators.push(found),
            None => missing.push(indicator.id.clone()),
        }
    }
    let ahead = |s: &Standing| if high_is_good { s.score - s.median } else { s.median - s.score };
    let share = |s: &Standing| s.place / s.of as f64;
    indicators.sort_by(|a, b| share(a).total_cmp(&share(b)).then_with(|| ahead(b).total_cmp(&ahead(a))));
    let strengths = indicators.iter().filter(|s| ahead(s) > TIE).take(SHOWN).cloned().collect();
    let weaknesses = indicators.iter().rev().filter(|s| ahead(s) < -TIE).take(SHOWN).cloned().collect();
    let field = Field {
        model,
        plan,
        kept,
        rows: of.units.iter().map(|(_, row)| *row).collect(),
        names: (0..of.units.len()).map(|u| of.name(u)).collect(),
        scores: &of.scores,
        own,
        peers: &peers,
        high_is_good,
    };
    Ok(Profile {
        model: model.id.clone(),
        title: model.title.clone(),
        version: model.version.clone(),
        entity: entity.to_owned(),
        date,
        high_is_good,
        score: of.scores[own],
        band: model.scale.band(of.scores[own]).to_owned(),
        rank: of.ranks[own],
        of: of.units.len(),
        interval,
        dimensions,
        indicators,
        strengths,
        weaknesses,
        missing,
        peers: peers.iter().map(|u| of.peer(*u)).collect(),
        groups: groups(&of, own),
        gains: gains(&field),
        smallest: smallest(&field),
    })
}

/// The entity among those of its group, for each column of groups.
fn groups(of: &Scored<'_>, own: usize) -> Vec<GroupPeers> {
    let Some(steps) = &of.kept.steps else { return Vec::new() };
    let mut found = Vec::new();
    for (by, column) in steps.groups() {
        let Some(group) = &column[of.units[own].1] else { continue };
        let among: Vec<usize> =
            (0..of.units.len()).filter(|u| column[of.units[*u].1].as_ref() == Some(group)).collect();
        let mut scores: Vec<f64> = among.iter().map(|u| of.scores[*u]).collect();
        let ranks = ranked(&scores);
        let Some(place) = among.iter().position(|u| *u == own) else { continue };
        let Some(middle) = median(&mut scores) else { continue };
        found.push(GroupPeers {
            by: by.to_owned(),
            group: group.clone(),
            rank: ranks[place],
            of: among.len(),
            median: middle,
            peers: of.nearest(own, among.into_iter()).into_iter().map(|u| of.peer(u)).collect(),
        });
    }
    found
}
