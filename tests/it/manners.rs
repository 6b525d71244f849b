//! How the program behaves in a shell: on every command, from any folder, in pipes, and towards scripts.

#![cfg(unix)]

use crate::support::{froth, plain, rooted, stdout};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Command, Output};

/// Every command, as the program itself lists them.
fn commands() -> Vec<String> {
    let help = stdout(&["--help"]);
    let listed = help.split("Commands:").nth(1).and_then(|t| t.split("\n\n").next()).expect("commands").to_owned();
    let name = |line: &str| {
        line.strip_prefix("  ").filter(|l| !l.starts_with(' ')).and_then(|l| l.split(' ').next().map(str::to_owned))
    };
    let found: Vec<String> = listed.lines().filter_map(name).collect();
    assert!(found.len() >= 18, "{found:?}");
    found
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs a line of bash in a folder, with this program as `froth`.
fn bash(folder: &Path, line: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_froth"));
    let path =
        format!("{}:{}", program.parent().expect("a folder").display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("bash");
    command
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .env("FROTH_CACHE", folder.join("cache"));
    command.output().expect("bash runs")
}

/// Whether a program is there; says so where a test cannot go on without it.
fn is_there(program: &str) -> bool {
    let found =
        Command::new("sh").args(["-c", &format!("command -v {program}")]).output().is_ok_and(|o| o.status.success());
    if !found {
        eprintln!("SKIPPED: {program} is not installed here");
    }
    found
}

const SCENARIO: &str =
    "schema = 1\nid = 'piped'\ntitle = 'Piped'\nextends = 'ai-2025q4'\n[values]\nshiller_cape = 44.2\n";

const MODEL: &str = "schema = 1\nid = 'piped-model'\ntitle = 'M'\n[dimension.root]\n[indicator.x]\ndimension = 'root'\nrule.linear = { from = 0, to = 100 }\n";

/// A table of forty months that rises and falls.
fn table() -> String {
    let row =
        |i: u32| format!("{}-{:02}-28,{},{}\n", 2000 + i / 12, 1 + i % 12, 50 + (i * 37) % 41, u32::from(i % 20 > 16));
    std::iter::once("date,x,crisis\n".to_owned()).chain((0..60).map(row)).collect()
}

#[test]
fn quiet_and_color_work_on_every_command() {
    for command in commands() {
        for arguments in [["--quiet", "--color", "never"], ["--color", "always", "--quiet"]] {
            let output = froth().arg(&command).args(arguments).arg("--help").output().expect("it runs");
            assert_eq!(output.status.code(), Some(0), "{command}: {}", said(&output));
        }
        let output = froth().args([&command, "--color", "sometimes"]).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{command}");
    }
    let coloured = |names: &[(&str, &str)], arguments: &[&str]| {
        let mut command = froth();
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").args(["list"]).args(arguments);
        for (name, value) in names {
            command.env(name, value);
        }
        command.output().expect("it runs").stdout.contains(&0x1b)
    };
    assert!(!coloured(&[], &[]), "colour in a pipe");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "0")], &[]));
    assert!(coloured(&[("NO_COLOR", "1")], &["--color", "always"]), "what is asked for is done");
    assert!(!coloured(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
}

/// The examples in a command's help.
fn examples(command: &str) -> Vec<String> {
    let help = stdout(&[command, "--help"]);
    let examples = help.split("Examples:\n").nth(1).unwrap_or_else(|| panic!("{command} has no examples"));
    let lines = examples.lines().take_while(|l| !l.is_empty());
    let found: Vec<String> = lines.filter_map(|l| l.strip_prefix("  ").map(str::to_owned)).collect();
    assert!(found.iter().all(|e| e.starts_with("froth ")) && !found.is_empty(), "{command}: {found:?}");
    found
}

#[test]
fn every_example_in_the_help_can_be_parsed() {
    // Help comes last: whatever is wrong before it is said instead.
    let wrong = bash(Path::new("."), "froth score x --fail-at abc --help");
    assert_eq!(wrong.status.code(), Some(2), "{}", said(&wrong));
    for command in commands() {
        for example in examples(&command) {
            for part in example.split(" && ").flat_map(|e| e.split(" | ")).filter(|p| p.starts_with("froth ")) {
                let line = part.split(" > ").next().expect("a command");
                let output = bash(Path::new("."), &format!("{line} --help"));
                assert_eq!(output.status.code(), Some(0), "{line}: {}", said(&output));
            }
        }
    }
}

#[test]
fn examples_do_what_they_say() {
    let mut ran = 0;
    for command in [
        "list",
        "show",
        "new",
        "check",
        "score",
        "compare",
        "track",
        "chart",
        "panel",
        "sql",
        "completions",
        "man",
        "stress",
    ] {
        for example in examples(command) {
            // Other programs, other people's folders, tables that cannot be written by hand.
            if ["jq", "~", "man -l", ".parquet", "--versus", "--target"].iter().any(|o| example.contains(o)) {
                continue;
            }
            let folder = tempfile::tempdir().expect("a folder");
            let path = |name: &str| folder.path().join(name);
            if command != "new" {
                bash(folder.path(), "froth new scenario mine.toml --quiet && froth new model my-model.toml --quiet");
            }
            fs::write(
                path("my-shock.toml"),
                "schema = 1\nid = 'mine'\ntitle = 'M'\n[shock]\nshiller_cape = { multiply = 0.6 }\n",
            )
            .expect("written");
            fs::write(path("shiller.csv"), "date,cape\n2000.01,40\n2000.02,41\n").expect("written");
            fs::write(path("fred.csv"), "date,series_id,value\n2000-03-31,GDP,10000\n2000-06-30,GDP,10100\n")
                .expect("written");
            fs::write(
                path("countries.csv"),
                "date,entity,shiller_cape,first_day_return,operating_ipos,margin_loans_usd_bn,gdp_usd_bn\n2000,Portugal,20,10,100,100,10000\n\
                 2000,Spain,30,20,100,150,10000\n2000,France,40,30,100,200,10000\n",
            )
            .expect("written");
            let output = bash(folder.path(), &example);
            let code = output.status.code();
            assert!(
                code == Some(0) || code == Some(3) && example.contains("--fail-at"),
                "{example}: {code:?} {}",
                said(&output)
            );
            ran += 1;
        }
    }
    assert!(ran >= 20, "{ran} examples");
}

#[test]
fn whoever_stops_reading_is_not_bothered() {
    for line in [
        "froth list | head -1",
        "froth list --format csv | head -1",
        "froth show four-dimensions | head -2",
        "froth score ai-2025q4 --format json | head -c 10",
        "froth compare dotcom-2000q1 ai-2025q4 | head -1",
        "froth sql -m four-dimensions --dialect duckdb | head -1",
        "froth completions bash | head -1",
        "froth man | head -1",
        "froth --help | head -1",
        "froth uncertainty --help | head -1",
        "froth score | head -1",
        // Nobody reads at all.
        "froth show four-dimensions | true",
        "froth show four-dimensions | (exec <&-; sleep 0.2)",
    ] {
        let output = bash(Path::new("/"), &format!("{line}; echo ${{PIPESTATUS[0]}} >&2"));
        let said = said(&output);
        let (before, code) = said.trim_end().rsplit_once('\n').unwrap_or(("", said.trim_end()));
        if line == "froth score | head -1" {
            assert!(code == "2" && before.contains("Usage:"), "{line}: {said}");
            continue;
        }
        assert!(before.is_empty() && (code == "0" || code == "141"), "{line}: {said}");
    }
    if Path::new("/dev/full").exists() {
        for line in
            ["froth list > /dev/full", "froth score ai-2025q4 --format json > /dev/full", "froth man > /dev/full"]
        {
            let output = bash(Path::new("/"), line);
            assert_eq!(output.status.code(), Some(1), "{line}");
            assert!(said(&output).contains("cannot write the output"), "{line}: {}", said(&output));
        }
    }
}

#[test]
fn standard_input_is_a_file_like_any_other() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("m.toml"), MODEL).expect("written");
    let run = |arguments: &str, input: &str| {
        let mut command = froth();
        command.current_dir(folder.path()).args(arguments.split(' ')).write_stdin(input.to_owned());
        command.output().expect("it runs")
    };
    for arguments in [
        "check -",
        "score -",
        "compare ai-2025q4 -",
        "compare - ai-2025q4 --format csv",
        "chart radar - ai-2025q4 -o radar.svg",
        "uncertainty - --draws 64",
        "sensitivity - --samples 16",
        "stress - --shock ipo-wave",
        "stress ai-2025q4 --versus -",
        "track -",
    ] {
        let output = run(arguments, SCENARIO);
        assert_eq!(output.status.code(), Some(0), "{arguments}: {}", said(&output));
    }
    for arguments in ["check -", "sql -m - --dialect duckdb"] {
        let output = run(arguments, MODEL);
        assert_eq!(output.status.code(), Some(0), "{arguments}: {}", said(&output));
    }
    // A table is kept while it is read several times, and named as what it is.
    for arguments in [
        "panel - -m ./m.toml -o scored.csv",
        "panel - -m ./m.toml -o scored.csv --chart scored.svg --audit",
        "exuberance - --column x --critical-values none",
        "exuberance - --column x --critical-values none --format json",
        "backtest - -m ./m.toml --event crisis --horizon 1..3",
        "base-rates - --price x --format json",
    ] {
        let output = run(arguments, &table());
        assert_eq!(output.status.code(), Some(0), "{arguments}: {}", said(&output));
        let seen = String::from_utf8_lossy(&output.stdout).into_owned() + &said(&output);
        assert!(
            !seen.contains(".froth-") && !seen.contains(std::env::temp_dir().to_str().expect("UTF-8")),
            "{arguments}: {seen}"
        );
    }
    for arguments in
        ["panel - -m ./m.toml -o scored.csv", "exuberance - --column x", "backtest - -m ./m.toml --event crisis"]
    {
        let output = run(arguments, "date,x,crisis\n2000,a,0\n2001,b,1\n");
        assert_eq!(output.status.code(), Some(1), "{arguments}");
        assert!(said(&output).contains("<stdin>: line 2, column `x`"), "{arguments}: {}", said(&output));
        let nothing = run(arguments, "");
        assert!(said(&nothing).contains("<stdin> is empty"), "{arguments}: {}", said(&nothing));
    }
    for arguments in [
        "score - -",
        "score - -m -",
        "check - -",
        "panel - -m - -o x.csv",
        "stress - --shock -",
        "compare - - ai-2025q4",
    ] {
        let output = run(arguments, SCENARIO);
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        assert!(said(&output).contains("standard input can be read only once"), "{arguments}: {}", said(&output));
    }
}

