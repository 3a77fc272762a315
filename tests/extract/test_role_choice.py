"""What is news and what is recalled, where the rules' cues and the reader's answers are weighed together."""

from __future__ import annotations

from datetime import UTC, date, datetime

from etl.extract.counted import about
from etl.extract.extractor import RulesExtractor
from etl.extract.incidents import find_incidents
from etl.extract.role_choice import choose_role, role_features
from etl.extract.text import segment
from etl.model import Article

_RULES = RulesExtractor()
_TRIAL = (
    "A court in Lyon on Tuesday sentenced two men to life in prison for the bombing of a market in the suburb of Bron.\n\n"
    "The judges deliberated for nine hours. Relatives of the victims wept in the gallery as the presiding judge read the verdict.\n\n"
    "The bomb killed eleven people and wounded forty on 3 May 2016. Prosecutors said the two had built the device in a rented garage.\n\n"
    "Their lawyers said that they would appeal. A third man was acquitted.\n\n"
    "The trial lasted four months and heard a hundred witnesses."
)


def test_attack_that_a_trial_recalls_is_background():
    article = Article("a", "Two jailed for life", _TRIAL, None, None, datetime(2018, 9, 12, tzinfo=UTC))
    (account,) = _RULES.extract(article)
    assert (account.role, account.get("date")) == ("background", "2016-05-03")


def test_role_of_an_incident_that_was_not_read_closely_is_that_of_the_rules():
    text = segment(Article("a", "", "A bomb killed nine people in Herat on Thursday.", None, None, None))
    found = [m for stage in _RULES.stages for m in stage.find(text, ())]
    (draft,) = find_incidents(text, found)
    whole = about(text, None)
    assert role_features(draft, [draft], date(2012, 5, 16), whole) is None
    draft.role = "background"
    assert choose_role(draft, [draft], date(2012, 5, 16), whole) == "background"
