"""Choosing a code: an id, a name, how it begins, or a few of its letters; a new one can be made in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnography.cli.reviewing.asking import number_in
from ethnography.cli.reviewing.ranking import rank_codes, surely_meant
from ethnography.cli.reviewing.showing import describe_code
from ethnography.cli.screen import one_line, say
from ethnography.errors import EthnographyError
from ethnography.review import check_code

if TYPE_CHECKING:
    from ethnography.cli.reviewing.sitting import Sitting
    from ethnography.codebook import Code

MOST = 12  # so many matches are listed
_ADVICE = "a code’s name or some of its letters; ? lists all, ?name explains one, +name makes a new one, Enter leaves it"
_USED = ("active", "proposed")


def choose_code(
    sitting: Sitting, label: str = "code", *, groups: bool = False, default: str | None = None, new: bool = True
) -> str | None:
    """The id of the code that the coder names; `default` for an empty answer, None where nothing is chosen.

    `groups`: whether codes that only group others may be chosen. `new`: whether a code may be made.
    """
    listed: list[Code] = []
    before = ""
    while answer := sitting.ask.line(label):
        codes = _choices(sitting, groups)
        if answer == "?":
            _list_all(sitting, groups)
        elif answer.startswith("?"):
            _explain(sitting, answer[1:])
        elif answer.startswith("+") and new:
            return make_code(sitting, answer[1:].strip() or before)
        elif refused := _refused(sitting, answer, codes):
            say(refused)
        elif found := surely_meant(answer, codes):
            return found.id
        elif number := number_in(answer, len(listed)):
            return listed[number - 1].id
        elif listed := rank_codes(answer, codes, sitting.study.codebook, _recent(sitting))[:MOST]:
            _list(sitting, listed)
        else:
            say(f"No code fits “{one_line(answer, 40)}”.{' + makes it a new one; Enter leaves it.' if new else ''}")
        before = answer
    return default


def make_code(sitting: Sitting, name: str) -> str | None:
    """Add a code to the codebook, as proposed, after asking where it belongs and when it applies; its id, None if it is left."""
    name = name or sitting.ask.line("name of the new code")
    if not name:
        return None
    parent = choose_code(sitting, "under which code (Enter: none)", groups=True, new=False)
    definition = sitting.ask.line("when does a passage carry this code")
    if not definition:
        say("A code needs a definition; nothing was added.")
        return None
    id = sitting.study.add_code(name, parent=parent, definition=definition)
    say(f"Added {name} ({id}) to the codebook, as proposed.")
    return id


def pin(sitting: Sitting) -> None:
    """Put a code on a digit key, or take it off."""
    pinned = pinned_codes(sitting)
    for digit, favourite in sorted(pinned.items()):
        say(f"  {digit}  {sitting.code_name(favourite)}")
    key = sitting.ask.number("key", 9)
    if key is None:
        return
    taken = pinned.get(str(key))
    if taken and sitting.ask.yes(f"{sitting.code_name(taken)} is on key {key}. Take it off?"):
        sitting.do({"do": "pin", "key": str(key), "code": ""})
        say(f"Key {key} is free.")
        return
    code = choose_code(sitting, f"code for key {key}")
    if code is not None:
        sitting.do({"do": "pin", "key": str(key), "code": code})
        say(f"{sitting.code_name(code)} is on key {key}.")


def pinned_codes(sitting: Sitting) -> dict[str, str]:
    """The coder's favourite codes by their digit keys."""
    return {key: code for (coder, key), code in sitting.study.state.pinned.items() if coder == sitting.coder and code}


def _choices(sitting: Sitting, groups: bool) -> list[Code]:
    """The codes that can be applied (or grouped under), in reading order."""
    fit = [code for _, code in sitting.study.codebook.walk() if code.status in _USED]
    return fit if groups else [code for code in fit if code.codable]


def _refused(sitting: Sitting, answer: str, choices: list[Code]) -> str:
    """Why the code whose id this is cannot be chosen; nothing where it can, or where there is no such code."""
    book = sitting.study.codebook
    if answer not in book or book.code(answer) in choices:
        return ""
    try:
        check_code(book, answer)
    except EthnographyError as error:
        return str(error)
    return ""


def _recent(sitting: Sitting) -> list[str]:
    mine = sitting.study.codings.where(coder=sitting.coder)
    return list(dict.fromkeys([sitting.last_code or "", *(coding.code for coding in reversed(list(mine)))]))


def _list(sitting: Sitting, codes: list[Code]) -> None:
    keys = {code: key for key, code in pinned_codes(sitting).items()}
    for number, code in enumerate(codes, 1):
        on = f"  [key {keys[code.id]}]" if code.id in keys else ""
        say(f"  {number}  {code.name}{on}  {one_line(code.brief or code.definition, 80)}".rstrip())
    say("the number, or more letters")


def _list_all(sitting: Sitting, groups: bool) -> None:
    for depth, code in sitting.study.codebook.walk():
        if code.status not in _USED:
            continue
        note = " (groups others)" if not code.codable and not groups else " (proposed)" if code.status == "proposed" else ""
        about = one_line(code.brief or code.definition, 80)
        say(f"  {'  ' * depth}{code.name} [{code.id}]{note}{f' – {about}' if about else ''}")
    say(_ADVICE)


def _explain(sitting: Sitting, typed: str) -> None:
    codes = _choices(sitting, True)
    found = surely_meant(typed, codes) or next(iter(rank_codes(typed, codes, sitting.study.codebook)), None)
    if found:
        describe_code(sitting, found.id)
    else:
        say(f"No code fits “{one_line(typed, 40)}”.")
