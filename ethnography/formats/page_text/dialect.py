"""A page's lines without what the program that made it a text has added: link numbers, Markdown, underlined links, line breaks.

Known are w3m, lynx, elinks, html2text (the C++ and the Python one) and inscriptis; a text of any other origin stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ethnography.formats.page_text.buttons import is_button
from ethnography.formats.page_text.head import parse_head

LIMIT = 1_000_000
_REFERENCES = re.compile(r"^\s*References\s*$")
_REFERENCE = re.compile(
    r"^\s*(?:\d{1,5}\.\s+)?(?:(?:https?|ftp|file|mailto|javascript|data|tel|feed|about):|/|\.|#|\w[\w-]*\.[a-z]{2,}/)\S*",
    re.IGNORECASE,
)
_TITLED = re.compile(r"^\s*(?:\d{1,5}\.(?:\s.*)?|[a-z][a-z0-9+.-]{1,20}:\S*.*)$")
_LINK_LISTS = re.compile(r"^\s*(?:(?:visible|hidden) links:?)?\s*$", re.IGNORECASE)
_LINK_NUMBER = re.compile(r"\[(\d{1,5})\](?:\(BUTTON\)\s?)?")
_HEAD_LINKS = re.compile(r"^\s*(?:#?\[\d{1,5}\]\S|Link:\s)")
_BROKEN = "\x1f"
_MARKDOWN_LINK = re.compile(r"\]\((?:https?:|/|#|mailto:|javascript:)")
_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\]\([^()]{0,900}(?:\([^()]{0,200}\)[^()]{0,300}){0,3}\)")
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]\n]{0,80}\]){0,600})\]\([^()]{0,900}(?:\([^()]{0,200}\)[^()]{0,300}){0,3}\)")
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\*\*([^*\n]{1,300})\*\*"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300})(?<=[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w\\])_([^_\n]{1,300})_(?!\w)"), r"\1"),
    (re.compile(r"(?<!\\)__"), ""),
    (re.compile(r"~~([^~\n]{1,300})~~"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^<>\s]{1,500})>"), r"\1"),
    (re.compile(r"(?m)^(\s*)#{1,6}[ \t]+"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)
_RULE = re.compile(r"^\s*(?:(?:\* ){2,}\*|[-=_*~]{3,}|(?:- ){2,}-)\s*$")
_STARRED = re.compile(r"^(\s*)\*{2,}\s+(\S.{0,200}?)\s+\*{2,}\s*$")
_UNDERLINED = re.compile(r"(?<![^\s(\[“\"„«/|,>])_?([^\s_]+(?:_[^\s_]+)+)_?(?![^\s.,;:!?)\]”\"“»/|<…])")
_STRAY = re.compile(r"(?<=[^\s_])_(?=[\s.,;:)\]]|$)|(?:(?<=\s)|^)_(?=[^\s_])")
_MARKER = re.compile(r"\s*(?:[•◦▪☆★□■○●◆+*#@o·-]|\d{1,4}\.)\s+(?=\S)")


@dataclass(slots=True)
class Page:
    """The lines to be read. `numbers` are the source lines (from 0) on which each begins: a line broken by the program that
    made the text is one line here. `source` are the lines as they came. `left_out` are (source line, reason); `notes` say what was undone."""

    lines: list[str]
    numbers: list[int]
    source: list[str] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def last_of(self, line: int) -> int:
        """The last source line of a line."""
        return self.numbers[line + 1] - 1 if line + 1 < len(self.numbers) else self.numbers[line]


def read_page(text: str) -> Page:
    """The lines of a page's text, without the marks of the program that made it."""
    raw = text.split("\n")
    page = Page([spaced(line) for line in raw], list(range(len(raw))), raw)
    _without_link_numbers(page)
    if len(_MARKDOWN_LINK.findall(text)) >= 3:
        _without_markdown(page)
    elif _is_underlined(page.lines):
        _without_underlines(page)
    if width := find_width([line if kept.strip() else "" for line, kept in zip(raw, page.lines, strict=True)]):
        _joined(page, raw, width)
    return page


def spaced(line: str) -> str:
    """A line with the tabs that indent it as spaces; tabs inside the line stay."""
    body = line.lstrip(" \t")
    return line[: len(line) - len(body)].expandtabs(4) + body


# --- lynx, elinks -----------------------------------------------------------------------------------------------------------


def _without_link_numbers(page: Page) -> None:
    """Numbered links: the list of their addresses at the end, "[12]" before each, and the list of feeds at the top."""
    start = _link_list(page.lines)
    if start is None:
        return
    for index in range(start, len(page.lines)):
        if page.lines[index].strip():
            page.left_out.append((index, "addresses of links"))
        page.lines[index] = ""
    top = 0
    while top < start and page.lines[top].strip() and (_HEAD_LINKS.match(page.lines[top]) or top):
        if not _HEAD_LINKS.match(page.lines[0]):
            break
        page.left_out.append((top, "links of the page's head"))
        page.lines[top] = ""
        top += 1
    for index in range(top, start):
        if "[" in page.lines[index]:
            page.lines[index] = _LINK_NUMBER.sub("", page.lines[index]).rstrip()
    page.notes.append("The numbers of links and the list of their addresses were taken out.")


