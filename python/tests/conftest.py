"""What tests share: the command line, and a table of random rows."""

from __future__ import annotations

import datetime
import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import froth
import pytest

ROOT = Path(os.environ.get("FROTH_ROOT", Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("FROTH", str(ROOT / "target" / "debug" / "froth"))

MODEL = """
schema = 1
id = "random"
title = "A model of random rows"
[dimension.root]
[dimension.price]
parent = "root"
[dimension.debt]
parent = "root"
[indicator.pe]
dimension = "price"
rule.linear = { from = 10, to = 40 }
[indicator.cape]
dimension = "price"
rule.log = { from = 10, to = 45 }
[indicator.margin]
dimension = "debt"
rule.linear = { from = 0, to = 3 }
"""


def run(*arguments: str) -> str:
    """What the command line prints on standard output."""
    environment = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run([PROGRAM, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def document(*arguments: str) -> Any:
    """What it prints as JSON."""
    return json.loads(run(*arguments, "--format", "json", "--quiet"))


@pytest.fixture(autouse=True)
def in_the_clone(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Paths mean the same here and on the command line; nobody's cache is touched."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("FROTH_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def rows() -> dict[str, list[Any]]:
    """200 months of three entities, a tenth of the figures missing, with events."""
    chance = random.Random(7)
    columns: dict[str, list[Any]] = {name: [] for name in ("date", "entity", "pe", "cape", "margin", "crash")}
    for month in range(200):
        day = datetime.date(2000 + month // 12, month % 12 + 1, 1)
        for entity in ("US", "JP", "臺灣"):
            columns["date"].append(day)
            columns["entity"].append(entity)
            for name, low, high in (("pe", 5, 50), ("cape", 5, 60), ("margin", -1, 4)):
                columns[name].append(None if chance.random() < 0.1 else chance.uniform(low, high))
            columns["crash"].append(1.0 if chance.random() < 0.08 else 0.0)
    return columns


@pytest.fixture(scope="session")
def table(rows: dict[str, list[Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as CSV."""
    path = tmp_path_factory.mktemp("rows") / "rows.csv"
    lines = [",".join(rows)]
    for row in zip(*rows.values()):
        lines.append(",".join("" if x is None else str(x) for x in row))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model of the random rows."""
    path = tmp_path_factory.mktemp("model") / "random.toml"
    path.write_text(MODEL, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random walk by the month, with dividends."""
    chance = random.Random(3)
    price, lines = 100.0, ["date,price,dividend"]
    for month in range(150):
        price *= 1 + chance.gauss(0.01, 0.04)
        lines.append(f"{1990 + month // 12}-{month % 12 + 1:02}-01,{price},{2 + month * 0.01}")
    path = tmp_path_factory.mktemp("walk") / "walk.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def eras() -> list[str]:
    """The ids of built-in scenarios that stand by themselves under one model."""
    return [b.id for b in froth.builtins() if b.kind == "scenario" and b.group == "eras"]
