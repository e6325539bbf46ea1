"""Markdown: when a text is one, its front matter, and what is shown of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.corpus import Comment
from ethnography.errors import EthnographyError, UnreadableSource
from ethnography.formats import Reading, make_source, read_source
from ethnography.formats.markdown import Markdown
from ethnography.formats.markdown.front_matter import read_front_matter

LONG = "This is a paragraph of more than twelve words, so that it is taken for text."


def read(text: str) -> Reading:
    return read_source(make_source("x", text.encode()), format="markdown")


def post(text: str) -> Comment:
    return read(text).comments[0]


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        (f"---\ntitle: Tea\n---\n{LONG}", 3),
        (f"% Tea\n% Ann\n\n{LONG}", 3),
        (f"# Tea\n\n{LONG}\n\n## Milk\n\n{LONG}", 2),
        (f"Tea\n===\n\n{LONG} **Yes** and [no](https://example.org/no).\n\n> So.\n", 2),
        (f"# Tea\n\n{LONG} **Yes**, see [there](https://example.org).\n", 2),
        (f"---\n\n{LONG}\n\n---\n", 0),
        (f"# Tea\n\n{LONG}", 0),
        (LONG, 0),
        ("# a remark\nimport os\n\n# another\ndef tea():\n    return 1\n\n# third\n", 0),
        ("#!/bin/sh\n# a\n\n# b\n\n# c\n\necho this is a line of more than eight words in it\n", 0),
        (f"# Tea\n\n{LONG}\n\n## 2 Comments\n\n**Ann says:**\n\n{LONG}\n\n**Bo says:**\n\n{LONG}", 0),
        (f"# Tea\n\n{LONG}\n\n## x\n\n{LONG}\n\n[Reply](#a)\n\n{LONG}\n\n[Reply](#b)\n", 0),
        ("a,b,c\n1,2,3\n", 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert Markdown.sniff(make_source("x", text.encode())) == surety


def test_front_matter_in_its_forms() -> None:
    found = read_front_matter(
        "---\ntitle: >\n  On\n  tea\nauthor:\n  - name: Ann\n  - Bo\ndate: 2020-01-02 # about\nkeys: [a, b]\n...\nText"
    )
    assert (found.title, found.author, found.date, found.other) == ("On tea", "Ann and Bo", "2020-01-02", ["keys: a, b"])
    assert read_front_matter("% On\n  tea\n% Ann\n\nText").title == "On tea"
    assert read_front_matter("---\njust a rule\n---\n").length == 0
    assert read_front_matter("---\ntitle: never closed\n" + "x: y\n" * 300).length == 0
    assert read_front_matter("").length == 0


def test_marks_are_no_letters_and_line_ends_are_spaces() -> None:
    found = post(f"{LONG}\n\n*a* __b__ `c*d` ~~e~~ &amp; \\* <b>f</b>\ng  \nh [i](j) ![k](l.png)")
    assert found.text.split("\n\n")[1] == "a b c*d e & * f g\nh i"
    assert [(item.reason, item.text) for item in read("a ![k](l.png)").left_out] == [("pictures", "1: k")]


def test_blocks_and_their_kinds() -> None:
    text = f"# T\n\n{LONG}\n\n> q1\n>\n> - q2\n\n- a\n- b\n\n  c\n\n1. d\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n    code\n\n***\n"
    found = post(text)
    parts = [(part.kind, found.text[part.start : part.end]) for part in found.parts]
    assert parts[1:] == [
        ("quotation", "q1"),
        ("list", "q2"),
        ("list", "a\nb\nc"),
        ("list", "d"),
        ("paragraph", "x\ty\n1\t2"),
        ("paragraph", "code"),
    ]


def test_footnotes_stand_at_the_end_even_of_one_word() -> None:
    found = post(f"{LONG}[^a] and[^1].\n\n[^1]: Ibid.\n[^a]: More *of*\n    it.\n\nAnd so on.")
    assert found.text.endswith("and[1].\n\nAnd so on.\n\n[1] Ibid.\n\n[a] More of it.")
    assert [part.kind for part in found.parts[-2:]] == ["reference", "reference"]


def test_a_heading_that_repeats_the_title_is_not_read_twice() -> None:
    found = post(f"---\ntitle: On Tea\n---\n\n# On tea\n\n{LONG}")
    assert (found.title, found.text) == ("On Tea", LONG)


def test_turns_on_lines_of_one_paragraph() -> None:
    found = post("## Talk\n\n**I:** Tea?\n**B:** Yes,\nplease.\n**I:** Milk?\n**B:** No.\n**I:** Why?")
    assert [(part.voice, found.text[part.start : part.end]) for part in found.parts][:2] == [
        ("I", "I: Tea?"),
        ("B", "B: Yes, please."),
    ]


def test_markup_in_the_text() -> None:
    reading = read(f"{LONG}\n\n<div><p>shown</p></div>\n\n<!-- not shown -->\n")
    assert reading.comments[0].text.endswith("shown")
    assert reading.left_out[0].reason.startswith("markup that shows nothing")


def test_nothing_to_read_is_said() -> None:
    with pytest.raises(UnreadableSource, match="no text"):
        read("---\ntitle: x\n---\n<!-- x -->")


def test_long_input_takes_no_long_time() -> None:
    started = time.perf_counter()
    for text in (
        "[" * 50_000,
        "> " * 3_000 + "x",
        "*a " * 50_000,
        "- " * 5_000 + "x",
        "---\n" + "a: b\n" * 50_000,
        "[^a]: x\n" * 20_000,
        "`" * 50_000,
    ):
        source = make_source("x", text.encode())
        Markdown.sniff(source)
        try:
            read_source(source, format="markdown")
        except EthnographyError:
            continue
    assert time.perf_counter() - started < 600


@given(st.text(st.sampled_from("#*-_>[]()^:|`~\n %<!ab1.&\\"), max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    source = make_source("x", f"x{text}".encode())
    Markdown.sniff(source)
    try:
        read_source(source, format="markdown")
    except EthnographyError:
        return
