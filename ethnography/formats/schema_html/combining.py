"""What several notations of one page say of its comments, as one list: each comment once, with all that is said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ethnography.formats.page_html.outline import Outline
from ethnography.formats.saved_page.comment_text import is_button_row, trimmed
from ethnography.formats.saved_page.element_text import Block, joined, read_blocks
from ethnography.formats.saved_page.messages import Found, Message
from ethnography.formats.saved_page.page import Page
from ethnography.formats.schema_html.answered import link_messages
from ethnography.formats.schema_html.fields import CUT_OFF, Said, make_messages, number_messages
from ethnography.formats.schema_html.shown import find_shown, letters, others_shown
from ethnography.formats.schema_html.talk import Talk
from ethnography.formats.when import find_when

_KEY = 40


def read_talks(page: Page, talks: Sequence[Talk], found: Found) -> list[Said]:
    """The comments that the notations state, each once: the first notation that has them goes before the others."""
    whole: list[Said] = []
    notations = []
    for talk in talks:
        said = make_messages(page, talk.comments)
        number_messages(said)
        found.guesses += link_messages(page, said, talk.post)
        if said:
            notations.append(said[0].item.notation)
            more, same = _add(whole, said)
            if same and len(notations) > 1:
                found.guesses.append(
                    f"{same} of the comments {'is' if same == 1 else 'are'} stated in {notations[0]} and in {notations[-1]};"
                    f" what {notations[0]} states was taken"
                )
            if more and len(notations) > 1:
                found.guesses.append(f"{more} {'is' if more == 1 else 'are'} stated in {notations[-1]} alone")
    _account(whole, notations, found)
    return whole


def _account(said: Sequence[Said], notations: Sequence[str], found: Found) -> None:
    """Say what was read from the words printed, as nothing states it."""
    for what in ("author", "date", "text"):
        if count := sum(what in one.unstated for one in said):
            words = {"author": "authors", "date": "dates", "text": "texts"}[what]
            found.guesses.append(
                f"the {words} of {count} of {len(said)} comments are not stated; they were read from what is printed"
            )
    if count := sum(one.unescaped for one in said):
        found.guesses.append(f"escaped markup in the text of {count} comment{'s' if count > 1 else ''} was read as markup")


def _add(whole: list[Said], said: Sequence[Said]) -> tuple[int, int]:
    """Put the comments of another notation to those known; how many are new, and how many were known."""
    if not whole:
        whole.extend(said)
        return len(said), 0
    known: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in reversed(whole):
        for key in _keys(one):
            known[key].append(one)
    same: dict[int, Message] = {}
    matched: set[int] = set()
    new: list[Said] = []
    for one in said:
        first = next((other for key in _keys(one) for other in reversed(known.get(key, ())) if id(other) not in matched), None)
        if first is None:
            new.append(one)
            continue
        matched.add(id(first))
        same[id(one.message)] = first.message
        _complete(first, one)
    for one in said:
        message = same.get(id(one.message), one.message)
        above = one.message.answers
        if above is not None and message.answers is None and message.missing is None:
            message.answers, message.evidence = same.get(id(above), above), one.message.evidence
    whole.extend(new)
    return len(new), len(same)


def _keys(one: Said) -> list[tuple[str, str]]:
    """By what two statements of one comment are known for the same: the number, or the first words with the name."""
    message = one.message
    start = letters(CUT_OFF.sub("", message.text[: 8 * _KEY]))[:_KEY]
    keys = [("number", message.number)] if message.number and len(message.number) >= 3 else []
    keys += [(start, letters(message.author or ""))] if start else []
    return keys + ([(start, "")] if len(start) == _KEY else [])


def _complete(first: Said, other: Said) -> None:
    """Give a statement what it lacks and another one has."""
    one, more = first.message, other.message
    one.roots = one.roots or more.roots
    if one.author is None:
        one.author = more.author
    if one.date is None and one.date_text is None:
        one.date, one.date_text = more.date, more.date_text
    if not one.text or (is_cut_off(one.text, more.text)):
        one.text, one.parts = more.text, more.parts
    one.url, one.number, one.state = one.url or more.url, one.number or more.number, one.state or more.state


def is_cut_off(short: str, whole: str) -> bool:
    """Whether a text ends in dots where another one goes on."""
    return (
        CUT_OFF.search(short) is not None
        and letters(whole).startswith(letters(short))
        and len(letters(whole)) > len(letters(short))
    )


# --- what is printed --------------------------------------------------------------------------------------------------------


def find_printed(outline: Outline, said: Sequence[Said], found: Found) -> None:
    """Find the elements of the comments that only a script states, and the rest of those that it cuts off."""
    hidden = [one for one in said if not one.message.roots]
    if not hidden:
        return
    count = find_shown(outline, hidden)
    printed = "all of them" if count == len(hidden) else f"{count} of them" if count else "none of them"
    found.guesses.append(
        f"the JSON-LD states {len(hidden)} comment{'s' if len(hidden) > 1 else ''}; the page prints {printed}, and what is stated was taken"
    )
    longer = 0
    for one in hidden:
        message = one.message
        if message.roots and CUT_OFF.search(message.text):
            text, parts = joined(_printed_from(message))
            if is_cut_off(message.text, text):
                message.text, message.parts = text, parts
                longer += 1
    if longer:
        found.guesses.append(f"the JSON-LD cuts off {longer} text{'s' if longer > 1 else ''}; what the page prints was taken")


def _printed_from(message: Message) -> list[Block]:
    """The blocks that its element prints from where its words begin, without the buttons and the date under them."""
    blocks, _ = read_blocks(message.roots, lambda tag: None)
    start = letters(message.text)[:_KEY]
    first = next((number for number, block in enumerate(blocks) if letters(block.text).startswith(start)), len(blocks))
    blocks = blocks[first:]
    while blocks and (is_button_row(blocks[-1]) or (len(blocks[-1].text) < 60 and find_when(blocks[-1].text))):
        blocks.pop()
    return trimmed(blocks, message.author)


def add_others(outline: Outline, said: Sequence[Said], found: Found) -> list[Message]:
    """Add the messages that the page prints in the same form and does not state, and put all in page order; those added."""
    found.messages = [one.message for one in said]
    others = others_shown(outline, said) if said else []
    found.messages += others
    places: list[int] = []
    for one in found.messages:
        place = min((outline.number[id(root)] for root in one.roots if id(root) in outline.number), default=-1)
        places.append(place)
    if others or -1 not in places:
        for number, place in enumerate(places):  # what is nowhere printed stays behind what it was stated after
            places[number] = place if place >= 0 else (places[number - 1] if number else 0)
        order = sorted(range(len(places)), key=lambda number: places[number])
        found.messages = [found.messages[number] for number in order]
    return others


def say_others(others: Sequence[Message], found: Found) -> None:
    """Say which messages are printed without being stated."""
    if count := sum(any(one is other for other in others) for one in found.messages):
        one = count == 1
        found.guesses.append(
            f"the page prints {count} {'comment' if one else 'comments'} of the same form that it does not state;"
            f" {'it was' if one else 'they were'} read as printed"
        )
