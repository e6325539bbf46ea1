"""What holds for every coefficient, on any table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ethnography import agreement as a
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
