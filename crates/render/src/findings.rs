//! Findings as a person reads them: the message, the place, the line itself, what to write instead.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use froth_core::diag::{Diagnostic, Diagnostics, Location, Severity, SourceFile};
use froth_core::shown;

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
    let title = level.primary_title(shown::running(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    if let Some(location) = &diagnostic.location {
        group = group.elements(place(location));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(shown::running(help)));
    }
    renderer.render(&[group])
}

fn place(location: &Location) -> Vec<Element<'static>> {
    let source: &SourceFile = &location.source;
    let name = shown::text(source.name()).into_owned();
    let (line, column) = location.line_column();
    let (start, text) = source.line_at(location.span.start);
    if text.len() > LONGEST_LINE {
        let at = location.span.start - start;
        let excerpt: String =
            text.char_indices().filter(|(i, _)| i + 60 >= at && *i < at + 60).map(|(_, c)| c).collect();
        let (long, excerpt) = (text.chars().count(), shown::running(&excerpt));
        return vec![
            Origin::path(name).line(line).char_column(column).into(),
            Level::NOTE.message(format!("the line is {long} characters long; near the place: {excerpt}")).into(),
        ];
    }
    let from = (location.span.start - start).min(text.len());
    let to = (location.span.end.saturating_sub(start)).clamp(from, text.len());
    // The place moves with what is shown in front of it.
    let [before, there, after] = [&text[..from], &text[from..to], &text[to..]].map(shown::lines);
    let span = before.len()..before.len() + there.len();
    vec![
        Snippet::source(format!("{before}{there}{after}"))
            .path(name)
            .line_start(line)
            .annotation(AnnotationKind::Primary.span(span))
            .into(),
    ]
}
