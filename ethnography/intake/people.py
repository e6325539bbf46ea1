"""Printed names to participants: whose they are, and the key restored from what is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from ethnography.corpus import Comment
from ethnography.errors import StudyProblem
from ethnography.pseudonyms import Key, assign_ids, name_of_voice
from ethnography.storage import Folder

LOCK_SECONDS = 60.0


@contextmanager
def turn(folder: Folder) -> Iterator[None]:
    """While the block runs, nobody else gives ids or writes to ``corpus/``."""
    from filelock import FileLock, Timeout

    folder.journals.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.journals / ".import.lock", timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise StudyProblem(folder.root, "another import is running", "Wait for it, then import again.") from None
    try:
        yield
    finally:
        lock.release()


def take_in_people(folder: Folder, names: Iterable[str]) -> dict[str, str]:
    """The participant of each of these printed names: who has it in the key (in whatever case), else a new one, on record now.

    Raises ``StudyProblem`` where the key is not here: nobody can say then who is new.
    """
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    with turn(folder):
        known, key = folder.participants(), folder.key()
        if known and not key.names:
            raise StudyProblem(folder.names_file, "it is missing, so who has which name is not known", "Import the sources again.")
        taken = sorted(key.names, key=lambda name: key.names[name] is not None)  # of two spellings, the one with a participant
        printed = {name.casefold(): name for name in [*wanted, *taken]}
        asked = [Comment(name, "", None, "", author=printed[name.casefold()]) for name in wanted]
        assigned = assign_ids(asked, key, known)
        if assigned.new:
            folder.write_key(assigned.key)
            folder.write_participants([*known.values(), *assigned.new])
        return {comment.id: comment.author for comment in assigned.comments if comment.author is not None}


def with_restored_names(key: Key, stored: Sequence[Comment], read: Sequence[Comment]) -> tuple[Key, bool]:
    """The key with names that follow from comments stored under an id and read again with their printed name.

    So a study that was shared without its ``private/`` folder regains its key from the sources.
    """
    if key.names and all(c.author is None or c.author in key.names for c in read):
        return key, False
    authors = {comment.id: comment for comment in stored}
    names = dict(key.names)
    for comment in read:
        old = authors.get(comment.id)
        if old is None:
            continue
        pairs = [(comment.author, old.author)]
        if len(comment.parts) == len(old.parts):
            heard = zip(comment.parts, old.parts, strict=True)
            pairs += [(name_of_voice(part.voice, comment.thread), was.voice) for part, was in heard]
        for name, id in pairs:
            if name and id:
                names.setdefault(name, id)
    return Key(names), len(names) > len(key.names)
