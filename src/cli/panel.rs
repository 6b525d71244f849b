//! `froth panel`: a table of many dates and entities, scored.

use super::args::{Format, PanelArgs};
use super::chart as chart_file;
use super::load;
use super::output::{Done, Failure, Output, text};
use super::panel_beside::{compared, profiled};
use super::table;
use super::write;
use froth_core::made_from::MadeFrom;
use froth_core::model::{Direction, Episode, Model};
use froth_core::number::counted;
use froth_core::uncertainty::Range;
use froth_panel::audit;
use froth_panel::panel::{FrameOptions, Kept, PanelOptions, RankOptions, Ranked, score_panel};
use froth_render::chart::{Language, Ranking, Ribbon, ranking, ribbon};
use froth_render::locale::Locale;
use froth_render::page::{self, Audited, csv_rows};
use froth_render::workbook::{PanelBook, panel_workbook};
use froth_series::watch::Watch;
use jiff::civil::Date;
use std::collections::BTreeMap;
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
    let mut made = made_from(arguments, &model);
    if parquet || book || said {
        made = table::with_data(made, &arguments.data)?;
    }
    let mut options = options
        .keep(arguments.chart.is_some())
        .keep_steps(book)
        .cells(arguments.cells.is_some())
        .made_from(made.clone());
    if arguments.ranks.is_some() {
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
        let drawn = |language: Language| {
            let locale = Locale::new(language).with_model(&model);
            let shown = shown(&model, kept, &arguments.data, &locale);
            // At one date there is nothing to see over time.
            match (shown.by_entity, shown.dates.as_slice()) {
                (true, [date]) => ranking(&at_once(&model, kept, shown.model, shown.source, *date), language),
                _ => ribbon(&shown, language),
            }
        };
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
    if arguments.ranks.is_some() || arguments.profile.is_some() {
        made.flag("draws", arguments.draws).flag("top", arguments.top).seed(arguments.seed)
    } else {
        made
    }
}

/// A row an entity, the highest score first.
fn table(ranked: &Ranked) -> String {
    const HEADER: [&str; 10] = [
        "entity",
        "score",
        "rank",
        "score_p05",
        "score_median",
        "score_p95",
        "rank_p05",
        "rank_median",
        "rank_p95",
        "share_top",
    ];
    let mut order: Vec<usize> = (0..ranked.entities.len()).collect();
    let rank = |u: &usize| ranked.ranks.units[*u].rank.unwrap_or(f64::INFINITY);
    order.sort_by(|a, b| rank(a).total_cmp(&rank(b)));
    let line = |u: usize| -> Vec<String> {
        let of = &ranked.ranks.units[u];
        let three = |range: Option<Range>| [range.map(|r| r.p05), range.map(|r| r.median), range.map(|r| r.p95)];
        let numbers = [of.score, of.rank].into_iter().chain(three(of.scores)).chain(three(of.ranks)).chain([of.top]);
        let numbers = numbers.map(|x| x.map(|x| x.to_string()).unwrap_or_default());
        std::iter::once(ranked.entities[u].clone()).chain(numbers).collect()
    };
    let header = HEADER.map(str::to_owned).to_vec();
    csv_rows(std::iter::once(header).chain(order.into_iter().map(line)))
}

/// The scores of the entities of the only date, all of them.
fn at_once(model: &Model, kept: &Kept, of: String, source: String, date: Date) -> Ranking {
    let root = kept.dimension(model.root);
    let score = |rows: &[usize]| rows.iter().find_map(|row| root[*row]);
    Ranking {
        model: of,
        source,
        date,
        high_is_good: model.scale.direction == Direction::Good,
        entities: kept.entities.iter().map(|e| (e.name.clone(), score(&e.rows))).collect(),
    }
}

/// The most entities on one chart.
const MOST_ENTITIES: usize = 60;

/// The scores over time: the score and the dimensions right below the root, or where there are several entities the score of each.
fn shown(model: &Model, kept: &Kept, data: &Path, locale: &Locale) -> Ribbon {
    let name = data.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let episode = |e: &Episode| Episode { title: locale.episode(&e.id).to_owned(), ..e.clone() };
    let of = |dates, rows, by_entity, coverage| Ribbon {
        model: format!("{} {}", locale.model(&model.id), model.version),
        source: name.clone(),
        dates,
        rows,
        by_entity,
        high_is_good: model.scale.direction == Direction::Good,
        chained: Vec::new(),
        coverage,
        breaks: Vec::new(),
        episodes: model.episodes.iter().map(episode).collect(),
    };
    if kept.entities.len() > 1 {
        let mut dates = kept.dates.clone();
        dates.sort_unstable();
        dates.dedup();
        let place: BTreeMap<Date, usize> = dates.iter().copied().zip(0..).collect();
        let root = kept.dimension(model.root);
        let mut rows: Vec<(String, Vec<Option<f64>>)> = Vec::with_capacity(kept.entities.len());
        let mut coverage = vec![(0.0, 0.0); dates.len()];
        for entity in &kept.entities {
            let mut column = vec![None; dates.len()];
            for row in &entity.rows {
                let at = place[&kept.dates[*row]];
                column[at] = root[*row];
                coverage[at].0 += kept.coverage[*row];
                coverage[at].1 += 1.0;
            }
            rows.push((entity.name.clone(), column));
        }
        let last = |r: &(String, Vec<Option<f64>>)| r.1.iter().rev().find_map(|x| *x).unwrap_or(-1.0);
        rows.sort_by(|a, b| last(b).total_cmp(&last(a)));
        rows.truncate(MOST_ENTITIES);
        let coverage = coverage.into_iter().map(|(sum, n)| if n > 0.0 { sum / n } else { 0.0 }).collect();
        return of(dates, rows, true, coverage);
    }
    let tops = (0..model.dimensions.len()).filter(|d| model.dimensions[*d].parent == Some(model.root));
    let rows = std::iter::once(model.root).chain(tops);
    let rows = rows.map(|d| (locale.dimension(&model.dimensions[d].id).to_owned(), kept.dimension(d))).collect();
    let alone = of(kept.dates.clone(), rows, false, kept.coverage.clone());
    Ribbon { chained: kept.chained(), breaks: kept.breaks.clone(), ..alone }
}
