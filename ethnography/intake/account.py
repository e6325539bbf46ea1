"""What an import did: told in a few sentences, and kept as one record of the study's provenance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from ethnography.corpus import Finding, list_faults
from ethnography.formats import Reading
from ethnography.intake.merging import Merged
from ethnography.pseudonyms import Mask
from ethnography.source import Source


@dataclass(frozen=True, slots=True)
class Account:
    """What an import did. `status`: ``imported``, ``added to`` (to threads that were there already) or ``already here``.

    `added`: how many comments are new. `edited, gone, back`: ids of comments met with another text (the one in the study is
    kept, the other stands in ``corpus/versions.jsonl``), no longer in the capture, and in it again.
    """

    file: str
    status: str
    format: str
    threads: tuple[str, ...]
    counts: dict[str, int]
    stated_count: int | None
    not_captured: int | None
    added: int
    edited: tuple[str, ...]
    gone: tuple[str, ...]
    back: tuple[str, ...]
    url: str | None
    captured: str | None
    left_out: tuple[dict[str, Any], ...]
    guesses: tuple[str, ...]
    warnings: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def summary(self) -> str:
        """One sentence: what was read, and what became of it."""
        read = ", ".join(f"{n} {kind}{'s' if n != 1 else ''}" for kind, n in self.counts.items() if n)
        threads = f" in {len(self.threads)} threads" if len(self.threads) > 1 else ""
        stated = f"; the page itself says {self.stated_count} comments" if self.stated_count is not None else ""
        missing = f"; {self.not_captured} more are named in it and not captured" if self.not_captured else ""
        changed = (("with another text", self.edited), ("no longer there", self.gone), ("there again", self.back))
        changes = [f"{len(ids)} {how}" for how, ids in changed if ids]
        here = f"none is new, {', '.join(changes)}" if changes else "all of it is in the study already, nothing changed"
        done = {
            "imported": "imported",
            "added to": f"{self.added} new {'one' if self.added == 1 else 'ones'} added to what was here",
            "already here": here,
        }[self.status]
        return f"{self.file} ({self.format}{_when(self.captured)}): {read}{threads}{stated}{missing}; {done}."


def _when(captured: str | None) -> str:
    return f", captured {captured[:10]}" if captured else ""


def account_for(source: Source, reading: Reading, merged: Merged, status: str, notes: tuple[str, ...], more: list[str]) -> Account:
    """The account of one source. `notes`: guesses about who is who; `more`: further things to look at."""
    findings = tuple(list_faults(merged.read)) if merged.added else ()
    warnings = [*reading.warnings, *more]
    warnings += [
        f"{id} has another text than before; the one in the study is kept, this one is in versions.jsonl" for id in merged.edited
    ]
    warnings += [f"{id} is no longer there; it is kept, marked as gone" for id in merged.gone]
    warnings += [f"{id} is there again" for id in merged.back]
    warnings += [f"{finding.message}; {finding.repair}" for finding in findings]
    left_out = tuple(
        {"reason": item.reason, "lines": list(item.lines) if item.lines else None, "text": item.text[:200]}
        for item in reading.left_out
    )
    counts = {kind: sum(c.kind == kind for c in reading.comments) for kind in ("post", "comment", "pingback")}
    return Account(
        name_of(source), status, reading.format, tuple(dict.fromkeys(c.thread for c in merged.read)), counts, reading.stated_count,
        reading.not_captured, len(merged.added), merged.edited, merged.gone, merged.back, reading.url, reading.captured, left_out,
        (*reading.guesses, *notes), tuple(dict.fromkeys(warnings)), findings,
    )  # fmt: skip


def name_of(source: Source) -> str:
    """The name of a source for messages, after that of the archive it came in."""
    return source.name if source.container is None else f"{source.container.name} › {source.name}"


def together(accounts: list[Account], file: str) -> Account:
    """One account of the sources that came in one file."""
    if len(accounts) == 1:
        return accounts[0]

    def joined(name: str) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(item for one in accounts for item in getattr(one, name)))

    order = ("already here", "added to", "imported")
    first = accounts[0]
    return replace(
        first, file=file, status=max((one.status for one in accounts), key=order.index),
        format=" and ".join(dict.fromkeys(one.format for one in accounts)),
        threads=joined("threads"), counts={kind: sum(one.counts[kind] for one in accounts) for kind in first.counts},
        stated_count=None, not_captured=sum(one.not_captured or 0 for one in accounts) or None,
        added=sum(one.added for one in accounts), edited=joined("edited"), gone=joined("gone"), back=joined("back"),
        left_out=tuple(item for one in accounts for item in one.left_out), guesses=joined("guesses"), warnings=joined("warnings"),
        findings=joined("findings"),
    )  # fmt: skip


def record_of(
    account: Account, source: Source, mask: Mask, *, kept_as: str, whole: list[str], columns: Mapping[str, str] | None
) -> dict[str, Any]:
    """The record of an import. It is shared with the study, so names in what was guessed or left out are masked.

    `kept_as`: the file in ``corpus/sources/`` that the source is or stands in; `whole`: the threads it holds all of.
    """
    from ethnography import __version__

    facts = asdict(account) | {
        "left_out": [{**item, "text": mask(item["text"])} for item in account.left_out],
        "guesses": [mask(guess) for guess in account.guesses],
        "warnings": [mask(warning) for warning in account.warnings],
        "findings": [asdict(finding) for finding in account.findings],
    }
    how = {"encoding": source.encoding if source.shape != "binary" else None, "columns": dict(columns) if columns else None}
    return {"at": now(), "sha256": source.sha256, "kept_as": kept_as, "whole": whole, **how, "version": __version__, **facts}


def now() -> str:
    """This moment in UTC, to the second, as it is written into records."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def later_captures(records: Sequence[Mapping[str, Any]], moment: str) -> dict[str, str]:
    """For each thread the date of the first capture of all of it that is later than this moment and in the study already."""
    found: dict[str, str] = {}
    for record in records:
        when = record.get("captured") or record["at"]
        if when > moment:
            for thread in record.get("whole", ()):
                found[thread] = min(when[:10], found.get(thread, when[:10]))
    return found
