"""Decisions on proposals: written as events of a coder, and put into the comments where the coders agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ethnography.corpus import Comment, Corpus, Finding
from ethnography.errors import StudyProblem, UnknownId
from ethnography.journal import Decision, Event, Journals, State, new_event

if TYPE_CHECKING:
    import pandas as pd

_ABOUT = {"author": "participant", "reply_to": "comment"}


# --- what a coder decides -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    comment: str
    about: str
    value: str
    name: str
    evidence: str


def _rows(proposals: pd.DataFrame) -> list[_Row]:
    columns = [proposals[name].astype(str) for name in ("comment", "about", "value", "name", "evidence")]
    return [_Row(*row) for row in zip(*columns, strict=True)]


def with_status(proposals: pd.DataFrame, state: State, coder: str) -> pd.DataFrame:
    """The proposals with a column ``status`` as this coder decided: ``accepted``, ``declined``, else ``pending``.

    Where the coder accepted one author or one comment answered, the others proposed in its place are declined with it.
    A name nobody had when it was declined is asked about again once a participant has it.
    """
    mine = [decision for decision in state.decisions if decision.coder == coder]
    accepted = {(d.comment, d.about): d.value for d in mine if d.accepted}
    declined = {(d.comment, d.about, d.value) for d in mine if not d.accepted}
    found = []
    for row in _rows(proposals):
        taken = accepted.get((row.comment, row.about))
        if taken is not None:
            found.append("accepted" if taken == row.value else "declined")
        else:
            found.append("declined" if (row.comment, row.about, row.value) in declined else "pending")
    return proposals.assign(status=found)


def check_rows(proposals: pd.DataFrame, corpus: Corpus, participants: Collection[str]) -> None:
    """Raise ``UnknownId``, ``StudyProblem`` where rows cannot be accepted: about what is not here, two values for one comment."""
    chosen: dict[tuple[str, str], str] = {}
    for row in _rows(proposals):
        if row.about not in _ABOUT:
            raise UnknownId("kind of proposal", row.about, _ABOUT)
        corpus.comment(row.comment)
        if row.about == "reply_to":
            corpus.comment(row.value)
        elif row.value and row.value not in participants:
            corpus.participant(row.value)
        elif not row.value and not row.name:
            raise StudyProblem(row.comment, "a proposal has neither a participant nor a name", "Pass rows of study.proposals().")
        value = row.value or row.name.casefold()
        if chosen.setdefault((row.comment, row.about), value) != value:
            what = "authors" if row.about == "author" else "comments that it answers"
            raise StudyProblem(row.comment, f"the rows name two {what}", "Accept one of them.")


def names_without_participant(proposals: pd.DataFrame) -> list[str]:
    """The names in rows about authors that no participant has yet, each once."""
    return list(dict.fromkeys(row.name for row in _rows(proposals) if row.about == "author" and not row.value))


def decide(
    journals: Journals, proposals: pd.DataFrame, coder: str, *, accepted: bool, ids: Mapping[str, str] | None = None
) -> list[Decision]:
    """Write a coder's decision on each of these rows; the decisions made, on disk then. What was decided so already is not written.

    What this coder decided otherwise before is taken back by a ``removed`` event. `ids`: the participant of each name that
    had none.
    """
    rows: dict[tuple[str, str, str], _Row] = {}
    for row in _rows(proposals):
        value = row.value or (ids or {}).get(row.name, "")
        rows.setdefault((row.comment, row.about, value), replace(row, value=value))
    with journals.turn(coder) as write:
        state, events = journals.state, []
        for row in rows.values():
            events += _events(row, coder, accepted, [d for d in state.decisions if d.coder == coder and d.comment == row.comment])
        if events:
            write(events)
    made = {event["id"] for event in events}
    return [decision for decision in journals.state.decisions if decision.id in made]


def _events(row: _Row, coder: str, accepted: bool, before: Sequence[Decision]) -> list[Event]:
    here = [decision for decision in before if decision.about == row.about]
    same = [d for d in here if d.value == row.value and d.accepted == accepted]
    # A comment has one author and answers one comment: accepting a value takes back another accepted one.
    against = [d for d in here if (d.value == row.value and d.accepted != accepted) or (accepted and d.accepted and d not in same)]
    events = [new_event("removed", coder, subject=decision.id) for decision in against]
    if not same:
        fields = {"comment": row.comment, "about": row.about, "value": row.value, "accepted": accepted}
        events.append(new_event("decided", coder, **fields, evidence=row.evidence))
    return events


# --- what the coders agree on -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Agreed:
    """What no coder contradicts: the accepted value of each (comment, about), and the pairs on which coders differ."""

    values: Mapping[tuple[str, str], str]
    split: Mapping[tuple[str, str], tuple[str, ...]]


def agree(decisions: Iterable[Decision]) -> Agreed:
    """What the coders agree on: a value that one or more accepted and nobody declined or replaced by another.

    ``split`` names, for each pair on which they differ, the coders who take part in it.
    """
    said: dict[tuple[str, str], list[Decision]] = {}
    for decision in decisions:
        said.setdefault((decision.comment, decision.about), []).append(decision)
    values: dict[tuple[str, str], str] = {}
    split: dict[tuple[str, str], tuple[str, ...]] = {}
    for what, here in said.items():
        accepted = {decision.value for decision in here if decision.accepted}
        against = {decision.value for decision in here if not decision.accepted}
        if len(accepted) > 1 or accepted & against:
            taking_part = {d.coder for d in here if d.accepted or d.value in accepted}
            split[what] = tuple(sorted(taking_part))
        elif accepted:
            (values[what],) = accepted
    return Agreed(values, split)


def apply_decisions(
    comments: Iterable[Comment], decisions: Iterable[Decision] | Agreed, participants: Iterable[str]
) -> tuple[list[Comment], tuple[Finding, ...]]:
    """The comments with authors and reply links as the coders agree, in the same order; and what was passed over, and why.

    A link that was accepted has the evidence ``inferred``. Nothing that the source states is replaced: an author, or a place
    deeper than under the post. The comments given are not changed.
    """
    given = list(comments)
    agreed = decisions if isinstance(decisions, Agreed) else agree(decisions)
    by_id = {comment.id: comment for comment in reversed(given)}  # of two with one id, the first is the one that is kept
    people = {*participants, *(comment.author for comment in given)}
    findings = [_split_finding(id, about, coders) for (id, about), coders in sorted(agreed.split.items())]
    changed: dict[str, Comment] = dict(by_id)
    for (id, about), value in sorted(agreed.values.items()):
        if about not in _ABOUT:
            continue
        if id in by_id and getattr(by_id[id], about, None) == value:
            continue  # the source states it too
        if id not in by_id:
            wrong = "it is not in the corpus"
        elif about == "author":
            wrong = _wrong_author(by_id[id], value, people)
        else:
            wrong = _wrong_link(by_id[id], value, by_id, changed)
        if wrong:
            what = "author" if about == "author" else "comment answered"
            message = f"the {what} accepted for {id} is passed over: {wrong}"
            findings.append(Finding("decision", id, message, "take the decision back, or leave it"))
        elif about == "author":
            changed[id] = replace(changed[id], author=value)
        else:
            changed[id] = replace(changed[id], reply_to=value, reply_evidence="inferred")
    return [changed[comment.id] if comment is by_id[comment.id] else comment for comment in given], tuple(findings)


def _split_finding(comment: str, about: str, coders: Sequence[str]) -> Finding:
    what = {"author": "who wrote", "reply_to": "what is answered by"}.get(about, "who is the same person as")
    message = f"{' and '.join(coders)} decided differently on {what} {comment}; neither is applied"
    return Finding("disagreement", comment, message, "decide alike, or take one decision back")


def _wrong_author(comment: Comment, value: str, people: Collection[str | None]) -> str:
    if value not in people:
        return f"there is no participant {value!r}"
    return f"the source states another, {comment.author}" if comment.author is not None else ""


def _wrong_link(comment: Comment, value: str, stated: Mapping[str, Comment], now: Mapping[str, Comment]) -> str:
    above = stated.get(comment.reply_to or "")
    if comment.kind == "post":
        return "a post answers nothing"
    if value not in stated or stated[value].thread != comment.thread:
        return f"there is no comment {value!r} in its thread"
    if above is not None and above.thread == comment.thread and above.kind != "post":
        return f"the source states that it answers {above.id}"
    trail: set[str] = set()
    at: str | None = value
    while at is not None and at in now and at not in trail:
        if at == comment.id:
            return f"with {value!r} the replies would run in a circle"
        trail.add(at)
        at = now[at].reply_to
    return ""
