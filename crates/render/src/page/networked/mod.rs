//! Who falls with whom, as a page: the finding, round by round, who loses what, over which edges.

mod csv;
mod said;
mod tables;

pub use csv::networked_csv;
pub(crate) use said::{amount, condition, finding, number};

use super::content::{Line, Page, Part, Span, Table};
use super::share;
use crate::locale::Locale;
use froth_core::network::Found;
use said::{asked_for, totals};
use tables::{LISTED, circles, edges, nodes, ranking, rounds, target_table};

/// The finding first, then tables.
pub fn networked(of: &Found, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    page.parts.push(Part::Title(words.network_title(locale.title_of_scenario(&of.network), of.as_of)));
    let mut lines: Vec<Line> = Vec::new();
    let shocked = !of.shock.is_empty();
    let asked = of.ranking.is_some() || of.circularity.is_some() || of.target.is_some();
    // Clearing may have losses without a shock.
    let spread = shocked || of.written_off > 0.0;
    if shocked {
        lines.push(vec![Span::strong(finding(of, locale))]);
        lines.push(vec![Span::plain(totals(of, locale))]);
    }
    lines.extend(asked_for(of, locale).into_iter().map(|said| vec![Span::strong(said)]));
    if !shocked && !asked {
        lines.push(vec![Span::strong(words.nothing_shocked())]);
    }
    if let (Some(low), Some(median), Some(high)) = (of.total_loss_low, of.total_loss_median, of.total_loss_high) {
        lines.push(vec![Span::plain(words.drawn_losses(number(low), number(median), number(high)))]);
    }
    if let Some(largest) = of.largest.as_ref().filter(|_| spread) {
        lines.push(vec![Span::plain(words.rests_on_low(share(largest.low_confidence), locale.node(&largest.id)))]);
    }
    page.parts.push(Part::Lines(lines));

    page.section(words.network_rounds(), if shocked { rounds(of, locale) } else { Table::default() });
    page.section(words.network_losses(), nodes(of, spread, locale));
    let (table, left) = ranking(of, locale);
    page.section(words.network_ranking(), table);
    if left > 0 {
        page.parts.push(Part::Lines(vec![vec![Span::faint(words.ranked_left_out(left))]]));
    }
    if let Some(target) = &of.target {
        page.section(&words.network_target(locale.node(&target.id)), target_table(target, locale));
    }
    page.section(words.network_circles(), circles(of, locale));
    if of.circularity.as_ref().is_some_and(|circles| circles.more || circles.cycles.len() > LISTED) {
        page.parts.push(Part::Lines(vec![vec![Span::faint(words.more_circles())]]));
    }
    let heading = if spread { words.network_edges() } else { words.network_all_edges() };
    let (table, left) = edges(of, spread, locale);
    page.section(heading, table);
    let mut lines = Vec::new();
    if left > 0 {
        lines.push(vec![Span::faint(words.more_edges(left))]);
    }
    lines.push(vec![Span::faint(said::counts(of, locale))]);
    lines.extend(said::sinks(of, locale).map(|said| vec![Span::faint(said)]));
    let description = locale.description(&of.network);
    if description != of.network && !description.is_empty() {
        lines.push(vec![Span::faint(description)]);
    }
    lines.push(vec![Span::faint(said::left_out(of, locale))]);
    page.parts.push(Part::Lines(lines));
    page
}
