//! What people read: snapshots of a scorecard and a comparison, and text that must stay text.

use crate::support::{model, scenario};
use froth::locale::Locale;
use froth::model::Model;
use froth::page::{self, brief, comparison, markdown, terminal, verdict};
use froth::scenario::Scenario;
use froth::score::{Settings, compare, scorecard};

/// Two dimensions, an overlay, a formula, a condition, an indicator that is only watched, an alert.
const MODEL: &str = "schema = 1\nid = 'm'\ntitle = 'A small model'\nversion = '1.2.3'\n\
[headline]\napart = 'debt'\nrest = 'Froth'\n\
[dimension.risk]\ntitle = 'Risk'\n[dimension.price]\nparent = 'risk'\ntitle = 'Price'\n[dimension.debt]\nparent = 'risk'\ntitle = 'Debt'\n\
[dimension.mood]\noverlay = true\ntitle = 'Mood'\n\
[indicator.cape]\ndimension = 'price'\ntitle = 'CAPE'\nunit = 'x'\nrule.linear = { from = 15, to = 45 }\nworst_era = 'then'\n\
[indicator.first_day]\ndimension = 'price'\ntitle = 'First-day return'\nunit = '%'\nrule.linear = { from = 0, to = 50 }\nrequires = 'offerings >= 50'\ncontested = 'small samples'\n\
[indicator.loans]\ndimension = 'debt'\ntitle = 'Loans / GDP'\nunit = '%'\nformula = '100 * loans_usd_bn / gdp_usd_bn'\nrule.linear = { from = 1, to = 3 }\n\
[indicator.seen]\ndimension = 'debt'\nweight = 0\ntitle = 'Bonds'\nunit = 'USD bn'\n\
[indicator.survey]\ndimension = 'mood'\ntitle = 'Survey'\nunit = '%'\nmarket = 'private'\nrule.linear = { from = 0, to = 100 }\n\
[alert.debt_climbs]\ntitle = 'Debt climbs'\nwhen = 'change.debt > 10'\n";

const THEN: &str = "schema = 1\nid = 'then-peak'\ntitle = 'Then'\nera = 'then'\nas_of = 2000-03-31\npath = [1999-03-31]\n\
[sources.book]\ntitle = 'The Book, table 1'\nurl = 'https://example.org/book'\nconfidence = 'high'\n\
[values]\noffers = 1\n\
[series.cape]\nsource = 'book'\npoints = [[1999-03-31, 40], [2000-03-31, 50, 45, 52]]\n\
[series.loans_usd_bn]\nsource = 'book'\npoints = [[1999-03-31, 160], [2000-03-31, 260]]\n\
[series.gdp_usd_bn]\nsource = 'book'\npoints = [[1999-03-31, 9500], [2000-03-31, 10000]]\n\
[values.first_day_return]\nvalue = 70\nsource = 'book'\n[values.survey]\nvalue = 30\nlow = 20\nhigh = 45\nsource = 'A blog, April'\nnote = 'Read off a chart.'\n";

const NOW: &str = "schema = 1\nid = 'now'\ntitle = 'Now'\nera = 'now'\nas_of = 2025-12-31\n\
[values.cape]\nvalue = 39.6\nsource = 'The Book, table 2'\nconfidence = 'high'\n\
[values.first_day]\nvalue = 29\nsource = 'The Book, table 3'\n[values.offerings]\nvalue = 90\nsource = 'The Book, table 3'\n\
[values.loans]\nvalue = 1.94\nsource = 'The Book, table 4'\nconfidence = 'low'\n[values.seen]\nvalue = 121\nsource = 'A bank'\n";

/// English, with the names of a model and scenarios.
fn named(model: &Model, scenarios: &[&Scenario]) -> Locale {
    Locale::default().with_model(model).with_scenarios(scenarios.iter().copied())
}

#[test]
fn a_scorecard_reads_well() {
    let (m, then) = (model(MODEL), scenario(THEN));
    let card = scorecard(&m, &then, Settings::default()).expect("scored");
    insta::assert_snapshot!("scorecard", terminal(&page::scorecard(&card, &named(&m, &[&then])), 100, false));
}

#[test]
fn a_comparison_reads_well() {
    let (m, then, now) = (model(MODEL), scenario(THEN), scenario(NOW));
    let compared = compare(&m, &[&then, &now], Settings::default()).expect("compared");
    let page = comparison(&compared, None, &named(&m, &[&then, &now]));
    insta::assert_snapshot!("comparison", terminal(&page, 100, false));
    let page = brief(&compared, None, &named(&m, &[&then, &now]));
    insta::assert_snapshot!("comparison-brief", terminal(&page, 100, false));
    let page = comparison(&compared, None, &named(&m, &[&then, &now]));
    insta::assert_snapshot!("comparison-markdown", markdown(&page));
}

#[test]
fn lines_keep_within_the_width() {
    let (m, then) = (model(MODEL), scenario(THEN));
    let card = scorecard(&m, &then, Settings::default()).expect("scored");
    let page = page::scorecard(&card, &named(&m, &[&then]));
    for width in [80, 100, 140] {
        let said = terminal(&page, width, false);
        let longest = said.lines().map(|l| l.chars().count()).max().unwrap_or(0);
        assert!(longest <= usize::from(width), "{longest} of {width}:\n{said}");
    }
}

#[test]
fn markup_in_titles_shows_as_text() {
    let text = MODEL.replace("'A small model'", "'<script>alert(1)</script> | `x` [y](z) *b*'");
    let (m, then) = (model(&text), scenario(THEN));
    let card = scorecard(&m, &then, Settings::default()).expect("scored");
    let said = markdown(&page::scorecard(&card, &named(&m, &[&then])));
    assert!(said.contains(r"\<script\>alert(1)\</script\> \| \`x\` \[y\](z) \*b\*"), "{said}");
}

#[test]
fn the_verdict_leads_with_like_for_like_where_the_orders_differ() {
    let m = model(
        "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.a]\ndimension = 'root'\nrule.linear = { from = 0, to = 100 }\n[indicator.b]\ndimension = 'root'\nrule.linear = { from = 0, to = 100 }\n",
    );
    let one = crate::support::observed("one", "a = 20\nb = 90");
    let other = crate::support::observed("other", "a = 30");
    let said = verdict(&compare(&m, &[&one, &other], Settings::default()).expect("compared"), &Locale::default());
    assert!(said[0].starts_with("Like for like the order is another than on all data"), "{said:#?}");
    assert!(said[0].contains("other scores 30.0 and one scores 20.0: 10.0 points higher"), "{said:#?}");
}

#[test]
fn what_it_takes_is_a_sentence_where_sets_of_two_and_three_cannot() {
    for language in ["en", "zh-Hant"] {
        let said = crate::support::stdout(&["compare", "dotcom-2000q1", "ai-2026q3", "--full", "--lang", language]);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(!said.contains("No set of") && !said.contains("指標的組合都不足"), "{said}");
        let part = if language == "en" {
            "No single indicator can (Technology IPOs in a year reaches farthest, 7.5 of the 33.8 points), nor can two or three; it takes at least 7 together."
        } else {
            "兩項或三項亦不足；至少要7項同時變動。"
        };
        assert!(said.replace("。 ", "。").contains(part), "{said}");
    }
}
