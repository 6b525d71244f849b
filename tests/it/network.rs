//! `froth network`: what it finds, what it refuses, and the networks that are built in.

use crate::support::{close, froth, json, stdout};
use froth::catalog::{Kind, builtins};
use froth::network::{Network, Status};
use serde_json::Value;
use std::fmt::Write;
use std::fs;

fn networks() -> Vec<Network> {
    let networks = builtins().iter().filter(|b| b.kind == Kind::Network);
    networks.map(|b| Network::parse(&b.source()).unwrap_or_else(|e| panic!("{e}")).0).collect()
}

fn plain(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn node<'a>(found: &'a Value, id: &str) -> &'a Value {
    found["nodes"].as_array().expect("nodes").iter().find(|node| node["id"] == id).expect("the node")
}

#[test]
fn a_failure_is_told_first_and_in_full() {
    let found = json(&["network", "made-up-cloud", "--fail", "lab", "--format", "json"]);
    // 8 of 16 of sales are lost, half of which were income, of an equity of 15.
    close(node(&found, "cloud")["loss_share"].as_f64().expect("a share"), 4.0 / 15.0);
    close(node(&found, "fund")["loss_share"].as_f64().expect("a share"), 4.0 / 9.0);
    close(node(&found, "utility")["loss"].as_f64().expect("a loss"), 0.4 * 2.0 * 4.0 / 15.0);
    let bank = 25.0 * 4.0 / 15.0 + 5.0 * 4.0 / 9.0 + 0.4 * 2.0 * 4.0 / 15.0;
    close(node(&found, "bank")["loss"].as_f64().expect("a loss"), bank);
    close(found["initial_loss"].as_f64().expect("a loss"), 6.0);
    assert_eq!(found["shock"], serde_json::json!([{ "id": "lab", "share": null, "failed": true }]));
    assert_eq!(found["rounds"][0]["failed"], serde_json::json!(["lab"]));
    assert_eq!(node(&found, "lab")["failed_in_round"], 0);
    let by_channel: f64 =
        ["claims", "stakes", "purchases"].iter().filter_map(|c| found["by_channel"][c].as_f64()).sum();
    close(by_channel, 1.0);
    assert_eq!(found["made_from"]["networks"][0]["id"], "made-up-cloud");
    let page = stdout(&["network", "made-up-cloud", "--fail", "lab"]);
    let lines: Vec<&str> = page.lines().collect();
    assert!(lines[3].starts_with("If Lab cannot pay, Fund loses 44 % of its equity and Cloud loses 27 %"), "{page}");
    let chinese = stdout(&["network", "made-up-cloud", "--fail", "lab", "--lang", "zh-Hant"]);
    assert!(chinese.contains("若實驗室無力償付，基金損失"), "{chinese}");
}

#[test]
fn every_format_and_question_has_its_answer() {
    let all = [
        "network",
        "made-up-cloud",
        "--shock",
        "cloud=0.3",
        "--rank",
        "--circularity",
        "--target",
        "utility",
        "--draws",
        "200",
    ];
    let with = |format: &str| stdout(&[&all[..], &["--format", format]].concat());
    let found: Value = serde_json::from_str(&with("json")).expect("JSON");
    assert_eq!(found["ranking"].as_array().expect("ranking").len(), 6);
    assert!(found["circularity"]["p_value"].as_f64().expect("p") > 0.0);
    assert_eq!(found["circularity"]["networks"], 1000);
    let bank = node(&found, "bank");
    assert!(
        bank["loss_low"].as_f64() < bank["loss_median"].as_f64()
            && bank["loss_median"].as_f64() < bank["loss_high"].as_f64()
    );
    // 18 of 60 are more than all of its equity of 15; a fifth of that of the utility's sales follows.
    assert_eq!(node(&found, "cloud")["failed_in_round"], 0);
    let csv = with("csv");
    assert!(csv.starts_with("id,title,group,equity,loss,") && csv.lines().count() == 7, "{csv}");
    let markdown = with("markdown");
    assert!(markdown.starts_with("# A made-up cloud") && markdown.contains("| Node"), "{markdown}");
    assert!(!with("json").contains("-0.0"), "nothing is -0");
    // The same bytes whatever runs beside it.
    let one = froth().args(all).args(["--format", "json"]).env("RAYON_NUM_THREADS", "1").output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&one.stdout), with("json"));
}

