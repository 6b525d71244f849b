//! Audits as pages and data: findings first, then the numbers behind them.

use super::check::Message;
use super::content::{Cell, Page, Part, Row, Span, Table};
use super::{raw, score, share};
use froth_core::diag::Diagnostic;
use froth_panel::audit::{Effective, ModelAudit, PanelAudit, Statistic};
use serde::Serialize;

/// An audit with its findings as data.
#[derive(Debug, Serialize)]
pub struct Audited<'a, T> {
    #[serde(flatten)]
    audit: &'a T,
    /// The most severe first.
    findings: Vec<Message>,
}

impl<'a> Audited<'a, ModelAudit> {
    /// With the findings of an audit of a model.
    pub fn model(audit: &'a ModelAudit) -> Self {
        Audited { audit, findings: messages(&audit.findings) }
    }
}

impl<'a> Audited<'a, PanelAudit> {
    /// With the findings of an audit on a table.
    pub fn panel(audit: &'a PanelAudit) -> Self {
        Audited { audit, findings: messages(&audit.findings) }
    }
}

fn messages(findings: &[Diagnostic]) -> Vec<Message> {
    findings.iter().map(|d| Message::new(d, None)).collect()
}

fn listed(findings: &[Diagnostic], page: &mut Page) {
    if findings.is_empty() {
        page.parts.push(Part::Lines(vec![vec![Span::plain("Nothing was found.")]]));
        return;
    }
    // What holds for several in a row is said after the last of them.
    let point = |(place, d): (usize, &Diagnostic)| {
        let last = findings.get(place + 1).is_none_or(|next| next.help != d.help);
        let help = d.help.as_deref().filter(|_| last).map(|help| Span::faint(format!(" -> {help}")));
        [Some(Span::plain(d.message.clone())), help].into_iter().flatten().collect()
    };
    let heading = match findings.len() {
        1 => "1 finding".to_owned(),
        n => format!("{n} findings, the most severe first"),
    };
    page.list(&heading, false, findings.iter().enumerate().map(point).collect());
}

/// Audits of models, as sections of the page of `check`.
pub fn audited(audits: &[ModelAudit]) -> Page {
    let mut page = Page::default();
    for audit in audits {
        let with: Vec<&str> = audit.scenarios.iter().map(|s| s.scenario.as_str()).collect();
        let with = if with.is_empty() { String::new() } else { format!(", with {}", with.join(", ")) };
        page.parts.push(Part::Title(format!("Audit of {} {}{with}", audit.model, audit.version)));
        listed(&audit.findings, &mut page);
        page.parts.push(Part::Lines(vec![vec![Span::faint(freeze(audit))]]));
        page.section("Scenarios", scenarios(audit));
        page.section("Values beyond the ends of rules", beyond(audit));
        page.section("Nominal weights, the largest first", weights(audit));
        page.section("What dimensions rest on", resting(audit));
    }
    page
}

fn freeze(of: &ModelAudit) -> String {
    let Some(freeze) = &of.freeze else { return "The model has no `frozen`: nothing is held against it.".to_owned() };
    let latest = freeze.latest.map(|year| format!(", the latest {year}")).unwrap_or_default();
    format!(
        "Frozen on {}: {} of {} ends of rules name years{latest}. Years, the eras behind worst ends and the values of these scenarios were compared; months within {} were not.",
        freeze.date,
        freeze.dated,
        freeze.ends,
        freeze.date.year()
    )
}

fn scenarios(of: &ModelAudit) -> Table {
    let columns = [
        ("Scenario", false),
        ("Low confidence", true),
        ("Old, used", true),
        ("Too old", true),
        ("On one indicator", true),
        ("Calm beside alarmed", true),
    ];
    let mut table = Table::new(&columns);
    for s in &of.scenarios {
        let used = s.stale.iter().filter(|f| f.used).count();
        let counts = [used, s.stale.len() - used, s.one_indicator.len(), s.compensated.len()];
        let mut cells = vec![Cell::plain(s.scenario.clone()), Cell::plain(share(s.low_confidence))];
        cells.extend(counts.map(|n| Cell::plain(n.to_string())));
        table.push(cells);
    }
    table
}

