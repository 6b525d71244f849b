//! What changed, as a part of a report: the move of one headline since an earlier one, and what it is made of.

use super::changed::{Told, sentences, whole};
use super::content::{Part, Span};
use super::{points, score};
use crate::locale::Locale;
use froth_core::analysis::{Origin, Since};

/// A heading, what moved the headline, and a table of the parts.
pub(crate) fn since(of: &Since, locale: &Locale) -> Vec<Part> {
    let words = locale.words();
    let (from, to) = (&of.changes.from, &of.changes.to);
    let day = |date| locale.day_in_words(date);
    let name = locale.scenario(&to.scenario);
    let mut parts = vec![Part::Subheading(match of.since {
        Origin::Path => words.since_point(name, day(from.as_of)),
        Origin::Report => words.since_report(name, day(from.as_of)),
    })];
    let Some((move_parts, told)) = of.changes.parts.as_ref().zip(Told::of(&of.changes)) else {
        let without = [from, to].into_iter().filter(|end| end.score.is_none());
        let days: Vec<String> = without.map(|end| day(end.as_of)).collect();
        let days: Vec<&str> = days.iter().map(String::as_str).collect();
        parts.push(Part::Lines(vec![vec![Span::plain(words.since_nothing(locale.listed(&days)))]]));
        return parts;
    };
    if of.is_still() {
        let nothing = words.since_still(day(to.as_of), score(told.to));
        parts.push(Part::Lines(vec![vec![Span::plain(nothing)]]));
        return parts;
    }
    let went = words.since_went(day(to.as_of), score(told.to), day(from.as_of), score(told.from), points(told.moved));
    let mut lines = vec![vec![Span::strong(went)]];
    lines.extend(sentences(&of.changes, move_parts, &told, locale).into_iter().map(|s| vec![Span::plain(s)]));
    parts.push(Part::Lines(lines));
    parts.push(Part::Table(whole(&told, locale)));
    parts
}
