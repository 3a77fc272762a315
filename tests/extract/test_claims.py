"""Claims, denials, attributions and suspicions, and what a set of them settles to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract.claim_frames import KINDS, claim_weights, kind_of
from etl.extract.claims import find_claims
from etl.extract.extractor import RulesExtractor
from etl.extract.groups import find_groups
from etl.extract.perpetrators import Perpetrators, settle_perpetrators
from etl.extract.text import Text, segment
from etl.model import Article, ClaimValue, Mention

ISIL = "Islamic State of Iraq and the Levant (ISIL)"
HAMAS = "Hamas (Islamic Resistance Movement)"
WEB = "Posted to website, blog, social media"


def _read(text: str, title: str = "", year: int = 2016) -> tuple[Text, list[Mention]]:
    cut = segment(Article("d", title, text, published_at=datetime(year, 6, 1, tzinfo=UTC)))
    groups = list(find_groups(cut, []))
    return cut, [*groups, *find_claims(cut, groups)]


def _claims(text: str, title: str = "") -> list[tuple[str, str, str | None]]:
    _, mentions = _read(text, title)
    return [(m.value.actor, m.value.kind, m.value.mode) for m in mentions if isinstance(m.value, ClaimValue)]


def _kinds(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(actor, kind) for actor, kind, _ in _claims(text, title)]


def _settled(text: str, title: str = "") -> Perpetrators:
    cut, mentions = _read(text, title)
    return settle_perpetrators(mentions, cut.sentences)


@pytest.mark.parametrize(
    "text",
    [
        "Hamas claimed responsibility for the blast.",
        "Hamas has claimed the attack.",
        "Responsibility for the bombing was claimed by Hamas.",
        "Hamas took responsibility on Sunday.",
        "Hamas said it was behind the shooting.",
        "Hamas said its fighters carried out the ambush.",
        "Hamas admitted having planted the bomb.",
        "In a statement Hamas boasted of the killing.",
        "A caller claiming to represent Hamas rang a newsroom.",
        "A man who said he spoke for Hamas called reporters.",
        "An attack claimed by Hamas killed four people.",
        "A statement in the name of Hamas said so.",
        "HAMAS CLAIMED RESPONSIBILITY FOR THE BLAST IN ISRAEL.",
        "Hamas’s armed wing said that it had fired the rockets.",
    ],
)
def test_ways_to_claim(text: str) -> None:
    assert ("Hamas (Islamic Resistance Movement)", "claim") in _kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility.",
        "There was no immediate claim of responsibility.",
        "Nobody has said they were behind the blast, and no one claimed it.",
        "No organisation took responsibility for the bomb.",
        "The attack has not been claimed.",
        "No one has admitted responsibility.",
    ],
)
def test_ways_to_say_that_nobody_claims(text: str) -> None:
    assert _settled(text).claimed is not None
    assert _settled(text).claimed.value == 0  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "Hamas denied any involvement in the attack.",
        "Hamas denied that it had planted the bomb.",
        "Hamas said it had nothing to do with the blast.",
        "Hamas distanced itself from the shooting.",
        "Hamas disowned the bombing.",
        "A spokesman for Hamas said it was not involved.",
    ],
)
def test_ways_to_deny(text: str) -> None:
    assert _kinds(text) == [("Hamas (Islamic Resistance Movement)", "denial")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Officials blamed Hamas for the blast.", "attribution"),
        ("The blast was blamed on Hamas.", "attribution"),
        ("Police attributed the killing to Hamas.", "attribution"),
        ("Hamas gunmen stormed the station.", "attribution"),
        ("Eleven people were killed by a Hamas bomb.", "attribution"),
        ("The mayor was shot dead by members of Hamas.", "attribution"),
        ("Suspected Hamas gunmen stormed the station.", "suspicion"),
        ("Police suspect Hamas.", "suspicion"),
        ("Hamas is suspected of the murder.", "suspicion"),
        ("The ministry accused Hamas of planting it.", "suspicion"),
        ("The blast bore the hallmarks of Hamas.", "suspicion"),
        ("The gunmen are believed to be members of Hamas.", "suspicion"),
    ],
)
def test_attribution_is_told_from_suspicion(text: str, kind: str) -> None:
    assert ("Hamas (Islamic Resistance Movement)", kind) in _kinds(text)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Islamic State claimed the attack on its Telegram channel.", WEB),
        ("Islamic State claimed the attack in a video posted online.", "Video"),
        ("Islamic State claimed the attack in a phone call to a newspaper.", "Call (post-incident)"),
        ("Islamic State claimed the attack in an e-mail to AFP.", "E-mail"),
        ("Islamic State claimed the attack in a fax to an agency.", "Letter"),
        ("Islamic State claimed the attack on its radio station.", "Other"),
        ("Islamic State claimed the attack in a note left at the scene.", "Note left at scene"),
        ("Islamic State claimed the attack.", "Unknown"),
    ],
)
def test_channel_gives_the_claim_mode(text: str, mode: str) -> None:
    assert _claims(text)[0] == (ISIL, "claim", mode)


def test_it_and_the_group_mean_the_group_named_last() -> None:
    text = "Al-Shabaab is at war with Somalia. The group said it had carried out the raid. Last year the same group killed 60 people."
    assert _kinds(text) == [("Al-Shabaab", "claim"), ("Al-Shabaab", "attribution")]


def test_states_are_actors_but_never_stand_in_gname() -> None:
    settled = _settled("Tehran blamed Israel for the explosion.")
    assert [(row.actor, row.kind) for row in settled.claims] == [("Israel", "attribution")]
    assert settled.gname.value == ("Unknown",)


def test_praise_threat_and_condemnation_are_no_claim() -> None:
    text = "Hamas praised the operation. Hezbollah threatened to kill hostages. The Taliban condemned it."
    assert not [kind for _, kind in _kinds(text) if kind == "claim"]


def test_short_of_claiming_is_no_claim() -> None:
    assert _kinds("Hamas stopped short of saying that it was responsible.") == []


def test_quote_before_its_speaker_is_his_claim() -> None:
    assert _kinds("“We carried out this attack,” Hamas spokesman Abu Ali told reporters.") == [
        ("Hamas (Islamic Resistance Movement)", "claim")
    ]


def test_groups_outlet_speaks_for_it() -> None:
    assert (ISIL, "claim", WEB) in _claims("The news agency Amaq reported that a fighter had done it.")


def test_coded_warning_is_a_claim_before_the_deed() -> None:
    text = "A coded warning was telephoned to a newspaper half an hour before the blast."
    assert _claims(text) == [("Unknown", "claim", "Call (pre-incident)")]


def test_innermost_speaker_makes_the_claim() -> None:
    assert _kinds("The ministry said on Thursday, as Hamas said that the driver was one of its fighters.") == [
        ("Hamas (Islamic Resistance Movement)", "claim")
    ]


def test_official_who_clears_a_group_is_no_denial_of_its_own() -> None:
    assert ("Boko Haram", "denial") not in _kinds("The governor insisted Boko Haram was not involved in Nigeria.")


def test_habit_is_no_claim() -> None:
    assert _kinds("Hamas habitually takes weeks to own up.") == []


def test_governments_led_or_linked_to_a_group_are_not_the_group() -> None:
    assert _kinds("The Hamas-run ministry claimed responsibility for the clinics.") == []


def test_claim_in_a_leaders_own_word_is_a_claim_and_an_officials_is_not() -> None:
    assert _kinds("In an audio message its leader said Boko Haram planned it in Nigeria.") == [("Boko Haram", "claim")]
    assert _kinds("Police said Boko Haram had planted the bomb in Nigeria.") == [("Boko Haram", "attribution")]


def test_claimant_stands_first_and_the_accused_second() -> None:
    settled = _settled(
        "Officials blamed the Taliban. Islamic State claimed responsibility for the blast in Afghanistan."
    )
    assert settled.gname.value == (ISIL, "Taliban")
    assert settled.claimed is not None and settled.claimed.value == 1
    assert settled.guncertain.value == 0


def test_disowned_claim_is_claimed_and_uncertain() -> None:
    settled = _settled(
        "A commander of the Pakistani Taliban claimed responsibility. Later the Pakistani Taliban denied any involvement."
    )
    assert settled.gname.value == ("Tehrik-i-Taliban Pakistan (TTP)",)
    assert (settled.claimed.value, settled.guncertain.value) == (1, 1)  # type: ignore[union-attr]
    assert {row.kind for row in settled.claims} == {"claim", "denial"}


def test_suspected_group_is_uncertain_and_generic_identity_gives_way() -> None:
    settled = _settled("Suspected Boko Haram gunmen raided a village in Nigeria.")
    assert settled.gname.value == ("Boko Haram",)
    assert settled.guncertain.value == 1


def test_generic_identity_stands_when_nobody_is_named() -> None:
    assert _settled("Gunmen opened fire on a bus.").gname.value == ("Gunmen",)
    assert _settled("Attackers fired on a bus.").gname.value == ("Unknown",)


def test_two_claimants_make_each_other_uncertain() -> None:
    settled = _settled(
        "Hamas claimed the attack. The Al-Aqsa Martyrs Brigades also claimed responsibility for it in Israel."
    )
    assert len(settled.gname.value) == 2  # type: ignore[arg-type]
    assert settled.guncertain.value == 1


def test_counts_of_attackers_and_of_the_caught() -> None:
    settled = _settled("Four gunmen stormed the bank. Police later arrested two suspects.")
    assert settled.nperps is not None and settled.nperps.value == 4
    assert settled.nperpcap is not None and settled.nperpcap.value == 2
    assert settled.nperps.evidence[0].quote == "Four gunmen"


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Hamas",
                "ETA",
                "said",
                "claimed",
                "responsibility",
                "for",
                "the",
                "attack",
                "no",
                "group",
                "denied",
                "blamed",
                "by",
                "it",
                ".",
                ";",
                "video",
                "İ",
                "“",
                "\n",
            ]
        ),
        max_size=80,
    )
)
def test_any_words_give_quotes_that_are_slices_and_settle(words: list[str]) -> None:
    cut, mentions = _read(" ".join(words) or ".")
    for mention in mentions:
        assert cut.whole[mention.span.start : mention.span.end] == mention.span.quote
    settled = settle_perpetrators(mentions, cut.sentences)
    assert settled.gname.value


@pytest.mark.parametrize(
    "unit", ["Hamas said it claimed the said it was behind no group ", "said " * 9, "blamed (Hamas) by ", "x" * 50]
)
def test_time_is_linear_even_without_full_stops(unit: str, processor_seconds) -> None:
    def seconds(copies: int) -> float:
        cut = segment(Article("d", "", unit * copies))
        groups = list(find_groups(cut, []))
        return processor_seconds(lambda: list(find_claims(cut, groups)))

    seconds(5)
    small, large = seconds(60), seconds(480)
    assert large < 8 * small * 3 + 0.3


@pytest.mark.parametrize(
    "text",
    [
        "The Irish Republican Army, in a call to a Belfast radio station, said its South Down unit had planted the mine.",
        "The IRA told a Dublin newsroom by telephone that one of its units laid the mine.",
        "A man rang the switchboard of a daily to say that the IRA had punished an informer.",
        "A leaflet of the IRA was found pasted on a lamp post near the scene of the shooting.",
        "The IRA put its name to the ambush in a bulletin posted to this paper.",
        "The IRA announced by fax that it had visited the minister at home.",
        "In a film the IRA put on line, one of its men fires the rocket.",
        "The IRA stood by it in a note to reporters after the raid.",
        'A caller told a radio station: "This is the IRA. We are responsible for the bomb."',
        "Police were still searching the house when a letter from the IRA took responsibility for the killing.",
    ],
)
def test_a_group_that_tells_the_world_of_a_deed_claims_it(text: str) -> None:
    assert ("Irish Republican Army (IRA)", "claim") in _kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hamas, in a statement, praised the attack.",
        "Hamas condemned the bombing in a message on its channel and rejected any part in it.",
        "Police said in a statement that Hamas had planted the bomb.",
        "Hamas usually sends a video of such attacks.",
        "The army said in a message on its website that it had killed three Hamas fighters.",
        "Hamas warned in a leaflet that it will attack again.",
    ],
)
def test_a_message_that_tells_of_no_own_deed_is_no_claim(text: str) -> None:
    assert ("Hamas (Islamic Resistance Movement)", "claim") not in _kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Neither attack was claimed.",
        "Nobody has said who fired them.",
        "There has been no call or letter.",
        "No communication came from any group.",
        "No organisation has put forward its signature.",
        "Nobody owned up.",
        "No one has come forward to say it was theirs.",
        "No word has come from the captors.",
        "No organisation has called him its own.",
        "Nobody owned it so far.",
    ],
)
def test_silence_is_told_in_many_words(text: str) -> None:
    assert ("", "none_claimed") in _kinds(text)


def test_the_one_group_named_is_who_the_rebels_are() -> None:
    told = "Rebels shot dead two officers. The province has been a base of the Shining Path for ten years."
    assert _settled(told).gname.value == ("Shining Path (SL)",)
    assert _settled(told + " Nobody has claimed the killings.").gname.value == ("Rebels",)


@pytest.mark.parametrize(
    "text",
    [
        "Ten Hamas gunmen who had come by sea from the north struck the hotel.",
        "The mine had been laid by Hamas.",
        "Men loyal to Hamas raided the village.",
        "Gunmen of Hamas ambushed the patrol.",
        "A Hamas landmine killed four soldiers.",
    ],
)
def test_the_article_itself_says_who_did_it(text: str) -> None:
    assert ("Hamas (Islamic Resistance Movement)", "attribution") in _kinds(text)


def test_rows_agree_with_who_did_it() -> None:
    claimed = _settled(
        "Hamas gunmen stormed a farm. Hamas claimed responsibility for the raid. Police blamed Fatah for another."
    )
    assert [(row.actor, row.kind) for row in claimed.claims if row.actor.startswith("Hamas")] == [
        ("Hamas (Islamic Resistance Movement)", "claim")
    ]
    beside = _settled("Four people died at a farm. Hamas is strong in the area.")
    assert [(row.actor, row.kind) for row in beside.claims] == [(beside.gname.value[0], "attribution")]
    assert _settled("Gunmen stormed a farm and killed four people.").claims == ()


def _near_deed(text: str) -> list[tuple[str, str]]:
    """Kinds as the whole engine finds them, words of violence included."""
    cut = segment(Article("d", "", text, published_at=datetime(2016, 6, 1, tzinfo=UTC)))
    mentions = RulesExtractor().mentions(cut)
    return [(m.value.actor, m.value.kind) for m in mentions if isinstance(m.value, ClaimValue)]


def test_group_of_which_no_cue_tells_is_read_by_what_stands_around_it() -> None:
    stated = (
        "A bomb killed four people at a bazaar in Gaza. Six men of the Hamas armed wing let off the charge from a roof."
    )
    hedged = "A bomb killed four people at a bazaar in Gaza. Police are inclined to suspect Hamas, since the explosive is identical with its own."
    idle = "A bomb killed four people at a bazaar in Gaza. The army has been fighting against Hamas for years."
    hamas = "Hamas (Islamic Resistance Movement)"
    assert (hamas, "attribution") in _near_deed(stated)
    assert (hamas, "suspicion") in _near_deed(hedged)
    assert hamas not in [actor for actor, _ in _near_deed(idle)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A caller to a radio station stated that the IRA had done it.", "claim"),
        ("A phone call to a newspaper claimed the killing for the IRA.", "claim"),
        ("The IRA took the deed upon itself.", "claim"),
        ("The IRA denied both.", "denial"),
        ("The IRA scoffed at it.", "denial"),
        ("A spokesman of the IRA said it never targets churches.", "denial"),
        ("The bomb bears the imprint of the IRA.", "suspicion"),
        ("The minister said he believed the IRA had done the two.", "suspicion"),
        ("Men holding the flag of the IRA stood at the door and shot.", "suspicion"),
    ],
)
def test_news_has_many_ways_to_say_who_did_it(text: str, kind: str) -> None:
    assert ("Irish Republican Army (IRA)", kind) in _kinds("A bomb killed two in Derry. " + text)


@pytest.mark.parametrize(
    "text",
    [
        "The IRA, which has bases across the border, has made no statement.",
        "The IRA has not put its name to the blast.",
        "The IRA kept silent.",
    ],
)
def test_silence_of_a_group_is_told_and_is_no_claim(text: str) -> None:
    assert ("", "none_claimed") in _kinds("A bomb killed two in Derry. " + text)
    assert ("Irish Republican Army (IRA)", "claim") not in _kinds("A bomb killed two in Derry. " + text)


def test_silence_of_the_police_says_nothing_of_claims() -> None:
    assert _kinds("A bomb killed two in Derry. The police have said nothing.") == []


def test_officials_statement_and_country_of_an_office_make_no_claimant() -> None:
    army = "Twenty villagers were killed by Tamil Tigers, a Defence Ministry communique said."
    office = "The IRA denied from its office in London that it had planted the bomb."
    assert "claim" not in [kind for _, kind in _kinds(army)]
    assert [actor for actor, kind in _kinds(office) if kind == "denial"] == ["Irish Republican Army (IRA)"]


def test_who_is_cleared_in_a_sentence_is_not_read_as_its_author() -> None:
    assert ("Hamas (Islamic Resistance Movement)", "attribution") not in _kinds(
        "Police think of a single man with two bombs, not one organised by Hamas."
    )


def test_weighed_signs_know_every_kind() -> None:
    assert all(len(weights) == len(KINDS) for weights in claim_weights().values())
    assert {"bias", "deed", "s:suspect"} <= set(claim_weights())
    assert kind_of(set()) in KINDS


@pytest.mark.parametrize(
    "text", ["Hamas has neither owned nor disowned the blast.", "No name has been put to the blast by anybody."]
)
def test_silence_in_other_words_is_told(text: str) -> None:
    assert ("", "none_claimed") in _kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody has assumed the act.",
        "No organisation has spoken up.",
        "No movement has declared itself.",
        "Nobody has called.",
        "No one has put up a hand.",
        "None of the movements of the south has taken it upon itself.",
        "No one immediately said who was behind it.",
        "Nobody has attributed the deed to himself.",
        "No responsibility had been taken by Monday.",
        "Responsibility has not been assumed.",
        "There has been no word from the militants.",
        "No statement had been received by midnight.",
        "Nothing has come from the group itself.",
        "Claims: none.",
    ],
)
def test_that_nobody_claims_is_told_with_any_verb_of_claiming_or_speaking(text: str) -> None:
    assert ("", "none_claimed") in _kinds("A bomb killed two in Derry. " + text)


@pytest.mark.parametrize(
    "text",
    [
        "No one was admitted to hospital.",
        "There has been no word from the police.",
        "Nobody came to harm.",
        "No group was named.",
        "No letter was in the box.",
    ],
)
def test_that_nobody_did_something_else_says_nothing_of_claims(text: str) -> None:
    assert ("", "none_claimed") not in _kinds("A bomb killed two in Derry. " + text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The minister blamed the Karen National Union, the Shan State Army and the Karenni National Progressive Party for the blast.",
            ("Karen National Union", "Shan State Army", "Karenni National Progressive Party"),
        ),
        (
            "Fighters of the MNDAA, the TNLA and the Arakan Army stormed the post in Myanmar.",
            (
                "Myanmar National Democratic Alliance Army (MNDAA)",
                "Ta'ang National Liberation Army (TNLA)",
                "Arakan Army (AA)",
            ),
        ),
        ("The Mahdi Army, a rival of the Badr Brigades, stormed the post in Iraq.", ("Mahdi Army",)),
    ],
)
def test_authors_named_in_a_row_all_stand(text: str, names: tuple[str, ...]) -> None:
    cut, mentions = _read(text, year=2023)
    assert settle_perpetrators(mentions, cut.sentences).names == names


@pytest.mark.parametrize(
    "text",
    [
        'A spokesman for Hamas told a radio station that it had "no business in the port".',
        "Hamas said that the driver was not one of its own.",
        "The Hamas spokesman said none of its fighters had been on the coast road.",
        'The leader of Hamas put out an audio message saying that "no man of mine was in the market".',
        '"We had nothing to do with this," a Hamas spokesman said.',
        '"This was not our work," Hamas said.',
        "Hamas said they were not behind it.",
        "Hamas has said it is not responsible.",
        'Hamas said it was "not our doing".',
    ],
)
def test_a_claim_with_not_in_it_is_a_denial(text: str) -> None:
    assert _kinds(text) == [("Hamas (Islamic Resistance Movement)", "denial")], text


@pytest.mark.parametrize(
    "text",
    [
        "Hamas had announced on May 1 that it would no longer hold back its men.",
        "Hamas said it would hit the harbour.",
        "Hamas announced last month that it might attack again.",
        "Hamas welcomed the attack but stopped short of claiming it.",
        'Hamas spoke of "a natural answer" but did not say that the man was one of its own.',
    ],
)
def test_what_is_only_announced_or_welcomed_is_no_claim(text: str) -> None:
    assert _kinds(text) == [], text


def test_those_who_disown_are_the_men_named_and_not_the_state_before_them() -> None:
    told = _kinds("The Kremlin blamed Chechen rebels, whose leaders disowned the deed.")
    assert told == [("Chechen Rebels", "attribution"), ("Chechen Rebels", "denial")]


@pytest.mark.parametrize(
    "text",
    [
        "The mine had probably been laid by Hamas.",
        "A bomb thought to have been planted by Hamas went off.",
        "The device, apparently planted by Hamas, was made safe.",
        "The police could not rule out that Hamas was behind it.",
        "The minister hinted that Hamas had done it.",
        "The army suspects that a local outfit, Hamas, is behind the act.",
        "A police officer would not exclude Hamas.",
        '"It has all the markings of Hamas," the police chief said.',
        "Suspicion fell at once on Hamas.",
        "Investigators lean towards Hamas.",
        "In the cafes the name of Hamas is heard.",
        "There is talk of Hamas.",
        "Officials hinted at Hamas.",
        "The method is that of Hamas.",
        "Hamas may be to blame, an official said.",
        "Police said that Hamas was their main line of inquiry.",
        "Intelligence sources named Hamas as the likely culprit.",
        "Gunmen whom locals describe as Hamas men burnt the camp.",
    ],
)
def test_what_is_only_thought_is_suspicion_alone(text: str) -> None:
    assert _kinds(text) == [("Hamas (Islamic Resistance Movement)", "suspicion")], text


@pytest.mark.parametrize(
    "text",
    [
        "The governor says Hamas lays such mines to stop convoys.",
        "Such mines are often laid by Hamas, police said.",
        "Hamas frequently plants such bombs.",
        "Hamas has carried out similar attacks in the past.",
        "Hamas has been blamed for similar attacks in the past.",
    ],
)
def test_what_a_group_does_as_a_rule_makes_it_suspected_no_more(text: str) -> None:
    assert _kinds(text) == [("Hamas (Islamic Resistance Movement)", "suspicion")], text


@pytest.mark.parametrize(
    "text",
    [
        "The minister had no doubt that it was Hamas.",
        "The men were from Hamas, the army said.",
        "The radio laid the bombing at the door of Hamas.",
        "A communique of the security services attributes the crime to Hamas.",
    ],
)
def test_what_officials_are_sure_of_is_attribution_whatever_carried_it(text: str) -> None:
    assert _kinds(text) == [("Hamas (Islamic Resistance Movement)", "attribution")], text


@pytest.mark.parametrize(
    "text",
    [
        "Hamas said in text messages to reporters that the driver was one of theirs.",
        "Hamas said the attackers were theirs.",
        "Hamas said the driver belonged to it.",
        "Hamas described the attack as its own.",
        "Hamas put its signature to the bombing.",
        "A fax bearing the letterhead of Hamas came last night to a news agency.",
        "A caller using the name of Hamas gave warning of the bomb.",
        'On a wall by the gate somebody had scrawled: "Hamas executed the spies."',
        "Telephone calls to two radio stations attributed the blast to Hamas.",
        "Hamas claimed the first launch in a message to reporters.",
    ],
)
def test_a_group_owns_a_deed_in_many_words(text: str) -> None:
    assert _kinds(text) == [("Hamas (Islamic Resistance Movement)", "claim")], text


@pytest.mark.parametrize(
    "text",
    [
        "Nothing was claimed.",
        "Neither call nor leaflet has followed.",
        "No other has put his name to it.",
        'Nobody has said, "It was we."',
        "Nobody said that he had planted it.",
        "Neither on the coast nor in the capital has responsibility been taken for it.",
        "Nor has anyone telephoned.",
        "Nor has anybody claimed the attack.",
        "Neither organisation has spoken about the attack.",
        "Neither group has commented.",
        "Claims of responsibility have yet to surface.",
    ],
)
def test_silence_is_told_without_a_word_of_claiming(text: str) -> None:
    assert _kinds(text) == [("", "none_claimed")], text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hamas gunmen shot a guard. The police attribute the bomb to the same group.", "attribution"),
        ("Hamas claimed the shooting. The army blames the same organisation for the bomb.", "attribution"),
        ("The army blamed Hamas for the bomb. The militants denied it.", "denial"),
        ("The army blamed Hamas for the bomb. The guerrillas said they had done it.", "claim"),
        ("The army blamed Hamas. A spokesman for the rebels in the port said that he knew nothing of it.", "denial"),
    ],
)
def test_the_same_group_and_the_rebels_are_the_group_named_last(text: str, kind: str) -> None:
    assert ("Hamas (Islamic Resistance Movement)", kind) in _kinds(text)[1:], text


def test_two_claim_together_though_a_clause_parts_them() -> None:
    told = _kinds("Both the Al-Aqsa Martyrs' Brigades, which belongs to Arafat's Fatah, and Hamas took responsibility.")
    assert sorted(told) == [("Al-Aqsa Martyrs Brigade", "claim"), ("Hamas (Islamic Resistance Movement)", "claim")]


@pytest.mark.parametrize(
    "text",
    [
        "There had been no proclamation by midnight.",
        "Nobody hurt. Unclaimed.",
        "The army has not commented. Neither has any armed group.",
        "None of the insurgent groups in the area has claimed it.",
    ],
)
def test_silence_is_told_in_short(text: str) -> None:
    assert _kinds(text) == [("", "none_claimed")], text


def test_a_bomb_set_off_by_radio_is_no_message() -> None:
    assert all(kind != "claim" for _, kind in _kinds("A Hamas bomb was set off by radio, the ministry reports."))


def test_a_voice_that_says_why_it_was_done_claims_it() -> None:
    assert _kinds('A man called a station, said it was done "for our people" and hung up.') == [("Unknown", "claim")]


@pytest.mark.parametrize(
    "text",
    [
        'A caller to a station, reading fast, credited "a combat group of Hamas".',
        "A paper received an envelope with a communique of Hamas for the second blast.",
        "Hamas, using its code-word to a newsroom, said the man was an enemy.",
        "Hamas said it had sent the parcel.",
        "Hamas wrote on Telegram that it had acted against settlers.",
        "Hamas says so in a video of the bomber.",
        "Hamas announced it on Telegram.",
        "Hamas owned to the bombing on Facebook.",
        "Hamas tweeted that it did it.",
        "Pamphlets left at the yard carry the signature of Hamas.",
        "Two anonymous calls reached a firm, in which a man asserted that Hamas was responsible.",
    ],
)
def test_a_claim_is_told_by_what_carried_it(text: str) -> None:
    assert _kinds(text) == [("Hamas (Islamic Resistance Movement)", "claim")], text


@pytest.mark.parametrize(
    "text",
    [
        "Hamas swore that it was innocent.",
        "Hamas let it be known that its hands were clean.",
        "Hamas rejected this.",
        'The commander of Hamas tweeted that his men "have no relation with the bombing".',
    ],
)
def test_a_denial_needs_no_word_of_denying(text: str) -> None:
    assert _kinds(text) == [("Hamas (Islamic Resistance Movement)", "denial")], text


@pytest.mark.parametrize(
    "text",
    [
        '"All the marks of Hamas," a security chief remarked.',
        "The trail leads to Hamas, he said.",
        "It smelled of Hamas, he said.",
        "The deed was that of Hamas, in his view.",
        "Hamas was the first to come to mind, he said.",
        "He recalled that Hamas had been behind most of the bombs of the last years.",
        "Men said to be of Hamas entered a barracks.",
    ],
)
def test_suspicion_is_told_in_pictures(text: str) -> None:
    assert _kinds(text) == [("Hamas (Islamic Resistance Movement)", "suspicion")], text


def test_outfit_behind_a_semicolon_is_the_group_before_it() -> None:
    told = _kinds(
        "Fatah was silent. The needle of suspicion points to Hamas; the outfit, in a truce since spring, has dismissed the charge."
    )
    assert ("Hamas (Islamic Resistance Movement)", "denial") in told


def test_brigade_of_a_movement_claims_and_not_the_movement() -> None:
    text = "The Macina Katiba of JNIM claimed the attack in Mali."
    assert _kinds(text) == [("Macina Liberation Front (FLM)", "claim")]


def test_all_who_claim_along_with_others_do() -> None:
    told = _kinds("The PKK, along with the People's Protection Units (YPG) and Hamas, claimed responsibility.")
    assert [kind for _, kind in told] == ["claim"] * 3


def test_a_state_command_or_a_rights_group_is_not_the_group_named_last() -> None:
    assert _kinds("Hamas gunmen shot two men. The joint command rejected that.")[1:] == []
    assert _kinds("Hamas gunmen shot two men. The rights group said it had counted nine.")[1:] == []


def test_a_movements_own_station_speaks_for_it_but_not_when_it_accuses() -> None:
    front = "Farabundo Marti National Liberation Front (FMLN)"
    assert (front, "claim") in _kinds('Radio Venceremos announced at six "the closing of the bridge".')
    assert (front, "claim") not in _kinds("Radio Venceremos accused the army of the raid, it reported.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A phone caller to three stations ascribed it to Hamas.", "claim"),
        ('A man of the group read out to reporters, in a statement, that "Hamas was behind the two blasts".', "claim"),
        ("The guards were machine-gunned by what state radio named as a band of Hamas.", "attribution"),
        ("A security source leaned to Hamas.", "suspicion"),
    ],
)
def test_who_ascribes_it_tells_claim_from_blame(text: str, kind: str) -> None:
    assert ("Hamas (Islamic Resistance Movement)", kind) in _kinds(text), text
    assert kind == "claim" or ("Hamas (Islamic Resistance Movement)", "claim") not in _kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "No group is on record for that.",
        "Hamas put out no word on Friday.",
        "The report named Hamas, which itself never owned up.",
        "Hamas has not put out any statement of its own.",
        "Hamas has not made itself heard.",
        "Hamas had not by noon on Monday said so itself.",
        "No one said that it was his work.",
        "For the market bomb nothing has appeared.",
        "It was a bomb for which nobody ever answered.",
    ],
)
def test_a_group_or_all_the_world_keeps_silent(text: str) -> None:
    assert ("", "none_claimed") in _kinds(text), text
    assert all(kind != "claim" for _, kind in _kinds(text)), text


@pytest.mark.parametrize("text", ["The army has not reacted.", "Nobody answered the door.", "The police kept silent."])
def test_others_silence_is_no_word_about_claims(text: str) -> None:
    assert _kinds(text) == [], text


@pytest.mark.parametrize(
    "text",
    [
        'Hamas claimed the blast. The inspector gave it "no great weight".',
        "Hamas claimed the blast. The editors set little store by it.",
        "Hamas claimed the blast. The judge takes the statement with a pinch of salt.",
        "Hamas claimed the blast. The prosecutor does not believe the caller.",
        'Hamas claimed the blast. "They claim everything," an officer said.',
        "Hamas claimed the blast. The police have given no credence to it.",
    ],
)
def test_a_claim_that_is_given_no_weight_is_doubted(text: str) -> None:
    assert _settled(text).guncertain.value == 1, text


def test_who_claim_together_are_no_rivals() -> None:
    assert _settled("Hamas and the PKK claimed responsibility.").guncertain.value == 0
    assert _settled("Hamas claimed responsibility. Later the PKK claimed the attack as well.").guncertain.value == 1


def test_rockets_from_a_land_are_not_laid_to_its_state() -> None:
    assert _settled("Rockets from Lebanon hit a yard.").claims == ()


def test_who_is_said_not_to_be_there_denies_nothing() -> None:
    assert all(kind != "denial" for _, kind in _kinds('"Hamas does not exist in this town," the police chief said.'))


def test_a_man_who_calls_a_station_by_its_name_is_a_caller() -> None:
    assert _kinds('An hour later a man called KXYZ-TV, said it was done "for the workers" and hung up.') == [
        ("Unknown", "claim")
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('An Israeli army spokesman called that "a lie".', [("Israel", "denial")]),
        ("Officials pointed the finger at Pakistani intelligence.", [("Pakistan", "suspicion")]),
        ("Iran's foreign ministry rejected this.", [("Iran", "denial")]),
        (
            "Hamas, which the Israeli army blamed for the blast, denied any part.",
            [("Hamas (Islamic Resistance Movement)", "attribution"), ("Hamas (Islamic Resistance Movement)", "denial")],
        ),
    ],
)
def test_a_state_speaks_through_its_army_and_its_ministries(text: str, told: list[tuple[str, str]]) -> None:
    assert _kinds(text) == told, text


@pytest.mark.parametrize("aside", ["a group with links to al-Qaeda", "which has ties to al-Qaeda"])
def test_whom_a_group_is_known_to_have_ties_with_is_not_who_did_it(aside: str) -> None:
    assert _kinds(f"Hamas, {aside}, claimed responsibility for the blast.") == [(HAMAS, "claim")]


def test_fighters_without_a_name_are_told_by_their_ties() -> None:
    assert ("Al-Qaida", "suspicion") in _kinds("Police suspect militants linked to al-Qaeda of the blast.")


_HIT = [
    "Gunmen shot dead a leader of {} in Karachi on Tuesday.",
    "Gunmen opened fire on members of {} in Karachi on Tuesday.",
    "Gunmen killed Ali Hassan, 47, a member of {}, in Karachi on Tuesday.",
    "A leader of {} was shot dead by gunmen in Karachi on Tuesday.",
    "A bomb exploded outside an office of {} in Karachi on Tuesday, killing two people.",
    "A suicide bomber attacked a rally of {} in Karachi on Tuesday.",
    "A bomb killed six people in Karachi on Tuesday. {} condemned the attack.",
]


@pytest.mark.parametrize("group", ["Hamas", "Fatah", "Lashkar-e-Taiba"])
@pytest.mark.parametrize("told", _HIT)
def test_the_group_that_a_deed_hits_did_not_do_it(told: str, group: str) -> None:
    article = Article(doc="h", title="", text=told.format(group), published_at=datetime(2016, 3, 9, tzinfo=UTC))
    (account,) = RulesExtractor().extract(article)
    assert account.get("gname") in (("Unknown",), ("Gunmen",))


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("Gunmen of the Lashkar-e-Taiba killed two guards.", "attribution"),
        ("Gunmen, members of the Lashkar-e-Taiba, killed two guards.", "attribution"),
        ("Gunmen believed to belong to the Lashkar-e-Taiba killed two guards.", "suspicion"),
    ],
)
def test_whose_men_they_are_is_told_beside_them(told: str, kind: str) -> None:
    assert _kinds(told) == [("Lashkar-e-Taiba (LeT)", kind)]
