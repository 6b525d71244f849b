//! Tests side by side: the same series under tests that look at different things, so that a reader sees where they agree.
//!
//! No verdict is made of them: whoever tries six tests and takes the one that rejects has a test of no level.

use super::input::{Input, each};
use super::{Cache, Levels, Options};
use froth_core::Error;
use froth_core::diag::{Code, Diagnostic};
use froth_series::SeriesError;
use froth_series::psy::{self, Bootstrap, Distribution, Draws, Level, Residuals};
use froth_series::regimes::{self, Shape, TRIM};
use froth_series::robust::{self, residual_test, sign_test, union_test};
use froth_series::watch::Watch;
use jiff::civil::Date;
use serde::Serialize;

/// What is held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// BSADF against simulated walks.
    PsySimulated,
    /// BSADF against a wild bootstrap with residuals drawn.
    PsyBootstrap,
    /// BSADF against a wild bootstrap with residuals in place.
    PsyInPlace,
    /// The same of the signs of changes.
    Sign,
    /// The union of SADF and SBZ.
    Union,
    /// BSADF of what a fundamental does not explain.
    Residual,
}

impl Kind {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::PsySimulated => "psy-simulated",
            Kind::PsyBootstrap => "psy-bootstrap",
            Kind::PsyInPlace => "psy-in-place",
            Kind::Sign => "sign",
            Kind::Union => "union",
            Kind::Residual => "residual",
        }
    }
}

/// What readers have to know at a level; docs/exuberance.md has the size of each test where nothing is explosive.
fn conventions(level: Level) -> Vec<String> {
    let (percent, error) = (level.percent(), 100 - level.percent());
    vec![
        format!(
            "each test's level is {error} % by itself where its assumptions hold; of several some reject more often: none is a verdict"
        ),
        format!(
            "a row counts where the statistic is above the {percent} % critical value of its largest, so that a test rejects where some \
             row counts"
        ),
        "psy-simulated and psy-bootstrap also reject where volatility rises for good; psy-in-place, sign and union were made for that; \
         sign and union, which have no intercept, take drift for growth"
            .to_owned(),
        "all but residual also reject where a fundamental rises along an S or like a hump; residual takes such a fundamental out, if it \
         is the right one, with a line of the whole series"
            .to_owned(),
        "dates by regimes are of hindsight and presuppose one bubble; `walk` is the criterion of none".to_owned(),
    ]
}

/// Series under several tests.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compared {
    /// Samples of each test.
    pub replications: usize,
    /// What they start from.
    pub seed: u64,
    /// Lags of BSADF; the sign and union tests have none.
    pub lag: String,
    /// The fundamental.
    pub on: Option<String>,
    /// The level that decides, in percent.
    pub level: u8,
    /// What readers have to know.
    pub conventions: Vec<String>,
    /// The series, in the order given.
    pub series: Vec<Series>,
}

/// One series under several tests.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Whether its logarithm was tested.
    pub log: bool,
    /// Rows tested.
    pub n: usize,
    /// The shortest window, in regression rows.
    pub min_window: usize,
    /// The tests, in one order.
    pub tests: Vec<Test>,
    /// Rows in which every test is above its critical value.
    pub all_above: Vec<Run>,
    /// Rows in which some are and some are not.
    pub rows_apart: usize,
    /// One bubble dated by regimes; null where no breaks fit.
    pub regimes: Option<Regimes>,
    /// The dates of the tests' sequences.
    pub dates: Vec<Date>,
    /// The level that decides.
    #[serde(skip)]
    pub level: Level,
    /// All dates, for pictures.
    #[serde(skip)]
    pub all_dates: Vec<Date>,
    /// Their values.
    #[serde(skip)]
    pub values: Vec<f64>,
}

/// One test of one series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Test {
    /// Which.
    pub test: Kind,
    /// The largest statistic.
    pub statistic: f64,
    /// Critical values of that.
    pub critical_values: Levels<f64>,
    /// Its p-value.
    pub p_value: f64,
    /// Whether it is above its critical value at the level that decides.
    pub rejects: bool,
    /// Runs of rows above it.
    pub above: Vec<Run>,
    /// The statistic, row by row.
    pub sequence: Vec<Option<f64>>,
}

/// Rows that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The first.
    pub start: Date,
    /// The last.
    pub end: Date,
    /// How many.
    pub rows: usize,
}

/// One bubble by regimes: Harvey, Leybourne and Sollis (2017).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Regimes {
    /// `growing`, `ended`, `collapsed` or `recovered`: what the criterion prefers.
    pub shape: &'static str,
    /// The last day before growth.
    pub start: Date,
    /// The last day of growth; null where it goes on.
    pub peak: Option<Date>,
    /// The last day of the collapse.
    pub recovery: Option<Date>,
    /// The Bayesian criterion of each shape; null where no breaks fit it.
    pub bic: Criteria,
}

/// The criterion of each shape.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Criteria {
    /// Of no bubble at all.
    pub walk: f64,
    pub growing: Option<f64>,
    pub ended: Option<f64>,
    pub collapsed: Option<f64>,
    pub recovered: Option<f64>,
}

