from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.errors import StudyProblem
from ethnography.journal import Event, Journal, Journals, fold_events, new_event


def coded(coder: str = "ada", comment: str = "c1", code: str = "trust") -> Event:
    return new_event("coded", coder, comment=comment, start=0, end=5, quote="words", code=code)


def test_events_come_back_as_they_went_in(tmp_path: Path) -> None:
    events = [
        coded(),
        new_event("memo", "ada", about="study", subject="", text="Zoë 🙂\nsecond line"),
        new_event("seen", "ada", comment="c2"),
    ]
    journal = Journal(tmp_path / "codings", "ada")
    journal.append(events[:1])
    journal.append(events[1:])
    assert journal.read() == (events, [])
    assert len(journal.path.read_text("utf-8").splitlines()) == 3


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "a" * 65, "a b"])
def test_names_that_are_no_file_names_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StudyProblem, match="cannot be a coder's name"):
        Journal(tmp_path, name)


@pytest.mark.parametrize("torn", [b'{"event":"coded","id"', b"\xff\xfe", b'{"event":"nothing"}'])
def test_a_torn_last_line_is_reported_and_set_aside_and_spoils_nothing(tmp_path: Path, torn: bytes) -> None:
    journal, first, second = Journal(tmp_path, "ada"), coded(), coded(code="fear")
    journal.append([first])
    with journal.path.open("ab") as file:
        file.write(torn)
    events, problems = journal.read()
    assert events == [first]
    assert "torn last line" in str(problems[0])
    journal.append([second])
    assert journal.read() == ([first, second], [])
    assert journal.path.with_suffix(".torn").read_bytes() == torn + b"\n"


def test_a_whole_last_line_without_its_newline_is_kept(tmp_path: Path) -> None:
    journal, first, second = Journal(tmp_path, "ada"), coded(), coded()
    journal.append([first])
    journal.path.write_bytes(journal.path.read_bytes().rstrip(b"\n"))
    journal.append([second])
    assert journal.read() == ([first, second], [])


def test_a_spoilt_line_in_the_middle_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    journal, events = Journal(tmp_path, "ada"), [coded(), coded()]
    journal.append(events)
    lines = journal.path.read_bytes().split(b"\n")
    journal.path.write_bytes(b"\n".join([lines[0], b"spoilt", b'{"event":"coded","id":"x"}', lines[1], b""]))
    found, problems = journal.read()
    assert found == events
    assert [problem.line for problem in problems] == [2, 3]
    assert "lacks at, coder, comment" in str(problems[1])


def test_an_event_in_another_coders_journal_is_reported(tmp_path: Path) -> None:
    Journal(tmp_path, "ada").append([coded("ben")])
    assert "by 'ben', in the journal of 'ada'" in str(Journals(tmp_path).problems[0])


def test_what_was_removed_does_not_hold_and_a_removal_can_be_removed() -> None:
    first = coded()
    removal = new_event("removed", "ada", subject=first["id"])
    undo = new_event("removed", "ada", subject=removal["id"])
    for events, n in (([first], 1), ([first, removal], 0), ([first, removal, undo], 1)):
        for order in permutations(events):
            assert len(fold_events(order).codings) == n
    assert len(fold_events([first, first]).codings) == 1


def test_removals_that_name_each_other_end() -> None:
    one, other = new_event("removed", "ada", subject="?"), new_event("removed", "ada", subject="?")
    one["subject"], other["subject"] = other["id"], one["id"]
    assert len(fold_events([one, other, coded()]).codings) == 1


@given(st.lists(st.integers(0, 8), max_size=12), st.randoms())
def test_the_order_of_events_never_matters(subjects: list[int], shuffle: random.Random) -> None:
    events = [coded(code=f"code{n}") for n in range(3)]
    for n in subjects:
        events.append(new_event("removed", "ada", subject=events[n % len(events)]["id"]))
    expected = {coding.id for coding in fold_events(events).codings}
    shuffle.shuffle(events)
    assert {coding.id for coding in fold_events(events).codings} == expected


def test_a_coded_comment_is_a_seen_one_and_rejections_are_remembered() -> None:
    rejected = new_event("rejected", "ben", comment="c1", start=1, end=4, code="trust")
    state = fold_events([coded(), rejected, new_event("seen", "ben", comment="c2")])
    assert state.seen == {("ada", "c1"), ("ben", "c2")}
    assert state.rejected == {("ben", "c1", 1, 4, "trust")}


WRITER = """
import sys
from pathlib import Path
from ethnography.journal import Journal, new_event
journal = Journal(Path(sys.argv[1]), sys.argv[2])
for n in range(int(sys.argv[3])):
    said = dict(comment=f"c{n}", start=0, end=4, quote="w" * 200, code="trust")
    batch = [new_event("coded", sys.argv[2], **said) for _ in range(1 + n % 3)]
    journal.append(batch)
    print(*(event["id"] for event in batch), flush=True)
"""


def start_writer(folder: Path, coder: str, n: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WRITER, str(folder), coder, str(n)], stdout=subprocess.PIPE, text=True)


def test_killed_processes_lose_nothing_acknowledged(tmp_path: Path) -> None:
    acknowledged: list[str] = []
    chance = random.Random(20240501)
    for _ in range(12):
        writer = start_writer(tmp_path, "ada", 100_000)
        assert writer.stdout
        acknowledged += writer.stdout.readline().split()  # it writes now
        time.sleep(chance.uniform(0, 0.15))
        os.kill(writer.pid, signal.SIGKILL)
        acknowledged += [
            id for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n") for id in line.split()
        ]
        writer.wait()
    events, problems = Journal(tmp_path, "ada").read()
    on_disk = {event["id"] for event in events}
    assert len(acknowledged) > 100
    assert set(acknowledged) <= on_disk
    assert all("torn last line" in str(problem) for problem in problems)
    Journal(tmp_path, "ada").append([coded()])
    events, problems = Journal(tmp_path, "ada").read()
    assert problems == []
    assert set(acknowledged) <= {event["id"] for event in events}


