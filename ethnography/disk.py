"""Files written so that a reader or a crash never meets half of one: written beside, flushed, renamed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from shutil import copymode

from ethnography.errors import StudyProblem


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file from its bytes or pieces of them: it is the old one or the new one, whatever happens; who may read it stays so.

    Raises ``StudyProblem`` where the disk refuses; the old file is there still.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "new", "memo.txt"), b"read whole")
    ...     Path(folder, "new", "memo.txt").read_bytes()
    b'read whole'
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            if path.exists():
                copymode(path, beside)  # before a word is in it: private/names.jsonl is for its owner only
            for piece in (data,) if isinstance(data, bytes) else data:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException as error:
        with suppress(OSError):  # where the folder is none, there is nothing to take away
            beside.unlink()
        if not isinstance(error, OSError):
            raise
        raise StudyProblem(path, f"it cannot be written ({error.strerror})", "Check the disk and its permissions.") from error
