//! How long work is watched, and stopped.

use std::fmt;
#[cfg(test)]
use std::sync::atomic::AtomicU64;
use std::sync::atomic::{AtomicBool, Ordering};

/// Looks on while long work is done: is told of progress, and can end it. Any thread may call it.
///
/// `&()` only lets it run; a closure is told of the steps, a flag ends the work once it is true, and whoever wants both writes
/// both.
///
/// ```
/// use froth_series::watch::{Stopped, Watch};
/// use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
///
/// fn count(to: u64, watch: &dyn Watch) -> Result<u64, Stopped> {
///     for _ in 0..to {
///         watch.step(1)?;
///     }
///     Ok(to)
/// }
/// let told = AtomicU64::new(0);
/// let tell = |steps: u64| {
///     told.fetch_add(steps, Relaxed);
/// };
/// assert_eq!(count(3, &tell), Ok(3));
/// assert_eq!(told.into_inner(), 3);
/// assert_eq!(count(3, &AtomicBool::new(true)), Err(Stopped));
/// ```
pub trait Watch: Sync {
    /// So many more steps are to be done than were known of before.
    fn expect(&self, steps: u64) {
        let _ = steps;
    }

    /// So many more steps are done.
    fn advance(&self, steps: u64) {
        let _ = steps;
    }

    /// Whether to end the work.
    fn stopped(&self) -> bool {
        false
    }

    /// For whoever does the work: says that more steps are done, and asks whether to go on.
    fn step(&self, steps: usize) -> Result<(), Stopped> {
        self.advance(steps as u64);
        if self.stopped() { Err(Stopped) } else { Ok(()) }
    }
}

impl Watch for () {}

impl<F: Fn(u64) + Sync> Watch for F {
    fn advance(&self, steps: u64) {
        self(steps);
    }
}

impl Watch for AtomicBool {
    fn stopped(&self) -> bool {
        self.load(Ordering::Relaxed)
    }
}

/// The work was stopped before it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the run was ended before it was done")
    }
}

impl std::error::Error for Stopped {}

/// Stops the work after so many steps.
#[cfg(test)]
pub(crate) struct After(pub(crate) u64, pub(crate) AtomicU64);

#[cfg(test)]
impl Watch for After {
    fn advance(&self, steps: u64) {
        self.1.fetch_add(steps, Ordering::Relaxed);
    }

    fn stopped(&self) -> bool {
        self.1.load(Ordering::Relaxed) >= self.0
    }
}
