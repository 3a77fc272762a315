"""Whether a group that a sentence names is the one that a deed hits: its leader who was shot, its office that was bombed.

Enters: a lowered sentence and where a group's name stands in it. Leaves: yes or no. Pure. A report of a murdered party leader names no other group
than his own, and that group is the last that did it.
"""

from __future__ import annotations

import re

from etl.codebook.claims import with_words

# Between the verb and whom it hits: nobody who acts, and no other clause.
_NO_DOER = r"(?:(?!(?:by|for|after|when|while|who|which|that|said|as|but|because)\b)[\w.'’-]+,? ){0,7}?"
# "shot dead a leader of", "a bomb went off outside an office of", "killed Ali Hassan, 47, a member of the right-wing"
_OBJECT = with_words(
    rf"(?:{{hitting}}) {_NO_DOER}(?:{{one_of}}|{{belonging}}) (?:of|from|belonging to|with) (?:the |a |an )?(?:[\w-]+ ){{0,2}}$"
)
# "two members of X were killed", "Ali Hassan, a leader of X, was shot dead"
_SUBJECT = with_words(r"(?:{one_of}|{belonging}) (?:of|from|belonging to|with) (?:the |a |an )?(?:[\w-]+ ){0,2}$")
_SUFFERS = with_words(
    r"(?:,? [^.;]{0,60}?,?)?\s?(?:was|were|has been|have been|had been|is|are) (?:also |later |then |\w+ly )?(?:{hitting})"
)
# "shot dead a X leader", "outside the home of a X leader"
_OBJECT_BEFORE = with_words(
    rf"(?:{{hitting}}) {_NO_DOER}(?:the |an? |two |three |four |five |six |several |some |\d+ |local |senior |top ){{0,3}}$"
)
_ITS_OWN = with_words(r"\s(?:[\w-]+ ){0,2}?(?:{one_of}|{belonging})")
_BY = re.compile(r"\bby (?:[\w-]+ ){0,3}$")
_REACH = 140  # characters


def is_hit(low: str, left: int, right: int) -> bool:
    """Whether the group named at `left:right` of a lowered sentence is the one that a deed hits.

    >>> is_hit("gunmen shot dead a leader of hamas in gaza", 29, 34), is_hit("members of hamas shot dead a guard", 11, 16)
    (True, False)
    """
    lead, after = low[max(0, left - _REACH) : left], low[right : right + _REACH]
    if _BY.search(lead):
        return False
    if _OBJECT.search(lead):
        return True
    if _SUBJECT.search(lead):
        return _SUFFERS.match(after) is not None
    own = _ITS_OWN.match(after)
    if own is None:
        return False
    return _OBJECT_BEFORE.search(lead) is not None or _SUFFERS.match(after, own.end()) is not None


# "X condemned the attack", "X is one of several groups that fight there"
_ASIDE = re.compile(
    r"(?:['’]s? (?:[\w-]+ ){0,3}?(?:leader|leadership|spokes\w+|chief|wing|office))?(?: (?:also|has|have|had|later|strongly|immediately|swiftly|itself))* (?:condemn\w*|denounc\w*|deplor\w*|mourn\w*|express(?:ed|es) (?:[\w-]+ ){0,3}(?:regret|shock|sorrow|condolences|sympathy|concern)|offered (?:[\w-]+ ){0,2}condolences|"
    r"(?:is|are) (?:one of|among)\b|called (?:it|the (?:attack|killing|bombing)) )"
)


def stands_aside(low: str, right: int) -> bool:
    """Whether the group whose name ends at `right` only speaks of the deed, or is only told of."""
    return _ASIDE.match(low, right) is not None
