//! From tokens to a typed tree, by precedence as in SQL.

use super::ast::{Binary, Expr, Function, Node, Type, Unary};
use super::fault::Fault;
use super::lexer::{Kind, Token, tokens};
use super::{MAX_DEPTH, MAX_LENGTH};
use crate::diag::nearest;
use crate::format::FORBIDDEN_IDS;
use crate::number::counted;
use winnow::combinator::{Infix, Postfix, Prefix, cut_err, expression};
use winnow::error::{ErrMode, ParserError};
use winnow::prelude::*;
use winnow::stream::Stateful;

/// Which names an expression may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Ids only: formulas and `requires`.
    Ids,
    /// Also `value.ID` and `change.ID`: alerts.
    Alert,
}

/// Tokens not yet read; the state is how deep we are.
type Input<'a> = Stateful<&'a [Token], State>;

#[derive(Debug, Clone, Copy)]
struct State {
    depth: usize,
    names: Names,
}

impl<'a> ParserError<Input<'a>> for Fault {
    type Inner = Self;

    fn from_input(input: &Input<'a>) -> Self {
        let span = peek(input).span.clone();
        Fault::new("this cannot stand here", span)
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

type Parsed<T> = Result<T, ErrMode<Fault>>;

/// Parses `text` as an expression of type `wanted`; nothing may follow it.
///
/// ```
/// use froth_core::expr::{parse, Names, Type};
/// assert!(parse("100 * capex / revenue", Type::Number, Names::Ids).is_ok());
/// assert!(parse("capex > 3", Type::Number, Names::Ids).is_err());
/// assert!(parse("load_file('x')", Type::Number, Names::Ids).is_err());
/// ```
pub fn parse(text: &str, wanted: Type, names: Names) -> Result<Expr, Fault> {
    let length = text.chars().count();
    if length > MAX_LENGTH {
        return Err(Fault::new(
            format!("the formula is {length} characters long, at most {MAX_LENGTH} are read"),
            0..text.len(),
        )
        .help("split it: an indicator of weight 0 can hold a part of it"));
    }
    let tokens = tokens(text)?;
    let mut input = Stateful { input: tokens.as_slice(), state: State { depth: 0, names } };
    let expr = whole(&mut input).map_err(|e| match e {
        ErrMode::Backtrack(fault) | ErrMode::Cut(fault) => fault,
        ErrMode::Incomplete(_) => Fault::new("the formula ends too early", text.len()..text.len()),
    })?;
    let found = type_of(&expr)?;
    if found != wanted {
        let help = match wanted {
            Type::Number => "a formula gives a number; use case when .. then .. end to turn a condition into one",
            Type::Truth => "a condition compares something, such as `operating_ipos >= 50`",
        };
        return Err(
            Fault::new(format!("this gives {}, but {} is needed", found.plain(), wanted.plain()), expr.span).help(help)
        );
    }
    Ok(expr)
}

fn whole(input: &mut Input<'_>) -> Parsed<Expr> {
    let expr = any(input)?;
    let next = peek(input);
    match &next.kind {
        Kind::End => Ok(expr),
        Kind::Symbol(")") => Err(cut("this `)` closes nothing", next)),
        Kind::Symbol("=") => Err(cut("equality is written with one `=`, and comparisons do not chain", next)),
        Kind::Word(_) => Err(cut(&format!("nothing may follow the expression, but {} does", plain(&next.kind)), next)),
        other => Err(cut(&format!("an operator is missing before {}", plain(other)), next)),
    }
}

/// Binding powers, loosest first: or, and, not, is null, comparisons, + -, * /, unary minus.
const OR: i64 = 1;
const AND: i64 = 3;
const NOT: i64 = 5;
const IS: i64 = 7;
const COMPARE: i64 = 9;
const SUM: i64 = 11;
const PRODUCT: i64 = 13;
const NEGATE: i64 = 15;

fn any(input: &mut Input<'_>) -> Parsed<Expr> {
    expression(operand).prefix(prefix).postfix(postfix).infix(infix).parse_next(input)
}

type Op<'a> = Infix<Input<'a>, Expr, ErrMode<Fault>>;

fn infix<'a>(input: &mut Input<'a>) -> Parsed<Op<'a>> {
    macro_rules! left {
        ($power:expr, $op:expr) => {
            Infix::Left($power, |_, a, b| Ok(binary($op, a, b)))
        };
    }
    let op = match &peek(input).kind {
        Kind::Symbol("+") => left!(SUM, Binary::Add),
        Kind::Symbol("-") => left!(SUM, Binary::Subtract),
        Kind::Symbol("*") => left!(PRODUCT, Binary::Multiply),
        Kind::Symbol("/") => left!(PRODUCT, Binary::Divide),
        Kind::Symbol("=") => left!(COMPARE, Binary::Equal),
        Kind::Symbol("<>") => left!(COMPARE, Binary::NotEqual),
        Kind::Symbol("<") => left!(COMPARE, Binary::Less),
        Kind::Symbol("<=") => left!(COMPARE, Binary::LessOrEqual),
        Kind::Symbol(">") => left!(COMPARE, Binary::Greater),
        Kind::Symbol(">=") => left!(COMPARE, Binary::GreaterOrEqual),
        Kind::Word(w) if w.eq_ignore_ascii_case("and") => left!(AND, Binary::And),
        Kind::Word(w) if w.eq_ignore_ascii_case("or") => left!(OR, Binary::Or),
        _ => return Err(ErrMode::Backtrack(Fault::from_input(input))),
    };
    advance(input);
    Ok(op)
}

