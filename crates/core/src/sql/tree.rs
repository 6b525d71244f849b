//! Dimensions: coverage and scores, level by level from below, and points from above.

use super::term::{Column, Term, case, divide, literal, sum};
use super::{Dialect, Problem};
use crate::model::{Aggregate, Model, TIE};
use crate::score::{Child, Tree};
use crate::shown::first;

/// Means of smaller powers lose digits that double arithmetic cannot keep without functions that SQL lacks.
const SMALLEST_POWER: f64 = 1e-3;

/// So many names stand in a comment.
const SHOWN: usize = 6;

/// The exponent below which a part of a power mean is nothing.
const NOTHING: &str = "(-6e2)";

/// A dimension as SQL sees it. Children with a score have a column of their own id.
struct Node<'a> {
    dialect: Dialect,
    id: &'a str,
    aggregate: Aggregate,
    quorum: usize,
    floor: f64,
    min_coverage: f64,
    children: Vec<Edge<'a>>,
}

struct Edge<'a> {
    id: &'a str,
    /// Quoted.
    score: String,
    /// Of the weights of all children.
    share: f64,
    is_dimension: bool,
}

/// The columns of one step.
pub(super) struct Level {
    pub(super) comment: String,
    pub(super) columns: Vec<Column>,
}

fn column(dialect: Dialect, name: &str, text: String) -> Column {
    Column { name: dialect.name(name), text, comment: None }
}

/// Steps from the scores of indicators to those of all dimensions, and with `contributions` from there to the points of each
/// indicator.
pub(super) fn levels(model: &Model, tree: &Tree, dialect: Dialect, contributions: bool) -> Result<Vec<Level>, Problem> {
    let nodes = nodes(model, tree, dialect)?;
    let mut levels = scores(&nodes, contributions);
    if contributions {
        levels.extend(points(model, tree, dialect, &nodes));
    }
    Ok(levels)
}

fn scores(nodes: &[Vec<Node<'_>>], contributions: bool) -> Vec<Level> {
    let mut levels = Vec::new();
    for nodes in nodes {
        let names: Vec<&str> = nodes.iter().map(|n| n.id).collect();
        levels.push(Level {
            comment: format!("coverage of {}", first(&names, SHOWN)),
            columns: nodes.iter().flat_map(Node::prepared).collect(),
        });
        levels.push(Level {
            comment: format!("scores of {}", first(&names, SHOWN)),
            columns: nodes.iter().flat_map(|n| n.scored(contributions)).collect(),
        });
    }
    levels
}

/// From the scores at the top of each tree down.
fn points(model: &Model, tree: &Tree, dialect: Dialect, nodes: &[Vec<Node<'_>>]) -> Vec<Level> {
    let of_id = |id: &str| model.dimension(id).unwrap_or(tree.root);
    let tops: Vec<Column> = nodes
        .iter()
        .flatten()
        .filter(|n| model.dimensions[of_id(n.id)].parent.is_none())
        .map(|n| column(dialect, &points_of(n.id), dialect.name(n.id)))
        .collect();
    let mut levels = vec![Level { comment: "points at the top of each tree".to_owned(), columns: tops }];
    for nodes in nodes.iter().rev() {
        let names: Vec<&str> = nodes.iter().map(|n| n.id).collect();
        let medians = || nodes.iter().filter(|n| n.aggregate == Aggregate::Median);
        if medians().next().is_some() {
            let comment = "the two scores in the middle (the same one twice where their number is odd)".to_owned();
            levels.push(Level { comment, columns: medians().flat_map(Node::middles).collect() });
            let comment = "how many children have them".to_owned();
            levels.push(Level { comment, columns: medians().flat_map(Node::holders).collect() });
        }
        levels.push(Level {
            comment: format!("what each child of {} does for it", first(&names, SHOWN)),
            columns: nodes.iter().flat_map(Node::parts).collect(),
        });
        levels.push(Level { comment: "their sums".to_owned(), columns: nodes.iter().map(Node::total).collect() });
        levels.push(Level {
            comment: format!("points of the children of {}", first(&names, SHOWN)),
            columns: nodes
                .iter()
                .flat_map(|n| n.points(&dialect.name(&model.dimensions[tree.top(of_id(n.id))].id)))
                .collect(),
        });
    }
    levels
}

/// The column of a node's points.
pub(super) fn points_of(id: &str) -> String {
    format!("{id} points")
}

/// The column of a dimension's coverage.
pub(super) fn coverage_of(id: &str) -> String {
    format!("{id} coverage")
}

/// Dimensions by how many dimensions lie one under the other below them.
fn nodes<'a>(model: &'a Model, tree: &Tree, dialect: Dialect) -> Result<Vec<Vec<Node<'a>>>, Problem> {
    let mut heights = vec![0usize; model.dimensions.len()];
    let mut levels: Vec<Vec<Node<'a>>> = Vec::new();
    for (d, aggregate, edges) in tree.groups() {
        let dimension = &model.dimensions[d];
        if let Aggregate::Power(p) = aggregate
            && p < SMALLEST_POWER
        {
            return Err(Problem {
                id: dimension.id.clone(),
                what: format!("SQL cannot compute the mean with the power {p} to enough digits"),
                help: format!("write a power of {SMALLEST_POWER} or more, or \"geometric\", which it comes close to"),
                span: dimension.span.clone(),
            });
        }
        let total: f64 = edges.iter().map(|e| e.weight).sum();
        let mut height = 0;
        let children = edges.iter().map(|edge| {
            let (id, is_dimension) = match edge.child {
                Child::Indicator(i) => (model.indicators[i].id.as_str(), false),
                Child::Dimension(c) => {
                    height = height.max(heights[c] + 1);
                    (model.dimensions[c].id.as_str(), true)
                }
            };
            Edge { id, score: dialect.name(id), share: edge.weight / total, is_dimension }
        });
        let node = Node {
            dialect,
            id: &dimension.id,
            aggregate,
            quorum: dimension.quorum.unwrap_or(0),
            floor: tree.floor,
            min_coverage: tree.min_coverage(),
            children: children.collect(),
        };
        heights[d] = height;
        if levels.len() <= height {
            levels.resize_with(height + 1, Vec::new);
        }
        levels[height].push(node);
    }
    Ok(levels)
}

