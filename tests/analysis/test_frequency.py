from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings

from ethnography.analysis import count_codes, plot_codes
from ethnography.codebook import Code, Codebook
from ethnography.coding import Coding, Codings, Segment
from ethnography.corpus import Comment, Corpus, Participant
from ethnography.errors import TooLittle, UnknownId
from tests.analysis.material import BOOK, CODINGS, CORPUS, EMPTY, codings_of
from tests.test_units import TREE, applied

COUNTS = ["codings", "comments", "authors", "threads", "n", "of"]


def test_counts_by_hand() -> None:
    table = count_codes(CODINGS, CORPUS, BOOK)
    assert list(table.columns) == [
        *("name", "parent", "depth", "codings", "comments", "authors", "threads", "n", "of", "share"),
        *("top_author", "top_author_share", "low", "high", "interval"),
    ]
    assert table[COUNTS].T.to_dict("list") == {
        "feel": [6, 4, 2, 2, 4, 7],
        "joy": [3, 2, 1, 2, 2, 7],
        "anger": [2, 2, 2, 1, 2, 7],
        "trust": [2, 2, 1, 1, 2, 7],
        "silence": [0, 0, 0, 0, 0, 7],
        "sleep": [0, 0, 0, 0, 0, 7],
    }
    assert table["share"].tolist() == [4 / 7, 2 / 7, 2 / 7, 2 / 7, 0, 0]


def test_the_top_author_spoke_those_words() -> None:
    table = count_codes(CODINGS, CORPUS, BOOK)
    # feel: bob 3 of the 5 codings with an author (d1 is Dee's); anger: ann and bob once each, ann comes first; trust: c3 has none
    assert table["top_author"].tolist()[:4] == ["bob", "bob", "ann", "ann"]
    assert table["top_author_share"].tolist()[:4] == [0.6, 1.0, 0.5, 1.0]
    assert table["top_author"].isna().tolist()[4:] == [True, True]
    assert table["top_author_share"].isna().tolist()[4:] == [True, True]


def test_words_of_another_count_for_no_author() -> None:
    codings = codings_of([("sleep", "d1", 13, 17, "ada")])  # Dee’s words in Bob’s comment
    assert count_codes(codings, CORPUS, BOOK).loc["sleep", COUNTS].tolist() == [1, 1, 0, 1, 1, 7]
    assert count_codes(codings, CORPUS, BOOK, unit="author", by="role")["n"].sum() == 0
    assert count_codes(codings, CORPUS, BOOK, by="role")["n"].sum() == 1


def test_without_children_and_without_posts() -> None:
    assert count_codes(CODINGS, CORPUS, BOOK, include_children=False).loc["feel", COUNTS].tolist() == [1, 1, 1, 1, 1, 7]
    table = count_codes(CODINGS, CORPUS, BOOK, posts=False)
    assert table.loc["trust", COUNTS].tolist() == [1, 1, 0, 1, 1, 5]
    assert "5 comments, no posts" in table.attrs["note"]


@pytest.mark.parametrize(("unit", "n", "of"), [("comment", 4, 7), ("author", 2, 3), ("thread", 2, 2)])
def test_the_unit_chosen_is_n(unit: str, n: int, of: int) -> None:
    table = count_codes(CODINGS, CORPUS, BOOK, unit=unit)
    assert table.loc["feel", ["n", "of", "share"]].tolist() == [n, of, n / of]
    assert table.attrs["unit"] == unit


