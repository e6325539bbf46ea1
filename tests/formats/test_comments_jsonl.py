"""JSON lines of comments: mistakes with their lines, fields of no meaning, and what is not this format."""

from __future__ import annotations

import pytest

from ethnography.errors import BadFile
from ethnography.formats import Reading, make_source
from ethnography.formats.comments_jsonl import CommentsJsonl


def read(text: str) -> Reading:
    return CommentsJsonl.read(make_source("talk.jsonl", text.encode()))


def mistakes(text: str) -> list[str]:
    with pytest.raises(BadFile) as caught:
        read(text)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_all_mistakes_are_collected_with_their_lines() -> None:
    found = mistakes(
        '{"id": "a", "text": "fine"}\n'
        '{"text": "no id"}\n'
        "\n"
        '{"id": "b", "text": 3, "kind": "shout"}\n'
        "{broken\n"
        '{"id": "c", "id": "d", "text": "twice"}\n'
        "[1]\n"
        '{"id": " ", "text": "x", "parts": [{"start": 0, "end": 9}]}\n'
    )
    assert [sentence.partition(":")[0] for sentence in found] == [
        "line 2",
        "line 4",
        "line 4",
        "line 5",
        "line 6",
        "line 7",
        "line 8",
        "line 8",
    ]
    assert 'the field "id" is missing' in found[0]
    assert "stands twice" in found[4]


def test_mistakes_in_an_array_have_their_lines_too() -> None:
    assert mistakes('[\n{"id": 1, "text": "a"},\n{"id": 2},\n{"id": 3, "text": "c"}\n')[0].startswith("line 3")
    assert mistakes('[\n{"id": 1, "text": "a"}\n')[0].endswith("not closed with ]")
    assert mistakes('[{"id": 1,\n "text": oops}]')[0].startswith("line 2")


def test_parts_that_would_shift_are_refused() -> None:
    assert "would shift" in mistakes('{"id": "a", "text": "cafe\\u0301s", "parts": [{"start": 0, "end": 2}]}')[0]


def test_unknown_fields_are_listed_once_and_line_separators_are_kept_out_of_the_way() -> None:
    reading = read('{"id": "a", "text": "one\u2028two", "mood": 1, "depth": 4}\n{"id": "b", "text": "", "mood": 2}\n')
    assert [item.text for item in reading.left_out] == ["mood"]
    assert reading.comments[0].text == "one\ntwo"


def test_a_thread_without_post_is_mentioned_and_no_post_invented() -> None:
    reading = read('{"id": "a", "text": "x"}\n')
    assert [one.kind for one in reading.comments] == ["comment"]
    assert "talk has no post" in reading.warnings[0]


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        ('{"id": "a", "text": "x", "author": "Bo"}', 3),
        ('[{"id": "a", "text": "x", "reply_to": null}]', 3),
        ('{"id": "a", "text": "x"}', 2),
        ('{"id": "a", "pid": "b", "text": "x", "author": "Bo"}', 0),
        ('{"id": "a", "text": "x", oops', 2),
        ('{"data": [{"id": "1", "text": "x"}]}', 0),
        ("id,text\n1,x\n", 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert CommentsJsonl.sniff(make_source("x", text.encode())) == surety
