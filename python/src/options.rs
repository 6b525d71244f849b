//! Keyword arguments of functions that have many.

use crate::findings::{Raise, raised, refused};
use froth::Date;
use froth::Error;
use froth::diag::did_you_mean;
use froth::made_from::MadeFrom;
use froth::panel::{Forms, FrameOptions, Layout, Period, RankOptions, Shape, Vintage};
use pyo3::conversion::FromPyObjectOwned;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use std::cell::RefCell;

/// Arguments by name; each is taken once, and none may be left.
#[derive(Debug)]
pub(crate) struct Options<'py> {
    left: Bound<'py, PyDict>,
    known: RefCell<Vec<&'static str>>,
}

impl<'py> Options<'py> {
    pub(crate) fn new(given: &Bound<'py, PyDict>) -> PyResult<Self> {
        Ok(Options { left: given.copy()?, known: RefCell::default() })
    }

    pub(crate) fn py(&self) -> Python<'py> {
        self.left.py()
    }

    /// What is given; `None` is nothing.
    pub(crate) fn any(&self, name: &'static str) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.known.borrow_mut().push(name);
        let found = self.left.get_item(name)?;
        if found.is_some() {
            self.left.del_item(name)?;
        }
        Ok(found.filter(|value| !value.is_none()))
    }

    pub(crate) fn take<T: FromPyObjectOwned<'py>>(&self, name: &'static str) -> PyResult<Option<T>> {
        let Some(value) = self.any(name)? else { return Ok(None) };
        let wrong = |e: T::Error| {
            let e: PyErr = e.into();
            PyTypeError::new_err(format!("`{name}`: {}", e.value(self.py())))
        };
        value.extract::<T>().map(Some).map_err(wrong)
    }

    pub(crate) fn flag(&self, name: &'static str) -> PyResult<bool> {
        Ok(self.take(name)?.unwrap_or(false))
    }

    /// Texts; one alone is a list of one.
    pub(crate) fn texts(&self, name: &'static str) -> PyResult<Vec<String>> {
        let Some(value) = self.any(name)? else { return Ok(Vec::new()) };
        if value.is_instance_of::<PyString>() {
            return Ok(vec![value.extract()?]);
        }
        value.try_iter()?.map(|item| item?.str()?.extract()).collect()
    }

    /// Names and what they stand for, in the order given.
    pub(crate) fn pairs<T: FromPyObjectOwned<'py>>(&self, name: &'static str) -> PyResult<Vec<(String, T)>> {
        let Some(pairs) = self.take::<Bound<'py, PyDict>>(name)? else { return Ok(Vec::new()) };
        let pair = |(key, value): (Bound<'py, PyAny>, Bound<'py, PyAny>)| {
            Ok((key.extract()?, value.extract::<T>().map_err(Into::<PyErr>::into)?))
        };
        pairs.iter().map(pair).collect()
    }

    /// A share between 0 and 1.
    pub(crate) fn share(&self, name: &'static str) -> PyResult<Option<f64>> {
        let share: Option<f64> = self.take(name)?;
        if share.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
            return self.refuse(name, "is no share", "give a number between 0 and 1");
        }
        Ok(share)
    }

    /// A number in a range, or what stands for none.
    pub(crate) fn within(&self, name: &'static str, least: u64, most: u64, default: u64) -> PyResult<u64> {
        let number: u64 = self.take(name)?.unwrap_or(default);
        if (least..=most).contains(&number) {
            return Ok(number);
        }
        self.refuse(name, &format!("is {number}"), &format!("give a number from {least} to {most}"))
    }

    /// A day, as a text or a date.
    pub(crate) fn day(&self, name: &'static str, example: &str) -> PyResult<Option<Date>> {
        let Some(day) = self.any(name)? else { return Ok(None) };
        let text: String = day.str()?.extract()?;
        match text.parse() {
            Ok(day) => Ok(Some(day)),
            Err(_) => self.refuse(name, &format!("is {text:?}"), &format!("give a day such as {example:?}")),
        }
    }

    /// How ranks are drawn.
    pub(crate) fn ranks(&self) -> PyResult<RankOptions> {
        let usual = RankOptions::default();
        Ok(RankOptions {
            draws: u32::try_from(self.within("draws", 1, 100_000, usual.draws.into())?).unwrap_or(usual.draws),
            seed: self.take("seed")?.unwrap_or(usual.seed),
            top: self.take("top")?.unwrap_or(usual.top),
        })
    }

    /// One sign.
    fn sign(&self, name: &'static str) -> PyResult<Option<char>> {
        match self.take::<String>(name)?.as_deref() {
            None => Ok(None),
            Some("tab") => Ok(Some('\t')),
            Some(text) => {
                let mut signs = text.chars();
                match (signs.next(), signs.next()) {
                    (Some(sign), None) => Ok(Some(sign)),
                    _ => self.refuse(name, &format!("is {text:?}"), "give one sign"),
                }
            }
        }
    }

    pub(crate) fn refuse<T>(&self, name: &str, what: &str, help: &str) -> PyResult<T> {
        Err(raised(self.py(), refused(format!("`{name}` {what}"), help)))
    }

    /// Refuses what nobody asked for.
    pub(crate) fn done(self) -> PyResult<()> {
        let Some((name, _)) = self.left.iter().next() else { return Ok(()) };
        let name: String = name.extract()?;
        let help = did_you_mean(&name, "options", self.known.borrow().iter().copied()).to_string();
        Err(raised(self.py(), refused(format!("there is no option `{name}`"), help)))
    }
}

