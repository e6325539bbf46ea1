"""``ethnography review``: the coding screen for people who live in a terminal, with the commands of the Jupyter screen.

Three ways to go through a study: :mod:`by_comment` (``--comments``), :mod:`by_suggestion` (what the rules suggest) and
:mod:`by_proposal` (``--proposals``: authors and reply links). A :class:`Sitting` is a coder at a study; each command is a function
of it, in a file named after its job; :mod:`keys` is the table of keys, which the help prints. :class:`Asker` is the person at the
keyboard, or the lines of a file.

Whatever a command says it did is on disk by then.
"""

from ethnography.cli.reviewing.asking import Asker
from ethnography.cli.reviewing.by_comment import review_comments
from ethnography.cli.reviewing.by_proposal import review_proposals
from ethnography.cli.reviewing.by_suggestion import review_suggestions
from ethnography.cli.reviewing.sitting import Sitting

__all__ = ["Asker", "Sitting", "review_comments", "review_proposals", "review_suggestions"]
