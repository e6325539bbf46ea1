"""Stories and single comments of Hacker News, and the depths that their pages state."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.hacker_news_html import HackerNewsHtml

CASES = Path(__file__).parent / "cases" / "hacker_news_html"


def row(number: int, indent: int, text: str = "Yes.") -> str:
    return (
        f'<tr class="athing comtr" id="{number}"><td><table><tr><td class="ind" indent="{indent}"></td><td class="default">'
        f'<span class="comhead"><a class="hnuser" href="user?id=ann">ann</a></span><div class="comment"><div class="commtext c00">{text}</div></div></td></tr></table></td></tr>'
    )


def page(rows: str) -> Reading:
    story = '<table class="fatitem"><tr class="athing" id="1"><td class="title"><span class="titleline"><a href="https://pot.example/">Tea</a></span></td></tr></table>'
    return read_source(
        make_source("page.html", f'<html><table id="hnmain"><tr><td>{story}<table>{rows}</table></td></tr></table></html>'.encode())
    )


def parents(reading: Reading) -> list[str]:
    return [(one.reply_to or "").split(":")[-1] for one in reading.comments[1:]]


def test_indents_are_depths() -> None:
    assert parents(page(row(2, 0) + row(3, 1) + row(4, 2) + row(5, 1) + row(6, 0))) == ["post", "2", "3", "2", "post"]


def test_a_gap_is_no_silent_repair() -> None:
    reading = page(row(2, 0) + row(3, 3))
    assert reading.comments[2].reply_evidence == "inferred"
    assert any("depth 4" in one for one in reading.warnings)


def test_a_link_is_the_post_s_text() -> None:
    assert read_source(CASES / "story.html").comments[0].text == "https://pot.example/tea"


def test_the_page_of_one_comment_holds_no_post() -> None:
    reading = read_source(CASES / "one_comment_of_2012.html")
    assert [one.kind for one in reading.comments] == ["comment"] * 3
    assert reading.comments[1].reply_to == reading.comments[0].id


@pytest.mark.parametrize(("text", "state"), [("[deleted]", "deleted"), ("[flagged]", "removed"), ("I [deleted] it.", None)])
def test_states(text: str, state: str | None) -> None:
    assert page(row(2, 0, text)).comments[1].state == state


def test_more_pages_are_mentioned() -> None:
    reading = page(row(2, 0) + '<tr><td><a class="morelink" href="item?id=1&p=2">More</a></td></tr>')
    assert reading.partial
    assert "the page links to more comments, which are not in this file" in reading.warnings


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        ('<html><table id="hnmain"><tr class="athing" id="1"><td class="title">A list</td></tr></table></html>', 0),
        (f'<html><table id="hnmain">{row(2, 0)}</table></html>', 3),
        ('<html><table><tr><td class="default">x</td></tr></table></html>', 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert HackerNewsHtml.sniff(make_source("page", text.encode())) == surety
