//! A model compiled into flat arrays: columns in, scores out, no allocation per row.

use super::tree::Tree;
use super::{Block, Settings};
use crate::Error;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::expr::Program;
use crate::model::{Model, NeedsRows, Rule};
use std::collections::BTreeMap;
use std::ops::Deref;

/// A compiled model: columns, formulas, rules and the tree. One that scores row by row is a [`Plan`].
#[derive(Debug, Clone)]
pub struct Compiled {
    columns: Vec<String>,
    index: BTreeMap<String, usize>,
    indicators: usize,
    /// By indicator: the column of what its denominator divides.
    numerators: Vec<Option<usize>>,
    /// By indicator: how that is found.
    divided: Vec<Option<Program>>,
    /// Formulas in an order in which each finds what it names already computed.
    formulas: Vec<(usize, Program)>,
    requires: Vec<(usize, Program)>,
    rules: Vec<Option<Rule>>,
    tree: Tree,
}

/// Applies an indicator's rule to a column of raw values, giving scores before clamping.
pub(crate) type ApplyRule<'a> = dyn Fn(usize, &Rule, &[f64], &mut [f64]) + 'a;

impl Compiled {
    /// Compiles a model.
    pub fn new(model: &Model, settings: Settings) -> Self {
        let mut columns: Vec<String> = model.value_ids().into_iter().map(str::to_owned).collect();
        let index: BTreeMap<String, usize> = columns.iter().cloned().zip(0..).collect();
        let mut numerators = Vec::with_capacity(model.indicators.len());
        for indicator in &model.indicators {
            numerators.push(indicator.denominator.as_ref().map(|_| columns.len()));
            columns.extend(indicator.denominator.as_ref().map(|_| indicator.id.clone()));
        }
        // The model was checked: every name has a column.
        let column = |name: &str| index.get(name).copied().unwrap_or(0);
        let requires = model.indicators.iter().enumerate();
        let requires =
            requires.filter_map(|(i, x)| Some((i, Program::compile(&x.requires.as_ref()?.expr, &column)))).collect();
        let formulas = in_order(model, &column, &numerators);
        let divided = model.indicators.iter().zip(&numerators).map(|(indicator, own)| {
            let expr = &indicator.denominator.as_ref()?.numerator;
            let place = |name: &str| if name == indicator.id { own.unwrap_or(0) } else { column(name) };
            Some(Program::compile(expr, &place))
        });
        Compiled {
            divided: divided.collect(),
            formulas,
            requires,
            rules: model.indicators.iter().map(|i| i.rule.clone()).collect(),
            indicators: model.indicators.len(),
            tree: Tree::new(model, settings),
            numerators,
            columns,
            index,
        }
    }

    /// The ids that values can be given for: indicators in file order, then the other inputs, then once more the indicators with a
    /// denominator: their numerators.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The column of an id.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The column of a value that is given under an id: of an indicator with a denominator, that of its numerator.
    pub fn column_given(&self, id: &str) -> Option<usize> {
        let column = self.column(id)?;
        Some(self.numerators.get(column).copied().flatten().unwrap_or(column))
    }

    /// The column that a name stands for in an indicator's own formula.
    pub(crate) fn column_in(&self, indicator: usize, name: &str) -> Option<usize> {
        let column = self.column(name)?;
        Some(if column == indicator { self.numerators[indicator].unwrap_or(column) } else { column })
    }

    /// The column of what an indicator's denominator divides, if it has one.
    pub fn numerator(&self, indicator: usize) -> Option<usize> {
        self.numerators.get(indicator).copied().flatten()
    }

