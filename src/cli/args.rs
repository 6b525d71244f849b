//! Arguments: data only.

#[cfg(feature = "panel")]
mod data;
#[cfg(feature = "feeds")]
mod feeds;
#[cfg(feature = "panel")]
mod monitor;
mod network;
mod shell;

#[cfg(feature = "panel")]
pub(super) use data::{
    BacktestArgs, BacktestChart, BaseRatesArgs, BaseRatesChart, CriticalArg, DialectArg, DriversArgs, ExuberanceArgs,
    PanelArgs, ReadingArgs, SqlArgs, TableArgs,
};

#[cfg(feature = "feeds")]
pub(super) use feeds::{FetchArgs, StoreArgs, UpdateArgs};
pub(super) use network::{ChannelArg, MethodArg, NetworkArgs, SpreadArgs};
pub(super) use shell::{CompletionsArgs, ManArgs};

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
#[cfg(feature = "panel")]
use froth_panel::verify::Brought;
use froth_render::locale::{Language, Locale};
use std::path::PathBuf;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// What a program that runs this one can rely on.
pub(super) const EXITS: [(u8, &str); 6] = [
    (0, "done, warnings included"),
    (1, "bad input or a failure; froth verify found a difference; --fail-if-empty, and no row has a score"),
    (2, "wrong usage"),
    (3, "done, and --fail-at or --fail-on-alert was met"),
    (130, "interrupted"),
    (143, "ended by SIGTERM"),
];

/// Is it a bubble? Scores dated scenarios against the worst booms on record, every number with its source.
#[derive(Debug, Parser)]
#[command(name = "froth", version, styles = STYLES, disable_help_subcommand = true)]
#[command(after_help = "\
Start with:
  froth compare dotcom-2000q1 ai-2026q3   the dot-com peak against today
  froth score ai-2025q4                   one scenario, number by number
  froth list                              everything that is built in
  froth new scenario mine.toml            your own figures, in five minutes

A SCENARIO or -m MODEL is a built-in id, a path (with a / or ending in .toml), or - for standard input. A table of data is a
path or -. Results go to standard output, everything else to standard error.
SCENARIO@2025-12-31 is the scenario cut at that day: nothing later is seen.
Exit codes: 0 done, 1 bad input, 2 wrong usage, 3 done and --fail-at or --fail-on-alert was met, 130 interrupted, 143 ended by SIGTERM.")]
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
    Changes(ChangesArgs),
    Report(ReportArgs),
    Chart(ChartArgs),
    Uncertainty(UncertaintyArgs),
    Sensitivity(SensitivityArgs),
    Stress(StressArgs),
    Track(TrackArgs),
    Network(NetworkArgs),
    #[cfg(feature = "panel")]
    Panel(PanelArgs),
    #[cfg(feature = "panel")]
    Sql(SqlArgs),
    #[cfg(feature = "panel")]
    Exuberance(ExuberanceArgs),
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    #[cfg(feature = "panel")]
    Backtest(BacktestArgs),
    #[cfg(feature = "panel")]
    BaseRates(BaseRatesArgs),
    #[cfg(feature = "feeds")]
    Fetch(FetchArgs),
    #[cfg(feature = "feeds")]
    Update(UpdateArgs),
    Schema(SchemaArgs),
    Verify(VerifyArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    #[value(help = "On a terminal, unless NO_COLOR is set, and where CLICOLOR_FORCE is")]
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
    /// Rows for a spreadsheet or a script
    Csv,
    /// For documents and chats
    Markdown,
}

/// The formats of a command, whose CSV has the rows that `csv` says.
fn formats(csv: &'static str) -> impl TypedValueParser<Value = Format> {
    let named = |format: &Format| {
        let value = format.to_possible_value()?;
        Some(if *format == Format::Csv { value.help(csv) } else { value })
    };
    PossibleValuesParser::new(Format::value_variants().iter().filter_map(named))
        .try_map(|name| Format::from_str(&name, false))
}

