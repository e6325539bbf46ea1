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
from ethnography.formats.page_text.reading import FLAT
from ethnography.source import Source, make_source, open_source
from ethnography.text import digest, plain
from tests.formats.test_page_text import letters, unaccounted

PLACE = os.environ.get("ETHNOGRAPHY_REAL_MATERIAL")
pytestmark = pytest.mark.skipif(not PLACE, reason="ETHNOGRAPHY_REAL_MATERIAL is not set")
ROOM = Path(PLACE or ".")
SEEDS: list[dict[str, Any]] = json.loads((ROOM / "seeds/truth.json").read_text("utf-8"))["documents"] if PLACE else []
RENDERED = sorted((ROOM / "pages/plaintext_rendered").glob("*.txt")) if PLACE else []

seeds = pytest.mark.parametrize("truth", SEEDS, ids=[truth["doc"] for truth in SEEDS])
COPIED = sorted((ROOM / "pages/plaintext").glob("*.txt")) if PLACE else []
copied = pytest.mark.parametrize("path", COPIED, ids=[path.name for path in COPIED])
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
    letters = norm(re.sub(r"(Like)?Liked by .*$", "", text))
    return letters.removeprefix(norm(row["author"]) + norm(row.get("date")))[:50]


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
        if not key and (head := norm(row["text_start"])) in whole:
            places = [whole.index(head)]  # this truth holds the author line and no word of the text
        if places and places[0] in at_start:
            found.append((row, at_start[places[0]]))
    return found


def matched(reading: Reading, rows: list[dict[str, Any]], others: list[dict[str, Any]]) -> tuple[dict[str, Comment], list[Comment]]:
    """Comments by the id of their truth, and those without one; `others` are rows whose opening words are not in the rendering
    (they open with a quotation, or with a picture), which are known by their author alone."""
    pool, rest = list(rows), list(others)
    used: dict[str, Comment] = {}
    extra: list[Comment] = []
    for comment in reading.comments:
        if comment.kind == "post":
            continue
        text = norm(comment.text)
        row = next(
            (r for r in pool if text and opening(r) and (text.startswith(opening(r)) or opening(r).startswith(text[:50]))), None
        )
        row = row or next((r for r in pool if not opening(r) and norm(r["author"]) == norm(comment.author)), None)
        if row:
            used[row["id"]] = comment
            pool.remove(row)
        elif other := next((r for r in rest if comment.author and norm(r["author"]) == norm(comment.author)), None):
            rest.remove(other)
        elif comment.kind == "comment":
            extra.append(comment)
    return used, extra


def rows_of(path: Path) -> list[dict[str, Any]]:
    name = re.sub(r"\.(main|full)\.txt$", "", path.name)
    (truth,) = (ROOM / "pages/truth").glob(f"html_*__{name}.html.json")
    rows: list[dict[str, Any]] = json.loads(truth.read_text("utf-8"))["rows"]
    return rows


@rendered
def test_a_rendered_page(path: Path) -> None:
    source, reading = read(path)
    rows = [row for row, _ in present(path, source)]
    here = {row["id"] for row in rows}
    used, extra = matched(reading, rows, [row for row in rows_of(path) if row["id"] not in here])
    assert [row["author"] for row in rows if row["id"] not in used] == []
    assert extra == []
    ids = {comment.id for comment in reading.comments}
    by_id = {row["id"]: row for row in rows}
    for key, comment in used.items():
        parent = by_id[key]["parent"]
        assert comment.author is None or norm(comment.author) == norm(by_id[key]["author"]), key
        if path.name.endswith(".full.txt"):
            assert comment.author is not None, key
        if comment.reply_evidence == "inferred" or FLAT in reading.guesses:
            continue  # it stands before a gap in the numbering, or nothing is indented: the reading says so
        if parent is None:
            assert comment.reply_to == reading.comments[0].id, key
        elif parent in used:
            assert comment.reply_to == used[parent].id, key
        else:
            assert comment.reply_to not in ids, key
    assert sum(comment.reply_evidence == "inferred" for comment in used.values()) <= 2
    assert PageText.sniff(source) == (3 if rows else 1)


@rendered
def test_nothing_of_a_rendered_page_is_dropped_silently(path: Path) -> None:
    source, reading = read(path)
    assert unaccounted(source, reading) == []


def test_the_rendered_pages_have_their_comments() -> None:
    found = [len(present(path, read(path)[0])) for path in RENDERED]
    assert sum(found) >= 650, "fewer means that the check above looks at nothing"


# --- pages copied from a browser ------------------------------------------------------------------------------------------

MARKER = re.compile(r"^!@#\$%\^&\*\(\) +COMMENTS *\r?$", re.MULTILINE)


