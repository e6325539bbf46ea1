"""Real pages as researchers and text renderers save them, against what a careful reader says is in them.

Takes the material's place from ETHNOGRAPHY_REAL_MATERIAL and skips without it. The pages stay where they are.
"""

import json
import os
import re
import unicodedata
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ethnography.corpus import Comment, Corpus
from ethnography.formats.base import Reading
from ethnography.formats.page_text import PageText
from ethnography.source import Source, open_source
from ethnography.text import digest, plain
from tests.formats.test_page_text import unaccounted

PLACE = os.environ.get("ETHNOGRAPHY_REAL_MATERIAL")
pytestmark = pytest.mark.skipif(not PLACE, reason="ETHNOGRAPHY_REAL_MATERIAL is not set")
ROOM = Path(PLACE or ".")
SEEDS: list[dict[str, Any]] = json.loads((ROOM / "seeds/truth.json").read_text("utf-8"))["documents"] if PLACE else []
RENDERED = sorted((ROOM / "pages/plaintext_rendered").glob("*.txt")) if PLACE else []

seeds = pytest.mark.parametrize("truth", SEEDS, ids=[truth["doc"] for truth in SEEDS])
rendered = pytest.mark.parametrize("path", RENDERED, ids=[path.name.removeprefix("trafilatura-")[:40] for path in RENDERED])


@cache
def read(path: Path) -> tuple[Source, Reading]:
    source = open_source(path)
    return source, PageText.read(source)


def seed(truth: dict[str, Any]) -> tuple[Source, Reading, Comment]:
    source, reading = read(ROOM / "seeds" / truth["file"])
    return source, reading, reading.comments[0]


def part_texts(comment: Comment, kind: str) -> list[str]:
    return [comment.text[part.start : part.end] for part in comment.parts if part.kind == kind]


def line_of(source: Source, offset: int) -> int:
    return source.text.count("\n", 0, offset) + 1


# --- the five seeds -----------------------------------------------------------------------------------------------------


@seeds
def test_every_comment_of_a_seed(truth: dict[str, Any]) -> None:
    _, reading, post = seed(truth)
    comments = reading.comments[1:]
    order = {comment.id: number for number, comment in enumerate(comments, 1)}
    depths = Corpus.build(reading.comments).comments["depth"]
    found = [
        (digest(c.text), int(depths[c.id]) - 1, order.get(c.reply_to or ""), c.author, c.reply_to == post.id) for c in comments
    ]
    wanted = [
        (t["text_sha256"], t["depth"], t["parent"], t.get("author_explicit"), t["parent"] is None)
        for t in truth.get("comments", [])
    ]
    assert found == wanted
    assert len(comments) == truth["comment_count"]
    assert reading.stated_count == truth.get("stated_comment_count")
    assert PageText.sniff(seed(truth)[0]) == (3 if comments else 1)
    assert not reading.warnings


@seeds
def test_title_byline_and_date_of_a_seed(truth: dict[str, Any]) -> None:
    _, _, post = seed(truth)
    assert (post.kind, post.title, post.author, post.date_text) == (
        "post",
        truth["title"],
        truth["author_stated"],
        truth["date_stated"],
    )
    assert post.date == in_iso(truth["date_stated"])


def in_iso(printed: str | None) -> str | None:
    """A date as the seeds print it, in ISO 8601; by another way than the reader's own."""
    for form, iso in (("%d %B %Y", "%Y-%m-%d"), ("%d %b %Y", "%Y-%m-%d"), ("%B %Y", "%Y-%m")):
        try:
            return datetime.strptime(printed or "", form).strftime(iso)
        except ValueError:
            continue
    return None


@seeds
def test_what_a_seed_leaves_out(truth: dict[str, Any]) -> None:
    source, reading, _ = seed(truth)
    listed = {n for left in reading.left_out for n in range(left.lines[0], left.lines[1] + 1)}  # type: ignore[index]
    lines = source.text.split("\n")
    boilerplate = {entry["line"] for entry in truth["boilerplate"]}
    assert boilerplate <= listed
    head = {*truth["title_lines"], *truth.get("author_lines", []), truth.get("date_line")}
    assert {n for n in listed if lines[n - 1].strip()} <= boilerplate | head | {n for n in listed if n > max(boilerplate)}
    assert not unaccounted(source, reading)


