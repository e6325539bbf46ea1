from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.analysis import keyness
from ethnography.analysis.keyness import compare_words, deviation_of_proportions, log_likelihood, plot_keyness
from ethnography.corpus import Comment, Corpus, Part
from ethnography.errors import TooLittle, UnknownId

TEA = Corpus.build([
    Comment("a", "t", None, "Tea, tea and a rota.", "post", "ann"),
    Comment("b", "t", "a", "Rota! Rota, rota?", author="bob"),
    Comment("c", "u", None, "Tea: Dee says rota.\n\nTea tea tea", "post", "cy",
            parts=(Part(5, 18, "quotation", "Dee"), Part(21, 32, "reference"))),
    Comment("ping", "u", "c", "tea tea tea tea", "pingback"),
])  # fmt: skip


def test_counts_by_hand() -> None:
    table = compare_words(TEA, ["a", "c"], minimum=2).set_index("word")
    assert list(table.columns) == list(keyness.COLUMNS[1:])
    assert table[["n", "rest", "threads", "authors"]].to_dict("index") == {
        "tea": {"n": 3, "rest": 0, "threads": 2, "authors": 2},  # not those of the reference and the pingback
        "rota": {"n": 2, "rest": 3, "threads": 2, "authors": 1},  # Dee's rota is nobody's
    }
    assert table.loc["tea", "per_10k"] == pytest.approx(3 / 9 * 1e4)
    assert table.loc["tea", "log_ratio"] == pytest.approx(math.log2((3 / 9) / (0.5 / 3)))
    assert table.loc["rota", "log_likelihood"] == pytest.approx(log_likelihood(2, 3, 9, 3))
    assert table.loc["rota", "dp"] == pytest.approx(abs(8 / 12 - 4 / 5))  # thread t: 8 of 12 words, 4 of 5 rotas
    assert table["q"].ge(table["p"]).all()
    assert "9 words in 2 comments beside 3 words in 1" in compare_words(TEA, ["a", "c"]).attrs["note"]


def test_stop_words_and_rare_words_are_not_tested() -> None:
    assert "and" not in set(compare_words(TEA, ["a"], minimum=1)["word"])
    assert "and" in set(compare_words(TEA, ["a"], minimum=1, stop=())["word"])
    assert set(compare_words(TEA, ["a"], minimum=3)["word"]) == {"tea", "rota"}


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UnknownId, match="ghost"):
        compare_words(TEA, ["ghost"])
    with pytest.raises(TooLittle, match="the group has 0 words"):
        compare_words(TEA, [])
    with pytest.raises(TooLittle, match="1 comments are in the group and in the rest, a among them"):
        compare_words(TEA, ["a"], rest=["a", "b"])
    with pytest.raises(TooLittle, match="no rows"):
        plot_keyness(compare_words(TEA, ["a"], minimum=50))


counts = st.integers(0, 500)
sizes = st.integers(500, 100_000)


@given(counts, counts, sizes, sizes)
def test_log_likelihood_is_never_negative_and_does_not_mind_who_is_first(a: int, b: int, c: int, d: int) -> None:
    assert log_likelihood(a, b, c, d) >= -1e-9
    assert log_likelihood(a, b, c, d) == pytest.approx(log_likelihood(b, a, d, c), abs=1e-9)
    assert log_likelihood(a, a, c, c) == pytest.approx(0, abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 50)), min_size=2, max_size=8).filter(lambda p: any(n for n, _ in p)))
def test_dispersion_lies_between_even_and_one_part(parts: list[tuple[int, int]]) -> None:
    found, whole = [n for n, _ in parts], [size for _, size in parts]
    assert 0 <= deviation_of_proportions(found, whole) <= deviation_of_proportions(found, whole, norm=True) <= 1 + 1e-9
    assert deviation_of_proportions(whole, whole) == pytest.approx(0, abs=1e-9)
    in_the_smallest = [int(place == whole.index(min(whole))) for place in range(len(whole))]
    assert deviation_of_proportions(in_the_smallest, whole, norm=True) == pytest.approx(1)


def test_a_word_that_is_nowhere_has_no_dispersion() -> None:
    assert math.isnan(deviation_of_proportions([0, 0], [3, 4]))


def test_the_figure_has_both_ends() -> None:
    table = compare_words(TEA, ["a", "c"], minimum=1)
    ax = plot_keyness(table, top=1)
    assert [label.get_text() for label in ax.get_yticklabels()] == [table["word"].iloc[0], table["word"].iloc[-1]]
    assert ax.figure.get_supxlabel()
