//! Charts: results as pictures. One drawing path gives SVG, and PNG from that SVG.
//!
//! A chart kind is a function from an analysis and a locale to a [`Chart`]: title = finding, subtitle = what is shown, shapes,
//! the source line, and the numbers behind it. plotters writes the shapes; nothing but `canvas` knows it.
//!
//! ```
//! use froth_core::{analysis::Analysis, example, score::Settings};
//! use froth_render::chart::{Axes, Kind, draw};
//! use froth_render::locale::{Language, Locale};
//!
//! let (model, boom) = (example::model(), example::boom());
//! let analysis = Analysis::new(&model, &[&boom], Settings::default()).unwrap();
//! let chart = draw(Kind::Radar, &analysis, &Locale::of(&analysis, Language::English), Axes::default());
//! assert!(chart.svg().starts_with("<svg"));
//! assert_eq!(chart.data[0], ["scenario", "dimension", "score"]);
//! ```

mod ages;
mod axis;
mod backtest;
mod base_rates;
mod canvas;
mod changes;
mod compared_tests;
mod contributions;
mod coverage;
mod difference;
mod distribution;
mod dumbbell;
mod exuberance;
mod frame;
mod heatmap;
mod labels;
mod measure;
mod monitor;
mod multiples;
mod narrow;
mod network;
mod palette;
mod path;
mod png;
mod profile;
mod radar;
mod range;
mod ranking;
mod ranks;
mod ribbon;
mod riskmap;
mod rows;
mod slope;
mod stacked;
mod tornado;
mod typeface;
mod view;
mod words;

use crate::locale::{Locale, typeset};
use froth_core::analysis::Analysis;
use view::View;

pub use crate::locale::Language;
pub use backtest::{BacktestOf, roc, signal};
pub use base_rates::{base_rates, runups};
pub use canvas::{Anchor, Canvas, Label, Shape, WIDTH};
pub use changes::changes;
pub use compared_tests::compared_tests;
pub use exuberance::{MOST_SERIES, exuberance};
pub use monitor::monitor;
pub use narrow::narrow;
pub use network::{Standing, cascade, exposure, network, network_until};
pub use palette::{AI, Colour, DOTCOM, Dash, Marker, heat, heat_style, merit_style};
pub use png::{Fonts, characters, is_chinese, png};
pub use profile::profile;
pub use ranking::{Ranking, ranking};
pub use ranks::{RanksDrawn, ranks};
pub use ribbon::{Ribbon, ribbon};
pub use slope::slope;

/// The kinds of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The finding: score, interval, what is missing, and a row a dimension.
    Rows,
    /// The root's dimensions, one outline a scenario.
    Radar,
    /// Indicators by scenario, grey where there is no data.
    Heatmap,
    /// Indicator by indicator, a dot a scenario.
    Dumbbell,
    /// What the score is made of.
    Contributions,
    /// From one scenario's score to the other's.
    Difference,
    /// Score and dimensions over years since the spark.
    Path,
    /// Figures in their own units over years since the spark.
    Multiples,
    /// What others come to beside the first scenario.
    Range,
    /// One dimension against another.
    Riskmap,
    /// What the score rests on: confidence and missing data.
    Coverage,
    /// How old the figures are that the score rests on.
    Ages,
    /// Where each score lies over draws of all that is uncertain.
    Distribution,
    /// Where the first score less each of the others lies over the same draws.
    Gap,
    /// What the uncertainty comes from.
    Tornado,
    /// A panel over time: drawn by [`ribbon`], not from scenarios.
    Ribbon,
    /// The entities of one date in their order: drawn by [`ranking()`], not from scenarios.
    Ranking,
    /// The ranks of one date with their intervals over draws: drawn by [`ranks()`], not from scenarios.
    Ranks,
    /// Ranks under two models: drawn by [`slope()`], not from scenarios.
    Slope,
    /// One entity of a panel: drawn by [`profile()`], not from scenarios.
    Profile,
    /// Series with their BSADF and its critical values: drawn by [`exuberance`], not from scenarios.
    Exuberance,
    /// Statistics of monitors against their boundaries: drawn by [`monitor()`], not from scenarios.
    Monitor,
    /// Several tests of the same series: drawn by [`compared_tests()`], not from scenarios.
    Tests,
    /// What moved a headline: drawn by [`changes()`], from an old scenario and a new one.
    Changes,
    /// How well a score tells what comes: drawn by [`roc`], not from scenarios.
    Roc,
    /// A score over time with episodes and warnings: drawn by [`signal`], not from scenarios.
    Signal,
    /// The share of run-ups that ended in a fall: drawn by [`base_rates`], not from scenarios.
    BaseRates,
    /// Prices around run-ups: drawn by [`runups`], not from scenarios.
    Runups,
    /// Who is tied to whom, and whom a shock reaches: drawn by [`network()`], not from scenarios.
    Network,
    /// What a shock costs round by round: drawn by [`cascade()`], not from scenarios.
    Cascade,
    /// Who stands to lose how much on whom: drawn by [`exposure()`], not from scenarios.
    Exposure,
}