/// Samples to be drawn for so many series: what progress is measured in.
pub fn steps(options: &Options, series: usize, on: bool) -> u64 {
    (options.replications * series * if on { 6 } else { 5 }) as u64
}

/// Tests series under several tests; `on` is a fundamental of all of them.
///
/// # Errors
///
/// What a test refuses, with the name of the series; a fundamental with other dates; and that the run was ended.
pub fn compare_tests(
    inputs: &[Input],
    on: Option<&Input>,
    options: &Options,
    cache: &Cache,
    watch: &dyn Watch,
) -> Result<Compared, Error> {
    let series = each(inputs, watch, |input| compared(input, on, options, cache, watch))?;
    Ok(Compared {
        replications: options.replications,
        seed: options.seed,
        lag: options.settings.lag.to_string(),
        on: on.map(|on| on.name.clone()),
        level: options.level.percent(),
        conventions: conventions(options.level),
        series,
    })
}

fn compared(
    input: &Input,
    on: Option<&Input>,
    options: &Options,
    cache: &Cache,
    watch: &dyn Watch,
) -> Result<Series, Diagnostic> {
    let (rows, other) = match on {
        Some(on) => {
            let (rows, other) = common(input, on)?;
            (rows, Some(other))
        }
        None => (0..input.values.len(), None),
    };
    let (y, dates) = (&input.values[rows.clone()], &input.dates[rows]);
    let refused = |error: SeriesError| input.refused(&error);
    let draws = Draws { replications: options.replications, seed: options.seed, sequences: false };
    let found = psy::exuberance(y, options.settings).map_err(refused)?;
    let window = Some(found.min_window);
    let bsadf = |null: Distribution| robust::Tested {
        first: found.first,
        sequence: found.bsadf.clone(),
        largest: found.gsadf,
        null,
    };
    let wild = |residuals| {
        let how = Bootstrap { control: None, residuals, draws };
        psy::wild_bootstrap(y, options.settings, how, watch).map(|null| bsadf(null.gsadf))
    };
    let simulated = super::simulate(&found, options, cache, watch).map_err(refused)?;
    let mut tests = vec![
        (Kind::PsySimulated, bsadf(simulated.gsadf)),
        (Kind::PsyBootstrap, wild(Residuals::Drawn).map_err(refused)?),
        (Kind::PsyInPlace, wild(Residuals::InPlace).map_err(refused)?),
        (Kind::Sign, sign_test(y, window, draws, watch).map_err(refused)?),
        (Kind::Union, union_test(y, window, draws, watch).map_err(refused)?),
    ];
    if let (Some(on), Some(other)) = (on, other) {
        let tested =
            residual_test(y, &on.values[other], options.settings, draws, watch).map_err(|error| match error {
                SeriesError::NoStatistic | SeriesError::Constant => {
                    let message = format!("column `{}`: nothing is left of it beside `{}`", input.name, on.name);
                    Diagnostic::error(Code::Data, message)
                        .help("name a fundamental that does not follow from the series with `options.on`")
                }
                error => input.refused(&error),
            })?;
        tests.push((Kind::Residual, tested));
    }
    // Tests with lags begin later: all are shown from there.
    let first = tests.iter().map(|(_, tested)| tested.first).max().unwrap_or_default();
    let dates_shown = &dates[first..];
    let tests: Vec<Test> =
        tests.into_iter().map(|(kind, tested)| test(kind, &tested, options.level, first, dates_shown)).collect();
    let above =
        |test: &Test, row: usize| test.sequence[row].is_some_and(|x| x > *test.critical_values.at(options.level));
    let count = |row: usize| tests.iter().filter(|test| above(test, row)).count();
    let everywhere: Vec<bool> = (0..dates_shown.len()).map(|row| count(row) == tests.len()).collect();
    let rows_apart = (0..dates_shown.len()).filter(|row| (1..tests.len()).contains(&count(*row))).count();
    Ok(Series {
        name: input.name.clone(),
        log: input.log,
        n: y.len(),
        min_window: found.min_window,
        all_above: runs(&everywhere, dates_shown),
        rows_apart,
        tests,
        regimes: regimes::regimes(y, TRIM).ok().map(|found| by_regimes(&found, dates)),
        dates: dates_shown.to_vec(),
        level: options.level,
        all_dates: dates.to_vec(),
        values: y.to_vec(),
    })
}

fn test(kind: Kind, tested: &robust::Tested, level: Level, first: usize, dates: &[Date]) -> Test {
    let sequence = tested.sequence[first - tested.first..].to_vec();
    let critical_values = Levels::of(tested.null.critical());
    let line = *critical_values.at(level);
    let above: Vec<bool> = sequence.iter().map(|x| x.is_some_and(|x| x > line)).collect();
    Test {
        test: kind,
        statistic: tested.largest,
        critical_values,
        p_value: tested.null.p_value(tested.largest),
        rejects: tested.largest > line,
        above: runs(&above, dates),
        sequence,
    }
}

fn runs(above: &[bool], dates: &[Date]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut start = 0;
    for run in above.chunk_by(|a, b| a == b) {
        if run[0] {
            runs.push(Run { start: dates[start], end: dates[start + run.len() - 1], rows: run.len() });
        }
        start += run.len();
    }
    runs
}

