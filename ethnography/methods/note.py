"""The paragraphs of a methods section, sentence by sentence from the facts of a study; what they lack is named beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ethnography.methods.facts import Collected, Facts, Read, Work
from ethnography.resampling import RESAMPLES
from ethnography.units import number_of

_EVIDENCE = {
    "stated": "stated by the source", "nesting": "read from the nesting of the page", "indentation": "read from indentation",
    "inferred": "inferred from the text and accepted by a coder", "repaired": "set to the post, since what was answered is missing",
}  # fmt: skip
ALL = "(all codes)"


@dataclass(frozen=True, slots=True)
class MethodsNote:
    """The note: ``sections`` are (heading, text); ``missing`` is what a methods section needs and the study does not know."""

    sections: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraphs, without headings, ready to be worked into the thesis."""
        return "\n\n".join(text for _, text in self.sections)

    def section(self, heading: str) -> str:
        """The text under a heading; "" where the study knows nothing of it."""
        return dict(self.sections).get(heading, "")

    def __str__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        lacking = "".join(f"\n- {what}" for what in self.missing)
        return self.text + (f"\n\n**Missing, and not known to the study:**\n{lacking}" if lacking else "")


def methods_note(facts: Facts, *, mask: Callable[[str], str] = str) -> MethodsNote:
    """The paragraphs for the thesis: what was collected, how it was read and coded, agreement, disguise, software.

    Nothing is in them that the study does not record; no site and no person is named. ``missing`` lists what the author must add.
    """
    sections = {
        "Material": _material(facts.collected, facts.read),
        "Reading": _reading(facts),
        "Coding": _coding(facts),
        "Agreement": _agreement(facts),
        "Disguise": _disguise(facts),
        "Software": _software(facts),
    }
    return MethodsNote(tuple((heading, mask(text)) for heading, text in sections.items() if text), tuple(_missing(facts)))


def _material(here: Collected, read: Read) -> str:
    if not here.threads:
        return "Nothing has been imported yet."
    what = [number_of(here.posts, "post"), number_of(here.comments, "comment")]
    said = [f"The material is {number_of(here.threads, 'thread')} with {listed(what)} ({number_of(here.words, 'word')})."]
    who = f"They were written by {number_of(here.participants, 'participant')} whose names are stated" if here.participants else ""
    nobody = f"{number_of(here.unsigned, 'text bears', 'texts bear')} no author’s name" if here.unsigned else ""
    if who or nobody:
        said.append(f"{'; '.join(part for part in (who, nobody) if part)}.")
    if here.voices:
        voices = number_of(here.voices, "text holds", "texts hold")
        said.append(f"{voices} words of somebody other than the author, which do not count as the author’s.")
    if here.pingbacks:
        one, more = "link from another site (pingback) stands", "links from other sites (pingbacks) stand"
        links, counted_here = number_of(here.pingbacks, one, more), "is" if here.pingbacks == 1 else "are"
        said.append(f"{links} among the comments and {counted_here} not counted here.")
    if here.first:
        undated = f"; {number_of(here.undated, 'bears', 'bear')} none" if here.undated else ""
        said.append(f"The posts and comments that bear a date were written {between(here.first, here.last)}{undated}.")
    if read.imports:
        said.append(f"They come from {number_of(read.imports, 'source')}: {counted(read.formats)}.")
    if read.captured[0]:
        unsaid = f" ({read.without_day:,} do not say when)" if read.without_day else ""
        said.append(f"The sources were captured {between(*read.captured)}{unsaid}.")
    if read.stating:
        found = f"{number_of(read.stated, 'comment')}, and {read.found:,} were read there (links from other sites among them)"
        said.append(f"{read.stating:,} of the sources state how many comments they have: together {found}.")
    if read.not_captured:
        further = number_of(read.not_captured, "further comment is", "further comments are")
        said.append(f"{further} named in the sources without their text, and not captured.")
    later = [f"{here.edited:,} edited texts are kept beside the first" if here.edited else "",
             f"{number_of(here.gone, 'comment')} had vanished from a later capture and are kept" if here.gone else "",
             f"of some the source says what became of them: {counted(here.states)}" if here.states else ""]  # fmt: skip
    return " ".join([*said, *(f"{part[0].upper()}{part[1:]}." for part in later if part)])


