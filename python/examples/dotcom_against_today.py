# %% [markdown]
# # The dot-com peak against today, with figures of your own

# %%
import froth

comparison = froth.compare("dotcom-2000q1", "ai-2026q3")
comparison

# %% The first screen of the command line, and one number with its interval
print(comparison)
then, now = comparison.scorecards
print(then.score, now.score, now.indicator("shiller_cape").source)

# %% What if forward earnings were dearer, and the CAPE fell by 40 %?
today = froth.Scenario("ai-2026q3")
mine = today.with_values(sp500_forward_pe=25.0).shock(shiller_cape={"multiply": 0.6}, id="mine")
print(froth.score(mine).score)

# %% What moved the headline since the end of 2025?
moved = froth.changes("ai-2025q4", "ai-2026q3")
for part in moved.figures or []:
    print(f"{part.id:30} {part.points:+.1f}")

# %% How sure is that, and what would it take to reach the dot-com peak?
print(froth.uncertainty(mine, draws=2_000).scenarios[0].median)
print(froth.stress(today, target="dotcom-2000q1"))

# %%
froth.chart("radar", "dotcom-2000q1", "ai-2026q3")
