//! How the scores come about: the model in words, formulas and tables.

use super::contents::{Contents, heading, lines};
use super::words::{Words, words};
use crate::locale::Locale;
use crate::page::{Cell, Part, Row, Span, Style, Table, raw, share};
use froth_core::model::{Aggregate, Dimension, Indicator, Policy, Posts, Rule};

/// The section on method.
pub(super) fn section(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let (words, model) = (contents.words(), contents.model());
    parts.push(heading(words.method()));
    let description = contents.locale.description(&model.id);
    if !description.is_empty() {
        parts.push(lines([description]));
    }
    parts.push(Part::Subheading(words.steps().to_owned()));
    let missing = match model.missing.policy {
        Policy::Renormalise => words.step_missing(share(model.missing.min_coverage)),
        Policy::Fail => words.step_fail().to_owned(),
    };
    let mut steps = vec![words.step_rule().to_owned()];
    steps.extend(aggregations(contents));
    steps.push(missing);
    steps.extend(
        [words.step_bounds(), words.step_like(), words.step_points(), words.step_construction()].map(str::to_owned),
    );
    parts.push(Part::List { numbered: true, points: steps.into_iter().map(|s| vec![Span::plain(s)]).collect() });
    parts.push(Part::Subheading(words.tree().to_owned()));
    parts.push(Part::Table(tree(contents)));
    parts.push(lines([format!("{}: {}", words.bands(), bands(contents))]));
    if !model.references.is_empty() {
        parts.push(Part::Subheading(words.references().to_owned()));
        let points = model.references.iter().map(|r| vec![Span::plain(r.clone())]).collect();
        parts.push(Part::List { numbered: false, points });
    }
}

/// Every rule and every formula.
pub(super) fn rules_and_formulas(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let (words, model) = (contents.words(), contents.model());
    parts.push(heading(words.rules()));
    parts.push(Part::Table(rules(contents)));
    let formulas: Vec<_> = model
        .indicators
        .iter()
        .flat_map(|i| {
            let formula = i.formula.iter().map(move |f| format!("{} = {}", i.id, f.text));
            formula.chain(i.requires.iter().map(move |f| format!("{}: requires {}", i.id, f.text)))
        })
        .map(|text| vec![Span::plain(text)])
        .collect();
    if !formulas.is_empty() {
        parts.push(Part::Subheading(words.formulas().to_owned()));
        parts.push(Part::List { numbered: false, points: formulas });
    }
}

/// Each aggregation that the model uses, once, with its formula.
fn aggregations(contents: &Contents<'_>) -> Vec<String> {
    let mut named = Vec::new();
    for dimension in &contents.model().dimensions {
        let name = aggregation(dimension, contents.words());
        if !named.contains(&name) {
            named.push(name);
        }
    }
    named
}

fn aggregation(dimension: &Dimension, words: Words) -> String {
    let average = match dimension.aggregate {
        Aggregate::Arithmetic => words.arithmetic().to_owned(),
        Aggregate::Geometric => words.geometric().to_owned(),
        Aggregate::Harmonic => words.harmonic().to_owned(),
        Aggregate::Median => words.median().to_owned(),
        Aggregate::Min => words.min().to_owned(),
        Aggregate::Max => words.max().to_owned(),
        Aggregate::Power(p) if p < 0.0 => words.power_below(raw(p)),
        Aggregate::Power(p) => words.power(raw(p)),
    };
    match dimension.quorum {
        Some(quorum) => words.quorum(&average, quorum),
        None => average,
    }
}

/// Dimensions as a tree with their weights among their siblings.
fn tree(contents: &Contents<'_>) -> Table {
    let (words, model) = (contents.words(), contents.model());
    let mut table = Table::new(&[
        (words.tree(), false),
        (words.weight(), true),
        (words.aggregate(), false),
        (words.question(), false),
    ]);
    for (d, dimension) in model.dimensions.iter().enumerate() {
        let depth = std::iter::successors(Some(d), |d| model.dimensions[*d].parent).count() - 1;
        let style = if depth <= 1 { Style::Strong } else { Style::Plain };
        table.rows.push(Row::Cells(vec![
            Span::new(format!("{}{}", "  ".repeat(depth), contents.locale.dimension(&dimension.id)), style).into(),
            Cell::plain(if depth > 0 { raw(dimension.weight) } else { String::new() }),
            Cell::plain(aggregation(dimension, words)),
            Span::faint(dimension.question.as_deref().map(|q| contents.locale.text(q)).unwrap_or_default()).into(),
        ]));
    }
    table
}

