//! Arguments: data only.

#[cfg(feature = "panel")]
use crate::backtest::{Event, Horizon};
use crate::language::Language;
#[cfg(feature = "panel")]
use crate::series::psy::{Lag, MAX_LAG};
use clap::builder::styling::{AnsiColor, Styles};
#[cfg(feature = "panel")]
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Is it a bubble? Scores dated scenarios against the worst booms on record, every number with its source.
#[derive(Debug, Parser)]
#[command(name = "froth", version, styles = STYLES, disable_help_subcommand = true)]
#[command(after_help = "\
Start with:
  froth compare dotcom-2000q1 ai-2026q3   the dot-com peak against today
  froth score ai-2025q4                   one scenario, number by number
  froth list                              everything that is built in
  froth new scenario mine.toml            your own figures, in five minutes

A SCENARIO or -m MODEL is a built-in id, a path (with a / or ending in .toml), or - for standard input.
Exit codes: 0 done, 1 bad input, 2 wrong usage, 3 done and --fail-at or --fail-on-alert was met, 130 interrupted.")]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,

    /// No warnings
    #[arg(long, global = true, display_order = 900)]
    pub(super) quiet: bool,

    /// When to use colour: auto, always or never
    #[arg(long, global = true, display_order = 901, value_enum, default_value_t = When::Auto, value_name = "WHEN", hide_possible_values = true)]
    pub(super) color: When,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    List(ListArgs),
    Show(ShowArgs),
    New(NewArgs),
    Check(CheckArgs),
    Score(ScoreArgs),
    Compare(CompareArgs),
    Report(ReportArgs),
    Chart(ChartArgs),
    Uncertainty(UncertaintyArgs),
    Sensitivity(SensitivityArgs),
    Stress(StressArgs),
    Track(TrackArgs),
    #[cfg(feature = "panel")]
    Panel(PanelArgs),
    #[cfg(feature = "panel")]
    Exuberance(ExuberanceArgs),
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    #[cfg(feature = "panel")]
    Backtest(BacktestArgs),
    Verify(VerifyArgs),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    #[value(help = "On a terminal, unless NO_COLOR is set")]
    Auto,
    #[value(help = "Also in pipes and files")]
    Always,
    #[value(help = "Nowhere")]
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading on a terminal
    Table,
    /// Every field, full precision
    Json,
    /// A row a scenario and node
    Csv,
    /// For documents and chats
    Markdown,
}

#[derive(Debug, Args)]
pub(super) struct FormatArg {
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(super) format: Format,
}

/// The built-in models and scenarios, a line each.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  froth list\n  froth list --format json")]
pub(super) struct ListArgs {
    #[command(flatten)]
    pub(super) format: FormatArg,
}

/// The TOML of a built-in, to read, copy and edit.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  froth show four-dimensions\n  froth show ai-2025q4 > mine.toml")]
pub(super) struct ShowArgs {
    /// Id of a built-in model or scenario
    #[arg(value_name = "ID")]
    pub(super) id: String,
}

/// Writes a commented file to start from; never overwrites.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  froth new scenario mine.toml && froth score mine.toml\n  froth new model my-model.toml && froth check my-model.toml"
)]
pub(super) struct NewArgs {
    /// What to write
    #[arg(value_enum)]
    pub(super) kind: NewKind,
    /// Where to write it
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum NewKind {
    /// What is measured and how it is scored
    Model,
    /// What was observed
    Scenario,
}

/// Checks models and scenarios, and says everything that is wrong with them at once.
///
/// A scenario is checked by itself and against its model: the one it names, or the one given with -m.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  froth check mine.toml\n  froth check my-model.toml mine.toml -m my-model.toml --format json\n  froth check four-dimensions dotcom-2000q1 ai-2026q3 --audit"
)]
pub(super) struct CheckArgs {
    /// Files to check; also built-in ids, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<String>,
    /// Model for the scenarios among them
    #[arg(short, long, value_name = "MODEL")]
    pub(super) model: Option<String>,
    /// Figures published only after their scenario's date are errors
    #[arg(long)]
    pub(super) real_time: bool,
    /// Also audit models, with the scenarios among the files: what rests on little, cannot move, hides or is old
    #[arg(long)]
    pub(super) audit: bool,
    #[command(flatten)]
    pub(super) format: FormatArg,
}

