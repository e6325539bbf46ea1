"""Every golden case: the file is read as its format, and as nothing else, into the records beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ethnography.formats import find_format, open_source, read_source
from ethnography.formats.records import as_records
from tests.formats.golden import CASES, cases, expected_file, lines_of, main


@pytest.mark.parametrize("source", cases(), ids=lambda source: f"{source.parent.name}/{source.name}")
def test_case(source: Path) -> None:
    expected = [json.loads(line) for line in expected_file(source).read_text("utf-8").splitlines()]
    read = [json.loads(line) for line in lines_of(source)]
    for was, now in zip(expected, read, strict=False):
        assert now == was
    assert len(read) == len(expected)


@pytest.mark.parametrize("source", cases(), ids=lambda source: f"{source.parent.name}/{source.name}")
def test_case_is_recognised(source: Path) -> None:
    assert find_format(open_source(source)).name == source.parent.name


@pytest.mark.parametrize("source", cases(), ids=lambda source: f"{source.parent.name}/{source.name}")
def test_records_read_back_to_the_same_comments(source: Path, tmp_path: Path) -> None:
    reading = read_source(source, format=source.parent.name)
    written = tmp_path / "again.jsonl"
    written.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in as_records(reading)), "utf-8")
    assert read_source(written).comments == reading.comments


def test_parts_of_the_cases_are_inside_their_texts() -> None:
    for source in cases():
        for line in expected_file(source).read_text("utf-8").splitlines():
            record = json.loads(line)
            assert all(0 <= part["start"] < part["end"] <= len(record["text"]) for part in record["parts"])


def test_every_expected_file_has_its_source() -> None:
    assert {expected_file(source) for source in cases()} == set(CASES.glob("*/*.expected.jsonl"))


def test_the_command_writes_shows_and_replaces(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "comments_csv"
    folder.mkdir()
    source = folder / "tea.csv"
    source.write_text("id,text\n1,Tea?\n", "utf-8")
    assert main([str(source)]) == 0
    assert json.loads(expected_file(source).read_text("utf-8"))["text"] == "Tea?"
    source.write_text("id,text\n1,Coffee?\n", "utf-8")
    assert main([str(source)]) == 0
    assert "Coffee?" in capsys.readouterr().out
    assert "Tea?" in expected_file(source).read_text("utf-8")
    assert main(["--again", str(source)]) == 0
    assert "Coffee?" in expected_file(source).read_text("utf-8")
    assert main([]) == 2
