"""What marks a comment wherever it stands: a date, the words of buttons, names of classes that speak of conversation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bs4 import Tag

from ethnography.formats.page_html.outline import Outline, weight_of
from ethnography.formats.saved_page.page import attribute
from ethnography.formats.unix_time import utc
from ethnography.formats.when import find_when, in_iso, short_ago
from ethnography.formats.wording import MONTHS, iso, parse_date

# --- dates ----------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class When:
    """A date on the page: the element that states or prints it, ISO 8601 where certain, the words of it as printed.

    `words`: where they stand among the words of the outline. `sure`: whether it names a day or says how long ago it was;
    a time of day alone, or a bare "3d", could be anything.
    """

    place: int
    date: str | None
    text: str | None
    words: int
    weight: int = 0
    sure: bool = True


_STATED = ("datetime", "data-datetime", "data-date", "data-created", "data-created-at", "data-published", "data-time-string")
_EPOCHS = ("data-time", "data-timestamp", "data-utime", "data-unixtime", "data-epoch", "data-unix")
_SAID = ("title", "aria-label", "content", "data-original-title", "data-tooltip", "data-title")
_CLASSED = re.compile(
    r"(?:^|[-_])(?:date|datum|fecha|time|timestamp|posted|published|when|ago|zeit|created)(?:$|[-_])|datetime|postdate"
)
_LONGEST = 110
_MAY_BE_DATE = re.compile(
    rf"(?:19|20)\d\d|\d\s?[:/.-]\s?\d|\d\s?[ap]\.?m\b|\d\S{{0,2}}\s?(?:de\s)?(?:{'|'.join(map(re.escape, MONTHS))})|\d\s?[年年月월]"
    rf"|\b(?:{'|'.join(map(re.escape, MONTHS))})\b\.?\s?\d|\b(?:ago|vor|hace|il y a|há|fa|geleden|atrás|now|yesterday|today|heute|gestern|eben"
    r"|hoy|ayer|hier|aujourd|instant|oggi|ieri|hoje|ontem|vandaag|gisteren)\b",
    re.IGNORECASE,
)
"""A cheap look before the thorough one."""


def find_dates(outline: Outline) -> list[When]:
    """Every date of the page, in page order: those that attributes state, those printed, those printed in pieces."""
    found: dict[int, When] = {}
    for number, tag in enumerate(outline.tags):
        if (date := _stated_date(tag)) is not None:
            found[number] = When(number, date, None, outline.first[number])
    attributed = frozenset(found)
    for index, words in enumerate(outline.words):
        if len(words.text) > _LONGEST or not _MAY_BE_DATE.search(words.text) or not (match := find_when(words.text)):
            continue
        if (stated := _around(outline, attributed, words.owner)) is not None:
            found[stated].text = found[stated].text or match.group().strip()
            found[stated].weight, found[stated].words = 0 if words.linked else weight_of(match.group()), index
        elif len(words.text) - len(match.group()) <= 60:
            sure = bool(match["day"] or match["relative"]) and any(map(str.isdigit, match.group()))
            sure = (sure and len(in_iso(match.group()) or "") != 7) or (
                bool(match["relative"]) and _is_called_date(outline, words.owner)
            )
            weight = 0 if words.linked else weight_of(match.group())
            when = When(words.owner, in_iso(match.group()), match.group().strip(), index, weight, sure)
            if words.owner not in found or (sure and not found[words.owner].sure):
                found[words.owner] = when
    _pieces(outline, found)
    _add_times(outline, found)
    return sorted(found.values(), key=lambda one: (one.place, one.words))


def _is_called_date(outline: Outline, number: int) -> bool:
    """Whether the element of some words, or the one around it, is one for dates: "hier" is French for yesterday, German for here."""
    near = (number, outline.parent[number])
    return any(outline.tags[one].name == "time" or any(_CLASSED.search(name) for name in outline.names(one)) for one in near)


def _around(outline: Outline, attributed: frozenset[int], owner: int) -> int | None:
    """The element that states the date printed in `owner`: itself, or one around it that holds nothing else to speak of."""
    for number in (owner, *list(outline.around(owner))[:2]):
        if number in attributed and outline.last[number] - outline.first[number] <= 3:
            return number
    return None


def _stated_date(tag: Tag) -> str | None:
    for name in tag.attrs:
        value = attribute(tag, name) if name in _STATED or name in _EPOCHS or name in _SAID else ""
        if not value or len(value) > 60 or not any(character.isdigit() for character in value):
            continue
        if name in _EPOCHS and re.fullmatch(r"\d{9,13}", value):
            return utc(value)
        if date := iso(value):
            return date
        if re.fullmatch(r"\d{9,13}", value) and name in _STATED:
            return utc(value)
        if name != "content" and (match := find_when(value)) and match["day"] and (date := parse_date(value)):
            return date
    return None


_TIME_ONLY = re.compile(
    r"\W*(?:(?:at|um|a las|à|às|alle|om|kl\.?)\s+)?(\d{1,2}[:.h]\s?\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?\s?m\b\.?)?)(?:\s?uhr)?\W*$",
    re.IGNORECASE,
)


def _add_times(outline: Outline, found: dict[int, When]) -> None:
    """The time of day where it stands beside the date, in an element of its own."""
    for when in found.values():
        after = (
            outline.words[when.words + 1]
            if when.text and when.date and len(when.date) == 10 and when.words + 1 < len(outline.words)
            else None
        )
        if after is not None and len(after.text) <= 20 and (match := _TIME_ONLY.match(after.text)):
            together = f"{when.text} {match[1]}"
            when.date, when.text = in_iso(together) or when.date, f"{when.text} {after.text}"


def _pieces(outline: Outline, found: dict[int, When]) -> None:
    """Dates printed in several pieces, or barely ("3d"), in an element whose class says that it is one."""
    for number in range(len(outline.tags)):
        first, last = outline.first[number], outline.last[number]
        if not 0 < last - first <= 5 or not any(_CLASSED.search(name) for name in outline.names(number)):
            continue
        if any(inner in found for inner in range(number, outline.end[number])):
            continue
        text = outline.text(number)
        match = find_when(text) if len(text) <= 80 else None
        if match and len(text) - len(match.group()) <= 40:
            found[number] = When(number, in_iso(match.group()), match.group().strip(), first, weight_of(match.group()))
        elif short_ago(text):
            found[number] = When(number, None, text, first, 1)


# --- conversation -----------------------------------------------------------------------------------------------------------

_TALK = re.compile(
    r"comment|kommentar|comentario|comentário|commento|commenti|reply|replies|antwort|respuesta|répon|repons|risposta|reactie"
    r"|guestbook|gaestebuch|discussion|diskussion|leserbrief|wortmeldung|meinung|opinion(?:es)?$|coment[-_]|komentar|koment[aá]ř|yorum"
)
_MESSAGE = re.compile(
    r"(?:^|[-_])(?:posts?|messages?|msg|beitrag|beitraege|answer|reaction|thread|forum|topic|mensaje|entry)(?:$|[-_\d])|^post"
)
_NOT_TALK = re.compile(
    r"comments?[-_]?(?:link|count|number|num|icon|off|closed|open|counter|btn|button|toggle|policy)s?$|no[-_]?comments?|recent|latest|popular"
    r"|last[-_]?comments?|comment[-_]?(?:form|respond)|^postid|^post-\d+|letzte|neueste"
)


def speaks_of_talk(names: frozenset[str]) -> bool:
    """Whether class names or an id speak of comments."""
    return any(_TALK.search(name) and not _NOT_TALK.search(name) for name in names)


def speaks_of_messages(names: frozenset[str]) -> bool:
    """Whether class names or an id speak of posts or messages: a forum's, but teasers of articles are called so as well."""
    return any(_MESSAGE.search(name) and not _NOT_TALK.search(name) for name in names)


