"""Proposals: who may have written a comment that states no author, and which comment one at the top level may answer.

Nothing guessed is stored as fact. :func:`propose` derives the proposals anew at every call from the texts, the pseudonym key and
what was accepted so far; each is ``pending`` until a coder accepts or declines it, which is an event ``decided`` in the coder's
journal. :func:`apply_decisions` puts what the coders agree on into the comments, for the corpus that is shown; the comments on
disk stay as they were imported, and a decision taken back takes its effect with it.

:mod:`naming` reads names at the opening and the end of a text, :mod:`quoting` finds quotations of earlier comments,
:mod:`authors` and :mod:`links` propose, :mod:`deciding` writes and applies decisions; :mod:`people` is about two participants
who are one person. :mod:`building` makes the corpus that is shown.
"""

from ethnography.proposals.building import build_corpus
from ethnography.proposals.deciding import (
    Agreed,
    agree,
    apply_decisions,
    check_rows,
    decide,
    names_without_participant,
    with_status,
)
from ethnography.proposals.nouns import ABOUT, CONFIDENCE, Proposal
from ethnography.proposals.people import PERSON, key_as_one, merge_person, propose_people, same_people, separate_person
from ethnography.proposals.table import propose

__all__ = [
    "ABOUT", "CONFIDENCE", "PERSON", "Agreed", "Proposal", "agree", "apply_decisions", "build_corpus", "check_rows", "decide",
    "key_as_one", "merge_person", "names_without_participant", "propose", "propose_people",
    "same_people", "separate_person", "with_status",
]  # fmt: skip
