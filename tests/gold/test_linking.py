"""Accounts of many articles find the incident that they share: coded by hand, and as the extractor tells them."""

from __future__ import annotations

from etl.evaluate.gold import score_gold
from etl.evaluate.scorecard import Linking
from etl.extract.extractor import load_extractor
from etl.pipeline import reconcile_rows
from tests.gold.measure import published_articles, read_rows


def linking(rows: list[dict]) -> Linking:
    found = score_gold(published_articles(), read_rows("gold.jsonl"), list(reconcile_rows(rows).accounts)).linking
    assert found is not None and found.accounts > 80
    return found


def test_coded_accounts_find_their_incident() -> None:
    told = linking([{k: v for k, v in row.items() if k != "incident"} for row in read_rows("gold.jsonl")])
    assert told.pairs.to_dict()["f1"] >= 95
    assert told.b_cubed_f1 >= 97


def test_extracted_accounts_find_their_incident() -> None:
    extractor = load_extractor()
    rows = [account.to_row() for article in published_articles() for account in extractor.extract(article)]
    assert linking(rows).pairs.to_dict()["f1"] >= 85


def test_coded_accounts_of_single_articles_stay_apart() -> None:
    """No incident of the further articles stands in two of them: whatever joins there is wrong."""
    for name in ("one", "two", "three", "four", "five", "six"):
        rows = read_rows(f"further/{name}/gold.jsonl")
        settled = reconcile_rows([{k: v for k, v in row.items() if k != "incident"} for row in rows])
        joined = [i["accounts"] for i in settled.incidents if len(i["accounts"]) > 1]
        wanted = [row["incident"] for row in rows if row["is_terrorism"]]
        assert len(joined) == len(wanted) - len(set(wanted))
