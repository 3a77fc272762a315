"""Trains the kinds of attack on a handful of made-up articles: the script runs, and what it writes is what it learnt."""

import csv
import json
import sys

from training import train_attack

DEEDS = {
    "A bomb exploded at a bank in Lima on Thursday, killing two people.": "Bombing/Explosion",
    "Gunmen opened fire on a bus in Lima on Thursday, killing two people.": "Armed Assault",
    "Gunmen kidnapped two nurses in Lima on Thursday.": "Hostage Taking (Kidnapping)",
}


def test_training_starts_from_the_rules_and_learns_the_words(tmp_path, monkeypatch) -> None:
    articles, golds = [], []
    for n, (text, kind) in enumerate([*DEEDS.items()] * 4):
        articles.append({"doc": f"d{n}", "title": "", "text": text, "published_at": "2024-05-10T18:00:00Z"})
        golds.append({"doc": f"d{n}", "role": "main", "attacktype": [kind], "targtype": []})
    (tmp_path / "articles.jsonl").write_text("\n".join(map(json.dumps, articles)), "utf-8")
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, golds)), "utf-8")
    out = tmp_path / "weights.csv"
    monkeypatch.setattr(sys, "argv", ["train_attack", str(tmp_path), "--out", str(out)])
    train_attack.main()
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    weights = {(row["attacktype"], row["feature"]): float(row["weight"]) for row in rows}
    assert weights["Hijacking", "ruled Hijacking"] == train_attack.RULED
    assert weights["Armed Assault", "said opened fire"] > 0 > weights["Bombing/Explosion", "said opened fire"]
