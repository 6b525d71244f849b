//! What is known of each publisher: where its files are, how they are laid out, what it allows.

use froth_core::feed::{Feed, Publisher};
use froth_panel::panel::{Forms, Layout, Shape};
use std::time::Duration;

/// Where a feed is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The addresses of its files: one, or of EDGAR one a company.
    pub urls: Vec<String>,
    /// Where the same is with every publication, for who has a key.
    pub keyed: Option<String>,
    /// Where people can read about it.
    pub page: String,
    /// What the source is called.
    pub title: String,
    /// What its publisher allows.
    pub licence: String,
}

impl Place {
    /// Where this feed is published.
    pub fn of(feed: &Feed) -> Place {
        let series = feed.series.as_deref().unwrap_or_default();
        let column = column(feed);
        let own = feed.url.clone();
        let facts = feed.facts.as_ref();
        let (url, page, title, licence) = match feed.from {
            Publisher::Edgar => (
                String::new(),
                "https://www.sec.gov/search-filings".to_owned(),
                format!("SEC EDGAR: {}", called(feed)),
                "public domain",
            ),
            Publisher::Fred => (
                format!("https://fred.stlouisfed.org/graph/fredgraph.csv?id={series}"),
                format!("https://fred.stlouisfed.org/series/{series}"),
                format!("FRED {series}"),
                "as the series' page says: some are copyrighted by those whom FRED copies",
            ),
            Publisher::Shiller => (
                "http://www.econ.yale.edu/~shiller/data/ie_data.xls".to_owned(),
                "https://shillerdata.com/".to_owned(),
                format!("Shiller, Online Data: {column}"),
                "none stated",
            ),
            Publisher::Finra => (
                "https://www.finra.org/sites/default/files/2021-03/margin-statistics.xlsx".to_owned(),
                "https://www.finra.org/rules-guidance/key-topics/margin-accounts/margin-statistics".to_owned(),
                "FINRA margin statistics".to_owned(),
                "none stated",
            ),
            // Where his other files stand; the page names it.
            Publisher::Ritter => (
                "https://site.warrington.ufl.edu/ritter/files/IPOALL.xlsx".to_owned(),
                "https://site.warrington.ufl.edu/ritter/ipo-data/".to_owned(),
                format!("Ritter, IPOALL: column {column}"),
                "none stated",
            ),
            Publisher::Csv | Publisher::Xlsx => {
                let url = own.clone().unwrap_or_default();
                (url.clone(), url.clone(), format!("{column} of {url}"), "not known")
            }
        };
        // Days from the first that the API knows to its last: every publication.
        let keyed = (feed.from == Publisher::Fred && own.is_none()).then(|| {
            format!(
                "https://api.stlouisfed.org/fred/series/observations?series_id={series}&file_type=json\
                 &realtime_start=1776-07-04&realtime_end=9999-12-31&output_type=1"
            )
        });
        let company = |cik: &String| format!("https://data.sec.gov/api/xbrl/companyfacts/CIK{cik}.json");
        Place {
            urls: facts.map_or_else(|| vec![own.unwrap_or(url)], |f| f.companies.iter().map(company).collect()),
            keyed,
            page: feed.page.clone().unwrap_or(page),
            title: feed.title.clone().unwrap_or(title),
            licence: feed.licence.clone().unwrap_or_else(|| licence.to_owned()),
        }
    }
}

/// The domains that a publisher answers from: a redirect stays within them.
pub(crate) fn domains(publisher: Publisher) -> &'static [&'static str] {
    match publisher {
        Publisher::Fred => &["stlouisfed.org"],
        Publisher::Shiller => &["yale.edu", "shillerdata.com", "wsimg.com"],
        Publisher::Finra => &["finra.org"],
        Publisher::Ritter => &["ufl.edu"],
        Publisher::Edgar => &["sec.gov"],
        Publisher::Csv | Publisher::Xlsx => &[],
    }
}

/// What an answer is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Workbook,
    Json,
    Text,
}

/// What the file at one of a publisher's addresses should be.
pub(crate) fn form(publisher: Publisher, is_keyed: bool) -> Form {
    match publisher {
        Publisher::Shiller | Publisher::Finra | Publisher::Ritter | Publisher::Xlsx => Form::Workbook,
        Publisher::Edgar => Form::Json,
        Publisher::Fred if is_keyed => Form::Json,
        Publisher::Fred | Publisher::Csv => Form::Text,
    }
}

/// How often a publisher lets itself be asked.
pub(crate) fn pace(publisher: Publisher) -> Duration {
    match publisher {
        // EDGAR shuts out for ten minutes who asks more than ten times in a second.
        Publisher::Edgar => Duration::from_millis(110),
        _ => Duration::ZERO,
    }
}

/// What a feed reads, for messages.
pub(crate) fn called(feed: &Feed) -> String {
    let Some(facts) = &feed.facts else { return format!("column `{}`", column(feed)) };
    let concept = facts.concepts.first().map(ToString::to_string).unwrap_or_default();
    match facts.companies.as_slice() {
        [one] => format!("{concept} of {one}"),
        all => format!("{concept} of {} companies", all.len()),
    }
}

/// The column that a feed reads.
pub(crate) fn column(feed: &Feed) -> &str {
    let usual = match feed.from {
        Publisher::Fred => feed.series.as_deref().unwrap_or_default(),
        Publisher::Shiller => "CAPE",
        Publisher::Finra => "Debit Balances in Customers' Securities Margin Accounts",
        Publisher::Ritter | Publisher::Edgar | Publisher::Csv | Publisher::Xlsx => "",
    };
    feed.column.as_deref().unwrap_or(usual)
}

/// The column of months beside one of years, where dates are two columns.
pub(crate) fn month_column(feed: &Feed) -> Option<&str> {
    feed.table.month_column.as_deref().or((feed.from == Publisher::Ritter).then_some("1"))
}

/// How a feed's file is read: what the feed says, else the publisher's layout.
pub(crate) fn reading(feed: &Feed) -> (Shape, Layout) {
    let table = &feed.table;
    // Layouts as of November 2026.
    let (sheet, date_column, date_format, skip_rows, skip_footer) = match feed.from {
        Publisher::Shiller => (Some("Data"), Some("Date"), Some("shiller"), 7, 1),
        Publisher::Finra => (Some("Customer Margin Balances"), Some("Year-Month"), None, 0, 0),
        Publisher::Ritter => (None, Some("2"), None, 0, 0),
        Publisher::Fred | Publisher::Edgar | Publisher::Csv | Publisher::Xlsx => (None, None, None, 0, 0),
    };
    let owned = |own: &Option<String>, usual: Option<&str>| own.clone().or_else(|| usual.map(str::to_owned));
    let mut missing = table.missing.clone();
    if matches!(feed.from, Publisher::Fred | Publisher::Ritter) {
        missing.push(".".to_owned());
    }
    let forms = Forms {
        decimal: table.decimal,
        missing,
        date_format: owned(&table.date_format, date_format),
        ..Forms::default()
    };
    let shape = Shape { date_column: owned(&table.date_column, date_column), forms, ..Shape::default() };
    let layout = Layout {
        encoding: table.encoding.clone(),
        separator: table.separator,
        skip_rows: table.skip_rows.unwrap_or(skip_rows),
        // His columns have no names.
        header_rows: table.header_rows.or((feed.from == Publisher::Ritter).then_some(0)),
        skip_footer: table.skip_footer.unwrap_or(skip_footer),
        sheet: owned(&table.sheet, sheet),
    };
    (shape, layout)
}
