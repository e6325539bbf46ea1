from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ethnography import disk, storage
from ethnography.disk import write_whole
from ethnography.errors import StudyProblem


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.txt"
    for data in (b"old", b"new"):
        write_whole(path, data)
        assert path.read_bytes() == data
    assert list(path.parent.iterdir()) == [path]


def test_who_may_read_a_file_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "names"
    path.write_bytes(b"")
    path.chmod(0o600)
    write_whole(path, b"Al")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_disk_that_refuses_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(number: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "file.txt"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StudyProblem, match=r"it cannot be written \(No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_study_writes_by_the_same_rule() -> None:
    assert storage.write_whole is disk.write_whole
