//! `froth exuberance`: tests for explosive growth on the columns of a data file.

use super::args::{CriticalArg, ExuberanceArgs, Format};
use super::chart as chart_file;
use super::exuberance_compare;
use super::exuberance_monitor;
use super::interrupt::{Guard, asked};
use super::output::{Done, Output, text};
use super::progress::Progress;
use super::table;
use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::MadeFrom;
use froth_core::shown;
use froth_panel::exuberance::{Cache, Columns, Critical, Exuberance, Options, Taken, exuberance, lag_text, read};
use froth_render::chart;
use froth_render::locale::{Language, Locale};
use froth_render::page;
use froth_series::psy::{Lag, Residuals, Settings};
use serde::Serialize;

pub(super) fn run(arguments: &ExuberanceArgs, output: &Output) -> Done {
    let ending = arguments.chart.as_deref().map(chart_file::ending).transpose()?;
    // A fundamental is read beside what is named; where nothing is, every column is.
    let named = |names: &[String]| -> Vec<String> {
        let on = arguments.side_by_side.on.iter().filter(|_| !names.is_empty());
        names.iter().chain(on).cloned().collect()
    };
    let columns = Columns {
        columns: if arguments.ratios.is_empty() {
            named(&arguments.columns)
        } else {
            arguments.columns.iter().chain(&arguments.side_by_side.on).cloned().collect()
        },
        ratios: arguments.ratios.clone(),
        series: named(&arguments.series),
        shape: table::shape(&arguments.reading, arguments.long),
        layout: table::layout(&arguments.reading),
        zero_is_missing: arguments.zero_is_missing.clone(),
        allow_gaps: arguments.allow_gaps,
        log: arguments.log,
    };
    let taken = {
        let _guard = Guard::new();
        read(&arguments.data, &columns, asked())
    };
    let Taken { inputs, not_finite, mixed } = taken?;
    table::not_finite(not_finite, output);
    if !mixed.is_empty() {
        output.remark(&format!("left out, for not all that they hold are numbers: {}", few(&mixed)));
    }
    if let Some(from) = arguments.monitor.monitor {
        return exuberance_monitor::run(arguments, from, &inputs, ending.as_deref(), output);
    }
    if arguments.side_by_side.compare_tests {
        return exuberance_compare::run(arguments, inputs, ending.as_deref(), output);
    }
    let options = Options {
        settings: Settings { lag: arguments.lag.0, min_window: arguments.min_window },
        lag_once: arguments.lag.1,
        level: arguments.level,
        critical: critical(arguments.critical_values),
        replications: arguments.replications as usize,
        seed: arguments.seed,
        min_duration: arguments.min_duration,
        control: arguments.control,
        residuals: if arguments.in_place { Residuals::InPlace } else { Residuals::Drawn },
        panel: arguments.panel,
    };
    let cache = if arguments.no_cache { Cache::none() } else { Cache::of_user() };
    let progress = Progress::new("simulating", options.steps(&inputs), output.is_quiet());
    let found = exuberance(&inputs, &options, &cache, &progress)?;
    drop(progress);
    if matches!(arguments.format, Format::Json | Format::Csv) {
        thin(&found, output);
    }
    let forms = Forms { chart: chart::exuberance, csv: page::exuberant_csv, page: page::exuberant };
    told(arguments, ending.as_deref(), &found, &forms, output)
}

/// How a result is drawn and printed; charts and pages name the data's file.
pub(super) struct Forms<T> {
    pub(super) chart: fn(&T, &str, Language) -> chart::Chart,
    pub(super) csv: fn(&T) -> String,
    pub(super) page: fn(&T, &str, &Locale) -> page::Page,
}

