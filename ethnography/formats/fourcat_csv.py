"""Tables that 4CAT exports (CSV), whatever the platform: columns id, thread_id, body, timestamp, and what the platform adds."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ethnography.corpus import Part
from ethnography.errors import UnreadableSource
from ethnography.formats.base import Format, Ids, Reading
from ethnography.formats.comment_rows import stated_date
from ethnography.formats.entities import Entities
from ethnography.formats.markdown_parts import parts_of_markdown
from ethnography.formats.markup import paragraphs_of, text_of_html
from ethnography.formats.reddit_json.fields import gone
from ethnography.formats.tally import Tally, sound
from ethnography.formats.threads import Threads
from ethnography.formats.unix_time import utc
from ethnography.source import Source

_NEEDED = frozenset({"id", "thread_id", "body", "timestamp"})
_PARENTS = ("parent", "reply_to", "replied_to_post", "in_reply_to", "parent_id")
_ADDRESSES = ("link", "post_url", "tiktok_url", "url")
_TAKEN = frozenset(
    {*_NEEDED, *_PARENTS, *_ADDRESSES, "author", "author_username", "subject", "unix_timestamp", "timestamp_deleted"}
)
_LONGEST_CELL = 10_000_000
_MARKUP = re.compile(r"\s*<(?:p|div|br|span|a)\b|<br\s*/?>|</p>", re.IGNORECASE)


class FourcatCsv(Format):
    """A table with a row a post; a row whose id is that of its thread is the thread's post."""

    name = "fourcat_csv"
    title = "posts exported by 4CAT (CSV)"
    shapes = ("text",)

    @staticmethod
    def sniff(source: Source) -> int:
        """3 where the first row names the columns that every export of 4CAT has."""
        line = source.start.lstrip("\ufeff").split("\n", 1)[0][:5000]
        try:
            header = next(csv.reader([line]), [])
        except csv.Error:
            return 0
        return 3 * int({name.strip().lower() for name in header}.issuperset(_NEEDED))

    @staticmethod
    def read(source: Source) -> Reading:
        """The posts, thread by thread. Raises ``UnreadableSource`` where a needed column is missing."""
        tally = Tally()
        rows = list(_rows(source, tally))
        found = _Found(rows, tally)
        for row in rows:
            found.add(row)
        found.guesses += found.entities.decode()
        made = found.threads.finish()
        if rows:
            tally.see(name for name in rows[0] if name and name not in _TAKEN)
        warnings = [*found.warnings, *made.post_warnings(), *made.orphan_warnings()]
        return Reading(
            "fourcat_csv",
            tuple(made.comments),
            None,
            tally.entries(),
            tuple(found.guesses),
            tuple(warnings),
            len(made.missing) or None,
        )


def _rows(source: Source, tally: Tally) -> Iterator[dict[str, str]]:
    """Each row by its columns' names; rows that do not fit are counted."""
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    reader = csv.reader(io.StringIO(source.text.lstrip("\ufeff"), newline=""))
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if missing := sorted(_NEEDED.difference(header)):
            found = f"as a table of 4CAT it lacks the column {' and '.join(missing)}"
            raise UnreadableSource(source.name, found, "Export it from 4CAT again as CSV, with all columns.")
        for cells in reader:
            if len(cells) == len(header):
                yield dict(zip(header, cells, strict=True))
            elif any(cell.strip() for cell in cells):
                tally.note("rows with another number of cells than columns", f"line {reader.line_num}: {' | '.join(cells)}")
    except csv.Error as error:
        tally.note("rows that are not well-formed", f"line {reader.line_num}, where the reading ends: {error}")


@dataclass
class _Found:
    rows: Sequence[dict[str, str]]
    tally: Tally
    threads: Threads = field(default_factory=lambda: Threads(lambda key: Ids(f"4cat {key}").thread))
    entities: Entities = field(default_factory=lambda: Entities(parts_of_markdown))
    guesses: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        first = self.rows[0] if self.rows else {}
        self.is_reddit = "subreddit" in first
        self.is_chan = "board" in first and "image_md5" in first
        filled = [row["body"] for row in self.rows if row["body"].strip()]
        self.is_html = 2 * sum(_MARKUP.search(body) is not None for body in filled) > len(filled) > 0
        self.ids = {(row["thread_id"].strip(), row["id"].strip()) for row in self.rows}
        self.by_last: dict[tuple[str, str], str] = {(thread, re.split(r"[/-]", id)[-1]): id for thread, id in self.ids}
        if self.is_html:
            self.guesses.append("most bodies hold tags, so they were read as HTML")
        if self.is_chan and (count := sum(row.get("author") == "Anonymous" for row in self.rows)):
            self.guesses.append(
                f"“Anonymous”, which the board prints for all who give no name, was taken as no author ({count} posts)"
            )
        if any(
            broken in self.tally.counts
            for broken in ("rows with another number of cells than columns", "rows that are not well-formed")
        ):
            self.warnings.append("some rows of the table are broken and were not read; see what is left out")

    def add(self, row: dict[str, str]) -> None:
        """One row as a message."""
        cells = {name: sound(value).strip() for name, value in row.items()}
        own, thread = cells["id"], cells["thread_id"] or cells["id"]
        if not own:
            self.tally.note("rows without an id", cells["body"])
            return
        text, parts = self.text(cells)
        date = utc(cells.get("unix_timestamp")) or utc(cells["timestamp"])
        date_text = None if date else cells["timestamp"] or None
        if date is None:
            date, date_text = stated_date(cells["timestamp"])
            date = date.replace(" ", "T") if date else None
        author = cells.get("author") or None
        if author and author.isdigit():
            author = cells.get("author_username") or author
        if author == "[deleted]" or (self.is_chan and author == "Anonymous"):
            author = None
        state = "deleted" if cells.get("timestamp_deleted") not in (None, "", "0") else gone(text)
        url = next((cells[name] for name in _ADDRESSES if cells.get(name, "").startswith("http")), None)
        place = self.threads.add(
            thread, own, self.parent(cells, thread, own), text, author, date, parts, state, None if self.is_reddit else url,
            is_post=own == thread, title=cells.get("subject") or None, date_text=date_text,
        )  # fmt: skip
        if self.is_reddit:
            self.entities.see(f"{cells.get('subject')}\n{text}", place)

    def text(self, cells: dict[str, str]) -> tuple[str, tuple[Part, ...]]:
        """The body: Reddit's as Markdown (of a link without words the link), others as text or HTML."""
        body = cells["body"]
        if self.is_reddit:
            body = body or (cells.get("url", "") if cells["id"] == cells["thread_id"] else "")
            return body, parts_of_markdown(body)
        return text_of_html(body) if self.is_html else paragraphs_of(body)

    def parent(self, cells: dict[str, str], thread: str, own: str) -> str | None:
        """The id of what a row answers, where a column states it; None for the post, or where none does."""
        for name in _PARENTS:
            stated = cells.get(name, "")
            if not stated or (name == "parent_id" and stated == own):
                continue
            bare = re.sub(r"^t\d_", "", stated)
            if bare == thread:
                return None
            if (thread, bare) in self.ids:
                return bare
            return self.by_last.get((thread, re.split(r"[/-]", bare)[-1]), bare)
        return None
