"""Seeded corruptions of good batches: each is a slip that a stage, a merge or a hand could make, told by name."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from etl.codebook import gtd
from tests.expectations import good

SEED = 1970
_NAN = float("nan")


@dataclass(frozen=True)
class Mutation:
    """One corruption: the suite, its name, and the batch that it leaves."""

    suite: str
    name: str
    frame: pd.DataFrame


Corrupt = Callable[[random.Random, pd.DataFrame, int], str]


def _repeat(frame: pd.DataFrame, row: int) -> None:
    """The row once more at the end, kinds of columns kept."""
    cells = {name: [*frame[name], frame[name].iloc[row]] for name in frame.columns}
    kinds = frame.dtypes
    frame.loc[len(frame)] = None
    for name, values in cells.items():
        frame[name] = pd.Series(values, index=frame.index, dtype=kinds[name])


def _set(frame: pd.DataFrame, row: int, column: str, value: Any) -> None:
    cells = list(frame[column])
    cells[row] = value
    frame[column] = pd.Series(cells, index=frame.index, dtype=frame[column].dtype)


# --- incidents --------------------------------------------------------------------------------------------------------------------

_CODES = {
    "country": gtd.COUNTRY, "region": gtd.REGION, "attacktype1": gtd.ATTACKTYPE, "weaptype1": gtd.WEAPTYPE,
    "targtype1": gtd.TARGTYPE, "weapsubtype1": gtd.WEAPSUBTYPE, "targsubtype1": gtd.TARGSUBTYPE, "natlty1": gtd.COUNTRY,
}  # fmt: skip


def unlisted_code(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    column = dice.choice(sorted(_CODES))
    code = dice.choice([c for c in range(1_200) if c not in _CODES[column].by_code])
    _set(frame, row, column, float(code))
    return f"{column} = {code}"


def other_code(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    """A code of the list, but not the one that the label beside it says."""
    column = dice.choice(sorted(_CODES))
    code = dice.choice([c for c in _CODES[column].codes if c != frame[column].iloc[row]])
    _set(frame, row, column, float(code))
    return f"{column} = {code}"


def other_label(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    column = dice.choice(sorted(_CODES))
    label = dice.choice([text for text in _CODES[column].labels if text != frame[f"{column}_txt"].iloc[row]])
    _set(frame, row, f"{column}_txt", label)
    return f"{column}_txt = {label}"


def swapped_columns(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    one, other = dice.choice(
        [
            ("nkill", "nkillter"), ("nwound", "nwoundte"), ("latitude", "longitude"), ("imonth", "iyear"), ("country", "region"),
            ("city", "country_txt"), ("attacktype1", "weaptype1"), ("targtype1", "targsubtype1"), ("eventid", "iyear"),
            ("nkill", "iyear"),
        ]
    )  # fmt: skip
    a, b = frame[one].iloc[row], frame[other].iloc[row]
    _set(frame, row, one, b)
    _set(frame, row, other, a)
    return f"{one} <> {other}"


def negative_toll(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    column = dice.choice(["nkill", "nwound", "nkillter", "nwoundte", "nkillus", "nwoundus", "nkill_low"])
    _set(frame, row, column, -float(dice.randint(1, 60)))
    return column


def huge_toll(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    column = dice.choice(["nkill", "nwound"])
    _set(frame, row, column, float(dice.choice([2_024, 40_000, 500_000, 8_000_000])))
    return column


def broken_toll(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    _set(frame, row, "nkill", frame["nkill"].iloc[row] + dice.choice([0.5, 0.25]))
    return "a share of a joint toll that is not whole"


def part_above_whole(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    whole, part = dice.choice(
        [
            ("nkill", "nkillter"),
            ("nkill", "nkillus"),
            ("nwound", "nwoundte"),
            ("nwound", "nwoundus"),
            ("nkill", "nkill_low"),
        ]
    )
    _set(frame, row, part, frame[whole].iloc[row] + dice.randint(1, 30))
    return f"{part} > {whole}"


def future_date(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    years = dice.randint(1, 60)
    _set(frame, row, "iyear", frame["iyear"].iloc[row] + years)
    return f"{years} years on"


def weekday_read_forwards(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    days = dice.randint(3, 7)
    _set(frame, row, "iday", frame["iday"].iloc[row] + days)
    return f"{days} days after the article"


def no_such_day(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    month, day = dice.choice([(2, 30), (2, 31), (4, 31), (6, 31), (9, 31), (11, 31), (13, 1), (0, 15)])
    _set(frame, row, "imonth", float(month))
    _set(frame, row, "iday", float(day))
    _set(frame, row, "iyear", 2023.0)
    return f"{day}.{month}."


def doubled_row(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    _repeat(frame, row)
    return "the same row twice"


def doubled_incident(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    _repeat(frame, row)
    _set(frame, len(frame) - 1, "eventid", frame["eventid"].iloc[row] + dice.randint(50, 900))
    return "the same incident under another id"


def mangled_id(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    value = dice.choice([0.0, 2024.0, 20240101.0, 209900010001.0, 202413010001.0, 202401450001.0, 202401010000.0])
    _set(frame, row, "eventid", value)
    return f"eventid = {value:.0f}"


def namesake_place(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    latitude, longitude = dice.choice(
        [(40.7, -74.0), (51.5, -0.1), (-33.9, 151.2), (35.7, 139.7), (0.0, 0.0), (48.9, 2.3)]
    )
    _set(frame, row, "latitude", latitude)
    _set(frame, row, "longitude", longitude)
    return f"{latitude}, {longitude}"


def lost_value(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    column = dice.choice(
        ["country", "iyear", "attacktype1", "latitude", "attacktype1_txt", "weaptype1", "region", "city", "gname"]
    )
    _set(frame, row, column, _NAN if frame[column].dtype == float else None)
    return f"{column} empty"


def claim_without_claimant(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    _set(frame, row, "claimed", 1.0)
    return "claimed, and no claim"


def perpetrators_figure(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    _set(frame, row, "perpetrator_tolls", dice.choice(["nkill", "nwound"]))
    return "a toll from the perpetrators"


def lost_witness(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    column = dice.choice(["nkill", "gname", "city", "date"])
    _set(frame, row, "unwitnessed", column)
    return f"no sentence for {column}"


def flag_out_of_range(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    column = dice.choice(
        ["suicide", "success", "claimed", "crit1", "multiple", "extended", "ishostkid", "INT_MISC", "doubtterr"]
    )
    _set(frame, row, column, float(dice.choice([2, 9, -1, 99])))
    return column


def order_turned(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    first, second = dice.choice([(2, 1), (3, 6), (8, 3), (9, 2), (7, 2)])
    for n, code in ((1, first), (2, second)):
        _set(frame, row, f"attacktype{n}", float(code))
        _set(frame, row, f"attacktype{n}_txt", gtd.ATTACKTYPE.label(code))
    return f"{first} before {second}"


def state_as_perpetrator(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    name = dice.choice(["Iran", "Iraq", "Russia", "United States"])
    _set(frame, row, "gname", name)
    return name


def living_suicide_bomber(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    _set(frame, row, "suicide", 1.0)
    _set(frame, row, "nkillter", 0.0)
    return "suicide, attackers alive and free"


def damage_without_property(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    code = dice.choice([1, 2, 3, 4])
    _set(frame, row, "propextent", float(code))
    _set(frame, row, "propextent_txt", gtd.PROPEXTENT.label(code))
    return f"propextent {code}, property not damaged"


def subtype_of_another_type(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    code = dice.choice([c for c in gtd.WEAPSUBTYPE.codes if gtd.weaptype_of(c) != 6])
    _set(frame, row, "weapsubtype1", float(code))
    _set(frame, row, "weapsubtype1_txt", gtd.WEAPSUBTYPE.label(code))
    return gtd.WEAPSUBTYPE.label(code)


def plausible_other_toll(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    """A wrong figure within the bounds that the reports leave open: nothing in the row gives it away."""
    _set(frame, row, "nkill", frame["nkill"].iloc[row] + 1)
    return "one more than told, within the range"


def plausible_other_city(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    """Another city's name over the right coordinates: only the evidence would tell."""
    _set(frame, row, "city", dice.choice(["Mosul", "Basra", "Erbil"]))
    return "another city of the country"


