import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.errors import EvaluateError
from etl.evaluate.gold import FIELDS, MISSION, facts, group_keys, read_articles, same_place, score_gold
from etl.evaluate.scorecard import render_misses, render_reliability, render_scorecard, worst

TEXT = (
    "A bomb killed 12 people in Arden on Monday. Police blamed the Red Column (RC). "
    "Last year gunmen shot two guards in Belmor."
)
ARTICLES = read_articles(
    [
        {"doc": "a1", "title": "Blast in Arden", "text": TEXT},
        {"doc": "a2", "title": "Cup final", "text": "The home side won."},
    ]
)


def row(**changes):
    base = {
        "doc": "a1",
        "incident": "i1",
        "role": "main",
        "is_terrorism": 1,
        "date": "2020-03-02",
        "country_txt": "Peru",
        "city": "Arden",
        "attacktype": ["Bombing/Explosion"],
        "weaptype": ["Explosives"],
        "targtype": ["Business", "Police"],
        "gname": ["Red Column (RC)"],
        "nkill": 12,
        "claims": [{"actor": "Red Column (RC)", "kind": "attribution", "mode": None, "quote": "Police blamed"}],
        "tolls": [{"kind": "killed", "value": 12, "quote": "killed 12 people"}],
        "victims": [],
        "evidence": {"date": "on Monday", "city": "in Arden", "nkill": "killed 12 people"},
    }
    return {**base, **changes}


EARLIER = row(
    incident="i2",
    role="background",
    date="2019",
    city="Belmor",
    attacktype=["Armed Assault"],
    weaptype=["Firearms"],
    targtype=["Police"],
    gname=["Gunmen"],
    nkill=2,
    claims=[],
    tolls=[],
    evidence={"date": "Last year", "nkill": "shot two guards"},
)
GOLD = [row(), EARLIER]


def test_gold_scored_against_itself_is_perfect_but_for_values_without_words():
    card = score_gold(ARTICLES, GOLD, GOLD)
    assert card.mission == 100.0
    assert card.role_accuracy == 100.0
    assert not card.misses
    assert card.main["incidents"].to_dict() == {"p": 100.0, "r": 100.0, "f1": 100.0, "n": 1}
    assert card.linking is not None and card.linking.b_cubed_f1 == 100.0
    assert card.grounded < 100.0  # country, attack, weapon, target and group show no quote


def test_a_right_value_in_an_incident_that_nobody_coded_is_wrong():
    elsewhere = row(date="2011-01-01", city="Quito", country_txt="Ecuador", nkill=1)
    card = score_gold(ARTICLES, [row()], [row(), elsewhere])
    assert card.main["incidents"].wrong == 1
    assert card.main["attacktype1"].wrong == 1


def test_a_wrong_value_counts_against_precision_and_recall():
    tally = score_gold(ARTICLES, [row()], [row(nkill=13)]).main["nkill"]
    assert (tally.right, tally.wrong, tally.missed) == (0, 1, 1)


def test_a_trap_is_never_found_and_a_predicted_trap_never_counted():
    card = score_gold(ARTICLES, [row(is_terrorism=0)], [row()])
    assert card.relevance.wrong == 1 and card.main["incidents"].wrong == 1
    card = score_gold(ARTICLES, [row()], [row(is_terrorism=0)])
    assert card.relevance.missed == 1 and card.main["incidents"].missed == 1


def test_first_target_may_be_any_that_the_coder_named():
    assert score_gold(ARTICLES, [row()], [row(targtype=["Police"])]).main["targtype1"].right == 1


def test_fields_without_any_value_are_left_out_of_the_mission_score():
    assert "claimed" in MISSION and "claimed" not in row()
    assert score_gold(ARTICLES, GOLD, GOLD).mission == 100.0


def test_a_quote_that_the_article_lacks_grounds_nothing():
    true = {"date": ["on Monday"]}
    assert score_gold(ARTICLES, [], [{"doc": "a1", "date": "2020-03-02", "evidence": true}]).grounded == 100.0
    false = {"date": ["on Monday", "on Tuesday"]}
    assert score_gold(ARTICLES, [], [{"doc": "a1", "date": "2020-03-02", "evidence": false}]).grounded == 0.0
    span = {"date": [{"start": 54, "end": 63, "quote": "on Monday"}]}
    assert score_gold(ARTICLES, [], [{"doc": "a1", "date": "2020-03-02", "evidence": span}]).grounded == 100.0


