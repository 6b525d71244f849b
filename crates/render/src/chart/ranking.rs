//! The entities of one date: a bar each, the highest first, with name and value.

use super::axis;
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, made_by, number, row};
use super::labels::{Room, labels};
use super::palette::{FAINT, heat, merit};
use super::words::words;
use super::{Chart, Kind};
use crate::locale::{Language, Locale};
use crate::page::score;
use jiff::civil::Date;

/// What a ranking shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// Name and version of the model.
    pub model: String,
    /// Where the data come from.
    pub source: String,
    /// The date.
    pub date: Date,
    /// Whether a high score is good.
    pub high_is_good: bool,
    /// A name and a score each, in any order; missing where there is none.
    pub entities: Vec<(String, Option<f64>)>,
}

/// Room of a bar, and between one and the next.
const BAR: f64 = 22.0;
const STEP: f64 = 30.0;

/// Draws a ranking.
pub fn ranking(of: &Ranking, language: Language) -> Chart {
    let words = words(language);
    let mut entities: Vec<&(String, Option<f64>)> = of.entities.iter().collect();
    entities.sort_by(|a, b| b.1.unwrap_or(-1.0).total_cmp(&a.1.unwrap_or(-1.0)).then_with(|| a.0.cmp(&b.0)));
    let scored = entities.iter().filter(|e| e.1.is_some()).count();
    let title = match entities.first() {
        Some((name, Some(x))) => {
            words.ranking_title(Locale::new(language).day_in_words(of.date), name, score(*x), scored)
        }
        _ => words.no_score().to_owned(),
    };
    let subtitle = if of.high_is_good { words.ranking_good() } else { words.ranking() };
    let mut frame = Frame::new(Kind::Ranking, title, subtitle);
    let (left, right) = (MARGIN + INNER * 0.26, MARGIN + INNER - 90.0);
    let x = |points: f64| left + (right - left) * points / 100.0;
    let top = frame.top + 36.0;
    let bottom = top + STEP * entities.len().max(1) as f64;
    axis::scores_across(&mut frame, &x, (top, bottom));
    let names: Vec<&str> = entities.iter().map(|e| e.0.as_str()).collect();
    let names = labels(&names, Room::line(BODY, false, INNER * 0.26 - 20.0));
    let mut data = vec![row(&["rank", "entity", "score"])];
    for (n, ((name, value), shown)) in entities.iter().zip(names).enumerate() {
        let y = top + STEP * (n as f64 + 0.5);
        frame.canvas.text(Label::new(shown.concat(), left - 12.0, y, BODY).anchored(Anchor::End));
        // Equal scores share the rank of the first of them.
        let rank = value.map(|_| 1 + entities.iter().position(|e| e.1 == *value).unwrap_or(n));
        match value {
            Some(value) => {
                let colour = if of.high_is_good { merit(*value) } else { heat(*value) };
                frame.canvas.bar([left, y - BAR / 2.0, x(*value).max(left + 2.0), y + BAR / 2.0], colour);
                frame.canvas.text(Label::new(score(*value), x(*value) + 10.0, y, SMALL).bold());
            }
            None => frame.canvas.text(Label::new(words.no_score_short(), left + 10.0, y, SMALL).coloured(FAINT)),
        }
        data.push(row(&[&rank.map(|r| r.to_string()).unwrap_or_default(), name, &number(*value)]));
    }
    frame.foot(made_by(words, &of.model, &of.source), bottom, data).typeset(language)
}

#[cfg(test)]
mod tests {
    use super::super::canvas::Shape;
    use super::*;
    use jiff::civil::date;

    fn drawn(high_is_good: bool) -> Chart {
        let entities = [("Low", Some(12.0)), ("High", Some(90.0)), ("None", None), ("Same", Some(12.0))];
        ranking(
            &Ranking {
                model: "m 1".to_owned(),
                source: "data.csv".to_owned(),
                date: date(2018, 12, 31),
                high_is_good,
                entities: entities.map(|(name, x)| (name.to_owned(), x)).to_vec(),
            },
            Language::English,
        )
    }

    #[test]
    fn bars_are_sorted_and_named() {
        let chart = drawn(false);
        let cells: Vec<[&str; 2]> = chart.data[1..].iter().map(|r| [r[0].as_str(), r[1].as_str()]).collect();
        assert_eq!(cells, [["1", "High"], ["2", "Low"], ["2", "Same"], ["", "None"]]);
        let said: Vec<&str> = chart.canvas.labels().map(|l| l.text.as_str()).collect();
        assert!(["High", "90.0", "Low", "12.0", "None"].iter().all(|text| said.contains(text)), "{said:?}");
    }

    #[test]
    fn the_best_is_not_painted_as_the_worst() {
        let first = |chart: &Chart| {
            chart.canvas.shapes.iter().find_map(|shape| match shape {
                Shape::Bar(_, colour) => Some(*colour),
                _ => None,
            })
        };
        assert_eq!(first(&drawn(false)), Some(heat(90.0)));
        assert_eq!(first(&drawn(true)), Some(merit(90.0)));
        let (bad, good) = (heat(90.0), merit(90.0));
        assert!(bad.0 > bad.2 && good.0 < good.2, "red against blue: {bad} {good}");
    }
}
