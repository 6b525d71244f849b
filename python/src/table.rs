//! Tables that functions give back.

use froth::panel::polars::prelude::{AnyValue, Column, CompatLevel, DataFrame, DataType};
use polars_arrow::array::{Array, StructArray};
use polars_arrow::datatypes::{ArrowDataType, Field};
use polars_arrow::ffi::export_iterator;
use pyo3::exceptions::{PyKeyError, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList};

/// Days from the first day of Python's calendar to 1970-01-01.
const EPOCH: i32 = 719_163;

/// A data frame that speaks Arrow's C stream.
#[pyclass(frozen, module = "froth._froth")]
#[derive(Debug)]
pub(crate) struct Table {
    frame: DataFrame,
}

impl Table {
    pub(crate) fn new(mut frame: DataFrame) -> Self {
        // Of one run each, so that every column ends where the others do.
        frame.align_chunks();
        Table { frame }
    }
}

#[pymethods]
impl Table {
    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.frame.get_column_names().into_iter().map(ToString::to_string).collect()
    }

    /// What each column holds: `number`, `day`, `truth` or `text`.
    #[getter]
    fn kinds(&self) -> Vec<&'static str> {
        let kind = |column: &Column| match column.dtype() {
            DataType::Date => "day",
            DataType::Boolean => "truth",
            kind if kind.is_primitive_numeric() => "number",
            _ => "text",
        };
        self.frame.columns().iter().map(kind).collect()
    }

    fn __len__(&self) -> usize {
        self.frame.height()
    }

    /// Texts are large strings, which every consumer reads.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // Whoever asks for other types converts: the protocol allows to ignore it.
        drop(requested_schema);
        let level = CompatLevel::oldest();
        let fields: Vec<Field> = self.frame.columns().iter().map(|c| c.field().to_arrow(level)).collect();
        let kind = ArrowDataType::Struct(fields);
        let batches: Vec<Box<dyn Array>> = self
            .frame
            .iter_chunks(level, false)
            .map(|batch| {
                let rows = batch.len();
                StructArray::new(kind.clone(), rows, batch.into_arrays(), None).boxed()
            })
            .collect();
        let stream = export_iterator(Box::new(batches.into_iter().map(Ok)), Field::new("".into(), kind, false));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// A column as a list.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        self.head(py, name, self.frame.height())
    }

    /// The first so many of a column.
    fn head<'py>(&self, py: Python<'py>, name: &str, rows: usize) -> PyResult<Bound<'py, PyList>> {
        let Ok(column) = self.frame.column(name) else {
            return Err(PyKeyError::new_err(format!("{name:?} is none of {}", self.columns().join(", "))));
        };
        let from_day = py.import("datetime")?.getattr("date")?.getattr("fromordinal")?;
        let list = PyList::empty(py);
        for row in 0..rows.min(column.len()) {
            let value = column.get(row).map_err(|e| PyRuntimeError::new_err(e.to_string()))?;
            match value {
                AnyValue::Null => list.append(py.None())?,
                AnyValue::Float64(x) => list.append(x)?,
                AnyValue::Boolean(x) => list.append(x)?,
                AnyValue::String(x) => list.append(x)?,
                AnyValue::Date(day) => list.append(from_day.call1((day + EPOCH,))?)?,
                other => match other.extract::<i64>() {
                    Some(x) => list.append(x)?,
                    None => list.append(other.to_string())?,
                },
            }
        }
        Ok(list)
    }
}
