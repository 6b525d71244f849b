//! What users rely on, from the formulas up to the binary.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]
// A test that is skipped says so.
#![allow(clippy::print_stderr)]

#[cfg(feature = "panel")]
mod after_run_ups;
mod ages;
mod audit;
mod backtest;
mod bad_files;
mod base_rates;
mod changes;
mod charts;
#[cfg(feature = "panel")]
mod chinese;
#[cfg(feature = "serve")]
mod chromium;
#[cfg(feature = "panel")]
mod coinr;
mod commands;
mod content;
mod country_equities;
mod doors;
mod earlier;
mod extremes;
mod exuberance;
#[cfg(feature = "feeds")]
mod feeds;
mod feeds_known;
mod formulas;
#[cfg(feature = "panel")]
mod frame;
mod hostile;
#[cfg(feature = "serve")]
mod html;
mod http;
mod inputs;
#[cfg(all(unix, feature = "panel", feature = "feeds"))]
mod killed;
#[cfg(feature = "panel")]
mod made_from;
mod manners;
mod missing;
#[cfg(all(unix, feature = "feeds"))]
mod monthly;
mod network;
mod network_audit;
mod network_charts;
mod network_page;
#[cfg(all(target_os = "linux", feature = "panel"))]
mod no_room;
mod panel;
#[cfg(feature = "panel")]
mod panel_beside;
mod paths;
mod properties;
#[cfg(feature = "panel")]
mod ranks;
mod readme;
mod reasons;
mod report_folder;
mod report_pages;
mod reports;
mod robustness;
mod scenarios;
mod schema;
mod scoring;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod serve_page;
mod shown;
mod sql;
mod support;
#[cfg(feature = "panel")]
mod toolbox;
mod track;
#[cfg(feature = "panel")]
mod tutorial;
#[cfg(feature = "panel")]
mod us_equities;
mod verify;
