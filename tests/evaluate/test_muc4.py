import datetime as dt

import pytest

from etl.errors import EvaluateError
from etl.evaluate.muc4 import group_by_doc, muc4_predictions, read_muc4, templates_of
from etl.evaluate.muc4_key import Interval, fillers, interval, location, read_key
from etl.evaluate.muc4_score import render_muc4, score_muc4
from etl.model import Account, ClaimRow, Span, Value, VictimRow

TEMPLATE = {
    "INCIDENT: DATE": ["- 03 JAN 90"],
    "INCIDENT: LOCATION": ["PERU: LIMA (CITY): VITARTE (NEIGHBORHOOD)"],
    "INCIDENT: TYPE": ["BOMBING"],
    "PERP: ORGANIZATION CONFIDENCE": ['SUSPECTED OR ACCUSED: "RED COLUMN"'],
    "HUM TGT: EFFECT OF INCIDENT": ['DEATH: "GUARDS"', 'INJURY: "PASSERBY"'],
    "HUM TGT: NUMBER": ['2: "GUARDS"', '1: "PASSERBY"'],
    "HUM TGT: FOREIGN NATION": ['? CHILE: "PASSERBY"'],
    "optional": False,
}
ROLES = {
    "incident_type": "bombing",
    "PerpInd": [["two men"]],
    "PerpOrg": [["red column", "rc"]],
    "Target": [["the embassy of chile"]],
    "Victim": [],
    "Weapon": [["bomb"]],
}
GOLD = [{"docid": "d1", "templates": [TEMPLATE], "gtt": [ROLES]}, {"docid": "d2", "templates": [], "gtt": []}]
RIGHT = {
    **ROLES,
    "PerpOrg": [["RC"]],
    "Target": [["Embassy of Chile"]],
    "date": ["1990-01-02", "1990-01-02"],
    "country": "Peru",
    "places": ["Lima"],
    "claim": "suspected",
    "killed": 2,
    "wounded": 1,
    "victim_countries": [],
}


def scores(*templates, docid="d1"):
    return score_muc4(GOLD, [{"docid": docid, "templates": list(templates)}])


def test_a_right_template_is_right_in_every_slot():
    card = scores(RIGHT)
    assert card.gtt["micro"].to_dict()["f1"] == 100.0
    assert card.mission["micro"].to_dict()["f1"] == 100.0


def test_one_good_mention_finds_an_entity_and_one_strange_mention_spoils_it():
    assert scores({**RIGHT, "PerpOrg": [["rc", "blue column"]]}).gtt["PerpOrg"].right == 0
    assert scores({**RIGHT, "PerpOrg": [["rc"], ["red column"]]}).gtt["PerpOrg"].to_dict()["p"] == 100.0


def test_a_template_of_the_wrong_type_finds_no_role_but_still_its_slots():
    card = scores({**RIGHT, "incident_type": "attack"})
    assert card.gtt["micro"].right == 0
    assert card.mission["micro"].to_dict()["f1"] == 100.0


def test_a_template_for_a_document_without_incident_is_a_false_alarm_in_every_slot_that_it_fills():
    card = scores(RIGHT, docid="d2")
    assert card.gtt["incident_type"].to_dict() == {"p": 0.0, "r": 0.0, "f1": 0.0, "predicted": 1, "gold": 1}
    assert card.mission["country"].predicted == 1 and card.mission["country"].found == 0


def test_a_wide_interval_is_no_answer():
    wide = {**RIGHT, "date": ["1989-12-01", "1990-01-03"]}
    assert scores(wide).mission["date"].right == 0
    week = {**RIGHT, "date": ["1989-12-27", "1990-01-03"]}
    assert scores(week).mission["date"].right == 1


def test_an_optional_template_and_what_pairs_with_it_are_not_counted():
    gold = [{**GOLD[0], "templates": [{**TEMPLATE, "optional": True}]}]
    mission = score_muc4(gold, [{"docid": "d1", "templates": [RIGHT]}]).mission
    assert mission["micro"].predicted == mission["micro"].gold == 0