#[derive(Debug, Args)]
pub(super) struct ScoringArgs {
    /// Model to score with, several times for several; default: the scenario's own, else four-dimensions
    #[arg(short, long = "model", value_name = "MODEL")]
    pub(super) models: Vec<String>,
    /// Share of a dimension's weight that must have data, instead of the model's own
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(super) min_coverage: Option<f64>,
    /// Figures published only after their scenario's date are errors
    #[arg(long)]
    pub(super) real_time: bool,
    /// Exit with 3 if a headline is at or above N, or has no score
    #[arg(long, value_name = "N", value_parser = finite, allow_negative_numbers = true)]
    pub(super) fail_at: Option<f64>,
    /// Exit with 3 if an alert fires or is undecided
    #[arg(long)]
    pub(super) fail_on_alert: bool,
    #[command(flatten)]
    pub(super) format: FormatArg,
}

/// Scorecards: a headline with its bounds, dimensions, indicators with their sources, alerts.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth score ai-2025q4
  froth score mine.toml -m company
  froth score ai-2025q4 --format json | jq '.scorecards[0].score'
  froth score mine.toml --fail-at 75 --fail-on-alert --quiet

A score is the distance travelled from calm (0) towards the worst on record (100). It is no probability.")]
pub(super) struct ScoreArgs {
    /// Scenarios to score: built-in ids, paths, or - for standard input
    #[arg(value_name = "SCENARIO", required = true)]
    pub(super) scenarios: Vec<String>,
    #[command(flatten)]
    pub(super) scoring: ScoringArgs,
}

/// Scenarios side by side: on all data, like for like, and what makes the difference.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth compare dotcom-2000q1 ai-2026q3
  froth compare dotcom-1998q4 ai-2025q4 ai-2026q3
  froth compare ai-2025q4 mine.toml --format markdown

Like for like scores the model as if it had only the indicators that all of the scenarios have.")]
pub(super) struct CompareArgs {
    /// Two scenarios or more: built-in ids, paths, or - for standard input
    #[arg(value_name = "SCENARIO", required = true, num_args = 2..)]
    pub(super) scenarios: Vec<String>,
    #[command(flatten)]
    pub(super) scoring: ScoringArgs,
}

/// A folder with a page that explains itself, its charts, and the data behind them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth report dotcom-2000q1 ai-2025q4 ai-2026q3
  froth report mine.toml ai-2026q3 -o report --lang zh-Hant

DIR gets index.html, report.md, charts/ (svg, png, csv), scorecards.json and .csv, robustness.json and report.xlsx. Files of an
older report there are replaced; files that no report wrote are never touched.")]
pub(super) struct ReportArgs {
    /// Scenarios: built-in ids, paths, or - for standard input
    #[arg(value_name = "SCENARIO", required = true)]
    pub(super) scenarios: Vec<String>,
    /// Folder to write to
    #[arg(short, long, value_name = "DIR", default_value = "output")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) under: UnderArgs,
    #[command(flatten)]
    pub(super) words: WordsArgs,
}

/// What an analysis scores its scenarios under: one model for all of them.
#[derive(Debug, Args)]
pub(super) struct UnderArgs {
    /// Model to score with; default: the scenarios' own, else four-dimensions
    #[arg(short, long = "model", value_name = "MODEL")]
    pub(super) models: Vec<String>,
    /// Share of a dimension's weight that must have data, instead of the model's own
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(super) min_coverage: Option<f64>,
    /// Figures published only after their scenario's date are errors
    #[arg(long)]
    pub(super) real_time: bool,
}

/// How sure are we? Draws figures, weights, rules and methods together, and says where scores and gaps then lie.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth uncertainty dotcom-2000q1 ai-2026q3
  froth uncertainty ai-2026q3 --draws 1000000 --seed 7
  froth uncertainty dotcom-1998q4 ai-2025q4 --without values --without ends

