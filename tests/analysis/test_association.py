from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from scipy.stats import chi2_contingency

from ethnography.analysis import count_pairs
from ethnography.analysis.association import COLUMNS, jaccard_of, measure_pairs, plot_association
from ethnography.codebook import Code, Codebook
from ethnography.coding import Segment
from ethnography.corpus import Comment, Corpus
from ethnography.errors import TooLittle, UnknownId
from tests.analysis.material import BOOK, CODINGS, CORPUS, EMPTY, codings_of
from tests.analysis.test_transitions import coded, conversation
from tests.test_units import applied

PAIR = Codebook("pair", "1", (Code("ask", "Ask"), Code("tell", "Tell")))


def met(table: pd.DataFrame) -> dict[tuple[str, str], int]:
    found = table[table["n"] > 0]
    return dict(zip(zip(found["code"], found["with"], strict=True), found["n"], strict=True))


def test_in_one_comment_by_hand() -> None:
    table = measure_pairs(CODINGS, CORPUS, BOOK, minimum=1, permutations=50)
    assert list(table.columns) == list(COLUMNS)
    assert met(table) == {("joy", "anger"): 1}
    row = table.set_index(["code", "with"]).loc[("joy", "anger")]
    assert row[["n_code", "n_with", "of", "threads"]].tolist() == [2, 2, 7, 1]
    assert row["jaccard"] == pytest.approx(1 / 3)
    assert row["ppmi"] == pytest.approx(np.log2(7 / 4))
    assert pd.isna(row["c"])


@settings(deadline=None, max_examples=25)
@given(applied)
def test_in_one_comment_is_what_count_pairs_counts(made: list[tuple[str, str, int, int, str]]) -> None:
    codings = codings_of(made)
    square = count_pairs(codings, CORPUS, BOOK)
    pairs = {(a, b): square.loc[a, b] for a, b in combinations(square.index, 2) if square.loc[a, b]}
    if not made:
        return
    for where, within in (("comment", 3), ("path", 0), ("overlap", 0)):  # all these segments share their signs
        assert met(measure_pairs(codings, CORPUS, BOOK, where=where, within=within, permutations=5)) == pairs


def test_overlaps_by_hand() -> None:
    made = codings_of([
        ("joy", "c1", 0, 8, "ada"), ("anger", "c1", 7, 13, "ada"), ("anger", "c1", 7, 13, "ben"), ("trust", "c1", 13, 20, "ada"),
        ("joy", "c1", 20, 32, "ada"), ("anger", "c1", 22, 24, "ada"), ("joy", "c2", 0, 5, "ada"),
    ])  # fmt: skip
    table = measure_pairs(made, CORPUS, BOOK, where="overlap", permutations=50)
    assert met(table) == {("joy", "anger"): 1}  # in one comment, though twice; neighbours do not overlap
    row = table[table["n"] > 0].iloc[0]
    assert row["jaccard"] == 1 / 2
    assert row["c"] == pytest.approx(2 / (3 + 2 - 2))  # joy three segments, anger two (two coders, the same words)


@settings(deadline=None, max_examples=25)
@given(applied)
def test_overlaps_as_the_algebra_of_segments_has_them(made: list[tuple[str, str, int, int, str]]) -> None:
    made = [(code, comment, n % 4, n % 4 + 1 + n % 3, who) for n, (code, comment, _, _, who) in enumerate(made)]
    if not made:
        return
    slow = {
        (*sorted((a[0], b[0]), key=["feel", "joy", "anger", "trust", "silence", "sleep"].index), a[1])
        for a, b in combinations(made, 2)
        if a[0] != b[0] and Segment(*a[1:4]).overlaps(Segment(*b[1:4]))
    }
    table = measure_pairs(codings_of(made), CORPUS, BOOK, where="overlap", permutations=3)
    assert sum(met(table).values()) == len(slow)
    assert set(met(table)) == {pair[:2] for pair in slow}


def test_along_a_path_of_replies_by_hand() -> None:
    # p - a - b - c, and d beside a
    corpus = Corpus.build([
        Comment("p", "t", None, "P", "post"), Comment("a", "t", "p", "A"), Comment("b", "t", "a", "B"), Comment("c", "t", "b", "C"),
        Comment("d", "t", "p", "D"),
    ])  # fmt: skip
    codings = coded(corpus, {"ask": ["a"], "tell": ["c", "d"]})
    n = [met(measure_pairs(codings, corpus, PAIR, where="path", within=steps, permutations=5)) for steps in range(4)]
    assert n == [{}, {}, {("ask", "tell"): 1}, {("ask", "tell"): 1}]  # c sees a two steps above; d never does
    row = measure_pairs(codings, corpus, PAIR, where="path", within=2, permutations=5).iloc[0]
    assert row[["n_code", "n_with", "of"]].tolist() == [3, 2, 5]  # ends of paths: a, b, c with ask; c, d with tell
    assert row["jaccard"] == 1 / 4


