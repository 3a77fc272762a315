"""What kind of attack it was, with what, on whom, and how it ended: GTD's rules over the words of one incident.

Enters: the units of a Draft. Leaves: Values. Touches nothing but code lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.codebook.gtd import attack_rank
from etl.extract.incidents import Draft
from etl.extract.units import Unit
from etl.model import Mention, MentionKind, Span, TargetValue, TriggerValue, Value, WeaponValue

ASSASSINATION, ARMED, BOMBING, HIJACKING = "Assassination", "Armed Assault", "Bombing/Explosion", "Hijacking"
BARRICADE, KIDNAPPING = "Hostage Taking (Barricade Incident)", "Hostage Taking (Kidnapping)"
FACILITY, UNARMED, UNKNOWN = "Facility/Infrastructure Attack", "Unarmed Assault", "Unknown"
_BARE = "Unknown"

_PROMINENT = {"Government (General)", "Government (Diplomatic)"}
_PROMINENT_WORD = re.compile(
    r"\b(?:president|prime minister|premier|minister|ambassador|governor|mayor|candidate|senator|congressm[ae]n|judge|prosecutor|mp|lawmaker|deputy (?:mayor|governor|minister|commissioner|district commissioner)|"
    r"party leader|opposition leader|politician|councillor|chief justice|general|archbishop|bishop|cardinal|police chief|chief of police|detective chief inspector|district commissioner|consul|king|queen|prince|"
    r"union leader|editor|legislator|parliamentarian|member of parliament|chief minister|commissioner|party chief|ex-president|former president|former prime minister)\b"
)
_KILL_ONE = re.compile(
    r"\b(?:shot|killed|murdered|assassinated|gunned down|stabbed|hacked|slain|died|dead|kill|shoot|murder|assassinate|survived|escaped|poison(?:ed)?|blown up|targeted|attempt)\b"
)


def _acts(units: Sequence[Unit]) -> list[tuple[Unit, Mention, TriggerValue]]:
    return [(u, m, v) for u in units for m, v in u.triggers if v.nature == "attack"]


def settle_attacktype(draft: Draft) -> Value:
    """Attack types in GTD's hierarchy order, three at most."""
    weights: dict[str, float] = {}
    spans: dict[str, list[Span]] = {}
    own_hands = draft.trait == "" and any(not v.by_state for _, _, v in _acts(draft.units))
    for _unit, mention, value in _acts(draft.units):
        if value.attacktype == UNKNOWN or (own_hands and value.by_state):
            continue
        weight = {3: 3.0, 2: 2.0, 1: 0.6}.get(value.strength, 0.0)
        weights[value.attacktype] = weights.get(value.attacktype, 0.0) + weight
        spans.setdefault(value.attacktype, []).append(mention.span)
    kinds = {kind for kind, weight in weights.items() if weight >= 2.0}
    _infer_from_weapons(draft, kinds, spans)
    victim = assassinated(draft)
    if victim is not None:
        kinds.add(ASSASSINATION)
        spans.setdefault(ASSASSINATION, []).append(victim.span)
        kinds.discard(ARMED)
    kinds = settle_thrown_explosives(draft, kinds)
    kinds = settle_hostage_kind(draft, kinds)
    if BOMBING in kinds and ARMED in kinds and not _firearms(draft):
        kinds.discard(ARMED)
    if FACILITY in kinds and kinds & {ASSASSINATION, BOMBING} and weights.get(FACILITY, 0.0) < 4.0:
        kinds.discard(FACILITY)
    ordered = tuple(sorted(kinds, key=attack_rank)[:3])
    if not ordered:
        return Value((UNKNOWN,), 0.5, (), "nothing said of the manner")
    evidence = tuple(spans[kind][0] for kind in ordered if spans.get(kind))
    return Value(ordered, 0.85, evidence, "hierarchy")


