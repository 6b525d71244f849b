"""Examples run: the files in examples/, and those of the README, of docs/python.md and of docstrings."""

from __future__ import annotations

import doctest
import re
import runpy
from pathlib import Path

import froth
import pytest
from conftest import ROOT

EXAMPLES = sorted((ROOT / "python" / "examples").glob("*.py"))


@pytest.mark.parametrize("path", EXAMPLES, ids=[p.stem for p in EXAMPLES])
def test_example(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in re.findall(r"^import (polars|pandas|duckdb)", path.read_text(encoding="utf-8"), re.M):
        pytest.importorskip(name)
    runpy.run_path(str(path))


@pytest.mark.parametrize("page", ["README.md", "python/README.md", "docs/python.md"])
def test_page(page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("polars", "pandas"):
        pytest.importorskip(name)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.M | re.S)
    assert blocks
    known: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, page, "exec"), known)


def test_docstrings() -> None:
    found = doctest.testmod(froth, extraglobs={"froth": froth}, optionflags=doctest.ELLIPSIS)
    assert found.attempted > 3 and not found.failed
