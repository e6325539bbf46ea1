"""A Maildir as one mbox file: the order of delivery, flags, escapes, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.errors import UnreadableSource
from ethnography.formats import read_source
from ethnography.source.maildir import is_maildir, open_maildir


def message(number: int, body: str = "Tea.") -> bytes:
    return f"From: P{number} <p{number}@tea.example>\nMessage-ID: <{number}@t>\nSubject: s{number}\n\n{body}\n".encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("cur", "new", "tmp"):
        (tmp_path / "Tea" / part).mkdir(parents=True)
    (tmp_path / "Tea" / "cur" / "1300000002.M2P1.host:2,ST").write_bytes(message(2, "From here on:\n>From there\nnothing"))
    (tmp_path / "Tea" / "cur" / "1300000001.M1P1.host:2,RS").write_bytes(message(1).replace(b"\n", b"\r\n"))
    (tmp_path / "Tea" / "new" / "999999999.M0P1.host").write_bytes(message(0))
    (tmp_path / "Tea" / "new" / ".hidden").write_bytes(message(7))
    (tmp_path / "Tea" / "tmp" / "1300000009.M9P1.host").write_bytes(message(9))
    return tmp_path / "Tea"


def test_messages_in_the_order_of_their_delivery_with_their_state(folder: Path) -> None:
    source = open_maildir(folder)
    assert (source.name, source.shape) == ("Tea.mbox", "text")
    reading = read_source(source)
    assert reading.format == "mail_mbox"
    assert [(one.author, one.state) for one in reading.comments] == [("P0", None), ("P1", None), ("P2", "trash")]
    assert reading.comments[2].text == "From here on:\n>From there\nnothing"
    assert source.data.startswith(b"From MAILER-DAEMON Sun Sep 09 01:46:39 2001\nStatus: O\n")


def test_the_bytes_are_the_same_when_a_message_is_read_and_moved(folder: Path) -> None:
    before = open_maildir(folder).data
    (folder / "new" / "999999999.M0P1.host").rename(folder / "cur" / "999999999.M0P1.host:2,")
    assert open_maildir(folder).data == before
    (folder / "cur" / "999999999.M0P1.host:2,").rename(folder / "cur" / "999999999.M0P1.host:2,S")
    assert [one.author for one in read_source(open_maildir(folder)).comments] == ["P0", "P1", "P2"]


def test_a_message_with_a_from_line_of_its_own_and_one_without_a_header(folder: Path) -> None:
    (folder / "new" / "odd").write_bytes(b"\nFrom a@b Mon Jan  5 10:00:00 2009\n" + message(3))
    (folder / "new" / "1400000000.none").write_bytes(b"no header at all\n")
    (folder / "new" / "1400000001.empty").write_bytes(b"\n")
    reading = read_source(open_maildir(folder))
    assert [one.author for one in reading.comments] == ["P3", "P0", "P1", "P2"]
    assert any(item.reason == "lines before a header" for item in reading.left_out)


def test_what_is_no_maildir_and_what_is_empty(tmp_path: Path) -> None:
    assert not is_maildir(tmp_path)
    with pytest.raises(UnreadableSource, match="it is no Maildir"):
        open_maildir(tmp_path)
    (tmp_path / "cur").mkdir()
    (tmp_path / "new").mkdir()
    assert is_maildir(tmp_path)
    with pytest.raises(UnreadableSource, match="holds no message"):
        open_maildir(tmp_path)


def test_names_without_a_time_and_with_an_impossible_one(folder: Path) -> None:
    (folder / "cur" / "99999999999999.x:2,S").write_bytes(message(5))
    (folder / "cur" / "tea").write_bytes(message(6))
    assert [one.author for one in read_source(open_maildir(folder)).comments] == ["P5", "P6", "P0", "P1", "P2"]


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(message(8))
    (folder / "cur" / "1500000000.link").symlink_to(secret)
    assert len(read_source(open_maildir(folder)).comments) == 3