fn prefix<'a>(input: &mut Input<'a>) -> Parsed<Prefix<Input<'a>, Expr, ErrMode<Fault>>> {
    let token = peek(input).clone();
    let op = match &token.kind {
        Kind::Symbol("-") => Prefix(NEGATE, |i: &mut Input<'a>, e| Ok(unary(i, Unary::Negate, e))),
        Kind::Word(w) if w.eq_ignore_ascii_case("not") => {
            Prefix(NOT, |i: &mut Input<'a>, e| Ok(unary(i, Unary::Not, e)))
        }
        Kind::End => return Err(cut("the expression ends too early: a number, a name or `(` is missing", &token)),
        other => return Err(cut(&format!("a number, a name or `(` is missing before {}", plain(other)), &token)),
    };
    // Each sign nests what follows it; the fold above climbs out again.
    deeper(input, &token)?;
    advance(input);
    Ok(op)
}

fn postfix<'a>(input: &mut Input<'a>) -> Parsed<Postfix<Input<'a>, Expr, ErrMode<Fault>>> {
    if !accept(input, "is") {
        return Err(ErrMode::Backtrack(Fault::from_input(input)));
    }
    let negated = accept(input, "not");
    if !accept(input, "null") {
        return Err(cut("after `is` or `is not` only `null` may stand", peek(input)));
    }
    // The place ends with what was asked about: fold functions see no tokens.
    Ok(if negated {
        Postfix(IS, |_, e| Ok(around(Unary::IsNotNull, e)))
    } else {
        Postfix(IS, |_, e| Ok(around(Unary::IsNull, e)))
    })
}

fn operand(input: &mut Input<'_>) -> Parsed<Expr> {
    let token = peek(input).clone();
    match &token.kind {
        Kind::Number(value) => {
            advance(input);
            Ok(Expr { node: Node::Number(*value), span: token.span })
        }
        Kind::Symbol("(") => {
            deeper(input, &token)?;
            advance(input);
            let inner = cut_err(any).parse_next(input)?;
            expect(input, ")", "this `(`", &token)?;
            input.state.depth -= 1;
            Ok(inner)
        }
        Kind::Word(word) => match word.to_ascii_lowercase().as_str() {
            "case" => case(input, &token),
            "not" => Err(ErrMode::Backtrack(Fault::from_input(input))),
            lower @ ("null" | "true" | "false") => Err(cut(
                &format!("`{lower}` cannot be written here; missing data is handled with `is null` and coalesce"),
                &token,
            )),
            lower if FORBIDDEN_IDS.contains(&lower) => Err(cut(&format!("`{lower}` cannot stand here"), &token)),
            _ => name_or_call(input, &token, word),
        },
        _ => Err(ErrMode::Backtrack(Fault::from_input(input))),
    }
}

