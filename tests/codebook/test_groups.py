"""The list of groups: names, spellings, and that every row can be found by its own name."""

from __future__ import annotations

import pytest

from etl.codebook.claims import claim_channels, claim_cues, is_state, state_names
from etl.codebook.countries import countries, strip_accents
from etl.codebook.groups import (
    find_names,
    fold,
    generic_identities,
    generic_rank,
    groups,
    own_names,
    parents_of,
    says_who,
    spellings,
)
from etl.codebook.gtd import CLAIMMODE
from etl.codebook.lexicon import read_rows


def test_groups_are_many_and_their_countries_are_gtd_labels() -> None:
    assert len(groups()) >= 2150
    unknown = {c for group in groups().values() for c in group.countries} - set(countries())
    assert not unknown


def test_groups_have_sound_years_and_known_parents() -> None:
    for group in groups().values():
        assert group.last_year is None or group.first_year <= group.last_year, group.gname
        assert group.parent is None or group.parent in groups() or group.parent, group.gname
        assert group.gname not in parents_of(group.gname)


def test_every_group_is_found_by_its_own_name() -> None:
    lost = [
        gname
        for gname in groups()
        if not any(c.group.gname == gname for hit in find_names(fold(own_names(gname)[0])) for c in hit.name.candidates)
    ]
    assert not lost


def test_fold_keeps_the_place_of_every_character() -> None:
    text = "The “Túpac Amaru” (M.R.T.A.)\nand al‑Qa’ida’s men"
    folded = fold(text)
    assert folded.text == "the tupac amaru (mrta.) and al qaida s men"
    assert len(folded.places) == len(folded.text)
    assert [text[p] for p in folded.places[4:9]] == list("Túpac")


@pytest.mark.parametrize(
    ("written", "gname"),
    [
        ("al-Qa’eda in the Islamic Maghreb", "Al-Qaida in the Islamic Maghreb (AQIM)"),
        ("Tehreek-e-Taliban Pakistan", "Tehrik-i-Taliban Pakistan (TTP)"),
        ("Hizbullah", "Hezbollah"),
        ("Lashkar-i-Taiba", "Lashkar-e-Taiba (LeT)"),
        ("Baluchistan Liberation Army", "Baloch Liberation Army (BLA)"),
        ("Jamatul Mujahedin Bangladesh", "Jama'atul Mujahideen Bangladesh (JMB)"),
        ("Kurdistan Workers Party", "Kurdistan Workers' Party (PKK)"),
        ("Sendero Luminoso", "Shining Path (SL)"),
        ("Katiba of Macina", "Macina Liberation Front (FLM)"),
        ("Shan State Army (South)", "Shan State Army - South (SSA-S)"),
        ("Al-Mansooren", "Al-Mansoorian"),
        ("Al-Ittihad al-Islami", "Al-Itihaad al-Islamiya (AIAI)"),
        ("Mourabitoune", "Al-Mourabitoun"),
        ("Hizb-ut-Tahrir", "Hizb al-Tahrir al-Islami (HT)"),
        ("Bangsamoro Liberation Organisation", "Bangsa Moro Liberation Organization (BMLO)"),
        ("Front de libération de l'Azawad", "Azawad Liberation Front (FLA)"),
    ],
)
def test_transliterations_lead_to_one_group(written: str, gname: str) -> None:
    hits = find_names(fold(written))
    assert (hits[0].start, hits[0].end) == (0, len(written))
    assert gname in [c.group.gname for c in hits[0].name.candidates]


def test_spellings_are_bounded_and_keep_the_written_one_first() -> None:
    many = spellings(fold("Harkat-ul-Jihad-al-Islami Lashkar Mujahideen Organization of al-Qaida in Baluchistan").text)
    assert many[0].startswith("harkat ul jihad")
    assert len(many) <= 60


def test_common_words_are_no_name_unless_written_as_one() -> None:
    (hit, *_) = find_names(fold("a shining path"))
    assert not hit.name.is_written("shining path")
    assert hit.name.is_written("Shining Path")
    (hit, *_) = find_names(fold("Jama'atul Mujahideen Bangladesh"))
    assert hit.name.is_written("Jama'atul Mujahideen Bangladesh")


def test_generic_identities_are_ranked_by_what_they_say() -> None:
    assert generic_rank("White supremacists/nationalists") == 1
    assert says_who("Gunmen") and not says_who("Attackers") and not says_who("Unknown")
    assert says_who("Hezbollah") and generic_rank("Hezbollah") is None
    assert all(1 <= g.rank <= 9 for g in generic_identities().values())


def test_claim_modes_are_gtd_labels_and_cues_have_a_side() -> None:
    assert {c.mode for c in claim_channels()} <= set(CLAIMMODE.labels)
    assert {c.actor for c in claim_channels() if c.actor} <= set(groups())
    assert {c.actor for c in claim_cues()} == {"before", "after", "next", "none"}
    assert {c.kind for c in claim_cues()} == {"claim", "denial", "attribution", "suspicion", "none_claimed"}


def test_states_are_known_by_their_seats() -> None:
    assert [hit.row for hit in state_names().find("blamed on tehran and the cia")] == ["Iran", "United States"]
    assert is_state("Israel") and not is_state("Taliban")


def test_leaders_lead_one_group_of_the_list() -> None:
    led = [(row["gname"], leader) for row in read_rows("group_leaders") for leader in row["leaders"].split("|")]
    assert {gname for gname, _ in led} <= set(groups())
    assert len({leader for _, leader in led}) == len(led)


def test_branches_are_groups_of_the_list() -> None:
    rows = list(read_rows("group_branches"))
    assert {name for row in rows for name in (row["parent"], row["branch"])} <= set(groups())
    places = [(row["parent"], place) for row in rows for place in row["places"].split("|")]
    assert len(set(places)) == len(places)


def test_folded_characters_keep_their_places() -> None:
    text = "The Sons of  Al-Qa’ida’s “I.R.A.” in São Tomé\n1990"
    folded = fold(text)
    assert folded.text == "the sons of al qaida s ira. in sao tome 1990"
    assert [strip_accents(text[place]).lower() for place in folded.places if text[place].isalnum()] == [
        char for char in folded.text if char.isalnum()
    ]


def test_words_of_groups_are_unique_and_of_known_kinds() -> None:
    rows = [(row["kind"], row["words"]) for row in read_rows("group_words")]
    assert len(rows) == len(set(rows))
    assert {kind for kind, _ in rows} == {
        *("striker", "strike", "no_faction", "small", "state_body"),
        *("own_army", "own_forces", "own_paramilitaries"),
    }
