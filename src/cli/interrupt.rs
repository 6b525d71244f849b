//! Ctrl-C: long work and half-written folders are ended in order, everything else at once.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);
static GUARDED: AtomicUsize = AtomicUsize::new(0);

/// The exit code of what was interrupted.
pub(super) const EXIT: u8 = 130;

/// While one of these lives, Ctrl-C only asks for an end; a second one ends the program.
#[derive(Debug)]
pub(super) struct Guard(());

impl Guard {
    pub(super) fn new() -> Self {
        GUARDED.fetch_add(1, Ordering::SeqCst);
        Guard(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        GUARDED.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Listens for Ctrl-C.
pub(super) fn listen() {
    // Without a handler Ctrl-C still ends the program, only less tidily.
    let _ = ctrlc::set_handler(|| {
        if GUARDED.load(Ordering::SeqCst) == 0 || ASKED.swap(true, Ordering::SeqCst) {
            #[allow(clippy::exit)] // there is nothing to end in order
            std::process::exit(i32::from(EXIT));
        }
    });
}

/// True once an end was asked for.
pub(super) fn asked() -> &'static AtomicBool {
    &ASKED
}

/// Whether an end was asked for.
pub(super) fn is_asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
