from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnography.corpus import Comment, Corpus, Participant
from ethnography.errors import UnknownId


def test_the_frame_says_depth_position_and_who_is_the_post_author(corpus: Corpus) -> None:
    frame = corpus.comments
    assert frame["depth"].tolist() == [0, 1, 2, 1]
    assert frame["position"].tolist() == [0, 1, 2, 3]
    assert frame["n_replies"].tolist() == [2, 1, 0, 0]
    assert frame["is_post_author"].tolist() == [True, False, True, pd.NA]
    assert frame["words"].tolist() == [4, 6, 7, 2]


def test_who_answers_whom(corpus: Corpus) -> None:
    table = corpus.replies()
    assert table["comment"].tolist() == ["t:1", "t:2", "t:3"]
    assert table["answered"].tolist() == ["Ann", "Bo", "Ann"]
    assert table["author"].isna().tolist() == [False, False, True]


def test_views_come_back_as_they_went_in(corpus: Corpus) -> None:
    comment = corpus.comment("t:2")
    assert comment.parts[0].voice == "Cy"
    assert comment.date is None
    assert corpus.comment("t:post").date == "2012-01-02"
    assert list(corpus)[1] == corpus.comment("t:1")
    assert [c.id for c in corpus.path("t:2")] == ["t:post", "t:1", "t:2"]
    thread = corpus.thread("t")
    assert thread.title == "Trust"
    assert thread.depths["t:2"] == 2
    assert corpus.threads.loc["t", ["comments", "authors", "depth"]].tolist() == [3, 2, 2]


def test_unknown_ids_say_what_there_is(corpus: Corpus) -> None:
    with pytest.raises(UnknownId, match=r"No comment 't:4'.*Did you mean t:[123]"):
        corpus.comment("t:4")
    with pytest.raises(UnknownId, match="It has t"):
        corpus.thread("elsewhere")


def kinds(corpus: Corpus) -> list[str]:
    return sorted(finding.kind for finding in corpus.findings)


def test_orphans_duplicates_and_cycles_are_judged_once_and_repaired() -> None:
    post = Comment("p", "t", None, "post", "post")
    corpus = Corpus.build([
        post, Comment("a", "t", "lost", "a"), Comment("b", "t", "c", "b"), Comment("c", "t", "b", "c"),
        Comment("c", "t", "b", "c"), Comment("a", "t", "p", "other words"), Comment("s", "t", "s", "self"),
        Comment("x", "u", "a", "elsewhere"),
    ])  # fmt: skip
    assert kinds(corpus) == ["cycle", "cycle", "duplicate", "edited", "no post", "orphan", "orphan"]
    assert corpus.comments["depth"].to_dict() == {"p": 0, "a": 1, "b": 1, "c": 2, "s": 1, "x": 1}
    assert corpus.comments.loc["a", "reply_evidence"] == "repaired"
    assert corpus.comment("a").text == "a"
    assert all(finding.repair for finding in corpus.findings)


def test_comments_that_state_no_link_answer_the_post_without_being_called_repaired() -> None:
    corpus = Corpus.build([Comment("p", "t", None, "post", "post"), Comment("a", "t", None, "a")])
    assert corpus.comment("a").reply_to == "p"
    assert corpus.comment("a").reply_evidence is None
    assert corpus.findings == ()


def test_a_thread_without_its_post_starts_at_depth_one() -> None:
    corpus = Corpus.build([Comment("a", "t", None, "a"), Comment("b", "t", "a", "b")])
    assert corpus.comments["depth"].tolist() == [1, 2]
    assert corpus.comments["position"].tolist() == [1, 2]


def test_an_empty_corpus_has_empty_tables() -> None:
    corpus = Corpus.build([])
    assert len(corpus) == len(corpus.comments) == len(corpus.threads) == len(corpus.participants) == len(corpus.replies()) == 0


def test_participants_carry_their_attributes() -> None:
    people = [Participant("P1", "Rowan", {"role": "nurse", "ward": "7"}), Participant("P2", "Kit")]
    corpus = Corpus.build([Comment("p", "t", None, "post", "post", "P1"), Comment("a", "t", "p", "a", author="P1")], people)
    assert corpus.participants.loc["P1"].tolist() == ["Rowan", "nurse", 1, 1, 1, "7"]
    assert corpus.participants.loc["P2", ["comments", "posts"]].tolist() == [0, 0]
    assert corpus.comments["role"].tolist() == ["nurse", "nurse"]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30))
def test_any_links_make_a_tree_with_every_id_once(links: list[tuple[int, int]]) -> None:
    comments = [Comment(f"c{a}", "t", f"c{b}", f"text {a}") for a, b in links]
    corpus = Corpus.build([Comment("p", "t", None, "post", "post"), *comments])
    frame = corpus.comments
    assert sorted(frame.index) == sorted({"p", *(f"c{a}" for a, _ in links)})
    for id in frame.index:
        assert len(corpus.path(id)) == frame.loc[id, "depth"] + 1