def test_rare_pairs_have_no_information_and_uneven_ones_are_named() -> None:
    corpus = conversation(random.Random(3), 4, 20)
    ids = [id for id in corpus.comments.index if id.startswith("c")]
    codings = coded(corpus, {"ask": ids[:30], "tell": ids[:2]})
    table = measure_pairs(codings, corpus, PAIR, permutations=20)
    assert table["uneven"].tolist() == [True]
    assert table["ppmi"].isna().all()
    assert "in 1 pair one code is more than 5 times as frequent" in table.attrs["note"]
    assert measure_pairs(codings, corpus, PAIR, minimum=2, permutations=20)["ppmi"].notna().all()


@pytest.mark.parametrize("where", ["comment", "overlap", "path"])
def test_codes_that_go_together_within_threads_are_found(where: str) -> None:
    corpus = conversation(random.Random(5), 10, 20)
    chosen = random.Random(6)
    some = [id for id in corpus.comments.index if id.startswith("c") and chosen.random() < 0.2]
    others = [id for id in corpus.comments.index if id.startswith("c") and id not in some]
    codings = coded(corpus, {"ask": some, "tell": some, "rest": others})
    book = Codebook("three", "1", (*PAIR, Code("rest", "Rest")))
    table = measure_pairs(codings, corpus, book, where=where, within=1, permutations=199).set_index(["code", "with"])
    assert table.loc[("ask", "tell"), "n"] > table.loc[("ask", "tell"), "expected"]
    assert table.loc[("ask", "tell"), "p"] < 0.05


def test_codes_of_the_same_threads_do_not_look_as_if_they_went_together() -> None:
    corpus = conversation(random.Random(7), 10, 20)
    low = 0
    for run in range(40):
        chosen = random.Random(run)
        loud = [id for id in corpus.comments.index if id.startswith(("c0.", "c1.", "c2."))]
        codings = coded(corpus, {code: [id for id in loud if chosen.random() < 0.5] for code in ("ask", "tell")})
        table = measure_pairs(codings, corpus, PAIR, permutations=99, seed=run)
        low += int(table["p"].iloc[0] < 0.05)
        both, each = table["n"].iloc[0], table["n_code"].iloc[0] * table["n_with"].iloc[0] / table["of"].iloc[0]
        assert both > 1.5 * each  # more often than if all comments were alike
    assert low <= 6  # 40 * .05 = 2 are due


def test_c_passes_one_where_segments_meet_more_than_once_and_is_undefined_beyond() -> None:
    assert jaccard_of(4, 3, 2) == 4
    assert np.isnan(jaccard_of(6, 3, 2))
    assert np.isnan(jaccard_of(0, 0, 0))


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UnknownId, match="overlap"):
        measure_pairs(CODINGS, CORPUS, BOOK, where="overlaps")
    with pytest.raises(TooLittle, match="no comment carries a code"):
        measure_pairs(EMPTY, CORPUS, BOOK)
    one = measure_pairs(codings_of([("joy", "c1", 0, 4, "ada")]), CORPUS, BOOK, permutations=5)
    assert len(one) == 0
    with pytest.raises(TooLittle, match="no rows"):
        plot_association(one)


def test_the_figure() -> None:
    table = measure_pairs(CODINGS, CORPUS, BOOK, permutations=20)
    ax = plot_association(table, top=2)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    names = {code.id: code.name for code in BOOK}
    assert labels == (table["code"].map(names) + " with " + table["with"].map(names)).head(2).tolist()


@pytest.mark.slow
@pytest.mark.parametrize("where", ["comment", "path"])
def test_threads_that_differ_do_not_look_like_codes_that_belong_together(where: str) -> None:
    """Two codes that both live in the same threads and have nothing to do with each other there."""
    ours = unaware = 0
    runs = 150
    corpus = conversation(random.Random(0), 20, 25)
    frame = corpus.comments
    for run in range(runs):
        rng = np.random.default_rng(run)
        share = frame["thread"].map({thread: rng.beta(0.46, 1.84) for thread in corpus.thread_ids})
        has = {code: pd.Series(rng.random(len(frame)) < share, index=frame.index) for code in ("ask", "tell")}
        codings = coded(corpus, {code: [str(id) for id in frame.index[marks]] for code, marks in has.items()})
        table = measure_pairs(codings, corpus, PAIR, where=where, within=1, permutations=199, seed=run)
        ours += bool((table["p"] < 0.05).any())
        counts = pd.crosstab(has["ask"], has["tell"])
        unaware += bool(chi2_contingency(counts).pvalue < 0.05)
    assert ours / runs < 0.1
    assert unaware / runs > 0.5
