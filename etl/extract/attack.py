"""What kind of attack it was, with what, and how it ended: GTD's rules over the words of one incident.

Enters: the units of a Draft. Leaves: Values. Touches nothing but code lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.codebook.gtd import attack_rank
from etl.codebook.wording import Wording
from etl.extract.attack_choice import UNKNOWN, acts_of, attack_features, choose_kinds, words_for
from etl.extract.deeds import BOAST, DOERS, LATER_RAID
from etl.extract.drafts import Draft
from etl.extract.read_types import read_types
from etl.extract.target_choice import NOT_HIT_AFTER, is_hit
from etl.extract.units import Unit
from etl.model import HostagesValue, Mention, MentionKind, Span, TargetValue, Value, WeaponValue

ASSASSINATION, ARMED, BOMBING, HIJACKING = "Assassination", "Armed Assault", "Bombing/Explosion", "Hijacking"
BARRICADE, KIDNAPPING = "Hostage Taking (Barricade Incident)", "Hostage Taking (Kidnapping)"
FACILITY, UNARMED = "Facility/Infrastructure Attack", "Unarmed Assault"
_BARE = "Unknown"

_PROMINENT = frozenset(
    {
        "Judges/Attorneys/Courts",
        "Politician or Political Party Movement/Meeting/Rally",
        "Royalty",
        "Head of State",
        "Government Personnel (excluding police, military)",
        "Diplomatic Personnel (outside of embassy, consulate)",
    }
)
_PROMINENT_WORD = re.compile(
    r"\b(?:police chief|chief of police|detective chief inspector|detective|archbishop|bishop|cardinal|ayatollah|general|army chief|newspaper editor|union leader|deputy head of hamas|militant leader|rebel leader|"
    r"brigadier|police commander|police general|pope|police commissioner|chief justice|army commander)"
)
_NOT_PROMINENT = re.compile(r"(?:officials?|employees?|workers?|personnel|staff|elders?|lawyers?|lawyer|attorneys?|s)$")


# Beside a bombing, words like "raid" alone do not make an armed assault as well.
_SURE_OF_ARMS = 3.0


def settle_attacktype(draft: Draft, target: Value, targsub: Value | None) -> Value:
    """Attack types in GTD's hierarchy order, three at most: GTD's rules and what else the sentences say, weighed together."""
    ruled, spans = find_ruled_kinds(draft)
    features = attack_features(draft, ruled, target, targsub, aimed_at(draft))
    # The reader has seen few rammings and hardly tells them from shootings.
    read = {} if ruled == (UNARMED,) else read_types(draft, "attack")
    ordered = _with_takings(draft, choose_kinds(features, read=read), ruled)
    if not ordered and draft.parent is not None:
        return settle_attacktype(draft.parent, target, targsub)
    if not ordered:
        return Value((UNKNOWN,), 0.5, (), "nothing said of the manner")
    found = [spans.get(kind) or words_for(draft, kind) for kind in ordered]
    witnesses = tuple(dict.fromkeys(span for span in found if span is not None)) or target.evidence
    if not witnesses:
        return Value((UNKNOWN,), 0.3, (), "no words witness the manner")
    return Value(ordered, 0.85, witnesses, "weighed, in GTD's order")


def aimed_at(draft: Draft) -> str:
    """`the prominent` or `the named` where the attack was aimed at one person of standing; else empty."""
    if assassinated(draft) is not None:
        return "the prominent"
    return "the named" if _named_victim(draft) is not None else ""


_TAKEN = re.compile(r"\b(?:hostages?|captives?|prisoners?|kidnap\w*|abduct\w*)\b|\b(?:took|taken|taking|led) away\b")


def _with_takings(draft: Draft, kinds: tuple[str, ...], ruled: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds, with the taking of people that the rules find where so many are told as taken, though other words outweigh them."""
    takings = [kind for kind in ruled if kind in (BARRICADE, KIDNAPPING)]
    if not takings or {BARRICADE, KIDNAPPING, HIJACKING} & set(kinds):
        return kinds
    told = any(
        isinstance(m.value, HostagesValue) and m.value.event == "taken" and m.value.value and _TAKEN.search(unit.low)
        for unit in draft.core
        for m in unit.of(MentionKind.HOSTAGES)
    )
    return tuple(sorted((*kinds, takings[0]), key=attack_rank)[:3]) if told else kinds


