from __future__ import annotations

import numpy as np
import pytest

from ethnography.analysis import count_codes
from ethnography.analysis.shares import share_intervals
from ethnography.codebook import Code, Codebook
from ethnography.corpus import Comment, Corpus
from ethnography.errors import TooLittle
from ethnography.resampling import interval_of
from tests.analysis.material import BOOK, CODINGS, CORPUS
from tests.analysis.test_transitions import coded

TWO = Codebook("two", "1", (Code("a", "A"), Code("b", "B"), Code("never", "Never"), Code("all", "All")))


def grid(threads: int, each: int = 8) -> Corpus:
    """Threads without posts, in which the same eight people speak once each."""
    return Corpus.build(Comment(f"{t}.{k}", f"t{t}", None, "Words", author=f"a{k}") for t in range(threads) for k in range(each))


def test_threads_are_drawn_where_they_differ_and_authors_where_these_do() -> None:
    corpus = grid(25, 10)
    ids = list(corpus.comments.index)
    by_thread = [id for id in ids if int(id.split(".")[0]) % 5 == 0]
    by_author = [id for id in ids if id.split(".")[1] in "37"]
    table = share_intervals(coded(corpus, {"a": by_thread, "b": by_author, "all": ids}), corpus, TWO, seed=3)
    assert table["interval"].to_dict() == {
        "a": "percentile bootstrap, 25 threads", "b": "jackknife-t, 10 authors", "never": "none: no comment carries the code",
        "all": "none: every comment carries the code",
    }  # fmt: skip
    sums = np.column_stack([[10.0 * (t % 5 == 0) for t in range(25)], [10.0] * 25])
    same = interval_of(sums, lambda s: s[:, 0] / s[:, 1], seed=3)
    assert table.loc["a", ["low", "high"]].tolist() == [same.low, same.high]
    assert 0 <= table.loc["b", "low"] < 0.2 < table.loc["b", "high"] <= 1
    assert table["low"].isna().tolist() == [False, False, True, True]


def test_an_interval_that_draws_threads_is_wider_than_one_of_independent_comments() -> None:
    corpus = grid(40)
    ids = [id for id in corpus.comments.index if int(id.split(".")[0]) < 8]
    row = share_intervals(coded(corpus, {"a": ids}), corpus, TWO).loc["a"]
    assert row["high"] - row["low"] > 2 * 2 * 1.96 * np.sqrt(0.2 * 0.8 / 320)


def test_comments_without_an_author_are_somebody_each() -> None:
    corpus = Corpus.build(Comment(f"{t}.{k}", f"t{t}", None, "Words") for t in range(12) for k in range(4))
    table = share_intervals(coded(corpus, {"a": ["0.0", "0.1", "3.2"]}), corpus, TWO)
    assert table.loc["a", "interval"] == "jackknife-t, 12 threads"
    assert table.loc["a", "low"] == 0  # Student's t would go below


def test_no_interval_below_ten_threads() -> None:
    table = count_codes(CODINGS, CORPUS, BOOK, intervals=True)
    assert list(table.columns[-3:]) == ["low", "high", "interval"]
    assert table["low"].isna().all()
    assert set(table["interval"]) == {"none: 2 threads, and an interval needs 10"}
    assert "no intervals, which need 10 threads: there are 2" in table.attrs["note"]


def test_intervals_stand_beside_the_share_they_are_of() -> None:
    corpus = grid(30)
    ids = [id for id in corpus.comments.index if sum(map(ord, id)) % 7 == 0]
    table = count_codes(coded(corpus, {"a": ids}), corpus, TWO, intervals=True, seed=9)
    assert table.loc["a", "low"] <= table.loc["a", "share"] <= table.loc["a", "high"]
    assert "95% intervals that draw 30 threads, or authors where they differ more (seed 9)" in table.attrs["note"]


@pytest.mark.parametrize("asked", [{"unit": "author"}, {"by": "role"}])
def test_intervals_are_of_comments(asked: dict[str, str]) -> None:
    with pytest.raises(TooLittle, match="Leave out unit and by"):
        count_codes(CODINGS, CORPUS, BOOK, intervals=True, **asked)
