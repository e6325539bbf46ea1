"""The real page of a forum beside the checkout, compared with what a careful reader says is in it.

Nothing of the page stands here: the truth file is read, and a failure names the message's number and the field.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from ethnography.corpus import Corpus
from ethnography.formats import FORMATS, Reading, find_format, open_source, read_source

PLACE = os.environ.get("ETHNOGRAPHY_REAL_MATERIAL")
PAGES = Path(PLACE or "/nowhere") / "pages"
NAMES = [f"html_forum/{file.name}" for file in sorted((PAGES / "html_forum").glob("*.html"))]
FORUMS = (
    "bbpress_html", "discourse_html", "flarum_html", "fluxbb_html", "hacker_news_html", "invision_html", "lemmy_html", "lobsters_html",
    "mybb_html", "nodebb_html", "phpbb_html", "reddit_html", "slashdot_html", "smf_html", "stack_exchange_html", "ubb_threads_html",
    "vanilla_html", "vbulletin_html", "woltlab_html", "xenforo_html",
)  # fmt: skip

pytestmark = pytest.mark.skipif(not PLACE, reason="ETHNOGRAPHY_REAL_MATERIAL is not set")


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((PAGES / "truth" / f"{name.replace('/', '__')}.json").read_text("utf-8"))
    return truth


def numbers(reading: Reading) -> list[str]:
    """The number of each message as the page has it; the post's own stands in its address."""
    return [one.id.split(":")[1] if one.kind != "post" else re.findall(r"\d+", one.url or "?0")[-1] for one in reading.comments]


def letters(text: str) -> str:
    """The letters of a text without its emoticons (":mad:"), which the truth does not have."""
    return re.sub(r"\W+", "", re.sub(r":[a-z]+:", "", text)).lower()


def test_the_pages_are_here() -> None:
    assert NAMES


@pytest.mark.parametrize("name", NAMES)
def test_messages_authors_and_dates(name: str) -> None:
    source = open_source(PAGES / name)
    assert find_format(source).name == "xenforo_html"
    reading, rows = read_source(source), truth_of(name)["rows"]
    assert len(reading.comments) == len(rows)
    assert numbers(reading)[1:] == [row["id"] for row in rows][1:]
    wrong = []
    for one, row in zip(reading.comments, rows, strict=True):
        checks = {
            "author": one.author == row["author"],
            "date": one.date == row["date"],
            "kind": one.kind == ("post" if row is rows[0] else "comment"),
            "permalink": one.kind == "post" or (one.url or "").endswith(row["permalink"]),
        }
        wrong += [(row["id"], field) for field, right in checks.items() if not right]
    assert not wrong


@pytest.mark.parametrize("name", NAMES)
def test_texts_begin_as_they_should(name: str) -> None:
    """The truth's opening words may begin with the line that says who is quoted; the text read must not."""
    reading, rows = read_source(PAGES / name), truth_of(name)["rows"]
    wrong = [
        row["id"]
        for one, row in zip(reading.comments, rows, strict=True)
        if not (begins := letters(one.text)[:30]) or begins not in letters(row["text_start"])
    ]
    assert not wrong


@pytest.mark.parametrize("name", NAMES)
def test_the_thread_is_flat_and_quotations_are_parts(name: str) -> None:
    reading = read_source(PAGES / name)
    assert set(Corpus.build(reading.comments).comments["depth"].iloc[1:]) == {1}
    authors = {one.author for one in reading.comments}
    assert [part.voice in authors for one in reading.comments for part in one.parts if part.kind == "quotation"] == [True, True]
    assert not any(re.search(r"hat gesagt|Klicke in dieses Feld", one.text) for one in reading.comments)
    assert reading.stated_count == len(reading.comments) - 1


def test_no_forum_claims_another_page() -> None:
    """Of the real pages, only the forum's is claimed by a reader of forums with certainty."""
    claimed = set()
    for file in sorted(PAGES.glob("html_*/*.html")):
        source = open_source(file)
        claimed |= {(file.parent.name, one.name) for one in FORMATS if one.name in FORUMS and one.sniff(source) == 3}
    assert claimed == {("html_forum", "xenforo_html")}
