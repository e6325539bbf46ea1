from __future__ import annotations

import re
from dataclasses import replace

from ethnography.codebook import Code, Codebook, code_colors
from ethnography.codebook.colors import PALETTE
from tests.report import material

BOOK = Codebook(
    "colours",
    "1",
    (
        Code("a", "A"),
        Code("a1", "A1", "a", color="#0aF"),
        Code("a11", "A11", "a1"),
        Code("a2", "A2", "a", color="red}body{display:none"),
        Code("b", "B", color="#123456\n"),
        Code("b1", "B1", "b"),
    ),
)


def test_a_code_has_its_own_colour_or_that_above_it_or_one_by_top_code() -> None:
    assert code_colors(BOOK) == {
        "a": PALETTE[0], "a1": "#00aaFF", "a11": "#00aaFF", "a2": PALETTE[0], "b": PALETTE[1], "b1": PALETTE[1],
    }  # fmt: skip


def test_every_code_has_a_colour_that_can_stand_in_a_style_sheet() -> None:
    many = replace(BOOK, codes=(*BOOK.codes, *(Code(f"c{n}", "C") for n in range(25))))
    for book in (many, material.make_codebook()):
        colors = code_colors(book)
        assert set(colors) == {code.id for code in book}
        assert all(re.fullmatch("#[0-9a-fA-F]{6}", color) for color in colors.values())


def test_the_outline_says_the_same_colours_as_the_codebook() -> None:
    colors = code_colors(material.make_codebook())
    said = {code.id: code.color for code in material.make_outline().codes}
    assert colors.items() <= said.items()
    assert set(said.values()) <= {*colors.values(), *PALETTE}
