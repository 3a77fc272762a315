"""Which sentences tell of which incident.

Enters: a Text and all its mentions. Leaves: Drafts, one an incident, in order of their first words, each with the units that tell
of it, its role and whether GTD would count it. Touches nothing of the world. The rulings of GTD's codebook on what is one incident
and what is several are each a function here and in `wave`; those on what counts stand in `standing`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from etl.codebook.wording import Wording
from etl.extract.counted import about
from etl.extract.dates import publication_date
from etl.extract.deed_day import SPEECH, event_date, is_firm
from etl.extract.deed_place import event_place
from etl.extract.deeds import (
    DOERS,
    STATISTIC,
    SUMMARY,
    is_anaphoric,
    is_anaphoric_noun,
    is_concrete,
    only_state,
    tells_event,
)
from etl.extract.drafts import Draft, agree, day_of, same_place
from etl.extract.joint import mark_sums
from etl.extract.parted import LEAD_PARAGRAPHS, SEPARATE_CUE, is_one_of_several, is_parted_by_place, is_set_apart
from etl.extract.relevance import world_of
from etl.extract.role_choice import choose_role
from etl.extract.second_look import reads
from etl.extract.shape import BRIEF, HEADING, dateline_day, head, is_digest, looks_back
from etl.extract.standing import BACKGROUND_CUE, NEWS_DAYS, is_set_beside, settle_role, settle_trait
from etl.extract.text import Text
from etl.extract.units import Unit, cut_units
from etl.extract.wave import SERIES, is_other_strike, is_second_site, is_series_item, split_two_targets
from etl.model import DateValue, Mention, MentionKind, PlaceValue, Span

# A continuing incident and its aftermath are told with dates of the days that follow.
_AFTERMATH_DAYS = 12
# A sentence goes on about the incident that the article opened with or about one of this many told last: so the time stays linear.
_REACH = 30
# From this logit on, as likely as not, the reader takes a sentence for one that opens an incident.
_OPENS = 0.0
_BY_THE_WAY = re.compile(r"\W*(?:also|elsewhere|meanwhile|separately|in brief|in other)\b")


def find_incidents(text: Text, mentions: Sequence[Mention], *, roles_by_rule: bool = False) -> list[Draft]:
    """The incidents that the article tells, in order of their first words; none where it tells no deed.

    `roles_by_rule` leaves out the choice that weighs the rules' role against the reader: for those who train it.
    """
    mentions = _outside_names(mentions)
    published = publication_date(text)
    recalls = published is not None and looks_back(text)
    units = cut_units(text, _told_dates(mentions, published, recalls))
    world = world_of(text.whole)
    today = published or dateline_day(units)
    digest = is_digest(text)
    series = bool(SERIES.search(head(text)))
    is_news = any(_is_recent(event_date(u), today) for u in units if tells_event(u) or _DETAIL.search(u.low))
    drafts: list[Draft] = []
    current: Draft | None = None
    paragraph = -1
    carried: tuple[Mention, DateValue] | None = None
    for unit in units:
        fresh = unit.paragraph != paragraph
        paragraph = unit.paragraph
        if fresh:
            carried = None
        if unit.is_title and digest:
            continue
        if fresh and digest and (HEADING.match(unit.sentence.text) or _BY_THE_WAY.match(unit.low)):
            item = [u for u in units if u.paragraph == unit.paragraph]
            told = any(tells_event(u) for u in item)
            current = _open(drafts, unit, event_date(unit), event_place(unit), "item") if told else None
            carried = _carry(unit)
            continue
        if world != "news" and not _stands_out(unit):
            continue
        if (
            fresh
            and not digest
            and current is not None
            and drafts
            and current is not drafts[0]
            and not _continues(unit)
        ):
            current = drafts[0]
        before = len(drafts)
        current = _place_unit(unit, drafts, current, today, digest, carried, is_news, series)
        if before == 0 and drafts and not digest and world == "news":
            _take_in_lead(drafts[0], units[: units.index(unit)], today)
        carried = None if event_date(unit) and tells_event(unit) else _carry(unit) or carried
    anchor = next((day_of(d.date) for d in drafts[:1] if d.date), today)
    line = next(((m, v) for u in units for m, v in u.places if v.dateline and v.city), None)
    drafts = [d for n, d in enumerate(drafts) if _holds(d, on_the_spot=n == 0 and (line is not None or _leads(d)))]
    if drafts and today is not None and not digest and not recalls:
        _forget_stray_day(drafts[0], today)
    _date_the_undated(drafts, today)
    if digest:
        _date_items_by_head(drafts, units)
    ahead = {id(unit): before for before, unit in pairwise(units) if before.paragraph == unit.paragraph}
    for draft in drafts:
        draft.dateline = line
        draft.before = ahead.get(id(draft.units[0]))
        whole = draft.parent or draft
        draft.role = "background" if recalls else settle_role(whole, drafts, anchor, today, digest)
        if draft is drafts[0] and len(text.sentences) <= BRIEF and not recalls and _is_told_outright(draft):
            draft.role = "main"  # an entry of a chronicle, however old
        draft.trait = draft.parent.trait if draft.parent is not None else settle_trait(draft)
        if not draft.trait and drafts[0].trait == "accident" and is_set_beside(draft):
            draft.trait = "accident"
    drafts = [part for draft in drafts for part in split_two_targets(draft)]
    drafts = drafts if roles_by_rule else _with_likelier_roles(text, drafts, today)
    mark_sums(drafts)
    return drafts


def _with_likelier_roles(text: Text, drafts: list[Draft], today: date | None) -> list[Draft]:
    """The drafts, each with its likelier role where the article was read closely."""
    if not any(reads(draft) for draft in drafts):
        return drafts
    whole = about(text, None)
    roles = [choose_role(draft, drafts, today, whole) for draft in drafts]
    for draft, role in zip(drafts, roles, strict=True):
        if not (draft is drafts[0] and draft.role == "main" and draft.date is None and _leads(draft)):
            draft.role = role
    return drafts


def _outside_names(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without days that are part of a group's name: "the First of October Resistance Group"."""
    names = sorted(m.span for m in mentions if m.kind is MentionKind.GROUP)
    starts = [name.start for name in names]

    def is_named(span: Span) -> bool:
        at = bisect_right(starts, span.start) - 1
        return at >= 0 and span.end <= names[at].end

    return [m for m in mentions if m.kind is not MentionKind.DATE or not is_named(m.span)]


