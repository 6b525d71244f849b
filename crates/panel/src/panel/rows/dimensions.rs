//! Dimensions that look at many rows: weights fitted to scores, orders among the entities of a date, stress over time.

use super::over::Group;
use crate::panel::read::dates::from_days;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::{Model, Over, OverRows, Rule, Weighting};
use froth_core::score::{Block, Child, Edge, Fitted, Tree};
use froth_series::SeriesError;
use froth_series::composite::{
    Ciss, CissRow, Cycle, LARGEST_CYCLE, Method, Outranking, Sample, expanding_cdf, kemeny_ranks,
};

/// Rows by entity in order of time, and by date, dates rising.
pub(super) struct Rows<'a> {
    pub(super) series: &'a [Group],
    pub(super) dates: &'a [(i32, Group)],
}

/// Whether a model has such dimensions.
pub(super) fn has_any(model: &Model) -> bool {
    model.dimensions.iter().any(|d| d.over_rows.is_some() || matches!(d.weighting, Weighting::Fitted { .. }))
}

/// Scores every dimension of the block, children before parents. What a reader should know goes to `notes`.
pub(super) fn score(
    model: &Model,
    tree: &Tree,
    block: &mut Block,
    rows: &Rows<'_>,
    notes: &mut Vec<String>,
) -> Result<Fitted, Error> {
    let mut fitted = Fitted::new(model.dimensions.len());
    for (d, _, children) in tree.groups() {
        let of = Dimension { model, d, children, rows };
        if let Weighting::Fitted { method, over } = model.dimensions[d].weighting {
            fitted.set_weights(d, of.weights(block, method, over, notes)?);
        }
        match model.dimensions[d].over_rows {
            None => tree.aggregate_dimension(block, d, &fitted),
            Some(how) => {
                let (scores, shares) = match how {
                    OverRows::Ciss { lambda, start } => of.ciss(block, &fitted, Ciss { lambda, start }),
                    order => of.order(tree, block, &fitted, order == OverRows::Kemeny)?,
                };
                fitted.set_shares(d, shares);
                tree.set_scores(block, d, &scores, &fitted);
            }
        }
    }
    Ok(fitted)
}

struct Dimension<'a> {
    model: &'a Model,
    d: usize,
    children: &'a [Edge],
    rows: &'a Rows<'a>,
}

/// A column of scores, and for each child its share of them.
type Scores = (Vec<f64>, Vec<Vec<f64>>);

