"""Going from comment to comment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ethnography.cli.reviewing.choosing import choose_code
from ethnography.cli.reviewing.showing import show_comment
from ethnography.cli.screen import say

if TYPE_CHECKING:
    from ethnography.cli.reviewing.sitting import Sitting


def go(sitting: Sitting, comment: str | None, otherwise: str = "") -> None:
    """Go to a comment and show it; where there is none, say so."""
    if comment is None:
        say(otherwise)
        return
    sitting.at = comment
    show_comment(sitting)


def next_where(sitting: Sitting, fits: Callable[[str], bool]) -> str | None:
    """The next comment that fits, round the end; the one in front of the coder last of all, None where none does."""
    order = sitting.order
    here = order.index(sitting.at) + 1 if sitting.at in order else 0
    return next((id for id in order[here:] + order[:here] if fits(id)), None)


def unseen(sitting: Sitting) -> list[str]:
    """The comments that this coder has not seen; pingbacks do not count."""
    seen, kinds = sitting.study.state.seen, sitting.study.corpus.comments["kind"].to_dict()
    return [id for id in sitting.order if kinds[id] != "pingback" and (sitting.coder, id) not in seen]


def next_unseen(sitting: Sitting) -> None:
    """Mark the comment as seen, and go to the next unseen one."""
    if (sitting.coder, sitting.at) not in sitting.study.state.seen:
        sitting.do({"do": "seen", "comment": sitting.at})
    left = set(unseen(sitting))
    go(sitting, next_where(sitting, left.__contains__), "Every comment is seen.")
    if left:
        say(f"{len(left)} unseen")


def next_comment(sitting: Sitting) -> None:
    """The comment after this one."""
    _beside(sitting, sitting.order, 1, "The last comment.")


def previous_comment(sitting: Sitting) -> None:
    """The comment before this one."""
    _beside(sitting, sitting.order, -1, "The first comment.")


def next_sibling(sitting: Sitting) -> None:
    """The next answer to what this one answers."""
    _beside(sitting, _siblings(sitting), 1, "The last answer.")


def previous_sibling(sitting: Sitting) -> None:
    """The answer before, to what this one answers."""
    _beside(sitting, _siblings(sitting), -1, "The first answer.")


def parent(sitting: Sitting) -> None:
    """What this comment answers."""
    go(sitting, sitting.comment.reply_to, "It answers nothing: this is where the thread begins.")


def next_uncoded(sitting: Sitting) -> None:
    """The next comment without a coding of this coder."""
    kinds = sitting.study.corpus.comments["kind"].to_dict()
    coded = {coding.segment.comment for coding in sitting.study.codings.where(coder=sitting.coder)}
    found = next_where(sitting, lambda id: kinds[id] != "pingback" and id not in coded and id != sitting.at)
    go(sitting, found, "Every other comment has a coding of yours.")


def next_with_code(sitting: Sitting) -> None:
    """The next comment with a code or one below it, asked for; by default the one looked for or applied last."""
    before = sitting.wanted or sitting.last_code
    hint = f"next with which code (Enter: {sitting.code_name(before)})" if before else "next with which code"
    code = choose_code(sitting, hint, groups=True, default=before, new=False)
    if code is None:
        return
    sitting.wanted = code
    codes = set(sitting.study.codebook.descendants(code))
    found = {
        coding.segment.comment
        for coding in sitting.study.codings
        if coding.code in codes and (coding.coder == sitting.coder or not sitting.blind)
    }
    name = sitting.code_name(code)
    go(sitting, next_where(sitting, lambda id: id in found and id != sitting.at), f"No other comment here carries {name}.")


def toggle_seen(sitting: Sitting) -> None:
    """Mark the comment as seen, or as not seen again."""
    if (sitting.coder, sitting.at) not in sitting.study.state.seen:
        sitting.do({"do": "seen", "comment": sitting.at})
        say("Seen.")
        return
    marks = [e for e in sitting.study.journals.of_comment(sitting.at) if e["event"] == "seen" and e["coder"] == sitting.coder]
    sitting.do(*({"do": "remove", "subject": mark["id"]} for mark in marks))
    still = (sitting.coder, sitting.at) in sitting.study.state.seen
    say("A comment with a coding of yours is seen." if still else "Not seen.")


def _beside(sitting: Sitting, family: list[str], step: int, otherwise: str) -> None:
    place = family.index(sitting.at) + step
    go(sitting, family[place] if 0 <= place < len(family) else None, otherwise)


def _siblings(sitting: Sitting) -> list[str]:
    comments = sitting.study.corpus.comments
    here = comments.loc[sitting.order, ["reply_to", "thread"]].fillna("")
    same = (here["reply_to"] == (sitting.comment.reply_to or "")) & (here["thread"] == sitting.comment.thread)
    return list(here.index[same])
