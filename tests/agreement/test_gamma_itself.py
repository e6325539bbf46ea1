"""Gamma by the real package, on its published numbers.

CI does not install pygamma-agreement (it brings a compiler and solvers), and there a skip is a failure. So this file is collected
only where the package is (see ``conftest.py``), and it runs without pytest too: ``python -m tests.agreement.test_gamma_itself``.
What every machine tests is the adapter, in ``test_gamma.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ethnography import agreement as a

Segments = list[tuple[str, str, float, float]]


def segments_of(coders: Mapping[str, Sequence[tuple[float, float, str]]]) -> Segments:
    return [(coder, code, start, end) for coder, rows in coders.items() for start, end, code in rows]


# Krippendorff, Mathet, Bouvry & Widlöcher 2016; Krippendorff 2019, fig. 12.11; gamma: the tests of pygamma-agreement 0.5.9
THREE = segments_of({
    "Alex": [(2, 9, "1"), (11, 17, "2"), (24, 30, "5"), (32, 36, "6"), (36, 44, "6"), (44, 60, "7")],
    "Paul": [(2, 9, "1"), (11, 17, "3"), (19, 25, "5"), (32, 44, "6")],
    "Suzan": [(2, 9, "1"), (11, 17, "4"), (21, 27, "5"), (32, 36, "6"), (36, 40, "6"), (40, 44, "6")],
})  # fmt: skip
A_B_A = [(1, 5, "a"), (6, 10, "b"), (11, 15, "a")]
# name, segments, alpha, beta, disorder of the best alignment (exact), gamma (± .05): as recorded by dkpro-statistics
RECORDED: list[tuple[str, Segments, float, float, float, float]] = [
    ("two coders", segments_of({"A": A_B_A, "B": [(2, 6, "a"), (7, 11, "b"), (12, 16, "a")]}), 1, 1, 0.0625, 0.8836),
    ("unequal counts", segments_of({
        "A": [(1, 5, "a"), (6, 10, "b"), (20, 24, "a"), (30, 34, "b")], "B": [(2, 6, "a"), (31, 35, "b")],
    }), 1, 1, 0.70833331, 0.5668),
    ("identical", segments_of({coder: [(1, 5, "a"), (10, 15, "b"), (20, 25, "c")] for coder in "AB"}), 1, 1, 0.0, 1.0),
    ("other weights", segments_of({
        "A": [*A_B_A[:2], (11, 15, "c")], "B": [(2, 7, "a"), (8, 12, "b"), (11, 15, "a")],
    }), 3, 2, 1.02777779, 0.2443),
]  # fmt: skip


def test_recorded_numbers() -> None:
    for name, segments, alpha, beta, disorder, gamma in RECORDED:
        length = max(end for *_, end in segments)
        found = a.gamma_agreement(segments, length=length, alpha=alpha, beta=beta, sampler="statistical")
        print(f"{name}: disorder {found.observed:.6f} ({disorder}), gamma {found.value:.4f} ({gamma})")
        assert found.observed is not None
        assert abs(found.observed - disorder) < 1e-5, name
        assert found.value is not None
        assert abs(found.value - gamma) < 0.05, name


def test_the_book_s_three_coders() -> None:
    for seed in range(3):
        gamma, cat = (a.gamma_agreement(THREE, length=60, seed=seed, kind=kind) for kind in ("gamma", "gamma_cat"))
        print(f"three coders, seed {seed}: disorder {gamma.observed:.4f}, gamma {gamma.value:.4f}, gamma_cat {cat.value:.4f}")
        assert gamma.observed is not None
        assert abs(gamma.observed - 0.96) < 0.01
        assert gamma.value is not None
        assert 0.44 <= gamma.value <= 0.47
        assert cat.value is not None
        assert 0.38 <= cat.value <= 0.42
    assert a.gamma_agreement(THREE, length=60, seed=1) == a.gamma_agreement(THREE, length=60, seed=1)
    names = {"Alex": "Zed", "Paul": "Ann", "Suzan": "Mo"}
    renamed = [(names[coder], f"code {code}", start, end) for coder, code, start, end in THREE[::-1]]
    assert a.gamma_agreement(renamed, length=60, seed=1) == a.gamma_agreement(THREE, length=60, seed=1)


def test_gamma_tells_apart_what_characters_do_not() -> None:
    """Krippendorff 1995, p. 57, examples A and B: the same kappa of characters, .385."""
    agreeing = [("Bertha", "y", 2, 10), ("Bertha", "y", 14, 20), ("Bill", "y", 4, 8), ("Bill", "y", 15, 17)]
    jill = ((0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10))
    not_so = [("John", "y", 0, 18), *(("Jill", "y", start, end) for start, end in jill)]
    one, other = (a.gamma_agreement(segments, length=24).value for segments in (agreeing, not_so))
    print(f"Krippendorff 1995: A {one:.3f}, B {other:.3f}")
    assert one is not None
    assert other is not None
    assert one > 0.5 > 0 > other


def test_undefined_states() -> None:
    apart = a.gamma_agreement([("A", "x", 1, 5), ("B", "y", 30, 35)], length=60, kind="gamma_cat")
    assert apart.value is None
    assert "aligned" in apart.reason
    alone = a.gamma_agreement([("A", "x", 1, 5)], length=60, coders=["A", "B"])
    assert alone.n == 1
    assert alone.value is not None
    assert alone.value < 0.1


if __name__ == "__main__":
    test_recorded_numbers()
    test_the_book_s_three_coders()
    test_gamma_tells_apart_what_characters_do_not()
    test_undefined_states()
    print("all as published")
