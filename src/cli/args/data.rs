//! Arguments of the commands on tables of many dates: scored, tested for explosive growth, held against events.

use super::monitor::{MonitorArgs, SideBySideArgs, day};
use super::{Format, WordsArgs, finite, formats, share};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use froth_core::Error;
use froth_core::sensitivity::DriverTarget;
use froth_panel::backtest::{Event, Horizon, Resample};
use froth_panel::base_rates::{EndedAs, Move};
use froth_panel::exuberance::lag_of;
use froth_panel::panel::{PanelOptions, Period, Vintage};
use froth_series::psy::{Lag, Level, MAX_LAG};
use jiff::civil::Date;
use std::path::PathBuf;

/// Scores a CSV or Parquet table of many dates, and of many entities, row by row.
#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth panel panel.parquet -m my-model.toml -o scored.parquet
  froth panel shiller.csv -m us-equities -o scored.csv --map shiller_cape=cape --allow-missing
  froth panel fred.csv -m us-equities --long -o scored.csv --map gdp_usd_bn=GDP --allow-missing
  froth panel countries.csv -m my-model.toml -o index.xlsx --cells cells.csv
  froth panel countries.csv -m my-model.toml --versus other.toml --chart ranks.svg
  froth panel countries.csv -m my-model.toml --profile Portugal --chart portugal.png

OUT has date, entity (if any), score, band, coverage and score_ID for every dimension but the root; its ending, .csv,
.parquet or .xlsx, chooses the format. A workbook has every step, ranks, weights, the audit and the sources as well. Missing values may be empty, a dot or NA; lines that start with # are comments.")]
pub(in crate::cli) struct PanelArgs {
    /// The table: CSV or Parquet
    #[arg(value_name = "DATA")]
    pub(in crate::cli) data: PathBuf,
    /// Model to score with: a built-in id or a path
    #[arg(short, long, value_name = "MODEL")]
    pub(in crate::cli) model: String,
    /// Where to write the scores: a name ending in .csv, .parquet or .xlsx
    #[arg(short, long, value_name = "OUT", required_unless_present_any = ["versus", "profile"])]
    pub(in crate::cli) output: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) table: TableArgs,
    /// Score the table under this model too, and print whose rank changes from MODEL to it, and what carries the move; --chart draws the
    /// ranks under both
    #[arg(long, value_name = "MODEL", group = "printed", conflicts_with_all = ["output", "contributions", "chained", "ranks", "cells"])]
    pub(in crate::cli) versus: Option<String>,
    /// Print one entity at the last date: score, rank and interval, strengths, weaknesses, peers, what would raise its rank; --chart
    /// draws it
    #[arg(long, value_name = "ENTITY", groups = ["printed", "drawn"], conflicts_with_all = ["output", "contributions", "chained", "cells"])]
    pub(in crate::cli) profile: Option<String>,
    /// Also write contribution_ID: each indicator's points of the score
    #[arg(long)]
    pub(in crate::cli) contributions: bool,
    /// Audit the model on these rows: print a page, and also write every step of every indicator: raw_ID, normalised_ID,
    /// weight_ID and what else the model does
    #[arg(long, group = "printed")]
    pub(in crate::cli) audit: bool,
    /// How to print the audit, the comparison or the profile
    #[arg(long, default_value = "table", value_parser = formats("A row a finding, and a row an indicator, dimension and pair; of a comparison a row an entity and part, of a profile a row an indicator"), requires = "printed")]
    pub(in crate::cli) format: Format,
    /// Also write a row for each value that was filled in or treated before its rule, with what it was: a name ending in .csv
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) cells: Option<PathBuf>,
    /// Also write score_chained: the score linked over indicators that come and go
    #[arg(long)]
    pub(in crate::cli) chained: bool,
    /// Also draw the scores over time, of several entities a row each, of one date their ranking: a name ending in .svg, .png or .csv
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) chart: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) words: WordsArgs,
    /// Also rank the entities of the last date, with the uncertainty of their ranks over draws of the method, and of the data where
    /// indicators have a confidence: a name ending in .csv, .json, .svg or .png; several times for several
    #[arg(long, value_name = "FILE", group = "drawn")]
    pub(in crate::cli) ranks: Vec<PathBuf>,
    /// How many draws of the method
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=100_000), requires = "drawn")]
    pub(in crate::cli) draws: u32,
    /// What the draws start from
    #[arg(long, value_name = "N", default_value_t = 1, requires = "drawn")]
    pub(in crate::cli) seed: u64,
    /// How many places count as the top
    #[arg(long, value_name = "N", default_value_t = 10, requires = "ranks")]
    pub(in crate::cli) top: usize,
    /// Refuse a model that looks ahead
    #[arg(long)]
    pub(in crate::cli) point_in_time: bool,
    /// Exit with code 1 where no row has a score
    #[arg(long)]
    pub(in crate::cli) fail_if_empty: bool,
    /// Share of a dimension's weight that must have data, instead of the model's own
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(in crate::cli) min_coverage: Option<f64>,
    /// MiB that rows may take where scores need many of them together; more are sorted on disk, beside OUT
    #[arg(long, value_name = "MIB", default_value_t = PanelOptions::MEMORY >> 20, value_parser = clap::value_parser!(u64).range(1..=1 << 30))]
    pub(in crate::cli) memory: u64,
    #[command(flatten)]
    pub(in crate::cli) reading: ReadingArgs,
}

