"""COREQ and SRQR item by item, with a draft where the study knows something, and the rest said to be missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from ethnography.errors import UnknownId
from ethnography.methods.facts import Facts
from ethnography.methods.items import LISTS, SOURCES, Item
from ethnography.methods.note import MethodsNote, counted, listed, methods_note
from ethnography.units import number_of

if TYPE_CHECKING:
    import pandas as pd

FILLED, NOT_APPLICABLE, MISSING = "filled", "not applicable", "missing"
COLUMNS = ("number", "domain", "item", "asks", "state", "draft", "add")
OPEN = ("ethics", "limits")  # drafts that do not answer what the item asks first: it stays missing


def check_items(facts: Facts, name: str, *, mask: Callable[[str], str] = str) -> pd.DataFrame:
    """One row an item of ``COREQ`` (32) or ``SRQR`` (21): ``number, domain, item, asks, state, draft, add``.

    `state`: ``filled`` (the draft says what the study knows; ``add`` what it does not), ``not applicable`` (an item made for
    interviews; ``draft`` says why), ``missing`` (the study does not know it; ``add`` says what to write). Where a source may hold
    an interview, nothing is said to be not applicable. No site is named in a draft. ``attrs``: ``source, note``.

    Raises ``UnknownId`` for another list.
    """
    import pandas as pd

    wanted = name.upper()
    if wanted not in LISTS:
        raise UnknownId("checklist", name, LISTS, "what can be drafted")
    note = methods_note(facts)
    rows = [(item.number, item.domain, item.name, item.asks, *_answer(item, facts, note, mask)) for item in LISTS[wanted]]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")
    states = table["state"].value_counts()
    said = ", ".join(f"{int(states.get(state, 0))} {state}" for state in (FILLED, NOT_APPLICABLE, MISSING))
    table.attrs.update({"source": SOURCES[wanted], "note": f"{len(table)} items: {said}. {SOURCES[wanted]}"})
    return table


def _answer(item: Item, facts: Facts, note: MethodsNote, mask: Callable[[str], str]) -> tuple[str, str, str]:
    """State, draft and what to add."""
    draft = mask(DRAFTS[item.draft](facts, note)) if item.draft else ""
    if draft and item.draft not in OPEN:
        return FILLED, draft, item.add
    if item.instead and not facts.may_hold_interviews:
        return NOT_APPLICABLE, f"{item.instead[0].upper()}{item.instead[1:]}.", ""
    if item.instead:
        forms = listed(name for name in facts.read.names)
        return (
            MISSING,
            "",
            f"Sources of a form in which interviews come are among the material ({forms}): if there are any, say it.",
        )
    return MISSING, draft, item.add or "The study does not know it."


def _approach(facts: Facts, note: MethodsNote) -> str:
    return f"The approach is recorded as “{facts.settings.approach}”."


def _sites(facts: Facts, note: MethodsNote) -> str:
    """The reasons on record, the hosts left out of them."""
    sites = facts.settings.sites
    if not sites:
        return ""
    hosts = re.compile("|".join(re.escape(site.host) for site in sites), re.IGNORECASE)
    said = "; ".join(hosts.sub("[site]", site.why.strip().rstrip(".")) for site in sites)
    return f"{number_of(len(sites), 'site')}, chosen and used for reasons on record: {said}."


def _material(facts: Facts, note: MethodsNote) -> str:
    return note.section("Material") if facts.collected.threads else ""


def _sources(facts: Facts, note: MethodsNote) -> str:
    return f"Online; the sources are {counted(facts.read.formats)}." if facts.read.imports else ""


def _people(facts: Facts, note: MethodsNote) -> str:
    here = facts.collected
    if not here.participants:
        return ""
    known = sum(here.roles.values())
    without = f", and {here.participants - known:,} have none" if known < here.participants else ""
    roles = f"; the roles recorded are {counted(here.roles)}{without}" if here.roles else ""
    when = f" The comments that are dated were written {here.first} to {here.last}." if here.first else ""
    return f"{number_of(here.participants, 'participant')} whose names are stated{roles}.{when}"


def _field_notes(facts: Facts, note: MethodsNote) -> str:
    n = facts.memos.get("study", 0)
    return (
        f"{number_of(n, 'memo')} about the study itself {'is' if n == 1 else 'are'} on record, with the day and the writer."
        if n
        else ""
    )


def _coders(facts: Facts, note: MethodsNote) -> str:
    who = [work.coder for work in facts.coders if work.codings]
    return f"{number_of(len(who), 'coder')}: {listed(who)}." if who else ""


def _tree(facts: Facts, note: MethodsNote) -> str:
    book = facts.codebook
    tops = [
        f"{code.name} ({n})" if (n := len(book.descendants(code.id)) - 1) else code.name for depth, code in book.walk() if not depth
    ]
    defined = sum(bool(code.definition or code.brief) for code in book)
    return (
        f"The codebook “{book.name}” has {number_of(len(book), 'code')}, {defined:,} of them defined: {listed(tops)}."
        if tops
        else ""
    )


def _derivation(facts: Facts, note: MethodsNote) -> str:
    said = facts.codebook.description.strip()
    return f"The codebook says of itself: {said}" if said else ""


def _context(facts: Facts, note: MethodsNote) -> str:
    return facts.settings.description


def _ethics(facts: Facts, note: MethodsNote) -> str:
    return " ".join(part for part in (note.section("Disguise"), _sites(facts, note)) if part)


def _reading(facts: Facts, note: MethodsNote) -> str:
    return note.section("Reading")


def _units(facts: Facts, note: MethodsNote) -> str:
    here = facts.collected
    what = (number_of(here.threads, "thread"), number_of(here.posts, "post"), number_of(here.comments, "comment"),
            number_of(here.participants, "participant"))  # fmt: skip
    return f"{listed(what)}." if here.threads else ""


def _processing(facts: Facts, note: MethodsNote) -> str:
    said = (
        f"{note.section('Reading')} {note.section('Disguise')} Texts never change after import, and every coding stores its words."
    )
    return said if facts.read.imports else ""


def _coding(facts: Facts, note: MethodsNote) -> str:
    return note.section("Coding") if any(work.codings for work in facts.coders) else ""


def _trustworthiness(facts: Facts, note: MethodsNote) -> str:
    if sum(bool(work.codings) for work in facts.coders) < 2:
        return ""
    blind = "Coders do not see each other’s work (as the study is set now)." if facts.settings.is_blind else ""
    return " ".join(part for part in (_coders(facts, note), blind, note.section("Agreement")) if part)


def _limits(facts: Facts, note: MethodsNote) -> str:
    here, read = facts.collected, facts.read
    known = [
        (here.unsigned, f"{here.unsigned:,} texts bear no author’s name"),
        (here.undated, f"{here.undated:,} bear no date"),
        (read.not_captured, f"{number_of(read.not_captured, 'comment')} named in the sources were not captured"),
        (read.without_day, f"of {number_of(read.without_day, 'source')} the day of capture is not known"),
    ]
    said = [text for n, text in known if n]
    return f"Known to the study: {'; '.join(said)}." if said else ""


DRAFTS: dict[str, Callable[[Facts, MethodsNote], str]] = {
    "approach": _approach, "sites": _sites, "material": _material, "sources": _sources, "people": _people,
    "field notes": _field_notes, "coders": _coders, "tree": _tree, "derivation": _derivation, "context": _context,
    "software": lambda facts, note: note.section("Software"), "ethics": _ethics, "reading": _reading, "units": _units,
    "processing": _processing, "coding": _coding, "trustworthiness": _trustworthiness, "limits": _limits,
}  # fmt: skip
