"""Trains the models that tell who took part in an attack, on documents of MUC-4 with their keys.

    python training/train_roles.py DEV.jsonl… --out etl/codebook/data/roles.npz [--folds 3] [--hold-out 5] [--keep LOWER.jsonl]

Reads files in the format of `MODEL_CARD.md`; writes the packed weights and prints, by cross-validation over documents, how well
each role is found. Every upper model is trained on what the lower ones say of documents that they have not seen. With `--hold-out 5`
every fifth document is left out of it all. `--keep` writes what models that have not seen it say of each document, those left out
included: the encoder is trained on that.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags

from etl.codebook.weights import LogLinear, pack
from etl.evaluate.muc4 import read_muc4
from etl.extract.extractor import STAGES
from etl.extract.phrases import plain_phrase
from etl.extract.role_features import Finder, Lexis, Phrase, mark, named
from etl.extract.role_model import (
    DOCUMENT_NORM,
    LEAST_SENTENCE_LOGIT,
    ROLES,
    frequency_class,
    grams,
    setting_features,
)
from etl.extract.text import segment
from etl.model import MentionKind

KEY_ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
DOCUMENT_CLASSES = ("relevant", "attack", "bombing", "kidnapping", "arson", "robbery")
SEEN_KINDS = {
    MentionKind.DATE,
    MentionKind.PLACE,
    MentionKind.GROUP,
    MentionKind.TRIGGER,
    MentionKind.WEAPON,
    MentionKind.TARGET,
}
# Ridge penalties, chosen by cross-validation among powers of two.
SENTENCE_PENALTY, DOCUMENT_PENALTY, PHRASE_PENALTY = 2.0, 20.0, 2.0
UNSEEN_LOGIT = -8.0  # of a phrase that is not looked at
LEAST_COUNT = 3  # features seen less often are dropped
LEAST_WEIGHT = 0.02  # and those that hardly weigh anything, from the file

Floats = NDArray[np.float64]


@dataclass
class Document:
    """One document ready for training."""

    docid: str
    grams: list[set[str]]
    phrases: list[Phrase[str]]
    phrase_labels: Floats
    sentence_labels: Floats
    labels: Floats


def read_documents(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """All rows of all files."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]


