//! What is checked of every figure of a file: its range, its day, the source that it cites.

use super::file::SourceFileEntry;
use super::{Distribution, Provenance, Value};
use crate::diag::{Code, Diagnostic, Diagnostics, SourceFile, Suggestion, did_you_mean};
use crate::format::{Day, Number, Spanned};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Sources by their keys.
pub(crate) type Sources = BTreeMap<String, SourceFileEntry>;

/// Checks figures of one file, pointing into it.
pub(crate) struct Cites<'a> {
    pub(crate) source: &'a Arc<SourceFile>,
    /// Whether all sources are known that may be cited.
    pub(crate) complete: bool,
    pub(crate) findings: &'a mut Diagnostics,
}

impl Cites<'_> {
    pub(crate) fn report(&mut self, diagnostic: Diagnostic, span: Range<usize>) {
        self.findings.push(diagnostic.at(self.source, span));
    }

    /// The range of a figure, if both ends are given and hold it, and its distribution can have it.
    pub(crate) fn range(
        &mut self,
        value: &Value,
        (low, high): (Option<&Spanned<Number>>, Option<&Spanned<Number>>),
        distribution: Option<Distribution>,
    ) -> Option<(f64, f64)> {
        let span = low.or(high).map(|s| s.span())?;
        let (Some(low), Some(high)) = (low, high) else {
            self.report(Diagnostic::error(Code::Range, "low and high stand together or not at all"), span);
            return None;
        };
        let range = self.within(value, (low.get_ref().0, high.get_ref().0), span.clone());
        if let (Some(Distribution::Lognormal), Some((low, _))) = (distribution, range)
            && low <= 0.0
        {
            self.report(Diagnostic::error(Code::Range, "a lognormal range lies above 0"), span);
        }
        range
    }

    /// The range, if it holds the value.
    pub(crate) fn within(&mut self, value: &Value, (low, high): (f64, f64), span: Range<usize>) -> Option<(f64, f64)> {
        let Some(value) = value.number() else {
            self.report(Diagnostic::error(Code::Range, "a word has no range"), span);
            return None;
        };
        if !(low <= value && value <= high && low < high) {
            let help = "low <= value <= high, and low below high";
            let message = format!("{value} does not lie between {low} and {high}");
            self.report(Diagnostic::error(Code::Range, message).help(help), span);
            return None;
        }
        if !(high - low).is_finite() {
            let message = format!("{low:e} and {high:e} are too far apart");
            self.report(Diagnostic::error(Code::Range, message).help("give the figure in a larger unit"), span);
            return None;
        }
        Some((low, high))
    }

    /// The day of a figure, which `what` (a scenario) does not see later than its own.
    pub(crate) fn day(&mut self, date: Option<&Spanned<Day>>, as_of: Date, what: &str) -> Option<Date> {
        let (day, span) = date.map(|date| (date.get_ref().0, date.span()))?;
        if day > as_of {
            let help = format!("{what} knows nothing later than its as_of; use the latest figure before it");
            self.report(Diagnostic::error(Code::Date, format!("{day} is after as_of ({as_of})")).help(help), span);
        }
        Some(day)
    }

    /// What a figure says about itself, with the source that it cites filled in.
    pub(crate) fn cited(&mut self, own: Provenance, source: Option<&Spanned<String>>, sources: &Sources) -> Provenance {
        let Some(cited) = source else { return own };
        let name = cited.get_ref();
        if let Some(entry) = sources.get(name) {
            return Provenance {
                source: Some(entry.title.clone()),
                url: own.url.or_else(|| entry.url.clone()),
                confidence: own.confidence.or(entry.confidence),
                retrieved: entry.retrieved.map(|day| day.0),
                licence: entry.licence.clone(),
                ..own
            };
        }
        if !name.contains(char::is_whitespace) && self.complete {
            let help = match did_you_mean(name, "sources", sources.keys().map(String::as_str)) {
                near @ (Suggestion::Near(_) | Suggestion::Alike(_)) => near.to_string(),
                list @ Suggestion::OneOf { .. } => {
                    format!("add `[sources.{name}]` with a title, or write the citation itself; {list}")
                }
            };
            self.report(
                Diagnostic::error(Code::Source, format!("there is no source `{name}`")).help(help),
                cited.span(),
            );
        }
        Provenance { source: Some(name.clone()), ..own }
    }
}
