//! From a file to a checked model: every finding at once.

use super::defaults::Defaults;
use super::file::{AlertFile, DimensionFile, EpisodeFile, HeadFile, IndicatorFile, ScaleFile};
use super::formulas::{self, Scope};
use super::raw::{Raw, raw, weight};
use super::{
    Alert, Band, Denominator, Dimension, Direction, Episode, Headline, Imputation, Indicator, Missing, Model, Policy,
    Rule, Scale, Screen, Uncertainty, steps, transform, tree, value_ids,
};
use crate::diag::{Code, Diagnostic, Diagnostics, SourceFile, did_you_mean};
use crate::format::{Entry, SCHEMA, Shape, Spanned, entries, parse, take};
use froth_series::Transform;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use toml::de::DeValue;

/// What every file has: without one of them the others are still checked.
const HEAD: [&str; 2] = ["id", "title"];

/// So many unknown names are held against all that there are; those after them against the first few.
const MOST_LOOKED_UP: usize = 100;
const SHOWN: usize = 12;

/// The keys of an indicator that others depend on.
const MEANING: [&str; 11] = [
    "dimension",
    "weight",
    "rule",
    "inverse",
    "column",
    "formula",
    "requires",
    "denominator",
    "impute",
    "transform",
    "outliers",
];

pub(super) fn load(source: &Arc<SourceFile>, findings: &mut Diagnostics) -> Option<Model> {
    let mut table = parse(source, findings)?;
    check_schema(&table, source, findings)?;
    let dimension_tables = take(&mut table, "dimension", source, findings);
    let mut indicator_tables = take(&mut table, "indicator", source, findings);
    let input_titles = take(&mut table, "inputs", source, findings);
    let alert_tables = take(&mut table, "alert", source, findings);
    let episode_tables = take(&mut table, "episode", source, findings);
    let text_tables = take(&mut table, "text", source, findings);
    if table.contains_key("as_of") || table.contains_key("values") || table.contains_key("extends") {
        let help = "models have [dimension.ID] and [indicator.ID]; a scenario is scored, not used as a model";
        findings.push(
            Diagnostic::error(Code::UnknownKey, format!("{} is a scenario, not a model", source.name())).help(help),
        );
        return None;
    }

    let mut shape = Shape { source, findings };
    // What is wrong with a default would be wrong with every indicator.
    let defaults = Defaults::read(table.remove("defaults"), &dimension_tables, &mut shape)?;
    defaults.fill(&mut indicator_tables, &dimension_tables);
    let head: Option<(HeadFile, _)> = shape.read_on(toml::Spanned::new(0..0, DeValue::Table(table)), &HEAD);
    // Ids whose table is broken still count as known, so that one mistake is reported once.
    let known: Vec<String> = dimension_tables.iter().chain(&indicator_tables).map(|e| e.key.clone()).collect();
    let dimension_files: Vec<Raw<DimensionFile>> = raw(dimension_tables, &["parent", "overlay"], &mut shape);
    let indicator_files: Vec<Raw<IndicatorFile>> = raw(indicator_tables, &MEANING, &mut shape);
    let alert_files: Vec<Raw<AlertFile>> = raw(alert_tables, &["when"], &mut shape);
    let episode_files: Vec<Raw<EpisodeFile>> = raw(episode_tables, &["from", "to"], &mut shape);
    for indicator in &indicator_files {
        if dimension_files.iter().any(|d| d.id == indicator.id) {
            let message = format!("`{}` is both a dimension and an indicator", indicator.id);
            shape.report(
                Diagnostic::error(Code::DuplicateId, message)
                    .help("dimensions and indicators share one namespace: rename one"),
                indicator.span.clone(),
            );
        }
    }

    let (mut dimensions, root) = tree::dimensions(dimension_files, &known, &mut shape);
    let mut indicators = indicators(indicator_files, &dimensions, &known, &mut shape);
    tree::equal_weights(&mut dimensions, &mut indicators);
    tree::turn(&dimensions, &mut indicators);
    tree::check_children(&dimensions, &indicators, shape.findings.has_errors(), &mut shape);
    let index = indicators.iter().map(|i| i.id.as_str()).zip(0..).collect();
    let scope = Scope { dimensions: &dimensions, indicators: &indicators, index, known: &known };
    let alerts = alerts(alert_files, &scope, &mut shape);
    formulas::check(&scope, &mut shape);
    let episodes = episodes(episode_files, &mut shape);
    let inputs = inputs(input_titles, &indicators, &mut shape);

    let (head, _) = head?;
    let scale = scale(head.scale, &mut shape);
    let missing = missing(head.missing, &mut shape);
    let screen = screen(head.screen, &mut shape);
    let headline = head.headline.and_then(|h| headline(&h, &dimensions, root, &mut shape));
    let texts = texts(text_tables, &scope, (&alerts, &episodes, &inputs), &scale, headline.as_ref(), &mut shape);
    let uncertainty = match head.uncertainty {
        None => Uncertainty::default(),
        Some(file) => {
            let span = file.span();
            Uncertainty::check(file.into_inner(), &indicators).unwrap_or_else(|d| {
                shape.report(d, span);
                Uncertainty::default()
            })
        }
    };
    shape.file_id(&head.id);
    formulas::divide(&mut indicators);
    Some(Model {
        id: head.id.into_inner(),
        title: head.title,
        version: head.version.unwrap_or_else(|| "0".to_owned()),
        description: head.description.unwrap_or_default(),
        references: head.references,
        scale,
        missing,
        screen,
        headline,
        dimensions,
        indicators,
        inputs,
        alerts,
        episodes,
        uncertainty,
        texts,
        source: Arc::clone(source),
        root: root?,
    })
}

