"""The work of benches/robustness.rs and panel.rs with NumPy, SALib and polars, in one run with froth, as ratios.

    pip install -r benches/requirements.txt
    cargo bench --bench robustness --bench panel   # builds and prints froth's own figures
    cargo build --release                          # the program itself, for files and whole processes
    pip install ./python                           # the Python package, for data frames
    python benches/peers.py [library] [draws] [panels] [history] [frames]

Each figure is the best of three or five; froth's as a library are read from what criterion stored (target/criterion, or
CRITERION_HOME). Of files and whole processes both sides run in turn, and their processor time stands beside the time that
went by: on a busy machine it says more. What they find is held against each other before anything is printed.
"""

import json
import os
import pathlib
import re
import resource
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


def model(folder, name, rule, columns=4, sources=()):
    """A model of some indicators under one root, the later ones weighing more."""
    text = f"schema = 1\nid = '{name}'\ntitle = 'M'\n" + "".join(sources) + "[dimension.root]\n" + "".join(
        f"[indicator.x{i}]\ndimension = 'root'\nweight = {i + 1}\n{rule}\n" for i in range(columns)
    )
    path = folder / f"{name}.toml"
    path.write_text(text)
    return path


def firm_months(rows, entities, columns=4, by="entity"):
    """A panel whose entities are texts, sorted by entity or by date; one in eleven numbers is missing."""
    each = rows // entities
    if each <= 1000:
        first = pl.date(1950, 1, 31)
        dates = pl.date_range(first, first + pl.duration(days=31 * each), interval="1mo", eager=True).dt.month_end()[:each]
    else:
        # Day after day, from the year 53 on.
        dates = pl.int_range(-700_000, each - 700_000, dtype=pl.Int32, eager=True).cast(pl.Date)
    dates = pl.DataFrame({"date": dates})
    firms = pl.DataFrame({"entity": [f"firm {e:06d}" for e in range(entities)]})
    keys = firms.join(dates, how="cross") if by == "entity" else dates.join(firms, how="cross")
    rng = np.random.default_rng(1)
    numbers = {
        f"x{i}": np.where(rng.random(rows) < 1 / 11, np.nan, rng.uniform(0, 100, rows)) for i in range(columns)
    }
    return pl.concat([keys.select("date", "entity"), pl.DataFrame(numbers).fill_nan(None)], how="horizontal")


def weighted(scores):
    """Score, band and coverage of a model from `model`."""
    weights = [i + 1.0 for i in range(len(scores))]
    there = sum(pl.when(s.is_null()).then(0.0).otherwise(w) for s, w in zip(scores, weights))
    total = sum(s.fill_null(0.0) * w for s, w in zip(scores, weights))
    coverage = there / sum(weights)
    score = pl.when(coverage >= 0.5).then(total / there)
    band = score.cut([25, 50, 75], labels=["low", "moderate", "elevated", "extreme"], left_closed=True)
    return score.alias("score"), band.cast(pl.String).alias("band"), coverage.alias("coverage")


def columns(n=4):
    return [pl.col(f"x{i}") for i in range(n)]


def linear_scores(n=4):
    return weighted([linear(x).clip(0, 100) for x in columns(n)])


def z_score(x, mean, sd):
    return (50 + 50 * (x - mean) / sd / 3).clip(0, 100)


def cross_section_scores():
    return weighted([z_score(x, x.mean().over("date"), x.std().over("date")) for x in columns()])


def history_scores():
    """Each row against those of its entity up to it."""

    def rule(x):
        n = x.is_not_null().cum_sum().over("entity").cast(pl.Float64)
        total, squares = x.fill_null(0.0).cum_sum().over("entity"), (x * x).fill_null(0.0).cum_sum().over("entity")
        sd = ((squares - total * total / n) / (n - 1)).sqrt()
        return pl.when((n >= 2) & (sd > 0)).then(z_score(x, total / n, sd))

    return weighted([rule(x) for x in columns()])


def streamed(data, out, scores, wide=lambda frame: frame):
    scan = pl.scan_csv(data, try_parse_dates=True) if data.suffix == ".csv" else pl.scan_parquet(data)
    scored = wide(scan).select("date", "entity", *scores)
    (scored.sink_csv if out.suffix == ".csv" else scored.sink_parquet)(out, engine="streaming")