fn beyond(of: &ModelAudit) -> Table {
    let columns = [
        ("Indicator", false),
        ("End", false),
        ("At", true),
        ("Beyond", true),
        ("Of", true),
        ("Furthest", true),
        ("Where", false),
    ];
    let mut table = Table::new(&columns);
    for b in &of.beyond {
        table.push(vec![
            Cell::plain(b.indicator.clone()),
            Cell::plain(b.end),
            Cell::plain(raw(b.at)),
            Cell::plain(b.values.to_string()),
            Cell::plain(b.of.to_string()),
            Cell::plain(raw(b.furthest)),
            Cell::plain(format!("{}, {}", b.scenario, b.date)),
        ]);
    }
    table
}

fn weights(of: &ModelAudit) -> Table {
    let mut table = Table::new(&[("Indicator", false), ("Weight", true), ("Scores", true), ("Dimension", false)]);
    let mut sorted: Vec<_> = of.indicators.iter().collect();
    sorted
        .sort_by(|a, b| (a.overlay, b.weight).partial_cmp(&(b.overlay, a.weight)).unwrap_or(std::cmp::Ordering::Equal));
    let mut overlay = false;
    for i in sorted {
        if i.overlay && !overlay {
            table.rows.push(Row::Heading("Beside the score".to_owned()));
            overlay = true;
        }
        table.push(vec![
            Cell::plain(i.id.clone()),
            Cell::plain(percent(i.weight)),
            Cell::plain(format!("{} to {}", raw(i.scores[0]), raw(i.scores[1]))),
            Cell::plain(i.dimension.clone()),
        ]);
    }
    table
}

fn resting(of: &ModelAudit) -> Table {
    let mut table = Table::new(&[("Dimension", false), ("Weight", true), ("Indicators", true), ("Sources", true)]);
    for d in &of.dimensions {
        table.push(vec![
            Cell::plain(d.id.clone()),
            Cell::plain(percent(d.weight)),
            Cell::plain(d.indicators.len().to_string()),
            Cell::plain(d.sources.len().to_string()),
        ]);
    }
    table
}

fn count(rows: u64) -> String {
    raw(rows as f64)
}

/// A weight as a percentage with a decimal.
fn percent(x: f64) -> String {
    format!("{} %", score(100.0 * x))
}

fn two(of: &Statistic) -> Cell {
    of.value.map_or_else(|| Cell::from(Span::faint("-")), |x| Cell::plain(format!("{x:.2}")))
}

fn part(of: &Statistic) -> Cell {
    of.value.map_or_else(|| Cell::from(Span::faint("-")), |x| Cell::plain(share(x)))
}

/// An audit of a model on a table.
pub fn audited_panel(of: &PanelAudit, file: &str) -> Page {
    let mut page = Page::default();
    page.parts.push(Part::Title(format!("Audit of {} {} on {file}", of.model, of.version)));
    let spread = match (of.mean.value, of.sd.value) {
        (Some(mean), Some(sd)) => format!(": mean {}, standard deviation {}", score(mean), score(sd)),
        _ => String::new(),
    };
    let said = format!("{} rows, {} with a score{spread}", count(of.rows), count(of.scored));
    page.parts.push(Part::Lines(vec![vec![Span::faint(said)]]));
    listed(&of.findings, &mut page);
    page.section("Weights", panel_weights(of));
    page.section("What hangs together", together(of));
    page.section("Correlations", correlations(of));
    page.list("What there is not, and why", false, reasons(of));
    let notes = [
        "Effective: the squared correlation with the score at the top, as a share of those of all indicators (of all siblings for dimensions), over the rows that have both: a linear measure, of these rows only (Paruolo, Saisana and Saltelli 2013).",
        "Rest: correlation with the sum of the siblings. Without: Cronbach's alpha without it. Explained: share of its variance that its siblings explain. Calm beside alarmed: rows in which a child below 25 is averaged with one above 75.",
        "docs/audit.md has the formulas; `froth check MODEL --audit` audits the model itself.",
    ];
    page.parts.push(Part::Lines(notes.map(|n| vec![Span::faint(n)]).to_vec()));
    page
}

