//! Feed files: where the series of a scenario are published, and how each is read. Nothing here fetches anything.

mod facts;
mod file;

pub use crate::period::{Period, Vintage};
pub use facts::{Concept, Facts};
pub use file::{FactPeriod, Publisher};

use crate::Error;
use crate::diag::{Code, Diagnostic, Diagnostics, Location, SourceFile};
use crate::format::{Entry, Shape, parse, take};
use crate::model::{check_schema, check_transform, read_texts};
use file::{FeedEntry, HeadFile};
use froth_series::Transform;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::de::DeValue;

/// A feed file that is sound.
///
/// ```
/// use froth_core::diag::SourceFile;
/// use froth_core::feed::{FeedFile, Publisher};
///
/// let text = "schema = 1\nid = 'mine'\ntitle = 'Mine'\n[feed.gdp_usd_bn]\nfrom = 'fred'\nseries = 'GDP'";
/// let feeds = FeedFile::parse(&SourceFile::new("feeds.toml", text))?;
/// assert_eq!(feeds.feeds[0].from, Publisher::Fred);
/// # Ok::<(), froth_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct FeedFile {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Translations: language tag, then `title`, then text.
    pub texts: BTreeMap<String, BTreeMap<String, String>>,
    /// The feeds, in the file's order.
    pub feeds: Vec<Feed>,
    /// Its text.
    pub source: Arc<SourceFile>,
}

/// Where one series is published, and how it is read.
#[derive(Debug, Clone)]
pub struct Feed {
    /// The series that it gives.
    pub id: String,
    /// Who publishes it.
    pub from: Publisher,
    /// What the publisher calls it: a series of FRED.
    pub series: Option<String>,
    /// What companies report: of EDGAR only.
    pub facts: Option<Facts>,
    /// Which publication of a figure counts, where the publisher has several.
    pub vintage: Vintage,
    /// The column of a table.
    pub column: Option<String>,
    /// Where the file is, if the feed says so.
    pub url: Option<String>,
    /// How the table is laid out, where the feed says so.
    pub table: Table,
    /// What is done to the series.
    pub transforms: Vec<Transform>,
    /// Whether the last value of each period is taken.
    pub every: Option<Period>,
    /// What every number is multiplied by.
    pub scale: f64,
    /// The first day that counts.
    pub since: Option<Date>,
    /// What the source is called.
    pub title: Option<String>,
    /// Where people can read about it.
    pub page: Option<String>,
    /// What its publisher allows.
    pub licence: Option<String>,
    /// Where it stands.
    pub location: Location,
}

/// What a feed says of the table that it is read from; a publisher's own layout fills what is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The column of dates.
    pub date_column: Option<String>,
    /// The column of months, where that of dates holds years.
    pub month_column: Option<String>,
    /// How dates are written.
    pub date_format: Option<String>,
    /// Lines before the header.
    pub skip_rows: Option<usize>,
    /// Rows of the header.
    pub header_rows: Option<usize>,
    /// Rows at the end that are notes.
    pub skip_footer: Option<usize>,
    /// What stands between fields.
    pub separator: Option<char>,
    /// How bytes are letters.
    pub encoding: Option<String>,
    /// What stands before the decimals.
    pub decimal: Option<char>,
    /// Further ways to write that there is no value.
    pub missing: Vec<String>,
}

impl Publisher {
    /// Every publisher.
    pub const ALL: [Publisher; 7] = [
        Publisher::Fred,
        Publisher::Shiller,
        Publisher::Finra,
        Publisher::Ritter,
        Publisher::Edgar,
        Publisher::Csv,
        Publisher::Xlsx,
    ];

    /// As feed files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Publisher::Fred => "fred",
            Publisher::Shiller => "shiller",
            Publisher::Finra => "finra",
            Publisher::Ritter => "ritter",
            Publisher::Edgar => "edgar",
            Publisher::Csv => "csv",
            Publisher::Xlsx => "xlsx",
        }
    }
}

impl FeedFile {
    /// Reads a feed file.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, each with its place.
    pub fn parse(source: &Arc<SourceFile>) -> Result<FeedFile, Error> {
        let mut findings = Diagnostics::new();
        let file = read(source, &mut findings);
        findings.sorted().into_result(file).map(|(file, _)| file)
    }
}

