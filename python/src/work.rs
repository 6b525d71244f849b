//! Long work: the interpreter is free while it runs, is told of progress, and can end it.

use crate::findings::raised;
use froth::Error;
use froth::watch::Watch;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How often progress is told and Ctrl-C asked for.
const PAUSE: Duration = Duration::from_millis(50);

/// As much as the main thread of a program has.
const STACK: usize = 8 << 20;

/// What is known of work that runs.
#[derive(Debug, Default)]
struct Told {
    expected: AtomicU64,
    done: AtomicU64,
    stopped: AtomicBool,
}

impl Watch for Told {
    fn expect(&self, steps: u64) {
        self.expected.fetch_add(steps, Relaxed);
    }

    fn advance(&self, steps: u64) {
        self.done.fetch_add(steps, Relaxed);
    }

    fn stopped(&self) -> bool {
        self.stopped.load(Relaxed)
    }
}

impl Told {
    fn tell(&self, progress: &Bound<'_, PyAny>) -> PyResult<()> {
        let done = self.done.load(Relaxed);
        progress.call1((done, self.expected.load(Relaxed).max(done))).map(drop)
    }
}

/// Does work without holding the interpreter. Ctrl-C, and whatever `progress` raises, end it and are raised again.
pub(crate) fn free<T: Send>(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&dyn Watch) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let told = Told::default();
    let (send, done) = channel();
    let done = Mutex::new(done);
    let mut ended = None;
    let found = thread::scope(|scope| -> PyResult<_> {
        let watch = &told;
        let worker = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
            let _sent_when_dropped = send;
            work(watch)
        })?;
        let waited = || match done.lock().map(|done| done.recv_timeout(PAUSE)) {
            Ok(Err(RecvTimeoutError::Timeout)) => true,
            Ok(Ok(()) | Err(RecvTimeoutError::Disconnected)) | Err(_) => false,
        };
        while py.detach(waited) {
            let look = || py.check_signals().and_then(|()| progress.map_or(Ok(()), |p| told.tell(p)));
            if ended.is_none()
                && let Err(e) = look()
            {
                told.stopped.store(true, Relaxed);
                ended = Some(e);
            }
        }
        py.detach(|| worker.join()).map_err(|_| PyRuntimeError::new_err("froth broke off: this is a bug in it"))
    })?;
    if let Some(ended) = ended {
        return Err(ended);
    }
    let found = found.map_err(|e| raised(py, e))?;
    progress.map_or(Ok(()), |p| told.tell(p))?;
    Ok(found)
}
