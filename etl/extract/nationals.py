"""Wordings of a nationality that stand beside people, not in the words for them: passports, "four of its nationals", "one each from X and Y".

Enters: a sentence. Leaves: where it says so, the nationalities, the number told. Pure. Who of them was harmed is `victims`' to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.codebook.countries import country_of_demonym, name_pattern, nationality_of, nationality_of_name
from etl.codebook.gazetteer import gazetteer
from etl.codebook.wording import Wording
from etl.extract.numbers import COUNT_WORDS, find_numbers

_NOT_STATED = Wording(
    r"-(?:born|made|built|owned|backed|led|run|flagged|trained|speaking|registered|based|held|controlled|occupied|style|linked|funded|supplied)$"
)
NAME = r"(?:the )?[A-Z][\w.'’-]*(?: (?:of |and )?(?:the )?[A-Z][\w.'’-]*){0,3}"
_COUNT = rf"(?:(?:{COUNT_WORDS}|hundred|thousand)(?:[ -](?:and )?)?)+"


@dataclass(frozen=True, slots=True)
class Nationals:
    """People of these nationalities, told in characters `start:end`; `count` where it is told."""

    start: int
    end: int
    countries: tuple[str, ...]
    count: int | None


def nations_of_word(word: str) -> list[str]:
    """The nationalities in one word: "Israeli-Canadian" has two, "Russian-made" and "Afghan-born" none."""
    if ("-" in word and _NOT_STATED.search(word.lower())) or word.lower().endswith(("'s", "’s")):
        return []
    whole = country_of_demonym(word)
    if whole:
        return [whole]
    if "-" in word:
        parts = [country_of_demonym(part) for part in word.split("-")]
        if all(parts):
            return [p for p in parts if p]
    return []


_WORD = re.compile(r"[^\W\d_][\w.'’-]*[\w’'-]|[^\W\d_]")
_LONGEST = 3  # words of a demonym: "Papua New Guinean", "United Arab Emirates"


def nations_in(words: str) -> list[str]:
    """The nationalities in a few words, those of most words first: "British and Papua New Guinean" has two; countries' names count as adjectives."""
    found: list[str] = []
    spans = [m.span() for m in _WORD.finditer(words)]
    k = 0
    while k < len(spans):
        for n in range(min(_LONGEST, len(spans) - k), 0, -1):
            phrase = words[spans[k][0] : spans[k + n - 1][1]]
            several = n > 1 or not phrase[0].isupper()
            nations = [c for c in (country_of_demonym(phrase),) if c] if several else nations_of_word(phrase)
            nations = nations or [c for c in (nationality_of_name(phrase),) if c and phrase[0].isupper()]
            if nations:
                found.extend(c for c in nations if c not in found)
                k += n - 1
                break
        k += 1
    return found


_BETWEEN = re.compile(r"(?:, and |, | and )(?:from |of )?(?:the )?")


def countries_listed(text: str, start: int) -> tuple[list[str], int]:
    """The countries named one behind another from `start` ("Algeria, Bolivia and the Ivory Coast") and the end of the last."""
    found: list[str] = []
    at = end = start
    while (name := name_pattern().match(text, at)) is not None:
        country = nationality_of_name(name.group())
        if country is None:
            break
        found.append(country)
        end = name.end()
        between = _BETWEEN.match(text, end)
        if between is None:
            break
        at = between.end()
    return found, end


_BODY = r"(?P<body>(?:[A-Z][\w’'.-]*(?:,? (?:and |or )?)){1,6})"
_PAPER = r"(?:passports?|citizenships?|nationalit(?:y|ies)|travel documents?|identity papers|papers)\b"
# "holding United States passports", "travelled on a Swiss passport", "Ukrainian by his passport", "became an Australian citizen".
_PAPERS = Wording(
    rf"\b(?:held|holds?|holding|had|has|have|having|carried|carry|carries|carrying|bore|bearing|with|on|under|possess(?:ed|es|ing)?|owned|owns?|using|used|presented|showed|shown?)"
    rf" (?:also |only |both |each |all |an? |the |their |his |her |dual |joint |double |two |valid )*{_BODY}{_PAPER}"
)
_BY_PAPERS = Wording(
    rf"(?<![\w-])(?:an? )?{_BODY}by (?:his|her|their|the) (?:passports?|papers|citizenship|nationality)\b"
)
_BECAME = Wording(
    rf"\b(?:[Bb]ecame|had become|has become|naturali[sz]ed(?: as)?|sworn in as|were made) (?:an? )?{_BODY}(?:citizens?|nationals?|subjects?)\b"
)
_COUNTED = re.compile(rf"(?<![\w-])(?P<count>{_COUNT})", re.IGNORECASE)