impl Dimension<'_> {
    fn id(&self) -> &str {
        &self.model.dimensions[self.d].id
    }

    fn names(&self) -> Vec<&str> {
        let name = |edge: &Edge| match edge.child {
            Child::Indicator(i) => self.model.indicators[i].id.as_str(),
            Child::Dimension(c) => self.model.dimensions[c].id.as_str(),
        };
        self.children.iter().map(name).collect()
    }

    fn wrong(&self, message: String, help: &str) -> Error {
        let span = self.model.dimensions[self.d].span.clone();
        Diagnostic::error(Code::Data, message).at(&self.model.source, span).help(help).into()
    }

    fn weight(&self, fitted: &Fitted, child: usize, row: usize) -> f64 {
        fitted.weights(self.d).map_or(self.children[child].weight, |columns| columns[child][row])
    }

    /// A column of weights for each child. Where the rows of a date give none, the date has no score; where no date's do, that
    /// is an error.
    fn weights(
        &self,
        block: &Block,
        method: Method,
        over: Over,
        notes: &mut Vec<String>,
    ) -> Result<Vec<Vec<f64>>, Error> {
        let columns: Vec<&[f64]> = self.children.iter().map(|e| block.column_of_child(e.child)).collect();
        let given: Vec<f64> = self.children.iter().map(|e| e.weight).collect();
        let names = self.names();
        let mut weights = vec![vec![f64::NAN; block.rows()]; columns.len()];
        let mut sample = Sample::new(columns.len());
        let add = |sample: &mut Sample, rows: &Group| {
            for row in rows {
                sample.push(&columns.iter().map(|c| c[*row]).collect::<Vec<f64>>());
            }
        };
        if over.looks_ahead() {
            self.rows.dates.iter().for_each(|(_, rows)| add(&mut sample, rows));
        }
        let mut without: Vec<(i32, SeriesError)> = Vec::new();
        let mut last: Option<(i32, Vec<f64>)> = None;
        let mut reached = None;
        for (day, rows) in self.rows.dates {
            match over {
                Over::CrossSection => {
                    sample = Sample::new(columns.len());
                    add(&mut sample, rows);
                }
                Over::History => add(&mut sample, rows),
                // Fitted once.
                Over::FullHistory | Over::Panel => {}
            }
            let found = match (&last, over.looks_ahead(), without.is_empty()) {
                (Some((_, same)), true, _) => Ok(same.clone()),
                (None, true, false) => break,
                _ => sample.weights(method, &given),
            };
            match found {
                Ok(found) => {
                    for (column, weight) in weights.iter_mut().zip(&found) {
                        for row in rows {
                            column[*row] = *weight;
                        }
                    }
                    if method == Method::CorrelationBalanced {
                        reached = sample.shares(&found, &given);
                    }
                    last = Some((*day, found));
                }
                Err(e) => without.push((*day, e)),
            }
        }
        let shown = |day: i32| from_days(day).map(|d| d.to_string()).unwrap_or_default();
        let (id, kind) = (self.id(), method.as_str());
        let Some((day, found)) = last else {
            let why = without.last().map(|(_, e)| e.text(&names)).unwrap_or_default();
            let message = format!("the rows give `{id}` no weights ({kind}): {why}");
            let help = "change the indicators, look at other rows (`over`), or write `weights = \"equal\"`";
            return Err(self.wrong(message, help));
        };
        let each: Vec<String> = names.iter().zip(&found).map(|(name, w)| format!("{name} {w:.3}")).collect();
        notes.push(format!("weights of {id} ({kind}, {}): {}", shown(day), each.join(", ")));
        notes.extend(reached.and_then(|shares| short_of_balance(id, &names, &found, &shares)));
        if let Some((first, e)) = without.first() {
            let (count, all, first) = (without.len(), self.rows.dates.len(), shown(*first));
            let why = e.text(&names);
            notes
                .push(format!("no weights of {id}, and no score, at {count} of {all} dates, the first {first}: {why}"));
        }
        Ok(weights)
    }

    /// Scores by majorities among the entities of each date.
    fn order(&self, tree: &Tree, block: &Block, fitted: &Fitted, kemeny: bool) -> Result<Scores, Error> {
        let mut scores = vec![f64::NAN; block.rows()];
        let mut shares = vec![vec![f64::NAN; block.rows()]; self.children.len()];
        let covered = tree.is_covered(block, self.d, fitted);
        for (day, rows) in self.rows.dates {
            let units: Vec<usize> = rows.iter().copied().filter(|row| covered[*row]).collect();
            let n = units.len() as f64;
            let weight = |child: usize, row: usize| Some(self.weight(fitted, child, row)).filter(|w| !w.is_nan());
            let Some(weights) =
                units.first().and_then(|row| (0..self.children.len()).map(|c| weight(c, *row)).collect())
            else {
                continue;
            };
            let weights: Vec<f64> = weights;
            // One alone stands above and below nobody.
            if units.len() < 2 {
                continue;
            }
            let criteria: Vec<Vec<Option<f64>>> = self
                .children
                .iter()
                .map(|edge| block.column_of_child(edge.child))
                .map(|column| units.iter().map(|row| Some(column[*row]).filter(|x| !x.is_nan())).collect())
                .collect();
            let found = Outranking::new(&criteria, &weights);
            let own: Vec<f64> = if kemeny {
                let ranks = kemeny_ranks(&found).map_err(|Cycle { units }| {
                    let day = from_days(*day).map(|d| d.to_string()).unwrap_or_default();
                    let message = format!(
                        "the best order for `{}` cannot be found: on {day} majorities go round among {units} entities, and \
                         every order of up to {LARGEST_CYCLE} can be looked at",
                        self.id()
                    );
                    self.wrong(message, "write `aggregate = \"copeland\"`, or score fewer entities")
                })?;
                ranks.into_iter().map(|rank| 100.0 * (n - rank) / (n - 1.0)).collect()
            } else {
                found.copeland().into_iter().map(|net| 50.0 + 50.0 * net / (n - 1.0)).collect()
            };
            for (unit, row) in units.iter().enumerate() {
                scores[*row] = own[unit].clamp(0.0, 100.0);
                for (share, x) in shares.iter_mut().zip(standing(&criteria, &weights, unit)) {
                    share[*row] = x;
                }
            }
        }
        Ok((scores, shares))
    }

    /// Stress over each entity's rows.
    fn ciss(&self, block: &Block, fitted: &Fitted, of: Ciss) -> Scores {
        let mut scores = vec![f64::NAN; block.rows()];
        let mut shares = vec![vec![f64::NAN; block.rows()]; self.children.len()];
        for rows in self.rows.series {
            let columns: Vec<Vec<Option<f64>>> = self
                .children
                .iter()
                .map(|edge| {
                    let column = block.column_of_child(edge.child);
                    let own: Vec<Option<f64>> = rows.iter().map(|r| Some(column[*r]).filter(|x| !x.is_nan())).collect();
                    if is_percentile(self.model, edge.child) {
                        own.into_iter().map(|x| x.map(|x| x / 100.0)).collect()
                    } else {
                        expanding_cdf(&own)
                    }
                })
                .collect();
            let found = of.run(&columns, &|child, place| self.weight(fitted, child, rows[place]));
            for (row, found) in rows.iter().zip(found) {
                let Some(CissRow { score, shares: own }) = found else { continue };
                scores[*row] = 100.0 * score;
                shares.iter_mut().zip(own).for_each(|(share, x)| share[*row] = x);
            }
        }
        (scores, shares)
    }
}

