"""What a run's figures are, and how they lie beside those of earlier runs.

Enters: accounts, counts, and rows of `quality.metric`. Leaves: rows for that table, and the frame of the suite `drift`. Touches nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Any

from etl.codebook.fields import FIELDS
from etl.model.account import Account
from etl.validate.frames import frame_of

if TYPE_CHECKING:
    import pandas as pd

Metric = Mapping[str, Any]

# Fields whose values' shares are followed: closed lists in which a broken stage shows as a jump.
_FOLLOWED = ("attacktype", "weaptype", "targtype", "country_txt")
# A value of fewer rows than this share is chance and not followed.
_LEAST_SHARE = 0.05


class Tally:
    """What is counted over the accounts of a run, however many: `add` takes some at a time.

    Counted are the accounts that are their article's subject and terrorism.
    """

    def __init__(self) -> None:
        self._told = 0
        # By field, how often each confidence was given: they are few.
        self._confidences: dict[str, Counter[float]] = {field: Counter() for field in FIELDS}
        self._values: dict[str, Counter[str]] = {field: Counter() for field in _FOLLOWED}

    def add(self, accounts: Iterable[Account]) -> None:
        """Counts these too."""
        for account in accounts:
            if account.role != "main" or not account.is_terrorism:
                continue
            self._told += 1
            for name, held in account.values.items():
                if name in self._confidences:
                    self._confidences[name][held.confidence] += 1
            for name, counts in self._values.items():
                if account.get(name):
                    counts[str(_first(account.get(name)))] += 1

    def metrics(self, *, volume: Mapping[str, int], quarantined: Mapping[str, tuple[int, int]]) -> list[Metric]:
        """This run's metrics: `name`, `labels` (the subject), `value`, and `n`, the rows that it was measured on.

        `volume` counts things by name ("articles"); `quarantined` gives of each suite how many rows are held back and how many there were.
        """
        rows: list[Metric] = [_metric("volume", name, float(count), count) for name, count in sorted(volume.items())]
        for suite, (held, total) in sorted(quarantined.items()):
            if total:
                rows.append(_metric("quarantined", suite, held / total, total))
        if not self._told:
            return rows
        for field, confidences in self._confidences.items():
            n = confidences.total()
            rows.append(_metric("completeness", field, n / self._told, self._told))
            if n:
                # Exact, so that the order and the parts in which accounts came make no difference.
                sum_ = sum(Fraction(confidence) * count for confidence, count in confidences.items())
                rows.append(_metric("confidence", field, float(sum_) / n, n))
        for field, counts in self._values.items():
            total = counts.total()
            rows += [
                _metric("share", f"{field}={value}", count / total, total)
                for value, count in sorted(counts.items())
                if count / total >= _LEAST_SHARE
            ]
        return rows


def _metric(name: str, subject: str, value: float, n: int) -> Metric:
    return {"name": name, "labels": subject, "value": value, "n": n}


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, tuple) and value else value


def drift_frame(now: Iterable[Metric], history: Sequence[Metric]) -> pd.DataFrame:
    """One row a metric of this run beside the mean and the spread of the same metric in earlier runs, keyed by `metric_id`.

    `history` holds rows of `quality.metric` of earlier runs (`run_id`, `name`, `labels`, `value`); metrics of other names are left aside.
    """
    before: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in history:
        if row["value"] is not None:
            before[str(row["name"]), str(row["labels"])].append(float(row["value"]))
    rows = []
    for metric in now:
        past = before.get((str(metric["name"]), str(metric["labels"])), [])
        rows.append(
            {
                "metric_id": f"{metric['name']}/{metric['labels']}",
                "metric": metric["name"],
                "subject": metric["labels"],
                "value": metric["value"],
                "n": metric["n"],
                "runs": len(past),
                "mean": fmean(past) if past else None,
                "sd": pstdev(past) if past else None,
            }
        )
    return frame_of("drift", rows)
