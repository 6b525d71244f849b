//! Audits as pages and data: findings first, then the numbers behind them.

use super::audit_findings::{Speaker, said};
use super::check::Message;
use super::content::{Cell, Page, Part, Row, Span, Table};
use super::data::NamedRows;
use super::{raw, score};
use crate::locale::Language;
use froth_core::diag::Diagnostic;
use froth_panel::audit::{
    DenominatorAudit, Effective, Finding, Grade, ModelAudit, NetworkAudit, PanelAudit, RuleEnd, Statistic, first,
};
use serde::Serialize;

/// An audit with its findings as data.
#[derive(Debug, Serialize)]
pub struct Audited<'a, T> {
    #[serde(flatten)]
    audit: &'a T,
    /// By kind, the most severe first.
    findings: Vec<Graded>,
    /// Places in `findings` of those to read first.
    first: Vec<usize>,
}

/// A finding and how much it matters.
#[derive(Debug, Serialize)]
struct Graded {
    #[serde(flatten)]
    message: Message,
    grade: Grade,
}

/// So many findings are said first.
const FIRST: usize = 3;

/// So many of one kind are said each for itself.
const EACH: usize = 3;

impl<'a> Audited<'a, ModelAudit> {
    /// With the findings of an audit of a model.
    pub fn model(audit: &'a ModelAudit) -> Self {
        Audited { audit, findings: messages(&audit.findings), first: first(&audit.findings, FIRST) }
    }
}

impl<'a> Audited<'a, PanelAudit> {
    /// With the findings of an audit on a table.
    pub fn panel(audit: &'a PanelAudit) -> Self {
        Audited { audit, findings: messages(&audit.findings), first: first(&audit.findings, FIRST) }
    }
}

impl<'a> Audited<'a, NetworkAudit> {
    /// With the findings of an audit of a network.
    pub fn network(audit: &'a NetworkAudit) -> Self {
        Audited { audit, findings: messages(&audit.findings), first: first(&audit.findings, FIRST) }
    }
}

fn messages(findings: &[Finding]) -> Vec<Graded> {
    let one = |f: &Finding| Graded { message: Message::new(&said(f, Language::English), None), grade: f.grade() };
    findings.iter().map(one).collect()
}

