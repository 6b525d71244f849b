//! What moved a headline between two scenarios of one era: the model, revised figures, data that came and went, figures.
//!
//! The parts are steps of one way from the old headline to the new one, so that they sum to the move exactly: what one step leaves the
//! next one starts from.
//!
//! ```
//! use froth_core::{changes::changes, example, score::Settings};
//!
//! let (model, calm, boom) = (example::model(), example::calm(), example::boom());
//! let moved = changes((&model, &calm), (&model, &boom), Settings::default())?;
//! let parts = moved.parts.as_ref().unwrap();
//! assert!((parts.sum() - moved.moved.unwrap()).abs() < 1e-9);
//! assert_eq!(parts.model, 0.0);
//! # Ok::<(), froth_core::Error>(())
//! ```

mod way;

use crate::Error;
use crate::diag::{Code, Diagnostic};
use crate::model::Model;
use crate::scenario::{Scenario, Value};
use crate::score::{Points, Settings};
use jiff::civil::Date;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

/// What moved the headline from one scenario to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// Where it started.
    pub from: End,
    /// Where it ended.
    pub to: End,
    /// The new headline less the old one; none where one of both is missing. `move` in JSON.
    pub moved: Option<f64>,
    /// What the move is made of; none where there is no move.
    pub parts: Option<Parts>,
}

impl Changes {
    /// Whether both scenarios have one id, and files of different names: then the names tell which is which.
    pub fn have_one_id(&self) -> bool {
        self.from.scenario == self.to.scenario && self.from.file != self.to.file
    }
}

/// One of the two scenarios.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct End {
    /// Its id.
    pub scenario: String,
    /// The file that it was read from: two files may have one id.
    #[serde(skip)]
    pub file: String,
    /// The day it describes.
    pub as_of: Date,
    /// Its headline.
    pub score: Option<f64>,
    /// The model that it is scored with.
    pub model: String,
    /// That model's version.
    pub model_version: String,
}

/// The steps of a move, in their order. All between the two headlines ignore coverage that is too low, which is booked to what was
/// lost or gained.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parts {
    /// Other rules, other weights: the old figures under the new model less the same under the old one.
    pub model: f64,
    /// Figures that the new scenario gives for the same day as the old one, and otherwise.
    pub revisions: Vec<Moved>,
    /// What the new scenario lacks. A dimension stands here that the old headline was without, for want of data.
    pub coverage_lost: Vec<Points>,
    /// Figures of indicators that both have.
    pub figures: Vec<Moved>,
    /// What the old scenario lacked. A dimension stands here that the new headline is without, for want of data.
    pub coverage_gained: Vec<Points>,
}

/// An indicator whose figure is another one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// Its id.
    pub id: String,
    /// Its points of the move.
    pub points: f64,
    /// Its raw value before.
    pub from: Option<Value>,
    /// Its raw value after.
    pub to: Option<Value>,
}

impl Parts {
    /// Points of all revisions.
    pub fn revised(&self) -> f64 {
        self.revisions.iter().fold(0.0, |sum, m| sum + m.points)
    }

    /// Points of all figures that both have.
    pub fn moved(&self) -> f64 {
        self.figures.iter().fold(0.0, |sum, m| sum + m.points)
    }

    /// Points of data that went and came.
    pub fn coverage(&self) -> f64 {
        self.coverage_lost.iter().chain(&self.coverage_gained).fold(0.0, |sum, p| sum + p.points)
    }

    /// Points of all parts: the move.
    pub fn sum(&self) -> f64 {
        self.model + self.revised() + self.moved() + self.coverage()
    }
}

/// What moved the headline from the old scenario to the new one, each under its model.
///
/// # Errors
///
/// The scenarios are of two eras, a model needs many rows, or a shock cannot be applied.
pub fn changes(old: (&Model, &Scenario), new: (&Model, &Scenario), settings: Settings) -> Result<Changes, Error> {
    if old.1.era != new.1.era {
        return Err(two_eras(old.1, new.1).into());
    }
    way::walk(old, new, settings)
}

/// What moved the headline from each point of a scenario's path to the next, its own date last: a move fewer than points.
///
/// # Errors
///
/// The model needs many rows, or a shock cannot be applied.
pub fn along(model: &Model, scenario: &Scenario, settings: Settings) -> Result<Vec<Changes>, Error> {
    let points: Vec<Scenario> = scenario.dates().map(|day| scenario.at_point(day)).collect();
    points.windows(2).map(|w| changes((model, &w[0]), (model, &w[1]), settings)).collect()
}

/// Which of some earlier scenarios a later one is held against: that of its id, else the latest of its era.
pub fn before<'a>(new: &Scenario, old: &[&'a Scenario]) -> Option<&'a Scenario> {
    let of_era = || old.iter().filter(|s| s.era.is_some() && s.era == new.era).max_by_key(|s| s.as_of);
    old.iter().find(|s| s.id == new.id).or_else(of_era).copied()
}

fn two_eras(old: &Scenario, new: &Scenario) -> Diagnostic {
    let era = |s: &Scenario| match &s.era {
        Some(era) => format!("`{}` is of the era `{era}`", s.id),
        None => format!("`{}` is of no era", s.id),
    };
    let message = format!("{} and {}: nothing changed from one to the other", era(old), era(new));
    Diagnostic::error(Code::Era, message)
        .help("name two scenarios, or two days, of one era; `froth compare` holds eras against each other")
}

impl Serialize for Changes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = self.parts.as_ref();
        let mut fields = serializer.serialize_struct("Changes", 8)?;
        fields.serialize_field("from", &self.from)?;
        fields.serialize_field("to", &self.to)?;
        fields.serialize_field("move", &self.moved)?;
        fields.serialize_field("model", &parts.map(|p| p.model))?;
        fields.serialize_field("revisions", &parts.map(|p| &p.revisions))?;
        fields.serialize_field("coverage_lost", &parts.map(|p| &p.coverage_lost))?;
        fields.serialize_field("figures", &parts.map(|p| &p.figures))?;
        fields.serialize_field("coverage_gained", &parts.map(|p| &p.coverage_gained))?;
        fields.end()
    }
}