/// What correlation-balanced weights do not reach, where that is something: the children at the bound, and who has more or less
/// than its share.
fn short_of_balance(id: &str, names: &[&str], weights: &[f64], shares: &[(f64, f64)]) -> Option<String> {
    /// Shares that differ by less read the same.
    const SAME: f64 = 5e-4;
    let off = |(is, wanted): &(f64, f64)| (is - wanted).abs() > SAME;
    if !shares.iter().any(off) {
        return None;
    }
    let percent = |x: f64| format!("{:.1} %", 100.0 * x);
    let bound: Vec<String> =
        names.iter().zip(weights).filter(|(_, w)| **w == 0.0).map(|(name, _)| format!("`{name}`")).collect();
    let of = names.iter().zip(shares).filter(|(_, s)| off(s));
    let each: Vec<String> =
        of.map(|(name, (is, wanted))| format!("{name} {} of {}", percent(*is), percent(*wanted))).collect();
    Some(format!(
        "weights of {id} come as near to balance as weights of 0 and more can: full balance would take a negative weight, and these \
         get 0: {}; of the correlations with the mean these have another share than wanted: {}",
        bound.join(", "),
        each.join(", ")
    ))
}

/// How a unit's points go to the criteria: by weight times the number of others that it stands above, ties half; by weight
/// alone where it stands above nobody. Sums to 1 over what it has.
fn standing(criteria: &[Vec<Option<f64>>], weights: &[f64], unit: usize) -> Vec<f64> {
    let above = |criterion: &Vec<Option<f64>>| -> f64 {
        let Some(x) = criterion[unit] else { return 0.0 };
        let others = criterion.iter().enumerate().filter(|(other, _)| *other != unit).filter_map(|(_, y)| *y);
        others.map(|y| if x == y { 0.5 } else { f64::from(u8::from(x > y)) }).sum()
    };
    let shares = |part: &dyn Fn(&Vec<Option<f64>>) -> f64| -> Vec<f64> {
        criteria.iter().zip(weights).map(|(c, w)| w * part(c)).collect()
    };
    let mut parts = shares(&above);
    if parts.iter().sum::<f64>() <= 0.0 {
        parts = shares(&|c| f64::from(u8::from(c[unit].is_some())));
    }
    let total: f64 = parts.iter().sum();
    parts.into_iter().map(|p| p / total).collect()
}

/// Whether a score says already which share of a distribution lies below.
fn is_percentile(model: &Model, child: Child) -> bool {
    match child {
        Child::Indicator(i) => {
            matches!(model.indicators[i].rule, Some(Rule::Percentile { .. } | Rule::Distribution { .. }))
        }
        Child::Dimension(d) => {
            let indicators = model.indicators.iter().enumerate().filter(|(_, x)| x.dimension == d && x.weight > 0.0);
            let dimensions = model.dimensions.iter().enumerate().filter(|(_, x)| x.parent == Some(d) && x.weight > 0.0);
            let mut children =
                indicators.map(|(i, _)| Child::Indicator(i)).chain(dimensions.map(|(c, _)| Child::Dimension(c)));
            model.dimensions[d].over_rows.is_none() && children.all(|child| is_percentile(model, child))
        }
    }
}
