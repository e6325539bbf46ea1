"""New codes written into a codebook that people keep by hand: lines are added, and nothing else in the file is touched.

The place is found in the parsed text, the lines are put in as text, and the result is read again before it is written: it must
say all that the codebook said, and this one code. Only where no lines can be added (a list in brackets) is the file laid out anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ethnography.codebook.colors import hex_color
from ethnography.codebook.nouns import Code, Codebook
from ethnography.codebook.yaml_file import parse_codebook, read_codebook
from ethnography.disk import write_whole
from ethnography.errors import BadFile, StudyProblem, UnknownId
from ethnography.text import clean, slug

LOCK_SECONDS = 20.0
NEW_STATUSES = ("proposed", "active", "retired")
_NEWLINE = re.compile(r"\r\n?|\n")
_HALF = re.compile("[\ud800-\udfff]")


def add_code(
    path: str | Path,
    *,
    id: str | None = None,
    name: str,
    parent: str | None = None,
    definition: str = "",
    brief: str = "",
    color: str | None = None,
    status: str = "proposed",
) -> Codebook:
    """The codebook in the file as it reads with one new code, which stands at the end of its list ``codes:``.

    Without `id` it is made of the name (``Night shift`` → ``night_shift``). White space around a text is not kept. Comments,
    layout, quoting and line breaks of the file stay; two programs that add at the same time both have their code in it.

    Raises ``StudyProblem`` for what cannot be a new code (no name, an id that is taken, …) and where the file cannot be
    written, ``UnknownId`` for a parent that is not there, ``BadFile`` or ``UnreadableSource`` for what is no codebook; then
    the file is as it was.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "rota.yaml")
    ...     _ = path.write_text("version: '1'\\ncodes:\\n- id: time   # hours, days\\n")
    ...     book = add_code(path, name="Night shift", parent="time")
    ...     print(path.read_text(), book.code("night_shift").name)
    version: '1'
    codes:
    - id: time   # hours, days
    - id: night_shift
      name: Night shift
      parent: time
      status: proposed
     Night shift
    """
    given = Path(path)
    with _turn(given):
        mark, text = _text_of(given)
        book = _parsed(text, given)
        code = _checked(Code(
            id=slug(clean(name)).replace("-", "_") if id is None else id.strip(), name=name.strip(), parent=parent,
            brief=brief.strip(), definition=definition.strip(), color=color, status=status,
        ), book, given)  # fmt: skip
        for write in (_with_lines, _laid_out_anew):
            if (new := write(text, code)) is not None and (now := _grown(book, new, code, given)) is not None:
                write_whole(given.resolve(), (mark + new).encode())
                return now
    advice = "Add it by hand, as a new item of the list codes:"
    raise StudyProblem(given, f"the code {code.id!r} cannot be added without changing something else", advice)


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """Nobody else adds a code while the block runs, so that none is lost between reading and writing."""
    from filelock import FileLock, Timeout

    if not path.is_file():
        read_codebook(path)  # says what is wrong, before a lock is left where no codebook is
    place = path.resolve()
    try:
        with FileLock(place.with_name(f".{place.name}.lock"), timeout=LOCK_SECONDS):
            yield
    except Timeout:
        advice = "Close the other program that is adding codes, and try again; nothing was written."
        raise StudyProblem(path, f"another process has held it for {LOCK_SECONDS:.0f} seconds", advice) from None
    except OSError as error:
        raise StudyProblem(path, f"it cannot be written ({error.strerror})", "Check the disk and its permissions.") from error


def _text_of(path: Path) -> tuple[str, str]:
    """The byte order mark (or nothing) and the text of the file, with its line breaks as they are."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        read_codebook(path)  # says what is wrong
        raise
    return ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)


def _parsed(text: str, path: Path) -> Codebook:
    return parse_codebook(_NEWLINE.sub("\n", text), str(path))


