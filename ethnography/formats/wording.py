"""The words blogs print around a comment, in several languages: who says, when, and the furniture of the page.

Tables and the few functions that read them; shared by the readers of saved pages, whatever their form.
English, German, Spanish, French, Italian, Portuguese and Dutch are known; a language is added by adding to a table.
Of dates also Polish, Czech, Slovak, Hungarian, Scandinavian, Finnish, Romanian, Catalan, Turkish, Russian, Ukrainian, Greek,
Indonesian, Japanese, Chinese and Korean.
"""

from __future__ import annotations

import re
from datetime import date

# --- who says -----------------------------------------------------------------------------------------------------------

SAYS: tuple[str, ...] = (
    "says", "said", "wrote", "writes", "replied", "replies", "commented",
    "sagt", "sagte", "schreibt", "schrieb", "meint", "meinte", "kommentierte",
    "dijo", "dice", "escribió", "comentó", "respondió",
    "dit", "a dit", "écrit", "a écrit", "disse", "diz", "ha detto", "scrive", "ha scritto", "zegt", "schreef",
    "siger", "sier", "säger", "skrev", "skriver", "sanoo", "kirjoitti", "pisze", "napisał", "napisała", "napisał(a)", "mówi",
    "říká", "napsal", "napsala", "hovorí", "szerint", "spune", "a spus", "diyor ki", "dedi ki", "говорит", "пишет", "сказал",
    "сказала", "написал", "написала", "каже", "λέει", "kaže", "pravi", "diu", "ha dit", "berkata",
)  # fmt: skip
"""Verbs that stand between a commenter's name and a colon."""

_VERBS = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(SAYS, key=len, reverse=True))
_SAYS_LINE = re.compile(
    rf"^\s*(?:comment\s+by\s+|kommentar\s+von\s+|comentario\s+de\s+)?(?P<name>\S.*?)\s*(?:\(\s*\))?\s+"
    rf"(?P<verb>{_VERBS})\s*(?P<tail>(?:on|am|el|le|op|em|il)\b[^:]{{0,60}}(?::\d\d)*)?\s*[:：…]\s*$",
    re.IGNORECASE,
)


def is_says(line: str) -> bool:
    """Whether a line is nothing but "NAME says:" in one of the languages of ``SAYS``; names have at most eight words.

    >>> is_says("Ann-Marie dijo:"), is_says("The minister says: no.")
    (True, False)
    """
    match = _SAYS_LINE.match(line)
    return match is not None and len(match["name"].split()) <= 8 and len(match["name"]) <= 80


def strip_says(text: str) -> str:
    """The name out of an author line: without " says:", an empty "()" and the white space around it.

    A text that is no such line comes back as it is, trimmed, without a colon at its end.

    >>> strip_says("Orchard Weekly () says:"), strip_says("Bo"), strip_says("Jörg schreibt:")
    ('Orchard Weekly', 'Bo', 'Jörg')
    """
    match = _SAYS_LINE.match(text)
    name = match["name"] if match else text.strip().removesuffix(":")
    return bare_name(re.sub(r"\s*\(\s*\)$", "", name))


_AUTHOR_BADGE = re.compile(
    r"\s*[(\[]?\b(?:post author|author of the post|beitragsautor(?:in)?|autora? de la entrada|auteur(?:/autrice)? de l.article"
    r"|auteur/autrice de la publication|autore articolo|autor do post|berichtauteur)[)\]]?$",
    re.IGNORECASE,
)


_AGAIN = re.compile(r"(?P<once>\S{2,30} \S.{0,60}?)(?<=\S)(?P=once)+(?P<rest>.*)$")


def bare_name(name: str) -> str:
    """A name without the badge that WordPress prints behind that of the post's author, and without what is glued
    before it: the words of the person's picture, which text browsers print before the name, however short that is.

    >>> bare_name("Bo Kay Post author"), bare_name("Post author"), bare_name("Bo KayBo KayBo Kay"), bare_name("Bo KayBo KayBo")
    ('Bo Kay', 'Post author', 'Bo Kay', 'Bo')
    """
    name = _AUTHOR_BADGE.sub("", name).strip() or name.strip()
    again = _AGAIN.match(name) if len(name) <= 200 else None
    return (again["rest"] or again["once"]) if again and f"{again['once']} ".startswith(f"{again['rest']} ".lstrip()) else name


# --- when ---------------------------------------------------------------------------------------------------------------

