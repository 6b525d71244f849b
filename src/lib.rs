//! froth scores market booms against the dot-com era: models and dated scenarios are text files, every number has a source, and
//! every score says how sure it is.
//!
//! ```
//! let model = froth::catalog::model("four-dimensions")?;
//! let today = froth::catalog::scenario("ai-2026q3")?;
//! let card = froth::score::scorecard(&model, &today, froth::score::Settings::default())?;
//! println!("{:.1} of 100", card.score.unwrap_or_default());
//! # assert!(card.score.unwrap() > 40.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | to | use |
//! |---|---|
//! | read a model or a scenario: built in, a file, a text | [`catalog`], [`model`], [`scenario`]; many at once: [`job`] |
//! | score, compare | [`score`] |
//! | say how sure that is, and what would overturn it | [`uncertainty`], [`sensitivity`], [`stress`] |
//! | follow eras over time | [`track`] |
//! | score a data frame or a file of rows | [`panel`] |
//! | hold scores against what came later | [`backtest`] |
//! | count what came after run-ups | [`base_rates`] |
//! | find explosive growth in series | [`exuberance`], [`series`] |
//! | ask who falls with whom | [`network`] |
//! | ask what a model rests on | [`audit`] |
//! | write a model as SQL | [`sql`] |
//! | fetch published series, add them to a scenario | [`feed`], [`feeds`] |
//! | show results: text, charts, a report | [`page`], [`chart`], [`report`] |
//! | reproduce published tables, recompute a report | [`verify`] |
//!
//! The crate is a facade over `froth-series`, `froth-core`, `froth-panel` and `froth-render`, which can be used alone. Features:
//! `panel` (polars: data frames, CSV and Parquet), `feeds` (published series, over HTTP), `render` (pages, charts, reports), `serve` (the what-if page), `cli` (the command).

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod catalog;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "feeds")]
pub mod feeds;
pub mod job;
#[cfg(feature = "serve")]
pub mod serve;

pub use froth_core::{Error, ErrorKind};
pub use froth_core::{
    analysis, changes, diag, expr, feed, format, kept, made_from, model, network, number, published, sampling,
    scenario, score, sensitivity, shown, sql, staged, stress, track, uncertainty,
};
/// Days, wherever the library takes or gives one.
pub use jiff::civil::Date;

#[cfg(feature = "panel")]
pub use froth_panel::panel;
pub use froth_panel::{audit, backtest, base_rates, exuberance, verify};
#[cfg(feature = "render")]
pub use froth_render::{chart, findings, locale, page, report};
pub use froth_series as series;
pub use froth_series::{composite, watch};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