What is uncertain stands in the model ([uncertainty]) and in the scenarios (low, high). A share of draws is a share of these
errors and choices: no probability of a fall.")]
pub(super) struct UncertaintyArgs {
    /// Scenarios: built-in ids, paths, or - for standard input
    #[arg(value_name = "SCENARIO", required = true)]
    pub(super) scenarios: Vec<String>,
    /// How many draws; more only add to those of a shorter run
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=4_000_000_000))]
    pub(super) draws: u64,
    /// What the draws start from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// A source to leave out: values, weights, ends, rules, aggregation or drop; several times for several
    #[arg(long, value_enum, value_name = "SOURCE")]
    pub(super) without: Vec<SourceArg>,
    #[command(flatten)]
    pub(super) under: UnderArgs,
    #[command(flatten)]
    pub(super) format: FormatArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SourceArg {
    /// The figures
    Values,
    /// Weights among siblings
    Weights,
    /// Ends of linear and log rules
    Ends,
    /// Kinds of linear and log rules
    Rules,
    /// How children make a dimension
    Aggregation,
    /// One indicator left out
    Drop,
}

/// What does the uncertainty come from? Sobol indices of a score, or with two scenarios of the gap between them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth sensitivity ai-2026q3
  froth sensitivity dotcom-1998q4 ai-2026q3 --samples 16384

S1: the share of the variance that a source explains alone; ST: with all that it does together with others. Sampling stops
early once no interval is wider than 0.01 to either side.")]
pub(super) struct SensitivityArgs {
    /// One scenario for its score, two for the gap: built-in ids, paths, or - for standard input
    #[arg(value_name = "SCENARIO", required = true, num_args = 1..=2)]
    pub(super) scenarios: Vec<String>,
    /// The most points; the model is scored so often for each source, and twice more
    #[arg(long, value_name = "N", default_value_t = 4096, value_parser = clap::value_parser!(u64).range(2..=1_048_576))]
    pub(super) samples: u64,
    /// What the points start from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    #[command(flatten)]
    pub(super) under: UnderArgs,
    #[command(flatten)]
    pub(super) format: FormatArg,
}

/// A scenario under shocks, and the reverse: what it would take to reach a score, which weights would turn the order round.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth stress ai-2025q4 --shock debt-funded-build-out
  froth stress ai-2026q3 --shock ipo-wave --shock my-shock.toml
  froth stress ai-2026q3 --target 60
  froth stress ai-2026q3 --target dotcom-2000q1
  froth stress ai-2026q3 --versus dotcom-1998q4

A SHOCK is a file with a [shock] table, or a built-in what-if: its shocks are applied to the scenario, in the order given.")]
pub(super) struct StressArgs {
    /// The scenario: a built-in id, a path, or - for standard input
    #[arg(value_name = "SCENARIO")]
    pub(super) scenario: String,
    /// Shocks to apply: a file with a [shock] table, or a what-if; several times for several
    #[arg(long, value_name = "SHOCK")]
    pub(super) shock: Vec<String>,
    /// What would it take to reach this score, a number or another scenario's?
    #[arg(long, value_name = "N|SCENARIO", allow_hyphen_values = true)]
    pub(super) target: Option<String>,
    /// Which weights would turn the order with this scenario round?
    #[arg(long, value_name = "SCENARIO")]
    pub(super) versus: Option<String>,
    #[command(flatten)]
    pub(super) under: UnderArgs,
    #[command(flatten)]
    pub(super) format: FormatArg,
}

/// Scores a CSV or Parquet table of many dates, and of many entities, row by row.
#[cfg(feature = "panel")]
#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth panel panel.parquet -m my-model.toml -o scored.parquet
  froth panel shiller.csv -m us-equities -o scored.csv --map shiller_cape=cape --zero-is-missing cape --allow-missing
  froth panel fred.csv -m us-equities --long -o scored.csv --map gdp_usd_bn=GDP --allow-missing

