//! Formulas and conditions: two evaluators agree, a tree written out again means the same, rows do not know each other.

use crate::{Outcome, corpus, fuzz};
use froth::expr::{Expr, MAX_DEPTH, MAX_LENGTH, Names, Node, Program, Stack, Type, Unary, parse, truth, why_missing};

const WORDS: [&str; 44] = [
    "x",
    "y",
    "zz",
    "value.x",
    "change.y",
    "+",
    "-",
    "*",
    "/",
    "=",
    "<>",
    "<",
    "<=",
    ">",
    ">=",
    "and",
    "or",
    "not",
    "is",
    "null",
    "case",
    "when",
    "then",
    "else",
    "end",
    "coalesce(",
    "abs(",
    "ln(",
    "exp(",
    "sqrt(",
    "power(",
    "least(",
    "greatest(",
    ")",
    ",",
    "(",
    "AND",
    "Case When",
    "is not null",
    "1e308",
    ".5",
    "0",
    "is null",
    "!=",
];

/// Values of names: at the edge of what a number can be, and missing.
const VALUES: [Option<f64>; 14] = [
    None,
    Some(0.0),
    Some(-0.0),
    Some(1.0),
    Some(-1.0),
    Some(0.5),
    Some(2.0),
    Some(100.0),
    Some(1e308),
    Some(-1e308),
    Some(5e-324),
    Some(1e-9),
    Some(-3.7),
    Some(9_007_199_254_740_993.0),
];

const ROWS: usize = 16;

#[test]
fn expression() {
    let seeds = corpus("expression").into_iter().flat_map(|(_, text)| {
        text.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(<[u8]>::to_vec).collect::<Vec<_>>()
    });
    fuzz("expression", 1, &WORDS, seeds.collect(), attempt);
}

fn attempt(k: u64, input: &[u8]) -> Outcome {
    let text = String::from_utf8_lossy(input);
    let mut behaviour = Vec::new();
    for (wanted, names) in [(Type::Number, Names::Ids), (Type::Truth, Names::Ids), (Type::Truth, Names::Alert)] {
        match parse(&text, wanted, names) {
            Ok(expr) => {
                assert!(text.chars().count() <= MAX_LENGTH);
                behaviour.push(format!("{wanted:?} {}", shape(&expr)));
                evaluate(&expr, wanted, k);
                again(&expr, wanted, names, k);
            }
            Err(fault) => {
                let message = format!("{fault:?}");
                assert!(!message.is_empty());
                // Without names and numbers, as a kind.
                let kind: String = message.split('`').step_by(2).collect();
                behaviour.push(kind.chars().filter(|c| !c.is_ascii_digit()).take(60).collect());
            }
        }
    }
    let accepted = behaviour.iter().any(|b| b.starts_with("Number") || b.starts_with("Truth"));
    Outcome { accepted, behaviour: behaviour.join("|") }
}

/// The names of an expression.
fn names_of(expr: &Expr) -> Vec<String> {
    let mut names = Vec::new();
    expr.names(&mut |name, _| {
        if !names.iter().any(|n| n == name) {
            names.push(name.to_owned());
        }
    });
    names
}

fn value(k: u64, row: usize, name: usize) -> Option<f64> {
    VALUES[(k as usize).wrapping_mul(7).wrapping_add(row * 5 + name * 3) % VALUES.len()]
}

/// The values of so many rows at once.
fn run(expr: &Expr, names: &[String], k: u64) -> Vec<f64> {
    let program =
        Program::compile(expr, &|name| names.iter().position(|n| n == name).expect("a column for every name"));
    let columns: Vec<f64> =
        (0..names.len()).flat_map(|name| (0..ROWS).map(move |row| value(k, row, name).unwrap_or(f64::NAN))).collect();
    program.run(&columns, ROWS, ROWS, &mut Stack::default()).to_vec()
}

