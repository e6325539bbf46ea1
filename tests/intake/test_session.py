from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ethnography.errors import StudyProblem, UnreadableSource
from ethnography.intake import take_in_all
from ethnography.study import Study
from tests.conftest import PAGE


def snapshot(study: Study) -> dict[str, bytes]:
    return {str(p.relative_to(study.folder.root)): p.read_bytes() for p in sorted(study.folder.root.rglob("*")) if p.is_file()}


def test_an_import_keeps_the_source_the_comments_and_an_account(study: Study, page: Path) -> None:
    assert study.corpus.comments["depth"].tolist() == [0, 1, 2, 3, 1]
    assert (study.folder.sources / page.name).read_bytes() == page.read_bytes()
    (record,) = study.folder.provenance()
    assert record["file"] == page.name
    assert record["counts"] == {"post": 1, "comment": 4, "pingback": 0}
    assert {item["reason"] for item in record["left_out"]}
    assert len(record["sha256"]) == 64
    assert str(page.parent) not in json.dumps(record)


def test_importing_the_same_file_again_changes_nothing(study: Study, page: Path) -> None:
    before = snapshot(study)
    account = study.import_file(page)
    assert account.status == "already here"
    assert "nothing changed" in account.summary
    assert snapshot(study) == before


def test_a_later_capture_adds_what_is_new_and_keeps_what_was_edited(study: Study, tmp_path: Path) -> None:
    ids = list(study.corpus.comments.index)
    later = tmp_path / "rota-later.txt"
    later.write_text(PAGE.replace("    • Ann, nobody", "    • A new reply, first.\n\n    • Ann, nobody"), "utf-8")
    account = study.import_file(later)
    assert (account.status, account.added) == ("added to", 1)
    assert [id for id in study.corpus.comments.index if id in ids] == ids
    assert study.corpus.comments["depth"].tolist() == [0, 1, 2, 2, 3, 1]
    assert study.corpus.findings == ()


def table(tmp_path: Path, name: str, *rows: str) -> Path:
    path = tmp_path / name
    path.write_text("id,reply_to,author,date,text,thread,kind\n" + "\n".join(rows) + "\n", "utf-8")
    return path


def test_text_edited_since_keeps_the_text_that_was_coded(study: Study, tmp_path: Path) -> None:
    study.import_file(table(tmp_path, "a.csv", "1,,Vera,2012-03-04,Hello there,t,post", "2,1,Bo,2012-03-05,I trust it,t,comment"))
    account = study.import_file(
        table(tmp_path, "b.csv", "1,,Vera,2012-03-04,Hello there,t,post", "2,1,Bo,2012-03-05,I doubt it,t,comment")
    )
    assert account.edited
    assert "another text than before" in " ".join(account.warnings)
    assert study.corpus.comment(account.edited[0]).text == "I trust it"


def test_names_become_pseudonyms_and_stay_in_private(study: Study, tmp_path: Path) -> None:
    path = table(tmp_path, "a.csv", "1,,Vera Stone,2012-03-04,Hello,t,post", "2,1,Bo,2012-03-05,Thanks Vera,t,comment")
    study.import_file(path)
    for file in ("comments.jsonl", "participants.jsonl", "provenance.jsonl"):
        assert "Vera Stone" not in (study.folder.root / "corpus" / file).read_text("utf-8")
    assert study.folder.key().names == {"Vera Stone": "P01", "Bo": "P02"}
    assert study.mask("Thanks Vera") == "Thanks [P01]"
    shutil.rmtree(study.folder.names_file.parent)
    assert "NOT masked" in " ".join(study.problems())
    assert study.import_file(path).status == "already here"
    assert study.folder.key().names == {"Vera Stone": "P01", "Bo": "P02"}