OUT has date, entity (if any), score, band, coverage and score_ID for every dimension but the root; its ending, .csv or
.parquet, chooses the format. Missing values may be empty, a dot or NA; lines that start with # are comments.")]
pub(super) struct PanelArgs {
    /// The table: CSV or Parquet
    #[arg(value_name = "DATA")]
    pub(super) data: PathBuf,
    /// Model to score with: a built-in id or a path
    #[arg(short, long, value_name = "MODEL")]
    pub(super) model: String,
    /// Where to write the scores: a name ending in .csv or .parquet
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) table: TableArgs,
    /// Also write contribution_ID: each indicator's points of the score
    #[arg(long)]
    pub(super) contributions: bool,
    /// Audit the model on these rows: print a page, and also write every step of every indicator: raw_ID, normalised_ID,
    /// weight_ID and what else the model does
    #[arg(long)]
    pub(super) audit: bool,
    /// How to print the audit
    #[arg(long, value_enum, default_value_t = Format::Table, requires = "audit")]
    pub(super) format: Format,
    /// Also write score_chained: the score linked over indicators that come and go
    #[arg(long)]
    pub(super) chained: bool,
    /// Also draw the scores over time, of several entities a row each: a name ending in .svg, .png or .csv
    #[arg(long, value_name = "FILE")]
    pub(super) chart: Option<PathBuf>,
    #[command(flatten)]
    pub(super) words: WordsArgs,
    /// Also rank the entities of the last date, with the uncertainty of their ranks over draws of the method: a name ending in .csv
    #[arg(long, value_name = "FILE")]
    pub(super) ranks: Option<PathBuf>,
    /// How many draws of the method
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=100_000), requires = "ranks")]
    pub(super) draws: u32,
    /// What the draws start from
    #[arg(long, value_name = "N", default_value_t = 1, requires = "ranks")]
    pub(super) seed: u64,
    /// How many places count as the top
    #[arg(long, value_name = "N", default_value_t = 10, requires = "ranks")]
    pub(super) top: usize,
    /// Refuse a model that looks ahead
    #[arg(long)]
    pub(super) point_in_time: bool,
    /// Share of a dimension's weight that must have data, instead of the model's own
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(super) min_coverage: Option<f64>,
}

/// How a table is read for a model.
#[cfg(feature = "panel")]
#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Args)]
pub(super) struct TableArgs {
    /// The column of dates; default: date or observation_date
    #[arg(long, value_name = "COLUMN")]
    pub(super) date_column: Option<String>,
    /// The column of entities, or none; default: entity, if there is one
    #[arg(long, value_name = "COLUMN|none")]
    pub(super) entity_column: Option<String>,
    /// Rows are date, entity, indicator (or series_id) and value
    #[arg(long)]
    pub(super) long: bool,
    /// Read a value of the model from this column (in a long table: from these rows); several times for several
    #[arg(long, value_name = "ID=COLUMN", value_parser = pair)]
    pub(super) map: Vec<(String, String)>,
    /// In this column 0 means that there is no value; several times for several
    #[arg(long, value_name = "COLUMN")]
    pub(super) zero_is_missing: Vec<String>,
    /// Values without a column count as missing
    #[arg(long)]
    pub(super) allow_missing: bool,
}

/// Eras over time: scores, dimensions and alerts at each point of a path, and where one era stands on another's.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth track dotcom-2000q1 ai-2026q3
  froth track ai-2026q3 --format csv
  froth chart path dotcom-2000q1 ai-2026q3 -o path.svg

Changes are points a year, on the indicators that both points have; what data coming or going added is a column of its own.")]
pub(super) struct TrackArgs {
    /// Scenarios: built-in ids, paths, or - for standard input
    #[arg(value_name = "SCENARIO", required = true)]
    pub(super) scenarios: Vec<String>,
    #[command(flatten)]
    pub(super) scoring: ScoringArgs,
}

/// When was a series explosive? The recursive unit-root tests of Phillips, Shi and Yu, with critical values and dates.
#[cfg(feature = "panel")]
#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth exuberance nasdaq.csv --column close --chart nasdaq.png
  froth exuberance shiller.csv --ratio price/dividend --zero-is-missing dividend
  froth exuberance prices.parquet --lag bic:4 --critical-values bootstrap --control 60
  froth exuberance cities.csv --log --panel --format json

Conventions: the regression has an intercept and no trend, and the tests are right-tailed. Windows
count regression rows (n rows with K lags have n - 1 - K); the default window is floor((0.01 + 1.8
/ sqrt n) n). bic:K chooses the lags anew in every window. An episode is a run of rows with BSADF
above its 95 % critical value: with monte-carlo the SADF of so many rows, with bootstrap the GSADF
of a sample. Missing rows at the beginning and at the end of a column are cut off; one in between
is an error. A series that grows explosively is not thereby a bubble. docs/exuberance.md has
formulas and references.

