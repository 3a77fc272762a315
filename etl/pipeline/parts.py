"""A build of everything, a part at a time: what is in memory at once grows with what is compared of accounts, not with what they say.

Enters: accounts in wire form, which can be gone through twice. Leaves: Parts. Touches one folder of this machine for as long as it takes.
First all accounts are compared, by their traits; then they are dealt out to files, a file a part of the plan; then each part is settled.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from etl.model import Account, Judgement, Part, Prior, Traits

# Characters that wait for their files before they are written.
_WAITING = 64_000_000


def settle_in_parts(
    lines: Callable[[], Iterable[str]],
    folder: Path,
    *,
    size: int,
    prior: Prior,
    judgements: Sequence[Judgement],
    copies: Sequence[tuple[str, str]],
    seen_at: Mapping[str, str],
) -> Iterator[Part]:
    """All accounts settled, in parts of about `size` of them, one at least; `lines` gives them in wire form whenever it is asked.

    Raises:
        ReconcileError: two different accounts bear one id.
    """
    from etl.reconcile import origins, plan, settle_plan

    planned = plan(_traits(lines()), prior=prior, judgements=judgements)
    parts = list(planned.parts(size)) or [planned]
    home = {t.account_id: k for k, part in enumerate(parts) for t in part.traits}
    origin = origins(copies)
    with _files(folder, len(parts)) as files:
        _deal(lines(), home, files)
        for part, file in zip(parts, files, strict=True):
            accounts = tuple(Account.from_row(json.loads(line)) for line in _told(file))
            # One voice is told by its least article, whose own accounts may lie in another part.
            stories = [(origin[doc], doc) for doc in sorted({a.doc for a in accounts}) if doc in origin]
            yield Part(accounts, settle_plan(part, accounts, prior=prior, copies=stories, seen_at=seen_at))


def _traits(lines: Iterable[str]) -> list[Traits]:
    from etl.reconcile import traits_of

    accounts = (Account.from_row(json.loads(line)) for line in lines)
    return list({a.account_id: traits_of(a) for a in accounts if a.is_terrorism}.values())


@contextmanager
def _files(folder: Path, number: int) -> Iterator[list[Path]]:
    """Files to deal out to, in an empty folder; what a run that was killed left in it is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield [folder / f"{k}.jsonl" for k in range(number)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _deal(lines: Iterable[str], home: Mapping[str, int], files: Sequence[Path]) -> None:
    """Nothing; each line is in the file of its part. Accounts that tell of no incident go round."""
    waiting: dict[int, list[str]] = defaultdict(list)
    held, turn = 0, count()
    for line in lines:
        k = home.get(json.loads(line)["account_id"])
        waiting[next(turn) % len(files) if k is None else k].append(line)
        held += len(line)
        if held > _WAITING:
            _append(waiting, files)
            held = 0
    _append(waiting, files)


def _append(waiting: dict[int, list[str]], files: Sequence[Path]) -> None:
    for k, lines in waiting.items():
        with files[k].open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    waiting.clear()


def _told(file: Path) -> Iterator[str]:
    """The lines of a file; none where nothing was dealt to it."""
    if file.exists():
        with file.open(encoding="utf-8") as lines:
            yield from lines
