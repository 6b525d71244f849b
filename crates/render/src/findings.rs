//! Findings as a person reads them: the message, the place, the line itself, what to write instead.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use froth_core::diag::{Diagnostic, Diagnostics, Location, Severity, SourceFile};

/// Longer lines are shown as an excerpt around the place.
const LONGEST_LINE: usize = 240;

/// All findings, one after the other, each followed by an empty line.
pub fn render(diagnostics: &Diagnostics, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    diagnostics.iter().map(|d| one(d, &renderer) + "\n\n").collect()
}

fn one(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    if let Some(location) = &diagnostic.location {
        group = group.elements(place(location));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

fn place(location: &Location) -> Vec<Element<'_>> {
    let source: &SourceFile = &location.source;
    let (line, column) = location.line_column();
    let (start, text) = source.line_at(location.span.start);
    if text.len() > LONGEST_LINE {
        let at = location.span.start - start;
        let excerpt: String =
            text.char_indices().filter(|(i, _)| i + 60 >= at && *i < at + 60).map(|(_, c)| c).collect();
        return vec![
            Origin::path(source.name()).line(line).char_column(column).into(),
            Level::NOTE
                .message(format!("the line is {} characters long; near the place: {excerpt}", text.chars().count()))
                .into(),
        ];
    }
    let from = (location.span.start - start).min(text.len());
    let to = (location.span.end.saturating_sub(start)).clamp(from, text.len());
    vec![
        Snippet::source(text)
            .path(source.name())
            .line_start(line)
            .annotation(AnnotationKind::Primary.span(from..to))
            .into(),
    ]
}
