"""What a coder does on the screen, checked and turned into events; nothing here writes.

==========  ==================================================  ========================================
do          fields                                              event
==========  ==================================================  ========================================
code        comment, start, end, quote, code, rule (optional)   coded
reject      comment, start, end, code, rule (optional)          rejected
seen        comment                                             seen
memo        about, subject, text, replaces (the memo edited)    memo
pin         key, code                                           pinned
remove      subject (the id of an event of this coder)          removed
==========  ==================================================  ========================================

Every action has the ``id`` of its event, 16 hexadecimal digits made by the screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ethnography.codebook import Codebook
from ethnography.coding import Segment
from ethnography.corpus import Corpus
from ethnography.errors import BadSpan, StudyProblem, UnknownId
from ethnography.journal import Event, Journals, new_event
from ethnography.review import check_code, check_memo, same_coding

_ID = re.compile(r"[0-9a-f]{16}")
_KEYS = tuple("123456789")
Action = Mapping[str, Any]


@dataclass
class Batch:
    """The events that a batch of actions makes. `instead`: actions that ask for what holds already → the event that holds;
    `void`: actions that ask for nothing (to take back what is gone), whose events are not written."""

    coder: str
    corpus: Corpus
    codebook: Codebook
    journals: Journals
    label: str
    events: list[Event] = field(default_factory=list)
    instead: dict[str, str] = field(default_factory=dict)
    void: list[str] = field(default_factory=list)

    def take(self, actions: Sequence[Action]) -> Batch:
        """All of the actions, or an ``EthnographyError``. Call it in the coder's turn, so that what is checked stays true."""
        for action in actions:
            self._take(action)
        return self

    def _take(self, action: Action) -> None:
        id, kind = str(action.get("id", "")), str(action.get("do", ""))
        if not _ID.fullmatch(id):
            raise StudyProblem("the screen", f"an action has the id {id!r}", "Ids are 16 hexadecimal digits. Report this as a bug.")
        if kind not in _DO:
            raise UnknownId("action", kind, _DO, "the screen's language")
        if known := self.journals.events.get(id):
            if known["coder"] != self.coder:
                raise StudyProblem("the screen", f"the id {id} is taken", "Report this as a bug.")
            return  # it has arrived before, and is on disk
        event = _DO[kind](self, action)
        if event is not None:
            self.events.append({**event, "id": id, "batch": self.label})
        elif id not in self.instead:
            self.void.append(id)

    def _new(self, kind: str, **fields: Any) -> Event:
        return new_event(kind, self.coder, **fields)

    def _code(self, action: Action) -> Event | None:
        check_code(self.codebook, action["code"])
        place, quote = self._place(action), action["quote"]
        text = self.corpus.comment(place.comment).text[place.start : place.end]
        if text != quote:
            found = f"other words stand at {place.start}:{place.end} of {place.comment} than those coded"  # names are not shown
            raise StudyProblem("the screen", found, "Nothing was saved. Open the thread again, and report this as a bug.")
        rule = action.get("rule")
        where = {"comment": place.comment, "start": place.start, "end": place.end}
        origin = "suggestion" if rule else "manual"
        event = self._new("coded", **where, quote=quote, code=action["code"], origin=origin, rule=rule)
        gone = {one["subject"] for one in self.events if one["event"] == "removed"}
        here = [one for one in self.journals.of_comment(place.comment) if one["id"] not in gone]
        if same := same_coding([*here, *self.events], event):
            self.instead[str(action["id"])] = same["id"]
            return None
        return event

    def _place(self, action: Action) -> Segment:
        comment, start, end = action["comment"], action["start"], action["end"]
        length = len(self.corpus.comment(comment).text)
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length):
            raise BadSpan(comment, start, end, length)
        return Segment(comment, start, end)

    def _reject(self, action: Action) -> Event:
        place = self._place(action)
        code = self.codebook.code(action["code"]).id
        where = {"comment": place.comment, "start": place.start, "end": place.end}
        return self._new("rejected", **where, code=code, rule=action.get("rule"))

    def _seen(self, action: Action) -> Event | None:
        comment = self.corpus.comment(action["comment"]).id
        known = [*self.journals.of_comment(comment), *self.events]
        for event in known:
            if event["event"] == "seen" and event["coder"] == self.coder and event["comment"] == comment:
                self.instead[str(action["id"])] = event["id"]
                return None
        return self._new("seen", comment=comment)

    def _memo(self, action: Action) -> Event:
        about, subject, text = str(action["about"]), str(action["subject"]), str(action["text"])
        codings = {event["id"] for event in self.events if event["event"] == "coded"} | set(self.instead)
        if not (about == "coding" and subject in codings):
            check_memo(self.journals, self.corpus, self.codebook, about, subject, text)
        old = self.journals.events.get(str(action.get("replaces")))
        written = old.get("written", old["at"]) if old and old["event"] == "memo" else None
        return self._new("memo", about=about, subject=self.instead.get(subject, subject), text=text, written=written)

    def _pin(self, action: Action) -> Event:
        key, code = str(action["key"]), str(action["code"])
        if key not in _KEYS:
            raise UnknownId("key", key, _KEYS, "the digit keys")
        if code:
            check_code(self.codebook, code)
        return self._new("pinned", key=key, code=code)

    def _remove(self, action: Action) -> Event | None:
        subject = str(action["subject"])
        mine = {event["id"]: event for event in self.events}
        event = self.journals.events.get(subject) or mine.get(subject)
        if event is None:
            return None  # it was void when it arrived, and so is taking it back
        if event["coder"] != self.coder:
            raise StudyProblem(subject, f"it is {event['coder']}’s, not {self.coder}’s", "Only its own coder can remove it.")
        if subject not in mine and not self.journals.holds(subject):
            return None  # somebody was quicker; it is gone, as asked
        if same := self._revived_twin(event):
            self.instead[str(action["id"])] = same
            return None
        return self._new("removed", subject=subject)

    def _revived_twin(self, removal: Event) -> str | None:
        """Where taking back this removal would bring back a coding that has been made anew since: the one that holds."""
        coded = self.journals.events.get(str(removal.get("subject"))) if removal["event"] == "removed" else None
        if coded is None or coded["event"] != "coded":
            return None
        same = same_coding(self.journals.of_comment(coded["comment"]), coded)
        return same["id"] if same and same["id"] != coded["id"] else None


_DO: dict[str, Callable[[Batch, Action], Event | None]] = {
    "code": Batch._code,
    "reject": Batch._reject,
    "seen": Batch._seen,
    "memo": Batch._memo,
    "pin": Batch._pin,
    "remove": Batch._remove,
}