def _told_dates(mentions: Sequence[Mention], published: date | None, recalls: bool) -> list[Mention]:
    """The mentions without days that lie ahead of the article, and, where it looks back, without those of its own weeks."""
    if published is None:
        return list(mentions)
    last = (published + timedelta(days=-NEWS_DAYS if recalls else 1)).isoformat()
    return [
        m for m in mentions if not (isinstance(m.value, DateValue) and len(m.value.date) == 10 and m.value.date > last)
    ]


# Words that part a deed from a day: what stands behind them is told of somebody or something else. A whole day is told behind a town, too.
_ELSE = r"[;:()—]| - |\b(?:who|which|that|where|since|from|until|after|before|than)\b"
_PARTING = {True: re.compile(_ELSE), False: re.compile(rf"{_ELSE}|,|\bof\b")}
_ASIDE = re.compile(r"\b(?:who|which|that)\b[^,;]*$")  # "who surrendered in 2004 [was shot]"
_BESIDE = 80  # characters


def _forget_stray_day(draft: Draft, today: date) -> None:
    """Takes from what the first words tell outright a day long past that stands by no word for it: "a guerrilla who surrendered in 2004 was shot"."""
    if draft.date is None or draft.date_mention is None or not _is_old(draft.date, today) or not _leads(draft):
        return
    if any(BACKGROUND_CUE.search(u.low) for u in _first_words(draft)):
        return
    span, opening = draft.date_mention.span, (draft.core or draft.units)[0]
    telling = [u for u in draft.units if u.start <= span.start < u.end and (u is opening or is_anaphoric(u))]
    if not any(_stands_by(u, span, whole=len(draft.date.date) == _DAY) for u in telling):
        draft.date, draft.date_mention, draft.firm = None, None, False


