//! `froth schema`: a file format as JSON Schema.

use super::args::{NewKind, SchemaArgs};
use super::output::{Done, text};
use crate::{model, scenario};

pub(super) fn run(arguments: &SchemaArgs) -> Done {
    let schema = match arguments.kind {
        NewKind::Model => model::json_schema(),
        NewKind::Scenario => scenario::json_schema(),
    };
    text(&format!("{schema:#}\n"))
}
