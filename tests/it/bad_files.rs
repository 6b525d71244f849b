//! A bad file never panics and never half-works: each names the place and what to write instead.

use crate::schema;
use crate::support::{froth, plain, rooted, try_model, try_scenario};
use froth::catalog::Kind;
use froth::diag::{Code, Diagnostics};
use std::fs;

/// The findings as `line:column code`, for errors that must be there.
fn found(findings: &Diagnostics) -> Vec<(usize, usize, Code)> {
    findings
        .iter()
        .map(|d| d.location.as_ref().map_or((0, 0), froth::diag::Location::line_column))
        .zip(findings.iter())
        .map(|((l, c), d)| (l, c, d.code))
        .collect()
}

fn bad_model(text: &str, line: usize, column: usize, code: Code, help: &str) {
    let findings = try_model(text).expect_err(text);
    schema::sees(text, Kind::Model, code);
    assert!(
        found(&findings).contains(&(line, column, code)),
        "wanted {line}:{column} {code:?}, found {findings}\n{text}"
    );
    assert!(findings.to_string().contains(help), "no `{help}` in {findings}");
}

fn bad_scenario(text: &str, line: usize, column: usize, code: Code, help: &str) {
    let findings = try_scenario(text).expect_err(text);
    schema::sees(text, Kind::Scenario, code);
    assert!(
        found(&findings).contains(&(line, column, code)),
        "wanted {line}:{column} {code:?}, found {findings}\n{text}"
    );
    assert!(findings.to_string().contains(help), "no `{help}` in {findings}");
}

fn with_indicator(lines: &str) -> String {
    rooted(&format!("[indicator.a]\ndimension = 'root'\n{lines}\n"))
}

fn dated(lines: &str) -> String {
    format!("schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\n{lines}\n")
}

#[test]
fn unknown_keys_name_the_nearest() {
    bad_model(
        &with_indicator("weigth = 2\nrule.linear = { from = 0, to = 1 }"),
        7,
        1,
        Code::UnknownKey,
        "did you mean `weight`?",
    );
    bad_model(&with_indicator("rule.lineer = { from = 0, to = 1 }"), 7, 6, Code::UnknownKey, "did you mean `linear`?");
    bad_model(&with_indicator("rule.linear = { form = 0, to = 1 }"), 7, 17, Code::UnknownKey, "did you mean `from`?");
    bad_model(
        &format!("{}[scal]\n", with_indicator("rule.linear = { from = 0, to = 1 }")),
        8,
        2,
        Code::UnknownKey,
        "did you mean `scale`?",
    );
    bad_scenario(&dated("[values.cape]\nvalue = 1\nsorce = 'x y'"), 7, 1, Code::UnknownKey, "did you mean `source`?");
}

#[test]
fn every_shape_error_of_every_table_at_once() {
    let text = rooted(
        "[indicator.a]\ndimension = 1\n[indicator.b]\nrule.linear = { from = 0, to = 1 }\n[alert.x]\nwhen = 3\n",
    );
    let findings = try_model(&text).expect_err("bad");
    let codes = found(&findings);
    assert!(codes.contains(&(6, 13, Code::WrongType)), "{findings}");
    assert!(codes.contains(&(7, 1, Code::MissingField)), "{findings}");
    assert!(codes.contains(&(10, 8, Code::WrongType)), "{findings}");
}

