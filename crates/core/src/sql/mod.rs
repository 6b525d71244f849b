//! A model as one SQL query over a wide table, for tables that are scored where they live.
//!
//! The query is a chain of steps (common table expressions): what the table holds, formulas, scores of indicators, then
//! dimensions level by level. Formulas and rules are small expressions made by a few helpers that quote every name and literal;
//! none of them is an error in any engine, whatever the table holds. What SQL cannot say is an error that names the indicator.
//!
//! ```
//! use froth_core::{example, sql::{Dialect, Options, query}};
//! let query = query(&example::model(), Dialect::DuckDb, &Options::default()).unwrap();
//! assert!(query.text.contains("FROM \"panel\""));
//! ```

mod dialect;
mod formula;
mod rule;
mod source;
mod term;
mod transform;
mod tree;
mod window;

pub use dialect::Dialect;

use crate::Error;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::made_from::{VERSION, sha256};
use crate::model::{Model, Weighting};
use crate::score::{Compiled, Settings};
use crate::shown;
use askama::Template;
use formula::Writer;
use source::{Columns, is_scored};
use std::ops::Range;
use term::{Column, Kind, Steps, Term, case, literal};
use window::{Series, Windows};

/// The columns that every step carries. Ids have no spaces.
const ROW_DATE: &str = "row date";
const ROW_ENTITY: &str = "row entity";

/// The table, and what is asked of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The table, with its schema if need be: `market.panel`.
    pub table: String,
    /// The column of dates.
    pub date_column: String,
    /// The column of entities, if there is one.
    pub entity_column: Option<String>,
    /// Values of the model and the columns that they are read from; the others have columns of their own id.
    pub map: Vec<(String, String)>,
    /// Columns in which 0 means that there is no value.
    pub zero_is_missing: Vec<String>,
    /// Indicators with a formula for which the table has a column too: it stands in where it is not null.
    pub given: Vec<String>,
    /// Values for which the table has no column: missing in every row.
    pub missing: Vec<String>,
    /// Whether to give each indicator's points of the headline.
    pub contributions: bool,
    /// How rows are scored.
    pub scoring: Settings,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            table: "panel".to_owned(),
            date_column: "date".to_owned(),
            entity_column: Some("entity".to_owned()),
            map: Vec::new(),
            zero_is_missing: Vec::new(),
            given: Vec::new(),
            missing: Vec::new(),
            contributions: false,
            scoring: Settings::default(),
        }
    }
}

/// A query, and what is worth knowing about it.
#[derive(Debug, Clone)]
pub struct Query {
    /// One statement.
    pub text: String,
    /// Warnings.
    pub findings: Diagnostics,
}

/// Something that SQL cannot say.
struct Problem {
    id: String,
    what: String,
    help: String,
    span: Range<usize>,
}

#[derive(Template)]
#[template(path = "query.sql", escape = "none")]
struct Text {
    head: Vec<String>,
    steps: Vec<Step>,
    result: Vec<Column>,
    from: String,
}

struct Step {
    name: String,
    comments: Vec<String>,
    columns: Vec<Column>,
    from: String,
    fence: &'static str,
}

