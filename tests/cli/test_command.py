"""The command as its users meet it: help with an example, one-line errors, results on standard output and nothing else."""

from __future__ import annotations

import io
import json
import pickle
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import typer

from etl.cli import app, main, verbs
from etl.errors import ExtractError, IncidentWarehouseError

verbs.register(app)


def _commands(command: Any, path: str = "incidents") -> list[tuple[str, Any]]:
    if isinstance(command, click.Group) or hasattr(command, "commands"):
        return [found for name, sub in command.commands.items() for found in _commands(sub, f"{path} {name}")]
    return [(path, command)]


@pytest.mark.parametrize(
    ("path", "command"), _commands(typer.main.get_command(app)), ids=lambda x: x if isinstance(x, str) else ""
)
def test_every_verb_explains_itself_with_an_example(path: str, command: Any) -> None:
    text = command.help or ""
    assert text.split("\n")[0].endswith("."), "the first line is a sentence"
    assert f"Example: {path}" in text


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INCIDENTS_HOME", str(tmp_path / "var"))
    monkeypatch.setenv("INCIDENTS_SOURCES", str(tmp_path / "sources"))
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *words: str, given: str = "") -> int:
    monkeypatch.setattr(sys, "argv", ["incidents", *words])
    monkeypatch.setattr(sys, "stdin", io.StringIO(given))
    with pytest.raises(SystemExit) as ended:
        main()
        raise SystemExit(0)
    return int(ended.value.code or 0)


ARTICLE = {
    "doc": "d1",
    "title": "Bomb kills five at Quetta market",
    "text": "QUETTA, March 4 (Agency) - A bomb hidden in a motorcycle killed five people and wounded 20 at a vegetable market in the Pakistani city of Quetta on Monday, police said.\n\nNo group has claimed responsibility.",
    "published_at": "2024-03-04T12:00:00Z",
}


def test_extract_prints_accounts_whose_quotes_are_slices(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "extract", "--jsonl", "-", given=json.dumps(ARTICLE)) == 0
    printed = capsys.readouterr()
    (account,) = map(json.loads, printed.out.splitlines())
    assert (account["city"], account["date"], account["nkill"], account["nwound"]) == ("Quetta", "2024-03-04", 5, 20)
    whole = f"{ARTICLE['title']}\n\n{ARTICLE['text']}"
    slices = [span for spans in account["evidence"].values() for span in spans]
    assert slices and all(whole[s["start"] : s["end"]] == s["quote"] for s in slices)
    assert printed.err == ""


def test_extract_names_a_bad_line_and_works_on_the_others(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["{broken", json.dumps(ARTICLE), '{"doc": "d2", "text": "x", "published_at": "yesterday"}']
    assert run(monkeypatch, "extract", "--jsonl", "-", given="\n".join(lines)) == 1
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 1
    assert "-:1: this line is no JSON" in printed.err
    assert "published_at 'yesterday' is no ISO 8601 time" in printed.err


def test_reconcile_gives_accounts_back_with_their_incident(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {
        "role": "main",
        "is_terrorism": 1,
        "date": "2024-03-04",
        "country_txt": "Pakistan",
        "city": "Quetta",
        "nkill": 5,
    }
    given = "\n".join(json.dumps({"doc": doc, **row}) for doc in ("a", "b"))
    assert run(monkeypatch, "reconcile", "--jsonl", "-", given=given) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [r["doc"] for r in rows] == ["a", "b"]
    assert rows[0]["incident"] == rows[1]["incident"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("query", "SELECT 1"), "there is no published warehouse yet"),
        (("extract", "--jsonl", "missing.jsonl"), "missing.jsonl: cannot be read"),
        (("sql", "no_such"), "`incidents sql` lists them"),
        (("run", "--source", "nobody"), "no such source: nobody"),
    ],
)
def test_error_is_one_line_that_says_what_where_and_what_to_do(
    workspace: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    told: str,
) -> None:
    assert run(monkeypatch, *words) == 1
    printed = capsys.readouterr()
    assert told in printed.err
    assert len(printed.err.splitlines()) == 1
    assert printed.out == ""


def test_wrong_setting_is_named(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INCIDENTS_BATCH_SIZE", "0")
    assert run(monkeypatch, "doctor") == 1
    assert "INCIDENTS_BATCH_SIZE" in capsys.readouterr().err


def test_errors_are_of_one_family() -> None:
    error = IncidentWarehouseError("broke", where="here", fix="mend it")
    assert str(error) == "here: broke; mend it"


def test_an_error_comes_back_whole_from_another_process() -> None:
    error = pickle.loads(pickle.dumps(ExtractError("broke", where="a1", fix="mend it")))
    assert (type(error), str(error), error.where, error.fix) == (ExtractError, "a1: broke; mend it", "a1", "mend it")