/// How a table is read.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) shape: Shape,
    pub(crate) layout: Layout,
    pub(crate) zero_is_missing: Vec<String>,
    /// `long`, as it was given.
    pub(crate) long: bool,
    /// The columns that were named, as the command line writes them.
    long_columns: Option<String>,
    date_column: Option<String>,
    entity_column: Option<String>,
    vintage_column: Option<String>,
}

impl Reading {
    pub(crate) fn of(options: &Options<'_>) -> PyResult<Self> {
        const COLUMNS: [&str; 5] = ["date", "entity", "indicator", "value", "vintage"];
        let named: Vec<(String, String)> = options.pairs("long_columns")?;
        if let Some((what, _)) = named.iter().find(|(what, _)| !COLUMNS.contains(&what.as_str())) {
            return options.refuse(
                "long_columns",
                &format!("has `{what}`"),
                &format!("there are {}", COLUMNS.join(", ")),
            );
        }
        let column = |what: &str| named.iter().find(|(of, _)| of == what).map(|(_, column)| column.clone());
        let stated = COLUMNS.iter().filter_map(|what| Some(format!("{what}={}", column(what)?)));
        let stated = stated.collect::<Vec<_>>().join(",");
        let vintage = match options.take::<String>("vintage")?.map(|text| (text.parse::<Vintage>(), text)) {
            None => None,
            Some((Ok(vintage), _)) => Some(vintage),
            Some((Err(_), text)) => {
                options.refuse("vintage", &format!("is {text:?}"), "give latest, first or a day as 2026-09-30")?
            }
        };
        let every = options.take::<String>("every")?;
        let every = every.map(|name| crate::given::one_of("every", &name, &Period::ALL, Period::as_str)).transpose();
        let (date_column, entity_column) = (options.take("date_column")?, options.take("entity_column")?);
        let (vintage_column, long): (Option<String>, _) = (options.take("vintage_column")?, options.flag("long")?);
        let shape = Shape {
            date_column: column("date").or_else(|| date_column.clone()),
            entity_column: column("entity").or_else(|| entity_column.clone()),
            long: long || !named.is_empty(),
            indicator_column: column("indicator"),
            value_column: column("value"),
            years_as_columns: options.flag("years_as_columns")?,
            vintage_column: column("vintage").or_else(|| vintage_column.clone()),
            vintage,
            every: every.or_raise(options.py())?,
            forms: Forms {
                decimal: options.sign("decimal")?,
                thousands: options.sign("thousands")?,
                missing: options.texts("missing")?,
                date_format: options.take("date_format")?,
            },
        };
        let layout = Layout {
            encoding: options.take("encoding")?,
            separator: options.sign("separator")?,
            skip_rows: options.take("skip_rows")?.unwrap_or(0),
            header_rows: options.take("header_rows")?,
            skip_footer: options.take("skip_footer")?.unwrap_or(0),
            sheet: options.take("sheet")?,
        };
        Ok(Reading {
            shape,
            layout,
            zero_is_missing: options.texts("zero_is_missing")?,
            long,
            long_columns: Some(stated).filter(|stated| !stated.is_empty()),
            date_column,
            entity_column,
            vintage_column,
        })
    }

    /// What results of the table are made from, as far as it is read in its own way.
    pub(crate) fn stated(&self, made: MadeFrom) -> MadeFrom {
        let made = made
            .flag("date_column", &self.date_column)
            .flag("entity_column", &self.entity_column)
            .flag("long_columns", &self.long_columns)
            .flag("vintage_column", &self.vintage_column)
            .flag("zero_is_missing", &self.zero_is_missing)
            .flag("long", self.long);
        self.layout.stated(self.shape.stated(made))
    }
}

/// How a table is read and scored; nothing beside the scores is asked for.
#[derive(Debug)]
pub(crate) struct Scored {
    pub(crate) reading: Reading,
    pub(crate) options: FrameOptions,
}

impl Scored {
    pub(crate) fn of(options: &Options<'_>) -> PyResult<Self> {
        let reading = Reading::of(options)?;
        let mut scored = FrameOptions::default();
        scored.shape = reading.shape.clone();
        scored.map = options.pairs("map")?;
        scored.zero_is_missing.clone_from(&reading.zero_is_missing);
        scored.allow_missing = options.flag("allow_missing")?;
        scored.point_in_time = options.flag("point_in_time")?;
        scored.min_coverage = options.share("min_coverage")?;
        Ok(Scored { reading, options: scored })
    }

    /// What scores of the table are made from.
    pub(crate) fn stated(&self, made: MadeFrom) -> MadeFrom {
        let map: Vec<String> = self.options.map.iter().map(|(id, column)| format!("{id}={column}")).collect();
        self.reading
            .stated(made)
            .flag("map", map)
            .flag("allow_missing", self.options.allow_missing)
            .flag("min_coverage", self.options.min_coverage)
    }
}

/// One of a few names.
pub(crate) fn named<T: Copy>(options: &Options<'_>, name: &'static str, all: &[(&str, T)]) -> PyResult<Option<T>> {
    let Some(text) = options.take::<String>(name)? else { return Ok(None) };
    if let Some((_, found)) = all.iter().find(|(known, _)| *known == text) {
        return Ok(Some(*found));
    }
    let names: Vec<&str> = all.iter().map(|(known, _)| *known).collect();
    options.refuse(name, &format!("is {text:?}"), &format!("there are {}", names.join(", ")))
}

/// A text that the library reads, if there is one.
pub(crate) fn parsed<T>(
    options: &Options<'_>,
    name: &'static str,
    parse: impl Fn(&str) -> Result<T, Error>,
) -> PyResult<Option<T>> {
    options.take::<String>(name)?.map(|text| parse(&text)).transpose().or_raise(options.py())
}
