"""Deciding: on what the rules suggest, and, as the consensus coder, on where coders differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ethnography.cli.reviewing.asking import number_in
from ethnography.cli.reviewing.going import go, next_where
from ethnography.cli.reviewing.showing import list_suggestions, short
from ethnography.cli.screen import say
from ethnography.teamwork import CONSENSUS

if TYPE_CHECKING:
    import pandas as pd

    from ethnography.cli.reviewing.sitting import Sitting
    from ethnography.coding import Coding

# suggestions


def next_suggestion(sitting: Sitting) -> None:
    """The next comment with a suggestion."""
    waiting = set(sitting.pending()["comment"]) - {sitting.at}
    go(sitting, next_where(sitting, waiting.__contains__), "No other suggestion is waiting.")


def accept(sitting: Sitting) -> None:
    """Accept a suggestion of the comment."""
    accept_rows(sitting, _chosen(sitting, "accept which"))


def reject(sitting: Sitting) -> None:
    """Reject a suggestion of the comment."""
    reject_rows(sitting, _chosen(sitting, "reject which"))


def accept_all(sitting: Sitting) -> None:
    """Accept all that the rule of a suggestion of the comment suggests in this thread."""
    accept_rows(sitting, same_rule(sitting, _chosen(sitting, "accept all of the rule of which")))


def reject_all(sitting: Sitting) -> None:
    """Reject all that the rule of a suggestion of the comment suggests in this thread."""
    reject_rows(sitting, same_rule(sitting, _chosen(sitting, "reject all of the rule of which")))


def accept_rows(sitting: Sitting, rows: pd.DataFrame) -> None:
    """Turn suggestions into codings of this coder, each with its rule."""
    if not len(rows):
        return
    sitting.do(*({"do": "code", "quote": _quote(sitting, row), **_place(row)} for row in rows.to_dict("records")))
    sitting.last_code = str(rows.iloc[0]["code"])
    say(f"Accepted: {_described(sitting, rows)}.")


def reject_rows(sitting: Sitting, rows: pd.DataFrame) -> None:
    """Reject suggestions: this coder is not shown them again."""
    if len(rows):
        sitting.do(*({"do": "reject", **_place(row)} for row in rows.to_dict("records")))
        say(f"Rejected: {_described(sitting, rows)}.")


def same_rule(sitting: Sitting, rows: pd.DataFrame) -> pd.DataFrame:
    """All waiting suggestions of the same rule in the same thread as the one given."""
    if not len(rows):
        return rows
    pending = sitting.pending(thread=sitting.study.corpus.comment(rows.iloc[0]["comment"]).thread)
    same: pd.DataFrame = pending.loc[pending["rule"] == rows.iloc[0]["rule"]]
    return same


def _chosen(sitting: Sitting, label: str) -> pd.DataFrame:
    """A waiting suggestion of the comment, asked for where there are several; no row where none is chosen."""
    pending = sitting.pending(comment=sitting.at)
    if not len(pending):
        say("No suggestion is here.")
    if len(pending) < 2:
        return pending
    list_suggestions(sitting, pending)
    number = sitting.ask.number(label, len(pending))
    return pending.iloc[number - 1 : number] if number else pending.iloc[:0]


def _place(row: dict[Any, Any]) -> dict[str, Any]:
    at = {"comment": row["comment"], "start": int(row["start"]), "end": int(row["end"])}
    return {**at, "code": row["code"], "rule": row["rule"]}


def _quote(sitting: Sitting, row: dict[Any, Any]) -> str:
    return sitting.study.corpus.comment(row["comment"]).text[int(row["start"]) : int(row["end"])]


def _described(sitting: Sitting, rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    if len(rows) > 1:
        return f"{len(rows)} suggestions of rule {first['rule']}"
    return f"{sitting.code_name(first['code'])} on {short(sitting, first['comment'], int(first['start']), int(first['end']))}"


# differences between coders


def next_difference(sitting: Sitting) -> None:
    """The next comment where coders differ; the consensus coder decides there."""
    if sitting.blind:
        say("Coders do not see each other’s work in this study (study.toml: blind).")
        say(f"Whoever decides where they differ takes part as --coder {CONSENSUS}.")
        return
    found = sitting.study.disagreements()
    still_open = found.loc[(found["decision"] == "") & found["comment"].isin(sitting.order)]
    comment = next_where(sitting, set(still_open["comment"]).__contains__)
    go(sitting, comment, "No difference is open.")
    if comment is not None:
        _differences_here(sitting, still_open.loc[still_open["comment"] == comment])


def _differences_here(sitting: Sitting, rows: pd.DataFrame) -> None:
    say("coders differ")
    for number, row in enumerate(rows.to_dict("records"), 1):
        by, others = " and ".join(row["coded_by"]), " and ".join(row["not_by"])
        say(f"  {number}  {sitting.code_name(row['code'])}: coded by {by}, not by {others}")
    if sitting.coder != CONSENSUS:
        say(f"To decide, review as --coder {CONSENSUS}.")
        return
    chosen = 1 if len(rows) == 1 else sitting.ask.number("decide on which", len(rows))
    if chosen:
        _decide(sitting, rows.iloc[chosen - 1])


def _decide(sitting: Sitting, row: pd.Series) -> None:
    """Ask whose words hold, or none, and why; on disk as the consensus coder's codings or rejections, with the reason as a memo."""
    here = sitting.study.codings.where(comment=row["comment"], code=row["code"])
    codings = [coding for coding in here if coding.coder in row["coded_by"]]
    for number, coding in enumerate(codings, 1):
        at = coding.segment
        say(f"  {number}  as {coding.coder}: {short(sitting, at.comment, at.start, at.end, 100)}")
    answer = sitting.ask.line("the number of a coding, a for all of them, n for not coded").lower()
    chosen = _wanted(answer, codings)
    if not chosen:
        say("Left open.")
        return
    reason = sitting.ask.line("why")
    if not reason:
        say("Without a reason it is left open.")
        return
    name, coded = sitting.code_name(row["code"]), answer != "n"
    whose = " and ".join(dict.fromkeys(coding.coder for coding in chosen))
    memo = f"{name}: {f'as {whose}' if coded else 'not coded'}. {reason}"
    actions = [_decision(sitting, coding, coded) for coding in chosen]
    sitting.do(*actions, {"do": "memo", "about": "comment", "subject": row["comment"], "text": memo})
    say(f"Decided and saved: {name} {'coded' if coded else 'not coded'}.")


def _wanted(answer: str, codings: list[Coding]) -> list[Coding]:
    if answer in ("a", "n"):
        return codings
    number = number_in(answer, len(codings))
    return [codings[number - 1]] if number else []


def _decision(sitting: Sitting, coding: Coding, coded: bool) -> dict[str, Any]:
    at = coding.segment
    place = {"comment": at.comment, "start": at.start, "end": at.end, "code": coding.code}
    quote = sitting.study.corpus.comment(at.comment).text[at.start : at.end]
    return {"do": "code", **place, "quote": quote} if coded else {"do": "reject", **place}
