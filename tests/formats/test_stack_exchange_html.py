"""What a page of a question says besides its answers and comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.corpus import Corpus
from ethnography.formats import make_source, read_source
from ethnography.formats.stack_exchange_html import StackExchangeHtml

CASE = Path(__file__).parent / "cases" / "stack_exchange_html" / "question.html"


def test_comments_stand_under_what_they_comment_on() -> None:
    reading = read_source(CASE)
    depths = Corpus.build(reading.comments).comments["depth"]
    assert [int(depths[one.id]) for one in reading.comments] == [0, 1, 1, 2, 1, 2]


def test_the_editor_is_not_the_author() -> None:
    first = read_source(CASE).comments[0]
    assert (first.author, first.date) == ("Askel", "2012-06-12T20:54:03Z")


def test_notices_are_no_text_and_are_accounted_for() -> None:
    reading = read_source(CASE)
    assert "Closed" not in "".join(one.text for one in reading.comments)
    reasons = {one.reason for one in reading.left_out}
    assert {"notices that the question is closed, a duplicate, or protected", "mark of the accepted answer", "tags"} <= reasons


def test_comments_that_are_named_and_not_shown_are_counted() -> None:
    assert read_source(CASE).not_captured == 4  # "Show 3 more comments", and the second of "2 Comments"


def test_answers_on_other_pages_are_counted() -> None:
    markup = CASE.read_text("utf-8").replace('data-answercount="2"', 'data-answercount="39"')
    reading = read_source(make_source("page.html", markup.encode()))
    assert "the page says 39 answers, 2 were read" in reading.warnings
    assert reading.not_captured == 41


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        ('<html><body><div class="question-summary">A list</div></body></html>', 0),
        ('<html><body><div id="question" class="question"><div class="js-post-body">x</div></div></body></html>', 3),
        ('<html><body><div class="question" data-questionid="1"><td class="postcell">x</td></div></body></html>', 3),
        ('<html><body><div id="question">x</div></body></html>', 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert StackExchangeHtml.sniff(make_source("page", text.encode())) == surety
