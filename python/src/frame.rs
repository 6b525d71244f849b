//! Data frames of other libraries as frames that froth reads: Arrow's C stream, column by column. Numbers, days and moments are
//! not copied, nor are texts that come as string views.

use crate::findings::{raised, refused};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchReader, StringViewArray};
use arrow_pyarrow::FromPyArrow;
use arrow_schema::{DataType, Field, TimeUnit};
use froth::panel::polars::prelude::{Column, DataFrame, NamedFrom, PolarsError, PolarsResult, Series};
use polars_arrow::array::{BooleanArray, PrimitiveArray, Utf8ViewArray, View};
use polars_arrow::bitmap::Bitmap;
use polars_arrow::datatypes::{ArrowDataType, TimeUnit as Unit};
use polars_arrow::types::NativeType;
use polars_buffer::Buffer;
use pyo3::conversion::FromPyObjectOwned;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyString};
use std::path::PathBuf;

/// A table that was given.
#[derive(Debug)]
pub(crate) enum Data {
    /// In a file.
    File(PathBuf),
    /// In memory; with the columns of types that hold neither numbers, days nor words, which were left out.
    Frame(DataFrame, Vec<String>),
}

impl Data {
    pub(crate) fn of(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        if given.is_instance_of::<PyString>() || given.hasattr("__fspath__")? {
            return Ok(Data::File(given.extract()?));
        }
        if let Ok(columns) = given.cast::<PyDict>() {
            let columns = columns.iter().map(|(name, values)| listed(&name.extract::<String>()?, &values));
            return framed(given.py(), columns.collect::<PyResult<_>>()?, Vec::new());
        }
        if given.hasattr("__arrow_c_stream__")? {
            return streamed(given);
        }
        let what = given.get_type().name()?;
        Err(PyTypeError::new_err(format!(
            "a {what} is no table: give a data frame of polars, pandas 2.2 or newer, pyarrow or duckdb (what has \
             __arrow_c_stream__), a path, or a dict of lists"
        )))
    }

    /// Where the table is, for the library.
    pub(crate) fn source(&self) -> froth::panel::Source<'_> {
        match self {
            Data::File(path) => path.into(),
            Data::Frame(frame, _) => frame.into(),
        }
    }

    /// What pages call the table.
    pub(crate) fn name(&self) -> String {
        match self {
            Data::File(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            Data::Frame(..) => "a data frame".to_owned(),
        }
    }

    /// How much there is to read: bytes of a file, rows of a frame.
    pub(crate) fn size(&self) -> u64 {
        match self {
            Data::File(path) => path.metadata().map_or(0, |m| m.len()),
            Data::Frame(frame, _) => frame.height() as u64,
        }
    }
}

pub(crate) fn broken(py: Python<'_>, e: &PolarsError) -> PyErr {
    raised(
        py,
        refused(format!("the table cannot be read: {e}"), "give columns of equal length, each with its own name"),
    )
}

fn framed(py: Python<'_>, columns: Vec<Column>, left_out: Vec<String>) -> PyResult<Data> {
    let rows = columns.first().map_or(0, Column::len);
    let frame = DataFrame::new(rows, columns).map_err(|e| broken(py, &e))?;
    Ok(Data::Frame(frame, left_out))
}