/// The built-in models, scenarios and networks, a line each.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  froth list\n  froth list --format json")]
pub(super) struct ListArgs {
    #[command(flatten)]
    pub(super) lang: LangArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a built-in"))]
    pub(super) format: Format,
}

/// The TOML of a built-in, to read, copy and edit.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  froth show four-dimensions\n  froth show ai-2025q4 > mine.toml\n  froth show my-model.toml --resolved"
)]
pub(super) struct ShowArgs {
    /// Id of a built-in model, scenario or network; with --resolved also a model's file
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// Write a model's defaults out: what each of its indicators ends up with
    #[arg(long)]
    pub(super) resolved: bool,
}

/// Writes a commented file to start from; never overwrites.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  froth new scenario mine.toml && froth score mine.toml\n  froth new model my-model.toml && froth check my-model.toml\n  froth new network my-network.toml && froth network my-network.toml --rank"
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
    /// Who owes, buys from and owns whom
    Network,
}

/// A file format as JSON Schema, for editors: every key with what it means, its unit and its default.
#[allow(clippy::doc_markdown)] // the help of a command, not Markdown
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth schema model > model.schema.json
  froth schema scenario > scenario.schema.json
  froth schema network > network.schema.json
  froth schema feeds > feeds.schema.json

Files that froth new writes name these as their schema in the first line; docs/format.md says
which editors read it.")]
pub(super) struct SchemaArgs {
    /// Which format
    #[arg(value_enum)]
    pub(super) kind: SchemaKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaKind {
    /// What is measured and how it is scored
    Model,
    /// What was observed
    Scenario,
    /// Who owes, buys from and owns whom
    Network,
    /// Where series are published
    Feeds,
}

/// Checks models, scenarios and networks, and says everything that is wrong with them at once.
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
    pub(super) lang: LangArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a finding, and one for a file without any"))]
    pub(super) format: Format,
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
    #[command(flatten)]
    pub(super) lang: LangArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a scenario and node"))]
    pub(super) format: Format,
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
    #[command(flatten)]
    pub(super) lang: LangArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a scenario and node"))]
    pub(super) format: Format,
    /// Every indicator with its sources, both readings and reverse stress, not what fits a screen; JSON and CSV are whole always
    #[arg(long)]
    pub(super) full: bool,
}

/// A folder with a page that explains itself, its charts, and the data behind them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth report dotcom-2000q1 ai-2025q4 ai-2026q3
  froth report mine.toml ai-2026q3 -o report --lang zh-Hant
  froth report mine.toml -o report-2026-11 --since report-2026-10

DIR gets index.html, report.md, charts/ (svg, png, csv), scorecards.json and .csv, robustness.json, changes.json, report.xlsx, and in
inputs/ the model and scenarios, which load by themselves. Files of an older report there are replaced; files that no report wrote are
never touched.")]
pub(super) struct ReportArgs {
    /// Scenarios: built-in ids, paths, or - for standard input
    #[arg(value_name = "SCENARIO", required = true)]
    pub(super) scenarios: Vec<String>,
    /// Folder to write to
    #[arg(short, long, value_name = "DIR", default_value = "output")]
    pub(super) output: PathBuf,
    /// Say what changed since an earlier report, beside what changed since the last point of the path
    #[arg(long, value_name = "REPORT_DIR")]
    pub(super) since: Option<PathBuf>,
    /// Also say who falls with whom in a network: a built-in id or a path
    #[arg(long, value_name = "NETWORK")]
    pub(super) network: Option<String>,
    /// Who fails in it, several times for several; default: whose failure costs others most
    #[arg(long, value_name = "NODE", requires = "network")]
    pub(super) fail: Vec<String>,
    #[command(flatten)]
    pub(super) under: UnderArgs,
    #[command(flatten)]
    pub(super) words: WordsArgs,
}

/// What changed? A headline's move in parts: model, revised figures, data that went, figures, data that came.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth changes ai-2025q4 ai-2026q3
  froth changes ai@2026-06-30 ai@2026-09-30
  froth changes last-month.toml mine.toml --format markdown
  froth changes report-2026-10 report-2026-11
  froth changes ai-2026q3 ai-2026q3 -m four-dimensions -m ./my-model.toml

