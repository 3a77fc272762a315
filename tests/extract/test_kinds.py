import datetime as dt

import pytest

from etl.codebook.told_as import told_as_weights
from etl.extract.extractor import RulesExtractor
from etl.extract.incidents import find_incidents
from etl.extract.kinds import own_features, own_kind, settle_told_as
from etl.extract.role_model import KINDS
from etl.extract.text import segment
from etl.model import Article, Mention, ReportValue, Value

RAID = "Gunmen killed the mayor of Arden on Monday, police said."
REPORTED = dt.date(2001, 3, 6)


def draft_of(raw):
    text = segment(Article(doc="t", title="", text=raw, published_at=dt.datetime(2001, 3, 6, tzinfo=dt.UTC)))
    return text, find_incidents(text, RulesExtractor().mentions(text))


def values(**settled):
    return {name: Value(value) for name, value in settled.items()}


def told(reports, **kinds):
    text, drafts = draft_of(RAID)
    said = ReportValue(reports, tuple((kind, kinds.get(kind, -6.0)) for kind in KINDS))
    report = Mention.make(text.article, 0, len(RAID), said, "roles")
    settled = values(attacktype=("Armed Assault",), targtype=("Government (General)",), date="2001-03-05", nkill=1)
    (found,) = settle_told_as(drafts, [settled], report, REPORTED)
    return () if found is None else found.value


@pytest.mark.parametrize(
    ("attacks", "weapons", "expected"),
    [
        (("Hostage Taking (Kidnapping)",), (), "kidnapping"),
        (("Facility/Infrastructure Attack",), ("Incendiary",), "arson"),
        (("Facility/Infrastructure Attack",), ("Unknown",), "attack"),
        (("Assassination", "Bombing/Explosion"), ("Explosives",), "bombing"),
        (("Bombing/Explosion", "Armed Assault"), ("Explosives", "Firearms"), "attack"),
        ((), (), "attack"),
    ],
)
def test_an_accounts_own_kind_follows_its_attack_types(attacks, weapons, expected):
    assert own_kind(values(attacktype=attacks, weaptype=weapons)) == expected


def test_an_account_is_told_as_its_own_kind_where_the_text_reports_it():
    assert told(3.0, attack=2.0) == ("attack",)
    assert told(-4.0) == ()


def test_a_kind_that_the_text_reports_beside_it_is_told_as_well():
    assert told(3.0, attack=2.0, bombing=4.0) == ("attack", "bombing")


def test_without_a_reading_of_the_text_nothing_is_told():
    _, drafts = draft_of(RAID)
    assert settle_told_as(drafts, [values()], None, REPORTED) == [None]
    assert settle_told_as([], [], None, REPORTED) == []


def test_an_old_deed_and_a_fight_between_soldiers_are_less_likely_told_as_attacks():
    _, (draft,) = draft_of(RAID)
    said = ReportValue(0.0, tuple((kind, 0.0) for kind in KINDS))

    def logit(**settled):
        features = own_features(draft, values(attacktype=("Armed Assault",), **settled), "attack", said, REPORTED)
        return sum(told_as_weights()["own"].get(name, 0.0) * x for name, x in features.items())

    fresh = {"targtype": ("Government (General)",), "date": "2001-03-05"}
    assert logit(**fresh) > logit(**fresh | {"date": "1999"})
    assert logit(**fresh) > logit(**fresh | {"targtype": ("Military",)})
