//! `froth chart`: one chart as a file.

use super::args::{ChartArgs, ChartKind, WordsArgs};
use super::load::analysed;
use super::network::{options, usage, wrong_usage};
use super::output::{Done, Output};
use super::progress::Progress;
use super::write;
use crate::catalog;
use crate::job::{Moved, png};
use froth_core::analysis::{Analysis, Effort};
use froth_core::diag::{Code, Diagnostic, did_you_mean};
use froth_core::model::Model;
use froth_core::network::{Network, run as run_network};
use froth_core::sensitivity::Sampling;
use froth_core::uncertainty::Options;
use froth_render::chart::{self, Axes, Chart, Kind};
use froth_render::locale::{Language, Locale};
use std::path::Path;

pub(super) fn run(arguments: &ChartArgs, output: &Output) -> Done {
    let ending = ending(&arguments.output)?;
    if arguments.kind == ChartKind::Changes {
        return changed(arguments, &ending, output);
    }
    if Kind::OF_NETWORKS.contains(&kind(arguments.kind)) {
        return of_network(arguments, &ending, output);
    }
    if !arguments.spread.shock.is_empty() || !arguments.spread.fail.is_empty() {
        wrong_usage("chart", "--shock and --fail belong to the charts of a network: network, cascade, exposure");
    }
    let job = analysed(&arguments.scenarios, &arguments.under, output)?;
    let kind = kind(arguments.kind);
    if job.scenarios.len() < kind.least_scenarios() {
        let message = format!("a {} needs two scenarios", kind.as_str());
        return Err(Diagnostic::error(Code::Count, message).help("it shows the first less the second").into());
    }
    let axes = Axes { x: axis(arguments.x.as_deref(), &job.model)?, y: axis(arguments.y.as_deref(), &job.model)? };
    let scenarios: Vec<_> = job.scenarios.iter().collect();
    let settings = arguments.under.settings();
    let mut analysis = Analysis::new(&job.model, &scenarios, settings)?;
    if kind.needs_robustness() {
        let effort = Effort {
            draws: Options { scoring: settings, apart: false, ..Options::default() },
            sampling: (kind == Kind::Tornado).then(Sampling::default),
        };
        let progress = Progress::new("drawing", effort.steps(), output.is_quiet());
        analysis = analysis.with_robustness(effort, &progress)?;
    }
    let drawn = |language| chart::draw(kind, &analysis, &Locale::of(&analysis, language), axes);
    let file = (arguments.output.as_path(), ending.as_str());
    write_in(&arguments.words, drawn, file, output)
}

/// What moved the headline from the first scenario to the second.
fn changed(arguments: &ChartArgs, ending: &str, output: &Output) -> Done {
    let [old, new] = arguments.scenarios.as_slice() else {
        let message = "a changes chart takes two scenarios";
        return Err(Diagnostic::error(Code::Count, message).help("the old one first, then the new one").into());
    };
    let open = |kind, name: &str, folder: Option<&Path>| output.open(kind, name, folder);
    let Moved { jobs, changes, warnings, .. } = Moved::find([old, new], None, &arguments.under.wanted(&[]), &open)?;
    output.findings(&warnings);
    let names = |language| {
        let locale = jobs.iter().fold(Locale::new(language), |locale, job| locale.with_model(&job.model));
        locale.with_scenarios(jobs.iter().flat_map(|job| &job.scenarios)).calling_by_title()
    };
    let drawn = |language| chart::changes(&changes, &names(language));
    write_in(&arguments.words, drawn, (&arguments.output, ending), output)
}