def _stands_by(unit: Unit, day: Span, *, whole: bool) -> bool:
    """Whether a day (a `whole` one, or a month or a year) opens its sentence, or stands in one breath with a word for the deed."""
    start, end = day.start - unit.start, day.end - unit.start
    if start < _OPENS_WITH:
        return True
    aside = bool(_ASIDE.search(unit.low[max(0, start - _BESIDE) : start]))
    for mention, value in unit.triggers:
        a, b = mention.span.start - unit.start, mention.span.end - unit.start
        if b > start and aside:
            continue
        between = unit.low[b:start] if b <= start else unit.low[end:a]
        if value.strength and len(between) <= _BESIDE and not _PARTING[whole].search(between):
            return True
    return False


_OPENS_WITH = 20  # characters: "On the evening of 12 May …"


def _take_in_lead(draft: Draft, lead: Sequence[Unit], today: date | None) -> None:
    """Gives the first incident the sentences before its first deed: a lead may set day and place before it says what happened."""
    if draft.date is not None and not _is_recent(
        (draft.date_mention, draft.date) if draft.date_mention else None, today
    ):
        return
    if not lead or draft.units[0].paragraph > LEAD_PARAGRAPHS:
        return
    draft.units[:0] = lead
    for unit in sorted(lead, key=lambda u: not u.of(MentionKind.TRIGGER)):
        when, where = event_date(unit), event_place(unit)
        if draft.date is None and when is not None and _is_recent(when, today):
            draft.date_mention, draft.date = when
        if draft.place is None and where is not None:
            draft.place_mention, draft.place = where


def _date_the_undated(drafts: Sequence[Draft], today: date | None) -> None:
    """Dates for drafts of the day's news that gave none: that of the incident told before, or the nearest day told in their units."""
    for number, draft in enumerate(drafts):
        if draft.date is not None or draft.rule == "item":
            continue
        if number and drafts[0].date is not None and draft.rule == "own place":
            draft.date, draft.date_mention = drafts[0].date, drafts[0].date_mention
            continue
        near = [
            (m, v)
            for u in draft.units
            for m, v in u.dates
            if len(v.date) == 10
            and v.rule != "dateline"
            and _is_recent((m, v), today)
            and not SPEECH.search(u.before(m, 25))
            and not re.match(r"\s+prayers", u.after(m, 10))
        ]
        past = [item for item in near if today is not None and item[1].date < today.isoformat()]
        if past or near:
            draft.date_mention, draft.date = (past or near)[0]


def _date_items_by_head(drafts: Sequence[Draft], units: Sequence[Unit]) -> None:
    """Dates for items that tell none, where the head of their list names one day alone: "security developments reported on Sunday"."""
    items = [d for d in drafts if d.rule == "item"]
    first = min((d.units[0].start for d in items), default=0)
    told = [(m, v) for u in units for m, v in u.dates if u.start < first and len(v.date) == 10 and v.rule != "dateline"]
    if len({v.date for _, v in told}) != 1 or told[0][1].end_date:
        return
    for draft in items:
        if draft.date is None:
            draft.date_mention, draft.date = told[0]


def _continues(unit: Unit) -> bool:
    """Whether a paragraph goes on about the incident of the one before it."""
    return bool(
        re.match(
            r"\s*(?:he|she|it|they|the (?:attacker|bomber|gunmen|gunman)s?|that (?:attack|plane|bomb|time))\b", unit.low
        )
    ) and not event_date(unit)


def _stands_out(unit: Unit) -> bool:
    """In a text about play: whether a sentence tells a real deed all the same, with a date or a known group and a figure."""
    dated = any(v.rule not in ("weekday", "dateline", "relative") for _, v in unit.dates)
    armed = any(m.span.quote.lower() not in ("shot", "shots") for m in unit.of(MentionKind.WEAPON)) or bool(
        DOERS.search(unit.low)
    )
    return dated and (unit.strength >= 3 or bool(unit.tolls) or (unit.strength >= 2 and armed))


