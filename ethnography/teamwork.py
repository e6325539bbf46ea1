"""Several coders at one study: samples that all of them code, not seeing each other's work, and decisions where they differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from ethnography.coding import Coding
from ethnography.corpus import Corpus
from ethnography.errors import StudyProblem, TooLittle, UnknownId
from ethnography.journal import Event, State, new_event
from ethnography.units import disagreements

if TYPE_CHECKING:
    import pandas as pd

CONSENSUS = "consensus"  # the coder whose codings are what the others agreed on, and who sees everybody's
BOTH, NEITHER, CODEBOOK = "both", "neither", "codebook"


def works_blind(is_blind: bool, coders: Collection[str], state: State, coder: str) -> bool:
    """Whether a coder does not see the others' work: where study.toml says so (`is_blind`), until all its coders have finished
    the last sample."""
    if coder == CONSENSUS or not is_blind:
        return False
    return not (state.samples and set(coders) <= set(state.samples[-1].finished))


def sample_event(corpus: Corpus, coder: str, n: int, *, by: str = "thread", seed: int = 0) -> Event:
    """The event of drawing n whole threads at random for all coders to code. `by`: ``thread`` is the only unit there is,
    since single comments torn from their thread are coded otherwise. Raises ``TooLittle`` where there are fewer threads.
    """
    import random

    if by != "thread":
        raise UnknownId("unit", by, ["thread"], "what can be drawn")
    threads = corpus.thread_ids
    if not 1 <= n <= len(threads):
        found = f"{n} threads are asked for, and the study has {len(threads)}"
        raise TooLittle("A sample for agreement", found, f"Ask for 1 to {len(threads)}.")
    drawn = set(random.Random(seed).sample(sorted(threads), n))
    return new_event("sampled", coder, threads=[thread for thread in threads if thread in drawn], seed=seed)


def finish_event(corpus: Corpus, state: State, coder: str) -> Event:
    """The event of a coder who is done with the last sample. Raises ``StudyProblem`` where comments of it are not seen yet."""
    if not state.samples:
        raise StudyProblem("the sample", "none was drawn", "Draw one: study.sample_for_agreement(5).")
    sample = state.samples[-1]
    here = corpus.comments[corpus.comments["thread"].isin(sample.threads) & corpus.comments["kind"].ne("pingback")]
    missing = [id for id in here.index if (coder, id) not in state.seen]
    if missing:
        found = f"{coder} has not seen {len(missing)} of its {len(here)} comments, {missing[0]} first"
        raise StudyProblem("the sample", found, "Read and code them, or mark them as seen.")
    return new_event("finished", coder, sample=sample.id)


def disagreement_queue(state: State, corpus: Corpus) -> pd.DataFrame:
    """Where coders differ (see ``units.disagreements``; the consensus coder left out), with what the consensus coder decided.

    Columns ``comment, code, coded_by, not_by, decision``: ``""`` open, ``coded`` (the consensus coder has a coding of this
    code in the comment), ``not coded`` (the consensus coder rejected this code there).
    """
    codings = [coding for coding in state.codings if coding.coder != CONSENSUS]
    found = disagreements(codings, {pair for pair in state.seen if pair[0] != CONSENSUS}, corpus)
    coded = {(c.segment.comment, c.code) for c in state.codings if c.coder == CONSENSUS}
    not_coded = {(comment, code) for coder, comment, _, _, code in state.rejected if coder == CONSENSUS}
    pairs = list(zip(found["comment"], found["code"], strict=True))
    return found.assign(decision=["coded" if p in coded else "not coded" if p in not_coded else "" for p in pairs])


def decisions_table(state: State, corpus: Corpus, mask: Callable[[str], str]) -> pd.DataFrame:
    """The queue to be read by others: the columns of :func:`disagreement_queue`, then how and why it was decided, and who did what.

    `decided_as`: ``ada``, ``ada and ben`` (whose words hold), ``not coded``, ``codebook`` (left open, to be changed), ``""``;
    `why`: the reason from the consensus coder's memo. Then, by coder, ``words ada`` (with this code in the comment; ``…`` between
    two stretches) and ``memo ada`` (on those codings, the comment and the code, in this order); at last ``text``, the comment.
    ``""`` where there is none. All texts are passed through `mask` and stand on one line; the exact words are in the codings.
    """
    found = disagreement_queue(state, corpus)

    def line(text: str) -> str:
        return " ".join(mask(text).split())

    rows = found[["comment", "code", "decision"]].itertuples(index=False, name=None)
    decided = [_decision_of(state, *row) for row in rows]
    table = found.assign(decided_as=[how for how, _ in decided], why=[line(why) for _, why in decided])
    coders = sorted({coder for column in ("coded_by", "not_by") for who in found[column] for coder in who})
    codings: dict[tuple[str, str, str], list[Coding]] = {}
    for coding in sorted(state.codings, key=lambda one: one.segment.start):
        codings.setdefault((coding.coder, coding.segment.comment, coding.code), []).append(coding)
    memos: dict[tuple[str, str, str], list[str]] = {}
    for memo in state.memos:
        memos.setdefault((memo.coder, memo.about, memo.subject), []).append(memo.text)
    places = list(zip(found["comment"], found["code"], strict=True))
    for coder in coders:
        words, notes = [], []
        for comment, code in places:
            mine = codings.get((coder, comment, code), [])
            words.append(" … ".join(line(coding.quote) for coding in mine))
            subjects = [*(("coding", coding.id) for coding in mine), ("comment", comment), ("code", code)]
            notes.append(" / ".join(line(text) for subject in subjects for text in memos.get((coder, *subject), ())))
        table[f"words {coder}"], table[f"memo {coder}"] = words, notes
    return table.assign(text=[line(corpus.comment(comment).text) for comment in found["comment"]])


def _decision_of(state: State, comment: str, code: str, decision: str) -> tuple[str, str]:
    """How it was decided and why, from the consensus coder's last memo on it; the memos are those of :func:`decision_events`."""
    about = {"coded": "comment", "not coded": "comment", "": "code"}[decision]
    start = {"coded": f"{code}: as ", "not coded": f"{code}: ", "": f"To change in the codebook ({comment}): "}[decision]
    how = {"coded": r"(\S+(?: and \S+)*)\. ", "not coded": r"(not coded)\. ", "": "()"}[decision]
    for memo in reversed(state.memos):
        if (memo.coder, memo.about, memo.subject) == (CONSENSUS, about, comment if decision else code):
            said = re.match(re.escape(start) + how + "(.*)", memo.text, re.DOTALL)
            if said:
                return said[1] or CODEBOOK, said[2]
    return (decision if decision == "not coded" else ""), ""


