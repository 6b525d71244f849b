//! Every reason has a code: why there is no score, as data.

use crate::support::{card, model, observed, plain, rooted, scenario, stdout};
use froth::diag::Reason;
use froth::score::Missing;
use serde_json::Value;
use std::collections::BTreeSet;

/// Sees that every `reason` has a `reason_code` beside it, null where it is null, and collects the codes.
fn coded(value: &Value, codes: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(reason) = fields.get("reason") {
                let code = fields.get("reason_code").unwrap_or_else(|| panic!("no code: {fields:?}"));
                assert_eq!(reason.is_null(), code.is_null(), "{fields:?}");
                codes.extend(code.as_str().map(str::to_owned));
            }
            fields.values().for_each(|field| coded(field, codes));
        }
        Value::Array(items) => items.iter().for_each(|item| coded(item, codes)),
        _ => {}
    }
}

fn codes_of(arguments: &[&str]) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    coded(&serde_json::from_str(&stdout(arguments)).expect("JSON"), &mut codes);
    codes
}

#[test]
fn every_reason_in_json_has_a_code() {
    for arguments in [
        &["score", "ai-2026q3", "--format", "json"][..],
        &["compare", "dotcom-2000q1", "ai-2026q3", "--format", "json"],
        &["stress", "ai-2026q3", "--target", "60", "--format", "json"],
        &["track", "dotcom-2000q1", "ai-2026q3", "--format", "json"],
    ] {
        for code in codes_of(arguments) {
            assert!(Missing::CODES.contains(&code.as_str()), "{code} is no code of `Missing`");
        }
    }
    let found = codes_of(&["compare", "dotcom-2000q1", "ai-2026q3", "--format", "json"]);
    for code in ["no_figure", "stale", "input_missing", "nothing_scored"] {
        assert!(found.contains(code), "{code}: {found:?}");
    }
}

#[test]
fn codes_say_what_is_missing() {
    let codes = |text: &str, values: &str| -> Vec<&'static str> {
        let card = card(&model(text), &observed("s", values));
        let indicators = card.indicators.iter().filter_map(|i| i.reason.as_ref());
        card.reason.iter().chain(indicators).map(Missing::code).collect()
    };
    let one = |rest: &str| rooted(&format!("{}{rest}", plain("a", "root", 1.0)));
    assert_eq!(codes(&one(""), "b = 1"), ["nothing_scored", "no_figure"]);
    assert_eq!(codes(&one("requires = 'a > 50'\n"), "a = 20"), ["nothing_scored", "requires_false"]);
    assert_eq!(codes(&one("formula = 'x / y'\n"), "x = 1"), ["nothing_scored", "input_missing"]);
    assert_eq!(codes(&one("formula = 'x / y'\n"), "x = 1\ny = 0"), ["nothing_scored", "outside_domain"]);
    let log = "[indicator.a]\ndimension = 'root'\nweight = 1.0\nrule.log = { from = 1, to = 100 }\n";
    assert_eq!(codes(&rooted(log), "a = -1"), ["nothing_scored", "outside_domain"]);
    let two = format!("{}{}", plain("a", "root", 1.0), plain("b", "root", 3.0));
    assert_eq!(codes(&rooted(&two), "a = 1"), ["below_coverage", "no_figure"]);
    assert_eq!(codes(&rooted(&format!("quorum = 2\n{two}")), "b = 1"), ["below_quorum", "no_figure"]);
    assert_eq!(codes(&format!("{}[missing]\npolicy = 'fail'\n", rooted(&two)), "b = 1"), ["policy_fail", "no_figure"]);
    let word =
        "[indicator.a]\ndimension = 'root'\nweight = 1.0\nunit = 'word'\nrule.category = { low = 0, high = 100 }\n";
    assert_eq!(codes(&rooted(word), "a = 'middling'"), ["nothing_scored", "word_unknown"]);
    let watched = format!("{}[indicator.w]\ndimension = 'root'\nweight = 0.0\n", plain("a", "root", 1.0));
    assert_eq!(codes(&rooted(&watched), "a = 1\nw = 2"), ["watched"]);
    let old =
        scenario("schema = 1\nid = 's'\ntitle = 'T'\nas_of = 2025-12-31\n[series.a]\npoints = [[2020-06-30, 20]]\n");
    let stale = card(&model(&one("")), &old);
    assert_eq!(stale.indicators[0].reason.as_ref().map(Missing::code), Some("stale"));
}
