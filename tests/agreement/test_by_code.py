"""A study's agreement: only what two have seen counts, and intervals draw threads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ethnography import agreement as a
from ethnography.agreement.pooled import ALL
from ethnography.codebook import Code, Codebook
from ethnography.coding import Coding, Segment
from ethnography.corpus import Comment, Corpus
from ethnography.errors import StudyProblem, TooLittle, UnknownId

BOOK = Codebook("b", "1", (Code("tone", "Tone", codable=False), Code("thanks", "Thanks", parent="tone"), Code("doubt", "Doubt")))
WORDS = "thank you, I doubt it"


def corpus_of(threads: int, size: int = 4) -> Corpus:
    comments = []
    for t in range(threads):
        comments.append(Comment(f"{t}:post", f"t{t}", None, WORDS, "post", "P00"))
        comments += [Comment(f"{t}:{n}", f"t{t}", f"{t}:post", WORDS, author=f"P{n}") for n in range(1, size)]
    return Corpus.build(comments)


def coded(comment: str, code: str, coder: str, start: int = 0, end: int = 9) -> Coding:
    return Coding(f"{coder}{comment}{code}", code, Segment(comment, start, end), WORDS[start:end], coder, "2024-01-01T00:00:00Z")


def everything_seen(corpus: Corpus, *coders: str) -> set[tuple[str, str]]:
    return {(coder, id) for coder in coders for id in corpus.comments.index}


def test_seen_without_a_code_is_a_value_and_not_seen_is_none() -> None:
    corpus = corpus_of(1)
    seen = {("ada", "0:1"), ("ada", "0:2"), ("ben", "0:1"), ("ben", "0:2"), ("ben", "0:3")}
    found = a.compare([coded("0:1", "thanks", "ada"), coded("0:3", "doubt", "ben")], seen, corpus, BOOK)
    assert found.coders == ("ada", "ben")
    assert found.table("thanks") == [[None, True, False, None], [None, False, False, False]]
    assert found.table("tone") == found.table("thanks")  # the code above counts too
    assert found.common.tolist() == [False, True, True, False]
    assert found.sets(["thanks", "doubt"])[1][3] == frozenset({"doubt"})


def test_threads_are_seen_when_all_their_comments_are() -> None:
    corpus = corpus_of(2, 2)
    seen = everything_seen(corpus, "ada", "ben") - {("ben", "1:1")}
    found = a.compare([coded("0:1", "thanks", "ada")], seen, corpus, BOOK, unit="thread")
    assert found.table("thanks") == [[True, False], [False, None]]


def test_too_little_is_an_error_that_says_what_is_missing() -> None:
    corpus = corpus_of(1)
    with pytest.raises(TooLittle, match="nobody has marked"):
        a.compare([], [], corpus, BOOK)
    with pytest.raises(TooLittle, match="only ada"):
        a.compare([], [("ada", "0:1")], corpus, BOOK)
    with pytest.raises(TooLittle, match=r"no comment was seen by two coders \(ada 1, ben 1\)"):
        a.compare([], [("ada", "0:1"), ("ben", "0:2")], corpus, BOOK)
    with pytest.raises(UnknownId, match="word"):
        a.compare([], [], corpus, BOOK, unit="word")


def study_of(threads: int, differ_in: int = 3) -> tuple[a.Compared, list[Coding], Corpus]:
    """Two coders who both say thanks in half of the comments of every thread, and differ in some threads."""
    corpus = corpus_of(threads, 6)
    codings = [coded(f"{t}:{n}", "thanks", coder) for t in range(threads) for n in (1, 2, 3) for coder in ("ada", "ben")]
    codings += [coded(f"{t}:4", "thanks", "ada") for t in range(min(differ_in, threads))]
    return a.compare(codings, everything_seen(corpus, "ada", "ben"), corpus, BOOK), codings, corpus


def test_a_row_a_code_and_one_for_all() -> None:
    found, codings, corpus = study_of(25)
    table = a.agreement_by_code(found, codings, corpus, BOOK, threshold=0.9, seed=7)
    assert list(table.index) == ["tone", "thanks", "doubt", ALL]
    row = table.loc["thanks"]
    assert (row["n"], row["threads"]) == (150, 25)
    assert row["prevalence ada"] == pytest.approx(78 / 150)
    assert row["alpha"] == pytest.approx(a.krippendorff_alpha(found.table("thanks")).value)
    assert row["low"] < row["alpha"] < row["high"] <= 1
    assert row["interval"] == "percentile bootstrap, 25 threads"
    assert 0 <= row["below"] <= 1
    assert "one value only" in table.loc["doubt", "undefined"]
    assert table["alpha"].isna().tolist() == [False, False, True, False]
    assert table.equals(a.agreement_by_code(found, codings, corpus, BOOK, threshold=0.9, seed=7))
    assert "seed 7" in table.attrs["note"]


def test_few_threads_have_the_jackknife_and_fewer_no_interval() -> None:
    found, codings, corpus = study_of(14)
    assert a.agreement_by_code(found, codings, corpus, BOOK).loc["thanks", "interval"] == "jackknife-t, 14 threads"
    found, codings, corpus = study_of(9)
    row = a.agreement_by_code(found, codings, corpus, BOOK).loc["thanks"]
    assert row["interval"] == "none: 9 threads, and an interval needs 10"
    assert str(row["low"]) == "<NA>"


def test_the_fast_interval_is_that_of_drawing_threads_one_by_one() -> None:
    """The sums by thread give the same resampled values as computing alpha anew on every drawn table."""
    from ethnography.agreement.by_code import _binary_alpha

    found, _, _ = study_of(12)
    table, threads = found.table("thanks"), np.array(found.threads)
    drawn = ["t0", "t0", "t5", "t7", "t1", "t1", "t1", "t9"]
    places = [place for thread in drawn for place in np.flatnonzero(threads == thread)]
    anew = a.krippendorff_alpha([[row[place] for place in places] for row in table]).value
    yes = found.coded["thanks"].sum(axis=0)[places].astype(float)
    sums = np.array([[(yes * (yes - 1)).sum(), (yes * (2 - yes)).sum(), ((2 - yes) * (1 - yes)).sum()]])
    assert _binary_alpha(sums)[0] == pytest.approx(anew)


def test_words_that_differ_lower_the_alpha_of_characters() -> None:
    corpus = corpus_of(1)
    codings = [coded("0:1", "thanks", "ada"), coded("0:1", "thanks", "ben", 0, 5), coded("0:2", "doubt", "ada", 11, 18)]
    found = a.compare(codings, everything_seen(corpus, "ada", "ben"), corpus, BOOK)
    table = a.agreement_by_code(found, codings, corpus, BOOK)
    assert table.loc["thanks", "alpha"] == 1
    assert 0 < table.loc["thanks", "u_alpha"] < 1
    assert table.loc["doubt", "u_alpha"] < 0.1


def test_further_coefficients_by_name() -> None:
    found, codings, corpus = study_of(3)
    table = a.agreement_by_code(found, codings, corpus, BOOK, coefficients=["cohen_kappa", "gwet_ac1"])
    assert table.loc["thanks", "cohen_kappa"] == pytest.approx(a.cohen_kappa(found.table("thanks")).value)
    assert "cohen_kappa: one value only" in table.loc["doubt", "undefined"]
    with pytest.raises(UnknownId, match="kappa"):
        a.agreement_by_code(found, codings, corpus, BOOK, coefficients=["kappa"])


def test_a_reflexive_study_asks_by_name() -> None:
    assert a.heading_of("codebook", ()) == "Agreement"
    assert a.heading_of("reflexive", ("cohen_kappa",)) == "Disagreement as material"
    with pytest.raises(StudyProblem, match="reflexive"):
        a.heading_of("reflexive", ())


def test_figures_say_n_and_method(tmp_path: Path) -> None:
    from ethnography.analysis import save_figure

    found, codings, corpus = study_of(25)
    ax = a.plot_agreement(a.agreement_by_code(found, codings, corpus, BOOK, threshold=0.8))
    texts = " ".join(text.get_text() for text in ax.figure.texts)
    assert "150 comments in 25 threads" in " ".join(texts.split())
    assert save_figure(ax, tmp_path / "forest.svg").stat().st_size > 1000
    differences = a.count_differences(found)
    assert differences.iloc[0][["code", "only_one", "only_other"]].tolist() == ["thanks", 3, 0]
    a.plot_differences(differences)
    same, _, here = study_of(3, differ_in=0)
    with pytest.raises(TooLittle, match="nobody differs"):
        a.plot_differences(a.count_differences(same))
    with pytest.raises(TooLittle, match="no code has a value"):
        a.plot_agreement(a.agreement_by_code(a.compare([], everything_seen(here, "x", "y"), here, BOOK), [], here, BOOK))
