"""The framework matrix: cases × codes, each cell the researcher's summary with the quotes that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ethnography.codebook.nouns import Codebook
from ethnography.corpus import Corpus
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
    another's voice count for the comment and its thread, not for the author. :func:`as_matrix` turns it into cases × codes for
    reading.

    Source: Ritchie & Spencer 1994; Gale et al. 2013, BMC Medical Research Methodology 13:117.
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
    keys = sorted({*found, *written}, key=lambda key: (cases.get(key[0], len(cases)), codes.get(key[1], len(codes))))
    nothing: tuple[list[str], dict[str, None]] = ([], {})
    table = []
    for key in keys:
        quotes, comments = found.get(key, nothing)
        state = "summary" if key in written else "quotes"
        table.append((*key, len(quotes), tuple(quotes), tuple(comments), written.get(key, ""), state))
    frame = pd.DataFrame(table, columns=["case", "code", "n", "quotes", "comments", "summary", "state"])
    frame.attrs.update({"unit": unit, "cases": list(cases), "codes": list(codes)})
    return frame


def as_matrix(table: pd.DataFrame, codings: pd.DataFrame, *, longest: int = 80) -> pd.DataFrame:
    """Cases × codes for reading: the summary where there is one, else the first quotes, shortened, with how many there are; "" if
    empty.

    `codings`: the frame the table was made of. Only codes with something in them are columns. Mask the quotes before showing it.
    """
    import pandas as pd

    quotes = codings["quote"].to_dict()
    cells: dict[str, dict[str, str]] = {}
    for row in table.to_dict("records"):
        first = "; ".join(f"“{' '.join(str(quotes[id]).split())[:longest]}”" for id in row["quotes"][:2] if id in quotes)
        more = f" (+{row['n'] - 2})" if row["n"] > 2 else ""
        cells.setdefault(row["case"], {})[row["code"]] = row["summary"] or first + more
    columns = [code for code in table.attrs["codes"] if code in set(table["code"])]
    index = pd.Index(list(cells), name=table.attrs["unit"])
    return pd.DataFrame([[cells[case].get(code, "") for code in columns] for case in cells], index=index, columns=columns)
