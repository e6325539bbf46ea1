"""Where the comments of a page begin and end, and whether their heads stand over or under the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import mean, median

from ethnography.formats.furniture import comments_heading, furniture_reason, opens_form
from ethnography.formats.page_text.buttons import is_for_answers
from ethnography.formats.page_text.heads import Group, Template, is_marked
from ethnography.formats.page_text.units import Unit

_SECTION = re.compile(
    r"""^\W*(?: (?:recent|latest|popular|related|similar|featured|most\s(?:popular|read|viewed|commented)|more|top|previous|older|newer|next|prev|other)
          \s(?:posts?|comments?|articles?|entr(?:y|ies)|stories|news|topics?|threads?|pages?|in\s.{2,30}|from\s.{2,30})
      | archives?|categor(?:y|ies)|blogroll|meta|tags|navigation|search(?:\sthis\s(?:blog|site))?|about(?:\s(?:me|us|this\sblog))?|contact(?:\sus)?|sitemap
      | trackbacks?(?:\s.{0,30})?|pingbacks?(?:\s.{0,30})?|newer\spost|older\spost|subscribe(?:\sto.{0,60})?|comments?\s(?:rss|feed|policy)
      | (?:beitrags|artikel|kommentar)-?navigation|(?:neueste|letzte|beliebte|ähnliche|weitere|ältere|neuere|verwandte|nächste[rs]?|vorherige[rs]?)
          \s(?:beiträge|beitrag|kommentare?|artikel|einträge|themen)
      | archiv|kategorien|schlagwörter|impressum|datenschutz(?:erklärung)?|suche|über\s(?:mich|uns)|kontakt
      | (?:entradas|comentarios|artículos)\s(?:recientes|anteriores|relacionados|siguientes|populares)|categorías|archivos|etiquetas|buscar
      | (?:articles|commentaires|billets)\s(?:récents|suivants|précédents|similaires|populaires)|catégories|rechercher|mentions\slégales
      | (?:post|reply|message)\s(?:a\s)?(?:new\s)?(?:thread|topic|reply|message)|similar\sthreads|who(?:['’]s|\sis)\sonline.{0,40}|quick\s(?:reply|links)
      | (?:du|sie)\s(?:musst|mußt|müssen)\s(?:dich|sich|angemeldet|eingeloggt)\s.{0,90} | bitte\s(?:melde|logge)\s.{0,70}
      | you\s(?:must|need\sto)\s(?:be\s)?(?:logged\sin|log\sin|register).{0,60}|(?:please\s)?(?:log|sign)\sin\sto.{0,60}|terms\s(?:of\suse|and\sconditions)
      | privacy(?:\spolicy)?|all\stimes\sare.{0,60}|return\sto\s.{2,60}|page\s\d+\sof\s\d+|seite\s\d+\svon\s\d+|notify\sme.{0,80}|view\s(?:the\s)?discussion\sthread
      | blog\scomments\spowered\sby\sdisqus|(?:also\son|add)\sdisqus.{0,40}|comments?\spowered\sby.{0,40}
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_SORTED = re.compile(
    r"(?:sort(?:ed|iert)?\s?(?:by|nach)?\s?:?\s*)?(?:(?:newest|oldest|latest|best|most\s(?:voted|liked|recent)|top\srated|controversial|neue?ste|älteste"
    r"|(?:beste|meiste)\s?bewertung(?:en)?|meisten\sabstimmungen|beliebteste|más\s(?:nuevos|recientes|antiguos|votados)|plus\s(?:récents?|anciens?)"
    r")(?:\sfirst|\szuerst)?[\s|,·/]*){2,}",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\[[ _]{3,}\]|^(?:[\w*: -]{2,30}\s)?\[\s?\]|_{8,}|^\[[XÄx ]\]\s")
_ENDING = ("comment form heading", "comment form notice", "copyright line", "site banner", "post footer", "share buttons")


def is_heading(unit: Unit) -> bool:
    """Whether a line stands over comments: "4 Responses to TITLE", "11 comentarios"."""
    if unit.head or unit.button or len(unit.text) > 200 or unit.column > unit.indent:
        return False  # behind a list's marker it is a link of the page
    if _SORTED.fullmatch(unit.text):
        return True
    found = comments_heading(unit.text)
    if found is None or found.count is not None:
        return found is not None and found.count != 0
    return (
        re.match(r"\W*[^\W\da-zß-ÿ]", unit.text) is not None
        and not unit.text.endswith(("?", "…", "!", "..."))
        and len(unit.text.split()) <= 4
    )


def mark_counts(units: Sequence[Unit]) -> None:
    """Mark the numbers of comments that stand at many teasers of other articles: "604 comments" under each."""
    counts = [
        unit for unit in units if is_heading(unit) and (found := comments_heading(unit.text)) and found.count and not found.title
    ]
    if len(counts) > 4:
        for unit in counts:
            unit.button, unit.reason = True, "numbers of comments on other pages"


def ends_thread(unit: Unit) -> bool:
    """Whether a line opens something else under the comments: the form, a list of other posts, the page's footer."""
    if len(unit.text) > 120:
        return False
    return (
        _FIELD.search(unit.text) is not None
        or opens_form(unit.text)
        or _SECTION.match(unit.text) is not None
        or furniture_reason(unit.text) in _ENDING
        or is_heading(unit)
    )


def find_breaks(units: Sequence[Unit], groups: Sequence[Group]) -> list[int]:
    """The units at which a page begins something else; the heading over comments, their form, a section right over a list.

    A line that stands on the page more than three times parts nothing ("Replies" over the answers to each comment), nor does
    a word among heads of one form.
    """
    found = []
    for n, unit in enumerate(units):
        if len(unit.text) > 120 or unit.button or (unit.head and unit.head.kind != "pingback"):
            continue
        near = any((head := units[m].head) and head.kind != "pingback" for m in range(n + 1, min(n + 7, len(units))))
        if is_heading(unit) or opens_form(unit.text) or (near and _SECTION.match(unit.text)):
            found.append(n)
    seen = Counter(units[n].text.casefold() for n in found)
    return [
        n
        for n in found
        if seen[units[n].text.casefold()] <= 3 and (opens_form(units[n].text) or not _among_alike(units, n, groups))
    ]


def _among_alike(units: Sequence[Unit], n: int, groups: Sequence[Group]) -> bool:
    """Whether a line that states no number stands between two heads of one form and column: it is text of a comment."""
    stated = comments_heading(units[n].text)
    if stated and stated.count is not None:
        return False
    after = bisect_right(groups, n, key=lambda group: group.first)
    if not 1 < after < len(groups) - 1:  # one head before may be the article's
        return False
    one, other = groups[after - 1], groups[after]
    return (one.shape, one.column) == (other.shape, other.column)


def words_in_units(units: Sequence[Unit]) -> int:
    """How many words stand in these units, buttons aside."""
    return sum(len(unit.text.split()) for unit in units if not unit.button)


def find_heading(units: Sequence[Unit], template: Template, groups: Sequence[Group]) -> int | None:
    """The heading over a run of comments; None where other heads stand between, or none is there. A form may stand between."""
    first = template.groups[0].first
    if is_heading(units[template.floor]):
        return template.floor
    others = [group.first for group in groups if group.first < first and group.kind != "pingback"]
    for n in range(first - 1, max(others[-1] if others else -1, -1), -1):
        if is_heading(units[n]):
            return n
    return None


def without_byline(units: Sequence[Unit], groups: list[Group]) -> list[Group]:
    """The heads without the one that belongs to the article: over a much longer text at the top of the page."""
    while groups and groups[0].first <= 60:
        first, others = groups[0], groups[1:]
        if not others:
            return groups if words_in_units(units[: first.first]) >= 40 else []
        own = words_in_units(units[first.last + 1 : others[0].first])
        lengths = [words_in_units(units[a.last + 1 : b.first]) for a, b in pairwise(others)]
        unlike = all(other.shape != first.shape for other in others) or (not _has_clock(first) and all(map(_has_clock, others)))
        long = own >= 120 and own > 4 * (median(lengths) if lengths else 30)
        if not ((unlike and (own >= 40 or not own)) or (long and first.first > 0)):
            break
        groups = others
    return groups


def _has_clock(group: Group) -> bool:
    return group.when is not None and re.search(r"\d\s?[:.h]\s?\d\d|\d\s?[ap]\.?m", group.when, re.IGNORECASE) is not None


def find_end(units: Sequence[Unit], template: Template) -> int:
    """The unit behind the last comment's text, if the heads stand over their text."""
    last = template.groups[-1]
    starts = [units[n].indent for group in template.groups for n in (group.first, group.last + 1) if n < len(units)]
    left = min(starts)
    inner = [unit.blank for a, b in zip(template.groups, template.groups[1:], strict=False) for unit in units[a.last + 2 : b.first]]
    widest = max(inner, default=3)
    closing = _closing_button(units, template.groups)
    for n in range(last.last + 1, template.ceiling):
        unit = units[n]
        if ends_thread(unit) or unit.indent < left or (unit.blank > max(4, widest) and n > last.last + 1):
            return n
        if closing and unit.text.casefold() == closing:
            while n + 1 < len(units) and (units[n + 1].button or _is_date(units[n + 1])):
                n += 1
            return n + 1
    return template.ceiling


def _is_date(unit: Unit) -> bool:
    return unit.head is not None and unit.head.kind == "date"


def _closing_button(units: Sequence[Unit], groups: Sequence[Group]) -> str | None:
    """The button that stands at the end of nearly every comment ("Reply")."""
    if len(groups) < 3:
        return None
    texts = []
    for a, b in pairwise(groups):
        body = list(units[a.last + 1 : b.first])
        while body and (_is_date(body[-1]) or (body[-1].button and len(body) > 1 and body[-2].button)):
            body.pop()
        texts.append(body[-1].text.casefold() if body and body[-1].button else "")
    common = max(set(texts), key=texts.count)
    return common if common and texts.count(common) >= 0.7 * len(texts) else None


def is_under(units: Sequence[Unit], template: Template, heading: int | None, end: int) -> bool:
    """Whether the heads stand under their texts, by what lies before the first and after the last, and by the gaps."""
    groups = template.groups
    first, last = groups[0], groups[-1]
    votes = 0.0
    if heading is not None and words_in_units(units[heading + 1 : first.first]) < 600:
        above = [unit for unit in units[heading + 1 : first.first] if not (unit.button or ends_thread(unit))]
        lengths = [words_in_units(units[a.last + 1 : b.first]) for a, b in pairwise(groups)]
        long = words_in_units(above) > max(100, 4 * (median(lengths) if lengths else 50))  # more likely the article
        votes += 0 if long else 2 if above and not any(opens_form(unit.text) for unit in units[heading + 1 : first.first]) else -2
    elif words_in_units(units[: first.first]) < 3:
        votes -= 3
    votes += -1.5 if words_in_units(units[last.last + 1 : end]) else 2
    votes += -4 * mean(group.family == "says" for group in groups) + 0.5 * mean(group.family == "by" for group in groups)
    votes += 3 if mean(units[group.first].text.startswith(("–", "—")) for group in groups) >= 0.7 else 0
    answered = mean(any(_is_answer(units, n) for n in (group.first - 1, group.first - 2)) for group in groups)
    headed = mean(_is_answer(units, group.last + 1) for group in groups)
    votes += 1 if headed >= 0.6 else -2.5 if answered >= 0.6 and headed < 0.3 else 0
    opened = mean(_is_marked(units, group.first) or (group.first > 0 and _is_marked(units, group.first - 1)) for group in groups)
    closed = mean(group.last + 1 < len(units) and _is_marked(units, group.last + 1) for group in groups)
    votes += 1.5 if closed > opened + 0.4 else -1.5 if opened > closed + 0.4 else 0
    before = mean(min(units[group.first].blank, 4) for group in groups)
    after = mean(min(units[group.last + 1].blank, 4) if group.last + 1 < len(units) else 4 for group in groups)
    votes += 0.8 if after > before + 0.3 else -0.8 if before > after + 0.3 else 0
    deeper = mean(group.last + 1 < len(units) and units[group.last + 1].column > group.column for group in groups)
    votes -= 1.5 if deeper > 0.8 else 0
    return votes > 0


def _is_answer(units: Sequence[Unit], n: int) -> bool:
    """Whether the buttons of a comment stand here."""
    return 0 <= n < len(units) and units[n].button and is_for_answers(units[n].text)


def _is_marked(units: Sequence[Unit], n: int) -> bool:
    """Whether a list's number stands before this line (or is all of it)."""
    return units[n].number is not None or re.fullmatch(r"\d{1,4}\.", units[n].text) is not None


def lost_words(units: Sequence[Unit], template: Template, heading: int | None, end: int) -> int:
    """How much text lies between the heading and the first comment, or after the last: a template that fits leaves none."""
    first = template.groups[0].first
    above = 0
    if heading is not None and template.side == "over" and not any(opens_form(unit.text) for unit in units[heading:first]):
        above = words_in_units([unit for unit in units[heading + 1 : first] if not ends_thread(unit)])
    return above


__all__ = [
    "ends_thread",
    "find_breaks",
    "find_end",
    "find_heading",
    "is_marked",
    "is_under",
    "lost_words",
    "without_byline",
    "words_in_units",
]
