//! What the uncertainty comes from: total and first-order Sobol indices, largest first, with their intervals.

use super::canvas::{Anchor, Label};
use super::distribution::absent;
use super::frame::{Frame, INNER, MARGIN, SMALL, row};
use super::labels::{Room, labels};
use super::palette::{Colour, FAINT, GRID};
use super::{Chart, Kind, View};
use crate::page::{score, source_name};
use froth_core::sensitivity::SourceIndex;

/// Sources shown one by one.
const MOST: usize = 18;

const ALONE: Colour = Colour(0, 68, 108);
const TOGETHER: Colour = Colour(150, 195, 220);
const INTERVAL: Colour = Colour(213, 94, 0);

pub(super) fn draw(view: &View<'_>) -> Chart {
    let words = view.words();
    let Some(of) = view.robustness().and_then(|r| r.sensitivity.as_ref()) else { return absent(view, Kind::Tornado) };
    let name = |source: &str| source_name(source, view.locale);
    let target = match of.scenarios.as_slice() {
        [a, b, ..] => words.tornado_gap(view.locale.scenario(a), view.locale.scenario(b)),
        [a] => view.locale.scenario(a).to_owned(),
        [] => String::new(),
    };
    let title = match of.indices.first().filter(|i| !i.index.is_indistinct()) {
        Some(first) => {
            let share = crate::page::share(first.index.st.clamp(0.0, 1.0));
            words.tornado_title(name(&first.source), &share, &target)
        }
        None => words.tornado_none(&target),
    };
    let sd = of.sd.map(score).unwrap_or_default();
    let reading = if of.like_for_like { words.like_for_like() } else { words.all_data() };
    let subtitle = words.tornado(reading, &sd, of.samples);
    let mut frame = Frame::new(Kind::Tornado, title, &subtitle);
    frame.legend(&[(words.first_order().to_owned(), ALONE), (words.total().to_owned(), TOGETHER)]);
    let mut data = vec![row(&["source", "s1", "s1_low", "s1_high", "st", "st_low", "st_high"])];
    for i in &of.indices {
        let mut cells = vec![i.source.clone()];
        cells.extend(i.index.numbers().map(|x| x.to_string()));
        data.push(cells);
    }
    let left = MARGIN + INNER * 0.42;
    let right = MARGIN + INNER - 90.0;
    let shown = &of.indices[..of.indices.len().min(MOST)];
    let most = shown.iter().map(|i| i.index.st_high.max(i.index.st)).fold(0.05, f64::max).min(1.0);
    let step = if most > 0.5 {
        0.2
    } else if most > 0.2 {
        0.1
    } else {
        0.05
    };
    let end = (most / step).ceil() * step;
    let x = |share: f64| left + (right - left) * (share / end).clamp(0.0, 1.0);
    let height = 46.0;
    let top = frame.top + 36.0;
    let bottom = top + height * shown.len() as f64;
    for tick in (0..=(end / step).round() as usize).map(|k| k as f64 * step) {
        frame.canvas.line(vec![(x(tick), top), (x(tick), bottom)], GRID, 2.0);
        let text = format!("{:.0} %", 100.0 * tick);
        frame.canvas.text(Label::new(text, x(tick), top - 18.0, SMALL).anchored(Anchor::Middle).coloured(FAINT));
    }
    let names: Vec<String> = shown.iter().map(|i| name(&i.source)).collect();
    let names = labels(&names, Room { size: SMALL, bold: false, width: INNER * 0.42 - 24.0, lines: 2 });
    for ((n, SourceIndex { index, .. }), lines) in shown.iter().enumerate().zip(names) {
        let y = top + height * (n as f64 + 0.5);
        frame.block(lines, &Label::new("", MARGIN, y, SMALL));
        frame.canvas.bar([left, y - 14.0, x(index.st), y + 14.0], TOGETHER);
        if !index.is_alone_indistinct() {
            frame.canvas.bar([left, y - 7.0, x(index.s1.min(index.st)), y + 7.0], ALONE);
        }
        frame.canvas.line(vec![(x(index.st_low), y), (x(index.st_high), y)], INTERVAL, 3.0);
        let text = format!("{:.1} %", 100.0 * index.st);
        frame.canvas.text(Label::new(text, x(index.st_high.max(index.st)) + 12.0, y, SMALL));
    }
    frame.finish(view, bottom, data)
}
