//! Columns of scores as cells: of a data frame, of the lines of a CSV file.

use super::Rows;
use crate::panel::read::batch::Entities;
use crate::panel::read::dates;
use crate::panel::scored::{ExtraCells, Scored};
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::Model;
use froth_core::shown;
use polars::prelude::{
    ChunkTake, Column, DataFrame, DataType, Float64Chunked, IdxCa, IntoColumn, NamedFrom, PolarsError, StringChunked,
};
use polars_core::utils::arrow::bitmap::Bitmap;
use rayon::prelude::*;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

/// A column to be written.
pub(super) enum Cells<'a> {
    Days(&'a [i32]),
    Coded(Coded<'a>),
    Numbers(&'a [f64]),
    Words(&'a [&'static str]),
}

/// Words that repeat: each once, and by row which of them it is.
pub(super) struct Coded<'a> {
    words: Vec<&'a str>,
    /// [`NONE`] for no word.
    codes: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl<'a> Coded<'a> {
    /// Names of entities in the order in which these rows have them.
    fn names(places: &[u32], names: &'a Entities) -> Self {
        let mut known = vec![NONE; names.names.len()];
        let mut words = Vec::new();
        let code = |place: &u32| {
            let code = &mut known[*place as usize];
            if *code == NONE {
                *code = words.len() as u32;
                words.push(names.names[*place as usize].as_str());
            }
            *code
        };
        let codes = places.iter().map(code).collect();
        Coded { words, codes }
    }

    /// Bands of scores.
    fn bands(scores: &[f64], model: &'a Model) -> Self {
        let scale = &model.scale;
        let code = |x: &f64| if x.is_nan() { NONE } else { scale.band_place(*x) as u32 };
        Coded {
            words: scale.bands.iter().map(|b| b.label.as_str()).collect(),
            codes: scores.iter().map(code).collect(),
        }
    }
}

/// The scores of some rows as a data frame.
pub(in crate::panel) fn frame(model: &Model, rows: &Rows<'_>, scored: &Scored) -> Result<DataFrame, Diagnostic> {
    framed(rows.dates.len(), &columns(model, rows, scored))
        .map_err(|e| Diagnostic::error(Code::Data, format!("the scores cannot be put into a frame: {e}")))
}

pub(super) fn framed(rows: usize, columns: &[(String, Cells<'_>)]) -> Result<DataFrame, PolarsError> {
    let columns: Result<Vec<Column>, PolarsError> =
        columns.par_iter().map(|(name, cells)| cells.column(name)).collect();
    DataFrame::new(rows, columns?)
}

/// A column as it is written to a CSV file.
pub(super) enum Texts<'a> {
    /// Each word once, as a cell, and by row which of them it is.
    Coded(Vec<String>, Vec<u32>),
    Plain(Cells<'a>),
}

impl<'a> Texts<'a> {
    pub(super) fn of(cells: Cells<'a>) -> Self {
        match cells {
            Cells::Coded(Coded { words, codes }) => {
                Texts::Coded(words.into_iter().map(|word| quoted(&shown::cell(word)).into_owned()).collect(), codes)
            }
            cells => Texts::Plain(cells),
        }
    }

    fn write(&self, row: usize, out: &mut String) {
        // Writing to a String cannot fail.
        let _ = match self {
            Texts::Coded(words, codes) => {
                out.push_str(words.get(codes[row] as usize).map_or("", String::as_str));
                Ok(())
            }
            Texts::Plain(Cells::Days(days)) => match dates::from_days(days[row]) {
                Some(date) => write!(out, "{date}"),
                None => Ok(()),
            },
            Texts::Plain(Cells::Numbers(xs)) if xs[row].is_nan() => Ok(()),
            Texts::Plain(Cells::Numbers(xs)) => write!(out, "{}", xs[row]),
            Texts::Plain(Cells::Words(words)) => {
                out.push_str(&quoted(words[row]));
                Ok(())
            }
            Texts::Plain(Cells::Coded(_)) => Ok(()),
        };
    }
}

/// A cell of a CSV file: in quotation marks where what is in it would end it.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    if text.contains(['"', ',', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}

/// Some rows as lines of a CSV file.
pub(super) fn lines(columns: &[Texts<'_>], rows: Range<usize>) -> String {
    let mut text = String::with_capacity(rows.len() * columns.len() * 16);
    for row in rows {
        for (place, column) in columns.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            column.write(row, &mut text);
        }
        text.push('\n');
    }
    text
}

/// date, entity if there is one, score, band, coverage, then each dimension but the root, then what else is wanted.
pub(super) fn columns<'a>(model: &'a Model, rows: &Rows<'a>, scored: &'a Scored) -> Vec<(String, Cells<'a>)> {
    let mut columns = vec![("date".to_owned(), Cells::Days(rows.dates))];
    if !rows.entities.is_empty() {
        columns.push(("entity".to_owned(), Cells::Coded(Coded::names(rows.entities, rows.names))));
    }
    let headline = &scored.dimensions[model.root];
    columns.push(("score".to_owned(), Cells::Numbers(headline)));
    columns.push(("band".to_owned(), Cells::Coded(Coded::bands(headline, model))));
    columns.push(("coverage".to_owned(), Cells::Numbers(&scored.coverage)));
    for (dimension, column) in model.dimensions.iter().zip(&scored.dimensions) {
        if dimension.id != model.dimensions[model.root].id {
            columns.push((format!("score_{}", dimension.id), Cells::Numbers(column)));
        }
    }
    if !scored.chained.is_empty() {
        columns.push(("score_chained".to_owned(), Cells::Numbers(&scored.chained)));
    }
    let more = [("contribution", &scored.contributions), ("raw", &scored.raw), ("normalised", &scored.normalised)];
    for (kind, all) in more {
        for (indicator, column) in model.indicators.iter().zip(all) {
            columns.push((format!("{kind}_{}", indicator.id), Cells::Numbers(column)));
        }
    }
    for (i, column) in &scored.given {
        columns.push((format!("given_{}", model.indicators[*i].id), Cells::Numbers(column)));
    }
    for extra in &scored.extra {
        let cells = match &extra.cells {
            ExtraCells::Numbers(xs) => Cells::Numbers(xs),
            ExtraCells::Words(words) => Cells::Words(words),
        };
        columns.push((extra.name.clone(), cells));
    }
    for (indicator, column) in model.indicators.iter().zip(&scored.weights) {
        columns.push((format!("weight_{}", indicator.id), Cells::Numbers(column)));
    }
    columns
}

impl Cells<'_> {
    fn column(&self, name: &str) -> Result<Column, PolarsError> {
        Ok(match self {
            Cells::Days(days) => Column::new(name.into(), *days).cast(&DataType::Date)?,
            Cells::Coded(Coded { words, codes }) => {
                let words = StringChunked::new(name.into(), words);
                let known = |code: &u32| Some(*code).filter(|code| *code != NONE);
                let codes: IdxCa = if codes.contains(&NONE) {
                    codes.iter().map(known).collect()
                } else {
                    IdxCa::from_vec(name.into(), codes.clone())
                };
                words.take(&codes)?.with_name(name.into()).into_column()
            }
            Cells::Numbers(xs) if xs.iter().any(|x| x.is_nan()) => {
                let known: Bitmap = xs.iter().map(|x| !x.is_nan()).collect();
                let values = xs.iter().map(|x| if x.is_nan() { 0.0 } else { *x }).collect();
                Float64Chunked::from_vec_validity(name.into(), values, Some(known)).into_column()
            }
            Cells::Numbers(xs) => Float64Chunked::from_vec(name.into(), xs.to_vec()).into_column(),
            Cells::Words(words) => {
                let words = words.iter().map(|w| Some(*w).filter(|w| !w.is_empty()));
                Column::new(name.into(), words.collect::<Vec<Option<&str>>>())
            }
        })
    }
}
