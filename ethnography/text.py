"""What a text is here, once and for all: clean newlines, composed characters, offsets in code points.

Text is cleaned once, on import (:func:`clean`), and never changes afterwards: every offset in a study counts the Unicode
code points of the cleaned text. Browsers count UTF-16 units; the two conversions below stand at that border and
nowhere else. :func:`plain` makes the *same-length* copy in which typographic variants look alike.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

NEWLINES = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")

_HALF = re.compile("[\ud800-\udfff]")

_PLAIN = str.maketrans({
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032\uff07\u0060\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
})  # fmt: skip


def clean(text: str) -> str:
    r"""Text as it is stored: newlines as ``\n``, no byte order mark, Unicode composed (NFC).

    Applied once, on import; everything later counts the code points of the result. Nothing else is changed:
    no-break spaces, curly quotes and emoji stay as they were written. Half a surrogate pair, which no file can hold, becomes
    ``\ufffd``.

    >>> clean("Zoe\u0308\r\nsays")
    'Zoë\nsays'
    """
    return unicodedata.normalize("NFC", NEWLINES.sub("\n", sound(text.removeprefix("\ufeff"))))


def sound(text: str) -> str:
    r"""The text without halves of surrogate pairs (broken JSON holds them): each becomes ``\ufffd``.

    >>> sound("tea \ud800")
    'tea �'
    """
    return _HALF.sub("\ufffd", text) if not text.isascii() else text


def plain(text: str) -> str:
    """A copy of the same length in which curly quotes, dashes and odd spaces have their plain forms.

    Offsets in the copy are offsets in the text. Case is kept. Use it to compare or to tokenise, never to store.

    >>> plain("don\u2019t \u2013 ever")
    "don't - ever"
    """
    return text.translate(_PLAIN)


def digest(text: str) -> str:
    """The SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def utf16_offset(text: str, code_points: int) -> int:
    r"""The offset in UTF-16 units (what a browser counts) of an offset in code points.

    >>> utf16_offset("\U0001f642 yes", 2)
    3
    """
    return code_points + sum(ord(c) > 0xFFFF for c in text[:code_points])


def code_point_offset(text: str, utf16: int) -> int:
    r"""The offset in code points of an offset in UTF-16 units; one inside a surrogate pair moves to its start.

    >>> code_point_offset("\U0001f642 yes", 3)
    2
    """
    units = 0
    for index, character in enumerate(text):
        step = 2 if ord(character) > 0xFFFF else 1
        if units + step > utf16:
            return index
        units += step
    return len(text)


Span = tuple[int, int]

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
# A sentence ends at . ! ? or … (with closing quotes or brackets) before white space and something that can begin a
# sentence, or at a line break. Lower-case starts are common in comments, so "!" and "?" end one before any letter.
_SENTENCE_END = re.compile(r"""(?: [.…]+["'”’)\]]*(?=\s+["'“‘(\[]*[^\Wa-z_]) | [!?]+[.…!?]*["'”’)\]]*(?=\s) | \n )""", re.VERBOSE)
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|cf|vs|al|Dr|Mr|Mrs|Ms|Prof|St|approx|dept|Eds?|pp?|[A-Z])\.$")


def _between(text: str, cuts: Iterator[Span]) -> list[Span]:
    """The stretches between cuts, without the white space at either end; empty ones are left out."""
    spans: list[Span] = []
    start = 0
    for cut_start, cut_end in [*cuts, (len(text), len(text))]:
        piece = text[start:cut_start]
        lead = len(piece) - len(piece.lstrip())
        body = piece.strip()
        if body:
            spans.append((start + lead, start + lead + len(body)))
        start = cut_end
    return spans


def paragraphs(text: str) -> list[Span]:
    r"""Spans of the paragraphs: what blank lines set apart, trimmed. An empty text has none.

    >>> paragraphs("One.\n\nTwo,\nstill two.")
    [(0, 4), (6, 21)]
    """
    return _between(text, (match.span() for match in _BLANK_LINE.finditer(text)))


def sentences(text: str) -> list[Span]:
    """Spans of the sentences, in order, trimmed; line breaks end a sentence too. An empty text has none.

    Made for comments: abbreviations ("et al.", "e.g.") do not end a sentence, and no downloaded model is needed.

    >>> [("Schrank et al. (2012) said so. Really?"[a:b]) for a, b in sentences("Schrank et al. (2012) said so. Really?")]
    ['Schrank et al. (2012) said so.', 'Really?']
    """

    def cuts() -> Iterator[Span]:
        for match in _SENTENCE_END.finditer(text):
            if match.group().startswith(".") and _ABBREVIATION.search(text, max(0, match.start() - 8), match.start() + 1):
                continue
            yield match.end(), match.end()

    return _between(text, cuts())


def span_around(spans: list[Span], start: int, end: int) -> Span:
    """The smallest run of `spans` that covers start:end; the given span itself where none of them touches it."""
    starts = [a for a, _ in spans]
    first = max(bisect_right(starts, start) - 1, 0)
    last = max(bisect_right(starts, max(end - 1, start)) - 1, first)
    if not spans or (spans[first][1] <= start and first == last):
        return start, end
    return min(spans[first][0], start), max(spans[last][1], end)


_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def printable(text: str) -> str:
    r"""The text for a terminal: control and direction characters, which could move the cursor or hide words, become ``\ufffd``.

    >>> printable("\x1b[2Jgone")
    '\ufffd[2Jgone'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def count_words(text: str) -> int:
    """How many words a reader would count: runs of letters and digits, joined by an apostrophe or a hyphen.

    >>> count_words("It\u2019s well-being :-) 24/7")
    4
    """
    return sum(1 for _ in _WORD.finditer(plain(text)))


def slug(text: str, length: int = 40) -> str:
    """A short name for ids and files: lower case, letters and digits of any script, hyphens; never empty.

    >>> slug("Who’s afraid of the NHS?")
    'whos-afraid-of-the-nhs'
    """
    words = re.sub(r"[^\w]+|_+", "-", plain(text).replace("'", "").lower()).strip("-")
    if len(words) > length:
        words = words[: length + 1].rsplit("-", 1)[0][:length] or words[:length]
    return words.strip("-") or "untitled"