The parts sum to the move. Figures that both have are shared out as froth compare shares a difference out; what one of both
lacks is coverage, and no news about the market.")]
#[command(mut_arg("models", |models| models.help("Model to score both with; given twice, the model of OLD and that of NEW; default: that of a report, else each scenario's own, else four-dimensions")))]
pub(super) struct ChangesArgs {
    /// The earlier scenario: a built-in id, a path, or - for standard input; SCENARIO@DATE cuts it at
    /// a day; a folder that froth report wrote
    #[arg(value_name = "OLD")]
    pub(super) old: String,
    /// The later one, of the same era
    #[arg(value_name = "NEW")]
    pub(super) new: String,
    /// The scenario to take of reports that have several; default: the latest that both have, by its id or its era
    #[arg(long, value_name = "ID")]
    pub(super) scenario: Option<String>,
    #[command(flatten)]
    pub(super) under: UnderArgs,
    #[command(flatten)]
    pub(super) lang: LangArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a part"))]
    pub(super) format: Format,
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
    /// A source to leave out: values, weights, ends, rules, aggregation, drop or missing; several times for several
    #[arg(long, value_enum, value_name = "SOURCE")]
    pub(super) without: Vec<SourceArg>,
    #[command(flatten)]
    pub(super) under: UnderArgs,
    #[command(flatten)]
    pub(super) lang: LangArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a score, a dimension and a gap"))]
    pub(super) format: Format,
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
    /// Scores of indicators without a figure
    Missing,
}

/// What does the uncertainty come from? Sobol indices of a score, or with two scenarios of the gap between them; of a table, what
/// drives the ranks of its entities.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth sensitivity ai-2026q3
  froth sensitivity dotcom-1998q4 ai-2026q3 --samples 16384
  froth sensitivity --panel my-regions.csv -m my-regions.toml --at 2018-12-31 --target top:10

S1: the share of the variance that a source explains alone; ST: with all that it does together with others. Sampling stops
early once no interval is wider than 0.01 to either side.")]
pub(super) struct SensitivityArgs {
    /// One scenario for its score, two for the gap: built-in ids, paths, or - for standard input
    #[cfg_attr(not(feature = "panel"), arg(value_name = "SCENARIO", required = true, num_args = 1..=2))]
    #[cfg_attr(feature = "panel", arg(value_name = "SCENARIO", required_unless_present = "panel", conflicts_with = "panel", num_args = 1..=2))]
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
    pub(super) lang: LangArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a source; of a table also an entity, what leaves and a dimension"))]
    pub(super) format: Format,
    #[cfg(feature = "panel")]
    #[command(flatten)]
    pub(super) drivers: DriversArgs,
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
    pub(super) lang: LangArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row an indicator"))]
    pub(super) format: Format,
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
    #[command(flatten)]
    pub(super) lang: LangArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a number, by scenario and date"))]
    pub(super) format: Format,
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

/// Published tables reproduced, or a report's numbers computed again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth verify
  froth verify --format csv
  froth report ai-2025q4 -o report && froth verify report
  froth verify --data crises=prepared.csv --data industries=french.csv

With --data: published numbers on tables that froth may not ship, recomputed from your copy; docs/evidence.md has columns and
recipes. Without REPORT_DIR: tables that others have published, each beside what froth computes, and to how many digits. With it:
scorecards.json and robustness.json of a folder that froth report wrote, against the same numbers computed again (to 1e-9)
from the scenarios and models that its manifest.json names. Exit with 1 if anything differs.")]
pub(super) struct VerifyArgs {
    /// A folder that `froth report` wrote
    #[arg(value_name = "REPORT_DIR")]
    pub(super) report: Option<PathBuf>,
    /// Recompute published numbers from a table of yours: crises or industries; several times for several
    #[cfg(feature = "panel")]
    #[arg(long, value_name = "KIND=FILE", value_parser = brought, conflicts_with = "report")]
    pub(super) data: Vec<(Brought, PathBuf)>,
    #[command(flatten)]
    pub(super) lang: LangArgs,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = formats("A row a number that was compared"))]
    pub(super) format: Format,
}

