//! A chain of files merged into one scenario: heirs replace, dates cut, `unset` drops.

use super::cites::{Cites, Sources};
use super::file::SeriesFile;
use super::load::{Given, GivenValue, Level};
use super::texts::Texts;
use super::{
    Distribution, Loaded, ModelReference, Observation, Point, Provenance, Scenario, Series, Shock, ShockFile, ShockKind,
};
use crate::diag::{Code, Diagnostic, Diagnostics, Location, SourceFile, did_you_mean};
use crate::format::Spanned;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// What a chain has given so far, base first.
#[derive(Default)]
struct Merged {
    model: Option<ModelReference>,
    era: Option<String>,
    spark: Option<Date>,
    as_of: Option<Date>,
    path: Vec<Date>,
    sources: Sources,
    values: BTreeMap<String, Observation>,
    series: BTreeMap<String, Series>,
    shocks: Vec<Shock>,
    texts: Texts,
    bases: Vec<Arc<SourceFile>>,
}

/// What names a file itself among its translations.
const TITLE: &str = "title";

pub(super) fn resolve(chain: Vec<Level>, findings: &mut Diagnostics) -> Option<Loaded> {
    let mut merged = Merged::default();
    let mut levels = chain.into_iter().peekable();
    while let Some(level) = levels.next() {
        let heir = levels.peek().is_none();
        let alone = level.head.extends.is_none();
        merged.inherit(&level, findings);
        // Without a base that can be read, or with a date that cannot, the rest is still checked: against no date.
        let as_of = merged.as_of.or((!level.dated).then_some(Date::MAX));
        let Some(as_of) = as_of else {
            if heir && alone && !level.shocks.is_empty() {
                return Some(Loaded::Shocks(shock_file(level, findings)));
            }
            let diagnostic =
                Diagnostic::error(Code::MissingField, "`as_of` is missing: the day that the scenario describes");
            findings.push(
                diagnostic
                    .at(&level.source, level.head.id.span())
                    .help("add `as_of = 2025-12-31`, or extend a scenario that has it"),
            );
            return None;
        };
        merged.add(&level, as_of, findings);
        if heir && alone && !level.shocks.is_empty() {
            return Some(Loaded::Shocks(shock_file(level, findings)));
        }
        let as_of = merged.cut(&level, as_of, findings);
        if heir {
            return Some(Loaded::Scenario(Box::new(merged.finish(level, as_of))));
        }
        merged.bases.insert(0, level.source);
    }
    None
}

fn shock_file(level: Level, findings: &mut Diagnostics) -> ShockFile {
    if level.source.until().is_some() {
        let message = format!("`{}` only holds shocks: there is nothing to cut at a day", level.head.id.get_ref());
        findings.push(
            Diagnostic::error(Code::Date, message)
                .at(&level.source, level.head.id.span())
                .help("name it without the day"),
        );
    }
    ShockFile { id: level.head.id.into_inner(), title: level.head.title, shocks: level.shocks, source: level.source }
}

/// Checks the parts of one file, pointing into it.
struct Checker<'a> {
    level: &'a Level,
    as_of: Date,
    findings: &'a mut Diagnostics,
}

impl Merged {
    /// What the file says about itself, and what its own date cuts off.
    fn inherit(&mut self, level: &Level, findings: &mut Diagnostics) {
        let head = &level.head;
        if let Some(model) = &head.model {
            if model.get_ref() == "-" {
                let diagnostic = Diagnostic::error(Code::Extends, "a model must be a file or a built-in id");
                findings.push(
                    diagnostic
                        .at(&level.source, model.span())
                        .help("give the model on standard input beside the scenario"),
                );
            }
            self.model = Some(ModelReference {
                name: model.get_ref().clone(),
                location: Location::new(&level.source, model.span()),
            });
        }
        self.era = head.era.clone().or(self.era.take());
        self.spark = head.spark.as_ref().map(|d| d.get_ref().0).or(self.spark);
        if let Some(as_of) = head.as_of.map(|d| d.0) {
            self.see_until(as_of);
        }
        for unset in &head.unset {
            let id = unset.get_ref();
            let shocks = self.shocks.len();
            self.shocks.retain(|s| s.id != *id);
            let dropped =
                self.values.remove(id).is_some() | self.series.remove(id).is_some() | (self.shocks.len() < shocks);
            if !dropped && level.dated {
                let known: BTreeSet<&str> = self.values.keys().chain(self.series.keys()).map(String::as_str).collect();
                let help = did_you_mean(id, "inherited ids", known);
                findings.push(
                    Diagnostic::warning(
                        Code::UnusedUnset,
                        format!("`{id}` is not inherited: there is nothing to unset"),
                    )
                    .at(&level.source, unset.span())
                    .help(help),
                );
            }
        }
        if let Some(as_of) = self.as_of {
            self.path.retain(|date| *date < as_of);
            self.cut_spark(level, as_of, findings);
        }
    }