/// Findings on a page: those that matter first, then the others by kind.
pub(super) fn listed(findings: &[Finding], say: &Speaker, page: &mut Page) {
    let words = say.words;
    if findings.is_empty() {
        page.parts.push(Part::Lines(vec![vec![Span::plain(words.nothing())]]));
        return;
    }
    let said: Vec<Diagnostic> = findings.iter().map(|f| said(f, say.language)).collect();
    let whole = |at: &usize| point(said[*at].message.clone(), said[*at].help.as_deref());
    if findings.len() <= FIRST {
        let heading = if findings.len() == 1 { words.one_finding().to_owned() } else { words.findings(findings.len()) };
        return page.list(&heading, false, points(&said, &(0..findings.len()).collect::<Vec<_>>()));
    }
    let picked = first(findings, FIRST);
    page.list(words.first(), false, picked.iter().map(whole).collect());
    let left: Vec<usize> = (0..findings.len()).filter(|at| !picked.contains(at)).collect();
    let of = |grade: Grade| left.iter().filter(|at| findings[**at].grade() == grade).count();
    let counts = [(Grade::Serious, words.serious()), (Grade::Notable, words.notable()), (Grade::Minor, words.minor())]
        .map(|(grade, name)| (of(grade), name));
    let counts: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, name)| words.of_grade(n, name)).collect();
    let heading = words.others(left.len(), counts.join(words.comma()));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in left {
        let alike = |other: &usize| {
            findings[*other].fact.subject().is_some()
                && findings[at].fact.subject().is_some()
                && said[*other].help == said[at].help
        };
        match groups.iter_mut().find(|group| group.first().is_some_and(alike)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    let mut lines = Vec::new();
    for mut group in groups {
        if group.len() <= EACH {
            lines.extend(points(&said, &group));
            continue;
        }
        // The largest in full, the others by name.
        let own: Vec<Finding> = group.iter().map(|at| findings[*at].clone()).collect();
        let largest = first(&own, 1).first().copied().unwrap_or(0);
        let at = group.remove(largest);
        let names = group.iter().filter_map(|at| findings[*at].fact.subject()).map(|id| format!("`{id}`"));
        let names = names.collect::<Vec<_>>().join(words.comma());
        lines.push(point(words.and_alike(&said[at].message, group.len(), names), said[at].help.as_deref()));
    }
    page.list(&heading, false, lines);
}

fn point(message: String, help: Option<&str>) -> Vec<Span> {
    let help = help.map(|help| Span::faint(format!(" -> {help}")));
    [Some(Span::plain(message)), help].into_iter().flatten().collect()
}

/// Findings one by one; what holds for several in a row is said after the last of them.
fn points(said: &[Diagnostic], of: &[usize]) -> Vec<Vec<Span>> {
    let one = |(place, at): (usize, &usize)| {
        let d = &said[*at];
        let last = of.get(place + 1).is_none_or(|next| said[*next].help != d.help);
        point(d.message.clone(), d.help.as_deref().filter(|_| last))
    };
    of.iter().enumerate().map(one).collect()
}

/// Audits of models, as sections of the page of `check`.
pub fn audited(audits: &[ModelAudit], language: Language) -> Page {
    let say = &Speaker::new(language);
    let words = say.words;
    let mut page = Page::default();
    for audit in audits {
        let with: Vec<&str> = audit.scenarios.iter().map(|s| s.scenario.as_str()).collect();
        page.parts.push(Part::Title(if with.is_empty() {
            words.title(&audit.model, &audit.version)
        } else {
            words.title_with(&audit.model, &audit.version, with.join(words.comma()))
        }));
        listed(&audit.findings, say, &mut page);
        page.parts.push(Part::Lines(vec![vec![Span::faint(freeze(audit, say))]]));
        page.section(words.scenarios(), scenarios(audit, say));
        page.section(words.beyond(), beyond(audit, say));
        page.section(words.nominal_weights(), weights(audit, say));
        page.section(words.rests_on(), resting(audit, say));
    }
    page
}

fn freeze(of: &ModelAudit, say: &Speaker) -> String {
    let Some(freeze) = &of.freeze else { return say.words.not_frozen().to_owned() };
    let latest = freeze.latest.map(|year| say.words.latest(year)).unwrap_or_default();
    say.words.frozen(say.date(freeze.date), freeze.dated, freeze.ends, latest, freeze.date.year())
}

fn scenarios(of: &ModelAudit, say: &Speaker) -> Table {
    let words = say.words;
    let columns = [
        (words.scenario(), false),
        (words.low(), true),
        (words.old(), true),
        (words.beyond_age(), true),
        (words.due_column(), true),
        (words.on_one(), true),
        (words.calm_and_alarmed(), true),
    ];
    let mut table = Table::new(&columns);
    for s in &of.scenarios {
        let used = s.stale.iter().filter(|f| f.used).count();
        let counts = [used, s.stale.len() - used, s.due.len(), s.one_indicator.len(), s.compensated.len()];
        let mut cells = vec![Cell::plain(s.scenario.clone()), Cell::plain(say.share(s.low_confidence))];
        cells.extend(counts.map(|n| Cell::plain(n.to_string())));
        table.push(cells);
    }
    table
}

fn beyond(of: &ModelAudit, say: &Speaker) -> Table {
    let words = say.words;
    let columns = [
        (words.indicator(), false),
        (words.end(), false),
        (words.at(), true),
        (words.beyond_it(), true),
        (words.of_all(), true),
        (words.furthest(), true),
        (words.place(), false),
    ];
    let mut table = Table::new(&columns);
    for b in &of.beyond {
        table.push(vec![
            Cell::plain(b.indicator.clone()),
            Cell::plain(match b.end {
                RuleEnd::Worst => words.worst(),
                RuleEnd::Calm => words.calm(),
            }),
            Cell::plain(raw(b.at)),
            Cell::plain(b.values.to_string()),
            Cell::plain(b.of.to_string()),
            Cell::plain(raw(b.furthest)),
            Cell::plain(words.in_scenario(&b.scenario, say.date(b.date))),
        ]);
    }
    table
}

fn weights(of: &ModelAudit, say: &Speaker) -> Table {
    let words = say.words;
    let mut table = Table::new(&[
        (words.indicator(), false),
        (words.weight(), true),
        (words.scores(), true),
        (words.dimension(), false),
    ]);
    let mut sorted: Vec<_> = of.indicators.iter().collect();
    sorted
        .sort_by(|a, b| (a.overlay, b.weight).partial_cmp(&(b.overlay, a.weight)).unwrap_or(std::cmp::Ordering::Equal));
    let mut overlay = false;
    for i in sorted {
        if i.overlay && !overlay {
            table.rows.push(Row::Heading(words.beside_the_score().to_owned()));
            overlay = true;
        }
        table.push(vec![
            Cell::plain(i.id.clone()),
            Cell::plain(percent(i.weight, say)),
            Cell::plain(words.range(raw(i.scores[0]), raw(i.scores[1]))),
            Cell::plain(i.dimension.clone()),
        ]);
    }
    table
}

fn resting(of: &ModelAudit, say: &Speaker) -> Table {
    let words = say.words;
    let mut table = Table::new(&[
        (words.dimension(), false),
        (words.weight(), true),
        (words.indicators(), true),
        (words.sources(), true),
    ]);
    for d in &of.dimensions {
        table.push(vec![
            Cell::plain(d.id.clone()),
            Cell::plain(percent(d.weight, say)),
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
fn percent(x: f64, say: &Speaker) -> String {
    say.percent(format!("{} %", score(100.0 * x)))
}

fn two(of: &Statistic, say: &Speaker) -> Cell {
    of.value.map_or_else(|| Cell::from(Span::faint(say.words.none())), |x| Cell::plain(format!("{x:.2}")))
}

fn part(of: &Statistic, say: &Speaker) -> Cell {
    of.value.map_or_else(|| Cell::from(Span::faint(say.words.none())), |x| Cell::plain(say.share(x)))
}

/// An audit of a model on a table.
pub fn audited_panel(of: &PanelAudit, file: &str, language: Language) -> Page {
    let say = &Speaker::new(language);
    let words = say.words;
    let mut page = Page::default();
    page.parts.push(Part::Title(words.title_on(&of.model, &of.version, file)));
    let spread = match (of.mean.value, of.sd.value) {
        (Some(mean), Some(sd)) => words.spread(score(mean), score(sd)),
        _ => String::new(),
    };
    let said = words.rows_scored(count(of.rows), count(of.scored), spread);
    page.parts.push(Part::Lines(vec![vec![Span::faint(said)]]));
    listed(&of.findings, say, &mut page);
    page.section(words.weights(), panel_weights(of, say));
    page.section(words.hangs_together(), together(of, say));
    page.section(words.correlations(), correlations(of, say));
    page.section(words.denominators(), denominators(of, say));
    page.section(super::words::words(language).cells_heading(), super::cells::counted(&of.cells, language));
    page.list(words.there_is_not(), false, reasons(of, say));
    let notes = [words.note_effective(), words.note_rest(), words.note_docs()];
    page.parts.push(Part::Lines(notes.map(|n| vec![Span::faint(n)]).to_vec()));
    page
}

fn weight_cells(name: &str, of: &Effective, say: &Speaker) -> Vec<Cell> {
    vec![
        Cell::plain(name),
        Cell::plain(percent(of.nominal, say)),
        of.effective.value.map_or_else(|| Cell::from(Span::faint(say.words.none())), |x| Cell::plain(percent(x, say))),
        two(&of.ratio, say),
        two(&of.correlation, say),
        Cell::plain(count(of.rows)),
    ]
}

fn panel_weights(of: &PanelAudit, say: &Speaker) -> Table {
    let words = say.words;
    let columns = [
        ("", false),
        (words.nominal(), true),
        (words.effective(), true),
        (words.ratio(), true),
        (words.correlation(), true),
        (words.rows(), true),
        (words.missing(), true),
        (words.at_0(), true),
        (words.at_100(), true),
    ];
    let mut table = Table::new(&columns);
    let mut dimensions = of.dimensions.iter().filter_map(|d| Some((d, d.weight.as_ref()?))).peekable();
    if dimensions.peek().is_some() {
        table.rows.push(Row::Heading(words.among_siblings().to_owned()));
    }
    for (d, weight) in dimensions {
        let mut cells = weight_cells(&d.id, weight, say);
        cells.extend([Cell::empty(), Cell::empty(), Cell::empty()]);
        table.push(cells);
    }
    table.rows.push(Row::Heading(words.indicators().to_owned()));
    for i in &of.indicators {
        let mut cells = weight_cells(&i.id, &i.weight, say);
        cells.extend([Cell::plain(say.share(i.missing)), part(&i.at_0, say), part(&i.at_100, say)]);
        table.push(cells);
    }
    table
}

fn together(of: &PanelAudit, say: &Speaker) -> Table {
    let words = say.words;
    let columns = [
        ("", false),
        (words.rows(), true),
        (words.alpha(), true),
        (words.standardised(), true),
        (words.rest(), true),
        (words.without(), true),
        (words.explained(), true),
        (words.calm_and_alarmed(), true),
    ];
    let mut table = Table::new(&columns);
    for d in of.dimensions.iter().filter(|d| d.children.len() > 1) {
        table.rows.push(Row::Heading(d.id.clone()));
        table.push(vec![
            Cell::plain(words.all_of_it()),
            Cell::plain(count(d.complete_rows)),
            two(&d.alpha, say),
            two(&d.alpha_standardised, say),
            Cell::empty(),
            Cell::empty(),
            Cell::empty(),
            part(&d.compensated, say),
        ]);
        for c in &d.children {
            table.push(vec![
                Cell::plain(c.id.clone()),
                Cell::empty(),
                Cell::empty(),
                Cell::empty(),
                two(&c.item_rest, say),
                two(&c.alpha_without, say),
                part(&c.explained, say),
                Cell::empty(),
            ]);
        }
    }
    table
}

fn correlations(of: &PanelAudit, say: &Speaker) -> Table {
    let words = say.words;
    let mut table = Table::new(&[
        ("", false),
        ("", false),
        (words.correlation(), true),
        (words.spearman(), true),
        (words.kendall(), true),
        (words.rows(), true),
    ]);
    for d in of.dimensions.iter().filter(|d| !d.pairs.is_empty()) {
        table.rows.push(Row::Heading(d.id.clone()));
        for p in &d.pairs {
            let rows = Cell::plain(count(p.rows));
            let ranks = [two(&p.correlation, say), two(&p.spearman, say), two(&p.kendall, say)];
            let names = [Cell::plain(p.a.clone()), Cell::plain(p.b.clone())];
            table.push(names.into_iter().chain(ranks).chain([rows]).collect());
        }
    }
    table
}

/// Indicators that go with a denominator, as given or as scored, the closest first.
fn denominators(of: &PanelAudit, say: &Speaker) -> Table {
    const MUCH: f64 = 0.5;
    let words = say.words;
    let mut table = Table::new(&[
        (words.indicator(), false),
        (words.denominator(), false),
        (words.as_given(), true),
        (words.as_scored(), true),
        (words.divided_by_it(), false),
    ]);
    let size = |d: &DenominatorAudit| {
        [&d.given, &d.value].map(|r| r.value.map_or(0.0, f64::abs)).into_iter().fold(0.0, f64::max)
    };
    let mut shown: Vec<&DenominatorAudit> = of.denominators.iter().filter(|d| size(d) > MUCH).collect();
    shown.sort_by(|a, b| size(b).total_cmp(&size(a)));
    for d in shown {
        table.push(vec![
            Cell::plain(d.indicator.clone()),
            Cell::plain(d.denominator.clone()),
            two(&d.given, say),
            two(&d.value, say),
            Cell::plain(if d.divides { super::words::words(say.language).yes() } else { "" }),
        ]);
    }
    table
}

/// Every statistic that does not exist, once for each reason.
fn reasons(of: &PanelAudit, say: &Speaker) -> Vec<Vec<Span>> {
    let words = say.words;
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    let mut add = |id: &str, what: &str, statistic: &Statistic| {
        let Some(reason) = &statistic.reason else { return };
        let line = words.reason(id, say.absent(reason));
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
            add(id, words.no_effective(), &weight.effective);
        }
    }
    for d in of.dimensions.iter().filter(|d| d.children.len() > 1) {
        add(&d.id, words.no_alpha(), &d.alpha);
        add(&d.id, words.no_standardised(), &d.alpha_standardised);
        add(&d.id, words.no_calm(), &d.compensated);
        for p in &d.pairs {
            add(&words.two_of(&p.a, &p.b), words.no_correlation(), &p.correlation);
        }
        for c in &d.children {
            add(&d.id, words.no_explained(), &c.explained);
            add(&c.id, words.no_rest(), &c.item_rest);
        }
        if d.children.len() > 2 {
            d.children.iter().for_each(|c| add(&c.id, words.no_without(), &c.alpha_without));
        }
    }
    all.into_iter().map(|(line, whats)| vec![Span::plain(words.reason_for(line, whats.join(words.comma())))]).collect()
}

/// A row a finding, indicator, dimension, child of a dimension and pair of children.
pub fn audited_panel_csv(of: &PanelAudit) -> String {
    const COLUMNS: [&str; 23] = [
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
        "spearman",
        "kendall",
        "given",
        "divides",
    ];
    let mut rows = NamedRows::new(&COLUMNS);
    let why = |of: &Statistic| of.reason.as_ref().map(ToString::to_string).unwrap_or_default();
    let number = |of: &Statistic| of.value.map(|x| x.to_string()).unwrap_or_default();
    let text = str::to_owned;
    for f in of.findings.iter().map(|f| said(f, Language::English)) {
        rows.push(&[
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
        rows.push(&cells);
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
        rows.push(&cells);
        for c in &d.children {
            rows.push(&[
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
            rows.push(&[
                ("kind", text("pair")),
                ("id", format!("{} {}", p.a, p.b)),
                ("of", d.id.clone()),
                ("rows", p.rows.to_string()),
                ("correlation", number(&p.correlation)),
                ("spearman", number(&p.spearman)),
                ("kendall", number(&p.kendall)),
                ("reason", why(&p.correlation)),
            ]);
        }
    }
    for d in &of.denominators {
        rows.push(&[
            ("kind", text("denominator")),
            ("id", d.indicator.clone()),
            ("of", d.denominator.clone()),
            ("correlation", number(&d.value)),
            ("given", number(&d.given)),
            ("divides", d.divides.to_string()),
            ("reason", why(&d.value)),
        ]);
    }
    rows.csv()
}
