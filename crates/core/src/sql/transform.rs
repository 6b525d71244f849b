//! Gaps filled in and transforms: windows over an entity's rows in order of time.

use super::formula::Writer;
use super::term::{Kind, LARGEST, Steps, Term, case, literal};
use super::window::{MOMENTS, Series, aggregates, places_so_far};
use crate::expr::{self, Names, Type};
use crate::model::{Imputation, Indicator};
use froth_series::Transform;

/// What SQL cannot do to a column before it is scored.
pub(super) fn unsayable(indicator: &Indicator) -> Option<String> {
    let filter = indicator.transforms.iter().find_map(|transform| match transform {
        Transform::HpOneSided { .. } | Transform::HpTwoSided { .. } => Some("the filter of Hodrick and Prescott"),
        Transform::Hamilton { .. } => Some("Hamilton's filter"),
        Transform::Bsadf(_) => Some("the test for explosive growth (BSADF)"),
        _ => None,
    });
    if let Some(filter) = filter {
        return Some(format!("{filter} is not written as SQL"));
    }
    match &indicator.impute {
        None | Some(Imputation::Last { .. }) => None,
        Some(how) => Some(format!("`impute = \"{}\"` is not written as SQL", how.as_str())),
    }
}

/// Whether an indicator looks at earlier rows before its rule does.
pub(super) fn looks_back(indicator: &Indicator) -> bool {
    !indicator.transforms.is_empty() || indicator.impute.is_some()
}

/// An indicator's value, filled in and transformed.
pub(super) fn transformed(steps: &mut Steps, indicator: &Indicator, value: Term, series: Series) -> Term {
    let mut rows = Rows { steps, of: &indicator.id, series };
    let filled = match &indicator.impute {
        Some(Imputation::Last { periods }) => rows.carried(value, *periods),
        _ => value,
    };
    indicator.transforms.iter().fold(filled, |value, transform| rows.apply(*transform, value))
}

/// Rows of one entity, for one indicator.
struct Rows<'a> {
    steps: &'a mut Steps,
    of: &'a str,
    series: Series,
}

impl Rows<'_> {
    fn apply(&mut self, transform: Transform, value: Term) -> Term {
        // A column: windows look at it in every row. What is null there stays null.
        let value = match value.kind {
            Kind::Null => return value,
            Kind::Literal(_) => self.steps.bind(&format!("{} constant", self.of), value, None),
            _ => self.steps.short(self.of, value),
        };
        match transform {
            Transform::Lag { periods } => self.before(&value, periods),
            Transform::Change { periods } => self.beside(value, periods, "x - before"),
            // From the difference, as froth does.
            Transform::Growth { periods } => {
                self.beside(value, periods, "case when before > 0 then 100 * ((x - before) / before) end")
            }
            Transform::Carry { periods } => self.carried(value, Some(periods)),
            Transform::Sum { periods } => self.of_whole_window(&value, periods, "SUM"),
            Transform::Mean { periods } => self.of_whole_window(&value, periods, "AVG"),
            Transform::ZScore { window } => self.z_score(&value, window),
            Transform::Percentile => self.percentile(&value),
            // Others are refused before.
            _ => value,
        }
    }

    /// A window over a column.
    fn window(&mut self, of: &Term, text: String) -> Term {
        self.steps.short(self.of, Term::of(text, Kind::Number, &[of]))
    }

    fn before(&mut self, value: &Term, periods: usize) -> Term {
        let text = format!("LAG({}, {}) OVER ({})", value.text, row_count(periods), self.series.in_order());
        self.window(value, text)
    }

    /// A formula of the value `x` and of the one `before`.
    fn beside(&mut self, value: Term, periods: usize, formula: &str) -> Term {
        let before = self.before(&value, periods);
        let Ok(expr) = expr::parse(formula, Type::Number, Names::Ids) else { return value };
        let names = |name: &str| if name == "x" { value.clone() } else { before.clone() };
        Writer { steps: self.steps, of: self.of, names: &names }.write(&expr)
    }

    /// The last value of this row or up to so many before.
    ///
    /// No engine's way of passing over nulls is known to all: rows are counted from each value to the next.
    fn carried(&mut self, value: Term, periods: Option<usize>) -> Term {
        if value.kind == Kind::Null {
            return value;
        }
        let value = self.steps.short(self.of, value);
        let x = &value.text;
        let given = self.window(&value, format!("COUNT({x}) OVER ({})", self.series.until(None)));
        let since = self.series.partition(&[&given.text]);
        let last = self.window(&given, format!("MAX({x}) OVER ({since})"));
        let Some(periods) = periods else { return last };
        let ordered = self.series.ordered(&since);
        let age = self.window(&given, format!("ROW_NUMBER() OVER ({ordered}) - 1"));
        let text = case(&[(format!("{} <= {}", age.text, row_count(periods)), last.text.clone())], None);
        Term::of(text, Kind::Number, &[&last, &age])
    }

    /// Of a window whose rows all have a value.
    fn of_whole_window(&mut self, value: &Term, periods: usize, function: &str) -> Term {
        let (x, within) = (&value.text, self.series.until(Some(row_count(periods))));
        let n = self.window(value, format!("COUNT({x}) OVER ({within})"));
        let total = self.window(value, format!("{function}({x}) OVER ({within})"));
        let whole = format!("{} = {} AND ABS({}) <= {}", n.text, row_count(periods), total.text, literal(LARGEST));
        Term::of(case(&[(whole, total.text.clone())], None), Kind::Number, &[&n, &total])
    }

    fn z_score(&mut self, value: &Term, window: usize) -> Term {
        let (x, within) = (&value.text, self.series.until(Some(row_count(window))));
        let [low, high, mean, sd] = aggregates(self.steps, self.of, value, &within, MOMENTS);
        let z = format!("({x} - {}) / NULLIF({}, 0e0)", mean.text, sd.text);
        // Where all are equal, rounding could leave a standard deviation that is not 0.
        let differ = format!("{x} IS NOT NULL AND {} < {}", low.text, high.text);
        Term::of(case(&[(differ, z)], None), Kind::Number, &[value, &mean, &sd, &low, &high])
    }

    fn percentile(&mut self, value: &Term) -> Term {
        let x = &value.text;
        let [below, equal, n] = places_so_far(self.steps, self.of, self.series, value);
        let share = format!("1e2 * ({} + 5e-1 * {}) / {}", below.text, equal.text, n.text);
        Term::of(case(&[(format!("{x} IS NOT NULL"), share)], None), Kind::Number, &[value, &below, &equal, &n])
    }
}

/// A number of rows that every engine takes. No table has as many.
fn row_count(periods: usize) -> usize {
    periods.min(i32::MAX as usize)
}
