//! Progress of long work: a bar on a terminal; lines for logs where `FROTH_PROGRESS=lines` asks for them.

use super::interrupt::{self, Guard};
use froth_series::watch::Watch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Work that is done sooner shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Lines come with every tenth of the work, and every so often.
const OFTEN: Duration = Duration::from_secs(2);

/// Steps of a long piece of work; any thread may report one.
pub(super) struct Progress {
    bar: ProgressBar,
    start: Instant,
    wanted: bool,
    lines: Option<AtomicU64>,
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
        let lines = !quiet && std::env::var_os("FROTH_PROGRESS").is_some_and(|wanted| wanted == "lines");
        let wanted = !quiet && !lines && std::io::stderr().is_terminal();
        let progress = Progress {
            bar,
            start: Instant::now(),
            wanted,
            lines: lines.then(AtomicU64::default),
            _guard: Guard::new(),
        };
        if lines {
            progress.line();
        }
        progress
    }

    fn line(&self) {
        let (done, all) = (self.bar.position(), self.bar.length().unwrap_or_default());
        // Where standard error is closed nobody reads it.
        let _ = writeln!(std::io::stderr(), "{}: {done} of {all}", self.bar.message());
    }
}

impl Watch for Progress {
    fn expect(&self, steps: u64) {
        self.bar.inc_length(steps);
    }

    fn advance(&self, steps: u64) {
        if self.wanted && self.bar.is_hidden() && self.start.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(steps);
        if let Some(printed) = &self.lines {
            let tenths = self.bar.position().saturating_mul(10) / self.bar.length().unwrap_or_default().max(1);
            let due = tenths + self.start.elapsed().as_secs() / OFTEN.as_secs();
            if printed.fetch_max(due, Ordering::Relaxed) < due {
                self.line();
            }
        }
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
