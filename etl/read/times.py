"""Points in time as outlets write them.

Enters: text. Leaves: a UTC-aware datetime, or None where the text gives none or can be read in two ways.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Hours from UTC of the abbreviations that news pages print. IST is India's, as English-language news use it most; CST and BST are
# North America's and Britain's for the same reason. ET and PT stand for the standard time: an hour's slip at most.
_ZONES = {
    "utc": 0.0, "gmt": 0.0, "z": 0.0, "wet": 0.0, "bst": 1.0, "wat": 1.0, "cet": 1.0, "cest": 2.0, "eet": 2.0, "eest": 3.0,
    "est": -5.0, "edt": -4.0, "et": -5.0, "cst": -6.0, "cdt": -5.0, "ct": -6.0, "mst": -7.0, "mdt": -6.0, "pst": -8.0, "pdt": -7.0,
    "pt": -8.0, "sast": 2.0, "cat": 2.0, "eat": 3.0, "msk": 3.0, "trt": 3.0, "ast": 3.0, "irst": 3.5, "gst": 4.0, "aft": 4.5,
    "pkt": 5.0, "ist": 5.5, "npt": 5.75, "bdt": 6.0, "mmt": 6.5, "ict": 7.0, "wib": 7.0, "sgt": 8.0, "myt": 8.0, "pht": 8.0,
    "hkt": 8.0, "jst": 9.0, "kst": 9.0, "aest": 10.0, "aedt": 11.0, "nzst": 12.0, "nzdt": 13.0,
}  # fmt: skip
_NAMED = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_FORMS = [
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s\-]+(?:of\s+)?{_NAMED},?[\s\-]+(?P<year>\d{{4}})(?!\d)"),
    re.compile(rf"\b{_NAMED}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)"),
    re.compile(rf"\b{_NAMED}\s+(?P<day>\d{{1,2}})\s+\d{{1,2}}:\d{{2}}:\d{{2}}\s+(?P<year>\d{{4}})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
    # Day and month in figures: read only where one of the two cannot be a month.
    re.compile(r"(?<!\d)(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4})(?!\d)"),
]
_CLOCK = re.compile(
    r"(?<![\d:+-])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[ap]\.?m\b\.?)?|\s*(?P<half_>[ap]\.?m\b\.?))"
    r"[\s(]*(?:(?:gmt|utc)\s*(?=[+-]\d))?(?P<zone>[+-]\d{1,2}(?::?\d{2})?|[a-z]{1,4}\b)?"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:t?(\d{2})(\d{2})(\d{2})?)?z?", re.IGNORECASE)
_EARLIEST, _LATEST = 1900, 2100


def parse_time(text: str | int | float | None) -> datetime | None:
    """The moment that a text names, UTC; midnight where it names a day only, UTC where it names no zone.

    >>> parse_time("Wed, 03 Jan 2024 17:30:00 +0330")
    datetime.datetime(2024, 1, 3, 14, 0, tzinfo=datetime.timezone.utc)
    >>> parse_time("January 3, 2024 5:30 p.m. EST").isoformat()
    '2024-01-03T22:30:00+00:00'
    >>> parse_time("03/04/2024") is None
    True
    """
    if text is None or isinstance(text, bool):
        return None
    written = " ".join(str(text).split())
    if not 4 <= len(written) <= 200:
        return None
    for read in (_iso, _numeric, _mail, _written):
        try:
            moment = read(written)
        except (ValueError, OverflowError, TypeError):
            continue
        if moment is not None and _EARLIEST <= moment.year < _LATEST:
            return _utc(moment)
    return None


def _utc(moment: datetime) -> datetime | None:
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None


def _iso(text: str) -> datetime | None:
    if not text[:4].isdigit() or len(text) < 8 or text[4] != "-":
        return None
    return datetime.fromisoformat(text.replace(" UTC", "Z").replace(" GMT", "Z").replace(" +", "+"))


def _numeric(text: str) -> datetime | None:
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), UTC)
    match = _COMPACT.fullmatch(text)
    return datetime(*(int(part) for part in match.groups(default="0")), tzinfo=UTC) if match else None  # type: ignore[arg-type,misc]


def _mail(text: str) -> datetime | None:
    """The form of mail headers and RSS, with the zone names of our own table: the standard's has North America's only."""
    if not re.fullmatch(r"(?:[A-Za-z]{3,9},? )?\d{1,2} [A-Za-z]{3} \d{2,4} \d{1,2}:\d\d(?::\d\d)?(?: \S+)?", text):
        return None
    head, _, zone = text.rpartition(" ")
    offset = _ZONES.get(zone.lower())
    if offset is None:
        return parsedate_to_datetime(text)
    return parsedate_to_datetime(f"{head} +0000").replace(tzinfo=timezone(timedelta(hours=offset)))


def _written(text: str) -> datetime | None:
    """A date in any of the forms of print and, before or after it, a time of day."""
    lowered = text.lower()
    for form in _FORMS:
        match = form.search(lowered)
        if match is None:
            continue
        parts = match.groupdict()
        day, month = _day_month(parts)
        if month is None or day is None:
            return None
        moment = datetime(int(parts["year"]), month, day)
        rest = (lowered[: match.start()], lowered[match.end() :], match[0] if ":" in match[0] else "")
        clock = next(filter(None, map(_CLOCK.search, rest)), None)
        return moment if clock is None else _at(moment, clock.groupdict())
    return None


def _day_month(parts: dict[str, str | None]) -> tuple[int | None, int | None]:
    if parts.get("first"):
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        if first > 12:
            return first, second
        if second > 12 or first == second:
            return second, first
        return None, None
    month = parts["month"] or ""
    return int(parts["day"] or 0), int(month) if month.isdigit() else _MONTHS.index(month) + 1


def _at(day: datetime, clock: dict[str, str | None]) -> datetime:
    hour, half = int(clock["hour"] or 0), clock["half"] or clock["half_"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    moment = day.replace(hour=hour, minute=int(clock["minute"] or 0), second=int(clock["second"] or 0))
    return moment.replace(tzinfo=_zone(clock["zone"]))


def _zone(zone: str | None) -> timezone:
    if not zone:
        return UTC
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").zfill(4)
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(-offset if zone[0] == "-" else offset)
    return timezone(timedelta(hours=_ZONES.get(zone, 0.0)))
