//! The view of networks: the same numbers as the command's, and a cascade played in a real browser.

use crate::chromium::Tab;
use crate::http::Connection;
use crate::serve::{Served, serve};
use crate::support::json;
use serde_json::Value;

/// Three that fall one after the other, and one that nobody reaches.
const CHAIN: &str = "schema = 1\nid = 'chain'\ntitle = 'A chain'\nas_of = 2026-09-30\nunit = 'USD bn'
[node.a]\ntitle = 'Alpha'\nequity = 5\n[node.b]\ntitle = 'Beta'\nequity = 8\n[node.c]\ntitle = 'Gamma'\nequity = 100
[node.d]\ntitle = 'Delta'\nequity = 7\n[[claim]]\nfrom = 'a'\nto = 'b'\namount = 10\n[[claim]]\nfrom = 'b'\nto = 'c'\namount = 4
[[claim]]\nfrom = 'c'\nto = 'd'\namount = 50\nstatus = 'announced'";

fn chain() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("chain.toml");
    std::fs::write(&file, CHAIN).expect("written");
    let name = file.to_str().expect("UTF-8").to_owned();
    (folder, name)
}

fn post(served: &Served, body: &str) -> (u16, String) {
    let answer = Connection::new(served.address).post("/api/network", body);
    (answer.status, answer.text())
}

