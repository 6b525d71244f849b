"""froth scores market booms against the dot-com era.

>>> import froth
>>> froth.score("ai-2026q3")  # doctest: +ELLIPSIS
<Scorecard ai-2026q3: ... of 100>

A scenario or model is a built-in id, a path, TOML text or a dictionary; a table is any data frame, a path or a dictionary of
lists. Scores run from 0 (calm) to 100 (the worst on record) and are no probabilities. ``None`` is missing, with a reason.
Whatever cannot be used raises :class:`FrothError`, whose ``findings`` say what is wrong, where, and what to write instead.
Numbers are those of the command line to the last bit.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Optional, Union, overload

from . import _froth
from ._audits import AuditFinding, ModelAudit, NetworkAudit, PanelAudit
from ._chart import Chart, Language
from ._errors import Finding, FrothError, FrothWarning
from ._given import Model, ModelLike, NetworkLike, Scenario, ScenarioLike, Value
from ._record import Record, Result
from ._results import (
    Alert,
    Builtin,
    Changes,
    CheckedFile,
    Comparison,
    Dimension,
    Indicator,
    Interval,
    LikeForLike,
    Network,
    NetworkNode,
    RankDrivers,
    Scorecard,
    Sensitivity,
    Stress,
    Track,
    Uncertainty,
)
from ._series import (
    Backtest,
    BaseRates,
    ComparedTests,
    Detected,
    Episode,
    Exuberance,
    Monitored,
    MonitoredSeries,
    TestedSeries,
)
from ._table import ArrowStream, Data, Ranks, Scores, Table, frame_of

if TYPE_CHECKING:
    import datetime

    from typing_extensions import Unpack

    from ._options import (
        BacktestOptions,
        BaseRatesOptions,
        CompareTestsOptions,
        ExuberanceOptions,
        MonitorOptions,
        NetworkOptions,
        PanelOptions,
        RankDriversOptions,
        SqlOptions,
    )

__version__ = _froth.__version__

Models = Union[ModelLike, Sequence[ModelLike], None]
"""A model, several, or ``None``: each scenario's own, else four-dimensions."""

Progress = Optional[Callable[[int, int], object]]
"""Called now and then with the steps that are done and those that are known of. What it raises ends the work."""

ChartKind = Literal[
    "rows",
    "radar",
    "heatmap",
    "dumbbell",
    "contributions",
    "difference",
    "changes",
    "path",
    "multiples",
    "range",
    "riskmap",
    "coverage",
    "ages",
    "distribution",
    "gap",
    "tornado",
]

Day = Union[str, "datetime.date"]
"""A day: ``"2019-12-31"`` or a ``datetime.date``."""


def _scoring(model: Models, min_coverage: Optional[float], real_time: bool) -> tuple[list[Any], Optional[float], bool]:
    if model is None:
        models: list[Any] = []
    elif isinstance(model, (str, os.PathLike, Mapping, Model)):
        models = [model]
    else:
        models = list(model)
    return (models, min_coverage, real_time)


@overload
def score(
    scenario: ScenarioLike, /, *, model: Optional[ModelLike] = None, min_coverage: Optional[float] = None, real_time: bool = False
) -> Scorecard: ...
@overload
def score(
    scenario: ScenarioLike, model: Optional[ModelLike], /, *, min_coverage: Optional[float] = None, real_time: bool = False
) -> Scorecard: ...
@overload
def score(
    scenario: Union[list[ScenarioLike], tuple[ScenarioLike, ...]],
    model: Models = None,
    *,
    min_coverage: Optional[float] = None,
    real_time: bool = False,
) -> list[Scorecard]: ...
def score(
    scenario: Any,
    model: Models = None,
    *,
    min_coverage: Optional[float] = None,
    real_time: bool = False,
) -> Union[Scorecard, list[Scorecard]]:
    """The scorecard of a scenario; of a list of scenarios a list.

    ``model``: default the scenario's own, else four-dimensions. ``min_coverage``: the share of a dimension's weight that must
    have data, instead of the model's own. ``real_time``: figures published only after their scenario's date are errors.

    ``to_dict()`` of a scorecard is an element of ``scorecards`` of ``froth score --format json``.

    Raises :class:`FrothError` with everything that is wrong with a scenario or a model, and where both do not fit.
    """
    many = isinstance(scenario, (list, tuple))
    scenarios: list[Any] = [*scenario] if many else [scenario]
    cards = [Scorecard(a) for a in _froth.score(scenarios, _scoring(model, min_coverage, real_time))]
    return cards if many or len(cards) != 1 else cards[0]


