"""One table of all real files beside the checkout: what was expected of each, and what was read.

``pytest -s tests/formats/test_real_table.py`` prints it. Nothing of the files stands here or in the table but their names.
Truth comes in several shapes; :func:`expected_of` makes rows of all of them.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from ethnography.corpus import Comment, Corpus
from ethnography.errors import UnreadableSource
from ethnography.formats import Reading, read_source
from ethnography.text import plain

PLACE = os.environ.get("ETHNOGRAPHY_REAL_MATERIAL")
PAGES = Path(PLACE or "/nowhere") / "pages"
FOLDERS = ("html_wordpress", "html_wpdiscuz", "html_other", "html_forum", "plaintext", "plaintext_rendered", "wxr", "disqus",
           "blogger", "reddit", "discourse", "youtube", "mastodon", "twitter", "mbox")  # fmt: skip

NOT_SAID = {
    "aeb-c582d3b77257.main": 1, "backenmachtgluecklich.de.zitronenkuchen.full": 10, "backenmachtgluecklich.de.zitronenkuchen.main": 10,
    "foxyfolksy.com.buttercream.main": 1, "hpd.de-Homosexuellenhass.full": 5, "hpd.de-Homosexuellenhass.main": 4,
    "luxuryhaven.co.hyatt.main": 1, "katzen-forum.net-Pepe.main": 2,
}  # fmt: skip
"""Renderings that say nothing of the depth of so many comments: neither numbers nor indentation came through, or there are gaps;
and two in which so many comments are there only in part, so that their opening words tell nothing."""

pytestmark = pytest.mark.skipif(not PLACE, reason="ETHNOGRAPHY_REAL_MATERIAL is not set")


@dataclass
class Expected:
    """One comment as the truth has it; None where it says nothing. `parent`: an id, "" for the post, None if not said."""

    id: str | None
    depth: int | None
    parent: str | None
    author: str | None
    kind: str | None = None
    opening: str = ""


@dataclass
class Line:
    """One line of the table."""

    file: str
    format: str
    expected: int | None
    read: int
    depth: int
    parent: int
    author: int
    kind: int

    @property
    def wrong(self) -> int:
        missed = abs(self.expected - self.read) if self.expected is not None else 0
        if self.file.startswith("plaintext_rendered") and self.expected is not None:
            missed = max(0, self.expected - self.read)  # there the truth lists only those whose opening words came through
        return missed + self.depth + self.parent + self.author + self.kind


def truth_of(file: Path) -> dict[str, Any] | None:
    name = f"{file.parent.name}__{file.name}.json"
    if file.parent.name == "plaintext_rendered":
        stem = re.sub(r"\.(?:full|main)\.txt$", "", file.name)
        name = next(one.name for one in (PAGES / "truth").glob(f"html_*__{stem}.html.json"))
    path = PAGES / "truth" / name
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def expected_of(file: Path, truth: dict[str, Any]) -> list[Expected] | None:
    """The comments that a careful reader finds in a file; None where the truth does not list them."""
    rows = truth.get("rows") or [row for item in truth.get("items", ()) for row in item["rows"]]
    if not rows:
        return None
    folder = file.parent.name
    if folder == "plaintext_rendered":
        here = letters(file.read_text("utf-8"))
        rows = [row for row in rows if letters(row["text_start"])[:40] in here]
        return [Expected(None, row["depth"], None, row["author"], None, letters(row["text_start"])) for row in rows]
    if folder == "reddit":
        here = {row["id"] for row in rows}
        parents = [row["parent"].removeprefix("t1_") if row["parent"] in here else "" for row in rows]
        return [Expected(row["id"].removeprefix("t1_"), row["depth"], parent, _stated(row["author"]))
                for row, parent in zip(rows, parents, strict=True) if row["kind"] == "t1"]  # fmt: skip
    if folder == "discourse":  # posts answer by their number in the topic; the first is the post
        rows = [{**row, "id": row["post_number"], "parent": row["parent"] if row["parent"] != 1 else None} for row in rows[1:]]
    if folder == "html_forum":  # the first message of a thread is the post
        rows = rows[1:]
    ids = {str(row.get("id")) for row in rows}
    found = []
    for row in rows:
        parent = row.get("parent")
        if "parent" in row:
            parent = "" if parent is None or str(parent) not in ids else str(parent)
        kind = row.get("kind") or ("pingback" if row.get("type") in ("pingback", "trackback") else None)
        found.append(Expected(str(row["id"]) if "id" in row else None, row.get("depth"), parent, row.get("author"), kind))
    return found


def _stated(author: str | None) -> str | None:
    return None if author == "[deleted]" else author


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", plain(unescape(text))).lower()


def local(id: str | None) -> str:
    """The platform's part of an id; "" for the post."""
    return (id or "").rpartition(":")[2].removeprefix("t1_") if id and not id.endswith(":post") else ""


def bare(id: str) -> str:
    """An id without the word before its number."""
    return letters(re.sub(r"^\D+(?=\d+$)", "", id))


