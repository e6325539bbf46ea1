"""What the coder sees: comments, their codings and suggestions, with names masked and nothing that could drive the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ethnography.cli.screen import console, one_line, say
from ethnography.coding import Coding
from ethnography.text import printable, sentences, span_around

if TYPE_CHECKING:
    import pandas as pd
    from rich.text import Text

    from ethnography.cli.reviewing.sitting import Sitting
    from ethnography.corpus import Comment
    from ethnography.memo import Memo
    from ethnography.pseudonyms import Masked


def shown_text(sitting: Sitting, comment: str) -> Masked:
    """A comment's text as it is shown, with the way from places in the text to places in it."""
    return sitting.study.mask.apply(sitting.study.corpus.comment(comment).text)


def short(sitting: Sitting, comment: str, start: int, end: int, width: int = 70) -> str:
    """Words of a comment as they are shown, on one line, in quotation marks."""
    shown = shown_text(sitting, comment)
    start, end = shown.at(start, end)
    return f"“{one_line(shown.text[start:end], width)}”"


def codings_here(sitting: Sitting) -> list[Coding]:
    """The codings of the comment that this coder may see, in the order in which they are listed: by place, then by time."""
    found = sitting.study.codings.where(comment=sitting.at, coder=sitting.coder if sitting.blind else None)
    return sorted(found, key=lambda coding: (coding.segment.start, -coding.segment.end, coding.at))


def show_comment(sitting: Sitting) -> None:
    """Print the comment in front of the coder: who, when, what it answers, its text, codings, suggestions and memos."""
    from rich.text import Text

    comment, screen = sitting.comment, console()
    show_heading(sitting, _place(sitting))
    pending = sitting.pending(comment=comment.id)
    screen.print(_marked(sitting, comment, pending) if comment.text.strip() else Text("(no text)", style="dim"))
    _list_voices(sitting, comment)
    list_codings(sitting)
    list_suggestions(sitting, pending)
    _list_memos(sitting)


def show_heading(sitting: Sitting, place: str) -> None:
    """Print who wrote the comment in front of the coder, when, its title, and what it answers."""
    from rich.text import Text

    comment, screen = sitting.comment, console()
    screen.print(Text(f"\n{place}", style="dim"))
    screen.print(Text(_who(sitting, comment), style="bold"), Text(_where(sitting, comment), style="dim"), sep="")
    if comment.title:
        screen.print(Text(printable(sitting.study.mask(comment.title)), style="bold"))
    if comment.reply_to:
        above = sitting.study.corpus.comment(comment.reply_to)
        answered = one_line(sitting.study.mask(above.text), 110)
        screen.print(Text(f"  answers {_name(sitting, above)}: {answered}", style="dim"))


def show_suggestion(sitting: Sitting, row: pd.Series, number: str) -> None:
    """Print one suggestion: the code, the rule, who wrote the comment, what it answers, and the sentence with its words."""
    from rich.text import Text

    comment, screen = sitting.comment, console()
    code = sitting.study.codebook.code(row["code"])
    rule = f"— {printable(code.brief)}   rule {printable(row['rule'])}: {printable(row['words'])}"
    screen.print(Text(f"\n[{number}] {printable(code.name)}", style="bold"), Text(rule))
    screen.print(Text(f"{_who(sitting, comment)}{_where(sitting, comment)}", style="dim"))
    if comment.reply_to:
        answered = one_line(sitting.study.mask(sitting.study.corpus.comment(comment.reply_to).text), 110)
        screen.print(Text(f"  answers: {answered}", style="dim"))
    shown = shown_text(sitting, comment.id)
    around = span_around(sentences(comment.text), int(row["start"]), int(row["end"]))
    (first, last), (start, end) = shown.at(*around), shown.at(int(row["start"]), int(row["end"]))
    line = Text(f"  {printable(shown.text[first:last])}")
    line.stylize("reverse", start - first + 2, end - first + 2)
    screen.print(line)