def read_kin(path: Path) -> tuple[dict[str, int], dict[str, int]]:
    """The narrow and the wide group of words alike in meaning."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {r["word"]: int(r["kin"]) for r in rows}, {r["word"]: int(r["family"]) for r in rows}


def prepare(
    rows: Sequence[dict[str, Any]], kin: dict[str, int], family: dict[str, int]
) -> tuple[list[Document], Counter[str], Lexis]:
    """The documents with their phrases and labels, in how many of them each word stands, and what is known of words.

    Each document sees its words as often as the others hold them: so will a new one.
    """
    stages = [stage for stage in STAGES if stage.writes & SEEN_KINDS]
    marked = []
    for row in rows:
        text = segment(read_muc4(row))
        mentions: list[Any] = []
        for stage in stages:
            mentions += stage.find(text, tuple(mentions))
        marked.append(mark(text, mentions))
    counts: Counter[str] = Counter()
    for sentences in marked:
        counts.update({word.text for sentence in sentences for word in sentence.words})
    lexis = Lexis({word: frequency_class(n - 1) for word, n in counts.items() if n > 1}, kin, family)
    finder, out = Finder(lexis, named), []
    for row, sentences in zip(rows, marked, strict=True):
        names: dict[str, set[int]] = {}
        for template in row["gtt"]:
            for r, role in enumerate(KEY_ROLES):
                for name in (name for entity in template[role] for name in entity):
                    names.setdefault(plain_phrase(name.lower().split()), set()).add(r)
        phrases = list(finder.find(sentences, only=[True] * len(sentences)).values())
        labels = np.zeros((len(phrases), len(ROLES)))
        told = np.zeros((len(sentences), 1))
        for i, phrase in enumerate(phrases):
            for r in names.get(phrase.key, ()):
                labels[i, r] = 1
                for o in phrase.occurrences:
                    told[o.sentence] = 1
        types = " ".join(template["incident_type"] for template in row["gtt"])
        of_document = np.array([float(bool(row["gtt"])), *(float(t in types) for t in DOCUMENT_CLASSES[1:])])
        out.append(Document(row["docid"], [grams(s.words) for s in sentences], phrases, labels, told, of_document))
    return out, counts, lexis


def index_of(feature_sets: Iterable[Iterable[str]]) -> dict[str, int]:
    """Row numbers of the features that are frequent enough."""
    counts: Counter[str] = Counter()
    for features in feature_sets:
        counts.update(features)
    return {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= LEAST_COUNT))}


def matrix(feature_sets: Sequence[Iterable[str]], rows: dict[str, int]) -> csr_matrix:
    """One row a set of features."""
    lists = [sorted(rows[f] for f in features if f in rows) for features in feature_sets]
    ends = np.cumsum([0, *map(len, lists)])
    columns = np.concatenate([np.array(found, dtype=np.int32) for found in lists]) if lists else np.zeros(0, np.int32)
    return csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(lists), len(rows)))


def fit(
    feature_sets: Sequence[Iterable[str]],
    labels: Floats,
    classes: tuple[str, ...],
    *,
    penalty: float,
    norm: float | None = None,
    steps: int = 45,
) -> LogLinear:
    """One logistic regression a class with a ridge penalty; the bias is free."""
    rows = index_of(feature_sets)
    x = matrix(feature_sets, rows)
    if norm is not None:
        x = (diags(norm / np.sqrt(np.maximum(np.diff(x.indptr), 1))) @ x).tocsr().astype(np.float32)
    across = x.T.tocsr()
    features, columns = x.shape[1], labels.shape[1]

    def loss(v: Floats) -> tuple[float, Floats]:
        weights, bias = v[: features * columns].reshape(features, columns), v[features * columns :]
        z = x @ weights.astype(np.float32) + bias
        error = 1 / (1 + np.exp(-z)) - labels
        value = (np.logaddexp(0, z) - labels * z).sum() + 0.5 * penalty * (weights**2).sum()
        return value, np.concatenate([(across @ error.astype(np.float32) + penalty * weights).ravel(), error.sum(0)])

    found = minimize(
        loss, np.zeros((features + 1) * columns), jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 8}
    ).x
    weights = found[: features * columns].reshape(features, columns)
    return LogLinear(classes, rows, weights.astype(np.float32), found[features * columns :].astype(np.float32))


def all_logits(model: LogLinear, feature_sets: Iterable[Iterable[str]], norm: float | None = None) -> Floats:
    """The logits of many sets, a row each."""
    return np.array([model.logits(f, norm=norm) for f in feature_sets]).reshape(-1, len(model.classes))


@dataclass
class Lower:
    """What the lower models say of a document."""

    sentences: list[float]
    document: Floats
    phrases: Floats


def fit_lower(documents: Sequence[Document]) -> tuple[LogLinear, LogLinear]:
    """The sentence model and the document model."""
    sentence = fit(
        [g for d in documents for g in d.grams],
        np.concatenate([d.sentence_labels for d in documents]),
        ("names a filler",),
        penalty=SENTENCE_PENALTY,
    )
    document = fit(
        [set().union(*d.grams) for d in documents],
        np.stack([d.labels for d in documents]),
        DOCUMENT_CLASSES,
        penalty=DOCUMENT_PENALTY,
        norm=DOCUMENT_NORM,
    )
    return sentence, document


def read_lower(sentence: LogLinear, document: LogLinear, d: Document) -> Lower:
    """The lower models' logits of one document."""
    return Lower(
        all_logits(sentence, d.grams)[:, 0].tolist(),
        document.logits(set().union(*d.grams) if d.grams else set(), norm=DOCUMENT_NORM),
        np.zeros((len(d.phrases), len(ROLES))),
    )


def looked_at(d: Document, lower: Lower) -> list[int]:
    """Numbers of the phrases that stand in a sentence worth looking at."""
    return [
        i
        for i, p in enumerate(d.phrases)
        if any(lower.sentences[o.sentence] >= LEAST_SENTENCE_LOGIT for o in p.occurrences)
    ]


def phrase_sets(d: Document, lower: Lower, which: Iterable[int]) -> list[list[str]]:
    """Features of phrases with their setting."""
    likeliest = max(lower.sentences, default=0.0)
    return [
        [*p.features, *setting_features(p.likeliest_of(lower.sentences), likeliest, lower.document)]
        for p in (d.phrases[i] for i in which)
    ]


def fit_phrase(documents: Sequence[Document], lowers: Sequence[Lower]) -> LogLinear:
    """The model of phrases by their words and surroundings."""
    sets, labels = [], []
    for d, lower in zip(documents, lowers, strict=True):
        which = looked_at(d, lower)
        sets += phrase_sets(d, lower, which)
        labels.append(d.phrase_labels[which])
    return fit(sets, np.concatenate(labels), ROLES, penalty=PHRASE_PENALTY)


