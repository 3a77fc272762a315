"""Predicted accounts against coded rows: what is right, in which incident, and where the two differ.

Enters: articles, gold rows and predicted rows (keys of `Account.to_row`). Leaves: a Scorecard. Touches nothing of the world.

In each article predicted and gold accounts are paired one to one so that they agree most; every field is then counted end to end,
so a right value in the wrong incident is wrong. Rows with `is_terrorism` 0 are traps on the gold side, and left out on the other.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from etl.errors import EvaluateError
from etl.evaluate.assignment import best_pairs
from etl.evaluate.calibration import Judged, reliability
from etl.evaluate.scorecard import Linking, Miss, Scorecard, Tally, percent
from etl.model import Article
from etl.model.article import normalise_text

Row = Mapping[str, Any]

SLICES = ("main", "background")
MISSION = (
    "date",
    "country_txt",
    "city",
    "attacktype1",
    "weaptype1",
    "targtype1",
    "gname",
    "claimed",
    "nkill",
    "nwound",
    "victim_country",
)
_SINGLE = ("date", "country_txt", "provstate", "city", "claimed")
_NUMBERS = ("nkill", "nkill_low", "nkill_high", "nkillter", "nwound", "nwoundte", "nhostkid")
_CODED = ("attacktype", "weaptype", "targtype")
# A value of these fields must show its words; the rest are read off rows that carry a quote of their own.
_GROUNDED = (
    "date",
    "country_txt",
    "city",
    "attacktype",
    "weaptype",
    "targtype",
    "gname",
    "claimed",
    "nkill",
    "nkillter",
    "nwound",
    "nwoundte",
    "nhostkid",
    "suicide",
)
# How much agreement in a field speaks for two accounts telling of one incident, and disagreement against it.
_FOR = {
    "date": 3.0,
    "city": 3.0,
    "country_txt": 1.0,
    "nkill": 2.0,
    "nwound": 1.0,
    "attacktype1": 1.0,
    "gname": 1.0,
    "weaptype1": 0.5,
    "targtype1": 0.5,
    "provstate": 0.5,
    "victim_country": 0.5,
}
_AGAINST = {"date": 1.5, "city": 1.5, "country_txt": 1.0}
_SAME_ROLE = 0.3
_LEAST_LIKENESS = 0.5
_SAME_NAME = 0.85  # spellings of one place differ by a letter or two
_ADMIN_WORDS = frozenset(
    [
        "province",
        "governorate",
        "state",
        "region",
        "district",
        "department",
        "county",
        "oblast",
        "city",
        "town",
        "village",
        "of",
        "the",
        "al",
        "el",
    ]
)
_PARENTHESIS = re.compile(r"\((.*?)\)")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=\S)|\n\s*\n")


def read_articles(rows: Iterable[Row]) -> list[Article]:
    """The articles of a gold folder's `articles.jsonl`."""
    return [
        Article(
            doc=str(row["doc"]),
            title=normalise_text(row.get("title") or ""),
            text=normalise_text(row.get("text") or ""),
            url=row.get("url"),
            source=row.get("source"),
            published_at=datetime.fromisoformat(row["published_at"]) if row.get("published_at") else None,
        )
        for row in rows
    ]


def score_gold(articles: Iterable[Article], gold_rows: Iterable[Row], predicted_rows: Iterable[Row]) -> Scorecard:
    """The scorecard of `predicted_rows` on `gold_rows`, over all of `articles`.

    An article without a predicted row is one for which nothing was predicted.

    Raises:
        EvaluateError: a row names an article that is not among `articles`.
    """
    by_doc = {article.doc: article for article in articles}
    golds, predictions = _terrorism_by_doc(gold_rows), _terrorism_by_doc(predicted_rows)
    for name, rows in (("gold", golds), ("predicted", predictions)):
        strange = sorted(set(rows) - set(by_doc))
        if strange:
            raise EvaluateError(
                f"{len(strange)} documents have no article, the first is {strange[0]}",
                where=f"{name} rows",
                fix="score them against the articles that they were made from",
            )
    count = _Count()
    for doc, article in by_doc.items():
        count.add(article, golds.get(doc, []), predictions.get(doc, []))
    return count.scorecard(len(by_doc))


