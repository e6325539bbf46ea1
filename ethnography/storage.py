"""A study's folder: where each file of it is, read and written whole; the one place that knows the layout.

Files are replaced in one step (``disk``), so that a reader or a crash never meets half a file.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from ethnography.corpus import Comment, Corpus, Part, Participant
from ethnography.disk import write_whole
from ethnography.errors import BadFile, Mistake, StudyProblem
from ethnography.journal import coder_mistake
from ethnography.pseudonyms import DISGUISES, Key

__all__ = ["APPROACHES", "Folder", "Settings", "Site", "find_folder", "write_whole"]

APPROACHES = ("codebook", "reflexive")


@dataclass(frozen=True, slots=True)
class Site:
    """Why a site may be used: the host, the researcher's own words, when they were written (ISO 8601) and by whom."""

    host: str
    why: str
    recorded: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What study.toml says: the study's name, how it is worked, and how people are disguised."""

    name: str
    codebook: str
    description: str = ""
    approach: str = "codebook"
    disguise: str = "pseudonyms"
    coders: tuple[str, ...] = ()
    seed: int = 0
    blind: bool | None = None
    sites: tuple[Site, ...] = ()

    @property
    def is_blind(self) -> bool:
        """Whether coders do not see each other's work: as study.toml says, else where several coders share a codebook."""
        return self.blind if self.blind is not None else self.approach == "codebook" and len(self.coders) > 1

    def coder_named(self, given: str | None) -> str:
        """Who is coding: the one given, else the only coder of study.toml. Raises ``StudyProblem`` where that is not clear."""
        if given:
            return given
        if len(self.coders) == 1:
            return self.coders[0]
        named = " and ".join(self.coders)
        found = f"it names {len(self.coders)} coders, {named}" if self.coders else "it names no coder"
        who = self.coders[0] if self.coders else "your-name"
        raise StudyProblem("study.toml", found, f'Say which one you are: coder="{who}" in Python, --coder {who} in the terminal.')


