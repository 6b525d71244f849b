//! Charts of networks: in extreme cases checked by structure, and from the command line.

use crate::charts::check;
use crate::support::{froth, stdout};
use froth::chart::{Chart, cascade, exposure, network};
use froth::diag::SourceFile;
use froth::locale::{Language, Locale};
use froth::network::{Network, Options, run};
use std::fmt::Write;
use std::fs;

const LONG: &str = "非金融企業部門淨借款特殊目的公司(聯貸銀行團與私募信貸基金)";

/// So many nodes in so many groups, each owing, buying from and holding some of the others.
fn wide(nodes: usize, groups: usize) -> Network {
    let mut text =
        "schema = 1\nid = 'wide'\ntitle = 'A network of many'\nas_of = 2026-09-30\nunit = 'USD bn'\n".to_owned();
    let mut names = String::new();
    for n in 0..nodes {
        let _ = writeln!(
            text,
            "[node.n{n}]\ntitle = 'Node {n}, a special purpose vehicle with a rather long name'\nequity = 9\nmargin = 0.5"
        );
        if groups > 0 {
            let _ = writeln!(text, "group = 'Group {} of lenders and their borrowers'", n % groups);
        }
        let _ = writeln!(names, "n{n} = '{LONG}{n}'");
    }
    for n in 0..nodes {
        let status = ["paid", "contracted", "conditional", "talks"][n % 4];
        for (kind, step) in [("claim", 1), ("purchase", 3), ("stake", 7)] {
            let to = (n * 5 + step) % nodes;
            if to != n {
                let amount = 1 + (n * 37) % 90;
                let _ = writeln!(
                    text,
                    "[[{kind}]]\nfrom = 'n{n}'\nto = 'n{to}'\namount = {amount}e{}\nstatus = '{status}'",
                    n % 4
                );
            }
        }
    }
    parsed(&format!("{text}[text.zh-Hant]\ntitle = '{LONG}'\n{names}"))
}

fn parsed(text: &str) -> Network {
    Network::parse(&SourceFile::new("wide.toml", text)).unwrap_or_else(|e| panic!("{e}")).0
}

fn charts(of: &Network, failed: &[&str], language: Language) -> Vec<Chart> {
    let options = Options { failed: failed.iter().map(|id| (*id).to_owned()).collect(), ..Options::default() };
    let found = run(of, &options, &()).expect("it runs");
    let locale = Locale::new(language).with_network(of);
    vec![network(&found, &locale), cascade(&found, &locale), exposure(&found, &locale)]
}

#[test]
fn nothing_is_cut_and_no_name_covers_another() {
    for language in [Language::English, Language::TraditionalChinese] {
        for (nodes, groups) in [(1, 0), (2, 1), (9, 0), (30, 3), (60, 12), (200, 9)] {
            let of = wide(nodes, groups);
            for failed in [&[][..], &["n0"]] {
                for chart in charts(&of, failed, language) {
                    check(&chart, &format!("of {nodes} nodes in {groups} groups, {failed:?} fails, {language:?}"));
                }
            }
        }
    }
}

#[test]
fn the_order_of_a_file_is_not_seen_in_a_chart() {
    let nodes = ["[node.a]\ntitle = 'A'\nequity = 3", "[node.b]\ntitle = 'B'\nequity = 4", "[node.c]\ntitle = 'C'"];
    let edges =
        ["from = 'a'\nto = 'b'\namount = 2", "from = 'b'\nto = 'c'\namount = 3", "from = 'c'\nto = 'a'\namount = 1"];
    let written = |order: [usize; 3]| {
        let mut text = "schema = 1\nid = 'n'\ntitle = 'N'\nas_of = 2026-09-30\n".to_owned();
        for n in order {
            let _ = writeln!(text, "{}", nodes[n]);
        }
        for n in order {
            let _ = writeln!(text, "[[claim]]\n{}", edges[n]);
        }
        charts(&parsed(&text), &["a"], Language::English).iter().map(Chart::svg).collect::<Vec<_>>()
    };
    assert_eq!(written([0, 1, 2]), written([2, 0, 1]));
}

/// A cascade says who falls in which round, and what it costs.
#[test]
fn a_cascade_says_what_is_lost() {
    let of = parsed(
        "schema = 1\nid = 'n'\ntitle = 'N'\nas_of = 2026-09-30\nunit = 'USD bn'\n[node.a]\ntitle = 'A'\nequity = 5
[node.b]\ntitle = 'B'\nequity = 8\n[node.c]\ntitle = 'C'\n[[claim]]\nfrom = 'a'\nto = 'b'\namount = 10
[[claim]]\nfrom = 'b'\nto = 'c'\namount = 4",
    );
    let [network, cascade, exposure] = <[Chart; 3]>::try_from(charts(&of, &["a"], Language::English)).expect("three");
    assert_eq!(network.title, "If A cannot pay, losses reach 2 others; B fails too");
    assert_eq!(cascade.title, "If A cannot pay, 13 USD bn of equity is lost, 62 % of it in round 1");
    assert_eq!(exposure.title, "B is the most exposed: 10 USD bn, all of it to A");
    assert!(network.data.contains(&["node", "c", "", "", "", "4", "", "4", "2"].map(str::to_owned).to_vec()));
    assert!(cascade.data.contains(&["node", "b", "8", "10", "1", "1"].map(str::to_owned).to_vec()));
    assert_eq!(exposure.data[1], ["b", "a", "10"]);
}

#[test]
fn the_command_draws_networks() {
    let folder = tempfile::tempdir().expect("a folder");
    for (kind, ending) in [("network", "svg"), ("network", "png"), ("cascade", "csv"), ("exposure", "svg")] {
        let file = folder.path().join(format!("{kind}.{ending}"));
        let name = file.to_str().expect("text");
        stdout(&["chart", kind, "ai-financing-2026q3", "--fail", "openai", "-o", name]);
        assert!(fs::metadata(&file).expect("a file").len() > 500, "{kind}");
    }
    let said = |arguments: &[&str], code: i32| {
        let output = froth().args(arguments).args(["-o", folder.path().join("x.svg").to_str().expect("text")]).output();
        let output = output.expect("it runs");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        String::from_utf8(output.stderr).expect("text")
    };
    assert!(said(&["chart", "cascade", "telecom-2000"], 1).contains("--fail NODE"));
    assert!(said(&["chart", "network", "telecom-2000", "made-up-cloud"], 1).contains("one network"));
    assert!(said(&["chart", "network", "telecom-2000", "--fail", "winstarr"], 1).contains("winstar"));
    assert!(said(&["chart", "radar", "ai-2026q3", "--fail", "openai"], 2).contains("--fail"));
    assert!(said(&["chart", "network", "telecom-2000", "--recovery", "1,1"], 2).contains("clearing"));
}