/// A network, and what a shock does to it.
fn of_network(arguments: &ChartArgs, ending: &str, output: &Output) -> Done {
    usage("chart", &arguments.spread);
    let (kind, options) = (kind(arguments.kind), options(&arguments.spread));
    let [name] = arguments.scenarios.as_slice() else {
        let message = format!("a {} chart shows one network", kind.as_str());
        return Err(Diagnostic::error(Code::Count, message).help("`froth list` names the built-in ones").into());
    };
    if kind == Kind::Cascade && options.failed.is_empty() && options.shocks.is_empty() {
        let help = "say what happens first: --fail NODE, or --shock NODE=SHARE";
        return Err(Diagnostic::error(Code::Shock, "a cascade needs a shock").help(help).into());
    }
    let (network, warnings) = Network::parse(&output.paths().open(catalog::Kind::Network, name, None)?)?;
    output.findings(&warnings);
    let progress = Progress::new("running", 0, output.is_quiet());
    let found = run_network(&network, &options, &progress)?;
    drop(progress);
    let drawn = |language| {
        let locale = Locale::new(language).with_network(&network);
        match kind {
            Kind::Cascade => chart::cascade(&found, &locale),
            Kind::Exposure => chart::exposure(&found, &locale),
            _ => chart::network(&found, &locale),
        }
    };
    write_in(&arguments.words, drawn, (&arguments.output, ending), output)
}

/// The ending of a chart's file: svg, png or csv.
pub(super) fn ending(file: &Path) -> Result<String, Diagnostic> {
    ending_among(file, &["svg", "png", "csv"])
}

/// The ending of a file, where it is one of these.
pub(super) fn ending_among(file: &Path, known: &[&str]) -> Result<String, Diagnostic> {
    let ending = file.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).unwrap_or_default();
    if known.contains(&ending.as_str()) {
        return Ok(ending);
    }
    let [first @ .., last] = known else { return Ok(ending) };
    let first: Vec<String> = first.iter().map(|e| format!(".{e}")).collect();
    let message = format!("{} ends in none of {} and .{last}", file.display(), first.join(", "));
    Err(Diagnostic::error(Code::Write, message).help("the ending chooses the format"))
}

/// Writes what is drawn in a language, in the format of its ending; a PNG is in English where there is no font for Chinese.
pub(super) fn write_in(
    words: &WordsArgs,
    drawn: impl Fn(Language) -> Chart,
    file: (&Path, &str),
    output: &Output,
) -> Done {
    let language = words.lang.language();
    let bytes = match file.1 {
        "svg" => drawn(language).svg().into_bytes(),
        "csv" => drawn(language).csv().into_bytes(),
        _ => {
            let (bytes, remarks) = png(language, words.font.as_deref(), |language| Ok(drawn(language)))?;
            for remark in remarks {
                output.remark(&remark);
            }
            bytes
        }
    };
    Ok(write::whole(file.0, &bytes)?)
}

fn axis(id: Option<&str>, model: &Model) -> Result<Option<usize>, Diagnostic> {
    let Some(id) = id else { return Ok(None) };
    let found = model.dimension(id).map(Some);
    found.ok_or_else(|| {
        let help = did_you_mean(id, "dimensions", model.dimensions.iter().map(|d| d.id.as_str()));
        Diagnostic::error(Code::UnknownId, format!("there is no dimension `{id}`")).help(help)
    })
}

fn kind(kind: ChartKind) -> Kind {
    match kind {
        ChartKind::Rows => Kind::Rows,
        ChartKind::Radar => Kind::Radar,
        ChartKind::Heatmap => Kind::Heatmap,
        ChartKind::Dumbbell => Kind::Dumbbell,
        ChartKind::Contributions => Kind::Contributions,
        ChartKind::Difference => Kind::Difference,
        ChartKind::Changes => Kind::Changes,
        ChartKind::Path => Kind::Path,
        ChartKind::Multiples => Kind::Multiples,
        ChartKind::Range => Kind::Range,
        ChartKind::Riskmap => Kind::Riskmap,
        ChartKind::Coverage => Kind::Coverage,
        ChartKind::Ages => Kind::Ages,
        ChartKind::Distribution => Kind::Distribution,
        ChartKind::Gap => Kind::Gap,
        ChartKind::Tornado => Kind::Tornado,
        ChartKind::Network => Kind::Network,
        ChartKind::Cascade => Kind::Cascade,
        ChartKind::Exposure => Kind::Exposure,
    }
}
