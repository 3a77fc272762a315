"""Places of the world by name: settlements, districts, first-order units, with coordinates and country.

The compiled table `data/places.bin` is built by `tools/build_gazetteer.py` from GeoNames (CC BY 4.0, see `data/SOURCES.md`) and our own
supplement. A name is looked up by the fingerprint of its key in a sorted array, so that 700,000 spellings cost a few megabytes and no
dictionary. Touches package data, once.
"""

from __future__ import annotations

import csv
import json
import sys
import unicodedata
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import resources
from math import cos, hypot, radians

from etl.codebook.countries import country_of_iso2
from etl.codebook.lexicon import words_of_kind

KINDS: tuple[str, ...] = ("settlement", "district", "admin1", "region", "site", "quarter")

_KM_OF_DEGREE = 111.2  # of latitude
_FOLD = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ð": "d",
        "þ": "th",
        "ə": "a",
        "ǝ": "a",
        "ħ": "h",
    }
    | dict.fromkeys("'’‘ʼʻ`ʿʾʽ´.", "")
    | dict.fromkeys("-–—/_", " ")
)
_ARTICLES = frozenset({"al", "el", "ad", "as", "ar", "az", "an", "at", "ash", "esh", "adh"})


@lru_cache(maxsize=5_000)
def place_key(name: str) -> str:
    """What all spellings of one name share: no case, accents, apostrophes, dots; hyphens are blanks.

    >>> place_key("Ma'arrat al-Nu‘mān"), place_key("QUÉBEC"), place_key("Saint-Denis")
    ('maarrat al numan', 'quebec', 'saint denis')
    """
    low = name.casefold().translate(_FOLD)
    if low.isascii():
        return " ".join(low.split())
    low = unicodedata.normalize("NFD", low)
    return " ".join("".join(c for c in low if not unicodedata.combining(c)).split())


def without_article(key: str) -> str:
    """A key without an Arabic article before it.

    >>> without_article("al arish"), without_article("ash sham"), without_article("arish")
    ('arish', 'sham', 'arish')
    """
    first, _, rest = key.partition(" ")
    return rest if rest and first in _ARTICLES else key


def fingerprint(key: str) -> int:
    """64 bits of a key: two names of a million share them once in ten million tables."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the gazetteer. `unit` is the first-order unit's name, `parent` the city of a quarter or a site.

    `main` tells whether the name looked up is the place's usual one; `fame` is the number of spellings in all languages, at most 255:
    a measure of how much the world speaks of it. Coordinates are WGS84 degrees.
    """

    number: int
    name: str
    kind: str
    country: str | None
    iso2: str
    unit: str | None
    unit_code: str | None
    latitude: float
    longitude: float
    population: int
    parent: str | None = None
    main: bool = True
    capital: bool = False
    fame: int = 0


def kilometres(left: Place, right: Place) -> float:
    """The distance of two places, near enough for neighbours."""
    return distance((left.latitude, left.longitude), (right.latitude, right.longitude))


def distance(left: tuple[float, float], right: tuple[float, float]) -> float:
    """The kilometres between two points (latitude, longitude), near enough for neighbours."""
    north = (left[0] - right[0]) * _KM_OF_DEGREE
    east = (left[1] - right[1]) * _KM_OF_DEGREE * cos(radians(left[0]))
    return hypot(north, east)


class Gazetteer:
    """The compiled table. `find` looks a name up."""

    def __init__(self, packed: bytes) -> None:
        """Unpack the arrays.

        Raises:
            ValueError: these are not the bytes of a gazetteer.
        """
        raw = zlib.decompress(packed)
        head_end = raw.index(b"\n")
        head = json.loads(raw[:head_end])
        position = head_end + 1
        arrays: dict[str, array[int]] = {}
        for name, typecode, length in head["sections"]:
            section: array[int] = array(typecode)
            size = section.itemsize * length
            section.frombytes(raw[position : position + size])
            if sys.byteorder == "big":
                section.byteswap()
            arrays[name] = section
            position += size
        self._fingerprints, self._targets = arrays["fingerprint"], arrays["target"]
        self._prefixes = arrays["prefix"]
        self._latitude, self._longitude = arrays["latitude"], arrays["longitude"]
        self._population, self._unit, self._country = arrays["population"], arrays["unit"], arrays["country"]
        self._kind, self._offset = arrays["kind"], arrays["offset"]
        self._fame = arrays["fame"]
        self._names = raw[position : position + head["names"]]
        self._iso2: list[str] = head["iso2"]
        self._units: list[str] = head["units"]
        self._capitals: dict[str, int] = head["capitals"]
        self._capital_numbers = frozenset(self._capitals.values())
        self._parents: dict[str, int] = head["parents"]

    def __len__(self) -> int:
        return len(self._kind)

    def _numbers(self, key: str) -> Iterator[tuple[int, bool]]:
        wanted = fingerprint(key)
        at = bisect_left(self._fingerprints, wanted)
        while at < len(self._fingerprints) and self._fingerprints[at] == wanted:
            target = self._targets[at]
            yield target >> 1, bool(target & 1)
            at += 1

    def name_of(self, number: int) -> str:
        """The usual name of an entry."""
        start = self._offset[number]
        return self._names[start : self._names.index(b"\0", start)].decode()

    def place(self, number: int, *, main: bool = True) -> Place:
        """The entry of this number."""
        unit = self._unit[number]
        iso2 = self._iso2[self._country[number]]
        parent = self._parents.get(str(number))
        return Place(
            number=number,
            name=self.name_of(number),
            kind=KINDS[self._kind[number]],
            country=country_of_iso2(iso2),
            iso2=iso2,
            unit=None
            if unit < 0
            else self.name_of(unit),  # the units are the first entries, in the order of their codes
            unit_code=None if unit < 0 else self._units[unit],
            latitude=self._latitude[number] / 10_000,
            longitude=self._longitude[number] / 10_000,
            population=self._population[number],
            parent=None if parent is None else self.name_of(parent),
            main=main,
            capital=number in self._capital_numbers,
            fame=self._fame[number],
        )

    def find(self, name: str) -> tuple[Place, ...]:
        """Every place that may be so called, the most populous first; spellings with and without an Arabic article are one.

        >>> [(p.name, p.country) for p in gazetteer().find("Maiduguri")]
        [('Maiduguri', 'Nigeria')]
        """
        return _find(self, place_key(name))

    def begins_longer(self, two_words: str) -> bool:
        """Whether names of three words or more begin with these two: if not, none need be tried."""
        wanted = fingerprint(place_key(two_words)) & 0xFFFFFFFF
        at = bisect_left(self._prefixes, wanted)
        return at < len(self._prefixes) and self._prefixes[at] == wanted

    def capital_of(self, iso2: str) -> Place | None:
        """The capital of a country by its ISO code."""
        number = self._capitals.get(iso2)
        return None if number is None else self.place(number)

    def main_town_of(self, unit_code: str) -> Place | None:
        """The greatest settlement of a first-order unit by far: nearly always its capital. None where two are rivals."""
        number = _main_towns(self).get(unit_code)
        return None if number is None else self.place(number)