fn evaluate(expr: &Expr, wanted: Type, k: u64) {
    let names = names_of(expr);
    let block = run(expr, &names, k);
    let program =
        Program::compile(expr, &|name| names.iter().position(|n| n == name).expect("a column for every name"));
    for (row, result) in block.iter().enumerate() {
        assert!(result.is_nan() || result.is_finite(), "{result}");
        let lookup = |name: &str| value(k, row, names.iter().position(|n| n == name).expect("a value for every name"));
        assert_eq!(why_missing(expr, &lookup).is_some(), result.is_nan(), "the reason why it is missing, and {result}");
        if wanted == Type::Truth {
            let said = truth(expr, &lookup);
            assert!(result.is_nan() || *result == 0.0 || *result == 1.0, "a truth of {result}");
            assert_eq!(said, Some(*result == 1.0).filter(|_| !result.is_nan()));
        }
        let alone: Vec<f64> = (0..names.len()).map(|name| value(k, row, name).unwrap_or(f64::NAN)).collect();
        let alone = program.run(&alone, 1, 1, &mut Stack::default())[0];
        assert!(
            alone.to_bits() == result.to_bits() || alone.is_nan() && result.is_nan(),
            "{alone} alone, {result} in a block"
        );
    }
}

/// Written out with every parenthesis and read again it means the same.
fn again(expr: &Expr, wanted: Type, names: Names, k: u64) {
    let text = written(expr);
    match parse(&text, wanted, names) {
        Ok(other) => {
            let ids = names_of(expr);
            assert_eq!(ids, names_of(&other), "{text}");
            let same = run(expr, &ids, k).into_iter().zip(run(&other, &ids, k));
            for (a, b) in same {
                assert!(a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan(), "{a} and {b}: {text}");
            }
        }
        Err(fault) => {
            let said = format!("{fault:?}");
            let too_deep = said.contains("nested more than") && depth(expr) * 2 + 2 > MAX_DEPTH;
            let too_long = said.contains("characters long") && text.len() > MAX_LENGTH;
            assert!(too_deep || too_long, "{text}: {said}");
        }
    }
}

fn depth(expr: &Expr) -> usize {
    1 + match &expr.node {
        Node::Number(_) | Node::Name(_) => 0,
        Node::Unary(_, inner) => depth(inner),
        Node::Binary(_, a, b) => depth(a).max(depth(b)),
        Node::Call(_, arguments) => arguments.iter().map(depth).max().unwrap_or(0),
        Node::Case { branches, otherwise } => branches
            .iter()
            .flat_map(|(a, b)| [depth(a), depth(b)])
            .chain(otherwise.iter().map(|e| depth(e)))
            .max()
            .unwrap_or(0),
    }
}

fn shape(expr: &Expr) -> String {
    match &expr.node {
        Node::Number(_) => "n".to_owned(),
        Node::Name(_) => "x".to_owned(),
        Node::Unary(op, _) => format!("{op:?}"),
        Node::Binary(op, a, b) => format!("{op:?}({:.20},{:.20})", shape(a), shape(b)),
        Node::Call(function, arguments) => format!("{}{}", function.name(), arguments.len().min(4)),
        Node::Case { branches, otherwise } => format!("case{}{}", branches.len().min(3), u8::from(otherwise.is_some())),
    }
}

fn written(expr: &Expr) -> String {
    match &expr.node {
        Node::Number(x) => format!("{x:?}"),
        Node::Name(name) => name.clone(),
        Node::Unary(op, inner) => {
            let inner = written(inner);
            match op {
                Unary::Negate => format!("(- {inner})"),
                Unary::Not => format!("(not {inner})"),
                Unary::IsNull => format!("({inner} is null)"),
                Unary::IsNotNull => format!("({inner} is not null)"),
            }
        }
        Node::Binary(op, a, b) => {
            let sign = op.sign();
            format!("({} {sign} {})", written(a), written(b))
        }
        Node::Call(function, arguments) => {
            format!("{}({})", function.name(), arguments.iter().map(written).collect::<Vec<_>>().join(", "))
        }
        Node::Case { branches, otherwise } => {
            let branch = |(when, then): &(Expr, Expr)| format!(" when {} then {}", written(when), written(then));
            let branches = branches.iter().map(branch).collect::<Vec<_>>().concat();
            let otherwise = otherwise.as_ref().map(|e| format!(" else {}", written(e))).unwrap_or_default();
            format!("case{branches}{otherwise} end")
        }
    }
}
