//! What every chart has: the finding above, what is shown below it, the source line at the foot.

use super::canvas::{Anchor, Canvas, Label, WIDTH};
use super::labels::{Room, labels};
use super::measure::{lines_of, width_of};
use super::palette::{Colour, FAINT, Style};
use super::words::Words;
use super::{Chart, Kind, View};
pub(super) use froth_core::number::data as number;

/// Blank border of the page.
pub(super) const MARGIN: f64 = 56.0;
/// Room between the borders.
pub(super) const INNER: f64 = WIDTH - 2.0 * MARGIN;
/// Heights of text.
pub(super) const TITLE: f64 = 38.0;
pub(super) const SUBTITLE: f64 = 24.0;
pub(super) const BODY: f64 = 22.0;
pub(super) const SMALL: f64 = 18.0;

/// A chart in the making: shapes are added below `top`.
pub(super) struct Frame {
    kind: Kind,
    title: String,
    pub(super) canvas: Canvas,
    /// Where the body starts.
    pub(super) top: f64,
    /// Where the title ends.
    below_title: f64,
}

/// The lines of a title, no word or number alone on the last of them.
fn title_lines(title: &str) -> Vec<String> {
    let lines = lines_of(title, TITLE, true, INNER);
    let is_alone = lines.len() > 1 && lines.last().is_some_and(|last| width_of(last, TITLE, true) < INNER / 5.0);
    let narrower = if is_alone { lines_of(title, TITLE, true, INNER * 0.8) } else { Vec::new() };
    if narrower.len() == lines.len() { narrower } else { lines }
}

impl Frame {
    pub(super) fn new(kind: Kind, title: String, subtitle: &str) -> Self {
        let mut canvas = Canvas::new();
        let mut y = MARGIN;
        for line in title_lines(&title) {
            canvas.text(Label::new(line, MARGIN, y + TITLE / 2.0, TITLE).bold());
            y += TITLE * 1.3;
        }
        y += 4.0;
        let below_title = y - 2.0;
        for line in lines_of(subtitle, SUBTITLE, false, INNER) {
            canvas.text(Label::new(line, MARGIN, y + SUBTITLE / 2.0, SUBTITLE).coloured(FAINT));
            y += SUBTITLE * 1.4;
        }
        Frame { kind, title, canvas, top: y + 28.0, below_title }
    }

    /// A row of colours with names, wrapped to the page; the body starts below it.
    pub(super) fn legend(&mut self, entries: &[(String, Colour)]) {
        let (names, colours): (Vec<&str>, Vec<Colour>) =
            entries.iter().map(|(name, colour)| (name.as_str(), *colour)).unzip();
        self.keys(&names, 28.0, &|canvas, n, x, y| canvas.bar([x, y - 10.0, x + 28.0, y + 10.0], colours[n]));
    }

    /// The same for series: a stroke and a dot of each.
    pub(super) fn series(&mut self, entries: &[(&str, Style)]) {
        let (names, styles): (Vec<&str>, Vec<Style>) = entries.iter().copied().unzip();
        self.keys(&names, 56.0, &|canvas, n, x, y| canvas.key(x, y, styles[n]));
    }

    /// The same for places in a row: the number of each.
    pub(super) fn numbered(&mut self, names: &[&str]) {
        self.keys(names, 26.0, &|canvas, n, x, y| {
            canvas.text(Label::new((n + 1).to_string(), x + 26.0, y, BODY).bold().anchored(Anchor::End));
        });
    }

    /// A row of names with something drawn before each.
    pub(super) fn keys(&mut self, names: &[&str], wide: f64, draw: &dyn Fn(&mut Canvas, usize, f64, f64)) {
        let (mut x, mut y) = (MARGIN, self.top + BODY / 2.0);
        let room = Room::line(BODY, false, INNER - wide - 12.0);
        for (n, name) in labels(names, room).into_iter().map(|lines| lines.concat()).enumerate() {
            let width = wide + 12.0 + width_of(&name, BODY, false) + 36.0;
            if x > MARGIN && x + width > WIDTH - MARGIN {
                x = MARGIN;
                y += BODY * 1.6;
            }
            draw(&mut self.canvas, n, x, y);
            self.canvas.text(Label::new(name, x + wide + 10.0, y, BODY));
            x += width;
        }
        self.top = y + BODY * 1.6;
    }

    /// Several lines of text in the style of `label`, the block centred on its place.
    pub(super) fn block(&mut self, lines: Vec<String>, label: &Label) {
        let step = label.size * 1.2;
        let first = label.y - step * (lines.len().saturating_sub(1)) as f64 / 2.0;
        for (i, text) in lines.into_iter().enumerate() {
            self.canvas.text(Label { text, y: first + step * i as f64, ..label.clone() });
        }
    }

    /// Adds the source line below `bottom` and ends the page.
    pub(super) fn finish(self, view: &View<'_>, bottom: f64, data: Vec<Vec<String>>) -> Chart {
        let words = view.words();
        let of = words.foot(view.locale.model(&view.model.id), &view.model.version);
        let lines = sourced(&of, &view.sources(), words);
        self.foot(lines, bottom, data)
    }

    /// Adds these lines below `bottom` and ends the page.
    pub(super) fn foot(mut self, lines: Vec<String>, bottom: f64, data: Vec<Vec<String>>) -> Chart {
        let mut y = bottom + 36.0;
        for line in lines {
            self.canvas.text(Label::new(line, MARGIN, y + SMALL / 2.0, SMALL).coloured(FAINT));
            y += SMALL * 1.4;
        }
        self.canvas.height = y + MARGIN / 2.0;
        let between = [self.below_title, bottom + 30.0];
        Chart { kind: self.kind, title: self.title, canvas: self.canvas, data, between }
    }
}

/// What a chart was made from: as many publishers as fit on a line, and how many are left out.
pub(super) fn sourced(of: &str, sources: &[String], words: Words) -> Vec<String> {
    let sources = publishers(sources);
    let text = |shown: usize| {
        let mut text = of.to_owned();
        if shown > 0 {
            text.push_str(&words.sources(sources[..shown].join(words.comma())));
        }
        if shown < sources.len() {
            text.push_str(&words.more_sources(sources.len() - shown));
        }
        text
    };
    let fits = |shown: &usize| width_of(&text(*shown), SMALL, false) <= INNER;
    let shown = (0..=sources.len()).rev().find(fits).unwrap_or(0);
    lines_of(&text(shown), SMALL, false, INNER)
}

/// Who publishes: sources up to what their titles say of single tables, each once.
fn publishers(titles: &[String]) -> Vec<String> {
    let mut publishers: Vec<String> = Vec::new();
    for title in titles {
        let end = title.find([',', ':', '(', ';']).unwrap_or(title.len());
        let publisher = title[..end].trim();
        let publisher = if publisher.is_empty() { title.trim() } else { publisher };
        if !publishers.iter().any(|p| p == publisher) {
            publishers.push(publisher.to_owned());
        }
    }
    publishers
}

/// A row of a table of numbers.
pub(super) fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|c| (*c).to_owned()).collect()
}

/// A sentence as a title: without its full stop.
pub(super) fn as_title(sentence: &str) -> String {
    sentence.trim_end_matches(['.', '。']).to_owned()
}

/// The foot of a chart of a table: the model and the table.
pub(super) fn made_by(words: Words, model: &str, source: &str) -> Vec<String> {
    let foot = format!("froth · {}{}{model}{}", words.model(), words.colon(), words.sources(source));
    lines_of(&foot, SMALL, false, INNER)
}
