//! What `verify` found, as a page and as rows.

use super::content::{Cell, Page, Part, Span, Style, Table};
use super::data::csv_rows;
use crate::locale::Locale;
use froth_panel::verify::{CheckedInput, Difference, Published, Recomputed, Reproduced, Verified};
use serde_json::Value;

/// Differences that a page shows of a file; data formats give all.
const MOST: usize = 40;

/// Published tables beside froth's numbers.
pub fn verified(of: &Verified, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    page.parts.push(Part::Title(words.verify_title().to_owned()));
    let bad = of.tables.iter().flat_map(|t| &t.checks).filter(|c| !c.ok).count();
    let all = of.tables.iter().map(|t| t.checks.len()).sum::<usize>();
    let said = match bad {
        0 => words.verify_all(all, of.tables.len()),
        n => words.verify_bad(n, all),
    };
    page.parts.push(Part::Lines(vec![vec![Span::strong(said)]]));
    for table in &of.tables {
        page.parts.push(Part::Heading(title(table.id, locale).to_owned()));
        let how = match table.decimals {
            Some(0) => words.verify_whole().to_owned(),
            Some(n) => words.verify_decimals(n),
            None => words.verify_error().to_owned(),
        };
        let mut lines = vec![vec![Span::plain(table.source.clone())], vec![Span::faint(how)]];
        if let Some(model) = table.model {
            lines.push(vec![Span::faint(words.verify_model(model))]);
        }
        page.parts.push(Part::Lines(lines));
        page.parts.push(Part::Table(rows(table, locale)));
    }
    page
}

fn title(id: Published, locale: &Locale) -> &'static str {
    let words = locale.words();
    match id {
        Published::TaiEqualWeights => words.verify_tai_equal(),
        Published::TaiBudgetAllocation => words.verify_tai_budget(),
        Published::TaiGeometric => words.verify_tai_geometric(),
        Published::ZScores => words.verify_z_scores(),
        Published::MinMax => words.verify_min_max(),
        Published::Means => words.verify_means(),
        Published::GFunction => words.verify_g(),
        Published::Ishigami => words.verify_ishigami(),
        Published::CriticalValues => words.verify_critical(),
        Published::Crises => words.verify_crises(),
        Published::RunUps => words.verify_run_ups(),
    }
}

fn rows(of: &Reproduced, locale: &Locale) -> Table {
    let words = locale.words();
    let mut columns =
        vec![("", false), (words.verify_item(), false), (words.verify_published(), true), ("froth", true)];
    if of.decimals.is_none() {
        columns.push((words.verify_within(), true));
    }
    let mut table = Table::new(&columns);
    for check in &of.checks {
        let (short, long) = match of.decimals {
            Some(n) => (usize::from(n), if n == 0 { 0 } else { usize::from(n) + 2 }),
            None => (4, 4),
        };
        let number = |x: f64, digits: usize| format!("{x:.digits$}").replace("-0.0000", "0.0000");
        let mut cells = vec![
            state(check.ok, locale),
            Cell::plain(check.item.clone()),
            Cell::plain(number(check.published, short)),
            Cell::plain(check.computed.map_or_else(|| "-".to_owned(), |x| number(x, long))),
        ];
        if of.decimals.is_none() {
            cells.push(Cell::plain(number(check.within, 4)));
        }
        table.push(cells);
    }
    table
}

fn state(ok: bool, locale: &Locale) -> Cell {
    let words = locale.words();
    if ok { Span::plain(words.verify_ok()).into() } else { Span::new(words.verify_not(), Style::Score(100.0)).into() }
}

/// A row a number.
pub fn verified_csv(of: &Verified) -> String {
    let mut lines = vec![["table", "item", "published", "computed", "within", "ok"].map(str::to_owned)];
    for table in &of.tables {
        let id = serde_json::to_value(table.id).ok().and_then(|id| id.as_str().map(str::to_owned)).unwrap_or_default();
        for c in &table.checks {
            let computed = c.computed.map(|x| x.to_string()).unwrap_or_default();
            let ok = c.ok.to_string();
            lines.push([id.clone(), c.item.clone(), c.published.to_string(), computed, c.within.to_string(), ok]);
        }
    }
    csv_rows(lines)
}

