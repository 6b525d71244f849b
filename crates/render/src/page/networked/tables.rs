//! Tables of a network: round by round, who loses what, over which edges.

use super::said::{number, percent};
use crate::locale::Locale;
use crate::page::content::{Cell, Row, Span, Table};
use crate::page::share;
use froth_core::network::{ByChannel, Channel, EdgeFound, Found, Method, NodeFound, RankedFound, Status, TargetFound};

/// Edges and circles that a page lists.
pub(super) const LISTED: usize = 25;

pub(super) fn rounds(of: &Found, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[(words.round(), true), (words.who_fails(), false), (words.loss_in_round(), true)]);
    // Rounds of nothing but small losses are one row.
    let mut rest = (0, 0.0);
    for round in &of.rounds {
        if round.failed.is_empty() && round.round > 5 {
            rest = (round.round, rest.1 + round.loss);
            continue;
        }
        let names: Vec<&str> = round.failed.iter().map(|id| locale.node(id)).collect();
        table.push(vec![
            Cell::plain(round.round.to_string()),
            Cell::plain(locale.listed(&names)),
            Cell::plain(number(round.loss)),
        ]);
    }
    if rest.0 > 0 {
        table.push(vec![Cell::plain(format!("... {}", rest.0)), Cell::empty(), Cell::plain(number(rest.1))]);
    }
    table
}

/// Those that lose, the largest loss first; without a shock all of them.
pub(super) fn nodes(of: &Found, spread: bool, locale: &Locale) -> Table {
    let words = locale.words();
    let drawn = of.total_loss_low.is_some();
    let clearing = matches!(of.method, Method::Clearing { .. });
    let sales = of.nodes.iter().any(|node| node.lost_sales > 0.0);
    let mut columns = vec![(words.node(), false), (words.equity(), true)];
    if spread {
        columns.extend([(words.network_loss(), true), (words.loss_of_equity(), true)]);
        if drawn {
            columns.push((words.nine_of_ten_draws(), true));
        }
        columns.push((words.written_off(), true));
        if !clearing && of.channels.len() > 1 {
            columns.extend([(words.of_claims(), true), (words.of_stakes(), true), (words.of_purchases(), true)]);
        }
        if sales {
            columns.push((words.lost_sales(), true));
        }
        columns.push((words.fails(), true));
    }
    if clearing {
        columns.push((words.pays(), true));
    }
    let mut table = Table::new(&columns);
    let hurt = |node: &&NodeFound| {
        node.failed || node.written_off > 0.0 || node.lost_sales > 0.0 || node.loss.is_some_and(|loss| loss > 0.0)
    };
    let mut rows: Vec<&NodeFound> = of.nodes.iter().filter(|node| !spread || hurt(node)).collect();
    if spread {
        let order = |node: &NodeFound| (node.loss.unwrap_or(0.0), node.written_off);
        rows.sort_by(|a, b| {
            let ((a_loss, a_off), (b_loss, b_off)) = (order(a), order(b));
            b_loss.total_cmp(&a_loss).then(b_off.total_cmp(&a_off)).then_with(|| a.id.cmp(&b.id))
        });
    }
    let shown = |x: Option<f64>| x.map_or_else(|| Cell::from(Span::faint("-")), |x| Cell::plain(number(x)));
    let part = |x: Option<f64>| x.map_or_else(|| Cell::from(Span::faint("-")), |x| Cell::plain(share(x)));
    let (mut group, grouped) = (None, !spread && rows.iter().any(|node| node.group.is_some()));
    if grouped {
        rows.sort_by(|a, b| a.group.cmp(&b.group).then_with(|| a.id.cmp(&b.id)));
    }
    for node in rows {
        if grouped && group != Some(&node.group) {
            group = Some(&node.group);
            if let Some(name) = &node.group {
                table.rows.push(Row::Heading(locale.unit(name).to_owned()));
            }
        }
        let mut cells = vec![Span::strong(locale.node(&node.id)).into(), shown(node.equity)];
        if spread {
            cells.extend([shown(node.loss), part(node.loss_share)]);
            if drawn {
                let range = node.loss_low.zip(node.loss_high);
                cells.push(
                    range.map_or_else(Cell::empty, |(low, high)| Cell::plain(words.to(number(low), number(high)))),
                );
            }
            cells.push(Cell::plain(number(node.written_off)));
            if !clearing && of.channels.len() > 1 {
                let ByChannel { claims, stakes, purchases } = node.by_channel;
                cells.extend([part(claims), part(stakes), part(purchases)]);
            }
            if sales {
                cells.push(Cell::plain(number(node.lost_sales)));
            }
            cells.push(Cell::plain(node.failed_in_round.map_or_else(String::new, |round| round.to_string())));
        }
        if clearing {
            cells.push(shown(node.payment));
        }
        table.push(cells);
    }
    table
}

