//! The first screens: the finding as a title, the paragraph, one chart and its sources; then the cards.

use super::contents::Contents;
use crate::chart::Kind;
use crate::page::{Part, Span, cards, finding, finding_title};
use jiff::civil::Date;

/// The most publishers that the source line names.
const NAMED: usize = 4;

/// What a reader sees who reads no further.
pub(super) fn screens(contents: &Contents<'_>, parts: &mut Vec<Part>) {
    let (of, locale) = (contents.comparison(), contents.locale);
    parts.push(Part::Kicker(kicker(contents)));
    parts.push(Part::Title(finding_title(of, locale)));
    parts.push(Part::Lead(locale.paragraph(&finding(of, locale))));
    parts.extend(contents.bare(Kind::Rows));
    parts.push(Part::Lines(vec![vec![Span::faint(source_line(contents))]]));
    parts.push(Part::Cards(cards(contents.analysis, locale)));
}

/// What the page is about.
fn kicker(contents: &Contents<'_>) -> String {
    let words = contents.words();
    let mut by_day: Vec<(Date, &str, Option<&str>)> =
        contents.scenarios().iter().map(|s| (s.as_of, contents.locale.scenario(&s.id), s.era.as_deref())).collect();
    by_day.sort_by_key(|(date, ..)| *date);
    match by_day.as_slice() {
        [] => String::new(),
        [(_, only, _)] => (*only).to_owned(),
        [first, .., last] if first.2.is_some() && by_day.iter().all(|s| s.2 == first.2) => words.along(first.1, last.1),
        [earlier, later] => words.against(later.1, earlier.1),
        all => words.side_by_side(contents.locale.listed(&all.iter().map(|s| s.1).collect::<Vec<_>>())),
    }
}

/// Who publishes most of the figures, and the model, in a line.
fn source_line(contents: &Contents<'_>) -> String {
    let words = contents.words();
    let model = words.model_version(contents.locale.model(&contents.model().id), &contents.model().version);
    let publishers = publishers(contents);
    let named = contents.locale.listed(&publishers[..publishers.len().min(NAMED)]);
    match publishers.len() {
        0 => words.source_line_none(model),
        1..=NAMED => words.source_line_all(named, model),
        count => words.source_line(named, count - NAMED, model),
    }
}

/// Publishers of what is shown, those of most figures first: what a source's title begins with.
pub(super) fn publishers(contents: &Contents<'_>) -> Vec<String> {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for indicator in contents.cards().iter().flat_map(|c| &c.indicators) {
        let inputs = indicator.inputs.iter().flatten().filter_map(|i| i.source.as_ref());
        for source in indicator.source.iter().chain(inputs) {
            let publisher = source.split([',', ':', '(', ';', '，', '：']).next().unwrap_or(source).trim();
            match counted.iter_mut().find(|(name, _)| name == publisher) {
                Some((_, n)) => *n += 1,
                None => counted.push((publisher.to_owned(), 1)),
            }
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted.into_iter().map(|(name, _)| name).collect()
}
