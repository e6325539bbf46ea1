"""The line over a quotation in a mail that says whose words it is: "On DATE, NAME wrote:", in several languages.

A voice is given only where the line names somebody; "you wrote" names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ethnography.formats.mail_mbox.fields import decoded_words
from ethnography.formats.wording import is_name

_VERB = (
    r"(?:wrote|writes|said|says|schrieb(?:en)?|schreibt|a\s+écrit|écrit|a\s+ecrit|escribió|escribio|ha\s+escrito|ha\s+scritto"
    r"|scrive|scriveva|schreef|heeft\s+geschreven|escreveu|skrev|skriver|napisał(?:a|\(a\))?|pisze|kirjoitti|написала?|пишет|írta"
    r"|napsala?)"
)
_WROTE = re.compile(rf"(?<![\w-]){_VERB}(?![\w-])", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"[<(\[]?\s*(?:mailto:)?([\w.+=-]{1,64}(?:@| at )[\w-]+(?:\.[\w-]+)+)\s*(?:\[mailto:[^\]]{0,200}\])?\s*[>)\]]?"
)
_QUOTING = re.compile(
    r"(?:quoting|quote from|excerpts from|citando|zitat von|citation de)\s+(?P<name>.+?)(?:['’]s? message\b.*)?:?", re.IGNORECASE
)
_BRACKETED = re.compile(r"(?:\*\s+)?(?P<name>[^\[\]:]{2,60}?)\s*(?:<[^<>]{3,100}>)?\s*[\[(][^\])]{6,60}\d[^\])]{0,30}[\])]\s*:?")
_DATED = re.compile(r"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?\b.*:")
_MOMENT = re.compile(
    r"""(?: \b\d{1,2}[:.h]\d\d(?::\d\d)? (?:\s*(?:[ap]\.?\s?m\b\.?|uhr\b))? (?:\s*(?:[+-]\d\d:?\d\d|(?:GMT|UTC)[+-]?[\d:]*))?
          (?:\s+(?-i:[A-Z]{3,5})\b)? (?:\s*\([^()]{2,40}\))?
        | \b(?:19|20)\d\d[/.-]\d\d?[/.-]\d\d?\b | \b(?:19|20)\d\d\b | \b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b ) [\s,:]*""",
    re.IGNORECASE | re.VERBOSE,
)
_WEEKDAY = re.compile(
    r"(?:on|am|le|el|il|op|em|last)\s+[\w-]*(?:day|tag|woch|di|manche|nes|es|bado|ngo|dag|feira|dì|nica|week|night)\b[\s,]+",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:in (?:message|article)|at|on)\b[\s,]*", re.IGNORECASE)
_PARTICLES = frozenset(
    ["van", "von", "de", "der", "den", "da", "del", "di", "la", "le", "al", "bin", "ibn", "y", "e", "zu", "ter", "via"]
)
_PRONOUNS = frozenset(
    ["you", "i", "he", "she", "they", "we", "it", "one", "someone", "somebody", "who", "du", "sie", "er", "ich", "wir", "ihr", "tu",
     "vous", "il", "elle", "on", "je", "usted", "él", "ella", "yo"]
)  # fmt: skip


def attributed(line: str, names: Mapping[str, str]) -> str | None:
    """Whose words follow, by the line (of several joined ones) over a quotation; None where it says so of nobody.

    `names`: the printed name of each writer of the file by address, and by name in lower case.

    >>> attributed("On Tue, 17 Nov 2009 21:28:37 +0600, Ann Otter <ann@example.org> wrote:", {"ann@example.org": "Ann O."})
    'Ann O.'
    >>> attributed("Am 3. Mai 2009 um 10:15 schrieb Bo Kay:", {}), attributed("Last year you wrote:", {})
    ('Bo Kay', None)
    """
    line = " ".join(line.split())[-400:]
    if not line.endswith((":", "…", "...", ">", "：")):
        return None
    if printed := _by_address(line, names):
        return printed
    verb = None
    for verb in _WROTE.finditer(line):  # noqa: B007 - the last one counts: names before it may hold a verb
        pass
    if verb is None:
        match = _QUOTING.fullmatch(line) or _BRACKETED.fullmatch(line)
        return _name(match["name"], names) if match else _name(line, names) if _DATED.match(line) else None
    if len(line) - verb.end() > 120:
        return None
    before, after = line[: verb.start()], line[verb.end() :].rstrip(" :….：")
    return _name(before, names) or (_name(after, names) if re.match(r"\s+\S", after) else None)


def _by_address(line: str, names: Mapping[str, str]) -> str | None:
    """A writer of this file whose address stands in the line."""
    known = (names.get(found[1].replace(" at ", "@").lower()) for found in _ADDRESSED.finditer(line))
    return next(filter(None, known), None)


def _name(text: str, names: Mapping[str, str]) -> str | None:
    """The name in the words before (or after) the verb, as its bearer writes it in this file where they do."""
    addresses = [found[1].replace(" at ", "@") for found in _ADDRESSED.finditer(text)]
    inner = re.search(r"\(([^()\d]{2,60})\)", text)
    text = re.sub(r"^\W*\w{1,8}\W{0,2}\s*==\s*", "", text)
    rest = re.sub(r"<[^<>]*>|\[[^\[\]]*\]", " ", _ADDRESSED.sub(" ", text))
    dated = [*_MOMENT.finditer(rest)]
    if dated:
        rest = rest[dated[-1].end() :]
    rest = _BEFORE.sub("", _WEEKDAY.sub("", rest.strip(" ,"), count=1), count=1)
    name = " ".join(re.sub(r"\([^()]*\)", " ", rest).split()).strip(" ,;:-*>")
    name = re.sub(r"^([\"'“„«])(.*)[\"'”“»]$", r"\2", decoded_words(name)).strip(" ,")
    if printed := names.get(name.lower()):
        return printed
    if not name:
        return inner[1].strip() if inner and addresses else addresses[-1] if addresses else None
    sure = bool(addresses or dated)
    if name.lower() in _PRONOUNS or not is_name(name) or len(name.split()) > 5 or re.search(r"^\d|\d{2}\s|[<>@=]", name):
        return None
    return name if (sure and len(name.split()) == 1) or _is_proper(name) else None


def _is_proper(name: str) -> bool:
    """Whether all words of a name begin with a capital (or a letter of a script that has none), particles aside."""
    pieces = [word.strip("'\"’.,") for word in name.split()]
    proper = [word for word in pieces if word.lower() not in _PARTICLES]
    return (
        bool(proper)
        and all(word and not word[0].islower() for word in proper)
        and pieces[0] not in ("The", "As", "My", "Our", "One")
    )