/// Compiles a model. The query gives the columns that `score_panel` of froth-panel writes, in the same order; rows
/// come in any.
///
/// # Errors
///
/// Everything that SQL cannot say, and names in the options that the model does not have.
pub fn query(model: &Model, dialect: Dialect, options: &Options) -> Result<Query, Error> {
    let mut findings = Diagnostics::new();
    for problem in unsayable(model) {
        findings.push(diagnostic(model, problem));
    }
    if model.screen.is_some() {
        let message = "SQL does not leave rows out for want of data, as `[screen]` does";
        let help = "filter the table, or score it with froth";
        findings.push(Diagnostic::error(Code::Sql, message).at(&model.source, 0..0).help(help));
    }
    for name in options.names().filter(|name| name.contains(shown::is_hidden)) {
        let message = format!("the name {name} holds a character that cannot be seen: a query shows what it says");
        findings.push(Diagnostic::error(Code::Sql, message).help("rename the column, or give the table as a view"));
    }
    let plan = Compiled::new(model, options.scoring);
    let mut columns = Columns::find(model, &plan, dialect, options, &mut findings);
    let mut steps = Steps::new(dialect);
    let series = Series { dialect, has_entities: options.entity_column.is_some() };
    values(model, &plan, series, &mut columns, &mut steps);
    let scores = rules(model, &plan, &columns, &mut steps, (options, series), &mut findings);
    let levels = tree::levels(model, plan.tree(), dialect, options.contributions).unwrap_or_else(|problem| {
        findings.push(diagnostic(model, problem));
        Vec::new()
    });
    if findings.has_errors() {
        return Err(findings.sorted().into());
    }

    let carried = Columns::carried(dialect, options);
    let mut chain = Chain { dialect, steps: Vec::new(), from: options.table_name(dialect), width: 0, widest: 0 };
    chain.push("froth_source", "what the table holds", [carried.clone(), columns.read()].concat());
    let kept: Vec<Column> = carried.into_iter().map(|c| Column { text: c.name.clone(), ..c }).collect();
    chain.push("froth_given", "numbers that are numbers", [kept.clone(), columns.checked()].concat());
    for (n, level) in steps.levels.into_iter().enumerate() {
        let comment = if n == 0 { "formulas and what rules need, each step from the one before" } else { "" };
        chain.add(&format!("froth_step_{}", n + 1), comment, level);
    }
    chain.push("froth_scores", "scores of indicators", [kept, scores].concat());
    for (n, level) in levels.into_iter().enumerate() {
        chain.add(&format!("froth_level_{}", n + 1), &level.comment, level.columns);
    }
    if let Some(most) = dialect.most_columns()
        && chain.widest > most
    {
        let message =
            format!("a step of this query has {} columns, and {} takes {most} at most", chain.widest, dialect.engine());
        findings
            .push(Diagnostic::warning(Code::Sql, message).help("take another engine, or score the table with froth"));
    }
    let text = Text {
        head: head(model, dialect, &columns),
        result: result(model, &plan, dialect, options),
        from: chain.from,
        steps: chain.steps,
    };
    // A template of plain fields: writing it to a String cannot fail.
    Ok(Query { text: text.render().unwrap_or_default() + "\n", findings })
}

impl Options {
    /// What stands in the query as it was given.
    fn names(&self) -> impl Iterator<Item = &str> {
        let columns = self.map.iter().map(|(_, column)| column).chain(&self.zero_is_missing);
        [&self.table, &self.date_column].into_iter().chain(&self.entity_column).chain(columns).map(String::as_str)
    }

    fn table_name(&self, dialect: Dialect) -> String {
        self.table.split('.').map(|part| dialect.name(part)).collect::<Vec<_>>().join(".")
    }
}

/// Steps that each read the one before.
struct Chain {
    dialect: Dialect,
    steps: Vec<Step>,
    from: String,
    /// Columns of the last step, and of the widest one.
    width: usize,
    widest: usize,
}

impl Chain {
    /// A step with these columns and no others.
    fn push(&mut self, name: &str, comment: &str, columns: Vec<Column>) {
        self.width = 0;
        self.step(name, comment, columns.len(), columns);
    }

    /// A step with these columns beside those of the one before.
    fn add(&mut self, name: &str, comment: &str, columns: Vec<Column>) {
        let all = Column { name: "*".to_owned(), text: "*".to_owned(), comment: None };
        self.step(name, comment, columns.len(), [vec![all], columns].concat());
    }

    fn step(&mut self, name: &str, comment: &str, more: usize, columns: Vec<Column>) {
        self.width += more;
        self.widest = self.widest.max(self.width);
        let comments = Some(plain(comment)).filter(|c| !c.is_empty()).into_iter().collect();
        let from = std::mem::replace(&mut self.from, name.to_owned());
        self.steps.push(Step { name: name.to_owned(), comments, columns, from, fence: self.dialect.fence() });
    }
}

