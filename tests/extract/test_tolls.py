"""Every figure of dead or hurt, in the ways that news says it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract.counts import Counts, settle_counts, told_within, without_dead
from etl.extract.groups import find_groups
from etl.extract.text import Text, segment
from etl.extract.tolls import find_tolls
from etl.model import Article, Mention, TollValue


def read(body: str, title: str = "") -> Text:
    return segment(Article(doc="x", title=title, text=body))


def tolls(body: str, title: str = "") -> list[Mention]:
    return list(find_tolls(read(body, title)))


def told(body: str, title: str = "") -> set[tuple[str, int | None]]:
    return {(v.kind, v.value) for m in tolls(body, title) if isinstance(v := m.value, TollValue)}


def value_of(body: str, kind: str, value: int | None, title: str = "") -> TollValue:
    return next(
        v for m in tolls(body, title) if isinstance(v := m.value, TollValue) and (v.kind, v.value) == (kind, value)
    )


def settled(body: str, title: str = "") -> Counts:
    return settle_counts(tolls(body, title))


@pytest.mark.parametrize(
    "sentence",
    [
        "The blast killed 12 people.",
        "Twelve people were killed in the blast.",
        "12 people died when the bus was hit.",
        "At least a dozen villagers perished.",
        "Twelve worshippers lost their lives.",
        "Gunmen shot dead 12 passengers.",
        "Gunmen shot 12 passengers dead.",
        "Twelve farmers were slaughtered overnight.",
        "Twelve captives were beheaded.",
        "Rebels executed 12 men.",
        "The death toll rose to 12.",
        "The toll stands at twelve.",
        "Officials put the dead at 12.",
        "The attack left 12 dead.",
        "12 dead, officials say.",
        "The bombing claimed 12 lives.",
        "The bombing claimed the lives of 12 people.",
        "The bodies of 12 men were found.",
        "Twelve bodies were recovered.",
        "The killing of 12 peasants shocked the town.",
        "Twelve people have been martyred.",
        "Militants abducted and beheaded 12 farmers.",
        "Twelve soldiers embraced martyrdom.",
        "THE TERRORISTS KILLED 12 PEASANTS.",
    ],
)
def test_twelve_dead_are_read_however_they_are_told(sentence: str) -> None:
    assert ("killed", 12) in told(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The blast wounded 30 people.",
        "Thirty people were injured.",
        "30 hurt in blast",
        "A bomb exploded, injuring 30.",
        "Thirty people suffered minor burns.",
        "Thirty people sustained bullet and splinter injuries.",
        "The number of injured rose to 30.",
        "He put the wounded at 30.",
        "The blast left 30 wounded.",
        "Thirty pupils were admitted to hospital.",
    ],
)
def test_thirty_hurt_are_read_however_they_are_told(sentence: str) -> None:
    assert ("wounded", 30) in told(sentence)


@pytest.mark.parametrize(
    ("sentence", "killed", "wounded"),
    [
        ("A bomb killed three people, a police officer and a doctor said.", 3, None),
        ("Gunmen killed eight people in a raid on a hamlet, a resident and a guard told reporters.", 8, None),
        ("A bomb killed a soldier, a policeman and a doctor, officials said.", 3, None),
        ("A soldier was killed and three others were wounded.", 1, 3),
        ("A policeman and his two children were killed.", 3, None),
        ("Two soldiers, a policeman and a driver were killed.", 4, None),
        ("Ali Hassan, Omar Said and Yusuf Dahir were killed.", 3, None),
        ("The mayor, John Doe, and his driver were shot dead.", 2, None),
        ("Jane Roe, 45, a teacher, was killed.", 1, None),
        ("A couple and their three children died.", 5, None),
        ("A family of five was killed.", 5, None),
        ("Two riders - a Dutch man and a Swiss woman - were killed.", 2, None),
        ("Three people in the car were killed, two of them women.", 3, None),
        ("Two policemen, including an officer, were killed and two civilians injured.", 2, 2),
        ("The minister was killed along with two of his guards.", 3, None),
        ("One person was killed and at least 18 were wounded.", 1, 18),
        ("The blast injured 30, five of them critically.", None, 30),
        ("Nine people were hurt, among them two children.", None, 9),
        ("A man and a woman were wounded and later died.", 2, None),
        ("A mayor was dragged from his house on Monday and hacked to death by rebels.", 1, None),
        ("Two people were killed and six wounded. One of the wounded died on Tuesday night.", 3, 6),
        ("Gunmen shot a manager in the legs.", None, 1),
        ("Attackers sprayed acid on girls, burning 15 of them.", None, 15),
        ("Rebels burned 11 houses and six of the trucks.", None, None),
        ("The bomb killed 7 and wounded 23, raising to 41 the number of people killed this week.", 7, 23),
    ],
)
def test_parties_are_counted(sentence: str, killed: int | None, wounded: int | None) -> None:
    counts = settled(sentence)
    assert (counts.nkill.value if counts.nkill else None) == killed
    assert (counts.nwound.value if counts.nwound else None) == wounded


@pytest.mark.parametrize(
    "sentence",
    [
        "The bomb could have killed hundreds.",
        "They threatened to kill 12 hostages.",
        "He planned to kill 50 people.",
        "The device was designed to kill or injure 20 people.",
        "There was no immediate word on casualties.",
        "Two hours later a bus was hit.",
        "The bomb damaged 12 houses.",
        "Police neutralised the device.",
    ],
)
def test_what_did_not_happen_is_no_toll(sentence: str) -> None:
    assert not {v for _, v in told(sentence) if v is not None}


@pytest.mark.parametrize(
    "sentence",
    [
        "No one was hurt.",
        "There were no casualties.",
        "The bomb went off without causing any injuries.",
        "Nobody was killed or injured.",
        "All the hostages were released unharmed.",
        "No one was in the building at the time.",
        "The school was empty when the bomb went off.",
        "All passengers and crew were safe.",
        "There were no dead or injured.",
    ],
)
def test_stated_absence_is_zero_for_both(sentence: str) -> None:
    counts = settled(sentence)
    assert counts.nkill is not None and counts.nkill.value == 0
    assert counts.nwound is not None and counts.nwound.value == 0


def test_no_deaths_says_nothing_of_the_hurt() -> None:
    counts = settled("No deaths were reported.")
    assert counts.nkill is not None and counts.nkill.value == 0
    assert counts.nwound is None


def test_silence_is_no_zero() -> None:
    counts = settled("A bomb exploded outside a bank.")
    assert counts.nkill is None and counts.nwound is None


def test_a_revised_toll_supersedes_the_older_figure() -> None:
    body = "The death toll was revised down to 84 from 103."
    assert value_of(body, "killed", 103).superseded
    assert not value_of(body, "killed", 84).superseded


def test_an_earlier_figure_is_superseded() -> None:
    body = "At least 103 people were killed. State TV had earlier put the dead at 73."
    assert value_of(body, "killed", 73).superseded
    counts = settled(body)
    assert counts.nkill is not None and counts.nkill.value == 103


def test_a_first_report_stands_while_nothing_replaces_it() -> None:
    assert not value_of("Initial reports said three people were killed.", "killed", 3).superseded


def test_a_rounded_title_gives_way_to_the_exact_figure() -> None:
    title, body = "Blasts kill more than 100", "At least 103 people were killed on Wednesday."
    assert value_of(body, "killed", 100, title).superseded


def test_the_bomber_within_a_total_is_known() -> None:
    counts = settled("The blast killed at least 12 people, including the bomber.")
    assert counts.nkill is not None and counts.nkill.value == 12
    assert counts.nkillter is not None and counts.nkillter.value == 1


def test_killing_himself_and_six_others_is_seven_with_one_attacker() -> None:
    counts = settled("The man set off a bomb, killing himself and six others.")
    assert counts.nkill is not None and counts.nkill.value == 7
    assert counts.nkillter is not None and counts.nkillter.value == 1


def test_attackers_left_out_of_a_total_are_added() -> None:
    counts = settled("The siege killed 21 civilians, not including the four attackers.")
    assert counts.nkill is not None and counts.nkill.value == 25
    assert counts.nkillter is not None and counts.nkillter.value == 4


def test_a_bomber_who_blew_himself_up_is_added_to_civilians() -> None:
    counts = settled("A bomber blew himself up at the gate. Six civilians were killed.")
    assert counts.nkill is not None and counts.nkill.value == 7


def test_a_man_whom_police_shot_dead_is_the_attacker() -> None:
    counts = settled("He stabbed a student to death before police shot him dead.")
    assert counts.nkillter is not None and counts.nkillter.value == 1


def test_figures_of_the_perpetrators_never_settle_a_toll() -> None:
    body = "At least 16 people were killed. The group claimed to have killed 63 soldiers."
    assert value_of(body, "killed", 63).perpetrator_source
    counts = settled(body)
    assert counts.nkill is not None and counts.nkill.value == 16


@pytest.mark.parametrize(
    "sentence",
    [
        "During this 10-year-long war, 70,000 people have died.",
        "The country has for a decade been enduring a civil war in which more than 70,000 people have died.",
        "Violence has cost some 19,000 lives, of which 700 people have died during 1990.",
        "The decade-old insurgency has killed 400 people.",
        "The group, which the Union lists as terrorist, is blamed for the deaths of 825 people.",
        "It is held responsible for the killing of some 2,000 villagers.",
        "It has killed more than 800 people in its 40-year campaign for a homeland.",
        "Since March, 18 people have been killed in a wave of attacks.",
    ],
)
def test_the_dead_of_a_war_are_nobody_s_toll(sentence: str) -> None:
    assert settled(sentence).nkill is None


def test_joint_and_partial_figures_settle_nothing() -> None:
    assert value_of("In both attacks 17 people died.", "killed", 17).joint
    assert settled("In both attacks 17 people died.").nkill is None
    assert value_of("Among the dead were four children.", "killed", 4).subset


def test_of_two_sourced_totals_the_lowest_is_taken_and_the_highest_kept() -> None:
    counts = settled("Police said 37 people were killed. The hospital said 39 people were killed.")
    assert counts.nkill is not None
    assert (counts.nkill.value, counts.nkill.high) == (37, 39)


def test_killed_or_hurt_together_is_no_figure_of_either() -> None:
    assert ("killed", 300) not in told("The group boasted of having killed or injured 300.")


def test_retaliation_for_a_killing_is_not_this_toll() -> None:
    assert told("The attack was in retaliation for the killing of six men.") == set()


def test_the_source_of_a_figure_is_named() -> None:
    assert value_of("Twelve people were killed, according to the governor.", "killed", 12).by == "the governor"


def test_rows_are_one_a_figure_and_source() -> None:
    rows = settled("Twelve people were killed, police said. Twelve people were killed.").tolls
    assert [(r.kind, r.value) for r in rows] == [("killed", 12)]


SENTENCES = st.sampled_from(
    [
        "At least 12 people were killed and three others wounded.",
        "The blast killed two soldiers, a policeman and a driver and injured 30.",
        "A policeman and his two children died.",
        "No one was hurt.",
        "The death toll rose to 84 from 103.",
        "Thirty villagers were kidnapped; their bodies were found on Monday.",
    ]
)


@given(st.lists(SENTENCES, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_capitals_do_not_change_the_figures(parts: list[str]) -> None:
    body = " ".join(parts)
    assert told(body) == told(body.upper())


@given(st.text(max_size=400), st.lists(SENTENCES, max_size=2))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_without_an_error_and_every_quote_is_its_slice(noise: str, parts: list[str]) -> None:
    text = read(noise + " ".join(parts))
    for mention in find_tolls(text):
        assert text.whole[mention.span.start : mention.span.end] == mention.span.quote


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "killed twelve men and wounded ",
        "killed a man, ",
        "three and ",
        "(",
        "12 people were ",
        "The bomber died, and nine people. The three are not in that figure. ",
        "The Taliban killed nine guards, it said. ",
        "Three gunmen came. All three were killed by police. The bomber's head was found. ",
        "the gunmen died and both were shot ",
    ],
)
def test_time_grows_no_faster_than_length(piece: str, processor_seconds) -> None:
    def seconds(length: int) -> float:
        text = read((piece * (length // len(piece) + 1))[:length])
        groups = list(find_groups(text, []))
        return processor_seconds(lambda: list(find_tolls(text, groups)))

    seconds(20_000)
    short, long = seconds(60_000), seconds(300_000)
    assert long < 5 * 3 * max(short, 0.05)


@pytest.mark.parametrize(
    ("sentence", "dead"),
    [
        ("The dead number 122, the clerk said.", 122),
        ("The number of those killed has gone up to 13.", 13),
        ("Six of the guards died in their seats and a seventh on the operating table.", 7),
        ("Four people were killed outright and a fifth died on the way to hospital.", 5),
        ("Rebels hacked or shot to death four gendarmes.", 4),
        ("Four members of one family, a nine-year-old boy among them, lost their lives.", 4),
        ("The blast cost twelve people their lives.", 12),
        ("Twelve people paid with their lives.", 12),
        ("Fifty soldiers fell in the attack.", 50),
        ("Sixty-seven people did not come out alive.", 67),
        ("The ministry put its losses at eight men.", 8),
        ("The banker, who was 59, bled to death.", 1),
        ("Two officers were blown to bits.", 2),
        ("Sisters aged 20 and 16 were killed.", 2),
        ("A policeman was killed, as was his driver.", 2),
        ("A van and knives were used to kill eight people.", 8),
    ],
)
def test_the_dead_are_counted_however_it_is_put(sentence: str, dead: int) -> None:
    counts = settled(sentence)
    assert counts.nkill is not None
    assert counts.nkill.value == dead


@pytest.mark.parametrize(
    ("sentence", "hurt"),
    [
        ("Two others came away with burst eardrums.", 2),
        ("Forty-four persons are in the hospitals of the two towns.", 44),
        ("Twenty-six people lay in hospitals.", 26),
        ("Hospitals admitted 120.", 120),
        ("Paramedics treated seven people at the scene.", 7),
        ("Seven people were taken to hospital with burns.", 7),
        ("Four with gunshot injuries are cared for by a charity.", 4),
        ("Three jawans are undergoing treatment.", 3),
        ("A guard lost part of his hearing.", 1),
        ("A fifth man had his left leg amputated.", 1),
        ("A daughter aged 15, hit in the shoulder, crawled into a drain.", 1),
        ("Another 19 were hit or cut by glass.", 19),
    ],
)
def test_wounds_and_sickbeds_tell_the_hurt(sentence: str, hurt: int) -> None:
    counts = settled(sentence)
    assert counts.nwound is not None
    assert counts.nwound.value == hurt


def test_a_figure_called_out_of_date_is_replaced_wherever_it_stands() -> None:
    counts = settled("There were 71 dead. Earlier counts of 42 are out of date. At noon a doctor counted 42 dead.")
    assert counts.nkill is not None
    assert (counts.nkill.value, counts.nkill.low) == (71, 71)


def test_a_false_report_counts_nobody() -> None:
    counts = settled("Ten policemen were killed. A report that 15 were killed is false, police said.")
    assert counts.nkill is not None
    assert counts.nkill.value == 10


def test_sources_that_count_the_same_people_are_rivals() -> None:
    counts = settled("They killed 49 herders according to the government and 210 according to the elders.")
    assert counts.nkill is not None
    assert (counts.nkill.value, counts.nkill.high) == (49, 210)


def test_an_escape_leaves_nobody_hurt_unless_others_were() -> None:
    assert settled("The minister escaped unhurt.").nkill is not None
    assert settled("A guard was killed. The minister escaped unhurt.").nwound is None


def test_the_driver_whom_police_shoot_is_an_attacker() -> None:
    counts = settled("A lawyer was killed. The driver was shot dead by a policeman.")
    assert counts.nkillter is not None
    assert counts.nkillter.value == 1


@pytest.mark.parametrize(
    ("body", "nkill", "nkillter"),
    [
        ("Nine people died at the pier besides the two gunmen.", 11, 2),
        ("The ministry counts nine dead, the three assailants excluded.", 12, 3),
        ("Nine people were killed. The four militants are over and above this number.", 13, 4),
        ("Nine people were killed, and, apart from them, the five raiders.", 14, 5),
        ("Nine people were killed, the two gunmen included.", 9, 2),
        ("Nine people were killed; the bomber was counted too.", 9, 1),
        ("Nine people were killed. The gunman, a clerk from the port aged 31, is not included in the tally.", 10, 1),
        ("Three assailants came by boat. Nine people were killed. The three are not in that figure.", 12, 3),
        ("Two gunmen came by boat. Nine people were killed; the ministry's toll does not cover them.", 11, 2),
        ("A bomber walked in. Nine people were killed, not counting him.", 10, 1),
        ("Nine people were killed. He did not include the attackers, of whom four died.", 13, 4),
        ("Nine people were killed, of whom two were the bombers.", 9, 2),
        ("A man blew himself up at the gate. Nine people besides the driver were killed.", 10, 1),
        ("A bomber blew himself up. In addition to the driver, nine people were killed.", 10, 1),
        ("Nine people died, in addition to the suicide driver.", 10, 1),
        ("A man with a bomb under his coat blew himself up. Two officers died with him.", 3, 1),
        ("Two militants blew themselves up at the gate. Nine guests were killed with them.", 11, 2),
        ("A woman blew herself up beside a taxi, taking twelve people with her.", 13, 1),
        ("Fourteen people, counting the five gunmen, died.", 14, 5),
        ("Ten people, one of whom was the bomber, were killed.", 10, 1),
        (
            "Two men in robes shook hands with the hosts and blew themselves to pieces. Nine guests were killed with them.",
            11,
            2,
        ),
        ("Nine clerks and the gunman himself were killed.", 10, 1),
        ("Six worshippers lay dead. The gunman, Wade Roe, 40, was also dead.", 7, 1),
        ("Nine clerks died. Two gunmen who had taken four others hostage were shot dead.", 11, 2),
        ("Nine people died, a number that takes in six guards, a clerk and the two attackers.", 9, 2),
        ("Thirteen people were killed, one of them apparently an assailant.", 13, 1),
        ("Thirteen people are dead, the two bearers of the bombs among them.", 13, 2),
        ("The driver set off a charge, injuring five, and then was killed by the guard.", 1, 1),
        ("A guerrilla was killed when the explosive he carried went off.", 1, 1),
        ("Ten tourists were killed by four gunmen who were shot dead after a siege.", 14, 4),
        ("A man was blown to pieces when a bomb he is believed to have been carrying demolished the garage.", 1, 1),
        ("Two militants were killed while planting a mine beside the road.", 2, 2),
        ("The blast killed 14 persons, and one of them was the man who was carrying the bomb.", 14, 1),
        ("Seventeen people died. The seventeenth is believed to be the man at the wheel.", 17, 1),
        ("Nine people plus the bomber died; the Brigades said that they were responsible.", 10, 1),
        ("Two policemen and one of the attackers were killed when gunmen stormed the post.", 3, 1),
    ],
)
def test_attackers_beside_or_within_a_total_are_known(body: str, nkill: int, nkillter: int) -> None:
    counts = settled(body)
    assert counts.nkill is not None and counts.nkill.value == nkill
    assert counts.nkillter is not None and counts.nkillter.value == nkillter


def test_those_known_before_are_attackers_only_where_attackers_were_told_of() -> None:
    counts = settled("Three tourists are missing. Nine people were killed. The three are not in that figure.")
    assert counts.nkill is not None and counts.nkill.value == 9
    assert counts.nkillter is None


@pytest.mark.parametrize(
    ("body", "kind", "value"),
    [
        ("Thirty people were killed. The Red Crescent reported 34.", "killed", 34),
        ("Thirty people were killed. The morgue's register gave 28 names.", "killed", 28),
        ("Thirty people were hurt. Doctors at the clinic spoke of 41.", "wounded", 41),
        ("Thirty people were killed. The number of the dead has grown to 33 people, the mayor said.", "killed", 33),
    ],
)
def test_a_bare_figure_in_the_wake_of_a_toll_is_one(body: str, kind: str, value: int) -> None:
    assert (kind, value) in told(body)


@pytest.mark.parametrize(
    "body",
    [
        "Thirty people were killed. Police said 34 suspects were held.",
        "Thirty people were killed. Her son, the doctors said, was 24.",
        "Thirty people were killed. Of the dead, the ministry said, 24 were women.",
        "Thirty people were killed. The mayor reported those 24.",
        "Thirty people were killed. 24. It is recalled that the area was quiet.",
    ],
)
def test_a_bare_figure_of_something_else_is_no_toll(body: str) -> None:
    assert not {("killed", 34), ("killed", 24)} & {(k, v) for k, v in told(body)}


def test_of_rival_totals_the_latest_told_is_taken() -> None:
    counts = settled(
        "The army gave 30 dead. The ministry said 25 people were killed. The toll has risen to 38, a clinic said."
    )
    assert counts.nkill is not None and counts.nkill.value == 38


@pytest.mark.parametrize(
    "sentence",
    [
        "Twelve patrollers laid down their lives.",
        "Twelve vaccinators left their lives there.",
        "Twelve villagers gave up their lives.",
    ],
)
def test_who_leaves_his_life_is_dead(sentence: str) -> None:
    assert ("killed", 12) in told(sentence)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("The death toll of the parcel bomb that ripped through a bus near the old market mounted to 26.", 26),
        ("The number of persons killed in the five blasts rose to 41 from 38.", 41),
        ("The number of pilgrims and cooks who perished in the attack upon the shrine climbed to 43.", 43),
        ("The minister raised to 41 the number of persons killed in the five blasts.", 41),
        ("A bomb killed six people on board, four of them clerks of the agency, and a guard at the gate.", 7),
        ("MOSUL, June 5 - A teacher and her husband were shot and killed on Thursday.", 2),
    ],
)
def test_total_is_read_past_what_stands_between(body: str, value: int) -> None:
    nkill = settled(body).nkill
    assert nkill is not None and nkill.value == value


def test_who_says_a_figure_is_known_by_name_and_by_it() -> None:
    def from_group(body: str) -> list[bool]:
        text = read(body)
        found = find_tolls(text, tuple(find_groups(text, ())))
        return [m.value.perpetrator_source for m in found if isinstance(m.value, TollValue)]

    assert from_group("Al-Shabaab's spokesman said 14 soldiers were killed.") == [True]
    assert from_group("Al-Shabaab sent a message. It said 14 soldiers were killed.") == [True]
    assert from_group("The ministry sent a message. It said 14 soldiers were killed.") == [False]
    assert from_group("The ministry blamed Al-Shabaab. Police said 14 soldiers were killed.") == [False]


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("Seven clerks were killed on Friday. The bomb has taken an eighth life.", 8),
        ("Six people died. A seventh, the deputy Ali Khan, died in hospital.", 7),
        ("Six people died. The fourth man dies tomorrow.", 6),
        ("In the heaviest blow to the army in two decades, eighteen soldiers were killed.", 18),
        ("Three people were hurt; none is in danger.", 0),
        ("Three people were hurt. Nobody's life is in danger.", 0),
        ("Three people were hurt. An earlier count by the police was eight.", None),
    ],
)
def test_dead_are_told_by_the_last_of_them_and_by_the_living(body: str, value: int | None) -> None:
    nkill = settled(body).nkill
    assert (nkill.value if nkill is not None else None) == value


@pytest.mark.parametrize(
    "sentence",
    [
        "Eleven other people were hit.",
        "A cloud drifted over the quarter, sending 11 to hospital.",
        "The smoke made 11 people ill.",
        "Eleven pupils were overcome by fumes.",
        "The blast bruised and deafened 11 people.",
    ],
)
def test_eleven_hurt_are_read_without_a_word_for_wounds(sentence: str) -> None:
    assert ("wounded", 11) in told(sentence)


@pytest.mark.parametrize(
    ("sentence", "killed"),
    [
        ("Gunmen shot and killed Pedro Ruiz, a councilman and member of the National Party.", 1),
        ("Gunmen shot dead Sinna Rasa, 45, a teacher and a lecturer at the college, in Vavuniya.", 1),
        ("Rebels murdered journalist and poet Ram Thapa.", 1),
        ("Rebels shot dead a social activist and chief of the campus, Ganesh Rai, and his two guards.", 3),
        ("Gunmen killed Ali Khan, a mayor, and a driver.", 2),
        ("Gunmen killed a man and woman.", 2),
        ("Two men, one an official of the assembly, were shot dead.", 2),
        ("Two gunmen killed former minister Nishat Malik and former Senator Mustafa Kamal.", 2),
        ("Raul Diaz, a rancher, and Rodrigo Guerrero, his clerk, were killed by gunmen.", 2),
        ("A councilwoman, Gloria Tellez, was murdered. Her bodyguard was also murdered.", 2),
        ("A bomb killed two people and wounded sixty. One of the wounded later died.", 3),
        ("Four armed men stormed a post, wounding a guard. Police arrested three of the four suspects.", None),
        ("A bomb killed four people. Police believe that the perpetrator was not among the victims.", 4),
    ],
)
def test_one_person_told_by_two_words_is_one_and_two_persons_are_two(sentence: str, killed: int | None) -> None:
    nkill = settled(sentence).nkill
    assert (nkill.value if nkill else None) == killed


@pytest.mark.parametrize(
    ("body", "killed"),
    [
        # the victim of whom "him" is said, and those who fell with him
        ("The head of the school board was shot dead. The gunmen burst in, killing him and two clerks.", 3),
        ("The judge was murdered on Monday. Men on a motorcycle fired, killing her and a guard.", 2),
        ("The mayor was shot dead by gunmen. Two guards died with him.", 3),
        # a list, and a shorter one of the same people
        ("A mine killed two soldiers. Two soldiers and a village guard died, the governor said.", 3),
        ("Three policemen were killed. Omar Rasheed and Anwar Abdu also lost their lives.", 3),
        ("Three riflemen and the civilian driver lost their lives.", 4),
        ("Four members of the Popular Front and a driver were killed.", 5),
        ("An airman of 20 and a clerk, wife of a sergeant, were killed.", 2),
        ("Three people other than the mayor were killed.", 4),
        ("In addition to the mayor, one guard was killed and three others wounded.", 2),
        # who is meant by the subject
        ("Ten people, one of whom was a nurse on holiday, were killed at the castle.", 10),
        ("Sixty of those who wanted to be policemen are dead.", 60),
        ("We have 178 people killed in the two main hospitals.", 178),
        ("In the last days of December, 2019, fifty fishermen were killed on the island.", 50),
        ("The buses were set upon last November, and 40 passengers burned to death.", 40),
        ("By last night the toll at the two hospitals had risen to 63.", 63),
        ("Six priests, with them the rector of the university, Father Ignacio Roe, were found dead.", 6),
        ("Three men from the town, including the mayor, Jan Roe, were shot dead.", 3),
        ("Bells rang at the Old South Church for the three who were killed at the finish.", 3),
        ("They took out eight peasants and killed them with machetes beside the field.", 8),
        ("Besides the four who embraced martyrdom, three constables sustained bullet wounds.", 4),
        ("Three policemen gunned down. Gunmen fired on the post, killing three officers and a truck driver.", 4),
        ("The ministry counted 37 dead by noon, then raised the first figure to 39.", 39),
        ("Eight people were killed in the shop. The ninth, a porter, breathed his last in hospital.", 9),
        ("A clerk was killed. Its men did it in return for the killing of two of their comrades.", 1),
        # verbs that share one object, and the object "her"
        ("Gunmen kidnapped, shot, and killed a police inspector.", 1),
        ("They fired through the window, killing her.", 1),
        ("They shot her dead at once.", 1),
        ("Two terrorists struck the procession, martyring 38 people.", 38),
    ],
)
def test_all_the_dead_of_one_deed_are_added_once(body: str, killed: int) -> None:
    counts = settled(body)
    assert counts.nkill is not None and counts.nkill.value == killed


@pytest.mark.parametrize(
    "sentence",
    [
        "A boy who ran to help was slashed on the shoulder.",
        "The caretaker, a woman of 58, was cut by glass.",
        "A guard was grazed along the scalp.",
        "A woman aged 71 broke her wrist as she ran for the stairs.",
        "A postman sprained an ankle in the rush.",
        "A porter was given first aid.",
    ],
)
def test_a_wound_is_known_by_the_part_of_the_body(sentence: str) -> None:
    assert ("wounded", 1) in told(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The doctor had given free treatment to the poor.",
        "Two girls were treated for shock.",
        "The attacker, who had a knife, broke a window.",
        "Police said that a body of some 300 rebels had taken part.",
    ],
)
def test_help_fright_and_glass_are_no_wounds(sentence: str) -> None:
    assert not {value for kind, value in told(sentence) if kind == "wounded"}


def test_a_man_killed_by_soldiers_in_an_attack_is_its_author() -> None:
    counts = settled("Ahmad Salem, 22, was shot dead by soldiers. A driver was killed.")
    assert counts.nkillter is not None and counts.nkillter.value == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Almost 400 people lost their lives in October, by a count of the agency.",
        "A tally kept by monitors shows that 300 people were killed in June.",
        "Some 900 people died in 2013 according to the United Nations' figures.",
        "Between 27 February and 5 March 31 persons died in clashes.",
        "In the same period our troops met the mercenaries on 52 occasions, causing them 96 dead.",
    ],
)
def test_the_dead_of_a_month_or_a_year_are_nobody_s_toll(sentence: str) -> None:
    assert settled(sentence).nkill is None


def test_those_of_the_wounded_who_die_are_wounded_no_more() -> None:
    mentions = tolls(
        "Two men died at once and six were wounded. One of these died on the way, bringing the dead to three."
    )
    counts = settle_counts(mentions)
    assert counts.nkill is not None and counts.nkill.value == 3
    hurt = without_dead(counts.nwound, mentions)
    assert hurt is not None and hurt.value == 5


def test_a_newer_figure_of_wounded_needs_nobody_taken_off() -> None:
    mentions = tolls("Nine were wounded. Two of the wounded have died, and seven people are under treatment.")
    hurt = without_dead(settle_counts(mentions).nwound, mentions)
    assert hurt is not None and hurt.value == 7


@pytest.mark.parametrize(
    ("sentence", "hurt"),
    [
        ("A waiter and six guests, of whom two are Mexican and one is Chilean, were hurt there.", 7),
        ("A policeman was killed and another, whose name we do not have, was wounded.", 1),
        ("Seven night-shift workers, a guard and two policemen who tried to clear the lot suffered injuries.", 10),
        ("The night guard was one of 27 persons treated there, according to its director.", 27),
    ],
)
def test_relative_clauses_do_not_hide_the_subject(sentence: str, hurt: int) -> None:
    counts = settled(sentence)
    assert counts.nwound is not None and counts.nwound.value == hurt


def test_two_figures_whose_sum_is_told_are_within_it() -> None:
    mentions = tolls("Two men died at once. A third died on the way, which brings the dead to three. A guard was hurt.")
    assert {m.value.value for m in told_within(mentions) if isinstance(m.value, TollValue)} <= {1, 2}
    counts = settled("Two soldiers died at once. One of their comrades died in hospital, bringing the dead to three.")
    assert counts.nkill is not None and counts.nkill.value == 3


@pytest.mark.parametrize(
    ("told", "killed", "wounded"),
    [
        ("A blast ripped through a bus, killing a boy, 8, and a woman, 35.", 2, None),
        ("Two British women mission teachers were shot dead and two other missionaries wounded.", 2, 2),
        ("Gunmen shot dead a former Hizb-ul-Mujahideen member, Nazir Ahmad Khan, in Pulwama.", 1, None),
        ("Gunmen shot and killed Bimal Sinha, health minister of the state, and his younger brother Yidyut.", 2, None),
        ("Twelve passengers died on the spot and two succumbed to their injuries in hospital.", 14, None),
        ("A priest was stabbed to death. Two nuns who tried to help him were injured.", 1, 2),
        ("The rebels attacked; five officers were injured but they were able to kill both of the attackers.", 2, 5),
    ],
)
def test_sentences_as_the_wires_write_them(told: str, killed: int, wounded: int | None) -> None:
    counts = settled(told)
    assert counts.nkill is not None and counts.nkill.value == killed
    assert (counts.nwound.value if counts.nwound is not None else None) == wounded


@pytest.mark.parametrize(
    "told",
    [
        "The Red Hand Defenders claimed responsibility for killing Brian Service, a Catholic man.",
        "Al-Shabaab claimed responsibility for the attack on a hotel on Thursday, in which seven people died.",
        "The Taliban said they were behind the bombing on Thursday, which killed seven people.",
        "Gunmen killed a former member of the Hizbul Mujahideen.",
    ],
)
def test_what_the_reporter_adds_to_a_claim_is_not_the_claimants_figure(told: str) -> None:
    assert not any(v.perpetrator_source for m in tolls(told) if isinstance(v := m.value, TollValue))


def test_captives_held_since_a_day_are_no_sum_of_a_while() -> None:
    told = "The group shot and killed seven hostages it had been holding since a raid in February."
    assert not value_of(told, "killed", 7).joint
