//! The tree of dimensions: one root, no circle, no empty dimension.

use super::file::DimensionFile;
use super::kind::Kind;
use super::raw::{Raw, weight};
use super::weighting::AggregateFile;
use super::weighting::WeightsFile;
use super::{Aggregate, Dimension, Indicator, OverRows, Rule, Weighting, weighting};
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::format::{Shape, Spanned};
use froth_series::composite::Method;

/// Dimensions above one another, the root included.
const MOST_LEVELS: usize = 32;

/// Checks the dimensions and finds the root.
pub(super) fn dimensions(
    files: Vec<Raw<DimensionFile>>,
    known: &[String],
    shape: &mut Shape<'_>,
) -> (Vec<Dimension>, Option<usize>) {
    let mut dimensions: Vec<Dimension> = Vec::with_capacity(files.len());
    let mut parents: Vec<Option<Spanned<String>>> = Vec::with_capacity(files.len());
    for Raw { id, span, file } in files {
        let overlay = file.overlay.as_ref().is_some_and(|o| *o.get_ref());
        if let (true, Some(parent)) = (overlay, &file.parent) {
            let help = "only the top of an overlay carries `overlay = true`; its children need no flag";
            shape.report(
                Diagnostic::error(Code::Tree, format!("`{id}` is an overlay and has a parent")).help(help),
                parent.span(),
            );
        }
        let (aggregate, over_rows) = aggregate(file.aggregate, shape);
        let quorum = file.quorum.as_ref().map(|q| *q.get_ref());
        if let (Some(0), Some(place)) = (quorum, &file.quorum) {
            let help = "`quorum = 2`: high only if two of its children are";
            shape.report(Diagnostic::error(Code::Tree, "a quorum counts 1 child or more").help(help), place.span());
        }
        if let (Some(of), Some(place)) = (over_rows, &file.quorum) {
            let message = format!("a quorum limits an average, and `{id}` has `aggregate = \"{}\"`", of.as_str());
            shape.report(Diagnostic::error(Code::Tree, message).help("remove one of the two"), place.span());
        }
        let weighting = fitted(file.weights, &id, aggregate, over_rows.is_some(), shape);
        dimensions.push(Dimension {
            title: file.title.unwrap_or_else(|| id.clone()),
            question: file.question,
            parent: None,
            overlay,
            weight: weight(file.weight.as_ref(), shape),
            aggregate,
            over_rows,
            weighting,
            quorum,
            inverse: file.inverse.unwrap_or(false),
            span,
            id,
        });
        parents.push(file.parent);
    }
    for i in 0..dimensions.len() {
        let Some(parent) = &parents[i] else { continue };
        dimensions[i].parent = dimensions.iter().position(|d| d.id == *parent.get_ref());
        if dimensions[i].parent.is_none() && !known.contains(parent.get_ref()) {
            let help = did_you_mean(parent.get_ref(), "dimensions", dimensions.iter().map(|d| d.id.as_str()));
            shape.report(
                Diagnostic::error(Code::UnknownId, format!("there is no dimension `{}`", parent.get_ref())).help(help),
                parent.span(),
            );
        }
    }
    if !check_circles(&dimensions, shape) {
        return (dimensions, None);
    }
    let levels = |i: usize| std::iter::successors(Some(i), |d| dimensions[*d].parent).take(MOST_LEVELS + 1).count();
    if let Some(deep) = (0..dimensions.len()).find(|i| levels(*i) > MOST_LEVELS) {
        let message = format!("`{}` is nested more than {MOST_LEVELS} deep", dimensions[deep].id);
        shape.report(Diagnostic::error(Code::Tree, message), dimensions[deep].span.clone());
        return (dimensions, None);
    }
    for i in 0..dimensions.len() {
        let top = std::iter::successors(Some(i), |d| dimensions[*d].parent).last().unwrap_or(i);
        dimensions[i].overlay = dimensions[top].overlay;
    }
    let root = root(&dimensions, &parents, shape);
    (dimensions, root)
}

/// How children make a score, arithmetic where nothing is said.
fn aggregate(file: Option<Spanned<AggregateFile>>, shape: &mut Shape<'_>) -> (Aggregate, Option<OverRows>) {
    let Some(file) = file else { return (Aggregate::Arithmetic, None) };
    weighting::aggregate(*file.get_ref()).unwrap_or_else(|message| {
        shape.report(Diagnostic::error(Code::Scale, message), file.span());
        (Aggregate::Arithmetic, None)
    })
}

