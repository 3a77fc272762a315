"""Which sentences tell of which incident.

Enters: a Text and all its mentions. Leaves: Drafts, one an incident, in order of their first words, each with the units that tell
of it, its role and whether GTD would count it. Touches nothing of the world. The rulings of GTD's codebook on what is one incident
and what is several, and on what counts, are each a function here.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from etl.codebook.claims import is_state
from etl.codebook.lexicon import lowered
from etl.extract.dates import publication_date
from etl.extract.drafts import Draft, agree, day_of, same_place
from etl.extract.relevance import world_of
from etl.extract.text import Text
from etl.extract.units import Unit, cut_units
from etl.model import ClaimValue, DateValue, Mention, MentionKind, PlaceValue, TargetValue

# News older than this is no longer reported as news: a trial, an anniversary or an analysis recalls it.
_NEWS_DAYS = 31
# What happened more than this many days before the incident reported is recalled beside it, not reported.
_SAME_NEWS_DAYS = 1
# So many sentences, or parts of them, say who did what to whom.
_LEAD_UNITS = 6
# A lead runs over three short paragraphs at most before it says what happened.
_LEAD_PARAGRAPHS = 5
# A continuing incident and its aftermath are told with dates of the days that follow.
_AFTERMATH_DAYS = 12
# A sentence goes on about the incident that the article opened with or about one of this many told last: so the time stays linear.
_REACH = 30

_SPEECH = re.compile(
    r"\b(?:ro?ise[sn]? to|rose to|climb(?:s|ed) to|reached|st(?:ood|ands) at|still|sa(?:id|ys?|ying)|told|report(?:s|ed)?|announced?|confirm(?:s|ed)|stat(?:ed|es)|statement|claim(?:s|ed|ing)?|publish\w*|posted|sp(?:oke|oken|eaking)|add(?:s|ed)|declared?|wrote|"
    r"condemn\w*|arrest\w*|charged|detained|visit\w*|briefing|conference|interview\w*|according|sent|issued|released|buried|funerals?|due|until|planned|cancell?ed|held|"
    r"scheduled|meet\w*|met|appeared|sentenced|convicted|jailed|found guilty|hearing|flew|(?<!men )(?<!man )(?<!ers )(?<!ants )(?<!els )arrived|called (?:for|on|it|him|her|them|the)|recount(?:ed|s)|narrated|related|described|explained|testified|disclosed|revealed|noted|acknowledged|conceded|insisted|estimated|phoned|telephoned|faxed|emailed|tweeted|broadcast|aired|distributed|circulated|apologi[sz]ed|resigned|inspected|toured|urged|vowed|message|video|succumbed|captured|accused|blamed|"
    r"gave|put the|carried their|clarified|ordered|stepped up|emerged|cut their way|mourn\w*|rose on|identified|revised|raised|returned|came home|came back with|recovered|rescued|pledged|signed|"
    r"resumed|reopened|closed|launched an investigation|admitted|denied|praised|warned|died of|pointed|steps up|completed|fell silent|gathered|pronounced|named)\b"
)
_ANAPHOR = re.compile(
    r"\b(?:the|this|that|these|those|its|it|their|such|both|either|monday's|tuesday's|wednesday's|thursday's|friday's|saturday's|sunday's|yesterday's|last night's|today's)\s+(?:(?!an?\b|two\b|three\b|another\b)\w+[\s-]){0,2}$"
)
_BACKGROUND_CUE = re.compile(
    r"\b(?:earlier (?:attacks?|this year|this month|in the (?:year|month|week)|bombings?)|previous(?:ly)?|in the past|last (?:year|month)|years? ago|months? ago|(?:years|months|weeks) (?:after|earlier|before)|"
    r"it is not the first|not the first|was the (?:worst|deadliest|first|second|third|latest)|since then|recall(?:ed|s)?|a similar|similar (?:attacks?|incidents?)|"
    r"also known for|had (?:earlier|previously)|a year (?:ago|earlier)|in recent (?:years|months)|^\W*(?:an? |\w+ )?(?:days?|weeks?|months?|hours?) after\b|the same (?:group|outfit|group's)|history of|anniversary|the last (?:such )?attack)\b"
)
_SEPARATE_CUE = re.compile(
    r"\b(?:separate(?:ly)?|another|elsewhere|meanwhile|in a second|a second|also (?:last night|on|in)|other attacks?|further (?:south|north|east|west)|"
    r"at (?:nearly |almost |about )?the same time|simultaneous(?:ly)?|hours? (?:later|after|earlier)|the same (?:day|night|evening|morning)|that (?:night|day|same)|"
    r"in a similar|minutes later|a day later|the (?:next|following) day)\b"
)
_ACCIDENT = re.compile(
    r"\b(?:(?:caused by|cause was|due to|result of|blamed on) (?:a |an )?(?:gas|leak|short circuit|electrical|mechanical|accident)\w*|gas (?:leak|explosion)|leak of (?:\w+ )?gas|short circuit|electrical fault|"
    r"ruled out (?:an attack|a terror\w*|terror\w*|sabotage|foul play)|nothing to suggest a deliberate|no (?:sign|evidence|indication)s? of (?:terrorism|an attack|a deliberate|foul play|sabotage|a criminal)|"
    r"industrial accident|(?:it|this) was an accident|dangerous driving|drink[- ]driving|lost control of|stampede|boiler (?:explosion|exploded)|fireworks factory|crane collapse|transformer exploded|mechanical failure|technical fault|pilot error|"
    r"(?:generator|boiler|wiring|cooker|stove|cigarette|battery|transformer) (?:had )?(?:sparked|overheated|caught fire|failed)|fire (?:safety|exits?|code|regulations?|escapes?)|building (?:code|inspectors?|safety)|exits? (?:were|was|had been) (?:locked|blocked)|gas (?:pipe|main|line|bottle exploded|cylinder exploded)|"
    r"not (?:bombs?|a bomb)\b|(?:declared|called|ruled) (?:it )?an accident|"
    r"not (?:an act of terror\w*|terror-related|a terrorist)|landslide|earthquake|cooking gas)\b"
)
_HOAX = re.compile(
    r"\b(?:(?:it|this|that|all|the (?:calls?|threats?|letters?|alarm|scare)) (?:was|were|is|had been|turned out to be|proved) (?:all )?(?:a |an )?(?:\w+ )?(?:hoax(?:es)?|pranks?|false alarms?)|hoax (?:calls?|callers?|threats?)|no (?:bombs?|devices?|explosives) (?:was|were) (?:ever )?found)\b"
)
_CRIME = re.compile(
    r"\b(?:no (?:sign|evidence|indication) of (?:a )?(?:political|terror\w*|extremis\w*)[\w ]*|drug (?:war|gang|cartel|lords?)|turf war|gangland|mafia|personal (?:grudge|quarrel|dispute)|"
    r"nothing political|not terrorists?|had quarrell?ed|family dispute|domestic dispute|land dispute|pirates, ransom|gang war\w*|criminal gangs? (?:war|feud))\b"
)
_ENCOUNTER = re.compile(r"\b(?:exchange of fire|encounter) (?:between|with)\b")
_RIOT = re.compile(
    r"\b(?:a mob|mobs?|rioters?|looters?|protesters) (?:\w+ )?(?:stormed|attacked|burned|torched|set|ransacked|looted|raided)\b"
)
_MAYBE_CRIME = re.compile(
    r"\b(?:robbers?|robbery|armed robber\w*|hitmen|hitman|cartels?|pirates?|jealous\w*|disgruntled|cattle rustl\w+|loan shark|drug traffick\w+|drug deal\w*|mental(?:ly)? ill(?:ness)?)\b"
)
_POLITICAL = re.compile(
    r"\b(?:terror\w*|militants?|rebels?|extremis\w*|assassinat\w*|political\w*|presidential|insurgen\w*|guerrillas?|jihad\w*|islamist\w*|separatis\w*|magnicide)\b"
)
_STATE_DEED = re.compile(
    r"\b(?:live ammunition|dispers(?:al|ed|ing|e) (?:of )?(?:the |a )?(?:[\w-]+ )?(?:sit-in|protest\w*|demonstrat\w*|crowds?|rally|march\w*)|crackdown on|extrajudicial|death squads? of the|"
    r"(?:police|troops|soldiers|army|forces) (?:storm\w*|raid\w*|swept|opened fire (?:on|at)|fired (?:on|at|into)) (?:the |a |an )?(?:\w+ )?(?:favelas?|slums?|townships?|camps?|sit-in|villages?|protest\w*|demonstrat\w*|crowds?|students|strikers|worshippers|marchers)|"
    r"air ?strikes?|air raids?|drone strikes?|warplanes?|war planes?|fighter jets?|jet fighters?|air force|artillery|by (?:azerbaijani|armenian|russian|ukrainian|syrian|israeli) \w+|"
    r"presidential guards?|red berets)\b"
)
_OPERATION = re.compile(
    r"\b(?:exchange of fire|encounter|(?:counter-?terrorism|military|security|search|clearance|anti-insurgency|counter-?insurgency) operations?|forces retaliated|shot dead (?:two|three|four|five|\d+) (?:militants|rebels|terrorists)|"
    r"(?:troops|soldiers|forces|army|police|military) (?:have |had )?(?:shot dead|killed|neutralised|neutralized|eliminated|gunned down) [^.;]{0,30}(?:militants?|rebels?|terrorists?|guerrillas?|insurgents?|fighters|extremists|maoists|cadres|subversives))\b"
)
_FORCES_KILL = re.compile(
    r"\b(?:troops|soldiers|army|military|security forces|government forces|forces|commandos|marines|police|policemen|officers|helicopters|brigade|regiment|rangers|paramilitar(?:y|ies)|militia)\b[^.;]{0,80}"
    r"\b(?:kill(?:ed|s)?|shot dead|shoots? dead|neutrali[sz]ed|eliminated|gunned down|liquidated|leaves?|storm(?:ed|s)?|opened fire|fired)\b"
    r"(?! (?:the |an? |all |both |one |two |three |four |five |\d+ )?(?:of the |of them|lone |armed |last |remaining )?(?:assailants?|attackers?|gunm[ae]n|bombers?|drivers?|suspects?|hijackers?|kidnappers?|knifem[ae]n|shooters?|perpetrators?|terrorists?|raiders?|him|her|them)\b)"
)
_DRILL_TRUTH = re.compile(r"\b(?:it was (?:only )?a drill|simulated|exercise|mock)\b")
_BY_THE_WAY = re.compile(r"\W*(?:also|elsewhere|meanwhile|separately|in brief|in other)\b")
_HEADING = re.compile(r"^\s*(?:[A-Z][A-Z'&-]+(?: [A-Z][A-Z'&-]+){0,3})(?: \(\d+\))?\s*(?:[–—:.]| -)(?:\s|$)")


DOERS = re.compile(
    r"\b(?:gunm[ae]n|militants?|rebels?|attackers?|(?:suicide )?bombers?|terrorists?|insurgents?|extremists?|separatists?|assailants?|guerrillas?|hijackers?|kidnappers?|jihadis?t?s?|islamists?|"
    r"armed (?:men|persons?|people|group|assailants)|masked men|hooded m[ae]n|assassins?|supremacists?|subversives|maoists|fighters|commando|loyalists?|republicans?|extortionists|bandits|saboteurs?)\b"
)


# Attacks told in sum are passing mentions: a place, a deed or a toll must be told.
_SUMMARY = re.compile(
    r"\b(?:twice|several|dozens of|numerous|many|repeated|frequent|scores of|hundreds of|a (?:series|spate|string|wave) of|\d+) (?:\w+ ){0,3}(?:attacks|bombings|incidents|assaults|raids|blasts)\b|"
    r"\btwice in\b|\battacks (?:\w+ )?(?:in|over) the (?:past|years|recent)\b|\bin the past\b|\b(?:often|regularly|frequently|repeatedly|routinely) (?:\w+ )?(?:attack|target|bomb|kill|accus|strik|kidnap|abduct)\w*|\bthe (?:recent )?attacks (?:this year|last year|of|in)\b|\b(?:since|like) (?:the )?september 11\b"
)
# What only the perpetrators say of themselves is no account of an incident.
BOAST = re.compile(r"\b(?:brags?|bragg(?:ed|ing)|boast(?:s|ed|ing)?)\b")


# Suspects who die in a later raid are no dead of the incident.
LATER_RAID = re.compile(
    r"\b(?:resist(?:ed|ing)|while resisting|at attempt of) (?:arrest|detention)|\bshowed resistance\b|\bin (?:a|the) (?:later|subsequent|follow-up) (?:raid|operation|search)|\bhunting (?:for )?the (?:attackers|gunmen)\b|\bpursued the attackers\b"
)


# Arms that were found, and arms that are asked for or spoken of, tell no deed.
_SEIZED = re.compile(
    r"\b(?:found|seiz\w+|confiscat\w+|discover\w+|recover\w+|arrest\w+|charged|possess\w+|smuggl\w+|haul|cache|suspect(?:s|ed)?|plann\w+|plot\w*|training|bought|sold|warned)\b"
)


def tells_event(unit: Unit) -> bool:
    """Whether the unit tells a deed rather than speaks about one."""
    acts = [v for _, v in unit.triggers]
    if BOAST.search(unit.low) or (_SUMMARY.search(unit.low) and not unit.dates and not unit.tolls):
        return False
    if any(v.strength >= 2 for v in acts) or any(v.by_state for v in acts):
        return True
    if unit.tolls and (acts or unit.dates or unit.places):
        return True
    armed = bool(unit.of(MentionKind.WEAPON)) and bool(unit.dates) and any(v.city for _, v in unit.places)
    return armed and not _SEIZED.search(unit.low)


# "the rocket fire which killed seven" tells a deed of its own, for all its article.
_NARROWED = re.compile(r"\s+(?:which|that)\b[^.;]{0,70}\b(?:killed|wounded|hit|struck|left|claimed)\b")


def is_anaphoric(unit: Unit) -> bool:
    """Whether every word of violence in the unit points back ("the blast", "Monday's attack") and none tells anew."""
    nouns = [(m, v) for m, v in unit.triggers if v.noun]
    verbs = [(m, v) for m, v in unit.triggers if not v.noun and v.strength >= 2]
    if not nouns and not verbs:
        return not unit.dates and not unit.places
    return not verbs and all(
        _ANAPHOR.search(unit.before(m)) and not _NARROWED.match(unit.after(m, 90)) for m, _ in nouns
    )


def event_date(unit: Unit) -> tuple[Mention, DateValue] | None:
    """The date of the deed in this unit, not that of a statement about it or of what followed."""
    own = [(m, v) for m, v in unit.dates if v.rule not in ("dateline", "weekday_future") and dates_deed(unit, m)]
    if not own:
        return None
    anchors = [m.span.start for m, v in unit.triggers] + [m.span.start for m, _ in unit.tolls]
    if not anchors:
        return own[0]
    return min(
        own,
        key=lambda item: (
            item[1].rule in ("relative", "hours"),
            -(len(item[1].date) // 5),
            min(abs(item[0].span.start - a) for a in anchors),
            item[0].span.start,
        ),
    )


# "Wednesday's twin bombing", "last night's attack on a convoy": the day owns the deed, whatever else the sentence is about.
_OWNED = re.compile(r"'s\s+|(?<=s)'\s+")
_OWNED_REACH = 28


def day_within(draft: Draft) -> tuple[Mention, DateValue] | None:
    """The first day told of a deed whose date is but a year or a month, within that year or month; None without one."""
    if draft.date is None or len(draft.date.date) == 10:
        return None
    return next(
        (
            (m, v)
            for u in draft.units
            for m, v in u.dates
            if len(v.date) == 10
            and v.date.startswith(draft.date.date)
            and v.rule in ("explicit", "inferred_year", "day_of_month", "feast")
            and dates_deed(u, m)
        ),
        None,
    )


# What still goes on did not begin on the day of the report.
_GOING_ON = re.compile(r"\bstill (?:\w+ing|holed|trapped|inside|held)\b[^.;]{0,100}$")
# A date that a statement governs stands at the very start of its sentence: "On Thursday the group said …".
_UP_FRONT = 25


def dates_deed(unit: Unit, mention: Mention) -> bool:
    """Whether the words between the deed and the date, or around a date that opens the sentence, leave the date to the deed."""
    start, end = mention.span.start - unit.start, mention.span.end - unit.start
    owned = _OWNED.match(unit.low, end) or (unit.low[:end].endswith("s") and _OWNED.match(unit.low, end - 2))
    if owned and any(owned.end() <= m.span.start - unit.start <= owned.end() + _OWNED_REACH for m, _ in unit.triggers):
        return True
    if (
        re.match(
            r"\s+(?:prayers?|sermons?|mass|service|school|best|times|newspaper|market)\b", unit.low[end : end + 12]
        )
        or unit.low[end : end + 1] == "s"
    ):
        return False
    if re.search(
        r"\b(?:since|until|before|by) (?:the |its |their )?(?:end |start |beginning |early |late |mid-|founding |creation |birth |war |fall )?(?:of |in )?$",
        unit.low[:start],
    ):
        return False
    if re.match(r"since\b|until\b", unit.low[start:end]) or _GOING_ON.search(unit.low[max(0, start - 120) : start]):
        return False
    ends = [m.span.end - unit.start for m, v in unit.triggers if m.span.end <= mention.span.start]
    if not ends and not is_anaphoric(unit):
        ends += [m.span.end - unit.start for m, _ in unit.tolls if m.span.end <= mention.span.start]
    lead = unit.low[max(ends) if ends else max(0, start - 90) : start]
    if _SPEECH.search(lead) and not _opens_clause_of_deed(unit, lead, end):
        return False
    if is_anaphoric(unit):
        named = re.match(r"\s+(?:on|at|in|against|of)\s", lead) and lead.rstrip().endswith((" of", " in", " on", ","))
        return (
            bool(ends and ("," not in lead or named) and len(lead) < 110)
            or unit.low[end:].lstrip().startswith(("'s", "s'"))
            or unit.low[start:end].endswith("'s")
        )
    follow = [m.span.start - unit.start for m, v in unit.triggers if m.span.start >= mention.span.end]
    tail = unit.low[end : min(follow) if follow else end + 60]
    coarse = not any(m is mention and len(v.date) == 10 for m, v in unit.dates)
    return bool(ends) or coarse or start > _UP_FRONT or not _SPEECH.search(tail[:70])


# "reported that on 10 March men killed", "said gunmen on Sunday shot": what is said begins anew, and the date is the deed's.
_REPORTED = re.compile(r"(?:\bthat|,? saying|: [\"“'‘]?|[\"“])(?: [\w-]+){0,2},?(?: on)?(?: the)? *$")


def _opens_clause_of_deed(unit: Unit, lead: str, end: int) -> bool:
    """Whether a date behind a word of speech opens the clause that tells the deed, or stands behind its subject."""
    follow = [m.span.start - unit.start for m, v in unit.triggers if m.span.start - unit.start >= end]
    if not follow or _SPEECH.search(unit.low[end : min(follow)]):
        return False
    return bool(_REPORTED.search(lead)) or bool(DOERS.search(lead[max(m.end() for m in _SPEECH.finditer(lead)) :]))


def is_firm(unit: Unit, mention: Mention) -> bool:
    """Whether the deed is told right before its date ("were killed on Wednesday"), so that no later date can correct it."""
    ends = [
        m.span.end for m, v in unit.triggers if m.span.end <= mention.span.start and not (v.noun and v.strength < 2)
    ]
    return bool(ends) and not is_anaphoric(unit)


OF_PERSON = re.compile(
    r"-(?:bound|based|born)\b|\s+(?:express|flight|mail train)\b|\s+(?:man|woman|resident|native|businessman|police|officials?|authorities|court|judge|mayor|hospital|newspaper|university|father|mother|chief|government|troops|army)\b|,? the trial\b"
)
PLACE_OF_SPEECH = re.compile(
    r"\b(?:officials?|spokesm[ae]n|ministry|authorities|hospitals?|government|newspaper|analysts?|court|magistrate|told [\w ]+|embassy|ambassador|agency|university of|president of|"
    r"student at|graduate of|graduate student at|professor at|surgery at|correspondent in|resident (?:in|of)|living in|colleagues in|newsroom in|worked in|travell?ed to|home to|going to|born|from|native of|figures|officers?|minister|sources?|reporters|leaders?|travell?ing to|bound for|flown to|way to|border (?:with|of)|towards?|leaving [\w ]+ to|capital|based|(?:had|have|has) left|departed|en route to|heading (?:for|to)|headed (?:for|to)|destined for|says?|numbers|(?:radio|television|tv) stations?|agenc(?:y|ies)|bureaus?|broadcasts?|statement|conference|interview(?:ed)?|speaking|speech|fax|monitored|published|prosecutors?|talks|summit|negotiations|treat(?:ed|ment))\s+(?:in |of |at |the |to |from )*$"
)
PLACE_OF_DEED = re.compile(
    r"\b(?:in|at|near|outside|inside|on|around|close to|(?:north|south|east|west) of|outskirts of|between|hit|struck|attacked|stormed|into|rocked|village|town|city)\s+(?:the |a |an )?(?:[\w'-]+ ){0,4}$"
)


_INSTITUTION_HIT = re.compile(
    r"\b(?:at|outside|near|inside|against|on|to|behind|beside|opposite|of|from|attacked|bombed|stormed|hit|struck)\s+(?:the |a |an )?(?:[\w.'-]+ ){0,4}(?:ministry|hospitals?|embassy|court|magistrate|university|newspaper|agency|government|authorities)\s+(?:in |of |at |the )*$"
)
_DISTANCE = re.compile(r"(\d+)\s*-?(?:km|kilomet\w+|miles?)\b[\w ]{0,20}(?:of|from|outside)\s+(?:the )?$")
# Past this many kilometres a place named for its distance is not where it happened.
_VICINITY_KM = 30


_FIRED_AT = re.compile(
    r"\b(?:fired|launched|lobbed|aimed|hurled|rockets?|mortars?|shells?|missiles?)\b[^.;]{0,60}\b(?:towards?|at|into|in the direction of) (?:the )?(?:[\w-]+ ){0,3}$"
)


def is_place_of_speech(before: str) -> bool:
    """Whether the words before a place make it that of a speaker, of an origin or of a far landmark, not of the deed."""
    distance = _DISTANCE.search(before)
    if distance is not None:
        return int(distance.group(1)) > _VICINITY_KM
    if _FIRED_AT.search(before):
        return False
    return bool(PLACE_OF_SPEECH.search(before[-50:])) and not _INSTITUTION_HIT.search(before)


def event_place(unit: Unit) -> tuple[Mention, PlaceValue] | None:
    """The place of the deed in this unit: the settlement nearest to the words of violence, not where somebody spoke or came from."""
    own = [
        (m, v)
        for m, v in unit.places
        if not v.dateline
        and v.level in ("settlement", "district", "site")
        and v.city
        and not is_place_of_speech(unit.before(m, 80))
        and not OF_PERSON.match(unit.after(m, 30))
    ]
    if not own:
        return None
    anchors = [m.span.start for m, _ in unit.triggers] + [m.span.start for m, _ in unit.tolls] or [unit.start]

    def cost(item: tuple[Mention, PlaceValue]) -> tuple[int, int]:
        near = min(abs(item[0].span.start - a) for a in anchors)
        return near + (0 if PLACE_OF_DEED.search(unit.before(item[0], 60)) else 60), item[0].span.start

    return min(own, key=cost)


def find_incidents(text: Text, mentions: Sequence[Mention]) -> list[Draft]:
    """The incidents that the article tells, in order of their first words; none where it tells no deed."""
    published = publication_date(text)
    recalls = published is not None and looks_back(text)
    units = cut_units(text, _told_dates(mentions, published, recalls))
    world = world_of(text.whole)
    today = published or _dateline_day(units)
    digest = is_digest(text)
    series = bool(_SERIES.search(_head(text)))
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
        if fresh and digest and (_HEADING.match(unit.sentence.text) or _BY_THE_WAY.match(unit.low)):
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
    drafts = [d for d in drafts if _holds(d)]
    _date_the_undated(drafts, today)
    for draft in drafts:
        draft.dateline = line
        whole = draft.parent or draft
        draft.role = "background" if recalls else settle_role(whole, drafts, anchor, today, digest)
        draft.trait = draft.parent.trait if draft.parent is not None else settle_trait(draft)
        if not draft.trait and drafts[0].trait == "accident" and is_set_beside(draft):
            draft.trait = "accident"
    return [part for draft in drafts for part in split_two_targets(draft)]


# An article that counts the years at its head looks back: a commemoration, a trial, a chronicle.
_RECALL = re.compile(
    r"(?<!this )(?<!last )(?<!the )(?<!a )(?<!per )\b(?:years?|decades?) (?:and [\w-]+ (?:days?|weeks?|months?) )?(?:on\b(?! (?:the |\d|mon|tues|wednes|thurs|fri|satur|sun))|after\b|have (?:gone|passed)|without\b|later\b|since\b)|\b(?:years?|decades?) (?:have|has) (?:gone|passed)|\b\w+(?:th|st|nd|rd) anniversary of the (?:attack|bombing|massacre|siege)"
)
# A headline about a verdict looks back too: what the court hears of happened long before.
_COURT = re.compile(
    r"\b(?:found guilty|pleads? guilty|pleaded guilty|convicts?|convicted|sentenced|sentences|acquitted|acquits|verdict|(?:on|stands?|stood|goes on|went on) trial|life (?:terms?|sentences?|in prison)|years in (?:prison|jail)|"
    r"(?:court|jury|judges?|tribunal)s? (?:\w+ )?(?:rules?|ruled|finds?|found|jails?|jailed|hears?|heard|hands|handed|told))\b"
)


def looks_back(text: Text) -> bool:
    """Whether the article recalls rather than reports: it counts the years at its head, or its headline is about a verdict."""
    title = lowered(" ".join(s.flat for s in text.sentences if s.is_title))
    return bool(_RECALL.search(_head(text)) or _COURT.search(title))


def _head(text: Text) -> str:
    """The title and the first two sentences, in lower case."""
    body = [s for s in text.sentences if not s.is_title][:2]
    return lowered(" ".join(s.flat for s in (*[s for s in text.sentences if s.is_title], *body)))


def _told_dates(mentions: Sequence[Mention], published: date | None, recalls: bool) -> list[Mention]:
    """The mentions without days that lie ahead of the article, and, where it looks back, without those of its own weeks."""
    if published is None:
        return list(mentions)
    last = (published + timedelta(days=-_NEWS_DAYS if recalls else 1)).isoformat()
    return [
        m for m in mentions if not (isinstance(m.value, DateValue) and len(m.value.date) == 10 and m.value.date > last)
    ]


def _take_in_lead(draft: Draft, lead: Sequence[Unit], today: date | None) -> None:
    """Gives the first incident the sentences before its first deed: a lead may set day and place before it says what happened."""
    if draft.date is not None and not _is_recent(
        (draft.date_mention, draft.date) if draft.date_mention else None, today
    ):
        return
    if not lead or draft.units[0].paragraph > _LEAD_PARAGRAPHS:
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
            and not _SPEECH.search(u.before(m, 25))
            and not re.match(r"\s+prayers", u.after(m, 10))
        ]
        past = [item for item in near if today is not None and item[1].date < today.isoformat()]
        if past or near:
            draft.date_mention, draft.date = (past or near)[0]


def _dateline_day(units: Iterable[Unit]) -> date | None:
    """The day of an article that shows no time of publication: that of its dateline, else the latest day in its opening."""
    found = [v for u in units for _, v in u.dates]
    lines = [v for v in found if v.rule == "dateline"]
    days = [d for d in map(day_of, lines or [v for v in found if len(v.date) == 10][:3]) if d]
    return max(days) if days else None


def is_digest(text: Text) -> bool:
    """Whether the article is a list of items, each under a heading in capitals."""
    if text.upper_case:
        return False
    heads = {s.paragraph for s in text.sentences if not s.is_title and _HEADING.match(s.text)}
    firsts = {s.paragraph: s for s in reversed(text.sentences)}
    return sum(1 for p in heads if _HEADING.match(firsts[p].text)) >= 3


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
    if not tells_event(unit) and not (current is not None and unit.strength and is_second_site(unit, current)):
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
        any(u.is_title for u in current.units)
        and not any(tells_event(u) for u in current.units if not u.is_title)
        and not unit.is_title
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
    if when is not None and not _is_old(when[1], today) and _only_looks_back(unit, when[1], where, digest):
        home = current
    elif when is not None:
        home = _by_date(unit, drafts, current, when, where, today, is_news, digest)
        if home is None:
            return _open(drafts, unit, when, where, "own date")
    elif _parted_by_place(unit, current, where, digest):
        known = [d for d in within_reach(drafts) if d.place and where and d.place.city == where[1].city]
        home = known[0] if known else None
        if home is None:
            return _open(drafts, unit, when, where, "own place")
    else:
        home = current
    home.units.append(unit)
    if when is not None and home.date is None:
        home.date_mention, home.date = when
    _complete(home, unit, today)
    return home


def is_other_strike(unit: Unit, current: Draft) -> bool:
    """Whether the unit tells an air strike of its own, set beside an incident that was none."""
    strikes = [m for m, v in unit.triggers if v.by_state and v.noun and not _ANAPHOR.search(unit.before(m))]
    if not strikes or not (unit.tolls or unit.dates):
        return False
    return not any(v.by_state and v.noun for u in current.units for _, v in u.triggers)


# Devices sent or laid in numbers, each found at a place of its own.
_SERIES = re.compile(
    r"\b(?:letter|parcel|package|pipe|mail)[ -]bombs\b|\b(?:second|third|fourth|fifth|sixth|seventh|eighth) (?:letter|parcel|package|pipe|mail)[ -]bomb\b|\bexplosive (?:packages|parcels|letters|envelopes)\b|"
    r"\b(?:several|two|three|four|five|six|seven|eight|nine|ten|\d+|series of) (?:\w+ )?(?:suspicious packages|letter bombs|parcel bombs|pipe bombs)\b"
)
_SERIES_ITEM = re.compile(
    r"\b(?:a|the) (?:second|third|fourth|fifth|sixth|seventh|similar|further)\b|\banother\b|\b(?:found|received|intercepted|opened|sent) one\b|\bone (?:was|had been) (?:sent|found|addressed)\b"
)


def is_series_item(unit: Unit) -> bool:
    """Whether the unit tells of one more device of a series, with the place or person that it was sent to."""
    if unit.is_title or not _SERIES_ITEM.search(unit.low):
        return False
    return any(
        isinstance(m.value, TargetValue) and not (m.value.person and m.value.targtype.startswith("Private"))
        for m in unit.mentions
    )


def _own_date(draft: Draft) -> tuple[Mention, DateValue] | None:
    return (draft.date_mention, draft.date) if draft.date_mention is not None and draft.date is not None else None


_SECOND = re.compile(
    r"\b(?:second|third|another|other) (?:\w+ )?(?:device|bomb|blast|explosion|charge|one|package|explosive|attack|team|group|gunm[ae]n|attackers?)\b|\b(?:then|later) (?:he|she|they) (?:drove|went|moved|walked|rode)\b|"
    r"\b(?:same|other) (?:men|gunmen|attackers)\b|\bfrom there\b|\bthe (?:heaviest|largest|biggest|deadliest|worst)(?: of (?:them|these))?,|\b(?:exploded|went off|struck) as well\b|^\W*the second\b|\blater there (?:was|were)\b"
)
_NAMED_SITE = re.compile(
    r"\b(?:At|In|Near|Outside|at|in|near|on|outside|to|into|inside)\s+(?:the |a |an )?(?:\w+ ){0,2}?[A-ZÀ-Ý][\w'’-]+(?:[\s-]+(?:of |the |al-)?[A-ZÀ-Ý][\w'’-]+)*"
)


_COUNTED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|latest) such\b|\b(?:second|third|fourth|fifth) (?:\w+ ){1,3}(?:this|in (?:a|as many|the past|less than|two|three|four)) (?:month|year|week|weeks|days|months)\b"
)


def is_second_site(unit: Unit, current: Draft) -> bool:
    """Whether a second device or team of the same attack struck at a named place of its own: GTD counts it apart."""
    match = _SECOND.search(unit.low)
    if _COUNTED.search(unit.low):
        return False
    if match is None or unit.is_title or (unit.strength < 1 and not unit.tolls):
        return False
    if len(current.units) < 2 or not any(u.strength >= 2 for u in current.units):
        return False
    written = unit.sentence.text[unit.start - unit.sentence.start :]
    sites = {m.group() for m in _NAMED_SITE.finditer(written)}
    days = re.compile(
        r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\b"
    )
    return any(not days.search(site) for site in sites)


_COUNTED_YEARS = re.compile(
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
        and (len(v.date) < 10 or not (_SPEECH.search(unit.before(m, 60)) or _SPEECH.search(unit.after(m, 50))))
    ]
    return found[0] if found else None


def is_anaphoric_noun(unit: Unit) -> bool:
    """Whether the unit speaks of a deed only by a word that points back."""
    return bool(unit.triggers) and all(v.noun and _ANAPHOR.search(unit.before(m)) for m, v in unit.triggers)


def _only_looks_back(unit: Unit, when: DateValue, where: tuple[Mention, PlaceValue] | None, digest: bool) -> bool:
    """Whether a dated unit goes on about the current incident: it points back, or tells a toll with no deed of its own."""
    if digest:
        return unit.strength < 1 and where is None and not _only_state(unit)
    if is_anaphoric(unit):
        return True
    return when.rule in ("relative", "hours") and unit.strength < 2 and not _only_state(unit)


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
            far = unit.paragraph > draft.units[0].paragraph + _LEAD_PARAGRAPHS - 2
            recalls = _is_old(when[1], today) and (is_news or far or bool(_BACKGROUND_CUE.search(unit.low)))
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
                or not _parted_by_place(unit, draft, where, digest)
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
    return coarse and not is_anaphoric(unit) and bool(_BACKGROUND_CUE.search(unit.low))


def _is_old(when: DateValue, today: date | None) -> bool:
    day = day_of(when)
    return today is not None and day is not None and today - day > timedelta(days=_NEWS_DAYS)


def _is_recent(when: tuple[Mention, DateValue] | None, today: date | None) -> bool:
    day = day_of(when[1]) if when else None
    return today is not None and day is not None and timedelta(-1) <= today - day <= timedelta(days=_NEWS_DAYS)


def _corrects(
    main: Draft, when: DateValue, unit: Unit, where: tuple[Mention, PlaceValue] | None, today: date | None
) -> bool:
    """Whether a date some days back is that of the main incident, whose first date was only that of the news about it."""
    if when.rule in ("relative", "hours"):
        return False
    if main.firm or main.date is None or today is None or _BACKGROUND_CUE.search(unit.low):
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
    return all(v.attacktype in known for _, v in unit.triggers if v.strength >= 3) and not _SEPARATE_CUE.search(
        unit.low
    )


_OPENING_PLACE = re.compile(
    r"^\W*(?:(?:meanwhile|elsewhere|also|and|further \w+|earlier|later)\b,?\s*)?(?:\w+ ){0,4}?(?:in|at|near|outside|on)\s[^.;]{0,40}$"
)


# "The charges exploded at three near the town of …" goes on about the device or the attackers of before.
_GOES_ON = re.compile(
    r"\W*(?:the|both|its|their|these|those) (?:[\w-]+ ){0,2}(?:bombs?|devices?|charges?|blasts?|explosions?|explosives?|attacks?|attackers?|assailants?|gunm[ae]n|bombers?|assault|shooting|raid|ambush|vehicle|car|truck|van|grenades?|mines?)\b"
)


def _parted_by_place(unit: Unit, current: Draft, where: tuple[Mention, PlaceValue] | None, digest: bool) -> bool:
    """Whether the unit tells a deed at a settlement other than the current incident's, and says so up front or in so many words."""
    if where is None or current.place is None or not current.place.city or not where[1].city:
        return False
    if same_place(current.place, where[1]) or is_anaphoric(unit):
        return False
    if not PLACE_OF_DEED.search(unit.before(where[0], 60)):
        return False
    if _GOES_ON.match(unit.low) and not _SEPARATE_CUE.search(unit.low):
        return False
    told = unit.strength >= 2 or _only_state(unit)
    up_front = bool(_OPENING_PLACE.match(unit.before(where[0], 200)))
    figures = {(v.kind, v.value) for _, v in unit.tolls if v.value}
    known = {(v.kind, v.value) for u in current.units for _, v in u.tolls}
    fresh = unit.paragraph > max(u.paragraph for u in current.units) and unit.paragraph > _LEAD_PARAGRAPHS - 2
    afresh = fresh and bool(figures) and figures.isdisjoint(known)
    return told and (up_front or digest or afresh or bool(_SEPARATE_CUE.search(unit.low)))


