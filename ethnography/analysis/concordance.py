"""In what words do people speak of it? Every place of a query with the words to its left and right.

:func:`keyword_in_context` makes the table, :func:`concordance_lines` the aligned lines to read.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from ethnography.corpus import Corpus
from ethnography.errors import TooLittle

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("comment", "thread", "author", "pseudonym", "depth", "start", "end", "left", "match", "right")
LINE_BREAK = "⏎"  # one sign for one sign: lengths and offsets stay true


def keyword_in_context(
    corpus: Corpus,
    query: str,
    *,
    width: int = 60,
    codings: pd.DataFrame | None = None,
    code: str | None = None,
) -> pd.DataFrame:
    """The places where the query stands, in corpus order, with up to `width` code points of the comment on either side.

    `query`: terms of the rule language, as in a codebook, separated by commas: words, stems with ``*``, phrases (see
    ``autocode.find``, which also looks into references and headings).
    `codings`: only places that share a code point with one of these codings; `code`: only with those of this code (its
    children have codes of their own). Columns ``comment, thread, author, pseudonym, depth, start, end, left, match, right``;
    ``start`` and ``end`` are code points of the comment's text, ``match`` what stands there, ``left`` and ``right`` what
    stands next to it to the exact sign, across paragraphs: each line break is one ⏎. Nothing found: no rows. Pingbacks are
    left out. Raises ``TooLittle`` for `code` without `codings`, and what ``autocode.find`` raises for a malformed query.
    """
    import pandas as pd

    from ethnography.autocode import find

    if code is not None and codings is None:
        raise TooLittle(
            f"A concordance within the code {code}", "no codings were given", "Pass codings=codings.to_frame(corpus) as well"
        )
    found = find(corpus, query)
    about = corpus.comments
    place = pd.Series(range(len(about)), index=about.index)[about["kind"].ne("pingback")]
    found = found[found["comment"].isin(place.index)]
    if codings is not None:
        found = found[_coded(found, codings if code is None else codings[codings["code"] == code])]
    order = place.reindex(found["comment"]).to_numpy()
    found = found.assign(place=order).sort_values(["place", "start", "end"], kind="stable")
    rows = []
    for comment, start, end in zip(found["comment"], found["start"], found["end"], strict=True):
        text, row = corpus.comment(comment).text.replace("\n", LINE_BREAK), about.loc[comment]
        left, right = text[max(0, start - width) : start], text[end : end + width]
        person = (row["thread"], row["author"], row["pseudonym"], row["depth"])
        rows.append((comment, *person, int(start), int(end), left, text[start:end], right))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    texts = dict.fromkeys(["comment", "thread", "author", "pseudonym", "left", "match", "right"], "str")
    return table.astype(texts | dict.fromkeys(["depth", "start", "end"], "int64"))


def _coded(found: pd.DataFrame, codings: pd.DataFrame) -> list[bool]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for comment, start, end in zip(codings["comment"], codings["start"], codings["end"], strict=True):
        spans.setdefault(comment, []).append((start, end))
    return [
        any(start < coded_end and coded_start < end for coded_start, coded_end in spans.get(comment, ()))
        for comment, start, end in zip(found["comment"], found["start"], found["end"], strict=True)
    ]


def concordance_lines(table: pd.DataFrame, *, width: int = 40) -> str:
    """A table of :func:`keyword_in_context` as lines of text, the matches under each other; for a terminal or a notebook.

    Each line: who speaks (``not stated`` where nobody knows), the comment and its depth, up to `width` columns on the left,
    the match, up to `width` columns on the right. Wide signs (emoji, Chinese) take two columns. Empty for no rows.

    >>> import pandas as pd
    >>> row = ("c1", "t", "a", "Ada", 2, 9, 14, "I do not ", "trust", " the badge")
    >>> print(concordance_lines(pd.DataFrame([row], columns=list(COLUMNS)), width=12))
    Ada  c1 (2)     I do not   trust   the badge
    """
    people = ["not stated" if name != name or name is None else str(name) for name in table["pseudonym"]]
    places = [f"{comment} ({depth})" for comment, depth in zip(table["comment"], table["depth"], strict=True)]
    widest = (
        max(map(_columns, people), default=0),
        max(map(_columns, places), default=0),
        max(map(_columns, table["match"]), default=0),
    )
    lines = []
    for who, where, left, match, right in zip(people, places, table["left"], table["match"], table["right"], strict=True):
        before, after = _cut(left[::-1], width)[::-1], _cut(right, width)
        cells = [
            _pad(who, widest[0]),
            _pad(where, widest[1]),
            " " * (width - _columns(before)) + before,
            _pad(match, widest[2]),
            after,
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(
        0
        if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Cf")
        else 2
        if unicodedata.east_asian_width(sign) in "WF"
        else 1
        for sign in text
    )


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))


def _cut(text: str, width: int) -> str:
    """As much of the text's beginning as fits into so many columns."""
    while _columns(text) > width:
        text = text[:-1]
    return text
