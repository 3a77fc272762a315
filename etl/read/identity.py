"""The identity of an article."""

from __future__ import annotations

import hashlib
import json


def doc_of(place: str, title: str, text: str) -> str:
    """The `doc` of an article: stable for the same content of the same page, whenever and by whatever way it was fetched.

    Args:
        place: the canonical address; where there is none, the source and the item's key within it.
        title: the normalised title.
        text: the normalised text.
    """
    return hashlib.sha256(json.dumps([place, title, text]).encode()).hexdigest()[:20]