/// A file with these lines, and what `froth check` says of it.
fn checked(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    let output = froth().current_dir(folder.path()).args(["check", files[0].0]).output().expect("it runs");
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn an_error_hides_none_that_comes_after_it() {
    let said = checked(&[(
        "s.toml",
        "schema = 1\nid = 'mine'\ntitle = 'My view'\nextends = 'ai-2026q3'\nas_of = \"2026-09-30\"\n[values]\n\
         shiller_cape = \"41,2\"\n[values.first_day_return]\nvalue = \"25%\"\ndate = 2026-08-31\n",
    )]);
    for part in ["3 errors", "write 2026-09-30 without quotes", "write 41.2", "write 25: the unit says percent"] {
        assert!(said.contains(part), "no `{part}` in {said}");
    }
    // Without a base, an id or a date that can be read the rest is still looked at, and nothing is made up.
    let said = checked(&[
        (
            "s.toml",
            "schema = 1\ntitle = 'S'\nas_of = 3\nextends = './none.toml'\nmodel = './m.toml'\nunset = ['a']\n\
             path = [2024-01-01, 2023-01-01]\n[values.x]\nvalue = 1\nlow = 2\nhigh = 3\nsource = 'of_the_base'\n\
             urll = 'a'\n[values.y]\nvalue = 'two'\nnote = 3\n",
        ),
        (
            "m.toml",
            "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.x]\ndimension = 'root'\n\
             rule.linear = { from = 0, to = 1 }\n[indicator.y]\ndimension = 'root'\nrule.linear = { from = 0, to = 1 }\n",
        ),
    ]);
    for part in [
        "8 errors",
        "`id` is missing",
        "expected a day",
        "none.toml",
        "the dates of a path rise",
        "1 does not lie between 2 and 3",
        "unknown key `urll`",
        "expected a text in quotes",
        "`y` is a number, not the word \"two\"",
    ] {
        assert!(said.contains(part), "no `{part}` in {said}");
    }
    let said = checked(&[(
        "m.toml",
        "schema = 1\nid = 'm'\n[scale]\nfloor = '1,5'\n[dimension.root]\ntitel = 'R'\naggregate = { power = 2, min = 1 }\n\
         [indicator.a]\ndimension = 'roof'\nweight = -1\nunit = 3\nmarket = 'none'\nrule.linear = { from = 1, to = 1 }\n\
         [uncertainty]\ndrop_one = 1\n",
    )]);
    for part in [
        "10 errors",
        "`title` is missing",
        "write 1.5",
        "did you mean `title`?",
        "keep one key",
        "no dimension `roof`",
        "a weight cannot be negative",
        "expected a text in quotes",
        "unknown kind `none`",
        "true or false",
    ] {
        assert!(said.contains(part), "no `{part}` in {said}");
    }
}

#[test]
fn messages_are_in_the_words_of_the_format() {
    let model = |lines: &str| try_model(&with_indicator(lines)).expect_err(lines).to_string();
    let said = model("weight = '2'\nrule.linear = { from = 0, to = 1 }");
    assert!(said.contains("write 2 without quotes"), "{said}");
    let said = model("rule.linear = { from = 0, to = 1e400 }");
    assert!(said.contains("model.toml:7:") && said.contains("too large"), "{said}");
    let said = model("rule.linear = { from = 0, to = 1 }\nimpute.last = { periods = -1 }");
    assert!(said.contains("a whole number from 0 on") && !said.contains("usize"), "{said}");
    let said = model("rule = { linear = { from = 0, to = 1 }, log = { from = 1, to = 2 } }");
    assert!(said.contains("rule.linear"), "{said}");
    let scenario = |lines: &str| try_scenario(lines).expect_err(lines).to_string();
    let said = scenario(&dated("[series.a]\nmax_age = 'b'\npoints = [[2024-01-01, 1]]"));
    assert!(said.contains("expected a whole number") && !said.contains("i64"), "{said}");
    let shock = dated("[shock]\na = { multiply = 5, add = 2 }").replace("as_of = 2025-12-31", "extends = 'ai-2025q4'");
    assert!(!scenario(&shock).contains("rule.linear"), "{}", scenario(&shock));
    // An id with a value and a series, inherited once.
    let base = "schema = 1\nid = 'b'\ntitle = 'B'\nas_of = 2025-12-31\n[values]\nxyz = 1\n[series.xyz]\npoints = [[2025-01-01, 1]]\n";
    let said = checked(&[
        ("s.toml", "schema = 1\nid = 's'\ntitle = 'S'\nextends = './b.toml'\nunset = ['foo']\n"),
        ("b.toml", base),
    ]);
    assert!(said.contains("known inherited ids: `xyz`\n"), "{said}");
    // What looks the same is not offered as something else.
    let said = checked(&[(
        "m.toml",
        "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n[indicator.a]\ndimension = 'ro\u{200b}ot'\nrule.linear = { from = 0, to = 1 }\n",
    )]);
    assert!(said.contains("looks the same and is written with other characters"), "{said}");
}

#[test]
fn wrong_types_say_what_was_expected() {
    bad_model(
        &with_indicator("weight = 'two'\nrule.linear = { from = 0, to = 1 }"),
        7,
        10,
        Code::WrongType,
        "expected a number, found the text",
    );
    bad_model("schema = 1\nid = 'm'\ntitle = 'M'\nindicator = 3\n", 4, 13, Code::WrongType, "[indicator.ID]");
    bad_scenario(
        &dated("[values.cape]\nvalue = 1\ndate = '2025-01-01'"),
        7,
        8,
        Code::WrongType,
        "a day such as 2025-12-31, without quotes",
    );
    bad_scenario(&dated("[values]\ncape = true"), 6, 8, Code::WrongType, "a number, or a word");
}

#[test]
fn missing_fields_are_named() {
    bad_model(
        &rooted("[indicator.a]\nrule.linear = { from = 0, to = 1 }\n"),
        5,
        1,
        Code::MissingField,
        "`dimension` is missing here",
    );
    bad_model(&with_indicator("unit = '%'"), 5, 12, Code::MissingField, "`a` has no rule");
    bad_scenario("schema = 1\nid = 's'\ntitle = 'S'\n[values]\na = 1\n", 2, 6, Code::MissingField, "as_of");
    bad_scenario("schema = 1\ntitle = 'S'\nas_of = 2025-12-31\n", 1, 1, Code::MissingField, "`id` is missing here");
}

#[test]
fn ids_are_checked() {
    bad_model(&rooted(&plain("root", "root", 1.0)), 5, 12, Code::DuplicateId, "share one namespace");
    bad_model(
        &with_indicator("rule.linear = { from = 0, to = 1 }").replace("indicator.a", "indicator.case"),
        5,
        12,
        Code::InvalidId,
        "a word of the formula language",
    );
    bad_model(
        &with_indicator("rule.linear = { from = 0, to = 1 }").replace("indicator.a", "indicator.CAPE"),
        5,
        12,
        Code::InvalidId,
        "write `cape`",
    );
    bad_model(
        &rooted(&plain("a", "root", 1.0)).replace("id = 'm'", "id = 'My Model'"),
        2,
        6,
        Code::InvalidId,
        "lower-case",
    );
    // TOML itself forbids two tables of one name.
    bad_model(&rooted(&(plain("a", "root", 1.0) + &plain("a", "root", 1.0))), 9, 12, Code::Syntax, "duplicate");
}

#[test]
fn the_tree_has_one_root_and_no_circle() {
    let base = "schema = 1\nid = 'm'\ntitle = 'M'\n";
    let a = plain("a", "x", 1.0);
    bad_model(&format!("{base}[dimension.x]\nparent = 'y'\n{a}"), 5, 10, Code::UnknownId, "there is no dimension `y`");
    bad_model(
        &format!("{base}[dimension.x]\n[dimension.y]\n{a}{}", plain("b", "y", 1.0)),
        5,
        12,
        Code::Tree,
        "a second root",
    );
    bad_model(
        &format!("{base}[dimension.x]\nparent = 'y'\n[dimension.y]\nparent = 'x'\n{a}"),
        4,
        12,
        Code::Cycle,
        "x -> y -> x",
    );
    bad_model(
        &format!("{base}[dimension.x]\n[dimension.y]\nparent = 'x'\n{a}"),
        5,
        12,
        Code::Tree,
        "`y` has nothing under it",
    );
    bad_model(&format!("{base}[dimension.x]\noverlay = true\n{a}"), 1, 1, Code::Tree, "no root");
    bad_model(
        &format!("{base}[dimension.x]\n[dimension.o]\noverlay = true\nparent = 'x'\n{a}{}", plain("b", "o", 1.0)),
        7,
        10,
        Code::Tree,
        "is an overlay and has a parent",
    );
    bad_model(&format!("{base}{a}"), 5, 13, Code::UnknownId, "there is no dimension `x`");
}

#[test]
fn schemas_from_the_future_are_the_only_finding() {
    let text = "schema = 7\nid = 'm'\nnew_key = 3\n[dimension.x]\nshape = 'new'\n";
    let findings = try_model(text).expect_err("bad");
    assert_eq!(found(&findings), [(1, 10, Code::Schema)]);
    bad_model("id = 'm'\ntitle = 'M'\n", 1, 1, Code::Schema, "write `schema = 1`");
    bad_scenario("schema = 'one'\nid = 's'\n", 1, 10, Code::Schema, "write `schema = 1`");
}

#[test]
fn rules_make_sense() {
    for (rule, says) in [
        ("rule.linear = { from = 5, to = 5 }", "from and to are both 5"),
        ("rule.linear = { from = -1e308, to = 1.7e308 }", "too far apart"),
        ("rule.log = { from = 0, to = 5 }", "above 0"),
        ("rule.piecewise = [[1, 0]]", "two points or more"),
        ("rule.piecewise = [[2, 0], [1, 100]]", "must rise strictly: 2 is followed by 1"),
        ("rule.piecewise = [[1, 0], [2, 101]]", "scores lie between 0 and 100, 101 does not"),
        ("rule.step = { edges = [1], scores = [0] }", "one score more than edges"),
        ("rule.logistic = { midpoint = 1, scale = 0 }", "must not be 0"),
        ("rule.distribution = { normal = { mean = 0, sd = -1 } }", "Standard deviation"),
        ("rule.distribution = { inverse = true }", "exactly one of"),
        ("rule.zscore = { mean = 1 }", "exactly one of the three"),
        ("rule.percentile = { reference = [] }", "the reference is empty"),
        ("rule.percentile = { reference = [1], over = 'history' }", "not both"),
        ("rule.category = {}", "at least one word"),
        ("rule.category = { bad = 120 }", "scores lie between 0 and 100"),
        ("rule.category = { '' = 10, bad = 20 }", "how tables write that there is no value"),
        ("rule.category = { 'null' = 10, bad = 20 }", "how tables write that there is no value"),
        ("rule.category = { 'N/A' = 10, bad = 20 }", "how tables write that there is no value"),
        ("rule.category = { ' bad' = 20 }", "begins or ends with a space"),
    ] {
        let findings = try_model(&with_indicator(rule)).expect_err(rule);
        assert!(
            findings.iter().all(|d| d.code == Code::Rule) && findings.to_string().contains(says),
            "{rule}: {findings}"
        );
        assert_eq!(found(&findings)[0].0, 7, "{rule}: {findings}");
    }
    bad_model(&with_indicator("rule = 'linear'"), 7, 8, Code::WrongType, "");
    bad_model(
        &with_indicator("rule.linear = { from = 0, to = 1 }\nrule.log = { from = 1, to = 2 }"),
        7,
        1,
        Code::WrongType,
        "exactly one kind",
    );
}

#[test]
fn numbers_are_finite() {
    bad_model(&with_indicator("rule.linear = { from = nan, to = 1 }"), 7, 24, Code::NotFinite, "a finite number");
    bad_model(&with_indicator("weight = inf\nrule.linear = { from = 0, to = 1 }"), 7, 10, Code::NotFinite, "");
    bad_scenario(&dated("[values]\ncape = nan"), 6, 8, Code::NotFinite, "");
    bad_scenario(&dated("[series.cape]\npoints = [[2025-01-01, -inf]]"), 6, 24, Code::NotFinite, "");
    bad_scenario(
        &dated("[shock]\ncape = { multiply = inf }").replace("as_of", "extends = 'ai-2025q4'\nas_of"),
        7,
        21,
        Code::NotFinite,
        "",
    );
}

#[test]
fn weights_are_not_negative_and_not_all_zero() {
    bad_model(
        &with_indicator("weight = -1\nrule.linear = { from = 0, to = 1 }"),
        7,
        10,
        Code::Weight,
        "write 0 to leave it out",
    );
    bad_model(&with_indicator("weight = 0\nrule.linear = { from = 0, to = 1 }"), 4, 12, Code::Weight, "weight 0");
    bad_model(&rooted(&(plain("a", "root", 1e308) + &plain("b", "root", 1e308))), 4, 12, Code::Weight, "too large");
    bad_model(&rooted(&(plain("a", "root", 5e-324) + &plain("b", "root", 5e-324))), 4, 12, Code::Weight, "too small");
    let far = rooted(&(plain("a", "root", 1e50) + &plain("b", "root", 0.0) + &plain("c", "root", 1e-50)));
    bad_model(&far, 4, 12, Code::Weight, "the smaller counts for nothing");
}

#[test]
fn scales_make_sense() {
    let sound = with_indicator("rule.linear = { from = 0, to = 1 }");
    for (lines, says) in [
        ("bands = []", "at least one band"),
        ("bands = [{ below = 50, label = 'a' }, { below = 20, label = 'b' }, { label = 'c' }]", "must rise"),
        ("bands = [{ below = 50, label = 'a' }, { label = 'a' }]", "two bands are called `a`"),
        ("bands = [{ label = 'a' }, { label = 'b' }]", "only the last band"),
        ("bands = [{ below = 50, label = 'a' }]", "the last band has no `below`"),
        ("floor = 0", "above 0"),
    ] {
        let findings = try_model(&format!("{sound}[scale]\n{lines}\n")).expect_err(lines);
        assert!(findings.to_string().contains(says), "{lines}: {findings}");
    }
    bad_model(&format!("{sound}[missing]\nmin_coverage = 50\n"), 9, 16, Code::Scale, "between 0 and 1");
    bad_model(&format!("{sound}[uncertainty]\nends = 0.7\n"), 8, 1, Code::Uncertainty, "0.5");
    bad_model(&format!("{sound}[uncertainty]\nweights = {{ spred = 0.2 }}\n"), 9, 13, Code::UnknownKey, "`spread`");
    bad_model(&format!("{sound}[text.de]\nnobody = 'niemand'\n"), 9, 1, Code::Text, "known ids");
    bad_model(&format!("{sound}[headline]\napart = 'a'\n"), 9, 9, Code::UnknownId, "not a child of the root");
}

#[test]
fn formulas_are_a_small_language() {
    let formula = |text: &str| with_indicator(&format!("rule.linear = {{ from = 0, to = 1 }}\nformula = \"{text}\""));
    for (text, column, says) in [
        ("load_file(x)", 12, "`load_file` is not a function here"),
        ("sqr(x)", 12, "did you mean `sqrt`?"),
        ("(select x from y)", 20, "missing before `x`"),
        ("x + 'a'", 16, "texts have no place"),
        ("x; drop y", 13, "nothing may follow"),
        ("x y", 14, "nothing may follow the expression"),
        ("x + ", 16, "ends too early"),
        ("(x", 12, "never closed"),
        ("x)", 13, "closes nothing"),
        ("x != 3", 14, "`<>`"),
        ("x == 3", 15, "missing before `=`"),
        ("x ^ 2", 14, "power(x, y)"),
        ("null", 12, "cannot be written here"),
        ("x > 3", 12, "a number is needed"),
        ("x + (y > 3)", 17, "arithmetic needs a number"),
        ("case when x then 1 end", 22, "`when` needs a condition"),
        ("case when x > 1 then 1 else y > 2 end", 40, "the other branches"),
        ("power(x)", 12, "2 arguments"),
        ("value.x", 12, "write the id alone"),
        ("x in y", 14, "nothing may follow"),
        ("1e999", 12, "no place"),
    ] {
        let findings = try_model(&formula(text)).expect_err(text);
        assert!(findings.to_string().contains(says), "{text}: {findings}");
        assert!(found(&findings).contains(&(8, column, Code::Formula)), "{text}: {findings}");
    }
    bad_model(&formula("root + 1"), 8, 12, Code::Formula, "is a dimension");
    bad_model(&formula("a + 1"), 8, 11, Code::Cycle, "a -> a");
    bad_model(&formula("CASE_x + 1"), 8, 12, Code::InvalidId, "");
}

#[test]
fn circles_of_formulas_are_shown() {
    let one = |id: &str, formula: &str| {
        format!("[indicator.{id}]\ndimension = 'root'\nrule.linear = {{ from = 0, to = 1 }}\nformula = '{formula}'\n")
    };
    let text = rooted(&format!("{}{}{}", one("a", "b + 1"), one("b", "2 * c"), one("c", "a")));
    let findings = try_model(&text).expect_err("a circle");
    assert!(findings.to_string().contains("a -> b -> c -> a"), "{findings}");
}

#[test]
fn conditions_name_what_exists() {
    let sound = with_indicator("rule.linear = { from = 0, to = 1 }");
    bad_model(&format!("{sound}[alert.x]\nwhen = 'b > 3'\n"), 9, 9, Code::UnknownId, "no dimension or indicator `b`");
    bad_model(&format!("{sound}[alert.x]\nwhen = 'value.root > 3'\n"), 9, 9, Code::Formula, "no raw value");
    bad_model(
        &format!("{sound}[alert.x]\nwhen = 'score.a > 3'\n"),
        9,
        9,
        Code::Formula,
        "alerts know ID, value.ID and change.ID",
    );
    bad_model(&format!("{sound}[alert.x]\nwhen = 'a + 3'\n"), 9, 9, Code::Formula, "a condition is needed");
    bad_model(
        &with_indicator("rule.linear = { from = 0, to = 1 }\nrequires = 'b'"),
        8,
        13,
        Code::Formula,
        "a condition is needed",
    );
    let word = "[indicator.w]\ndimension = 'root'\nrule.category = { good = 0, bad = 100 }\n";
    bad_model(
        &format!("{}{word}", with_indicator("rule.linear = { from = 0, to = 1 }\nrequires = 'w > 1'")),
        8,
        13,
        Code::Formula,
        "is a word, not a number",
    );
}

#[test]
fn episodes_begin_before_they_end() {
    let model = with_indicator("rule.linear = { from = 0, to = 1 }");
    let episode = |lines: &str| format!("{model}[episode.boom]\n{lines}\n");
    bad_model(&episode("from = 2000-02-01\nto = 2000-01-31"), 8, 10, Code::Date, "while it is not over");
    bad_model(&episode("to = 2000-01-31"), 8, 1, Code::MissingField, "from");
    bad_model(&episode("from = \"1999\""), 9, 8, Code::WrongType, "day such as");
}

#[test]
fn observations_are_in_order() {
    bad_scenario(&dated("[values.a]\nvalue = 5\nlow = 6\nhigh = 9"), 7, 7, Code::Range, "low <= value <= high");
    bad_scenario(&dated("[values.a]\nvalue = 5\nlow = 4"), 7, 7, Code::Range, "together or not at all");
    bad_scenario(&dated("[values.a]\nvalue = 5\nlow = 5\nhigh = 5"), 7, 7, Code::Range, "low below high");
    bad_scenario(&dated("[values.a]\nvalue = 'word'\nlow = 1\nhigh = 2"), 7, 7, Code::Range, "a word has no range");
    bad_scenario(
        &dated("[values.a]\nvalue = 5\ndate = 2026-01-01"),
        7,
        8,
        Code::Date,
        "2026-01-01 is after as_of (2025-12-31)",
    );
    bad_scenario(&dated("[series.a]\npoints = [[2025-01-01, 1], [2026-01-01, 2]]"), 6, 28, Code::Date, "after as_of");
    bad_scenario(&dated("[series.a]\npoints = [[2025-02-01, 1], [2025-01-01, 2]]"), 6, 28, Code::Date, "rise");
    bad_scenario(&dated("[series.a]\npoints = []"), 6, 10, Code::MissingField, "no points");
    bad_scenario(&dated("path = [2025-12-31]"), 5, 9, Code::Date, "as_of is always the last point");
    bad_scenario(&dated("path = [2024-12-31, 2023-12-31]"), 5, 21, Code::Date, "rise");
    bad_scenario(
        &dated("[values.a]\nvalue = 5\nsource = 'riter'\n[sources.ritter]\ntitle = 'R'"),
        7,
        10,
        Code::Source,
        "did you mean `ritter`?",
    );
    bad_scenario(&dated("[values.a]\nvalue = 5\nconfidence = 'hihg'"), 7, 14, Code::UnknownKey, "did you mean `high`?");
}

#[test]
fn a_shorthand_line_swallowed_by_a_table_is_explained() {
    bad_scenario(
        &dated("[values.a]\nvalue = 5\nshiller_cape = 40"),
        7,
        1,
        Code::UnknownKey,
        "go above the first [values.x] table",
    );
}

#[test]
fn shocks_say_what_they_do() {
    let on = |lines: &str| dated(lines).replace("as_of = 2025-12-31", "extends = 'ai-2025q4'");
    bad_scenario(&on("[shock]\na = 5"), 6, 5, Code::Shock, "{ multiply = 0.6 }");
    bad_scenario(&on("[shock]\na = { times = 5 }"), 6, 7, Code::UnknownKey, "known kinds here");
    bad_scenario(&on("[shock]\na = { multiply = 5, add = 2 }"), 6, 5, Code::WrongType, "exactly one kind");
}

#[test]
fn bases_must_exist() {
    bad_scenario(
        "schema = 1\nid = 's'\ntitle = 'S'\nextends = 'ai-2025q5'\n",
        4,
        11,
        Code::Extends,
        "did you mean `ai-2025q4`?",
    );
    bad_scenario(
        "schema = 1\nid = 's'\ntitle = 'S'\nextends = 'nowhere/base.toml'\n",
        4,
        11,
        Code::Extends,
        "cannot read",
    );
    bad_scenario("schema = 1\nid = 's'\ntitle = 'S'\nextends = '-'\n", 4, 11, Code::Extends, "a file or a built-in");
}

#[test]
fn scenarios_that_extend_each_other_are_a_circle() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, base) in [("a", "b"), ("b", "a")] {
        fs::write(
            folder.path().join(format!("{name}.toml")),
            format!("schema = 1\nid = '{name}'\ntitle = 'T'\nas_of = 2025-12-31\nextends = '{base}.toml'\n"),
        )
        .expect("written");
    }
    let output = froth().arg("check").arg(folder.path().join("a.toml")).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("a.toml -> ") && said.contains("circle"), "{said}");
}

