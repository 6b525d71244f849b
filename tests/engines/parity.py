"""Rows for the parity run, an engine's answer to a query, and its comparison with what froth panel wrote.

    parity.py rows FILE ROWS KIND          random rows with nulls, infinities and edge values; the same ones each time: any that
                                           a double can be, `far` from 0 or not closer to it than 1e-90, or `near` 1; `histories`
                                           are months of markets, with gaps and ties, as us-equities reads them
    parity.py formulas COUNT               a model of so many random formulas
    parity.py table DIALECT NAME FILE      a CREATE TABLE for the rows
    parity.py duckdb FILE QUERY ANSWER     runs a query on them in this process
    parity.py spark FILE QUERY ANSWER
    parity.py load DATABASE FILE           the rows as the table `panel` of a DuckDB database
    parity.py select DATABASE NAME ANSWER  a table of that database
    parity.py compare PANEL ANSWER         exits with 1 unless all is equal to 1e-9
"""

import csv
import math
import random
import sys

ENTITIES = 100
NUMBERS = ["x1", "x2", "x3", "x4", "x5", "x6", "m1", "m2", "m3", "round_x", "share", 'odd "name" of `it`']
WORDS = ["frenzy", "it's", "back\\slash", "泡沫", "calm", ""]
EDGES = [0.0, -0.0, 1.0, -1.0, 29.0, 81.0, 4.0, -2.0, 0.5, 200.0, 60.0, 100.0, 1e200, -1e200, 1.7e308, -1.7e308, 1e-90,
         9e307, 1e154, -1e155]
TINY = [5e-324, -5e-324, 1e-310, 1e-200, -1e-250]
NOT_FINITE = ["NaN", "Infinity", "-Infinity"]


def rows(path, count, kind):
    random.seed(20260131)
    edges = {"any": EDGES + TINY, "far": EDGES, "near": [x for x in EDGES if x == 0 or 1e-40 < abs(x) < 1e40]}[kind]

    def anything():
        chance = random.random()
        if chance < 0.08:
            return ""
        if chance < 0.10:
            return random.choice(NOT_FINITE)
        if chance < 0.20:
            return repr(random.choice(edges))
        return repr(random.uniform(-20, 120))

    def moderate(pick):
        return "" if random.random() < 0.07 else repr(pick())

    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["date", "entity"] + NUMBERS + ["word"])
        for row in range(count):
            month, entity = divmod(row, ENTITIES)
            year, month = divmod(month, 12)
            values = [anything() for _ in range(6)]
            values.append(moderate(lambda: float(random.randint(0, 12))))
            values.append(moderate(lambda: round(random.gauss(3, 4), 1)))
            values.append(moderate(lambda: 1e4 + random.gauss(0, 3)))
            values.append(moderate(lambda: float(random.randint(-3, 3))))
            values.append(anything())
            values.append(moderate(lambda: random.choice([0.0, random.uniform(-1, 4)])))
            out.writerow([f"{1900 + year}-{month + 1:02}-01", f"entity {entity}"] + values + [random.choice(WORDS)])


