# %% [markdown]
# # A panel: a data frame in, a data frame out

# %%
import datetime

import polars
import froth

months = [datetime.date(2000 + m // 12, m % 12 + 1, 1) for m in range(120)]
frame = polars.DataFrame({
    "date": months,
    "price_to_earnings": [15 + 10 * abs(m % 48 - 24) / 24 for m in range(120)],
    "margin_debt": [None if m % 17 == 0 else 1 + m / 60 for m in range(120)],
})

# %% A model is a few lines
model = froth.Model({
    "schema": 1,
    "id": "two-figures",
    "title": "Dear, and on credit",
    "dimension": {"root": {"aggregate": {"power": 2.0}}},
    "indicator": {
        "pe": {"dimension": "root", "rule": {"linear": {"from": 12, "to": 30}}},
        "credit": {"dimension": "root", "rule": {"linear": {"from": 1, "to": 3}}},
    },
})

# %% Numbers are read where they are; the scores come back as a table that polars takes without a copy
scored = froth.panel(frame, model, map={"pe": "price_to_earnings", "credit": "margin_debt"}, contributions=True)
print(scored.to_polars().tail())
print(scored.summary)

# %% Several entities: their ranks at the last date, how sure these are, and what the model does on these rows
names = ["A", "B", "C", "D"]
many = polars.concat([frame.with_columns(entity=polars.lit(name), margin_debt=polars.col("margin_debt") + place / 4) for place, name in enumerate(names)])
uncertain = froth.Model(model.to_toml() + "\n[uncertainty]\nweights = { spread = 0.25 }\n")
columns = {"pe": "price_to_earnings", "credit": "margin_debt"}
ranked = froth.panel(many, uncertain, map=columns, ranks=True, draws=500, audit=True, chart=True)
print(ranked.ranks)
ranked.chart()

# %%
ranked.audit
