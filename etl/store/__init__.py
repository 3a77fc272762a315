"""Snapshots, articles and accounts on disk. Enters: nouns. Leaves: the same nouns, each once, in one order. Touches the disk."""

from etl.store.accounts import AccountStore
from etl.store.articles import ArticleStore
from etl.store.keep import adopt_orphans, keep
from etl.store.ledger import Ledger
from etl.store.snapshots import SnapshotStore

__all__ = ["AccountStore", "ArticleStore", "Ledger", "SnapshotStore", "adopt_orphans", "keep"]
