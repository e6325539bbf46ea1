"""Which block each one answers: what the page states, then how the blocks stand in each other, then how far they are indented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ethnography.formats.page_html.outline import Outline
from ethnography.formats.page_html.shapes import Record, keys_of
from ethnography.formats.saved_page.page import attribute

_PARENT = re.compile(
    r"data-(?:comment-?|post-?|message-?)?(?:parent|in-?reply-?to|reply-?to|replied-?to|answers?-?to)(?:-?comment)?(?:[-_]?id)?|parent-?id"
)
_DEPTH = re.compile(
    r"(?:data-)?(?:comment-?|reply-?)?(?:depth|level|nesting(?:-level)?|indent(?:ation)?(?:-level)?|thread-level)|aria-level"
)
_DEPTH_CLASS = re.compile(
    r"(?:.*[-_])?(?:depth|level|lvl|indent|nest(?:ing|ed)?|tier|ebene|nivel|niveau|profondeur|thread-level)[-_]*(\d{1,2})"
)
_NOBODY = frozenset(["", "0", "-1", "null", "none", "undefined", "root", "false"])
_HOLDER = re.compile(r"repl|child|respon|answer|antwort|indent|nest|sub|thread|respuesta|répon|kommentar-?ebene|conversation|unter")
_ANSWERED = re.compile(
    r"in reply to|reply(?:ing)? to|parent|antwort auf|als antwort|en respuesta a|en réponse à|in risposta a|em resposta|^@|^>>|^↑|»",
    re.IGNORECASE,
)
_REPLY_CLASS = re.compile(
    r"(?:is-|comment-)?(?:reply|child|answer|nested|subcomment|sub-comment|antwort|respuesta|reponse)(?:-comment|-item)?s?|.*[-_](?:reply|child|answer)"
)
_STYLE = re.compile(
    r"(?:margin-left|padding-left|margin-inline-start|padding-inline-start|(?<![\w-])left)\s*:\s*(-?\d+(?:\.\d+)?)\s*(px|r?em|%|pt|ch|vw)?",
    re.IGNORECASE,
)
_SHORTHAND = re.compile(r"(?:margin|padding)\s*:\s*\S+\s+\S+\s+\S+\s+(-?\d+(?:\.\d+)?)\s*(px|r?em|%|pt)?", re.IGNORECASE)
_SPACER = re.compile(
    r"(?:^|/)(?:s|spacer|blank|clear|pixel|transparent|trans|dot_clear|indent|shim|1x1)\.(?:gif|png)", re.IGNORECASE
)
_UNITS = {"px": 1.0, "pt": 1.3, "em": 16.0, "rem": 16.0, "ch": 8.0, "%": 8.0, "vw": 8.0}


@dataclass(slots=True)
class Link:
    """`parent`: the block answered, None for the post. `missing`: the page states a block or a depth that is not here."""

    parent: Record | None
    evidence: str
    missing: str | None = None


def find_links(outline: Outline, records: Sequence[Record], numbers: dict[int, str]) -> tuple[list[Link], list[str]]:
    """One link a block, in the same order, and what was guessed about them."""
    stated = _stated(outline, records, numbers)
    depths = _depths(outline, records)
    guesses: list[str] = []
    if depths is not None:
        below = _by_depth(records, depths, "stated")
    else:
        below, guesses = _by_place(outline, records)
        if all(link.parent is None for link in below) and (indents := _indents(outline, records)) is not None:
            below = _by_depth(records, indents, "indentation")
    return [stated.get(id(record)) or link for record, link in zip(records, below, strict=True)], guesses


# --- stated -----------------------------------------------------------------------------------------------------------------


def _stated(outline: Outline, records: Sequence[Record], numbers: dict[int, str]) -> dict[int, Link]:
    """The links that attributes or a link "in reply to" state."""
    by_name: dict[str, Record] = {}
    for record in records:
        if id(record) in numbers:
            by_name.setdefault(numbers[id(record)], record)
        for number in (*record.roots, *_top(outline, record)):
            tag = outline.tags[number]
            for name in ("id", "name", "data-id", "data-comment-id", "data-post-id", "data-message-id"):
                if value := attribute(tag, name):
                    by_name.setdefault(value, record)
    found: dict[int, Link] = {}
    for record in records:
        if (link := _stated_parent(outline, record, by_name)) is not None and link.parent is not record:
            found[id(record)] = link
    if found and all(link.parent is None and link.missing for link in found.values()):
        return {}  # the attributes name something else than blocks: the thread, the author
    if len(found) < len(records) and all(link.parent is None for link in found.values()):
        return {}
    return found


def _top(outline: Outline, record: Record) -> list[int]:
    """The first own elements of a block, and the elements around it that hold nothing else."""
    first = []
    for number in record.elements(outline):
        first.append(number)
        if len(first) > 12:
            break
    for around in outline.around(record.start):
        if outline.end[around] - around > (record.stop - record.start) + 6 or len(record.roots) > 1:
            break
        first.append(around)
    return first


def _stated_parent(outline: Outline, record: Record, by_name: dict[str, Record]) -> Link | None:
    for number in _top(outline, record):
        tag = outline.tags[number]
        for name in tag.attrs:
            if _PARENT.fullmatch(name.lower()):
                value = attribute(tag, name)
                if value.lower() in _NOBODY:
                    return Link(None, "stated")
                bare = re.sub(r"^\D+(?=\d+$)", "", value)
                parent = by_name.get(value) or by_name.get(bare)
                return Link(parent, "stated", None if parent else value)
        if match := re.fullmatch(r"(?:wc|wpd)-comm-(\d+)_(\d+)", attribute(tag, "id")):
            return Link(by_name.get(match[2]), "stated", None if match[2] == "0" or match[2] in by_name else match[2])
    for number in record.elements(outline):
        tag = outline.tags[number]
        href = attribute(tag, "href") if tag.name == "a" else ""
        fragment = href.partition("#")[2]
        if (
            fragment
            and not _is_quoted(outline, record, number)
            and _ANSWERED.search(f"{outline.text(number)[:60]} {attribute(tag, 'title')} {attribute(tag, 'class')}".strip())
        ):
            parent = by_name.get(fragment) or by_name.get(re.sub(r"^\D+(?=\d+$)", "", fragment))
            if parent is not None and parent.start < record.start:
                return Link(parent, "stated")
    return None


def _is_quoted(outline: Outline, record: Record, number: int) -> bool:
    """Whether an element stands in a quotation: the link to what is quoted is none to what is answered."""
    around = (one for one in outline.around(number) if one >= record.start)
    return any(outline.tags[one].name == "blockquote" or "quote" in " ".join(outline.names(one)) for one in around)


def _depths(outline: Outline, records: Sequence[Record]) -> list[float] | None:
    """The depth that attributes or classes state for each block; None where they do not for nearly all, or all of one depth."""
    found = [_depth(outline, record) for record in records]
    known = [one for one in found if one is not None]
    if len(known) < 0.8 * len(records) or (len(set(known)) == 1 and len(records) > 1 and any(record.inner for record in records)):
        return None
    if len(set(known)) == 1:
        return None if len(known) < len(records) else [float(one) for one in known]
    lowest = min(known)
    return [float(one if one is not None else lowest) for one in found]


def _depth(outline: Outline, record: Record) -> int | None:
    for number in _top(outline, record):
        tag = outline.tags[number]
        for name in tag.attrs:
            if _DEPTH.fullmatch(name.lower()) and re.fullmatch(r"\d{1,3}", value := attribute(tag, name)):
                return int(value)
        for name in outline.names(number):
            if match := _DEPTH_CLASS.fullmatch(name):
                return int(match[1])
    return None


def _by_depth(records: Sequence[Record], depths: Sequence[float], evidence: str) -> list[Link]:
    """Each answers the last block before it that stands less deep."""
    lowest = min(depths)
    open_: list[tuple[float, Record]] = []
    links = []
    for record, depth in zip(records, depths, strict=True):
        while open_ and open_[-1][0] >= depth:
            open_.pop()
        if open_:
            links.append(Link(open_[-1][1], evidence))
        else:
            gap = depth > lowest and evidence == "stated"
            links.append(Link(None, "inferred" if gap else evidence, f"depth {int(depth)}" if gap else None))
        open_.append((depth, record))
    return links


# --- nesting ----------------------------------------------------------------------------------------------------------------


def _by_place(outline: Outline, records: Sequence[Record]) -> tuple[list[Link], list[str]]:
    """Links by nesting: a block inside another, or in a holder of answers after it."""
    around: dict[int, Record] = {id(inner): record for record in records for inner in record.inner}
    holders = _holders(outline, records, around)
    links: list[Link] = []
    guesses: list[str] = []
    for record in records:
        parent = around.get(id(record)) or holders.get(id(record))
        links.append(Link(parent, "nesting"))
    if all(link.parent is None for link in links) and (marked := _marked_answers(outline, records)):
        guesses.append(
            f"{len(marked)} blocks are marked as answers and not set under any other; each was read as answering the last one before it that is not"
        )
        above: Record | None = None
        for position, record in enumerate(records):
            if id(record) in marked and above is not None:
                links[position] = Link(above, "inferred")
            elif id(record) not in marked:
                above = record
    return links, guesses


def _marked_answers(outline: Outline, records: Sequence[Record]) -> set[int]:
    """The blocks whose own classes say that they are answers, where others' do not."""
    counts = Counter(name for record in records for name in outline.names(record.start))
    marks = {name for name, count in counts.items() if _REPLY_CLASS.fullmatch(name) and count < len(records)}
    found = {id(record) for record in records if outline.names(record.start) & marks}
    return found if found and id(records[0]) not in found else set()