#[test]
fn exit_codes_are_the_same_everywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |line: &str| bash(folder.path(), line);
    fs::write(folder.path().join("m.toml"), MODEL).expect("written");
    fs::write(folder.path().join("t.csv"), table()).expect("written");
    for command in commands() {
        assert_eq!(run(&format!("froth {command} --nonsense")).status.code(), Some(2), "{command}");
        assert_eq!(run(&format!("froth {command} --help")).status.code(), Some(0), "{command}");
    }
    for (code, line) in [
        (2, "froth"),
        (2, "froth nonsense"),
        (0, "froth --version"),
        (1, "froth show nonsense"),
        (1, "froth new model m.toml"),
        (1, "froth new model no/such/folder.toml"),
        (1, "froth check nonsense"),
        (1, "froth check ./nonsense.toml"),
        (1, "froth score nonsense"),
        (3, "froth score ai-2025q4 --fail-at 1"),
        (0, "froth score ai-2025q4 --fail-at 99"),
        (1, "froth compare ai-2025q4 nonsense"),
        (3, "froth compare dotcom-2000q1 ai-2025q4 --fail-at 50"),
        (1, "froth changes ai-2025q4 nonsense"),
        (1, "froth changes dotcom-2000q1 ai-2026q3"),
        (2, "froth changes ai-2025q4"),
        (0, "froth changes ai@2025-12-31 ai"),
        (1, "froth report nonsense"),
        (1, "froth report ai-2025q4 -o m.toml"),
        (1, "froth chart radar ai-2025q4 -o x.pdf"),
        (2, "froth chart nonsense ai-2025q4 -o x.svg"),
        (1, "froth chart radar ai-2025q4 -o no/such/x.svg"),
        (1, "froth uncertainty nonsense"),
        (2, "froth uncertainty ai-2025q4 --draws 0"),
        (1, "froth sensitivity nonsense"),
        (1, "froth stress ai-2025q4 --shock nonsense"),
        (1, "froth track nonsense"),
        (3, "froth track ai-2025q4 --fail-at 1"),
        (1, "froth panel nonsense.csv -m ./m.toml -o out.csv"),
        (1, "froth panel t.csv -m nonsense -o out.csv"),
        (1, "froth panel t.csv -m ./m.toml -o t.csv"),
        (0, "froth panel t.csv -m ./m.toml -o out.csv"),
        (1, "froth sql -m nonsense --dialect duckdb"),
        (2, "froth sql -m four-dimensions --dialect nonsense"),
        (1, "froth exuberance nonsense.csv"),
        (2, "froth exuberance t.csv --lag nonsense"),
        (1, "froth backtest nonsense.csv -m ./m.toml --event crisis"),
        (2, "froth backtest t.csv -m ./m.toml --event fall:x"),
        (1, "froth serve nonsense"),
        (2, "froth serve --bind nonsense"),
        (1, "froth verify nonsense"),
        (2, "froth completions nonsense"),
        (0, "froth completions elvish"),
        (0, "froth completions powershell"),
        (1, "froth man -o m.toml"),
    ] {
        let output = run(line);
        assert_eq!(output.status.code(), Some(code), "{line}: {}", said(&output));
        // What was checked is a result, good or bad; what goes to a file leaves nothing to print.
        assert!(
            code == 3 || line.contains(" check ") || line.contains(" -o ") || output.stdout.is_empty() == (code != 0),
            "{line}: data and errors on the wrong side: {}",
            said(&output)
        );
        assert!(code == 0 || code == 3 || !output.stderr.is_empty(), "{line} fails without a word");
    }
    // What is documented is what is so.
    let help = stdout(&["--help"]);
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("a README");
    for text in [help, readme] {
        // However it is wrapped.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = text.split_once("Exit codes:").expect("exit codes").1;
        for code in ["0 done", "1 bad input", "2 wrong usage", "3 done", "130 interrupted"] {
            assert!(line.contains(code), "no `{code}` in {line}");
        }
    }
}

