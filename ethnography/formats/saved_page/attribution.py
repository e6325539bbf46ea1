"""Lines that say who wrote a comment and when, in the words of many platforms and languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ethnography.formats.when import find_when
from ethnography.formats.wording import SAYS, bare_name, is_name


@dataclass(frozen=True, slots=True)
class Credit:
    """The name in such a line, and the date as printed; each None where the line has none. `answers`: a name it replies to."""

    author: str | None
    date_text: str | None
    answers: str | None = None


_SAYS = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(SAYS, key=len, reverse=True))
_DONE = (
    r"(?:submitted|posted|written|published|added|left|sent|created|commented|comment|post|reply|answer|from"
    r"|verfasst|geschrieben|eingereicht|gespeichert|erstellt|veröffentlicht|kommentiert|hinzugefügt|kommentar|beitrag|eintrag|antwort"
    r"|soumis|posté|publié|écrit|envoyé|ajouté|proposé|rédigé|commentaire|réponse"
    r"|enviado|publicado|escrito|comentado|añadido|comentario|respuesta|comentário|postado|adicionado"
    r"|inviato|pubblicato|scritto|postato|inserito|commento|risposta|ingediend|geplaatst|geschreven|reactie|ingezonden"
    r"|submetido|enviat|trimis|skrivet|inlagt|postat|skickat|inskickad|skrevet|indsendt|innsendt|komentarz|dodane|dodano|napisany|wysłane|opublikowany|vložil|napsal)"
)
_BY = r"(?:by|von|par|por|de|di|da|door|av|af|przez|od|from)"
_LEAD = re.compile(
    rf"^\W*(?:(?:anonymous|anonyme|anonym)?\s*{_DONE}\s+(?:(?:on|am|le|el|il|op)\s+)?(?:{_BY}|per)\b\s*:?|{_DONE}\s*:|{_BY}\b\s*:?)\s*",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"(?:^|\s+)(?:on|at|am|um|vom|le|à|el|a\s+las?|il|alle|op|om|em|às|den|dnia|the|so|mo|di|mi|do|fr|sa"
    r"|(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|sonnabend|mittwoch"
    r"|lun(?:di|es)?|mar(?:di|tes)?|mer(?:credi)?|mié(?:rcoles)?|jeu(?:di)?|jue(?:ves)?|ven(?:dredi)?|vie(?:rnes)?|sam(?:edi)?|sáb(?:ado)?"
    r"|dim(?:anche)?|dom(?:ingo)?|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)"
    r"(?:-feira)?|(?:maan|dins|woens|donder|vrij|zater|zon)dag)[.,]?$",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(r"\s+(?:a|la|w|v|kl\.?)$")
"""Little words before a date that are cut off only where the line begins with a verb and "by": they could end a sentence."""
_ADDRESS = re.compile(r"\s*[(\[](?:https?:|www\.|(?:mailto:)?[\w.+-]+@)[^)\]\s]*[)\]]")
_APART = ("|", "·", "•", "—", "–", "-", ",", "@", "/", "(", ":")
_MARKS = " \t\u00a0,;:|·•—–-/(@#»«…"
_SAID = re.compile(rf"(?:^|[\s,]+)(?:{_SAYS})(?P<to>\s+in\s+reply\s+to\s+(?P<name>\S.*?))?[\s,:.…]*$", re.IGNORECASE)
_FILED = re.compile(r"^\s*(?:[|,]?\s*(?:filed\s+)?(?:in|under|unter|dans|en)\s+\S.{0,80})$", re.IGNORECASE)
_AFTER = re.compile(
    r"^[\s,;|·•—–/)#».:-]*(?:(?:permalink|permanent\s+link|link|reply|antworten|responder|répondre|rispondi|edit|flag|report|said"
    r"|says|sagt|wrote|uhr|hrs|h)\b[\s|·•:.)#-]*)*$",
    re.IGNORECASE,
)


def credit_in(line: str, header: bool = False) -> Credit | None:
    """Who and when, out of a line that states nothing else; None where it does not begin or end like one.

    `header`: the line stands where a comment names its author, so that "NAME DATE" without a mark between is enough.

    >>> credit = credit_in("Submitted by Ann Lee on Tue, 05/01/2016 - 10:10")
    >>> credit.author, credit.date_text
    ('Ann Lee', 'Tue, 05/01/2016 - 10:10')
    >>> credit = credit_in("Ann Lee said in reply to Bo...")
    >>> credit.author, credit.answers
    ('Ann Lee', 'Bo')
    >>> credit_in("The tea was cold in May 2011.")
    """
    line = _ADDRESS.sub("", line.strip())
    if not 0 < len(line) <= 200:
        return None
    when = find_when(line)
    before, after = (line[: when.start()], line[when.end() :]) if when else (line, "")
    apart = _set_apart(before)
    if when and _LEAD.match(before):
        after = _FILED.sub("", after)
    if when and not _AFTER.match(after):
        if (first := bare(before)) and not re.fullmatch(_DONE, first, re.IGNORECASE):  # a name on either side
            return None
        before, apart = after, after.lstrip()[:1] in _APART
    name, said, answers = _name(before)
    led = said or _LEAD.match(before) is not None
    if name is None:
        return Credit(None, when.group(), None) if when and not bare(before) else None
    if not led and not (when and (header or apart)):
        return None
    return Credit(name, when.group() if when else None, answers)


def _name(before: str) -> tuple[str | None, bool, str | None]:
    """The name before a date, whether a verb of saying stands by it, and the name it replies to."""
    text, said, answers = bare(before), False, None
    if match := _SAID.search(text):
        text, said, answers = text[: match.start()], match.start() > 0, match["name"]
    led = _LEAD.match(text)
    text = bare(_BEFORE_DATE.sub("", text[led.end() :]) if led else text)
    name = bare_name(text) if text else ""
    if not is_name(name) or re.fullmatch(_DONE, name, re.IGNORECASE):
        name = ""
    return name or None, said, bare(answers) or None if answers else None


def _set_apart(before: str) -> bool:
    """Whether a mark or a word stands between the name and the date, so that the line is no sentence."""
    stripped = before.rstrip(" \t\u00a0")
    return stripped[-1:] in _APART or _JOINT.search(stripped) is not None


def bare(text: str) -> str:
    """A text without the marks and little words between name and date at its ends ("on", "am", "|")."""
    while True:
        shorter = text.strip(_MARKS + (")" if "(" not in text else ""))
        shorter = _JOINT.sub("", shorter)
        if shorter == text:
            return text
        text = shorter
