//! Shapes on a page, in drawing units; plotters writes them as SVG, and nothing else knows plotters.
//!
//! Coordinates are pixels of a page [`WIDTH`] wide; y grows downwards. Text is placed by the middle of its line.

use super::measure::width_of;
use super::palette::{Colour, Dash, INK, Marker, PAPER, Style};
use froth_core::shown;
use plotters::coord::Shift;
use plotters::prelude::{
    Circle, DrawingArea, EmptyElement, FontFamily, FontStyle, IntoDrawingArea, PathElement, Polygon, RGBAColor,
    RGBColor, Rectangle, SVGBackend, ShapeStyle, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontTransform, IntoFont, TextStyle};

/// The width of every chart.
pub const WIDTH: f64 = 1600.0;

/// What readers' machines have, best first; the first is what text is measured with.
const FONTS: &str = "DejaVu Sans, Verdana, Noto Sans CJK TC, PingFang TC, Microsoft JhengHei, sans-serif";

/// Where text stands relative to its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It starts there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A piece of text on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The text.
    pub text: String,
    /// Its anchor's x.
    pub x: f64,
    /// The middle of its line.
    pub y: f64,
    /// Height of the font.
    pub size: f64,
    /// Where it stands relative to x.
    pub anchor: Anchor,
    /// Its colour.
    pub colour: Colour,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it runs upwards instead of to the right: x is then the middle of its line, and y what its anchor says.
    pub upright: bool,
}

impl Label {
    /// Plain text that starts at `x`.
    pub fn new(text: impl Into<String>, x: f64, y: f64, size: f64) -> Self {
        Label { text: text.into(), x, y, size, anchor: Anchor::Start, colour: INK, bold: false, upright: false }
    }

    /// The same, placed otherwise.
    #[must_use]
    pub fn anchored(self, anchor: Anchor) -> Self {
        Label { anchor, ..self }
    }

    /// The same in another colour.
    #[must_use]
    pub fn coloured(self, colour: Colour) -> Self {
        Label { colour, ..self }
    }

    /// The same in bold.
    #[must_use]
    pub fn bold(self) -> Self {
        Label { bold: true, ..self }
    }

    /// The same running upwards.
    #[must_use]
    pub fn upright(self) -> Self {
        Label { upright: true, ..self }
    }

    /// Left, top, right and bottom of the text.
    pub fn bounds(&self) -> [f64; 4] {
        let width = width_of(&self.text, self.size, self.bold);
        if self.upright {
            let bottom = match self.anchor {
                Anchor::Start => self.y,
                Anchor::Middle => self.y + width / 2.0,
                Anchor::End => self.y + width,
            };
            return [self.x - 0.5 * self.size, bottom - width, self.x + 0.5 * self.size, bottom];
        }
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        [left, self.y - 0.5 * self.size, left + width, self.y + 0.5 * self.size]
    }
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Shape {
    /// A filled rectangle: left, top, right, bottom.
    Bar([f64; 4], Colour),
    /// A line through points.
    Line { points: Vec<(f64, f64)>, colour: Colour, width: f64, dash: Dash },
    /// A filled area.
    Area { points: Vec<(f64, f64)>, colour: Colour, opacity: f64 },
    /// A dot with a rim of paper.
    Dot { x: f64, y: f64, radius: f64, colour: Colour, marker: Marker },
    /// Text.
    Text(Label),
}

impl Shape {
    /// The height of its middle.
    fn middle(&self) -> f64 {
        let of = |points: &[(f64, f64)]| {
            let ends = points.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), p| (a.min(p.1), b.max(p.1)));
            ends.0.midpoint(ends.1)
        };
        match self {
            Shape::Bar([_, top, _, bottom], _) => top.midpoint(*bottom),
            Shape::Line { points, .. } | Shape::Area { points, .. } => of(points),
            Shape::Dot { y, .. } => *y,
            Shape::Text(label) => label.y,
        }
    }

    /// The same, so much higher up.
    fn moved_up(&self, by: f64) -> Shape {
        let up = |points: &[(f64, f64)]| points.iter().map(|(x, y)| (*x, y - by)).collect();
        match self {
            Shape::Bar([left, top, right, bottom], colour) => {
                Shape::Bar([*left, top - by, *right, bottom - by], *colour)
            }
            Shape::Line { points, colour, width, dash } => {
                Shape::Line { points: up(points), colour: *colour, width: *width, dash: *dash }
            }
            Shape::Area { points, colour, opacity } => {
                Shape::Area { points: up(points), colour: *colour, opacity: *opacity }
            }
            Shape::Dot { x, y, radius, colour, marker } => {
                Shape::Dot { x: *x, y: y - by, radius: *radius, colour: *colour, marker: *marker }
            }
            Shape::Text(label) => Shape::Text(Label { y: label.y - by, ..label.clone() }),
        }
    }
}

