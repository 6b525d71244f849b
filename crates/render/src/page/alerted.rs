//! Alerts in words: when each began, and what would end it.

use super::content::{Line, Span};
use super::raw;
use crate::locale::Locale;
use froth_core::score::{AlertState, Direction, Ending, Scorecard};

/// A line an alert: those that fire first, then those that are quiet, then what cannot be decided.
pub(crate) fn alerted(card: &Scorecard, locale: &Locale) -> Vec<Line> {
    let states = [Some(true), Some(false), None];
    let of_state = |state: Option<bool>| card.alerts.iter().filter(move |a| a.fired == state);
    states.into_iter().flat_map(of_state).map(|alert| told(alert, locale)).collect()
}

fn told(alert: &AlertState, locale: &Locale) -> Line {
    let words = locale.words();
    let (name, since) = (locale.alert(&alert.id), alert.since.map(|date| locale.month(date)));
    let state = match (alert.fired, since) {
        (Some(true), Some(date)) => words.fires_since(name, date),
        (Some(true), None) => words.fires_now(name),
        (Some(false), Some(date)) => words.quiet_since(name, date),
        (Some(false), None) => words.quiet_now(name),
        (None, _) => words.undecided_alert(name),
    };
    let state = format!("{state}{}", words.full_stop());
    match alert.fired {
        Some(true) => {
            let ends: Vec<String> = alert.ends.iter().map(|e| end(e, locale)).collect();
            let said =
                if ends.is_empty() { words.no_one_ends().to_owned() } else { words.would_end(ends.join(words.or())) };
            vec![Span::strong(state), Span::plain(said)]
        }
        Some(false) => vec![Span::plain(state)],
        None => {
            let why = locale.reason(alert.reason.as_ref());
            let why = if why.is_empty() { why } else { format!(" {why}{}", words.full_stop()) };
            vec![Span::plain(state), Span::faint(why)]
        }
    }
}

/// "the change of Leverage in a year, now 27.1, falls to 10".
pub(super) fn end(end: &Ending, locale: &Locale) -> String {
    let words = locale.words();
    let name = match end.name.split_once('.') {
        None => words.score_of(locale.title(&end.name)),
        Some(("change", id)) => words.change_in_a_year(locale.title(id)),
        Some((_, id)) => locale.title(id).to_owned(),
    };
    let (to, now) = (raw(end.to), raw(end.now));
    match (end.direction, end.beyond) {
        (Direction::Fall, false) => words.falls_to(name, to, now),
        (Direction::Fall, true) => words.falls_below(name, to, now),
        (Direction::Rise, false) => words.rises_to(name, to, now),
        (Direction::Rise, true) => words.rises_above(name, to, now),
    }
}
