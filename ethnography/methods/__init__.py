"""The methods section of a thesis, from what the study knows and nothing else; the rest is named as missing.

==============  ======================================================================================
``facts``       what the study knows of itself: :func:`gather_facts` → :class:`Facts`
``note``        :func:`methods_note`: the paragraphs, and what they lack
``checklists``  :func:`check_items`: COREQ and SRQR, item by item, with a draft where there is one
``items``       the items of the two lists
==============  ======================================================================================
"""

from ethnography.methods.checklists import check_items
from ethnography.methods.facts import Facts, gather_facts
from ethnography.methods.note import MethodsNote, methods_note

__all__ = ["Facts", "MethodsNote", "check_items", "gather_facts", "methods_note"]
