"""A block of comments as bytes to search: folded once, with the way back to code points of each comment.

Two byte strings of equal length stand for a block. In ``signs`` every sign is folded: letters in UTF-8, every other sign in
one byte: a space (for a run of white space), ``\\n`` (a lone line break), ``BREAK`` (a run with an empty line), ``-``, other
ASCII signs as they are, ``OTHER``. ``words`` is the same with a space for whatever is no part of a word, so that whole words
can be searched as bytes. Bytes that folding leaves over are deleted; positions are mapped back by the sorted places of
deletions and of UTF-8 continuation bytes, both of them few in most texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ethnography.autocode.fold import LETTER, NEXT, PREVIOUS, folded_sign, word_bits

Places = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

OTHER, BREAK, DELETED = 0x01, 0x02, 0xFF
SPACE, NEWLINE = 0x20, 0x0A

_LOWER = bytes(ord(folded_sign(chr(i))) if i < 128 else i for i in range(256))
_WORDS = bytes(i if i >= 128 or word_bits(chr(i)) else SPACE for i in range(256))


class _Signs:
    """What is known of each code point so far: its folded form (0: not seen) and its word bits; filled when one turns up."""

    def __init__(self) -> None:
        self.known = np.zeros(0x110000, np.bool_)
        self.form = np.zeros(0x110000, np.int32)
        self.bits = np.zeros(0x110000, np.uint8)

    def meet(self, signs: npt.NDArray[np.int32]) -> None:
        for number in np.unique(signs[~self.known[signs]]).tolist():
            form = folded_sign(chr(number))
            bits = word_bits(form) if form else 0
            self.form[number] = ord(form) if form and (bits or ord(form) < 128) else OTHER if form else 0
            self.bits[number] = bits
            self.known[number] = True


_SIGNS = _Signs()


class Block:
    """Some comments, folded. `offset`: the number of the first comment in the whole; `texts`: a ``pa.LargeStringArray``."""

    def __init__(self, texts: Any, offset: int) -> None:
        self.offset, self.texts = offset, texts
        lengths = np.diff(np.frombuffer(texts.buffers()[1], np.int64)[texts.offset : texts.offset + len(texts) + 1])
        self.starts: Places = 1 + np.concatenate([[0], np.cumsum(lengths + 1)[:-1]])  # byte places in raw
        source = _with_separators(texts)
        self.raw = np.frombuffer(source, np.uint8)
        high = np.flatnonzero(self.raw >= 0x80)
        is_lead = self.raw[high] >= 0xC0
        self._continued = Deletions(high[~is_lead])
        self.signs = source.translate(_LOWER)
        folded = np.frombuffer(self.signs, np.uint8)
        self.scripts_without_spaces, unseen = self._fold(folded, high[is_lead])
        _collapse_runs(folded, unseen)
        self._deleted = Deletions(np.flatnonzero(folded == DELETED))
        if len(self._deleted.places):
            self.signs = self.signs.translate(None, bytes([DELETED]))
        self.words = self.signs.translate(_WORDS)

    def __len__(self) -> int:
        return len(self.texts)

    def _fold(self, folded: Bytes, leads: Places) -> tuple[bool, bool]:
        """Fold the signs beyond ASCII in place; whether one is of a script without spaces, whether one is not seen."""
        signs, sizes = _decoded(self.raw, leads)
        _SIGNS.meet(signs)
        forms, bits = _SIGNS.form[signs], _SIGNS.bits[signs]
        changed = np.flatnonzero(forms != signs)
        leads, sizes, coded = leads[changed], sizes[changed], _encoded(forms[changed])
        for place in range(4):
            inside = sizes > place
            folded[leads[inside] + place] = coded[inside, place]
        apart = (bits & LETTER != 0) & (bits & (NEXT | PREVIOUS) != NEXT | PREVIOUS)
        return bool(apart.any()), bool((forms == 0).any())

    @cached_property
    def joins(self) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """Two arrays over ``words``: whether the sign at a byte joins what follows it, and what precedes it."""
        searched = np.frombuffer(self.words, np.uint8)
        letters = searched != SPACE
        if not self.scripts_without_spaces:
            return letters, letters
        leads = np.flatnonzero(searched >= 0xC0)
        signs, sizes = _decoded(searched, leads)
        _SIGNS.meet(signs)
        found = []
        for bit in (NEXT, PREVIOUS):
            joined, apart = letters.copy(), _SIGNS.bits[signs] & bit == 0
            for place in range(4):
                joined[leads[apart & (sizes > place)] + place] = False
            found.append(joined)
        return found[0], found[1]

    # the way back

    def originals(self, places: Places) -> Places:
        """Byte places in the raw text for byte places in ``signs`` and ``words``."""
        return self._deleted.undone(places)

    def comments_at(self, raw_places: Places) -> Places:
        """Which comment of the block each raw byte belongs to."""
        return np.searchsorted(self.starts, raw_places, "right") - 1

    def _signs_before(self, raw_places: Places) -> Places:
        """How many signs of the block begin before the sign that this byte belongs to."""
        if not len(self._continued.places):
            return raw_places
        return raw_places - np.searchsorted(self._continued.places, raw_places, "right")

    @cached_property
    def _first_signs(self) -> Places:
        return self._signs_before(self.starts)

    def spans(self, starts: Places, ends: Places) -> tuple[Places, Places, Places]:
        """Comment, start and end (code points) for byte spans in ``words``."""
        first, last = self.originals(starts), self.originals(ends - 1)
        comments = self.comments_at(first)
        before = self._first_signs[comments]
        return comments, self._signs_before(first) - before, self._signs_before(last) + 1 - before

    def slices(self, comments: Places, starts: Places, ends: Places) -> Any:
        """The texts of code point spans, as a ``pa.StringArray``."""
        before = self._first_signs[comments]
        first, last = (self._continued.undone(before + places) for places in (starts, ends))
        offsets = np.concatenate([[0], np.cumsum(last - first)])
        taken = np.arange(offsets[-1]) + np.repeat(first - offsets[:-1], last - first)
        buffers = [None, pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(self.raw[taken])]
        return pa.StringArray.from_buffers(len(comments), *buffers[1:])


def blocks_of(texts: Any, block_bytes: int) -> Iterator[Block]:
    """The comments block by block: each block holds whole comments, at least one, and little more than `block_bytes`."""
    if not len(texts):
        return
    ends = np.frombuffer(texts.buffers()[1], np.int64)[texts.offset : texts.offset + len(texts) + 1]
    first = 0
    while first < len(texts):
        last = max(first + 1, int(np.searchsorted(ends, ends[first] + block_bytes, "right")) - 1)
        yield Block(texts[first:last], first)
        first = last


def _with_separators(texts: Any) -> bytearray:
    """The bytes of the texts with a zero byte before, between and after."""
    listed = pa.ListArray.from_arrays(pa.array([0, len(texts)], pa.int32()), texts.cast(pa.string()))
    return bytearray(b"\0").join([b"", memoryview(pc.binary_join(listed, "\0")[0].as_buffer()), b""])


def _decoded(raw: Bytes, leads: Places) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Code points and sizes in bytes of the signs whose UTF-8 begins at these places (none is ASCII)."""
    first = raw[leads].astype(np.int32)
    sizes = (2 + (first >= 0xE0) + (first >= 0xF0)).astype(np.uint8)
    signs = first & np.where(sizes == 2, 0x1F, np.where(sizes == 3, 0x0F, 0x07)).astype(np.int32)
    for place in (1, 2, 3):
        longer = sizes > place
        signs[longer] = signs[longer] << 6 | (raw[leads[longer] + place] & 0x3F)
    return signs, sizes


