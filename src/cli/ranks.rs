//! Ranks of a date under draws, as a file of `froth panel --ranks`.

use super::args::PanelArgs;
use super::chart as chart_file;
use super::output::{Done, Output};
use super::panel::name_of;
use super::write::whole;
use froth_core::diag::Diagnostic;
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::sensitivity::EntityRank;
use froth_core::uncertainty::Source;
use froth_panel::panel::Ranked;
use froth_render::chart::{Language, RanksDrawn, ranks};
use froth_render::locale::Locale;
use froth_render::page::{self, csv_rows};
use jiff::civil::Date;
use serde::Serialize;
use std::path::Path;

/// The ending of a file of ranks.
pub(super) fn ending(file: &Path) -> Result<String, Diagnostic> {
    chart_file::ending_among(file, &["csv", "json", "svg", "png"])
}

/// Ranks as rows, as a document, or as a chart; `made` holds the table already.
pub(super) fn write(
    arguments: &PanelArgs,
    model: &Model,
    ranked: &Ranked,
    (file, ending): (&Path, &str),
    made: &MadeFrom,
    output: &Output,
) -> Done {
    match ending {
        "csv" => Ok(whole(file, rows(ranked).as_bytes())?),
        "json" => Ok(whole(file, page::json(made, data(ranked, arguments)).as_bytes())?),
        ending => {
            let source = name_of(&arguments.data);
            let of = |locale: &Locale| RanksDrawn {
                model: format!("{} {}", locale.model(&model.id), model.version),
                source: source.clone(),
                date: ranked.date.unwrap_or_default(),
                draws: arguments.draws,
                shift: ranked.ranks.shift,
                entities: ranked
                    .entities
                    .iter()
                    .zip(&ranked.ranks.units)
                    .map(|(name, unit)| (name.clone(), unit.rank, unit.ranks))
                    .collect(),
            };
            let drawn = |language: Language| ranks(&of(&Locale::new(language).with_model(model)), language);
            chart_file::write_in(&arguments.words, drawn, (file, ending), output)
        }
    }
}

/// Ranks as a document, the highest score first.
fn data(ranked: &Ranked, arguments: &PanelArgs) -> RankedData {
    RankedData {
        date: ranked.date,
        draws: arguments.draws,
        top: arguments.top,
        sources: ranked.ranks.sources.clone(),
        shift: ranked.ranks.shift,
        dimensions: ranked.dimensions.iter().map(|(id, _)| id.clone()).collect(),
        ranks: ranked.by_rank(),
    }
}

/// The ranks of a date under draws.
#[derive(Debug, Serialize)]
struct RankedData {
    date: Option<Date>,
    draws: u32,
    top: usize,
    sources: Vec<Source>,
    shift: Option<f64>,
    dimensions: Vec<String>,
    ranks: Vec<EntityRank>,
}

/// A row an entity, the highest score first.
fn rows(ranked: &Ranked) -> String {
    let line = |(entity, numbers): (String, Vec<Option<f64>>)| -> Vec<String> {
        let numbers = numbers.into_iter().map(|x| x.map(|x| x.to_string()).unwrap_or_default());
        std::iter::once(entity).chain(numbers).collect()
    };
    csv_rows(std::iter::once(ranked.columns()).chain(ranked.rows().map(line)))
}
