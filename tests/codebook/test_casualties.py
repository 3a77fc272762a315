"""The words of death, injury and captivity are usable and do not contradict each other."""

from __future__ import annotations

from etl.codebook.casualties import (
    Predicate,
    first_words,
    open_phrases,
    person_nouns,
    plural_of,
    predicates,
    split_tails,
    thing_nouns,
    word_roles,
)

KINDS = {
    "killed", "wounded", "either", "harmed", "shot", "stabbed", "beaten", "burned", "lost", "loss", "neutralised", "shocked",
    "suicide", "taken", "held", "plain", "freed", "rescued", "escaped", "treated", "none",
}  # fmt: skip


def test_verbs_have_all_their_forms() -> None:
    assert predicates()[("kills",)] == Predicate("killed", "third")
    assert predicates()[("slew",)] == Predicate("killed", "preterite")
    assert predicates()[("shooting", "dead")] == Predicate("killed", "ing")
    assert predicates()[("stabbed", "to", "death")] == Predicate("killed", "past")
    assert ("martyr",) not in predicates()


def test_every_predicate_has_a_known_kind() -> None:
    assert {p.kind for p in predicates().values()} <= KINDS


def test_every_phrase_with_gaps_has_a_known_kind_and_frame() -> None:
    told = [predicate for entries in open_phrases().values() for _, predicate in entries]
    assert {p.kind for p in told} <= KINDS | {"natural", "maimed"}
    assert {p.form for p in told} <= {"adjunct", "counted", "past", "subject", "active"}


def test_verbs_with_a_part_behind_the_object_are_known() -> None:
    assert split_tails()["shot"]["dead"] == "killed"
    assert split_tails()["took"]["hostage"] == "taken"
    assert "killed" not in split_tails()


def test_nouns_for_people_know_number_and_side() -> None:
    assert person_nouns()["policemen"].plural
    assert not person_nouns()["policeman"].plural
    assert person_nouns()["gunmen"].attackers
    assert person_nouns()["briton"].lemma == "briton"
    assert plural_of("deputy") == "deputies"


def test_no_noun_is_both_person_and_thing() -> None:
    assert not set(person_nouns()) & thing_nouns()


def test_function_words_are_no_people() -> None:
    assert not set(word_roles()) & set(person_nouns())


def test_phrases_with_gaps_open_with_words_that_sentences_are_sought_by() -> None:
    assert open_phrases().keys() <= first_words()
    pattern_kinds = {
        predicate.kind for pattern, predicate in open_phrases()["flown"] if pattern.match("to the naval hospital")
    }
    assert pattern_kinds == {"wounded"}
