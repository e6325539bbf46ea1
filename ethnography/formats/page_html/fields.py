"""What each comment states of itself besides its words: who, when, its number and address, what has become of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ethnography.formats.page_html.names import Cell, Place
from ethnography.formats.page_html.outline import Outline
from ethnography.formats.page_html.shapes import Key, Record, shapes_of
from ethnography.formats.page_html.signs import When, is_answer_button
from ethnography.formats.saved_page.page import attribute, same_page
from ethnography.formats.wording import strip_says

_JOINED = re.compile(
    r"joined|registered|member since|since|registriert|dabei seit|mitglied seit|beigetreten|miembro|registrado|inscri|iscritto|last (?:seen|edited|visit)"
    r"|edited|updated|zuletzt|bearbeitet|editado|modifié|born|geboren",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"edit|update|modif|join|regist|member|since|birth")


def find_authors(records: Sequence[Record], cells: dict[int, list[Cell]], places: Sequence[Place]) -> dict[int, tuple[str, Cell]]:
    """The name in each block, by the block's ``id``: from the best place, from the next best ones where it has none there."""
    found: dict[int, tuple[str, Cell]] = {}
    best = places[0].score if places else 0.0
    for place in places[:6]:
        if place.score < max(4.5, best - 5):
            break
        for one, (name, cell) in place.names.items():
            found.setdefault(one, (name, cell))
    if places and places[0].classed:
        for record in records:  # a nickname may look like anything ("why?!") where a class says that it is one
            here = next((cell for cell in cells[id(record)] if places[0].key in cell.keys), None)
            if id(record) not in found and here and 0 < len(here.text) <= 60 and not is_answer_button(here.text):
                found[id(record)] = (strip_says(here.text.rstrip(":") + ":"), here)
    return {id(record): found[id(record)] for record in records if id(record) in found}


def find_posted(outline: Outline, records: Sequence[Record], authors: dict[int, tuple[str, Cell]]) -> dict[int, When | None]:
    """The date of each block, by the block's ``id``: of several the one in the place that most blocks have, near the name."""
    scores: dict[Key, float] = defaultdict(float)
    for record in records:
        seen: set[Key] = set()
        for when in record.dates:
            fresh = shapes_of(outline, when.place) - seen
            seen |= fresh
            for key in fresh:
                scores[key] += 1 + (when.date is not None)
    chosen: dict[int, When | None] = {}
    for record in records:
        author = authors.get(id(record))
        worth = [_worth(outline, when, author[1] if author else None) for when in record.dates]
        best = [
            max((scores[key] for key in shapes_of(outline, when.place)), default=0) / (2 * len(records)) * 3 + own
            for when, own in zip(record.dates, worth, strict=True)
        ]
        chosen[id(record)] = record.dates[best.index(max(best))] if best else None
    return chosen


def _worth(outline: Outline, when: When, author: Cell | None) -> float:
    """How much a date by itself looks like the one on which a comment was posted."""
    score = 0.5 * (author is not None and abs(author.words - when.words) <= 4) + when.sure
    score += 2 * (len(when.date or "") >= 10 or (when.date is None and when.text is not None)) + 0.5 * ("T" in (when.date or ""))
    other = _says_other(outline, when) or any(_UPDATED.search(name) for name in outline.names(when.place))
    return score - 4 * other


def _says_other(outline: Outline, when: When) -> bool:
    """Whether the words at a date say that it is another: when somebody joined, when something was edited."""
    around = outline.words[max(0, when.words - 2) : when.words + 1]
    return _JOINED.search(" ".join(one.text for one in around)[-80:]) is not None if when.text else False


def find_numbers(outline: Outline, records: Sequence[Record]) -> dict[int, str]:
    """The platform's own id of each block, by the block's ``id``: what an attribute of most blocks states, each another.

    Numbers that only count the blocks of the page are none.
    """
    stated: dict[str, dict[int, str]] = defaultdict(dict)
    for record in records:
        for name, value in _stated_ids(outline, record):
            stated[name].setdefault(id(record), value)
    best: dict[int, str] = {}
    for values in stated.values():
        enough = len(values) >= 0.9 * len(records) and len(set(values.values())) == len(values)
        if enough and not _only_counts([values[id(one)] for one in records if id(one) in values]) and len(values) > len(best):
            best = values
    return best