def _holders(outline: Outline, records: Sequence[Record], around: dict[int, Record]) -> dict[int, Record]:
    """What blocks answer that stand, in a holder, after the block answered: the last one before them that stands less deep and
    beside the holder."""
    found: dict[int, Record] = {}
    doubtful: dict[int, list[tuple[Record, Record]]] = {}
    open_: list[Record] = []
    for record in records:
        inside = around.get(id(record))
        while open_ and outline.level[open_[-1].start] >= outline.level[record.start]:
            open_.pop()
        before = open_[-1] if open_ else None
        open_.append(record)
        if before is None or inside is before or before.start <= record.start < before.stop:
            continue
        holder = _beside(outline, before, record)
        if holder is None:
            continue
        if _is_holder(outline, holder):
            found[id(record)] = before
        else:
            doubtful.setdefault(holder, []).append((record, before))
    shapes = Counter(_shape(outline, holder) for holder in doubtful)
    for holder, pairs in doubtful.items():
        if shapes[_shape(outline, holder)] >= 2 or (found and len(pairs) < 10):
            found.update({id(record): before for record, before in pairs})
    return found


def _shape(outline: Outline, number: int) -> str:
    return outline.tags[number].name + ".".join(sorted(key[1] for key in keys_of(outline, number) if not re.search(r"#", key[1])))