def decision_events(
    state: State, corpus: Corpus, comment: str, code: str, choice: str, why: str, before: Iterable[str] = ()
) -> list[Event]:
    """The events by which the consensus coder decides a difference: codings or rejections, and the reason as a memo.

    `choice`: a coder (that coder's words hold), ``both`` (everybody's), ``neither`` (not coded), or ``codebook`` (left open, and a
    memo about the code says what to change in it). `before`: ids of the events that decided it before, which are taken back.
    Raises ``StudyProblem``.
    """
    corpus.comment(comment)
    here = [c for c in state.codings.where(comment=comment, code=code) if c.coder != CONSENSUS]
    coders = sorted({coding.coder for coding in here})
    if not here:
        raise StudyProblem(comment, f"nobody has the code {code!r} there", "Look at study.disagreements().")
    if choice not in (BOTH, NEITHER, CODEBOOK, *coders):
        raise UnknownId("choice", choice, [*coders, BOTH, NEITHER, CODEBOOK], "this decision")
    if not why.strip():
        raise StudyProblem(comment, "a decision needs its reason", "Say why; it goes into the record.")
    events = [new_event("removed", CONSENSUS, subject=id) for id in before]
    if choice == CODEBOOK:
        text = f"To change in the codebook ({comment}): {why.strip()}"
        return [*events, new_event("memo", CONSENSUS, about="code", subject=code, text=text)]
    chosen = [coding for coding in here if choice in (BOTH, NEITHER, coding.coder)]
    events += [_decided(coding, choice != NEITHER) for coding in chosen]
    how = "not coded" if choice == NEITHER else f"as {' and '.join(sorted({coding.coder for coding in chosen}))}"
    events.append(new_event("memo", CONSENSUS, about="comment", subject=comment, text=f"{code}: {how}. {why.strip()}"))
    return events


def _decided(coding: Coding, coded: bool) -> Event:
    at = coding.segment
    place = {"comment": at.comment, "start": at.start, "end": at.end, "code": coding.code}
    if coded:
        return new_event("coded", CONSENSUS, **place, quote=coding.quote, origin="manual")
    return new_event("rejected", CONSENSUS, **place)
