//! Nodes in rows of their groups, edges between them, a cascade in colours.

use super::standing::{LEFT, NAME, NAME_STEP, carried, drawn, spots};
use super::ties::{BACK, Tie, lines, of_channel, ties};
use super::{Chart, Kind, Net};
use crate::chart::canvas::{Anchor, Label, Shape};
use crate::chart::frame::{Frame, MARGIN, SMALL, number, row};
use crate::chart::measure::lines_of;
use crate::chart::palette::{Colour, Dash, FAINT, PAPER, heat};
use crate::locale::Locale;
use crate::page::network_condition;
use froth_core::network::{Channel, EdgeFound, Found};

/// A node where it stands on a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Its id.
    pub id: String,
    /// Its middle.
    pub x: f64,
    /// Its middle, from above.
    pub y: f64,
    /// The radius of its circle.
    pub radius: f64,
}

/// Draws a network and, if something happens first, what becomes of it.
pub fn network(of: &Found, locale: &Locale) -> Chart {
    network_until(of, locale, usize::MAX).0
}

/// The same as it is after a round, and where its nodes stand: the same place in every round, whatever fails.
pub fn network_until(of: &Found, locale: &Locale, round: usize) -> (Chart, Vec<Standing>) {
    let net = Net::new(of, locale);
    let words = net.words;
    let reached: Vec<Option<usize>> = of.reached().into_iter().map(|at| at.filter(|at| *at <= round)).collect();
    let shown = (net.title(), of.as_of, net.unit());
    let subtitle = if net.shocked() {
        words.net_shown_lost(shown.0, shown.1, shown.2)
    } else {
        words.net_shown(shown.0, shown.1, shown.2)
    };
    let mut frame = Frame::new(Kind::Network, title(&net, &reached), &subtitle);
    let carried = carried(&net);
    let nodes = drawn(&net, &carried, &reached);
    let ties = ties(&net, &nodes, &reached, round);
    legend(&mut frame, &net, &reached, &ties);

    let (spots, groups, bottom) = spots(&net, &nodes, &carried, frame.top + 48.0);
    for (title, y) in groups {
        let lines = lines_of(&title, SMALL, true, LEFT - MARGIN - 16.0);
        frame.block(lines, &Label::new("", MARGIN, y, SMALL).bold().coloured(FAINT));
    }
    lines(&mut frame, &spots, &ties);
    for (spot, node) in spots.iter().zip(&nodes) {
        let colour = if net.shocked() { fill(reached[*node]) } else { AT_REST };
        let fails = of.nodes[*node].failed_in_round.is_some_and(|at| at <= round);
        frame.canvas.dot(spot.x, spot.y, spot.radius, colour);
        let ground = [spot.x - spot.half - 4.0, spot.y + spot.radius + 3.0, spot.x + spot.half + 4.0, spot.foot];
        frame.canvas.bar(ground, PAPER);
        for (n, text) in spot.name.iter().enumerate() {
            let y = spot.y + spot.radius + 6.0 + NAME_STEP * (n as f64 + 0.5);
            let label = Label::new(text, spot.x, y, NAME).anchored(Anchor::Middle);
            frame.canvas.text(if fails || reached[*node] == Some(0) { label.bold() } else { label });
        }
    }
    let more = if nodes.len() < of.nodes.len() { words.net_left(nodes.len(), of.nodes.len()) } else { String::new() };
    let standing = |(spot, node): (&super::standing::Spot, &usize)| Standing {
        id: of.nodes[*node].id.clone(),
        x: spot.x,
        y: spot.y,
        radius: spot.radius,
    };
    let standing = spots.iter().zip(&nodes).map(standing).collect();
    (net.finish(frame, bottom, &more, data(&net, &carried, &reached)), standing)
}

/// Nodes without a loss, and all of them where nothing happens.
const AT_REST: Colour = Colour(170, 180, 190);

/// The colour of the round in which a loss reaches a node.
fn fill(reached: Option<usize>) -> Colour {
    match reached {
        Some(0) => heat(100.0),
        Some(1) => heat(72.0),
        Some(2) => heat(46.0),
        Some(_) => heat(22.0),
        None => AT_REST,
    }
}

