//! Numbers in twice the working precision: a value is the unevaluated sum of two `f64`, about 32 digits.
//!
//! Dekker (1971), Numerische Mathematik 18; Knuth, The Art of Computer Programming 2, 4.2.2. Products are split instead of fused:
//! the same digits on every machine, and no call of a function where the processor has no such instruction. For numbers
//! that are scaled: halves of large ones would overflow.

use std::ops::{Add, Div, Mul, Neg, Sub};

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Double {
    high: f64,
    low: f64,
}

/// a + b and its rounding error.
#[inline]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// Two halves of 26 bits.
#[inline]
fn split(a: f64) -> (f64, f64) {
    let far = 134_217_729.0 * a;
    let high = far - (far - a);
    (high, a - high)
}

impl Double {
    /// Of two parts, the first by far the larger.
    #[inline]
    fn pair(high: f64, low: f64) -> Self {
        let sum = high + low;
        Double { high: sum, low: low - (sum - high) }
    }

    /// a - b, exactly.
    #[inline]
    pub(super) fn difference(a: f64, b: f64) -> Self {
        let (high, low) = two_sum(a, -b);
        Double { high, low }
    }

    /// Rounded once.
    #[inline]
    pub(super) fn value(self) -> f64 {
        self.high
    }
}

impl From<f64> for Double {
    #[inline]
    fn from(high: f64) -> Self {
        Double { high, low: 0.0 }
    }
}

impl Add for Double {
    type Output = Double;
    #[inline]
    fn add(self, other: Double) -> Double {
        let (high, error) = two_sum(self.high, other.high);
        let (low, lower) = two_sum(self.low, other.low);
        let sum = Double::pair(high, error + low);
        Double::pair(sum.high, sum.low + lower)
    }
}

impl Neg for Double {
    type Output = Double;
    #[inline]
    fn neg(self) -> Double {
        Double { high: -self.high, low: -self.low }
    }
}

impl Sub for Double {
    type Output = Double;
    #[inline]
    fn sub(self, other: Double) -> Double {
        self + -other
    }
}

impl Mul for Double {
    type Output = Double;
    #[inline]
    fn mul(self, other: Double) -> Double {
        let high = self.high * other.high;
        let ((a, b), (c, d)) = (split(self.high), split(other.high));
        let error = ((a * c - high) + a * d + b * c) + b * d;
        Double::pair(high, error + (self.high * other.low + self.low * other.high))
    }
}

impl Div for Double {
    type Output = Double;
    #[inline]
    fn div(self, other: Double) -> Double {
        let first = self.high / other.high;
        let rest = self - other * Double::from(first);
        let second = rest.high / other.high;
        let rest = rest - other * Double::from(second);
        Double::pair(first, second) + Double::from(rest.high / other.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirds_and_small_parts_beside_large_ones_keep_their_digits() {
        let third = Double::from(1.0) / Double::from(3.0);
        assert!((third * Double::from(3.0) - Double::from(1.0)).value().abs() < 1e-31);
        let big = Double::from(1e20) + Double::from(1.0) - Double::from(1e20);
        assert_eq!(big.value(), 1.0);
        let square = Double::difference(1.0, 2f64.powi(-40)) * Double::difference(1.0, 2f64.powi(-40));
        let rest = square - Double::from(1.0) + Double::from(2f64.powi(-39));
        assert_eq!(rest.value(), 2f64.powi(-80));
    }
}