@seeds
def test_the_parts_of_a_seed(truth: dict[str, Any]) -> None:
    _, _, post = seed(truth)
    assert part_texts(post, "heading") == [heading["text"] for heading in truth["headings"]]
    references = part_texts(post, "reference")
    assert len(references) == len(truth["references"])
    for reference, wanted in zip(references, truth["references"], strict=True):
        assert plain(wanted["first_words"]) in plain(reference)
    texts = [line for line in post.text.split("\n") if line.strip()]
    assert len(texts) == truth["body"]["paragraphs"] + len(truth["headings"]) + len(references) + (
        truth["doc"] == "003"
    )  # standfirst


@seeds
def test_the_interview_of_a_seed(truth: dict[str, Any]) -> None:
    _, _, post = seed(truth)
    wanted = truth.get("interview", [])
    assert part_texts(post, "question") == [question["question"] for question in wanted]
    answers = [post.text[part.start : part.end] for part in post.parts if part.kind == "paragraph" and part.voice]
    if wanted:
        assert {part.voice for part in post.parts} == {None, wanted[0]["speaker_a"]}
        assert len(answers) == sum(question["answer_paragraphs"] for question in wanted)
        opening = [" ".join(answer.split()[:5]) for answer in answers]
        assert [question["answer_first_5"] for question in wanted if question["answer_first_5"] not in opening] == []


@seeds
def test_the_experts_of_a_seed(truth: dict[str, Any]) -> None:
    source, _, post = seed(truth)
    lines = source.text.split("\n")
    for expert in truth.get("experts", []):
        for number in expert.get("paragraph_lines", []):
            middle = post.text.index(lines[number - 1]) + len(lines[number - 1]) // 2
            assert [part.voice for part in post.parts if part.start <= middle < part.end] == [expert["expert"]], number


@seeds
def test_the_quotations_of_a_seed(truth: dict[str, Any]) -> None:
    source, _, post = seed(truth)
    if "quotations" not in truth:
        return
    found = {post.text[part.start : part.end]: part.voice for part in post.parts if part.kind == "quotation"}
    names = [expert["name"] for expert in truth["experts"]]
    wanted = {
        source.text[entry["char_start"] : entry["char_end"]]: next((n for n in names if entry["speaker"].startswith(n)), None)
        for entry in truth["quotations"]
    }
    assert set(found) == set(wanted)
    assert {text: voice for text, voice in found.items() if voice not in (None, wanted[text])} == {}  # no voice is wrong
    missed = [text for text, voice in wanted.items() if voice and not found[text]]
    assert len(missed) == 0


@seeds
def test_two_people_in_one_comment_of_a_seed(truth: dict[str, Any]) -> None:
    _, reading, _ = seed(truth)
    for comment, wanted in zip(reading.comments[1:], truth.get("comments", []), strict=True):
        turns = wanted.get("turns", [])
        voices = [part.voice for part in comment.parts]
        assert voices == (
            [None if turn["speaker"] == comment.author else turn["speaker"] for turn in turns] or [None] * len(voices)
        )


# --- rendered pages -----------------------------------------------------------------------------------------------------


def norm(text: str | None) -> str:
    return re.sub(r"[^\w]+", "", unicodedata.normalize("NFKC", plain(text or "")).lower())


def opening(row: dict[str, Any]) -> str:
    """The first 50 letters of a comment; some truths repeat the author line before the text, or the buttons after it."""
    text = re.sub(r"^(Antworten )?.{0,60}?\d\d?\. \w+ \d{4} @ \d\d:\d\d ", "", row["text_start"])
    text = re.sub(r"^.{0,60}?\d\d\.\d\d\.\d{4} // \d\d:\d\d |^.{0,60}? dijo:", "", text)
    return norm(re.sub(r"(Like)?Liked by .*$", "", text))[:50]


