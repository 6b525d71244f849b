//! The lines of a picture: which edges they stand for, how they look, and the ways that they take.

use super::Net;
use super::standing::{BETWEEN, LARGEST, LEFT, RIGHT_END, Spot};
use super::ways::{Point, Span, arch, arrow, gap, smooth};
use crate::chart::canvas::Shape;
use crate::chart::frame::Frame;
use crate::chart::palette::{AI, Colour, Dash, INK, RIGHT, mix};
use froth_core::network::{Channel, Status};
use std::collections::{BTreeMap, BTreeSet};

/// The most lines.
const MOST_EDGES: usize = 400;

/// A line of the picture: all edges of a kind between two nodes, or those that stand back.
pub(super) struct Tie {
    pub(super) channel: Channel,
    pub(super) dash: Dash,
    /// Its ends by their places among the nodes drawn: where a loss comes from, and who loses.
    pub(super) cause: usize,
    pub(super) loser: usize,
    /// What it is as wide as; 0 for one that stands back.
    pub(super) weight: f64,
}

/// Lines that stand back.
pub(super) const BACK: Colour = Colour(205, 210, 216);

pub(super) fn of_channel(channel: Channel) -> Colour {
    match channel {
        Channel::Claims => AI,
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

/// The edges between them, what stands back first: one line for all of a channel and a status, and one for all that stand back
/// where nothing else joins the two. Of a cascade as it is after a round.
pub(super) fn ties(net: &Net<'_>, nodes: &[usize], reached: &[Option<usize>], round: usize) -> Vec<Tie> {
    let mut strong: BTreeMap<(usize, usize, Channel, Dash), f64> = BTreeMap::new();
    let mut back: BTreeSet<(usize, usize)> = BTreeSet::new();
    for edge in net.of.edges.iter().filter(|edge| edge.status != Status::Dead) {
        let at = |node: usize| nodes.binary_search(&node).ok();
        let Some((from, to)) = net.losing(edge) else { continue };
        let Some((cause, loser)) = at(from).zip(at(to)) else { continue };
        // What is lost on an edge is lost a round after its cause is reached.
        let yet = reached[from].is_some_and(|at| at < round);
        let weight = if net.shocked() {
            if yet { edge.lost } else { 0.0 }
        } else {
            edge.amount.filter(|_| edge.counted).unwrap_or(0.0)
        };
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

/// Draws the edges, those that stand back first.
pub(super) fn lines(frame: &mut Frame, spots: &[Spot], ties: &[Tie]) {
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
    for (mut way, tie) in drawn.into_iter().rev() {
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
