"""The word lists of attacks, weapons and targets agree with GTD's code lists."""

from __future__ import annotations

from etl.codebook.gtd import ATTACKTYPE, TARGSUBTYPE, TARGTYPE, WEAPSUBTYPE, WEAPTYPE, targtype_of, weaptype_of
from etl.codebook.lexicon import lowered, read_rows
from etl.codebook.nonevents import nonevent_lexicon
from etl.codebook.targets import target_lexicon
from etl.codebook.triggers import trigger_lexicon, trigger_phrases
from etl.codebook.weapons import weapon_lexicon


def test_every_trigger_names_an_attack_type() -> None:
    assert {row["attacktype"] for row in read_rows("trigger")} <= set(ATTACKTYPE.labels)
    assert {phrase.attacktype for phrase in trigger_phrases()} <= set(ATTACKTYPE.labels)


def test_every_trigger_has_a_known_flag_and_strength() -> None:
    flags = {"", "suicide", "state", "clash", "plot", "failed", "accident", "none"}
    assert {row["flag"] for row in read_rows("trigger")} <= flags
    assert {row["strength"] for row in read_rows("trigger")} <= {"0", "1", "2", "3"}


def test_every_weapon_subtype_belongs_to_its_type() -> None:
    for row in read_rows("weapon"):
        if row["weaptype"] and row["weapsubtype"]:
            subtype = WEAPSUBTYPE.code(row["weapsubtype"])
            assert WEAPTYPE.label(weaptype_of(subtype)) == row["weaptype"], row["term"]


def test_every_target_subtype_belongs_to_its_type() -> None:
    for row in read_rows("target"):
        if row["targsubtype"]:
            assert TARGTYPE.label(targtype_of(int(row["targsubtype"]))) == row["targtype"], row["term"]


def test_every_target_type_has_words() -> None:
    words = {row["targtype"] for row in read_rows("target")}
    assert set(TARGTYPE.labels) - words <= {"Unknown", "Violent Political Party"}


def test_terms_stand_once() -> None:
    for name in ("weapon", "target"):
        terms = [row["term"] for row in read_rows(name)]
        assert len(terms) == len(set(terms)), name


def test_lexicons_find_what_they_hold() -> None:
    text = lowered("A suicide bomber blew up a church bus with dynamite, a coach said")
    assert trigger_lexicon().find(text)
    assert weapon_lexicon().find(text)
    assert target_lexicon().find(text)
    assert nonevent_lexicon().find(text)


def test_target_subtypes_are_labels_of_the_code_list() -> None:
    hits = target_lexicon().find("the embassy and the mosque")
    assert [hit.row.targsubtype for hit in hits] == ["Embassy/Consulate", "Place of Worship"]
    assert all(hit.row.targsubtype in TARGSUBTYPE.labels for hit in hits)


def test_every_compound_target_has_a_known_type_and_its_subtype() -> None:
    for row in read_rows("target_compounds"):
        assert TARGTYPE.label(targtype_of(int(row["targsubtype"]))) == row["targtype"], row["heads"]
        for parts in (row["modifiers"].split("|"), row["heads"].split("|")):
            assert len(parts) == len(set(parts)) and all(parts)


def test_compound_targets_are_found_with_their_whole_name() -> None:
    (hit,) = target_lexicon().find("shots at a provincial tax office")
    assert hit.row.targtype == "Government (General)"
    (hit,) = target_lexicon().find("the border police checkpoints")
    assert (hit.row.targtype, hit.row.targsubtype) == ("Police", "Police Checkpoint")


def test_targets_are_known_by_rank_trade_and_local_name() -> None:
    told = {
        "a lance-corporal": "Military",
        "the sarpanch": "Government (General)",
        "a commercial counsellor": "Government (Diplomatic)",
        "a signal box": "Transportation",
        "the fibre-optic line": "Telecommunication",
        "a women's health clinic": "Abortion Related",
        "the talk host": "Journalists & Media",
        "the department of water supply": "Government (General)",
        "a deputy director of prisons": "Government (General)",
        "the education officials": "Government (General)",
        "the sales director": "Business",
        "two blue helmets": "Military",
        "ugandan peacekeepers": "Military",
        "the bridge workers": "Business",
        "a rural police sub-station": "Police",
        "a market-goer": "Private Citizens & Property",
    }
    for text, targtype in told.items():
        assert [hit.row.targtype for hit in target_lexicon().find(text)] == [targtype], text


def test_weapons_are_known_by_maker_slang_and_translation() -> None:
    told = {
        "a mini-uzi": "Firearms",
        "two satchel charges": "Explosives",
        "bows and arrows": "Melee",
        "jerrycans of petrol": "Incendiary",
        "angle grinders": "Sabotage Equipment",
        "an imitation pistol": "Fake Weapons",
    }
    for text, weaptype in told.items():
        assert {hit.row.weaptype for hit in weapon_lexicon().find(text)} == {weaptype}, text


def test_words_of_deeds_are_of_known_kinds_each_once() -> None:
    rows = read_rows("deed_words")
    assert {row["kind"] for row in rows} == {"force", "fighter", "operation"}
    words = [row["words"] for row in rows]
    assert len(words) == len(set(words)) > 200
    assert all(lowered(word).strip() == word for word in words)