def _reading(facts: Facts) -> str:
    read, here = facts.read, facts.collected
    if not read.imports:
        return ""
    versions = f"version {listed(read.versions)}" if read.versions else "version not recorded"
    said = [f"The sources were read with ethnography ({versions}) {between(*read.imported)}; each reading is on record with the"
            " digest of its source."]  # fmt: skip
    if read.left_out:
        said.append(f"What is no comment was left out: {counted(read.left_out)}.")
    if read.guesses:
        said.append(f"{number_of(read.guesses, 'thing was', 'things were')} read without being stated; each is on record with its"
                    " evidence.")  # fmt: skip
    if here.evidence:
        links = counted({_EVIDENCE.get(how, how): n for how, n in here.evidence.items()})
        said.append(f"What a comment answers is known so: {links}.")
    decided = [f"{n:,} of {what}" for what, n in (("authors", facts.decided.get("author", 0)),
                                                  ("reply links", facts.decided.get("reply_to", 0))) if n]  # fmt: skip
    if decided:
        said.append(f"Proposals that coders accepted: {listed(decided)}.")
    return " ".join(said)


def _coding(facts: Facts) -> str:
    book, codable = facts.codebook, [c for c in facts.codebook if c.codable and c.status not in ("merged", "retired")]
    with_rules = sum(bool(code.rules) for code in book)
    rules = f", {with_rules:,} of them with rules that propose codings" if with_rules else ""
    said = [
        f"The approach is recorded as “{facts.settings.approach}”. The codebook “{book.name}” (version {book.version}, digest "
        f"{book.digest[:16]}) has {number_of(len(book), 'code')}, of which {len(codable):,} can be applied{rules}."
    ]
    who = [work for work in facts.coders if work.codings]
    if not who:
        return " ".join([*said, "Nobody has coded yet."])
    said.append(f"{number_of(len(who), 'coder')} applied codes to exact words: {'; '.join(map(_worked, who))}.")
    for threads, seed in facts.samples:
        said.append(f"A sample of {number_of(threads, 'whole thread')} was drawn at random (seed {seed}) for all coders to code.")
    if facts.consensus and facts.consensus.codings + facts.consensus.rejected:
        said.append(f"Where coders differed, decisions with their reasons made {number_of(facts.consensus.codings, 'coding')} of a"
                    " consensus coder.")  # fmt: skip
    memos = sum(facts.memos.values())
    if memos:
        said.append(f"{number_of(memos, 'memo was', 'memos were')} written (about: {counted(facts.memos)}).")
    return " ".join(said)


def _worked(work: Work) -> str:
    by_hand = f"{work.codings - work.accepted:,} by hand and {work.accepted:,} suggestions of the rules accepted"
    rejected = f", {work.rejected:,} rejected" if work.rejected else ""
    return (
        f"{work.coder} made {number_of(work.codings, 'coding')} ({by_hand}{rejected}) in {number_of(work.coded, 'text')} of "
        f"{work.seen:,} read, {between(work.first, work.last)}"
    )