def test_two_processes_of_one_coder_take_turns_and_of_two_coders_never_meet(tmp_path: Path) -> None:
    writers = [start_writer(tmp_path, coder, 60) for coder in ("ada", "ada", "ben")]
    acknowledged = [{id for line in writer.communicate()[0].splitlines() for id in line.split()} for writer in writers]
    assert all(writer.returncode == 0 for writer in writers)
    for coder, expected in (("ada", acknowledged[0] | acknowledged[1]), ("ben", acknowledged[2])):
        events, problems = Journal(tmp_path, coder).read()
        assert problems == []
        assert {event["id"] for event in events} == expected
        assert len(events) == len(expected)
    for line in (tmp_path / "ada.jsonl").read_bytes().splitlines():
        json.loads(line)


HOLDER = """
import sys, time
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    time.sleep(30)
"""


def test_a_held_journal_is_an_error_that_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ethnography.journal.file.LOCK_SECONDS", 0.1)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path / ".ada.lock")], stdout=subprocess.PIPE)
    try:
        assert holder.stdout
        holder.stdout.readline()
        with pytest.raises(StudyProblem, match="another process has held it"):
            Journal(tmp_path, "ada").append([coded()])
        assert Journal(tmp_path, "ada").read() == ([], [])
    finally:
        holder.kill()
        holder.wait()


def test_a_disk_that_refuses_is_an_error_that_says_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ethnography.journal.file.os.fsync", refuse)
    with pytest.raises(StudyProblem, match=r"No space left.*NOT saved"):
        Journal(tmp_path, "ada").append([coded()])
    monkeypatch.undo()
    assert Journal(tmp_path, "ada").read() == ([], []), "what was not acknowledged is not there"


def test_journals_read_only_what_is_new_and_miss_nothing(tmp_path: Path) -> None:
    journals, other = Journals(tmp_path), Journals(tmp_path)
    assert journals.refresh() == 0
    first, second = coded(), coded("ben", "c2")
    journals.append([first])
    journals.append([second])
    assert other.refresh() == 1
    assert other.refresh() == 1, "nothing new"
    removal = new_event("removed", "ada", subject=first["id"])
    journals.append([removal])
    assert other.refresh() == 2
    assert not other.holds(first["id"])
    assert other.of_comment("c1") == []
    assert other.of_comment("c2") == [second]
    assert list(other.state.codings) == list(journals.state.codings)
    assert not other.holds("unknown")


@pytest.mark.parametrize("how", ["shorter", "rewritten", "gone", "longer"])
def test_journals_notice_a_file_that_was_replaced(tmp_path: Path, how: str) -> None:
    journals, events = Journals(tmp_path), [coded() for _ in range(3)]
    Journal(tmp_path, "ada").append(events)
    assert len(journals.state.codings) == 3
    path, new = tmp_path / "ada.jsonl", [coded(code="fear") for _ in range(4)]
    lines = {"shorter": events[:1], "rewritten": new[:3], "gone": [], "longer": new}[how]
    path.unlink()
    if lines:
        Journal(tmp_path, "ada").append(lines)
    assert {coding.id for coding in journals.state.codings} == {event["id"] for event in lines}


def test_a_torn_line_that_gets_its_end_is_read_once(tmp_path: Path) -> None:
    journals, event = Journals(tmp_path), coded()
    line = json.dumps(event).encode()
    path = tmp_path / "ada.jsonl"
    for data in (line[:20], line, line + b"\n", line + b"\n" + line[:9]):
        path.write_bytes(data)
        expected = 0 if data == line[:20] else 1
        assert len(journals.state.codings) == expected
    assert "torn last line" in str(journals.problems[0])


@given(st.lists(st.sampled_from(["ada", "ben", "remove", "look"]), max_size=20))
def test_a_state_kept_up_to_date_is_the_state_read_whole(steps: list[str]) -> None:
    with TemporaryDirectory() as place:
        folder, events = Path(place), [coded()]
        kept = Journals(folder)
        for step in steps:
            if step == "look":
                kept.refresh()
                continue
            coder = "ben" if step == "ben" else "ada"
            event = (
                new_event("removed", "ada", subject=events[-1]["id"]) if step == "remove" else coded(coder, f"c{len(events) % 3}")
            )
            events.append(event)
            Journal(folder, coder).append([event])
        assert set(kept.state.codings) == set(fold_events(events[1:]).codings)
        fresh = Journals(folder)
        fresh.refresh()
        for comment in ("c0", "c1", "c2"):
            assert {e["id"] for e in kept.of_comment(comment)} == {e["id"] for e in fresh.of_comment(comment)}


def test_decisions_and_pins_come_back() -> None:
    taken = new_event("decided", "ada", comment="c1", about="author", value="P01", accepted=True)
    pins = [new_event("pinned", "ada", key="1", code=code) for code in ("trust", "fear")]
    pins[1]["at"] = "2999"
    state = fold_events([taken, *pins])
    assert [(d.comment, d.about, d.value, d.accepted) for d in state.decisions] == [("c1", "author", "P01", True)]
    assert state.pinned == {("ada", "1"): "fear"}
