"""The work of benches/robustness.rs and panel.rs with NumPy, SALib and polars, in one run with froth, as ratios.

    pip install -r benches/requirements.txt
    cargo bench --bench robustness --bench panel   # builds and prints froth's own figures
    cargo build --release                          # the program itself, for files
    python benches/peers.py

Each figure is the best of five; froth's are read from what criterion stored (target/criterion, or CRITERION_HOME).
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np
import polars as pl
from SALib.analyze import sobol as analyze
from SALib.sample import sobol as sample


def best(work, times=5):
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def draws(n, seed=1):
    """Triangular values, Dirichlet weights, clip, weighted sum, quantiles."""
    rng = np.random.default_rng(seed)
    mode = np.array([20 + (i * 37 + 11) % 60 for i in range(20)], dtype=float)
    values = rng.triangular(mode - 15, mode, mode + 20, size=(n, 20))
    weights = rng.dirichlet(np.full(20, 50 / 20), size=n)
    score = (np.clip(values, 0, 100) * weights).sum(axis=1)
    return score.mean(), np.quantile(score, [0.05, 0.25, 0.5, 0.75, 0.95])


def draws_needed():
    """Plain Monte Carlo draws for standard errors of 0.01 in the mean and 0.02 in the 5 %, 50 % and 95 % quantiles."""
    runs = [draws(20_000, seed) for seed in range(40)]
    means = np.array([r[0] for r in runs])
    quantiles = np.array([r[1] for r in runs])[:, [0, 2, 4]]
    factor = max((means.std(ddof=1) / 0.01) ** 2, ((quantiles.std(axis=0, ddof=1) / 0.02) ** 2).max())
    return int(20_000 * factor)


def indices():
    names = [f"x{i}" for i in range(20)]
    problem = {"num_vars": 20, "names": names, "bounds": [[0, 1]] * 20}
    points = sample.sample(problem, 8192, calc_second_order=False)
    y = points @ np.arange(1, 21) + 10 * points[:, 0] * points[:, 19]
    return analyze.analyze(problem, y, calc_second_order=False, num_resamples=100)


def frame_of(rows, rules):
    """Columns in memory with missing values."""
    row = np.arange(rows, dtype=np.uint64)
    columns = {}
    for i in range(len(rules)):
        x = (row * np.uint64(2654435761) + np.uint64(i * 97)) % np.uint64(1100)
        columns[f"x{i}"] = pl.Series(np.where(x % 11 == 0, np.nan, x / 11.0)).fill_nan(None)
    return pl.DataFrame(columns)


def score_and_coverage(rules):
    """polars' expressions for score and coverage."""
    scores = [rule(pl.col(f"x{i}")).clip(0, 100) for i, rule in enumerate(rules)]

    def mean(parts, weights):
        there = sum(pl.when(p.is_null()).then(0.0).otherwise(w) for p, w in zip(parts, weights))
        total = sum(p.fill_null(0.0) * w for p, w in zip(parts, weights))
        coverage = there / sum(weights)
        return pl.when(coverage >= 0.5).then(total / there), coverage

    if len(rules) == 4:
        score, coverage = mean(scores, [1.0, 2.0, 3.0, 4.0])
    else:
        parts = [mean(scores[6 * d : 6 * d + 6], [1.0] * 6) for d in range(4)]
        score, _ = mean([p[0] for p in parts], [1.0] * 4)
        coverage = sum(pl.when(p[0].is_null()).then(0.0).otherwise(p[1]) for p in parts) / 4
    return score.alias("score"), coverage.alias("coverage")


def panel(rows, rules):
    frame = frame_of(rows, rules)
    return lambda: frame.select(*score_and_coverage(rules))


MODEL = "schema = 1\nid = 'm'\ntitle = 'M'\n[dimension.root]\n" + "".join(
    f"[indicator.x{i}]\ndimension = 'root'\nweight = {i + 1}\nrule.linear = {{ from = 10, to = 90 }}\n" for i in range(4)
)


