"""What audits give back."""

from __future__ import annotations

from typing import Optional

from ._record import Record, Result


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
