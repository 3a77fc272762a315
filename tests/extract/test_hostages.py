"""People taken and held, and what became of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract.hostages import Captivity, find_hostages, settle_captivity
from etl.extract.text import segment
from etl.model import Article, HostagesValue, Mention


def hostages(body: str) -> list[Mention]:
    return list(find_hostages(segment(Article(doc="x", title="", text=body))))


def settled(body: str) -> Captivity:
    return settle_captivity(hostages(body), [body])


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Gunmen kidnapped 12 schoolgirls.", 12),
        ("Rebels freed on Friday the five oil workers whom they had kidnapped.", 5),
        ("Rebels took four people hostage.", 4),
        ("They abducted a priest and his driver.", 2),
        ("Nine crew, all Filipino, were taken from the ship.", 9),
        ("An Indian priest was led away.", 1),
        ("Armed men seized nine staff of a hospital.", 9),
        ("Some twenty persons were taken away.", 20),
        ("About 400 hostages are held in the train.", 400),
        ("Gunmen hijacked a bus with 60 people aboard.", 60),
        ("All the 344 abducted students were released.", 344),
        ("ABOUT 50 PEASANTS HAVE BEEN KIDNAPPED BY TERRORISTS.", 50),
        ("Rebels killed 27 soldiers and took 60 others prisoner.", 60),
        ("Gunmen killed two people, taking seven hostage.", 7),
        ("Eleven crew members were taken hostage by militants.", 11),
        ("Gunmen took the ambassador hostage.", 1),
        ("Armed men kidnapped university student Carlos Lopez.", 1),
        ("Gunmen held 28 people hostage. Police first said about 40 people were being held.", 28),
    ],
)
def test_the_number_of_hostages_is_settled(sentence: str, count: int) -> None:
    assert settled(sentence).nhostkid == count


@pytest.mark.parametrize(
    "sentence",
    [
        "Police released the names of two men.",
        "Rescue workers searched the ruins.",
        "A French citizen escaped injury.",
        "They threatened to kidnap 12 engineers.",
        "He was taken to hospital.",
        "Police captured two gunmen.",
    ],
)
def test_what_is_no_captivity_gives_no_hostages(sentence: str) -> None:
    assert not [m for m in hostages(sentence) if isinstance(m.value, HostagesValue) and m.value.value]


def test_release_and_ransom_are_told() -> None:
    captivity = settled(
        "Gunmen kidnapped three engineers. They demanded a ransom of $2 million. The three engineers were released after ten days in captivity."
    )
    assert (captivity.nhostkid, captivity.nreleased) == (3, 3)
    assert captivity.outcome == "Hostage(s) released by perpetrators"
    assert (captivity.ransom, captivity.ransomamt) == (1, 2_000_000)
    assert captivity.ndays == 10


@given(st.text(max_size=300))
@settings(max_examples=50, deadline=None)
def test_any_text_is_read_without_an_error(noise: str) -> None:
    for mention in hostages(noise + " Gunmen kidnapped two men."):
        assert mention.span.quote


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Militants marched 27 gendarmes off into the bush.", 27),
        ("Gunmen carried off two nurses.", 2),
        ("Two aid workers were forced into a van by masked men.", 2),
        ("Gunmen made off with two aid workers.", 2),
        ("The governor's office put the captives at 47.", 47),
        ("Forty-seven boys are in captivity.", 47),
        ("Nine fishermen fell into the hands of kidnappers.", 9),
    ],
)
def test_the_taken_are_counted_however_it_is_put(sentence: str, count: int) -> None:
    assert settled(sentence).nhostkid == count


def test_the_kidnapped_of_many_years_are_no_hostages_of_one_deed() -> None:
    assert settled("More than a hundred foreigners have been kidnapped there since 1992.").nhostkid is None
