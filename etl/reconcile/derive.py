"""What follows from settled fields: links, whether people were held, nationality against country.

Enters: the choices of one incident. Leaves: further choices. Touches nothing of the world.
"""

from __future__ import annotations

from etl.reconcile.dossier import Choices
from etl.reconcile.settle import Choice


def settle_linked(related: tuple[str, ...]) -> Choices:
    """Whether the incident is one of several parts of one thing, and the ids of the others."""
    out = {"multiple": Choice(int(bool(related)), "settle_linked")}
    if related:
        out["related"] = Choice(related, "settle_linked")
    return out


def settle_hostages_told(choices: Choices) -> Choices:
    """1 where the attack is a taking of hostages or a hijacking, or anybody is said to be held."""
    attack, held = choices.get("attacktype"), choices.get("nhostkid")
    if attack is None or not attack.value:
        return {}
    labels = attack.value if isinstance(attack.value, tuple) else ()
    taking = any(label.startswith(("Hostage", "Hijacking")) for label in labels)
    told = bool(held is not None and held.value)
    return {"ishostkid": Choice(int(taking or told), "settle_hostages_told", attack.by)}


def settle_international(choices: Choices) -> Choices:
    """1 where a victim's stated nationality is not that of the country; GTD derives nothing of the perpetrators' nationality."""
    nationality, country = choices.get("natlty"), choices.get("country_txt")
    if nationality is None or country is None or not country.value or not isinstance(nationality.value, tuple):
        return {}
    abroad = int(any(natlty != country.value for natlty in nationality.value))
    out = {"INT_MISC": Choice(abroad, "settle_international", nationality.by)}
    if abroad:
        out["INT_ANY"] = Choice(1, "settle_international", nationality.by)
    return out
