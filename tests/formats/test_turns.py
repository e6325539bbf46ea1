"""Speaker turns: what is a label and what is not, who asks, where a turn ends, and when nothing is a transcript."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.corpus import Part
from ethnography.corpus.roles import is_role, role_of
from ethnography.formats.markup import paragraphs_of
from ethnography.formats.turns import Turns, find_turns
from ethnography.formats.turns.labels import is_labelling, label_at


def turns_of(text: str, **given_: object) -> tuple[str, Turns | None]:
    cleaned, parts = paragraphs_of(text)
    return cleaned, find_turns(cleaned, parts, **given_)  # type: ignore[arg-type]


def spoken(text: str, **given_: object) -> list[tuple[str, str | None, str]]:
    """(kind, voice, first words) of every part; nothing where there are no turns."""
    cleaned, turns = turns_of(text, **given_)
    return [(part.kind, part.voice, cleaned[part.start : part.end][:12]) for part in turns.parts] if turns else []


def voices(text: str, **given_: object) -> list[str | None]:
    return [voice for _, voice, _ in spoken(text, **given_)]


# --- labels -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name", "form"),
    [
        ("Interviewer: Why?", "Interviewer", "colon"),
        ("INTERVIEWER 1 : Pourquoi ?", "INTERVIEWER 1", "colon"),
        ("Interviewer:in: Warum?", "Interviewer:in", "colon"),
        ("I: Why?", "I", "colon"),
        ("P1: Because.", "P1", "colon"),
        ("Dr. Jones: Because.", "Dr. Jones", "colon"),
        ("Mary-Ann O’Neill: Because.", "Mary-Ann O’Neill", "colon"),
        ("Ludwig van Dam: Because.", "Ludwig van Dam", "colon"),
        ("A.B.: Because.", "A.B.", "colon"),
        ("Ann (nurse): Because.", "Ann (nurse)", "colon"),
        ("**Ann:** Because.", "Ann", "colon"),
        ("[00:01:02] Ann: Because.", "Ann", "colon"),
        ("Ann [00:01:02]: Because.", "Ann", "timed"),
        ("(12:03) Ann: Because.", "Ann", "colon"),
        ("00:01:02 - 00:01:09 Ann: Because.", "Ann", "colon"),
        ("17 Ann: Because.", "Ann", "colon"),
        ("Speaker 1  0:03", "Speaker 1", "timed"),
        ("Ann Otter (00:03):", "Ann Otter", "timed"),
        ("Ann Otter [00:03] Because.", "Ann Otter", "timed"),
        ("[Interviewer] Why?", "Interviewer", "bracket"),
        ("[Ann]: Because.", "Ann", "colon"),
        ("Interviewer – Why?", "Interviewer", "dash"),
        ("Q. Why?", "Q", "letter"),
        ("P2\tBecause.", "P2", "tab"),
        ("00:01:02\tAnn\tBecause.", "Ann", "tab"),
        ("3\tInterviewer\tWhy?", "Interviewer", "tab"),
        ("Interviewer", "Interviewer", "alone"),
        ("采访者：为什么?", "采访者", "colon"),
    ],
)
def test_labels(line: str, name: str, form: str) -> None:
    label = label_at(line, 0, len(line))
    assert label is not None
    assert (label.name, label.form) == (name, form)


@pytest.mark.parametrize(
    "line",
    [
        "Note: this is none.",
        "PS: nor this.",
        "Date: 3 May 2019",
        "Example 3: nor this",
        "https://example.org",
        "10:15 we met",
        "At 10:15 we met",
        "I said: never.",
        "She told me: never.",
        "What did he say? This: never.",
        "Ann, who was there: never.",
        "Ann — we miss her",
        "[laughter] and then",
        "(pause) and then",
        "- Ann: a list",
        "Monday: closed",
        "text/plain: x",
        "Some.Module: x",
        "Ann\t3",
        "a: b",
        "",
    ],
)
def test_what_is_no_label(line: str) -> None:
    assert label_at(line, 0, len(line)) is None


def test_a_bold_name_needs_no_colon() -> None:
    line = "Ann Otter I was there."
    assert label_at(line, 0, len(line)) is None
    label = label_at(line, 0, len(line), bold_until=9)
    assert label is not None
    assert (label.name, label.form, label.end) == ("Ann Otter", "bold", 9)


def test_labels_that_are_sentences_are_none() -> None:
    assert not is_labelling("The gulls came. Then")
    assert not is_labelling("one two three four five six")
    assert not is_labelling("A" * 60)


def test_parts_in_a_transcript_are_no_names() -> None:
    asks = ("Interviewer", "INT.", "I", "Q3", "Moderatorin", "Entrevistadora", "Enquêteur")
    assert [role_of(label) for label in asks] == ["asks"] * len(asks)
    answers = ("Interviewee", "P1", "P-03", "Participant #3", "Befragte", "R2a", "B", "Nurse 2")
    assert [role_of(label) for label in answers] == ["answers"] * len(answers)
    assert [role_of(label) for label in ("Speaker A", "SPEAKER_00", "Unidentified Speaker", "All")] == ["speaks"] * 4
    assert not any(map(is_role, ("Ann", "AB", "Dr. Jones", "Al", "Isa", "Part time", "")))


# --- turns --------------------------------------------------------------------------------------------------------------


def test_questions_answers_and_what_is_nobodys() -> None:
    text = """
