//! How much the current thread has scored: tests see to it that nothing is computed twice.

use std::cell::Cell;

thread_local! {
    static COMPARISONS: Cell<u64> = const { Cell::new(0) };
    static PATHS: Cell<u64> = const { Cell::new(0) };
}

/// Comparisons so far.
pub fn comparisons() -> u64 {
    COMPARISONS.get()
}

/// Paths so far.
pub fn paths() -> u64 {
    PATHS.get()
}

pub(super) fn comparison() {
    COMPARISONS.set(COMPARISONS.get() + 1);
}

pub(super) fn path() {
    PATHS.set(PATHS.get() + 1);
}