#[test]
fn chains_of_more_than_sixteen_files_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    for i in 0..20 {
        let extends = if i < 19 { format!("extends = 's{}.toml'\n", i + 1) } else { String::new() };
        fs::write(
            folder.path().join(format!("s{i}.toml")),
            format!("schema = 1\nid = 's{i}'\ntitle = 'T'\nas_of = 2025-12-31\n{extends}"),
        )
        .expect("written");
    }
    let check = |name: &str| froth().arg("check").arg(folder.path().join(name)).output().expect("it runs");
    assert_eq!(check("s0.toml").status.code(), Some(1));
    assert!(String::from_utf8_lossy(&check("s0.toml").stderr).contains("16 files"));
    assert_eq!(check("s4.toml").status.code(), Some(0));
}

/// Bytes that are no model and no scenario, as files and through a pipe.
#[test]
fn garbage_is_refused_with_a_message() {
    let folder = tempfile::tempdir().expect("a folder");
    let deep = |open: &str, close: &str| format!("schema = 1\na = {}1{}\n", open.repeat(10_000), close.repeat(10_000));
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", Vec::new(), "is empty"),
        ("blank", b" \n\t\n".to_vec(), "is empty"),
        ("not-utf8", b"schema = 1\nid = '\xff\xfe'\n".to_vec(), "not valid UTF-8"),
        ("nul", b"\0\0\0\0".to_vec(), ""),
        ("binary", (0..=255u8).cycle().take(5000).collect(), ""),
        ("dotted", format!("schema = 1\n{} = 1\n", vec!["a"; 10_000].join(".")).into_bytes(), "nested too deep"),
        ("header", format!("schema = 1\n[{}]\n", vec!["a"; 10_000].join(".")).into_bytes(), "nested too deep"),
        ("arrays", deep("[", "]").into_bytes(), ""),
        ("inline", deep("{ a = ", " }").into_bytes(), ""),
        (
            "tables",
            "schema = 1\n"
                .chars()
                .chain((0..10_000).flat_map(|i| format!("[dimension.d{i}.x]\n").chars().collect::<Vec<_>>()))
                .collect::<String>()
                .into_bytes(),
            "",
        ),
        (
            "terms",
            with_indicator(&format!(
                "rule.linear = {{ from = 0, to = 1 }}\nformula = '{}'",
                vec!["x"; 100_000].join("+")
            ))
            .into_bytes(),
            "at most 2000",
        ),
        (
            "parentheses",
            with_indicator(&format!(
                "rule.linear = {{ from = 0, to = 1 }}\nformula = '{}x{}'",
                "(".repeat(10_000),
                ")".repeat(10_000)
            ))
            .into_bytes(),
            "at most 2000",
        ),
        (
            "nested",
            with_indicator(&format!(
                "rule.linear = {{ from = 0, to = 1 }}\nformula = '{}x{}'",
                "(".repeat(900),
                ")".repeat(900)
            ))
            .into_bytes(),
            "more than 32 deep",
        ),
        (
            "signs",
            with_indicator(&format!("rule.linear = {{ from = 0, to = 1 }}\nformula = '{}x'", "-".repeat(1_900)))
                .into_bytes(),
            "more than 32 deep",
        ),
        (
            "nots",
            with_indicator(&format!(
                "rule.linear = {{ from = 0, to = 1 }}\nrequires = '{}(x > 1)'",
                "not ".repeat(450)
            ))
            .into_bytes(),
            "more than 32 deep",
        ),
        ("one-line", format!("schema = 1 {}", "x".repeat(1_000_000)).into_bytes(), ""),
    ];
    for (name, bytes, says) in cases {
        let path = folder.path().join(format!("{name}.toml"));
        fs::write(&path, &bytes).expect("written");
        let output = froth().arg("check").arg(&path).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains("error") && said.contains(says), "{name}: {said}");
        assert!(said.len() < 40_000, "{name}: {} bytes of message", said.len());
        let piped = froth().args(["score", "-"]).write_stdin(bytes).output().expect("it runs");
        assert_eq!(piped.status.code(), Some(1), "{name} through a pipe");
        assert!(piped.stdout.is_empty(), "{name}: no output where the input is bad");
    }
}

