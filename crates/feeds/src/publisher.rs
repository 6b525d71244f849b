//! What is known of each publisher: where its files are, how they are laid out, what it allows.

use froth_core::feed::{Feed, Publisher};
use froth_panel::panel::{Forms, Layout, Shape};

/// Where a feed is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The address of the file.
    pub url: String,
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
        let (url, page, title, licence) = match feed.from {
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
            Publisher::Csv | Publisher::Xlsx => {
                let url = own.clone().unwrap_or_default();
                (url.clone(), url.clone(), format!("{column} of {url}"), "not known")
            }
        };
        Place {
            url: own.unwrap_or(url),
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
        Publisher::Csv | Publisher::Xlsx => &[],
    }
}

/// Whether a publisher answers with a workbook, and not with text; none where either may come.
pub(crate) fn is_workbook(publisher: Publisher) -> bool {
    matches!(publisher, Publisher::Shiller | Publisher::Finra | Publisher::Xlsx)
}

/// The column that a feed reads.
pub(crate) fn column(feed: &Feed) -> &str {
    let usual = match feed.from {
        Publisher::Fred => feed.series.as_deref().unwrap_or_default(),
        Publisher::Shiller => "CAPE",
        Publisher::Finra => "Debit Balances in Customers' Securities Margin Accounts",
        Publisher::Csv | Publisher::Xlsx => "",
    };
    feed.column.as_deref().unwrap_or(usual)
}

/// How a feed's file is read: what the feed says, else the publisher's layout.
pub(crate) fn reading(feed: &Feed) -> (Shape, Layout) {
    let table = &feed.table;
    // Layouts as of November 2026.
    let (sheet, date_column, date_format, skip_rows, skip_footer) = match feed.from {
        Publisher::Shiller => (Some("Data"), Some("Date"), Some("shiller"), 7, 1),
        Publisher::Finra => (Some("Customer Margin Balances"), Some("Year-Month"), None, 0, 0),
        Publisher::Fred | Publisher::Csv | Publisher::Xlsx => (None, None, None, 0, 0),
    };
    let owned = |own: &Option<String>, usual: Option<&str>| own.clone().or_else(|| usual.map(str::to_owned));
    let mut missing = table.missing.clone();
    if feed.from == Publisher::Fred {
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
        header_rows: table.header_rows,
        skip_footer: table.skip_footer.unwrap_or(skip_footer),
        sheet: owned(&table.sheet, sheet),
    };
    (shape, layout)
}
