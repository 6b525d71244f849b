//! From the text of a network to one that is sound: everything that is wrong with it is found at once.

use super::file::{ClaimFile, FigureFile, HeadFile, NodeFile, PurchaseFile, StakeFile, UncertaintyFile};
use super::{Amount, Basis, ClaimKind, Edge, Figure, Network, Node, Status};
use crate::diag::{Code, Diagnostic, Diagnostics, Location, SourceFile, did_you_mean};
use crate::format::{Day, Entry, Number, Shape, Spanned, check_file_id, parse, take, take_list};
use crate::model::{check_schema, read_texts};
use crate::scenario::{Cites, Confidence, Distribution, Provenance, Sources, Value};
use froth_network::Channel;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::de::DeValue;

/// An edge as it was read, of any kind.
struct EdgeFile {
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

pub(super) fn read(source: &Arc<SourceFile>, findings: &mut Diagnostics) -> Option<Network> {
    let mut table = parse(source, findings)?;
    check_schema(&table, source, findings)?;
    let other = [("dimension", "model"), ("indicator", "model"), ("values", "scenario"), ("series", "scenario")];
    if let Some((_, kind)) = other.iter().find(|(key, _)| table.contains_key(*key)) {
        let message = format!("{} is a {kind}, not a network", source.name());
        let help = "networks have [node.ID], [[claim]], [[purchase]] and [[stake]]";
        findings.push(Diagnostic::error(Code::UnknownKey, message).help(help));
        return None;
    }
    let source_tables = take(&mut table, "sources", source, findings);
    let node_tables = take(&mut table, "node", source, findings);
    let text_tables = take(&mut table, "text", source, findings);
    let claims = take_list(&mut table, "claim", source, findings);
    let purchases = take_list(&mut table, "purchase", source, findings);
    let stakes = take_list(&mut table, "stake", source, findings);

    let mut shape = Shape { source, findings };
    let head: Option<(HeadFile, Vec<String>)> =
        shape.read_on(toml::Spanned::new(0..0, DeValue::Table(table)), &["id", "title"]);
    if let Some((head, _)) = &head {
        shape.file_id(&head.id);
    }
    let sources: Sources = source_tables.into_iter().filter_map(|e| Some((e.key, shape.read(e.value)?))).collect();
    let node_ids: Vec<(String, Range<usize>)> =
        node_tables.iter().map(|e| (e.key.clone(), e.key_span.clone())).collect();
    let node_files: Vec<(String, Range<usize>, NodeFile)> = node_tables
        .into_iter()
        .filter_map(|entry| {
            shape.id(&entry);
            let Entry { key, key_span, value } = entry;
            Some((key, key_span, shape.read(value)?))
        })
        .collect();
    let mut edge_files = Vec::new();
    for value in claims {
        let span = value.span();
        if let Some(file) = edge::<ClaimFile>(value, &mut shape) {
            edge_files.push(edge_of!(file, Channel::Claims, span, { kind }));
        }
    }
    for value in stakes {
        let span = value.span();
        if let Some(file) = edge::<StakeFile>(value, &mut shape) {
            edge_files.push(edge_of!(file, Channel::Stakes, span, {}));
        }
    }
    for value in purchases {
        let span = value.span();
        if let Some(file) = edge::<PurchaseFile>(value, &mut shape) {
            edge_files.push(edge_of!(file, Channel::Purchases, span, { total, years, share }));
        }
    }
    let mut ids: Vec<&str> = node_ids.iter().map(|(id, _)| id.as_str()).collect();
    ids.sort_unstable();
    // The unit and groups are translated by their own text.
    let shown = head.iter().filter_map(|(head, _)| head.unit.as_deref());
    let groups = node_files.iter().filter_map(|(_, _, file)| file.group.as_deref());
    let named: Vec<&str> =
        ["title", "description"].into_iter().chain(ids.iter().copied()).chain(shown).chain(groups).collect();
    let texts = read_texts(text_tables, Some(&named), &mut shape);
    let (head, _) = head?;
    if ids.is_empty() {
        let help = "write `[node.bank]` with `title = \"Bank\"` below it";
        shape.report(Diagnostic::error(Code::MissingField, "there is no node").help(help), 0..0);
    }
    let as_of = head.as_of.0;
    let mut checker =
        Checker { cites: Cites { source, complete: true, findings: shape.findings }, sources: &sources, as_of };
    let chances = head.uncertainty.map(|file| checker.chances(&file)).unwrap_or_default();
    // Nodes that could not be read are still there for edges to end at.
    let mut nodes: Vec<Node> = node_files.into_iter().map(|(id, span, file)| checker.node(id, span, file)).collect();
    nodes.sort_by(|a, b| a.id.cmp(&b.id));
    let complete = nodes.len() == ids.len();
    let edges = checker.edges(&edge_files, &ids, complete.then_some(&nodes));
    Some(Network {
        id: head.id.into_inner(),
        title: head.title,
        as_of,
        unit: head.unit,
        description: head.description,
        nodes,
        edges,
        chances,
        texts,
        source: Arc::clone(source),
    })
}

fn edge<T: DeserializeOwned>(value: toml::Spanned<DeValue<'_>>, shape: &mut Shape<'_>) -> Option<T> {
    shape.read_but(
        value,
        &["from", "to", "amount", "low", "high", "total", "years", "share", "status", "part_of", "id", "kind"],
    )
}

/// No figure is larger: sums of what is larger are none.
const LARGEST: f64 = 1e100;

/// Checks what was read against the whole.
struct Checker<'a> {
    cites: Cites<'a>,
    sources: &'a Sources,
    as_of: Date,
}

