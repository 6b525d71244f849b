//! `froth schema`: a file format as JSON Schema.

use super::args::{SchemaArgs, SchemaKind};
use super::output::{Done, text};
use crate::{feed, model, network, scenario};

pub(super) fn run(arguments: &SchemaArgs) -> Done {
    let schema = match arguments.kind {
        SchemaKind::Model => model::json_schema(),
        SchemaKind::Scenario => scenario::json_schema(),
        SchemaKind::Network => network::json_schema(),
        SchemaKind::Feeds => feed::json_schema(),
    };
    text(&format!("{schema:#}\n"))
}
