"""Golden cases of the formats: an invented file, and beside it the records that a reader shall make of it.

``tests/formats/cases/<format>/<name>.<ext>`` and ``<name>.expected.jsonl``: two files and no test code. Write the second with::

    python -m tests.formats.golden tests/formats/cases/<format>/<name>.<ext>

and read it: it is right only when every line of it is. An existing file is shown as a difference and replaced with ``--again``.
"""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path

from ethnography.formats import read_source
from ethnography.formats.records import as_records

CASES = Path(__file__).parent / "cases"
EXPECTED = ".expected.jsonl"


def cases() -> list[Path]:
    """The sources of all cases, in a stable order."""
    return sorted(file for file in CASES.glob("*/*") if file.is_file() and not file.name.endswith((EXPECTED, ".md")))


def expected_file(source: Path) -> Path:
    """Where the expected records of a case stand."""
    return source.with_name(source.stem + EXPECTED)


def lines_of(source: Path) -> list[str]:
    """What the reader makes of a case now, one line a record, read as the format its folder is named after."""
    return [json.dumps(record, ensure_ascii=False) for record in as_records(read_source(source, format=source.parent.name))]


def main(arguments: list[str]) -> int:
    again = "--again" in arguments
    files = [Path(argument).resolve() for argument in arguments if argument != "--again"]
    if not files:
        print(__doc__)
        return 2
    for source in files:
        target, lines = expected_file(source), lines_of(source)
        if target.exists() and not again:
            before = target.read_text("utf-8").splitlines()
            print(
                "\n".join(difflib.unified_diff(before, lines, "expected", "read now", lineterm="")) or f"{source.name}: as expected"
            )
            continue
        target.write_text("".join(line + "\n" for line in lines), "utf-8")
        print(f"Wrote {target.name} with {len(lines)} records. Read it line by line.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
