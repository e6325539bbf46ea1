from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.memo import memo_markup


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("Plain.", [["p", "Plain."]]),
        ("*a* **b** `c`", [["p", ["em", "a"], " ", ["strong", "b"], " ", ["code", "c"]]]),
        ("- one\n- two", [["ul", ["li", ["p", "one"]], ["li", ["p", "two"]]]]),
        ("[x](comment:t:1)", [["p", ["a", {"to": "comment:t:1"}, "x"]]]),
        ("[x](<coding:a b>)", [["p", ["a", {"to": "coding:a b"}, "x"]]]),
        ("[x](https://example.org)", [["p", ["span", "x", " (https://example.org)"]]]),
        ("[x](javascript:alert(1))", [["p", "[x](javascript:alert(1))"]]),
        ("<b>x</b> &amp;", [["p", "<b>x</b> &"]]),
        ("```\n<script>\n```", [["pre", "<script>\n"]]),
        ("", []),
    ],
)
def test_markdown_becomes_a_tree_of_plain_values(text: str, tree: list[object]) -> None:
    assert memo_markup(text) == tree


def tags(node: object) -> set[str]:
    if not isinstance(node, list):
        return set()
    own = {node[0]} if node and isinstance(node[0], str) else set()
    return own.union(*(tags(child) for child in node[1:] if isinstance(child, list))) if node else set()


@given(st.text(alphabet=st.sampled_from("ab*_`[](){}<>!#>-+=|~:/\n\"'&;x1 "), max_size=60))
def test_whatever_is_written_nothing_but_known_tags_comes_out(text: str) -> None:
    tree = memo_markup(text)
    json.dumps(tree)
    for node in tree:
        assert tags(node) <= {
            *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "em", "strong", "s", "code", "pre", "br"),
            *("hr", "a", "span", "table", "thead", "tbody", "tr", "th", "td"),
        }
