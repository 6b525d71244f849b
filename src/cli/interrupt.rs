//! Ctrl-C and SIGTERM: long work and half-written folders are ended in order, everything else at once.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);
static GUARDED: AtomicUsize = AtomicUsize::new(0);
/// The exit code of what was interrupted: 130 by Ctrl-C, 143 by SIGTERM.
static EXIT: AtomicU8 = AtomicU8::new(130);
/// A folder that no end may leave behind.
static TEMPORARY: Mutex<Option<PathBuf>> = Mutex::new(None);

/// While one of these lives, an interrupt only asks for an end; a second one ends the program.
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

/// Listens for interrupts. Without a handler they still end the program, only less tidily.
pub(super) fn listen() {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGINT, SIGTERM};
        if let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]) {
            std::thread::spawn(move || {
                for signal in signals.forever() {
                    asked_by(if signal == SIGTERM { 143 } else { 130 });
                }
            });
        }
    }
    #[cfg(not(unix))]
    {
        let _ = ctrlc::set_handler(|| asked_by(130));
    }
}

fn asked_by(exit: u8) {
    EXIT.store(exit, Ordering::SeqCst);
    // What fails from now on fails since its folder is gone: it says nothing.
    let again = ASKED.swap(true, Ordering::SeqCst);
    if GUARDED.load(Ordering::SeqCst) == 0 || again {
        if let Some(folder) = TEMPORARY.lock().ok().and_then(|mut folder| folder.take()) {
            let _ = std::fs::remove_dir_all(folder);
        }
        #[allow(clippy::exit)] // there is nothing else to end in order
        std::process::exit(i32::from(exit));
    }
}

/// Notes a folder that is removed even if an interrupt ends the program at once.
pub(super) fn removes(folder: &Path) {
    if let Ok(mut temporary) = TEMPORARY.lock() {
        *temporary = Some(folder.to_owned());
    }
}

/// The exit code of what was interrupted.
pub(super) fn exit() -> u8 {
    EXIT.load(Ordering::SeqCst)
}

/// True once an end was asked for.
pub(super) fn asked() -> &'static AtomicBool {
    &ASKED
}

/// Whether an end was asked for.
pub(super) fn is_asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
