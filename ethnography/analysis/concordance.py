"""In what words do people speak of it? Every place of a query with the words to its left and right.

:func:`keyword_in_context` makes the table, :func:`concordance_lines` the aligned lines to read; the figure of where the places
lie in threads and time is :func:`ethnography.analysis.dispersion.plot_dispersion`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import TYPE_CHECKING

from ethnography.analysis.query import Query, described, find_places
from ethnography.corpus import Corpus
from ethnography.errors import TooLittle, UnknownId

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

COLUMNS = ("comment", "thread", "author", "pseudonym", "depth", "start", "end", "left", "match", "right")
SORTS = ("corpus", "left", "match", "right", "date", "position")
LINE_BREAK = "⏎"  # one sign for one sign: lengths and offsets stay true


def keyword_in_context(
    corpus: Corpus,
    query: Query,
    *,
    width: int = 60,
    codings: pd.DataFrame | None = None,
    code: str | Collection[str] | None = None,
    without: str | Collection[str] = (),
    sort: str = "corpus",
) -> pd.DataFrame:
    """The places where the query stands, one row each, with up to `width` code points of the comment on either side.

    `query`: terms of the rule language separated by commas (words, stems with ``*``, phrases), or a rule (near, not, unless,
    regex …) as a mapping, a text in braces or a ``Rule``; see ``query.find_places``, which also looks into references and
    headings. `codings`: only places that share a code point with one of these codings; `code`: only with those of this code
    or one of these (its children have codes of their own); `without`: not those that share one with a coding of these.
    `sort`: ``corpus`` (order of the corpus); ``left`` (the nearest word to the left first), ``match``, ``right``, all three
    without regard to case and punctuation; ``date`` (comments that state none last); ``position`` (in the thread).

    Columns ``comment, thread, author, pseudonym, depth, start, end, left, match, right``; ``start`` and ``end`` are code points
    of the comment's text, ``match`` what stands there, ``left`` and ``right`` what stands next to it to the exact sign, across
    paragraphs: each line break is one ⏎. Nothing found: no rows. Pingbacks are left out. Raises ``TooLittle`` for `code` or
    `without` and no codings, ``UnknownId`` for another `sort`, and what ``query.find_places`` raises for a malformed query.

    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("c", "t", None, "We trust you. I trust him. NHS trusts too.", "post")])
    >>> table = keyword_in_context(corpus, {"terms": ["trust*"], "not": ["nhs trust*"]}, sort="right")
    >>> table["right"].str[:4].tolist()
    [' him', ' you']
    """
    import pandas as pd

    if sort not in SORTS:
        raise UnknownId("order of a concordance", sort, SORTS, "what it can be sorted by")
    codes, barred = _listed(code), _listed(without) or []
    if codings is None and (codes is not None or barred):
        about = f"A concordance {'within' if codes is not None else 'without'} the code {', '.join(codes or barred)}"
        raise TooLittle(about, "no codings were given", "Pass codings=codings.to_frame(corpus) as well")
    found = find_places(corpus, query)
    if codings is not None:
        inside = codings if codes is None else codings[codings["code"].isin(codes)]
        if codes is not None or not barred:
            found = found[_coded(found, inside)]
        found = found[~_coded(found, codings[codings["code"].isin(barred)])]
    about_comments = corpus.comments
    place = pd.Series(range(len(about_comments)), index=about_comments.index)
    found = found.assign(place=place.reindex(found["comment"]).to_numpy())
    found = found.sort_values(["place", "start", "end"], kind="stable")
    rows = []
    for comment, start, end in zip(found["comment"], found["start"], found["end"], strict=True):
        text, row = corpus.comment(comment).text.replace("\n", LINE_BREAK), about_comments.loc[comment]
        left, right = text[max(0, start - width) : start], text[end : end + width]
        person = (row["thread"], row["author"], row["pseudonym"], row["depth"])
        rows.append((comment, *person, int(start), int(end), left, text[start:end], right))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    texts = dict.fromkeys(["comment", "thread", "author", "pseudonym", "left", "match", "right"], "str")
    table = table.astype(texts | dict.fromkeys(["depth", "start", "end"], "int64"))
    table = _sorted(table, corpus, sort)
    table.attrs["query"] = described(query)
    return table


def _listed(codes: str | Collection[str] | None) -> list[str] | None:
    return None if codes is None else [codes] if isinstance(codes, str) else list(codes)


def _sorted(table: pd.DataFrame, corpus: Corpus, sort: str) -> pd.DataFrame:
    """The table in another order; equals stay in the order of the corpus."""
    if sort == "corpus":
        return table
    if sort in ("date", "position"):
        keys = corpus.comments[sort].reindex(table["comment"]).reset_index(drop=True)
        return table.loc[keys.sort_values(kind="stable", na_position="last").index].reset_index(drop=True)
    words = [_words(text) for text in table[sort]]
    order = sorted(range(len(table)), key=lambda row: words[row][::-1] if sort == "left" else words[row])
    return table.iloc[order].reset_index(drop=True)


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’'-]+", text.casefold())


def _coded(found: pd.DataFrame, codings: pd.DataFrame) -> npt.NDArray[np.bool_]:
    import numpy as np

    spans: dict[str, list[tuple[int, int]]] = {}
    for comment, start, end in zip(codings["comment"], codings["start"], codings["end"], strict=True):
        spans.setdefault(comment, []).append((start, end))
    inside = [
        any(start < coded_end and coded_start < end for coded_start, coded_end in spans.get(comment, ()))
        for comment, start, end in zip(found["comment"], found["start"], found["end"], strict=True)
    ]
    return np.array(inside, dtype=bool)


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