/// A table whose ranks are explained instead of scenarios.
#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Args)]
#[command(next_help_heading = "What drives the ranks of a table")]
pub(in crate::cli) struct DriversArgs {
    /// Instead of scenarios a table of entities, CSV or Parquet: what drives their ranks at a date; with -m MODEL
    #[arg(long, value_name = "DATA", requires = "models", conflicts_with = "real_time")]
    pub(in crate::cli) panel: Option<PathBuf>,
    /// The date; default: the last one
    #[arg(long, value_name = "DATE", value_parser = day, requires = "panel")]
    pub(in crate::cli) at: Option<Date>,
    /// What is explained: rank-shift (the mean shift of a rank), top:N (how many of the top N change), top:N:ENTITY (whether it is
    /// among them), score:ENTITY or rank:ENTITY
    #[arg(long, value_name = "TARGET", default_value = "rank-shift", requires = "panel")]
    pub(in crate::cli) target: DriverTarget,
    /// How many draws make the intervals of ranks
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=100_000), requires = "panel")]
    pub(in crate::cli) draws: u32,
    /// How many places count as the top, beside the intervals
    #[arg(long, value_name = "N", default_value_t = 10, requires = "panel")]
    pub(in crate::cli) top: usize,
    #[command(flatten)]
    pub(in crate::cli) table: TableArgs,
    #[command(flatten)]
    pub(in crate::cli) reading: ReadingArgs,
}

/// How a table is read for a model.
#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Args)]
pub(in crate::cli) struct TableArgs {
    /// Rows are date, entity, indicator (or series_id) and value
    #[arg(long)]
    pub(in crate::cli) long: bool,
    /// Read a value of the model from this column (in a long table: from these rows); several times for several
    #[arg(long, value_name = "ID=COLUMN", value_parser = pair)]
    pub(in crate::cli) map: Vec<(String, String)>,
    /// In this column, or this value of the model, 0 means that there is no value; several times for several
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) zero_is_missing: Vec<String>,
    /// Values without a column count as missing
    #[arg(long)]
    pub(in crate::cli) allow_missing: bool,
}