#[test]
fn what_a_method_does_not_have_is_wrong_usage() {
    let refused = |arguments: &[&str], code: i32, says: &str| {
        let run = froth().args(["network", "made-up-cloud"]).args(arguments).output().expect("it runs");
        let said = plain(&run.stderr);
        assert_eq!(run.status.code(), Some(code), "{said}");
        assert!(said.contains(says) && run.stdout.is_empty(), "{said}");
    };
    refused(&["--method", "clearing", "--channels", "claims,stakes"], 2, "claims alone");
    refused(&["--method", "threshold", "--channels", "purchases"], 2, "claims alone");
    refused(&["--recovery", "0.5,0.5"], 2, "--recovery belongs to --method clearing");
    refused(&["--method", "clearing", "--loss-given-default", "0.4"], 2, "clearing has --recovery");
    refused(&["--status", "dead"], 2, "never counts");
    refused(&["--status", "payed"], 2, "there are paid, contracted");
    refused(&["--shock", "cloud"], 2, "NODE=SHARE");
    refused(&["--shock", "cloud=40"], 2, "between 0 and 1");
    refused(&["--fail", "clod"], 1, "did you mean `cloud`");
    refused(&["--target", "moon"], 1, "has no node `moon`");
    let run = froth().args(["network", "ai-2026q3"]).output().expect("it runs");
    assert!(plain(&run.stderr).contains("`ai-2026q3` is a scenario"), "{}", plain(&run.stderr));
    let run = froth().args(["score", "telecom-2000"]).output().expect("it runs");
    assert!(plain(&run.stderr).contains("`telecom-2000` is a network"), "{}", plain(&run.stderr));
    let sinks = ["network", "ai-financing-2026q3", "--shock", "openai=0.5"];
    let run = froth().args(sinks).output().expect("it runs");
    assert!(plain(&run.stderr).contains("fail it with --fail"), "{}", plain(&run.stderr));
}

#[test]
fn the_methods_clear_and_default_over_claims() {
    let run = |method: &str| {
        json(&["network", "made-up-cloud", "--shock", "cloud=0.5", "--method", method, "--format", "json"])
    };
    let cleared = run("clearing");
    // It has 30 and owes 45: the bank is paid 25 of 45 of 30.
    close(node(&cleared, "cloud")["payment"].as_f64().expect("a payment"), 30.0);
    close(node(&cleared, "bank")["loss"].as_f64().expect("a loss"), 25.0 - 30.0 * 25.0 / 45.0);
    assert_eq!(cleared["channels"], serde_json::json!(["claims"]));
    let cascade = run("threshold");
    close(node(&cascade, "bank")["loss"].as_f64().expect("a loss"), 25.0);
    assert!(node(&cascade, "bank")["payment"].is_null());
}

#[test]
fn a_new_network_checks_and_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.toml");
    froth().args(["new", "network"]).arg(&file).assert().success();
    froth().arg("check").arg(&file).assert().success();
    let run = froth().arg("network").arg(&file).args(["--fail", "customer", "--rank"]).output().expect("it runs");
    assert!(run.status.success(), "{}", plain(&run.stderr));
    let broken = fs::read_to_string(&file).expect("read").replace("to = \"landlord\"", "to = \"landlrd\"");
    fs::write(&file, broken).expect("written");
    let check = froth().arg("check").arg(&file).output().expect("it runs");
    assert_eq!(check.status.code(), Some(1));
    assert!(plain(&check.stderr).contains("did you mean `landlord`"), "{}", plain(&check.stderr));
}

/// Where a page's address was not recorded, the source says so.
#[test]
fn every_edge_that_is_built_in_names_its_source() {
    let networks = networks();
    assert_eq!(networks.len(), 4);
    for network in &networks {
        for edge in &network.edges {
            let of = format!("{}: {} to {}", network.id, network.nodes[edge.from].id, network.nodes[edge.to].id);
            let source = edge.provenance.source.as_deref().unwrap_or_default();
            assert!(!source.is_empty() && edge.date.is_some(), "{of}");
            assert!(edge.provenance.url.is_some() || source.contains("not recorded"), "{of}: no address");
            assert!(edge.provenance.confidence.is_some(), "{of}: no confidence");
            assert!(edge.amount.is_some() || edge.provenance.note.is_some(), "{of}: says not why it has no amount");
        }
        for node in network.nodes.iter().filter(|node| node.equity.is_some() && network.id != "made-up-cloud") {
            assert!(node.provenance.url.is_some() && node.date.is_some(), "{}: {}", network.id, node.id);
        }
        let texts = &network.texts["zh-Hant"];
        assert!(network.nodes.iter().all(|node| texts.contains_key(&node.id)), "{}", network.id);
    }
}

/// Given equity is what the rest of a balance sheet leaves.
#[test]
fn balance_sheets_that_are_built_in_add_up() {
    let network = networks().into_iter().find(|network| network.id == "ai-financing-2026q3").expect("built in");
    let later = ["softbank", "us_banks", "alphabet", "microsoft", "nvidia", "amazon", "oracle"];
    let value = |figure: &Option<froth::network::Figure>| figure.as_ref().map(|figure| figure.value);
    let mut checked = 0;
    for (at, node) in network.nodes.iter().enumerate() {
        let (Some(equity), Some(assets)) = (value(&node.equity), value(&node.external_assets)) else { continue };
        let mut sum = assets - value(&node.external_debts).unwrap_or(0.0);
        for edge in network.edges.iter().filter(|edge| edge.status == Status::Paid && edge.part_of.is_none()) {
            let amount = edge.amount.as_ref().map_or(0.0, |amount| amount.given);
            match edge.channel {
                froth::network::Channel::Claims if edge.to == at => sum += amount,
                froth::network::Channel::Claims if edge.from == at => sum -= amount,
                froth::network::Channel::Stakes if edge.from == at => sum += amount,
                _ => {}
            }
        }
        if !later.contains(&node.id.as_str()) {
            assert!((sum - equity).abs() < 0.11, "{}: {sum} is not {equity}", node.id);
            checked += 1;
        }
    }
    assert!(checked >= 8, "{checked}");
}

