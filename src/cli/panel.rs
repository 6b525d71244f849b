//! `froth panel`: a table of many dates and entities, scored.

use super::args::{Format, PanelArgs};
use super::chart as chart_file;
use super::load;
use super::output::{Done, Failure, Output, text};
use super::table;
use super::write;
use crate::job::over_time;
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::number::counted;
use froth_panel::audit;
use froth_panel::panel::{PanelOptions, RankOptions, Ranked, score_panel};
use froth_render::page::{self, Audited, csv_rows};
use froth_series::watch::Watch;

pub(super) fn run(arguments: &PanelArgs, output: &Output) -> Done {
    let (model, warnings) = load::model(&arguments.model)?;
    output.findings(&warnings);
    // Parquet files and documents carry what they were made from; CSV has no place for it.
    let parquet = arguments.output.extension().is_some_and(|e| e.eq_ignore_ascii_case("parquet"));
    let said = arguments.audit && matches!(arguments.format, Format::Json | Format::Markdown);
    let mut made = made_from(arguments, &model);
    if parquet || said {
        made = table::with_data(made, &arguments.data)?;
    }
    let read = table::options(&arguments.table, &arguments.reading, arguments.point_in_time, arguments.min_coverage)
        .contributions(arguments.contributions)
        .audit(arguments.audit)
        .chained(arguments.chained);
    let mut options = PanelOptions::of(read)
        .layout(table::layout(&arguments.reading))
        .keep(arguments.chart.is_some())
        .made_from(made.clone());
    if arguments.ranks.is_some() {
        options = options.ranks(RankOptions { draws: arguments.draws, seed: arguments.seed, top: arguments.top });
    }
    let ending = arguments.chart.as_deref().map(chart_file::ending).transpose()?;
    let score = |watch: &dyn Watch| {
        let (data, out) = (&arguments.data, &arguments.output);
        if arguments.audit {
            audit::panel(&model, data, out, &options, watch).map(|(audit, summary)| (Some(audit), summary))
        } else {
            score_panel(&model, data, out, &options, watch).map(|summary| (None, summary))
        }
    };
    let (audit, summary) = table::watched(&arguments.data, output, score)?;
    if let (Some(file), Some(ending), Some(kept)) = (&arguments.chart, &ending, &summary.kept) {
        let name = arguments.data.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let drawn = |language| over_time(&model, kept, &name, language);
        chart_file::write_in(&arguments.words, drawn, (file, ending), output)?;
    }
    if let (Some(file), Some(ranked)) = (&arguments.ranks, &summary.ranked) {
        write::whole(file, table(ranked).as_bytes())?;
        let sources: Vec<&str> = ranked.ranks.sources.iter().map(|s| s.as_str()).collect();
        let date = ranked.date.map(|d| d.to_string()).unwrap_or_default();
        let shift = ranked.ranks.shift.map_or_else(|| "-".to_owned(), |x| format!("{x:.2}"));
        output.remark(&format!(
            "{}: ranks at {date} over {} draws of {}: they move by {shift} places on average",
            file.display(),
            arguments.draws,
            sources.join(", ")
        ));
    }
    let entities = summary.entities.map(|n| format!(" of {}", counted(n, "entity", "entities"))).unwrap_or_default();
    output.remark(&format!(
        "{}: {}{entities}, {} with a score",
        arguments.output.display(),
        counted(summary.rows as usize, "row", "rows"),
        summary.scored
    ));
    table::missing(&summary, output);
    table::unscored(&summary, output);
    if !summary.looks_ahead.is_empty() {
        output.remark(&format!("this model looks ahead, in {}: not for backtests", summary.looks_ahead.join(", ")));
    }
    if let Some(audit) = audit {
        match arguments.format {
            Format::Json => text(&page::json(&made, Audited::panel(&audit)))?,
            Format::Csv => text(&page::audited_panel_csv(&audit))?,
            format => {
                let locale = arguments.words.lang.locale();
                let file = arguments.data.file_name().unwrap_or_default().to_string_lossy().into_owned();
                output.page(page::audited_panel(&audit, &file, locale.language), format, &locale, &made)?;
            }
        }
    }
    if arguments.fail_if_empty && summary.scored == 0 { Err(Failure::Failed) } else { Ok(()) }
}

fn made_from(arguments: &PanelArgs, model: &Model) -> MadeFrom {
    let made = table::made_from(
        MadeFrom::new("panel").model(model),
        &arguments.table,
        &arguments.reading,
        arguments.min_coverage,
    );
    if arguments.ranks.is_some() {
        made.flag("draws", arguments.draws).flag("top", arguments.top).seed(arguments.seed)
    } else {
        made
    }
}

/// The ranks as CSV.
fn table(ranked: &Ranked) -> String {
    let header = Ranked::COLUMNS.map(str::to_owned).to_vec();
    let line = |(entity, numbers): (&str, [Option<f64>; 9])| -> Vec<String> {
        let numbers = numbers.map(|x| x.map(|x| x.to_string()).unwrap_or_default());
        std::iter::once(entity.to_owned()).chain(numbers).collect()
    };
    csv_rows(std::iter::once(header).chain(ranked.rows().map(line)))
}
