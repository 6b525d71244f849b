"""What functions on scenarios, models and networks give back."""

from __future__ import annotations

from typing import Any, Literal, Optional, Union

from ._chart import Chart, Language
from ._record import Charted, Record, Result, by_id


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
        return by_id(self.dimensions, id)

    def indicator(self, id: str) -> Indicator:
        """The indicator of this id; ``KeyError`` where there is none."""
        return by_id(self.indicators, id)

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


class RankDrivers(Result):
    """What drives the ranks of a date: ``sensitivity`` of the target, ``ranks`` of entities with their intervals over draws,
    ``removals`` of indicators and dimensions, ranks in each of the ``dimensions`` and how alike ``pairs`` of these are."""

    __slots__ = ()

    date: Optional[str]
    entities: int
    target: str
    sensitivity: Record
    draws: int
    top: int
    sources: list[str]
    shift: Optional[float]
    ranks: list[Record]
    removals: list[Record]
    dimensions: list[Record]
    pairs: list[Record]


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


class Network(Charted):
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
        return by_id(self.nodes, id)

    def chart(self, kind: Literal["network", "cascade", "exposure"] = "network", *, lang: Language = "en") -> Chart:
        """The network as a picture, the rounds of its losses, or who owes whom.

        A cascade needs a shock: :class:`FrothError` where there was none.
        """
        return self._chart(kind, lang)


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