@pytest.mark.parametrize(
    ("by", "unit", "feel", "trust", "of"),
    [
        ("role", "comment", {"nurse": 2, "service user": 2, "not stated": 0}, [1, 0, 1], [3, 2, 2]),
        ("role", "author", {"nurse": 1, "service user": 1, "not stated": 0}, [1, 0, 0], [1, 1, 1]),
        ("post_author", "comment", {"post author": 1, "others": 3, "not stated": 0}, [1, 0, 1], [3, 3, 1]),
        ("depth", "comment", {0: 0, 1: 2, 2: 2}, [1, 1, 0], [2, 3, 2]),
        ("depth", "author", {0: 0, 1: 1, 2: 1}, [1, 0, 0], [2, 1, 1]),
        ("thread", "comment", {"t": 2, "u": 2}, [2, 0], [4, 3]),
        ("coder", "comment", {"ada": 3, "ben": 2}, [1, 1], [7, 7]),
    ],
)
def test_groups_by_hand(by: str, unit: str, feel: dict[object, int], trust: list[int], of: list[int]) -> None:
    table = count_codes(CODINGS, CORPUS, BOOK, unit=unit, by=by)
    assert list(table.columns) == ["code", "name", "depth_in_codebook", by, "n", "of", "share"]
    assert len(table) == 6 * len(feel)
    of_code = table.set_index(["code", by])
    assert of_code.loc["feel", "n"].to_dict() == feel
    assert of_code.loc["trust", "n"].tolist() == trust
    assert of_code.loc["feel", "of"].tolist() == of


def test_a_group_without_units_has_no_share() -> None:
    table = count_codes(CODINGS, CORPUS, BOOK, unit="author", by="post_author").set_index(["code", "post_author"])
    row = table.loc[("trust", "not stated")]
    assert (row["n"], row["of"]) == (0, 0)
    assert row["share"] is pd.NA


def test_a_coders_share_says_what_it_is_of() -> None:
    assert "all units, seen by that coder or not" in count_codes(CODINGS, CORPUS, BOOK, by="coder").attrs["note"]


def test_an_attribute_may_be_called_like_a_column() -> None:
    corpus = Corpus.build(CORPUS, [Participant("ann", "Ash", {"of": "Oz"})])
    table = count_codes(CODINGS, corpus, BOOK, by="of")
    assert table.columns[3] == table.attrs["by"] == "of of participant"
    assert plot_codes(table)


def test_no_codings_keep_every_code_with_zero() -> None:
    table = count_codes(EMPTY, CORPUS, BOOK)
    assert list(table.index) == TREE
    assert table[["codings", "comments", "authors", "threads", "n"]].to_numpy().sum() == 0
    assert (table["share"] == 0).all()
    assert count_codes(EMPTY, CORPUS, BOOK, by="role")["n"].sum() == 0
    assert len(count_codes(EMPTY, CORPUS, BOOK, by="coder")) == 0


def test_an_empty_corpus_has_no_share() -> None:
    assert count_codes(EMPTY, Corpus.build([]), BOOK)["share"].isna().all()


def test_unknown_names() -> None:
    with pytest.raises(UnknownId, match="unit"):
        count_codes(CODINGS, CORPUS, BOOK, unit="word")
    with pytest.raises(UnknownId, match="grouping"):
        count_codes(CODINGS, CORPUS, BOOK, by="age")


@settings(deadline=None, max_examples=40)
@given(applied)
def test_a_parent_has_at_least_the_most_and_at_most_the_sum(made: list[tuple[str, str, int, int, str]]) -> None:
    table, alone = (count_codes(codings_of(made), CORPUS, BOOK, include_children=children) for children in (True, False))
    below = [*table["comments"][["joy", "anger"]], alone["comments"]["feel"]]
    assert max(below) <= table["comments"]["feel"] <= sum(below)
    assert table["codings"]["feel"] == table["codings"]["joy"] + table["codings"]["anger"] + alone["codings"]["feel"]


@settings(deadline=None, max_examples=40)
@given(applied)
def test_groups_of_comments_add_up(made: list[tuple[str, str, int, int, str]]) -> None:
    codings = codings_of(made)
    whole = count_codes(codings, CORPUS, BOOK)["n"]
    for by in ("role", "post_author"):
        assert count_codes(codings, CORPUS, BOOK, by=by).groupby("code")["n"].sum().reindex(TREE).tolist() == whole.tolist()


# figures


def texts(ax: object) -> list[str]:
    return [text.get_text() for text in ax.texts]  # type: ignore[attr-defined]


