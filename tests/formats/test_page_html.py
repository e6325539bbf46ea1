"""Pages of unknown making: what is read as comments, what is not, and whose judgement the article is."""

from __future__ import annotations

from pathlib import Path

import pytest
import trafilatura

from ethnography.formats import find_format, read_source
from ethnography.formats.page_html import PageHtml
from ethnography.formats.saved_page.element_text import Block
from ethnography.formats.saved_page.teasers import without_teasers
from ethnography.source import make_source, open_source

CASES = Path(__file__).parent / "cases" / "page_html"
ARTICLE = (CASES / "article_alone.html").read_text("utf-8")


def read(text: str):  # type: ignore[no-untyped-def]
    return read_source(make_source("page.html", text.encode("utf-8")))


@pytest.mark.parametrize("path", sorted(CASES.glob("*.html")), ids=lambda path: path.stem)
def test_other_readers_leave_it_to_this_one(path: Path) -> None:
    source = open_source(path)
    assert PageHtml.sniff(source) == 1
    assert find_format(source, None) is PageHtml


def test_what_was_taken_for_comments_is_said() -> None:
    (guess, _) = read((CASES / "messages_of_a_board.html").read_text("utf-8")).guesses
    assert "4 blocks of one shape (tr.m)" in guess


@pytest.mark.parametrize(
    "lot",
    [
        # teasers with dates and names are no comments
        "".join(
            f'<div class="teaser"><a href="/{n}">A headline of {n} words about soup and other things</a><span class="author">Ann {n}</span>'
            f"<time datetime='2020-01-0{n}'>{n} January 2020</time></div>"
            for n in range(1, 7)
        ),
        # neither is a list of what was said elsewhere
        '<aside><h3>Recent comments</h3><ul class="recent">'
        + "".join(f"<li><b>Bo {n}</b> on <a href='/{n}'>Another page</a> <i>{n} January 2020</i></li>" for n in range(1, 6))
        + "</ul></aside>",
        # nor events
        "".join(f"<div class='event'><b>1{n} March 2021</b> <span>Town hall</span> <p>Choir practice</p></div>" for n in range(6)),
    ],
    ids=["teasers", "recent comments", "events"],
)
def test_what_is_no_comment(lot: str) -> None:
    page = read(ARTICLE.replace("</div></body>", f"</div>{lot}</body>"))
    assert [comment.kind for comment in page.comments] == ["post"]


def test_the_words_of_the_article_are_the_page_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extractor only judges: whatever it does to white space and letters does not reach the text."""
    honest = read(ARTICLE).comments[0].text
    assert "“It was only one page,” she says" in honest
    assert "newsletter" not in honest
    real = trafilatura.extract
    monkeypatch.setattr(trafilatura, "extract", lambda *a, **k: real(*a, **k).upper().replace(",", ""))
    assert read(ARTICLE).comments[0].text == honest


def test_what_the_extractor_leaves_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = trafilatura.extract
    monkeypatch.setattr(
        trafilatura, "extract", lambda *a, **k: "\n".join(line for line in real(*a, **k).split("\n") if "They say that" not in line)
    )
    page = read(ARTICLE)
    assert "They say that" not in page.comments[0].text
    assert [left.text for left in page.left_out if "They say that" in left.text]


def test_a_page_on_which_the_extractor_fails_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **settings: object) -> str:
        raise RuntimeError("no such thing")

    monkeypatch.setattr(trafilatura, "extract", broken)
    assert "This paper saw the drawer" in read(ARTICLE).comments[0].text


def test_lines_that_lead_elsewhere() -> None:
    blocks = [
        Block("Tea is a drink."),
        Block("Read also: The price of tea", buttons=True),
        Block("It is hot."),
        Block("Share this"),
    ]
    kept, left = without_teasers(blocks)
    assert [one.text for one in kept] == ["Tea is a drink.", "It is hot."]
    assert [reason for reason, _ in left] == ["related posts", "buttons"]


def test_nothing_is_taken_from_a_text_that_would_be_empty_without_it() -> None:
    assert without_teasers([Block("See also")])[0] == [Block("See also")]
