"""What Python adds: objects, errors, progress, Ctrl-C."""

from __future__ import annotations

import copy
import datetime
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import froth
import pytest

PAIR = ("dotcom-2000q1", "ai-2026q3")


def test_scenarios_from_an_id_a_path_a_text_and_a_dictionary(tmp_path: Path) -> None:
    given = {
        "schema": 1,
        "id": "mine",
        "title": "My figures",
        "as_of": datetime.date(2026, 9, 30),
        "values": {"sp500_forward_pe": 22.0, "shiller_cape": {"value": 38, "low": 37.5, "high": 39.0}},
    }
    scenario = froth.Scenario(given)
    assert (scenario.id, scenario.as_of, scenario.model) == ("mine", "2026-09-30", "four-dimensions")
    path = tmp_path / "mine.toml"
    path.write_text(scenario.to_toml(), encoding="utf-8")
    fields = froth.score(scenario).to_dict()
    for other in (given, str(path), path, scenario.to_toml()):
        assert froth.score(other).to_dict() == fields
    assert froth.score("ai-2026q3").to_dict() == froth.score(froth.Scenario("ai-2026q3")).to_dict()


def test_other_figures_and_shocks_leave_the_scenario_as_it_is() -> None:
    today = froth.Scenario("ai-2026q3")
    before = froth.score(today).score
    cheaper = today.with_values(sp500_forward_pe=15.0)
    shocked = cheaper.shock(shiller_cape={"multiply": 0.6}, id="worse")
    assert before is not None and froth.score(today).score == before
    low, lower = froth.score(cheaper), froth.score(shocked)
    assert low.indicator("sp500_forward_pe").value == 15.0
    assert low.score is not None and lower.score is not None and lower.score < low.score < before
    assert (low.scenario, lower.scenario) == ("ai-2026q3-what-if", "worse")
    assert froth.stress("ai-2026q3", shock=shocked).after.score is not None
    assert froth.compare(today, cheaper, shocked).scorecards[2].score == lower.score


def test_a_model_of_ones_own() -> None:
    model = froth.Model({
        "schema": 1,
        "id": "one",
        "title": "One figure",
        "dimension": {"root": {}},
        "indicator": {"shiller_cape": {"dimension": "root", "unit": "x", "rule": {"linear": {"from": 10, "to": 50}}}},
    })
    assert model.indicators == ["shiller_cape"]
    card = froth.score("ai-2026q3", model)
    assert card.model == "one" and card.score is not None


def test_results_have_fields_that_completion_finds() -> None:
    card = froth.score("ai-2026q3")
    assert {"score", "dimensions", "to_dict"} <= set(dir(card))
    assert card["score"] == card.score and "score" in card
    assert card.dimension(card.dimensions[0].id).title == card.dimensions[0].title
    with pytest.raises(AttributeError, match="it has scenario, title"):
        card.scoer
    with pytest.raises(KeyError):
        card.indicator("no")
    with pytest.raises(AttributeError):
        card.score = 1.0
    found = froth.changes("ai-2025q4", "ai-2026q3")
    assert found.from_.scenario == "ai-2025q4" and "from_" in dir(found)
    for of in (card, found):
        assert copy.deepcopy(of) == of and pickle.loads(pickle.dumps(of)) == of


def test_results_are_shown_in_notebooks() -> None:
    network = froth.network("ai-financing-2026q3", fail=["openai"])
    for of in (froth.score("ai-2026q3"), froth.compare(*PAIR), network):
        html = of._repr_html_()
        assert html is not None and html.count("<table") == html.count("</table>") > 0
        # Ground and ink of what is around it: only scores bring both.
        assert "<script" not in html and html.count("background") == html.count("color: ")
        assert str(of).splitlines()[0] and of.to_markdown().startswith("#")
    assert froth.chart("radar", *PAIR)._repr_svg_().startswith("<svg")


