//! Files made to hurt: each is answered soon, in bounded memory, by a result or an error, and never by a crash.

#![cfg(all(unix, not(target_os = "macos")))]

use crate::support::{plain, rooted};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// Address space that the program may have, in KiB: what it takes by itself, with threads and tables in memory, and little more.
const MEMORY: u32 = 1_500_000;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).expect("written");
        path
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new("sh")
            .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$@\""), "sh", env!("CARGO_BIN_EXE_froth")])
            .args(arguments)
            .env("NO_COLOR", "1")
            .current_dir(self.0.path())
            .output()
            .expect("it runs")
    }

    /// The command ends with this code and says this, briefly.
    fn ends(&self, arguments: &[&str], code: i32, says: &str) {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        let start: String = said.chars().take(600).collect();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {:?} {start}", output.status);
        assert!(said.contains(says), "{arguments:?}: no `{says}` in {start}");
        assert!(said.len() < 60_000, "{arguments:?}: {} bytes of errors", said.len());
        assert!(!said.contains("panicked") && !said.contains("overflowed"), "{arguments:?}: {start}");
    }

    fn checked(&self, name: &str, text: impl AsRef<[u8]>, code: i32, says: &str) {
        self.write(name, text);
        self.ends(&["check", name], code, says);
    }
}

const SCENARIO: &str = "schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\n";

/// A line for each number below `n`.
fn lines(n: usize, mut line: impl FnMut(usize) -> String) -> String {
    let mut text = String::new();
    (0..n).for_each(|i| text.push_str(&line(i)));
    text
}

#[test]
fn nesting_has_an_end() {
    let folder = Folder::new();
    for (name, open) in [("lists.toml", "["), ("tables.toml", "{ a = ")] {
        folder.checked(name, format!("{SCENARIO}x = {}", open.repeat(100_000)), 1, "max recursion depth");
    }
    let dotted = vec!["a"; 200_000].join(".");
    folder.checked("key.toml", format!("{SCENARIO}{dotted} = 1\n"), 1, "nested too deep");
    folder.checked("header.toml", format!("{SCENARIO}[{dotted}]\n"), 1, "nested too deep");
    let formula = format!("formula = '{}x{}'\n", "(".repeat(900), ")".repeat(900));
    let indicator = plain("a", "root", 1.0) + &formula;
    folder.checked("formula.toml", rooted(&indicator), 1, "nested more than 32 deep");
    let dimensions = lines(9000, |i| format!("[dimension.d{i}]\nparent = 'd{}'\n", i + 1));
    let model = format!("schema = 1\nid = 'm'\ntitle = 'M'\n{dimensions}[dimension.d9000]\n{}", plain("a", "d0", 1.0));
    folder.checked("dimensions.toml", model, 1, "nested more than");
}

#[test]
fn numbers_of_things_have_an_end() {
    let folder = Folder::new();
    let many = "more than 10000 are not read";
    folder.checked("keys.toml", format!("{SCENARIO}[values]\n{}", lines(500_000, |i| format!("k{i} = 1\n"))), 1, many);
    let in_a_line = (0..400_000).map(|i| format!("K{i} = 1")).collect::<Vec<_>>().join(", ");
    folder.checked("line.toml", format!("{SCENARIO}values = {{ {in_a_line} }}\n"), 1, many);
    folder.checked("unset.toml", format!("{SCENARIO}extends = 'ai'\nunset = [{}]\n", "'x', ".repeat(100_000)), 1, many);
    let path = lines(100_000, |i| format!("{:04}-{:02}-{:02}, ", 1 + i / 336, 1 + i / 28 % 12, 1 + i % 28));
    folder.checked("path.toml", format!("{SCENARIO}extends = 'ai'\npath = [{path}]\n"), 1, many);
    folder.checked(
        "points.toml",
        format!("{SCENARIO}[series.a]\npoints = [{}]\n", "1, ".repeat(2_500_000)),
        1,
        "expected a point",
    );
    let reference = format!(
        "[indicator.a]\ndimension = 'root'\nrule.percentile = {{ reference = [{}] }}\n",
        "1, ".repeat(2_500_000)
    );
    folder.checked("reference.toml", rooted(&reference), 0, "");
    let indicators = lines(100_000, |i| format!("[indicator.i{i}]\ndimension = 'rot{i}'\n"));
    folder.checked("indicators.toml", rooted(&indicators), 1, many);
    folder.checked("most.toml", rooted(&lines(10_000, |i| plain(&format!("i{i}"), "root", 1.0))), 0, "");
    // Long formulas, each of which names hundreds of indicators.
    let sum = |i: usize| (1..=i.min(300)).map(|j| format!("i{}", i - j)).collect::<Vec<_>>().join(" + ");
    let formula = |i: usize| {
        if i == 0 { String::new() } else { format!("formula = '{:.1900}'\n", sum(i).trim_end_matches(" + i")) }
    };
    let whole = |text: String| text.replace(" +'", "'").replace(" + '", "'");
    let indicators = lines(800, |i| plain(&format!("i{i}"), "root", 1.0) + &whole(formula(i)));
    folder.checked("formulas.toml", rooted(&indicators), 0, "");
    folder.checked("large.toml", "#".repeat(8 * 1024 * 1024 + 1), 1, "larger than 8 MiB");
    folder.checked("errors.toml", "= = =\n".repeat(400_000), 1, "error[syntax]");
    folder.checked("zeros.toml", vec![0; 4_000_000], 1, "error[syntax]");
}