def _only_state(unit: Unit) -> bool:
    deeds = [v for _, v in unit.triggers if v.nature == "attack"]
    return bool(deeds) and all(v.by_state for v in deeds)


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
    far = unit.paragraph > draft.units[0].paragraph + _LEAD_PARAGRAPHS - 2
    if draft.date is None and (when := event_date(unit)) and not (far and _is_old(when[1], today)):
        draft.date_mention, draft.date = when
        draft.firm = is_firm(unit, when[0])
    if draft.place is None and (tells_event(unit) or draft.rule == "item") and (where := event_place(unit)):
        draft.place_mention, draft.place = where


# Deaths over years, and deaths whose manner or author nobody tells, are no incident.
_CUMULATIVE = re.compile(
    r"\bsince (?:the )?(?:end|start|beginning|rebels|conflict|war|insurgency|uprising|\w+ (?:began|started|broke out|took up))\b[^.]*\b(?:have|has) (?:been |lost )|\b(?:have|has) (?:died|been killed|lost their lives)\b[^.]{0,60}\bsince\b"
)
_UNEXPLAINED = re.compile(r"\b(?:was|were) found (?:dead|hanged)\b")
# A sentence with a clock time or an attacker tells of the deed, even without a word of violence.
_DETAIL = re.compile(
    r"\b(?:\d{1,2}[:.]\d\d|\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?|o'clock|midnight|noon|dawn|gunm[ae]n|attackers?|assailants?|bombers?|hijackers?)\b"
)


