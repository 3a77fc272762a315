from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.extract.dates import find_dates, publication_date
from etl.extract.text import segment
from etl.model import Article


def text_of(body, published=None, title="Headline"):
    when = None if published is None else datetime.fromisoformat(published).replace(tzinfo=UTC)
    return segment(Article(doc="t", title=title, text=body, published_at=when))


def dates(body, published=None, title="Headline"):
    return [(m.span.quote, m.value.date) for m in find_dates(text_of(body, published, title), ())]


def only(body, published="2024-01-05T12:00"):  # a Friday
    found = dates(body, published)
    assert len(found) == 1, found
    return found[0][1]


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("on 3 January 2024", "2024-01-03"),
        ("on January 3rd, 2024", "2024-01-03"),
        ("on the 3rd of January 2024", "2024-01-03"),
        ("on Jan. 3", "2024-01-03"),
        ("on Wednesday, January 3", "2024-01-03"),
        ("on Wednesday, the 3rd of January", "2024-01-03"),
        ("on 2024-01-03", "2024-01-03"),
        ("on 03.01.2024", "2024-01-03"),
        ("on 25/12/2023", "2023-12-25"),
        ("on 12/25/2023", "2023-12-25"),
        ("on 12 JAN 90", "1990-01-12"),
        ("on 23 Feb 07", "2007-02-23"),
        ("since mid-May", "2023-05"),
        ("on 28 December", "2023-12-28"),
        ("on 15 August last year", "2023-08-15"),
        ("in March", "2023-03"),
        ("in November 2015", "2015-11"),
        ("in October of last year", "2023-10"),
        ("in 2017", "2017"),
        ("last June", "2023-06"),
        ("on 9/11", "2001-09-11"),
        ("since September 11", "2001-09-11"),
        ("on Christmas Eve", "2023-12-24"),
        ("on Easter Sunday 2019", "2019-04-21"),
        ("five years ago", "2019"),
        ("three days ago", "2024-01-02"),
        ("two months ago", "2023-11"),
        ("last week", "2023-12"),
        ("earlier this week", "2024-01"),
        ("last month", "2023-12"),
        ("last year", "2023"),
        ("on Sunday", "2023-12-31"),
        ("on Friday", "2024-01-05"),
        ("last Friday", "2023-12-29"),
        ("on Tuesday last week", "2023-12-26"),
        ("late on Monday", "2024-01-01"),
        ("Wednesday night", "2024-01-03"),
        ("in the night of Tuesday to Wednesday", "2024-01-02"),
        ("yesterday afternoon", "2024-01-04"),
        ("last night", "2024-01-04"),
        ("this morning", "2024-01-05"),
        ("overnight", "2024-01-05"),
        ("the day before yesterday", "2024-01-03"),
        ("in the past few hours", "2024-01-05"),
        ("two hours ago", "2024-01-05"),
        ("over the last 48 hours", "2024-01-04"),
        ("on the 2nd of this month", "2024-01-02"),
        ("on the 19th of last month", "2023-12-19"),
        ("on the last day of February 2020", "2020-02-29"),
        ("on the first day of December", "2023-12-01"),
    ],
)
def test_date_phrase_is_read_against_the_day_of_writing(phrase, day):
    assert only(f"A bomb went off in the market {phrase}.") == day


@pytest.mark.parametrize(
    "phrase",
    [
        "03/04/2024",
        "every Friday",
        "on Bloody Sunday",
        "2,000 people",
        "1990 people",
        "towards 1900",
        "he may 3 times",
        "march on the city",
        "on Fridays",
    ],
)
def test_what_is_no_date_or_has_two_readings_is_left_alone(phrase):
    assert dates(f"It happened {phrase} in town.", "2024-01-05T12:00") == []


def test_span_of_days_has_both_ends():
    mention = next(iter(find_dates(text_of("Fighting on 13-15 March 2021 killed ten."), ())))
    assert (mention.value.date, mention.value.end_date) == ("2021-03-13", "2021-03-15")


def test_future_weekday_lies_ahead():
    assert only("Burials will be held on Sunday.") == "2024-01-07"
    assert only("Talks resume next Monday.") == "2024-01-08"


def test_later_and_earlier_count_from_the_day_named_last():
    body = "The raid was on 10 May 2019. Three days later a bridge was blown up. A day earlier a convoy had been hit."
    assert [d for _, d in dates(body, "2019-06-01T00:00")] == ["2019-05-10", "2019-05-13", "2019-05-12"]


def test_story_told_with_its_year_goes_on_in_it():
    body = "On 1 September 2004 gunmen took a school. On 3 September it was stormed."
    assert [d for _, d in dates(body, "2024-09-05T10:00")] == ["2004-09-01", "2004-09-03"]


def test_day_that_comes_soon_lies_ahead():
    assert only("The rebels want to stop the elections of 12 March.", "2024-01-30T10:00") == "2024-03-12"