Simulated critical values are kept in $FROTH_CACHE, else $XDG_CACHE_HOME/froth, else ~/.cache/froth.")]
pub(super) struct ExuberanceArgs {
    /// The table: CSV or Parquet, a row a date
    #[arg(value_name = "DATA")]
    pub(super) data: PathBuf,
    /// A column to test, several times for several; default: every column of numbers
    #[arg(long = "column", value_name = "COLUMN")]
    pub(super) columns: Vec<String>,
    /// The column of dates; default: date or observation_date
    #[arg(long, value_name = "COLUMN")]
    pub(super) date_column: Option<String>,
    /// Test one column over another; several times for several
    #[arg(long = "ratio", value_name = "A/B")]
    pub(super) ratios: Vec<String>,
    /// Test logarithms
    #[arg(long)]
    pub(super) log: bool,
    /// In this column 0 means that there is no value; several times for several
    #[arg(long, value_name = "COLUMN")]
    pub(super) zero_is_missing: Vec<String>,
    /// Count rows as they stand where dates are unequally far apart
    #[arg(long)]
    pub(super) allow_gaps: bool,
    /// Lagged differences in the regression: a number, or bic:K for the best of 0 to K in every window
    #[arg(long, value_name = "K|bic:K", default_value = "0", value_parser = lag, allow_negative_numbers = true)]
    pub(super) lag: Lag,
    /// The shortest window, in regression rows; default: floor((0.01 + 1.8 / sqrt n) n)
    #[arg(long, value_name = "N")]
    pub(super) min_window: Option<usize>,
    /// Where critical values come from
    #[arg(long, value_enum, value_name = "KIND", default_value_t = CriticalArg::MonteCarlo)]
    pub(super) critical_values: CriticalArg,
    /// Samples that critical values are made from
    #[arg(long, value_name = "N", default_value_t = 2000, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub(super) replications: u64,
    /// What the samples start from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// The shortest episode, in rows; default: ln n
    #[arg(long, value_name = "N")]
    pub(super) min_duration: Option<usize>,
    /// Rows of a bootstrap sample: among so many rows the level is the chance of any false alarm; default: all
    #[arg(long, value_name = "N")]
    pub(super) control: Option<usize>,
    /// Bootstrap samples leave each residual at its row: for volatility that shifts for good
    #[arg(long)]
    pub(super) in_place: bool,
    /// Also test all columns together: panel GSADF, with a sieve bootstrap
    #[arg(long)]
    pub(super) panel: bool,
    /// Neither read nor keep simulated critical values
    #[arg(long)]
    pub(super) no_cache: bool,
    /// Also draw a chart: a name ending in .svg, .png, or .csv for the numbers behind it
    #[arg(long, value_name = "FILE")]
    pub(super) chart: Option<PathBuf>,
    #[command(flatten)]
    pub(super) words: WordsArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a statistic, a row of a sequence, and a start, peak or end of an episode"))]
    pub(super) format: Format,
}

/// The formats of a command whose CSV has rows of its own kind, which `csv` says.
#[cfg(feature = "panel")]
fn formats(csv: &'static str) -> impl TypedValueParser<Value = Format> {
    let named = |format: &Format| {
        let value = format.to_possible_value()?;
        Some(if *format == Format::Csv { value.help(csv) } else { value })
    };
    PossibleValuesParser::new(Format::value_variants().iter().filter_map(named))
        .try_map(|name| Format::from_str(&name, false))
}

#[cfg(feature = "panel")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CriticalArg {
    /// Statistics only
    None,
    /// Random walks of as many rows
    MonteCarlo,
    /// Samples with the series' own changes, whose tails are not a normal walk's
    Bootstrap,
}

/// The what-if page: drag a figure in a browser, watch the verdict. Nothing leaves this machine.
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth serve --open
  froth serve ai-2025q4 dotcom-2000q1
  froth serve ./mine.toml --port 9000

The first scenario is what the page opens with, the second what it is held against; both can be changed on the page, and so can
every figure, weight and the way to aggregate. Take away a TOML file that `froth score` scores to the same number.")]
pub(super) struct ServeArgs {
    /// Scenarios: built-in ids, paths, or - for standard input
    #[arg(value_name = "SCENARIO")]
    pub(super) scenarios: Vec<String>,
    /// The port; 0: any that is free
    #[arg(long, value_name = "PORT", default_value_t = 8787)]
    pub(super) port: u16,
    /// The address of this machine to listen on; without it only this machine reaches the page
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(super) bind: std::net::IpAddr,
    /// Open the page in a browser
    #[arg(long)]
    pub(super) open: bool,
}