def _infer_from_weapons(draft: Draft, kinds: set[str], spans: dict[str, list[Span]]) -> None:
    """Firearms or blades without another word of the manner are an armed assault; explosives a bombing; fire an attack on a facility."""
    if kinds:
        return
    kind_of = {
        "Firearms": ARMED, "Melee": ARMED, "Explosives": BOMBING, "Incendiary": FACILITY, "Chemical": UNARMED,
        "Biological": UNARMED, "Vehicle": UNARMED, "Sabotage Equipment": FACILITY,
    }  # fmt: skip
    for unit in draft.core or draft.units:
        for mention in unit.of(MentionKind.WEAPON):
            kind = kind_of.get(mention.value.weaptype) if isinstance(mention.value, WeaponValue) else None
            if kind:
                kinds.add(kind)
                spans.setdefault(kind, []).append(mention.span)
                return


def _firearms(draft: Draft) -> bool:
    return any(
        isinstance(m.value, WeaponValue) and m.value.weaptype in ("Firearms", "Melee")
        for u in draft.units
        for m in u.of(MentionKind.WEAPON)
    )


def assassinated(draft: Draft) -> Mention | None:
    """The words for a prominent person at whom the attack was aimed, if one was."""
    for unit, mention, value in _acts(draft.units):
        if value.attacktype == ASSASSINATION and not value.by_state:
            return mention
    for unit in draft.core[:4]:
        for mention in unit.of(MentionKind.TARGET):
            value = mention.value
            if (
                not isinstance(value, TargetValue)
                or not value.person
                or value.targtype not in (*_PROMINENT, "Police", "Military", "Religious Figures/Institutions")
            ):
                continue
            if not _PROMINENT_WORD.fullmatch((value.name or "").lower()):
                continue
            before, after = unit.before(mention, 60), unit.after(mention, 110)
            if re.match(
                r"[^.;]{0,60}?\b(?:said|told|condemned|blamed|called|visited|promised|announced|confirmed|wrote|vowed|ordered|declared|spoke|added|gave|put)\b",
                after,
            ):
                continue
            if re.search(
                r"\b(?:shot|killed|murdered|assassinated|gunned down|stabbed|shooting|killing|murder|shot and killed|shot dead|poison|kill) (?:dead )?(?:[\w'.,-]+ ){0,6}$",
                before,
            ) or re.match(
                r"[^.;]{0,70}\b(?:was|were|had been|has been|died|is) (?:\w+ )?(?:shot|killed|murdered|assassinated|gunned down|stabbed|hacked|on saturday evening when a bomb|when a bomb|slain)\b|[^.;]{0,60}\bdied\b[^.;]{0,30}\bbomb\b",
                after,
            ):
                return mention
    return None


def settle_thrown_explosives(draft: Draft, kinds: set[str]) -> set[str]:
    """Grenades and projectiles together with firearms are an armed assault alone."""
    if not {BOMBING, ARMED} <= kinds:
        return kinds
    subtypes = {
        m.value.weapsubtype
        for u in draft.units
        for m in u.of(MentionKind.WEAPON)
        if isinstance(m.value, WeaponValue) and m.value.weaptype == "Explosives"
    }
    thrown = {"Grenade (not RPGs)", "Projectile (e.g., rockets, mortars, RPGs, missiles)"}
    if subtypes and subtypes <= thrown:
        return kinds - {BOMBING}
    return kinds


def settle_hostage_kind(draft: Draft, kinds: set[str]) -> set[str]:
    """Held where they were seized is a barricade; led away is a kidnapping; with a vehicle taken over it is a hijacking first."""
    if BARRICADE in kinds and KIDNAPPING in kinds:
        return (
            kinds - {BARRICADE}
            if not any("barricad" in u.low or "siege" in u.low or "inside" in u.low for u in draft.units)
            else kinds - {KIDNAPPING}
        )
    return kinds