    /// What an indicator's denominator divides, in the rows of a rated block: what was given, else what its formula gives.
    pub fn numerators<'b>(&self, block: &'b mut Block, indicator: usize) -> Option<&'b [f64]> {
        let program = self.divided.get(indicator)?.as_ref()?;
        Some(program.run(&block.raw, block.stride, block.rows, &mut block.scratch.stack))
    }

    /// Whether nothing is ever given in a column: the result of an indicator with a denominator.
    pub fn is_result(&self, column: usize) -> bool {
        self.numerator(column).is_some()
    }

    /// By column: whether the scores of the indicators that are wanted need it.
    pub(crate) fn reached(&self, model: &Model, wanted: &dyn Fn(usize) -> bool) -> Vec<bool> {
        let mut reached = vec![false; self.columns.len()];
        let mut next: Vec<usize> = (0..self.indicators).filter(|i| wanted(*i)).collect();
        while let Some(column) = next.pop() {
            if std::mem::replace(&mut reached[column], true) {
                continue;
            }
            let indicator = model.indicators.get(column);
            for formula in indicator.into_iter().flat_map(|i| [&i.formula, &i.requires]).flatten() {
                formula.expr.names(&mut |name, _| next.extend(self.column_in(column, name)));
            }
        }
        reached
    }

    /// By column: whether a score needs it and nothing computes it.
    pub fn needed(&self, model: &Model) -> Vec<bool> {
        self.uncomputed(model, self.reached(model, &|i| self.tree.counts(i)))
    }

    /// What nothing computes of these columns.
    pub(crate) fn uncomputed(&self, model: &Model, mut needed: Vec<bool>) -> Vec<bool> {
        for (i, indicator) in model.indicators.iter().enumerate() {
            if indicator.formula.is_some() {
                needed[i] = false;
            }
            // A numerator that has a formula need not be given.
            if let (Some(column), true) =
                (self.numerator(i), indicator.denominator.as_ref().is_some_and(|d| d.computed))
            {
                needed[column] = false;
            }
        }
        needed
    }

    /// What is wrong where a value is named that no column is for.
    pub fn no_value(&self, id: &str) -> Diagnostic {
        let help = did_you_mean(id, "values", self.columns.iter().map(String::as_str));
        Diagnostic::error(Code::UnknownId, format!("the model has no value `{id}`")).help(help)
    }

    /// Indicators with a formula, each after those that its formula names.
    pub(crate) fn formula_order(&self) -> impl Iterator<Item = usize> {
        self.formulas.iter().map(|(indicator, _)| *indicator)
    }

    /// How many indicators there are: their columns come first.
    pub fn indicators(&self) -> usize {
        self.indicators
    }

    /// An indicator's rule.
    pub(super) fn rule(&self, indicator: usize) -> Option<&Rule> {
        self.rules[indicator].as_ref()
    }

    /// The same plan with another tree.
    pub(super) fn with_tree(&self, tree: Tree) -> Compiled {
        Compiled { tree, ..self.clone() }
    }

    /// How indicators make dimensions.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Raw values to indicator scores; `computed` sees each formula's column before anything else uses it.
    pub(super) fn rate(&self, block: &mut Block, computed: &mut dyn FnMut(usize, &mut [f64])) {
        self.rate_with(block, computed, &|_, rule, raw, unclamped| rule.fill(raw, unclamped));
    }

    /// The same, with another way to apply an indicator's rule to a column.
    pub fn rate_with(&self, block: &mut Block, computed: &mut dyn FnMut(usize, &mut [f64]), apply: &ApplyRule<'_>) {
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

/// A compiled model that scores rows one by one: a model that needs many rows becomes none.
///
/// ```
/// use froth_core::{example, score::{Block, Plan, Settings}};
/// let model = example::model();
/// let plan = Plan::new(&model, Settings::default())?;
/// let mut block = Block::new(&plan, 2);
/// block.clear(2);
/// block.set(plan.column("shiller_cape").unwrap(), 0, Some(44.2));
/// plan.score(&mut block);
/// let cape = model.indicator("shiller_cape").unwrap();
/// assert!(block.indicator(cape, 0).unwrap() > 99.0);
/// assert_eq!(block.indicator(cape, 1), None);
/// # Ok::<(), froth_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Plan(Compiled);

impl Plan {
    /// Compiles a model.
    ///
    /// # Errors
    ///
    /// A model that needs many rows: a score of one row alone would be another score. It belongs to panels and to SQL.
    pub fn new(model: &Model, settings: Settings) -> Result<Self, Error> {
        let mut findings = Diagnostics::new();
        for NeedsRows { id, what, span } in model.needs_rows() {
            let message = format!("`{id}` has {what}, which needs many rows: a single scenario is one");
            let help = "it belongs to panels, which have many; a rule may have a `reference = [numbers]` instead";
            findings.push(Diagnostic::error(Code::NeedsRows, message).at(&model.source, span).help(help));
        }
        findings.into_result(Some(Plan(Compiled::new(model, settings)))).map(|(plan, _)| plan)
    }

    /// Scores every row of the block.
    pub fn score(&self, block: &mut Block) {
        self.rate(block, &mut |_, _| ());
        self.tree.aggregate(block);
    }
}

impl Deref for Plan {
    type Target = Compiled;

    fn deref(&self) -> &Compiled {
        &self.0
    }
}

/// Formulas sorted so that each comes after those it names. The model has no circles.
fn in_order(model: &Model, column: &impl Fn(&str) -> usize, numerators: &[Option<usize>]) -> Vec<(usize, Program)> {
    let inside = |i: usize, name: &str| {
        let input = column(name);
        if input == i { numerators[i].unwrap_or(input) } else { input }
    };
    let formula = |i: usize| model.indicators.get(i).and_then(|x| x.formula.as_ref());
    let mut waits: BTreeMap<usize, usize> = BTreeMap::new();
    let mut feeds: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in (0..model.indicators.len()).filter(|i| formula(*i).is_some()) {
        let mut names = 0;
        if let Some(f) = formula(i) {
            f.expr.names(&mut |name, _| {
                let input = inside(i, name);
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
            ordered.push((i, Program::compile(&f.expr, &|name: &str| inside(i, name))));
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
