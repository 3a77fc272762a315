"""The figures, town and day of an incident, looked at again with what the trained reader says of each that its sentences name.

Enters: a Draft, and what the rules settled of it. Leaves: the likeliest of the options, the rules' own among them. Touches nothing but the
codebook: the weights (`second_look.csv`) are found by `training/train_second_look.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.codebook.choices import second_look_weights
from etl.extract.counts import Settled
from etl.extract.drafts import Draft, plain_name
from etl.extract.units import UNSEEN, Unit
from etl.model import DateValue, Mention, MentionKind, PlaceValue, ReadingValue, TollValue

RULE = "likeliest to the reader"
_SCALE, _FAR = 3.0, 6.0  # logits count as so many thirds, up to so much on each side
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
    return {(m.value.of, m.span.start, m.span.end): m.value for m in unit.mentions if isinstance(m.value, ReadingValue)}


def _scaled(logit: float) -> float:
    return max(-_FAR, min(_FAR, logit)) / _SCALE


def _marks(name: str, logit: float, rivals: Sequence[float]) -> dict[str, float]:
    """A logit as features: itself, what of it is above 0, and how far it is ahead of those of the other options."""
    ahead = _scaled(logit) - _scaled(max(rivals, default=UNSEEN))
    out = {name: _scaled(logit), f"{name} likely": max(0.0, _scaled(logit)), f"{name} behind": max(0.0, -ahead)}
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


def figure_options(draft: Draft, kind: str, settled: Settled | None, tolls: Sequence[Mention]) -> list[Option]:
    """The figures that may be all the dead (`killed`) or hurt (`wounded`) of an incident; `settled` is what the rules make of `tolls`."""
    whole, part = _QUESTIONS[kind]
    own = {m.span for m in tolls}
    found: dict[int, _Figure] = {}
    for unit in draft.units:
        said = _readings(unit)
        of_span = {m.span: m for m in unit.mentions if isinstance(m.value, TollValue)}
        for (of, start, end), reading in said.items():
            if of != "number" or reading.count is None:
                continue
            mention = next((m for s, m in of_span.items() if (s.start, s.end) == (start, end)), None)
            if mention is not None and isinstance(mention.value, TollValue) and mention.value.joint:
                continue  # of several incidents together, however surely it counts dead
            witness = mention or next(
                m for m in unit.mentions if m.value is reading and (m.span.start, m.span.end) == (start, end)
            )
            figure = found.setdefault(reading.count, _Figure([], set()))
            figure.mentions.append(witness)
            figure.total = max(figure.total, reading.logit(whole))
            figure.counts = max(figure.counts, reading.logit(part))
            figure.features.add(f"in {_scope(draft, unit)}")
            figure.features.update(_told(mention, kind, own))
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
        options.append(Option(value, _flags(features) | marks, tuple(figure.mentions)))
    best = max((f.total for f in found.values()), default=UNSEEN)
    return [*options, _nothing(best, settled is None)]


def _nothing(best: float, ruled: bool) -> Option:
    """That the field has no value, where the likeliest value has the logit `best`; `ruled` where the rules say so, too."""
    features = {"nothing": 1.0, "nothing over": _scaled(best), "nothing over likely": max(0.0, _scaled(best))}
    return Option(None, features | ({"nothing ruled": 1.0} if ruled else {}), ())


def _told(mention: Mention | None, kind: str, own: Iterable[object]) -> Iterator[str]:
    """What the rules say of a figure."""
    if mention is None or not isinstance(mention.value, TollValue):
        yield "no toll"
        return
    toll = mention.value
    if toll.kind != kind:
        yield "toll of another kind"
        return
    yield "toll" if mention.span in set(own) else "toll of the wave"
    for name in ("superseded", "subset", "perpetrator_source", "rounded", "anaphoric", "more"):
        if getattr(toll, name):
            yield name
    if toll.party == "attackers":
        yield "attackers"
    if toll.newness > 0:
        yield "newest"
    if toll.by:
        yield "sourced"


# -- town -------------------------------------------------------------------------------------------------------------


def town_options(draft: Draft, drafts: Sequence[Draft], ruled: tuple[Mention, PlaceValue, str] | None) -> list[Option]:
    """The settlements that may be an incident's; `ruled` is what the rules chose."""
    site: dict[str, float] = {}
    reported: dict[str, float] = {}
    mentions: dict[str, list[Mention]] = {}
    features: dict[str, set[str]] = {}
    for rank, unit in enumerate(draft.units):
        said = _readings(unit)
        for mention, value in unit.places:
            if not value.city or value.dateline:
                continue  # whether the report's own town is meant the rules know
            name = plain_name(value.city)
            reading = said.get(("place", mention.span.start, mention.span.end))
            mentions.setdefault(name, []).append(mention)
            own = features.setdefault(name, set())
            own |= {f"in {_scope(draft, unit)}", f"level {value.level}"}
            if unit.strength >= 2 or unit.tolls:
                own.add("beside the deed")
            if rank > 5:
                own.add("late")
            if reading is not None:
                site[name] = max(site.get(name, UNSEEN), reading.logit("site"))
                reported[name] = max(reported.get(name, UNSEEN), reading.logit("site reported"))
    if ruled is not None and ruled[1].city:
        name = plain_name(ruled[1].city)
        mentions.setdefault(name, []).append(ruled[0])
        own = features.setdefault(name, {"of other sentences"})
        own |= {"ruled", f"ruled {draft.role}", f"ruled {ruled[2]}"}
    others = {plain_name(d.place.city) for d in drafts if d is not draft and d.place is not None and d.place.city}
    options = []
    for name, places in mentions.items():
        own = features[name]
        marks = _marks("site", site.get(name, UNSEEN), [x for n, x in site.items() if n != name]) | _marks(
            f"reported {draft.role}", reported.get(name, UNSEEN), [x for n, x in reported.items() if n != name]
        )
        if draft.place is not None and draft.place.city and plain_name(draft.place.city) == name:
            own.add("drafted")
        elif name in others:
            own.add("of another incident")
        if len(places) > 1:
            own.add("told again")
        options.append(Option(name, _flags(own) | marks, tuple(places)))
    return [*options, _nothing(max(site.values(), default=UNSEEN), ruled is None or not ruled[1].city)]