def files(program, folder, rows):
    """From Parquet to Parquet: polars' streaming engine, and the program; best times, and the program's peak memory in MiB."""
    data = folder / f"{rows}.parquet"
    days = rows // 1000
    date = pl.date_range(pl.date(1900, 1, 1), pl.date(1900, 1, 1) + pl.duration(days=days - 1), eager=True)
    keys = pl.DataFrame({"date": date}).join(pl.DataFrame({"entity": [f"firm {e}" for e in range(1000)]}), how="cross")
    rng = np.random.default_rng(1)
    numbers = {f"x{i}": np.where(rng.random(rows) < 1 / 11, np.nan, rng.uniform(0, 100, rows)) for i in range(4)}
    pl.concat([keys, pl.DataFrame(numbers).fill_nan(None)], how="horizontal").write_parquet(data)
    (folder / "m.toml").write_text(MODEL)
    score, coverage = score_and_coverage([linear] * 4)
    band = score.cut([25, 50, 75], labels=["low", "moderate", "elevated", "extreme"], left_closed=True)
    band = band.cast(pl.String).alias("band")

    def streaming():
        scan = pl.scan_parquet(data).select("date", "entity", score, band, coverage)
        scan.sink_parquet(folder / "polars.parquet", engine="streaming")

    # Through a fresh interpreter: a child's peak memory counts what its parent holds when it forks.
    command = [program, "panel", data, "-m", folder / "m.toml", "-o", folder / "froth.parquet", "--quiet"]
    script = (
        "import resource, subprocess, sys, time; start = time.perf_counter(); subprocess.run(sys.argv[1:], check=True); "
        "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )

    def own():
        run = subprocess.run([sys.executable, "-c", script, *command], check=True, capture_output=True, text=True)
        return tuple(map(float, run.stdout.split()))

    theirs, (ours, memory) = best(streaming, 3), min(own() for _ in range(3))
    scores = [pl.read_parquet(folder / f"{who}.parquet")["score"] for who in ["polars", "froth"]]
    assert (scores[0] - scores[1]).abs().max() < 1e-9 and scores[0].null_count() == scores[1].null_count()
    return theirs, ours, memory


def linear(x):
    return 100 * (x - 10) / 80


def piecewise(x):
    rise = pl.when(x < 30).then(x * 40 / 30).when(x < 60).then(40 + (x - 30) * 40 / 30)
    return rise.otherwise(80 + (x - 60) * 20 / 40)


MIXED = [
    linear,
    lambda x: 100 * x.log() / np.log(100),
    piecewise,
    lambda x: pl.when(x < 20).then(0.0).when(x < 50).then(30.0).when(x < 80).then(70.0).when(x >= 80).then(100.0),
    lambda x: 100 / (1 + (-(x - 50) / 12).exp()),
    lambda x: 50 + 50 * (x - 50) / 20 / 3,
]


def criterion(folder):
    home = os.environ.get("CRITERION_HOME")
    target = os.environ.get("CARGO_TARGET_DIR", "target")
    home = pathlib.Path(home) if home else pathlib.Path(target) / "criterion"
    found = list(home.glob(f"{folder}/new/estimates.json"))
    if not found:
        raise SystemExit(f"nothing under {home}/{folder}: run `cargo bench` first")
    return min(json.loads(path.read_text())["mean"]["point_estimate"] for path in found) * 1e-9


def line(what, peer, froth):
    print(f"{what:55} peer {peer:8.4f} s   froth {froth:8.4f} s   {peer / froth:7.1f} times")


if __name__ == "__main__":
    joint = "draws of 20 values and 20 Dirichlet weights"
    line("1,000,000 draws of 20 values and Dirichlet weights", best(lambda: draws(1_000_000)), criterion(f"{joint}/1000000"))
    needed = draws_needed()
    line(f"errors of 0.01 and 0.02 (NumPy: {needed} draws)", best(lambda: draws(needed)), criterion("draws to errors*"))
    line("Sobol indices, 20 inputs, N = 8192, 100 resamples", best(indices, 3), criterion("Sobol indices of 20 inputs/*"))
    line("10,000,000 rows of 4 linear indicators (polars)", best(panel(10_000_000, [linear] * 4)), criterion("panel/4 linear*"))
    line("1,000,000 rows of 24 mixed indicators (polars)", best(panel(1_000_000, MIXED * 4)), criterion("panel/24 mixed*"))
    print(f"{'copying as many bytes as the first panel takes':55} copy {criterion('panel/copy*'):8.4f} s")
    program = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", "target")) / "release" / "froth"
    if program.exists():
        with tempfile.TemporaryDirectory() as folder:
            for rows in [1_000_000, 10_000_000]:
                polars, froth, memory = files(program, pathlib.Path(folder), rows)
                line(f"Parquet to Parquet, {rows:,} rows (polars, streaming)", polars, froth)
                print(f"{'':55} peak memory of froth {memory:.0f} MiB")
    else:
        print(f"Parquet to Parquet: SKIPPED, there is no {program}: run `cargo build --release` first")
    print(f"{'51 units, 49 indicators, 100 draws (COINr: 16 s)':55} froth {criterion('51 units*/100 draws'):8.4f} s")
