"""The gate on all the words of an article."""

from __future__ import annotations

from etl.codebook.choices import gate_weights
from etl.extract.extractor import load_extractor
from etl.extract.gate import BIAS, gate_features, may_report_attack, sounds_like_attack
from etl.extract.relevance import may_report_violence
from etl.extract.text import segment
from etl.model import Article

_ATTACK = (
    "A car bomb exploded outside a police station in the town on Monday, killing seven people, officials said. Eleven were wounded. "
    "Witnesses saw a white van stop at the gate. Nobody has claimed responsibility, but militants have struck here before. "
    "Soldiers sealed off the road. The governor condemned the attack and promised that those behind it would be caught."
)
_OTHER = (
    "The council will spend four million on the harbour baths, which closed in spring. The pumps are to be replaced first. "
    "Swimmers had killed off an earlier plan to sell them, and the row exploded again in March. The mayor said that tickets would cost "
    "no more than before. Works begin after the school holidays. The cafe opens at the weekend with new owners and the old menu."
)


def passes(text: str) -> bool:
    return may_report_attack(segment(Article("x", "", text)))


def test_reports_of_attacks_pass_and_other_news_does_not() -> None:
    assert passes(_ATTACK)
    assert not passes(_OTHER)


def test_capitals_pass_as_well() -> None:
    assert passes(_ATTACK.upper())


def test_attack_in_a_digest_of_other_news_passes() -> None:
    assert passes("\n\n".join([_OTHER] * 6 + [_ATTACK] + [_OTHER] * 6))
    assert not passes("\n\n".join([_OTHER] * 12))


def test_texts_of_a_line_or_two_are_left_to_the_rules() -> None:
    text = "Villagers of the upper valley buried a schoolteacher. Rebels had shot him dead on Monday."
    assert load_extractor().extract(Article("x", "", text))


def test_features_weigh_the_same_however_long_the_text() -> None:
    for text in ("", "bomb", _OTHER.lower(), "\n\n".join([_ATTACK.lower()] * 9)):
        length = sum(amount**2 for name, amount in gate_features(text).items() if name != BIAS)
        assert round(length, 9) in (0, 1)


def test_weights_are_of_words_and_of_groups_of_words() -> None:
    weights = gate_weights()
    assert weights["militants"] > 0 > weights["season"]
    assert {name.split()[0] for name in weights if " " in name} == {"any", "family", "kin"}


def test_time_is_linear_in_the_length_of_the_text(processor_seconds) -> None:
    short, long = (segment(Article("x", "", "\n\n".join([_OTHER] * n))) for n in (50, 400))
    may_report_attack(short)
    taken = min(processor_seconds(lambda: may_report_attack(short)) for _ in range(3))
    assert processor_seconds(lambda: may_report_attack(long)) < 30 * taken


def test_a_short_report_that_sounds_like_attacks_is_read_without_a_word_of_violence() -> None:
    title, text = (
        "Bus held up on Quetta road",
        "QUETTA: Armed men of a separatist outfit stopped a coach near Mach on Friday night and led away nine labourers from Punjab, officials "
        "of the Levies said.\n\nThe driver was let go. Security personnel combed the hills. An outfit's spokesman told reporters by satellite "
        "telephone that its men had done it.",
    )
    article = Article("x", title, text)
    assert not may_report_violence(article.whole)
    assert sounds_like_attack(article.whole)
    (account,) = load_extractor().extract(article)
    assert account.is_terrorism
    assert account.values["city"].value == "Mach"
