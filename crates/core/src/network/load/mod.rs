//! From the text of a network to one that is sound: everything that is wrong with it is found at once. Edges have a file of their own.

mod edges;

use super::file::{FigureFile, HeadFile, NodeFile, UncertaintyFile};
use super::{Figure, Network, Node, Status};
use crate::diag::{Code, Diagnostic, Diagnostics, Location, SourceFile};
use crate::format::{Entry, MOST_EDGES, Shape, Spanned, parse_up_to, take, take_list};
use crate::model::{check_schema, read_texts};
use crate::scenario::{Cites, Provenance, Sources, Value};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::de::DeValue;

pub(super) fn read(source: &Arc<SourceFile>, findings: &mut Diagnostics) -> Option<Network> {
    let mut table = parse_up_to(MOST_EDGES, source, findings)?;
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
    let edge_files = edges::read(claims, stakes, purchases, &mut shape);
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
    let mut checker = Checker {
        cites: Cites { source, complete: true, findings: shape.findings },
        sources: &sources,
        as_of,
        looked_up: 0,
    };
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

/// No figure is larger: sums of what is larger are none.
const LARGEST: f64 = 1e100;

/// Checks what was read against the whole.
struct Checker<'a> {
    cites: Cites<'a>,
    sources: &'a Sources,
    as_of: Date,
    /// Unknown nodes so far.
    looked_up: usize,
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
}
