"""The messages of a mail file to comments: one thread after the other, and what was odd about them in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy

from ethnography.corpus import Comment, Part
from ethnography.errors import UnreadableSource
from ethnography.formats.base import Ids, LeftOut, Reading
from ethnography.formats.mail_mbox.body import Body, body_of
from ethnography.formats.mail_mbox.fields import (
    bare_subject,
    date_of,
    decoded_words,
    fields_of,
    ids_in,
    name_and_address,
    says_answer,
)
from ethnography.formats.mail_mbox.quoting import parts_of_mail, with_voices, without_marks
from ethnography.formats.mail_mbox.splitting import Raw, split_messages
from ethnography.formats.mail_mbox.threads import parents_of, roots_of
from ethnography.formats.tally import short, sound
from ethnography.source import Source

_TELLING = 20
_TAKEN = frozenset(
    {"from", "date", "subject", "message-id", "in-reply-to", "references", "content-type", "content-transfer-encoding",
     "content-disposition", "mime-version", "status", "x-status", "x-mozilla-status", "x-spam-flag"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mail:
    """One message, read: its header's facts and its body."""

    line: int
    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    subject: str
    author: str | None
    address: str
    date: str | None
    date_text: str | None
    state: str | None
    body: Body
    bracketed: bool = True

    @property
    def answers(self) -> bool:
        """Whether it says that it answers a message."""
        return bool(self.in_reply_to or self.references)


@dataclass
class _Account:
    """What the researcher is told: fields not taken, and how often something was odd."""

    fields: set[str] = field(default_factory=set)
    attached: Counter[str] = field(default_factory=Counter)
    odd: Counter[str] = field(default_factory=Counter)
    absent: dict[str, None] = field(default_factory=dict)
    no_message: list[str] = field(default_factory=list)
    by_words: int = 0


def read_mail(source: Source) -> Reading:
    """Everything in a mail file. See the package's docstring for what is a thread and what is a post."""
    account = _Account()
    with source.opened() as file:
        mails = [mail for raw in split_messages(file) if (mail := _mail(raw, account))]
    if not mails:
        raise UnreadableSource(source.name, "it holds no message with a header", "Export the mailbox as an mbox file again.")
    mails = _without_bare_ids(mails)
    names = _names(mails)
    parents = parents_of(mails)
    roots = roots_of(parents)
    order: dict[int, list[int]] = {}
    for at, root in enumerate(roots):
        order.setdefault(root, []).append(at)
    comments: list[Comment] = []
    taken: set[str] = set()
    for root, members in order.items():
        ids = _thread_ids(mails[root], taken)
        comments += _thread(mails, [root, *(at for at in members if at != root)], parents, ids, names, account)
    return Reading(
        "mail_mbox", tuple(comments), None, _left_out(account), _guesses(account), tuple(_warnings(mails, comments, account)),
        not_captured=len(account.absent) or None, partial=True,
    )  # fmt: skip


def _mail(raw: Raw, account: _Account) -> Mail | None:
    """A message with its header's facts; None for a stretch of the file that has no header (noted)."""
    message = message_from_bytes(raw.data.lstrip(b"\r\n"), policy=policy.compat32)
    found = fields_of(message)
    if not found.keys() & {"from", "subject", "message-id", "date"}:
        account.no_message.append(f"line {raw.line}: {short(raw.data[:400].decode('utf-8', 'replace'), 80)}")
        return None
    account.fields |= found.keys() - _TAKEN
    author, address = name_and_address(found.get("from", ""))
    date, date_text = date_of(found.get("date"))
    body = body_of(message)
    account.attached += body.attached
    account.odd.update(body.odd)
    subject = sound(decoded_words(found.get("subject", "")))
    bracketed = "<" in found.get("in-reply-to", "<")
    return Mail(
        raw.line, next(iter(ids_in(found.get("message-id"))), None), tuple(ids_in(found.get("in-reply-to"))),
        tuple(ids_in(found.get("references"))), subject, sound(author) if author else None, address,
        date, sound(date_text) if date_text else None, _state(found), body, bracketed,
    )  # fmt: skip


