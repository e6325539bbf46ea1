"""The short way from HTML to text gives what the long way gives, for everything it takes upon itself."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethnography.formats import markup
from ethnography.formats.markup import text_of_html
from ethnography.formats.saved_page.document import Document
from ethnography.formats.saved_page.element_text import joined, read_blocks

WORDS = (
    "tea",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    "milk & honey",
    "&amp;",
    "&lt;",
    "&nbsp;",
    "&#39;",
    "&#8230;",
    "&eacute;",
    "é",
    "\u00a0",
    "1 > 2",
    "x\u2028y",
    "e\u0301",
    "\U0001f642",
    "&amp;lt;",
    "<br>",
    "<br/>",
    "<BR />",
    "<!-- x -->",
    "&bogus;",
    "&#0;",
    "&#x41;",
    "<!--more-->",
    "<",
    "< b",
    "</p>",
    "</b>",
    "<b>",
    "<p>",
    "</br>",
    "<p/>",
    '<b title="a>b">',
    "<b hidden>",
    '<b style="x">',
    "\ufeff",
    "\x0c",
    "<img alt='x'>",
    "<blockquote>q</blockquote>",
    "<ul><li>i</ul>",
    "<script>x</script>",
)
words = st.lists(st.sampled_from(WORDS[:22]), max_size=4).map("".join)
inner = st.recursive(
    words,
    lambda more: st.tuples(st.sampled_from(["b", "em", 'a href="x"', "a href='y' rel=nofollow", "span", "code"]), more, words).map(
        lambda one: f"<{one[0]}>{one[1]}</{one[0].split()[0]}>{one[2]}"
    ),
    max_leaves=4,
)
paragraphs = st.lists(st.tuples(inner, st.sampled_from(["<p>{}</p>", "<p>{}", "{}", "<p>{}</p>\n", "<P >{}</P>"])), max_size=5).map(
    lambda all_: "".join(form.format(text) for text, form in all_)
)


def the_long_way(fragment: str) -> object:
    blocks, _ = read_blocks([Document(f"<div>{fragment}</div>")], lambda tag: None)
    return joined(blocks)


@settings(max_examples=400, deadline=None)
@given(paragraphs)
def test_paragraphs_as_people_write_them(fragment: str) -> None:
    short = markup._simple(fragment)
    assert short is None or short == the_long_way(fragment)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=9).map("".join))
def test_anything_else(fragment: str) -> None:
    short = markup._simple(fragment)
    assert short is None or short == the_long_way(fragment)


@pytest.mark.parametrize(
    "fragment", ["<p>a</p><p>b <em>c</em></p>", "a<br>b &amp; c", '<a href="http://x.example.org/">x</a> <code>y</code>']
)
def test_most_comments_go_the_short_way(fragment: str) -> None:
    assert markup._simple(fragment) == the_long_way(fragment) == text_of_html(fragment)


@pytest.mark.parametrize("piece", ["<", "<b>", "<p>", "<a ", "&", "&amp", "<!--", "<br>", "&#", "<a href='", '<a "'])
def test_it_takes_linear_time(piece: str) -> None:
    begun = time.monotonic()
    markup._simple(piece * 50_000)
    assert time.monotonic() - begun < 5
