//! Why an expression has no value in one row.

use super::ast::{Binary, Expr, Function, Node, Unary};
use super::{kernel, program};

/// Why `expr` is missing where names have the values that `lookup` gives (none: missing); none if it is not.
///
/// ```
/// use froth_core::expr::{parse, why_missing, Names, Type};
/// let ratio = parse("capex / revenue", Type::Number, Names::Ids).unwrap();
/// let why = why_missing(&ratio, &|name| if name == "capex" { Some(3.0) } else { Some(0.0) });
/// assert_eq!(why.as_deref(), Some("division by zero: revenue is 0"));
/// ```
pub fn why_missing(expr: &Expr, lookup: &dyn Fn(&str) -> Option<f64>) -> Option<String> {
    value(expr, lookup).err()
}

/// Whether a condition holds where names have the values that `lookup` gives; none: undecided.
pub fn truth(expr: &Expr, lookup: &dyn Fn(&str) -> Option<f64>) -> Option<bool> {
    value(expr, lookup).ok().map(|x| x == 1.0)
}

/// The value of an expression in one row, or the reason why it has none.
fn value(expr: &Expr, lookup: &dyn Fn(&str) -> Option<f64>) -> Result<f64, String> {
    match &expr.node {
        Node::Number(x) => Ok(*x),
        Node::Name(name) => lookup(name).ok_or_else(|| format!("{name} has no value")),
        Node::Unary(op @ (Unary::IsNull | Unary::IsNotNull), inner) => {
            Ok(kernel::unary(*op, value(inner, lookup).unwrap_or(f64::NAN)))
        }
        Node::Unary(op, inner) => Ok(kernel::unary(*op, value(inner, lookup)?)),
        Node::Binary(op @ (Binary::And | Binary::Or), left, right) => {
            let (left, right) = (value(left, lookup), value(right, lookup));
            let result = kernel::binary(*op, *left.as_ref().unwrap_or(&f64::NAN), *right.as_ref().unwrap_or(&f64::NAN));
            if result.is_nan() { left.and(right) } else { Ok(result) }
        }
        Node::Binary(op, left, right) => {
            let (a, b) = (value(left, lookup)?, value(right, lookup)?);
            if *op == Binary::Divide && b == 0.0 {
                return Err(match &right.node {
                    Node::Name(name) => format!("division by zero: {name} is 0"),
                    _ => "division by zero".to_owned(),
                });
            }
            present(kernel::binary(*op, a, b), "a result is too large")
        }
        Node::Call(Function::Coalesce, arguments) => {
            let mut first = None;
            for argument in arguments {
                match value(argument, lookup) {
                    Ok(x) => return Ok(x),
                    Err(why) => first = first.or(Some(why)),
                }
            }
            Err(first.unwrap_or_default())
        }
        Node::Call(function, arguments) => {
            let mut values = arguments.iter().map(|a| value(a, lookup)).collect::<Result<Vec<_>, _>>()?.into_iter();
            let Some(first) = values.next() else { return Err("no arguments".to_owned()) };
            let folded = values.fold(first, program::pairwise(*function));
            let result = program::single(*function).map_or(folded, |f| f(folded));
            present(
                result,
                match function {
                    Function::Ln => "ln of a number that is not above 0",
                    Function::Sqrt => "square root of a number below 0",
                    _ => "a result is not a finite number",
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
                None => Err("no condition of the case is true, and it has no else".to_owned()),
            }
        }
    }
}

fn present(x: f64, why: &str) -> Result<f64, String> {
    if x.is_nan() { Err(why.to_owned()) } else { Ok(x) }
}
