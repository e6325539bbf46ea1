"""XML is read whole where it is well-formed, mended with a word about it where it is not, and never expanded or fetched."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from ethnography.errors import UnreadableSource
from ethnography.formats import make_source
from ethnography.formats.xml_tree import Node, Problems, outside_cdata, read_nodes
from ethnography.formats.xml_tree.mending import mended
from ethnography.formats.xml_tree.nodes import MAX_DEPTH


def nodes(text: str | bytes, problems: Problems | None = None) -> list[Node]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(read_nodes(make_source("a.xml", data), problems if problems is not None else Problems()))


def shown(text: str | bytes) -> tuple[list[tuple[str, str]], list[str]]:
    problems = Problems()
    found = [(node.name, node.markup()) for node in nodes(text, problems)]
    return found, [warning.removeprefix("the XML was mended: ") for warning in problems.sentences()]


FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:w="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:a10="http://www.w3.org/2005/Atom">
<!-- a comment --><?a processing instruction?>
<channel><title>T &amp; M</title><a10:link href="h"/><item><w:comment><w:comment_id>1</w:comment_id></w:comment>
<content:encoded><![CDATA[<p>x</p>]]> y</content:encoded></item></channel></rss>"""


def test_elements_are_yielded_with_the_names_that_readers_know() -> None:
    found, problems = shown(FEED)
    assert not problems
    assert found == [
        ("title", "T & M"),
        ("atom:link", ""),
        ("item", "<comment><comment_id>1</comment_id></comment>\n<encoded>&lt;p&gt;x&lt;/p&gt; y</encoded>"),
    ]
    item = nodes(FEED)[2]
    assert [child.name for child in item.children] == ["wp:comment", "content:encoded"]
    assert item.all("wp:comment")[0].value("wp:comment_id") == "1"
    assert item.first("content:encoded").markup() == "<p>x</p> y"  # type: ignore[union-attr]
    assert item.first("nothing") is None
    assert item.value("nothing") == ""


def test_mending_changes_nothing_in_a_well_formed_file() -> None:
    problems = Problems()
    found = [(node.name, node.attributes, node.markup()) for node in mended("a.xml", FEED, problems)]
    assert found == [(node.name, node.attributes, node.markup()) for node in nodes(FEED)]
    assert not problems.lines


@pytest.mark.parametrize(
    ("text", "children"),
    [
        ('<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>1</a:id></a:entry></a:feed>', ["id"]),
        ('<feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="urn:x"><entry><x:id>1</x:id></entry></feed>', ["x:id"]),
        ('<disqus xmlns="http://disqus.com"><post xmlns:d="http://disqus.com/disqus-internals"><d:x/></post></disqus>', ["dsq:x"]),
        ('<r:RDF xmlns:r="urn:rdf" xmlns="http://purl.org/rss/1.0/"><item><link/></item></r:RDF>', ["link"]),
    ],
)
def test_prefixes_are_what_the_address_says(text: str, children: list[str]) -> None:
    assert [child.name for child in nodes(text)[0].children] == children
    assert [child.name for child in next(mended("a.xml", text, Problems())).children] == children


def test_attributes_keep_their_prefix() -> None:
    text = '<disqus xmlns:dsq="http://disqus.com/disqus-internals"><post dsq:id="4" id="5"/></disqus>'
    assert nodes(text)[0].attributes == {"dsq:id": "4", "id": "5"} == next(mended("a", text, Problems())).attributes


@pytest.mark.parametrize(
    ("text", "expected", "problem"),
    [
        ("x<rss><channel><t>a</t></channel></rss>", [("t", "a")], "1 character before the first tag was left out (line 1)"),
        ("<rss><channel>\n<t>a & b &c;</t></channel></rss>", [("t", "a & b &c;")], "an & begins no entity (line 2)"),
        (
            "<rss><channel>\n<t>&eacute;</t></channel></rss>",
            [("t", "é")],
            "entities of HTML, which XML does not know, were read as HTML's (line 2)",
        ),
        (
            f"<rss><channel>\n\n<t>a\x01b{'c' * 99}</t></channel></rss>",
            [("t", "ab" + "c" * 99)],
            "control characters were left out (line 3)",
        ),
        ("<rss><channel><app:t>a</app:t></channel></rss>", [("app:t", "a")], "the prefix app: is not declared (line 1)"),
        ("<rss><channel>\n<t k=v>a</t></channel></rss>", [("t", "a")], "the attribute k has no quotation marks (line 2)"),
        ("<rss><channel><t k='1' k='2'>a</t></channel></rss>", [("t", "a")], "the attribute k stands twice (line 1)"),
        (
            "<rss><channel><t><b>a</t><u>c</u></channel></rss>",
            [("t", "<b>a</b>"), ("u", "c")],
            "<b> is not closed before </t> (line 1)",
        ),
        ("<rss><channel><t>a</b></t></channel></rss>", [("t", "a")], "</b> closes nothing (line 1)"),
        ("<rss><channel><t>1 < 2 <3</t></channel></rss>", [("t", "1 < 2 <3")], "a < begins no tag (line 1 and 1 more place)"),
        (
            "<rss><channel><t>see <http://a.b/?c=d></t></channel></rss>",
            [("t", "see <http://a.b/?c=d>")],
            "a < begins no tag (line 1)",
        ),
        ("<rss><channel><t>a<br>b<br/>c</t></channel></rss>", [("t", "a<br>b<br>c")], None),
        ("<rss><channel><t><p>a<p>b</t></channel></rss>", [("t", "<p>a</p><p>b</p>")], "<p> is not closed before </t> (line 1)"),
        (
            "<rss><channel><item>a\n<item>b</item></channel></rss>",
            [("item", "a\n"), ("item", "b")],
            "<item> is not closed before the next <item> (line 2)",
        ),
        ("<rss><channel><t><![CDATA[a</t></channel></rss>", [("t", "a")], "a CDATA section does not end (line 1)"),
        ("<rss><channel><t>a<!-- b</t></channel></rss>", [("t", "a b")], "a comment does not end (line 1)"),
        ("<rss><channel><t>a</t>\n<u>b", [("t", "a"), ("u", "b")], "the file ends inside <u>; it may be cut off (line 2)"),
        ("<rss><channel><t>a</t></channel></rss>\nb", [("t", "a")], "text outside the root element was left out (line 1)"),
        (
            "<rss><channel><t>a</t></channel></rss>\n<rss><channel><u>b</u></channel></rss>",
            [("t", "a"), ("u", "b")],
            "another root element begins (line 2)",
        ),
        (
            "<rss><channel><t><![CDATA>a</t></channel></rss>",
            [("t", "a")],
            "a declaration inside the root element was left out (line 1)",
        ),
    ],
)
def test_what_is_broken_is_mended_and_told_with_its_line(text: str, expected: list[tuple[str, str]], problem: str | None) -> None:
    found, problems = shown(text)
    assert found == expected
    assert (problem in problems) if problem else problems


