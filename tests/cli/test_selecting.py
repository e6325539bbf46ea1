"""Words typed as they are shown are found in the text as it is."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ethnography.cli.reviewing.ranking import rank_codes, surely_meant
from ethnography.cli.reviewing.selecting import find_words
from ethnography.codebook import Code, Codebook
from ethnography.pseudonyms import Masked

TEXT = "Ann, nobody is anonymous here.\n\nI don’t trust Ann Otter — or (ann@example.org). Trust me, distrust it!"
SHOWN = Masked.of(TEXT, [(0, 3, "[Rowan]"), (46, 55, "[Rowan]"), (62, 77, "[e-mail]")])


def words_of(typed: str) -> list[str]:
    return [TEXT[start:end] for start, end in find_words(TEXT, SHOWN, typed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nobody is anonymous", ["nobody is anonymous"]),
        ("[Rowan], nobody", ["Ann, nobody"]),
        ("Rowan", ["Ann", "Ann Otter"]),
        ("trust Rowan", ["trust Ann Otter"]),
        ("ann otter - or", ["Ann Otter — or"]),
        ("here. I don't", ["here.\n\nI don’t"]),
        ("“I don't”", ["I don’t"]),
        ("trust", ["trust"]),
        ("Trust", ["Trust"]),
        ("distr", ["distr"]),
        ("TRUST", ["trust", "Trust"]),
        ("nobody … trust", ["nobody is anonymous here.\n\nI don’t trust"]),
        ("is...here", ["is anonymous here"]),
        ("e-mail", ["ann@example.org"]),
        ("nowhere", []),
        ("…", []),
        ("", []),
        (".*", []),
        ("(", ["("]),
    ],
)
def test_find_words(typed: str, found: list[str]) -> None:
    assert words_of(typed) == found


@settings(deadline=None)
@given(st.text(string.ascii_letters + " .’\n[]", min_size=1), st.data())
def test_what_is_copied_from_the_screen_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = Masked.of(text, [(start, end, "[Rowan]")])
    first = data.draw(st.integers(0, len(shown.text) - 1))
    last = data.draw(st.integers(first + 1, len(shown.text)))
    typed = shown.text[first:last]
    if typed.strip():
        found = find_words(text, shown, typed)
        assert found
        assert all(0 <= a < b <= len(text) for a, b in found)


BOOK = Codebook("b", "1", (
    Code("people", "People", codable=False), Code("trust", "Trust", "people"), Code("trust_in_it", "Trust in machines", "people"),
    Code("wlb", "Work and own time", brief="hours that spill"), Code("cafe", "Café talk"),
))  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("trust", "trust"),
        ("machines", "trust_in_it"),
        ("waot", "wlb"),
        ("wkt", "wlb"),
        ("spill", "wlb"),
        ("cafe", "cafe"),
        ("CAFÉ", "cafe"),
    ],
)
def test_a_few_letters_find_a_code(typed: str, best: str) -> None:
    assert rank_codes(typed, BOOK, BOOK)[0].id == best


def test_codes_above_count_and_recent_ones_come_first() -> None:
    assert [code.id for code in rank_codes("people", [c for c in BOOK if c.codable], BOOK)] == ["trust", "trust_in_it"]
    assert [code.id for code in rank_codes("tru", BOOK, BOOK, ["trust_in_it"])] == ["trust_in_it", "trust"]
    assert rank_codes("  ", BOOK, BOOK) == rank_codes("xyz", BOOK, BOOK) == []


def test_only_what_is_sure_is_taken_without_asking() -> None:
    sure = {
        typed: found.id
        for typed in ("TRUST", "trust_", "wor", "caf", "tru", "t", "?", "", "ust")
        if (found := surely_meant(typed, BOOK.codes))
    }
    assert sure == {"TRUST": "trust", "trust_": "trust_in_it", "wor": "wlb", "caf": "cafe"}
