"""The table of proposals: all that the threads of a corpus suggest, as a frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, fields
from typing import TYPE_CHECKING

from ethnography.corpus import Comment, Corpus
from ethnography.journal import Decision
from ethnography.proposals.authors import author_proposals
from ethnography.proposals.deciding import apply_decisions
from ethnography.proposals.links import link_proposals
from ethnography.proposals.naming import People
from ethnography.proposals.nouns import ABOUT, CONFIDENCE, Proposal
from ethnography.proposals.thread import NamedThread
from ethnography.pseudonyms import Key

if TYPE_CHECKING:
    import pandas as pd


def propose(corpus: Corpus, key: Key, decisions: Iterable[Decision] = ()) -> pd.DataFrame:
    """One row a proposal, index ``proposal`` (a short digest of comment, about and value), in corpus order.

    `corpus` is as imported, without decisions; what `decisions` accept is believed where it bears on other comments: a link to
    a comment of whoever is addressed needs to know who wrote what.

    Columns: ``comment``; ``about`` (``author``, ``reply_to``); ``value`` (participant id, or comment id; ``""`` where nobody
    in the key has the name yet: accepted, it makes a participant); ``name`` (as printed in the text; ``""`` for a link);
    ``where`` (id of the comment that holds the evidence), ``start``, ``end`` (code points of the telling words there);
    ``evidence`` (a sentence, without names, as it goes into journals); ``confidence``:

    - ``strong``: the comment's own words say it, and name one person or comment only (a signature; an address to somebody with
      just one earlier comment, or whose words are quoted);
    - ``fair``: others' words say it and do not contradict each other (replies that address one name), or the comment's own
      words say it less plainly (a bare name at the end, a quotation without an address);
    - ``weak``: one of several that the words allow.

    Authors are proposed only where none is stated; links only at the top level of a thread, never one that makes a circle.

    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "A post", "post"), Comment("c", "t", "p", "Hi Bo, I see. Regards, Al")])
    >>> propose(corpus, Key({"Al": "P01"}))[["comment", "value", "name", "confidence"]].values.tolist()
    [['p', '', 'Bo', 'fair'], ['c', 'P01', 'Al', 'strong']]
    """
    import pandas as pd

    depths = dict(zip(corpus.comments.index, corpus.comments["depth"].tolist(), strict=True))
    kinds = corpus.participants["kind"] if "kind" in corpus.participants else pd.Series(dtype=str)
    people = People(key, leave_out=set(kinds.index[kinds == "pingback"]))
    stated = list(corpus)
    decided, _ = apply_decisions(stated, decisions, corpus.participants.index)
    threads: dict[str, tuple[list[Comment], dict[str, Comment]]] = {}
    for before, after in zip(stated, decided, strict=True):
        there = threads.setdefault(before.thread, ([], {}))
        there[0].append(before)
        there[1][before.id] = after
    place = {comment.id: number for number, comment in enumerate(stated)}
    found = [proposal for before, after in threads.values() for proposal in _of_thread(before, after, people, depths)]
    found.sort(key=lambda p: (place[p.comment], ABOUT.index(p.about), CONFIDENCE.index(p.confidence)))
    columns = [field.name for field in fields(Proposal)]
    index = pd.Index([proposal.id for proposal in found], name="proposal", dtype="str")
    return pd.DataFrame([astuple(proposal) for proposal in found], columns=columns, index=index)


def _of_thread(stated: list[Comment], decided: dict[str, Comment], people: People, depths: dict[str, int]) -> list[Proposal]:
    thread = NamedThread(stated, decided, people)
    authors = list(author_proposals(thread))
    posts = {comment.id for comment in stated if comment.kind == "post"}
    written = {author for id in posts if (author := thread.author(id))}
    written |= {proposal.value for proposal in authors if proposal.comment in posts}
    return [*authors, *link_proposals(thread, depths, written)]
