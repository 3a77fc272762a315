"""The one-to-one pairing of predicted and gold records that is worth most."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def best_pairs(worth: Sequence[Sequence[float]], *, least: float = 0.0) -> list[tuple[int, int]]:
    """The (row, column) pairs of the most valuable one-to-one pairing, in order of columns; each is worth more than `least`.

    Pairs worth no more than `least` count as 0, so that no record is paired for want of something better. Shortest augmenting
    paths over a square table padded with zeros, O(n³); of equal choices the lowest column wins, so the outcome is repeatable.

    >>> best_pairs([[1.0, 2.0], [2.0, 2.5]])
    [(1, 0), (0, 1)]
    >>> best_pairs([[0.2]], least=0.5)
    []
    """
    rows, columns = len(worth), max((len(row) for row in worth), default=0)
    size = max(rows, columns)
    table = [[0.0] * size for _ in range(size)]
    for i, row in enumerate(worth):
        for j, value in enumerate(row):
            table[i][j] = value if value > least else 0.0
    row_of = _assign([[-value for value in row] for row in table])
    return [(i, j) for j, i in enumerate(row_of) if table[i][j] > least]


def _assign(cost: list[list[float]]) -> list[int]:
    """The row assigned to each column of a square table, at least cost."""
    size = len(cost)
    row_of: list[int | None] = [None] * size
    row_price, column_price = [0.0] * size, [0.0] * size
    for start in range(size):
        slack, before, reached = [inf] * size, [-1] * size, [False] * size
        at: int | None = None
        while True:
            row = start if at is None else row_of[at]
            if row is None:
                break
            step, to = inf, -1
            for j in range(size):
                if reached[j]:
                    continue
                reduced = cost[row][j] - row_price[row] - column_price[j]
                if reduced < slack[j]:
                    slack[j], before[j] = reduced, -1 if at is None else at
                if slack[j] < step:
                    step, to = slack[j], j
            row_price[start] += step
            for j in range(size):
                if reached[j]:
                    row_price[_given(row_of[j])] += step
                    column_price[j] -= step
                else:
                    slack[j] -= step
            at, reached[to] = to, True
        while at is not None:
            previous = before[at]
            row_of[at] = start if previous == -1 else row_of[previous]
            at = None if previous == -1 else previous
    return [_given(row) for row in row_of]


def _given(row: int | None) -> int:
    assert row is not None, "every reached column holds a row"
    return row