fn name_or_call(input: &mut Input<'_>, token: &Token, word: &str) -> Parsed<Expr> {
    advance(input);
    if peek(input).kind == Kind::Symbol("(") {
        return call(input, token, word);
    }
    match word.split_once('.') {
        None => {}
        Some(("value" | "change", _)) if input.state.names == Names::Alert => {}
        Some((_, id)) => {
            let fault = Fault::new(format!("`{word}` cannot be named here"), token.span.clone());
            let help = match input.state.names {
                Names::Ids => format!("in formulas and `requires` write the id alone: `{id}`"),
                Names::Alert => "alerts know ID, value.ID and change.ID".to_owned(),
            };
            return Err(ErrMode::Cut(fault.help(help)));
        }
    }
    Ok(Expr { node: Node::Name(word.to_owned()), span: token.span.clone() })
}

fn call(input: &mut Input<'_>, token: &Token, word: &str) -> Parsed<Expr> {
    let lower = word.to_ascii_lowercase();
    let Some(function) = Function::ALL.iter().copied().find(|f| f.name() == lower) else {
        let fault = Fault::new(format!("`{word}` is not a function here"), token.span.clone());
        return Err(ErrMode::Cut(match nearest(&lower, Function::ALL.iter().map(|f| f.name())) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault,
        }));
    };
    deeper(input, token)?;
    let open = advance(input);
    let mut arguments = vec![cut_err(any).parse_next(input)?];
    while peek(input).kind == Kind::Symbol(",") {
        advance(input);
        arguments.push(cut_err(any).parse_next(input)?);
    }
    let end = expect(input, ")", "this `(`", &open)?;
    input.state.depth -= 1;
    if let Some(arity) = function.arity().filter(|a| *a != arguments.len()) {
        let wanted = counted(arity, "argument", "arguments");
        let message = format!("{} takes {wanted}, not {}", function.name(), arguments.len());
        return Err(ErrMode::Cut(Fault::new(message, token.span.start..end)));
    }
    Ok(Expr { node: Node::Call(function, arguments), span: token.span.start..end })
}

fn case(input: &mut Input<'_>, token: &Token) -> Parsed<Expr> {
    deeper(input, token)?;
    advance(input);
    let mut branches = Vec::new();
    while accept(input, "when") {
        let condition = cut_err(any).parse_next(input)?;
        expect(input, "then", "this `case`", token)?;
        branches.push((condition, cut_err(any).parse_next(input)?));
    }
    if branches.is_empty() {
        return Err(cut("after `case` a `when` is needed", peek(input)));
    }
    let otherwise = if accept(input, "else") { Some(Box::new(cut_err(any).parse_next(input)?)) } else { None };
    let end = expect(input, "end", "this `case`", token)?;
    input.state.depth -= 1;
    Ok(Expr { node: Node::Case { branches, otherwise }, span: token.span.start..end })
}

fn peek<'a>(input: &Input<'a>) -> &'a Token {
    // The last token is always `End`, and `advance` never moves past it.
    &input.input[0]
}

fn advance(input: &mut Input<'_>) -> Token {
    let token = peek(input).clone();
    if token.kind != Kind::End {
        input.input = &input.input[1..];
    }
    token
}

fn accept(input: &mut Input<'_>, keyword: &str) -> bool {
    let found = matches!(&peek(input).kind, Kind::Word(w) if w.eq_ignore_ascii_case(keyword));
    if found {
        advance(input);
    }
    found
}

