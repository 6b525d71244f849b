//! How long work is watched, and stopped.

/// Is told how many steps were done since it was last told, and says whether to go on; any thread may call it.
pub type Watch<'a> = &'a (dyn Fn(usize) -> bool + Sync);

/// The work was stopped before it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;