def test_errors_have_findings() -> None:
    text = 'schema = 1\nid = "mine"\ntitle = "T"\nas_of = 2026-09-30\n[values]\nsp500_forward_pe = "dear"\n'
    with pytest.raises(froth.FrothError) as found:
        froth.score(text)
    (finding,) = found.value.findings
    assert (finding.severity, finding.line) == ("error", 6) and finding.help
    assert finding.message in str(found.value) and pickle.loads(pickle.dumps(found.value)).findings == [finding]
    wrong: list[Any] = [
        lambda: froth.score("ai-2026q33"),
        lambda: froth.score("-"),
        lambda: froth.score("ai-2026q3", min_coverage=2.0),
        lambda: froth.Scenario({"schema": 1, "id": "x", "values": {"a": float("nan")}}),
        lambda: froth.uncertainty("ai-2026q3", without=["nothing"]),
        lambda: froth.network("ai-financing-2026q3", fail=["nobody"]),
        lambda: froth.network("ai-financing-2026q3", method="clearing", loss_given_default=0.5),
        lambda: froth.panel({"date": ["2000-01"], "pe": [1.0, 2.0]}, "us-equities"),
        lambda: froth.panel("nowhere.csv", "us-equities"),
        lambda: froth.chart("pie", "ai-2026q3"),  # type: ignore[arg-type]
        lambda: froth.chart("difference", "ai-2026q3"),
        lambda: froth.report("out", froth.Scenario("ai-2026q3").with_values(sp500_forward_pe=1.0)),
        lambda: froth.sql("four-dimensions", "oracle"),  # type: ignore[arg-type]
        lambda: froth.compare("ai-2026q3", "ai-2026q3"),
        lambda: froth.exuberance({"date": ["2000-01"], "x": [1.0]}, lag="many"),
        lambda: froth.backtest({"date": ["2000-01"]}, "us-equities", event="fall:x"),
        lambda: froth.backtest({"date": ["2000-01"]}, event="x"),
        lambda: froth.base_rates({"date": ["2000-01"], "p": [1.0]}, price="p", rise=["much"]),
    ]
    for call in wrong:
        with pytest.raises(froth.FrothError) as e:
            call()
        assert e.value.findings and "options." not in str(e.value)
    assert "did you mean `ai-2026q3`" in str(found_by(lambda: froth.score("ai-2026q33")))
    for no_table in (3, object()):
        with pytest.raises(TypeError):
            froth.panel(no_table, "us-equities")  # type: ignore[arg-type]


def found_by(call: Any) -> froth.FrothError:
    with pytest.raises(froth.FrothError) as e:
        call()
    return e.value


def test_an_option_that_there_is_not_is_named() -> None:
    said = found_by(lambda: froth.panel({"date": []}, "us-equities", alow_missing=True))  # type: ignore[call-arg]
    assert said.findings[0].help == "did you mean `allow_missing`?"


def test_warnings_point_at_whoever_called() -> None:
    with pytest.warns(froth.FrothWarning, match="does not use") as said:
        froth.stress("ai-2026q3", shock={"schema": 1, "id": "s", "title": "S", "shock": {"nothing_known": {"set": 1}}})
    assert said[0].filename == __file__


def test_checks_raise_nothing() -> None:
    found = froth.check({"schema": 1, "id": "x"})
    assert not found and not found.ok and found.messages[0].code == "missing-field"
    assert froth.check("four-dimensions")


def test_progress_is_told_and_can_end_the_work() -> None:
    told: list[tuple[int, int]] = []
    froth.uncertainty(*PAIR, draws=2000, progress=lambda done, of: told.append((done, of)))
    assert told and all(done <= of for done, of in told) and told == sorted(told)

    class Enough(Exception):
        pass

    def enough(done: int, of: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        froth.uncertainty(*PAIR, draws=1_000_000, progress=enough)


def test_other_threads_run_while_froth_computes() -> None:
    counted = 0
    done = threading.Event()

    def count() -> None:
        nonlocal counted
        while not done.is_set():
            counted += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    start = time.monotonic()
    froth.uncertainty(*PAIR, draws=20_000)
    took = time.monotonic() - start
    done.set()
    thread.join()
    assert counted > took * 50


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_ctrl_c_ends_long_work_and_leaves_nothing(tmp_path: Path) -> None:
    program = (
        "import froth, sys\n"
        "print('ready', flush=True)\n"
        "try:\n"
        "    froth.uncertainty('dotcom-2000q1', 'ai-2026q3', draws=4_000_000_000)\n"
        "except KeyboardInterrupt:\n"
        "    print('ended', flush=True)\n"
        "try:\n"
        f"    froth.report({str(tmp_path / 'report')!r}, 'dotcom-2000q1', 'ai-2026q3', progress=print)\n"
        "except KeyboardInterrupt:\n"
        "    print('ended too', flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None and run.stdout.readline() == "ready\n"
        time.sleep(0.3)
        run.send_signal(signal.SIGINT)
        start = time.monotonic()
        assert run.stdout.readline() == "ended\n"
        assert time.monotonic() - start < 2
        run.stdout.readline()
        run.send_signal(signal.SIGINT)
        assert run.stdout.read().endswith("ended too\n")
        assert run.wait() == 0 and not (tmp_path / "report").exists()


def test_importing_is_quick_and_imports_nothing_else() -> None:
    program = (
        "import json, os, warnings, dataclasses, typing, collections.abc, sys, time\n"
        "known = set(sys.modules)\n"
        "start = time.perf_counter()\n"
        "import froth\n"
        "took = time.perf_counter() - start\n"
        "new = {m.partition('.')[0] for m in set(sys.modules) - known} - {'froth'}\n"
        "print(took, *sorted(new & {'polars', 'pandas', 'numpy', 'pyarrow', 'typing_extensions'}))\n"
    )
    best = min(
        (subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split() for _ in range(5)),
        key=lambda said: float(said[0]),
    )
    assert len(best) == 1 and float(best[0]) < 0.1, best
