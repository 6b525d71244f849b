//! Cache, threads, and runs that are stopped.

use super::scored::bsadf_model;
use super::{FEW, Folder, boom, examined, input, walk};
use crate::support::froth;
use froth::ErrorKind;
use froth::exuberance::{Cache, Critical, Options, exuberance};
use froth::made_from::MadeFrom;
use froth::watch::Watch;
use std::fs;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

#[test]
fn a_torn_or_foreign_cache_is_ignored_and_written_anew() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("price", &boom(3)), ("twin", &boom(4))]);
    let run = |more: &[&str]| {
        let mut all = vec![file.as_str(), "--replications", "100", "--format", "json"];
        all.extend(more);
        folder.stdout(&all)
    };
    let without = run(&["--no-cache"]);
    assert!(!folder.path("cache").exists());
    assert_eq!(run(&[]), without);
    let [kept] = folder.cached().try_into().expect("one file for two series of the same length");
    let whole = fs::read(&kept).expect("there");
    let as_new = |what: &str| {
        assert_eq!(run(&[]), without, "{what}");
        assert_eq!(fs::read(&kept).expect("there"), whole, "{what}: written anew");
        assert_eq!(folder.cached().len(), 1, "{what}: nothing else is left");
    };
    as_new("whole");
    fs::write(&kept, &whole[..whole.len() / 2]).expect("torn");
    as_new("torn");
    fs::write(&kept, "date,price\n2000-01-31,1\n").expect("foreign");
    as_new("foreign");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 0x40;
    fs::write(&kept, flipped).expect("flipped");
    as_new("flipped");
    fs::write(&kept, "").expect("emptied");
    as_new("empty");
    // Another seed is another file; a folder that is none does no harm.
    run(&["--seed", "2"]);
    assert_eq!(folder.cached().len(), 2);
    let blocked = folder.text("blocked", "mine");
    let output = froth()
        .env("FROTH_CACHE", &blocked)
        .args(["exuberance", &file, "--replications", "100", "--format", "json"])
        .output()
        .expect("it runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), without);
    assert_eq!(fs::read_to_string(&blocked).expect("there"), "mine");
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let inputs = [input("a", &boom(3)), input("b", &walk(4, 120)[..110])];
    let options = |critical| Options { critical, replications: 60, panel: true, ..FEW };
    for critical in [Critical::MonteCarlo, Critical::Bootstrap] {
        let run = || froth::page::json(&MadeFrom::new("exuberance"), examined(&inputs, &options(critical)));
        let runs =
            [1, 2, 7].map(|n| rayon::ThreadPoolBuilder::new().num_threads(n).build().expect("a pool").install(run));
        assert_eq!(runs[0], runs[1]);
        assert_eq!(runs[0], runs[2]);
    }
}

/// Stops the work after so many steps.
struct After(u64, AtomicU64);

impl Watch for After {
    fn advance(&self, steps: u64) {
        self.1.fetch_add(steps, Relaxed);
    }

    fn stopped(&self) -> bool {
        self.1.load(Relaxed) >= self.0
    }
}

#[test]
fn a_stopped_run_gives_no_result() {
    let inputs = [input("a", &boom(3))];
    let stopped = exuberance(&inputs, &FEW, &Cache::none(), &After(1, AtomicU64::new(0)));
    assert!(stopped.is_err_and(|e| e.kind() == ErrorKind::Stopped));
    let bootstrap = Options { critical: Critical::Bootstrap, ..FEW };
    let stopped = exuberance(&inputs, &bootstrap, &Cache::none(), &After(1, AtomicU64::new(0)));
    assert!(stopped.is_err_and(|e| e.kind() == ErrorKind::Stopped));
}

/// Sends Ctrl-C to a command that works for much longer than it is let.
#[cfg(unix)]
fn ctrl_c(folder: &Folder, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_froth"));
    command.env("FROTH_CACHE", folder.path("cache")).args(arguments);
    let (status, printed, said) = crate::support::interrupted(command, 1);
    (status.code(), printed, said)
}

#[cfg(unix)]
#[test]
fn interrupting_leaves_nothing_and_says_130() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("x", &walk(1, 600))]);
    let chart = folder.path("chart.svg");
    let arguments = ["exuberance", &file, "--replications", "100000", "--chart", chart.to_str().expect("UTF-8")];
    let (code, printed, said) = ctrl_c(&folder, &arguments);
    assert_eq!(code, Some(130), "{said}");
    assert!(printed.is_empty() && !chart.exists() && !folder.path("cache").exists());
}

/// The simulation of one line takes minutes: what ends it has to look into it.
#[cfg(unix)]
#[test]
fn interrupting_a_panel_that_simulates_leaves_nothing_and_says_130() {
    let folder = Folder::new();
    let file = folder.table("d.csv", &[("price", &walk(1, 900))]);
    let model = folder.text("m.toml", &bsadf_model("min_window = 20, replications = 100_000", ""));
    let scored = folder.path("scored.csv");
    let (code, _, said) = ctrl_c(&folder, &["panel", &file, "-m", &model, "-o", scored.to_str().expect("UTF-8")]);
    assert_eq!(code, Some(130), "{said}");
    assert!(!scored.exists());
}
