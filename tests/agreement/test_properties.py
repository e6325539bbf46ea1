"""What holds for every coefficient, on any table."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ethnography import agreement as a
from ethnography.agreement.weights import weight_matrix
from ethnography.errors import TooLittle

Table = list[list[int | None]]
ANY = [a.percent_agreement, a.fleiss_kappa, a.conger_kappa, a.brennan_prediger, a.gwet_ac1, a.gwet_ac2, a.krippendorff_alpha]
TWO = [a.cohen_kappa, a.scott_pi]
CATEGORIES = [1, 2, 3]
tables = st.integers(2, 4).flatmap(
    lambda m: st.integers(2, 8).flatmap(
        lambda n: st.lists(st.lists(st.sampled_from([1, 2, 3, 1, 2, None]), min_size=n, max_size=n), min_size=m, max_size=m)
    )
)
compute_any = pytest.mark.parametrize("compute", [*ANY, *TWO], ids=lambda one: one.__name__)


def value(compute: Callable[..., a.Agreement], table: Table) -> float | None:
    table = table[:2] if compute in TWO else table
    try:
        return compute(table, categories=CATEGORIES).value
    except TooLittle:
        assume(False)
    return None


@compute_any
@given(st.lists(st.sampled_from(CATEGORIES), min_size=2, max_size=8), st.integers(2, 4))
def test_perfect_agreement_is_one(compute: Callable[..., a.Agreement], row: list[int], coders: int) -> None:
    found = value(compute, [list(row) for _ in range(coders)])
    assert found == (pytest.approx(1) if found is not None else None)
    assert found is not None or len(set(row)) == 1  # undefined only where there is one value


@compute_any
@given(tables, st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(compute: Callable[..., a.Agreement], table: Table, rng: object) -> None:
    before = value(compute, table)
    kept = table[:2] if compute in TWO else table
    order = list(range(len(kept[0])))
    rng.shuffle(order)  # type: ignore[attr-defined]
    assert value(compute, [[row[place] for place in order] for row in kept]) == (None if before is None else pytest.approx(before))
    assert value(compute, kept[::-1]) == (None if before is None else pytest.approx(before))
    if compute is not a.gwet_ac2:  # ordered values are not names
        swap = {1: 3, 2: 1, 3: 2, None: None}
        assert value(compute, [[swap[v] for v in row] for row in kept]) == (None if before is None else pytest.approx(before))


@compute_any
@given(tables)
def test_never_more_than_one(compute: Callable[..., a.Agreement], table: Table) -> None:
    found = value(compute, table)
    assert found is None or found <= 1 + 1e-12


@compute_any
def test_too_little_says_how_much(compute: Callable[..., a.Agreement]) -> None:
    with pytest.raises(TooLittle, match="1 coder"):
        compute([[1, 2, 3]])
    with pytest.raises(TooLittle, match="none has values of two"):
        compute([[1, None], [None, 2]])
    with pytest.raises(TooLittle, match="differ in length"):
        compute([[1, 2], [1]])
    with pytest.raises(ValueError, match="none of the categories"):
        compute([[1, 9], [1, 2]], categories=CATEGORIES)


@pytest.mark.parametrize("compute", TWO)
def test_two_coders_means_two(compute: Callable[..., a.Agreement]) -> None:
    with pytest.raises(TooLittle, match="compares 2 coders"):
        compute([[1, 2], [1, 2], [1, 2]])


def test_one_value_only_is_undefined_with_its_reason() -> None:
    for compute in (a.cohen_kappa, a.scott_pi, a.fleiss_kappa, a.conger_kappa, a.krippendorff_alpha):
        found = compute([[False, False], [False, False]], categories=[False, True])
        assert found.value is None
        assert "one value only" in found.reason
    assert a.gwet_ac1([[1, 1], [1, 1]]).value is None
    assert a.positive_agreement([[False, False], [False, False]]).value is None
    assert a.negative_agreement([[False, False], [False, False]]).value == 1


def test_a_rare_code_with_one_lone_disagreement() -> None:
    """99 % agreement, and chance explains all of it: kappa and alpha are about 0, positive agreement is 0."""
    table = [[True] + [False] * 99, [False] * 100]
    assert a.percent_agreement(table).value == pytest.approx(0.99)
    assert a.cohen_kappa(table).value == pytest.approx(0)
    assert a.krippendorff_alpha(table).value == pytest.approx(0, abs=0.01)
    assert a.positive_agreement(table).value == 0


def test_missing_is_not_absent() -> None:
    seen = [[True, False, False, True], [True, False, False, False]]
    unseen = [[True, False, None, True], [True, False, None, False]]
    assert a.percent_agreement(seen).value == 0.75
    assert a.percent_agreement(unseen).value == pytest.approx(2 / 3)
    assert a.percent_agreement(unseen).n == 3


def test_missing_in_every_way_it_is_written() -> None:
    rows = [[1, 2, None, 3, 2], [1, 2, 2, 3, 1], [1, None, 2, 3, 2]]
    floats = np.array(rows, dtype=float)
    same = [
        *(
            [[missing if v is None else v for v in row] for row in rows]
            for missing in (float("nan"), np.nan, pd.NA, pd.NaT, np.float32("nan"))
        ),
        *(floats, floats.astype("float32"), np.array(rows, dtype=object), np.ma.masked_invalid(floats)),
        *(pd.DataFrame(rows), pd.DataFrame(rows).astype("Int64"), pd.DataFrame(rows).astype("int64[pyarrow]")),
        *([pd.Series(row, dtype="Int64") for row in rows], dict(zip("abc", rows, strict=True))),
    ]
    for table in same:
        for compute in ANY:
            assert compute(table) == compute(rows), (table, compute)


def test_what_is_no_table_or_no_number_is_said() -> None:
    with pytest.raises(ValueError, match="a row of values for each coder"):
        a.percent_agreement([1, 2, 3])
    with pytest.raises(ValueError, match="'interval' needs numbers"):
        a.krippendorff_alpha([["a", "b"], ["a", "c"]], level="interval")


def test_weights_of_values_by_name_or_as_a_matrix() -> None:
    table = [[1, 2, 3, 4, 4], [1, 3, 3, 4, 2]]
    names = {
        "identity": 0.0,
        "linear": 2 / 3,
        "quadratic": 8 / 9,
        "ordinal": 5 / 6,
        "radical": 1 - (1 / 3) ** 0.5,
        "ratio": 1 - (1 / 5 / (3 / 5)) ** 2,
    }
    for compute in (a.gwet_ac2, a.cohen_kappa, a.brennan_prediger):
        for name, near in names.items():
            matrix = weight_matrix(name, [1, 2, 3, 4])
            assert matrix[1, 2] == pytest.approx(near)  # Gwet 2014, ch. 3, of 2 and 3 among 1 to 4
            assert compute(table, weights=matrix, categories=[1, 2, 3, 4]) == compute(table, weights=name, categories=[1, 2, 3, 4])
        with pytest.raises(ValueError, match="identity, linear, quadratic, ordinal"):
            compute(table, weights="cubic")
        with pytest.raises(ValueError, match="a matrix 4 × 4"):
            compute(table, weights=[[1, 0], [0, 1]])


segments = st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xy"), st.integers(0, 8), st.integers(1, 4)), max_size=6)


def apart(found: list[tuple[str, str, int, int]]) -> list[tuple[str, str, int, int]]:
    """Segments of one coder, one after the other."""
    reached = {"A": 0, "B": 0}
    kept = []
    for coder, code, gap, length in found:
        start = reached[coder] + gap
        kept.append((coder, code, start, start + length))
        reached[coder] = start + length
    return kept


@given(segments)
def test_unitizing_is_one_for_equal_coders_and_never_more(found: list[tuple[str, str, int, int]]) -> None:
    mine = [one for one in apart(found) if one[0] == "A"]
    equal = a.unitizing_alpha([*mine, *(("B", *one[1:]) for one in mine)], length=100, coders=["A", "B"])
    assert equal.value == (pytest.approx(1) if mine else None)
    both = apart(found)
    for kind in ("u", "binary", "cu"):
        value = a.unitizing_alpha(both, length=100, kind=kind, coders=["A", "B"])
        assert value.value is None or value.value <= 1 + 1e-9
        assert (value.value is None) == bool(value.reason)
        swapped = a.unitizing_alpha(
            [({"A": "B", "B": "A"}[one[0]], *one[1:]) for one in both], length=100, kind=kind, coders=["A", "B"]
        )
        assert swapped.value == (None if value.value is None else pytest.approx(value.value))


def test_unitizing_refuses_what_makes_no_sense() -> None:
    with pytest.raises(ValueError, match="overlap"):
        a.unitizing_alpha([("A", "x", 0, 5), ("A", "y", 4, 6), ("B", "x", 0, 1)], length=10)
    with pytest.raises(ValueError, match="outside"):
        a.unitizing_alpha([("A", "x", 0, 50), ("B", "x", 0, 1)], length=10)
    with pytest.raises(ValueError, match="is empty"):
        a.unitizing_alpha([("A", "x", 3, 3), ("B", "x", 0, 1)], length=10)
    with pytest.raises(TooLittle, match="1 coder"):
        a.unitizing_alpha([("A", "x", 0, 5)], length=10)
    with pytest.raises(ValueError, match="one code"):
        a.unitizing_alpha([("A", "x", 0, 5), ("B", "x", 0, 5)], length=10, kind="(k)u")


SETS = [a.positive_agreement, a.negative_agreement]
PAIRS_WEIGHTED = [
    *(pytest.param(one, {}, id=one.__name__) for one in [*ANY, *TWO]),
    *(pytest.param(one, {"weights": kind}, id=f"{one.__name__} {kind}")
      for one in (a.gwet_ac2, a.cohen_kappa, a.brennan_prediger) for kind in ("linear", "quadratic", "ordinal")),
    *(pytest.param(a.krippendorff_alpha, {"level": level}, id=level) for level in ("ordinal", "interval", "ratio")),
    pytest.param(a.krippendorff_alpha, {"distance": lambda one, other: abs(one - other)}, id="own distance"),
    pytest.param(a.percent_agreement, {"weighting": "pairs"}, id="pairs"),
]  # fmt: skip


@pytest.mark.parametrize(("compute", "how"), PAIRS_WEIGHTED)
@given(table=tables, times=st.lists(st.integers(0, 5), min_size=8, max_size=8))
def test_unit_weights_are_repeated_columns(
    compute: Callable[..., a.Agreement], how: dict[str, object], table: Table, times: list[int]
) -> None:
    table = table[:2] if compute in TWO else table
    times = times[: len(table[0])]
    repeated = [[value for value, n in zip(row, times, strict=True) for _ in range(n)] for row in table]
    try:
        anew = compute(repeated, categories=CATEGORIES, **how)
    except TooLittle:
        with pytest.raises(TooLittle):
            compute(table, categories=CATEGORIES, unit_weights=times, **how)
        return
    assert_same(compute(table, categories=CATEGORIES, unit_weights=times, **how), anew)


@pytest.mark.parametrize("compute", SETS, ids=lambda one: one.__name__)
@given(table=tables, times=st.lists(st.integers(1, 5), min_size=8, max_size=8))
def test_unit_weights_are_repeated_columns_for_one_value(
    compute: Callable[..., a.Agreement], table: Table, times: list[int]
) -> None:
    yes = [[None if value is None else value == 1 for value in row] for row in table]
    times = times[: len(yes[0])]
    repeated = [[value for value, n in zip(row, times, strict=True) for _ in range(n)] for row in yes]
    try:
        anew = compute(repeated)
    except TooLittle:
        assume(False)
    assert_same(compute(yes, unit_weights=times), anew)


def assert_same(found: a.Agreement, anew: a.Agreement) -> None:
    for mine, theirs in ((found.value, anew.value), (found.observed, anew.observed), (found.expected, anew.expected)):
        assert mine == (None if theirs is None else pytest.approx(theirs, abs=1e-9))
    assert (found.n, found.coders, found.reason) == (anew.n, anew.coders, anew.reason)


def test_unit_weights_are_whole_numbers_one_a_column() -> None:
    for wrong in ([1], [1, 1.5], [1, -1], [1, float("nan")]):
        with pytest.raises(ValueError, match="2 whole numbers, one a column"):
            a.percent_agreement([[1, 2], [1, 2]], unit_weights=wrong)
    with pytest.raises(TooLittle, match="of 3 units none"):
        a.percent_agreement([[1, 2, 1], [None, None, 1]], unit_weights=[1, 2, 0])
