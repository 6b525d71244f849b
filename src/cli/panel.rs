//! `froth panel`: a table of many dates and entities, scored.

use super::args::{Format, PanelArgs};
use super::chart as chart_file;
use super::load;
use super::output::{Done, Failure, Output, text};
use super::panel_beside::{compared, profiled};
use super::ranks;
use super::table;
use super::write;
use crate::job::over_time;
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::number::counted;
use froth_panel::audit;
use froth_panel::panel::{FrameOptions, PanelOptions, RankOptions, score_panel};
use froth_render::page::{self, Audited};
use froth_render::workbook::{PanelBook, panel_workbook};
use froth_series::watch::Watch;
use std::path::Path;

pub(super) fn run(arguments: &PanelArgs, output: &Output) -> Done {
    let (model, warnings) = load::model(&arguments.model)?;
    output.findings(&warnings);
    let options = PanelOptions::of(read(arguments)).layout(table::layout(&arguments.reading));
    if let Some(other) = &arguments.versus {
        return compared(arguments, &model, other, &options, output);
    }
    if let Some(entity) = &arguments.profile {
        return profiled(arguments, &model, entity, &options, output);
    }
    let Some(target) = &arguments.output else { return Ok(()) };
    // Parquet files and documents carry what they were made from; CSV has no place for it.
    let parquet = target.extension().is_some_and(|e| e.eq_ignore_ascii_case("parquet"));
    let book = target.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx"));
    let said = arguments.audit && matches!(arguments.format, Format::Json | Format::Markdown);
    let rank_endings: Vec<String> = arguments.ranks.iter().map(|file| ranks::ending(file)).collect::<Result<_, _>>()?;
    let ranked = rank_endings.iter().any(|ending| ending == "json");
    let mut made = made_from(arguments, &model);
    if parquet || book || said || ranked {
        made = table::with_data(made, &arguments.data)?;
    }
    let mut options = options
        .keep(arguments.chart.is_some())
        .memory(arguments.memory << 20)
        .keep_steps(book)
        .cells(arguments.cells.is_some())
        .made_from(made.clone());
    if !arguments.ranks.is_empty() {
        options = options.ranks(RankOptions { draws: arguments.draws, seed: arguments.seed, top: arguments.top });
    }
    let ending = arguments.chart.as_deref().map(chart_file::ending).transpose()?;
    let score = |watch: &dyn Watch| {
        let (data, out) = (&arguments.data, target.as_path());
        if arguments.audit || book {
            // A workbook is written from what is kept.
            let out = (!book).then_some(out);
            audit::panel(&model, data, out, &options, watch).map(|(audit, summary)| (Some(audit), summary))
        } else {
            score_panel(&model, data, out, &options, watch).map(|summary| (None, summary))
        }
    };
    let (audit, summary) = table::watched(&arguments.data, output, score)?;
    if let (true, Some(kept), Some(audit)) = (book, &summary.kept, &audit) {
        let file = name_of(&arguments.data);
        let book = PanelBook { model: &model, kept, audit, file: &file, made_from: &made };
        let locale = arguments.words.lang.locale().with_model(&model);
        write::whole(target, &panel_workbook(&book, &locale)?)?;
    }
    if let Some(file) = &arguments.cells {
        let cells = audit.as_ref().map_or(&summary.cells, |audit| &audit.cells);
        write::whole(file, page::cells_csv(cells).as_bytes())?;
        output.remark(&format!("{}: {} filled in or treated", file.display(), counted(cells.len(), "value", "values")));
    }
    if let (Some(file), Some(ending), Some(kept)) = (&arguments.chart, &ending, &summary.kept) {
        let name = name_of(&arguments.data);
        let drawn = |language| over_time(&model, kept, &name, language);
        chart_file::write_in(&arguments.words, drawn, (file, ending), output)?;
    }
    if let Some(ranked) = &summary.ranked {
        for (file, ending) in arguments.ranks.iter().zip(&rank_endings) {
            ranks::write(arguments, &model, ranked, (file, ending), &made, output)?;
        }
        let sources: Vec<&str> = ranked.ranks.sources.iter().map(|s| s.as_str()).collect();
        let date = ranked.date.map(|d| d.to_string()).unwrap_or_default();
        let shift = ranked.ranks.shift.map_or_else(|| "-".to_owned(), |x| format!("{x:.2}"));
        let files: Vec<String> = arguments.ranks.iter().map(|file| file.display().to_string()).collect();
        output.remark(&format!(
            "{}: ranks at {date} over {} draws of {}: they move by {shift} places on average",
            files.join(", "),
            arguments.draws,
            sources.join(", ")
        ));
    }
    let entities = summary.entities.map(|n| format!(" of {}", counted(n, "entity", "entities"))).unwrap_or_default();
    output.remark(&format!(
        "{}: {}{entities}, {} with a score",
        target.display(),
        counted(summary.rows as usize, "row", "rows"),
        summary.scored
    ));
    table::missing(&summary, output);
    table::unscored(&summary, output);
    if !summary.looks_ahead.is_empty() {
        output.remark(&format!("this model looks ahead, in {}: not for backtests", summary.looks_ahead.join(", ")));
    }
    if let Some(audit) = audit.filter(|_| arguments.audit) {
        match arguments.format {
            Format::Json => text(&page::json(&made, Audited::panel(&audit)))?,
            Format::Csv => text(&page::audited_panel_csv(&audit))?,
            format => {
                let locale = arguments.words.lang.locale();
                let file = name_of(&arguments.data);
                output.page(page::audited_panel(&audit, &file, locale.language), format, &locale, &made)?;
            }
        }
    }
    if arguments.fail_if_empty && summary.scored == 0 { Err(Failure::Failed) } else { Ok(()) }
}

/// How the table is read, and what is written of it.
fn read(arguments: &PanelArgs) -> FrameOptions {
    table::options(&arguments.table, &arguments.reading, arguments.point_in_time, arguments.min_coverage)
        .contributions(arguments.contributions)
        .audit(arguments.audit)
        .chained(arguments.chained)
}

/// The name of a file without its folders.
pub(super) fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

pub(super) fn made_from(arguments: &PanelArgs, model: &Model) -> MadeFrom {
    let made = table::made_from(
        MadeFrom::new("panel").model(model),
        &arguments.table,
        &arguments.reading,
        arguments.min_coverage,
    );
    let made = made.flag("profile", &arguments.profile);
    if arguments.ranks.is_empty() && arguments.profile.is_none() {
        made
    } else {
        made.flag("draws", arguments.draws).flag("top", arguments.top).seed(arguments.seed)
    }
}