#[test]
fn files_over_eight_mebibytes_and_directories_are_refused_unread() {
    let folder = tempfile::tempdir().expect("a folder");
    let large = folder.path().join("large.toml");
    fs::write(&large, vec![b'['; 50 * 1024 * 1024]).expect("written");
    let output = froth().arg("check").arg(&large).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("larger than 8 MiB and was not read"));
    let output = froth().arg("score").arg(format!("{}/", folder.path().display())).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("it is a directory"));
    let output = froth().args(["score", "./nowhere.toml"]).output().expect("it runs");
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot read ./nowhere.toml"));
}

#[test]
fn a_model_is_not_a_scenario_and_the_other_way_round() {
    bad_scenario(&with_indicator("rule.linear = { from = 0, to = 1 }"), 0, 0, Code::UnknownKey, "this is a model");
    bad_model(&dated("[values]\na = 1"), 0, 0, Code::UnknownKey, "is a scenario, not a model");
}

#[test]
fn the_message_shows_the_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("m.toml");
    fs::write(&path, with_indicator("weigth = 2\nrule.linear = { from = 0, to = 1 }")).expect("written");
    let output = froth().current_dir(folder.path()).args(["check", "m.toml"]).output().expect("it runs");
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stderr).trim_end(), @r"
    error[unknown-key]: unknown key `weigth`
     --> m.toml:7:1
      |
    7 | weigth = 2
      | ^^^^^^
      |
      = help: did you mean `weight`?
    ");
}

