from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethnography.analysis import concordance_lines, keyword_in_context
from ethnography.corpus import Comment, Corpus
from ethnography.errors import BadFile, TooLittle, UnknownId
from tests.analysis.material import CODINGS, CORPUS, codings_of


def test_places_in_corpus_order_without_pingbacks() -> None:
    table = keyword_in_context(CORPUS, "trust")
    assert table[["comment", "start", "end", "match"]].values.tolist() == [
        ["p", 16, 21, "trust"], ["c3", 0, 5, "Trust"], ["d1", 41, 46, "Trust"],
    ]  # fmt: skip
    assert table.iloc[0].to_dict() == {
        "comment": "p", "thread": "t", "author": "ann", "pseudonym": "Ash", "depth": 0, "start": 16, "end": 21,
        "left": "Who reads us? I ", "match": "trust", "right": " them.",
    }  # fmt: skip
    assert table["author"].isna().tolist() == [False, True, False]


def test_contexts_are_exact_and_line_breaks_are_shown() -> None:
    table = keyword_in_context(CORPUS, "trust", width=14).set_index("comment")
    assert table.loc["p", "left"] == "o reads us? I "
    assert table.loc["c3", "right"] == " nobody.⏎⏎Real"
    assert table.loc["c3", "left"] == ""


def test_offsets_count_code_points() -> None:
    corpus = Corpus.build([Comment("c", "t", None, "🙂🙂 I trust 🙂 it")])
    row = keyword_in_context(corpus, "trust", width=4).iloc[0]
    assert (row["start"], row["left"], row["right"]) == (5, "🙂 I ", " 🙂 i")


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="a b\n🙂", max_size=30), st.integers(0, 9))
def test_left_match_and_right_are_the_text(text: str, width: int) -> None:
    corpus = Corpus.build([Comment("c", "t", None, text)])
    for row in keyword_in_context(corpus, "a", width=width).itertuples():
        shown = row.left + row.match + row.right
        assert shown.replace("⏎", "\n") == text[max(0, row.start - width) : row.end + width]


def test_only_coded_places() -> None:
    assert keyword_in_context(CORPUS, "trust", codings=CODINGS)["comment"].tolist() == ["p", "c3"]
    assert keyword_in_context(CORPUS, "glad", codings=CODINGS, code="joy")["comment"].tolist() == ["c1", "d1"]
    assert len(keyword_in_context(CORPUS, "glad", codings=CODINGS, code="anger")) == 0
    assert len(keyword_in_context(CORPUS, "cross", codings=CODINGS.iloc[:0])) == 0
    with pytest.raises(TooLittle, match="no codings were given"):
        keyword_in_context(CORPUS, "glad", code="joy")


def test_a_place_beside_a_coding_is_not_in_it() -> None:
    codings = codings_of([("joy", "c1", 0, 5, "ada")])  # “Glad ”; “you” begins at 5
    assert keyword_in_context(CORPUS, "you", codings=codings, code="joy").empty
    assert len(keyword_in_context(CORPUS, "glad you", codings=codings)) == 1


def test_the_query_speaks_the_rule_language() -> None:
    assert keyword_in_context(CORPUS, "cros*, help")["match"].tolist() == ["cross", "Cross", "help"]
    with pytest.raises(BadFile):
        keyword_in_context(CORPUS, "")


def test_nothing_found_has_the_same_columns() -> None:
    some, none = keyword_in_context(CORPUS, "trust"), keyword_in_context(CORPUS, "zebra")
    assert len(none) == 0
    assert none.dtypes.to_dict() == some.dtypes.to_dict()
    assert concordance_lines(none) == ""


def test_lines_are_aligned() -> None:
    lines = concordance_lines(keyword_in_context(CORPUS, "trust"), width=10).split("\n")
    assert lines == [
        "Ash         p (0)   ads us? I   trust   them.",
        "not stated  c3 (1)              Trust   nobody.⏎⏎",
        "Birch       d1 (1)  er (2011)   Trust  .",
    ]


def test_wide_signs_take_two_columns() -> None:
    corpus = Corpus.build([Comment("c", "t", None, "信任 🙂 trust us", author="a"), Comment("d", "t", None, "I trust", author="b")])
    lines = concordance_lines(keyword_in_context(corpus, "trust"), width=8).split("\n")
    assert lines == ["a  c (1)  信任 🙂   trust   us", "b  d (1)        I   trust"]


SORTABLE = Corpus.build([
    Comment("p", "t", None, "Never trust Zoe", "post", date="2020-02-01"),
    Comment("c", "t", "p", "I TRUST, and always", author="b"),
    Comment("q", "u", None, "So I: “trust” anybody", "post", date="2019-02-01"),
    Comment("d", "u", "q", "Do trust Ann. Always trust bo", date="2019-03"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("corpus", ["p0", "c0", "q0", "d0", "d1"]),
        ("left", ["d1", "d0", "c0", "q0", "p0"]),  # always, do, i, so i, never
        ("right", ["c0", "d0", "q0", "d1", "p0"]),  # and, ann, anybody, bo, zoe
        ("match", ["p0", "c0", "q0", "d0", "d1"]),
        ("date", ["q0", "d0", "d1", "p0", "c0"]),
        ("position", ["p0", "q0", "c0", "d0", "d1"]),
    ],
)
def test_sorted(sort: str, expected: list[str]) -> None:
    table = keyword_in_context(SORTABLE, "trust", sort=sort)
    at = {("p", 6): "p0", ("c", 2): "c0", ("q", 7): "q0", ("d", 3): "d0", ("d", 21): "d1"}
    assert [at[place] for place in zip(table["comment"], table["start"], strict=True)] == expected
    assert list(table.index) == list(range(5))


def test_another_order_is_told() -> None:
    with pytest.raises(UnknownId, match="position"):
        keyword_in_context(CORPUS, "trust", sort="size")


def test_codes_to_be_in_and_codes_to_be_without() -> None:
    query = "glad, cross, trust"
    both = keyword_in_context(CORPUS, query, codings=CODINGS, code=["joy", "trust"])
    assert both["match"].tolist() == ["trust", "Glad", "Trust", "glad"]
    assert keyword_in_context(CORPUS, query, codings=CODINGS, without="joy")["match"].tolist() == [
        "trust",
        "cross",
        "Cross",
        "Trust",
        "Trust",
    ]
    neither = keyword_in_context(CORPUS, query, codings=CODINGS, without=["joy", "trust", "anger"])
    assert neither["comment"].tolist() == ["d1"]  # the word in the reference
    assert keyword_in_context(CORPUS, query, codings=CODINGS, code="joy", without="joy").empty
    with pytest.raises(TooLittle, match="without the code joy"):
        keyword_in_context(CORPUS, query, without="joy")


def test_a_rule_is_a_query_and_the_table_knows_it() -> None:
    table = keyword_in_context(CORPUS, {"terms": ["trust"], "not": ["i trust"]})
    assert table["comment"].tolist() == ["c3", "d1"]
    assert table.attrs["query"] == "terms: trust; not: i trust"