_CHIEF = 3.0  # times as many people as any other: then a unit's capital is plain from the gazetteer alone


@cache
def _main_towns(table: Gazetteer) -> dict[str, int]:
    """Of each first-order unit the number of its greatest settlement, where no other is nearly as great."""
    settlement = KINDS.index("settlement")
    found: dict[str, int] = {}
    second: dict[str, int] = {}
    for number, unit in enumerate(table._unit):
        if unit < 0 or table._kind[number] != settlement:
            continue
        code, people = table._units[unit], table._population[number]
        first = table._population[found[code]] if code in found else -1
        second[code] = max(second.get(code, 0), min(first, people))
        if people > first:
            found[code] = number
    return {code: n for code, n in found.items() if table._population[n] >= _CHIEF * second[code]}


@cache
def capitals_by_month() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """ISO code of a country to its capitals in order, each with the last month in which it was one (`9999` for today's).

    Only what `places.bin` lacks: capitals of the past, and those whose name is spelt otherwise there.
    """
    path = resources.files("etl.codebook") / "data" / "capitals.csv"
    found: dict[str, list[tuple[str, str]]] = {}
    for row in csv.DictReader(path.read_text("utf-8").splitlines()):
        found.setdefault(row["iso2"], []).append((row["until"] or "9999", row["city"]))
    return {iso2: tuple(sorted(rows)) for iso2, rows in found.items()}


def capital_at(iso2: str, month: str | None) -> Place | None:
    """The capital of a country in a month (`YYYY-MM`), today's without one.

    >>> capital_at("MM", "1999-01").name, capital_at("MM", None).name, capital_at("CO", None).name
    ('Rangoon', 'Nay Pyi Taw', 'Bogotá')
    """
    for until, city in capitals_by_month().get(iso2, ()):
        if (month or "9999") <= until:
            named = (p for p in gazetteer().find(city) if p.iso2 == iso2 and p.kind == "settlement")
            return next((replace(p, name=city) for p in named), None)
    return gazetteer().capital_of(iso2)


@lru_cache(maxsize=20_000)
def _find(table: Gazetteer, key: str) -> tuple[Place, ...]:
    if len(key) < 2:
        return ()
    found = dict(table._numbers(key))
    bare = without_article(key)
    if not found and bare != key:
        found = {number: False for number, _ in table._numbers(bare)}
    places = [table.place(number, main=main) for number, main in found.items()]
    return tuple(sorted(places, key=lambda p: (-p.population, p.number)))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, unpacked on first use and kept."""
    return Gazetteer((resources.files("etl.codebook") / "data" / "places.bin").read_bytes())


def capitals() -> Mapping[str, str]:
    """ISO code of a country to its capital's usual name."""
    table = gazetteer()
    return {iso2: table.name_of(number) for iso2, number in table._capitals.items()}


def place_words(kind: str) -> frozenset[str]:
    """The words of one kind in `data/place_words.csv`.

    Kinds: `first_order`, `second_order`, `settlement`, `quarter` and `facility` (nouns that stand beside a name and tell what it is);
    `organisation`, `organisation_head`, `title`, `street`, `person`, `person_country` (what makes a name no place); `generic_unit` (units
    called by a common word, "North", which count only beside their noun); `region` (parts of the world in no single country); `metonym`
    (what governments do); `before_noun` (what may stand between a name and its noun: "X refugee camp"); `people` (creeds and peoples, before a village and no part of its name); `opens_name` (what many names of villages
    begin with); `direction`, `function`, `never_alone` (words that are no names by themselves); `common` (English words that are places'
    names too).
    """
    return words_of_kind("place_words", kind, "word")
