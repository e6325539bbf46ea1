"""Forums whose messages are found by a layout alone: which pages they claim, which page of a thread this is, single traps."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.formats import FORMATS, Reading, make_source, read_source
from ethnography.formats.saved_page.depths import link_by_depth
from ethnography.formats.saved_page.messages import Message
from ethnography.formats.saved_page.quotations import name_said

CASES = Path(__file__).parent / "cases"
NAMES = (
    "bbpress_html", "flarum_html", "fluxbb_html", "invision_html", "lemmy_html", "lobsters_html", "mybb_html", "nodebb_html",
    "slashdot_html", "smf_html", "ubb_threads_html", "vanilla_html", "woltlab_html",
)  # fmt: skip
OTHERS = (
    "discourse_html",
    "hacker_news_html",
    "phpbb_html",
    "reddit_html",
    "stack_exchange_html",
    "vbulletin_html",
    "xenforo_html",
)
PAGES = [file for name in NAMES + OTHERS for file in sorted((CASES / name).glob("*.html"))]
QUOTED_BY = "lines that say who is quoted, kept as the voice of the quotation"
EDITED = "notes of later editing"


def read(markup: str, url: str = "") -> Reading:
    link = f'<link rel="canonical" href="{url}">' if url else ""
    return read_source(make_source("page.html", f"<!DOCTYPE html><html><head>{link}</head><body>{markup}</body></html>".encode()))


def answered(reading: Reading) -> list[str | None]:
    """For each comment the number of the one that it answers."""
    return [one.reply_to.split(":")[1] if one.reply_to else None for one in reading.comments]


@pytest.mark.parametrize("file", PAGES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_page_is_claimed_by_its_own_reader_alone(file: Path) -> None:
    """... also where a message holds an image of a blog."""
    image = b'<img src="https://pot.example/wp-content/uploads/tea.png"></body>'
    for content in (file.read_bytes(), file.read_bytes().replace(b"</body>", image)):
        source = make_source(file.name, content)
        claims = {one.name: one.sniff(source) for one in FORMATS if source.shape in one.shapes}
        assert [name for name, surety in claims.items() if surety == 3] == [file.parent.name]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "text",
    [
        "<html><body><article><h1>Tea</h1><p>A page about elComment_1, wbbPost and post_body.</p></article></body></html>",
        "<html><body><ol class='threads'><li id='thread_1'><a href='/t/1'>Tea</a></li></ol></body></html>",
        "elComment_1 subject_1 person-listing wbbPost blockpost component= bbp- Post-body",
    ],
)
def test_a_list_of_threads_and_a_page_about_a_forum_are_not_claimed(name: str, text: str) -> None:
    source = make_source("page", text.encode())
    assert next(one for one in FORMATS if one.name == name).sniff(source) == 0


@pytest.mark.parametrize(
    ("case", "reasons"),
    [
        ("invision_html/fourth_version", {"signatures", "reactions", EDITED, QUOTED_BY}),
        ("invision_html/third_version", {"signatures", QUOTED_BY}),
        ("smf_html/first_version", {"signatures", QUOTED_BY}),
        ("smf_html/second_version", {"signatures", EDITED, QUOTED_BY}),
        ("bbpress_html/topic", {EDITED}),
        ("woltlab_html/suite", {"signatures", EDITED, QUOTED_BY}),
        ("mybb_html/thread", {"signatures", EDITED, QUOTED_BY}),
        ("fluxbb_html/topic", {"signatures", EDITED, QUOTED_BY}),
        ("vanilla_html/discussion", {"signatures", "reactions", EDITED, QUOTED_BY}),
        ("ubb_threads_html/thread", {"signatures", QUOTED_BY}),
        ("nodebb_html/topic", {"signatures"}),
        ("slashdot_html/story", {"signatures"}),
    ],
)
def test_what_is_no_text_is_left_out_with_a_reason(case: str, reasons: set[str]) -> None:
    assert {one.reason for one in read_source(CASES / f"{case}.html").left_out} == reasons


@pytest.mark.parametrize(
    ("case", "page"),
    [
        ("smf_html/second_version", "page 1 of 2"),
        ("bbpress_html/topic", "page 1 of 2"),
        ("woltlab_html/suite", "page 1 of 2"),
        ("mybb_html/thread", "page 1 of 2"),
        ("fluxbb_html/topic", "page 1 of 2"),
    ],
)
def test_other_pages_of_the_thread_are_missed(case: str, page: str) -> None:
    reading = read_source(CASES / f"{case}.html")
    assert reading.partial
    assert f"this is {page} of its thread; the other pages are not in this file" in reading.warnings
    assert reading.comments[0].kind == "post"


def test_counts_that_the_page_states() -> None:
    assert read_source(CASES / "invision_html/fourth_version.html").stated_count == 2
    bbpress = read_source(CASES / "bbpress_html/topic.html")
    assert (bbpress.stated_count, bbpress.not_captured) == (4, 2)


def test_invision_later_page_has_no_post() -> None:
    message = (
        '<article id="elComment_{0}" class="cPost ipsComment"><h3 class="cAuthorPane_author">Ann</h3>'
        '<div data-commentApp="forums"><div data-role="commentContent"><p>No. {0}</p></div></div></article>'
    )
    pages = '<ul class="ipsPagination"><li class="ipsPagination_page">1</li><li class="ipsPagination_page ipsPagination_active">2</li></ul>'
    reading = read(pages + message.format(31) + message.format(32), "https://pot.example/topic/5-tea/page/2/")
    assert answered(reading) == [None, None]
    assert {one.kind for one in reading.comments} == {"comment"}
    assert reading.comments[0].thread == read(message.format(1), "https://pot.example/topic/5-tea/").comments[0].thread


def test_invision_article_of_the_community_stays_the_post() -> None:
    text = "The tea was cold before the water boiled. " * 20
    reading = read(
        f'<article><h1>Cold tea</h1><div class="ipsType_richText"><p>{text}</p></div></article>'
        '<article id="elComment_8" class="ipsComment"><h3 class="cAuthorPane_author">Ann</h3><div data-commentApp="cms">'
        '<div data-role="commentContent"><p>Mine too.</p></div></div></article>',
        "https://pot.example/articles/cold-tea-r5/",
    )
    assert [one.kind for one in reading.comments] == ["post", "comment"]
    assert reading.comments[1].text == "Mine too."
    assert answered(reading) == [None, "post"]


def test_smf_later_page_is_told_by_its_address() -> None:
    message = (
        '<div class="post_wrapper"><div class="poster"><h4><a href="?u=1">Ann</a></h4></div><div class="postarea"><div id="subject_{0}" '
        'class="subject_title"><a href="https://pot.example/index.php?msg={0}">Re: Tea</a></div><div class="post"><div class="inner">No. {0}</div></div></div></div>'
    )
    later = read(message.format(40), "https://pot.example/index.php?topic=9.15")
    assert [one.kind for one in later.comments] == ["comment"]
    first = read(message.format(1), "https://pot.example/index.php?topic=9.0")
    assert [one.kind for one in first.comments] == ["post"]
    assert first.comments[0].thread == later.comments[0].thread


def test_smf_signature_under_a_row_of_underscores() -> None:
    reading = read(
        '<div class="post_wrapper"><div class="poster"><h4>Ann</h4></div><div class="keyinfo"><h5 id="subject_1">Tea</h5></div>'
        '<div class="post">Warm.<br>____________________<br>Ann, tea since 1990</div></div>'
    )
    assert reading.comments[0].text == "Warm."
    assert [(one.reason, one.text) for one in reading.left_out] == [("signatures", "1: Ann, tea since 1990")]


def test_nodebb_answers_that_the_page_states() -> None:
    message = (
        '<li component="post" data-index="{0}" data-pid="{1}"><div component="post/parent" data-parent-pid="{2}"></div>'
        '<div component="post/header"><a data-username="Ann" data-uid="1" href="/user/ann">Ann</a></div>'
        '<div component="post/content"><p>No. {0}</p></div></li>'
    )
    reading = read(
        "".join(message.format(*one) for one in [(0, 50, ""), (1, 51, 50), (2, 52, 51), (3, 53, 99)]),
        "https://pot.example/topic/7/tea",
    )
    assert answered(reading) == [None, "post", "51", "post"]
    assert any("53 answers 99, which is not in this file" in one for one in reading.warnings)


def test_nodebb_capture_from_the_middle_has_no_post() -> None:
    message = '<li component="post" data-index="{0}" data-pid="5{0}"><div component="post/content"><p>No. {0}</p></div></li>'
    reading = read(message.format(20) + message.format(21), "https://pot.example/topic/7/tea/21")
    assert {one.kind for one in reading.comments} == {"comment"}


def test_slashdot_hidden_comments_are_places_without_text() -> None:
    reading = read_source(CASES / "slashdot_html/story.html")
    assert reading.not_captured == 1
    assert [one.text for one in reading.comments if one.author is None] == [""]


def test_lobsters_and_lemmy_keep_the_nesting() -> None:
    assert answered(read_source(CASES / "lobsters_html/story.html")) == [None, "post", "adg3jp", "post"]
    assert answered(read_source(CASES / "lemmy_html/post.html")) == [None, "post", "9001", "post"]


def test_a_link_post_without_words_is_its_link() -> None:
    post = read_source(CASES / "lobsters_html/story.html").comments[0]
    assert (post.title, post.text) == ("A loom in 200 lines", "https://loom.example/200")


@pytest.mark.parametrize(
    ("depths", "answers", "evidence"),
    [
        ([1, 2, 3, 2, 1], [None, 0, 1, 0, None], ["stated"] * 5),
        ([2, 3], [None, 0], ["inferred", "stated"]),
        ([1, 3, 2], [None, 0, 0], ["stated", "inferred", "stated"]),
        ([1, None, 2], [None, None, 0], ["stated"] * 3),
        ([], [], []),
    ],
)
def test_replies_from_depths(depths: list[int | None], answers: list[int | None], evidence: list[str]) -> None:
    messages = [Message([], str(index), "x") for index in range(len(depths))]
    link_by_depth(messages, depths)
    assert [messages.index(one.answers) if one.answers is not None else None for one in messages] == answers
    assert [one.evidence for one in messages] == evidence


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ann said:", "Ann"),
        ("Ann Lee wrote:", "Ann Lee"),
        ("Originally Posted by Ann", "Ann"),
        ("Quote from: Ann on March 03, 2012, 10:15:00 AM", "Ann"),
        ("(2019-02-23, 09:14 PM)Ann Wrote:", "Ann"),
        ("9 minutes ago, Ann said:", "Ann"),
        ("On 5/6/2018 at 3:00 PM, Ann said:", "Ann"),
        ("Zitat von Ann", "Ann"),
        ("Ann schrieb am 3. März 2012:", "Ann"),
        ("Ann hat geschrieben:", "Ann"),
        ("Am 5.6.2018 um 15:00 schrieb Ann:", "Ann"),
        ("Ann a écrit :", "Ann"),
        ("Ann escribió:", "Ann"),
        ("Сообщение от Ann", "Ann"),
        ("Ann пишет:", "Ann"),
        ("Cytat: Ann", None),
        ("Quote:", None),
        ("Zitat", None),
        ("↑", None),
        ("The tea was cold.", None),
        ("", None),
    ],
)
def test_who_is_quoted(line: str, name: str | None) -> None:
    assert name_said(line) == name