    /// Makes this the day that is described: nothing later is seen.
    fn see_until(&mut self, as_of: Date) {
        self.as_of = Some(as_of);
        self.values.retain(|_, v| v.date <= as_of);
        for series in self.series.values_mut() {
            series.points.retain(|point| point.date <= as_of);
        }
    }

    /// Cuts a file at the day with which it was named, as an heir with that day would; gives the day that is then described.
    fn cut(&mut self, level: &Level, as_of: Date, findings: &mut Diagnostics) -> Date {
        let Some(day) = level.source.until() else { return as_of };
        if day > as_of {
            let id = level.head.id.get_ref();
            let help = format!("`{id}` knows nothing later than its as_of; name a day up to it");
            let message = format!("`{id}` cannot be cut at {day}: that is after its as_of ({as_of})");
            findings.push(Diagnostic::error(Code::Date, message).at(&level.source, level.head.id.span()).help(help));
            return as_of;
        }
        self.see_until(day);
        self.path.retain(|date| *date < day);
        self.spark = self.spark.filter(|spark| *spark <= day);
        day
    }

    /// A spark after the day that is described has not come yet: of a base it is cut off as figures are, in the file itself it is a
    /// slip.
    fn cut_spark(&mut self, level: &Level, as_of: Date, findings: &mut Diagnostics) {
        let Some(spark) = self.spark.filter(|spark| *spark > as_of) else { return };
        self.spark = None;
        if let Some(own) = &level.head.spark {
            let help = "the spark is the first day of the era, from which its years are counted; leave it out where there is none";
            findings.push(
                Diagnostic::error(Code::Date, format!("the spark, {spark}, is after as_of ({as_of})"))
                    .at(&level.source, own.span())
                    .help(help),
            );
        }
    }

    /// Says where a shock of a base is applied to a figure that the heir gives.
    fn say_shocked(&self, id: &str, place: &Range<usize>, level: &Level, findings: &mut Diagnostics) {
        let Some(shock) = self.shocks.iter().rfind(|s| s.id == id) else { return };
        let becomes = match shock.kind {
            ShockKind::Set(_) => "and has no effect: the inherited shock sets it to another value",
            ShockKind::Multiply(_) => "and the inherited shock multiplies it",
            ShockKind::Add(_) => "and the inherited shock adds to it",
        };
        let message = format!("`{id}` is given here, {becomes}");
        let help = format!(
            "write `unset = [\"{id}\"]` to drop the shock (and the figure that is inherited), or leave the figure out"
        );
        findings.push(Diagnostic::warning(Code::Shock, message).at(&level.source, place.clone()).help(help));
    }

    /// What the file gives.
    fn add(&mut self, level: &Level, as_of: Date, findings: &mut Diagnostics) {
        self.sources.extend(level.sources.iter().map(|(key, source)| (key.clone(), source.clone())));
        let figures =
            level.values.iter().map(|v| (&v.id, &v.span)).chain(level.series.iter().map(|(id, span, _)| (id, span)));
        figures.for_each(|(id, span)| self.say_shocked(id, span, level, findings));
        let mut checker = Checker { level, as_of, findings };
        if let Some(path) = &level.head.path {
            self.path = checker.path(path);
        }
        for given in &level.values {
            self.values.insert(given.id.clone(), checker.value(given, &self.sources));
        }
        for (id, span, file) in &level.series {
            if let Some(series) = checker.series(id, span, file, &self.sources) {
                self.series.insert(id.clone(), series);
            }
        }
        self.shocks.extend(level.shocks.iter().cloned());
        for (language, translated) in &level.texts {
            let notes = translated.iter().filter(|(own, _)| *own != TITLE);
            let all = self.texts.entry(language.clone()).or_default();
            all.extend(notes.map(|(own, text)| (own.clone(), text.clone())));
        }
    }