def _without_bare_ids(mails: list[Mail]) -> list[Mail]:
    """An In-Reply-To without angle brackets may be an address: it counts where it is the id of a message here."""
    known = {mail.message_id for mail in mails}
    return [
        replace(mail, in_reply_to=tuple(id for id in mail.in_reply_to if id in known))
        if mail.in_reply_to and not mail.bracketed
        else mail
        for mail in mails
    ]


def _state(found: dict[str, str]) -> str | None:
    """What the mailbox says has become of a message: deleted by its owner, a draft, spam."""
    flags = found.get("x-status", "") + found.get("status", "")
    mozilla = found.get("x-mozilla-status", "")[:8]
    if "D" in flags:
        return "trash"
    if all(c in "0123456789abcdefABCDEF" for c in mozilla) and mozilla and int(mozilla, 16) & 8:
        return "trash"
    if found.get("x-spam-flag", "").strip().lower() == "yes":
        return "spam"
    return "draft" if "T" in found.get("x-status", "") else None


def _names(mails: Sequence[Mail]) -> dict[str, str]:
    """The printed name of each writer, by address and by the name in lower case; of two names at one address the first."""
    names: dict[str, str] = {}
    for mail in mails:
        if mail.author:
            if mail.address:
                names.setdefault(mail.address, mail.author)
            names.setdefault(mail.author.lower(), mail.author)
    return names


def _thread_ids(root: Mail, taken: set[str]) -> Ids:
    """The ids of a thread: by the subject and the id of its first message, so that later messages change nothing."""
    key = f"mid:{root.message_id}" if root.message_id else None
    ids = Ids(bare_subject(root.subject) or None, key, opening=f"{root.date_text}\n{root.body.text}")
    tries = 1
    while ids.thread in taken:  # a list that has the same subject every week
        tries += 1
        ids = Ids(bare_subject(root.subject) or None, f"{key or root.date_text}\n{tries}", opening=root.body.text)
    taken.add(ids.thread)
    return ids


def _thread(
    mails: Sequence[Mail], members: Sequence[int], parents: Sequence[int | None], ids: Ids, names: dict[str, str], account: _Account
) -> list[Comment]:
    """The comments of one thread, its first message before the others, which stand as in the file."""
    root = mails[members[0]]
    has_post = not root.answers and not says_answer(root.subject) and parents[members[0]] is None
    own = {
        at: ids.post
        if has_post and at == members[0]
        else ids.comment(mails[at].body.text, mails[at].date_text, _local(mails[at].message_id))
        for at in members
    }
    subject, comments = bare_subject(root.subject), []
    for at in members:
        mail = mails[at]
        above = parents[at]
        reply_to = own[above] if above is not None else None
        if above is None and mail.answers:
            absent = [*mail.in_reply_to, *reversed(mail.references)][0]
            account.absent.setdefault(absent)
            account.odd["__absent__"] += 1
            reply_to = f"{ids.thread}:{_local(absent)}"
        parts = _parts(mail.body, names)
        if above is not None:
            parts = _of_parent(mail.body.text, parts, mails[above], account)
        title = mail.subject if at == members[0] or bare_subject(mail.subject) != subject else None
        comments.append(
            Comment(
                own[at], ids.thread, reply_to, mail.body.text, "post" if own[at] == ids.post else "comment", mail.author, mail.date,
                mail.date_text, title or None, None, "stated" if reply_to else None, parts, mail.state,
            )
        )  # fmt: skip
    return comments


def _local(message_id: str | None) -> str | None:
    """A message's id as part of a comment's id; one that is overlong or has odd characters stands by its digest."""
    from ethnography.text import digest

    if message_id is None or (len(message_id) <= 200 and message_id.isprintable()):
        return message_id
    return digest(message_id)[:12]


