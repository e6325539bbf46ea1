from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from ethnography.analysis import count_pairs, list_pairs, plot_pairs
from ethnography.codebook import Code, Codebook
from ethnography.errors import TooLittle
from tests.analysis.material import BOOK, CODINGS, CORPUS, EMPTY, codings_of
from tests.test_units import TREE, applied


def test_pairs_by_hand() -> None:
    table = count_pairs(CODINGS, CORPUS, BOOK)
    assert list(table.index) == list(table.columns) == TREE
    assert np.diag(table).tolist() == [1, 2, 2, 2, 0, 0]
    assert table.loc["joy", "anger"] == table.loc["anger", "joy"] == 1  # both in c1
    assert int(table.to_numpy().sum()) == 7 + 2
    assert table.attrs["note"].startswith(
        "Comments carrying both codes; a parent code counts without its children; 5 comments and 2 posts"
    )


def test_with_children_a_parent_meets_each_of_them() -> None:
    table = count_pairs(CODINGS, CORPUS, BOOK, include_children=True)
    assert table.loc["feel"].tolist() == [4, 2, 2, 0, 0, 0]


def test_list_of_pairs_by_hand() -> None:
    table = list_pairs(CODINGS, CORPUS, BOOK)
    assert list(table.columns) == ["code", "with", "comments", "jaccard"]
    assert len(table) == 15  # 6 * 5 / 2
    assert table.iloc[0].tolist() == ["joy", "anger", 1, 1 / 3]
    by_pair = table.set_index(["code", "with"])["jaccard"]
    assert by_pair[("feel", "sleep")] == 0
    assert by_pair[("silence", "sleep")] is pd.NA


@settings(deadline=None, max_examples=40)
@given(applied)
def test_no_pair_is_more_frequent_than_either_code(made: list[tuple[str, str, int, int, str]]) -> None:
    table = count_pairs(codings_of(made), CORPUS, BOOK)
    values = table.to_numpy()
    assert (values == values.T).all()
    assert (values <= np.minimum.outer(np.diag(values), np.diag(values))).all()
    jaccard = list_pairs(codings_of(made), CORPUS, BOOK)["jaccard"].dropna()
    assert jaccard.between(0, 1).all()


def test_empty() -> None:
    assert count_pairs(EMPTY, CORPUS, BOOK).to_numpy().sum() == 0
    assert list_pairs(EMPTY, CORPUS, BOOK)["jaccard"].isna().all()
    for codes in ((), (Code("a", "A"),)):
        assert len(list_pairs(EMPTY, CORPUS, Codebook("b", "1", codes))) == 0
        assert count_pairs(EMPTY, CORPUS, Codebook("b", "1", codes)).shape == (len(codes), len(codes))


def test_the_figure_has_the_codes_that_occur_and_every_count() -> None:
    ax = plot_pairs(count_pairs(CODINGS, CORPUS, BOOK))
    written = [text.get_text() for text in ax.texts]
    assert [text for text in written if not text.isdigit()] == ["Feeling", "Joy", "Anger", "Trust"]
    assert [text for text in written if text.isdigit()] == ["1", *"02", *"012", *"0002"]
    assert ax.figure.get_supxlabel().endswith("Framed: comments with the code itself.")


def test_digits_stand_out_from_their_cell() -> None:
    def luminance(color: object) -> float:
        from matplotlib.colors import to_rgb

        red, green, blue = ((part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4) for part in to_rgb(color))  # type: ignore[arg-type]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    codes = [f"c{n}" for n in range(30)]
    table = pd.DataFrame([[abs(30 - abs(a - b)) for a in range(30)] for b in range(30)], codes, codes)
    ax = plot_pairs(table)
    cells = {(round(p.get_x() + 0.5), round(p.get_y() + 0.5)): p for p in ax.patches}
    digits = {(round(t.get_position()[0]), round(t.get_position()[1])): t for t in ax.texts if t.get_text().isdigit()}
    assert len(cells) == len(digits) == 30 * 31 / 2
    for place, cell in cells.items():
        light, dark = sorted([luminance(cell.get_facecolor()), luminance(digits[place].get_color())], reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, place  # WCAG 2.2, 1.4.3


def test_one_code_and_none() -> None:
    one = Codebook("one", "1", (Code("trust", "Trust"),))
    assert [text.get_text() for text in plot_pairs(count_pairs(CODINGS, CORPUS, one)).texts] == ["2", "Trust"]
    with pytest.raises(TooLittle, match="no code occurs"):
        plot_pairs(count_pairs(EMPTY, CORPUS, BOOK))
