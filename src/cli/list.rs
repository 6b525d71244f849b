//! `froth list`: what is built in.

use super::args::{Format, ListArgs};
use super::output::{Done, Output, text};
use crate::job::listed;
use froth_core::made_from::MadeFrom;
use froth_render::locale::{Language, Locale};
use froth_render::page::{self, Entry};
use serde::Serialize;

#[derive(Serialize)]
struct Listed<'a> {
    builtins: &'a [Entry],
}

pub(super) fn run(arguments: &ListArgs, output: &Output) -> Done {
    let language = match arguments.format {
        Format::Json | Format::Csv => Language::English,
        _ => arguments.lang.language(),
    };
    let entries = listed(language)?;
    let made = MadeFrom::new("list");
    match arguments.format {
        Format::Json => text(&page::json(&made, Listed { builtins: &entries })),
        Format::Csv => text(&page::listing_csv(&entries)),
        format => {
            let locale = Locale::new(language);
            output.page(page::listing(&entries, &locale), format, &locale, &made)
        }
    }
}