def present(path: Path, source: Source) -> list[tuple[dict[str, Any], int]]:
    """(truth, index of the source line) of the comments whose opening words are in the rendering, at the start of a line."""
    name = re.sub(r"\.(main|full)\.txt$", "", path.name)
    (truth,) = (ROOM / "pages/truth").glob(f"html_*__{name}.html.json")
    numbers, starts, whole = [], [], ""
    for number, line in enumerate(source.text.split("\n")):
        if text := norm(re.sub(r"^\s*(?:\d+\. (?!\w+ \d{4} @)|• )", "", line)):
            numbers.append(number)
            starts.append(len(whole))
            whole += text
    at_start = dict(zip(starts, numbers, strict=True))
    found = []
    for row in json.loads(truth.read_text("utf-8"))["rows"]:
        key = opening(row)
        places = [m.start() for m in re.finditer(re.escape(key), whole) if m.start() in at_start] if key else []
        places = [p for p in places if len(key) > 25 or p + len(key) in at_start]
        if places:
            found.append((row, at_start[places[0]]))
    return found


def in_list_form(source: Source, places: list[int]) -> bool:
    """Whether most of these lines are in an indented list: on a marker's line, or below one with nothing unindented between."""
    lines = source.text.split("\n")

    def listed(number: int) -> bool:
        for line in reversed(lines[max(0, number - 12) : number + 1]):
            if re.match(r" +(?:\d+\.|•) ", line):
                return True
            if line.strip() and not line.startswith("  "):
                return False
        return False

    return sum(map(listed, places)) * 2 > len(places)


def matched(reading: Reading, rows: list[dict[str, Any]]) -> tuple[dict[str, Comment], list[Comment]]:
    """Comments by the id of their truth, and those without one."""
    pool = list(rows)
    used: dict[str, Comment] = {}
    extra: list[Comment] = []
    for comment in reading.comments[1:]:
        text = norm(comment.text)
        row = next((r for r in pool if text and (text.startswith(opening(r)) or opening(r).startswith(text[:50]))), None)
        if row:
            used[row["id"]] = comment
            pool.remove(row)
        elif comment.kind == "comment":
            extra.append(comment)
    return used, extra


@rendered
def test_a_rendered_page(path: Path) -> None:
    source, reading = read(path)
    there = present(path, source)
    rows = [row for row, _ in there]
    if not in_list_form(source, [place for _, place in there]):
        assert [comment for comment in reading.comments if comment.kind == "comment"] == []
        assert not there or any("signs of comments" in warning for warning in reading.warnings)
        return
    used, extra = matched(reading, rows)
    assert [row["author"] for row in rows if row["id"] not in used] == []
    assert extra == []
    ids = {comment.id for comment in reading.comments}
    by_id = {row["id"]: row for row in rows}
    for key, comment in used.items():
        parent = by_id[key]["parent"]
        if comment.reply_evidence == "inferred":
            continue  # before a gap in the numbering: warned of
        if parent is None:
            assert comment.reply_to == reading.comments[0].id, key
        elif parent in used:
            assert comment.reply_to == used[parent].id, key
        else:
            assert comment.reply_to not in ids, key
        assert comment.author is None or norm(comment.author) == norm(by_id[key]["author"]), key
        if path.name.endswith(".full.txt"):
            assert comment.author is not None, key
    assert sum(comment.reply_evidence == "inferred" for comment in used.values()) <= 2
    assert PageText.sniff(source) == 3


@rendered
def test_nothing_of_a_rendered_page_is_dropped_silently(path: Path) -> None:
    source, reading = read(path)
    assert unaccounted(source, reading) == []


def test_the_rendered_pages_in_list_form_are_not_few() -> None:
    forms = []
    for path in RENDERED:
        source, _ = read(path)
        forms.append(in_list_form(source, [place for _, place in present(path, source)]))
    assert sum(forms) >= 20, "most pages are in list form; fewer means that the check above looks at nothing"
