//! The page around the controls and the results.

use super::limits::MOST_BYTES;
use super::shelf::Shelf;
use super::words::{Words, words};
use crate::catalog::{Kind, kind_of};
use askama::Template;
use froth_render::locale::{Language, model_title, scenario_title};

#[derive(Template)]
#[template(path = "shell.html")]
struct Shell<'a> {
    words: Words,
    scenarios: Vec<(String, String)>,
    models: Vec<(String, String)>,
    first: &'a str,
    second: &'a str,
    /// What the page's script starts from, as JSON.
    start: String,
}

/// The page.
pub(super) fn shell(shelf: &Shelf, first: &[String; 2], language: Language) -> String {
    let words = words(language);
    let (mut scenarios, mut models) = (Vec::new(), Vec::new());
    for (name, source) in shelf.files() {
        if kind_of(source.text()) == Kind::Model {
            models.push((name.clone(), name.clone()));
        } else {
            scenarios.push((name.clone(), name.clone()));
        }
    }
    for (id, model) in shelf.models() {
        // A model of histories has nothing to say about one date.
        if model.indicators.iter().all(|i| i.transforms.is_empty()) {
            models.push((id.to_owned(), model_title(model, language).to_owned()));
        }
    }
    scenarios.extend(shelf.scenarios().map(|(id, s)| (id.to_owned(), scenario_title(s, language).to_owned())));
    let start = serde_json::json!({
        "lang": words.tag(),
        "first": first[0],
        "second": first[1],
        "most": MOST_BYTES / 2,
        "words": {
            "line": words.line("{line}", "{column}"), "loaded": words.loaded("{file}"), "lost": words.lost(), "undo": words.undo(), "undo_of": words.undo_of("{figure}"),
            "waiting": words.waiting(), "copied": words.copied(),
        },
    });
    // Inside a script element only an end tag could be misread.
    let start = start.to_string().replace('<', "\\u003c");
    Shell { words, scenarios, models, first: &first[0], second: &first[1], start }.render().unwrap_or_default()
}
