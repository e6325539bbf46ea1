"""How sure it is that texts under heads of one form are comments, and what shows it.

A page repeats forms for other things as well: teasers of articles have a name, a date and some words, too. So a form alone is
enough only where nothing else fits it; a heading, reply buttons, author lines or a comment form make it plain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from statistics import mean, median

from ethnography.formats.furniture import comments_heading, opens_form
from ethnography.formats.page_text.bodies import Body
from ethnography.formats.page_text.ends import words_in_units
from ethnography.formats.page_text.head import name_likeness
from ethnography.formats.page_text.heads import Group, Template, is_marked
from ethnography.formats.page_text.units import Unit
from ethnography.formats.when import is_relative

ALIKE = "names and dates of one form over or under every text"
_CLOCK = re.compile(r"\d\s?[:.h]\s?\d\d|\d\s?[ap]\.?m", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that these are comments, in words; `plain`: the page itself says so; `score`: to compare it with other
    readings."""

    words: str
    plain: bool
    score: float


@dataclass(frozen=True, slots=True)
class _Signs:
    """Shares of the comments (0 to 1) that have a sign of one, and what stands around them."""

    count: int
    full: int
    named: float
    likeness: float
    variety: float
    marked: float
    barely: float
    dated: float
    timed: float
    buttons: float
    form: bool
    nested: bool
    headed: bool
    stated: int | None
    counted: bool
    length: float
    after: int


def weigh(
    units: Sequence[Unit], template: Template, bodies: Sequence[Body], heading: int | None, end: int, depths: Sequence[int]
) -> Evidence | None:
    """The evidence for reading these as comments; None where there is too little. `heading` is one right over them."""
    signs = _signs(units, template, bodies, heading, end, depths)
    above = words_in_units(units[:heading]) if heading is not None else 0
    if _is_none(signs, template.family, above):
        return None
    found = _plain(signs, template.family) or _by_form(signs, template.family)
    return Evidence(*found, _score(signs)) if found else None


def _signs(
    units: Sequence[Unit], template: Template, bodies: Sequence[Body], heading: int | None, end: int, depths: Sequence[int]
) -> _Signs:
    groups = template.groups
    names = [group.name for group in groups if group.name]
    headings = [found for unit in units if unit.head is None and not unit.button and (found := comments_heading(unit.text))]
    full = sum(body.first < body.last for body in bodies)
    over = comments_heading(units[heading].text) if heading is not None else None
    return _Signs(
        count=len(groups),
        full=full,
        named=len(names) / len(groups),
        likeness=mean(map(name_likeness, names)) if names else 0.0,
        variety=len(set(names)) / len(groups),
        marked=mean(is_marked(group) or group.kind == "card" for group in groups),
        barely=mean(_is_barely_marked(group) for group in groups),
        dated=mean(group.when is not None for group in groups),
        timed=mean(
            group.when is not None and (_CLOCK.search(group.when) is not None or is_relative(group.when)) for group in groups
        ),
        buttons=mean(body.buttons for body in bodies),
        form=any(opens_form(unit.text) for unit in units[groups[-1].last + 1 : template.ceiling + 30]),
        nested=max(depths) > 1,
        headed=heading is not None,
        stated=over.count if over else None,
        counted=any(found.count in (full, len(groups)) for found in headings),
        length=sum(words_in_units(units[body.first : body.last]) for body in bodies) / max(full, 1),
        after=words_in_units(units[end:]),
    )


def _overlong(units: Sequence[Unit], template: Template, bodies: Sequence[Body]) -> int:
    """How much longer the last text is than the others: it may hold what stands below the comments."""
    lengths = [words_in_units(units[body.first : body.last]) for body in bodies]
    return max(0, lengths[-1] - 100 - 3 * int(median(lengths))) if template.side == "over" else 0


def _is_barely_marked(group: Group) -> bool:
    """Whether only "by" marks it, which stands over articles as well."""
    return group.family == "by" and re.match(r"(?:by|von|por|par|re)\s", group.shape.removeprefix("by ")) is not None


def _is_none(signs: _Signs, family: str, above: int) -> bool:
    """Whether they are no comments, whatever speaks for them."""
    if signs.full == 0 or signs.full * 5 < 3 * signs.count:
        return True
    if signs.count > 3 and 0 < signs.variety < 0.25 and signs.timed < 0.5:
        return True  # a few labels over many texts
    if signs.named == 0 and not (signs.headed and signs.full > 1 and (signs.timed >= 0.6 or signs.counted)):
        return True
    if signs.named and signs.likeness < 0.45 and signs.marked < 0.5:
        return True
    if signs.count > 1:
        return False
    if not signs.headed:  # one alone may be the article's own head
        return not (family == "says" and signs.dated and (signs.form or signs.buttons))
    bare = (signs.barely == 1 and not signs.timed) or (family == "by" and not signs.dated)
    return signs.stated not in (None, 1) or above < (15 if signs.marked and signs.timed else 40) or bare


def _plain(signs: _Signs, family: str) -> tuple[str, bool] | None:
    """Where the page itself says that these are comments."""
    recognisable = signs.dated >= 0.5 or signs.marked >= 0.5
    if signs.headed and (recognisable or signs.buttons >= 0.5):
        return "the heading over them", True
    if signs.full >= 2 and signs.buttons >= 0.5 and recognisable:
        return "the buttons at every one of them", True
    if signs.full >= (2 if family == "says" else 3) and signs.marked >= 0.5 and signs.dated >= 0.5 and signs.barely < 0.5:
        return "the author lines in it", True
    if signs.full >= 2 and family == "card":
        return "the members' cards beside them", True
    if signs.form and recognisable and (signs.marked >= 0.5 or signs.timed >= 0.5) and signs.barely < 0.5:
        return "the comment form under them", True
    return None


def _by_form(signs: _Signs, family: str) -> tuple[str, bool] | None:
    """Where nothing says so, but nothing else has this form."""
    if family == "name" and signs.headed and signs.full >= 2 and signs.full >= 0.8 * signs.count:
        return "the names alone in lines over every text", signs.counted
    if signs.marked >= 0.5 and signs.full >= 5 and signs.nested:
        return "the author lines in it", signs.full >= 8
    if signs.marked >= 0.5 and signs.full >= 3 and signs.dated >= 0.5 and signs.after < 200:
        return "the author lines in it", signs.full >= 5
    if family == "says" and signs.full >= 6 and signs.likeness >= 0.8:
        return "the author lines in it", False
    if signs.full >= 3 and signs.likeness >= 0.7 and signs.timed >= 0.6 and signs.after < 150:
        return ALIKE, signs.nested or signs.full >= 5
    if signs.full >= 4 and signs.likeness >= 0.8 and signs.dated >= 0.8 and signs.after < 30 and signs.length < 200:
        return ALIKE, False
    return None


def _score(signs: _Signs) -> float:
    """How much shows that these are the comments, for comparison with what else the page may hold."""
    score = (
        2 * signs.marked + 2 * signs.dated + signs.timed + 2 * signs.buttons + signs.form + 2 * signs.likeness + log2(signs.full)
    )
    score += signs.nested + 3 * signs.headed + 2 * signs.counted
    return score - 3 * (1 - signs.full / signs.count) - signs.barely