def test_the_home_country_is_no_foreign_one():
    card = scores({**RIGHT, "victim_countries": ["Peru", "Chile"]})
    assert (card.mission["victim_countries"].right, card.mission["victim_countries"].predicted) == (1, 1)


def test_key_notation_is_read():
    assert [f.heads for f in fillers({"S": ['? DEATH / INJURY: "A" / "B"', "-", "*"]}, "S")] == [("DEATH", "INJURY")]
    assert interval("30 DEC 89") == Interval(dt.date(1989, 12, 30), dt.date(1989, 12, 30), False)
    assert interval("- 31 JAN 90") == Interval(dt.date(1989, 12, 31), dt.date(1990, 1, 31), True)
    assert interval("LAST WEEK") is None
    assert location("WEST GERMANY: BONN (CITY)") == ("germany", ["bonn"])
    assert read_key(TEMPLATE)["killed"].accept == (2,)


def test_a_bad_prediction_is_refused_in_one_line():
    with pytest.raises(EvaluateError, match="prediction 1"):
        score_muc4(GOLD, [{"docid": "d1"}])
    with pytest.raises(EvaluateError, match="d1"):
        scores({**RIGHT, "date": ["soon", "later"]})


def test_rendered_scores_have_a_line_a_slot():
    lines = render_muc4(scores(RIGHT)).splitlines()
    assert len(lines) == 2 + 7 + 9


def test_a_document_is_read_with_the_day_of_its_dateline():
    article = read_muc4({"docid": "d1", "text": "ARDEN, 3 JAN 90 (NAT) -- A BOMB WENT OFF."})
    assert article.published_at is not None and article.published_at.date() == dt.date(1990, 1, 3)
    assert article.title == "" and article.doc == "d1"
    assert read_muc4({"docid": "d2", "text": "NO DATELINE, 33 JAN 90."}).published_at is None


def account(**values):
    return Account(
        account_id="d1#1",
        doc="d1",
        role="main",
        is_terrorism=True,
        values={k: Value(v) for k, v in values.items()},
        claims=(ClaimRow("Red Column", "suspicion", None, Span(0, 1, "x")),),
        victims=(VictimRow("Chile", "killed", 1, Span(0, 1, "x")),),
        published_at="1990-01-03T12:00:00+00:00",
    )


def test_an_account_becomes_a_template():
    (template,) = templates_of(
        account(
            told_as=("bombing",),
            date="1990-01",
            country_txt="Peru",
            city="Lima",
            gname=("Red Column",),
            perp_organisation=("RED COLUMN",),
            nkill=4,
            nkillter=1,
            victim_name=("Ana Ruiz",),
        )
    )
    assert template["incident_type"] == "bombing"
    assert template["date"] == ["1990-01-01", "1990-01-31"]
    assert template["places"] == ["Lima"]
    assert template["claim"] == "suspected"
    assert template["killed"] == 3 and template["wounded"] is None
    assert template["Victim"] == [["Ana Ruiz"]]
    assert template["victim_countries"] == ["Chile"]


def test_an_account_without_a_date_happened_in_the_week_up_to_the_report():
    assert templates_of(account(told_as=("attack",)))[0]["date"] == ["1989-12-28", "1990-01-03"]


def test_an_account_is_a_template_for_each_kind_of_attack_that_it_is_told_as():
    templates = templates_of(account(told_as=("bombing", "attack"), city="Lima"))
    assert [t["incident_type"] for t in templates] == ["bombing", "attack"]
    assert templates[0]["places"] == templates[1]["places"] == ["Lima"]
    assert templates_of(account(city="Lima")) == []


def test_a_document_without_accounts_is_predicted_empty():
    rows = muc4_predictions(group_by_doc([account(told_as=("attack",))], ["d1", "d2"]))
    assert [len(r["templates"]) for r in rows] == [1, 0]
