"""The head of a message in a WhatsApp export: date, time and sender, in the many ways phones print them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as day_of

_MARKS = "[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*"
_GAP = "[ \u00a0\u202f]"
_DATE = rf"(?P<a>\d{{1,4}})(?P<mark>[./-]){_GAP}?(?P<b>\d{{1,2}})(?P=mark){_GAP}?(?P<c>\d{{2,4}})\.?"
_TIME = (
    rf"(?P<early>上午|下午|凌晨|中午|晚上|오전|오후)?{_GAP}*(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    rf"(?:{_GAP}*(?P<half>[AaPp]\.?{_GAP}?[Mm]\.?|[πμΠΜ]\.?{_GAP}?[μΜ]\.?|ص|م))?(?:{_GAP}(?:Uhr|h))?"
)
_AT = rf"[,،]?{_GAP}*(?:(?:um|klo|às|as|at|alle|om|kl\.?|a\ las|à|o){_GAP}+)?"
_HEADS = (
    re.compile(rf"{_MARKS}(?P<open>\[)?(?P<printed>{_DATE}{_AT}{_TIME})(?(open)\]{_GAP}*|{_GAP}*[-–]{_GAP}+)"),
    re.compile(rf"{_MARKS}\[(?P<printed>{_TIME},{_GAP}*{_DATE})\]{_GAP}*"),  # as copied from WhatsApp in a browser
)
_NAME = re.compile(r"(?P<name>[^:\n\"“”«»„]{1,100}):(?:[ \u00a0\u202f](?P<text>.*)|$)", re.DOTALL)
_AFTERNOON = ("p", "π", "下午", "晚上", "오후", "م")
_INVISIBLE = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])


@dataclass(frozen=True, slots=True)
class Head:
    """Who and when, and what follows on the line. `numbers` are the date's as printed; `clock` is ``HH:MM`` or ``HH:MM:SS``.

    `name` is None on the lines that WhatsApp itself writes. `upper`: the half of the day is printed in capitals.
    """

    printed: str
    numbers: tuple[int, int, int]
    mark: str
    clock: str
    name: str | None
    text: str
    upper: bool = False


def head_of(line: str) -> Head | None:
    """The head with which a line begins; None where it goes on with the message before it.

    >>> head = head_of("3/12/24, 10:15 PM - Bo Kay: Tea?")
    >>> head.numbers, head.clock, head.name, head.text
    ((3, 12, 24), '22:15', 'Bo Kay', 'Tea?')
    """
    found = _HEADS[0].match(line, 0, 200) or _HEADS[1].match(line, 0, 200)
    if not found or not (clock := _clock(found)):
        return None
    after = line[found.end() :]
    named = _NAME.match(after)
    name = named["name"].translate(_INVISIBLE).strip().removeprefix("~").strip("\u00a0\u202f ") if named else ""
    rest = (named["text"] or "") if named and name else after
    numbers = (int(found["a"]), int(found["b"]), int(found["c"]))
    upper = bool(found["half"]) and found["half"][0] in "AP"
    return Head(found["printed"], numbers, found["mark"], clock, name or None, rest, upper)


def _clock(found: re.Match[str]) -> str | None:
    """The time of day on a clock of 24 hours; None where there is no such time."""
    hour, minute, half = int(found["hour"]), int(found["minute"]), (found["early"] or found["half"] or "").lower()
    if half and hour <= 12 and half not in ("凌晨", "中午"):
        hour = hour % 12 + (12 if half.startswith(_AFTERNOON) else 0)
    if hour > 23 or minute > 59 or int(found["second"] or 0) > 59:
        return None
    return f"{hour:02}:{minute:02}" + (f":{int(found['second']):02}" if found["second"] else "")


def order_of(heads: Sequence[Head]) -> tuple[str, str]:
    """In which order the dates of a chat are printed (``ymd``, ``dmy``, ``mdy``, ``ydm``), and the evidence where it is a guess.

    Decided from all of them: a number over 12 is no month, and a chat goes forward in time.
    """
    dates = list(dict.fromkeys(head.numbers for head in heads))
    orders = ["ymd", "ydm"] if any(numbers[0] > 31 for numbers in dates) else ["dmy", "mdy"]
    counts = [sum(day(numbers, order) is None for numbers in dates) for order in orders]
    if counts[0] != counts[1]:
        best = orders[counts[1] < counts[0]]
        wrong = min(counts)
        return best, f"day and month are read as {_SAID[best]}; {wrong} dates do not fit" if wrong else ""
    steps = [_steps_back([day(numbers, order) for numbers in dates]) for order in orders]
    if steps[0] != steps[1]:
        best = orders[steps[1] < steps[0]]
        return best, f"no date shows which number is the month; read as {_SAID[best]}, for so the chat goes forward in time"
    if orders[0] == "ymd":
        return "ymd", ""
    best = "mdy" if heads and heads[0].mark == "/" and heads[0].upper else "dmy"
    why = "as phones that print AM and PM do" if best == "mdy" else "as most phones do"
    return best, f"nothing in the file shows whether the day or the month comes first; read as {_SAID[best]}, {why}"


_SAID = {"dmy": "day, month", "mdy": "month, day", "ymd": "year, month, day", "ydm": "year, day, month"}


def day(numbers: tuple[int, int, int], order: str) -> str | None:
    """The date of three numbers in this order, in ISO 8601; None where there is no such day."""
    named = dict(zip(order, numbers, strict=True))
    year = named["y"] + (2000 if named["y"] < 100 else 0)
    try:
        return day_of(year, named["m"], named["d"]).isoformat() if 2009 <= year <= 2100 else None
    except ValueError:
        return None


def _steps_back(days: Sequence[str | None]) -> int:
    known = [day for day in days if day]
    return sum(later < earlier for earlier, later in itertools.pairwise(known))
