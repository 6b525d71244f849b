//! A panel of one entity over time: a ribbon of heat for the score and each dimension, the coverage below, in the manner of the
//! Fed staff's "Mapping Heat in the U.S. Financial System" (FEDS 2015-059).

use super::axis;
use super::canvas::{Anchor, Canvas, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, made_by, number, row};
use super::labels::{Room, labels};
use super::measure::width_of;
use super::palette::{Colour, DOTCOM, FAINT, GRID, INK, NO_DATA, heat, merit};
use super::words::words;
use super::{Chart, Kind};
use crate::locale::Language;
use crate::page::score;
use froth_core::model::Episode;
use jiff::civil::Date;

/// What a ribbon shows; numbers by date, missing where there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Ribbon {
    /// Name and version of the model.
    pub model: String,
    /// Where the data come from.
    pub source: String,
    /// Rising.
    pub dates: Vec<Date>,
    /// A name and a column each: the score first and then its dimensions, or the score of each entity.
    pub rows: Vec<(String, Vec<Option<f64>>)>,
    /// Whether the rows are entities; the one with the highest last score comes first.
    pub by_entity: bool,
    /// Whether a high score is good.
    pub high_is_good: bool,
    /// The score chained over indicators that come and go; empty for none.
    pub chained: Vec<Option<f64>>,
    /// Share of the weight that had data.
    pub coverage: Vec<f64>,
    /// Whether the set of indicators is another than at the date before.
    pub breaks: Vec<bool>,
    /// Spans of time to be marked.
    pub episodes: Vec<Episode>,
}

/// Columns of colour that a ribbon is cut into at most.
const COLUMNS: usize = 720;

/// Draws a ribbon.
pub fn ribbon(of: &Ribbon, language: Language) -> Chart {
    let words = words(language);
    let root = of.rows.first().map_or(&[][..], |r| &r.1);
    let known = || of.dates.iter().zip(root).filter_map(|(d, x)| Some((*d, (*x)?)));
    let latest = |row: &(String, Vec<Option<f64>>)| {
        let last = row.1.iter().rposition(Option::is_some)?;
        Some((of.dates[last], row.1[last]?))
    };
    let highest = known().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    let title = match (highest, known().next_back()) {
        _ if of.by_entity => match of.rows.first().and_then(|r| Some((r.0.as_str(), latest(r)?))) {
            Some((name, (date, x))) => words.ribbon_entities_title(month(date), name, score(x)),
            None => words.no_score().to_owned(),
        },
        (Some((peak, most)), Some((now, last))) => {
            words.ribbon_title(month(now), score(last), month(peak), score(most))
        }
        _ => words.no_score().to_owned(),
    };
    let marked = of.episodes.iter().any(|e| reaches(of, e).is_some());
    let what = if of.by_entity { words.ribbon_entities() } else { words.ribbon() };
    let subtitle = format!("{what}{}", if marked { words.ribbon_episodes() } else { "" });
    let mut frame = Frame::new(Kind::Ribbon, title, &subtitle);
    let mut y = frame.top;
    let canvas = &mut frame.canvas;
    let (left, right) = (MARGIN + INNER * 0.2, MARGIN + INNER - 10.0);
    let n = of.dates.len().max(1);
    let columns = n.min(COLUMNS);
    let edge = |c: usize| left + (right - left) * c as f64 / columns as f64;
    let spans = spans(of, left, right);
    y = names(canvas, &spans, right, y);
    let rows_of = |c: usize| c * n / columns..((c + 1) * n / columns).max(c * n / columns + 1).min(n);
    let mean = |xs: &mut dyn Iterator<Item = f64>| {
        let (sum, count) = xs.fold((0.0, 0.0), |(s, k), x| (s + x, k + 1.0));
        (count > 0.0).then_some(sum / count)
    };
    let chained = |row: usize| of.chained.get(row).copied().flatten();
    let top = y;
    if (0..n).any(|row| chained(row).is_some()) {
        // The chained level as a line above the ribbons, on the scale of scores.
        let height = 190.0;
        let (low, high) = (0..n).filter_map(chained).fold((0.0f64, 100.0f64), |(l, h), x| (l.min(x), h.max(x)));
        let level = |x: f64| y + height - height * (x - low) / (high - low);
        for span in &spans {
            let corners = vec![(span.from, y), (span.to, y), (span.to, y + height), (span.from, y + height)];
            canvas.area(corners, boom(), 0.16);
        }
        canvas.text(Label::new(words.chained(), MARGIN, y + 12.0, SMALL).coloured(FAINT));
        for tick in [0.0, 50.0, 100.0] {
            canvas.line(vec![(left, level(tick)), (right, level(tick))], GRID, 2.0);
            let label = Label::new(crate::page::raw(tick), left - 10.0, level(tick), SMALL);
            canvas.text(label.anchored(Anchor::End).coloured(FAINT));
        }
        let mut run: Vec<(f64, f64)> = Vec::new();
        for c in 0..columns {
            match mean(&mut rows_of(c).filter_map(chained)) {
                Some(x) => run.push((edge(c).midpoint(edge(c + 1)), level(x))),
                None => canvas.line(std::mem::take(&mut run), INK, 3.0),
            }
        }
        canvas.line(run, INK, 3.0);
        y += height + 26.0;
    } else {
        y += 12.0;
    }
    let strips = y;
    let mut data = vec![row(&["date", "measure", "value"])];
    let band = if of.by_entity { 30.0 } else { 54.0 };
    let names = if of.by_entity { 1 } else { 2 };
    let called: Vec<&str> = of.rows.iter().map(|r| r.0.as_str()).collect();
    let called = labels(&called, Room { size: BODY, bold: !of.by_entity, width: INNER * 0.2 - 20.0, lines: names });
    for (k, ((_, values), lines)) in of.rows.iter().zip(called).enumerate() {
        let step = BODY * 1.15;
        let first = y + band / 2.0 - step * (lines.len().saturating_sub(1)) as f64 / 2.0;
        for (l, line) in lines.into_iter().enumerate() {
            let label = Label::new(line, MARGIN, first + step * l as f64, BODY);
            canvas.text(if k == 0 && !of.by_entity { label.bold() } else { label });
        }
        strip(canvas, (y, band), columns, &edge, &|c| {
            mean(&mut rows_of(c).filter_map(|r| values[r])).map_or(NO_DATA, if of.high_is_good { merit } else { heat })
        });
        y += band + 8.0;
    }
    canvas.text(Label::new(words.covered(), MARGIN, y + 14.0, SMALL).coloured(FAINT));
    strip(canvas, (y, 26.0), columns, &edge, &|c| {
        let share = mean(&mut rows_of(c).map(|r| of.coverage[r])).unwrap_or(0.0).clamp(0.0, 1.0);
        super::palette::mix(Colour(255, 255, 255), Colour(0, 68, 108), share)
    });
    y += 34.0;
    for c in (0..columns).filter(|c| rows_of(*c).any(|r| of.breaks.get(r) == Some(&true))) {
        canvas.line(vec![(edge(c), top), (edge(c), y - 8.0)], FAINT, 1.0);
    }
    for span in &spans {
        for x in [span.from, span.to] {
            canvas.line(vec![(x, strips - 8.0), (x, y - 8.0)], boom(), 2.0);
        }
    }
    let begins = |date: Date| edge(of.dates.partition_point(|d| *d < date) * columns / n);
    axis::years(&mut frame, &of.dates, &begins, y - 6.0);
    for (r, date) in of.dates.iter().enumerate() {
        for (name, values) in &of.rows {
            data.push(row(&[&date.to_string(), name, &number(values[r])]));
        }
        if !of.by_entity {
            data.push(row(&[&date.to_string(), "chained", &number(chained(r))]));
        }
        data.push(row(&[&date.to_string(), "coverage", &number(of.coverage.get(r).copied())]));
    }
    frame.foot(made_by(words, &of.model, &of.source), y + 8.0, data).typeset(language)
}