/// Shapes in drawing order on a page of some height.
#[derive(Debug, Clone, PartialEq)]
pub struct Canvas {
    /// Width of the page.
    pub width: f64,
    /// Height of the page.
    pub height: f64,
    /// What is drawn, first things below.
    pub shapes: Vec<Shape>,
}

impl Canvas {
    pub(super) fn new() -> Self {
        Canvas { width: WIDTH, height: 0.0, shapes: Vec::new() }
    }

    pub(super) fn bar(&mut self, bounds: [f64; 4], colour: Colour) {
        self.shapes.push(Shape::Bar(bounds, colour));
    }

    pub(super) fn line(&mut self, points: Vec<(f64, f64)>, colour: Colour, width: f64) {
        self.shapes.push(Shape::Line { points, colour, width, dash: Dash::Solid });
    }

    /// A line of a series.
    pub(super) fn trace(&mut self, points: Vec<(f64, f64)>, style: Style, width: f64) {
        self.shapes.push(Shape::Line { points, colour: style.colour, width, dash: style.dash });
    }

    pub(super) fn area(&mut self, points: Vec<(f64, f64)>, colour: Colour, opacity: f64) {
        self.shapes.push(Shape::Area { points, colour, opacity });
    }

    pub(super) fn dot(&mut self, x: f64, y: f64, radius: f64, colour: Colour) {
        self.shapes.push(Shape::Dot { x, y, radius, colour, marker: Marker::Circle });
    }

    /// A dot of a series.
    pub(super) fn mark(&mut self, x: f64, y: f64, radius: f64, style: Style) {
        self.shapes.push(Shape::Dot { x, y, radius, colour: style.colour, marker: style.marker });
    }

    /// A stroke with a dot, as a series is drawn: 56 wide.
    pub(super) fn key(&mut self, x: f64, y: f64, style: Style) {
        self.trace(vec![(x, y), (x + 56.0, y)], style, 4.0);
        self.mark(x + 28.0, y, 9.0, style);
    }

    /// Adds text; what cannot be seen in it is shown as what it is.
    pub(super) fn text(&mut self, mut label: Label) {
        label.text = shown::text(&label.text).into_owned();
        self.shapes.push(Shape::Text(label));
    }

    /// Every piece of text.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        self.shapes.iter().filter_map(|s| match s {
            Shape::Text(label) => Some(label),
            _ => None,
        })
    }

    /// What lies between two heights, as a page of its own.
    pub(super) fn between(&self, [top, bottom]: [f64; 2]) -> Canvas {
        let inside = |shape: &&Shape| {
            let y = shape.middle();
            y >= top && y <= bottom
        };
        let shapes = self.shapes.iter().filter(inside).map(|shape| shape.moved_up(top)).collect();
        Canvas { width: self.width, height: bottom - top, shapes }
    }

    /// The page as SVG.
    pub fn svg(&self) -> String {
        let mut svg = String::new();
        {
            let size = (pixels(self.width) as u32, pixels(self.height) as u32);
            let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
            // Writing into a string cannot fail.
            let _ = area.fill(&rgb(PAPER));
            for shape in &self.shapes {
                draw(&area, shape);
            }
            let _ = area.present();
        }
        svg
    }
}