fn weight_cells(name: &str, of: &Effective) -> Vec<Cell> {
    vec![
        Cell::plain(name),
        Cell::plain(percent(of.nominal)),
        of.effective.value.map_or_else(|| Cell::from(Span::faint("-")), |x| Cell::plain(percent(x))),
        two(&of.ratio),
        two(&of.correlation),
        Cell::plain(count(of.rows)),
    ]
}

fn panel_weights(of: &PanelAudit) -> Table {
    let columns = [
        ("", false),
        ("Nominal", true),
        ("Effective", true),
        ("Ratio", true),
        ("Correlation", true),
        ("Rows", true),
        ("Missing", true),
        ("At 0", true),
        ("At 100", true),
    ];
    let mut table = Table::new(&columns);
    let mut dimensions = of.dimensions.iter().filter_map(|d| Some((d, d.weight.as_ref()?))).peekable();
    if dimensions.peek().is_some() {
        table.rows.push(Row::Heading("Dimensions, each among its siblings".to_owned()));
    }
    for (d, weight) in dimensions {
        let mut cells = weight_cells(&d.id, weight);
        cells.extend([Cell::empty(), Cell::empty(), Cell::empty()]);
        table.push(cells);
    }
    table.rows.push(Row::Heading("Indicators".to_owned()));
    for i in &of.indicators {
        let mut cells = weight_cells(&i.id, &i.weight);
        cells.extend([Cell::plain(share(i.missing)), part(&i.at_0), part(&i.at_100)]);
        table.push(cells);
    }
    table
}

fn together(of: &PanelAudit) -> Table {
    let columns = [
        ("", false),
        ("Rows", true),
        ("Alpha", true),
        ("Standardised", true),
        ("Rest", true),
        ("Without", true),
        ("Explained", true),
        ("Calm beside alarmed", true),
    ];
    let mut table = Table::new(&columns);
    for d in of.dimensions.iter().filter(|d| d.children.len() > 1) {
        table.rows.push(Row::Heading(d.id.clone()));
        table.push(vec![
            Cell::plain("all of it"),
            Cell::plain(count(d.complete_rows)),
            two(&d.alpha),
            two(&d.alpha_standardised),
            Cell::empty(),
            Cell::empty(),
            Cell::empty(),
            part(&d.compensated),
        ]);
        for c in &d.children {
            table.push(vec![
                Cell::plain(c.id.clone()),
                Cell::empty(),
                Cell::empty(),
                Cell::empty(),
                two(&c.item_rest),
                two(&c.alpha_without),
                part(&c.explained),
                Cell::empty(),
            ]);
        }
    }
    table
}

fn correlations(of: &PanelAudit) -> Table {
    let mut table = Table::new(&[("", false), ("", false), ("Correlation", true), ("Rows", true)]);
    for d in of.dimensions.iter().filter(|d| !d.pairs.is_empty()) {
        table.rows.push(Row::Heading(d.id.clone()));
        for p in &d.pairs {
            let rows = Cell::plain(count(p.rows));
            table.push(vec![Cell::plain(p.a.clone()), Cell::plain(p.b.clone()), two(&p.correlation), rows]);
        }
    }
    table
}

/// Every statistic that does not exist, once for each reason.
fn reasons(of: &PanelAudit) -> Vec<Vec<Span>> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    let mut add = |id: &str, what: &str, statistic: &Statistic| {
        let Some(reason) = &statistic.reason else { return };
        let line = format!("{id}: {reason}");
        match all.iter_mut().find(|(known, _)| *known == line) {
            Some((_, whats)) if whats.iter().any(|w| w == what) => {}
            Some((_, whats)) => whats.push(what.to_owned()),
            None => all.push((line, vec![what.to_owned()])),
        }
    };
    for (id, weight) in of
        .indicators
        .iter()
        .map(|i| (&i.id, Some(&i.weight)))
        .chain(of.dimensions.iter().map(|d| (&d.id, d.weight.as_ref())))
    {
        if let Some(weight) = weight {
            add(id, "effective weight", &weight.effective);
        }
    }
    for d in of.dimensions.iter().filter(|d| d.children.len() > 1) {
        add(&d.id, "alpha", &d.alpha);
        add(&d.id, "standardised alpha", &d.alpha_standardised);
        add(&d.id, "calm beside alarmed", &d.compensated);
        for p in &d.pairs {
            add(&format!("{} and {}", p.a, p.b), "correlation", &p.correlation);
        }
        for c in &d.children {
            add(&d.id, "explained share", &c.explained);
            add(&c.id, "correlation with the rest", &c.item_rest);
        }
        if d.children.len() > 2 {
            d.children.iter().for_each(|c| add(&c.id, "alpha without it", &c.alpha_without));
        }
    }
    all.into_iter().map(|(line, whats)| vec![Span::plain(format!("{line} (no {})", whats.join(", ")))]).collect()
}

