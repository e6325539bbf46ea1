"""Taking a reading into a study: names to ids, new comments beside old ones, and an account of it all.

Nothing is written before the file is read and judged. Importing a file again changes nothing; a later capture of the same
thread adds its new comments, keeps the text of edited ones, and says so.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from ethnography.corpus import Comment, Corpus, Finding
from ethnography.errors import StudyProblem
from ethnography.formats import Reading, Source, read_source
from ethnography.pseudonyms import Assigned, Key, Mask, assign_ids
from ethnography.storage import Folder, write_whole

LOCK_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Account:
    """What an import did. `status`: ``imported``, ``added to`` (to threads that were there already) or ``already here``."""

    file: str
    status: str
    format: str
    threads: tuple[str, ...]
    counts: dict[str, int]
    stated_count: int | None
    added: int
    edited: tuple[str, ...]
    left_out: tuple[dict[str, Any], ...]
    guesses: tuple[str, ...]
    warnings: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def summary(self) -> str:
        """One sentence: what was read, and what became of it."""
        read = ", ".join(f"{n} {kind}{'s' if n != 1 else ''}" for kind, n in self.counts.items() if n)
        stated = f"; the page itself says {self.stated_count} comments" if self.stated_count is not None else ""
        done = {
            "imported": "imported",
            "added to": f"{self.added} new ones added to what was here",
            "already here": "all of it is in the study already, nothing changed",
        }[self.status]
        return f"{self.file} ({self.format}): {read}{stated}; {done}."


def take_in(folder: Folder, source: Source, *, format: str | None = None) -> Account:
    """Import one opened source into the study; see the module's docstring. Raises ``EthnographyError`` and then writes nothing."""
    reading = read_source(source, format=format)
    with _turn(folder):
        return _take_in(folder, source, reading)


def take_in_people(folder: Folder, names: Iterable[str]) -> dict[str, str]:
    """The participant of each of these printed names: who has it in the key (in whatever case), else a new one, on record now.

    Raises ``StudyProblem`` where the key is not here: nobody can say then who is new.
    """
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    with _turn(folder):
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


@contextmanager
def _turn(folder: Folder) -> Iterator[None]:
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


def _take_in(folder: Folder, source: Source, reading: Reading) -> Account:
    stored, known, key = folder.comments(), folder.participants(), folder.key()
    key, restored = _with_restored_names(key, stored, reading.comments)
    assigned = assign_ids(reading.comments, key, known)
    merged, added, edited = _merge(stored, assigned.comments)
    records = folder.provenance()
    again = any(record["sha256"] == source.sha256 for record in records)
    if again and not added:
        if restored:
            folder.write_key(assigned.key)
        return _account(source, reading, assigned, "already here", 0, edited, ())
    status = "added to" if {c.thread for c in stored} & {c.thread for c in assigned.comments} else "imported"
    if status == "added to" and not added:
        status = "already here"
    findings = Corpus.build(assigned.comments).findings
    account = _account(source, reading, assigned, status, added, edited, findings)
    folder.write_key(assigned.key)
    write_whole(_place_for(folder, source), source.data)
    folder.write_participants([*known.values(), *assigned.new])
    folder.write_comments(merged)
    mask = Mask.none() if folder.settings().disguise == "none" else Mask(assigned.key, folder.participants())
    folder.write_provenance([*records, _provenance(account, source, mask)])
    return account


def _with_restored_names(key: Key, stored: Sequence[Comment], read: Sequence[Comment]) -> tuple[Key, bool]:
    """The key with names that follow from comments stored under an id and read again with their printed name.

    So a study that was shared without its ``private/`` folder regains its key from the sources.
    """
    authors = {comment.id: comment for comment in stored}
    names = dict(key.names)
    for comment in read:
        old = authors.get(comment.id)
        if old is None:
            continue
        pairs = [(comment.author, old.author)]
        if len(comment.parts) == len(old.parts):
            pairs += [(part.voice, was.voice) for part, was in zip(comment.parts, old.parts, strict=True)]
        for name, id in pairs:
            if name and id:
                names.setdefault(name, id)
    return Key(names), len(names) > len(key.names)


def _merge(stored: Sequence[Comment], read: Sequence[Comment]) -> tuple[list[Comment], int, tuple[str, ...]]:
    """Stored comments and those of a reading: page order of the reading, stored ones kept with their text, none lost."""
    by_id = {comment.id: comment for comment in stored}
    edited = tuple(c.id for c in read if c.id in by_id and by_id[c.id].text != c.text)
    fresh = [comment for comment in read if comment.id not in by_id]
    merged = list(stored)
    place = {comment.id: at for at, comment in enumerate(merged)}
    insertions: dict[int, list[Comment]] = {}
    last: dict[str, int] = {}
    for comment in stored:  # a new comment of a known thread that follows none of its old ones goes to the thread's end
        last[comment.thread] = place[comment.id]
    at: dict[str, int] = {}
    for comment in read:
        if comment.id in place:
            at[comment.thread] = place[comment.id]
        elif comment.id not in by_id:
            after = at.get(comment.thread, last.get(comment.thread, len(merged) - 1))
            insertions.setdefault(after, []).append(comment)
    result = insertions.pop(-1, [])
    for index, comment in enumerate(merged):
        result.append(comment)
        result.extend(insertions.get(index, ()))
    return result, len(fresh), edited


def _account(
    source: Source,
    reading: Reading,
    assigned: Assigned,
    status: str,
    added: int,
    edited: tuple[str, ...],
    findings: tuple[Finding, ...],
) -> Account:
    counts = {kind: sum(c.kind == kind for c in reading.comments) for kind in ("post", "comment", "pingback")}
    warnings = list(reading.warnings)
    warnings += [f"{id} has another text than before; the text in the study is kept" for id in edited]
    warnings += [f"{finding.message}; {finding.repair}" for finding in findings]
    left_out = tuple(
        {"reason": item.reason, "lines": list(item.lines) if item.lines else None, "text": item.text[:200]}
        for item in reading.left_out
    )
    return Account(
        source.name, status, reading.format, tuple(dict.fromkeys(c.thread for c in reading.comments)), counts, reading.stated_count,
        added, edited, left_out, (*reading.guesses, *assigned.notes), tuple(warnings), findings,
    )  # fmt: skip


def _provenance(account: Account, source: Source, mask: Mask) -> dict[str, Any]:
    """The record of an import. It is shared with the study, so names in what was guessed or left out are masked."""
    from ethnography import __version__

    facts = asdict(account) | {
        "left_out": [{**item, "text": mask(item["text"])} for item in account.left_out],
        "guesses": [mask(guess) for guess in account.guesses],
        "warnings": [mask(warning) for warning in account.warnings],
        "findings": [asdict(finding) for finding in account.findings],
    }
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return {"at": now, "sha256": source.sha256, "encoding": source.encoding, "version": __version__, **facts}


def _place_for(folder: Folder, source: Source) -> Any:
    """Where the source is kept as received; two different files of one name stand side by side."""
    place = folder.sources / os.path.basename(source.name)
    if place.exists() and place.read_bytes() != source.data:
        place = place.with_name(f"{place.stem}.{source.sha256[:8]}{place.suffix}")
    return place
