import numpy as np

from etl.extract.pieces import bounds
from etl.extract.role_encoder import MOST_PIECES, OUTSIDE_WINDOW, encode, load_encoder, open_window
from etl.extract.role_features import Occurrence, Phrase
from etl.extract.role_model import KINDS, ROLES

SENTENCES = [["the", "harvest", "was", "good"], ["gunmen", "killed", "the", "mayor"], ["a", "bomb", "exploded"]]


class Echo:
    """Says of each phrase in its place twice what it was told of it, and of the document what it was told."""

    def __init__(self):
        self.fed = None

    def run(self, names, feed):
        self.fed = feed
        said = np.concatenate([2 * feed["lower"], np.zeros((len(feed["lower"]), len(KINDS)), np.float32)], axis=1)
        return said, feed["lower_document"]


def phrase(key, *places):
    return Phrase(key, set(), [Occurrence(*place) for place in places])


def test_a_window_holds_the_likely_sentences_in_their_order():
    window = open_window(SENTENCES, [-5.0, 2.0, 1.0])
    opening, closing = bounds()
    assert (window.ids[0], window.ids[-1]) == (opening, closing)
    assert window.place(Occurrence(0, 1, 2)) is None
    assert window.place(Occurrence(1, 0, 1))[0] < window.place(Occurrence(2, 1, 2))[0]


def test_a_window_holds_one_sentence_at_least_and_never_more_pieces_than_fit():
    assert open_window(SENTENCES, [-9.0, -8.0, -9.0]).place(Occurrence(1, 0, 1)) is not None
    long = open_window([["gunmen"] * 400, ["bomb"] * 400], [1.0, 2.0])
    assert len(long.ids) == MOST_PIECES
    assert open_window([], []).ids == list(bounds())


def test_a_phrase_takes_first_and_last_piece_of_its_words():
    first, last = open_window([["quilcura", "bombed"]], [0.0]).place(Occurrence(0, 0, 2))
    assert first == 1 and last > first + 1


def test_the_encoder_is_believed_in_its_window_and_the_lower_models_a_little_less_outside():
    window = open_window(SENTENCES, [-5.0, 2.0, 1.0])
    phrases = [phrase("gunmen", (1, 0, 1)), phrase("harvest", (0, 1, 2))]
    lower = np.ones((2, len(ROLES)), np.float32)
    encoded = encode(window, phrases, lower, np.zeros(len(KINDS) + 1, np.float32), Echo())
    assert encoded.roles[0].tolist() == [2.0] * len(ROLES)
    assert np.allclose(encoded.roles[1], 1.0 + OUTSIDE_WINDOW)


def test_a_phrase_in_several_places_is_said_once():
    window = open_window(SENTENCES, [0.0, 0.0, 0.0])
    model = Echo()
    lower = np.ones((1, len(ROLES)), np.float32)
    encoded = encode(window, [phrase("the", (0, 0, 1), (1, 2, 3))], lower, np.zeros(6, np.float32), model)
    assert len(model.fed["first"]) == 2 and encoded.roles.shape == (1, len(ROLES))


def test_the_packaged_model_says_the_same_twice_and_stands_a_text_without_phrases():
    window = open_window(SENTENCES, [0.0, 0.0, 0.0])
    phrases = [phrase("gunmen", (1, 0, 1)), phrase("bomb", (2, 1, 2))]
    lower, document = np.zeros((2, len(ROLES)), np.float32), np.zeros(len(KINDS) + 1, np.float32)
    once, twice = (encode(window, phrases, lower, document, load_encoder()) for _ in range(2))
    assert (once.roles == twice.roles).all() and (once.document == twice.document).all()
    assert encode(window, [], lower[:0], document, load_encoder()).roles.shape == (0, len(ROLES))
