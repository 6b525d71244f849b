//! Edges as they are read, and held against nodes and each other.

use super::super::file::{ClaimFile, PurchaseFile, StakeFile};
use super::super::{Amount, Basis, ClaimKind, Edge, Node, Status};
use super::{Checker, LARGEST};
use crate::diag::{Code, Diagnostic, Location, did_you_mean};
use crate::format::{Day, Number, Shape, Spanned, check_file_id};
use crate::scenario::{Confidence, Distribution, Provenance, Value};
use froth_network::Channel;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::DeValue;

/// An edge as it was read, of any kind.
pub(super) struct EdgeFile {
    channel: Channel,
    span: Range<usize>,
    id: Option<Spanned<String>>,
    from: Spanned<String>,
    to: Spanned<String>,
    kind: Option<ClaimKind>,
    amount: Option<Spanned<Number>>,
    total: Option<Spanned<Number>>,
    years: Option<Spanned<Number>>,
    share: Option<Spanned<Number>>,
    low: Option<Spanned<Number>>,
    high: Option<Spanned<Number>>,
    distribution: Option<Distribution>,
    status: Option<Status>,
    part_of: Option<Spanned<String>>,
    source: Option<Spanned<String>>,
    url: Option<String>,
    date: Option<Spanned<Day>>,
    confidence: Option<Confidence>,
    note: Option<String>,
}

macro_rules! edge_of {
    ($file:ident, $channel:expr, $span:expr, { $($field:ident),* }) => {{
        let file = $file;
        #[allow(unused_mut)] // a stake has no keys of its own
        let mut edge = EdgeFile {
            channel: $channel,
            span: $span,
            id: file.id,
            from: file.from,
            to: file.to,
            kind: None,
            amount: file.amount,
            total: None,
            years: None,
            share: None,
            low: file.low,
            high: file.high,
            distribution: file.distribution,
            status: file.status,
            part_of: file.part_of,
            source: file.source,
            url: file.url,
            date: file.date,
            confidence: file.confidence,
            note: file.note,
        };
        $(edge.$field = file.$field;)*
        edge
    }};
}

/// So many unknown nodes are held against all that there are; those after them against the first few.
const MOST_LOOKED_UP: usize = 100;
const SHOWN: usize = 12;

/// More unknown nodes than this are not listed.
const MOST_SAID: usize = 10_000;

/// Reads the edges of a file.
pub(super) fn read(
    claims: Vec<toml::Spanned<DeValue<'_>>>,
    stakes: Vec<toml::Spanned<DeValue<'_>>>,
    purchases: Vec<toml::Spanned<DeValue<'_>>>,
    shape: &mut Shape<'_>,
) -> Vec<EdgeFile> {
    let mut files = Vec::new();
    for value in claims {
        let span = value.span();
        if let Some(file) = one::<ClaimFile>(value, shape) {
            files.push(edge_of!(file, Channel::Claims, span, { kind }));
        }
    }
    for value in stakes {
        let span = value.span();
        if let Some(file) = one::<StakeFile>(value, shape) {
            files.push(edge_of!(file, Channel::Stakes, span, {}));
        }
    }
    for value in purchases {
        let span = value.span();
        if let Some(file) = one::<PurchaseFile>(value, shape) {
            files.push(edge_of!(file, Channel::Purchases, span, { total, years, share }));
        }
    }
    files
}

fn one<T: DeserializeOwned>(value: toml::Spanned<DeValue<'_>>, shape: &mut Shape<'_>) -> Option<T> {
    shape.read_but(
        value,
        &["from", "to", "amount", "low", "high", "total", "years", "share", "status", "part_of", "id", "kind"],
    )
}

/// Which of these lie on a circle, each being held by at most one other: in one walk along every way.
fn on_circles(holders: &[Option<usize>]) -> Vec<bool> {
    // By which walk each was first met.
    let mut met = vec![usize::MAX; holders.len()];
    let mut circles = vec![false; holders.len()];
    for start in 0..holders.len() {
        let mut at = Some(start);
        while let Some(here) = at.filter(|here| met[*here] == usize::MAX) {
            met[here] = start;
            at = holders[here];
        }
        // A way that meets itself has gone round.
        let mut round = at.filter(|here| met[*here] == start);
        while let Some(here) = round.filter(|here| !circles[*here]) {
            circles[here] = true;
            round = holders[here];
        }
    }
    circles
}