_ANSWER = re.compile(
    r"""^\W*(?:(?:log\ in\ to\ )?(?:reply|respond|answer|quote|multi-?quote|report|flag|permalink|upvote|downvote)(?:\ (?:to\ this|with\ quote|this|post|comment
    |abuse|spam))*|reply\ to\ .{1,40}|(?:auf\ .{1,40}\ )?antworten|zitieren|zitat|melden|beitrag\ melden|kommentar\ melden|responder|citar|denunciar|reportar
    |répondre|citer|signaler|rispondi|cita|segnala|beantwoorden|reageer|reageren|citeren|rapporteer|odpowiedz|cytuj|zgłoś|svara?|citera|anmäl|svar
    |vastaa|ответить|цитировать|yanıtla|alıntı|odpovědět|відповісти|返信|回复|답글|responde)\W*(?:\(?\d+\)?)?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=50_000)
def is_answer_button(text: str) -> bool:
    """Whether a short text is a button to answer, quote or report what stands above it.

    >>> is_answer_button("Antworten"), is_answer_button("Reply to Ann"), is_answer_button("Read more")
    (True, True, False)
    """
    return len(text) <= 60 and _ANSWER.match(text) is not None


_ELSEWHERE = re.compile(
    r"(?:related|similar|recommended|popular|trending|latest|recent|more)\ (?:\w+\ )?(?:posts?|articles?|stories|news|comments?|entries|reading|topics|threads)"
    r"|read\ (?:next|also|more)|you\ (?:may|might)\ (?:also\ )?like|most\ (?:read|viewed|commented|popular)|what\ others\ (?:are\ )?read"
    r"|(?:ähnliche|verwandte|weitere|neueste|letzte|aktuelle|beliebte)\ (?:beiträge|artikel|themen|kommentare|nachrichten|meldungen)|mehr\ zum\ thema"
    r"|auch\ interessant|das\ könnte\ .{0,20}interessieren|lesen\ sie\ auch|meistgelesen|artículos\ relacionados|te\ puede\ interesar|lo\ más\ (?:leído|visto)"
    r"|últim[oa]s\ (?:entradas|noticias|comentarios)|articles\ (?:similaires|liés|récents)|à\ lire\ (?:aussi|également)|derniers\ commentaires|les\ plus\ lus"
    r"|articoli\ correlati|leggi\ anche|upcoming\ events|veranstaltungen|termine|press\ releases",
    re.IGNORECASE,
)


def heads_other_things(text: str) -> bool:
    """Whether a heading stands over what belongs to other pages: related posts, latest comments, events."""
    return len(text) <= 80 and _ELSEWHERE.search(text) is not None
