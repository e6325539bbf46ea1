"""What one sign is to the engine: its plain caseless form, and whether it is part of a word. Standard library only.

Folding never lengthens the UTF-8 form of a sign (of the signs that are equal, the shortest stands for all), so a folded block
fits into the bytes of the block; what is left over is deleted, and ``block`` keeps the way back.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ethnography.text import Span, plain

# Bits of word_bits: a word that begins right after this sign (NEXT), or ends right before it (PREVIOUS), would only be a piece
# of a longer one; LETTER is set for every sign that is part of a word, also in scripts without spaces.
NEXT, PREVIOUS, LETTER = 1, 2, 4

_UNSEEN = frozenset(map(chr, [
    0x00AD, 0x034F, 0x061C, *range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A),
    0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0),
]))  # fmt: skip
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3005, 0x3007), (0x3040, 0x312F), (0x31F0, 0x31FF),
    (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x1B000, 0x1B16F), (0x20000, 0x3FFFF),
)  # fmt: skip
_WORD = frozenset(["Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "Mn", "Mc"])
# Signs without a caseless form of one sign that Python's re takes for equal (re._casefix).
_PAIRS = {"\ufb05": "\ufb06", "\u1fd3": "\u0390", "\u1fe3": "\u03b0", "\u0130": "i", "\u0131": "i"}


@lru_cache(1 << 16)
def folded_sign(sign: str) -> str:
    """The plain, caseless form of one sign, one sign long; ``""`` for a sign that is not seen.

    White space becomes a space, a newline stays.

    >>> [folded_sign(sign) for sign in "É’—ẞ"], folded_sign("\\u212a"), folded_sign("\\u00ad")
    (['é', "'", '-', 'ß'], 'k', '')
    """
    if sign in _UNSEEN:
        return ""
    sign = plain(sign)
    if sign == "\u200b" or (sign.isspace() and sign != "\n"):
        return " "
    form = next((form for form in (_PAIRS.get(sign, ""), sign.casefold(), sign.lower()) if len(form) == 1), sign)
    upper = form.upper()
    return upper if len(upper) == 1 and len(upper.encode()) < len(form.encode()) else form


@lru_cache(1 << 16)
def word_bits(sign: str) -> int:
    """``NEXT | PREVIOUS | LETTER`` as they hold for one folded sign; 0 for what is no part of a word.

    >>> word_bits("a"), word_bits("漢"), word_bits("_"), word_bits("²")
    (7, 4, 0, 0)
    """
    category = unicodedata.category(sign)
    if category not in _WORD:
        return 0
    if not any(first <= ord(sign) <= last for first, last in _UNSPACED):
        return NEXT | PREVIOUS | LETTER
    return PREVIOUS | LETTER if category.startswith("M") else LETTER


def fold_text(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its signs the place in `text`.

    >>> fold_text("Sur\\u00advey")
    ('survey', [0, 1, 2, 4, 5, 6])
    """
    pairs = [(folded_sign(sign), place) for place, sign in enumerate(text)]
    return "".join(sign for sign, _ in pairs), [place for sign, place in pairs if sign]


_WORDS = re.compile(r"漢\xad*|a+(?:(?:\xad+['-]?\xad*|['-]\xad*)a+)*")


@lru_cache(1 << 16)
def _shape(sign: str) -> str:
    """a: part of a word; 漢: a word by itself; soft hyphen: not seen, or a mark on such a word; space: none of these."""
    if sign in _UNSEEN:
        return "\xad"
    sign = plain(sign)
    bits = word_bits(sign)
    if bits:
        return "a" if bits & NEXT else "\xad" if bits & PREVIOUS else "漢"
    return sign if sign in "'-" else " "


def word_spans(text: str) -> list[Span]:
    """Spans of the words that are counted between two terms.

    >>> word_spans("It’s 漢字")
    [(0, 4), (5, 6), (6, 7)]
    """
    return [match.span() for match in _WORDS.finditer("".join(map(_shape, text)))]
