//! Hostile inputs by the thousand: whatever is read, there is an answer or a finding that says where and why, never a panic, and
//! never a number that is not finite.
//!
//! Each target starts from the files of `corpus/TARGET`, changes them, and keeps what shows a behaviour not seen before to change
//! it further. Inputs are counted, not timed, and follow from a seed: a run can be repeated.
//!
//! - `FROTH_FUZZ_INPUTS`: how many inputs for each target (default 2000; dearer targets take a part of it)
//! - `FROTH_FUZZ_SEED`: what they start from (default 1)
//! - `FROTH_FUZZ_TRACE`: set, each input is kept in a file while it is tried: for what ends the whole process
//!
//! `cargo test --test fuzz -- --nocapture` shows the counts. A failing input is written to a file; it belongs into the corpus.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

mod data;
mod expression;
mod feeds;
#[path = "../it/http.rs"]
#[allow(dead_code)]
mod http;
mod model;
mod mutate;
mod network;
mod paths;
mod scenario;
mod server;
mod shown;

use froth::diag::Diagnostics;
use froth::findings::render;
use mutate::Mutator;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What became of an input.
pub(crate) struct Outcome {
    pub(crate) accepted: bool,
    /// Inputs with another one are tried in further forms.
    pub(crate) behaviour: String,
}

impl Outcome {
    pub(crate) fn accepted(behaviour: impl Into<String>) -> Self {
        Outcome { accepted: true, behaviour: behaviour.into() }
    }

    /// An input that was refused for a good reason: every finding has a place in its text, and can be shown.
    pub(crate) fn refused(findings: &Diagnostics) -> Self {
        assert!(findings.has_errors(), "refused without an error: {findings}");
        Outcome { accepted: false, behaviour: sound(findings) }
    }
}

/// Sees that findings lie in their texts and can be shown; gives their kinds.
pub(crate) fn sound(findings: &Diagnostics) -> String {
    let mut kinds = BTreeSet::new();
    for finding in findings.iter() {
        kinds.insert(finding.code.as_str());
        assert!(
            !finding.message.is_empty() && finding.message.len() < 20_000,
            "a message of {}",
            finding.message.len()
        );
        if let Some(place) = &finding.location {
            let text = place.source.text();
            let (start, end) = (place.span.start, place.span.end);
            assert!(start <= end && end <= text.len(), "{start}..{end} lies outside of {} bytes", text.len());
            assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{start}..{end} cuts a character");
            let (line, column) = place.line_column();
            assert!(line >= 1 && column >= 1 && line <= text.matches('\n').count() + 1);
        }
    }
    assert!(findings.iter().count() < 20_000);
    let plain = render(findings, false);
    assert!(!plain.contains(|c| froth::shown::is_hidden(c) && c != '\n'), "a character is hidden in {plain:?}");
    assert!(render(findings, true).len() >= plain.len());
    kinds.into_iter().collect::<Vec<_>>().join(" ")
}

static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Panics of threads that serve are counted: nobody else sees them.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |what| {
            // On damaged Parquet files polars panics, and what called it catches that.
            if what.location().is_some_and(|place| place.file().contains("polars")) {
                return;
            }
            // A test's own panics end that test anyway.
            let own = std::thread::current().name().is_some_and(|name| name.contains("::"));
            if !own {
                PANICS.fetch_add(1, Ordering::SeqCst);
            }
            usual(what);
        }));
    });
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

/// A part of the repository's corpus.
pub(crate) fn corpus(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|e| e.expect("an entry").path())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no corpus in {}", folder.display());
    files.into_iter().map(|f| (f.clone(), std::fs::read(f).expect("read"))).collect()
}

/// The most inputs that are kept to be changed further, and the longest.
const MOST_KEPT: usize = 4000;
const LONGEST_KEPT: usize = 16 * 1024;

/// Tries the corpus as it is, and then so many changed inputs; `share`: one input of this target stands for so many of the others.
pub(crate) fn fuzz(
    target: &str,
    share: u64,
    words: &[&str],
    mut seeds: Vec<Vec<u8>>,
    mut attempt: impl FnMut(u64, &[u8]) -> Outcome,
) {
    listen();
    let inputs = number("FROTH_FUZZ_INPUTS", 2000).div_ceil(share);
    let seed = number("FROTH_FUZZ_SEED", 1);
    let trace = std::env::var_os("FROTH_FUZZ_TRACE").is_some();
    let mut behaviours = BTreeSet::new();
    let (mut accepted, mut failures) = (0u64, Vec::new());
    let mut slowest = Duration::ZERO;
    let known = seeds.len() as u64;
    for k in 0..known + inputs {
        let input = match usize::try_from(k).ok().filter(|_| k < known) {
            Some(k) => seeds[k].clone(),
            None => Mutator::new(seed, k - known, words).changed(&seeds),
        };
        if trace {
            // What ends the whole process leaves its input behind.
            let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{target}-last"));
            std::fs::write(&file, &input).expect("written");
            eprintln!("{target} {k}: {} bytes in {}", input.len(), file.display());
        }
        let start = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| attempt(k, &input)));
        slowest = slowest.max(start.elapsed());
        if let Ok(outcome) = outcome {
            accepted += u64::from(outcome.accepted);
            if behaviours.insert(outcome.behaviour)
                && k >= known
                && input.len() <= LONGEST_KEPT
                && seeds.len() < MOST_KEPT
            {
                seeds.push(input);
            }
        } else {
            let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{target}-{seed}-{k}"));
            std::fs::write(&file, &input).expect("written");
            failures.push(file);
        }
    }
    println!(
        "fuzz {target}: {} inputs ({known} of them the corpus), {accepted} accepted, {} rejected, {} behaviours, {} failures, \
         slowest {} ms",
        known + inputs,
        known + inputs - accepted - failures.len() as u64,
        behaviours.len(),
        failures.len(),
        slowest.as_millis()
    );
    assert!(
        failures.is_empty(),
        "{target}: {} inputs failed, the first of them is {}",
        failures.len(),
        failures[0].display()
    );
    assert_eq!(PANICS.load(Ordering::SeqCst), 0, "a thread of the program panicked");
}
