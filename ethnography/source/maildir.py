"""A Maildir folder (``cur/`` and ``new/``) as one mbox file: its messages in the order of their delivery.

The bytes depend on the messages alone: not on the order in which the disk lists them, nor on when they are read. What the
names say of a message (answered, deleted, a draft) stands in the header fields in which mbox files say it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from ethnography.errors import UnreadableSource
from ethnography.source.opened import Source, make_source

_FLAGS = re.compile(r"[:;!,]2,([A-Za-z]*)$")
_FROM = re.compile(rb"^(>*From )", re.MULTILINE)
_LEADING = re.compile(rb"\A(?:[ \t]*\r?\n)*(?:From [^\n]*\n)?")


def is_maildir(folder: Path) -> bool:
    """Whether a folder is a Maildir: it holds ``cur`` and ``new``."""
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def open_maildir(folder: str | Path, encoding: str | None = None) -> Source:
    """The messages of a Maildir as the bytes of an mbox file, oldest delivery first; folders inside it are their own.

    Raises ``UnreadableSource`` for a folder that is none or is empty, and for a message that cannot be read.
    """
    folder = Path(folder)
    if not is_maildir(folder):
        raise UnreadableSource(folder, "it is no Maildir: it has no folders cur and new in it", "Name the folder that holds them.")
    files = sorted((file for part in ("cur", "new") for file in _files(folder / part)), key=_delivered)
    if not files:
        raise UnreadableSource(folder, "the Maildir holds no message (its cur and new are empty)", "Name another folder.")
    pieces: list[bytes] = []
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            found = f"its message {file.parent.name}/{file.name} cannot be read ({error.strerror})"
            raise UnreadableSource(folder, found, "Check the permissions of its files.") from None
        if data.strip():
            pieces.append(_as_mbox(file.name, data))
    return make_source(f"{folder.name.lstrip('.') or 'maildir'}.mbox", b"".join(pieces), encoding)


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if not file.name.startswith(".") and file.is_file() and not file.is_symlink()]


def _delivered(file: Path) -> tuple[int, str]:
    """The time of delivery that a name begins with, then the name without its flags, which change when a message is read."""
    name = _FLAGS.sub("", file.name)
    seconds = re.match(r"\d{1,10}(?=\.|$)", name)
    return int(seconds.group()) if seconds else 0, name


def _as_mbox(name: str, data: bytes) -> bytes:
    """One message with the line before it, its flags as fields, and ``From `` escaped where it begins a line."""
    moment = format_datetime(datetime.fromtimestamp(_delivered(Path(name))[0], UTC))
    day, number, month, year, time = moment.replace(",", "").split()[:5]
    found = _FLAGS.search(name)
    flags = found[1] if found else ""
    state = "".join(to for flag, to in (("R", "A"), ("T", "D"), ("F", "F"), ("D", "T")) if flag in flags)
    head = f"From MAILER-DAEMON {day} {month} {number} {time} {year}\nStatus: {'RO' if 'S' in flags else 'O'}\n"
    if state:
        head += f"X-Status: {state}\n"
    body = _FROM.sub(rb">\1", _LEADING.sub(b"", data, count=1))
    return head.encode() + body + (b"\n" if body.endswith(b"\n") else b"\n\n")
