"""Whether a text is for readers at all: not markup, data, a table, a program, a mailbox or a log."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PROGRAM = re.compile(
    r"""^\s*(?: import\s\w+ | from\s[\w.]+\simport\b | (?:async\s)?def\s\w+\( | class\s\w+[(:] | return\b | elif\s.*:$ | else:$
        | (?:for|while|with|if)\s.*[:{]$ | try:$ | except\b.*:$ | @\w+(?:\.\w+)*\(.*$ | \#include | \w[\w.\[\]]*\s=\s\S | raise\s\w+
        | (?:public|private|static|function|const|let|var)\s\w+.*[;{]$ | [{}\])]+[;,]?$ )""",
    re.VERBOSE,
)
_LOG = re.compile(r"^\s*(?:\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d|\d+\.\d+\.\d+\.\d+ |\[?(?:DEBUG|INFO|WARN|ERROR)\b)")
_LONG = 2000


def is_for_readers(text: str, lines: Sequence[str]) -> bool:
    """Whether a text is prose on a page; `lines` are its lines, of which the first four hundred are looked at."""
    if text[:1] in ("<", "{") or text.startswith(("From ", "#!/")) or (text[:1] == "[" and not re.match(r"\[[\w –-]", text)):
        return False
    filled = [line[:_LONG] for line in lines[:400] if line.strip()]
    tags = sum(len(re.findall(r"</?\w+[^<>]*>", line)) for line in filled if "<" in line)
    program = sum(_PROGRAM.match(line) is not None for line in filled)
    technical = sum(_LOG.match(line) is not None or line.rstrip().endswith((";", "{", "},")) for line in filled)
    return tags <= len(filled) and program * 8 < len(filled) and technical * 3 < len(filled) and not _is_table(filled)


def _is_table(filled: Sequence[str]) -> bool:
    """A head of names without spaces, or rows of the same number of cells."""
    if re.fullmatch(r"\"?\w+\"?(?:[,;\t]\"?\w+\"?){2,}", filled[0].strip() if filled else ""):
        return True
    for mark in (",", ";", "\t", "|"):
        counts = [line.count(mark) for line in filled[:50]]
        if counts and counts[0] > 1 and len(counts) > 1 and counts.count(counts[0]) * 10 >= len(counts) * 8:
            return True
    return False
