"""What the tests of extraction share."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest


@pytest.fixture
def processor_seconds() -> Callable[[Callable[[], object]], float]:
    """Processor seconds of some work, without the collector: its walk through all that other tests left is no work of the rule's."""

    def measure(work: Callable[[], object]) -> float:
        gc.collect()
        gc.disable()
        try:
            start = time.process_time()
            work()
            return time.process_time() - start
        finally:
            gc.enable()

    return measure
