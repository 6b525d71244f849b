//! What moved a headline, forward in time: figures, coverage and the rest between the old score and the new one.

use super::axis::Scale;
use super::canvas::{Anchor, Label};
use super::frame::{BODY, Frame, INNER, MARGIN, SMALL, number, row};
use super::measure::first_lines;
use super::palette::{Colour, FAINT, GRID, INK};
use super::words::{Words, words};
use super::{Chart, Kind};
use crate::locale::Locale;
use crate::page::{Told, points, raw, score};
use froth_core::changes::{Changes, Parts};

const UP: Colour = Colour(178, 60, 20);
const DOWN: Colour = Colour(20, 100, 150);

/// The most indicators named beside a bar.
const NAMED: usize = 3;

/// A bar: what it is called in the title and beside it, its points, and the largest of what is in it.
struct Step {
    short: &'static str,
    name: &'static str,
    points: f64,
    /// The points as they are printed.
    told: f64,
    largest: String,
}

/// Draws the way from the old score to the new one, three bars between.
pub fn changes(of: &Changes, locale: &Locale) -> Chart {
    let words = words(locale.language);
    let days = [&of.from, &of.to].map(|end| locale.day_in_words(end.as_of));
    // Both are of one era: days tell them apart, and only on one day their names.
    let ends = if days[0] == days[1] {
        [&of.from, &of.to].map(|end| locale.scenario(&end.scenario))
    } else {
        [days[0].as_str(), days[1].as_str()]
    };
    let below = |n: usize| if ends[n] == days[n] { "" } else { days[n].as_str() };
    let foot = words.foot(locale.model(&of.to.model), &of.to.model_version);
    let Some((parts, told)) = of.parts.as_ref().zip(Told::of(of)) else {
        let frame = Frame::new(Kind::Changes, words.changes_none().to_owned(), &words.changes(&days[0], &days[1]));
        let bottom = frame.top;
        return frame.foot(vec![foot], bottom, Vec::new()).typeset(locale.language);
    };
    let (old, new) = (told.from, told.to);
    let steps = steps(parts, &told, locale, words);
    let said: Vec<String> =
        steps.iter().filter(|s| points(s.told) != "0.0").map(|s| format!("{} {}", s.short, points(s.told))).collect();
    let said = if said.is_empty() { points(0.0) } else { said.join(words.comma()) };
    let title = words.changes_title(locale.scenario(&of.to.scenario), points(told.moved), &days[0], said);
    let mut frame = Frame::new(Kind::Changes, title, &words.changes(&days[0], &days[1]));

    let mut levels = vec![old];
    levels.extend(steps.iter().scan(old, |at, step| {
        *at += step.points;
        Some(*at)
    }));
    let scale = Scale::around(levels.iter().copied().chain([new, old.min(new) - 1.0, old.max(new) + 1.0]), 6.0);
    let (left, right) = (MARGIN + INNER * 0.46, MARGIN + INNER - 90.0);
    let x = |level: f64| left + (right - left) * scale.share(level);
    let (height, top) = (96.0, frame.top + 40.0);
    let bottom = top + height * (steps.len() + 2) as f64;
    for tick in scale.ticks() {
        frame.canvas.line(vec![(x(tick), top), (x(tick), bottom)], GRID, 2.0);
        frame.canvas.text(Label::new(raw(tick), x(tick), top - 18.0, SMALL).anchored(Anchor::Middle).coloured(FAINT));
    }
    let mut data = vec![row(&["step", "points", "score_after"])];
    let name = |frame: &mut Frame, y: f64, name: &str, more: &str| {
        let width = left - MARGIN - 40.0;
        let lines = first_lines(more, SMALL, false, width, 2);
        let at = y + height / 2.0 - SMALL * 0.6 * lines.len() as f64;
        let called = first_lines(name, BODY, true, width, 1).concat();
        frame.canvas.text(Label::new(called, MARGIN, at, BODY).bold());
        for (n, line) in lines.into_iter().enumerate() {
            let y = at + BODY * 0.6 + SMALL * (0.7 + 1.2 * n as f64);
            frame.canvas.text(Label::new(line, MARGIN, y, SMALL).coloured(FAINT));
        }
    };
    let end = |frame: &mut Frame, y: f64, at: f64, level: f64| {
        frame.canvas.dot(x(at), y + height / 2.0, 12.0, INK);
        frame.canvas.text(Label::new(score(level), x(at) + 22.0, y + height / 2.0, BODY).bold());
    };
    name(&mut frame, top, ends[0], below(0));
    end(&mut frame, top, old, old);
    data.push(row(&[ends[0], "", &number(Some(old))]));
    let mut at = old;
    for (n, step) in steps.iter().enumerate() {
        let y = top + height * (n + 1) as f64;
        // A step that prints as none is none: what rounding leaves would be a kink.
        let still = points(step.told) == "0.0";
        let (from, to) = (at, if still { at } else { levels[n + 1] });
        at = to;
        let (low, high) = (from.min(to), from.max(to));
        name(&mut frame, y, step.name, &step.largest);
        let start = if n == 0 { height / 2.0 - 12.0 } else { 24.0 };
        frame.canvas.line(vec![(x(from), y - start), (x(from), y + 24.0)], FAINT, 2.0);
        if still {
            frame.canvas.line(vec![(x(from), y + 24.0), (x(from), y + height - 24.0)], FAINT, 2.0);
        } else {
            let colour = if step.points > 0.0 { UP } else { DOWN };
            frame.canvas.bar([x(low), y + 24.0, x(high).max(x(low) + 2.0), y + height - 24.0], colour);
        }
        frame.canvas.text(Label::new(points(step.told), x(high) + 14.0, y + height / 2.0, BODY));
        data.push(row(&[step.name, &number(Some(step.points)), &number(Some(levels[n + 1]))]));
    }
    let y = bottom - height;
    frame.canvas.line(vec![(x(at), y - 24.0), (x(at), y + height / 2.0 - 12.0)], FAINT, 2.0);
    name(&mut frame, y, ends[1], below(1));
    end(&mut frame, y, at, new);
    data.push(row(&[ends[1], "", &number(Some(new))]));
    frame.foot(vec![foot], bottom, data).typeset(locale.language)
}

fn steps(parts: &Parts, told: &Told, locale: &Locale, words: Words) -> [Step; 3] {
    let largest = |mut of: Vec<(&str, f64)>| {
        of.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        of.retain(|(_, x)| points(*x) != "0.0");
        let named = of.iter().take(NAMED).map(|(id, x)| format!("{} {}", locale.title(id), points(*x)));
        named.collect::<Vec<_>>().join(words.comma())
    };
    let figures = parts.figures.iter().map(|m| (m.id.as_str(), m.points)).collect();
    let coverage = parts.coverage_lost.iter().chain(&parts.coverage_gained);
    let coverage = coverage.map(|p| (p.id.as_str(), p.points)).collect();
    let rest = parts.revisions.iter().map(|m| (m.id.as_str(), m.points));
    let rest = rest.chain([(words.model(), parts.model)]).collect();
    [
        Step {
            short: words.change_figures(),
            name: words.change_figures_row(),
            points: parts.moved(),
            told: told.figures,
            largest: largest(figures),
        },
        Step {
            short: words.change_coverage(),
            name: words.change_coverage_row(),
            points: parts.coverage(),
            told: told.coverage(),
            largest: largest(coverage),
        },
        Step {
            short: words.change_rest(),
            name: words.change_rest_row(),
            points: parts.revised() + parts.model,
            told: told.rest(),
            largest: largest(rest),
        },
    ]
}
