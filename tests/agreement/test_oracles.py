"""The same numbers as other libraries give, where those are right; they are installed for the tests only."""

from __future__ import annotations

from collections import Counter

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

from ethnography import agreement as a
from ethnography.errors import TooLittle

rows = st.integers(3, 12).flatmap(lambda n: st.lists(st.lists(st.integers(1, 4), min_size=n, max_size=n), min_size=2, max_size=4))
holes = st.lists(st.booleans(), min_size=48, max_size=48)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
@given(table=rows, missing=holes)
def test_alpha_as_krippendorff(level: str, table: list[list[int]], missing: list[bool]) -> None:
    gaps = iter(missing)
    holed = [[None if next(gaps) and place % 3 == 0 else value for place, value in enumerate(row)] for row in table]
    try:
        mine = a.krippendorff_alpha(holed, level=level)
    except TooLittle:
        assume(False)
    assume(mine.value is not None)
    theirs = krippendorff.alpha(np.array(holed, dtype=float), level_of_measurement=level)
    assert mine.value == pytest.approx(theirs, abs=1e-9)


@given(rows)
def test_kappa_as_scikit_learn(table: list[list[int]]) -> None:
    first, second = table[:2]
    mine = a.cohen_kappa([first, second], categories=[1, 2, 3, 4])
    assume(mine.value is not None)
    assert mine.value == pytest.approx(cohen_kappa_score(first, second, labels=[1, 2, 3, 4]))
    weighted = a.cohen_kappa([first, second], categories=[1, 2, 3, 4], weights="quadratic")
    assert weighted.value == pytest.approx(cohen_kappa_score(first, second, labels=[1, 2, 3, 4], weights="quadratic"))


@given(rows)
def test_fleiss_as_statsmodels(table: list[list[int]]) -> None:
    counts, _ = aggregate_raters(np.array(table).T, n_cat=None)
    assume(len(Counter(value for row in table for value in row)) > 1)
    assert a.fleiss_kappa(table).value == pytest.approx(fleiss_kappa(counts, method="fleiss"))
    randolph = fleiss_kappa(counts, method="randolph")
    assert a.brennan_prediger(table).value == pytest.approx(randolph)