/// A schema from the future is the only finding about such a file: the rest would be guesswork.
pub(crate) fn check_schema(
    table: &toml::de::DeTable<'_>,
    source: &Arc<SourceFile>,
    findings: &mut Diagnostics,
) -> Option<()> {
    let Some(value) = table.get("schema") else {
        findings.push(
            Diagnostic::error(Code::Schema, "`schema` is missing")
                .at(source, 0..0)
                .help(format!("write `schema = {SCHEMA}` on the first line")),
        );
        return None;
    };
    let number = value.get_ref().as_integer().and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok());
    let diagnostic = match number {
        Some(SCHEMA) => return Some(()),
        Some(n) if n > SCHEMA => Diagnostic::error(
            Code::Schema,
            format!("schema {n} is newer than this program, which reads schema {SCHEMA}"),
        )
        .help("install a newer version of froth"),
        _ => Diagnostic::error(Code::Schema, "the schema number is not one that exists")
            .help(format!("write `schema = {SCHEMA}`")),
    };
    findings.push(diagnostic.at(source, value.span()));
    None
}

fn indicators(
    files: Vec<Raw<IndicatorFile>>,
    dimensions: &[Dimension],
    known: &[String],
    shape: &mut Shape<'_>,
) -> Vec<Indicator> {
    let mut indicators = Vec::with_capacity(files.len());
    for Raw { id, span, file } in files {
        let weight = weight(file.weight.as_ref(), shape);
        let place = file.dimension.span();
        let dimension = dimensions.iter().position(|d| d.id == *file.dimension.get_ref());
        if dimension.is_none() && !known.contains(file.dimension.get_ref()) {
            let help = did_you_mean(file.dimension.get_ref(), "dimensions", dimensions.iter().map(|d| d.id.as_str()));
            shape.report(
                Diagnostic::error(Code::UnknownId, format!("there is no dimension `{}`", file.dimension.get_ref()))
                    .help(help),
                place,
            );
        }
        let rule_span = file.rule.as_ref().map_or(span.clone(), |s| s.span());
        let rule = match file.rule {
            None if weight == 0.0 => None,
            None => {
                let help = "add one, such as `rule.linear = { from = 0, to = 100 }`; only an indicator of weight 0 may do without";
                shape.report(
                    Diagnostic::error(Code::MissingField, format!("`{id}` has no rule")).help(help),
                    span.clone(),
                );
                None
            }
            Some(rule) if rule.get_ref().without_rows().is_some() => {
                let (kind, place) = rule.get_ref().without_rows().unwrap_or(("rank", span.clone()));
                let message = format!("a {kind} says among which rows");
                let help = "write `over = \"cross_section\"`, \"history\", \"full_history\" or \"panel\"";
                shape.report(Diagnostic::error(Code::MissingField, message).help(help), place);
                None
            }
            Some(rule) => match Rule::check(rule.into_inner()) {
                Ok(rule) => Some(rule),
                Err(message) => {
                    shape.report(Diagnostic::error(Code::Rule, message), rule_span.clone());
                    None
                }
            },
        };
        if rule.as_ref().is_some_and(Rule::falls_and_rises) {
            let help = "split it in two indicators with opposite readings, such as build-up and stress";
            shape.report(
                Diagnostic::warning(
                    Code::NotMonotone,
                    format!("the rule of `{id}` falls and rises: a score no longer says in which direction"),
                )
                .help(help),
                rule_span,
            );
        }
        let rule = inverted(rule, file.inverse.as_ref(), shape);
        let column = file.column.map(|column| named(&column, shape));
        let formula = file.formula.and_then(|text| formulas::formula(text, shape));
        let requires = file.requires.and_then(|text| formulas::condition(text, crate::expr::Names::Ids, shape));
        if rule.as_ref().is_some_and(|r| r.words().is_some()) && formula.is_some() {
            shape.report(
                Diagnostic::error(
                    Code::Rule,
                    format!("`{id}` has a formula, which gives a number, and a category rule, which takes a word"),
                ),
                span.clone(),
            );
        }
        let denominator = file.denominator.map(|file| {
            let (file, span) = steps::apart(file);
            let (by, times) = file.parts();
            if times == 0.0 {
                shape.report(Diagnostic::error(Code::Formula, "`times` must not be 0"), span.clone());
            }
            let numerator = formulas::numerator(&id, formula.as_ref());
            Denominator { by, times, numerator, computed: formula.is_some(), span }
        });
        let impute = file.impute.and_then(|file| {
            let (file, span) = steps::apart(file);
            steps::imputation(file).map_err(|why| shape.report(Diagnostic::error(Code::Rule, why), span)).ok()
        });
        let outliers = file.outliers.and_then(|file| {
            let (file, span) = steps::apart(file);
            let Some(over) = file.rows() else {
                let help = "write `over = \"cross_section\"` (the entities of a date), \"full_history\" or \"panel\"";
                let message = "which rows are treated together is not said";
                shape.report(Diagnostic::error(Code::MissingField, message).help(help), span);
                return None;
            };
            let treated = steps::outliers(&file, over, rule.as_ref());
            treated.map_err(|(why, help)| shape.report(Diagnostic::error(Code::Rule, why).help(help), span)).ok()
        });
        if rule.as_ref().is_some_and(|r| r.words().is_some())
            && (denominator.is_some() || impute.as_ref().is_some_and(|i| !matches!(i, Imputation::Last { .. })))
        {
            let message = format!("`{id}` is a word: it can be neither divided nor averaged");
            shape.report(
                Diagnostic::error(Code::Rule, message).help("a word can only be carried: `impute = \"last\"`"),
                span.clone(),
            );
        }
        let mut transforms = Vec::new();
        if let Some(listed) = file.transform {
            let span = listed.span();
            for transform in listed.into_inner() {
                match transform::check(transform) {
                    Ok(transform) => transforms.push(transform),
                    Err(why) => shape.report(Diagnostic::error(Code::Rule, why), span.clone()),
                }
            }
        }
        if file.contested.is_none() && transforms.iter().any(|t| matches!(t, Transform::Bsadf(_))) {
            let help = "say so to readers, and keep its weight low: `contested = \"also high where fundamentals rise and fall like a hump\"`";
            let message = format!(
                "`{id}` measures explosive growth, which is no proof of a bubble, and is not marked as contested"
            );
            shape.report(Diagnostic::warning(Code::Contested, message).help(help), span.clone());
        }
        indicators.push(Indicator {
            title: file.title.unwrap_or_else(|| id.clone()),
            unit: file.unit.unwrap_or_default(),
            column,
            overlay: dimension.is_some_and(|d| dimensions[d].overlay),
            // A dangling indicator is an error already; any place keeps the other checks going.
            dimension: dimension.unwrap_or(0),
            weight,
            market: file.market,
            rule,
            formula,
            requires,
            denominator,
            impute,
            transforms,
            outliers,
            confidence: file.confidence,
            calm: file.calm,
            worst: file.worst,
            worst_era: file.worst_era,
            contested: file.contested,
            source: file.source,
            note: file.note,
            span,
            id,
        });
    }
    indicators
}