#[test]
fn names_may_be_long_or_wrong_by_the_thousand() {
    let folder = Folder::new();
    let (k, j) = ("k".repeat(3_000_000), "j".repeat(3_000_000));
    folder.checked("keys.toml", format!("{SCENARIO}[values]\n{k} = 1\n{j} = 1\n"), 1, "kkk...` cannot be an id");
    folder.checked("key.toml", format!("{SCENARIO}{k} = 1\n"), 1, "unknown key `kkk");
    folder.checked(
        "word.toml",
        rooted(&plain("a", "root", 1.0)) + &format!("market = '{k}'\n"),
        1,
        "unknown kind `kkk",
    );
    // An id made of digits once had no end of suggestions.
    folder.checked("digits.toml", format!("{SCENARIO}[values]\n1582-10-10 = 3\n"), 1, "cannot be an id");
    let sources = lines(3000, |i| format!("[sources.abcdefgh_{i}]\ntitle = 'x'\n"));
    let values = lines(3000, |i| format!("[values.v{i}]\nvalue = 1\nsource = 'abcdefhg_{}'\n", i + 20_000));
    folder.checked("sources.toml", format!("{SCENARIO}{sources}{values}"), 1, "there is no source `abcdefhg_20000`");
}

#[test]
fn chains_of_files_have_an_end() {
    let folder = Folder::new();
    for i in 0..40 {
        folder.write(&format!("c{i}.toml"), format!("{SCENARIO}extends = 'c{}.toml'\n", i + 1));
    }
    folder.write("c40.toml", SCENARIO);
    folder.ends(&["check", "c0.toml"], 1, "a chain of more than 16 files");
    let name = folder.0.path().file_name().and_then(|n| n.to_str()).expect("a name").to_owned();
    folder.checked("self.toml", format!("{SCENARIO}extends = './../{name}/./self.toml'\n"), 1, "in a circle");
    folder.checked("stdin.toml", format!("{SCENARIO}extends = '-'\n"), 1, "a base must be a file");
    folder.checked("model.toml", format!("{SCENARIO}model = '-'\n"), 1, "a model must be a file");
    folder.checked("folder.toml", format!("{SCENARIO}extends = './'\n"), 1, "it is a directory");
}

#[test]
fn tables_of_data_are_bounded() {
    let folder = Folder::new();
    folder.write("m.toml", rooted(&(plain("x", "root", 1.0) + &plain("y", "root", 1.0))));
    let columns = |first: &str| format!("date,{first}{}\n", lines(100_000, |i| format!(",c{i}")));
    let row = |year: usize| format!("{year}{}\n", ",1".repeat(100_001));
    let wide = |first: &str| columns(first) + &lines(5, |i| row(2000 + i));
    folder.write("wide.csv", wide("x"));
    folder.write("unknown.csv", wide("a"));
    folder.write("row.csv", format!("date,x,y\n2000,{},2\n", "1".repeat(40 << 20)));
    folder.write("quote.csv", format!("date,x,y\n2000,\"1,2\n{}", "2001,1,2\n".repeat(4_000_000)));
    folder.write("header.csv", format!("date,{}\n2000,1\n", "x".repeat(40 << 20)));
    folder.write("cut.parquet", b"PAR1\x15\x04\x15\x10\x15\x14L\x15\x02\x00\x00PAR1");
    let rows = include_bytes!("../fuzz/corpus/parquet/huge-rows");
    folder.write("rows.parquet", rows);
    folder.write("metadata.parquet", include_bytes!("../fuzz/corpus/parquet/metadata-1"));
    let panel = |data: &str, code: i32, says: &str| {
        folder.ends(&["panel", data, "-m", "./m.toml", "-o", "out.csv", "--allow-missing"], code, says);
    };
    panel("wide.csv", 0, "5 rows");
    folder.ends(&["panel", "unknown.csv", "-m", "./m.toml", "-o", "out.csv"], 1, "no column for `x`");
    for data in ["row.csv", "quote.csv", "header.csv"] {
        panel(data, 1, "a row of more than 16 MiB");
        folder.ends(&["exuberance", data], 1, "a row of more than 16 MiB");
    }
    for data in ["cut.parquet", "rows.parquet", "metadata.parquet"] {
        panel(data, 1, "cannot be read as Parquet");
        folder.ends(&["exuberance", data], 1, "cannot be read as Parquet");
    }
}

#[test]
fn endless_work_can_be_left() {
    let folder = Folder::new();
    // Four thousand million draws need no more memory than a few, and Ctrl-C ends them.
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$@\""), "sh", env!("CARGO_BIN_EXE_froth")])
        .args(["uncertainty", "ai-2026q3", "--draws", "4000000000"])
        .current_dir(folder.0.path());
    assert_eq!(crate::support::interrupted(command, 2).0.code(), Some(130));
    let mut asked = String::new();
    let _ = write!(asked, "{SCENARIO}[values]\nshiller_cape = {{ value = 1e308, low = -1e308, high = 1.7e308 }}\n");
    folder.write("range.toml", asked);
    let ended = folder.run(&["uncertainty", "range.toml", "--draws", "64", "--min-coverage", "0"]);
    assert!(matches!(ended.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&ended.stderr));
    for concentration in ["1e-300", "1e300", "0", "-1"] {
        let model =
            rooted(&plain("a", "root", 1.0)) + &format!("[uncertainty]\nweights = {{ dirichlet = {concentration} }}\n");
        folder.checked("dirichlet.toml", model, 1, "Dirichlet");
    }
}
