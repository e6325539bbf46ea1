from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.agreement import positive_agreement
from ethnography.analysis.rule_quality import COLUMNS, list_false, measure_rules, plot_rules
from ethnography.codebook import Code, Codebook, Rule
from ethnography.errors import TooLittle, UnknownId
from tests.analysis.material import CORPUS

BOOK = Codebook(
    "rules", "1",
    (Code("cross", "Cross", rules=(Rule("cross.1", "cross", ("cross",)),)), Code("trust", "Trust"), Code("idle", "Idle")),
)  # fmt: skip
SEEN = {"p", "c1", "c2", "c3", "d2"}


def frame(*rows: tuple[str, str, int, int], **columns: object) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["code", "comment", "start", "end"]).assign(**columns)


SUGGESTED = frame(("cross", "c1", 26, 31), ("cross", "c2", 0, 5), ("cross", "c3", 0, 5), ("cross", "d1", 0, 3), rule="cross.1")
CODED = frame(("cross", "c1", 20, 32), ("cross", "c1", 0, 4), ("trust", "p", 16, 21), ("cross", "d2", 0, 4))


def test_by_hand() -> None:
    table = measure_rules(SUGGESTED, CODED, SEEN, BOOK).set_index("code")
    assert [*table.reset_index().columns] == list(COLUMNS)
    cross = table.loc["cross"]
    # comments: suggested c1 c2 c3 (d1 is unread), coded c1 d2; spans: one of three suggestions, one of three codings
    assert cross[["suggested", "coded", "both"]].tolist() == [3, 2, 1]
    assert cross[["precision", "recall", "f1"]].tolist() == [1 / 3, 1 / 2, pytest.approx(2 / 5)]
    assert cross[["spans_suggested", "spans_coded", "spans_accepted"]].tolist() == [3, 3, 0]
    assert cross[["span_precision", "span_recall", "span_f1"]].tolist() == [1 / 3, 1 / 3, pytest.approx(1 / 3)]
    assert "idle" not in table.index
    assert table.attrs["note"] == "5 comments read; by comment, and by spans that share a character."


def test_what_is_undefined_says_so_and_f1_is_not_lost_with_it() -> None:
    table = measure_rules(SUGGESTED.iloc[:0], CODED, SEEN, BOOK).set_index("code")
    trust = table.loc["trust"]
    assert trust["precision"] is pd.NA
    assert trust[["recall", "f1", "span_f1"]].tolist() == [0, 0, 0]
    assert trust["undefined"] == "nothing suggested"
    nothing = measure_rules(SUGGESTED.iloc[:0], CODED.iloc[:0], SEEN, BOOK).set_index("code").loc["cross"]
    assert nothing[["precision", "recall", "f1", "span_f1"]].isna().all()
    assert nothing["undefined"] == "nothing suggested; nothing coded"


def test_what_was_accepted_is_counted_apart() -> None:
    made = CODED.assign(origin=["suggestion", "manual", "manual", "manual"])
    table = measure_rules(SUGGESTED, made, SEEN, BOOK)
    assert table.set_index("code")["spans_accepted"].to_dict() == {"cross": 1, "trust": 0}
    assert "1 of 4 codings were suggestions that the coder accepted" in table.attrs["note"]


def test_who_has_read_nothing_says_nothing_about_rules() -> None:
    with pytest.raises(TooLittle, match="has read no comment"):
        measure_rules(SUGGESTED, CODED, set(), BOOK)


def test_the_false_ones_stand_in_their_sentence() -> None:
    table = list_false(SUGGESTED, CODED, SEEN, CORPUS)
    assert table[["kind", "code", "comment", "quote"]].values.tolist() == [
        ["missed", "trust", "p", "trust"],
        ["missed", "cross", "c1", "Glad"],
        ["false", "cross", "c2", "Cross"],
        ["false", "cross", "c3", "Trust"],
        ["missed", "cross", "d2", "Many"],
    ]
    assert table["sentence"].tolist()[:2] == ["I trust them.", "Glad you ask."]
    assert table["rule"].fillna("").tolist() == ["", "", "cross.1", "cross.1", ""]
    assert not len(list_false(CODED, CODED, SEEN, CORPUS))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=12))
def test_f1_by_comment_is_positive_agreement(marks: list[tuple[bool, bool]]) -> None:
    ids = [f"c{n}" for n in range(len(marks))]
    suggested = frame(*(("cross", id, 0, 1) for id, (mark, _) in zip(ids, marks, strict=True) if mark))
    coded = frame(*(("cross", id, 0, 1) for id, (_, mark) in zip(ids, marks, strict=True) if mark))
    f1 = measure_rules(suggested, coded, ids, BOOK).set_index("code").loc["cross", "f1"]
    expected = positive_agreement([[mark for mark, _ in marks], [mark for _, mark in marks]]).value
    assert (None if f1 is pd.NA else f1) == (None if expected is None else pytest.approx(expected))


def test_the_figure_has_the_codes_that_can_be_judged() -> None:
    table = measure_rules(SUGGESTED, CODED, SEEN, BOOK)
    for by, counts in (("comment", ["3 / 2", "0 / 1"]), ("span", ["3 / 3", "0 / 1"])):
        ax = plot_rules(table, by=by)
        assert [label.get_text() for label in ax.get_yticklabels()] == ["Cross", "Trust"]
        assert [text.get_text() for text in ax.texts] == counts
        marks = [(line.get_marker(), line.get_xdata()[0]) for line in ax.lines if line.get_marker() != "None"]
        assert len(marks) == 3  # nothing was suggested for trust, so that it has no precision
        assert ax.figure.get_supxlabel().startswith("5 comments read")
    with pytest.raises(UnknownId, match="span"):
        plot_rules(table, by="word")
    with pytest.raises(TooLittle, match="nothing is coded"):
        plot_rules(measure_rules(SUGGESTED.iloc[:0], CODED.iloc[:0], SEEN, BOOK))
