from __future__ import annotations

import pytest
from hypothesis import given, settings

from ethnography.analysis.saturation import COLUMNS, count_new_codes, plot_saturation
from ethnography.errors import TooLittle, UnknownId
from tests.analysis.material import BOOK, CODINGS, CORPUS, EMPTY, codings_of
from tests.test_units import applied


def rows(table: object, coder: str) -> list[list[object]]:
    part = table[table["coder"] == coder]  # type: ignore[index]
    return [list(row) for row in part[["comment", "new", "so_far", "codes"]].itertuples(index=False)]


def test_in_order_of_time_by_hand() -> None:
    made = codings_of([
        ("anger", "c2", 0, 5, "ada"), ("joy", "c1", 0, 4, "ada"), ("anger", "c1", 26, 31, "ada"), ("trust", "p", 16, 21, "ben"),
        ("joy", "d1", 13, 17, "ada"), ("trust", "c2", 0, 5, "ada"),
    ])  # fmt: skip
    table = count_new_codes(made, CORPUS, BOOK)
    assert list(table.columns) == list(COLUMNS)
    # c2 was coded again at the end: it was read first, and what it brought came with it
    assert rows(table, "ada") == [["c2", 2, 2, ("anger", "trust")], ["c1", 1, 3, ("joy",)], ["d1", 0, 3, ()]]
    assert rows(table, "ben") == [["p", 1, 1, ("trust",)]]
    assert table["read"].tolist() == [1, 2, 3, 1]
    assert table.attrs["note"].endswith("by the time of their first coding; 6 codes in the codebook; ada: 3 codes; ben: 1 code.")


def test_in_order_of_the_corpus_comments_without_codes_are_read_too() -> None:
    table = count_new_codes(CODINGS, CORPUS, BOOK, order="corpus")
    ada = [row[:3] for row in rows(table, "ada")]
    assert ada == [["p", 1, 1], ["c1", 2, 3], ["c2", 0, 3], ["c3", 0, 3], ["q", 0, 3], ["d1", 0, 3], ["d2", 0, 3]]


def test_only_what_was_seen_or_coded() -> None:
    table = count_new_codes(CODINGS, CORPUS, BOOK, order="corpus", seen={("ada", "q"), ("ben", "d1"), ("ada", "ghost")})
    assert [row[0] for row in rows(table, "ada")] == ["p", "c1", "c2", "q", "d1"]
    assert [row[0] for row in rows(table, "ben")] == ["c1", "c3", "d1", "d2"]


@settings(deadline=None, max_examples=30)
@given(applied)
def test_both_orders_end_with_the_same_codes(made: list[tuple[str, str, int, int, str]]) -> None:
    last = {order: count_new_codes(codings_of(made), CORPUS, BOOK, order=order) for order in ("time", "corpus")}
    for table in last.values():
        assert table["new"].sum() == len({code for code, *_ in made}) == (table["so_far"].max() if made else 0)
        assert table["so_far"].is_monotonic_increasing
        assert table["so_far"].tolist() == table["new"].cumsum().tolist()


def test_another_order_and_nothing_coded() -> None:
    with pytest.raises(UnknownId, match="corpus"):
        count_new_codes(CODINGS, CORPUS, BOOK, order="thread")
    table = count_new_codes(EMPTY, CORPUS, BOOK)
    assert len(table) == 0
    with pytest.raises(TooLittle, match="no rows"):
        plot_saturation(table)


def test_the_figure_has_a_line_a_coder() -> None:
    ax = plot_saturation(count_new_codes(CODINGS, CORPUS, BOOK, order="corpus"))
    assert [text.get_text() for text in ax.texts] == ["ada", "ben"]
    assert ax.lines[0].get_ydata().tolist() == [0, 1, 3, 3, 3, 3, 3, 3]
    assert ax.figure.get_supxlabel().replace("\n", " ").endswith("Marks: comments with a new code.")
