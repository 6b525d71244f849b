//! The report that people quote: one page that explains itself, its charts, and the data behind them.
//!
//! ```
//! use froth_core::{analysis::Analysis, example, score::Settings};
//! use froth_render::{locale::Language, report::Report};
//!
//! let (model, boom) = (example::model(), example::boom());
//! let analysis = Analysis::full(&model, &[&boom], Settings::default(), &()).unwrap();
//! let report = Report::new(&analysis, Language::English);
//! assert!(report.html().starts_with("<!DOCTYPE html>"));
//! assert!(report.markdown().lines().any(|line| line.starts_with("# ") && line.contains("of 100")));
//! ```

mod charts;
mod contents;
mod first;
mod html;
mod method;
mod networked;
mod observations;
mod sections;
mod sheets;
mod story;
mod summary;
mod words;

use crate::chart::{Fonts, characters, is_chinese, png};
use crate::locale::{Language, Locale};
use crate::page::{self, Page, Part};
use crate::workbook::{self, Front, Sheet};
use charts::NamedChart;
use contents::Contents;
use froth_core::Error;
use froth_core::analysis::{Analysis, Since, WhatIf, Yardstick};
use froth_core::diag::{Code, Diagnostic};
use froth_core::kept::Kept;
use froth_core::made_from::MadeFrom;
use froth_core::network::{Found, Network};
use froth_core::published::AfterRunUps;
use froth_series::watch::Watch;
use networked::Networked;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;
use words::words;

pub(crate) use method::rule;

/// A report, ready to be written.
#[derive(Debug)]
pub struct Report<'a> {
    analysis: &'a Analysis<'a>,
    locale: Locale,
    page: Page,
    charts: Vec<NamedChart>,
    summary: Front,
    sheets: Vec<Sheet>,
    made_from: MadeFrom,
    kept: Kept,
    networked: Option<Networked<'a>>,
}

/// The folder of a report that holds what it was made from.
const INPUTS: &str = "inputs";

