"""All fields of one incident settled from its testimonies, in units that depend on one another.

Enters: the testimonies of one incident. Leaves: a Choice for each field. Touches nothing of the world. A unit is settled again only when
somebody who speaks of its fields is added: that makes an incident's history cheap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etl.codebook import gtd
from etl.reconcile.settle import (
    NOTHING,
    Choice,
    said_of,
    settle_claimed_any,
    settle_flag_told,
    settle_groups,
    settle_hierarchy,
    settle_labels,
    settle_latest_told,
    settle_majority,
    settle_majority_else_lowest,
    settle_most_precise,
    settle_most_recent,
    settle_range,
    settle_spread,
    settle_subset,
    settle_toll,
    standing,
)
from etl.reconcile.testimony import Settled, Statement, Testimony, first_hand, statements
from etl.reconcile.traits import day_range, group_keys, plain

Testimonies = Sequence[Testimony]
Choices = dict[str, Choice]

# GTD leaves day and month open (0) up to 2011 and takes the midpoint of the possible dates afterwards.
LAST_YEAR_OF_OPEN_DAYS = 2011

_TARGTYPE_OF_SUB = {
    gtd.TARGSUBTYPE.label(code): gtd.TARGTYPE.label(gtd.targtype_of(code)) for code in gtd.TARGSUBTYPE.codes
}
_WEAPTYPE_OF_SUB = {
    gtd.WEAPSUBTYPE.label(code): gtd.WEAPTYPE.label(gtd.weaptype_of(code)) for code in gtd.WEAPSUBTYPE.codes
}


def settle_dates(them: Testimonies) -> Choices:
    """The date at the best precision, the range it stands for, and the end of an incident of several days."""
    choice = settle_most_precise(said_of(them, "date"))
    out = {"date": choice}
    bounds = day_range(str(choice.value)) if choice.value else None
    approx = settle_majority(said_of(them, "approxdate"))
    out["approxdate"] = settle_open_date(choice) if approx.value is None else approx
    out["end_date"] = settle_most_recent_told(said_of(them, "end_date"))
    extended = settle_flag_told(said_of(them, "extended"))
    end = day_range(str(out["end_date"].value)) if out["end_date"].value else None
    if extended.value is None and bounds and end:
        extended = settle_duration(bounds[0], end[1], out["end_date"])
    out["extended"] = extended
    return out


def settle_open_date(told: Choice) -> Choice:
    """The first and last day that a date without its day allows."""
    bounds = day_range(str(told.value)) if told.value else None
    if bounds is None or bounds[0] == bounds[1]:
        return NOTHING
    first, last = (date.fromordinal(day).isoformat() for day in bounds)
    return Choice(f"{first} to {last}", "settle_open_date", told.by)


def settle_duration(first: int, last: int, end: Choice) -> Choice:
    """1 where the last day is not the day after the first, or the same: the incident took more than 24 hours."""
    return Choice(int(last - first > 1), "settle_duration", end.by)


def settle_most_recent_told(said: Sequence[Statement]) -> Choice:
    """The value told last: for what goes on, such as the end of a siege."""
    if not said:
        return NOTHING
    return settle_latest_told(said, list(dict.fromkeys(s.value for s in said)))


def midpoint(told: str) -> tuple[int, int, int]:
    """Year, month and day of a date by GTD's rule for unknown parts.

    >>> midpoint("1979-05"), midpoint("2022"), midpoint("2024-01-03")
    ((1979, 5, 0), (2022, 7, 2), (2024, 1, 3))
    """
    parts = [int(part) for part in told.split("-")]
    bounds = day_range(told)
    if len(parts) == 3 or parts[0] <= LAST_YEAR_OF_OPEN_DAYS or bounds is None:
        year, month, day = (*parts, 0, 0)[:3]
        return year, month, day
    middle = date.fromordinal(bounds[0]) + timedelta(days=(bounds[1] - bounds[0]) // 2)
    return middle.year, middle.month, middle.day


def settle_place(them: Testimonies) -> Choices:
    """Country, then the province, city and coordinates of those who agree with it."""
    country = settle_majority(said_of(them, "country_txt"))
    inside = [t for t in them if (t.account.get("country_txt") or country.value) == country.value]
    city = _spelled(said_of(inside, "city"))
    there = [t for t in inside if city.value is None or plain(t.account.get("city") or "") == plain(str(city.value))]
    out = {"country_txt": country, "city": city, "provstate": _spelled(said_of(there, "provstate"))}
    if out["provstate"].value is None:
        out["provstate"] = _spelled(said_of(inside, "provstate"))
    out["vicinity"] = settle_flag_told(said_of(there, "vicinity"))
    out["location"] = settle_most_recent_told(said_of(there, "location"))
    points = [
        Statement(f"{t.account.get('latitude')} {t.account.get('longitude')}", t)
        for t in there
        if t.account.get("latitude") is not None and t.account.get("longitude") is not None
    ]
    point = settle_majority(first_hand(points))
    if point.value is not None:
        for name, degrees in zip(("latitude", "longitude"), str(point.value).split(), strict=True):
            out[name] = Choice(float(degrees), point.rule, [Statement(float(degrees), s.by) for s in point.by])
        carriers = {s.by.account.account_id for s in point.by}
        out["specificity"] = settle_majority(
            [s for s in statements(there, "specificity") if s.by.account.account_id in carriers]
        )
    return out


def _spelled(said: Sequence[Statement]) -> Choice:
    """The majority, spellings of one name counted together, in the spelling used most."""
    if not said:
        return NOTHING
    common: dict[str, Counter[Settled]] = defaultdict(Counter)
    for s in said:
        common[plain(str(s.value))][s.value] += 1
    best = {key: min(spellings, key=lambda v: (-spellings[v], str(v))) for key, spellings in common.items()}
    return settle_majority([Statement(best[plain(str(s.value))], s.by) for s in said])


def settle_attack(them: Testimonies) -> Choices:
    """Attack types by hierarchy, and the flags of the attack."""
    return {
        "attacktype": settle_hierarchy(statements(them, "attacktype")),
        "success": settle_flag_told(said_of(them, "success")),
        "suicide": settle_flag_told(said_of(them, "suicide")),
    }


def settle_weapons(them: Testimonies) -> Choices:
    """Weapon types, four at most, and of each type the subtype that most name."""
    types = settle_labels(statements(them, "weaptype"), 4)
    subtypes = settle_labels(statements(them, "weapsubtype"), 8)
    return {
        "weaptype": types,
        "weapsubtype": _parallel(types, subtypes, _WEAPTYPE_OF_SUB),
        "weapdetail": settle_most_recent_told(said_of(them, "weapdetail")),
    }


def settle_targets(them: Testimonies) -> Choices:
    """Target types, three at most, of each the subtype that most name, and the targets in the words of the last report."""
    types = settle_labels(statements(them, "targtype"), 3)
    subtypes = settle_labels(statements(them, "targsubtype"), 6)
    return {
        "targtype": types,
        "targsubtype": _parallel(types, subtypes, _TARGTYPE_OF_SUB),
        "target": settle_most_recent_told(said_of(them, "target")),
        "corp": settle_most_recent_told(said_of(them, "corp")),
    }


def _parallel(types: Choice, subtypes: Choice, type_of: Mapping[str, str]) -> Choice:
    """One subtype for each type, "" where none is told: parallel to the types."""
    if not isinstance(types.value, tuple) or not isinstance(subtypes.value, tuple):
        return NOTHING
    named: dict[str, str] = {}
    for label in subtypes.value:
        named.setdefault(type_of.get(label, ""), label)
    row = tuple(named.get(label, "") for label in types.value)
    return Choice(row, subtypes.rule, subtypes.by, subtypes.lost, subtypes.lost_by) if any(row) else NOTHING


def settle_perpetrators(them: Testimonies) -> Choices:
    """Who did it, how sure that is, who claimed it and how."""
    groups = settle_groups(them, statements(them, "gname"))
    names = groups.value if isinstance(groups.value, tuple) else ()
    about = [t for t in them if set(_names(t)) & set(names)]
    claimed = settle_claimed_any(statements(them, "claimed"))
    out = {
        "gname": groups,
        "gsubname": settle_most_recent_told(said_of(about, "gsubname")),
        "guncertain": settle_flag_told(said_of(about, "guncertain")),
        "individual": settle_flag_told(said_of(them, "individual")),
        "nperps": settle_majority_else_lowest(said_of(them, "nperps")),
        "nperpcap": settle_majority_else_lowest(said_of(them, "nperpcap")),
        "claimed": claimed,
        "motive": settle_most_recent_told(said_of(them, "motive")),
    }
    return {**out, **settle_claims(them, names)}


def settle_claims(them: Testimonies, names: Sequence[str]) -> Choices:
    """Which of the named groups claimed it and how, and whether claimants compete: 1 where one shares no name with another."""
    out: Choices = {}
    claims = [(t, c) for t in them for c in t.account.claims if c.kind == "claim" and c.actor]
    by_group = [[(t, c) for t, c in claims if set(group_keys(c.actor)) & set(group_keys(name))] for name in names]
    said = [Statement(1, t) for mine in by_group for t, _ in mine]
    if said:
        flags = tuple(str(int(bool(mine))) for mine in by_group)
        out["claims_by_group"] = Choice(flags, "settle_claims", said)
    modes = [settle_majority([Statement(c.mode, t) for t, c in mine if c.mode]) for mine in by_group]
    if any(m.value for m in modes):
        out["claimmode"] = Choice(
            tuple(str(m.value or "") for m in modes), "settle_claims", [s for m in modes for s in m.by]
        )
    if claims:
        rivals = [keys for keys in (set(group_keys(c.actor)) for _, c in claims) if keys]
        distinct = bool(rivals) and any(not (keys & rivals[0]) for keys in rivals)
        out["compclaim"] = Choice(int(distinct), "settle_claims", [Statement(int(distinct), t) for t, _ in claims])
    return out


def _names(testimony: Testimony) -> tuple[str, ...]:
    value = testimony.account.get("gname")
    return (value,) if isinstance(value, str) else tuple(value or ())


def settle_deaths(them: Testimonies) -> Choices:
    """The dead: GTD's one figure, its range, and how many of them were attackers or United States citizens."""
    return _casualties(them, "nkill", "killed", "nkillter", "nkillus")


