//! Arithmetic in twice the working precision, for tests: a number is the unevaluated sum of two `f64`.
//!
//! Dekker (1971), Knuth (TAOCP 4.2.2): about 32 digits, so that normal equations of any conditioning that tests
//! use are a reference for algorithms in working precision.

use std::ops::{Add, Div, Mul, Neg, Sub};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Exact {
    high: f64,
    low: f64,
}

/// a + b and its rounding error.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

impl Exact {
    pub(super) const ZERO: Exact = Exact { high: 0.0, low: 0.0 };

    pub(super) fn new(x: f64) -> Self {
        Exact { high: x, low: 0.0 }
    }

    fn pair((high, low): (f64, f64)) -> Self {
        let sum = high + low;
        Exact { high: sum, low: low - (sum - high) }
    }

    pub(super) fn value(self) -> f64 {
        self.high + self.low
    }

    /// One Newton step from the root in working precision.
    pub(super) fn sqrt(self) -> Self {
        if self.high <= 0.0 {
            return Exact::ZERO;
        }
        let root = Exact::new(self.high.sqrt());
        root + (self - root * root) / (root + root)
    }
}

impl Add for Exact {
    type Output = Exact;
    fn add(self, other: Exact) -> Exact {
        let (high, error) = two_sum(self.high, other.high);
        let (low, lower) = two_sum(self.low, other.low);
        let sum = Exact::pair((high, error + low));
        Exact::pair((sum.high, sum.low + lower))
    }
}

impl Neg for Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        Exact { high: -self.high, low: -self.low }
    }
}

impl Sub for Exact {
    type Output = Exact;
    fn sub(self, other: Exact) -> Exact {
        self + -other
    }
}

impl Mul for Exact {
    type Output = Exact;
    fn mul(self, other: Exact) -> Exact {
        let high = self.high * other.high;
        let error = self.high.mul_add(other.high, -high);
        Exact::pair((high, error + (self.high * other.low + self.low * other.high)))
    }
}

impl Div for Exact {
    type Output = Exact;
    fn div(self, other: Exact) -> Exact {
        let first = Exact::new(self.high / other.high);
        let rest = self - other * first;
        let second = Exact::new(rest.high / other.high);
        let rest = rest - other * second;
        first + second + Exact::new(rest.high / other.high)
    }
}

/// Solves the symmetric positive definite system `a x = b` by elimination.
pub(super) fn solve(mut a: Vec<Vec<Exact>>, mut b: Vec<Exact>) -> Vec<Exact> {
    let n = b.len();
    for k in 0..n {
        for i in k + 1..n {
            let share = a[i][k] / a[k][k];
            if share == Exact::ZERO {
                continue;
            }
            let (upper, lower) = a.split_at_mut(i);
            for (below, above) in lower[0][k..].iter_mut().zip(&upper[k][k..]) {
                *below = *below - share * *above;
            }
            b[i] = b[i] - share * b[k];
        }
    }
    for k in (0..n).rev() {
        for j in k + 1..n {
            b[k] = b[k] - a[k][j] * b[j];
        }
        b[k] = b[k] / a[k][k];
    }
    b
}

#[test]
fn twice_the_digits() {
    let third = Exact::new(1.0) / Exact::new(3.0);
    let back = third * Exact::new(3.0) - Exact::new(1.0);
    assert!(back.value().abs() < 1e-31);
    let two = Exact::new(2.0);
    assert!((two.sqrt() * two.sqrt() - two).value().abs() < 1e-30);
    let big = Exact::new(1e20) + Exact::new(1.0) - Exact::new(1e20);
    assert_eq!(big.value(), 1.0);
}
