"""MUC-4's answer keys: their notation read into comparable values.

Enters: a key template (slot name to raw lines). Leaves: for each mission slot a Key, what it admits. Touches nothing.

In raw lines `/` parts alternatives, `?` marks an optional filler, `-` is empty, `*` does not apply, `X: "A"` says X of A; a date
`- D` is on or before D; a number `6-` is at least 6 and `~6` about 6.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SLOTS = ("date", "country", "place", "claim", "killed", "wounded", "victim_countries")
ASIDE = ("day",)  # printed with the slots, outside their sum

_OPEN_DAYS = 31  # a key's "on or before D" reaches this far back
_MOST_SUMS = 10_000  # of a key whose alternatives multiply
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (?:19)?(\d\d)\b")
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')
_CLAIM_CLASS = {
    "CLAIMED OR ADMITTED": "claimed",
    "REPORTED AS FACT": "fact",
    "SUSPECTED OR ACCUSED": "suspected",
    "SUSPECTED OR ACCUSED BY AUTHORITIES": "suspected",
    "POSSIBLE": "suspected",
    "ACQUITTED": "denied",
}
# Spellings of the keys and of today for one country of 1990.
_SAME_COUNTRY = {
    "guatamala": "guatemala",
    "ussr": "soviet union",
    "russia": "soviet union",
    "usa": "united states",
    "us": "united states",
    "great britain": "united kingdom",
    "west germany": "germany",
    "peoples rep of china": "china",
    "republic of china": "taiwan",
    "republic of korea": "south korea",
    "democratic peoples rep of korea": "north korea",
    "republic of south africa": "south africa",
}


@dataclass(frozen=True, slots=True)
class Filler:
    """One raw line: `? DEATH / INJURY: "A" / "B"` is optional, of heads DEATH and INJURY, said of mentions A and B."""

    optional: bool
    heads: tuple[str, ...]
    mentions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day a key admits; `is_open` where it only says "on or before"."""

    first: dt.date
    last: dt.date
    is_open: bool


@dataclass(frozen=True, slots=True)
class Key:
    """What a key admits in a slot: any of `accept`. `required` is false where it may be left out, `scored` where nothing can be compared."""

    accept: tuple[Any, ...]
    required: bool
    scored: bool = True


def fillers(template: Mapping[str, Any], slot: str) -> list[Filler]:
    """The fillers of a slot, without the empty ones."""
    out = []
    for raw in template.get(slot) or []:
        head = re.split(r'[":]', raw)[0].strip(" ?()")
        if head not in ("-", "*", ""):
            heads = tuple(part.strip(" ?()") for part in head.split("/"))
            out.append(Filler(raw.lstrip().startswith("?"), heads, frozenset(_QUOTED.findall(raw))))
    return out


def alternatives(template: Mapping[str, Any], slot: str) -> list[str]:
    """The alternatives of a slot with one filler: a slash inside parentheses parts nothing."""
    raw = " ".join(template.get(slot) or []).strip(" ?")
    parts, depth = [""], 0
    for char in raw:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "/" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    bare = [re.sub(r"^\((.*)\)$", r"\1", part.strip()).strip() for part in parts]
    return [part for part in bare if part not in ("", "-", "*")]


def interval(text: str) -> Interval | None:
    """`D`, `D - D` or `- D` as days; None where it names no full date."""
    try:
        days = [
            dt.datetime.strptime(f"{day} {month} 19{year}", "%d %b %Y").date()
            for day, month, year in _DAY.findall(text.upper())
        ]
    except ValueError:
        return None
    if not days:
        return None
    is_open = text.strip().startswith("-")
    return Interval(days[0] - dt.timedelta(_OPEN_DAYS) if is_open else days[0], max(days), is_open)


