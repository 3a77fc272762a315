"""Trained weights: sparse log-linear models, packed in one file of the package and read once.

A model maps features (strings) to a row of weights, one a class. Weights are stored as eight-bit integers with one scale a class.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class LogLinear:
    """One model: the logit of class c is `bias[c]` plus the weights of all features that are present."""

    classes: tuple[str, ...]
    rows: Mapping[str, int]
    weights: Floats
    bias: Floats

    def logits(self, features: Iterable[str], *, norm: float | None = None) -> Floats:
        """The logits of all classes for one set of features; unknown features count nothing.

        With `norm` the known features together weigh as much as `norm` squared of them would, however many they are: so a long text
        is not surer than a short one.
        """
        # In one order whatever that of a set is: sums of floats depend on it, and the encoder on their last digits.
        found = sorted(self.known(features))
        weight = 1.0 if norm is None or not found else norm / len(found) ** 0.5
        total: Floats = (self.weights[found].sum(axis=0) * weight + self.bias).astype(np.float32)
        return total

    def all_logits(self, feature_sets: Iterable[Iterable[str]]) -> Floats:
        """The logits of many sets at once, a row each."""
        return self.logits_of_rows([self.known(features) for features in feature_sets])

    def logits_of_rows(self, found: Sequence[Collection[int]]) -> Floats:
        """The logits of many sets at once, a row each, their features given by their rows.

        Weights of 24 bits are added in 53: exactly, so that their order does not matter.
        """
        counts = np.fromiter(map(len, found), dtype=np.intp, count=len(found))
        sums, told = np.zeros((len(found), len(self.classes)), dtype=np.float64), counts > 0
        if told.any():
            rows = np.fromiter(chain.from_iterable(found), dtype=np.intp, count=counts.sum())
            begins = (np.cumsum(counts) - counts)[told]
            sums[told] = np.add.reduceat(self.weights.take(rows, axis=0), begins, axis=0, dtype=np.float64)
        total: Floats = (sums + self.bias).astype(np.float32)
        return total

    def known(self, features: Iterable[str]) -> list[int]:
        """The rows of the features that the model knows."""
        row_of = self.rows.get
        return [row for f in features if (row := row_of(f)) is not None]

    def known_by(self, begin: str) -> Callable[[str], int | None]:
        """Of what follows `begin`, which ends in "=" or is the whole name, the row of the feature; None where the model does not know it."""
        return self._by_begin.get(begin, {}).get

    @cached_property
    def _by_begin(self) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for name, row in self.rows.items():
            begin, sign, rest = name.partition("=")
            found.setdefault(begin + sign, {})[rest] = row
        return found


def pack(models: Mapping[str, LogLinear], tables: Mapping[str, Mapping[str, int]]) -> bytes:
    """Models and tables of whole numbers (0…65535) as one compressed file; the same input gives the same bytes."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, model in sorted(models.items()):
        features = sorted(model.rows)
        weights = model.weights[[model.rows[f] for f in features]]
        scale = np.maximum(np.abs(weights).max(axis=0, initial=0), 1e-6) / 127
        arrays[f"{name}.features"] = _blob(features)
        arrays[f"{name}.weights"] = np.round(weights / scale).astype(np.int8)
        arrays[f"{name}.scale"] = scale.astype(np.float32)
        arrays[f"{name}.bias"] = model.bias.astype(np.float32)
        arrays[f"{name}.classes"] = _blob(model.classes)
    for name, table in sorted(tables.items()):
        words = sorted(table)
        arrays[f"{name}.words"] = _blob(words)
        arrays[f"{name}.numbers"] = np.array([table[w] for w in words], dtype=np.uint16)
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]
    return out.getvalue()


def unpack(packed: bytes) -> tuple[dict[str, LogLinear], dict[str, dict[str, int]]]:
    """What `pack` packed: models and tables by name."""
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        names = [key.removesuffix(".weights") for key in arrays if key.endswith(".weights")]
        models = {
            name: LogLinear(
                classes=tuple(_unblob(arrays[f"{name}.classes"])),
                rows={f: i for i, f in enumerate(_unblob(arrays[f"{name}.features"]))},
                weights=arrays[f"{name}.weights"].astype(np.float32) * arrays[f"{name}.scale"],
                bias=arrays[f"{name}.bias"],
            )
            for name in names
        }
        tables = {
            key.removesuffix(".words"): dict(
                zip(_unblob(arrays[key]), arrays[key.replace(".words", ".numbers")].tolist(), strict=True)
            )
            for key in arrays
            if key.endswith(".words")
        }
    return models, tables


def _blob(strings: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(strings).encode(), dtype=np.uint8)


def _unblob(array: NDArray[np.uint8]) -> list[str]:
    text = array.tobytes().decode()
    return text.split("\n") if text else []


@cache
def role_weights() -> tuple[dict[str, LogLinear], dict[str, dict[str, int]]]:
    """The models that tell who took part in an attack; see `training/MODEL_CARD.md`."""
    return unpack((resources.files("etl.codebook") / "data" / "roles.npz").read_bytes())


@cache
def piece_numbers() -> Mapping[str, int]:
    """The vocabulary of the encoder: each word piece with its number."""
    lines = (resources.files("etl.codebook") / "data" / "role_pieces.txt").read_text("utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


def encoder_bytes() -> bytes:
    """The encoder as an ONNX file; see `training/MODEL_CARD.md`."""
    return (resources.files("etl.codebook") / "data" / "role_encoder.onnx").read_bytes()


def reader_bytes() -> bytes:
    """The encoder that reads whole articles, as an ONNX file; see `training/MODEL_CARD.md`."""
    return (resources.files("etl.codebook") / "data" / "reader.onnx").read_bytes()