fn boom() -> Colour {
    DOTCOM
}

/// An episode on the page.
struct Span<'a> {
    name: &'a str,
    from: f64,
    to: f64,
}

/// The rows in an episode, the last one excluded; none if there are none.
fn reaches(of: &Ribbon, episode: &Episode) -> Option<(usize, usize)> {
    let first = of.dates.partition_point(|d| *d < episode.from);
    let end = episode.to.map_or(of.dates.len(), |to| of.dates.partition_point(|d| *d <= to));
    (first < end).then_some((first, end))
}

/// Episodes that the dates reach into.
fn spans(of: &Ribbon, left: f64, right: f64) -> Vec<Span<'_>> {
    let at = |row: usize| left + (right - left) * row as f64 / of.dates.len() as f64;
    let span = |e: &'_ Episode| reaches(of, e).map(|(first, end)| (at(first), at(end)));
    of.episodes.iter().filter_map(|e| span(e).map(|(from, to)| Span { name: &e.title, from, to })).collect()
}

/// Writes names of episodes above their spans, in as many lines as they need beside each other; gives where they end.
fn names(canvas: &mut Canvas, spans: &[Span<'_>], right: f64, top: f64) -> f64 {
    const LINE: f64 = SMALL * 1.25;
    let mut taken: Vec<f64> = Vec::new();
    for span in spans {
        let half = width_of(span.name, SMALL, false) / 2.0;
        let centre = span.from.midpoint(span.to).min(right - half);
        let line = taken.iter().position(|end| end + 14.0 <= centre - half).unwrap_or_else(|| {
            taken.push(f64::NEG_INFINITY);
            taken.len() - 1
        });
        taken[line] = centre + half;
        let label = Label::new(span.name, centre, top + LINE * line as f64, SMALL);
        canvas.text(label.anchored(Anchor::Middle).coloured(boom()));
    }
    if taken.is_empty() { top } else { top + LINE * taken.len() as f64 + 6.0 }
}

fn month(date: Date) -> String {
    format!("{}-{:02}", date.year(), date.month())
}

/// A strip of colours; neighbours of one colour make one bar.
fn strip(
    canvas: &mut Canvas,
    (top, height): (f64, f64),
    columns: usize,
    edge: &dyn Fn(usize) -> f64,
    colour: &dyn Fn(usize) -> Colour,
) {
    let mut start = 0;
    for c in 1..=columns {
        if c == columns || colour(c) != colour(start) {
            canvas.bar([edge(start), top, edge(c), top + height], colour(start));
            start = c;
        }
    }
}
