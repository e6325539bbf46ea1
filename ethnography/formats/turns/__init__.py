"""Speaker turns in a text: the one rule for interviews and group discussions, whatever file they come in.

A turn begins with a label ("Interviewer:", "P1:", a bold name, a name and a time) and lasts until the next one, a heading, or
the end of the transcript. Label and time stay in the text; the turn's paragraphs are parts in the voice that the label names,
an interviewer's of the kind ``question``. Labels are believed only where they take turns: two speakers or more, again and again,
over most of the text. A word with a colon that stands once ("Result:") makes no speaker.

Rooms: ``labels`` (what may be a label), ``finding`` (which of them are), ``people`` (who is who, and who asks).
"""

from __future__ import annotations

from ethnography.formats.turns.finding import Turns, find_turns

__all__ = ["Turns", "find_turns"]
