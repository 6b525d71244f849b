//! The scores of a table as a picture.

use froth_core::model::{Direction, Episode, Model};
use froth_panel::panel::Kept;
use froth_render::chart::{Chart, Language, Ranking, Ribbon, ranking, ribbon};
use froth_render::locale::Locale;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Scores over time, of several entities a row each; of one date their ranking. `name` is what it calls the table.
pub fn over_time(model: &Model, kept: &Kept, name: &str, language: Language) -> Chart {
    let locale = Locale::new(language).with_model(model);
    let shown = shown(model, kept, name, &locale);
    // At one date there is nothing to see over time.
    match (shown.by_entity, shown.dates.as_slice()) {
        (true, [date]) => ranking(&at_once(model, kept, shown.model, shown.source, *date), language),
        _ => ribbon(&shown, language),
    }
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
fn shown(model: &Model, kept: &Kept, name: &str, locale: &Locale) -> Ribbon {
    let episode = |e: &Episode| Episode { title: locale.episode(&e.id).to_owned(), ..e.clone() };
    let of = |dates, rows, by_entity, coverage| Ribbon {
        model: format!("{} {}", locale.model(&model.id), model.version),
        source: name.to_owned(),
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