def find_ruled_kinds(draft: Draft) -> tuple[tuple[str, ...], dict[str, Span]]:
    """The attack types that GTD's rules make of the words for deed and weapon, and a witness of each."""
    weights: dict[str, float] = {}
    spans: dict[str, list[Span]] = {}
    own_hands = draft.trait == "" and any(not v.by_state for _, _, v in acts_of(draft))
    for _unit, mention, value in acts_of(draft):
        if value.attacktype == UNKNOWN or (own_hands and value.by_state):
            continue
        weight = {3: 3.0, 2: 2.0, 1: 0.6}.get(value.strength, 0.0)
        weights[value.attacktype] = weights.get(value.attacktype, 0.0) + weight
        spans.setdefault(value.attacktype, []).append(mention.span)
    kinds = {kind for kind, weight in weights.items() if weight >= 2.0}
    _infer_from_weapons(draft, kinds, spans)
    _infer_from_hostages(draft, kinds, spans)
    if not kinds:
        _infer_from_doers(draft, kinds, spans)
    if {FACILITY, BOMBING} <= kinds and _only_fire(draft):
        kinds.discard(BOMBING)
    victim = assassinated(draft)
    if victim is not None:
        kinds.add(ASSASSINATION)
        spans.setdefault(ASSASSINATION, []).append(victim.span)
        kinds.discard(ARMED)
    if victim is None and kinds and kinds <= {ARMED}:
        named = _named_victim(draft)
        if named is not None:
            kinds = {ASSASSINATION}
            spans.setdefault(ASSASSINATION, []).append(named.span)
    mine = _mine(draft)
    if ARMED in kinds and mine is not None:
        kinds.add(BOMBING)
        spans.setdefault(BOMBING, []).append(mine.span)
    if kinds == {UNARMED} and _laden(draft) is not None:
        kinds = {BOMBING}
        spans.setdefault(BOMBING, spans[UNARMED])
    agent = _agent(draft)
    if agent is not None:
        kinds = (kinds - {BOMBING}) | {UNARMED}
        spans.setdefault(UNARMED, []).append(agent.span)
    kinds = settle_thrown_explosives(draft, kinds)
    kinds = settle_hostage_kind(draft, kinds)
    if BOMBING in kinds and ARMED in kinds and not _firearms(draft) and weights.get(ARMED, 0.0) < _SURE_OF_ARMS:
        kinds.discard(ARMED)
    if FACILITY in kinds and kinds & {ASSASSINATION, BOMBING} and weights.get(FACILITY, 0.0) < 4.0:
        kinds.discard(FACILITY)
    ordered = tuple(sorted(kinds, key=attack_rank)[:3])
    return ordered, {kind: spans[kind][0] for kind in ordered if spans.get(kind)}


def _infer_from_weapons(draft: Draft, kinds: set[str], spans: dict[str, list[Span]]) -> None:
    """Firearms or blades without another word of the manner are an armed assault; explosives a bombing; fire an attack on a facility."""
    if kinds:
        return
    kind_of = {
        "Firearms": ARMED, "Melee": ARMED, "Explosives": BOMBING, "Incendiary": FACILITY, "Chemical": UNARMED,
        "Biological": UNARMED, "Vehicle": UNARMED, "Sabotage Equipment": FACILITY,
    }  # fmt: skip
    for unit in dict.fromkeys([*draft.core, *draft.units[:4]]):
        for mention in unit.of(MentionKind.WEAPON):
            kind = kind_of.get(mention.value.weaptype) if isinstance(mention.value, WeaponValue) else None
            if kind:
                kinds.add(kind)
                spans.setdefault(kind, []).append(mention.span)
                return


_AGENTS = ("Chemical", "Biological", "Radiological")


def _agent(draft: Draft) -> Mention | None:
    """A chemical, biological or radiological agent in a sentence that tells the attack: then it is an unarmed assault, however delivered."""
    for unit in dict.fromkeys([*draft.units[:1], *draft.core[:3]]):
        for mention in unit.of(MentionKind.WEAPON):
            if (
                isinstance(mention.value, WeaponValue)
                and mention.value.weaptype in _AGENTS
                and mention.span.quote.lower() != "acid"
            ):
                return mention
    return None


def _laden(draft: Draft) -> Mention | None:
    """Explosives in a sentence that tells of a ramming: the vehicle was the bomb."""
    for unit in draft.core[:4]:
        if any(value.attacktype == UNARMED for _, value in unit.triggers):
            for mention in unit.of(MentionKind.WEAPON):
                if isinstance(mention.value, WeaponValue) and mention.value.weaptype == "Explosives":
                    return mention
    return None


