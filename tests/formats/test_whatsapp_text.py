"""WhatsApp's text: heads in the ways of many phones, the order of day and month, lines that WhatsApp wrote."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethnography.errors import UnreadableSource
from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.whatsapp_text import WhatsAppText
from ethnography.formats.whatsapp_text.heads import head_of, order_of
from tests.formats.golden import CASES

HERE = CASES / "whatsapp_text"


def read(text: str) -> Reading:
    return read_source(make_source("_chat.txt", text.encode()), format="whatsapp_text")


def left_out(reading: Reading) -> dict[str, str]:
    return {entry.reason: entry.text for entry in reading.left_out}


@pytest.mark.parametrize(
    ("line", "clock"),
    [
        ("[12.03.24, 10:15:02] Ann: hi", "10:15:02"),
        ("12/03/2024, 10:15 - Ann: hi", "10:15"),
        ("3/12/24, 10:15\u202fPM - Ann: hi", "22:15"),
        ("3/12/24, 12:15 AM - Ann: hi", "00:15"),
        ("12/3/24, 10:15 p.\u00a0m. - Ann: hi", "22:15"),
        ("\u200e[12/03/2024, 10:15:02 AM] Ann: hi", "10:15:02"),
        ("12.3.2024 klo 10.15 - Ann: hi", "10:15"),
        ("12/03/2024 à 10:15 - Ann: hi", "10:15"),
        ("2024/3/12 下午10:15 - Ann: hi", "22:15"),
        ("2024. 3. 12. 오후 10:15 - Ann: hi", "22:15"),
        ("2024-03-12 10:15 - Ann: hi", "10:15"),
        ("٥/٣/٢٠٢٤، ١٠:١٥ ص - Ann: hi", "10:15"),
        ("[10:15, 12/03/2024] Ann: hi", "10:15"),
        ("[2024-03-12, 10:15:02] ~\u202fAnn: hi", "10:15:02"),
        ("12/03/2024, 10:15 - \u202aAnn\u202c: hi", "10:15"),
    ],
)
def test_heads(line: str, clock: str) -> None:
    head = head_of(line)
    assert head is not None
    assert (head.clock, head.name, head.text) == (clock, "Ann", "hi")


@pytest.mark.parametrize(
    "line",
    [
        "2019 was nice - yes: no",
        "10:15 - Ann: hi",
        "12/03/2024, 25:15 - Ann: hi",
        "12/03/2024, 10:75 - Ann: hi",
        "[1, 2] Ann: hi",
        "",
    ],
)
def test_what_is_no_head(line: str) -> None:
    assert head_of(line) is None


def order(*dates: str, half: str = "") -> tuple[str, str]:
    return order_of([head for date in dates if (head := head_of(f"{date}, 10:15{half} - Ann: hi"))])


def test_a_number_over_twelve_decides_and_is_no_guess() -> None:
    assert order("01/02/24", "13/02/24") == ("dmy", "")
    assert order("01/02/24", "02/13/24") == ("mdy", "")
    assert order("2024/02/01") == ("ymd", "")
    assert order("2024-13-01") == ("ydm", "")


def test_otherwise_time_goes_forward_and_that_is_a_guess() -> None:
    found, why = order("3/11/24", "3/12/24", "4/1/24")
    assert (found, "goes forward" in why) == ("mdy", True)
    found, why = order("11/3/24", "12/3/24", "1/4/24")
    assert (found, "goes forward" in why) == ("dmy", True)


def test_otherwise_the_way_of_most_phones() -> None:
    assert order("01/02/24")[0] == "dmy"
    assert order("1/2/24", half=" PM")[0] == "mdy"
    assert order("1/2/24", half=" pm")[0] == "dmy"
    assert "nothing in the file shows" in order("01/02/24")[1]


def test_dates_that_fit_neither_order_are_mentioned() -> None:
    reading = read("13/01/24, 10:15 - Ann: a\n14/01/24, 10:15 - Ann: b\n01/15/24, 10:15 - Ann: c\n")
    assert "1 dates do not fit" in reading.guesses[0]
    assert reading.comments[2].date is None
    assert "no day of the calendar" in reading.warnings[0]


def test_lines_of_whatsapp_are_left_out_and_media_are_kept() -> None:
    reading = read_source(HERE / "phone.txt")
    assert left_out(reading)["lines that WhatsApp wrote (who joined, what was encrypted)"].startswith("2: ")
    assert "image omitted" in [comment.text for comment in reading.comments]
    assert [comment.state for comment in reading.comments].count("deleted") == 1
    assert left_out(reading)["earlier wordings of edited messages (only the last is here)"] == "1"


@pytest.mark.parametrize("text", ["Diese Nachricht wurde gelöscht.", "You deleted this message", "Se eliminó este mensaje."])
def test_deleted_in_several_languages(text: str) -> None:
    assert read(f"[12.03.24, 10:15:02] Ann: \u200e{text}\n").comments[0].state == "deleted"


def test_a_colon_in_a_system_line_makes_no_sender() -> None:
    reading = read("12/03/2024, 10:15 - Ann: hi\n12/03/2024, 10:16 - Bo changed the subject from “A: b” to “C”\n")
    assert [comment.author for comment in reading.comments] == ["Ann"]


def test_a_text_that_follows_the_colon_at_once_belongs_to_who_has_spoken() -> None:
    reading = read("12/03/2024, 10:15 - Ann: hi\n12/03/2024, 10:16 - Ann:.\n12/03/2024, 10:17 - Bo:.\n")
    assert [(comment.author, comment.text) for comment in reading.comments] == [("Ann", "hi"), ("Ann", ".")]


def test_no_reply_and_no_post_is_invented() -> None:
    for file in HERE.glob("*.txt"):
        assert {(comment.kind, comment.reply_to) for comment in read_source(file).comments} == {("comment", None)}


def test_ids_stay_when_the_chat_goes_on() -> None:
    chat = "13/03/2024, 10:15 - Ann: hi\n13/03/2024, 10:16 - Bo: hi\n"
    before, after = read(chat), read(chat + "13/03/2024, 10:17 - Ann: more\n")
    assert [comment.id for comment in after.comments][:2] == [comment.id for comment in before.comments]


def test_text_before_the_chat_is_left_out() -> None:
    assert left_out(read("Exported by Ann\n12/03/2024, 10:15 - Ann: hi\n"))["text before the first message"] == "1: Exported by Ann"


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("12/03/2024, 10:15 - Ann: hi\n", 3),
        ("12/03/2024, 10:15 - Ann: hi\nand more\n13/03/2024, 10:15 - Bo: hi\n", 3),
        ("12/03/2024, 10:15 - Ann: hi\nand\nmore\n", 2),
        ("12/03/2024, 10:15 - Ann left\n", 0),
        ("A page\n12/03/2024, 10:15 - Ann: hi\n", 0),
    ],
)
def test_sniff(text: str, sure: int) -> None:
    assert WhatsAppText.sniff(make_source("x", text.encode())) == sure


def test_brackets_are_not_taken_for_json() -> None:
    source = make_source("x", b"[12.03.24, 10:15:02] Ann: hi\n[12.03.24, 10:16:02] Bo: hi\n")
    assert source.shape == "text"
    assert find_format(source) is WhatsAppText


def test_a_text_without_heads_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="a date, a time and a sender"):
        WhatsAppText.read(make_source("x", b"Tea.\n"))


LINES = (
    "12/03/24, 10:15 - ",
    "[12.03.24, 10:15:02] ",
    "\u200e",
    "Ann: ",
    "Ann",
    ":",
    "\n",
    "31/02/24, 10:15 - ",
    "99/99/99, 1:00 - ",
    "“",
    "0000",
)


@settings(max_examples=300)
@given(pieces=st.lists(st.sampled_from(LINES), max_size=12))
def test_any_mixture_of_its_pieces_is_read_or_refused(pieces: list[str]) -> None:
    refused = ""
    try:
        read("".join(pieces) or "x")
    except UnreadableSource as error:
        refused = str(error)
    assert "failed on it" not in refused
