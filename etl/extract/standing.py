"""Where an incident stands: main or background to its article, and counted by GTD or left out, and why.

Enters: Drafts. Leaves: a role and a trait for each. Touches nothing of the world. GTD's rulings on what counts are each a line here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from etl.codebook.claims import is_state
from etl.codebook.groups import states_own
from etl.codebook.wording import Wording
from etl.extract.deeds import DOERS
from etl.extract.drafts import Draft, day_of
from etl.model import ClaimValue, MentionKind, TargetValue

# News older than this is no longer reported as news: a trial, an anniversary or an analysis recalls it.
NEWS_DAYS = 31
# What happened more than this many days before the incident reported is recalled beside it, not reported.
_SAME_NEWS_DAYS = 1
# So many sentences, or parts of them, say who did what to whom.
_LEAD_UNITS = 6
BACKGROUND_CUE = Wording(
    r"\b(?:earlier (?:attacks?|this year|this month|in the (?:year|month|week)|bombings?)|previous(?:ly)?|in the past|last (?:year|month)|years? ago|months? ago|(?:years|months|weeks) (?:after|earlier|before)|"
    r"it is not the first|not the first|was the (?:worst|deadliest|first|second|third|latest)|since then|recall(?:ed|s)?|a similar|similar (?:attacks?|incidents?)|"
    r"also known for|had (?:earlier|previously)|a year (?:ago|earlier)|in recent (?:years|months)|^\W*(?:an? |\w+ )?(?:days?|weeks?|months?|hours?) after\b|the same (?:group|outfit|group's)|history of|anniversary|the last (?:such )?attack)\b"
)
_ACCIDENT = Wording(
    r"\b(?:(?:caused by|cause was|due to|result of|blamed on) (?:a |an )?(?:gas|leak|short circuit|electrical|mechanical|accident)\w*|gas (?:leak|explosion)|leak of (?:\w+ )?gas|short circuit|electrical fault|"
    r"ruled out (?:an attack|a terror\w*|terror\w*|sabotage|foul play)|nothing to suggest a deliberate|no (?:sign|evidence|indication)s? of (?:terrorism|an attack|a deliberate|foul play|sabotage|a criminal)|"
    r"industrial accident|(?:it|this) was an accident|dangerous driving|drink[- ]driving|lost control of|stampede|boiler (?:explosion|exploded)|fireworks factory|crane collapse|transformer exploded|mechanical failure|technical fault|pilot error|"
    r"(?:generator|boiler|wiring|cooker|stove|cigarette|battery|transformer) (?:had )?(?:sparked|overheated|caught fire|failed)|fire (?:safety|exits?|code|regulations?|escapes?)|building (?:code|inspectors?|safety)|exits? (?:were|was|had been) (?:locked|blocked)|gas (?:pipe|main|line|bottle exploded|cylinder exploded)|"
    r"not (?:bombs?|a bomb)\b|(?:declared|called|ruled) (?:it )?an accident|"
    r"not (?:an act of terror\w*|terror-related|a terrorist)|landslide|earthquake|cooking gas|household gas|"
    r"no (?:traces?|signs?|remains) of (?:any )?(?:explosives?|bombs?)|no (?:such|terror\w*|militant|criminal) angle|(?:no|nothing) to do with terror\w*|"
    r"collided (?:with|on|near|at|head-on)|head-on collision|(?:after|in|following) a collision|(?:brakes?|tyres?|tires?) (?:had )?(?:failed|burst|gave way)|(?:lost|without) (?:his|its|the) brakes|brake failure|fire ?cracker (?:shop|store|factory|unit|warehouse|depot|market)s?|"
    r"fireworks? (?:shop|store|factory|unit|warehouse|depot|market|plant)s?|(?:store|stock|stall|load)s? of (?:fireworks|fire ?crackers)|weld(?:er'?s|ing) (?:work|torch|sparks?))\b"
)
_HOAX = Wording(
    r"\b(?:(?:it|this|that|all|the (?:calls?|threats?|letters?|alarm|scare)) (?:was|were|is|had been|turned out to be|proved) (?:all )?(?:a |an )?(?:\w+ )?(?:hoax(?:es)?|pranks?|false alarms?)|hoax (?:calls?|callers?|threats?)|no (?:bombs?|devices?|explosives) (?:was|were) (?:ever )?found)\b"
)
_CRIME = Wording(
    r"\b(?:no (?:sign|evidence|indication)s? (?:of|that (?:it|this|the \w+) (?:was|is|had been)) (?:a |an |any )?(?:political|politically|terror\w*|extremis\w*)[\w ]*|turf war|gangland|personal (?:grudge|quarrel|dispute)|"
    r"\b(?:an?|the) (?:[\w-]+ ){0,2}(?:man|husband|father|woman|mother|teenager) (?:[\w-]+ ){0,3}(?:killed|shot|stabbed|murdered|strangled|poisoned) (?:dead )?(?:his|her) (?:own |ex-)?(?:wife|husband|girlfriend|boyfriend|partner|mother|father|parents|children|child|sons?|daughters?|family|brother|sister)\b|"
    r"nothing political|not terrorists?|(?:this|it|that) (?:is|was) (?:not|n['’]t) (?:an act of )?terrorism|(?:quarrel|argument|row|dispute|fight) over (?:a |an )?(?:girl|woman|girlfriend|money|debt|parking|drink|football)|had quarrell?ed|pirates, ransom|gang war\w*|criminal gangs? (?:war|feud)|"
    r"land dispute|over (?:a|the) (?:piece|plot|patch|strip|parcel) of land|rival (?:groups|parties|families|clans|gangs) (?:\w+ )?(?:traded|exchanged) (?:fire|shots|gunfire)|(?:family|domestic|marital|neighbou?rs'?) (?:row|dispute|quarrel|feud)s?|(?:row|dispute|quarrel|feud|enmity|rivalry) between (?:two|the|rival) (?:famil|clan|tribe|neighbou?r|brother|gang)\w*|"
    r"(?:personal|old|long-standing|family|mutual) (?:enmity|rivalry|vendetta|feud)|(?:attack(?:ed|s|ing)|stabb(?:ed|ing)|shot|shoots|kill(?:ed|s|ing)|struck|hit|murder(?:ed|ing)|c[ao]me for|went for|looking for|targeted) (?:his|her) (?:former|ex-?|estranged) ?(?:wife|husband|girlfriend|boyfriend|partner)|rival (?:clan|gang|famil)\w*|between criminals|robbery gone wrong|honou?r killing|"
    r"(?:rules?|ruled|ruling) out (?:any|a|all) (?:other|political|terror\w*) (?:line|motive|link|angle|background)s?)\b"
)
_ENCOUNTER = re.compile(r"\b(?:exchange of fire|encounter) (?:between|with)\b")
_RIOT = Wording(
    r"\b(?:a mob|mobs?|rioters?|looters?|protesters) (?:\w+ )?(?:stormed|attacked|burned|torched|set|ransacked|looted|raided)\b"
)
# Traffickers kill for their trade, and bomb a city or shoot a judge to bend the state.
_TRAFFICKERS = Wording(r"\b(?:drug (?:war|gang|cartel|lords?)|mafias?)\b")
_MAYBE_CRIME = Wording(
    r"\b(?:robbers?|robbery|armed robber\w*|hitmen|hitman|cartels?|pirates?|jealous\w*|disgruntled|cattle rustl\w+|loan shark|drug traffick\w+|drug deal\w*|mental(?:ly)? ill(?:ness)?)\b"
)
_POLITICAL = Wording(
    r"\b(?:terror\w*|militants?|rebels?|extremis\w*|assassinat\w*|political\w*|presidential|insurgen\w*|guerrillas?|jihad\w*|islamist\w*|separatis\w*|magnicide)\b"
)
_STATE_DEED = Wording(
    r"\b(?:live ammunition|dispers(?:al|ed|ing|e) (?:of )?(?:the |a )?(?:[\w-]+ )?(?:sit-in|protest\w*|demonstrat\w*|crowds?|rally|march\w*)|crackdown on|extrajudicial|death squads? of the|"
    rf"(?:police|troops|soldiers|{states_own('army')}|{states_own('forces')}) (?:storm\w*|raid\w*|swept|opened fire (?:on|at)|fired (?:on|at|into)) (?:the |a |an )?(?:\w+ )?(?:favelas?|slums?|townships?|camps?|sit-in|villages?|protest\w*|demonstrat\w*|crowds?|students|strikers|worshippers|marchers)|"
    r"air ?strikes?|air raids?|drone strikes?|warplanes?|war planes?|fighter jets?|jet fighters?|air force|artillery|by (?:azerbaijani|armenian|russian|ukrainian|syrian|israeli) \w+|"
    r"presidential guards?|red berets)\b"
)
_OPERATION = Wording(
    r"\b(?:exchange of fire|encounter|(?:counter-?terrorism|military|security|search|clearance|anti-insurgency|counter-?insurgency) operations?|forces retaliated|shot dead (?:two|three|four|five|\d+) (?:militants|rebels|terrorists)|"
    rf"(?:troops|soldiers|{states_own('forces')}|{states_own('army')}|police|military) (?:have |had )?(?:shot dead|killed|neutralised|neutralized|eliminated|gunned down) [^.;]{{0,30}}(?:militants?|rebels?|terrorists?|guerrillas?|insurgents?|fighters|extremists|maoists|cadres|subversives))\b"
)
# Whom forces free was taken by others: "hostages were killed when troops stormed the church".
_HELD = Wording(
    r"\b(?:hostages?|captives?)\b[^.;]{0,50}\b(?:were |was )?(?:killed|dead|died|dies?|perished|slain)\b|\b(?:held|seized|taken|kidnapped|abducted)\b[^.;]{0,40}\bby (?:[\w'-]+ ){0,3}?(?:gunm[ae]n|militants?|rebels?|insurgents?|guerrillas?|separatists?|terrorists?|extremists?|hijackers?|kidnappers?)\b"
)
_FORCES_KILL = Wording(
    rf"\b(?:troops|soldiers|{states_own('army')}|military|security forces|government forces|{states_own('forces')}|commandos|marines|police|policemen|officers|helicopters|brigade|regiment|rangers|paramilitar(?:y|ies)|militia)\b[^.;]{{0,80}}"
    r"(?<!\bwere )(?<!\bwas )(?<!\bbeen )(?<!\bbeing )(?<!\balso )\b(?:kill(?:ed|s)?|shot dead|shoots? dead|neutrali[sz]ed|eliminated|gunned down|liquidated|leaves?|storm(?:ed|s)?|opened fire|fired)\b"
    r"(?! (?:the |an? |all |both |one |two |three |four |five |\d+ )?(?:of the |of them|lone |armed |last |remaining )?(?:assailants?|attackers?|gunm[ae]n|bombers?|drivers?|suspects?|hijackers?|kidnappers?|knifem[ae]n|shooters?|perpetrators?|terrorists?|raiders?|him|her|them)\b)"
)


def settle_role(draft: Draft, drafts: Sequence[Draft], anchor: date | None, today: date | None, digest: bool) -> str:
    """`main` for what the article reports as news, `background` for what it recalls, compares or sets beside."""
    if today is None and draft is drafts[0]:
        return "main"
    day = day_of(draft.date) if draft.date else None
    if day is not None and today is not None:
        precise = len(draft.date.date) if draft.date else 0
        recent = today - day <= timedelta(days=NEWS_DAYS if precise == 10 else 2 * NEWS_DAYS)
        opens_recent = anchor is None or today - anchor <= timedelta(days=NEWS_DAYS)
        if not recent or not opens_recent:
            return "background"
    if draft is drafts[0] or digest:
        return "main"
    opening = " ".join(u.low for u in draft.units[:1])
    if BACKGROUND_CUE.search(opening):
        return "background"
    if day is not None and anchor is not None and anchor - day > timedelta(days=_SAME_NEWS_DAYS):
        return "background"
    return "main"


# "in a similar explosion", "another such blast", "the last accident of this kind"
_LIKENED = Wording(r"\b(?:similar|another such|of this kind|of the kind|like this one|the same kind of)\b")


def is_set_beside(draft: Draft) -> bool:
    """Whether a deed is told as one of the kind of what the article reports, and by nobody: what that was, this was."""
    by_somebody = any(u.of(MentionKind.CLAIM) or DOERS.search(u.low) for u in draft.units)
    return not by_somebody and any(_LIKENED.search(u.low) for u in draft.core)


def settle_trait(draft: Draft) -> str:
    """Empty for what GTD counts; else why it leaves the incident out."""
    said = " ".join(u.low for u in draft.units)
    opening = " ".join(u.nameless for u in draft.core[:3])
    claimed = any(
        isinstance(m.value, ClaimValue) and m.value.kind == "claim" and not is_state(m.value.actor)
        for u in draft.units
        for m in u.mentions
    )
    dead = any(v.kind == "killed" and v.value for u in draft.units for _, v in u.tolls)
    if (_ACCIDENT.search(said) and not claimed) or (_HOAX.search(said) and not dead):
        return "accident"
    freed = draft.role == "main" and _HELD.search(opening)  # a raid that is only recalled is one
    if not freed and _is_by_forces(draft, opening, claimed):
        return "state"
    if _RIOT.search(opening) and not claimed:
        return "crime"
    if not claimed and _CRIME.search(said):
        return "crime"
    trade = _TRAFFICKERS.search(said) or (_MAYBE_CRIME.search(said) and not _POLITICAL.search(said))
    if trade and not claimed and not _is_aimed_at_the_state(draft):
        return "crime"
    return ""


_PUBLIC = ("Government (General)", "Government (Diplomatic)", "Journalists & Media", "Violent Political Party")


def _is_aimed_at_the_state(draft: Draft) -> bool:
    """Whether a bomb is told of, or one who governs, judges, stands for office or reports as the one who is hit."""
    acts = [v for u in draft.core for _, v in u.triggers if v.nature == "attack" and not v.by_state]
    hit = [m.value for u in draft.core for m in u.of(MentionKind.TARGET) if isinstance(m.value, TargetValue)]
    bombed = any(v.attacktype == "Bombing/Explosion" and v.strength >= 2 and not v.failed for v in acts)
    return bombed or any(v.person and v.targtype in _PUBLIC for v in hit)


def _is_by_forces(draft: Draft, opening: str, claimed: bool) -> bool:
    """Whether it was state forces that did it."""
    acts = [v for u in draft.units for _, v in u.triggers if v.strength >= 2 or v.by_state]
    state, others = sum(v.by_state for v in acts), sum(not v.by_state for v in acts)
    first = next((v for u in draft.units for _, v in u.triggers if v.strength >= 1 or v.by_state), None)
    hard = sum(v.strength >= 3 and not v.by_state for u in draft.units for _, v in u.triggers)
    lead = draft.units[:_LEAD_UNITS]
    answered = any(v.strength >= 2 and not v.by_state for u in lead for _, v in u.triggers)
    if not hard and not claimed and not answered and any(_FORCES_KILL.search(u.nameless) for u in lead):
        return True
    doers = bool(DOERS.search(opening))
    if (
        acts
        and first is not None
        and first.by_state
        and not hard
        and state >= others
        and not (doers and others and not _STATE_DEED.search(opening))
    ):
        return True
    told = [u.nameless for u in (*draft.units[:1], *draft.core[:2])]
    if any(_STATE_DEED.search(low) and not DOERS.search(low) for low in told) and not (claimed or hard > state):
        return True
    return bool(_OPERATION.search(opening) or _ENCOUNTER.search(draft.units[0].low)) and not hard
