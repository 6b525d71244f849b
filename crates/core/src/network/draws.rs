//! Draws: amounts within their ranges, edges by the chance of their status.

use super::numbers::{Figures, NodeFigures};
use super::{Figure, Network, Status};
use crate::Error;
use crate::diag::{Code, Diagnostic};
use crate::model::Uncertainty;
use crate::sampling::{Marginal, Points, Sequence, Tables};
use crate::scenario::Distribution;

/// What is drawn for a network, a coordinate each.
#[derive(Debug)]
pub(super) struct Drawn {
    given: Figures,
    /// The edge whose figure is drawn.
    edges: Vec<(usize, Marginal)>,
    /// The node and which of its figures.
    nodes: Vec<(usize, Which, Marginal)>,
    /// The edge that is there by chance.
    chances: Vec<(usize, f64)>,
    points: Points,
}

/// A figure of a node, in itself.
type Which = fn(&mut NodeFigures) -> &mut Option<f64>;

impl Drawn {
    /// Figures of edges vary within their ranges, or by confidence as in models; figures of nodes within ranges that they state.
    pub(super) fn new(network: &Network, seed: u64) -> Result<Drawn, Error> {
        let given = Figures::given(network);
        let mut tables = Tables::default();
        let grades = Uncertainty::default().range;
        let impossible = |why: crate::sampling::Impossible| Error::from(Diagnostic::error(Code::Range, why.0));
        let mut edges = Vec::new();
        let mut chances = Vec::new();
        for (number, edge) in network.edges.iter().enumerate() {
            if edge.status == Status::Dead || edge.part_of.is_some() {
                continue;
            }
            let Some(amount) = &edge.amount else { continue };
            let width = grades.of(Some(edge.confidence()));
            let range = amount.range.unwrap_or((amount.given * (1.0 - width), amount.given * (1.0 + width)));
            if range.0 < range.1 {
                let kind = if amount.range.is_some() { amount.distribution } else { Distribution::default() };
                edges.push((number, tables.figure(kind, amount.given, range).map_err(impossible)?));
            }
            if let Some(chance) = network.chances.get(&edge.status) {
                chances.push((number, *chance));
            }
        }
        let mut nodes: Vec<(usize, Which, Marginal)> = Vec::new();
        for (number, node) in network.nodes.iter().enumerate() {
            let figures: [(&Option<Figure>, Which); 5] = [
                (&node.external_assets, |f| &mut f.external_assets),
                (&node.external_debts, |f| &mut f.external_debts),
                (&node.equity, |f| &mut f.equity),
                (&node.revenue, |f| &mut f.revenue),
                (&node.margin, |f| &mut f.margin),
            ];
            for (figure, which) in figures {
                if let Some((figure, range)) = figure.as_ref().and_then(|figure| Some((figure, figure.range?))) {
                    let marginal = tables.figure(figure.distribution, figure.value, range).map_err(impossible)?;
                    nodes.push((number, which, marginal));
                }
            }
        }
        let points = Sequence::new(edges.len() + nodes.len() + chances.len()).scrambled(seed, 0);
        Ok(Drawn { given, edges, nodes, chances, points })
    }

    /// The figures of a draw, and the edges that are there by chance: edge by edge where chance decides.
    pub(super) fn draw(&self, network: &Network, number: u64) -> (Figures, Vec<Option<bool>>) {
        let mut figures = self.given.clone();
        let mut there = vec![None; network.edges.len()];
        let mut dimension = 0;
        let mut next = || {
            let mut u = [0.5];
            self.points.fill(dimension, number, &mut u);
            dimension += 1;
            u
        };
        // A tail of a normal distribution may lie below 0, where no amount is.
        let drawn = |marginal: &Marginal, u: [f64; 1]| {
            let mut x = [0.0];
            marginal.fill(&u, &mut x);
            x[0]
        };
        for (edge, marginal) in &self.edges {
            figures.edges[*edge] = Some(drawn(marginal, next()).max(0.0));
        }
        for (node, which, marginal) in &self.nodes {
            *which(&mut figures.nodes[*node]) = Some(drawn(marginal, next()));
        }
        for figures in &mut figures.nodes {
            for from_0 in [&mut figures.external_assets, &mut figures.external_debts, &mut figures.revenue] {
                *from_0 = from_0.map(|x| x.max(0.0));
            }
            figures.margin = figures.margin.map(|x| x.clamp(0.0, 1.0));
        }
        for (edge, chance) in &self.chances {
            there[*edge] = Some(next()[0] < *chance);
        }
        (figures, there)
    }
}