/// A list of numbers, texts, days or nothing.
fn listed(name: &str, values: &Bound<'_, PyAny>) -> PyResult<Column> {
    let items: Vec<Bound<'_, PyAny>> = values.try_iter()?.collect::<PyResult<_>>()?;
    let any = |is: fn(&Bound<'_, PyAny>) -> bool| items.iter().any(is);
    let text = |x: &Bound<'_, PyAny>| if x.is_none() { Ok(None) } else { x.str()?.extract::<String>().map(Some) };
    let is_truth = |x: &Bound<'_, PyAny>| x.is_instance_of::<PyBool>() || x.is_none();
    let is_whole = |x: &Bound<'_, PyAny>| x.is_instance_of::<PyInt>() && !x.is_instance_of::<PyBool>() || x.is_none();
    let series = if any(|x| x.is_instance_of::<PyString>() || x.hasattr("isoformat").unwrap_or(false)) {
        Series::new(name.into(), items.iter().map(text).collect::<PyResult<Vec<_>>>()?)
    } else if !items.is_empty() && items.iter().all(is_truth) && any(|x| !x.is_none()) {
        Series::new(name.into(), all::<bool>(&items)?)
    } else if any(|x| x.is_instance_of::<PyFloat>()) || !items.iter().all(is_whole) {
        Series::new(name.into(), all::<f64>(&items)?)
    } else {
        Series::new(name.into(), all::<i64>(&items)?)
    };
    Ok(series.into())
}

/// Every item as a value of one type, or none.
fn all<'py, T: FromPyObjectOwned<'py>>(items: &[Bound<'py, PyAny>]) -> PyResult<Vec<Option<T>>> {
    let mut values = Vec::with_capacity(items.len());
    for item in items {
        values.push(if item.is_none() { None } else { Some(item.extract::<T>().map_err(Into::into)?) });
    }
    Ok(values)
}

/// All batches of a stream.
fn streamed(given: &Bound<'_, PyAny>) -> PyResult<Data> {
    let py = given.py();
    let wrong = |e: String| raised(py, refused(format!("the table cannot be read: {e}"), "give a data frame"));
    let reader = arrow_array::ffi_stream::RecordBatchStreamReader::from_pyarrow_bound(given)?;
    let schema = reader.schema();
    let batches: Vec<RecordBatch> = reader.collect::<Result<_, _>>().map_err(|e| wrong(e.to_string()))?;
    let (mut columns, mut left_out) = (Vec::new(), Vec::new());
    for (place, field) in schema.fields().iter().enumerate() {
        let chunks: Vec<ArrayRef> = batches.iter().map(|batch| batch.column(place).clone()).collect();
        match column(field, &chunks).map_err(|e| broken(py, &e))? {
            Some(series) => columns.push(series.into()),
            None => left_out.push(format!("{} ({})", field.name(), field.data_type())),
        }
    }
    framed(py, columns, left_out)
}

/// A column, unless nothing that froth reads is of its type.
fn column(field: &Field, chunks: &[ArrayRef]) -> PolarsResult<Option<Series>> {
    let mut whole: Option<Series> = None;
    let empty = [arrow_array::new_empty_array(field.data_type())];
    for chunk in if chunks.is_empty() { &empty[..] } else { chunks } {
        let Some(series) = series(field.name(), chunk)? else { return Ok(None) };
        match &mut whole {
            Some(whole) => {
                whole.append_owned(series)?;
            }
            None => whole = Some(series),
        }
    }
    Ok(whole)
}

fn series(name: &str, chunk: &ArrayRef) -> PolarsResult<Option<Series>> {
    let array: Box<dyn polars_arrow::array::Array> = match chunk.data_type() {
        DataType::Float64 => primitive::<Float64Type>(chunk, ArrowDataType::Float64)?,
        DataType::Float32 => primitive::<Float32Type>(chunk, ArrowDataType::Float32)?,
        DataType::Int8 => primitive::<Int8Type>(chunk, ArrowDataType::Int8)?,
        DataType::Int16 => primitive::<Int16Type>(chunk, ArrowDataType::Int16)?,
        DataType::Int32 => primitive::<Int32Type>(chunk, ArrowDataType::Int32)?,
        DataType::Int64 => primitive::<Int64Type>(chunk, ArrowDataType::Int64)?,
        DataType::UInt8 => primitive::<UInt8Type>(chunk, ArrowDataType::UInt8)?,
        DataType::UInt16 => primitive::<UInt16Type>(chunk, ArrowDataType::UInt16)?,
        DataType::UInt32 => primitive::<UInt32Type>(chunk, ArrowDataType::UInt32)?,
        DataType::UInt64 => primitive::<UInt64Type>(chunk, ArrowDataType::UInt64)?,
        DataType::Date32 => primitive::<Date32Type>(chunk, ArrowDataType::Date32)?,
        DataType::Date64 => primitive::<Date64Type>(chunk, ArrowDataType::Date64)?,
        DataType::Timestamp(unit, zone) => {
            let zone = zone.as_deref().map(Into::into);
            match unit {
                TimeUnit::Second => {
                    primitive::<TimestampSecondType>(chunk, ArrowDataType::Timestamp(Unit::Second, zone))?
                }
                TimeUnit::Millisecond => {
                    primitive::<TimestampMillisecondType>(chunk, ArrowDataType::Timestamp(Unit::Millisecond, zone))?
                }
                TimeUnit::Microsecond => {
                    primitive::<TimestampMicrosecondType>(chunk, ArrowDataType::Timestamp(Unit::Microsecond, zone))?
                }
                TimeUnit::Nanosecond => {
                    primitive::<TimestampNanosecondType>(chunk, ArrowDataType::Timestamp(Unit::Nanosecond, zone))?
                }
            }
        }
        DataType::Decimal128(precision, scale) if *scale >= 0 => {
            let kind = ArrowDataType::Decimal(usize::from(*precision), scale.unsigned_abs().into());
            primitive::<Decimal128Type>(chunk, kind)?
        }
        DataType::Boolean => {
            let truths = chunk.as_boolean();
            Box::new(truths.iter().collect::<BooleanArray>())
        }
        DataType::Utf8 => texts(chunk.as_string::<i32>().iter()),
        DataType::LargeUtf8 => texts(chunk.as_string::<i64>().iter()),
        DataType::Utf8View => views(chunk.as_string_view()),
        DataType::Dictionary(_, _) => {
            let dictionary = chunk.as_any_dictionary();
            let Some(words) = words(dictionary.values()) else { return Ok(None) };
            let keys = dictionary.normalized_keys();
            let word = |row: usize| {
                if dictionary.keys().is_null(row) { None } else { words.get(keys[row])?.as_deref() }
            };
            texts((0..chunk.len()).map(word))
        }
        DataType::Null => {
            let none: Vec<Option<f64>> = vec![None; chunk.len()];
            return Ok(Some(Series::new(name.into(), none)));
        }
        _ => return Ok(None),
    };
    Series::from_arrow(name.into(), array).map(Some)
}

/// What the keys of a dictionary stand for, if that is text.
fn words(values: &ArrayRef) -> Option<Vec<Option<String>>> {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    match values.data_type() {
        DataType::Utf8 => Some(values.as_string::<i32>().iter().map(owned).collect()),
        DataType::LargeUtf8 => Some(values.as_string::<i64>().iter().map(owned).collect()),
        DataType::Utf8View => Some(values.as_string_view().iter().map(owned).collect()),
        _ => None,
    }
}

fn texts<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> Box<dyn polars_arrow::array::Array> {
    Box::new(Utf8ViewArray::from_slice(texts.collect::<Vec<_>>()))
}

/// String views stay where they are. Those whose missing rows point anywhere are copied.
fn views(chunk: &StringViewArray) -> Box<dyn polars_arrow::array::Array> {
    let held: Vec<Buffer<u8>> = chunk.data_buffers().iter().map(|held| Buffer::from_owner(held.clone())).collect();
    let kept = || {
        let views = Buffer::from_owner(chunk.views().clone()).try_transmute::<View>().ok()?;
        Utf8ViewArray::try_new(ArrowDataType::Utf8View, views, held.into(), present(chunk).ok()?).ok()
    };
    kept().map_or_else(|| texts(chunk.iter()), |kept| Box::new(kept))
}

/// Which rows have a value, where not all have.
fn present(chunk: &dyn Array) -> PolarsResult<Option<Bitmap>> {
    chunk.nulls().map(|nulls| Bitmap::try_new(nulls.inner().sliced().to_vec(), nulls.len())).transpose()
}

/// The numbers stay where they are, and are kept for as long as they are read.
fn primitive<T: ArrowPrimitiveType>(
    chunk: &ArrayRef,
    kind: ArrowDataType,
) -> PolarsResult<Box<dyn polars_arrow::array::Array>>
where
    T::Native: NativeType,
{
    let chunk = chunk.as_primitive::<T>();
    let present = present(chunk)?;
    Ok(Box::new(PrimitiveArray::<T::Native>::try_new(kind, Buffer::from_owner(chunk.values().clone()), present)?))
}
