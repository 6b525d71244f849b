//! An expression compiled to operations on columns: no tree, no allocation per row.

use super::ast::{Binary, Expr, Function, Node, Unary};
use super::kernel;

/// Operations in postfix order over a stack of columns.
#[derive(Debug, Clone)]
pub struct Program {
    ops: Vec<Op>,
    /// The largest number of columns on the stack at once.
    height: usize,
}

#[derive(Debug, Clone, Copy)]
enum Op {
    Constant(f64),
    Column(usize),
    Unary(Unary),
    Binary(Binary),
    /// Functions of one argument.
    Map(fn(f64) -> f64),
    /// Functions of two arguments, and longer argument lists folded pairwise.
    Fold(fn(f64, f64) -> f64),
    /// rest, then, condition -> value.
    Select,
}

/// Scratch columns, kept between runs so that a run allocates nothing.
#[derive(Debug, Clone, Default)]
pub struct Stack {
    columns: Vec<f64>,
}

impl Program {
    /// Compiles an expression; `column` gives the column of each name.
    pub fn compile(expr: &Expr, column: &impl Fn(&str) -> usize) -> Self {
        let mut ops = Vec::new();
        emit(expr, column, &mut ops);
        let mut height = 0usize;
        let mut now = 0usize;
        for op in &ops {
            match op {
                Op::Constant(_) | Op::Column(_) => now += 1,
                Op::Unary(_) | Op::Map(_) => {}
                Op::Binary(_) | Op::Fold(_) => now -= 1,
                Op::Select => now -= 2,
            }
            height = height.max(now);
        }
        Program { ops, height }
    }

    /// Runs over `rows` rows of columns that lie `stride` apart; gives one value a row, NaN for missing.
    pub fn run<'s>(&self, columns: &[f64], stride: usize, rows: usize, stack: &'s mut Stack) -> &'s [f64] {
        stack.columns.resize((self.height * rows).max(stack.columns.len()), f64::NAN);
        let space = stack.columns.as_mut_slice();
        let mut top = 0usize;
        for op in &self.ops {
            match *op {
                Op::Constant(value) => {
                    space[top * rows..(top + 1) * rows].fill(value);
                    top += 1;
                }
                Op::Column(column) => {
                    space[top * rows..(top + 1) * rows]
                        .copy_from_slice(&columns[column * stride..column * stride + rows]);
                    top += 1;
                }
                Op::Unary(op) => map(&mut space[(top - 1) * rows..top * rows], |x| kernel::unary(op, x)),
                Op::Map(f) => map(&mut space[(top - 1) * rows..top * rows], f),
                Op::Binary(op) => {
                    fold(&mut space[(top - 2) * rows..top * rows], rows, |a, b| kernel::binary(op, a, b));
                    top -= 1;
                }
                Op::Fold(f) => {
                    fold(&mut space[(top - 2) * rows..top * rows], rows, f);
                    top -= 1;
                }
                Op::Select => {
                    let (rest, above) = space[(top - 3) * rows..top * rows].split_at_mut(rows);
                    let (then, condition) = above.split_at(rows);
                    for ((rest, then), condition) in rest.iter_mut().zip(then).zip(condition) {
                        *rest = kernel::select(*condition, *then, *rest);
                    }
                    top -= 2;
                }
            }
        }
        &space[..rows]
    }
}

fn map(column: &mut [f64], f: impl Fn(f64) -> f64) {
    for x in column {
        *x = f(*x);
    }
}

fn fold(pair: &mut [f64], rows: usize, f: impl Fn(f64, f64) -> f64) {
    let (left, right) = pair.split_at_mut(rows);
    for (a, b) in left.iter_mut().zip(right) {
        *a = f(*a, *b);
    }
}

fn emit(expr: &Expr, column: &impl Fn(&str) -> usize, ops: &mut Vec<Op>) {
    match &expr.node {
        Node::Number(value) => ops.push(Op::Constant(*value)),
        Node::Name(name) => ops.push(Op::Column(column(name))),
        Node::Unary(op, inner) => {
            emit(inner, column, ops);
            ops.push(Op::Unary(*op));
        }
        Node::Binary(..) => {
            let (first, links) = expr.chain();
            emit(first, column, ops);
            for (op, _, right) in links {
                emit(right, column, ops);
                ops.push(Op::Binary(op));
            }
        }
        Node::Call(function, arguments) => {
            for (i, argument) in arguments.iter().enumerate() {
                emit(argument, column, ops);
                if i > 0 {
                    ops.push(Op::Fold(pairwise(*function)));
                }
            }
            if let Some(f) = single(*function) {
                ops.push(Op::Map(f));
            }
        }
        Node::Case { branches, otherwise } => {
            match otherwise {
                Some(otherwise) => emit(otherwise, column, ops),
                None => ops.push(Op::Constant(f64::NAN)),
            }
            for (condition, then) in branches.iter().rev() {
                emit(then, column, ops);
                emit(condition, column, ops);
                ops.push(Op::Select);
            }
        }
    }
}

pub(super) fn single(function: Function) -> Option<fn(f64) -> f64> {
    match function {
        Function::Abs => Some(kernel::abs),
        Function::Ln => Some(kernel::ln),
        Function::Exp => Some(kernel::exp),
        Function::Sqrt => Some(kernel::sqrt),
        Function::Power | Function::Coalesce | Function::Least | Function::Greatest => None,
    }
}

pub(super) fn pairwise(function: Function) -> fn(f64, f64) -> f64 {
    match function {
        Function::Power => kernel::power,
        Function::Least => kernel::least,
        Function::Greatest => kernel::greatest,
        _ => kernel::coalesce,
    }
}