def settle_weaptype(draft: Draft, attack: Value) -> tuple[Value, Value | None, Value | None]:
    """Weapon types and subtypes, four at most, the one that fits the first attack type first; and the words for them."""
    spans: dict[str, Span] = {}
    subtype: dict[str, str] = {}
    weight: dict[str, float] = {}
    for unit in draft.units:
        state_only = bool(unit.triggers) and all(v.by_state for _, v in unit.triggers) and not draft.trait
        for mention in unit.of(MentionKind.WEAPON):
            value = mention.value
            if not isinstance(value, WeaponValue) or state_only:
                continue
            weight[value.weaptype] = weight.get(value.weaptype, 0.0) + (2.0 if unit.strength else 0.7)
            spans.setdefault(value.weaptype, mention.span)
            if value.weapsubtype and ("Unknown" in subtype.get(value.weaptype, "Unknown")):
                subtype[value.weaptype] = value.weapsubtype
    types = attack.value if isinstance(attack.value, tuple) else ()
    if BOMBING in types and not spans.keys() & {"Explosives", "Chemical", "Radiological"}:
        for _, mention, value in _acts(draft.units):
            if value.attacktype == BOMBING:
                spans["Explosives"], weight["Explosives"] = mention.span, 3.0
                subtype["Explosives"] = "Unknown Explosive Type"
                break
    if (
        FACILITY in types
        and "Incendiary" not in spans
        and "Explosives" not in spans
        and "Sabotage Equipment" not in spans
    ):
        for _, mention, value in _acts(draft.units):
            if value.attacktype == FACILITY and mention.span.quote.lower() not in ("sabotage",):
                spans["Incendiary"], weight["Incendiary"] = mention.span, 2.0
                break
    if UNARMED in types and not spans.keys() & {"Vehicle", "Chemical", "Biological"}:
        for _, mention, value in _acts(draft.units):
            if value.attacktype == UNARMED and re.search(
                r"ram|plough|plow|dr[io]ve|ran|run|truck|van|lorry|vehicle|car|mow", mention.span.quote.lower()
            ):
                spans["Vehicle"], weight["Vehicle"] = mention.span, 3.0
                break
    fits = {
        BOMBING: ("Explosives",), FACILITY: ("Incendiary", "Sabotage Equipment", "Explosives"), UNARMED: ("Vehicle", "Chemical", "Biological"),
        ARMED: ("Firearms", "Melee"), ASSASSINATION: (), HIJACKING: (), BARRICADE: (), KIDNAPPING: (),
    }  # fmt: skip
    if BOMBING not in types and ARMED in types and weight.get("Explosives", 0) < 2.0:
        weight.pop("Explosives", None)
    if BOMBING in types and ARMED not in types and ASSASSINATION not in types:
        for other in ("Firearms", "Melee"):
            if weight.get(other, 0.0) < 3.0:
                weight.pop(other, None)
    if not ({FACILITY, UNARMED, ARMED} & set(types)) and "Incendiary" in weight and weight["Incendiary"] < 3.0:
        weight.pop("Incendiary")
    first = [w for kind in types for w in fits.get(kind, ()) if w in weight]
    order = sorted(weight, key=lambda w: (first.index(w) if w in first else len(first), -weight[w], w))
    chosen = order[:4]
    if not chosen:
        return Value((_BARE,), 0.5, (), "nothing said of a weapon"), None, None
    evidence = tuple(spans[w] for w in chosen)
    main = Value(tuple(chosen), 0.85, evidence, "weapon words")
    subs = [subtype.get(w, "") for w in chosen]
    detail = Value(
        "; ".join(dict.fromkeys(s.quote.replace("\n", " ") for s in evidence)), 0.7, evidence, "weapon words"
    )
    return main, (Value(tuple(subs), 0.7, evidence, "weapon words") if any(subs) else None), detail


_OF_DEED = re.compile(
    r"\b(?:at|in|on|into|inside|outside|near|against|through|among|hit|hits|struck|strikes|attacked|attack on|targeted|targeting|bombed|stormed|raided|killed|killing|kills|shot|blew up|"
    r"ambushed|hijacked|seized|abducted|kidnapped|boarded|torched|burned|destroyed|damaged|dynamited|of|to|wounding|injuring|murdered|massacred|gunned down|dead|carrying|packed with|"
    r"beside|towards?|behind|under|sent to|for|next to|front of|set fire to|at least|fire to|rammed)\s+(?:the |a |an |some |several |two |three |four |five |its |their |his |her |crowded |packed |busy |[\w'’.-]+ ){0,4}$"
)
_NOT_HIT = re.compile(
    r"\b(?:said|told|according to|reported|spokesman for|hospital|treated at|taken to|quoted|by|attacker|claimed|condemned|gunmen on|dressed as|wearing|posing as|driving|riding|from|drove|disguised as|"
    r"deputy|former|interior|prime|foreign|ministry of|on a|in a)\s+(?:the |a |an |local |state |[\w'’.-]+ )?$"
)
_WEAK_TARGET = {"Unnamed Civilian/Unspecified"}


