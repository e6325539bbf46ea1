"""One person under two spellings: who may be the same participant, and the corpus in which they are.

A merge is a decision like any other: an event in a coder's journal (`about` ``person``: `comment` names the participant who
is somebody else, `value` whom), which taken back separates them again. The comments on disk keep their authors.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from ethnography.corpus import Comment, Corpus, Finding
from ethnography.errors import StudyProblem, UnknownId
from ethnography.journal import Decision, Journals, new_event
from ethnography.proposals.deciding import Agreed
from ethnography.pseudonyms import Key
from ethnography.text import plain

if TYPE_CHECKING:
    import pandas as pd

PERSON = "person"
COLUMNS = ("participant", "same_as", "name", "same_name", "evidence", "confidence")
_TITLES = re.compile(r"^(?:dr|prof|mr|mrs|ms|miss|herr|frau|sr|sra|mme|m)\b\.?\s+", re.IGNORECASE)


def propose_people(corpus: Corpus, key: Key) -> pd.DataFrame:
    """One row a pair of participants whose printed names may be one person's: ``participant``, ``same_as`` (the one with more
    comments), ``name``, ``same_name`` (as printed), ``evidence``, ``confidence`` (``strong``: the same letters; ``fair``: one is
    the first name of the other, who alone here has it, and both speak in one thread). Empty where there is none.

    Nothing is merged by this: two people may well have one name. Pingbacks are left out.
    """
    import pandas as pd

    people = corpus.participants
    kinds = people["kind"] if "kind" in people else pd.Series(dtype=str)
    speaking = {id: int(n) for id, n in people["comments"].items() if kinds.get(id) != "pingback"}
    names = [(id, name) for name, id in key.names.items() if id in speaking]
    frame = corpus.comments
    threads = frame.dropna(subset=["author"]).groupby("author")["thread"].agg(set).to_dict()
    rows = []
    for (one, name), (other, other_name) in combinations(names, 2):
        said = _likeness(name, other_name, [n for _, n in names], bool(threads.get(one, set()) & threads.get(other, set())))
        if one != other and said:
            first, second = sorted(((one, name), (other, other_name)), key=lambda pair: (-speaking[pair[0]], pair[0]))
            rows.append((second[0], first[0], second[1], first[1], *said))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _likeness(one: str, other: str, names: Iterable[str], same_thread: bool) -> tuple[str, str] | None:
    """Why two names may be one person's, and how sure that is; None where nothing says so."""
    if _letters(one) == _letters(other) and _letters(one):
        return "The two names have the same letters.", "strong"
    words, others = _words(one), _words(other)
    if len(words) > len(others):
        words, others = others, words
    if len(words) == 1 and len(others) > 1 and words[0] == others[0] and len(words[0]) > 2 and same_thread:
        having = {_letters(name) for name in names if _words(name)[:1] == words and len(_words(name)) > 1}
        if len(having) == 1:
            return "One name is the first name of the other, whom alone it fits, and both speak in one thread.", "fair"
    return None


def _letters(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", _TITLES.sub("", plain(name)).casefold())
    return re.sub(r"[\W_]+", "", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", _TITLES.sub("", plain(name)).casefold())


def merge_person(journals: Journals, known: Collection[str], participant: str, same_as: str, coder: str) -> Decision:
    """Write a coder's word that two participants are one; another merge of the same participant is taken back with it.

    Raises ``UnknownId`` for a participant who is not on record, ``StudyProblem`` for one merged with themselves.
    """
    for id in (participant, same_as):
        if id not in known:
            raise UnknownId("participant", id, known)
    if participant == same_as:
        raise StudyProblem(participant, "nobody can be merged with themselves", "Name two participants.")
    with journals.turn(coder) as write:
        before = [d for d in journals.state.decisions if (d.coder, d.comment, d.about) == (coder, participant, PERSON)]
        event = new_event("decided", coder, comment=participant, about=PERSON, value=same_as, accepted=True, evidence="")
        write([*(new_event("removed", coder, subject=decision.id) for decision in before), event])
    return next(decision for decision in journals.state.decisions if decision.id == event["id"])


def separate_person(journals: Journals, participant: str, coder: str) -> int:
    """Take back a coder's merges of a participant, from either side; how many there were."""
    with journals.turn(coder) as write:
        mine = [d for d in journals.state.decisions if d.coder == coder and d.about == PERSON]
        events = [new_event("removed", coder, subject=d.id) for d in mine if participant in (d.comment, d.value)]
        if events:
            write(events)
    return len(events)


def same_people(agreed: Agreed, participants: Iterable[str]) -> tuple[dict[str, str], list[Finding]]:
    """Participant → the one who they are, as the coders agree; and merges that are passed over because they run in a circle."""
    known = set(participants)
    links = {id: value for (id, about), value in agreed.values.items() if about == PERSON and {id, value} <= known}
    found: dict[str, str] = {}
    findings = []
    for id in sorted(links):
        trail, at = [id], links[id]
        while at in links and at not in trail:
            trail.append(at)
            at = links[at]
        if at in trail:
            message = f"the merges of {' and '.join(sorted(trail))} run in a circle, and are passed over"
            findings.append(Finding("decision", id, message, "take one of the decisions back"))
        else:
            found[id] = at
    return found, findings


def as_one(comments: Iterable[Comment], same: Mapping[str, str]) -> list[Comment]:
    """The comments with one participant in the place of each who is the same person, as author and as voice."""
    if not same:
        return list(comments)
    return [
        replace(
            comment,
            author=same.get(comment.author or "", comment.author),
            parts=tuple(replace(part, voice=same.get(part.voice or "", part.voice)) for part in comment.parts),
        )
        for comment in comments
    ]


def key_as_one(key: Key, same: Mapping[str, str]) -> Key:
    """The key in which the names of one person lead to one participant."""
    return Key({name: same.get(id, id) if id else id for name, id in key.names.items()}) if same else key
