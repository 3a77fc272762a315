"""Words of worlds in which attacks are no attacks: sport, fiction, drills, markets."""

from __future__ import annotations

from functools import cache

from etl.codebook.lexicon import Lexicon, read_rows


@cache
def nonevent_lexicon() -> Lexicon[str]:
    """Cue words, each with the world that it belongs to: `sport`, `fiction`, `drill` or `market`."""
    return Lexicon((row["term"], row["kind"]) for row in read_rows("nonevent"))
