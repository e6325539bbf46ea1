"""The corpus that is shown: the comments as imported, with what the coders agree on put into them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ethnography.corpus import Comment, Corpus, Participant
from ethnography.proposals.deciding import Agreed, apply_decisions
from ethnography.proposals.people import as_one, same_people


def build_corpus(comments: Iterable[Comment], participants: Collection[Participant], agreed: Agreed) -> Corpus:
    """The corpus of these comments with what the coders agree on in it; what was passed over is among its findings."""
    same, circles = same_people(agreed, [person.id for person in participants])
    decided, findings = apply_decisions(comments, agreed, [person.id for person in participants])
    corpus = Corpus.build(as_one(decided, same), [person for person in participants if person.id not in same])
    corpus.findings = (*corpus.findings, *findings, *circles)
    return corpus