def _stated_ids(outline: Outline, record: Record) -> Iterator[tuple[str, str]]:
    """(which attribute and its pattern, what stands in the pattern's place)."""
    for number in record.elements(outline):
        tag = outline.tags[number]
        for name in tag.attrs:
            if name != "id" and not (name.startswith("data-") and name.endswith("id")) and not (name == "name" and tag.name == "a"):
                continue
            value = attribute(tag, name)
            if match := re.fullmatch(r"([a-z_:.-]*?)(\d+|[0-9a-f]{8}[0-9a-f-]{6,40})", value, re.IGNORECASE):
                yield f"{name}={match[1]} {tag.name if number not in record.roots else ''}", match[2]
            elif name == "data-comment-id" or (
                name.startswith("data-") and number == record.start and re.fullmatch(r"[\w-]{6,40}", value)
            ):
                yield f"{name} {number == record.start}", value
        if tag.name == "a" and (match := re.search(r"#([a-z_-]*?)(\d{2,})$", attribute(tag, "href"), re.IGNORECASE)):
            yield f"href #{match[1]}", match[2]


def _only_counts(values: Sequence[str]) -> bool:
    numbers = [int(one) for one in values if one.isdigit() and len(one) < 6]
    if len(numbers) < len(values) or not numbers:
        return False
    ordered = sorted(numbers)
    return ordered[0] <= 1 and ordered[-1] - ordered[0] < 1.5 * len(ordered) + 1


def find_address(outline: Outline, record: Record, number: str | None, when: When | None) -> str | None:
    """The link of a block to itself: to its own id, or around its date."""
    page = outline.page
    ids = {attribute(outline.tags[root], "id") for root in record.roots} - {""}
    dated = None
    for one in record.elements(outline):
        tag = outline.tags[one]
        href = attribute(tag, "href") if tag.name == "a" else ""
        if (
            not href
            or href.startswith(("javascript:", "mailto:", "data:"))
            or href == "#"
            or re.search(r"reply|respond|quote|login|report", href)
        ):
            continue
        fragment = href.partition("#")[2]
        own = fragment and (fragment in ids or (number and re.search(rf"(?<!\d){re.escape(number)}$", fragment)))
        if own and (number or href.startswith("#") or page.url is None or same_page(page.resolve(href), page.url)):
            return page.resolve(href)
        if dated is None and when is not None and (outline.holds(one, when.place) or outline.holds(when.place, one)):
            dated = page.resolve(href)
        if number and len(number) >= 5 and re.search(rf"(?<![\da-z]){re.escape(number)}(?![\da-z])", href) and dated is None:
            dated = page.resolve(href)
    return dated


_GONE = re.compile(
    r"""^\W*(?:\[?(?:deleted|removed|gelöscht|eliminado|supprimé)\]?|(?:this|the)\ (?:comment|message|post|reply)\ (?:was|has\ been|is)\ (?:deleted|removed|hidden|flagged)\b.{0,80}
    |(?:comment|message|post)\ (?:deleted|removed)\b.{0,60}|dieser\ (?:kommentar|beitrag)\ wurde\ .{0,40}(?:gelöscht|entfernt).{0,60}
    |(?:kommentar|beitrag)\ (?:wurde\ )?.{0,30}(?:gelöscht|entfernt).{0,60}|entfernt\.\ .{0,120}die\ redaktion.{0,20}|gekürzt\.\ .{0,120}
    |(?:este\ )?comentario\ (?:ha\ sido\ )?(?:eliminado|borrado).{0,60}|(?:ce\ )?commentaire\ (?:a\ été\ )?supprimé.{0,60})\W*$""",
    re.IGNORECASE | re.VERBOSE,
)


def state_of(text: str) -> str | None:
    """Whether the words of a comment only say that it is gone: ``deleted`` by whoever wrote it, or ``removed``.

    >>> state_of("[deleted]"), state_of("This comment was removed by a moderator."), state_of("I removed the leaves.")
    ('deleted', 'removed', None)
    """
    if len(text) > 200 or not _GONE.match(text):
        return None
    by_author = re.search(
        r"by (?:the|its) (?:author|user)|vom (?:autor|verfasser|nutzer)|por el autor|par l.auteur", text, re.IGNORECASE
    )
    bare = re.fullmatch(r"\W*(?:deleted|gelöscht|eliminado|supprimé)\W*", text, re.IGNORECASE)
    return "deleted" if by_author or bare else "removed"


_POST_AUTHOR = re.compile(
    r"by-?post-?author|post-?author(?!-)|by-?author|is-?author|author-?comment|comment-?author-?is-?author|authcomment|original-?poster"
)
_AUTHOR_BADGE = re.compile(
    r"\W*(?:post author|author|autor(?:in)?|auteur|autore|op|original poster|verfasser(?:in)?|thread starter)\W*", re.IGNORECASE
)


def is_by_post_author(outline: Outline, record: Record, cells: Sequence[Cell], author: Cell | None) -> bool:
    """Whether a block is marked as written by the author of the post: by a class of its own, or a badge at the name."""
    if any(_POST_AUTHOR.search(name) for root in record.roots for name in outline.names(root)):
        return True
    if author is None:
        return False
    return any(_AUTHOR_BADGE.fullmatch(cell.text) and 0 < cell.words - author.words <= 2 for cell in cells)