/// Does a score warn in time? Scores of a CSV or Parquet table held against events that came later.
#[cfg(feature = "panel")]
#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth backtest us.csv -m us-equities --event fall:price:30:36
  froth backtest us.csv -m us-equities --event crisis --horizon 6..18 --chart roc=roc.svg
  froth backtest us.csv -m us-equities --event fall:price:30:36 --threshold 50 --chart signal=signal.png
  froth backtest firms.parquet -m my-model.toml --event default --horizon 1..4 --format json

Periods are rows. An event is a row in which COLUMN is 1 (0 elsewhere), or a fall of COLUMN by at
least PERCENT % within PERIODS rows of a peak; runs of such rows are episodes, and a fall goes from
its peak to its lowest row. A warning is wanted FROM..TO rows before an episode begins; 0..0 asks
for the event's own rows. Rows of an episode, and rows that are too close to the end of the data
to know, count for nothing. Below ten episodes no threshold is offered: nothing can be concluded.
docs/backtest.md has definitions, formulas and references.")]
pub(super) struct BacktestArgs {
    /// The table: CSV or Parquet, a row a date, or a row a date and entity
    #[arg(value_name = "DATA")]
    pub(super) data: PathBuf,
    /// Model to score with: a built-in id or a path
    #[arg(short, long, value_name = "MODEL")]
    pub(super) model: String,
    /// What is to be warned of: a column of 0 and 1, or falls of a column
    #[arg(long, value_name = "COLUMN|fall:COLUMN:PERCENT:PERIODS", value_parser = Event::parse)]
    pub(super) event: Event,
    /// How many rows before an episode a warning is wanted; default: the two years before, 1..24 for months
    #[arg(long, value_name = "FROM..TO", value_parser = Horizon::parse)]
    pub(super) horizon: Option<Horizon>,
    /// Rows after an episode that count for nothing
    #[arg(long, value_name = "PERIODS", default_value_t = 0)]
    pub(super) aftermath: usize,
    /// Weight on missing no episode, between 0 and 1; the rest is on giving no false alarm
    #[arg(long, value_name = "M", default_value_t = 0.5, value_parser = preference)]
    pub(super) preference: f64,
    /// Judge warnings from this score on, instead of the best threshold in hindsight
    #[arg(long, value_name = "N", value_parser = finite, allow_negative_numbers = true)]
    pub(super) threshold: Option<f64>,
    #[command(flatten)]
    pub(super) table: TableArgs,
    /// Refuse a model that looks ahead
    #[arg(long)]
    pub(super) point_in_time: bool,
    /// Share of a dimension's weight that must have data, instead of the model's own
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(super) min_coverage: Option<f64>,
    /// Bootstrap samples that intervals of AUROC are made from
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(100..=1_000_000))]
    pub(super) replications: u64,
    /// Mean length of their blocks in dates; default: twice what a warning reaches, or an episode lasts
    #[arg(long, value_name = "N", value_parser = block)]
    pub(super) block: Option<f64>,
    /// What the samples start from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Also draw a chart, roc or signal (of one entity), once for each: a name ending in .svg, .png, or .csv for the numbers
    #[arg(long = "chart", value_name = "KIND=FILE", value_parser = backtest_chart)]
    pub(super) charts: Vec<(BacktestChart, PathBuf)>,
    #[command(flatten)]
    pub(super) words: WordsArgs,
    #[command(flatten)]
    pub(super) format: FormatArg,
}

#[cfg(feature = "panel")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BacktestChart {
    Roc,
    Signal,
}

/// Published tables reproduced, or a report's numbers computed again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth verify
  froth verify --format csv
  froth report ai-2025q4 -o report && froth verify report

Without REPORT_DIR: tables that others have published, each beside what froth computes, and to how many digits. With it:
scorecards.json and robustness.json of a folder that froth report wrote, against the same numbers computed again (to 1e-9)
from the scenarios and models that its manifest.json names. Exit with 1 if anything differs.")]
pub(super) struct VerifyArgs {
    /// A folder that `froth report` wrote
    #[arg(value_name = "REPORT_DIR")]
    pub(super) report: Option<PathBuf>,
    #[command(flatten)]
    pub(super) format: FormatArg,
}

/// One chart as SVG or PNG, or the numbers behind it as CSV.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth chart radar dotcom-2000q1 ai-2026q3 -o radar.svg
  froth chart heatmap dotcom-2000q1 ai-2025q4 ai-2026q3 -o heatmap.png
  froth chart riskmap dotcom-2000q1 ai-2026q3 -o riskmap.png --x valuation --y breadth