/// A file of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it lies in the report's folder, parts separated by `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl<'a> Report<'a> {
    /// Lays an analysis out in a language: whole with [`Analysis::full`], else without what was not examined.
    pub fn new(analysis: &'a Analysis<'a>, language: Language) -> Self {
        let locale = Locale::of(analysis, language);
        let charts = charts::all(analysis, &locale);
        let contents = Contents { analysis, charts: &charts, locale: &locale };
        let (page, sheets) = (sections::page(&contents), sheets::all(&contents));
        let summary = summary::summary(&contents);
        let made_from = MadeFrom::new("report")
            .model(analysis.model())
            .scenarios(analysis.scenarios().iter().copied())
            .flag("lang", language.tag().unwrap_or("en"))
            .flag("min_coverage", analysis.settings().min_coverage);
        let made_from = analysis.effort().into_iter().fold(made_from, |made, effort| effort.stated(made));
        let kept = Kept::new(analysis.model(), analysis.scenarios());
        Report {
            analysis,
            locale,
            page,
            charts,
            summary,
            sheets,
            made_from: made_from.keeping(&kept, INPUTS),
            kept,
            networked: None,
        }
    }

    /// The same report with a section on a network, and what was found of it: its text stands beside the others.
    #[must_use]
    pub fn with_network(mut self, network: &'a Network, found: &'a Found) -> Self {
        let networked = Networked { network, found };
        let language = self.locale.language;
        let charts = networked.charts(language);
        // After what it tells, before tables and method.
        let tables = words(language).scorecards();
        let place = self.page.parts.iter().position(|part| matches!(part, Part::Heading(text) if text == tables));
        let place = place.unwrap_or(self.page.parts.len());
        self.page.parts.splice(place..place, networked.section(&charts, language));
        self.charts.extend(charts);
        self.kept = self.kept.with_network(network);
        let failed: Vec<&String> = found.shock.iter().filter(|shock| shock.failed).map(|shock| &shock.id).collect();
        self.made_from = self.made_from.network(network).flag("fail", failed).keeping(&self.kept, INPUTS);
        self.networked = Some(networked);
        self
    }

    /// The charts in a language.
    fn drawn(&self, language: Language) -> Vec<NamedChart> {
        let mut charts = charts::all(self.analysis, &Locale::of(self.analysis, language));
        charts.extend(self.networked.iter().flat_map(|networked| networked.charts(language)));
        charts
    }

    /// The same report, saying one more flag that it was asked for with, if it was.
    #[must_use]
    pub fn stating(mut self, flag: &str, value: impl Serialize) -> Self {
        self.made_from = self.made_from.flag(flag, value);
        self
    }

    /// What it was made from.
    pub fn made_from(&self) -> &MadeFrom {
        &self.made_from
    }

    /// Everything it says, what it was made from last.
    fn page(&self) -> Page {
        let mut page = self.page.clone();
        page.parts.extend(page::made_from(&self.made_from, &self.locale).parts);
        page.typeset(self.locale.language)
    }

    /// The page as Markdown; its charts stand in files beside it.
    pub fn markdown(&self) -> String {
        page::markdown(&self.page())
    }

    /// The page as HTML with everything in it.
    pub fn html(&self) -> String {
        html::html(&self.page(), &self.locale)
    }

    /// Whether the PNGs stay English because none of the fonts has the language's characters.
    pub fn falls_back_to_english(&self, fonts: &Fonts) -> bool {
        self.locale.language != Language::English && fonts.lacking(&self.characters()).into_iter().any(is_chinese)
    }

    /// The characters that a font must have to draw its charts.
    pub fn characters(&self) -> BTreeSet<char> {
        self.charts.iter().flat_map(|c| characters(&c.chart.canvas)).collect()
    }

    /// What is a box in its PNGs: the fonts have no such character.
    pub fn lacking(&self, fonts: &Fonts) -> BTreeSet<char> {
        let drawn = if self.falls_back_to_english(fonts) {
            self.drawn(Language::English).iter().flat_map(|c| characters(&c.chart.canvas)).collect()
        } else {
            self.characters()
        };
        fonts.lacking(&drawn)
    }

    /// How many files it has.
    pub fn len(&self) -> usize {
        3 * self.charts.len() + 9 + usize::from(self.networked.is_some()) + self.kept.files.len()
    }

    /// Whether it has no files; it always has.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Renders every file, the page last. `watch` is told of each, and can end the work.
    pub fn files(&self, fonts: &Fonts, watch: &dyn Watch) -> Result<Vec<File>, Error> {
        let told = |path: String, bytes: Vec<u8>| {
            watch.advance(1);
            File { path, bytes }
        };
        let english = self.falls_back_to_english(fonts).then(|| self.drawn(Language::English));
        let pictures = english.as_ref().unwrap_or(&self.charts);
        let mut files: Vec<File> = pictures
            .par_iter()
            .map(|c| {
                watch.step(0)?;
                Ok(told(format!("charts/{}.png", c.name), png(&c.chart, fonts)?))
            })
            .collect::<Result<_, Error>>()?;
        for c in &self.charts {
            files.push(told(format!("charts/{}.svg", c.name), c.chart.svg().into_bytes()));
            files.push(told(format!("charts/{}.csv", c.name), c.chart.csv().into_bytes()));
        }
        files.push(told(
            "scorecards.json".to_owned(),
            page::json(&self.made_from, self.analysis.comparison()).into_bytes(),
        ));
        files.push(told(
            "robustness.json".to_owned(),
            page::json(&self.made_from, self.analysis.robustness()).into_bytes(),
        ));
        let changes = Changed { changes: self.analysis.changes() };
        files.push(told("changes.json".to_owned(), page::json(&self.made_from, changes).into_bytes()));
        if let Some(networked) = self.networked {
            files.push(told("network.json".to_owned(), page::json(&self.made_from, networked.found).into_bytes()));
        }
        files.push(told("track.json".to_owned(), page::json(&self.made_from, self.analysis.tracked()).into_bytes()));
        let beside = Beside {
            yardsticks: self.analysis.yardsticks(),
            what_ifs: self.analysis.what_ifs(),
            after_run_ups: self.analysis.after_run_ups(),
        };
        files.push(told("beside.json".to_owned(), page::json(&self.made_from, beside).into_bytes()));
        for (name, text) in &self.kept.files {
            files.push(told(format!("{INPUTS}/{name}"), text.clone().into_bytes()));
        }
        files.push(told("scorecards.csv".to_owned(), page::csv(self.analysis.scorecards()).into_bytes()));
        let sheets: Vec<Sheet> = self.sheets.iter().cloned().chain([workbook::made_from(&self.made_from)]).collect();
        files.push(told(
            "report.xlsx".to_owned(),
            workbook::workbook(&self.summary, &sheets, self.locale.language)
                .map_err(|e| not_made("report.xlsx", &e))?,
        ));
        files.push(told("report.md".to_owned(), self.markdown().into_bytes()));
        files.push(told("index.html".to_owned(), self.html().into_bytes()));
        Ok(files)
    }
}

/// Whether a report may have a file of this name.
pub fn is_file_of_one(path: &str) -> bool {
    const KNOWN: [&str; 10] = [
        "scorecards.json",
        "robustness.json",
        "changes.json",
        "track.json",
        "beside.json",
        "network.json",
        "scorecards.csv",
        "report.xlsx",
        "report.md",
        "index.html",
    ];
    let below = |folder: &str, endings: &[&str]| {
        let file = path.strip_prefix(folder).and_then(|file| file.strip_prefix('/'));
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        let named = |(name, ending): (&str, &str)| name.bytes().all(plain) && endings.contains(&ending);
        file.and_then(|file| file.split_once('.')).is_some_and(named)
    };
    KNOWN.contains(&path) || below("charts", &["svg", "png", "csv"]) || below(INPUTS, &["toml"])
}

/// What moved headlines, as a document.
#[derive(Serialize)]
struct Changed<'a> {
    changes: &'a [Since],
}

/// What stands beside the scenarios, as a document.
#[derive(Serialize)]
struct Beside<'a> {
    yardsticks: &'a [Yardstick],
    what_ifs: &'a [WhatIf],
    after_run_ups: Option<&'a AfterRunUps>,
}

fn not_made(what: &str, why: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(Code::Write, format!("cannot draw {what}: {why}"))
}
