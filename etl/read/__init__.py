"""Snapshot bytes to Articles. Enters: Snapshots. Leaves: Articles, and Unreads that say why there is none. Pure.

`etl.read.copies` is imported by name where it is needed: what it rests on takes half a second to load.
"""

from etl.read.lines import read_lines
from etl.read.lists import list_entries
from etl.read.snapshot import read_snapshot

__all__ = ["list_entries", "read_lines", "read_snapshot"]
