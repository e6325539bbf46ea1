from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings

from ethnography.analysis.framework import as_matrix, framework_matrix
from ethnography.errors import UnknownId
from ethnography.units import presence
from tests.analysis.material import BOOK, CODINGS, CORPUS, EMPTY, codings_of
from tests.test_units import applied


def rows(unit: str, **options: object) -> list[tuple[str, str, int]]:
    table = framework_matrix(CODINGS, CORPUS, BOOK, unit=unit, **options)  # type: ignore[arg-type]
    return list(table[["case", "code", "n"]].itertuples(index=False, name=None))


def test_cases_are_authors_threads_or_comments() -> None:
    # c3 has no author, the joy in d1 is Dee's
    assert rows("author") == [
        ("ann", "feel", 2), ("ann", "anger", 1), ("ann", "trust", 1), ("bob", "feel", 3), ("bob", "joy", 2), ("bob", "anger", 1),
    ]  # fmt: skip
    assert rows("thread", include_children=False) == [
        ("t", "joy", 2), ("t", "anger", 2), ("t", "trust", 2), ("u", "feel", 1), ("u", "joy", 1),
    ]  # fmt: skip
    assert ("c1", "joy", 2) in rows("comment")
    with pytest.raises(UnknownId, match="unit"):
        rows("word")


def test_quotes_lead_back_by_id() -> None:
    table = framework_matrix(CODINGS, CORPUS, BOOK, unit="thread")
    row = table[(table["case"] == "t") & (table["code"] == "joy")].iloc[0]
    assert row["comments"] == ("c1",)
    assert CODINGS.loc[list(row["quotes"]), "quote"].tolist() == ["Glad", "Glad"]
    assert row["state"] == "quotes"


def test_summaries_are_the_researchers() -> None:
    written = {("bob", "joy"): "Glad to be asked.", ("ann", "sleep"): "Says nothing of it.", ("ann", "trust"): "  "}
    table = framework_matrix(CODINGS, CORPUS, BOOK, summaries=written).set_index(["case", "code"])
    assert table.loc[("bob", "joy"), ["n", "summary", "state"]].tolist() == [2, "Glad to be asked.", "summary"]
    assert table.loc[("ann", "sleep"), ["n", "quotes", "state"]].tolist() == [0, (), "summary"]
    assert table.loc[("ann", "trust"), "state"] == "quotes"


@pytest.mark.parametrize(("key", "said"), [(("ann", "slep"), "code 'slep'.*sleep"), (("anne", "sleep"), "case 'anne'.*ann")])
def test_a_summary_of_nothing_here_is_no_summary(key: tuple[str, str], said: str) -> None:
    with pytest.raises(UnknownId, match=said):
        framework_matrix(CODINGS, CORPUS, BOOK, summaries={key: "Lost."})


def test_the_matrix_for_reading(tmp_path: Path) -> None:
    table = framework_matrix(CODINGS, CORPUS, BOOK, summaries={("ann", "trust"): "Trusts Glad people."})
    matrix = as_matrix(table, CODINGS, mask=lambda text: text.replace("Glad", "[name]"))
    assert list(matrix.index) == ["ann", "bob"]
    assert list(matrix.columns) == ["feel", "joy", "anger", "trust"]
    assert matrix.loc["ann", "trust"] == "Trusts [name] people."
    assert matrix.loc["bob", "joy"] == "“[name]”; “[name]”"
    assert matrix.loc["bob", "feel"] == "“[name]”; “[name]” (+1)"
    assert matrix.loc["ann", "joy"] == ""
    matrix.to_excel(tmp_path / "matrix.xlsx")
    assert pd.read_excel(tmp_path / "matrix.xlsx", index_col=0).loc["ann", "anger"] == "“Cross”"


def test_names_are_masked_before_anything_is_cut() -> None:
    codings = codings_of([("joy", "c1", 0, 13, "ada")])
    table = framework_matrix(codings, CORPUS, BOOK)
    mask = lambda text: text.replace("you ask", "[name]")  # noqa: E731
    assert as_matrix(table, codings, longest=8, mask=mask).loc["bob", "joy"] == "“Glad [n…”"
    assert as_matrix(table, codings, longest=20).loc["bob", "joy"] == "“Glad you ask.”"


def test_nothing_coded_is_an_empty_matrix() -> None:
    table = framework_matrix(EMPTY, CORPUS, BOOK)
    assert table.empty
    assert as_matrix(table, EMPTY).empty


@settings(max_examples=30)
@given(applied)
def test_a_cell_is_filled_where_the_unit_carries_the_code(made: list[tuple[str, str, int, int, str]]) -> None:
    codings = codings_of(made)
    for unit in ("author", "thread", "comment"):
        table = framework_matrix(codings, CORPUS, BOOK, unit=unit)
        carried = presence(codings, CORPUS, BOOK, unit=unit).stack()
        assert set(zip(table["case"], table["code"], strict=True)) == set(carried[carried].index)
