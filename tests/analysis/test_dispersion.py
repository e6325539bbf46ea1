from __future__ import annotations

import pytest
from matplotlib.collections import LineCollection

from ethnography.analysis import keyword_in_context
from ethnography.analysis.dispersion import plot_dispersion
from ethnography.corpus import Comment, Corpus
from ethnography.errors import TooLittle, UnknownId
from tests.analysis.material import CORPUS
from tests.analysis.test_concordance import SORTABLE


def marks(ax: object) -> list[list[float]]:
    """Where the marks of each row stand."""
    return [[line[0][0] for line in rows.get_segments()] for rows in ax.collections if isinstance(rows, LineCollection)]  # type: ignore[attr-defined]


def test_along_threads() -> None:
    ax = plot_dispersion(keyword_in_context(CORPUS, "trust, glad"), CORPUS)
    text = "Dee told me: glad to help.\n\nOtter (2011) Trust."
    assert marks(ax) == [pytest.approx([16 / 27, 1, 3]), pytest.approx([1 + 13 / len(text), 1 + 41 / len(text)])]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["t", "u"]
    assert [text.get_text() for text in ax.texts] == ["3", "2"]
    assert [line.get_xdata().tolist() for line in ax.lines] == [[0, 5], [0, 3]]
    assert ax.figure.get_supxlabel() == "5 places of “trust, glad” in 2 threads. Grey: the thread."


def test_along_time_places_without_a_date_are_counted() -> None:
    ax = plot_dispersion(keyword_in_context(SORTABLE, "trust"), SORTABLE, along="time")
    assert [len(row) for row in marks(ax)] == [1, 1]  # 2019-03 states no day
    assert "2 places of “trust” in 2 threads; 3 places in comments without a date left out" in ax.figure.get_supxlabel().replace(
        "\n", " "
    )


def test_only_the_threads_with_the_most() -> None:
    corpus = Corpus.build(Comment(f"p{n}", f"t{n}", None, "tea " * (n + 1), "post") for n in range(4))
    ax = plot_dispersion(keyword_in_context(corpus, "tea"), corpus, top=2)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["t2", "t3"]
    assert "10 places of “tea” in 4 threads, of which the 2 with the most are shown" in ax.figure.get_supxlabel()


def test_nothing_to_show() -> None:
    with pytest.raises(TooLittle, match="no rows"):
        plot_dispersion(keyword_in_context(CORPUS, "zebra"), CORPUS)
    with pytest.raises(TooLittle, match="no place has a date"):
        plot_dispersion(keyword_in_context(CORPUS, "trust"), CORPUS, along="time")
    with pytest.raises(UnknownId, match="thread"):
        plot_dispersion(keyword_in_context(CORPUS, "trust"), CORPUS, along="threads")
