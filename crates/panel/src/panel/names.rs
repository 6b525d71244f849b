//! Names that two things would share: a column that is read, or written, twice.

use froth_core::diag::{Code, Diagnostic};
use froth_core::model::Model;

/// The value of a model that would be read from the column of dates or entities, since they are called the same.
pub(super) fn read_twice(id: &str, place: usize, date: Option<usize>, entity: Option<usize>) -> Option<Diagnostic> {
    let (what, option) = match Some(place) {
        taken if taken == date => ("dates", "date_column"),
        taken if taken == entity => ("entities", "entity_column"),
        _ => return None,
    };
    let message =
        format!("the column `{id}` holds the {what}, and the model has a value `{id}` that would be read from it");
    let help = format!(
        "read the value from another column (`options.map` {id}=COLUMN), or name the column of {what} with `options.{option}`"
    );
    Some(Diagnostic::error(Code::Data, message).help(help))
}

/// A dimension whose score would be written to the column of the chained score.
pub(super) fn written_twice(model: &Model, chained: bool) -> Result<(), Diagnostic> {
    let Some(d) = model.dimension("chained").filter(|d| chained && *d != model.root) else { return Ok(()) };
    let message = "`score_chained` would be written twice: the score of the dimension `chained`, and the score of the root, chained";
    let help = "call the dimension something else, or score without `options.chained`";
    Err(Diagnostic::error(Code::DuplicateId, message).at(&model.source, model.dimensions[d].span.clone()).help(help))
}