/// How a file of data is laid out and written.
#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Args)]
#[command(next_help_heading = "How the file is read")]
pub(in crate::cli) struct ReadingArgs {
    /// The column of dates; default: date, observation_date or time_period
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) date_column: Option<String>,
    /// The column of entities, or none; default: entity, if there is one
    #[arg(long, value_name = "COLUMN|none")]
    pub(in crate::cli) entity_column: Option<String>,
    /// Rows are figures, and these are their columns: date=, entity=, indicator=, value= or vintage=, with commas between
    #[arg(long, value_name = "WHAT=COLUMN,...", value_parser = long_columns)]
    pub(in crate::cli) long_columns: Option<LongColumns>,
    /// Dates are the names of columns, as in the World Bank's tables
    #[arg(long)]
    pub(in crate::cli) years_as_columns: bool,
    /// Of several figures for one date: the latest, the first, or what was known on a day
    #[arg(long, value_name = "latest|first|DATE")]
    pub(in crate::cli) vintage: Option<Vintage>,
    /// The column that says when a figure was published; default: vintage, vintage_date or realtime_start
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) vintage_column: Option<String>,
    /// Only the last value of each month, quarter or year
    #[arg(long, value_name = "PERIOD", value_parser = period())]
    pub(in crate::cli) every: Option<Period>,
    /// How dates are written, as for strptime (%d/%m/%Y); or excel, shiller (2020.1 is October), months or quarters
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) date_format: Option<String>,
    /// What stands before decimals; default: a point
    #[arg(long, value_name = "SIGN")]
    pub(in crate::cli) decimal: Option<char>,
    /// What stands between thousands
    #[arg(long, value_name = "SIGN")]
    pub(in crate::cli) thousands: Option<char>,
    /// Also means that there is no value, such as -99.99; several times for several
    #[arg(long, value_name = "CODE", allow_hyphen_values = true)]
    pub(in crate::cli) missing: Vec<String>,
    /// What stands between fields of a CSV file; default: what splits every line alike
    #[arg(long, value_name = "SIGN", value_parser = separator)]
    pub(in crate::cli) separator: Option<char>,
    /// How bytes are letters (windows-1252, big5); default: UTF-8, or what a byte-order mark says
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) encoding: Option<String>,
    /// Lines, or rows of a sheet, before the header
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(in crate::cli) skip_rows: usize,
    /// Rows of the header; 0: there is none, and columns are called 1, 2, 3
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(..=20))]
    pub(in crate::cli) header_rows: Option<u8>,
    /// Rows at the end that are notes
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(in crate::cli) skip_footer: usize,
    /// The sheet of a workbook
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) sheet: Option<String>,
}

/// The columns of a long table that are named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::cli) struct LongColumns {
    pub(in crate::cli) date: Option<String>,
    pub(in crate::cli) entity: Option<String>,
    pub(in crate::cli) indicator: Option<String>,
    pub(in crate::cli) value: Option<String>,
    pub(in crate::cli) vintage: Option<String>,
}

fn long_columns(text: &str) -> Result<LongColumns, String> {
    let mut named = LongColumns::default();
    for part in text.split(',') {
        let (what, column) = part.split_once('=').ok_or_else(|| format!("`{part}` is not of the form WHAT=COLUMN"))?;
        let place = match what.trim() {
            "date" => &mut named.date,
            "entity" => &mut named.entity,
            "indicator" => &mut named.indicator,
            "value" => &mut named.value,
            "vintage" => &mut named.vintage,
            other => return Err(format!("`{other}` is none of date, entity, indicator, value and vintage")),
        };
        if place.replace(column.trim().to_owned()).is_some() {
            return Err(format!("`{}` stands here twice", what.trim()));
        }
    }
    Ok(named)
}

fn period() -> impl TypedValueParser<Value = Period> {
    PossibleValuesParser::new(Period::ALL.map(Period::as_str))
        .try_map(|name| Period::ALL.into_iter().find(|period| period.as_str() == name).ok_or("no period"))
}

fn separator(text: &str) -> Result<char, String> {
    match text {
        "tab" | "\\t" => Ok('\t'),
        text => {
            let mut signs = text.chars();
            signs.next().filter(|_| signs.next().is_none()).ok_or_else(|| "not one sign, nor tab".to_owned())
        }
    }
}

/// A model as one SQL query over a wide table, to score a table where it lives.
#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth sql -m four-dimensions --dialect duckdb
  froth sql -m my-model.toml --dialect postgres --table market.panel > score.sql
  froth sql -m company --dialect spark --entity-column ticker --date-column day --contributions

