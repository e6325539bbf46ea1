from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ethnography.text import (
    clean,
    code_point_offset,
    count_words,
    paragraphs,
    plain,
    printable,
    sentences,
    slug,
    span_around,
    utf16_offset,
)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert "\r" not in clean(text)


@given(st.text())
def test_the_plain_copy_has_the_same_length(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(), st.data())
def test_offsets_go_to_utf16_and_back(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    units = utf16_offset(text, offset)
    assert units == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
    assert code_point_offset(text, units) == offset


@given(st.text(alphabet="ab.!? \n…”’A1🙂"))
def test_sentences_and_paragraphs_cover_every_word_in_order(text: str) -> None:
    for spans in (sentences(text), paragraphs(text)):
        assert all(a < b for a, b in spans)
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
        assert sum(not c.isspace() for a, b in spans for c in text[a:b]) == sum(not c.isspace() for c in text)


def said(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


def test_sentences_of_comments() -> None:
    assert said("Well. It works! does it? 2 say so…  And “No.” He left") == [
        "Well.", "It works!", "does it?", "2 say so…", "And “No.”", "He left",
    ]  # fmt: skip
    assert said("As Quill et al. (2011) and e.g. Dr. May said.") == ["As Quill et al. (2011) and e.g. Dr. May said."]
    assert said("first line\nsecond line") == ["first line", "second line"]
    assert said("") == []


def test_the_unit_around_a_span_is_the_smallest_that_covers_it() -> None:
    text = "One two. Three four. Five."
    spans = sentences(text)
    assert text[slice(*span_around(spans, 10, 12))] == "Three four."
    assert text[slice(*span_around(spans, 5, 12))] == "One two. Three four."
    assert span_around([], 1, 3) == (1, 3)


def test_words_slugs_and_terminals() -> None:
    assert count_words("It’s a well-being thing :-) 🙂 24/7") == 6
    assert count_words("") == 0
    assert slug("“Zoë’s” day — part 2") == "zoës-day-part-2"
    assert slug("?!") == "untitled"
    assert len(slug("word " * 40, 30)) <= 30
    assert printable("a\x1b[31mb\u202ec") == "a\ufffd[31mb\ufffdc"
    assert clean("e\u0301\r\n\rx\ufeff") == "é\n\nx\ufeff"
