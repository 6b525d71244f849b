//! What people see, made from results only.
//!
//! A result becomes a [`Page`]: titles, sentences, tables. A page has one content and several looks: the
//! terminal, Markdown. Data formats (JSON, CSV) are written from the result itself.

mod audit_findings;
mod audit_words;
mod audited;
mod audited_network;
mod backtested;
mod base_rates;
mod changed;
mod check;
mod comparison;
mod content;
mod data;
mod exuberant;
mod finding;
mod fragment;
mod listing;
mod made_from;
mod markdown;
mod networked;
mod phrases;
mod scorecard;
mod sensitive;
mod since;
mod sources;
mod stressed;
mod terminal;
mod tracked;
mod uncertain;
mod verdict;
mod verified;
mod words;

pub use crate::locale::share_of_draws;
pub use audited::{Audited, audited, audited_panel, audited_panel_csv};
pub use audited_network::audited_networks;
pub use backtested::{backtested, backtested_csv};
pub use base_rates::{base_rates, base_rates_csv, base_rates_doubts};
pub use changed::{changed, changed_csv, changed_json};
pub use check::{CheckedFile, Message, checked, checked_csv};
pub use comparison::{brief, compared_json, comparison};
pub use content::{Cell, Column, Figure, Line, Page, Part, Row, Span, Style, Table};
pub use data::csv_rows;
pub use data::{Document, csv, json};
pub use exuberant::{exuberant, exuberant_csv};
pub use finding::finding;
pub use fragment::fragment;
pub use froth_core::number::{gap, points, raw, score, share};
pub use listing::{Entry, listing, listing_csv};
pub use made_from::{made_from, made_from_line};
pub use markdown::markdown;
pub(crate) use networked::{amount as network_amount, condition as network_condition, number as network_number};
pub use networked::{networked, networked_csv};
pub use scorecard::{ages, ends, scorecard};
pub use sensitive::{sensitivity, sensitivity_csv, what_matters};
pub(crate) use since::since;
pub use stressed::{Stressed, stand_ins, stressed, stressed_csv, stressed_json, turned, what_it_takes};
pub use terminal::terminal;
pub use tracked::{tracked, tracked_csv};
pub use uncertain::{how_sure, methods_agree, uncertain, uncertain_csv, uncertain_json};
pub use verdict::verdict;
pub use verified::{changed_inputs, recomputed, recomputed_csv, verified, verified_csv};

pub(crate) use backtested::measure_title;
pub(crate) use base_rates::{base_rates_rows, periods, said as base_rate_said};
pub(crate) use comparison::{differences, dimensions, headlines, numbers};
pub(crate) use exuberant::{p_value, short as short_date, statistic, windows};
pub(crate) use finding::{by_date, dimensions_apart};
pub(crate) use scorecard::{dimensions as tree, ending, headline, missing, notes, value};
pub(crate) use sensitive::name as source_name;
pub(crate) use sources::Sources;
pub(crate) use stressed::together;
pub(crate) use uncertain::{apart, calibration, intervals, method_rows, pairs};
