"""Characters as units, and the unitizing alpha beside them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography import agreement as a
from ethnography.agreement.pooled import ALL, _set_sums
from ethnography.codebook import Code, Codebook
from ethnography.coding import Coding, Segment
from ethnography.corpus import Comment, Corpus
from ethnography.errors import TooLittle

BOOK = Codebook("b", "1", (Code("top", "Top", codable=False), Code("x", "X", parent="top"), Code("y", "Y")))
Spans = list[tuple[str, str, int, int]]


def corpus_of(*lengths: int) -> Corpus:
    made = [Comment(f"c{n}", f"t{n}", None, "a" * length, "post", f"P{n}") for n, length in enumerate(lengths)]
    return Corpus.build(made)


def codings_of(spans: list[tuple[str, str, str, int, int]]) -> list[Coding]:
    return [
        Coding(f"{n}", code, Segment(comment, start, end), "a" * (end - start), coder, "2024-01-01T00:00:00Z")
        for n, (comment, coder, code, start, end) in enumerate(spans)
    ]


def compared(corpus: Corpus, codings: list[Coding], book: Codebook = BOOK, unit: str = "character") -> a.Compared:
    coders = sorted({coding.coder for coding in codings}) or ["A", "B"]
    return a.compare(codings, {(coder, id) for coder in coders for id in corpus.comments.index}, corpus, book, unit=unit)


def one_text(length: int, spans: Spans, unit: str = "character", book: Codebook = BOOK) -> tuple[a.Compared, list[Coding], Corpus]:
    codings = codings_of([("c0", *span) for span in spans])
    corpus = corpus_of(length)
    return compared(corpus, codings, book, unit), codings, corpus


EXAMPLE_A: Spans = [("Bertha", "y", 2, 10), ("Bertha", "y", 14, 20), ("Bill", "y", 4, 8), ("Bill", "y", 15, 17)]
EXAMPLE_B: Spans = [
    ("John", "y", 0, 18),
    *(("Jill", "y", s, e) for s, e in ((0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10))),
]


def test_what_characters_do_not_see() -> None:
    """Krippendorff 1995, p. 57: the coders of A agree on the segments (alpha_U .553) and those of B do not (-.926), and yet their
    characters have one and the same kappa. Nor does the unitizing alpha of 2016 tell them apart; gamma does (own computations)."""
    u = []
    for spans in (EXAMPLE_A, EXAMPLE_B):
        found, codings, corpus = one_text(24, spans)
        table = a.agreement_by_code(found, codings, corpus, BOOK, coefficients=["cohen_kappa", "scott_pi"])
        assert table.loc["y", "n"] == 24
        assert table.loc["y", "cohen_kappa"] == pytest.approx(0.385, abs=0.001)
        assert table.loc["y", "scott_pi"] == pytest.approx(0.314, abs=0.001)
        assert table.loc["y", "alpha"] == pytest.approx(0.329, abs=0.001)
        u.append(table.loc["y", "u_alpha"])
    assert u == [pytest.approx(0.358, abs=0.001), pytest.approx(0.422, abs=0.001)]


def test_nvivo_s_example() -> None:
    """NVivo's help, coding comparison: of 1000 characters 50 coded by both, 150 by one, 800 by neither are 85 per cent."""
    found, codings, corpus = one_text(1000, [("A", "y", 100, 300), ("B", "y", 100, 150)])
    row = a.agreement_by_code(found, codings, corpus, BOOK, coefficients=["cohen_kappa"]).loc["y"]
    assert (row["n"], row["percent"]) == (1000, pytest.approx(0.85))
    by_chance = (200 * 50 / 1000 + 800 * 950 / 1000) / 1000  # its EF1 + EF2, divided by the units
    assert row["cohen_kappa"] == pytest.approx((0.85 - by_chance) / (1 - by_chance))
    assert (row["prevalence A"], row["prevalence B"]) == (pytest.approx(0.2), pytest.approx(0.05))


def test_only_characters_of_comments_that_both_have_seen() -> None:
    corpus = corpus_of(10, 0, 30)
    codings = codings_of([("c0", "A", "x", 0, 4), ("c2", "B", "x", 5, 50)])
    found = a.compare(codings, {("A", "c0"), ("B", "c0"), ("A", "c1"), ("B", "c1"), ("B", "c2")}, corpus, BOOK, unit="character")
    assert found.units == ("c0 0:4", "c0 4:10", "c2 0:5", "c2 5:30")
    assert found.sizes.tolist() == [4, 6, 5, 25]
    assert found.table("x") == [[True, False, None, None], [False, False, False, True]]
    assert found.table("top") == found.table("x")
    table = a.agreement_by_code(found, codings, corpus, BOOK)
    assert (table.loc["x", "n"], table.loc["x", "threads"], table.loc["x", "percent"]) == (10, 1, pytest.approx(0.6))
    assert "10 characters in 1 thread" in table.attrs["note"]
    with pytest.raises(TooLittle, match="no character was seen by two"):
        a.compare(codings, {("A", "c0"), ("B", "c2")}, corpus, BOOK, unit="character")


span = st.tuples(st.sampled_from(["c0", "c1"]), st.sampled_from("AB"), st.sampled_from("xy"), st.integers(0, 6), st.integers(1, 4))


