//! Formulas and conditions: a small subset of SQL scalar expressions.
//!
//! Text becomes tokens, tokens a typed tree with exact spans ([`parse`]), the tree a list of column
//! operations ([`Program`]) that runs over many rows at once. Missing is SQL's null; inside this module it
//! is carried as NaN, which never leaves it: every operation gives a finite number or missing.

mod ast;
mod explain;
mod fault;
mod kernel;
mod lexer;
mod parser;
mod program;

pub use ast::{Binary, Expr, Function, Node, Type, Unary};
pub use explain::{NoValue, truth, why_missing};
pub use fault::{ALLOWED, Fault};
pub use parser::{Names, parse};
pub use program::{Program, Stack};

/// The longest formula, in characters.
pub const MAX_LENGTH: usize = 2_000;

/// How deep parentheses, functions, cases and signs may nest.
pub const MAX_DEPTH: usize = 32;