def histories(path, count):
    random.seed(20260331)
    entities = 60
    names = ["shiller_cape", "cpi", "treasury_10y_yield", "equities_usd_mn", "gdp_usd_bn", "margin_loans_usd_mn",
             "it_investment_usd_bn", "ipo_count", "ipo_first_day_return", "round_x"]
    steps = {"shiller_cape": 0.04, "cpi": 0.004, "treasury_10y_yield": 0.05, "equities_usd_mn": 0.05, "gdp_usd_bn": 0.01,
             "margin_loans_usd_mn": 0.06, "it_investment_usd_bn": 0.03}
    starts = {"shiller_cape": 20.0, "cpi": 100.0, "treasury_10y_yield": 4.0, "equities_usd_mn": 1.5e7, "gdp_usd_bn": 1e4,
              "margin_loans_usd_mn": 1.5e5, "it_investment_usd_bn": 400.0}
    quarterly = ["equities_usd_mn", "gdp_usd_bn", "margin_loans_usd_mn", "it_investment_usd_bn"]
    levels = [dict(starts) for _ in range(entities)]
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["date", "entity"] + names)
        for row in range(count):
            month, entity = divmod(row, entities)
            level = levels[entity]
            for name, step in steps.items():
                level[name] *= math.exp(random.gauss(0.002 if name in ("gdp_usd_bn", "cpi") else 0.0, step))
            values = dict(level)
            values["ipo_count"] = float(max(0, round(random.gauss(20, 14))))
            values["ipo_first_day_return"] = round(random.gauss(15, 20), 1)
            values["round_x"] = float(random.randint(-3, 3))

            def shown(name):
                gone = name in quarterly and month % 3 != 2 or random.random() < 0.01
                return "" if gone else random.choice(NOT_FINITE) if random.random() < 0.001 else repr(values[name])

            out.writerow([f"{1880 + month // 12}-{month % 12 + 1:02}-01", f"entity {entity}"] + [shown(name) for name in names])


def header(path):
    """The columns of the rows with their kinds."""
    with open(path, newline="", encoding="utf-8") as file:
        names = next(csv.reader(file))
    return {name: {"date": "date", "entity": "text", "word": "text"}.get(name, "double") for name in names}


def formulas(count):
    random.seed(20260228)
    names = ["x1", "x2", "x3", "x4", "x5", "x6", "m1", "m2", "round_x"]

    def number(depth):
        kind = random.random()
        if depth == 0 or kind < 0.15:
            return random.choice(names) if random.random() < 0.8 else repr(random.choice([0.5, 2.0, 10.0, 100.0, 1e300, 0.0, 3.0]))
        if kind < 0.65:
            return f"({number(depth - 1)} {random.choice('+-*/')} {number(depth - 1)})"
        if kind < 0.72:
            return f"-{number(depth - 1)}"
        if kind < 0.80:
            return f"case when {truth(depth - 1)} then {number(depth - 1)} else {number(depth - 1)} end"
        several = random.choice(["coalesce", "least", "greatest"])
        return random.choice([
            f"abs({number(depth - 1)})", f"ln({number(depth - 1)})", f"exp({number(depth - 1)})", f"sqrt({number(depth - 1)})",
            f"power({number(depth - 1)}, {random.choice(['2', '0.5', '-1', 'round_x', 'x5'])})",
            f"{several}({number(depth - 1)}, {number(depth - 1)}, {number(depth - 1)})"])

    def truth(depth):
        kind = random.random()
        # Compared are what the table holds and constants: a result may differ in its last digit.
        if depth == 0 or kind < 0.5:
            return f"{random.choice(names)} {random.choice(['<', '<=', '>', '>=', '=', '<>'])} {random.choice(names + ['29', '0', '-1'])}"
        if kind < 0.7:
            return f"{number(depth - 1)} is {random.choice(['', 'not '])}null"
        if kind < 0.8:
            return f"not ({truth(depth - 1)})"
        return f"({truth(depth - 1)} {random.choice(['and', 'or'])} {truth(depth - 1)})"

    print('schema = 1\nid = "formulas"\ntitle = "Random formulas"\n[missing]\nmin_coverage = 0\n[dimension.all]')
    for n in range(count):
        # One that names nothing would be the same in every row.
        text = f"{number(4)} + {random.choice(names)}"
        print(f"[indicator.f{n}]\ndimension = 'all'\nrule.linear = {{ from = -200, to = 200 }}\nformula = '{text}'")


def table(dialect, name, path):
    kinds = {"date": "DATE", "text": "VARCHAR", "double": "DOUBLE PRECISION" if dialect == "postgres" else "DOUBLE"}
    columns = ['"' + column.replace('"', '""') + '" ' + kinds[kind] for column, kind in header(path).items()]
    print(f"CREATE TABLE {name} ({', '.join(columns)});")


def write(path, names, answer):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(names)
        for row in answer:
            out.writerow(["" if x is None else repr(x) if isinstance(x, float) else x for x in row])


