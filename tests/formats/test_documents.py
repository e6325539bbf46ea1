"""What documents share: title, byline, date, the voices of an article, and what is only a guess."""

from __future__ import annotations

import pytest

from ethnography.errors import UnreadableSource
from ethnography.formats import Reading, make_source
from ethnography.formats.documents import Block, Document, Properties, Run, block_of, document_reading

LONG = "This is a paragraph of more than twelve words, so that it is taken for text."


def read(*blocks: Block | str, **facts: str) -> Reading:
    document = Document([Block(one) if isinstance(one, str) else one for one in blocks], Properties(**facts))
    return document_reading("word_docx", document, make_source("x", b"x"))


def bold(text: str) -> Block:
    return Block(text, "paragraph", ((0, len(text)),))


def test_a_title_is_styled_or_a_heading_or_the_short_first_line() -> None:
    assert read(Block("T", "title"), LONG).comments[0].title == "T"
    assert read("Project Gull", Block("H", "heading"), LONG).comments[0].title == "H"
    guessed = read("On gulls", LONG)
    assert guessed.comments[0].title == "On gulls"
    assert "read as the title" in guessed.guesses[0]
    assert read(LONG, Block("H", "heading"), LONG).comments[0].title is None
    assert read("The gulls came early.", LONG).comments[0].title is None
    assert read("small letters", LONG).comments[0].title is None
    assert read(Block("H", "heading")).comments[0].text == "H"


def test_properties_are_guesses_and_the_text_goes_first() -> None:
    facts = {"title": "From the file", "author": "Ann Otter", "created": "2019-01-02"}
    reading = read(LONG, **facts)
    found = reading.comments[0]
    assert (found.title, found.author, found.date) == ("From the file", "Ann Otter", "2019-01-02")
    assert len(reading.guesses) == 3
    found = read(Block("T", "title"), "By Bo Kay", "3 May 2010", LONG, **facts).comments[0]
    assert (found.title, found.author, found.date, found.date_text, found.text) == ("T", "Bo Kay", "2010-05-03", "3 May 2010", LONG)


def test_a_second_date_or_byline_stays_in_the_text() -> None:
    reading = read(Block("T", "title"), "3 May 2010", "4 May 2010", LONG)
    assert reading.comments[0].text == f"4 May 2010\n\n{LONG}"
    assert [(item.reason, item.text) for item in reading.left_out] == [("date line", "3 May 2010")]


@pytest.mark.parametrize("author", ["python-docx", "Microsoft Office User", "Admin", "ann@example.org", "", "X"])
def test_names_that_programs_fill_in_are_no_authors(author: str) -> None:
    assert read(LONG, author=author).comments[0].author is None


@pytest.mark.parametrize(
    "title", ["Microsoft Word - tea.docx", "Untitled 3", "tea_final.pdf", "Document1", "PowerPoint Presentation"]
)
def test_titles_that_programs_fill_in_are_none(title: str) -> None:
    assert read(LONG, title=title).comments[0].title is None


def test_the_date_of_a_template_is_none() -> None:
    assert read(LONG, created="2013-12-23T23:15:00Z").comments[0].date is None


def test_who_typed_a_transcript_is_not_its_author() -> None:
    reading = read("I: Why?", "B: So.", "I: When?", "B: Now.", "I: Ah.", author="Jana Holm")
    assert reading.comments[0].author is None
    assert any("Jana Holm" in guess for guess in reading.guesses)


def test_questions_in_bold_with_and_without_a_named_interviewee() -> None:
    talk = [bold("Why? And how?"), "So.", bold("When?"), "Now.", "And then.", Block("Next", "heading"), LONG, bold("Who?"), "I."]
    named = read(Block("Interview with Ines Calvo", "title"), *talk)
    voices = [(part.kind, part.voice) for part in named.comments[0].parts]
    assert voices[:5] == [("question", None), ("paragraph", "Ines Calvo"), ("question", None), *[("paragraph", "Ines Calvo")] * 2]
    assert voices[5:7] == [("heading", None), ("paragraph", None)]
    assert any("3 questions in bold" in guess for guess in named.guesses)
    unnamed = read(LONG, *talk)
    assert [part.kind for part in unnamed.comments[0].parts].count("question") == 3
    assert not any(part.voice for part in unnamed.comments[0].parts)
    assert any("whose the answers are is not stated" in warning for warning in unnamed.warnings)


def test_people_quoted_in_an_article_have_their_voice() -> None:
    quoted = "“Nobody asked us what we would do,” says Hanna Weiss, who has rowed the ferry for thirty years now."
    assert ("quotation", "Hanna Weiss") in [(part.kind, part.voice) for part in read(quoted).comments[0].parts]


def test_lists_are_one_block_and_an_empty_block_keeps_two_apart() -> None:
    item = [Block(letter, "list") for letter in "abcd"]
    found = read(LONG, *item[:2], Block(""), *item[2:]).comments[0]
    assert [found.text[part.start : part.end] for part in found.parts[1:]] == ["a\nb", "c\nd"]


def test_bold_stretches_of_a_block() -> None:
    block = block_of([Run("  "), Run("Ann", True), Run(" "), Run("Otter:", True), Run(" yes ")])
    assert block is not None
    assert (block.text, block.bold) == ("Ann Otter: yes", ((0, 10),))
    assert block_of([Run(" "), Run("\n", True)]) is None
    composed = block_of([Run("Zoe", True), Run("\u0308 and")])
    assert composed is not None
    assert composed.text == "Zoë and"


def test_ids_stay_the_same_and_no_text_is_refused() -> None:
    assert read(LONG, "more").comments[0].id == read(LONG, "more").comments[0].id
    with pytest.raises(UnreadableSource, match="no text"):
        read("…", "—")


def test_parts_in_a_transcript_are_people_of_that_transcript_and_are_no_names_to_mask() -> None:
    from ethnography.pseudonyms import Key, Mask, assign_ids

    first, second = (
        read(Block(title, "title"), "I: Why?", "B: I think so.", "I: When?", "B: Now.", "I: Ah.") for title in ("One", "Two")
    )
    assigned = assign_ids([*first.comments, *second.comments], Key({}), {})
    voices = [{part.voice for part in comment.parts} for comment in assigned.comments]
    assert not voices[0] & voices[1]
    mask = Mask(assigned.key, {person.id: person for person in assigned.new})
    assert mask("I think I was there, B.") == "I think I was there, B."