def test_days_after_an_event_of_a_dated_sentence_date_the_event():
    assert [d for _, d in dates("It happened on Tuesday, two days after the vote.", "2024-01-05T12:00")] == [
        "2024-01-02",
        "2023-12-31",
    ]


def test_years_later_count_from_the_year_named_last():
    assert [d for _, d in dates("He scored in 1972. Two years later he won.", "2024-01-30T10:00")] == ["1972", "1974"]


def test_decades_are_no_years():
    assert dates("It was built in the 1990s.", "2024-01-30T10:00") == []


def test_a_day_earlier_counts_from_the_day_of_the_statement():
    body = "The group said on Thursday that its men carried out the bombings a day earlier."
    assert [d for _, d in dates(body, "2024-01-04T18:00")] == ["2024-01-04", "2024-01-03"]


def test_years_ago_with_a_weekday_or_a_feast_is_a_day():
    assert only("It was five years ago last Sunday.", "1992-11-14T09:00") == "1987-11-08"
    assert only("They died five years ago, on Easter Sunday.", "2024-04-21T09:00") == "2019-04-21"


def test_evening_cannot_lie_ahead_of_the_report():
    assert only("Guards were shot on Monday night.", "2024-01-01T04:00") == "2023-12-25"


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("DUBAI, Jan 3, 2024 (Agency) - A blast hit a market.", date(2024, 1, 3)),
        ("LA PAZ, 12 JAN 90 (EFE) -- [TEXT] A BLAST HIT A MARKET YESTERDAY.", date(1990, 1, 12)),
        ("Zaranj, 17 Jadi / 7 January 2024: A blast hit a market.", date(2024, 1, 7)),
        ("(Dakar, October 4, 2009) - A blast hit a market.", date(2009, 10, 4)),
        ("Gaziantep, Monday 22 July 2019\n\nA blast hit a market today.", date(2019, 7, 22)),
        ("On 4 October 2009 a blast hit a market.", None),
        ("The market of 4 October 2009, a lively one, was hit.", None),
    ],
)
def test_dateline_gives_the_day_of_writing(opening, day):
    assert publication_date(text_of(opening)) == day


def test_dateline_of_the_evening_outranks_the_feed_of_the_next_day():
    text = text_of("Lima, August 6 - The president was attacked last Saturday.", "2018-08-07T03:15")
    assert publication_date(text) == date(2018, 8, 6)
    assert [m.value.date for m in find_dates(text, ())] == ["2018-08-06", "2018-08-04"]


def test_year_follows_from_an_anniversary():
    body = (
        "Two bombs killed mourners on Wednesday, January 3. They had come for the fourth anniversary of the death of a general, "
        "who was killed in 2020. A statement came on Thursday, December 4, a day after the blasts."
    )
    found = {m.span.quote: m.value for m in find_dates(text_of(body), ())}
    assert found["Wednesday, January 3"].date == "2024-01-03"
    assert found["fourth anniversary"].date == "2020-01-03"
    slip = found["Thursday, December 4"]
    assert (slip.date, slip.corrected_from) == ("2024-01-04", "Thursday, December 4")


def test_year_follows_from_the_weekday_and_the_years_named():
    body = "A bomb killed two on Wednesday, January 3. The last such attack was in 2022."
    assert dates(body)[0] == ("Wednesday, January 3", "2024-01-03")


def test_day_and_month_without_any_hint_of_a_year_stay_unsaid():
    assert dates("A bomb killed two on January 3. Police came at once.") == []


def test_slip_is_corrected_by_the_count_in_its_sentence():
    body = "The boys came home on Friday, one week to the day after they were seized on the night of November 11."
    assert dates(body, "2020-12-18T13:30")[-1] == ("November 11", "2020-12-11")


def test_digest_reads_weekdays_within_its_week():
    body = "A bomber struck on Monday afternoon."
    assert dates(body, "2024-09-09T06:00", "Week in review, 1-8 September")[-1][1] == "2024-09-02"


def test_weekday_of_the_far_east_can_be_tomorrow_by_utc():
    assert only("Police in New Zealand shot a man on Thursday.", "2024-01-03T20:00") == "2024-01-04"
    assert only("Police in Peru shot a man on Thursday.", "2024-01-03T20:00") == "2023-12-28"


def test_weekday_of_the_far_west_is_yesterday_by_utc():
    assert only("Police in Peru shot a man on Wednesday.", "2024-01-04T00:30") == "2024-01-03"


def test_capitals_read_like_any_text():
    body = "LIMA, 9 JAN 90 (EFE) -- TWO BOMBS WENT OFF YESTERDAY. ON 30 DECEMBER A MAYOR WAS SHOT; ON FRIDAY A JUDGE."
    assert [d for _, d in dates(body)] == ["1990-01-09", "1990-01-08", "1989-12-30", "1990-01-05"]


