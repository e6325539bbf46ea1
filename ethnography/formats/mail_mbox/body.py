"""The body of a message: what a mail program shows of it as text, and what hangs on it besides."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from email.message import Message

from ethnography.corpus import Part
from ethnography.formats.mail_mbox.charsets import decoded
from ethnography.formats.markup import text_of_html
from ethnography.formats.tally import sound

_DEEPEST = 30
_SCRUBBED = re.compile(
    r"\n*-{8,} next part -{8,}\n"
    r"(?:(?:A non-text attachment|An HTML attachment|An embedded (?:message|and charset-unspecified text)|Skipped)[^\n]*\n)"
    r"(?:[^\S\n]*(?:Name|Type|Size|Desc|Url|From|Subject|Date|To|Skipped content)\b[^\n]*(?:\n(?=[^\S\n]*<http)[^\n]*)?(?:\n|\Z))*",
    re.IGNORECASE,
)
_HTML_STUB = re.compile(r"\bhtml\b|does not support|view (?:this|the) (?:e-?mail|message)|kann nicht angezeigt", re.IGNORECASE)


@dataclass
class Body:
    """`text` and, where it was HTML, its `parts` (None for plain text); what is `attached`, counted; what is `odd` about it."""

    text: str = ""
    parts: tuple[Part, ...] | None = None
    attached: Counter[str] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)


@dataclass
class _Piece:
    text: str
    html: bool


def body_of(message: Message) -> Body:
    """The text of a message: its plain text, or its HTML where it has no other; several stretches one after the other."""
    body = Body()
    try:
        pieces = _pieces(message, body, 0)
    except RecursionError:
        pieces, body.odd = [], [*body.odd, "nested too deeply to be read"]
    texts: list[tuple[str, tuple[Part, ...] | None]] = []
    for piece in pieces:
        if piece.html:
            texts.append(_of_html(piece.text))
        elif plain := _without_scrubbed(sound(piece.text), body):
            texts.append((plain, None))
    body.text = "\n\n".join(text for text, _ in texts)
    if any(parts is not None for _, parts in texts):
        body.parts, at = (), 0
        for text, parts in texts:
            whole = (Part(0, len(text)),) if parts is None and text else parts or ()
            body.parts += tuple(Part(at + part.start, at + part.end, part.kind, part.voice) for part in whole)
            at += len(text) + 2
    return body


def _of_html(markup: str) -> tuple[str, tuple[Part, ...]]:
    text, parts = text_of_html(markup)
    return (text, parts) if sound(text) == text else (sound(text), ())


def _without_scrubbed(text: str, body: Body) -> str:
    """The text without what a list archive writes in the place of the attachments that it took out; they are counted."""
    if "next part --" in text:
        text, count = _SCRUBBED.subn("\n", text)
        body.attached["taken out by the archive"] += count
    return re.sub(r"\A(?:[^\S\n]*\n)+", "", text).rstrip()


def _pieces(part: Message, body: Body, depth: int) -> list[_Piece]:
    if depth > _DEEPEST:
        body.odd.append("nested too deeply to be read")
        return []
    kind = part.get_content_type()
    if part.is_multipart():
        if kind.startswith("message/"):
            body.attached[f"{kind} (a message)"] += 1
            return []
        return _of_several(kind, [child for child in part.get_payload() if isinstance(child, Message)], body, depth)
    if not kind.startswith(("text/", "multipart/")) or _is_attachment(part, kind):
        body.attached[kind] += 1
        return []
    text = _text(part, body)
    if kind in ("text/enriched", "text/richtext"):
        text = re.sub(r"<param>.*?</param>|<[^<>\s]{1,40}>", "", text.replace("<<", "\0"), flags=re.DOTALL).replace("\0", "<")
    return [_Piece(text, kind == "text/html")] if text.strip() else []


def _of_several(kind: str, children: list[Message], body: Body, depth: int) -> list[_Piece]:
    """Of alternatives the plain one, if it says anything; of other containers everything in turn."""
    if kind == "multipart/encrypted":
        body.attached["encrypted text"] += 1
        return []
    if kind != "multipart/alternative":
        return [piece for child in children for piece in _pieces(child, body, depth + 1)]
    shown = [pieces for child in children if (pieces := _pieces(child, body, depth + 1))]
    plain = next((pieces for pieces in shown if not any(piece.html for piece in pieces)), None)
    html = next((pieces for pieces in shown if any(piece.html for piece in pieces)), None)
    if plain and html:
        words = " ".join(piece.text for piece in plain)
        if not re.search(r"\w", words) or (len(words) < 300 and _HTML_STUB.search(words)):
            return html
    return plain or html or []


def _is_attachment(part: Message, kind: str) -> bool:
    """Whether a text is shown as a file: it says so, or has a name and no word of being shown in line."""
    disposition = str(part.get("content-disposition") or "").strip().lower()
    if disposition.startswith("attachment"):
        return True
    if kind in ("text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/x-amp-html", "text/rfc822-headers"):
        return True
    return not disposition and kind not in ("text/plain", "text/html") and _has_name(part)


def _has_name(part: Message) -> bool:
    try:
        return part.get_filename() is not None
    except (ValueError, TypeError, LookupError, AttributeError):
        return True


def _text(part: Message, body: Body) -> str:
    try:
        data = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except (ValueError, LookupError, TypeError, AttributeError):
        data, charset = None, None
    if not isinstance(data, bytes):
        body.odd.append("its transfer encoding cannot be undone")
        return ""
    if part.get_content_maintype() == "multipart":
        body.odd.append("a message of several parts that are not set apart")
    text, odd = decoded(data, charset)
    if odd:
        body.odd.append(f"its charset is {odd}")
    return _reflowed(text, part) if _is_flowed(part) else text


def _is_flowed(part: Message) -> bool:
    return "flowed" in str(part.get("content-type") or "").lower()


def _reflowed(text: str, part: Message) -> str:
    """Lines that end in a space go on in the next one (format=flowed), as every mail program shows them."""
    delete = re.search(r"delsp\s*=\s*\"?yes", str(part.get("content-type") or ""), re.IGNORECASE) is not None
    lines: list[list[str]] = []
    open_depth = -1
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        said = line[depth:]
        said = said[1:] if said.startswith(" ") else said
        flows = said.endswith(" ") and said != "-- "
        said = said[:-1] if flows and delete else said
        if open_depth == depth and said != "-- ":
            lines[-1].append(said)
        else:
            lines.append([(">" * depth + " " if depth else "") + said])
        open_depth = depth if flows else -1
    return "\n".join("".join(pieces) for pieces in lines)