/// The rule the other way round, where the indicator says so.
fn inverted(rule: Option<Rule>, inverse: Option<&Spanned<bool>>, shape: &mut Shape<'_>) -> Option<Rule> {
    let Some(inverse) = inverse.filter(|i| *i.get_ref()) else { return rule };
    if rule.as_ref().is_some_and(Rule::is_inverse) {
        let message = "the indicator and its rule both say `inverse`";
        shape.report(Diagnostic::error(Code::Rule, message).help("remove one of them"), inverse.span());
    }
    rule.map(Rule::inverted)
}

/// The name of a column, which is not empty.
fn named(column: &Spanned<String>, shape: &mut Shape<'_>) -> String {
    if column.get_ref().trim().is_empty() {
        let help = "write its name as the header of the table has it, or leave `column` out where that is the id";
        shape.report(Diagnostic::error(Code::WrongType, "a column has a name").help(help), column.span());
    }
    column.get_ref().clone()
}

fn alerts(files: Vec<Raw<AlertFile>>, scope: &Scope<'_>, shape: &mut Shape<'_>) -> Vec<Alert> {
    let mut alerts = Vec::with_capacity(files.len());
    for Raw { id, span: _, file } in files {
        if let Some(when) = formulas::condition(file.when, crate::expr::Names::Alert, shape) {
            formulas::check_alert(&when, scope, shape);
            alerts.push(Alert { title: file.title.unwrap_or_else(|| id.clone()), id, when });
        }
    }
    alerts
}

