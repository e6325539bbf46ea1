from __future__ import annotations

import math
import random
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from ethnography.analysis import keyness
from ethnography.analysis.keyness import compare_words, deviation_of_proportions, log_likelihood, plot_keyness
from ethnography.corpus import Comment, Corpus, Part
from ethnography.errors import TooLittle, UnknownId

TEA = Corpus.build([
    Comment("a", "t", None, "Tea, tea and a rota.", "post", "ann"),
    Comment("b", "t", "a", "Rota! Rota, rota?", author="bob"),
    Comment("c", "u", None, "Tea: Dee says rota.\n\nTea tea tea", "post", "cy",
            parts=(Part(5, 18, "quotation", "Dee"), Part(21, 32, "reference"))),
    Comment("ping", "u", "c", "tea tea tea tea", "pingback"),
])  # fmt: skip


def test_counts_by_hand() -> None:
    table = compare_words(TEA, ["a", "c"], minimum=2).set_index("word")
    assert list(table.columns) == list(keyness.COLUMNS[1:])
    assert table[["n", "rest", "threads", "authors"]].to_dict("index") == {
        "tea": {"n": 3, "rest": 0, "threads": 2, "authors": 2},  # not those of the reference and the pingback
        "rota": {"n": 2, "rest": 3, "threads": 2, "authors": 1},  # Dee's rota is nobody's
    }
    assert table.loc["tea", "per_10k"] == pytest.approx(3 / 9 * 1e4)
    assert table.loc["tea", "log_ratio"] == pytest.approx(math.log2((3 / 9) / (0.5 / 3)))
    assert table.loc["rota", "log_likelihood"] == pytest.approx(log_likelihood(2, 3, 9, 3))
    assert table.loc["tea", "dp"] == pytest.approx(abs(5 / 9 - 2 / 3))  # in the group, thread t: 5 of 9 words, 2 of 3 teas
    assert table["dp"].isna().to_dict() == {"tea": False, "rota": True}  # rota is commoner in the rest, which is one thread
    assert table["p"].isna().all()  # only b could change sides, and nobody with it
    assert "9 words in 2 comments beside 3 words in 1" in compare_words(TEA, ["a", "c"]).attrs["note"]


def test_stop_words_and_rare_words_are_not_tested() -> None:
    assert "and" not in set(compare_words(TEA, ["a"], minimum=1)["word"])
    assert "and" in set(compare_words(TEA, ["a"], minimum=1, stop=())["word"])
    assert set(compare_words(TEA, ["a"], minimum=3)["word"]) == {"tea", "rota"}


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UnknownId, match="ghost"):
        compare_words(TEA, ["ghost"])
    with pytest.raises(TooLittle, match="the group has 0 words"):
        compare_words(TEA, [])
    with pytest.raises(TooLittle, match="1 comments are in the group and in the rest, a among them"):
        compare_words(TEA, ["a"], rest=["a", "b"])
    with pytest.raises(TooLittle, match="no rows"):
        plot_keyness(compare_words(TEA, ["a"], minimum=50))


counts = st.integers(0, 500)
sizes = st.integers(500, 100_000)


@given(counts, counts, sizes, sizes)
def test_log_likelihood_is_never_negative_and_does_not_mind_who_is_first(a: int, b: int, c: int, d: int) -> None:
    assert log_likelihood(a, b, c, d) >= -1e-9
    assert log_likelihood(a, b, c, d) == pytest.approx(log_likelihood(b, a, d, c), abs=1e-9)
    assert log_likelihood(a, a, c, c) == pytest.approx(0, abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 50)), min_size=2, max_size=8).filter(lambda p: any(n for n, _ in p)))
def test_dispersion_lies_between_even_and_one_part(parts: list[tuple[int, int]]) -> None:
    found, whole = [n for n, _ in parts], [size for _, size in parts]
    assert 0 <= deviation_of_proportions(found, whole) <= deviation_of_proportions(found, whole, norm=True) <= 1 + 1e-9
    assert deviation_of_proportions(whole, whole) == pytest.approx(0, abs=1e-9)
    in_the_smallest = [int(place == whole.index(min(whole))) for place in range(len(whole))]
    assert deviation_of_proportions(in_the_smallest, whole, norm=True) == pytest.approx(1)


def test_a_word_that_is_nowhere_has_no_dispersion() -> None:
    assert math.isnan(deviation_of_proportions([0, 0], [3, 4]))


def test_the_figure_has_both_ends() -> None:
    table = compare_words(TEA, ["a", "c"], minimum=1)
    ax = plot_keyness(table, top=1)
    assert [label.get_text() for label in ax.get_yticklabels()] == [table["word"].iloc[0], table["word"].iloc[-1]]
    assert ax.figure.get_supxlabel()


# chance


def talk(threads: int, comments: int, seed: int = 0) -> Corpus:
    """Threads whose comments answer the post, each thread with words of its own beside those of all."""
    rng = random.Random(seed)
    made = []
    for t in range(threads):
        own = rng.sample(range(40), 4)
        for k in range(comments + 1):
            words = [f"w{rng.choice(own) if rng.random() < 0.3 else rng.randrange(40):02}x" for _ in range(12)]
            made.append(
                Comment(f"{t}.{k}", f"t{t}", f"{t}.0" if k else None, " ".join(words), "comment" if k else "post", f"a{k % 9}")
            )
    return Corpus.build(made)


