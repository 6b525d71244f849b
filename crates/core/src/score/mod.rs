//! Scoring: a compiled model and a block of values give scores.
//!
//! A [`Plan`] is a model compiled once into flat arrays, if it scores rows one by one; a [`Block`] holds rows of values as columns. One
//! scenario is a block of one row, so panels and single scenarios agree to the last bit. On top of that:
//! [`scorecard`](Scorecard) (contributions, bounds, alerts) and [`compare`] (like for like, differences).

mod age;
mod alert;
mod attribution;
mod block;
mod columns;
mod comparison;
#[doc(hidden)]
pub mod counted;
mod difference;
mod ending;
mod evaluation;
mod fit;
mod fitted;
mod history;
mod mean;
mod missing;
mod path;
mod plan;
mod probe;
mod scorecard;
mod tree;
mod variation;

pub use age::Ages;
pub use alert::AlertState;
pub use block::Block;
pub use columns::Columns;
pub use comparison::{Comparison, LikeForLike, compare};
pub(crate) use difference::shared_out;
pub use difference::{Difference, PairLikeForLike, Points};
pub use ending::{Direction, Ending};
pub(crate) use evaluation::Given;
pub use evaluation::{AppliedShock, Evaluation};
pub use fit::{fit, unused_values};
pub use fitted::Fitted;
pub(crate) use history::{last_scores, scores_at};
pub use missing::Missing;
pub use path::{Fastest, Parallel, PathPoint, parallel, path};
pub use plan::{Compiled, Plan};
pub(crate) use probe::Probe;
pub use scorecard::{
    DimensionScore, Drawn, IndicatorScore, InputFigure, Interval, Pair, Pull, Scorecard, Settings, Without, scorecard,
};
pub use tree::Tree;
pub use tree::{Child, Edge};
pub(crate) use variation::{RuleColumns, Variation};
