"""Files, folders and archives taken in one after the other, with what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ethnography.errors import EthnographyError, UnreadableSource
from ethnography.intake.account import Account, name_of, together
from ethnography.intake.session import Intake
from ethnography.source.gathering import Gathered, gather
from ethnography.storage import Folder


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: its account, or why it was not taken in. `asked`: it was named, not met in a folder."""

    name: str
    account: Account | None = None
    error: str = ""
    asked: bool = True


def take_in_all(
    folder: Folder,
    paths: Iterable[str | Path],
    *,
    format: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    planned: Callable[[list[str]], None] = lambda names: None,
    begun: Callable[[str], None] = lambda name: None,
    done: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Import what these files, folders, globs and archives hold; one that cannot be read does not hinder the others.

    `planned` is told the names of all files at the beginning, `begun` that of each source before it is read, `done` its
    outcome once it is on disk. An interrupt saves what was taken in, tells it, and goes on up.
    """
    waiting: list[Outcome] = []
    told: list[Outcome] = []

    def tell() -> None:
        while waiting:
            told.append(waiting.pop(0))
            done(told[-1])

    try:
        with Intake(folder) as intake:
            gathered = [_gathered(path, encoding) for path in paths]
            planned([name for one in gathered if isinstance(one, Gathered) for name in one.names])
            for one in gathered:
                for outcome in [one] if isinstance(one, Outcome) else _outcomes(intake, one, format, columns, begun):
                    waiting.append(outcome)
                    if intake.is_due:
                        intake.save()
                        tell()
    finally:
        tell()  # the block above has saved, whatever ended it
    return told


def _gathered(path: str | Path, encoding: str | None) -> Gathered | Outcome:
    """The sources that a path leads to, or why it leads to none."""
    try:
        return gather(path, encoding)
    except EthnographyError as error:
        return Outcome(str(path), None, str(error))


def _outcomes(
    intake: Intake,
    gathered: Gathered,
    format: str | None,
    columns: Mapping[str, str] | None,
    begun: Callable[[str], None],
) -> Iterator[Outcome]:
    """The outcome of each source that one path leads to."""
    try:
        for source in gathered.sources:
            name = name_of(source)
            begun(name)
            try:
                yield Outcome(name, intake.take_in(source, format=format, columns=columns))
            except EthnographyError as error:
                yield Outcome(name, None, str(error), len(gathered.names) == 1 and source.container is None)
    except EthnographyError as error:
        yield Outcome(" ".join(gathered.names[:1]), None, str(error))
    for passed in gathered.passed_over:
        yield Outcome(passed.name, None, passed.reason, False)


def take_in_file(
    folder: Folder,
    path: str | Path,
    *,
    format: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Account:
    """Import one file; the account of all that is in it. Raises ``EthnographyError`` where nothing of it could be read."""
    if Path(path).is_dir():
        raise UnreadableSource(path, "it is a folder", "Name the files in it, or import it whole with import_all.")
    outcomes: list[Outcome] = []
    with Intake(folder) as intake:
        gathered = gather([path], encoding)
        for source in gathered.sources:
            try:
                outcomes.append(Outcome(source.name, intake.take_in(source, format=format, columns=columns)))
            except EthnographyError as error:
                if source.container is None:
                    raise
                outcomes.append(Outcome(source.name, None, str(error), False))
    accounts = [outcome.account for outcome in outcomes if outcome.account]
    if not accounts:
        reasons = [*(one.error for one in outcomes), *(f"{one.name}: {one.reason}" for one in gathered.passed_over)]
        found = "nothing in it could be read: " + "; ".join(reasons[:3]) if reasons else "there is nothing in it to read"
        raise UnreadableSource(Path(path).name, found, "Save or export the page in another form.")
    return together(accounts, Path(path).name)
