//! The ranks of the entities of one date, and where draws put them: a line from the 5th to the 95th percentile each.

use super::axis;
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, made_by, number, row};
use super::labels::{Room, labels};
use super::palette::{AI, FAINT, INK, PAPER};
use super::words::words;
use super::{Chart, Kind};
use crate::locale::Language;
use crate::page::raw;
use froth_core::uncertainty::Range;
use jiff::civil::Date;

/// What a chart of ranks shows.
#[derive(Debug, Clone, PartialEq)]
pub struct RanksDrawn {
    /// Name and version of the model.
    pub model: String,
    /// Where the data come from.
    pub source: String,
    /// The date.
    pub date: Date,
    /// How many draws.
    pub draws: u32,
    /// Mean shift of a rank over the draws.
    pub shift: Option<f64>,
    /// A name, its rank, and where draws put it, in any order; missing where there is no score.
    pub entities: Vec<(String, Option<f64>, Option<Range>)>,
}

/// The most entities that are drawn: those with the first ranks. The numbers behind the chart hold all.
const MOST: usize = 100;

/// Room from one entity to the next.
const STEP: f64 = 30.0;

/// Draws ranks with their intervals, the first on top.
pub fn ranks(of: &RanksDrawn, language: Language) -> Chart {
    let words = words(language);
    let mut entities: Vec<&(String, Option<f64>, Option<Range>)> = of.entities.iter().collect();
    let place = |rank: Option<f64>| rank.unwrap_or(f64::INFINITY);
    entities.sort_by(|a, b| place(a.1).total_cmp(&place(b.1)).then_with(|| a.0.cmp(&b.0)));
    let title = match of.shift {
        Some(shift) => words.ranks_title(of.date, format!("{shift:.1}")),
        None => words.no_score().to_owned(),
    };
    let mut subtitle = words.ranks_drawn(raw(f64::from(of.draws)));
    if entities.len() > MOST {
        subtitle.push_str(&words.ranks_first(MOST, entities.len()));
    }
    let mut frame = Frame::new(Kind::Ranks, title, &subtitle);
    let (left, right) = (MARGIN + INNER * 0.26, MARGIN + INNER - 30.0);
    let last = entities.len().max(2) as f64;
    let x = |rank: f64| left + (right - left) * (rank - 1.0) / (last - 1.0);
    let top = frame.top + 36.0;
    let bottom = top + STEP * entities.len().clamp(1, MOST) as f64;
    axis::ranks_across(&mut frame, last as usize, &x, (top, bottom));
    let names: Vec<&str> = entities.iter().map(|e| e.0.as_str()).collect();
    let names = labels(&names, Room::line(BODY, false, INNER * 0.26 - 20.0));
    let mut data = vec![row(&["entity", "rank", "rank_p05", "rank_median", "rank_p95"])];
    for (n, ((name, rank, range), shown)) in entities.iter().zip(names).enumerate() {
        let of = |pick: fn(&Range) -> f64| number(range.as_ref().map(pick));
        data.push(row(&[name, &number(*rank), &of(|r| r.p05), &of(|r| r.median), &of(|r| r.p95)]));
        if n >= MOST {
            continue;
        }
        let y = top + STEP * (n as f64 + 0.5);
        frame.canvas.text(Label::new(shown.concat(), left - 18.0, y, BODY).anchored(Anchor::End));
        if let Some(range) = range {
            frame.canvas.line(vec![(x(range.p05), y), (x(range.p95), y)], AI, 5.0);
            frame.canvas.dot(x(range.median), y, 9.0, AI);
            frame.canvas.dot(x(range.median), y, 5.0, PAPER);
        }
        match rank {
            Some(rank) => frame.canvas.line(vec![(x(*rank), y - 11.0), (x(*rank), y + 11.0)], INK, 4.0),
            None => frame.canvas.text(Label::new(words.no_score_short(), left + 10.0, y, SMALL).coloured(FAINT)),
        }
    }
    frame.foot(made_by(words, &of.model, &of.source), bottom, data).typeset(language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_first_stands_on_top_with_its_interval() {
        let range = |p05, median, p95| Some(Range { p05, median, p95 });
        let entities = vec![
            ("Second".to_owned(), Some(2.0), range(1.0, 2.0, 3.0)),
            ("None".to_owned(), None, None),
            ("First".to_owned(), Some(1.0), range(1.0, 1.0, 2.0)),
        ];
        let of = RanksDrawn {
            model: "m 1".to_owned(),
            source: "data.csv".to_owned(),
            date: date(2018, 12, 31),
            draws: 1000,
            shift: Some(0.26),
            entities,
        };
        let chart = ranks(&of, Language::English);
        assert_eq!(chart.data[1], ["First", "1", "1", "1", "2"]);
        assert_eq!(chart.data[3], ["None", "", "", "", ""]);
        assert!(chart.title.contains("0.3"), "{}", chart.title);
    }

    #[test]
    fn of_very_many_the_first_are_drawn_and_all_are_in_the_numbers() {
        let entity = |n: usize| (format!("E{n}"), Some(n as f64), Some(Range { p05: 1.0, median: 2.0, p95: 3.0 }));
        let of = RanksDrawn {
            model: "m 1".to_owned(),
            source: "data.csv".to_owned(),
            date: date(2018, 12, 31),
            draws: 10,
            shift: Some(1.0),
            entities: (1..=400).map(entity).collect(),
        };
        let chart = ranks(&of, Language::English);
        assert_eq!(chart.data.len(), 401);
        let said: Vec<&str> = chart.canvas.labels().map(|l| l.text.as_str()).collect();
        assert!(said.contains(&"E100") && !said.contains(&"E101"));
        assert!(said.iter().any(|text| text.contains("the first 100 of 400")), "{said:?}");
    }
}