def within_reach(drafts: Sequence[Draft]) -> list[Draft]:
    """The first draft and the last ones: what a sentence may go on about, however long the article."""
    return [*drafts[:1], *drafts[1:][-_REACH:]]


def _place_unit(
    unit: Unit,
    drafts: list[Draft],
    current: Draft | None,
    today: date | None,
    digest: bool,
    carried: tuple[Mention, DateValue] | None,
    is_news: bool,
    series: bool,
) -> Draft | None:
    """The draft that the unit goes to, which may be a new one at the end of `drafts`."""
    main = drafts[0] if drafts else None
    if series and current is not None and main is not None and is_series_item(unit):
        when, where = event_date(unit), event_place(unit)
        part = _open(drafts, unit, when or _own_date(main), where, "one of a series")
        part.parent = main
        return part
    if (
        not tells_event(unit)
        and not (current is not None and unit.strength and is_second_site(unit, current))
        and not unit.opens > _OPENS
    ):
        home = current or (None if digest else main)
        if home is not None:
            home.units.append(unit)
            _complete(home, unit, today)
        return current
    when, where = event_date(unit), event_place(unit)
    if when is None and carried is not None and not is_anaphoric_noun(unit):
        when = carried
    if current is None:
        if main is not None and not digest:
            current = main
        else:
            return _open(drafts, unit, when, where, "opening")
    if (
        not unit.is_title
        and any(u.is_title for u in current.units[:_REACH])
        and not any(tells_event(u) for u in current.units if not u.is_title)
        and not (when and is_news and _is_old(when[1], today))
    ):
        return _tell_headline(current, unit, when, where)
    if is_other_strike(unit, current):
        spoken = [(m, v) for m, v in unit.dates if v.rule != "dateline"]
        return _open(drafts, unit, when or (spoken[0] if spoken else None), where, "strike by state forces")
    if is_second_site(unit, current):
        part = _open(drafts, unit, None, None, "second device at a place of its own")
        part.parent = current
        part.date, part.date_mention, part.firm = current.date, current.date_mention, current.firm
        elsewhere = where is not None and re.search(r"\bin $", unit.before(where[0], 6))
        part.place, part.place_mention = (
            (where[1], where[0]) if where and elsewhere else (current.place, current.place_mention)
        )
        return part
    if is_set_apart(unit, current) or is_one_of_several(unit, current, where):
        return _open(drafts, unit, when or _own_date(current), where or _own_place(current), "set apart")
    if when is not None and not _is_old(when[1], today) and _only_looks_back(unit, when[1], where, digest):
        home = current
    elif when is not None:
        home = _by_date(unit, drafts, current, when, where, today, is_news, digest)
        if home is None:
            return _open(drafts, unit, when, where, "own date")
    elif is_parted_by_place(unit, current, where, digest=digest):
        known = [d for d in within_reach(drafts) if d.place and where and d.place.city == where[1].city]
        home = known[0] if known else None
        if home is None:
            return _open(drafts, unit, when, where, "own place")
    else:
        home = current
    if _is_told_afresh(unit, home) or _is_elsewhen(unit, home, when, where):
        return _open(drafts, unit, when or _own_date(home), where, "told afresh")
    home.units.append(unit)
    if when is not None and home.date is None:
        home.date_mention, home.date = when
    _complete(home, unit, today)
    return home


_SURELY_OPENS = 1.5  # log-odds
_YEAR, _DAY = 4, 10  # characters of a date: "2015", "2015-03-24"
_SHORTEST_DEED = 40  # characters


def _is_told_afresh(unit: Unit, home: Draft) -> bool:
    """Whether the reader takes the sentence for the first that tells of its incident, where another one opened `home` before."""
    if unit.is_title or unit.opens <= _OPENS or is_anaphoric(unit):
        return False
    if len(unit.low) < _SHORTEST_DEED and not unit.triggers and not unit.tolls:
        return False  # "23 April.": what the next sentence tells is told there
    return any(u.opens > _OPENS and not u.is_title and u.sentence is not unit.sentence for u in home.units)


