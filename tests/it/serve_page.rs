//! The what-if page in a real browser: dragged, typed, undone, taken away.

use crate::chromium::Tab;
use crate::serve::{Served, serve};
use crate::support::json;
use serde_json::{Value, json as js};

/// A page that has answered.
fn opened(more: &[&str]) -> Option<(Served, Tab)> {
    let mut tab = Tab::open()?;
    let served = serve(more);
    tab.go(&format!("http://{}/", served.address));
    tab.wait("document.querySelector('#score') && document.querySelector('[data-slide]')");
    Some((served, tab))
}

/// Waits until the page shows another score, and gives it.
fn moved(tab: &mut Tab, from: &str) -> String {
    tab.wait(&format!("document.querySelector('#score').textContent !== {from:?} && !asking"));
    tab.text("#score")
}

#[test]
fn figures_are_dragged_typed_stressed_and_undone() {
    let Some((served, mut tab)) = opened(&["ai-2025q4", "dotcom-2000q1"]) else { return };
    let first = tab.text("#score");
    tab.picture("desktop");
    // Dragged with the mouse, from where the thumb is to the far end.
    let slider = "#r-shiller_cape";
    let [left, top, width, height] = tab.place(slider);
    let at = tab.eval("(() => { const s = document.querySelector('#r-shiller_cape'); return (s.value - s.min) / (s.max - s.min); })()");
    let thumb = left + 8.0 + (width - 16.0) * at.as_f64().expect("a share");
    let middle = top + height / 2.0;
    tab.mouse("mousePressed", thumb, middle);
    for step in 1..=10 {
        tab.mouse("mouseMoved", thumb + (left + width - thumb) * f64::from(step) / 10.0, middle);
    }
    tab.mouse("mouseReleased", left + width, middle);
    let dragged = moved(&mut tab, &first);
    assert_eq!(
        tab.eval("document.querySelector('#n-shiller_cape').value === document.querySelector('#r-shiller_cape').value"),
        true
    );
    assert!(tab.eval("document.querySelector('[data-indicator=shiller_cape]').classList.contains('changed')") == true);
    assert!(tab.text("#spoken").contains(&dragged), "a screen reader is told");
    tab.picture("dragged");
    // One click undoes it.
    tab.click("[data-indicator=shiller_cape] .undo");
    assert_eq!(moved(&mut tab, &dragged), first);
    // Typed; what is no number is marked and changes nothing.
    tab.type_over("#n-margin_loans_to_gdp", "2.6");
    let typed = moved(&mut tab, &first);
    // With the keyboard alone.
    tab.eval("document.querySelector('#r-excess_cape_yield').focus()");
    tab.key("ArrowLeft", 37);
    tab.key("Home", 36);
    let keyed = moved(&mut tab, &typed);
    // A button of what it takes leads to the other scenario's score.
    tab.click("button.way");
    let reached = moved(&mut tab, &keyed);
    assert_eq!(reached, tab.text(".headline p:nth-child(2) .score"));
    tab.click("#undo-all");
    assert_eq!(moved(&mut tab, &reached), first);
    // A stress: the last of the buttons is a built-in what-if.
    tab.click(".ways li:last-child button");
    let stressed = moved(&mut tab, &first);
    assert_ne!(stressed, first);
    tab.click("#undo-all");
    moved(&mut tab, &stressed);
    // Weights and aggregation.
    tab.eval("(() => { const w = document.querySelector('#w-valuation'); w.value = 3; w.dispatchEvent(new Event('input', { bubbles: true })); })()");
    let weighted = moved(&mut tab, &first);
    tab.eval("(() => { const a = document.querySelector('#aggregate'); a.value = 'max'; a.dispatchEvent(new Event('change', { bubbles: true })); })()");
    let most = moved(&mut tab, &weighted);
    assert!(tab.eval("!document.querySelector('#download-model').hidden") == true);
    tab.click("#undo-all");
    assert_eq!(moved(&mut tab, &most), first);
    // Along the era.
    tab.eval("(() => { const d = document.querySelector('#date'); d.value = d.max - 1; d.dispatchEvent(new Event('input', { bubbles: true })); })()");
    let earlier = moved(&mut tab, &first);
    assert_ne!(tab.text("#day"), "2025-12-31");
    assert_ne!(earlier, first);
    assert_eq!(tab.complaints, Vec::<String>::new());
    let base = format!("http://{}/", served.address);
    let outside = |url: &&String| !url.starts_with(&base) && !url.starts_with("data:") && *url != "about:blank";
    assert_eq!(tab.asked.iter().find(outside), None, "nothing leaves the machine");
}

