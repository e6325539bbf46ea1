"""Commands for coding: ``autocode``, ``review``, ``code``, ``memo``, ``protect``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ethnography.cli.screen import CoderOption, EncodingOption, FormatOption, StudyOption, open_study, open_threads, say, show_table

if TYPE_CHECKING:
    import pandas as pd

    from ethnography.corpus import Corpus
    from ethnography.study import Study


def autocode(
    file: Annotated[
        Path | None, typer.Argument(help="Any file that can be imported; without it, the study.", show_default=False)
    ] = None,
    codebook: Annotated[Path | None, typer.Option(help="The codebook (the study's if left out).")] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One JSON object a suggestion: comment, id, code, start, end, text, rule.")
    ] = False,
    study: StudyOption = Path(),
    coder: CoderOption = None,
    format: FormatOption = None,
    encoding: EncodingOption = None,
) -> None:
    """Suggest codings by the codebook's rules (writes nothing)."""
    from ethnography.autocode import code_corpus
    from ethnography.codebook import read_codebook
    from ethnography.corpus import Corpus
    from ethnography.formats import open_source, read_source
    from ethnography.starter import packaged_codebook

    if file is None:
        here = open_study(study)
        corpus, book = here.corpus, read_codebook(codebook) if codebook else here.codebook
    else:
        book = read_codebook(codebook or packaged_codebook())
        corpus = Corpus.build(read_source(open_source(file, encoding), format=format).comments)
    found = code_corpus(corpus, book)
    if jsonl:
        _print_jsonl(found, corpus)
        return
    per_code = found.groupby("code").agg(suggestions=("comment", "size"), comments=("comment", "nunique"))
    rows = [
        ["  " * depth + code.name, *per_code.loc[code.id, ["suggestions", "comments"]]]
        for depth, code in book.walk()
        if code.id in per_code.index
    ]
    searched = sum(comment.kind != "pingback" for comment in corpus)
    title = f"{len(found)} suggestions of {len(book.rules)} rules in {found['comment'].nunique()} of {searched} comments and posts"
    show_table(title, [("code", "left"), ("suggestions", "right"), ("comments", "right")], rows)
    say("Suggestions are not codings: accept or reject them with  ethnography review" if file is None else "Nothing was written.")


def _print_jsonl(found: pd.DataFrame, corpus: Corpus) -> None:
    place = {id: position for position, id in enumerate(corpus.comments.index)}
    for row in found.to_dict("records"):
        at = {"comment": place[row["comment"]], "id": row["comment"], "code": row["code"]}
        record = {**at, "start": int(row["start"]), "end": int(row["end"]), "text": row["quote"], "rule": row["rule"]}
        typer.echo(json.dumps(record, ensure_ascii=False))


def review(
    study: StudyOption = Path(),
    coder: CoderOption = None,
    code: Annotated[str | None, typer.Option(help="Only this code and its children.")] = None,
    rule: Annotated[str | None, typer.Option(help="Only what this rule suggests.")] = None,
    thread: Annotated[str | None, typer.Option(help="Only this thread.")] = None,
    accept_all: Annotated[bool, typer.Option("--accept-all", help="Accept all that is chosen, without asking.")] = False,
    reject_all: Annotated[bool, typer.Option("--reject-all", help="Reject all that is chosen, without asking.")] = False,
    comments: Annotated[bool, typer.Option("--comments", help="Go through the comments instead, and code them.")] = False,
    proposals: Annotated[
        bool, typer.Option("--proposals", help="Decide on authors and reply links that the texts suggest instead.")
    ] = False,
) -> None:
    """Step through the suggestions, the comments or the proposals, one key each (? lists the keys); all is saved at once."""
    from ethnography.cli.reviewing import Asker, Sitting, review_comments, review_proposals, review_suggestions

    _only_one({"--accept-all": accept_all, "--reject-all": reject_all, "--comments": comments, "--proposals": proposals})
    if (comments or proposals) and (code or rule):
        raise typer.BadParameter("they choose among suggestions", param_hint="--code, --rule")
    here = open_threads(study)
    sitting = Sitting(here, here.settings.coder_named(coder), Asker(sys.stdin.isatty()), thread)
    if comments:
        review_comments(sitting)
    elif proposals:
        review_proposals(sitting)
    else:
        pending = _chosen(here, sitting.coder, code, rule, thread)
        if accept_all:
            say(f"Accepted {len(here.accept(pending, coder=coder))} suggestions.")
        elif reject_all:
            say(f"Rejected {here.reject(pending, coder=coder)} suggestions.")
        else:
            review_suggestions(sitting, pending)


def _only_one(options: dict[str, bool]) -> None:
    given = [name for name, chosen in options.items() if chosen]
    if len(given) > 1:
        raise typer.BadParameter(f"either {' or '.join(given)}", param_hint=given[0])


def _chosen(study: Study, coder: str, code: str | None, rule: str | None, thread: str | None) -> pd.DataFrame:
    """The waiting suggestions of a code, a rule, a thread."""
    pending = study.suggestions(code=code, coder=coder)
    if rule:
        pending = pending.loc[pending["rule"].str.split("; ").map(lambda rules: rule in rules)]
    if thread:
        pending = pending.loc[pending["comment"].map(study.corpus.comments["thread"]) == thread]
    return pending


def code(
    comment: Annotated[str, typer.Argument(help="The comment's id (see inspect --jsonl, find, report).", show_default=False)],
    words: Annotated[str, typer.Argument(help="The exact words, or a span START:END in code points.", show_default=False)],
    code: Annotated[str, typer.Argument(help="The code's id.", show_default=False)],
    study: StudyOption = Path(),
    coder: CoderOption = None,
) -> None:
    """Apply a code to words of a comment."""
    start, colon, end = words.partition(":")
    span = (int(start), int(end)) if colon and start.isdigit() and end.isdigit() else words
    coding = open_study(study).code(comment, span, code, coder=coder)
    say(f"Saved {coding.id}: {coding.code} on “{coding.quote}” ({coding.segment.start}:{coding.segment.end}) by {coding.coder}.")


def memo(
    text: Annotated[str, typer.Argument(help="The memo, in Markdown.", show_default=False)],
    about: Annotated[str, typer.Option(help="coding, comment, thread, code or study.")] = "study",
    subject: Annotated[str, typer.Option(help="The id of what it is about.")] = "",
    study: StudyOption = Path(),
    coder: CoderOption = None,
) -> None:
    """Write a memo."""
    written = open_study(study).write_memo(text, about=about, subject=subject, coder=coder)
    say(f"Saved memo {written.id} by {written.coder}.")


def protect(
    names: Annotated[list[str], typer.Argument(help="Names that stand in the texts.", show_default=False)],
    participant: Annotated[
        str | None, typer.Option("--as", help="The participant whose name it is (id); otherwise [name].")
    ] = None,
    study: StudyOption = Path(),
) -> None:
    """Mask names in all that is shown and exported."""
    here = open_study(study)
    for name in names:
        here.protect(name, participant)
    say(f"Masked from now on: {', '.join(names)}.")


COMMANDS: dict[str, Callable[..., None]] = {"autocode": autocode, "review": review, "code": code, "memo": memo, "protect": protect}