def cross_read(documents: Sequence[Document], fold: NDArray[np.int64]) -> list[Lower]:
    """Every document as the lower models see it that were trained without its fold."""
    lowers: list[Lower | None] = [None] * len(documents)
    for k in sorted(set(fold.tolist())):
        sentence, document = fit_lower([d for d, f in zip(documents, fold, strict=True) if f != k])
        for i in np.flatnonzero(fold == k):
            lowers[i] = read_lower(sentence, document, documents[i])
    known = [lower for lower in lowers if lower is not None]
    for k in sorted(set(fold.tolist())):
        rest = [i for i in range(len(documents)) if fold[i] != k]
        model = fit_phrase([documents[i] for i in rest], [known[i] for i in rest])
        for i in np.flatnonzero(fold == k):
            add_phrases(model, documents[i], known[i])
    return known


def add_phrases(model: LogLinear, d: Document, lower: Lower) -> None:
    """Writes the phrase model's logits into what is known of a document."""
    which = looked_at(d, lower)
    lower.phrases[:] = UNSEEN_LOGIT
    if which:
        lower.phrases[which] = all_logits(model, phrase_sets(d, lower, which))


def as_row(d: Document, lower: Lower) -> dict[str, Any]:
    """The logits of a document as a JSON object; phrases that were not looked at are left out."""

    def rounded(numbers: Iterable[float]) -> list[float]:
        return [round(float(x), 4) for x in numbers]

    phrases = {p.key: rounded(x) for p, x in zip(d.phrases, lower.phrases, strict=True) if x.max() > UNSEEN_LOGIT}
    return {
        "docid": d.docid,
        "sentences": rounded(lower.sentences),
        "document": rounded(lower.document),
        "phrases": phrases,
    }


def trimmed(model: LogLinear) -> LogLinear:
    """The model without features that hardly weigh anything."""
    kept = [f for f, i in model.rows.items() if np.abs(model.weights[i]).max() >= LEAST_WEIGHT]
    weights = model.weights[[model.rows[f] for f in kept]]
    return LogLinear(model.classes, {f: i for i, f in enumerate(kept)}, weights, model.bias)


def best_f1(probabilities: Floats, labels: Floats) -> tuple[float, float]:
    """The best F1 in percent over thresholds, and the threshold."""
    best = (0.0, 0.0)
    for threshold in np.arange(0.05, 0.8, 0.025):
        said = probabilities > threshold
        best = max(
            best, (200 * float((said * labels).sum()) / max(float(said.sum() + labels.sum()), 1.0), float(threshold))
        )
    return best


def report(documents: Sequence[Document], lowers: Sequence[Lower]) -> None:
    """Prints the best F1 of each role over strings."""
    labels = np.concatenate([d.phrase_labels for d in documents])
    p = 1 / (1 + np.exp(-np.concatenate([x.phrases for x in lowers])))
    for r, role in enumerate(ROLES):
        f1, threshold = best_f1(p[:, r], labels[:, r])
        print(f"{role}: F1 {f1:.1f} at {threshold:.2f}", flush=True)


def main() -> None:
    """Trains, cross-validates and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--kin", type=Path, default=Path(__file__).with_name("word_kin.csv"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--hold-out", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    started = time.monotonic()
    kin, family = read_kin(args.kin)
    every, counts, lexis = prepare(read_documents(args.documents), kin, family)
    left_out = [d for n, d in enumerate(every) if args.hold_out and n % args.hold_out == 0]
    documents = [d for n, d in enumerate(every) if not args.hold_out or n % args.hold_out]
    print(
        f"{len(documents)} documents, {sum(len(d.phrases) for d in documents)} phrases, {time.monotonic() - started:.0f} s"
    )
    fold = np.random.default_rng(args.seed).permutation(len(documents)) % args.folds
    lowers = cross_read(documents, fold)
    report(documents, lowers)
    print(f"cross-validated, {time.monotonic() - started:.0f} s", flush=True)
    sentence, document = fit_lower(documents)
    models = {"sentence": sentence, "document": document, "phrase": fit_phrase(documents, lowers)}
    if args.keep is not None:
        unseen = [read_lower(sentence, document, d) for d in left_out]
        for d, lower in zip(left_out, unseen, strict=True):
            add_phrases(models["phrase"], d, lower)
        rows = [as_row(d, lower) for d, lower in zip([*documents, *left_out], [*lowers, *unseen], strict=True)]
        args.keep.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    tables = {
        "frequency": {word: frequency_class(n) for word, n in counts.items() if n > 1},
        "kin": dict(lexis.kin),
        "family": dict(lexis.family),
    }
    args.out.write_bytes(pack({name: trimmed(model) for name, model in models.items()}, tables))
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB, {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