def _is_elsewhen(
    unit: Unit, home: Draft, when: tuple[Mention, DateValue] | None, where: tuple[Mention, PlaceValue] | None
) -> bool:
    """Whether the reader is sure that the sentence is the first to tell its incident, and its day or its town is not that of `home`."""
    if unit.is_title or unit.opens <= _SURELY_OPENS or not (unit.triggers or unit.tolls):
        return False
    other_day = when is not None and home.date is not None and not agree(home.date, when[1])
    other_town = where is not None and home.place is not None and not same_place(home.place, where[1])
    return other_day or (other_town and not is_anaphoric(unit))


def _own_place(draft: Draft) -> tuple[Mention, PlaceValue] | None:
    return (draft.place_mention, draft.place) if draft.place_mention is not None and draft.place is not None else None


def _own_date(draft: Draft) -> tuple[Mention, DateValue] | None:
    return (draft.date_mention, draft.date) if draft.date_mention is not None and draft.date is not None else None


_COUNTED_YEARS = Wording(
    r"\byears? (?:have|ago|after|on|since)\b|\banniversary\b|\bevery (?:year|january|february|march|april|may|june|july|august|september|october|november|december)\b"
)


def _tell_headline(
    draft: Draft, unit: Unit, when: tuple[Mention, DateValue] | None, where: tuple[Mention, PlaceValue] | None
) -> Draft:
    """The headline's incident with the first sentence that tells it: day and place are those of the sentence where it has them."""
    draft.units.append(unit)
    if when is not None:
        draft.date_mention, draft.date = when
        draft.firm = is_firm(unit, when[0])
    if where is not None:
        draft.place_mention, draft.place = where
    return draft


def _carry(unit: Unit) -> tuple[Mention, DateValue] | None:
    """The date that a sentence without a deed sets for the ones that follow it in its paragraph."""
    if tells_event(unit) or _COUNTED_YEARS.search(unit.low):
        return None
    found = [
        (m, v)
        for m, v in unit.dates
        if v.rule != "dateline"
        and (len(v.date) < 10 or not (SPEECH.search(unit.before(m, 60)) or SPEECH.search(unit.after(m, 50))))
    ]
    return found[0] if found else None


def _only_looks_back(unit: Unit, when: DateValue, where: tuple[Mention, PlaceValue] | None, digest: bool) -> bool:
    """Whether a dated unit goes on about the current incident: it points back, or tells a toll with no deed of its own."""
    if digest:
        return unit.strength < 1 and where is None and not only_state(unit)
    if is_anaphoric(unit):
        return True
    return when.rule in ("relative", "hours") and unit.strength < 2 and not only_state(unit)


def _by_date(
    unit: Unit,
    drafts: list[Draft],
    current: Draft,
    when: tuple[Mention, DateValue],
    where: tuple[Mention, PlaceValue] | None,
    today: date | None,
    is_news: bool,
    digest: bool,
) -> Draft | None:
    """The draft that a dated unit belongs to; None where it tells a new one."""
    near = [d for d in drafts[-_REACH:] if d.units[0].paragraph == unit.paragraph] if digest else within_reach(drafts)
    for draft in (current, *near):
        if draft.date is None:
            far = unit.paragraph > draft.units[0].paragraph + LEAD_PARAGRAPHS - 2
            recalls = _is_old(when[1], today) and (is_news or far or bool(BACKGROUND_CUE.search(unit.low)))
            if (
                draft is current
                and not recalls
                and (where is None or draft.place is None or same_place(draft.place, where[1]))
            ):
                return draft
            continue
        if agree(draft.date, when[1]) and not _recalls_earlier(unit, when[1], draft.date):
            if (
                where is None
                or draft.place is None
                or same_place(draft.place, where[1])
                or is_anaphoric(unit)
                or not is_parted_by_place(unit, draft, where, digest=digest)
            ):
                if len(when[1].date) > len(draft.date.date) and unit.strength >= 2:
                    draft.date_mention, draft.date = when
                return draft
        elif _aftermath(draft, when[1], unit, where):
            return draft
    if _corrects(drafts[0], when[1], unit, where, today):
        drafts[0].date_mention, drafts[0].date = when
        drafts[0].firm = is_firm(unit, when[0])
        return drafts[0]
    return None