def load(base, path, name):
    kinds = {"date": "DATE", "text": "VARCHAR", "double": "DOUBLE"}
    columns = {column: kinds[kind] for column, kind in header(path).items()}
    base.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv(?, header = true, columns = ?)", [path, columns])


def run_duckdb(path, query, answer):
    import duckdb

    base = duckdb.connect()
    base.execute("CREATE SCHEMA market")
    load(base, path, "market.panel")
    found = base.execute(open(query, encoding="utf-8").read())
    write(answer, [column[0] for column in found.description], found.fetchall())
    print(f"DuckDB {duckdb.__version__}")


def load_database(database, path):
    import duckdb

    load(duckdb.connect(database), path, "panel")


def select(database, name, answer):
    import duckdb

    found = duckdb.connect(database).execute(f"SELECT * FROM {name}")
    write(answer, [column[0] for column in found.description], found.fetchall())


def run_spark(path, query, answer):
    from pyspark.sql import SparkSession
    from pyspark.sql.types import DateType, DoubleType, StringType, StructField, StructType

    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = session.config("spark.sql.shuffle.partitions", "4").config("spark.driver.bindAddress", "127.0.0.1")
    session = session.config("spark.driver.host", "127.0.0.1").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    kinds = {"date": DateType(), "text": StringType(), "double": DoubleType()}
    schema = StructType([StructField(name, kinds[kind]) for name, kind in header(path).items()])
    reader = session.read.option("header", True).option("nanValue", "NaN").option("escape", '"').option("mode", "FAILFAST")
    reader = reader.option("positiveInf", "Infinity").option("negativeInf", "-Infinity").schema(schema)
    reader.csv(path).createOrReplaceTempView("panel")
    found = session.sql(open(query, encoding="utf-8").read())
    write(answer, found.columns, found.toLocalIterator())
    print(f"Apache Spark {session.version}, ANSI mode {session.conf.get('spark.sql.ansi.enabled')}")
    session.stop()


def compare(panel, answer):
    def read(path):
        with open(path, newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        return rows[0], {(row[0], row[1]): row for row in rows[1:]}

    (names, ours), (theirs_names, theirs) = read(panel), read(answer)
    if names != theirs_names:
        sys.exit(f"other columns: {names} against {theirs_names}")
    if ours.keys() != theirs.keys():
        sys.exit(f"other rows: {len(ours)} against {len(theirs)}")
    largest, different, numbers, nulls = 0.0, {}, 0, 0
    for key, row in ours.items():
        for name, a, b in zip(names, row, theirs[key]):
            if a == b:
                equal = True
                gap = 0.0
            elif name == "band" or a == "" or b == "":
                equal = False
                gap = 0.0
            else:
                gap = abs(float(a) - float(b))
                equal = gap <= 1e-9
            if name not in ("date", "entity", "band"):
                numbers += 1
                nulls += a == ""
            largest = max(largest, gap if not math.isnan(gap) else math.inf)
            if not equal:
                different.setdefault(name, []).append((key, a, b))
    print(f"{len(ours)} rows, {numbers} numbers, {nulls} of them null, largest difference {largest:.1e}")
    for name, places in list(different.items())[:20]:
        print(f"{name}: {len(places)} differ, the first at {places[0][0]}: froth {places[0][1]}, engine {places[0][2]}")
    if different:
        sys.exit(1)


if __name__ == "__main__":
    what, arguments = sys.argv[1], sys.argv[2:]
    if what == "rows":
        path, count, kind = arguments
        histories(path, int(count)) if kind == "histories" else rows(path, int(count), kind)
    elif what == "formulas":
        formulas(int(arguments[0]))
    elif what == "table":
        table(*arguments)
    elif what == "duckdb":
        run_duckdb(*arguments)
    elif what == "load":
        load_database(*arguments)
    elif what == "select":
        select(*arguments)
    elif what == "spark":
        run_spark(*arguments)
    else:
        compare(*arguments)
