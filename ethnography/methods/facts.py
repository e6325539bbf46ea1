"""What a study knows of itself: what was collected, how it was read and coded, by whom, with which programs."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from ethnography import __version__
from ethnography.codebook import Codebook
from ethnography.corpus import Corpus
from ethnography.formats import FORMATS
from ethnography.journal import State
from ethnography.storage import Settings
from ethnography.teamwork import CONSENSUS
from ethnography.text import digest

if TYPE_CHECKING:
    import pandas as pd

SHOWN_PACKAGES = ("pandas", "numpy", "scipy", "nltk", "matplotlib")
INTERVIEWS = ("word_docx", "opendocument_text", "pdf_text", "markdown", "transcript")
_TITLES = {form.name: form.title.partition(": with ")[0] for form in FORMATS}  # what follows is advice


@dataclass(frozen=True, slots=True)
class Collected:
    """What is in the corpus. `unsigned`: comments and posts whose author is not stated; `voices`: those that hold words of
    somebody else; `undated`: those without a date; `first, last`: days, "" where none is stated. `evidence`: how reply links are
    known → how many; `states`: deleted, removed … → how many; `gone`: no longer there at a later capture; `edited`: other texts
    that are kept.
    """

    threads: int
    posts: int
    comments: int
    pingbacks: int
    participants: int
    roles: Mapping[str, int]
    unsigned: int
    voices: int
    words: int
    undated: int
    first: str
    last: str
    evidence: Mapping[str, int]
    states: Mapping[str, int]
    gone: int
    edited: int


@dataclass(frozen=True, slots=True)
class Read:
    """What the imports were. `formats`: title → how many; `names`: the formats' own names. `captured`: first and last day, ("", "")
    where no source says; `without_day`: how many do not say; `imported`: first and last day. `stating`: how many sources state a
    number of comments, `stated` their sum and `found` what was read there. `left_out`: reason → how often."""

    imports: int
    formats: Mapping[str, int]
    names: tuple[str, ...]
    captured: tuple[str, str]
    without_day: int
    imported: tuple[str, str]
    stating: int
    stated: int
    found: int
    not_captured: int
    left_out: Mapping[str, int]
    guesses: int
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """What one coder did. `accepted`: codings that were suggestions; `coded`: comments with a coding; `seen`: comments read."""

    coder: str
    codings: int
    accepted: int
    rejected: int
    coded: int
    seen: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """All of it. `coders` are without the consensus coder, whose work is `consensus` (None: there is none). `samples`: threads in
    each sample drawn for comparing coders, with its seed. `decided`: accepted proposals of authors and links. `agreement`: a table
    of ``agreement_by_code``, or None, and `no_agreement` says why. `software`: program → version."""

    settings: Settings
    codebook: Codebook
    collected: Collected
    read: Read
    coders: tuple[Work, ...]
    consensus: Work | None
    samples: tuple[tuple[int, int], ...]
    memos: Mapping[str, int]
    decided: Mapping[str, int]
    agreement: pd.DataFrame | None
    no_agreement: str
    software: Mapping[str, str]
    texts_digest: str

    @property
    def may_hold_interviews(self) -> bool:
        """Whether a source was of a form in which interviews come."""
        return any(name in INTERVIEWS for name in self.read.names)


def gather_facts(
    *,
    settings: Settings,
    corpus: Corpus,
    codebook: Codebook,
    state: State,
    provenance: Sequence[Mapping[str, Any]],
    edited: int = 0,
    agreement: pd.DataFrame | None = None,
    no_agreement: str = "",
) -> Facts:
    """The facts of a study. `provenance`: the records of its imports; `edited`: how many other texts of comments it keeps."""
    by = {name: _work(name, state, corpus) for name in sorted({c.coder for c in state.codings} | {who for who, _ in state.seen})}
    consensus = by.pop(CONSENSUS, None)
    return Facts(
        settings, codebook, _collected(corpus, edited), _read(provenance), tuple(by.values()), consensus,
        tuple((len(sample.threads), sample.seed) for sample in state.samples), Counter(memo.about for memo in state.memos),
        Counter(one.about for one in state.decisions if one.accepted), agreement, no_agreement, _software(),
        digest(chr(0).join(comment.text for comment in corpus))[:16],
    )  # fmt: skip


def _collected(corpus: Corpus, edited: int) -> Collected:
    frame = corpus.comments[corpus.comments["kind"].ne("pingback")]
    days = frame["date"].dropna()
    people = corpus.participants
    spoke = people[people.index.isin(frame["author"].dropna())]
    voices = sum(any(part.voice for part in comment.parts) for comment in corpus if comment.kind != "pingback")
    return Collected(
        threads=len(corpus.thread_ids), posts=int(frame["kind"].eq("post").sum()), comments=int(frame["kind"].eq("comment").sum()),
        pingbacks=len(corpus) - len(frame), participants=len(spoke), roles=_counts(spoke["role"]),
        unsigned=int(frame["author"].isna().sum()), voices=voices, words=int(frame["words"].sum()), undated=len(frame) - len(days),
        first=str(days.min())[:10] if len(days) else "", last=str(days.max())[:10] if len(days) else "",
        evidence=_counts(frame["reply_evidence"]), states=_counts(frame["state"]), gone=int(frame["gone"].notna().sum()),
        edited=edited,
    )  # fmt: skip


def _counts(values: pd.Series[Any]) -> dict[str, int]:
    return {str(value): int(n) for value, n in values.dropna().value_counts().items()}


def _read(records: Sequence[Mapping[str, Any]]) -> Read:
    stating = [record for record in records if record.get("stated_count") is not None]
    names = [name for record in records for name in str(record.get("format") or "").split(" and ") if name]
    captured = [str(record["captured"])[:10] for record in records if record.get("captured")]
    return Read(
        imports=len(records), formats=Counter(_TITLES.get(name, name) for name in names), names=tuple(dict.fromkeys(names)),
        captured=_ends(captured), without_day=len(records) - len(captured),
        imported=_ends(str(record["at"])[:10] for record in records if record.get("at")),
        stating=len(stating), stated=sum(int(record["stated_count"]) for record in stating),
        found=sum(int(record["counts"].get(kind, 0)) for record in stating for kind in ("comment", "pingback")),
        not_captured=sum(int(record.get("not_captured") or 0) for record in records),
        left_out=Counter(str(item["reason"]) for record in records for item in record.get("left_out") or ()),
        guesses=sum(len(record.get("guesses") or ()) for record in records),
        versions=tuple(sorted({str(record["version"]) for record in records if record.get("version")})),
    )  # fmt: skip


def _ends(days: Iterable[str]) -> tuple[str, str]:
    known = sorted(days)
    return (known[0], known[-1]) if known else ("", "")


def _work(coder: str, state: State, corpus: Corpus) -> Work:
    mine = list(state.codings.where(coder=coder))
    first, last = _ends(coding.at[:10] for coding in mine)
    return Work(
        coder, len(mine), sum(coding.origin == "suggestion" for coding in mine), sum(one[0] == coder for one in state.rejected),
        len({coding.segment.comment for coding in mine}), sum(who == coder and id in corpus for who, id in state.seen), first, last,
    )  # fmt: skip


def _software() -> dict[str, str]:
    found = {"ethnography": __version__, "Python": platform.python_version()}
    for package in SHOWN_PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:  # pragma: no cover - core dependencies
            continue
    return found
