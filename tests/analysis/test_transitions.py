from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest

from ethnography.analysis import transitions
from ethnography.analysis.chance import adjusted, against_chance, shuffled_places
from ethnography.analysis.transition_map import plot_transition_map
from ethnography.analysis.transitions import adjusted_residuals, count_transitions, plot_transitions
from ethnography.codebook import Code, Codebook
from ethnography.coding import Coding, Codings, Segment
from ethnography.corpus import Comment, Corpus
from ethnography.errors import TooLittle, UnknownId
from tests.analysis.material import BOOK, CODINGS, CORPUS, EMPTY, codings_of

PAIR = Codebook("pair", "1", (Code("ask", "Ask"), Code("tell", "Tell")))


def coded(corpus: Corpus, where: dict[str, list[str]]) -> pd.DataFrame:
    """Codings of the first sign of these comments."""
    pairs = [(comment, code) for code, comments in where.items() for comment in comments]
    return Codings(
        Coding(f"{n:05}", code, Segment(comment, 0, 1), corpus.comment(comment).text[:1], "ada", f"2024-01-01T00:00:00.{n:06}Z")
        for n, (comment, code) in enumerate(pairs)
    ).to_frame(corpus)


def conversation(rng: random.Random, threads: int, comments: int) -> Corpus:
    """Threads whose comments answer the post or an earlier comment, at random."""
    made = []
    for t in range(threads):
        ids = [f"p{t}"]
        made.append(Comment(ids[0], f"t{t}", None, "A post", "post", "ann"))
        for k in range(comments):
            made.append(Comment(f"c{t}.{k}", f"t{t}", rng.choice(ids), "Yes", author=f"a{k}"))
            ids.append(f"c{t}.{k}")
    return Corpus.build(made)


def test_counts_by_hand() -> None:
    table = count_transitions(CODINGS, CORPUS, BOOK, permutations=50)
    assert list(table.columns) == list(transitions.COLUMNS)
    found = table[table["n"] > 0].set_index(["code", "answered_by"])
    # p (trust) is answered by c1 (joy, anger) and c3 (trust); c1 by c2 (anger); d1 (joy) by d2 (feel); q carries nothing
    assert found["n"].to_dict() == {
        ("trust", "joy"): 1, ("trust", "anger"): 1, ("trust", "trust"): 1, ("joy", "anger"): 1, ("anger", "anger"): 1,
        ("joy", "feel"): 1,
    }  # fmt: skip
    assert set(table["replies"]) == {5}
    assert table.attrs["note"].startswith("5 replies in 2 threads; p from 50 shuffles of the codes within each thread (seed 0)")


def test_the_expected_count_is_that_of_all_arrangements() -> None:
    # A post that asks, a chain of three of which one tells: it is the first of them in a third of all arrangements.
    chain = [Comment("p", "t", None, "P", "post"), *(Comment(b, "t", a, "C") for a, b in ("pa", "ab", "bc"))]
    corpus = Corpus.build(chain)
    table = count_transitions(coded(corpus, {"ask": ["p"], "tell": ["a"]}), corpus, PAIR, permutations=3000)
    row = table.set_index(["code", "answered_by"]).loc[("ask", "tell")]
    assert row["n"] == 1
    assert row["expected"] == pytest.approx(1 / 3, abs=0.03)
    assert row["ratio"] == pytest.approx(3, abs=0.3)
    assert row["p"] == pytest.approx(2 / 3, abs=0.06)  # two-sided


def test_replies_of_the_post_author_and_of_others_are_all_with_a_stated_author() -> None:
    by = {kind: count_transitions(CODINGS, CORPUS, BOOK, replies=kind, permutations=20) for kind in transitions.REPLIES}
    assert {kind: int(table["replies"].iloc[0]) for kind, table in by.items()} == {"all": 5, "post author": 1, "others": 3}
    assert "by the post’s author" in by["post author"].attrs["note"]
    own = by["post author"]
    assert set(own[own["n"] > 0]["answered_by"]) == {"anger"}  # c2 is Ann’s, in her own thread


def test_an_effect_is_found_and_the_same_seed_gives_the_same_table() -> None:
    corpus = conversation(random.Random(1), 12, 20)
    frame = corpus.comments
    chosen = random.Random(2)
    asks = [id for id in frame.index[frame["kind"] == "comment"] if chosen.random() < 0.2]
    tells = [str(id) for id, above in frame["reply_to"].items() if above in asks]
    codings = coded(corpus, {"ask": asks, "tell": tells})
    one, two = (count_transitions(codings, corpus, PAIR, permutations=199, seed=5) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    assert one.loc[0, ["code", "answered_by", "p"]].tolist() == ["ask", "tell", 0.01]  # 2 / 200: never 0
    assert one["q"].iloc[0] <= 0.04


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UnknownId, match="post author"):
        count_transitions(CODINGS, CORPUS, BOOK, replies="poster")
    alone = Corpus.build([Comment("p", "t", None, "Alone", "post", "ann")])
    with pytest.raises(TooLittle, match="there is no reply"):
        count_transitions(EMPTY, alone, BOOK)
    none = count_transitions(EMPTY, CORPUS, BOOK)
    assert len(none) == 0
    with pytest.raises(TooLittle, match="no rows"):
        plot_transitions(none)


