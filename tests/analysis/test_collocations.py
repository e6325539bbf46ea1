from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.analysis.collocations import COLUMNS, collocates_of, log_dice, log_likelihood_of_table, plot_collocates
from ethnography.corpus import Comment, Corpus, Part
from ethnography.errors import BadFile, TooLittle, UnknownId
from tests.analysis.material import CORPUS

BADGE = Corpus.build([
    Comment("p", "t", None, "red badge red badge, old rota", "post", "ann"),
    Comment("c", "t", "p", "A badge! Red, old red.", author="bob"),
    Comment("d", "u", None, "Dee: badge red. rota\n\nred badge red", author=None,
            parts=(Part(5, 15, "quotation", "Dee"), Part(22, 35, "reference"))),
    Comment("ping", "t", "p", "red badge red badge", "pingback"),
])  # fmt: skip


def test_counts_by_hand() -> None:
    table = collocates_of(BADGE, "badge", window=1, minimum=1, stop=()).set_index("word")
    assert ["word", *table.columns] == list(COLUMNS)
    # p: red [badge] red [badge] old; c: a [badge] red; d: Dee's [badge] red, whose window ends with Dee's words
    assert table[["n", "left", "right", "of", "threads", "authors"]].to_dict("index") == {
        "red": {"n": 4, "left": 2, "right": 2, "of": 5, "threads": 2, "authors": 2},
        "old": {"n": 1, "left": 0, "right": 1, "of": 2, "threads": 1, "authors": 1},
        "a": {"n": 1, "left": 1, "right": 0, "of": 1, "threads": 1, "authors": 1},
    }  # fmt: skip
    assert collocates_of(BADGE, "badge", window=1, minimum=1, stop=()).attrs["places"] == 4
    red = table.loc["red"]
    assert red["expected"] == pytest.approx(6 * 5 / 11)
    assert red["pmi"] == pytest.approx(math.log2(4 * 11 / 30))
    assert red["log_dice"] == pytest.approx(14 + math.log2(2 * 4 / (4 + 5)))
    assert red["log_likelihood"] == pytest.approx(log_likelihood_of_table(4, 2, 1, 4))


def test_a_word_near_two_places_counts_once_on_the_nearer_side() -> None:
    corpus = Corpus.build([Comment("p", "t", None, "badge one two badge three", "post")])
    table = collocates_of(corpus, "badge", window=5, minimum=1, stop=()).set_index("word")
    assert table[["left", "right"]].T.to_dict("list") == {"one": [0, 1], "two": [1, 0], "three": [0, 1]}


def test_a_phrase_takes_the_room_of_its_words_and_a_rule_is_a_query() -> None:
    corpus = Corpus.build([Comment("p", "t", None, "tea real name cake, real tea", "post")])
    table = collocates_of(corpus, {"terms": ["real*"], "not": ["real tea"]}, window=1, minimum=1, stop=())
    assert sorted(table["word"]) == ["name", "tea"]
    assert sorted(collocates_of(corpus, "real name", window=1, minimum=1, stop=())["word"]) == ["cake", "tea"]


def test_rarer_than_expected_is_negative() -> None:
    corpus = Corpus.build([Comment("p", "t", None, "badge " + "x y " * 3 + "rota " * 20 + "badge rota", "post")])
    table = collocates_of(corpus, "badge", window=6, minimum=1).set_index("word")
    assert table.loc["x", "log_likelihood"] > 0
    assert (table["log_likelihood"] < 0).tolist() == (table["n"] < table["expected"]).tolist()


@given(st.lists(st.sampled_from(["badge", "red", "old", "rota"]), min_size=1, max_size=30), st.integers(1, 4))
def test_windows_hold_what_a_slow_count_finds(words: list[str], window: int) -> None:
    if "badge" not in words:
        words = [*words, "badge"]
    corpus = Corpus.build([Comment("p", "t", None, " ".join(words), "post")])
    table = collocates_of(corpus, "badge", window=window, minimum=1, stop=()).set_index("word")
    for word in ("red", "old", "rota"):
        near = [at for at, w in enumerate(words) if w == word and "badge" in words[max(0, at - window) : at + window + 1]]
        assert (table.loc[word, "n"] if word in table.index else 0) == len(near)


@given(*[st.integers(0, 200)] * 4)
def test_log_likelihood_of_four_cells(a: int, b: int, c: int, d: int) -> None:
    value = log_likelihood_of_table(a, b, c, d)
    assert value >= 0
    assert value == pytest.approx(log_likelihood_of_table(a, c, b, d), abs=1e-6)
    assert value == pytest.approx(log_likelihood_of_table(d, c, b, a), abs=1e-6)


def test_never_together() -> None:
    assert log_dice(0, 3, 4) == -math.inf


def test_what_cannot_be_asked() -> None:
    with pytest.raises(TooLittle, match="stands nowhere"):
        collocates_of(CORPUS, "zebra")
    with pytest.raises(BadFile):
        collocates_of(CORPUS, "")
    with pytest.raises(TooLittle, match="no rows"):
        plot_collocates(collocates_of(CORPUS, "trust"))
    with pytest.raises(UnknownId, match="log_dice"):
        plot_collocates(collocates_of(CORPUS, "trust"), measure="dice")


@pytest.mark.parametrize("measure", ["log_dice", "log_likelihood", "pmi"])
def test_the_figure(measure: str) -> None:
    table = collocates_of(BADGE, "badge", window=1, minimum=1, stop=())
    ax = plot_collocates(table, measure=measure, top=2)
    best = table.sort_values(measure, ascending=False, kind="stable").head(2)
    assert [label.get_text() for label in ax.get_yticklabels()] == best["word"].tolist()
    assert ax.lines[0].get_xdata().tolist() == best[measure].tolist()
    assert ax.figure.get_supxlabel().startswith("4 places of “badge”, 6 words within 1 of one, of 11 words")
