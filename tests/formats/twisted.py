"""JSON exports twisted: any value in them replaced by a value of another kind, left out, or doubled; then read or refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from ethnography.errors import EthnographyError
from ethnography.formats import make_source, read_source
from ethnography.formats.records import as_records
from tests.formats.golden import CASES

VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, float("nan"), "", " ", "a\ud800b", "[deleted]", "<p>&amp;</p>", "2024-13-45",
    [], {}, [None], [[]],
    {"a": None}, ["a", {"text": 1}], {"id": [], "text": {}},
)  # fmt: skip

Twist = tuple[float, int]
twists = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(-2, len(VALUES) - 1)), min_size=1, max_size=4)


def samples(format: str) -> list[Path]:
    """The golden cases of a format that are JSON or JSON lines."""
    return sorted(file for file in (CASES / format).iterdir() if ".expected." not in file.name and file.suffix in _SUFFIXES)


_SUFFIXES = (".json", ".jsonl", ".ndjson")


def twisted(values: list[Any], blows: list[Twist]) -> list[Any]:
    """A copy of the values with one place for each blow replaced by one of ``VALUES`` (-1: left out, -2: doubled)."""
    values = copy.deepcopy(values)
    for where, what in blows:
        places = list(_places(values))
        holder, key = places[int(where * len(places))]
        if what == -1:
            del holder[key]
        elif what == -2 and isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        else:
            holder[key] = copy.deepcopy(VALUES[what])
        if not values:
            return [None]
    return values


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from _places(inner)


def values_of(file: Path) -> list[Any]:
    """The JSON values in a case: of JSON lines each line (broken ones left out), else the one."""
    text = file.read_text("utf-8")
    if file.suffix == ".json":
        return [json.loads(text)]
    found = []
    for line in text.split("\n"):
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def read_or_refuse(format: str, values: list[Any]) -> None:
    """Read the values as one file of this format: a reading that makes a corpus, or a sentence, and no accident inside."""
    data = "\n".join(json.dumps(value) for value in values).encode()
    for name in (format, None):
        refused = ""
        try:
            as_records(read_source(make_source("twisted.json", data), format=name))
        except EthnographyError as error:
            refused = str(error)
        assert "failed on it" not in refused
