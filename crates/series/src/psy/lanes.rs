//! Numbers that are worked on together, one for each of several ends: side by side, as registers hold them.
//!
//! What is done to a lane is what would be done to its number alone, in the same order, so that results are the same to the
//! last bit however many lanes there are, and however wide a machine's registers.

use std::array::from_fn;
use std::ops::{Add, AddAssign, Div, Mul, Sub, SubAssign};

/// How many ends are done at once.
pub(super) const LANES: usize = 4;

/// A number of each end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lanes(pub(super) [f64; LANES]);

impl Lanes {
    pub(super) const fn all(x: f64) -> Self {
        Lanes([x; LANES])
    }

    #[inline]
    pub(super) fn abs(self) -> Self {
        Lanes(self.0.map(f64::abs))
    }

    /// With 0 in the lanes before one.
    #[inline]
    pub(super) fn beginning_at(mut self, first: usize) -> Self {
        self.0[..first].fill(0.0);
        self
    }

    /// Lane by lane the smaller number; where `other` is NaN, that of `self`.
    #[inline]
    pub(super) fn least(self, other: Self) -> Self {
        Lanes(from_fn(|lane| if other.0[lane] < self.0[lane] { other.0[lane] } else { self.0[lane] }))
    }
}

impl Add for Lanes {
    type Output = Lanes;

    #[inline]
    fn add(self, other: Lanes) -> Lanes {
        Lanes(from_fn(|lane| self.0[lane] + other.0[lane]))
    }
}

impl Sub for Lanes {
    type Output = Lanes;

    #[inline]
    fn sub(self, other: Lanes) -> Lanes {
        Lanes(from_fn(|lane| self.0[lane] - other.0[lane]))
    }
}

impl Mul for Lanes {
    type Output = Lanes;

    #[inline]
    fn mul(self, other: Lanes) -> Lanes {
        Lanes(from_fn(|lane| self.0[lane] * other.0[lane]))
    }
}

impl Div for Lanes {
    type Output = Lanes;

    #[inline]
    fn div(self, other: Lanes) -> Lanes {
        Lanes(from_fn(|lane| self.0[lane] / other.0[lane]))
    }
}

impl AddAssign for Lanes {
    #[inline]
    fn add_assign(&mut self, other: Lanes) {
        *self = *self + other;
    }
}

impl SubAssign for Lanes {
    #[inline]
    fn sub_assign(&mut self, other: Lanes) {
        *self = *self - other;
    }
}