_MONTH_NAMES = (
    "january jan januar jänner jän enero ene janvier janv gennaio janeiro januari"
    " stycznia styczeń ledna leden január januára ocak января январь янв січня ianuarie gener tammikuuta tammikuu ιανουαρίου",
    "february feb februar feber febrero février févr fév fevrier febbraio fevereiro februari fev"
    " lutego luty února únor február februára şubat февраля февраль фев лютого februarie febrer helmikuuta helmikuu φεβρουαρίου",
    "march mar märz mrz marz marzo mars março maart mrt"
    " marca marzec března březen március mart марта март мар березня martie març maret marts maaliskuuta maaliskuu μαρτίου",
    "april apr abril abr avril avr aprile"
    " kwietnia kwiecień dubna duben április apríla nisan апреля апрель апр квітня aprilie huhtikuuta huhtikuu απριλίου",
    "may mai mayo maggio maio mei maja maj května květen május mája mayıs мая май травня maig toukokuuta toukokuu μαΐου",
    "june jun juni junio juin giugno junho"
    " czerwca czerwiec června červen június júna haziran июня июнь июн червня iunie juny kesäkuuta kesäkuu ιουνίου",
    "july jul juli julio juillet juil luglio julho"
    " lipca lipiec července červenec július júla temmuz июля июль июл липня iulie juliol heinäkuuta heinäkuu ιουλίου",
    "august aug agosto ago août aout augustus"
    " sierpnia sierpień srpna srpen augusztus augusta ağustos августа август авг серпня agost agustus augusti elokuuta elokuu αυγούστου",
    "september sept sep septiembre set setiembre septembre settembre setembro"
    " września wrzesień září szeptember septembra eylül сентября сентябрь сен вересня septembrie setembre syyskuuta syyskuu σεπτεμβρίου",
    "october oct oktober okt octubre octobre ottobre outubro"
    " października październik října říjen október októbra ekim октября октябрь окт жовтня octombrie lokakuuta lokakuu οκτωβρίου",
    "november nov noviembre novembre novembro"
    " listopada listopad listopadu novembra kasım ноября ноябрь ноя листопада noiembrie marraskuuta marraskuu νοεμβρίου",
    "december dec dezember dez diciembre dic décembre déc decembre dicembre dezembro"
    " grudnia grudzień prosince prosinec decembra aralık декабря декабрь дек грудня decembrie desembre desember joulukuuta"
    " joulukuu δεκεμβρίου",
)
MONTHS: dict[str, int] = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""The number of a month by its name or usual abbreviation, in lower case."""

_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?!\d)(?:st|nd|rd|th|er|º|ª|\.)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_OF = r"\s*(?:of|de|del|-|/)?\s*"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)/(?P<month>\d\d)/(?P<day>\d\d)(?!\d)",
        rf"(?<![\w:]){_DAY}{_OF}{_MONTH}{_OF},?\s*{_YEAR}",
        rf"\b{_MONTH}\s*{_DAY},?\s+{_YEAR}",
        rf"(?<!\d){_YEAR}[.,]?\s*{_MONTH}\s*{_DAY}",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
        r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})[.,]\s?(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"\b{_MONTH}{_OF},?\s*{_YEAR}",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?![\d-])",
    )
)
_NUMERIC = re.compile(r"(?<![\d/-])(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<year>(?:19|20)\d\d)(?!\d)")
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?::|\s?h\s?)(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?\s*(?P<half>[ap]\.?\s?m\b)?", re.IGNORECASE
)
_DIGITAL_TIME = re.compile(r"(?<![\d.])(?P<hour>\d{1,2})\.(?P<minute>\d\d)(?:\s*(?P<half>[ap]\.?m\b)|\s+Uhr)", re.IGNORECASE)
_SPOKEN_TIME = re.compile(r"\b(?:um|kl\.?|klo|alle|ore)\s+(?P<hour>\d{1,2})\.(?P<minute>\d\d)(?P<half>)(?![\d.])", re.IGNORECASE)


def parse_date(text: str) -> str | None:
    """The date a short text states, in ISO 8601 as far as it states it; None where it is not stated for certain.

    ``YYYY-MM``, ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM``; time zones are not converted, seconds not kept. All-digit dates with
    slashes count only where one number is over 12 (or both are the same); a date without its year is not stated.

    >>> parse_date("March 8th, 2016 at 4:27 am"), parse_date("7. Juni 2015 um 16:48"), parse_date("2 de enero de 2015")
    ('2016-03-08T04:27', '2015-06-07T16:48', '2015-01-02')
    >>> parse_date("03/04/2011"), parse_date("23/04/2011"), parse_date("February 2010"), parse_date("Mar 8th at 4:27 am")
    (None, '2011-04-23', '2010-02', None)
    """
    for pattern in _DATES:
        if found := pattern.search(text):
            groups = found.groupdict()
            name = groups["month"].lower()
            month = int(name) if name.isdigit() else MONTHS.get(name)
            if month is None:  # letters that are the same only where case is ignored, as "ſept"
                continue
            return _iso(text, found.span(), int(groups["year"]), month, groups.get("day"))
    found = _NUMERIC.search(text)
    if found:
        first, second = int(found["a"]), int(found["b"])
        if first != second and max(first, second) <= 12:
            return None
        month, day = (second, first) if second <= 12 else (first, second)
        return _iso(text, found.span(), int(found["year"]), month, str(day))
    return None


def _iso(text: str, span: tuple[int, int], year: int, month: int, day: str | None) -> str | None:
    try:
        stated = date(year, month, int(day) if day else 1)
    except ValueError:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    return stated.isoformat() + _time(text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :])


def _time(rest: str) -> str:
    """``THH:MM`` where the rest of the text states one time of day; otherwise nothing."""
    found = _TIME.search(rest) or _DIGITAL_TIME.search(rest) or _SPOKEN_TIME.search(rest)
    if not found:
        return ""
    hour, minute, half = int(found["hour"]), int(found["minute"]), (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


# --- who and when on one line -------------------------------------------------------------------------------------------

_NAMES = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_CLOCK = r"\d{1,2}(?:[:.h]|\s?h\s)\d\d(?::\d\d)?(?:\s*(?:[ap]\.?m\.?|Uhr|hrs|h|min\b))?"
_DATE_PHRASE = rf"""(?i:
    (?: \d{{1,2}}(?:st|nd|rd|th|er|º|ª|\.)?\s*(?:de\s+|of\s+)?(?:{_NAMES})\.?(?:,?\s*(?:de\s+|of\s+)?(?:19|20)\d\d)?
      | (?:{_NAMES})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d\d)?
      | (?:{_NAMES})\.?,?\s+(?:de\s+)?(?:19|20)\d\d
      | \d{{1,2}}[./-]\s?\d{{1,2}}[./,-]\s?(?:19|20)?\d\d | (?:19|20)\d\d[-/]\d\d[-/]\d\d )
    (?: (?:T|[\s,|@/·–—-]|at|um|a\ las|à|às|alle|om|kl\.?)* {_CLOCK} )?
)"""
_LEAD = (
    r"(?i:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?|(?:mon|diens|donners|frei|sams|sonn)tag,?|mittwoch,?|posted|published"
    r"|publication\ date|date|datum|fecha|veröffentlicht|publicado|publié|on|am|vom|el|le|em|il|op)[\s:]+)*"
)
_TAIL = (
    r"(?i:[\s|·\#–—-]*(?:permalink|link|reply|antworten|zum\ antworten\ anmelden|zitieren|responder|répondre|edit|\(edit\)|said"
    r"|[|·\#»\s])*)"
)
_DATE_LINE = re.compile(rf"^\s*{_LEAD}(?P<date>{_DATE_PHRASE}){_TAIL}$", re.VERBOSE)
_NAME_DATE = re.compile(
    rf"^(?P<name>\S.{{0,79}}?)[\s,|·–—-]*?(?:\s{_LEAD})?(?:(?<![^\W_])|(?<![\W\d_])(?=[A-Z][a-z]))(?P<date>{_DATE_PHRASE}){_TAIL}$",
    re.VERBOSE,
)
_SIGNED = re.compile(
    rf"^\s*(?:comment|posted|kommentar|comentario|commentaire)\s+(?:by|von|de|par)\s+(?P<name>\S.{{0,79}}?)"
    rf"\s*[—–|,-]+\s*(?:on\s+)?(?P<date>{_DATE_PHRASE}){_TAIL}$",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_NAMES = re.compile(
    r"(?:i|he|she|it|they|we|you|who|and|but|er|sie|es|ich|wir|el|ella|yo|il|elle|je|on"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch),?",
    re.IGNORECASE,
)


def date_line(line: str) -> str | None:
    """The date as printed, where a line holds nothing else (a "Posted on" and a permalink word may stand around it).

    >>> date_line("Publication date: 21 Aug 2014"), date_line("In May 2011 we met.")
    ('21 Aug 2014', None)
    """
    match = _DATE_LINE.match(line) if len(line) <= 120 else None
    return match["date"].strip() if match else None


def author_date(line: str) -> tuple[str, str] | None:
    """Name and date as printed out of a line like "NAME Mar 8th at 4:27 am"; None where a line is not of that form.

    >>> author_date("Ann Lee am 7. Juni 2015 um 16:48"), author_date("Bo Kay, 2011-05-03 10:15")
    (('Ann Lee', '7. Juni 2015 um 16:48'), ('Bo Kay', '2011-05-03 10:15'))
    """
    match = _NAME_DATE.match(line.strip()) if len(line) <= 140 else None
    if not match or not re.search(r"\d{4}|\d[:.h]\d\d", match["date"]):
        return None
    name = bare_name(match["name"].strip(" ,|·–—-\u00a0"))
    return (name, match["date"].strip()) if is_name(name) else None


def signed(line: str) -> tuple[str, str] | None:
    """Name and date out of the line under a comment, "Comment by NAME — DATE"; None where it is no such line."""
    match = _SIGNED.match(line) if len(line) <= 160 else None
    return (match["name"].strip(), match["date"].strip()) if match else None


def is_name(text: str) -> bool:
    """Whether a short text can be the name in an author line: at most eight words, no end of a sentence inside."""
    words = text.split()
    if not 0 < len(words) <= 8 or len(text) > 80 or _NOT_NAMES.fullmatch(words[0]) or not re.search(r"[^\W_]", text):
        return False
    return not re.search(r"[?!:;…]$|[a-zß-ÿ]{3}[.?!]\s|https?://", text)


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?")


def iso(text: str) -> str | None:
    """An ISO 8601 date as far as an attribute states it, two digits a number; None where it is none."""
    match = _ISO.fullmatch(text.strip())
    if not match or not (1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31):
        return None
    date = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return date + (f"T{match[4].zfill(5)}{match[5] or ''}" if match[4] else "")
