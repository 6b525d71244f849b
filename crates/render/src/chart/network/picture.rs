//! Nodes in rows of their groups, edges between them, a cascade in colours.

use super::layout::{self, Pull, place};
use super::ways::{Point, Span, arch, arrow, gap, smooth};
use super::{Chart, Kind, Net};
use crate::chart::canvas::{Anchor, Label, Shape};
use crate::chart::frame::{Frame, INNER, MARGIN, SMALL, number, row};
use crate::chart::labels::{Room, labels_in};
use crate::chart::measure::{lines_of, width_of};
use crate::chart::palette::{Colour, Dash, FAINT, INK, PAPER, RIGHT, heat, mix};
use crate::locale::Locale;
use crate::page::network_condition;
use froth_core::network::{Channel, EdgeFound, Found, Status};
use std::collections::{BTreeMap, BTreeSet};

/// The most nodes that are drawn, and in a row.
const MOST_NODES: usize = 60;
const MOST_IN_ROW: usize = 7;
/// The most lines.
const MOST_EDGES: usize = 400;
/// Names of groups stand left of here.
const LEFT: f64 = MARGIN + 150.0;
const RIGHT_END: f64 = MARGIN + INNER;
const NAME: f64 = 19.0;
const NAME_STEP: f64 = 22.0;
const LARGEST: f64 = 27.0;
const SMALLEST: f64 = 8.0;
/// Between two rows.
const BETWEEN: f64 = 84.0;

/// A line of the picture: all edges of a kind between two nodes, or those that stand back.
struct Tie {
    channel: Channel,
    dash: Dash,
    /// Its ends by their places among the nodes drawn: where a loss comes from, and who loses.
    cause: usize,
    loser: usize,
    /// What it is as wide as; 0 for one that stands back.
    weight: f64,
}

/// A node where it stands.
#[derive(Clone, Default)]
struct Spot {
    x: f64,
    y: f64,
    radius: f64,
    row: usize,
    name: Vec<String>,
    /// Half of its name's width, and where that ends below.
    half: f64,
    foot: f64,
}

