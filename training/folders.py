"""Coded folders, as `tests/gold` has them: their articles, each with its coded rows, without those that are held out."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from etl.evaluate.gold import read_articles
from etl.model import Article


def coded_articles(folder: Path) -> Iterator[tuple[Article, list[dict[str, Any]]]]:
    """Each article of `articles.jsonl` that nothing forbids to train on, with its rows of `gold.jsonl`; none where there is no such file."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if (folder / "gold.jsonl").exists():
        for row in map(json.loads, filter(None, (folder / "gold.jsonl").read_text("utf-8").splitlines())):
            rows[row["doc"]].append(row)
    kept_back = held_out(folder)
    for article in read_articles(map(json.loads, (folder / "articles.jsonl").read_text("utf-8").splitlines())):
        if article.doc not in kept_back:
            yield article, rows[article.doc]


def held_out(folder: Path) -> set[str]:
    """The articles that nothing is trained on."""
    lists = (folder / "held_out.txt", folder.parent / "held_out.txt")
    return {doc for path in lists if path.exists() for doc in path.read_text("utf-8").split()}


def rand_articles(path: Path, part: slice) -> Iterator[tuple[Article, dict[str, Any]]]:
    """RAND's descriptions as articles, each with its coded row; `part` of a fixed shuffle, whose first 1,500 rows are measured on."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    random.Random(7).shuffle(rows)
    for row in rows[part]:
        told = {"doc": row["id"], "title": "", "text": row["Description"], "published_at": row["Date"] + "T12:00:00Z"}
        for article in read_articles([told]):
            yield article, row
