"""Qualitative coding of online conversation: a comment tree and coded spans in one model.

The map, in the order in which material flows:

=====================  ===================================================================================
``corpus``             ``Comment``, ``Part``, ``Thread``, ``Participant``, ``Corpus``: the reply tree
``codebook``           ``Code``, ``Codebook``, ``Rule``: labels, definitions, rules; read from YAML
``coding``, ``memo``   ``Segment``, ``Coding``, ``Codings``, ``Memo``
``formats``            one file a format; ``read_source(path)`` → what an import would read
``pseudonyms``         who is named how
``proposals``          who may have written a comment, what it may answer; decided by people
``journal``            append-only events, and the state that follows
``autocode``           codebook × corpus → suggestions
``units``              codings × unit of analysis → tables
``analysis``           one file a question: frequency, co-occurrence, words, concordance
``quotes``             which quotes, with what context, attributed how
``report``             the coded-quote report
``desk``, ``widget``   the coding screen: what it shows and writes; ``CodingWidget`` for notebooks
``study``              the folder: ``Study.open(path)``, ``new_study(path)``
``cli``                the command ``ethnography``
=====================  ===================================================================================

Names are imported when first used, so ``import ethnography`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ethnography.autocode import code_corpus
    from ethnography.codebook import Code, Codebook, read_codebook
    from ethnography.coding import Coding, Codings, Segment
    from ethnography.corpus import Comment, Corpus, Part, Participant, Thread
    from ethnography.errors import EthnographyError
    from ethnography.formats import Reading, read_source
    from ethnography.memo import Memo
    from ethnography.study import Study, new_study
    from ethnography.widget import CodingWidget

__version__ = "0.1.0"

__all__ = [
    "Code", "Codebook", "Coding", "CodingWidget", "Codings", "Comment", "Corpus", "EthnographyError", "Memo", "Part",
    "Participant", "Reading", "Segment", "Study", "Thread", "code_corpus", "new_study", "read_codebook", "read_source",
]  # fmt: skip

_PLACES = {
    "autocode": ("code_corpus",),
    "codebook": ("Code", "Codebook", "read_codebook"),
    "coding": ("Coding", "Codings", "Segment"),
    "corpus": ("Comment", "Corpus", "Part", "Participant", "Thread"),
    "errors": ("EthnographyError",),
    "formats": ("Reading", "read_source"),
    "memo": ("Memo",),
    "study": ("Study", "new_study"),
    "widget": ("CodingWidget",),
}


def __getattr__(name: str) -> Any:
    for module, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"ethnography.{module}"), name)
    raise AttributeError(f"module 'ethnography' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
