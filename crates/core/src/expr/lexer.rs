//! Tokens of a formula.

use super::fault::Fault;
use std::ops::Range;
use winnow::ascii::{digit0, digit1, multispace0};
use winnow::combinator::{alt, opt, preceded};
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stream};
use winnow::token::{one_of, take_while};

/// A token with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Number(f64),
    /// A word as written: a keyword, a function's name, or a name with dots.
    Word(String),
    /// An operator or punctuation.
    Symbol(&'static str),
    End,
}

type Input<'a> = LocatingSlice<&'a str>;

/// Splits a formula into tokens, the last one always [`Kind::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Fault> {
    let mut input = LocatingSlice::new(text);
    let mut tokens = Vec::new();
    loop {
        let _: Result<&str, ()> = multispace0.parse_next(&mut input);
        let at = input.current_token_start();
        let Some(next) = input.peek_token() else {
            tokens.push(Token { kind: Kind::End, span: at..at });
            return Ok(tokens);
        };
        match kind(&mut input) {
            Ok(kind) => tokens.push(Token { kind, span: at..input.previous_token_end() }),
            Err(()) => return Err(unexpected(next, at)),
        }
    }
}

fn kind(input: &mut Input<'_>) -> Result<Kind, ()> {
    alt((number, word, symbol)).parse_next(input)
}

fn number(input: &mut Input<'_>) -> Result<Kind, ()> {
    let exponent = || opt((one_of(['e', 'E']), opt(one_of(['+', '-'])), digit1));
    alt(((digit1, opt(('.', digit0)), exponent()).take(), ('.', digit1, exponent()).take()))
        .verify_map(|text: &str| text.parse().ok().filter(|x: &f64| x.is_finite()))
        .map(Kind::Number)
        .parse_next(input)
}

fn word(input: &mut Input<'_>) -> Result<Kind, ()> {
    let part = || {
        (
            one_of(|c: char| c.is_ascii_alphabetic() || c == '_'),
            take_while(0.., |c: char| c.is_ascii_alphanumeric() || c == '_'),
        )
    };
    (part(), opt(preceded('.', part()))).take().map(|text: &str| Kind::Word(text.to_owned())).parse_next(input)
}

const SYMBOLS: [&str; 13] = ["<>", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "(", ")", ","];

fn symbol(input: &mut Input<'_>) -> Result<Kind, ()> {
    let found: &str = alt(SYMBOLS).parse_next(input)?;
    SYMBOLS.into_iter().find(|s| *s == found).map(Kind::Symbol).ok_or(())
}

fn unexpected(character: char, at: usize) -> Fault {
    let message = match character {
        '\'' | '"' => "texts have no place in a formula".to_owned(),
        '!' => "`!=` is written `<>` here".to_owned(),
        '^' | '%' => format!("`{character}` is not an operator here: powers are written power(x, y)"),
        ';' => "nothing may follow a formula's expression".to_owned(),
        _ => format!("`{}` has no place in a formula", character.escape_debug()),
    };
    Fault::new(message, at..at + character.len_utf8())
}