def test_whole_threads_move_where_groups_are_of_threads() -> None:
    corpus = talk(12, 4)
    group = [id for id in corpus.comments.index if int(id.split(".")[0]) < 5]
    table = compare_words(corpus, group, permutations=400, seed=3)
    assert "400 shuffles of 12 whole threads between the sides (seed 3), q after Benjamini and Hochberg" in table.attrs["note"]
    assert table["p"].between(2 / 401, 1).all()
    assert table["q"].ge(table["p"]).all()
    assert table.equals(compare_words(corpus, group, permutations=400, seed=3))
    assert not table.equals(compare_words(corpus, group, permutations=400, seed=4))


def test_the_p_value_is_that_of_all_arrangements() -> None:
    # One of four threads of one length says "tea": of the four choices of one thread, one is as far out on that side.
    posts = [Comment(f"p{n}", f"t{n}", None, "tea tea tea rota" if n == 0 else "rota rota rota rota", "post") for n in range(4)]
    table = compare_words(Corpus.build(posts), ["p0"], permutations=4000).set_index("word")
    assert table.loc["tea", "p"] == pytest.approx(2 / 4, abs=0.03)


def test_who_speaks_moves_together_where_groups_are_of_people_and_comments_where_not() -> None:
    corpus = talk(6, 12)
    authors = corpus.comments["author"]
    people = compare_words(corpus, list(authors.index[authors.isin(["a1", "a2", "a3"])]), permutations=100)
    assert "what each person says in a thread between the sides within each of the 6 threads that have both" in people.attrs["note"]
    some = [id for id in corpus.comments.index if id.endswith((".1", ".2", ".3"))]  # a1 … a3 say more than that
    assert "shuffles of comments between the sides" in compare_words(corpus, some, permutations=100).attrs["note"]


def test_posts_stay_on_their_side() -> None:
    corpus = talk(6, 4)
    frame = corpus.comments
    table = compare_words(corpus, list(frame.index[frame["kind"] == "post"]), permutations=100)
    assert table["p"].isna().all()
    assert table["q"].isna().all()
    assert "no p-values, since shuffling" in table.attrs["note"]
    assert plot_keyness(table)


def test_an_effect_within_threads_is_found() -> None:
    corpus = talk(10, 12)
    texts = [corpus.comment(id) for id in corpus.comments.index]
    group = [one.id for one in texts if one.kind == "comment" and int(one.id.split(".")[1]) % 3 == 0]
    said = Corpus.build(replace(one, text=one.text + " lanyard lanyard") if one.id in group[::2] else one for one in texts)
    row = compare_words(said, group, permutations=4000).set_index("word").loc["lanyard"]
    assert row["p"] < 0.001
    assert row["q"] < 0.05
    nothing = compare_words(said, group, permutations=0)
    assert nothing["p"].isna().all()
    assert "no p-values were asked for" in nothing.attrs["note"]


@pytest.mark.slow
@pytest.mark.parametrize("groups", ["threads", "people", "comments"])
def test_words_of_threads_and_people_do_not_look_typical_of_a_group(groups: str) -> None:
    """Words depend on threads and on people, and the group is drawn at random: the log-likelihood cries wolf, shuffles do not."""
    ours = theirs = tested = families = 0
    runs = 40
    for run in range(runs):
        rng = np.random.default_rng(run)
        share = rng.dirichlet(np.full(25, 0.5), size=20)  # of each thread's words
        habit = rng.dirichlet(np.full(25, 0.3), size=(20, 6))  # of each person's in a thread
        made = []
        for t in range(20):
            for k in range(13):
                who = int(rng.integers(6))
                odds = 0.5 * share[t] + 0.5 * habit[t, who]
                words = [f"w{chr(97 + n)}x" for n in rng.choice(25, size=int(rng.integers(8, 30)), p=odds)]
                made.append(
                    Comment(
                        f"{t}.{k}", f"t{t}", f"{t}.0" if k else None, " ".join(words), "comment" if k else "post", f"a{t}.{who}"
                    )
                )
        corpus = Corpus.build(made)
        frame = corpus.comments
        if groups == "threads":
            drawn = set(rng.choice(20, size=8, replace=False))
            inside = frame["thread"].map(lambda thread, drawn=drawn: int(thread[1:]) in drawn)
        elif groups == "people":
            inside = frame["author"].map(
                dict(zip(frame["author"].unique(), rng.random(frame["author"].nunique()) < 0.4, strict=True))
            )
        else:
            often = {thread: rng.beta(0.8, 1.5) for thread in corpus.thread_ids}  # coded often in one thread, seldom in another
            inside = pd.Series(rng.random(len(frame)) < frame["thread"].map(often), index=frame.index)
        table = compare_words(corpus, list(frame.index[inside.astype(bool)]), permutations=399, seed=run)
        tested += len(table)
        ours += int((table["p"] < 0.05).sum())
        families += bool((table["q"] < 0.05).any())
        theirs += int((chi2.sf(table["log_likelihood"], 1) < 0.05).sum())
    print(groups, ours / tested, theirs / tested, families / runs)
    assert ours / tested < 0.065
    assert families / runs < 0.15
    assert theirs / tested > (0.2 if groups != "comments" else 0.08)
