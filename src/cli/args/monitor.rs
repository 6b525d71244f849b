//! Arguments of monitors and of tests side by side: what `froth exuberance --monitor` and `--compare-tests` take beside its own.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use froth_panel::exuberance::monitor::Detector;
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct MonitorArgs {
    /// Monitor instead: rows up to this day are the training, each later one is held against a boundary as it comes
    #[arg(long, value_name = "FROM", value_parser = day, conflicts_with_all = ["panel", "control", "in_place", "min_duration"])]
    pub(in crate::cli) monitor: Option<Date>,
    /// Rows after FROM that the chance of a false alarm is held over; default: those of the data
    #[arg(long, value_name = "N", requires = "monitor")]
    pub(in crate::cli) horizon: Option<usize>,
    /// What to watch, several times for several; default: psy, fluc, cusum and sadf
    #[arg(long = "detector", value_name = "NAME", value_parser = detector(), requires = "monitor")]
    pub(in crate::cli) detectors: Vec<Detector>,
    /// Go on from this file, and leave there what the next run goes on from
    #[arg(long, value_name = "FILE", requires_all = ["monitor", "horizon"])]
    pub(in crate::cli) state: Option<PathBuf>,
    /// Exit with 3 if a detector has given an alarm
    #[arg(long, requires = "monitor")]
    pub(in crate::cli) fail_on_alert: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct SideBySideArgs {
    /// Hold several tests against each other instead: PSY with three kinds of critical values, signs, the union with SBZ; with
    /// dates by regimes beside
    #[arg(long, conflicts_with_all = ["monitor", "panel", "control", "in_place", "min_duration"])]
    pub(in crate::cli) compare_tests: bool,
    /// Also test what this column does not explain
    #[arg(long, value_name = "COLUMN", requires = "compare_tests")]
    pub(in crate::cli) on: Option<String>,
}

fn detector() -> impl TypedValueParser<Value = Detector> {
    let known = |name: String| Detector::ALL.into_iter().find(|one| one.as_str() == name);
    PossibleValuesParser::new(Detector::ALL.map(Detector::as_str)).try_map(move |name| known(name).ok_or("no detector"))
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "give a day such as 2019-12-31".to_owned())
}