Interviewer: Why here?

P1: It is quiet.
And cheap.

[laughs]

Nobody comes.

Interviewer: And why now?

P1: I was tired.

[End of interview]

Typed later.
"""
    assert spoken(text) == [
        ("question", "Interviewer", "Interviewer:"),
        ("paragraph", "P1", "P1: It is qu"),
        ("paragraph", None, "[laughs]"),
        ("paragraph", "P1", "Nobody comes"),
        ("question", "Interviewer", "Interviewer:"),
        ("paragraph", "P1", "P1: I was ti"),
        ("paragraph", None, "[End of inte"),
        ("paragraph", None, "Typed later."),
    ]


def test_turns_on_lines_without_blank_lines_are_parts() -> None:
    text = "I: Tea?\nB: Yes,\nplease.\nI: Milk?\nB: No.\nI: Why?"
    assert voices(text) == ["I", "B", "I", "B", "I"]
    cleaned, turns = turns_of(text)
    assert turns is not None
    assert cleaned[turns.parts[1].start : turns.parts[1].end] == "B: Yes,\nplease."


def test_the_head_of_a_transcript_is_no_turn_and_states_the_date() -> None:
    text = "Date: 3 May 2019\nInterviewer: Jana Holm\nP1: Ann Otter\n\nInterviewer: Why?\n\nP1: So.\n\nInterviewer: Ah.\n\nP1: Yes."
    assert voices(text) == [None, "Interviewer", "P1", "Interviewer", "P1"]
    _, turns = turns_of(text)
    assert turns is not None
    assert turns.date_text == "3 May 2019"


def test_spellings_and_short_forms_are_one_voice() -> None:
    said = [
        "Maria Berg: One.",
        "JH: Two?",
        "BERG: Three.",
        "JH: Four?",
        "Berg: Five.",
        "JH: Six?",
        "MB: Seven.",
        "JH: Eight?",
        "MB: Nine.",
    ]
    text = "\n\n".join(said)
    assert set(voices(text)) == {"Maria Berg", "JH"}
    _, turns = turns_of(text)
    assert turns is not None
    assert any("“MB” was read as Maria Berg" in one for one in turns.guesses)


def test_numbers_of_questions_are_no_people() -> None:
    assert voices("Q1: Why?\n\nA1: So.\n\nQ2: When?\n\nA2: Now.") == ["Q", "A", "Q", "A"]
    assert voices("Q. Why?\n\nA. So.\n\nQ. When?\n\nA. Now.") == ["Q", "A", "Q", "A"]


def test_who_asks_is_said_by_a_legend_or_by_the_questions() -> None:
    plain = "JH: Tea?\n\nEM: Yes.\n\nJH: Milk?\n\nEM: Is there any?\n\nJH: Sure.\n\nEM: Then yes."
    _, turns = turns_of(f"EM = interviewer\n\n{plain}")
    assert turns is not None
    assert {part.voice for part in turns.parts if part.kind == "question"} == {"EM"}
    _, turns = turns_of(plain)
    assert turns is not None
    assert {part.voice for part in turns.parts if part.kind == "question"} == {"JH"}
    assert any("asks in 2 of 3 turns" in one for one in turns.guesses)
    _, turns = turns_of(plain.replace("?", "."))
    assert turns is not None
    assert not [part for part in turns.parts if part.kind == "question"]


def test_beside_an_interviewer_i_is_somebody_else() -> None:
    text = "Interviewer: Why?\n\nI: So.\n\nInterviewer: When?\n\nI: Now."
    assert [kind for kind, _, _ in spoken(text)] == ["question", "paragraph", "question", "paragraph"]


def test_the_authors_own_turns_have_no_voice() -> None:
    text = "Jana: Why?\n\nBo: So.\n\nJana: When?\n\nBo: Now.\n\nJana: Oh?"
    assert voices(text, author="jana") == [None, "Bo", None, "Bo", None]


def test_a_word_that_stands_once_is_no_speaker() -> None:
    text = "I: Why?\n\nB: This is it:\n\nTruth: none.\n\nI: When?\n\nB: Now.\n\nI: Really?"
    assert voices(text) == ["I", "B", "B", "I", "B", "I"]
    _, turns = turns_of(text)
    assert turns is not None
    assert turns.warnings == ("“Truth:” stands once like a speaker’s label and was read as text",)


def test_who_speaks_once_counts_where_the_label_looks_like_the_others() -> None:
    text = "Ann Otter: A.\n\nBo Kay: B.\n\nCy Lind: C.\n\nAnn Otter: D.\n\nBo Kay: E.\n\nAnn Otter: F."
    assert "Cy Lind" in voices(text)


def test_headings_end_a_turn_and_lists_keep_it() -> None:
    text = "I: a?\n\nB: b\n\nPart two\n\nnobody\n\nI: c?\n\nB: d\n\nI: e?"
    cleaned, parts = paragraphs_of(text)
    parts = tuple(Part(p.start, p.end, "heading" if cleaned[p.start : p.end] == "Part two" else p.kind) for p in parts)
    turns = find_turns(cleaned, parts)
    assert turns is not None
    assert [part.voice for part in turns.parts] == ["I", "B", None, None, "I", "B", "I"]


def test_rows_of_a_table_end_with_it() -> None:
    text = "Time\tWho\tWhat\n0:01\tMod\tTea?\n0:02\tP1\tYes please.\n0:03\tMod\tMilk?\n0:04\tP1\tNo thanks.\n\nThe end of it."
    assert voices(text)[-1] is None


@pytest.mark.parametrize(
    "text",
    [
        "A page about tea.\n\nIt has no turns at all, only text.",
        "Ann: one turn.\n\nNothing else.",
        "Note: a\n\nNote: b\n\nTip: c\n\nNote: d\n\nTip: e",
        "Monday: closed\n\nTuesday: open\n\nMonday: closed\n\nTuesday: open\n\nMonday: x",
        "Speaker 1: a monologue.\n\nSpeaker 1: still one.\n\nSpeaker 1: and on.",
        "\n\n".join(["Some long text that is only an article and goes on."] * 40)
        + "\n\nAnn: a\n\nBo: b\n\nAnn: c\n\nBo: d\n\nAnn: e",
        "Ann: a\n\nBo: b\n\n" + "\n\n".join(["And then much text by nobody."] * 60) + "\n\nAnn: c\n\nBo: d\n\nAnn: e",
        "",
    ],
)
def test_what_is_no_transcript(text: str) -> None:
    assert turns_of(text)[1] is None


def test_long_texts_take_no_long_time() -> None:
    started = time.perf_counter()
    turns_of("I: a?\nB: b\n" * 20_000)
    turns_of("Interviewer " * 100_000)
    turns_of("a:" * 200_000)
    turns_of("[00:00:00] " * 50_000)
    turns_of("A\t" * 200_000)
    assert time.perf_counter() - started < 10


@given(st.text(st.sampled_from("IBQA12:[]().–\t\n *?Interviewer Ann"), max_size=400))
def test_parts_never_overlap_and_stay_inside(text: str) -> None:
    cleaned, turns = turns_of(text)
    at = 0
    for part in turns.parts if turns else ():
        assert at <= part.start < part.end <= len(cleaned)
        at = part.end