def without_marker(path: Path) -> Source:
    """The file without the line by which its corpus sets the comments apart, in the same encoding."""
    source = open_source(path)
    text = source.data.decode(source.encoding)
    assert MARKER.search(text)
    return make_source(path.name, MARKER.sub("", text).encode(source.encoding))


@copied
@pytest.mark.parametrize("marked", [True, False], ids=["as it is", "without its marker"])
def test_a_copied_page(path: Path, marked: bool) -> None:
    source = open_source(path) if marked else without_marker(path)
    reading = PageText.read(source)
    wanted = copied_truth(path)
    comments = reading.comments[1:]
    text = open_source(path).text
    lines = text[MARKER.search(text).start() :].split("\n")  # type: ignore[union-attr]
    assert reading.comments[0].kind == "post"
    assert [(c.author, depth) for c, depth in zip(comments, depths(reading), strict=True)] == [
        (r["author"], r["depth"]) for r in wanted
    ]
    for row, comment in zip(wanted, comments, strict=True):
        assert row["date"] is None or comment.date_text == row["date"]
        assert comment.date is not None
        below = "".join(lines[row["line"] - 1 :][:14])
        assert letters(comment.text)[:30] in letters(below), row["line"]
    order = {comment.id: n for n, comment in enumerate(comments)}
    assert [order.get(comment.reply_to or "") for comment in comments] == [row["parent"] for row in wanted]
    assert PageText.sniff(source) == 3
    assert unaccounted(source, reading) == []


def copied_truth(path: Path) -> list[dict[str, Any]]:
    """The rows of a file's truth, with the parent that follows from the depths: the last before of one less."""
    rows: list[dict[str, Any]] = json.loads((ROOM / f"pages/truth/plaintext__{path.name}.json").read_text("utf-8"))["rows"]
    last: dict[int, int] = {}
    for number, row in enumerate(rows):
        row["parent"] = last.get(row["depth"] - 1)
        last[row["depth"]] = number
    return rows


def depths(reading: Reading) -> list[int]:
    frame = Corpus.build(reading.comments).comments
    return [int(frame["depth"][comment.id]) for comment in reading.comments if comment.kind != "post"]


# --- one table --------------------------------------------------------------------------------------------------------------


def line_of_table(path: Path) -> tuple[str, int, int, int, int, int, int]:
    """Comments expected and read, missed, errors of depth, parent and author of one file."""
    _, reading = read(path)
    comments = [comment for comment in reading.comments if comment.kind != "post"]
    found = dict(zip((comment.id for comment in comments), depths(reading), strict=True))
    if path.parent.name == "plaintext":
        rows = copied_truth(path)
        pairs = list(zip(rows, comments, strict=False))
        parents = {comment.id: n for n, comment in enumerate(comments)}
        wrong = sum(parents.get(comment.reply_to or "") != row["parent"] for row, comment in pairs)
    elif path.parent.name == "seeds":
        truth = next(one for one in SEEDS if one["file"] == path.name)
        rows = [
            {"depth": row["depth"] + 1, "author": row.get("author_explicit"), "parent": row["parent"]}
            for row in truth.get("comments", [])
        ]
        pairs = list(zip(rows, comments, strict=False))
        order = {comment.id: n for n, comment in enumerate(comments, 1)}
        wrong = sum(order.get(comment.reply_to or "") != row["parent"] for row, comment in pairs)
    else:
        rows = [row for row, _ in present(path, read(path)[0])]
        here = {row["id"] for row in rows}
        used, _ = matched(reading, rows, [row for row in rows_of(path) if row["id"] not in here])
        pairs = [(row, used[row["id"]]) for row in rows if row["id"] in used]
        names = {key: comment.id for key, comment in used.items()}
        wrong = sum(comment.reply_to != names.get(row["parent"], reading.comments[0].id) for row, comment in pairs)
    depth = sum(found[comment.id] != row["depth"] for row, comment in pairs)
    author = sum(comment.author is not None and norm(comment.author) != norm(row["author"]) for row, comment in pairs)
    return path.name, len(rows), len(comments), len(rows) - len(pairs), depth, wrong, author


def test_one_table_of_all_files(capsys: pytest.CaptureFixture[str]) -> None:
    files = [*(ROOM / "seeds" / one["file"] for one in SEEDS), *COPIED, *RENDERED]
    lines = [line_of_table(path) for path in files]
    with capsys.disabled():
        print(f"\n{'file':60} format    expected read missed depth parent author")
        for name, *numbers in lines:
            print(
                f"{name[:60]:60} page_text {numbers[0]:8} {numbers[1]:4} {numbers[2]:6} {numbers[3]:5} {numbers[4]:6} {numbers[5]:6}"
            )
    assert sum(line[3] for line in lines) == 0  # no comment is missed
    assert sum(line[6] for line in lines) == 0  # no author is wrong
    exact = [line for line in lines if ".full." not in line[0] and ".main." not in line[0]]
    assert [line for line in exact if any(line[3:])] == []
