//! Progress of long work, on a terminal only.

use super::interrupt::{self, Guard};
use froth_series::watch::Watch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Work that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// Steps of a long piece of work; any thread may report one.
pub(super) struct Progress {
    bar: ProgressBar,
    start: Instant,
    wanted: bool,
    _guard: Guard,
}

impl Progress {
    /// Work of so many steps. `what` says what is done: "drawing".
    pub(super) fn new(what: &'static str, steps: u64, quiet: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {eta}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(what);
        let wanted = !quiet && std::io::stderr().is_terminal();
        Progress { bar, start: Instant::now(), wanted, _guard: Guard::new() }
    }
}

impl Watch for Progress {
    fn advance(&self, steps: u64) {
        if self.wanted && self.bar.is_hidden() && self.start.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(steps);
    }

    fn stopped(&self) -> bool {
        interrupt::is_asked()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