def test_line_breaks_inside_a_date_are_no_obstacle():
    assert only("It went off on 3\nJanuary 2024 at noon.") == "2024-01-03"


_PIECES = st.sampled_from(
    [
        "3 January 2024",
        "Jan. 3",
        "yesterday",
        "two days later",
        "on Sunday",
        "99 years ago",
        "in 0000",
        "31 February 2023",
        "9999-12-31",
        "last year",
        "a day after",
        "12/13/2001",
        "May",
        "the 31st",
        "fifty decades ago",
        "next year",
        " ",
        ", ",
        ". ",
        "\n\n",
        "(",
        ")",
        "–",
        "DUBAI",
        "fourth anniversary of",
        "00.00.1999",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=30).map(" ".join)), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_text_is_survived_and_every_quote_is_its_slice(body, published):
    text = text_of(body, "2024-01-05T12:00" if published else None, title="")
    for mention in find_dates(text, ()):
        assert text.whole[mention.span.start : mention.span.end] == mention.span.quote
        assert mention.value.date[:4].isdigit()


@pytest.mark.parametrize(
    "unit", ["1 ", "on Monday ", "a ", "January ", "3 Jan, ", "two years ", "- ", "night of ", "2019 "]
)
def test_time_is_linear_in_the_text(unit, processor_seconds):
    def seconds(size):
        text = text_of(unit * (size // len(unit)), "2024-01-05T12:00")
        return processor_seconds(lambda: list(find_dates(text, ())))

    small, large = seconds(20_000), seconds(80_000)
    assert large < 12 * max(small, 0.02)


def test_day_after_in_apposition_dates_the_deed_a_day_before():
    found = dates("Police stood guard on Tuesday, the day after bombers struck the school.", "2024-01-05T12:00")
    assert [day for _, day in found] == ["2024-01-02", "2024-01-01"]


def test_day_in_the_name_of_a_house_or_a_group_is_no_date():
    assert dates("The line from the 15 September dam fell. The 17 November group said so.") == []


def test_day_is_told_by_its_ordinal_or_by_its_weekday_and_number():
    assert only("He was shot on the first of December 2007.") == "2007-12-01"
    assert only("They died on the twenty-first of March.", "2024-05-05T12:00") == "2024-03-21"
    assert only("It was Sunday the 14th when the raid came.", "2022-08-22T12:00") == "2022-08-14"


def test_year_that_heads_a_paragraph_is_that_of_its_days():
    body = "2004. A girl was seized on 21 September.\n\n2016 - A mine killed eight on 27 August.\n\nHe fled on 2 May."
    assert [d for _, d in dates(body, "2020-09-14T12:00")] == ["2004", "2004-09-21", "2016", "2016-08-27", "2020-05-02"]


def test_day_after_a_count_of_months_is_of_the_month_reckoned():
    body = "It was born on 28 June 1996. Two months after that, on the night of 28 August, posts were hit."
    assert [d for _, d in dates(body, "2007-07-11T12:00")][-1] == "1996-08-28"


def test_that_month_is_the_month_or_the_year_named_before():
    body = "In February they threatened. In that month they killed five. In 2014 a man died. War came that December."
    assert [d for _, d in dates(body, "2015-06-16T12:00")] == ["2015-02", "2015-02", "2014", "2014-12"]


def test_count_since_the_deed_is_taken_from_the_day_of_the_report():
    body = "A week after the shooting in the resort, he is the only vendor back."
    assert [d for _, d in dates(body, "2016-03-20T12:00")] == ["2016-03-13"]
    body = "Five days after the bombing, the city was struck again yesterday."
    assert [d for _, d in dates(body, "2016-03-20T12:00")] == ["2016-03-19"]


def test_minutes_later_are_of_the_same_day_however_many():
    body = "A blast came late on Sunday. Fifty minutes later two more followed."
    assert [d for _, d in dates(body, "2024-01-09T12:00")] == ["2024-01-07", "2024-01-07"]


def test_weekday_of_years_ago_and_a_quoted_day_are_no_days_of_now():
    assert only("On a Saturday forty years ago today a case was left there.", "2020-08-02T12:00") == "1980-08-02"
    assert dates('A train burst near the station "28 May" of the metro.', "1994-07-04T12:00") == []


def test_that_afternoon_is_of_the_day_of_the_deed_and_not_of_the_statement():
    body = (
        "Two patrols were ambushed, the minister said on Saturday.\n\nOn Thursday a column was hit. Some fell.\n\n"
        "The second took place that afternoon, an hour's walk away."
    )
    assert [d for _, d in dates(body, "2009-04-12T12:00")] == ["2009-04-11", "2009-04-09", "2009-04-09"]


def test_the_clock_of_old_wires_is_no_year():
    found = dates("A JUDGE WAS SHOT SHORTLY AFTER 2030 YESTERDAY.", "1990-01-05T12:00")
    assert [day for _, day in found] == ["1990-01-04"]