fn draw(area: &DrawingArea<SVGBackend<'_>, Shift>, shape: &Shape) {
    let at = |p: &(f64, f64)| (pixels(p.0), pixels(p.1));
    let _ = match shape {
        Shape::Bar([left, top, right, bottom], colour) => {
            area.draw(&Rectangle::new([at(&(*left, *top)), at(&(*right, *bottom))], rgb(*colour).filled_style()))
        }
        Shape::Line { points, colour, width, dash } => {
            let style = ShapeStyle { color: rgb(*colour).into(), filled: false, stroke_width: pixels(*width) as u32 };
            let strokes = strokes(points, *dash, *width);
            strokes
                .iter()
                .try_for_each(|points| area.draw(&PathElement::new(points.iter().map(at).collect::<Vec<_>>(), style)))
        }
        Shape::Area { points, colour, opacity } => {
            let Colour(r, g, b) = *colour;
            area.draw(&Polygon::new(points.iter().map(at).collect::<Vec<_>>(), RGBAColor(r, g, b, *opacity)))
        }
        Shape::Dot { x, y, radius, colour, marker } if *marker != Marker::Circle => {
            let form = |radius: f64| corners(*marker, radius).map(|(dx, dy)| at(&(x + dx, y + dy))).collect::<Vec<_>>();
            // The rim is as wide along an edge as around a circle.
            area.draw(&Polygon::new(form(radius + 3.0), rgb(PAPER)))
                .and_then(|()| area.draw(&Polygon::new(form(*radius), rgb(*colour))))
        }
        Shape::Dot { x, y, radius, colour, .. } => {
            let centre = at(&(*x, *y));
            let dot = EmptyElement::at(centre)
                + Circle::new((0, 0), pixels(*radius + 2.0), rgb(PAPER).filled_style())
                + Circle::new((0, 0), pixels(*radius), rgb(*colour).filled_style());
            area.draw(&dot)
        }
        Shape::Text(label) => {
            // The backend writes sizes divided by 1.24.
            let style = if label.bold { FontStyle::Bold } else { FontStyle::Normal };
            let font = (FontFamily::Name(FONTS), label.size * 1.24, style).into_font();
            let anchor = match label.anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let colour = rgb(label.colour);
            let font = if label.upright { font.transform(FontTransform::Rotate270) } else { font };
            let style = TextStyle::from(font).color(&colour).pos(Pos::new(anchor, VPos::Center));
            area.draw(&Text::new(label.text.clone(), at(&(label.x, label.y)), style))
        }
    };
}

/// The corners of a form around its middle, as large to the eye as a circle of that radius.
fn corners(marker: Marker, radius: f64) -> impl Iterator<Item = (f64, f64)> {
    let (count, reach, turn) = match marker {
        Marker::Circle => (24, 1.0, 0.0),
        Marker::Square => (4, 1.25, 0.125),
        Marker::Diamond => (4, 1.25, 0.0),
        Marker::Triangle => (3, 1.4, 0.0),
    };
    (0..count).map(move |n| {
        let angle = std::f64::consts::TAU * (f64::from(n) / f64::from(count) + turn);
        (radius * reach * angle.sin(), -radius * reach * angle.cos())
    })
}

/// The strokes of a line.
fn strokes(points: &[(f64, f64)], dash: Dash, width: f64) -> Vec<Vec<(f64, f64)>> {
    let (on, off) = match dash {
        Dash::Solid => return vec![points.to_vec()],
        Dash::Dashed => (width * 4.0, width * 2.0),
        Dash::Dotted => (width * 1.2, width * 1.6),
    };
    let mut strokes = Vec::new();
    let mut stroke: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
    // What is left of the stroke or gap, and which of them it is.
    let (mut left, mut drawing) = (on, true);
    for ends in points.windows(2) {
        let (mut from, to) = (ends[0], ends[1]);
        let mut rest = (to.0 - from.0).hypot(to.1 - from.1);
        while rest > left {
            let share = left / rest;
            from = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            rest -= left;
            if drawing {
                stroke.push(from);
                strokes.push(std::mem::take(&mut stroke));
            } else {
                stroke = vec![from];
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
        }
        left -= rest;
        if drawing {
            stroke.push(to);
        }
    }
    if stroke.len() > 1 {
        strokes.push(stroke);
    }
    strokes
}

fn pixels(x: f64) -> i32 {
    x.clamp(-1e6, 1e6).round() as i32
}

fn rgb(colour: Colour) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}

/// Filled shapes in plotters' own style type.
trait Filled {
    fn filled_style(self) -> ShapeStyle;
}

impl Filled for RGBColor {
    fn filled_style(self) -> ShapeStyle {
        ShapeStyle { color: self.into(), filled: true, stroke_width: 0 }
    }
}
