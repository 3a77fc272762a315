"""Patterns that are tried only where a word that they need stands find what they would find without."""

import re

import pytest

from etl.codebook.wording import Wording, Wordings, needed_words

_SENTENCE = "Gunmen had opened fire on a bus in APRIL, killing three people, police said on Monday"


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\b(?:gunm[ae]n|rebels?)\b", [{"gunman", "gunmen", "rebel"}]),  # where "rebels" stands, "rebel" does
        (r"\b(?:he|it)\b[^.]{0,40}\bopened fire$", [{"opened fire"}]),  # "he" is too short to tell anything
        (r"(?:bombers|gunmen)\b.*\b(?:killed|died)", [{"bombers", "gunmen"}, {"died", "killed"}]),
        (r"(?:has|had)? ?claimed", [{"claimed"}]),
        (r"(?<!not )bombs?(?= )", [{"bomb"}]),
        (r"(?:shot )+dead|killed \w+", [{"shot ", "killed "}]),
        (r"(?i)\bMonday\b", [{"monday"}]),
        (r"\w+ (?:bombs)?", []),  # what may be left out is not needed
        (r"attack|\d+", []),
    ],
)
def test_the_needed_words_stand_in_every_match(pattern: str, needed: list[set[str]]) -> None:
    assert list(needed_words(re.compile(pattern))) == needed


@pytest.mark.parametrize(
    "pattern",
    [
        r"\bgunmen\b",
        r"(?i)\bgunmen\b",
        r"opened (?:fire|up)",
        r"\bapril\b",
        r"(?i:april)",
        r"\w+day",
        r"bus .* said",
        r"bomb",
    ],
)
def test_a_wording_finds_what_its_pattern_finds(pattern: str) -> None:
    wording, plain = Wording(pattern), re.compile(pattern)
    assert [m.span() for m in wording.finditer(_SENTENCE)] == [m.span() for m in plain.finditer(_SENTENCE)]
    found, expected = wording.search(_SENTENCE, 20), plain.search(_SENTENCE, 20)
    assert (found and found.span()) == (expected and expected.span())


@pytest.mark.parametrize("times", [1, 10])  # a short text is sifted for all wordings at once, a long one for each alone
def test_wordings_are_told_apart_in_a_text_of_any_length(times: int) -> None:
    text = times * f"{_SENTENCE}. "
    asked = [Wording(r"\bgunmen\b", re.IGNORECASE), Wording(r"\bopened fire\b"), Wording(r"\bgunwomen\b")]
    assert [wording.search(text) is not None for wording in asked] == [True, True, False]


def test_a_wording_that_is_made_after_others_were_asked_is_found_as_well() -> None:
    assert Wording(r"\bpolice said\b").search(_SENTENCE)
    assert Wording(r"\bthree people\b").search(_SENTENCE)


def test_of_many_patterns_only_those_are_worth_trying_whose_words_stand_in_the_text() -> None:
    patterns = [re.compile(p) for p in (r"\bbomb(?:s|ed)?\b", r"(?i)\bgunmen\b", r"\bAPRIL\b", r"\d+ dead")]
    assert list(Wordings((p, p.pattern) for p in patterns).worth_trying(_SENTENCE)) == [r"(?i)\bgunmen\b", r"\bAPRIL\b"]