def _checked(code: Code, book: Codebook, where: Path) -> Code:
    """The code, if it can be added to the codebook."""
    if not code.name:
        raise StudyProblem(where, "the new code has no name", "Give it one: it is what people see.")
    if half := next((text for text in (code.name, code.brief, code.definition) if _HALF.search(text)), ""):
        raise StudyProblem(where, f"the new code says {half!r}, which holds half a character", "Type that text again.")
    if not re.fullmatch(r"\w[\w.-]*", code.id) or _HALF.search(code.id):
        raise StudyProblem(where, f"{code.id!r} cannot be the id of a code", "Use letters, digits, '_', '-' and '.'.")
    if code.id in book:
        found = f"there is a code {code.id!r} already ({book.code(code.id).name})"
        raise StudyProblem(where, found, "Use that one, or give the new code another name or id.")
    if code.parent is not None and code.parent not in book:
        raise UnknownId("code", code.parent, (known.id for known in book), f"codebook {book.name}")
    if code.color is not None and not hex_color(code.color):
        raise StudyProblem(where, f"{code.color!r} is no colour for {code.id!r}", "Write it as '#rrggbb', or leave it out.")
    if code.status not in NEW_STATUSES:
        found = f"a new code cannot have the status {code.status!r}"
        raise StudyProblem(where, found, f"Use one of {', '.join(NEW_STATUSES)}.")
    return code


def _grown(book: Codebook, text: str, code: Code, path: Path) -> Codebook | None:
    """The codebook in the new text, if it is the old one and this code after its last; None if it says anything else."""
    try:
        now = _parsed(text, path)
    except BadFile:
        return None
    grown = replace(book, codes=(*book.codes, code))
    return now if _lineless(now) == _lineless(grown) else None


def _lineless(book: Codebook) -> Codebook:
    """The codebook without the lines on which its rules stand: those may move."""
    return replace(book, codes=tuple(replace(c, rules=tuple(replace(rule, line=None) for rule in c.rules)) for c in book.codes))


def _said(code: Code) -> dict[str, str]:
    """What the new item says, key by key in the order in which codebooks are read."""
    said = {"id": code.id, "name": code.name, "parent": code.parent, "status": code.status, "brief": code.brief,
            "definition": code.definition, "color": code.color}  # fmt: skip
    return {key: value for key, value in said.items() if value and (key, value) != ("status", "active")}