def compare(
    *scenarios: ScenarioLike,
    model: Models = None,
    min_coverage: Optional[float] = None,
    real_time: bool = False,
    progress: Progress = None,
) -> Comparison:
    """Scenarios side by side: on all data, like for like, and what makes the difference (the first less the second, in points).

    Scorecards stand in the order of ``scenarios``. Under several models there is a comparison for each.

    Raises :class:`FrothError` with everything that is wrong with scenarios and models, and where scenarios ask for different
    models and ``model`` names none.
    """
    return Comparison(_froth.compare(list(scenarios), _scoring(model, min_coverage, real_time), progress))


def uncertainty(
    *scenarios: ScenarioLike,
    draws: int = 10_000,
    seed: int = 1,
    without: Sequence[str] = (),
    model: Optional[ModelLike] = None,
    min_coverage: Optional[float] = None,
    real_time: bool = False,
    progress: Progress = None,
) -> Uncertainty:
    """Where scores and gaps lie over draws of figures, weights, rules and methods together.

    ``without`` leaves sources out: values, weights, ends, rules, aggregation, drop or missing. More draws only add to those of a
    shorter run.

    Scores are points from 0 to 100, shares are of draws. Raises :class:`FrothError` for scenarios that cannot be scored under one
    model, a source that there is not, and where nothing is uncertain.
    """
    scoring = _scoring(model, min_coverage, real_time)
    return Uncertainty(_froth.uncertainty(list(scenarios), draws, seed, list(without), scoring, progress))


def sensitivity(
    *scenarios: ScenarioLike,
    samples: int = 4096,
    seed: int = 1,
    model: Optional[ModelLike] = None,
    min_coverage: Optional[float] = None,
    real_time: bool = False,
    progress: Progress = None,
) -> Sensitivity:
    """What the uncertainty of a score comes from, or with two scenarios that of the gap between them: Sobol indices.

    ``samples`` is the most points: the model is scored so often for each source, and twice more. Indices are shares of the variance,
    ``sd`` is in points.

    Raises :class:`FrothError` for more than two scenarios, those that cannot be scored, and where nothing is uncertain.
    """
    scoring = _scoring(model, min_coverage, real_time)
    return Sensitivity(_froth.sensitivity(list(scenarios), samples, seed, scoring, progress))


def stress(
    scenario: ScenarioLike,
    *,
    shock: Union[ScenarioLike, Sequence[ScenarioLike]] = (),
    target: Union[float, ScenarioLike, None] = None,
    versus: Optional[ScenarioLike] = None,
    model: Optional[ModelLike] = None,
    min_coverage: Optional[float] = None,
    real_time: bool = False,
) -> Stress:
    """A scenario under shocks, and the reverse: what it would take to reach a score, which weights would turn an order round.

    ``shock``: built-in what-ifs, files with a ``[shock]`` table, or such a file as a dictionary, one or several. ``target``: a
    score in [0, 100], or the scenario that has it.

    Moves are in points, figures in their own units. Raises :class:`FrothError` for a shock on a figure that there is not, a target
    without a score, and scenarios that cannot be scored.
    """
    one = isinstance(shock, (str, os.PathLike, Mapping, Scenario))
    shocks: list[Any] = [shock] if one else list(shock)  # type: ignore[arg-type]
    return Stress(_froth.stress(scenario, shocks, target, versus, _scoring(model, min_coverage, real_time)))


def track(
    *scenarios: ScenarioLike,
    model: Optional[ModelLike] = None,
    min_coverage: Optional[float] = None,
    real_time: bool = False,
) -> Track:
    """Eras over time: scores, dimensions and alerts at each point of a path, and where one era stands on another's.

    A path has a point for each date of its figures, with scores from 0 to 100. Raises :class:`FrothError` for scenarios without a
    path, and those that cannot be scored.
    """
    return Track(_froth.track(list(scenarios), _scoring(model, min_coverage, real_time)))