impl Checker<'_> {
    fn wrong(&mut self, message: impl Into<String>, help: &str, span: Range<usize>) {
        self.cites.report(Diagnostic::error(Code::Network, message).help(help), span);
    }

    fn chances(&mut self, file: &Spanned<UncertaintyFile>) -> BTreeMap<Status, f64> {
        let mut chances = BTreeMap::new();
        for (status, chance) in &file.get_ref().status {
            if !(0.0..=1.0).contains(&chance.0) {
                let message =
                    format!("the chance of `{}` is {}: a chance lies between 0 and 1", status.as_str(), chance.0);
                self.cites.report(Diagnostic::error(Code::Uncertainty, message), file.span());
            } else if *status == Status::Dead && chance.0 > 0.0 {
                let help = "write `talks` for an edge that may come to be";
                let message = "what is dead is never counted, and has no chance";
                self.cites.report(Diagnostic::error(Code::Uncertainty, message).help(help), file.span());
            } else {
                chances.insert(*status, chance.0);
            }
        }
        chances
    }

    fn node(&mut self, id: String, span: Range<usize>, file: NodeFile) -> Node {
        let date = self.cites.day(file.date.as_ref(), self.as_of, "a network");
        let own = Provenance { url: file.url, confidence: file.confidence, note: file.note, ..Provenance::default() };
        let provenance = self.cites.cited(own, file.source.as_ref(), self.sources);
        let mut figure = |name: &str, file: Option<Spanned<FigureFile>>, lowest: f64, highest: f64| {
            self.figure(&id, name, file, (lowest, highest), (&provenance, date))
        };
        let external_assets = figure("external_assets", file.external_assets, 0.0, f64::INFINITY);
        let external_debts = figure("external_debts", file.external_debts, 0.0, f64::INFINITY);
        let equity = figure("equity", file.equity, f64::NEG_INFINITY, f64::INFINITY);
        let revenue = figure("revenue", file.revenue, 0.0, f64::INFINITY);
        let margin = figure("margin", file.margin, 0.0, 1.0);
        let location = Location::new(self.cites.source, span);
        let (title, group) = (file.title, file.group);
        Node { id, title, group, external_assets, external_debts, equity, revenue, margin, provenance, date, location }
    }

    fn figure(
        &mut self,
        node: &str,
        name: &str,
        file: Option<Spanned<FigureFile>>,
        (lowest, highest): (f64, f64),
        (of_node, node_date): (&Provenance, Option<Date>),
    ) -> Option<Figure> {
        let file = file?;
        let (span, file_span) = (file.span(), file.span());
        let table = file.into_inner().0;
        let value = table.value?.0;
        let range =
            self.cites.range(&Value::Number(value), (table.low.as_ref(), table.high.as_ref()), table.distribution);
        let (least, most) = range.unwrap_or((value, value));
        if least < lowest || most > highest {
            let out = if least < lowest { least } else { most };
            let (message, help) = if highest.is_finite() {
                (format!("`{name}` of `{node}` is {out}: a share lies between 0 and 1"), "write half as 0.5")
            } else {
                (format!("`{name}` of `{node}` is negative: {out}"), "write what it owes as external_debts")
            };
            self.wrong(message, help, span);
        }
        if value.abs() > LARGEST {
            self.wrong(format!("`{name}` of `{node}` is {value:e}"), "give it in a larger unit", file_span);
        }
        let date = self.cites.day(table.date.as_ref(), self.as_of, "a network").or(node_date);
        let own =
            Provenance { url: table.url, confidence: table.confidence, note: table.note, ..Provenance::default() };
        let provenance = match &table.source {
            Some(_) => self.cites.cited(own, table.source.as_ref(), self.sources),
            None => Provenance {
                source: of_node.source.clone(),
                url: own.url.or_else(|| of_node.url.clone()),
                confidence: own.confidence.or(of_node.confidence),
                retrieved: of_node.retrieved,
                licence: of_node.licence.clone(),
                ..own
            },
        };
        Some(Figure { value, range, distribution: table.distribution.unwrap_or_default(), date, provenance })
    }

    fn edges(&mut self, files: &[EdgeFile], ids: &[&str], nodes: Option<&Vec<Node>>) -> Vec<Edge> {
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
        if found.is_none() {
            let help = did_you_mean(name.get_ref(), "nodes", ids.iter().copied());
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
        let holder = |file: &EdgeFile| by_id.get(file.part_of.as_ref()?.get_ref().as_str()).copied();
        for (number, file) in files.iter().enumerate() {
            let Some(part_of) = &file.part_of else { continue };
            let name = part_of.get_ref();
            if !by_id.contains_key(name.as_str()) {
                let help = did_you_mean(name, "ids of edges", by_id.keys().copied());
                let message = format!("no edge is called `{}`", crate::diag::shortened(name));
                self.cites.report(Diagnostic::error(Code::UnknownId, message).help(help), part_of.span());
            }
            let (mut at, mut steps) = (holder(file), 0);
            while let Some(next) = at.filter(|next| *next != number && steps <= files.len()) {
                (at, steps) = (holder(&files[next]), steps + 1);
            }
            if at == Some(number) {
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
