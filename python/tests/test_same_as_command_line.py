"""Every function gives what the command line gives, to the last bit."""

from __future__ import annotations

import datetime
import warnings
from pathlib import Path
from typing import Any

import froth
import pytest
from conftest import ROOT, document, eras, run

PAIR = ("dotcom-2000q1", "ai-2026q3")


def test_what_is_built_in() -> None:
    assert [b.to_dict() for b in froth.builtins()] == document("list")["builtins"]


@pytest.mark.parametrize("model", [None, "four-dimensions"])
def test_scorecards_of_every_era(model: Any) -> None:
    of = ["-m", model] if model else []
    cards = froth.score(eras(), model)
    assert [card.to_dict() for card in cards] == document("score", *eras(), *of)["scorecards"]
    assert froth.score(eras()[0], model).to_dict() == cards[0].to_dict()


def test_a_scenario_cut_at_a_day_and_less_coverage() -> None:
    expected = document("score", "ai@2025-12-31", "--min-coverage", "0.9")["scorecards"]
    assert [froth.score("ai@2025-12-31", min_coverage=0.9).to_dict()] == expected


def test_scorecards_stand_in_the_order_asked_for(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(froth.Scenario("ai-2026q3").with_values(sp500_forward_pe=22.0).to_toml(), encoding="utf-8")
    names = ["dotcom-2000q1", str(mine), "ai-2026q3"]
    ids = ["dotcom-2000q1", "ai-2026q3-what-if", "ai-2026q3"]
    assert [card.scenario for card in froth.score(names)] == ids
    assert [card["scenario"] for card in document("score", *names)["scorecards"]] == ids


def test_comparisons() -> None:
    found = froth.compare(*PAIR)
    assert found.to_dict() == document("compare", *PAIR)
    assert found.to_json() == run("compare", *PAIR, "--format", "json", "--quiet")
    two = ["four-dimensions", "transmission"]
    flags = [flag for model in two for flag in ("-m", model)]
    assert froth.compare(*PAIR, model=two).to_dict() == document("compare", *PAIR, *flags)


def test_draws() -> None:
    found = froth.uncertainty(*PAIR, draws=512, seed=3, without=["ends"])
    assert found.to_dict() == document("uncertainty", *PAIR, "--draws", "512", "--seed", "3", "--without", "ends")


def test_sensitivity() -> None:
    assert froth.sensitivity(*PAIR, samples=128).to_dict() == document("sensitivity", *PAIR, "--samples", "128")


def test_stress() -> None:
    for arguments, options in [
        (["--target", "60"], {"target": 60}),
        (["--target", "dotcom-2000q1"], {"target": "dotcom-2000q1"}),
        (["--versus", "dotcom-1998q4", "--target", "dotcom-1998q4"], {"versus": "dotcom-1998q4", "target": "dotcom-1998q4"}),
        (["--shock", "ipo-wave", "--shock", "debt-funded-build-out"], {"shock": ["ipo-wave", "debt-funded-build-out"]}),
    ]:
        found = froth.stress("ai-2025q4", **options)  # type: ignore[arg-type]
        assert found.to_dict() == document("stress", "ai-2025q4", *arguments)


def test_paths_and_changes(tmp_path: Path) -> None:
    assert froth.track(*PAIR).to_dict() == document("track", *PAIR)
    found = froth.changes("ai-2025q4", "ai-2026q3")
    assert found.to_dict() == document("changes", "ai-2025q4", "ai-2026q3")
    parts = [found.model, *(p.points for p in [*found.figures, *found.coverage_lost, *found.coverage_gained])]
    assert sum(parts) + sum(p.points for p in found.revisions) == pytest.approx(found.move, abs=1e-9)


def test_networks() -> None:
    name = "ai-financing-2026q3"
    found = froth.network(name, fail=["openai"], rank=True, draws=50)
    assert found.to_dict() == document("network", name, "--fail", "openai", "--rank", "--draws", "50")
    found = froth.network(name, shock={"coreweave": 0.4}, method="clearing", recovery=(0.5, 0.7))
    flags = ["--shock", "coreweave=0.4", "--method", "clearing", "--recovery", "0.5,0.7"]
    assert found.to_dict() == document("network", name, *flags)
    found = froth.network(name, circularity=True, channels=["stakes", "purchases"], status=["paid"], loss_given_default=0.6)
    flags = ["--circularity", "--channels", "stakes,purchases", "--status", "paid", "--loss-given-default", "0.6"]
    assert found.to_dict() == document("network", name, *flags)


def test_panels(rows: dict[str, list[Any]], table: Path, model: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    run("panel", str(table), "-m", str(model), "-o", str(out), "--contributions", "--chained", "--quiet")
    lines = [line.split(",") for line in out.read_text(encoding="utf-8").splitlines()]
    for given in (rows, str(table), table):
        found = froth.panel(given, model, contributions=True, chained=True)
        assert found.columns == lines[0]
        for place, name in enumerate(found.columns):
            column = [line[place] for line in lines[1:]]
            for written, value in zip(column, found[name]):
                if isinstance(value, float):
                    assert float(written) == value
                else:
                    assert written == ("" if value is None else str(value).lower() if isinstance(value, bool) else str(value))
        assert len(found) == len(lines) - 1 == found.summary.rows


def test_explosive_growth(walk: Path) -> None:
    options = {"columns": ["price"], "ratios": ["price/dividend"], "replications": 50, "log": True, "lag": "bic:2"}
    flags = ["--column", "price", "--ratio", "price/dividend", "--replications", "50", "--log", "--lag", "bic:2"]
    assert froth.exuberance(walk, **options).to_dict() == document("exuberance", str(walk), *flags)  # type: ignore[arg-type]
    found = froth.exuberance(walk, columns=["price"], replications=50, lag="aic-once:2", level=99)
    flags = ["--column", "price", "--replications", "50", "--lag", "aic-once:2", "--level", "99"]
    assert found.to_dict() == document("exuberance", str(walk), *flags)
    assert found.series[0].direction in ("growth", "decline")


def test_tests_side_by_side(walk: Path) -> None:
    found = froth.exuberance(walk, columns=["price"], compare_tests=True, on="dividend", replications=50, lag=1, min_window=30)
    flags = ["--column", "price", "--compare-tests", "--on", "dividend", "--replications", "50", "--lag", "1"]
    assert found.to_dict() == document("exuberance", str(walk), *flags, "--min-window", "30")
    assert found.on == "dividend" and {"psy-simulated", "residual"} <= {t.test for t in found.series[0].tests}
    assert "regimes" in found.series[0] and found.to_markdown() and found._repr_html_()


def test_monitors_and_their_state(walk: Path, tmp_path: Path) -> None:
    day, whole = datetime.date(1997, 12, 1), walk.read_text(encoding="utf-8").splitlines()
    flags = ["--column", "price", "--monitor", str(day), "--replications", "60", "--level", "90", "--detector", "psy"]
    flags += ["--detector", "gsadf-0.4"]
    options: dict[str, Any] = {"columns": ["price"], "replications": 60, "level": 90, "detectors": ["psy", "gsadf-0.4"]}
    found = froth.exuberance(walk, monitor=day, **options)
    assert found.to_dict() == document("exuberance", str(walk), *flags)
    assert found.has_alarm == any(d.alarm for d in found.series[0].detectors)
    assert found.series[0].detector("psy").detector == "psy" and len(found.series[0].dates) == 54

    # A row a month, from one run to the next: both doors leave the same file, and each goes on from the other's.
    ours, theirs, months = tmp_path / "ours.state", tmp_path / "theirs.state", tmp_path / "months.csv"
    for rows in (120, 130, 151):
        months.write_text("\n".join(whole[:rows]) + "\n", encoding="utf-8")
        expected = document("exuberance", str(months), *flags, "--horizon", "60", "--state", str(theirs))
        assert froth.exuberance(months, monitor="1997-12-01", horizon=60, state=ours, **options).to_dict() == expected
        assert ours.read_bytes() == theirs.read_bytes()
        assert expected["method"]["resumed"] is (rows > 120)
    with pytest.raises(froth.FrothError, match="level 90.*level 95|made with level") as raised:
        froth.exuberance(months, monitor=day, horizon=60, state=ours, **{**options, "level": 95})
    assert "`level`" in (raised.value.findings[0].help or "")


def test_ranks_and_audits_of_a_panel(rows: dict[str, list[Any]], table: Path, model: Path, tmp_path: Path) -> None:
    uncertain = tmp_path / "uncertain.toml"
    uncertain.write_text(model.read_text(encoding="utf-8") + "[uncertainty]\nweights = { spread = 0.25 }\n", encoding="utf-8")
    out, ranks = tmp_path / "out.csv", tmp_path / "ranks.csv"
    common = ["panel", str(table), "-m", str(uncertain), "-o", str(out), "--audit"]
    flags = ["--ranks", str(ranks), "--draws", "200", "--seed", "5", "--top", "2"]
    expected = document(*common, *flags)
    found = froth.panel(table, uncertain, audit=True, ranks=True, draws=200, seed=5, top=2)
    assert found.audit is not None and found.audit.to_dict() == expected
    assert found.audit.findings[0].code and "findings" in repr(found.audit) and "<table>" in (found.audit._repr_html_() or "")
    head, *lines = [line.split(",") for line in ranks.read_text(encoding="utf-8").splitlines()]
    ranked = found.ranks
    assert ranked is not None and ranked.columns == head and len(ranked) == len(lines) == 3
    for place, name in enumerate(head):
        assert [str(x) if isinstance(x, str) else "" if x is None else x for x in ranked[name]] == [
            line[place] if name == "entity" else "" if line[place] == "" else float(line[place]) for line in lines
        ]
    assert (ranked.draws, ranked.seed, ranked.top) == (200, 5, 2) and "weights" in ranked.sources
    html = ranked._repr_html_()
    assert f"200 draws of {', '.join(ranked.sources)}" in html and "臺灣" in html and "color" not in html
    # A frame has no digest, and the same findings.
    framed = froth.panel(rows, uncertain, audit=True).audit
    assert framed is not None and {**framed.to_dict(), "made_from": 0} == {**document(*common), "made_from": 0}
    assert froth.panel(rows, uncertain).ranks is None


def test_what_drives_ranks(rows: dict[str, list[Any]], table: Path, model: Path, tmp_path: Path) -> None:
    uncertain = tmp_path / "uncertain.toml"
    uncertain.write_text(model.read_text(encoding="utf-8") + "[uncertainty]\nweights = { spread = 0.25 }\n", encoding="utf-8")
    flags = ["--samples", "256", "--draws", "50", "--seed", "3", "--top", "2", "--target", "top:2"]
    expected = document("sensitivity", "--panel", str(table), "-m", str(uncertain), *flags)
    options: dict[str, Any] = {"samples": 256, "draws": 50, "seed": 3, "top": 2, "target": "top:2"}
    found = froth.rank_drivers(table, uncertain, **options)
    assert found.to_dict() == expected and "weights" in str(found)
    framed = froth.rank_drivers(rows, uncertain, **options)
    assert {**framed.to_dict(), "made_from": 0} == {**expected, "made_from": 0}
    for wrong, what in [({"target": "tops"}, "`target`"), ({"at": "someday"}, "`at` is \"someday\""), ({"at": "1700-01-01"}, "no row is dated")]:
        with pytest.raises(froth.FrothError, match=what):
            froth.rank_drivers(table, uncertain, **wrong)


def test_audits_of_models_and_networks() -> None:
    names = ["four-dimensions", *PAIR]
    assert froth.audit(*PAIR).to_dict() == document("check", *names, "--audit")["audit"][0]
    assert froth.audit(model="us-equities").to_dict() == document("check", "us-equities", "--audit")["audit"][0]
    network = "ai-financing-2026q3"
    assert froth.audit_network(network).to_dict() == document("check", network, "--audit")["audit_networks"][0]
    with pytest.raises(froth.FrothError, match="nothing to audit"):
        froth.audit()


def test_backtests(rows: dict[str, list[Any]], table: Path, model: Path) -> None:
    flags = ["--event", "crash", "--horizon", "1..3", "--replications", "200"]
    expected = document("backtest", str(table), "-m", str(model), *flags)
    assert froth.backtest(table, model, event="crash", horizon="1..3", replications=200).to_dict() == expected
    # A frame has no digest, and the same numbers.
    found = froth.backtest(rows, model, event="crash", horizon="1..3", replications=200).to_dict()
    found["made_from"] = expected["made_from"]
    assert found == expected


def test_a_column_against_rivals(rows: dict[str, list[Any]], table: Path) -> None:
    flags = ["--score", "cape", "--rival", "pe", "--resample", "both", "--event", "crash", "--horizon", "0..0"]
    expected = document("backtest", str(table), *flags, "--replications", "100")
    options: dict[str, Any] = {"score": "cape", "rivals": ["pe"], "resample": "both", "event": "crash", "horizon": "0..0"}
    assert froth.backtest(table, **options, replications=100).to_dict() == expected
    found = froth.backtest(rows, **options, replications=100).to_dict()
    assert {**found, "made_from": expected["made_from"]} == expected


def test_base_rates(walk: Path) -> None:
    flags = ["--price", "price", "--rise", "20/12", "--fall", "15/12", "--replications", "100", "--gap", "3"]
    with warnings.catch_warnings():
        # A walk of one entity leaves doubts.
        warnings.simplefilter("ignore", froth.FrothWarning)
        found = froth.base_rates(walk, price="price", rise=["20/12"], fall="15/12", replications=100, gap=3)
    assert found.to_dict() == document("base-rates", str(walk), *flags)
    assert found.rates[0].runups > 0


def test_charts(tmp_path: Path) -> None:
    for kind in ("radar", "difference", "changes"):
        names = ("ai-2025q4", "ai-2026q3") if kind == "changes" else PAIR
        drawn = froth.chart(kind, *names)  # type: ignore[arg-type]
        for ending in ("svg", "csv", "png"):
            theirs, ours = tmp_path / f"theirs.{ending}", tmp_path / f"ours.{ending}"
            run("chart", kind, *names, "-o", str(theirs), "--quiet")
            drawn.save(ours)
            assert ours.read_bytes() == theirs.read_bytes(), (kind, ending)


def same_charts(drawn: froth.Chart, folder: Path, *command: str, flag: str = "--chart", prefix: str = "") -> None:
    """The command draws what `drawn` is."""
    for ending in ("svg", "csv", "png"):
        theirs, ours = folder / f"theirs.{ending}", folder / f"ours.{ending}"
        run(*command, flag, f"{prefix}{theirs}", "--quiet")
        drawn.save(ours)
        assert ours.read_bytes() == theirs.read_bytes(), (command, ending)


def test_charts_of_results(walk: Path, table: Path, model: Path, tmp_path: Path) -> None:
    of = ["exuberance", str(walk), "--column", "price", "--replications", "50"]
    options: dict[str, Any] = {"columns": ["price"], "replications": 50}
    same_charts(froth.exuberance(walk, **options).chart(), tmp_path, *of)
    same_charts(froth.exuberance(walk, compare_tests=True, **options).chart(), tmp_path, *of, "--compare-tests")
    same_charts(froth.exuberance(walk, monitor="1997-12-01", **options).chart(), tmp_path, *of, "--monitor", "1997-12-01")
    of = ["backtest", str(table), "-m", str(model), "--event", "crash", "--replications", "100"]
    found = froth.backtest(table, model, event="crash", replications=100)
    same_charts(found.chart(), tmp_path, *of, prefix="roc=")
    with pytest.raises(froth.FrothError, match="one entity, and these are 3"):
        found.chart("signal")
    of = ["base-rates", str(walk), "--price", "price", "--rise", "20/12", "--fall", "15/12", "--replications", "100"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", froth.FrothWarning)
        rates = froth.base_rates(walk, price="price", rise=["20/12"], fall="15/12", replications=100)
    same_charts(rates.chart(), tmp_path, *of, prefix="base_rates=")
    same_charts(rates.chart("runups"), tmp_path, *of, prefix="runups=")
    network = "ai-financing-2026q3"
    failed = froth.network(network, fail=["openai"])
    kinds: tuple[Any, ...] = ("network", "cascade", "exposure")
    for kind in kinds:
        same_charts(failed.chart(kind), tmp_path, "chart", kind, network, "--fail", "openai", flag="-o")
    with pytest.raises(froth.FrothError, match="a cascade needs a shock"):
        froth.network(network).chart("cascade")
    of = ["panel", str(table), "-m", str(model), "-o", str(tmp_path / "out.csv")]
    same_charts(froth.panel(table, model, chart=True).chart(), tmp_path, *of)
    with pytest.raises(ValueError, match="chart=True"):
        froth.panel(table, model).chart()


def test_chinese_finds_a_font_as_the_command_line_does(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        # Where there is no font with Chinese characters both are in English.
        warnings.simplefilter("ignore", froth.FrothWarning)
        same_charts(
            froth.chart("radar", *PAIR, lang="zh-Hant"), tmp_path, "chart", "radar", *PAIR, "--lang", "zh-Hant", flag="-o"
        )
        theirs, ours = tmp_path / "theirs", tmp_path / "ours"
        run("report", *PAIR, "--lang", "zh-Hant", "-o", str(theirs), "--quiet")
        froth.report(ours, *PAIR, lang="zh-Hant")
    for file in theirs.rglob("*"):
        if file.is_file():
            assert (ours / file.relative_to(theirs)).read_bytes() == file.read_bytes(), file
    for write in (lambda font: froth.report(ours, *PAIR, font=font), lambda font: froth.chart("radar", *PAIR).png(font=font)):
        with pytest.raises(froth.FrothError, match="cannot use the font"):
            write(ROOT / "Cargo.toml")


def test_reports(tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    run("report", *PAIR, "-o", str(theirs), "--quiet")
    assert froth.report(ours, *PAIR) > 10
    names = sorted(str(p.relative_to(theirs)) for p in theirs.rglob("*") if p.is_file())
    assert names == sorted(str(p.relative_to(ours)) for p in ours.rglob("*") if p.is_file())
    for name in names:
        assert (ours / name).read_bytes() == (theirs / name).read_bytes(), name


def test_reports_with_a_network(tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    network, failed = "ai-financing-2026q3", "openai"
    run("report", *PAIR, "--network", network, "--fail", failed, "-o", str(theirs), "--quiet")
    froth.report(ours, *PAIR, network=network, fail=[failed])
    for name in ("network.json", "index.html", "manifest.json"):
        assert (ours / name).read_bytes() == (theirs / name).read_bytes(), name
    with pytest.raises(froth.FrothError, match="names nodes of a network"):
        froth.report(tmp_path / "none", *PAIR, fail=[failed])


def test_sql_and_checks(tmp_path: Path) -> None:
    for dialect in ("duckdb", "spark", "postgres"):
        text = run("sql", "-m", "four-dimensions", "--dialect", dialect, "--quiet")
        assert froth.sql("four-dimensions", dialect) == text  # type: ignore[arg-type]
    names = [b.id for b in froth.builtins()]
    expected = document("check", *names)["files"]
    assert [froth.check(name).to_dict() for name in names] == expected