fn expect(input: &mut Input<'_>, wanted: &str, opened: &str, open: &Token) -> Parsed<usize> {
    let token = peek(input).clone();
    let found = match &token.kind {
        Kind::Symbol(s) => *s == wanted,
        Kind::Word(w) => w.eq_ignore_ascii_case(wanted),
        _ => false,
    };
    if found {
        advance(input);
        return Ok(token.span.end);
    }
    if token.kind == Kind::End {
        return Err(cut(&format!("{opened} is never closed: `{wanted}` is missing"), open));
    }
    Err(cut(&format!("`{wanted}` is missing before {}", plain(&token.kind)), &token))
}

fn deeper(input: &mut Input<'_>, token: &Token) -> Parsed<()> {
    input.state.depth += 1;
    if input.state.depth > MAX_DEPTH {
        return Err(cut(&format!("nested more than {MAX_DEPTH} deep"), token));
    }
    Ok(())
}

fn cut(message: &str, token: &Token) -> ErrMode<Fault> {
    ErrMode::Cut(Fault::new(message, token.span.clone()))
}

fn plain(kind: &Kind) -> String {
    match kind {
        Kind::Number(x) => format!("the number {x}"),
        Kind::Word(w) => format!("`{w}`"),
        Kind::Symbol(s) => format!("`{s}`"),
        Kind::End => "the end".to_owned(),
    }
}

fn binary(op: Binary, left: Expr, right: Expr) -> Expr {
    let span = left.span.start..right.span.end;
    Expr { node: Node::Binary(op, Box::new(left), Box::new(right)), span }
}

fn unary(input: &mut Input<'_>, op: Unary, inner: Expr) -> Expr {
    input.state.depth -= 1;
    around(op, inner)
}

fn around(op: Unary, inner: Expr) -> Expr {
    let span = inner.span.clone();
    Expr { node: Node::Unary(op, Box::new(inner)), span }
}

/// The type of an expression, or the first place where types do not fit.
fn type_of(expr: &Expr) -> Result<Type, Fault> {
    match &expr.node {
        Node::Number(_) | Node::Name(_) => Ok(Type::Number),
        Node::Unary(op, inner) => {
            let found = type_of(inner)?;
            match op {
                Unary::Negate => need(Type::Number, inner, found, "a minus").map(|()| Type::Number),
                Unary::Not => need(Type::Truth, inner, found, "`not`").map(|()| Type::Truth),
                Unary::IsNull | Unary::IsNotNull => Ok(Type::Truth),
            }
        }
        Node::Binary(..) => {
            let (first, links) = expr.chain();
            let mut found = type_of(first)?;
            for (op, left, right) in links {
                let (operands, gives, what) = match op {
                    Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => {
                        (Type::Number, Type::Number, "arithmetic")
                    }
                    Binary::And | Binary::Or => (Type::Truth, Type::Truth, "`and` or `or`"),
                    _ => (Type::Number, Type::Truth, "a comparison"),
                };
                need(operands, left, found, what)?;
                need(operands, right, type_of(right)?, what)?;
                found = gives;
            }
            Ok(found)
        }
        Node::Call(function, arguments) => {
            for argument in arguments {
                need(Type::Number, argument, type_of(argument)?, function.name())?;
            }
            Ok(Type::Number)
        }
        Node::Case { branches, otherwise } => {
            let mut gives = None;
            for (condition, value) in branches {
                need(Type::Truth, condition, type_of(condition)?, "`when`")?;
                let found = type_of(value)?;
                need(*gives.get_or_insert(found), value, found, "the other branches of this case")?;
            }
            let gives = gives.unwrap_or(Type::Number);
            if let Some(otherwise) = otherwise {
                need(gives, otherwise, type_of(otherwise)?, "the other branches of this case")?;
            }
            Ok(gives)
        }
    }
}

fn need(wanted: Type, at: &Expr, found: Type, what: &str) -> Result<(), Fault> {
    if wanted == found {
        return Ok(());
    }
    Err(Fault::new(format!("{what} needs {}, this is {}", wanted.plain(), found.plain()), at.span.clone()))
}
