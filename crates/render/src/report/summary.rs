//! The workbook's first sheet: the finding, the headline with its interval, the dimensions and the gaps.

use super::contents::Contents;
use crate::page::{by_date, finding, finding_title, gap};
use crate::workbook::{Datum, Front, Line, POINTS, SHARE, SIGNED};
use froth_core::score::Scorecard;

pub(super) fn summary(contents: &Contents<'_>) -> Front {
    let (words, locale, of) = (contents.words(), contents.locale, contents.comparison());
    let cards = contents.cards();
    let later = by_date(of);
    let mut columns: Vec<String> = cards.iter().map(|c| locale.scenario(&c.scenario).to_owned()).collect();
    columns.extend(later.map(|_| words.gap().to_owned()));
    let mut rows = Vec::new();
    let mut line = |name: &str, format: &'static str, cells: Vec<Datum>| {
        // What comes after the scenarios is the gap of two.
        let shown = |(at, cell): (usize, Datum)| (cell, if at < cards.len() { format } else { SIGNED });
        rows.push(Line { name: name.to_owned(), cells: cells.into_iter().enumerate().map(shown).collect() });
    };
    let each = |cell: &dyn Fn(&Scorecard) -> Datum| cards.iter().map(cell).collect::<Vec<_>>();
    let scores = |scores: Vec<Option<f64>>| -> Vec<Datum> {
        let between = later.map(|[before, now]| {
            let both = scores[now].zip(scores[before]);
            Datum::from(both.map(|(x, y)| gap(x, y)))
        });
        scores.iter().map(|x| Datum::from(*x)).chain(between).collect()
    };
    line(words.day(), "", each(&|c| c.as_of.into()));
    line(words.score(), POINTS, scores(cards.iter().map(|c| c.score).collect()));
    line(words.interval_low(), POINTS, each(&|c| c.interval.interval().map(|i| i.low).into()));
    line(words.interval_median(), POINTS, each(&|c| c.interval.interval().map(|i| i.median).into()));
    line(words.interval_high(), POINTS, each(&|c| c.interval.interval().map(|i| i.high).into()));
    line(words.bounds_low(), POINTS, each(&|c| c.bounds[0].into()));
    line(words.bounds_high(), POINTS, each(&|c| c.bounds[1].into()));
    line(words.level(), "", each(&|c| c.band.as_deref().map(|band| locale.band(band).to_owned()).into()));
    line(words.covered(), SHARE, each(&|c| c.coverage.into()));
    let like = &of.like_for_like;
    let several = cards.len() > 1 && like.weight_left > 0.0;
    let shown = if several { &like.scorecards[..] } else { cards };
    if several {
        line(&words.on_shared(like.counted.len()), "", Vec::new());
        line(words.score(), POINTS, scores(like.scorecards.iter().map(|c| c.score).collect()));
    } else {
        line(words.dimensions(), "", Vec::new());
    }
    for dimension in shown.first().into_iter().flat_map(Scorecard::tops) {
        let of_each = shown.iter().map(|c| c.dimension(&dimension.id).and_then(|d| d.score));
        line(locale.dimension(&dimension.id), POINTS, scores(of_each.collect()));
    }
    Front {
        title: finding_title(of, locale),
        lead: locale.paragraph(&finding(of, locale)),
        columns,
        rows,
        foot: format!(
            "{} {} · {}",
            locale.model(&contents.model().id),
            contents.model().version,
            words.what_a_score_is(locale.low(), locale.high())
        ),
    }
}
