//! Stable names for the kinds of findings.

macro_rules! codes {
    ($($variant:ident = $name:literal: $description:literal,)*) => {
        /// The kind of a finding. Its name is stable: scripts may rely on it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $description] $variant,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Code] = &[$(Code::$variant),*];

            /// The name printed in brackets and in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $name),* }
            }

            /// One sentence on what the code means.
            pub fn description(self) -> &'static str {
                match self { $(Code::$variant => $description),* }
            }
        }
    };
}

codes! {
    Unreadable = "unreadable": "The file cannot be opened or read, or is a directory.",
    TooLarge = "too-large": "The file is larger than 8 MiB, of a network than 64 MiB, and was not read.",
    Encoding = "encoding": "The file is not valid UTF-8.",
    Syntax = "syntax": "The file is not valid TOML.",
    Empty = "empty": "The file holds nothing.",
    Schema = "schema": "The file's schema number is missing or not one that this version knows.",
    UnknownKey = "unknown-key": "A key or kind that the format does not know.",
    WrongType = "wrong-type": "A value of the wrong type.",
    MissingField = "missing-field": "A field that the format requires is missing.",
    InvalidId = "invalid-id": "An id that breaks the rules for ids.",
    DuplicateId = "duplicate-id": "Two things with one id.",
    UnknownId = "unknown-id": "A reference to an id that does not exist.",
    Tree = "tree": "The dimensions do not form one tree with one root.",
    Cycle = "cycle": "Things that refer to each other in a circle.",
    Weight = "weight": "A weight that is negative, or weights that are all zero.",
    Rule = "rule": "A rule whose numbers make no sense.",
    Scale = "scale": "Bands, floor or coverage that make no sense.",
    Formula = "formula": "A formula or condition that cannot be read or does not fit.",
    Uncertainty = "uncertainty": "An uncertainty setting that makes no sense.",
    Network = "network": "A figure or an edge of a network that makes no sense.",
    Text = "text": "A translation of something that does not exist.",
    Character = "character": "A character that cannot be seen, and can change what is shown.",
    NotFinite = "not-finite": "NaN or an infinity where a finite number is needed.",
    Range = "range": "A low and high that do not hold the value between them.",
    Date = "date": "A date that is out of order or after the as-of date.",
    Source = "source": "A source that is not listed.",
    Unit = "unit": "A unit that is not the indicator's.",
    Value = "value": "A number where a word is needed, or the other way round.",
    Shock = "shock": "A shock that cannot be applied.",
    Count = "count": "Too few scenarios for what is asked.",
    Usage = "usage": "An option that cannot be what it was given.",
    Target = "target": "A score that is no score, or nothing to start from.",
    Era = "era": "Scenarios of several eras where one is needed.",
    Extends = "extends": "A base that cannot be used.",
    RealTime = "real-time": "A figure that was not yet published on the as-of date.",
    UnusedValue = "unused-value": "A value that no model uses.",
    UnusedUnset = "unused-unset": "An unset of something that is not inherited.",
    Compensation = "compensation": "A way of averaging that lets one calm indicator hide the others.",
    NotMonotone = "not-monotone": "A rule that falls and rises.",
    Contested = "contested": "An indicator that is disputed and does not say so.",
    Sql = "sql": "Something that SQL cannot say, or an engine cannot take.",
    NeedsRows = "needs-rows": "Something that needs many rows and belongs to panels.",
    ConstantScore = "constant-score": "Audit: a score that never changes, or that no row has.",
    Frozen = "frozen": "Audit: a rule's end that may rest on observations after the model's freeze.",
    NoValues = "no-values": "Audit: an entity without any value.",
    Unscored = "unscored": "Audit: an entity that has values and no score.",
    ConstantEnd = "constant-end": "Audit: one value in all rows at an end of a series that varies elsewhere.",
    CannotMove = "cannot-move": "Audit: an indicator that cannot move the score.",
    WorksAgainst = "works-against": "Audit: an indicator that falls when the rest of its dimension rises.",
    EffectiveWeight = "effective-weight": "Audit: a weight that does not say how much an indicator moves the score.",
    Clamped = "clamped": "Audit: values beyond the ends of a rule, where the score no longer moves.",
    Stale = "stale": "Audit: an old figure, or one too old to be used.",
    Due = "due": "Audit: a figure whose next one should be out.",
    LowConfidence = "low-confidence": "Audit: much weight on figures of low or no stated confidence.",
    OneIndicator = "one-indicator": "Audit: a dimension that rests on one indicator.",
    OneSource = "one-source": "Audit: a dimension that rests on one source.",
    WithSize = "with-size": "Audit: an indicator that goes with something that indicators are divided by.",
    Redundant = "redundant": "Audit: indicators that say the same.",
    Inconsistent = "inconsistent": "Audit: a dimension whose indicators have little in common.",
    MostlyMissing = "mostly-missing": "Audit: an indicator that most rows lack.",
    NoAddress = "no-address": "Audit: edges of a network without an address at which their source can be read.",
    NoDate = "no-date": "Audit: edges of a network without a date.",
    NoBasis = "no-basis": "Audit: a rule's end that does not say where it comes from.",
    Data = "data": "A data file that cannot be used as it is.",
    Fetch = "fetch": "A published file that cannot be had, or is not what was asked for.",
    Store = "store": "A file that a store or a report keeps and that was changed since, or a lock that cannot be read.",
    Write = "write": "A file cannot be written, or exists already.",
}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|c| c.as_str()).collect();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
