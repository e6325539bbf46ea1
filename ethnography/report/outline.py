"""What a report says, before anyone decides how it looks: one :class:`Outline`, everything in it masked already.

Renderers (HTML, Word, …) lay an outline out and add nothing; what two of them show is the same because it stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ethnography.codebook import Code, Codebook, code_colors
from ethnography.codebook.colors import palette_color
from ethnography.coding import SUGGESTED
from ethnography.corpus import Corpus
from ethnography.memo import Memo
from ethnography.quotes import NOT_STATED, select_quotes
from ethnography.report.content import CodeEntry, CoderWork, Figure, Frequency, Import, Note, Outline, Quote, ThreadEntry
from ethnography.text import count_words, sentences

if TYPE_CHECKING:
    import pandas as pd

ANSWERED_WORDS = 180
TextMask = Callable[[str], str]


def build_outline(
    *,
    name: str,
    approach: str,
    disguise: str,
    description: str,
    corpus: Corpus,
    codebook: Codebook,
    codings: pd.DataFrame,
    memos: Iterable[Memo] = (),
    provenance: Sequence[Mapping[str, Any]] = (),
    frequency: pd.DataFrame | None = None,
    figures: Mapping[str, str | tuple[str, str]] | None = None,
    agreement: str = "",
    versions: Mapping[str, str] | None = None,
    problems: Iterable[str] = (),
    mask: TextMask = str,
    made_at: str = "",
) -> Outline:
    """The outline of a report on a study; every text in it has gone through `mask`.

    `codings` is the frame of ``Codings.to_frame(corpus)``, `frequency` that of ``count_codes``, `provenance` the records of
    ``provenance.jsonl``; `figures` maps titles to SVG text, or to (SVG text, caption); `agreement` says what was compared, or why
    nothing was. `made_at` is shown as given: without a clock in here, the same study gives the same report. Codings
    of a code that is not in the codebook are shown under their id, after the others.
    """
    sorted_memos = tuple(sorted(memos, key=lambda memo: (memo.at, memo.id)))
    quotes = _quotes(codings, corpus, sorted_memos, mask)
    codes = _codes(codebook, quotes, sorted_memos, mask)
    return Outline(
        name=mask(name),
        made_at=made_at,
        summary=_summary(corpus, codings, len(quotes)),
        description=mask(description),
        method=_method(mask(approach), disguise, codings, frequency, mask, mask(agreement)),
        coders=_coders(codings),
        frequency=_frequency(frequency, corpus, mask),
        figures=_figures(figures or {}, mask),
        quotes=quotes,
        codebook_name=mask(f"{codebook.name} {codebook.version}".strip()),
        codebook_about=mask("\n".join(part for part in (codebook.description, codebook.source) if part)),
        codes=codes,
        notes=_free_notes(sorted_memos, quotes, codes, corpus, mask),
        threads=_threads(corpus, quotes, sorted_memos, mask),
        imports=tuple(_import(record, mask) for record in provenance),
        versions=tuple((mask(str(what)), mask(str(which))) for what, which in (versions or {}).items()),
        problems=tuple(mask(str(problem)) for problem in problems),
    )


def count_of(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: ``1 quote``, ``12 quotes``, ``1,204 comments``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def _summary(corpus: Corpus, codings: pd.DataFrame, quotes: int) -> str:
    kinds = corpus.comments["kind"]
    spoken = corpus.comments.loc[kinds != "pingback", "author"]
    parts = [
        count_of(len(corpus.thread_ids), "thread"),
        count_of(int((kinds == "comment").sum()), "comment"),
        count_of(int(spoken.nunique()), "participant"),
        count_of(len(codings), "coding"),
        count_of(codings["coder"].nunique(), "coder"),
    ]
    return f"{', '.join(parts[:-1])} by {parts[-1]}; {count_of(quotes, 'quote')}"


_DISGUISES = {
    "pseudonyms": "Participants appear under pseudonyms, in author lines and in the texts alike; nothing else in the texts is "
    "changed. The quotes are verbatim: where the pages are public, a search engine may lead back to them.",
    "none": "Names and texts are shown as they were printed.",
}
_NO_KAPPA = (
    "This report deliberately gives no pooled kappa. One figure over all codes hides the codes on which the coders differ, "
    "and for rare codes a single disagreement can bring it to nought while the coders agree on nearly everything. Agreement "
    "belongs to one code and one unit at a time, over the comments that both coders have read, with the differences beside it."
)


def _method(
    approach: str, disguise: str, codings: pd.DataFrame, frequency: pd.DataFrame | None, mask: TextMask, agreement: str
) -> tuple[tuple[str, str], ...]:
    """What a reader must know before the findings, as (heading, text); what nobody stated is left out."""
    counting = "" if frequency is None else mask(str(frequency.attrs.get("note", "")))
    counts = (
        "A coding is one code that one coder gave to exact words. The same words under the same code by two coders are two "
        "codings in the counts and one quote, which names both."
    )
    one = "One coder: nothing to compare." if codings["coder"].nunique() == 1 else f"{_NO_KAPPA} {agreement}".strip()
    said = (
        ("Approach", approach),
        ("Disguise", _DISGUISES.get(disguise, disguise)),
        ("What counts", f"{counts} {counting}".strip()),
        ("Agreement", one if len(codings) else ""),
    )
    return tuple((heading, text) for heading, text in said if text)


def _text(value: Any) -> str:
    return "" if value is None or type(value).__name__ == "NAType" or value != value else str(value)


def _share(value: Any) -> float | None:
    return float(value) if _text(value) else None


def _note(memo: Memo, mask: TextMask, about: str = "") -> Note:
    return Note(memo.coder, memo.at[:10], about, mask(memo.text))


def _notes_by(memos: Iterable[Memo], about: str, mask: TextMask) -> dict[str, list[Note]]:
    found: dict[str, list[Note]] = {}
    for memo in memos:
        if memo.about == about:
            found.setdefault(memo.subject, []).append(_note(memo, mask))
    return found


def _quotes(codings: pd.DataFrame, corpus: Corpus, memos: Sequence[Memo], mask: TextMask) -> tuple[Quote, ...]:
    """All quotes, each with the comment it answers, its memos and the quotes it overlaps."""
    table = select_quotes(codings, corpus, context="parent", mask=mask)
    notes = _notes_by(memos, "coding", mask)
    how = {str(id): (origin, _text(rule), coder) for id, origin, rule, coder in
           codings[["origin", "rule", "coder"]].itertuples(name=None)}  # fmt: skip
    rows = table.to_dict("records")
    by_comment: dict[str, list[dict[Any, Any]]] = {}
    for row in rows:
        by_comment.setdefault(row["comment"], []).append(row)
    made = []
    for row in rows:
        ids = tuple(row["coding_ids"].split(", "))
        answered, cut = _shortened(_text(row["parent"]))
        rules = [f"proposed by rule {rule or '(not named)'}" + (f", accepted by {who}" if who != SUGGESTED else "")
                 for origin, rule, who in (how[id] for id in ids) if origin == "suggestion"]  # fmt: skip
        also = tuple(
            other["quote_id"] for other in by_comment[row["comment"]]
            if other["code"] != row["code"] and other["start"] < row["end"] and row["start"] < other["end"]
        )  # fmt: skip
        made.append(Quote(
            id=row["quote_id"], ids=ids, code=row["code"], comment=row["comment"], before=row["before"], words=row["quote"],
            after=row["after"], attribution=row["attribution"], pseudonym=_text(row["pseudonym"]), role=_text(row["role"]),
            coders=tuple(row["coder"].split(", ")), thread=row["thread"], thread_title=row["thread_title"],
            depth=int(row["depth"]), n_words=int(row["words"]), answered=answered, answered_by=_text(row["parent_by"]),
            answered_cut=cut, how="; ".join(rules), notes=tuple(note for id in ids for note in notes.get(id, ())), also=also,
        ))  # fmt: skip
    return tuple(made)


def _shortened(text: str) -> tuple[str, int]:
    """A long text up to the end of a sentence near ``ANSWERED_WORDS`` words, and how many words were cut."""
    total = count_words(text)
    if total <= ANSWERED_WORDS * 1.2:
        return text, 0
    kept, words = 0, 0
    for start, end in sentences(text):
        words += count_words(text[start:end])
        if words > ANSWERED_WORDS and kept:
            break
        kept = end
    short = text[:kept]
    return short, total - count_words(short)


_FIELDS = (
    *(("Definition", "definition"), ("When to use", "use"), ("When not to use", "avoid"), ("Examples", "examples")),
    *(("Typical", "typical"), ("Atypical", "atypical"), ("Close, but not this", "near_miss")),
)


def _codes(codebook: Codebook, quotes: Sequence[Quote], memos: Sequence[Memo], mask: TextMask) -> tuple[CodeEntry, ...]:
    """The codebook in tree order, then codes used that it does not have."""
    notes, colors = _notes_by(memos, "code", mask), code_colors(codebook)
    own: dict[str, int] = {}
    for quote in quotes:
        own[quote.code] = own.get(quote.code, 0) + 1
    strangers = [Code(id, id, brief="Not in the codebook.") for id in sorted(set(own) - {code.id for code in codebook})]
    made: list[CodeEntry] = []
    group = -1
    for depth, code in [*codebook.walk(), *((0, code) for code in strangers)]:
        group += depth == 0
        known = code.id in codebook
        below = codebook.descendants(code.id) if known else (code.id,)
        values = [(label, getattr(code, field)) for label, field in _FIELDS]
        fields = [(label, mask(value if isinstance(value, str) else "\n".join(value))) for label, value in values if value]
        if code.merged_into:
            target = codebook.code(code.merged_into).name if code.merged_into in codebook else code.merged_into
            fields.append(("Merged into", mask(target)))
        made.append(CodeEntry(
            id=code.id, name=mask(code.name), depth=depth, path=_path(codebook, code, mask), parent=code.parent or "", group=group,
            color=colors.get(code.id) or palette_color(group), status=code.status, brief=mask(code.brief), fields=tuple(fields),
            rules=tuple(mask(_rule(rule)) for rule in code.rules), codable=code.codable, n_quotes=own.get(code.id, 0),
            n_below=sum(own.get(id, 0) for id in below), notes=tuple(notes.get(code.id, ())),
        ))  # fmt: skip
    return tuple(made)


def _path(codebook: Codebook, code: Code, mask: TextMask) -> tuple[str, ...]:
    above: list[str] = []
    parent = code.parent
    while parent is not None and parent in codebook:
        above.append(mask(codebook.code(parent).name))
        parent = codebook.code(parent).parent
    return tuple(above[::-1])


def _rule(rule: Any) -> str:
    """A rule in a line: its id and what it looks for."""
    said = [*rule.terms, *(f"/{pattern}/" for pattern in rule.regex)]
    if rule.near:
        groups = " + ".join("(" + " | ".join(group) + ")" for group in rule.near.groups)
        said.append(f"{groups} within {f'{rule.near.words} words' if rule.near.words is not None else rule.near.unit}")
    if rule.cancel:
        said.append(f"not {', '.join(rule.cancel)}")
    return f"{rule.id}: {', '.join(said)}"


def _frequency(frequency: pd.DataFrame | None, corpus: Corpus, mask: TextMask) -> tuple[Frequency, ...]:
    if frequency is None:
        return ()
    people = corpus.participants["pseudonym"].to_dict()
    made = []
    for row in frequency.reset_index().to_dict("records"):
        top = _text(row["top_author"])
        made.append(Frequency(
            code=str(row["code"]), name=mask(str(row["name"])), depth=int(row["depth"]), codings=int(row["codings"]),
            comments=int(row["comments"]), authors=int(row["authors"]), threads=int(row["threads"]), n=int(row["n"]),
            of=int(row["of"]), share=_share(row["share"]), top_author=str(people[top]) if top in people else mask(top),
            top_share=_share(row["top_author_share"]),
        ))  # fmt: skip
    return tuple(made)


def _figures(figures: Mapping[str, str | tuple[str, str]], mask: TextMask) -> tuple[Figure, ...]:
    made = []
    for title, given in figures.items():
        svg, caption = (given, "") if isinstance(given, str) else given
        made.append(Figure(mask(title), svg, mask(caption)))
    return tuple(made)


def _coders(codings: pd.DataFrame) -> tuple[CoderWork, ...]:
    return tuple(
        CoderWork(
            str(coder), len(group), int(group["code"].nunique()), int(group["comment"].nunique()),
            int((group["origin"] == "suggestion").sum()), _text(group["at"].min())[:10], _text(group["at"].max())[:10],
        )
        for coder, group in codings.groupby("coder", sort=True)
    )  # fmt: skip


def _threads(corpus: Corpus, quotes: Sequence[Quote], memos: Sequence[Memo], mask: TextMask) -> tuple[ThreadEntry, ...]:
    notes = _notes_by(memos, "thread", mask)
    return tuple(
        ThreadEntry(
            id=str(row["thread"]), title=mask(_text(row["title"])) or str(row["thread"]), comments=int(row["comments"]),
            authors=int(row["authors"]), depth=int(row["depth"]), words=int(row["words"]), first=_text(row["first"])[:10],
            last=_text(row["last"])[:10], quotes=sum(quote.thread == row["thread"] for quote in quotes),
            notes=tuple(notes.get(str(row["thread"]), ())),
        )
        for row in corpus.threads.reset_index().to_dict("records")
    )  # fmt: skip


def _free_notes(
    memos: Sequence[Memo], quotes: Sequence[Quote], codes: Sequence[CodeEntry], corpus: Corpus, mask: TextMask
) -> tuple[Note, ...]:
    """Memos with no place of their own in the report: on the study, on comments, and on what is there no longer."""
    placed = {id for quote in quotes for id in quote.ids} | {code.id for code in codes} | set(corpus.thread_ids)
    made = []
    for memo in memos:
        if memo.about == "study":
            made.append(_note(memo, mask, "on the study"))
        elif memo.about == "comment" and memo.subject in corpus:
            row = corpus.comments.loc[memo.subject]
            made.append(_note(memo, mask, f"on comment {memo.subject} by {_text(row['pseudonym']) or NOT_STATED}"))
        elif memo.subject not in placed:
            made.append(_note(memo, mask, f"on {memo.about} {memo.subject}, which is not here any more"))
    return tuple(made)


def _import(record: Mapping[str, Any], mask: TextMask) -> Import:
    """One record of ``provenance.jsonl``; keys that it lacks are shown as empty."""
    counts = record.get("counts") or {}
    stated = record.get("stated_count")
    reasons: dict[str, list[str]] = {}
    for item in record.get("left_out") or ():
        lines = item.get("lines")
        where = "" if not lines else f"line {lines[0]}: " if lines[0] == lines[1] else f"lines {lines[0]}–{lines[1]}: "
        reasons.setdefault(str(item.get("reason", "")), []).append(where + " ".join(str(item.get("text", "")).split())[:120])
    return Import(
        file=mask(str(record.get("file", ""))),
        at=str(record.get("at", ""))[:16].replace("T", " "),
        format=str(record.get("format", "")),
        sha256=str(record.get("sha256", "")),
        read=", ".join(count_of(int(n), str(kind)) for kind, n in counts.items() if n) or "nothing",
        stated="" if stated is None else f"the page itself says {count_of(int(stated), 'comment')}",
        left_out=tuple((mask(reason), len(texts), tuple(mask(text) for text in texts)) for reason, texts in reasons.items()),
        guesses=tuple(mask(str(guess)) for guess in record.get("guesses") or ()),
        warnings=tuple(mask(str(warning)) for warning in record.get("warnings") or ()),
    )
