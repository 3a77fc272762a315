from hypothesis import given, settings
from hypothesis import strategies as st

from etl.codebook.weights import LogLinear, pack, role_weights, unpack
from etl.extract.extractor import RulesExtractor
from etl.extract.phrases import find_phrases, find_words, plain_phrase
from etl.extract.role_features import Finder, mark, named
from etl.extract.role_model import ROLES, load_role_model, read_roles
from etl.extract.roles import AGREED, ALONE, find_roles, settle_roles
from etl.extract.text import segment
from etl.model import Article, Mention, ReportValue, RoleValue, Value

WIRE = (
    "ARDEN, 3 JAN 90 -- GUERRILLAS OF THE ARMY OF NATIONAL LIBERATION [ELN] DYNAMITED AN\n"
    "OIL PIPELINE NEAR ARDEN LAST NIGHT AND KIDNAPPED ENGINEER JUAN CARLOS RUIZ, POLICE REPORTED TODAY.\n\n"
    "TWO GUARDS WERE KILLED BY THE GUERRILLAS. THE MAYOR CONDEMNED THE ATTACK."
)


def article(text):
    return Article(doc="t", title="", text=text)


def mentions_of(text):
    return RulesExtractor().mentions(text)


def roles_of(raw):
    text = segment(article(raw))
    return list(find_roles(text, mentions_of(text)))


def test_words_keep_the_points_of_abbreviations_and_part_the_possessive():
    assert [w.text for w in find_words("Col. Ruiz's car, in the U.S. zone.")] == [
        "col.", "ruiz", "'s", "car", ",", "in", "the", "u.s.", "zone", ".",
    ]  # fmt: skip


def test_phrases_reach_over_of_but_not_over_verbs_of_saying():
    words = find_words("Police said members of the Army of National Liberation fled")
    phrases = {" ".join(w.text for w in words[i:j]) for i, j in find_phrases(words)}
    assert {"members of the army of national liberation", "army of national liberation", "police"} <= phrases
    assert not any("said" in phrase.split() for phrase in phrases)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_words_are_slices_of_their_sentence(sentence):
    for word in find_words(sentence):
        assert sentence[word.start : word.end].lower() == word.text


def test_plain_phrase_is_blind_to_articles_and_signs():
    assert plain_phrase(["the", '"united', 'front"']) == plain_phrase(["united", "front"]) == "united front"


def test_roles_are_found_in_capitals_only_text():
    found = {(m.value.role, m.span.quote) for m in roles_of(WIRE) if isinstance(m.value, RoleValue)}
    assert {
        ("perp_individual", "GUERRILLAS"),
        ("perp_organisation", "ARMY OF NATIONAL LIBERATION"),
        ("victim_name", "JUAN CARLOS RUIZ"),
    } <= found


def test_features_are_the_same_in_any_case():
    def features(raw):
        return Finder(load_role_model().lexis, named).find(mark(segment(article(raw)), ()), only=[True] * 9)

    upper, lower = features(WIRE), features(WIRE.lower())
    assert upper.keys() == lower.keys()
    assert all(upper[key].features == lower[key].features for key in upper)


def test_features_by_number_are_those_by_name_that_the_model_knows():
    model, marked = load_role_model(), mark(segment(article(WIRE)), ())
    by_name = Finder(model.lexis, named).find(marked, only=[True] * 9)
    by_number = Finder(model.lexis, model.phrase.known_by).find(marked, only=[True] * 9)
    assert {k: p.features for k, p in by_number.items()} == {
        k: set(model.phrase.known(p.features)) for k, p in by_name.items()
    }


def test_a_text_without_violence_has_no_roles():
    assert roles_of("The minister opened a school in Arden on Monday. Farmers sold their wheat.") == []


def test_values_hold_each_name_once_with_words_of_the_article():
    text = segment(article(WIRE))
    values = settle_roles(find_roles(text, mentions_of(text)), {})
    assert set(values) <= set(ROLES)
    for value in values.values():
        assert len(value.value) == len(set(value.value)) == len(value.evidence)
        assert all(" ".join(s.quote.split()) == v for s, v in zip(value.evidence, value.value, strict=True))


def test_of_overlapping_names_the_likelier_stays():
    text = article("gunmen of the red column")
    short = Mention.make(text, 2, 8, RoleValue("perp_individual", 0.9), "roles")
    long = Mention.make(text, 2, 26, RoleValue("perp_individual", 0.4), "roles")
    assert settle_roles([long, short], {})["perp_individual"].value == ("gunmen",)


def test_a_name_needs_less_to_be_believed_where_the_code_rests_on_it():
    text = article("gunmen")
    mention = Mention.make(text, 2, 8, RoleValue("perp_individual", (ALONE + AGREED) / 2), "roles")
    assert settle_roles([mention], {}) == {}
    assert settle_roles([mention], {"gname": Value(("Gunmen",), evidence=(mention.span,))})


def test_reading_is_the_same_twice():
    text = segment(article(WIRE))
    first, second = (read_roles(text, mentions_of(text), load_role_model()) for _ in range(2))
    assert [p.phrase.key for p in first.phrases] == [p.phrase.key for p in second.phrases]
    assert all((a.logits == b.logits).all() for a, b in zip(first.phrases, second.phrases, strict=True))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_roles_survive_any_text(raw):
    text = segment(article(raw))
    for mention in find_roles(text, mentions_of(text)):
        assert text.whole[mention.span.start : mention.span.end] == mention.span.quote


def test_packed_weights_come_back():
    models, tables = role_weights()
    again, same = unpack(pack(models, tables))
    assert same == tables
    for name, model in models.items():
        assert again[name].classes == model.classes
        assert set(again[name].rows) == set(model.rows)


def test_log_linear_sums_the_weights_of_known_features():
    import numpy as np

    model = LogLinear(("yes",), {"a": 0, "b": 1}, np.array([[1.0], [2.0]], np.float32), np.array([0.5], np.float32))
    assert model.logits(["a", "b", "c"]).tolist() == [3.5]
    assert model.logits([]).tolist() == [0.5]
    assert model.all_logits([["a", "b"], [], ["c", "a"]]).tolist() == [[3.5], [0.5], [1.5]]
    assert model.all_logits([]).shape == (0, 1)


ATTACK = (
    "Two policemen were killed and six people were wounded on Monday when a car bomb exploded outside the mayor's office in Arden, "
    "police said. A group of armed men had parked the vehicle an hour before, witnesses said. No group claimed the attack. "
)
TALK = (
    "The minister told deputies that dialogue and economic growth remain the goals of his government, and that the budget for "
    "schools and roads will rise next year. Asked about the attacks, he said that the constitution offers a political solution. "
)


def test_what_a_text_reports_is_told_once_and_an_attack_from_talk():
    attack, talk = ([m.value for m in roles_of(raw * 2) if isinstance(m.value, ReportValue)] for raw in (ATTACK, TALK))
    assert len(attack) == len(talk) == 1
    assert attack[0].attack > talk[0].attack
    assert max(attack[0].kinds, key=lambda kind: kind[1])[0] == "bombing"


def test_what_takes_part_in_other_kinds_of_attack_has_no_place_in_an_account():
    text = article("gunmen")
    mention = Mention.make(text, 2, 8, RoleValue("perp_individual", 0.9, ("kidnapping",)), "roles")
    assert settle_roles([mention], {"told_as": Value(("bombing",))}) == {}
    assert settle_roles([mention], {"told_as": Value(("bombing", "kidnapping"))})
    assert settle_roles([mention], {})
