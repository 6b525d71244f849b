"""Pictures."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal, Union

if TYPE_CHECKING:
    from . import _froth

Language = Literal["en", "zh-Hant"]
"""The language of titles and labels."""


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

    def png(self, *, font: Union[str, os.PathLike[str], None] = None) -> bytes:
        """The picture as PNG.

        Fonts of the system are looked through for characters that the built-in font lacks, such as Chinese ones; ``font`` is a
        file that is taken before these. Where no font has Chinese characters the picture is in English, with a
        :class:`FrothWarning`.
        """
        return self._native.png(None if font is None else os.fspath(font))

    def save(self, path: Union[str, os.PathLike[str]], *, font: Union[str, os.PathLike[str], None] = None) -> None:
        """Writes it: a name ending in .svg, .png, or .csv for the numbers behind it; ``ValueError`` for any other."""
        name = os.fspath(path)
        ending = os.path.splitext(name)[1].lower()
        content = {".svg": lambda: self.svg.encode(), ".csv": lambda: self.csv.encode(), ".png": lambda: self.png(font=font)}
        if ending not in content:
            raise ValueError(f"{name} ends in none of .svg, .png and .csv: the ending chooses the format")
        written = content[ending]()
        with open(name, "wb") as file:
            file.write(written)

    def _repr_svg_(self) -> str:
        return self.svg