The query gives the columns that froth panel writes: date, entity, score, band, coverage and
score_ID for every dimension but the root. Transforms over time, imputation, fitted weights and
orders among entities are not written as SQL: each is an error that names the indicator or
dimension. docs/sql.md says how each rule is written, and what differs between engines.")]
pub(in crate::cli) struct SqlArgs {
    /// Model to compile: a built-in id, a path, or - for standard input
    #[arg(short, long, value_name = "MODEL")]
    pub(in crate::cli) model: String,
    /// Whose SQL
    #[arg(long, value_enum)]
    pub(in crate::cli) dialect: DialectArg,
    /// The table, with its schema if need be
    #[arg(long, value_name = "NAME", default_value = "panel")]
    pub(in crate::cli) table: String,
    /// The column of dates
    #[arg(long, value_name = "COLUMN", default_value = "date")]
    pub(in crate::cli) date_column: String,
    /// The column of entities, or none
    #[arg(long, value_name = "COLUMN|none", default_value = "entity")]
    pub(in crate::cli) entity_column: String,
    /// Read a value of the model from this column; several times for several
    #[arg(long, value_name = "ID=COLUMN", value_parser = pair)]
    pub(in crate::cli) map: Vec<(String, String)>,
    /// In this column 0 means that there is no value; several times for several
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) zero_is_missing: Vec<String>,
    /// The table also has a column for this indicator with a formula: where it is not null it stands in; several times for several
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) given: Vec<String>,
    /// The table has no column for this value: it is missing in every row; several times for several
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) missing: Vec<String>,
    /// Also give contribution_ID: each indicator's points of the score
    #[arg(long)]
    pub(in crate::cli) contributions: bool,
    /// Share of a dimension's weight that must have data, instead of the model's own
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(in crate::cli) min_coverage: Option<f64>,
}

#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DialectArg {
    /// DuckDB 1.0 or later
    Duckdb,
    /// Apache Spark 3.4 or later
    Spark,
    /// PostgreSQL 12 or later
    Postgres,
}

/// When was a series explosive? The recursive unit-root tests of Phillips, Shi and Yu, with critical values and dates.
#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth exuberance nasdaq.csv --column close --chart nasdaq.png
  froth exuberance shiller.csv --ratio price/dividend --zero-is-missing dividend
  froth exuberance prices.parquet --lag bic:4 --critical-values bootstrap --control 60
  froth exuberance cities.csv --log --panel --format json
  froth exuberance countries.csv --entity-column country --level 99 --lag bic-once:4
  froth exuberance nasdaq.csv --column close --log --compare-tests --on earnings
  froth exuberance prices.csv --column close --monitor 2019-12-31 --horizon 120 --state close.state

Conventions: the regression has an intercept and no trend, and the tests are right-tailed. Windows
count regression rows (n rows with K lags have n - 1 - K); the default window is floor((0.01 + 1.8
/ sqrt n) n). bic:K chooses the lags anew in every window. An episode is a run of rows with BSADF
above its critical value at --level: with monte-carlo the SADF of so many rows, with bootstrap the
GSADF of a sample. It is a boom or a decline: a fall has the same statistic as a boom, and the
series says which it was. A table with a row for each entity and date gives a series for each entity
and column. Missing rows at the beginning and at the end of a column are cut off; one in between
is an error. A series that grows explosively is not thereby a bubble. docs/exuberance.md has
formulas and references, docs/monitors.md those of --monitor.