#[test]
fn names_may_be_in_any_script() {
    let top = tempfile::tempdir().expect("a folder");
    let folder = top.path().join("冰島 é ß'\"");
    fs::create_dir(&folder).expect("made");
    fs::write(folder.join("模型.toml"), MODEL.replace("'M'", "'模型'")).expect("written");
    fs::write(folder.join("情景 1.toml"), SCENARIO).expect("written");
    fs::write(folder.join("數據.csv"), table().replace("date,x", "日期,größe")).expect("written");
    for (arguments, wrote) in [
        (vec!["check", "模型.toml", "情景 1.toml"], None),
        (vec!["score", "情景 1.toml"], None),
        (vec!["score", "./情景 1.toml", "-m", "四.toml"], None),
        (vec!["new", "scenario", "新 é.toml"], Some("新 é.toml")),
        (vec!["chart", "radar", "情景 1.toml", "ai-2026q3", "-o", "圖 é.png", "--lang", "zh-Hant"], Some("圖 é.png")),
        (
            vec![
                "panel",
                "數據.csv",
                "-m",
                "./模型.toml",
                "--date-column",
                "日期",
                "--map",
                "x=größe",
                "-o",
                "分數.csv",
            ],
            Some("分數.csv"),
        ),
        (
            vec![
                "panel",
                "數據.csv",
                "-m",
                "./模型.toml",
                "--date-column",
                "日期",
                "--map",
                "x=größe",
                "-o",
                "分數.parquet",
            ],
            Some("分數.parquet"),
        ),
        (
            vec!["exuberance", "數據.csv", "--date-column", "日期", "--column", "größe", "--critical-values", "none"],
            None,
        ),
        (vec!["man", "-o", "頁"], Some("頁/froth-score.1")),
    ] {
        let output = froth().current_dir(&folder).args(&arguments).output().expect("it runs");
        let code = i32::from(arguments.contains(&"四.toml"));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", said(&output));
        assert!(code == 0 || said(&output).contains("四.toml"), "{}", said(&output));
        if let Some(file) = wrote {
            assert!(folder.join(file).metadata().is_ok_and(|m| m.len() > 0), "{file}");
        }
    }
    // A file that names another one is understood from anywhere.
    fs::write(folder.join("繼承.toml"), "schema = 1\nid = 'heir'\ntitle = 'H'\nextends = './情景 1.toml'\n")
        .expect("written");
    for place in ["/", "..", "."] {
        let output = froth()
            .current_dir(folder.join(place))
            .arg("score")
            .arg(folder.join("繼承.toml"))
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{place}: {}", said(&output));
    }
    // A slip behind characters of several bytes is still pointed at.
    fs::write(
        folder.join("錯.toml"),
        "schema = 1\nid = 's'\ntitle = '冰島冰島' # é\nas_of = 2025-12-31\n[values.冰島]\nvalue = 1\n",
    )
    .expect("written");
    let output = froth().current_dir(&folder).args(["check", "錯.toml"]).output().expect("it runs");
    assert!(output.status.code() == Some(1) && said(&output).contains("錯.toml:5:9"), "{}", said(&output));
}