def _infer_from_doers(draft: Draft, kinds: set[str], spans: dict[str, list[Span]]) -> None:
    """Armed people who "attacked" made an armed assault; those who only "killed" did it in a manner not told."""
    for unit, mention, value in acts_of(draft):
        if (
            value.attacktype == UNKNOWN
            and not value.noun
            and mention.span.quote.lower().startswith("attack")
            and DOERS.search(unit.low)
            and not value.by_state
        ):
            kinds.add(ARMED)
            spans.setdefault(ARMED, []).append(mention.span)
            return


_PLAIN_BOMB = re.compile(r"(?:bombs?|devices?|explosive devices?|bomb(?:ing|ed)|explo\w+)$")
_FIRE_BOMB = Wording(r"\b(?:fire-?bomb\w*|petrol[- ]bomb\w*|molotov\w*|incendiary|gasoline bomb\w*)\b")


def _only_fire(draft: Draft) -> bool:
    """Whether the only bomb is a firebomb: its other name "the bomb" makes no explosion."""
    if not any(_FIRE_BOMB.search(u.low) for u in draft.units):
        return False
    return all(_PLAIN_BOMB.match(m.span.quote.lower()) for _, m, v in acts_of(draft) if v.attacktype == BOMBING)


def _mine(draft: Draft) -> Mention | None:
    """A mine or another laid charge in a sentence that tells the attack."""
    for unit in draft.core[:4]:
        for mention in unit.of(MentionKind.WEAPON):
            if isinstance(mention.value, WeaponValue) and mention.value.weapsubtype in (
                "Landmine",
                "Pressure Trigger",
                "Sticky Bomb",
                "Vehicle",
            ):
                return mention
    return None


def _infer_from_hostages(draft: Draft, kinds: set[str], spans: dict[str, list[Span]]) -> None:
    """People told as held or taken make it a taking of hostages: led away a kidnapping, kept where they were a barricade."""
    if kinds & {BARRICADE, KIDNAPPING}:
        return
    for unit in draft.units:
        for mention in unit.of(MentionKind.HOSTAGES):
            value = mention.value
            if (
                isinstance(value, HostagesValue)
                and value.event in ("taken", "held")
                and value.value
                and not BOAST.search(unit.low)
            ):
                kind = (
                    BARRICADE
                    if re.search(
                        r"\b(?:inside|hall|mall|hotel|school|building|theatre|theater|siege|embassy|train|plane|bus|floor|hostages?)\b",
                        unit.low,
                    )
                    else KIDNAPPING
                )
                kinds.add(kind)
                spans.setdefault(kind, []).append(mention.span)
                return


def _firearms(draft: Draft) -> bool:
    return any(
        isinstance(m.value, WeaponValue) and m.value.weaptype in ("Firearms", "Melee")
        for u in draft.units
        for m in u.of(MentionKind.WEAPON)
    )


_AIMED = Wording(
    r"\b(?:shot|killed|murdered|assassinated|gunned down|stabbed|shooting of|killing of|murder of|shot and killed|shot dead|poisoned|trying to kill|tried to kill|thrown at|at then|bomb at|bombs at|"
    r"hacked to death|killing|kill|kills|shoots?|slaying of|attempt on the life of|bomb against|meant for|aimed at|sent to|survived|blew up|attack on|attack against|fired at|fired on|opened fire on|shot at|targeted|targeting|ambushed|idea of killing|plan to kill|attempt to kill|bid to kill|(?:convoy|motorcade|cavalcade|car|vehicle|limousine|home|house|residence|office) of) (?:dead |and killed )?(?:[\w'’.,-]+ ){0,7}$"
)
_WAS_SLAIN = re.compile(
    r"(?:[^.;]{0,90}?)\b(?:was|were|had been|has been|is) (?:\w+ ){0,2}?(?:shot|killed|murdered|assassinated|gunned down|stabbed|hacked|slain|poisoned|blown up)\b|"
    r"[^.;]{0,80}?\bdied\b[^.;]{0,40}\b(?:bomb|shot|gun|when|where he)|[^.;]{0,60}?\b(?:survived|escaped)\b[^.;]{0,40}\b(?:attempt|attack|bomb|unhurt|unharmed|unscathed|uninjured|blast|ambush)|"
    r"[^.;]{0,60}?\b(?:was|were) (?:safe|unhurt|unharmed|unscathed|not hurt|not injured)\b"
)


# Whoever is named among the victims was not the one that was aimed at.
_ONE_OF_MANY = Wording(
    r"\b(?:among (?:them|whom|those killed|the dead|the victims)|(?:four|five|six|seven|eight|nine|ten|\d\d+) (?:[\w'-]+ ){1,4},? including)\b[^.;]{0,40}$"
)


