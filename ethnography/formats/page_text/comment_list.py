"""Which lists of a page are its comments, and which items of them are lists that stand inside a comment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ethnography.formats.furniture import comments_heading, is_reply_link, opens_form
from ethnography.formats.page_text.lists import Region, part_restarted
from ethnography.formats.page_text.said import Said, read_item, undouble_names, without_head

_PINGBACKS_HEADING = re.compile(
    r"^\W*(?:\d+\s+)?(?:trackbacks?|pingbacks?)(?:\s*(?:/|and|&|und|y|et)\s*(?:trackbacks?|pingbacks?))?\W*$", re.I
)
_REFERENCE = re.compile(r"\b(?:19|20)\d\d\b|\bdoi\b|https?://|\[Link\]|\bet al\b", re.IGNORECASE)
REFERENCES_HEADING = re.compile(
    r"^\W*(?:references?|bibliography|works cited|further reading|literatur(?:verzeichnis)?|quellen|referencias|références)\W*$",
    re.I,
)


AUTHOR_LINES = "the author lines in it"
HEADING = "the heading over it"
PINGBACKS = "the heading of the pingbacks over it"


@dataclass(frozen=True, slots=True)
class Judged:
    """A list taken for comments: the `evidence` in words, and whether the page itself states it (a heading, author lines)."""

    region: Region
    said: tuple[Said, ...]
    evidence: str
    stated: bool


def judge(region: Region, lines: Sequence[str], is_last: bool) -> Judged | None:
    """The comments in a list, where it is a list of comments; None where it is any other list."""
    said = [read_item(item) for item in region.items]
    before = _neighbours(lines, range(region.start - 1, -1, -1), 6)
    after = _neighbours(lines, range(region.end, len(lines)), 3)
    if before and _PINGBACKS_HEADING.match(before[0]):
        for one in said:
            one.kind = "pingback"
        return Judged(region, tuple(said), PINGBACKS, True)
    undouble_names(said)
    heads = [one.kind == "pingback" or (one.author is not None and bool(one.text)) for one in said]
    headed, of_top = sum(heads), [head for head, one in zip(heads, said, strict=True) if one.item.depth == 1]
    if sum(not one.text for one in said) * 2 > len(said):
        return None
    heading = any(_is_heading(line) for line in before)
    form = any(map(opens_form, after))
    if headed * 4 < len(said) and sum(of_top) * 4 < len(of_top):
        said, headed = [without_head(one) for one in said], 0
    said = _join_inner_lists(said, headed > 0)
    part_restarted([one.item for one in said])
    if headed >= 2 or (headed and (heading or form)):
        return Judged(region, tuple(said), AUTHOR_LINES, True)
    if _is_reference_list(region, before):
        return None
    if heading and any(item.number is not None for item in region.items):
        return Judged(region, tuple(said), HEADING, True)
    if form and (_is_conversation(region, 1) or _is_one_comment(region)):
        return Judged(region, tuple(said), "the comment form under it", True)
    if is_last and region.items[0].indent == 2 and _is_conversation(region, 3):
        return Judged(region, tuple(said), "its form alone: numbered texts with answers under them", False)
    return None


def _is_heading(line: str) -> bool:
    return not line.startswith(" ") and not is_reply_link(line) and comments_heading(line) is not None


def _neighbours(lines: Sequence[str], indexes: range, count: int) -> list[str]:
    found: list[str] = []
    for index in indexes:
        if lines[index].strip():
            found.append(lines[index])
            if len(found) == count:
                break
    return found


def is_references(lines: Sequence[str]) -> bool:
    """Whether most lines of a list name a year, a link or a doi, as references do."""
    return sum(_REFERENCE.search(line) is not None for line in lines) * 2 > len(lines)


def _is_reference_list(region: Region, before: Sequence[str]) -> bool:
    """Whether the items are references: a heading says so, or all are short, without answers, and most name a year or a link."""
    if before and REFERENCES_HEADING.match(before[0]):
        return True
    flat = all(item.depth == 1 and len(item.blocks()) == 1 and len(item.lines) <= 4 for item in region.items)
    return flat and is_references(["\n".join(text for _, text in item.lines) for item in region.items])


def _is_conversation(region: Region, least: int) -> bool:
    """Numbered texts, some of several paragraphs or with answers under them: what an ordinary list hardly is."""
    numbered = [item for item in region.items if item.depth == 1 and item.number is not None]
    deep = max(item.depth for item in region.items) >= 3
    if not numbered or (len(numbered) < least and not deep):
        return False
    nested = any(item.depth > 1 for item in region.items)
    several = any(len(item.blocks()) > 1 for item in region.items)
    words = sum(len(text.split()) for item in region.items for _, text in item.lines)
    return words >= (4 if least == 1 else 8) * len(region.items) and (nested or (several and least == 1))


def _is_one_comment(region: Region) -> bool:
    """A list that has a number and only one item: over a comment form, that is the first comment."""
    return len(region.items) == 1 and region.items[0].number == 1 and sum(len(t.split()) for _, t in region.items[0].lines) >= 4


def _join_inner_lists(said: list[Said], headed: bool) -> list[Said]:
    """Lists inside a comment's text go back into it: nested items without author line, close together, without answers."""
    result: list[Said] = []
    place: dict[int, int] = {}
    position = 0
    while position < len(said):
        run = _tight_run(said, position, headed)
        owner = _owner(said[position], result, place) if len(run) > 1 else None
        if owner is not None:
            owner.lines.append((run[0].item.line, ""))
            for one in run:
                item = one.item
                mark = "  " * (item.depth - run[0].item.depth) + (f"{item.number}. " if item.number is not None else "• ")
                first, *rest = item.lines
                owner.lines += [(first[0], mark + first[1]), *rest]
            position += len(run)
            continue
        if result and _is_button(said, position):
            result[-1].furniture += said[position].furniture
            position += 1
            continue
        place[position] = len(result)
        result.append(said[position])
        position += 1
    for one in result:
        one.lines.sort(key=lambda line: line[0])
        one.item.parent = place[one.item.parent] if one.item.parent is not None and one.item.parent >= 0 else one.item.parent
    return result


def _owner(said: Said, result: list[Said], place: dict[int, int]) -> Said | None:
    """The comment that an inner list stands in; a list indented by more than a level stands in the comment above it."""
    parent = said.item.parent
    if parent == -1:
        return result[-1] if result and result[-1].item.indent < said.item.indent else None
    return result[place[parent]] if parent in place else None


def _is_button(said: list[Said], position: int) -> bool:
    """An item that is nothing but a reply button."""
    one = said[position]
    answered = position + 1 < len(said) and said[position + 1].item.parent == position
    return bool(one.furniture) and not one.head and not one.text and not answered


def _tight_run(said: list[Said], start: int, headed: bool) -> list[Said]:
    """Nested items from `start` with no author line, no blank line between them and no answers.

    Only siblings; where the comments have author lines, also the lists inside such a list.
    """
    outer, end = said[start].item, start
    while end < len(said):
        item = said[end].item
        sibling = item.parent == outer.parent and item.depth == outer.depth
        if item.depth == 1 or not said[end].text or said[end].head or not (sibling or (headed and item.depth > outer.depth)):
            break
        if outer.parent == -1 and not headed:
            break
        if end > start and item.line != said[end - 1].item.blocks()[-1][-1][0] + 1:
            break
        end += 1
        if len(item.blocks()) > 1:
            break
    while end < len(said) and start <= (said[end].item.parent or 0) < end:  # what has an answer is a comment
        end = said[end].item.parent or 0
    return said[start:end]