#[test]
fn the_view_says_what_the_command_says() {
    let served = serve(&[]);
    let ask = |body: &str| -> Value {
        let (status, text) = post(&served, body);
        assert_eq!(status, 200, "{text}");
        serde_json::from_str(&text).expect("JSON")
    };
    let shown = ask(r#"{"network":"ai-financing-2026q3","failed":["openai"]}"#);
    let found = json(&["network", "ai-financing-2026q3", "--fail", "openai", "--format", "json"]);
    let softbank = found["nodes"].as_array().expect("nodes").iter().find(|n| n["id"] == "softbank").expect("a node");
    let results = shown["results"].as_str().expect("HTML");
    let loss = froth::page::raw(softbank["loss"].as_f64().expect("a loss"));
    assert!(results.contains(&format!("<td class=\"number\">{loss}</td>")), "{loss}");
    assert_eq!(shown["rounds"], 2);
    // Nodes stand in the same places, whatever fails, whatever counts and whichever round is shown.
    let places = |answer: &Value| -> Vec<(String, String)> {
        let nodes = answer["nodes"].as_array().expect("nodes").iter();
        nodes.map(|n| (n["id"].to_string(), n["left"].to_string())).collect()
    };
    let first = ask(r#"{"network":"ai-financing-2026q3","failed":["openai"],"round":0}"#);
    let other = ask(r#"{"network":"ai-financing-2026q3","failed":["anthropic"],"status":["paid"]}"#);
    assert_eq!(places(&shown), places(&first));
    assert_eq!(places(&shown), places(&other));
    assert_ne!(shown["svg"], first["svg"]);
    // What cannot be is said.
    let (status, text) = post(&served, r#"{"network":"ai-financing-2026q3","failed":["open-ai"]}"#);
    assert_eq!(status, 422);
    assert!(text.contains("openai"), "{text}");
    assert_eq!(post(&served, r#"{"network":"../../etc/passwd"}"#).0, 422);
    assert_eq!(post(&served, r#"{"network":"ai-financing-2026q3","status":["sure"]}"#).0, 422);
}

#[test]
fn a_cascade_is_played_by_mouse_and_by_keyboard() {
    let Some(mut tab) = Tab::open() else { return };
    let (_folder, file) = chain();
    let served = serve(&[&file]);
    tab.size(1400, 1000, false);
    tab.go(&format!("http://{}/networks#network=chain", served.address));
    tab.wait("document.querySelectorAll('#picture .handle').length === 4 && !asking");
    assert_eq!(tab.text("#called"), "round 0 of 0");
    // A click on a node fails it.
    tab.click("#picture [data-fail=a]");
    tab.wait("document.querySelector('#called').textContent === 'round 2 of 2' && !asking");
    assert!(tab.text("#answer p").starts_with("If Alpha cannot pay"), "{}", tab.text("#answer p"));
    let state = |tab: &mut Tab, id: &str| {
        tab.eval(&format!("document.querySelector('#answer [data-fail={id}]').closest('tr').children[2].textContent"))
    };
    assert_eq!(state(&mut tab, "b"), "fails in round 1");
    assert_eq!(state(&mut tab, "c"), "loses in round 2");
    tab.picture("network-last-round");
    // By keyboard to the beginning, then on, round by round.
    tab.eval("document.querySelector('#round').focus()");
    tab.key("Home", 36);
    tab.wait("document.querySelector('#called').textContent === 'round 0 of 2' && !asking");
    assert_eq!(state(&mut tab, "b"), "no loss so far");
    tab.key("ArrowRight", 39);
    tab.wait("document.querySelector('#called').textContent === 'round 1 of 2' && !asking");
    assert_eq!(state(&mut tab, "b"), "fails in round 1");
    assert_eq!(state(&mut tab, "c"), "no loss so far");
    assert!(tab.text("#spoken").contains("round 1 of 2"), "a screen reader is told");
    // Played from there to the end, where it stops by itself.
    tab.click("#play");
    tab.wait("document.querySelector('#called').textContent === 'round 2 of 2' && !asking && playing === null");
    assert_eq!(tab.text("#play"), "Play");
    // Another status counts: the loss goes on to the last one.
    tab.click("[data-status=announced]");
    tab.wait("document.querySelector('#called').textContent === 'round 3 of 3' && !asking");
    assert_eq!(state(&mut tab, "d"), "loses in round 3");
    // In the table, by keyboard: the focus stays, and the choice is undone.
    tab.eval("document.querySelector('#answer [data-fail=a]').focus()");
    tab.eval("document.activeElement.click()");
    tab.wait("document.querySelector('#called').textContent === 'round 0 of 0' && !asking");
    assert_eq!(tab.eval("document.activeElement.dataset.fail"), "a");
    assert_eq!(tab.eval("document.activeElement.getAttribute('aria-pressed')"), "false");
    // The address carries what is shown.
    tab.click("#picture [data-fail=b]");
    tab.wait("location.hash.includes('failed=b') && !asking");
    assert_eq!(tab.complaints, Vec::<String>::new());
    let base = format!("http://{}/", served.address);
    let outside = |url: &&String| !url.starts_with(&base) && !url.starts_with("data:") && *url != "about:blank";
    assert_eq!(tab.asked.iter().find(outside), None, "nothing leaves the machine");
}

#[test]
fn the_view_fits_a_phone_and_everything_has_a_name() {
    let Some(mut tab) = Tab::open() else { return };
    let served = serve(&[]);
    for (lang, width, phone) in [("en", 1400, false), ("zh-Hant", 375, true)] {
        tab.size(width, 900, phone);
        tab.go(&format!("http://{}/networks?lang={lang}#network=ai-financing-2026q3&failed=openai", served.address));
        tab.wait(&format!(
            "document.documentElement.lang === {lang:?} && document.querySelectorAll('#picture .handle').length > 30 && !asking"
        ));
        tab.picture(&format!("network-{lang}"));
        let wide = tab.eval("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assert!(wide.as_i64().expect("a number") <= 0, "{lang}: {wide} pixels too wide");
        let nameless = "[...document.querySelectorAll('button, input, select')].filter((e) => !(e.textContent.trim() || \
                        e.getAttribute('aria-label') || e.labels && e.labels.length)).map((e) => e.outerHTML)";
        assert_eq!(tab.eval(nameless), serde_json::json!([]), "{lang}");
        assert!(tab.eval("document.querySelector('#called').textContent.length > 3") == true);
    }
    assert_eq!(tab.complaints, Vec::<String>::new());
}
