"""Attackers whose death a text tells by pointing back to them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract.counts import settle_counts
from etl.extract.doers import last_told, next_told
from etl.extract.text import Text, segment
from etl.extract.tolls import find_tolls
from etl.model import Article

_RAID = "Three gunmen stormed the town hall on Thursday, killing nine people."
_SHOOTING = "Two gunmen on a motorcycle shot a policeman dead."


def read(body: str) -> Text:
    return segment(Article(doc="x", title="", text=body))


def dead(body: str) -> tuple[int | None, int | None]:
    """All the dead, and the attackers among them."""
    counts = settle_counts(list(find_tolls(read(body))))
    return (
        counts.nkill.value if counts.nkill is not None else None,
        counts.nkillter.value if counts.nkillter is not None else None,
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (f"{_RAID} The gunmen were all shot dead by special forces.", (12, 3)),
        (f"{_RAID} Special forces shot all three dead.", (12, 3)),
        (f"{_RAID} All three were later killed by police.", (12, 3)),
        (f"{_RAID} Police then killed the attackers.", (12, 3)),
        (f"{_RAID} The attackers also died.", (12, 3)),
        (f"{_SHOOTING} Both were killed when police returned fire.", (3, 2)),
        (f"{_SHOOTING} Police killed one of them and arrested the other.", (2, 1)),
        (
            "Five attackers stormed a base. Two blew themselves up and three were shot dead. Eight soldiers died.",
            (13, 5),
        ),
        (
            "Seven guests were shot dead by four attackers. Commandos killed three of them and the fourth blew himself up.",
            (11, 4),
        ),
        ("A suicide car bomber killed nine people at a market. The driver also perished.", (10, 1)),
        ("Six officers were killed when a bomber blew up his car. The bomber's body was found in the wreck.", (7, 1)),
        ("A gunman killed two people at a mosque before turning the gun on himself.", (3, 1)),
        ("Ten people died in the attack on a hotel. The dead include four attackers.", (10, 4)),
        ("The toll of the assault is ten, including the attackers. Four gunmen took part in it.", (10, 4)),
        ("Thirty people were killed in a bombing. Police said the bomber was one of the thirty.", (30, 1)),
        (
            "Nine people were killed when two attackers set off their vests. The dead do not include the bombers.",
            (11, 2),
        ),
        ("Rebels raided a village, killing four farmers. The rebels lost three men.", (7, 3)),
        ("Nineteen people were killed. The siege ended when police killed the last of the three attackers.", (22, 3)),
    ],
)
def test_attackers_are_known_by_what_points_back_to_them(told: str, expected: tuple[int | None, int | None]) -> None:
    assert dead(told) == expected


@pytest.mark.parametrize(
    "told",
    [
        "Three gunmen seized three tourists. All three were later killed.",  # the tourists stand nearer
        "Three gunmen seized a bus. Two passengers were killed.",
        "The bus driver also perished. A car packed with explosives had been driven into the bus.",
    ],
)
def test_victims_stay_victims(told: str) -> None:
    assert dead(told)[1] is None


def test_the_number_of_attackers_is_never_that_of_a_day_or_a_year() -> None:
    text = read("On 12 March 2015 - three masked gunmen came. A pair of suicide bombers followed.")
    last, first = last_told(text, len(text.whole)), next_told(text, 0)
    assert last is not None and last.count == 2
    assert first is not None and first.count == 3


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("three gunmen.,were shot dead both all 12 the bombers' heads\n"), max_size=200))
def test_any_text_is_read(body: str) -> None:
    for mention in find_tolls(read(body)):
        assert mention.span.start < mention.span.end