fn by_regimes(found: &regimes::Regimes, dates: &[Date]) -> Regimes {
    let [growing, ended, collapsed, recovered] = found.bic;
    Regimes {
        shape: match found.shape {
            Shape::Growing => "growing",
            Shape::Ended => "ended",
            Shape::Collapsed => "collapsed",
            Shape::Recovered => "recovered",
        },
        start: dates[found.start],
        peak: found.peak.map(|row| dates[row]),
        recovery: found.recovery.map(|row| dates[row]),
        bic: Criteria { walk: found.walk, growing, ended, collapsed, recovered },
    }
}

/// The rows of both that have the same dates, which are all dates that both span.
fn common(input: &Input, on: &Input) -> Result<(std::ops::Range<usize>, std::ops::Range<usize>), Diagnostic> {
    let from = input.dates[0].max(on.dates[0]);
    let to = input.dates[input.dates.len() - 1].min(on.dates[on.dates.len() - 1]);
    let (own, other) = (input.between(from, to), on.between(from, to));
    if own.is_empty() || input.dates[own.clone()] != on.dates[other.clone()] {
        let message = format!("`{}` and `{}` have no rows at the same dates all along", input.name, on.name);
        return Err(Diagnostic::error(Code::Data, message).help(
            "name a fundamental that comes as often with `options.on`, or take the last value of each month, quarter or year \
             with `options.every`",
        ));
    }
    Ok((own, other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn input(name: &str, from: i16, values: &[f64]) -> Input {
        let dates: Vec<Date> = (1900 + from..).take(values.len()).map(|year| date(year, 12, 31)).collect();
        let column: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        Input::new(name, &dates, &column, false).unwrap()
    }

    fn boom() -> Vec<f64> {
        let mut y = vec![100.0];
        for t in 1..90i32 {
            let (last, e) = (y[y.len() - 1], f64::from(t * t % 7) - f64::from(t * t % 5) - 1.0);
            y.push(match t {
                50..70 => 1.07 * last,
                70..76 => 100.0 + 0.5 * (last - 100.0) + e,
                _ => last + e,
            });
        }
        y
    }

    #[test]
    fn tests_stand_beside_each_other_and_the_regimes_beside_them() {
        let options = Options { replications: 60, ..Options::default() };
        let on = input("on", 5, &(0..85).map(|t: i32| f64::from(t * t % 11)).collect::<Vec<_>>());
        let found = compare_tests(&[input("price", 0, &boom())], Some(&on), &options, &Cache::none(), &()).unwrap();
        let one = &found.series[0];
        assert_eq!((one.n, one.tests.len(), found.on.as_deref()), (85, 6, Some("on")));
        for test in &one.tests {
            assert_eq!(test.sequence.len(), one.dates.len());
            assert_eq!(test.rejects, !test.above.is_empty(), "{:?}", test.test);
        }
        let regimes = one.regimes.as_ref().unwrap();
        assert_eq!((regimes.shape, regimes.peak), ("recovered", Some(date(1969, 12, 31))));
        assert!(regimes.bic.walk > regimes.bic.recovered.unwrap());
        let alone = compare_tests(&[input("price", 0, &boom())], None, &options, &Cache::none(), &()).unwrap();
        assert_eq!(alone.series[0].tests.len(), 5);
    }

    #[test]
    fn another_level_decides_by_its_own_critical_values() {
        let of = |level| {
            let options = Options { replications: 60, level, ..Options::default() };
            compare_tests(&[input("price", 0, &boom())], None, &options, &Cache::none(), &()).unwrap()
        };
        let all = Level::ALL.map(of);
        for (found, level) in all.iter().zip(Level::ALL) {
            assert_eq!(found.level, level.percent());
            assert!(found.conventions[0].contains(&format!("level is {} %", 100 - level.percent())));
            assert!(found.conventions[1].contains(&format!("the {} % critical value", level.percent())));
            for test in &found.series[0].tests {
                let line = *test.critical_values.at(level);
                let above = test.sequence.iter().flatten().filter(|x| **x > line).count();
                assert_eq!(test.above.iter().map(|run| run.rows).sum::<usize>(), above);
                assert_eq!(test.rejects, test.statistic > line);
            }
        }
        let rows = |found: &Compared| -> usize {
            found.series[0].tests.iter().flat_map(|test| &test.above).map(|run| run.rows).sum()
        };
        assert!(rows(&all[0]) > rows(&all[1]) && rows(&all[1]) > rows(&all[2]));
    }

    #[test]
    fn a_fundamental_of_other_dates_is_refused() {
        let options = Options { replications: 20, ..Options::default() };
        let price = input("price", 0, &boom());
        let said = |on: &Input| {
            compare_tests(std::slice::from_ref(&price), Some(on), &options, &Cache::none(), &())
                .unwrap_err()
                .to_string()
        };
        assert!(said(&input("late", 200, &boom())).contains("`price` and `late` have no rows at the same dates"));
        assert!(said(&input("price", 0, &boom())).contains("nothing is left of it beside `price`"));
    }
}