/// Spans of time, in their order.
fn episodes(files: Vec<Raw<EpisodeFile>>, shape: &mut Shape<'_>) -> Vec<Episode> {
    let mut episodes = Vec::with_capacity(files.len());
    for Raw { id, span, file } in files {
        let (from, to) = (file.from.0, file.to.map(|d| d.0));
        if let Some(to) = to.filter(|to| *to < from) {
            let message = format!("the episode `{id}` ends on {to}, before it begins on {from}");
            shape.report(
                Diagnostic::error(Code::Date, message)
                    .help("write its first and its last day, or leave `to` out while it is not over"),
                span,
            );
            continue;
        }
        episodes.push(Episode { title: file.title.unwrap_or_else(|| id.clone()), id, from, to });
    }
    episodes.sort_by_key(|e| e.from);
    episodes
}

/// Quarters of the scale: what is elevated or extreme warns, and a high score that is good does not.
fn default_bands(direction: Direction) -> Vec<Band> {
    let [third, fourth] = match direction {
        Direction::Bad => ["elevated", "extreme"],
        Direction::Good => ["high", "very high"],
    };
    [(Some(25.0), "low"), (Some(50.0), "moderate"), (Some(75.0), third), (None, fourth)]
        .map(|(below, label)| Band { below, label: label.to_owned() })
        .to_vec()
}

fn scale(file: Option<Spanned<ScaleFile>>, shape: &mut Shape<'_>) -> Scale {
    let direction = file.as_ref().and_then(|file| file.get_ref().direction).unwrap_or_default();
    let mut scale =
        Scale { bands: default_bands(direction), frozen: None, floor: 1.0, low: None, high: None, direction };
    let Some(file) = file.map(Spanned::into_inner) else { return scale };
    for (given, end, example) in [(file.low, &mut scale.low, "the poorest"), (file.high, &mut scale.high, "the best")] {
        let Some(given) = given else { continue };
        if given.get_ref().trim().is_empty() {
            let help = format!("such as \"{example}\", in words that can stand in a sentence");
            shape.report(Diagnostic::error(Code::Scale, "an end of the scale has a name").help(help), given.span());
        }
        *end = Some(given.into_inner());
    }
    scale.frozen = file.frozen.map(|d| d.0);
    if let Some(floor) = file.floor {
        if floor.get_ref().0 > 0.0 && floor.get_ref().0 <= 100.0 {
            scale.floor = floor.get_ref().0;
        } else {
            shape.report(Diagnostic::error(Code::Scale, "the floor must lie above 0 and not above 100"), floor.span());
        }
    }
    let Some(bands) = file.bands else { return scale };
    let whole = bands.span();
    let bands = bands.into_inner();
    let mut good: Vec<Band> = Vec::with_capacity(bands.len());
    for (i, band) in bands.iter().enumerate() {
        let last = i + 1 == bands.len();
        let below = band.get_ref().below.map(|b| b.0);
        let previous = good.last().and_then(|b| b.below).unwrap_or(0.0);
        let problem = match below {
            Some(_) if last => Some("the last band has no `below`: it reaches to the end of the scale".to_owned()),
            None if !last => Some("only the last band may do without `below`".to_owned()),
            Some(b) if b <= previous || b > 100.0 => {
                Some(format!("bands must rise between 0 and 100: {b} comes after {previous}"))
            }
            _ if good.iter().any(|g| g.label == band.get_ref().label) => {
                Some(format!("two bands are called `{}`", band.get_ref().label))
            }
            _ => None,
        };
        if let Some(problem) = problem {
            shape.report(Diagnostic::error(Code::Scale, problem), band.span());
            return scale;
        }
        good.push(Band { below, label: band.get_ref().label.clone() });
    }
    if good.is_empty() {
        shape.report(Diagnostic::error(Code::Scale, "at least one band is needed"), whole);
    } else {
        scale.bands = good;
    }
    scale
}