fn read(source: &Arc<SourceFile>, findings: &mut Diagnostics) -> Option<FeedFile> {
    let mut table = parse(source, findings)?;
    check_schema(&table, source, findings)?;
    let tables = take(&mut table, "feed", source, findings);
    let text_tables = take(&mut table, "text", source, findings);
    let mut shape = Shape { source, findings };
    let (head, _): (HeadFile, _) = shape.read_on(toml::Spanned::new(0..0, DeValue::Table(table)), &["id", "title"])?;
    shape.file_id(&head.id);
    let texts = read_texts(text_tables, Some(&["title"]), &mut shape);
    if tables.is_empty() {
        let help = "write `[feed.gdp_usd_bn]` with `from = \"fred\"` and `series = \"GDP\"` below it";
        shape.report(Diagnostic::error(Code::MissingField, "there is no feed").help(help), 0..0);
    }
    let feeds = tables.into_iter().filter_map(|entry| feed(entry, &mut shape)).collect();
    Some(FeedFile { id: head.id.into_inner(), title: head.title, texts, feeds, source: Arc::clone(source) })
}

fn feed(entry: Entry<'_>, shape: &mut Shape<'_>) -> Option<Feed> {
    shape.id(&entry);
    let mut file: FeedEntry = shape.read(entry.value)?;
    let location = Location::new(shape.source, entry.key_span.clone());
    let from = file.from;
    let mut needed = |key: &str, given: bool, such_as: &str| {
        if !given {
            let message = format!("`{}` of {} needs `{key}`", entry.key, from.as_str());
            let help = format!("add `{key} = {such_as}`");
            shape.report(Diagnostic::error(Code::MissingField, message).help(help), entry.key_span.clone());
        }
    };
    match from {
        Publisher::Fred => needed("series", file.series.is_some(), "\"GDP\""),
        Publisher::Csv | Publisher::Xlsx => {
            needed("url", file.url.is_some(), "\"https://...\"");
            needed("column", file.column.is_some(), "\"Value\"");
            if file.month_column.is_some() {
                needed("date_column", file.date_column.is_some(), "\"Year\"");
            }
        }
        Publisher::Ritter => needed("column", file.column.is_some(), "\"5\""),
        Publisher::Edgar => {
            needed("companies", file.companies.is_some(), "[\"0000789019\"]");
            needed("concept", file.concept.is_some(), "\"us-gaap:Revenues\"");
            needed("period", file.period.is_some(), "\"trailing_year\"");
        }
        Publisher::Shiller | Publisher::Finra => {}
    }
    let facts = facts::facts(&mut file, &entry.key_span, shape);
    if let (Some(vintage), false) = (&file.vintage, matches!(from, Publisher::Edgar | Publisher::Fred)) {
        let message = format!("`vintage` is for edgar and fred: {} has one publication of a figure", from.as_str());
        shape.report(Diagnostic::error(Code::UnknownKey, message).help("remove it"), vintage.span());
    }
    let usual = if from == Publisher::Edgar { Vintage::First } else { Vintage::Latest };
    let vintage = file.vintage.take().map_or(usual, |vintage| vintage.into_inner().0);
    if let (Some(_), false) = (&file.series, from == Publisher::Fred) {
        let message = format!("`series` is what fred calls a series; {} has none", from.as_str());
        let help = "name what is wanted with `column`, or of edgar with `concept`";
        shape.report(Diagnostic::error(Code::UnknownKey, message).help(help), entry.key_span.clone());
    }
    if let (Some(name), true) = (&file.series, from == Publisher::Fred)
        && (name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))
    {
        let help = "it is the last part of its page's address: https://fred.stlouisfed.org/series/GDP";
        let message = format!("`{name}` is no series of fred");
        shape.report(Diagnostic::error(Code::Value, message).help(help), entry.key_span.clone());
    }
    if let Some(url) = &file.url
        && !["https://", "http://"].iter().any(|scheme| url.get_ref().starts_with(scheme))
    {
        let help = "an address begins with https:// or http://";
        let message = format!("`{}` is no address", crate::diag::shortened(url.get_ref()));
        shape.report(Diagnostic::error(Code::Value, message).help(help), url.span());
    }
    let mut transforms = Vec::new();
    if let Some(listed) = file.transform {
        let span = listed.span();
        for transform in listed.into_inner() {
            match check_transform(transform) {
                Ok(transform) => transforms.push(transform),
                Err(what) => shape.report(Diagnostic::error(Code::Rule, what), span.clone()),
            }
        }
    }
    let scale = file.scale.as_ref().map_or(1.0, |scale| scale.get_ref().0);
    if let Some(given) = &file.scale
        && scale == 0.0
    {
        let help = "write what a number is multiplied by, such as 0.001";
        shape.report(Diagnostic::error(Code::Value, "a scale of 0 leaves nothing").help(help), given.span());
    }
    let table = Table {
        sheet: file.sheet,
        date_column: file.date_column,
        month_column: file.month_column,
        date_format: file.date_format,
        skip_rows: file.skip_rows,
        header_rows: file.header_rows,
        skip_footer: file.skip_footer,
        separator: file.separator,
        encoding: file.encoding,
        decimal: file.decimal,
        missing: file.missing,
    };
    Some(Feed {
        id: entry.key,
        from,
        series: file.series,
        facts,
        vintage,
        column: file.column,
        url: file.url.map(crate::format::Spanned::into_inner),
        table,
        transforms,
        every: file.every,
        scale,
        since: file.since.map(|day| day.0),
        title: file.title,
        page: file.page,
        licence: file.licence,
        location,
    })
}

