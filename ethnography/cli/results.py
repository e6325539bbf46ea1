"""Commands that show results: ``frequency``, ``quotes``, ``find``, ``differences``, ``report``, ``page``, ``check``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ethnography.cli.screen import (
    CoderOption,
    StudyOption,
    one_line,
    open_study,
    open_texts,
    open_threads,
    say,
    show_table,
    write_csv,
)
from ethnography.units import number_of

if TYPE_CHECKING:
    from ethnography.study import Study

OfOption = Annotated[
    str | None, typer.Option("--of", help="codings, or suggestions (what the rules propose). Codings, if there are any.")
]


def _source(study: Study, of: str | None) -> str:
    """Codings where there are some; otherwise suggestions, and a word about it."""
    if of is None and not len(study.codings):
        say(
            "Nobody has coded yet: these are SUGGESTIONS of the rules, not codings. Decide on them with: ethnography review\n",
            error=True,
        )
        return "suggestions"
    return of or "codings"


def frequency(
    study: StudyOption = Path(),
    unit: Annotated[str, typer.Option(help="What is counted: comment, author or thread.")] = "comment",
    by: Annotated[str | None, typer.Option(help="Compare: depth, role, post_author, thread, coder or an attribute.")] = None,
    of: OfOption = None,
    coder: CoderOption = None,
    csv: Annotated[Path | None, typer.Option(help="Write the table to this CSV file too.")] = None,
    figure: Annotated[Path | None, typer.Option(help="Write the figure to this file (.svg, .pdf, .png).")] = None,
) -> None:
    """How many comments, authors and threads carry each code."""
    here = open_study(study)
    source = _source(here, of)
    table = here.frequency(unit, by=by, of=source, coder=coder)
    if csv:
        write_csv(csv, table)
    if figure:
        from ethnography.analysis import plot_codes, save_figure

        save_figure(plot_codes(table), figure)
    if by:
        wide = table.pivot(index="code", columns=by, values="n").reindex(list(dict.fromkeys(table["code"])))
        wide = wide.loc[(wide > 0).any(axis=1)]
        columns = [("code", "left"), *((str(level), "right") for level in wide.columns)]
        show_table(
            f"{unit}s carrying each code, by {by}",
            columns,
            ([code, *row] for code, row in zip(wide.index, wide.values, strict=True)),
        )
    else:
        used = table.loc[table["codings"] + table["n"] > 0]
        with_intervals = "low" in table.columns and bool(table["low"].notna().any())
        share = "share (95%)" if with_intervals else "share"
        columns = [("code", "left"), *((name, "right") for name in ("codings", "comments", "authors", "threads", share))]
        rows = [
            [
                "  " * row["depth"] + row["name"],
                row["codings"],
                row["comments"],
                row["authors"],
                row["threads"],
                share_and_interval(row),
            ]
            for row in used.to_dict("records")
        ]
        show_table(f"How often each code ({source})", columns, rows)
        unused = len(table) - len(used)
        if unused:
            say(f"{unused} codes of the codebook do not occur.")
    say(str(table.attrs.get("note", "")))


def share_and_interval(row: Mapping[Any, Any]) -> str:
    """The share, and its interval where there is one; ``–`` where there is nothing to share."""
    import pandas as pd

    if pd.isna(row["share"]):
        return "–"
    return f"{row['share']:.0%}" + ("" if pd.isna(row.get("low")) else f" ({row['low']:.0%}–{row['high']:.0%})")


def quotes(
    code: Annotated[str, typer.Argument(help="A code's id; its children are included.", show_default=False)],
    study: StudyOption = Path(),
    context: Annotated[str, typer.Option(help="sentence, parent (with the comment answered) or thread.")] = "parent",
    role: Annotated[str | None, typer.Option(help="Only by participants of this role.")] = None,
    per_author: Annotated[int | None, typer.Option(help="At most so many quotes an author.")] = None,
    n: Annotated[int | None, typer.Option("-n", help="At most so many quotes, spread over authors and threads.")] = None,
    min_words: Annotated[int | None, typer.Option(help="Only quotes of at least so many words.")] = None,
    of: OfOption = None,
    coder: CoderOption = None,
    csv: Annotated[Path | None, typer.Option(help="Write them to this CSV file instead.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write them to this Markdown file instead.")] = None,
) -> None:
    """The quotes under a code, in context; names are masked."""
    from ethnography.report import quotes_csv, quotes_markdown
    from ethnography.storage import write_whole

    here = open_texts(study)
    choices = {"role": role, "per_author": per_author, "n": n, "min_words": min_words, "coder": coder}
    found = here.quotes(code, context=context, of=_source(here, of), **choices)
    for path, text in ((csv, quotes_csv), (markdown, quotes_markdown)):
        if path:
            write_whole(path, text(found).encode("utf-8"))
            say(f"Wrote {len(found)} quotes to {path}.")
    if csv or markdown:
        return
    name = here.codebook.code(code).name
    say(f"{name}: {len(found)} quote{'s' if len(found) != 1 else ''}\n")
    for row in found.to_dict("records"):
        say(f"{row['before']}»{row['quote']}«{row['after']}".strip())
        place = f"{row['comment']} {row['start']}:{row['end']}"
        say(f"    {row['attribution']}  [{row['quote_id']}; {place}; {row['code']}, {row['coder']}]")
        if isinstance(row["parent"], str):
            say(f"    answers: {one_line(row['parent'], 150)}")
        say()


EDGE = 100  # characters read beyond what is shown, so that a name at the edge is masked before it is cut


def find(
    query: Annotated[str, typer.Argument(help="Words, stems* and phrases, or a rule in braces.", show_default=False)],
    study: StudyOption = Path(),
    width: Annotated[int, typer.Option(help="Characters of context on either side.")] = 40,
    code: Annotated[str | None, typer.Option(help="Only where this code was applied.")] = None,
    without: Annotated[str | None, typer.Option(help="Only where this code was not applied.")] = None,
    sort: Annotated[str, typer.Option(help="corpus, left, match, right, date or position.")] = "corpus",
) -> None:
    """Every place where a word stands, in context; names are masked."""
    here = open_texts(study)
    table = here.keyword_in_context(query, width=width + EDGE, code=code, without=without or (), sort=sort)
    mask = here.mask
    for row in table.itertuples(index=False):
        left, match, right = masked_line(str(row.left), str(row.match), str(row.right), mask)
        say(f"{left[-width:] if width else '':>{width}} »{match}« {right[:width]:<{width}}  {row.comment}".replace("\n", " "))
    say(f"\n{number_of(len(table), 'place')} in {number_of(table['comment'].nunique(), 'comment')}.")


def masked_line(left: str, match: str, right: str, mask: Callable[[str], str]) -> tuple[str, str, str]:
    """The three with names masked; a name that reaches over an edge of the match is masked whole and stands in the middle.

    >>> masked_line("says Dr ", "Otter", " Brook", lambda text: text.replace("Otter Brook", "Ash"))
    ('says Dr ', 'Ash', '')
    """
    parts = mask(left), mask(match), mask(right)
    whole = mask(left + match + right)
    if "".join(parts) == whole:
        return parts
    before = _alike(whole, parts[0])
    after = _alike(whole[before:][::-1], parts[2][::-1])
    return whole[:before], whole[before : len(whole) - after], whole[len(whole) - after :]


def _alike(one: str, other: str) -> int:
    """How many signs both texts begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def differences(
    study: StudyOption = Path(),
    open_only: Annotated[bool, typer.Option("--open", help="Only those that nobody has decided on.")] = False,
    csv: Annotated[Path | None, typer.Option(help="Write them to this CSV file too, with each coder's words and memos.")] = None,
    coder: CoderOption = None,
) -> None:
    """Where coders differ on comments that both have seen, and what was decided."""
    from ethnography.errors import StudyProblem
    from ethnography.teamwork import CONSENSUS, works_blind

    here = open_texts(study) if csv else open_study(study)
    if works_blind(here.settings.is_blind, here.settings.coders, here.state, coder or ""):
        advice = "They do when all have coded a sample (ethnography finish), or study.toml says blind = false; "
        advice += f"who decides for them passes --coder {CONSENSUS}."
        raise StudyProblem(here.folder.settings_file, "coders do not see each other's work in this study", advice)
    found = here.decisions_table() if csv else here.disagreements()
    all_of_them, left = len(found), int((found["decision"] == "").sum())
    if open_only:
        found = found.loc[found["decision"] == ""]
    table = found.assign(coded_by=found["coded_by"].map(", ".join), not_by=found["not_by"].map(", ".join))
    if csv:
        from ethnography.report import quotes_csv
        from ethnography.storage import write_whole

        write_whole(csv, quotes_csv(table).encode("utf-8"))
    columns = [(heading, "left") for heading in ("code", "comment", "coded by", "not by", "decision")]
    rows = table[["code", "comment", "coded_by", "not_by", "decision"]].values.tolist()
    if rows:
        show_table("Where coders differ", columns, [[*row[:-1], row[-1] or "open"] for row in rows])
    say(f"{all_of_them} differences, {left} open. Decide on them with: ethnography review --comments --coder consensus  (key d)")