Simulated critical values are kept in $FROTH_CACHE, else $XDG_CACHE_HOME/froth, else ~/.cache/froth.")]
pub(in crate::cli) struct ExuberanceArgs {
    /// The table: CSV or Parquet, a row a date
    #[arg(value_name = "DATA")]
    pub(in crate::cli) data: PathBuf,
    /// A column to test, several times for several; default: every column of numbers
    #[arg(long = "column", value_name = "COLUMN")]
    pub(in crate::cli) columns: Vec<String>,
    /// Test one column over another; several times for several
    #[arg(long = "ratio", value_name = "A/B")]
    pub(in crate::cli) ratios: Vec<String>,
    /// Rows are date, series and value
    #[arg(long)]
    pub(in crate::cli) long: bool,
    /// A series of a long table, by its name or its entity's; several times for several; default: every one
    #[arg(long, value_name = "NAME", conflicts_with_all = ["columns", "ratios"])]
    pub(in crate::cli) series: Vec<String>,
    /// Test logarithms
    #[arg(long)]
    pub(in crate::cli) log: bool,
    /// In this column 0 means that there is no value; several times for several
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) zero_is_missing: Vec<String>,
    /// Count rows as they stand where dates are unequally far apart
    #[arg(long)]
    pub(in crate::cli) allow_gaps: bool,
    /// Lagged differences in the regression: a number; bic:K or aic:K for the best of 0 to K in every window; bic-once:K or
    /// aic-once:K for the best on the whole of each series
    #[arg(long, value_name = "K|bic:K|...", default_value = "0", value_parser = lag, allow_negative_numbers = true)]
    pub(in crate::cli) lag: (Lag, bool),
    /// The shortest window, in regression rows; default: floor((0.01 + 1.8 / sqrt n) n)
    #[arg(long, value_name = "N")]
    pub(in crate::cli) min_window: Option<usize>,
    /// Where critical values come from
    #[arg(long, value_enum, value_name = "KIND", default_value_t = CriticalArg::MonteCarlo)]
    pub(in crate::cli) critical_values: CriticalArg,
    /// The level that decides and dates, in percent: 90, 95 or 99
    #[arg(long, value_name = "PERCENT", default_value = "95", value_parser = level)]
    pub(in crate::cli) level: Level,
    /// Samples that critical values are made from
    #[arg(long, value_name = "N", default_value_t = 2000, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub(in crate::cli) replications: u64,
    /// What the samples start from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// The shortest episode, in rows; default: ln n
    #[arg(long, value_name = "N")]
    pub(in crate::cli) min_duration: Option<usize>,
    /// Rows of a bootstrap sample: among so many rows the level is the chance of any false alarm; default: all
    #[arg(long, value_name = "N")]
    pub(in crate::cli) control: Option<usize>,
    /// Bootstrap samples leave each residual at its row: for volatility that shifts for good
    #[arg(long)]
    pub(in crate::cli) in_place: bool,
    /// Also test all columns together: panel GSADF, with a sieve bootstrap
    #[arg(long)]
    pub(in crate::cli) panel: bool,
    #[command(flatten)]
    pub(in crate::cli) monitor: MonitorArgs,
    #[command(flatten)]
    pub(in crate::cli) side_by_side: SideBySideArgs,
    /// Neither read nor keep simulated critical values
    #[arg(long)]
    pub(in crate::cli) no_cache: bool,
    /// Also draw a chart: a name ending in .svg, .png, or .csv for the numbers behind it
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) chart: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) words: WordsArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a statistic, a row of a sequence, and a start, peak or end of an episode"))]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) reading: ReadingArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CriticalArg {
    /// Statistics only
    None,
    /// Random walks of as many rows
    MonteCarlo,
    /// Samples with the series' own changes, whose tails are not a normal walk's
    Bootstrap,
}

/// Does a score warn in time? Scores of a CSV or Parquet table held against events that came later.
#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth backtest us.csv -m us-equities --event fall:price:30:36
  froth backtest us.csv -m us-equities --event crisis --horizon 6..18 --chart roc=roc.svg
  froth backtest us.csv -m us-equities --event fall:price:30:36 --chart signal=signal.png
  froth backtest firms.parquet -m my-model.toml --event default --horizon 1..4 --format json

