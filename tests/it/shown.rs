//! Text from files, tables, paths and the command line: shown for what it is, never obeyed.

#![cfg(feature = "panel")]

use crate::support::{froth, try_model, try_scenario};
use calamine::{Reader, Xlsx, open_workbook};
use froth::diag::Code;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Titles, ids, paths and cells that would move a cursor, forge a line or turn text round.
const HOSTILE: [&str; 8] = [
    "\u{1b}]0;pwn\u{7}\u{1b}[31m",
    "CR\rScore 0.0 of 100, low",
    "a\u{8}\u{8}b",
    "\u{9b}31m",
    "\u{1b}]8;;http://e.org\u{1b}\\x",
    "a\u{202e}b",
    "a\u{2066}b\u{2069}",
    "\u{7f}",
];

/// A text as TOML writes it, with every character as an escape.
fn toml(text: &str) -> String {
    text.chars().fold(String::new(), |out, c| out + &format!("\\U{:08x}", u32::from(c)))
}

fn hidden(c: char) -> bool {
    froth::shown::is_hidden(c) && c != '\n'
}

#[test]
fn no_text_of_a_file_hides_a_character() {
    for hostile in HOSTILE.map(toml) {
        let head = "schema = 1\nid = 'm'\n";
        let rest = "[dimension.root]\n[indicator.x]\ndimension = 'root'\nrule.linear = { from = 0, to = 10 }\n";
        for text in [
            format!("{head}title = \"{hostile}\"\n{rest}"),
            format!("{head}title = 'M'\n{rest}unit = \"{hostile}\"\n"),
            format!("{head}title = 'M'\n{rest}note = \"{hostile}\"\n"),
            format!("{head}title = 'M'\nreferences = ['a', \"{hostile}\"]\n{rest}"),
            format!(
                "{head}title = 'M'\nscale.bands = [{{ below = 5, label = \"{hostile}\" }}, {{ label = 'b' }}]\n{rest}"
            ),
            format!("{head}title = 'M'\n{rest}[text.zh-Hant]\ntitle = \"{hostile}\"\n"),
        ] {
            let findings = try_model(&text).expect_err("refused");
            let at = findings.iter().find(|d| d.code == Code::Character).and_then(|d| d.location.clone());
            assert!(at.is_some_and(|at| at.line_column().0 > 1), "{findings}");
            assert!(!findings.to_string().contains(hidden), "{findings}");
        }
        for line in [
            format!("title = \"{hostile}\"\nvalues.x = 1\n"),
            format!("title = 'S'\nera = \"{hostile}\"\nvalues.x = 1\n"),
            format!("title = 'S'\n[values.x]\nvalue = 1\nsource = \"a {hostile}\"\n"),
            format!("title = 'S'\n[values]\nx = \"{hostile}\"\n"),
            format!("title = 'S'\n[sources.a]\ntitle = \"{hostile}\"\n"),
            format!("title = 'S'\n[values]\n\"{hostile}\" = 1\n"),
        ] {
            let findings =
                try_scenario(&format!("schema = 1\nid = 's'\nas_of = 2024-01-01\n{line}")).expect_err("refused");
            assert!(findings.iter().any(|d| d.code == Code::Character), "{findings}");
        }
    }
    // Lines and tabs in sentences, as Windows ends them too.
    let note = "note = \"\"\"one\r\n\ttwo\"\"\"";
    let text = format!(
        "{}[indicator.x]\ndimension = 'root'\n{note}\nweight = 0\n[indicator.y]\ndimension = 'root'\nrule.linear = {{ from = 0, to = 1 }}\n",
        crate::support::rooted("")
    );
    assert!(try_model(&text).is_ok(), "{:?}", try_model(&text));
    let e = try_model(&crate::support::rooted("title = \"a\\nb\"\n")).expect_err("two lines");
    assert!(e.to_string().contains("a line end"), "{e}");
}

#[test]
fn titles_and_labels_are_not_empty() {
    let e =
        try_model("schema = 1\nid = 'm'\ntitle = ' '\nscale.bands = [{ label = '' }]\n[dimension.root]\ntitle = ''\n")
            .expect_err("empty");
    let empty = e.iter().filter(|d| d.message.ends_with("is empty") && d.code == Code::MissingField).count();
    assert_eq!(empty, 3, "{e}");
    let e = try_scenario("schema = 1\nid = 's'\ntitle = ''\nas_of = 2024-01-01\n").expect_err("empty");
    assert!(e.to_string().contains("`title` is empty"), "{e}");
}

