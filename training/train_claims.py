"""Trains the weights by which a sentence without a plain cue says who did it (`claim_weights.csv`); see `MODEL_CARD.md`.

    PYTHONPATH=. python training/train_claims.py FOLDER... --muc DEV.jsonl --out etl/codebook/data/claim_weights.csv

Each FOLDER holds `articles.jsonl` and `gold.jsonl` as the coding guidelines have them; what `held_out.txt` names is left alone. DEV.jsonl holds MUC-4 documents with their
templates. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from etl.codebook.groups import find_names, fold
from etl.evaluate.gold import group_keys
from etl.evaluate.muc4 import read_muc4
from etl.extract.claim_frames import KINDS, signs_of, weight_rows
from etl.extract.claims import Work, deeds_in, named_around, prepared, told_plainly
from etl.extract.extractor import STAGES
from etl.extract.text import segment
from etl.model import Article, Mention
from training.folders import coded_articles

_RIDGE = 2.0
_LEAST_SEEN = 4  # examples that must show a sign
_DOUBTFUL = 0.3  # weight of a group's other namings: the coder quotes one sentence of several that say it
_FROM_KEYS = 0.15  # weight of a naming whose kind only the document's key tells
_KIND_OF_CLASS = {"REPORTED AS FACT": "attribution", "CLAIMED OR ADMITTED": "claim"}
_STEPS, _RATE = 600, 0.05


@dataclass(frozen=True)
class Example:
    """A group's name in a sentence: its signs, what the coder says that the sentence says of it, and how much that counts."""

    signs: frozenset[str]
    kind: str
    weight: float


def examples_of(article: Article, rows: Sequence[dict[str, Any]]) -> Iterator[Example]:
    """An example for each naming of a group in the article."""
    works, deeds = _worked(article)
    claims = [claim for row in rows if row.get("is_terrorism", 1) for claim in row.get("claims") or []]
    quoted = [
        (group_keys(claim["actor"]), claim["kind"], at, at + len(quote))
        for claim in claims
        if (quote := claim.get("quote") or "") and (at := article.whole.find(quote)) >= 0
    ]
    spoken_of = [group_keys(claim["actor"]) for claim in claims]
    for index, work in enumerate(works):
        told_plainly(index, works)
        for actor, around, name in named_around(index, works, deeds):
            keys = group_keys(actor.name)
            kinds = [
                kind
                for names, kind, start, end in quoted
                if names & keys and start < work.sentence.end and end > work.sentence.start
            ]
            doubtful = not kinds and any(names & keys for names in spoken_of)
            yield Example(
                frozenset(signs_of(around, name)), kinds[0] if kinds else KINDS[0], _DOUBTFUL if doubtful else 1.0
            )


def muc4_examples_of(row: Mapping[str, Any]) -> Iterator[Example]:
    """An example for each naming of a group in a MUC-4 document that has incidents: a key says who did it, but not where the text does.

    A group that no key names is said to have done nothing. One that a key has as fact or as having claimed is said so where the
    sentence tells a deed; what a key has as suspected is left out, since GTD and MUC-4 part suspicion from accusation differently.
    """
    kinds = {
        name: _KIND_OF_CLASS.get(confidence.removeprefix("? "), "")
        for template in row["templates"]
        for confidence, _, strings in (f.partition(": ") for f in template.get("PERP: ORGANIZATION CONFIDENCE") or ())
        for hit in find_names(fold(strings))
        for name in {candidate.group.gname for candidate in hit.name.candidates}
    }
    if not row["templates"]:
        return
    works, deeds = _worked(read_muc4(row))
    for index, _ in enumerate(works):
        told_plainly(index, works)
        for actor, around, name in named_around(index, works, deeds):
            kind = kinds.get(actor.name, KINDS[0])
            if kind == KINDS[0] or (kind and around.triggers):
                yield Example(frozenset(signs_of(around, name)), kind, _FROM_KEYS)


def _worked(article: Article) -> tuple[list[Work], list[int]]:
    text = segment(article)
    mentions: list[Mention] = []
    for stage in STAGES:
        if stage.name != "claims":
            mentions.extend(stage.find(text, tuple(mentions)))
    return prepared(text, mentions), deeds_in(mentions)


def fit(examples: Sequence[Example], signs: Sequence[str]) -> NDArray[np.float64]:
    """The weights of a log-linear model with a ridge penalty, a row a sign, a column a kind."""
    place = {sign: index for index, sign in enumerate(signs)}
    shown = np.zeros((len(examples), len(signs)))
    kinds = np.zeros((len(examples), len(KINDS)))
    for number, example in enumerate(examples):
        shown[number, [place[s] for s in example.signs if s in place]] = 1
        kinds[number, KINDS.index(example.kind)] = 1
    counts = np.array([[e.weight] for e in examples])
    ridge = np.array([[0.01 if sign == "bias" else _RIDGE] for sign in signs])
    weights = np.zeros((len(signs), len(KINDS)))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):  # Adam: the columns differ much in how often they are shown
        chances = np.exp(shown @ weights - (shown @ weights).max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        slope = shown.T @ ((chances - kinds) * counts) + ridge * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope**2
        weights -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return weights


def read_examples(folder: Path) -> list[Example]:
    """All examples of a folder, articles in order, without those that are held out."""
    return [example for article, rows in coded_articles(folder) for example in examples_of(article, rows)]


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(argv: Sequence[str] | None = None) -> None:
    """Reads the folders, fits, writes the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--muc", type=Path, metavar="DEV.jsonl")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(argv)
    examples = [example for folder in options.folders for example in read_examples(folder)]
    if options.muc:
        examples += [example for row in _read(options.muc) for example in muc4_examples_of(row)]
    seen = Counter(sign for example in examples for sign in example.signs)
    signs = sorted(sign for sign, times in seen.items() if times >= _LEAST_SEEN)
    with options.out.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(weight_rows(signs, fit(examples, signs)))
    print(f"{len(examples)} examples, {len(signs)} signs, {Counter(e.kind for e in examples)}")


if __name__ == "__main__":
    main()
