"""Questions over codings: which stand together with which, and how: overlapping, inside, near, before, in a reply to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from ethnography.errors import UnknownId

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[Any, Any]
RELATIONS: dict[str, tuple[str, Callable[[Row, Row, int], bool]]] = {
    "overlaps": ("share a character", lambda a, b, n: _same(a, b) and a["start"] < b["end"] and b["start"] < a["end"]),
    "contains": ("hold all of the other", lambda a, b, n: _same(a, b) and a["start"] <= b["start"] and b["end"] <= a["end"]),
    "inside": ("lie all in the other", lambda a, b, n: _same(a, b) and b["start"] <= a["start"] and a["end"] <= b["end"]),
    "near": ("are at most so many characters apart", lambda a, b, n: _same(a, b) and _gap(a, b) <= n),
    "precedes": ("end before the other begins, in one comment", lambda a, b, n: _same(a, b) and a["end"] <= b["start"]),
    "same_comment": ("stand in one comment", lambda a, b, n: _same(a, b)),
    "same_thread": ("stand in one thread", lambda a, b, n: bool(a["thread"] == b["thread"])),
    "same_author": ("are words of one author", lambda a, b, n: _own(a) and _own(b) and a["author"] == b["author"]),
    "answers": ("stand in a reply to the comment of the other", lambda a, b, n: a["reply_to"] == b["comment"]),
    "answered_by": ("stand in the comment that the other's answers", lambda a, b, n: a["comment"] == b["reply_to"]),
}
EITHER_WAY = ("overlaps", "near", "same_comment", "same_thread", "same_author")
COLUMNS = (
    *("coding", "other_coding", "code", "other_code", "comment", "other_comment", "coder", "other_coder"),
    *("quote", "other_quote", "thread", "author", "depth"),
)


def find_pairs(
    codings: pd.DataFrame,
    code: str | Collection[str],
    relation: str,
    other: str | Collection[str],
    *,
    within: int = 100,
    same_coder: bool = True,
    **attributes: Any,
) -> pd.DataFrame:
    """One row a pair of codings of which the first has `code`, the second `other`, and the first stands in the relation to the
    second.

    `codings`: a frame with ``coding.FRAME_COLUMNS``. `code, other`: one code or several (a code is not taken for those under it).
    `relation`: one of ``RELATIONS`` (overlaps, contains, inside, near, precedes, same_comment, same_thread, same_author, answers,
    answered_by); `within` is for ``near``, in code points. `attributes`: what the first must have (``role="nurse", depth=2``), by
    columns of the frame; ``other_role=…`` is for the second. With `same_coder`, codings are paired with that coder's own only.

    Columns: ``coding, other_coding`` (ids)``, code, other_code, comment, other_comment, coder, other_coder, quote, other_quote``;
    ``thread, author, depth`` of the first. Where the relation holds either way (overlaps …) a pair is there once. Empty where there
    is none; ``attrs["note"]`` says how many. Raises ``UnknownId`` for a relation or an attribute that there is not.

    >>> import pandas as pd
    >>> rows = [("1", "fear", "c", 0, 9, "t"), ("2", "trust", "c", 4, 6, "t"), ("3", "trust", "d", 0, 3, "t")]
    >>> frame = pd.DataFrame(rows, columns=["coding", "code", "comment", "start", "end", "thread"]).set_index("coding")
    >>> frame = frame.assign(coder="ada", author="P01", reply_to=None, quote="…", depth=1)
    >>> find_pairs(frame, "fear", "contains", "trust")[["coding", "other_coding"]].values.tolist()
    [['1', '2']]
    """
    import pandas as pd

    if relation not in RELATIONS:
        raise UnknownId("relation", relation, RELATIONS, "the relations of codings")
    holds = RELATIONS[relation][1]
    firsts, others = ([each] if isinstance(each, str) else list(each) for each in (code, other))
    first, second = codings[codings["code"].isin(firsts)], codings[codings["code"].isin(others)]
    for name, value in attributes.items():
        of_other = name.startswith("other_") and name not in codings.columns
        column = name.removeprefix("other_") if of_other else name
        if column not in codings.columns:
            raise UnknownId("attribute", name, codings.columns, "the frame of codings")
        if of_other:
            second = second[second[column] == value]
        else:
            first = first[first[column] == value]
    groups: dict[Any, list[dict[Any, Any]]] = {}
    key = _key_of(relation)
    for id, row in zip(second.index, second.to_dict("records"), strict=True):
        groups.setdefault(row[key[1]], []).append({**row, "id": id})
    found: dict[tuple[Any, Any], tuple[Any, ...]] = {}
    for id, row in zip(first.index, first.to_dict("records"), strict=True):
        for there in groups.get(row[key[0]], ()):
            if id == there["id"] or (same_coder and row["coder"] != there["coder"]) or not holds(row, there, within):
                continue
            if relation not in EITHER_WAY or (there["id"], id) not in found:
                both = [value for name in ("code", "comment", "coder", "quote") for value in (row[name], there[name])]
                found[id, there["id"]] = (id, there["id"], *both, row["thread"], row["author"], row["depth"])
    table = pd.DataFrame(list(found.values()), columns=list(COLUMNS))
    names = [" or ".join(each) for each in (firsts, others)]
    pairs = "1 pair" if len(table) == 1 else f"{len(table):,} pairs"
    table.attrs["note"] = f"{pairs}: codings with {names[0]} that {RELATIONS[relation][0]} ({names[1]})."
    return table


def _key_of(relation: str) -> tuple[str, str]:
    """The columns by which pairs are looked up, of the first and of the second: so that not every pair is tried."""
    special = {"answers": ("reply_to", "comment"), "answered_by": ("comment", "reply_to"), "same_thread": ("thread", "thread")}
    return special.get(relation, ("author", "author") if relation == "same_author" else ("comment", "comment"))


def _same(a: Row, b: Row) -> bool:
    return bool(a["comment"] == b["comment"])


def _own(row: Row) -> bool:
    """Whether the words are a stated author's, and not quoted from somebody else."""
    return isinstance(row["author"], str) and not isinstance(row.get("voice"), str)


def _gap(a: Row, b: Row) -> int:
    return max(0, int(max(a["start"], b["start"])) - int(min(a["end"], b["end"])))