/// Where the weights come from, and whether that fits how they are used.
fn fitted(
    file: Option<Spanned<Kind<WeightsFile>>>,
    id: &str,
    aggregate: Aggregate,
    over_rows: bool,
    shape: &mut Shape<'_>,
) -> Weighting {
    let Some(file) = file else { return Weighting::Given };
    let span = file.span();
    let weighting = weighting::weighting(file.into_inner());
    let Weighting::Fitted { method, .. } = weighting else { return weighting };
    if !over_rows && matches!(aggregate, Aggregate::Median | Aggregate::Min | Aggregate::Max) {
        let message = format!("weights play no part in the median, minimum or maximum of `{id}`");
        shape.report(Diagnostic::error(Code::Weight, message).help("remove `weights`, or average"), span);
    } else if method == Method::CorrelationBalanced && (over_rows || aggregate != Aggregate::Arithmetic) {
        let message = format!("correlation-balanced weights are those of an arithmetic mean, and `{id}` has none");
        shape.report(Diagnostic::error(Code::Weight, message).help("write `aggregate = \"arithmetic\"`"), span);
    }
    weighting
}

fn check_circles(dimensions: &[Dimension], shape: &mut Shape<'_>) -> bool {
    // 0: not seen, otherwise the walk that saw it.
    let mut seen = vec![0usize; dimensions.len()];
    let mut sound = true;
    for start in 0..dimensions.len() {
        let mut at = Some(start);
        while let Some(d) = at {
            if seen[d] == start + 1 {
                let circle: Vec<usize> =
                    std::iter::successors(Some(d), |x| dimensions[*x].parent.filter(|p| *p != d)).collect();
                shape.report(
                    Diagnostic::error(
                        Code::Cycle,
                        format!("dimensions in a circle: {}", circle_text(&circle, dimensions)),
                    ),
                    dimensions[d].span.clone(),
                );
                sound = false;
                break;
            }
            if seen[d] != 0 {
                break;
            }
            seen[d] = start + 1;
            at = dimensions[d].parent;
        }
    }
    sound
}

fn circle_text(circle: &[usize], dimensions: &[Dimension]) -> String {
    const SHOWN: usize = 12;
    let mut names: Vec<&str> = circle.iter().take(SHOWN).map(|d| dimensions[*d].id.as_str()).collect();
    if circle.len() > SHOWN {
        names.push("...");
    }
    names.extend(circle.first().map(|d| dimensions[*d].id.as_str()));
    names.join(" -> ")
}

fn root(dimensions: &[Dimension], parents: &[Option<Spanned<String>>], shape: &mut Shape<'_>) -> Option<usize> {
    let mut roots = (0..dimensions.len()).filter(|d| parents[*d].is_none() && !dimensions[*d].overlay);
    let first = roots.next();
    if first.is_none() {
        let help = "one dimension has no `parent` and no `overlay = true`: it is the headline";
        shape.report(Diagnostic::error(Code::Tree, "the model has no root").help(help), 0..0);
    }
    for second in roots {
        let message = format!(
            "a second root: `{}` has no parent, like `{}`",
            dimensions[second].id,
            first.map_or("", |f| dimensions[f].id.as_str())
        );
        let help = format!(
            "write `parent = \"{}\"`, or `overlay = true` to show it beside the root",
            first.map_or("", |f| dimensions[f].id.as_str())
        );
        shape.report(Diagnostic::error(Code::Tree, message).help(help), dimensions[second].span.clone());
    }
    first
}

/// Turns the rules of indicators round that stand under an odd number of dimensions which point the other way: their scores are
/// then 100 less themselves wherever they are used. What set an end goes with it.
pub(super) fn turn(dimensions: &[Dimension], indicators: &mut [Indicator]) {
    for indicator in indicators {
        let above = std::iter::successors(Some(indicator.dimension), |d| dimensions.get(*d)?.parent);
        let times = above.take(MOST_LEVELS).filter(|d| dimensions.get(*d).is_some_and(|d| d.inverse)).count();
        if times % 2 == 1 {
            indicator.rule = indicator.rule.take().map(Rule::turned);
            std::mem::swap(&mut indicator.calm, &mut indicator.worst);
            // An era that set the end with score 0 has no score near 100 by construction.
            indicator.worst_era = None;
        }
    }
}

