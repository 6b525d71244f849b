//! The tree of an expression.

use std::ops::Range;

/// An expression with its place in the formula's text (bytes).
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// Where it stands.
    pub span: Range<usize>,
}

/// The kinds of expressions.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A literal.
    Number(f64),
    /// An id, with a prefix in alerts: `valuation`, `value.shiller_cape`, `change.leverage`.
    Name(String),
    /// An operator before its operand, or `is [not] null` behind it.
    Unary(Unary, Box<Expr>),
    /// An operator between two operands.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// A function of one or more arguments.
    Call(Function, Vec<Expr>),
    /// `case when condition then value ... [else value] end`.
    Case {
        /// Conditions with their values, in order.
        branches: Vec<(Expr, Expr)>,
        /// The value where no condition is true.
        otherwise: Option<Box<Expr>>,
    },
}

/// Operators of one operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Unary {
    Negate,
    Not,
    IsNull,
    IsNotNull,
}

/// Operators of two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}

impl Binary {
    /// As formulas and SQL write it.
    pub fn sign(self) -> &'static str {
        match self {
            Binary::Add => "+",
            Binary::Subtract => "-",
            Binary::Multiply => "*",
            Binary::Divide => "/",
            Binary::Equal => "=",
            Binary::NotEqual => "<>",
            Binary::Less => "<",
            Binary::LessOrEqual => "<=",
            Binary::Greater => ">",
            Binary::GreaterOrEqual => ">=",
            Binary::And => "AND",
            Binary::Or => "OR",
        }
    }
}

/// Functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum Function {
    Coalesce,
    Abs,
    Ln,
    Exp,
    Sqrt,
    Power,
    Least,
    Greatest,
}

impl Function {
    /// Every function.
    pub const ALL: &[Function] = &[
        Function::Coalesce,
        Function::Abs,
        Function::Ln,
        Function::Exp,
        Function::Sqrt,
        Function::Power,
        Function::Least,
        Function::Greatest,
    ];

    /// Its name in formulas.
    pub fn name(self) -> &'static str {
        match self {
            Function::Coalesce => "coalesce",
            Function::Abs => "abs",
            Function::Ln => "ln",
            Function::Exp => "exp",
            Function::Sqrt => "sqrt",
            Function::Power => "power",
            Function::Least => "least",
            Function::Greatest => "greatest",
        }
    }

    /// The exact number of arguments, or none where any number from one on will do.
    pub fn arity(self) -> Option<usize> {
        match self {
            Function::Abs | Function::Ln | Function::Exp | Function::Sqrt => Some(1),
            Function::Power => Some(2),
            Function::Coalesce | Function::Least | Function::Greatest => None,
        }
    }
}

/// What an expression gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A number, as a formula must.
    Number,
    /// True, false or undecided, as a condition must.
    Truth,
}

impl Type {
    pub(super) fn plain(self) -> &'static str {
        match self {
            Type::Number => "a number",
            Type::Truth => "a condition",
        }
    }
}

impl Expr {
    /// Operators lean to the left, and a sum may be as long as its formula: where the first begins, then each operator with what
    /// stands on its left and right. One loop then does what would be a thousand calls deep.
    pub(crate) fn chain(&self) -> (&Expr, impl Iterator<Item = (Binary, &Expr, &Expr)>) {
        let (mut first, mut links) = (self, Vec::new());
        while let Node::Binary(op, left, right) = &first.node {
            links.push((*op, left.as_ref(), right.as_ref()));
            first = left;
        }
        (first, links.into_iter().rev())
    }

    /// Calls `visit` with every name in the expression and its place.
    pub fn names<'a>(&'a self, visit: &mut impl FnMut(&'a str, Range<usize>)) {
        match &self.node {
            Node::Number(_) => {}
            Node::Name(name) => visit(name, self.span.clone()),
            Node::Unary(_, inner) => inner.names(visit),
            Node::Binary(..) => {
                let (first, links) = self.chain();
                first.names(visit);
                links.for_each(|(_, _, right)| right.names(visit));
            }
            Node::Call(_, arguments) => arguments.iter().for_each(|a| a.names(visit)),
            Node::Case { branches, otherwise } => {
                for (condition, value) in branches {
                    condition.names(visit);
                    value.names(visit);
                }
                if let Some(otherwise) = otherwise {
                    otherwise.names(visit);
                }
            }
        }
    }
}
