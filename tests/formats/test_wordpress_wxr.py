"""WordPress's export: what becomes a thread, what is left out, whose words they are."""

from __future__ import annotations

import pytest

from ethnography.corpus import Comment
from ethnography.formats import Reading, find_format, make_source, open_source, read_source
from ethnography.formats.line_breaks import with_line_breaks
from ethnography.formats.wordpress_wxr import WordPressWxr
from tests.formats.golden import CASES

FOLDER = CASES / "wordpress_wxr"
HEAD = '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'


def read(items: str) -> Reading:
    return read_source(make_source("export.xml", f"{HEAD}{items}</channel></rss>".encode()))


def item(text: str = "Tea.", comments: str = "", link: str = "https://a.example.org/tea", **fields: str) -> str:
    more = "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in ({"post_type": "post", "post_id": "1"} | fields).items())
    return (
        f"<item><title>Tea</title><link>{link}</link>{more}<content:encoded><![CDATA[{text}]]></content:encoded>{comments}</item>"
    )


def comment(number: str = "5", text: str = "Yes.", **fields: str) -> str:
    more = "".join(f"<wp:comment_{name}>{value}</wp:comment_{name}>" for name, value in fields.items())
    content = f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content>"
    return f"<wp:comment><wp:comment_id>{number}</wp:comment_id>{content}{more}</wp:comment>"


def only(reading: Reading) -> Comment:
    return next(comment for comment in reading.comments if comment.kind != "post")


@pytest.mark.parametrize(
    ("text", "score"),
    [
        (f"{HEAD}</channel></rss>", 3),
        ("<rss><channel><wp:wxr_version>1.1</wp:wxr_version></channel></rss>", 3),
        ("<rss><channel><item><description><![CDATA[<wp:post_id>1</wp:post_id>]]></description></item></channel></rss>", 0),
        ("<rss version='2.0'><channel><title>news of wp: things</title></channel></rss>", 0),
    ],
)
def test_it_is_known_by_what_it_declares(text: str, score: int) -> None:
    assert WordPressWxr.sniff(make_source("a", text.encode())) == score


def test_what_is_left_out_is_told() -> None:
    reading = read_source(FOLDER / "orchard_blog.xml")
    left = {entry.reason: entry.text for entry in reading.left_out}
    fields = left.pop("fields of no meaning here")
    assert {"wp:comment_author_email", "wp:comment_author_IP", "wp:postmeta", "category"} <= set(fields.split(", "))
    assert left == {
        "shortcodes in whose place WordPress shows pictures, sound or film": '1: [gallery ids="7,8"]',
        "items of the type attachment without text and without comments": "1: saw",
        "items of the type nav_menu_item without text and without comments": "1",
        "items of the type recipe without comments": "1: Apple crumble",
    }
    assert reading.warnings == (
        "2 of the posts and pages are not public (1 private, 1 draft); their state says so",
        "1 comment answers one that is not in this file (99)",
    )
    assert (reading.url, reading.captured) == ("https://orchard.example.org", "2023-10-02T08:00:00Z")


def test_everything_mended_is_told_with_its_line() -> None:
    warnings = read_source(FOLDER / "not_well_formed.xml").warnings
    for words in (
        "control characters",
        "before the first tag",
        "entities of its own",
        "begins no entity",
        "<wp:comment> is not closed",
        "<item> is not closed",
        "</b> closes nothing",
        "ends inside",
    ):
        assert any(words in warning and "(line" in warning for warning in warnings), words


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("publish", None),
        ("inherit", None),
        ("", None),
        ("draft", "draft"),
        ("private", "draft"),
        ("future", "draft"),
        ("pending", "draft"),
        ("auto-draft", "draft"),
        ("trash", "trash"),
    ],
)
def test_states_of_posts(status: str, state: str | None) -> None:
    assert read(item(status=status)).comments[0].state == state


@pytest.mark.parametrize(
    ("approved", "state"),
    [
        ("1", None),
        ("approve", None),
        ("0", "unapproved"),
        ("hold", "unapproved"),
        ("spam", "spam"),
        ("trash", "trash"),
        ("post-trashed", "trash"),
        ("odd", "unapproved"),
    ],
)
def test_states_of_comments(approved: str, state: str | None) -> None:
    assert only(read(item(comments=comment(approved=approved)))).state == state


@pytest.mark.parametrize(
    ("kind", "expected"), [("", "comment"), ("comment", "comment"), ("pingback", "pingback"), ("trackback", "pingback")]
)
def test_kinds(kind: str, expected: str) -> None:
    reading = read(item(comments=comment(type=kind)))
    assert only(reading).kind == expected
    assert not reading.warnings


def test_an_uncommon_type_is_a_comment_and_told() -> None:
    reading = read(item(comments=comment(type="note") + comment("6", type="note")))
    assert [one.kind for one in reading.comments] == ["post", "comment", "comment"]
    assert reading.warnings == ("2 comments of the type note: look whether readers of the blog saw them",)


def test_two_items_with_one_number_are_two_threads() -> None:
    reading = read(item("Tea.") + item("Milk.", link="https://a.example.org/milk"))
    assert [one.text for one in reading.comments] == ["Tea.", "Milk."]
    assert len({one.thread for one in reading.comments}) == 2


def test_two_comments_with_one_number_are_both_kept() -> None:
    reading = read(item(comments=comment("5", "Yes.") + comment("5", "No.") + comment("5", "Yes.")))
    assert [one.id.partition(":")[2] for one in reading.comments] == ["post", "5", "5-2", "5"]


def test_the_thread_is_the_one_of_the_saved_page() -> None:
    """Title and address make its id, as they do where the same page was saved as HTML."""
    from ethnography.formats.base import Ids

    assert read(item()).comments[0].thread == Ids("Tea", "https://a.example.org/tea").thread


def test_more_comments_do_not_change_ids() -> None:
    one, two = read(item(comments=comment())), read(item(comments=comment() + comment("6", "No.")))
    assert [c.id for c in one.comments] == [c.id for c in two.comments][:2]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("One.\nTwo.\n\nThree <b>b</b>.", "One.\nTwo.\n\nThree b."),
        ("<b>One</b>.<br />\nTwo.", "One.\nTwo."),
        ("<div>One.</div>\n<div>Two.</div>", "One.\n\nTwo."),
        ("Look: <script>var a;\n\nvar b;</script>done", "Look: done"),
        ("<!-- wp:paragraph -->\n<p>One\ntwo.</p>\n<!-- /wp:paragraph -->", "One two."),
        ("Before <!--more--> after", "Before after"),
        ("A [video of a lecture] and a [caption], both prose.", "A [video of a lecture] and a [caption], both prose."),
        ('<b>a</b> [audio src="x.mp3"][/audio] b [playlist ids=1,2] [gallery]', "a b"),
        ('[embed width="3"]https://a.example.org/film[/embed] <b>x</b>', "https://a.example.org/film x"),
        ('[caption id="a" caption="Old style"]<img src="x">[/caption] after', "Old style\n\nafter"),
    ],
)
def test_a_post_reads_as_the_blog_shows_it(typed: str, shown: str) -> None:
    assert read(item(typed)).comments[0].text == shown


def test_line_breaks_cost_linear_time() -> None:
    for piece in ("<", "<p", "\n", " \n", "<br>\n", "<pre>", "[caption ", "[gallery a=", "a=b "):
        with_line_breaks(piece * 50_000)
        read(item("x" + piece * 20_000))


def test_old_versions_and_undeclared_prefixes_are_found_too() -> None:
    for file in FOLDER.glob("*.xml"):
        assert find_format(open_source(file)) is WordPressWxr
