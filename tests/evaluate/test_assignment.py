from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.evaluate.assignment import best_pairs

WORTH = st.integers(-2, 6).map(lambda n: n / 2)


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    return [[draw(WORTH) for _ in range(columns)] for _ in range(rows)]


def exhaustive_best(table, least):
    """The worth of the best pairing, by trying all of them."""
    rows, columns = len(table), max(map(len, table), default=0)
    size = max(rows, columns)
    worth = [
        [table[i][j] if i < rows and j < columns and table[i][j] > least else 0.0 for j in range(size)]
        for i in range(size)
    ]
    return max(sum(worth[i][j] for i, j in enumerate(order)) for order in permutations(range(size)))


@settings(max_examples=150, deadline=None)
@given(tables(), st.sampled_from([0.0, 0.5]))
def test_best_pairs_are_worth_as_much_as_the_best_of_all_pairings(table, least):
    pairs = best_pairs(table, least=least)
    assert len({i for i, _ in pairs}) == len(pairs) == len({j for _, j in pairs})
    assert all(table[i][j] > least for i, j in pairs)
    assert sum(table[i][j] for i, j in pairs) == exhaustive_best(table, least)


def test_best_pairs_leave_a_record_alone_rather_than_pair_it_badly():
    assert best_pairs([[3.0, 0.4], [0.4, 0.4]], least=0.5) == [(0, 0)]