#[test]
fn steps_of_composite_indicators_are_checked() {
    let rule = "rule.linear = { from = 0, to = 1 }";
    let with = |line: &str| with_indicator(&format!("{line}\n{rule}"));
    bad_model(&with("impute = 'lats'"), 7, 10, Code::UnknownKey, "did you mean `last`?");
    bad_model(&with("impute = { last = { period = 3 } }"), 7, 21, Code::UnknownKey, "did you mean `periods`?");
    bad_model(&with("impute = { linear = { periods = 0 } }"), 7, 10, Code::Rule, "a gap of 0 rows");
    bad_model(&with("impute = { mean = { bye = 'region' } }"), 7, 21, Code::UnknownKey, "did you mean `by`?");
    bad_model(&with("outliers = { winsorize = 5, over = 'cross_section' }"), 7, 14, Code::UnknownKey, "`winsorise`");
    bad_model(&with("outliers = { winsorise = 5 }"), 7, 12, Code::MissingField, "over");
    bad_model(&with("outliers = { over = 'history' }"), 7, 12, Code::Rule, "full_history");
    bad_model(&with("outliers = { over = 'cross_section' }"), 7, 12, Code::Rule, "log = false");
    bad_model(&with("outliers = { over = 'cross_section', log = false, skewness = 0 }"), 7, 12, Code::Rule, "above 0");
    bad_model(&with("denominator = 'root'"), 7, 15, Code::Formula, "is a dimension");
    bad_model(&with("denominator = { by = 'gdp', times = 0 }"), 7, 15, Code::Formula, "must not be 0");
    bad_model(&with("denominator = 'a'"), 7, 15, Code::Cycle, "a -> a");
    bad_model(&with("denominator = 'GDP'"), 7, 15, Code::InvalidId, "write `gdp`");
    bad_model(&with_indicator("rule.rank = { inverse = true }"), 7, 13, Code::MissingField, "over");
    bad_model(&with_indicator("rule.borda = { over = 'histroy' }"), 7, 23, Code::UnknownKey, "did you mean `history`?");
    bad_model(&with_indicator("rule.distance_to_target = { target = 0 }"), 7, 1, Code::Rule, "`over`");
    bad_model(
        &with_indicator("rule.distance_to_target = { target = 4, inverse = true }"),
        7,
        1,
        Code::Rule,
        "needs a start",
    );
    bad_model(
        &with_indicator("denominator = 'gdp'\nrule.category = { calm = 0, wild = 100 }"),
        5,
        12,
        Code::Rule,
        "neither divided nor averaged",
    );
    let dimension = |line: &str| rooted(&format!("{line}\n{}{}", plain("a", "root", 1.0), plain("b", "root", 1.0)));
    bad_model(&dimension("weights = 'pac'"), 5, 11, Code::UnknownKey, "did you mean `pca`?");
    bad_model(&dimension("weights = { pca = { ovr = 'history' } }"), 5, 21, Code::UnknownKey, "did you mean `over`?");
    bad_model(&dimension("aggregate = 'max'\nweights = 'critic'"), 6, 11, Code::Weight, "weights play no part");
    bad_model(
        &dimension("aggregate = 'geometric'\nweights = 'correlation_balanced'"),
        6,
        11,
        Code::Weight,
        "arithmetic",
    );
    bad_model(&dimension("aggregate = 'copland'"), 5, 13, Code::UnknownKey, "did you mean `copeland`?");
    bad_model(&dimension("aggregate = { ciss = { lambda = 1.5 } }"), 5, 13, Code::Scale, "between 0 and 1");
    bad_model(&dimension("aggregate = { ciss = { start = 1 } }"), 5, 13, Code::Scale, "start = 12");
    bad_model(&dimension("quorum = 0"), 5, 10, Code::Tree, "`quorum = 2`");
    bad_model(&dimension("quorum = 3"), 4, 12, Code::Tree, "`quorum = 2` or less");
    bad_model(&dimension("quorum = 2\naggregate = 'kemeny'"), 5, 10, Code::Tree, "a quorum limits an average");
    bad_model(&dimension("quorom = 2"), 5, 1, Code::UnknownKey, "did you mean `quorum`?");
}
