"""The article on a page: title, byline and date, and its body in blocks; everything else is named as left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ethnography.corpus import Part
from ethnography.formats.furniture import comments_heading, furniture_reason, is_reply_link
from ethnography.formats.page_text.byline import byline_of_pieces, is_categories, is_only_by, read_byline
from ethnography.formats.page_text.comment_list import REFERENCES_HEADING, is_references
from ethnography.formats.page_text.lists import Line, blocks
from ethnography.formats.wording import date_line, is_name, parse_date
from ethnography.text import plain

_PUBLISHED = re.compile(r"\(?\bpublished:?\s+(?P<date>[^()]{6,40})\)?", re.IGNORECASE)
_REFERENCE = re.compile(r"^\W*[A-Z][\w’'-]+,?\s(?:[A-Z]\.[\s,-]*)+.{0,120}?\((?:19|20)\d\d[a-z]?\)")
_LISTED = re.compile(r"^\s*(?:\d{1,3}\.|[•◦▪])\s")
_PROPER_NAME = re.compile(r"[A-ZÀ-Þ][\w’'.-]+(?:\s(?:[A-ZÀ-Þ][\w’'.-]*|van|von|de|der|da|del|bin|al)){1,3}")
PROSE = 12


@dataclass(slots=True)
class Block:
    """A run of lines of the body and what kind of part it is."""

    lines: list[Line]
    kind: str = "paragraph"

    @property
    def text(self) -> str:
        """The lines without what indents all of them."""
        indent = min(len(line) - len(line.lstrip(" ")) for _, line in self.lines)
        return "\n".join(line[indent:] for _, line in self.lines)


@dataclass(slots=True)
class Article:
    """What the part of a page above its comments holds. `left_out` are (line, reason)."""

    title: str | None = None
    title_line: int | None = None
    author: str | None = None
    date: str | None = None
    date_text: str | None = None
    stated_count: int | None = None
    body: list[Block] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)

    def leave(self, lines: Sequence[Line], reason: str) -> None:
        self.left_out += [(index, reason) for index, _ in lines]

    def text(self) -> str:
        """The body: its blocks, parted by blank lines."""
        return "\n\n".join(block.text for block in self.body)

    def parts(self) -> tuple[Part, ...]:
        """One part a block, a reference a line in a list of references; without white space at either end."""
        parts: list[Part] = []
        position = 0
        for block in self.body:
            for piece in block.text.split("\n") if block.kind == "reference" else [block.text]:
                start = position + len(piece) - len(piece.lstrip())
                if piece.strip():
                    parts.append(Part(start, position + len(piece.rstrip()), block.kind))
                position += len(piece) + 1
            position += 1
        return tuple(parts)


def read_article(lines: Sequence[Line]) -> Article:
    """The article in the lines above the comments (in all lines where there are none)."""
    article = Article()
    runs = _without_furniture(article, blocks(lines))
    runs = _take_title(article, runs)
    runs = _take_header(article, _parted(runs))
    _take_body(article, runs)
    return article


def _parted(runs: list[list[Line]]) -> list[list[Line]]:
    """A byline that stands right over the text, with no blank line between, set apart from it."""
    if runs and len(runs[0]) > 1 and (date_line(runs[0][0][1]) or read_byline(runs[0][0][1])) and not _is_prose(runs[0][:1]):
        return [runs[0][:1], runs[0][1:], *runs[1:]]
    return runs


def _without_furniture(article: Article, runs: list[list[Line]]) -> list[list[Line]]:
    """Take out the lines that belong to the page and to no text; a copyright line takes its whole block along."""
    kept: list[list[Line]] = []
    for run in runs:
        reasons = [_reason(line) for _, line in run]
        if "copyright line" in reasons and sum(len(line) for _, line in run) < 400:
            reasons = [reason or "copyright line" for reason in reasons]
        for line, reason in zip(run, reasons, strict=True):
            if reason:
                _note_heading(article, line[1])
                if reason == "citation line":
                    _take_date(article, line[1])
                article.leave([line], reason)
        rest = [line for line, reason in zip(run, reasons, strict=True) if not reason]
        if rest:
            kept.append(rest)
    return kept


def _reason(line: str) -> str | None:
    if comments_heading(line) and not line.startswith(" "):
        return "comments heading"
    return furniture_reason(line) or ("buttons" if is_reply_link(line) else None)


def _note_heading(article: Article, line: str) -> None:
    heading = comments_heading(line)
    if heading and heading.count is not None:
        article.stated_count = heading.count
    if heading and heading.title:
        article.title = heading.title


def _take_date(article: Article, line: str) -> None:
    found = _PUBLISHED.search(line)
    if found and article.date is None and (date := parse_date(found["date"])):
        article.date, article.date_text = date, found["date"].strip()


def _take_title(article: Article, runs: list[list[Line]]) -> list[list[Line]]:
    """The title: the line that the comments heading repeats; otherwise the first line, if it is short enough for one."""
    repeated = article.title
    article.title = None
    for position, run in enumerate(runs):
        for at, (index, line) in enumerate(run):
            if repeated is None and len(line.split()) > 30:
                return runs
            if repeated is None and (_LISTED.match(line) or date_line(line)):
                _header_line(article, line, False, [])
                break
            if repeated is None or _same(line, repeated):
                article.title, article.title_line = line.strip(), index
                for other in runs[:position]:
                    article.leave(other, "above the title")
                article.leave(run[:at], "above the title")
                rest = run[at + 1 :]
                return ([rest] if rest else []) + runs[position + 1 :]
    article.title = repeated
    return runs


def _same(one: str, other: str) -> bool:
    """Whether two lines are the same title: case, punctuation and a leading article aside; the second may be cut short."""

    def bare(text: str) -> str:
        return re.sub(r"^(?:the|a|an|der|die|das|el|la|los|las|le|les)\s", "", re.sub(r"\W+", " ", plain(text).lower()).strip())

    first, second = bare(one), bare(other)
    return bool(first) and (first == second or (len(second) > 30 and first.startswith(second)))


def _take_header(article: Article, runs: list[list[Line]]) -> list[list[Line]]:
    """Byline, date, the title again: what stands between the title and the first paragraph."""
    zone = next((n for n, run in enumerate(runs) if _is_prose(run)), len(runs) if article.title and len(runs) < 4 else 0)
    head, rest = [line for run in runs[:zone] for line in run], runs[zone:]
    dated = any(date_line(line) or read_byline(line) for _, line in head)
    texts = [line.strip() for _, line in head]
    left: list[list[Line]] = []
    above = ""
    for run in runs[:zone]:
        unread: list[Line] = []
        for line in run:
            reason = _header_line(article, line[1], dated, texts) or (_split_byline(article, line[1], above) if dated else None)
            above = line[1].strip()
            if reason:
                article.leave([line], reason)
            else:
                unread.append(line)
        if unread and _LISTED.match(unread[0][1]) and len(unread) == len(run):
            unread = _author_list(article, unread)
        if unread:
            left.append(unread)
    if rest and len(rest[-1]) == 1 and article.author is None and byline_of_pieces(last := rest[-1][0][1]):
        _header_line(article, last, dated, texts)
        article.leave(rest.pop(), "byline")  # some themes print it under the text
    return left + rest


def _split_byline(article: Article, line: str, above: str) -> str | None:
    """The lines of a byline that is printed on several: "—", "by", NAME, "in CATEGORY"."""
    if is_only_by(line):
        return "byline"
    if article.author is None and above and is_only_by(above) and is_name(line) and re.search(r"\w", above):
        article.author = line.strip()
        return "byline"
    return "post footer" if article.author and above == article.author and is_categories(line) else None


def _is_prose(run: Sequence[Line]) -> bool:
    return any(len(line.split()) >= PROSE and not date_line(line) and not read_byline(line) for _, line in run)


def _header_line(article: Article, line: str, dated: bool, texts: Sequence[str]) -> str | None:
    if article.title and _same(line, article.title):
        if len(line.strip()) > len(article.title) and line.strip().endswith(article.title.split(maxsplit=1)[-1]):
            article.title = line.strip()
            if article.title_line is not None:
                article.left_out.append((article.title_line, "the title again"))
        return "the title again"
    if date := date_line(line):
        if article.date_text is None:
            article.date, article.date_text = parse_date(date), date
        return "date line"
    if found := read_byline(line):
        article.author = article.author or found.author
        if article.date_text is None and found.date_text:
            article.date, article.date_text = parse_date(found.date_text), found.date_text
        return "byline"
    if article.author and plain(line).strip() == plain(article.author):
        return "byline"
    if (
        _PROPER_NAME.fullmatch(line.strip())
        and not line.strip().startswith("The ")
        and article.author is None
        and (dated or texts.count(line.strip()) > 1)
    ):
        article.author = line.strip()
        article.guesses.append(f"“{article.author}” stands alone between title and text and was read as the author.")
        return "byline"
    return None


def _author_list(article: Article, run: list[Line]) -> list[Line]:
    """Names and affiliations that are printed as a numbered list under the title: no comments, and no text."""
    names = [_LISTED.sub("", line).strip() for _, line in run]
    if (
        article.author
        or not run[0][1].strip()[0].isdigit()
        or not all(len(name.split()) <= 8 for name in names)
        or not _PROPER_NAME.fullmatch(names[0])
    ):
        return run
    article.author = names[0]
    article.leave(run, "byline")
    return []


def _take_body(article: Article, runs: list[list[Line]]) -> None:
    """Every run that is left is text: paragraphs, headings, lists, references."""
    references = False
    for position, run in enumerate(runs):
        text = run[0][1]
        after = runs[position + 1] if position + 1 < len(runs) else None
        if article.author and not after and len(run) == 1 and _is_author_note(article.author, text):
            article.leave(run, "author note")
            continue
        heading = _is_heading(run, after)
        kind = "heading" if heading else "paragraph"
        if len(run) == 1 and REFERENCES_HEADING.match(text):
            kind, references = "heading", True
        elif _LISTED.match(text):
            kind = "reference" if references or is_references([line for _, line in run]) else "list"
        elif _REFERENCE.match(text) or (references and not heading):
            kind = "reference"
        article.body.append(Block(run, kind))


def _is_author_note(author: str, line: str) -> bool:
    """A last line that begins with the author's name again and says where they are from."""
    return plain(line).strip().startswith(author) and len(line.split()) <= 20 and not line.rstrip().endswith(".")


def _is_heading(run: Sequence[Line], after: Sequence[Line] | None) -> bool:
    """A short line without the end of a sentence, over a paragraph."""
    text = run[0][1].strip()
    if len(run) > 1 or not after or not 0 < len(text.split()) <= 14 or _LISTED.match(run[0][1]):
        return False
    if re.search(r"[.!:;,…][”“»\"’')]*$", text) or not re.match(r"[\W\d]*[^\W\da-zß-ÿ]", text):
        return False
    return len(after[0][1].split()) >= 8 and not _LISTED.match(after[0][1])