def test_a_row_for_an_article_that_is_not_there_is_refused_with_its_name():
    with pytest.raises(EvaluateError, match="a9"):
        score_gold(ARTICLES, GOLD, [row(doc="a9")])


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Al-Anbar Governorate", "Anbar", True),
        ("Kandahar", "Qandahar", True),
        ("Kano", "Kaduna", False),
        ("", "", False),
    ],
)
def test_same_place_forgives_spelling_and_words_for_units(left, right, same):
    assert same_place(left, right) is same


def test_group_keys_are_the_name_and_the_abbreviation():
    assert group_keys("Basque Fatherland and Freedom (ETA)") == {"basque fatherland and freedom", "eta"}
    assert not group_keys("Irish Republican Army (IRA)") & group_keys("Real Irish Republican Army (RIRA)")


def test_linking_counts_pairs_of_accounts_put_together():
    docs = read_articles([{"doc": f"d{n}", "title": "", "text": TEXT} for n in range(3)])
    gold = [row(doc="d0"), row(doc="d1"), row(doc="d2", incident="i9")]
    predicted = [{**g, "incident": "x"} for g in gold]
    linking = score_gold(docs, gold, predicted).linking
    assert linking is not None
    assert (linking.pairs.right, linking.pairs.wrong, linking.pairs.missed) == (1, 2, 0)


def test_a_miss_shows_the_sentence_and_both_values():
    predicted = row(nkill=2, confidence={"nkill": 0.9}, evidence={"nkill": [{"quote": "shot two guards"}]})
    miss = next(m for m in score_gold(ARTICLES, [row()], [predicted]).misses if m.field == "nkill")
    assert miss.gold_says == "A bomb killed 12 people in Arden on Monday."
    assert miss.said_by == "Last year gunmen shot two guards in Belmor."
    shown = render_misses([miss])
    assert "predicted 2 (0.90)" in shown and "gold 12" in shown


def test_each_nationality_of_victims_is_judged_by_its_own_confidence():
    def victims(**sure):
        return [{"country": c, "status": "killed", "count": 1, "quote": c, "confidence": n} for c, n in sure.items()]

    predicted = row(victims=victims(Peru=0.8, Chile=0.4))
    curves = score_gold(ARTICLES, [row(victims=victims(Peru=1.0))], [predicted]).calibration
    bins = next(c.bins for c in curves if c.field == "victim_country")
    assert [(b.confidence, b.accuracy) for b in bins if b.count] == [(0.4, 0.0), (0.8, 1.0)]


def test_worst_misses_are_the_surest_wrong_ones():
    unsure, sure = (row(nkill=n, confidence={"nkill": c, "city": c}) for n, c in ((3, 0.2), (4, 0.95)))
    misses = [m for p in (unsure, sure) for m in score_gold(ARTICLES, [row()], [p]).misses if m.field == "nkill"]
    assert [m.predicted for m in worst(misses)] == [(4,), (3,)]


def test_rendered_scorecard_names_every_field_that_has_a_value():
    card = score_gold(ARTICLES, GOLD, GOLD)
    table = render_scorecard(card)
    said = {f for g in GOLD for f, values in facts(g).items() if values}
    assert all(field in table for field in said)
    assert "nhostkid" not in table
    assert "ECE" in render_reliability(card.calibration)


VALUES = {
    "date": st.sampled_from(["2020-03-02", "2020-03", "2019", None]),
    "city": st.sampled_from(["Arden", "Belmor", None]),
    "country_txt": st.sampled_from(["Peru", "Chile", None]),
    "nkill": st.sampled_from([0, 2, 12, None]),
    "role": st.sampled_from(["main", "background"]),
    "gname": st.sampled_from([["Red Column"], ["RC"], ["Gunmen", "Red Column (RC)"], ["Unknown"]]),
    "attacktype": st.sampled_from([["Bombing/Explosion"], ["Armed Assault", "Bombing/Explosion"], []]),
}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fixed_dictionaries(VALUES), max_size=4))
def test_counts_add_up_whatever_is_predicted(changes):
    predicted = [row(**c) for c in changes]
    card = score_gold(ARTICLES, GOLD, predicted)
    total = {f: card.main[f] + card.background[f] for f in FIELDS}
    for field in FIELDS:
        said = sum(len(facts(p)[field]) for p in predicted)
        true = sum(len(facts(g)[field]) for g in GOLD)
        assert total[field].right + total[field].wrong == said
        if field != "targtype1":
            assert total[field].gold == true
    assert score_gold(ARTICLES, GOLD, predicted).to_dict() == card.to_dict()