#[test]
fn names_that_are_no_unicode_are_refused_or_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let name =
        |ending: &str| folder.path().join(OsStr::from_bytes(&[b"m\xff\xfe".as_slice(), ending.as_bytes()].concat()));
    // Some file systems have no such names.
    if fs::write(name(".toml"), MODEL).is_err() {
        eprintln!("SKIPPED: this file system takes no names that are not Unicode");
        return;
    }
    fs::write(name(".csv"), table()).expect("written");
    fs::write(folder.path().join("m.toml"), MODEL).expect("written");
    let output = froth().arg("score").arg(name(".toml")).output().expect("it runs");
    assert!(output.status.code() == Some(2) && said(&output).contains("invalid UTF-8"), "{}", said(&output));
    let output = froth().args(["new", "model"]).arg(name("2.toml")).output().expect("it runs");
    assert!(output.status.code() == Some(0) && name("2.toml").exists(), "{}", said(&output));
    let model = folder.path().join("m.toml");
    let output = froth().arg("panel").arg(name(".csv")).arg("-m").arg(&model).arg("-o").arg(name(".out.csv")).output();
    let output = output.expect("it runs");
    assert!(output.status.code() == Some(0) && name(".out.csv").exists(), "{}", said(&output));
    let output = froth().args(["chart", "radar", "ai-2025q4", "-o"]).arg(name(".svg")).output().expect("it runs");
    assert!(output.status.code() == Some(0) && name(".svg").exists(), "{}", said(&output));
    let output = froth()
        .args(["exuberance", "--critical-values", "none", "--column", "x"])
        .arg(name(".csv"))
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn bash_completes_commands_options_ids_and_files() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("mine.toml"), SCENARIO).expect("written");
    let offered = |line: &str| {
        let script = format!(
            "source <(froth completions bash)\ncomplete -p froth >&2\n\
             words=({line}); [[ '{line}' == *' ' ]] && words+=('')\n\
             COMP_WORDS=(\"${{words[@]}}\"); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMPREPLY=()\n\
             _froth froth \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"\necho \"${{COMPREPLY[@]}}\""
        );
        let output = bash(folder.path(), &script);
        // Where no word fits, bash itself offers files.
        assert!(said(&output).contains("-o default") && said(&output).contains("-F _froth"), "{}", said(&output));
        String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
    };
    for (line, wanted) in [
        ("froth sco", "score"),
        ("froth sc", "score schema"),
        ("froth score ai-2025", "ai-2025q4"),
        ("froth compare ai-2025q4 dotcom-2000", "dotcom-2000q1"),
        ("froth score ai-2025q4 -m four", "four-dimensions"),
        ("froth stress ai-2026q3 --shock ipo", "ipo-wave"),
        ("froth show trans", "transmission"),
        ("froth score --fail-on", "--fail-on-alert"),
        ("froth score ai-2025q4 --format js", "json"),
        ("froth chart rad", "radar"),
        ("froth score min", ""),
    ] {
        assert_eq!(offered(line), wanted, "{line}");
    }
    assert!(!offered("froth panel ").contains(['<', '[']), "placeholders are offered");
}

