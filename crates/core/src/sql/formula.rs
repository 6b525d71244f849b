//! Formulas and conditions: expressions that are null where froth's are missing, and an error in no engine.
//!
//! Every operation that could leave the doubles is kept from it by a condition on its operands, which therefore are columns or
//! literals: whatever is longer becomes a column of a step of its own.

use super::term::{Kind, LARGEST, Steps, TINY, Term, case, divide, literal};
use crate::expr::{Binary, Expr, Function, Node, Program, Stack, Unary};

/// exp(x) above this is no double.
const LARGEST_EXPONENT: f64 = 709.7827;

/// exp(x) below this is read as 0 where an engine refuses to compute with it.
const SMALLEST_EXPONENT: f64 = -660.0;

/// An expression being written.
pub(super) struct Writer<'a> {
    pub(super) steps: &'a mut Steps,
    /// Whose expression it is.
    pub(super) of: &'a str,
    /// What a name stands for.
    pub(super) names: &'a dyn Fn(&str) -> Term,
}

impl Writer<'_> {
    /// A number, or a condition.
    pub(super) fn write(&mut self, expr: &Expr) -> Term {
        if let Some(known) = constant(expr) {
            return known.map_or_else(|| Term::null(self.steps.dialect), Term::literal);
        }
        match &expr.node {
            Node::Number(x) => Term::literal(*x),
            Node::Name(name) => (self.names)(name),
            Node::Unary(op, inner) => {
                let inner = self.write(inner);
                let (text, kind) = match op {
                    Unary::Negate => (format!("-{}", bracketed(&inner)), number_of(&[&inner])),
                    Unary::Not => (format!("NOT {}", bracketed(&inner)), Kind::Truth),
                    Unary::IsNull => (format!("{} IS NULL", bracketed(&inner)), Kind::Truth),
                    Unary::IsNotNull => (format!("{} IS NOT NULL", bracketed(&inner)), Kind::Truth),
                };
                Term::of(text, kind, &[&inner])
            }
            Node::Binary(..) => {
                // As `Expr::chain`, but what is a number by itself is written as one.
                let (mut first, mut links) = (expr, Vec::new());
                while let Node::Binary(op, left, right) = &first.node {
                    if !links.is_empty() && constant(first).is_some() {
                        break;
                    }
                    links.push((*op, right));
                    first = left;
                }
                let first = self.write(first);
                links.into_iter().rev().fold(first, |left, (op, right)| {
                    let right = self.write(right);
                    self.binary(op, left, right)
                })
            }
            Node::Call(function, arguments) => {
                let arguments = arguments.iter().map(|a| self.write(a)).collect();
                self.call(*function, arguments)
            }
            Node::Case { branches, otherwise } => {
                let mut parts = Vec::new();
                let mut values = Vec::new();
                for (condition, value) in branches {
                    let (condition, value) = (self.write(condition), self.write(value));
                    values.push((condition.text.clone(), value.text.clone()));
                    parts.extend([condition, value]);
                }
                let otherwise = otherwise.as_ref().map(|o| self.write(o));
                let text = case(&values, otherwise.as_ref().map(|o| o.text.as_str()));
                parts.extend(otherwise);
                let kind = match parts.get(1).map(|p| p.kind) {
                    Some(Kind::Truth) => Kind::Truth,
                    _ => number_of(&parts.iter().filter(|p| p.kind != Kind::Truth).collect::<Vec<_>>()),
                };
                Term::of(text, kind, &parts.iter().collect::<Vec<_>>())
            }
        }
    }

    fn binary(&mut self, op: Binary, a: Term, b: Term) -> Term {
        match op {
            Binary::Add | Binary::Subtract => return self.sum(op, a, b),
            Binary::Multiply => return self.product(a, b),
            Binary::Divide => return self.quotient(a, b),
            _ => {}
        }
        let sign = op.sign();
        Term::of(format!("{} {sign} {}", bracketed(&a), bracketed(&b)), Kind::Truth, &[&a, &b])
    }

    fn short(&mut self, term: Term) -> Term {
        self.steps.short(self.of, term)
    }

    fn sum(&mut self, op: Binary, a: Term, b: Term) -> Term {
        let (sign, same) = (op.sign(), if op == Binary::Add { "=" } else { "<>" });
        // What is small against the largest double cannot take a sum beyond it.
        let harmless = |t: &Term| t.value().is_some_and(|x| x.abs() < 1e290);
        if harmless(&a) || harmless(&b) {
            let text = format!("{} {sign} {}", bracketed(&a), bracketed(&b));
            return Term::of(text, Kind::Number, &[&a, &b]);
        }
        let (a, b) = (self.short(a), self.short(b));
        let (x, y) = (&a.text, &b.text);
        let beyond = format!("ABS({x}) > {} - ABS({y}) AND SIGN({x}) {same} SIGN({y})", literal(LARGEST));
        let text = case(&[(beyond, "NULL".to_owned())], Some(&format!("{x} {sign} {y}")));
        Term::of(text, Kind::Number, &[&a, &b])
    }

    fn product(&mut self, a: Term, b: Term) -> Term {
        let (a, b) = (self.short(a), self.short(b));
        let refuses = self.steps.dialect.refuses_underflow();
        let (text, parts) = match (a.value(), b.value()) {
            (Some(c), _) | (None, Some(c)) => {
                let x = if a.value().is_some() { &b.text } else { &a.text };
                let (whole, size) = (format!("{} * {}", a.text, b.text), c.abs());
                let text = if size > 1.0 {
                    case(&[(format!("ABS({x}) <= {}", literal(LARGEST / size)), whole)], None)
                } else if refuses && size > 0.0 && size < 1.0 {
                    let tiny = (format!("ABS({x}) < {}", literal(TINY / size)), format!("0e0 * {x}"));
                    case(&[tiny], Some(&whole))
                } else {
                    whole
                };
                (text, [&a, &b])
            }
            _ => {
                let (x, y) = (&a.text, &b.text);
                let mut branches = Vec::new();
                if refuses {
                    let least = divide(&literal(TINY), &format!("LEAST(ABS({y}), 1e0)"));
                    branches.push((format!("ABS({x}) < {least}"), format!("0e0 * {y}")));
                }
                let within = format!("ABS({x}) <= {} / GREATEST(ABS({y}), 1e0)", literal(LARGEST));
                branches.push((within, format!("{x} * {y}")));
                (case(&branches, None), [&a, &b])
            }
        };
        Term::of(text, Kind::Number, &parts)
    }

    fn quotient(&mut self, a: Term, b: Term) -> Term {
        let refuses = self.steps.dialect.refuses_underflow();
        if let Some(c) = b.value() {
            if c == 0.0 {
                return Term::null(self.steps.dialect);
            }
            let size = c.abs();
            if size == 1.0 || size > 1.0 && !refuses {
                return Term::of(format!("{} / {}", bracketed(&a), b.text), Kind::Number, &[&a]);
            }
            let a = self.short(a);
            let (x, whole) = (&a.text, format!("{} / {}", a.text, b.text));
            let text = if size < 1.0 {
                case(&[(format!("ABS({x}) <= {}", literal(LARGEST * size)), whole)], None)
            } else {
                case(&[(format!("ABS({x}) < {}", literal(TINY * size)), format!("0e0 * {x}"))], Some(&whole))
            };
            return Term::of(text, Kind::Number, &[&a]);
        }
        let (a, b) = (self.short(a), self.short(b));
        let (x, y) = (&a.text, &b.text);
        let mut branches = Vec::new();
        if refuses {
            let tiny = format!("ABS({x}) < {} * GREATEST(ABS({y}), 1e0)", literal(TINY));
            branches.push((tiny, divide("0e0", y)));
        }
        let within = format!("ABS({x}) <= {} * LEAST(ABS({y}), 1e0)", literal(LARGEST));
        branches.push((within, divide(x, y)));
        Term::of(case(&branches, None), Kind::Number, &[&a, &b])
    }

    fn call(&mut self, function: Function, mut arguments: Vec<Term>) -> Term {
        match function {
            Function::Coalesce => arguments.retain(|a| a.kind != Kind::Null),
            Function::Least | Function::Greatest if arguments.len() > 1 => {
                arguments = arguments.into_iter().map(|a| self.short(a)).collect();
            }
            Function::Abs => {}
            Function::Power => return self.power(arguments),
            _ => arguments = arguments.into_iter().map(|a| self.short(a)).collect(),
        }
        let all: Vec<&Term> = arguments.iter().collect();
        let list = || all.iter().map(|a| a.text.as_str()).collect::<Vec<_>>().join(", ");
        let Some(first) = all.first() else { return Term::null(self.steps.dialect) };
        let x = &first.text;
        let text = match function {
            Function::Coalesce | Function::Least | Function::Greatest if all.len() == 1 => return (*first).clone(),
            Function::Coalesce => format!("COALESCE({})", list()),
            Function::Least | Function::Greatest => {
                let there = all.iter().filter(|a| a.value().is_none()).map(|a| format!("{} IS NOT NULL", a.text));
                let there: Vec<String> = there.collect();
                let name = if function == Function::Least { "LEAST" } else { "GREATEST" };
                case(&[(there.join(" AND "), format!("{name}({})", list()))], None)
            }
            Function::Abs | Function::Power => format!("ABS({x})"),
            Function::Ln => case(&[(format!("{x} > 0e0"), format!("LN({x})"))], None),
            Function::Sqrt => case(&[(format!("{x} >= 0e0"), format!("SQRT({x})"))], None),
            Function::Exp => {
                let mut branches = self.vanishing(x);
                branches.push((format!("{x} <= {}", literal(LARGEST_EXPONENT)), format!("EXP({x})")));
                case(&branches, None)
            }
        };
        Term::of(text, number_of(&all), &all)
    }

    /// Where an engine refuses to compute exp(x), since it is too close to 0.
    fn vanishing(&self, x: &str) -> Vec<(String, String)> {
        let refuses = self.steps.dialect.refuses_underflow();
        let small = || (format!("{x} < {}", literal(SMALLEST_EXPONENT)), "0e0".to_owned());
        refuses.then(small).into_iter().collect()
    }

    /// x to the power of y. How large it comes out is known from its logarithm, before anything is computed that may not be.
    fn power(&mut self, arguments: Vec<Term>) -> Term {
        let [x, y] = <[Term; 2]>::try_from(arguments).unwrap_or_else(|_| [Term::literal(1.0), Term::literal(1.0)]);
        let (x, y) = (self.short(x), self.short(y));
        let (a, b) = (&x.text, &y.text);
        let known = y.value();
        // Larger exponents are as large as this one, smaller ones as 0.
        let size = if let Some(y) = known {
            let y = if y.abs() < TINY { 0.0 } else { y.clamp(-1e300, 1e300) };
            case(&[(format!("{a} = 0e0"), "0e0".to_owned())], Some(&format!("{} * LN(ABS({a}))", literal(y))))
        } else {
            let nothing = format!("{a} = 0e0 OR ABS({b}) < {}", literal(TINY));
            let size = format!("GREATEST(LEAST({b}, 1e300), (-1e300)) * LN(ABS({a}))");
            case(&[(nothing, "0e0".to_owned()), (format!("{b} IS NOT NULL"), size)], None)
        };
        let size = self.short(Term::of(size, Kind::Number, &[&x, &y]));
        let s = &size.text;
        let none = || "NULL".to_owned();
        let mut branches = vec![(format!("{s} > {}", literal(LARGEST_EXPONENT)), none())];
        branches.extend(self.vanishing(s));
        match known {
            Some(y) => {
                branches.extend((y < 0.0).then(|| (format!("{a} = 0e0"), none())));
                branches.extend((y.fract() != 0.0).then(|| (format!("{a} < 0e0"), none())));
            }
            None => branches.extend([
                (format!("{s} IS NULL"), none()),
                (format!("{a} = 0e0 AND {b} < 0e0"), none()),
                // Beyond 2^52 every double is whole, and Spark's FLOOR, an integer of 64 bits, is soon no floor.
                (format!("{a} < 0e0 AND ABS({b}) < 9e15 AND {b} <> FLOOR({b})"), none()),
            ]),
        }
        Term::of(case(&branches, Some(&format!("POWER({a}, {b})"))), Kind::Number, &[&x, &y, &size])
    }
}