def _recalls_earlier(unit: Unit, when: DateValue, known: DateValue) -> bool:
    """Whether a month or year is told for another deed of the same month or year: "earlier this month a car bomb …"."""
    coarse = len(when.date) < len(known.date)
    return coarse and not is_anaphoric(unit) and bool(BACKGROUND_CUE.search(unit.low))


def _is_old(when: DateValue, today: date | None) -> bool:
    day = day_of(when)
    return today is not None and day is not None and today - day > timedelta(days=NEWS_DAYS)


def _is_recent(when: tuple[Mention, DateValue] | None, today: date | None) -> bool:
    day = day_of(when[1]) if when else None
    return today is not None and day is not None and timedelta(-1) <= today - day <= timedelta(days=NEWS_DAYS)


def _corrects(
    main: Draft, when: DateValue, unit: Unit, where: tuple[Mention, PlaceValue] | None, today: date | None
) -> bool:
    """Whether a date some days back is that of the main incident, whose first date was only that of the news about it."""
    if when.rule in ("relative", "hours"):
        return False
    if main.firm or main.date is None or today is None or BACKGROUND_CUE.search(unit.low):
        return False
    first, then = day_of(main.date), day_of(when)
    if first is None or then is None or len(when.date) != 10 or first != today:
        return False
    near = where is None or main.place is None or same_place(main.place, where[1])
    return near and timedelta(0) < first - then <= timedelta(days=_AFTERMATH_DAYS)


def _aftermath(draft: Draft, when: DateValue, unit: Unit, where: tuple[Mention, PlaceValue] | None) -> bool:
    """Whether the date lies in the days after the draft's, and the unit tells no other place: a later toll, a death in hospital."""
    if draft.date is None or len(draft.date.date) != 10 or len(when.date) != 10:
        return False
    first, then = day_of(draft.date), day_of(when)
    if first is None or then is None or not timedelta(0) < then - first <= timedelta(days=_AFTERMATH_DAYS):
        return False
    if where is not None and draft.place is not None and not same_place(draft.place, where[1]) and unit.strength >= 2:
        return False
    if is_anaphoric(unit) or unit.strength < 2:
        return True
    known = {v.attacktype for u in draft.units for _, v in u.triggers}
    return all(v.attacktype in known for _, v in unit.triggers if v.strength >= 3) and not SEPARATE_CUE.search(unit.low)


def _open(
    drafts: list[Draft],
    unit: Unit,
    when: tuple[Mention, DateValue] | None,
    where: tuple[Mention, PlaceValue] | None,
    rule: str,
) -> Draft:
    draft = Draft(units=[unit], rule=rule)
    if when is not None:
        draft.date_mention, draft.date = when
        draft.firm = is_firm(unit, when[0])
    if where is not None:
        draft.place_mention, draft.place = where
    drafts.append(draft)
    return draft


def _complete(draft: Draft, unit: Unit, today: date | None) -> None:
    """Gives a draft the date and the place that its first units left out."""
    if (
        draft.rule != "item"
        and not tells_event(unit)
        and not _DETAIL.search(unit.low)
        and not any(v.strength for _, v in unit.triggers)
    ):
        return
    far = unit.paragraph > draft.units[0].paragraph + LEAD_PARAGRAPHS - 2
    if draft.date is None and (when := event_date(unit)) and not (far and _is_old(when[1], today)):
        draft.date_mention, draft.date = when
        draft.firm = is_firm(unit, when[0])
    if draft.place is None and (tells_event(unit) or draft.rule == "item") and (where := event_place(unit)):
        draft.place_mention, draft.place = where


