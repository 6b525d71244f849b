//! Why something is not there, in data: English beside a stable code.

use serde::Serializer;
use serde::ser::SerializeMap;
use std::fmt::Display;

/// Why something is not there. `Display` says it in English, which may change; the code does not.
pub trait Reason: Display {
    /// Its stable name: `reason_code` in JSON.
    fn code(&self) -> &'static str;
}

/// Writes the fields `reason` and `reason_code`, null where there is none: for a field with
/// `#[serde(flatten, serialize_with = "with_code")]`.
pub fn with_code<R: Reason, S: Serializer>(reason: &Option<R>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry("reason", &reason.as_ref().map(ToString::to_string))?;
    map.serialize_entry("reason_code", &reason.as_ref().map(Reason::code))?;
    map.end()
}