impl Checker<'_> {
    pub(super) fn edges(&mut self, files: &[EdgeFile], ids: &[&str], nodes: Option<&Vec<Node>>) -> Vec<Edge> {
        let by_id = self.edge_ids(files);
        self.circles(files, &by_id);
        let mut edges: Vec<(usize, Edge)> = Vec::with_capacity(files.len());
        for (number, file) in files.iter().enumerate() {
            let (from, to) = (self.end(&file.from, ids), self.end(&file.to, ids));
            if file.from.get_ref() == file.to.get_ref() {
                let message = format!("an edge from `{}` to itself", file.from.get_ref());
                self.wrong(message, "an edge joins two nodes", file.to.span());
            }
            let amount = self.amount(file, to.and_then(|to| nodes?.get(to)));
            let date = self.cites.day(file.date.as_ref(), self.as_of, "a network");
            let own = Provenance {
                url: file.url.clone(),
                confidence: file.confidence,
                note: file.note.clone(),
                ..Provenance::default()
            };
            let provenance = self.cites.cited(own, file.source.as_ref(), self.sources);
            let kind = (file.channel == Channel::Claims).then(|| file.kind.unwrap_or_default());
            let usual = if kind == Some(ClaimKind::Guarantee) { Status::Conditional } else { Status::Paid };
            let (Some(from), Some(to)) = (from, to) else { continue };
            let edge = Edge {
                id: file.id.as_ref().map(|id| id.get_ref().clone()),
                channel: file.channel,
                kind,
                from,
                to,
                amount,
                status: file.status.unwrap_or(usual),
                part_of: file.part_of.as_ref().and_then(|id| by_id.get(id.get_ref().as_str()).copied()),
                date,
                provenance,
                location: Location::new(self.cites.source, file.span.clone()),
            };
            edges.push((number, edge));
        }
        // One order for every file that says the same.
        let given = |edge: &Edge| edge.amount.as_ref().map_or(f64::NAN, |amount| amount.given);
        edges.sort_by(|(_, a), (_, b)| {
            let ends = |e: &Edge| (e.channel, e.from, e.to, e.status, e.kind, e.id.clone(), e.date);
            ends(a).cmp(&ends(b)).then_with(|| given(a).total_cmp(&given(b))).then_with(|| {
                let said =
                    |e: &Edge| (e.provenance.source.clone(), e.provenance.url.clone(), e.provenance.note.clone());
                said(a).cmp(&said(b))
            })
        });
        let place: BTreeMap<usize, usize> = edges.iter().enumerate().map(|(at, (number, _))| (*number, at)).collect();
        let moved = |(_, mut edge): (usize, Edge)| {
            edge.part_of = edge.part_of.and_then(|number| place.get(&number).copied());
            edge
        };
        edges.into_iter().map(moved).collect()
    }

    /// A node by number.
    fn end(&mut self, name: &Spanned<String>, ids: &[&str]) -> Option<usize> {
        let found = ids.binary_search(&name.get_ref().as_str()).ok();
        if found.is_none() && self.looked_up < MOST_SAID {
            // The nearest of many names is dear to find: the first few tell what is wrong with the rest.
            let near = if self.looked_up < MOST_LOOKED_UP { ids } else { &ids[..ids.len().min(SHOWN)] };
            self.looked_up += 1;
            let help = did_you_mean(name.get_ref(), "nodes", near.iter().copied());
            let message = format!("there is no node `{}`", crate::diag::shortened(name.get_ref()));
            self.cites.report(Diagnostic::error(Code::UnknownId, message).help(help), name.span());
        }
        found
    }

    /// Edges by id.
    fn edge_ids<'f>(&mut self, files: &'f [EdgeFile]) -> BTreeMap<&'f str, usize> {
        let mut by_id = BTreeMap::new();
        for (number, file) in files.iter().enumerate() {
            let Some(id) = &file.id else { continue };
            if let Err(d) = check_file_id(&id.get_ref().replace('_', "-")) {
                self.cites.report(d, id.span());
            }
            if by_id.insert(id.get_ref().as_str(), number).is_some() {
                let message = format!("two edges are called `{}`", id.get_ref());
                self.cites.report(
                    Diagnostic::error(Code::DuplicateId, message).help("give one of them another id"),
                    id.span(),
                );
            }
        }
        by_id
    }

    /// Reports parts of nothing, and parts that hold each other.
    fn circles(&mut self, files: &[EdgeFile], by_id: &BTreeMap<&str, usize>) {
        let names = || files.iter().map(|file| file.part_of.as_ref());
        let holders: Vec<Option<usize>> =
            names().map(|part_of| by_id.get(part_of?.get_ref().as_str()).copied()).collect();
        let circles = on_circles(&holders);
        for (number, part_of) in names().enumerate() {
            let Some(part_of) = part_of else { continue };
            let name = part_of.get_ref();
            if holders[number].is_none() {
                let help = did_you_mean(name, "ids of edges", by_id.keys().copied());
                let message = format!("no edge is called `{}`", crate::diag::shortened(name));
                self.cites.report(Diagnostic::error(Code::UnknownId, message).help(help), part_of.span());
            }
            if circles[number] {
                let message = format!("`part_of = \"{name}\"` comes back to this edge");
                let help = "an edge that holds another is not itself a part of it";
                self.cites.report(Diagnostic::error(Code::Cycle, message).help(help), part_of.span());
            }
        }
    }

    fn amount(&mut self, file: &EdgeFile, seller: Option<&Node>) -> Option<Amount> {
        let given: Vec<(&str, &Spanned<Number>)> =
            [("amount", &file.amount), ("total", &file.total), ("share", &file.share)]
                .into_iter()
                .filter_map(|(name, figure)| Some((name, figure.as_ref()?)))
                .collect();
        if let [_, (name, second), ..] = given.as_slice() {
            let message = format!("`{}` and `{name}` say the same thing twice", given[0].0);
            self.wrong(
                message,
                "give amount (a year), or total and years, or share (of the seller's revenue)",
                second.span(),
            );
        }
        if let (Some(years), None) = (&file.years, &file.total) {
            self.wrong("`years` without a `total`", "years spread a total: add `total = ...`", years.span());
        }
        let Some((name, figure)) = given.first().copied() else {
            if let Some(end) = file.low.as_ref().or(file.high.as_ref()) {
                let help = "give the amount itself, or leave the range out";
                self.cites.report(Diagnostic::error(Code::Range, "a range without an amount").help(help), end.span());
            }
            return None;
        };
        let value = figure.get_ref().0;
        let range = self.cites.range(&Value::Number(value), (file.low.as_ref(), file.high.as_ref()), file.distribution);
        let (least, most) = range.unwrap_or((value, value));
        if least < 0.0 {
            let help = match file.channel {
                Channel::Claims => "a claim runs from debtor to creditor: turn it round",
                Channel::Stakes => "a stake runs from holder to firm: turn it round",
                Channel::Purchases => "a purchase runs from buyer to seller: turn it round",
            };
            self.wrong(format!("`{name}` is negative: {least}"), help, figure.span());
        }
        let basis = match name {
            _ if value / file.years.as_ref().map_or(1.0, |years| years.get_ref().0).clamp(1e-50, 1.0) > LARGEST => {
                self.wrong(format!("`{name}` is {value:e}"), "give it in a larger unit", figure.span());
                return None;
            }
            "total" => {
                let years = file.years.as_ref().map(|years| (years.get_ref().0, years.span()));
                match years {
                    Some((years, _)) if years > 0.0 => Basis::Total(years),
                    Some((years, span)) => {
                        self.wrong(
                            format!("`years` is {years}"),
                            "write over how many years the total is spread",
                            span,
                        );
                        return None;
                    }
                    None => {
                        let help = "add `years = 5`: over how many years it is spread";
                        let d = Diagnostic::error(Code::MissingField, "`total` needs `years`").help(help);
                        self.cites.report(d, figure.span());
                        return None;
                    }
                }
            }
            "share" => {
                if most > 1.0 {
                    let message = format!("a share of {most} is more than all of the revenue");
                    self.wrong(message, "write 64 % as 0.64", figure.span());
                }
                if let Some(seller) = seller.filter(|seller| seller.revenue.is_none()) {
                    let message = format!("a share of the revenue of `{}`, which is not given", seller.id);
                    let help = format!("add `revenue = ...` to [node.{}], or give the amount", seller.id);
                    self.wrong(message, &help, figure.span());
                }
                Basis::Share
            }
            _ => Basis::Amount,
        };
        Some(Amount { given: value, basis, range, distribution: file.distribution.unwrap_or_default() })
    }
}

#[cfg(test)]
mod tests {
    use super::on_circles;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_lies_on_a_circle_comes_back_to_itself(holders in prop::collection::vec(prop::option::of(0usize..12), 12)) {
            let comes_back = |start: usize| {
                let ways = std::iter::successors(holders[start], |at| holders[*at]).take(12);
                ways.into_iter().any(|at| at == start)
            };
            let wanted: Vec<bool> = (0..12).map(comes_back).collect();
            prop_assert_eq!(on_circles(&holders), wanted);
        }
    }
}
