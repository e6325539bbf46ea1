"""Memos: what the analyst thinks, attached to a coding, comment, thread, code or the study."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SUBJECTS = ("coding", "comment", "thread", "code", "study")
LINKED = ("comment", "coding", "thread", "code", "memo")  # [words](comment:ID) leads there
Markup = str | list[Any]

_TAGS = frozenset({
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "em", "strong", "s", "code", "pre", "br", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Memo:
    """The analyst's note on something.

    `about` is one of ``coding, comment, thread, code, study``; `subject` its id (``""`` for the study).
    `at` is the time of writing, ISO 8601 in UTC; `written` when it was first written (an edited memo is a new one). The text
    is Markdown; ``[words](comment:ID)`` links to a comment, and ``coding:``, ``thread:``, ``code:``, ``memo:`` to the others.
    """

    id: str
    coder: str
    about: str
    subject: str
    text: str
    at: str
    written: str = ""


@lru_cache(maxsize=10_000)
def memo_markup(text: str) -> list[Markup]:
    """A memo's Markdown as a tree of plain values: each node a text, or ``[tag, children…]``; no HTML, nothing to run.

    A link into the study is ``["a", {"to": "comment:ID"}, …]``. An address of the web stays text, with the address behind it:
    a memo loads nothing and leads nowhere outside. HTML in a memo is shown as it was written. The tree is shared: do not change it.

    >>> memo_markup("So *far*, see [her answer](comment:c1).")
    [['p', 'So ', ['em', 'far'], ', see ', ['a', {'to': 'comment:c1'}, 'her answer'], '.']]
    """
    tree: list[Markup] = []
    _grow(_parser().parse(text), [tree])
    return tree


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return parser.disable(["image", "html_block", "html_inline"])


def _grow(tokens: list[Token], open_nodes: list[list[Any]]) -> None:
    """Hang the tokens into the innermost open node."""
    for token in tokens:
        here = open_nodes[-1]
        if token.type == "inline":
            _grow(token.children or [], open_nodes)
        elif token.nesting == 1:
            node = _node(token)
            here.append(node)
            open_nodes.append(node)
        elif token.nesting == -1:
            node = open_nodes.pop()
            if node[0] == "span" and len(node) > 1 and isinstance(node[1], dict):
                address = node.pop(1)["address"]
                node.append(f" ({address})" if node[1:] != [address] else "")
        elif token.type in ("code_block", "fence"):
            here.append(["pre", token.content])
        elif token.type == "code_inline":
            here.append(["code", token.content])
        elif token.type in ("softbreak", "hardbreak"):
            here.append(["br"] if token.type == "hardbreak" else "\n")
        elif token.tag == "hr":
            here.append(["hr"])
        elif token.content:
            here.append(token.content)


def _node(token: Token) -> list[Any]:
    if token.type == "link_open":
        from urllib.parse import unquote

        to = unquote(str(token.attrGet("href") or ""))
        return ["a", {"to": to}] if to.split(":")[0] in LINKED else ["span", {"address": to}]
    return [token.tag if token.tag in _TAGS else "span"]
