"""From a YAML file to a Source, strictly.

Enters: YAML files. Leaves: Sources; for a file that is none, a SourceError that says which file, which key and what to do, while the
other files go on. Touches the disk to read them and to see whether declared files are there.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from etl.codebook.gtd import COUNTRY
from etl.errors import SourceError
from etl.model import Source
from etl.model.source import KINDS, RELIABILITIES

_TYPES: Mapping[str, tuple[type, ...]] = {
    "source": (str,),
    "outlet": (str,),
    "kind": (str,),
    "location": (str, list),
    "language": (str,),
    "country": (str,),
    "reliability": (str,),
    "licence": (str,),
    "schedule": (str,),
    "least": (int,),
    "most": (int,),
    "enabled": (bool,),
    "local": (bool,),
    "follow": (bool,),
    "include": (str,),
    "themes": (str, list),
    "page_limit": (int,),
    "delay": (int, float),
}
_NEEDED = ("source", "kind", "location", "licence")
# Kinds whose articles come from many outlets, so that one name for all of them would be wrong.
_MANY_OUTLETS = frozenset({"gdelt", "warc", "jsonl"})
_FILES_ONLY = frozenset({"folder", "jsonl", "warc"})
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_PRESETS = frozenset({"@hourly", "@daily", "@weekly", "@monthly", "@continuous", "@once"})
_CRON_FIELD = re.compile(r"[\d*/,\-A-Za-z]+")
_SAYS = {
    "feed": "a feed (RSS, Atom or JSON)",
    "sitemap": "a sitemap or news sitemap",
    "pages": "a list of pages",
    "folder": "a folder of files",
    "jsonl": "a file with one article as a JSON object on each line",
    "warc": "web archive files",
    "gdelt": "GDELT's 15-minute article list",
}


def load_sources(folder: Path) -> tuple[list[Source], list[SourceError]]:
    """All sound declarations of a folder by name, and what is wrong with the others. Two files of one name are an error of the second."""
    sources: dict[str, Source] = {}
    errors: list[SourceError] = []
    if not folder.is_dir():
        return [], [SourceError("no such folder", where=str(folder), fix="name the folder that holds the source files")]
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
        try:
            source = load_source(path)
            if source.source in sources:
                raise SourceError(
                    f"source {source.source!r} is declared twice",
                    where=str(path),
                    fix="give one of the two another name",
                )
            sources[source.source] = source
        except SourceError as error:
            errors.append(error)
    return [sources[name] for name in sorted(sources)], errors


def load_source(path: Path) -> Source:
    """The source that a file declares. Paths in `location` count from the file's folder.

    Raises:
        SourceError: no YAML, an unknown or missing key, a value of the wrong type or out of range, or a declared file that is not there.
    """
    keys = _read_yaml(path)
    for name, value in keys.items():
        _check_type(path, name, value)
    for name in _NEEDED:
        if name not in keys:
            raise SourceError(f"key '{name}' is missing", where=str(path), fix=f"add a line '{name}: …'")
    kind = keys["kind"]
    _one_of(path, "kind", kind, KINDS)
    if "outlet" not in keys and kind not in _MANY_OUTLETS:
        raise SourceError("key 'outlet' is missing", where=str(path), fix="add the outlet's name as a line 'outlet: …'")
    local = keys.get("local", kind in _FILES_ONLY)
    source = Source(
        **{
            **keys,
            "outlet": keys.get("outlet"),
            "location": tuple(_location(path, kind, local, place) for place in _as_list(keys["location"])),
            "themes": tuple(_as_list(keys.get("themes", []))),
            "local": local,
        }
    )
    _check(path, source)
    return source


def explain(source: Source) -> str:
    """What the system will do with a source, in plain words, one fact a line."""
    state = "on" if source.enabled else "off (set enabled: true once you have agreed to its terms)"
    pages = "asks for the pages it names" if source.follow else "takes the entries' own text"
    if source.kind == "pages":
        pages = "asks for each of them"
    elif source.kind in _FILES_ONLY:
        pages = "reads what is in it"
    lines = [
        f"{source.source}: {source.outlet or 'many outlets'} ({source.country or 'no country'}, {source.language}), {state}",
        f"  reads {_SAYS[source.kind]}: {', '.join(source.location)}; {pages}",
        f"  every {source.schedule}; {source.least} to {source.most} articles a day expected; at most {source.page_limit} pages a run",
        f"  {source.reliability}; licence: {source.licence}",
    ]
    if source.themes:
        lines.append(f"  only articles with one of the themes {', '.join(source.themes)}")
    if source.include:
        lines.append(f"  only addresses that match {source.include}")
    if source.local:
        lines.append("  local: may read files and addresses in private ranges")
    return "\n".join(lines)


class _Strict(yaml.SafeLoader):
    """YAML that does not let a key be written twice, of which the first would silently be lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """As YAML does it, after a look at the keys."""
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key '{key.value}' stands twice", key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        keys = yaml.load(path.read_text("utf-8"), _Strict)
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot be read ({error})", where=str(path), fix="save it as a UTF-8 text file") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or "no YAML"
        raise SourceError(f"no valid YAML ({problem})", where=where, fix="mend this line") from None
    if not isinstance(keys, dict):
        raise SourceError("is no list of 'key: value' lines", where=str(path), fix="begin with 'source: name'")
    return keys


