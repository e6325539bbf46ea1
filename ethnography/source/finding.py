"""The files behind paths, folders and patterns, each once, in the order in which people number them; no link leads in circles."""

from __future__ import annotations

import fnmatch
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ethnography.errors import UnreadableSource
from ethnography.source.chaff import HIDDEN, asset_kind, by_stem, is_hidden, page_of_assets
from ethnography.source.frame_pages import is_discussion
from ethnography.source.passed_over import Kind, PassingLog
from ethnography.source.saved import looks_html

_MAGIC = re.compile(r"[*?\[]")
_NO_FILE = Kind("a link that leads nowhere, a device or a pipe", "links that lead nowhere, devices or pipes")
_LOOK = 2_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A file, or a mail folder. `name` is its path in the folder that was given; `named`: it was given itself."""

    path: Path
    name: str
    named: bool = False
    folder: str = ""
    is_maildir: bool = False


def natural_key(name: str) -> list[str | tuple[int, str]]:
    """What to sort names by so that page 2 comes before page 10.

    >>> sorted(["page 10", "Page 1", "page 2"], key=natural_key)
    ['Page 1', 'page 2', 'page 10']
    """
    parts = re.split(r"([0-9]+)", name.casefold())
    numbers = [(len(part.lstrip("0")), part.lstrip("0")) for part in parts[1::2]]
    return [*(piece for pair in zip(parts[::2], [*numbers, (0, "")], strict=True) for piece in pair), name]


def find_files(paths: Iterable[str | Path], log: PassingLog) -> list[Found]:
    """The files behind the paths, in their order. Raises ``UnreadableSource`` for one that is not there or leads to nothing."""
    finder = _Finder(log)
    found: list[Found] = []
    for path in paths:
        found += finder.behind(path)
    return found


class _Finder:
    def __init__(self, log: PassingLog) -> None:
        self._log = log
        self._seen: set[tuple[int, int] | str] = set()

    def behind(self, given: str | Path) -> list[Found]:
        """The files behind one path or pattern."""
        path = Path(given)
        if not os.path.lexists(path) and str(given).startswith("~"):
            path = Path(os.path.expanduser(given))
        if os.path.lexists(path):
            return self._at(path)
        if not _MAGIC.search(str(given)):
            raise UnreadableSource(given, "there is no such file or folder", "Check the path.")
        matches = sorted(_matches(path), key=lambda match: [natural_key(part) for part in match.parts])
        if not matches:
            raise UnreadableSource(given, "no file is named like this", "Check the pattern; ** stands for any folders.")
        fixed = path.parts[: next(at for at, part in enumerate(path.parts) if _MAGIC.search(part))]
        siblings = {parent: by_stem(_names(parent)) for parent in {match.parent for match in matches if match.is_dir()}}
        found: list[Found] = []
        for match in matches:
            name = "/".join(match.parts[len(fixed) :])
            if not match.is_dir():
                found += self._file(match, name, str(given))
            elif page := page_of_assets(match.name, siblings[match.parent]):
                found += self._assets(match, name, page)
            else:
                found += self._folder(match, name)
        return found

    def _at(self, path: Path) -> list[Found]:
        """What is at a path that was named and exists."""
        try:
            mode = path.stat().st_mode
        except OSError as error:
            raise UnreadableSource(path, f"it cannot be opened ({error.strerror})", "Check the link and its permissions.") from None
        if not stat.S_ISDIR(mode):
            if not stat.S_ISREG(mode):
                raise UnreadableSource(path, "it is a pipe or a device, not a file", "Save what comes out of it to a file first.")
            return [Found(path, path.name, named=True)] if self._is_new(path) else []
        name = path.resolve().name
        if page := page_of_assets(name, by_stem(_names(path.resolve().parent))):
            return self._assets(path, name, page)
        passed_over = len(list(self._log))
        found = self._folder(path, "")
        if not found and len(list(self._log)) == passed_over and not next(os.scandir(path), None):
            raise UnreadableSource(path, "the folder is empty", "Check the path.")
        return found

    def _is_new(self, path: Path) -> bool:
        try:
            status = path.stat()
            key: tuple[int, int] | str = (status.st_dev, status.st_ino) if status.st_ino else os.path.realpath(path)
        except OSError:
            return True
        is_new = key not in self._seen
        self._seen.add(key)
        return is_new

    def _folder(self, top: Path, called: str) -> list[Found]:
        """The files in a folder and those below it, without a recursion that its depth could break."""
        found: list[Found] = []
        waiting = [(top, called)]
        while waiting:
            folder, name = waiting.pop()
            if not self._is_new(folder):
                continue
            names = sorted(_names(folder, self._log, name), key=natural_key)
            if {"cur", "new"} <= set(names) and all((folder / part).is_dir() for part in ("cur", "new")):
                found.append(Found(folder, name or folder.name, is_maildir=True, folder=str(top)))
                names = [part for part in names if part not in ("cur", "new", "tmp")]
                below = [part for part in names if (folder / part / "cur").is_dir()]  # its subfolders are hidden ones
                waiting += [(folder / part, f"{name}/{part}" if name else part) for part in reversed(below)]
                continue
            stems = by_stem(names)
            folders = []
            for part in names:
                place, label = folder / part, f"{name}/{part}" if name else part
                if is_hidden(part):
                    self._log.count(name or str(top), HIDDEN, label)
                elif not place.is_dir():
                    found += self._file(place, label, name or str(top))
                elif page := page_of_assets(part, stems):
                    found += self._assets(place, label, page)
                else:
                    folders.append((place, label))
            waiting += reversed(folders)
        return found

    def _file(self, path: Path, label: str, folder: str) -> list[Found]:
        try:
            is_file = stat.S_ISREG(path.stat().st_mode)
        except OSError:
            is_file = False
        if not is_file:
            self._log.count(folder, _NO_FILE, label)
            return []
        return [Found(path, label, folder=folder)] if self._is_new(path) else []

    def _assets(self, folder: Path, label: str, page: str) -> list[Found]:
        """The frames with a discussion in the folder of a saved page's parts; the rest is counted."""
        found: list[Found] = []
        if not self._is_new(folder):
            return found
        for part in sorted(_names(folder, self._log, label), key=natural_key):
            place = folder / part
            if not place.is_dir() and _is_frame(place):
                found += self._file(place, f"{label}/{part}", label)
            else:
                self._log.count(label, asset_kind(page), f"{label}/{part}")
        return found