def _encoded(signs: npt.NDArray[np.int32]) -> Bytes:
    """UTF-8 of the signs, shape (n, 4), padded with ``DELETED``; 0 has no bytes at all, a space has four."""
    coded = np.full((len(signs), 4), DELETED, np.uint8)
    limits = ((1, 0x80, 0), (0x80, 0x800, 0xC0), (0x800, 0x10000, 0xE0), (0x10000, 0x110000, 0xF0))
    for size, (low, high, mark) in enumerate(limits, 1):
        here = (signs >= low) & (signs < high)
        for place in range(size):
            bits = signs[here] >> 6 * (size - 1 - place)
            coded[here, place] = (mark | bits) if place == 0 else (0x80 | bits & 0x3F)
    coded[signs == SPACE] = SPACE  # wide spaces become runs, to be collapsed with their neighbours
    return coded


def _collapse_runs(folded: Bytes, unseen: bool) -> None:
    """Leave one byte of each run of white space, in place, and mark the others as deleted.

    `unseen`: bytes of signs that are not seen are there, marked as deleted; they may stand inside a run.
    """
    if unseen:
        seen = np.flatnonzero(folded != DELETED)
        kept = folded[seen]
        _collapse_runs(kept, False)
        folded[seen] = kept
        return
    white = (folded == SPACE) | (folded == NEWLINE)
    more = np.flatnonzero(white[1:] & white[:-1]) + 1  # all but the first of each run; a zero byte stands before all
    if not len(more):
        return
    opens = ~white[more - 2]
    heads = more[opens] - 1
    breaks = np.bincount(np.cumsum(opens) - 1, folded[more] == NEWLINE) + (folded[heads] == NEWLINE)
    folded[heads] = np.where(breaks > 1, BREAK, SPACE)
    folded[more] = DELETED


class Deletions:
    """Places (sorted) of bytes that were left out, and the way back from places counted without them."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._counted_without = places - np.arange(len(places))

    def undone(self, places: Places) -> Places:
        """Places counted with the deleted bytes, for places counted without them.

        >>> Deletions(np.array([1, 2])).undone(np.array([0, 1, 2]))
        array([0, 3, 4])
        """
        return places + np.searchsorted(self._counted_without, places, "right") if len(self.places) else places
