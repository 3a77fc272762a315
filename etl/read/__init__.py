"""Snapshot bytes to Articles. Enters: Snapshots. Leaves: Articles, and Unreads that say why there is none. Pure."""

from etl.read.copies import Copy, find_copies
from etl.read.lines import read_lines
from etl.read.lists import list_entries
from etl.read.snapshot import read_snapshot

__all__ = ["Copy", "find_copies", "list_entries", "read_lines", "read_snapshot"]