def assassinated(draft: Draft) -> Mention | None:
    """The words for the prominent person at whom the attack was aimed, if it was aimed at one."""
    for unit, mention, act in acts_of(draft):
        many = any(t.kind == "killed" and (t.value or 0) > _FEW for _, t in unit.tolls)
        if act.attacktype == ASSASSINATION and not act.by_state and not many:
            return mention
    body = [u for u in draft.core if not u.is_title] or draft.core
    for unit in body[:5]:
        for mention in unit.of(MentionKind.TARGET):
            value = mention.value
            if not isinstance(value, TargetValue) or not value.person:
                continue
            name = (value.name or "").lower()
            if not (value.targsubtype in _PROMINENT or _PROMINENT_WORD.match(name)) or _NOT_PROMINENT.search(name):
                continue
            after = unit.after(mention, 130)
            if NOT_HIT_AFTER.match(after) or _ONE_OF_MANY.search(unit.before(mention, 60)):
                continue
            if (unit.strength >= 1 and _AIMED.search(unit.before(mention, 100))) or _WAS_SLAIN.match(after):
                return mention
    return None


_NOTABLE = frozenset(
    {
        "Journalists & Media", "Religious Figures/Institutions", "Educational Institution", "Government (Diplomatic)", "Government (General)",
        "Police", "Military", "Violent Political Party", "NGO", "Business", "Private Citizens & Property",
    }
)  # fmt: skip
_NOTABLE_WORD = Wording(
    r"(?:activist|campaigner|leader|banker|businessman|industrialist|executive|chairman|publisher|blogger|writer|poet|lawyer|advocate|judge|professor|editor|journalist|priest|cleric|imam|bishop|diplomat|consul|"
    r"ambassador|attache|commander|colonel|major|general|captain|lieutenant|detective|inspector|superintendent|politician|candidate|mayor|councillor|senator|deputy|prosecutor|governor|minister|director|secretary|trade unionist|official)\b"
)
_NAMED_AFTER = re.compile(r"\s*(?:(?:,|of|for|at|in) [^.;]{0,40})?,?\s*(?:[A-Z][\w'’.-]+ ){1,3}")
_NAMED_BEFORE = re.compile(
    r"[A-Z][\w'’-]+(?: [A-Z][\w'’.-]+)+,? (?:\(?\d\d\)?,? )?(?:an? |the |then |who (?:was|is) (?:an? |the )?)?(?:[\w-]+ ){0,3}$"
)
_FEW = 3


def _named_victim(draft: Draft) -> Mention | None:
    """The words for one named person of standing at whom a small attack was aimed: nobody shoots a professor by name at random."""
    killed = [t.value for u in draft.core for _, t in u.tolls if t.kind == "killed" and t.value]
    if killed and max(killed) > _FEW:
        return None
    for unit in draft.core[:5]:
        whole = unit.sentence.text
        for mention in unit.of(MentionKind.TARGET):
            value = mention.value
            if not isinstance(value, TargetValue) or not value.person or value.targtype not in _NOTABLE:
                continue
            word = mention.span.quote
            if not _NOTABLE_WORD.search(word.lower()) or _NOT_PROMINENT.search(word.lower()) or word.isupper():
                continue
            offset = mention.span.start - unit.sentence.start
            named = _NAMED_AFTER.match(whole[offset + len(word) :]) or _NAMED_BEFORE.search(whole[:offset])
            if named and is_hit(unit, mention):
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


_LONG_HELD = Wording(
    r"\b(?:for|after|in) (?:more than |nearly |almost |about )?(?:\w+ ){1,2}(?:weeks|months|years)\b|\bcaptivity\b|\bkidnappers\b|\b(?:seized|snatched|taken|grabbed) from (?:their|his|her)\b|\bransom\b"
)
_LED_AWAY = Wording(
    r"\b(?:captors?|kidnappers?|abductors?|ransom|captivity|marched (?:off|away|into)|bush|jungle|forest|hideouts?|proof of life|led away|taken away|driven off|held captive|in the hands of)\b"
)
_SIEGE = Wording(
    r"\b(?:siege|besieged|barricad\w*|stormed|holed up|surrounded|theatre|theater|school|hotel|mall|embassy|plant|complex|hall|restaurant|museum|hospital|airport|hijack\w*)\b"
)
_BESIEGED = Wording(
    r"\b(?:siege|besieged|barricad\w*|stormed|holed up|theatre|theater|school|hotel|mall|embassy|plane|aircraft|train|bus|surrounded|complex|plant)\b"
)


