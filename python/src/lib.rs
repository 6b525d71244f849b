//! The native half of the Python package `froth`: what Python gives becomes the library's types, what the library finds becomes
//! JSON, pages and tables. `froth/` beside it is what a Python program sees.

// Arguments from Python come by value.
#![allow(clippy::needless_pass_by_value)]

mod answer;
mod audited;
mod drawn;
mod drivers;
mod explosive;
mod findings;
mod frame;
mod given;
mod network;
mod options;
mod panel;
mod scores;
mod table;
mod tables;
mod texts;
mod toml;
mod work;

use pyo3::prelude::*;

#[pymodule]
mod _froth {
    #[pymodule_export]
    use crate::answer::Answer;
    #[pymodule_export]
    use crate::audited::{audit, audit_network};
    #[pymodule_export]
    use crate::drawn::{Chart, chart, report};
    #[pymodule_export]
    use crate::drivers::rank_drivers;
    #[pymodule_export]
    use crate::explosive::exuberance;
    #[pymodule_export]
    use crate::network::network;
    #[pymodule_export]
    use crate::panel::panel;
    #[pymodule_export]
    use crate::scores::{changes, compare, described, score, sensitivity, stress, track, uncertainty};
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    use crate::tables::{backtest, base_rates};
    #[pymodule_export]
    use crate::texts::{builtins, check, sql};
    #[pymodule_export]
    use crate::toml::text;
    #[pymodule_export]
    #[allow(non_upper_case_globals)] // Python calls it so
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