# the way by lines


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where a new item goes: its place `at` in the text, the columns of its `dash` and `keys`, a blank line above if `spaced`."""

    at: int
    dash: int
    keys: int
    spaced: bool = False


def _with_lines(text: str, code: Code) -> str | None:
    """The text with the lines of a new item in it; None where the list of codes is not one item a line."""
    from ruamel.yaml import YAML

    top = YAML(typ="safe", pure=True).compose(text)
    key, codes = next(((key, value) for key, value in top.value if key.value == "codes"), (top, top))
    if codes is top or codes.start_mark.index < key.end_mark.index:
        return None  # merged in by "<<", or an alias
    if not codes.flow_style:
        gap = _gap(text, codes)
    elif text[codes.start_mark.index : codes.end_mark.index] == "[]":
        kept = text[: codes.start_mark.index].rstrip(" ")
        text = kept + text[codes.end_mark.index :]
        gap = _Gap(_line_end(text, len(kept)), key.start_mark.column, key.start_mark.column + 2)
    else:
        return None
    newline = _newline_of(text)
    before = newline * ((gap.at > 0 and text[gap.at - 1] not in "\r\n") + gap.spaced)
    return text[: gap.at] + before + _item(code, gap).replace("\n", newline) + text[gap.at :]


def _gap(text: str, codes: Any) -> _Gap:
    """After the last item and the comments that are indented under it; the comments before the next key stay with that key."""
    items = codes.value
    dash = _dash_column(text, items[-1].start_mark.index)
    columns = [item.value[0][0].start_mark.column for item in items if not item.flow_style]
    at = _last_line_end(text, items[-1])
    under = re.compile(rf"(?:[ \t]*(?:\r\n?|\n))*[ ]{{{dash + 1},}}#[^\r\n]*(?:\r\n?|\n|\Z)")
    while found := under.match(text, at):
        at = found.end()
    between = text[_last_line_end(text, items[-2]) : items[-1].start_mark.index] if len(items) > 1 else ""
    spaced = any(not line.strip() for line in _NEWLINE.split(between)[:-1])
    return _Gap(at, dash, columns[-1] if columns else dash + 2, spaced)


def _dash_column(text: str, item: int) -> int:
    """The column of the dash before the item that starts here. (The mark of the list itself can be that of its anchor.)"""
    dash = text.rfind("-", 0, item)
    return dash - 1 - max(text.rfind("\n", 0, dash), text.rfind("\r", 0, dash))


def _last_line_end(text: str, node: Any) -> int:
    """Where the last line of a YAML node ends (behind its line break)."""
    leaf, end = _last_leaf(node)
    keeps = getattr(leaf, "style", None) in ("|", ">") and leaf.value.endswith("\n\n")  # "|+": the blank lines below belong to it
    if not keeps:
        end = len(text[:end].rstrip())
    return end if text[end - 1] in "\r\n" else _line_end(text, end)


def _last_leaf(node: Any) -> tuple[Any, int]:
    """The last piece of a node that has an extent of its own, and where it ends.

    The mark of an empty value stands below the comments that follow, and an alias (``*name``) has the marks of what it
    repeats: for both, the key before them is the last piece, and they end on its line.
    """
    if isinstance(node.value, str) or node.flow_style or not node.value:
        return node, node.end_mark.index
    last = node.value[-1]
    if not isinstance(last, tuple):
        return _last_leaf(last)
    key, value = last
    if (value.value == "" and not value.style) or value.start_mark.index < key.end_mark.index:
        return key, key.end_mark.index
    return _last_leaf(value)


def _newline_of(text: str) -> str:
    found = _NEWLINE.search(text)
    return found.group() if found else "\n"


def _line_end(text: str, at: int) -> int:
    found = _NEWLINE.search(text, at)
    return found.end() if found else len(text)


def _item(code: Code, gap: _Gap) -> str:
    lines = [f"{key}: {_scalar(value, gap.keys + 2)}" for key, value in _said(code).items()]
    lead = " " * gap.dash + "-" + " " * (gap.keys - gap.dash - 1)
    return lead + f"\n{' ' * gap.keys}".join(lines) + "\n"


_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.()/'’-]*[\w.)])?")
_NOT_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})  # YAML 1.1 or 1.2 reads more than words
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def _scalar(text: str, column: int) -> str:
    r"""The text as YAML in the simplest form that reads back as the same; several lines as a block in this column.

    >>> print(_scalar("plain words", 2), _scalar("no", 2), _scalar("a: #b", 2), _scalar("one\n\ntwo", 2))
    plain words "no" "a: #b" |-
      one
    <BLANKLINE>
      two
    """
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_WORDS:
        return text
    if "\n" in text and not _ESCAPED.search(text):
        return "|-\n" + "\n".join(" " * column + line if line else "" for line in text.split("\n"))
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", quoted)


# the way by layout


def _laid_out_anew(text: str, code: Code) -> str:
    """The whole file as ruamel writes it, comments and order kept: for a list in brackets, or one that is an alias."""
    from io import StringIO

    from ruamel.yaml import YAML

    yaml, out = YAML(typ="rt"), StringIO()
    yaml.preserve_quotes, yaml.width = True, 132
    data = yaml.load(_NEWLINE.sub("\n", text))
    data["codes"].append(_said(code))
    yaml.dump(data, out)
    return out.getvalue().replace("\n", _newline_of(text))
