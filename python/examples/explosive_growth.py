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

# %% Several tests that look at different things, held against each other, with one bubble dated by regimes
compared = froth.exuberance(price, log=True, compare_tests=True, replications=100)
for test in compared.series[0].tests:
    print(test.test, test.rejects)

# %% Is it happening now? Rows up to a day are the training, each later one is held against a boundary as it comes
watched = froth.exuberance(price, log=True, monitor="1996-12-31", replications=200)
print(watched.has_alarm, [seen.alarm for seen in watched.series[0].detectors])
watched.chart()
