"""Lexicons find whole words in all their forms, the longest first, and never move an offset."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from etl.codebook.lexicon import Lexicon, forms_of, lowered


def test_find_prefers_the_longest_term() -> None:
    lexicon = Lexicon([("bomb", 1), ("car bomb", 2)])
    assert [hit.row for hit in lexicon.find("a car bomb and a bomb")] == [2, 1]


def test_find_wants_whole_words() -> None:
    assert Lexicon([("bar", 1)]).find("the barber of bari") == []


def test_forms_of_an_irregular_verb_hold_its_past() -> None:
    assert "blew up" in forms_of("blow up", "v")
    assert "shot dead" in forms_of("shoot dead", "v")


def test_forms_of_a_noun_hold_its_plural() -> None:
    assert forms_of("embassy", "n") == ("embassy", "embassies")
    assert forms_of("policeman", "n") == ("policeman", "policemen")


@given(st.text())
def test_lowered_keeps_the_length_of_any_text(text: str) -> None:
    assert len(lowered(text)) == len(text)


@given(st.text(alphabet="abomc -'\u2019İ", max_size=60))
def test_find_gives_ordered_hits_that_do_not_overlap(text: str) -> None:
    hits = Lexicon([("bomb", 1), ("a", 2), ("a bomb", 3)]).find(lowered(text))
    assert all(left.end <= right.start for left, right in itertools.pairwise(hits))
