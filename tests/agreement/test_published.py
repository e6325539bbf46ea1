"""Every coefficient on its papers' examples: one table, one loop; and all examples collected beside the checkout."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ethnography import agreement as a

PLACE = os.environ.get("ETHNOGRAPHY_REAL_MATERIAL")
Table = list[list[Any]]


def of_units(*rows: list[Any]) -> Table:
    """Coders × units from rows of units."""
    return [list(column) for column in zip(*rows, strict=True)]


def of_contingency(rows: list[list[int]]) -> Table:
    """Two coders × units from a table of how often each pair of values occurs."""
    pairs = [(i, j) for i, row in enumerate(rows) for j, count in enumerate(row) for _ in range(count)]
    return [list(column) for column in zip(*pairs, strict=True)]


def of_counts(rows: list[list[int]]) -> Table:
    """Coders × units from how often each category was given to each unit."""
    return of_units(*([k for k, count in enumerate(row) for _ in range(count)] for row in rows))


KRIPPENDORFF_C = of_units(
    [1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2],
    [None, 5, 5, 5], [None, None, 1, 1], [None, None, 3, None],
)  # fmt: skip
KRIPPENDORFF_1980 = of_units([1, 1, 1], [1, 2, 2], [2, 2, 2], [4, 4, 4], [1, 4, 4], [2, 2, 2], [1, 2, 3], [3, 3, 3], [2, 2, 2])
KRIPPENDORFF_224 = [[1, 1, 0, 0, 0, 0, 0, 0, 0, 0], [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]]
ABSTRACTORS = of_contingency([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
TEN_BY_FOURTEEN = of_counts(
    [[0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1], [7, 7, 0, 0, 0], [3, 2, 6, 3, 0],
     [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]]
)  # fmt: skip
SETS = [
    [set(one) for one in row]
    for row in (["", "A", "A", "A", "AB", "AB", "ABC", "C", "C"], ["", "", "A", "B", "A", "AC", "ABC", "AC", "AC"])
]

FLEISS_1971 = of_counts([
    [int(count) for count in row]
    for row in "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006".split()
])  # fmt: skip
COHEN_1960 = of_contingency([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
SERIOUS = [[1, 5 / 6, 3 / 6], [5 / 6, 1, 0], [3 / 6, 0, 1]]  # 1 less Cohen's disagreements 0, 1, 3, 6 of the diagnoses
BALANCED, SKEWED = of_contingency([[40, 9], [6, 45]]), of_contingency([[80, 10], [5, 5]])
RARE = of_contingency([[118, 5], [2, 0]])
NEUROLOGISTS = of_contingency([[38, 5, 0, 1], [33, 11, 3, 0], [10, 14, 5, 6], [3, 7, 3, 10]])
COUPLES = of_contingency([[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]])
MAMMOGRAMS = of_contingency([[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]])
SKIN = of_contingency([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]])

GWET = "Gwet 2014, 12 units, 4 coders"
PUBLISHED: list[tuple[str, Callable[[], a.Agreement], float, float]] = [
    ("Krippendorff 2004, p. 224, percent", lambda: a.percent_agreement(KRIPPENDORFF_224), 0.6, 0.0006),
    ("Krippendorff 2004, p. 224, alpha", lambda: a.krippendorff_alpha(KRIPPENDORFF_224), 0.095, 0.0006),
    ("Krippendorff 2011 C, nominal", lambda: a.krippendorff_alpha(KRIPPENDORFF_C), 0.743, 0.0006),
    ("Krippendorff 2011 C, ordinal", lambda: a.krippendorff_alpha(KRIPPENDORFF_C, level="ordinal"), 0.815, 0.0006),
    ("Krippendorff 2011 C, interval", lambda: a.krippendorff_alpha(KRIPPENDORFF_C, level="interval"), 0.849, 0.0006),
    ("Krippendorff 2011 C, ratio", lambda: a.krippendorff_alpha(KRIPPENDORFF_C, level="ratio"), 0.797, 0.0006),
    ("Krippendorff 1980, p. 139, interval", lambda: a.krippendorff_alpha(KRIPPENDORFF_1980, level="interval"), 0.547, 0.001),
    ("Krippendorff 1980, p. 139, ratio", lambda: a.krippendorff_alpha(KRIPPENDORFF_1980, level="ratio"), 0.483, 0.001),
    (f"{GWET}, percent", lambda: a.percent_agreement(KRIPPENDORFF_C), 0.81818, 1e-5),
    (f"{GWET}, AC1", lambda: a.gwet_ac1(KRIPPENDORFF_C), 0.77544, 1e-5),
    (f"{GWET}, Fleiss", lambda: a.fleiss_kappa(KRIPPENDORFF_C), 0.76117, 1e-5),
    (f"{GWET}, Conger", lambda: a.conger_kappa(KRIPPENDORFF_C), 0.76282, 1e-5),
    (f"{GWET}, Brennan-Prediger", lambda: a.brennan_prediger(KRIPPENDORFF_C), 0.77273, 1e-5),
    ("Gwet 2014, abstractors, Cohen", lambda: a.cohen_kappa(ABSTRACTORS), 0.7964094, 1e-6),
    ("Gwet 2014, abstractors, Scott", lambda: a.scott_pi(ABSTRACTORS), 0.7962397, 1e-6),
    ("Gwet 2014, abstractors, AC1", lambda: a.gwet_ac1(ABSTRACTORS), 0.8493305, 1e-6),
    ("Gwet 2014, abstractors, Brennan-Prediger", lambda: a.brennan_prediger(ABSTRACTORS), 0.835, 1e-6),
    ("Gwet 2014, abstractors, alpha", lambda: a.krippendorff_alpha(ABSTRACTORS), 0.7972585, 1e-6),
    ("10 subjects, 14 raters (after Fleiss 1971)", lambda: a.fleiss_kappa(TEN_BY_FOURTEEN), 0.21, 0.0006),
    ("Randolph 2005, p. 17", lambda: a.fleiss_kappa([[1, 1, 1, 1], [1, 1, 1, 1], [1, 0, 0, 1]]), -0.2, 0.01),
    ("Randolph 2005, p. 17, free marginals", lambda: a.brennan_prediger([[1, 1, 1, 1], [1, 1, 1, 1], [1, 0, 0, 1]]), 0.333, 0.01),
    ("Krippendorff 2011 B", lambda: a.krippendorff_alpha([[*"aabbdcccedda"], [*"babbbccceddd"]]), 0.692, 0.0005),
    ("Cohen 1960, p. 45; Cohen 1968", lambda: a.cohen_kappa(COHEN_1960), 0.492, 0.0005),
    ("Cohen 1968, weights of his own", lambda: a.cohen_kappa(COHEN_1960, weights=SERIOUS), 0.348, 0.0005),
    ("Fleiss 1971, as Conger 1980 (R irr, exact)", lambda: a.conger_kappa(FLEISS_1971), 0.442, 0.0005),
    ("Fleiss 1981, p. 213", lambda: a.cohen_kappa(of_contingency([[75, 1, 4], [5, 4, 1], [0, 0, 10]])), 0.676, 0.0005),
    ("Feinstein & Cicchetti 1990, balanced", lambda: a.cohen_kappa(BALANCED), 0.70, 0.005),
    ("Feinstein & Cicchetti 1990, skewed", lambda: a.cohen_kappa(SKEWED), 0.32, 0.005),
    ("Cicchetti & Feinstein 1990, skewed, positive", lambda: a.positive_agreement(SKEWED, positive=0), 0.914, 0.0005),
    ("Cicchetti & Feinstein 1990, skewed, negative", lambda: a.negative_agreement(SKEWED, negative=1), 0.40, 0.0005),
    ("Byrt, Bishop & Carlin 1993, skewed, PABAK", lambda: a.brennan_prediger(SKEWED), 0.70, 0.0005),
    ("Gwet 2002, rare trait, kappa", lambda: a.cohen_kappa(RARE), -0.0234, 0.00005),
    ("Gwet 2002, rare trait, AC1", lambda: a.gwet_ac1(RARE), 0.9408, 0.00005),
    ("Landis & Koch 1977, neurologists", lambda: a.cohen_kappa(NEUROLOGISTS), 0.208, 0.0005),
    ("Landis & Koch 1977, linear (R vcd)", lambda: a.cohen_kappa(NEUROLOGISTS, weights="linear"), 0.3797, 0.00005),
    ("Agresti, couples (R vcd)", lambda: a.cohen_kappa(COUPLES), 0.1293, 0.00005),
    ("Agresti, couples, linear (R vcd)", lambda: a.cohen_kappa(COUPLES, weights="linear"), 0.2374, 0.00005),
    ("Stata manual, mammograms", lambda: a.cohen_kappa(MAMMOGRAMS), 0.4728, 0.00005),
    ("Stata manual, mammograms, linear", lambda: a.cohen_kappa(MAMMOGRAMS, weights="linear"), 0.5684, 0.00005),
    ("Stata manual, mammograms, quadratic", lambda: a.cohen_kappa(MAMMOGRAMS, weights="quadratic"), 0.6714, 0.00005),
    ("SAS PROC FREQ, skin condition", lambda: a.cohen_kappa(SKIN), 0.3449, 0.00005),
    ("SAS PROC FREQ, skin condition, linear", lambda: a.cohen_kappa(SKIN, weights="linear"), 0.5082, 0.00005),
    ("scikit-learn guide, kappa", lambda: a.cohen_kappa([[2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2]]), 0.428571, 1e-6),
    ("Wikipedia, Cohen’s kappa, grants", lambda: a.cohen_kappa(of_contingency([[20, 5], [10, 15]])), 0.4, 1e-9),
    ("Wikipedia, Cohen’s kappa, limits 1", lambda: a.cohen_kappa(of_contingency([[45, 15], [25, 15]])), 0.1304, 0.00005),
    ("Wikipedia, Cohen’s kappa, limits 2", lambda: a.cohen_kappa(of_contingency([[25, 35], [5, 35]])), 0.2593, 0.00005),
    ("Wikipedia, Scott’s pi", lambda: a.scott_pi(of_contingency([[1, 2, 3], [4, 5, 6], [7, 8, 9]])), -0.057, 0.001),
    ("sets, Jaccard (own computation)", lambda: a.krippendorff_alpha(SETS, distance="jaccard"), 0.31562, 1e-4),
    ("sets, MASI of Passonneau 2006 (own computation)", lambda: a.krippendorff_alpha(SETS, distance="masi"), 0.27308, 1e-4),
    ("sets, MASI as a product", lambda: a.krippendorff_alpha(SETS, distance="masi_product"), 0.252, 0.001),
]  # fmt: skip


@pytest.mark.parametrize(("source", "compute", "expected", "tolerance"), PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_published_example(source: str, compute: Callable[[], a.Agreement], expected: float, tolerance: float) -> None:
    found = compute()
    assert found.value == pytest.approx(expected, abs=tolerance)
    assert found.reason == ""


ASKED: dict[str, Callable[[Table], float | None]] = {
    "percent_agreement": lambda t: a.percent_agreement(t).value,
    "percent_agreement_gwet": lambda t: a.percent_agreement(t).value,
    "exact_match": lambda t: a.percent_agreement(t).value,
    "percent_agreement_pairable": lambda t: a.percent_agreement(t, weighting="pairs").value,
    **{f"krippendorff_alpha_{level}": lambda t, level=level: a.krippendorff_alpha(t, level=level).value  # type: ignore[misc]
       for level in ("nominal", "ordinal", "interval", "ratio")},
    "krippendorff_alpha_jaccard_distance": lambda t: a.krippendorff_alpha(t, distance="jaccard").value,
    "krippendorff_alpha_masi_product_form": lambda t: a.krippendorff_alpha(t, distance="masi_product").value,
    "krippendorff_alpha_masi_passonneau2006": lambda t: a.krippendorff_alpha(t, distance="masi_passonneau").value,
    "krippendorff_alpha_set_ordinal_distance": lambda t: a.krippendorff_alpha(t, distance="set_ordinal").value,
    "gwet_ac1": lambda t: a.gwet_ac1(t).value,
    "gwet_ac2_quadratic": lambda t: a.gwet_ac2(t).value,
    "fleiss_kappa": lambda t: a.fleiss_kappa(t).value,
    "fleiss_kappa_generalised": lambda t: a.fleiss_kappa(t).value,
    "conger_kappa": lambda t: a.conger_kappa(t).value,
    "brennan_prediger": lambda t: a.brennan_prediger(t).value,
    "bennett_s": lambda t: a.brennan_prediger(t).value,
    "randolph_free_marginal": lambda t: a.brennan_prediger(t).value,
    "cohen_kappa": lambda t: a.cohen_kappa(t).value,
    "scott_pi": lambda t: a.scott_pi(t).value,
    "D_o": lambda t: a.krippendorff_alpha(t).observed,
    "D_e": lambda t: a.krippendorff_alpha(t).expected,
    "A_o": lambda t: a.fleiss_kappa(t).observed,
}  # fmt: skip
NOT_OURS = {"kappa_max", "A_e", "fleiss_kappa_per_category", "krippendorff_alpha_nominal_per_category"}


def table_of(data: dict[str, Any]) -> Table:
    layout, rows = data["layout"], data["rows"]
    if layout.startswith("contingency"):
        return of_contingency(rows)
    if "counts" in layout:
        return of_counts(rows)
    if "sets" in layout:
        return of_units(*([frozenset(one) for one in row] for row in rows))
    return rows if layout.startswith("coders") else of_units(*rows)


def collected() -> list[dict[str, Any]]:
    if not PLACE:
        return []
    cases: list[dict[str, Any]] = json.loads(Path(PLACE, "reference", "agreement_cases.json").read_text("utf-8"))["cases"]
    return cases


@pytest.mark.skipif(not PLACE, reason="ETHNOGRAPHY_REAL_MATERIAL is not set")
def test_all_collected_examples() -> None:
    """In one loop, with the tolerance that each states."""
    wrong, tried = [], 0
    for case in collected():
        if case["kind"] not in ("categorical", "set-valued"):
            continue
        table = table_of(case["data"])
        for row in case["expected"]:
            name = row["coefficient"]
            assert name in ASKED or name in NOT_OURS, name
            if name in ASKED:
                tried += 1
                value = ASKED[name](table)
                if value is None or abs(value - row["value"]) > row["tolerance"] + 1e-12:
                    wrong.append((case["id"], name, value, row["value"]))
    assert tried > 45
    assert not wrong


@pytest.mark.skipif(not PLACE, reason="ETHNOGRAPHY_REAL_MATERIAL is not set")
def test_values_of_single_categories_follow_from_two_categories() -> None:
    """Fleiss's and Krippendorff's values by category are those of the table with that category against the rest."""
    for case in collected():
        for row in case["expected"]:
            if row["coefficient"].endswith("per_category") and case["kind"] == "categorical":
                compute = a.fleiss_kappa if row["coefficient"].startswith("fleiss") else a.krippendorff_alpha
                for category, expected in row["value"].items():
                    table = [
                        [value if value is None else str(value) == category for value in one] for one in table_of(case["data"])
                    ]
                    assert compute(table).value == pytest.approx(expected, abs=row["tolerance"])


@pytest.mark.skipif(not PLACE, reason="ETHNOGRAPHY_REAL_MATERIAL is not set")
def test_unitizing() -> None:
    (case,) = [case for case in collected() if case["kind"] == "unitizing"]
    segments = [(coder, code, start, end) for coder, rows in case["data"]["coders"].items() for start, end, code in rows]
    expected = {row["coefficient"]: row for row in case["expected"]}
    for name, kind in (("u_alpha_nominal", "u"), ("bar_u_alpha_binary", "binary"), ("cu_alpha_nominal", "cu")):
        found = a.unitizing_alpha(segments, length=60, kind=kind)
        assert found.value == pytest.approx(expected[name]["value"], abs=expected[name]["tolerance"])
    for code, value in expected["k_u_alpha"]["value"].items():
        found = a.unitizing_alpha(segments, length=60, kind="(k)u", code=code)
        assert found.value == (None if value is None else pytest.approx(value, abs=1e-9))
        assert bool(found.reason) == (value is None)