/// A model and a table with an entity and a column of that name.
fn folder(name: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |file: &str, text: &str| fs::write(folder.path().join(file), text).expect("written");
    write("m.toml", &crate::support::rooted(&crate::support::plain("x", "root", 1.0)));
    write("s.toml", "schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2024-01-01\nmodel = './m.toml'\nvalues.x = 5\n");
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["date", "entity", "x", name]).expect("text");
    for row in 0..30 {
        let date = format!("20{:02}-{:02}-01", row / 12, row % 12 + 1);
        table.write_record([date.as_str(), name, "1", "2"]).expect("text");
        table.write_record([date.as_str(), "b", &row.to_string(), "3"]).expect("text");
    }
    fs::write(folder.path().join("p.csv"), table.into_inner().expect("text")).expect("written");
    folder
}

/// All that a command says and writes.
fn all(folder: &Path, arguments: &[&str], colour: bool) -> String {
    let mut command = froth();
    command.current_dir(folder).env("FROTH_CACHE", folder.join("cache")).args(arguments);
    if colour {
        command.args(["--color", "always"]);
    }
    let output = command.output().expect("it runs");
    let mut all = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    for out in ["o.csv", "o.svg", "ranks.csv"] {
        all += &fs::read_to_string(folder.join(out)).unwrap_or_default();
    }
    all
}

#[test]
fn names_from_tables_paths_and_flags_are_shown_escaped() {
    for name in HOSTILE {
        let folder = folder(name);
        let path = format!("{}.toml", name.replace('/', ""));
        for arguments in [
            vec!["panel", "p.csv", "-m", "./m.toml", "-o", "o.csv", "--chart", "o.svg", "--ranks", "ranks.csv"],
            vec!["panel", "p.csv", "-m", "./m.toml", "-o", "o.csv", "--audit"],
            vec!["panel", "p.csv", "-m", "./m.toml", "-o", "o.csv", "--audit", "--format", "markdown"],
            vec!["panel", "p.csv", "-m", "./m.toml", "-o", "o.csv", "--audit", "--format", "json"],
            vec!["panel", "p.csv", "-m", "./m.toml", "-o", "o.csv", "--map", "x=xx"],
            vec!["panel", "p.csv", "-m", "./m.toml", "-o", "o.csv", "--date-column", name],
            vec!["exuberance", "p.csv", "--column", "y"],
            vec!["backtest", "p.csv", "-m", "./m.toml", "--event", name],
            vec!["check", &path, name],
            vec!["check", &path, "--format", "json"],
            vec!["check", &path, "--format", "csv"],
            vec!["score", &path, "-m", name],
            vec!["score", name],
            vec!["chart", "radar", "./s.toml", "-o", name],
            vec!["chart", "radar", "./s.toml", "-o", "o.svg", "--x", name],
            vec!["stress", "./s.toml", "--target", name],
            vec!["verify", name],
            vec!["show", name],
            vec!["new", "model", name],
            vec![name],
        ] {
            let plain = all(folder.path(), &arguments, false);
            let found: Vec<String> = plain
                .lines()
                .filter(|line| line.contains(hidden))
                .map(|line| line.escape_debug().to_string())
                .collect();
            assert_eq!(found, Vec::<String>::new(), "{arguments:?}");
            // Colours are the program's own escapes, and no others.
            let coloured = all(folder.path(), &arguments, true);
            assert!(!coloured.contains(name), "{arguments:?}: {}", coloured.escape_debug());
        }
        let svg = fs::read_to_string(folder.path().join("o.svg")).expect("drawn");
        roxmltree::Document::parse(&svg).expect("valid XML");
    }
}

#[test]
fn the_line_that_is_shown_hides_nothing_and_the_place_is_right() {
    let text = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\nquestion = '\u{202e}\u{9b}a' # \u{202e}\nwieght = 1\n[dimension.b]\nparent = 'root' # \u{9b}\u{202e}x\nweight = 'y' # \u{2066}\n";
    let findings = try_model(text).expect_err("refused");
    let shown = froth::findings::render(&findings, false);
    assert!(!shown.contains(hidden), "{}", shown.escape_debug());
    assert!(shown.contains("'\\u{202e}\\u{9b}a'"), "{shown}");
    let line = shown.lines().position(|line| line.contains("weight = 'y'")).expect("shown");
    let lines: Vec<&str> = shown.lines().collect();
    let (at, mark) = (lines[line].find("'y'").expect("there"), lines[line + 1].find("^^^").expect("marked"));
    assert_eq!(at, mark, "{shown}");
}