_NUMBERED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+|twin|several|both|the|these|those|simultaneous|coordinated|of) (?:[\w-]+ ){0,2}$"
)
_LOOSE_FORM = re.compile(r"(?:ing|\bexplode|\bkill|\battack|\bbomb|\bkidnap|\bmurder|\bshoot|\bassassinate|\babduct)\b")


def is_concrete(unit: Unit) -> bool:
    """Whether the unit tells one deed and not a kind of deed: "a bomb exploded", not "bombings and kidnappings go on"."""
    placed = bool(unit.dates) or any(v.city and not v.dateline for _, v in unit.places)
    if any(v.value and not v.joint for _, v in unit.tolls):
        return True
    for mention, value in unit.triggers:
        word = mention.span.quote.lower()
        if value.by_state or value.strength < 1:
            continue
        if value.noun:
            plural = word.endswith("s") and not _NUMBERED.search(unit.before(mention, 40))
            if value.strength >= 2 and (not plural or placed):
                return True
        elif (value.strength >= 2 or placed) and not (_LOOSE_FORM.match(word.split(" ")[0]) and not placed):
            return True
    return any(v.by_state for _, v in unit.triggers)


def _stands_alone(draft: Draft) -> bool:
    """Whether a deed that is told outright has a country, a unit or a group to it, where day and town are left out."""
    for unit in draft.units:
        told = any(v.strength == 3 or (v.strength == 2 and not v.noun) for _, v in unit.triggers if not v.by_state)
        if told and not is_anaphoric(unit) and (unit.groups or any(v.country_txt for _, v in unit.places)):
            return True
    return False


