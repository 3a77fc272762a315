"""What GTD would count, told from what is only told in the same words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from etl.extract.extractor import load_extractor
from etl.model import Article

EXTRACTOR = load_extractor()


def counted(title: str, text: str) -> list[bool]:
    article = Article("x", title, text, published_at=datetime(2014, 5, 9, 12, tzinfo=UTC))
    return [account.is_terrorism for account in EXTRACTOR.extract(article)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "United shoot down leaders in derby",
            "Two late shots killed off the league leaders on Thursday. The attack, led by striker Ian Pell, struck twice in "
            "stoppage time.\n\nThe coach praised his goalkeeper. The match drew 41,000.",
        ),
        (
            "Man stabbed brother in quarrel over tractor",
            "A farmer of 44 was arrested on Thursday after he had stabbed his brother to death in a quarrel over a tractor, "
            "police said.\n\nThe two had been drinking. Their mother called an ambulance.",
        ),
        (
            "Boiler blast kills three at laundry",
            "Three workers were killed and nine injured when a boiler exploded in a laundry on Thursday, the fire brigade said."
            "\n\nAn inspector had warned of a faulty valve. It was an accident, the mayor said.",
        ),
    ],
)
def test_play_quarrels_and_mishaps_do_not_count(title: str, text: str) -> None:
    assert not any(counted(title, text))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Car bomb kills nine at Mosul market",
            "A car bomb exploded at a market in Mosul on Thursday, killing nine people and wounding 31, police said.\n\n"
            "No group claimed responsibility.",
        ),
        (
            "Car bomb at newspaper in Cartagena",
            "A car bomb laid to the drug mafia wrecked the offices of a newspaper in Cartagena on Thursday, injuring two guards, police said.\n\n"
            "The drug lords have threatened judges and editors for weeks.",
        ),
        (
            "Candidate for mayor shot dead in Meta",
            "Hitmen shot dead the Liberal candidate for mayor of Puerto Lopez and his driver in the street on Thursday, police said.\n\n"
            "Nobody has been arrested.",
        ),
        (
            "Rebels ambush police patrol in Assam",
            "Separatist rebels ambushed a police patrol near Diphu on Thursday and shot dead four constables, officials said.",
        ),
    ],
)
def test_attacks_count(title: str, text: str) -> None:
    assert counted(title, text) == [True]


@pytest.mark.parametrize(
    "beside",
    [
        "On Monday, soldiers pursuing insurgents near Lunglei shot dead six of them.",
        "Near Lunglei troops advancing on Monday captured a ridge after killing 14 militants; a soldier lost his life.",
        "At Lunglei on Monday security forces gunned down three cadres in a forest.",
        "On Monday three men were killed in Lunglei when rival groups traded fire over a piece of land.",
    ],
)
def test_operations_and_feuds_beside_an_attack_do_not_count(beside: str) -> None:
    attack = (
        "A bomb exploded at a bus stand in Aizawl on Thursday, killing four people and wounding eleven, police said."
    )
    title = "Bomb kills four at Aizawl bus stand"
    assert counted(title, f"{attack}\n\nNo group claimed responsibility.\n\n{beside}") == [True, False]


def test_an_attack_told_beside_another_counts() -> None:
    attack = (
        "A bomb exploded at a bus stand in Aizawl on Thursday, killing four people and wounding eleven, police said."
    )
    beside = "Near Lunglei on Monday, rebels attacked soldiers on patrol and shot dead six of them."
    assert counted("Bomb kills four at Aizawl bus stand", f"{attack}\n\n{beside}") == [True, True]


def test_captives_who_die_when_forces_free_them_were_taken_by_others() -> None:
    text = (
        "Nine hostages were killed when security forces stormed a church in Baghdad on Sunday to free worshippers held there by "
        "gunmen, the deputy interior minister said."
    )
    assert counted("Church siege ends in bloodshed", text) == [True]
