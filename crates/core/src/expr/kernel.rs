//! What each operation does to one row. NaN stands for missing; truth is 1, false 0, undecided NaN.

use super::ast::{Binary, Unary};

const TRUE: f64 = 1.0;
const FALSE: f64 = 0.0;
const MISSING: f64 = f64::NAN;

fn finite(x: f64) -> f64 {
    if x.is_finite() { x } else { MISSING }
}

fn truth(x: bool) -> f64 {
    if x { TRUE } else { FALSE }
}

pub(super) fn unary(op: Unary, x: f64) -> f64 {
    match op {
        Unary::Negate => -x,
        Unary::Not => 1.0 - x,
        Unary::IsNull => truth(x.is_nan()),
        Unary::IsNotNull => truth(!x.is_nan()),
    }
}

pub(super) fn binary(op: Binary, a: f64, b: f64) -> f64 {
    match op {
        // Three-valued logic: one false decides `and`, one true decides `or`.
        Binary::And if a == FALSE || b == FALSE => return FALSE,
        Binary::Or if a == TRUE || b == TRUE => return TRUE,
        _ => {}
    }
    if a.is_nan() || b.is_nan() {
        return MISSING;
    }
    match op {
        Binary::Add => finite(a + b),
        Binary::Subtract => finite(a - b),
        Binary::Multiply => finite(a * b),
        Binary::Divide => finite(a / b),
        Binary::Equal => truth(a == b),
        Binary::NotEqual => truth(a != b),
        Binary::Less => truth(a < b),
        Binary::LessOrEqual => truth(a <= b),
        Binary::Greater => truth(a > b),
        Binary::GreaterOrEqual => truth(a >= b),
        Binary::And => TRUE,
        Binary::Or => FALSE,
    }
}

pub(super) fn abs(x: f64) -> f64 {
    x.abs()
}

pub(super) fn ln(x: f64) -> f64 {
    if x > 0.0 { finite(x.ln()) } else { MISSING }
}

pub(super) fn exp(x: f64) -> f64 {
    finite(x.exp())
}

pub(super) fn sqrt(x: f64) -> f64 {
    if x >= 0.0 { x.sqrt() } else { MISSING }
}

pub(super) fn power(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() { MISSING } else { finite(x.powf(y)) }
}

pub(super) fn coalesce(a: f64, b: f64) -> f64 {
    if a.is_nan() { b } else { a }
}

pub(super) fn least(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { MISSING } else { a.min(b) }
}

pub(super) fn greatest(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { MISSING } else { a.max(b) }
}

/// The value of a case: the branch where its condition is true, else the rest.
pub(super) fn select(condition: f64, then: f64, rest: f64) -> f64 {
    if condition == TRUE { then } else { rest }
}