def by_papers(flat: str) -> Iterator[Nationals]:
    """Those whose nationality their passports or citizenship tell."""
    for wording in (_PAPERS, _BY_PAPERS, _BECAME):
        for match in wording.finditer(flat):
            countries = nations_in(match["body"])
            if countries:
                clause = max(flat.rfind(mark, 0, match.start()) for mark in ",;:.")
                yield Nationals(match.start(), match.end(), tuple(countries), _figure(flat[clause + 1 : match.start()]))


def _figure(words: str) -> int | None:
    """The last number of people told in these words."""
    counts = [m["count"].strip() for m in _COUNTED.finditer(words)]
    return next((n.value for n in find_numbers(counts[-1] + " people")), None) if counts else None


_PEOPLE = r"(?:citizens?|nationals?|subjects?|people|compatriots?|countrym[ae]n|countrywom[ae]n)"
# Those who serve a state abroad.
_SERVANTS = r"(?:soldiers?|troops|diplomats?|peacekeepers?|airm[ae]n|servicem[ae]n|marines?|embassy (?:staff|workers?|employees?))"
# "lost four of its nationals", "two of its own citizens", "seven missionaries of its nationality".
_OWN = Wording(
    rf"(?<![\w-])(?P<count>{_COUNT}|an? )(?:more |others? )?"
    rf"(?:of (?:its|her|their|our) (?:own )?(?:[a-z]+ ){{0,2}}?(?:{_PEOPLE}|{_SERVANTS})|(?:[a-z]+ ){{1,3}}?of (?:its|her|that|their) (?:own )?nationality"
    rf"|(?:citizens?|nationals?|compatriots?)(?! (?:of|from)\b))\b",
    re.IGNORECASE,
)
_GOVERNED = re.compile(r"\b(?:in|at|near|from|to|on|outside|around|via|into|against) (?:the )?$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\b|['’]$")
_CAPITALISED = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}")


def of_its_own(flat: str) -> Iterator[Nationals]:
    """Nationals whom a state counts as its own, of the state that the sentence names before them: "Tokyo counted ten of its citizens"."""
    for match in _OWN.finditer(flat):
        owner = _state_before(flat[: match.start()])
        if owner is not None:
            yield Nationals(match.start(), match.end(), (owner,), _figure(match["count"] + " "))


def _state_before(words: str) -> str | None:
    """The last state that speaks or acts in these words, by its name, its capital or an adjective ("the Danish embassy")."""
    for match in reversed([*_CAPITALISED.finditer(words)]):
        if _GOVERNED.search(words, 0, match.start()):
            continue
        nations = nations_in(_POSSESSIVE.sub("", match.group()))
        if nations:
            return nations[-1]
        for name in (match.group(), match.group().split(" ")[0], _POSSESSIVE.sub("", match.group())):
            capital = next((p for p in gazetteer().find(name) if p.capital and p.main and p.country), None)
            if capital is not None and capital.country:
                return nationality_of(capital.country)
    return None


# "one each from Algeria, Bolivia and Greece", "one citizen each of X and Y", "a national apiece of X and Y"
_EACH = re.compile(
    rf"(?<![\w-])(?P<count>{_COUNT}|an? )(?:[a-z]+ ){{0,2}}?(?:each|apiece) (?:were |was |came |is |are )?(?:from|of) (?:the )?",
    re.IGNORECASE,
)


def one_each(flat: str) -> Iterator[Nationals]:
    """Nationals told by a number that holds for each of the countries behind it."""
    if " each " not in flat and " apiece " not in flat:
        return
    for match in _EACH.finditer(flat):
        countries, end = countries_listed(flat, match.end())
        if len(countries) > 1:
            count = 1 if match["count"].lower() in ("a ", "an ") else _figure(match["count"])
            yield Nationals(match.start(), end, tuple(dict.fromkeys(countries)), count)
