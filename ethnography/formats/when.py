"""Dates as pages print them, wherever they stand in a line: absolute, relative ("3 days ago"), or a time of day alone.

Finding comes first and knows many forms; what a found date means is told afterwards, and only as far as it is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ethnography.formats.wording import MONTHS, parse_date

_MONTH = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thur?s?|fri|sat|sun"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|sonnabend|mittwoch|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    r"|(?:segunda|terça|quarta|quinta|sexta)-feira|(?:maan|dins|woens|donder|vrij|zater|zon)dag|mo|di|mi|do|fr|sa|so)\b\.?,?"
)
_ZONE = r"(?:\s?(?:\(\s?)?(?:(?:UTC|GMT)\s?[+-]?\s?\d{0,4}|[ECMPB][SDE]?T|CES?T|MES?Z|WES?T|[+-]\d\d:?\d\d|Z\b)(?:\s?\))?)?"
_CLOCK = (
    rf"(?:\d{{1,2}}(?:[:.]\d\d|\s?h\s?\d\d(?:\s?min\b\.?)?|\s\d\d(?=\s?[ap]\.?m))(?:[:.]\d\d)?(?:\.\d+)?"
    rf"(?:\s?(?:[ap]\.\s?m\.?|[ap]m\b|uhr\b|hrs?\b|h\b))?|\d{{1,2}}\s?(?:[ap]\.m\.?|[ap]m\b|uhr\b)){_ZONE}"
)
_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d)(?!\d)"
_TH = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_OF = r"(?:\s*(?:of|de|del)\s+|\s*[-/ ]\s*|\s*)"
_DAY_FORMS = rf"""(?:
    (?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)
  | {_DAY}{_TH}{_OF}(?:{_MONTH})\b[.,]?(?!\s\d{{1,2}},?\s+(?:19|20)\d\d)(?:{_OF},?\s*(?:{_YEAR}|\d\d(?=\s(?:at|um|@))))?
  | (?:{_MONTH})\b\.?{_OF}{_DAY}(?!\d|:)(?:st\b|nd\b|rd\b|th\b|\.)?(?:\s*,?\s*{_YEAR})?
  | (?:{_MONTH})\b\.?,?\s+(?:de\s+)?(?:19|20)\d\d(?!\d)
  | \d{{1,2}}\.\d{{1,2}}\.\d\d(?=\d\d:\d\d)
  | \d{{1,2}}[./-]\s?\d{{1,2}}[./,-]\s?(?:(?:19|20)\d\d|\d\d)(?![\d])
)"""
_JOIN = r"(?:[\s,|@/·•—–\-(]|\bat\b|\bum\b|\ba\slas?\b|\bà\b|\bàs\b|\balle\b|\bom\b|\bkl\.?|\bon\b)*"
_NEAR = (
    r"(?:just\snow|right\snow|moments?\sago|yesterday|today|heute|gestern|vorgestern|hoy|ayer|anteayer|hier|aujourd['’]hui"
    r"|oggi|ieri|hoje|ontem|vandaag|gisteren|gerade\seben|a\smoment\sago|à\sl['’]instant)"
)
_UNIT = (
    r"(?:seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mos?|mth|years?|yrs?|y"
    r"|sekunden?|minuten?|stunden?|std|tag(?:e|en)?|wochen?|wo|monat(?:e|en)?|jahr(?:e|en)?|t|j"
    r"|segundos?|minutos?|horas?|días?|dias?|semanas?|mes(?:es)?|años?|anos?"
    r"|secondes?|heures?|jours?|semaines?|mois|ans?|années?|secondi|minuti|or[ae]|giorn[oi]|settiman[ae]|mesi?|ann[oi]"
    r"|seconden|minuut|uur|uren|dag(?:en)?|week|weken|maand(?:en)?|jaar)\b\.?"
)
_COUNT = r"(?:\d{1,3}\+?|an?|one|einem?r?|un[ao]?|une)"
_AGO = (
    rf"(?:(?:about|almost|over|nearly|etwa|circa)\s)?{_COUNT}\s?{_UNIT}(?:,?\s(?:and\s|und\s|y\s|et\s)?{_COUNT}\s?{_UNIT})*\s"
    rf"(?:ago|her|fa|geleden|atrás)\b"
    rf"|(?:vor|hace|há|il\sy\sa)\s(?:etwa\s|über\s|fast\s|más\sde\s|environ\s)?{_COUNT}\s?{_UNIT}"
)
_EDGE = r"(?:(?<![^\W_])|(?<=[^\W\d_])(?=\d)|(?-i:(?<=[a-zß-ÿ\d)])(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z]+\.?\s\d)))"
_FIND = re.compile(
    rf"""{_EDGE}(?P<weekday>{_WEEKDAY}\s*(?:the\s|den\s)?)?(?P<first>{_CLOCK}{_JOIN}(?:{_WEEKDAY}\s*)?)?
        (?P<day>{_DAY_FORMS})(?P<time>{_JOIN}{_CLOCK})?
      | (?:(?<![^\W_])|(?<=[^\W\d_])(?=\d))(?:(?P<relative>{_AGO}|{_NEAR}(?:{_JOIN}{_CLOCK})?)|(?P<weekday_time>{_WEEKDAY}{_JOIN}{_CLOCK}))
      | (?<![\w:.,$€])(?P<clock>(?=\d{{1,2}}(?::|\s?[apAPuU])){_CLOCK})(?![\w%:])""",
    re.IGNORECASE | re.VERBOSE,
)
_SHORT_AGO = re.compile(rf"(?:\d{{1,3}}\s?(?:{_UNIT}))", re.IGNORECASE)
_DIGITS = re.compile(r"\d(?:[./:-]\s?\d|\s?[aphu]|[\s.a-zºª,-]{0,10}[a-zéûä]{3})|[a-zéûä]{3}[.,]?\s(?:de\s)?\d", re.IGNORECASE)
_WORDS = (
    "ago", "yesterday", "today", "now", "heute", "gestern", "eben", "hoy", "ayer", "hier", "aujourd", "instant", "oggi", "ieri",
    " her", "hoje", "ontem", "vandaag", "gisteren", "vor ", "hace ", "há ", "il y a", " fa", "geleden", "atrás",
)  # fmt: skip


def find_when(text: str) -> re.Match[str] | None:
    """The date that a short line prints: the first with a day, otherwise the first relative one or time of day; None without.

    >>> [find_when(line).group() for line in ("Ann Lee — July 10th, 2012, 1:26 am", "AnnOctober 22, 2012 10:46 AM", "Bo 3 days ago")]
    ['July 10th, 2012, 1:26 am', 'October 22, 2012 10:46 AM', '3 days ago']
    """
    if len(text) > 160 or not _may_hold_date(text):
        return None
    found = list(_FIND.finditer(text))
    for group in ("day", "relative", "weekday_time", "clock"):
        for match in found:
            if match[group]:
                return match
    return None


def _may_hold_date(text: str) -> bool:
    """A cheap look before the thorough one: most lines hold no date."""
    lower = text.lower()
    return _DIGITS.search(lower) is not None or any(word in lower for word in _WORDS)


def is_relative(printed: str) -> bool:
    """Whether a printed date says only how long ago it was: nothing follows from it without the time of the capture.

    >>> is_relative("3 days ago"), is_relative("2w"), is_relative("May 3, 2011")
    (True, True, False)
    """
    match = find_when(printed)
    return _SHORT_AGO.fullmatch(printed.strip()) is not None or (match is not None and match["relative"] is not None)


def short_ago(text: str) -> bool:
    """Whether a text is a bare span of time, as social media print it: "3d", "2 Std."; a date only where buttons stand by it."""
    return _SHORT_AGO.fullmatch(text.strip()) is not None


# --- what a date means --------------------------------------------------------------------------------------------------

_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([./-])\s?(\d{1,2})[./,-]\s?((?:19|20)\d\d|\d\d)(?!\d)")
_SHORT_YEAR = re.compile(rf"(\d{{1,2}}{_TH}\s(?:{_MONTH})\b\.?)\s['’]?(\d\d)(?!\d)", re.IGNORECASE)
_GLUED_CLOCK = re.compile(r"(\d{1,2}\.\d{1,2}\.\d\d)(?=\d\d:\d\d)")
_SPACED_CLOCK = re.compile(r"\b(\d{1,2})\s(\d\d)(?=\s?[ap]\.?m)", re.IGNORECASE)
Order = str | None


def order_of(printed: Iterable[str]) -> Order:
    """Which of the first two numbers is the day in all-digit dates of one page: "day first", "month first", None if none tells.

    A date with a number over 12 tells; two that contradict each other tell nothing.

    >>> order_of(["11/05/12", "11/25/12"]), order_of(["03.04.2011"]), order_of(["11/05/12"])
    ('month first', None, None)
    """
    found: set[str] = set()
    for text in printed:
        if match := _NUMBERS.search(text):
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                found.add("day first")
            elif second > 12 >= first:
                found.add("month first")
    return found.pop() if len(found) == 1 else None


def in_iso(printed: str, order: Order = None) -> str | None:
    """The printed date in ISO 8601 as far as it is stated; `order` is what the page's other dates say of all-digit ones.

    >>> in_iso("07.21.12 at 17:46", "month first"), in_iso("11/05/12"), in_iso("4 Nov 12 at 11:22 pm"), in_iso("3 days ago")
    ('2012-07-21T17:46', None, '2012-11-04T23:22', None)
    """
    text = _SPACED_CLOCK.sub(r"\1:\2", _SHORT_YEAR.sub(r"\1 20\2", _GLUED_CLOCK.sub(r"\1 ", printed)))
    if (match := _NUMBERS.search(text)) and (len(match[4]) == 2 or match[2] != "."):
        first, second = int(match[1]), int(match[3])
        ordered = order or ("day first" if first > 12 else "month first" if second > 12 else None)
        if ordered is None and first != second:
            return None
        day, month = (first, second) if ordered != "month first" else (second, first)
        year = match[4] if len(match[4]) == 4 else f"20{match[4]}"
        text = f"{text[: match.start()]} {year}-{month:02}-{day:02} {text[match.end() :]}"
    elif match and order == "month first":
        text = f"{text[: match.start()]} {match[4]}-{int(match[1]):02}-{int(match[3]):02} {text[match.end() :]}"
    return parse_date(text)