def report(
    study: StudyOption = Path(),
    to: Annotated[Path | None, typer.Option(help="The file to write (reports/report.html if left out).")] = None,
    of: OfOption = None,
) -> None:
    """Write the coded-quote report: one HTML file."""
    here = open_texts(study)
    path = here.report(to, of=_source(here, of))
    say(f"Wrote {path} ({path.stat().st_size // 1024} KB). Open it in a browser; it needs no network.")


def page(
    thread: Annotated[
        str | None, typer.Argument(help="The thread's id; without it, the threads are listed.", show_default=False)
    ] = None,
    study: StudyOption = Path(),
    to: Annotated[Path | None, typer.Option(help="The file to write (in reports/ if left out).")] = None,
) -> None:
    """Write a coded thread as one HTML file to read in any browser; names are masked."""
    here = open_threads(study)
    if thread is None:
        threads = here.corpus.threads
        show_table("Which thread?", [("thread", "left"), ("comments", "right")], threads["comments"].items())
        return
    path = here.to_html(thread, to)
    say(f"Wrote {path} ({path.stat().st_size // 1024} KB). Open it in a browser; it needs no network.")


def check(study: StudyOption = Path()) -> None:
    """Check quotes, journals, reply trees and masking."""
    here = open_study(study)
    problems = here.problems()
    for problem in problems:
        say(f"- {problem}")
    n = len(here.codings)
    say(
        f"{n} codings checked against {len(here.corpus)} texts; {len(problems) or 'no'} problem{'s' if len(problems) != 1 else ''}."
    )
    if problems:
        raise typer.Exit(1)


COMMANDS: dict[str, Callable[..., None]] = {
    "frequency": frequency,
    "quotes": quotes,
    "find": find,
    "differences": differences,
    "report": report,
    "page": page,
    "check": check,
}
