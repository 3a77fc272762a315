"""How the steps log: lines of text for a person, or one JSON object a line for a collector.

Enters: level and style. Leaves: a handler on standard error for all loggers below `etl`. A record may carry `step`, `run`, `source`,
`article` and `counts`; each JSON line has them where they are known.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal

_FIELDS = ("step", "run", "source", "article", "counts")


class JsonLine(logging.Formatter):
    """A record as one JSON object; `run` is the run of the whole process where the record names none."""

    def __init__(self, run: str | None) -> None:
        super().__init__()
        self.run = run

    def format(self, record: logging.LogRecord) -> str:
        """`{"at", "level", "logger", "message", ...}`, unknown fields left out."""
        row = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "airflow_run": self.run,
            **{name: getattr(record, name, None) for name in _FIELDS},
            "error": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps({k: v for k, v in row.items() if v is not None}, ensure_ascii=False, default=str)


def start_logging(level: str, style: Literal["text", "json"], run: str | None = None) -> None:
    """Nothing; from now on everything below `etl` logs so. A second call replaces the first."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine(run) if style == "json" else logging.Formatter("%(levelname)s %(message)s"))
    logger = logging.getLogger("etl")
    logger.handlers[:] = [handler]
    logger.setLevel(level)
    logger.propagate = False
