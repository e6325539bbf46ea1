"""A saved page of an unknown making to a reading: its comments where blocks of one shape are comments, and its post."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ethnography.formats.base import LeftOut, Reading
from ethnography.formats.page_html.fields import find_address, find_authors, find_numbers, find_posted, is_by_post_author, state_of
from ethnography.formats.page_html.finding import Talk, find_talk, stands_for_post
from ethnography.formats.page_html.names import Cell, find_names
from ethnography.formats.page_html.outline import Outline
from ethnography.formats.page_html.places import Places
from ethnography.formats.page_html.replies import find_links
from ethnography.formats.page_html.shapes import Record
from ethnography.formats.page_html.texts import Bodies
from ethnography.formats.saved_page.assembly import assemble
from ethnography.formats.saved_page.element_text import joined
from ethnography.formats.saved_page.forum import Forum, this_page
from ethnography.formats.saved_page.messages import Found, Message
from ethnography.formats.saved_page.page import page_of
from ethnography.formats.saved_page.remainder import shortened
from ethnography.source import Source

_PING = re.compile(r"^\W*(?:ping|track)\s?back\b", re.IGNORECASE)


def read_page(source: Source) -> Reading:
    """The reading of a page that no other reader knows."""
    page = page_of(source)
    outline = Outline.of(page)
    talk = find_talk(outline)
    return assemble("page_html", page, Found([], unknown=True) if talk is None else _found(outline, talk))


def _found(outline: Outline, talk: Talk) -> Found:
    messages, left_out, guesses = make_messages(outline, talk)
    found = Found(
        messages, elsewhere=[[outline.tags[root] for root in record.roots] for one in talk.elsewhere for record in one.records],
        left_out=left_out, guesses=[account_of(outline, talk, messages), *guesses], unknown=True,
    )  # fmt: skip
    if stands_for_post(outline, talk):
        if this_page(outline.page, Forum()) > 1:
            found.has_post = False
            found.guesses.append(
                "no article stands above them and the address is that of a later page, so none was read as the post"
            )
        else:
            found.opening, *found.messages = messages
            for one in found.messages:
                if one.answers is found.opening:
                    one.answers = None
            found.guesses.append("the first of them was read as the post that the others answer, as no article stands above them")
    return found


def make_messages(outline: Outline, talk: Talk) -> tuple[list[Message], list[LeftOut], list[str]]:
    """A message a block, with what it answers; what stands in the blocks and is none of their words; what was guessed."""
    messages: dict[int, Message] = {}
    numbers = find_numbers(outline, talk.records)
    left: dict[str, list[str]] = {}
    for group in talk.groups:
        for record, message in _of_one_shape(outline, group, talk.cells, numbers, left):
            messages[id(record)] = message
    links, guesses = find_links(outline, talk.records, numbers)
    for one, link in zip(talk.records, links, strict=True):
        message = messages[id(one)]
        message.answers, message.evidence = messages[id(link.parent)] if link.parent is not None else None, link.evidence
        if link.missing is not None:
            message.evidence = "inferred"
            message.remarks = (f"answers something that is not in this file ({link.missing}); read as an answer to the post",)
    left_out = [LeftOut(reason, f"{len(texts)}: {shortened(texts[0])}") for reason, texts in left.items()]
    return [messages[id(one)] for one in talk.records], left_out, guesses


def _of_one_shape(
    outline: Outline, records: list[Record], cells: dict[int, list[Cell]], numbers: dict[int, str], left: dict[str, list[str]]
) -> Iterator[tuple[Record, Message]]:
    """The messages of blocks of one shape: names, dates and words stand in the same place in all of them."""
    authors = find_authors(records, cells, find_names(outline, records, cells))
    posted = find_posted(outline, records, authors)
    used = {id(one): [authors[id(one)][1].element] if id(one) in authors and authors[id(one)][1].own else [] for one in records}
    for one in records:
        if (when := posted[id(one)]) is not None and when.place not in one.roots and _is_only_date(outline, when.place):
            used[id(one)].append(when.place)
    bodies = Bodies(Places(outline, records, cells, used, posted))
    for one in records:
        author, when, number = authors.get(id(one)), posted[id(one)], numbers.get(id(one))
        text, parts = joined(bodies.blocks(one, author[0] if author else None))
        if _PING.match(text) and author is None:
            author = next(((cell.text, cell) for cell in cells[id(one)] if cell.linked and not _PING.match(cell.text)), None)
        yield one, Message(
            [outline.tags[root] for root in one.roots], number, None, "nesting", text, parts, author[0] if author else None,
            when.date if when else None, when.text if when else None, find_address(outline, one, number, when),
            "pingback" if _PING.match(text) else "comment", state_of(text),
            is_by_post_author(outline, one, cells[id(one)], author[1] if author else None),
        )  # fmt: skip
    for reason, texts in bodies.left_out.items():
        left.setdefault(reason, []).extend(texts)


def _is_only_date(outline: Outline, number: int) -> bool:
    """Whether an element holds a date and no more than a word or two besides."""
    return outline.last[number] - outline.first[number] <= 3 and len(outline.text(number)) <= 60


def account_of(outline: Outline, talk: Talk, messages: list[Message]) -> str:
    """The sentence that says what was read as comments, and why."""
    count = len(messages)
    shapes = [outline.shape(one.records[0].start) for one in (talk.judged, *talk.others)]
    blocks = f"{count} blocks of one shape ({shapes[0]}) were" if count > 1 else f"1 block ({shapes[0]}) was"
    if len(set(shapes)) > 1:
        blocks = f"{count} blocks ({', '.join(dict.fromkeys(shapes))}) were"
    has = [
        f"{'each' if number == count else number} {'has' if number == count or number == 1 else 'have'} {what}"
        for number, what in (
            (sum(one.author is not None for one in messages), "a name"),
            (sum(bool(one.date or one.date_text) for one in messages), "a date"),
            (sum(bool(one.text) for one in messages), "text"),
        )
        if number
    ]
    return f"{blocks} read as comments: {', '.join(has)}{_reasons(talk)}"


def _reasons(talk: Talk) -> str:
    judged = talk.judged
    said = []
    if judged.heading:
        said.append(f"the line over them says “{shortened(judged.heading, 60)}”")
    if judged.talk:
        said.append("their classes speak of comments")
    if judged.answered >= 0.5:
        said.append("most have a button to answer or report")
    return f"; {', '.join(said)}" if said else "; nothing else says that they are comments"