# -- day --------------------------------------------------------------------------------------------------------------


def day_options(draft: Draft, drafts: Sequence[Draft], ruled: tuple[Mention, DateValue] | None) -> list[Option]:
    """The dates that may be an incident's; `ruled` is what the rules chose."""
    day: dict[str, float] = {}
    reported: dict[str, float] = {}
    mentions: dict[str, list[Mention]] = {}
    features: dict[str, set[str]] = {}
    for rank, unit in enumerate(draft.units):
        said = _readings(unit)
        for mention, value in unit.dates:
            reading = said.get(("date", mention.span.start, mention.span.end))
            mentions.setdefault(value.date, []).append(mention)
            own = features.setdefault(value.date, set())
            own |= {f"in {_scope(draft, unit)}", f"by {value.rule}", f"digits {len(value.date)}"}
            if unit.strength >= 2 or unit.tolls:
                own.add("beside the deed")
            if rank > 5:
                own.add("late")
            if reading is not None:
                day[value.date] = max(day.get(value.date, UNSEEN), reading.logit("day"))
                reported[value.date] = max(reported.get(value.date, UNSEEN), reading.logit("day reported"))
    if ruled is not None:
        mentions.setdefault(ruled[1].date, []).append(ruled[0])
        own = features.setdefault(ruled[1].date, {"of other sentences", f"digits {len(ruled[1].date)}"})
        own |= {"ruled", f"ruled {draft.role}", f"ruled by {ruled[1].rule}"}
    others = {d.date.date for d in drafts if d is not draft and d.date is not None}
    options = []
    for name, dates in mentions.items():
        own = features[name]
        marks = _marks("day", day.get(name, UNSEEN), [x for n, x in day.items() if n != name]) | _marks(
            f"reported {draft.role}", reported.get(name, UNSEEN), [x for n, x in reported.items() if n != name]
        )
        if draft.date is not None and draft.date.date == name:
            own.add("drafted")
        elif name in others:
            own.add("of another incident")
        if any(n != name and n.startswith(name) for n in mentions):
            own.add("coarser")
        if ruled is not None and name != ruled[1].date:
            own.add("earlier than ruled" if name < ruled[1].date else "later than ruled")
        if len(dates) > 1:
            own.add("told again")
        options.append(Option(name, _flags(own) | marks, tuple(dates)))
    return [*options, _nothing(max(day.values(), default=UNSEEN), ruled is None)]


def reads(draft: Draft) -> bool:
    """Whether the reader saw any of the draft's sentences."""
    return any(m.kind is MentionKind.READING for u in draft.units for m in u.mentions)
