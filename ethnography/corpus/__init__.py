"""The corpus: comments in their reply trees, who wrote them, and what is wrong with the trees.

``Comment``, ``Part``, ``Participant`` and ``Thread`` are values; a ``Corpus`` holds all of them in columns. ``Corpus.build``
judges duplicates, orphans and circles once, repairs the tree for reading, and lists every repair in ``corpus.findings``; the
comments as given are not altered on disk.
"""

from ethnography.corpus.columns import Corpus
from ethnography.corpus.links import list_faults
from ethnography.corpus.nouns import KINDS, PART_KINDS, REPLY_EVIDENCE, STATES, Comment, Finding, Part, Participant, Thread

__all__ = [
    "KINDS",
    "PART_KINDS",
    "REPLY_EVIDENCE",
    "STATES",
    "Comment",
    "Corpus",
    "Finding",
    "Part",
    "Participant",
    "Thread",
    "list_faults",
]