/// Edges on which something was lost, the most first; without a shock those that count, the largest first. And how many are left.
pub(super) fn edges(of: &Found, spread: bool, locale: &Locale) -> (Table, usize) {
    let words = locale.words();
    let mut columns = vec![(words.edge(), false), (words.amount(), true)];
    if spread {
        columns.push((words.lost(), true));
    }
    columns.extend([(words.status(), false), (words.confidence(), false), (words.source(), false)]);
    let mut table = Table::new(&columns);
    let size = |edge: &EdgeFound| if spread { edge.lost } else { edge.amount.unwrap_or(0.0) };
    let mut rows: Vec<&EdgeFound> = of.edges.iter().filter(|edge| edge.counted && size(edge) > 0.0).collect();
    rows.sort_by(|a, b| size(b).total_cmp(&size(a)));
    for edge in rows.iter().take(LISTED) {
        let channel = match edge.channel {
            Channel::Claims => words.claims(),
            Channel::Stakes => words.stakes(),
            Channel::Purchases => words.purchases(),
        };
        let name = format!("{} → {}", locale.node(&edge.from), locale.node(&edge.to));
        let mut cells = vec![
            Cell::plain(format!("{name}{}{channel}", words.colon())),
            Cell::plain(edge.amount.map_or_else(String::new, number)),
        ];
        if spread {
            cells.push(Cell::plain(number(edge.lost)));
        }
        let source = edge.source.clone().unwrap_or_default();
        cells.extend([
            Cell::plain(status(edge.status, locale)),
            Cell::plain(locale.confidence(Some(edge.confidence))),
            Span::faint(source).linked(edge.url.as_deref()).into(),
        ]);
        table.push(cells);
    }
    (table, rows.len().saturating_sub(LISTED))
}

pub(crate) fn status(status: Status, locale: &Locale) -> &'static str {
    let words = locale.words();
    match status {
        Status::Paid => words.status_paid(),
        Status::Contracted => words.status_contracted(),
        Status::Conditional => words.status_conditional(),
        Status::Announced => words.status_announced(),
        Status::Talks => words.status_talks(),
        Status::Dead => words.status_dead(),
    }
}

/// Those whose failure costs others something or that lose by another's, and how many are left out.
pub(super) fn ranking(of: &Found, locale: &Locale) -> (Table, usize) {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.node(), false),
        (words.to_others(), true),
        (words.failures(), true),
        (words.mean_from_others(), true),
    ]);
    let matters = |ranked: &&RankedFound| {
        ranked.loss_to_others > 0.0 || ranked.failures > 0 || ranked.loss_from_others.is_some_and(|loss| loss > 0.0)
    };
    let ranking = of.ranking.as_deref().unwrap_or_default();
    for ranked in ranking.iter().filter(matters) {
        table.push(vec![
            Span::strong(locale.node(&ranked.id)).into(),
            Cell::plain(number(ranked.loss_to_others)),
            Cell::plain(ranked.failures.to_string()),
            ranked.loss_from_others.map_or_else(|| Cell::from(Span::faint("-")), |x| Cell::plain(number(x))),
        ]);
    }
    let left = ranking.iter().filter(|ranked| !matters(ranked)).count();
    (table, left)
}

pub(super) fn target_table(target: &TargetFound, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[(words.node(), false), (words.share_lost(), true), (words.if_it_fails(), false)]);
    for by in target.by.iter().filter(|by| by.share.is_some() || by.by_failure) {
        table.push(vec![
            Span::strong(locale.node(&by.id)).into(),
            by.share.map_or_else(|| Cell::from(Span::faint("-")), |x| Cell::plain(percent(x))),
            Cell::plain(if by.by_failure { words.yes() } else { "" }),
        ]);
    }
    table
}

pub(super) fn circles(of: &Found, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table =
        Table::new(&[(words.circle(), false), (words.all_amounts(), true), (words.smallest_amount(), true)]);
    for cycle in of.circularity.iter().flat_map(|circles| &circles.cycles).take(LISTED) {
        let back = cycle.nodes.iter().chain(cycle.nodes.first());
        let names: Vec<&str> = back.map(|id| locale.node(id)).collect();
        table.push(vec![
            Cell::plain(names.join(" → ")),
            Cell::plain(number(cycle.amount)),
            Cell::plain(number(cycle.smallest)),
        ]);
    }
    table
}