fn missing(file: Option<Spanned<super::file::MissingFile>>, shape: &mut Shape<'_>) -> Missing {
    let mut missing = Missing { policy: Policy::Renormalise, min_coverage: 0.5 };
    let Some(file) = file.map(Spanned::into_inner) else { return missing };
    missing.policy = file.policy.unwrap_or(missing.policy);
    if let Some(coverage) = file.min_coverage {
        if (0.0..=1.0).contains(&coverage.get_ref().0) {
            missing.min_coverage = coverage.get_ref().0;
        } else {
            shape.report(Diagnostic::error(Code::Scale, "min_coverage is a share between 0 and 1"), coverage.span());
        }
    }
    missing
}

/// Shares that rows need.
fn screen(file: Option<Spanned<super::file::ScreenFile>>, shape: &mut Shape<'_>) -> Option<Screen> {
    let file = file?.into_inner();
    let mut part = |given: Option<Spanned<crate::format::Number>>, name: &str| {
        let Some(given) = given else { return 0.0 };
        if !(0.0..=1.0).contains(&given.get_ref().0) {
            let help = "0.66 leaves out what has less than two thirds";
            let message = format!("{name} is a share between 0 and 1");
            shape.report(Diagnostic::error(Code::Scale, message).help(help), given.span());
        }
        given.get_ref().0
    };
    let (min_data, min_non_zero) = (part(file.min_data, "min_data"), part(file.min_non_zero, "min_non_zero"));
    Some(Screen { min_data, min_non_zero })
}

fn headline(
    file: &super::file::HeadlineFile,
    dimensions: &[Dimension],
    root: Option<usize>,
    shape: &mut Shape<'_>,
) -> Option<Headline> {
    let children = || dimensions.iter().enumerate().filter(|(_, d)| d.parent.is_some() && d.parent == root);
    let Some((apart, dimension)) = children().find(|(_, d)| d.id == *file.apart.get_ref()) else {
        let help = did_you_mean(file.apart.get_ref(), "children of the root", children().map(|(_, d)| d.id.as_str()));
        shape.report(
            Diagnostic::error(Code::UnknownId, format!("`{}` is not a child of the root", file.apart.get_ref()))
                .help(help),
            file.apart.span(),
        );
        return None;
    };
    let rest = file.rest.clone().unwrap_or_else(|| format!("Without {}", dimension.title));
    Some(Headline { apart, rest })
}

/// What an indicator says in sentences, and the words of its rule.
fn said(of: &Indicator) -> impl Iterator<Item = &str> {
    let sentences = [&of.calm, &of.worst, &of.contested, &of.note].into_iter().flatten().map(String::as_str);
    let words = of.rule.as_ref().and_then(|rule| rule.words()).unwrap_or_default();
    sentences.chain(words.iter().map(|(word, _)| word.as_str()))
}

