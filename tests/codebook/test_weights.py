"""Sums of weights are the same for every order of the features: sets have another order in each process."""

import random

import numpy as np

from etl.codebook.weights import LogLinear


def test_rows_are_found_by_what_the_names_of_features_begin_with() -> None:
    rows = {"last=car": 0, "last=a=b": 1, "none": 2}
    model = LogLinear(("a",), rows, np.zeros((3, 1), np.float32), np.zeros(1, np.float32))
    assert [model.known_by("last=")(rest) for rest in ("car", "a=b", "bus")] == [0, 1, None]
    assert model.known_by("none")("") == 2 and model.known_by("first=")("car") is None


def test_logits_do_not_depend_on_the_order_of_the_features() -> None:
    chance = np.random.default_rng(3)
    names = [f"f{n}" for n in range(500)]
    weights = chance.normal(scale=100, size=(500, 3)).astype(np.float32)
    model = LogLinear(("a", "b", "c"), {name: n for n, name in enumerate(names)}, weights, np.zeros(3, np.float32))
    shuffled = random.Random(3).sample(names, k=500)
    assert (model.logits(names, norm=4.0) == model.logits(shuffled, norm=4.0)).all()
    assert (model.all_logits([names]) == model.all_logits([shuffled])).all()
