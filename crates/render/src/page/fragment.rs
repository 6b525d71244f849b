//! A page as a piece of HTML inside another one, as notebooks show it.

use super::content::{Cell, Column, Line, Page, Part, Row, Span, Style, Table};
use crate::chart::heat_style;
use crate::markup::Shown;
use askama::filters::Escaper;

/// The page as HTML without a head, scripts or classes. Colours and fonts are those of what is around it, dark or light; scores
/// bring ground and ink together.
pub fn fragment(page: &Page) -> String {
    let mut out = String::from("<div style=\"overflow-x:auto\">\n");
    for part in &page.parts {
        match part {
            Part::Title(title) => tagged(&mut out, "h3", title),
            Part::Heading(heading) => tagged(&mut out, "h4", heading),
            Part::Subheading(heading) => tagged(&mut out, "h5", heading),
            Part::Figure(figure) => out.push_str(&figure.svg),
            Part::Lines(lines) => lines.iter().for_each(|l| line(&mut out, "p", l)),
            Part::List { numbered, points } => {
                let tag = if *numbered { "ol" } else { "ul" };
                out.push_str(&format!("<{tag}>\n"));
                points.iter().for_each(|l| line(&mut out, "li", l));
                out.push_str(&format!("</{tag}>\n"));
            }
            Part::Table(rows) => table(&mut out, rows),
        }
    }
    out.push_str("</div>\n");
    out
}

fn tagged(out: &mut String, tag: &str, text: &str) {
    out.push_str(&format!("<{tag}>"));
    escaped(out, text);
    out.push_str(&format!("</{tag}>\n"));
}

fn line(out: &mut String, tag: &str, line: &Line) {
    out.push_str(&format!("<{tag}>"));
    line.iter().for_each(|of| span(out, of));
    out.push_str(&format!("</{tag}>\n"));
}

fn span(out: &mut String, span: &Span) {
    let style = match span.style {
        Style::Plain => String::new(),
        Style::Strong => "font-weight:bold".to_owned(),
        Style::Faint => "opacity:.65".to_owned(),
        Style::Score(score) => format!("{};padding:0 .3em", heat_style(score)),
    };
    let (tag, link) = match &span.link {
        Some(link) => ("a", Some(link)),
        None => ("span", None),
    };
    if link.is_none() && style.is_empty() {
        return escaped(out, &span.text);
    }
    out.push_str(&format!("<{tag} style=\"{style}\""));
    if let Some(link) = link {
        out.push_str(" href=\"");
        escaped(out, link);
        out.push_str("\" rel=\"noopener\"");
    }
    out.push('>');
    escaped(out, &span.text);
    out.push_str(&format!("</{tag}>"));
}

fn table(out: &mut String, table: &Table) {
    let side = |column: Option<&Column>| if column.is_some_and(|c| c.numbers) { "right" } else { "left" };
    out.push_str("<table>\n<thead><tr>");
    for column in &table.columns {
        out.push_str(&format!("<th style=\"text-align:{}\">", side(Some(column))));
        escaped(out, &column.title);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        match row {
            Row::Heading(name) => {
                out.push_str(&format!("<th colspan=\"{}\" style=\"text-align:left\">", table.columns.len()));
                escaped(out, name);
                out.push_str("</th>");
            }
            Row::Cells(cells) => {
                for (place, of) in cells.iter().enumerate() {
                    out.push_str(&format!("<td style=\"text-align:{}\">", side(table.columns.get(place))));
                    cell(out, of);
                    out.push_str("</td>");
                }
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn cell(out: &mut String, cell: &Cell) {
    match cell {
        Cell::Text(of) => {
            let indented = of.text.len() - of.text.trim_start_matches(' ').len();
            out.push_str(&"&nbsp;".repeat(indented));
            span(out, of);
        }
        Cell::Bar(score) => out.push_str(&format!(
            "<span style=\"display:inline-block;height:.8em;width:{:.1}em;{}\"></span>",
            score / 20.0,
            heat_style(*score)
        )),
    }
}

fn escaped(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = Shown.write_escaped_str(out, text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_texts_stays_text() {
        let mut rows = Table::new(&[("<th>", false), ("n", true)]);
        rows.push(vec![Cell::plain("  a < b & \"c\""), Span::score(Some(75.0)).into()]);
        let link = Span::plain("here").linked(Some("https://x.example/?a=1&b=\"2\""));
        let parts = vec![Part::Title("<script>".into()), Part::Lines(vec![vec![link]]), Part::Table(rows)];
        let html = fragment(&Page { parts });
        assert!(!html.contains("<script>") && !html.contains("<th>") && !html.contains("\"2\""), "{html}");
        assert!(html.contains("&nbsp;&nbsp;") && html.contains("text-align:right"), "{html}");
        assert!(html.contains("75.0</span>"), "{html}");
    }
}
