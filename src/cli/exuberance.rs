//! `froth exuberance`: tests for explosive growth on the columns of a data file.

use super::args::{CriticalArg, ExuberanceArgs, Format};
use super::chart as chart_file;
use super::interrupt::{Guard, asked};
use super::output::{Done, Failure, Output, text};
use super::progress::Progress;
use super::table;
use super::write;
use crate::job::explosive::{Explosive, Found, Way};
use froth_core::made_from::MadeFrom;
use froth_core::shown;
use froth_panel::exuberance::{Cache, Columns, Critical, Exuberance, Taken};
use froth_render::locale::Locale;

pub(super) fn run(arguments: &ExuberanceArgs, output: &Output) -> Done {
    let ending = arguments.chart.as_deref().map(chart_file::ending).transpose()?;
    let asked_for = explosive(arguments);
    let taken = {
        let _guard = Guard::new();
        asked_for.read(&arguments.data, asked())
    };
    let Taken { inputs, not_finite, mixed } = taken?;
    table::not_finite(not_finite, output);
    if !mixed.is_empty() {
        output.remark(&format!("left out, for not all that they hold are numbers: {}", few(&mixed)));
    }
    let cache = if arguments.no_cache { Cache::none() } else { Cache::of_user() };
    let progress = Progress::new("simulating", asked_for.steps(&inputs), output.is_quiet());
    let found = asked_for.run(inputs, &cache, &write::whole, &progress)?;
    drop(progress);
    if let Found::Dated(found) = &found
        && matches!(arguments.format, Format::Json | Format::Csv)
    {
        thin(found, output);
    }
    let file = arguments.data.file_name().unwrap_or_default().to_string_lossy();
    if let (Some(path), Some(ending)) = (&arguments.chart, &ending) {
        chart_file::write_in(&arguments.words, |language| found.chart(&file, language), (path, ending), output)?;
    }
    let made = table::reading_from(MadeFrom::new("exuberance"), &arguments.reading)
        .flag("long", arguments.long)
        .flag("zero_is_missing", &arguments.zero_is_missing);
    let made = table::printed(asked_for.stated(made), &arguments.data, arguments.format)?;
    match arguments.format {
        Format::Json => text(&found.json(&made))?,
        Format::Csv => text(&found.csv())?,
        format => {
            let locale = Locale::new(arguments.words.lang.language());
            output.page(found.page(&file, &locale), format, &locale, &made)?;
        }
    }
    let alarm = matches!(&found, Found::Monitored(found) if found.has_alarm());
    if arguments.monitor.fail_on_alert && alarm { Err(Failure::AtLevel) } else { Ok(()) }
}

fn explosive(arguments: &ExuberanceArgs) -> Explosive {
    let (monitor, side_by_side) = (&arguments.monitor, &arguments.side_by_side);
    let way = match monitor.monitor {
        Some(from) => Way::Monitored {
            from,
            horizon: monitor.horizon,
            detectors: monitor.detectors.clone(),
            state: monitor.state.clone(),
        },
        None if side_by_side.compare_tests => Way::SideBySide { on: side_by_side.on.clone() },
        None => Way::Dated {
            min_duration: arguments.min_duration,
            control: arguments.control,
            in_place: arguments.in_place,
            panel: arguments.panel,
        },
    };
    Explosive {
        columns: Columns {
            columns: arguments.columns.clone(),
            ratios: arguments.ratios.clone(),
            series: arguments.series.clone(),
            shape: table::shape(&arguments.reading, arguments.long),
            layout: table::layout(&arguments.reading),
            zero_is_missing: arguments.zero_is_missing.clone(),
            allow_gaps: arguments.allow_gaps,
            log: arguments.log,
        },
        lag: arguments.lag,
        min_window: arguments.min_window,
        level: arguments.level,
        critical: critical(arguments.critical_values),
        replications: arguments.replications as usize,
        seed: arguments.seed,
        way,
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

fn critical(kind: CriticalArg) -> Critical {
    match kind {
        CriticalArg::None => Critical::None,
        CriticalArg::MonteCarlo => Critical::MonteCarlo,
        CriticalArg::Bootstrap => Critical::Bootstrap,
    }
}
