"""What of an account is compared: a few small, normalised facts.

Enters: an Account. Leaves: Traits. Touches nothing of the world.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from etl.errors import ReconcileError
from etl.model import Account, Traits

_ADMIN_WORDS = re.compile(
    r"\b(province|governorate|state|region|district|department|county|oblast|city|town|village|municipality|of|the|al|el)\b"
)
_ABBREVIATION = re.compile(r"\(([^)]*)\)")

# A main account without a date tells of something that had just happened: news runs a week behind at most.
UNDATED_NEWS_DAYS = 7


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """A name without accents, punctuation, capitals and words for administrative units.

    >>> plain("Al-Ḥasakah Governorate")
    'hasakah'
    """
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    bare = re.sub(r"[^a-z0-9 ]+", " ", bare.replace("'", ""))
    return " ".join(_ADMIN_WORDS.sub(" ", bare).split())


@lru_cache(maxsize=20_000)
def group_keys(name: str) -> tuple[str, ...]:
    """A group's full name and its abbreviation, each a key: either is enough to be the same group.

    >>> group_keys("Tehrik-i-Taliban Pakistan (TTP)")
    ('tehrik i taliban pakistan', 'ttp')
    """
    keys = [plain(_ABBREVIATION.sub(" ", name)), *(plain(short) for short in _ABBREVIATION.findall(name))]
    return tuple(dict.fromkeys(key for key in keys if key and key != "unknown"))


@lru_cache(maxsize=100_000)
def day_range(told: str | None) -> tuple[int, int] | None:
    """First and last day that `YYYY-MM-DD`, `YYYY-MM` or `YYYY` allows; None for anything else.

    >>> [date.fromordinal(day).isoformat() for day in day_range("2022-03")]
    ['2022-03-01', '2022-03-31']
    """
    try:
        parts = [int(part) for part in (told or "").split("-")]
        if len(parts) == 3:
            day = date(*parts).toordinal()
            return day, day
        if len(parts) == 2:
            year, month = parts
            last = calendar.monthrange(year, month)[1]
            return date(year, month, 1).toordinal(), date(year, month, last).toordinal()
        if len(parts) == 1:
            return date(parts[0], 1, 1).toordinal(), date(parts[0], 12, 31).toordinal()
    except (ValueError, TypeError, calendar.IllegalMonthError):
        pass
    return None


def utc(told: str) -> str:
    """An ISO time as UTC to the second, so that times compare as texts; a bare date is its midnight.

    >>> utc("2024-01-03T17:42:10.5+02:00")
    '2024-01-03T15:42:10Z'

    Raises:
        ReconcileError: this is no time.
    """
    try:
        return utc_text(datetime.fromisoformat(told))
    except (ValueError, OverflowError):
        raise ReconcileError(
            "is no time", where=repr(told), fix="write published_at as in 2024-01-03T15:42:00Z"
        ) from None


def utc_text(at: datetime) -> str:
    """The text form of a time; one without a zone is taken as UTC."""
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value if item) if isinstance(value, (tuple, list)) else ()


def _figures(account: Account, field: str, kind: str) -> tuple[int, ...]:
    figures = [account.get(name) for name in (field, f"{field}_low", f"{field}_high")]
    figures += [toll.value for toll in account.tolls if toll.kind == kind]
    return tuple(dict.fromkeys(int(figure) for figure in figures if figure is not None))[:6]


def traits_of(account: Account) -> Traits:
    """The comparable facts of an account. A main account without a date is bounded by its publication."""
    bounds = day_range(account.get("date"))
    if bounds is None and account.role == "main" and account.published_at:
        said = date.fromisoformat(utc(account.published_at)[:10])
        bounds = (said - timedelta(days=UNDATED_NEWS_DAYS)).toordinal(), said.toordinal()
    groups = [key for name in _texts(account.get("gname")) for key in group_keys(name)]
    groups += [
        key for claim in account.claims if claim.kind == "claim" and claim.actor for key in group_keys(claim.actor)
    ]
    names = [plain(name) for name in _texts(account.get("victim_name"))]
    latitude, longitude = account.get("latitude"), account.get("longitude")
    located = latitude is not None and longitude is not None
    return Traits(
        account.account_id,
        account.doc,
        account.role == "main",
        bounds[0] if bounds else None,
        bounds[1] if bounds else None,
        account.get("country_txt") or "",
        plain(account.get("provstate") or ""),
        plain(account.get("city") or ""),
        float(latitude) if located else None,
        float(longitude) if located else None,
        bool(account.get("vicinity")),
        _figures(account, "nkill", "killed"),
        _figures(account, "nwound", "wounded"),
        account.get("nhostkid"),
        tuple(dict.fromkeys(groups))[:6],
        tuple(label for label in _texts(account.get("attacktype")) if label != "Unknown"),
        tuple(label for label in _texts(account.get("targtype")) if label != "Unknown"),
        tuple(dict.fromkeys(name for name in names if len(name) > 4))[:6],
        utc(account.published_at) if account.published_at else None,
        account.get("date"),
    )