def settle_injuries(them: Testimonies) -> Choices:
    """The hurt, likewise."""
    return _casualties(them, "nwound", "wounded", "nwoundte", "nwoundus")


def _casualties(them: Testimonies, whole: str, kind: str, attackers: str, citizens: str) -> Choices:
    said = statements(them, whole)
    best = settle_toll(said, kind)
    if best.value is None:
        spread = settle_spread(them, whole)
        best = spread if spread.value is not None else best
    low, high = (
        settle_range(standing(said, kind)[0], best.value, whole) if best.rule != "settle_spread" else (best, best)
    )
    united_states = [
        Statement(v.count, t)
        for t in them
        for v in t.account.victims
        if v.country == "United States" and v.status == kind and v.count is not None
    ]
    return {
        whole: best,
        f"{whole}_low": low,
        f"{whole}_high": high,
        attackers: settle_subset(statements(them, attackers), best.value),
        citizens: settle_subset(statements(them, citizens) or united_states, best.value),
    }


def settle_hostages(them: Testimonies) -> Choices:
    """People held, for how long, and what became of them."""
    out: Choices = {
        name: settle_most_recent(statements(them, name)) for name in ("nhostkid", "nhours", "ndays", "nreleased")
    }
    out["nhostkidus"] = settle_subset(statements(them, "nhostkidus"), out["nhostkid"].value)
    out["hostkidoutcome"] = settle_most_recent_told(said_of(them, "hostkidoutcome"))
    out["ransom"] = settle_flag_told(said_of(them, "ransom"))
    for name in ("ransomamt", "ransompaid"):
        out[name] = settle_majority_else_lowest(statements(them, name))
    return out


