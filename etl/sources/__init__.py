"""Source declarations (YAML), checked on load. Enters: a folder. Leaves: Sources and one clear error for each file that is none."""

from etl.sources.declaration import explain, load_source, load_sources
from etl.sources.due import is_due
from etl.sources.volume import volume_warning

__all__ = ["explain", "is_due", "load_source", "load_sources", "volume_warning"]
