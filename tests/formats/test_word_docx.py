"""Word files: what a reader sees of them, what is left out and named, damaged and hostile packages."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethnography.corpus import Comment
from ethnography.errors import EthnographyError, UnreadableSource
from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.word_docx import WordDocx
from tests.formats.golden import CASES
from tests.formats.office import W, docx, packed, paragraph, run

LONG = "This is a paragraph of more than twelve words, so that it is taken for text."


def read(body: str, **parts: str) -> Reading:
    return read_source(make_source("x.docx", docx(body, **parts)), format="word_docx")


def post(body: str, **parts: str) -> Comment:
    return read(body, **parts).comments[0]


def left_out(body: str, **parts: str) -> list[tuple[str, str]]:
    return [(item.reason, item.text) for item in read(body, **parts).left_out]


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_it_is_recognised_by_what_is_in_it() -> None:
    assert find_format(make_source("x.bin", docx(paragraph(LONG)))) is WordDocx
    assert WordDocx.sniff(make_source("x.docx", packed({"a.txt": "b"}))) == 0
    assert WordDocx.sniff(make_source("x.docx", b"PK\x03\x04 cut off")) == 0


def test_the_main_part_may_bear_another_name_and_another_namespace() -> None:
    strict = docx(paragraph(LONG)).replace(b"", b"")
    with zipfile.ZipFile(io.BytesIO(strict)) as file:
        files = {name: file.read(name).decode() for name in file.namelist()}
    old, new = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
    files["word/document2.xml"] = files.pop("word/document.xml").replace(old, new)
    files["_rels/.rels"] = files["_rels/.rels"].replace("word/document.xml", "/word/document2.xml")
    source = make_source("x", packed(files))
    assert WordDocx.sniff(source) == 3
    assert read_source(source).comments[0].text == LONG


def test_runs_tabs_breaks_and_hyphens() -> None:
    body = paragraph(
        "a", "<w:r><w:tab/></w:r>", "b", "<w:r><w:br/></w:r>", "c", "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>", "d"
    )
    assert post(body).text == "a\tb\nc\u2011d"


def test_white_space_that_is_not_to_be_kept_is_none() -> None:
    assert post("<w:p><w:r><w:t> a </w:t></w:r><w:r><w:t xml:space='preserve'> b</w:t></w:r></w:p>").text == "a b"


def test_headings_go_by_outline_name_and_what_a_style_is_based_on() -> None:
    styles = """
    <w:style w:styleId="a"><w:name w:val="heading 2"/></w:style>
    <w:style w:styleId="b"><w:name w:val="Mine"/><w:basedOn w:val="a"/></w:style>
    <w:style w:styleId="c"><w:name w:val="Loop"/><w:basedOn w:val="c"/></w:style>
    <w:style w:styleId="t"><w:name w:val="Title"/></w:style>"""
    styled = [paragraph(name, properties=f'<w:pStyle w:val="{name}"/>') for name in "tabc"]
    outlined = paragraph("o", properties='<w:outlineLvl w:val="1"/>')
    found = post("".join([*styled, paragraph(LONG), outlined, paragraph(LONG)]), styles=styles)
    assert found.title == "t"
    assert [part.kind for part in found.parts] == ["heading", "heading", "paragraph", "paragraph", "heading", "paragraph"]


def test_numbered_paragraphs_are_a_list_and_number_0_is_none() -> None:
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    body = [paragraph(LONG), paragraph("a", properties=item.format(1)), paragraph("b", properties=item.format(2))]
    found = post("".join([*body, paragraph("c", properties=item.format(0))]))
    assert [(part.kind, found.text[part.start : part.end]) for part in found.parts[1:]] == [("list", "a\nb"), ("paragraph", "c")]


def test_tracked_changes_are_taken_as_accepted_and_named() -> None:
    inserted, deleted = f"<w:ins>{run('new')}</w:ins>", "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('here')}</w:moveFrom>"
    body = paragraph("a ", inserted, deleted, " b ", moved) + paragraph("c", f"<w:moveTo>{run(' here')}</w:moveTo>")
    reading = read(body)
    assert reading.comments[0].text == "a new b\n\nc here"
    assert ("deleted passage (a tracked change)", "old") in [(item.reason, item.text) for item in reading.left_out]
    assert any("moved elsewhere" in item.reason for item in reading.left_out)
    assert "1 insertion stands in the text, 1 deletion does not" in reading.guesses[0]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    assert post(paragraph("one ", properties=mark) + paragraph("two") + paragraph("three")).text == "one two\n\nthree"


def test_fields_show_their_result_and_a_table_of_contents_is_left_out() -> None:
    contents = paragraph(field("begin"), code(' TOC \\o "1-3" '), field("separate"), "Chapter 1") + paragraph(
        "More 2", field("end")
    )
    link = paragraph("see ", field("begin"), code("HYPERLINK x"), field("separate"), "here", field("end"), ".")
    assert post(contents + link).text == "see here."
    assert left_out(contents + link) == [("table of contents", "2: Chapter 1")]


def test_notes_stand_at_the_end_with_their_marks() -> None:
    note = '<w:footnote w:id="{}"><w:p>{}</w:p></w:footnote>'
    notes = f"<w:footnotes {W}>{note.format(7, run(' seven'))}{note.format(8, run(' never named'))}</w:footnotes>"
    mark, lost = '<w:r><w:footnoteReference w:id="7"/></w:r>', '<w:r><w:footnoteReference w:id="9"/></w:r>'
    reading = read(paragraph("a", mark, "b", lost), footnotes=notes)
    found = reading.comments[0]
    assert found.text == "a[1]b[2]\n\n[1] seven"
    assert found.parts[-1].kind == "reference"
    assert "the footnote [2] is not in the file" in reading.warnings


def test_text_boxes_are_read_once_and_pictures_named() -> None:
    box = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    picture = '<w:r><w:drawing><docPr descr="a gull"/></w:drawing></w:r>'
    assert post(paragraph("a", both, picture)).text == "a\n\nboxed"
    assert left_out(paragraph("a", both, picture)) == [("pictures", "1: a gull")]


def test_what_stands_around_the_text_is_named() -> None:
    comment = f'<w:comments {W}><w:comment w:author="Bo">{paragraph("why?")}</w:comment></w:comments>'
    header = f"<w:hdr {W}>{paragraph('Draft')}</w:hdr>"
    hidden = run("secret", "<w:vanish/>")
    found = left_out(paragraph("a", hidden), comments=comment, header=header)
    assert found == [("comment in the margin by Bo", "why?"), ("page header", "Draft"), ("hidden text", "1: secret")]


def test_tables_are_lines_and_one_column_is_no_table() -> None:
    def cell(*texts: str) -> str:
        return f"<w:tc>{''.join(paragraph(text) for text in texts)}</w:tc>"

    table = f"<w:tbl><w:tr>{cell('a')}{cell('b', 'c')}</w:tr><w:tr>{cell('d')}{cell('')}</w:tr></w:tbl>"
    assert post(paragraph(LONG) + table).text.split("\n\n")[1] == "a\tb c\nd"
    assert post(f"<w:tbl><w:tr>{cell('a', 'b')}</w:tr></w:tbl>").text == "a\n\nb"


def test_symbols() -> None:
    symbols = [("Wingdings", "F04A"), ("Symbol", "F061"), ("Symbol", "F0B3"), ("Webdings", "F021"), ("Arial", "0041"), ("x", "zz")]
    body = paragraph("a", *(f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>' for font, char in symbols))
    assert post(body).text == "a🙂α≥\ufffdA"
    assert left_out(body)[0][0] == "symbols of a font that has letters of its own"


def test_bold_by_style_and_bold_switched_off() -> None:
    styles = '<w:style w:styleId="b"><w:rPr><w:b/></w:rPr></w:style>'
    name = '<w:r><w:rPr><w:rStyle w:val="b"/></w:rPr><w:t xml:space="preserve">{} </w:t></w:r>'
    lines = [paragraph(name.format(who), "says this.") for who in ("Ann Otter", "Bo Kay") * 3]
    assert {part.voice for part in post("".join(lines), styles=styles).parts} == {"Ann Otter", "Bo Kay"}
    off = [line.replace("<w:rStyle", '<w:b w:val="0"/><w:rStyle') for line in lines]
    assert {part.voice for part in post("".join(off), styles=styles).parts} == {None}


def test_damaged_files_say_what_is_wrong() -> None:
    whole = docx(paragraph(LONG))
    with pytest.raises(UnreadableSource, match=r"x\.docx"):
        read_source(make_source("x.docx", whole[: len(whole) // 2]), format="word_docx")
    with pytest.raises(UnreadableSource, match="damaged"):
        read("<w:p>")
    with pytest.raises(UnreadableSource, match="no text"):
        read(paragraph(""))
    with pytest.raises(UnreadableSource, match="no text part"):
        read_source(make_source("x", packed({"word/documentx.xml": "<a/>"})), format="word_docx")
    assert "damaged" not in str(read(paragraph(LONG), core="<dc:title>x")), "damaged properties spoil no text"


def test_entities_are_not_expanded_and_nothing_is_fetched() -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("x")))) as file:
        files = {name: file.read(name).decode() for name in file.namelist()}
    files["word/document.xml"] = bomb + files["word/document.xml"].replace(">x<", f">{LONG}&b;&f;<")
    found = read_source(make_source("x", packed(files)), format="word_docx").comments[0]
    assert "aaaa" not in found.text
    assert "root:" not in found.text


def test_deep_nesting_is_refused_or_read() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5_000 + paragraph(LONG) + "</w:sdtContent></w:sdt>" * 5_000
    with pytest.raises(UnreadableSource):
        read(deep)


SAMPLES = [file.read_bytes() for file in sorted((CASES / "word_docx").glob("*.docx"))]


@settings(max_examples=80)
@given(st.sampled_from(SAMPLES), st.integers(0, 10_000), st.binary(max_size=12), st.integers(0, 60))
def test_mutated_files_are_read_or_refused(sample: bytes, place: int, inserted: bytes, cut: int) -> None:
    at = place % len(sample)
    try:
        read_source(make_source("x.docx", sample[:at] + inserted + sample[at + cut :]), format="word_docx")
    except EthnographyError:
        return


@settings(max_examples=60)
@given(
    st.sampled_from(SAMPLES), st.integers(0, 20_000), st.text(st.sampled_from("<>/w:prt&;\"' x"), max_size=8), st.integers(0, 40)
)
def test_mutated_parts_are_read_or_refused(sample: bytes, place: int, inserted: str, cut: int) -> None:
    with zipfile.ZipFile(io.BytesIO(sample)) as file:
        files = {name: file.read(name).decode() for name in file.namelist()}
    main = files["word/document.xml"]
    at = place % len(main)
    files["word/document.xml"] = main[:at] + inserted + main[at + cut :]
    try:
        read_source(make_source("x.docx", packed(files)), format="word_docx")
    except EthnographyError:
        return
