"""Trains the gate on a handful of made-up articles."""

import csv
import json
import sys

import pytest

from training import train_gate


@pytest.fixture
def folders(tmp_path):
    def write(name, texts, rows=None):
        folder = tmp_path / name
        folder.mkdir()
        articles = [{"doc": f"{name}{n}", "title": "", "text": text} for n, text in enumerate(texts)]
        (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, articles)), "utf-8")
        if rows is not None:
            gold = [{"doc": f"{name}{n}", "evidence": {"date": "bomb"}, **row} for n, row in enumerate(rows)]
            (folder / "gold.jsonl").write_text("\n".join(map(json.dumps, gold)), "utf-8")
        return folder

    bombs = [f"A bomb killed {n} people at a market. Rebels were blamed." for n in range(12)]
    coded = write("coded", [*bombs, "A drill with a mock bomb."], [{"is_terrorism": 1}] * 12 + [{"is_terrorism": 0}])
    more = write("more", bombs, [{"is_terrorism": 1}] * 12)
    return coded, more, write("other", [f"The coach praised {n} goals. The market was calm." for n in range(12)])


def test_words_of_attacks_speak_for_passing(folders, tmp_path, monkeypatch):
    out = tmp_path / "gate.csv"
    monkeypatch.setattr(sys, "argv", ["train.py", *map(str, folders), "--out", str(out)])
    train_gate.main()
    weights = {row["feature"]: float(row["weight"]) for row in csv.DictReader(out.open(encoding="utf-8"))}
    assert weights["bomb"] > 0 > weights["coach"]


def test_coded_articles_without_an_attack_and_held_out_ones_teach_nothing(folders, tmp_path):
    (tmp_path / "held_out.txt").write_text("coded3\n", "utf-8")
    taught = [e.article.doc for e in train_gate.examples_of(folders[0], 0)]
    assert len(taught) == 11
    assert not {"coded3", "coded12"} & set(taught)


def test_folds_are_judged_by_the_others(folders, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["train.py", *map(str, folders), "--folds"])
    train_gate.main()
    assert "other news, whole: " in capsys.readouterr().out
