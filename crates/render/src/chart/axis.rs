//! Axes of charts over time, and of any panel with numbers up its side.

use super::canvas::{Anchor, Label};
use super::frame::{Frame, INNER, MARGIN, SMALL};
use super::measure::width_of;
use super::palette::{FAINT, GRID};
use crate::page::raw;
use jiff::civil::Date;

/// A scale along one side of a panel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) step: f64,
}

impl Scale {
    /// That of scores.
    pub(super) const SCORES: Scale = Scale { low: 0.0, high: 100.0, step: 25.0 };

    /// Round ends around all numbers, about so many steps apart.
    pub(super) fn around(numbers: impl Iterator<Item = f64>, steps: f64) -> Self {
        let (low, high) = numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        let (low, high) = if low.is_finite() { (low, high) } else { (0.0, 1.0) };
        let size = low.abs().max(high.abs());
        let width = (high - low).max(1e-9 * size).max(f64::MIN_POSITIVE * 1e9);
        let rough = width / steps;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|s| *s >= rough).unwrap_or(10.0 * power);
        Scale { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    /// 0 at the low end, 1 at the high end.
    pub(super) fn share(&self, x: f64) -> f64 {
        ((x - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// A tick with as many digits as tell it from its neighbours, in the room there is beside a panel.
    fn told(&self, tick: f64) -> String {
        // What is left of a step by rounding is none.
        let tick = if tick.abs() < self.step * 1e-9 { 0.0 } else { tick };
        let size = self.low.abs().max(self.high.abs()).log10().floor();
        let step = self.step.log10().floor();
        let decimals = (-step).max(0.0);
        match (tick, size.max(0.0) + decimals) {
            (0.0, _) => raw(0.0),
            (_, ..7.0) if decimals == 0.0 => raw(tick),
            (_, ..7.0) => format!("{tick:.*}", decimals as usize),
            _ => format!("{tick:.*e}", (size - step).clamp(0.0, 6.0) as usize),
        }
    }

    pub(super) fn ticks(&self) -> impl Iterator<Item = f64> + '_ {
        let count = ((self.high - self.low) / self.step).round().min(20.0) as i32;
        (0..=count).map(|n| self.low + self.step * f64::from(n))
    }
}

/// Lines across a panel, and what they stand for on its left.
pub(super) fn grid(frame: &mut Frame, scale: &Scale, (top, bottom): (f64, f64), (left, right): (f64, f64)) {
    for tick in scale.ticks() {
        let y = bottom - (bottom - top) * scale.share(tick);
        frame.canvas.line(vec![(left, y), (right, y)], GRID, 2.0);
        frame.canvas.text(Label::new(scale.told(tick), left - 10.0, y, SMALL).anchored(Anchor::End).coloured(FAINT));
    }
}

/// Lines down a panel of scores, and what they stand for above it.
pub(super) fn scores_across(frame: &mut Frame, x: &dyn Fn(f64) -> f64, (top, bottom): (f64, f64)) {
    for tick in Scale::SCORES.ticks() {
        frame.canvas.line(vec![(x(tick), top), (x(tick), bottom)], GRID, 2.0);
        frame.canvas.text(Label::new(raw(tick), x(tick), top - 18.0, SMALL).anchored(Anchor::Middle).coloured(FAINT));
    }
}

/// Lines down a panel of ranks, and what they stand for above it: the first, the last, and round ones between.
pub(super) fn ranks_across(frame: &mut Frame, last: usize, x: &dyn Fn(f64) -> f64, (top, bottom): (f64, f64)) {
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500].into_iter().find(|step| last / step <= 8).unwrap_or(1000);
    for tick in std::iter::once(1).chain((1..=last / step).map(|n| n * step).filter(|tick| *tick > 1)) {
        let at = x(tick as f64);
        frame.canvas.line(vec![(at, top), (at, bottom)], GRID, 2.0);
        let label = Label::new(raw(tick as f64), at, top - 18.0, SMALL).anchored(Anchor::Middle);
        frame.canvas.text(label.coloured(FAINT));
    }
}

/// Years since the spark below a panel, six steps at most.
pub(super) fn years_since(frame: &mut Frame, (first, last): (f64, f64), x: &dyn Fn(f64) -> f64, bottom: f64) {
    let step = ((last - first) / 6.0).ceil().max(1.0);
    let mut tick = first;
    while tick <= last {
        let label = Label::new(raw(tick), x(tick), bottom + 18.0, SMALL).anchored(Anchor::Middle);
        frame.canvas.text(label.coloured(FAINT));
        tick += step;
    }
}

/// Dates below the panels, as many as there is room for: years, or days where there are too few of them.
pub(super) fn years(frame: &mut Frame, dates: &[Date], x: &dyn Fn(Date) -> f64, bottom: f64) {
    let (Some(from), Some(to)) = (dates.first(), dates.last()) else { return };
    let (first, last) = (from.year(), to.year());
    let years = i32::from(last) - i32::from(first);
    let ticks: Vec<(Date, String)> = if years >= 3 {
        let step = [1, 2, 5, 10, 20, 25, 50, 100].into_iter().find(|step| years / step <= 12).unwrap_or(200);
        let year = |y: &i16| i32::from(*y) % step == 0;
        let january = (first..=last).filter(year).filter_map(|y| Some((Date::new(y, 1, 1).ok()?, y.to_string())));
        january.filter(|(date, _)| *date >= *from).collect()
    } else {
        let step = (dates.len() / 6).max(1);
        dates.iter().step_by(step).map(|d| (*d, d.to_string())).collect()
    };
    let mut taken = f64::NEG_INFINITY;
    for (date, text) in ticks {
        let half = width_of(&text, SMALL, false) / 2.0;
        let at = x(date);
        if at - half > taken + 10.0 && at + half <= MARGIN + INNER + 20.0 {
            taken = at + half;
            frame.canvas.text(Label::new(text, at, bottom + 20.0, SMALL).anchored(Anchor::Middle).coloured(FAINT));
        }
    }
}