def settle_property(them: Testimonies) -> Choices:
    """Damage to property."""
    return {
        "property": settle_flag_told(said_of(them, "property")),
        "propextent": settle_most_recent_told(said_of(them, "propextent")),
        "propvalue": settle_most_recent(statements(them, "propvalue")),
        "propcomment": settle_most_recent_told(said_of(them, "propcomment")),
    }


def settle_nationalities(them: Testimonies) -> Choices:
    """Nationalities that reports state for the victims, three at most: by the number of victims, then of voices."""
    voices: dict[str, set[str]] = defaultdict(set)
    most: Counter[str] = Counter()
    said = []
    for t in them:
        for victim in t.account.victims:
            voices[victim.country].add(t.origin)
            most[victim.country] = max(most[victim.country], victim.count or 0)
            said.append(Statement(victim.country, t))
    ranked = sorted(voices, key=lambda country: (-most[country], -len(voices[country]), country))[:3]
    return (
        {"natlty": Choice(tuple(ranked), "settle_nationalities", [s for s in said if s.value in ranked])}
        if ranked
        else {}
    )


def settle_inclusion(them: Testimonies) -> Choices:
    """GTD's three criteria and whether it may be something else than terrorism."""
    out = {name: settle_flag_told(said_of(them, name)) for name in ("crit1", "crit2", "crit3", "doubtterr")}
    out["alternative"] = settle_majority(said_of(them, "alternative"))
    return out


