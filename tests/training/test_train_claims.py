"""Trains the claim weights on a handful of made-up articles: the script runs, and what it writes can be read and used."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from etl.extract.claim_frames import KINDS
from training import train_claims

SAID = "Hamas fighters wrecked the depot in Gaza on Monday and killed two guards."
OTHER = "Hamas has a school in the town of Gaza."


def _folder(path: Path) -> Path:
    path.mkdir()
    articles = [
        {"doc": f"a{n}", "title": "", "text": f"A bomb exploded in Gaza.\n\n{SAID}\n\n{OTHER}"} for n in range(5)
    ]
    rows = [
        {"doc": a["doc"], "claims": [{"actor": "Hamas", "kind": "attribution", "mode": None, "quote": SAID[:20]}]}
        for a in articles
    ]
    for name, lines in (("articles", articles), ("gold", rows)):
        (path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return path


def _muc(path: Path) -> Path:
    template = {"PERP: ORGANIZATION CONFIDENCE": ['REPORTED AS FACT: "SHINING PATH"']}
    text = "LIMA, 3 JAN 90 -- SHINING PATH KILLED A MAYOR IN PERU. THE MRTA AWAITS TALKS."
    path.write_text("\n".join(json.dumps({"docid": f"d{n}", "text": text, "templates": [template]}) for n in range(5)))
    return path


def test_training_learns_from_a_few_articles_and_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    folder, muc = _folder(tmp_path / "gold"), _muc(tmp_path / "dev.jsonl")
    written = []
    for name in ("one.csv", "two.csv"):
        train_claims.main([str(folder), "--muc", str(muc), "--out", str(tmp_path / name)])
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    weights = {row["sign"]: row for row in csv.DictReader((tmp_path / "one.csv").open(encoding="utf-8"))}
    assert list(weights["bias"]) == ["sign", *KINDS]
    assert float(weights["deed"]["attribution"]) > float(weights["deed"]["none"])
