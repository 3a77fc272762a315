"""How bulk work treats memory: what lives briefly and dies whole needs no collector that walks through it again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """For as long as the context (or the function that it decorates) Python looks for no cycles; counting references frees all else.

    For work that makes many small objects at once, where looking for cycles takes a quarter of the time and finds none.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
