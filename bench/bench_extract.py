"""How fast articles are worked through, and how much memory it takes: `python bench/bench_extract.py`.

Prints start-up time, articles a second of processor time on coded articles that report attacks and on a mixed stream in which one
article in twenty does (the rest: those of `tests/gold/general` that nothing was trained on, since the gate knows the others), peak memory
of the one process, and how time grows with an article's length.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Sequence
from dataclasses import replace

from etl.evaluate.gold import read_articles
from etl.extract.extractor import Extractor, load_extractor
from etl.model import Article
from tests.gold.measure import FOLDER, read_rows
from training.folders import held_out

SEED = 7
STREAM = 2_000  # long enough that a hundred attack articles are in it
ONE_IN = 20
LENGTHS = (1, 4, 16, 64)


def seconds(extractor: Extractor, articles: Sequence[Article]) -> float:
    """Processor seconds to work through the articles."""
    began = time.process_time()
    for article in articles:
        extractor.extract(article)
    return time.process_time() - began


def long_article(times: int) -> Article:
    """A chronicle of `times` paragraphs, each of an incident of its own."""
    towns = [
        "Kirkuk",
        "Mosul",
        "Basra",
        "Karachi",
        "Quetta",
        "Lahore",
        "Kandahar",
        "Herat",
        "Kano",
        "Jos",
        "Mogadishu",
        "Garissa",
    ]
    text = "\n\n".join(
        f"A bomb exploded at a market in {towns[n % len(towns)]} on {1 + n % 27} March {1990 + n % 30}, killing {3 + n % 40} people "
        f"and wounding {20 + n % 70}, police said. The Taliban claimed responsibility."
        for n in range(times * 10)
    )
    return Article("long", "A chronicle", text)


def main() -> None:
    """Prints the figures."""
    began = time.perf_counter()
    extractor = load_extractor()
    attacks = [
        a for name in ("", "further/one/", "further/two/") for a in read_articles(read_rows(f"{name}articles.jsonl"))
    ]
    extractor.extract(attacks[0])
    print(f"start-up with the first article: {time.perf_counter() - began:.1f} s")
    taken = seconds(extractor, attacks)
    words = sum(len(a.text.split()) for a in attacks)
    print(
        f"articles that report attacks: {len(attacks) / taken:.1f} a second of one core ({words // len(attacks)} words each)"
    )
    unseen = held_out(FOLDER / "general")
    others = read_articles(row for row in read_rows("general/articles.jsonl") if row["doc"] in unseen)
    chance = random.Random(SEED)
    stream = [replace(chance.choice(others if n % ONE_IN else attacks), doc=f"s{n}") for n in range(STREAM)]
    taken = seconds(extractor, stream)
    print(f"mixed stream, one in {ONE_IN} about an attack: {len(stream) / taken:.1f} a second of one core")
    for times in LENGTHS:
        article = long_article(times)
        taken = seconds(extractor, [article])
        print(f"{len(article.text):>9,} characters: {taken:.2f} s, {1e6 * taken / len(article.text):.0f} s a megabyte")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10:.0f} MB")


if __name__ == "__main__":
    main()
