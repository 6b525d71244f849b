//! Why an expression has no value in one row.

use super::ast::{Binary, Expr, Function, Node, Unary};
use super::{kernel, program};
use std::fmt;

/// Why an expression has no value. `Display` says it in English.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoValue {
    /// A name in it has none.
    Name(String),
    /// A division by zero; by this name, where the divisor is one.
    DivisionByZero(Option<String>),
    /// ln of a number that is not above 0.
    Ln,
    /// The square root of a number below 0.
    Sqrt,
    /// A result beyond what a number can be.
    TooLarge,
    /// A result that is no finite number.
    NotFinite,
    /// No condition of a case is true, and it has no else.
    NoBranch,
}

impl fmt::Display for NoValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoValue::Name(name) => write!(f, "{name} has no value"),
            NoValue::DivisionByZero(Some(name)) => write!(f, "division by zero: {name} is 0"),
            NoValue::DivisionByZero(None) => f.write_str("division by zero"),
            NoValue::Ln => f.write_str("ln of a number that is not above 0"),
            NoValue::Sqrt => f.write_str("square root of a number below 0"),
            NoValue::TooLarge => f.write_str("a result is too large"),
            NoValue::NotFinite => f.write_str("a result is not a finite number"),
            NoValue::NoBranch => f.write_str("no condition of the case is true, and it has no else"),
        }
    }
}

/// Why `expr` is missing where names have the values that `lookup` gives (none: missing); none if it is not.
///
/// ```
/// use froth_core::expr::{parse, why_missing, Names, Type};
/// let ratio = parse("capex / revenue", Type::Number, Names::Ids).unwrap();
/// let why = why_missing(&ratio, &|name| if name == "capex" { Some(3.0) } else { Some(0.0) });
/// assert_eq!(why.unwrap().to_string(), "division by zero: revenue is 0");
/// ```
pub fn why_missing(expr: &Expr, lookup: &dyn Fn(&str) -> Option<f64>) -> Option<NoValue> {
    value(expr, lookup).err()
}

/// Whether a condition holds where names have the values that `lookup` gives; none: undecided.
pub fn truth(expr: &Expr, lookup: &dyn Fn(&str) -> Option<f64>) -> Option<bool> {
    value(expr, lookup).ok().map(|x| x == 1.0)
}

/// The value of an expression in one row, or the reason why it has none.
fn value(expr: &Expr, lookup: &dyn Fn(&str) -> Option<f64>) -> Result<f64, NoValue> {
    match &expr.node {
        Node::Number(x) => Ok(*x),
        Node::Name(name) => lookup(name).ok_or_else(|| NoValue::Name(name.clone())),
        Node::Unary(op @ (Unary::IsNull | Unary::IsNotNull), inner) => {
            Ok(kernel::unary(*op, value(inner, lookup).unwrap_or(f64::NAN)))
        }
        Node::Unary(op, inner) => Ok(kernel::unary(*op, value(inner, lookup)?)),
        Node::Binary(..) => {
            let (first, links) = expr.chain();
            links.fold(value(first, lookup), |left, (op, _, right)| match op {
                Binary::And | Binary::Or => both(op, left, value(right, lookup)),
                _ => left.and_then(|a| arithmetic(op, a, right, lookup)),
            })
        }
        Node::Call(Function::Coalesce, arguments) => {
            let mut first = None;
            for argument in arguments {
                match value(argument, lookup) {
                    Ok(x) => return Ok(x),
                    Err(why) => first = first.or(Some(why)),
                }
            }
            Err(first.unwrap_or(NoValue::NotFinite))
        }
        Node::Call(function, arguments) => {
            let mut values = arguments.iter().map(|a| value(a, lookup)).collect::<Result<Vec<_>, _>>()?.into_iter();
            let Some(first) = values.next() else { return Err(NoValue::NotFinite) };
            let folded = values.fold(first, program::pairwise(*function));
            let result = program::single(*function).map_or(folded, |f| f(folded));
            present(
                result,
                match function {
                    Function::Ln => NoValue::Ln,
                    Function::Sqrt => NoValue::Sqrt,
                    _ => NoValue::NotFinite,
                },
            )
        }
        Node::Case { branches, otherwise } => {
            for (condition, then) in branches {
                if value(condition, lookup).is_ok_and(|x| x == 1.0) {
                    return value(then, lookup);
                }
            }
            match otherwise {
                Some(otherwise) => value(otherwise, lookup),
                None => Err(NoValue::NoBranch),
            }
        }
    }
}

/// Undecided only where neither side decides.
fn both(op: Binary, left: Result<f64, NoValue>, right: Result<f64, NoValue>) -> Result<f64, NoValue> {
    let result = kernel::binary(op, *left.as_ref().unwrap_or(&f64::NAN), *right.as_ref().unwrap_or(&f64::NAN));
    if result.is_nan() { left.and(right) } else { Ok(result) }
}

fn arithmetic(op: Binary, a: f64, right: &Expr, lookup: &dyn Fn(&str) -> Option<f64>) -> Result<f64, NoValue> {
    let b = value(right, lookup)?;
    if op == Binary::Divide && b == 0.0 {
        return Err(NoValue::DivisionByZero(match &right.node {
            Node::Name(name) => Some(name.clone()),
            _ => None,
        }));
    }
    present(kernel::binary(op, a, b), NoValue::TooLarge)
}

fn present(x: f64, why: NoValue) -> Result<f64, NoValue> {
    if x.is_nan() { Err(why) } else { Ok(x) }
}
