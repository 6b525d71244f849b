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
from ._errors import Finding, FrothError, FrothWarning
from ._given import Model, ModelLike, NetworkLike, Scenario, ScenarioLike, Value
from ._results import (
    Alert,
    Backtest,
    BaseRates,
    Builtin,
    Changes,
    CheckedFile,
    Comparison,
    Dimension,
    Exuberance,
    Indicator,
    Interval,
    LikeForLike,
    Network,
    NetworkNode,
    Record,
    Result,
    Scorecard,
    Sensitivity,
    Stress,
    Track,
    Uncertainty,
)
from ._table import ArrowStream, Data, Table, frame_of

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import (
        BacktestOptions,
        BaseRatesOptions,
        ExuberanceOptions,
        NetworkOptions,
        PanelOptions,
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
    "riskmap",
    "coverage",
    "ages",
    "distribution",
    "gap",
    "tornado",
]

Language = Literal["en", "zh-Hant"]


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
    """Scenarios side by side: on all data, like for like, and what makes the difference (the first less the second)."""
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
    """What the uncertainty of a score comes from, or with two scenarios that of the gap between them: Sobol indices."""
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
    """Eras over time: scores, dimensions and alerts at each point of a path, and where one era stands on another's."""
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
    """
    return Changes(_froth.changes(old, new, scenario, _scoring(model, min_coverage, real_time)))



def network(network: NetworkLike, *, progress: Progress = None, **options: Unpack[NetworkOptions]) -> Network:
    """Who falls with whom: losses that spread over claims, stakes and purchases, round by round.

    >>> froth.network("ai-financing-2026q3", fail=["openai"]).total_loss > 0
    True

    ``shock={"coreweave": 0.4}`` takes that share of a node's external assets, ``fail=["openai"]`` fails a node; ``rank=True``
    fails each in turn; ``draws`` draws amounts and statuses. Amounts are in the network's ``unit``.
    """
    return Network(_froth.network(network, dict(options), progress))


def panel(data: Data, model: ModelLike, *, progress: Progress = None, **options: Unpack[PanelOptions]) -> Table:
    """A table of many dates, and of many entities, scored row by row.

    >>> pe = {"dimension": "root", "rule": {"linear": {"from": 10, "to": 40}}}
    >>> model = {"schema": 1, "id": "m", "title": "M", "dimension": {"root": {}}, "indicator": {"pe": pe}}
    >>> froth.panel({"date": ["2000-02"], "pe": [25.0]}, model)["score"]
    [50.0]

    The columns are those that ``froth panel`` writes: date, entity (if any), score, band, coverage and score_ID for every
    dimension but the root. Nulls, NaN and infinities are missing. Numbers of a data frame are read where they are.
    """
    table, summary = _froth.panel(frame_of(data), model, dict(options), progress)
    return Table(table, json.loads(summary))


def exuberance(data: Data, *, progress: Progress = None, **options: Unpack[ExuberanceOptions]) -> Exuberance:
    """When was a series explosive? The recursive unit-root tests of Phillips, Shi and Yu, with critical values and dates.

    ``data`` has a column of dates and one or more of numbers; a pandas or polars series with a name is one of these. ``columns``
    chooses, ``ratios=["price/dividend"]`` divides. A series that grows explosively is not thereby a bubble.
    """
    return Exuberance(_froth.exuberance(frame_of(data), dict(options), progress))


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
    """
    return Backtest(_froth.backtest(frame_of(data), model, event, dict(options), progress))


def base_rates(data: Data, *, price: str, progress: Progress = None, **options: Unpack[BaseRatesOptions]) -> BaseRates:
    """How often did run-ups like this one end in a crash? Of N run-ups k, with intervals, over many entities.

    ``price`` is a column; ``rise=["100/24"]`` is a rise of 100 % within 24 rows, ``fall="40/24"`` the fall that it may end in.
    """
    return BaseRates(_froth.base_rates(frame_of(data), price, dict(options), progress))


