"""The report as a file: one, closed, exact, the same every time."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from ethnography.coding import Codings
from ethnography.corpus import Corpus
from ethnography.report import Outline, render_html
from ethnography.report.html import _percent, anchor
from ethnography.report.svg import page_svg
from tests.report.material import HOSTILE, make_codebook, make_corpus_and_codings, make_outline


@pytest.fixture(scope="module")
def outline() -> Outline:
    return make_outline()


@pytest.fixture(scope="module")
def text(outline: Outline) -> str:
    return render_html(outline)


@pytest.fixture(scope="module")
def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def test_nothing_is_loaded_and_no_link_leads_out(soup: BeautifulSoup) -> None:
    for tag in soup.find_all(True):
        for name in ("src", "href", "xlink:href", "action", "data", "poster", "srcset"):
            value = str(tag.get(name) or "#")
            assert value.startswith(("#", "data:image/png;base64,")), tag
        assert not [name for name in tag.attrs if name.startswith("on") or name == "style"], tag
    css = soup.style.get_text() if soup.style else ""
    assert "url(" not in css
    assert "@import" not in css


def test_policy_allows_exactly_our_style_and_script(soup: BeautifulSoup) -> None:
    policy = str(soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"])  # type: ignore[index]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for kind in ("style", "script"):
        tags = soup.find_all(kind)
        assert len(tags) == 1
        digest = base64.b64encode(hashlib.sha256(tags[0].get_text().encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


def test_every_quote_is_there_in_its_exact_words(soup: BeautifulSoup, outline: Outline) -> None:
    cards = soup.select("article.quote")
    assert [card["data-quote"] for card in cards] == [q.id for code in outline.codes for q in outline.quotes_of(code.id)]
    words = {quote.id: quote.words.replace("\x07", "\ufffd") for quote in outline.quotes}
    for card in cards:
        mark = card.select_one("mark")
        assert mark is not None
        assert mark.get_text() == words[str(card["data-quote"])]
    _, codings = make_corpus_and_codings()
    exact = {coding.quote.replace("\x07", "\ufffd") for coding in codings}
    assert exact == set(words.values())
    assert {id for card in cards for id in str(card["data-codings"]).split()} == {coding.id for coding in codings}


def test_counts(soup: BeautifulSoup, outline: Outline) -> None:
    assert outline.summary == "4 threads, 23 comments, 8 participants, 80 codings by 2 coders; 55 quotes"
    assert len(soup.select("#codebook article.entry")) == len(make_codebook()) + 1, "and the code that is not in it"
    assert len(soup.select("table.frequency tbody tr")) == len(make_codebook())
    assert len(soup.select("#threads tbody tr")) == 4
    assert len(soup.select("article.import")) == 2
    tallies = [int(tag["data-tally"]) for tag in soup.select("[data-tally]")]  # type: ignore[arg-type]
    assert sum(tallies) == len(outline.quotes)
    trust = soup.select_one("select[name=code] option[value=trust]")
    assert trust is not None
    assert trust.get_text(strip=True) == "Trust and distrust (7)"


def test_a_hostile_comment_is_text(text: str, soup: BeautifulSoup) -> None:
    assert "<script>document" not in text
    assert "49" not in [mark.get_text() for mark in soup.select("mark")]
    mark = soup.select_one("article.quote[data-code=other-hostile] mark")
    assert mark is not None
    assert mark.get_text() == HOSTILE.replace("\x07", "\ufffd")
    assert mark.find_parent("bdi") is not None
    assert not mark.find_all(True)
    assert not soup.select("main img, main iframe, main script, main style, main object")
    assert "direction" in soup.select_one("article.quote[data-code=other-hostile] .meta").get_text()  # type: ignore[union-attr]


def test_ids_are_single_and_links_arrive(soup: BeautifulSoup) -> None:
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    targets = {str(tag["href"])[1:] for tag in soup.find_all(href=re.compile("^#"))}
    assert targets <= set(ids)
    assert {str(tag["aria-labelledby"]) for tag in soup.find_all(attrs={"aria-labelledby": True})} <= set(ids)


def test_headings_go_down_one_step_at_a_time(soup: BeautifulSoup) -> None:
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert soup.html is not None
    assert soup.html["lang"] == "en"


def test_answered_comments_memos_and_rules_stand_with_their_quote(soup: BeautifulSoup, outline: Outline) -> None:
    hedge = next(quote for quote in outline.quotes if quote.notes)
    card = soup.select_one(f"#q-{hedge.id}")
    assert card is not None
    assert "<b>Compare</b>" in card.get_text()
    assert "The post it answers, by Ash" in card.get_text()
    assert hedge.answered_cut > 0
    assert f"{hedge.answered_cut} more words" in card.get_text()
    assert any(quote.how == "proposed by rule own-name-1, accepted by ben" for quote in outline.quotes)
    assert any(quote.also for quote in outline.quotes) is bool(soup.select(".quote .meta a:not(.permalink)"))
    assert [note.about for note in outline.notes] == [
        "on the study", "on comment shot:3 by Linden", "on coding gone, which is not here any more",
    ]  # fmt: skip


def test_the_same_study_gives_the_same_bytes(text: str) -> None:
    assert render_html(make_outline()) == text
    assert render_html(make_outline(made_at="2027")) != text


def test_masked_before_it_is_laid_out() -> None:
    def mask(text: str) -> str:
        return re.sub("lanyard|badge|Bright", "█", text, flags=re.IGNORECASE)

    page = BeautifulSoup(render_html(make_outline(mask=mask)), "html.parser")
    if page.style:
        page.style.decompose()
    said = re.sub(r"badge:\d", "", page.get_text("\n"))  # ids of comments, which hold no names
    assert mask(said) == said
    assert "█" in said


def test_an_empty_study_is_a_page_too() -> None:
    corpus, codebook = Corpus.build([]), make_codebook()
    outline = make_outline(
        corpus=corpus, codebook=codebook, codings=Codings().to_frame(corpus), memos=(), provenance=(), frequency=None, figures=None,
        problems=(), versions=None, description="", approach="", made_at="",
    )  # fmt: skip
    page = BeautifulSoup(render_html(outline), "html.parser")
    assert "Nothing is coded yet." in page.get_text()
    assert "0 threads, 0 comments, 0 participants, 0 codings by 0 coders; 0 quotes." in page.get_text()


def test_one_coder_has_nobody_to_agree_with() -> None:
    corpus, codings = make_corpus_and_codings()
    said = dict(make_outline(codings=codings.where(coder="ada").to_frame(corpus)).method)
    assert said["Agreement"] == "One coder: nothing to compare."
    assert "deliberately gives no pooled kappa" in dict(make_outline().method)["Agreement"]


def test_text_that_no_page_can_hold_is_shown_as_a_replacement() -> None:
    page = render_html(make_outline(description="half \ud83d surrogate, null \x00, escape \x1b"))
    assert "half \ufffd surrogate, null \ufffd, escape \ufffd" in page
    page.encode("utf-8")


def test_anchors_stay_different() -> None:
    ids = ["a b", "a.20b", "a.20.b", "a-b", "ä", "a:b", "a/b", ""]
    assert len({anchor(id) for id in ids}) == len(ids)
    assert all(re.fullmatch(r"[\w.-]*", anchor(id), re.ASCII) for id in ids)


def test_shares_for_reading() -> None:
    assert [_percent(share) for share in (None, 0.0, 0.001, 0.304, 1.0)] == [
        "–",
        "0\u00a0%",
        "<1\u00a0%",
        "30\u00a0%",
        "100\u00a0%",
    ]


def test_drawings_lose_what_the_policy_forbids() -> None:
    made = page_svg(
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "x" "http://www.w3.org/x.dtd"><svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" width="40pt" height="8pt" onload="x()"><style>*{color:red}</style>'
        "<script>x()</script>"
        '<defs><clipPath id="c"><rect width="1" height="1"/></clipPath></defs><g clip-path="url(#c)" style="fill: #abc; stroke: url(http://e)">'
        '<text style="font: italic 700 10px \'DejaVu Sans\', sans-serif; text-anchor: middle">a<tspan>b</tspan>c</text></g>'
        '<use xlink:href="#c"/><image xlink:href="http://e/x.png"/><foreignObject><p>x</p></foreignObject></svg>',
        "fig1-", 'A "title" <x>',
    )  # fmt: skip
    soup = BeautifulSoup(made, "html.parser")
    assert not soup.select("script, style, foreignobject, p")
    assert "http" not in made
    assert 'clip-path="url(#fig1-c)" fill="#abc"' in made
    assert 'viewBox="0 0 40 8"' in made
    assert soup.select_one("text").get_text() == "abc"  # type: ignore[union-attr]
    assert 'font-style="italic" font-weight="700" font-size="10px"' in made
    assert 'aria-label="A &quot;title&quot; &lt;x&gt;"' in made
    for wrong in ("no xml", "<html/>"):
        with pytest.raises(ValueError, match="not an SVG drawing"):
            page_svg(wrong, "x", "A")
