//! Who falls with whom, as a page: the finding, round by round, who loses what, over which edges.

use super::content::{Cell, Line, Page, Part, Row, Span, Table};
use super::{raw, share};
use crate::locale::Locale;
use froth_core::network::{ByChannel, Channel, EdgeFound, Found, Method, NodeFound, Status, TargetFound};
use froth_core::number::data;

/// Edges and circles that a page lists.
const LISTED: usize = 25;

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
    page.section(words.network_ranking(), ranking(of, locale));
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
    let counted = of.edges.iter().filter(|edge| edge.counted).count();
    lines.push(vec![Span::faint(words.network_counts(of.nodes.len(), counted, of.edges.len() - counted))]);
    let sinks: Vec<&str> =
        of.nodes.iter().filter(|node| node.loss.is_none()).map(|node| locale.node(&node.id)).collect();
    if !sinks.is_empty() {
        lines.push(vec![Span::faint(words.sinks(locale.listed(&sinks)))]);
    }
    let description = locale.description(&of.network);
    if description != of.network && !description.is_empty() {
        lines.push(vec![Span::faint(description)]);
    }
    lines.push(vec![Span::faint(match of.method {
        Method::Clearing { .. } => words.no_probability_clearing(),
        Method::Threshold { .. } => words.no_probability_threshold(),
        Method::DebtRank { .. } => words.no_probability_debtrank(),
    })]);
    page.parts.push(Part::Lines(lines));
    page
}

/// An amount: as many digits as say something.
fn number(x: f64) -> String {
    if x != 0.0 && x.abs() < 0.0005 { "<0.001".to_owned() } else { raw((x * 1000.0).round() / 1000.0) }
}

/// An amount with the network's unit, where it has one.
fn amount(x: f64, of: &Found, locale: &Locale) -> String {
    match &of.unit {
        Some(unit) => locale.words().amount_in(number(x), locale.unit(unit)),
        None => number(x),
    }
}

/// What happens first, who loses and fails most by it, and over which channel.
fn finding(of: &Found, locale: &Locale) -> String {
    let words = locale.words();
    let failed: Vec<&str> = of.shock.iter().filter(|s| s.failed).map(|s| locale.node(&s.id)).collect();
    let mut first = String::new();
    if !failed.is_empty() {
        first.push_str(&words.if_fails(locale.listed(&failed)));
    }
    for (shocked, lost) in of.shock.iter().filter_map(|s| Some((locale.node(&s.id), s.share?))) {
        let more =
            if first.is_empty() { words.if_loses(shocked, share(lost)) } else { words.and_loses(shocked, share(lost)) };
        first.push_str(&more);
    }
    let others = || of.nodes.iter().filter(|node| of.shock.iter().all(|s| s.id != node.id));
    let mut losers: Vec<&NodeFound> =
        others().filter(|node| !node.failed && node.loss_share.is_some_and(|lost| lost >= 0.005)).collect();
    losers.sort_by(|a, b| {
        b.loss_share.unwrap_or(0.0).total_cmp(&a.loss_share.unwrap_or(0.0)).then_with(|| a.id.cmp(&b.id))
    });
    let mut fallen: Vec<(usize, &NodeFound)> =
        others().filter_map(|node| Some((node.failed_in_round?, node))).collect();
    fallen.sort_by(|a, b| {
        a.0.cmp(&b.0).then(b.1.written_off.total_cmp(&a.1.written_off)).then_with(|| a.1.id.cmp(&b.1.id))
    });
    let mut effects: Vec<String> = (losers.iter().take(2))
        .map(|node| words.loses_share(locale.node(&node.id), share(node.loss_share.unwrap_or(0.0))))
        .collect();
    effects.extend(fallen.iter().take(3).map(|(round, node)| words.fails_in(locale.node(&node.id), round)));
    if effects.is_empty() {
        let mut by_amount: Vec<&NodeFound> = others().filter(|node| node.written_off > 0.0).collect();
        by_amount.sort_by(|a, b| b.written_off.total_cmp(&a.written_off).then_with(|| a.id.cmp(&b.id)));
        let said = |node: &&NodeFound| words.writes_off(locale.node(&node.id), amount(node.written_off, of, locale));
        effects.extend(by_amount.iter().take(2).map(said));
    }
    let Some(last) = effects.pop() else { return words.nobody_loses(first) };
    let effects = if effects.is_empty() { last } else { words.then_and(effects.join(words.comma()), last) };
    let ByChannel { claims, stakes, purchases } = of.by_channel;
    let channels = [(words.claims(), claims), (words.stakes(), stakes), (words.purchases(), purchases)];
    // Of several channels the largest; of one there is nothing to say.
    let several = channels.iter().filter(|(_, part)| part.is_some_and(|part| part > 0.0)).count() > 1;
    let most = channels
        .iter()
        .filter_map(|(name, part)| Some((*name, (*part)?)))
        .fold(None, |most: Option<(&str, f64)>, next| most.filter(|most| most.1 >= next.1).or(Some(next)));
    let end = match most.filter(|_| several) {
        Some((name, part)) => words.losses_come_from(share(part), name),
        None => words.full_stop().to_owned(),
    };
    words.if_so(first, effects) + &end
}

