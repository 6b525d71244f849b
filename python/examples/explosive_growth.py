# %% [markdown]
# # Was a pandas series explosive, and when?

# %%
import pandas
import froth

months = pandas.date_range("1990-01-31", periods=160, freq="ME", name="date")
levels = [100.0]
for m in range(1, 160):
    levels.append(levels[-1] * (1.002 + (0.05 if 90 <= m < 125 else 0) + 0.02 * ((m * 37) % 11 - 5) / 5))
price = pandas.Series(levels, index=months, name="price")

# %% The recursive unit-root tests of Phillips, Shi and Yu, with simulated critical values
tested = froth.exuberance(price, log=True, replications=200)
print(tested)

# %%
for episode in tested.series[0].episodes:
    print(episode.to_dict())
