from __future__ import annotations

from pathlib import Path

import pytest

from ethnography.codebook import Codebook, parse_codebook, read_codebook
from ethnography.errors import BadFile, UnknownId, UnreadableSource
from tests.conftest import BOOK

BAD = """\
name: bad
codes:
  - id: a
    nam: A
    parent: zz
  - id: a
  - id: b
    rules:
      - terms: [tr*st, "*"]
        regex: ["(", "x*"]
        spread: sentense
        near: {all: [[a, b]], within: 4 wrds}
      - not: [only this]
  - id: c
    parent: d
  - id: d
    parent: c
    status: merged
    codable: perhaps
    examples: {not: a list}
  - foo
  - id: e
    status: sleeping
    merged_into: nowhere
    rules:
      - terms: [fine]
        parts: [footnote]
        unless: {terms: [fine], within: page}
"""


@pytest.fixture
def small() -> Codebook:
    return parse_codebook(BOOK)


def test_all_mistakes_are_reported_at_once_with_their_lines() -> None:
    with pytest.raises(BadFile) as caught:
        parse_codebook(BAD, "bad.yaml")
    found = {(mistake.line, mistake.message.split(";")[0].split(":")[0][:34]) for mistake in caught.value.mistakes}
    lines = [mistake.line for mistake in caught.value.mistakes]
    assert lines == [1, 3, 4, 6, 9, 9, 10, 10, 11, 12, 12, 13, 14, 16, 18, 19, 20, 21, 22, 23, 27, 28], found
    text = str(caught.value)
    assert "The codebook bad.yaml has 22 mistakes" in text
    for piece in ("did you mean 'name'", "already used in line 3", "no code 'zz'", "does not compile", "run in a circle", "'foo'"):
        assert piece in text


def test_a_code_that_only_groups_others_has_no_rules() -> None:
    with pytest.raises(BadFile, match="line 6: code 'g' only groups others"):
        parse_codebook("version: 1\ncodes:\n  - id: g\n    codable: false\n    rules:\n      - terms: [word]\n")


@pytest.mark.parametrize("text", ["", "just words", "- a list", "codes: [\n", "name: x\nname: y\nversion: 1\ncodes: []\n"])
def test_what_is_no_codebook_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadFile, match="nothing was read"):
        parse_codebook(text)


def test_files_that_are_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no such codebook"):
        read_codebook(tmp_path / "none.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableSource, match="UTF-8"):
        read_codebook(tmp_path / "bytes.yaml")


def test_the_tree(small: Codebook) -> None:
    assert small.children() == ("people", "old", "gone")
    assert small.descendants("people") == ("people", "trust", "anonymity")
    assert [(depth, code.id) for depth, code in small.walk()][:3] == [(0, "people"), (1, "trust"), (1, "anonymity")]
    assert small.to_frame().loc["trust", ["parent", "depth", "rules"]].tolist() == ["people", 1, 1]
    assert [rule.id for rule in small.rules] == ["trust.1", "anonymity.1"]
    with pytest.raises(UnknownId, match="Did you mean trust"):
        small.code("trusst")


def test_the_digest_follows_what_is_said_not_how_it_is_laid_out(small: Codebook) -> None:
    assert parse_codebook(BOOK.replace("# a codebook for tests\n", "\n\n# other words\n")).digest == small.digest
    assert parse_codebook(BOOK.replace("believing", "believing people")).digest != small.digest
    assert parse_codebook(BOOK.replace("[trust*]", "[trust]")).digest != small.digest


def test_a_control_character_is_a_mistake_in_a_sentence() -> None:
    with pytest.raises(BadFile, match=r"not allowed|unacceptable"):
        parse_codebook("version: '1'\ncodes:\n- id: a\n  name: \"\x07\"\n")