# who is held where he was seized
_KEPT_THERE = Wording(
    r"\b(?:inside|building|office|house|hall|bank|shop|store|court|consulate|mosque|church|station|prison|hospital|restaurant|cafe|café|room|floor|held (?:\w+ ){0,4}hostage|holding|surrender\w*|negotiat\w*|rescued?|commandos?)\b"
)


def settle_hostage_kind(draft: Draft, kinds: set[str]) -> set[str]:
    """Held where they were seized is a barricade; led away is a kidnapping; with a vehicle taken over it is a hijacking first."""
    said = " ".join(u.low for u in draft.units)
    if BARRICADE in kinds and KIDNAPPING not in kinds:
        led_away = _LED_AWAY.search(said) and not _SIEGE.search(said)
        elsewhere = not _BESIEGED.search(said) and (_LONG_HELD.search(said) or not _KEPT_THERE.search(said))
        return (kinds - {BARRICADE}) | {KIDNAPPING} if led_away or elsewhere else kinds
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
            if not isinstance(value, WeaponValue) or state_only or LATER_RAID.search(unit.low):
                continue
            if not draft.trait and any(act.by_state and m.span.overlaps(mention.span) for m, act in unit.triggers):
                continue  # the shots of the police
            weight[value.weaptype] = weight.get(value.weaptype, 0.0) + (2.0 if unit.strength else 0.7)
            spans.setdefault(value.weaptype, mention.span)
            if value.weapsubtype and ("Unknown" in subtype.get(value.weaptype, "Unknown")):
                subtype[value.weaptype] = value.weapsubtype
    types = attack.value if isinstance(attack.value, tuple) else ()
    if BOMBING in types and not spans.keys() & {"Explosives", "Chemical", "Radiological"}:
        for _, mention, value in acts_of(draft):
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
        for _, mention, value in acts_of(draft):
            if value.attacktype == FACILITY and mention.span.quote.lower() not in ("sabotage",):
                spans["Incendiary"], weight["Incendiary"] = mention.span, 2.0
                break
    if UNARMED in types and not spans.keys() & {"Vehicle", "Chemical", "Biological"}:
        for _, mention, value in acts_of(draft):
            if value.attacktype == UNARMED and re.search(
                r"ram|plough|plow|dr[io]ve|ran|run|truck|van|lorry|vehicle|car|mow", mention.span.quote.lower()
            ):
                spans["Vehicle"], weight["Vehicle"] = mention.span, 3.0
                break
    fits = {
        BOMBING: ("Explosives",), FACILITY: ("Incendiary", "Sabotage Equipment", "Explosives"), UNARMED: ("Vehicle", "Chemical", "Biological"),
        ARMED: ("Firearms", "Melee"), ASSASSINATION: (), HIJACKING: (), BARRICADE: (), KIDNAPPING: (),
    }  # fmt: skip
    if any(w in weight for w in _AGENTS) and BOMBING not in types:
        weight.pop("Explosives", None)
    if BOMBING not in types and ARMED in types and weight.get("Explosives", 0) < 2.0:
        weight.pop("Explosives", None)
    if BOMBING in types and ARMED not in types and ASSASSINATION not in types:
        for other in ("Firearms", "Melee"):
            if weight.get(other, 0.0) < 3.0:
                weight.pop(other, None)
    if not ({FACILITY, UNARMED, ARMED} & set(types)) and "Incendiary" in weight and weight["Incendiary"] < 3.0:
        weight.pop("Incendiary")
    # Who rams a crowd and then stabs does most harm with the vehicle; a vehicle that blows up does it with the bomb.
    by_harm = types if BOMBING in types else sorted(types, key=lambda kind: kind != UNARMED)
    first = [w for kind in by_harm for w in fits.get(kind, ()) if w in weight]
    order = sorted(weight, key=lambda w: (first.index(w) if w in first else len(first), -weight[w], w))
    chosen = order[:4]
    if not chosen and draft.parent is not None:
        return settle_weaptype(draft.parent, attack)
    if not chosen:
        unsaid = _unsaid_weapon(draft, attack)
        return unsaid or Value((_BARE,), 0.5, (), "nothing said of a weapon"), None, None
    evidence = tuple(spans[w] for w in chosen)
    main = Value(tuple(chosen), 0.85, evidence, "weapon words")
    subs = [subtype.get(w, "") for w in chosen]
    detail = Value(
        "; ".join(dict.fromkeys(s.quote.replace("\n", " ") for s in evidence)), 0.7, evidence, "weapon words"
    )
    return main, (Value(tuple(subs), 0.7, evidence, "weapon words") if any(subs) else None), detail