/// What an expression without names gives; a condition has no number.
#[allow(clippy::option_option)] // without names, and then a number or none
fn constant(expr: &Expr) -> Option<Option<f64>> {
    let mut named = false;
    expr.names(&mut |_, _| named = true);
    if named || is_truth(expr) {
        return None;
    }
    let value = Program::compile(expr, &|_: &str| 0).run(&[], 1, 1, &mut Stack::default()).first().copied();
    Some(value.filter(|x| !x.is_nan()))
}

fn is_truth(expr: &Expr) -> bool {
    match &expr.node {
        Node::Unary(op, _) => *op != Unary::Negate,
        Node::Binary(op, ..) => !matches!(op, Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide),
        Node::Case { branches, .. } => branches.first().is_some_and(|(_, value)| is_truth(value)),
        _ => false,
    }
}

/// What a number made of these is.
fn number_of(parts: &[&Term]) -> Kind {
    let literal = |t: &&Term| matches!(t.kind, Kind::Literal(_) | Kind::Literals | Kind::Null);
    if parts.iter().all(literal) { Kind::Literals } else { Kind::Number }
}

/// A piece that keeps its meaning between operators.
fn bracketed(term: &Term) -> String {
    let alone = matches!(term.kind, Kind::Column | Kind::Literal(_) | Kind::Null)
        || ["ABS(", "COALESCE("].iter().any(|f| term.text.starts_with(f) && closes_at_end(&term.text));
    if alone { term.text.clone() } else { format!("({})", term.text) }
}

/// Whether the first bracket closes with the last character; quotes hold no brackets, since ids have none.
fn closes_at_end(text: &str) -> bool {
    let mut open = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' if open == 1 => return at + 1 == text.len(),
            ')' => open -= 1,
            _ => {}
        }
    }
    false
}
