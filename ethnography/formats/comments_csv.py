"""Comments as a table (CSV): one row a comment, the columns named in the first row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from ethnography.corpus import KINDS, Comment
from ethnography.errors import BadFile, Mistake, UnreadableSource
from ethnography.formats.base import Format, LeftOut, Reading
from ethnography.formats.comment_rows import stated_date, without_post
from ethnography.source import Source
from ethnography.text import slug

COLUMNS = ("id", "reply_to", "author", "date", "text", "thread", "kind", "title", "url")
_NEEDED = ("id", "text")
_DELIMITERS = (",", ";", "\t")
_LONGEST_CELL = 10_000_000


class CommentsCsv(Format):
    """A table with a row a comment; every mistake in it is reported with its line."""

    name = "comments_csv"
    title = "a table of comments (CSV) with the columns id and text"
    shapes = ("text",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the first row names the columns ``id`` and ``text``; 2 where it names two others of this format."""
        header, _ = _header(source.start)
        known = set(header) & set(COLUMNS)
        if known.issuperset(_NEEDED):
            return 3
        return 2 * int(len(known) >= 2 and all(len(name) <= 40 for name in header))

    @staticmethod
    def read(source: Source) -> Reading:
        """The comments, ids prefixed with their thread. Raises ``UnreadableSource`` for missing columns and ``BadFile`` with
        every mistake and the line of the file on which its row begins."""
        header, delimiter = _header(source.text)
        if missing := [name for name in _NEEDED if name not in header]:
            columns = ", ".join(filter(None, header)) or "none"
            found = f"as a table of comments it lacks the column {' and '.join(missing)}; its columns are {columns}"
            may = ", ".join(name for name in COLUMNS if name not in _NEEDED)
            raise UnreadableSource(
                source.name, found, f"Name the columns in the first row: id and text are needed, {may} may follow."
            )
        mistakes = [
            Mistake(1, f'the column "{name}" stands twice') for name in COLUMNS if header.count(name) > 1
        ]  # the columns of no meaning may
        rows = list(_rows(source, header, delimiter, mistakes))
        if mistakes:
            raise BadFile(source.name, mistakes, "table")
        comments = _comments(rows)
        left_out = tuple(LeftOut("column of no meaning here", name) for name in header if name and name not in COLUMNS)
        warnings = without_post(comments) + [f"{comment.id} has no text" for comment in comments if not comment.text]
        return Reading("comments_csv", comments, None, left_out, (), tuple(warnings))


def _header(text: str) -> tuple[list[str], str]:
    """The column names in lower case, and the delimiter with which most of them are known."""
    line = next((line for line in text.split("\n", 20)[:20] if line.strip()), "")[:5000]
    found: list[tuple[int, int, list[str], str]] = []
    for delimiter in _DELIMITERS:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        names = [cell.strip().lower() for cell in cells]
        found.append((len(set(names) & set(COLUMNS)), len(names), names, delimiter))
    _, _, names, delimiter = max(found, key=lambda one: one[:2], default=(0, 0, [], ","))
    return names, delimiter


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: dict[str, str]
    thread: str

    def full_id(self, local: str) -> str:
        """An id that is unique across threads: ``thread:local``, as it is where it has that form already."""
        return local if local.startswith(f"{self.thread}:") else f"{self.thread}:{local}"


def _rows(source: Source, header: list[str], delimiter: str, mistakes: list[Mistake]) -> Iterator[_Row]:
    """The rows under the header; rows with mistakes are noted and left out."""
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    reader = csv.reader(io.StringIO(source.text, newline=""), delimiter=delimiter, strict=True)
    thread = slug(PurePath(source.name).stem)
    ended, at_header = 0, True
    while True:
        line = ended + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            mistakes.append(
                Mistake(line, f"the row that begins here is not well-formed ({error}); look for a quotation mark too many")
            )
            return
        ended = reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if at_header:
            at_header = False
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            found = f"it has {len(cells)} cells, the first row has {len(header)}"
            mistakes.append(Mistake(line, f"{found}; put texts that hold {delimiter!r} in quotation marks"))
            continue
        row = {name: cell for name, cell in zip(header, cells, strict=False) if name in COLUMNS}
        kind = row.get("kind", "").strip().lower()
        if not row.get("id", "").strip():
            mistakes.append(Mistake(line, "the id is empty"))
        elif kind not in ("", *KINDS):
            mistakes.append(Mistake(line, f'the kind "{kind}" is none of {", ".join(KINDS)}'))
        else:
            yield _Row(line, row, row.get("thread", "").strip() or thread)


def _comments(rows: list[_Row]) -> tuple[Comment, ...]:
    posts: dict[str, str] = {}
    for row in rows:
        if row.cells.get("kind", "").strip().lower() == "post":
            posts.setdefault(row.thread, row.full_id(row.cells["id"].strip()))
    comments: list[Comment] = []
    for row in rows:
        cells = {name: cell.strip() for name, cell in row.cells.items()}
        kind = cells.get("kind", "").lower() or "comment"
        answered = row.full_id(cells["reply_to"]) if cells.get("reply_to") else posts.get(row.thread)
        date, date_text = stated_date(cells.get("date"))
        comments.append(
            Comment(
                row.full_id(cells["id"]), row.thread, None if kind == "post" else answered, cells.get("text", ""), kind,
                cells.get("author") or None, date, date_text, cells.get("title") or None, cells.get("url") or None,
                None if kind == "post" or answered is None else "stated",
            )
        )  # fmt: skip
    return tuple(comments)
