//! A model compiled into flat arrays: columns in, scores out, no allocation per row.

use super::tree::Tree;
use super::{Block, Settings};
use crate::expr::Program;
use crate::model::{Model, Rule};
use std::collections::BTreeMap;

/// A compiled model.
///
/// ```
/// use froth::{catalog, model::Model, score::{Block, Plan, Settings}};
/// let text = catalog::builtin(catalog::Kind::Model, "four-dimensions").unwrap().source();
/// let (model, _) = Model::parse(&text).unwrap();
/// let plan = Plan::new(&model, Settings::default());
/// let mut block = Block::new(&plan, 2);
/// block.clear(2);
/// block.set(plan.column("shiller_cape").unwrap(), 0, Some(44.2));
/// plan.score(&mut block);
/// let cape = model.indicator("shiller_cape").unwrap();
/// assert!(block.indicator(cape, 0).unwrap() > 99.0);
/// assert_eq!(block.indicator(cape, 1), None);
/// ```
#[derive(Debug, Clone)]
pub struct Plan {
    columns: Vec<String>,
    index: BTreeMap<String, usize>,
    indicators: usize,
    /// Formulas in an order in which each finds what it names already computed.
    formulas: Vec<(usize, Program)>,
    requires: Vec<(usize, Program)>,
    rules: Vec<Option<Rule>>,
    tree: Tree,
}

/// Applies an indicator's rule to a column of raw values, giving scores before clamping.
pub(crate) type ApplyRule<'a> = dyn Fn(usize, &Rule, &[f64], &mut [f64]) + 'a;

impl Plan {
    /// Compiles a model.
    pub fn new(model: &Model, settings: Settings) -> Self {
        let columns: Vec<String> = model.value_ids().into_iter().map(str::to_owned).collect();
        let index: BTreeMap<String, usize> = columns.iter().cloned().zip(0..).collect();
        // The model was checked: every name has a column.
        let column = |name: &str| index.get(name).copied().unwrap_or(0);
        let requires = model.indicators.iter().enumerate();
        let requires =
            requires.filter_map(|(i, x)| Some((i, Program::compile(&x.requires.as_ref()?.expr, &column)))).collect();
        let formulas = in_order(model, &column);
        Plan {
            formulas,
            requires,
            rules: model.indicators.iter().map(|i| i.rule.clone()).collect(),
            indicators: model.indicators.len(),
            tree: Tree::new(model, settings),
            columns,
            index,
        }
    }

    /// The ids that values can be given for: indicators in file order, then the other inputs.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The column of an id.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// How many indicators there are: their columns come first.
    pub fn indicators(&self) -> usize {
        self.indicators
    }

    /// How indicators make dimensions.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Scores every row of the block.
    pub fn score(&self, block: &mut Block) {
        self.rate(block, &mut |_, _| ());
        self.tree.aggregate(block);
    }

    /// Raw values to indicator scores; `computed` sees each formula's column before anything else uses it.
    pub(super) fn rate(&self, block: &mut Block, computed: &mut dyn FnMut(usize, &mut [f64])) {
        self.rate_with(block, computed, &|_, rule, raw, unclamped| rule.fill(raw, unclamped));
    }

    /// The same, with another way to apply an indicator's rule to a column.
    pub(crate) fn rate_with(
        &self,
        block: &mut Block,
        computed: &mut dyn FnMut(usize, &mut [f64]),
        apply: &ApplyRule<'_>,
    ) {
        let (stride, rows) = (block.stride, block.rows);
        for (indicator, program) in &self.formulas {
            let values = program.run(&block.raw, stride, rows, &mut block.scratch.stack);
            let column = &mut block.raw[indicator * stride..][..rows];
            for (raw, value) in column.iter_mut().zip(values) {
                // A value given for the indicator itself stands in for its formula.
                if raw.is_nan() {
                    *raw = *value;
                }
            }
            computed(*indicator, column);
        }
        for (indicator, rule) in self.rules.iter().enumerate() {
            let raw = &block.raw[indicator * stride..][..rows];
            let unclamped = &mut block.unclamped[indicator * stride..][..rows];
            let scores = &mut block.scores[indicator * stride..][..rows];
            match rule {
                None => unclamped.fill(f64::NAN),
                Some(rule) => apply(indicator, rule, raw, unclamped),
            }
            for (score, x) in scores.iter_mut().zip(unclamped.iter()) {
                *score = x.clamp(0.0, 100.0);
            }
        }
        for (indicator, program) in &self.requires {
            let holds = program.run(&block.raw, stride, rows, &mut block.scratch.stack);
            let columns = [&mut block.scores, &mut block.unclamped];
            for column in columns {
                for (score, holds) in column[indicator * stride..][..rows].iter_mut().zip(holds) {
                    if *holds != 1.0 {
                        *score = f64::NAN;
                    }
                }
            }
        }
    }
}

/// Formulas sorted so that each comes after those it names. The model has no circles.
fn in_order(model: &Model, column: &impl Fn(&str) -> usize) -> Vec<(usize, Program)> {
    let formula = |i: usize| model.indicators.get(i).and_then(|x| x.formula.as_ref());
    let mut waits: BTreeMap<usize, usize> = BTreeMap::new();
    let mut feeds: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in (0..model.indicators.len()).filter(|i| formula(*i).is_some()) {
        let mut names = 0;
        if let Some(f) = formula(i) {
            f.expr.names(&mut |name, _| {
                let input = column(name);
                if formula(input).is_some() {
                    feeds.entry(input).or_default().push(i);
                    names += 1;
                }
            });
        }
        waits.insert(i, names);
    }
    let mut ready: Vec<usize> = waits.iter().filter(|(_, n)| **n == 0).map(|(i, _)| *i).collect();
    let mut ordered = Vec::with_capacity(waits.len());
    while let Some(i) = ready.pop() {
        if let Some(f) = formula(i) {
            ordered.push((i, Program::compile(&f.expr, column)));
        }
        for next in feeds.get(&i).into_iter().flatten() {
            if let Some(left) = waits.get_mut(next) {
                *left -= 1;
                if *left == 0 {
                    ready.push(*next);
                }
            }
        }
    }
    ordered
}
