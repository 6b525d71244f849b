"""Models and scenarios as objects."""

from __future__ import annotations

import json
import os
from typing import Any, Mapping, Optional, Union, cast

from . import _froth

Value = Union[float, str, Mapping[str, Any]]
"""A figure: a number, a word, or a table with ``value`` and what else a scenario says of it (``low``, ``high``, ``source``, ...)."""

ScenarioLike = Union[str, "os.PathLike[str]", Mapping[str, Any], "Scenario"]
"""A scenario: a built-in id (``"ai-2026q3"``, ``"ai@2025-12-31"``), a path, TOML text, a dictionary, or a :class:`Scenario`."""

ModelLike = Union[str, "os.PathLike[str]", Mapping[str, Any], "Model"]
"""A model: a built-in id, a path, TOML text, a dictionary, or a :class:`Model`."""

NetworkLike = Union[str, "os.PathLike[str]", Mapping[str, Any]]
"""A network: a built-in id, a path, TOML text or a dictionary."""


class _File:
    """A text with a name."""

    __slots__ = ("_described", "_name", "_texts")

    _kind = ""

    def __init__(self, of: object) -> None:
        self._described: dict[str, Any] = json.loads(_froth.described(self._kind, of))
        name, texts = _named(of, self._described)
        self._name: str = name
        self._texts: dict[str, str] = texts

    def __froth__(self) -> tuple[str, dict[str, str]]:
        return self._name, self._texts

    @property
    def id(self) -> str:
        """Its id."""
        return str(self._described["id"])

    @property
    def title(self) -> str:
        """Its name."""
        return str(self._described["title"])

    def to_toml(self) -> str:
        """Its text. ``open("mine.toml", "w").write(x.to_toml())`` keeps it, for froth's command line too."""
        return str(self._described["text"])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}: {self.title}>"


class Model(_File):
    """A model: what is measured and how it is scored.

    ``of`` is a built-in id, a path, TOML text or a dictionary. Raises :class:`FrothError` with everything that is wrong with it.
    """

    __slots__ = ()

    _kind = "model"

    def __init__(self, of: ModelLike) -> None:
        super().__init__(of)

    @property
    def indicators(self) -> list[str]:
        """The ids of its indicators."""
        return list(self._described["ids"])


class Scenario(_File):
    """A scenario: what was observed at a date.

    ``of`` is a built-in id, a path, TOML text or a dictionary. Raises :class:`FrothError` with everything that is wrong with it.

    >>> froth.score(froth.Scenario("ai-2026q3").with_values(sp500_forward_pe=22.0))  # doctest: +SKIP
    <Scorecard ai-2026q3-what-if: 51.2 of 100>
    """

    __slots__ = ()

    _kind = "scenario"

    def __init__(self, of: Union[ScenarioLike, _Extension]) -> None:
        super().__init__(of)

    @property
    def as_of(self) -> str:
        """The day that it describes, as ``YYYY-MM-DD``."""
        return str(self._described["as_of"])

    @property
    def model(self) -> str:
        """The model that it is meant for."""
        return str(self._described["model"])

    @property
    def values(self) -> list[str]:
        """The ids that it has figures for."""
        return list(self._described["ids"])

    def with_values(
        self, values: Optional[Mapping[str, Value]] = None, *, id: Optional[str] = None, **figures: Value
    ) -> Scenario:
        """The same scenario with other figures: numbers in the indicator's unit, words, or tables with sources.

        This one stays as it is. ``id`` names the new one; by default its id with ``-what-if`` after it.
        """
        return self._extended(id, {"values": {**(values or {}), **figures}})

    def shock(
        self, shocks: Optional[Mapping[str, Value]] = None, *, id: Optional[str] = None, **figures: Value
    ) -> Scenario:
        """The same scenario under shocks, applied when it is scored.

        A shock is ``{"multiply": 0.6}``, ``{"add": -50}`` or ``{"set": 22}``; a number or a word alone sets the figure.
        """
        shocks = {**(shocks or {}), **figures}
        tables = {key: shock if isinstance(shock, Mapping) else {"set": shock} for key, shock in shocks.items()}
        return self._extended(id, {"shock": tables})

    def _extended(self, id: Optional[str], changes: Mapping[str, Any]) -> Scenario:
        own = self.id.replace("@", "-")
        name = id or (own if own.endswith("-what-if") else f"{own}-what-if")
        title = self.title if self.title.endswith("(what if)") else f"{self.title} (what if)"
        new = {"schema": 1, "id": name, "title": title, "extends": self._name, **changes}
        return Scenario(_Extension(new, self._texts))


class _Extension:
    """A dictionary that extends a text."""

    def __init__(self, new: Mapping[str, Any], texts: dict[str, str]) -> None:
        name = f"<{new['id']} {len(texts) + 1}>"
        self.given = (name, {**texts, name: _froth.toml(dict(new))})

    def __froth__(self) -> tuple[str, dict[str, str]]:
        return self.given


def _named(of: object, described: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The name that opens it again, and the texts that it rests on."""
    if isinstance(of, (_File, _Extension)):
        name, texts = of.__froth__()
        return name, dict(texts)
    if not isinstance(of, (str, os.PathLike)) or (isinstance(of, str) and ("\n" in of or "=" in of)):
        name = f"<{described['id']}>"
        return name, {name: str(described["text"])}
    name = os.fspath(cast("str | os.PathLike[str]", of))
    is_path = "/" in name or "\\" in name or name.endswith(".toml")
    return (name if is_path or isinstance(of, str) else f"./{name}"), {}
