"""Measures how long the incidents suite takes on a million rows, and how much memory: `python bench/bench_validate.py [ROWS]`."""

from __future__ import annotations

import resource
import sys
import time

import numpy as np
import pandas as pd

from etl.validate.check import validate
from tests.expectations import good

SEED = 20_240_601


def million(rows: int) -> pd.DataFrame:
    """A batch of `rows` incidents: the good rows repeated, with keys, days, places and tolls of their own, one in a thousand spoilt."""
    random = np.random.default_rng(SEED)
    base = good.incidents()
    frame = base.iloc[random.integers(0, 5, rows)].reset_index(drop=True)
    sequence = np.arange(rows)
    # Nine thousand incidents a day at most, as an eventid can hold no more; days of one month after another.
    day, month, year = sequence // 9_000 % 28 + 1, sequence // 252_000 % 12 + 1, 1990 + sequence // 3_024_000
    frame["eventid"] = (year * 10_000 + month * 100 + day) * 10_000.0 + sequence % 9_000 + 1
    frame["iyear"], frame["imonth"], frame["iday"] = year.astype(float), month.astype(float), day.astype(float)
    frame["published_at"] = pd.Timestamp("2024-05-01", tz="UTC")
    frame["latitude"] = random.uniform(30.0, 36.0, rows)
    frame["longitude"] = random.uniform(40.0, 48.0, rows)
    toll = random.poisson(4.0, rows) + 1.0
    frame["nkill"] = frame["nkill_low"] = toll
    frame["nkill_high"] = toll + 2
    frame["city"] = pd.Series(random.integers(0, 40_000, rows)).astype("str").radd("Town ")
    frame["summary"] = pd.Series(sequence).astype("str").radd("A car bomb killed people at market number ")
    frame["mean_confidence"] = random.uniform(0.6, 0.99, rows)
    spoilt = random.choice(rows, rows // 1_000, replace=False)
    frame.loc[spoilt, "nkillter"] = 999.0
    return frame


def main() -> None:
    """Prints rows, seconds, peak memory and how many rows were held back."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    validate(
        "incidents", good.incidents(), key="eventid", as_of=good.AS_OF
    )  # the import is not part of the measurement
    frame = million(rows)
    built = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    began = time.perf_counter()
    checked = validate("incidents", frame, key="eventid", as_of=good.AS_OF)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{rows:,} rows, {len(checked.results)} expectations: {seconds:.1f} s, peak {peak:.2f} GiB "
        f"(frame alone {built:.2f} GiB), {len(checked.quarantined):,} rows held back"
    )


if __name__ == "__main__":
    main()
