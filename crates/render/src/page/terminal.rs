//! A page on a terminal: aligned tables, colour only where it was asked for.

use super::content::{Cell, Line, Page, Part, Row, Span, Style, Table, bar};
use anstyle::AnsiColor;
use comfy_table::{CellAlignment, Color, ColumnConstraint, ContentArrangement, Width, presets};
use froth_core::shown;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// The page as text, at most `width` columns wide where words allow it.
pub fn terminal(page: &Page, width: u16, colour: bool) -> String {
    let mut out = String::new();
    write_parts(&page.parts, width, colour, &mut out);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn write_parts(parts: &[Part], width: u16, colour: bool, out: &mut String) {
    for (i, part) in parts.iter().enumerate() {
        let gap = if i > 0 && matches!(part, Part::Title(_)) { "\n\n" } else { "" };
        // Writing to a String cannot fail.
        let _ = match part {
            Part::Title(title) => {
                let title = shown::running(title);
                let rule = "=".repeat(title.width().min(usize::from(width)));
                writeln!(out, "{gap}{}\n{rule}\n", styled(&title, Style::Strong, colour))
            }
            Part::Kicker(text) | Part::Lead(text) => {
                writeln!(out, "{}\n", paragraph(&vec![Span::plain(text)], "", width, colour))
            }
            Part::Heading(heading) | Part::Appendix(heading) | Part::Subheading(heading) => {
                writeln!(out, "{}", styled(&shown::running(heading), Style::Strong, colour))
            }
            Part::Figure(figure) => writeln!(out, "{} ({})\n", shown::running(&figure.title), figure.file),
            Part::Lines(lines) => lines
                .iter()
                .try_for_each(|l| writeln!(out, "{}", paragraph(l, "", width, colour)))
                .and_then(|()| writeln!(out)),
            Part::List { numbered, points } => points
                .iter()
                .enumerate()
                .try_for_each(|(i, p)| {
                    let mark = if *numbered { format!("{:>3} ", format!("[{}]", i + 1)) } else { "  - ".to_owned() };
                    writeln!(out, "{}", paragraph(p, &mark, width, colour))
                })
                .and_then(|()| writeln!(out)),
            Part::Table(rows) => writeln!(out, "{}\n", table(rows, width, colour)),
            Part::Cards(cards) => {
                for card in cards {
                    write_parts(&[Part::Subheading(card.title.clone())], width, colour, out);
                    write_parts(&card.parts, width, colour, out);
                }
                Ok(())
            }
        };
    }
}

/// Words wrapped at `width`; lines after the first are indented as far as `mark` reaches.
fn paragraph(line: &Line, mark: &str, width: u16, colour: bool) -> String {
    let indent = mark.width();
    let mut out = mark.to_owned();
    let mut column = indent;
    for span in line {
        for word in words(&shown::running(&span.text)) {
            let length = word.trim_end().width();
            if column + length > usize::from(width) && column > indent {
                out.truncate(out.trim_end().len());
                out.push('\n');
                out.push_str(&" ".repeat(indent));
                column = indent;
            }
            out.push_str(&styled(word, span.style, colour));
            column += word.width();
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Words with the blank after each. A percent sign stays with its number.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let ends = rest.match_indices(' ').map(|(at, _)| at + 1).find(|at| !rest[*at..].starts_with('%'));
        let (word, after) = rest.split_at(ends.unwrap_or(rest.len()));
        rest = after;
        Some(word).filter(|word| !word.is_empty())
    })
}

fn styled(text: &str, style: Style, colour: bool) -> String {
    let ansi = match style {
        Style::Plain => anstyle::Style::new(),
        Style::Strong => anstyle::Style::new().bold(),
        Style::Faint => anstyle::Style::new().dimmed(),
        Style::Score(x) => anstyle::Style::new().bold().fg_color(Some(quarter(x).0.into())),
    };
    if !colour || style == Style::Plain {
        return text.to_owned();
    }
    let core = text.trim_end();
    format!("{ansi}{core}{ansi:#}{}", &text[core.len()..])
}

/// Quarters of the scale, told apart by readers with any colour vision.
fn quarter(score: f64) -> (AnsiColor, Color) {
    match score {
        x if x < 25.0 => (AnsiColor::Blue, Color::DarkBlue),
        x if x < 50.0 => (AnsiColor::Cyan, Color::DarkCyan),
        x if x < 75.0 => (AnsiColor::Yellow, Color::DarkYellow),
        _ => (AnsiColor::Red, Color::DarkRed),
    }
}

/// The narrowest that the first column is made so that the others need not wrap.
const FIRST_COLUMN: usize = 20;

/// Rows under aligned columns. Where it is too wide the first column wraps, and only then the others.
fn table(content: &Table, width: u16, colour: bool) -> String {
    let mut widths: Vec<usize> = content.columns.iter().map(|c| shown::running(&c.title).width()).collect();
    for cells in content.rows.iter().filter_map(cells) {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = (*width).max(shown::running(&cell.text()).width());
        }
    }
    // Each column has a blank on either side.
    let others: usize = widths.iter().skip(1).map(|w| w + 2).sum();
    let room = usize::from(width).saturating_sub(others + 2);
    let fits = room >= FIRST_COLUMN.min(widths.first().copied().unwrap_or(0));
    if let (true, Some(first)) = (fits, widths.first_mut()) {
        *first = (*first).min(room);
    }
    let constraints = fits.then_some(widths);

    let mut out = String::new();
    let mut rows: Vec<&[Cell]> = Vec::new();
    let header: Vec<comfy_table::Cell> = content.columns.iter().map(|c| dim(&c.title, colour)).collect();
    out += &lines(content, &[], Some(header), constraints.as_deref(), width, colour);
    for row in &content.rows {
        match row {
            Row::Cells(cells) => rows.push(cells),
            Row::Heading(name) => {
                out += &lines(content, &rows, None, constraints.as_deref(), width, colour);
                rows.clear();
                let _ = writeln!(out, " {}", styled(&format!("── {}", shown::running(name)), Style::Strong, colour));
            }
        }
    }
    out += &lines(content, &rows, None, constraints.as_deref(), width, colour);
    out.truncate(out.trim_end().len());
    out
}

