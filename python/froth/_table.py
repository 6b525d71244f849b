"""Tables: rows in, scored rows out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Optional, Protocol, Union, cast

from ._results import Record

if TYPE_CHECKING:
    import pandas
    import polars

    from . import _froth


class ArrowStream(Protocol):
    """Any data frame that speaks Arrow's C stream: polars, pandas 2.2 or newer, pyarrow, a duckdb relation."""

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object: ...


class NamedSeries(Protocol):
    """A column with a name: a series of pandas or polars."""

    def to_frame(self, name: Any = ...) -> Any: ...


Data = Union[ArrowStream, NamedSeries, str, "os.PathLike[str]", Mapping[str, Sequence[Any]]]
"""A data frame, a named series, the path of a CSV, Parquet or Excel file, or a dictionary of lists."""

_SHOWN = 10


class Table:
    """Columns of equal length. Any library that speaks Arrow takes it without a copy::

        polars.DataFrame(table)
        pandas.DataFrame.from_arrow(table)   # pandas 3
        duckdb.sql("SELECT * FROM table")
        pyarrow.table(table)

    ``summary`` says what was done: ``rows``, ``scored``, ``entities``, ``absent``, ``not_finite``, ``looks_ahead``, ``notes``.
    """

    __slots__ = ("_native", "summary")

    summary: Record

    def __init__(self, native: _froth.Table, summary: Mapping[str, Any]) -> None:
        self._native = native
        self.summary = Record(summary)

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self._native.columns

    def __len__(self) -> int:
        return len(self._native)

    def __getitem__(self, column: str) -> list[Any]:
        """A column as a list: numbers, texts, ``datetime.date``, ``None`` for what is missing."""
        return self._native.column(column)

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def to_dict(self) -> dict[str, list[Any]]:
        """Every column as a list."""
        return {name: self[name] for name in self.columns}

    def to_polars(self) -> polars.DataFrame:
        """As a polars data frame, without a copy."""
        try:
            import polars
        except ImportError as e:
            raise ImportError("to_polars() needs polars: pip install polars") from e
        return polars.DataFrame(self)

    def to_pandas(self) -> pandas.DataFrame:
        """As a pandas data frame; dates become ``datetime64``."""
        try:
            import pandas
        except ImportError as e:
            raise ImportError("to_pandas() needs pandas: pip install pandas") from e
        types = {"day": "datetime64[s]", "number": "float64", "text": "object", "truth": "object"}
        columns: dict[str, Any] = {
            name: cast("Any", pandas.Series)(self[name], dtype=types[kind])
            for name, kind in zip(self.columns, self._native.kinds)
        }
        frame: pandas.DataFrame = pandas.DataFrame(columns)
        return frame

    def __repr__(self) -> str:
        names = self.columns
        rows = len(self)
        shown = [[_cell(x) for x in self._native.head(name, _SHOWN)] for name in names]
        widths = [max(len(name), *(len(c) for c in column), 0) for name, column in zip(names, shown)]
        lines = ["  ".join(name.rjust(width) for name, width in zip(names, widths))]
        for row in range(min(rows, _SHOWN)):
            lines.append("  ".join(column[row].rjust(width) for column, width in zip(shown, widths)))
        more = rows - min(rows, _SHOWN)
        return "\n".join([f"Table of {rows} rows, {len(names)} columns", *lines, *([f"... {more} more"] if more else [])])


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def frame_of(data: Any) -> Any:
    """A series as a frame of one column; everything else as it is."""
    if isinstance(data, (str, os.PathLike, Mapping)) or hasattr(data, "columns") or not hasattr(data, "to_frame"):
        return cast("Any", data)
    name = getattr(data, "name", None)
    return data.to_frame(name if isinstance(name, str) and name else "value")