def _terrorism_by_doc(rows: Iterable[Row]) -> dict[str, list[Row]]:
    out: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.get("is_terrorism", 1):
            out[row["doc"]].append(row)
    return out


class _Count:
    """Running counts over articles."""

    def __init__(self) -> None:
        self.fields: dict[str, dict[str, Tally]] = {s: {f: Tally() for f in ("incidents", *FIELDS)} for s in SLICES}
        self.relevance = Tally()
        self.roles = [0, 0]
        self.grounded = [0, 0]
        self.linked: list[tuple[str, str]] = []
        self.misses: list[Miss] = []
        self.judged: list[Judged] = []

    def add(self, article: Article, golds: Sequence[Row], predictions: Sequence[Row]) -> None:
        has = any(g["role"] == "main" for g in golds)
        says = any(_role(p) == "main" for p in predictions)
        self.relevance += Tally(has and says, says and not has, has and not says)
        for prediction in predictions:
            shown, said = _shown(article, prediction)
            self.grounded[0] += shown
            self.grounded[1] += said
        pairs = best_pairs([[likeness(p, g) for p in predictions] for g in golds], least=_LEAST_LIKENESS)
        for g, p in pairs:
            self._add_pair(article, predictions[p], golds[g])
        for g in set(range(len(golds))) - {g for g, _ in pairs}:
            self._add_fields(article, {}, golds[g], golds[g]["role"])
        for p in set(range(len(predictions))) - {p for _, p in pairs}:
            self._add_fields(article, predictions[p], {}, _role(predictions[p]))

    def _add_pair(self, article: Article, predicted: Row, gold: Row) -> None:
        self.roles[0] += _role(predicted) == gold["role"]
        self.roles[1] += 1
        if gold["role"] == "main" and predicted.get("incident"):
            self.linked.append((str(predicted["incident"]), str(gold["incident"])))
        self._add_fields(article, predicted, gold, gold["role"])

    def _add_fields(self, article: Article, predicted: Row, gold: Row, name: str) -> None:
        tallies = self.fields[name]
        found = Tally(bool(predicted and gold), not gold, not predicted)
        tallies["incidents"] += found
        if not found.right:
            self.misses.append(_miss(article, name, "incidents", predicted, gold, _brief(predicted), _brief(gold)))
        of_predicted, of_gold = facts(predicted), facts(gold)
        for field in FIELDS:
            said, true = of_predicted[field], of_gold[field]
            n = hits(field, said, true, gold) if predicted and gold else 0
            tallies[field] += Tally(n, len(said) - n, len(true) - n)
            if field in MISSION and said:
                self.judged.extend(_judged(predicted, field, said, true if gold else (), n))
            if predicted and gold and n < max(len(said), len(true)):
                self.misses.append(_miss(article, name, field, predicted, gold, said, true))

    def scorecard(self, articles: int) -> Scorecard:
        main = self.fields["main"]
        scored = [main[f].to_dict()["f1"] for f in MISSION if main[f]]
        return Scorecard(
            articles=articles,
            relevance=self.relevance,
            role_accuracy=percent(*self.roles),
            grounded=percent(*self.grounded),
            main=main,
            background=self.fields["background"],
            mission=round(sum(scored) / (len(scored) or 1), 1),
            linking=link_scores(self.linked) if self.linked else None,
            misses=tuple(self.misses),
            calibration=reliability(self.judged),
        )


