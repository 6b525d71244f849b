//! A page as a piece of HTML inside another one, as notebooks show it.

use super::content::{Card, Cell, Column, Page, Part, Row, Span, Style, Table};
use crate::chart::heat_style;
use crate::markup::Shown;
use askama::filters::Escaper;

/// The page as HTML without a head, scripts or classes. Colours and fonts are those of what is around it, dark or light; scores
/// bring ground and ink together.
pub fn fragment(page: &Page) -> String {
    let parts: String = page.parts.iter().map(part).collect();
    format!("<div style=\"overflow-x:auto\">\n{parts}</div>\n")
}

fn part(of: &Part) -> String {
    match of {
        Part::Title(title) => tagged("h3", &escaped(title)),
        Part::Kicker(text) => tagged("p", &escaped(text)),
        Part::Lead(text) => tagged("p", &tagged("strong", &escaped(text))),
        Part::Heading(heading) | Part::Appendix(heading) => tagged("h4", &escaped(heading)),
        Part::Subheading(heading) => tagged("h5", &escaped(heading)),
        Part::Figure(figure) => figure.svg.clone(),
        Part::Lines(lines) => lines.iter().map(|line| tagged("p", &spans(line))).collect(),
        Part::List { numbered, points } => {
            let points: String = points.iter().map(|line| tagged("li", &spans(line))).collect();
            tagged(if *numbered { "ol" } else { "ul" }, &points)
        }
        Part::Table(rows) => table(rows),
        Part::Cards(cards) => {
            let card =
                |card: &Card| tagged("h5", &escaped(&card.title)) + &card.parts.iter().map(part).collect::<String>();
            cards.iter().map(card).collect()
        }
    }
}

fn tagged(tag: &str, inner: &str) -> String {
    format!("<{tag}>{inner}</{tag}>\n")
}

fn spans(line: &[Span]) -> String {
    line.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    let text = escaped(&span.text);
    let style = match span.style {
        Style::Plain => String::new(),
        Style::Strong => "font-weight:bold".to_owned(),
        Style::Faint => "opacity:.65".to_owned(),
        Style::Score(score) => format!("{};padding:0 .3em", heat_style(score)),
    };
    match &span.link {
        Some(link) => format!("<a href=\"{}\" rel=\"noopener\" style=\"{style}\">{text}</a>", escaped(link)),
        None if style.is_empty() => text,
        None => format!("<span style=\"{style}\">{text}</span>"),
    }
}

fn table(table: &Table) -> String {
    let side = |column: Option<&Column>| if column.is_some_and(|c| c.numbers) { "right" } else { "left" };
    let title = |c: &Column| format!("<th style=\"text-align:{}\">{}</th>", side(Some(c)), escaped(&c.title));
    let titles: String = table.columns.iter().map(title).collect();
    let one = |(place, of): (usize, &Cell)| {
        format!("<td style=\"text-align:{}\">{}</td>", side(table.columns.get(place)), cell(of))
    };
    let row = |row: &Row| match row {
        Row::Heading(name) => {
            let across = table.columns.len();
            format!("<tr><th colspan=\"{across}\" style=\"text-align:left\">{}</th></tr>\n", escaped(name))
        }
        Row::Cells(cells) => tagged("tr", &cells.iter().enumerate().map(one).collect::<String>()),
    };
    let rows: String = table.rows.iter().map(row).collect();
    format!("<table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n")
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(of) => {
            let indented = of.text.len() - of.text.trim_start_matches(' ').len();
            "&nbsp;".repeat(indented) + &span(of)
        }
        Cell::Bar(score) => {
            let (width, colours) = (score / 20.0, heat_style(*score));
            format!("<span style=\"display:inline-block;height:.8em;width:{width:.1}em;{colours}\"></span>")
        }
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a String cannot fail.
    let _ = Shown.write_escaped_str(&mut out, text);
    out
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
