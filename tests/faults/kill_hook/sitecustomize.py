"""Imported by every Python process that has this folder on its path: gives the steps of the pipeline a switch for tests.

A file in KILL_ORDERS named for a step is an order to the next task that does it. `kill`: once its work is done and before it can say so, its
process gets SIGKILL; the worst moment, since all of it will be done again. `hold`: it waits before its work until the file is gone, so that
what runs it can be killed meanwhile.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
import time
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

_ORDERS = Path(os.environ["KILL_ORDERS"])
_LONGEST_HOLD = 120  # seconds


class _Switches:
    """Finds `etl.pipeline` as ever, and puts the switches in once it is imported."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name != "etl.pipeline":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        assert spec is not None and spec.loader is not None
        execute = spec.loader.exec_module

        def execute_and_switch(module: Any) -> None:
            execute(module)
            for step in os.environ["KILL_STEPS"].split(","):
                setattr(module, step, _switched(step, getattr(module, step)))

        spec.loader.exec_module = execute_and_switch  # type: ignore[method-assign]
        return spec


def _switched(step: str, work: Any) -> Any:
    order = _ORDERS / step

    def obeying(*args: Any, **kwargs: Any) -> Any:
        asked = order.read_text() if order.exists() else ""
        end = time.monotonic() + _LONGEST_HOLD
        while asked == "hold" and order.exists() and time.monotonic() < end:
            time.sleep(0.2)
        done = work(*args, **kwargs)
        if asked == "kill":
            order.unlink(missing_ok=True)
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    return obeying


sys.meta_path.insert(0, _Switches())  # type: ignore[arg-type]