def _check_type(path: Path, name: Any, value: Any) -> None:
    types = _TYPES.get(name) if isinstance(name, str) else None
    if types is None:
        near = difflib.get_close_matches(str(name), _TYPES, n=1)
        fix = f"write '{near[0]}'" if near else f"use only {', '.join(_TYPES)}"
        raise SourceError(f"unknown key '{name}'", where=str(path), fix=fix)
    # True is an int in Python, but nobody means a number by it.
    sound = isinstance(value, types) and not (isinstance(value, bool) and bool not in types)
    if isinstance(value, list):
        sound = sound and bool(value) and all(isinstance(item, str) for item in value)
    if not sound:
        wanted = " or ".join(
            {str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list of texts"}[t]
            for t in types
        )
        raise SourceError(f"key '{name}' is {value!r}", where=str(path), fix=f"make it {wanted}")


def _check(path: Path, source: Source) -> None:
    _one_of(path, "reliability", source.reliability, RELIABILITIES)
    if source.country is not None and source.country not in COUNTRY.labels:
        near = difflib.get_close_matches(source.country, COUNTRY.labels, n=1)
        fix = f"write '{near[0]}'" if near else "use GTD's name of the country, or leave the key out"
        raise SourceError(f"key 'country' is {source.country!r}, which is no GTD country", where=str(path), fix=fix)
    rules = (
        ("source", _NAME.fullmatch(source.source), "use small letters, digits, - and _ only"),
        ("language", _LANGUAGE.fullmatch(source.language), "use two small letters, as en"),
        ("schedule", _is_schedule(source.schedule), "use @hourly, @daily or five cron fields"),
        ("licence", source.licence.strip(), "say under which terms the outlet lets its articles be read"),
        ("least", source.least >= 0, "make it 0 or more"),
        ("most", source.most >= max(1, source.least), "make it at least 1 and no less than 'least'"),
        ("page_limit", source.page_limit >= 1, "make it 1 or more"),
        ("delay", source.delay is None or 0 <= source.delay <= 3600, "make it 0 to 3600 seconds"),
        ("include", _is_pattern(source.include), "make it a valid regular expression"),
        ("themes", bool(source.themes) == (source.kind == "gdelt"), "name GDELT themes for kind gdelt, and only there"),
    )
    for name, holds, fix in rules:
        if not holds:
            raise SourceError(f"key '{name}' is {getattr(source, name)!r}", where=str(path), fix=fix)


def _one_of(path: Path, name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SourceError(f"key '{name}' is {value!r}", where=str(path), fix=f"use one of {', '.join(allowed)}")


def _location(path: Path, kind: str, local: bool, place: str) -> str:
    """A web address as it is, a path as an absolute one."""
    if "://" in place:
        parts = urlsplit(place)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SourceError(
                f"key 'location' is {place!r}", where=str(path), fix="use an http or https address, or a path"
            )
        if parts.username is not None:
            # The address is shown wherever the source is, so it is not repeated here.
            raise SourceError(
                f"key 'location' holds a user name or password for {parts.hostname}",
                where=str(path),
                fix="addresses are kept and shown with what is read from them: leave credentials out",
            )
        if kind == "folder":
            raise SourceError(f"key 'location' is {place!r}", where=str(path), fix="a folder must be a path")
        return place
    target = (path.parent / place).resolve()
    if not local:
        raise SourceError(
            f"key 'location' is the path {place!r}",
            where=str(path),
            fix="add 'local: true', or use an http or https address",
        )
    if kind == "folder" and not target.is_dir():
        raise SourceError(f"key 'location': no folder {place!r}", where=str(path), fix="create it or correct the path")
    if kind != "folder" and not target.is_file():
        raise SourceError(f"key 'location': no file {place!r}", where=str(path), fix="create it or correct the path")
    return str(target)


def _as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _is_schedule(value: str) -> bool:
    fields = value.split()
    return value in _PRESETS or (len(fields) == 5 and all(_CRON_FIELD.fullmatch(field) for field in fields))


def _is_pattern(value: str | None) -> bool:
    try:
        re.compile(value or "")
    except re.error:
        return False
    return True