def _holds(draft: Draft) -> bool:
    """Whether a draft tells a deed with at least one anchor: a date, a place, a figure or an act that tells itself."""
    acts = [v for u in draft.units for _, v in u.triggers]
    if draft.parent is not None:
        return True
    told = any(not v.joint and v.value for u in draft.units for _, v in u.tolls)
    if not acts and not told:
        return False
    if draft.role == "main" and _CUMULATIVE.search(" ".join(u.low for u in draft.core[:1])):
        return False
    if len(draft.units) <= 2 and _UNEXPLAINED.search(draft.units[0].low) and not DOERS.search(draft.units[0].low):
        return False
    if not told and all(_SUMMARY.search(u.low) for u in draft.units if u.triggers):
        return False
    if not any(is_concrete(u) for u in draft.units):
        return False
    anchored = draft.date is not None or draft.place is not None or told or _stands_alone(draft)
    strong = max((v.strength for v in acts), default=0)
    return anchored and (strong >= 2 or told or any(v.by_state for v in acts))


def settle_role(draft: Draft, drafts: Sequence[Draft], anchor: date | None, today: date | None, digest: bool) -> str:
    """`main` for what the article reports as news, `background` for what it recalls, compares or sets beside."""
    if today is None and draft is drafts[0]:
        return "main"
    day = day_of(draft.date) if draft.date else None
    if day is not None and today is not None:
        precise = len(draft.date.date) if draft.date else 0
        recent = today - day <= timedelta(days=_NEWS_DAYS if precise == 10 else 2 * _NEWS_DAYS)
        opens_recent = anchor is None or today - anchor <= timedelta(days=_NEWS_DAYS)
        if not recent or not opens_recent:
            return "background"
    if draft is drafts[0] or digest:
        return "main"
    opening = " ".join(u.low for u in draft.units[:1])
    if _BACKGROUND_CUE.search(opening):
        return "background"
    if day is not None and anchor is not None and anchor - day > timedelta(days=_SAME_NEWS_DAYS):
        return "background"
    return "main"


