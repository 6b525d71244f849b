//! A page as Markdown.

use super::page::{Line, Page, Part, Row, Style, Table};
use std::fmt::Write;

/// The page in GitHub-flavoured Markdown.
pub fn markdown(page: &Page) -> String {
    let mut out = String::new();
    for part in &page.parts {
        // Writing to a String cannot fail.
        let _ = match part {
            Part::Title(title) => writeln!(out, "# {}\n", escaped(title)),
            Part::Heading(heading) => writeln!(out, "## {}\n", escaped(heading)),
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
        };
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn line(line: &Line) -> String {
    line.iter()
        .map(|span| match span.style {
            Style::Strong => {
                let text = escaped(&span.text);
                let core = text.trim();
                if core.is_empty() { text.clone() } else { text.replacen(core, &format!("**{core}**"), 1) }
            }
            _ => escaped(&span.text),
        })
        .collect()
}

fn table(table: &Table) -> String {
    let mut out = String::new();
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out += &row(table.columns.iter().map(|c| escaped(&c.title)).collect());
    out += &row(table.columns.iter().map(|c| if c.numbers { "---:" } else { "---" }.to_owned()).collect());
    for content in &table.rows {
        out += &match content {
            Row::Cells(cells) => row(cells.iter().map(|c| indented(&escaped(&c.text()))).collect()),
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

/// Leading blanks would vanish in a table: they show the depth of a tree.
fn indented(text: &str) -> String {
    let depth = text.len() - text.trim_start_matches(' ').len();
    format!("{}{}", "&nbsp;".repeat(depth), text.trim_start_matches(' '))
}

/// Characters that would be read as markup are written as themselves.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}
