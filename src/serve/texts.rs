//! What was changed on the page, as files: the page scores these texts, so that whoever takes them away gets the same numbers.

use super::request::Request;
use super::shelf::is_file;
use crate::catalog::split_day;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::model::Model;
use froth_core::scenario::{Scenario, Value};
use froth_render::locale::Language;
use jiff::civil::Date;
use toml_edit::{DocumentMut, InlineTable, Item, Table, value};

/// The scenario as it stands on the page. `name` is what the page calls the scenario that it starts from.
pub(super) fn scenario(base: &Scenario, name: &str, date: Date, request: &Request) -> String {
    let mut document = DocumentMut::new();
    document["schema"] = value(froth_core::format::SCHEMA);
    document["id"] = value(format!("{}-what-if", base.id.replace('@', "-")));
    document["title"] = value(format!("{} (what if)", base.title));
    document["extends"] = value(name);
    if date != base.as_of {
        document["as_of"] = value(day(date));
    }
    if let Some(tag) = Language::TraditionalChinese.tag()
        && let Some(title) = base.texts.get(tag).and_then(|t| t.get("title"))
    {
        let mut texts = Table::new();
        texts.set_implicit(true);
        texts[tag] = Item::Table(Table::from_iter([("title", format!("{title}（假設）"))]));
        document["text"] = Item::Table(texts);
    }
    if !request.set.is_empty() {
        let mut shocks = Table::new();
        for (id, to) in &request.set {
            let set = match to {
                Value::Number(x) => toml_edit::Value::from(*x),
                Value::Word(word) => toml_edit::Value::from(word.as_str()),
            };
            shocks[id] = value(InlineTable::from_iter([("set", set)]));
        }
        document["shock"] = Item::Table(shocks);
    }
    let under = if request.changes_model() {
        " -m ./what-if-model.toml".to_owned()
    } else {
        let path = |m: &String| if is_file(m) { format!(" -m ./{m}") } else { format!(" -m {m}") };
        request.model.as_ref().map(path).unwrap_or_default()
    };
    let file = split_day(name).map_or(name, |(whole, _)| whole);
    let beside = if is_file(file) { format!(" It needs {file} beside it.") } else { String::new() };
    format!("# Made on the what-if page of froth. To score it: froth score ./what-if.toml{under}{beside}\n{document}")
}

fn day(date: Date) -> toml_edit::Datetime {
    let part = |x: i8| u8::try_from(x).unwrap_or(1);
    toml_edit::Datetime {
        date: Some(toml_edit::Date {
            year: u16::try_from(date.year()).unwrap_or(1),
            month: part(date.month()),
            day: part(date.day()),
        }),
        time: None,
        offset: None,
    }
}

/// The model with the weights and the aggregation of the page, its comments and all else as they were.
pub(super) fn model(of: &Model, request: &Request) -> Result<String, Error> {
    let mut document: DocumentMut = of.source.text().parse().map_err(|_| cannot(of, "its text"))?;
    document["id"] = value(format!("{}-what-if", of.id));
    let root = &of.dimensions[of.root].id;
    for (id, weight) in &request.weights {
        let Some(table) = dimension(&mut document, id) else { return Err(cannot(of, id)) };
        table.insert("weight", value(*weight));
    }
    if let Some(choice) = request.aggregate {
        let Some(table) = dimension(&mut document, root) else { return Err(cannot(of, root)) };
        table.insert("aggregate", value(choice.as_str()));
    }
    Ok(document.to_string())
}

/// The table of a dimension.
fn dimension<'a>(document: &'a mut DocumentMut, id: &str) -> Option<&'a mut dyn toml_edit::TableLike> {
    document.get_mut("dimension")?.as_table_like_mut()?.get_mut(id)?.as_table_like_mut()
}

fn cannot(model: &Model, what: &str) -> Error {
    Diagnostic::error(Code::Syntax, format!("`{what}` cannot be changed in {}", model.source.name()))
        .help("write each dimension as a table of its own: [dimension.ID]")
        .into()
}
