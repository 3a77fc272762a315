"""Small parts become few large ones, whoever reads meanwhile and wherever the merging is cut off."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.model import Account, Article
from etl.store import AccountStore, ArticleStore, parts


def _articles(count: int) -> list[Article]:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return [Article(doc=f"d{n:03}", title=f"Day {n}", text="Text.", fetched_at=at) for n in range(count)]


def test_merged_store_gives_the_same_articles_from_fewer_files(tmp_path: Path) -> None:
    store = ArticleStore(tmp_path)
    for article in _articles(25):
        store.put([article])
    before = list(store.read())
    assert store.merge(rows=10) == 25
    assert list(store.read()) == before
    assert len(store.folder.names()) == 3
    assert store.merge(rows=5) == 0, "what is large enough is left alone"
    assert store.put(_articles(26)) == ["d025"]


def test_merge_cut_off_before_the_old_parts_go_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = AccountStore(tmp_path)
    for n in range(4):
        store.put({f"d{n}": [Account(f"d{n}#1", f"d{n}", "main", True, {})]}, "rules/1")
    before = list(store.read())

    def die(path: Path, missing_ok: bool = False) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Path, "unlink", die)
        store.merge(rows=100)
    assert len(store.folder.names()) == 5
    assert list(store.read()) == before
    store.merge(rows=100)
    assert list(store.read()) == before


def test_reader_that_began_before_the_merge_misses_nothing(tmp_path: Path) -> None:
    store = ArticleStore(tmp_path)
    for article in _articles(6):
        store.put([article])
    rows = parts.read_parts(store.folder, ["doc"])
    seen = {next(rows)["doc"]}
    store.merge(rows=100)
    assert seen | {row["doc"] for row in rows} == store.docs()
