"""``Intake``: one source after the other into a study, saved every few seconds and at the end, whatever interrupts it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace

from ethnography.corpus import Comment
from ethnography.formats import Reading, read_source
from ethnography.intake.account import Account, account_for, later_captures, now, record_of
from ethnography.intake.merging import look_alikes, merge
from ethnography.intake.people import turn, with_restored_names
from ethnography.pseudonyms import Mask, assign_ids
from ethnography.source import Source, open_source
from ethnography.storage import Folder, write_whole

SAVE_SECONDS = 2.0


class Intake:
    """A sitting of importing, as a context manager: nobody else imports meanwhile.

    >>> with Intake(folder) as intake:                                  # doctest: +SKIP
    ...     account = intake.take_in(open_source("page.html"))

    :meth:`take_in` reads and judges a source; :meth:`save` writes what was taken in. Leaving the block saves, also when an
    interrupt or an error ends it; so an account is true once :meth:`save` has returned.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._stack = ExitStack()
        self._unsaved = False
        self._saved_at = time.monotonic()

    def __enter__(self) -> Intake:
        self._stack.enter_context(turn(self.folder))
        folder = self.folder
        self._state = folder.comments(), folder.participants(), folder.key(), folder.provenance(), folder.versions()
        self._masks = folder.settings().disguise != "none"
        return self

    def __exit__(self, *exception: object) -> None:
        try:
            self.save()
        finally:
            self._stack.close()

    @property
    def is_due(self) -> bool:
        """Whether it is time to save: there is something to save, and the last time was a while ago."""
        return self._unsaved and time.monotonic() - self._saved_at >= SAVE_SECONDS

    def take_in(self, source: Source, *, format: str | None = None, columns: Mapping[str, str] | None = None) -> Account:
        """Read a source and put it among what the study has; see the package. Raises ``EthnographyError``: nothing is taken."""
        reading = read_source(source, format=format, columns=columns)
        stored, known, key, records, versions = self._state
        key, restored = with_restored_names(key, stored, reading.comments)
        assigned = assign_ids(reading.comments, key, known)
        at, whole = now(), _whole_threads(source, reading)
        date = (reading.captured or at)[:10]
        merged = merge(stored, assigned.comments, whole=whole, date=date, later=later_captures(records, reading.captured or at))
        again = any(record["sha256"] == source.sha256 for record in records)
        if again and not merged.added:
            if restored:
                self._state = stored, known, assigned.key, records, versions
                self._unsaved = True
            return account_for(source, reading, replace(merged, edited=(), gone=(), back=()), "already here", assigned.notes, [])
        is_known = bool({c.thread for c in stored} & {c.thread for c in merged.read})
        status = ("added to" if merged.added else "already here") if is_known else "imported"
        alike = [
            f"thread {new} has the texts of {old}, which is in the study already; if it is the same page, one of them is too many"
            for new, old in look_alikes(stored, merged.read).items()
        ]
        account = account_for(source, reading, merged, status, assigned.notes, alike)
        people = {**known, **{person.id: person for person in assigned.new}}
        mask = Mask(assigned.key, people) if self._masks else Mask.none()
        record = record_of(account, source, mask, kept_as=self._keep(source), whole=whole, columns=columns)
        texts = {comment.id: comment.text for comment in merged.read}
        told = {(version["id"], version["text"]) for version in versions}
        fresh = [
            {"id": id, "text": texts[id], "captured": reading.captured or at, "sha256": source.sha256}
            for id in merged.edited
            if (id, texts[id]) not in told
        ]
        self._state = merged.comments, people, assigned.key, [*records, record], [*versions, *fresh]
        self._unsaved = True
        return account

    def save(self) -> None:
        """Write what was taken in: the key first, so that no comment is ever on disk whose author nobody knows."""
        if self._unsaved:
            comments, people, key, records, versions = self._state
            self.folder.write_key(key)
            self.folder.write_participants(people.values())
            if versions:
                self.folder.write_versions(versions)
            self.folder.write_comments(comments)
            self.folder.write_provenance(records)
            self._unsaved = False
        self._saved_at = time.monotonic()

    @property
    def comments(self) -> list[Comment]:
        """The comments as they are now, stored and taken in, in page order."""
        return self._state[0]

    def _keep(self, source: Source) -> str:
        """Keep the file as received; its name in ``corpus/sources/``. Two different files of one name stand side by side."""
        received = source.container or source
        place = self.folder.sources / _bare(received.name)
        if place.exists() and open_source(place).sha256 != received.sha256:
            place = place.with_name(f"{place.stem}.{received.sha256[:8]}{place.suffix}")
        if not place.exists():
            write_whole(place, received.pieces())
        return place.name


def _bare(name: str) -> str:
    """A name for a file here, whatever an archive calls it: no folders, no control characters, not too long."""
    bare = re.sub(r"[\x00-\x1f\x7f]", "_", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    stem, dot, ending = bare.rpartition(".")
    return f"{stem[:120]}{dot}{ending[:20]}" if dot else (ending[:120] or "source")


def _whole_threads(source: Source, reading: Reading) -> list[str]:
    """The threads of which a reading surely holds every comment, so that one that is missing in it has vanished.

    A page must say nothing of further comments and have its post; plain text, which may be a part that somebody copied,
    must state the number of its comments too.
    """
    comments = sum(comment.kind == "comment" for comment in reading.comments)
    pingbacks = sum(comment.kind == "pingback" for comment in reading.comments)
    stated = reading.stated_count
    counted = comments <= stated <= comments + pingbacks if stated is not None else source.shape != "text"
    if reading.partial or reading.not_captured or not counted:
        return []
    return list(dict.fromkeys(comment.thread for comment in reading.comments if comment.kind == "post"))