def _is_frame(path: Path) -> bool:
    """Whether the file is a frame of a saved page that holds a discussion."""
    if path.suffix.lower() not in (".html", ".htm", ".xhtml", ""):
        return False
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as file:
            html = file.read(_LOOK)
    except OSError:
        return False
    return looks_html(html[:4000]) and is_discussion(html)


def _names(folder: Path, log: PassingLog | None = None, name: str = "") -> list[str]:
    """The names in a folder; none, and a word in the log, where it may not be read."""
    try:
        return os.listdir(folder)
    except OSError as error:
        if log is not None:
            log.note(name or str(folder), f"the folder cannot be read ({error.strerror})")
        return []


def _matches(pattern: Path) -> Iterator[Path]:
    """The files and folders a pattern names; hidden ones only where it says so, each folder under ``**`` once."""
    parts = pattern.parts
    start = Path(pattern.anchor) if pattern.anchor else Path()
    yield from dict.fromkeys(_below(start, parts[1:] if pattern.anchor else parts))


def _below(base: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    if not parts:
        if os.path.lexists(base):
            yield base
    elif parts[0] == "**":
        rest = parts[1:] or ("*",)
        for folder in _all_folders(base):
            yield from (match for match in _below(folder, rest) if parts[1:] or not match.is_dir())
    elif not _MAGIC.search(parts[0]):
        yield from _below(base / parts[0], parts[1:])
    else:
        matches = re.compile(fnmatch.translate(parts[0])).match
        for name in _names(base):
            if matches(name) and (parts[0].startswith(".") or not is_hidden(name)):
                yield from _below(base / name, parts[1:])


def _all_folders(base: Path) -> Iterator[Path]:
    """The folder and all below it, each once, though links may lead to it again."""
    waiting, seen = [base], set()
    while waiting:
        folder = waiting.pop()
        try:
            status = folder.stat()
        except OSError:
            continue
        if (key := (status.st_dev, status.st_ino)) in seen:
            continue
        seen.add(key)
        yield folder
        waiting += [folder / name for name in _names(folder) if not is_hidden(name) and (folder / name).is_dir()]
