"""Trains the decision on kinds of attack on a handful of made-up documents."""

import csv
import json
import sys

from tests.training.test_train_roles import documents
from training import train_kinds, train_roles


def run(monkeypatch, module, *arguments):
    monkeypatch.setattr(sys, "argv", ["train.py", *map(str, arguments)])
    module.main()


def test_what_the_key_tells_raises_what_speaks_for_it(tmp_path, monkeypatch, capsys):
    rows, lower, out = tmp_path / "rows.jsonl", tmp_path / "lower.jsonl", tmp_path / "told_as.csv"
    rows.write_text("\n".join(map(json.dumps, documents())), "utf-8")
    run(monkeypatch, train_roles, rows, "--out", tmp_path / "x.npz", "--folds", 2, "--hold-out", 6, "--keep", lower)
    kept = [json.loads(line) for line in lower.read_text("utf-8").splitlines()]
    assert {row["docid"] for row in kept} == {d["docid"] for d in documents()}
    run(monkeypatch, train_kinds, rows, "--lower", lower, "--out", out)
    weights = {(r["part"], r["feature"]): float(r["weight"]) for r in csv.DictReader(out.open(encoding="utf-8"))}
    assert weights["own", "reported kind"] >= 0
    assert weights["own", "kind=bombing"] > 0
    assert "own:" in capsys.readouterr().out


def test_fit_gives_weight_to_what_parts_right_from_wrong():
    cases = [("own", {"any": 1.0, "old": float(n % 2)}, n % 2 == 0) for n in range(20)]
    weights = train_kinds.fit(cases)
    assert weights["old"] < 0 < weights["any"]
    assert train_kinds.parted(cases, weights) == 100.0