#[test]
fn no_cell_is_a_formula() {
    for (name, wanted) in [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+a", "'+a"),
        ("-a+1", "'-a+1"),
        ("@sum(a)", "'@sum(a)"),
        ("-5", "-5"),
    ] {
        let folder = folder(name);
        let arguments =
            ["panel", "p.csv", "-m", "./m.toml", "-o", "o.csv", "--chart", "chart.csv", "--ranks", "ranks.csv"];
        let done = froth().current_dir(folder.path()).args(arguments).output().expect("it runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        for file in ["o.csv", "chart.csv", "ranks.csv"] {
            let mut read =
                csv::ReaderBuilder::new().has_headers(false).from_path(folder.path().join(file)).expect("CSV");
            let cells: Vec<String> = read
                .records()
                .flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>())
                .collect();
            assert!(cells.iter().any(|cell| cell == wanted), "{file}: no {wanted} in {cells:?}");
        }
    }
    // What a spreadsheet opens of a scorecard: bands and units.
    let folder = folder("a");
    let model = "schema = 1\nid = 'm'\ntitle = 'M'\nscale.bands = [{ label = \"=cmd|' /C calc'!A0\" }]\n[dimension.root]\n\
                 [indicator.x]\ndimension = 'root'\nunit = '=1+1'\nrule.linear = { from = 0, to = 10 }\n";
    fs::write(folder.path().join("m.toml"), model).expect("written");
    let printed =
        froth().current_dir(folder.path()).args(["score", "./s.toml", "--format", "csv"]).output().expect("it runs");
    let printed = String::from_utf8_lossy(&printed.stdout).into_owned();
    assert!(printed.contains(",'=1+1,") && printed.contains("'=cmd|"), "{printed}");
    assert!(!printed.contains(",=") && !printed.contains("\"="), "{printed}");
    let done = froth().current_dir(folder.path()).args(["report", "./s.toml", "-o", "r"]).output().expect("it runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    for file in walk(&folder.path().join("r")).into_iter().filter(|file| file.extension().is_some_and(|e| e == "csv")) {
        let mut read = csv::ReaderBuilder::new().has_headers(false).from_path(&file).expect("CSV");
        for row in read.records() {
            let row = row.expect("a row");
            assert!(row.iter().all(|cell| !cell.starts_with(['=', '@'])), "{}: {row:?}", file.display());
        }
    }
    let mut book: Xlsx<_> = open_workbook(folder.path().join("r/report.xlsx")).expect("a workbook");
    for sheet in book.sheet_names() {
        assert_eq!(book.worksheet_formula(&sheet).expect("a sheet").used_cells().count(), 0, "{sheet}");
    }
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn a_file_that_another_names_is_not_quoted() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |file: &str, text: &str| fs::write(folder.path().join(file), text).expect("written");
    write("secret", "root:x:0:0:hunter2\npassword = hunter2\n");
    write("secret.toml", "[database]\npassword = 'hunter2'\nport = 'x\n");
    let head = "schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2024-01-01\n";
    let base = format!("{head}values.shiller_cape = 30\n");
    for secret in ["./secret", "./secret.toml", "/etc/passwd"] {
        write("e.toml", &format!("{head}extends = '{secret}'\n"));
        write("m.toml", &format!("{head}model = '{secret}'\nvalues.x = 1\n"));
        write("s.toml", &base);
        for arguments in [["score", "./e.toml"], ["check", "./e.toml"], ["score", "./m.toml"], ["check", "./m.toml"]] {
            let said = all(folder.path(), &arguments, false);
            assert!(said.contains("is no file of froth"), "{arguments:?}: {said}");
            assert!(said.contains("toml:5:"), "the line that names it: {said}");
            assert!(!said.contains("hunter2") && !said.contains("root:x"), "{arguments:?}: {said}");
        }
        assert!(
            froth()
                .current_dir(folder.path())
                .args(["report", "./s.toml", "-o", "r"])
                .output()
                .expect("it runs")
                .status
                .success()
        );
        let manifest = fs::read_to_string(folder.path().join("r/manifest.json")).expect("there");
        write("r/manifest.json", &manifest.replace("\"./s.toml\"", &format!("\"{secret}\"")));
        let said = all(folder.path(), &["verify", "r"], false);
        assert!(said.contains("is no file of froth") && said.contains("manifest.json:"), "{said}");
        assert!(!said.contains("hunter2") && !said.contains("root:x"), "{said}");
        write("r/manifest.json", &manifest.replace("\"./s.toml\"", "\"nobody\""));
        let said = all(folder.path(), &["verify", "r"], false);
        assert!(said.contains("the manifest names the scenario `nobody`"), "{said}");
        fs::remove_dir_all(folder.path().join("r")).expect("removed");
    }
}