def test_what_was_guessed_is_on_record_without_names(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    questions = "\n\n".join(
        f"What do you do on day {n}?\u00a0I read the rota for the {n}th time and put it back." for n in range(3)
    )
    path.write_text(f"A talk\n\nA talk\n\nAn interview with Wilma Pike, who reads rotas all day long.\n\n{questions}\n", "utf-8")
    account = study.import_file(path)
    assert "Wilma Pike" in " ".join(account.guesses)
    assert "Wilma Pike" not in study.folder.provenance_file.read_text("utf-8")
    assert "Pike" not in study.folder.participants_file.read_text("utf-8")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it is empty"),
        (b"  \n\n\xef\xbb\xbf\n", "it is empty"),
        (b"%PDF-1.7 ...", "the PDF is damaged"),
        (b"\x00\x01\x02binary" * 9, "it is a binary file"),
        (b"\x81\x8d\x8f of eight words or so in no encoding.\n", "is not utf-8"),
        (b'{"a": 1}', "a JSON file"),
        (b"<html><body><img src='x'></body></html>", "no post and no comment"),
        (b"<?xml version='1.0'?><tea/>", "an XML file"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_written(study: Study, tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "odd.bin"
    path.write_bytes(data)
    before = snapshot(study)
    with pytest.raises(UnreadableSource, match=message):
        study.import_file(path)
    assert snapshot(study) == before


def test_an_encoding_can_be_named(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("A title\n\nA page about cafés — and of eight words or so, at least.\n".encode("cp1252"))
    assert any("read as cp1252" in guess for guess in study.import_file(path).guesses)
    assert any("cafés —" in comment.text for comment in study.corpus)
    path.write_bytes("Un titre\n\nUne page sur l'œuvre — et de huit mots au moins, en tout.\n".encode("mac_roman"))
    assert not study.import_file(path, encoding="mac_roman").guesses
    assert any("l'œuvre —" in comment.text for comment in study.corpus)
    with pytest.raises(UnreadableSource, match="no encoding is called 'latin-x'"):
        study.import_file(path, encoding="latin-x")


def test_missing_files_and_folders(study: Study, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no such file"):
        study.import_file(tmp_path / "none.txt")
    with pytest.raises(UnreadableSource, match="it is a folder"):
        study.import_file(tmp_path)


# --- later captures -------------------------------------------------------------------------------------------------------

THREAD = [
    '{"id": "t:post", "thread": "t", "kind": "post", "author": "Vera", "text": "Who reads the rota?"}',
    '{"id": "t:1", "thread": "t", "reply_to": "t:post", "author": "Bo", "text": "I trust it"}',
    '{"id": "t:2", "thread": "t", "reply_to": "t:1", "author": "Ann", "text": "Nobody reads it"}',
]


def renamed(row: str, thread: str) -> str:
    return row.replace('"t"', f'"{thread}"').replace('"t:', f'"{thread}:')


def lines(tmp_path: Path, name: str, rows: list[str]) -> Path:
    path = tmp_path / name
    path.write_text("".join(row + "\n" for row in rows), "utf-8")
    return path


def test_versions_vanished_comments_and_codings(study: Study, tmp_path: Path) -> None:
    study.import_file(lines(tmp_path, "a.jsonl", THREAD))
    coding = study.code("t:1", "trust", "trust", coder="me")
    later = lines(tmp_path, "b.jsonl", [THREAD[0], THREAD[1].replace("trust", "doubt")])
    account = study.import_file(later)
    assert (account.edited, account.gone, account.added) == (("t:1",), ("t:2",), 0)
    assert study.corpus.comment("t:1").text == "I trust it"
    assert study.codings[coding.id].quote == "trust"
    assert [(v["id"], v["text"]) for v in study.folder.versions()] == [("t:1", "I doubt it")]
    assert study.corpus.comments.loc["t:2", "gone"]
    assert study.corpus.comments["gone"].isna().loc["t:1"]
    assert "marked as gone" in " ".join(account.warnings)
    study.import_file(later)
    assert len(study.folder.versions()) == 1
    third = study.import_file(lines(tmp_path, "c.jsonl", [*THREAD, THREAD[2].replace("t:2", "t:3")]))
    assert (third.back, third.added) == (("t:2",), 1)
    assert study.corpus.comments["gone"].isna().all()


def test_a_part_of_a_thread_makes_nothing_vanish(study: Study, page: Path, tmp_path: Path) -> None:
    study.import_file(lines(tmp_path, "a.jsonl", THREAD))
    assert not study.import_file(lines(tmp_path, "b.jsonl", THREAD[1:2])).gone  # without the post
    part = tmp_path / "part.txt"
    part.write_text(PAGE[: PAGE.index("Ann, nobody")].rstrip(" •\n") + "\n", "utf-8")
    assert not study.import_file(part).gone


def test_rebuilding_from_the_sources_gives_the_same(study: Study, tmp_path: Path) -> None:
    study.import_file(lines(tmp_path, "a.jsonl", THREAD))
    study.import_file(lines(tmp_path, "b.jsonl", [THREAD[0], THREAD[1].replace("trust", "doubt")]))
    assert study.rebuild().is_same
    stored = study.folder.comments()
    study.folder.write_comments(stored[:-1])
    assert study.rebuild().missing == (stored[-1].id,)
    study.folder.write_comments([])
    rebuilt = study.rebuild()
    assert list(rebuilt.comments) == stored
    shutil.rmtree(study.folder.names_file.parent)
    study.folder.participants_file.unlink()
    assert list(study.rebuild().comments) == stored
    (study.folder.sources / "a.jsonl").write_text(THREAD[0], "utf-8")
    with pytest.raises(StudyProblem, match=r"a\.jsonl.*was altered"):
        study.rebuild()


def test_an_interrupt_keeps_what_was_taken_in(study: Study, tmp_path: Path) -> None:
    files = [lines(tmp_path, f"{n}.jsonl", [renamed(row, f"t{n}") for row in THREAD]) for n in range(3)]

    def begun(name: str) -> None:
        if name == "2.jsonl":
            raise KeyboardInterrupt

    told: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        take_in_all(study.folder, files, begun=begun, done=lambda outcome: told.append(outcome.name))
    assert told == ["0.jsonl", "1.jsonl"]
    assert {"t0", "t1"} <= set(Study.open(study.folder.root).corpus.thread_ids)
    assert study.import_file(files[2]).status == "imported"
    assert study.rebuild().is_same


def test_one_page_in_two_forms_is_noticed(study: Study, tmp_path: Path) -> None:
    long = [row.replace("trust it", f"trust the rota for week {n}") for n, row in enumerate([THREAD[1]] * 4)]
    rows = [THREAD[0], *(row.replace("t:1", f"t:{n}") for n, row in enumerate(long, 1))]
    study.import_file(lines(tmp_path, "a.jsonl", rows))
    account = study.import_file(lines(tmp_path, "b.jsonl", [renamed(row, "u") for row in rows]))
    assert any("has the texts of t" in warning for warning in account.warnings)


def test_what_changed_is_said_where_no_comment_is_new(study: Study, tmp_path: Path) -> None:
    study.import_file(lines(tmp_path, "a.jsonl", THREAD))
    later = lines(tmp_path, "b.jsonl", [THREAD[0], THREAD[1].replace("trust", "doubt")])
    assert study.import_file(later).summary.endswith("; none is new, 1 with another text, 1 no longer there.")
    for again in (tmp_path / "a.jsonl", later):
        before = snapshot(study)
        account = study.import_file(again)
        assert (account.edited, account.gone, account.back, account.warnings) == ((), (), (), ())
        assert account.summary.endswith("nothing changed.")
        assert snapshot(study) == before
