"""A run of the fetcher in a process of its own, to be killed by its test: `python -m tests.fetch.fetch_and_die FEED FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from etl.fetch import Client, Limits, fetch_source
from etl.model import Source
from etl.read import list_entries
from etl.store import Ledger, SnapshotStore, adopt_orphans, keep


def main(feed: str, folder: str) -> None:
    source = Source("s", "Outlet", "feed", (feed,), local=True, delay=0.0, page_limit=1_000_000)
    client = Client("tester/1.0", limits=Limits(interval=0.0))
    store = SnapshotStore(Path(folder) / "snapshots")
    with Ledger(Path(folder) / "ledger.sqlite") as ledger:
        store.clear_partial()
        adopt_orphans(store, ledger)
        outcomes = fetch_source(source, client=client, memory=ledger, recall=store.get, list_entries=list_entries)
        for _ in keep(outcomes, store, ledger):
            pass


if __name__ == "__main__":
    main(*sys.argv[1:])
