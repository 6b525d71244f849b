"""In an environment without any other package: the package is imported, and its main functions run."""

import json
import sys

import froth

others = {"numpy", "pandas", "polars", "pyarrow", "pytest", "typing_extensions"} & set(sys.modules)
assert not others, others
card = froth.score("ai-2026q3")
assert card.score is not None and 0 <= card.score <= 100
assert json.loads(froth.compare("dotcom-2000q1", "ai-2026q3").to_json())["schema"] == 1
try:
    froth.score("nothing")
except froth.FrothError as error:
    assert error.findings
model = 'schema = 1\nid = "m"\ntitle = "M"\n[dimension.root]\n[indicator.x]\ndimension = "root"\nrule.linear = { from = 0, to = 2 }\n'
table = froth.panel({"date": ["2000-01", "2000-02"], "x": [1.0, None]}, model)
assert table["score"] == [50.0, None]
for missing in (table.to_polars, table.to_pandas):
    try:
        missing()
    except ImportError as error:
        assert "pip install" in str(error)
print("bare environment: ok, Python", sys.version.split()[0])