impl Node<'_> {
    fn name(&self, what: &str) -> String {
        self.dialect.name(&format!("{} {what}", self.id))
    }

    fn column(&self, what: &str, text: String) -> Column {
        Column { name: self.name(what), text, comment: None }
    }

    fn double(&self, text: &str) -> String {
        format!("CAST({text} AS {})", self.dialect.double())
    }

    /// The share of weight that has a score.
    fn present(&self) -> String {
        self.name(if self.has_dimensions() { "present" } else { "coverage" })
    }

    fn has_dimensions(&self) -> bool {
        self.children.iter().any(|c| c.is_dimension)
    }

    /// The sum over the children that have a score.
    fn over(&self, part: impl Fn(&Edge<'_>) -> String) -> String {
        let each = |c: &Edge<'_>| format!("CASE WHEN {} IS NULL THEN 0e0 ELSE {} END", c.score, part(c));
        sum(&self.children.iter().map(each).collect::<Vec<_>>())
    }

    fn scores(&self) -> Vec<String> {
        self.children.iter().map(|c| c.score.clone()).collect()
    }

    /// The smallest or largest score.
    fn extreme(&self, name: &str) -> String {
        match self.children.as_slice() {
            [one] => one.score.clone(),
            _ => format!("{name}({})", self.scores().join(", ")),
        }
    }

    /// Whether nothing is missing, here or below.
    fn all_covered(&self) -> String {
        let inner = self.children.iter().filter(|c| c.is_dimension);
        let inner: Vec<String> = inner.map(|c| self.dialect.name(&coverage_of(c.id))).collect();
        let scored = format!("{} IS NOT NULL", sum(&self.scores()));
        match inner.as_slice() {
            [] => scored,
            [one] => format!("{scored} AND {one} = 1e0"),
            several => format!("{scored} AND LEAST({}) = 1e0", several.join(", ")),
        }
    }

    fn prepared(&self) -> Vec<Column> {
        let share = |c: &Edge<'_>| literal(c.share);
        let mut columns = Vec::new();
        if self.has_dimensions() {
            columns.push(self.column("present", self.double(&self.over(share))));
        }
        let covered = self.over(|c| {
            let own = c.is_dimension.then(|| format!(" * {}", self.dialect.name(&coverage_of(c.id))));
            literal(c.share) + &own.unwrap_or_default()
        });
        // Shares that are summed may make a little less than 1.
        let covered = match self.children.len() {
            1 => covered,
            _ => case(&[(self.all_covered(), "1e0".to_owned())], Some(&covered)),
        };
        columns.push(self.column("coverage", self.double(&covered)));
        let sorted = || self.dialect.sorted(&self.scores());
        match self.aggregate {
            Aggregate::Power(_) => columns.push(self.column("largest", self.extreme("GREATEST"))),
            Aggregate::Median => columns.push(self.column("sorted", sorted())),
            _ => {}
        }
        if matches!(self.aggregate, Aggregate::Median) {
            let count: Vec<String> =
                self.children.iter().map(|c| format!("CASE WHEN {} IS NULL THEN 0 ELSE 1 END", c.score)).collect();
            columns.push(self.column("count", sum(&count)));
        }
        if self.quorum > 0 {
            let limit = if self.quorum > self.children.len() {
                Term::null(self.dialect).text
            } else {
                self.dialect.nth(&sorted(), self.quorum)
            };
            columns.push(self.column("limit", limit));
        }
        columns
    }

    /// s to the power of the mean, relative to the largest.
    fn powered(&self, score: &str, p: f64) -> String {
        let ratio = divide(score, &self.name("largest"));
        let power = format!("EXP(GREATEST({} * LN({ratio}), {NOTHING}))", literal(p));
        case(&[(format!("{score} > 0e0"), power)], Some("0e0"))
    }

    fn mean(&self) -> String {
        let present = self.present();
        match self.aggregate {
            Aggregate::Arithmetic => {
                let parts: Vec<String> = self
                    .children
                    .iter()
                    .map(|c| format!("COALESCE({} * {}, 0e0)", literal(c.share), c.score))
                    .collect();
                divide(&format!("({})", sum(&parts)), &present)
            }
            Aggregate::Geometric => {
                let logs =
                    self.over(|c| format!("{} * LN(GREATEST({}, {}))", literal(c.share), c.score, literal(self.floor)));
                format!("EXP({})", divide(&format!("({logs})"), &present))
            }
            Aggregate::Harmonic => divide(&present, &format!("({})", self.over(|c| self.reciprocal(c)))),
            Aggregate::Power(p) => {
                let largest = self.name("largest");
                let powers = self.over(|c| format!("{} * {}", literal(c.share), self.powered(&c.score, p)));
                let mean = divide(&format!("({powers})"), &present);
                let root = format!("EXP(GREATEST(LN({mean}) / {}, {NOTHING}))", literal(p));
                case(&[(format!("{largest} > 0e0"), format!("{largest} * {root}"))], Some(&largest))
            }
            Aggregate::Min => self.extreme("LEAST"),
            Aggregate::Max => self.extreme("GREATEST"),
            Aggregate::Median => {
                self.middle(
                    |lower, upper| {
                        if lower == upper { lower.to_owned() } else { format!("({lower} + {upper}) / 2e0") }
                    },
                )
            }
        }
    }

    fn reciprocal(&self, c: &Edge<'_>) -> String {
        format!("{} / GREATEST({}, {})", literal(c.share), c.score, literal(self.floor))
    }

    /// By how many children have a score: something of the one or two in the middle.
    fn middle(&self, of: impl Fn(&str, &str) -> String) -> String {
        let (sorted, count) = (self.name("sorted"), self.name("count"));
        let nth = |n: usize| self.dialect.nth(&sorted, n);
        let branch = |n: usize| (format!("{count} = {n}"), of(&nth(n / 2 + 1), &nth(n.div_ceil(2))));
        case(&(1..=self.children.len()).map(branch).collect::<Vec<_>>(), None)
    }

    fn scored(&self, contributions: bool) -> Vec<Column> {
        let mut columns = Vec::new();
        let mut score = self.mean();
        if self.quorum > 0 {
            if contributions {
                columns.push(self.column("value", score.clone()));
            }
            let limit = self.name("limit");
            score = case(&[(format!("{limit} IS NOT NULL"), format!("LEAST({score}, {limit})"))], None);
        }
        if self.min_coverage > 0.0 {
            let enough = format!("{} >= {}", self.name("coverage"), literal(self.min_coverage - TIE));
            score = case(&[(enough, score)], None);
        }
        columns.push(column(self.dialect, self.id, score));
        columns
    }

    fn tied(score: &str, with: &str) -> String {
        format!("CASE WHEN ABS({score} - {with}) <= {} THEN 1e0 ELSE 0e0 END", literal(TIE))
    }

    fn middles(&self) -> Vec<Column> {
        vec![
            self.column("lower", self.middle(|lower, _| lower.to_owned())),
            self.column("upper", self.middle(|_, upper| upper.to_owned())),
        ]
    }

    fn holders(&self) -> Vec<Column> {
        let holders = |of: &str| {
            let tied: Vec<String> = self.children.iter().map(|c| Self::tied(&c.score, &self.name(of))).collect();
            self.column(&format!("{of} holders"), sum(&tied))
        };
        vec![holders("lower"), holders("upper")]
    }

    /// x df/dx of each child, up to a factor.
    fn parts(&self) -> Vec<Column> {
        let part = |c: &Edge<'_>| {
            let (share, s) = (literal(c.share), &c.score);
            let own = match self.aggregate {
                Aggregate::Arithmetic => format!("{share} * {s}"),
                Aggregate::Geometric => share,
                Aggregate::Harmonic => self.reciprocal(c),
                Aggregate::Power(p) => format!("{share} * {}", self.powered(s, p)),
                Aggregate::Min | Aggregate::Max => Self::tied(s, &self.dialect.name(self.id)),
                Aggregate::Median => format!("({}) * {s}", self.held(s)),
            };
            let part = match self.quorum {
                0 => own,
                _ => case(&[(self.is_limited(), Self::tied(s, &self.name("limit")))], Some(&own)),
            };
            let there = (format!("{s} IS NOT NULL"), part);
            let text = case(&[there], Some("0e0"));
            Column { name: self.part_of(c), text: self.double(&text), comment: None }
        };
        self.children.iter().map(part).collect()
    }

    fn is_limited(&self) -> String {
        format!("{} > {} + {}", self.name("value"), self.name("limit"), literal(TIE))
    }

    /// How much of the two middles a child holds, 2 if both are its own.
    fn held(&self, score: &str) -> String {
        let share = |of: &str| divide(&Self::tied(score, &self.name(of)), &self.name(&format!("{of} holders")));
        format!("{} + {}", share("lower"), share("upper"))
    }

    fn part_of(&self, c: &Edge<'_>) -> String {
        self.dialect.name(&format!("{} part", c.id))
    }

    fn total(&self) -> Column {
        let parts: Vec<String> = self.children.iter().map(|c| self.part_of(c)).collect();
        self.column("total", sum(&parts))
    }

    /// Each child's points; `top` is the column of the score that points are of.
    fn points(&self, top: &str) -> Vec<Column> {
        let (own, total) = (self.dialect.name(&points_of(self.id)), self.name("total"));
        let each = |c: &Edge<'_>| {
            // Where no child does anything for a score of 0: by weight, or by what sets the score.
            let nothing = match self.aggregate {
                Aggregate::Median => format!("({}) / 2e0", self.held(&c.score)),
                _ => divide(&literal(c.share), &self.present()),
            };
            let share = case(
                &[(format!("{total} > 0e0"), format!("{own} * ({} / {total})", self.part_of(c)))],
                Some(&format!("{own} * {nothing}")),
            );
            let absent = format!("{} IS NULL OR {top} IS NULL", c.score);
            // Under a dimension without a score an indicator is worth nothing.
            let worth = if c.is_dimension { share } else { format!("COALESCE({share}, 0e0)") };
            column(self.dialect, &points_of(c.id), case(&[(absent, "NULL".to_owned())], Some(&worth)))
        };
        self.children.iter().map(each).collect()
    }
}