/// The format as JSON Schema.
pub fn json_schema() -> serde_json::Value {
    crate::format::of_file::<HeadFile>("froth feeds")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(lines: &str) -> String {
        let text = format!("schema = 1\nid = 'f'\ntitle = 'F'\n{lines}");
        FeedFile::parse(&SourceFile::new("f.toml", text)).map_or_else(|e| e.to_string(), |_| String::new())
    }

    #[test]
    fn what_a_feed_lacks_is_said_with_its_place() {
        assert_eq!(said("[feed.gdp]\nfrom = 'fred'\nseries = 'GDP'\nscale = 0.001\nevery = 'quarter'"), "");
        assert!(said("[feed.gdp]\nfrom = 'fred'").contains("f.toml:4:7: error: `gdp` of fred needs `series`"));
        assert!(said("[feed.x]\nfrom = 'xlsx'\ncolumn = 'A'").contains("needs `url`"));
        assert!(said("[feed.x]\nfrom = 'bloomberg'").contains("unknown kind `bloomberg`"));
        assert!(said("[feed.x]\nfrom = 'shiller'\ncolum = 'P'").contains("unknown key `colum`"));
        assert!(said("[feed.x]\nfrom = 'csv'\ncolumn = 'A'\nurl = 'ftp://x'").contains("is no address"));
        assert!(said("[feed.x]\nfrom = 'fred'\nseries = 'A/../B'").contains("no series of fred"));
        assert!(said("[feed.x]\nfrom = 'shiller'\nscale = 0").contains("scale of 0"));
        assert!(said("[feed.x]\nfrom = 'ritter'").contains("`x` of ritter needs `column`"));
        let months = "[feed.x]\nfrom = 'csv'\ncolumn = 'A'\nurl = 'https://a.org'\nmonth_column = 'M'";
        assert!(said(months).contains("needs `date_column`"));
        assert!(said("").contains("there is no feed"));
        assert!(
            said("[feed.x]\nfrom = 'finra'\nvintage = 'first'").contains("f.toml:6:11: error: `vintage` is for edgar")
        );
    }

    #[test]
    fn what_edgar_is_asked_for_is_checked() {
        let edgar = |lines: &str| said(&format!("[feed.x]\nfrom = 'edgar'\n{lines}"));
        let sound = "companies = ['0000789019']\nconcept = 'us-gaap:Revenues'\nperiod = 'quarter'\n";
        for vintage in ["'first'", "'latest'", "'2025-12-31'", "2025-12-31"] {
            assert_eq!(edgar(&format!("{sound}vintage = {vintage}")), "");
        }
        assert!(edgar(&format!("{sound}vintage = 'newest'")).contains("f.toml:9:11: error"));
        let lacks = edgar("");
        for key in ["companies", "concept", "period"] {
            assert!(lacks.contains(&format!("`x` of edgar needs `{key}`")), "{lacks}");
        }
        assert!(edgar(&sound.replace("0000789019", "789019")).contains("f.toml:6:14: error: `789019` is no CIK"));
        let twice = sound.replace("'0000789019'", "'0000789019', '0000789019'");
        assert!(edgar(&twice).contains("listed twice"));
        assert!(edgar(&sound.replace("us-gaap:Revenues", "Revenues")).contains("`Revenues` is no concept"));
        assert!(edgar(&sound.replace("'us-gaap:Revenues'", "[]")).contains("there is no concept"));
        assert!(edgar(&sound.replace("['0000789019']", "[]")).contains("there is no company"));
        assert!(edgar(&format!("{sound}column = 'A'")).contains("`column` is for tables"));
        assert!(edgar(&sound.replace("quarter", "decade")).contains("decade"));
        assert!(said("[feed.x]\nfrom = 'shiller'\nconcept = 'us-gaap:Revenues'").contains("`concept` is for"));
    }
}
