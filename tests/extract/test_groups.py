"""Named groups and generic identities in text, and how a text tells groups of one name apart."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract.groups import find_groups
from etl.extract.text import segment
from etl.model import Article, GroupValue, Mention, PlaceValue


def _find(text: str, *, title: str = "", year: int = 2015, places: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    article = Article("d", title, text, published_at=datetime(year, 6, 1, tzinfo=UTC))
    mentions = [Mention.make(article, 0, 1, PlaceValue("country", place), "places") for place in places]
    found = list(find_groups(segment(article), mentions))
    assert all(article.whole[m.span.start : m.span.end] == m.span.quote for m in found)
    return [(m.value.gname, m.span.quote) for m in found if isinstance(m.value, GroupValue)]


def _names(text: str, **more: object) -> list[str]:
    return [gname for gname, _ in _find(text, **more)]  # type: ignore[arg-type]


def test_longest_name_wins_over_the_parent_within_it() -> None:
    assert _find("The Islamic State’s Khorasan Province said so.") == [
        ("Khorasan Chapter of the Islamic State", "Islamic State’s Khorasan Province")
    ]


@pytest.mark.parametrize(
    ("text", "place", "gname"),
    [
        ("Al-Shabaab gunmen raided Palma.", "Mozambique", "Ansar al-Sunna (Mozambique)"),
        ("Al-Shabaab gunmen raided Baidoa.", "Somalia", "Al-Shabaab"),
        ("The ADF attacked the village.", "Democratic Republic of the Congo", "Allied Democratic Forces (ADF)"),
        ("The ERP kidnapped the executive.", "Argentina", "People's Revolutionary Army (ERP)"),
        ("The ERP ambushed the patrol.", "El Salvador", "People's Revolutionary Army (ERP) (El Salvador)"),
        ("The National Liberation Army blew up a pipeline.", "Colombia", "National Liberation Army of Colombia (ELN)"),
        ("Maoists ambushed a convoy.", "India", "Communist Party of India - Maoist (CPI-Maoist)"),
        ("Maoists ambushed a convoy.", "Nepal", "Communist Party of Nepal - Maoist (CPN-M)"),
        ("Jundallah said its men did it.", "Pakistan", "Jundallah (Pakistan)"),
    ],
)
def test_country_tells_groups_of_one_name_apart(text: str, place: str, gname: str) -> None:
    assert gname in _names(text, places=(place,), year=2020)


def test_unsure_abbreviation_needs_its_country() -> None:
    assert _names("The NDA was signed on Monday.") == []
    assert _names("The NDA blew up a pipeline in Nigeria.") == ["Niger Delta Avengers (NDA)"]


@pytest.mark.parametrize(
    ("text", "place", "elsewhere", "gname"),
    [
        ("Settlers set fire to olive trees.", "West Bank and Gaza Strip", "Nigeria", "Jewish Extremists"),
        ("Loyalist gunmen shot a taxi driver.", "United Kingdom", "Libya", "Protestant extremists"),
        ("Armed herders burned the hamlet.", "Nigeria", "Kenya", "Fulani extremists"),
    ],
)
def test_word_for_people_of_many_lands_means_an_identity_only_in_its_own(
    text: str, place: str, elsewhere: str, gname: str
) -> None:
    assert gname in _names(text, places=(place,))
    assert gname not in _names(text, places=(elsewhere,))


def test_hospital_that_bears_the_name_of_a_group_is_no_group() -> None:
    assert _names("The wounded were taken to the Yarmuk hospital in Baghdad.", places=("Iraq",)) == []


def test_pakistani_taliban_are_not_the_afghan_ones() -> None:
    names = _names("The Pakistani Taliban denied it. Kabul's Taliban government in Afghanistan condemned it.")
    assert names == ["Tehrik-i-Taliban Pakistan (TTP)", "Taliban"]


def test_lower_case_words_are_no_group() -> None:
    assert _names("They walked down a shining path, and the red brigade of ants is back.") == []
    assert _names("Guerrillas of Shining Path did it.") == ["Guerrillas", "Shining Path (SL)"]


def test_capitals_throughout_need_context_for_abbreviations() -> None:
    wire = (
        "SAN SALVADOR, 3 MAY 89 -- FMLN GUERRILLAS ATTACKED A POST IN EL SALVADOR. IT IS SAID THAT THE PLO IS ABSENT."
    )
    assert _names(wire, year=1989)[:2] == ["Farabundo Marti National Liberation Front (FMLN)", "Guerrillas"]
    assert "Islamic State of Iraq and the Levant (ISIL)" not in _names(wire, year=1989)


def test_names_run_over_line_breaks_and_keep_their_words() -> None:
    assert _find("the Farabundo Marti National\nLiberation Front did it, in El Salvador", year=1988)[0] == (
        "Farabundo Marti National Liberation Front (FMLN)",
        "Farabundo Marti National\nLiberation Front",
    )


def test_group_that_no_list_knows_is_named_as_the_text_names_it() -> None:
    found = _find('A group calling itself "Sons of the Thunder" claimed the blast. Sons of the Thunder is new.')
    assert [g for g, _ in found] == ["Sons of the Thunder", "Sons of the Thunder"]
    assert (
        _find("The Harari Liberation Front (HLF) burnt the bus; HLF men fled.")[0][0] == "Harari Liberation Front (HLF)"
    )


def test_abbreviation_that_the_text_explains_is_not_the_famous_one() -> None:
    names = _names("The Armed Revolutionary Left (IRA) left leaflets in Quito. The IRA wants no oil firms.")
    assert set(names) == {"Armed Revolutionary Left (IRA)"}


def test_misspelt_name_is_known_by_its_abbreviation() -> None:
    assert set(_names("The United Liberation Forces of Assam (ULFA) shot two men.")) == {
        "United Liberation Front of Assam (ULFA)"
    }


def test_whoever_claims_responsibility_is_a_group() -> None:
    assert _names("The Committee for the Safety of the Roads claimed responsibility for it.") == [
        "Committee for the Safety of the Roads"
    ]


def test_name_in_parentheses_says_which_branch_is_meant() -> None:
    assert set(_names("Daesh (ISIS-K) claimed it. Daesh had struck before.")) == {
        "Khorasan Chapter of the Islamic State"
    }


def test_place_of_a_branch_says_which_one_is_meant() -> None:
    assert _names("Islamic State's branch in Afghanistan claimed the bombing.") == [
        "Khorasan Chapter of the Islamic State"
    ]
    assert _names("The Yemeni wing of al-Qaida claimed the raid.") == ["Al-Qaida in the Arabian Peninsula (AQAP)"]
    assert _names("Islamic State claimed the bombing in Afghanistan.") == [
        "Islamic State of Iraq and the Levant (ISIL)"
    ]


def test_police_rank_before_a_name_and_numbered_brigades_are_no_groups() -> None:
    assert _names("Gunmen fled, SSP Tariq Mehmood said in Pakistan.") == ["Gunmen"]
    assert _names("Gen. Luis Prada of the Fourth Brigade counted the dead.") == []


def test_group_told_with_its_kind_may_be_called_an_agency() -> None:
    assert "Night Agency of Pegu" in _names("A group called Night Agency of Pegu admitted the blast.")
    assert "River Herons" in _names("A third cell, River Herons, said on Facebook it had done it.")


def test_village_is_not_the_band_that_bears_its_name() -> None:
    text = "Police seek the so-called Murzak gang. Two brothers from the village of Murzak were buried."
    assert _names(text).count("Murzak") <= 1


def test_institutions_and_armies_are_no_groups() -> None:
    text = "The Indian Army, the National Guard, the Central Bank and the Revolutionary Guards said nothing."
    assert _names(text) == []


def test_follower_of_his_own_is_told_from_a_branch() -> None:
    assert "Jihadi-inspired extremists" in _names("The man had pledged allegiance to the Islamic State.")
    assert "Jihadi-inspired extremists" not in _names("The group had pledged allegiance to the Islamic State.")


def test_description_of_a_named_group_is_no_identity_of_its_own() -> None:
    assert _names("The Islamist group al Shabaab said so in Somalia.") == ["Al-Shabaab"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_quotes_that_are_slices(text: str) -> None:
    article = Article("d", "t", text)
    for mention in find_groups(segment(article), []):
        assert article.whole[mention.span.start : mention.span.end] == mention.span.quote


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Hamas",
                "the",
                "ETA",
                "İslam",
                "group calling itself",
                '"',
                "'s",
                "(FMLN)",
                "\n",
                "El Salvador",
                "Front",
                "-",
                "ß",
            ]
        ),
        max_size=60,
    )
)
def test_mentions_never_overlap(words: list[str]) -> None:
    article = Article("d", "", " ".join(words) or ".")
    found = sorted(m.span for m in find_groups(segment(article), []))
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_time_is_linear_in_the_text(processor_seconds) -> None:
    def seconds(copies: int) -> float:
        text = segment(
            Article("d", "", "Hamas and a group calling itself X of the Y said al-Shabaab gunmen did it. " * copies)
        )
        return processor_seconds(lambda: list(find_groups(text, [])))

    seconds(10)
    small, large = seconds(500), seconds(4000)
    assert large < 8 * small * 2.5 + 0.2


def test_words_in_capitals_are_no_abbreviations() -> None:
    text = "BAGHDAD (IRAQ), 3 JAN 15 -- THE BOMB IS ONE OF THREE IN IRAQ SO FAR, AND POLICE IN GUATEMALA SAY THE SAME."
    cut = segment(Article("d", "", text, published_at=datetime(2015, 1, 3, tzinfo=UTC)))
    assert not list(find_groups(cut, []))


@pytest.mark.parametrize(
    "words",
    [
        "an oath to the leader of Islamic State",
        "He had shown interest in Islamic State",
        "He was radicalised by Islamic State",
        "He sympathised with Islamic State",
    ],
)
def test_bond_of_one_man_to_a_group_makes_a_follower(words: str) -> None:
    assert ("Jihadi-inspired extremists", True) in [
        (name, name != quote) for name, quote in _find(f"{words}, police said.")
    ]


def test_abbreviation_written_as_a_word_needs_its_country() -> None:
    assert _names("Police sealed Mira station, the mayor, Arif Demir, said.") == []
    assert "Islamic State of Iraq and the Levant (ISIL)" in _names("Isis claimed the shooting in Paris.")
    assert "Mozambique National Resistance Movement (MNR)" in _names("Renamo seized a town in Mozambique.")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Jamaat-ul-Ahrar, a splinter group of the Pakistani Taliban, said so in Pakistan.",
            ["Jamaat-ul-Ahrar (JuA)"],
        ),
        (
            "A breakaway faction of the Pakistani Taliban said so in Pakistan.",
            ["Tehrik-i-Taliban Pakistan (TTP)"],
        ),
        ("Turkish Hezbollah, bitter rivals of the PKK, did it in Turkey.", ["Turkish Hizballah"]),
        ("The PKK did it. Turkish Hezbollah did not.", ["Kurdistan Workers' Party (PKK)", "Turkish Hizballah"]),
    ],
)
def test_words_for_what_a_group_is_name_no_other(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "country", "year", "gname"),
    [
        (
            "The local arm of the Islamic State claimed it.",
            "Afghanistan",
            2017,
            "Khorasan Chapter of the Islamic State",
        ),
        ("Islamic State's local affiliate claimed it.", "Egypt", 2017, "Sinai Province of the Islamic State"),
        ("Al-Qaeda's affiliate in Mali claimed it.", "Mali", 2019, "Jamaat Nusrat al-Islam wal Muslimin (JNIM)"),
        ("Al-Qaeda's affiliate in Mali claimed it.", "Mali", 2012, "Al-Qaida"),
    ],
)
def test_local_branch_is_that_of_the_country_and_of_its_years(text: str, country: str, year: int, gname: str) -> None:
    assert _names(text, places=(country,), year=year) == [gname]


def test_a_leaders_men_are_his_group_where_its_country_is_spoken_of() -> None:
    unita = "National Union for the Total Independence of Angola (UNITA)"
    assert _names("Savimbi's men shot at the train.", places=("Angola",), year=1990) == [unita]
    assert unita in _names("Guerrillas loyal to Jonas Savimbi shot at the train.", places=("Angola",), year=1990)
    assert unita not in _names("Savimbi's men shot at the train.", places=("Peru",), year=1990)


@pytest.mark.parametrize(
    ("text", "gname"),
    [
        (
            "A woman who gave no name telephoned a paper to say that the Harvest Battalions, of which nobody had heard, were behind the blast.",
            "Harvest Battalions",
        ),
        ("An anonymous caller said the Harvest Battalions had planted the bomb.", "Harvest Battalions"),
        ("A man speaking for the Army of the Low Hills said it had shot the mayor.", "Army of the Low Hills"),
        ("A voice rang an agency, claiming the attack for the Free Delta Front.", "Free Delta Front"),
        ('"We are the Free Delta Command and we shot the sergeant," a woman told a daily.', "Free Delta Command"),
        ("The Free Delta Command says it is behind the bombing.", "Free Delta Command"),
        ("A group that calls itself the Eagles of the Delta said it had burnt the depot.", "Eagles of the Delta"),
        ("Police blamed the Knights of the Delta for the attack.", "Knights of the Delta"),
        ('The leaflet was signed "Red Harvest" and spoke of revenge.', "Red Harvest"),
        ("A caller said the Committee of Delta Prisoners carried out the bombing.", "Committee of Delta Prisoners"),
        (
            'A letter by one "Organisation of the Wronged Sons of the Delta" took credit.',
            "Organisation of the Wronged Sons of the Delta",
        ),
        ("A little-known outfit, the Delta Security Force, sent a text saying it had done it.", "Delta Security Force"),
        ("A group nobody had heard of, Al-Rayyan, claimed the kidnapping.", "Al-Rayyan"),
    ],
)
def test_a_band_that_no_list_knows_is_read_where_somebody_speaks_for_it_or_blames_it(text: str, gname: str) -> None:
    assert gname in _names(text), text


@pytest.mark.parametrize(
    "text",
    [
        "A caller told the Fire Brigade that the house was burning.",
        "The Northern Command said it had killed three men.",
        "Police blamed the Delta Front Street gang's rivals for the fight.",
        "A man who rang the switchboard said the Education Ministry had closed.",
        "He blamed the Rapid Response Unit for the delay.",
        'The typed statement was signed "T O\'Dowd".',
    ],
)
def test_units_and_services_of_states_are_no_bands(text: str) -> None:
    assert [name for name in _names(text) if name[0].isupper() and name not in ("Attackers", "Criminal gang")] == []


def test_quoted_name_that_says_more_than_the_listed_one_within_it_stands() -> None:
    found = _names('A voice claiming to be of the "Hezbollah Martyrs of the Far Delta" rang a paper.')
    assert found == ["Hezbollah Martyrs of the Far Delta"]


def test_faction_is_named_by_its_leader_or_by_its_abbreviation() -> None:
    khaplang = "National Socialist Council of Nagaland-Khaplang (NSCN-K)"
    for text in (
        "The Khaplang faction of the National Socialist Council of Nagaland (NSCN-K) shot two men.",
        "Rebels of the NSCN (Khaplang) shot two men in Nagaland.",
        "National Socialist Council of Nagaland (NSCN-K) gunmen shot two men. NSCN-K fled.",
    ):
        assert {name for name in _names(text) if name not in ("Rebels", "Gunmen")} == {khaplang}, text


@pytest.mark.parametrize(
    "text",
    [
        "In Afghanistan the Islamic State affiliate in the country said so.",
        "The Islamic State group's branch there took credit in Afghanistan.",
        'The Islamic State, in the name of its "Khorasan province", said so in Afghanistan.',
    ],
)
def test_branch_in_the_country_is_that_of_the_country_spoken_of(text: str) -> None:
    assert "Khorasan Chapter of the Islamic State" in _names(text, year=2019), text


def test_of_groups_of_one_name_those_that_had_ended_come_last() -> None:
    text = "A call in the name of Óglaigh na hÉireann came to a radio station in Northern Ireland."
    assert _names(text, year=2012) == ["Oglaigh na hEireann"]
    assert _names(text, year=1988) == ["Irish Republican Army (IRA)"]


def test_commando_that_signs_is_a_unit_of_the_group_named_beside_it() -> None:
    text = (
        'The Red Army Faction took responsibility in Germany. Beside the car lay pages signed "Kommando Red Harvest".'
    )
    assert "Kommando Red Harvest" not in _names(text, year=1985)
    assert _names('Beside the car lay pages signed "Kommando Red Harvest".') == ["Kommando Red Harvest"]


@pytest.mark.parametrize(
    "text",
    [
        "A Palestinian drove a van into a queue, then came out with a knife.",
        "A Palestinian woman who had stabbed a guard was held.",
        "Two were hurt when a Palestinian motorist rammed a stop.",
    ],
)
def test_a_palestinian_who_strikes_is_read_by_what_he_does(text: str) -> None:
    assert _names(text) == ["Palestinian Extremists"], text


@pytest.mark.parametrize("text", ["A Palestinian was shot dead.", "A Palestinian man killed by troops was buried."])
def test_a_palestinian_who_is_struck_is_no_attacker(text: str) -> None:
    assert _names(text) == [], text


def test_an_abbreviation_in_capitals_needs_no_country() -> None:
    assert _names("Two people were hurt by a bomb. Police blamed ETA.") == ["Basque Fatherland and Freedom (ETA)"]
    assert _names("Two people were hurt by a bomb. Her friend Eta told reporters of it.") == []


def test_a_name_as_listed_goes_before_a_like_spelling_of_another() -> None:
    assert _names("Police suspected Jemaah Islamiyah of the blast.") == ["Jemaah Islamiya (JI)"]