def settle_words(them: Testimonies) -> Choices:
    """What is quoted and not decided: the summary of the last main report, and names as told."""
    out = {"summary": settle_most_recent_told(said_of(them, "summary"))}
    for name in ("perp_individual", "perp_organisation", "target_name", "victim_name", "weapon_name"):
        out[name] = settle_labels(statements(them, name), 20)
    return out


@dataclass(frozen=True, slots=True)
class Unit:
    """Fields that are settled together; `reads` are the parts of an account that can change them."""

    settle: Callable[[Testimonies], Choices]
    reads: frozenset[str]


def _unit(settle: Callable[[Testimonies], Choices], *reads: str) -> Unit:
    return Unit(settle, frozenset(reads))


UNITS: tuple[Unit, ...] = (
    _unit(settle_dates, "date", "end_date", "approxdate", "extended"),
    _unit(
        settle_place, "country_txt", "provstate", "city", "vicinity", "location", "latitude", "longitude", "specificity"
    ),
    _unit(settle_attack, "attacktype", "success", "suicide"),
    _unit(settle_weapons, "weaptype", "weapsubtype", "weapdetail"),
    _unit(settle_targets, "targtype", "targsubtype", "target", "corp"),
    _unit(
        settle_perpetrators,
        "gname",
        "gsubname",
        "guncertain",
        "individual",
        "nperps",
        "nperpcap",
        "claimed",
        "motive",
        "claims",
    ),
    _unit(settle_deaths, "nkill", "nkill_low", "nkill_high", "nkillter", "nkillus", "nkill_joint", "tolls", "victims"),
    _unit(
        settle_injuries,
        "nwound",
        "nwound_low",
        "nwound_high",
        "nwoundte",
        "nwoundus",
        "nwound_joint",
        "tolls",
        "victims",
    ),
    _unit(
        settle_hostages,
        "nhostkid",
        "nhostkidus",
        "nhours",
        "ndays",
        "nreleased",
        "hostkidoutcome",
        "ransom",
        "ransomamt",
        "ransompaid",
    ),
    _unit(settle_property, "property", "propextent", "propvalue", "propcomment"),
    _unit(settle_nationalities, "victims"),
    _unit(settle_inclusion, "crit1", "crit2", "crit3", "doubtterr", "alternative"),
    _unit(
        settle_words,
        "summary",
        "perp_individual",
        "perp_organisation",
        "target_name",
        "victim_name",
        "weapon_name",
    ),
)


def speaks_of(testimony: Testimony) -> frozenset[str]:
    """The parts of an incident that an account can change."""
    account = testimony.account
    parts = set(testimony.said)
    parts.update(name for name in ("tolls", "claims", "victims") if getattr(account, name))
    return frozenset(parts)


def settle_units(them: Testimonies, spoken: frozenset[str], earlier: Choices | None = None) -> Choices:
    """Choices for all fields; those of units that `spoken` does not touch are taken over from `earlier`."""
    choices: Choices = dict(earlier or {})
    for unit in UNITS:
        if unit.reads & spoken:
            choices.update({name: choice for name, choice in unit.settle(them).items() if choice is not NOTHING})
    return choices
