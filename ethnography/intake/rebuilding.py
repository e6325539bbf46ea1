"""The corpus made anew from the sources that the study keeps, to show that everything in it follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ethnography.corpus import Comment
from ethnography.errors import StudyProblem
from ethnography.formats import read_source
from ethnography.intake.account import later_captures
from ethnography.intake.merging import merge
from ethnography.intake.people import with_restored_names
from ethnography.pseudonyms import assign_ids
from ethnography.source import Source
from ethnography.source.gathering import gather
from ethnography.storage import Folder


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The comments as they follow from the sources, and how the study differs: ids only here, only there, other content."""

    comments: tuple[Comment, ...]
    missing: tuple[str, ...]
    surplus: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether the study holds exactly what follows from its sources."""
        return not (self.missing or self.surplus or self.changed)


def rebuild(folder: Folder) -> Rebuilt:
    """Read every source again in the order in which they were imported, as then; nothing is written.

    Raises ``StudyProblem`` for a source that is not there any more, ``EthnographyError`` for one that cannot be read now.
    """
    sources = {source.sha256: source for source in _kept(folder)}
    key, people = folder.key(), folder.participants()
    stored = folder.comments()
    built: list[Comment] = []
    records = folder.provenance()
    for place, record in enumerate(records):
        if record["sha256"] not in sources:
            found = f"the source {record['file']} ({record.get('kept_as') or record['file']}) is not there, or was altered"
            raise StudyProblem(folder.sources, found, "Put the file as received back into it.")
        source = replace(sources[record["sha256"]], given_encoding=record.get("encoding"))
        reading = read_source(source, format=record["format"], columns=record.get("columns"))
        key, _ = with_restored_names(key, stored, reading.comments)
        assigned = assign_ids(reading.comments, key, people)
        key, people = assigned.key, {**people, **{person.id: person for person in assigned.new}}
        date = record.get("captured") or record["at"]
        later = later_captures(records[:place], date)
        built = merge(built, assigned.comments, whole=record.get("whole", ()), date=date[:10], later=later).comments
    return _compared(built, stored)


def _kept(folder: Folder) -> Iterator[Source]:
    """The sources as received, and those inside them."""
    if folder.sources.is_dir():
        for file in sorted(folder.sources.iterdir()):
            if file.is_file() and not file.name.startswith("."):
                yield from gather([file]).sources


def _compared(built: list[Comment], stored: list[Comment]) -> Rebuilt:
    now, before = {c.id: c for c in built}, {c.id: c for c in stored}
    changed = tuple(id for id, one in before.items() if id in now and now[id] != replace(one, author=now[id].author or one.author))
    return Rebuilt(tuple(built), tuple(id for id in now if id not in before), tuple(id for id in before if id not in now), changed)