def _link_list(lines: Sequence[str]) -> int | None:
    """Where the list of addresses begins that lynx and elinks put at the end; None where there is none."""
    for start in range(len(lines) - 1, -1, -1):
        if _REFERENCES.match(lines[start]):
            below = lines[start + 1 :]
            found = sum(_REFERENCE.match(line) is not None for line in below)
            others = sum(not (_REFERENCE.match(line) or _LINK_LISTS.match(line) or _TITLED.match(line)) for line in below)
            return start if found >= 3 and others <= found // 10 else None
    return None


# --- Markdown ---------------------------------------------------------------------------------------------------------------


def _without_markdown(page: Page) -> None:
    text = "\n".join(page.lines).replace(_BROKEN, " ")
    text = _LINK.sub(_shown, _IMAGE.sub(_not_shown, text))
    text = re.sub(rf"({_BROKEN}+) ?", lambda match: "\n" * len(match[1]), text)
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    for index, line in enumerate(text.split("\n")):
        if _RULE.match(line):
            page.left_out.append((index, "ruled line"))
            line = ""
        elif page.lines[index].strip() and not line.strip():
            page.left_out.append((index, "pictures"))
        page.lines[index] = line.rstrip()
    page.notes.append("It is Markdown: the addresses of links, pictures and marks of emphasis were taken out.")


def _shown(match: re.Match[str]) -> str:
    """A link's words; line breaks in its address stay, so that lines keep their numbers."""
    words = match[1].replace("\n", " ")
    at_start = match.start() == 0 or match.string[match.start() - 1] == "\n"
    return (words.lstrip(" ") if at_start else words) + _BROKEN * match.group().count("\n")


def _not_shown(match: re.Match[str]) -> str:
    return _BROKEN * match.group().count("\n")


# --- html2text (C++) --------------------------------------------------------------------------------------------------------


def _is_underlined(lines: Sequence[str]) -> bool:
    """Whether links are printed with underscores between their words, and headings between stars."""
    starred = sum(_STARRED.match(line) is not None for line in lines)
    linked = {token for line in lines if "_" in line and len(line) < 200 for token in _UNDERLINED.findall(line)}
    return (starred >= 1 and len(linked) >= 3) or sum(token.count("_") > 1 for token in linked) >= 5


def _without_underlines(page: Page) -> None:
    for index, line in enumerate(page.lines):
        if _RULE.match(line):
            page.left_out.append((index, "ruled line"))
            page.lines[index] = ""
            continue
        if match := _STARRED.match(line):
            line = match[1] + match[2]
        if "_" in line:
            line = _STRAY.sub("", _UNDERLINED.sub(lambda match: match.group().replace("_", " ").strip(), line))
        page.lines[index] = line
    page.notes.append("The underscores that mark links were taken out.")


# --- broken lines -----------------------------------------------------------------------------------------------------------


def find_width(raw: Sequence[str]) -> int | None:
    """How many characters a line has at most, where the text was broken into lines of one width; None where it was not."""
    lengths = sorted(len(line.rstrip()) for line in raw if line.strip() and "://" not in line)
    if len(lengths) < 20:
        return None
    width = lengths[int(len(lengths) * 0.985)]
    if not 50 <= width <= 140:
        return None
    near = sum(width - 14 < length <= width for length in lengths)
    return width if near >= max(8, 0.12 * len(lengths)) else None


def _joined(page: Page, raw: Sequence[str], width: int) -> None:
    """Put together what was broken: a line goes on in the next if the next one's first word had no room in it."""
    lines: list[str] = []
    numbers: list[int] = []
    for index, line in enumerate(page.lines):
        before = page.lines[index - 1] if index else ""
        if lines and before.strip() and line.strip() and _goes_on(before, line, raw[index - 1], raw[index], width):
            glued = before.rstrip().endswith("/") or re.search(r"\w-$", before.rstrip()) is not None
            lines[-1] = lines[-1].rstrip() + ("" if glued else " ") + line.strip()
        else:
            lines.append(line)
            numbers.append(index)
    if len(lines) < len(page.lines):
        page.notes.append(f"Lines that were broken at {width} characters were put together again.")
    page.lines, page.numbers = lines, numbers


def _goes_on(before: str, line: str, raw_before: str, raw: str, width: int) -> bool:
    indent = len(line) - len(line.lstrip())
    above = len(before) - len(before.lstrip())
    marker = _MARKER.match(before)
    if _MARKER.match(line) and not line.lstrip()[0].isdigit():
        return False
    if indent != (marker.end() if marker else above):
        return False
    first = raw.split(maxsplit=1)[0] if raw.strip() else ""
    return len(raw_before.rstrip()) + 1 + len(first) > width and not (_stands_alone(line) or _stands_alone(before))


def _stands_alone(line: str) -> bool:
    """Whether a line is the head or the buttons of a comment, which goes on in no line and no line goes on in."""
    head = parse_head(line)
    return is_button(line.strip()) or (head is not None and not head.doubtful and head.kind in ("name date", "date", "says"))