fn cells(row: &Row) -> Option<&Vec<Cell>> {
    match row {
        Row::Cells(cells) => Some(cells),
        Row::Heading(_) => None,
    }
}

fn dim(text: &str, colour: bool) -> comfy_table::Cell {
    let cell = comfy_table::Cell::new(shown::running(text));
    if colour { cell.add_attribute(comfy_table::Attribute::Dim) } else { cell }
}

/// Some rows of a table, all with the same widths.
fn lines(
    content: &Table,
    rows: &[&[Cell]],
    header: Option<Vec<comfy_table::Cell>>,
    widths: Option<&[usize]>,
    width: u16,
    colour: bool,
) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    if colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    let all = header.into_iter().chain(rows.iter().map(|row| row.iter().map(|c| cell(c, colour)).collect()));
    let mut empty = true;
    for row in all {
        table.add_row(row);
        empty = false;
    }
    if empty {
        return String::new();
    }
    for (i, column) in content.columns.iter().enumerate() {
        let Some(target) = table.column_mut(i) else { continue };
        if column.numbers {
            target.set_cell_alignment(CellAlignment::Right);
        }
        if let Some(width) = widths.and_then(|w| w.get(i)) {
            let width = u16::try_from(width + 2).unwrap_or(u16::MAX);
            target.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
    }
    table.trim_fmt() + "\n"
}

fn cell(content: &Cell, colour: bool) -> comfy_table::Cell {
    let (text, style) = match content {
        Cell::Text(span) => (span.text.clone(), span.style),
        Cell::Bar(score) => (bar(*score), Style::Score(*score)),
    };
    let cell = comfy_table::Cell::new(shown::running(&text));
    if !colour {
        return cell;
    }
    match style {
        Style::Plain => cell,
        Style::Strong => cell.add_attribute(comfy_table::Attribute::Bold),
        Style::Faint => cell.add_attribute(comfy_table::Attribute::Dim),
        Style::Score(x) => cell.fg(quarter(x).1),
    }
}