def changes(
    old: ScenarioLike,
    new: ScenarioLike,
    *,
    scenario: Optional[str] = None,
    model: Models = None,
    min_coverage: Optional[float] = None,
    real_time: bool = False,
) -> Changes:
    """What moved the headline from an old scenario to a new one of the same era.

    Both may be folders that ``froth.report`` wrote; ``scenario`` then chooses the one to take. Two models are that of the old
    scenario and that of the new one.

    Parts are points and sum to ``move``. Raises :class:`FrothError` for two eras, and for a folder that is not as it was written.
    """
    return Changes(_froth.changes(old, new, scenario, _scoring(model, min_coverage, real_time)))



def network(network: NetworkLike, *, progress: Progress = None, **options: Unpack[NetworkOptions]) -> Network:
    """Who falls with whom: losses that spread over claims, stakes and purchases, round by round.

    >>> froth.network("ai-financing-2026q3", fail=["openai"]).total_loss > 0
    True

    ``shock={"coreweave": 0.4}`` takes that share of a node's external assets, ``fail=["openai"]`` fails a node; ``rank=True``
    fails each in turn; ``draws`` draws amounts and statuses. Amounts are in the network's ``unit``.

    Raises :class:`FrothError` for a node or a channel that there is not, shares outside 0 to 1, and options that do not go together.
    """
    return Network(_froth.network(network, dict(options), progress))


def panel(data: Data, model: ModelLike, *, progress: Progress = None, **options: Unpack[PanelOptions]) -> Scores:
    """A table of many dates, and of many entities, scored row by row.

    >>> pe = {"dimension": "root", "rule": {"linear": {"from": 10, "to": 40}}}
    >>> model = {"schema": 1, "id": "m", "title": "M", "dimension": {"root": {}}, "indicator": {"pe": pe}}
    >>> froth.panel({"date": ["2000-02"], "pe": [25.0]}, model)["score"]
    [50.0]

    The columns are those that ``froth panel`` writes: date, entity (if any), score, band, coverage and score_ID for every
    dimension but the root; scores from 0 to 100, coverage a share. There are as many rows as in ``data``. Nulls, NaN and
    infinities are missing. Numbers of a data frame are read where they are.

    ``ranks=True`` also ranks the entities of the last date: ``.ranks``. ``audit=True`` also says what the model does on these
    rows: ``.audit``. ``chart=True`` keeps what ``.chart()`` draws.

    Raises :class:`FrothError` for a table or a model that cannot be used, with rows and columns.
    """
    table, summary, ranked, audited, drawn = _froth.panel(frame_of(data), model, dict(options), progress)
    ranks = None if ranked is None else Ranks(ranked[0], json.loads(ranked[1]))
    return Scores(table, json.loads(summary), ranks, None if audited is None else PanelAudit(audited), drawn)


def rank_drivers(data: Data, model: ModelLike, *, progress: Progress = None, **options: Unpack[RankDriversOptions]) -> RankDrivers:
    """What drives the ranks of the entities of a date: Sobol indices, intervals of ranks, and ranks without each indicator.

    >>> rule = {"minmax": {"over": "cross_section"}}
    >>> two = {name: {"dimension": "root", "rule": rule} for name in ("a", "b")}
    >>> model = {"schema": 1, "id": "m", "title": "M", "dimension": {"root": {}}, "indicator": two, "uncertainty": {"weights": {"spread": 0.3}}}
    >>> data = {"date": ["2018-12-31"] * 3, "entity": ["x", "y", "z"], "a": [1.0, 2.0, 4.0], "b": [5.0, 4.0, 1.0]}
    >>> froth.rank_drivers(data, model, target="score:x").entities
    3

    Indices are shares of the target's variance; shifts are in places. What is uncertain stands in the model's ``[uncertainty]``.

    Raises :class:`FrothError` for a table or a model that cannot be used, an entity or a date that is not there, and a model of which
    nothing is uncertain.
    """
    return RankDrivers(_froth.rank_drivers(frame_of(data), model, dict(options), progress))


