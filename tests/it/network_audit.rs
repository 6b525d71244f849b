//! Audits of networks: what cannot be looked up, what is old, how much rests on what is not sure.

use crate::support::{json, stdout};
use std::fs;

const NETWORK: &str = "schema = 1\nid = 'small'\ntitle = 'Small'\nas_of = 2026-09-30
[sources.filed]\ntitle = 'A filing'\nurl = 'https://example.org/filing'\nconfidence = 'high'
[sources.paper]\ntitle = 'A newspaper'\nurl = 'https://example.org/'\nconfidence = 'low'
[node.a]\ntitle = 'A'\n[node.b]\ntitle = 'B'\n[node.c]\ntitle = 'C'
[[claim]]\nfrom = 'a'\nto = 'b'\namount = 6\nsource = 'filed'\ndate = 2026-06-30
[[claim]]\nid = 'rumour'\nfrom = 'b'\nto = 'c'\namount = 2\nsource = 'paper'\ndate = 2025-06-30
[[stake]]\nfrom = 'a'\nto = 'c'\namount = 2
[[purchase]]\nfrom = 'c'\nto = 'a'\nsource = 'filed'
[[purchase]]\nfrom = 'c'\nto = 'b'\namount = 9\nstatus = 'dead'";

#[test]
fn an_audit_says_what_a_network_rests_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("small.toml");
    fs::write(&file, NETWORK).expect("written");
    let name = file.to_str().expect("UTF-8");
    let found = json(&["check", name, "--audit", "--format", "json"]);
    let audit = &found["audit_networks"][0];
    assert_eq!((&audit["edges"], &audit["counted"]), (&4.into(), &3.into()), "dead edges are left out");
    assert_eq!(audit["amount"], 10.0);
    assert_eq!(audit["low_confidence"], 0.4);
    // The front page of a site is no address.
    assert_eq!(audit["without_address"], serde_json::json!(["rumour", "a -> c: stakes"]));
    assert_eq!(audit["without_date"], serde_json::json!(["a -> c: stakes", "c -> a: purchases"]));
    assert_eq!(audit["without_amount"], serde_json::json!(["c -> a: purchases"]));
    assert_eq!(audit["old"], serde_json::json!([{ "id": "rumour", "date": "2025-06-30", "used": true }]));
    let codes: Vec<&str> =
        audit["findings"].as_array().expect("findings").iter().filter_map(|f| f["code"].as_str()).collect();
    assert_eq!(codes, ["stale", "low-confidence", "no-address", "no-date"]);
    let line = audit["findings"][2]["line"].as_u64().expect("a line");
    let text = NETWORK.lines().nth(line as usize - 1).expect("a line");
    assert_eq!(text, "[[claim]]", "the first edge without an address");
    let said = stdout(&["check", name, "--audit"]);
    assert!(said.contains("40 % of all amounts that count"), "{said}");
    let chinese = stdout(&["check", name, "--audit", "--lang", "zh-Hant"]);
    assert!(chinese.contains("計入的金額有40%"), "{chinese}");
    assert!(stdout(&["check", name, "--audit", "--format", "csv"]).contains("no-date"));
    // Files without networks have no such field.
    assert!(json(&["check", "four-dimensions", "--audit", "--format", "json"])["audit_networks"].is_null());
}
