"""How good the rules are: what they suggest against what a person coded, on the comments that the person has read."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from ethnography import style
from ethnography.codebook.nouns import Codebook
from ethnography.corpus import Corpus
from ethnography.errors import TooLittle, UnknownId
from ethnography.text import sentences, span_around

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

COLUMNS = (
    *("code", "name", "suggested", "coded", "both", "precision", "recall", "f1"),
    *("spans_suggested", "spans_coded", "spans_accepted", "span_precision", "span_recall", "span_f1", "undefined"),
)


def measure_rules(suggestions: pd.DataFrame, codings: pd.DataFrame, seen: Collection[str], codebook: Codebook) -> pd.DataFrame:
    """One row a code that has rules or codings, in tree order.

    `suggestions, codings`: frames with ``code, comment, start, end``, the latter of one coder; `seen`: the comments that coder
    has read: others do not count, for nobody knows what the coder would have said. By comment: ``suggested, coded, both`` (how
    many comments), ``precision`` (both / suggested), ``recall`` (both / coded), ``f1``. By span: ``spans_suggested,
    spans_coded``, ``spans_accepted`` (codings that were suggestions), ``span_precision`` (share of suggestions that share a
    character with a coding of the code), ``span_recall`` (of codings that share one with a suggestion), ``span_f1``. A code is
    compared with itself alone, not with the codes under it. Where nothing was suggested there is no precision, where nothing was
    coded no recall (NA; ``undefined`` says so), and ``f1`` is 0 unless both are missing, as 2 both / (suggested + coded) is.

    Rules look better than they are on texts that they were written on, and where the coder accepted what they suggested
    (``spans_accepted``): for a fair measure, a coder who did not see the suggestions, on threads that were not used for the rules.

    Raises ``TooLittle`` where the coder has read nothing.

    Source: van Rijsbergen 1979, ch. 7 (precision, recall, F); f1 by comment is the positive agreement of rules and coder.

    >>> import pandas as pd
    >>> from ethnography.codebook import Code, Rule
    >>> book = Codebook("b", "1", (Code("fear", "Fear", rules=(Rule("fear.1", "fear", ("afraid",)),)),))
    >>> found = pd.DataFrame([("fear", "c1", 0, 6), ("fear", "c2", 0, 6)], columns=["code", "comment", "start", "end"])
    >>> made = pd.DataFrame([("fear", "c1", 2, 9), ("fear", "c3", 0, 5)], columns=["code", "comment", "start", "end"])
    >>> measure_rules(found, made, {"c1", "c2", "c3"}, book)[["precision", "recall", "span_precision"]].values.tolist()
    [[0.5, 0.5, 0.5]]
    """
    import pandas as pd

    if not seen:
        raise TooLittle("The quality of the rules", "the coder has read no comment", "Code a thread first, or mark it as seen.")
    suggested = suggestions[suggestions["comment"].isin(list(seen))]
    coded = codings[codings["comment"].isin(list(seen))]
    origin = coded["origin"] if "origin" in coded.columns else pd.Series("manual", index=coded.index)
    accepted = coded.loc[origin.eq("suggestion"), "code"].value_counts()
    rows = []
    for _, code in codebook.walk():
        mine, theirs = coded[coded["code"] == code.id], suggested[suggested["code"] == code.id]
        if not (len(mine) or len(theirs) or code.rules):
            continue
        comments, found = set(mine["comment"]), set(theirs["comment"])
        both = len(comments & found)
        precision, recall = _share(both, len(found)), _share(both, len(comments))
        hit, met = _overlaps(theirs, mine), _overlaps(mine, theirs)
        span_precision, span_recall = _share(sum(hit), len(theirs)), _share(sum(met), len(mine))
        reasons = [what for what, n in (("nothing suggested", len(theirs)), ("nothing coded", len(mine))) if not n]
        rows.append((
            code.id, code.name, len(found), len(comments), both, precision, recall, _f1(precision, recall), len(theirs), len(mine),
            int(accepted.get(code.id, 0)), span_precision, span_recall, _f1(span_precision, span_recall), "; ".join(reasons),
        ))  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in ("precision", "recall", "f1", "span_precision", "span_recall", "span_f1"):
        table[column] = table[column].astype("Float64")
    said = f"{len(set(seen)):,} comments read; by comment, and by spans that share a character"
    taken = f"; {int(accepted.sum()):,} of {len(coded):,} codings were suggestions that the coder accepted" if len(accepted) else ""
    table.attrs["note"] = f"{said}{taken}."
    return table


def list_false(suggestions: pd.DataFrame, codings: pd.DataFrame, seen: Collection[str], corpus: Corpus) -> pd.DataFrame:
    """What the rules got wrong, in context and in corpus order: one row a suggestion or coding that shares no character with one of
    the other kind and the same code.

    Columns: ``kind`` (``false``: suggested and not coded; ``missed``: coded and not suggested), ``code, comment, start, end, quote,
    sentence, rule`` (NA where missed). Frames and `seen` as for :func:`measure_rules`. Empty where the rules agree with the coder.

    >>> from ethnography.autocode import code_corpus
    >>> from ethnography.codebook import Code, Codebook, Rule
    >>> from ethnography.coding import Codings
    >>> from ethnography.corpus import Comment
    >>> corpus = Corpus.build([Comment("p", "t", None, "Thank you for nothing.", "post")])
    >>> book = Codebook("b", "1", (Code("thanks", "Thanks", rules=(Rule("thanks/1", "thanks", ("thank you",)),)),))
    >>> found = code_corpus(corpus, book)
    >>> list_false(found, Codings([]).to_frame(corpus), ["p"], corpus)[["kind", "quote", "sentence"]].values.tolist()
    [['false', 'Thank you', 'Thank you for nothing.']]
    """
    import pandas as pd

    suggested = suggestions[suggestions["comment"].isin(list(seen))]
    coded = codings[codings["comment"].isin(list(seen))]
    rows: list[tuple[Any, ...]] = []
    for kind, frame, other in (("false", suggested, coded), ("missed", coded, suggested)):
        for row, hit in zip(frame.to_dict("records"), _overlaps(frame, other, same_code=True), strict=True):
            if not hit:
                text = corpus.comment(row["comment"]).text
                start, end = int(row["start"]), int(row["end"])
                around = span_around(sentences(text), start, end)
                rule = row.get("rule") if kind == "false" else None
                rows.append((kind, row["code"], row["comment"], start, end, text[start:end], text[slice(*around)], rule))
    table = pd.DataFrame(rows, columns=["kind", "code", "comment", "start", "end", "quote", "sentence", "rule"])
    table["rule"] = table["rule"].astype("str")
    place = {id: number for number, id in enumerate(corpus.comments.index)}
    table = table.assign(place=[place[comment] for comment in table["comment"]])
    return table.sort_values(["place", "start", "kind"], kind="stable", ignore_index=True).drop(columns="place")


def plot_rules(table: pd.DataFrame, *, by: str = "comment", ax: Axes | None = None) -> Axes:
    """Precision (filled dot) and recall (open square) of a table of :func:`measure_rules`, a row a code that has either.

    `by`: ``comment`` or ``span``. Behind: how many were suggested and coded. Where one is undefined its mark is missing. Raises
    ``UnknownId`` for another `by`, ``TooLittle`` for a table without rules or codings.
    """
    if by not in ("comment", "span"):
        raise UnknownId("way to count", by, ("comment", "span"), "a table of rules")
    ahead, counts = ("", ("suggested", "coded")) if by == "comment" else ("span_", ("spans_suggested", "spans_coded"))
    rows = table[table[ahead + "f1"].notna()]
    if not len(rows):
        raise TooLittle("A figure of the rules", "no rule suggests anything and nothing is coded", "Code what rules are for.")
    labels = [style.wrap_label(str(name)) for name in rows["name"]]
    target = style.new_axes(style.WIDTH, style.row_places(labels)[-1] + 0.95) if ax is None else ax
    with style.figure_style():
        places = style.label_rows(target, labels, [0] * len(labels), [False] * len(labels))
        for place, row in zip(places, rows.to_dict("records"), strict=True):
            ends = {name: value for name in ("precision", "recall") if not _missing(value := row[ahead + name])}
            target.plot(list(ends.values()), [place] * len(ends), color=style.LIGHT, linewidth=1)
            for name, mark in (("recall", "s"), ("precision", "o")):
                if name in ends:
                    fill = style.STRONG if name == "precision" else "white"
                    target.plot([ends[name]], [place], mark, color=fill, markeredgecolor=style.STRONG, clip_on=False, zorder=3,
                                markersize=4 if name == "precision" else 6)  # fmt: skip
            said = " / ".join(f"{row[count]:,}" for count in counts)
            target.annotate(said, (1, place), (8, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                            va="center_baseline", fontsize=style.RC["xtick.labelsize"])  # fmt: skip
        target.set_xlim(0, 1)
        target.set_xlabel(f"Dot: precision; square: recall, by {by}.\nRight: {by}s suggested / coded", loc="left")
        if ax is None:
            style.caption(target, table.attrs.get("note", ""))
    return target


def _missing(value: Any) -> bool:
    import pandas as pd

    return bool(pd.isna(value))


def _overlaps(frame: pd.DataFrame, other: pd.DataFrame, *, same_code: bool = False) -> list[bool]:
    """Whether each row's span shares a character with a row of the other (of the same code)."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for code, comment, start, end in other[["code", "comment", "start", "end"]].itertuples(index=False):
        spans.setdefault((comment, code if same_code else ""), []).append((int(start), int(end)))
    return [
        any(start < b and a < end for a, b in spans.get((comment, code if same_code else ""), ()))
        for code, comment, start, end in frame[["code", "comment", "start", "end"]].itertuples(index=False)
    ]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _f1(precision: float | None, recall: float | None) -> float | None:
    """The harmonic mean. Where only one of the two is missing, nothing can have been found in common: 0."""
    if precision is None and recall is None:
        return None
    precision, recall = precision or 0.0, recall or 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
