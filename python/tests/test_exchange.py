"""Frames of other libraries, in and out. Each test is skipped where its library is not installed."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import froth
import pytest
from conftest import MODEL

Rows = dict[str, list[Any]]


def test_polars(rows: Rows) -> None:
    polars = pytest.importorskip("polars")
    expected = froth.panel(rows, MODEL).to_dict()
    frame = polars.DataFrame(rows)
    # Chunks, categories, moments with a zone, decimals, string views.
    other = frame.with_columns(
        polars.col("entity").cast(polars.Categorical),
        polars.col("date").cast(polars.Datetime("us")).dt.replace_time_zone("Asia/Taipei"),
    )
    for given in (frame, polars.concat([frame[:100], frame[100:]], rechunk=False), other):
        table = froth.panel(given, MODEL)
        assert table.to_dict() == expected
        back = polars.DataFrame(table)
        assert back.to_dict(as_series=False) == expected and table.to_polars().equals(back)
    with pytest.raises(froth.FrothError, match="no rows"):
        froth.panel(frame[:0], MODEL)
    exact = frame.with_columns(polars.col("pe").round(4))
    written = froth.panel(exact.with_columns(polars.col("pe").cast(polars.Decimal(12, 4))), MODEL)
    assert written.to_dict() == froth.panel(exact, MODEL).to_dict()


def test_pandas(rows: Rows) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    expected = froth.panel(rows, MODEL).to_dict()
    frame = pandas.DataFrame(rows)
    moments = frame.assign(date=pandas.to_datetime(frame["date"]), entity=frame["entity"].astype("category"))
    for given in (frame, moments):
        assert froth.panel(given, MODEL).to_dict() == expected
    back = froth.panel(moments, MODEL).to_pandas()
    assert list(back.columns) == list(expected) and back["score"].dtype == "float64"
    assert back["date"].dt.date.tolist() == expected["date"]
    assert [None if x != x else x for x in back["score"]] == expected["score"]
    if hasattr(pandas.DataFrame, "from_arrow"):
        assert pandas.DataFrame.from_arrow(froth.panel(moments, MODEL)).shape == back.shape


def test_a_pandas_series_is_tested_for_explosive_growth(walk: Path) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    series = pandas.read_csv(walk, parse_dates=["date"], index_col="date")["price"]
    found = froth.exuberance(series, critical_values="none").to_dict()
    expected = froth.exuberance(walk, columns=["price"], critical_values="none").to_dict()
    assert found["series"] == expected["series"]


def test_pyarrow(rows: Rows) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    expected = froth.panel(rows, MODEL).to_dict()
    table = pyarrow.table(rows)
    place = table.column_names.index
    other = table.set_column(place("entity"), "entity", table["entity"].dictionary_encode())
    other = other.set_column(place("date"), "date", table["date"].cast(pyarrow.timestamp("s")))
    views = table.set_column(place("entity"), "entity", table["entity"].cast(pyarrow.string_view()))
    reader = pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=37))
    for given in (table, other, views, table.slice(0), reader):
        assert froth.panel(given, MODEL).to_dict() == expected
    # Views into buffers, of which a slice begins anywhere.
    long = table.set_column(place("entity"), "entity", [[f"{e}, a name of more than twelve bytes" for e in rows["entity"]]])
    far = long.set_column(place("entity"), "entity", long["entity"].cast(pyarrow.string_view()))
    assert froth.panel(far.slice(123, 300), MODEL).to_dict() == froth.panel(long.slice(123, 300), MODEL).to_dict()
    back = pyarrow.table(froth.panel(table, MODEL))
    back.validate(full=True)
    assert back.to_pydict() == expected
    half = froth.panel(table.slice(300), MODEL).to_dict()
    assert half["score"] == expected["score"][300:]
    whole = pyarrow.table({"date": [datetime.date(2000, 1, 1)], "pe": [Decimal("20.5")], "cape": [20], "margin": [1.5]})
    assert froth.panel(whole, MODEL)["score"][0] is not None
    with pytest.warns(froth.FrothWarning, match="left out.*names"):
        froth.panel(table.append_column("names", [[["a"]] * len(table)]), MODEL)


def test_duckdb(rows: Rows, table: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    expected = froth.panel(rows, MODEL)
    relation = duckdb.read_csv(str(table))
    scored = froth.panel(relation, MODEL)
    assert scored.to_dict() == expected.to_dict()
    known = [x for x in expected["score"] if x is not None]
    assert duckdb.sql("SELECT count(score), max(score) FROM scored").fetchall() == [(len(known), max(known))]


def test_a_table_by_itself(rows: Rows) -> None:
    table = froth.panel(rows, MODEL)
    assert len(table) == 600 and list(table) == table.columns and isinstance(table["date"][0], datetime.date)
    assert repr(table).startswith("Table of 600 rows, 7 columns") and "... 590 more" in repr(table)
    assert table.summary.rows == 600 and table.summary.entities == 3
    with pytest.raises(KeyError, match="none of date"):
        table["no"]
    # Froth reads what it wrote.
    scores = {"date": table["date"][::3], "score": [x or 0.0 for x in table["score"][::3]]}
    assert froth.exuberance(scores, critical_values="none").series[0].to_dict()