/// Gives the children of dimensions with equal weights the weight 1; those of weight 0 stay out.
pub(super) fn equal_weights(dimensions: &mut [Dimension], indicators: &mut [Indicator]) {
    let equal: Vec<bool> = dimensions.iter().map(|d| d.weighting == Weighting::Equal).collect();
    let level = |weight: &mut f64, parent: Option<usize>| {
        if parent.and_then(|p| equal.get(p)).is_some_and(|equal| *equal) && *weight > 0.0 {
            *weight = 1.0;
        }
    };
    for dimension in dimensions {
        level(&mut dimension.weight, dimension.parent);
    }
    for indicator in indicators {
        level(&mut indicator.weight, Some(indicator.dimension));
    }
}

/// What is wrong with the size of a weight above 0: sums and products with it would lose digits, or be no numbers.
fn out_of_size(weights: &[f64]) -> Option<&'static str> {
    weights.iter().filter(|w| **w > 0.0).find_map(|w| match w {
        ..1e-100 => Some("small"),
        1e-100..=1e100 => None,
        _ => Some("large"),
    })
}

/// How many times the smallest weight the largest among siblings may be: sums of scores keep the digits of both.
const MOST_APART: f64 = 1e12;

/// The smallest and the largest weight above 0, where they are too far apart.
fn far_apart(weights: &[f64]) -> Option<(f64, f64)> {
    let (small, large) = weights
        .iter()
        .filter(|w| **w > 0.0)
        .fold((f64::INFINITY, 0.0f64), |(low, high), w| (low.min(*w), high.max(*w)));
    (large / small > MOST_APART).then_some((small, large))
}

/// Every dimension needs something under it, with a weight above 0; and a warning where averaging hides.
pub(super) fn check_children(dimensions: &[Dimension], indicators: &[Indicator], broken: bool, shape: &mut Shape<'_>) {
    for (d, dimension) in dimensions.iter().enumerate() {
        let weights = dimensions.iter().filter(|c| c.parent == Some(d)).map(|c| c.weight);
        let weights: Vec<f64> =
            weights.chain(indicators.iter().filter(|i| i.dimension == d).map(|i| i.weight)).collect();
        if weights.is_empty() {
            // A child whose own table is broken has been reported; this would be its echo.
            if !broken {
                let help = format!("give it an indicator with `dimension = \"{}\"`, or remove it", dimension.id);
                shape.report(
                    Diagnostic::error(Code::Tree, format!("dimension `{}` has nothing under it", dimension.id))
                        .help(help),
                    dimension.span.clone(),
                );
            }
        } else if weights.iter().all(|w| *w == 0.0) {
            shape.report(
                Diagnostic::error(Code::Weight, format!("everything under `{}` has weight 0", dimension.id))
                    .help("at least one child needs a weight above 0"),
                dimension.span.clone(),
            );
        } else if let Some(size) = out_of_size(&weights) {
            let message = format!("the weights under `{}` are too {size} to add up", dimension.id);
            let help = "they count relative to each other: write numbers such as 1, 2 or 0.5";
            shape.report(Diagnostic::error(Code::Weight, message).help(help), dimension.span.clone());
        } else if let Some((small, large)) = far_apart(&weights) {
            let message = format!(
                "of the weights under `{}` one is {large:e} and one {small:e}: beside the larger the smaller counts for nothing",
                dimension.id
            );
            let help = format!("write weights of which the largest is at most {MOST_APART:e} times the smallest, or 0");
            shape.report(Diagnostic::error(Code::Weight, message).help(help), dimension.span.clone());
        }
        if let Some(quorum) = dimension.quorum {
            let count = weights.iter().filter(|w| **w > 0.0).count();
            if quorum > count && !broken {
                let message =
                    format!("`{}` has {count} children with a weight, fewer than its quorum of {quorum}", dimension.id);
                let help = format!("write `quorum = {count}` or less");
                shape.report(Diagnostic::error(Code::Tree, message).help(help), dimension.span.clone());
            }
        }
        let name = match dimension.aggregate {
            Aggregate::Geometric => Some("a geometric mean".to_owned()),
            Aggregate::Harmonic => Some("a harmonic mean".to_owned()),
            Aggregate::Power(p) if p < 0.0 => Some(format!("a mean with the power {p}")),
            _ => None,
        };
        if let Some(name) = name {
            let message =
                format!("`{}` is averaged by {name}: one calm child pulls it down and hides the others", dimension.id);
            let help = "it reads \"all at once\"; for \"the worst weighs more\" write `aggregate = { power = 2.0 }`";
            shape.report(Diagnostic::warning(Code::Compensation, message).help(help), dimension.span.clone());
        }
    }
}
