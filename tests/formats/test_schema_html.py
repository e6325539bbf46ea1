"""Pages that state their comments: which statements are comments, in which notation, and what broken ones come to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ethnography.formats import Reading, find_format, read_source
from ethnography.formats.schema_html import SchemaHtml
from ethnography.formats.schema_html.loose_json import read_loose
from ethnography.source import Source, make_source, open_source

CASES = Path(__file__).parent / "cases" / "schema_html"
PROSE = (
    "<h1>The lamp</h1><p>"
    + "We left the lamp on in the ward all night, and nobody said a word about it in the morning. " * 4
    + "</p>"
)


def page(stated: object, body: str = PROSE) -> Source:
    words = stated if isinstance(stated, str) else json.dumps(stated)
    html = f'<!DOCTYPE html><html><head><title>The lamp</title><script type="application/ld+json">{words}</script></head><body>{body}</body></html>'
    return make_source("lamp.html", html.encode("utf-8"))


def read(source: Source) -> Reading:
    return read_source(source, format="schema_html")


def article(**more: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "BlogPosting", "headline": "The lamp", **more}


COMMENT = {"@type": "Comment", "text": "I saw it.", "author": {"@type": "Person", "name": "Nell"}, "dateCreated": "2020-05-05"}


@pytest.mark.parametrize("path", sorted(CASES.glob("*.html")), ids=lambda path: path.stem)
def test_exactly_this_reader_takes_it(path: Path) -> None:
    source = open_source(path)
    assert SchemaHtml.sniff(source) == 2
    assert find_format(source, None) is SchemaHtml


@pytest.mark.parametrize(
    "stated",
    [
        article(),
        article(commentCount=7),
        article(comment=[]),
        {**COMMENT, "@type": "Review"},
        {"@type": "Product", "name": "Lamp", "review": [{**COMMENT, "@type": "Review"}]},
        {
            "@type": "FAQPage",
            "mainEntity": [{"@type": "Question", "name": "Why?", "acceptedAnswer": {"@type": "Answer", "text": "So."}}],
        },
        article(comment=[{"@type": "Comment", "text": "{{ comment.text }}", "author": "{{ comment.author }}"}]),
        '{"@type": "Comment", "text": "cut of',
    ],
    ids=["none", "only a count", "an empty list", "a review", "reviews", "its own questions", "a template", "cut off"],
)
def test_what_states_no_comment(stated: object) -> None:
    assert SchemaHtml.sniff(page(stated)) == 0


@pytest.mark.parametrize(
    "stated",
    [
        article(comment=COMMENT),
        article(comment=[COMMENT]),
        {"@graph": [article(**{"@id": "#post"}), {**COMMENT, "parentItem": {"@id": "#post"}}]},
        [article(), COMMENT],
        json.dumps(article(comment=[COMMENT])).replace("}]}", "},]}"),
        "//<![CDATA[\n" + json.dumps(article(comment=COMMENT)) + "\n//]]>",
        json.dumps(article(comment=COMMENT)).replace('"', "&quot;"),
    ],
    ids=["one", "a list", "a graph", "beside it", "a comma too many", "CDATA", "escaped"],
)
def test_ways_to_state_one(stated: object) -> None:
    source = page(stated)
    assert SchemaHtml.sniff(source) == 2
    (comment,) = (one for one in read(source).comments if one.kind == "comment")
    assert (comment.author, comment.date, comment.text) == ("Nell", "2020-05-05", "I saw it.")


def test_answers_by_their_parent() -> None:
    one, two = {**COMMENT, "@id": "#a"}, {**COMMENT, "@id": "#b", "text": "So did I.", "parentItem": {"@id": "#a"}}
    lost = {**COMMENT, "@id": "#c", "text": "What?", "parentItem": {"@id": "#nowhere"}}
    reading = read(page(article(comment=[two, one, lost])))
    by_text = {comment.text: comment for comment in reading.comments}
    assert by_text["So did I."].reply_to == by_text["I saw it."].id
    assert by_text["So did I."].reply_evidence == "stated"
    assert by_text["What?"].reply_to not in {comment.id for comment in reading.comments if comment.kind == "comment"}


def test_fewer_than_it_claims() -> None:
    reading = read(page(article(comment=[COMMENT], commentCount=9)))
    assert (reading.stated_count, reading.not_captured) == (9, 8)
    assert any("9 comments" in warning for warning in reading.warnings)


def test_a_statement_that_is_no_json_is_told() -> None:
    whole = page(article(comment=[COMMENT])).data.decode("utf-8")
    broken = whole.replace("</head>", '<script type="application/ld+json">{"@type": "Comment", "text": "no end</script></head>')
    reading = read(make_source("lamp.html", broken.encode("utf-8")))
    assert len(reading.comments) == 2
    assert any("JSON-LD" in warning for warning in reading.warnings)


def test_a_text_cut_off_is_taken_from_the_page_and_told() -> None:
    reading = read(make_source("tram.html", (CASES / "cut_off_and_broken.html").read_bytes()))
    assert any("cuts off 1 text" in guess for guess in reading.guesses)
    assert any("escaped markup" in guess for guess in reading.guesses)
    assert any("answers 888, which is not in this file" in warning for warning in reading.warnings)


def test_loops_end() -> None:
    loop = {**COMMENT, "@id": "#a", "parentItem": {"@id": "#b"}}
    other = {**COMMENT, "@id": "#b", "text": "Me too.", "parentItem": {"@id": "#a"}}
    assert len(read(page(article(comment=[loop, other]))).comments) == 3


@pytest.mark.parametrize(
    "text",
    ['{"a": ' + '"x y ' * 50_000, '{"a": "' + '\\"' * 50_000, "{/*" * 50_000, "[" * 100_000, '{"a":' + " " * 300_000 + "x",
     "<!--" * 50_000, "{&quot;" * 50_000],
    ids=["quotes", "escapes", "remarks", "brackets", "spaces", "marks", "entities"],
)  # fmt: skip
def test_long_broken_json_ends(text: str) -> None:
    values, problem = read_loose(text)
    assert values == []
    assert problem
