"""The figures, town and day of an incident, looked at again with what the trained reader says of each that its sentences name.

Enters: a Draft, and what the rules settled of it. Leaves: the likeliest of the options, the rules' own among them. Touches nothing but the
codebook: the weights (`second_look.csv`) are found by `training/train_second_look.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from etl.codebook.choices import second_look_weights
from etl.extract.counts import Settled, told_within
from etl.extract.drafts import Draft, plain_name, town_of
from etl.extract.units import UNSEEN, Unit, scaled
from etl.model import DateValue, Mention, MentionKind, PlaceValue, ReadingValue, TollValue

RULE = "likeliest to the reader"
_EARLY = 5  # the first sentences, up to this rank
# "Since November": what lasts from or to a day was not done on it.
_LASTING = re.compile(r"(?:since|until|till)\b", re.IGNORECASE)
_QUESTIONS = {"killed": ("all dead", "dead"), "wounded": ("all hurt", "hurt")}


@dataclass(frozen=True)
class Option:
    """One value that a field may have (None: nothing is told), what speaks for and against it, and its witnesses."""

    value: int | str | None
    features: Mapping[str, float]
    mentions: tuple[Mention, ...]


def likeliest(options: Sequence[Option], weights: Mapping[str, float]) -> Option:
    """The option that most speaks for; the first of equals."""
    return max(options, key=lambda o: sum(weights.get(f, 0.0) * x for f, x in o.features.items()))


def look_again(field: str, options: Sequence[Option]) -> Option:
    """The likeliest option of a field (`killed`, `wounded`, `town` or `day`)."""
    return likeliest(options, second_look_weights()[field])


# -- what the reader said ---------------------------------------------------------------------------------------------


def _readings(unit: Unit) -> dict[tuple[str, int, int], ReadingValue]:
    readings = ((m.span, m.value) for m in unit.of(MentionKind.READING))
    return {(value.of, span.start, span.end): value for span, value in readings if isinstance(value, ReadingValue)}


def _telling(draft: Draft) -> list[int]:
    """The numbers of the sentences that tell the deed."""
    return [u.sentence.number for u in draft.core or draft.units]


def _belongs(telling: Sequence[int], reading: ReadingValue) -> float:
    """The logit of a spot's going together with the sentences that tell the deed."""
    told = [reading.together[number] for number in telling]
    return 2 * sum(told) / len(told)


def _marks(name: str, logit: float, rivals: Sequence[float]) -> dict[str, float]:
    """A logit as features: itself, what of it is above 0, and how far it is ahead of those of the other options."""
    ahead = scaled(logit) - scaled(max(rivals, default=UNSEEN))
    out = {name: scaled(logit), f"{name} likely": max(0.0, scaled(logit)), f"{name} behind": max(0.0, -ahead)}
    return out | ({f"{name} first": 1.0} if ahead > 0 else {})


