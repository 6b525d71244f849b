//! What differs between engines: quotes, names of types, sorted lists, and what an engine refuses to compute.

/// An engine's SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `DuckDB`.
    DuckDb,
    /// Apache Spark, with ANSI mode on or off.
    Spark,
    /// `PostgreSQL`.
    Postgres,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: &[Dialect] = &[Dialect::DuckDb, Dialect::Spark, Dialect::Postgres];

    /// Its engine, as people call it.
    pub fn engine(self) -> &'static str {
        match self {
            Dialect::DuckDb => "DuckDB",
            Dialect::Spark => "Apache Spark",
            Dialect::Postgres => "PostgreSQL",
        }
    }

    /// A name of a column or table.
    pub(super) fn name(self, name: &str) -> String {
        match self {
            Dialect::DuckDb | Dialect::Postgres => format!("\"{}\"", name.replace('"', "\"\"")),
            Dialect::Spark => format!("`{}`", name.replace('`', "``")),
        }
    }

    /// A text.
    pub(super) fn text(self, text: &str) -> String {
        match self {
            Dialect::DuckDb | Dialect::Postgres => format!("'{}'", text.replace('\'', "''")),
            // Spark reads backslashes, and two quotes as the end of one text and the beginning of another.
            Dialect::Spark => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
        }
    }

    /// The type of every number.
    pub(super) fn double(self) -> &'static str {
        match self {
            Dialect::DuckDb | Dialect::Spark => "DOUBLE",
            Dialect::Postgres => "DOUBLE PRECISION",
        }
    }

    /// The type of words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Dialect::DuckDb | Dialect::Postgres => "VARCHAR",
            Dialect::Spark => "STRING",
        }
    }

    /// Whether a result that is too close to 0 for a double is an error, and not 0.
    pub(super) fn refuses_underflow(self) -> bool {
        self == Dialect::Postgres
    }

    /// What stands behind each step, so that the planner keeps it as one: `PostgreSQL` would put a step's expressions into every
    /// place that names them.
    pub(super) fn fence(self) -> &'static str {
        match self {
            Dialect::DuckDb | Dialect::Spark => "",
            Dialect::Postgres => " OFFSET 0",
        }
    }

    /// The most columns that a row can have, where there is a limit worth knowing.
    pub(super) fn most_columns(self) -> Option<usize> {
        match self {
            Dialect::DuckDb | Dialect::Spark => None,
            Dialect::Postgres => Some(1664),
        }
    }

    /// Numbers as a list, the largest first, nulls last.
    pub(super) fn sorted(self, numbers: &[String]) -> String {
        let all = numbers.join(", ");
        match self {
            Dialect::DuckDb => format!("LIST_SORT([{all}], 'DESC', 'NULLS LAST')"),
            Dialect::Spark => format!("SORT_ARRAY(ARRAY({all}), FALSE)"),
            Dialect::Postgres => {
                format!("ARRAY(SELECT x FROM UNNEST(ARRAY[{all}]) AS one (x) ORDER BY x DESC NULLS LAST)")
            }
        }
    }

    /// An aggregate: all numbers of a window as a list.
    pub(super) fn list(self, x: &str) -> String {
        let function = match self {
            Dialect::DuckDb => "LIST",
            Dialect::Spark => "COLLECT_LIST",
            Dialect::Postgres => "ARRAY_AGG",
        };
        format!("{function}({x})")
    }

    /// How many of a list compare so with a number.
    pub(super) fn count_in(self, list: &str, comparison: &str, x: &str) -> String {
        // No id has a space in it.
        let one = self.name("one of them");
        match self {
            Dialect::DuckDb => format!("LEN(LIST_FILTER({list}, LAMBDA {one} : {one} {comparison} {x}))"),
            Dialect::Spark => format!("SIZE(FILTER({list}, {one} -> {one} {comparison} {x}))"),
            Dialect::Postgres => {
                format!("(SELECT COUNT(*) FROM UNNEST({list}) AS list ({one}) WHERE {one} {comparison} {x})")
            }
        }
    }

    /// The n-th of a list that has as many; 1 is the first.
    pub(super) fn nth(self, list: &str, n: usize) -> String {
        match self {
            Dialect::DuckDb => format!("LIST_EXTRACT({list}, {n})"),
            Dialect::Spark => format!("ELEMENT_AT({list}, {n})"),
            Dialect::Postgres => format!("({list})[{n}]"),
        }
    }
}