def _beside(outline: Outline, before: Record, record: Record) -> int | None:
    """The element around `record` that stands after `before` (or after what holds nothing but it), in the same element."""
    holder = record.start
    for one in (record.start, *outline.around(record.start)):
        if one <= before.start < outline.end[one]:
            return holder if holder != record.start else None
        holder = one
    return None


def _is_holder(outline: Outline, number: int) -> bool:
    """Whether an element says that it holds answers, by its classes, or is a list inside a list."""
    return any(_HOLDER.search(name) for name in outline.names(number)) or outline.tags[number].name in (
        "ul",
        "ol",
        "dl",
        "blockquote",
    )


# --- indentation --------------------------------------------------------------------------------------------------------------


def _indents(outline: Outline, records: Sequence[Record]) -> list[float] | None:
    """How far each block is indented; None where none is further than the others."""
    for measure in (_styled, _spaced):
        found = [_indent(outline, record, measure) for record in records]
        if len(set(found)) > 1 and len(set(found)) <= max(12, len(found) // 3):
            return found
    return None


def _indent(outline: Outline, record: Record, measure: Callable[[Outline, int], float | None]) -> float:
    return next((width for number in _top_down(outline, record) if (width := measure(outline, number)) is not None), 0.0)


def _top_down(outline: Outline, record: Record) -> Iterator[int]:
    around = [one for one in outline.around(record.start) if outline.end[one] - one <= (record.stop - record.start) + 6]
    yield from reversed(around)
    for position, number in enumerate(record.elements(outline)):
        if position > 12:
            return
        yield number


def _styled(outline: Outline, number: int) -> float | None:
    style = attribute(outline.tags[number], "style")
    if not style or not (match := _STYLE.search(style) or _SHORTHAND.search(style)):
        return None
    return float(match[1]) * _UNITS.get((match[2] or "px").lower(), 1.0)


def _spaced(outline: Outline, number: int) -> float | None:
    """The width of a picture that only makes room, or of an empty cell before the words."""
    tag = outline.tags[number]
    if tag.name == "img" and _SPACER.search(attribute(tag, "src")):
        return _width(attribute(tag, "width"))
    if tag.name == "td" and not outline.text(number) and (width := _width(attribute(tag, "width"))):
        return width
    return None


def _width(text: str) -> float | None:
    match = re.match(r"(\d{1,4})(?:px|%)?$", text)
    return float(match[1]) if match else None