def location(text: str) -> tuple[str, list[str]]:
    """The country and all names below it.

    >>> location("PERU: LIMA (CITY): A (TOWN) - B (TOWN)")
    ('peru', ['lima', 'a', 'b'])
    """
    country, *below = re.sub(r"\([^()]*\)", "", text).strip("() ").split(":")
    names = [name_key(name) for part in below for name in part.split(" - ")]
    return country_key(country), [name for name in names if name]


def name_key(name: str) -> str:
    """A name in lower case, without accents and outer brackets."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return " ".join(ascii_only.casefold().strip(" ().").split())


def country_key(name: str) -> str:
    """A country's name in one spelling, as of 1990."""
    key = name_key(re.sub(r"\(.*?\)", "", name)).replace(".", "").replace("-", " ")
    return _SAME_COUNTRY.get(key, key)


def read_key(template: Mapping[str, Any]) -> dict[str, Key]:
    """Every mission slot of a key, `day`, and `must_name`: the foreign countries that may not be left out."""
    dates = [interval(text) for text in alternatives(template, "INCIDENT: DATE")]
    days = tuple(d.first for d in dates if d and d.first == d.last)
    places = [location(text) for text in alternatives(template, "INCIDENT: LOCATION")]
    claims = [f for f in fillers(template, "PERP: ORGANIZATION CONFIDENCE") if f.heads[0] in _CLAIM_CLASS]
    nations = fillers(template, "HUM TGT: FOREIGN NATION")
    names = tuple(name for _, below in places for name in below)
    return {
        "date": Key(tuple(d for d in dates if d), True, None not in dates),
        "day": Key(days, True, bool(days)),
        "country": Key(tuple(country for country, _ in places), True, bool(places)),
        "place": Key(names, all(below for _, below in places), bool(places)),
        "claim": Key(
            tuple(_CLAIM_CLASS[head] for f in claims for head in f.heads if head in _CLAIM_CLASS),
            any(not f.optional for f in claims),
        ),
        "killed": _toll_key(template, "DEATH"),
        "wounded": _toll_key(template, "INJURY"),
        "victim_countries": Key(tuple(country_key(head) for f in nations for head in f.heads), False),
        "must_name": Key(tuple(country_key(f.heads[0]) for f in nations if not f.optional), True),
    }


def _toll_key(template: Mapping[str, Any], effect: str) -> Key:
    """The totals of people under an effect: figures of its fillers in every combination, None where one is no figure."""
    choices: list[set[int | None]] = []
    for filler, heads in _numbered_effects(template):
        if effect in filler.heads:
            figures: set[int | None] = {int(h.strip("~- ")) for h in heads if h.strip("~- ").isdigit()} or {None}
            spare = filler.optional or len(filler.heads) > 1
            choices.append(figures | ({0} if spare else set()))
    sums = {
        None if None in chosen else sum(n for n in chosen if n is not None)
        for chosen in itertools.islice(itertools.product(*choices), _MOST_SUMS)
    }
    accept = tuple(n for n in sums if n)
    return Key(accept, bool(choices) and 0 not in sums, None not in sums)


def _numbered_effects(template: Mapping[str, Any]) -> list[tuple[Filler, Sequence[str]]]:
    """Every effect on people with the figures of the number it goes with.

    They go together by the share of mentions in common, each number once at first; an effect left over shares its best number.
    """
    effects = fillers(template, "HUM TGT: EFFECT OF INCIDENT")
    numbers = fillers(template, "HUM TGT: NUMBER")

    def shared(e: Filler, n: Filler) -> float:
        return len(e.mentions & n.mentions) / max(len(e.mentions | n.mentions), 1)

    ranked = sorted(
        (-shared(e, n), i, j) for i, e in enumerate(effects) for j, n in enumerate(numbers) if e.mentions & n.mentions
    )
    number_of: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in number_of and j not in number_of.values():
            number_of[i] = j
    for _, i, j in ranked:
        number_of.setdefault(i, j)
    return [(e, numbers[number_of[i]].heads if i in number_of else ()) for i, e in enumerate(effects)]
