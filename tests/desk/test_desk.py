"""The desk without a browser: what it shows, what it writes, and what it refuses."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from ethnography.corpus import Comment
from ethnography.desk import Desk
from ethnography.errors import StudyProblem
from ethnography.journal import Journal
from ethnography.study import Study
from ethnography.teamwork import CONSENSUS
from tests.conftest import PAGE

numbers = iter(range(1, 10**6))


def new_id() -> str:
    return f"{next(numbers):016x}"


def do(*actions: dict[str, Any], id: str | None = None) -> dict[str, Any]:
    return {"type": "do", "id": id or new_id(), "actions": [{"id": new_id(), **action} for action in actions]}


def coding(study: Study, place: int = 3, quote: str = "don’t trust", code: str = "trust", **more: Any) -> dict[str, Any]:
    comment = study.corpus.comments.index[place]
    start = study.corpus.comment(comment).text.index(quote)
    return {"do": "code", "comment": comment, "start": start, "end": start + len(quote), "quote": quote, "code": code, **more}


def lines(study: Study, coder: str = "ada") -> list[dict[str, Any]]:
    return Journal(study.folder.journals, coder).read()[0]


@pytest.fixture
def desk(study: Study) -> Desk:
    return Desk(study, "ada")


def one(desk: Desk, message: dict[str, Any]) -> dict[str, Any]:
    (answer,) = desk.handle(message)
    return answer


def state(desk: Desk) -> dict[str, Any]:
    desk.handle({"type": "hello"})
    answer = one(desk, {"type": "look", "thread": desk.study.corpus.thread_ids[0], "revision": -1})
    assert answer["type"] == "state"
    return answer


def held(desk: Desk, kind: str = "coded") -> list[dict[str, Any]]:
    return [event for event in state(desk)["events"] if event["event"] == kind]


def test_hello_shows_the_thread_with_everything_in_code_points(desk: Desk, study: Study) -> None:
    welcome, thread = desk.handle({"type": "hello"})
    assert (welcome["type"], welcome["coder"], welcome["blind"]) == ("welcome", "ada", False)
    assert [code["id"] for code in welcome["codebook"]["codes"]] == ["people", "trust", "anonymity", "old", "gone"]
    assert [code["codable"] for code in welcome["codebook"]["codes"]] == [False, True, True, False, False]
    assert str(study.folder.root) not in json.dumps([welcome, thread])
    comments = thread["thread"]["comments"]
    assert [comment["depth"] for comment in comments] == [0, 1, 2, 3, 1]
    assert comments[3]["reply_to"] == comments[2]["id"]
    third = comments[3]
    starts, ends = third["sentences"][::2], third["sentences"][1::2]
    assert [third["text"][a:b] for a, b in zip(starts, ends, strict=True)] == ["“Nobody”?", "I don’t trust that."]
    assert {s["code"] for s in thread["suggestions"]} == {"trust", "anonymity"}
    assert [t["comments"] for t in thread["threads"]] == [5]


def test_a_batch_is_on_disk_when_it_is_acknowledged_and_only_once(desk: Desk, study: Study) -> None:
    message = do(coding(study))
    answer = one(desk, message)
    assert answer["type"] == "ack"
    (event,) = lines(study)
    assert (event["id"], event["quote"]) == (message["actions"][0]["id"], "don’t trust")
    assert answer["at"] == {event["id"]: event["at"]}
    assert [c.id for c in study.codings] == [event["id"]], "at once in the study that the notebook holds"
    for again in (desk, Desk(study, "ada"), Desk(Study.open(study.folder.root), "ada")):
        assert one(again, message)["type"] == "ack"
    assert len(lines(study)) == 1


def test_the_same_code_on_the_same_words_is_there_once(desk: Desk, study: Study) -> None:
    first = do(coding(study))
    one(desk, first)
    second = do(coding(study), {**coding(study), "code": "anonymity"})
    answer = one(desk, second)
    assert answer["instead"] == {second["actions"][0]["id"]: first["actions"][0]["id"]}
    assert [event["code"] for event in lines(study)] == ["trust", "anonymity"]
    assert one(desk, do(coding(study, code="anonymity"), coding(study)))["at"] == {}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"quote": "don't trust"}, "other words stand at"),
        ({"start": 3}, "other words stand at"),
        ({"end": 10**6}, "not inside"),
        ({"start": "0"}, "not inside"),
        ({"code": "people"}, "only groups others"),
        ({"code": "old"}, "retired"),
        ({"code": "fear"}, "No code"),
        ({"comment": "nowhere"}, "No comment"),
        ({"id": "short"}, "Ids are"),
        ({"do": "paint"}, "No action"),
    ],
)
def test_a_wrong_action_refuses_the_whole_batch_and_writes_nothing(
    desk: Desk, study: Study, wrong: dict[str, Any], said: str
) -> None:
    message = do(coding(study), {**coding(study, code="anonymity"), **wrong})
    answer = one(desk, message)
    assert (answer["type"], answer["id"]) == ("nak", message["id"])
    assert said in answer["why"]
    assert lines(study) == []


def test_a_message_that_lacks_something_is_refused_in_a_sentence(desk: Desk) -> None:
    for message in ({"type": "do", "id": "b"}, {"type": "do", "id": "b", "actions": [{"id": new_id(), "do": "code"}]}):
        assert one(desk, message)["type"] == "nak"
    assert one(desk, {"type": "sing"})["type"] == "problem"
    assert one(desk, {"type": "open", "thread": "nowhere"})["why"].startswith("No thread 'nowhere'")


def test_undo_and_redo_are_events_and_nothing_is_forgotten(desk: Desk, study: Study) -> None:
    made = do(coding(study))
    one(desk, made)
    removal = do({"do": "remove", "subject": made["actions"][0]["id"]}, id=f"undo:{new_id()}")
    one(desk, removal)
    assert held(desk) == []
    back = do({"do": "remove", "subject": removal["actions"][0]["id"]}, id=f"redo:{new_id()}")
    one(desk, back)
    assert [event["id"] for event in held(desk)] == [made["actions"][0]["id"]]
    assert [event["event"] for event in lines(study)] == ["coded", "removed", "removed"]
    welcome, _ = desk.handle({"type": "hello"})
    assert welcome["history"] == [[made["actions"][0]["id"]]], "a reopened screen can undo it; undoing is no step of its own"
    void = do({"do": "remove", "subject": "0" * 16})
    assert one(desk, void)["void"] == [void["actions"][0]["id"]], "what was void when it arrived is void when it is taken back"


def test_undo_in_one_kernel_does_not_double_what_another_made(desk: Desk, study: Study) -> None:
    made = do(coding(study))
    one(desk, made)
    removal = do({"do": "remove", "subject": made["actions"][0]["id"]})
    one(desk, removal)
    anew = do(coding(study))
    one(Desk(Study.open(study.folder.root), "ada"), anew)
    back = do({"do": "remove", "subject": removal["actions"][0]["id"]})
    assert one(desk, back)["instead"] == {back["actions"][0]["id"]: anew["actions"][0]["id"]}
    assert [event["id"] for event in held(desk)] == [anew["actions"][0]["id"]]


def test_an_edited_memo_keeps_its_day(desk: Desk, study: Study) -> None:
    first = do({"do": "memo", "about": "study", "subject": "", "text": "one"})
    one(desk, first)
    old = first["actions"][0]["id"]
    for text in ("two", "three"):
        edit = {"do": "memo", "about": "study", "subject": "", "text": text, "replaces": old, "id": new_id()}
        one(desk, do({"do": "remove", "subject": old}, edit))
        old = edit["id"]
    (memo,) = state(desk)["memos"]
    assert memo["text"] == "three"
    assert memo["written"] == lines(study)[0]["at"] != memo["at"]


def test_what_is_on_disk_is_never_refused(desk: Desk, study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = study.journals.refresh

    def fails_after_writing() -> int:
        if lines(study):
            raise OSError("a journal vanished")
        return whole()

    monkeypatch.setattr(study.journals, "refresh", fails_after_writing)
    answer = one(desk, do({"do": "memo", "about": "study", "subject": "", "text": "once"}))
    assert (answer["type"], answer["revision"]) == ("ack", -1)


def test_hello_answers_while_a_cell_is_coding(desk: Desk, study: Study) -> None:
    text = study.corpus.comment(study.corpus.comments.index[0]).text
    done = threading.Event()

    def cell() -> None:
        for n in range(60):
            study.code(study.corpus.comments.index[0], (n, n + 5), "trust", coder="ada")
        done.set()

    worker = threading.Thread(target=cell)
    worker.start()
    while not done.is_set():
        assert [answer["type"] for answer in desk.handle({"type": "hello"})] == ["welcome", "thread"]
    worker.join()
    assert len(text) > 65


def test_removing_what_is_gone_already_writes_nothing(desk: Desk, study: Study) -> None:
    made = do(coding(study))
    one(desk, made)
    for _ in range(2):
        assert one(desk, do({"do": "remove", "subject": made["actions"][0]["id"]}))["type"] == "ack"
    assert [event["event"] for event in lines(study)] == ["coded", "removed"]


def test_moving_is_one_batch_and_memos_may_name_its_coding(desk: Desk, study: Study) -> None:
    made = do(coding(study))
    one(desk, made)
    moved = coding(study, quote="I don’t trust that", id=new_id())
    answer = one(
        desk,
        do(
            {"do": "remove", "subject": made["actions"][0]["id"]},
            moved,
            {"do": "memo", "about": "coding", "subject": moved["id"], "text": "*why*"},
        ),
    )
    assert [event["quote"] for event in lines(study) if event["event"] == "coded"] == ["don’t trust", "I don’t trust that"]
    assert [event["id"] for event in held(desk)] == [moved["id"]]
    assert list(answer["markup"].values()) == [[["p", ["em", "why"]]]]
    assert study.memos[0].subject == moved["id"]
    # moved back to where it was: the coding removed in the same batch is no obstacle
    back = coding(study)
    assert one(desk, do({"do": "remove", "subject": moved["id"]}, back))["type"] == "ack"
    assert [event["start"] for event in held(desk)] == [back["start"]]


def test_seen_memo_pin_and_reject(desk: Desk, study: Study) -> None:
    ids = list(study.corpus.comments.index)
    (suggestion, *_) = desk.handle({"type": "hello"})[1]["suggestions"]
    place = {name: suggestion[name] for name in ("comment", "start", "end", "code", "rule")}
    one(desk, do({"do": "seen", "comment": ids[1]}, {"do": "pin", "key": "1", "code": "trust"}, {"do": "reject", **place}))
    one(desk, do({"do": "memo", "about": "study", "subject": "", "text": "A field note"}))
    one(desk, do({"do": "seen", "comment": ids[1]}))
    assert study.state.seen == {("ada", ids[1])}
    assert desk.handle({"type": "hello"})[0]["pinned"] == {"1": "trust"}
    assert len(study.suggestions()) == len(study.suggestions(status=None)) - 1
    assert [memo["text"] for memo in state(desk)["memos"]] == ["A field note"]
    assert [event["event"] for event in lines(study)] == ["seen", "pinned", "rejected", "memo"]
    for bad in ({"do": "pin", "key": "0", "code": "trust"}, {"do": "memo", "about": "study", "subject": "", "text": " "}):
        assert one(desk, do(bad))["type"] == "nak"
    assert one(desk, do({"do": "memo", "about": "coding", "subject": "x", "text": "y"}))["type"] == "nak"


def test_an_accepted_suggestion_names_its_rule(desk: Desk, study: Study) -> None:
    row = study.suggestions(code="trust").iloc[0]
    spot = {"comment": row["comment"], "start": int(row["start"]), "end": int(row["end"]), "quote": row["quote"]}
    one(desk, do({"do": "code", **spot, "code": "trust", "rule": row["rule"]}))
    assert [(c.origin, c.rule) for c in study.codings] == [("suggestion", row["rule"])]


# --- several coders --------------------------------------------------------------------------------------------------------


@pytest.fixture
def pair(study: Study) -> Study:
    toml = study.folder.settings_file
    toml.write_text(toml.read_text("utf-8").replace('coders = ["ada"]', 'coders = ["ada", "ben"]'), "utf-8")
    return Study.open(study.folder.root)


def test_coders_of_one_codebook_are_blind_unless_the_study_says_otherwise(pair: Study) -> None:
    ada, ben = Desk(pair, "ada"), Desk(pair, "ben")
    one(ada, do(coding(pair), {"do": "memo", "about": "study", "subject": "", "text": "only for me"}))
    welcome, thread = ben.handle({"type": "hello"})
    assert welcome["blind"]
    assert thread["events"] == thread["memos"] == thread["differences"] == []
    assert "only for me" not in json.dumps([welcome, thread])
    assert len(Desk(pair, "ben", blind=False).handle({"type": "hello"})[1]["events"]) == 1
    toml = pair.folder.settings_file
    toml.write_text(toml.read_text("utf-8") + "\nblind = false\n", "utf-8")
    assert not Desk(Study.open(pair.folder.root), "ben").blind
    toml.write_text(toml.read_text("utf-8").replace("blind = false", "").replace('"codebook"', '"reflexive"', 1), "utf-8")
    assert not Desk(Study.open(pair.folder.root), "ben").blind


def test_nobody_removes_what_is_anothers(pair: Study) -> None:
    made = do(coding(pair))
    one(Desk(pair, "ada"), made)
    answer = one(Desk(pair, "ben"), do({"do": "remove", "subject": made["actions"][0]["id"]}))
    assert "ada’s, not ben’s" in answer["why"]
    assert len(pair.codings) == 1


def test_differences_and_the_consensus_coder(pair: Study) -> None:
    ada, ben = Desk(pair, "ada", blind=False), Desk(pair, "ben", blind=False)
    place = pair.corpus.comments.index[3]
    one(ada, do(coding(pair)))
    assert state(ada)["differences"] == [], "ben has not seen it: nobody differs"
    one(ben, do({"do": "seen", "comment": place}))
    (difference,) = state(ada)["differences"]
    assert (difference["comment"], difference["code"], difference["decision"]) == (place, "trust", "")
    assert (tuple(difference["coded_by"]), tuple(difference["not_by"])) == (("ada",), ("ben",))
    judge = Desk(pair, CONSENSUS, blind=True)
    assert not judge.blind, "who judges sees everybody's work"
    one(judge, do(coding(pair), {"do": "memo", "about": "comment", "subject": place, "text": "as ada: plain distrust"}))
    assert [d["decision"] for d in state(judge)["differences"]] == ["coded"]
    assert pair.disagreements()["decision"].tolist() == ["coded"]
    assert {c.coder for c in pair.codings} == {"ada", CONSENSUS}


def test_proposals_are_decided_and_taken_back_by_events(tmp_path: Path, study: Study) -> None:
    thread = study.corpus.thread_ids[0]
    comments = [
        *study.folder.comments(),
        Comment(f"{thread}:9", thread, study.corpus.comments.index[0], "I saw it too. Regards, Bo"),
    ]
    study.folder.write_comments(comments)
    desk = Desk(Study.open(study.folder.root), "ada")
    _, shown = desk.handle({"type": "hello"})
    (proposal,) = [p for p in shown["proposals"] if p["comment"] == f"{thread}:9" and p["about"] == "author"]
    assert proposal["shown"] == "Bo"
    message = {"type": "decide", "id": "d1", "proposal": proposal["proposal"], "accepted": True, "thread": thread}
    decided, again = desk.handle(message)
    assert decided["type"] == "decided"
    person = next(c for c in again["thread"]["comments"] if c["id"] == f"{thread}:9")["person"]
    assert person
    assert proposal["proposal"] not in {p["proposal"] for p in again["proposals"]}
    one(desk, do({"do": "remove", "subject": decided["events"][0]}))
    _, before = desk.handle({"type": "hello"})
    assert next(c for c in before["thread"]["comments"] if c["id"] == f"{thread}:9")["person"] is None


# --- others at work --------------------------------------------------------------------------------------------------------


def test_what_another_program_writes_is_seen_at_the_next_look(desk: Desk, study: Study) -> None:
    _, thread = desk.handle({"type": "hello"})
    look = {"type": "look", "thread": thread["thread"]["id"], "revision": thread["revision"]}
    assert one(desk, look) == {"type": "same"}
    Study.open(study.folder.root).code(study.corpus.comments.index[3], "don't trust", "trust", coder="ada")
    answer = one(desk, look)
    assert answer["type"] == "state"
    assert [event["code"] for event in answer["events"]] == ["trust"]


def test_what_is_imported_meanwhile_is_there_at_the_next_look(desk: Desk, study: Study, tmp_path: Path) -> None:
    _, thread = desk.handle({"type": "hello"})
    page = tmp_path / "another.txt"
    page.write_text(PAGE.replace("Who reads the rota?", "Who wrote the rota?"), "utf-8")
    study.import_file(page)
    answer = one(desk, {"type": "look", "thread": thread["thread"]["id"], "revision": thread["revision"]})
    assert answer["type"] == "thread"
    assert len(answer["threads"]) == 2


def test_a_spoilt_coding_is_shown_as_such(desk: Desk, study: Study) -> None:
    event = {**coding(study), "event": "coded", "id": new_id(), "at": "2024", "coder": "ada", "quote": "other words"}
    Journal(study.folder.journals, "ada").append([event])
    assert [(e["wrong"], e["quote"]) for e in held(desk)] == [(True, "other words")]


def test_a_new_code_goes_to_the_codebook_with_its_comments_kept(desk: Desk, study: Study) -> None:
    path = study.folder.root / study.settings.codebook
    before = path.read_text("utf-8")
    answer = one(
        desk,
        {
            "type": "newcode",
            "id": "n1",
            "name": "Being watched: at night",
            "parent": "people",
            "definition": "Somebody may be reading.",
        },
    )
    assert (answer["type"], answer["made"]) == ("codebook", "being_watched_at_night")
    assert path.read_text("utf-8").startswith(before.rstrip("\n"))
    code = study.codebook.code("being_watched_at_night")
    assert (code.status, code.parent, code.definition) == ("proposed", "people", "Somebody may be reading.")
    assert one(desk, do(coding(study, code="being_watched_at_night")))["type"] == "ack"
    assert one(desk, {"type": "newcode", "id": "n2", "name": " ", "definition": "x"})["type"] == "nak"


def test_search_speaks_the_rule_language(desk: Desk, study: Study) -> None:
    thread = study.corpus.thread_ids[0]
    answer = one(desk, {"type": "search", "query": "anonym*", "thread": thread})
    found = {study.corpus.comment(id).text[a:b] for id, spans in answer["spans"].items() for a, b in spans}
    assert found == {"anonymous"}
    assert answer["threads"] == {thread: 2}
    assert one(desk, {"type": "search", "query": "*", "thread": thread})["type"] == "problem"


def test_many_threads_at_one_desk_lose_and_double_nothing(desk: Desk, study: Study) -> None:
    text = study.corpus.comment(study.corpus.comments.index[0]).text
    batches = [do(coding(study, 0, text[n : n + 12])) for n in range(40)]

    def work(mine: list[dict[str, Any]]) -> None:
        for batch in mine:
            assert one(desk, batch)["type"] == "ack"

    workers = [threading.Thread(target=work, args=(random.Random(n).sample(batches, 40),)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(event["id"] for event in lines(study)) == sorted(batch["actions"][0]["id"] for batch in batches)


CODER = """
import json, sys
from ethnography.desk import Desk
from ethnography.study import Study
desk = Desk(Study.open(sys.argv[1]), "ada")
study = desk.study
comment = study.corpus.comment(study.corpus.comments.index[0])
desk.handle({"type": "hello"})
for n in range(100_000):
    start = n % (len(comment.text) - 9)
    id = f"{int(sys.argv[2]) * 10**6 + n:016x}"
    code = ("trust", "anonymity")[n // len(comment.text) % 2]
    action = {"do": "code", "id": id, "comment": comment.id, "start": start, "end": start + 9, "code": code}
    action["quote"] = comment.text[start : start + 9]
    (answer,) = desk.handle({"type": "do", "id": id, "actions": [action]})
    assert answer["type"] == "ack", answer
    print(answer["instead"].get(id, id), flush=True)
"""


def test_a_killed_kernel_loses_nothing_acknowledged(study: Study) -> None:
    acknowledged: set[str] = set()
    chance = random.Random(7)
    for turn in range(3):
        kernel = subprocess.Popen(
            [sys.executable, "-c", CODER, str(study.folder.root), str(turn)], stdout=subprocess.PIPE, text=True
        )
        assert kernel.stdout
        acknowledged.add(kernel.stdout.readline().strip())
        time.sleep(chance.uniform(0.02, 0.3))
        os.kill(kernel.pid, signal.SIGKILL)
        acknowledged |= {line.strip() for line in kernel.stdout.read().splitlines(keepends=True) if line.endswith("\n")}
        kernel.wait()
    assert len(acknowledged) > 5
    fresh = Study.open(study.folder.root)
    assert acknowledged <= {c.id for c in fresh.codings}
    spots = [(c.code, c.segment) for c in fresh.codings]
    assert len(spots) == len(set(spots)), "nothing is doubled"


def test_an_empty_study_and_a_bad_name_say_what_to_do(tmp_path: Path, book: Path) -> None:
    from ethnography import new_study

    empty = new_study(tmp_path / "empty", coder="ada", codebook=book)
    answers = Desk(empty, "ada").handle({"type": "hello"})
    assert answers[0]["type"] == "problem"
    assert "Import a page first" in answers[0]["why"]
    with pytest.raises(StudyProblem, match="cannot be a coder's name"):
        Desk(empty, "../ada")
