"""The command line as people meet it: whole processes, their output and exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ethnography.study import Study
from tests.conftest import PAGE, ROOT

COMMAND = [sys.executable, "-c", "from ethnography.cli import main; main()"]


def run(*arguments: object, cwd: Path | None = None, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, input=stdin, env=env, encoding="utf-8"
    )


def test_a_newcomers_day(tmp_path: Path, page: Path, book: Path) -> None:
    made = run("new", "my study", "--coder", "ada", "--codebook", book, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    here = tmp_path / "my study"
    steps = [
        (("import", page), "1 post, 4 comments"),
        (("autocode",), "Suggestions are not codings"),
        (("frequency",), "Trust"),
        (("quotes", "trust"), "»trust«"),
        (("find", "anonym*"), "2 places in 2 comments"),
        (("report",), "report.html"),
        (("check",), "no problems"),
    ]
    for arguments, expected in steps:
        done = run(*arguments, cwd=here)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        assert expected in done.stdout, (arguments, done.stdout)
    assert "SUGGESTIONS" in run("frequency", cwd=here).stderr
    again = run("import", page, cwd=here)
    assert "nothing changed" in again.stdout


def test_inspect_as_lines_and_as_a_tree_writes_nothing(page: Path) -> None:
    before = sorted(page.parent.iterdir())
    done = run("inspect", page, "--jsonl", cwd=page.parent)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["depth"] for row in rows] == [0, 1, 2, 3, 1]
    assert list(rows[0])[:7] == ["id", "reply_to", "depth", "kind", "author", "date", "text"]
    assert rows[0]["kind"] == "post"
    assert rows[3]["reply_to"] == rows[2]["id"]
    assert rows[3]["text"] == "“Nobody”? I don’t trust that."
    tree = run("inspect", page).stdout
    assert "1 post, 4 comments" in tree
    assert "Left out:" in tree
    assert "Submit a Comment" in tree
    assert sorted(page.parent.iterdir()) == before


def test_autocode_of_a_single_file(page: Path, book: Path) -> None:
    done = run("autocode", page, "--codebook", book, "--jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(row) for row in rows] == [["comment", "id", "code", "start", "end", "text", "rule"]] * len(rows)
    assert {(row["comment"], row["code"]) for row in rows} == {(0, "trust"), (1, "anonymity"), (2, "anonymity"), (3, "trust")}
    assert all(row["text"].lower().startswith(("trust", "anonym")) for row in rows)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "is empty"),
        ("binary.txt", bytes(range(256)) * 8, "binary"),
        ("broken.txt", b"words \x81\x8d\xfa and more words of a page here", "not utf-8"),
        ("odd.json", b'{"a": [1]}', "JSON"),
    ],
)
def test_what_cannot_be_read_exits_2_without_a_traceback(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    for command in (("inspect", path), ("inspect", path, "--jsonl"), ("autocode", path)):
        done = run(*command, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stdout == ""
        assert said in done.stderr
        assert name in done.stderr
        assert "Traceback" not in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_mistakes_of_use_exit_2(study: Study, tmp_path: Path) -> None:
    here = study.folder.root
    for arguments, said in (
        (("frequncy",), "No such command"),
        (("inspect",), "Missing argument"),
        (("quotes", "trst"), "Did you mean trust"),
        (("frequency", "--unit", "page"), "page"),
        (("code", "nowhere", "x", "trust"), "No comment 'nowhere'"),
        (("import", tmp_path / "none.txt"), "no such file"),
        (("inspect", tmp_path / "rota.txt", "--format", "word"), "No format 'word'"),
    ):
        done = run(*arguments, cwd=here)
        assert done.returncode == 2, (arguments, done)
        assert said in done.stderr, (arguments, done.stderr)
        assert "Traceback" not in done.stderr
    done = run("frequency", cwd=tmp_path)
    assert done.returncode == 2
    assert "ethnography new" in done.stderr


def test_one_bad_file_among_good_ones_is_said_and_the_good_ones_come_in(study: Study, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(PAGE.replace("Who reads the rota?", "Who read the notes?"), "utf-8")
    bad.write_bytes(b"")
    done = run("import", bad, good, cwd=study.folder.root)
    assert done.returncode == 2
    assert "1 of 2 were not imported" in done.stderr
    assert len(Study.open(study.folder.root).corpus.thread_ids) == 2


def test_review_takes_a_decision_a_line(study: Study) -> None:
    n = len(study.suggestions())
    answers = "a\nx\nd\nc\nm\na thought\nr\ns\nq\n"
    done = run("review", cwd=study.folder.root, stdin=answers)
    assert done.returncode == 0, done.stderr
    assert "1 accepted, 1 rejected, 1 skipped" in done.stdout
    assert len(study.codings) == 1
    assert [memo.text for memo in study.memos] == ["a thought"]
    assert len(study.suggestions()) == n - 2
    assert "Accepted" in run("review", "--accept-all", cwd=study.folder.root).stdout
    assert "No suggestion is waiting" in run("review", cwd=study.folder.root).stdout


def test_review_of_all_by_one_rule_in_a_thread(study: Study) -> None:
    some = study.suggestions(code="anonymity")
    done = run("review", "--code", "anonymity", cwd=study.folder.root, stdin="A\n")
    assert f"{len(some)} accepted" in done.stdout
    assert run("review", "--rule", "trust.1", "--reject-all", cwd=study.folder.root).stdout.startswith("Rejected")
    assert len(study.suggestions()) == 0


def test_hostile_text_cannot_drive_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "hostile.csv"
    path.write_text("id,reply_to,author,date,text\n1,,\x1b[31mEve,2012,\x1b]0;owned\x07[red]hello[/red] there\u202e\n", "utf-8")
    done = run("inspect", path)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "[red]hello[/red] there" in done.stdout


def test_help_is_quick_and_whole() -> None:
    done = run("--help")
    for command in ("new", "import", "inspect", "autocode", "review", "frequency", "quotes", "report", "check"):
        assert f"  {command} " in done.stdout
    assert run("--version").stdout.startswith("ethnography 0.")
    assert run("quotes", "--help").returncode == 0


def test_an_interrupt_is_no_traceback(study: Study) -> None:
    process = subprocess.Popen(
        [*COMMAND, "review"],
        cwd=study.folder.root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout
    assert "waiting" in process.stdout.readline()
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Interrupted" in errors
    assert "Traceback" not in errors
