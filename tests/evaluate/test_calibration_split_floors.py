from hypothesis import given, settings
from hypothesis import strategies as st

from etl.evaluate.calibration import Judged, reliability
from etl.evaluate.floors import fallen, raised
from etl.evaluate.split import split_by_incident


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["date", "city"]), st.floats(0, 1), st.booleans()), max_size=40))
def test_every_judged_value_is_in_one_bin(values):
    curves = reliability(Judged(*v) for v in values)
    for curve in curves:
        wanted = [v for v in values if curve.field in ("all", v[0])]
        assert sum(b.count for b in curve.bins) == curve.count == len(wanted)
        assert 0.0 <= curve.error <= 1.0


def test_an_extractor_that_knows_what_it_knows_has_no_calibration_error():
    judged = [Judged("date", 0.75, n % 4 != 0) for n in range(40)]
    assert reliability(judged)[0].error < 1e-9


def test_articles_about_one_incident_stay_on_one_side_also_by_way_of_a_third():
    rows = [
        {"doc": d, "incident": i} for d, i in [("a", "1"), ("b", "1"), ("b", "2"), ("c", "2"), ("d", "3"), ("e", "4")]
    ]
    for seed in range(20):
        split = split_by_incident("abcdef", rows, seed=seed)
        assert split.seen | split.unseen == set("abcdef") and not split.seen & split.unseen
        assert len({"a", "b", "c"} & split.unseen) in (0, 3)
        assert split.unseen


def test_split_depends_on_the_seed_alone():
    rows = [{"doc": str(n), "incident": f"i{n}"} for n in range(30)]
    docs = [str(n) for n in range(30)]
    assert split_by_incident(docs, rows, seed=1) == split_by_incident(reversed(docs), reversed(rows), seed=1)
    assert split_by_incident(docs, rows, seed=1) != split_by_incident(docs, rows, seed=2)
    assert len(split_by_incident(docs, rows, seed=1).unseen) == 10


def test_a_figure_that_is_no_longer_measured_falls_too():
    falls = fallen({"main.date": 80.0}, {"main.date": 79.0, "main.city": 50.0})
    assert [f.name for f in falls] == ["main.city"]
    assert "not measured" in str(falls[0])


def test_raised_floors_never_sink():
    assert raised({"a": 50.0, "b": 90.0}, {"a": 60.0, "b": 80.0}, slack=2.0) == {"a": 60.0, "b": 88.0}
