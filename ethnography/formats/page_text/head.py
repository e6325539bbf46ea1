"""One line over or under a comment taken apart: who, when, which number, whom it answers; None for a line that is text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ethnography.formats.page_text.buttons import without_buttons
from ethnography.formats.when import find_when, short_ago
from ethnography.formats.wording import SAYS, bare_name

_VERBS = "|".join(
    re.escape(word).replace(r"\ ", r"\s+")
    for word in sorted(
        {*SAYS, "added", "adds", "asked", "asks", "responded", "answered", "posted", "antwortete", "fragte"}, key=len
    )[::-1]
)
_BULLET = re.compile(r"^(?:[•◦▪☆★□■○●◆*+o#@·-]\s+|\[[-–+]\]\s*|[»→↳>]\s*)+")
_NUMBER = re.compile(
    r"^(?P<votes>[+-]?\d{1,5}\s+(?=#))?(?:(?:comment|kommentar|comentario|commentaire|post|antwort|reply|beitrag)\s*)?"
    r"(?:(?:number|no\.?|nr\.?)\s*)?(?:#\s?(?P<hash>\d{1,6})[.:)]?|[(\[](?P<round>\d{1,6})[)\]]|(?P<dot>\d{1,5})[.:)](?=\s|[^\W\d])|(?P<bare>\d{1,4})(?=\s+\D))"
    r"\s*[-–—·|]?\s*",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?:(?:comment(?:ed|aire)?|posted|written|published|submitted|added|sent|post|reply|answer|message|kommentar|geschrieben|verfasst"
    r"|beitrag|antwort|comentario|escrito|enviado|publicado|écrit|posté|publié|scritto|inviato|commento)\s*"
    r"(?:by|von|por|par|de|da|door)\s*:?|(?:by|von|por|par|re)\s*:?)\s+(?=\S)",
    re.IGNORECASE,
)
_ON = re.compile(
    r"(?:^|[\s,|·•/—–-])(?:(?:posted|written|published|added|commented|submitted|geschrieben|veröffentlicht|erstellt|verfasst|publicado|escrito"
    r"|publié|posté|pubblicato|date|datum|fecha)\b\s*:?|on|at|am|um|vom|el|le|il|op|em|den|the)[\s:,]*$",
    re.IGNORECASE,
)
_VERB_AT_END = re.compile(rf"(?:(?<=\s)|(?<=\))|^)(?P<verb>{_VERBS})\s*(?P<stop>\.\.\.|[:：…,.]*)$", re.IGNORECASE)
_VERB_GLUED = re.compile(r"(?<=[a-zß-ÿ\d])(?:wrote|says|said|replied|commented)$")
_VERB_AT_START = re.compile(rf"^(?:[,\s]*)(?P<verb>{_VERBS})\s*(?P<stop>\.\.\.|[:：…,.]*)(?=\s|$)", re.IGNORECASE)
_EDGE = " \t,;|/·•—–-~\u00a0»→#:"
_TAIL = re.compile(
    r"""(?:^|(?<=\s)|(?<=[)\]|·•]))(?:
        \(?\#\s?\d+\)? | \(\d+\)
      | \(\s*(?:not\sverified|edited|nicht\süberprüft|no\sverificado|bearbeitet|editado|modifié|\d+\schild(?:ren)?)\s*\) | (?:via\s[\w\s]{2,20})
      | [+-]?\d{1,5}\s?(?:points?|pts?|recs?|likes?|votes?|upvotes?|replies|punkte)\b | \+\d+ | @[\w.]+ | \[[-–+]\] | [|·•»↓→\#\s]+
      | (?:\()?(?:\d+\s)?(?:minutes?|hours?|days?|weeks?|months?|years?)?\s?ago\)?
    )[\s.,;:|·•/]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_ANSWERS = re.compile(
    r"^(?P<name>\S.{0,59}?)\s*(?:\b(?:replied|replying|responded|responding|answered|in\s(?:reply|response|answer)|als\sAntwort|antwortete"
    r"|respondió|respondiendo|en\srespuesta|en\sréponse|a\srépondu|risponde|ha\srisposto)\s(?:to|auf|an|a|al|à|di)\s"
    r"|\bantwortete\s(?!auf\s|an\s)|(?<=[a-z])(?:replied|responded)\sto\s|\s[→➔↱▸►⇒]\s?)"
    r"(?:a\scomment\s(?:from|by)\s)?(?P<to>\S.{0,59}?)$",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(r"\s(?:on|am|at|el|le|um|op|vom|il)$", re.IGNORECASE)
_AVATAR = re.compile(
    r"^(?:\[?(?:gr)?avatar\]?(?:\s(?:for|of|von|für|de|di|van))?|\[?(?:img|image|bild|photo|foto|icon|logo)\]?|comment author avatar"
    r"|(?:profile|user) (?:picture|photo|image)(?: of| for)?|profilbild(?: von)?|picture of|foto de)(?:\s+|(?-i:(?=[A-Z])))|['’]s (?:gr)?avatar$",
    re.IGNORECASE,
)
_PINGBACK = re.compile(
    r"^(?:(?:ping|track)back\s*(?:by|from|von|de|:)+\s*|(?:ping|track)back\s+(?=\S))(?P<source>\S.{0,140}?)(?:\s*[—–|]\s*[^—–|]{6,40})?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[?!;…]$|[^\W\d_]{3}[.?!]\s|https?://\S+$|\w[.,]$")
_LABEL = re.compile(
    r"(?:sent|from|to|cc|bcc|date|subject|re|fw|update[ds]?|posted|published|location|time|when|where|edit(?:ed)?|last (?:edited|updated|modified)"
    r"|note|ps|p\.s\.|originally posted|total comments|joined|registered|posts|source|via|today|yesterday|reply|tags?|author|views?|comments?|original|name|e-?mail|website|permanent link|permalink"
    r"|autor(?:in)?|auteur|kommentare?|uhr|link permanente|enlace permanente|lien permanent|suche|translate|discussion|archives?|antwort"
    r"|gesendet|von|an|betreff|datum|aktualisiert|geändert|bearbeitet|asunto|fecha|enviado|objet|envoyé|date de publication)\W*",
    re.IGNORECASE,
)
_PLAIN_WORDS = frozenset((
    "and", "are", "as", "at", "auf", "avec", "be", "but", "che", "con", "dans", "das", "dem", "den", "der", "di", "die", "do",
    "du", "ein", "eine", "el", "es", "est", "for", "für", "had", "has", "have", "he", "her", "his", "i", "ich", "if", "ihr",
    "il", "im", "in", "is", "ist", "it", "je", "las", "le", "les", "lo", "los", "mit", "muy", "my", "nicht", "non", "not",
    "nous", "of", "on", "our", "para", "pas", "per", "por", "pour", "que", "qui", "she", "sind", "so", "son", "sono", "sont",
    "that", "the", "their", "they", "this", "to", "très", "tu", "un", "una", "und", "une", "von", "vous", "war", "was", "we",
    "were", "wir", "with", "yo", "you", "your", "zu",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """What a line states about a comment; what it does not state is None. `verb`: "says", `by`: "Posted by" stand in it.

    `shape` is the line with its name, date and numbers taken out: lines of one template share it. `doubtful`: what stands in
    the place of the name is hardly one; the rest of the page decides. `clock`: the date is a time of day alone.
    `rest`: what stands on the other side of the date, where something does on both; only the page tells which is the name.
    """

    name: str | None = None
    when: str | None = None
    number: int | None = None
    answers: str | None = None
    verb: str | None = None
    stop: str = ""
    by: bool = False
    shape: str = ""
    doubtful: bool = False
    clock: bool = False
    rest: str = ""

    @property
    def kind(self) -> str:
        """``name date``, ``date``, ``says``, ``weak says`` (no colon), ``by``, or ``pingback``."""
        if self.shape == "pingback":
            return "pingback"
        if self.when:
            return "name date" if self.name else "date"
        if self.by:
            return "by"
        return "says" if self.verb and self.stop else "weak says"


def parse_head(line: str) -> Head | None:
    """The parts of a head line; None for a line that is text, a bare name or nothing.

    >>> parse_head("2. Ann Lee - 9 December, 2011").name, parse_head("by james on January 31, 2011 at 9:59 am.").when
    ('Ann Lee', 'January 31, 2011 at 9:59 am')
    >>> parse_head("10. Jul, 2012 / Bo Kay says:").name, parse_head("Ann replied to Bo · 3 days ago").answers
    ('Bo Kay', 'Bo')
    >>> parse_head("We met on May 3, 2011 in the garden.").doubtful
    True
    """
    text = line.strip()
    if not 1 < len(text) <= 160 or len(text.split()) > 28:
        return None
    text = _BULLET.sub("", text)
    found = find_when(text)
    if pinged := _PINGBACK.match(text):
        return Head(pinged["source"].strip(_EDGE + ")"), found.group() if found else None, shape="pingback")
    number, rest = _number(text, found.start() if found else None)
    if found is None:
        return _without_date(rest, number)
    start = found.start() - (len(text) - len(rest))
    return _with_date(rest, start, start + len(found.group()), found.group(), number)


def _number(text: str, date_start: int | None) -> tuple[int | None, str]:
    match = _NUMBER.match(text)
    if not match or not text[match.end() :] or (date_start is not None and match.end() > date_start):
        return None, text
    digits = match["hash"] or match["round"] or match["dot"] or match["bare"]
    return int(digits), text[match.end() :]


def _with_date(text: str, start: int, end: int, when: str, number: int | None) -> Head | None:
    before, by, verb, stop = _before(text[:start])
    after, verb_after, stop_after = _after(text[end:])
    name, rest = (before, after) if before else (after, "")
    lead = "by " if by else ""
    shape = _shape(text, start, end, name)
    if not name:
        clock = find_when(when)
        return Head(None, _trim_date(when), number, verb=verb or verb_after, shape=shape, clock=bool(clock and clock["clock"]))
    name, answers = _answers(name)
    name = clean_name(name)
    doubtful = not may_be_name(name) or bool(rest)
    if rest and len(rest) > 60:
        return None
    if doubtful and (len(name) > 120 or len(name.split()) > 20 or not re.search(r"[^\W\d_]", name)):
        return None
    return Head(
        name, _trim_date(when), number, answers, verb or verb_after, stop or stop_after, by, lead + shape, doubtful, rest=rest
    )


def _trim_date(when: str) -> str:
    return when.strip(" ,|·•—–-(\u00a0")


def _before(text: str) -> tuple[str, bool, str | None, str]:
    """The name before a date, whether "by" stands before it, and the verb after it."""
    verb, stop = None, ""
    text = text.rstrip(_EDGE + "(")
    while True:
        shorter = _ON.sub("", text)
        if match := _VERB_AT_END.search(shorter):
            verb, stop, shorter = match["verb"], match["stop"], shorter[: match.start()]
        shorter = shorter.rstrip(_EDGE + "(")
        if shorter == text:
            break
        text = shorter
    if match := _VERB_GLUED.search(text):
        verb, text = match.group(), text[: match.start()]
    by = _BY.match(text)
    if by:
        text = text[by.end() :]
    elif re.fullmatch(r"(?:posted|written|comment|by|von|por|par|on)\s*:?", text, re.IGNORECASE):
        text = ""
    return text.strip(_EDGE), by is not None, verb, stop


def _after(text: str) -> tuple[str, str | None, str]:
    """The name after a date, and the verb before or behind it."""
    verb, stop = None, ""
    text = text.lstrip(_EDGE.replace("#", "") + ".)")
    if (second := find_when(text)) and not re.sub(r"\b(?:at|on|um|am)\b", "", text[: second.start()]).strip(_EDGE + "("):
        text = text[second.end() :].lstrip(_EDGE + ".)")
    if match := _VERB_AT_START.match(text):
        verb, stop, text = match["verb"], match["stop"], text[match.end() :]
    text = re.sub(r"^\d{4,}\s+(?=\D)", "", text.rstrip())
    while True:
        shorter = _TAIL.sub("", without_buttons(text)).rstrip()
        if shorter == text:
            break
        text = shorter
    if match := _VERB_AT_END.search(text):
        verb, stop, text = match["verb"], match["stop"], text[: match.start()]
    if by := _BY.match(text):
        text = text[by.end() :]
    return text.strip(_EDGE + "."), verb, stop


def _without_date(text: str, number: int | None) -> Head | None:
    match = _VERB_AT_END.search(text)
    if match and match.start():
        name, answers = _answers(text[: match.start()].strip(_EDGE))
        by = _BY.match(name)
        name = clean_name(name[by.end() :] if by else name)
        doubtful = not may_be_name(name)
        if doubtful and (not name or len(name.split()) > 9 or not match["stop"].startswith((":", "...", "…"))):
            return None
        stop = match["stop"].replace(".", "", 1) if match["stop"] == "." else match["stop"]
        return Head(name, None, number, answers, match["verb"], stop, False, f"n {match['verb'].lower()}{match['stop']}", doubtful)
    if by := _BY.match(text):
        name = clean_name(re.sub(r"\s*\(\d+\)$", "", text[by.end() :]).strip(_EDGE))
        return Head(name, None, number, None, None, "", True, by.group().lower() + "n") if may_be_name(name) else None
    if (glued := re.search(r"(?<=[a-zß-ÿ\d])(?:says|wrote|said)\s*:$", text)) and len(text[: glued.start()]) > 2:
        name = clean_name(text[: glued.start()])
        return Head(name, None, number, verb="says", stop=":", shape="n says:") if may_be_name(name) else None
    if text.endswith(":"):
        bare = text[:-1].strip()
        name = clean_name(re.sub(r"\s+reply$", "", bare, flags=re.IGNORECASE))
        shape = "n:" if name == bare else "n reply:"
        return Head(name, None, number, None, None, ":", False, shape) if may_be_name(name) and len(name.split()) <= 5 else None
    if (cut := _CUT_OFF.search(text)) and may_be_name(name := clean_name(text[: cut.start()])):
        return Head(name, None, number, None, None, "", False, f"n{cut.group().lower()}")
    name, answers = _answers(text)
    if answers and may_be_name(clean_name(name)):
        return Head(clean_name(name), None, number, answers, None, "", False, "n > n")
    return None


def _answers(name: str) -> tuple[str, str | None]:
    """A name, and that of the person it answers ("Ann replied to Bo")."""
    match = _ANSWERS.match(name)
    return (match["name"].strip(_EDGE), clean_name(match["to"].strip(_EDGE))) if match else (name, None)


_PICTURED = re.compile(r"(?P<once>\S{2,30} \S.{0,60}?) (?P=once) (?P<name>\S.{0,90})$")
"""A name after the words of the person's picture, twice, as lynx prints them."""


def clean_name(name: str) -> str:
    """A name without what themes print around it: an avatar's description, an empty "()", "u/", a badge, a user's number."""
    name = re.sub(r"\s*\(\s*\)$|\s\(\d{2,}\)(?:\s<.*)?$|^/?u/(?=\w)|\s?https?://\S+|\s\d+\s(?:points?|pts?)$", "", name.strip())
    name = re.sub(r"\s?\[(?:S|M|A|OP|Mod)\]$", "", name)
    name = re.sub(r"^(?:unregistered )?commenter(?=[A-Z\s])\s*", "", name, flags=re.IGNORECASE)
    name = re.sub(r"^(?:\[[^\[\]]{0,60}\]\s*)+(?=\S)", "", name)
    if name.startswith("[") and name.endswith("]"):
        name = name[1:-1].split("][")[0].strip() or name
    name = re.sub(r"^[–—-]\s*|^(?:\S+@\S+\.\S+\s)+(?=\S)", "", name)
    shorter = _AVATAR.sub("", name).strip()
    name = re.sub(
        r"(?<=\w)\s(?:autor(?:in)?|author|auteur|verfasser(?:in)?|moderator(?:in)?|mod|admin|op)$",
        "",
        shorter or name,
        flags=re.IGNORECASE,
    )
    pictured = _PICTURED.match(name)
    if pictured and f"{pictured['once']} ".startswith(f"{pictured['name']} "):
        name = pictured["name"]
    return re.sub(r"\s+", " ", bare_name(name))


def half(name: str) -> str:
    """A name that is printed twice, once."""
    for middle, gap in ((len(name) // 2, 0), (len(name) // 2, 1)):
        if name[:middle] and name[:middle] == name[middle + gap :] and (gap == 0 or name[middle] == " "):
            return name[:middle]
    return name


def may_be_name(text: str) -> bool:
    """Whether a short text can be a name at all: at most nine words, no sentence."""
    words = text.split()
    if _LABEL.fullmatch(text):
        return False
    if not 0 < len(words) <= 9 or len(text) > 70 or not re.search(r"[^\W_]", text) or short_ago(text):
        return False
    if _SENTENCE.search(text) and not re.search(r"\b(?:[A-Za-z]|Jr|Sr|Dr|Mr|Mrs|Ms|St|PhD|Ph\.D|M\.D|Inc|Ltd|et al)\.$", text):
        return False
    return re.search(r"[^\W\d_]", text) is not None and not re.search(r"\.(?:html?|php|aspx?|pdf|jpe?g|png)$|\w/\w+/\w", text)


def name_likeness(text: str) -> float:
    """How much a whole line looks like a name, from 0 to 1: few words, none of them an ordinary one, no sentence's end.

    >>> name_likeness("Ann Lee"), name_likeness("I never said that about the garden")
    (1.0, 0.0)
    """
    text = text.strip()
    if not may_be_name(text) or re.match(r"[\"“„«‘(]", text) or find_when(text):
        return 0.0
    words = text.split()
    plain = sum(word in _PLAIN_WORDS for word in words) + (words[0].lower() in _PLAIN_WORDS and len(words) > 1)
    if plain > 1 or (plain and len(words) > 4):
        return 0.0
    score = 1.0 if len(words) <= 4 else 0.7 if len(words) <= 6 else 0.4
    return score - 0.4 * plain


def _shape(text: str, start: int, end: int, name: str | None) -> str:
    """The line with name, date and numbers replaced by letters."""
    pieces = [text[:start], "\x01", text[end:]]
    shape = "".join(pieces)
    if name:
        shape = shape.replace(name, "\x02", 1)
    shape = re.sub(r"\d+", "9", shape).replace("\x01", " d ").replace("\x02", " n ")
    return re.sub(r"\s+", " ", shape).strip().lower()