#[test]
fn other_shells_take_their_completions() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("mine.toml"), SCENARIO).expect("written");
    let script = |shell: &str| stdout(&["completions", shell]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(script(shell).contains("fail-on-alert") && !script(shell).contains("FROTH_"), "{shell}");
    }
    if is_there("fish") {
        fs::write(folder.path().join("froth.fish"), script("fish")).expect("written");
        let offered = |line: &str| {
            let command = format!("source froth.fish; complete -C '{line}'");
            let output = Command::new("fish").args(["--no-config", "-c", &command]).current_dir(folder.path()).output();
            let output = output.expect("fish runs");
            assert!(output.stderr.is_empty(), "{}", said(&output));
            String::from_utf8(output.stdout).expect("UTF-8")
        };
        for (line, wanted) in [
            ("froth sco", "score"),
            ("froth score ai-2025", "ai-2025q4"),
            ("froth score x -m four", "four-dimensions"),
            ("froth score min", "mine.toml"),
        ] {
            assert!(offered(line).lines().any(|l| l.split('\t').next() == Some(wanted)), "{line}: {}", offered(line));
        }
    }
    if is_there("zsh") {
        fs::write(folder.path().join("_froth"), script("zsh")).expect("written");
        let command = "fpath=($PWD $fpath); autoload -U compinit; compinit -u -D; autoload +X -U _froth; \
                       print $_comps[froth] $+functions[_froth]; zsh -n _froth";
        let output =
            Command::new("zsh").args(["-f", "-c", command]).current_dir(folder.path()).output().expect("zsh runs");
        assert_eq!((String::from_utf8_lossy(&output.stdout).trim(), said(&output).as_str()), ("_froth 1", ""));
    }
}