def _parts(body: Body, names: dict[str, str]) -> tuple[Part, ...]:
    return parts_of_mail(body.text, names) if body.parts is None else with_voices(body.text, body.parts, names)


def _of_parent(text: str, parts: tuple[Part, ...], parent: Mail, account: _Account) -> tuple[Part, ...]:
    """The parts, where quotations that no line gives to anybody stand word for word in the message answered: its writer's."""
    if parent.author is None or not any(part.kind == "quotation" and part.voice is None for part in parts):
        return parts
    said = " ".join(parent.body.text.split())
    found = []
    for part in parts:
        if part.kind == "quotation" and part.voice is None:
            cited = " ".join(without_marks(text[part.start : part.end]).split())
            if len(cited) >= _TELLING and cited in said:
                account.by_words += 1
                part = replace(part, voice=parent.author)
        found.append(part)
    return tuple(found)


def _left_out(account: _Account) -> tuple[LeftOut, ...]:
    found: list[LeftOut] = []
    if account.attached:
        kinds = ", ".join(f"{count} × {kind}" for kind, count in account.attached.most_common(12))
        found.append(LeftOut("attachments", f"{account.attached.total()}: {kinds}"))
    if account.fields:
        shown = ", ".join(sorted(account.fields)[:40])
        found.append(LeftOut("header fields of no meaning here", shown + (", …" if len(account.fields) > 40 else "")))
    found += [LeftOut("lines before a header", line) for line in account.no_message[:20]]
    return tuple(found)


def _guesses(account: _Account) -> tuple[str, ...]:
    if not account.by_words:
        return ()
    what = (
        "1 quotation that no line gives to anybody stands"
        if account.by_words == 1
        else (f"{account.by_words} quotations that no line gives to anybody stand")
    )
    return (f"{what} word for word in the message answered, and so in the voice of its writer.",)


def _warnings(mails: Sequence[Mail], comments: Sequence[Comment], account: _Account) -> list[str]:
    """Sentences about what is missing, doubled or odd."""
    found: list[str] = []
    if orphans := account.odd.pop("__absent__", 0):
        which = short(", ".join(list(account.absent)[:3]), 200)
        found.append(f"{_messages(orphans)} a message that is not in the file ({which}{', …' if len(account.absent) > 3 else ''})")
    hidden = [mail for mail in mails if not mail.answers and says_answer(mail.subject)]
    if hidden:
        found.append(
            f"{_messages(len(hidden))} another by the subject alone (“{short(hidden[0].subject, 60)}”): which one is not stated"
        )
    ids = Counter(mail.message_id for mail in mails if mail.message_id)
    if doubled := [id for id, count in ids.items() if count > 1]:
        again = len(mails) - len({(mail.message_id or at, mail.body.text, mail.date_text) for at, mail in enumerate(mails)})
        which = "1 Message-ID stands" if len(doubled) == 1 else f"{len(doubled)} Message-IDs stand"
        same = f"; {_times(again, 'is', 'are')} the same message again" if again else ""
        found.append(f"{which} more than once (first: {short(doubled[0], 80)}){same}: all are kept")
    for what, count in {
        "no Message-ID (the id is a digest of date and text)": sum(mail.message_id is None for mail in mails),
        "no From (the author is left empty)": sum(mail.author is None for mail in mails),
        "a date that cannot be read": sum(mail.date is None and mail.date_text is not None for mail in mails),
        "no date": sum(mail.date_text is None for mail in mails),
        "no text": sum(not comment.text for comment in comments),
    }.items():
        if count:
            found.append(f"{count} {'message has' if count == 1 else 'messages have'} {what}")
    found += [f"{count} × {what}" for what, count in account.odd.most_common(10)]
    return found


def _times(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _messages(count: int) -> str:
    return "1 message answers" if count == 1 else f"{count} messages answer"