# --- accounts, evidence, articles -------------------------------------------------------------------------------------------------


def account_label(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    column, value = dice.choice(
        [
            ("attacktype", ("Explosion",)), ("weaptype", ("Bombs",)), ("targtype", ("Civilians",)), ("country_txt", "Persia"),
            ("attacktype", ("Bombing/Explosion", "Assassination")), ("role", "primary"), ("gname", ("Unknown", "Unknown")),
            ("claim_modes", ("Telegram",)), ("victim_countries", ("Iraqi",)), ("gname", ("Iraq",)),
        ]
    )  # fmt: skip
    _set(frame, row, column, value)
    return f"{column} = {value}"


def account_number(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    column, value = dice.choice(
        [
            ("nkill", -4.0), ("nkill", 1.0), ("nkillter", 900.0), ("nwoundte", 900.0), ("nkill_high", 2.0), ("least_count", -1.0),
            ("min_confidence", -0.2), ("max_confidence", 1.01), ("latitude", 120.0), ("nkill", 70_000.0), ("is_terrorism", 3.0),
        ]
    )  # fmt: skip
    _set(frame, row, column, value)
    return f"{column} = {value}"


def account_date(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    value = dice.choice(["2024-12-04", "2023-02-30", "Sunday", "04.01.2024", "2024-13", "2024-1-4", "2031"])
    _set(frame, row, "date", value)
    return f"date = {value}"


def account_of_another_article(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    _set(frame, row, "doc", frame["doc"].iloc[(row + 1) % len(frame)])
    return "doc of another article"


def shifted_span(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    shift = dice.choice([-3, -1, 1, 2, 7])
    text = good.TEXT
    start, end = int(frame["start"].iloc[row]) + shift, int(frame["end"].iloc[row]) + shift
    _set(frame, row, "start", float(start))
    _set(frame, row, "end", float(end))
    _set(frame, row, "slice", text[max(0, start) : max(0, end)] or None)
    return f"by {shift}"


def stretched_span(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    _set(frame, row, "end", frame["end"].iloc[row] + dice.choice([-2, 1, 5]))
    return "end moved"


def retold_quote(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    quote = frame["quote"].iloc[row]
    _set(
        frame,
        row,
        "quote",
        dice.choice([quote.upper() + "!", quote.replace("a", "o", 1) + ".", quote + " people", quote[1:]]),
    )
    return "words that are not there"


def quote_of_another_field(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    _set(frame, row, "field", dice.choice(["casualties", "nkilled", "town", "group"]))
    return "a field that is none"


def lost_article(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    column = dice.choice(["slice", "doc", "account_id", "quote"])
    _set(frame, row, column, None)
    return f"{column} empty"


def mangled_text(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    text = frame["text"].iloc[row]
    _set(
        frame, row, "text",
        dice.choice([text + "\x00", text.replace(" ", "\r\n", 3), "", text.replace("the", "thâ€™e"), "<p>" + text, "\ufeff" + text, text[:40]]) or None,
    )  # fmt: skip
    return "text"


def mangled_article(dice: random.Random, frame: pd.DataFrame, row: int) -> str:
    column, value = dice.choice(
        [
            ("doc", None), ("source", None), ("language", "English"), ("published_at", pd.Timestamp("2090-01-01", tz="UTC")),
            ("published_at", pd.Timestamp("1900-01-01", tz="UTC")), ("doc", frame["doc"].iloc[(row + 1) % len(frame)]),
            ("url", "page 4"), ("published_at", pd.NaT),
        ]
    )  # fmt: skip
    _set(frame, row, column, value)
    return f"{column} = {value}"


CORRUPTIONS: dict[str, tuple[Corrupt, ...]] = {
    "incidents": (
        unlisted_code, other_code, other_label, swapped_columns, negative_toll, huge_toll, broken_toll, part_above_whole,
        future_date, weekday_read_forwards, no_such_day, doubled_row, doubled_incident, mangled_id, namesake_place, lost_value,
        claim_without_claimant, perpetrators_figure, lost_witness, flag_out_of_range, order_turned, state_as_perpetrator,
        living_suicide_bomber, damage_without_property, subtype_of_another_type,
    ),
    "accounts": (account_label, account_number, account_date, account_of_another_article, doubled_row),
    "evidence": (shifted_span, stretched_span, retold_quote, quote_of_another_field, lost_article, doubled_row),
    "articles": (mangled_text, mangled_article, doubled_row),
}  # fmt: skip

# What no rule on rows can see: the row stays in itself consistent. Kept apart so that the blind spot is measured and not hidden.
BLIND: tuple[Corrupt, ...] = (plausible_other_toll, plausible_other_city)


def mutations(count: int) -> list[Mutation]:
    """`count` corruptions, every kind in turn, one in a hundred of them of the kinds that rows cannot show."""
    dice = random.Random(SEED)
    kinds = [(suite, corrupt) for suite, corrupts in CORRUPTIONS.items() for corrupt in corrupts]
    out = []
    for n in range(count):
        suite, corrupt = ("incidents", BLIND[n // 100 % 2]) if n % 100 == 99 else kinds[n % len(kinds)]
        frame = good.BATCHES[suite]()
        detail = corrupt(dice, frame, dice.randrange(5))
        out.append(Mutation(suite, f"{n:03} {corrupt.__name__}: {detail}", frame))
    return out