Periods are rows. An event is a row in which COLUMN is 1 (0 elsewhere), or a fall of COLUMN by at
least PERCENT % within PERIODS rows of a peak; runs of such rows are episodes, and a fall goes from
its peak to its lowest row. A warning is wanted FROM..TO rows before an episode begins; 0..0 asks
for the event's own rows. Rows of an episode, and rows that are too close to the end of the data
to know, count for nothing. Below ten episodes no threshold is offered: nothing can be concluded.
docs/backtest.md has definitions, formulas and references.")]
pub(in crate::cli) struct BacktestArgs {
    /// The table: CSV or Parquet, a row a date, or a row a date and entity
    #[arg(value_name = "DATA")]
    pub(in crate::cli) data: PathBuf,
    /// Model to score with: a built-in id or a path
    #[arg(short, long, value_name = "MODEL", required_unless_present = "score", conflicts_with = "score")]
    pub(in crate::cli) model: Option<String>,
    /// Instead of a model: this column is the score, higher being closer to an event
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) score: Option<String>,
    /// Hold the score against this column, in the rows that have both; several times for several
    #[arg(long = "rival", value_name = "COLUMN")]
    pub(in crate::cli) rivals: Vec<String>,
    /// Rows may be unequally far apart: periods count them as they stand
    #[arg(long)]
    pub(in crate::cli) allow_gaps: bool,
    /// What is to be warned of: a column of 0 and 1, or falls of a column
    #[arg(long, value_name = "COLUMN|fall:COLUMN:PERCENT:PERIODS", value_parser = event)]
    pub(in crate::cli) event: Event,
    /// How many rows before an episode a warning is wanted; default: the two years before, 1..24 for months
    #[arg(long, value_name = "FROM..TO", value_parser = horizon)]
    pub(in crate::cli) horizon: Option<Horizon>,
    /// Rows after an episode that count for nothing
    #[arg(long, value_name = "PERIODS", default_value_t = 0)]
    pub(in crate::cli) aftermath: usize,
    /// Weight on missing no episode, between 0 and 1; the rest is on giving no false alarm
    #[arg(long, value_name = "M", default_value_t = 0.5, value_parser = preference)]
    pub(in crate::cli) preference: f64,
    /// Judge warnings from this score on, instead of the best threshold in hindsight
    #[arg(long, value_name = "N", value_parser = finite, allow_negative_numbers = true)]
    pub(in crate::cli) threshold: Option<f64>,
    #[command(flatten)]
    pub(in crate::cli) table: TableArgs,
    /// Refuse a model that looks ahead
    #[arg(long)]
    pub(in crate::cli) point_in_time: bool,
    /// Share of a dimension's weight that must have data, instead of the model's own
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(in crate::cli) min_coverage: Option<f64>,
    /// Bootstrap samples that intervals of AUROC are made from
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(100..=1_000_000))]
    pub(in crate::cli) replications: u64,
    /// What samples draw: blocks of dates (time), entities (entity), or both
    #[arg(long, value_name = "WHAT", default_value = "time", value_parser = resample())]
    pub(in crate::cli) resample: Resample,
    /// Mean length of their blocks in dates; default: twice what a warning reaches, or an episode lasts
    #[arg(long, value_name = "N", value_parser = block)]
    pub(in crate::cli) block: Option<f64>,
    /// What the samples start from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// Also draw a chart, roc or signal (of one entity), once for each: a name ending in .svg, .png, or .csv for the numbers
    #[arg(long = "chart", value_name = "KIND=FILE", value_parser = backtest_chart)]
    pub(in crate::cli) charts: Vec<(BacktestChart, PathBuf)>,
    #[command(flatten)]
    pub(in crate::cli) words: WordsArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a measure: the score, its dimensions and its indicators"))]
    pub(in crate::cli) format: Format,
    #[command(flatten)]
    pub(in crate::cli) reading: ReadingArgs,
}

/// Counts what came after run-ups: how many ended in a fall, against how often such falls come anyway.
#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth base-rates industries.csv --price price --entity-column industry
  froth base-rates prices.csv --price close --rise 100/24 --fall 40/24 --excess market
  froth base-rates prices.csv --price close --chart base_rates=shares.svg --chart runups=paths.png

A run-up is a row whose price stands at least so many percent above the price so many rows before; an entity's next one comes
no sooner than its gap. It ended in a fall if, within the fall's rows after it, the price stands so many percent below the highest
price from that row on. Run-ups whose window is unfinished are open, and count for no share. docs/base-rates.md has
definitions, intervals and published numbers.")]
pub(in crate::cli) struct BaseRatesArgs {
    /// The table: CSV or Parquet, a row a date, or a row a date and entity
    #[arg(value_name = "DATA")]
    pub(in crate::cli) data: PathBuf,
    /// The column of prices, best with dividends in them
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) price: String,
    /// A run-up: so many percent within so many rows; several times for several; default: 50, 100 and 150 % in two years
    #[arg(long = "rise", value_name = "PERCENT/PERIODS", value_parser = rise)]
    pub(in crate::cli) rises: Vec<Move>,
    /// What it may end in: so many percent within so many rows; default: 40 % in two years
    #[arg(long, value_name = "PERCENT/PERIODS", value_parser = fall)]
    pub(in crate::cli) fall: Option<Move>,
    /// The market's prices: a rise less the market's must be as many points too
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) excess: Option<String>,
    /// Rows between run-ups of one entity at least; default: as many as the rise has
    #[arg(long, value_name = "PERIODS", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(in crate::cli) gap: Option<u32>,
    /// Leave out dates at which fewer entities have a price
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) min_entities: usize,
    /// What unfinished windows are of an entity that ends before the others do
    #[arg(long, value_name = "WHAT", default_value = "open", value_parser = ended_as())]
    pub(in crate::cli) ended_as: EndedAs,
    /// Bootstrap samples that intervals by entity and by date are made from
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(100..=1_000_000))]
    pub(in crate::cli) replications: u64,
    /// Mean length of blocks of dates; default: the rows that the longest rise and its fall span
    #[arg(long, value_name = "N", value_parser = block)]
    pub(in crate::cli) block: Option<f64>,
    /// What the samples start from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// Also draw a chart, base_rates or runups, once for each: a name ending in .svg, .png, or .csv for the numbers
    #[arg(long = "chart", value_name = "KIND=FILE", value_parser = base_rates_chart)]
    pub(in crate::cli) charts: Vec<(BaseRatesChart, PathBuf)>,
    #[command(flatten)]
    pub(in crate::cli) words: WordsArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a rise"))]
    pub(in crate::cli) format: Format,
    /// Rows are date, entity, indicator (or series_id) and value
    #[arg(long)]
    pub(in crate::cli) long: bool,
    /// In this column 0 means that there is no value; several times for several
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) zero_is_missing: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) reading: ReadingArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum BaseRatesChart {
    BaseRates,
    Runups,
}