# Deaths over years, and deaths whose manner or author nobody tells, are no incident.
_CUMULATIVE = Wording(
    r"\bsince (?:the )?(?:end|start|beginning|rebels|conflict|war|insurgency|uprising|\w+ (?:began|started|broke out|took up))\b[^.]*\b(?:have|has) (?:been |lost )|\b(?:have|has) (?:died|been killed|lost their lives)\b[^.]{0,60}\bsince\b"
)
_UNEXPLAINED = re.compile(
    r"\b(?:was|were) found (?:dead|hanged)\b(?![^.;]{0,80}\b(?:gunshot|bullet|stab|knife|machete) wounds?\b)"
)
# A sentence with a clock time or an attacker tells of the deed, even without a word of violence.
_DETAIL = re.compile(
    r"\b(?:\d{1,2}[:.]\d\d|\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?|o'clock|midnight|noon|dawn|gunm[ae]n|attackers?|assailants?|bombers?|hijackers?)\b"
)


def _stands_alone(draft: Draft) -> bool:
    """Whether a deed that is told outright has a country, a unit or a group to it, where day and town are left out."""
    for unit in draft.units:
        told = any(v.strength == 3 or (v.strength == 2 and not v.noun) for _, v in unit.triggers if not v.by_state)
        if told and not is_anaphoric(unit) and (unit.groups or any(v.country_txt for _, v in unit.places)):
            return True
    return False


_LEAD_SENTENCES = 2


def _first_words(draft: Draft) -> list[Unit]:
    """The draft's units in the first sentences of the article."""
    return [u for u in draft.units if u.sentence.number < _LEAD_SENTENCES]


def _leads(draft: Draft) -> bool:
    """Whether a deed is told outright in the very first words: the report is of it, though it may say neither day nor town."""
    return any(v.strength >= 2 and not v.by_state for u in _first_words(draft) for _, v in u.triggers)


def _is_told_outright(draft: Draft) -> bool:
    """Whether the first words tell a deed, and nothing in the text looks back."""
    units = _first_words(draft)
    told = any((v.strength >= 3 or (v.strength == 2 and not v.noun)) and v.real for u in units for _, v in u.triggers)
    return told and not any(BACKGROUND_CUE.search(u.low) for u in draft.units)


def _is_sum(draft: Draft) -> bool:
    """Whether a draft without a day tells only what a war or a while has cost in sum."""
    if draft.date is not None and len(draft.date.date) == _DAY:
        return False
    telling = [u for u in draft.units if u.triggers or u.tolls]
    one_deed = any(
        v.strength >= 2 and not (v.noun and m.span.quote.casefold().endswith("s"))
        for u in telling
        for m, v in u.triggers
    )
    return bool(telling) and not one_deed and all(STATISTIC.search(u.low) for u in telling)


def _holds(draft: Draft, *, on_the_spot: bool) -> bool:
    """Whether a draft tells a deed with at least one anchor: a date, a place, a figure or an act that tells itself; or the reader says so.

    What an article tells in its very first words, or first under a dateline, is anchored by that: `on_the_spot`.
    """
    acts = [v for u in draft.units for _, v in u.triggers]
    if draft.parent is None and _is_sum(draft):
        return False
    if draft.parent is not None or any(u.opens > _OPENS for u in draft.units):
        return True
    told = any(not v.joint and v.value for u in draft.units for _, v in u.tolls)
    if not acts and not told:
        return False
    if draft.role == "main" and _CUMULATIVE.search(" ".join(u.low for u in draft.core[:1])):
        return False
    if len(draft.units) <= 2 and _UNEXPLAINED.search(draft.units[0].low) and not DOERS.search(draft.units[0].low):
        return False
    if not told and all(SUMMARY.search(u.low) for u in draft.units if u.triggers):
        return False
    year_alone = draft.date is not None and len(draft.date.date) == _YEAR
    told_how = any(v.strength >= 2 and v.attacktype != "Unknown" for v in acts)
    placed = any(v.city and not v.dateline for u in draft.units for _, v in u.places)
    if year_alone and not (told or told_how or placed):
        return False  # "the most serious since 1983"
    if not any(is_concrete(u) for u in draft.units):
        return False
    anchored = on_the_spot or draft.date is not None or draft.place is not None or told or _stands_alone(draft)
    strong = max((v.strength for v in acts), default=0)
    return anchored and (strong >= 2 or told or any(v.by_state for v in acts))