@overload
def exuberance(data: Data, *, progress: Progress = None, **options: Unpack[ExuberanceOptions]) -> Exuberance: ...
@overload
def exuberance(
    data: Data, *, compare_tests: Literal[True], progress: Progress = None, **options: Unpack[CompareTestsOptions]
) -> ComparedTests: ...
@overload
def exuberance(data: Data, *, monitor: Day, progress: Progress = None, **options: Unpack[MonitorOptions]) -> Monitored: ...
def exuberance(
    data: Data,
    *,
    compare_tests: bool = False,
    monitor: Optional[Day] = None,
    progress: Progress = None,
    **options: Any,
) -> Union[Exuberance, ComparedTests, Monitored]:
    """When was a series explosive? The recursive unit-root tests of Phillips, Shi and Yu, with critical values and dates.

    >>> prices = {"date": [f"{year}-12-31" for year in range(1950, 2000)], "price": [1.1 ** year + year * 7 % 5 for year in range(50)]}
    >>> froth.exuberance(prices, critical_values="none").series[0].n
    50

    ``data`` has a column of dates and one or more of numbers, in any unit; a pandas or polars series with a name is one of these.
    ``columns`` chooses, ``ratios=["price/dividend"]`` divides. Counts, as of windows and durations, are of rows.

    ``compare_tests=True`` holds several tests against each other instead, with dates by regimes beside; ``on="earnings"`` also
    tests what that column does not explain. ``monitor="2019-12-31"`` takes the rows up to that day as a training and holds each
    later one against a boundary as it comes; ``state="close.state"`` goes on from what the last run left in that file.

    Raises :class:`FrothError` for a series that is too short, constant, not positive under ``log`` or has gaps (unless
    ``allow_gaps``), and for options that do not go together. A series that grows explosively is not thereby a bubble.
    """
    given = {**options, "compare_tests": compare_tests, "monitor": monitor}
    found = _froth.exuberance(frame_of(data), given, progress)
    if monitor is not None:
        return Monitored(found)
    return ComparedTests(found) if compare_tests else Exuberance(found)


def backtest(
    data: Data,
    model: Optional[ModelLike] = None,
    *,
    event: str,
    progress: Progress = None,
    **options: Unpack[BacktestOptions],
) -> Backtest:
    """Does a score warn in time? Scores of a table held against events that came later.

    ``event`` is a column of 0 and 1, or ``"fall:COLUMN:PERCENT:PERIODS"``; periods are rows. The score is a model's, or with
    ``score="COLUMN"`` a column of the table; ``rivals`` are columns that it is held against.

    AUROC and rates are shares, horizons are in rows. Raises :class:`FrothError` for a table or a model that cannot be used, and where
    there is no event, or none that could have been warned of.
    """
    return Backtest(_froth.backtest(frame_of(data), model, event, dict(options), progress))


def base_rates(data: Data, *, price: str, progress: Progress = None, **options: Unpack[BaseRatesOptions]) -> BaseRates:
    """How often did run-ups like this one end in a crash? Of N run-ups k, with intervals, over many entities.

    ``price`` is a column; ``rise=["100/24"]`` is a rise of 100 % within 24 rows, ``fall="40/24"`` the fall that it may end in.

    Shares are of run-ups. Raises :class:`FrothError` for a table that cannot be used and prices that are not positive.
    """
    return BaseRates(_froth.base_rates(frame_of(data), price, dict(options), progress))


def chart(
    kind: ChartKind,
    *scenarios: ScenarioLike,
    x: Optional[str] = None,
    y: Optional[str] = None,
    lang: Language = "en",
    model: Optional[ModelLike] = None,
    min_coverage: Optional[float] = None,
    real_time: bool = False,
    progress: Progress = None,
) -> Chart:
    """One chart: the finding as its title, what is shown as its subtitle, sources at its foot.

    ``x`` and ``y`` are the dimensions of a riskmap.

    Raises :class:`FrothError` for scenarios that cannot be scored or are too few for the kind, and a dimension that there is not.
    """
    scoring = _scoring(model, min_coverage, real_time)
    return Chart(_froth.chart(kind, list(scenarios), x, y, lang, scoring, progress))


