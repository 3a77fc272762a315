r"""Trains the weights that tell articles which may report an attack from other news, by their words (`gate.csv`); see `MODEL_CARD.md`.

    PYTHONPATH=. python training/train_gate.py tests/gold tests/gold/further/* tests/gold/general --muc DEV.jsonl \
        --out etl/codebook/data/gate.csv [--folds]

Articles that `held_out.txt` of a folder or of the one above names are left alone. A folder holds `articles.jsonl` and, unless its news tells
of no attack at all, `gold.jsonl` in the format of `tests/gold`. A coded article with an incident of terrorism, and a document of MUC-4 with a template,
report attacks; a coded article without one, and a document without a template, teach nothing. Each article teaches twice, whole and by
its first sentences, and other news a third time, two articles as one: else length would tell what an article is about.
With `--folds` it is printed how well a tenth of all folders, of other news and of MUC-4 is judged by the other nine: the honest figure.
The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from etl.codebook.lexicon import lowered
from etl.evaluate.muc4 import read_muc4
from etl.extract.gate import BIAS, gate_features, may_report_attack
from etl.extract.relevance import may_report_violence
from etl.extract.text import segment
from etl.model import Article
from training.folders import coded_articles
from training.train_counted import write_weights

PENALTY = 0.2  # ridge; from 0.07 to 0.7 nothing changes
OPENING = 6  # sentences, the headline among them
LEAST_COUNT = 3  # features of fewer texts are dropped
LEAST_WEIGHT = 0.15  # and those that hardly weigh anything, from the file: a feature's amount is seldom over 0.2
OF_MUC = 0.3  # wires of one region and four years, in number as many as all coded articles
FOLDS = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """An article to learn from: whether it reports an attack, whether its first sentences do, how much it counts, and its fold."""

    article: Article
    attack: bool
    opens: bool
    weight: float
    fold: int


def examples_of(folder: Path, number: int) -> Iterator[Example]:
    """What a folder teaches; `number` is the folder's own among all. Its coded articles are one fold, so that none is judged by its kin."""
    coded = (folder / "gold.jsonl").exists()
    for n, (article, rows) in enumerate(coded_articles(folder)):
        quotes = {quote for row in rows if row["is_terrorism"] for quote in row["evidence"].values()}
        if not coded:
            yield Example(article, False, True, 1.0, n % FOLDS)
        elif quotes:
            opening = first_sentences(article)
            yield Example(article, True, any(quote in opening for quote in quotes), 1.0, number % FOLDS)


def documents_of(path: Path) -> Iterator[Example]:
    """What the documents of MUC-4 teach that report an attack."""
    for n, row in enumerate(map(json.loads, path.read_text("utf-8").splitlines())):
        if row["gtt"]:
            yield Example(read_muc4(row), True, True, OF_MUC, n % FOLDS)


def first_sentences(article: Article) -> str:
    """The article as far as its opening goes."""
    sentences = segment(article).sentences[:OPENING]
    return article.whole[: sentences[-1].end] if sentences else ""


def train(examples: Sequence[Example]) -> dict[str, float]:
    """The weights of a logistic regression with a ridge penalty, to which attacks and other news weigh the same."""
    other = [e for e in examples if not e.attack]
    texts = [(e.article.whole, e.attack, e.weight) for e in examples]
    texts += [(first_sentences(e.article), e.attack, e.weight) for e in examples if e.opens]
    texts += [
        (f"{a.article.whole}\n\n{b.article.whole}", False, a.weight)
        for a, b in zip(other, other[1:] + other[:1], strict=True)
    ]
    told = [gate_features(lowered(text)) for text, _, _ in texts]
    seen = Counter(name for features in told for name in features)
    names = sorted(name for name, count in seen.items() if count >= LEAST_COUNT)
    y = np.array([attack for _, attack, _ in texts], dtype=float)
    weight = np.array([amount for _, _, amount in texts])
    for side in (0.0, 1.0):
        weight[y == side] *= len(texts) / 2 / weight[y == side].sum()
    found = minimize(
        _loss(_matrix(told, names), y, weight, names.index(BIAS)), np.zeros(len(names)), jac=True, method="L-BFGS-B"
    ).x
    return {
        name: round(float(w), 2) for name, w in zip(names, found, strict=True) if abs(w) >= LEAST_WEIGHT or name == BIAS
    }


def _matrix(told: Sequence[Mapping[str, float]], names: Sequence[str]) -> csr_matrix:
    place = {name: i for i, name in enumerate(names)}
    cells = [(n, place[name], amount) for n, row in enumerate(told) for name, amount in row.items() if name in place]
    rows, columns, amounts = zip(*cells, strict=True)
    return csr_matrix((amounts, (rows, columns)), shape=(len(told), len(names)))


def _loss(x: csr_matrix, y: Floats, weight: Floats, bias: int) -> Callable[[Floats], tuple[float, Floats]]:
    ridge = np.full(x.shape[1], PENALTY)
    ridge[bias] = 0.0
    across = x.T.tocsr()

    def loss(w: Floats) -> tuple[float, Floats]:
        z = x @ w
        error = weight * (1 / (1 + np.exp(-z)) - y)
        value = float((weight * (np.logaddexp(0, z) - y * z)).sum() + (ridge * w**2).sum() / 2)
        return value, across @ error + ridge * w

    return loss


def judge(examples: Sequence[Example]) -> None:
    """Prints how each fold is judged by the others."""
    turned: Counter[tuple[str, bool]] = Counter()
    for fold in range(FOLDS):
        weights = train([e for e in examples if e.fold != fold])
        for example in (e for e in examples if e.fold == fold):
            kind = "other news" if not example.attack else "coded" if example.weight == 1 else "MUC-4"
            opening = replace(example.article, title="", text=first_sentences(example.article))
            for part, article in (("whole", example.article), ("opening", opening)):
                if part == "whole" or example.opens:
                    turned[
                        f"{kind}, {part}",
                        may_report_violence(article.whole) and may_report_attack(segment(article), weights),
                    ] += 1
    for name in sorted({name for name, _ in turned}):
        print(f"{name}: {turned[name, False]} of {turned[name, False] + turned[name, True]} turned away")


def main() -> None:
    """Trains and writes, or prints how well each fold is judged by the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--muc", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", action="store_true")
    args = parser.parse_args()
    examples = [e for number, folder in enumerate(args.folders) for e in examples_of(folder, number)]
    examples += documents_of(args.muc) if args.muc else []
    if args.folds:
        judge(examples)
    if args.out:
        write_weights(args.out, ("feature", "weight"), sorted(train(examples).items()))


if __name__ == "__main__":
    main()