#[test]
fn what_is_taken_away_scores_the_same() {
    let Some((_served, mut tab)) = opened(&[]) else { return };
    let first = tab.text("#score");
    let folder = tempfile::tempdir().expect("a folder");
    tab.call("Page.setDownloadBehavior", &js!({ "behavior": "allow", "downloadPath": folder.path() }));
    tab.type_over("#n-shiller_cape", "31.5");
    let typed = moved(&mut tab, &first);
    tab.click("#download");
    let file = folder.path().join("what-if.toml");
    let start = std::time::Instant::now();
    while !file.exists() {
        assert!(start.elapsed().as_secs() < 60, "nothing was downloaded");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let scored = json(&["score", file.to_str().expect("UTF-8"), "--format", "json"]);
    let score = scored["scorecards"][0]["score"].as_f64().expect("a score");
    assert_eq!(format!("{score:.1}"), typed);
    // The address carries the change to another page.
    let link = tab.eval("location.href");
    tab.go("about:blank");
    tab.go(link.as_str().expect("an address"));
    tab.wait(&format!(
        "document.querySelector('#score') && document.querySelector('#score').textContent === {typed:?}"
    ));
    assert_eq!(tab.eval("document.querySelector('#n-shiller_cape').value"), "31.5");
    // In Chinese the change is still there.
    tab.eval("(() => { const l = document.querySelector('#lang'); l.value = 'zh-Hant'; l.dispatchEvent(new Event('change', { bubbles: true })); })()");
    tab.wait(&format!("document.documentElement.lang === 'zh-Hant' && document.querySelector('#score') && document.querySelector('#score').textContent === {typed:?}"));
    assert!(tab.text("#results").contains("結果"));
    tab.picture("chinese");
    // A what-if that is in place already, and one that does not fit, are no buttons.
    assert_eq!(tab.eval("document.querySelectorAll('#answer button[disabled]').length"), 0);
    // Once nothing moves, the interval stands in the headline, in the paragraph and in the chart.
    tab.wait("document.querySelector('#interval').textContent");
    let interval = tab.text("#interval");
    let ends: Vec<&str> = interval.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|e| !e.is_empty()).collect();
    assert!(ends.len() == 2 && ends.iter().all(|e| tab.text("#finding").contains(e)), "{interval}");
    assert_eq!(tab.eval("document.querySelectorAll('#rows svg').length"), 1);
    // Draws in the background.
    tab.click("#draw");
    tab.wait("document.querySelector('#drawn li')");
    assert_eq!(tab.complaints, Vec::<String>::new());
}

#[test]
fn files_are_dropped_and_slips_shown_with_their_line() {
    let Some((_served, mut tab)) = opened(&[]) else { return };
    let drop = |tab: &mut Tab, name: &str, text: &str| {
        tab.eval(&format!(
            "(() => {{ const d = new DataTransfer(); d.items.add(new File([{text:?}], {name:?})); \
             document.dispatchEvent(new DragEvent('drop', {{ dataTransfer: d, bubbles: true, cancelable: true }})); }})()"
        ));
    };
    let broken = "schema = 1\nid = 'mine'\ntitle = 'Mine'\nas_of = 2025-12-31\nextends = 'ai-2025q4'\n[values]\nshiller_cap = 5\nshiller_cape = NaN\n";
    drop(&mut tab, "broken.toml", broken);
    tab.wait("document.querySelector('#dropped').textContent");
    let said = tab.text("#dropped");
    assert!(said.contains("line 8, column"), "{said}");
    assert!(tab.text("#score").parse::<f64>().is_ok(), "what was there is still there");
    drop(&mut tab, "mine.toml", &broken.replace("shiller_cap = 5\n", "").replace("NaN", "20"));
    tab.wait("document.querySelector('#scenario').value === 'mine.toml' && document.querySelector('#n-shiller_cape').value === '20'");
    // Another language loads the page anew; the file is still there.
    tab.eval("(() => { const l = document.querySelector('#lang'); l.value = 'zh-Hant'; l.dispatchEvent(new Event('change', { bubbles: true })); })()");
    tab.wait("document.documentElement.lang === 'zh-Hant' && document.querySelector('#n-shiller_cape').value === '20'");
    assert_eq!(tab.complaints, Vec::<String>::new());
}

#[test]
fn the_page_fits_a_phone_and_everything_has_a_name() {
    let Some((_served, mut tab)) = opened(&[]) else { return };
    for (name, width, height, dark) in
        [("phone", 390, 844, false), ("phone-dark", 390, 844, true), ("tablet", 820, 1180, false)]
    {
        tab.size(width, height, true);
        let scheme = if dark { "dark" } else { "light" };
        tab.call(
            "Emulation.setEmulatedMedia",
            &js!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
        );
        let over = tab.eval(
            "(() => { const w = document.documentElement.clientWidth; if (document.documentElement.scrollWidth <= w) return ''; \
             return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > w + 1 && !e.closest('figure')) \
             .map(e => `${e.tagName}#${e.id}.${e.className}`).slice(0, 20).join(' '); })()",
        );
        assert_eq!(over, "", "{name}: wider than the screen");
        tab.eval("document.querySelector('.indicators').scrollIntoView()");
        tab.picture(name);
    }
    let tree = tab.call("Accessibility.getFullAXTree", &js!({}));
    let roles = ["slider", "spinbutton", "combobox", "button", "image", "link", "progressbar"];
    let mut named = 0;
    for node in tree["nodes"].as_array().expect("nodes").iter().filter(|n| n["ignored"] != true) {
        let role = node["role"]["value"].as_str().unwrap_or_default();
        if roles.contains(&role) {
            assert!(node["name"]["value"].as_str().is_some_and(|n| !n.trim().is_empty()), "no name: {node}");
            named += 1;
        }
    }
    assert!(named > 60, "{named} things have a name");
    assert_eq!(
        tab.eval("document.querySelectorAll('[aria-live], [role=status], [role=alert]').length > 2"),
        Value::Bool(true)
    );
}
