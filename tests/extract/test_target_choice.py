"""Which of the people and things that are named was hit: the grammar around them, and what is only beside them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from etl.codebook.choices import target_weights
from etl.extract.extractor import RulesExtractor
from etl.extract.target_choice import unnamed
from etl.model import Account, Article

_EXTRACTOR = RulesExtractor()


def account(text: str) -> Account:
    article = Article(doc="a", title="", text=text, published_at=datetime(2024, 5, 10, 18, tzinfo=UTC))
    return _EXTRACTOR.extract(article)[0]


@pytest.mark.parametrize(
    ("text", "targtype"),
    [
        ("Gunmen killed four farmers in Katsina on Thursday, a police spokesman said.", "Private Citizens & Property"),
        ("A bomb went off outside the customs office in Tirana on Thursday. Firefighters put out the blaze.", "Government (General)"),
        ("Rebels ambushed a jeep carrying vaccinators in Kunar on Thursday, killing two.", "Business"),
        ("Two schoolteachers were shot dead in Yala on Thursday as they left a tea shop.", "Educational Institution"),
        ("A roadside bomb hit an army convoy near Agadez on Thursday, wounding five.", "Military"),
        ("Police said a bomb wrecked a branch of Citibank in Quito on Thursday.", "Business"),
        ("A roadside bomb killed three vigilantes near Gamboru on Thursday.", "Terrorists/Non-State Militia"),
        ("Gunmen shot dead the regional delegate for public health near Kumbo on Thursday.", "Government (General)"),
        ("A bomb wrecked a clinic in Mobile on Thursday, the third that performs abortions to be hit there.", "Abortion Related"),
        ("Attackers dynamited two high-voltage pylons near Puno on Thursday.", "Utilities"),
    ],
)  # fmt: skip
def test_target_is_what_was_hit_not_who_speaks_or_comes_to_help(text: str, targtype: str) -> None:
    assert account(text).get("targtype")[0] == targtype


def test_people_hurt_without_another_word_are_private_citizens() -> None:
    found = account("A car bomb in Herat on Thursday left nine dead.")
    assert found.get("targtype") == ("Private Citizens & Property",)


def test_two_targets_hit_alike_are_both_named() -> None:
    found = account(
        "Militants attacked a police station and a church in Jos on Thursday, killing a priest and three policemen."
    )
    assert set(found.get("targtype")) == {"Police", "Religious Figures/Institutions"}


def test_word_inside_a_place_name_is_no_target() -> None:
    found = account("Gunmen shot dead a shopkeeper in Cape Town on Thursday.")
    assert found.get("targtype") == ("Business",)


def test_target_has_its_words_as_evidence() -> None:
    found = account("A bomb exploded at a synagogue in Djerba on Thursday.")
    assert [span.quote for span in found.values["targtype"].evidence] == ["synagogue"]


def test_weights_stand_once_and_say_what_a_reader_expects() -> None:
    weights = target_weights()
    assert weights["thing attack on"] > 0 > weights["person speaks or acts"]


def test_the_reader_decides_between_words_and_names_what_no_word_does() -> None:
    words = {"Business": 0.5, "Police": 0.5}
    assert unnamed(words, {"Business": -3.0, "Police": -3.0, "Military": 2.0}) == "Military"
    assert unnamed(words, {"Business": 1.0, "Police": -3.0, "Military": 0.5}) == ""
    assert unnamed(words, {}) == ""
