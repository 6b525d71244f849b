"""Tables: rows in, scored rows out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Optional, Protocol, Union, cast

from ._audits import PanelAudit
from ._chart import Chart, Language
from ._record import Record

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
    """

    __slots__ = ("_native",)

    def __init__(self, native: _froth.Table) -> None:
        self._native = native

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

    def _told(self) -> str:
        return f"Table of {len(self)} rows, {len(self.columns)} columns"

    def __repr__(self) -> str:
        names = self.columns
        rows = len(self)
        shown = [[_cell(x) for x in self._native.head(name, _SHOWN)] for name in names]
        widths = [max(len(name), *(len(c) for c in column), 0) for name, column in zip(names, shown)]
        lines = ["  ".join(name.rjust(width) for name, width in zip(names, widths))]
        for row in range(min(rows, _SHOWN)):
            lines.append("  ".join(column[row].rjust(width) for column, width in zip(shown, widths)))
        more = rows - min(rows, _SHOWN)
        return "\n".join([self._told(), *lines, *([f"... {more} more"] if more else [])])

    def _repr_html_(self) -> str:
        """The first rows. Colours are those of what is around it, dark or light."""
        sides = ["right" if kind == "number" else "left" for kind in self._native.kinds]
        columns = [self._native.head(name, _SHOWN) for name in self.columns]

        def line(tag: str, cells: Iterable[str]) -> str:
            return "".join(f'<{tag} style="text-align:{side};white-space:nowrap">{escape(cell)}</{tag}>' for side, cell in zip(sides, cells))

        head = f"<thead><tr>{line('th', self.columns)}</tr></thead>"
        body = "\n".join(f"<tr>{line('td', map(_cell, row))}</tr>" for row in zip(*columns))
        more = len(self) - min(len(self), _SHOWN)
        foot = f'<p style="opacity:.65">... {more} more</p>\n' if more else ""
        told = f"<p>{escape(self._told())}</p>"
        return f'<div style="overflow-x:auto">\n{told}\n<table>\n{head}\n<tbody>\n{body}\n</tbody>\n</table>\n{foot}</div>\n'


class Ranks(Table):
    """Entities of one date, the highest score first, with how sure their ranks are.

    Columns: ``entity``; ``score`` (0 to 100) and ``rank`` (1 is the highest score, ties share their mean) of the model itself;
    ``score_p05``, ``score_median``, ``score_p95``, ``rank_p05``, ``rank_median`` and ``rank_p95`` over draws of the method;
    ``share_top``, the share of draws in which the entity is among the first ``top``.
    """

    __slots__ = ("date", "draws", "seed", "shift", "sources", "top")

    date: Optional[str]
    """The date."""
    draws: int
    """How many draws."""
    seed: int
    """What they started from."""
    top: int
    """How many places count as the top."""
    sources: list[str]
    """What was drawn: weights, ends, ..."""
    shift: Optional[float]
    """By how many places ranks move in draws, on average."""

    def __init__(self, native: _froth.Table, drawn: Mapping[str, Any]) -> None:
        super().__init__(native)
        self.date, self.draws, self.seed = drawn["date"], drawn["draws"], drawn["seed"]
        self.top, self.sources, self.shift = drawn["top"], drawn["sources"], drawn["shift"]

    def _told(self) -> str:
        moved = "" if self.shift is None else f", which move them by {self.shift:.2f} places on average"
        return f"Ranks at {self.date} over {self.draws:,} draws of {', '.join(self.sources)}{moved}"


class Scores(Table):
    """A table of scores, as :func:`froth.panel` gives it.

    ``summary`` says what was done: ``rows``, ``scored``, ``entities``, ``absent``, ``not_finite``, ``looks_ahead``, ``notes``.
    """

    __slots__ = ("_drawn", "audit", "ranks", "summary")

    summary: Record
    """What was done."""
    ranks: Optional[Ranks]
    """Ranks at the last date; ``None`` unless ``ranks=True`` asked for them."""
    audit: Optional[PanelAudit]
    """The model on these rows; ``None`` unless ``audit=True`` asked for it."""

    def __init__(
        self,
        native: _froth.Table,
        summary: Mapping[str, Any],
        ranks: Optional[Ranks],
        audit: Optional[PanelAudit],
        drawn: Optional[_froth.Answer],
    ) -> None:
        super().__init__(native)
        self.summary, self.ranks, self.audit, self._drawn = Record(summary), ranks, audit, drawn

    def chart(self, *, lang: Language = "en") -> Chart:
        """Scores over time, of several entities a row each; of one date their ranking.

        ``ValueError`` unless the table was scored with ``chart=True``.
        """
        if self._drawn is None:
            raise ValueError("nothing was kept to be drawn: score the table with froth.panel(..., chart=True)")
        return Chart(self._drawn.chart(None, lang))


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
