"""A made-up world: incidents that never were, and what outlets would have written of them. Seeded; nothing in it is real.

Enters: a seed and sizes. Leaves: accounts by article, as an extractor would hand them on, and the incident that each one tells of.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from etl.codebook import gtd
from etl.model import Account, ClaimRow, Span, TollRow, Value, VictimRow

FIRST_DAY = date(1975, 1, 1)
LAST_DAY = date(2024, 12, 31)
CITIES_A_COUNTRY = 60
GROUPS = 400
OUTLETS = 300
SYLLABLES = ("ba", "ko", "ri", "ma", "ten", "sul", "dar", "qan", "lo", "mir", "zab", "hos", "var", "nid", "pel", "gur")


@dataclass(frozen=True)
class Event:
    """What happened in the made-up world."""

    number: int
    day: date
    country: str
    city: str
    latitude: float
    longitude: float
    attacktype: str
    weaptype: str
    targtype: str
    gname: str
    nkill: int
    nwound: int


class World:
    """`incidents` events, told by `accounts` accounts. Time and place are as uneven as in the real world: few countries bear most.

    Another `edition` has the same events in other words: what later articles say of them.
    """

    def __init__(self, incidents: int, accounts: int, seed: int = 7, edition: int = 0) -> None:
        self.incidents, self.accounts, self.seed, self.edition = incidents, accounts, seed, edition
        rng = random.Random(seed)
        self._countries = [c for c in gtd.COUNTRY.codes if gtd.is_location(c) and gtd.region_of(c)]
        rng.shuffle(self._countries)
        self._weights = [1 / (rank + 3) for rank in range(len(self._countries))]
        self._groups = [
            f"{_word(rng)} {kind} ({_word(rng)[:4].upper()}{i})" for i in range(GROUPS) for kind in ("Front",)
        ]
        self._cities = {
            c: [(_word(rng), rng.uniform(-50, 60), rng.uniform(-170, 170)) for _ in range(CITIES_A_COUNTRY)]
            for c in self._countries
        }

    def event(self, number: int) -> Event:
        """Event `number`: a function of the seed and the number alone."""
        rng = random.Random(self.seed * 1_000_003 + number)
        country = rng.choices(self._countries, self._weights)[0]
        city, lat, lon = self._cities[country][min(int(rng.expovariate(0.08)), CITIES_A_COUNTRY - 1)]
        nkill = int(rng.paretovariate(0.9)) - 1
        return Event(
            number,
            FIRST_DAY + timedelta(days=int(rng.triangular(0, (LAST_DAY - FIRST_DAY).days, 15_000))),
            gtd.COUNTRY.label(country),
            city,
            round(lat, 4),
            round(lon, 4),
            rng.choice(gtd.ATTACKTYPE.labels[:8]),
            rng.choice(("Explosives", "Firearms", "Incendiary", "Melee", "Unknown")),
            rng.choice(gtd.TARGTYPE.labels),
            rng.choice(self._groups) if rng.random() < 0.6 else "Unknown",
            min(nkill, 400),
            min(int(nkill * rng.uniform(0.5, 3)), 1000),
        )

    def told(self, first: int = 0, count: int | None = None) -> Iterator[tuple[Account, int]]:
        """Accounts number `first` onwards with their event. Each article tells one event as news; every eighth recalls another."""
        for n in range(first, self.accounts if count is None else first + count):
            rng = random.Random((self.seed + 1_000 * self.edition) * 7_000_003 + n)
            recalling = n % 8 == 7
            # News of an event comes in a run of articles; a recollection may go anywhere.
            number = rng.randrange(self.incidents) if recalling else (n * self.incidents // self.accounts)
            event = self.event(number)
            doc = f"{self.edition or 'w'}{n - 1 if recalling else n:08d}"
            yield self._account(rng, event, doc, 2 if recalling else 1, recalling), number

    def _account(self, rng: random.Random, event: Event, doc: str, number: int, recalling: bool) -> Account:
        hours = rng.expovariate(0.03) if not recalling else rng.uniform(2_000, 20_000)
        published = datetime.combine(event.day, datetime.min.time(), UTC) + timedelta(hours=12 + hours)
        told_date = event.day.isoformat()
        if recalling:
            told_date = told_date[: rng.choice((4, 7, 10))]
        toll = max(0, event.nkill + (rng.randint(-2, 2) if hours < 24 and event.nkill > 3 else 0))
        values: dict[str, Any] = {
            "date": told_date,
            "country_txt": event.country,
            "attacktype": (event.attacktype,),
            "weaptype": (event.weaptype,),
            "targtype": (event.targtype,),
            "gname": (event.gname,),
            "success": 1,
            "suicide": 0,
            "nkill": toll,
        }
        if not recalling or rng.random() < 0.8:
            values |= {"city": event.city, "latitude": event.latitude, "longitude": event.longitude, "vicinity": 0}
        if rng.random() < 0.7:
            values["nwound"] = event.nwound
        claimed = event.gname != "Unknown" and rng.random() < 0.4
        if claimed:
            values["claimed"] = 1
        return Account(
            f"{doc}#{number}",
            doc,
            "background" if recalling else "main",
            True,
            {name: Value(value, 0.8, (_span(rng, f"{name} {value}"),), "made_up") for name, value in values.items()},
            (TollRow("killed", toll, "police", False, _span(rng, f"{toll} people were killed")),),
            (ClaimRow(event.gname, "claim", None, _span(rng, f"{event.gname} said it did it")),) if claimed else (),
            (VictimRow(event.country, "killed", toll, _span(rng, "citizens")),) if rng.random() < 0.1 else (),
            "world/1",
            f"Outlet {rng.randrange(OUTLETS)}",
            published.strftime("%Y-%m-%dT%H:%M:%SZ"),
        )


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize()


def _span(rng: random.Random, words: str) -> Span:
    start = rng.randrange(2_000)
    return Span(start, start + len(words), words)
