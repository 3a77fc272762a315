"""Measures how long the site takes: 5,000 incidents with a page each, or 200,000 of which 1,000 have one.

`python bench/bench_report.py [INCIDENTS [PAGES]]`
"""

from __future__ import annotations

import resource
import sys
import time

from etl.report import build_site
from tests.report import sample


def main() -> None:
    """Prints incidents, pages, seconds, the size of the first page and of the whole, and peak memory."""
    incidents = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    pages = int(sys.argv[2]) if len(sys.argv) > 2 else incidents
    tables = sample.many(incidents, paged=pages)
    sizes: dict[str, int] = {}

    def write(path: str, content: str) -> None:
        sizes[path] = len(content.encode())

    began = time.perf_counter()
    summary = build_site(tables, write, newest=pages)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{incidents:,} incidents, {summary.incident_pages:,} of them with a page: {seconds:.1f} s; first page {sizes['index.html'] / 1e3:.0f} kB, "
        f"search page {sizes['incidents.html'] / 1e3:.0f} kB, all {sum(sizes.values()) / 1e6:.0f} MB; peak {peak:.2f} GiB"
    )


if __name__ == "__main__":
    main()
