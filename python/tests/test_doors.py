"""Whatever the command line can be asked, the package can be asked: command by command, flag by flag."""

from __future__ import annotations

import inspect
import re
from typing import Any

import froth
import pytest
from conftest import run
from froth import _options

# Commands that have no function, and why.
LEFT = {
    "show": "Scenario(id).to_toml() and Model(id).to_toml() give texts",
    "new": "a file to start from, for whoever writes it by hand",
    "fetch": "opens connections",
    "update": "writes into a file by hand",
    "serve": "a page in a browser, for whoever has no notebook",
    "schema": "for editors",
    "verify": "looks at folders",
    "completions": "for shells",
    "man": "for shells",
}
NAMES = {"list": "builtins", "base-rates": "base_rates"}
# What is no question: how results are printed, where they go, and exit codes.
ELSEWHERE = {"format", "full", "output", "quiet", "color", "help", "fail_on_alert", "fail_at", "fail_if_empty"}
# What is called otherwise where many are given at once, or where a method of the result does it.
OTHERWISE = {
    "column": "columns",
    "ratio": "ratios",
    "detector": "detectors",
    "rival": "rivals",
    "lang": None,
    "font": None,
}
# What belongs to tables stands in a function of its own; what is printed instead of scores has none yet.
LEFT_FLAGS = {
    "panel": {"versus", "profile", "cells", "memory"},  # frames are in memory; .audit holds the cells
    "sensitivity": set(_options.RankDriversOptions.__annotations__) | {"panel", "long_columns"},
}
OPTIONS: dict[str, list[Any]] = {
    "panel": [_options.PanelOptions],
    "exuberance": [_options.ExuberanceOptions, _options.CompareTestsOptions, _options.MonitorOptions],
    "backtest": [_options.BacktestOptions],
    "base-rates": [_options.BaseRatesOptions],
    "network": [_options.NetworkOptions],
    "sql": [_options.SqlOptions],
}


def commands() -> list[str]:
    listed = run("--help").split("Commands:")[1].split("Options:")[0]
    return re.findall(r"^  ([a-z-]+) ", listed, re.MULTILINE)


def flags(command: str) -> set[str]:
    found = re.findall(r"^ +(?:-\w, )?--([a-z-]+)", run(command, "--help"), re.MULTILINE)
    return {name.replace("-", "_") for name in found} - ELSEWHERE


def test_every_command_has_a_function_or_a_reason() -> None:
    assert len(commands()) > 20
    for command in commands():
        name = NAMES.get(command, command)
        assert (command in LEFT) != (name in froth.__all__), command


def test_docstrings_say_what_is_raised() -> None:
    silent = {"builtins", "check"}  # raise nothing of what they find
    functions = [name for name in froth.__all__ if inspect.isfunction(getattr(froth, name)) and name not in silent]
    assert len(functions) > 15
    for name in functions:
        assert "Raises :class:`FrothError`" in (inspect.getdoc(getattr(froth, name)) or ""), name


@pytest.mark.parametrize("command", [c for c in commands() if c not in LEFT and c != "list"])
def test_every_flag_is_an_argument(command: str) -> None:
    function = getattr(froth, NAMES.get(command, command))
    known = set(inspect.signature(function).parameters)
    for options in OPTIONS.get(command, []):
        known |= set(options.__annotations__)
    wanted = {OTHERWISE.get(flag, flag) for flag in flags(command)} - {None}
    # Elsewhere: a chart is a method of results, a check's audit a function, a network's charts are its result's.
    wanted -= {"chart"} | LEFT_FLAGS.get(command, set())
    if command == "check":
        wanted -= {"audit"}
    if command == "chart":
        wanted -= {"shock", "fail", "method", "channels", "status", "recovery", "loss_given_default"}
    assert wanted <= known, f"froth {command} has {sorted(w for w in wanted - known if w)}, which froth.{command} has not"


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"on": "dividend"}, "`on` belongs to `compare_tests`"),
        ({"horizon": 5}, "`horizon` belongs to `monitor`"),
        ({"detectors": ["psy"]}, "`detectors` belongs to `monitor`"),
        ({"state": "x"}, "`state` belongs to `monitor`"),
        ({"monitor": "2000-01-01", "state": "x"}, "`state` belongs to `horizon`"),
        ({"monitor": "2000-01-01", "panel": True}, "`panel` does not go with `monitor`"),
        ({"monitor": "2000-01-01", "compare_tests": True}, "`compare_tests` does not go with `monitor`"),
        ({"compare_tests": True, "control": 40}, "`control` does not go with `compare_tests`"),
        ({"compare_tests": True, "on": "nothing"}, "no series `nothing`|no column .nothing"),
        ({"compare_tests": True, "lag": "bic-once:2"}, "lags are chosen once on a whole series"),
        ({"monitor": "someday"}, "`monitor` is \"someday\""),
        ({"monitor": "2000-01-01", "detectors": ["psi"]}, "`detectors` is \"psi\""),
        ({"monitor": "1800-01-01"}, "the training is to end on 1800-01-01"),
    ],
)
def test_what_does_not_go_together_is_refused(walk: Any, options: dict[str, Any], what: str) -> None:
    with pytest.raises(froth.FrothError, match=what) as raised:
        froth.exuberance(walk, **{"replications": 20, **options})
    assert raised.value.findings[0].help and "--" not in raised.value.findings[0].message


def test_what_is_about_ranks_takes_ranks(table: Any, model: Any) -> None:
    for name in ("draws", "seed", "top"):
        options: dict[str, Any] = {name: 5}
        with pytest.raises(froth.FrothError, match=f"`{name}` is about ranks"):
            froth.panel(table, model, **options)
    with pytest.raises(froth.FrothError, match="`draws` is 0"):
        froth.panel(table, model, ranks=True, draws=0)


def test_what_sensitivity_says_of_tables_rank_drivers_takes() -> None:
    own = set(inspect.signature(froth.sensitivity).parameters) | {"lang"}
    assert flags("sensitivity") - own - {"panel"} <= set(_options.RankDriversOptions.__annotations__)
