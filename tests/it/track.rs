//! Eras over time: changes like for like, coverage as a line of its own, one era on another's path.

use crate::support::{json, model, plain, rooted, scenario};
use froth::score::Settings;
use froth::track::track;

/// x from 10 to 40 over three years; y begins in the second year, at 90.
fn boom(id: &str, era: &str, spark: i16, x: [f64; 3]) -> froth::scenario::Scenario {
    let [a, b, c] = x;
    let (one, two, three) = (spark + 1, spark + 2, spark + 3);
    scenario(&format!(
        "schema = 1\nid = '{id}'\ntitle = 'T'\nera = '{era}'\nspark = {spark}-12-31\nas_of = {three}-12-31\n\
         path = [{one}-12-31, {two}-12-31]\n\
         [series.x]\nsource = 'a source'\npoints = [[{one}-12-31, {a:?}], [{two}-12-31, {b:?}], [{three}-12-31, {c:?}]]\n\
         [series.y]\nsource = 'a source'\npoints = [[{two}-12-31, 90], [{three}-12-31, 90]]\n"
    ))
}

#[test]
fn a_change_is_like_for_like_and_coverage_stands_apart() {
    let model = model(&rooted(&(plain("x", "root", 1.0) + &plain("y", "root", 1.0))));
    let of = track(&model, &[&boom("a", "one", 2000, [10.0, 20.0, 40.0])], Settings::default()).expect("tracked");
    let points = &of.scenarios[0].points;
    let scores: Vec<Option<f64>> = points.iter().map(|p| p.point.score).collect();
    assert_eq!(scores, [Some(10.0), Some(55.0), Some(65.0)]);
    assert_eq!(points[0].point.change, None);
    // x alone is in both of the first two points: 10 points in a year; the other 35 are y coming in.
    let year = 365.0 / 365.25;
    assert!((points[1].point.change.unwrap() - 10.0 / year).abs() < 1e-9);
    assert!((points[1].point.change_by_coverage.unwrap() - 35.0).abs() < 1e-9);
    assert!((points[2].point.change.unwrap() - 10.0 / year).abs() < 1e-9);
    assert!(points[2].point.change_by_coverage.unwrap().abs() < 1e-9);
    assert_eq!(points[0].point.coverage, 0.5);
}

/// A quarter's noise is not made a year's change: on a path by the quarter a change is that since the same quarter of the year before.
#[test]
fn a_change_is_taken_over_the_year_that_is_nearest() {
    let model = model(&rooted(&plain("x", "root", 1.0)));
    let changes = |dates: [&str; 5], x: [f64; 5]| {
        let points: Vec<String> = dates.iter().zip(x).map(|(d, x)| format!("[{d}, {x:?}]")).collect();
        let scenario = scenario(&format!(
            "schema = 1\nid = 'a'\ntitle = 'T'\nera = 'one'\nas_of = {}\npath = [{}]\n\
             [series.x]\nsource = 'a source'\npoints = [{}]\n",
            dates[4],
            dates[..4].join(", "),
            points.join(", ")
        ));
        let of = track(&model, &[&scenario], Settings::default()).expect("tracked");
        of.scenarios[0].points.iter().map(|p| p.point.change).collect::<Vec<_>>()
    };
    let quarters = ["2020-12-31", "2021-03-31", "2021-06-30", "2021-09-30", "2021-12-31"];
    let found = changes(quarters, [10.0, 30.0, 12.0, 50.0, 20.0]);
    assert_eq!(found[0], None);
    let a_year = |points: f64, days: f64| points / (days / 365.25);
    assert!((found[4].unwrap() - a_year(10.0, 365.0)).abs() < 1e-9, "{found:?}");
    // The earliest point is the nearest to a year before while the path is younger than that.
    assert!((found[2].unwrap() - a_year(2.0, 181.0)).abs() < 1e-9, "{found:?}");
    // 100 days before and after the day a year before: as near, and the later counts.
    let uneven = ["2018-01-01", "2019-01-01", "2019-12-23", "2020-07-10", "2021-04-01"];
    let found = changes(uneven, [0.0, 1.0, 2.0, 3.0, 5.0]);
    assert!((found[4].unwrap() - a_year(2.0, 265.0)).abs() < 1e-9, "{found:?}");
}

#[test]
fn an_era_stands_where_the_other_scored_as_much() {
    let model = model(&rooted(&(plain("x", "root", 1.0) + &plain("y", "root", 1.0))));
    let slow = boom("slow", "one", 2000, [10.0, 20.0, 30.0]);
    let fast = boom("fast", "two", 2020, [20.0, 40.0, 60.0]);
    let of = track(&model, &[&slow, &fast], Settings::default()).expect("tracked");
    let there = of.parallels.iter().find(|p| p.scenario == "slow").expect("a parallel");
    // Slow ends at x = 30, y = 90; fast has x = 20 (alone) after a year and 40 after two: half-way between.
    let years = |day: &str| {
        let date = |d: &str| d.parse::<jiff::civil::Date>().expect("a date");
        f64::from((date(day) - date("2020-12-31")).get_days()) / 365.25
    };
    let (one, two) = (years("2021-12-31"), years("2022-12-31"));
    // Leads on what both have: 20 - 30 = -10 on x alone, then (40 + 90) / 2 - (30 + 90) / 2 = 5.
    let expected = one + (two - one) * 10.0 / 15.0;
    assert!((there.other_years.expect("it crosses") - expected).abs() < 1e-9, "{there:?}");
    let back = of.parallels.iter().find(|p| p.scenario == "fast").expect("a parallel");
    assert_eq!((back.other_years, back.always_below), (None, false), "slow never scored as much");
}

#[test]
fn the_document_has_its_fields_and_the_flags_their_codes() {
    let of = json(&["track", "dotcom-2000q1", "ai-2026q3", "--format", "json"]);
    let point = &of["scenarios"][1]["points"][3];
    for field in ["date", "years_since_spark", "score", "band", "coverage", "change", "dimensions", "alerts"] {
        assert!(!point[field].is_null(), "{field}");
    }
    assert!(point["alerts"][0]["id"].is_string() && point["dimensions"][0]["id"].is_string());
    assert_eq!(of["scenarios"][0]["spark"], "1995-08-09");
    let code = |arguments: &[&str]| crate::support::froth().args(arguments).output().expect("it runs").status.code();
    assert_eq!(code(&["track", "dotcom-2000q1", "--fail-at", "80"]), Some(3));
    assert_eq!(code(&["track", "ai-2026q3", "--fail-at", "80"]), Some(0));
    assert_eq!(code(&["track", "ai-2026q3", "--fail-on-alert"]), Some(3));
}
