"""The real WordPress pages beside the checkout, compared with what a careful reader says is in them.

Nothing of the pages stands here: the truth files are read, and a failure names the comment's number and the field.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from ethnography.corpus import Comment, Corpus
from ethnography.formats import Reading, find_format, open_source, read_source
from ethnography.formats.wording import parse_date

PLACE = os.environ.get("ETHNOGRAPHY_REAL_MATERIAL")
PAGES = Path(PLACE or "/nowhere") / "pages"
FOLDERS = ("html_wordpress", "html_wpdiscuz")
NAMES = [f"{folder}/{file.name}" for folder in FOLDERS for file in sorted((PAGES / folder).glob("*.html"))]
NAMES += ["html_other/trafilatura-internet-law.de.pseudonymen.html"] if PLACE else []

pytestmark = pytest.mark.skipif(not PLACE, reason="ETHNOGRAPHY_REAL_MATERIAL is not set")


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((PAGES / "truth" / f"{name.replace('/', '__')}.json").read_text("utf-8"))
    return truth


def by_number(reading: Reading) -> dict[str, Comment]:
    return {comment.id.split(":")[1]: comment for comment in reading.comments if comment.kind != "post"}


def normal_date(text: str | None) -> str | None:
    """The truth gives dates as the attribute states them or as printed."""
    if text is None:
        return None
    if short := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text):
        return f"{short[1]}-{int(short[2]):02}-{int(short[3]):02}"
    return text if re.match(r"\d{4}-\d\d-\d\dT", text) else parse_date(text)


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def test_all_pages_are_here() -> None:
    assert len([name for name in NAMES if name.startswith("html_wordpress/")]) == 12


@pytest.mark.parametrize("name", NAMES)
def test_tree_authors_and_dates(name: str) -> None:
    truth = truth_of(name)
    source = open_source(PAGES / name)
    assert find_format(source).name == "wordpress_html"
    reading = read_source(source)
    read = by_number(reading)
    assert sum(comment.kind == "comment" for comment in read.values()) == truth["n_comments"]
    assert sum(comment.kind == "pingback" for comment in read.values()) == truth["n_pings"]
    rows = truth["rows"]
    assert [number for number in read if number in {row["id"] for row in rows}] == [row["id"] for row in rows]
    depths = Corpus.build(reading.comments).comments["depth"]
    wrong = []
    for row in rows:
        comment = read[row["id"]]
        parent = (comment.reply_to or "").split(":")[1]
        url, stated = comment.url, row["permalink"]
        checks = {
            "depth": int(depths[comment.id]) == row["depth"],
            "parent": (None if parent == "post" else parent) == row["parent"],
            "author": comment.author == row["author"],
            "date": comment.date == normal_date(row["date"]),
            "kind": comment.kind == row["kind"],
            "permalink": url is None if stated is None else bool(url and url.endswith(stated)),
        }
        wrong += [(row["id"], field) for field, right in checks.items() if not right]
    assert not wrong


@pytest.mark.parametrize("name", NAMES)
def test_texts_begin_as_they_should(name: str) -> None:
    """The truth's opening words may begin with the author's name, the date or a button; the text read must not."""
    read = by_number(read_source(PAGES / name))
    rows = truth_of(name)["rows"]
    if "hearya" in name:
        # here the truth holds the author line instead of the text
        assert all(letters(row["author"] + row["date"]) != letters(read[row["id"]].text) for row in rows)
        return
    wrong = [
        row["id"] for row in rows if not (begins := letters(read[row["id"]].text)[:30]) or begins not in letters(row["text_start"])
    ]
    assert not wrong


@pytest.mark.parametrize("name", NAMES)
def test_the_post_is_found_and_holds_no_comment(name: str) -> None:
    reading = read_source(PAGES / name)
    post = reading.comments[0]
    assert post.kind == "post"
    assert post.title
    assert post.url
    assert len(post.text) > 400
    assert not [c.id for c in reading.comments[1:] if len(c.text) > 60 and c.text in post.text]
    assert not any("body of the post" in warning for warning in reading.warnings)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("html_wordpress/")])
def test_marked_post_authors(name: str) -> None:
    reading = read_source(PAGES / name)
    same = Corpus.build(reading.comments).comments["is_post_author"].fillna(False)
    read = by_number(reading)
    assert not [row["id"] for row in truth_of(name)["rows"] if bool(same[read[row["id"]].id]) != row["is_post_author"]]


@pytest.mark.parametrize(
    "file", ["html_other/trafilatura-hpd.de-Homosexuellenhass.html", "html_other/trafilatura-luxuryhaven.co.hyatt.html"]
)
def test_pages_of_other_engines_are_not_taken(file: str) -> None:
    from ethnography.formats.wordpress_html import WordPressHtml

    assert WordPressHtml.sniff(open_source(PAGES / file)) == 0