def line_of(file: Path) -> Line:
    truth = truth_of(file)
    try:
        reading = read_source(file)
    except UnreadableSource:
        return Line(f"{file.parent.name}/{file.name}", "(refused)", 0 if truth and "xml_error" in truth else None, 0, 0, 0, 0, 0)
    expected = expected_of(file, truth) if truth else None
    comments = [comment for comment in reading.comments if comment.kind != "post"]
    name = f"{file.parent.name}/{file.name.removeprefix('trafilatura-')[:44]}"
    if file.parent.name == "mbox":
        return _mail_line(name, reading, truth or {})
    if expected is None:
        return Line(name, reading.format, (truth or {}).get("n_comments"), len(comments), 0, 0, 0, 0)
    pairs = _paired(expected, comments, reading)
    depths = Corpus.build(reading.comments).comments["depth"]
    depth = sum(e.depth is not None and int(depths[c.id]) != e.depth for e, c in pairs)
    author = sum(_wrong_author(e, c, file) for e, c in pairs)
    parent = sum(_wrong_parent(e, c, reading) for e, c in pairs)
    kind = sum(e.kind is not None and e.kind != c.kind for e, c in pairs)
    read = len(pairs) if file.parent.name == "plaintext_rendered" and len(comments) < len(expected) else len(comments)
    pings = len(truth.get("ping_ids", ())) if truth and file.suffix == ".html" else 0  # listed without rows
    return Line(name, reading.format, len(expected) + pings, read, depth, parent, author, kind)


def _wrong_author(expected: Expected, comment: Comment, file: Path) -> bool:
    """A rendering of the main content drops author lines; there it is wrong only to name another."""
    if expected.author is None or (comment.author is None and file.name.endswith(".main.txt")):
        return False
    return letters(expected.author) != letters(comment.author or "")


def _mail_line(name: str, reading: Reading, truth: dict[str, Any]) -> Line:
    """Of mail the depths and authors are compared as a whole: the root of a thread is its post, and has no message id here."""
    depths = Corpus.build(reading.comments).comments["depth"]
    posts = {comment.thread for comment in reading.comments if comment.kind == "post"}
    read = Counter(int(depths[c.id]) + (c.thread in posts) for c in reading.comments if c.id in depths.index)
    stated = Counter({int(depth): n for depth, n in truth["depth_histogram"].items()})
    authors = len({re.sub(r"\s*<.*", "", row["author"]).strip(' "') for row in truth["rows"]})
    found = len({comment.author for comment in reading.comments})
    wrong = sum(((read - stated) + (stated - read)).values())
    return Line(name, reading.format, truth["n_messages"], len(reading.comments), wrong, 0, abs(authors - found), 0)


def _wrong_parent(expected: Expected, comment: Comment, reading: Reading) -> bool:
    if expected.parent is None:
        return False
    there = {one.id for one in reading.comments}
    parent = comment.reply_to if comment.reply_to in there else None
    return bare(local(parent)) != bare(expected.parent)


def _paired(expected: list[Expected], comments: list[Comment], reading: Reading) -> list[tuple[Expected, Comment]]:
    """Each expected comment with the one read: by id, else by its opening words, else by place."""
    locals_ = Counter(bare(local(comment.id)) for comment in comments)
    by_id = {key: comment for comment in comments if locals_[key := bare(local(comment.id))] == 1}
    pairs: list[tuple[Expected, Comment]] = []
    free = list(comments)
    for place, one in enumerate(expected):
        wanted = bare(one.id) if one.id else None
        if one.opening:
            found = next((c for c in free if letters(c.text)[:40] and letters(c.text)[:40] in one.opening), None)
            found = found or next((c for c in free if one.opening[:40] in letters(c.text)), None)
        elif wanted is not None and wanted in by_id:
            found = by_id[wanted]
        else:
            found = comments[place] if len(comments) == len(expected) else None
        if found is not None:
            free = [c for c in free if c is not found] if one.opening else free
            pairs.append((one, found))
    return pairs


def table(lines: list[Line]) -> str:
    head = f"{'file':62} {'format':16} {'expected':>8} {'read':>5} {'depth':>6} {'parent':>7} {'author':>7} {'kind':>5}"
    rows = [
        f"{one.file:62} {one.format:16} {'–' if one.expected is None else one.expected:>8} {one.read:>5} "
        f"{one.depth:>6} {one.parent:>7} {one.author:>7} {one.kind:>5}"
        for one in lines
    ]
    return "\n".join([head, "-" * len(head), *rows])


def test_every_real_file_imports_as_its_truth_says(capsys: pytest.CaptureFixture[str]) -> None:
    files = [file for folder in FOLDERS for file in sorted((PAGES / folder).iterdir())]
    lines = [line_of(file) for file in files]
    with capsys.disabled():
        print("\n" + table(lines))
    assert len(lines) >= 70
    assert [line.file for line in lines if line.format == "(refused)"] == ["wxr/importer-malformed.xml"]  # it holds no item
    allowed = {f"plaintext_rendered/{name}"[:62]: n for name, n in NOT_SAID.items()}
    assert not [line for line in lines if line.wrong > allowed.get(line.file.removesuffix(".txt")[:62], 0)]