# Where no word names the weapon and the reader is so sure of one, as a logit, it is right in three of four cases: six sets that it had not read.
_SURE_OF_WEAPON = 2.0


def _unsaid_weapon(draft: Draft, attack: Value) -> Value | None:
    """The weapon that the deed gives away where no word names it: a bombing takes explosives; else what the reader is sure of."""
    if not attack.evidence:
        return None
    if isinstance(attack.value, tuple) and BOMBING in attack.value:
        return Value(("Explosives",), 0.7, attack.evidence, "a bombing takes explosives")
    read = read_types(draft, "weapon")
    best = max(read, key=lambda label: (read[label], label), default="")
    if not best or read[best] < _SURE_OF_WEAPON:
        return None
    return Value((best,), 0.5, attack.evidence, "the reader is sure of it")


_SUICIDE = Wording(
    r"\bsuicide (?:bomb\w*|attack\w*|car bomb\w*|truck bomb\w*|vest\w*|blast\w*|mission\w*|squad\w*|assault\w*|explosion\w*|jackets?|belts?|boats?|ships?|terrorists?|drivers?|trucks?|lorr(?:y|ies)|cars?|vans?|raids?|raiders?|fighters?|commandos?|operations?|strikes?|teams?|brigades?|pilots?|planes?|assailants?|militants?|motorcycl\w*|device)|\bbl[eo]w(?:n|ing)? (?:him|her|them)sel(?:f|ves) up|"
    r"\bset(?:ting)? off (?:his|her|their|an?) (?:suicide |explosive )?(?:vests?|belts?)|\bdetonat\w+ (?:his|her|their|an?|explosive|suicide) ?(?:explosive |suicide )?(?:vests?|belts?|explosives strapped|jacket)|"
    r"\bwearing (?:an? )?(?:explosive|suicide|bomb) (?:vests?|belts?|jackets?)|\bexploded (?:him|her|them)sel(?:f|ves)|\bhuman bombs?|\bkamikaze|\bexplosive belts?|\bsuicide bombers?|"
    r"\bmartyrdom[- ](?:seek\w*|operations?|attack\w*|bomb\w*)|\bblown up (?:him|her|them)sel(?:f|ves)|\bintent on (?:dying|death)|\b(?:wore|wearing|strapped|with) (?:an? |the |his |her |their |on )?(?:\w+ )?(?:vests? packed|suicide|explosives? (?:vests?|belts?|jackets?))|"
    r"\bwore the vest|\bsuicide attackers?|\bbombers? (?:also |himself |herself |themselves )?(?:died|perished|was killed|were killed|blew)|\bbomber's (?:death|body|head|remains)|\bkilling (?:him|her|them)sel(?:f|ves) and|\bkilled (?:him|her|them)sel(?:f|ves) and|\bpulled (?:a|the) cord|\bwith a vest and|\bfidayeen|\bexplosives strapped to (?:his|her|their)|\bat the wheel and died|"
    r"\b(?:female|woman|women|girl|boy|teenage|child|male|lone|vest|belt) bombers?\b|\bbombers? (?:walked|ran|strolled|cycled|drove|rammed|mingled|slipped|struck|stepped|rode|pushed) |"
    r"\bdetonat\w+ (?:the |an? )?(?:\w+ )?(?:charges?|explosives?|devices?|bombs?) (?:that |which )?(?:he|she|they) (?:wore|carried|was carrying|were carrying|was wearing|were wearing|had on)|"
    r"\b(?:drove|driv(?:en|ing)|ramm(?:ed|ing)|crash(?:ed|ing)|steered|ploughed|plowed|smashed) (?:an? |the |his |their |two )?(?:[\w-]+ ){0,4}(?:laden|packed|loaded|filled|stuffed|crammed|rigged|full|bomb)\b[^.;]{0,40}\b(?:into|at|against|through)\b|"
    r"\b(?:car|truck|lorry|van|vehicle|humvee|minibus|jeep|tanker|tractor|boat|motorcycle|pick-?up)s? (?:bomb |(?:laden|packed|loaded|filled|stuffed|crammed|rigged|full) (?:with|of) [\w -]{0,30})(?:was |were |had been )?(?:ramm(?:ed|ing)|driven|crash(?:ed|ing)|smash(?:ed|ing)|drove|plough(?:ed|ing)|plow(?:ed|ing)) |"
    r"\bdetonat(?:ed|es|ing) (?:him|her|them)sel(?:f|ves)\b|\bdetonat(?:ed|ing) (?:it|them|the \w+) (?:together |along )?with (?:him|her|them)sel(?:f|ves)\b|\b(?:touch|let)(?:ed|ing|ting)? off (?:his|her|their) (?:\w+ )?(?:vests?|belts?|charges?|explosives)\b|"
    r"\b(?:girls?|women|woman|man|men|boys?|youths?|teenagers?) (?:[\w'-]+ ){1,5}blew up(?=[.,;:]| (?:in|at|near|inside|among|amid|outside|as|when|beside|by|next|before|and)\b)|\b(?:flung|threw|hurled) (?:him|her|them)sel(?:f|ves) (?:under|beneath|at|into|on|onto|against|among) [^.;]{0,60}\b(?:blew up|exploded|blown)\b|"
    r"\b(?:drivers?|(?:man|woman|men) at the wheel)(?: of [^.;,]{3,40})?,?(?: also| both)? (?:perished|was torn|were torn|was blown|were blown|died (?:with|in|at) (?:it|the)|must have died)|\bdriver's (?:remains|body|head)\b|\b(?:blown (?:apart|up|to pieces)|perished|died) with (?:it|his (?:vehicle|car|bomb|load))\b|"
    r"\b(?:explosives?|bomb|dynamite)-(?:laden|packed|filled|loaded|rigged) (?:\w+ )?(?:cars?|trucks?|lorr(?:y|ies)|vans?|vehicles?|boats?|motorcycles?|jeeps?|tankers?|minibus|dinghies|dinghy|humvees?) (?:was |were |had been )?(?:ramm\w+|driven|drove|crash\w+|smash\w+|plough\w+|plow\w+|slamm\w+)|"
    r"\b(?:in|with|wearing|wore|under|strapped) (?:an? |his |her |their |the )?(?:suicide|explosives?|bomb)[- ](?:vests?|belts?|jackets?|waistcoats?)\b|\b(?:vests?|belts?|waistcoats?) (?:of|packed with|full of|filled with|stuffed with|laden with) (?:explosives?|dynamite|tnt|c4|bombs)\b|"
    r"\bexplod(?:ed|es|ing) (?:the |his |her |their )(?:\w+ )?(?:vests?|belts?|jackets?)\b|\bset(?:s|ting)? off (?:suicide |explosive |explosives )?(?:vests|belts|jackets)\b|"
    r"\b(?:man|woman|girl|boy|youth|teenager|attacker|assailant|bomber|driver|rider|motorcyclist|cyclist|militant|insurgent|person)s? (?:then |also |himself |herself )?(?:exploded|blew up)(?=[.,;:]| (?:in|at|near|inside|among|amid|outside|as|when|beside|on|by|next|before|after|and)\b)|"
    r"\b(?:driver|woman|girl|rider|motorcyclist|cyclist|she|attacker|assailant)s? (?:then |also )?(?:detonated|set off|triggered|ignited|touched off) (?:the|his|her|their|an?) (?:explosive |suicide )?(?:charges?|loads?|explosives|payload|cargo|belts?|vests?)\b|"
    r"\bdr(?:ove|iven) (?:\w+ )?(?:into|up to|at) [^.;,]{3,60} and (?:blew up|exploded)\b|\bsped [^.;]{3,90} and (?:set off|detonated|triggered) (?:the|his|its) (?:load|charge|explosives|bomb|cargo)\b|"
    r"\b(?:including|excluding|counting|besides|plus|apart from|as well as|other than|in addition to) the (?:suicide )?(?:bombers?|assailants?)\b|\bbombers? (?:is|are|was|were)(?:n't| not) (?:among|counted|included)|\bholds? the bomber|"
    r"\bkill(?:ed|ing)\b[^.;]{0,60}\b(?:and|and then|as well as|along with) (?:him|her|them)sel(?:f|ves)\b|\b(?:head|legs|torso|remains|corpse) of (?:the|a|one|each) (?:\w+ )?(?:bombers?|attackers?)\b|"
    r"\b(?:driver|attacker|assailant|man|woman|he|she)s? (?:also )?(?:perished|died|was killed|were killed) (?:with it|with (?:his|her|their) victims|in the blast he|in the blast she|at the wheel)"
)
_NO_SUICIDE = re.compile(
    r"\b(?:not|no|dummy|fake|mock|imitation|bogus|toy|unexploded|undetonated|unused)\s+(?:a |an )?$|\b(?:whether|might|may be|may have|could be|could have|denied|rejected)\b[^.;,]{0,50}$"
)