The ending of FILE chooses the format. Title = finding, subtitle = what is shown, sources at the foot.")]
pub(super) struct ChartArgs {
    /// What to draw
    #[arg(value_enum, value_name = "KIND")]
    pub(super) kind: ChartKind,
    /// Scenarios: built-in ids, paths, or - for standard input
    #[arg(value_name = "SCENARIO", required = true)]
    pub(super) scenarios: Vec<String>,
    /// Where to write it: a name ending in .svg, .png, or .csv for the numbers behind it
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) under: UnderArgs,
    #[command(flatten)]
    pub(super) words: WordsArgs,
    /// Dimension along x (riskmap)
    #[arg(long, value_name = "DIMENSION")]
    pub(super) x: Option<String>,
    /// Dimension along y (riskmap)
    #[arg(long, value_name = "DIMENSION")]
    pub(super) y: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ChartKind {
    /// The dimensions, one outline a scenario
    Radar,
    /// Indicators by scenario, grey where there is no data
    Heatmap,
    /// Indicator by indicator, a dot a scenario
    Dumbbell,
    /// What the score is made of
    Contributions,
    /// From the second scenario's score to the first's
    Difference,
    /// Scores over years since each era's first day
    Path,
    /// One dimension, or the root without it, against another
    Riskmap,
    /// What the score rests on: confidence and missing data
    Coverage,
    /// Where each score lies over draws of all that is uncertain
    Distribution,
    /// Where the first score less the second lies over the same draws
    Gap,
    /// Which sources the uncertainty comes from
    Tornado,
}

/// The words of what is shown.
#[derive(Debug, Args)]
pub(super) struct WordsArgs {
    /// Language of titles, labels and texts
    #[arg(long, value_enum, default_value_t = Lang::En)]
    pub(super) lang: Lang,
    /// A font file for Chinese in PNGs; without it a font of the system is used
    #[arg(long, value_name = "FILE")]
    pub(super) font: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Lang {
    /// English
    En,
    /// Traditional Chinese
    #[value(name = "zh-Hant")]
    ZhHant,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Language::English,
            Lang::ZhHant => Language::TraditionalChinese,
        }
    }
}

fn finite(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|x: &f64| x.is_finite()).ok_or_else(|| "not a number".to_owned())
}

#[cfg(feature = "panel")]
fn lag(text: &str) -> Result<Lag, String> {
    let (kind, number): (fn(usize) -> Lag, &str) = match text.strip_prefix("bic:") {
        Some(number) => (Lag::Bic, number),
        None => (Lag::Fixed, text),
    };
    let number = number.parse().ok().filter(|n| *n <= MAX_LAG);
    number.map(kind).ok_or_else(|| format!("not a number of lags from 0 to {MAX_LAG}, nor bic: and such a number"))
}

#[cfg(feature = "panel")]
fn preference(text: &str) -> Result<f64, String> {
    finite(text).ok().filter(|x| *x > 0.0 && *x < 1.0).ok_or_else(|| "not a number between 0 and 1".to_owned())
}

#[cfg(feature = "panel")]
fn block(text: &str) -> Result<f64, String> {
    finite(text).ok().filter(|x| *x >= 1.0).ok_or_else(|| "not a number from 1 on".to_owned())
}

#[cfg(feature = "panel")]
fn backtest_chart(text: &str) -> Result<(BacktestChart, PathBuf), String> {
    match text.split_once('=') {
        Some(("roc", file)) if !file.is_empty() => Ok((BacktestChart::Roc, file.into())),
        Some(("signal", file)) if !file.is_empty() => Ok((BacktestChart::Signal, file.into())),
        _ => Err("not of the form roc=FILE or signal=FILE".to_owned()),
    }
}

#[cfg(feature = "panel")]
fn pair(text: &str) -> Result<(String, String), String> {
    let (id, column) = text.split_once('=').ok_or_else(|| "not of the form ID=COLUMN".to_owned())?;
    Ok((id.trim().to_owned(), column.trim().to_owned()))
}

fn share(text: &str) -> Result<f64, String> {
    finite(text).ok().filter(|x| (0.0..=1.0).contains(x)).ok_or_else(|| "not a share between 0 and 1".to_owned())
}