@given(st.lists(span, max_size=8))
def test_runs_say_what_single_characters_say(drawn: list[tuple[str, str, str, int, int]]) -> None:
    corpus = corpus_of(10, 10)
    codings = codings_of([(comment, coder, code, start, start + length) for comment, coder, code, start, length in drawn])
    found = a.compare(codings, {(c, id) for c in "AB" for id in ("c0", "c1")}, corpus, BOOK, unit="character")
    single = {code: [[False] * 20, [False] * 20] for code in "xy"}
    for comment, coder, code, start, length in drawn:
        first = 10 * (comment == "c1") + start
        single[code]["AB".index(coder)][first : first + length] = [True] * length
    table = a.agreement_by_code(found, codings, corpus, BOOK, coefficients=["cohen_kappa", "gwet_ac1"])
    for code in "xy":
        for name, compute in (("alpha", a.krippendorff_alpha), ("cohen_kappa", a.cohen_kappa), ("gwet_ac1", a.gwet_ac1)):
            anew = compute(single[code], categories=[False, True]).value
            assert (str(table.loc[code, name]) == "<NA>") == (anew is None)
            assert anew is None or table.loc[code, name] == pytest.approx(anew)
    sets = [[frozenset(code for code in "xy" if single[code][row][place]) for place in range(20)] for row in (0, 1)]
    pooled = a.krippendorff_alpha(sets, distance="masi_passonneau").value
    assert pooled is None or table.loc[ALL, "alpha"] == pytest.approx(pooled)
    sums, _, statistic = _set_sums(found, found.set_ratings(["x", "y"]))
    for times in ([1, 1], [2, 0], [1, 2]):  # threads drawn, or their characters looked at once more
        drawn = [[*row[:10] * times[0], *row[10:] * times[1]] for row in sets]
        again = a.krippendorff_alpha(drawn, distance="masi_passonneau").value
        (value,) = statistic(np.array([times]) @ sums)
        assert np.isnan(value) if again is None else value == pytest.approx(again)
    assert table.loc[ALL, "percent"] == pytest.approx(a.percent_agreement(sets).value)


def test_intervals_weigh_characters() -> None:
    """Twelve threads: those with the long comments decide; by comment the coders agree everywhere but in one."""
    corpus = corpus_of(*([1000, *[10] * 11]))
    codings = codings_of([(f"c{n}", coder, "y", 0, 5) for n in range(12) for coder in "AB"] + [("c0", "A", "y", 500, 900)])
    rows = {
        unit: a.agreement_by_code(compared(corpus, codings, unit=unit), codings, corpus, BOOK).loc["y"]
        for unit in ("comment", "character")
    }
    assert rows["comment"]["undefined"].startswith("alpha: one value only")
    character = rows["character"]
    assert character["n"] == 1110
    assert character["interval"] == "jackknife-t, 12 threads"
    assert character["low"] < character["alpha"] < character["high"]
    assert character["high"] - character["low"] > 1, "one thread decides nearly everything"


def test_the_row_of_all_codes_has_u_alpha_where_no_codes_overlap() -> None:
    """Krippendorff 2019, p. 340: three coders, seven codes, 60 characters: .510."""
    book = Codebook("b", "1", tuple(Code(f"k{n}", f"K{n}") for n in range(1, 8)))
    rows = {
        "Alex": [(2, 9, 1), (11, 17, 2), (24, 30, 5), (32, 36, 6), (36, 44, 6), (44, 60, 7)],
        "Paul": [(2, 9, 1), (11, 17, 3), (19, 25, 5), (32, 44, 6)],
        "Suzan": [(2, 9, 1), (11, 17, 4), (21, 27, 5), (32, 36, 6), (36, 40, 6), (40, 44, 6)],
    }
    spans = [(coder, f"k{code}", start, end) for coder, own in rows.items() for start, end, code in own]
    for unit in ("comment", "character"):
        found, codings, corpus = one_text(60, spans, unit, book)
        row = a.agreement_by_code(found, codings, corpus, book).loc[ALL]
        assert row["u_alpha"] == pytest.approx(0.510, abs=0.0006)
        assert "u-alpha" not in row["undefined"]
    found, codings, corpus = one_text(60, [*spans, ("Paul", "k7", 43, 50)], "comment", book)
    row = a.agreement_by_code(found, codings, corpus, book).loc[ALL]
    assert str(row["u_alpha"]) == "<NA>"
    assert "u-alpha: codes overlap, so there is one partition a code" in row["undefined"]


def test_u_alpha_of_several_comments_is_that_of_their_continua_added() -> None:
    from ethnography.agreement.unitizing import alpha_of, lay_out

    corpus = corpus_of(30, 20, 25)
    spans = [
        ("c0", "A", "y", 3, 9),
        ("c0", "B", "y", 3, 12),
        ("c0", "A", "y", 9, 14),
        ("c1", "B", "y", 0, 20),
        ("c1", "A", "y", 0, 9),
    ]
    codings = codings_of(spans)
    table = a.agreement_by_code(compared(corpus, codings, unit="comment"), codings, corpus, BOOK)
    whole = None
    for comment, length in (("c0", 30), ("c1", 20), ("c2", 25)):
        here = lay_out([(c, "y", s, e) for id, c, _, s, e in spans if id == comment], length, coders=["A", "B"], codes=["y"])
        whole = here if whole is None else whole + here
    assert whole is not None
    assert table.loc["y", "u_alpha"] == pytest.approx(alpha_of(whole, "u", 5).value)


def test_threads_have_no_characters() -> None:
    found, codings, corpus = one_text(24, EXAMPLE_A, "thread")
    row = a.agreement_by_code(found, codings, corpus, BOOK).loc["y"]
    assert (row["n"], row["percent"], str(row["u_alpha"])) == (1, 1.0, "<NA>")
