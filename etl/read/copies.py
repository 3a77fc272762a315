"""Which articles are copies of one story: wire copy that several outlets printed, or one page fetched twice.

Enters: Articles. Leaves: pairs with how much of their wording they share.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from datasketch import MinHash

from etl.model import Article

# Raised when a fingerprint changes: then those of all kept articles are made again.
METHOD = "minhash/1"
_WORDS = 5  # words in a row: long enough that two reports of one event, each in its own words, share few
_SIMILAR = 0.5  # of the smaller text's word runs: a copy that is cut and led in anew keeps well over half of them
# Two texts that share 0.3 of all their runs meet in one band of three minima in about half of all cases, at 0.5 in 94 of 100, at 0.7 always.
_BANDS, _ROWS = 21, 3
_WORD = re.compile(r"\w+")

Runs = np.ndarray[tuple[int], np.dtype[np.uint32]]


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles of one wording or of one address; `share` (0 to 1) is how much of the shorter one's wording they have in common.

    `copy` is the later, `original` the earlier one.
    """

    original: str
    copy: str
    share: float


def fingerprint_of(article: Article) -> tuple[int, ...]:
    """Numbers of 63 bits, one of which at least a copy has in common with this article; a chance hit costs one comparison."""
    numbers = [_number(b"page", article.canonical_url.encode())] if article.canonical_url else []
    runs = _runs(article)
    if len(runs):
        minima = MinHash(num_perm=_BANDS * _ROWS, seed=1, hashfunc=_same)
        minima.update_batch(runs.tolist())
        rows = minima.hashvalues.astype("<u4").reshape(_BANDS, _ROWS)
        numbers += [_number(bytes([place]), row.tobytes()) for place, row in enumerate(rows)]
    return tuple(numbers)


def _number(kind: bytes, content: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(content, digest_size=8, key=kind).digest(), "big") >> 1


def find_copies(articles: Iterable[Article], beside: Iterable[Article] = ()) -> list[Copy]:
    """All pairs of copies with one of `articles` at least, ordered; the order in which the articles come changes nothing.

    `beside` are articles whose pairs among themselves are known already.
    """
    fresh = {article.doc: article for article in articles}
    known = {**{article.doc: article for article in beside}, **fresh}
    meeting: dict[int, list[str]] = defaultdict(list)
    for doc, article in sorted(known.items()):
        for number in fingerprint_of(article):
            meeting[number].append(doc)
    pairs = {pair for docs in meeting.values() for pair in combinations(docs, 2) if not fresh.keys().isdisjoint(pair)}
    return sorted(_copies(pairs, known), key=lambda pair: (pair.original, pair.copy))


def _copies(pairs: Iterable[tuple[str, str]], known: dict[str, Article]) -> Iterator[Copy]:
    runs: dict[str, Runs] = {}
    for doc, other in sorted(pairs):
        left, right = known[doc], known[other]
        for article in (left, right):
            if article.doc not in runs:
                runs[article.doc] = _runs(article)
        share = _share(runs[doc], runs[other])
        if share >= _SIMILAR or (left.canonical_url is not None and left.canonical_url == right.canonical_url):
            first, second = sorted((left, right), key=_age)
            yield Copy(first.doc, second.doc, round(share, 3))


def _runs(article: Article) -> Runs:
    words = [word.encode() for word in _WORD.findall(article.text.lower())]
    runs = {zlib.crc32(b" ".join(words[n : n + _WORDS])) for n in range(len(words) - _WORDS + 1)}
    return np.array(sorted(runs), dtype=np.uint32)


def _share(left: Runs, right: Runs) -> float:
    shorter = min(len(left), len(right))
    return float(len(np.intersect1d(left, right, assume_unique=True)) / shorter) if shorter else 0.0


def _same(value: int) -> int:
    return value


def _age(article: Article) -> tuple[float, str]:
    moment = article.published_at or article.fetched_at
    return (moment.timestamp() if moment else float("inf"), article.doc)
