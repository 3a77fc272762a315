"""What the trained reader says of an incident's sentences: which kinds of attack, weapon and target they tell of.

Enters: a Draft. Leaves: logits. Touches nothing.
"""

from __future__ import annotations

from etl.extract.drafts import Draft

# Sentences that tell the deed: what comes after them tells of its wake.
_MOST = 6


def read_types(draft: Draft, of: str) -> dict[str, float]:
    """For each label of `attack`, `weapon` or `target` the mean logit over the sentences that tell the deed; empty where nobody read them."""
    readings = [dict(value.logits) for unit in (draft.core or draft.units[:1])[:_MOST] for value in unit.readings]
    labels = [name for name in readings[0] if name.startswith(f"{of} ")] if readings else []
    return {name.removeprefix(f"{of} "): sum(r[name] for r in readings) / len(readings) for name in labels}