const TWO: &str = "schema = 1\nid = 'two'\ntitle = 'Two'\nas_of = 2026-09-30
[node.bank]\ntitle = 'Bank'\nequity = 20\n[node.firm]\ntitle = 'Firm'\n[node.shop]\ntitle = 'Shop'\nequity = 5
[[claim]]\nfrom = 'firm'\nto = 'bank'\namount = 10\n";

fn written(folder: &tempfile::TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).expect("written");
    path.to_str().expect("UTF-8").to_owned()
}

/// A count of one is followed by a singular, on the page and in the chart.
#[test]
fn one_edge_is_one_edge() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(&folder, "two.toml", TWO);
    let page = stdout(&["network", &path, "--fail", "firm"]);
    assert!(page.contains("3 nodes, 1 edge that counts, 0 that are only shown."), "{page}");
    let chart = folder.path().join("two.svg").to_str().expect("UTF-8").to_owned();
    assert!(froth().args(["chart", "network", &path, "-o", &chart]).output().expect("it runs").status.success());
    let drawn = fs::read_to_string(chart).expect("drawn");
    assert!(drawn.contains("of 1 edge that counts"), "{drawn}");
    let shown = TWO.replace("amount = 10", "amount = 10\nstatus = 'talks'");
    let page = stdout(&["network", &written(&folder, "shown.toml", &shown), "--fail", "firm"]);
    assert!(page.contains("0 edges that count, 1 that is only shown."), "{page}");
}

/// Nodes that matter to nobody fill no rows; how many they are is said, and the JSON has them.
#[test]
fn a_ranking_lists_who_matters() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(&folder, "two.toml", TWO);
    let page = stdout(&["network", &path, "--rank"]);
    let table =
        page.split("Each failed in turn").nth(1).and_then(|rest| rest.split("What counts").next()).expect("a table");
    assert!(table.contains("Firm") && table.contains("Bank") && !table.contains("Shop"), "{page}");
    assert!(page.contains("1 node whose failure costs nobody anything"), "{page}");
    let ranking = json(&["network", &path, "--rank", "--format", "json"])["ranking"].clone();
    assert_eq!(ranking.as_array().map(Vec::len), Some(3));
    let nobody = TWO.replace("[[claim]]\nfrom = 'firm'\nto = 'bank'\namount = 10\n", "");
    let page = stdout(&["network", &written(&folder, "nobody.toml", &nobody), "--rank"]);
    assert!(
        page.contains("No failure costs others any equity.") && page.contains("3 nodes whose failures cost"),
        "{page}"
    );
}

#[test]
fn a_misspelled_end_is_answered_with_the_nearest_node() {
    let folder = tempfile::tempdir().expect("a folder");
    for (wrong, help) in
        [("to = 'bnak'", "did you mean `bank`?"), ("to = 'xyzzy'", "known nodes: `bank`, `firm`, `shop`")]
    {
        let path = written(&folder, "wrong.toml", &TWO.replace("to = 'bank'", wrong));
        let said = plain(&froth().args(["check", &path]).output().expect("it runs").stderr);
        let named = wrong.trim_start_matches("to = '").trim_end_matches('\'');
        assert!(said.contains(&format!("there is no node `{named}`")) && said.contains(help), "{said}");
        assert!(said.contains("wrong.toml:15"), "{said}");
    }
    let path = written(&folder, "two.toml", TWO);
    let said = plain(&froth().args(["network", &path, "--fail", "bnak"]).output().expect("it runs").stderr);
    assert!(said.contains("did you mean `bank`?"), "{said}");
}

/// Networks are data: more nodes and edges than any person writes are read.
#[test]
fn a_network_may_be_large() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = "schema = 1\nid = 'large'\ntitle = 'Large'\nas_of = 2026-09-30\n".to_owned();
    for node in 0..12_000 {
        writeln!(text, "[node.n{node}]\ntitle = 'N'\nequity = 20").expect("written");
    }
    for edge in 1..12_000 {
        writeln!(text, "[[claim]]\nfrom = 'n{edge}'\nto = 'n{}'\namount = 10", edge / 2).expect("written");
    }
    let path = written(&folder, "large.toml", &text);
    let found = json(&["network", &path, "--rank", "--format", "json"]);
    assert_eq!(found["ranking"].as_array().map(Vec::len), Some(12_000));
}
