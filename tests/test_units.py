from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethnography.codebook import Code, Codebook
from ethnography.corpus import Corpus
from ethnography.errors import UnknownId
from ethnography.units import UNITS, counted_codings, group_comments, presence, unit_of_comments
from tests.analysis.material import BOOK, CODINGS, CORPUS, EMPTY, codings_of

TREE = ["feel", "joy", "anger", "trust", "silence", "sleep"]
applied = st.lists(
    st.tuples(
        st.sampled_from(TREE), st.sampled_from(["p", "c1", "c2", "c3", "q", "d1", "d2"]), st.just(0), st.just(3), st.just("ada")
    ),
    max_size=12,
)


def carriers(table: pd.DataFrame, code: str) -> list[str]:
    return list(table.index[table[code]])


def test_comments_in_corpus_order_and_codes_in_tree_order() -> None:
    table = presence(CODINGS, CORPUS, BOOK)
    assert list(table.index) == ["p", "c1", "c2", "c3", "q", "d1", "d2"]
    assert list(table.columns) == TREE
    assert table.index.name == "comment"
    assert table.to_numpy().dtype == bool


def test_a_parent_carries_what_its_children_carry() -> None:
    table = presence(CODINGS, CORPUS, BOOK)
    assert carriers(table, "feel") == ["c1", "c2", "d1", "d2"]
    assert carriers(table, "joy") == ["c1", "d1"]
    assert carriers(presence(CODINGS, CORPUS, BOOK, include_children=False), "feel") == ["d2"]


def test_authors_are_those_who_are_stated_and_said_it_themselves() -> None:
    table = presence(CODINGS, CORPUS, BOOK, unit="author")
    assert list(table.index) == ["ann", "bob", "cy"]
    assert carriers(table, "joy") == ["bob"]  # for c1; in d1 Dee says it
    assert carriers(table, "trust") == ["ann"]  # c3 has no author
    assert table.attrs["without_author"] == 1
    assert "1 of them has no stated author" in table.attrs["note"]


def test_threads() -> None:
    table = presence(CODINGS, CORPUS, BOOK, unit="thread")
    assert list(table.index) == ["t", "u"]
    assert carriers(table, "joy") == ["t", "u"]
    assert carriers(table, "anger") == ["t"]


def test_without_posts_nobody_who_only_posted_is_a_unit() -> None:
    assert list(presence(CODINGS, CORPUS, BOOK, unit="author", posts=False).index) == ["bob", "ann"]  # bob speaks first
    assert carriers(presence(CODINGS, CORPUS, BOOK, posts=False), "trust") == ["c3"]


def test_what_is_left_out_is_said() -> None:
    attrs = presence(CODINGS, CORPUS, BOOK).attrs
    assert attrs["left_out"] == {
        "codes not in the codebook": {"ghost": 1}, "pingbacks": 1, "posts": 0, "comments not in the corpus": 0,
    }  # fmt: skip
    assert attrs["coders"] == ["ada", "ben"]
    assert attrs["note"] == (
        "Comments carrying the code at least once; a parent code includes its children; 5 comments and 2 posts; 1 coding of words "
        "in another’s voice not counted for the author; 1 coding left out whose code is not in the codebook (ghost); 1 coding of "
        "pingbacks left out; codings by ada, ben."
    )


def test_a_coding_of_a_comment_that_is_not_in_the_corpus_is_left_out() -> None:
    smaller = Corpus.build([CORPUS.comment("p")])
    table = presence(CODINGS, smaller, BOOK)
    assert carriers(table, "trust") == ["p"]
    assert table.attrs["left_out"]["comments not in the corpus"] == 8


def test_counted_codings_have_a_row_for_each_code_above() -> None:
    rows = counted_codings(CODINGS, CORPUS, BOOK)
    assert rows[rows["coding"] == "000"]["code"].tolist() == ["joy", "feel"]
    assert len(rows) == 8 + 5  # five codings of children
    assert rows.loc[~rows["own"], "comment"].unique().tolist() == ["d1"]


@pytest.mark.parametrize("unit", UNITS)
def test_no_codings_no_codes_no_comments(unit: str) -> None:
    table = presence(EMPTY, CORPUS, BOOK, unit=unit)
    assert table.shape[1] == 6
    assert len(table)
    assert not table.to_numpy().any()
    assert table.attrs["note"].endswith("; no codings.")
    assert presence(EMPTY, Corpus.build([]), BOOK, unit=unit).shape == (0, 6)
    assert presence(CODINGS, CORPUS, Codebook("empty", "1", ()), unit=unit).shape[1] == 0


def test_a_flat_codebook_says_nothing_about_children() -> None:
    flat = Codebook("flat", "1", (Code("trust", "Trust"),))
    assert "children" not in presence(CODINGS, CORPUS, flat).attrs["note"]


def test_groups() -> None:
    def groups(by: str) -> dict[object, list[str]]:
        series = group_comments(CORPUS, by)
        return {level: list(series.index[series == level]) for level in series.cat.categories}

    assert groups("depth") == {0: ["p", "q"], 1: ["c1", "c3", "d1"], 2: ["c2", "d2"]}
    assert groups("thread") == {"t": ["p", "c1", "c2", "c3"], "u": ["q", "d1", "d2"]}
    assert groups("role") == {"nurse": ["p", "c2", "d2"], "service user": ["c1", "d1"], "not stated": ["c3", "q"]}
    assert groups("post_author") == {"post author": ["p", "c2", "q"], "others": ["c1", "d1", "d2"], "not stated": ["c3"]}
    assert list(groups("pseudonym")) == ["Ash", "Birch", "cy", "not stated"]


def test_unknown_names_come_with_advice() -> None:
    with pytest.raises(UnknownId, match=r"No unit 'comments' .* Did you mean comment\?"):
        presence(CODINGS, CORPUS, BOOK, unit="comments")
    with pytest.raises(UnknownId, match=r"No grouping 'rolle' in this corpus. Did you mean role\?"):
        group_comments(CORPUS, "rolle")
    with pytest.raises(UnknownId, match="It has depth, post_author, pseudonym, role, thread"):
        group_comments(CORPUS, "xyz")


def test_authors_not_stated_are_missing_and_not_a_unit() -> None:
    authors = unit_of_comments(CORPUS, "author")
    assert authors.index[authors.isna()].tolist() == ["c3"]
    assert "ping" not in authors.index


@settings(deadline=None, max_examples=40)
@given(applied, st.sampled_from(UNITS))
def test_a_parent_is_the_union_of_itself_and_its_children(made: list[tuple[str, str, int, int, str]], unit: str) -> None:
    codings = codings_of(made)
    alone = presence(codings, CORPUS, BOOK, unit=unit, include_children=False)
    joined = presence(codings, CORPUS, BOOK, unit=unit)
    assert joined["feel"].equals(alone["feel"] | alone["joy"] | alone["anger"])
    assert joined.drop(columns="feel").equals(alone.drop(columns="feel"))
