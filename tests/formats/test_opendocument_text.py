"""OpenDocument texts: what a reader sees of them, what is left out and named, damaged and locked files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethnography.corpus import Comment
from ethnography.errors import EthnographyError, UnreadableSource
from ethnography.formats import Reading, find_format, make_source, read_source
from ethnography.formats.opendocument_text import OpenDocumentText
from tests.formats.golden import CASES
from tests.formats.office import odt, packed

LONG = "This is a paragraph of more than twelve words, so that it is taken for text."


def read(body: str, **more: str) -> Reading:
    return read_source(make_source("x.odt", odt(body, **more)), format="opendocument_text")


def post(body: str, **more: str) -> Comment:
    return read(body, **more).comments[0]


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_it_is_recognised_by_its_kind() -> None:
    assert find_format(make_source("x.bin", odt(p(LONG)))) is OpenDocumentText
    sheet = packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})
    assert OpenDocumentText.sniff(make_source("x", sheet)) == 0
    assert OpenDocumentText.sniff(make_source("x", packed({"content.xml": "<a/>"}))) == 2
    late = packed({"content.xml": "<a/>", "mimetype": "application/vnd.oasis.opendocument.text-template"})
    assert OpenDocumentText.sniff(make_source("x", late)) == 3
    assert OpenDocumentText.sniff(make_source("x", packed({"a": "b"}))) == 0


def test_white_space_is_as_it_is_shown() -> None:
    body = p('  a  b\n c<text:s text:c="3"/>d<text:tab/>e<text:line-break/> f <text:span> g</text:span> ')
    assert post(body).text == "a b c   d\te\nf g"


def test_bold_and_hidden_by_style_and_by_its_parent() -> None:
    automatic = (
        '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="C" style:parent-style-name="B"/>'
        '<style:style style:name="H" style:parent-style-name="H2"/>'
        '<style:style style:name="H2" style:parent-style-name="H"><style:text-properties text:display="none"/></style:style>'
    )
    turn = '<text:span text:style-name="C">{} </text:span>says <text:span text:style-name="H">nothing and </text:span>this.'
    reading = read("".join(p(turn.format(name)) for name in ("Ann Otter", "Bo Kay") * 3), automatic=automatic)
    assert {part.voice for part in reading.comments[0].parts} == {"Ann Otter", "Bo Kay"}
    assert "nothing" not in reading.comments[0].text
    assert [item.text for item in reading.left_out] == ["6: nothing and"]


def test_headings_titles_quotations_and_lists() -> None:
    items = "<text:list><text:list-item>{}</text:list-item></text:list>"
    inner = f"<text:list-item>{p('two')}{items.format(p('three'))}</text:list-item>"
    body = (
        p("Tea", "Title") + f'<text:h text:outline-level="1">One</text:h>{p(LONG)}{p("So.", "Quotations")}'
        f"<text:list><text:list-item>{p('one')}</text:list-item>{inner}</text:list>"
    )
    found = post(body)
    assert found.title == "Tea"
    assert [part.kind for part in found.parts] == ["heading", "paragraph", "quotation", "list"]
    assert found.text.endswith("one\ntwo\nthree")


def test_notes_inside_notes_and_comments() -> None:
    inner = f"<text:note><text:note-citation>2</text:note-citation><text:note-body>{p('deep')}</text:note-body></text:note>"
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('note' + inner)}</text:note-body></text:note>"
    comment = f"<office:annotation><dc:creator>Bo</dc:creator><dc:date>2020</dc:date>{p('why?')}</office:annotation>"
    reading = read(p(f"a{note}b{comment}c"))
    assert reading.comments[0].text == "a[1]bc\n\n[1] note[2]\n\n[2] deep"
    assert [(item.reason, item.text) for item in reading.left_out] == [("comment in the margin by Bo", "why?")]


def test_tracked_changes_are_taken_as_accepted() -> None:
    region = '<text:changed-region text:id="{}"><text:{}><office:change-info/>{}</text:{}></text:changed-region>'
    changes = region.format("a", "deletion", p("old"), "deletion") + region.format("b", "insertion", "", "insertion")
    changed = p('x <text:change-start text:change-id="b"/>new')
    body = f"<text:tracked-changes>{changes}</text:tracked-changes>{changed}"
    reading = read(body)
    assert reading.comments[0].text == "x new"
    assert [(item.reason, item.text) for item in reading.left_out] == [("deleted passage (a tracked change)", "old")]
    assert "1 insertion stands in the text, 1 deletion does not" in reading.guesses[0]


def test_frames_pictures_indexes_and_tables() -> None:
    frame = f"<draw:frame><draw:text-box>{p('boxed')}</draw:text-box></draw:frame>"
    picture = '<draw:frame draw:name="gull"><draw:image/></draw:frame>'
    cells = "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in ("a", "b"))
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    index = f"<text:table-of-content><text:index-body>{p('One 1')}</text:index-body></text:table-of-content>"
    reading = read(index + p(f"text{frame}{picture}") + table)
    assert reading.comments[0].text == "text\n\nboxed\n\na\tb"
    assert [item.reason for item in reading.left_out] == ["table of contents", "pictures"]


def test_damaged_locked_and_empty_files() -> None:
    with pytest.raises(UnreadableSource, match="damaged"):
        read("<text:p>")
    with pytest.raises(UnreadableSource, match="no text"):
        read(p(" "))
    locked = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
    with pytest.raises(UnreadableSource, match="protected by a password"):
        read(p("x"), **locked)
    with pytest.raises(UnreadableSource, match="no text part"):
        read_source(make_source("x", packed({"mimetype": "application/vnd.oasis.opendocument.text"})), format="opendocument_text")
    many = p(f'a<text:s text:c="{10**12}"/>b')
    assert len(post(many).text) < 2000


SAMPLES = [file.read_bytes() for file in sorted((CASES / "opendocument_text").glob("*.odt"))]


@settings(max_examples=80)
@given(st.sampled_from(SAMPLES), st.integers(0, 10_000), st.binary(max_size=12), st.integers(0, 60))
def test_mutated_files_are_read_or_refused(sample: bytes, place: int, inserted: bytes, cut: int) -> None:
    at = place % len(sample)
    try:
        read_source(make_source("x.odt", sample[:at] + inserted + sample[at + cut :]), format="opendocument_text")
    except EthnographyError:
        return
