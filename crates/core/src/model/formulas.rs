//! Formulas and conditions of a model: parsed where they stand, names and circles checked.

use super::{Denominator, Dimension, Formula, Indicator};
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::expr::{self, Binary, Expr, Fault, Function, Names, Node, Type};
use crate::format::{Shape, Spanned, check_id};
use std::collections::BTreeMap;
use std::ops::Range;

/// What a model's expressions may name.
pub(super) struct Scope<'a> {
    pub(super) dimensions: &'a [Dimension],
    pub(super) indicators: &'a [Indicator],
    /// Indicators by id.
    pub(super) index: BTreeMap<&'a str, usize>,
    /// Every id in the file, those of broken tables included.
    pub(super) known: &'a [String],
}

pub(super) fn formula(text: Spanned<String>, shape: &mut Shape<'_>) -> Option<Formula> {
    parsed(text, Type::Number, Names::Ids, shape)
}

pub(super) fn condition(text: Spanned<String>, names: Names, shape: &mut Shape<'_>) -> Option<Formula> {
    parsed(text, Type::Truth, names, shape)
}

fn parsed(text: Spanned<String>, wanted: Type, names: Names, shape: &mut Shape<'_>) -> Option<Formula> {
    let span = text.span();
    let text = text.into_inner();
    match expr::parse(&text, wanted, names) {
        Ok(expr) => Some(Formula { text, expr, span }),
        Err(Fault { message, span: within, help }) => {
            let place = inside(&text, &span, &within, shape);
            let diagnostic = Diagnostic { help, ..Diagnostic::error(Code::Formula, message) };
            shape.report(diagnostic, place);
            None
        }
    }
}

/// The place in the file of a span in a formula's text; the whole literal where escapes hide it.
fn inside(text: &str, literal: &Range<usize>, within: &Range<usize>, shape: &Shape<'_>) -> Range<usize> {
    let raw = shape.source.text().get(literal.start + 1..literal.end.saturating_sub(1));
    if raw == Some(text) { literal.start + 1 + within.start..literal.start + 1 + within.end } else { literal.clone() }
}

/// The value given under the indicator's own id, else its formula.
pub(super) fn numerator(id: &str, formula: Option<&Formula>) -> Expr {
    let own = Expr { node: Node::Name(id.to_owned()), span: 0..0 };
    match formula {
        None => own,
        Some(formula) => Expr { node: Node::Call(Function::Coalesce, vec![own, formula.expr.clone()]), span: 0..0 },
    }
}

/// Makes denominators part of the formulas. Until here a formula is the numerator's.
pub(super) fn divide(indicators: &mut [Indicator]) {
    for indicator in indicators {
        let Some(Denominator { by, times, numerator, span, .. }) = &indicator.denominator else { continue };
        let at = |node: Node| Expr { node, span: 0..0 };
        let binary = |op: Binary, a: Expr, b: Expr| at(Node::Binary(op, Box::new(a), Box::new(b)));
        let mut expr = binary(Binary::Divide, numerator.clone(), at(Node::Name(by.clone())));
        let mut text = match &indicator.formula {
            None => format!("{} / {by}", indicator.id),
            Some(formula) => format!("({}) / {by}", formula.text),
        };
        if *times != 1.0 {
            text = format!("{times} * {text}");
            expr = binary(Binary::Multiply, at(Node::Number(*times)), expr);
        }
        indicator.formula = Some(Formula { text, expr, span: span.clone() });
    }
}

/// Names of formulas and `requires`: valid ids, no dimension, no category; no circle among formulas.
pub(super) fn check(scope: &Scope<'_>, shape: &mut Shape<'_>) {
    for indicator in scope.indicators {
        for formula in [&indicator.formula, &indicator.requires].into_iter().flatten() {
            formula.expr.names(&mut |name, within| {
                if let Some(diagnostic) = raw_value_fault(name, scope) {
                    let place = inside(&formula.text, &formula.span, &within, shape);
                    shape.report(diagnostic, place);
                }
            });
        }
        if let Some(Denominator { by, span, .. }) = &indicator.denominator
            && let Some(diagnostic) = raw_value_fault(by, scope)
        {
            shape.report(diagnostic, span.clone());
        }
    }
    check_circles(scope, shape);
}

