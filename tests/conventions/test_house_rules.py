"""House rules that a machine can hold, so that no reviewer has to."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from etl.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TRACKED = [
    ROOT / name
    for name in subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.splitlines()
    if (ROOT / name).is_file()
]
DAG_FILES = sorted((ROOT / "dags").glob("*.py"))
SQL_FILES = sorted((ROOT / "sql").rglob("*.sql"))


def test_imports_follow_the_arrows_of_the_rooms() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_example_settings_equal_the_settings() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    written = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    comments = {line.removeprefix("# ") for line in lines if line.startswith("# ")}
    expected = {f"INCIDENTS_{name}".upper(): str(field.default) for name, field in Settings.model_fields.items()}
    assert written == expected
    assert {field.description for field in Settings.model_fields.values()} <= comments


@pytest.mark.parametrize("path", DAG_FILES, ids=lambda p: p.name)
def test_dag_file_is_thin(path: Path) -> None:
    """A DAG file says when and in what order; it imports Airflow alone at the top, so that the scheduler parses it fast."""
    source = path.read_text()
    tree = ast.parse(source)
    tops = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    allowed = {"__future__", "airflow.sdk", "datetime", "dags.assets", "dags.defaults", "dags.news"}
    assert tops <= allowed, tops - allowed
    assert len(source.splitlines()) <= 120
    assert not re.search(r"\b(SELECT|INSERT|MERGE|COPY)\b", source)


@pytest.mark.parametrize("path", SQL_FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_sql_file_opens_with_what_it_is_for(path: Path) -> None:
    """A view or a query says its grain and its reader before its first statement."""
    head = path.read_text().split("\n\n")[0]
    assert head.startswith("--"), "begin with a comment that says what this is"
    if path.parent.name in {"views", "queries", "marts"}:
        assert "grain" in head.lower() and "reader" in head.lower()


def test_no_sql_statement_hides_in_python() -> None:
    statement = re.compile(
        r"\s*(SELECT\s.+\sFROM|INSERT\s+INTO|MERGE\s+INTO|CREATE\s+(TABLE|VIEW)|DELETE\s+FROM)\s", re.I | re.S
    )
    files = [p for p in TRACKED if p.suffix == ".py" and p.is_relative_to(ROOT / "etl")]
    assert files
    strings = (
        (path, node.value)
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    assert not [f"{path}: {text}" for path, text in strings if statement.match(text)]


def test_no_machine_path_or_index_host_is_committed() -> None:
    home = re.compile(r"(?<![\w.])/(work|root|home/\w+|tmp/bash_jobs)/")
    text = {".py", ".md", ".toml", ".sql", ".yaml", ".yml", ".sh", ".cfg", ""}
    found = [
        str(p.relative_to(ROOT))
        for p in TRACKED
        if p.suffix in text
        and p.name != "uv.lock"
        and p != Path(__file__)
        and home.search(p.read_text("utf-8", "replace"))
    ]
    assert not found
