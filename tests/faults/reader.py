"""A reader of the published copy, over and over until a file named `stop` appears: `python reader.py PUBLISHED STOP`.

Every load of the test writes a run and a metric in one transaction, so a reader that sees them differ sees a mixed state, and one that
sees a smaller number than before sees an old copy come back. Prints how often it asked, or what it saw.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from etl.warehouse import query

STATE = "SELECT (SELECT count(*) FROM quality.run) AS runs, (SELECT count(*) FROM quality.metric) AS metrics"


def main(published: Path, stop: Path) -> None:
    os.nice(10)  # twenty readers that never pause must not keep the one writer from two cores
    asked = seen = 0
    while not stop.exists():
        (row,) = query(published, STATE).to_pylist()
        if row["runs"] != row["metrics"] or row["runs"] < seen:
            sys.exit(f"after {seen} runs: {row}")
        seen = row["runs"]
        asked += 1
    print(asked, seen)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