def settle_targtype(draft: Draft) -> tuple[Value, Value | None, Value | None]:
    """Target types and subtypes, three at most, the one nearest to the deed first; and the words for them."""
    score: dict[str, float] = {}
    best: dict[str, tuple[float, Mention]] = {}
    units = draft.core or draft.units
    if draft.focus is not None and isinstance(draft.focus.value, TargetValue):
        value = draft.focus.value
        return _target_values([(value.targtype, draft.focus)])
    for rank, unit in enumerate(units):
        anchors = [(m.span.start, m.span.end, v) for m, v in unit.triggers]
        for mention in unit.of(MentionKind.TARGET):
            value = mention.value
            if not isinstance(value, TargetValue):
                continue
            before, after = unit.before(mention, 60), unit.after(mention, 40)
            points = 0.0
            if anchors:
                near = min(
                    min(abs(mention.span.start - end), abs(start - mention.span.end)) for start, end, _ in anchors
                )
                points += max(0.0, 2.0 - near / 40.0)
            if _OF_DEED.search(before):
                points += 1.5
            if _NOT_HIT.search(before):
                points -= 2.0
            if re.match(
                r"\s*(?:was|were|is|are|had been|has been)\s+(?:\w+ )?(?:hit|attacked|bombed|struck|killed|shot|destroyed|targeted|set|abducted|kidnapped|damaged|burn|blown|wounded|injured|ambushed)",
                after,
            ):
                points += 2.0
            if re.match(
                r"\s*(?:chief|said|told|official|spokes|commissioner|source|commander|officer said|minister)", after
            ):
                points -= 2.5
            points += {0: 2.0, 1: 1.5, 2: 0.6}.get(rank, 0.2 if rank < 5 else 0.0)
            if value.targsubtype in _WEAK_TARGET:
                points = min(points, 1.2) - 0.8
            elif value.targsubtype in (
                "Vehicles/Transportation",
                "Village/City/Town/Suburb",
                "Highway/Road/Toll/Traffic Signal",
            ):
                points = min(points, 2.2) - 0.6
            if points > 0.8:
                score[value.targtype] = score.get(value.targtype, 0.0) + points
                if value.targtype not in best or points > best[value.targtype][0]:
                    best[value.targtype] = (points, mention)
    if not score:
        for unit in units:
            for mention in unit.of(MentionKind.TARGET):
                if (
                    isinstance(mention.value, TargetValue)
                    and mention.value.person
                    and mention.value.targsubtype in _WEAK_TARGET
                ):
                    return _target_values([(mention.value.targtype, mention)])
        return Value(("Unknown",), 0.3, (), "nothing said of a target"), None, None
    order = sorted(score, key=lambda t: (-(best[t][0] + 0.25 * score[t]), t))
    top = best[order[0]][0] + 0.25 * score[order[0]]
    kept = [t for i, t in enumerate(order[:3]) if i == 0 or best[t][0] + 0.25 * score[t] >= 0.72 * top]
    return _target_values([(t, best[t][1]) for t in kept])


def _target_values(chosen: Sequence[tuple[str, Mention]]) -> tuple[Value, Value | None, Value | None]:
    evidence = tuple(m.span for _, m in chosen)
    subs = tuple((m.value.targsubtype or "") if isinstance(m.value, TargetValue) else "" for _, m in chosen)
    names = tuple(dict.fromkeys(m.span.quote.replace("\n", " ") for _, m in chosen))
    main = Value(tuple(t for t, _ in chosen), 0.75, evidence, "nearest to the deed")
    return (
        main,
        (Value(subs, 0.65, evidence, "nearest to the deed") if any(subs) else None),
        Value(names, 0.7, evidence, "nearest to the deed"),
    )