def facts(row: Row) -> dict[str, list[Any]]:
    """Every scored field of a row as a list of comparable values, empty where nothing is said."""
    out: dict[str, list[Any]] = {f: _said(row.get(f)) for f in (*_SINGLE, *_NUMBERS)}
    for field in _CODED:
        out[f"{field}1"] = _known(row.get(field))[:1]
        out[field] = _known(row.get(field))
    out["suicide"] = _said(row.get("suicide") or None)
    out["failed"] = [1] if row.get("success") == 0 else []
    out["guncertain"] = _said(row.get("guncertain") or None)
    out["gname"] = _known(row.get("gname"))
    claims = row.get("claims") or []
    out["claims"] = [(c.get("actor"), c.get("kind")) for c in claims if c.get("actor")]
    out["claimmode"] = sorted({c["mode"] for c in claims if c.get("kind") == "claim" and c.get("mode")})
    out["tolls"] = sorted({(t["kind"], t["value"]) for t in row.get("tolls") or [] if t.get("value") is not None})
    victims = [v for v in row.get("victims") or [] if v.get("country")]
    out["victim_country"] = sorted({v["country"] for v in victims})
    out["victim_count"] = sorted({(v["country"], v["count"]) for v in victims if v.get("count") is not None})
    return out


def _said(value: Any) -> list[Any]:
    return [] if value is None or value == "" else [value]


def _known(values: Iterable[Any] | None) -> list[Any]:
    return [v for v in values or [] if v and v != "Unknown"]


FIELDS = tuple(facts({}))


def hits(field: str, predicted: Sequence[Any], gold: Sequence[Any], gold_row: Row) -> int:
    """How many predicted values find a gold value that no other has taken."""
    if field == "targtype1":  # any target that the coder named will do: their order is a matter of taste
        return int(bool(predicted) and predicted[0] in _known(gold_row.get("targtype")))
    left, n = list(gold), 0
    for value in predicted:
        match = next((g for g in left if _equal(field, value, g)), None)
        if match is not None:
            left.remove(match)
            n += 1
    return n


def _equal(field: str, a: Any, b: Any) -> bool:
    if field in ("city", "provstate"):
        return same_place(str(a), str(b))
    if field == "gname":
        return bool(group_keys(a) & group_keys(b))
    if field == "claims":
        return a[1] == b[1] and bool(group_keys(a[0]) & group_keys(b[0]))
    return bool(a == b)


def plain_name(name: str) -> str:
    """A name in lower case without accents, punctuation and words for units.

    >>> plain_name("Al-Anbar Governorate")
    'anbar'
    """
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return " ".join(word for word in re.findall(r"[a-z0-9]+", ascii_only) if word not in _ADMIN_WORDS)


def same_place(a: str, b: str) -> bool:
    """Whether two spellings name one place: equal, or nearly so."""
    a, b = plain_name(a), plain_name(b)
    return bool(a and b) and (a == b or difflib.SequenceMatcher(None, a, b).ratio() >= _SAME_NAME)


def group_keys(name: str) -> set[str]:
    """A group's full name and its abbreviation: either is enough to be the same group.

    >>> sorted(group_keys("Kurdistan Workers' Party (PKK)"))
    ['kurdistan workers party', 'pkk']
    """
    keys = {plain_name(_PARENTHESIS.sub("", name)), *(plain_name(short) for short in _PARENTHESIS.findall(name))}
    return keys - {""}


def likeness(predicted: Row, gold: Row) -> float:
    """How much two rows look like one incident; both may be of any length."""
    p, g = facts(predicted), facts(gold)
    both = [f for f in _FOR if p[f] and g[f]]
    agreed = {f for f in both if hits(f, p[f], g[f], gold)}
    speaks_for = sum(_FOR[f] for f in both if f in agreed)
    speaks_against = sum(weight for f, weight in _AGAINST.items() if f in both and f not in agreed)
    return speaks_for - speaks_against + (_SAME_ROLE if _role(predicted) == gold["role"] else 0)


def _role(row: Row) -> str:
    return str(row.get("role", "main"))


def _quotes(row: Row, field: str) -> list[str]:
    evidence = (row.get("evidence") or {}).get(field) or []
    listed = [evidence] if isinstance(evidence, (str, dict)) else evidence
    return [e["quote"] if isinstance(e, dict) else e for e in listed]


def _shown(article: Article, row: Row) -> tuple[int, int]:
    """How many values of a row show words of the article, and how many should."""
    shown = said = 0
    for field in _GROUNDED:
        if row.get(field) in (None, 0, [], ["Unknown"], ""):
            continue
        quotes = _quotes(row, field)
        shown += bool(quotes) and all(quote in article.whole for quote in quotes)
        said += 1
    return shown, said


