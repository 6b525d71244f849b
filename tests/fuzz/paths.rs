//! Output paths in every combination, links among them: whatever is asked for, nothing that is read ever changes, and what is
//! said to be written is there.

#![cfg(unix)]

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

const MODEL: &str = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.x]\ndimension = 'root'\n\
    rule.linear = { from = 0, to = 10 }\n";

/// What is read, whatever it is called.
const INPUTS: [&str; 6] = ["p.csv", "m.csv", "m.svg", "base.csv", "s.csv", "sub/q.csv"];

/// Ways to write a name.
const WAYS: [&str; 8] = ["", "./", "here/", "here/here/", "sub/../", "sub/up/", "far/", "@/"];

/// Files that a command may be told to write.
const NAMES: [&str; 16] = [
    "p.csv",
    "m.csv",
    "m.svg",
    "base.csv",
    "s.csv",
    "sub/q.csv",
    "link.csv",
    "chain.csv",
    "dangling.csv",
    "hard.csv",
    "new.csv",
    "o.csv",
    "o.svg",
    "mine.txt",
    "sub",
    "out",
];

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("sub")).expect("made");
    let table = "date,entity,x,event\n2024-01-31,a,1,0\n2024-02-29,a,2,0\n2024-01-31,b,3,0\n2024-02-29,b,4,1\n";
    let scenario = "schema = 1\nid = 's'\ntitle = 'S'\nextends = './base.csv'\nas_of = 2024-01-01\nmodel = './m.svg'\n";
    let base = "schema = 1\nid = 'base'\ntitle = 'B'\nas_of = 2024-01-01\nvalues.x = 5\n";
    for (name, text) in INPUTS.iter().zip([table, MODEL, MODEL, base, scenario, table]) {
        fs::write(at(name), text).expect("written");
    }
    fs::write(at("mine.txt"), "mine").expect("written");
    for (to, name) in [
        ("p.csv", "link.csv"),
        ("link.csv", "chain.csv"),
        ("new.csv", "dangling.csv"),
        (".", "here"),
        ("..", "sub/up"),
        ("sub/up", "far"),
    ] {
        symlink(to, at(name)).expect("linked");
    }
    fs::hard_link(at("p.csv"), at("hard.csv")).expect("linked");
    folder
}

/// What stands in these files.
fn texts(folder: &Path, names: &[&'static str]) -> BTreeMap<&'static str, String> {
    names.iter().map(|name| (*name, fs::read_to_string(folder.join(name)).unwrap_or_default())).collect()
}

#[test]
fn output_paths() {
    let runs = crate::number("FROTH_FUZZ_INPUTS", 2000).div_ceil(20);
    let mut random = ChaCha8Rng::seed_from_u64(crate::number("FROTH_FUZZ_SEED", 1));
    let (mut done, mut refused) = (0, 0);
    for run in 0..runs {
        let folder = folder();
        let mut path = || {
            let way = WAYS[random.random_range(0..WAYS.len())].replace('@', &folder.path().to_string_lossy());
            way + NAMES[random.random_range(0..NAMES.len())]
        };
        let (data, model) = (["p.csv", "sub/q.csv", "chain.csv", "hard.csv"], ["./m.csv", "./m.svg"]);
        let (data, model) = (data[run as usize % 4], model[run as usize / 4 % 2]);
        let arguments: Vec<String> = match run % 5 {
            kind @ (0 | 1) => {
                let beside = if kind == 0 { "--chart" } else { "--ranks" };
                let (out, side) = (path(), path());
                ["panel", data, "-m", model, "-o", &out, beside, &side].map(String::from).to_vec()
            }
            2 => vec!["chart".into(), "radar".into(), "./s.csv".into(), "-o".into(), path()],
            3 => {
                let charts = [format!("roc={}", path()), format!("roc={}", path())];
                let mut all = ["backtest", data, "-m", model, "--event", "event", "--chart"].map(String::from).to_vec();
                all.extend([charts[0].clone(), "--chart".into(), charts[1].clone()]);
                all
            }
            _ => vec!["new".into(), "model".into(), path()],
        };
        let reads = match run % 5 {
            2 => vec!["s.csv", "base.csv", "m.svg"],
            4 => INPUTS.to_vec(),
            _ => vec![data, model],
        };
        let before = texts(folder.path(), &reads);
        let output = Command::new(env!("CARGO_BIN_EXE_froth"))
            .args(&arguments)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .output()
            .expect("it runs");
        assert_eq!(texts(folder.path(), &reads), before, "{arguments:?} changed what it reads");
        let code = output.status.code();
        assert!(matches!(code, Some(0..=2)), "{arguments:?}: {code:?}");
        if code == Some(0) {
            done += 1;
            for written in arguments.windows(2).filter(|w| ["-o", "--chart", "--ranks"].contains(&w[0].as_str())) {
                let file = folder.path().join(written[1].trim_start_matches("roc="));
                assert!(file.is_file(), "{arguments:?} wrote nothing to {}", file.display());
            }
        } else {
            refused += 1;
        }
        assert!(!folder.path().join(".froth-").exists());
        let left = fs::read_dir(folder.path())
            .expect("a folder")
            .filter(|e| e.as_ref().is_ok_and(|e| e.file_name().to_string_lossy().starts_with(".froth-")));
        assert_eq!(left.count(), 0, "{arguments:?} left a file in the making");
    }
    println!("fuzz paths: {runs} command lines, {done} done, {refused} refused");
    assert!(done > 0 && refused > 0);
}
