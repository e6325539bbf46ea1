"""Mail: where messages begin, who answers whom, whose words are quoted, and what is left of broken headers and charsets."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethnography.corpus import Comment, Corpus
from ethnography.errors import EthnographyError, UnreadableSource
from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.mail_mbox import MailMbox
from ethnography.formats.mail_mbox.attribution import attributed
from ethnography.formats.mail_mbox.fields import bare_subject, date_of, decoded_words, name_and_address, says_answer
from ethnography.formats.mail_mbox.threads import parents_of, roots_of
from tests.formats.golden import CASES

START = "From a@tea.example Mon Jan  5 10:00:00 2009\n"


def read(text: str | bytes) -> Reading:
    return read_source(make_source("mail", text.encode() if isinstance(text, str) else text), format="mail_mbox")


def message(number: int, body: str = "Tea.", **fields: str) -> str:
    stated = {
        "From": f"P{number} <p{number}@tea.example>",
        "Subject": "Tea",
        "Message-ID": f"<{number}@t>",
        "Date": "Mon, 5 Jan 2009 10:00:00 +0000",
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    return START + "".join(f"{name}: {value}\n" for name, value in stated.items() if value) + f"\n{body}\n\n"


def only(text: str | bytes) -> Comment:
    (comment,) = read(text).comments
    return comment


def voices(comment: Comment) -> list[tuple[str, str | None]]:
    return [(comment.text[part.start : part.end], part.voice) for part in comment.parts if part.kind == "quotation"]


# --- where a message begins ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "surety"),
    [
        (START + "Subject: x\n\ny\n", 3),
        ("From ann at tea.example  Mon Jan  5 10:00:00 2009\nFrom: ann at tea.example (Ann)\n\ny\n", 3),
        ("From - Mon Jan 05 10:00:00 2009\r\nX-Mozilla-Status: 0001\r\nSubject: x\r\n\r\ny\r\n", 3),
        ("Received: by tea.example\nFrom: a@tea.example\nDate: Mon, 5 Jan 2009 10:00:00 +0000\n\ny\n", 3),
        ("From: a\nSubject: b\nDate: c\n\ny\n", 2),
        ("From: the desk of Ann\n\nDear all,\n", 0),
        ("From here on we drink tea.\nAnd coffee: never.\n", 0),
        ("Interviewer: Ann\nDate: 3 May 2009\nFrom: 10:00\nIt began well.\n", 0),
    ],
)
def test_sniff(text: str, surety: int) -> None:
    assert MailMbox.sniff(make_source("x", text.encode())) == surety


def test_no_other_reader_takes_mail_and_eight_bit_bytes_do_not_hide_it() -> None:
    latin = (START + "From: Jörg <j@tea.example>\nSubject: Käse\n\nGrüße\n").encode("cp1252")
    assert find_format(make_source("x", latin)) is MailMbox
    found = only(latin)
    assert (found.author, found.title, found.text) == ("Jörg", "Käse", "Grüße")
    assert read(latin).guesses == ()  # how the file as a whole would be decoded is nobody's question


def test_a_sentence_that_begins_with_from_begins_no_message() -> None:
    body = (
        "Well:\n\nFrom here on: nothing.\nFrom me 2009\n\nFrom the garden in 2009, at 10:15, came\na smell: of tea\n\n>From China"
    )
    found = only(message(1, body))
    assert found.text == body.replace(">From", "From")


def test_from_lines_without_dates_need_a_blank_line_and_a_header() -> None:
    text = "From ann\nSubject: one\n\nFrom bo\nno header\n\nFrom bo\nSubject: two\n\nx\n"
    assert [one.title for one in read(text).comments] == ["one", "two"]


def test_a_single_message_is_not_split_at_what_it_holds() -> None:
    inner = "From: b@tea.example\nSubject: inner\n\ninner text"
    text = f"Message-ID: <1@t>\nFrom: a@tea.example\nDate: Mon, 5 Jan 2009 10:00:00 +0000\n\nsee\n\n{START}{inner}\n"
    assert only(text).text.endswith("inner text")


def test_lines_before_a_header_are_left_out_with_their_place() -> None:
    text = message(1) + START + "X-Odd: 1\n\nnot a message\n"
    reading = read(text)
    assert len(reading.comments) == 1
    assert any(item.reason == "lines before a header" and "line 9" in item.text for item in reading.left_out)


def test_a_file_without_a_header_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="no message with a header"):
        read("Tea.\n\nMore tea.\n")


# --- threads ------------------------------------------------------------------------------------------------------------


def test_in_reply_to_counts_before_references_and_the_last_reference_before_the_first() -> None:
    text = "".join([
        message(1),
        message(2, In_Reply_To="<1@t>"),
        message(3, In_Reply_To="<gone@t> <1@t>", References="<2@t>"),
        message(4, In_Reply_To="<gone@t>", References="<1@t> <2@t> <also-gone@t>"),
        message(5, In_Reply_To="Your message of Monday <2@t>"),
        message(6, In_Reply_To="3@t"),
    ])  # fmt: skip
    reading = read(text)
    (thread,) = {one.thread for one in reading.comments}
    assert [(one.reply_to or "").split(":")[-1] for one in reading.comments] == ["", "post", "post", "2@t", "2@t", "3@t"]
    assert {one.thread for one in reading.comments} == {thread}
    assert not reading.warnings


def test_a_first_message_that_answers_something_is_no_post() -> None:
    text = message(1, Subject="Re: Tea", In_Reply_To="<gone@t>") + message(2, Subject="AW: Milk") + message(3, Subject="Fwd: Rice")
    reading = read(text)
    assert [one.kind for one in reading.comments] == ["comment", "comment", "post"]
    assert reading.comments[0].reply_to == f"{reading.comments[0].thread}:gone@t"
    assert reading.comments[0].reply_evidence == "stated"
    assert reading.comments[1].reply_to is None
    assert reading.not_captured == 1
    assert reading.partial
    assert any("1 message answers a message that is not in the file (gone@t)" in one for one in reading.warnings)
    assert any("by the subject alone" in one for one in reading.warnings)
    assert list(Corpus.build(reading.comments).comments["depth"]) == [1, 1, 0]


def test_an_address_in_in_reply_to_is_no_message() -> None:
    found = read(message(1, In_Reply_To="ann@tea.example"))
    assert found.comments[0].kind == "post"
    assert not found.warnings


def test_answers_in_a_circle_stay_one_thread_and_lose_nobody() -> None:
    circle = message(1, In_Reply_To="<3@t>") + message(2, In_Reply_To="<1@t>") + message(3, In_Reply_To="<2@t>")
    reading = read(circle + message(4, In_Reply_To="<4@t>"))
    assert len({one.thread for one in reading.comments}) == 2
    assert [one.kind for one in reading.comments] == ["comment", "comment", "comment", "comment"]
    assert {finding.kind for finding in Corpus.build(reading.comments).findings} >= {"cycle"}


def test_roots_of_long_chains_take_no_recursion() -> None:
    chain = [None, *range(50_000)]
    assert set(roots_of(chain)) == {0}
    assert set(roots_of([*range(1, 50_000), 0])) == {0}
    assert parents_of([]) == []


def test_doubled_and_missing_ids_are_kept_and_said() -> None:
    reading = read(message(1) + message(1) + message(1, body="Other.") + message(2, Message_ID="", In_Reply_To="<1@t>"))
    assert len({one.id for one in reading.comments}) == 4
    assert reading.comments[1].reply_to == reading.comments[0].id
    assert any("1 Message-ID stands more than once (first: 1@t); 1 is the same message again" in one for one in reading.warnings)
    assert any("1 message has no Message-ID" in one for one in reading.warnings)


def test_ids_do_not_change_when_the_mailbox_grows() -> None:
    first = message(1) + message(2, In_Reply_To="<1@t>")
    before = {one.id: one.text for one in read(first).comments}
    after = {one.id: one.text for one in read(message(8) + first + message(9, In_Reply_To="<2@t>")).comments}
    assert before.items() <= after.items()


def test_the_subject_is_the_title_and_is_repeated_only_where_it_changes() -> None:
    text = (
        message(1) + message(2, In_Reply_To="<1@t>", Subject="Re: Tea") + message(3, In_Reply_To="<1@t>", Subject="Milk (was: Tea)")
    )
    assert [one.title for one in read(text).comments] == ["Tea", None, "Milk (was: Tea)"]


# --- header fields ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("Ann Otter <ann@tea.example>", "Ann Otter", "ann@tea.example"),
        ('"Otter, Ann" <ANN@tea.example>', "Otter, Ann", "ann@tea.example"),
        ("Otter, Ann <ann@tea.example>", "Otter, Ann", "ann@tea.example"),
        ("ann@tea.example (Ann Otter)", "Ann Otter", "ann@tea.example"),
        ("ann.otter at tea.example (Ann Otter)", "Ann Otter", "ann.otter@tea.example"),
        ("ann at tea.example", "ann at tea.example", "ann@tea.example"),
        ("<ann@tea.example>", "ann@tea.example", "ann@tea.example"),
        ('" via Tea" <tea@tea.example>', "via Tea", "tea@tea.example"),
        (r'"Ann \"the cup\" Otter" <ann@tea.example>', 'Ann "the cup" Otter', "ann@tea.example"),
        ('"=?utf-8?q?J=C3=B6rg?=" <j@tea.example>', "Jörg", "j@tea.example"),
        ("=?iso-8859-2?Q?Jan_Hol=FD?= <j@tea.example>", "Jan Holý", "j@tea.example"),
        ("Ann", "Ann", ""),
        ("", None, ""),
    ],
)
def test_from(value: str, name: str | None, address: str) -> None:
    assert name_and_address(value) == (name, address)


def test_encoded_words_may_be_cut_inside_a_letter_and_broken() -> None:
    assert decoded_words("=?utf-8?b?w7w=?= x =?utf-8?q?=C3?= =?utf-8?q?=BC?=") == "ü x ü"
    assert decoded_words("=?nonsense?q?tea?= =?utf-8?b?%%%?=") == "tea"
    assert decoded_words("50 =?= 50") == "50 =?= 50"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Tue, 17 Nov 2009 21:28:37 +0600", "2009-11-17T21:28:37+06:00"),
        ("17 Nov 2009 21:28:37 -0000", "2009-11-17T21:28:37Z"),
        ("Tue, 17 Nov 2009 21:28:37 EST", "2009-11-17T21:28:37-05:00"),
        ("Tue Nov 17 21:28:37 2009", "2009-11-17T21:28:37"),
        ("Tue, 17 Nov 09 21:28 +0000 (UTC)", "2009-11-17T21:28:00Z"),
        ("32 Nov 2009 21:28:37 +0000", None),
        ("soon", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    assert date_of(text) == (iso, text)


def test_subjects_without_what_says_that_they_answer() -> None:
    assert bare_subject("Re: [tea] RE: AW: Sv: milk") == "[tea] milk"
    assert bare_subject("Regarding: milk") == "Regarding: milk"
    assert [says_answer(one) for one in ("Re: x", "[tea] Re: x", "Fwd: x", "WG: x", "Really: x")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"X-Status": "D"}, "trash"),
        ({"X-Status": "AT"}, "draft"),
        ({"X-Mozilla-Status": "0009"}, "trash"),
        ({"X-Mozilla-Status": "0001"}, None),
        ({"X-Mozilla-Status": "zz"}, None),
        ({"X-Spam-Flag": "YES"}, "spam"),
        ({"Status": "RO"}, None),
    ],
)
def test_what_has_become_of_a_message(fields: dict[str, str], state: str | None) -> None:
    assert only(message(1, **fields)).state == state


# --- bodies -------------------------------------------------------------------------------------------------------------


def test_a_wrong_charset_is_found_out_and_said() -> None:
    utf8 = (message(1, Content_Type="text/plain; charset=iso-8859-1")).encode().replace(b"Tea.\n\n", "Grüße\n\n".encode())
    assert only(utf8).text == "Grüße"
    assert any("stated as iso-8859-1, read as utf-8" in one for one in read(utf8).warnings)
    for charset in ("utf-8", "us-ascii", "x-unknown", "idna", "rot13", ""):
        latin = message(1, Content_Type=f"text/plain; charset={charset}").encode().replace(b"Tea.", "Grüße".encode("cp1252"))
        assert only(latin).text == "Grüße"


def multipart(kind: str, *parts: str) -> str:
    return message(1, Content_Type=f'multipart/{kind}; boundary="b"', body="\n".join(f"--b\n{part}" for part in parts) + "\n--b--")


def test_plain_text_is_preferred_and_html_taken_where_it_says_nothing() -> None:
    html = "Content-Type: text/html\n\n<p>Milk &amp; tea</p><ul><li>one</li></ul>"
    assert only(multipart("alternative", "Content-Type: text/plain\n\nplain", html)).text == "plain"
    assert only(multipart("alternative", "Content-Type: text/plain\n\n \n", html)).text == "Milk & tea\n\none"
    stub = "Content-Type: text/plain\n\nYour mail program does not support HTML."
    assert only(multipart("alternative", stub, html)).text == "Milk & tea\n\none"


def test_attachments_are_counted_and_texts_shown_in_line_are_read() -> None:
    reading = read(
        multipart(
            "mixed",
            "Content-Type: text/plain\n\nfirst",
            "Content-Type: text/x-diff\nContent-Disposition: inline\n\nshown",
            "Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\nnot shown",
            "Content-Type: message/rfc822\n\nSubject: inner\n\nnot shown",
            "Content-Type: image/png\n\nxx",
        )
    )
    assert reading.comments[0].text == "first\n\nshown"
    assert [item.text for item in reading.left_out if item.reason == "attachments"] == [
        "3: 1 × text/plain, 1 × message/rfc822 (a message), 1 × image/png"
    ]


def test_soft_line_ends_go_on_at_the_same_depth_and_signatures_do_not() -> None:
    body = "> one \n> two\nthree \nfour\n-- \nAnn \nOtter"
    found = only(message(1, body, Content_Type="text/plain; format=flowed; delsp=no"))
    assert found.text == "> one two\nthree four\n-- \nAnn Otter"
    assert found.parts[-1].start == found.text.index("-- ")


def test_what_an_archive_took_out_is_counted() -> None:
    part = "-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: <http://tea.example/a.html>\n"
    reading = read(message(1, f"Tea.\n{part}Footer"))
    assert reading.comments[0].text == "Tea.\nFooter"
    assert reading.left_out[0].text == "1: 1 × taken out by the archive"


# --- whose words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("On Tue, Nov 17, 2009 at 11:35 PM, Jan Otter <jan@tea.example> wrote:", "Jan Otter"),
        ("On 17 Nov 2009, at 10:00, Sam Otter wrote:", "Sam Otter"),
        ("On 11/17/2009 10:00 AM, Ann Otter wrote:", "Ann Otter"),
        ("On Monday, Ann wrote:", "Ann"),
        ("On Tue, Nov 17, 2009 at 9:28 PM, <ann@tea.example> wrote:", "ann@tea.example"),
        ("Ann Otter writes:", "Ann Otter"),
        ('"Otter, Ann" <ann@tea.example> wrote on 3 May 2009:', "Otter, Ann"),
        ("Am 03.05.2009 10:15, schrieb Bo Kay:", "Bo Kay"),
        ("Bo Kay schrieb am 03.05.2009 um 10:15:", "Bo Kay"),
        ("Le 29/12/2011 11:13, Bo Kay a écrit\u00a0:", "Bo Kay"),
        ("El 3 de mayo de 2009 10:15, Bo Kay <bo@tea.example> escribió:", "Bo Kay"),
        ("Il giorno mar 3 mag 2009 alle ore 10:15 Bo Kay <bo@tea.example> ha scritto:", "Bo Kay"),
        ("Op 3 mei 2009 om 10:15 schreef Bo van Dam <bo@tea.example>:", "Bo van Dam"),
        ("W dniu 03.05.2009 10:15, Bo Kay pisze:", "Bo Kay"),
        ("2009/11/17 Ann Otter <ann@tea.example>:", "Ann Otter"),
        ("* Ann Otter <ann@tea.example> [2009-11-17 10:00]:", "Ann Otter"),
        ("Quoting Bo Kay <bo@tea.example>:", "Bo Kay"),
        ("Excerpts from Bo Kay's message of Tue Nov 17 15:33:01 -0500 2009:", "Bo Kay"),
        ("At 10:15 that day bo@tea.example did write (oh yes):", "Bo K."),
        ("On Monday you wrote:", None),
        ("She said:", None),
        ("The minister said:", None),
        ("As my grandmother always said:", None),
        ("Ann wrote a letter and posted it, and then it said this:", None),
        ("He wrote more, and his text can be seen at:", None),
        ("Milk:", None),
    ],
)
def test_attributions(line: str, name: str | None) -> None:
    names = {"bo@tea.example": "Bo K."} if name == "Bo K." else {}
    assert attributed(line, names) == name


def test_a_quotation_goes_on_between_the_answers_until_another_is_named() -> None:
    body = "Bo wrote:\n> one\n\nyes\n\n> two\n\nno\n\nOn Monday, Cy wrote:\n\n> three\n>\n> four\n"
    assert voices(only(message(1, body))) == [("> one", "Bo"), ("> two", "Bo"), ("> three\n>\n> four", "Cy")]


def test_quotations_inside_quotations_have_their_own_voice() -> None:
    body = "Bo wrote:\n> Cy wrote:\n>> deep\n>>> deeper\n> mine\n"
    assert voices(only(message(1, body))) == [("> Cy wrote:\n>> deep\n>>> deeper\n> mine", "Bo"), (">> deep", "Cy")]


def test_the_line_may_stand_inside_the_quotation() -> None:
    assert voices(only(message(1, "> On 3 May 2009, Bo Kay wrote:\n>\n> tea?"))) == [
        ("> On 3 May 2009, Bo Kay wrote:\n>\n> tea?", "Bo Kay")
    ]
    header = "> From: Bo Kay <bo@tea.example>\n> Date: today\n> Subject: tea\n> \n> tea?"
    assert voices(only(message(1, header))) == [(header, "Bo Kay")]


def test_words_of_the_message_answered_are_its_writers() -> None:
    text = message(1, "Who could water on Sundays?") + message(2, "> Who could\n> water on Sundays?\n\nI.", In_Reply_To="<1@t>")
    reading = read(text)
    assert voices(reading.comments[1]) == [("> Who could\n> water on Sundays?", "P1")]
    assert "word for word" in reading.guesses[0]


def test_prompts_and_faces_are_no_quotations() -> None:
    assert not voices(only(message(1, "See:\n\n>>> 1 + 1\n2\n\nSQL> quit\n\n>:-(")))
    marked = '>>>>> "BK" == Bo Kay <bo@tea.example> writes:\n\n    BK> tea?\n\nYes.'
    assert voices(only(message(1, marked))) == [("BK> tea?", "Bo Kay")]


def test_a_header_without_a_line_before_it_opens_what_is_quoted_whole() -> None:
    body = "See below.\n\nFrom: Bo Kay\nSent: Monday\nTo: Ann\nSubject: tea\n\nTea?\n\nBo"
    assert voices(only(message(1, body))) == [("Tea?\n\nBo", "Bo Kay")]
    assert not voices(only(message(1, "From: the garden\nTo: the table\n\nA soup.")))


# --- hostile input ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        message(1, ">" * 300_000),
        message(1, "On Monday Ann wrote:\n> x\n" * 5_000),
        message(1, "-----Original Message-----\nFrom: a\nSent: b\n\n" * 5_000),
        message(1, ">From x\n" * 50_000),
        message(1, Subject="Re: " * 50_000),
        message(1, Subject="=?utf-8?q?a?= " * 20_000),
        message(1, From="<" * 100_000),
        message(1, References="<a@b> " * 50_000),
        message(1, Content_Type="multipart/mixed; boundary=" + "x" * 100_000),
        START * 5_000,
    ],
    ids=range(10),
)
def test_long_input_takes_no_long_time(text: str) -> None:
    started = time.perf_counter()
    with contextlib.suppress(UnreadableSource):
        read(text)
    assert time.perf_counter() - started < 600


def test_messages_inside_messages_end_somewhere() -> None:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(300))
    text = message(1) + START + "Subject: deep\n" + deep + "Content-Type: text/plain\n\nx\n"
    assert any("nested too deeply" in one for one in read(text).warnings)


SAMPLES = [file.read_bytes() for file in sorted((CASES / "mail_mbox").iterdir()) if not file.name.endswith(".jsonl")]


@settings(max_examples=150)
@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=8), st.integers(0, 40)), max_size=6))
def test_mutated_mail_is_read_or_refused(sample: bytes, changes: list[tuple[int, bytes, int]]) -> None:
    for place, inserted, cut in changes:
        at = place % (len(sample) + 1)
        sample = sample[:at] + inserted + sample[at + cut :]
    try:
        reading = read(sample)
    except EthnographyError:
        return
    Corpus.build(reading.comments)
    for comment in reading.comments:
        comment.text.encode()


def test_the_cases_are_here() -> None:
    assert len(SAMPLES) == 3
    assert Path(CASES / "mail_mbox" / "garden_list.mbox").exists()
