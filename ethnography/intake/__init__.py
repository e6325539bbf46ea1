"""Taking readings into a study: names to ids, new comments beside old ones, and an account of it all.

Nothing is written before a file is read and judged. Importing a file again changes nothing; a later capture of the same
thread adds its new comments, keeps the text of edited ones beside the one that was coded, marks what has vanished, and says so.

:mod:`files` goes through files, folders and archives, :mod:`session` takes in one source after the other, :mod:`merging`
judges what is new, edited or gone, :mod:`account` tells it and keeps the record, :mod:`rebuilding` makes the corpus anew from
the sources, :mod:`people` gives names their participants.
"""

from ethnography.intake.account import Account
from ethnography.intake.files import Outcome, take_in_all, take_in_file
from ethnography.intake.people import take_in_people
from ethnography.intake.rebuilding import Rebuilt, rebuild
from ethnography.intake.session import Intake

__all__ = ["Account", "Intake", "Outcome", "Rebuilt", "rebuild", "take_in_all", "take_in_file", "take_in_people"]