def _agreement(facts: Facts) -> str:
    table = facts.agreement
    if table is None:
        return facts.no_agreement
    one_by_one = table[table.index != ALL]
    known = one_by_one[one_by_one["alpha"].notna()].sort_values("alpha", kind="stable")
    n, threads = (int(table[column].iloc[0]) for column in ("n", "threads"))
    unit, coders = table.attrs["unit"], listed(table.attrs["coders"])
    said = [
        f"{coders} were compared on the {number_of(n, unit)} in {number_of(threads, 'thread')} that two of them or more had "
        f"read, code by code, by whether a {unit} carries it or a code below it (Krippendorff’s alpha, nominal)."
    ]
    if len(known):
        low, high = known.iloc[0], known.iloc[-1]
        said.append(f"Alpha is defined for {number_of(len(known), 'code')} and lies between {low['alpha']:.2f} ({low['name']}) and "
                    f"{high['alpha']:.2f} ({high['name']}), with a median of {float(known['alpha'].median()):.2f}.")  # fmt: skip
    if len(one_by_one) > len(known):
        said.append(f"It is undefined for {len(one_by_one) - len(known):,}, which none or all of the {unit}s carry.")
    said += _intervals(table, known)
    together = table.loc[ALL, "alpha"] if ALL in table.index else None
    if isinstance(together, float):
        said.append(f"For the sets of codes of each {unit}, by the MASI distance (Passonneau 2006), alpha is {together:.2f}.")
    asked = list(table.columns)[list(table.columns).index("u_alpha") + 1 : -1]
    for name in asked:
        values = one_by_one[name].dropna()
        if len(values):
            said.append(f"{name.replace('_', ' ').capitalize()}: {values.min():.2f} to {values.max():.2f}, median "
                        f"{values.median():.2f} ({number_of(len(values), 'code')}).")  # fmt: skip
    threshold = table.attrs.get("threshold")
    if threshold is not None:
        said.append(
            f"The study’s threshold is {threshold:g}; alpha reaches it for {int((known['alpha'] >= threshold).sum()):,} codes."
        )
    heading = table.attrs.get("heading", "")
    return " ".join([f"{heading}: " * (heading not in ("", "Agreement")) + said[0], *said[1:]])


def _intervals(table: Any, known: Any) -> list[str]:
    level, seed = table.attrs["level"], table.attrs["seed"]
    how = list(dict.fromkeys(str(text) for text in known["interval"] if text))
    made = [text.split(",")[0] for text in how if not text.startswith("none")]
    none = [text.removeprefix("none: ") for text in how if text.startswith("none")]
    said = []
    if made:
        by = listed(dict.fromkeys(text.split(",")[1].strip().split(" ", 1)[1] for text in how if not text.startswith("none")))
        methods = listed(dict.fromkeys(made))
        drawn = f", {RESAMPLES:,} resamples, seed {seed}" if "percentile bootstrap" in made else ""
        said.append(f"Intervals ({level:.0%}) are by {methods} over whole {by}{drawn}.")
    if none:
        said.append(f"No interval is given where there are too few to draw ({'; '.join(none)}).")
    return said


def _disguise(facts: Facts) -> str:
    if facts.settings.disguise == "none":
        return "Names are shown as they were printed."
    return (
        "Participants appear under pseudonyms, in author lines and in the texts alike; the key to them is stored apart. Nothing "
        "else in the texts is changed, so words quoted exactly may be found by a search where the source is public."
    )


def _software(facts: Facts) -> str:
    used = listed(f"{name} {which}" for name, which in facts.software.items())
    return f"Counts and figures were made with {used}; the texts they rest on have the digest {facts.texts_digest}."


def _missing(facts: Facts) -> Iterable[str]:
    read, here = facts.read, facts.collected
    if here.threads and not facts.settings.sites:
        yield "Why these sites were chosen, and why they may be used ([[site]] in study.toml)."
    if read.without_day:
        yield f"When {read.without_day:,} of {number_of(read.imports, 'source')} were captured: the files do not say."
    if here.undated:
        yield f"When {here.undated:,} of the posts and comments were written: the sources do not say."
    yield "The research question, and the theory that the coding rests on."
    yield "Who the coders are, how they were trained, and how they stand to the people studied."
    yield "Ethical approval, and how consent was dealt with."
    if not facts.codebook.description.strip():
        yield "How the codebook came about (description in its file)."
    if not any(work.codings for work in facts.coders):
        yield "The coding: there is none yet."


def between(first: str, last: str) -> str:
    """Two days in words.

    >>> between("2024-01-02", "2024-01-02"), between("2024-01-02", "2024-03-01")
    ('on 2024-01-02', 'between 2024-01-02 and 2024-03-01')
    """
    return f"on {first}" if first == last else f"between {first} and {last}"


def listed(items: Iterable[str]) -> str:
    """Items as a sentence lists them.

    >>> listed(["a", "b", "c"]), listed(["a"]), listed([])
    ('a, b and c', 'a', '')
    """
    *most, last = [*items] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def counted(counts: Mapping[str, int]) -> str:
    """What there is and how often, the commonest first.

    >>> counted({"heading": 1, "advertisement": 3})
    'advertisement (3), heading (1)'
    """
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{what} ({n:,})" for what, n in ordered)
