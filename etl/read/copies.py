"""Which articles are copies of one story: wire copy that several outlets printed, or one page fetched twice.

Enters: Articles. Leaves: pairs with how much of their wording they share.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from datasketch import MinHash, MinHashLSH

from etl.model import Article

_WORDS = 5  # words in a row: long enough that two reports of one event, each in its own words, share few
_PERMUTATIONS = 64
_SIMILAR = 0.5  # of the smaller text's word runs: a copy that is cut and led in anew keeps well over half of them
_LSH = 0.3  # bands wide enough to offer every pair that may be a copy; the exact share then decides
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles of one wording or of one address; `share` (0 to 1) is how much of the shorter one's wording they have in common.

    `copy` is the later, `original` the earlier one.
    """

    original: str
    copy: str
    share: float


def find_copies(articles: Iterable[Article]) -> list[Copy]:
    """All pairs of copies, ordered; the order in which the articles come changes nothing."""
    known = {article.doc: article for article in articles}
    shingles = {doc: runs for doc, article in sorted(known.items()) if len(runs := _shingles(article))}
    index = MinHashLSH(threshold=_LSH, num_perm=_PERMUTATIONS)
    hashes = {}
    for doc, runs in shingles.items():
        hashes[doc] = MinHash(num_perm=_PERMUTATIONS, seed=1, hashfunc=_same)
        hashes[doc].update_batch(runs.tolist())
        index.insert(doc, hashes[doc])
    pairs = {(doc, other) for doc in shingles for other in index.query(hashes[doc]) if doc < other} | _same_page(
        known.values()
    )
    found = []
    for doc, other in pairs:
        left, right = known[doc], known[other]
        share = _share(shingles[doc], shingles[other]) if doc in shingles and other in shingles else 0.0
        if share >= _SIMILAR or (left.canonical_url is not None and left.canonical_url == right.canonical_url):
            first, second = sorted((left, right), key=_age)
            found.append(Copy(first.doc, second.doc, round(share, 3)))
    return sorted(found, key=lambda pair: (pair.original, pair.copy))


def _same_page(articles: Iterable[Article]) -> set[tuple[str, str]]:
    """Pairs of one address: a page before and after a change, or a feed's summary and the page that came later."""
    docs: dict[str, list[str]] = {}
    for article in articles:
        if article.canonical_url:
            docs.setdefault(article.canonical_url, []).append(article.doc)
    return {pair for group in docs.values() for pair in combinations(sorted(group), 2)}


def _shingles(article: Article) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    words = [word.encode() for word in _WORD.findall(article.text.lower())]
    runs = {zlib.crc32(b" ".join(words[n : n + _WORDS])) for n in range(len(words) - _WORDS + 1)}
    return np.array(sorted(runs), dtype=np.uint32)


def _share(
    left: np.ndarray[tuple[int], np.dtype[np.uint32]], right: np.ndarray[tuple[int], np.dtype[np.uint32]]
) -> float:
    return float(len(np.intersect1d(left, right, assume_unique=True)) / min(len(left), len(right)))


def _same(value: int) -> int:
    return value


def _age(article: Article) -> tuple[float, str]:
    moment = article.published_at or article.fetched_at
    return (moment.timestamp() if moment else float("inf"), article.doc)
