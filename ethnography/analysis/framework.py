"""The framework matrix: cases × codes, each cell the researcher's summary with the quotes that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ethnography.codebook.nouns import Codebook
from ethnography.corpus import Corpus
from ethnography.errors import UnknownId
from ethnography.units import counted_codings, unit_of_comments

if TYPE_CHECKING:
    import pandas as pd


def framework_matrix(
    codings: pd.DataFrame,
    corpus: Corpus,
    codebook: Codebook,
    *,
    unit: str = "author",
    summaries: Mapping[tuple[str, str], str] | None = None,
    include_children: bool = True,
) -> pd.DataFrame:
    """One row a case and code with something in it: ``case, code, n`` (codings)``, quotes`` (a tuple of their ids)``, comments``
    (a tuple)``, summary, state``. `unit` says what a case is: author, thread or comment. `summaries`: ``(case, code)`` → what the
    researcher wrote.

    ``state``: ``summary`` where one was written, else ``quotes``. A summary without a quote is a row too, with n 0. Words in
    another's voice count for the comment and its thread, not for the author; comments whose author is not stated have no case
    then. The same words by two coders are two codings. :func:`as_matrix` turns it into cases × codes for reading. Empty where
    nothing is coded. Raises ``UnknownId`` for a unit, and for a summary of a case or code that is not here.

    Source: Ritchie & Spencer 1994; Gale et al. 2013, BMC Medical Research Methodology 13:117.

    >>> from ethnography.codebook import Code, Codebook
    >>> from ethnography.coding import Coding, Codings, Segment
    >>> from ethnography.corpus import Comment, Corpus
    >>> corpus = Corpus.build([Comment("p", "t", None, "Hello all", "post", "Ann"), Comment("c", "t", "p", "Thanks Ann")])
    >>> book = Codebook("b", "1", (Code("thanks", "Thanks"), Code("names", "Names")))
    >>> made = [Coding("1", "thanks", Segment("c", 0, 6), "Thanks", "ada", "2024-01-01T00:00:00Z"),
    ...         Coding("2", "names", Segment("c", 7, 10), "Ann", "ada", "2024-01-01T00:00:00Z")]
    >>> codings = Codings(made).to_frame(corpus)
    >>> table = framework_matrix(codings, corpus, book, unit="thread", summaries={("t", "names"): "Called by name."})
    >>> table[["case", "code", "n", "state"]].values.tolist()
    [['t', 'thanks', 1, 'quotes'], ['t', 'names', 1, 'summary']]
    >>> as_matrix(table, codings).loc["t"].to_dict()
    {'thanks': '“Thanks”', 'names': 'Called by name.'}
    """
    import pandas as pd

    units = unit_of_comments(corpus, unit)
    rows = counted_codings(codings, corpus, codebook, include_children=include_children)
    if unit == "author":
        rows = rows[rows["own"]]
    rows = rows.assign(case=units.reindex(rows["comment"]).array).dropna(subset="case")
    found: dict[tuple[str, str], tuple[list[str], dict[str, None]]] = {}
    for case, code, coding, comment in rows[["case", "code", "coding", "comment"]].itertuples(index=False):
        here = found.setdefault((case, code), ([], {}))
        here[0].append(coding)
        here[1][comment] = None
    written = {key: text for key, text in (summaries or {}).items() if text.strip()}
    cases = {case: place for place, case in enumerate(units.dropna().unique())}
    codes = {code.id: place for place, (_, code) in enumerate(codebook.walk())}
    for case, code in written:
        for kind, id, known in (("case", case, cases), ("code", code, codes)):
            if id not in known:
                raise UnknownId(kind, id, known, f"the matrix (a case is {unit})" if kind == "case" else codebook.name)
    keys = sorted({*found, *written}, key=lambda key: (cases[key[0]], codes[key[1]]))
    nothing: tuple[list[str], dict[str, None]] = ([], {})
    table = []
    for key in keys:
        quotes, comments = found.get(key, nothing)
        state = "summary" if key in written else "quotes"
        table.append((*key, len(quotes), tuple(quotes), tuple(comments), written.get(key, ""), state))
    frame = pd.DataFrame(table, columns=["case", "code", "n", "quotes", "comments", "summary", "state"])
    frame.attrs.update({"unit": unit, "cases": list(cases), "codes": list(codes)})
    return frame


def as_matrix(table: pd.DataFrame, codings: pd.DataFrame, *, longest: int = 80, mask: Callable[[str], str] = str) -> pd.DataFrame:
    """Cases × codes for reading: the summary where there is one, else the first quotes, shortened, with how many more there are; ""
    if empty.

    `table`: of :func:`framework_matrix`; `codings`: the frame that it was made of. `mask` goes over every cell before anything
    is cut, so that no part of a name is left. Only codes with something in them are columns, in the codebook's order. Save it
    with ``to_excel`` or ``to_csv``. For an example see :func:`framework_matrix`.
    """
    import pandas as pd

    quotes = codings["quote"].to_dict()
    cells: dict[str, dict[str, str]] = {}
    for row in table.to_dict("records"):
        here = [_short(mask(str(quotes[id])), longest) for id in row["quotes"][:2] if id in quotes]
        more = f" (+{row['n'] - len(here)})" if row["n"] > len(here) else ""
        cells.setdefault(row["case"], {})[row["code"]] = mask(row["summary"]) or "; ".join(here) + more
    columns = [code for code in table.attrs["codes"] if code in set(table["code"])]
    index = pd.Index(list(cells), name=table.attrs["unit"])
    return pd.DataFrame([[cells[case].get(code, "") for code in columns] for case in cells], index=index, columns=columns)


def _short(quote: str, longest: int) -> str:
    flat = " ".join(quote.split())
    return f"“{flat if len(flat) <= longest else flat[: longest - 1].rstrip() + '…'}”"