    fn finish(self, mut level: Level, as_of: Date) -> Scenario {
        let (mut id, mut title) = (level.head.id.into_inner(), level.head.title);
        if let Some(day) = level.source.until() {
            id = format!("{id}@{day}");
            let titles = level.texts.values_mut().filter_map(|texts| texts.get_mut(TITLE));
            titles.chain([&mut title]).for_each(|title| *title = format!("{title} · {day}"));
        }
        // A title is a file's own; what it says of figures goes on with them.
        let mut texts = self.texts;
        for (language, mut translated) in level.texts {
            let title = translated.remove(TITLE).map(|title| (TITLE.to_owned(), title));
            texts.entry(language).or_default().extend(title);
        }
        Scenario {
            id,
            title,
            model: self.model,
            era: self.era,
            spark: self.spark,
            as_of,
            path: self.path,
            values: self.values,
            series: self.series.into_iter().filter(|(_, s)| !s.points.is_empty()).collect(),
            shocks: self.shocks,
            texts,
            source: level.source,
            bases: self.bases,
        }
    }
}

impl Checker<'_> {
    fn report(&mut self, diagnostic: Diagnostic, span: Range<usize>) {
        self.cites().report(diagnostic, span);
    }

    fn cites(&mut self) -> Cites<'_> {
        Cites { source: &self.level.source, complete: self.level.dated, findings: self.findings }
    }

    fn path(&mut self, dates: &[Spanned<crate::format::Day>]) -> Vec<Date> {
        let mut path: Vec<Date> = Vec::with_capacity(dates.len());
        for date in dates {
            let day = date.get_ref().0;
            if path.last().is_some_and(|previous| *previous >= day) {
                self.report(
                    Diagnostic::error(Code::Date, format!("the dates of a path rise: {day} does not")),
                    date.span(),
                );
            } else if day >= self.as_of {
                let help = "leave it out: as_of is always the last point";
                self.report(
                    Diagnostic::error(Code::Date, format!("{day} is not before as_of ({})", self.as_of)).help(help),
                    date.span(),
                );
            } else {
                path.push(day);
            }
        }
        path
    }

    fn value(&mut self, given: &Given, sources: &Sources) -> Observation {
        let location = Location::new(&self.level.source, given.span.clone());
        let file = match &given.value {
            GivenValue::Full(file) => file,
            GivenValue::Shorthand(value) => {
                return Observation {
                    value: value.clone(),
                    range: None,
                    distribution: Distribution::default(),
                    date: self.as_of,
                    published: None,
                    provenance: Provenance::default(),
                    location,
                };
            }
        };
        let ends = (file.low.as_ref(), file.high.as_ref());
        let range = self.cites().range(file.value.get_ref(), ends, file.distribution);
        let as_of = self.as_of;
        let date = self.cites().day(file.date.as_ref(), as_of, "a scenario").unwrap_or(as_of);
        Observation {
            value: file.value.get_ref().clone(),
            range,
            distribution: file.distribution.unwrap_or_default(),
            date,
            published: file.published.map(|d| d.0),
            provenance: self.cites().cited(file.provenance(), file.source.as_ref(), sources),
            location,
        }
    }

    fn series(&mut self, id: &str, span: &Range<usize>, file: &SeriesFile, sources: &Sources) -> Option<Series> {
        if file.points.get_ref().is_empty() {
            self.report(
                Diagnostic::error(Code::MissingField, format!("the series `{id}` has no points")),
                file.points.span(),
            );
            return None;
        }
        let max_age = file.max_age.as_ref().map(|age| (*age.get_ref(), age.span()));
        if let Some((age, span)) = max_age.clone()
            && age < 0
        {
            self.report(Diagnostic::error(Code::Date, "max_age is a number of days, 0 or more"), span);
        }
        let mut points: Vec<Point> = Vec::with_capacity(file.points.get_ref().len());
        for point in file.points.get_ref() {
            let day = point.get_ref().date.0;
            if points.last().is_some_and(|previous| previous.date >= day) {
                let message = format!("the dates of a series rise: {day} does not");
                self.report(Diagnostic::error(Code::Date, message), point.span());
            } else if day > self.as_of {
                let help = "a scenario knows nothing later than its as_of";
                let message = format!("{day} is after as_of ({})", self.as_of);
                self.report(Diagnostic::error(Code::Date, message).help(help), point.span());
            } else {
                let value = point.get_ref().value.clone();
                let range = point.get_ref().range.and_then(|range| self.cites().within(&value, range, point.span()));
                let published = point.get_ref().published.or(file.published).map(|day| day.0);
                points.push(Point { date: day, value, range, published });
            }
        }
        Some(Series {
            points,
            max_age: max_age.map(|(age, _)| age),
            provenance: self.cites().cited(file.provenance(), file.source.as_ref(), sources),
            location: Location::new(&self.level.source, span.clone()),
        })
    }
}