def _judged(row: Row, field: str, said: Sequence[Any], true: Sequence[Any], right: int) -> list[Judged]:
    """The values of a field as one judgement; of victims' nationalities each for itself, as their rows differ in how sure they are."""
    if field != "victim_country":
        return [Judged(field, _confidence(row, field), right == len(said))]
    victims = row["victims"]
    return [Judged(field, max(_sure(v) for v in victims if v["country"] == c), c in true) for c in said]


def _sure(victims: Row) -> float:
    """How sure a row of victims is; one coded by hand, or read before rows said it, is."""
    return float(victims.get("confidence", 1.0))


def _confidence(row: Row, field: str) -> float:
    if _evidence_field(field) == "victims":
        return min((_sure(v) for v in row.get("victims") or ()), default=1.0)
    given = row.get("confidence") or {}
    return float(given.get(field, given.get(_evidence_field(field), 1.0)))


def _evidence_field(field: str) -> str:
    """The field whose evidence witnesses a scored one."""
    if field.endswith("type1"):
        return field[:-1]
    return {"failed": "success", "victim_country": "victims", "victim_count": "victims"}.get(field, field)


def _brief(row: Row) -> list[str]:
    keys = ("date", "city", "country_txt")
    return [", ".join(str(row[k]) for k in keys if row.get(k)) or "an incident"] if row else []


def _miss(
    article: Article, name: str, field: str, predicted: Row, gold: Row, said: Sequence[Any], true: Sequence[Any]
) -> Miss:
    wrong = [v for v in said if not any(_equal(field, v, g) for g in true)]
    missed = [g for g in true if not any(_equal(field, v, g) for v in said)]
    return Miss(
        doc=article.doc,
        slice=name,
        field=field,
        predicted=tuple(wrong or (said if not missed else ())),
        gold=tuple(missed),
        said_by=_sentence(article, predicted, field) if predicted else None,
        gold_says=_sentence(article, gold, field) if gold else None,
        confidence=_confidence(predicted, field) if wrong else 0.0,
    )


def _sentence(article: Article, row: Row, field: str) -> str | None:
    """The sentence around the first words that witness `field` (any field, for an incident as a whole)."""
    fields = [_evidence_field(field)] if field != "incidents" else list(row.get("evidence") or {})
    quotes = [quote for f in fields for quote in _quotes(row, f)]
    if field in ("claims", "claimmode", "tolls", "victims", "victim_country", "victim_count"):
        rows = {"claimmode": "claims", "victim_country": "victims", "victim_count": "victims"}.get(field, field)
        quotes += [r["quote"] for r in row.get(rows) or [] if r.get("quote")]
    at = article.whole.find(quotes[0]) if quotes else -1
    if at < 0:
        return None
    start = max((m.end() for m in _SENTENCE_END.finditer(article.whole, 0, at + 1) if m.end() <= at), default=0)
    end = _SENTENCE_END.search(article.whole, at + len(quotes[0]) - 1)
    return " ".join(article.whole[start : end.start() if end else len(article.whole)].split())


def link_scores(pairs: Sequence[tuple[str, str]]) -> Linking:
    """How well predicted incident ids (first) group accounts as gold ones (second) do; one pair an account."""
    together = Tally()
    for i, (p, g) in enumerate(pairs):
        for q, h in pairs[i + 1 :]:
            together += Tally(p == q and g == h, p == q and g != h, p != q and g == h)
    precision = recall = 0.0
    for p, g in pairs:
        both = sum(pair == (p, g) for pair in pairs)
        precision += both / sum(q == p for q, _ in pairs)
        recall += both / sum(h == g for _, h in pairs)
    n = len(pairs) or 1
    p_mean, r_mean = precision / n, recall / n
    f1 = round(200 * p_mean * r_mean / (p_mean + r_mean), 1) if p_mean + r_mean else 0.0
    return Linking(together, f1, len(pairs))
