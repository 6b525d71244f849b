"""Options of functions on tables: those of the command line, by the same names."""

from __future__ import annotations

import datetime
import os
from typing import Literal, Mapping, Sequence, TypedDict, Union


class ReadingOptions(TypedDict, total=False):
    """How a table is read."""

    date_column: str
    """The column of dates; default: date, observation_date or time_period."""
    entity_column: str
    """The column of entities, or ``"none"``; default: entity, if there is one."""
    long: bool
    """Rows are date, entity, indicator (or series_id) and value."""
    long_columns: Mapping[Literal["date", "entity", "indicator", "value", "vintage"], str]
    """Rows are figures, and these are their columns."""
    years_as_columns: bool
    """Dates are the names of columns."""
    vintage: str
    """Of several figures for one date: ``"latest"``, ``"first"``, or what was known on a day."""
    vintage_column: str
    """The column that says when a figure was published."""
    every: Literal["month", "quarter", "year"]
    """Only the last value of each period."""
    date_format: str
    """How dates are written, as for strptime; or excel, shiller, months or quarters."""
    decimal: str
    """What stands before decimals where numbers are texts."""
    thousands: str
    """What stands between thousands."""
    missing: Sequence[str]
    """Also means that there is no value, such as ``"-99.99"``."""
    zero_is_missing: Sequence[str]
    """Columns in which 0 means that there is no value."""
    separator: str
    """What stands between fields of a CSV file."""
    encoding: str
    """How bytes of a CSV file are letters."""
    skip_rows: int
    """Lines, or rows of a sheet, before the header."""
    header_rows: int
    """Rows of the header; 0: there is none."""
    skip_footer: int
    """Rows at the end that are notes."""
    sheet: str
    """The sheet of a workbook."""


class ScoringOptions(ReadingOptions, total=False):
    """How a table is read and scored under a model."""

    map: Mapping[str, str]
    """Values of the model and the columns that they are read from."""
    allow_missing: bool
    """Values without a column count as missing."""
    point_in_time: bool
    """Refuse a model that looks ahead."""
    min_coverage: float
    """Share of a dimension's weight that must have data, instead of the model's own."""


class PanelOptions(ScoringOptions, total=False):
    """Options of :func:`froth.panel`."""

    contributions: bool
    """Also give contribution_ID: each indicator's points of the score."""
    chained: bool
    """Also give score_chained: the score linked over indicators that come and go."""
    audit: bool
    """Also audit the model on these rows, and give every step of every indicator: raw_ID, normalised_ID, weight_ID."""
    ranks: bool
    """Also rank the entities of the last date, with the uncertainty of their ranks over draws of the method."""
    draws: int
    """How many draws of the method; default 1000."""
    seed: int
    """What the draws start from; default 1."""
    top: int
    """How many places count as the top; default 10."""
    chart: bool
    """Keep what ``.chart()`` draws: a copy of the scores."""


class RankDriversOptions(ScoringOptions, total=False):
    """Options of :func:`froth.rank_drivers`."""

    at: Union[str, datetime.date]
    """The date; default: the last one."""
    target: str
    """What is explained: ``"rank-shift"`` (the default), ``"top:N"``, ``"top:N:ENTITY"``, ``"score:ENTITY"`` or ``"rank:ENTITY"``."""
    samples: int
    """The most points of the Sobol sequence; default 4096."""
    draws: int
    """How many draws give the intervals of ranks; default 1000."""
    seed: int
    """What points and draws start from; default 1."""
    top: int
    """How many places count as the top; default 10."""


class _SeriesOptions(ReadingOptions, total=False):
    """Which series are tested, and what all tests take."""

    columns: Sequence[str]
    """Columns to test; default: every column of numbers."""
    ratios: Sequence[str]
    """Test one column over another: ``"price/dividend"``."""
    series: Sequence[str]
    """Series of a long table."""
    log: bool
    """Test logarithms."""
    allow_gaps: bool
    """Rows may be unequally far apart."""
    lag: Union[int, str]
    """Lags of the regression; ``"bic:K"`` or ``"aic:K"`` for the best in every window, ``"bic-once:K"`` or ``"aic-once:K"`` on
    each series (where episodes are dated)."""
    min_window: int
    """The shortest window, in regression rows."""
    critical_values: Literal["none", "monte-carlo", "bootstrap"]
    """Where critical values come from (where episodes are dated)."""
    replications: int
    """Samples that critical values or boundaries are made from; default 2000."""
    seed: int
    """What the samples start from; default 1."""
    no_cache: bool
    """Neither read nor keep simulated critical values."""
    level: Literal[90, 95, 99]
    """The level that decides and dates, in percent; default 95. Of a monitor 100 less the chance of an alarm within the horizon where
    nothing is explosive."""


