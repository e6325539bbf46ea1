"""PDF files: paragraphs from lines, running heads, divided words, and files that hold no text or cannot be opened."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethnography.corpus import Comment
from ethnography.errors import EthnographyError, UnreadableSource
from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.pdf_text import PdfText
from tests.formats.golden import CASES
from tests.formats.office import Line, pdf, text_lines

PROSE = [
    "The gulls came early, and nobody at the harbour had a word to say about",
    "it. Later they said that it was the wind, and that the wind is as it is.",
]


def read(*pages: list[Line], info: str = "", more: str = "") -> Reading:
    return read_source(make_source("x.pdf", pdf(list(pages), info, more)), format="pdf_text")


def post(*pages: list[Line], info: str = "") -> Comment:
    return read(*pages, info=info).comments[0]


def blocks(*pages: list[Line]) -> list[tuple[str, str]]:
    found = post(*pages)
    return [(part.kind, found.text[part.start : part.end]) for part in found.parts]


def test_it_is_recognised_by_its_first_bytes_even_behind_others() -> None:
    whole = pdf([text_lines(PROSE)])
    assert find_format(make_source("x.txt", whole)) is PdfText
    assert PdfText.sniff(make_source("x", b"junk\n" * 20 + whole)) == 3
    assert PdfText.sniff(make_source("x", b"a text about %PDF files")) == 0


def test_lines_become_paragraphs_by_gap_indent_and_short_last_line() -> None:
    gap = text_lines([*PROSE, "", *PROSE])
    assert [kind for kind, _ in blocks(gap)] == ["paragraph", "paragraph"]
    indented = [*text_lines(PROSE), (86, 672, 11, PROSE[0]), (72, 658, 11, PROSE[1])]
    assert len(blocks(indented)) == 2
    short = text_lines([PROSE[0], "it.", *PROSE])
    assert [text[-3:] for _, text in blocks(short)] == ["it.", "is."]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first, second = text_lines([*PROSE, "", PROSE[0]]), text_lines([PROSE[1]], y=760)
    assert [text for _, text in blocks(first, second)] == [" ".join(PROSE)] * 2


def test_headings_and_the_title_by_their_letters() -> None:
    page = [
        (72, 780, 22, "On gulls"),
        *text_lines(PROSE),
        (72, 640, 14, "The wind"),
        *text_lines(PROSE, y=610),
        (72, 560, 11, "*Later"),
    ]
    found = post([*page, *text_lines(PROSE, y=540)])
    assert found.title == "On gulls"
    assert [part.kind for part in found.parts] == ["paragraph", "heading", "paragraph", "heading", "paragraph"]


def test_running_heads_and_page_numbers_are_taken_out() -> None:
    words = ("One", "Two", "Three", "Four")
    pages = [[(72, 810, 9, f"Gull study {n}"), *text_lines([f"{words[n]} gulls."]), (290, 30, 9, str(n + 4))] for n in range(4)]
    reading = read(*pages)
    assert reading.comments[0].text == "\n\n".join(f"{word} gulls." for word in words)
    assert [(item.reason, item.text) for item in reading.left_out] == [("page header", "4: Gull study 0"), ("page numbers", "4: 4")]


def test_a_line_that_stands_in_the_text_as_well_is_no_running_head() -> None:
    pages = [text_lines(["*Interviewer", PROSE[0], "*Interviewee", PROSE[1], "*Interviewer", PROSE[0]], y=780) for _ in range(3)]
    found = post(*pages)
    assert found.text.count("Interviewer") == 6
    assert {part.voice for part in found.parts} == {"Interviewer", "Interviewee"}


def test_pages_that_are_all_alike_are_read() -> None:
    assert "gulls" in post(text_lines(["gulls"]), text_lines(["gulls"])).text


def test_line_numbers_beside_and_before_the_lines() -> None:
    texts = [f"{PROSE[n % 2]}" for n in range(14)]
    beside = [*text_lines(texts), *text_lines([str(n + 1) for n in range(14)], x=30)]
    before = text_lines([f"{n + 1} {text}" for n, text in enumerate(texts)])
    for page in (beside, before):
        reading = read(page)
        assert not re.search(r"\d", reading.comments[0].text)
        assert [item.reason for item in reading.left_out] == ["line numbers"]


def test_divided_words_are_joined_and_said() -> None:
    lines = ["The grey-blue gulls said it was a grey-", "blue day, though no-", "body had asked them."]
    reading = read(text_lines([*PROSE, "", *lines]))
    assert "was a grey-blue day, though nobody had" in reading.comments[0].text
    assert "2 words divided at line ends were put together (grey-blue, nobody)" in reading.guesses[0]
    assert "half- Bo" in post(text_lines([*PROSE, "", "This is the half-", "Bo wanted to have."])).text


def test_turns_begin_paragraphs_and_a_name_alone_stays_on_its_line() -> None:
    lines = [
        "*Interviewer:",
        "Why here?",
        "*Marta:",
        "It is near. " + PROSE[0],
        "*Interviewer:",
        "And now?",
        "*Marta:",
        "Now it rains.",
    ]
    found = post(text_lines(lines))
    assert [(part.kind, part.voice) for part in found.parts] == [("question", "Interviewer"), ("paragraph", "Marta")] * 2
    assert found.text.startswith("Interviewer:\nWhy here?")


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = text_lines(["a b c", "d e f."], x=60), text_lines(["G h i", "j k l."], x=320)
    assert post([*left, *right]).text.split("\n\n") == ["a b c d e f.", "G h i j k l."]


def test_properties_are_guesses_and_junk_is_none() -> None:
    info = "/Title (On gulls) /Author (Noor van Dam) /CreationDate (D:20150301)"
    reading = read(text_lines(PROSE), info=info)
    found = reading.comments[0]
    assert (found.title, found.author, found.date) == ("On gulls", "Noor van Dam", "2015-03-01")
    assert sum("properties" in guess for guess in reading.guesses) == 3
    junk = post(text_lines(PROSE), info="/Title (Microsoft Word - a.docx) /Author (Administrator) /CreationDate (junk)")
    assert (junk.title, junk.author, junk.date) == (None, None, None)


def test_notes_on_the_page_are_named() -> None:
    notes = "/Annots [<< /Type /Annot /Subtype /Highlight /Contents (nice) >> << /Subtype /Link >>]"
    assert [(item.reason, item.text) for item in read(text_lines(PROSE), more=notes).left_out] == [
        ("notes and marks that readers made on the pages", "1: nice")
    ]


def test_a_pdf_without_text_asks_for_ocr() -> None:
    with pytest.raises(UnreadableSource, match=r"holds no text.*OCR"):
        read([], [])
    reading = read(text_lines(PROSE), [])
    assert any("page 2 holds no text" in warning for warning in reading.warnings)


def test_damaged_and_locked_files() -> None:
    whole = pdf([text_lines(PROSE)])
    with pytest.raises(UnreadableSource, match="damaged or cut off"):
        read_source(make_source("x.pdf", whole[:300]), format="pdf_text")
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(whole)))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(UnreadableSource, match="protected by a password"):
        read_source(make_source("x.pdf", locked.getvalue()), format="pdf_text")


def test_letters_that_stand_askew_are_named_and_a_turned_page_is_read() -> None:
    upright = pdf([text_lines(PROSE)])
    stamp = upright.replace(b" 11 Tf 72 700 Td", b" 11 Tf 0 1 -1 0 20 300 Tm", 1)
    reading = read_source(make_source("x.pdf", stamp), format="pdf_text")
    assert "gulls" not in reading.comments[0].text
    assert "askew" in reading.left_out[0].reason
    turned = re.sub(rb"Tf (\d+) (\d+) Td", rb"Tf 0 1 -1 0 \2 \1 Tm", upright)
    assert "gulls" in read_source(make_source("x.pdf", turned), format="pdf_text").comments[0].text


SAMPLES = [file.read_bytes() for file in sorted((CASES / "pdf_text").glob("*.pdf"))]


@settings(max_examples=80)
@given(st.sampled_from(SAMPLES), st.integers(0, 10_000), st.binary(max_size=12), st.integers(0, 60))
def test_mutated_files_are_read_or_refused(sample: bytes, place: int, inserted: bytes, cut: int) -> None:
    at = place % len(sample)
    try:
        read_source(make_source("x.pdf", sample[:at] + inserted + sample[at + cut :]), format="pdf_text")
    except EthnographyError:
        return
