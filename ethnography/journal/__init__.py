"""Journals: one append-only file a coder, and the state that follows from all of them.

A line is one event, a JSON object with ``event, id, at, coder`` and what the event needs:

========  ============================================================  ============================================
event     says                                                          fields
========  ============================================================  ============================================
coded     the coder applied a code                                      comment, start, end, quote, code, origin, rule
rejected  the coder does not want this suggestion                       comment, start, end, code, rule
seen      the coder has read the comment                                comment
memo      the coder wrote a memo                                        about, subject, text
decided   the coder took or declined who wrote a comment, or what       comment, about, value, accepted, evidence
          it answers, as proposed
pinned    the coder put a code on a digit key (``""``: took it off)     key, code
sampled   these threads are coded by all coders, to compare             threads, seed
finished  the coder has coded the sample                                sample
removed   an earlier event no longer holds (a removal can be removed)   subject
========  ============================================================  ============================================

The state is a fold in which the order of lines and files does not matter: an event holds unless a removal that holds
names it. An append is one write of whole lines, flushed and fsynced before the call returns, under a lock, so that two
processes of one coder take turns. What a killed process left of a line is set aside and reported, never fatal.

:mod:`file` writes and reads one journal, :mod:`fold` says what holds, :mod:`folder` keeps all journals of a study read.
"""

from ethnography.journal.file import Event, Journal, JournalProblem, coder_mistake, new_event
from ethnography.journal.fold import Decision, Sample, State, coding_of, fold_events
from ethnography.journal.folder import Journals

__all__ = [
    "Decision",
    "Event",
    "Journal",
    "JournalProblem",
    "Journals",
    "Sample",
    "State",
    "coder_mistake",
    "coding_of",
    "fold_events",
    "new_event",
]