/// Draws a network and, if something happens first, what becomes of it.
pub fn network(of: &Found, locale: &Locale) -> Chart {
    let net = Net::new(of, locale);
    let (words, reached) = (net.words, of.reached());
    let shown = (net.title(), of.as_of, net.unit());
    let subtitle = if net.shocked() {
        words.net_shown_lost(shown.0, shown.1, shown.2)
    } else {
        words.net_shown(shown.0, shown.1, shown.2)
    };
    let mut frame = Frame::new(Kind::Network, title(&net, &reached), &subtitle);
    let carried = carried(&net);
    let nodes = drawn(&net, &carried, &reached);
    let ties = ties(&net, &nodes);
    legend(&mut frame, &net, &reached, &ties);

    let (spots, groups, bottom) = spots(&net, &nodes, &ties, &carried, &reached, frame.top + 48.0);
    for (title, y) in groups {
        let lines = lines_of(&title, SMALL, true, LEFT - MARGIN - 16.0);
        frame.block(lines, &Label::new("", MARGIN, y, SMALL).bold().coloured(FAINT));
    }
    lines(&mut frame, &spots, &ties);
    for (spot, node) in spots.iter().zip(&nodes) {
        let colour = if net.shocked() { fill(reached[*node]) } else { AT_REST };
        let fails = of.nodes[*node].failed && reached[*node] != Some(0);
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
    net.finish(frame, bottom, &more, data(&net, &carried, &reached))
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

fn of_channel(channel: Channel) -> Colour {
    match channel {
        Channel::Claims => crate::chart::palette::AI,
        Channel::Stakes => Colour(140, 60, 150),
        Channel::Purchases => mix(RIGHT, INK, 0.2),
    }
}

fn dash(status: Status) -> Dash {
    match status {
        Status::Paid => Dash::Solid,
        Status::Contracted => Dash::Dashed,
        _ => Dash::Dotted,
    }
}

/// What each node's edges carry that count.
fn carried(net: &Net<'_>) -> Vec<f64> {
    let mut carried = vec![0.0; net.of.nodes.len()];
    for (edge, amount) in net.counted() {
        for end in [&edge.from, &edge.to] {
            if let Some(node) = net.place.get(end.as_str()) {
                carried[*node] += amount;
            }
        }
    }
    carried
}

/// The nodes that are drawn: what losses reach first, then those whose edges carry most.
fn drawn(net: &Net<'_>, carried: &[f64], reached: &[Option<usize>]) -> Vec<usize> {
    let mut tied = vec![false; net.of.nodes.len()];
    for edge in net.of.edges.iter().filter(|edge| edge.status != Status::Dead) {
        for end in [&edge.from, &edge.to] {
            if let Some(node) = net.place.get(end.as_str()) {
                tied[*node] = true;
            }
        }
    }
    let mut nodes: Vec<usize> = (0..carried.len()).collect();
    nodes.sort_by(|a, b| {
        let order = |node: usize| (reached[node].unwrap_or(usize::MAX), !tied[node]);
        order(*a).cmp(&order(*b)).then(carried[*b].total_cmp(&carried[*a])).then(a.cmp(b))
    });
    nodes.truncate(MOST_NODES);
    nodes.sort_unstable();
    nodes
}

/// The edges between them, what stands back first: one line for all of a channel and a status, and one for all that stand back
/// where nothing else joins the two.
fn ties(net: &Net<'_>, nodes: &[usize]) -> Vec<Tie> {
    let mut strong: BTreeMap<(usize, usize, Channel, Dash), f64> = BTreeMap::new();
    let mut back: BTreeSet<(usize, usize)> = BTreeSet::new();
    for edge in net.of.edges.iter().filter(|edge| edge.status != Status::Dead) {
        let at = |node: usize| nodes.binary_search(&node).ok();
        let Some((cause, loser)) = net.losing(edge).and_then(|(a, b)| Some((at(a)?, at(b)?))) else { continue };
        let weight = if net.shocked() { edge.lost } else { edge.amount.filter(|_| edge.counted).unwrap_or(0.0) };
        if weight > 0.0 {
            *strong.entry((cause, loser, edge.channel, dash(edge.status))).or_default() += weight;
        } else {
            back.insert((cause, loser));
        }
    }
    back.retain(|(cause, loser)| strong.keys().all(|(a, b, ..)| (a, b) != (cause, loser)));
    let stands_back = |(cause, loser)| Tie { channel: Channel::Claims, dash: Dash::Solid, cause, loser, weight: 0.0 };
    let mut ties: Vec<Tie> = back.into_iter().map(stands_back).collect();
    ties.extend(strong.into_iter().map(|((cause, loser, channel, dash), weight)| Tie {
        channel,
        dash,
        cause,
        loser,
        weight,
    }));
    ties.sort_by(|a, b| a.weight.total_cmp(&b.weight));
    ties.split_off(ties.len().saturating_sub(MOST_EDGES))
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

/// Lines that stand back.
const BACK: Colour = Colour(205, 210, 216);

/// Where every node stands, groups' names with their heights, and the lower end.
fn spots(
    net: &Net<'_>,
    nodes: &[usize],
    ties: &[Tie],
    carried: &[f64],
    reached: &[Option<usize>],
    top: f64,
) -> (Vec<Spot>, Vec<(String, f64)>, f64) {
    // What carries losses is drawn shortest.
    let most = ties.iter().fold(0.0, |most: f64, tie| most.max(tie.weight));
    let pull = |tie: &Tie| {
        let share = if most > 0.0 { (tie.weight / most).sqrt() } else { 0.0 };
        let weight = if tie.weight > 0.0 { 1.0 + 2.0 * share } else { 0.3 };
        (tie.cause, tie.loser, weight)
    };
    let pulls: Vec<Pull> = ties.iter().map(pull).collect();
    let first: Vec<usize> = (0..nodes.len()).filter(|at| reached[nodes[*at]] == Some(0)).collect();
    let (group, titles) = groups(net, nodes, &pulls, &first, carried);
    let high: Vec<usize> = first.iter().map(|at| group[*at]).collect();
    let rows = layout::rows(&group, &pulls, &high, MOST_IN_ROW);

    let largest = carried.iter().copied().fold(0.0, f64::max);
    let mut spots = vec![Spot::default(); nodes.len()];
    let mut heads = Vec::new();
    let mut y = top;
    let (mut wide, mut called) = (vec![0.0; nodes.len()], vec![Vec::new(); nodes.len()]);
    for row in &rows {
        for node in &row.nodes {
            wide[*node] = ((RIGHT_END - LEFT) / row.nodes.len() as f64 - 24.0).min(300.0);
        }
    }
    let names: Vec<&str> = nodes.iter().map(|node| net.name(*node)).collect();
    let room = |at: usize| Room { size: NAME, bold: true, width: wide[at], lines: 4 };
    for (at, name) in labels_in(&names, &room).into_iter().enumerate() {
        called[at] = name;
    }
    let mut before = None;
    for (r, row) in rows.iter().enumerate() {
        let lines = row.nodes.iter().map(|node| called[*node].len()).max().unwrap_or(1);
        for (at, node) in row.nodes.iter().enumerate() {
            let share = if largest > 0.0 { carried[nodes[*node]] / largest } else { 0.0 };
            let name = std::mem::take(&mut called[*node]);
            let radius = SMALLEST + (LARGEST - SMALLEST) * share.sqrt();
            let middle = y + LARGEST;
            spots[*node] = Spot {
                x: LEFT + (RIGHT_END - LEFT) * place(at, row.nodes.len()),
                y: middle,
                radius,
                row: r,
                half: name.iter().map(|line| width_of(line, NAME, true)).fold(0.0, f64::max) / 2.0,
                foot: middle + radius + 8.0 + NAME_STEP * name.len() as f64,
                name,
            };
        }
        if before != Some(row.group) {
            heads.extend(titles[row.group].clone().map(|title| (title, y + LARGEST)));
        }
        before = Some(row.group);
        y += 2.0 * LARGEST + 8.0 + NAME_STEP * lines as f64 + BETWEEN;
    }
    (spots, heads, y - BETWEEN)
}

/// The group of each node, and what groups are called: the file's, or, where it has none, steps from where it begins.
fn groups(
    net: &Net<'_>,
    nodes: &[usize],
    pulls: &[Pull],
    first: &[usize],
    carried: &[f64],
) -> (Vec<usize>, Vec<Option<String>>) {
    let own = |at: usize| net.of.nodes[nodes[at]].group.as_deref();
    let mut named: Vec<Option<&str>> = (0..nodes.len()).map(own).collect();
    if named.iter().any(Option::is_some) {
        let of = named.clone();
        named.sort_unstable();
        named.dedup();
        let group = of.iter().map(|name| named.iter().position(|known| known == name).unwrap_or(0)).collect();
        return (group, named.iter().map(|name| name.map(|name| net.locale.unit(name).to_owned())).collect());
    }
    let middle = (0..nodes.len()).max_by(|a, b| carried[nodes[*a]].total_cmp(&carried[nodes[*b]]).then(b.cmp(a)));
    let begin: Vec<usize> = if first.is_empty() { middle.into_iter().collect() } else { first.to_vec() };
    let group = layout::steps(nodes.len(), pulls, &begin);
    // What nothing ties to the rest may leave a step without nodes.
    let mut used = group.clone();
    used.sort_unstable();
    used.dedup();
    let group = group.iter().map(|of| used.binary_search(of).unwrap_or(0)).collect();
    (group, vec![None; used.len()])
}

/// Draws the edges, those that stand back first.
fn lines(frame: &mut Frame, spots: &[Spot], ties: &[Tie]) {
    let most = ties.iter().fold(0.0, |most: f64, tie| most.max(tie.weight));
    let rows = spots.iter().map(|spot| spot.row + 1).max().unwrap_or(0);
    // What stands in each row, how high it reaches, and where ways already pass it.
    let mut taken: Vec<Vec<Span>> = vec![Vec::new(); rows];
    let mut high = vec![(f64::INFINITY, f64::NEG_INFINITY); rows];
    for spot in spots {
        let half = spot.half.max(spot.radius) + 4.0;
        taken[spot.row].push((spot.x - half, spot.x + half));
        let (top, bottom) = &mut high[spot.row];
        (*top, *bottom) = (top.min(spot.y - LARGEST), bottom.max(spot.foot));
    }
    let mut passed: Vec<Vec<f64>> = vec![Vec::new(); rows];
    let mut ports = Ports::new(spots, ties);
    let mut drawn: Vec<(Vec<Point>, &Tie)> = Vec::new();
    for (n, tie) in ties.iter().enumerate().rev() {
        let (a, b) = (&spots[tie.cause], &spots[tie.loser]);
        let (from, to) = (ports.at(spots, tie, n, true), ports.at(spots, tie, n, false));
        let way = if a.row == b.row {
            arch(from, to, (18.0 + (a.x - b.x).abs() * 0.05).min(BETWEEN * 0.55))
        } else {
            let down = a.row < b.row;
            let between: Vec<usize> =
                if down { (a.row + 1..b.row).collect() } else { (b.row + 1..a.row).rev().collect() };
            let (mut points, mut straight) = (vec![from], Vec::new());
            for (k, row) in between.iter().enumerate() {
                let last = points.last().map_or(from.0, |p| p.0);
                let wanted = last + (to.0 - last) / (between.len() - k + 1) as f64;
                let x = gap(wanted, &taken[*row], &mut passed[*row], (LEFT - 6.0, RIGHT_END));
                let (top, bottom) = high[*row];
                let ends = if down { [top - 4.0, bottom + 2.0] } else { [bottom + 2.0, top - 4.0] };
                points.extend(ends.map(|y| (x, y)));
                straight.extend([false, true]);
            }
            points.push(to);
            straight.push(false);
            smooth(&points, &straight)
        };
        drawn.push((way, tie));
    }
    drawn.reverse();
    for (mut way, tie) in drawn {
        let strong = tie.weight > 0.0;
        let width = if strong && most > 0.0 { 2.5 + 6.5 * (tie.weight / most).sqrt() } else { 2.0 };
        let colour = if strong { of_channel(tie.channel) } else { BACK };
        let head = arrow(&mut way, 8.0 + 1.3 * width, 3.5 + 0.8 * width);
        let dash = tie.dash;
        frame.canvas.shapes.push(Shape::Line { points: way, colour, width, dash });
        frame.canvas.area(head, colour, 1.0);
    }
}

/// Where edges leave and reach a node: side by side, in the order of where they go.
struct Ports {
    /// Of each tie: how far beside the middle it begins and ends.
    beside: Vec<[f64; 2]>,
}

impl Ports {
    fn new(spots: &[Spot], ties: &[Tie]) -> Self {
        let mut beside = vec![[0.0; 2]; ties.len()];
        // Whether an edge ends at the upper side of a node; on one row both ends do.
        let upper = |own: &Spot, other: &Spot| other.row <= own.row;
        for (node, own) in spots.iter().enumerate() {
            for side in [true, false] {
                let mut ends: Vec<(f64, usize, usize)> = Vec::new();
                for (n, tie) in ties.iter().enumerate() {
                    for (end, (here, there)) in [(tie.cause, tie.loser), (tie.loser, tie.cause)].into_iter().enumerate()
                    {
                        if here == node && upper(own, &spots[there]) == side {
                            ends.push((spots[there].x, n, end));
                        }
                    }
                }
                ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
                let room = if side { own.radius * 1.6 } else { own.half.max(own.radius) * 1.4 };
                let step = (room / ends.len().max(1) as f64).min(14.0);
                let middle = (ends.len().saturating_sub(1)) as f64 / 2.0;
                for (at, (_, n, end)) in ends.iter().enumerate() {
                    beside[*n][*end] = (at as f64 - middle) * step;
                }
            }
        }
        Ports { beside }
    }

    fn at(&mut self, spots: &[Spot], tie: &Tie, n: usize, begin: bool) -> Point {
        let (own, other) = if begin { (tie.cause, tie.loser) } else { (tie.loser, tie.cause) };
        let (own, other) = (&spots[own], &spots[other]);
        let beside = self.beside[n][usize::from(!begin)];
        if other.row <= own.row {
            let radius = own.radius + 3.0;
            return (own.x + beside, own.y - (radius * radius - beside * beside).max(0.0).sqrt());
        }
        (own.x + beside, own.foot + 2.0)
    }
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
