"""Whether a source yields what it usually yields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from statistics import median

from etl.model import Source

_USUAL_DAYS = 14  # two weeks: every weekday twice, so that a quiet Sunday is nothing unusual
_LEAST_HISTORY = 3  # fewer days say nothing about what is usual
_SUDDEN = 10  # times the usual


def volume_warning(source: Source, counts: Mapping[date, int], today: date) -> str | None:
    """One line when `today` stands out: nothing where there is usually something, ten times the usual, or outside `least` and `most`.

    Args:
        source: the source.
        counts: articles newly kept by day (UTC); a day without any may be absent.
        today: the day to judge; days after it are left aside.

    >>> from datetime import date, timedelta
    >>> feed = Source("wire", "Wire", "feed", ("https://wire.example/rss",))
    >>> days = {date(2024, 1, 1) + timedelta(n): 20 for n in range(9)}
    >>> volume_warning(feed, days, date(2024, 1, 10))
    'source wire: nothing on 2024-01-10, 20 articles a day are usual; look at its address and its newest failures in the ledger'
    """
    now = counts.get(today, 0)
    past = [day for day in counts if day < today]
    if past:
        first = max(min(past), today - timedelta(days=_USUAL_DAYS))
        usual = [counts.get(first + timedelta(days=n), 0) for n in range((today - first).days)]
        middle = median(usual)
        if len(usual) >= _LEAST_HISTORY and middle >= 1:
            if now == 0:
                return (
                    f"source {source.source}: nothing on {today}, {middle:g} articles a day are usual; "
                    "look at its address and its newest failures in the ledger"
                )
            if now >= _SUDDEN * middle:
                return (
                    f"source {source.source}: {now} articles on {today}, {middle:g} a day are usual; "
                    "look whether its address now lists something else"
                )
    if now < source.least:
        return f"source {source.source}: {now} articles on {today}, at least {source.least} are expected; look at its address"
    if now > source.most:
        return f"source {source.source}: {now} articles on {today}, at most {source.most} are expected; look at its address"
    return None
