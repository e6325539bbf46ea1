"""How much is taken out of one archive: more than any real one holds, too little for a hostile one to fill the memory."""

from __future__ import annotations

from ethnography.errors import UnreadableSource
from ethnography.source.passed_over import PassingLog

MEMBER = 512 << 20  # bytes of one file taken out: it is held in memory
TOTAL = 16 << 30  # bytes taken out of one file in all, one after the other
ENTRIES = 50_000
DIRECTORY = 8 << 20  # bytes of a ZIP file's table of contents, which is read whole
NESTING = 2  # an archive in an archive is opened, one in that is not
RATIO = 250  # text shrinks to a twentieth, very regular text to a hundredth
RATIO_FROM = 32 << 20  # bytes that may come out before the ratio is looked at
HEADERS = 1 << 20  # bytes of the headers of one record or part


class Unpacking:
    """One file being taken apart: what is passed over in it, how deep in archives this is, and how much came out so far."""

    def __init__(self, log: PassingLog, level: int = 0, spent: list[int] | None = None) -> None:
        self.log, self.level = log, level
        self._spent = spent if spent is not None else [0]

    def deeper(self) -> Unpacking:
        """The same for an archive found in this one."""
        return Unpacking(self.log, self.level + 1, self._spent)

    def beside(self) -> Unpacking:
        """The same with a list of its own, for what may have to be done again."""
        return Unpacking(PassingLog(), self.level, self._spent)

    def check_level(self, where: str) -> None:
        """Raise ``UnreadableSource`` where this archive lies in too many others."""
        if self.level >= NESTING:
            found = f"it lies {self.level} archives deep, and no deeper than {NESTING} are opened"
            raise UnreadableSource(where, found, "Unpack the outer ones and name what is in them.")

    def spend(self, number: int, where: str) -> None:
        """Count bytes that came out. Raises ``UnreadableSource`` where they have become too many."""
        self._spent[0] += number
        if self._spent[0] > TOTAL:
            raise UnreadableSource(where, f"more than {in_words(TOTAL)} came out of it", "Unpack it and name the files you need.")


def check_ratio(unpacked: int, packed: int, where: str) -> None:
    """Raise ``UnreadableSource`` where far more came out than text can have been packed into so little."""
    if unpacked > RATIO_FROM and unpacked > RATIO * packed:
        found = f"it unpacks to more than {RATIO} times its size, as a ZIP bomb does and text does not"
        raise UnreadableSource(where, found, "If it is what it should be, unpack it and name the files.")


def check_member(size: int, where: str) -> None:
    """Raise ``UnreadableSource`` where one file in an archive is too large to be held in memory."""
    if size > MEMBER:
        raise UnreadableSource(where, f"unpacked it is larger than {in_words(MEMBER)}", "Unpack it and name the file itself.")


def in_words(size: int) -> str:
    """A number of bytes for people.

    >>> in_words(3 << 20), in_words(1_500)
    ('3.1 MB', '1.5 kB')
    """
    for unit, step in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if size >= step:
            return f"{size / step:.1f} {unit}".replace(".0 ", " ")
    return f"{size} bytes"