def run(command):
    """Seconds that went by, seconds of processors, and peak memory in MiB of a whole process."""
    # Through a fresh interpreter: a child's peak memory counts what its parent holds when it forks.
    script = (
        "import resource, subprocess, sys, time; start = time.perf_counter()\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "use = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(time.perf_counter() - start, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", script, *map(str, command)], check=True, capture_output=True, text=True)
    return tuple(map(float, done.stdout.split()))


def used(work):
    """The same of work in this process, but for the memory."""
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    work()
    gone, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    return gone, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def side_by_side(what, theirs, ours, times=3):
    """Both in turn; the least of each."""
    found = [(used(theirs), run(ours)) for _ in range(times)]
    peer, own = [tuple(map(min, zip(*side))) for side in zip(*found)]
    print(
        f"{what:62} peer {peer[0]:7.3f} s ({peer[1]:6.2f} of processors)   froth {own[0]:7.3f} s ({own[1]:6.2f}), "
        f"{own[2]:5.0f} MiB   {peer[0] / own[0]:6.2f} times ({peer[1] / own[1]:.2f})",
        flush=True,
    )
    return own[1]


def same(folder, ending, tolerance=1e-9):
    """What both found, row by row."""
    read = {"csv": pl.read_csv, "parquet": pl.read_parquet}[ending]
    scores = [read(folder / f"{who}.{ending}")["score"] for who in ["polars", "froth"]]
    assert scores[0].null_count() == scores[1].null_count(), [s.null_count() for s in scores]
    assert (scores[0] - scores[1]).abs().max() < tolerance, (scores[0] - scores[1]).abs().max()


def against_polars(program, folder, what, frame, of, scores, ending="parquet", flags=(), wide=None, tolerance=1e-9):
    """A file scored into a file by both. Gives froth's processor time."""
    data, out = folder / f"data.{ending}", folder / f"polars.{ending}"
    (frame.write_csv if ending == "csv" else frame.write_parquet)(data)
    command = [program, "panel", data, "-m", of, "-o", folder / f"froth.{ending}", "--quiet", *flags]
    own = side_by_side(what, lambda: streamed(data, out, scores, wide or (lambda scan: scan)), command)
    same(folder, ending, tolerance)
    return own


def growth(small, large):
    """The exponent with which ten times the rows take longer."""
    print(f"{'':62} ten times the rows: processor time grows with the power {np.log10(large / small):.2f}")


def panels(program, folder):
    """Firm-months with text entities, as Parquet and as CSV."""
    linear4 = "rule.linear = { from = 10, to = 90 }"
    of = model(folder, "four", linear4)
    for ending, by, counts in [
        ("parquet", "entity", [1, 1_000, 100_000]),
        ("parquet", "date", [1_000, 100_000]),
        ("csv", "entity", [100_000]),
    ]:
        for entities in counts:
            took = []
            for rows in [1_000_000, 10_000_000]:
                # One entity has no more than ten thousand years of days.
                if rows // entities <= 3_000_000 and rows >= entities:
                    what = f"{ending}, {rows:,} rows by {by}, entities: {entities:,}"
                    took.append(
                        against_polars(program, folder, what, firm_months(rows, entities, by=by), of, linear_scores(), ending)
                    )
            if len(took) == 2:
                growth(*took)
    of = model(folder, "many", linear4, 24)
    frame = firm_months(2_000_000, 20_000, 24)
    against_polars(program, folder, "parquet, 2,000,000 rows, 24 indicators", frame, of, linear_scores(24))


FRAMES = {
    "no entities": lambda: firm_months(2_000_000, 1).drop("entity"),
    "100,000 entities as texts": lambda: firm_months(10_000_000, 100_000),
    "100,000 entities as categories": lambda: firm_months(10_000_000, 100_000).with_columns(pl.col("entity").cast(pl.Categorical)),
}


def by_polars(frame):
    return frame.select(*[name for name in ("date", "entity") if name in frame.columns], *linear_scores())


def by_froth(frame):
    import froth

    rule = {"rule": {"linear": {"from": 10, "to": 90}}, "dimension": "root"}
    indicators = {f"x{i}": {**rule, "weight": i + 1} for i in range(4)}
    return froth.panel(frame, {"schema": 1, "id": "four", "title": "M", "dimension": {"root": {}}, "indicator": indicators})


def risen(work, data):
    """By how many MiB the memory of a fresh process rises at most above the frame that it was given."""
    script = (
        "import re, pathlib, sys; sys.path.insert(0, sys.argv[1]); import peers, polars\n"
        "def memory(of):\n"
        "    status = pathlib.Path('/proc/self/status').read_text()\n"
        "    return int(re.search(rf'^{of}:\\s+(\\d+) kB', status, re.MULTILINE)[1]) / 1024\n"
        "work = getattr(peers, sys.argv[2])\n"
        "work(polars.read_ipc_stream(sys.argv[3], n_rows=100))  # libraries and threads are there before\n"
        "frame = polars.read_ipc_stream(sys.argv[3])\n"
        "pathlib.Path('/proc/self/clear_refs').write_text('5')  # the peak starts anew\n"
        "held = memory('VmRSS')\n"
        "found = work(frame)\n"
        "print(memory('VmHWM') - held, memory('VmRSS') - held)"
    )
    command = [sys.executable, "-c", script, str(pathlib.Path(__file__).parent), work.__name__, str(data)]
    return map(float, subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


def frames():
    """A data frame into a data frame, both sides in this process in turn; memory each in a process of its own."""
    for what, made in FRAMES.items():
        frame, peers, own = made(), [], []
        for _ in range(3):
            theirs, ours = [], []
            peers.append(used(lambda: theirs.append(by_polars(frame))))
            own.append(used(lambda: ours.append(by_froth(frame))) + used(ours[0].to_polars)[:1])
            scores = theirs[0]["score"], ours[0].to_polars()["score"]
            assert scores[0].null_count() == scores[1].null_count() and (scores[0] - scores[1]).abs().max() < 1e-9
        peer, own = [tuple(map(min, zip(*side))) for side in (peers, own)]
        with tempfile.TemporaryDirectory() as folder:
            data = pathlib.Path(folder) / "frame.arrows"
            frame.write_ipc_stream(data)
            theirs, ours = [" of which the result keeps ".join(f"{x:.0f} MiB" for x in risen(work, data)) for work in (by_polars, by_froth)]
        print(
            f"frame of {frame.height:,} rows, {what:30} peer {peer[0]:6.3f} s ({peer[1]:6.2f} of processors)   froth {own[0]:6.3f} s "
            f"({own[1]:6.2f}; to_polars() {own[2]:.3f} s)   {peer[0] / own[0]:5.2f} times ({peer[1] / own[1]:.2f})\n"
            f"{'':8}memory above the frame: peer {theirs}; froth {ours}",
            flush=True,
        )


def history(program, folder):
    """Models that need many rows, and long tables."""
    of = model(folder, "history", "rule.zscore = { over = 'history' }")
    cross = model(folder, "cross", "rule.zscore = { over = 'cross_section' }")
    plain = model(folder, "plain", "rule.linear = { from = 10, to = 90 }")
    # Sums of squares lose digits that running moments keep.
    for what, of, scores, tolerance, sizes in [
        ("z-scores over an entity's history", of, history_scores(), 1e-4, [100_000, 1_000_000]),
        ("z-scores over the entities of a date", cross, cross_section_scores(), 1e-9, [1_000_000, 10_000_000]),
    ]:
        took = [
            against_polars(
                program, folder, f"{what}, {rows:,} rows", firm_months(rows, rows // 100), of, scores, tolerance=tolerance
            )
            for rows in sizes
        ]
        growth(*took)
    for rows in [100_000, 1_000_000]:
        names = [f"x{i}" for i in range(4)]
        long = firm_months(rows, rows // 100).unpivot(
            index=["date", "entity"], on=names, variable_name="indicator", value_name="value"
        )
        long = long.sort("entity", "date", "indicator", maintain_order=True)

        def wide(scan):
            pivoted = scan.collect().pivot(on="indicator", index=["date", "entity"], values="value")
            return pivoted.lazy()

        what = f"long table of {4 * rows:,} figures"
        against_polars(program, folder, what, long, plain, linear_scores(), flags=["--long"], wide=wide)
    firm_months(1_000_000, 10_000).write_parquet(folder / "data.parquet")
    command = [program, "panel", folder / "data.parquet", "-m", plain, "-o", folder / "froth.parquet", "--quiet"]
    gone, processors, memory = min(run([*command, "--chained"]) for _ in range(3))
    print(f"{'chained, 1,000,000 rows (no peer)':62} froth {gone:7.3f} s ({processors:6.2f}), {memory:5.0f} MiB")


def on_disk(program, folder):
    """Rows in another order than the model needs (no peer): held in memory, and sorted on disk. The bytes are the same."""
    plain, rule = "rule.linear = { from = 10, to = 90 }", "rule.zscore = {{ over = '{}' }}".format
    change = "transform = [{ change = { periods = 1 } }]\nrule.percentile = { over = 'cross_section' }"
    for what, by, text, flags in [
        ("histories of a file by date", "date", rule("history"), []),
        ("dates of a file by firm", "entity", rule("cross_section"), []),
        ("along time, then across firms", "entity", change, []),
        ("chained, a file by date", "date", plain, ["--chained"]),
        ("long table, figures of one kind together", "entity", plain, ["--long"]),
    ]:
        of, took = model(folder, "disk", text), []
        for rows in [1_000_000, 3_000_000, 10_000_000]:
            frame = firm_months(rows, rows // 100, by=by)
            if "--long" in flags:
                frame = frame.unpivot(index=["date", "entity"], variable_name="indicator", value_name="value")
            frame.write_parquet(folder / "data.parquet")
            outs = []
            for memory in [1 << 20, 1024, 256]:
                outs.append(folder / f"froth-{memory}.parquet")
                command = [program, "panel", folder / "data.parquet", "-m", of, "-o", outs[-1], "--quiet", *flags]
                gone, processors, peak = min(run([*command, "--memory", memory]) for _ in range(2))
                name = f"{what}, {rows:,} rows, --memory {memory}"
                print(f"{name:74} froth {gone:7.3f} s ({processors:6.2f}), {peak:5.0f} MiB", flush=True)
            took.append(processors)
            assert len({out.read_bytes() for out in outs}) == 1, what
        growth(took[0], took[-1])


def process_of_draws(program, folder):
    """A million joint draws, as a process of each side; froth's also tells figures and method apart."""
    of = model(folder, "drawn", "rule.linear = { from = 0, to = 100 }", 20, ["[uncertainty]\nweights = { dirichlet = 50 }\nends = 0\n"])
    of.write_text(re.sub(r"weight = \d+\n", "", of.read_text()))
    text = "schema = 1\nid = 's'\ntitle = 'S'\nas_of = 2025-12-31\n"
    for i in range(20):
        value = 20 + (i * 37 + 11) % 60
        text += f"[values.x{i}]\nvalue = {value}\nlow = {value - 15}\nhigh = {value + 20}\n"
        text += "distribution = 'triangular'\nsource = 'a source'\n"
    (folder / "s.toml").write_text(text)
    command = [program, "uncertainty", folder / "s.toml", "-m", of, "--draws", "1000000"]
    side_by_side("1,000,000 joint draws as a process", lambda: draws(1_000_000), command, 5)


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


def library():
    joint = "draws of 20 values and 20 Dirichlet weights"
    line("1,000,000 draws of 20 values and Dirichlet weights", best(lambda: draws(1_000_000)), criterion(f"{joint}/1000000"))
    needed = draws_needed()
    line(f"errors of 0.01 and 0.02 (NumPy: {needed} draws)", best(lambda: draws(needed)), criterion("draws to errors*"))
    line("Sobol indices, 20 inputs, N = 8192, 100 resamples", best(indices, 3), criterion("Sobol indices of 20 inputs/*"))
    line("10,000,000 rows of 4 linear indicators (polars)", best(panel(10_000_000, [linear] * 4)), criterion("panel/4 linear*"))
    line("1,000,000 rows of 24 mixed indicators (polars)", best(panel(1_000_000, MIXED * 4)), criterion("panel/24 mixed*"))
    print(f"{'copying as many bytes as the first panel takes':55} copy {criterion('panel/copy*'):8.4f} s")
    print(f"{'51 units, 49 indicators, 100 draws (COINr: 16 s)':55} froth {criterion('51 units*/100 draws'):8.4f} s")


if __name__ == "__main__":
    parts = {"draws": process_of_draws, "panels": panels, "history": history, "disk": on_disk}
    alone = {"library": library, "frames": frames}
    wanted = sys.argv[1:] or [*alone, *parts]
    if unknown := [part for part in wanted if part not in alone and part not in parts]:
        raise SystemExit(f"no part is called {unknown[0]}: {', '.join([*alone, *parts])}")
    for name, part in alone.items():
        if name in wanted:
            part()
    program = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", "target")) / "release" / "froth"
    for name in parts:
        if name in wanted and not program.exists():
            print(f"{name}: SKIPPED, there is no {program}: run `cargo build --release` first")
        elif name in wanted:
            with tempfile.TemporaryDirectory() as folder:
                parts[name](program, pathlib.Path(folder))