def test_bars_have_their_counts_and_the_caption_says_what_was_counted() -> None:
    table = count_codes(CODINGS, CORPUS, BOOK)
    ax = plot_codes(table)
    assert texts(ax) == ["4", "2", "2", "2", "0", "0"]
    assert [label.get_text().strip() for label in ax.get_yticklabels()] == ["Feeling", "Joy", "Anger", "Trust", "Silence", "Sleep"]
    assert [label.get_fontweight() for label in ax.get_yticklabels()] == ["bold"] + ["normal"] * 5
    assert ax.get_xlabel() == "Comments with the code (of 7)"
    assert ax.figure.get_supxlabel().replace("\n", " ") == table.attrs["note"]


def test_top_and_order() -> None:
    table = count_codes(CODINGS, CORPUS, BOOK, include_children=False)
    names = lambda ax: [label.get_text().strip() for label in ax.get_yticklabels()]  # noqa: E731
    assert names(plot_codes(table, top=3)) == ["Joy", "Anger", "Trust"]
    assert names(plot_codes(table, order="count")) == ["Joy", "Anger", "Trust", "Feeling", "Silence", "Sleep"]


def test_intervals_are_lines_over_the_bars_with_the_numbers_behind_them() -> None:
    corpus = Corpus.build(Comment(f"{t}.{k}", f"t{t}", None, "Words", author=f"a{k}") for t in range(25) for k in range(4))
    made = Codings(
        Coding(f"{n:03}", "joy", Segment(id, 0, 2), "Wo", "ada", f"2024-01-01T00:00:00.{n:06}Z")
        for n, id in enumerate(corpus.comments.index) if n % 9 == 0
    )  # fmt: skip
    table = count_codes(made.to_frame(corpus), corpus, BOOK)
    ax = plot_codes(table)
    low, high = table.loc["joy", ["low", "high"]]
    assert [line.get_xdata().tolist() for line in ax.lines] == [[low * 100, high * 100]] * 2  # feel and joy
    assert [text.xy[0] for text in ax.texts[:2]] == [high * 100] * 2
    assert ax.get_xlim()[1] > high * 100
    said = ax.figure.get_supxlabel().replace("\n", " ")
    assert "95% intervals that draw 25 threads" in said
    assert said.endswith("Thin lines: the intervals.")
    assert not plot_codes(count_codes(made.to_frame(corpus), corpus, BOOK, intervals=False)).lines


def test_of_many_groups_the_largest_are_drawn_and_the_caption_says_so() -> None:
    table = count_codes(CODINGS, CORPUS, BOOK, by="role")
    ax = plot_codes(table, groups=2)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["nurse\n(of 3)", "service user\n(of 2)"]
    assert "The 2 largest of 3 groups are shown." in ax.figure.get_supxlabel().replace("\n", " ")


def test_groups_stand_side_by_side_with_their_sizes() -> None:
    ax = plot_codes(count_codes(CODINGS, CORPUS, BOOK, by="role"), top=2)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["nurse\n(of 3)", "service user\n(of 2)", "not stated\n(of 2)"]
    assert texts(ax) == ["2", "0", "2", "2", "0", "0"]  # nurse: feel in c2, d2; service user: both in c1, d1
    assert "longest: 100%" in ax.get_xlabel()


def test_axes_that_are_passed_are_used_and_their_figure_is_left_alone() -> None:
    from matplotlib.figure import Figure

    ax = Figure().subplots()
    assert plot_codes(count_codes(CODINGS, CORPUS, BOOK), ax=ax) is ax
    assert ax.figure.get_supxlabel() == ""


def test_one_code_and_no_code() -> None:
    assert plot_codes(count_codes(EMPTY, CORPUS, Codebook("one", "1", (Code("a", "A"),))))
    with pytest.raises(TooLittle, match="no rows"):
        plot_codes(count_codes(EMPTY, CORPUS, Codebook("none", "1", ())))
