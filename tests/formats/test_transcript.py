"""Transcripts as plain text: when a text is one, and captions of recordings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.errors import EthnographyError
from ethnography.formats import find_format, make_source, read_source
from ethnography.formats.transcript import Transcript

LONG = "This is a paragraph of more than twelve words, so that it is taken for text."
TALK = "\n\n".join(f"{who}: {LONG}" for who in ("Interviewer", "P1") * 4)
NAMES = TALK.replace("Interviewer:", "Ann Otter:").replace("P1:", "Bo Kay:")


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        (TALK, 3),
        ("Interviewer: Why?\n\nP1: So.\n\nInterviewer: Ah.", 2),
        (NAMES, 2),
        ("\n\n".join(f"{who}: {LONG}" for who in ("Ann", "Bo", "Ann", "Bo", "Ann")), 0),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nTea.\n", 3),
        ("1\n00:00:01,000 --> 00:00:02,000\nTea.\n", 3),
        (f"{LONG}\n\n" * 40 + TALK, 0),
        (f"{NAMES}\n\n3 Comments\n\nAnn says:\n\n{LONG}\n\nBo says:\n\n{LONG}", 0),
        (f"{NAMES}\n\nReply\n\n{NAMES}\n\nReply\n", 0),
        (LONG, 0),
        ("<p>Interviewer: x</p>", 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert Transcript.sniff(make_source("x", text.encode())) == surety


def test_no_other_reader_takes_a_plain_transcript() -> None:
    assert find_format(make_source("x.txt", TALK.encode())) is Transcript


def test_captions_of_several_kinds() -> None:
    vtt = (
        "WEBVTT\n\nSTYLE\n::cue {}\n\n00:01.000 --> 00:02.000 line:0\n<v.loud Ann Otter>One <i>two</i>\n\n"
        "00:02.000 --> 00:03.000\nthree\n\n00:03.000 --> 00:04.000\nBo Kay: Four &lt;five\n\n00:04.000 --> 00:05.000\n- six\n"
    )
    reading = read_source(make_source("x.vtt", vtt.encode()))
    assert reading.comments[0].text == "Ann Otter: One two three\n\nBo Kay: Four <five six"
    assert [item.reason for item in reading.left_out] == ["notes and styles in the captions", "times of the captions"]
    srt = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}No speaker\n\n2\n00:00:02,000 --> 00:00:03,000\nhere.\n"
    assert read_source(make_source("x.srt", srt.encode())).comments[0].text == "No speaker here."


def test_the_text_is_as_it_was_written() -> None:
    reading = read_source(make_source("x.txt", f"The talk\n\n{TALK}\n".encode()))
    assert reading.comments[0].title == "The talk"
    assert reading.comments[0].text == TALK
    assert reading.comments[0].author is None


def test_ids_of_talks_without_a_title_name_nobody() -> None:
    found = read_source(make_source("x.txt", TALK.encode())).comments[0]
    assert found.thread.startswith("transcript-")
    other = read_source(make_source("y.txt", TALK.replace("twelve", "thirteen").encode())).comments[0]
    assert other.thread != found.thread


@given(st.text(st.sampled_from("WEBVTT\n 0123456789:.,-><v/IPann&"), max_size=200))
def test_any_captions_are_read_or_refused(text: str) -> None:
    try:
        read_source(make_source("x", f"WEBVTT\n\n{text}".encode()), format="transcript")
    except EthnographyError:
        return
