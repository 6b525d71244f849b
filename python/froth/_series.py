"""What tests of series, scores held against events, and run-ups give back."""

from __future__ import annotations

from typing import Literal, Optional

from ._chart import Chart, Language
from ._record import Charted, Record, by_id


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


class Exuberance(Charted):
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


class ComparedTests(Charted):
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
        return by_id(self.detectors, name, "detector")


class Monitored(Charted):
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


class Backtest(Charted):
    """Scores held against events that came later."""

    __slots__ = ()

    measures: list[Record]

    def chart(self, kind: Literal["roc", "signal"] = "roc", *, lang: Language = "en") -> Chart:
        """Hit rates against false alarms, or the score over time with its events (of one entity: else :class:`FrothError`)."""
        return self._chart(kind, lang)


class BaseRates(Charted):
    """What came after run-ups: ``share`` is ``falls`` over those that are not open, ``None`` where there are none."""

    __slots__ = ()

    rates: list[Record]
    episodes: list[Record]

    def chart(self, kind: Literal["base_rates", "runups"] = "base_rates", *, lang: Language = "en") -> Chart:
        """How often run-ups ended in a fall against how often such falls come anyway, or the paths of the run-ups."""
        return self._chart(kind, lang)
