"""Bytes to text: what a file states, what it is although it states something else, and single damaged bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.errors import UnreadableSource
from ethnography.source import make_source
from ethnography.source.decoding import find_encoding, working_charset
from tests.source.material import taken, written

WORDS = "Žofie říká: příliš žluťoučký kůň úpěl ďábelské ódy. " * 3


@pytest.mark.parametrize("damage", ["é".encode("cp1252"), "ž".encode()[:1], b"\xff"])
def test_single_damaged_bytes_of_utf8_cost_themselves_alone(tmp_path: Path, damage: bytes) -> None:
    data = WORDS.encode() + damage + b" " + WORDS.encode()
    (source,), _ = taken(written(tmp_path, "a.txt", data))
    assert source.text == f"{WORDS}\ufffd {WORDS}"
    assert list(source.lines()) == [source.text]
    assert source.start == source.text
    assert "1 of" in source.decoding.guess


def test_many_of_them_are_no_utf8() -> None:
    assert find_encoding([b"caf\xe9 au lait, d\xe9j\xe0 vu, na\xefve words, and a good deal more of them"]).encoding == "cp1252"
    assert find_encoding(["é".encode() * 5, b"\xe9" * 5, b" plain words" * 9]).errors == "strict"


def test_a_label_that_is_not_quite_true_and_one_that_is_no_encoding() -> None:
    page = b"<meta charset=windows-1250>" + WORDS.encode("cp1250")
    damaged = find_encoding([page + b"\x81"])
    assert (damaged.encoding, damaged.errors) == ("windows-1250", "replace")
    assert "1 of" in damaged.guess
    for label in (b"nonsense", b"base64", b"undefined"):
        text = make_source("a", b"<meta charset=" + label + b">caf\xe9 au lait and more words of that kind").text
        assert text.endswith("café au lait and more words of that kind")


def test_an_encoding_that_was_given_is_not_bent(tmp_path: Path) -> None:
    (source,), _ = taken(written(tmp_path, "a.txt", WORDS.encode() + b"\xff"), "utf-8")
    with pytest.raises(UnreadableSource, match="is not utf-8"):
        _ = source.text


@pytest.mark.parametrize(
    ("label", "data", "encoding"),
    [
        ("Latin1", b"caf\xe9", "cp1252"), ("GB2312", "茶".encode("gb18030"), "gb18030"), ('"utf-8"', b"tea", "utf-8"),
        ("x-sjis", "茶".encode("cp932"), "cp932"), ("utf-8", b"caf\xe9", None), ("nonsense", b"tea", None), (None, b"tea", None),
        ("hex", b"00", None), ("", b"tea", None), ("utf\x00-8", b"tea", None),
    ],
)  # fmt: skip
def test_charsets_as_browsers_read_them(label: str | None, data: bytes, encoding: str | None) -> None:
    assert working_charset(label, data) == encoding
