//! A feed file as it stands, before anything but its shape is checked.

use crate::format::{Day, FILE_ID, Number, Spanned, by_id, number_of_format};
use crate::model::TransformFile;
use crate::period::Period;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// Feeds: where the series of a scenario are published, and how each is read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadFile {
    /// The format's number: 1.
    #[serde(rename = "schema")]
    #[schemars(schema_with = "number_of_format")]
    _schema: IgnoredAny,
    /// Its id: lower-case letters, digits and -.
    #[schemars(regex(pattern = FILE_ID))]
    pub(super) id: Spanned<String>,
    /// Its name for people.
    pub(super) title: String,
    /// Feeds by the id of the series that each gives.
    #[serde(rename = "feed", default)]
    #[schemars(schema_with = "by_id::<FeedEntry>")]
    _feed: Option<IgnoredAny>,
}

/// Who publishes a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Publisher {
    /// FRED of the Federal Reserve Bank of St. Louis: a series by its id, without a key.
    Fred,
    /// R. J. Shiller: a column of the sheet Data of `ie_data.xls`, by the month.
    Shiller,
    /// FINRA: a column of the workbook on margin accounts, by the month.
    Finra,
    /// A CSV file at any address.
    Csv,
    /// A workbook at any address.
    Xlsx,
}

/// A feed: where one series is published, and how it is read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FeedEntry {
    /// Who publishes it.
    pub(super) from: Publisher,
    /// The publisher's name of the series (fred).
    pub(super) series: Option<String>,
    /// The column of a table. Default of shiller: CAPE; of finra: the debit balances.
    pub(super) column: Option<String>,
    /// Where the file is. Needed for csv and xlsx; elsewhere for one that has moved.
    pub(super) url: Option<Spanned<String>>,
    /// The sheet of a workbook.
    pub(super) sheet: Option<String>,
    /// The column of dates. Default: `date`, `observation_date` or `time_period`.
    pub(super) date_column: Option<String>,
    /// How dates are written, as for strptime, or excel, shiller or quarters.
    pub(super) date_format: Option<String>,
    /// Lines before the header.
    pub(super) skip_rows: Option<usize>,
    /// Rows of the header. Default 1.
    pub(super) header_rows: Option<usize>,
    /// Rows at the end that are notes.
    pub(super) skip_footer: Option<usize>,
    /// What stands between fields; found out where none is given.
    pub(super) separator: Option<char>,
    /// How bytes are letters. Default UTF-8.
    pub(super) encoding: Option<String>,
    /// What stands before the decimals. Default a point.
    pub(super) decimal: Option<char>,
    /// Further ways to write that there is no value.
    #[serde(default)]
    pub(super) missing: Vec<String>,
    /// The last value of each period, dated at its end; periods that are not over are left out.
    pub(super) every: Option<Period>,
    /// What is done to the series then, as in models; periods count its rows, or what `every` leaves of them.
    pub(super) transform: Option<Spanned<Vec<TransformFile>>>,
    /// What every number is multiplied by, last. Default 1.
    pub(super) scale: Option<Spanned<Number>>,
    /// Points before this day are left out.
    pub(super) since: Option<Day>,
    /// What the source is called in scenarios. Default: the publisher and the series.
    pub(super) title: Option<String>,
    /// Where people can read about it. Default: the publisher's page.
    pub(super) page: Option<String>,
    /// What its publisher allows. Default: what is known of the publisher.
    pub(super) licence: Option<String>,
}