/// A row a finding, indicator, dimension, child of a dimension and pair of children.
pub fn audited_panel_csv(of: &PanelAudit) -> String {
    const COLUMNS: [&str; 19] = [
        "kind",
        "id",
        "of",
        "nominal",
        "rows",
        "correlation",
        "effective",
        "ratio",
        "missing",
        "at_0",
        "at_100",
        "alpha",
        "alpha_standardised",
        "compensated",
        "item_rest",
        "alpha_without",
        "explained",
        "reason",
        "help",
    ];
    let mut rows: Vec<Vec<String>> = vec![COLUMNS.iter().map(|c| (*c).to_owned()).collect()];
    let mut push = |cells: &[(&str, String)]| {
        let cell = |column: &&str| {
            cells.iter().find(|(name, _)| name == column).map_or_else(String::new, |(_, text)| text.clone())
        };
        rows.push(COLUMNS.iter().map(cell).collect());
    };
    let why = |of: &Statistic| of.reason.as_ref().map(ToString::to_string).unwrap_or_default();
    let number = |of: &Statistic| of.value.map(|x| x.to_string()).unwrap_or_default();
    let text = str::to_owned;
    for f in &of.findings {
        push(&[
            ("kind", text("finding")),
            ("id", text(f.code.as_str())),
            ("reason", f.message.clone()),
            ("help", f.help.clone().unwrap_or_default()),
        ]);
    }
    let weight = |w: &Effective| {
        vec![
            ("nominal", w.nominal.to_string()),
            ("rows", w.rows.to_string()),
            ("correlation", number(&w.correlation)),
            ("effective", number(&w.effective)),
            ("ratio", number(&w.ratio)),
            ("reason", why(&w.effective)),
        ]
    };
    for i in &of.indicators {
        let mut cells = weight(&i.weight);
        cells.extend([("kind", text("indicator")), ("id", i.id.clone()), ("of", i.dimension.clone())]);
        cells.extend([("missing", i.missing.to_string()), ("at_0", number(&i.at_0)), ("at_100", number(&i.at_100))]);
        push(&cells);
    }
    for d in &of.dimensions {
        let mut cells = d.weight.as_ref().map(weight).unwrap_or_default();
        if d.weight.is_none() {
            cells.push(("reason", why(&d.alpha)));
        }
        cells.extend([("kind", text("dimension")), ("id", d.id.clone()), ("of", d.parent.clone().unwrap_or_default())]);
        cells.extend([
            ("alpha", number(&d.alpha)),
            ("alpha_standardised", number(&d.alpha_standardised)),
            ("compensated", number(&d.compensated)),
        ]);
        push(&cells);
        for c in &d.children {
            push(&[
                ("kind", text("child")),
                ("id", c.id.clone()),
                ("of", d.id.clone()),
                ("rows", d.complete_rows.to_string()),
                ("item_rest", number(&c.item_rest)),
                ("alpha_without", number(&c.alpha_without)),
                ("explained", number(&c.explained)),
                ("reason", why(if c.item_rest.reason.is_some() { &c.item_rest } else { &c.explained })),
            ]);
        }
        for p in &d.pairs {
            push(&[
                ("kind", text("pair")),
                ("id", format!("{} {}", p.a, p.b)),
                ("of", d.id.clone()),
                ("rows", p.rows.to_string()),
                ("correlation", number(&p.correlation)),
                ("reason", why(&p.correlation)),
            ]);
        }
    }
    super::data::csv_rows(rows)
}
