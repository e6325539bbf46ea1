"""Quotes as tables that people open in other programs: CSV for spreadsheets, Markdown for a chapter.

CSV is UTF-8 with a byte order mark (Excel takes the file for UTF-8 only then; ``pandas.read_csv`` passes over it) and
``\\r\\n`` at line ends. A spreadsheet runs a cell that begins with ``= + - @`` as a formula, so such a cell, and one that
begins with an apostrophe already, gets one ``'`` in front. The rule back is therefore exact: **where a cell begins with
an apostrophe, take that one away**; :func:`plain_cell` does.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from ethnography.codebook import Code, Codebook

if TYPE_CHECKING:
    import pandas as pd

BOM = "\ufeff"
_FORMULA = re.compile(r"^(?:'|[\t\r\n]|\s*[=+\-@＝＋－＠])")


def safe_cell(text: str) -> str:
    """The text as it may stand in a spreadsheet: an apostrophe in front of what would be run as a formula.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("plain words"), plain_cell(safe_cell("'Tis so"))
    ("'=HYPERLINK(1)", 'plain words', "'Tis so")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def plain_cell(text: str) -> str:
    """The exact words behind a cell written by :func:`safe_cell`."""
    return text.removeprefix("'")


def quotes_csv(quotes: pd.DataFrame) -> str:
    """The frame of :func:`ethnography.quotes.select_quotes` as CSV text; what is not stated is an empty cell.

    Begins with a byte order mark: write it with ``encoding="utf-8", newline=""``.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(quotes.columns)
    for row in quotes.itertuples(index=False, name=None):
        writer.writerow([_cell(value) for value in row])
    return BOM + out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return safe_cell(value.replace("\x00", "\ufffd"))
    return "" if _missing(value) else value


def _missing(value: Any) -> bool:
    return value is None or type(value).__name__ == "NAType" or value != value


def quotes_markdown(quotes: pd.DataFrame, codebook: Codebook | None = None) -> str:
    """The quotes as Markdown: a heading a code (in the codebook's order), its definition, and a blockquote a quote.

    The coded words are bold inside their sentence. Every text is escaped so that nothing in it becomes a heading, a link,
    a list or HTML, in CommonMark and in GitHub's dialect. No quotes give one sentence that says so.
    """
    if quotes.empty:
        return "No quotes.\n"
    blocks: list[str] = []
    present = list(dict.fromkeys(quotes["code"]))
    order = [code.id for _, code in codebook.walk() if code.id in set(present)] if codebook else present
    for id in [*order, *(id for id in present if id not in set(order))]:
        code = codebook.code(id) if codebook and id in codebook else Code(id, id)
        blocks.append(f"## {escape_markdown(_one_line(code.name))}")
        if code.definition or code.brief:
            blocks.append(escape_markdown(_one_line(code.definition or code.brief)))
        blocks += [_blockquote(row) for row in quotes[quotes["code"] == id].to_dict("records")]
    return "\n\n".join(blocks) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _blockquote(row: dict[Any, Any]) -> str:
    """One quote: the words bold in their sentence, who says them, what they answer, the id."""
    said = _said(row["before"], row["quote"], row["after"])
    source = f"— {escape_markdown(_one_line(row['attribution']))}, “{escape_markdown(_one_line(str(row['thread_title'])))}”"
    lines = [*said, "", f"{source} ({escape_markdown(str(row['quote_id']))}, {escape_markdown(row['coder'])})"]
    if not _missing(row["parent"]):
        by = escape_markdown(_one_line(str(row["parent_by"])))
        lines += ["", f"In answer to {by}:", "", *(f"> {line}".rstrip() for line in _lines(row["parent"]))]
    return "\n".join(f"> {line}".rstrip() for line in lines)


_BOLD, _PLAIN = "\ue000", "\ue001"  # where bold begins and ends, until the text is escaped


def _said(before: str, quote: str, after: str) -> list[str]:
    """The sentence with its coded words bold; line by line, for bold may not run over a paragraph's end."""
    bold = "\n".join(_bold(line) for line in quote.split("\n"))
    if "\n" not in quote and not _can_flank(before, quote, after):
        bold = quote
    lines = _lines(f"{before}{bold}{after}")
    return [line.replace(_BOLD, "**").replace(_PLAIN, "**") for line in lines]


def _bold(line: str) -> str:
    words = line.strip()
    if not words:
        return line
    lead = line[: len(line) - len(line.lstrip())]
    return f"{lead}{_BOLD}{words}{_PLAIN}{line[len(lead) + len(words) :]}"


def _can_flank(before: str, quote: str, after: str) -> bool:
    """Whether ``**`` around the words is read as bold: CommonMark refuses it between a letter and a punctuation mark."""
    words = quote.strip()
    if not words:
        return False
    left = before[-1:] if quote[:1] == words[0] else " "
    right = after[:1] if quote[-1:] == words[-1] else " "
    return not (_lettered(left) and not _lettered(words[0])) and not (_lettered(right) and not _lettered(words[-1]))


def _lettered(character: str) -> bool:
    return bool(character) and not character.isspace() and unicodedata.category(character)[0] not in "PS"


def _lines(text: str) -> list[str]:
    """The escaped text line by line, each line break kept (a backslash at its end), blank lines as paragraph breaks."""
    lines = [escape_markdown(line.strip()) for line in text.strip().split("\n")]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return [f"{line}\\" if line and place + 1 < len(kept) and kept[place + 1] else line for place, line in enumerate(kept)]


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$@])")
_LINE_START = re.compile(r"^(\s*)([-+=:])|^(\s*\d{1,9})([.)])")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)")


def escape_markdown(text: str) -> str:
    r"""The text as Markdown that shows exactly these characters: no heading, list, link, emphasis, HTML or table in it.

    >>> escape_markdown("# 1 <b> *x* https://a.example [l](u)")
    '\\# 1 \\<b\\> \\*x\\* https\\://a.example \\[l\\](u)'
    """
    escaped = _SPECIAL.sub(r"\\\1", text)
    escaped = _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[3]}\\{m[4]}", escaped)
    return _ADDRESS.sub(lambda m: f"{m[1]}\\:" if m[1] else f"{m[3]}\\.", escaped)
