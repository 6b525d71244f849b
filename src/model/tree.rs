//! The tree of dimensions: one root, no circle, no empty dimension.

use super::file::DimensionFile;
use super::raw::{Raw, aggregate, weight};
use super::{Aggregate, Dimension, Indicator};
use crate::diag::{Code, Diagnostic, did_you_mean};
use crate::document::Shape;
use toml::Spanned;

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
        dimensions.push(Dimension {
            title: file.title.unwrap_or_else(|| id.clone()),
            question: file.question,
            parent: None,
            overlay,
            weight: weight(file.weight.as_ref(), shape),
            aggregate: aggregate(file.aggregate.as_ref(), shape),
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
    for i in 0..dimensions.len() {
        let top = std::iter::successors(Some(i), |d| dimensions[*d].parent).last().unwrap_or(i);
        dimensions[i].overlay = dimensions[top].overlay;
    }
    let root = root(&dimensions, &parents, shape);
    (dimensions, root)
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
        } else if !weights.iter().sum::<f64>().is_finite() {
            shape.report(
                Diagnostic::error(
                    Code::Weight,
                    format!("the weights under `{}` are too large to add up", dimension.id),
                ),
                dimension.span.clone(),
            );
        }
        if let Aggregate::Geometric | Aggregate::Harmonic = dimension.aggregate {
            let name = if dimension.aggregate == Aggregate::Geometric { "geometric" } else { "harmonic" };
            let message = format!(
                "`{}` is averaged by a {name} mean: one calm child pulls it down and hides the others",
                dimension.id
            );
            let help = "it reads \"all at once\"; for \"the worst weighs more\" write `aggregate = { power = 2.0 }`";
            shape.report(Diagnostic::warning(Code::Compensation, message).help(help), dimension.span.clone());
        }
    }
}
