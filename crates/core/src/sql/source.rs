//! Which column of the table is which value of the model.

use super::term::{Column, TINY, Term, case, literal};
use super::{Dialect, Options, ROW_DATE, ROW_ENTITY, transform};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Model, Rule};
use crate::score::Compiled;

/// The values that scores need, by column of the plan.
pub(super) struct Columns<'a> {
    plan: &'a Compiled,
    dialect: Dialect,
    /// Whether a score needs it.
    reached: Vec<bool>,
    /// What the table has.
    read: Vec<Option<Read>>,
    /// What formulas have become.
    computed: Vec<Option<Term>>,
}

#[derive(Debug, Clone)]
struct Read {
    /// What it is called in the query.
    name: String,
    /// The table's column.
    from: String,
    words: bool,
    zero_is_missing: bool,
}

/// Whether the query scores an indicator: one that counts, and where points are asked for one of weight 0 too, which has 0 of them
/// where it has a score.
pub(super) fn is_scored(model: &Model, plan: &Compiled, options: &Options, indicator: usize) -> bool {
    plan.tree().counts(indicator) || options.contributions && model.indicators[indicator].rule.is_some()
}

impl<'a> Columns<'a> {
    pub(super) fn find(
        model: &Model,
        plan: &'a Compiled,
        dialect: Dialect,
        options: &Options,
        findings: &mut Diagnostics,
    ) -> Self {
        let named = options.map.iter().map(|(id, _)| id).chain(&options.given).chain(&options.missing);
        for id in named.filter(|id| plan.column(id).is_none()) {
            findings.push(plan.no_value(id));
        }
        let rows = [(Some(&options.date_column), "dates"), (options.entity_column.as_ref(), "entities")];
        let reached = plan.reached(model, &|i| is_scored(model, plan, options, i));
        let needed = plan.uncomputed(model, reached.clone());
        let read = plan.columns().iter().enumerate().map(|(c, id)| {
            let given = options.map.iter().find(|(mapped, _)| mapped == id).map(|(_, column)| column);
            let mapped = given.or_else(|| model.indicator(id).and_then(|i| model.indicators[i].column.as_ref()));
            let stands_in = mapped.is_some() || options.given.contains(id);
            let indicator = model.indicators.get(c);
            // A numerator stands under the same id, in a column of its own.
            let computed = indicator.is_none_or(|i| i.formula.is_some()) && !needed[c];
            if !reached[c] || plan.is_result(c) || options.missing.contains(id) || computed && !stands_in {
                return None;
            }
            let from = mapped.unwrap_or(id).clone();
            for (_, what) in rows.iter().filter(|(taken, _)| mapped.is_none() && *taken == Some(&from)) {
                let message = format!(
                    "the column `{id}` holds the {what}, and the model has a value `{id}` that would be read from it"
                );
                let help = format!(
                    "read the value from another column (`options.map` {id}=COLUMN), or name the column of {what}"
                );
                findings.push(Diagnostic::error(Code::Sql, message).help(help));
            }
            Some(Read {
                name: if computed
                    || indicator.is_some_and(transform::looks_back)
                    || c >= plan.indicators() && model.indicator(id).is_some()
                {
                    format!("{id} given")
                } else {
                    id.clone()
                },
                words: indicator.and_then(|i| i.rule.as_ref()).is_some_and(|r| matches!(r, Rule::Category(_))),
                zero_is_missing: options.zero_is_missing.contains(&from),
                from,
            })
        });
        let read = read.collect();
        let computed = vec![None; plan.columns().len()];
        Columns { plan, dialect, reached, read, computed }
    }

    /// Whether some score needs an indicator's value.
    pub(super) fn is_reached(&self, indicator: usize) -> bool {
        self.reached[indicator]
    }

    /// Whether some values are words.
    pub(super) fn has_words(&self) -> bool {
        self.read.iter().flatten().any(|r| r.words)
    }

    /// What an indicator's formula has become.
    pub(super) fn set(&mut self, indicator: usize, term: Term) {
        self.computed[indicator] = Some(term);
    }

    /// A value of the model.
    pub(super) fn value(&self, column: usize) -> Term {
        self.computed[column].clone().or_else(|| self.given(column)).unwrap_or_else(|| Term::null(self.dialect))
    }

    /// The column of the table for it.
    pub(super) fn given(&self, column: usize) -> Option<Term> {
        self.read[column].as_ref().map(|read| Term::column(self.dialect, &read.name, 0))
    }

    /// What a name stands for.
    pub(super) fn named(&self, name: &str) -> Term {
        self.plan.column(name).map_or_else(|| Term::null(self.dialect), |c| self.value(c))
    }

    /// What a name stands for in an indicator's own formula.
    pub(super) fn named_in(&self, indicator: usize, name: &str) -> Term {
        self.plan.column_in(indicator, name).map_or_else(|| Term::null(self.dialect), |c| self.value(c))
    }

    /// The columns that every step carries, as they are called in the query.
    pub(super) fn carried(dialect: Dialect, options: &Options) -> Vec<Column> {
        let column =
            |name: &str, from: &str| Column { name: dialect.name(name), text: dialect.name(from), comment: None };
        let entity = options.entity_column.as_ref().map(|from| column(ROW_ENTITY, from));
        [column(ROW_DATE, &options.date_column)].into_iter().chain(entity).collect()
    }

    /// The values out of the table.
    pub(super) fn read(&self) -> Vec<Column> {
        let each = |read: &Read| {
            let (dialect, from) = (self.dialect, self.dialect.name(&read.from));
            let kind = if read.words { dialect.words() } else { dialect.double() };
            let cast = format!("CAST({from} AS {kind})");
            let text = if read.zero_is_missing && !read.words { format!("NULLIF({cast}, 0e0)") } else { cast };
            Column { name: dialect.name(&read.name), text, comment: None }
        };
        self.read.iter().flatten().map(each).collect()
    }

    /// The same values, where they are numbers that can be computed with.
    pub(super) fn checked(&self) -> Vec<Column> {
        let each = |read: &Read| {
            let name = self.dialect.name(&read.name);
            let finite = (format!("ABS({name}) <= {}", literal(f64::MAX)), name.clone());
            let tiny = (format!("ABS({name}) < {}", literal(TINY)), "0e0".to_owned());
            let text = match (read.words, self.dialect.refuses_underflow()) {
                (true, _) => name.clone(),
                (false, false) => case(&[finite], None),
                (false, true) => case(&[tiny, finite], None),
            };
            Column { name, text, comment: None }
        };
        self.read.iter().flatten().map(each).collect()
    }
}
