//! Pieces of SQL, and the steps that give names to those which others look at more than once.

use super::Dialect;
use std::collections::BTreeMap;

/// The largest double, less what products with it may round up.
pub(super) const LARGEST: f64 = 1.797_693_134_862_315e308;

/// Numbers closer to 0 are read as 0 where an engine refuses to compute with them.
pub(super) const TINY: f64 = 1e-100;

/// A piece of SQL whose names and literals are quoted.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) text: String,
    pub(super) kind: Kind,
    /// The step in which every column that it names is there; 0: what is given.
    pub(super) level: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Column,
    Literal(f64),
    /// Something made of literals alone: not everywhere a double.
    Literals,
    Number,
    Truth,
    Null,
}

impl Term {
    pub(super) fn column(dialect: Dialect, name: &str, level: usize) -> Term {
        Term { text: dialect.name(name), kind: Kind::Column, level }
    }

    pub(super) fn literal(x: f64) -> Term {
        Term { text: literal(x), kind: Kind::Literal(x), level: 0 }
    }

    pub(super) fn null(dialect: Dialect) -> Term {
        Term { text: format!("CAST(NULL AS {})", dialect.double()), kind: Kind::Null, level: 0 }
    }

    /// A text made of others.
    pub(super) fn of(text: String, kind: Kind, parts: &[&Term]) -> Term {
        Term { text, kind, level: parts.iter().map(|t| t.level).max().unwrap_or(0) }
    }

    pub(super) fn value(&self) -> Option<f64> {
        match self.kind {
            Kind::Literal(x) => Some(x),
            _ => None,
        }
    }
}

/// A number, in the notation that every engine reads as a double (or takes for one beside a double).
pub(super) fn literal(x: f64) -> String {
    let x = x.clamp(f64::MIN, f64::MAX);
    if x < 0.0 { format!("({x:e})") } else { format!("{:e}", x.abs()) }
}

/// A division that is null, and no error, where the divisor is 0.
pub(super) fn divide(a: &str, b: &str) -> String {
    format!("{a} / NULLIF({b}, 0e0)")
}

/// The first value whose condition is true.
pub(super) fn case(branches: &[(String, String)], otherwise: Option<&str>) -> String {
    let branches = branches.iter().map(|(condition, value)| format!(" WHEN {condition} THEN {value}"));
    let otherwise = otherwise.map(|value| format!(" ELSE {value}"));
    let all: String = branches.chain(otherwise).collect();
    format!("CASE{all} END")
}

/// Terms added up, in groups: no parser has to go as deep as there are terms.
pub(super) fn sum(terms: &[String]) -> String {
    const GROUP: usize = 16;
    if terms.len() <= GROUP {
        return terms.join(" + ");
    }
    let size = terms.len().div_ceil(GROUP).max(GROUP);
    sum(&terms.chunks(size).map(|some| format!("({})", sum(some))).collect::<Vec<_>>())
}

/// A column of a step.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Quoted.
    pub(super) name: String,
    pub(super) text: String,
    pub(super) comment: Option<String>,
}

/// Columns that are computed one after the other, each step from the ones before.
#[derive(Debug)]
pub(super) struct Steps {
    pub(super) dialect: Dialect,
    pub(super) levels: Vec<Vec<Column>>,
    parts: BTreeMap<String, usize>,
}

impl Steps {
    pub(super) fn new(dialect: Dialect) -> Self {
        Steps { dialect, levels: Vec::new(), parts: BTreeMap::new() }
    }

    /// Gives a piece a name, in the first step in which all that it needs is there.
    pub(super) fn bind(&mut self, name: &str, term: Term, comment: Option<String>) -> Term {
        let level = term.level + 1;
        let text = match term.kind {
            Kind::Literal(_) | Kind::Literals => format!("CAST({} AS {})", term.text, self.dialect.double()),
            _ => term.text,
        };
        if self.levels.len() < level {
            self.levels.resize_with(level, Vec::new);
        }
        self.levels[level - 1].push(Column { name: self.dialect.name(name), text, comment });
        Term::column(self.dialect, name, level)
    }

    /// The same piece as something that can be named more than once: a column or a literal. `of` is whose part it is.
    pub(super) fn short(&mut self, of: &str, term: Term) -> Term {
        match term.kind {
            Kind::Column | Kind::Literal(_) | Kind::Null => term,
            _ => {
                let n = self.parts.entry(of.to_owned()).or_default();
                *n += 1;
                let name = format!("{of} #{n}");
                self.bind(&name, term, None)
            }
        }
    }
}