fn bands(contents: &Contents<'_>) -> String {
    let words = contents.words();
    let each = contents.model().scale.bands.iter().map(|band| match band.below {
        Some(below) => words.band_below(contents.locale.band(&band.label), raw(below)),
        None => words.band_last(contents.locale.band(&band.label)),
    });
    contents.locale.listed(&each.collect::<Vec<_>>())
}

/// Every rule with the basis of its ends and its share of the score with nothing missing.
fn rules(contents: &Contents<'_>) -> Table {
    let (words, model) = (contents.words(), contents.model());
    let mut table = Table::new(&[
        (words.figure(), false),
        (words.rule(), false),
        (words.share(), true),
        (words.calm(), false),
        (words.worst(), false),
        (words.source(), false),
    ]);
    let weights = contents.analysis.weights();
    let text = |own: Option<&str>| own.map(|own| contents.locale.text(own).to_owned()).unwrap_or_default();
    for (d, dimension) in model.dimensions.iter().enumerate() {
        let own: Vec<usize> = (0..model.indicators.len()).filter(|i| model.indicators[*i].dimension == d).collect();
        if own.is_empty() {
            continue;
        }
        table.rows.push(Row::Heading(contents.locale.dimension(&dimension.id).to_owned()));
        for i in own {
            let indicator = &model.indicators[i];
            let title = contents.locale.indicator(&indicator.id);
            let title = if indicator.unit.is_empty() {
                title.to_owned()
            } else {
                words.with_aside(title, contents.locale.unit(&indicator.unit))
            };
            let share = if indicator.overlay || weights[i] == 0.0 { String::new() } else { share(weights[i]) };
            table.rows.push(Row::Cells(vec![
                Cell::plain(title),
                Cell::plain(rule(indicator, contents.locale)),
                Cell::plain(share),
                Span::faint(text(indicator.calm.as_deref())).into(),
                Span::faint(text(indicator.worst.as_deref())).into(),
                Span::faint(indicator.source.clone().unwrap_or_default()).into(),
            ]));
        }
    }
    table
}

/// A rule in words.
pub(crate) fn rule(indicator: &Indicator, locale: &Locale) -> String {
    indicator.rule.as_ref().map_or_else(|| words(locale.language).watched().to_owned(), |rule| said(rule, locale))
}

fn said(rule: &Rule, locale: &Locale) -> String {
    let words = words(locale.language);
    let pairs = |pairs: &[(f64, f64)]| {
        pairs.iter().map(|(x, s)| format!("{} → {}", raw(*x), raw(*s))).collect::<Vec<_>>().join(words.comma())
    };
    let turned = |text: &str, inverse: bool| if inverse { words.inverse(text) } else { text.to_owned() };
    match rule {
        Rule::Linear { from, to } => words.linear(raw(*from), raw(*to)),
        Rule::Log { from, to } => words.log(raw(*from), raw(*to)),
        Rule::Piecewise(points) => words.piecewise(pairs(points)),
        Rule::Step { edges, scores } => {
            let first = scores.first().map(|s| raw(*s)).into_iter();
            let rest = edges.iter().zip(scores.iter().skip(1)).map(|(e, s)| words.step_from(raw(*s), raw(*e)));
            words.step(first.chain(rest).collect::<Vec<_>>().join(words.comma()))
        }
        Rule::Logistic { midpoint, scale } => words.logistic(raw(*midpoint), raw(*scale)),
        Rule::Distribution { inverse, .. } => turned(words.distribution(), *inverse),
        Rule::Percentile { inverse, .. } => turned(words.percentile(), *inverse),
        Rule::Zscore { cap, inverse, .. } => turned(&words.zscore(raw(*cap)), *inverse),
        Rule::Minmax { inverse, .. } => turned(words.minmax(), *inverse),
        Rule::Rank { inverse, .. } => turned(words.rank(), *inverse),
        Rule::Borda { inverse, .. } => turned(words.borda(), *inverse),
        Rule::Goalposts { posts: Posts::FromZero, inverse, .. } => turned(words.of_largest(), *inverse),
        Rule::Goalposts { posts: Posts::Percentiles(low, high), inverse, .. } => {
            turned(&words.between_percentiles(raw(*low), raw(*high)), *inverse)
        }
        Rule::DistanceToEntity { entity, inverse, .. } => turned(&words.target(entity), *inverse),
        Rule::DistanceToTarget { target, inverse, .. } => turned(&words.target(raw(*target)), *inverse),
        Rule::Category(named) => {
            let each: Vec<String> =
                named.iter().map(|(word, s)| format!("{} {}", locale.text(word), raw(*s))).collect();
            words.category(each.join(words.comma()))
        }
        Rule::Within { rule, low, high } => words.within(said(rule, locale), raw(*low), raw(*high)),
        Rule::Turned(rule) => words.less(said(rule, locale)),
    }
}