impl Kind {
    /// Every kind that shows scenarios.
    pub const ALL: &[Kind] = &[
        Kind::Rows,
        Kind::Radar,
        Kind::Heatmap,
        Kind::Dumbbell,
        Kind::Contributions,
        Kind::Difference,
        Kind::Path,
        Kind::Multiples,
        Kind::Range,
        Kind::Riskmap,
        Kind::Coverage,
        Kind::Ages,
        Kind::Distribution,
        Kind::Gap,
        Kind::Tornado,
    ];

    /// Its name on the command line and in file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Rows => "rows",
            Kind::Radar => "radar",
            Kind::Heatmap => "heatmap",
            Kind::Dumbbell => "dumbbell",
            Kind::Contributions => "contributions",
            Kind::Difference => "difference",
            Kind::Path => "path",
            Kind::Multiples => "multiples",
            Kind::Range => "range",
            Kind::Riskmap => "riskmap",
            Kind::Coverage => "coverage",
            Kind::Ages => "ages",
            Kind::Distribution => "distribution",
            Kind::Gap => "gap",
            Kind::Tornado => "tornado",
            Kind::Ribbon => "ribbon",
            Kind::Ranking => "ranking",
            Kind::Ranks => "ranks",
            Kind::Slope => "slope",
            Kind::Profile => "profile",
            Kind::Exuberance => "exuberance",
            Kind::Monitor => "monitor",
            Kind::Tests => "tests",
            Kind::Changes => "changes",
            Kind::Roc => "roc",
            Kind::Signal => "signal",
            Kind::BaseRates => "base_rates",
            Kind::Runups => "runups",
            Kind::Network => "network",
            Kind::Cascade => "cascade",
            Kind::Exposure => "exposure",
        }
    }

    /// How many scenarios it needs.
    pub fn least_scenarios(self) -> usize {
        if matches!(self, Kind::Difference | Kind::Gap | Kind::Changes | Kind::Range) { 2 } else { 1 }
    }

    /// Whether it shows how far an analysis can be trusted: see [`Analysis::with_robustness`].
    pub fn needs_robustness(self) -> bool {
        matches!(self, Kind::Rows | Kind::Distribution | Kind::Gap | Kind::Tornado)
    }
}

/// A finished chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What it shows.
    pub kind: Kind,
    /// The finding, in a sentence.
    pub title: String,
    /// The shapes.
    pub canvas: Canvas,
    /// The numbers behind it, header first.
    pub data: Vec<Vec<String>>,
    /// Where what stands between title and sources begins and ends.
    pub(super) between: [f64; 2],
}

/// The two dimensions of a risk map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Axes {
    /// Index of the dimension along x; none: the model's choice.
    pub x: Option<usize>,
    /// Index of the dimension along y; none: the model's choice.
    pub y: Option<usize>,
}

/// Draws a chart.
pub fn draw(kind: Kind, analysis: &Analysis<'_>, locale: &Locale, axes: Axes) -> Chart {
    let view = &View::new(analysis, locale);
    let chart = match kind {
        Kind::Rows => rows::draw(view),
        Kind::Radar => radar::draw(view),
        Kind::Heatmap => heatmap::draw(view),
        Kind::Dumbbell => dumbbell::draw(view),
        Kind::Contributions => contributions::draw(view),
        Kind::Difference => difference::draw(view),
        // Scenarios are no panel: their path is what comes closest to a ribbon.
        Kind::Path | Kind::Ribbon => path::draw(view),
        Kind::Multiples => multiples::draw(view),
        Kind::Range => range::draw(view),
        Kind::Riskmap => riskmap::draw(view, axes),
        Kind::Coverage => coverage::draw(view),
        Kind::Ages => ages::draw(view),
        Kind::Distribution => distribution::scores(view),
        Kind::Gap => distribution::gaps(view),
        Kind::Tornado => tornado::draw(view),
        Kind::Exuberance
        | Kind::Monitor
        | Kind::Tests
        | Kind::Ranking
        | Kind::Ranks
        | Kind::Slope
        | Kind::Profile
        | Kind::Changes
        | Kind::Roc
        | Kind::Signal
        | Kind::BaseRates
        | Kind::Runups
        | Kind::Network
        | Kind::Cascade
        | Kind::Exposure => distribution::absent(view, kind),
    };
    chart.typeset(locale.language)
}

impl Chart {
    /// The chart as its language sets text. Nothing grows by it.
    fn typeset(mut self, language: Language) -> Self {
        self.canvas.shapes.iter_mut().for_each(|shape| {
            if let Shape::Text(label) = shape {
                label.text = typeset(&label.text, language);
            }
        });
        self
    }

    /// The chart as SVG.
    pub fn svg(&self) -> String {
        self.canvas.svg()
    }

    /// What it draws without its title and sources, for a page that has both.
    pub fn body(&self) -> Canvas {
        self.canvas.between(self.between)
    }

    /// The numbers behind it as CSV.
    pub fn csv(&self) -> String {
        crate::page::csv_rows(&self.data)
    }
}