def test_codes_stay_in_their_thread_and_posts_keep_theirs() -> None:
    strata = np.array(["t", "t", "t", "u", "u", "u"])
    movable = np.array([False, True, True, True, True, True])
    seen = {tuple(order.tolist()) for order in shuffled_places(strata, movable, 200, 3)}
    assert len(seen) == 2 * 6
    assert all(order[0] == 0 and set(order[:3]) == {0, 1, 2} for order in seen)
    table = next(shuffled_places(strata, movable, 1, 3, columns=4))
    assert (np.sort(table, axis=0) == np.arange(6)[:, None]).all()


def test_p_is_two_sided_and_at_most_one() -> None:
    chance = against_chance(np.array([0.0, 5.0, 2.0]), iter([np.array([2.0, 2.0, 2.0])] * 19))
    assert chance.p.tolist() == [0.1, 0.1, 1.0]
    assert chance.expected.tolist() == [2, 2, 2]
    assert adjusted([]).tolist() == []


def test_residuals_of_an_empty_row_are_nan() -> None:
    residuals = adjusted_residuals([[3, 1], [0, 0]])
    assert np.isnan(residuals[1]).all()


def test_the_figure() -> None:
    table = count_transitions(codings_of(), CORPUS, BOOK, permutations=20)
    ax = plot_transitions(table, top=3)
    assert len(ax.get_yticklabels()) == 3
    assert "→" in ax.get_yticklabels()[0].get_text()
    assert ax.figure.get_supxlabel().split() == table.attrs["note"].split()


@pytest.mark.slow
def test_threads_that_differ_do_not_look_like_replies_that_answer() -> None:
    """No reply effect, only threads that speak of a thing more or less: residuals cry wolf, shuffles within threads do not."""
    book = Codebook("one", "1", (Code("a", "A"), Code("rest", "Rest")))
    ours = residuals = 0
    runs = 150
    corpus = conversation(random.Random(0), 20, 25)
    frame = corpus.comments
    parents, replies = frame["reply_to"].dropna(), frame.index[frame["reply_to"].notna()]
    for run in range(runs):
        rng = np.random.default_rng(run)
        share = {thread: rng.beta(0.46, 1.84) for thread in corpus.thread_ids}
        has = pd.Series(rng.random(len(frame)) < frame["thread"].map(share), index=frame.index)
        codings = coded(corpus, {"a": [str(id) for id in frame.index[has]]})
        table = count_transitions(codings, corpus, book, permutations=199, seed=run)
        ours += bool((table["p"] < 0.05).any())
        above, below = has[parents].to_numpy(), has[replies].to_numpy()
        counts = [[int(((above == a) & (below == b)).sum()) for b in (True, False)] for a in (True, False)]
        residuals += bool(abs(adjusted_residuals(counts)[0, 0]) > 1.96)
    assert ours / runs < 0.1
    assert residuals / runs > 0.6


def test_the_map_shows_the_codes_by_name_in_tree_order() -> None:
    table = count_transitions(codings_of(), CORPUS, BOOK, permutations=20)
    ax = plot_transition_map(table)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Feeling", "Joy", "Anger", "Trust"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Feeling", "Joy", "Anger", "Trust"]
    numbers = {(round(text.get_position()[1]), round(text.get_position()[0])): int(text.get_text()) for text in ax.texts}
    assert {cell: n for cell, n in numbers.items() if n} == {(3, 1): 1, (3, 2): 1, (3, 3): 1, (1, 2): 1, (2, 2): 1, (1, 0): 1}
    said = ax.figure.get_supxlabel().replace("\n", " ")
    assert said.startswith("5 replies in 2 threads; p from 20 shuffles")
    assert said.endswith("Framed: q < .05.")
    assert "The 2 of 4 codes with most replies." in plot_transition_map(table, top=2).figure.get_supxlabel().replace("\n", " ")
    with pytest.raises(TooLittle, match="no code answers another"):
        plot_transition_map(count_transitions(EMPTY, CORPUS, BOOK))


def test_the_note_says_what_so_few_shuffles_can_show() -> None:
    few, many = (count_transitions(CODINGS, CORPUS, BOOK, permutations=n).attrs["note"] for n in (50, 2000))
    assert "no p can be below 0.039, so that of " in few
    assert "no p can be below" not in many
    with pytest.raises(TooLittle, match="0 permutations"):
        count_transitions(CODINGS, CORPUS, BOOK, permutations=0)


def test_figures_name_codes_as_the_codebook_does() -> None:
    table = count_transitions(codings_of(), CORPUS, BOOK, permutations=20)
    labels = [label.get_text() for label in plot_transitions(table).get_yticklabels()]
    assert "Trust → Trust" in labels
    assert not any("trust" in label for label in labels)
