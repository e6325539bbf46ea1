"""Traps of saved pages that every reader of them meets: elements left open, dates that only other dates explain, names in odd places."""

from __future__ import annotations

from time import perf_counter

import pytest

from ethnography.formats import find_format, make_source, read_source
from ethnography.formats.blogger_html import BloggerHtml
from ethnography.formats.page_text.head import clean_name
from ethnography.formats.saved_page.attribution import credit_in
from ethnography.formats.saved_page.unclosed import closed
from ethnography.formats.wordpress_html import WordPressHtml

HEAD = (
    '<html><head><meta name="generator" content="WordPress 6"></head><body><article class="hentry"><h1 class="entry-title">Tea</h1>'
)
POST = f'{HEAD}<div class="entry-content"><p>Tea is a leaf in hot water, no more.</p></div></article>'


@pytest.mark.parametrize(
    ("markup", "whole"),
    [
        ("<ul><li><div>a</li></ul>", "<ul><li><div>a</div></li></ul>"),
        ("<ul><li><div>a</ul>", "<ul><li><div>a</div></li></ul>"),
        ("<ul><li><div>a<li>b</ul>", "<ul><li><div>a</div></li><li>b</ul>"),
        ("<ul><li><div><ul><li><div>b</li></ul></li></ul>", "<ul><li><div><ul><li><div>b</div></li></ul></div></li></ul>"),
    ],
)
def test_what_is_open_in_a_list_item_ends_with_it(markup: str, whole: str) -> None:
    assert closed(markup) == whole
    assert closed(whole) == whole


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><li><div>a</div></li><li>b</li></ul>",
        "<li><article><div></li></article></li>",
        "<div><ul><li>a<li>b</ul></div>",
        "<script>'<li><div></li>'</script><!-- <li><div></li> --><p title='<li><div></li>'>a</p>",
        "<table><tr><td><li></td></tr></table></div></li></ul>",
    ],
)
def test_nothing_is_closed_that_is_not_left_open(markup: str) -> None:
    assert closed(markup) == markup


@pytest.mark.parametrize("piece", ["<ul><li><div>", "<div></li>", '<a ="', "<a <!--", "<li><td></td></div>", "</td></div>"])
def test_closing_takes_no_long_time(piece: str) -> None:
    begun = perf_counter()
    closed(piece * 100_000)
    assert perf_counter() - begun < 10


def test_a_hundred_items_that_never_close_their_div() -> None:
    """Each would stand two deeper than the one before, until the page is too deep to be read."""
    items = "".join(
        f'<li class="comment depth-1" id="li-comment-{n}"><div id="comment-{n}"><cite class="fn">Ann {n}</cite>'
        f'<div class="comment-content"><p>Cup {n}.</p></div></li>'
        for n in range(1, 301)
    )
    reading = WordPressHtml.read(make_source("page.html", f"{POST}<ol class='commentlist'>{items}</ol></body></html>".encode()))
    assert [one.text for one in reading.comments[1:]] == [f"Cup {n}." for n in range(1, 301)]
    assert {one.author for one in reading.comments[1:]} == {f"Ann {n}" for n in range(1, 301)}
    assert not reading.warnings


def test_a_dotted_date_begins_with_the_month_where_the_others_do() -> None:
    dates = ["3.25.2021", "4.2.2021"]
    items = "".join(
        f'<li class="comment depth-1" id="comment-{n}"><cite class="fn">Bo</cite> <span class="date">{date}</span><p>Mint.</p></li>'
        for n, date in enumerate(dates)
    )
    reading = WordPressHtml.read(make_source("page.html", f"{POST}<ol class='commentlist'>{items}</ol></body></html>".encode()))
    assert [one.date for one in reading.comments[1:]] == ["2021-03-25", "2021-04-02"]
    assert "month first" in reading.guesses[0]


def test_words_of_a_date_that_was_not_printed_are_no_date() -> None:
    item = (
        '<li class="comment depth-1" id="comment-1"><cite class="fn">Bo</cite>'
        '<a class="comment-date"><time datetime="2021-03-04T10:15:00+00:00"> at </time></a><p>Mint.</p></li>'
    )
    reading = WordPressHtml.read(make_source("page.html", f"{POST}<ol class='commentlist'>{item}</ol></body></html>".encode()))
    assert (reading.comments[1].date, reading.comments[1].date_text) == ("2021-03-04T10:15:00+00:00", None)


def test_a_theme_of_blogger_that_calls_nothing_by_its_name() -> None:
    page = """<html><head><meta content='blogger' name='generator'/><link rel="canonical" href="https://pot.example/2019/10/tea.html"></head>
    <body><div class='post hentry'><h3 class='post-title entry-title'>Tea</h3><div class='post-body entry-content'>
    <p>Tea is a leaf in hot water, no more than that.</p></div></div>
    <div class='comments' id='comments'><ul><li class='comment' id='c3799045471197276250'><div class='comment-block'>
    <div class='comment-header'><div class='avatar-name'><span class='d-block'>Laura Dill</span>
    <span class='fw-light'>October 29, 2019 at 5:17\u202fPM</span></div></div>
    <p class='comment-content'>Mint for me.</p></div></li></ul></div></body></html>"""
    one = BloggerHtml.read(make_source("page.html", page.encode())).comments[1]
    assert (one.author, one.date, one.text) == ("Laura Dill", "2019-10-29T17:17", "Mint for me.")


def test_credits_of_further_languages() -> None:
    credit = credit_in("Submetido por Ana Lima a 2. abril 2020 - 18:57.", header=True)
    assert credit is not None
    assert credit.author == "Ana Lima"
    assert credit_in("per serving") is None


def test_an_article_with_a_long_number_is_no_post_of_discourse() -> None:
    page = '<html><body><article id="post_1141460933" data-post-id="1141460933"><h1>Tea</h1><p>A leaf in hot water.</p></article></body></html>'
    assert find_format(make_source("page.html", page.encode())).name != "discourse_html"


def test_minutes_that_are_called_so_are_no_name() -> None:
    lines = [
        "Le thé du soir", "", "Le thé est une feuille dans l'eau chaude, rien de plus, et la nuit il réchauffe les mains.", "",
        "3 commentaires", "",
        "Lise Roy dit :", "7 février 2022 à 8 h 55 min", "", "Avec du miel.", "", "Répondre",
        "Marc Aube dit :", "8 février 2022 à 12 h 16 min", "", "Sans sucre pour moi.", "", "Répondre",
        "Lise Roy dit :", "9 février 2022 à 21 h 05 min", "", "Chacun le sien.", "", "Répondre",
    ]  # fmt: skip
    comments = [one for one in read_source(make_source("page.txt", "\n".join(lines).encode())).comments if one.kind == "comment"]
    assert [one.author for one in comments] == ["Lise Roy", "Marc Aube", "Lise Roy"]
    assert [one.date for one in comments] == ["2022-02-07T08:55", "2022-02-08T12:16", "2022-02-09T21:05"]


@pytest.mark.parametrize("printed", ["Stella BrookStella BrookStella", "Stella Brook Stella Brook Stella"])
def test_the_words_of_a_picture_before_a_name_are_not_of_it(printed: str) -> None:
    assert clean_name(printed) == "Stella"
