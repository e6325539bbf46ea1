"""Running heads, feet and page numbers: lines at the edge of pages that come again on other pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ethnography.formats.documents import Run
from ethnography.formats.pdf_text.lines import Line
from ethnography.formats.tally import Tally

_ALONE = re.compile(r"\d{1,5}(?: \d{1,5})*")
_BEFORE = re.compile(r"(\d{1,5})(?=\s+\S)")
_EDGE = 3  # lines at the top and at the bottom that may be no text
_NUMBER = re.compile(
    r"\W{0,3}(?P<word>page|p\.|pg\.?|seite|s\.|página|pág\.|pagina|sivu)?\s*(?P<number>\d{1,4}|[ivxlc]{1,7})"
    r"(?P<of>\s*(?:/|of|von|de|sur|van|\|)\s*\d{1,4})?\W{0,3}",
    re.IGNORECASE,
)


def without_margins(whole: Sequence[Sequence[Line]], tally: Tally) -> list[list[Line]]:
    """The lines of each page without those that repeat at its edge; what is taken out is counted.

    A line is a running head or foot if it stands at the edge of three pages in ten (of two pages at least), digits aside, at
    the same height, and not among the text as well (a speaker's name may open many pages).
    """
    pages = _without_line_numbers(whole, tally)
    edges = [_edges(lines) for lines in pages]
    inner = Counter(_bare(line) for lines, edge in zip(pages, edges, strict=True) for line in lines if line not in edge)
    seen: dict[tuple[str, str], dict[int, float]] = {}
    for edge in edges:
        for line, zone in edge.items():
            seen.setdefault((zone, _bare(line)), {})[line.page] = line.y
    needed = max(2, round(0.3 * len(pages)))
    running = {
        key for key, heights in seen.items() if len(heights) >= needed and _is_level(list(heights.values())) and inner[key[1]] < 2
    }
    numbered = _numbered(pages, edges)
    kept: list[list[Line]] = []
    found: list[tuple[str, str]] = []
    for lines, edge in zip(pages, edges, strict=True):
        rest: list[Line] = []
        for line in lines:
            zone = edge.get(line, "")
            if zone and line in numbered:
                found.append(("page numbers", line.text))
            elif zone and (zone, _bare(line)) in running:
                found.append((f"page {'header' if zone == 'top' else 'footer'}", line.text))
            else:
                rest.append(line)
        kept.append(rest)
    if not any(kept):  # every page is the same: then it is what is to be read
        return pages
    for what, text in found:
        tally.note(what, text)
    return kept


def _without_line_numbers(pages: Sequence[Sequence[Line]], tally: Tally) -> list[list[Line]]:
    """The lines without the numbers that count them: those that stand alone beside the text, or before each line.

    They count up by one (or by five), most of the lines have one, and there are ten of them at least.
    """
    alone = [line for lines in pages for line in lines if _ALONE.fullmatch(line.text)]
    numbers = [int(number) for line in alone for number in line.text.split()]
    if len(numbers) >= 10 and _counts_up(numbers):
        tally.note("line numbers", f"{numbers[0]}, {numbers[1]} … {numbers[-1]}", len(numbers))
        taken = set(alone)
        return [[line for line in lines if line not in taken] for lines in pages]
    before = [(line, int(match[1])) for lines in pages for line in lines if (match := _BEFORE.match(line.text))]
    count = sum(len(lines) for lines in pages)
    if len(before) >= 10 and len(before) > 0.7 * count and _counts_up([number for _, number in before]):
        tally.note("line numbers", f"{before[0][1]}, {before[1][1]} … {before[-1][1]}", len(before))
        bare = {line: _without_first(line, len(str(number))) for line, number in before}
        return [[bare.get(line, line) for line in lines] for lines in pages]
    return [list(lines) for lines in pages]


def _counts_up(numbers: Sequence[int]) -> bool:
    steps = Counter(other - one for one, other in pairwise(numbers))
    return sum(count for step, count in steps.items() if step in (1, 5)) >= 0.8 * (len(numbers) - 1)


def _without_first(line: Line, digits: int) -> Line:
    """The line without its first digits and the space behind them."""
    runs: list[Run] = []
    left = digits + len(line.text[digits:]) - len(line.text[digits:].lstrip())
    for run in line.runs:
        runs += [Run(run.text[left:], run.bold)] if len(run.text) > left else []
        left = max(left - len(run.text), 0)
    return Line(tuple(runs), line.page, line.x, line.y, line.size)


def _edges(lines: Sequence[Line]) -> dict[Line, str]:
    """The lines that stand highest and lowest on a page, and at which edge; a page of few lines has them all at one."""
    by_height = sorted(lines, key=lambda line: -line.y)
    half = min(_EDGE, max(len(by_height) // 2, 1))
    found = dict.fromkeys(by_height[-half:], "bottom")
    return {**found, **dict.fromkeys(by_height[:half], "top")} if len(by_height) > 1 else found


def _bare(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split())).casefold()


def _is_level(heights: Sequence[float]) -> bool:
    """Whether most of these stand at one height, give or take a few points."""
    middle = sorted(heights)[len(heights) // 2]
    return sum(abs(height - middle) < 6 for height in heights) >= 0.7 * len(heights)


def _numbered(pages: Sequence[Sequence[Line]], edges: Sequence[dict[Line, str]]) -> set[Line]:
    """The lines that are a page's number: "Page 3 of 9", or a number that grows from page to page as the pages do."""
    found: set[Line] = set()
    bare: dict[int, list[Line]] = {}
    for at, edge in enumerate(edges):
        for line in edge:
            match = _NUMBER.fullmatch(line.text.strip())
            if match is None:
                continue
            if match["word"] or match["of"]:
                found.add(line)
            elif match["number"].isdigit():
                bare.setdefault(int(match["number"]) - at, []).append(line)
    for lines in bare.values():
        if len(lines) > max(1, len(pages) // 3):
            found.update(lines)
    return found
