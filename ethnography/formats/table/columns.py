"""Which column is which field: the option ``--columns``, and the columns of a table that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from ethnography.errors import UnreadableSource
from ethnography.formats.table.vocabulary import plain_name

FIELDS = ("id", "reply_to", "author", "date", "text", "thread", "kind", "title", "url")
OPTIONS = ("sheet", "header")
"""What ``--columns`` may say besides: the sheet of a workbook, and the row of the headings ("no" where there is none)."""

_WHERE = "--columns"
_EXAMPLE = "Write FIELD=COLUMN with commas between: --columns author=User,text=Message"
_PAIR = re.compile(r"""\s*(?P<key>[^=,\s"']{1,40})\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^,]*?)\s*(?:,|\Z)""")


def parse_columns(text: str) -> dict[str, str]:
    """The columns as ``--columns`` names them: field → column. A column with a comma in its name stands in quotation marks.

    Raises ``UnreadableSource`` that says what is wrong with it and how it is written.

    >>> parse_columns('author=User, text="Message, body"')
    {'author': 'User', 'text': 'Message, body'}
    """
    found: dict[str, str] = {}
    at = 0
    while at < len(text.rstrip(" ,")):
        pair = _PAIR.match(text, at)
        if pair is None:
            raise UnreadableSource(_WHERE, f"“{text[at : at + 60].strip()}” is not of the form FIELD=COLUMN", _EXAMPLE)
        key, value = pair["key"].lower().replace("-", "_"), pair["value"]
        if value[:1] in "\"'" and len(value) > 1:
            value = value[1:-1]
        if key not in (*FIELDS, *OPTIONS):
            raise UnreadableSource(_WHERE, f"there is no field “{pair['key']}”", _near_field(key))
        if not value.strip():
            raise UnreadableSource(_WHERE, f"no column is named for {key}", _EXAMPLE)
        if key in found:
            raise UnreadableSource(_WHERE, f"{key} stands twice ({found[key]}, {value})", "Name one column for each field.")
        found[key] = value.strip()
        at = pair.end()
    if not found:
        raise UnreadableSource(_WHERE, "it names no column", _EXAMPLE)
    return found


def _near_field(key: str) -> str:
    near = get_close_matches(key, FIELDS, n=1, cutoff=0.6)
    listed = f"The fields are {', '.join(FIELDS)}; {' and '.join(OPTIONS)} say where the table is."
    return f"Did you mean {near[0]}? {listed}" if near else listed


def written(columns: Mapping[str, str]) -> str:
    """The columns as they are typed after ``--columns``, in quotation marks where a shell or a comma would cut them.

    >>> written({"author": "User", "text": "Message, body"})
    '\\'author=User,text="Message, body"\\''
    """
    pairs = []
    for key, value in columns.items():
        marks = "'" if '"' in value else '"'
        pairs.append(f"{key}={marks}{value}{marks}" if re.search(r"[,=\"']", value) or value != value.strip() else f"{key}={value}")
    text = ",".join(pairs)
    if re.fullmatch(r"[\w=,.:/@%+-]+", text):
        return text
    return "'" + text.replace("'", "'\\''") + "'"


def find_columns(columns: Mapping[str, str], header: Sequence[str], where: str) -> dict[str, int]:
    """The place (from 0) of the column of each field. A column is named as its heading is, case and spaces aside, or by its number
    or letter ("3", "C"). Raises ``UnreadableSource`` for one that is not there, and for a name that two columns bear."""
    places: dict[str, int] = {}
    for key, wanted in columns.items():
        if key in OPTIONS:
            continue
        if key not in FIELDS:
            raise UnreadableSource(_WHERE, f"there is no field “{key}”", _near_field(key))
        places[key] = _place(wanted, header, where)
    doubled = [key for key, place in places.items() if list(places.values()).count(place) > 1]
    if doubled:
        found = f"one column is named for {' and '.join(doubled)}"
        raise UnreadableSource(_WHERE, found, "Name another column for each field, or leave one out.")
    if "text" not in places:
        raise UnreadableSource(_WHERE, "the column of the text is not named", "Add text=COLUMN.")
    if "reply_to" in places and "id" not in places:
        found = "reply_to names rows by their ids, and no column is named for the id"
        raise UnreadableSource(_WHERE, found, "Add id=COLUMN, or leave reply_to out.")
    return places


def _place(wanted: str, header: Sequence[str], where: str) -> int:
    exact = [n for n, name in enumerate(header) if name.strip() == wanted]
    alike = exact or [n for n, name in enumerate(header) if name.strip() and plain_name(name) == plain_name(wanted)]
    if len(alike) == 1:
        return alike[0]
    if len(alike) > 1:
        numbers = " or ".join(str(n + 1) for n in alike)
        raise UnreadableSource(where, f"{len(alike)} of its columns are called “{wanted}”", f"Give the number instead: {numbers}.")
    if (number := _number(wanted)) is not None and number < len(header):
        return number
    names = [name for name in header if name.strip()]
    near = get_close_matches(plain_name(wanted), [plain_name(name) for name in names], n=1, cutoff=0.6)
    hint = next((f"Did you mean “{name}”? " for name in names if near and plain_name(name) == near[0]), "")
    listed = ", ".join(names[:30]) + (", …" if len(names) > 30 else "") if names else f"numbered 1 to {len(header)}"
    raise UnreadableSource(where, f"it has no column “{wanted}”", f"{hint}Its columns are {listed}.")


def _number(wanted: str) -> int | None:
    """The place of a column by its number from 1, or by its letters as in Excel."""
    if re.fullmatch(r"\d{1,5}", wanted):
        return int(wanted) - 1 if int(wanted) else None
    if re.fullmatch(r"[A-Z]{1,3}", wanted):
        place = 0
        for letter in wanted:
            place = 26 * place + ord(letter) - 64
        return place - 1
    return None