/// Draws the chart that was asked for, with this ending, and prints the result.
pub(super) fn told<T: Serialize>(
    arguments: &ExuberanceArgs,
    ending: Option<&str>,
    found: &T,
    forms: &Forms<T>,
    output: &Output,
) -> Done {
    let file = arguments.data.file_name().unwrap_or_default().to_string_lossy();
    if let (Some(path), Some(ending)) = (&arguments.chart, ending) {
        let draw = |language| (forms.chart)(found, &file, language);
        chart_file::write_in(&arguments.words, draw, (path, ending), output)?;
    }
    let made = table::printed(made_from(arguments), &arguments.data, arguments.format)?;
    match arguments.format {
        Format::Json => text(&page::json(&made, found)),
        Format::Csv => text(&(forms.csv)(found)),
        format => {
            let locale = Locale::new(arguments.words.lang.language());
            output.page((forms.page)(found, &file, &locale), format, &locale, &made)
        }
    }
}

/// Lags where they cannot be chosen once: a monitor has no whole series, and tests side by side have one each.
pub(super) fn lag(arguments: &ExuberanceArgs) -> Result<Lag, Diagnostic> {
    match arguments.lag {
        (lag, false) => Ok(lag),
        (lag, true) => {
            let message = "lags are chosen once on a whole series, which --monitor and --compare-tests do not have";
            let help = format!("choose them anew in every window (`{lag}`), or give their number (`2`)");
            Err(Diagnostic::error(Code::Data, message).help(help))
        }
    }
}

/// Pages say so themselves.
fn thin(found: &Exuberance, output: &Output) {
    let decided = found.series.iter().filter(|one| one.critical_values.is_some() && one.is_thin());
    let thin: Vec<String> = decided.map(|one| one.name.clone()).collect();
    if !thin.is_empty() {
        let message = format!("tested at too few rows, or in too short windows, to rest a verdict on: {}", few(&thin));
        output.remark(&message);
    }
}

/// Names for a message: not more than fit.
fn few(names: &[String]) -> String {
    shown::first(names, 20)
}

pub(super) fn made_from(arguments: &ExuberanceArgs) -> MadeFrom {
    let (critical, drawn) = match arguments.critical_values {
        CriticalArg::None => ("none", false),
        CriticalArg::MonteCarlo => ("monte-carlo", true),
        CriticalArg::Bootstrap => ("bootstrap", true),
    };
    let made = table::reading_from(MadeFrom::new("exuberance"), &arguments.reading)
        .flag("column", &arguments.columns)
        .flag("ratio", &arguments.ratios)
        .flag("long", arguments.long)
        .flag("series", &arguments.series)
        .flag("log", arguments.log)
        .flag("zero_is_missing", &arguments.zero_is_missing)
        .flag("allow_gaps", arguments.allow_gaps)
        .flag("lag", lag_text(arguments.lag.0, arguments.lag.1))
        .flag("min_window", arguments.min_window)
        .flag("critical_values", critical)
        .flag("level", Some(arguments.level.percent()).filter(|percent| *percent != 95))
        .flag("min_duration", arguments.min_duration)
        .flag("control", arguments.control)
        .flag("in_place", arguments.in_place)
        .flag("panel", arguments.panel)
        .flag("compare_tests", arguments.side_by_side.compare_tests)
        .flag("on", &arguments.side_by_side.on)
        .flag("monitor", arguments.monitor.monitor.map(|day| day.to_string()))
        .flag("horizon", arguments.monitor.horizon)
        .flag("detector", arguments.monitor.detectors.iter().map(|one| one.as_str()).collect::<Vec<_>>());
    if drawn || arguments.side_by_side.compare_tests || arguments.monitor.monitor.is_some() || arguments.panel {
        made.flag("replications", arguments.replications).seed(arguments.seed)
    } else {
        made
    }
}

fn critical(kind: CriticalArg) -> Critical {
    match kind {
        CriticalArg::None => Critical::None,
        CriticalArg::MonteCarlo => Critical::MonteCarlo,
        CriticalArg::Bootstrap => Critical::Bootstrap,
    }
}
