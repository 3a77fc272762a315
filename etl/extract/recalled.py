"""Figures of an earlier deed that the report of a later one recalls: its motive, its precedent, the works of those whom it is told for.

Enters: Units with their TOLL mentions. Leaves: whether a figure is only recalled. Touches nothing of the world.
"""

from __future__ import annotations

from etl.codebook.wording import Wording
from etl.extract.units import Unit
from etl.model import Mention

_DEED = r"(?:attacks?|attempts?|blasts?|bomb(?:s|ings?)?|explosions?|incidents?|shootings?|killings?|murders?|assassinations?|raids?|ambush(?:es)?|arson|violence|strikes?|kidnappings?|abductions?|threats?|it|this|event|which)"
_SPAN = r"(?:hours?|days?|weeks?|fortnight|months?|years?|decades?)"
# "the attack comes nine days after a banker was killed": no comma, behind which the later deed goes on.
_AFTER = Wording(
    rf"\b{_DEED} (?:also |only |just )?(?:comes?|came|coming|took place|takes place|occurr(?:s|ed)|happen(?:s|ed)|follow(?:s|ed)|coincid(?:es|ed))\b[^.;,]{{0,50}}\b{_SPAN} (?:(?:to|and) \w+ )?(?:after|following|since)\b[^.;,]{{0,160}}$"
    rf"|\b{_DEED} (?:also |only |just )?(?:comes?|came|follow(?:s|ed)|coincid(?:es|ed))\b[^.;,]{{0,30}}\b(?:after|following|since|on the heels of|in the wake of|the day after)\b[^.;,]{{0,160}}$"
    r"|\b(?:similar|comparable|identical) to (?:an?|the|one|that|another)\b[^.;,]{0,160}$"
)
# "days after another bomb went off in the area, killing two men": behind a comma only by a participle
_AFTER_ANOTHER = Wording(
    rf"\b(?:after|following|since) (?:another|a similar|a previous|an earlier|similar|previous|earlier|the first) (?:[\w'’-]+ ){{0,4}}{_DEED}\b[^.;,]{{0,100}},? $"
)
_PARTICIPLE = Wording(r"^(?:killing|wounding|injuring|leaving)\b")
# "in retaliation for the air strike that resulted in the death of its leader"
_FOR = Wording(
    r"\b(?:retaliation|revenge|reprisals?|response|vengeance|protest|reaction|retribution|payback|answer|tribute|memory|solidarity)\b(?: \w+)? (?:for|to|of|against|over|at|by|with)\b[^.;,]{0,200}$"
    r"|\b(?:aveng\w+|protest(?:s|ed|ing)?(?: \w+)? (?:against|over|at|to|the)|prompted by|provoked by|triggered by|sparked by|motivated by|commemorat\w+|retaliat\w+ (?:for|against|over)|angry (?:at|over|about)|anger (?:at|over)|condemn\w*|denounc\w*|anniversary of)\b[^.;,]{0,160}$"
)
# "the bombers, whose attack in 2002 killed over 200"
_WHOSE = Wording(
    r"\bwhose (?:[\w'’-]+ ){0,3}(?:attacks?|bombings?|raids?|bombs?|massacre)\b[^.;,]{0,60}$|\b(?:who|which|that) (?:had |were |was )?(?:convicted|found guilty|sentenced|executed|hanged)\b[^.;]{0,100}$"
)
# "four others were killed in similar attacks that night"
_ELSEWHERE = Wording(
    r"^[^.;,]{0,30}\bin (?:(?:an?other|a similar|a separate|a different|similar|separate|other|two other|related|unrelated) )+(?:\w+ ){0,2}(?:attacks?|incidents?|bombings?|explosions?|blasts?|shootings?|ambush(?:es)?|raids?)\b"
)


def is_recalled(unit: Unit, toll: Mention) -> bool:
    """Whether the words around a figure make it that of an earlier deed, or of another one."""
    sentence = unit.sentence
    low = sentence.flat.lower()  # the whole of it: a unit may begin behind "after"
    before, told = low[: max(0, toll.span.start - sentence.start)], low[max(0, toll.span.start - sentence.start) :]
    return bool(
        _AFTER.search(before)
        or (_PARTICIPLE.search(told[:12]) and _AFTER_ANOTHER.search(before))
        or _FOR.search(before)
        or _WHOSE.search(before)
        or _ELSEWHERE.search(low[toll.span.end - sentence.start :][:100])
    )
