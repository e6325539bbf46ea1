"""What a XenForo page says besides its messages, and single traps of its markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.xenforo_html import XenForoHtml

CASES = Path(__file__).parent / "cases" / "xenforo_html"


def message(number: int, text: str = "Yes.", author: str = "Ann", position: str = "", more: str = "") -> str:
    place = f'<ul class="message-attribution-opposite"><li>{position}</li></ul>' if position else ""
    return (
        f'<article class="message message--post js-post" data-author="{author}" id="js-post-{number}">'
        f'<h4 class="message-name"><span class="username">{author}</span></h4>'
        f'<header class="message-attribution"><time datetime="2020-01-0{number % 9 + 1}T10:00:00+0100">then</time>{place}</header>'
        f'<article class="message-body"><div class="bbWrapper">{text}</div></article>{more}</article>'
    )


def page(messages: str, navigation: str = "", url: str = "https://pot.example/threads/tea.1/") -> Reading:
    markup = f'<html id="XF"><head><link rel="canonical" href="{url}"></head><body><h1 class="p-title-value">Tea</h1>{navigation}{messages}</body></html>'
    return read_source(make_source("page.html", markup.encode()))


def test_the_rest_of_the_page_is_accounted_for() -> None:
    reading = read_source(CASES / "second_version.html")
    assert reading.stated_count == 5
    assert reading.not_captured == 3
    assert reading.partial
    assert "this is page 1 of 2 of its thread; the other pages are not in this file" in reading.warnings
    assert {one.reason for one in reading.left_out} == {
        "signatures",
        "reactions",
        "notes of later editing",
        "lines that say who is quoted, kept as the voice of the quotation",
    }


def test_all_pages_of_a_thread_share_its_id() -> None:
    first = page(message(1) + message(2))
    second = page(message(21), url="https://pot.example/threads/tea.1/page-2")
    assert first.comments[0].thread == second.comments[0].thread
    assert [one.kind for one in second.comments] == ["comment"]
    assert second.comments[0].reply_to is None


@pytest.mark.parametrize(
    ("positions", "post"),
    [
        (["#1", "#2"], True),
        (["#21", "#22"], False),
        (["", "#2"], True),
        (["Post #1 of 7", "Post #2 of 7"], True),
        (["#41", "#1"], True),
    ],
)
def test_the_running_number_says_whether_the_post_is_here(positions: list[str], post: bool) -> None:
    reading = page("".join(message(50 + index, position=position) for index, position in enumerate(positions)))
    assert (reading.comments[0].kind == "post") is post
    assert len(reading.comments) == 2


def test_the_page_navigation_says_it_where_no_number_is_printed() -> None:
    navigation = '<ul><li class="pageNav-page pageNav-page--current">2</li><li class="pageNav-page">3</li></ul>'
    reading = page(message(1) + message(2), navigation)
    assert [one.kind for one in reading.comments] == ["comment", "comment"]
    assert any("page 2 of 3" in one for one in reading.warnings)


def test_a_message_printed_twice_is_read_once() -> None:
    reading = page(message(1) + message(2) + message(2))
    assert len(reading.comments) == 2
    assert "comments printed twice" in {one.reason for one in reading.left_out}


def test_messages_that_bad_markup_puts_inside_one_another_stay_flat() -> None:
    reading = page(message(1) + message(2, more=message(3)))
    assert [one.reply_to and one.reply_to.split(":")[1] for one in reading.comments] == [None, "post", "post"]


def test_quotations_inside_quotations_keep_their_voices() -> None:
    quote = '<blockquote class="bbCodeBlock bbCodeBlock--quote" data-quote="{}"><div class="bbCodeBlock-title">{} said:</div><div>{}</div></blockquote>'
    inner = quote.format("Bo", "Bo", "Water?")
    reading = page(message(1) + message(2, quote.format("Cy", "Cy", f"{inner}No.") + "Never."))
    parts = [(part.kind, part.voice) for part in reading.comments[1].parts]
    assert parts == [("quotation", "Bo"), ("quotation", "Cy"), ("paragraph", None)]
    assert reading.comments[1].text == "Water?\n\nNo.\n\nNever."


def test_a_deleted_message_is_kept_as_such() -> None:
    reading = read_source(CASES / "nested_answers.html")
    assert reading.comments[-1].state == "deleted"
    assert not any("no text" in one or "no author" in one for one in reading.warnings)
    assert reading.not_captured == 1


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        ('<html id="XF"><body><div class="structItem">A list of threads</div></body></html>', 0),
        (
            '<html id="XF"><body><article class="message js-post" id="js-post-1"><div class="bbWrapper">x</div></article></body></html>',
            3,
        ),
        (
            '<html id="XenForo"><ol><li id="post-4" class="message"><blockquote class="messageText">x</blockquote></li></ol></html>',
            3,
        ),
        ('<html><body><li id="post-4" class="message">x</li></body></html>', 0),
        ("js-post-1 bbWrapper", 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert XenForoHtml.sniff(make_source("page", text.encode())) == surety
