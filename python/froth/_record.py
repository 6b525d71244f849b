"""What results are made of: the command line's JSON with attributes, its page and its charts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Optional, TypeVar, Union, cast

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


class Charted(Result):
    """A result that can be drawn."""

    __slots__ = ()

    def _chart(self, kind: Optional[str], lang: Language) -> Chart:
        if self._answer is None:
            raise ValueError("a result that was pickled or made of a dictionary has no charts: draw it where it was computed")
        return Chart(self._answer.chart(kind, lang))


_Named = TypeVar("_Named", bound=Record)


def by_id(of: list[_Named], id: str, key: str = "id") -> _Named:
    for item in of:
        if item[key] == id:
            return item
    raise KeyError(f"{id!r} is none of {', '.join(item[key] for item in of)}")