fn totals(of: &Found, locale: &Locale) -> String {
    let words = locale.words();
    let mut said = words.equity_lost(amount(of.total_loss, of, locale), number(of.initial_loss));
    if let Some(times) = of.amplification.filter(|times| *times > 1.0005) {
        said.push_str(&words.amplified(raw((times * 100.0).round() / 100.0)));
    }
    said.push_str(&words.written_off_in_all(amount(of.written_off, of, locale)));
    said
}

/// A sentence on each thing that was asked beside the shock.
fn asked_for(of: &Found, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let mut said = Vec::new();
    if let Some(first) = of.ranking.as_ref().and_then(|ranking| ranking.first()) {
        let (name, loss) = (locale.node(&first.id), amount(first.loss_to_others, of, locale));
        said.push(match first.failures {
            0 => words.most_costly_alone(name, loss),
            1 => words.most_costly_one(name, loss),
            failures => words.most_costly(name, loss, failures),
        });
    }
    if let Some(target) = &of.target {
        let name = locale.node(&target.id);
        let by_failure: Vec<&str> = target.by.iter().filter(|by| by.by_failure).map(|by| locale.node(&by.id)).collect();
        said.push(match target.by.first().and_then(|by| Some((by, by.share?))) {
            _ if target.fails_anyway => words.fails_anyway(name),
            Some((by, least)) => words.target_smallest(locale.node(&by.id), percent(least), name),
            None if by_failure.is_empty() => words.target_nothing(name),
            None => words.target_failure(locale.listed(&by_failure), name),
        });
    }
    if let Some(circles) = &of.circularity {
        said.push(match (circles.share, circles.expected, circles.p_value) {
            (Some(part), Some(expected), Some(p)) => words.goes_round(share(part), share(expected), format!("{p:.3}")),
            _ => words.no_money().to_owned(),
        });
    }
    said
}

/// A share to a tenth of a percent: a smallest shock is rounded to nothing else.
fn percent(x: f64) -> String {
    format!("{} %", raw((x * 1000.0).round() / 10.0))
}

fn rounds(of: &Found, locale: &Locale) -> Table {
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
fn nodes(of: &Found, spread: bool, locale: &Locale) -> Table {
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
fn edges(of: &Found, spread: bool, locale: &Locale) -> (Table, usize) {
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

fn status(status: Status, locale: &Locale) -> &'static str {
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

fn ranking(of: &Found, locale: &Locale) -> Table {
    let words = locale.words();
    let mut table = Table::new(&[
        (words.node(), false),
        (words.to_others(), true),
        (words.failures(), true),
        (words.mean_from_others(), true),
    ]);
    for ranked in of.ranking.iter().flatten() {
        table.push(vec![
            Span::strong(locale.node(&ranked.id)).into(),
            Cell::plain(number(ranked.loss_to_others)),
            Cell::plain(ranked.failures.to_string()),
            ranked.loss_from_others.map_or_else(|| Cell::from(Span::faint("-")), |x| Cell::plain(number(x))),
        ]);
    }
    table
}

fn target_table(target: &TargetFound, locale: &Locale) -> Table {
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

fn circles(of: &Found, locale: &Locale) -> Table {
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

/// A row a node.
pub fn networked_csv(of: &Found) -> String {
    let header = [
        "id",
        "title",
        "group",
        "equity",
        "loss",
        "loss_share",
        "loss_low",
        "loss_median",
        "loss_high",
        "written_off",
        "claims",
        "stakes",
        "purchases",
        "lost_sales",
        "failed_in_round",
        "payment",
        "loss_to_others",
        "failures",
        "loss_from_others",
        "target_share",
        "target_by_failure",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for node in &of.nodes {
        let ranked = of.ranking.iter().flatten().find(|ranked| ranked.id == node.id);
        let by = of.target.iter().flat_map(|target| &target.by).find(|by| by.id == node.id);
        rows.push(vec![
            node.id.clone(),
            node.title.clone(),
            node.group.clone().unwrap_or_default(),
            data(node.equity),
            data(node.loss),
            data(node.loss_share),
            data(node.loss_low),
            data(node.loss_median),
            data(node.loss_high),
            data(Some(node.written_off)),
            data(node.by_channel.claims),
            data(node.by_channel.stakes),
            data(node.by_channel.purchases),
            data(Some(node.lost_sales)),
            node.failed_in_round.map(|round| round.to_string()).unwrap_or_default(),
            data(node.payment),
            data(ranked.map(|ranked| ranked.loss_to_others)),
            ranked.map(|ranked| ranked.failures.to_string()).unwrap_or_default(),
            data(ranked.and_then(|ranked| ranked.loss_from_others)),
            data(by.and_then(|by| by.share)),
            by.map(|by| by.by_failure.to_string()).unwrap_or_default(),
        ]);
    }
    super::data::csv_rows(rows)
}
