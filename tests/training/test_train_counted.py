"""Trains what counts on a handful of made-up articles."""

import csv
import json
import sys

from training import train_counted


def write(folder, rows, gold=None):
    folder.mkdir()
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    if gold is not None:
        (folder / "gold.jsonl").write_text("\n".join(map(json.dumps, gold)), "utf-8")


def article(doc, title, text):
    return {"doc": doc, "title": title, "text": text, "published_at": "2024-05-09T12:00:00Z"}


def gold_row(doc, quote):
    return {
        "doc": doc,
        "is_terrorism": 1,
        "evidence": {"attacktype": quote},
        "tolls": [],
        "claims": [],
        "victims": [],
    }


def test_what_other_news_is_full_of_speaks_against_counting(tmp_path, monkeypatch):
    bombs = [
        article(f"b{n}", "Bomb in Jos", f"Rebels detonated a bomb in Jos on Thursday and killed {n + 2} people.")
        for n in range(6)
    ]
    games = [
        article(
            f"g{n}",
            "Derby",
            f"The striker shot dead the hopes of the league leaders on Thursday. The coach named {n} goals.",
        )
        for n in range(6)
    ]
    write(tmp_path / "coded", bombs, [gold_row(a["doc"], "Rebels detonated a bomb in Jos") for a in bombs])
    write(tmp_path / "other", games)
    out = tmp_path / "counted.csv"
    monkeypatch.setattr(sys, "argv", ["train.py", str(tmp_path / "coded"), str(tmp_path / "other"), "--out", str(out)])
    train_counted.main()
    weights = {row["feature"]: float(row["weight"]) for row in csv.DictReader(out.open(encoding="utf-8"))}
    assert weights["draft doers"] > 0


def test_articles_held_out_teach_nothing(tmp_path):
    write(tmp_path / "coded", [article("a1", "Bomb in Jos", "A bomb killed nine people in Jos on Thursday.")], [])
    (tmp_path / "held_out.txt").write_text("a1\n", "utf-8")
    assert list(train_counted.cases_of(tmp_path / "coded")) == []
