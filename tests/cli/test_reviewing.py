"""``ethnography review`` as whole processes: every decision a line."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from ethnography.study import Study
from tests.conftest import ROOT
from tests.test_cli import COMMAND, run


def review(study: Study, *answers: str, options: str = "--comments", code: int = 0) -> str:
    """What a sitting printed; each answer is a line."""
    done = run("review", *options.split(), cwd=study.folder.root, stdin="".join(f"{line}\n" for line in answers))
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def ids(study: Study) -> list[str]:
    return study.corpus.comments.index.tolist()


def coded(study: Study) -> list[tuple[int, str, str]]:
    """Which comment carries which code on which words."""
    place = {id: number for number, id in enumerate(ids(study))}
    return [(place[c.segment.comment], c.code, c.quote) for c in study.codings]


# going


def test_comments_are_gone_through_and_marked_as_seen(study: Study) -> None:
    study.mark_seen(ids(study)[0])
    said = review(study, "n", "n", "n", "n", "q")
    assert said.index("[2 of 5]") < said.index("[3 of 5]") < said.index("[5 of 5]")
    assert "[1 of 5]" not in said
    assert "Every comment is seen." in said
    assert {comment for _, comment in study.state.seen} == set(ids(study))
    assert "4 changes; all of it is saved." in said


def test_the_ways_through_a_thread(study: Study) -> None:
    said = review(study, "j", "j", "j", "u", "]", "u", "]", "[", "k", "k", "q")
    places = [line[:8] for line in said.splitlines() if line.startswith("[")]
    assert places == [f"[{n} of 5]" for n in (1, 2, 3, 4, 3, 2, 5, 2, 1)]
    assert "The last answer." in said
    assert "The first comment." in said
    assert not study.state.seen


def test_what_a_comment_shows(study: Study) -> None:
    study.protect("Ann Otter")
    study.code(ids(study)[2], "nobody", "trust")
    study.write_memo("Ann is wrong", about="comment", subject=ids(study)[2])
    said = review(study, "j", "j", "q")
    assert "[3 of 5] Who reads the rota?" in said
    assert f"author not stated, depth 2, seen, {ids(study)[2]}" in said
    assert "answers author not stated: I would rather be anonymous, said [name]" in said
    assert "[name], nobody is anonymous here. See [link] or mail [e-mail]" in said
    assert "1  Trust  “nobody”" in said
    assert "1  Anonymity  “anonymous”  rule anonymity.1" in said
    assert "memo of ada: [name] is wrong" in said
    assert "Otter" not in said
    assert "bo@example.org" not in said


def test_one_thread_only(bundled: Study) -> None:
    thread = bundled.corpus.thread_ids[1]
    n = len(bundled.corpus.thread(thread).comments)
    said = review(bundled, "n", "q", options=f"--comments --coder cy --thread {thread}")
    pingbacks = (bundled.corpus.only([thread]).comments["kind"] == "pingback").sum()
    assert f"{n} comments and posts, {n - pingbacks} unseen" in said
    assert f"[2 of {n}]" in said
    assert "No thread 'nowhere'" in review(bundled, "q", options="--comments --coder cy --thread nowhere", code=2)


def test_next_uncoded_next_with_a_code_and_search(study: Study) -> None:
    study.code(ids(study)[1], "anonymous", "anonymity")
    study.code(ids(study)[3], "trust", "trust")
    said = review(study, "i", "g", "people", "g", "", "/", "manager", "1", "/", "anonym*, nobody", "", "q")
    places = [int(line[1]) for line in said.splitlines() if line.startswith("[") and " of 5]" in line]
    assert places == [1, 3, 4, 2, 5]
    assert "places in" in said
    assert "»manager«" in said
    assert "No code fits" in review(study, "g", "xyz", "", "q")


# coding


def test_codes_are_applied_and_on_disk(study: Study) -> None:
    said = review(
        study,
        *("s", "2-3", "trust"),
        *("p", "2", "anon"),
        *("j", "w", "tst", "1"),
        *("c", "rather … anonymous", "anonymity"),
        *(".", "said"),
        *("c", "1", "anonymity"),
        "q",
    )
    second = study.corpus.comment(ids(study)[1]).text
    assert coded(study) == [
        (0, "trust", "I trust my colleagues, mostly. An invented page."),
        (0, "anonymity", "Nobody asked us whether the rota could be public."),
        (1, "trust", second),
        (1, "anonymity", "rather be anonymous"),
        (1, "anonymity", "said"),
        (1, "anonymity", second),
    ], said
    assert {coding.origin for coding in study.codings} == {"manual"}
    assert "Saved: Trust on “I trust my" in said
    assert "you have that already" in review(study, "[", "k", "w", "trust", "q")


def test_words_are_taken_from_the_screen_though_names_are_masked(study: Study) -> None:
    study.protect("Ann Otter")
    said = review(study, "j", "c", "said [name] to herself", "trust", "c", "not there", "c", "e", "2", "anonymity", "q")
    assert coded(study) == [(1, "trust", "said Ann Otter to herself"), (1, "anonymity", "e")]
    assert "“not there” does not stand in this comment" in said
    assert "stand in" in said
    assert "Otter" not in said


def test_choosing_a_code(study: Study) -> None:
    said = review(study, "w", "?", "?trust", "people", "gone", "zz", "rst", "1", "q")
    assert "  People [people] (groups others)" in said
    assert "    Trust [trust] – believing" in said
    assert "Trust: believing" in said
    assert "code 'people' only groups others" in said
    assert "code 'gone' was merged" in said
    assert "No code fits “zz”. + makes it a new one" in said
    assert [code for _, code, _ in coded(study)] == ["trust"]


def test_a_code_is_made_in_place(study: Study) -> None:
    said = review(study, "w", "Night shift", "+", "people", "when the night comes up", "w", "+Empty", "", "", "q")
    made = study.codebook.code("night_shift")
    assert (made.name, made.parent, made.definition, made.status) == (
        "Night shift",
        "people",
        "when the night comes up",
        "proposed",
    )
    assert [code for _, code, _ in coded(study)] == ["night_shift"]
    assert "as proposed" in said
    assert "A code needs a definition; nothing was added." in said
    assert "there is a code 'trust' already" in review(study, "w", "+Trust", "", "again", "q")


def test_favourites(study: Study) -> None:
    said = review(study, "3", "P", "3", "trust", "3", "1", "q")
    assert "No code is on key 3." in said
    assert "Trust is on key 3." in said
    assert study.state.pinned == {("ada", "3"): "trust"}
    assert [code for _, code, _ in coded(study)] == ["trust"]
    review(study, "k", "3", "2", "P", "3", "y", "q")
    assert len(study.codings) == 2
    assert "No code is on key 3." in review(study, "3", "q")


def test_codings_are_listed_changed_and_removed(study: Study) -> None:
    here = ids(study)[1]
    study.code(here, "anonymous", "trust")
    study.code(here, "herself", "anonymity")
    said = review(study, "j", "e", "v", "1", "rather be anonymous", "Del", "2", "-", "k", "Del", "q")
    assert coded(study) == []
    assert "1  Trust  “anonymous”" in said
    assert "Trust is now on “rather be anonymous”" in said
    assert "No coding of yours is here." in said
    events = [event["event"] for event in study.journals.events.values()]
    assert (events.count("coded"), events.count("removed")) == (3, 3)


def test_memos(study: Study) -> None:
    coding = study.code(ids(study)[0], "names", "trust")
    study.mark_seen(ids(study))
    review(
        study,
        "m",
        "",
        "on the comment",
        "m",
        "1",
        "on the coding",
        "M",
        "on the thread",
        "J",
        "in the field",
        "m",
        "9",
        "m",
        "",
        "",
        "q",
    )
    thread = study.corpus.thread_ids[0]
    assert [(memo.about, memo.subject, memo.text) for memo in study.memos] == [
        ("comment", ids(study)[0], "on the comment"),
        ("coding", coding.id, "on the coding"),
        ("thread", thread, "on the thread"),
        ("study", "", "in the field"),
    ]


# taking back


def test_undo_and_redo_within_a_sitting_and_after_it(study: Study) -> None:
    review(study, "w", "trust", "x", "m", "", "a thought", "q")
    assert (len(study.codings), len(study.memos)) == (1, 1)
    said = review(study, "z", "z", "z", "Z", "Z", "Z", "z", "q")
    assert "Undone and saved: a memo" in said
    assert "Nothing to undo." in said
    assert "Nothing to do again." in said
    assert (len(study.codings), len(study.memos)) == (1, 0)
    review(study, "z", "c", "1", "anonymity", "Z", "q")
    assert [code for _, code, _ in coded(study)] == ["anonymity"]


def test_undo_goes_where_it_was_done(study: Study) -> None:
    said = review(study, "j", "x", "x", "k", "z", "q")
    assert said.count("[2 of 5]") == 2
    assert (study.settings.coders[0], ids(study)[1]) in study.state.seen


def test_the_jupyter_screen_can_undo_what_was_done_here_and_the_other_way_round(study: Study) -> None:
    from ethnography.desk import Desk

    review(study, "w", "trust", "q")
    desk = Desk(study, "ada")
    welcome = desk.handle({"type": "hello"})[0]
    assert welcome["history"] == [[study.codings.where(coder="ada").__iter__().__next__().id]]
    action = {"do": "seen", "comment": ids(study)[4], "id": "0123456789abcdef"}
    assert desk.handle({"type": "do", "id": "fedcba9876543210", "actions": [action]})[0]["type"] == "ack"
    review(study, "z", "q")
    assert {comment for _, comment in study.state.seen} == {ids(study)[0]}


def test_seen_and_not_seen(study: Study) -> None:
    said = review(study, "x", "x", "x", "w", "trust", "x", "q")
    assert "A comment with a coding of yours is seen." in said
    assert {comment for _, comment in study.state.seen} == {ids(study)[0]}


# suggestions


def test_suggestions_among_the_comments(study: Study) -> None:
    here = len(study.suggestions())
    said = review(study, "a", "t", "r", "t", "A", "t", "a", "q")
    left = study.suggestions(status=None).groupby("status").size().to_dict()
    assert left.get("pending", 0) == 0, said
    assert left["rejected"] == 1
    assert sum(left.values()) == here
    assert all(coding.origin == "suggestion" and coding.rule for coding in study.codings)
    assert "No other suggestion is waiting." in review(study, "t", "a", "q")


def test_several_suggestions_are_asked_about(bundled: Study) -> None:
    pending = bundled.suggestions(coder="cy")
    comment = pending["comment"].value_counts().index[0]
    here = pending.loc[pending["comment"] == comment].reset_index(drop=True)
    assert len(here) > 1
    place = bundled.corpus.comments.index.get_loc(comment)
    review(bundled, *(["j"] * place), "a", "2", "r", "1", "a", "x", "q", options="--comments --coder cy")
    (coding,) = bundled.codings.where(coder="cy")
    assert (coding.segment.comment, coding.code, coding.rule) == (comment, here["code"][1], here["rule"][1])
    left = bundled.suggestions(coder="cy")
    assert len(left.loc[left["comment"] == comment]) == len(here) - 2


def test_suggestions_mode_has_the_other_commands_too(study: Study) -> None:
    n = len(study.suggestions())
    answers = ("a", "z", "a", "Z", "s", "k", "k", "x", "S", "1", "trust", "M", "thread", "?", "R", "q")
    said = review(study, *answers, options="--rule anonymity.1")
    assert "Undone and saved: Anonymity" in said
    assert "Nothing to do again." in said
    assert "S      code a sentence" in said
    assert "s, c and d mean something else with --comments" in said
    assert "None before it is waiting." in said
    assert [memo.about for memo in study.memos] == ["thread"]
    assert [code for _, code, _ in coded(study)] == ["anonymity", "trust"]
    assert "1 accepted, 1 rejected, 0 skipped" in said
    assert len(study.suggestions()) == n - 2


def test_a_suggestion_is_accepted_on_other_words(study: Study) -> None:
    said = review(study, "v", "I trust my colleagues", "q", options="--code trust")
    assert coded(study) == [(0, "trust", "I trust my colleagues")]
    assert next(iter(study.codings)).rule == "trust.1"
    assert "1 accepted, 0 rejected, 0 skipped" in said


def test_an_undone_decision_is_asked_about_again(study: Study) -> None:
    said = review(study, "a", "r", "z", "z", "q", options="--code anonymity")
    assert [line[:8] for line in said.splitlines() if line.startswith("[")] == [f"[{n} of 2]" for n in (1, 2, 2, 1)]
    assert "That was the last one." in said
    assert "0 accepted, 0 rejected, 0 skipped" in said
    assert len(study.codings) == 0
    assert not study.state.rejected


# several coders


def set_blind(study: Study, blind: str) -> None:
    toml = study.folder.settings_file
    lines = [line for line in toml.read_text("utf-8").splitlines() if not line.startswith("blind")]
    toml.write_text("\n".join([*lines, f"blind = {blind}", ""]), "utf-8")


def test_blind_coders_do_not_see_each_other(bundled: Study) -> None:
    set_blind(bundled, "true")
    said = review(bundled, "d", "q", options="--comments --coder cy")
    assert "Coders do not see each other’s work" in said
    assert "(ada)" not in said


def test_coders_who_are_not_blind_see_differences(bundled: Study) -> None:
    set_blind(bundled, "false")
    said = review(bundled, "d", "Del", "q", options="--comments --coder cy")
    assert "(ada)" in said
    assert "coders differ" in said
    assert "To decide, review as --coder consensus." in said
    assert "No coding of yours is here." in said


def test_the_consensus_coder_decides_with_a_reason(bundled: Study) -> None:
    found = bundled.disagreements()
    several = found["comment"].value_counts(sort=False)[1:4]  # the sitting begins on the first comment, and d goes on from there
    which = [["1"] if n > 1 else [] for n in several]
    said = review(
        bundled,
        *("d", *which[0], "1", ""),
        *("d", *which[1], "n", "Not in our sense"),
        *("d", *which[2], "a", "As the memo says"),
        "q",
        options="--comments --coder consensus",
    )
    assert "Without a reason it is left open." in said
    now = bundled.disagreements()
    assert sorted(now["decision"]) == [""] * (len(found) - 2) + ["coded", "not coded"]
    reasons = [memo.text for memo in bundled.memos if memo.coder == "consensus"]
    assert reasons[0].endswith(": not coded. Not in our sense")
    assert ": as " in reasons[1]
    table = run("differences", "--csv", bundled.folder.root / "d.csv", cwd=bundled.folder.root).stdout
    assert f"{len(found)} differences, {len(found) - 2} open." in table
    assert "not coded" in table
    assert len((bundled.folder.root / "d.csv").read_text("utf-8").splitlines()) == len(found) + 1
    open_ones = run("differences", "--open", cwd=bundled.folder.root).stdout
    assert "not coded" not in open_ones


# proposals


def test_proposals(bundled: Study) -> None:
    found = bundled.proposals(coder="ada")
    assert len(found) > 2
    said = review(bundled, "a", "z", "r", "s", "k", "?", "m", "who?", "c", "q", options="--proposals --coder ada")
    assert f"{len(found)} proposals are waiting." in said
    assert "0 accepted, 1 declined, 0 skipped" in said
    assert len(bundled.proposals(status="declined", coder="ada")) == 1
    assert [memo.text for memo in bundled.memos][-1] == "who?"
    accepted = review(bundled, *("A" for _ in found), "a", "a", "a", options="--proposals --coder ada")
    assert "Accepted and saved" in accepted
    assert len(bundled.proposals(status="accepted", coder="ada"))
    assert "No proposal is waiting" in review(bundled, *("a" for _ in range(20)), "q", options="--proposals --coder ada") + review(
        bundled, "q", options="--proposals --coder ada"
    )


# the page


def test_a_thread_as_a_page(study: Study, tmp_path: Path) -> None:
    thread = study.corpus.thread_ids[0]
    done = run("page", thread, cwd=study.folder.root)
    assert done.returncode == 0, done.stderr
    written = re.match(r"Wrote (.+\.html) \(", done.stdout)
    assert written
    assert "<!DOCTYPE html>" in Path(written[1]).read_text("utf-8")
    assert run("page", thread, "--to", tmp_path / "one.html", cwd=study.folder.root).returncode == 0
    assert "<!DOCTYPE html>" in (tmp_path / "one.html").read_text("utf-8")
    assert "No thread 'nowhere'" in run("page", "nowhere", cwd=study.folder.root).stderr


# what goes wrong


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--comments --proposals", "either --comments or --proposals"),
        ("--comments --accept-all", "either --accept-all or --comments"),
        ("--comments --rule trust.1", "they choose among suggestions"),
        ("--comments --coder a/b", "cannot be a coder's name"),
    ],
)
def test_mistakes_of_use(study: Study, options: str, said: str) -> None:
    assert said in review(study, options=options, code=2)


def test_a_study_without_a_thread(tmp_path: Path, book: Path) -> None:
    from ethnography.study import new_study

    made = new_study(tmp_path / "empty", coder="ada", codebook=book)
    assert "holds no thread yet" in review(made, "q", code=2)
    assert "Import a page first" in review(made, "q", options="", code=2)
    assert "Import a page first" in run("page", cwd=made.folder.root).stderr
    assert "Import a page first" in review(made, "q", options="--proposals", code=2)


def test_odd_keys_and_questions_the_study_cannot_answer(study: Study) -> None:
    said = review(study, "0", "é", "[", "[", "/", "*", "/", "a***b", "d", "Z", "q")
    assert "That key does nothing here. ? lists the keys." in said
    assert "all of it is saved" in said


@pytest.mark.parametrize("answers", ["", "c\n", "c\nnames\n", "c\nnames\n?\n", "m\n", "P\n", "v\n", "d\n", "/\n"])
def test_the_end_of_the_input_ends_quietly(study: Study, answers: str) -> None:
    for options in ("--comments", "") if answers in ("", "m\n") else ("--comments",):
        done = run("review", *options.split(), cwd=study.folder.root, stdin=answers)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        assert "all of it is saved." in done.stdout
    assert not len(study.codings)


def test_bytes_that_are_no_text_and_signs_that_could_drive_the_terminal(study: Study) -> None:
    answers = b"m\n\xff\xfe thought \x1b[31m\x00\nw\n\xc3\x28\n\nm\n\xf0\x9f\x98\x80 yes\nq\n"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*COMMAND, "review", "--comments"], cwd=study.folder.root, input=answers, capture_output=True, env=env)
    assert done.returncode == 0, done.stderr
    assert b"\x1b" not in done.stdout
    assert len(study.memos) == 2
    assert study.problems() == []
    for line in (study.folder.journals / "ada.jsonl").read_text("utf-8").splitlines():
        json.loads(line)


def test_hostile_texts_are_printable(tmp_path: Path, study: Study) -> None:
    path = tmp_path / "hostile.csv"
    path.write_text("id,reply_to,author,date,text\n1,,\x1b[31mEve,2012,\x1b]0;owned\x07[red]trust[/red] me\u202e\n", "utf-8")
    study.import_file(path)
    said = review(study, *("j" for _ in range(5)), "w", "trust", "e", "s", "c", "?", "", "/", "trust", "", "a", "q")
    assert "[red]trust[/red] me" in said
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_a_journal_that_cannot_be_written_is_said_and_the_sitting_goes_on(study: Study) -> None:
    study.mark_seen(ids(study)[0])
    lock = study.folder.journals / ".ada.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()  # so that no turn can be taken
    said = review(study, "w", "trust", "?", "w", "9" * 5000, "", "q")
    assert "NOT saved" in said
    assert "Saved: " not in said
    assert "no changes; all of it is saved" in said


def test_an_interrupt_keeps_what_was_acknowledged(study: Study) -> None:
    process = subprocess.Popen(
        [*COMMAND, "review", "--comments"],
        cwd=study.folder.root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write("w\ntrust\n")
    process.stdin.flush()
    for line in process.stdout:
        if "Saved" in line:
            break
    assert len(Study.open(study.folder.root).codings) == 1
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Everything that was acknowledged is saved." in errors
    assert "Traceback" not in errors
