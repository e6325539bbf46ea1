"""The text of a Markdown file to blocks, as it is shown: emphasis and addresses of links are no letters of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ethnography.formats.base import LeftOut
from ethnography.formats.documents import Block, Document, Run, block_of
from ethnography.formats.markdown.front_matter import read_front_matter
from ethnography.formats.tally import Tally, short
from ethnography.formats.turns.labels import is_metadata, label_at

if TYPE_CHECKING:
    from markdown_it.token import Token

_NOTE = re.compile(
    r"^ {0,3}\[\^(?P<mark>[^\]\s]{1,60})\]:[ \t]*(?P<text>[^\n]*(?:\n(?:[ \t]*\n)?(?: {2,}|\t)[^\n]+)*)(?:\n|\Z)", re.MULTILINE
)
_MARK = re.compile(r"\[\^([^\]\s]{1,60})\]")
_HARD = "\u0003"  # a break that is meant, until those of the source are spaces
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_markdown(text: str) -> Document:
    """The document: front matter, then the blocks of the text, then its footnotes."""
    from markdown_it import MarkdownIt

    front = read_front_matter(text)
    document = Document(title=front.title, author=front.author, date_text=front.date)
    document.left_out += [LeftOut("front matter", short(entry, 300)) for entry in front.other]
    body = text[front.length :]
    notes = {match["mark"]: match["text"] for match in _NOTE.finditer(body)}
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    walker = _Walker(document.tally)
    document.blocks = walker.blocks(parser.parse(_NOTE.sub("", body)))
    for mark, note in notes.items():
        inline = parser.parseInline(" ".join(note.split()))
        runs = [run for token in inline for run in walker.runs(token)]
        if block := block_of([Run(f"[{mark}] "), *runs], "reference"):
            document.blocks.append(_reflowed(block))
    if notes:
        stand = "1 footnote stands" if len(notes) == 1 else f"{len(notes)} footnotes stand"
        document.guesses.append(f"{stand} at the end of the text, with the marks that stand in it.")
    return document


class _Walker:
    """Goes through the tokens of a text."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally

    def blocks(self, tokens: list[Token]) -> list[Block]:
        found: list[Block] = []
        around: list[str] = []  # the quotations and lists that the place is in
        rows: list[list[Run]] = []
        heading = False
        for token in tokens:
            kind = token.type
            if kind in ("blockquote_open", "bullet_list_open", "ordered_list_open"):
                around.append("quotation" if kind == "blockquote_open" else "list")
            elif kind in ("blockquote_close", "bullet_list_close", "ordered_list_close"):
                around.pop()
                if not around or around[-1] != "list":
                    found.append(Block(""))  # a list ends where its list does
            elif kind == "heading_open":
                heading = True
            elif kind == "table_open":
                rows = []
            elif kind == "tr_open":
                rows.append([])
            elif kind in ("th_open", "td_open") and rows and rows[-1]:
                rows[-1].append(Run("\t"))
            elif kind == "table_close":
                found += _filled(block_of(_lined(rows)))
                rows = []
            elif kind == "inline" and rows:
                rows[-1] += [Run(re.sub(f"[\n{_HARD}]", " ", run.text), run.bold) for run in self.runs(token)] or [Run("")]
            elif kind == "inline":
                block = block_of(self.runs(token), "heading" if heading else around[-1] if around else "paragraph")
                heading = False
                found += _filled(_reflowed(block) if block else None)
            elif kind in ("fence", "code_block"):
                found += _filled(block_of([Run(token.content.strip("\n"))]))
            elif kind == "html_block":
                found += self._html(token.content)
        return [block for n, block in enumerate(found) if block.text or _parts_lists(found, n)]

    def _html(self, markup: str) -> list[Block]:
        from ethnography.formats.markup import text_of_html

        text, parts = text_of_html(markup)
        if not text:
            self.tally.note("markup that shows nothing (a comment in the source)", markup)
        return [Block(text[part.start : part.end], part.kind) for part in parts]

    def runs(self, token: Token) -> Iterator[Run]:
        """The letters of a paragraph; a line's end in the source is kept as one here."""
        bold = 0
        for one in token.children or []:
            if one.type == "text":
                yield Run(_MARK.sub(r"[\1]", one.content), bold > 0)
            elif one.type == "code_inline":
                yield Run(one.content, bold > 0)
            elif one.type in ("softbreak", "hardbreak"):
                yield Run("\n" if one.type == "softbreak" else _HARD, bold > 0)
            elif one.type in ("strong_open", "strong_close"):
                bold += 1 if one.type == "strong_open" else -1
            elif one.type == "image":
                self.tally.note("pictures", one.content)
            elif one.type == "html_inline" and _BREAK.fullmatch(one.content):
                yield Run(_HARD, bold > 0)


def _filled(block: Block | None) -> list[Block]:
    return [block] if block else []


def _parts_lists(blocks: list[Block], n: int) -> bool:
    """Whether an empty block is needed where one list follows another."""
    after = next((block for block in blocks[n + 1 :] if block.text), None)
    return n > 0 and blocks[n - 1].kind == "list" and after is not None and after.kind == "list"


def _lined(rows: list[list[Run]]) -> list[Run]:
    runs: list[Run] = []
    for n, row in enumerate(rows):
        runs += [Run("\n"), *row] if n else row
    return runs


def _reflowed(block: Block) -> Block:
    """The block as it is shown: a line's end in the source is a space, unless the next line begins a turn or states a fact."""
    letters = list(block.text)
    for match in re.finditer("\n", block.text):
        end = block.text.find("\n", match.end())
        line = block.text[match.end() : end if end >= 0 else len(block.text)]
        if not (label_at(line, 0, len(line)) or is_metadata(line)):
            letters[match.start()] = " "
    return Block("".join(letters).replace(_HARD, "\n"), block.kind, block.bold)
