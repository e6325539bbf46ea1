"""Texts as Reddit's pages of 2018 to 2023 hold them for their scripts, to HTML."""

from __future__ import annotations

from html import escape
from typing import Any

from ethnography.formats.tally import listed

_TAGS = {"par": "p", "blockquote": "blockquote", "li": "li", "spoilertext": "span"}


def html_of(node: Any) -> str:
    """The HTML of a document or of one of its elements; what is not known is taken for the elements inside it.

    >>> html_of({"document": [{"e": "par", "c": [{"e": "text", "t": "Tea & rain"}]}]})
    '<p>Tea &amp; rain</p>'
    """
    if isinstance(node, list):
        return "".join(html_of(one) for one in node)
    if not isinstance(node, dict):
        return ""
    kind, text = node.get("e"), node.get("t")
    inner = html_of(listed(node.get("c")) or listed(node.get("document")))
    if kind in ("text", "raw") and isinstance(text, str):
        return escape(text, quote=False)
    if kind == "link" and isinstance(text, str):
        return escape(text, quote=False)
    if kind in ("r/", "u/") and isinstance(text, str):
        return escape(f"{'/' if node.get('l') else ''}{kind}{text}", quote=False)
    if kind == "list":
        tag = "ol" if node.get("o") else "ul"
        return f"<{tag}>{inner}</{tag}>"
    if kind == "h":
        return f"<h3>{inner}</h3>"
    if kind == "code":
        lines = [html_of(one) for one in listed(node.get("c"))]
        return f"<pre>{chr(10).join(lines)}</pre>"
    if kind == "br":
        return "<br>"
    if kind == "table":
        rows = [listed(node.get("h")), *(listed(row) for row in listed(node.get("c")))]
        return f"<table>{''.join(f'<tr>{_cells(row)}</tr>' for row in rows if row)}</table>"
    around = _TAGS.get(str(kind))
    return f"<{around}>{inner}</{around}>" if around else inner


def _cells(row: list[Any]) -> str:
    return "".join(f"<td>{html_of(cell)}</td>" for cell in row)