@dataclass(frozen=True)
class Folder:
    """The files of the study at `root`."""

    root: Path
    settings_file: Path = field(init=False)
    comments_file: Path = field(init=False)
    participants_file: Path = field(init=False)
    provenance_file: Path = field(init=False)
    versions_file: Path = field(init=False)
    journals: Path = field(init=False)
    sources: Path = field(init=False)
    names_file: Path = field(init=False)
    reports: Path = field(init=False)

    def __post_init__(self) -> None:
        corpus = self.root / "corpus"
        places = {
            "settings_file": self.root / "study.toml",
            "comments_file": corpus / "comments.jsonl",
            "participants_file": corpus / "participants.jsonl",
            "provenance_file": corpus / "provenance.jsonl",
            "versions_file": corpus / "versions.jsonl",
            "journals": corpus / "codings",
            "sources": corpus / "sources",
            "names_file": self.root / "private" / "names.jsonl",
            "reports": self.root / "reports",
        }
        for name, path in places.items():
            object.__setattr__(self, name, path)

    # reading

    def settings(self) -> Settings:
        """study.toml, checked. Raises ``BadFile`` with all mistakes."""
        try:
            data = tomllib.loads(self.settings_file.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise BadFile(self.settings_file, [Mistake(None, str(error))], "settings file") from None
        return _settings(data, self.settings_file)

    def participants(self) -> dict[str, Participant]:
        """The participants on record, by id."""
        records = _read_lines(self.participants_file)
        return {r["id"]: Participant(r["id"], r.get("pseudonym") or r["id"], r.get("attributes", {})) for r in records}

    def corpus(self) -> Corpus:
        """The corpus as it stands in ``corpus/``; empty where nothing was imported yet."""
        return Corpus.build((_comment(r) for r in _read_lines(self.comments_file)), self.participants().values())

    def comments(self) -> list[Comment]:
        """The comments as stored, in page order, thread by thread: links as stated, before any repair."""
        return [_comment(record) for record in _read_lines(self.comments_file)]

    def provenance(self) -> list[dict[str, Any]]:
        """The record of each import, oldest first."""
        return _read_lines(self.provenance_file)

    def versions(self) -> list[dict[str, Any]]:
        """Other texts of comments that were edited: ``id, text, captured, sha256`` (of the source), in the order of import."""
        return _read_lines(self.versions_file)

    def key(self) -> Key:
        """The pseudonym key; empty where ``private/`` is not here."""
        return Key({r["name"]: r.get("participant") for r in _read_lines(self.names_file)})

    # writing

    def write_comments(self, comments: Iterable[Comment]) -> None:
        """Replace ``corpus/comments.jsonl``."""
        _write_lines(self.comments_file, (_record(comment) for comment in comments))

    def write_participants(self, participants: Iterable[Participant]) -> None:
        """Replace ``corpus/participants.jsonl``."""
        _write_lines(
            self.participants_file, ({"id": p.id, "pseudonym": p.pseudonym, "attributes": dict(p.attributes)} for p in participants)
        )

    def write_provenance(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Replace ``corpus/provenance.jsonl``."""
        _write_lines(self.provenance_file, records)

    def write_versions(self, versions: Iterable[Mapping[str, Any]]) -> None:
        """Replace ``corpus/versions.jsonl``."""
        _write_lines(self.versions_file, versions)

    def write_key(self, key: Key) -> None:
        """Replace ``private/names.jsonl``, readable by its owner only."""
        _write_lines(self.names_file, ({"name": name, "participant": id} for name, id in key.names.items()))
        self.names_file.chmod(0o600)


def find_folder(start: str | Path = ".") -> Folder:
    """The study at `start` or in the nearest folder above it. Raises ``StudyProblem`` where there is none."""
    here = Path(start).resolve()
    for place in (here, *here.parents):
        if (place / "study.toml").is_file():
            return Folder(place)
    raise StudyProblem(start, "there is no study.toml here or in a folder above", "Make a study: ethnography new my-study")


def _settings(data: dict[str, Any], where: Path) -> Settings:
    mistakes = []
    known = {
        **{"name": str, "codebook": str, "description": str, "approach": str, "disguise": str},
        **{"coders": list, "seed": int, "blind": bool, "site": list},
    }
    for key, value in data.items():
        if key not in known:
            mistakes.append(Mistake(None, f"unknown key {key!r}; known are {', '.join(known)}"))
        elif not isinstance(value, known[key]):
            mistakes.append(Mistake(None, f"{key} is a {known[key].__name__}, not {value!r}"))
    for key, choices in (("approach", APPROACHES), ("disguise", DISGUISES)):
        if data.get(key, choices[0]) not in choices:
            mistakes.append(Mistake(None, f"{key} is one of {', '.join(choices)}, not {data[key]!r}"))
    coders = data.get("coders", [])
    mistakes += [Mistake(None, said) for name in (coders if isinstance(coders, list) else ()) if (said := coder_mistake(name))]
    mistakes += [Mistake(None, f"{key} is missing") for key in ("name", "codebook") if not data.get(key)]
    sites = _sites(data.pop("site", []), mistakes)
    if mistakes:
        raise BadFile(where, mistakes, "settings file")
    return Settings(**{**data, "coders": tuple(data.get("coders", ())), "sites": sites})


def _sites(tables: Any, mistakes: list[Mistake]) -> tuple[Site, ...]:
    """The records of sites, one a table ``[[site]]``; what is wrong with them is added to the mistakes."""
    known, found = [one.name for one in fields(Site)], []
    for number, table in enumerate(tables if isinstance(tables, list) else (), 1):
        where = f"[[site]] number {number}"
        if not isinstance(table, dict):
            mistakes.append(Mistake(None, f"{where} is no table"))
            continue
        dated = {key: value.isoformat() if isinstance(value, date) else value for key, value in table.items()}
        wrong = [f"{where} has the unknown key {key!r}; known are {', '.join(known)}" for key in dated if key not in known]
        if wrong:
            wrong[-1] += "; the keys of the study itself stand above the first [[site]]"
        wrong += [
            f"{where}: {key} is a str, not {value!r}" for key, value in dated.items() if key in known and type(value) is not str
        ]
        wrong += [f"{where}: {key} is missing" for key in ("host", "why") if not dated.get(key)]
        mistakes += [Mistake(None, said) for said in wrong]
        if not wrong:
            found.append(Site(**dated))
    return tuple(found)


def _read_lines(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a file, one a line; none where there is no such file."""
    if not path.exists():
        return []
    records, mistakes = [], []
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if line.strip():
            try:
                records.append(json.loads(line))
            except ValueError:
                mistakes.append(Mistake(number, "not JSON"))
    if mistakes:
        raise BadFile(path, mistakes)
    return records


def _write_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    write_whole(path, ("".join(some).encode("utf-8", "surrogatepass") for some in _batches(lines)))


def _batches(lines: Iterable[str], size: int = 1000) -> Iterator[list[str]]:
    """A thousand lines at a time, so that a large corpus is not held a second time while it is written."""
    rest = iter(lines)
    while some := list(islice(rest, size)):
        yield some


def _comment(record: dict[str, Any]) -> Comment:
    parts = tuple(Part(p["start"], p["end"], p.get("kind", "paragraph"), p.get("voice")) for p in record.get("parts", ()))
    return Comment(**{**record, "parts": parts})


_FIELDS = tuple(field.name for field in fields(Comment) if field.name != "parts")


def _record(comment: Comment) -> dict[str, Any]:
    stated = ((name, getattr(comment, name)) for name in _FIELDS)
    record = {name: value for name, value in stated if value is not None}
    record.setdefault("reply_to", None)
    parts = [{k: v for k, v in asdict(part).items() if v is not None} for part in comment.parts]
    return {**record, "parts": parts}