def test_a_fault_that_the_mending_does_not_see_is_told_as_libxml2_tells_it() -> None:
    found, problems = shown('<rss><channel><t>a</t></channel></rss><?xml version="1.0"?>')
    assert found == [("t", "a")]
    assert len(problems) == 1
    assert "(line 1)" in problems[0]


def test_bytes_in_another_encoding_are_told() -> None:
    found, problems = shown(b"\xef\xbb\xbf<rss><channel>\n<t>caf\xe9 \xc3\xa9</t></channel></rss>")
    assert found == [("t", "caf\ufffd é")]
    assert problems == ["bytes that are not utf-8-sig were read as \ufffd (line 2)"]


def test_many_kinds_of_problems_are_told_shortly() -> None:
    _, problems = shown("<rss><channel><t>" + "".join(f"&q{n};\n" for n in range(500)) + "</t></channel></rss>")
    assert len(problems) <= 22
    assert any("other things" in problem for problem in problems)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<?xml version="1.0" encoding="utf-16"?><rss><channel><t>é</t></channel></rss>'.encode("utf-16"), "é"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><t>é</t></channel></rss>'.encode("latin1"), "é"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><t>é &amp; &</t></channel></rss>'.encode("latin1"), "é & &"),
        ('<?xml version="1.0" encoding="no-such-thing"?><rss><channel><t>é</t></channel></rss>'.encode(), "é"),
        (b"\xef\xbb\xbf" + '<?xml version="1.0"?><rss><channel><t>é</t></channel></rss>'.encode(), "é"),
        (("<rss><channel><t>" + "é" * 60).encode() + b"\xe9</t></channel></rss>", "é" * 60 + "\ufffd"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert [node.text for node in nodes(data)] == [text]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(20))
    + "]><rss><channel><t k='&u;'>&u; &eacute;</t></channel></rss>"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BOMB, "&u; é"),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><t>&x;</t></channel></rss>', "&x;"),
        ('<!DOCTYPE r SYSTEM "http://dtd.invalid/x.dtd"><rss><channel><t>tea</t></channel></rss>', "tea"),
        ('<!DOCTYPE r [<!ENTITY % p SYSTEM "http://dtd.invalid/x"> %p;]><rss><channel><t>tea</t></channel></rss>', "tea"),
        ("<!--" + "x" * 300_000 + '--><!DOCTYPE r [<!ENTITY x "ha">]><rss><channel><t>&x;</t></channel></rss>', "&x;"),
    ],
)
def test_entities_are_neither_expanded_nor_fetched(text: str, expected: str) -> None:
    begun = time.monotonic()
    assert [node.text for node in nodes(text)] == [expected]
    assert time.monotonic() - begun < 5
    if "<!ENTITY" in text:
        assert any("entities of its own" in problem for problem in shown(text)[1])


@pytest.mark.parametrize("closed", [True, False])
def test_deep_nesting_is_refused(closed: bool) -> None:
    deep = "<a>" * 100_000 + ("</a>" * 100_000 if closed else "")
    with pytest.raises(UnreadableSource, match=f"more than {MAX_DEPTH} deep"):
        nodes(f"<rss><channel>{deep}</channel></rss>")


@pytest.mark.parametrize("text", ["<", "tea", "<<<", "<?xml version='1.0'?>", "<!DOCTYPE a [", "]]>"])
def test_a_file_without_elements_is_refused(text: str) -> None:
    with pytest.raises(UnreadableSource, match="no XML element"):
        nodes(text)


@pytest.mark.parametrize(
    "piece", ["<", '<a "', "<![CDATA[", "<!--", "<!DOCTYPE a[>", "<?", "</a>", "<a b=c d=", "&", "x<", "<a/>", "]]>"]
)
def test_the_time_grows_with_the_length_and_not_faster(piece: str) -> None:
    text = "<rss><channel><t>" + piece * (400_000 // len(piece))
    begun = time.monotonic()
    with suppress(UnreadableSource):
        nodes(text)
    assert time.monotonic() - begun < 20


def test_a_very_long_text_is_read() -> None:
    assert len(nodes(f"<rss><channel><t>{'tea ' * 3_000_000}</t></channel></rss>")[0].text) == 12_000_000


def test_outside_cdata_takes_linear_time() -> None:
    assert outside_cdata("<![CDATA[" * 20_000) == ""
    assert outside_cdata("a<![CDATA[b]]>c<![CDATA[d") == "ac"
