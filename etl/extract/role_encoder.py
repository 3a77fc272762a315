"""What a small encoder says of a text's sentences: which phrase fills which role, and what the document reports.

Enters: sentences as words, phrases with the logits of the log-linear models. Leaves: better logits. The model file is read once, and
only when a text needs it. One thread, no randomness: the same text gives the same logits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from etl.codebook.weights import encoder_bytes
from etl.extract.pieces import Pieces, bounds, cut_words
from etl.extract.role_features import Occurrence, Phrase

# The window that the encoder reads: the sentences likeliest to name a filler, in their order, up to so many word pieces.
LEAST_SENTENCE_LOGIT = -3.0
MOST_PIECES = 128
# How far the log-linear models are believed where the encoder did not look: found on the held-out fifth of MUC-4 DEV.
OUTSIDE_WINDOW = -0.6
# Logit of a phrase that the log-linear models did not look at.
UNSEEN_LOGIT = -6.0

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Window:
    """Word pieces in order, and for each word (sentence, number) its first and last piece."""

    ids: list[int]
    pieces: Mapping[tuple[int, int], tuple[int, int]]

    def place(self, occurrence: Occurrence) -> tuple[int, int] | None:
        """First piece of the first word and last piece of the last one; None where they stand outside the window."""
        first = self.pieces.get((occurrence.sentence, occurrence.first))
        last = self.pieces.get((occurrence.sentence, occurrence.last - 1))
        return None if first is None or last is None else (first[0], last[1])


def open_window(sentences: Sequence[Sequence[str]], logits: Sequence[float]) -> Window:
    """The likeliest sentences as one row of word pieces; at least one, cut where it alone is too long."""
    chosen: dict[int, Pieces] = {}
    length = 2
    for number in sorted(range(len(sentences)), key=lambda n: -logits[n]):
        if chosen and logits[number] < LEAST_SENTENCE_LOGIT:
            break
        if not sentences[number]:
            continue
        cut = cut_words(sentences[number])
        if chosen and length + len(cut.ids) > MOST_PIECES:
            continue
        chosen[number] = cut
        length += len(cut.ids)
    opening, closing = bounds()
    ids = [opening]
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for number, cut in sorted(chosen.items()):
        for at, word in enumerate(cut.words, start=len(ids)):
            if at < MOST_PIECES - 1:
                first, _ = found.get((number, word), (at, at))
                found[number, word] = first, at
        ids += cut.ids
    return Window([*ids[: MOST_PIECES - 1], closing], found)


@dataclass(frozen=True)
class Encoded:
    """Of each phrase the logits of the roles and, given that it fills one, of each of `KINDS`; of the document those of its classes."""

    roles: Floats
    kinds: Floats
    document: Floats


class Model(Protocol):
    """An ONNX session."""

    def run(self, names: Sequence[str], feed: Mapping[str, Any]) -> Sequence[Any]:
        """The named outputs for what is fed."""


def encode(window: Window, phrases: Sequence[Phrase[int]], logits: Floats, document: Floats, model: Model) -> Encoded:
    """What the encoder makes of phrases with their log-linear `logits` (one row each) and of the document with its own.

    A phrase that stands in several places has the mean of what is said of them.
    """
    places = [(i, place) for i, phrase in enumerate(phrases) for o in phrase.occurrences if (place := window.place(o))]
    owner = np.array([i for i, _ in places], dtype=np.int64)
    feed = {
        "ids": np.array([window.ids], dtype=np.int64),
        "first": np.array([first for _, (first, _) in places], dtype=np.int64),
        "last": np.array([last for _, (_, last) in places], dtype=np.int64),
        "lower": np.maximum(logits[owner], UNSEEN_LOGIT).astype(np.float32),
        "lower_document": document.astype(np.float32),
    }
    said, of_document = model.run(["said", "document"], feed)
    count = np.bincount(owner, minlength=len(phrases)).astype(np.float32)
    total = np.zeros((len(phrases), said.shape[1]), dtype=np.float32)
    np.add.at(total, owner, said)
    mean = total / np.maximum(count, 1)[:, None]
    roles = logits.shape[1]
    seen = (count > 0)[:, None]
    return Encoded(
        np.where(seen, mean[:, :roles], logits + OUTSIDE_WINDOW).astype(np.float32),
        mean[:, roles:].astype(np.float32),
        of_document,
    )


@cache
def load_encoder() -> Model:
    """The model of the package, read when a text first needs it."""
    return open_model(encoder_bytes())


def open_model(file: bytes) -> Model:
    """A model ready to run, on one thread. It takes a tenth of a second, importing the runtime as much again.

    Sums and their norms are not joined into one step: apart they take an eighth less time of these models, as true to the weights of 32 bits.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model: Model = onnxruntime.InferenceSession(
        file, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
    return model
