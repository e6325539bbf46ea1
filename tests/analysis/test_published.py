"""Every measure of words and codes on its papers' examples: one table, one loop; and all examples collected beside the checkout."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy.stats import chi2

from ethnography.agreement import percent_agreement, positive_agreement
from ethnography.analysis.association import jaccard_of, positive_pmi
from ethnography.analysis.collocations import log_dice, log_likelihood_of_table
from ethnography.analysis.keyness import deviation_of_proportions, log_likelihood, log_ratio
from ethnography.analysis.network import count_replies
from ethnography.analysis.transitions import adjusted_residuals
from ethnography.corpus import Comment, Corpus

PLACE = os.environ.get("ETHNOGRAPHY_REAL_MATERIAL")
PARTY = [[762, 327, 468], [484, 239, 477]]
# four words by the words beside them: computer, data, result, pie, sugar
SLP = {"cherry": [2, 8, 9, 442, 25], "strawberry": [0, 0, 1, 60, 19], "digital": [1670, 1683, 85, 5, 4],
       "information": [3325, 3982, 378, 5, 13]}  # fmt: skip
SLP_PPMI = {"cherry": [0, 0, 0, 4.38, 3.30], "strawberry": [0, 0, 0, 4.10, 5.51], "digital": [0.18, 0.01, 0, 0, 0],
            "information": [0.02, 0.09, 0.28, 0, 0]}  # fmt: skip


def slp(word: str, context: int) -> float:
    total, column = sum(map(sum, SLP.values())), sum(row[context] for row in SLP.values())
    return float(positive_pmi(SLP[word][context], sum(SLP[word]), column, total))


def reciprocity(links: list[tuple[int, int]]) -> float:
    made = []
    for n, (author, answered) in enumerate(links):
        made += [
            Comment(f"p{n}", f"t{n}", None, "P", "post", str(answered)),
            Comment(f"c{n}", f"t{n}", f"p{n}", "C", author=str(author)),
        ]
    return float(count_replies(Corpus.build(made)).attrs["reciprocity"])


UCREL = "Rayson & Garside 2000, UCREL wizard"
PARTS = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]
LINKS = [(1, 2), (2, 1), (1, 3), (4, 1)]
Row = tuple[str, Callable[[], Any], Any, float]
PUBLISHED: list[Row] = [
    (f"{UCREL}: 52 and 57", lambda: log_likelihood(52, 57, 50_000, 75_000), 2.65, 0.005),
    (f"{UCREL}: hand", lambda: log_likelihood(540, 7525, 116_000, 5_451_382), 534.64, 0.005),
    (f"{UCREL}: hands", lambda: log_likelihood(227, 3635, 116_000, 5_451_382), 183.53, 0.005),
    (f"{UCREL}: forehead", lambda: log_likelihood(29, 504, 116_000, 5_451_382), 20.50, 0.005),
    (f"{UCREL}: neck", lambda: log_likelihood(16, 650, 116_000, 5_451_382), 0.32, 0.005),
    (f"{UCREL}: none in the rest", lambda: log_likelihood(540, 0, 116_000, 5_451_382), 4180.78, 0.005),
    (f"{UCREL}: 7 and none", lambda: log_likelihood(7, 0, 10_000, 100_000), 33.57, 0.005),
    ("Key-BNC: 200 and 2546", lambda: log_likelihood(200, 2546, 80_000, 10_000_000), 542.1871524, 1e-6),
    ("Dunning 1993: the swiss", lambda: log_likelihood_of_table(110, 2442, 111, 29_114), 270.72, 0.005),
    ("four cells, Mahout 1", lambda: log_likelihood_of_table(1, 0, 0, 1), 2.772589, 1e-6),
    ("four cells, Mahout 2", lambda: log_likelihood_of_table(10, 0, 0, 10), 27.72589, 1e-5),
    ("four cells, Mahout 3", lambda: log_likelihood_of_table(5, 1995, 0, 100_000), 39.33052, 1e-5),
    ("four cells, Mahout 5", lambda: log_likelihood_of_table(1000, 1000, 1000, 100_000), 5734.343, 1e-3),
    ("four cells, Mahout 6", lambda: log_likelihood_of_table(1000, 1000, 1000, 99_000), 5714.932, 1e-3),
    ("Hardie 2014: three times", lambda: log_ratio(6, 2, 10_000, 10_000), 1.584962500721156, 1e-9),
    ("Hardie 2014: as common, twice, four times", lambda: [log_ratio(n, 1, 100, 100) for n in (1, 2, 4)], [0, 1, 2], 1e-9),
    ("Hardie 2014: a zero counts as a half", lambda: log_ratio(4, 0, 100, 100), 3, 1e-9),
    ("Gries 2008: DP", lambda: deviation_of_proportions(*PARTS), 0.18, 1e-9),
    ("Lijffijt & Gries 2012: DPnorm", lambda: deviation_of_proportions(*PARTS, norm=True), 0.2195, 5e-5),
    ("ATLAS.ti 22 manual: c", lambda: float(jaccard_of(5, 100, 10)), 0.048, 0.0005),
    *((f"Jurafsky & Martin 2023, fig. 6.12: {word}", lambda word=word: [slp(word, c) for c in range(5)], SLP_PPMI[word], 0.005)
      for word in SLP),
    ("Rychlý 2008: always together", lambda: log_dice(7, 7, 7), 14, 1e-9),
    ("Rychlý 2008: half as often, one point less", lambda: log_dice(7, 14, 14), 13, 1e-9),
    ("Agresti 2007, table 2.5", lambda: adjusted_residuals(PARTY)[0].tolist(), [4.50205, 0.69945, -5.31595], 1e-5),
    ("networkx: reciprocity", lambda: reciprocity(LINKS), nx.overall_reciprocity(nx.DiGraph(LINKS)), 1e-9),
]  # fmt: skip


@pytest.mark.parametrize(("source", "compute", "expected", "tolerance"), PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_published(source: str, compute: Callable[[], Any], expected: Any, tolerance: float) -> None:
    assert compute() == pytest.approx(expected, abs=tolerance), source


COMPUTE: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "log_likelihood_2cell": lambda d: {"LL": log_likelihood(d["a"], d["b"], d["c"], d["d"])},
    "g2_4cell": lambda d: {"G2": log_likelihood_of_table(d["k11"], d["k12"], d["k21"], d["k22"])},
    "log_ratio": lambda d: {"log_ratio": log_ratio(d["rf_target"], d["rf_reference"], 1, 1)},
    "dispersion": lambda d: {
        "DP": deviation_of_proportions(d["counts"], d["part_sizes"]),
        "DPnorm": deviation_of_proportions(d["counts"], d["part_sizes"], norm=True),
    },
    "c_coefficient": lambda d: {"c": float(jaccard_of(d["n12"], d["n1"], d["n2"]))},
    "adjusted_residual": lambda d: {"z": adjusted_residuals(d["rows"]).ravel().tolist()},
    "reciprocity": lambda d: {"overall_reciprocity": reciprocity(d["edges"])},
    "critical_values": lambda d: {name: chi2.isf(float(name[2:]), 1) for name in ("p<.05", "p<.01", "p<.001", "p<.0001")},
    "percentage_agreement_per_character": lambda d: {
        "value": percent_agreement(two_coders(d["both"], d["one_only"], d["neither"])).value
    },
    "holsti": lambda d: {"value": positive_agreement(two_coders(d["A"], d["N1"] - d["A"] + d["N2"] - d["A"], 5)).value},
}


def two_coders(both: int, one: int, neither: int) -> list[list[bool]]:
    """What two coders say of units of which both, one or neither carries a code."""
    return [[True] * both + [True] * one + [False] * neither, [True] * both + [False] * one + [False] * neither]


@pytest.mark.skipif(PLACE is None, reason="ETHNOGRAPHY_REAL_MATERIAL does not name the folder with the collected examples")
def test_all_collected_examples() -> None:
    cases = json.loads((Path(str(PLACE)) / "reference" / "stats_cases.json").read_text("utf-8"))["cases"]
    for case in cases:
        for name, value in COMPUTE[case["measure"]](case["data"]).items():
            expected = np.ravel(case["expected"][name]).tolist() if name == "z" else case["expected"][name]
            assert value == pytest.approx(expected, abs=case["expected"].get("tolerance", 0.01)), (case["id"], name)
    assert len(cases) >= 21
