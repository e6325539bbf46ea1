"""Which codes a few letters may mean, best first: as the list of codes of the Jupyter screen ranks them (``desk/js/fuzzy.js``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from ethnography.codebook import Code, Codebook

_EXACT, _PREFIX, _WORD, _INITIALS, _INSIDE, _LETTERS, _ABOVE, _BRIEF, _MISS = range(8, -1, -1)


def rank_codes(typed: str, codes: Iterable[Code], book: Codebook, recent: Sequence[str] = ()) -> list[Code]:
    """The codes that fit what was typed, best first; of equal ones the ones used recently first. Nothing typed: no code.

    >>> book = Codebook("b", "1", (Code("t", "Trust"), Code("wt", "Work: trust"), Code("d", "Distrust"), Code("p", "Privacy")))
    >>> [code.name for code in rank_codes("trust", book, book)], [code.name for code in rank_codes("pvc", book, book)]
    (['Trust', 'Work: trust', 'Distrust'], ['Privacy'])
    """
    wanted = _folded(typed)
    scored = [(_score(wanted, code, book), code) for code in codes] if wanted else []
    found = [(score, code) for score, code in scored if score > _MISS]
    place = {id: number for number, id in enumerate(recent)}
    return [code for _, code in sorted(found, key=lambda pair: (-pair[0], place.get(pair[1].id, len(place))))]


def surely_meant(typed: str, codes: Sequence[Code]) -> Code | None:
    """The code whose id or name this is, or the only one whose id or name begins so; None where that is not sure.

    >>> codes = [Code("trust", "Trust"), Code("trust_in_it", "Trust in machines"), Code("p", "Privacy")]
    >>> [getattr(surely_meant(typed, codes), "id", None) for typed in ("trust", "priv", "tru", "rust")]
    ['trust', 'p', None, None]
    """
    given, wanted = typed.strip().casefold(), _folded(typed)
    if not given:
        return None
    for code in codes:
        if code.id.casefold() == given:
            return code
    same = [code for code in codes if code.name.casefold() == given]
    is_word = wanted and "_" not in given
    begins = [c for c in codes if c.id.casefold().startswith(given) or (is_word and _folded(c.name).startswith(wanted))]
    return next((some[0] for some in (same, begins) if len(some) == 1), None)


def _score(wanted: str, code: Code, book: Codebook) -> int:
    name, id = _folded(code.name), _folded(code.id)
    initials = "".join(word[0] for word in name.split())
    if wanted in (name, id):
        return _EXACT
    if name.startswith(wanted):
        return _PREFIX
    if f" {wanted}" in f" {name}":
        return _WORD
    if initials.startswith(wanted.replace(" ", "")):
        return _INITIALS
    if wanted in name or id.startswith(wanted):
        return _INSIDE
    if _in_order(wanted, name):
        return _LETTERS
    above = code.parent
    while above is not None and above in book:
        if f" {wanted}" in f" {_folded(book.code(above).name)}":
            return _ABOVE
        above = book.code(above).parent
    return _BRIEF if f" {wanted}" in f" {_folded(code.brief)}" else _MISS


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters.replace(" ", ""))


def _folded(text: str) -> str:
    """Small letters without accents; anything but letters and digits is one space."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", " ", bare).strip()
