"""What a Drupal page says besides its comments; titles, reply links and names as themes of all versions print them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.corpus import Corpus
from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.drupal_html import DrupalHtml

CASES = Path(__file__).parent / "cases" / "drupal_html"
HEAD = '<html><head><meta name="Generator" content="Drupal 9 (https://www.drupal.org)"></head><body>'
POST = '<h1>Tea</h1><article class="node"><div class="field--name-body"><p>Tea is a leaf in hot water.</p></div></article>'


def page(comments: str) -> Reading:
    return DrupalHtml.read(make_source("page.html", f'{HEAD}{POST}<section class="comments">{comments}</section></body>'.encode()))


def comment(number: int, text: str = "Yes.", more: str = "", title: str = "", name: str = "Ann", classes: str = "") -> str:
    heading = f'<h3><a href="/comment/{number}#comment-{number}" class="permalink">{title}</a></h3>' if title else ""
    return (
        f'<article class="comment {classes}" id="comment-{number}"><footer><p class="comment__submitted">Submitted by '
        f'<span class="username">{name}</span> on Mon, 05/18/2009 - 21:07</p>{more}</footer>{heading}'
        f'<div class="field--name-comment-body"><p>{text}</p></div></article>'
    )


def answering(number: int) -> str:
    return f'<p class="visually-hidden">In reply to <a href="/comment/{number}#comment-{number}">Yes</a> by Bo</p>'


def parents(reading: Reading) -> list[str]:
    return [(one.reply_to or "").split(":")[1] for one in reading.comments[1:]]


def case(name: str) -> Reading:
    return read_source(CASES / f"{name}.html")


def test_the_rest_of_the_page_is_accounted_for() -> None:
    reading = case("seven_rdfa")
    assert {item.reason for item in reading.left_out} == {"titles of comments that repeat their opening words", "signatures"}
    assert "the page says 5 comments, 4 were read" in reading.warnings
    assert reading.partial


def test_an_answer_to_a_comment_of_another_page_keeps_its_number() -> None:
    reading = case("seven_rdfa")
    assert reading.comments[-1].reply_to == f"{reading.comments[0].thread}:90"
    assert any("answers 90, which is not in this file" in warning for warning in reading.warnings)
    assert [finding.kind for finding in Corpus.build(reading.comments).findings] == ["orphan"]


def test_indented_lists_beside_a_comment_are_its_answers() -> None:
    deep = f'<div class="indented">{comment(2)}<div class="indented">{comment(3)}</div></div>'
    reading = page(comment(1) + deep + comment(4) + f'<div class="indented">{comment(5)}</div>')
    assert parents(reading) == ["post", "1", "2", "post", "4"]
    assert {one.reply_evidence for one in reading.comments[1:]} == {"nesting"}


def test_the_line_that_names_the_answered_comment_is_stronger_than_indentation() -> None:
    reading = page(comment(1) + comment(2) + f'<div class="indented">{comment(3, more=answering(1))}</div>')
    assert parents(reading) == ["post", "post", "1"]
    assert reading.comments[-1].reply_evidence == "stated"


def test_levels_in_classes_serve_where_nothing_is_nested() -> None:
    levels = [comment(n, classes=f"comment--level-{level}") for n, level in ((1, 1), (2, 2), (3, 3), (4, 2), (5, 1))]
    reading = page("".join(levels))
    assert parents(reading) == ["post", "1", "2", "1", "post"]
    assert reading.comments[2].reply_evidence == "indentation"


@pytest.mark.parametrize(
    ("title", "text", "read"),
    [
        ("On lids", "Every pot has one.", "On lids\n\nEvery pot has one."),
        ("Every pot", "Every pot has one.", "Every pot has one."),
        ("“Every pot…”", "Every pot has one.", "Every pot has one."),
        ("Permalink", "Every pot has one.", "Every pot has one."),
    ],
)
def test_a_title_is_a_heading_unless_it_repeats_the_opening_words(title: str, text: str, read: str) -> None:
    one = page(comment(1, text, title=title)).comments[1]
    assert one.text == read
    assert all(one.text[part.start : part.end] for part in one.parts)


@pytest.mark.parametrize("name", ["Ann (not verified)", "Ann (nicht überprüft)", "Ann (non vérifié)", "Ann"])
def test_the_name_is_without_the_note_that_nobody_checked_it(name: str) -> None:
    assert page(comment(1, name=name)).comments[1].author == "Ann"


def test_unpublished_comments_are_kept_as_such() -> None:
    reading = page(comment(1, classes="comment-unpublished"))
    assert reading.comments[1].state == "unapproved"
    assert any("not published" in warning for warning in reading.warnings)


def test_a_comment_inside_its_wrapper_is_read_once() -> None:
    reading = page(f'<div class="ajax-comment-wrapper comment"><a id="comment-7"></a>{comment(7)}</div>')
    assert [one.id.split(":")[1] for one in reading.comments] == ["post", "7"]


def test_a_page_without_comments_is_a_post_alone() -> None:
    reading = page('<form class="comment-form" id="comment-form"><textarea></textarea></form>')
    assert [one.kind for one in reading.comments] == ["post"]
    assert not reading.warnings


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        (f"{HEAD}{POST}", 3),
        (f"{HEAD}<p>Nothing.</p>", 0),
        ('<html><body><script>jQuery.extend(Drupal.settings, {})</script><a id="comment-1"></a><div class="comment">Hm.</div>', 3),
        ("<html><body><article class='node'>An article on trees.</article>", 0),
        ("<html><body><p>Drupal is a program.</p><div class='comment'>Is it?</div>", 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert DrupalHtml.sniff(make_source("page", text.encode())) == surety
