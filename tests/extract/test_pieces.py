from hypothesis import given
from hypothesis import strategies as st

from etl.codebook.weights import piece_numbers
from etl.extract.pieces import cut_words


def pieces(*words):
    by_number = {number: piece for piece, number in piece_numbers().items()}
    return [by_number[n] for n in cut_words(words).ids]


def test_a_known_word_is_one_piece_in_any_case_and_with_any_accent():
    assert pieces("Bomb") == pieces("BOMB") == pieces("bömb") == ["bomb"]


def test_an_unknown_word_is_cut_where_the_longest_known_piece_ends():
    assert pieces("dynamited") == ["dynamite", "##d"] or pieces("dynamited")[0] == "dynami"
    assert "".join(p.removeprefix("##") for p in pieces("quilcura")) == "quilcura"


def test_signs_stand_apart():
    assert pieces("u.s.") == ["u", ".", "s", "."]


def test_an_overlong_word_is_unknown_and_control_characters_are_nothing():
    assert pieces("x" * 101) == ["[UNK]"]
    assert pieces("\x07") == []


@given(st.lists(st.text(max_size=12), max_size=6))
def test_every_piece_knows_its_word(words):
    cut = cut_words(words)
    assert len(cut.ids) == len(cut.words)
    assert cut.words == sorted(cut.words)
    assert all(0 <= number < len(words) for number in cut.words)
