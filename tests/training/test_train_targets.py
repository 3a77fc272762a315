"""Trains the choice of targets on a handful of made-up articles: the script runs, and what it writes is what it learnt."""

import csv
import json
import sys

from training import train_targets

HIT = ["church", "bank", "bus", "school", "hotel", "police station"]
TYPES = [
    "Religious Figures/Institutions",
    "Business",
    "Transportation",
    "Educational Institution",
    "Business",
    "Police",
]


def folder(tmp_path):
    path = tmp_path / "coded"
    path.mkdir()
    articles, golds = [], []
    for n, (thing, kind) in enumerate(zip(HIT, TYPES, strict=True)):
        text = f"A bomb exploded at a {thing} in Lima on Thursday, killing two people. The mayor said the army was searching."
        articles.append({"doc": f"d{n}", "title": "", "text": text, "published_at": "2024-05-10T18:00:00Z"})
        golds.append({"doc": f"d{n}", "role": "main", "targtype": [kind]})
    (path / "articles.jsonl").write_text("\n".join(map(json.dumps, articles)), "utf-8")
    (path / "gold.jsonl").write_text("\n".join(map(json.dumps, golds)), "utf-8")
    return path


def test_training_finds_that_what_is_hit_outweighs_what_is_said(tmp_path, monkeypatch) -> None:
    out = tmp_path / "weights.csv"
    monkeypatch.setattr(sys, "argv", ["train_targets", str(folder(tmp_path)), "--out", str(out)])
    train_targets.main()
    weights = {row["feature"]: float(row["weight"]) for row in csv.DictReader(out.read_text("utf-8").splitlines())}
    assert weights["thing attack on"] > 0
    assert weights["person beside speech"] < 0
