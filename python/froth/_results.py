"""What functions give back: the command line's JSON with attributes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Optional, TypeVar, Union, cast

from ._chart import Chart, Language

if TYPE_CHECKING:
    from ._froth import Answer

_WIDTH = 110


class Record:
    """Fields of a result. ``record.score`` and ``record["score"]`` are the same; ``to_dict()`` gives them all.

    A field whose name is a word of Python's has an underscore after it: ``from_``.
    """

    __slots__ = ("_data",)

    _data: Mapping[str, Any]
    _parts: ClassVar[Mapping[str, type[Record]]] = {}

    def __init__(self, data: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_data", data)

    def to_dict(self) -> dict[str, Any]:
        """The fields as plain dictionaries, lists, numbers and texts: what ``json.loads`` gives of the command line's JSON."""
        copied: dict[str, Any] = json.loads(json.dumps(self._fields()))
        return copied

    def _fields(self) -> Mapping[str, Any]:
        return self._data

    def __getitem__(self, name: str) -> Any:
        return self._shown(name, self._fields()[name])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        fields = self._fields()
        for key in (name, name[:-1] if name.endswith("_") else name):
            if key in fields:
                return self._shown(key, fields[key])
        raise AttributeError(f"a {type(self).__name__} has no {name!r}; it has {', '.join(fields)}")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__name__} is a result: {name!r} cannot be set")

    def _shown(self, name: str, value: Any) -> Any:
        part = self._parts.get(name, Record)
        if isinstance(value, dict):
            return part(cast("dict[str, Any]", value))
        if isinstance(value, list):
            items: list[Any] = cast("Any", value)
            return [part(cast("dict[str, Any]", item)) if isinstance(item, dict) else item for item in items]
        return value

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *(f"{key}_" if key == "from" else key for key in self._fields())]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields())

    def __contains__(self, name: object) -> bool:
        return name in self._fields()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and type(self) is type(other) and self._fields() == other._fields()

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (dict(self._data),))

    def __repr__(self) -> str:
        plain = {k: v for k, v in self._fields().items() if not isinstance(v, (dict, list)) and v is not None}
        shown = [f"{key}={value!r}" for key, value in list(plain.items())[:6]]
        return f"{type(self).__name__}({', '.join(shown)})"


class Result(Record):
    """What a function found: fields, and a page that can be read. ``print(result)`` shows what the command line prints."""

    __slots__ = ("_answer",)

    _answer: Optional[Answer]

    def __init__(self, answer: Union[Answer, Mapping[str, Any]]) -> None:
        native = None if isinstance(answer, Mapping) else answer
        object.__setattr__(self, "_answer", native)
        super().__init__(answer if native is None else {})  # type: ignore[arg-type]

    def _fields(self) -> Mapping[str, Any]:
        if not self._data and self._answer is not None:
            object.__setattr__(self, "_data", json.loads(self._answer.json))
        return self._data

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (dict(self._fields()),))

    def to_json(self) -> str:
        """The JSON, as the command line writes it."""
        if self._answer is None:
            return json.dumps(self._fields(), indent=2, ensure_ascii=False)
        return self._answer.json

    def to_markdown(self) -> str:
        """The page as Markdown."""
        return "" if self._answer is None else self._answer.markdown()

    def __str__(self) -> str:
        return repr(self) if self._answer is None else self._answer.text(_WIDTH)

    def _repr_html_(self) -> Optional[str]:
        return None if self._answer is None else self._answer.html()

    def _repr_markdown_(self) -> Optional[str]:
        return None if self._answer is None else self._answer.markdown()


class Dimension(Record):
    """A dimension of a scorecard. Scores, weights and contributions as in :class:`Scorecard`."""

    __slots__ = ()

    id: str
    title: str
    parent: Optional[str]
    score: Optional[float]
    band: Optional[str]
    weight: float
    contribution: Optional[float]
    coverage: float
    reason: Optional[str]
    reason_code: Optional[str]


class Indicator(Record):
    """An indicator of a scorecard: the figure with its source, and the score that a rule makes of it."""

    __slots__ = ()

    id: str
    title: str
    dimension: str
    value: Union[float, str, None]
    unit: Optional[str]
    score: Optional[float]
    band: Optional[str]
    weight: float
    contribution: Optional[float]
    missing: bool
    date: Optional[str]
    age: Optional[int]
    source: Optional[str]
    url: Optional[str]
    confidence: Optional[str]
    note: Optional[str]
    reason: Optional[str]
    reason_code: Optional[str]


