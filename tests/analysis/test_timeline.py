from __future__ import annotations

import pandas as pd
import pytest

from ethnography.analysis.dates import dates_of
from ethnography.analysis.timeline import count_over_time, plot_timeline
from ethnography.codebook import Code, Codebook
from ethnography.corpus import Comment, Corpus
from ethnography.errors import TooLittle, UnknownId
from tests.analysis.material import BOOK, CODINGS, CORPUS
from tests.analysis.test_transitions import coded

DATED = Corpus.build([
    Comment("p", "t", None, "Hello", "post", "ann", date="2019-11-30T23:30:00-02:00"),  # December in UTC
    Comment("a", "t", "p", "Yes", date="2020-02-03"),
    Comment("b", "t", "p", "No", date="2020-02-03T10:00:00"),
    Comment("c", "t", "p", "Oh", date="2020-02"),
    Comment("d", "t", "p", "So"),
    Comment("e", "t", "p", "Hm", date="2018"),
    Comment("ping", "t", "p", "x", "pingback", date="2021-01-01"),
])  # fmt: skip
ASK = Codebook("ask", "1", (Code("ask", "Ask"), Code("tell", "Tell")))
ASKED = coded(DATED, {"ask": ["p", "a", "c", "d"], "tell": []})


def test_by_month_with_the_months_between() -> None:
    table = count_over_time(ASKED, DATED, ASK)
    assert list(table.columns) == ["period", "code", "name", "n", "of", "share"]
    ask = table[table["code"] == "ask"]
    assert [f"{period:%Y-%m}" for period in ask["period"]] == ["2019-12", "2020-01", "2020-02"]
    assert ask["n"].tolist() == [1, 0, 2]
    assert ask["of"].tolist() == [1, 0, 3]
    assert ask["share"].isna().tolist() == [False, True, False]
    assert table[table["code"] == "tell"]["n"].tolist() == [0, 0, 0]
    assert table.attrs["undated"] == 2
    assert table.attrs["note"].startswith("Comments carrying the code, by month; 5 comments and 1 post")
    assert table.attrs["note"].endswith("; 2 comments without a stated month left out.")


@pytest.mark.parametrize(("per", "of", "undated"), [("year", [1, 1, 3], 1), ("month", [1, 0, 3], 2), ("day", [1, *[0] * 63, 2], 3)])
def test_as_far_as_dates_are_stated(per: str, of: list[int], undated: int) -> None:
    table = count_over_time(ASKED, DATED, ASK, per=per)
    assert table[table["code"] == "ask"]["of"].tolist() == of
    assert table.attrs["undated"] == undated


def test_dates_keep_the_order_of_comments() -> None:
    dates = dates_of(DATED)
    assert list(dates.index) == list(DATED.comments.index)
    assert dates["p"] == pd.Timestamp("2019-12-01T01:30:00Z")
    assert dates[["c", "d", "e"]].isna().all()


def test_no_date_and_no_such_period() -> None:
    with pytest.raises(TooLittle, match="none of 7 comments states its month"):
        count_over_time(CODINGS, CORPUS, BOOK)
    with pytest.raises(UnknownId, match="month"):
        count_over_time(ASKED, DATED, ASK, per="week")


@pytest.mark.parametrize(("of", "longest"), [("n", ["3", "2"]), ("share", ["3", "100%"])])
def test_the_figure_has_the_codes_that_occur(of: str, longest: list[str]) -> None:
    table = count_over_time(ASKED, DATED, ASK)
    ax = plot_timeline(table, of=of)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["All comments", "Ask"]
    assert [text.get_text() for text in ax.texts] == longest
    assert "2 comments without a stated month left out" in ax.figure.get_supxlabel().replace("\n", " ")
    table = table[table["code"] == "ask"]
    assert len(ax.patches) == int((table["of"] > 0).sum() + (table["n"] > 0).sum()) == 4  # nothing is drawn for a month without


def test_no_figure_without_codes() -> None:
    table = count_over_time(ASKED.iloc[:0], DATED, ASK)
    with pytest.raises(TooLittle, match="no code occurs"):
        plot_timeline(table)
    with pytest.raises(UnknownId, match="share"):
        plot_timeline(table, of="percent")