/// A text on one line, as a comment must be.
fn plain(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

fn head(model: &Model, dialect: Dialect, columns: &Columns<'_>) -> Vec<String> {
    let mut head = vec![
        plain(&format!("{} ({} {}), as SQL for {}", model.title, model.id, model.version, dialect.engine())),
        format!("by froth {VERSION}, with the same result as froth panel"),
        format!("The model's text has the SHA-256 {}.", sha256(model.source.text().as_bytes())),
        "NaN and infinities count as missing.".to_owned(),
    ];
    if columns.has_words() {
        head.push("A word that the model does not know counts as missing.".to_owned());
    }
    if model.indicators.iter().any(transform::looks_back) {
        head.push(
            "The model counts rows: every date needs one row of each entity, all equally far apart. froth panel checks \
             this, a query does not."
                .to_owned(),
        );
    }
    if dialect.refuses_underflow() {
        head.push(
            "Numbers closer to 0 than 1e-100 are read as 0, since this engine refuses to compute with them.".to_owned(),
        );
        head.push(
            "OFFSET 0 keeps the planner from putting a step's expressions into every place that names them.".to_owned(),
        );
    }
    head
}

fn diagnostic(model: &Model, problem: Problem) -> Diagnostic {
    let Problem { id, what, help, span } = problem;
    Diagnostic::error(Code::Sql, format!("`{id}`: {what}")).at(&model.source, span).help(help)
}

/// What has no counterpart in SQL, whatever its numbers.
fn unsayable(model: &Model) -> Vec<Problem> {
    let mut problems = Vec::new();
    let instead = "have `froth panel --audit` do this, join its column to the table, and take the step out of the model; or \
                   score the table with froth";
    for indicator in &model.indicators {
        let what = if let Some(what) = transform::unsayable(indicator) {
            what
        } else if indicator.outliers.is_some() {
            "the treatment of outliers is not written as SQL".to_owned()
        } else {
            continue;
        };
        let span = indicator.span.clone();
        problems.push(Problem { id: indicator.id.clone(), what, help: instead.to_owned(), span });
    }
    for dimension in &model.dimensions {
        let what = match (dimension.over_rows, dimension.weighting) {
            (Some(of), _) => format!("`aggregate = \"{}\"` is not written as SQL", of.as_str()),
            (None, Weighting::Fitted { method, .. }) => {
                format!("`weights = \"{}\"` are found in the data, which is not written as SQL", method.as_str())
            }
            (None, _) => continue,
        };
        let help = match dimension.over_rows {
            Some(_) => "score the table with froth",
            None => "write the weights that were found into the model, or score the table with froth",
        };
        let span = dimension.span.clone();
        problems.push(Problem { id: dimension.id.clone(), what, help: help.to_owned(), span });
    }
    problems
}

/// Values that are made of others, in the order in which each finds what it names: formulas, gaps filled in, transforms. Each becomes
/// a column of the indicator's id.
fn values(model: &Model, plan: &Compiled, series: Series, columns: &mut Columns<'_>, steps: &mut Steps) {
    for (i, indicator) in model.indicators.iter().enumerate() {
        if let Some(given) =
            columns.given(i).filter(|_| indicator.formula.is_none() && transform::looks_back(indicator))
        {
            let value = transform::transformed(steps, indicator, given, series);
            let bound = steps.bind(&indicator.id, value, None);
            columns.set(i, bound);
        }
    }
    for i in plan.formula_order() {
        let indicator = &model.indicators[i];
        let Some(formula) = indicator.formula.as_ref().filter(|_| columns.is_reached(i)) else { continue };
        let names = |name: &str| columns.named_in(i, name);
        let mut term = Writer { steps, of: &indicator.id, names: &names }.write(&formula.expr);
        // With a denominator the given column is the numerator, and part of the formula.
        if let Some(given) = columns.given(i).filter(|_| indicator.denominator.is_none()) {
            term = Term::of(format!("COALESCE({}, {})", given.text, term.text), Kind::Number, &[&given, &term]);
        }
        let term = transform::transformed(steps, indicator, term, series);
        let comment = plain(&format!("{} = {}", indicator.id, formula.text));
        let bound = steps.bind(&indicator.id, term, Some(comment));
        columns.set(i, bound);
    }
}

/// Scores of indicators, a column each.
fn rules(
    model: &Model,
    plan: &Compiled,
    columns: &Columns<'_>,
    steps: &mut Steps,
    (options, series): (&Options, Series),
    findings: &mut Diagnostics,
) -> Vec<Column> {
    let dialect = steps.dialect;
    let mut scores = Vec::new();
    for (i, indicator) in model.indicators.iter().enumerate().filter(|(i, _)| is_scored(model, plan, options, *i)) {
        let Some(rule) = &indicator.rule else { continue };
        let value = columns.value(i);
        let names = |name: &str| columns.named(name);
        let holds =
            indicator.requires.as_ref().map(|r| Writer { steps, of: &indicator.id, names: &names }.write(&r.expr));
        let counted = match &holds {
            Some(holds) if rule.over().is_some() => {
                let text = case(&[(holds.text.clone(), value.text.clone())], None);
                steps.short(&indicator.id, Term::of(text, Kind::Number, &[&value, holds]))
            }
            _ => value.clone(),
        };
        let (x, value_is_null) = (value.text.clone(), value.kind == Kind::Null);
        let mut windows = Windows { steps, of: &indicator.id, value, counted, series };
        let written =
            if value_is_null { Ok(Term::null(dialect).text) } else { rule::score(dialect, rule, &x, &mut windows) };
        match written {
            Ok(mut text) => {
                if let Some(holds) = holds {
                    text = case(&[(holds.text, text)], None);
                }
                scores.push(Column { name: dialect.name(&indicator.id), text, comment: None });
            }
            Err((what, help)) => {
                findings.push(diagnostic(
                    model,
                    Problem { id: indicator.id.clone(), what, help, span: indicator.span.clone() },
                ));
            }
        }
    }
    scores
}

/// The columns that the whole query gives.
fn result(model: &Model, plan: &Compiled, dialect: Dialect, options: &Options) -> Vec<Column> {
    let tree = plan.tree();
    let column = |name: &str, text: String| Column { name: dialect.name(name), text, comment: None };
    let null = || Term::null(dialect).text;
    let score = |d: usize| {
        if !tree.has(d) {
            return null();
        }
        // A mean of hundreds may round up.
        let own = dialect.name(&model.dimensions[d].id);
        case(&[(format!("{own} > 1e2"), "1e2".to_owned())], Some(&own))
    };
    let root = &model.dimensions[model.root].id;
    let mut columns = vec![column("date", dialect.name(ROW_DATE))];
    if options.entity_column.is_some() {
        columns.push(column("entity", dialect.name(ROW_ENTITY)));
    }
    columns.push(column("score", score(model.root)));
    let own = dialect.name(root);
    let mut bands: Vec<(String, String)> = vec![(format!("{own} IS NULL"), "NULL".to_owned())];
    let mut last = String::new();
    for band in &model.scale.bands {
        match band.below {
            Some(below) => {
                bands.push((format!("{own} < {}", literal(below - crate::model::TIE)), dialect.text(&band.label)));
            }
            None => last = dialect.text(&band.label),
        }
    }
    columns.push(column("band", if tree.has(model.root) { case(&bands, Some(&last)) } else { "NULL".to_owned() }));
    let coverage = dialect.name(&tree::coverage_of(root));
    let coverage = case(&[(format!("{coverage} > 1e0"), "1e0".to_owned())], Some(&coverage));
    columns.push(column(
        "coverage",
        if tree.has(model.root) { coverage } else { format!("CAST(0e0 AS {})", dialect.double()) },
    ));
    for (d, dimension) in model.dimensions.iter().enumerate().filter(|(d, _)| *d != model.root) {
        columns.push(column(&format!("score_{}", dimension.id), score(d)));
    }
    if options.contributions {
        for (i, indicator) in model.indicators.iter().enumerate() {
            let points = if tree.counts(i) {
                dialect.name(&tree::points_of(&indicator.id))
            } else if indicator.rule.is_some() {
                let scored = format!("{} IS NOT NULL", dialect.name(&indicator.id));
                format!("CAST({} AS {})", case(&[(scored, "0e0".to_owned())], None), dialect.double())
            } else {
                null()
            };
            columns.push(column(&format!("contribution_{}", indicator.id), points));
        }
    }
    columns
}
