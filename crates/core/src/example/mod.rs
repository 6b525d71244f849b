//! A small model and two scenarios, for examples and tests: the crate has no others.

use crate::catalog::files_only;
use crate::diag::SourceFile;
use crate::model::Model;
use crate::scenario::Scenario;
use std::sync::Arc;

/// Two dimensions, three indicators, a formula.
///
/// # Panics
///
/// Never: a test reads it.
pub fn model() -> Model {
    sound(Model::parse(&source("model.toml", include_str!("model.toml"))))
}

/// American stock market in December 1999, high on every indicator.
///
/// # Panics
///
/// Never: a test reads it.
pub fn boom() -> Scenario {
    sound(Scenario::load(&source("boom.toml", include_str!("boom.toml")), &files_only))
}

/// The same in December 1995.
///
/// # Panics
///
/// Never: a test reads it.
pub fn calm() -> Scenario {
    sound(Scenario::load(&source("calm.toml", include_str!("calm.toml")), &files_only))
}

fn source(name: &str, text: &str) -> Arc<SourceFile> {
    SourceFile::new(name, text)
}

#[allow(clippy::expect_used)]
fn sound<T, W, E: std::fmt::Debug>(loaded: Result<(T, W), E>) -> T {
    loaded.expect("the example is valid").0
}

#[cfg(test)]
mod tests {
    use crate::score::{Settings, compare};

    #[test]
    fn both_have_every_indicator_and_the_boom_is_higher() {
        let (model, boom, calm) = (super::model(), super::boom(), super::calm());
        let compared = compare(&model, &[&boom, &calm], Settings::default()).unwrap();
        assert_eq!(compared.like_for_like.indicators.len(), 3);
        assert!(compared.scorecards[0].score > compared.scorecards[1].score);
    }
}