def settle_suicide(draft: Draft) -> Value | None:
    """1 where an attacker is told to have meant to die: vests and belts count, even if shot before use; a dummy does not."""
    for unit in draft.units:
        for match in _SUICIDE.finditer(unit.low):
            if not _NO_SUICIDE.search(unit.low[max(0, match.start() - 60) : match.start()]):
                start = unit.start + match.start()
                text = unit.sentence.text[
                    start - unit.sentence.start : start - unit.sentence.start + len(match.group())
                ]
                return Value(1, 0.9, (Span(start, start + len(match.group()), text),), "told as suicide")
    return None


_FAILED = Wording(
    r"\b(?:fail(?:s|ed)? to (?:explode|detonate|go off)|did not (?:explode|go off|detonate)|(?:was|were) (?:safely )?(?:defused|disarmed|deactivated|dismantled)|defused|took apart a device|"
    r"blew it up under control|controlled explosion|was destroyed|attempted (?:assassination|bombing|hijacking|attack)|tr(?:ied|ying) to (?:kill|assassinate|murder)|assassination attempt|"
    r"survived|escaped unhurt|escaped unharmed|escaped unscathed|escaped uninjured|escaped injury|escaped with (?:minor|slight|light) injuries|(?:was|were) (?:safe|unhurt|unharmed|unscathed|uninjured|not harmed|not injured)|attempt on (?:his|her|the) life|missed its target|frustrated|botched|foiled|in the air before|found and defused|had found one|found one|was found in|was taken from|picked out by x-ray|a fourth at|was not hurt|detonators? (?:had )?failed|fuses? failed|(?:gun|pistol|rifle|weapon|revolver) jammed|made (?:harmless|safe)|rendered (?:harmless|safe)|neutrali[sz]ed the|blew it up safely|safely detonated|only partially exploded|malfunctioned|misfired|were (?:discovered|found) aboard|were defused|never went off|attempted to (?:kill|assassinate|bomb|hijack)|narrowly (?:escaped|survived|missed)|bungled|thwarted|overpowered before|missed (?:him|her|them))\b"
)


