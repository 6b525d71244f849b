//! What is said of a network in sentences.

use crate::locale::Locale;
use crate::page::{raw, share};
use froth_core::network::{ByChannel, Found, Method, NodeFound};

/// An amount: as many digits as say something.
pub(crate) fn number(x: f64) -> String {
    if x != 0.0 && x.abs() < 0.0005 { "<0.001".to_owned() } else { raw((x * 1000.0).round() / 1000.0) }
}

/// An amount with the network's unit, where it has one.
pub(crate) fn amount(x: f64, of: &Found, locale: &Locale) -> String {
    match &of.unit {
        Some(unit) => locale.words().amount_in(number(x), locale.unit(unit)),
        None => number(x),
    }
}

/// What happens first: the beginning of a sentence.
pub(crate) fn condition(of: &Found, locale: &Locale) -> String {
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
    first
}

/// Who loses and fails most by what happens first, and over which channel.
pub(crate) fn finding(of: &Found, locale: &Locale) -> String {
    let words = locale.words();
    let first = condition(of, locale);
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

pub(super) fn totals(of: &Found, locale: &Locale) -> String {
    let words = locale.words();
    let mut said = words.equity_lost(amount(of.total_loss, of, locale), number(of.initial_loss));
    if let Some(times) = of.amplification.filter(|times| *times > 1.0005) {
        said.push_str(&words.amplified(raw((times * 100.0).round() / 100.0)));
    }
    said.push_str(&words.written_off_in_all(amount(of.written_off, of, locale)));
    said
}

/// A sentence on each thing that was asked beside the shock.
pub(super) fn asked_for(of: &Found, locale: &Locale) -> Vec<String> {
    let words = locale.words();
    let mut said = Vec::new();
    if let Some(first) = of.ranking.as_ref().and_then(|ranking| ranking.first()) {
        // The first of a ranking costs most.
        let nothing = first.loss_to_others == 0.0 && first.failures == 0;
        let (name, loss) = (locale.node(&first.id), amount(first.loss_to_others, of, locale));
        said.push(match first.failures {
            0 if nothing => words.most_costly_nobody().to_owned(),
            0 => words.most_costly_alone(name, loss),
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
pub(super) fn percent(x: f64) -> String {
    format!("{} %", raw((x * 1000.0).round() / 10.0))
}

/// What the method leaves out.
pub(crate) fn left_out(of: &Found, locale: &Locale) -> &'static str {
    let words = locale.words();
    match of.method {
        Method::Clearing { .. } => words.no_probability_clearing(),
        Method::Threshold { .. } => words.no_probability_threshold(),
        Method::DebtRank { .. } => words.no_probability_debtrank(),
    }
}

/// Who has no equity to lose; nothing where all have.
pub(crate) fn sinks(of: &Found, locale: &Locale) -> Option<String> {
    let sinks: Vec<&str> = of.nodes.iter().filter(|n| n.loss.is_none()).map(|n| locale.node(&n.id)).collect();
    (!sinks.is_empty()).then(|| locale.words().sinks(locale.listed(&sinks)))
}

/// How much counts.
pub(crate) fn counts(of: &Found, locale: &Locale) -> String {
    let words = locale.words();
    let counted = of.edges.iter().filter(|edge| edge.counted).count();
    let (nodes, shown) = (words.nodes(of.nodes.len()), words.edges_only_shown(of.edges.len() - counted));
    words.network_counts(nodes, words.edges_that_count(counted), shown)
}