class ExuberanceOptions(_SeriesOptions, total=False):
    """Options of :func:`froth.exuberance` that dates episodes."""

    min_duration: int
    """The shortest episode, in rows."""
    control: int
    """Rows of a bootstrap sample."""
    in_place: bool
    """Bootstrap residuals where they stand."""
    panel: bool
    """Also test all series together."""


class CompareTestsOptions(_SeriesOptions, total=False):
    """Options of :func:`froth.exuberance` with ``compare_tests=True``."""

    on: str
    """Also test what this column does not explain."""


class MonitorOptions(_SeriesOptions, total=False):
    """Options of :func:`froth.exuberance` with ``monitor=``, the last day of the training."""

    horizon: int
    """Rows after the training that the chance of a false alarm is held over; default: those of the data."""
    detectors: Sequence[Literal["psy", "fluc", "cusum", "sadf", "gsadf-0.4", "gsadf-0.8"]]
    """What to watch; default: psy, fluc, cusum and sadf."""
    state: Union[str, os.PathLike[str]]
    """Go on from this file, and leave there what the next run goes on from. Takes ``horizon``."""


class BacktestOptions(ScoringOptions, total=False):
    """Options of :func:`froth.backtest`."""

    horizon: str
    """How many rows before an episode a warning is wanted: ``"1..24"``; default: the two years before."""
    aftermath: int
    """Rows after an episode that count for nothing."""
    preference: float
    """Weight on missing no episode, between 0 and 1; default 0.5."""
    threshold: float
    """Judge warnings from this score on."""
    replications: int
    """Bootstrap samples for intervals; default 10000."""
    block: float
    """Mean length of their blocks in dates."""
    resample: Literal["time", "entity", "both"]
    """What is resampled; default time."""
    score: str
    """A column that is the score, instead of a model's."""
    rivals: Sequence[str]
    """Columns that the score is held against."""
    allow_gaps: bool
    """Rows may be unequally far apart."""
    seed: int
    """What the samples start from; default 1."""


class BaseRatesOptions(ReadingOptions, total=False):
    """Options of :func:`froth.base_rates`. PERIODS are rows."""

    rise: Sequence[str]
    """Run-ups as ``"PERCENT/PERIODS"``; default: of 50, 100 and 150 % within two years."""
    fall: str
    """What they may end in; default: a fall of 40 % within two years."""
    excess: str
    """The market's column, which the rise is to exceed by as much."""
    gap: int
    """Rows between run-ups of one entity at least; default: as many as the rise has."""
    min_entities: int
    """How many entities must have a price at a date for its rows to count."""
    ended_as: Literal["open", "fall"]
    """What unfinished windows of entities that ended are."""
    replications: int
    """Resamples for the intervals by entity and by date; default 10000."""
    block: float
    """Mean length of blocks of dates."""
    seed: int
    """What resamples start from; default 1."""


class NetworkOptions(TypedDict, total=False):
    """Options of :func:`froth.network`."""

    shock: Mapping[str, float]
    """Nodes that lose a share of their external assets."""
    fail: Sequence[str]
    """Nodes that fail."""
    method: Literal["debtrank", "clearing", "threshold"]
    """How losses spread."""
    channels: Sequence[Literal["claims", "stakes", "purchases"]]
    """What they travel over; default: all that the method has."""
    status: Sequence[str]
    """How real an edge must be to count; default paid, contracted."""
    recovery: tuple[float, float]
    """What is recovered in a default of external assets and of claims (clearing)."""
    loss_given_default: float
    """What of a claim is lost (debtrank, threshold)."""
    draws: int
    """Also draw amounts and statuses, so often."""
    seed: int
    """What random numbers start from; default 1."""
    rank: bool
    """Fail each node in turn."""
    circularity: bool
    """How much money goes round in circles."""
    target: str
    """The node for which the smallest shock that fails it is looked for."""


class SqlOptions(TypedDict, total=False):
    """Options of :func:`froth.sql`."""

    table: str
    """The table; default ``"panel"``."""
    date_column: str
    """The column of dates; default ``"date"``."""
    entity_column: str
    """The column of entities, or ``"none"``; default ``"entity"``."""
    map: Mapping[str, str]
    """Values of the model and the columns that they are read from."""
    zero_is_missing: Sequence[str]
    """Columns in which 0 means that there is no value."""
    given: Sequence[str]
    """Indicators with a formula that the table has a column for."""
    missing: Sequence[str]
    """Values that the table has no column for."""
    contributions: bool
    """Also give each indicator's points of the score."""
    min_coverage: float
    """Share of a dimension's weight that must have data, instead of the model's own."""
