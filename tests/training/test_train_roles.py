"""Trains the role model on a handful of made-up documents: the script runs, and what it writes can be read and used."""

import json
import sys

import numpy as np

from etl.codebook.weights import unpack
from etl.extract.role_model import ROLES
from training import train_roles

TOWNS = ["ARDEN", "BELMOR", "CASTO", "DURANA", "ELVIRA", "FONTES"]
NAMES = ["JUAN RUIZ", "PEDRO SOTO", "LUIS VEGA", "ANA MORA", "EVA RIOS", "RAUL DIAZ"]


def documents():
    for n, (town, name) in enumerate(zip(TOWNS * 2, NAMES * 2, strict=True)):
        attack = f"{town}, {n + 1} JAN 90 -- GUERRILLAS KILLED {name} WITH A BOMB IN {town} TODAY. POLICE SAID THE BOMB DESTROYED A BUS."
        yield {
            "docid": f"a{n}",
            "text": attack,
            "gtt": [
                {
                    "incident_type": "bombing",
                    "PerpInd": [["guerrillas"]],
                    "PerpOrg": [],
                    "Target": [["bus"]],
                    "Victim": [[name.lower()]],
                    "Weapon": [["bomb"]],
                }
            ],
        }
        talk = f"{town}, {n + 1} JAN 90 -- {name} SAID TODAY THAT THE HARVEST IN {town} WAS GOOD AND THAT THE BUS FARE WILL RISE."
        yield {"docid": f"b{n}", "text": talk, "gtt": []}


def train(tmp_path, monkeypatch, name):
    rows = tmp_path / "rows.jsonl"
    rows.write_text("\n".join(map(json.dumps, documents())), "utf-8")
    out = tmp_path / name
    monkeypatch.setattr(sys, "argv", ["train_roles.py", str(rows), "--out", str(out), "--folds", "2"])
    train_roles.main()
    return out.read_bytes()


def test_training_learns_from_a_few_documents_and_gives_the_same_bytes_twice(tmp_path, monkeypatch, capsys):
    packed = train(tmp_path, monkeypatch, "one.npz")
    assert packed == train(tmp_path, monkeypatch, "two.npz")
    models, tables = unpack(packed)
    assert models["phrase"].classes == ROLES
    assert tables["kin"]["guerrillas"] == tables["kin"]["guerrilla"]
    victim, attacker = ROLES.index("victim_name"), ROLES.index("perp_individual")
    after_kill = models["phrase"].logits(["G=killed "])
    assert after_kill[victim] > after_kill[attacker]
    assert "victim_name: F1" in capsys.readouterr().out


def test_fit_separates_what_can_be_separated():
    labels = np.array([[1.0], [0.0]] * 6)
    model = train_roles.fit([["a", "c"], ["b", "c"]] * 6, labels, ("yes",), penalty=0.1)
    assert model.logits(["a"])[0] > 0 > model.logits(["b"])[0]