def _flags(names: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(sorted(names), 1.0)


def _scope(draft: Draft, unit: Unit) -> str:
    if unit.is_title:
        return "title"
    return "opening" if unit in draft.units[:2] else "rest"


# -- figures ----------------------------------------------------------------------------------------------------------


@dataclass
class _Figure:
    """All that is told of one figure."""

    mentions: list[Mention]
    features: set[str]
    total: float = UNSEEN
    counts: float = UNSEEN
    near: float = UNSEEN


def figure_options(draft: Draft, kind: str, settled: Settled | None, tolls: Sequence[Mention]) -> list[Option]:
    """The figures that may be all the dead (`killed`) or hurt (`wounded`) of an incident; `settled` is what the rules make of `tolls`."""
    whole, part = _QUESTIONS[kind]
    own, telling = {m.span for m in tolls}, _telling(draft)
    within = {
        m.span for m in told_within([m for m in tolls if isinstance(m.value, TollValue) and m.value.kind == kind])
    }
    found: dict[int, _Figure] = {}
    for unit in draft.units:
        told = {m.span: (m, v) for m, v in unit.tolls}
        for spot in unit.of(MentionKind.READING):
            reading = spot.value
            if not isinstance(reading, ReadingValue) or reading.of != "number" or reading.count is None:
                continue
            mention, toll = told.get(spot.span, (spot, None))
            if toll is not None and (toll.joint or mention.span in within):
                continue  # of several incidents together, or of some of those whom another figure counts, however surely it counts dead
            figure = found.setdefault(reading.count, _Figure([], set()))
            figure.mentions.append(mention)
            figure.total = max(figure.total, reading.logit(whole))
            figure.counts = max(figure.counts, reading.logit(part))
            figure.near = max(figure.near, _belongs(telling, reading))
            figure.features.add(f"in {_scope(draft, unit)}")
            figure.features.update(_told(toll, kind, mention.span in own))
    if settled is not None and settled.value not in found:
        found[settled.value] = _Figure(list(settled.evidence), {"worked out"})
    options = []
    for value, figure in found.items():
        features = set(figure.features)
        if settled is not None and settled.value == value:
            features |= {"ruled", f"ruled {draft.role}", f"ruled {settled.rule}"}
        features.add("zero" if value == 0 else "one" if value == 1 else "few" if value < 10 else "many")
        if value and value == max(found):
            features.add("largest")
        if len(figure.mentions) > 1:
            features.add("told again")
        marks = _marks("whole", figure.total, [f.total for v, f in found.items() if v != value]) | _marks(
            "part", figure.counts, [f.counts for v, f in found.items() if v != value]
        )
        marks |= _marks("near", figure.near, [f.near for v, f in found.items() if v != value])
        options.append(Option(value, _flags(features) | marks, tuple(figure.mentions)))
    best = max((f.total for f in found.values()), default=UNSEEN)
    return [*options, _nothing(best, settled is None)]


def _nothing(best: float, ruled: bool) -> Option:
    """That the field has no value, where the likeliest value has the logit `best`; `ruled` where the rules say so, too."""
    features = {"nothing": 1.0, "nothing over": scaled(best), "nothing over likely": max(0.0, scaled(best))}
    return Option(None, features | ({"nothing ruled": 1.0} if ruled else {}), ())


def _told(toll: TollValue | None, kind: str, own: bool) -> Iterator[str]:
    """What the rules say of a figure; `own` is whether they take it for the incident's alone."""
    if toll is None:
        yield "no toll"
        return
    if toll.kind != kind:
        yield "toll of another kind"
        return
    yield "toll" if own else "toll of the wave"
    for name in ("superseded", "subset", "perpetrator_source", "rounded", "anaphoric", "more"):
        if getattr(toll, name):
            yield name
    if toll.party == "attackers":
        yield "attackers"
    if toll.newness > 0:
        yield "newest"
    if toll.by:
        yield "sourced"


# -- town and day -----------------------------------------------------------------------------------------------------


@dataclass
class _Name:
    """All that is told of one town or day."""

    mentions: list[Mention]
    features: set[str]
    own: float = UNSEEN
    reported: float = UNSEEN
    near: float = UNSEEN


def _add_names(
    draft: Draft, of: str, question: str, told: Callable[[Unit], Iterable[tuple[Mention, str, set[str]]]]
) -> dict[str, _Name]:
    """The names that the units of a draft tell, each with its mentions, the features of all of them and the best of their logits."""
    found: dict[str, _Name] = {}
    telling = _telling(draft)
    for rank, unit in enumerate(draft.units):
        said = _readings(unit)
        for mention, name, features in told(unit):
            entry = found.setdefault(name, _Name([], set()))
            entry.mentions.append(mention)
            entry.features |= features | {f"in {_scope(draft, unit)}"}
            if unit.strength >= 2 or unit.tolls:
                entry.features.add("beside the deed")
            if rank > _EARLY:
                entry.features.add("late")
            reading = said.get((of, mention.span.start, mention.span.end))
            if reading is not None:
                entry.own = max(entry.own, reading.logit(question))
                entry.near = max(entry.near, _belongs(telling, reading))
                entry.reported = max(entry.reported, reading.logit(f"{question} reported"))
    return found


def _name_options(
    draft: Draft, question: str, found: Mapping[str, _Name], drafted: str | None, others: Set[str], ruled: bool
) -> list[Option]:
    """The options for the names found; `drafted` is the draft's own, `others` are those of other drafts, `ruled` is whether the rules chose one."""
    options = []
    for name, entry in found.items():
        rivals = [e for n, e in found.items() if n != name]
        marks = _marks(question, entry.own, [e.own for e in rivals]) | _marks(
            f"reported {draft.role}", entry.reported, [e.reported for e in rivals]
        )
        marks |= _marks("near", entry.near, [e.near for e in rivals])
        features = set(entry.features)
        if name == drafted:
            features.add("drafted")
        elif name in others:
            features.add("of another incident")
        if len(entry.mentions) > 1:
            features.add("told again")
        options.append(Option(name, _flags(features) | marks, tuple(entry.mentions)))
    return [*options, _nothing(max((e.own for e in found.values()), default=UNSEEN), not ruled)]


# "Officials in Washington said they suspected": where those are who speak of it
_SPEAKERS_IN = re.compile(
    r"\b(?:officials?|sources?|diplomats?|spokes\w+|analysts?|experts?|authorities|investigators|reporters?) (?:\w+ )?in (?:the )?$"
)
_THEY_SAY = re.compile(
    r"[^.;]{0,40}?\b(?:said|says?|told|believed?|suspect(?:ed)?|feared?|confirmed|condemned|warned)\b"
)


def _is_speakers(unit: Unit, mention: Mention) -> bool:
    """Whether a place is only where somebody speaks of the deed."""
    return bool(_SPEAKERS_IN.search(unit.before(mention, 60)) and _THEY_SAY.match(unit.after(mention, 60)))


def town_options(draft: Draft, drafts: Sequence[Draft], ruled: tuple[Mention, PlaceValue, str] | None) -> list[Option]:
    """The settlements that may be an incident's; `ruled` is what the rules chose."""
    # Whether the report's own town is meant the rules know.
    found = _add_names(
        draft,
        "place",
        "site",
        lambda unit: (
            (m, plain_name(v.city), {f"level {v.level}"})
            for m, v in unit.places
            if v.city and not v.dateline and not _is_speakers(unit, m)
        ),
    )
    if ruled is not None and ruled[1].city:
        entry = found.setdefault(plain_name(ruled[1].city), _Name([], {"of other sentences"}))
        entry.mentions.append(ruled[0])
        entry.features |= {"ruled", f"ruled {draft.role}", f"ruled {ruled[2]}"}
    others = {town for d in drafts if d is not draft and (town := town_of(d)) is not None}
    return _name_options(draft, "site", found, town_of(draft), others, ruled is not None and bool(ruled[1].city))


def day_options(draft: Draft, drafts: Sequence[Draft], ruled: tuple[Mention, DateValue] | None) -> list[Option]:
    """The dates that may be an incident's; `ruled` is what the rules chose."""
    found = _add_names(
        draft,
        "date",
        "day",
        lambda unit: (
            (m, v.date, {f"by {v.rule}", f"digits {len(v.date)}"})
            for m, v in unit.dates
            if not _LASTING.match(m.span.quote)
        ),
    )
    if ruled is not None:
        day = ruled[1].date
        entry = found.setdefault(day, _Name([], {"of other sentences", f"digits {len(day)}"}))
        entry.mentions.append(ruled[0])
        entry.features |= {"ruled", f"ruled {draft.role}", f"ruled by {ruled[1].rule}"}
    for name, entry in found.items():
        if any(n != name and n.startswith(name) for n in found):
            entry.features.add("coarser")
        if ruled is not None and name != ruled[1].date:
            entry.features.add("earlier than ruled" if name < ruled[1].date else "later than ruled")
    others = {d.date.date for d in drafts if d is not draft and d.date is not None}
    return _name_options(draft, "day", found, draft.date.date if draft.date else None, others, ruled is not None)


def reads(draft: Draft) -> bool:
    """Whether the reader saw any of the draft's sentences."""
    return any(m.kind is MentionKind.READING for u in draft.units for m in u.mentions)