/// A report's numbers beside those computed anew.
pub fn recomputed(of: &Recomputed, locale: &Locale) -> Page {
    let words = locale.words();
    let mut page = Page::default();
    page.parts.push(Part::Title(words.recomputed_title().to_owned()));
    let made_from: Vec<&str> = of.report.scenarios.iter().map(|s| s.from.as_str()).collect();
    let mut lines = vec![vec![Span::plain(words.recomputed_from(locale.listed(&made_from)))]];
    if of.report.froth != of.froth {
        lines.push(vec![Span::plain(words.recomputed_version(&of.report.froth, of.froth))]);
    }
    lines.extend(changed_inputs(&of.inputs, locale).into_iter().map(|text| vec![Span::strong(text)]));
    if of.inputs.iter().all(|i| i.ok) {
        lines.push(vec![Span::plain(words.recomputed_inputs_same(of.inputs.len()))]);
    }
    for file in of.folder.iter().filter(|f| !f.ok) {
        lines.push(vec![Span::strong(match &file.now {
            Some(now) => words.recomputed_file(&file.file, &file.report, now),
            None => words.recomputed_gone(&file.file),
        })]);
    }
    if !of.folder.is_empty() && of.folder.iter().all(|f| f.ok) {
        lines.push(vec![Span::plain(words.recomputed_folder_same(of.folder.len()))]);
    }
    for file in &of.files {
        lines.push(vec![match file.differences.len() {
            0 => Span::plain(words.recomputed_same(file.file, file.numbers)),
            n => Span::strong(words.recomputed_differs(file.file, n, file.numbers)),
        }]);
    }
    page.parts.push(Part::Lines(lines));
    for file in of.files.iter().filter(|f| !f.ok) {
        let columns =
            [(words.recomputed_place(), false), (words.recomputed_report(), true), (words.recomputed_anew(), true)];
        let mut table = Table::new(&columns);
        for d in file.differences.iter().take(MOST) {
            let [place, report, anew] = cells(d);
            table.push(vec![Cell::plain(place), Cell::plain(short(&report)), Cell::plain(short(&anew))]);
        }
        page.section(file.file, table);
        if file.differences.len() > MOST {
            let more = words.recomputed_more(file.differences.len() - MOST);
            page.parts.push(Part::Lines(vec![vec![Span::faint(more)]]));
        }
    }
    page
}

/// A sentence a text that is no longer what it was.
pub fn changed_inputs(inputs: &[CheckedInput], locale: &Locale) -> Vec<String> {
    let changed = inputs.iter().filter(|i| !i.ok).map(|input| {
        let now = input.now.as_deref().unwrap_or("-");
        let role = super::made_from::role(input.role, locale);
        locale.words().recomputed_input(role, &input.from, &input.report, now)
    });
    changed.collect()
}

fn cells(of: &Difference) -> [String; 3] {
    let text = |x: &Option<Value>| match x {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => "-".to_owned(),
    };
    [of.place.clone(), text(&of.report), text(&of.recomputed)]
}

/// At most so many characters.
fn short(text: &str) -> String {
    const LONG: usize = 40;
    if text.chars().count() <= LONG {
        return text.to_owned();
    }
    text.chars().take(LONG).collect::<String>() + "..."
}

/// A row a difference; of a text or a file as a whole the digests differ.
pub fn recomputed_csv(of: &Recomputed) -> String {
    let mut lines = vec![["file", "place", "report", "recomputed"].map(str::to_owned)];
    let whole = |file: &str, report: &str, now: &Option<String>| {
        [file.to_owned(), "sha256".to_owned(), report.to_owned(), now.clone().unwrap_or_default()]
    };
    lines.extend(of.inputs.iter().filter(|i| !i.ok).map(|i| whole(&i.from, &i.report, &i.now)));
    lines.extend(of.folder.iter().filter(|f| !f.ok).map(|f| whole(&f.file, &f.report, &f.now)));
    for file in &of.files {
        for d in &file.differences {
            let [place, report, anew] = cells(d);
            lines.push([file.file.to_owned(), place, report, anew]);
        }
    }
    csv_rows(lines)
}
