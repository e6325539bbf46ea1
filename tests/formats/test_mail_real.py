"""The real mailboxes beside the checkout, compared with what their truth files say.

Nothing of the mails stands here: a failure names the message's number and the field.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ethnography.corpus import Comment, Corpus
from ethnography.formats import Reading, find_format, open_source, read_source
from ethnography.formats.mail_mbox.fields import date_of, decoded_words

PLACE = os.environ.get("ETHNOGRAPHY_REAL_MATERIAL")
PAGES = Path(PLACE or "/nowhere") / "pages"
NAMES = ["notmuch-default.mbox", "notmuch-threading.mbox"]

pytestmark = pytest.mark.skipif(not PLACE, reason="ETHNOGRAPHY_REAL_MATERIAL is not set")


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((PAGES / "truth" / f"mbox__{name}.json").read_text("utf-8"))
    return truth


def in_file_order(reading: Reading, truth: dict[str, Any]) -> list[tuple[dict[str, Any], Comment]]:
    """Each row of the truth with the comment of it: by its id, a post by subject and date."""
    by_id: dict[str, list[Comment]] = {}
    for comment in reading.comments:
        local = comment.id.split(":", 1)[1]
        key = f"{comment.title}|{comment.date_text}" if local == "post" else local.removesuffix("-2")
        by_id.setdefault(key, []).append(comment)
    pairs = []
    for row in truth["rows"]:
        found = by_id.get(row["id"]) or by_id[f"{decoded_words(row['subject'])}|{row['date']}"]
        pairs.append((row, found.pop(0)))
    assert not any(by_id.values()), "comments that no row speaks of"
    return pairs


@pytest.mark.parametrize("name", NAMES)
def test_tree_authors_and_dates(name: str) -> None:
    truth, source = truth_of(name), open_source(PAGES / "mbox" / name)
    assert find_format(source).name == "mail_mbox"
    reading = read_source(source)
    assert len(reading.comments) == truth["n_messages"]
    assert len({comment.thread for comment in reading.comments}) == truth["n_roots"]
    frame = Corpus.build(reading.comments).comments
    has_post = set(frame.loc[frame["kind"] == "post", "thread"])
    depths = {
        id: int(depth) + (thread in has_post)
        for id, depth, thread in zip(frame.index, frame["depth"], frame["thread"], strict=True)
    }
    assert Counter(depths.values()) == {int(depth): n for depth, n in truth["depth_histogram"].items()}
    pairs = in_file_order(reading, truth)
    ids = {row["id"]: comment.id for row, comment in reversed(pairs)}
    wrong = []
    for number, (row, comment) in enumerate(pairs):
        root = row["parent"] is None
        checks = {
            "depth": depths[comment.id] == row["depth"],
            "parent": root or comment.reply_to == ids[row["parent"]],
            "root": not root or comment.reply_to not in ids.values(),
            "author": comment.author == row["author"].split("<")[0].strip(),
            "date": comment.date == date_of(row["date"])[0] and comment.date_text == row["date"],
            "kind": (comment.kind == "post") == (root and not row["in_reply_to"] and not row["references"]),
            "subject": not root or comment.title == decoded_words(row["subject"]),
        }
        wrong += [(number, field) for field, right in checks.items() if not right]
    assert not wrong
    assert len({comment.author for comment in reading.comments}) == truth["n_authors"]


@pytest.mark.parametrize("name", NAMES)
def test_no_markup_and_no_encoding_is_left_in_the_texts(name: str) -> None:
    for number, comment in enumerate(read_source(PAGES / "mbox" / name).comments):
        assert "=3D" not in comment.text, number
        assert "Content-Type:" not in comment.text, number
        assert "\ufffd" not in comment.text, number


def test_nearly_every_quotation_has_a_voice() -> None:
    parts = [part for comment in read_source(PAGES / "mbox" / NAMES[0]).comments for part in comment.parts]
    quotations = [part for part in parts if part.kind == "quotation"]
    assert len(quotations) > 40
    assert sum(part.voice is None for part in quotations) <= 1
