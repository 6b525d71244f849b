//! The numbers behind composite indicators: filling gaps, treating outliers, weights out of data, orders out of majorities.
//!
//! Slices in, numbers out: nothing here knows a model, a file or a page. Columns with missing rows are `&[Option<f64>]`, and a
//! number that is not finite counts as missing; what has to know every row takes `&[f64]`. Nothing that is not finite
//! comes out. The steps are those of the OECD/JRC Handbook on Constructing Composite Indicators (2008).

mod balance;
mod ciss;
mod covariances;
mod eigen;
mod factors;
mod impute;
mod order;
mod outliers;
mod weights;

pub use ciss::{Ciss, CissRow, expanding_cdf};
pub use covariances::Covariances;
pub use eigen::{Eigen, eigen};
pub use impute::{Centre, centre, linear, median};
pub use order::{Cycle, LARGEST_CYCLE, Outranking, kemeny_ranks};
pub use outliers::{Limits, LogScale, Treated, Treatment, kurtosis, skewness, treat};
pub use weights::{Method, Sample};