class Alert(Record):
    """An alert of a model: ``fired`` is ``None`` where that cannot be said."""

    __slots__ = ()

    id: str
    title: str
    when: str
    fired: Optional[bool]
    reason: Optional[str]


class Interval(Record):
    """Where a score lies over draws of all that is uncertain: 5 %, 50 % and 95 % of them lie below."""

    __slots__ = ()

    low: float
    median: float
    high: float


class Scorecard(Result):
    """A scenario scored under a model.

    Scores run from 0 (calm) to 100 (the worst on record); ``None`` is missing, and ``reason`` says why. Weights and coverage are
    shares, contributions are points of the headline.
    """

    __slots__ = ()

    _parts = {"dimensions": Dimension, "indicators": Indicator, "alerts": Alert, "interval": Interval}

    scenario: str
    title: str
    era: Optional[str]
    as_of: str
    model: str
    model_title: str
    model_version: Optional[str]
    score: Optional[float]
    band: Optional[str]
    coverage: float
    bounds: Optional[list[float]]
    reason: Optional[str]
    reason_code: Optional[str]
    dimensions: list[Dimension]
    indicators: list[Indicator]
    alerts: list[Alert]

    def dimension(self, id: str) -> Dimension:
        """The dimension of this id; ``KeyError`` where there is none."""
        return _by_id(self.dimensions, id)

    def indicator(self, id: str) -> Indicator:
        """The indicator of this id; ``KeyError`` where there is none."""
        return _by_id(self.indicators, id)

    def __repr__(self) -> str:
        score = "no score" if self.score is None else f"{self.score:.1f} of 100"
        return f"<Scorecard {self.scenario}: {score}>"


class LikeForLike(Record):
    """Scenarios on the indicators that all of them have."""

    __slots__ = ()

    _parts = {"scorecards": Scorecard}

    indicators: list[str]
    scorecards: list[Scorecard]


class Comparison(Result):
    """Scenarios side by side: on all data, like for like, and what makes the difference.

    A difference is the first scenario less the second, in points. ``interval`` of a scorecard is where its score lies over draws.
    """

    __slots__ = ()

    _parts = {"scorecards": Scorecard, "like_for_like": LikeForLike}

    scorecards: list[Scorecard]
    like_for_like: Optional[LikeForLike]
    differences: list[Record]
    robustness: Optional[Record]

    def __repr__(self) -> str:
        shown = (f"{c.scenario} {'-' if c.score is None else format(c.score, '.1f')}" for c in self.scorecards)
        return f"<Comparison {', '.join(shown)}>"


class Uncertainty(Result):
    """Where scores and gaps lie over draws. A share of draws is no probability of a fall."""

    __slots__ = ()

    draws: int
    seed: int
    without: list[str]
    sources: list[str]
    scenarios: list[Record]
    pairs: list[Record]
    like_for_like: Optional[Record]
    methods: Record


class Sensitivity(Result):
    """What the uncertainty of a score, or of a gap, comes from: ``s1`` alone, ``st`` with all that it does with others."""

    __slots__ = ()

    samples: int
    seed: int
    scenarios: list[str]
    mean: Optional[float]
    sd: Optional[float]
    indices: list[Record]
    dimensions: list[Record]


class Stress(Result):
    """A scenario before and after shocks, and what it would take to reach a target or to turn an order round."""

    __slots__ = ()

    _parts = {"before": Scorecard, "after": Scorecard}

    before: Scorecard
    after: Scorecard
    last_known: list[Record]
    skipped: list[Record]

    @property
    def move(self) -> Optional[float]:
        """Points that the shocks add to the headline."""
        before, after = self.before.score, self.after.score
        return None if before is None or after is None else after - before


class Track(Result):
    """Eras over time: scores, dimensions and alerts at each point of a path."""

    __slots__ = ()

    scenarios: list[Record]
    parallels: list[Record]


