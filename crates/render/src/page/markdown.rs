//! A page as Markdown.

use super::content::{Cell, Line, Page, Part, Row, Span, Style, Table};
use froth_core::shown;
use std::fmt::Write;

/// The page in GitHub-flavoured Markdown.
pub fn markdown(page: &Page) -> String {
    let mut out = String::new();
    write_parts(&page.parts, &mut out);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn write_parts(parts: &[Part], out: &mut String) {
    for part in parts {
        // Writing to a String cannot fail.
        let _ = match part {
            Part::Kicker(text) | Part::Lead(text) => writeln!(out, "{}\n", escaped(text)),
            Part::Title(title) => writeln!(out, "# {}\n", escaped(title)),
            Part::Heading(heading) | Part::Appendix(heading) => writeln!(out, "## {}\n", escaped(heading)),
            Part::Subheading(heading) => writeln!(out, "### {}\n", escaped(heading)),
            Part::Figure(f) => writeln!(out, "![{}]({})\n", escaped(&f.title), address(&f.file)),
            Part::Lines(lines) => lines.iter().try_for_each(|l| writeln!(out, "{}\n", line(l))),
            Part::List { numbered, points } => {
                let mark = |i: usize| if *numbered { format!("{}.", i + 1) } else { "-".to_owned() };
                points
                    .iter()
                    .enumerate()
                    .try_for_each(|(i, p)| writeln!(out, "{} {}", mark(i), line(p)))
                    .and_then(|()| writeln!(out))
            }
            Part::Table(rows) => write!(out, "{}", table(rows)),
            Part::Cards(cards) => {
                for card in cards {
                    write_parts(&[Part::Subheading(card.title.clone())], out);
                    write_parts(&card.parts, out);
                }
                Ok(())
            }
        };
    }
}

fn line(line: &Line) -> String {
    line.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    let text = escaped(&span.text);
    let core = text.trim();
    let around = |before: &str, after: &str| text.replacen(core, &format!("{before}{core}{after}"), 1);
    match (&span.link, span.style) {
        _ if core.is_empty() => text,
        (Some(link), _) => around("[", &format!("]({})", address(link))),
        (None, Style::Strong) => around("**", "**"),
        _ => text,
    }
}

/// An address between pointed brackets, where it may hold anything but these and line ends.
fn address(text: &str) -> String {
    let coded = |c: char| match c {
        '<' => "%3C".to_owned(),
        '>' => "%3E".to_owned(),
        '\\' => "%5C".to_owned(),
        '|' => "%7C".to_owned(),
        c if shown::is_hidden(c) => String::new(),
        c => c.to_string(),
    };
    format!("<{}>", text.chars().map(coded).collect::<String>())
}

fn table(table: &Table) -> String {
    let mut out = String::new();
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out += &row(table.columns.iter().map(|c| escaped(&c.title)).collect());
    out += &row(table.columns.iter().map(|c| if c.numbers { "---:" } else { "---" }.to_owned()).collect());
    for content in &table.rows {
        out += &match content {
            Row::Cells(cells) => row(cells.iter().map(|c| indented(&cell(c))).collect()),
            Row::Heading(name) => {
                let mut cells = vec![String::new(); table.columns.len()];
                if let Some(first) = cells.first_mut() {
                    *first = format!("**{}**", escaped(name));
                }
                row(cells)
            }
        };
    }
    out.push('\n');
    out
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if text.link.is_some() => span(text),
        cell => escaped(&cell.text()),
    }
}

/// Leading blanks would vanish in a table: they show the depth of a tree.
fn indented(text: &str) -> String {
    let depth = text.len() - text.trim_start_matches(' ').len();
    format!("{}{}", "&nbsp;".repeat(depth), text.trim_start_matches(' '))
}

/// Characters that would be read as markup are written as themselves.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Line ends would end a paragraph or a row.
    for c in shown::running(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
