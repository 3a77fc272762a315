"""Names of countries, their adjectives and their people, on GTD's labels.

GTD keeps two lists in one: where an incident happened and whose nationality a target had. Britain is `United Kingdom` in the first and
`Great Britain` in the second, Northern Ireland and Puerto Rico are nationalities only. The table beside this module
(`data/country_names.csv`) has one row a label; everything here is look-up in it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'"})
_LEADING_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_LONGEST_ABBREVIATION = 4  # "USSR": shorter names in lower case ("us", "car") are common words


@dataclass(frozen=True)
class Country:
    """One GTD label: `location` is the label of incidents there; `first` and `last` bound the years in which it was a state of its own."""

    label: str
    iso2: str | None
    location: str
    first: int | None
    last: int | None
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]


def strip_accents(text: str) -> str:
    """The text without diacritics, each other character as it was.

    >>> strip_accents("Côte d'Ivoire, Türkiye")
    "Cote d'Ivoire, Turkiye"
    """
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _key(name: str) -> str:
    """What two spellings of one name share: case, accents, dots, hyphens and a leading article are laid aside."""
    plain = strip_accents(name.translate(_APOSTROPHES)).replace(".", "").replace("-", " ").replace("&", "and")
    return _LEADING_ARTICLE.sub("", " ".join(plain.split()).casefold())


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def countries() -> Mapping[str, Country]:
    """Every GTD country label with its names, in the order of the table."""
    path = resources.files("etl.codebook") / "data" / "country_names.csv"
    return {
        row["label"]: Country(
            label=row["label"],
            iso2=row["iso2"] or None,
            location=row["location"] or row["label"],
            first=int(row["from_year"]) if row["from_year"] else None,
            last=int(row["to_year"]) if row["to_year"] else None,
            names=_parts(row["names"]),
            adjectives=_parts(row["adjectives"]),
            people=_parts(row["people"]),
        )
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    }


def plural(noun: str) -> str:
    """The plural of a word for a people.

    >>> [plural(word) for word in ("Afghan", "Frenchwoman", "Chinese", "British", "Swiss", "Filipino")]
    ['Afghans', 'Frenchwomen', 'Chinese', 'British', 'Swiss', 'Filipinos']
    """
    if noun.endswith(("man", "woman")) and not noun.endswith(("German", "Oman", "Roman")):
        return noun[:-3] + "men" if not noun.endswith("woman") else noun[:-5] + "women"
    if noun.endswith(("ese", "sh", "ch", "ss", "ois", "s")):
        return noun
    return noun + "s"


def _is_noun(adjective: str) -> bool:
    """Whether an adjective is the word for a person too: "an Iraqi", "an Italian", not "a Danish"."""
    return adjective.endswith(("an", "i", "ese", "ot", "é"))


def demonyms_of(label: str) -> tuple[str, ...]:
    """The adjectives of a country and the words for its people, singular and plural."""
    country = countries()[label]
    nouns = dict.fromkeys((*country.people, *(a for a in country.adjectives if _is_noun(a))))
    return tuple(dict.fromkeys((*country.adjectives, *nouns, *(plural(noun) for noun in nouns))))


@cache
def _by_name() -> Mapping[str, str]:
    """Key of a name to the label as a nationality; `Britain` is Great Britain here."""
    table: dict[str, str] = {}
    for country in countries().values():
        for name in (country.label, *country.names):
            table.setdefault(_key(name), country.label)
    table[_key("United Kingdom")] = "Great Britain"
    return table


@cache
def _by_demonym() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for label in countries():
        for word in demonyms_of(label):
            table.setdefault(_key(word), label)
    return table


def _too_short(word: str) -> bool:
    """Whether the word only counts when written in capitals, and is not."""
    bare = word.replace(".", "").strip()
    return len(bare) <= _LONGEST_ABBREVIATION and not bare[:1].isupper()


def nationality_of_name(name: str) -> str | None:
    """The GTD nationality label of "a citizen of NAME".

    >>> nationality_of_name("Afghanistan"), nationality_of_name("the UK"), nationality_of_name("Northern Ireland")
    ('Afghanistan', 'Great Britain', 'Northern Ireland')
    """
    return None if _too_short(name) else _by_name().get(_key(name))


def country_of_name(name: str) -> str | None:
    """The GTD label of incidents in the country so named, None for no country.

    >>> country_of_name("Burma"), country_of_name("England"), country_of_name("Côte d’Ivoire"), country_of_name("Narnia")
    ('Myanmar', 'United Kingdom', 'Ivory Coast', None)
    """
    label = nationality_of_name(name)
    return None if label is None else countries()[label].location


@lru_cache(maxsize=2_000)
def country_of_demonym(word: str) -> str | None:
    """The GTD nationality label of an adjective or a word for a people, singular or plural.

    >>> [country_of_demonym(w) for w in ("Afghans", "Britons", "FILIPINO", "Northern Irish", "us", "Sunni")]
    ['Afghanistan', 'Great Britain', 'Philippines', 'Northern Ireland', None, None]
    """
    return None if _too_short(word) else _by_demonym().get(_key(word))


def location_of(label: str) -> str:
    """The label under which GTD files incidents of a nationality's country.

    >>> location_of("Great Britain"), location_of("Kenya")
    ('United Kingdom', 'Kenya')
    """
    return countries()[label].location


def nationality_of(label: str) -> str:
    """The nationality label of a country's people.

    >>> nationality_of("United Kingdom"), nationality_of("Kenya")
    ('Great Britain', 'Kenya')
    """
    return "Great Britain" if label == "United Kingdom" else label


# Territories without a code of their own in GTD, filed under the state that they belong to.
_DEPENDENCIES = {
    "AX": "Finland", "FO": "Denmark", "GG": "United Kingdom", "JE": "United Kingdom", "GI": "United Kingdom",
    "GU": "United States", "MP": "United States", "AS": "United States", "UM": "United States", "KY": "United Kingdom",
    "VG": "United Kingdom", "TC": "United Kingdom", "MS": "United Kingdom", "AI": "United Kingdom", "SH": "United Kingdom",
    "IO": "United Kingdom", "PN": "United Kingdom", "GS": "United Kingdom", "RE": "France", "YT": "France", "PM": "France",
    "BL": "France", "TF": "France", "AW": "Netherlands", "CW": "Netherlands", "SX": "Netherlands", "AN": "Netherlands",
    "SJ": "Norway", "CC": "Australia", "CX": "Australia", "NF": "Australia", "HM": "Australia", "CK": "New Zealand",
    "NU": "New Zealand", "TK": "New Zealand", "CS": "Serbia-Montenegro",
}  # fmt: skip


@cache
def _by_iso2() -> Mapping[str, str]:
    table = dict(_DEPENDENCIES)
    table.update({c.iso2: c.location for c in countries().values() if c.iso2})
    return table


def country_of_iso2(iso2: str) -> str | None:
    """The GTD location label of an ISO 3166-1 code; None for the few states that GTD's list lacks.

    >>> country_of_iso2("GB"), country_of_iso2("PR"), country_of_iso2("MC")
    ('United Kingdom', 'United States', None)
    """
    return _by_iso2().get(iso2)


_BEFORE: Mapping[str, tuple[tuple[str, str], ...]] = {
    # label of today: (last day, label until then), earliest first; GTD names a country as it was called at the time.
    "Zimbabwe": (("1980-04-17", "Rhodesia"),),
    "Vanuatu": (("1980-07-29", "New Hebrides"),),
    "Germany": (("1990-10-02", "West Germany (FRG)"),),
    "Democratic Republic of the Congo": (("1997-05-16", "Zaire"),),
    "Republic of the Congo": (("1992-03-14", "People's Republic of the Congo"),),
    "Yemen": (("1990-05-21", "North Yemen"),),
    "Czech Republic": (("1992-12-31", "Czechoslovakia"),),
    "Slovak Republic": (("1992-12-31", "Czechoslovakia"),),
    "Slovenia": (("1991-06-24", "Yugoslavia"),),
    "Croatia": (("1991-06-24", "Yugoslavia"),),
    "Macedonia": (("1991-09-07", "Yugoslavia"),),
    "Bosnia-Herzegovina": (("1992-03-02", "Yugoslavia"),),
    "Serbia": (("2003-02-03", "Yugoslavia"), ("2006-06-04", "Serbia-Montenegro")),
    "Montenegro": (("2003-02-03", "Yugoslavia"), ("2006-06-02", "Serbia-Montenegro")),
    "Kosovo": (("2003-02-03", "Yugoslavia"), ("2006-06-04", "Serbia-Montenegro"), ("2008-02-16", "Serbia")),
    "South Sudan": (("2011-07-08", "Sudan"),),
    "Eritrea": (("1993-05-23", "Ethiopia"),),
    **dict.fromkeys(("Estonia", "Latvia", "Lithuania"), (("1991-09-05", "Soviet Union"),)),
    **dict.fromkeys(("Armenia", "Azerbaijan", "Belarus", "Georgia", "Kazakhstan", "Kyrgyzstan", "Moldova", "Russia", "Tajikistan", "Turkmenistan", "Ukraine", "Uzbekistan"), (("1991-12-25", "Soviet Union"),)),
}  # fmt: skip


# First-order units that lay in the other half of a country once divided: label of today, its last divided day, label of that half, units.
_DIVIDED: Mapping[str, tuple[str, str, frozenset[str]]] = {
    "Germany": (
        "1990-10-02",
        "East Germany (GDR)",
        frozenset({"Brandenburg", "Saxony", "Saxony-Anhalt", "Thuringia", "Mecklenburg-Vorpommern"}),
    ),
    "Yemen": (
        "1990-05-21",
        "South Yemen",
        frozenset({"Aden", "Lahij", "Abyan", "Shabwah", "Hadramawt", "Mahrah", "Al Mahrah"}),
    ),
}


def country_at(label: str, when: str | None, unit: str | None = None) -> str:
    """The GTD label of a place that lies in `label` (and its first-order `unit`) today, as the country was called at the time.

    `when` is a date `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: a year or a month counts by its first day.

    >>> country_at("Russia", "1985"), country_at("Russia", "2004-09-01"), country_at("Serbia", "2004"), country_at("Russia", None)
    ('Soviet Union', 'Russia', 'Serbia-Montenegro', 'Russia')
    >>> country_at("Germany", "1984", "Saxony"), country_at("Germany", "1984", "Bavaria"), country_at("Germany", "1990-12")
    ('East Germany (GDR)', 'West Germany (FRG)', 'Germany')
    """
    if when is None:
        return label
    if label in _DIVIDED:
        last, half, units = _DIVIDED[label]
        if when <= last and unit in units:
            return half
    for last, former in _BEFORE.get(label, ()):
        if when <= last:
            return former
    return label


def trie_pattern(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first, that branches letter by letter.

    A plain alternation of a thousand words is tried word by word at every position; this one looks at each letter once.

    >>> trie_pattern(["Iran", "Iraq", "Iraqi"])
    '(?:Ira(?:n|q(?:i)?))'
    """
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return f"(?:{_branch(root)})"


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    ends = "" in node
    arms = [re.escape(letter) + _branch(child) for letter, child in node.items() if letter]
    if not arms:
        return ""
    if ends:
        return f"(?:{'|'.join(arms)})?"
    return arms[0] if len(arms) == 1 else f"(?:{'|'.join(arms)})"


def spellings(words: Iterable[str]) -> set[str]:
    """The words as written, in capitals, with either apostrophe, without accents."""
    found: set[str] = set()
    for word in words:
        for accents in (word, strip_accents(word)):
            for apostrophe in (accents, accents.replace("'", "’")):
                found.update((apostrophe, apostrophe.upper()))
    return found


# Labels of GTD that are adjectives: "International Airport" names no country.
_NO_NAMES = frozenset({"International", "Multinational", "Asian", "Sinhalese"})


@cache
def name_pattern() -> re.Pattern[str]:
    """Matches a country's name as news writes it, as a whole word, in normal case or in capitals."""
    names = (n for c in countries().values() for n in (c.label, *c.names) if n not in _NO_NAMES)
    return re.compile(rf"(?<![\w'’-]){trie_pattern(spellings(names))}(?!\w)")


@cache
def demonym_fragment() -> str:
    """The demonyms as a fragment to build expressions with: no word borders, no groups that capture."""
    return trie_pattern(spellings(word for label in countries() for word in demonyms_of(label)))


@cache
def home_words() -> dict[str, str]:
    """What is at home in one country alone, by its GTD label: peoples and islands of it, its parliament, its police ("Chechen", "Sulawesi", "Ertzaintza")."""
    path = resources.files("etl.codebook") / "data" / "home_words.csv"
    return {row["word"]: row["country"] for row in csv.DictReader(path.read_text("utf-8").splitlines())}


@cache
def home_word_pattern() -> re.Pattern[str]:
    """Matches a word of `home_words`."""
    return re.compile(rf"(?<![\w-]){trie_pattern(home_words())}(?![\w-])")


@cache
def demonym_pattern() -> re.Pattern[str]:
    """Matches an adjective of a country or a word for its people, as a whole word, in normal case or in capitals."""
    return re.compile(rf"(?<!\w){demonym_fragment()}(?!\w)")