/// Names of what formulas use beside indicators.
fn inputs(titles: Vec<Entry<'_>>, indicators: &[Indicator], shape: &mut Shape<'_>) -> BTreeMap<String, String> {
    let used: Vec<&str> = value_ids(indicators).into_iter().skip(indicators.len()).collect();
    let mut named = BTreeMap::new();
    for entry in titles {
        if !used.contains(&entry.key.as_str()) {
            let help = did_you_mean(&entry.key, "inputs", used.iter().copied());
            let message = format!("no formula uses an input `{}`", entry.key);
            shape.report(Diagnostic::error(Code::UnknownId, message).help(help), entry.key_span.clone());
        }
        if let Some(title) = shape.read::<String>(entry.value) {
            named.insert(entry.key, title);
        }
    }
    named
}

fn texts(
    tables: Vec<Entry<'_>>,
    scope: &Scope<'_>,
    (alerts, episodes, inputs): (&[Alert], &[Episode], &BTreeMap<String, String>),
    scale: &Scale,
    headline: Option<&Headline>,
    shape: &mut Shape<'_>,
) -> BTreeMap<String, BTreeMap<String, String>> {
    let names: Vec<&str> = ["title", "description"]
        .into_iter()
        .chain(scope.known.iter().map(String::as_str))
        .chain(alerts.iter().map(|a| a.id.as_str()))
        .chain(episodes.iter().map(|e| e.id.as_str()))
        .chain(inputs.keys().map(String::as_str))
        .chain(scale.bands.iter().map(|b| b.label.as_str()))
        .chain([&scale.low, &scale.high].into_iter().flatten().map(String::as_str))
        .chain(headline.map(|h| h.rest.as_str()))
        .chain(scope.indicators.iter().map(|i| i.unit.as_str()).filter(|unit| !unit.is_empty()))
        .chain(scope.dimensions.iter().filter_map(|d| d.question.as_deref()))
        .chain(scope.indicators.iter().flat_map(said))
        .collect();
    read_texts(tables, Some(&names), shape)
}

/// Translations by language; `names`, where given, are the only keys that mean anything.
pub(crate) fn read_texts(
    tables: Vec<Entry<'_>>,
    names: Option<&[&str]>,
    shape: &mut Shape<'_>,
) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    let known: Option<BTreeSet<&str>> = names.map(|names| names.iter().copied().collect());
    let mut looked_up = 0;
    for language in tables {
        let span = language.value.span();
        let DeValue::Table(table) = language.value.into_inner() else {
            shape.report(
                Diagnostic::error(Code::WrongType, "translations stand in a table a language")
                    .help("write `[text.zh-Hant]` and below it `id = \"text\"`"),
                span,
            );
            continue;
        };
        let mut translated = BTreeMap::new();
        for entry in entries(table) {
            if known.as_ref().is_some_and(|known| !known.contains(entry.key.as_str())) {
                // The nearest of many names is dear to find.
                looked_up += 1;
                let all = names.unwrap_or_default();
                let near = if looked_up <= MOST_LOOKED_UP { all } else { &all[..all.len().min(SHOWN)] };
                let help = did_you_mean(&entry.key, "ids", near.iter().copied());
                shape.report(
                    Diagnostic::error(Code::Text, format!("`{}` is nothing that can be translated", entry.key))
                        .help(help),
                    entry.key_span.clone(),
                );
            }
            if let Some(text) = shape.read::<String>(entry.value) {
                translated.insert(entry.key, text);
            }
        }
        texts.insert(language.key, translated);
    }
    texts
}

#[cfg(test)]
mod tests {
    use crate::diag::SourceFile;
    use crate::model::Model;

    /// What is elevated or extreme warns: no word for a high score that is good.
    #[test]
    fn bands_that_nobody_names_follow_the_direction() {
        let labels = |scale: &str| -> Vec<String> {
            let text = format!(
                "schema = 1\nid = 'm'\ntitle = 'M'\n{scale}\n[dimension.root]\n[indicator.a]\ndimension = 'root'\nrule.linear = {{ from = 0, to = 1 }}\n"
            );
            let (model, _) = Model::parse(&SourceFile::new("m.toml", &text)).unwrap();
            model.scale.bands.into_iter().map(|band| band.label).collect()
        };
        assert_eq!(labels("").last().map(String::as_str), Some("extreme"));
        assert_eq!(labels("[scale]\ndirection = 'good'"), ["low", "moderate", "high", "very high"]);
        assert_eq!(labels("[scale]\ndirection = 'good'\nbands = [{ label = 'all' }]"), ["all"]);
    }
}