class Changes(Result):
    """What moved a headline, in parts that sum to ``move``: model, revisions, data that went, figures, data that came."""

    __slots__ = ()

    from_: Record
    to: Record
    move: Optional[float]
    model: Optional[float]
    revisions: Optional[list[Record]]
    coverage_lost: Optional[list[Record]]
    figures: Optional[list[Record]]
    coverage_gained: Optional[list[Record]]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(Record(self._fields()["changes"]), name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *dir(Record(self._fields()["changes"]))]

    def __repr__(self) -> str:
        move = "no move" if self.move is None else f"{self.move:+.1f} points"
        return f"<Changes {self.from_.scenario} to {self.to.scenario}: {move}>"


class _Charted(Result):
    """A result that can be drawn."""

    __slots__ = ()

    def _chart(self, kind: Optional[str], lang: Language) -> Chart:
        if self._answer is None:
            raise ValueError("a result that was pickled or made of a dictionary has no charts: draw it where it was computed")
        return Chart(self._answer.chart(kind, lang))


class NetworkNode(Record):
    """A node of a network: what it lost, in the network's unit and as a share of its equity."""

    __slots__ = ()

    id: str
    title: str
    equity: Optional[float]
    loss: Optional[float]
    loss_share: Optional[float]
    written_off: float
    failed: bool
    failed_in_round: Optional[int]


class Network(_Charted):
    """What a shock does to a network, round by round. Amounts are in ``unit``."""

    __slots__ = ()

    _parts = {"nodes": NetworkNode}

    network: str
    unit: str
    method: str
    channels: list[str]
    initial_loss: Optional[float]
    total_loss: Optional[float]
    amplification: Optional[float]
    rounds: list[Record]
    nodes: list[NetworkNode]

    def node(self, id: str) -> NetworkNode:
        """The node of this id; ``KeyError`` where there is none."""
        return _by_id(self.nodes, id)

    def chart(self, kind: Literal["network", "cascade", "exposure"] = "network", *, lang: Language = "en") -> Chart:
        """The network as a picture, the rounds of its losses, or who owes whom.

        A cascade needs a shock: :class:`FrothError` where there was none.
        """
        return self._chart(kind, lang)


class Episode(Record):
    """A run of rows above critical values. ``start``, ``peak`` and ``end`` are days, ``duration`` is in rows."""

    __slots__ = ()

    start: str
    peak: str
    end: str
    duration: int
    ongoing: bool
    kind: Literal["growth", "decline"]
    collapse: bool
    root: Optional[Record]
    doubling_time: Optional[Record]


class TestedSeries(Record):
    """A series and its tests. Statistics are t-ratios; ``badf``, ``bsadf`` and what they are held against go with ``dates``."""

    __slots__ = ()
    __test__ = False

    _parts = {"episodes": Episode, "sadf_episodes": Episode}

    name: str
    n: int
    from_: str
    to: str
    log: bool
    lag: int
    min_window: int
    adf: Optional[float]
    sadf: Optional[float]
    gsadf: float
    direction: Literal["growth", "decline"]
    critical_values: Optional[Record]
    p_values: Optional[Record]
    min_duration: int
    episodes: list[Episode]
    sadf_episodes: list[Episode]
    dates: list[str]
    badf: list[Optional[float]]
    bsadf: list[Optional[float]]
    bsadf_critical: Optional[Record]


class Exuberance(_Charted):
    """Tests for explosive growth, series by series."""

    __slots__ = ()

    _parts = {"series": TestedSeries}

    method: Record
    conventions: list[str]
    series: list[TestedSeries]
    panel: Optional[Record]

    def chart(self, *, lang: Language = "en") -> Chart:
        """Each series with its statistic, its critical values and its episodes."""
        return self._chart(None, lang)


class ComparedTests(_Charted):
    """The same series under several tests, and dates of one bubble by regimes.

    Of several tests of 5 % some reject more often: none is a verdict.
    """

    __slots__ = ()

    replications: int
    seed: int
    lag: str
    on: Optional[str]
    conventions: list[str]
    series: list[Record]

    def chart(self, *, lang: Language = "en") -> Chart:
        """Each series, the rows in which each test is above its critical value, and its regimes."""
        return self._chart(None, lang)


class Detected(Record):
    """What one detector saw: ``statistic`` and ``boundary`` go with the series' ``dates``, ``alarm`` is a day."""

    __slots__ = ()

    detector: str
    constant: float
    published: Optional[float]
    alarm: Optional[str]
    alarm_row: Optional[int]
    statistic: list[Optional[float]]
    boundary: list[float]


