"""What a run's figures are, and how they lie beside those of earlier runs.

Enters: accounts, counts, and rows of `quality.metric`. Leaves: rows for that table, and the frame of the suite `drift`. Touches nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


def measure(
    accounts: Iterable[Account], *, volume: Mapping[str, int], quarantined: Mapping[str, tuple[int, int]]
) -> list[Metric]:
    """This run's metrics: `name`, `labels` (the subject), `value`, and `n`, the rows that it was measured on.

    `volume` counts things by name ("articles"); `quarantined` gives of each suite how many rows are held back and how many there were.
    Completeness, shares and confidence are of the accounts that are their article's subject and terrorism.
    """
    told = [a for a in accounts if a.role == "main" and a.is_terrorism]
    rows: list[Metric] = [_metric("volume", name, float(count), count) for name, count in sorted(volume.items())]
    for suite, (held, total) in sorted(quarantined.items()):
        if total:
            rows.append(_metric("quarantined", suite, held / total, total))
    if not told:
        return rows
    for field in FIELDS:
        held_values = [a.values[field] for a in told if field in a.values]
        rows.append(_metric("completeness", field, len(held_values) / len(told), len(told)))
        if held_values:
            rows.append(_metric("confidence", field, fmean(v.confidence for v in held_values), len(held_values)))
    for field in _FOLLOWED:
        counts = Counter(str(_first(a.get(field))) for a in told if a.get(field))
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