# "in a similar explosion", "another such blast", "the last accident of this kind"
_LIKENED = re.compile(r"\b(?:similar|another such|of this kind|of the kind|like this one|the same kind of)\b")


def is_set_beside(draft: Draft) -> bool:
    """Whether a deed is told as one of the kind of what the article reports, and by nobody: what that was, this was."""
    by_somebody = any(u.of(MentionKind.CLAIM) or DOERS.search(u.low) for u in draft.units)
    return not by_somebody and any(_LIKENED.search(u.low) for u in draft.core)


def settle_trait(draft: Draft) -> str:
    """Empty for what GTD counts; else why it leaves the incident out."""
    said = " ".join(u.low for u in draft.units)
    opening = " ".join(u.low for u in draft.core[:3])
    claimed = any(
        isinstance(m.value, ClaimValue) and m.value.kind == "claim" and not is_state(m.value.actor)
        for u in draft.units
        for m in u.mentions
    )
    acts = [v for u in draft.units for _, v in u.triggers if v.strength >= 2 or v.by_state]
    state, others = sum(v.by_state for v in acts), sum(not v.by_state for v in acts)
    first = next((v for u in draft.units for _, v in u.triggers if v.strength >= 1 or v.by_state), None)
    hard = sum(v.strength >= 3 and not v.by_state for u in draft.units for _, v in u.triggers)
    dead = any(v.kind == "killed" and v.value for u in draft.units for _, v in u.tolls)
    if (_ACCIDENT.search(said) and not claimed) or (_HOAX.search(said) and not dead):
        return "accident"
    lead = draft.units[:_LEAD_UNITS]
    answered = any(v.strength >= 2 and not v.by_state for u in lead for _, v in u.triggers)
    if not hard and not claimed and not answered and any(_FORCES_KILL.search(u.low) for u in lead):
        return "state"
    doers = bool(DOERS.search(opening))
    if (
        acts
        and first is not None
        and first.by_state
        and not hard
        and state >= others
        and not (doers and others and not _STATE_DEED.search(opening))
    ):
        return "state"
    told = [u.low for u in (*draft.units[:1], *draft.core[:2])]
    if any(_STATE_DEED.search(low) and not DOERS.search(low) for low in told) and not (claimed or hard > state):
        return "state"
    if (_OPERATION.search(opening) or _ENCOUNTER.search(draft.units[0].low)) and not hard:
        return "state"
    if _RIOT.search(opening) and not claimed:
        return "crime"
    if not claimed and (_CRIME.search(said) or (_MAYBE_CRIME.search(said) and not _POLITICAL.search(said))):
        return "crime"
    return ""


_TWO = re.compile(
    r"\b(?:twin|near-simultaneous|simultaneous|both|two)\b|\b(?:attacked|bombed|targeted|stormed|struck|hit)\b"
)


def split_two_targets(draft: Draft) -> list[Draft]:
    """One draft, or two where a single sentence names two places that each had an attack of its own ("bombings at A and B")."""
    core = draft.core
    if len(core) != 1 or not _TWO.search(core[0].low):
        return [draft]
    unit = core[0]
    places = [m for m in unit.of(MentionKind.TARGET) if isinstance(m.value, TargetValue) and not m.value.person]
    for left, right in itertools.pairwise(places):
        between = unit.low[left.span.end - unit.start : right.span.start - unit.start]
        if re.fullmatch(r"(?:[^,.;]{0,20})? and the (?:[\w']+ ){0,2}", between) and unit.triggers:
            return [replace(draft, focus=focus, rule="two places") for focus in (left, right)]
    return [draft]
