"""Damaged files: every golden case with bytes cut, doubled, swapped or replaced is read, or refused in a sentence; nothing else.

What once broke a reader stands in ``broken/`` under its format's name, and is read again here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ethnography.errors import EthnographyError
from ethnography.formats import make_source, read_source
from ethnography.formats.records import as_records
from tests.formats.golden import CASES, cases

BROKEN = Path(__file__).parent / "broken"
PIECES = (b"\x00", b"<", b">", b"</div>", b'"', b"'", b"{", b"}", b"[", b"]", b",", b"\n", b"\r", b"\xff", b"\xef\xbb\xbf",
          b"&#0;", b"&amp;", b"null", b"-1", b"1e999", b'"id":', b"\xe2\x80\xae", b"\xed\xa0\x80",
          b"9" * 40, b"<!--", b"]]>", b"<![CDATA[", b"\xf0\x9f\x99\x82")  # fmt: skip

Damage = tuple[str, float, float, bytes]
damage = st.lists(
    st.tuples(
        st.sampled_from(["cut", "double", "put", "replace", "end"]), st.floats(0, 1), st.floats(0, 0.3), st.sampled_from(PIECES)
    ),
    min_size=1,
    max_size=6,
)


def damaged(data: bytes, blows: list[Damage]) -> bytes:
    for kind, where, share, piece in blows:
        start = int(where * len(data))
        end = min(len(data), start + 1 + int(share * len(data)))
        match kind:
            case "cut":
                data = data[:start] + data[end:]
            case "double":
                data = data[:end] + data[start:]
            case "put":
                data = data[:start] + piece + data[start:]
            case "replace":
                data = data[:start] + piece + data[start + len(piece) :]
            case _:
                data = data[:start]
    return data


def read_or_refuse(name: str, data: bytes, format: str | None) -> None:
    """Reads a file as its format; whatever is read can be built into a corpus and printed."""
    refused = ""
    try:
        as_records(read_source(make_source(name, data), format=format))
    except EthnographyError as error:
        refused = str(error)
    assert "failed on it" not in refused


@cache
def bytes_of(source: Path) -> bytes:
    return source.read_bytes()


def test_damage_does_damage() -> None:
    assert damaged(b"abcdef", [("cut", 0.5, 0.2, b""), ("put", 0, 0, b"<")]) == b"<abcf"


@pytest.mark.parametrize("source", cases(), ids=lambda source: f"{source.parent.name}/{source.name}")
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(blows=damage)
def test_a_damaged_file_is_read_or_refused(source: Path, blows: list[Damage]) -> None:
    data = damaged(bytes_of(source), blows)
    read_or_refuse(source.name, data, source.parent.name)
    read_or_refuse(source.name, data, None)


@pytest.mark.parametrize("file", sorted(BROKEN.glob("*/*")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_what_once_broke_a_reader_is_read_or_refused(file: Path) -> None:
    assert (CASES / file.parent.name).is_dir()
    read_or_refuse(file.name, file.read_bytes(), file.parent.name)
    read_or_refuse(file.name, file.read_bytes(), None)
