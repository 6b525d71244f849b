//! What a result was made from, as a line and as a section.

use super::content::{Cell, Line, Page, Part, Span, Table};
use crate::locale::Locale;
use froth_core::made_from::{MadeFrom, Role};
use serde_json::Value;

/// Digits of a digest in a line; documents give all 64.
const SHORT: usize = 12;

/// One line below a page: program, command, flags, and each text with the beginning of its digest.
pub fn made_from_line(of: &MadeFrom, locale: &Locale) -> Line {
    let words = locale.words();
    let each: Vec<String> = of
        .used()
        .into_iter()
        .map(|(_, used)| format!("{} ({})", used.from, used.sha256.get(..SHORT).unwrap_or(&used.sha256)))
        .collect();
    let mut text = program(of, locale);
    if !each.is_empty() {
        text += &words.made_from_texts(locale.listed(&each));
    }
    vec![Span::faint(text)]
}

/// A section: program and flags, and a table of everything used with its whole digest.
pub fn made_from(of: &MadeFrom, locale: &Locale) -> Page {
    let words = locale.words();
    let mut table = Table::new(&[(words.made_from_role(), false), (words.made_from_name(), false), ("SHA-256", false)]);
    for (role, used) in of.used() {
        let digest = used.sha256.clone();
        table.push(vec![Cell::plain(self::role(role, locale)), Cell::plain(used.from.clone()), Cell::plain(digest)]);
    }
    let lines = [program(of, locale), words.made_from_means().to_owned()].map(|text| vec![Span::plain(text)]);
    Page {
        parts: vec![Part::Heading(words.made_from_title().to_owned()), Part::Lines(lines.to_vec()), Part::Table(table)],
    }
}

/// What something was used as.
pub(super) fn role(role: Role, locale: &Locale) -> &'static str {
    let words = locale.words();
    match role {
        Role::Model => words.made_from_model(),
        Role::Scenario => words.made_from_scenario(),
        Role::Network => words.made_from_network(),
        Role::Feeds => words.made_from_feeds(),
        Role::Base => words.made_from_base(),
        Role::Shock => words.made_from_shock(),
        Role::Data => words.made_from_data(),
    }
}

/// "Made by froth report, version 0.1.0: draws 10000, seed 1."
fn program(of: &MadeFrom, locale: &Locale) -> String {
    let words = locale.words();
    let value = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            items.iter().map(|i| i.as_str().map_or_else(|| i.to_string(), str::to_owned)).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    };
    let flags = of.flags.iter().map(|(name, of)| match of {
        Value::Bool(true) => name.clone(),
        of => format!("{name} {}", value(of)),
    });
    let flags: Vec<String> = flags.chain(of.seed.map(|seed| format!("seed {seed}"))).collect();
    let flags = if flags.is_empty() { String::new() } else { words.made_from_flags(locale.listed(&flags)) };
    words.made_from_program(&of.command, &of.froth, &flags)
}
