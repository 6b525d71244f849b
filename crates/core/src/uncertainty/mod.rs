//! How sure are we? One seeded run over everything that is uncertain: figures, weights, rule ends and kinds,
//! aggregations, a dropped indicator, what is missing.
//!
//! OECD/JRC Handbook (2008), step 7. The points are scrambled Sobol points (Owen 1995; Owen 2020 on their numbers), in
//! independent scramblings whose spread says how exact the results are. The same draw of the method hits every scenario,
//! so that differences are paired; figures that scenarios share are drawn once.
//!
//! ```
//! use froth_core::example;
//! use froth_core::uncertainty::{Options, uncertainty};
//!
//! let options = Options { draws: 1000, ..Options::default() };
//! let drawn = uncertainty(&example::model(), &[&example::boom(), &example::calm()], &options, &()).unwrap();
//! assert!(drawn.pairs[0].share_a_higher.unwrap() > 0.99);
//! ```

mod calibration;
mod cells;
mod design;
mod field;
mod methods;
mod missing;
mod pulls;
mod ranks;
mod run;
mod summary;
mod tally;

pub use calibration::{GradeCalibration, calibration};
pub use cells::CellDraws;
pub(crate) use design::{Design, Evaluations, Factor, Workspace};
pub use field::{Entities, Redraw, Unit, Way, ranked};
pub(crate) use field::{Field, Places, Room};
pub use methods::{Aggregation, MethodRow, MethodTable, Normalisation, Weighting, method_table};
pub(crate) use pulls::pulls;
pub use ranks::{Range, RankDraws, RankOptions, Ranks, ranks};
pub use run::{Options, uncertainty};
pub use summary::{
    BandShares, DimensionDraws, DimensionGap, LikeForLikeDraws, PairDraws, Quantiles, ScenarioDraws, Spread, Uncertain,
};

use serde::Serialize;

/// A kind of thing that is uncertain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The figures themselves.
    Values,
    /// Weights within each group of siblings.
    Weights,
    /// Ends of linear and log rules.
    Ends,
    /// Kinds of linear and log rules.
    Rules,
    /// How children make a dimension.
    Aggregation,
    /// One indicator left out.
    Drop,
    /// Scores of indicators that have no figure.
    Missing,
    /// Kinds of rules over rows, of a panel.
    Normalisation,
    /// How outliers of a panel are treated.
    Outliers,
    /// How what a panel lacks is filled in.
    Imputation,
}

impl Source {
    /// Every source.
    pub const ALL: [Source; 10] = [
        Source::Values,
        Source::Weights,
        Source::Ends,
        Source::Rules,
        Source::Aggregation,
        Source::Drop,
        Source::Missing,
        Source::Normalisation,
        Source::Outliers,
        Source::Imputation,
    ];

    /// Its name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Source::Values => "values",
            Source::Weights => "weights",
            Source::Ends => "ends",
            Source::Rules => "rules",
            Source::Aggregation => "aggregation",
            Source::Drop => "drop",
            Source::Missing => "missing",
            Source::Normalisation => "normalisation",
            Source::Outliers => "outliers",
            Source::Imputation => "imputation",
        }
    }

    /// Whether it is about the figures: those that there are, and those that are missing. The others are the method.
    pub fn is_of_figures(self) -> bool {
        matches!(self, Source::Values | Source::Missing)
    }
}
