"""What the extractor finds in a coded article, beside what the coder saw in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.evaluate.assignment import best_pairs
from etl.evaluate.gold import likeness
from etl.extract.accounts import build_accounts, judge_drafts, settle_drafts
from etl.extract.counted import about
from etl.extract.drafts import Draft
from etl.extract.extractor import RulesExtractor
from etl.extract.incidents import find_incidents
from etl.extract.text import Text, segment
from etl.model import Article

LEAST_LIKENESS = 0.5  # as the scorecard has it


@dataclass(frozen=True)
class Found:
    """The incidents of an article that became accounts, and the accounts as rows, in the same order."""

    text: Text
    drafts: list[Draft]
    rows: list[dict[str, Any]]

    def pairs(self, golds: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
        """The numbers of the coded row and of the incident that are one."""
        return best_pairs([[likeness(p, g) for p in self.rows] for g in golds], least=LEAST_LIKENESS)


def found_in(article: Article, extractor: RulesExtractor, *, roles_by_rule: bool = False) -> Found:
    """What the extractor finds in an article, who took part aside; `roles_by_rule` as for `find_incidents`."""
    text = segment(article)
    mentions = extractor.mentions(text)
    drafts = find_incidents(text, mentions, roles_by_rule=roles_by_rule) if mentions else []
    rows = [account.to_row() for account in build_accounts(text, drafts, [], extractor.name)]
    kept, _ = judge_drafts(drafts, settle_drafts(text, drafts), about(text, None))
    return Found(text, kept, rows)