def list_codings(sitting: Sitting) -> None:
    """Print the codings of the comment with their numbers; nothing where there are none."""
    if found := codings_here(sitting):
        say("codings")
    for number, coding in enumerate(found, 1):
        by = "" if coding.coder == sitting.coder else f"  ({coding.coder})"
        at = coding.segment
        say(f"  {number}  {sitting.code_name(coding.code)}{by}  {short(sitting, at.comment, at.start, at.end)}")
        for memo in sitting.study.memos:
            if memo.about == "coding" and memo.subject == coding.id and _may_see(sitting, memo):
                say(f"       {memo.coder}: {one_line(sitting.study.mask(memo.text), 100)}")


def list_suggestions(sitting: Sitting, pending: pd.DataFrame) -> None:
    """Print suggestions with their numbers; nothing where there are none."""
    if len(pending):
        say("suggestions of the rules")
    for number, row in enumerate(pending.to_dict("records"), 1):
        words = short(sitting, row["comment"], int(row["start"]), int(row["end"]))
        say(f"  {number}  {sitting.code_name(row['code'])}  {words}  rule {row['rule']}")


def list_stretches(sitting: Sitting, spans: Iterable[tuple[int, int]]) -> None:
    """Print stretches of the comment with their numbers, a line each."""
    for number, (start, end) in enumerate(spans, 1):
        say(f"  {number}  {short(sitting, sitting.at, start, end, 110)[1:-1]}")


def describe_code(sitting: Sitting, id: str) -> None:
    """Print what a coder needs to decide on a code."""
    code = sitting.study.codebook.code(id)
    say(f"{code.name}: {code.definition or code.brief or 'no definition yet'}")
    for label, text in (("use", code.use), ("not", code.avoid), ("near miss", " · ".join(code.near_miss))):
        if text:
            say(f"{label}: {text}")


def _place(sitting: Sitting) -> str:
    order = sitting.order
    title = one_line(sitting.study.mask(sitting.study.corpus.thread(sitting.comment.thread).title), 70)
    return f"[{order.index(sitting.at) + 1} of {len(order)}] {title}"


def _name(sitting: Sitting, comment: Comment) -> str:
    name = sitting.study.corpus.comments.loc[comment.id, "pseudonym"]
    return printable(name) if isinstance(name, str) else "author not stated"


def _who(sitting: Sitting, comment: Comment) -> str:
    about = sitting.study.corpus.comments.loc[comment.id]
    role = about["role"] if isinstance(about["role"], str) else ""
    by = "post author" if about["is_post_author"] is True and comment.kind != "post" else ""
    known = ", ".join(printable(word) for word in (role, by) if word)
    return _name(sitting, comment) + (f" ({known})" if known else "")


def _where(sitting: Sitting, comment: Comment) -> str:
    depth = sitting.study.corpus.comments["depth"][comment.id]
    seen = "seen" if (sitting.coder, comment.id) in sitting.study.state.seen else "not seen"
    facts = [comment.kind if comment.kind != "comment" else "", f"depth {depth}", comment.date or comment.date_text or "", seen]
    return printable("".join(f", {fact}" for fact in [*facts, comment.id] if fact))


def _marked(sitting: Sitting, comment: Comment, pending: pd.DataFrame) -> Text:
    """The text with what is coded underlined and what is suggested in italics."""
    from rich.text import Text

    shown = shown_text(sitting, comment.id)
    text = Text(printable(shown.text))
    for row in pending.to_dict("records"):
        text.stylize("italic", *shown.at(int(row["start"]), int(row["end"])))
    for coding in codings_here(sitting):
        style = "underline bold" if coding.coder == sitting.coder else "underline"
        text.stylize(style, *shown.at(coding.segment.start, coding.segment.end))
    return text


def _list_voices(sitting: Sitting, comment: Comment) -> None:
    people = sitting.study.corpus.participants["pseudonym"]
    for part in comment.parts:
        if part.voice:
            who = people.get(part.voice) or sitting.study.mask(part.voice)
            say(f"words of {who}: {short(sitting, comment.id, part.start, part.end)}")


def _list_memos(sitting: Sitting) -> None:
    for memo in sitting.study.memos:
        if memo.about == "comment" and memo.subject == sitting.at and _may_see(sitting, memo):
            say(f"memo of {memo.coder}: {one_line(sitting.study.mask(memo.text), 300)}")


def _may_see(sitting: Sitting, memo: Memo) -> bool:
    return memo.coder == sitting.coder or not sitting.blind
