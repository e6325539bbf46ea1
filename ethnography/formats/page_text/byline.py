"""The line under a title that says who wrote an article and when, in the forms in which themes print it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ethnography.formats.furniture import comments_heading
from ethnography.formats.wording import author_date, date_line, is_name

_BY = re.compile(
    r"^\s*(?:(?:written\s|posted\s|published\s)?by|authors?\s*:|von|por|par|autor(?:in)?\s*:|auteur\s*:)\s+(?P<name>\S.{0,78}?)\s*$",
    re.IGNORECASE,
)
_ONLY_BY = re.compile(r"^\W{0,3}(?:(?:(?:written|posted|published)\s)?(?:by|von|por|par)\W{0,2})?$", re.IGNORECASE)
_CATEGORIES = re.compile(
    r"(?:\s*[&,])?\s*\b(?:(?:filed\s)?(?:in|under)|abgelegt\sunter|veröffentlicht\sin|publicado\sen|dans)\s+\S.{0,80}$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*[|•·]\s*|\s+[/—–-]\s+|\s+(?=(?:by|von|por|par)\s+[^\W\d_])"
    r"|\s+(?=\(?(?:\d+|no)\s+(?:comments?|responses?|replies|kommentare?|comentarios?|commentaires?)\)?$)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"leave a (?:comment|reply)|\d+ min(?:ute)?s?(?: read)?|updated?\W.*|last updated\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Byline:
    """Author and date as printed; each None where the line does not state it."""

    author: str | None
    date_text: str | None


def read_byline(line: str) -> Byline | None:
    """Author and date out of a line that states one of them and is no text; a line that is only a date is no byline.

    >>> read_byline("Posted on May 3, 2011 by Ann Lee"), read_byline("By Bo | May 3, 2011 | Soil, Water | 3 comments")
    (Byline(author='Ann Lee', date_text='May 3, 2011'), Byline(author='Bo', date_text='May 3, 2011'))
    >>> read_byline("by Ann Lee"), read_byline("By and by we met.")
    (Byline(author='Ann Lee', date_text=None), None)
    """
    return None if date_line(line) else byline_of_pieces(line) or _of_name(line)


def is_only_by(line: str) -> bool:
    """Whether a line is what stands between the date and the name where a theme prints each on its own: "—", "by"."""
    return _ONLY_BY.match(line) is not None


def is_categories(line: str) -> bool:
    """Whether a line under the name says where the article is filed: "in Soil, Water"."""
    return line.lstrip().startswith("in ") and len(line.split()) <= 8 and not line.rstrip().endswith((".", "!", "?", ":", ","))


def _of_name(line: str) -> Byline | None:
    """``by NAME``, ``by NAME on DATE``, ``NAME, DATE``."""
    by = _BY.match(line)
    text = by["name"] if by else line.strip()
    found = author_date(text)
    name, date = found or (text, None)
    return Byline(re.sub(r"\s+", " ", name).strip(), date) if (by or found) and is_name(name) else None


def byline_of_pieces(line: str) -> Byline | None:
    """``DATE by NAME``, ``by NAME | DATE | CATEGORY | 3 comments``: at least two pieces of the kinds a byline has."""
    if len(line) > 160:
        return None
    author = date = None
    known: set[str] = set()
    other = 0
    for piece in filter(None, _BETWEEN.split(line.strip())):
        heading = comments_heading(piece)
        shorter = _CATEGORIES.sub("", piece)
        if (heading and heading.count is not None) or _COUNTED.fullmatch(piece):
            known.add("count")
        elif shown := date_line(shorter):
            date = date or shown
            known.add("date")
        elif _BY.match(shorter) and (found := _of_name(shorter)):
            author, date = author or found.author, date or found.date_text
            known.add("author")
        else:
            other += 1
            if len(piece.split()) > 6 or piece.endswith((".", "?", "!", ":")):
                return None
    return Byline(author, date) if (author or date) and len(known) >= 2 and other <= 2 else None
