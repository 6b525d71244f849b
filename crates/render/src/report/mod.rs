//! The report that people quote: one page that explains itself, its charts, and the data behind them.
//!
//! ```
//! use froth_core::{example, score::Settings};
//! use froth_render::{locale::Language, report::Report};
//!
//! let report = Report::new(&example::model(), &[&example::boom()], Settings::default(), Language::English, &()).unwrap();
//! assert!(report.html().starts_with("<!DOCTYPE html>"));
//! assert!(report.markdown().starts_with("# December 1999"));
//! ```

mod charts;
mod html;
mod method;
mod observations;
mod sections;
mod sheets;
mod words;
mod workbook;

use crate::chart::{Fonts, needs_cjk, png};
use crate::locale::{Language, Locale};
use crate::page::{self, Page};
use charts::NamedChart;
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_core::made_from::MadeFrom;
use froth_core::model::Model;
use froth_core::robustness::{Effort, Robustness, robustness};
use froth_core::scenario::Scenario;
use froth_core::score::{Comparison, Settings, compare};
use froth_series::watch::Watch;
use rayon::prelude::*;
use std::sync::Arc;
use workbook::Sheet;

/// A report, ready to be written.
#[derive(Debug)]
pub struct Report {
    language: Language,
    page: Page,
    comparison: Comparison,
    robustness: Arc<Robustness>,
    charts: Vec<NamedChart>,
    /// The same charts in English, for PNGs where no font has the language's characters.
    english: Vec<NamedChart>,
    sheets: Vec<Sheet>,
    made_from: MadeFrom,
    locale: Locale,
}

/// A file of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it lies in the report's folder, parts separated by `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Report {
    /// Scores the scenarios, examines how far the scores can be trusted, and lays the report out. `watch` is told of up to
    /// [`Report::steps`] steps.
    pub fn new(
        model: &Model,
        scenarios: &[&Scenario],
        settings: Settings,
        language: Language,
        watch: &dyn Watch,
    ) -> Result<Self, Error> {
        let comparison = compare(model, scenarios, settings)?;
        let effort = Effort::full(settings);
        let robustness = Arc::new(robustness(model, scenarios, &effort, watch)?);
        let locale =
            Locale::new(language).with_model(model).with_scenarios(scenarios.iter().copied()).calling_by_title();
        let charts = charts::all(model, scenarios, settings, language, &robustness)?;
        let english = match language {
            Language::English => Vec::new(),
            Language::TraditionalChinese => charts::all(model, scenarios, settings, Language::English, &robustness)?,
        };
        let told = sections::Told {
            comparison: &comparison,
            paths: scenarios
                .iter()
                .map(|s| froth_core::score::path(model, s, settings))
                .collect::<Result<Vec<_>, Error>>()?,
            model,
            scenarios,
            charts: &charts,
            locale: locale.clone(),
            robustness: &robustness,
        };
        let (page, sheets) = (sections::page(&told), sheets::all(&told));
        let made_from = MadeFrom::new("report")
            .model(model)
            .scenarios(scenarios.iter().copied())
            .flag("lang", language.tag().unwrap_or("en"))
            .flag("min_coverage", settings.min_coverage);
        let made_from = effort.stated(made_from);
        Ok(Report { language, page, comparison, robustness, charts, english, sheets, made_from, locale })
    }

    /// The same report, saying one more flag that it was asked for with.
    #[must_use]
    pub fn stating(mut self, flag: &str, value: bool) -> Self {
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
        page
    }

    /// The steps of work that [`Report::new`] does, at most.
    pub fn steps() -> u64 {
        Effort::full(Settings::default()).steps()
    }

    /// The page as Markdown; its charts stand in files beside it.
    pub fn markdown(&self) -> String {
        page::markdown(&self.page())
    }

    /// The page as HTML with everything in it.
    pub fn html(&self) -> String {
        html::html(&self.page(), self.language)
    }

    /// Whether the PNGs stay English because none of the fonts has the language's characters.
    pub fn falls_back_to_english(&self, fonts: &Fonts) -> bool {
        !fonts.cjk && !self.english.is_empty() && self.needs_cjk()
    }

    /// Whether the charts hold characters that only a Chinese font has.
    pub fn needs_cjk(&self) -> bool {
        self.charts.iter().any(|c| needs_cjk(&c.chart.canvas))
    }

    /// How many files it has.
    pub fn len(&self) -> usize {
        3 * self.charts.len() + 6
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
        let pictures = if self.falls_back_to_english(fonts) { &self.english } else { &self.charts };
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
        files.push(told("scorecards.json".to_owned(), page::json(&self.made_from, &self.comparison).into_bytes()));
        files.push(told("robustness.json".to_owned(), page::json(&self.made_from, &*self.robustness).into_bytes()));
        files.push(told("scorecards.csv".to_owned(), page::csv(&self.comparison.scorecards).into_bytes()));
        let sheets: Vec<Sheet> = self.sheets.iter().cloned().chain([sheets::made_from(&self.made_from)]).collect();
        files.push(told(
            "report.xlsx".to_owned(),
            workbook::workbook(&sheets).map_err(|e| not_made("report.xlsx", &e))?,
        ));
        files.push(told("report.md".to_owned(), self.markdown().into_bytes()));
        files.push(told("index.html".to_owned(), self.html().into_bytes()));
        Ok(files)
    }
}

fn not_made(what: &str, why: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(Code::Write, format!("cannot draw {what}: {why}"))
}
