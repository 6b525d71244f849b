//! Formulas: SQL's null logic, and why a result is missing.

use crate::support::{close, observed, rooted};
use froth::expr::{Names, Program, Stack, Type, parse, why_missing};
use proptest::prelude::*;

/// The value of a formula over named numbers; none is missing.
fn value(text: &str, wanted: Type, values: &[(&str, Option<f64>)]) -> Option<f64> {
    let expr = parse(text, wanted, Names::Ids).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
    let column = |name: &str| values.iter().position(|(n, _)| *n == name).expect("a value for every name");
    let columns: Vec<f64> = values.iter().map(|(_, v)| v.unwrap_or(f64::NAN)).collect();
    let result = Program::compile(&expr, &column).run(&columns, 1, 1, &mut Stack::default())[0];
    let result = Some(result).filter(|x| !x.is_nan());
    let lookup = |name: &str| values[column(name)].1;
    assert_eq!(
        why_missing(&expr, &lookup).is_some(),
        result.is_none(),
        "{text}: one evaluator has a value, the other has not"
    );
    result
}

const XY: [(&str, Option<f64>); 3] = [("x", Some(6.0)), ("y", Some(-2.0)), ("gone", None)];

#[test]
fn arithmetic_has_the_usual_precedence() {
    for (text, result) in [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("2 - 3 - 4", -5.0),
        ("x / y / 3", -1.0),
        ("-x * 2", -12.0),
        ("2 * -x", -12.0),
        ("- - x", 6.0),
        ("1.5e1 + .5", 15.5),
        ("abs(y) + sqrt(4) + power(2, 3) + exp(0) + ln(1)", 13.0),
        ("least(x, y, 3) + greatest(x, y, 3)", 4.0),
        ("COALESCE(gone, y, x)", -2.0),
        ("case when x > 5 then 1 when x > 3 then 2 else 3 end", 1.0),
        ("Case When gone > 5 Then 1 Else 3 End", 3.0),
        ("case when x is not null and not x < 5 then 7 end", 7.0),
        ("case when 1 + 1 = 2 or gone > 1 then 4 end", 4.0),
    ] {
        close(value(text, Type::Number, &XY).unwrap_or(f64::NAN), result);
    }
}

#[test]
fn missing_spreads_as_null_does() {
    for text in [
        "gone + 1",
        "least(x, gone)",
        "x / 0",
        "x / (y + 2)",
        "ln(y)",
        "ln(0)",
        "sqrt(y)",
        "exp(1000)",
        "power(y, 0.5)",
        "power(0, -1)",
        "1e308 * 10",
        "coalesce(gone, gone)",
        "case when gone > 1 then 1 end",
    ] {
        assert_eq!(value(text, Type::Number, &XY), None, "{text}");
    }
}

#[test]
fn conditions_are_three_valued() {
    for (text, result) in [
        ("x > 3 and gone > 3", None),
        ("x < 3 and gone > 3", Some(0.0)),
        ("x > 3 or gone > 3", Some(1.0)),
        ("x < 3 or gone > 3", None),
        ("not gone > 3", None),
        ("gone is null", Some(1.0)),
        ("x + gone is null and x is not null", Some(1.0)),
        ("x > 3 is null", Some(0.0)),
        ("(gone > 3) is null", Some(1.0)),
        ("x <> y", Some(1.0)),
        ("not x = 6 or y <= -2", Some(1.0)),
    ] {
        assert_eq!(value(text, Type::Truth, &XY), result, "{text}");
    }
}

#[test]
fn long_sums_are_not_deep() {
    let text = vec!["x"; 900].join("+");
    close(value(&text, Type::Number, &XY).unwrap_or(f64::NAN), 5400.0);
}

#[test]
fn reasons_name_what_is_missing() {
    let model = crate::support::model(&rooted(
        "[indicator.a]\ndimension = 'root'\nformula = '100 * capex / revenue'\nrule.linear = { from = 0, to = 1 }\n\
         [indicator.b]\ndimension = 'root'\nrule.linear = { from = 0, to = 1 }\n",
    ));
    let reason = |lines: &str| {
        crate::support::card(&model, &observed("s", lines)).indicators[0].reason.as_ref().map(ToString::to_string)
    };
    assert_eq!(reason("capex = 1\nb = 0.5").as_deref(), Some("revenue has no value"));
    assert_eq!(reason("capex = 1\nrevenue = 0\nb = 0.5").as_deref(), Some("division by zero: revenue is 0"));
    assert_eq!(reason("capex = 1\nrevenue = 5\nb = 0.5"), None);
}

/// Random expressions as text, of numbers.
fn numeric() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("x".to_owned()),
        Just("y".to_owned()),
        Just("gone".to_owned()),
        (-20i32..20).prop_map(|n| format!("({n})"))
    ];
    leaf.prop_recursive(4, 40, 4, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            (pair.clone(), prop_oneof![Just("+"), Just("-"), Just("*"), Just("/")])
                .prop_map(|((a, b), op)| format!("({a} {op} {b})")),
            (inner.clone(), prop_oneof![Just("abs"), Just("ln"), Just("exp"), Just("sqrt"), Just("-")])
                .prop_map(|(a, f)| format!("{f}({a})")),
            (pair.clone(), prop_oneof![Just("power"), Just("least"), Just("greatest"), Just("coalesce")])
                .prop_map(|((a, b), f)| format!("{f}({a}, {b})")),
            (pair, inner.clone(), inner).prop_map(|((a, b), c, d)| format!(
                "case when {a} < {b} and {c} is not null then {c} when not {a} = {d} then {d} else {b} end"
            )),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Column programs and the explaining evaluator agree on what is missing; values are finite.
    #[test]
    fn results_are_finite_or_missing_with_a_reason(text in numeric(), x in -50.0f64..50.0, y in prop::option::of(-5.0f64..5.0)) {
        if let Ok(expr) = parse(&text, Type::Number, Names::Ids) {
            let _ = expr;
            let result = value(&text, Type::Number, &[("x", Some(x)), ("y", y), ("gone", None)]);
            prop_assert!(result.is_none_or(f64::is_finite));
        }
    }

    /// Any text is parsed or refused, never more.
    #[test]
    fn any_text_is_parsed_or_refused(text in "[-a-z0-9 ()+*/<>=,.'%;\u{e9}]{0,60}") {
        let _ = parse(&text, Type::Number, Names::Alert);
    }
}
