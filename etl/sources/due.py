"""When a source is to be asked again, by its own schedule."""

from __future__ import annotations

from datetime import UTC, datetime

from croniter import croniter

_PRESETS = {"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *"}


def is_due(schedule: str, asked_at: datetime | None, now: datetime) -> bool:
    """Whether a tick of the schedule (UTC) lies between the last time the source was asked and now.

    However many ticks were missed, the source is due once: what it lists now is all that it has. A source never asked is due, and so is
    one that was asked in the future: the clock was wrong then, and the source must not wait until it is right.

    >>> from datetime import datetime, UTC
    >>> asked = datetime(2024, 1, 3, 10, 0, 5, tzinfo=UTC)
    >>> is_due("@hourly", asked, datetime(2024, 1, 3, 10, 45, tzinfo=UTC))
    False
    >>> is_due("@hourly", asked, datetime(2024, 1, 3, 11, 0, tzinfo=UTC))
    True
    """
    if asked_at is None or schedule == "@continuous" or asked_at > now:
        return True
    if schedule == "@once":
        return False
    following: datetime = croniter(_PRESETS.get(schedule, schedule), asked_at.astimezone(UTC)).get_next(datetime)
    return following <= now
