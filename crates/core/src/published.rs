//! What publications print of the time after run-ups, as sourced figures, and today's figure held against them. Nothing is computed
//! from them, and no score depends on them.

use crate::Error;
use crate::diag::{Code, Diagnostic, Diagnostics, SourceFile, did_you_mean};
use crate::format::{Entry, Number, Shape, Spanned, parse, take};
use crate::model::{check_schema, read_texts};
use crate::scenario::{Confidence, SourceFileEntry, Value};
use crate::score::Scorecard;
use jiff::civil::Date;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::de::DeValue;

/// Published shares of run-ups that ended in a fall.
///
/// ```
/// use froth_core::{diag::SourceFile, published::Published};
///
/// let text = "schema = 1\nid = 'mine'\ntitle = 'Mine'\n[sources.a]\ntitle = 'A paper'\n[rate.b]\nrise = 100\nwithin = 2\n\
///             fall = 40\nhorizon = 2\nshare = 53\nwhat = 'Industries that doubled'\nsource = 'a'";
/// assert_eq!(Published::parse(&SourceFile::new("mine.toml", text))?.rates[0].share, 53.0);
/// # Ok::<(), froth_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Published {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// What a reader should know about all of them.
    pub note: Option<String>,
    /// The shares, in the file's order.
    pub rates: Vec<Rate>,
    /// Translations: language tag, then id or text, then text.
    pub texts: BTreeMap<String, BTreeMap<String, String>>,
}

/// The share of one kind of run-ups that ended in a fall, as a publication prints it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rate {
    /// Its id.
    pub id: String,
    /// The indicator that is today's run-up of this kind, if there is one.
    pub figure: Option<String>,
    /// How far prices rose at least, in percent.
    pub rise: f64,
    /// In how many years.
    pub within: f64,
    /// How far they then fell, in percent.
    pub fall: f64,
    /// Within how many years.
    pub horizon: f64,
    /// The share of the cases that did, in percent.
    pub share: f64,
    /// How many cases there were, where that is printed.
    pub cases: Option<u64>,
    /// How many of them fell, where that is printed.
    pub falls: Option<u64>,
    /// The share of all periods that such a fall follows, in percent, where that is printed.
    pub unconditional: Option<f64>,
    /// The definition in words.
    pub what: String,
    /// Where it is printed.
    pub source: String,
    /// Where that can be read.
    pub url: Option<String>,
    /// How well it is documented.
    pub confidence: Option<Confidence>,
    /// What a reader should know.
    pub note: Option<String>,
}

/// Today's run-up beside what publications print of earlier ones.
#[derive(Debug, Clone, Serialize)]
pub struct AfterRunUps {
    /// The scenario.
    pub scenario: String,
    /// Its run-ups: those figures that the shares are of.
    pub figures: Vec<RunUp>,
    /// The shares.
    pub rates: Vec<Rate>,
    /// What a reader should know about all of them.
    pub note: Option<String>,
    /// Translations: language tag, then id or text, then text.
    #[serde(skip)]
    pub texts: BTreeMap<String, BTreeMap<String, String>>,
}

/// A figure of today that published shares are of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunUp {
    /// The indicator.
    pub id: String,
    /// How far prices rose, in percent; none where the scenario does not know.
    pub value: Option<f64>,
    /// The day that it describes.
    pub date: Option<Date>,
    /// Where it comes from.
    pub source: Option<String>,
}

impl AfterRunUps {
    /// The run-ups of a scenario beside these shares; none where its model has no such figure.
    pub fn of(published: &Published, card: &Scorecard) -> Option<Self> {
        let mut figures: Vec<RunUp> = Vec::new();
        for id in published.rates.iter().filter_map(|rate| rate.figure.as_ref()) {
            if figures.iter().any(|figure| figure.id == *id) {
                continue;
            }
            let indicator = card.indicator(id)?;
            figures.push(RunUp {
                id: id.clone(),
                value: indicator.value.as_ref().and_then(Value::number),
                date: indicator.date,
                source: indicator.source.clone(),
            });
        }
        (!figures.is_empty()).then(|| AfterRunUps {
            scenario: card.scenario.clone(),
            figures,
            rates: published.rates.clone(),
            note: published.note.clone(),
            texts: published.texts.clone(),
        })
    }

    /// Whether today's figure is as high as the run-ups of this share; none where there is no figure.
    pub fn reaches(&self, rate: &Rate) -> Option<bool> {
        let figure = self.figures.iter().find(|figure| Some(&figure.id) == rate.figure.as_ref())?;
        Some(figure.value? >= rate.rise)
    }
}

/// The file as it stands, before anything but its shape is checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadFile {
    #[serde(rename = "schema")]
    _schema: IgnoredAny,
    id: Spanned<String>,
    title: String,
    note: Option<String>,
    #[serde(rename = "sources", default)]
    _sources: Option<IgnoredAny>,
    #[serde(rename = "rate", default)]
    _rates: Option<IgnoredAny>,
    #[serde(rename = "text", default)]
    _text: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RateFile {
    figure: Option<String>,
    rise: Spanned<Number>,
    within: Spanned<Number>,
    fall: Spanned<Number>,
    horizon: Spanned<Number>,
    share: Spanned<Number>,
    cases: Option<u64>,
    falls: Option<Spanned<u64>>,
    unconditional: Option<Spanned<Number>>,
    what: String,
    source: Spanned<String>,
    note: Option<String>,
}