#[test]
fn manual_pages_are_sound() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("pages");
    let output = froth().arg("man").arg("-o").arg(&pages).output().expect("it runs");
    assert!(output.status.success(), "{}", said(&output));
    let mut names: Vec<String> = commands().iter().map(|c| format!("froth-{c}.1")).collect();
    names.push("froth.1".to_owned());
    names.sort();
    let mut found: Vec<String> = fs::read_dir(&pages)
        .expect("a folder")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    found.sort();
    assert_eq!(found, names, "a page for each command");
    assert_eq!(stdout(&["man"]), fs::read_to_string(pages.join("froth.1")).expect("read"));
    let page = |name: &str| fs::read_to_string(pages.join(name)).expect("read");
    for (name, parts) in [
        ("froth.1", vec![".SH EXAMPLES", ".SH EXIT STATUS", "130\n", "froth\\-score(1)"]),
        (
            "froth-score.1",
            vec![".SH EXAMPLES\n.nf\nfroth score ai\\-2025q4\n", "It is no probability.", "A row a scenario and node"],
        ),
    ] {
        for part in parts {
            assert!(page(name).contains(part), "no `{part}` in {name}:\n{}", page(name));
        }
    }
    if is_there("groff") {
        for name in &names {
            let output = Command::new("groff")
                .args(["-man", "-Tutf8", "-ww"])
                .arg(pages.join(name))
                .output()
                .expect("groff runs");
            assert!(output.status.success() && output.stderr.is_empty(), "{name}: {}", said(&output));
            assert!(output.stdout.len() > 500, "{name}");
        }
    }
}

#[test]
fn a_model_from_standard_input_reads_no_other() {
    // Beside a model in a pipe, the scenario is a file or a built-in one.
    let text = rooted(&(plain("shiller_cape", "root", 1.0) + "unit = 'x'\n"));
    let output =
        froth().args(["score", "ai-2025q4", "-m", "-", "--quiet"]).write_stdin(text).output().expect("it runs");
    assert!(output.status.success(), "{}", said(&output));
}