fn title(net: &Net<'_>, reached: &[Option<usize>]) -> String {
    let words = net.words;
    if !net.shocked() {
        let mut ties = vec![0usize; net.of.nodes.len()];
        let counted: Vec<&EdgeFound> = net.of.edges.iter().filter(|edge| edge.counted).collect();
        for end in counted.iter().flat_map(|edge| [&edge.from, &edge.to]) {
            if let Some(node) = net.place.get(end.as_str()) {
                ties[*node] += 1;
            }
        }
        let most = (0..ties.len()).max_by_key(|node| (ties[*node], std::cmp::Reverse(*node)));
        return match most.filter(|_| !counted.is_empty()) {
            Some(node) => words.net_title(net.name(node), ties[node], counted.len()),
            None => words.net_none().to_owned(),
        };
    }
    let first = network_condition(net.of, net.locale);
    let others: Vec<usize> = (0..reached.len()).filter(|node| reached[*node].is_some_and(|round| round > 0)).collect();
    let fallen: Vec<usize> =
        (0..reached.len()).filter(|node| net.of.nodes[*node].failed && reached[*node] != Some(0)).collect();
    let unknown = |node: &usize| net.of.nodes[*node].loss.is_none();
    let fails = match fallen.as_slice() {
        [] if others.iter().any(unknown) => words.net_fails_none_known().to_owned(),
        [] => words.net_fails_none().to_owned(),
        [one] => words.net_fails_one(net.name(*one)),
        several => words.net_fails(several.len()),
    };
    match others.as_slice() {
        [] => words.net_reached_none(first),
        [one] if unknown(one) && fallen.is_empty() => words.net_one_unknown(first, net.name(*one)),
        [one] if fallen.is_empty() => words.net_one_stands(first, net.name(*one)),
        [one] => words.net_one_fails(first, net.name(*one)),
        several => words.net_reached(first, several.len(), fails),
    }
}

/// What the colours of nodes, and colours and strokes of lines, stand for.
fn legend(frame: &mut Frame, net: &Net<'_>, reached: &[Option<usize>], ties: &[Tie]) {
    let words = net.words;
    if net.shocked() {
        let last = reached.iter().flatten().max().copied().unwrap_or(0);
        let mut entries = vec![(words.net_round_first().to_owned(), fill(Some(0)))];
        entries.extend((1..=last.min(2)).map(|round| (words.net_round_reached(round), fill(Some(round)))));
        if last > 2 {
            let round = if last == 3 { words.net_round_reached(3) } else { words.net_round_later(3) };
            entries.push((round, fill(Some(3))));
        }
        entries.push((words.net_untouched().to_owned(), AT_REST));
        let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
        frame.keys(&names, 26.0, &|canvas, n, x, y| {
            canvas.dot(x + 13.0, y, 12.0, entries[n].1);
        });
    }
    let strong = || ties.iter().filter(|tie| tie.weight > 0.0);
    let mut strokes: Vec<(&str, Colour, f64, Dash)> = Vec::new();
    for channel in Channel::ALL {
        if strong().any(|tie| tie.channel == channel) {
            let name = match channel {
                Channel::Claims => words.net_claims(),
                Channel::Stakes => words.net_stakes(),
                Channel::Purchases => words.net_purchases(),
            };
            strokes.push((name, of_channel(channel), 5.0, Dash::Solid));
        }
    }
    for (name, style) in
        [(words.net_paid(), Dash::Solid), (words.net_contracted(), Dash::Dashed), (words.net_unsure(), Dash::Dotted)]
    {
        if strong().any(|tie| tie.dash == style) {
            strokes.push((name, FAINT, 4.0, style));
        }
    }
    if ties.iter().any(|tie| tie.weight <= 0.0) {
        let name = if net.shocked() { words.net_uncounted() } else { words.net_uncounted_only() };
        strokes.push((name, BACK, 2.0, Dash::Solid));
    }
    let names: Vec<&str> = strokes.iter().map(|stroke| stroke.0).collect();
    frame.keys(&names, 50.0, &|canvas, n, x, y| {
        let (_, colour, width, dash) = strokes[n];
        let points = vec![(x, y), (x + 50.0, y)];
        canvas.shapes.push(Shape::Line { points, colour, width, dash });
    });
}

/// Nodes and edges as a table.
fn data(net: &Net<'_>, carried: &[f64], reached: &[Option<usize>]) -> Vec<Vec<String>> {
    let mut data = vec![row(&["what", "from", "to", "channel", "status", "amount", "counted", "lost", "round"])];
    let round = |round: Option<usize>| round.map(|round| round.to_string()).unwrap_or_default();
    for (n, node) in net.of.nodes.iter().enumerate() {
        let (amount, lost) = (number(Some(carried[n])), number(Some(node.written_off)));
        data.push(row(&["node", &node.id, "", "", "", &amount, "", &lost, &round(reached[n])]));
    }
    for edge in &net.of.edges {
        let loser = net.losing(edge).filter(|_| edge.lost > 0.0).and_then(|(cause, _)| reached[cause].map(|r| r + 1));
        data.push(row(&[
            "edge",
            &edge.from,
            &edge.to,
            edge.channel.as_str(),
            edge.status.as_str(),
            &number(edge.amount),
            if edge.counted { "true" } else { "false" },
            &number(Some(edge.lost)),
            &round(loser),
        ]));
    }
    data
}