class Chart:
    """A chart. Notebooks show it; ``svg``, ``csv`` and ``png()`` give it, ``save()`` writes it."""

    __slots__ = ("_native",)

    def __init__(self, native: _froth.Chart) -> None:
        self._native = native

    @property
    def svg(self) -> str:
        """The picture as SVG."""
        return self._native.svg

    @property
    def csv(self) -> str:
        """The numbers behind the picture, as CSV."""
        return self._native.csv

    def png(self, *, font: Optional[str] = None) -> bytes:
        """The picture as PNG. ``font`` is a file with characters that the built-in font lacks, such as Chinese ones."""
        return self._native.png(font)

    def save(self, path: Union[str, os.PathLike[str]], *, font: Optional[str] = None) -> None:
        """Writes it: a name ending in .svg, .png, or .csv for the numbers behind it."""
        name = os.fspath(path)
        ending = os.path.splitext(name)[1].lower()
        content = {".svg": lambda: self.svg.encode(), ".csv": lambda: self.csv.encode(), ".png": lambda: self.png(font=font)}
        if ending not in content:
            raise ValueError(f"{name} ends in none of .svg, .png and .csv: the ending chooses the format")
        with open(name, "wb") as file:
            file.write(content[ending]())

    def _repr_svg_(self) -> str:
        return self.svg


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
    model: Optional[ModelLike] = None,
    min_coverage: Optional[float] = None,
    real_time: bool = False,
    progress: Progress = None,
) -> int:
    """A folder with a page that explains itself, its charts, and the data behind them; gives how many files were written.

    ``since`` is an earlier report's folder. ``network`` adds a section on who falls with whom: an id or a path; ``fail`` names
    nodes that fail, and without it the one whose failure costs others most does. Files that no report wrote are never touched; old or new, never half.
    """
    scoring = _scoring(model, min_coverage, real_time)
    earlier = None if since is None else os.fspath(since)
    return _froth.report(os.fspath(path), list(scenarios), earlier, network, list(fail), lang, scoring, progress)


def sql(model: ModelLike, dialect: Literal["duckdb", "spark", "postgres"], **options: Unpack[SqlOptions]) -> str:
    """A model as one SQL query over a wide table, which gives the columns of :func:`panel`."""
    return _froth.sql(model, dialect, dict(options))


def check(
    text: Union[ScenarioLike, ModelLike, NetworkLike], *, model: Optional[ModelLike] = None, real_time: bool = False
) -> CheckedFile:
    """Everything that is wrong with a model, a scenario or a network, at once: an id, a path, TOML text or a dictionary.

    Nothing is raised for what is found: ``ok`` says whether it can be used, ``messages`` what is wrong. A scenario is checked
    by itself and against its model.
    """
    return CheckedFile(json.loads(_froth.check(text, model, real_time)))


def builtins() -> list[Builtin]:
    """The built-in models, scenarios and networks."""
    return [Builtin(entry) for entry in json.loads(_froth.builtins())]


__all__ = [
    "Alert",
    "ArrowStream",
    "Backtest",
    "BaseRates",
    "Builtin",
    "Changes",
    "Chart",
    "CheckedFile",
    "Comparison",
    "Data",
    "Dimension",
    "Exuberance",
    "Finding",
    "FrothError",
    "FrothWarning",
    "Indicator",
    "Interval",
    "LikeForLike",
    "Model",
    "ModelLike",
    "Network",
    "NetworkLike",
    "NetworkNode",
    "Record",
    "Result",
    "Scenario",
    "ScenarioLike",
    "Scorecard",
    "Sensitivity",
    "Stress",
    "Table",
    "Track",
    "Uncertainty",
    "Value",
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
    "report",
    "score",
    "sensitivity",
    "sql",
    "stress",
    "track",
    "uncertainty",
]