def report(
    path: Union[str, os.PathLike[str]],
    *scenarios: ScenarioLike,
    since: Union[str, os.PathLike[str], None] = None,
    network: Optional[NetworkLike] = None,
    fail: Sequence[str] = (),
    lang: Language = "en",
    font: Union[str, os.PathLike[str], None] = None,
    model: Optional[ModelLike] = None,
    min_coverage: Optional[float] = None,
    real_time: bool = False,
    progress: Progress = None,
) -> int:
    """A folder with a page that explains itself, its charts, and the data behind them; gives how many files were written.

    ``since`` is an earlier report's folder. ``network`` adds a section on who falls with whom: an id or a path; ``fail`` names
    nodes that fail, and without it the one whose failure costs others most does. ``font`` is a file with characters that the
    built-in font and those of the system lack; where none has Chinese ones, PNGs are in English, with a :class:`FrothWarning`.

    Files that no report wrote are never touched; old or new, never half. Raises :class:`FrothError` for scenarios that cannot be
    scored, given as a text or a dictionary (a report names what it was made from), and a folder that cannot be written.
    """
    scoring = _scoring(model, min_coverage, real_time)
    earlier = None if since is None else os.fspath(since)
    letters = None if font is None else os.fspath(font)
    return _froth.report(os.fspath(path), list(scenarios), earlier, network, list(fail), lang, letters, scoring, progress)


def sql(model: ModelLike, dialect: Literal["duckdb", "spark", "postgres"], **options: Unpack[SqlOptions]) -> str:
    """A model as one SQL query over a wide table, which gives the columns of :func:`panel`.

    Raises :class:`FrothError` for a model that cannot be written in that dialect, with what stands in the way.
    """
    return _froth.sql(model, dialect, dict(options))


def check(
    text: Union[ScenarioLike, ModelLike, NetworkLike], *, model: Optional[ModelLike] = None, real_time: bool = False
) -> CheckedFile:
    """Everything that is wrong with a model, a scenario or a network, at once: an id, a path, TOML text or a dictionary.

    Nothing is raised for what is found: ``ok`` says whether it can be used, ``messages`` what is wrong. A scenario is checked
    by itself and against its model.
    """
    return CheckedFile(json.loads(_froth.check(text, model, real_time)))


def audit(*scenarios: ScenarioLike, model: Optional[ModelLike] = None, real_time: bool = False) -> ModelAudit:
    """Does a model do what its author thinks? What rests on one indicator or source, cannot move the score, is old or hides.

    >>> froth.audit("ai-2026q3").findings[0].code in {f.code for f in froth.audit("ai-2026q3").findings}
    True

    With scenarios, their model (or ``model``) on their figures; without any, ``model`` by itself. ``to_dict()`` is an element of
    ``audit`` of ``froth check --audit --format json``. :func:`panel` audits a model on the rows of a table.

    Raises :class:`FrothError` where there is neither a scenario nor a model, and for those that cannot be used.
    """
    return ModelAudit(_froth.audit(list(scenarios), _scoring(model, None, real_time)))


def audit_network(network: NetworkLike) -> NetworkAudit:
    """Can the edges of a network be looked up, how sure are they, and how old?

    ``to_dict()`` is an element of ``audit_networks`` of ``froth check --audit --format json``.

    Raises :class:`FrothError` with everything that is wrong with the network.
    """
    return NetworkAudit(_froth.audit_network(network))


def builtins() -> list[Builtin]:
    """The built-in models, scenarios and networks."""
    return [Builtin(entry) for entry in json.loads(_froth.builtins())]


__all__ = [
    "Alert",
    "ArrowStream",
    "AuditFinding",
    "Backtest",
    "BaseRates",
    "Builtin",
    "Changes",
    "Chart",
    "CheckedFile",
    "ComparedTests",
    "Comparison",
    "Data",
    "Day",
    "Detected",
    "Dimension",
    "Episode",
    "Exuberance",
    "Finding",
    "FrothError",
    "FrothWarning",
    "Indicator",
    "Interval",
    "LikeForLike",
    "Model",
    "ModelAudit",
    "ModelLike",
    "Monitored",
    "MonitoredSeries",
    "Network",
    "NetworkAudit",
    "NetworkLike",
    "NetworkNode",
    "PanelAudit",
    "RankDrivers",
    "Ranks",
    "Record",
    "Result",
    "Scenario",
    "ScenarioLike",
    "Scorecard",
    "Scores",
    "Sensitivity",
    "Stress",
    "Table",
    "TestedSeries",
    "Track",
    "Uncertainty",
    "Value",
    "audit",
    "audit_network",
    "backtest",
    "base_rates",
    "builtins",
    "changes",
    "chart",
    "check",
    "compare",
    "exuberance",
    "network",
    "panel",
    "rank_drivers",
    "report",
    "score",
    "sensitivity",
    "sql",
    "stress",
    "track",
    "uncertainty",
]