impl BaseRatesChart {
    /// As it is written in front of `=`.
    pub(in crate::cli) fn as_str(self) -> &'static str {
        match self {
            BaseRatesChart::BaseRates => "base_rates",
            BaseRatesChart::Runups => "runups",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum BacktestChart {
    Roc,
    Signal,
}

impl BacktestChart {
    /// As it is written in front of `=`.
    pub(in crate::cli) fn as_str(self) -> &'static str {
        match self {
            BacktestChart::Roc => "roc",
            BacktestChart::Signal => "signal",
        }
    }
}

fn event(text: &str) -> Result<Event, String> {
    Event::parse(text).map_err(what)
}

fn rise(text: &str) -> Result<Move, String> {
    Move::rise(text).map_err(what)
}

fn fall(text: &str) -> Result<Move, String> {
    Move::fall(text).map_err(what)
}

fn resample() -> impl TypedValueParser<Value = Resample> {
    PossibleValuesParser::new(["time", "entity", "both"]).try_map(|name| Resample::parse(&name))
}

fn ended_as() -> impl TypedValueParser<Value = EndedAs> {
    PossibleValuesParser::new(["open", "fall"]).map(|name| if name == "fall" { EndedAs::Fall } else { EndedAs::Open })
}

fn base_rates_chart(text: &str) -> Result<(BaseRatesChart, PathBuf), String> {
    match text.split_once('=') {
        Some(("base_rates", file)) if !file.is_empty() => Ok((BaseRatesChart::BaseRates, file.into())),
        Some(("runups", file)) if !file.is_empty() => Ok((BaseRatesChart::Runups, file.into())),
        _ => Err("not of the form base_rates=FILE or runups=FILE".to_owned()),
    }
}

fn horizon(text: &str) -> Result<Horizon, String> {
    Horizon::parse(text).map_err(what)
}

/// What is wrong, as the rest of a sentence.
fn what(error: Error) -> String {
    error.into_findings().into_iter().map(|finding| finding.message).collect()
}

fn lag(text: &str) -> Result<(Lag, bool), String> {
    lag_of(text).ok_or_else(|| {
        format!("not a number of lags from 0 to {MAX_LAG}, nor bic:, aic:, bic-once: or aic-once: and such a number")
    })
}

fn level(text: &str) -> Result<Level, String> {
    text.parse().ok().and_then(Level::of_percent).ok_or_else(|| "not 90, 95 or 99".to_owned())
}

fn preference(text: &str) -> Result<f64, String> {
    finite(text).ok().filter(|x| *x > 0.0 && *x < 1.0).ok_or_else(|| "not a number between 0 and 1".to_owned())
}

fn block(text: &str) -> Result<f64, String> {
    finite(text).ok().filter(|x| *x >= 1.0).ok_or_else(|| "not a number from 1 on".to_owned())
}

fn backtest_chart(text: &str) -> Result<(BacktestChart, PathBuf), String> {
    match text.split_once('=') {
        Some(("roc", file)) if !file.is_empty() => Ok((BacktestChart::Roc, file.into())),
        Some(("signal", file)) if !file.is_empty() => Ok((BacktestChart::Signal, file.into())),
        _ => Err("not of the form roc=FILE or signal=FILE".to_owned()),
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (id, column) = text.split_once('=').ok_or_else(|| "not of the form ID=COLUMN".to_owned())?;
    Ok((id.trim().to_owned(), column.trim().to_owned()))
}
