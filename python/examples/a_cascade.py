# %% [markdown]
# # If one cannot pay, who is next?

# %%
import froth

network = froth.network("ai-financing-2026q3", fail=["openai"])
network

# %% Round by round, and who lost what
print(network.total_loss, network.unit)
for node in network.nodes:
    if node.loss:
        print(f"{node.title:20} {node.loss:8.1f}", "failed" if node.failed else "")

# %% A network of one's own
mine = {
    "schema": 1,
    "id": "three",
    "title": "Three who owe each other",
    "as_of": "2026-09-30",
    "unit": "USD bn",
    "node": {name: {"title": name.upper(), "external_assets": 3.0, "external_debts": 2.0} for name in ("a", "b", "c")},
    "claim": [{"from": "a", "to": "b", "amount": 1.0}, {"from": "b", "to": "c", "amount": 1.0}],
}
found = froth.check(mine)
print(found.ok, [message.message for message in found.messages])