#[cfg(feature = "panel")]
fn brought(text: &str) -> Result<(Brought, PathBuf), String> {
    let wrong = || "not of the form crises=FILE or industries=FILE".to_owned();
    let (kind, file) = text.split_once('=').filter(|(_, file)| !file.is_empty()).ok_or_else(wrong)?;
    Ok((Brought::parse(kind).map_err(|_| wrong())?, file.into()))
}

/// One chart as SVG or PNG, or the numbers behind it as CSV.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  froth chart radar dotcom-2000q1 ai-2026q3 -o radar.svg
  froth chart heatmap dotcom-2000q1 ai-2025q4 ai-2026q3 -o heatmap.png
  froth chart riskmap dotcom-2000q1 ai-2026q3 -o riskmap.png --x valuation --y breadth
  froth chart changes ai@2025-12-31 ai@2026-09-30 -o changes.svg
  froth chart network ai-financing-2026q3 --fail openai -o network.png

network, cascade and exposure show a network instead of scenarios. The ending of FILE chooses the format. Title = finding, subtitle = what is shown, sources at the foot.")]
pub(super) struct ChartArgs {
    /// What to draw
    #[arg(value_enum, value_name = "KIND")]
    pub(super) kind: ChartKind,
    /// Scenarios, or one network: built-in ids, paths, or - for standard input
    #[arg(value_name = "SCENARIO|NETWORK", required = true)]
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
    #[command(flatten, next_help_heading = "Of a network")]
    pub(super) spread: SpreadArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ChartKind {
    /// The finding: score with its interval and what is missing, and a row a dimension
    Rows,
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
    /// From an old scenario's score to a new one's: figures, coverage, the rest
    Changes,
    /// Scores over years since each era's first day
    Path,
    /// Figures in their own units over years since each era's first day
    Multiples,
    /// What others, such as what-ifs, come to beside the first scenario
    Range,
    /// One dimension, or the root without it, against another
    Riskmap,
    /// What the score rests on: confidence and missing data
    Coverage,
    /// How old the figures are that the score rests on
    Ages,
    /// Where each score lies over draws of all that is uncertain
    Distribution,
    /// Where the first score less the second lies over the same draws
    Gap,
    /// Which sources the uncertainty comes from
    Tornado,
    /// Of a network: who is tied to whom, and whom a failure reaches
    Network,
    /// Of a network: what a failure costs round by round, and whom
    Cascade,
    /// Of a network: who stands to lose how much on whom
    Exposure,
}

/// The language of what people read; JSON and CSV are the same in every language.
#[derive(Debug, Args)]
pub(super) struct LangArgs {
    /// Language of titles, labels and texts
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
}

impl LangArgs {
    pub(super) fn language(&self) -> Language {
        match self.lang {
            Lang::En => Language::English,
            Lang::ZhHant => Language::TraditionalChinese,
        }
    }

    /// The language, without names yet.
    pub(super) fn locale(&self) -> Locale {
        Locale::new(self.language())
    }
}

/// The words of what is drawn.
#[derive(Debug, Args)]
pub(super) struct WordsArgs {
    #[command(flatten)]
    pub(super) lang: LangArgs,
    /// A font file for what the built-in font lacks in PNGs, as Chinese; after it a font of the system is used
    #[arg(long, value_name = "FILE")]
    pub(super) font: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lang {
    /// English
    En,
    /// Traditional Chinese
    #[value(name = "zh-Hant")]
    ZhHant,
}

fn finite(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|x: &f64| x.is_finite()).ok_or_else(|| "not a number".to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    finite(text).ok().filter(|x| (0.0..=1.0).contains(x)).ok_or_else(|| "not a share between 0 and 1".to_owned())
}