fn raw_value_fault(name: &str, scope: &Scope<'_>) -> Option<Diagnostic> {
    if let Err(diagnostic) = check_id(name) {
        return Some(diagnostic);
    }
    if scope.dimensions.iter().any(|d| d.id == name) {
        let diagnostic =
            Diagnostic::error(Code::Formula, format!("`{name}` is a dimension, and only raw values can be named here"));
        return Some(diagnostic.help("name an indicator or a value of the scenario"));
    }
    category_fault(name, scope)
}

fn category_fault(name: &str, scope: &Scope<'_>) -> Option<Diagnostic> {
    let indicator = scope.indicators.get(*scope.index.get(name)?)?;
    indicator.rule.as_ref()?.words()?;
    let diagnostic =
        Diagnostic::error(Code::Formula, format!("`{name}` is a word, not a number, and cannot be named here"));
    Some(diagnostic.help("only indicators with numbers can stand in formulas and conditions"))
}

/// Names of an alert: ID (its score), value.ID (its raw value), change.ID (its change a year).
pub(super) fn check_alert(when: &Formula, scope: &Scope<'_>, shape: &mut Shape<'_>) {
    when.expr.names(&mut |name, within| {
        let place = inside(&when.text, &when.span, &within, shape);
        let (kind, id) = name.split_once('.').unwrap_or(("", name));
        let known = scope.known.iter().any(|k| k == id);
        if !(known || kind == "value" && is_input(id, scope)) {
            let help = did_you_mean(id, "ids", scope.known.iter().map(String::as_str));
            shape.report(
                Diagnostic::error(Code::UnknownId, format!("the model has no dimension or indicator `{id}`"))
                    .help(help),
                place,
            );
        } else if kind == "value" && scope.dimensions.iter().any(|d| d.id == id) {
            let diagnostic =
                Diagnostic::error(Code::Formula, format!("`{id}` is a dimension: it has a score but no raw value"));
            shape.report(diagnostic.help(format!("write `{id}` for its score")), place);
        } else if let ("value", Some(diagnostic)) = (kind, category_fault(id, scope)) {
            shape.report(diagnostic.help(format!("write `{id}` for its score")), place);
        }
    });
}

/// Whether a formula or `requires` of the model names this value.
fn is_input(id: &str, scope: &Scope<'_>) -> bool {
    let mut found = false;
    for formula in scope.indicators.iter().flat_map(|i| [&i.formula, &i.requires]).flatten() {
        formula.expr.names(&mut |name, _| found |= name == id);
    }
    found || scope.indicators.iter().filter_map(|i| i.denominator.as_ref()).any(|d| d.by == id)
}

fn check_circles(scope: &Scope<'_>, shape: &mut Shape<'_>) {
    // Depth-first without recursion: a chain of formulas may be long.
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let uses: Vec<Vec<usize>> = scope.indicators.iter().map(|i| used(i, &scope.index)).collect();
    let mut marks = vec![Mark::New; uses.len()];
    for start in 0..uses.len() {
        if marks[start] != Mark::New {
            continue;
        }
        let mut walk = vec![(start, 0usize)];
        marks[start] = Mark::Open;
        while let Some((at, next)) = walk.last_mut() {
            match uses[*at].get(*next) {
                None => {
                    marks[*at] = Mark::Done;
                    walk.pop();
                }
                Some(&to) => {
                    *next += 1;
                    match marks[to] {
                        Mark::Done => {}
                        Mark::New => {
                            marks[to] = Mark::Open;
                            walk.push((to, 0));
                        }
                        Mark::Open => {
                            let from = walk.iter().position(|(i, _)| *i == to).unwrap_or(0);
                            let mut names: Vec<&str> =
                                walk[from..].iter().map(|(i, _)| scope.indicators[*i].id.as_str()).collect();
                            names.push(&scope.indicators[to].id);
                            let of = &scope.indicators[to];
                            let formula = of.formula.as_ref().map(|f| &f.span);
                            let span = formula.or(of.denominator.as_ref().map(|d| &d.span)).cloned().unwrap_or(0..0);
                            shape.report(
                                Diagnostic::error(Code::Cycle, format!("formulas in a circle: {}", names.join(" -> "))),
                                span,
                            );
                            return;
                        }
                    }
                }
            }
        }
    }
}

/// The indicators that an indicator's formula names.
fn used(indicator: &Indicator, index: &BTreeMap<&str, usize>) -> Vec<usize> {
    let mut used = Vec::new();
    if let Some(formula) = &indicator.formula {
        formula.expr.names(&mut |name, _| used.extend(index.get(name)));
    }
    if let Some(denominator) = &indicator.denominator {
        used.extend(index.get(denominator.by.as_str()));
    }
    used
}