impl Published {
    /// Reads a file of published shares.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, each with its place.
    pub fn parse(source: &Arc<SourceFile>) -> Result<Published, Error> {
        let mut findings = Diagnostics::new();
        let file = read(source, &mut findings);
        findings.sorted().into_result(file).map(|(file, _)| file)
    }
}

fn read(source: &Arc<SourceFile>, findings: &mut Diagnostics) -> Option<Published> {
    let mut table = parse(source, findings)?;
    check_schema(&table, source, findings)?;
    let source_tables = take(&mut table, "sources", source, findings);
    let rate_tables = take(&mut table, "rate", source, findings);
    let text_tables = take(&mut table, "text", source, findings);
    let mut shape = Shape { source, findings };
    let (head, _): (HeadFile, _) = shape.read_on(toml::Spanned::new(0..0, DeValue::Table(table)), &["id", "title"])?;
    shape.file_id(&head.id);
    let sources: BTreeMap<String, SourceFileEntry> =
        source_tables.into_iter().filter_map(|entry| Some((entry.key, shape.read(entry.value)?))).collect();
    let rates: Vec<Rate> = rate_tables.into_iter().filter_map(|entry| rate(entry, &sources, &mut shape)).collect();
    let ids = rates.iter().flat_map(|rate| [Some(rate.id.as_str()), rate.note.as_deref()]);
    let names: Vec<&str> = ids.flatten().chain(["title", "note"]).collect();
    let texts = read_texts(text_tables, Some(&names), &mut shape);
    Some(Published { id: head.id.into_inner(), title: head.title, note: head.note, rates, texts })
}

fn rate(entry: Entry<'_>, sources: &BTreeMap<String, SourceFileEntry>, shape: &mut Shape<'_>) -> Option<Rate> {
    shape.id(&entry);
    let file: RateFile = shape.read(entry.value)?;
    let mut within = |of: &Spanned<Number>, what: &str, most: f64| {
        let x = of.get_ref().0;
        if !(x >= 0.0 && x <= most) {
            let message = format!("`{what}` of {x} does not lie between 0 and {most}");
            shape.report(Diagnostic::error(Code::Range, message).help("percentages are percentages: 53"), of.span());
        }
        x
    };
    let (rise, years) = (within(&file.rise, "rise", 1e6), within(&file.within, "within", 1e3));
    let (fall, horizon) = (within(&file.fall, "fall", 100.0), within(&file.horizon, "horizon", 1e3));
    let share = within(&file.share, "share", 100.0);
    let unconditional = file.unconditional.as_ref().map(|x| within(x, "unconditional", 100.0));
    if let (Some(falls), cases) = (&file.falls, file.cases) {
        let of =
            cases.filter(|cases| falls.get_ref() <= cases).map(|cases| 100.0 * *falls.get_ref() as f64 / cases as f64);
        // Publications round to whole percents.
        if of.is_none_or(|of| (of - share).abs() > 1.0) {
            let message = format!("{} falls are not {share} % of the cases", falls.get_ref());
            shape.report(
                Diagnostic::error(Code::Range, message).help("give `cases` too, and what is printed"),
                falls.span(),
            );
        }
    }
    let Some(cited) = sources.get(file.source.get_ref()) else {
        let help = did_you_mean(file.source.get_ref(), "sources", sources.keys().map(String::as_str));
        let message = format!("there is no source `{}`", file.source.get_ref());
        shape.report(Diagnostic::error(Code::Source, message).help(help), file.source.span());
        return None;
    };
    Some(Rate {
        id: entry.key,
        figure: file.figure,
        rise,
        within: years,
        fall,
        horizon,
        share,
        cases: file.cases,
        falls: file.falls.map(Spanned::into_inner),
        unconditional,
        what: file.what,
        source: cited.title.clone(),
        url: cited.url.clone(),
        confidence: cited.confidence,
        note: file.note,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(lines: &str) -> Result<Published, String> {
        let text = format!(
            "schema = 1\nid = 'p'\ntitle = 'P'\n[sources.a]\ntitle = 'A'\n[rate.r]\nrise = 100\nwithin = 2\nfall = 40\nhorizon = 2\nwhat = 'W'\n{lines}"
        );
        Published::parse(&SourceFile::new("p.toml", text)).map_err(|e| e.to_string())
    }

    #[test]
    fn what_cannot_be_printed_is_refused() {
        assert!(parsed("share = 53\ncases = 40\nfalls = 21\nsource = 'a'").is_ok());
        assert!(parsed("share = 53\nsource = 'a'").is_ok());
        for (lines, why) in [
            ("share = 120\nsource = 'a'", "does not lie between"),
            ("share = 53\ncases = 40\nfalls = 30\nsource = 'a'", "are not 53 % of the cases"),
            ("share = 53\nfalls = 21\nsource = 'a'", "are not 53 % of the cases"),
            ("share = 53\nsource = 'b'", "no source `b`"),
            ("share = nan\nsource = 'a'", "NaN"),
        ] {
            let error = parsed(lines).expect_err(lines);
            assert!(error.contains(why), "{error}");
        }
    }
}