_SUICIDE = re.compile(
    r"\bsuicide (?:bomb\w*|attack\w*|car bomb\w*|truck bomb\w*|vest\w*|blast\w*|mission\w*|squad\w*|assault\w*|explosion|jackets?)|\bbl[eo]w(?:n|ing)? (?:him|her|them)sel(?:f|ves) up|"
    r"\bset(?:ting)? off (?:his|her|their|an?) (?:suicide |explosive )?(?:vests?|belts?)|\bdetonat\w+ (?:his|her|their|an?|explosive|suicide) ?(?:explosive |suicide )?(?:vests?|belts?|explosives strapped|jacket)|"
    r"\bwearing (?:an? )?(?:explosive|suicide|bomb) (?:vests?|belts?|jackets?)|\bexploded (?:him|her|them)sel(?:f|ves)|\bhuman bombs?|\bkamikaze|\bexplosive belts?|\bsuicide bombers?|"
    r"\bwith a vest and|\bfidayeen|\bexplosives strapped to (?:his|her|their)|\bat the wheel and died"
)
_NO_SUICIDE = re.compile(r"\b(?:not|no|dummy|fake|mock)\s+(?:a |an )?$")


def settle_suicide(draft: Draft) -> Value | None:
    """1 where an attacker is told to have meant to die: vests and belts count, even if shot before use; a dummy does not."""
    for unit in draft.units:
        for match in _SUICIDE.finditer(unit.low):
            if not _NO_SUICIDE.search(unit.low[max(0, match.start() - 12) : match.start()]):
                start = unit.start + match.start()
                text = unit.sentence.text[
                    start - unit.sentence.start : start - unit.sentence.start + len(match.group())
                ]
                return Value(1, 0.9, (Span(start, start + len(match.group()), text),), "told as suicide")
    return None


_FAILED = re.compile(
    r"\b(?:fail(?:s|ed)? to (?:explode|detonate|go off)|did not (?:explode|go off|detonate)|(?:was|were) (?:safely )?(?:defused|disarmed|deactivated|dismantled)|defused|took apart a device|"
    r"blew it up under control|controlled explosion|was destroyed|attempted (?:assassination|bombing|hijacking|attack)|tr(?:ied|ying) to (?:kill|assassinate|murder)|assassination attempt|"
    r"survived|escaped unhurt|escaped unharmed|escaped injury|attempt on (?:his|her|the) life|missed its target|frustrated|botched|foiled|in the air before|found and defused|was found in|picked out by x-ray|was not hurt)\b"
)


def settle_success(draft: Draft, attack: Value, dead: int | None) -> Value:
    """GTD's rule of success for the first attack type: a bomb that went off, a target that died, a control that was taken."""
    types = attack.value if isinstance(attack.value, tuple) else ()
    said = [(u, m) for u in draft.units for m in _FAILED.finditer(u.low)]
    failed_words = [v for _, _, v in _acts(draft.units) if v.failed]
    core = " ".join(u.low for u in draft.core)
    if types[:1] == (ASSASSINATION,):
        if said or (re.search(r"\b(?:critical|stable|survived|unhurt|unharmed|wounded but)\b", core) and not dead):
            return _failure(said)
        if dead == 0 or (dead is None and failed_words):
            return _failure(said)
        return Value(1, 0.8, (), "the target died")
    if (said or failed_words) and not dead:
        strong = re.search(r"\b(?:exploded|blew up|went off|opened fire|killed|wounded|injured|set fire)\b", core)
        unexploded = any(
            re.search(
                r"explode|detonate|go off|defus|disarm|deactivat|dismantl|took apart|under control|controlled|destroyed|x-ray|found in",
                m.group(),
            )
            for _, m in said
        )
        if unexploded and not re.search(r"\b(?:were|was) (?:killed|wounded|injured|hurt)\b", core):
            return _failure(said)
        if not strong and failed_words:
            return _failure(said)
    return Value(1, 0.8, (), "the deed was done")


def _failure(said: Sequence[tuple[Unit, re.Match[str]]]) -> Value:
    spans = []
    for unit, match in said[:1]:
        start = unit.start + match.start()
        offset = start - unit.sentence.start
        spans.append(Span(start, start + len(match.group()), unit.sentence.text[offset : offset + len(match.group())]))
    return Value(0, 0.75, tuple(spans), "told as failed")
