"""The pages of a PDF to lines: the words, where they stand on the page, how large and whether bold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ethnography.formats.documents import Run
from ethnography.formats.tally import sound

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " ", "\u0000": None}
)
_SPACE = re.compile(r"[ \t\r\f\v]+")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its runs, its page (from 0), the place of its first letter (from the lower left, in points), the letters' size."""

    runs: tuple[Run, ...]
    page: int
    x: float
    y: float
    size: float

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_bold(self) -> bool:
        """Whether all its letters are bold."""
        return all(run.bold for run in self.runs if run.text.strip())


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    x: float
    y: float
    size: float
    bold: bool
    turned: bool


def lines_of(page: Any, number: int) -> tuple[list[Line], int]:
    """The lines of a page in the order in which the file draws them; the number of letters on it that stand upright or askew
    and are left out (stamps in the margin, watermarks)."""
    pieces: list[_Piece] = []

    def keep(text: str, outer: Sequence[float], inner: Sequence[float], font: Any, size: float) -> None:
        if text:
            pieces.append(_piece(text, outer, inner, font, size))

    page.extract_text(visitor_text=keep)
    turned_letters = sum(len(piece.text.strip()) for piece in pieces if piece.turned)
    if turned_letters > sum(len(piece.text.strip()) for piece in pieces if not piece.turned):
        pieces = _turned_back(pieces)
    lines: list[Line] = []
    open_: list[_Piece] = []
    ended = False
    turned = 0
    for piece in pieces:
        if piece.turned and piece.text.strip():
            turned += len(piece.text.strip())
            continue
        for n, text in enumerate(piece.text.split("\n")):
            ended = ended or n > 0
            if not text.strip():
                open_ += [_with(piece, text)] if text and not ended else []
                continue
            last = next((one for one in reversed(open_) if one.text.strip()), None)
            if last is not None and (n > 0 or not _goes_on(last, piece, ended)):
                lines += _line(open_, number)
                open_ = []
            elif last is not None and (ended or _is_apart(last, piece)):
                open_.append(_with(piece, " "))
            open_.append(_with(piece, text))
            ended = False
    return [*lines, *_line(open_, number)], turned


def _is_apart(last: _Piece, piece: _Piece) -> bool:
    """Whether more than a letter's width is between these letters and those before them (the cells of a table), roughly."""
    wide = sum(0.8 if letter.isupper() or letter.isdigit() else 0.6 for letter in last.text.strip()) * last.size
    return piece.x - last.x > wide + 1.2 * piece.size


def _turned_back(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The letters of a page that is turned as a whole, as if it were not; what then stands askew is what stood upright."""
    return [_Piece(piece.text, -piece.y, piece.x, piece.size, piece.bold, not piece.turned) for piece in pieces]


def _goes_on(last: _Piece, piece: _Piece, ended: bool) -> bool:
    """Whether letters stand on the line of those before them: at the same height and, where pypdf sees a new line, to the right."""
    apart = abs(last.y - piece.y)
    if ended:
        return apart < 0.2 * max(piece.size, 1) and piece.x > last.x
    return apart <= 0.7 * max(piece.size, last.size, 1)


def _piece(text: str, outer: Sequence[float], inner: Sequence[float], font: Any, size: float) -> _Piece:
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    across = abs(inner[0] * outer[0] + inner[1] * outer[2])
    askew = abs(inner[0] * outer[1] + inner[1] * outer[3])
    high = abs(inner[2] * outer[1] + inner[3] * outer[3])
    return _Piece(text, float(x), float(y), float(abs(size) * (high or 1)), _is_bold(font), askew > across and askew > 0.01)


def _is_bold(font: Any) -> bool:
    try:
        return bool(font) and _BOLD.search(str(font.get("/BaseFont", ""))) is not None
    except (AttributeError, TypeError, KeyError):
        return False


def _with(piece: _Piece, text: str) -> _Piece:
    return _Piece(text, piece.x, piece.y, piece.size, piece.bold, piece.turned)


def _line(pieces: Sequence[_Piece], number: int) -> list[Line]:
    """The line of these pieces; none where they are white space. White space of any kind is a space."""
    filled = [piece for piece in pieces if piece.text.strip()]
    if not filled:
        return []
    runs: list[Run] = []
    before = " "
    for piece in pieces:
        text = _SPACE.sub(" ", sound(piece.text.translate(_LIGATURES)).replace("\n", " "))
        text = text.lstrip(" ") if before.endswith(" ") else text
        if text:
            before = text
            runs.append(Run(text, piece.bold if text.strip() else bool(runs) and runs[-1].bold))
    while runs and not runs[-1].text.strip():
        runs.pop()
    if not runs:
        return []
    runs[-1] = Run(runs[-1].text.rstrip(), runs[-1].bold)
    size = max(filled, key=lambda piece: len(piece.text)).size
    return [Line(tuple(runs), number, min(piece.x for piece in filled), filled[0].y, round(size, 1))]
