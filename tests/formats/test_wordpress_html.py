"""What a WordPress page says besides its comments: warnings, guesses, what is left out; and single traps of the markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.wordpress_html import WordPressHtml

CASES = Path(__file__).parent / "cases" / "wordpress_html"
HEAD = (
    '<html><head><meta name="generator" content="WordPress 6"><link rel="canonical" href="https://pot.example/tea/"></head><body>'
)
TITLED = '<article class="hentry"><h1 class="entry-title">Tea</h1>'
POST = TITLED + '<div class="entry-content"><p>Tea is a leaf in hot water, no more.</p></div>'


def page(comments: str, before: str = POST, head: str = HEAD) -> Reading:
    return WordPressHtml.read(make_source("page.html", f"{head}{before}{comments}</article></body></html>".encode()))


def comment(number: int, depth: int | None = 1, text: str = "<p>Yes.</p>", author: str = "Ann", more: str = "") -> str:
    classes = "comment" + (f" depth-{depth}" if depth else "")
    return (
        f'<li id="comment-{number}" class="{classes}"><div class="comment-author"><b class="fn">{author}</b></div>'
        f'<div class="comment-content">{text}</div>{more}</li>'
    )


def texts(reading: Reading) -> list[str]:
    return [one.text for one in reading.comments[1:]]


def parents(reading: Reading) -> list[str]:
    return [(one.reply_to or "").split(":")[1] for one in reading.comments[1:]]


def case(name: str) -> Reading:
    return read_source(CASES / f"{name}.html")


def test_bundled_case_accounts_for_the_rest() -> None:
    reading = case("default_theme")
    assert reading.stated_count == 5
    assert any("awaiting moderation" in warning for warning in reading.warnings)
    assert "the page says 5 comments, 3 were read and 1 pingback" in reading.warnings
    assert {item.reason for item in reading.left_out} == {"comment form", "share buttons"}


def test_comments_of_other_posts_are_set_apart_and_counted() -> None:
    reading = case("decoy_lists")
    assert reading.stated_count == 2
    assert not reading.warnings
    assert [item.text[:2] for item in reading.left_out if item.reason == "comments on other posts"] == ["1 "]


def test_older_comments_and_mere_links_are_mentioned() -> None:
    reading = case("dt_and_dd")
    assert reading.warnings == ("the page links to older comments, which are not in this file",)
    assert "trackbacks that are mere links" in {item.reason for item in reading.left_out}


def test_a_depth_whose_comment_is_not_here_is_no_silent_repair() -> None:
    reading = case("microdata_and_gap")
    assert reading.comments[1].reply_evidence == "inferred"
    assert any("depth 2" in warning for warning in reading.warnings)
    assert "the page says 5 comments, 2 were read" in reading.warnings


def test_a_page_without_comments_is_a_post_alone() -> None:
    assert [one.kind for one in case("post_alone").comments] == ["post"]


def test_the_author_that_the_page_marks_is_taken_and_told() -> None:
    marked = comment(1, author="Ina").replace('class="comment depth-1"', 'class="comment bypostauthor depth-1"')
    reading = page(f"<ol>{marked}</ol>")
    assert reading.comments[0].author == "Ina"
    assert "Ina" in reading.guesses[0]


def test_another_spelling_of_the_post_author_is_told_and_not_altered() -> None:
    marked = comment(1, author="Ina T.").replace('class="comment depth-1"', 'class="comment bypostauthor depth-1"')
    reading = page(f"<ol>{marked}</ol>", head=HEAD.replace("<link", '<meta name="author" content="Ina Tee"><link'))
    assert (reading.comments[0].author, reading.comments[1].author) == ("Ina Tee", "Ina T.")
    assert "Ina T." in reading.guesses[0]


def test_depth_classes_are_stronger_than_nesting() -> None:
    inner = f'<ul class="children">{comment(2, 1)}{comment(3, 2)}</ul>'
    assert parents(page(f"<ol>{comment(1, 1, more=inner)}{comment(4, 3)}</ol>")) == ["post", "post", "2", "3"]


def test_nesting_serves_where_nothing_is_stated() -> None:
    inner = f'<ul class="children">{comment(2, None)}</ul>'
    reading = page(f"<ol>{comment(1, None, more=inner)}{comment(3, None)}</ol>")
    assert parents(reading) == ["post", "1", "post"]
    assert {one.reply_evidence for one in reading.comments[1:]} == {"nesting"}


def test_a_stated_parent_is_stronger_than_depth() -> None:
    third = comment(3, 2).replace("<li ", '<li data-parent-id="1" ')
    assert parents(page(f"<ol>{comment(1)}{comment(2)}{third}</ol>")) == ["post", "post", "1"]


def test_the_number_may_stand_on_an_empty_anchor() -> None:
    anchored = '<li><a name="comment-5"></a><cite>Bo</cite> says:<br><p>Anchored.</p><ul class="children">%s</ul></li>'
    reading = page(f"<ol>{anchored % comment(6, None)}{comment(7, None)}</ol>")
    assert parents(reading) == ["post", "5", "post"]
    assert texts(reading) == ["Anchored.", "Yes.", "Yes."]
    assert reading.comments[1].author == "Bo"


def test_a_comment_printed_twice_is_read_once() -> None:
    reading = page(f"<ol>{comment(1)}</ol><ol>{comment(1)}</ol>")
    assert len(reading.comments) == 2
    assert "comments printed twice" in {item.reason for item in reading.left_out}


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a\n   b</p>", "a b"),
        ("<p>a<br>b<br /><br />c</p>", "a\nb\n\nc"),
        ("a<p>b</p>c", "a\n\nb\n\nc"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "a\nb\nc"),
        ("<p>x <img class='wp-smiley' src='s.png' alt=':)'> <img src='photo.jpg' alt='a photo'></p>", "x :)"),
        ("<p>cafe\u0301 &amp; tea&nbsp;pot</p>", "café & tea\u00a0pot"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td"),
        ("<p>He said <q>no</q>.</p>", "He said “no”."),
        ("<p>seen<span style='display: none'>unseen</span><script>x</script></p>", "seen"),
        ("<p>Yes.</p><p><a href='#'>Reply</a></p>", "Yes."),
        ("<p>Yes.</p><div class='sharedaddy'>Tweet</div><div class='reply'><a>Antworten</a></div>", "Yes."),
    ],
)
def test_text_is_as_a_browser_shows_it(markup: str, text: str) -> None:
    assert texts(page(f"<ol>{comment(1, text=markup)}</ol>")) == [text]


def test_a_quotation_has_the_voice_of_the_person_cited() -> None:
    quoted = "<blockquote><p>Water first.</p><cite>Mr Plum</cite></blockquote><p>Never.</p>"
    parts = page(f"<ol>{comment(1, text=quoted)}</ol>").comments[1].parts
    assert [(part.kind, part.voice) for part in parts] == [("quotation", "Mr Plum"), ("quotation", "Mr Plum"), ("paragraph", None)]


@pytest.mark.parametrize(
    ("heading", "said", "warned"), [("2 Comments", 2, False), ("3 responses", 3, True), ("Zwei Kommentare", None, False)]
)
def test_the_stated_number(heading: str, said: int | None, warned: bool) -> None:
    reading = page(f"<h3>{heading}</h3><ol>{comment(1)}{comment(2)}</ol>")
    assert reading.stated_count == said
    assert bool(reading.warnings) is warned


def test_a_page_without_a_body_says_so() -> None:
    reading = page(f"<ol>{comment(1)}</ol>", before=TITLED)
    assert reading.comments[0].text == "Tea"
    assert "body of the post was not found" in reading.warnings[0]


def test_comments_kept_elsewhere_are_mentioned() -> None:
    reading = page('<div id="disqus_thread"></div>')
    assert reading.warnings == ("the comments of this page are kept by Disqus and are not in this file",)


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        ("Just words about a comment-12.", 0),
        ("<html><body><p>A page.</p></body></html>", 0),
        ('<html><body><ol><li id="comment-1">Hello</li></ol></body></html>', 2),
        (f"{HEAD}<ol><li id=comment-1 class='comment depth-1'>Hello</li></ol></body></html>", 3),
        (f'{HEAD}<div class="entry-content">A post.</div></body></html>', 3),
        ('<html><head><meta name="Generator" content="Drupal 7"></head><body><a id="comment-1"></a></body></html>', 0),
        ('{"id": "comment-1"}', 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert WordPressHtml.sniff(make_source("page", text.encode())) == surety
