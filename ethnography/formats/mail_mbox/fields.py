"""The header fields of a message: decoded words, whose name stands under From, ids of messages, the date."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from ethnography.formats.mail_mbox.charsets import decoded

_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_ID = re.compile(r"<([^<>]{1,998})>")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.\[\]:-]{1,255}|[\w.+-]{1,64} (?:at|AT) [\w-]{1,63}(?:\.[\w-]{1,63}){1,9}")
_ANSWER = re.compile(
    r"\s*(?:\[[^\]]{1,60}\]\s*)?(?:re|aw|antw?|sv|vs|rv|ref|rif|odp|tr|wg|fwd?|wtr|enc)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*",
    re.IGNORECASE,
)


def fields_of(message: Message) -> dict[str, str]:
    """The header fields by their names in lower case, unfolded, bytes beyond ASCII decoded; the first of those stated twice."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        if name.lower() not in found:
            text = re.sub(r"\r?\n[ \t]*|\r[ \t]*", " ", str(value)).strip()
            found[name.lower()] = decoded(text.encode("ascii", "surrogateescape"), None).text if not text.isascii() else text
    return found


def decoded_words(value: str) -> str:
    """A field with its encoded words (RFC 2047) decoded; what cannot be decoded stays as it is printed.

    >>> decoded_words("=?utf-8?q?J=C3=B6rg?= =?utf-8?b?IEjDvGJuZXI=?= on tea")
    'Jörg Hübner on tea'
    """
    if "=?" not in value:
        return " ".join(value.split())
    pieces: list[tuple[str | None, bytes | str]] = []
    at, value = 0, _BETWEEN.sub(r"\1", value)
    for match in _WORD.finditer(value):
        charset, encoding, text = match[1].lower(), match[2].lower(), match[3]
        try:
            data = quopri.decodestring(text.replace("_", " ").encode(), header=False) if encoding == "q" else _base64(text)
        except (binascii.Error, ValueError):
            continue
        if value[at : match.start()]:
            pieces.append((None, value[at : match.start()]))
        if pieces and pieces[-1][0] == charset:  # a letter of several bytes may be cut between two words
            pieces[-1] = (charset, bytes(pieces[-1][1]) + data)  # type: ignore[arg-type]
        else:
            pieces.append((charset, data))
        at = match.end()
    pieces.append((None, value[at:]))
    shown = "".join(data if isinstance(data, str) else decoded(data, charset).text for charset, data in pieces)
    return " ".join(shown.split())


def _base64(text: str) -> bytes:
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
    return base64.b64decode(letters + "=" * (-len(letters) % 4))


def name_and_address(value: str) -> tuple[str | None, str]:
    """Who a From field names, and the address in lower case ("" if none is stated); the address alone stands for the name.

    List archives print ``ann at example.org (Ann Otter)``.

    >>> name_and_address('"Otter, Ann" <Ann@example.org>'), name_and_address("bo at example.org (Bo Kay)")
    (('Otter, Ann', 'ann@example.org'), ('Bo Kay', 'bo@example.org'))
    """
    value = value[:2000]
    found = _ADDRESS.search(value, value.rfind("<") + 1) or _ADDRESS.search(value)
    address = found.group() if found else ""
    before = value[: value.rfind("<")] if "<" in value else ""
    name = _bare(decoded_words(before))
    if not name and (comment := re.search(r"\((.{1,200})\)", value)):
        name = _bare(decoded_words(comment[1]))
    if not name and not found:
        name = _bare(decoded_words(value.strip("<> ")))
    return name or address or None, re.sub(r" at ", "@", address, flags=re.IGNORECASE).lower()


def _bare(name: str) -> str:
    name = re.sub(r"\\(.)", r"\1", name.strip().rstrip(",;").strip())
    while len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
        name = name[1:-1].strip()
    return name.strip('" ')


def ids_in(value: str | None) -> list[str]:
    """The ids of messages that a field names, in order: what stands in angle brackets, or a bare id."""
    if not value:
        return []
    found = [re.sub(r"\s", "", match) for match in _ID.findall(value[:200_000])]
    return found or [word for word in value.split() if "@" in word and word.isprintable()][:1]


def date_of(value: str | None) -> tuple[str | None, str | None]:
    """The date in ISO 8601 with its zone, and as printed; a date that cannot be read is only printed.

    >>> date_of("Tue, 17 Nov 2009 21:28:37 +0600"), date_of("Mon, 5 Jan 2009 10:00:00 GMT")[0], date_of("yesterday")
    (('2009-11-17T21:28:37+06:00', 'Tue, 17 Nov 2009 21:28:37 +0600'), '2009-01-05T10:00:00Z', (None, 'yesterday'))
    """
    if not value:
        return None, None
    printed = " ".join(value.split())[:200]
    try:
        moment = parsedate_to_datetime(printed[:100])
        stated = re.search(r"[+-]\d{4}\b|\b(?:GMT|UTC?|Z|[ECMP][SD]T)\b", printed) is not None
        return _iso(moment, stated), printed
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None, printed


def _iso(moment: datetime, zone: bool) -> str | None:
    if not 1970 <= moment.year <= 2100:
        return None
    if moment.tzinfo is None:  # "-0000" says: the time in UTC, the writer's zone unknown
        return moment.isoformat(timespec="seconds") + ("Z" if zone else "")
    text = moment.isoformat(timespec="seconds")
    return text.removesuffix("+00:00") + "Z" if moment.utcoffset() == UTC.utcoffset(None) else text


def bare_subject(subject: str) -> str:
    """A subject without what says that it answers or passes on: "Re:", "AW:", "Fwd:", again and again.

    >>> bare_subject("Re: AW: [tea] Re[2]: Milk first?")
    '[tea] Milk first?'
    """
    tag = ""
    for _ in range(20):
        match = _ANSWER.match(subject)
        if not match:
            break
        label = re.match(r"\s*(\[[^\]]{1,60}\]\s*)", match.group())
        tag = label[1] if label else tag
        subject = subject[match.end() :]
        if tag and subject.startswith("["):
            tag = ""
    return (tag + subject).strip()


def says_answer(subject: str) -> bool:
    """Whether a subject says that its message answers another ("Re: …"; not "Fwd: …")."""
    match = _ANSWER.match(subject)
    return match is not None and not re.search(r"fw|wg|\btr\b|wtr|enc", match.group().split("]")[-1], re.IGNORECASE)
