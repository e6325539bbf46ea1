from __future__ import annotations

import pytest
from hypothesis import given, settings

from ethnography.analysis.querying import COLUMNS, RELATIONS, find_pairs
from ethnography.errors import UnknownId
from tests.analysis.material import CODINGS, EMPTY, codings_of
from tests.test_units import applied

# c1 is by Bob and answers p; c2 is by Ann and answers c1; d1 is Bob's, with Dee's words at 13:26
FRAME = codings_of([
    ("joy", "c1", 0, 12, "ada"), ("joy", "c1", 0, 4, "ada"), ("anger", "c1", 3, 8, "ada"), ("anger", "c1", 20, 31, "ben"),
    ("anger", "c1", 26, 31, "ada"), ("trust", "c2", 0, 5, "ada"), ("trust", "p", 16, 21, "ada"), ("trust", "d1", 13, 17, "ada"),
    ("trust", "d1", 0, 3, "ada"),
])  # fmt: skip


def pairs(code: str | list[str], relation: str, other: str | list[str], **options: object) -> list[tuple[str, str]]:
    table = find_pairs(FRAME, code, relation, other, **options)  # type: ignore[arg-type]
    assert list(table.columns) == list(COLUMNS)
    return sorted(table[["coding", "other_coding"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("code", "relation", "other", "found"),
    [
        ("joy", "overlaps", "anger", [("000", "002"), ("001", "002")]),
        ("joy", "contains", "anger", [("000", "002")]),
        ("anger", "inside", "joy", [("002", "000")]),
        ("joy", "contains", "joy", [("000", "001")]),
        ("joy", "precedes", "anger", [("000", "004"), ("001", "004")]),
        ("joy", "same_comment", "anger", [("000", "002"), ("000", "004"), ("001", "002"), ("001", "004")]),
        ("trust", "answers", "joy", [("005", "000"), ("005", "001")]),
        ("joy", "answered_by", "trust", [("000", "005"), ("001", "005")]),
        ("joy", "answers", "trust", [("000", "006"), ("001", "006")]),
    ],
)
def test_relations_by_hand(code: str, relation: str, other: str, found: list[tuple[str, str]]) -> None:
    assert pairs(code, relation, other) == found


def test_near_counts_the_characters_between() -> None:
    assert pairs("joy", "near", "anger", within=13) == [("000", "002"), ("001", "002")]
    assert pairs("joy", "near", "anger", within=14) == [("000", "002"), ("000", "004"), ("001", "002")]


def test_coders_are_paired_with_themselves_unless_asked() -> None:
    assert pairs("anger", "overlaps", "anger") == []
    table = find_pairs(FRAME, "anger", "overlaps", "anger", same_coder=False)
    assert sorted(table.loc[0, ["coder", "other_coder"]]) == ["ada", "ben"]
    assert len(table) == 1  # either way round, and there once
    assert table.attrs["note"] == "1 pair: codings with anger that share a character (anger)."


def test_words_of_another_are_not_the_authors() -> None:
    # c1 and d1 are Bob's comments; 13:17 of d1 are Dee's words
    assert pairs("joy", "same_author", "trust") == [("000", "008"), ("001", "008")]


def test_attributes_of_the_first_and_of_the_second() -> None:
    assert pairs("trust", "same_thread", "joy", role="nurse") == pairs("trust", "same_thread", "joy", author="ann")
    assert pairs("trust", "same_thread", "joy", depth=2) == [("005", "000"), ("005", "001")]
    assert pairs("joy", "same_thread", "trust", other_depth=2) == [("000", "005"), ("001", "005")]
    with pytest.raises(UnknownId, match="attribute 'rolle'"):
        pairs("joy", "near", "anger", rolle="nurse")
    with pytest.raises(UnknownId, match="attribute 'other_rolle'"):
        pairs("joy", "near", "anger", other_rolle="nurse")


def test_several_codes_and_none() -> None:
    assert pairs(["joy", "trust"], "precedes", ["anger"]) == pairs("joy", "precedes", "anger")
    assert pairs("joy", "precedes", "silence") == []
    assert find_pairs(EMPTY, "joy", "near", "anger").empty
    with pytest.raises(UnknownId, match="relation"):
        pairs("joy", "beside", "anger")


@settings(max_examples=30)
@given(applied)
def test_the_way_of_looking_up_loses_no_pair(made: list[tuple[str, str, int, int, str]]) -> None:
    codings = codings_of(made)
    rows = [{**row, "id": id} for id, row in zip(codings.index, codings.to_dict("records"), strict=True)]
    for relation, (_, holds) in RELATIONS.items():
        table = find_pairs(codings, "joy", relation, "anger")
        expected = {
            (a["id"], b["id"])
            for a in rows for b in rows
            if a["code"] == "joy" and b["code"] == "anger" and a["coder"] == b["coder"] and holds(a, b, 100)
        }  # fmt: skip
        assert set(table[["coding", "other_coding"]].itertuples(index=False, name=None)) == expected
    inside, contains = (find_pairs(codings, *how) for how in (("joy", "inside", "anger"), ("anger", "contains", "joy")))
    assert set(zip(inside["coding"], inside["other_coding"], strict=True)) == set(
        zip(contains["other_coding"], contains["coding"], strict=True)
    )


def test_codings_of_the_shared_material() -> None:
    assert find_pairs(CODINGS, "anger", "same_comment", "joy")["comment"].tolist() == ["c1"]