# Of several devices one that went off is enough; a controlled blast is none.
_WENT_OFF = Wording(
    r"\b(?:were|was) (?:killed|wounded|injured|hurt|wrecked|damaged|blown up)\b|(?<!before it )(?<!before they )(?<!not )(?<!partially )\b(?:exploded|went off|going off|detonated (?:at|in|near|outside)|opened a hole|scarred|wrecked|ripped|tore|maim(?:s|ed)|blown up at)\b"
)
_TARGET_LIVES = Wording(
    r"\b(?:critical(?:ly)?|stable|survived|unhurt|unharmed|unscathed|wounded|wounding|injured|injuring|hurt|maimed|paraly[sz]ed|out of danger|lost (?:an eye|a leg|a hand|an arm|both)|(?:shot|hit|struck) (?:\w+ ){0,3}in the (?:leg|legs|knee|knees|thigh|foot|arm|shoulder|hand|jaw|mouth|face|neck|stomach|abdomen|chest|hip|back))\b"
)


def settle_success(draft: Draft, attack: Value, dead: int | None) -> Value:
    """GTD's rule of success for the first attack type: a bomb that went off, a target that died, a control that was taken."""
    types = attack.value if isinstance(attack.value, tuple) else ()
    said = [(u, m) for u in draft.units for m in _FAILED.finditer(u.low)]
    failed_words = [v for _, _, v in acts_of(draft) if v.failed]
    core = " ".join(u.low for u in draft.core)
    if types[:1] == (ASSASSINATION,):
        if said or (_TARGET_LIVES.search(core) and not dead):
            return _failure(said)
        if dead == 0 or (dead is None and failed_words):
            return _failure(said)
        return Value(1, 0.8, (), "the target died")
    if (said or failed_words) and not dead:
        strong = re.search(r"\b(?:exploded|blew up|went off|opened fire|killed|wounded|injured|set fire)\b", core)
        unexploded = any(
            re.search(
                r"explode|detonate|go off|defus|failed|harmless|made safe|rendered safe|safely|neutrali|malfunction|discovered aboard|found aboard|never went|disarm|deactivat|dismantl|took apart|under control|controlled|destroyed|x-ray|found in",
                m.group(),
            )
            for _, m in said
        )
        if unexploded and not _WENT_OFF.search(core):
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