class MonitoredSeries(Record):
    """A series under its detectors. ``training``, ``horizon``, ``left`` and ``beyond`` are in rows."""

    __slots__ = ()

    _parts = {"detectors": Detected}

    name: str
    log: bool
    training: int
    horizon: int
    left: int
    min_window: int
    drift: Optional[float]
    beyond: int
    dates: list[str]
    detectors: list[Detected]

    def detector(self, name: str) -> Detected:
        """What the detector of this name saw; ``KeyError`` where it was not watched."""
        return _by_id(self.detectors, name, "detector")


class Monitored(_Charted):
    """Series held against boundaries as their rows come. An alarm is no date of when growth began."""

    __slots__ = ()

    _parts = {"series": MonitoredSeries}

    method: Record
    conventions: list[str]
    series: list[MonitoredSeries]

    @property
    def has_alarm(self) -> bool:
        """Whether any detector of any series has given an alarm, in this run or an earlier one."""
        return any(seen.alarm is not None for one in self.series for seen in one.detectors)

    def chart(self, *, lang: Language = "en") -> Chart:
        """Each series with its training, the statistics over their boundaries, and alarms."""
        return self._chart(None, lang)


class Backtest(_Charted):
    """Scores held against events that came later."""

    __slots__ = ()

    measures: list[Record]

    def chart(self, kind: Literal["roc", "signal"] = "roc", *, lang: Language = "en") -> Chart:
        """Hit rates against false alarms, or the score over time with its events (of one entity: else :class:`FrothError`)."""
        return self._chart(kind, lang)


class BaseRates(_Charted):
    """What came after run-ups: ``share`` is ``falls`` over those that are not open, ``None`` where there are none."""

    __slots__ = ()

    rates: list[Record]
    episodes: list[Record]

    def chart(self, kind: Literal["base_rates", "runups"] = "base_rates", *, lang: Language = "en") -> Chart:
        """How often run-ups ended in a fall against how often such falls come anyway, or the paths of the run-ups."""
        return self._chart(kind, lang)


class AuditFinding(Record):
    """Something that an audit found; ``grade`` says how much it matters."""

    __slots__ = ()

    code: str
    message: str
    help: Optional[str]
    grade: str


class _Audit(Result):
    """Findings, the most severe first. ``first`` are the places of those to read first."""

    __slots__ = ()

    _parts = {"findings": AuditFinding}

    title: str
    findings: list[AuditFinding]
    first: list[int]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.title}: {len(self.findings)} findings>"


class ModelAudit(_Audit):
    """A model, by itself and on scenarios: what it rests on, what cannot move it, what is old or hidden."""

    __slots__ = ()

    model: str
    version: str
    indicators: list[Record]
    dimensions: list[Record]
    beyond: list[Record]
    scenarios: list[Record]


class PanelAudit(_Audit):
    """A model on the rows of a table: what it is meant to do against what it does.

    Effective weights are shares of the score's variance; ``mean`` and ``sd`` are of the score, in points.
    """

    __slots__ = ()

    model: str
    version: str
    rows: int
    scored: int
    mean: Record
    sd: Record
    indicators: list[Record]
    dimensions: list[Record]
    entities: Optional[int]
    entities_without_values: list[str]
    entities_without_scores: list[str]
    constant_ends: list[Record]


class NetworkAudit(_Audit):
    """The edges of a network: whether they can be looked up, how sure and how old they are."""

    __slots__ = ()

    network: str
    as_of: str
    edges: int
    counted: int
    amount: float
    low_confidence: Optional[float]
    without_amount: list[str]
    without_address: list[str]
    without_date: list[str]


class CheckedFile(Record):
    """What was found in a file: ``ok`` if it can be used."""

    __slots__ = ()

    file: str
    ok: bool
    messages: list[Record]

    def __bool__(self) -> bool:
        return self.ok


class Builtin(Record):
    """A built-in model, scenario, network or list of feeds: ``kind`` says which."""

    __slots__ = ()

    kind: str
    group: str
    id: str
    title: str
    as_of: Optional[str]
    model: Optional[str]


_Named = TypeVar("_Named", bound=Record)


def _by_id(of: list[_Named], id: str, key: str = "id") -> _Named:
    for item in of:
        if item[key] == id:
            return item
    raise KeyError(f"{id!r} is none of {', '.join(item[key] for item in of)}")
