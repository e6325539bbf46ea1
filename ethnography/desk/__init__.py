"""The coder's desk: what a coding screen shows, and what it asks for, as messages; it knows neither Jupyter nor a browser.

:mod:`content` says what there is to see, :mod:`actions` turns what a coder does into events, :class:`Desk` answers messages,
:mod:`page` writes a thread as one read-only HTML file. The screen itself is JavaScript: sources in ``js/``, built into
``static/widget.js`` by ``make widget``.

=============  ==========================================================  ==============================
message        says                                                        answered by
=============  ==========================================================  ==============================
hello          a screen is there; `thread`: which one it wants             welcome, thread
open           show the thread `thread`                                    thread
do             a batch of actions, with an id made by the screen           ack (on disk) or nak (not)
look           what is new since `revision`?                               state, or same
search         where do the terms `query` stand?                           found
decide         accept or decline a proposal (an author, a reply link)      decided, thread, or nak
newcode        add a code to the codebook                                  codebook, or nak
=============  ==========================================================  ==============================

A batch is written whole or not at all, and once, however often it arrives: its ids are the events' ids. Offsets are code
points; ``text[start:end]`` must be the quote that comes along, or nothing is written.
"""

from ethnography.desk.desk import Desk
from ethnography.desk.page import thread_page

__all__ = ["Desk", "thread_page"]
